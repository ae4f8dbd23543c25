"""``policykb references`` and ``policykb library``: what documents cite, and libraries of references."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kb.cli.plumbing import open_kb, say

if TYPE_CHECKING:
    from kb.references import CitedWork, Reference

Titles = dict[str, str]


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "document", nargs="?", metavar="DOCUMENT", help="id of a document, or its first characters; default: all"
    )
    command.add_argument("--shared", action="store_true", help="the works that are cited, most shared first")
    command.add_argument(
        "--citing", metavar="NAME", help="who cites a document (id, title), a law (name, number, IRI) or a work (id)"
    )


def add_library_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="CSL-JSON, BibTeX or RIS, as Zotero exports them; default: list what is kept",
    )
    command.add_argument("--keep", action="store_true", help="keep entries that describe no document, to cite them")
    command.add_argument("--forget", metavar="RECORD", help="take out a kept entry, given its id")


def references(options: argparse.Namespace) -> int:
    """List references, works, or who cites something."""
    with open_kb(options) as kb:
        titles = {document.id: document.title or document.source for document in kb.documents()}
        if options.shared:
            works = kb.cited_works()
            if options.document:
                one = kb.document(options.document).id
                works = [work for work in works if one in work.documents]
            return say(options, [work_record(work) for work in works], _work_lines(works, titles))
        found = kb.who_cites(options.citing) if options.citing else kb.references(options.document)
        if options.citing and options.document:
            one = kb.document(options.document).id
            found = [reference for reference in found if reference.document_id == one]
    return say(options, [reference_record(each) for each in found], _reference_lines(found, titles))


def library(options: argparse.Namespace) -> int:
    """Import a library, list the entries that are kept, or forget one."""
    from kb.cli.details import library_lines, library_record

    with open_kb(options) as kb:
        if options.forget:
            kb.forget_record(options.forget)
            return say(options, {"forgotten": options.forget}, f"The record {options.forget} is forgotten.")
        if not options.file:
            records = kb.records()
            return say(options, records, _records(records))
        report = kb.import_library(options.file, keep=options.keep)
        kept = len(report.left) if options.keep else 0
    lines = [library_lines(report), *([f"{kept} kept; `policykb library` lists them."] if kept else [])]
    say(options, library_record(report) | {"kept": kept}, "\n".join(lines))
    return int(bool(report.broken))


# --------------------------------------------------------------------------------------------- records
def reference_record(reference: Reference) -> dict[str, Any]:
    """A reference as JSON."""
    return {
        "document": reference.document_id,
        "start": reference.start,
        "end": reference.end,
        "quote": reference.quote,
        "record": dict(reference.item),
        "ranges": {name: list(place) for name, place in reference.ranges.items()},
        "style": reference.style,
        "confidence": reference.confidence,
        "footnote": reference.footnote,
        "work": reference.work,
        "linked": reference.linked or None,
        "instrument": reference.instrument or None,
    }


def work_record(work: CitedWork) -> dict[str, Any]:
    """A cited work as JSON."""
    return {
        "id": work.id,
        "record": dict(work.item),
        "documents": list(work.documents),
        "references": [{"document": r.document_id, "start": r.start, "end": r.end} for r in work.references],
        "linked": work.linked or None,
        "instrument": work.instrument or None,
    }


# ----------------------------------------------------------------------------------------------- lines
def _reference_lines(references: Sequence[Reference], titles: Titles) -> str:
    lines: list[str] = []
    last = ""
    for reference in references:
        if reference.document_id != last:
            last = reference.document_id
            lines += ["", f"{last[:12]}  {titles.get(last, '')}"]
        lines.append(f"  {_described(reference.item)}")
        lines += _linked(reference.linked, reference.instrument, titles)
    return "\n".join(lines).strip("\n") or "No references."


def _work_lines(works: Sequence[CitedWork], titles: Titles) -> str:
    lines: list[str] = []
    for work in works:
        lines.append(f"{len(work.documents)}  {_described(work.item)}  [{work.id}]")
        lines += _linked(work.linked, work.instrument, titles)
        lines += (f"      {i[:12]}  {titles.get(i, '')}" for i in work.documents)
    return "\n".join(lines) or "No references."


def _linked(linked: str, instrument: str, titles: Titles) -> Iterable[str]:
    if linked:
        yield f"      = {linked[:12]}  {titles.get(linked, '')}"
    if instrument:
        yield f"      = {instrument}"


def _records(records: Sequence[dict[str, Any]]) -> str:
    return "\n".join(f"{item['id']}  {_described(item)}" for item in records) or "No entries are kept."


def _described(item: Any) -> str:
    """Authors, year and title on one line."""
    people = [str(name.get("family") or name.get("literal") or "") for name in item.get("author", ())]
    names = ", ".join(people[:3]) + (" …" if len(people) > 3 else "")
    parts = item.get("issued", {}).get("date-parts") if isinstance(item.get("issued"), dict) else None
    year = f"({parts[0][0]})" if parts and parts[0] else ""
    return " ".join(filter(None, (names, year, " ".join(str(item.get("title", "")).split()))))
