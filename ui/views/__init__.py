"""One module for each page; ``show()`` draws it. What a page does is in kb, what it is drawn with in components.

The folder is not named "pages", because Streamlit takes files in such a folder for scripts of its own.
"""

from ui.views import ask, changes, citations, curation, documents, library, recommended, sign_in, timeline, who

__all__ = [
    "ask",
    "changes",
    "citations",
    "curation",
    "documents",
    "library",
    "recommended",
    "sign_in",
    "timeline",
    "who",
]
