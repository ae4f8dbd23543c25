"""A shelf of documents that a test makes up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.document import Block, Document, Page, Passage
from kb.pack import PackItem, pack

DAY = date(2026, 3, 9)
STYLE = "gost-r-7-0-5-2008"

LAW_TEXT = """Статья 1. Основные понятия

В настоящем Законе используются понятия.

Статья 12. Разрешения

1. Разрешение выдаёт местный исполнительный орган.

2. В разрешении отказывают, если:

1) заявление неполно;

2) квота исчерпана.

3. Отказ можно обжаловать.

Статья 13. Порядок

Порядок утверждает министерство."""


def law(**fields: object) -> Document:
    """A Russian law of three articles, on one page that is printed as 45."""
    blocks, at = [], 0
    for paragraph in LAW_TEXT.split("\n\n"):
        heading = paragraph.startswith("Статья")
        blocks.append(Block(at, at + len(paragraph), "heading" if heading else "body", int(heading)))
        at += len(paragraph) + 2
    return Document(
        "a" * 64, "laws/zakon.html", "text/html", LAW_TEXT, blocks=tuple(blocks), title="О разрешениях", year=2011,
        type="law", language="ru", **fields,
    )  # type: ignore[arg-type]  # fmt: skip


def paper(text: str = "The quota was 0.23 per cent. It fell.", **fields: object) -> Document:
    """An English paper of one page."""
    given: dict[str, Any] = {
        "id": "b" * 64, "source": "papers.zip!/quota.pdf", "media_type": "application/pdf", "type": "paper",
        "title": "Labour quotas", "authors": ("A. Smith",), "year": 2021, "pages": (Page(1, 0, len(text), "17"),),
    }  # fmt: skip
    return Document(text=text, **given | fields)


@dataclass
class Shelf:
    """Documents by the beginning of their ids, each one passage."""

    all_: list[Document]
    section: str = ""

    def document(self, document_id: str) -> Document:
        return next(document for document in self.all_ if document.id.startswith(document_id))

    def passages(self, document_id: str) -> list[Passage]:
        text = self.document(document_id).text
        language = self.document(document_id).language
        return [Passage(document_id, 0, len(text), text, language=language, section=self.section)]


def word(items: list[PackItem], *documents: Document, style: str = STYLE, **how: str) -> bytes:
    """The Word file of a basket."""
    data = pack(items, Shelf(list(documents)), "my.kb", style, "docx", day=DAY, **how)
    assert isinstance(data, bytes)
    return data


def item(document: Document, quote: str, text: str = "", note: str = "") -> PackItem:
    """The range of a quote."""
    start = document.text.index(quote)
    return PackItem(document.id, start, start + len(quote), text, note)
