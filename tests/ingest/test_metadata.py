"""Title, authors, year and type, from the text where it shows them."""

from __future__ import annotations

import pytest

import ingest
from ingest.names import authors_of

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
    [("002-labour-migration_policy.txt", "Labour migration policy"), ("a/b/закон.txt", "Закон"), ("2024.txt", "2024")],
)
def test_the_file_name_is_the_last_resort(name: str, title: str) -> None:
    assert ingest.parse(f"Abstract\n\n{PROSE}".encode(), name).title == title


def test_language_is_that_of_most_of_the_text() -> None:
    kazakh = "Министрлік қоныс аударған адамдардың тізілімін жүргізеді және жыл сайын Үкіметке есеп береді. " * 6
    assert ingest.parse(f"{kazakh}\n\n{PROSE}".encode(), "x.txt").language == "kk"
