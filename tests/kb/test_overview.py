"""What the pages over the graph show: days, drawings, files, boards and series, from statements to the last letter."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document
from kb import KnowledgeBase
from kb.entities import Evidence, KBEntity
from kb.overview import overview
from kb.overview.board import BY, board
from kb.overview.duties import COLUMNS, as_csv, moments, ordered, surest
from kb.overview.network import (
    ALL,
    AT_ONCE,
    FIRST,
    Arrow,
    Ties,
    drawing,
    of_agencies,
    of_functions,
    short,
    whole,
)  # fmt: skip
from kb.overview.series import Series, decimal, ends, series, spans
from kb.statements import Advice, Duty, Link

HOME = "https://policy-kb.org/id/"
TEXT = "The ministry issues permits. =SUM(A1) is no formula. «Орган» қызмет көрсетеді."


def entity(kind: str, name: str, **properties: str) -> KBEntity:
    return KBEntity(f"{HOME}{kind}/{name}", kind, name, {"en": name, "ru": f"{name}-ru"}, (), properties, ())


def duty(name: str, agency: KBEntity | None, since: str = "", until: str = "", **said: str) -> Duty:
    said |= {key: day for key, day in (("valid_from", since), ("valid_until", until)) if day}
    return Duty(entity("responsibility", name, function=name, **said), agency, None)


OLD, NEW = entity("agency", "Old"), entity("agency", "New")


@pytest.mark.parametrize(("on", "states"), [("2021-06-01", ["present", "future"]), ("2022-01-01", ["present", "past"])])
def test_a_function_moves_on_its_day(on: str, states: list[str]) -> None:
    duties = [duty("a", OLD, until="2022-01-01"), duty("b", NEW, since="2022-01-01")]
    found = ordered(duties, on)
    assert [each.state(on) for each in found] == states
    assert found[0].agency is (OLD if on < "2022" else NEW)
    assert ordered(duties, on, only=True) == found[:1]


def test_what_a_law_or_a_day_stands_beside_comes_first() -> None:
    body = entity("agency", "office")
    nobody, plain, dated, based = duty("a", None), duty("b", body), duty("c", body, "2020"), resting("d", body)
    assert surest([nobody, plain, dated, based]) == [dated, based, plain, nobody]


def test_the_days_of_the_slider_hold_every_change_and_what_is_asked() -> None:
    days = moments([duty("a", OLD, "2019", "2021-07-19")], "2020-05-05", "2018-03-01")
    assert days == sorted(set(days))
    assert {"2019-01-01", "2021-07-19", "2020-05-05", "2018-03-01", "2018-01-01", "2022-10-01"} <= set(days)
    assert days[0] == "2017-01-01" and days[-1] == "2022-10-01"
    assert moments([], "2026-11-21")[0] == "2025-01-01"


# -------------------------------------------------------------------------------------------- the graph
LAW = entity("instrument", "Law")
RUN = entity("programme", "Programme", owner=NEW.iri)


def ties(*duties: Duty) -> Ties:
    return Ties(duties, {each.iri: each for each in (OLD, NEW, LAW, RUN)})


def resting(name: str, agency: KBEntity) -> Duty:
    return replace(duty(name, agency), basis=LAW)


def test_an_agency_is_joined_to_functions_transfers_and_programmes() -> None:
    taken = duty("b", NEW, since="2022-01-01", transferred_from=OLD.iri)
    found = ties(resting("a", OLD), taken)
    assert found.near(NEW.iri) == [taken.entity.iri, OLD.iri, RUN.iri]
    assert found.near(LAW.iri) == [f"{HOME}responsibility/a"] and found.near("unknown") == []
    assert Arrow(OLD.iri, NEW.iri, "transferred", "2022-01-01") in found.at(OLD.iri)


def test_a_transfer_is_drawn_once_whichever_end_states_it() -> None:
    given_up = duty("a", OLD, until="2022-01-01", transferred_to=NEW.iri)
    taken = duty("b", NEW, since="2022-01-01", transferred_from=OLD.iri)
    drawn = drawing(ties(given_up, taken), of_agencies([given_up, taken]), "ru")
    assert drawn.arrows == [Arrow(OLD.iri, NEW.iri, "transferred", "2022-01-01")]
    assert [node.label for node in drawn.nodes.values()] == ["Old-ru", "New-ru"]
    assert drawn.hidden == {OLD.iri: 1, NEW.iri: 2}


def test_what_is_opened_brings_its_neighbours_in_the_order_of_opening() -> None:
    joined = ties(resting("a", OLD), resting("b", NEW))
    function = f"{HOME}responsibility/a"
    closed = drawing(joined, [OLD.iri], "en")
    assert set(closed.nodes) == {OLD.iri} and closed.arrows == [] and closed.hidden == {OLD.iri: 1}
    both = drawing(joined, [OLD.iri], "en", [OLD.iri, function])
    assert list(both.nodes) == [OLD.iri, function, LAW.iri] and both.opened == [OLD.iri, function]
    assert {arrow.link for arrow in both.arrows} == {"responsible", "basis"}
    # A node cannot be open before another brought it.
    assert drawing(joined, [OLD.iri], "en", [function, OLD.iri]).opened == [OLD.iri]
    assert drawing(joined, [OLD.iri], "en", ["https://elsewhere.example/"]) == closed


def test_the_functions_of_an_agency_come_with_their_bases_and_programmes() -> None:
    duties = [resting("b", NEW), duty("c", NEW, transferred_from=OLD.iri)]
    assert [short(iri) for iri in of_functions(duties, ties(*duties))] == [
        "agency/New", "agency/Old", "responsibility/b", "instrument/Law", "responsibility/c", "programme/Programme",
    ]  # fmt: skip
    assert whole(short(LAW.iri)) == LAW.iri


def test_a_drawing_has_no_more_nodes_than_can_be_read_and_every_arrow_its_ends(sample_kb: KnowledgeBase) -> None:
    everything = overview(sample_kb)
    agency = next(each for each in everything.responsible() if "ru" in each.labels)
    duties = [duty(f"f{i}", agency) for i in range(FIRST + 20)]
    joined = Ties(duties, everything.entities)
    drawn = drawing(joined, of_functions(duties, joined), "ru")
    assert len(drawn.nodes) == FIRST and len(drawn.left_out) >= 21
    assert drawn.hidden[agency.iri] == len(joined.near(agency.iri)) - FIRST + 1
    assert {end for arrow in drawn.arrows for end in (arrow.source, arrow.target)} <= set(drawn.nodes)
    assert drawn.nodes[agency.iri].label == agency.labels["ru"]
    opened = drawing(joined, [agency.iri], "ru", [agency.iri])
    assert len(opened.nodes) == 1 + AT_ONCE


def test_opening_ends_where_a_browser_has_enough() -> None:
    owners = [entity("agency", f"A{i}") for i in range(12)]
    duties = [duty(f"{owner.label}-{i}", owner) for owner in owners for i in range(AT_ONCE)]
    joined = Ties(duties, {each.iri: each for each in owners})
    drawn = drawing(joined, of_agencies(duties), "en", [owner.iri for owner in owners])
    assert len(drawn.nodes) == ALL
    assert sum(drawn.hidden.values()) == len(owners) + len(duties) - ALL


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)), min_size=1, max_size=5))
def test_a_csv_file_leads_back_to_the_characters(ranges: list[tuple[int, int]]) -> None:
    document = Document("d", "a.txt", "text/plain", TEXT, title="=1+1")
    proofs = tuple(Evidence(document, s, min(s + n, len(TEXT)), TEXT[s : s + n], 0.9) for s, n in ranges)
    plain = duty("issues permits", OLD, "2022")
    stated = replace(plain, entity=replace(plain.entity, evidence=proofs))
    rows = list(csv.DictReader(io.StringIO(as_csv([stated], "2021-01-01").decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(COLUMNS) and len(rows) == len(ranges)
    for row in rows:
        assert row["quote"].removeprefix("'") == TEXT[int(row["start"]) : int(row["end"])]
        assert (row["agency"], row["since"], row["state"]) == ("Old", "2022", "future")
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("- publish the quota;", "publish the quota;"), ("•\tжариялау", "жариялау"), ("\uf0b7 Publish", "Publish"),
        (" –  Публиковать", "Публиковать"), ("-5 per cent", "-5 per cent"), ("1. Квотаны", "1. Квотаны"),
        ("- ", "- "), ("well-known - and liked", "well-known - and liked"), ("—", "—"),
    ],
)  # fmt: skip
def test_a_quote_is_shown_without_the_mark_of_a_list_and_is_one_still(said: str, left: str) -> None:
    text = f"Begin. {said} End."
    document = Document("d", "a.txt", "text/plain", text)
    shown = Evidence(document, 7, 7 + len(said), said, 1.0).unmarked
    assert shown.quote == left == text[shown.start : shown.end] and shown.end == 7 + len(said)


def advice(name: str, concepts: Sequence[KBEntity], to: Sequence[KBEntity], year: int | None) -> Advice:
    document = Document(f"doc-{name[0]}", "a.txt", "text/plain", TEXT)
    said = replace(entity("recommendation", name), evidence=(Evidence(document, 0, 3, "The", 1.0),))
    return Advice(said, tuple(to), tuple(concepts), year)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("concept", [("One", ["a1", "a2"]), ("Two", ["a2"]), ("", ["b1"])]),
        ("addressee", [("Old", ["a1"]), ("", ["a2", "b1"])]),
        ("source", [("doc-a", ["a1", "a2"]), ("doc-b", ["b1"])]),
        ("year", [("2024", ["b1"]), ("2020", ["a1"]), ("", ["a2"])]),
    ],
)
def test_a_board_has_every_recommendation_in_its_groups(by: str, expected: list[tuple[str, list[str]]]) -> None:
    one, two = entity("concept", "One"), entity("concept", "Two")
    everything = [advice("a1", [one], [OLD], 2020), advice("a2", [one, two], [], None), advice("b1", [], [], 2024)]
    groups = board(everything, by)
    assert [(g.key.rpartition("/")[2], [a.entity.label for a in g.advice]) for g in groups] == expected
    assert set(BY) == {"concept", "addressee", "source", "year"}


@pytest.mark.parametrize(
    ("time", "expected"),
    [("2022", (2022.0, 2023.0)), ("2022-07", (2022.5, 2022.5 + 1 / 12)), ("2022-01-01", (2022.0, 2022.0))],
)
def test_days_as_years(time: str, expected: tuple[float, float]) -> None:
    assert (decimal(time), decimal(time, last=True)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2017/2021", ("2017", "2021")), ("2024-08-24/..", ("2024-08-24", "2024-08-24")), ("../2020", ("2020", "2020")),
        ("2020-05", ("2020-05", "2020-05")), ("", ("", "")), ("before 1991", ("", "")),
    ],
)  # fmt: skip
def test_ends_of_times(time: str, expected: tuple[str, str]) -> None:
    assert ends(time) == expected


def test_spans_keep_what_has_a_time() -> None:
    law = entity("instrument", "Law")
    found = spans([Link(law, "dated", "2011-07-22"), Link(law, "period", "2017/2021"), Link(law, "dated", "")])
    assert [(span.lane, span.start, span.end) for span in found] == [
        ("instrument", "2011-07-22", "2011-07-22"),
        ("instrument", "2017", "2021"),
    ]
    assert [span.within(2018, None) for span in found] == [False, True]
    assert [span.within(None, 2016) for span in found] == [True, False]


def test_stages_have_a_lane_of_their_own() -> None:
    (span,) = spans([Link(entity("stage", "Stage 1 (2023–2024)"), "period", "2023-07/2024")])
    assert (span.lane, span.start, span.end) == ("stage", "2023-07", "2024")


def test_figures_of_one_thing_are_a_series_in_the_order_of_time() -> None:
    def figure(name: str, value: str, **said: str) -> KBEntity:
        return entity("observation", name, indicator="arrivals", unit="people", value=value, **said)

    found = [
        figure("c", "3", time="2021/2022"), figure("b", "2.5", time="2021-07"), figure("a", "1", year="2019"),
        entity("observation", "other", indicator="departures", value="9"),
    ]  # fmt: skip
    first, other = series(found, frozenset({found[1].iri}))
    assert [(p.time, p.value, p.at, p.contradicted) for p in first.points] == [
        ("2019", 1.0, 2019.0, False), ("2021-07", 2.5, 2021.5, True), ("2021/2022", 3.0, None, False),
    ]  # fmt: skip
    assert first.drawable and not other.drawable
    assert [p.time for p in first.between(2022, None).points] == ["2021/2022"]
    assert other.between(2000, 2030) == Series("departures", "", "", ())


@pytest.mark.parametrize(("about", "part"), [(("quota", "квоты", "квоталар"), "квот"), (("kandas", "қандас"), "андас")])
def test_figures_are_found_by_the_words_of_any_language(
    about: Sequence[str], part: str, sample_kb: KnowledgeBase
) -> None:
    everything = overview(sample_kb)
    asked = [{each.indicator for each in everything.series(word)} for word in about]
    named = {each.indicator for each in everything.series() if part in each.indicator.casefold()}
    assert named and all(named <= found < {each.indicator for each in everything.series()} for found in asked)


def test_a_figure_is_about_what_is_named_beside_it(sample_kb: KnowledgeBase) -> None:
    """A word of the scheme's names, in a language in which the indicator has another one for the same concept."""
    everything = overview(sample_kb)
    (found,) = (each for each in everything.series("этнический казах") if "оралды" in each.indicator)
    assert found in everything.series("ethnic Kazakhs")
