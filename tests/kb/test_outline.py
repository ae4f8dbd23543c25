"""The outline of documents, and what they name."""

from __future__ import annotations

import ingest
from ingest.document import Document
from kb import KnowledgeBase
from kb.named_in import act_of, named_in
from kb.outline import heading_at, outline
from tests.kb.test_laws_at import LAW

NESTED = """# A study

## One

Words of one that stand here.

### Deeper

Words of deeper that stand here.

## Two

Words of two that stand here.
"""


def read(text: str, name: str) -> Document:
    return ingest.parse(text.encode(), name)


def test_headings_are_nested_and_the_title_is_none_of_them() -> None:
    document = read(NESTED, "study.md")
    found = outline(document)
    assert [(h.text, h.level) for h in found] == [("One", 2), ("Deeper", 3), ("Two", 2)]
    assert all(document.text[h.start : h.end] == h.text for h in found)
    at = {word: heading_at(found, document.text.index(f"Words of {word}")) for word in ("one", "deeper", "two")}
    assert at == {"one": 0, "deeper": 1, "two": 2}
    assert heading_at(found, 0) is None


def test_a_law_is_outlined_by_its_chapters_and_articles() -> None:
    document = read(LAW, "tulips.txt")
    found = outline(document)
    assert [h.level for h in found] == [1, 2, 2, 2, 2, 1, 2, 2, 2]
    assert found[3].text == "Статья 2-1. Тюльпановый фонд"
    assert heading_at(found, document.text.index("Фонд собирает")) == 3


def test_what_a_document_names_stands_in_it(sample_kb: KnowledgeBase) -> None:
    entities = sample_kb.entities()
    for document in sample_kb.documents():
        found = named_in(entities, document.id)
        for each in (one for group in found.values() for one in group):
            assert each.places and all(p.document.id == document.id for p in each.places)
            assert all(document.text[p.start : p.end] == p.quote for p in each.places)
        wanted = {e.iri for e in entities if any(p.document.id == document.id for p in e.evidence)}
        assert {one.entity.iri for group in found.values() for one in group} == wanted


def test_a_law_is_found_among_what_others_name(sample_kb: KnowledgeBase) -> None:
    entities = sample_kb.entities("instrument")
    law = Document("0" * 64, "law.txt", "text/plain", "", number="477-IV", date="2011-07-22")
    found = act_of(entities, law)
    assert found is not None and found.properties["number"].startswith("477-IV") and len(found.evidence) > 1
    assert act_of(entities, Document("0" * 64, "law.txt", "text/plain", "", number="477-IV", date="2011")) is None
