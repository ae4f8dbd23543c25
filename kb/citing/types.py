"""Types of documents and of acts as types of CSL (1.0.2, appendix III), and back."""

from __future__ import annotations

_CSL = {
    "code": "legislation", "constitution": "legislation", "decree": "legislation", "law": "legislation",
    "order": "legislation", "resolution": "legislation", "rules": "legislation", "treaty": "treaty",
    "convention": "treaty", "article": "article", "paper": "article", "book": "book", "web page": "webpage",
    "brief": "report", "concept": "report", "digest": "report", "guidance": "report", "programme": "report",
    "report": "report", "strategy": "report",
}  # fmt: skip
_OURS = {
    "article-journal": "paper", "paper-conference": "paper", "chapter": "paper", "thesis": "paper", "report": "report",
    "legislation": "law", "bill": "law", "treaty": "treaty", "webpage": "web page", "book": "book",
}  # fmt: skip


def csl_type(type: str) -> str:
    """The CSL type of a document type; "document" for those that CSL has no better one for.

    Papers whose journal is not known are "article", which CSL has for preprints and working papers.
    """
    return _CSL.get(type, "document")


def document_type(csl: str) -> str:
    """The type of a document that a CSL type stands for; empty for those that say nothing of it."""
    return _OURS.get(csl, "")


def same_type(csl: str, type: str) -> bool:
    """Whether a CSL type says no less than a document type does."""
    known = csl_type(type)
    return known == csl or (known == "article" and document_type(csl) == "paper")
