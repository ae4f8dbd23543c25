"""What a question demands of its evidence: places, years, and the kind of thing that it asks for."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.document import Document, Passage
from kb.answers.demands import Demands, kinds, shortfall
from kb.answers.figures import years_asked
from kb.candidates import Window
from kb.question import Question
from kb.quotes import Quote
from kb.search import Hit


def question(text: str) -> Question:
    return Question(text, "en", np.zeros(2, dtype=np.float32), {}, {}, (), {}, {})


def hit(text: str, score: float = 0.9, *, section: str = "", title: str = "", year: int | None = None) -> Hit:
    document = Document("d", "d.md", "text/markdown", text, title=title, year=year)
    passage = Passage("d", 0, len(text), text, section=section)
    windows = (Window(0, len(text), score, score),)
    return Hit(1, score, {"window": score, "cosine": score}, passage, document, (0, len(text)), windows=windows)


def quote(found: Hit) -> Quote:
    return Quote(found, found.windows[0], fits=True)


def lacks(asked: str, text: str, **about: str) -> float:
    found = hit(text, **about)  # type: ignore[arg-type]
    return Demands.of(question(asked)).lacks(found, 0, len(text))


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("How large is the fine for hiring without a permit?", "money"),
        ("Сколько стоит разрешение?", "money"),
        ("Рұқсат үшін қанша алым төлейді?", "money"),
        ("What is the unemployment rate among newcomers?", "percent"),
        ("По какой ставке удерживают налог?", "percent"),
        ("Квотаның неше пайызы бөлінді?", "percent"),
        ("How long may a seasonal worker stay?", "time"),
        ("Во сколько лет выходят на пенсию?", "time"),
        ("Өтініш неше күнде қаралады?", "time"),
        ("From which countries did they come?", "country"),
        ("В каких городах открыты центры?", "region"),
        ("Комитетті кім басқарады?", "person"),
    ],
)
def test_the_kind_of_thing_is_told_by_the_words_of_the_question(asked: str, kind: str) -> None:
    assert kind in kinds(asked)


@pytest.mark.parametrize(
    "asked", ["Who issues permits?", "Why is no fine laid down?", "Неге айыппұл мөлшері көрсетілмеген?"]
)
def test_other_questions_ask_for_none_of_them(asked: str) -> None:
    assert not kinds(asked)


def test_a_place_is_the_same_in_every_language_and_above_the_passage() -> None:
    asked = "Сколько человек переехало в Германию?"
    assert lacks(asked, "In 2023, 40 people left for Germany.") == 0
    assert lacks(asked, "In 2023, 40 people left.", section="Departures to Germany") == 0
    assert lacks(asked, "In 2023, 40 people left for Canada.") == 1


def test_what_holds_for_a_union_holds_for_its_members() -> None:
    asked = "Does a citizen of Kyrgyzstan need a permit?"
    assert lacks(asked, "Гражданам государств Евразийского экономического союза разрешение не требуется.") == 0
    assert lacks(asked, "Гражданам государств СНГ разрешение не требуется.") == 0
    assert lacks(asked, "Гражданам Китая разрешение требуется.") == 1


def test_the_country_of_the_shelf_need_not_be_named() -> None:
    assert not Demands.of(question("Who issues permits in Kazakhstan?"))


def test_a_decade_is_no_year() -> None:
    for asked in ("in the 2000s", "в 1990-е годы", "в 2000-х годах", "2000-жылдары", "1990 жылдары"):
        assert not years_asked(asked)
    assert years_asked("in 2000 and 2010") == {"2000", "2010"}


def test_a_year_of_the_document_is_half_as_good_as_one_beside_the_figure() -> None:
    asked = "What was the quota in 2023?"
    assert lacks(asked, "In 2023 the quota was 40 places.") == 0
    assert Demands.of(question(asked)).lacks(hit("The quota was 40 places.", year=2023), 0, 24) == 0.5
    assert lacks(asked, "In 2021 the quota was 40 places.") == 1


def test_money_is_not_seen_in_europe() -> None:
    asked = "How large is the fine?"
    assert lacks(asked, "In Europe 40 people were fined.") == 1
    assert lacks(asked, "They were fined 40 euros.") == 0


def test_shortfall_is_how_much_further_the_evidence_lies() -> None:
    nearest, further = hit("The fine is laid down by the code, article 5.", 0.9), hit("The fine is 30 MCI.", 0.88)
    asked = question("How large is the fine?")
    assert shortfall(asked, [quote(further)]) == 0
    assert shortfall(asked, [quote(nearest), quote(further)]) == pytest.approx(0.02)
    assert shortfall(asked, [quote(nearest)]) == pytest.approx(0.06)
    assert shortfall(question("Who issues permits?"), [quote(nearest)]) == 0


def test_what_no_passage_gives_is_named() -> None:
    asked = question("How large is the fine in Brazil?")
    demands, quotes = Demands.of(asked), [quote(hit("The fine is laid down by the code."))]
    assert demands.unmet(quotes) == ["money"]
    assert demands.unplaced(asked.text, quotes) == ["Brazil"]
