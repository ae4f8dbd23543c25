"""Reference lists fall into their entries, however their lines are wrapped or run together."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence

import pytest

import ingest
from ingest.document import Document
from tests.ingest.reference_cases import CASES

ENTRIES = [
    re.sub(r"^(?:\d+\.|\[\d+\])\s+", "", case.text) for case in CASES if "\n" not in case.text and case.text[0] != "•"
]
PROSE = (
    "Ferries carry more people than trains in some river towns, and a town that loses one loses a part of its work. "
    * 4
)


def document(heading: str, entries: str) -> Document:
    return ingest.parse(f"Ferries and work\n\n{PROSE}\n\n{PROSE}\n\n{heading}\n\n{entries}\n".encode(), "a.txt")


def found(read: Document) -> list[str]:
    texts = [read.text[b.start : b.end] for b in read.blocks if b.kind == "reference"]
    return [" ".join(re.sub(r"^(?:\d+\.|\[\d+\])\s+", "", text).split()) for text in texts]


def numbered(entries: Sequence[str]) -> list[str]:
    return [f"{at}. {entry}" for at, entry in enumerate(entries, 1)]


LAYOUTS: dict[str, tuple[str, Callable[[Sequence[str]], str]]] = {
    "a line each": ("References", "\n".join),
    "a paragraph each": ("Bibliography", "\n\n".join),
    "numbered": ("Список литературы", lambda entries: "\n".join(numbered(entries))),
    "in brackets": ("Литература", lambda e: "\n".join(f"[{at}] {entry}" for at, entry in enumerate(e, 1))),
    "run together": ("References", lambda entries: " ".join(numbered(entries))),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_entry_is_found(layout: str) -> None:
    heading, lay_out = LAYOUTS[layout]
    assert found(document(heading, lay_out(ENTRIES))) == [" ".join(entry.split()) for entry in ENTRIES]


# Entries of a list in Russian that end as they like: with a quote, a number, a year, a page.
ACTS = [
    "Указ Президента РК от 15 февраля 2018 года № 636 «Об утверждении плана развития переправ до 2025 года»",
    "Закон РК «О портах и причалах» от 06.04.2016 г. № 482-V ЗРК",
    "Садова Е. Ю. Паромы в дельте большой реки. Алматы: Арна, 2001. 260 с",
    "Закон РК «О переправах населения» от 22.07.2011 г. № 477-IV",
    "«Көлік туралы» Қазақстан Республикасының 1994 жылғы 21 қыркүйектегі № 156-XIII Заңы",
    "Конституция Республики Казахстан. 30 августа 1995 года",
    "О реках: Закон РК от 5 мая 2001 года № 12 // Береговая правда. 2001. 8 мая",
    "Kim A. Ferry labour // River Development. 2019. Vol. 12. P. 45–67",
]


@pytest.mark.parametrize("end", ["", "."])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_entries_may_end_as_they_like(layout: str, end: str) -> None:
    heading, lay_out = LAYOUTS[layout]
    entries = [f"{entry}{end}" for entry in ACTS]
    assert found(document(heading, lay_out(entries))) == entries


def test_a_long_list_without_numbers_or_line_ends_falls_into_its_entries() -> None:
    entries = [entry for entry in ACTS if not entry.startswith(("О реках", "«"))] * 3
    assert found(document("Литература", " ".join(entries))) == entries


@pytest.mark.parametrize(
    "prose",
    [
        "Закон Республики Казахстан «О переправах» от 22 июля 2011 года № 477-IV ввёл учёт лодок, и порты ведут его. ",
        "Указ Президента РК 2003 года поддержал порты. Закон Республики Казахстан 2011 года дал им льготы. ",
    ],
)
def test_sentences_about_acts_are_no_entries(prose: str) -> None:
    text = f"Паромы\n\n{PROSE}\n\n" + "\n\n".join([prose * 8] * 4)
    assert found(ingest.parse(text.encode(), "a.txt")) == []


@pytest.mark.parametrize(
    "heading",
    [
        "References and notes",
        "Пайдаланылған әдебиет",
        "Әдебиет тізімі",
        "Список использованных источников и литературы",
    ],
)
def test_headings_of_lists(heading: str) -> None:
    assert found(document(heading, "\n".join(numbered(ACTS)))) == ACTS
    assert found(document(f"{heading} to come", "The list is not ready.")) == []


@pytest.mark.parametrize("heading", ["References", "Пайдаланылған әдебиеттер тізімі"])
@pytest.mark.parametrize("width", [70, 90, 120])
def test_wrapped_entries_are_made_whole(heading: str, width: int) -> None:
    lines = "\n".join(textwrap.fill(entry, width, break_long_words=False) for entry in numbered(ENTRIES))
    read = found(document(heading, lines))
    beginnings = [" ".join(entry.split())[:20] for entry in ENTRIES]
    assert [text[:20] for text in read if text[:20] in beginnings] == beginnings
    # No more than one in twenty is cut in two.
    assert len(read) <= len(ENTRIES) * 1.05
