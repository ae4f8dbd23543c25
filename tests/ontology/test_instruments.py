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
        {"article": "38", "paragraph": "3"},
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
    (
        "see the Immigration Act 1971 (c. 77), section 3(2).",
        "Immigration Act 1971 (c. 77), section 3(2)",
        {"number": "c. 77", "date": "1971", "article": "3", "paragraph": "2"},
    ),
    (
        "under regulation 5 of the Immigration (Fishing Crews) (EU Exit) Regulations 2021 (S.I. 2021/77)",
        "Immigration (Fishing Crews) (EU Exit) Regulations 2021 (S.I. 2021/77)",
        {"type": "order", "number": "2021/77", "date": "2021", "article": "5"},
    ),
    ("made by S.I. 2016/1052 last year", "S.I. 2016/1052", {"type": "order", "number": "2016/1052", "date": "2016"}),
    ("as SI 2016 No. 205 provides", "SI 2016 No. 205", {"number": "2016/205"}),
    (
        "in paragraph 276ADE(1) of the Immigration Rules",
        "paragraph 276ADE(1) of the Immigration Rules",
        {"gazetteer": "gb:immigration-rules", "paragraph": "276ADE(1)"},
    ),
    (
        "Immigration Rules Appendix FM applies",
        "Immigration Rules Appendix FM",
        {"gazetteer": "gb:immigration-rules", "article": "Appendix FM"},
    ),
    (
        "laid before Parliament as Statement of Changes in Immigration Rules HC 123.",
        "Statement of Changes in Immigration Rules HC 123",
        {"type": "order", "number": "HC 123"},
    ),
    ("by Council Directive 2009/50/EC on cards", "Directive 2009/50/EC", {"type": "order", "number": "2009/50/EC"}),
    ("section 7 of the 2014 Act applies", "2014 Act", {"form": "author-date", "date": "2014", "article": "7"}),
    ("согласно ст. 38 ТК РК", "ТК РК", {"title": "Трудовой кодекс", "jurisdiction": "kz", "article": "38"}),
    ("в Казахстане по п. 2 ст. 22 УК наказание", "УК", {"title": "Уголовный кодекс", "article": "22"}),
    ("ҚР ЕК-нің 52-бабына сәйкес", "ҚР ЕК-нің 52-бабына", {"title": "Трудовой кодекс", "article": "52"}),
    (
        "Қазақстан Республикасы Қылмыстық кодексінің 35-бабы бірінші бөлігінің 3) тармағы негізінде",
        "Қазақстан Республикасы Қылмыстық кодексінің 35-бабы бірінші бөлігінің 3) тармағы",
        {"article": "35", "paragraph": "1", "subparagraph": "3"},
    ),
    ("from the Rules for\nVoluntary Relocation, which", "Rules for\nVoluntary Relocation", {"type": "rules"}),
    # The European Union.
    (
        "by Directive 2010/15/EU of the European Parliament and of the Council of 4 May 2010 on lakes",
        "Directive 2010/15/EU of the European Parliament and of the Council of 4 May 2010",
        {"number": "2010/15/EU", "date": "2010-05-04", "issuer": "European Parliament and of the Council"},
    ),
    ("under Decision No 1012/2011/EU on ponds", "Decision No 1012/2011/EU", {"number": "1012/2011/EU"}),
    (
        "the Lake Framework Directive (2010/15/EC) sets limits",
        "Lake Framework Directive (2010/15/EC)",
        {"number": "2010/15/EC", "title": "Lake Framework Directive"},
    ),
    (
        "the General Fish Protection Regulation (EU) 2017/112 applies",
        "General Fish Protection Regulation (EU) 2017/112",
        {"number": "2017/112"},
    ),
    (
        "Директива 2010/15/ЕС от 4 мая 2010 года действует",
        "Директива 2010/15/ЕС от 4 мая 2010 года",
        {"number": "2010/15/EC", "date": "2010-05-04"},
    ),
    ("Регламент (ЕС) 2017/112 вступил в силу", "Регламент (ЕС) 2017/112", {"number": "2017/112"}),
    (
        "Еуропалық Парламент пен Кеңестің 2010 жылғы 4 мамырдағы 2010/15/EC директивасы",
        "Еуропалық Парламент пен Кеңестің 2010 жылғы 4 мамырдағы 2010/15/EC директивасы",
        {"number": "2010/15/EC", "date": "2010-05-04"},
    ),
    # Treaties by the place of their signing, by date, by parties.
    ("The Lima Agreement of 12 May 2015 holds", "Lima Agreement of 12 May 2015", {"date": "2015-05-12"}),
    ("Лимский протокол принят", "Лимский протокол", {"type": "treaty", "title": "Лимский протокол"}),
    ("положения Лимского соглашения", "Лимского соглашения", {"title": "Лимское соглашение"}),
    ("the Lima Convention on Fish binds", "Lima Convention on Fish", {"title": "Lima Convention on Fish"}),
    (
        "Соглашение между Правительством РК и Правительством РФ о рыболовстве от 5 мая 2011 года действует",
        "Соглашение между Правительством РК и Правительством РФ о рыболовстве от 5 мая 2011 года",
        {"type": "treaty", "date": "2011-05-05"},
    ),
    # An instrument made under an act has the act in its name; a reference begins with its word.
    (
        "in the Fisheries Act 2008 (2030 Limits) Order 2019 (SI 2019/77)",
        "Fisheries Act 2008 (2030 Limits) Order 2019 (SI 2019/77)",
        {"type": "order", "number": "2019/77", "date": "2019"},
    ),
    (
        "Paragraph 276ADE of the Immigration Rules",
        "Paragraph 276ADE of the Immigration Rules",
        {"paragraph": "276ADE"},
    ),
    # Issuers.
    (
        "Денсаулық сақтау министрінің 2021 жылғы 8 қаңтардағы № 3 бұйрығы",
        "Денсаулық сақтау министрінің 2021 жылғы 8 қаңтардағы № 3 бұйрығы",
        {"issuer": "Денсаулық сақтау министрінің", "number": "3"},
    ),
    (
        "Кеше Үкіметтің 2022 жылғы 28 қарашадағы № 63 қаулысы шықты",
        "Үкіметтің 2022 жылғы 28 қарашадағы № 63 қаулысы",
        {"issuer": "Үкіметтің", "date": "2022-11-28"},
    ),
    (
        "Приказ Минрыбхоза России от 14 января 2019 г. № 4н вступил в силу",
        "Приказ Минрыбхоза России от 14 января 2019 г. № 4н",
        {"issuer": "Минрыбхоза", "number": "4Н", "jurisdiction": "ru"},
    ),
    (
        "решением Шортандинского маслихата от 14 декабря 2021 года № 87 установлено",
        "решением Шортандинского маслихата от 14 декабря 2021 года № 87",
        {"type": "decision", "number": "87"},
    ),
    (
        "Cabinet of Ministers Resolution No. 16 of 19 March 2018",
        "Cabinet of Ministers Resolution No. 16 of 19 March 2018",
        {"issuer": "Cabinet of Ministers"},
    ),
    ("по ФЗ № 416 «О рыбе»", "ФЗ № 416 «О рыбе»", {"number": "416-ФЗ"}),
    ("по ст. 12 Водного кодекса РК", "Водного кодекса РК", {"title": "Водный кодекс", "article": "12"}),
    ("бойынша Су кодексінің 5-бабы", "Су кодексінің 5-бабы", {"title": "Су кодексі", "article": "5"}),
    (
        "Order of the Acting Minister of Lakes and River Transport of the Valley of the RK dated May 5, 2021 No. 41",
        "Order of the Acting Minister of Lakes and River Transport of the Valley of the RK dated May 5, 2021 No. 41",
        {"number": "41", "date": "2021-05-05", "issuer": "Acting Minister of Lakes and River Transport of the Valley"},
    ),
    (
        "Постановление Правления Национального Банка РК от 5 мая 2012 года № 14 действует",
        "Постановление Правления Национального Банка РК от 5 мая 2012 года № 14",
        {"number": "14", "jurisdiction": "kz"},
    ),
    ("Закон КР «О рыбе» от 5 мая 2000 года № 61", "Закон КР «О рыбе» от 5 мая 2000 года № 61", {"jurisdiction": "kg"}),
    ("Конвенция МОТ № 197 ратифицирована", "Конвенция МОТ № 197", {"number": "197", "issuer": "МОТ"}),
    ("Convention No. 197 of the ILO holds", "Convention No. 197 of the ILO", {"number": "197", "issuer": "ILO"}),
    ("the River Control Act (RCA) of 1986 was", "River Control Act (RCA) of 1986", {"date": "1986"}),
    ("the 1992 Immigration Law was", "1992 Immigration Law", {"date": "1992", "title": "Immigration Law"}),
    (
        "ҚР Үкіметінің 29.09.2017 ж. № 602 қаулысы",
        "ҚР Үкіметінің 29.09.2017 ж. № 602 қаулысы",
        {"date": "2017-09-29", "issuer": "Үкіметінің"},
    ),
    ("«Балық туралы» заң жобасы талқыланды", "«Балық туралы» заң жобасы", {"type": "bill"}),
    (
        "подписано Соглашение о сотрудничестве в области рыболовства от 15 апреля 1994 года",
        "Соглашение о сотрудничестве в области рыболовства от 15 апреля 1994 года",
        {"date": "1994-04-15"},
    ),
    # Titles: of concepts and strategies with what they are for, of Kazakh acts without quotes.
    (
        "Концепция развития рыбного хозяйства Республики Казахстан на 2024-2030 годы одобрена",
        "Концепция развития рыбного хозяйства Республики Казахстан на 2024-2030 годы",
        {"title": "развития рыбного хозяйства", "period": "2024/2030", "jurisdiction": "kz"},
    ),
    (
        "the Concept for the development of river transport for 2023-2029 was drafted",
        "Concept for the development of river transport for 2023-2029",
        {"title": "development of river transport", "period": "2023/2029"},
    ),
    ("the National Fish Strategy 2016-2025 aims", "National Fish Strategy 2016-2025", {"period": "2016/2025"}),
    (
        "бүгін Балық аулау туралы заңның 5-бабы",
        "Балық аулау туралы заңның 5-бабы",
        {"title": "Балық аулау туралы", "article": "5"},
    ),
    (
        "Қазақстан Республикасының 2025 жылға дейінгі ұлттық даму жоспары",
        "Қазақстан Республикасының 2025 жылға дейінгі ұлттық даму жоспары",
        {"type": "strategy", "period": "2025"},
    ),
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
    "the New World Order 2030 and 5 HC 100",
    "Appendix A lists the questions; Appendix Table 3 the answers",
    "по ст. 5 ТК РФ и ст. 7 УК РФ",
    "ТК и УК как сокращения",
    "1) Соглашение о работе на дому заключается письменно;",
    "the statement of changes in equity",
    "an Employment Agreement of 5 May 2020 was signed by the worker",
    "The Decision of the President was praised; his decision of 5 May 2020 was late.",
    "решение от 5 мая 2020 года было неверным",
    "Регламент работы школы утверждён директором.",
    "Политическое соглашение достигнуто, и Киотский форум закрыт.",
    "the EU Directive and the Council Directive",
    "Бұл туралы заңда айтылмаған.",
    "Настоящий порядок и настоящий закон жизни.",
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Совместный приказ Министра финансов РК от 5 мая 2021 года № 41 и Министра науки от 7 мая 2021 года № 88.",
            [("41", "Министра финансов"), ("88", "Министра науки")],
        ),
        (
            "Қаржы министрінің 2021 жылғы 5 мамырдағы № 41 және Ғылым министрінің 2021 жылғы 7 мамырдағы № 88 бұйрығы",
            [("41", "Қаржы министрінің"), ("88", "Ғылым министрінің")],
        ),
        ("Приказ Министра финансов РК от 5 мая 2021 года № 41 и Министр науки.", [("41", "Министра финансов")]),
    ],
)
def test_a_joint_order_is_an_act_of_each_issuer(text: str, said: list[tuple[str, str]]) -> None:
    assert [(m.attributes["number"], m.attributes["issuer"]) for m in find("d", text)] == said


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        (
            "The Lima Agreement of 12 May 2015 and the UN Fish Convention of 1992 bind.",
            ["Lima Agreement of 12 May 2015", "UN Fish Convention of 1992"],
        ),
        ("the Lima Convention on Fish and the Cairo Protocol", ["Lima Convention on Fish", "Cairo Protocol"]),
        (
            "2011 жылғы 2 шілдедегі № 7-IV Заңға 2015 жылғы 4 мамырдағы № 21-V Заңмен",
            ["2011 жылғы 2 шілдедегі № 7-IV Заңға", "2015 жылғы 4 мамырдағы № 21-V Заңмен"],
        ),
    ],
)
def test_an_act_ends_where_the_next_begins(text: str, surfaces: list[str]) -> None:
    assert [m.surface for m in find("d", text)] == surfaces


def test_concepts_approved_by_several_decrees_are_several() -> None:
    text = (
        "under the Concepts of water policy of Kazakhstan, approved by 1) the Decree of the Government of the RK "
        "No. 11 of May 5, 2000; 2) the Decree of the President of the RK No. 22 of June 6, 2007."
    )
    concepts = [m for m in find("d", text) if m.attributes["type"] == "concept"]
    assert [m.attributes["date"] for m in concepts] == ["2000-05-05", "2007-06-06"]
    assert len({(m.start, m.end) for m in concepts}) == 1


OWN = {"own_act": "1", "title": "Law on fish", "jurisdiction": "kz"}


@pytest.mark.parametrize(
    ("text", "surface", "said"),
    [
        ("в силу п. 3 ст. 2 настоящего Закона", "настоящего Закона", {"article": "2", "paragraph": "3"}),
        ("осы Заңның 12-бабының 3-тармағы", "осы Заңның 12-бабының 3-тармағы", {"article": "12", "language": "kk"}),
        ("Article 5 of this Law applies", "this Law", {"article": "5", "language": "en"}),
        ("Осы Заң, 2008 жылғы 1 қаңтардан бастап", "Осы Заң", {"type": "law"}),
        ("Настоящий приказ вводится в действие", "Настоящий приказ", {"type": "order"}),
        ("Осы қаулы қолданысқа енгізіледі", "Осы қаулы", {"type": "resolution"}),
    ],
)
def test_an_act_speaks_of_itself(text: str, surface: str, said: dict[str, str]) -> None:
    (mention,) = find("d", text, OWN)
    assert mention.surface == surface
    expected = said | {"form": "own", "own_act": "1", "title": "Law on fish"}
    assert {name: mention.attributes.get(name) for name in expected} == expected
    assert all("own_act" not in m.attributes for m in find("d", text))


def test_a_bare_head_is_the_act_itself_only_where_the_text_is_that_kind_of_act() -> None:
    text = "Цель настоящего Кодекса. По всему тексту Кодекса слова заменены; Кодекс дополнен статьей 5. Законом так."
    assert [m.surface for m in find("d", text, OWN)] == ["настоящего Кодекса", "Кодекса", "Кодекс"]


def test_a_name_that_the_text_gives_to_an_act_points_at_it() -> None:
    text = "Закон РК «О рыбе» (далее – Закон) принят. Кодекс РК «О воде» строже. Статья 5 Закона важна."
    short = [m for m in find("d", text) if m.attributes["form"] == "short"]
    assert [(m.surface, m.attributes["article"], m.attributes["defined_at"]) for m in short] == [("Закона", "5", "0")]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Закон РК «О рыбе» принят. По статье 5 Закона лов запрещён. Закон строг.", [("Закона", "5")]),
        ("Закон РК «О рыбе» принят. Указанный Закон строг, указанный закон природы тоже.", [("Закон", None)]),
        ("«Балық туралы» Заң қабылданды. Заңның 5-бабы маңызды.", [("Заңның 5-бабы", "5")]),
        ("По статье 5 Закона лов запрещён. Закон РК «О рыбе» принят.", []),
        ("Кодекс РК «О рыбе» принят. По статье 5 Закона лов запрещён.", []),
    ],
)
def test_a_bare_head_with_an_article_points_at_an_act_before_it(text: str, short: list[tuple[str, str]]) -> None:
    found = [m for m in find("d", text) if m.attributes["form"] == "short"]
    assert [(m.surface, m.attributes.get("article")) for m in found] == short


def test_papers_laid_before_parliament_are_cited_by_date_and_number() -> None:
    text = "The Statements of Changes in Immigration Rules are: 9 April 2013 (Cm 8599), 10 June 2013 (HC 244)."
    said = [(m.attributes.get("number"), m.attributes.get("date")) for m in find("d", text)]
    assert said[1:] == [("Cm 8599", "2013-04-09"), ("HC 244", "2013-06-10")]


def test_a_lettered_paragraph_counts_only_where_the_text_names_the_rules() -> None:
    text = "Leave under paragraph 276ADE or Appendix Skilled Worker and Appendix FM."
    assert find("d", text) == []
    found = find("d", text + " These are Immigration Rules.")
    assert [m.surface for m in found] == [
        "paragraph 276ADE",
        "Appendix Skilled Worker",
        "Appendix FM",
        "Immigration Rules",
    ]


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


def test_a_word_quoted_after_an_act_is_not_its_title() -> None:
    (act,) = find("d", "2019 жылғы 5 мамырдағы № 12-VI Заң «құдық» сөзін «бұлақ» деген сөзбен ауыстырды.")
    assert act.surface == "2019 жылғы 5 мамырдағы № 12-VI Заң" and "title" not in act.attributes
    (act,) = find("d", "Закон от 5 мая 2019 года № 12-VI «о воде» действует.")
    assert act.attributes["title"] == "о воде"
