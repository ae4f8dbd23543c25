"""Title, authors, year and type, from the text where it shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from ingest.document import Document
from ingest.facts.acts import act_of, name_only
from ingest.facts.dates import days, iso
from ingest.facts.imprint import journal, plain_doi
from ingest.facts.jurisdiction import of_address, publisher
from ingest.facts.names import authors_of
from tests.ingest import making

PROSE = "The ministry keeps a register of people who moved to the region, and reports on them to the government. " * 2

AUTHORS = [
    ("S.T. Mussina", ["S.T. Mussina"]),
    (
        "D.K. Aldabergenov*¹, Zh.T. Tilekova¹, A. Bulent², Y. D. Issakov¹",
        ["D.K. Aldabergenov", "Zh.T. Tilekova", "A. Bulent", "Y. D. Issakov"],
    ),
    ("Д.К. Алдабергенов^{1*}, Ж.Т. Тилекова¹", ["Д.К. Алдабергенов", "Ж.Т. Тилекова"]),
    ("Мусина С.Т., Ким А.", ["Мусина С.Т.", "Ким А."]),
    ("Mussina, S.T., Kim, A. and Lee, B.", ["Mussina S.T.", "Kim A.", "Lee B."]),
    ("By John Smith and Ann van Dyke", ["John Smith", "Ann van Dyke"]),
    ("Anna Kim¹, Boris Lee²", ["Anna Kim", "Boris Lee"]),
    ("Авторы: Анна Ким, Борис Ли", ["Анна Ким", "Борис Ли"]),
    ("Author: Samples Desk", ["Samples Desk"]),
    ("Migration Policy", []),
    ("The Ministry of Labour, the Government", []),
    ("Almaty, Kazakhstan", []),
    ("¹Abay Kazakh National Pedagogical University", []),
]


@pytest.mark.parametrize(("line", "names"), AUTHORS)
def test_names_in_lines_of_authors(line: str, names: list[str]) -> None:
    assert authors_of(line) == names


def test_names_lose_their_raised_marks() -> None:
    source = (
        "# S.T. Mussina<sup>1\\*</sup>, R.B. Sartova<sup>4</sup>\n\n<sup>1</sup>University, Kazakhstan\n\n"
        f"# Major issues\n\n#### Abstract\n\n{PROSE}\n"
    )
    document = ingest.parse(source.encode(), "x.txt")
    assert (document.title, document.authors, document.type) == (
        "Major issues",
        ("S.T. Mussina", "R.B. Sartova"),
        "paper",
    )


YEARS = [
    ("Received: December 20, 2022\n\nAccepted: May 18, 2023", 2023),
    ("Published: 3 March 2021\n\nAccepted: 2020", 2021),
    ("© Ministry of Labour, 2019", 2019),
    ("Bulletin of the University, No. 4(100), 2020", 2020),
    ("Law of the Republic of Kazakhstan of 22 July 2011 No. 477-IV", 2011),
    ("Закон Республики Казахстан от 22 июля 2011 года № 477-IV", 2011),
    ("Қазақстан Республикасының 2011 жылғы 22 шілдедегі № 477-IV Заңы", 2011),
    ("Астана, 2024 год", 2024),
    ("ResearcherID ABC-4856-2021", None),
    ("Concept of Migration Policy for 2023-2027", None),
    ("In 2019 the register was set up by the ministry, and in 2020 it was closed.", None),
]


@pytest.mark.parametrize(("line", "year"), YEARS)
def test_year(line: str, year: int | None) -> None:
    assert (
        ingest.parse(f"Registers of people\n\n{line}\n\n{PROSE}\n\n{PROSE} In 1999 it was new.".encode(), "x.txt").year
        == year
    )


TYPES = [
    ("Law of the Republic of Kazakhstan on Migration", "law"),
    ("Закон Республики Казахстан «О миграции населения»", "law"),
    ("Decree of the President on the Register", "decree"),
    ("Постановление Правительства Республики Казахстан", "resolution"),
    ("Concept of Migration Policy for 2023-2027", "concept"),
    ("Концепция миграционной политики", "concept"),
    ("State Programme of Employment", "programme"),
    ("Қандастарды қолдау бағдарламасы", "programme"),
    ("Annual report of the ministry", "report"),
    ("Guidance for employers", "guidance"),
    ("Ministry brief on registers", "brief"),
    ("Convention relating to the Status of Refugees", "treaty"),
    ("Registers of people", "document"),
]


@pytest.mark.parametrize(("title", "type_"), TYPES)
def test_type(title: str, type_: str) -> None:
    assert ingest.parse(f"# {title}\n\n{PROSE}\n".encode(), "x.md").type == type_


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("002-labour-migration_policy.txt", "Labour migration policy"),
        ("a/b/закон.txt", "Закон"),
        ("2024.txt", "2024"),
        ("a\nb.txt", "A b"),
    ],
)
def test_the_file_name_is_the_last_resort(name: str, title: str) -> None:
    assert ingest.parse(f"Abstract\n\n{PROSE}".encode(), name).title == title


def test_language_is_that_of_most_of_the_text() -> None:
    kazakh = "Министрлік қоныс аударған адамдардың тізілімін жүргізеді және жыл сайын Үкіметке есеп береді. " * 6
    assert ingest.parse(f"{kazakh}\n\n{PROSE}".encode(), "x.txt").language == "kk"


# ------------------------------------------------------------------------------------------------- acts
ACTS = [
    ("Закон Республики Казахстан от 22 июля 2011 года № 477-IV.", ("law", "477-IV", "2011-07-22")),
    ("Қазақстан Республикасының Заңы 2011 жылғы 22 шілдедегі № 477-IV.", ("law", "477-IV", "2011-07-22")),
    ("Қазақстан Республикасының 2011 жылғы 22 шілдедегі № 477-IV Заңы", ("law", "477-IV", "2011-07-22")),
    ("Law of the Republic of Kazakhstan dated 22 July, 2011 № 477-IV.", ("law", "477-IV", "2011-07-22")),
    ("Zakon Respubliki Kazakhstan ot 22 iiulia 2011 goda № 477-IV", ("law", "477-IV", "2011-07-22")),
    ("Кодекс Республики Казахстан от 23 ноября 2015 года № 414-V ЗРК.", ("law", "414-V ЗРК", "2015-11-23")),
    ("Еңбек кодексі 2015 жылғы 23 қарашадағы № 414-V ҚРЗ", ("law", "414-V ҚРЗ", "2015-11-23")),
    ("Федеральный закон от 25.07.2002 № 115-ФЗ", ("law", "115-ФЗ", "2002-07-25")),
    ("Federal Law No. 115-FZ of July 25, 2002", ("law", "115-FZ", "2002-07-25")),
    ("Указ Президента Республики Казахстан от 15 февраля 2018 года № 636.", ("decree", "636", "2018-02-15")),
    ("Постановление Правительства от 29 сентября 2017 года № 602", ("resolution", "602", "2017-09-29")),
    ("Утверждена постановлением Правительства от 29 сентября 2017 года № 602", ("", "602", "2017-09-29")),
    ("Үкіметтің 2017 жылғы 29 қыркүйектегі № 602 қаулысымен бекітілген", ("", "602", "2017-09-29")),
    (
        "Приказ Министра труда от 13 февраля 2021 года № 39. Зарегистрирован в Министерстве юстиции № 22195",
        ("order", "39", "2021-02-13"),
    ),
    ("ҚР министрінің 2020 жылғы 7 шілдедегі № ҚР ДСМ-81/2020 бұйрығы", ("order", "ҚР ДСМ-81/2020", "2020-07-07")),
    ("2011 жылғы 22 шілде № 477-IV Астана, Ақорда", ("", "477-IV", "2011-07-22")),
    ("HC 997", ("", "HC 997", "")),
    # Sentences and notes that only mention an act.
    ('The Law of the Republic of 22 July 2011 No. 477-IV "On Migration" is the main act', ("", "", "")),
    ("Согласно Закону Республики Казахстан от 22 июля 2011 года № 477-IV дети", ("", "", "")),
    ("Сноска. Статья в редакции Закона РК от 01.07.2021 № 61-VII (вводится)", ("", "", "")),
    ("Тәртіп өзгерді. Министрдің 2022 жылғы 15 сәуірдегі № 123 бұйрығы қағидаларды бекітті.", ("", "", "")),
]


@pytest.mark.parametrize(("line", "wanted"), ACTS)
def test_acts(line: str, wanted: tuple[str, str, str]) -> None:
    act = act_of([line])
    assert (act.type, act.number, act.date) == wanted


def law(head: str) -> Document:
    articles = "\n\n".join(f"Статья {i}. Предмет\n\n{PROSE}" for i in range(1, 4))
    return ingest.parse(f"{head}\n\n{articles}\n\nЗаконом РК от 01.07.2021 № 61-VII дополнен.".encode(), "a.txt")


def test_an_act_names_itself_under_its_title() -> None:
    document = law("О миграции населения\n\nЗакон Республики Казахстан от 22 июля 2011 года № 477-IV.")
    assert (document.title, document.type, document.jurisdiction) == ("О миграции населения", "law", "KZ")
    assert (document.number, document.date, document.year) == ("477-IV", "2011-07-22", 2011)


def test_the_name_of_an_act_is_no_title_where_there_is_one() -> None:
    document = law("ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН\n\nО миграции населения")
    assert (document.title, document.type) == ("О миграции населения", "law")
    assert name_only("ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН") == "law"
    assert name_only("О миграции населения") == ""


def test_what_an_act_approves_keeps_its_type() -> None:
    document = law(
        "Концепция миграционной политики\n\n"
        "Утверждена постановлением Правительства Республики Казахстан от 29 сентября 2017 года № 602"
    )
    assert (document.type, document.number, document.date) == ("concept", "602", "2017-09-29")


DATES = [
    ("22 июля 2011 г.", "2011-07-22"),
    ("July 22, 2011", "2011-07-22"),
    ("on 8th August 2023", "2023-08-08"),
    ("2011 жылғы 22 шілдедегі", "2011-07-22"),
    ("«05» мая 2020 года", "2020-05-05"),
    ("05.07.2019", "2019-07-05"),
    ("2024 жылғы желтоқсан", "2024-12"),
    ("May 2020", "2020-05"),
    ("in 2020", "2020"),
    ("32 мая 2020", "2020"),
    ("no year", ""),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_dates(text: str, date: str) -> None:
    assert iso(text) == date


def test_every_day_of_a_note() -> None:
    note = "Законами РК от 24.10.2011 № 487-IV (с 03.07.2013); от 1 июля 2021 года № 61-VII; в 2019 году"
    assert days(note) == ["2011-10-24", "2013-07-03", "2021-07-01"]


LABELLED = [
    ("Published 25 February 2016\n\nUpdated: 14 October 2025 - See all updates", 2025, "2025-10-14"),
    ("Published: 3 March 2021\n\nAccepted: 5 May 2020", 2021, "2021-03-03"),
    ("Күні: 2023 жылғы 1 қараша", 2023, "2023-11-01"),
    ("Copyright © 1998-2002 Ministry", 2002, ""),
    ("Accepted: May 18, 2023", 2023, ""),
]


@pytest.mark.parametrize(("lines", "year", "date"), LABELLED)
def test_a_labelled_date_beats_years_in_prose(lines: str, year: int, date: str) -> None:
    text = f"Registers of people\n\n{lines}\n\n{PROSE} Published in 1999 it was new.\n\n{PROSE}"
    document = ingest.parse(text.encode(), "x.txt")
    assert (document.year, document.date) == (year, date)


# ---------------------------------------------------------------------------------------------- papers
JOURNALS = [
    (
        "Journal of Population and Social Studies, 28(3), 2020: 1-20",
        ("Journal of Population and Social Studies", "28", "3", "1–20"),
    ),
    ("Bulletin. Economy Series, № 4(100), 2020", ("Bulletin. Economy Series", "", "4(100)", "")),
    ("Вестник КазНУ. Серия географическая. №1 (72) 2024", ("Вестник КазНУ. Серия географическая", "", "1(72)", "")),
    ("ЕҰУ Хабаршысы. № 3(148), 2024, 12-25 бб.", ("ЕҰУ Хабаршысы", "", "3(148)", "12–25")),
    ("Economy of Region. Vol. 12, No. 3, 2021, pp. 45-67", ("Economy of Region", "12", "3", "45–67")),
    (
        "For citation: Kim A. (2021). Registers of people. Public Policy, 12(3), 45–67. https://doi.org/10.1000/xyz",
        ("Public Policy", "12", "3", "45–67"),
    ),
    (
        "Для цитирования: Ким А. Registers of people // Экономика региона. 2021. Т. 17, вып. 2. С. 45–67.",
        ("Экономика региона", "17", "2", "45–67"),
    ),
    ("In 2019 the ministry published the review No. 3 of policy in the journal.", ("", "", "", "")),
    ("The Law No. 477-IV", ("", "", "", "")),
    ("Journal of Policy", ("", "", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), JOURNALS)
def test_journals(line: str, wanted: tuple[str, str, str, str]) -> None:
    found = journal([line], "Registers of people")
    assert tuple(found.get(name, "") for name in ("container", "volume", "issue", "page_range")) == wanted


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000/ABC(1).", "10.1000/abc(1)"),
        ("(doi: 10.31489/2020Ec4/53–67)", "10.31489/2020ec4/53–67"),
        ("version 10.1 of", ""),
    ],
)
def test_dois(text: str, doi: str) -> None:
    assert plain_doi(text) == doi


PAPER = f"""S.T. Mussina<sup>1*</sup>, R.B. Sartova<sup>2</sup>

<sup>1</sup>Karagandy University, Kazakhstan

<sup>2</sup>Institute of Management, Almaty, Kazakhstan

<sup>*</sup>mussina@example.org

# Registers of people

Bulletin of the Karaganda University, № 4(100), 2020, pp. 5-18. DOI 10.31489/2020Ec4/5-18

#### Abstract

{PROSE}

Keywords: registers, people

# Introduction

{PROSE} Other work has the DOI 10.1000/other.

# References

1. Kim A. (2019). Other work. https://doi.org/10.1000/cited
"""


def test_a_paper_with_its_journal_and_places_of_work() -> None:
    paper = ingest.parse(PAPER.encode(), "x.md")
    assert paper.authors == ("S.T. Mussina", "R.B. Sartova")
    assert paper.affiliations == ("Karagandy University, Kazakhstan", "Institute of Management, Almaty, Kazakhstan")
    assert (paper.container, paper.issue, paper.page_range) == (
        "Bulletin of the Karaganda University",
        "4(100)",
        "5–18",
    )
    assert (paper.type, paper.year, paper.doi) == ("paper", 2020, "10.31489/2020ec4/5-18")
    assert paper.jurisdiction == ""


def test_a_doi_among_the_references_is_not_the_papers_own() -> None:
    source = PAPER.replace(" DOI 10.31489/2020Ec4/5-18", "").replace(" Other work has the DOI 10.1000/other.", "")
    assert ingest.parse(source.encode(), "x.md").doi == ""


# --------------------------------------------------------------------------------- publisher and state
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://adilet.zan.kz/rus/docs/Z1100000477", "KZ"),
        ("https://www.gov.uk/student-visa", "GB"),
        ("https://www.legislation.gov.uk/ukpga/2016/19", "GB"),
        ("https://notgov.uk/", ""),
        ("https://eur-lex.europa.eu/x", "EU"),
    ],
)
def test_addresses_name_states(url: str, code: str) -> None:
    assert of_address(url) == code


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("From: Home Office", "Home Office"),
        ("• published for Home Office staff on 08 August 2023", "Home Office"),
        ("UK Visas and Immigration", "UK Visas and Immigration"),
        ("© Ministry of Labour, 2019", "Ministry of Labour"),
        ("© Crown copyright 2025", ""),
        ("You can write to the Home Office.", ""),
    ],
)
def test_publishers(line: str, name: str) -> None:
    assert publisher([line]) == name


def test_guidance_speaks_to_its_reader_and_belongs_to_its_state() -> None:
    text = "You can apply if you live in the UK. You must show your permit. In the UK you may work. " * 6
    document = ingest.parse(f"Permits for graduates\n\n{text}".encode(), "x.txt")
    assert (document.type, document.jurisdiction) == ("guidance", "GB")


def test_a_page_printed_from_a_site() -> None:
    lines = [
        (72.0, 80.0, 20.0, "Immigration Rules", True),
        (72.0, 120.0, 11.0, "From: Home Office", False),
        (72.0, 150.0, 11.0, "Updated: 14 October 2025", False),
        (72.0, 200.0, 20.0, "Immigration Rules part 13: deportation", True),
        *making.wrapped(PROSE * 3, y=240),
    ]
    data = making.pdf(
        [lines], title="Immigration Rules - Immigration Rules part 13: deportation - GOV.UK", author="A. Clerk"
    )
    document = ingest.parse(data, "rules.pdf")
    assert document.title == "Immigration Rules part 13: deportation"
    assert (document.publisher, document.container, document.jurisdiction) == ("Home Office", "GOV.UK", "GB")
    assert (document.type, document.date, document.authors) == ("guidance", "2025-10-14", ())


HEAD = """<!DOCTYPE html><html><head><title>Registers of people | Some Site</title>
<meta name="citation_title" content="Registers of people"><meta name="citation_author" content="Kim, Anna">
<meta name="citation_author_institution" content="University of Almaty">
<meta name="citation_journal_title" content="Journal of Public Policy"><meta name="citation_volume" content="12">
<meta name="citation_issue" content="3"><meta name="citation_firstpage" content="45">
<meta name="citation_lastpage" content="67"><meta name="citation_doi" content="10.1000/XYZ">
<meta name="citation_publication_date" content="2021/3/4"><link rel="canonical" href="https://example.gov.kz/a">
</head><body><article><h1>Registers of people</h1>"""


def test_a_page_says_in_its_head_where_it_appeared() -> None:
    page = ingest.parse(f"{HEAD}<p>{PROSE}</p><p>{PROSE}</p></article></body></html>".encode(), "x.html")
    assert (page.container, page.volume, page.issue, page.page_range) == (
        "Journal of Public Policy",
        "12",
        "3",
        "45–67",
    )
    assert (page.doi, page.url, page.date, page.year) == ("10.1000/xyz", "https://example.gov.kz/a", "2021-03-04", 2021)
    assert (page.authors, page.affiliations, page.jurisdiction) == (("Kim, Anna",), ("University of Almaty",), "KZ")


def test_a_printed_date_beats_the_head() -> None:
    body = f"<p>Updated: 14 October 2025</p><p>{PROSE}</p><p>{PROSE}</p></article></body></html>"
    assert ingest.parse(f"{HEAD}{body}".encode(), "x.html").date == "2025-10-14"


# --------------------------------------------------------------------------------------- real documents
# Title (its beginning), type, year, publisher, number, as one sees them on the pages.
UK = [
    ("3C_and_3D_leave", "Leave extended by section 3C (and", "guidance", 2023, "Home Office", ""),
    ("Continuous residence guidance", "Continuous residence guidance", "guidance", 2025,
     "UK Visas and Immigration", ""),
    ("Explanatory memorandum to the statement of changes to the Immigration Rules", "Explanatory memorandum to the",
     "report", 2025, "Home Office", ""),
    ("Global Talent", "Immigration Rules Appendix Global Talent", "guidance", 2025, "Home Office", ""),
    ("HC_997_-_Immigration_Rules_Changes", "STATEMENT OF CHANGES IN IMMIGRATION RULES", "order", 2025, "Home Office",
     "HC 997"),
    ("Immigration Rules part 13_ deportation", "Immigration Rules part 13: deportation", "guidance", 2025,
     "Home Office", ""),
    ("Immigration Rules part 9_ grounds for refusal", "Immigration Rules part 9: grounds for refusal", "guidance", 2025,
     "Home Office", ""),
    ("Rules Graduate", "Immigration Rules Appendix Graduate", "guidance", 2025, "Home Office", ""),
    ("Skilled Worker visa salary", "Skilled Worker visa: immigration salary list", "guidance", 2025, "", ""),
    # Printed by a browser, without a date of its own.
    ("Student visa", "Student visa", "guidance", None, "", ""),
    ("sponsor loses their licence", "Employees: if your visa sponsor loses", "guidance", 2025, "", ""),
]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(("name", "title", "type_", "year", "publisher_", "number"), UK)
def test_british_documents(
    shared: Path, name: str, title: str, type_: str, year: int | None, publisher_: str, number: str
) -> None:
    path = shared / "data" / "uk-immigration" / f"{name}.pdf"
    document = ingest.parse(path.read_bytes(), path.name)
    assert document.title.startswith(title)
    assert (document.type, document.year, document.publisher) == (type_, year, publisher_)
    assert (document.number, document.jurisdiction, document.authors) == (number, "GB", ())


@pytest.mark.shared
def test_laws_of_kazakhstan(shared: Path) -> None:
    paths = sorted((shared / "data" / "kz-laws").glob("*.txt"))
    assert len(paths) == 8
    for path in paths:
        document = ingest.parse(path.read_bytes(), path.name)
        assert (document.type, document.jurisdiction) == ("law", "KZ")
        # Their titles, numbers and dates are not printed; those that the notes name are other acts'.
        assert (document.number, document.date, document.year, document.doi) == ("", "", None, "")


AFFILIATIONS = {
    "000": (),
    "001": (
        "Karagandy University of the name of academician E.A.Buketov, Kazakhstan",
        "Institute of management problems named after V.A.Trapeznikov of the Russian Academy of Sciences, Russia",
        "Ekibastuz Engineering and Technical Institute named after Academician K.I. Satpayev, Kazakhstan",
        "Kazakh academy of sport and tourism, Almaty, Kazakhstan",
    ),
    "002": (),
    "003": ("Abay Kazakh National Pedagogical University, Kazakhstan, Almaty", "Gazi University, Turkey, Ankara"),
}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "authors"),
    [
        ("000", ()),
        ("001", ("S.T. Mussina", "Zh.S. Khusainova", "Y.A. Vechkinzova", "R.B. Sartova", "A.Y. Zhansagimova")),
        ("002", ()),
        ("003", ("D.K. Aldabergenov", "Zh.T. Tilekova", "A. Bulent", "Y. D. Issakov")),
    ],
)
def test_papers_as_printed(shared: Path, number: str, authors: tuple[str, ...]) -> None:
    path = next((shared / "corpus").glob(f"{number}-*.txt"))
    document = ingest.parse(path.read_bytes(), path.name)
    assert (document.authors, document.affiliations) == (authors, AFFILIATIONS[number])
    # None of the four prints a DOI, journal or state of its own; their references do.
    assert (document.doi, document.container, document.jurisdiction) == ("", "", "")
