"""The queue of statements, the fields of their forms, quotes that are pasted, and entities that are likely the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadDecision, NotFound
from kb import KnowledgeBase
from kb.curation.attributes import REQUIRED, TEXTS, checked
from kb.curation.fields import changed, fields
from kb.curation.queue import alike, queue
from kb.curation.quoting import occurrences
from kb.curation.references import Names
from kb.entities import Evidence, KBEntity
from ontology.mention import KINDS
from tests.kb.curation.shelves import TEXTS as FILES
from tests.kb.curation.shelves import WATER, one, source


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("queue")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(place / "x.kb") as kb:
        assert kb.add([place / name for name in FILES]).failed == []
    return place / "x.kb"


@pytest.fixture
def kb(folder: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(shutil.copytree(folder, tmp_path / "x.kb")) as kb:
        yield kb


# --------------------------------------------------------------------------------------------------- queue
def test_the_least_sure_come_first_and_counts_are_of_all_states(kb: KnowledgeBase) -> None:
    rejected = one(kb, "responsibility", "register of boats").iri
    kb.curate.reject(rejected, by="Anna")
    every = kb.curate.statements()
    now = queue(every, status="extracted")
    sure = [each.confidence for each in now.statements]
    assert sure == sorted(sure) and sure[0] < sure[-1]
    assert rejected not in {each.iri for each in now.statements}
    assert dict(now.counts) == {"extracted": len(every) - 1, "rejected": 1}
    assert [each.iri for each in queue(every, status="rejected").statements] == [rejected]


def test_words_are_looked_for_in_quotes_and_labels(kb: KnowledgeBase) -> None:
    found = queue(kb.curate.statements(), words="REGISTER boats").statements
    assert found and all("register" in " ".join(each.quote.split()) for each in found)
    assert queue(kb.curate.statements(), words="register zebra").statements == []


def test_by_place_they_stand_as_in_the_documents(kb: KnowledgeBase) -> None:
    places = [(s.document.title.casefold(), s.start) for s in queue(kb.curate.statements(), order="place").statements]
    assert places == sorted(places) and len({title for title, _ in places}) == 3


def test_each_knows_what_is_beside_it(kb: KnowledgeBase) -> None:
    now = queue(kb.curate.statements())
    iris = [each.iri for each in now.statements]
    assert now.beside(iris[0]) == ("", iris[1], 1)
    assert now.beside(iris[1]) == (iris[0], iris[2], 2)
    assert now.beside(iris[-1]) == (iris[-2], "", len(iris))
    assert now.beside("nowhere") == ("", "", 0)


# -------------------------------------------------------------------------------------------------- fields
@pytest.mark.parametrize("kind", KINDS)
def test_forms_have_every_field_and_their_words_are_those_that_are_taken(kind: str) -> None:
    asked = fields(kind)
    assert [each.name for each in asked if each.required] == [n for n in _known(kind) if n in REQUIRED[kind]]
    assert [each.required for each in asked] == sorted((each.required for each in asked), reverse=True)
    for field in (each for each in asked if each.name in TEXTS[kind]):
        for choice in field.choices:
            assert checked(kind, {field.name: choice}, Names([])) == {field.name: choice}
        if field.choices:
            with pytest.raises(BadDecision):
                checked(kind, {field.name: "zebra"}, Names([]))


def _known(kind: str) -> list[str]:
    return [each.name for each in fields(kind)]


def test_a_statement_says_what_an_edit_takes(kb: KnowledgeBase) -> None:
    statement, said = kb.curate.statement(one(kb, "responsibility", "owners of ferries").iri)
    assert statement.status == "extracted" and said["valid_from"] == "2019-01-01"
    agencies = said["agency"]
    assert isinstance(agencies, tuple) and [each.label for each in agencies] == [WATER]
    form = {name: [e.iri for e in v] if isinstance(v, tuple) else v or "" for name, v in said.items()}
    assert changed(said, form) == {}
    form |= {"valid_from": " 2020-05 ", "valid_until": "", "article": ""}
    assert changed(said, form) == {"valid_from": "2020-05"}
    edited = kb.curate.edit(statement.iri, by="Anna", **changed(said, form))
    after, said = kb.curate.statement(edited.statements[0])
    assert (after.status, said["valid_from"]) == ("edited", "2020-05")
    assert changed(said, {"valid_from": ""}) == {"valid_from": None}


def test_a_rejected_statement_still_says_what_it_said(kb: KnowledgeBase) -> None:
    iri = one(kb, "responsibility", "register of boats").iri
    before = kb.curate.statement(iri)[1]
    kb.curate.reject(iri, by="Anna")
    after, said = kb.curate.statement(iri)
    assert after.status == "rejected" and said == before and said["function"]
    with pytest.raises(NotFound):
        kb.curate.statement(iri + "0")


# ------------------------------------------------------------------------------------------------ exchange
def test_decisions_go_out_and_in_as_bytes(kb: KnowledgeBase, folder: Path, tmp_path: Path) -> None:
    kb.curate.accept(one(kb, "observation", "41,500").iri, by="Анна")
    data = kb.curate.exported()
    kb.curate.export(tmp_path / "file.jsonl")
    assert (tmp_path / "file.jsonl").read_bytes() == data
    with KnowledgeBase.open(shutil.copytree(folder, tmp_path / "other.kb")) as other:
        assert other.curate.import_data(data, "a.jsonl") == 1
        assert other.curate.import_data(data, "a.jsonl") == 0
        assert [d.by for d in other.curate.decisions()] == ["Анна"]
        with pytest.raises(BadDecision, match=r"^a\.jsonl, line 2: "):
            other.curate.import_data(data.replace(b'"accept"', b'"admire"'), "a.jsonl")
        with pytest.raises(BadDecision, match="no UTF-8"):
            other.curate.import_data(b"\xff\xfe", "a.jsonl")


# -------------------------------------------------------------------------------------------------- quotes
@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("the register\n of boats", "register of  boats", [(4, 22)]),
        ("a b a b", "a b", [(0, 3), (4, 7)]),
        ("a.b", "a.b", [(0, 3)]),
        ("axb", "a.b", []),
        ("Boats", "boats", []),
        ("a — b", " — ", []),
        ("text", "", []),
    ],
)
def test_quotes_are_found_verbatim_but_for_white_space(text: str, quote: str, expected: list[tuple[int, int]]) -> None:
    assert occurrences(text, quote) == expected


@given(st.lists(st.sampled_from(["law", "п.", "(a)", "№ 5"]), min_size=1), st.data())
def test_what_was_copied_is_found_whatever_its_line_ends(words: list[str], data: st.DataObject) -> None:
    text = "\n\t ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    quote = "  ".join(words[first:])
    assert any(" ".join(text[a:b].split()) == " ".join(quote.split()) for a, b in occurrences(text, quote))


def test_a_pasted_quote_becomes_a_statement(kb: KnowledgeBase) -> None:
    ports = source(kb, "ports.md")
    (place,) = occurrences(ports.text, "open a\nschool for sailors")
    made = kb.curate.add("recommendation", ports.id, place, by="Anna", strength="explicit")
    (iri,) = made.statements
    assert kb.curate.statement(iri)[1]["text"] == "open a school for sailors"


# --------------------------------------------------------------------------------------------------- alike
def body(label: str, evidence: int = 1, **properties: str) -> KBEntity:
    proofs = (Evidence(None, 0, 1, "x", 1.0),) * evidence  # type: ignore[arg-type]
    return KBEntity(f"iri:{label}:{properties}", "agency", label, {"en": label}, (), properties, proofs)


@pytest.mark.parametrize(
    ("one_", "other", "same"),
    [
        ("Ministry of Labor and Social Protection", "Ministry of Labour and Social Protection", True),
        ("General Assembly", "United Nations General Assembly", True),
        ("Министерство труда и социальной защиты", "Министерства труда и социальной защиты", True),
        ("Ministry of Education", "Ministry of Health", False),
        ("Ministry of Internal Affairs", "Ministry of Foreign Affairs", False),
        ("Eurasian Economic Union", "Eurasian Economic Commission", False),
        ("Ministry of Health", "Ministry of Health and Social Development of the Northern Regions", False),
        ("ILO", "ILOs", False),
    ],
)
def test_similar_names_are_likely_the_same(one_: str, other: str, same: bool) -> None:
    found = alike([body(one_), body(other, evidence=2)])
    assert [(each.one.label, each.other.label) for each in found] == ([(other, one_)] if same else [])


def test_what_a_number_or_a_type_tells_apart_is_not_likely_the_same() -> None:
    name = "Law on Ports of the Republic"
    assert alike([body(name, number="1"), body(name, number="2")]) == []
    assert alike([body(name, type="court"), body(name, type="ministry")]) == []
    assert len(alike([body(name, number="1"), body(name, date="2020")])) == 1
    assert len(alike([body(name, type="other"), body(name, type="ministry")])) == 1
