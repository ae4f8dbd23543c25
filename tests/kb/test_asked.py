"""Whether a text asks, and for works of a reference list."""

from __future__ import annotations

import pytest

from kb.asked import form, references_asked


@pytest.mark.parametrize(
    "text",
    [
        "Who issues work permits?",
        "since when do akimats issue permits",
        "Кто выдаёт разрешения",
        "с какого года действует закон",
        "Рұқсатты кім береді",
        "Бұл заң әлі күшінде ме",
        "List the recommendations against brain drain",
    ],
)
def test_questions_ask(text: str) -> None:
    assert form(text) == "question"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Everyone who works has the right to just pay, whatever the work is.", "statement"),
        ("Procedure for issuing work permits", "title"),
        ("Порядок выдачи разрешений на привлечение иностранной рабочей силы", "title"),
        ("Каждый, кто работает, имеет право на отдых.", "statement"),
        ("Шетелдік жұмыс күшін тартуға рұқсат беру тәртібі", "title"),
        ("Әркімнің қандай да бір кемсітусіз еңбек етуге құқығы бар.", "statement"),
    ],
)
def test_statements_and_titles_do_not(text: str, expected: str) -> None:
    assert form(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Which works does the paper cite?", "Список литературы о миграции", "Пайдаланылған әдебиет тізімі қандай?"],
)
def test_works_of_a_reference_list_are_asked_for(text: str) -> None:
    assert references_asked(text)


def test_what_a_text_says_is_not_a_reference() -> None:
    assert not references_asked("Which sources of funding does the programme have?")
