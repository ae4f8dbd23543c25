"""A model asked about documents that are on the shelf already, and what it said of them forgotten."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.errors import BadConfiguration
from kb.extracting.asking import Asking
from kb.extracting.kept import forget
from kb.extracting.merging import of_rules
from kb.extracting.settings import URL, Extractor
from kb.extracting.tally import Extraction
from kb.report import Progress
from kb.store import Store
from ontology.mention import Mention


def extract(
    kb: Path,
    store: Store,
    settings: Extractor,
    document_ids: Sequence[str],
    progress: Callable[[Progress], None] | None = None,
) -> Extraction:
    """Ask about what the model has not yet spoken of, and store what it adds. Raises BadConfiguration."""
    if not settings.in_environment(os.environ).url:
        raise BadConfiguration(
            f"No extractor is configured: set url and model under [extractor] in {kb / 'kb.toml'}, or {URL}; "
            "docs/extractor.md says what is sent there."
        )
    asking = Asking(kb, settings, progress)
    for document_id in document_ids:
        before = store.mentions(document_id)
        after = asking(store.document(document_id), store.passages(document_id), before)
        _store(store, document_id, before, after)
    return asking.tally


def forget_all(kb: Path, store: Store, document_ids: Sequence[str]) -> int:
    """Take out what a model added to documents, and forget what it said; how many statements went."""
    gone = 0
    for document_id in document_ids:
        before = store.mentions(document_id)
        after = of_rules(before)
        _store(store, document_id, before, after)
        forget(kb, document_id)
        gone += len(before) - len(after)
    return gone


def _store(store: Store, document_id: str, before: Sequence[Mention], after: Sequence[Mention]) -> None:
    if sorted(map(_told, before)) != sorted(map(_told, after)):
        store.put_mentions(document_id, after)


def _told(mention: Mention) -> str:
    place = (mention.start, mention.end, mention.kind)
    return repr((place, sorted(mention.attributes.items()), mention.extractor, mention.confidence))
