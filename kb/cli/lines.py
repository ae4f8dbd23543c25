"""Results as lines for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib.query import Result

    from ingest.document import Document, Passage
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity
    from kb.report import Report
    from kb.search import Hit

WIDTH = 100
MOST_FAILURES = 20


def report_lines(report: Report) -> str:
    """A table of what became of the files, what should be known of them, and why those that failed did."""
    states = ("added", "updated", "unchanged", "failed")
    counts = [(name, len(getattr(report, name))) for name in states]
    lines = [", ".join(f"{count} {name}" for name, count in counts)]
    others = [(path, reason) for path, reason in report.failed if path not in set(report.needs_ocr)]
    lines += _listed("Needs OCR:", [pair for pair in report.failed if pair not in others])
    lines += _listed("Failed:", others)
    lines += _listed("To know:", report.notices)
    return "\n".join(lines)


def _listed(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The first ``MOST_FAILURES`` sentences under a title; nothing where there are none."""
    if pairs:
        yield title
    for path, sentence in pairs[:MOST_FAILURES]:
        yield f"  {_failure(path, sentence)}"
    if len(pairs) > MOST_FAILURES:
        yield f"  and {len(pairs) - MOST_FAILURES} more: --json lists all"


def _failure(path: str, reason: str) -> str:
    return reason if PurePath(path).name in reason else f"{path}: {reason}"


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
    writer = [_wrapped(f"Written by {answer.written_by} from the passages below.")] if answer.written_by else []
    noticed = writer + [_wrapped(notice) for notice in answer.notices]
    cited = [_citation(citation, answer) for citation in answer.citations]
    named = [_fact(fact, {other.iri: other.label for other in answer.facts}) for fact in answer.facts]
    parts = [
        "\n".join(said),
        "\n".join(noticed),
        "\n".join(cited),
        "\n  ".join(["Named and stated there:", *named]) if named else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _fact(fact: KBEntity, names: Mapping[str, str]) -> str:
    """A fact on a line; ``names`` are those of the facts beside it, by IRI."""
    said = fact.properties
    if fact.kind == "responsibility":
        who = names.get(said.get("agency", ""), "")
        basis = names.get(said.get("basis", ""), "")
        dates = [f"since {said['valid_from']}"] if "valid_from" in said else []
        dates += [f"until {said['valid_until']}"] if "valid_until" in said else []
        return ", ".join(
            [f"{who}: {fact.label}" if who else fact.label, *dates, *([f"under {basis}"] if basis else [])]
        )
    if fact.kind == "observation":
        value = " ".join(said[name] for name in ("qualifier", "value", "unit") if name in said)
        where = ", ".join(said[name] for name in ("place", "year") if name in said)
        return f"figure: {fact.label}{f' ({where})' if where else ''}: {value}"
    return f"{fact.kind}: {fact.label}"


def _refusal(answer: Answer) -> Iterator[str]:
    yield _wrapped(answer.reason)
    if answer.nearest:
        yield "Nearest passages:"
        yield hit_lines(answer.nearest[:3])


def _citation(citation: Citation, answer: Answer) -> str:
    """Number and place, and the quote where no sentence of the answer gives it in full already."""
    place = _numbered(f"[{citation.number}]", _place(citation.document, citation.page, citation.passage.section))
    quote = " ".join(citation.quote.split())
    given = any(
        quote in s.text or (s.citations[:1] == (citation.number,) and s.text in quote) for s in answer.sentences
    )
    return place if given else f"{place}\n{_wrapped(f'“{quote}”', '    ')}"


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
    return "\n".join((*lines, *(quoted(e.document, e.start, e.quote) for e in entity.evidence)))


def quoted(document: Document, start: int, quote: str) -> str:
    """A quote with its document, page and range."""
    place = _place(document, document.page_at(start))
    return _wrapped(f"“{' '.join(quote.split())}”  {place}, {start}–{start + len(quote)}", "  ")


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
