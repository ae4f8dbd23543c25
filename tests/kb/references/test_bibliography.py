"""What documents cite: references with their ranges, works across papers and scripts, links, who cites what."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NotFound
from kb import linking
from kb.references import Bibliography
from kb.references.cache import FOLDER
from kb.store import Store
from tests.kb.references.shelves import BRIDGES, FERRIES, PORTS, put

LAW = "https://policy-kb.org/id/instrument/kz/law/2013-05-21/94-v"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    texts = {"ferries.txt": FERRIES, "ports.txt": PORTS, "bridges.txt": BRIDGES}
    return {name.removesuffix(".txt"): put(store, name, text) for name, text in texts.items()}


def bibliography(store: Store) -> Bibliography:
    return Bibliography(store, linking.entities(store))


def test_references_are_ranges_of_their_document(store: Store, ids: dict[str, str]) -> None:
    found = bibliography(store).references()
    assert [sum(r.document_id == i for r in found) for i in (ids["ferries"], ids["ports"], ids["bridges"])] == [4, 5, 3]
    for reference in found:
        text = store.document(reference.document_id).text
        assert text[reference.start : reference.end] == reference.quote
        assert all(reference.start <= a < b <= reference.end for a, b in reference.ranges.values())
    first = bibliography(store).references(ids["ports"])[0]
    text = store.document(ids["ports"]).text
    assert text[slice(*first.ranges["title"])] == "Сезонная занятость в речных портах"
    assert text[slice(*first.ranges["authors"])] == "Ковалев П.С."


def test_footnotes_cite_and_short_forms_and_prose_do_not(store: Store, ids: dict[str, str]) -> None:
    found = bibliography(store).references(ids["bridges"])
    assert [r.item["title"] for r in found] == [
        "Bridges and Tolls: A History of Crossing", "Ferry Strikes and Wages", "Counting boats",
    ]  # fmt: skip
    assert all(r.footnote for r in found)
    assert found[0].quote.startswith("Margaret")
    assert found[1].quote.startswith("Elisa")


def test_one_work_in_two_scripts_and_styles_is_one(store: Store, ids: dict[str, str]) -> None:
    shared = {
        frozenset(work.documents): work.item["title"] for work in bibliography(store).works() if len(work.documents) > 1
    }
    papers = [{ids["ferries"], ids["ports"]}, {ids["ferries"], ids["bridges"]}, {ids["ports"], ids["bridges"]}]
    assert set(shared) == set(map(frozenset, papers))
    works = bibliography(store).works()
    assert [len(work.documents) for work in works] == [2, 2, 2, 2, 2, 1, 1]
    assert {work.id for work in works} >= {"doi:10.5555/he.2019.8.2", "act:94v/2013"}


def test_works_do_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    texts = {"ferries.txt": FERRIES, "ports.txt": PORTS, "bridges.txt": BRIDGES}
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, other = Store(tmp_path / "a"), Store(tmp_path / "b")
    for name in texts:
        put(one, name, texts[name])
    for name in reversed(texts):
        put(other, name, texts[name])
    assert bibliography(one).works() == bibliography(other).works()


def test_a_reference_is_linked_to_the_document_on_the_shelf(store: Store, ids: dict[str, str]) -> None:
    found = bibliography(store)
    linked = {(r.document_id, r.linked) for r in found.references() if r.linked}
    assert linked == {(ids["ports"], ids["ferries"]), (ids["bridges"], ids["ferries"])}
    assert [r.document_id for r in found.citing(ids["ferries"])] == sorted([ids["ports"], ids["bridges"]])


def test_a_reference_is_linked_to_the_law(store: Store, ids: dict[str, str]) -> None:
    found = bibliography(store).citing(LAW)
    assert sorted(r.document_id for r in found) == sorted([ids["ferries"], ids["ports"]])
    titles = {"O personalnykh dannykh i ikh zashchite", "О персональных данных и их защите"}
    assert {r.item["title"] for r in found} == titles


def test_a_work_is_asked_for_by_its_id(store: Store, ids: dict[str, str]) -> None:
    found = bibliography(store)
    assert len(found.citing("doi:10.5555/he.2019.8.2")) == 2
    with pytest.raises(NotFound, match="no cited work"):
        found.citing("doi:10.5555/none")


def test_what_was_parsed_is_kept_and_made_anew_when_damaged(store: Store, ids: dict[str, str]) -> None:
    first = bibliography(store).works()
    path = store.path.parent / FOLDER / f"{ids['ports']}.json"
    assert path.exists()
    assert bibliography(store).works() == first
    path.write_text("{", encoding="utf-8")
    assert bibliography(store).works() == first


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    writer = Store(tmp_path)
    put(writer, "ports.txt", PORTS)
    reader = Store(tmp_path, read_only=True)
    assert len(bibliography(reader).references()) == 5
    assert not (tmp_path / FOLDER).exists()
