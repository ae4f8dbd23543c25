"""Sentences and tables, and the figures that they state."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import cut, parse
from ontology import characters
from ontology.mention import Mention
from ontology.observations import find
from ontology.places import places
from ontology.times import times


def observed(text: str, name: str = "note.txt") -> list[Mention]:
    document = parse(text.encode(), name)
    return find(document, cut(document), [])


def said(text: str, *names: str) -> set[tuple[str, ...]]:
    return {tuple(m.attributes.get(name, "") for name in names) for m in observed(text)}


STATED = [
    ("In 2019, 412 seasonal workers came to Latvia.", {("412", "seasonal workers", "2019", "")}),
    (
        "Quotas fell from 3.5 million to 2.7 million in 2004.",
        {("3.5", "million", "", ""), ("2.7", "million", "2004", "")},
    ),
    ("Fees bring £27m a year from families.", {("27", "million GBP", "", "")}),
    ("In 2016 it was 42 MCI, in 2017 it was 45 MCI.", {("42", "MCI", "2016", ""), ("45", "MCI", "2017", "")}),
    ("More than twenty-one thousand nurses left by the end of 2016.", {("21000", "nurses", "2016", ">")}),
    ("About 4.2% of the graduates stayed at home in 2018.", {("4.2", "%", "2018", "~")}),
    ("Families received up to 35 MCI each.", {("35", "MCI", "", "<=")}),
    ("Every second nurse whom we asked plans to leave.", {("50", "%", "", "")}),
    ("Six out of 10 drivers had no contract.", {("60", "%", "", "")}),
    ("Between 2005 and 2009, 2 million 340 thousand people moved to towns.", {("2340000", "people", "", "")}),
    ("It took in 1,204 men in 2015 and 988 men in 2017.", {("1204", "men", "2015", ""), ("988", "men", "2017", "")}),
    ("The budget was $12.4 million in 2020.", {("12.4", "million USD", "2020", "")}),
    ("In 2014 the district had a negative migration balance of 310 people.", {("-310", "people", "2014", "")}),
    ("In 2013 the shortage of teachers was reduced by 15%.", {("-15", "%", "2013", "")}),
    ("В 2018 году прибыло 2,7 тыс. человек.", {("2700", "people", "2018", "")}),
    ("С 2011 по 2015 год выехало более 48 000 специалистов.", {("48000", "специалистов", "", ">")}),
    ("Доля молодёжи составила 27,5 процента в 2020 году.", {("27.5", "%", "2020", "")}),
    ("На программу выделено 3,6 млрд тенге.", {("3.6", "billion tenge", "", "")}),
    ("Срок рассмотрения не более пяти рабочих дней.", {("5", "days", "", "<=")}),
    ("2017 жылы 8 350 адам көшіп келді.", {("8350", "people", "2017", "")}),
    ("2022 жылы 21 мыңнан астам оқушы қабылданды.", {("21000", "оқушы", "2022", ">")}),
    ("Олардың үлесі 2019 жылы 12,4 пайыз болды.", {("12.4", "%", "2019", "")}),
    ("The dam made 3.4 TWh in 2020.", {("3.4", "TWh", "2020", "")}),
    ("In 2022 wells gave 6.3 million m3 of water.", {("6.3", "million m³", "2022", "")}),
    ("В 2021 году засеяно 2,4 млн га.", {("2.4", "million ha", "2021", "")}),
    ("В 2020 году выработано 7,5 млрд кВт·ч.", {("7.5", "billion kWh", "2020", "")}),
    ("2022 жылы 35 Мбит/с болды.", {("35", "Mbit/s", "2022", "")}),
    ("Taxes brought UZS 4.2 trillion in 2021.", {("4.2", "trillion Uzbek sum", "2021", "")}),
    ("The fund gave more than KZT 2.5 billion in 2020.", {("2.5", "billion tenge", "2020", ">")}),
    ("Fires cost 1.8 per 100,000 people in 2019.", {("1.8", "per 100,000", "2019", "")}),
    ("Смертность на 1000 родившихся составила 6,1 в 2021 году.", {("6.1", "per thousand", "2021", "")}),
    ("В 2018 году было 3,2 случая на 100 тыс. населения.", {("3.2", "per 100,000", "2018", "")}),
    ("2021 жылы 10 мың тұрғынға шаққанда 31,5 дәрігер келді.", {("31.5", "per 10,000", "2021", "")}),
    ("Life in the hills lasts 71.5 years (2019).", {("71.5", "years", "2019", "")}),
    ("Жизнь в горах длится 71,5 года (2019).", {("71.5", "years", "2019", "")}),
    ("Охват вырос с 61 % в 2015 году до 84 % в 2021 году.", {("61", "%", "2015", ""), ("84", "%", "2021", "")}),
    ("Штраф может быть увеличен до 40 %.", {("40", "%", "", "<=")}),
    ("Қамту 2018 жылғы 52 %-дан 2022 жылы 77 %-ға дейін өсті.", {("52", "%", "2018", ""), ("77", "%", "2022", "")}),
    ("Жеңілдік 30 пайызға дейін беріледі.", {("30", "%", "", "<=")}),
    ("The rate was 1.4% in 2021 (1.1% in 2020).", {("1.4", "%", "2021", ""), ("1.1", "%", "2020", "")}),
    ("Costs grew by 9% compared with 2017.", {("9", "%", "", "")}),
    ("Өсім 2016 жылмен салыстырғанда 8 пайыз болды.", {("8", "%", "", "")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_sentence_states_its_figures(text: str, expected: set[tuple[str, ...]]) -> None:
    assert said(text, "value", "unit", "year", "qualifier") == expected


@pytest.mark.parametrize(
    "text",
    [
        "As Petrov (2019) and others (Lee et al., 2016; Kim, 2020) have shown, much is unknown.",
        "See Article 12, Table 3, paragraph 4 and Figure 7 of the report.",
        "COVID-19 closed the borders on 16 March, and they opened on May 11.",
        "Согласно пункту 4 статьи 38 и подпункту 2) пункта 7 заявление отклоняется.",
        "Заңның 12-бабының 3-тармағына сәйкес шешім қабылданды.",
        "5.34 Changes are made to the rules.",
        "The 30-day regime of the 2030 Agenda ended the 1990s.",
        "Two parts of one plan.",
        "A third risk is that a quarter begins.",
        "The survey covered young people aged 18-29.",
        "Pipes are tested every five years, and pumps every 3 months.",
        "Перепись проводится раз в десять лет.",
        "Under paragraph 214GB of the rules nothing changes.",
    ],
)
def test_numbers_that_name_something_are_no_figures(text: str) -> None:
    assert observed(text) == []


def test_a_figure_has_the_place_that_stands_with_it() -> None:
    text = "In 2019 nurses came from Georgia (310), Moldova (205) and Armenia (118)."
    expected = {("310", "Georgia", "2019"), ("205", "Moldova", "2019"), ("118", "Armenia", "2019")}
    assert said(text, "value", "place", "year") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Pavlodar region and in the Almaty region", ["Pavlodar", "Almaty region"]),
        ("в Казахстане и Алматинской области", ["Kazakhstan", "Almaty region"]),
        ("Қазақстанда, Шымкентте және Түркістан облысында", ["Kazakhstan", "Shymkent", "Turkestan"]),
        ("the Germanic tribes and a turkey", []),
    ],
)
def test_places_are_found_in_any_language_and_case(text: str, expected: list[str]) -> None:
    assert [place.name for place in places(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as of December 1, 2018", [("2018", "2018-12-01")]),
        ("from February 2 to May 1, 2017", [("2017", "2017-02-02/2017-05-01")]),
        ("between 2011 and 2014", [("", "2011/2014")]),
        ("in 2011 and 2014", [("2011", "2011"), ("2014", "2014")]),
        ("in 2016-2019", [("", "2016/2019")]),
        ("in the second half of 2012", [("2012", "2012-07/2012-12")]),
        ("since 1995", [("", "1995/..")]),
        ("since 2020", [("2020", "2020/..")]),
        ("на 1 октября 2014 года", [("2014", "2014-10-01")]),
        ("с 2009 по 2012 год", [("", "2009/2012")]),
        ("2016 жылғы 5 мамырдағы", [("2016", "2016-05-05")]),
        ("in 2018-19.", [("", "2018/2019")]),
        ("in the 2021/22 school year", [("", "2021/2022")]),
        ("в 2021/2022 учебном году", [("", "2021/2022")]),
        ("Directive 2000/60 and decision 2011/833", []),
    ],
)
def test_times_are_iso(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(time.year, time.iso) for time in times(text, 0, len(text), 2021)] == expected


def test_a_sentence_without_a_time_has_that_of_the_one_before() -> None:
    text = "In 2016 the fund trained 640 cooks. Another 215 cooks were trained abroad."
    assert said(text, "value", "year") == {("640", "2016"), ("215", "2016")}


def test_of_an_interval_the_first_value_is_of_its_beginning_and_the_second_of_its_end() -> None:
    text = "In 2008-2013, the number of schools rose from 120 thousand to 150 thousand."
    assert said(text, "value", "year") == {("120000", "2008"), ("150000", "2013")}


def test_a_range_of_values_is_two_bounds() -> None:
    assert said("In 2018, 86-94% of drivers were men.", "value", "qualifier") == {("86", ">="), ("94", "<=")}


def test_what_is_counted_is_the_indicator() -> None:
    (one,) = observed("In 2019, 412 seasonal workers came to Latvia.")
    assert one.attributes["indicator"] == "seasonal workers came to Latvia"
    assert one.surface == "In 2019, 412 seasonal workers came to Latvia."
    assert 0 < one.confidence < 1


TABLE = """# Report

Table 2. Migration balance by region, 2017, people

| Region | Arrived | Left | Share of towns, % |
|---|---|---|---|
| Kazakhstan | 1,120 | 1,040 | 41.5 |
| Akmola | 620 | 740 | 38.0 |
| Pavlodar | 500 | 310 | 45.2 |
"""


def test_every_cell_of_a_table_is_an_observation() -> None:
    cells = [m for m in observed(TABLE, "report.md") if m.attributes["source"] == "table"]
    found = {(m.attributes["place"], m.attributes["indicator"], m.attributes["value"]) for m in cells}
    assert ("Akmola", "Left", "740") in found
    assert ("Kazakhstan", "Arrived", "1120") in found
    assert {m.attributes["year"] for m in cells} == {"2017"}
    assert {m.attributes["unit"] for m in cells if m.attributes["indicator"] == "Arrived"} == {"people"}
    assert {m.attributes["unit"] for m in cells if m.attributes["indicator"].startswith("Share")} == {"%"}
    assert len(cells) == 9


@pytest.mark.parametrize(
    ("caption", "head", "indicator", "unit"),
    [
        ("Table 1. Output of dams, GWh", "2020", "Output of dams, GWh › Upper", "GWh"),
        ("Table 1. Permits for anglers", "Number", "Permits for anglers: Number › Upper", ""),
        ("Table 1. Lakes", "Площадь, тыс. га", "Площадь, тыс. га › Upper", "thousand ha"),
        ("Table 1. Lakes", "Depth of water", "Depth of water › Upper", ""),
    ],
)
def test_a_cell_has_the_caption_where_its_column_does_not_tell(
    caption: str, head: str, indicator: str, unit: str
) -> None:
    table = f"{caption}\n\n| Dam | {head} |\n|---|---|\n| Upper | 41 |\n| Lower | 35 |\n"
    cell = next(m for m in observed(table, "a.md") if m.attributes["value"] == "41")
    assert (cell.attributes["indicator"], cell.attributes.get("unit", "")) == (indicator, unit)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Lake | Depth, m2 | Year", "Upper | 41 | 2019"], {("41", "m²", "2019", "", "Depth, m2 › Upper")}),
        (
            ["Показатель | Ед. изм. | 2020", "Длина сети | км | 41"],
            {("41", "km", "2020", "", "Lakes › Длина сети")},
        ),
        (
            ["Indicator | Unit | Georgia", "Births | per 10,000 | 41"],
            {("41", "per 10,000", "", "Georgia", "Lakes › Births")},
        ),
        (["Tax, £ million | 2018-19", "Upper | 41"], {("41", "", "", "", "Lakes › Upper")}),
        (["Lake | Levy, £ million", "Upper | 41"], {("41", "million GBP", "", "", "Levy, £ million › Upper")}),
        (["Lake | Founded in year", "Upper | 41"], {("41", "", "", "", "Founded in year › Upper")}),
    ],
)
def test_columns_of_years_and_units_and_names_of_places_say_what_they_are(
    rows: list[str], expected: set[tuple[str, ...]]
) -> None:
    lines = [f"| {row} |" for row in rows]
    lines.insert(1, "|" + "---|" * (rows[0].count("|") + 1))
    found = observed("Table 1. Lakes\n\n" + "\n".join(lines) + "\n", "a.md")
    names = ("value", "unit", "year", "place", "indicator")
    assert {tuple(m.attributes.get(name, "") for name in names) for m in found} == expected


def test_a_currency_of_a_country_is_no_place() -> None:
    assert said("The lake gave 5 million US dollars in 2020.", "value", "place") == {("5", "")}


def test_a_cell_is_its_own_evidence_and_names_its_context() -> None:
    document = parse(TABLE.encode(), "report.md")
    cell = next(m for m in find(document, cut(document), []) if m.attributes["value"] == "740")
    assert cell.surface == "740"
    around = [document.text[int(a) : int(b)] for a, b in (r.split(",") for r in cell.attributes["context"].split())]
    assert around == ["Table 2. Migration balance by region, 2017, people", "Left", "Akmola"]


def test_decimal_commas_are_told_from_thousands_by_the_rest_of_the_table() -> None:
    one = "Регион\tПрирост\nАкмола\t1,35\nПавлодар\t0,285\n"
    other = "Region\tGrowth\nAkmola\t1,350\nPavlodar\t30,900\n"
    rows = ["| " + " | ".join(line.split("\t")) + " |" for line in one.splitlines()]
    rows.insert(1, "|---|---|")
    more = ["| " + " | ".join(line.split("\t")) + " |" for line in other.splitlines()]
    more.insert(1, "|---|---|")
    assert {m.attributes["value"] for m in observed("\n".join(rows), "a.md")} == {"1.35", "0.285"}
    assert {m.attributes["value"] for m in observed("\n".join(more), "b.md")} == {"1350", "30900"}


@given(st.text(alphabet=st.sampled_from("0123456789.,-–—% ()\nfromtoв иза2020 тыс.мың Table million$"), max_size=300))
def test_any_text_gives_verbatim_evidence_and_numbers(text: str) -> None:
    document = parse(("Note. " + text).encode(), "note.txt")
    for mention in find(document, cut(document), []):
        assert document.text[mention.start : mention.end] == mention.surface
        assert float(mention.attributes["value"]) == float(mention.attributes["value"])
        assert mention.attributes["indicator"]
        assert mention.attributes.get("year", "2000").isdigit()


def test_the_same_text_gives_the_same_observations() -> None:
    text = " ".join(text for text, _ in STATED)
    assert observed(text) == observed(text)
    assert len(characters.unify(text)) == len(text)


@pytest.mark.shared
def test_laws_state_no_counts_without_a_unit(shared: Path) -> None:
    path = shared / "data" / "kz-laws" / "law_on_public_service.txt"
    document = parse(path.read_bytes(), str(path))
    kinds = {m.attributes["rule"].partition("/")[0] for m in find(document, cut(document), [])}
    assert "time" in kinds
    assert not kinds & {"counted", "bare", "list"}
