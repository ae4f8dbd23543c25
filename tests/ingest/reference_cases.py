# ruff: noqa: E501
"""Made-up references of every style and language, each with what it says. No work among them exists."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Case:
    """A reference and what it says: family names (of bodies the whole name), year, title, and some more fields."""

    text: str
    families: tuple[str, ...]
    year: str
    title: str
    more: dict[str, str] = field(default_factory=dict)
    type: str = ""
    style: str = ""
    editors: tuple[str, ...] | None = None


CASES = [
    # ---------------------------------------------------------------------------------------------- APA
    Case(
        "Orlova, K. V., & Brandt, T. (2018). Seasonal work and the price of housing: Evidence from five river towns. "
        "Journal of Regional Economics, 14(3), 201–219. https://doi.org/10.5555/jre.2018.0143",
        ("Orlova", "Brandt"), "2018", "Seasonal work and the price of housing: Evidence from five river towns",
        {"container": "Journal of Regional Economics", "volume": "14", "issue": "3", "pages": "201–219",
         "doi": "10.5555/jre.2018.0143"}, "article-journal", "apa",
    ),
    Case(
        "12. Van der Meer, J., O'Neill, P. Q., García Solano, M., et al. (2021b). Remittances after a flood. World "
        "Review of Rural Finance, 7, 33-58. doi:10.5555/wrrf.7.33",
        ("Van der Meer", "O'Neill", "García Solano"), "2021", "Remittances after a flood",
        {"suffix": "b", "pages": "33–58", "doi": "10.5555/wrrf.7.33", "volume": "7"}, "article-journal",
    ),
    Case(
        "Ministry of Rivers. (2019). Annual report on inland shipping. Northport: Government Press.",
        ("Ministry of Rivers",), "2019", "Annual report on inland shipping",
        {"place": "Northport", "publisher": "Government Press"}, "report",
    ),
    Case(
        "Lindqvist, A. (2016). The quiet border (2nd ed.). New York, NY: Harbour & Sons.",
        ("Lindqvist",), "2016", "The quiet border", {"publisher": "Harbour & Sons"}, "book",
    ),
    Case(
        "Petrenko, O. I. (2014). Who stays behind? Families of long-distance drivers. In R. Holm & S. Adeyemi (Eds.), "
        "Labour on the move (pp. 77–98). Oslo: Fjord Academic.",
        ("Petrenko",), "2014", "Who stays behind? Families of long-distance drivers",
        {"pages": "77–98", "publisher": "Fjord Academic"}, "chapter",
    ),
    Case(
        "Tanaka, H. (2020, March 4). Why the ferries stopped. Island Gazette. Retrieved May 6, 2021, from "
        "https://example.org/news/ferries-stopped",
        ("Tanaka",), "2020", "Why the ferries stopped",
        {"url": "https://example.org/news/ferries-stopped", "accessed": "2021-05-06"}, "webpage",
    ),
    Case(
        "Sagatova, D.M., Ibragimov, N. (2017). Sezonnaia zaniatost v rechnykh portakh: opyt trekh oblastei [Seasonal "
        "employment in river ports: the experience of three regions]. Voprosy transporta, 5, 41–52 [in Russian].",
        ("Sagatova", "Ibragimov"), "2017", "Sezonnaia zaniatost v rechnykh portakh: opyt trekh oblastei",
        {"translation": "Seasonal employment in river ports: the experience of three regions", "pages": "41–52",
         "container": "Voprosy transporta"}, "article-journal",
    ),
    Case(
        "Akhmetova G.K. (2015) Auyldagy zhastardyn enbegi [Work of rural youth]. Almaty: Dala baspasy (In Kazakh).",
        ("Akhmetova",), "2015", "Auyldagy zhastardyn enbegi",
        {"translation": "Work of rural youth", "place": "Almaty", "publisher": "Dala baspasy"}, "book",
    ),
    Case(
        "Moreau, L. (n.d.). Notes on harbour dues. Port Studies Network. https://example.org/notes/dues",
        ("Moreau",), "", "Notes on harbour dues", {"url": "https://example.org/notes/dues"}, "webpage",
    ),
    Case(
        "International Office for Ferries (2022) Crossing safely: a handbook. Geneva: IOF.",
        ("International Office for Ferries",), "2022", "Crossing safely: a handbook", {"place": "Geneva"}, "book",
    ),
    # ------------------------------------------------------------------------------ Harvard, author and date
    Case(
        "Whitlock, R. and Okafor, B. (2011) 'Counting commuters in delta cities', Urban Flows, 9(2), pp. 115-131.",
        ("Whitlock", "Okafor"), "2011", "Counting commuters in delta cities",
        {"container": "Urban Flows", "volume": "9", "issue": "2", "pages": "115–131"}, "article-journal",
    ),
    Case(
        "Duarte, Elisa, and Tom Vance. 2013. “Ferry Strikes and Wages.” Labour Quarterly 28 (4): 301–22.",
        ("Duarte", "Vance"), "2013", "Ferry Strikes and Wages",
        {"container": "Labour Quarterly", "volume": "28", "issue": "4", "pages": "301–22"}, "article-journal",
    ),
    Case(
        "Hollis, Margaret J. 2009. Bridges and Tolls: A History. Chicago: Lakeside University Press.",
        ("Hollis",), "2009", "Bridges and Tolls: A History",
        {"place": "Chicago", "publisher": "Lakeside University Press"}, "book",
    ),
    # ---------------------------------------------------------------------------- Chicago notes, bibliography
    Case(
        "Elisa Duarte and Tom Vance, “Ferry Strikes and Wages,” Labour Quarterly 28, no. 4 (2013): 301–22.",
        ("Duarte", "Vance"), "2013", "Ferry Strikes and Wages",
        {"container": "Labour Quarterly", "volume": "28", "issue": "4", "pages": "301–22"}, "article-journal",
    ),
    Case(
        "Margaret J. Hollis, Bridges and Tolls: A History (Chicago: Lakeside University Press, 2009), 45.",
        ("Hollis",), "2009", "Bridges and Tolls: A History",
        {"place": "Chicago", "publisher": "Lakeside University Press"}, "book",
    ),
    Case(
        "Hollis, Margaret J. Bridges and Tolls: A History. Chicago: Lakeside University Press, 2009.",
        ("Hollis",), "2009", "Bridges and Tolls: A History", {"publisher": "Lakeside University Press"}, "book",
    ),
    Case(
        "Duarte, Elisa. “Ferry Strikes and Wages.” Labour Quarterly 28, no. 4 (2013): 301–22.",
        ("Duarte",), "2013", "Ferry Strikes and Wages", {"pages": "301–22", "volume": "28"}, "article-journal",
    ),
    # -------------------------------------------------------------------------- Vancouver, IEEE, OSCOLA
    Case(
        "Osei KB, Lund TR, Ferrari M. Heat stress among dock workers. Port Med. 2015;12(3):45-67.",
        ("Osei", "Lund", "Ferrari"), "2015", "Heat stress among dock workers",
        {"container": "Port Med", "volume": "12", "issue": "3", "pages": "45–67"}, "article-journal",
    ),
    Case(
        "[4] K. B. Osei and T. R. Lund, “Sensors for crowded piers,” J. Harbour Eng., vol. 8, no. 2, pp. 10–19, "
        "Mar. 2016.",
        ("Osei", "Lund"), "2016", "Sensors for crowded piers",
        {"volume": "8", "issue": "2", "pages": "10–19", "container": "J. Harbour Eng."}, "article-journal",
    ),
    Case(
        "Amina Yusuf, ‘The duty to admit the shipwrecked’ (2012) 24 Maritime Law Review 88",
        ("Yusuf",), "2012", "The duty to admit the shipwrecked", {"volume": "24"}, "article-journal",
    ),
    # --------------------------------------------------------------------------------------------- GOST
    Case(
        "1. Ковалев П.С. Сезонная занятость в речных портах // Вопросы транспорта. – 2011. – № 3. – С. 12–18.",
        ("Ковалев",), "2011", "Сезонная занятость в речных портах",
        {"container": "Вопросы транспорта", "issue": "3", "pages": "12–18"}, "article-journal", "gost",
    ),
    Case(
        "Ковалев П.С., Юнусова А.Т. Рынок труда малых городов: тенденции и прогнозы / П.С. Ковалев, А.Т. Юнусова, "
        "Б.Б. Сергазин // Вестн. Сев. ун-та. Сер. Экономика. 2019. Т. 24. Вып. 2. С. 101–115.",
        ("Ковалев", "Юнусова", "Сергазин"), "2019", "Рынок труда малых городов: тенденции и прогнозы",
        {"container": "Вестн. Сев. ун-та. Сер. Экономика", "volume": "24", "issue": "2", "pages": "101–115"},
        "article-journal",
    ),
    Case(
        "Громов, И. И. Речные пути Сибири [Текст] / И. И. Громов. – М. : Волна, 2007. – 351 с.",
        ("Громов",), "2007", "Речные пути Сибири", {"place": "М.", "publisher": "Волна", "extent": "351"}, "book",
    ),
    Case(
        "Экономика переправ: учебное пособие / под ред. Л.Д. Мухиной. – СПб.: Изд-во Сев. ун-та, 2015. – 208 с.",
        (), "2015", "Экономика переправ: учебное пособие",
        {"place": "СПб.", "publisher": "Изд-во Сев. ун-та", "extent": "208"}, "book",
    ),
    Case(
        "Ли В.Г. О плате за причал // Право и море: сб. науч. тр. / отв. ред. С.С. Дым. — Владивосток: Маяк, 2010. — "
        "С. 55—61.",
        ("Ли",), "2010", "О плате за причал", {"pages": "55–61"}, "chapter",
    ),
    Case(
        "Сатпаева Д.К. Паромная переправа: вчера и сегодня [Электронный ресурс] // Портал «Река». URL: "
        "https://example.kz/articles/parom (дата обращения: 12.05.2020).",
        ("Сатпаева",), "", "Паромная переправа: вчера и сегодня",
        {"url": "https://example.kz/articles/parom", "accessed": "2020-05-12"}, "webpage",
    ),
    Case(
        "Беляев Ю.А. Влияние наводнений на занятость: дис. … канд. экон. наук: 08.00.05. – Томск, 2004. – 170 с.",
        ("Беляев",), "2004", "Влияние наводнений на занятость", {"genre": "дис. … канд. экон. наук: 08.00.05", "place": "Томск"},
        "thesis",
    ),
    Case(
        "Официальный сайт Комитета водного транспорта [Электронный ресурс]. Режим доступа: https://example.kz/water/",
        (), "", "Официальный сайт Комитета водного транспорта", {"url": "https://example.kz/water/"}, "webpage",
    ),
    Case(
        "Smirnov A.V. River ports and growth // Regional Studies of Siberia. 2012. Vol. 5. No. 2. P. 33–47.",
        ("Smirnov",), "2012", "River ports and growth",
        {"container": "Regional Studies of Siberia", "volume": "5", "issue": "2", "pages": "33–47"},
        "article-journal", "gost",
    ),
    # --------------------------------------------------------------------------------------- GOST, Kazakh
    Case(
        "3. Жанұзақов Б.Т. Өзен порттарындағы маусымдық жұмыс // Көлік хабаршысы. – 2016. – № 4 (12). – Б. 21–29.",
        ("Жанұзақов",), "2016", "Өзен порттарындағы маусымдық жұмыс",
        {"container": "Көлік хабаршысы", "issue": "4(12)", "pages": "21–29"}, "article-journal",
    ),
    Case(
        "Әлімқұлова С.Қ., Нұрпейіс Е.М. Ауыл жастарының еңбегі. – Алматы: Дала баспасы, 2018. – 240 б.",
        ("Әлімқұлова", "Нұрпейіс"), "2018", "Ауыл жастарының еңбегі",
        {"place": "Алматы", "publisher": "Дала баспасы", "extent": "240"}, "book",
    ),
    Case(
        "Тоқтарова Г.Ә. Көші-қон және қала [Электрондық ресурс]. – Қолжетімді: https://example.kz/qala (қаралған күні: "
        "03.02.2021).",
        ("Тоқтарова",), "", "Көші-қон және қала",
        {"url": "https://example.kz/qala", "accessed": "2021-02-03"}, "webpage",
    ),
    # ---------------------------------------------------------------------------------------------- acts
    Case(
        "Закон Республики Казахстан от 5 мая 2003 г. № 999-II «О речных переправах» (с изм. и доп. по сост. на "
        "01.01.2020 г.)",
        (), "2003", "О речных переправах", {"number": "999-II", "day": "2003-05-05"}, "legislation",
    ),
    Case(
        "О речных переправах : Закон Республики Казахстан от 5 мая 2003 года № 999-II // Ведомости. – 2003. – № 9.",
        (), "2003", "О речных переправах", {"number": "999-II", "day": "2003-05-05"}, "legislation",
    ),
    Case(
        "«Өзен өткелдері туралы» Қазақстан Республикасының 2003 жылғы 5 мамырдағы № 999-II Заңы.",
        (), "2003", "Өзен өткелдері туралы", {"number": "999-II", "day": "2003-05-05"}, "legislation",
    ),
    Case(
        "Postanovlenie Pravitelstva Respubliki Kazakhstan ot 7 iiunia 2012 goda № 777 «Ob utverzhdenii Pravil "
        "perepravy» [Resolution of the Government of the Republic of Kazakhstan dated June 7, 2012 No. 777 “On "
        "approval of the Rules of crossing”]. adilet.zan.kz. "
        "Retrieved from https://example.kz/docs/P1200000777 [in Russian].",
        (), "2012", "Ob utverzhdenii Pravil perepravy",
        {"number": "777", "day": "2012-06-07", "translation": "On approval of the Rules of crossing"}, "legislation",
    ),
    Case(
        "Law of the Republic of Kazakhstan No. 999-II of 5 May 2003 “On River Crossings”.",
        (), "2003", "On River Crossings", {"number": "999-II", "day": "2003-05-05"}, "legislation",
    ),
    Case("Ferries and Crossings Act 1987, s 4(2).", (), "1987", "Ferries and Crossings Act 1987", {}, "legislation"),
    # --------------------------------------------------------------------------------------------- noise
    Case(
        "Orlova, K. V, & Brandt T. (2018) Seasonal work and the price of hou-\nsing: Evidence from five river towns\n"
        "Journal of Regional Economics, 14 (3), 201 – 219",
        ("Orlova", "Brandt"), "2018", "Seasonal work and the price of housing: Evidence from five river towns",
        {"volume": "14", "issue": "3", "pages": "201–219"}, "article-journal",
    ),
    Case(
        "7 Ковалев П. Д Сезонная занятость в речных пор-\nтах// Вопросы транспорта.-2011.-№3.-С.12-18",
        ("Ковалев",), "2011", "Сезонная занятость в речных портах",
        {"container": "Вопросы транспорта", "issue": "3", "pages": "12–18"}, "article-journal",
    ),
    Case(
        "• Osei, K. (2019). Sensors for crowded piers. Harbour Engineering, 8(2), 10-19. https://doi.org/10.5555/ "
        "he.2019.8.2",
        ("Osei",), "2019", "Sensors for crowded piers", {"doi": "10.5555/he.2019.8.2", "pages": "10–19"},
        "article-journal",
    ),
    Case(
        "[17] Petrova M.N. Trudovye resursy porta. Transport Severa, 2014, no. 6, pp. 71-80. (In Russ.)",
        ("Petrova",), "2014", "Trudovye resursy porta",
        {"container": "Transport Severa", "issue": "6", "pages": "71–80"}, "article-journal",
    ),
    Case(
        "Smith J., Brown K. Tides of labour: Evidence from ports. J. Pop. Econ. 2014; 27: 100–120.",
        ("Smith", "Brown"), "2014", "Tides of labour: Evidence from ports", {"volume": "27", "pages": "100–120"},
        "article-journal",
    ),
]  # fmt: skip

# Written after the parser had been made.
LATER = [
    Case(
        'Баймұратова А.С. Халықаралық көші-қон: теория және тәжірибе: оқу құралы. – Астана: Фолиант, 2020. – 312 б.',
        ('Баймұратова',), '2020', 'Халықаралық көші-қон: теория және тәжірибе: оқу құралы',
    ),
    Case(
        'Рязанов С. В., Письменов Е. Е. Трудовая миграция в СНГ: социальные и экономические эффекты. М.: Наука, 2016. 256 с.',
        ('Рязанов', 'Письменов'), '2016', 'Трудовая миграция в СНГ: социальные и экономические эффекты',
    ),
    Case(
        'World Bank. 2023. World Development Report 2023: Migrants, Refugees, and Societies. Washington, DC: World Bank.',
        ('World Bank',), '2023', 'World Development Report 2023: Migrants, Refugees, and Societies',
    ),
    Case(
        'Castell S., de Haas H., Miller M. J. The Age of Moving. 5th ed. Basingstoke: Palgrave, 2014.',
        ('Castell', 'de Haas', 'Miller'), '2014', 'The Age of Moving',
    ),
    Case(
        'IOM (International Office for Moving) (2020). World Migration Report 2020. Geneva.',
        ('IOM (International Office for Moving)',), '2020', 'World Migration Report 2020',
    ),
    Case(
        'Borjas, G.J. (1994) The economics of moving. Journal of Economic Letters, Vol. 32, No. 4, pp. 1667-1717.',
        ('Borjas',), '1994', 'The economics of moving',
    ),
    Case(
        'Massey D.S., Arango J., Hugo G. et al. Theories of moving: A review and appraisal // Population Review. – 1993. – Vol. 19, № 3. – P. 431–466.',
        ('Massey', 'Arango', 'Hugo'), '1993', 'Theories of moving: A review and appraisal',
    ),
    Case(
        'Указ Президента Республики Казахстан от 15 февраля 2018 года № 636 «Об утверждении Национального плана развития». URL: https://adilet.example.kz/rus/docs/U1800000636 (дата обращения: 01.02.2022)',
        (), '2018', 'Об утверждении Национального плана развития',
    ),
    Case(
        'О занятости населения: Закон Республики Казахстан от 6 апреля 2016 года № 482-V ЗРК // Казахстанская правда. — 2016. — 8 апреля.',
        (), '2016', 'О занятости населения',
    ),
    Case(
        'Constitution of the Republic of Kazakhstan of 30 August 1995.',
        (), '1995', 'Constitution of the Republic of Kazakhstan',
    ),
    Case(
        'Трудовой кодекс Республики Казахстан от 23 ноября 2015 года № 414-V',
        (), '2015', 'Трудовой кодекс Республики Казахстан',
    ),
    Case(
        'Халықты жұмыспен қамту туралы: Қазақстан Республикасының 2016 жылғы 6 сәуірдегі № 482-V Заңы // Егемен Қазақстан. – 2016. – 8 сәуір.',
        (), '2016', 'Халықты жұмыспен қамту туралы',
    ),
    Case(
        'Home Office, ‘Points-based system: policy statement’ (2020) <https://www.example.gov.uk/pbs> accessed 3 March 2021',
        ('Home Office',), '2020', 'Points-based system: policy statement',
    ),
    Case(
        'Smith, A. B., Jones, C., & the Working Group on Rivers. (2015). Water and work. Hydrology Today, 12, 101-110.',
        ('Smith', 'Jones', 'Working Group on Rivers'), '2015', 'Water and work',
    ),
    Case(
        'Әбдірайымова Г.С. Жастар социологиясы // ҚазҰУ хабаршысы. Психология және социология сериясы. – 2014. – №2 (49). – 123-130 бб.',
        ('Әбдірайымова',), '2014', 'Жастар социологиясы',
    ),
    Case(
        'Zayonchkovskaya, Zh. A. (2012). Migratsiya v sovremennoi Rossii [Migration in modern Russia]. In I. Ivanov (Ed.), Rossiia i mir (pp. 12–30). Moscow: Spets.',
        ('Zayonchkovskaya',), '2012', 'Migratsiya v sovremennoi Rossii',
    ),
    Case(
        'Мукомель В.И. Адаптация и интеграция мигрантов // Россия реформирующаяся: ежегодник / отв. ред. М.К. Горшков. М.: Новый хронограф, 2016. Вып. 14. С. 411–467.',
        ('Мукомель',), '2016', 'Адаптация и интеграция мигрантов',
    ),
    Case(
        'Ивахнюк И. Евразийская миграционная система: от экономического прагматизма к возрождению цивилизационного единства. Электронный ресурс. URL: http://example.org/ivah (дата обращения 10.10.2019)',
        ('Ивахнюк',), '', 'Евразийская миграционная система: от экономического прагматизма к возрождению цивилизационного единства',
    ),
    Case(
        'United Nations, Department of Economic and Social Affairs, Population Division (2019). International Migration 2019: Report. New York: UN.',
        ('United Nations, Department of Economic and Social Affairs, Population Division',), '2019', 'International Migration 2019: Report',
    ),
    Case(
        'Boyd, Monica. “Family and Personal Networks in Moving.” International Review 23, no. 3 (1989): 638–70. https://doi.org/10.5555/254.',
        ('Boyd',), '1989', 'Family and Personal Networks in Moving',
    ),
    Case(
        '4. Nurgaliyeva A., Omarova B. Labour market of large cities. Economics: Strategy and Practice. 2020;15(2):120-131. (In Kazakh) https://doi.org/10.5555/1997-9967-2020-2-120-131',
        ('Nurgaliyeva', 'Omarova'), '2020', 'Labour market of large cities',
    ),
    Case(
        'J. Carling and F. Collins, Aspiration, desire and drivers of moving, J. Ethnic Stud. 44 (2018) 909–926.',
        ('Carling', 'Collins'), '2018', 'Aspiration, desire and drivers of moving',
    ),
    Case(
        'Постановление Правительства РФ от 12.05.2010 № 321 "О мерах поддержки" (ред. от 01.02.2019)',
        (), '2010', 'О мерах поддержки',
    ),
]  # fmt: skip
