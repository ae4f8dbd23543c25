"""What a pattern needs is in every text that it matches in, and what it begins with begins each match."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from ontology.literals import Sought, beginning, beginnings, fold, needed
from ontology.word_starts import AtWords


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ("shall", {"shall"}),
        (r"(?<!\p{L})(?:should|ought\s+to)(?!\p{L})", {"should", "ought"}),
        (r"[Мм]инистерств\p{Ll}+", {"министерств"}),
        (r"colou?rs?", {"color", "colour"}),
        (r"(?:very\s+)?(?:good|better)", {"good", "better"}),
        (r"\p{Lu}\w+ of (?:the )?State", {" of state", " of the state"}),
        (r"(?P<a>ab|cd){2,3}x*", {"ab", "cd"}),
        (r"\d+\s?%|процент\p{L}*", {"%", "процент"}),
        (r"(?i:Act)\b(?=\s+of\s+Parliament)", {"act"}),
        (r"\u20ac\s*\d", {"€"}),
        (r"migra|emigration", {"migra"}),
        (r"[^a]b{0,2}", {""}),
        (r"[a-z]\[", {"["}),
        (r"(?|one|two)", {""}),
        (r"a{i<=1}", {""}),
    ],
)
def test_what_a_pattern_needs(source: str, strings: set[str]) -> None:
    assert set(needed(source)) == strings


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        (r"(?<!\p{L})(?:[Ll]aws?|Orders?)", {"law", "ord"}),
        (r"(?:Draft\s+)?Code", {"dra", "cod"}),
        (r"a\s+third", {"a "}),
        (r"\d{1,2}\s+May|19\d\d", {"0"}),
        (r"EU(?:\s+law)?", {"eu"}),
        (r"(?:\p{Lu}\p{Ll}+\s+)?Agency", {""}),
    ],
)
def test_what_a_pattern_begins_with(source: str, starts: set[str]) -> None:
    assert beginnings(source) == starts


def test_without_its_letters_a_pattern_is_not_tried() -> None:
    sought = Sought(regex.compile(r"(?i)\bmust\b"))
    text = "One MUST go, one may stay."
    assert [match[0] for match in sought.finditer(text)] == ["MUST"]
    assert sought.search(text, 0, 7) is None
    assert sought.search(text, 4) is not None
    assert not sought.may_match(fold("One may stay."))


_ATOMS = st.sampled_from(
    ["a", "B", "ab", "İ", "ß", "ſ", "7", "«", ".", r"\.", *[r"\s", r"\d", r"\p{L}", r"[aB]", r"[^a]", r"[a-c]", r"\b"]]
)
_TIMES = st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?", "?+"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?", "?+"])).map(
            lambda p: f"(?:{p[0]}){p[1]}"
        ),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?<!{part})"),
    ),
    max_leaves=8,
)
_TEXTS = st.text(st.sampled_from("aAbBcC iİıIsSſßẞ.7٣«-\u0307\n"), max_size=12)


@given(_PATTERNS, _TEXTS)
def test_letters_and_beginnings_are_in_every_match(source: str, text: str) -> None:
    pattern = regex.compile(source, regex.IGNORECASE)
    matches = list(pattern.finditer(text))
    assert [m.span() for m in Sought(pattern).finditer(text)] == [m.span() for m in matches]
    for match in matches:
        assert any(beginning(text[match.start() :]).startswith(start) for start in beginnings(source))


@given(_PATTERNS, _TEXTS)
def test_words_are_found_where_a_pattern_finds_them(source: str, text: str) -> None:
    behind_none = rf"(?<![\p{{L}}\d])(?=[\p{{L}}\d«])(?:{source})"
    whole = [m.span() for m in regex.finditer(behind_none, text, regex.IGNORECASE) if m[0]]
    assert [m.span() for m in AtWords(behind_none, regex.IGNORECASE).finditer(text) if m[0]] == whole
