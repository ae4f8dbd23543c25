"""What is meant by the name of something that may be cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.errors import NotFound
from kb.entities import KBEntity, named
from kb.store import Store


def resolved(what: str, store: Store, entities: Callable[[], Sequence[KBEntity]]) -> str:
    """The id of a document or work, or the IRI of an instrument, that a user means. Raises NotFound."""
    text = " ".join(what.split())
    if re.match(r"(?:doi|act|work):", text):
        return text
    if re.fullmatch(r"[0-9a-f]{4,64}", text):
        try:
            return store.full_id(text)
        except NotFound:
            # The number of an act may be all digits.
            if not text.isdecimal():
                raise
    by_title = [i for i in store.document_ids() if store.document(i).title.casefold() == text.casefold()]
    return by_title[0] if len(by_title) == 1 else named(entities(), text, ["instrument"]).iri
