"""Results as lines for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib.query import Result

    from ingest.document import Document, Passage
    from kb.adding import Report
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity
    from kb.search import Hit

WIDTH = 100
MOST_FAILURES = 20


def report_lines(report: Report) -> str:
    """What became of the files, and why the first ``MOST_FAILURES`` of those that failed did."""
    lines = [
        f"{len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
        f"{len(report.failed)} failed"
    ]
    lines += [f"  {_failure(path, reason)}" for path, reason in report.failed[:MOST_FAILURES]]
    if len(report.failed) > MOST_FAILURES:
        lines.append(f"  and {len(report.failed) - MOST_FAILURES} more: --json lists all")
    return "\n".join(lines)


def _failure(path: str, reason: str) -> str:
    return reason if path in reason else f"{path}: {reason}"


def document_lines(documents: Iterable[Document]) -> str:
    """Two lines each: id, year, language, type and title; authors and file."""
    return "\n".join(map(_document, documents)) or "The shelf is empty."


def _document(document: Document) -> str:
    year, authors = document.year or "", "; ".join(document.authors)
    return (
        f"{document.id[:12]}  {year:4}  {document.language}  {document.type:10}  {document.title}\n"
        f"{'':14}{f'{authors}, ' if authors else ''}{document.source}"
    )


def passage_lines(passages: Iterable[Passage]) -> str:
    """The passages of one document in reading order."""
    return "\n\n".join(f"{_heading(passage)}\n{_wrapped(passage.text, '   ')}" for passage in passages)


def _heading(passage: Passage) -> str:
    page = None if passage.page is None else f"page {passage.page}"
    parts = (f"{passage.start}–{passage.end}", page, passage.kind, passage.language, passage.section)
    return "  ".join(part for part in parts if part)


# -------------------------------------------------------------------------------- search and answers
def hit_lines(hits: Sequence[Hit]) -> str:
    """Each hit with its place, its score and its passage."""
    return "\n\n".join(map(_hit, hits)) or "No passage was found."


def _hit(hit: Hit) -> str:
    place = _place(hit.document, hit.passage.page, hit.passage.section)
    return f"{_numbered(f'{hit.rank}.', f'{place} ({hit.score:.3f})')}\n{_wrapped(hit.passage.text, '   ')}"


def answer_lines(answer: Answer) -> str:
    """The sentences of the answer, what they cite, and what is named there; or why there is none."""
    if answer.refused:
        return "\n\n".join(_refusal(answer))
    said = [_wrapped(f"{s.text} {''.join(f'[{number}]' for number in s.citations)}") for s in answer.sentences]
    cited = [_citation(citation, answer) for citation in answer.citations]
    named = [f"{fact.kind}: {fact.label}" for fact in answer.facts]
    parts = ["\n".join(said), "\n".join(cited), "\n  ".join(["Named there:", *named]) if named else ""]
    return "\n\n".join(part for part in parts if part)


def _refusal(answer: Answer) -> Iterator[str]:
    yield _wrapped(answer.reason)
    if answer.nearest:
        yield "Nearest passages:"
        yield hit_lines(answer.nearest[:3])


def _citation(citation: Citation, answer: Answer) -> str:
    """Number and place, and the quote where no sentence of the answer gives it in full already."""
    place = _numbered(f"[{citation.number}]", _place(citation.document, citation.page, citation.passage.section))
    quote = " ".join(citation.quote.split())
    return place if any(quote in s.text for s in answer.sentences) else f"{place}\n{_wrapped(f'“{quote}”', '    ')}"


# -------------------------------------------------------------------------------------- the ontology
def entity_table(entities: Iterable[KBEntity]) -> str:
    """Two lines each: kind and label; IRI and number of mentions."""
    rows = [f"{e.kind:12}{e.label}\n{'':12}{e.iri}  ({len(e.evidence)} mentions)" for e in entities]
    return "\n".join(rows) or "None was found."


def entity_lines(entity: KBEntity) -> str:
    """An entity with what is known about it and every place that names it."""
    lines = [f"{entity.label}  ({entity.kind})", entity.iri]
    lines += [f"  {name}: {value}" for name, value in sorted(entity.properties.items())]
    if entity.aliases:
        lines.append(_wrapped(f"also: {'; '.join(entity.aliases)}", "  "))
    for e in entity.evidence:
        place = _place(e.document, e.document.page_at(e.start))
        lines.append(_wrapped(f"“{' '.join(e.quote.split())}”  {place}, {e.start}–{e.end}", "  "))
    return "\n".join(lines)


def result_lines(result: Result) -> str:
    """A SPARQL result as tab-separated lines under its variables."""
    if result.type == "ASK":
        return "yes" if result.askAnswer else "no"
    rows = ["\t".join(map(_cell, row)) for row in result]  # type: ignore[arg-type]
    return "\n".join(["\t".join(str(variable) for variable in result.vars or []), *rows])


def _cell(value: object) -> str:
    """A value on one line without tabs, which would end the line or the cell."""
    return "" if value is None else " ".join(str(value).split())


# ------------------------------------------------------------------------------------------ plumbing
def _place(document: Document, page: int | None, section: str = "") -> str:
    """Title, file, page and section of something in a document."""
    file = Path(document.source).name
    parts = [document.title or file, file, "" if page is None else f"page {page}", section]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _numbered(number: str, text: str) -> str:
    return textwrap.fill(f"{number} {text}", WIDTH, subsequent_indent=" " * (len(number) + 1))


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)
