"""Sentences and the instruments that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.instruments import find

# A sentence, the surface that is found, and some of what it says.
NAMED = [
    (
        'The Law of the RK No. 401-V of November 16, 2015 "On Access to Information" applies.',
        'Law of the RK No. 401-V of November 16, 2015 "On Access to Information"',
        {"type": "law", "number": "401-V", "date": "2015-11-16", "title": "On Access to Information"},
    ),
    (
        "По Закону Республики Казахстан от 6 апреля 2016 года № 482–V «О занятости населения» меры принимаются.",
        "Закону Республики Казахстан от 6 апреля 2016 года № 482–V «О занятости населения»",
        {"type": "law", "number": "482-V", "date": "2016-04-06", "title": "О занятости населения", "language": "ru"},
    ),
    (
        "Қазақстан Республикасының 2011 жылғы 22 шілдедегі № 477-IV «Халықтың көші-қоны туралы» Заңына сәйкес.",
        "Қазақстан Республикасының 2011 жылғы 22 шілдедегі № 477-IV «Халықтың көші-қоны туралы» Заңына",
        {"type": "law", "number": "477-IV", "date": "2011-07-22", "jurisdiction": "kz", "language": "kk"},
    ),
    (
        "Zakon Respubliki Kazakhstan ot 4 dekabria 2009 goda № 216-IV «O bezhentsakh» [in Russian].",
        "Zakon Respubliki Kazakhstan ot 4 dekabria 2009 goda № 216-IV «O bezhentsakh»",
        {"type": "law", "number": "216-IV", "date": "2009-12-04", "language": "ru-Latn"},
    ),
    (
        "Приказ и.о. Министра здравоохранения Республики Казахстан от 30 июня 2016 года № 568 издан.",
        "Приказ и.о. Министра здравоохранения Республики Казахстан от 30 июня 2016 года № 568",
        {"type": "order", "number": "568", "date": "2016-06-30", "issuer": "и.о. Министра здравоохранения"},
    ),
    (
        "It follows the Decree of the Government of Kazakhstan No. 45 of January 21, 2012 closely.",
        "Decree of the Government of Kazakhstan No. 45 of January 21, 2012",
        {"type": "decree", "number": "45", "issuer": "Government", "jurisdiction": "kz"},
    ),
    (
        "the concept of demographic policy of the Republic of Kazakhstan for 2023-2027 was drafted",
        "concept of demographic policy of the Republic of Kazakhstan for 2023-2027",
        {"type": "concept", "period": "2023/2027", "jurisdiction": "kz"},
    ),
    (
        "утверждена Концепция миграционной политики Республики Казахстан на 2023 – 2027 годы.",
        "Концепция миграционной политики Республики Казахстан на 2023 – 2027 годы",
        {"type": "concept", "period": "2023/2027"},
    ),
    ("under the Labour Code of Kazakhstan", "Labour Code of Kazakhstan", {"type": "code", "jurisdiction": "kz"}),
    (
        "предусмотренном Уголовно-процессуальным кодексом Республики Казахстан.",
        "Уголовно-процессуальным кодексом Республики Казахстан",
        {"type": "code", "jurisdiction": "kz"},
    ),
    (
        "Қазақстан Республикасының Еңбек кодексінде көзделген.",
        "Қазақстан Республикасының Еңбек кодексінде",
        {"type": "code", "jurisdiction": "kz"},
    ),
    ("in the Kazakhstani Constitution,", "Kazakhstani Constitution", {"type": "constitution", "jurisdiction": "kz"}),
    ("under the Immigration Act 1971 and rules", "Immigration Act 1971", {"type": "law", "date": "1971"}),
    (
        "see the Nationality, Immigration and Asylum Act 2002.",
        "Nationality, Immigration and Asylum Act 2002",
        {"type": "law", "date": "2002"},
    ),
    (
        "the Convention on the Rights of Persons with Disabilities was signed",
        "Convention on the Rights of Persons with Disabilities",
        {"type": "convention"},
    ),
    ("parties to the 1951 Convention agree", "1951 Convention", {"gazetteer": "international:refugee-convention"}),
    ("the Treaty on the EAEU allows", "Treaty on the EAEU", {"gazetteer": "international:eaeu-treaty"}),
    ("a threshold (Zakon, 2011).", "Zakon, 2011", {"form": "author-date", "date": "2011"}),
    (
        "согласно пункту 3 статьи 38 Закона РК «О браке и семье».",
        "Закона РК «О браке и семье»",
        {"article": "пункту 3 статьи 38"},
    ),
    ("the law “On Refugees” was adopted in 2009.", "law “On Refugees”", {"adopted": "2009"}),
    (
        "2011 saw the promulgation of a revised Law on Public Health.",
        "revised Law on Public Health",
        {"adopted": "2011"},
    ),
    (
        "a draft Concept of Family Policy for 2030 exists",
        "draft Concept of Family Policy for 2030",
        {"status": "draft"},
    ),
    ("from the Rules for\nVoluntary Relocation, which", "Rules for\nVoluntary Relocation", {"type": "rules"}),
]

# Sentences that name no instrument.
TRAPS = [
    "Ravenstein's seminal law of migration holds.",
    "Newton's Law is about forces.",
    "Several law firms help migrants.",
    "The concept of 'migration' comes from the Latin.",
    "The concept of human capital is old.",
    "Breaking the law is punished, and order was restored.",
    "He studied Constitutional Law and International Law.",
    "the code of conduct and the QR Code",
    "In order to reform, a strategy of growth is needed.",
    "The agreement between the parties was oral.",
    "Закон природы и порядок вещей.",
    "Концепция «человеческого капитала» и понятие миграции.",
    "в порядке, установленном законом",
    "заңға сәйкес тәртіппен",
    "Article 5 is short.",
    "Table 2 shows 1951 conventional units",
]


@pytest.mark.parametrize(("text", "surface", "said"), NAMED)
def test_named_instruments_are_found_with_what_they_say(text: str, surface: str, said: dict[str, str]) -> None:
    (mention,) = [m for m in find("d", text) if m.attributes["form"] != "short"]
    assert mention.surface == surface
    assert {name: mention.attributes.get(name) for name in said} == said


@pytest.mark.parametrize("text", TRAPS)
def test_traps_name_no_instrument(text: str) -> None:
    assert [m.surface for m in find("d", text)] == []


def test_a_plural_head_goes_on_to_every_title_of_its_list() -> None:
    text = "the laws “On Refugees” and “On Citizenship”, among others"
    assert [m.attributes["title"] for m in find("d", text)] == ["On Refugees", "On Citizenship"]


def test_amendment_notes_leave_the_head_out_after_the_first_act() -> None:
    text = "с изменениями, внесенными законами РК от 16.04.2018 № 147-VІ (вводится в действие); от 04.05.2020 № 321-VI."
    assert [m.attributes["number"] for m in find("d", text)] == ["147-VI", "321-VI"]
    text = "енгізілді - ҚР 03.07.2017 № 86-VI (енгізіледі); 11.07.2017 № 91-VI (қолданысқа енгізіледі) Заңдарымен."
    assert [m.attributes["number"] for m in find("d", text)] == ["86-VI", "91-VI"]


def test_concepts_approved_by_several_decrees_are_several() -> None:
    text = (
        "under the Concepts of water policy of Kazakhstan, approved by 1) the Decree of the Government of the RK "
        "No. 11 of May 5, 2000; 2) the Decree of the President of the RK No. 22 of June 6, 2007."
    )
    concepts = [m for m in find("d", text) if m.attributes["type"] == "concept"]
    assert [m.attributes["date"] for m in concepts] == ["2000-05-05", "2007-06-06"]
    assert len({(m.start, m.end) for m in concepts}) == 1


_PIECES = st.sampled_from(
    [text for text, _, _ in NAMED]
    + TRAPS
    + ["\n", "\n\n", " “", "» ", "№ 5", " от 5 мая 2001 года", "😀", "\u00a0", "e\u0301"]
)


@given(st.lists(_PIECES | st.text(max_size=12), max_size=12).map("".join))
def test_offsets_are_exact_in_any_text(text: str) -> None:
    for mention in find("d", text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface.strip() and 0 <= mention.confidence <= 1
