"""Entries of libraries that describe no document are kept, listed, forgotten, and used when their document comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import NotFound, StorageFailed
from ingest.library import Record
from kb import KnowledgeBase
from kb.references import kept
from kb.store import Store
from tests.kb import storing
from tests.kb.storing import made

BOATS = {"type": "article-journal", "title": "Counting boats in winter", "author": [{"family": "Kim", "given": "A."}],
         "issued": {"date-parts": [[2018]]}, "container-title": "Rivers", "volume": "4"}  # fmt: skip
TOLLS = {"type": "book", "title": "Tolls and towns", "author": [{"literal": "Речной комитет"}], "id": "zotero-1"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_records_are_kept_with_ids_of_their_own(store: Store, tmp_path: Path) -> None:
    ids = kept.keep(tmp_path, "/lib.json", [Record(BOATS), Record(TOLLS)])
    records = kept.records(tmp_path, store)
    assert sorted(ids) == [record["id"] for record in records]
    assert [{**BOATS, "id": ids[0]}, {**TOLLS, "id": ids[1]}] == records
    assert ids[0].startswith("kim2018-")
    assert kept.record(tmp_path, store, ids[1])["title"] == "Tolls and towns"


def test_a_library_that_is_imported_again_replaces_what_it_left(store: Store, tmp_path: Path) -> None:
    kept.keep(tmp_path, "/lib.json", [Record(BOATS), Record(TOLLS)])
    kept.keep(tmp_path, "/other.json", [Record(TOLLS)])
    kept.keep(tmp_path, "/lib.json", [Record(BOATS)])
    assert [record["title"] for record in kept.records(tmp_path, store)] == ["Counting boats in winter"]
    kept.keep(tmp_path, "/other.json", [Record(TOLLS)])
    assert len(kept.records(tmp_path, store)) == 2


def test_a_record_gives_its_document_its_fields_when_that_comes(store: Store, tmp_path: Path) -> None:
    kept.keep(tmp_path, "/lib.json", [Record(BOATS), Record(TOLLS)])
    assert kept.match(tmp_path, store) == []
    document = made("Boats were counted.", title="Counting Boats in Winter")
    storing.put(store, document)
    assert kept.match(tmp_path, store) == [(document.id, "Counting boats in winter")]
    now = store.document(document.id)
    assert (now.container, now.volume, now.year, now.authors) == ("Rivers", "4", 2018, ("A. Kim",))
    assert [record["title"] for record in kept.records(tmp_path, store)] == ["Tolls and towns"]
    assert kept.match(tmp_path, store) == []


def test_a_record_is_there_again_when_its_document_is_removed(store: Store, tmp_path: Path) -> None:
    kept.keep(tmp_path, "/lib.json", [Record(BOATS)])
    document = made("Boats were counted.", title="Counting boats in winter")
    storing.put(store, document)
    kept.match(tmp_path, store)
    store.remove(document.id)
    assert [record["title"] for record in kept.records(tmp_path, store)] == ["Counting boats in winter"]


def test_forgetting(store: Store, tmp_path: Path) -> None:
    (first,) = kept.keep(tmp_path, "/lib.json", [Record(BOATS)])
    kept.forget(tmp_path, first)
    assert kept.records(tmp_path, store) == []
    with pytest.raises(NotFound, match="no record"):
        kept.forget(tmp_path, first)
    with pytest.raises(NotFound, match="policykb library"):
        kept.record(tmp_path, store, "none")


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 1}', '{"format": 9, "records": []}'])
def test_a_damaged_or_newer_file_is_named(store: Store, tmp_path: Path, content: str) -> None:
    (tmp_path / kept.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StorageFailed, match=r"library\.json"):
        kept.records(tmp_path, store)


def test_a_library_of_a_knowledge_base(own_copy: Callable[[], Path], tmp_path: Path) -> None:
    library = tmp_path / "lib.json"
    library.write_text(json.dumps([BOATS, TOLLS], ensure_ascii=False), encoding="utf-8")
    with KnowledgeBase.open(own_copy()) as kb:
        assert len(kb.import_library(library).unmatched) == 2
        assert kb.records() == []
        kb.import_library(library, keep=True)
        assert len(kb.records()) == 2
        paper = tmp_path / "boats.md"
        paper.write_text(
            "# Counting boats in winter\n\nThe boats of the town were counted in winter.\n", encoding="utf-8"
        )
        report = kb.add(paper)
        assert any("Counting boats in winter" in sentence for _, sentence in report.notices)
        (document,) = [d for d in kb.documents() if d.title == "Counting boats in winter"]
        assert (document.container, document.volume) == ("Rivers", "4")
        (left,) = kb.records()
        kb.forget_record(left["id"])
        assert kb.records() == []


def test_a_kept_record_is_cited_by_its_id(own_copy: Callable[[], Path], tmp_path: Path) -> None:
    library = tmp_path / "lib.json"
    library.write_text(json.dumps([BOATS], ensure_ascii=False), encoding="utf-8")
    with KnowledgeBase.open(own_copy()) as kb:
        kb.import_library(library, keep=True)
        (record,) = kb.records()
        wanted = "Kim, A. (2018). Counting boats in winter. Rivers, 4.\n"
        assert kb.cite(record["id"], "apa") == kb.cite(record, "apa") == kb.cite([record], "apa") == wanted
        both = kb.cite([record["id"], kb.documents()[0].id], "apa")
        assert wanted in both and len(both.splitlines()) == 2
        kb.forget_record(record["id"])
        with pytest.raises(NotFound, match="no document"):
            kb.cite(record["id"])
