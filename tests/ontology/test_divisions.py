"""Words before and behind an act, and the article and paragraph that they cite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.divisions import before, behind

BEFORE = [
    ("under paragraph 2 of Article 12 of the |Law", {"article": "12", "paragraph": "2"}),
    ("п. 3 ст. 38 |Закона", {"article": "38", "paragraph": "3"}),
    ("подпунктом 20) пункта 1 статьи 52 |Кодекса", {"article": "52", "paragraph": "1", "subparagraph": "20"}),
    ("пунктов 3), 4) и 12) части первой статьи 35 или статьи 36 |Кодекса", {
        "article": "35 36", "paragraph": "1", "subparagraph": "3 4 12"}),
    ("section 3(2)(a) of the |Act", {"article": "3", "paragraph": "2", "subparagraph": "a"}),
    ("sections 82 and 104 of the |Act", {"article": "82 104"}),
    ("paragraphs 352ZH to 352ZS of the |Rules", {"paragraph": "352ZH/352ZS"}),
    ("Schedule 10 to the |Act", {"article": "Schedule 10"}),
    ("статьями 12, 13 и 15 |Закона", {"article": "12 13 15"}),
]  # fmt: skip
BEHIND = [
    ("Заңның| 12-бабының 3-тармағына", {"article": "12", "paragraph": "3"}),
    ("Заңның| 9-бабының 4), 6) және 9-3) тармақшаларында", {"article": "9", "paragraph": "4 6 9-3"}),
    ("Act 1971|, section 3(2) applies", {"article": "3", "paragraph": "2"}),
    ("the Law|, article 5).", {"article": "5"}),
]
NOTHING = ["in 2011 the |Law", "Table 5. |Закон", "в 5 частях |Закона", "the parts of the |Law"]


@pytest.mark.parametrize(("text", "said"), BEFORE)
def test_words_before_an_act_cite_its_divisions(text: str, said: dict[str, str]) -> None:
    cited = before(text.replace("|", ""), text.index("|"))
    assert cited is not None
    assert cited.said == said


@pytest.mark.parametrize(("text", "said"), BEHIND)
def test_words_behind_an_act_cite_its_divisions(text: str, said: dict[str, str]) -> None:
    cited = behind(text.replace("|", ""), text.index("|"))
    assert cited is not None
    assert cited.said == said


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_cite_nothing(text: str) -> None:
    assert before(text.replace("|", ""), text.index("|")) is None


def test_an_article_of_the_next_act_is_not_one_of_this() -> None:
    assert behind("the Act 1971, section 76 of the Act 2002", len("the Act 1971")) is None
    assert behind("the Law, article 5 of the Constitution", len("the Law")) is None


@given(st.lists(st.sampled_from([t.replace("|", "") for t, _ in BEFORE + BEHIND] + NOTHING), max_size=4).map(" ".join))
def test_ranges_touch_the_act_in_any_text(text: str) -> None:
    for position in range(len(text) + 1):
        left, right = before(text, position), behind(text, position)
        assert left is None or left.start < left.end == position
        assert right is None or position == right.start < right.end
