"""The app: Streamlit pages over KnowledgeBase, with no logic of its own.

``python -m ui --kb DIR`` starts it (``serve.py``); ``app.py`` is run for each visitor and shows one of ``views/``.
What the reader sees as words stands in ``texts/*.yaml``; what draws text of documents stands in ``components/``.
"""
