"""Pairs of texts that contradict each other, pairs that do not, and tables that do not add up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ingest import cut, parse
from ontology.contradictions import Contradiction, contradictions
from ontology.imbalances import imbalances
from ontology.mention import Mention
from ontology.observations import find


def observed(*texts: str) -> list[Mention]:
    documents = [parse(text.encode(), f"note{number}.txt") for number, text in enumerate(texts)]
    return [mention for document in documents for mention in find(document, cut(document), [])]


def kinds(*texts: str) -> list[str]:
    return sorted({each.kind for each in contradictions(observed(*texts))})


CONTRADICTING = [
    ("value", "In 2017, 4,120 refugees were registered.", "The registered refugees were 2,300 in 2017."),
    ("value", "In 2016, more than 14 thousand refugees were registered.", "In 2016, 17,540 refugees were registered."),
    ("value", "В 2018 году зарегистрировано 640 беженцев.", "В 2018 году зарегистрировано 910 беженцев."),
    ("value", "2019 жылы 300 босқын тіркелді.", "2019 жылы 450 босқын тіркелді."),
    (
        "trend",
        "By 2015 the number of engineers who arrived had dwindled by half to 2.6 thousand.",
        "The number of arriving engineers more than doubled to 2.6 thousand in 2015.",
    ),
    ("arithmetic", "In 2010-2014, the number of farms increased fourfold from 140 thousand to 55 thousand farms."),
    ("arithmetic", "The number of farms increased from 90 thousand in 2010 to 60 thousand in 2014."),
    (
        "trend",
        "With a decrease in the number of rural schools, the number of rural schools doubled to 4 thousand in 2015.",
    ),
    ("value", "In 2021 the number of bridges was 1,310.", "The number of bridges in 2021 was 1,180."),
    ("value", "Dam capacity was 410 MW in 2020.", "In 2020 dam capacity stood at 365 MW."),
    ("value", "Heat losses were 40 % in 2019.", "In 2019 heat losses were 30 %."),
    ("list", "The plan has five areas:\n\n1) Roads.\n\n2) Schools.\n\n3) Water."),
]


@pytest.mark.parametrize("case", CONTRADICTING)
def test_a_contradiction_is_found(case: tuple[str, ...]) -> None:
    kind, *texts = case
    assert kinds(*texts) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "In 2020, 30 % of families in the north had work, and in the south 61.4 % of families had work in 2020.",
        "In 2023, 12 schools opened in Aktau and 30 schools opened in Oskemen.",
        "В 2023 году 30 % семей нашли работу, 61,4 % семей сняли жильё.",
        "2023 жылы отбасылардың 30 %-ы жұмыс тапты, ал 61,4 %-ы пәтер жалдады.",
    ],
)
def test_a_copy_of_a_text_contradicts_nothing_in_it(text: str) -> None:
    assert len(observed(text)) >= 2
    assert kinds(text, f"A note.\n\n{text}\n\nThat is all.") == []
    other = contradictions(observed(text, text.replace("61", "48").replace("12", "48")))
    assert any("48" in pair.first.surface + pair.second.surface for pair in other)


@pytest.mark.parametrize(
    "texts",
    [
        # Rounded, and by qualifiers.
        ("In 2017, 25,387 refugees were registered.", "In 2017, 25.4 thousand refugees were registered."),
        ("In 2017, more than 4 thousand refugees were registered.", "In 2017, 4,120 refugees were registered."),
        ("In 2017, at least 300 refugees were registered.", "In 2017, 4,120 refugees were registered."),
        # Another year, another place, another thing, another unit.
        ("In 2017, 4,120 refugees were registered.", "In 2018, 2,300 refugees were registered."),
        ("In 2017, 4,120 refugees lived in Pavlodar.", "In 2017, 2,300 refugees lived in Akmola."),
        ("In 2017, 4,120 internal migrants moved.", "In 2017, 2,300 external migrants moved."),
        ("In 2017, 4,120 refugees were registered.", "In 2017, 12% of the refugees were registered."),
        ("In 2017, 4,120 emigrants with degrees left.", "In 2017, 2,300 immigrants with degrees arrived."),
        # Both rose.
        ("Arrivals rose to 2.6 thousand in 2015.", "Arrivals increased to 2.6 thousand in 2015."),
        ("In 2010-2014, the number of farms increased fourfold from 14 thousand to 55 thousand farms.",),
        ("The plan has three areas:\n\n1) Roads.\n\n2) Schools.\n\n3) Water.",),
        # Terms and examples.
        ("The stay of guests was 30 days in 2017. The stay of guests was 90 days in 2017.",),
        ("For example, in 2017 a refugee gets $120 for rent. If so, in 2017 a refugee gets $240 for rent.",),
        # Parts of one thing in one sentence.
        ("In 2017, 4,120 refugees came, 2,300 refugees of them children.",),
        ("In 2021 there were 800 bridges.", "In 2021, 300 bridges were repaired."),
        ("Dam output was 410 MW in 2020.", "Dam output was 365 GWh in 2020."),
        ("Heat losses were 40 % in 2019.", "In 2019 heat losses were 38.5 %."),
    ],
)
def test_figures_that_go_together_do_not_contradict(texts: tuple[str, ...]) -> None:
    assert contradictions(observed(*texts)) == []


def page_of(caption: str, *rows: tuple[str, str]) -> str:
    """A page with a table of one year."""
    lines = "".join(f"| {label} | {value} |\n" for label, value in rows)
    return f"# A note\n\nTable 1. {caption}\n\n| Group | 2021 |\n|---|---|\n{lines}"


def test_tables_of_similar_captions_contradict_only_where_their_rows_are_the_same() -> None:
    first = page_of("Permits for foreign workers by category", ("Managers", "700"), ("Specialists", "4200"))
    other = page_of("Permits for foreign workers by category", ("Managers", "900"), ("Drivers", "300"))
    by_age = page_of("Permits for foreign workers by age", ("Up to 15 years", "10"), ("16 to 63 years", "4800"))
    assert [(e.first.surface, e.second.surface) for e in contradictions(observed(first, other, by_age))] in (
        [("700", "900")],
        [("900", "700")],
    )


def test_a_text_contradicts_a_row_that_it_names() -> None:
    page = page_of("Permits for foreign workers", ("Managers", "700"), ("Specialists", "4200"))
    named = "In 2021, 900 permits for foreign workers were issued to managers."
    unnamed = "In 2021, 5300 permits for foreign workers were issued."
    assert {e.kind for e in contradictions(observed(page, named))} == {"value"}
    assert contradictions(observed(page, unnamed)) == []


def test_a_text_that_misquotes_its_chart_by_a_power_of_ten() -> None:
    text = (
        "# Permits\n\nThe number of permits rose to 53 thousand people (Figure 2) in 2015.\n\n"
        "600000 531566 400000 322685\n\nFigure 2. Permits by year\n\nThe rest is silence.\n"
    )
    found = contradictions(observed(text))
    assert [(c.kind, c.first.attributes["value"], c.second.attributes["value"]) for c in found] == [
        ("scale", "53000", "531566")
    ]
    right = text.replace("53 thousand", "532 thousand")
    assert contradictions(observed(right)) == []


def test_both_quotes_are_verbatim_and_the_order_of_documents_does_not_matter() -> None:
    texts = ["In 2017, 4,120 refugees were registered.", "The registered refugees were 2,300 in 2017."]
    one, other = contradictions(observed(*texts)), contradictions(list(reversed(observed(*texts))))
    assert one == other
    assert [isinstance(each, Contradiction) for each in one] == [True]
    assert {one[0].first.surface, one[0].second.surface} == set(texts)
    assert "4,120" in one[0].reason
    assert "2,300" in one[0].reason


def table(rows: list[str]) -> str:
    width = rows[0].count("|") + 1
    return "\n".join(f"| {row} |" for row in (rows[0], "|".join(["---"] * width), *rows[1:])) + "\n"


@pytest.mark.parametrize(
    ("rows", "total", "summed"),
    [
        (["Region | Arrived", "North | 120", "South | 80", "West | 40", "Total | 250"], 250, 240),
        (["Область | Прибыло", "Итого | 1 300", "Север | 600", "Юг | 500", "Запад | 100"], 1300, 1200),
        (["Өңір | Келгені", "Солтүстік | 120", "Оңтүстік | 80", "Батыс | 40", "Барлығы | 230"], 230, 240),
        (["Region | Left", "Kazakhstan | 90", "Akmola | 30", "Pavlodar | 30", "Turkestan | 20"], 90, 80),
        (["Year | Men | Women | Children | Total", "2015 | 30 | 40 | 10 | 90"], 90, 80),
    ],
)
def test_a_table_that_does_not_add_up_is_flagged(rows: list[str], total: int, summed: int) -> None:
    document = parse(table(rows).encode(), "table.md")
    (found,) = imbalances(document)
    assert (found.total, found.sum) == (Decimal(total), Decimal(summed))
    assert document.text[found.start : found.end].replace(" ", "") == str(total)


@pytest.mark.parametrize(
    "rows",
    [
        ["Region | Arrived", "North | 120", "South | 80", "West | 40", "Total | 240"],
        ["Region | Share, %", "North | 20", "South | 80", "West | 40", "Total | 100"],
        ["Region | Arrived, thousand", "North | 1.24", "South | 2.37", "West | 3.33", "Total | 6.95"],
        ["Region | 2015 | 2016 | 2017 | 2018", "North | 1 | 2 | 3 | 4"],
        ["Region | Balance", "Total | -10", "North | 20", "South | -40", "West | 10"],
    ],
)
def test_a_table_that_adds_up_is_not(rows: list[str]) -> None:
    assert imbalances(parse(table(rows).encode(), "table.md")) == []


@pytest.mark.shared
def test_laws_do_not_contradict_themselves(shared: Path) -> None:
    path = shared / "data" / "kz-laws" / "labor_code.txt"
    document = parse(path.read_bytes(), str(path))
    assert contradictions(find(document, cut(document), [])) == []
