"""What the nearest passages are like is counted as it is, and choosing a value leaves what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from kb import KnowledgeBase
from kb.entities import Evidence, KBEntity
from kb.facets import FACETS, Count, Named, Narrowing, facets, narrowing, years
from kb.rows import Place

QUESTION = "Who issues work permits to foreign workers?"


def document(id: str, **more: object) -> Document:
    return Document(id, f"{id}.txt", "text/plain", "x" * 100, **more)  # type: ignore[arg-type]


def agency(name: str, *places: tuple[Document, int, int]) -> KBEntity:
    evidence = tuple(Evidence(d, start, end, d.text[start:end], 1.0) for d, start, end in places)
    return KBEntity(f"https://e.org/{name}", "agency", name, {}, (), {}, evidence)


LAW, PAPER = document("law", type="law", year=2011), document("paper", type="paper", year=2020)
DOCUMENTS = {each.id: each for each in (LAW, PAPER, document("note"))}
PASSAGES = [
    Place("law", 0, 50, "ru"),
    Place("law", 50, 100, "kk"),
    Place("paper", 0, 50, "en"),
    Place("note", 0, 50, "en"),
]
AKIMAT = agency("akimat", (LAW, 48, 55), (PAPER, 60, 70))
NAMES = Named([AKIMAT, agency("ministry", (PAPER, 0, 5))])


def near(narrowed: Narrowing) -> list[Place]:
    """The passages that pass, as a search would find them."""
    return [
        each
        for each in PASSAGES
        if narrowed.language in (None, each.language)
        and narrowed.type in (None, DOCUMENTS[each.document_id].type)
        and (narrowed.agency is None or narrowed.agency in NAMES.inside(each))
    ]


def counted(chosen: Narrowing) -> dict[str, dict[str, int]]:
    found = facets(near, DOCUMENTS.__getitem__, NAMES, chosen)
    return {facet: {each.value: each.count for each in values} for facet, values in found.items()}


def test_a_long_quote_is_named_by_each_passage_that_it_reaches_into() -> None:
    long, short = agency("long", (LAW, 5, 60)), agency("short", (LAW, 52, 53))
    names = Named([short, long])
    assert names.inside(Place("law", 0, 5, "ru")) == set()
    assert names.inside(Place("law", 0, 50, "ru")) == {long.iri}
    assert names.inside(Place("law", 50, 100, "kk")) == {long.iri, short.iri}
    assert names.inside(Place("law", 60, 100, "kk")) == set()


def test_values_are_counted() -> None:
    assert counted(Narrowing()) == {
        "language": {"en": 2, "kk": 1, "ru": 1},
        "type": {"law": 2, "document": 1, "paper": 1},
        "year": {"2020": 1, "2011": 2},
        "agency": {"https://e.org/akimat": 2, "https://e.org/ministry": 1},
        "instrument": {},
    }


def test_a_facet_is_counted_without_its_own_filter_and_with_the_others() -> None:
    found = counted(Narrowing(language="en", type="paper"))
    assert found["language"] == {"en": 1}
    assert found["type"] == {"document": 1, "paper": 1}
    assert found["agency"] == {"https://e.org/ministry": 1}


def test_what_is_chosen_is_shown_first_also_where_nothing_has_it() -> None:
    found = facets(near, DOCUMENTS.__getitem__, NAMES, Narrowing(language="en", agency=AKIMAT.iri))
    assert found["agency"][0] == Count(AKIMAT.iri, 0, AKIMAT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", 2017), ("2017-2021", (2017, 2021)), ("2021–2017", (2017, 2021)), ("2017-", (2017, None)),
        ("-2021", (None, 2021)), ("", None), ("-", None), ("soon", None), ("2017-2021-2022", None), ("²", None),
        ("12345", None),
    ],
)  # fmt: skip
def test_years(text: str, expected: object) -> None:
    assert years(text) == expected


def test_what_is_not_known_is_told_and_left_out() -> None:
    said = {"language": "de", "type": " law ", "year": "x", "agency": "AKIMAT", "instrument": "No. 5", "cite": "2"}
    chosen, unknown = narrowing(said, NAMES, ("en", "ru"), {"law"})
    assert chosen == Narrowing(type="law", agency=AKIMAT.iri)
    assert unknown == ["language", "year", "instrument"]


def test_a_shelf_finds_what_it_counts(sample_kb: KnowledgeBase) -> None:
    found = sample_kb.facets(QUESTION)
    assert all(found[facet] for facet in FACETS)
    for facet, values in found.items():
        for each in values[:3]:
            chosen, unknown = sample_kb.narrowing({facet: each.value})
            assert not unknown and each.count > 0
            hits = sample_kb.search(QUESTION, k=200, **chosen.filters)
            assert len(hits) >= min(each.count, 1)
            again = {c.value: c.count for c in sample_kb.facets(QUESTION, chosen)[facet]}
            assert again[each.value] == each.count


def test_counts_are_those_of_the_passages_that_pass(sample_kb: KnowledgeBase) -> None:
    """On a small shelf all passages are near; those that say the same as another stand behind it."""
    chosen = Narrowing(type="brief", language="ru")
    (language,) = [c for c in sample_kb.facets(QUESTION, chosen)["language"] if c.value == "ru"]
    documents = {d.id for d in sample_kb.documents() if d.type == "brief"}
    hits = sample_kb.search(QUESTION, k=language.count, type="brief", language="ru")
    assert sum(1 + len(hit.same) for hit in hits) == language.count
    assert {hit.document.id for hit in hits} <= documents and {hit.passage.language for hit in hits} == {"ru"}


def test_a_question_need_not_have_been_asked_before(sample_kb: KnowledgeBase) -> None:
    fresh = sample_kb.facets("Кто выдаёт разрешения на работу?")
    sample_kb.ask("Кто выдаёт разрешения на работу?")
    assert sample_kb.facets("Кто выдаёт разрешения на работу?") == fresh


def test_what_was_found_for_an_answer_is_counted_as_what_is_looked_for(sample_folder: Path) -> None:
    with KnowledgeBase.open(sample_folder, read_only=True) as kb:
        alone = kb.facets(QUESTION)
        narrowed = kb.facets(QUESTION, Narrowing(language="ru"))
    with KnowledgeBase.open(sample_folder, read_only=True) as kb:
        kb.ask(QUESTION, language="kk")
        assert kb.facets(QUESTION) == alone
        kb.ask(QUESTION)
        assert kb.facets(QUESTION) == alone and kb.facets(QUESTION, Narrowing(language="ru")) == narrowed
