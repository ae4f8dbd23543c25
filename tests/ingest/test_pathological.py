"""Texts made to be slow: an expression that looks at them again and again would never end."""

from __future__ import annotations

import pytest

import ingest
from ingest.errors import KBError

RUNS = [
    "(",
    "*a ",
    ". ",
    "abc-\n",
    "1) ",
    "| a ",
    "a\t",
    "A. Kim, ",
    "[a](",
    "![",
    "<!--",
    "`a",
    "_a ",
    "<sup>",
    "# a\n",
    "“",
]


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
def test_long_runs_of_one_thing(run: str, name: str) -> None:
    try:
        passages = ingest.cut(ingest.parse((run * (120_000 // len(run)) + "x").encode(), name))
    except KBError:
        return
    assert max(len(passage.text) for passage in passages) <= 1400


@pytest.mark.timeout(60)
def test_a_row_of_years_before_a_word_among_the_lines_of_authors() -> None:
    years = " ".join(str(year) for year in range(1990, 2024))
    document = ingest.parse(f"# Arrivals\n\nA. Kim, B. Lee\n\n{years} total\n\nText follows.".encode(), "x.md")
    assert f"{years} total" in document.text
