"""Which body a clause gives its function to: as subject, agent or the one it belongs to, alone or among several."""

from __future__ import annotations

import pytest

from tests.ontology.test_responsibilities import at, find, pairs


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Қазақстан Республикасының Үкіметі жолақыны белгілейді.", ["Қазақстан Республикасының Үкіметі"]),
        ("Қазақстан Республикасының Парламенті салықты бекітеді.", ["Қазақстан Республикасының Парламенті"]),
        ("2021 жылдан бастап рұқсаттарды Мемлекеттік кірістер комитеті береді.", ["Мемлекеттік кірістер комитеті"]),
        ("Үкіметті халық сайлайды.", []),
        ("Комитетті министр басқарады.", []),
        ("Комитет миграции Министерства труда выдаёт карты.", ["Комитет миграции"]),
        ("Комитет статистики при Министерстве экономики ведёт реестр.", ["Комитет статистики"]),
        ("Министерства экономики и труда ведут реестр.", ["Министерства экономики и труда"]),
        ("Председатель Комитета миграции Министерства труда ведёт приём.", []),
        ("Приказ Министерства юстиции устанавливает порядок.", []),
        ("МВД РК выдаёт гостям визы и разрешения на въезд.", ["МВД РК"]),
        ("МВД Республики Казахстан выдаёт гостям визы.", ["МВД Республики Казахстан"]),
        ("АО «Тулпар» осуществляет перевозку почты.", ["АО «Тулпар»"]),
        (
            "Кабинет Министров Республики Узбекистан утверждает цены на хлеб.",
            ["Кабинет Министров Республики Узбекистан"],
        ),
        ("Местные исполнительные органы областей и городов содержат дороги.", ["Местные исполнительные органы"]),
        ("Уполномоченный орган в сфере туризма выдаёт карты гидов.", ["Уполномоченный орган"]),
        ("Закупом угля занимается Министерство энергетики.", ["Министерство энергетики"]),
        ("Функции опеки принадлежат Министерству юстиции.", ["Министерству юстиции"]),
        ("На Министерство юстиции возложено ведение реестра.", ["Министерство юстиции"]),
        ("Ответственность за дороги несёт Министерство транспорта.", ["Министерство транспорта"]),
        ("Уполномоченным органом в сфере нотариата является Министерство юстиции.", ["Министерство юстиции"]),
        ("Патент Әділет министрлігімен беріледі.", ["Әділет министрлігімен"]),
        ("Патент Әділет министрлігімен келісім бойынша беріледі.", []),
        ("Бақылау Әділет министрлігі тарапынан жүзеге асырылады.", ["Әділет министрлігі"]),
        ("Әділет министрлігі мұрағат ісімен айналысады.", ["Әділет министрлігі"]),
        ("The task of licensing hotels belongs to the Ministry of Tourism.", ["Ministry of Tourism"]),
        ("The meadow belongs to the Ministry of Tourism.", []),
        ("The licensing of hotels falls under the Ministry of Tourism.", ["Ministry of Tourism"]),
        ("The blame falls on the Ministry of Tourism.", []),
        ("The body responsible for hotels is the Ministry of Tourism.", ["Ministry of Tourism"]),
        ("The Ministry of Tourism is the authority that licenses hotels.", ["Ministry of Tourism"]),
        ("The Ministry of Tourism has overall responsibility for hotels.", ["Ministry of Tourism"]),
        (
            'The Ministry of Tourism is authorised under Article 9 of the Law "On Hotels" to inspect hotels.',
            ["Ministry of Tourism"],
        ),
        ("The Ministry of Tourism, which was founded in 1993, licenses hotels.", ["Ministry of Tourism"]),
        (
            "The Ministry of Tourism must, under section 5 of the Hotels Act 2008, inspect hotels.",
            ["Ministry of Tourism"],
        ),
        ("The Ministry of Tourism must inspect hotels.", []),
    ],
)
def test_the_body_that_has_a_function(text: str, bodies: list[str]) -> None:
    assert [body for body, _ in pairs(text)] == bodies


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Labour, the Ministry of Justice and the Ministry of Health fund shelters.",
        "Министерство труда, Министерство юстиции и Министерство здравоохранения финансируют приюты.",
        "Еңбек министрлігі, Әділет министрлігі және Денсаулық сақтау министрлігі баспаналарды қаржыландырады.",
        "Министерство труда, Комитет миграции Министерства внутренних дел и Министерство юстиции ведут реестр.",
    ],
)
def test_none_of_three_subjects_is_lost(text: str) -> None:
    assert len(pairs(text)) == 3
    assert len({function for _, function in pairs(text)}) == 1


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Министерство энергетики утверждает баланс. Министерство согласовывает тарифы.", "Министерство энергетики"),
        (
            "Министерство энергетики (далее – Министерство) утверждает баланс. В функции Министерства входит учёт.",
            "Министерство энергетики",
        ),
        ("Энергетика министрлігі балансты бекітеді. Министрлік жолақыны келіседі.", "Энергетика министрлігі"),
        (
            "The National Bank of Georgia licenses insurers. In spring the Bank inspects brokers.",
            "National Bank of Georgia",
        ),
    ],
)
def test_a_head_alone_means_the_body_of_that_kind_before_it(text: str, body: str) -> None:
    assert [name for name, _ in pairs(text)] == [body, body]


@pytest.mark.parametrize(
    "text",
    [
        "Министерство энергетики утверждает баланс. По данным Министерства, цены выросли.",
        "Министерство энергетики утверждает баланс. Комитет утверждает тарифы.",
        "Счётная палата проверяет бюджет. Палаты утверждают отчёты.",
        "Қорғау министрлігі тізілімді жүргізеді. Қорғау шаралары бекітіледі.",
        "The Ministry of Labour inspects hostels. It is necessary to train cooks.",
        "The Ministry of Labour inspects hostels. It is the duty of owners to pay fees.",
    ],
)
def test_what_means_no_body_adds_no_duty(text: str) -> None:
    assert len(pairs(text)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Ministry of Health publishes ratings of clinics.", 1),
        ("The Ministry of Health published a report.", 0),
        ("Ratings of clinics are published by the Ministry of Health.", 1),
        ("The report was published by the Ministry of Health.", 0),
        ("The Ministry of Health audits of clinics were late.", 0),
        ("World Bank surveys show that wages rose.", 0),
        ("Where the Home Office publishes a notice, the lease ends.", 0),
        ("The Ministry of Health advises hospitals on hygiene.", 1),
        ("The OECD advises Georgia to raise taxes.", 0),
        ("The Ministry of Health issued 5,200 permits.", 0),
        ("The Government signed a treaty with Georgia.", 0),
        ("Министерство здравоохранения публикует рейтинг клиник.", 1),
        ("Министерство здравоохранения выдало им 5 200 разрешений.", 0),
        ("Рейтинг клиник публикуется Министерством здравоохранения.", 1),
        ("Денсаулық сақтау министрлігі емханаларды аттестаттайды.", 1),
        ("Денсаулық сақтау министрлігі 25 емхана салды.", 0),
        ("The Nuclear Energy Commission licenses reactors.", 1),
        ("Work permits are issued by the Ministry of Health.", 1),
        ("The Ministry of Health will become responsible for clinics.", 1),
    ],
)
def test_a_habit_is_a_function_and_an_event_is_none(text: str, count: int) -> None:
    assert len(pairs(text)) == count


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Supervision of wells was carried out by the Ministry of Water.", "Supervision of wells was carried out"),
        ("Farmers apply to the Ministry of Water.", "Farmers apply"),
        ("(6) It is the duty of the Ministry of Water to gauge rivers.", "gauge rivers"),
        (
            "Permits, which were issued by the Ministry of Labour until 2021, are now issued by the Ministry of Water.",
            "Permits are now issued",
        ),
        ("The Ministry of Water, which keeps the register, licenses wells.", "licenses wells"),
    ],
)
def test_a_function_is_neither_clipped_nor_run_together(text: str, function: str) -> None:
    assert pairs(text)[-1][1] == function


def test_what_must_be_done_is_a_duty_in_laws() -> None:
    text, found = find("The Secretary of State must publish a statement of policy.", "law")
    assert [at(text, m) for m in found] == ["Secretary of State"]
