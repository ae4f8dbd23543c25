"""What citeproc-py does otherwise than CSL: what stands in place of names, and ranges of dates."""

from __future__ import annotations

from typing import Any

import pytest

from kb.citation import cite_items
from kb.citing.styles import STYLES

ARTICLE = {
    "type": "article-journal", "language": "en", "title": "Registers", "container-title": "Rivers", "volume": "3",
    "page": "1-2", "author": [{"family": "Kim", "given": "A."}],
}  # fmt: skip


def one(style: str, dates: list[list[int]], **more: Any) -> str:
    return str(cite_items([{**ARTICLE, "id": "a", "issued": {"date-parts": dates}, **more}], style)).strip()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("type_", ["book", "report", "webpage", "chapter", "article-journal"])
def test_a_title_in_place_of_an_author_is_printed_once(style: str, type_: str) -> None:
    item = {"id": "a", "type": type_, "language": "en", "title": "Boats of the delta", "publisher": "Harbour Press",
            "issued": {"date-parts": [[2015]]}, "container-title": "Rivers"}  # fmt: skip
    assert str(cite_items([item], style)).lower().count("boats of the delta") == 1


def test_works_without_an_author_stand_in_the_order_of_their_titles() -> None:
    items = [{"id": str(i), "type": "book", "language": "en", "title": title, "issued": {"date-parts": [[2015]]}}
             for i, title in enumerate(("Weirs", "Locks", "Boats"))]  # fmt: skip
    lines = str(cite_items(items, "apa")).splitlines()
    assert lines == ["Boats. (2015).", "Locks. (2015).", "Weirs. (2015)."]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("type_", ["article-journal", "article-newspaper"])
def test_months_of_one_year_keep_the_year(style: str, type_: str) -> None:
    assert one(style, [[2022, 5], [2022, 6]], type=type_).count("2022") == 1


@pytest.mark.parametrize(
    ("style", "dates", "reference"),
    [
        ("apa", [[2022, 5], [2022, 6]], "Kim, A. (2022, May–June). Registers. Rivers, 3, 1–2."),
        ("apa", [[2022, 5, 3], [2022, 5, 7]], "Kim, A. (2022, May 3–7). Registers. Rivers, 3, 1–2."),
        ("apa", [[2022, 5, 3], [2022, 6, 1]], "Kim, A. (2022, May 3–June 1). Registers. Rivers, 3, 1–2."),
        ("apa", [[2022, 5], [2022, 5]], "Kim, A. (2022, May). Registers. Rivers, 3, 1–2."),
        ("apa", [[2020], [2022]], "Kim, A. (2020–2022). Registers. Rivers, 3, 1–2."),
        ("oscola", [[2021, 12], [2022, 1]], "Kim A, ‘Registers’ 3 Rivers (December 2021–January 2022) 1"),
        ("ieee", [[2022, 5], [2022, 6]], "[1] A. Kim, “Registers,” Rivers, vol. 3, pp. 1–2, May–Jun. 2022."),
        (
            "gost-r-7-0-5-2008",
            [[2022, 5, 3], [2022, 5, 7]],
            "Kim A. Registers // Rivers. 2022. 3–7 May. Vol. 3. P. 1–2.",
        ),
    ],
)
def test_ranges_of_dates(style: str, dates: list[list[int]], reference: str) -> None:
    assert one(style, dates, type="article-newspaper") == reference


def test_a_day_of_access_without_an_address_is_left_out() -> None:
    accessed = {"accessed": {"date-parts": [[2024, 3, 12]]}}
    assert "accessed" not in one("gost-r-7-0-5-2008", [[2022]], **accessed)
    assert "accessed: 12.03.2024" in one("gost-r-7-0-5-2008", [[2022]], URL="https://rivers.example", **accessed)
