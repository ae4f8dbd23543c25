"""An OpenAI-compatible endpoint: its settings, and one request to it. Off unless somebody configures one.

``settings``  address, name of the model and key, of ``kb.toml`` and the environment, for each use of a model
``client``    one request, with limits of time and size, to the configured address and nowhere else
"""
