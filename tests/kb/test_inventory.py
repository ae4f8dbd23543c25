"""What the inventory says of each document, against documents whose contents are known."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.inventory import Holding, as_csv, totals


def holding(**given: object) -> Holding:
    words = {"id": "a", "source": "a.pdf", "title": "A", "authors": "B", "type": "report", "language": "en"}
    counts = dict.fromkeys(("unread", "garbled", "recognised", "mentions", "statements"), 0)
    whole = {**words, **counts, "number": "", "year": 2020, "pages": 1, "passages": 10}
    return Holding(**whole | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "needs"),
    [
        ({}, ()), ({"title": ""}, ("title",)), ({"authors": ""}, ("authors",)), ({"year": None}, ("year",)),
        ({"authors": "", "type": "law"}, ()), ({"authors": "", "number": "477-IV"}, ()),
        ({"unread": 1}, ("unread",)), ({"garbled": 1}, ("garbled",)), ({"garbled": 1, "passages": 11}, ()),
        ({"passages": 0}, ("empty",)), ({"title": "", "year": None, "unread": 2}, ("title", "year", "unread")),
    ],
)  # fmt: skip
def test_what_needs_attention(given: dict[str, object], needs: tuple[str, ...]) -> None:
    assert holding(**given).needs == needs


def test_the_samples_are_counted_as_their_documents_say(sample_kb: KnowledgeBase) -> None:
    found = {each.id: each for each in sample_kb.inventory()}
    documents = sample_kb.documents()
    assert set(found) == {document.id for document in documents}
    for document in documents:
        each, passages = found[document.id], sample_kb.passages(document.id)
        assert (each.title, each.year, each.type, each.language) == (
            document.title, document.year, document.type, document.language,
        )  # fmt: skip
        assert each.authors == "; ".join(document.authors) and each.source == document.source
        assert (each.pages, each.unread) == (len(document.pages), len(document.unread_pages))
        assert (each.passages, each.garbled) == (len(passages), sum(passage.garbled for passage in passages))
        assert 0 < each.statements <= each.mentions
    sums = totals(list(found.values()))
    assert sums.documents == len(documents) and sums.passages == sample_kb.status()["passages"]
    assert sums.mentions == sample_kb.status()["mentions"]


def test_an_edit_supplies_what_a_document_lacks(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("The fee is four tenge for each of the permits that the office gives.\n", encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "a.kb") as kb:
        kb.add(file)
        (before,) = kb.inventory()
        assert {"authors", "year"} <= set(before.needs)
        kb.edit(before.id, by="me", authors=["A. Author", "B. Author"], year=2020, title="Fees")
        (after,) = kb.inventory()
    assert after.needs == () and after.authors == "A. Author; B. Author" and after.title == "Fees"


def test_the_table_has_a_row_each_and_no_formula() -> None:
    found = [holding(title='=HYPERLINK("http://evil.example")'), holding(id="b", year=None, authors="X, Y\nZ")]
    rows = list(csv.DictReader(io.StringIO(as_csv(found).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["title"].startswith("'=") and rows[1]["needs"] == "year" and rows[1]["authors"] == "X, Y\nZ"
