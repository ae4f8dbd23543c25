"""What is known of documents, and how they belong together, as lines for people and as records for ``--json``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.document import Document
    from kb.edits import LibraryReport, Origin
    from kb.works import Work

Record = dict[str, Any]
# Options of `edit` and the fields that they set, in the order in which `show` prints them.
FIELDS = {
    "title": "title", "author": "authors", "affiliation": "affiliations", "year": "year", "type": "type",
    "language": "language", "container": "container", "volume": "volume", "issue": "issue", "pages": "page_range",
    "doi": "doi", "url": "url", "publisher": "publisher", "jurisdiction": "jurisdiction", "number": "number",
    "date": "date", "place": "place", "edition": "edition", "editor": "editors", "isbn": "isbn", "issn": "issn",
    "accessed": "accessed", "short": "short_title", "archive": "archive",
}  # fmt: skip
_KINDS = {"same": "the same text", "near": "nearly the same text", "newer": "versions, the oldest first"}


def about_lines(document: Document, locations: Sequence[str], origins: Mapping[str, Origin], passages: int) -> str:
    """All that is known of a document, each field with where it comes from."""
    lines = [f"{'id':14}{document.id}"]
    lines += [f"{'file' if i == 0 else '':14}{path}" for i, path in enumerate(locations)]
    for name, field in FIELDS.items():
        if field in origins:
            value = getattr(document, field)
            shown = "; ".join(value) if isinstance(value, tuple) else "none" if value in ("", None) else value
            lines.append(f"{name:14}{shown}{_origin(origins[field])}")
    pages = f"{len(document.pages)} pages, " if document.pages else ""
    unread = f"; not recognised: pages {', '.join(map(str, document.unread_pages))}" if document.unread_pages else ""
    return "\n".join([*lines, f"{'text':14}{pages}{len(document.text):,} characters, {passages} passages{unread}"])


def _origin(origin: Origin) -> str:
    """Nothing for what the document says itself."""
    if origin.source == "document":
        return ""
    by = f"library {origin.by}" if origin.source == "library" else origin.by
    return f"   ({by}, {origin.at[:10]})"


def about_record(locations: Sequence[str], origins: Mapping[str, Origin]) -> Record:
    """Places of a document, and by field its origin, who gave it and when."""
    each = {name: {"source": o.source, "by": o.by, "at": o.at} for name, o in origins.items()}
    return {"locations": list(locations), "origins": each}


def edited_fields(options: argparse.Namespace) -> Record:
    """The fields that the options of `edit` set, None for those that it takes back."""
    given = {field: getattr(options, name) for name, field in FIELDS.items()}
    # An empty --author "" says that there is none.
    fields = {
        name: [v for v in value if v] if isinstance(value, list) else value
        for name, value in given.items()
        if value is not None
    }
    return fields | {FIELDS[name]: None for name in options.reset or ()}


# ----------------------------------------------------------------------------------- libraries and works
def library_lines(report: LibraryReport) -> str:
    """How many entries met a document, and which did not, and why."""
    lines = [
        f"{len(report.matched)} matched, {len(report.changed)} documents changed, {len(report.unmatched)} unmatched, "
        f"{len(report.broken)} broken"
    ]
    lines += [f"  {document_id[:12]}  {title}  (by {how})" for document_id, title, how in report.matched]
    lines += [f"  unmatched: {title}: {reason}" for title, reason in report.unmatched]
    return "\n".join([*lines, *(f"  broken: {sentence}" for sentence in report.broken)])


def library_record(report: LibraryReport) -> Record:
    return {
        "matched": [{"document": i, "title": title, "by": how} for i, title, how in report.matched],
        "changed": report.changed,
        "unmatched": [{"title": title, "reason": reason} for title, reason in report.unmatched],
        "broken": report.broken,
    }


def work_lines(works: Iterable[Work]) -> str:
    """Each group with how its documents belong together."""
    return "\n\n".join(map(_work, works)) or "No two documents have the same text or nearly the same."


def _work(work: Work) -> str:
    alike = "" if work.kind == "same" else f" (similarity {work.similarity:.2f})"
    lines = [f"{_KINDS[work.kind]}{alike}"]
    lines += [f"  {d.id[:12]}  {d.date or d.year or '':10}  {d.title}\n{'':16}{d.source}" for d in work.documents]
    return "\n".join(lines)


def work_record(work: Work) -> Record:
    return {
        "kind": work.kind,
        "similarity": round(work.similarity, 4),
        "documents": [{"id": d.id, "source": d.source, "title": d.title} for d in work.documents],
    }
