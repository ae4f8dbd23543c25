"""The store: ranges, places and transactions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Block, Document, Page, Passage
from ingest.errors import NewerVersion, NotFound, StorageFailed
from kb import KnowledgeBase
from kb.spans import spans, windows
from kb.store import Store
from ontology.mention import Mention

TEXT = "The Ministry issues permits. The Law № 477-IV says so. Көші-қон туралы заң. End."


def document(name: str = "a", source: str = "/shelf/a.txt", text: str = TEXT) -> Document:
    return Document(
        id=name * 64,
        source=source,
        media_type="text/plain",
        text=text,
        pages=(Page(1, 0, 30, "i"), Page(2, 30, len(text))),
        blocks=(Block(0, len(text)),),
        title="Title",
        authors=("А. Автор", "B. Author"),
        year=2021,
        type="law",
        language="en",
    )


def passage(of: Document) -> Passage:
    sentences = ((0, 28), (29, 54), (55, 75), (76, 80))
    return Passage(of.id, 0, len(of.text), of.text, page=1, section="Chapter 1 › Article 2", sentences=sentences)


def put(store: Store, of: Document) -> None:
    cut = [passage(of)]
    named = [Mention(of.id, 4, 12, "agency", of.text[4:12], {"type": "ministry"}, "agencies 1", 0.9)]
    store.put(of, "reader 1", f"{of.id}.txt", cut, spans(of, cut), named)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_what_is_put_is_read_back_equal(store: Store) -> None:
    put(store, document())
    assert store.document("a" * 64) == document()
    assert store.passages("a" * 64) == [passage(document())]
    [mention] = store.mentions()
    assert (mention.surface, mention.attributes, mention.confidence) == ("Ministry", {"type": "ministry"}, 0.9)


def test_windows_are_pairs_of_neighbouring_sentences() -> None:
    assert windows(passage(document())) == [(0, 54), (29, 75), (55, 80)]


def test_spans_hold_the_text_of_their_ranges() -> None:
    of = document()
    for span in spans(of, [passage(of)]):
        assert span.text == of.text[span.start : span.end]


def test_references_headings_and_garbled_text_are_not_embedded() -> None:
    of = document()
    kinds = [Passage(of.id, 0, 28, of.text[0:28], kind=kind) for kind in ("reference", "heading")]
    garbled = Passage(of.id, 0, 28, of.text[0:28], garbled=True)
    assert spans(of, [*kinds, garbled]) == []


def test_a_document_goes_with_all_that_belongs_to_it(store: Store) -> None:
    put(store, document())
    store.remove("a" * 64)
    for table in ("documents", "locations", "passages", "spans", "mentions"):
        assert store.all(f"SELECT * FROM {table}") == []


def test_new_content_at_a_path_replaces_the_old(store: Store) -> None:
    put(store, document("a"))
    put(store, document("b", text=TEXT + " More."))
    assert store.document_ids() == ["b" * 64]
    assert store.changed_since(1) == {"a" * 64, "b" * 64}


def test_a_document_at_two_paths_outlives_the_loss_of_one(store: Store) -> None:
    put(store, document("a", "/shelf/a.txt"))
    store.locate("/shelf/copy.txt", "a" * 64)
    put(store, document("b", "/shelf/a.txt", TEXT + " More."))
    assert store.document("a" * 64).source == "/shelf/copy.txt"
    assert store.document_ids() == ["a" * 64, "b" * 64]


def test_the_source_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    sources = []
    for order in (("/x/1.txt", "/x/2.txt"), ("/x/2.txt", "/x/1.txt")):
        folder = tmp_path / order[0][-5]
        folder.mkdir()
        store = Store(folder)
        put(store, document(source=order[0]))
        store.locate(order[1], "a" * 64)
        sources.append(store.document("a" * 64).source)
    assert sources == ["/x/1.txt", "/x/1.txt"]


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    of = document()
    broken = [passage(of), passage(of)]  # the same id twice
    with pytest.raises(StorageFailed):
        store.put(of, "reader 1", "a.txt", broken, [], [])
    assert store.document_ids() == []
    assert store.sequence == 0


def test_a_full_disk_is_said_and_loses_nothing(store: Store) -> None:
    put(store, document())
    pages = store.all("PRAGMA page_count")[0][0]
    store.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFailed, match="make room"):
        put(store, document("b", "/shelf/b.txt", TEXT * 5_000))
    assert store.document_ids() == ["a" * 64]
    assert store.document("a" * 64) == document()


def test_a_newer_format_is_refused(store: Store, tmp_path: Path) -> None:
    store.set_meta("format", "99")
    store.close()
    with pytest.raises(NewerVersion, match="install the newer version"):
        Store(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageFailed, match="is damaged"):
        Store(tmp_path)


@pytest.mark.parametrize(("prefix", "message"), [("c", "no document"), ("", "no document"), ("a", "Several documents")])
def test_a_prefix_must_name_one_document(store: Store, prefix: str, message: str) -> None:
    put(store, document("a"))
    other = document("b", "/shelf/b.txt")
    put(store, Document(**{**{f: getattr(other, f) for f in other.__slots__}, "id": "a" * 63 + "b"}))
    with pytest.raises(NotFound, match=message):
        store.full_id(prefix)
    assert store.full_id("a" * 63 + "b") == "a" * 63 + "b"


def test_vectors_outlive_their_document(store: Store) -> None:
    put(store, document())
    store.remember({b"h" * 16: b"v" * 8}, "model 1")
    store.remove("a" * 64)
    assert store.vectors([b"h" * 16, b"x" * 16], "model 1") == {b"h" * 16: b"v" * 8}
    assert store.vectors([b"h" * 16], "model 2") == {}


def test_another_connection_sees_the_change(store: Store, tmp_path: Path) -> None:
    reader = Store(tmp_path, read_only=True)
    before = reader.data_version
    put(store, document())
    assert reader.data_version != before
    assert reader.document_ids() == ["a" * 64]
    with pytest.raises(StorageFailed):
        reader.remove("a" * 64)


def test_the_tables_refuse_unknown_actions(store: Store) -> None:
    with pytest.raises(StorageFailed), store.transaction("invent", "x"):
        pass


def test_a_passage_stands_between_its_neighbours(sample_kb: KnowledgeBase) -> None:
    document = max(sample_kb.documents(), key=lambda each: len(each.text))
    passages = sample_kb.passages(document.id)
    assert len(passages) > 4
    assert sample_kb.around(passages[2], 1) == passages[1:4]
    assert sample_kb.around(passages[0], 2) == passages[:3] and sample_kb.around(passages[-1], 1) == passages[-2:]
    gone = replace(passages[2], end=passages[2].end + 1)
    assert sample_kb.around(gone, 1) == [gone]
    assert sample_kb.size == len(sample_kb.documents())
