"""Expansion: other names of what a question names, from the shelf and the concepts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb import KnowledgeBase, tuning
from kb.expansion import Choice, Name, Names, weights
from kb.terms import terms

Copy = Callable[[], Path]


def names(*groups: tuple[str, ...]) -> Names:
    return Names([[Name(text, tuple(terms(text, "en"))) for text in group] for group in groups])


def test_the_longest_name_at_a_place_is_found() -> None:
    found = names(("labour migration", "работа за рубежом"), ("labour", "еңбек")).find(
        terms("on labour migration", "en")
    )
    assert [(choice.own, [name.text for name in choice.others]) for choice in found] == [
        (tuple(terms("labour migration", "en")), ["работа за рубежом"])
    ]


def test_names_of_two_things_are_both_offered() -> None:
    (choice,) = names(("kandas", "oralman"), ("kandas", "repatriate")).find(["kanda"])
    assert {name.text for name in choice.others} == {"oralman", "repatriate"}


def test_names_with_one_stem_are_told_by_the_words() -> None:
    both = names(("employer", "работодатель"), ("employment", "занятость"))
    (choice,) = both.find(terms("rules of employment", "en")[1:], "Rules of employment")
    assert [name.text for name in choice.others] == ["занятость"]
    (choice,) = both.find(terms("employ", "en"), "employ")
    assert {name.text for name in choice.others} == {"работодатель", "занятость"}


def test_concepts_have_names_in_the_other_languages(sample_kb: KnowledgeBase) -> None:
    names = sample_kb._loaded().names
    for text, language, other in (("oralman", "en", "қандас"), ("утечка мозгов", "ru", "brain drain")):
        choices = names.find(terms(text, language), text)
        assert tuple(terms(other, "kk")) in {name.terms for choice in choices for name in choice.others}


def test_what_has_no_other_name_is_no_choice() -> None:
    assert names(("kandas",)).find(["kanda"]) == []


def test_another_name_counts_a_share_of_the_questions_own() -> None:
    choice = Choice(("kanda",), (Name("ethnic return", ("ethnic", "return")), Name("absent", ("absent",))))
    long, absent = weights(choice, {"kanda": 4.0, "ethnic": 4.0, "return": 6.0, "absent": 0.0})
    assert long == pytest.approx({"ethnic": 0.28, "return": 0.28}) and absent == {}


def test_the_terms_that_were_added_are_shown(sample_kb: KnowledgeBase) -> None:
    agency = next(
        e for e in sample_kb.entities("agency") if {"en", "ru"} <= e.labels.keys() and len(e.label.split()) > 2
    )
    hits = sample_kb.search(f"What does the {agency.labels['en']} do?", k=30)
    added = [name for hit in hits for name in hit.why["added"]]
    assert added
    off = sample_kb.search(f"What does the {agency.labels['en']} do?", k=30, tuning=tuning.Search(expansion=False))
    assert not any(hit.why["added"] for hit in off)
    assert all(name not in hit.why["terms"] for hit in hits for name in hit.why["added"])
