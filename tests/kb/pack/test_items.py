"""Baskets: what is no quote of a document is refused with a sentence that says why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ingest.errors import BadBasket, NotFound
from kb import KnowledgeBase
from kb.pack import PackItem, basket, pack
from tests.kb.pack.shelves import STYLE, Shelf, paper

TEXT = paper().text


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 5), (5, 5), (9, 5), (0, len(TEXT) + 1), (0.5, 5), ("0", "5"), (False, True), (None, 5)],
)
def test_what_is_no_range_of_the_document_is_refused(start: Any, end: Any) -> None:
    with pytest.raises(BadBasket, match=r"^Item 2 of the basket: .* is no range of Labour quotas; .*\.$"):
        pack([PackItem("b", 0, 3), PackItem("b", start, end)], Shelf([paper()]), "my.kb", STYLE)


def test_white_space_is_no_quote() -> None:
    at = TEXT.index(" ")
    with pytest.raises(BadBasket, match="nothing but white space"):
        pack([PackItem("b", at, at + 1)], Shelf([paper()]), "my.kb", STYLE)


def test_a_quote_must_be_what_the_document_says() -> None:
    pack([PackItem("b", 0, 9, quote="The quota")], Shelf([paper()]), "my.kb", STYLE)
    with pytest.raises(BadBasket, match="says something else there"):
        pack([PackItem("b", 0, 9, quote="the quota")], Shelf([paper()]), "my.kb", STYLE)


def test_an_empty_basket_is_refused() -> None:
    with pytest.raises(BadBasket, match="empty"):
        pack([], Shelf([]), "my.kb", STYLE)


def test_what_the_shelf_or_the_pack_does_not_have_is_refused(sample_kb: KnowledgeBase) -> None:
    for wrong in ({"format": "pdf"}, {"style": "no-such-style"}, {"language": "de"}):
        document = sample_kb.documents()[0].id
        with pytest.raises(NotFound):
            sample_kb.pack([PackItem(document, 0, 5)], **wrong)
    with pytest.raises(NotFound):
        sample_kb.pack([PackItem("f" * 64, 0, 5)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("{}", "no list"),
        ("[3]", "no object"),
        ('[{"document": "b", "start": 0}]', "lacks 'end'"),
        ('[{"document": "b", "start": 0, "end": 3, "txt": ""}]', "'txt', which is not known"),
        ('[{"document": 7, "start": 0, "end": 3}]', "document is no text"),
        ('[{"document": "b", "start": 0, "end": 3, "text": null}]', "text is no text"),
    ],
)
def test_baskets_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(BadBasket, match=said):
        basket(text)


def test_citations_as_the_command_line_lists_them_are_a_basket(sample_kb: KnowledgeBase) -> None:
    from kb.cli.records import answer_record

    answer = sample_kb.ask("Who issues permits to employers to hire foreign workers?", written=False)
    items = basket(json.dumps(answer_record(answer)["citations"]))
    assert [(i.document_id, i.start, i.end, i.quote) for i in items] == [
        (c.document.id, c.start, c.end, c.quote) for c in answer.citations
    ]
    assert sample_kb.pack(items)
