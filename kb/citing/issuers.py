"""Which body issued the act that a document is, as its first lines name it."""

from __future__ import annotations

from functools import lru_cache

from ingest.document import Document

# The lines that name an act stand under its title, those of its approval at the end of a short one.
_FIRST = 1500


def issuer(document: Document) -> str:
    """The body that issued the act, in the case that the text has it in: «Министра труда»; empty where none is named.

    Only the line with the act's own number counts: other acts that the text names have other issuers.
    """
    return _named(document.id, document.text[:_FIRST], document.number) if document.number else ""


@lru_cache(maxsize=256)
def _named(document_id: str, text: str, number: str) -> str:
    from ontology.instruments import find

    own = (mention.attributes for mention in find(document_id, text) if mention.attributes.get("number") == number)
    return next((" ".join(said["issuer"].split()) for said in own if said.get("issuer")), "")
