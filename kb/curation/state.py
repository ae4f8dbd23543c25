"""The curated shelf of a store, worked out once for each state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ingest.language import detect
from kb.curation.applying import Curated, curate
from kb.curation.touching import Shelf
from ontology.mention import Mention

if TYPE_CHECKING:
    from kb.store import Store

# By store: the number of the last change and what was worked out then; and the mentions with the number of the last
# change of a document, which no decision changes.
_CURATED: WeakKeyDictionary[Store, tuple[int, Curated]] = WeakKeyDictionary()
_MENTIONS: WeakKeyDictionary[Store, tuple[int, list[Mention]]] = WeakKeyDictionary()


def curated(store: Store) -> Curated:
    """What the mentions of the shelf resolve to, with the decisions of curators applied."""
    sequence = store.sequence
    kept = _CURATED.get(store)
    if kept is None or kept[0] != sequence:
        # Another process may have read documents anew.
        store.forget_cached()
        kept = sequence, curate(_mentions(store), store.decisions(), shelf(store))
        _CURATED[store] = kept
    return kept[1]


def shelf(store: Store) -> Shelf:
    """The documents of a store."""
    return Shelf(store.document_ids(), lambda document_id: store.document(document_id).text, detect)


def _mentions(store: Store) -> list[Mention]:
    sequence = store.documents_sequence
    kept = _MENTIONS.get(store)
    if kept is None or kept[0] != sequence:
        kept = sequence, store.mentions()
        _MENTIONS[store] = kept
    return kept[1]
