"""``policykb facts`` on a shelf of two texts: each question as lines and as JSON, with quotes that stand in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.cli import main

Run = Callable[..., tuple[int, str, str]]

TEXTS = {
    "wells-2019.md": """# Wells of the steppe: a report of 2019

Until the end of 2019 the Ministry of Ecology inspected the wells of the steppe.

The Ministry of Ecology inspects the wells of the district in accordance with the Law of 9 January 2007 No. 212-III.

In 2018, 412 wells were dug in Latvia. The Ministry of Ecology should publish the register of wells.
""",
    "wells-2021.md": """# Wells of the steppe: a report of 2021

From 1 January 2020 the Ministry of Agriculture inspects the wells of the steppe.

The Government approved the Concept of Water Policy for 2021-2025.

| District | Wells 2020 |
| --- | --- |
| North | 410 |
| South | 395 |
| East | 205 |
| Total | 1,110 |
""",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(folder / "wells.kb") as kb:
        assert not kb.add([folder / name for name in TEXTS]).failed
    return folder / "wells.kb"


@pytest.fixture
def ask(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["facts", "--kb", str(shelf), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def _quotes(found: object) -> list[str]:
    """Every quote in a JSON answer."""
    if isinstance(found, dict):
        own = [found["quote"]] if "quote" in found else []
        return own + [quote for value in found.values() for quote in _quotes(value)]
    return [quote for each in found for quote in _quotes(each)] if isinstance(found, list) else []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("responsible", "wells of the steppe", "--on", "2019-06-01"), "Ministry of Ecology"),
        (("responsible", "wells of the steppe", "--on", "2021-06-01"), "Ministry of Agriculture"),
        (("agency", "Ministry of Ecology"), "inspected the wells"),
        (("rests", "212-III"), "inspects the wells of the district"),
        (("rests", "212-III"), "a report of 2019"),
        (("recommendations", "register of wells"), "should publish the register"),
        (("timeline",), "212-III"),
        (("indicators", "wells"), "412"),
        (("imbalances",), "the total is 1,110, its parts add up to 1,010"),
        (("gaps",), "inspects the wells of the steppe"),
    ],
)
def test_questions_are_answered_with_quotes_of_the_texts(ask: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, _ = ask(*arguments)
    assert code == 0 and said in " ".join(out.split())
    code, out, _ = ask(*arguments, "--json")
    quotes = _quotes(json.loads(out))
    assert code == 0 and quotes
    everything = " ".join(" ".join(TEXTS.values()).split())
    assert all(" ".join(quote.split()) in everything for quote in quotes)


def test_who_had_a_function_no_longer_has_it(ask: Run) -> None:
    later = ask("responsible", "wells of the steppe", "--on", "2021-06-01", "--agency", "Ministry of Ecology")[1]
    assert "inspected" not in later


def test_nothing_stated_is_said(ask: Run) -> None:
    assert ask("contradictions")[1] == "The shelf states nothing of that.\n"
    assert json.loads(ask("contradictions", "--json")[1]) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agency",), "needs a subject"),
        (("timeline", "wells"), "takes no subject"),
        (("responsible", "--on", "spring"), "is no day"),
        (("agency", "Ministry of Magic"), "Ministry of"),
    ],
)
def test_questions_that_cannot_be_answered_are_explained(ask: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = ask(*arguments)
    assert code != 0 and said in err and out == ""
