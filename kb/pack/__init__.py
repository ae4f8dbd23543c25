"""The drafting pack: an answer, or a basket of quotes, as a Word document or Markdown to write on from.

It holds the sentences with footnotes that cite to the page or article, the bibliography in a style of CSL, and an
annex with each quote in full, its file and its place, and the evidence of what the graph states.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ingest.errors import NotFound
from kb.answer import Answer
from kb.pack.contents import Contents, Shelf, of_answer, of_items
from kb.pack.items import PackItem, basket
from kb.pack.markdown import markdown
from kb.pack.references import References
from kb.pack.word import docx

__all__ = ["FORMATS", "PackItem", "basket", "pack"]

FORMATS: dict[str, Callable[[Contents, References, str, date], bytes | str]] = {"docx": docx, "markdown": markdown}


def pack(
    what: Answer | Sequence[PackItem],
    shelf: Shelf,
    name: str,
    style: str,
    format: str = "docx",
    language: str | None = None,
    title: str | None = None,
    day: date | None = None,
    also: Sequence[str] = (),
) -> bytes | str:
    """The pack of an answer or of a basket: bytes of a Word file, or Markdown.

    ``name``: of the knowledge base. ``style``: of the references, as in ``kb.citation``. ``language`` (en, ru, kk): of
    headings and words between quotes, by default the question's or the first quote's. ``day``: by default today.
    ``also``: ids of documents and IRIs of laws that the bibliography of a basket lists although nothing of them is
    quoted. Raises NotFound for an unknown format, style, language or document, and BadBasket.
    """
    if format not in FORMATS:
        raise NotFound(f"There is no format {format!r} of a pack; there are: {', '.join(FORMATS)}.")
    if isinstance(what, Answer):
        contents = of_answer(what, language, title)
    else:
        contents = of_items(what, shelf, language, title, also)
    return FORMATS[format](contents, References(style, contents.language), name, day or date.today())
