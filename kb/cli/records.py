"""Results as records for ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.document import Document, Passage
    from kb.answer import Answer, Citation
    from kb.entities import KBEntity
    from kb.report import Imported, Report
    from kb.search import Hit

Record = dict[str, Any]
# Fields that are left out where a document has none.
_MORE = (
    "affiliations", "container", "volume", "issue", "page_range", "doi", "url", "publisher", "jurisdiction", "number",
    "date", "unread_pages",
)  # fmt: skip


def report_record(report: Report) -> Record:
    """The four lists that are always there, and those of what else there is to say."""
    more: Record = {
        "needs_ocr": report.needs_ocr,
        "libraries": report.libraries,
        "imported": [_imported(each) for each in report.imported],
        "notices": [{"path": path, "notice": notice} for path, notice in report.notices],
    }
    return {
        "added": report.added,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "failed": [{"path": path, "reason": reason} for path, reason in report.failed],
        **{name: value for name, value in more.items() if value},
    }


def _imported(each: Imported) -> Record:
    return {
        "path": each.path,
        "matched": [{"document": document_id, "title": title} for document_id, title in each.matched],
        "unmatched": [{"title": title, "reason": reason} for title, reason in each.unmatched],
        "broken": each.broken,
    }


def document_record(document: Document) -> Record:
    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "authors": list(document.authors),
        "year": document.year,
        "type": document.type,
        "language": document.language,
        **{name: value for name in _MORE if (value := getattr(document, name))},
        "characters": len(document.text),
        "pages": len(document.pages),
    }


def passage_record(passage: Passage) -> Record:
    return {
        "page": passage.page,
        "section": passage.section,
        "kind": passage.kind,
        "language": passage.language,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def hit_record(hit: Hit) -> Record:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "why": dict(hit.why),
        "document": hit.document.id,
        "source": hit.document.source,
        "title": hit.document.title,
        **passage_record(hit.passage),
        "same": [{"document": p.document_id, "start": p.start, "end": p.end} for p in hit.same],
    }


def answer_record(answer: Answer) -> Record:
    return {
        "question": answer.question,
        "refused": answer.refused,
        "reason": answer.reason,
        "missing": answer.missing.code if answer.missing else None,
        "probability": round(answer.probability, 4),
        "text": answer.text,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [_citation_record(c) for c in answer.citations],
        "notices": list(answer.notices),
        **({"written_by": answer.written_by} if answer.written_by else {}),
        "facts": [{"iri": fact.iri, "kind": fact.kind, "label": fact.label} for fact in answer.facts],
        "nearest": [hit_record(hit) for hit in answer.nearest],
    }


def _citation_record(citation: Citation) -> Record:
    return {
        "number": citation.number,
        "document": citation.document.id,
        "source": citation.document.source,
        "title": citation.document.title,
        "page": citation.page,
        "section": citation.passage.section,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def entity_record(entity: KBEntity) -> Record:
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
