"""Sentences: where they end, where they do not, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import LONGEST, rows, sentences

TABLE = [
    "The Law No. 477-IV applies. | It is from 2011.",
    "Adger et al. (2019) analyze it. | Also Art. 5 does.",
    "Y. G. Ponomareva agrees. | S.T. Mussina et al. do not.",
    "The U.S. Senate voted. | The vote was close.",
    "It was signed on Jan. 5, 2021. | It took effect at once.",
    "The rule applies.12 | The exception does too.",
    "The rule applies.¹ | The exception does too.",
    "Figure 1. Dynamics of migration. | The trend is clear.",
    "Incomes change (income, health, etc.). | (Ratha et al., 2013) shows why.",
    "Money transfers change incomes, health etc. (Ratha et al., 2013).",
    "There are many works (Kim et al., 2020; Lee et al., 2021; Park, 2022).",
    "Закон принят в 2011 г. в Астане. | Он действует.",
    "Согласно ст. 5 Закона РК и п. 3 Правил это так. | Иное не предусмотрено.",
    "Об этом пишет А. Н. Алексеенко. | Его работа вышла в 2019 г.",
    "Министрлік 2022 ж. рұқсат берді. | Ол күшінде.",
    "Это 5 млн. тенге и 3 тыс. человек. | Остальное не учтено.",
    "1. Республика является унитарной. | Это закреплено.",
    "Is it so? | Yes! | It is.",
    "He said “It is so.” | Then he left.",
    "One; two; three.",
    "approved by 1) the Decree No. 1346; 2) the Decree No. 399.",
]


@pytest.mark.parametrize("marked", TABLE)
def test_sentences(marked: str) -> None:
    wanted = marked.split(" | ")
    text = marked.replace(" | ", " ")
    assert [text[a:b] for a, b in sentences(text)] == wanted


def test_ranges_are_shifted() -> None:
    assert sentences("One. Two three.", 100) == [(100, 104), (105, 115)]


def test_a_very_long_sentence_is_cut_between_its_clauses() -> None:
    text = "The plan provides for the following: " + "; ".join(
        f"{n}) measure {n} of the ministry for the year" for n in range(60)
    )
    parts = [text[a:b] for a, b in sentences(text)]
    assert len(parts) > 2 and all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith(";") for part in parts[:-1])


def test_rows_of_a_table() -> None:
    text = "Year\tPeople\n2019\t1,204\n\n2020\t88 "
    assert [text[a:b] for a, b in rows(text)] == ["Year\tPeople", "2019\t1,204", "2020\t88"]


WORD = st.sampled_from(
    [
        "No.",
        "et al.",
        "г.",
        "A.",
        "Word",
        "слово",
        "12",
        "(x)",
        "ends.",
        "End!",
        "?",
        "5)",
        "“q”",
        ";",
        "\n",
        "…",
        "a" * 950,
    ]
)
WORDS = st.lists(WORD, max_size=60)


@given(st.one_of(st.text(max_size=400), WORDS.map(" ".join)))
def test_sentences_cover_the_text_in_order_without_overlap(text: str) -> None:
    ranges = sentences(text)
    assert "".join(text[a:b] for a, b in ranges if a < b).replace(" ", "") or not text.strip()
    covered = set()
    last = 0
    for start, end in ranges:
        assert last <= start < end <= start + LONGEST and text[start:end] == text[start:end].strip()
        covered |= set(range(start, end))
        last = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
