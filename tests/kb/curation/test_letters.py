"""Quotes are found again by their letters, and by what stands around them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.curation.letters import around, find, folded


@given(st.text(max_size=60))
def test_folding_keeps_letters_and_digits_only(text: str) -> None:
    assert folded(folded(text)) == folded(text) == "".join(map(folded, text))
    assert all(c.isalnum() for c in folded(text))


@settings(max_examples=200)
@given(st.text(alphabet="abc é№-\n(1", max_size=150), st.data())
def test_a_quote_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = around(text, start, end)
    found = find(text, text[start:end], before, after)
    if folded(text[start:end]):
        assert any(folded(text[a:b]) == folded(text[start:end]) and start <= b and a <= end for a, b in found)
    else:
        assert found == []


def test_a_quote_is_found_in_another_layout_and_not_in_another_surrounding() -> None:
    quote = "the Ministry (of Water)"
    first = (
        "In the old days of all those rivers it was always so that "
        + quote
        + " had licences for everyone who asked it for one."
    )
    before, after = around(first, first.index(quote), first.index(quote) + len(quote))
    other = "More.\n\n" + first.replace("Ministry (of Water)", "Ministry\n(of  Water)").replace(" so ", "\nso ")
    ((start, end),) = find(other, quote, before, after)
    assert other[start:end] == "the Ministry\n(of  Water)"
    assert find(first.replace("licences", "nothing"), quote, before, after) == []
    # The beginning of a text is a surrounding too.
    assert find("x " + quote, quote, "", "") == []
    assert find(quote, quote, "", "") == [(0, len(quote))]
