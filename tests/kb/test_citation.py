"""References read back by independent parsers say what the documents say of themselves."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from ingest.document import Document
from ingest.errors import NotFound
from kb.authors import csl_name
from kb.citation import FORMATS, STYLES, cite, csl_item

ARTICLE = Document(
    "b" * 64, "shelf/mussina.pdf", "application/pdf", "text", title="Population migration: the case of Kazakhstan",
    authors=("S.T. Mussina", "Zh. Kim"), year=2017, type="paper", language="en",
)  # fmt: skip
REPORT = Document(
    "a" * 64, "shelf/обзор.pdf", "application/pdf", "text", title="Миграционная политика Казахстана",
    authors=("Д.К. Алдабергенов", "Международная организация по миграции"), year=2022, type="report", language="ru",
)  # fmt: skip
LAW = Document("c" * 64, "shelf/law.html", "text/html", "text", title="On Refugees", year=2009, type="law")
NAMELESS = Document("d" * 64, "shelf/untitled note.md", "text/markdown", "text", language="kk")

# Letters of the three languages and what formats trip over.
LETTERS = st.one_of(
    st.sampled_from("abzABZабяАБЯәғқңөұүһіӘҒҚҢӨҰҮҺІ «»“”„‘’'`\"-–—{}\\%&$#_~^<>@=,;:.?!()[]/ №§"),
    st.sampled_from("\n\r\t\x0b\x00\u2028\u00a0"),
    st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn"]),
)  # fmt: skip
TEXTS = st.text(LETTERS, min_size=1, max_size=60)


def latex() -> LatexDecodingMiddleware:
    """Reads LaTeX as pylatexenc does, which lacks two macros of the LaTeX kernel and takes a third for an accent."""
    macros = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known = get_default_latex_context_db()
    known.add_context_category("kernel", [MacroTextSpec(*macro) for macro in macros.items()], prepend=True)
    return LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=known))


def one_line(text: str) -> str:
    """The text as a title that fits on one line; the file's name where nothing is left of it."""
    return csl_item(replace(ARTICLE, title=text))["title"]


def with_title(title: str) -> Document:
    return replace(ARTICLE, title=title)


@pytest.mark.parametrize(
    ("author", "family", "given"),
    [
        ("S.T. Mussina", "Mussina", "S. T."),
        ("Mussina S.T.", "Mussina", "S. T."),
        ("MUSSINA S. T.", "MUSSINA", "S. T."),
        ("Mussina, S.T.", "Mussina", "S. T."),
        ("Д.К. Алдабергенов", "Алдабергенов", "Д. К."),
        ("Ж.Ә. Қожахметова", "Қожахметова", "Ж. Ә."),
        ("Zh. Kim", "Kim", "Zh."),
        ("J.-P. Sartre", "Sartre", "J.-P."),
        ("Smith, John", "Smith", "John"),
        ("John Smith", "Smith", "John"),
        ("John F. Kennedy", "Kennedy", "John F."),
        ("O'Neil, Bob", "O'Neil", "Bob"),
        ("Anna van der Berg", "van der Berg", "Anna"),
        ("Иванов Иван Иванович", "Иванов", "Иван Иванович"),
        ("Иван Иванович Иванов", "Иванов", "Иван Иванович"),
        ("Мұсаева Алия Серікқызы", "Мұсаева", "Алия Серікқызы"),
        ("Алия Серікқызы Мұсаева", "Мұсаева", "Алия Серікқызы"),
    ],
)
def test_names_of_people_are_split(author: str, family: str, given: str) -> None:
    assert csl_name(author) == {"family": family, "given": given}


def test_suffixes_stand_apart() -> None:
    assert csl_name("Martin Luther King Jr.") == {"family": "King", "given": "Martin Luther", "suffix": "Jr."}


@pytest.mark.parametrize(
    "author",
    [
        "Ministry of Labour and Social Protection", "International Organization for Migration", "IOM", "UNHCR, Geneva",
        "Ministry of Labour, Kazakhstan", "Международная организация по миграции", "Правительство Казахстана",
        "Еңбек және халықты әлеуметтік қорғау министрлігі", "Policy KB Samples Desk", "Plato", "World Bank",
    ],
)  # fmt: skip
def test_names_of_bodies_stay_whole(author: str) -> None:
    assert csl_name(author) == {"literal": author}


def test_csl_json_is_the_record() -> None:
    article, law = json.loads(cite([ARTICLE, LAW], format="csl-json"))
    assert article == {
        "id": "mussina2017-bbbbbbbb",
        "type": "article",
        "title": "Population migration: the case of Kazakhstan",
        "language": "en",
        "author": [{"family": "Mussina", "given": "S. T."}, {"family": "Kim", "given": "Zh."}],
        "issued": {"date-parts": [[2017]]},
    }
    assert law["type"] == "legislation" and "author" not in law


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        (
            "gost-r-7-0-5-2008",
            [
                "Алдабергенов Д. К. Миграционная политика Казахстана / Международная организация по миграции. 2022.",
                "Mussina S. T., Kim Zh. Population migration: the case of Kazakhstan. 2017.",
                "On Refugees: law. 2009.",
            ],
        ),
        (
            "apa",
            [
                "Mussina, S. T., & Kim, Zh. (2017). Population migration: the case of Kazakhstan.",
                "On Refugees (2009).",
                "Алдабергенов, Д. К., & Международная организация по миграции. (2022)."
                " Миграционная политика Казахстана.",
            ],
        ),
        (
            "gost-r-7-0-5-2008-numeric",
            [
                "1. Алдабергенов Д. К. Миграционная политика Казахстана / Международная организация по миграции. 2022.",
                "2. Mussina S. T., Kim Zh. Population migration: the case of Kazakhstan. 2017.",
                "3. On Refugees: law. 2009.",
            ],
        ),
    ],
)
def test_text_in_a_style(style: str, lines: list[str]) -> None:
    assert cite([REPORT, ARTICLE, LAW], style).splitlines() == lines


@pytest.mark.parametrize("style", STYLES)
def test_styles_that_are_named_exist_and_give_a_line_each(style: str) -> None:
    lines = cite([REPORT, ARTICLE, LAW, NAMELESS], style).splitlines()
    assert len(lines) == 4
    assert sum("Миграционная политика Казахстана" in line for line in lines) == 1
    assert any("Kim" in line for line in lines)


def test_a_document_without_a_title_is_named_by_its_file() -> None:
    assert "untitled note" in cite([NAMELESS])


@pytest.mark.parametrize("format", FORMATS)
def test_no_documents_give_no_references(format: str) -> None:
    assert format == "docx" or cite([], format=format) in ("", "[]")


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "docx"])
def test_a_document_is_cited_once(format: str) -> None:
    assert cite([ARTICLE, LAW, ARTICLE], format=format) == cite([ARTICLE, LAW], format=format)


def test_unknown_styles_and_formats_list_the_choices() -> None:
    with pytest.raises(NotFound, match=r"'gost'.*gost-r-7-0-5-2008.*apa"):
        cite([ARTICLE], "gost")
    with pytest.raises(NotFound, match=r"'doc'.*text, html, docx, bibtex, biblatex, ris, csl-json"):
        cite([ARTICLE], format="doc")
    with pytest.raises(NotFound):
        cite([ARTICLE], "../../etc/passwd")


def test_keys_are_plain_and_unlike() -> None:
    keys = [item["id"] for item in map(csl_item, (ARTICLE, REPORT, LAW, NAMELESS))]
    assert len(set(keys)) == 4
    assert all(re.fullmatch(r"[a-z]+\d*-[0-9a-f]{8}", key) for key in keys)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_bibtex_reads_back(titles: list[str]) -> None:
    documents = [replace(ARTICLE, id=f"{i:08}" + "0" * 56, title=title) for i, title in enumerate(titles)]
    library = bibtexparser.parse_string(cite(documents, format="bibtex"), append_middleware=[latex()])
    assert library.failed_blocks == []
    assert [entry["title"] for entry in library.entries] == [one_line(title) for title in titles]
    assert [entry["author"] for entry in library.entries] == ["Mussina, S. T. and Kim, Zh."] * len(titles)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_bibtex_keeps_authors_apart(authors: list[str]) -> None:
    document = replace(ARTICLE, authors=tuple(authors))
    entry = bibtexparser.parse_string(cite([document], format="bibtex")).entries[0]
    field = entry.get("author")
    assert len(_split_names(field.value if field else "")) == len(csl_item(document).get("author", []))


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_ris_reads_back(titles: list[str]) -> None:
    documents = [
        replace(REPORT, source=ARTICLE.source, id=f"{i:08}" + "0" * 56, title=title) for i, title in enumerate(titles)
    ]
    records = rispy.loads(cite(documents, format="ris"))
    assert [record["title"] for record in records] == [one_line(title) for title in titles]
    for record in records:
        assert record["authors"] == ["Алдабергенов, Д. К.", "Международная организация по миграции"]
        assert (record["type_of_reference"], record["year"], record["language"]) == ("RPRT", "2022", "ru")


@given(TEXTS)
def test_text_references_stand_on_one_line(title: str) -> None:
    assert len(cite([with_title(title)], "apa").splitlines()) == 1


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_csl_json_holds_any_text(title: str, authors: list[str]) -> None:
    (item,) = json.loads(cite([replace(ARTICLE, title=title, authors=tuple(authors))], format="csl-json"))
    assert item["title"] == one_line(title)
    assert "\n" not in json.dumps(item, ensure_ascii=False)


def _split_names(field: str) -> list[str]:
    """The names of an author field, as BibTeX parts them: at "and" outside braces."""
    names, depth, word = [""], 0, ""
    for word in re.split(r"(\s+)", field):
        if word == "and" and depth == 0:
            names.append("")
        else:
            names[-1] += word
        depth += word.count("{") - word.count("}")
    return [name for name in names if name.strip()]
