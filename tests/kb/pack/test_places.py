"""Places: the printed page, and the article and paragraph of a law down to where the quote begins and ends."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import ingest
from ingest.document import Document, Page
from ingest.passages import cut
from kb.pack.places import Place, Places, Quoted, lines
from kb.pack.references import References
from tests.kb.pack.shelves import STYLE, law, paper


def quoted(document: Document, quote: str, section: str = "") -> Quoted:
    start = document.text.index(quote)
    return Quoted(1, document, start, start + len(quote), section, "ru")


@pytest.mark.parametrize(
    ("quote", "where"),
    [
        ("В настоящем Законе", "Ст. 1."),
        ("Статья 12. Разрешения", "Ст. 12."),
        ("Разрешение выдаёт", "Ст. 12, п. 1."),
        ("В разрешении отказывают", "Ст. 12, п. 2."),
        ("квота исчерпана", "Ст. 12, п. 2, подп. 2."),
        ("заявление неполно;\n\n2) квота", "Ст. 12, п. 2, подп. 1–2."),
        ("исполнительный орган.\n\n2. В разрешении", "Ст. 12, п. 1–2."),
        ("обжаловать.\n\nСтатья 13", "Ст. 12–13."),
        ("Порядок утверждает", "Ст. 13."),
    ],
)
def test_provisions_of_a_law(quote: str, where: str) -> None:
    found = References(STYLE, "en").footnote(law(), Places().of(quoted(law(), quote)))
    assert found.text.endswith(f" {where}")


@pytest.mark.parametrize(
    ("style", "language", "where"),
    [
        (STYLE, "kk", "2011. С. 45. Ст. 12, п. 2, подп. 2."),
        ("apa", "en", "[p. 45, art. 12, para. 2, subpara. 2]."),
        ("apa", "kk", "[45-б., 12-бап, 2-тармақ, 2-тармақша]."),
        ("oscola", "en", "s 12(2)(2)."),
    ],
)
def test_places_are_said_as_the_style_wants(style: str, language: str, where: str) -> None:
    printed = law(pages=(Page(1, 0, 1000, "45"),))
    found = References(style, language).footnote(printed, Places().of(quoted(printed, "квота исчерпана")))
    assert found.text.endswith(f" {where}")


def test_pages_are_those_that_are_printed() -> None:
    text = "One. Two. Three."
    pages = (Page(1, 0, 5, "17"), Page(2, 5, 10, "18"), Page(3, 10, 16, None))
    document = paper(text, pages=pages)
    places = Places()
    assert places.of(quoted(document, "One.")) == (Place("page", "17"),)
    assert places.of(quoted(document, "One. Two.")) == (Place("pages", "17–18"),)
    assert places.of(quoted(document, "Three.")) == (Place("page", "3"),)
    told = {key: said for key, said, _ in lines(quoted(document, "One. Two."), "en")}
    assert told["place"] == "pages 1–2 (printed: 17–18); characters 0–9 of the text"


def test_a_source_without_pages_is_cited_by_its_heading() -> None:
    document = paper(pages=())
    places = Places()
    assert places.of(quoted(document, "It fell.", "2 Results › Quotas")) == (Place("heading", "Quotas"),)
    assert places.of(quoted(document, "It fell.", "Table 1. " + "Region " * 20)) == ()
    assert places.of(quoted(document, "It fell.")) == ()


@pytest.mark.parametrize("style", ["ieee", "gost-r-7-0-5-2008-numeric", "apa"])
def test_footnotes_have_no_numbers_and_lists_have_the_style_s(style: str) -> None:
    references = References(style, "en")
    documents = [law(), paper(title="1984: a year of quotas")]
    entries = references.bibliography(documents)
    numbers = {"ieee": ["[1]", "[2]"], "gost-r-7-0-5-2008-numeric": ["1.", "2."], "apa": ["", ""]}
    assert [entry.number for entry in entries] == numbers[style]
    assert {entry.language for entry in entries} == {"en", "ru"}
    for document in documents:
        assert references.footnote(document, ()).text in {entry.text for entry in entries}


@pytest.mark.shared
def test_articles_of_real_laws_are_those_of_their_sections(shared: Path) -> None:
    checked = 0
    for path in sorted((shared / "data" / "kz-laws").glob("*.txt")):
        document = replace(ingest.parse(path.read_bytes(), path.name), type="law")
        places = Places()
        for passage in cut(document):
            named = re.findall(r"(?:Статья (\d+(?:-\d+)?)|(\d+(?:-\d+)?)-бап)\b", passage.section)
            quote = Quoted(1, document, passage.start, passage.end, passage.section, passage.language)
            found = [place.number for place in places.of(quote) if place.unit == "article"]
            if named and passage.kind == "body":
                checked += 1
                assert found == ["".join(named[-1])], (path.name, passage.section)
    assert checked > 1000
