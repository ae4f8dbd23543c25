"""Sentences, lists and tables, and what they recommend."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.document import Block, Document, Passage
from ontology import agencies, characters, modality, recommendations
from ontology.mention import Mention

# Language, heading above, sentence.
RECOMMEND = [
    ("en", "Discussion", "The Ministry of Labour should publish regional forecasts of vacancies every quarter."),
    ("en", "Conclusion", "It is advisable to extend the network of language courses to small towns."),
    ("en", "Results", "There is an urgent need for a single register of seasonal workers."),
    ("en", "Results", "Local authorities must involve diaspora organisations in planning housing."),
    ("en", "Discussion", "A unified complaint line is required to protect seasonal workers from abuse."),
    ("en", "Conclusion", "We propose exempting small farms from the fee for permits."),
    ("en", "Conclusion", "Special attention should be given to villages near the border."),
    ("en", "Discussion", "Regional akimats need to develop housing for doctors who move to villages."),
    ("en", "Recommendations", "Create mobile teams of lawyers for remote districts."),
    ("en", "Results", "One of the ways to reduce informal work is to lower the cost of permits."),
    ("ru", "Заключение", "Необходимо создать единую базу данных о сезонных работниках."),
    ("ru", "Обсуждение", "Целесообразно расширить сеть курсов казахского языка для переселенцев."),
    ("ru", "Выводы", "Рекомендуется упростить выдачу разрешений для малого бизнеса."),
    ("ru", "Результаты", "Миграционная политика должна учитывать интересы приграничных районов."),
    ("ru", "Заключение", "Государству нужно поддержать возвращение учёных."),
    ("kk", "Қорытынды", "Маусымдық жұмысшылардың бірыңғай дерекқорын құру қажет."),
    ("kk", "Қорытынды", "Үкімет квоталарды бөлу тәртібін қайта қарауы тиіс."),
    ("kk", "Талқылау", "Шағын бизнес үшін рұқсат беру тәртібін жеңілдету ұсынылады."),
    ("kk", "Қорытынды", "Көші-қон саясатында шекаралас аудандардың мүддесін ескерген жөн."),
    # What a body advised, in the past.
    ("ru", "Результаты", "Счётный комитет рекомендовал Правительству провести аудит водоканалов."),
    ("ru", "Результаты", "ЮНЕСКО призвала Министерство просвещения обеспечить школы учебниками."),
    ("ru", "Результаты", "Авторы предложили ввести единый тариф на воду."),
    ("ru", "Результаты", "Ассоциация призвала к созданию независимого регулятора."),
    ("kk", "Нәтижелер", "ЮНИСЕФ Үкіметке балабақшаларға бөлінетін қаржыны арттыруды ұсынды."),
    ("kk", "Нәтижелер", "Сарапшылар министрлікке дәрігерлердің жалақысын көтеруге кеңес берді."),
    # What is said with a hedge.
    ("en", "Discussion", "Authorities could consider introducing a progressive water tariff."),
    ("en", "Discussion", "It is high time to abolish the subsidy between households and industry."),
    ("en", "Discussion", "Member states are invited to designate a contact point for patients."),
    ("ru", "Обсуждение", "Было бы полезно создать реестр гидротехнических сооружений."),
    ("ru", "Обсуждение", "Стоит пересмотреть порядок лицензирования частных клиник."),
    ("kk", "Талқылау", "Шағын бизнес үшін бірыңғай мөлшерлеме енгізген дұрыс."),
]
DO_NOT = [
    ("en", "Introduction", "It should be noted that the number of arrivals fell in 2015."),
    ("en", "Introduction", "It is important to emphasize that the census was held twice."),
    ("en", "Introduction", "Foreigners must register with the police within five days of arrival."),
    ("en", "Results", "Applicants are required to submit a medical certificate and two photographs."),
    ("en", "Methods", "To test the model, it was necessary to exclude incomplete questionnaires."),
    ("en", "Literature review", "Migration is defined as the movement of persons across a border."),
    ("en", "Results", "Experts expect that emigration will continue to grow until 2030."),
    ("en", "Discussion", "No visa is required for citizens of neighbouring countries."),
    ("en", "Results", "Why should young people return to villages?"),
    ("en", "Results", "In 2019 the Government introduced an electronic queue for residence permits."),
    ("ru", "Введение", "Следует отметить, что численность прибывших сократилась."),
    ("ru", "Введение", "Иностранцы обязаны зарегистрироваться в течение пяти дней."),
    ("ru", "Методы", "Для анализа необходимо было исключить неполные анкеты."),
    ("ru", "Результаты", "Виза для граждан соседних стран не требуется."),
    ("kk", "Кіріспе", "Айта кету керек, келушілердің саны азайды."),
    ("kk", "Кіріспе", "Шетелдіктер бес күн ішінде тіркелуге міндетті."),
    ("kk", "Нәтижелер", "Көрші елдердің азаматтарына виза қажет емес."),
    ("ru", "Результаты", "Комиссия рекомендовала к утверждению бюджет на 2019 год."),
    ("ru", "Введение", "Учёный предложил гипотезу о происхождении степных почв."),
    ("ru", "Введение", "Президент призвал граждан прийти на выборы."),
    ("ru", "Результаты", "Фильтр стоит дорого, и скважина стоит пустой."),
    ("kk", "Нәтижелер", "Үкімет жаңа заң жобасын ұсынды."),
    ("kk", "Нәтижелер", "Бұл жауап дұрыс."),
]


def _sentence(language: str, heading: str, text: str, type_: str = "paper") -> list[Mention]:
    """The recommendations in a sentence under a heading."""
    passage = Passage("d", 0, len(text), text, "body", language, None, heading, ((0, len(text)),))
    document = Document("d", "p.txt", "text/plain", text, blocks=(Block(0, len(text)),), type=type_, language=language)
    return recommendations.find(document, [passage], agencies.find("d", text))


def _read(text: str, name: str = "paper.txt") -> tuple[Document, list[Mention]]:
    """A text as it is read, and its recommendations."""
    document = ingest.parse(text.encode(), name)
    return document, recommendations.find(document, ingest.cut(document), agencies.find(document.id, document.text))


def _said(document: Document, mention: Mention, name: str) -> list[str]:
    """The ranges that an attribute names, as text."""
    ranges = (at.split(",") for at in mention.attributes.get(name, "").split())
    return [document.text[int(start) : int(end)] for start, end in ranges]


@pytest.mark.parametrize(("language", "heading", "text"), RECOMMEND)
def test_recommends(language: str, heading: str, text: str) -> None:
    found = _sentence(language, heading, text)
    assert [m.surface for m in found] == [text]
    assert 0.5 <= found[0].confidence <= 1


@pytest.mark.parametrize(("language", "heading", "text"), DO_NOT)
def test_does_not_recommend(language: str, heading: str, text: str) -> None:
    assert _sentence(language, heading, text) == []


@pytest.mark.parametrize("type_", ["law", "code", "decree"])
def test_statutes_oblige_and_do_not_recommend(type_: str) -> None:
    sentence = ("en", "Article 3", "The authorised body should keep a register of employers.")
    assert _sentence(*sentence) and not _sentence(*sentence, type_=type_)


def test_confidence_follows_the_cues() -> None:
    sure, doubtful = (
        _sentence("en", heading, text)[0].confidence
        for heading, text in (
            ("Conclusion", "It is necessary to create shelters for victims of trafficking."),
            ("Results", "This shows the need for language courses."),
        )
    )
    assert sure > 0.9 > doubtful


LISTS = [
    (
        "Seasonal work\n\nConclusion\n\nIt is necessary to: 1) open advice centres at border crossings; "
        "2) translate contracts into the languages of workers; 3) publish the names of dishonest agencies.\n",
        "It is necessary to:",
        ["open advice centres", "translate contracts", "publish the names"],
    ),
    (
        "Seasonal work\n\nConclusion\n\nThe following measures are proposed:\n\n- development of regional housing "
        "funds;\n\n- support for small towns that lose inhabitants.\n\nThe number of permits fell in 2019.\n",
        "The following measures are proposed:",
        ["development of regional", "support for small towns"],
    ),
    (
        "Сезонный труд\n\nЗаключение\n\nНеобходимо: 1) открыть консультационные центры на границе; "
        "2) перевести договоры на языки работников.\n",
        "Необходимо:",
        ["открыть консультационные", "перевести договоры"],
    ),
    (
        "Маусымдық еңбек\n\nҚорытынды\n\nМынадай шаралар ұсынылады:\n\n- өңірлік тұрғын үй қорларын дамыту;\n\n"
        "- шағын қалаларды қолдау.\n",
        "Мынадай шаралар ұсынылады:",
        ["өңірлік тұрғын үй", "шағын қалаларды"],
    ),
    (
        "Tobacco\n\nConclusion\n\nThe report makes three proposals: (i) raise the excise on cigarettes; "
        "(ii) ban advertising near schools; (iii) fund clinics for smokers.\n",
        "The report makes three proposals:",
        ["raise the excise", "ban advertising", "fund clinics"],
    ),
]


@pytest.mark.parametrize(("text", "lead", "starts"), LISTS)
def test_each_item_of_a_list_is_one_with_its_lead_as_context(text: str, lead: str, starts: list[str]) -> None:
    document, found = _read(text)
    assert len(found) == len(starts)
    for mention, start in zip(found, starts, strict=True):
        assert mention.surface.startswith(start) and mention.attributes["strength"] == "explicit"
        assert _said(document, mention, "context") == [lead]


def test_a_list_of_what_was_done_is_none() -> None:
    _, found = _read(
        "Seasonal work\n\nIntroduction\n\nIn 2011 several measures were introduced:\n\n- simplified permits for "
        "experts were issued;\n\n- quotas were set by region.\n"
    )
    assert found == []


def test_a_repeated_marker_makes_one_each() -> None:
    document, found = _read(
        "A paper\n\nConclusion\n\nIt is necessary to train labour inspectors in remote districts, to equip border "
        "posts with scanners, and to finance shelters for the victims.\n"
    )
    assert [m.surface for m in found] == [
        "It is necessary to train labour inspectors in remote districts",
        "to equip border posts with scanners",
        "to finance shelters for the victims.",
    ]
    assert _said(document, found[1], "context") == ["It is necessary"]


def test_verbs_after_one_marker_stay_together() -> None:
    _, found = _read(
        "A paper\n\nConclusion\n\nThe state should build hostels, improve transport and reduce the price of permits.\n"
    )
    assert len(found) == 1


def test_cells_under_a_head_of_measures() -> None:
    table = "Group\tNumber\tPolicy measures\nStudents\t120\tSimplified extension of student visas\n"
    table += "Seasonal workers\t450\tProvision of hostels near the fields"
    columns = f"Results\n\n{table}"
    start = len("Results\n\n")
    document = Document(
        "d", "p.txt", "text/plain", columns, blocks=(Block(0, 7, "heading"), Block(start, len(columns), "table", 1))
    )
    passage = Passage("d", start, len(columns), table, "table", "en", None, "Results")
    found = recommendations.find(document, [passage], [])
    assert [m.surface for m in found] == [
        "Simplified extension of student visas",
        "Provision of hostels near the fields",
    ]
    assert {tuple(_said(document, m, "context")) for m in found} == {("Policy measures",)}


def test_nouns_listed_under_recommendations_are_each_one() -> None:
    items = ["су есептегіштерін орнату", "мектептерді жаңғырту", "дәрігерлерді оқыту"]
    listed = "\n\n".join(f"- {item};" for item in items)
    _, found = _read(f"# Ұсыныстар\n\n{listed}\n", "paper.md")
    assert [m.attributes["text"] for m in found] == items
    assert _read(f"# Кіріспе\n\n{listed}\n", "paper.md")[1] == []


BY = [
    ("en", "IOM experts recommend creating a hotline for victims of trafficking.", "IOM", ""),
    ("en", "According to Petrova (2019), it is necessary to train consular officers.", "", "Petrova (2019)"),
    ("en", "Quotas should be set by region (Akhmetov, 2020).", "", "Akhmetov, 2020"),
    ("en", "Quotas should be set by region.", "", "authors"),
    ("ru", "По мнению Петровой (2019), целесообразно обучать консулов.", "", "Петровой (2019)"),
    ("ru", "Рекомендуется Министерству юстиции обучать консулов.", "", "authors"),
    # A law demands; who reads it recommends.
    ("en", "Quotas should be set by region (Zakon, 2011).", "", "authors"),
    ("en", "According to the Migration Act (2014), it is necessary to set quotas by region.", "", "authors"),
    ("en", "According to Article 5 (2014), it is necessary to set quotas by region.", "", "authors"),
    ("ru", "По мнению Закона (2019), целесообразно обучать консулов.", "", "authors"),
    ("en", "UNESCO urged the Ministry of Education to raise the pay of teachers.", "UNESCO", ""),
    ("en", "The World Bank called on the Government to reform water tariffs.", "World Bank", ""),
    ("en", "IOM concluded that the Ministry of Justice should register contracts.", "IOM", ""),
    ("en", "The Ministry of Justice should register contracts that IOM concluded.", "", "authors"),
    ("ru", "МОМ рекомендовала создать горячую линию для жертв торговли людьми.", "МОМ", ""),
    ("ru", "Исследователи предложили ввести обязательный осмотр.", "", "Исследователи"),
    ("kk", "ЮНИСЕФ балабақшаларға бөлінетін қаржыны арттыруды ұсынды.", "ЮНИСЕФ", ""),
]


@pytest.mark.parametrize(("language", "text", "body", "by"), BY)
def test_by_whom(language: str, text: str, body: str, by: str) -> None:
    (mention,) = _sentence(language, "Results", text)
    at = mention.attributes.get("by_at")
    assert (text[slice(*map(int, at.split(",")))] if at else "") == body
    assert mention.attributes.get("by", "") == by


TO = [
    ("en", "The Government of the Republic of Kazakhstan should review the quota every year.", "Government of the Rep"),
    ("en", "We recommend that the Ministry of Justice register the contracts of workers.", "Ministry of Justice"),
    ("en", "The programmes of the Ministry of Justice should be reviewed every year.", ""),
    ("ru", "Правительству Республики Казахстан необходимо ежегодно пересматривать квоту.", "Правительству Республики"),
    ("kk", "Қазақстан Республикасының Үкіметі квотаны жыл сайын қайта қарауы тиіс.", "Қазақстан Республикасының"),
    ("en", "It is necessary for the Ministry of Justice to register the contracts of workers.", "Ministry of Justice"),
    ("en", "It is recommended to the Ministry of Justice to register the contracts.", "Ministry of Justice"),
    ("ru", "Рекомендуется Министерству юстиции ежегодно публиковать квоту.", "Министерству юстиции"),
    ("ru", "Министерству юстиции рекомендуется ежегодно публиковать квоту.", "Министерству юстиции"),
    ("kk", "Әділет министрлігіне квотаны жыл сайын жариялау ұсынылады.", "Әділет министрлігіне"),
    ("kk", "Әділет министрлігінің квотаны жыл сайын жариялауы керек.", "Әділет министрлігінің"),
    ("kk", "Әділет министрлігінің сайтын жыл сайын жаңарту керек.", ""),
    ("en", "UNESCO urged the Ministry of Justice to register the contracts.", "Ministry of Justice"),
    ("en", "UNESCO advised schools about the Ministry of Justice and its fees.", ""),
    ("ru", "Эксперты рекомендуют Министерству юстиции отменить пошлины.", "Министерству юстиции"),
    ("ru", "ЮНЕСКО призвала Министерство юстиции отменить пошлины.", "Министерство юстиции"),
    ("ru", "Как рекомендует Министерство юстиции, следует отменить пошлины.", ""),
    ("kk", "ЮНИСЕФ Әділет министрлігіне алымдарды азайтуды ұсынды.", "Әділет министрлігіне"),
]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The OECD recommends cutting subsidies. It is necessary to widen the network of stations.", "by_at"),
        ("The OECD recommends cutting subsidies. It would be useful to widen the network of stations.", "by"),
        ("The OECD recommends cutting subsidies. We propose widening the network of stations.", "by"),
    ],
)
def test_what_follows_is_said_by_the_body_unless_the_authors_speak_or_hedge(text: str, by: str) -> None:
    _, found = _read(text)
    assert len(found) == 2 and "by_at" in found[0].attributes and by in found[1].attributes


@pytest.mark.parametrize(
    ("text", "to"),
    [
        (
            "The Ministry of Justice and the Ministry of Labour should publish a register of employers.",
            ["Ministry of Justice", "Ministry of Labour"],
        ),
        (
            "UNICEF urged the Ministry of Health, the Ministry of Justice and the Ministry of Finance to share data.",
            ["Ministry of Health", "Ministry of Justice", "Ministry of Finance"],
        ),
        (
            "Министерству юстиции и Министерству финансов следует пересмотреть льготы.",
            ["Министерству юстиции", "Министерству финансов"],
        ),
        (
            "The Ministry of Justice should publish a register with the Ministry of Labour.",
            ["Ministry of Justice"],
        ),
    ],
)
def test_several_bodies_are_asked_together(text: str, to: list[str]) -> None:
    document, (mention,) = _read(text)
    assert _said(document, mention, "addressee_at") == to


@pytest.mark.parametrize(("language", "text", "to"), TO)
def test_to_whom(language: str, text: str, to: str) -> None:
    (mention,) = _sentence(language, "Conclusion", text)
    at = mention.attributes.get("addressee_at", "")
    assert (text[slice(*map(int, at.split(",")))] if at else "").startswith(to) and bool(at) == bool(to)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The Ministry of Justice keeps the list.\n\nThe Ministry should publish the list.", "Ministry of Justice"),
        ("The list is long.\n\nThe Ministry should publish the list every year.", ""),
        (
            "Министерство юстиции ведёт список.\n\nРекомендуется министерству публиковать список ежегодно.",
            "Министерство юстиции",
        ),
        (
            "Әділет министрлігі тізім жүргізеді.\n\nМинистрлікке тізімді жыл сайын жариялау ұсынылады.",
            "Әділет министрлігі",
        ),
        ("# Recommendations to the Ministry of Justice\n\n1. Publish the list every year.", "Ministry of Justice"),
        ("# Предложения Министерству юстиции\n\n1. Публиковать список каждый год.", "Министерству юстиции"),
        (
            "# Recommendations\n\n- Ministry of Justice: publish the list and train the lawyers.",
            "Ministry of Justice",
        ),
        (
            "# Рекомендации\n\n1. Министерству юстиции – издать правила приёма.",
            "Министерству юстиции",
        ),
        (
            "We recommend that the Ministry of Justice:\n\n- publish the list once a year;\n\n- train its lawyers.",
            "Ministry of Justice",
        ),
    ],
)
def test_to_whom_stands_before(text: str, to: str) -> None:
    document, found = _read(text, "paper.md")
    assert found
    assert {tuple(_said(document, m, "addressee_at")) for m in found} == {(to,) if to else ()}


def test_a_list_mark_is_no_part_of_what_is_recommended() -> None:
    _, found = _read("# Recommendations\n\n- Publish the list every year.\n\n2. Train the lawyers;\n", "paper.md")
    assert [m.attributes["text"] for m in found] == ["Publish the list every year.", "Train the lawyers"]


def test_on_which_concepts() -> None:
    text = "The state should simplify permits."
    concept = Mention("d", 26, 33, "concept", "permits", {"id": "work-permit"})
    passage = Passage("d", 0, len(text), text, "body", "en", None, "Conclusion", ((0, len(text)),))
    document = Document("d", "p.txt", "text/plain", text, blocks=(Block(0, len(text)),))
    (mention,) = recommendations.find(document, [passage], [concept])
    assert mention.attributes["concepts_at"] == "26,33"


def test_garbled_text_recommends_nothing() -> None:
    text = "It is necessary to create shelters."
    passage = Passage("d", 0, len(text), text, "body", "en", None, "", ((0, len(text)),), garbled=True)
    document = Document("d", "p.txt", "text/plain", text, blocks=(Block(0, len(text)),))
    assert recommendations.find(document, [passage], []) == []


@pytest.mark.parametrize(("language", "heading", "text"), RECOMMEND + DO_NOT)
def test_a_cue_holds_one_of_its_words(language: str, heading: str, text: str) -> None:
    for cue in modality.rules().cues:
        if cue.search(characters.unify(text), language):
            assert cue.may_match(text.lower(), language), cue.name


def test_the_weights_explain_the_probability() -> None:
    names = ["should", "policy_actor", "section_conclusion"]
    told = modality.explain(names)
    assert {name for name, _ in told} == set(names)
    assert modality.probability(names) > modality.probability([*names, "denied"]) > 0


@given(
    st.lists(st.sampled_from([text for _, _, text in RECOMMEND + DO_NOT]), max_size=8),
    st.text(st.characters(exclude_categories=["C"]), max_size=40),
)
def test_every_surface_is_verbatim(sentences: list[str], noise: str) -> None:
    document, found = _read("\n\n".join([*sentences, noise, *sentences]) + "\nend")
    assert all(document.text[m.start : m.end] == m.surface for m in found)


@pytest.mark.shared
def test_recall_and_precision_on_the_papers(shared: Path) -> None:
    """Quotes are compared by the words that they hold: letters and digits alone."""
    gold = [json.loads(line) for line in (shared / "eval/ontology/recommendations.jsonl").read_text().splitlines()]
    wanted = {
        name: [q for r in gold for q in r["evidence"] if q["doc"] == name] for name in ("000", "001", "002", "003")
    }
    counts: Counter[str] = Counter()
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = ingest.parse(path.read_bytes(), str(path))
        found = recommendations.find(document, ingest.cut(document), [])
        quotes = [_squeezed(q["quote"]) for q in wanted[path.name[:3]]]
        surfaces = [_squeezed(m.surface) for m in found]
        counts["gold"] += len(quotes)
        counts["covered"] += sum(any(_shared(q, s) for s in surfaces) for q in quotes)
        counts["found"] += len(surfaces)
        counts["right"] += sum(any(_shared(q, s) for q in quotes) for s in surfaces)
    assert counts["covered"] / counts["gold"] > 0.8 and counts["right"] / counts["found"] > 0.85


@pytest.mark.shared
def test_laws_hold_none(shared: Path) -> None:
    for path in sorted((shared / "data/kz-laws").glob("law_on_p*.txt")):
        document = ingest.parse(path.read_bytes()[:60_000], str(path))
        assert recommendations.find(document, ingest.cut(document), []) == []


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _shared(one: str, other: str) -> bool:
    """Whether half of the shorter one stands in the longer one, in one run."""
    short, long = sorted((one, other), key=len)
    half = max(1, len(short) // 2)
    return any(short[i : i + half] in long for i in range(0, len(short) - half + 1, max(1, half // 8)))
