"""Sentences and what they say became of acts and bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from ingest.document import Document
from ontology import agencies, instruments, relations
from ontology.mention import Mention

HOME = "Kazakhstan, Казахстан, Қазақстан.\n\n"
# A sentence, the type, words of the subject and of the object, and some of what it says.
STATED = [
    ("The Law No. 4-IV of July 22, 2011 was amended by the Law No. 15-VII of May 9, 2021, which entered into force on "
     "January 1, 2022.", "amends", "15-VII", "4-IV", {"date": "2021-05-09", "in_force": "2022-01-01"}),
    ("The Immigration Act 2014 amended section 3 of the Immigration Act 1971.",
     "amends", "2014", "1971", {"article": "3", "date": "2014"}),
    ("The Law “On Fish” was repealed in 2011 by the Law No. 8-IV of July 2, 2011.", "repeals", "8-IV", "Fish",
     {"date": "2011"}),
    ("The Law “On Water” of 2009 replaced the Law “On Rivers” of 1998.", "replaces", "Water", "Rivers", {}),
    ("The Rules for Admission of Boats were adopted in accordance with Article 12 of the Law “On Fish”.",
     "based_on", "Boats", "Fish", {}),
    ("The Concept of Water Policy for 2017-2021 was approved by the Decree of the Government No. 6 of May 5, 2017.",
     "approves", "Decree", "Concept", {"date": "2017-05-05"}),
    ("Закон РК от 2 июля 2011 года № 7-IV «О рыбе» утратил силу в соответствии с Законом РК от 1 июля 2020 года "
     "№ 30-VI.", "repeals", "30-VI", "7-IV", {"date": "2020-07-01"}),
    ("В Закон РК от 2 июля 2011 года № 7-IV «О рыбе» внесены изменения Законом РК от 4 мая 2015 года № 21-V.",
     "amends", "21-V", "7-IV", {}),
    ("Концепция водной политики РК на 2017-2021 годы утверждена постановлением Правительства РК от 9 мая 2017 года "
     "№ 62.", "approves", "№ 62", "Концепция", {}),
    ("Қазақстан Республикасының 2011 жылғы 2 шілдедегі № 7-IV «Балық туралы» Заңына Қазақстан Республикасының 2015 "
     "жылғы 4 мамырдағы № 21-V Заңымен өзгерістер енгізілді.", "amends", "21-V", "7-IV", {"date": "2015-05-04"}),
    ("«Балық туралы» Заңның күші Қазақстан Республикасының 2020 жылғы 1 шілдедегі № 30-VI Заңымен жойылды.",
     "repeals", "30-VI", "Балық", {}),
    ("The Agency for Water Resources was established by the Decree of the President No. 3 of January 20, 1998.",
     "created_by", "Agency", "Decree", {"object_kind": "instrument", "date": "1998-01-20"}),
    ("In 2004 the Agency for Water Resources was reorganized into the Water Committee of the Ministry of Energy.",
     "renamed_to", "Agency", "Water Committee", {"date": "2004"}),
    ("The Ministry of Information was merged with the Ministry of Culture in 2019.", "merged_into", "Information",
     "Culture", {"date": "2019"}),
    ("The Migration Committee was split off from the Ministry of Internal Affairs in 2019.", "split_from", "Migration",
     "Internal", {}),
    ("Указом Президента РК от 5 мая 1997 года № 37 образовано Агентство по водным ресурсам.", "created_by",
     "Агентство", "Указом", {"date": "1997-05-05"}),
    ("В 2004 году Агентство по миграции и демографии преобразовано в Комитет по миграции.", "renamed_to",
     "Агентство", "Комитет", {"date": "2004"}),
    ("Көші-қон комитеті Қазақстан Республикасы Президентінің 1997 жылғы 5 мамырдағы № 37 Жарлығымен құрылды.",
     "created_by", "комитеті", "Жарлығымен", {}),
    ("Закон РК от 1 июля 2020 года № 30-VI внёс изменения и дополнения в Закон РК «О рыбе».", "amends", "30-VI",
     "О рыбе", {"date": "2020-07-01"}),
    ("Кодекс РК от 9 июля 2021 года № 61-VII отменил Закон РК «О рыбе».", "repeals", "61-VII", "О рыбе", {}),
    ("Закон РК от 2 июля 2011 года № 7-IV утратил силу в связи с принятием Закона РК от 1 июля 2020 года № 30-VI.",
     "repeals", "30-VI", "7-IV", {"date": "2020-07-01"}),
    ("The Law No. 7-IV of July 2, 2011 lost force on 10 June 2025 in connection with the adoption of the Law No. 30-VI "
     "of 9 April 2025.", "repeals", "30-VI", "7-IV", {"date": "2025-06-10"}),
    ("2011 жылғы 2 шілдедегі № 7-IV Заңға 2015 жылғы 4 мамырдағы № 21-V Заңмен өзгерістер енгізілді.", "amends",
     "21-V", "7-IV", {"date": "2015-05-04"}),
    ("In 2018 the Ministry of Energy was renamed the Ministry of Industry.", "renamed_to", "Energy", "Industry",
     {"date": "2018"}),
    ("In 2016 the Ministry of Energy was replaced by the Ministry of Industry.", "renamed_to", "Energy", "Industry",
     {"date": "2016"}),
    ("The Fish Act 2011 abolished the Agency for Water Resources.", "abolished_by", "Agency", "Fish", {"date": "2011"}),
]  # fmt: skip
UNSTATED = [
    "The Human Rights Act 1998 has not been repealed by the Immigration Act 2014.",
    "The Immigration Act 1971 should be amended by the Nationality Act 2022.",
    "The Immigration Act 1971 and the Immigration Act 2014 are both in force.",
    "Министерство образования действует в соответствии с Законом РК «О рыбе».",
    "The Ministry of Culture was merged with others.",
    "The Government needs to repeal the Fish Act 2014.",
    "Парламент отменил Закон РК «О рыбе».",
    "Закон РК «О рыбе» вносит ясность в Водный кодекс РК.",
    "The Ministry of Culture was renamed by the Decree of the President No. 3 of January 20, 1998.",
    "The Law “On Fish” was split into two parts.",
]


def _document(text: str, type_: str = "document") -> Document:
    parsed = ingest.parse(text.encode(), "text.txt")
    return Document(parsed.id, parsed.source, parsed.media_type, parsed.text, blocks=parsed.blocks, type=type_)


def _relations(document: Document) -> list[Mention]:
    named = instruments.find(document.id, document.text, instruments.own_act(document))
    named += agencies.find(document.id, document.text)
    return relations.find(document, ingest.cut(document), sorted(named, key=lambda m: (m.start, m.end)))


def _words(document: Document, mention: Mention, end: str) -> str:
    start, stop = map(int, mention.attributes[f"{end}_at"].split(","))
    return document.text[start:stop]


@pytest.mark.parametrize(("text", "kind", "subject", "other", "said"), STATED)
def test_a_sentence_states_one_relation(text: str, kind: str, subject: str, other: str, said: dict[str, str]) -> None:
    document = _document(HOME + text)
    (found,) = _relations(document)
    assert found.attributes["type"] == kind
    assert subject in _words(document, found, "subject")
    assert other in _words(document, found, "object")
    assert {name: found.attributes.get(name) for name in said} == said
    assert document.text[found.start : found.end] == found.surface
    assert 0.5 < found.confidence < 1


@pytest.mark.parametrize("text", UNSTATED)
def test_nothing_is_made_of_other_sentences(text: str) -> None:
    assert _relations(_document(HOME + text)) == []


def test_an_abolished_body_needs_no_act() -> None:
    document = _document(HOME + "Комитет по миграции был упразднен в 2014 году.")
    (found,) = _relations(document)
    assert (found.attributes["type"], found.attributes["date"]) == ("abolished_by", "2014")
    assert "object_at" not in found.attributes


def test_an_act_repeals_others() -> None:
    text = "Настоящий Закон важен.\n\nПризнать утратившим силу Закон РК от 2 июля 1999 года «О рыбе»."
    document = _document(text, "law")
    (found,) = _relations(document)
    assert (found.attributes["type"], found.attributes["own_act"]) == ("repeals", "subject")
    assert _words(document, found, "subject") == "Настоящий Закон"
    assert _relations(_document(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 the Ministry of Culture was split into the Ministry of Sport and the Ministry of Tourism.",
        "В 2022 году Министерство культуры было разделено на Министерство спорта и Министерство туризма.",
        "2022 жылы Мәдениет министрлігі Спорт министрлігі және Туризм министрлігі болып бөлінді.",
    ],
)
def test_each_part_of_a_body_that_was_split_came_of_it(text: str) -> None:
    document = _document(HOME + text)
    found = _relations(document)
    assert [m.attributes["type"] for m in found] == ["split_from"] * 2
    whole, parts = ("Culture", "культуры", "Мәдениет"), ("Sport", "спорта", "Спорт", "Tourism", "туризма", "Туризм")
    assert all(any(w in _words(document, m, "object") for w in whole) for m in found)
    assert all(any(w in _words(document, m, "subject") for w in parts) for m in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "1. Утвердить прилагаемую Концепцию водной политики РК на 2024-2030 годы.\n\n2. Признать утратившим силу "
            "приказ Министра спорта РК от 3 марта 2015 года № 907.\n\n3. Настоящий приказ вводится в действие.",
            [("approves", "Концепцию"), ("repeals", "№ 907")],
        ),
        (
            "1. To approve the attached Concept of Water Policy for 2024-2030.\n\n2. To invalidate the Resolution of "
            "the Government No. 420 of 3 March 2015.\n\n3. This Resolution comes into force.",
            [("approves", "Concept"), ("repeals", "No. 420")],
        ),
        (
            "1. «Балық туралы» Үкіметтің 2015 жылғы 3 наурыздағы № 420 қаулысының күші жойылды деп танылсын.\n\n"
            "2. Осы қаулы қолданысқа енгізіледі.",
            [("repeals", "№ 420")],
        ),
    ],
)
def test_an_order_says_what_it_does_to_others(text: str, said: list[tuple[str, str]]) -> None:
    document = _document(text, "order")
    found = _relations(document)
    assert [m.attributes["type"] for m in found] == [kind for kind, _ in said]
    assert all(words in _words(document, m, "object") for m, (_, words) in zip(found, said, strict=True))
    assert _relations(_document(text)) == []


def test_an_act_that_never_names_itself_is_known_by_its_number_and_date() -> None:
    text = (
        "Resolution of the Government of the RK No. 66 of 5 February 2024\n\n"
        "1. To invalidate the Resolution of the Government No. 420 of 3 March 2015.\n"
    )
    parsed = ingest.parse(text.encode(), "text.txt")
    document = Document(
        parsed.id, parsed.source, parsed.media_type, parsed.text, blocks=parsed.blocks,
        type="resolution", number="66", date="2024-02-05",
    )  # fmt: skip
    (found,) = _relations(document)
    assert (found.attributes["type"], found.attributes["date"]) == ("repeals", "2024-02-05")
    assert "No. 66" in _words(document, found, "subject")


def test_a_concept_approved_by_two_decrees_has_two_relations() -> None:
    text = (
        "The Concepts of water policy of Kazakhstan, approved by 1) the Decree of the Government of the RK "
        "No. 11 of May 5, 2000; 2) the Decree of the President of the RK No. 22 of June 6, 2007, differ."
    )
    assert [m.attributes["date"] for m in _relations(_document(text))] == ["2000-05-05", "2007-06-06"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["law_on_public_service", "law_on_public_service_kz"])
def test_notes_of_a_law_tell_which_acts_amended_it(shared: Path, name: str) -> None:
    path = shared / "data" / "kz-laws" / f"{name}.txt"
    document = ingest.parse(path.read_bytes(), str(path))
    notes = [m for m in _relations(document) if m.attributes["rule"] == "note"]
    assert len(notes) > 200
    assert {m.attributes["own_act"] for m in notes} == {"object"}
    assert sum("in_force" in m.attributes for m in notes) > 20
    assert sum("article" in m.attributes for m in notes) > 180
    assert all(document.text[m.start : m.end] == m.surface for m in notes)
    amending = {_words(document, m, "subject") for m in notes}
    assert sum(any(c.isdigit() for c in words) for words in amending) == len(amending)
