"""Questions to the graph of real knowledge bases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import BadQuestion, NotFound
from kb import KnowledgeBase
from kb.entities import Evidence
from kb.overview import overview
from kb.statements import Duty, Statements
from tests.kb.papers import LAW, write

LABOUR, INTERIOR, JUSTICE = (
    f"https://policy-kb.org/id/agency/kz/{name}" for name in ("labor", "internal-affairs", "justice")
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base of five papers, one of which is of 2021."""
    folder = tmp_path_factory.mktemp("statements")
    with KnowledgeBase.open(folder / "shelf.kb") as kb:
        papers = write(folder / "papers")
        assert kb.add(papers).failed == []
        kb.edit(document(kb, "functions.md"), by="a reader", year=2021)
        yield kb


@pytest.fixture
def ask(shelf: KnowledgeBase) -> Statements:
    return shelf.statements


def document(kb: KnowledgeBase, name: str) -> str:
    return next(each.id for each in kb.documents() if each.source.endswith(f"/{name}"))


def bodies(duties: list[Duty]) -> set[str]:
    return {duty.agency.iri for duty in duties if duty.agency is not None}


def assert_quoted(evidence: tuple[Evidence, ...]) -> None:
    assert evidence
    assert all(each.document.text[each.start : each.end] == each.quote for each in evidence)


# ------------------------------------------------------------------------------------------ responsible
@pytest.mark.parametrize(
    "about", ["quota for foreign workers", "квота на иностранную рабочую силу", "шетелдік жұмыс күшінің квотасы"]
)
def test_who_is_responsible_may_be_asked_in_three_languages(ask: Statements, about: str) -> None:
    found = ask.responsible(about)
    assert bodies(found[:2]) == {LABOUR}
    assert "approves the annual quota for foreign workers" in {duty.function for duty in found[:2]}
    assert all("register of seasonal" not in duty.function for duty in found)


def test_a_duty_names_its_basis_and_shows_its_evidence(ask: Statements) -> None:
    (duty,) = [each for each in ask.responsible("annual quota") if each.basis is not None]
    assert duty.basis is not None and duty.basis.properties["number"] == "477-IV"
    assert_quoted(duty.evidence)
    assert "477-IV" in duty.evidence[0].quote


@pytest.mark.parametrize(
    ("on", "body"),
    [("2021-12-31", INTERIOR), ("2022-01-01", LABOUR), ("2021", INTERIOR), ("2022", LABOUR), ("2021-12", INTERIOR)],
)
def test_on_a_day_a_function_is_the_one_bodys_or_the_others(ask: Statements, on: str, body: str) -> None:
    assert bodies(ask.responsible("register of seasonal workers", on=on)) == {body}


def test_at_any_time_it_is_both_and_each_knows_its_days(ask: Statements) -> None:
    found = {duty.agency.iri: duty for duty in ask.responsible("seasonal workers") if duty.agency is not None}
    assert set(found) == {INTERIOR, LABOUR}
    assert (found[INTERIOR].valid_until, found[LABOUR].valid_from) == ("2022-01-01", "2022-01-01")
    assert [found[INTERIOR].state(on) for on in ("2021-05-05", "2022-01-01")] == ["present", "past"]
    assert [found[LABOUR].state(on) for on in ("2021-05-05", "2022-01-01")] == ["future", "present"]


def test_what_begins_later_is_not_held_before(ask: Statements) -> None:
    assert [d.function for d in ask.responsible("residence cards", on="2023-12-31")] == []
    assert [d.valid_from for d in ask.responsible("residence cards", on="2024")] == ["2024-01-01"]


def test_the_functions_of_one_agency(ask: Statements) -> None:
    found = ask.responsible(agency="Ministry of Justice")
    assert {duty.function for duty in found} == {"issues residence cards to refugees", "ведёт реестр беженцев в стране"}
    assert ask.responsible("quota", agency=JUSTICE) == []


def test_days_and_agencies_that_are_none_are_refused(ask: Statements) -> None:
    for on in ("yesterday", "2022-13-01", "2022-02-30", "22-01-01", "2022-1"):
        with pytest.raises(BadQuestion, match=r"is no day"):
            ask.responsible(on=on)
    with pytest.raises(NotFound, match="Ministry of Magic"):
        ask.responsible(agency="Ministry of Magic")
    with pytest.raises(NotFound, match="most similar"):
        ask.agency("Ministry of Labor and Social Protection of Population of K")


# ------------------------------------------------------------------------------------- agency and law
def test_everything_of_an_agency(ask: Statements) -> None:
    links = {(link.link, link.entity.kind): link for link in ask.agency(LABOUR)}
    assert {("responsible", "responsibility"), ("addressee", "recommendation")} <= set(links)
    assert "2022-01-01" in {link.date for link in ask.agency(LABOUR)}
    assert ask.agency("Еңбек және халықты әлеуметтік қорғау министрлігі") == ask.agency(LABOUR)


@pytest.mark.parametrize(
    "name", ["477-IV", "№ 477-IV", LAW, "https://policy-kb.org/id/instrument/kz/law/2011-07-22/477-iv"]
)
def test_what_rests_on_a_law(ask: Statements, name: str) -> None:
    found = {link.link: link.entity for link in ask.rests_on(name)}
    assert found["basis"].label == "approves the annual quota for foreign workers"
    assert found["amends"].properties["number"] == "500-VI"


# ------------------------------------------------------------------------------------- recommendations
def test_recommendations_by_concept_addressee_and_year(ask: Statements) -> None:
    everything = ask.recommendations()
    (diplomas,) = ask.recommendations("recognition of qualifications")
    assert len(everything) == 2
    assert [to.iri for to in diplomas.addressees] == [LABOUR]
    assert "recognition of qualifications" in {concept.label for concept in diplomas.concepts}
    assert ask.recommendations("признание квалификаций") == [diplomas]
    assert [each.entity for each in ask.recommendations(agency=LABOUR)] == [diplomas.entity]
    assert {each.year for each in ask.recommendations(year=2021)} == {2021}
    assert len(ask.recommendations(year=(2020, 2022))) == 2
    assert ask.recommendations(year=2022) == ask.recommendations(agency=JUSTICE) == []
    assert_quoted(diplomas.entity.evidence)


def test_a_later_law_on_the_concept_of_a_recommendation_may_have_taken_it_up(ask: Statements) -> None:
    (refugees,) = ask.recommendations("register of refugees")
    assert [entity.properties.get("number") for entity in ask.later(refugees)] == ["700-VII"]
    (diplomas,) = ask.recommendations("recognition of qualifications")
    assert ask.later(diplomas) == []


# --------------------------------------------------------------------------------- timeline and figures
def test_the_timeline_is_in_order_and_can_be_cut(ask: Statements) -> None:
    found = ask.timeline()
    assert [link.date for link in found] == sorted(link.date for link in found)
    assert {"dated", "period", "related", "transferred"} <= {link.link for link in found}
    cut = ask.timeline("2011-07-22", "2019")
    assert [link.date for link in cut] == ["2011-07-22", "2019-06-06", "2019-06-06"]
    assert ask.timeline("2050") == []


def test_stages_stand_on_the_timeline_beside_what_they_are_of(tmp_path: Path) -> None:
    paper = tmp_path / "stages.md"
    paper.write_text(
        '# Settling\n\n## The years\n\nThe first stage (2020–2022) of the state programme "Nurly Zher" began.\n'
        'The state programme "Nurly Zher" for 2020-2025 helps resettled families.\n'
    )
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        kb.add([paper])
        found = {link.entity.kind: link for link in kb.statements.timeline() if link.link == "period"}
        assert {kind: link.date for kind, link in found.items()} == {"programme": "2020/2025", "stage": "2020/2022"}
        stage = found["stage"].entity
        assert stage.properties["of"] == found["programme"].entity.iri
        assert [each.quote for each in stage.evidence] == ["first stage (2020–2022)"]
        assert kb.statements.about([stage], "Nurly Zher") == [stage]
        assert {span.lane for span in overview(kb).spans()} == {"programme", "stage"}
        assert kb.validate() == [] and kb.verify() == []


def test_figures_over_time_at_a_place(ask: Statements) -> None:
    found = ask.indicators("nurses from abroad", place="georgia")
    said = [(each.properties["year"], each.properties["value"]) for each in found]
    assert sorted(said) == [("2018", "640"), ("2018", "910"), ("2019", "702")]
    assert [year for year, _ in said] == ["2018", "2018", "2019"]
    assert ask.indicators("nurses", place="Latvia") == []
    assert len(ask.indicators()) >= 3


def test_two_figures_for_one_thing_contradict_each_other_with_both_quotes(ask: Statements) -> None:
    (conflict,) = ask.contradictions()
    assert {conflict.first.properties["value"], conflict.second.properties["value"]} == {"640", "910"}
    assert_quoted((conflict.first_place, conflict.second_place))
    assert {Path(place.document.source).name for place in (conflict.first_place, conflict.second_place)} == {
        "figures.md",
        "other-figures.md",
    }
    assert ask.contradictions() == [conflict]


# ------------------------------------------------------------------------------------------------ gaps
def test_functions_without_a_basis_and_functions_of_two_agencies(ask: Statements) -> None:
    gaps = ask.gaps()
    assert "approves the annual quota for foreign workers" not in {duty.function for duty in gaps.without_basis}
    assert "issues residence cards to refugees" in {duty.function for duty in gaps.without_basis}
    ((one, other),) = gaps.overlaps
    assert bodies([one, other]) == {JUSTICE, INTERIOR}
    assert one.function == other.function == "ведёт реестр беженцев в стране"


def test_a_function_that_one_clause_gives_to_two_agencies_is_no_overlap(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(
        "# Register of refugees\n\nThe Ministry of Justice of the Republic of Kazakhstan and the Ministry of Internal "
        "Affairs of the Republic of Kazakhstan keep the register of refugees in the country.\n",
        encoding="utf-8",
    )
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        kb.add(note)
        assert bodies(kb.statements.responsible("register of refugees")) == {JUSTICE, INTERIOR}
        assert kb.statements.gaps().overlaps == []


# ---------------------------------------------------------------------------------------------- always
def test_the_graph_is_sound_as_a_whole_and_document_by_document(shelf: KnowledgeBase) -> None:
    assert shelf.validate() == []
    assert [shelf.validate(each.id[:12]) for each in shelf.documents()] == [[]] * 5
    with pytest.raises(NotFound):
        shelf.validate("0000")


def test_answers_follow_what_is_removed_and_added(tmp_path: Path) -> None:
    papers = write(tmp_path / "papers")
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        assert kb.statements.responsible() == kb.statements.contradictions() == kb.statements.timeline() == []
        kb.add(papers)
        before = kb.statements
        assert before.contradictions() and kb.statements is before
        kb.remove(document(kb, "other-figures.md"))
        assert kb.statements.contradictions() == []
        assert kb.statements.responsible("quota")
        kb.remove(document(kb, "functions.md"))
        kb.remove(document(kb, "return.md"))
        assert kb.statements.responsible("quota") == []


def test_a_rejected_duty_is_nobodys(tmp_path: Path) -> None:
    papers = write(tmp_path / "papers")
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        kb.add(papers)
        (duty,) = kb.statements.responsible("residence cards")
        [row] = kb._loaded().graph.rows("places", entity=duty.entity.iri)
        kb.decide(row["statement"], "rejected", by="a reader")
        assert kb.statements.responsible("residence cards") == []
        assert kb.validate() == []


def test_the_samples_answer(sample_kb: KnowledgeBase) -> None:
    ask = sample_kb.statements
    duties = ask.responsible()
    assert len(duties) > 5
    for duty in duties:
        assert_quoted(duty.evidence)
    handed_over = [duty for duty in duties if "successor" in duty.entity.properties]
    assert INTERIOR in {duty.agency.iri for duty in handed_over if duty.agency is not None}
    assert len(ask.recommendations()) > 10
    assert {link.entity.kind for link in ask.timeline()} >= {"instrument"}
    assert len(ask.indicators("migration balance")) > 1
    assert ask.agency("Ministry of Labor and Social Protection of the Population")
