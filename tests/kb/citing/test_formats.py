"""Files of references read back by other programs hold every field; text, HTML and Word hold the same words."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html

from kb.citation import cite_items
from kb.citing.pinpoints import Pinpoint
from tests.kb.citing.generated import from_bibtex, from_json, from_ris, lost, record

READERS = {"bibtex": from_bibtex, "biblatex": from_bibtex, "ris": from_ris, "csl-json": from_json}
SCHEMA = json.loads(Path(__file__).with_name("csl-json.schema.json").read_text("utf-8"))
LAW = {
    "id": "law", "type": "legislation", "title": "Халықтың әл-ауқаты туралы", "language": "kk", "number": "5-VI",
    "genre": "Қазақстан Республикасының Заңы", "issued": {"date-parts": [[2016, 1, 9]]},
    "URL": "https://example.kz/?a=1&b=2",
}  # fmt: skip
BOOK = {
    "id": "book", "type": "book", "title": "Trust & <i>Verify</i>: a < b", "language": "en",
    "author": [{"family": "Kim", "given": "Zh."}], "publisher": "Hart", "issued": {"date-parts": [[2001]]},
}  # fmt: skip


@pytest.mark.parametrize("format", READERS)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_field_is_lost(format: str, seed: int) -> None:
    random = Random(seed)
    items = [record(random, number) for number in range(3)]
    read = READERS[format](str(cite_items(items, format=format)))
    assert [line for item in items for line in lost(item, read[item["id"]])] == []


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_csl_json_fits_its_schema(seed: int) -> None:
    items = [record(Random(seed), number) for number in range(2)]
    Draft202012Validator(SCHEMA).validate(json.loads(str(cite_items(items, format="csl-json"))))


def test_a_field_that_is_lost_is_found() -> None:
    text = str(cite_items([LAW], format="bibtex"))
    assert lost(LAW, from_bibtex(text.replace("5-VI", "6-VI"))["law"]) == ["number: '5-VI' reads '6-VI'"]


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "csl-json"])
def test_the_place_and_the_quote_go_along(format: str) -> None:
    place = Pinpoint(article="12", paragraph="3", quote="«Әркім құқылы» – 100 %")
    read = READERS[format](str(cite_items([LAW], format=format, pinpoints=[place])))["law"]
    assert (read["note"], read["annote"]) == ("12-бап, 3-тармақ", "«Әркім құқылы» – 100 %")


def test_html_has_links_formats_and_languages() -> None:
    text = str(cite_items([BOOK, LAW], "apa", "html"))
    tree = html.fromstring(text)
    assert [each.get("lang") for each in tree.find_class("csl-entry")] == ["en", "kk"]
    assert [each.text_content() for each in tree.iter("i")] == ["Trust & ", "Verify", ": a < b"]
    assert [each.get("href") for each in tree.iter("a")] == ["https://example.kz/?a=1&b=2"]
    words = [each.text_content() for each in tree.find_class("csl-entry")]
    assert words == str(cite_items([BOOK, LAW], "apa")).splitlines()


def test_html_of_hostile_titles_is_text() -> None:
    item: dict[str, Any] = {**BOOK, "title": "<script>alert(1)</script>", "URL": 'https://x.org/"onclick="y'}
    text = str(cite_items([item], "apa", "html"))
    assert "<script" not in text
    [link] = html.fromstring(text).iter("a")
    assert set(link.attrib) == {"href"}


def test_word_files_hold_the_references() -> None:
    data = cite_items([BOOK, LAW], "apa", "docx")
    assert isinstance(data, bytes)
    file = Document(BytesIO(data))
    assert [paragraph.text for paragraph in file.paragraphs] == str(cite_items([BOOK, LAW], "apa")).splitlines()
    italic = [run.text for run in file.paragraphs[0].runs if run.italic]
    assert "".join(italic) == "Trust & Verify: a < b"
    assert [link.address for link in file.paragraphs[1].hyperlinks] == ["https://example.kz/?a=1&b=2"]
