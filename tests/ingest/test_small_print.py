"""Footnotes of printed pages whose marks lost their raising, wholly or in part."""

from __future__ import annotations

import pytest

import ingest
from ingest.document import Block, Page
from ingest.draft import Piece
from ingest.footnotes import anchored
from ingest.small_print import footnotes
from tests.ingest.making import pdf, wrapped

REST = " The report is public and is printed by the ministry in each of the first months of the next year." * 3


def page(*paragraphs: tuple[str, float], number: int = 1) -> list[Piece]:
    return [Piece(text, size=size, starts=((0, number),)) for text, size in paragraphs]


@pytest.mark.parametrize(
    ("body", "note", "raised_body", "raised_note"),
    [
        ("The register1 is open.", "1 An order.", "The register¹ is open.", "¹ An order."),
        ("Реестр ведёт министерство 1⁴.", "1⁴Приказ министра.", "Реестр ведёт министерство ¹⁴.", "¹⁴Приказ министра."),
        ("The register is open.12", "1²An order.", "The register is open.¹²", "¹²An order."),
    ],
)
def test_marks_are_raised_in_text_and_note(body: str, note: str, raised_body: str, raised_note: str) -> None:
    text, small = footnotes(page((body + REST, 10), (note, 8)))
    assert text.text == raised_body + REST
    assert (small.text, small.kind, text.kind) == (raised_note, "note", "body")


def test_a_figure_that_touches_its_word_begins_a_note_without_its_mark() -> None:
    pieces = page(
        ("Part 2.1 of Annex A.1 and SHA1 say so." + REST, 10), ("1Тізілім туралы бұйрық.", 8), ("2 A law.", 8)
    )
    text, first, second = footnotes(pieces)
    assert text == pieces[0]
    assert [(n.text, n.kind) for n in (first, second)] == [("¹Тізілім туралы бұйрық.", "note"), ("² A law.", "note")]


def test_small_print_within_a_page_and_numbered_lists_are_no_notes() -> None:
    listing = page(("The file reads:" + REST, 10), ("1 Source: register", 8), ("2 Section: unknown", 8))
    assert footnotes(listing) == listing
    between = page(("The file reads:" + REST, 10), ("1Source: register", 8), ("It goes on." + REST, 10))
    assert footnotes(between) == between


def test_a_mark_on_another_page_is_another_mark() -> None:
    pieces = page(("The register1 is open." + REST, 10)) + page(("It grows." + REST, 10), ("1Order.", 8), number=2)
    text, _, note = footnotes(pieces)
    assert "register1 is" in text.text and note.text == "¹Order."


def test_notes_at_the_foot_are_anchored_on_their_page_and_endnotes_anywhere() -> None:
    text = "One¹ here ² too.\n\n¹ A.\n\n² B.\n\nTwo more.\n\n¹ C."
    bounds = [(0, 16), (18, 22), (24, 28), (30, 39), (41, 45)]
    kinds = ["body", "note", "note", "body", "note"]
    blocks = [Block(start, end, kind) for (start, end), kind in zip(bounds, kinds, strict=True)]  # type: ignore[arg-type]
    pages = (Page(1, 0, 30), Page(2, 30, len(text)))
    assert [block.anchor for block in anchored(text, blocks, pages)] == [None, 3, 10, None, None]
    # Now all notes stand on the last page, and none of their marks does.
    assert [block.anchor for block in anchored(text, blocks[:1] + blocks[4:], pages)] == [None, 3]


def test_a_printed_page() -> None:
    small = [(72, 700, 8, "1Order of the minister, No. 5.", False), (72, 711, 8, "2Since 2022.", False)]
    text = "The ministry keeps a register of 45 people who moved, and it reports on them to the government.2"
    document = ingest.parse(pdf([[*wrapped(text + REST, 100), *small]]), "x.pdf")
    notes = [block for block in document.blocks if block.kind == "note"]
    assert [document.text[b.start : b.end] for b in notes] == ["¹Order of the minister, No. 5.", "²Since 2022."]
    assert [b.anchor for b in notes] == [None, document.text.index("²")]
