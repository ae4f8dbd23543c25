"""The evidence check: what a passage proves becomes a mention of its characters, all else is dropped with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from kb.extracting import days, merging, reply
from kb.extracting.checking import extractor
from kb.extracting.tally import REASONS
from kb.extracting.verbatim import Folded, fold
from ontology.grammar import load
from ontology.mention import Mention
from tests.kb.extracting.said import (
    COMMITTEE,
    ENGLISH,
    GATE,
    HALL,
    KAZAKH,
    MINISTRY,
    PERMITS,
    RUSSIAN,
    check,
    read,
)

LAWS = """\
Note on acts

The Law of the Republic of Kazakhstan dated July 22, 2011 No. 477-IV "On Migration of Population" owes its present form
to the Law of the Republic of Kazakhstan dated May 13, 2020 No. 327-VI. The Agency for Foreign Labour became a part of
the Ministry of Internal Affairs of the Republic of Kazakhstan in 2014.
"""
OLDER = 'Law of the Republic of Kazakhstan dated July 22, 2011 No. 477-IV "On Migration of Population"'
NEWER = "Law of the Republic of Kazakhstan dated May 13, 2020 No. 327-VI"
AMENDS = {
    "kind": "relation",
    "quote": f"The {OLDER} owes its present form to the {NEWER}",
    "type": "amends",
    "subject": NEWER,
    "object": OLDER,
    "date": "2020-05-13",
}


# ------------------------------------------------------------------------------------- what is proved
def at(mention: Mention, name: str, text: str) -> str:
    """The words that an attribute points at."""
    document, *_ = read(text)
    start, end = map(int, mention.attributes[name].split(","))
    return document.text[start:end]


def test_a_responsibility_with_its_body_act_and_day() -> None:
    found = check(ENGLISH, **PERMITS)
    assert isinstance(found, Mention)
    assert (found.kind, found.surface) == ("responsibility", PERMITS["quote"])
    assert at(found, "agency_at", ENGLISH) == COMMITTEE
    said = {name: found.attributes[name] for name in ("function", "valid_from", "rule", "language")}
    assert said == {"function": "the permits", "valid_from": "2022-01-01", "rule": "model", "language": "en"}
    assert found.confidence < 0.6 and found.extractor == "model/m/1"


def test_names_may_stand_elsewhere_in_the_passage_and_blanks_may_differ() -> None:
    quote = "keeps the register of foreign\nworkers  on the basis of the Law"
    said = {"kind": "responsibility", "quote": quote, "agency": f"The {MINISTRY}", "function": "the register"}
    found = check(ENGLISH, **said, basis='Law "On Migration of Population"')
    assert isinstance(found, Mention) and "foreign workers on" in found.surface
    assert at(found, "agency_at", ENGLISH) == MINISTRY
    assert at(found, "basis_at", ENGLISH) == 'Law "On Migration of Population"'
    assert at(found, "concepts_at", ENGLISH) == "foreign workers"


@pytest.mark.parametrize(
    ("text", "quote", "agency", "function", "wanted"),
    [
        (
            RUSSIAN, "С 1 января 2022 года разрешения работодателям — дело Комитета миграции",
            "Комитета миграции", "разрешения работодателям", "2022-01-01",
        ),
        (
            KAZAKH, "2022 жылғы 1 қаңтардан бастап рұқсаттарды Көші-қон комитеті береді",
            "Көші-қон комитеті", "рұқсаттарды", "2022-01-01",
        ),
    ],
)  # fmt: skip
def test_in_russian_and_kazakh(text: str, quote: str, agency: str, function: str, wanted: str) -> None:
    said = {"kind": "responsibility", "quote": quote, "agency": agency, "function": function, "from": "2022-01-01"}
    found = check(text, **said)
    assert isinstance(found, Mention) and found.attributes["valid_from"] == wanted
    assert at(found, "agency_at", text) == agency


def test_a_recommendation_is_the_authors_or_a_body_s() -> None:
    found = check(ENGLISH, **HALL)
    assert isinstance(found, Mention)
    assert (found.attributes["by"], found.attributes["text"]) == ("authors", HALL["quote"])
    assert at(found, "addressee_at", ENGLISH) == "akimats"
    reported = check(ENGLISH, **HALL | {"by": MINISTRY})
    assert isinstance(reported, Mention) and "by" not in reported.attributes
    assert at(reported, "by_at", ENGLISH) == MINISTRY


def test_a_programme_is_the_range_of_its_name() -> None:
    found = check(ENGLISH, **GATE)
    assert isinstance(found, Mention)
    assert found.surface == "Open Gate" and found.attributes["period"] == "2021"
    assert found.attributes["key"].startswith("name:") and found.attributes["type"] == "operation"


def test_a_relation_points_at_both_ends() -> None:
    found = check(LAWS, **AMENDS)
    assert isinstance(found, Mention)
    assert (at(found, "subject_at", LAWS), at(found, "object_at", LAWS)) == (NEWER, OLDER)
    entities = ontology.resolve([*read(LAWS)[2], found])
    relations = [e for e in entities if e.kind == "relation" and found in e.mentions]
    assert [e.properties["type"] for e in relations] == ["amends"]


# ---------------------------------------------------------------------------------- what is dropped
@pytest.mark.parametrize(
    ("statement", "change", "reason"),
    [
        (PERMITS, {"quote": "The Committee on Migration issues permits to everybody"}, "quote"),
        (PERMITS, {"quote": PERMITS["quote"].replace("matter", "mattir")}, "quote"),
        (PERMITS, {"quote": PERMITS["quote"][:-1]}, "quote"),
        (PERMITS, {"quote": PERMITS["quote"].replace("2022", "2023")}, "quote"),
        (PERMITS, {"quote": PERMITS["quote"].lower()}, "quote"),
        (PERMITS, {"quote": "Work permits in the city"}, "quote"),
        (PERMITS, {"quote": "the permits"}, "length"),
        (PERMITS, {"agency": "Ministry of Foreign Affairs of the Republic of Kazakhstan"}, "name"),
        (PERMITS, {"agency": "Republic of Kazakhstan"}, "name"),
        (PERMITS, {"agency": "the ministry"}, "name"),
        (PERMITS, {"agency": "Комитет миграции"}, "name"),
        (PERMITS, {"agency": "the"}, "name"),
        (PERMITS, {"basis": 'Law "On Migration of Labour"'}, "name"),
        (PERMITS, {"basis": COMMITTEE}, "name"),
        (PERMITS, {"function": "issues permits to employers"}, "words"),
        (PERMITS, {"function": "the register"}, "words"),
        (PERMITS, {"from": "2022-01-02"}, "figure"),
        (PERMITS, {"from": "2021"}, "figure"),
        (PERMITS, {"from": "January 1, 2022"}, "figure"),
        (PERMITS, {"until": "2022-01-01"}, "figure"),
        (
            PERMITS,
            {"quote": f"the {COMMITTEE}, which does not charge fees", "function": "charge fees", "from": ""},
            "denied",
        ),
        (HALL, {"by": "World Bank"}, "name"),
        (HALL, {"addressee": "visitors"}, "name"),
        (HALL, {"quote": "a hall"}, "quote"),
        (GATE, {"name": "Open Gates"}, "words"),
        (GATE, {"name": "one-off check-up"}, "words"),
        (GATE, {"period": "2021/2025"}, "figure"),
        (GATE, {"period": "soon"}, "figure"),
        (GATE, {"owner": "Ministry of Gates"}, "name"),
        (GATE, {"quote": f"a matter for the {COMMITTEE}", "name": COMMITTEE, "period": ""}, "other"),
    ],
)
def test_what_the_passage_does_not_prove_is_dropped(
    statement: dict[str, str], change: dict[str, str], reason: str
) -> None:
    assert isinstance(check(ENGLISH, **statement), Mention)
    assert check(ENGLISH, **statement | change) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"object": NEWER}, "name"),
        ({"object": ""}, "name"),
        ({"subject": MINISTRY}, "name"),
        ({"type": "merged_into"}, "name"),
        ({"date": "2020-05-14"}, "figure"),
        ({"quote": AMENDS["quote"].replace("327", "328")}, "quote"),
    ],
)
def test_relations_that_are_not_stated_are_dropped(change: dict[str, str], reason: str) -> None:
    assert check(LAWS, **AMENDS | change) == reason


def test_a_quote_that_is_a_page_is_no_evidence() -> None:
    long = "The Committee on Migration keeps the register" + ", and a further list" * 38
    said = {"kind": "responsibility", "quote": long, "agency": COMMITTEE, "function": "the register"}
    assert check(f"Note\n\n{long}.\n", **said) == "length"


# --------------------------------------------------------------------------------------- parts of it
@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ('the "Open  Gate"', ["the «Open\nGate»"]),
        ("2017-2021", ["2017–2021"]),
        ("(sic) ‹b›", ["[sic] <b>"]),
        ("caf\u00e9", ["cafe\u0301"]),
        ("pen Gate", []),
        ("", []),
        ("  ", []),
        ("it", ["it", "it"]),
    ],
)
def test_quotes_are_found_letter_for_letter(quote: str, wanted: list[str]) -> None:
    text = "As it is, the «Open\nGate» of 2017–2021 [sic] <b>, a cafe\u0301; so be it."
    assert [text[start - 7 : end - 7] for start, end in Folded(text, 7).find(quote)] == wanted


@given(st.text('aб é-—«"\n\t \u00a0\u0301[<1', max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_every_part_of_a_text_is_found_where_it_stands(text: str, one: int, other: int) -> None:
    part = text[min(one, other) : max(one, other)]
    places = list(Folded(text).find(part))
    assert all(fold(text[start:end]) == fold(part) for start, end in places)
    assert places or part != text or not fold(text)


@pytest.mark.parametrize(
    ("date", "text", "wanted"),
    [
        ("2022-01-01", "from January 1, 2022", "2022-01-01"),
        ("2022", "from January 5, 2022", "2022-01-05"),
        ("2022-01-01", "since 2022", "2022-01-01"),
        ("2022-03-01", "с марта 2022 года", "2022-03-01"),
        ("2022", "from May 2, 2022 to May 3, 2022", None),
        ("2022-01-05", "since 2022", None),
        ("1 January 2022", "1 January 2022", None),
        ("2022-13-01", "2022-13-01", None),
        ("", "2022", ""),
        ("2021-06-01", "01.06.2021 ж.", "2021-06-01"),
    ],
)
def test_dates_must_stand_in_the_quote(date: str, text: str, wanted: str | None) -> None:
    assert days.day(date, text) == wanted


def test_types_of_relations_are_those_of_the_rules() -> None:
    of_rules = {(r["type"], *sorted((r["to"], r["by"]))) for r in load("relations")["rules"]}
    assert {(kind, *sorted(ends)) for kind, ends in reply.RELATIONS.items()} == of_rules


def test_the_rules_mention_stays_where_both_found_one() -> None:
    def mention(start: int, end: int, kind: str = "programme", signed: str = "model/m/1", **said: str) -> Mention:
        return Mention("d", start, end, kind, "x" * (end - start), said, signed, 0.5)

    rules = [mention(10, 20, signed="programmes/1"), mention(30, 40, "responsibility", "responsibilities/1")]
    doubles = [mention(12, 18), mention(5, 11), mention(31, 60, "responsibility")]
    new = [mention(20, 25), mention(30, 40), mention(30, 40, function="a"), mention(30, 40, function="b")]
    every, dropped = merging.merged(rules, [*doubles, *new, new[0]])
    assert merging.of_rules(every) == rules and dropped == 4
    assert [m for m in every if m not in rules] == new


def test_a_model_s_name_is_safe_in_an_iri() -> None:
    assert extractor("qwen 2.5/7b <x>", "1-ab").startswith("model/qwen%202.5%2F7b%20%3Cx%3E/1-ab")
