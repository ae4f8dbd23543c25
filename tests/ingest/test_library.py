"""Libraries of references as Zotero and EndNote write them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import library
from ingest.errors import KBError, UnreadableFile

BIBTEX = r"""
@string{jpp = "Journal of Public Policy"}
@comment{a comment of JabRef}

@article{kim2021,
  title = {Registers of {People} in {K{\"o}ln} \& 100 % more},
  author = {Kim, Anna and van der Berg, J. and {Ministry of Labour and Trade} and Jos{\'e} Garc{\'i}a},
  journal = jpp, year = {2021}, month = mar, volume = {12}, number = {3}, pages = {45--67},
  doi = {10.1000/X\_YZ}, langid = {english},
  file = {Full Text PDF:C\:\\Users\\me\\Zotero\\paper one.pdf:application/pdf;Snapshot:files/13/x.html:text/html},
}

@article{broken, title = {no end of the braces

@online{law, title = {О миграции населения}, date = {2011-07-22}, url = {https://adilet.zan.kz/x_1}, language = {ru}}

@misc{untitled, year = {2020}}
"""
RIS = """TY  - JOUR
TI  - Registers of people
AU  - Kim, Anna
AU  - Ministry of Labour
AU  - King, Martin, Jr.
T2  - Journal of Public Policy
DA  - 2021/03/04/
PY  - 2021
VL  - 12
IS  - 3
SP  - 45
EP  - 67
DO  - 10.1000/xyz
LA  - en
L1  - C:\\Users\\me\\Zotero\\storage\\X\\paper one.pdf
ER  -

TY  - RPRT
AU  - Nobody

TY  - STAT
TI  - О миграции населения
PY  - 2011
L1  - internal-pdf://123/law.pdf
ER  -
"""
CSL = [
    {
        "id": "http://zotero.org/users/1/items/X",
        "type": "article-journal",
        "title": "Registers of <i>people</i>",
        "container-title": "Journal of Public Policy",
        "author": [{"family": "Kim", "given": "Anna"}],
        "issued": {"date-parts": [["2021", 3, 4]]},
        "DOI": "10.1000/xyz",
    },
    {"id": "2", "type": "book"},
    "text",
]


def test_bibtex() -> None:
    records, broken = library.read(BIBTEX.encode(), "library.bib")
    paper, law = records
    assert paper.title == "Registers of People in Köln & 100 % more"
    assert paper.item["author"] == [
        {"family": "Kim", "given": "Anna"},
        {"family": "van der Berg", "given": "J."},
        {"literal": "Ministry of Labour and Trade"},
        {"family": "García", "given": "José"},
    ]
    assert paper.item["type"] == "article-journal"
    assert paper.item["container-title"] == "Journal of Public Policy"
    assert paper.item["issued"] == {"date-parts": [[2021, 3]]}
    assert (paper.item["volume"], paper.item["issue"], paper.item["DOI"]) == ("12", "3", "10.1000/X_YZ")
    assert paper.files == ("paper one.pdf", "x.html")
    assert (law.title, law.item["type"], law.item["URL"]) == (
        "О миграции населения",
        "webpage",
        "https://adilet.zan.kz/x_1",
    )
    assert law.item["issued"] == {"date-parts": [[2011, 7, 22]]}
    assert len(broken) == 2
    assert all(sentence.startswith("library.bib: ") and sentence.endswith(".") for sentence in broken)
    assert "'untitled'" in broken[0] and "line 13" in broken[1]


def test_bibtex_entries_that_share_a_key_are_all_read() -> None:
    text = "@book{a, title={One}}\n@book{a, title={Two}, year=2001}\n@book{b, title={X},\n title={Y}}\n"
    records, (broken,) = library.read(text.encode(), "joined.bib")
    assert [record.title for record in records] == ["One", "Two"]
    assert records[1].item["issued"] == {"date-parts": [[2001]]}
    assert broken == "joined.bib: the entry at line 3 gives its title twice; keep one of them, and add it again."


def test_json_of_brackets_in_brackets_is_refused() -> None:
    data = b"[" * 200_000
    assert not library.is_library("deep.json", data)
    with pytest.raises(UnreadableFile, match="not valid JSON"):
        library.read(data, "deep.json")


def test_ris() -> None:
    records, broken = library.read(RIS.encode("utf-8-sig"), "library.ris")
    paper, law = records
    assert paper.item["author"] == [
        {"family": "Kim", "given": "Anna"},
        {"literal": "Ministry of Labour"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ]
    assert paper.item["issued"] == {"date-parts": [[2021, 3, 4]]}
    assert (paper.item["issue"], paper.item["page"], paper.item["DOI"]) == ("3", "45-67", "10.1000/xyz")
    assert paper.files == ("paper one.pdf",)
    assert (law.title, law.item["type"], law.files) == ("О миграции населения", "legislation", ("law.pdf",))
    assert len(broken) == 1 and "entry 2, at line 18" in broken[0]


def test_csl_json() -> None:
    records, broken = library.read(json.dumps(CSL).encode(), "library.json")
    assert [record.title for record in records] == ["Registers of people"]
    assert len(broken) == 2
    one, _ = library.read(json.dumps(CSL[0]).encode("utf-16"), "paper.csl.json")
    assert one == records
    wrapped, _ = library.read(json.dumps({"items": CSL[:1]}).encode(), "library.json")
    assert wrapped == records


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("library.bib", b"", True),
        ("library.RIS", b"", True),
        ("paper.csl.json", json.dumps(CSL).encode(), True),
        ("settings.json", b'{"type": "x"}', False),
        ("broken.json", b"{", False),
        ("export.txt", b"\xef\xbb\xbfTY  - JOUR\nTI  - x\nER  - \n", True),
        ("paper.txt", b"TY is a word.", False),
        ("paper.pdf", b"%PDF-1.4", False),
    ],
)
def test_what_is_a_library(name: str, data: bytes, is_one: bool) -> None:
    assert library.is_library(name, data) == is_one


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.json", b"{", "not valid JSON"),
        ("a.json", b'{"a": 1}', "no CSL-JSON"),
        ("a.bib", b"nothing here", "no reference"),
        ("a.ris", b"\x00\x01", "no reference"),
        ("a.csv", b"a,b", "no library"),
    ],
)
def test_files_that_are_no_library_are_refused_with_a_reason(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as refused:
        library.read(data, name)
    assert str(refused.value).startswith(f"{name}: ") and str(refused.value).endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    text = "TY  - STAT\nTI  - О миграции населения в Республике Казахстан\nPY  - 2011\nER  - \n" * 3
    records, _ = library.read(text.encode(encoding), "a.ris")
    assert {record.title for record in records} == {"О миграции населения в Республике Казахстан"}


@given(st.sampled_from([("a.bib", BIBTEX), ("a.ris", RIS), ("a.json", json.dumps(CSL))]), st.data())
def test_mutated_libraries_are_read_or_refused(library_: tuple[str, str], data: st.DataObject) -> None:
    name, text = library_
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    mutated = text[:start] + data.draw(st.text(max_size=8)) + text[end:]
    try:
        records, broken = library.read(mutated.encode("utf-8", "ignore"), name)
    except KBError as error:
        assert str(error).startswith(name)
    else:
        assert records or broken
        assert all(record.title for record in records)
