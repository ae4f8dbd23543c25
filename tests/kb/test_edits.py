"""What people and libraries say of documents: it wins, and it stays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import BadEdit, NotFound, StorageFailed
from ingest.sources import FileSource
from kb import KnowledgeBase
from kb.edits import Origin, apply_library, edit, origins, put
from kb.libraries import Shelf
from kb.store import FORMAT, Store
from tests.kb import storing
from tests.kb.storing import made

Copy = Callable[[], Path]
TEXT = "The ministry keeps a register of people. It reports on them."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


# ------------------------------------------------------------------------------------------------ edits
def test_an_edit_wins_over_a_library_and_a_library_over_the_document(store: Store) -> None:
    document = made(TEXT, title="As read", year=2020)
    storing.put(store, document)
    put(store, document.id, {"title": "As the library says", "volume": "3"}, "library", "/x.bib")
    assert edit(store, document.id, "Anna", {"title": "As Anna says"})
    now = store.document(document.id)
    assert (now.title, now.volume, now.year) == ("As Anna says", "3", 2020)
    told = origins(store, now)
    assert (told["title"].source, told["title"].by) == ("edit", "Anna")
    assert (told["volume"].source, told["volume"].by) == ("library", "/x.bib")
    assert told["year"] == Origin("document")
    assert edit(store, document.id, "Boris", {"title": None})
    assert store.document(document.id).title == "As the library says"


def test_saying_the_same_again_changes_nothing(store: Store) -> None:
    document = made(TEXT)
    storing.put(store, document)
    assert edit(store, document.id, "Anna", {"year": 2020, "authors": ["A. Kim"]})
    sequence = store.sequence
    assert not edit(store, document.id, "Anna", {"year": "2020", "authors": ["A. Kim"]})
    assert not edit(store, document.id, "Anna", {"doi": None})
    assert store.sequence == sequence
    assert edit(store, document.id, "Boris", {"year": 2020})


def test_every_edit_is_in_the_change_log_and_touches_no_passage(store: Store) -> None:
    document = made(TEXT)
    storing.put(store, document)
    sequence = store.sequence
    edit(store, document.id, "Anna", {"year": 2020})
    [change] = store.all("SELECT action, subject FROM changes WHERE sequence > ?", (sequence,))
    assert tuple(change) == ("edit", document.id)
    assert store.changed_since(sequence) == set()


def test_a_wrong_year_takes_its_day_with_it(store: Store) -> None:
    document = made(TEXT, year=2016, date="2016-02-25")
    storing.put(store, document)
    edit(store, document.id, "Anna", {"year": 2025})
    assert (store.document(document.id).year, store.document(document.id).date) == (2025, "")
    edit(store, document.id, "Anna", {"date": "2025-10-14", "year": None})
    assert store.document(document.id).date == "2025-10-14"
    edit(store, document.id, "Anna", {"date": "2024-01-02"})
    assert (store.document(document.id).year, store.document(document.id).date) == (2024, "2024-01-02")


def test_an_empty_value_says_that_there_is_none(store: Store) -> None:
    document = made(TEXT, year=2016, authors=("Who saved it",), doi="10.1000/x")
    storing.put(store, document)
    edit(store, document.id, "Anna", {"year": "", "authors": [], "doi": ""})
    now = store.document(document.id)
    assert (now.year, now.authors, now.doi) == (None, (), "")


BAD = [
    ("year", 1066, "from 1500 to 2100"),
    ("year", "soon", "from 1500 to 2100"),
    ("year", True, "from 1500 to 2100"),
    ("year", "9" * 5000, "from 1500 to 2100"),
    ("doi", "10/x", "not a DOI"),
    ("url", "gov.uk", "begins with https"),
    ("language", "de", "there are: en, ru, kk"),
    ("jurisdiction", "Kazakhstan", "two letters"),
    ("date", "22.07.2011", "2011-07-22"),
    ("date", "2011-02-30", "2011-07-22"),
    ("type", "a, b", "not a type"),
    ("type", "", "needs a type"),
    ("title", " ", "needs a title"),
    ("title", 3, "must be a text"),
    ("title", "x" * 3000, "at most 2,000"),
    ("title", "\udcff", "type it anew"),
    ("authors", 3, "list of texts"),
    ("authors", ["A", 3], "list of texts"),
    ("text", "x", "there are: title"),
]


@pytest.mark.parametrize(("field", "value", "says"), BAD)
def test_impossible_values_are_refused(store: Store, field: str, value: object, says: str) -> None:
    document = made(TEXT)
    storing.put(store, document)
    with pytest.raises(BadEdit, match=says) as refused:
        edit(store, document.id, "Anna", {"volume": "1", field: value})
    assert str(refused.value).endswith(".")
    assert store.edits(document.id) == []
    with pytest.raises(BadEdit, match="who makes it"):
        edit(store, document.id, " ", {"volume": "1"})


GOOD = [
    ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"),
    ("jurisdiction", "kz", "KZ"),
    ("type", "White Paper", "white paper"),
    ("date", "2011-07", "2011-07"),
    ("title", " Two\n lines ", "Two lines"),
    ("authors", "A. Kim", ("A. Kim",)),
    ("year", "2020", 2020),
]


@pytest.mark.parametrize(("field", "value", "kept"), GOOD)
def test_values_take_their_usual_form(store: Store, field: str, value: object, kept: object) -> None:
    document = made(TEXT)
    storing.put(store, document)
    edit(store, document.id, "Anna", {field: value})
    assert getattr(store.document(document.id), field) == kept


# -------------------------------------------------------------------------------- the whole knowledge base
def test_edits_survive_removing_adding_and_building_anew(own_copy: Copy) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        document = kb.documents()[0]
        kb.edit(document.id[:9], by="Anna", title="Another title", year=1999, authors=["A. Kim"], type="law")
        edited = kb.document(document.id)
        assert (edited.title, edited.year, edited.authors, edited.type) == ("Another title", 1999, ("A. Kim",), "law")
        assert edited.text == document.text
        kb.remove(document.id)
        with pytest.raises(NotFound):
            kb.edit(document.id, by="Anna", year=2000)
        kb.add(document.source)
        assert kb.document(document.id) == edited
        kb.reindex()
        assert kb.document(document.id) == edited
        assert kb.verify() == []
        assert kb.edit(document.id, by="Anna", title=None, year=None, authors=None, type=None) == document


def test_search_citation_and_graph_see_edits(own_copy: Copy) -> None:
    folder = own_copy()
    with KnowledgeBase.open(folder) as kb, KnowledgeBase.open(folder, read_only=True) as reader:
        document = kb.documents()[0]
        assert reader.document(document.id) == document
        kb.edit(document.id, by="Anna", title="A quite new title", year=1999, type="memo")
        for one in (kb, reader):
            assert {hit.document.id for hit in one.search("law", year=1999)} == {document.id}
            assert {hit.document.id for hit in one.search("law", type="memo")} == {document.id}
            assert document.id not in {hit.document.id for hit in one.search("law", k=50, year=document.year)}
            assert "A quite new title" in one.cite(document.id)
            query = 'SELECT ?d WHERE { ?d <http://purl.org/dc/terms/title> ?t FILTER(str(?t) = "A quite new title") }'
            assert len(list(one.sparql(query))) == 1
            assert one.status()["indexes_up_to_date"]
        kb.edit(document.id, by="Anna", year="")
        assert kb.search("law", year=(1000, 2100), document=document.id) == []


# --------------------------------------------------------------------------------------------- libraries
def library(folder: Path, name: str, *entries: dict[str, object]) -> FileSource:
    path = folder / name
    path.write_text(json.dumps(entries if len(entries) > 1 else entries[0]), encoding="utf-8")
    return FileSource(path)


def entry(title: str, **more: object) -> dict[str, object]:
    return {"id": title, "type": "report", "title": title, **more}


def test_entries_meet_documents_by_file_doi_and_title(store: Store, tmp_path: Path) -> None:
    by_file = made("One text.", "/shelf/Paper one.pdf", title="Scan 0001")
    by_doi = made("Two texts.", "/shelf/2.pdf", title="Scan 0002", doi="10.1000/xyz")
    by_title = made("Three texts.", "/shelf/3.pdf", title="Registers of people: A review")
    storing.put(store, by_file, by_doi, by_title)
    report = apply_library(
        store,
        [
            library(
                tmp_path,
                "library.json",
                entry("Of a file", file="C:\\zotero\\PAPER ONE.pdf", issued={"date-parts": [[2001]]}),
                entry("Of a DOI", DOI="https://doi.org/10.1000/XYZ"),
                entry("Registers of People — a review", volume="7", DOI="10.1000/other"),
                entry("Registers of things"),
                {"id": "no title", "type": "book"},
            )
        ],
    )
    assert [(i, how) for i, _, how in report.matched] == [
        (by_file.id, "file"),
        (by_doi.id, "doi"),
        (by_title.id, "title"),
    ]
    assert [title for title, _ in report.unmatched] == ["Registers of things"]
    assert len(report.broken) == 1 and "entry 5" in report.broken[0]
    assert set(report.changed) == {by_file.id, by_doi.id, by_title.id}
    assert (store.document(by_file.id).title, store.document(by_file.id).year) == ("Of a file", 2001)
    assert store.document(by_title.id).volume == "7"
    assert store.edits(by_file.id)[0].by == str(tmp_path / "library.json")


def test_adding_a_library_again_changes_nothing_and_a_shorter_one_takes_back(store: Store, tmp_path: Path) -> None:
    document = made(TEXT, title="Registers of people")
    storing.put(store, document)
    apply_library(store, [library(tmp_path, "l.json", entry("Registers of people", volume="7", issue="2"))])
    sequence = store.sequence
    report = apply_library(store, [library(tmp_path, "l.json", entry("Registers of people", volume="7", issue="2"))])
    assert report.changed == [] and len(report.matched) == 1 and store.sequence == sequence
    apply_library(store, [library(tmp_path, "l.json", entry("Registers of people", volume="8"))])
    assert (store.document(document.id).volume, store.document(document.id).issue) == ("8", "")


def test_a_sidecar_belongs_to_the_document_beside_it(store: Store, tmp_path: Path) -> None:
    document = made(TEXT, str(tmp_path / "paper.pdf"), title="Scan")
    other = made("Other.", str(tmp_path / "else" / "paper.pdf"), title="Scan")
    storing.put(store, document, other)
    for name in ("paper.json", "paper.csl.json", "paper.bib", "paper.ris"):
        path = tmp_path / name
        if name.endswith("bib"):
            path.write_text(f"@report{{x, title = {{Title of {name}}}}}")
        elif name.endswith("ris"):
            path.write_text(f"TY  - RPRT\nTI  - Title of {name}\nER  - \n")
        else:
            library(tmp_path, name, entry(f"Title of {name}"))
        apply_library(store, [FileSource(path)])
        assert store.document(document.id).title == f"Title of {name}"
    assert store.document(other.id).title == "Scan"


def test_two_documents_that_fit_are_never_chosen_between(store: Store, tmp_path: Path) -> None:
    storing.put(store, *(made(f"Text {i}.", f"/shelf/{i}/paper.pdf", title="Registers of people") for i in range(2)))
    report = apply_library(store, [library(tmp_path, "l.json", entry("Registers of people", file="paper.pdf"))])
    assert report.matched == []
    assert "several documents" in report.unmatched[0][1]


def test_one_document_takes_one_entry(store: Store, tmp_path: Path) -> None:
    storing.put(store, made(TEXT, title="Registers of people"))
    source = library(
        tmp_path, "l.json", entry("Registers of people", volume="1"), entry("Registers of people", volume="2")
    )
    report = apply_library(store, [source])
    assert len(report.matched) == 1 and "another entry" in report.unmatched[0][1]


def test_a_broken_library_does_not_stop_the_others(store: Store, tmp_path: Path) -> None:
    storing.put(store, made(TEXT, title="Registers of people"))
    broken = tmp_path / "a.json"
    broken.write_text("{")
    report = apply_library(store, [FileSource(broken), library(tmp_path, "b.json", entry("Registers of people"))])
    assert len(report.matched) == 1 and len(report.broken) == 1 and "a.json" in report.broken[0]


def test_a_library_whose_name_cannot_be_kept_is_refused(store: Store, tmp_path: Path) -> None:
    storing.put(store, made(TEXT, title="Registers of people"))
    source = library(tmp_path, "b\udcff.json", entry("Registers of people"))
    report = apply_library(store, [source])
    assert not report.matched and "rename it" in report.broken[0]


def test_what_an_entry_says_of_the_fields(store: Store, tmp_path: Path) -> None:
    document = made(TEXT, title="Registers of people", type="guidance")
    storing.put(store, document)
    apply_library(
        store,
        [
            library(
                tmp_path,
                "l.json",
                entry(
                    "Registers of people",
                    author=[
                        {"family": "Kim", "given": "Anna"},
                        {"family": "García Márquez", "given": "José"},
                        {"literal": "Ministry of Labour"},
                    ],
                    issued={"date-parts": [[2021, 3, 4]]},
                    **{"container-title": "Series", "page": "45-67", "language": "en-GB", "jurisdiction": "Kazakhstan"},
                    DOI="no doi",
                ),
            )
        ],
    )
    now = store.document(document.id)
    assert now.authors == ("Anna Kim", "García Márquez, José", "Ministry of Labour")
    assert (now.year, now.date, now.container, now.page_range) == (2021, "2021-03-04", "Series", "45–67")
    assert (now.language, now.jurisdiction, now.doi) == ("en", "KZ", "")
    # CSL knows no guidance: its "report" says nothing else.
    assert now.type == "guidance"


def test_short_titles_must_be_equal(store: Store) -> None:
    from ingest.library import Record

    storing.put(store, made(TEXT, title="Law 12"))
    shelf = Shelf(store)
    assert not isinstance(shelf.match(Record({"title": "LAW 12"}), "/l.bib", alone=False), str)
    assert isinstance(shelf.match(Record({"title": "Law 13"}), "/l.bib", alone=False), str)


# -------------------------------------------------------------------------------------- older formats
OLD_CHANGES = """CREATE TABLE changes (sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL CHECK (action IN ('add', 'remove', 'locate', 'decide', 'reindex')),
    subject TEXT NOT NULL, at TEXT NOT NULL);"""
FORMAT_1 = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, file TEXT NOT NULL, reader TEXT NOT NULL, record TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE TABLE locations (path TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE INDEX locations_document ON locations (document_id);
CREATE TABLE passages (id INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, page INTEGER,
    section TEXT NOT NULL, garbled INTEGER NOT NULL, sentences TEXT NOT NULL);
CREATE INDEX passages_document ON passages (document_id, start);
CREATE TABLE spans (id INTEGER PRIMARY KEY, passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, sentences INTEGER NOT NULL, hash BLOB NOT NULL);
CREATE INDEX spans_passage ON spans (passage_id);
CREATE TABLE vectors (hash BLOB NOT NULL, embedder TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (hash, embedder))
    WITHOUT ROWID;
CREATE TABLE mentions (document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, start INTEGER NOT NULL,
    end INTEGER NOT NULL, kind TEXT NOT NULL, surface TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX mentions_document ON mentions (document_id, start);
CREATE TABLE decisions (statement TEXT PRIMARY KEY, verdict TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL)
    WITHOUT ROWID;
{OLD_CHANGES}
INSERT INTO meta VALUES ('format', '1');
"""
TO_2 = """ALTER TABLE documents ADD COLUMN lines BLOB NOT NULL DEFAULT x'';
ALTER TABLE passages ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET value = '2' WHERE key = 'format';"""


def old_base(folder: Path, format_: int) -> str:
    """A database as an older version made it, with one document; its id."""
    document_id = "a" * 64
    record = {"media_type": "text/plain", "pages": [], "blocks": [[0, len(TEXT), "body", 0]], "title": "Old title",
              "authors": ["A. Kim"], "year": 2011, "type": "law", "language": "en"}  # fmt: skip
    with sqlite3.connect(folder / "kb.sqlite") as db:
        db.executescript(FORMAT_1 + (TO_2 if format_ == 2 else ""))
        columns = "(id, file, reader, record, text)"
        values = (document_id, "a.txt", "old", json.dumps(record), TEXT)
        db.execute(f"INSERT INTO documents {columns} VALUES (?, ?, ?, ?, ?)", values)
        db.execute("INSERT INTO locations VALUES ('/shelf/a.txt', ?)", (document_id,))
        for action in ("add", "locate", "decide"):
            db.execute("INSERT INTO changes (action, subject, at) VALUES (?, ?, '2025-01-01')", (action, document_id))
    db.close()
    return document_id


@pytest.mark.parametrize("format_", [1, 2])
def test_older_formats_are_brought_up_to_date(tmp_path: Path, format_: int) -> None:
    document_id = old_base(tmp_path, format_)
    with pytest.raises(StorageFailed, match="policykb status"):
        Store(tmp_path, read_only=True)
    store = Store(tmp_path)
    assert store.meta("format") == str(FORMAT)
    assert (store.document(document_id).title, store.sequence) == ("Old title", 3)
    assert [tuple(row) for row in store.all("SELECT sequence, action FROM changes")] == [
        (1, "add"),
        (2, "locate"),
        (3, "decide"),
    ]
    assert edit(store, document_id, "Anna", {"title": "New title"})
    assert (store.document(document_id).title, store.sequence) == ("New title", 4)
    with pytest.raises(StorageFailed), store.transaction("invent", "x"):
        pass
    store.close()
    assert Store(tmp_path, read_only=True).document(document_id).title == "New title"


@pytest.mark.parametrize("format_", [1, 2])
def test_a_migrated_file_has_the_tables_of_a_new_one(tmp_path: Path, format_: int) -> None:
    def columns(store: Store) -> dict[str, list[tuple[object, ...]]]:
        tables = [row[0] for row in store.all("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
        return {t: sorted(tuple(row)[1:4] for row in store.all(f"PRAGMA table_info({t})")) for t in sorted(tables)}

    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old_base(tmp_path / "old", format_)
    assert columns(Store(tmp_path / "old")) == columns(Store(tmp_path / "new"))
