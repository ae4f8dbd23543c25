"""Results as lines for a terminal and as records for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib.query import Result

    from ingest.document import Document, Passage
    from kb.adding import Report
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity
    from kb.search import Hit

WIDTH = 100


def report_lines(report: Report) -> str:
    """What became of the files."""
    counts = ", ".join(
        f"{len(paths)} {name}"
        for name, paths in (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged))
    )
    lines = [f"{counts}, {len(report.failed)} failed"]
    lines += [f"  not read: {path}\n    {reason}" for path, reason in report.failed]
    return "\n".join(lines)


def hit_lines(hits: Sequence[Hit]) -> str:
    if not hits:
        return "No passage was found."
    return "\n\n".join(f"{hit.rank}. {place(hit.document, hit.passage.page, hit.passage.section)}  ({hit.score:.3f})\n"
                       f"{_wrapped(hit.passage.text)}" for hit in hits)  # fmt: skip


def hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "why": dict(hit.why),
        "document": hit.document.id,
        "source": hit.document.source,
        "title": hit.document.title,
        "page": hit.passage.page,
        "section": hit.passage.section,
        "kind": hit.passage.kind,
        "language": hit.passage.language,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
    }


def answer_lines(answer: Answer) -> str:
    """The answer and its numbered citations, or the refusal and the nearest passages."""
    if answer.refused:
        nearest = hit_lines(answer.nearest[:3])
        return f"{_wrapped(answer.reason, '')}\n\nNearest passages:\n\n{nearest}" if answer.nearest else answer.reason
    sentences = (f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in answer.sentences)
    said = "\n".join(_wrapped(sentence, "") for sentence in sentences)
    cited = "\n".join(f"[{c.number}] {place(c.document, c.page, c.passage.section)}" for c in answer.citations)
    facts = "".join(f"\n  {fact.kind}: {fact.label}" for fact in answer.facts)
    return f"{said}\n\n{cited}" + (f"\n\nNamed there:{facts}" if facts else "")


def answer_record(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "refused": answer.refused,
        "reason": answer.reason,
        "probability": round(answer.probability, 4),
        "text": answer.text,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [_citation_record(c) for c in answer.citations],
        "facts": [{"iri": fact.iri, "kind": fact.kind, "label": fact.label} for fact in answer.facts],
        "nearest": [hit_record(hit) for hit in answer.nearest],
    }


def entity_lines(found: Iterable[KBEntity]) -> str:
    return "\n".join(f"{e.kind:12}{e.label}\n{'':12}{e.iri}  ({len(e.evidence)} mentions)" for e in found) or "None found."


def entity_record(entity: KBEntity) -> dict[str, Any]:
    return {
        "iri": entity.iri,
        "kind": entity.kind,
        "label": entity.label,
        "labels": dict(entity.labels),
        "aliases": list(entity.aliases),
        "properties": dict(entity.properties),
        "evidence": [
            {"document": e.document.id, "start": e.start, "end": e.end, "quote": e.quote, "confidence": e.confidence}
            for e in entity.evidence
        ],
    }


def entity_text(entity: KBEntity) -> str:
    """An entity with what is known about it and where it is named."""
    lines = [f"{entity.label}  ({entity.kind})", entity.iri]
    lines += [f"  {name}: {value}" for name, value in sorted(entity.properties.items())]
    if entity.aliases:
        lines.append(f"  also: {'; '.join(entity.aliases)}")
    lines += [f'  "{e.quote}"  {place(e.document, e.document.page_at(e.start))}, {e.start}–{e.end}' for e in entity.evidence]
    return "\n".join(lines)


def document_table(documents: Iterable[Document]) -> str:
    lines = [
        f"{d.id[:12]}  {d.year or '    '}  {d.language}  {d.type:10}{d.title}  {'; '.join(d.authors)}\n"
        f"{'':14}{d.source}"
        for d in documents
    ]
    return "\n".join(lines) or "The shelf is empty."


def document_record(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "authors": list(document.authors),
        "year": document.year,
        "type": document.type,
        "language": document.language,
        "characters": len(document.text),
        "pages": len(document.pages),
    }


def passage_lines(passages: Iterable[Passage]) -> str:
    return "\n\n".join(f"{p.start}–{p.end}  {p.kind}, {p.language}{f', page {p.page}' if p.page else ''}  {p.section}\n"
                       f"{_wrapped(p.text)}" for p in passages)  # fmt: skip


def result_lines(result: Result) -> str:
    """A SPARQL result as tab-separated lines under its variables."""
    if result.type == "ASK":
        return "yes" if result.askAnswer else "no"
    rows = ["\t".join("" if value is None else str(value) for value in row) for row in result]  # type: ignore[union-attr]
    return "\n".join(["\t".join(str(variable) for variable in result.vars or []), *rows])


def place(document: Document, page: int | None, section: str = "") -> str:
    """Title, file, page and section of something in a document."""
    parts = [document.title or Path(document.source).name, Path(document.source).name]
    if page is not None:
        parts.append(f"page {page}")
    if section:
        parts.append(section)
    return ", ".join(dict.fromkeys(parts))


def _citation_record(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "document": citation.document.id,
        "source": citation.document.source,
        "title": citation.document.title,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _wrapped(text: str, indent: str = "   ") -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)
