"""The optional reranker: a sentence-transformers CrossEncoder that reads question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ingest.errors import BadConfiguration

# So many of the first passages are read again.
DEPTH = 30


def scores(name: str, question: str, texts: Sequence[str]) -> list[float]:
    """How well each text answers the question, as the CrossEncoder of this name or folder says; higher is better."""
    return [float(score) for score in _model(name).predict([(question, text) for text in texts])]


@cache
def _model(name: str) -> Any:
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise BadConfiguration(
            "the reranker needs sentence-transformers: run `pip install sentence-transformers`."
        ) from error
    try:
        return CrossEncoder(name)
    except (OSError, ValueError) as error:
        raise BadConfiguration(
            f"the reranker {name!r} cannot be loaded: name a folder with a CrossEncoder, or one that the machine can "
            f'fetch, under [search] in kb.toml, or set reranker = "" there. ({str(error).splitlines()[0]})'
        ) from error
