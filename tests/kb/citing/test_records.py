"""Records hold all that is known: of the document, of a library, of the ontology; and the place that is cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import NotFound, UnreadableFile
from ingest.library import Record
from kb.citation import cite, cite_items
from kb.citing.bibliography import citation
from kb.citing.pinpoints import Pinpoint
from kb.citing.records import document_item, entity_item
from kb.entities import KBEntity
from kb.libraries import fields_of

PAPER = Document("b" * 64, "shelf/paper.pdf", "application/pdf", "text", type="paper", language="en")
ACT = KBEntity(
    "https://policy-kb.org/id/instrument/kz/resolution/2016-12-29/919", "instrument", "Resolution No. 919",
    {"ru": "Постановление Правительства Республики Казахстан от 29 декабря 2016 года № 919 «О садах»",
     "kk": "«Бақтар туралы» Қазақстан Республикасы Үкіметінің 2016 жылғы 29 желтоқсандағы № 919 қаулысы"},
    ("On Gardens",),
    {"type": "resolution", "number": "919", "date": "2016-12-29", "issuer": "Правительства", "jurisdiction": "kz"}, (),
)  # fmt: skip
LIBRARY = {
    "id": "x", "type": "chapter", "title": "Gardens of the steppe", "language": "en",
    "author": [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"}],
    "editor": [{"family": "Kim", "given": "Zh."}], "container-title": "Steppes", "publisher": "Hart",
    "publisher-place": "Oxford", "issued": {"date-parts": [[2011, 5]]}, "ISBN": "978-0", "edition": "2",
    "accessed": {"date-parts": [[2024, 1, 9]]}, "event-title": "Gardens 2011", "number-of-pages": "12",
    "collection-title": "Lands", "page": "5-9",
}  # fmt: skip


def test_nothing_that_a_library_says_is_lost() -> None:
    values, refused = fields_of(Record(LIBRARY), PAPER)
    document = replace(PAPER, **{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
    item = document_item(document)
    assert refused == []
    assert {key: item[key] for key in LIBRARY if key not in ("id", "page")} == {
        key: value for key, value in LIBRARY.items() if key not in ("id", "page")
    }
    assert item["page"] == "5–9"


def test_an_edit_wins_over_the_library() -> None:
    values, _ = fields_of(Record(LIBRARY), PAPER)
    document = replace(PAPER, csl=values["csl"], title="Other", authors=("Ann Lee",), year=2012)
    item = document_item(document)
    assert item["author"] == [{"family": "Lee", "given": "Ann"}]
    assert (item["title"], item["issued"]) == ("Other", {"date-parts": [[2012]]})


@pytest.mark.parametrize(
    ("language", "reference"),
    [
        ("ru", "О садах: постановление Правительства Республики Казахстан от 29 декабря 2016 г. № 919.\n"),
        ("kk", "Бақтар туралы: Қазақстан Республикасы Үкіметінің 2016 жылғы 29 желтоқсандағы № 919 қаулысы.\n"),
        (
            "en",
            "On Gardens: resolution of the Government of the Republic of Kazakhstan of 29 December 2016 No. 919.\n",
        ),
    ],
)
def test_an_act_that_is_not_on_the_shelf(language: str, reference: str) -> None:
    assert cite([ACT], language=language) == reference
    assert entity_item(ACT, language)["authority"] == "Правительства"


@pytest.mark.parametrize(
    ("style", "reference"),
    [
        ("gost-r-7-0-5-2008", "О садах: закон № 5. Ст. 12."),
        ("gost-7-1-2003", "О садах : закон № 5. – Ст. 12."),
        ("apa", "О садах, Закон № 5. [art. 12]"),
    ],
)
def test_the_article_that_is_cited(style: str, reference: str) -> None:
    act = {"id": "a", "type": "legislation", "title": "О садах", "genre": "Закон", "number": "5", "language": "ru"}
    assert cite_items([act], style, pinpoints=[Pinpoint(article="12")]) == f"{reference}\n"


def test_the_page_that_is_cited_stands_for_the_pages() -> None:
    book = {"id": "b", "type": "book", "title": "Сады", "language": "ru", "number-of-pages": "90"}
    assert cite_items([book], pinpoints=[Pinpoint(page="5")]) == "Сады. С. 5.\n"
    assert cite_items([book, book], pinpoints=[Pinpoint(page="5"), Pinpoint(page="7")]) == "Сады. С. 5, 7.\n"


def test_citations_in_the_text_and_in_footnotes() -> None:
    book = {
        "id": "b", "type": "book", "title": "Gardens", "language": "en", "publisher": "Hart",
        "author": [{"family": "Kim", "given": "Anna"}], "issued": {"date-parts": [[2011]]},
    }  # fmt: skip
    place = Pinpoint(page="45")
    assert citation(book, "apa", pinpoint=place).text == "(Kim, 2011, p. 45)"
    assert citation(book, "gost-r-7-0-5-2008-numeric", pinpoint=place, number=3).text == "[3, p. 45]"
    assert citation(book, "oscola", pinpoint=place).text.startswith("Anna Kim, Gardens (Hart 2011) 45")


def test_styles_of_a_file(tmp_path: Path) -> None:
    csl = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">{}</style>'
    layout = '<citation><layout><text variable="title"/></layout></citation>'
    path = tmp_path / "own.csl"
    item = {"id": "b", "type": "book", "title": "Gardens", "language": "en"}
    path.write_text(
        csl.format(f'{layout}<bibliography><layout suffix="!"><text variable="title"/></layout></bibliography>')
    )
    assert cite_items([item], str(path)) == "Gardens!\n"
    path.write_text(csl.format('<info><link rel="independent-parent" href="http://www.zotero.org/styles/apa"/></info>'))
    assert cite_items([item], str(path)) == cite_items([item], "apa")
    path.write_text(csl.format('<info><link rel="independent-parent" href="http://x.org/styles/none-such"/></info>'))
    with pytest.raises(NotFound, match="none-such"):
        cite_items([item], str(path))
    for broken in ("<style", "<html/>", csl.format(""), csl.format(layout.replace('variable="title"', 'macro="gone"'))):
        path.write_text(broken)
        with pytest.raises(UnreadableFile, match=r"own\.csl: .*\.$"):
            cite_items([item], str(path))
    with pytest.raises(NotFound, match="no such file"):
        cite_items([item], str(tmp_path / "none.csl"))


def test_unknown_locales_are_told() -> None:
    with pytest.raises(NotFound, match=r"'xx'.*kk-KZ"):
        cite_items([{"id": "b", "type": "book", "title": "Gardens"}], language="xx")
