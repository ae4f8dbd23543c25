"""References of every style and language become records, and every field is a range of their text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citations import parse_entry
from ingest.citations.words import clean
from tests.ingest.reference_cases import CASES, LATER, Case
from tests.ingest.reference_cases_more import MORE

ALL = CASES + LATER + MORE


@pytest.mark.parametrize("case", ALL, ids=[case.text[:40] for case in ALL])
def test_a_reference_is_read(case: Case) -> None:
    entry = parse_entry(case.text)
    assert tuple(name.family for name in entry.authors) == case.families
    assert entry.value("year") == case.year
    if case.title:
        assert entry.value("title") == case.title
    assert {name: entry.value(name) for name in case.more} == case.more
    if case.type:
        assert entry.type == case.type
    if case.style:
        assert entry.style == case.style
    if case.editors is not None:
        assert tuple(name.family for name in entry.editors) == case.editors


@pytest.mark.parametrize("case", ALL, ids=[case.text[:40] for case in ALL])
def test_every_field_is_a_range_of_the_text(case: Case) -> None:
    text = f"Before. {case.text}"
    entry = parse_entry(case.text, offset=len("Before. "))
    for name in (*entry.authors, *entry.editors):
        assert name.family.split()[-1] in clean(text[name.start : name.end])
    letters = {name: found for name, found in entry.fields.items() if name in ("title", "container", "publisher")}
    for found in letters.values():
        assert clean(text[found.start : found.end]).strip(" .,:;") == found.value.strip(" .,:;")
    assert all(len("Before. ") <= found.start < found.end <= len(text) for found in entry.fields.values())


@pytest.mark.parametrize("case", CASES[:38], ids=[case.text[:40] for case in CASES[:38]])
def test_line_ends_in_a_reference_change_nothing(case: Case) -> None:
    words = case.text.split(" ")
    broken = "".join(word + ("\n" if at % 5 == 4 else " ") for at, word in enumerate(words)).rstrip()
    entry, whole = parse_entry(broken), parse_entry(case.text)
    assert entry.item() == whole.item()


@pytest.mark.parametrize("label", ["7. ", "[12] ", "- ", "• ", "¹² ", "3) ", "21 "])
def test_the_number_of_an_entry_is_no_part_of_it(label: str) -> None:
    text = "Orlova, K. V. (2018). Seasonal work. Rivers, 4, 1–9."
    entry = parse_entry(label + text)
    assert entry.start == len(label)
    assert [name.family for name in entry.authors] == ["Orlova"]


def test_a_record_is_csl_json() -> None:
    entry = parse_entry(
        "Sagatova, D.M., et al. (2017a). Sezonnaia zaniatost [Seasonal employment]. Voprosy transporta, 5(2), 41–52. "
        "Retrieved May 6, 2021, from https://example.kz/zaniatost [in Russian]."
    )
    assert entry.item() == {
        "type": "article-journal",
        "language": "ru",
        "author": [{"family": "Sagatova", "given": "D. M."}, {"literal": "et al."}],
        "title": "Sezonnaia zaniatost",
        "container-title": "Voprosy transporta",
        "volume": "5",
        "issue": "2",
        "page": "41–52",
        "URL": "https://example.kz/zaniatost",
        "year-suffix": "a",
        "accessed": {"date-parts": [[2021, 5, 6]]},
        "issued": {"date-parts": [[2017]]},
        "custom": {"translated-title": "Seasonal employment"},
    }


def test_editors_are_told_from_authors() -> None:
    entry = parse_entry("Экономика переправ / под ред. Л.Д. Мухиной. – СПб.: Изд-во Сев. ун-та, 2015. – 208 с.")
    assert [name.family for name in entry.editors] == ["Мухиной"]
    assert entry.authors == ()


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("Kim, A. (2019). Tides. Rivers, 1(2), 3–4. (doi:10.5555/a.b(2).c).", "10.5555/a.b(2).c"),
        ("Ким А. Приливы // Реки. 2019. № 2. (DOI 10.31000/0869–3617–2021–30)", "10.31000/0869-3617-2021-30"),
        ("Kim, A. (2019). Tides. Rivers, 1. https://dx.doi.org/10.5555/ABC.", "10.5555/abc"),
        ("Kim, A. (2019). Tides. Rivers, 1. https://example.org/10/5555", ""),
    ],
)
def test_dois(text: str, doi: str) -> None:
    assert parse_entry(text).value("doi") == doi


@pytest.mark.parametrize(
    "text", ["", " ", "7.", "(2019)", "....", "https://", "Введение", "\ue000\ue000", "[in Russian]"]
)
def test_what_is_no_reference_has_a_low_confidence(text: str) -> None:
    assert parse_entry(text).confidence < 0.4


def test_a_reference_outweighs_a_sentence() -> None:
    sentence = parse_entry("The ferries stopped in the winter, and people walked over the ice to their work.")
    assert sentence.confidence < 0.7 < min(parse_entry(case.text).confidence for case in CASES if case.families)


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from(" \n.,:;/–()[]«»\"'№&АБвгABcd0129\u0301\u00ad…@-"), max_size=200))
def test_any_text_is_read_and_ranges_stay_inside(text: str) -> None:
    entry = parse_entry(text)
    assert 0.0 <= entry.confidence <= 1.0
    assert all(0 <= found.start <= found.end <= len(text) for found in entry.fields.values())
