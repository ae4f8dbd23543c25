"""Thesauri that users brought into a knowledge base: a JSON file each in its folder ``thesauri``.

Their terms are tagged in all documents, beside the concepts of the project, and widen questions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.document import Document, Passage
from ingest.errors import BadThesaurus, NotFound, StorageFailed
from kb import files
from ontology.mention import Mention

if TYPE_CHECKING:
    from kb.store import Store
    from ontology.scheme import Concept
    from ontology.thesaurus import Match, Thesaurus

FOLDER = "thesauri"


@dataclass(frozen=True, slots=True)
class Imported:
    """A thesaurus of a knowledge base: its ``name`` there, and which of its terms are concepts of the project."""

    name: str
    thesaurus: Thesaurus
    matches: list[Match]

    @property
    def exact(self) -> int:
        """How many of its terms are concepts of the project."""
        return sum(match.relation == "exactMatch" for match in self.matches)


def add(kb: Path, source: Path, name: str = "") -> Imported:
    """Read a SKOS file and keep it in the knowledge base ``kb``, in place of one of the same name.

    ``name`` is by default the file's. Raises NotFound, BadThesaurus, which names file and line, or StorageFailed.
    """
    from ontology import scheme, thesaurus

    found = thesaurus.read(source)
    matches = thesaurus.mapped(found, scheme.concepts())
    imported = Imported(_plain(name or source.stem), found, matches)
    path = kb / FOLDER / f"{imported.name}.json"
    try:
        files.write(path, json.dumps(thesaurus.record(found, matches), ensure_ascii=False).encode())
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written ({error.strerror or error}): make room on the disk.") from error
    return imported


def all_of(kb: Path) -> list[Imported]:
    """The thesauri of a knowledge base by name. Raises BadThesaurus for a damaged one."""
    return [_load(path) for path in sorted((kb / FOLDER).glob("*.json"))]


def one_of(kb: Path, name: str) -> Imported:
    """The thesaurus of that name. Raises NotFound."""
    return _load(_path(kb, name))


def remove(kb: Path, name: str) -> None:
    """Forget a thesaurus. Raises NotFound."""
    _path(kb, name).unlink()


def concepts(kb: Path) -> list[Concept]:
    """The terms of all thesauri of a knowledge base, as concepts."""
    from ontology import thesaurus

    return [concept for one in all_of(kb) for concept in thesaurus.concepts(one.thesaurus, one.matches)]


Tag = Callable[[Document, Sequence[Passage], Sequence[Mention]], list[Mention]]


def tagging(kb: Path) -> Tag:
    """Adds to the mentions of a document those of the thesauri of a knowledge base, in place of earlier ones."""
    from ontology.tagging import IMPORTED_NAME, Tagger, find

    imported = concepts(kb)
    tagger = Tagger((), imported) if imported else None
    kind = IMPORTED_NAME.partition("/")[0] + "/"

    def tag(document: Document, passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[Mention]:
        own = [mention for mention in mentions if not mention.extractor.startswith(kind)]
        if tagger is None:
            return own
        known = [m for m in own if m.kind == "concept"]
        # What the project's scheme names in the same place is named already.
        new = [m for m in find(document, passages, own, tagger) if not _any_over(m, known)]
        return sorted(own + new, key=lambda m: (m.start, m.end, m.kind))

    return tag


def retag(kb: Path, store: Store) -> int:
    """Tag every document of a knowledge base anew with its thesauri; how many documents changed."""
    tag, changed = tagging(kb), 0
    for document_id in store.document_ids():
        before = store.mentions(document_id)
        after = tag(store.document(document_id), store.passages(document_id), before)
        if sorted(map(_told, after)) != sorted(map(_told, before)):
            store.put_mentions(document_id, after)
            changed += 1
    return changed


def _any_over(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(other.start < mention.end and mention.start < other.end for other in others)


def _told(mention: Mention) -> str:
    return repr((mention.start, mention.end, mention.kind, sorted(mention.attributes.items()), mention.confidence))


def _plain(name: str) -> str:
    """A name that is a file's: letters, digits and hyphens."""
    plain = "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    if not plain:
        raise NotFound(f"{name!r} is no name for a thesaurus; use letters and digits.")
    return plain[:80]


def _path(kb: Path, name: str) -> Path:
    path = kb / FOLDER / f"{_plain(name)}.json"
    if not path.exists():
        names = ", ".join(sorted(p.stem for p in (kb / FOLDER).glob("*.json"))) or "none"
        raise NotFound(f"There is no thesaurus {name}; there are: {names}.")
    return path


def _load(path: Path) -> Imported:
    from ontology.thesaurus import from_record

    try:
        kept: Any = json.loads(path.read_text(encoding="utf-8"))
        return Imported(path.stem, *from_record(kept))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadThesaurus(
            f"{path} is damaged ({type(error).__name__}); remove it and import the file anew."
        ) from error
