"""Which records are of one work, and which are not."""

from __future__ import annotations

import pytest

from ingest.citations import parse_entry
from kb.references.sketch import same, sketch

KOVALEV = "Ковалев П.С. Сезонная занятость в речных портах // Вопросы транспорта. – 2011. – № 3. – С. 12–18."
ORDER = "Приказ Министра транспорта Республики Казахстан от 5 мая 2003 г. № 12 «О речных переправах»"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KOVALEV, "Kovalev, P. S. (2011). Sezonnaya zanyatost' v rechnykh portakh. Voprosy transporta, 3, 12-18."),
        (KOVALEV, "Kovalyov P. (2011). Sezonnaia zaniatost v rechnyh portah [Seasonal employment in river ports], 3."),
        (KOVALEV, "Ковалев П. Сезонная занятость в речных портах: обзор / П. Ковалев // Вопр. трансп. 2011. № 3."),
        # A slip in the year: the same pages of a journal.
        (KOVALEV, KOVALEV.replace("2011", "2001")),
        (
            "Sagatova, D. (2017). Zaniatost [Seasonal employment in three port towns]. Voprosy, 5, 41–52.",
            "Sagatova, D. (2017). Seasonal employment in three port towns. Questions of Transport, 5, 41–52.",
        ),
        ("Kim, A. (2018). Boats. Rivers. https://doi.org/10.5555/r.4", "Ким А. Лодки // Реки. 2018. DOI 10.5555/r.4"),
        (ORDER, "Prikaz Ministra transporta ot 5 maia 2003 goda № 12 «O rechnykh perepravakh»."),
        ("Экономика переправ: опыт трех стран / под ред. Л.Д. Мухиной. М.: Волна, 2015. 208 с.",
         "Mukhina, L.D. (2015). Ekonomika pereprav: opyt trekh stran. Moscow: Volna."),
        (
            "Закон Республики Казахстан от 5 мая 2003 года № 999-II «О речных переправах»",
            "«Өзен өткелдері туралы» Қазақстан Республикасының 2003 жылғы 5 мамырдағы № 999-II Заңы",
        ),
        ("Официальный сайт Бюро речной статистики. Режим доступа: http://www.example.kz",
         "Ofitsialnyi sait Biuro rechnoi statistiki. Retrieved from http://example.kz [in Russian]."),
    ],
)  # fmt: skip
def test_one_work(one: str, other: str) -> None:
    assert same(sketch(parse_entry(one).item()), sketch(parse_entry(other).item()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KOVALEV, KOVALEV.replace("Сезонная", "Зимняя")),
        (KOVALEV, KOVALEV.replace("2011", "2014").replace("12–18", "40–51")),
        ("Kim, A. (2018). Report. Oslo: Fjord.", "Lee, B. (2018). Report. Oslo: Fjord."),
        ("Kim, A. (2018). Boats of the east. Rivers, 4. https://doi.org/10.5555/r.4",
         "Kim, A. (2018). Boats of the east. Rivers, 5. https://doi.org/10.5555/r.5"),
        (ORDER, ORDER.replace("№ 12", "№ 13")),
        (ORDER, ORDER.replace("5 мая", "6 июня")),
        (ORDER, ORDER.replace("О речных переправах", "Об утверждении правил приема на работу")),
        (ORDER, KOVALEV),
        ("Ministry of Rivers. (2019). Annual report on inland shipping. Northport: Press.",
         "Ministry of Rivers. (2020). Annual report on inland shipping. Northport: Press."),
    ],
)  # fmt: skip
def test_two_works(one: str, other: str) -> None:
    assert not same(sketch(parse_entry(one).item()), sketch(parse_entry(other).item()))
