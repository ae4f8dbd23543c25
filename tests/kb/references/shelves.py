# ruff: noqa: E501
"""A shelf of made-up papers that cite one another, in a store without vectors."""

from __future__ import annotations

import ingest
import ontology
from kb.store import Store

PROSE = (
    "Ferries carry more people than trains in some river towns, and a town that loses one loses a part of its work. "
    * 4
)

FERRIES = f"""Ferry strikes and wages

Elisa Duarte

2013

{PROSE}

References

Hollis, M. J. (2009). Bridges and tolls: A history of crossing. Chicago: Lakeside University Press.

Kovalev, P. S. (2011). Sezonnaia zaniatost v rechnykh portakh [Seasonal employment in river ports]. Voprosy transporta, 3, 12–18 [in Russian].

Osei, K. (2019). Sensors for crowded piers. Harbour Engineering, 8(2), 10–19. https://doi.org/10.5555/he.2019.8.2

Zakon Respubliki Kazakhstan ot 21 maia 2013 goda No. 94–V «O personalnykh dannykh i ikh zashchite» [Law of the Republic of Kazakhstan dated May 21, 2013 No. 94–V “On Personal Data and Their Protection”]. adilet.zan.kz [in Russian].
"""

PORTS = f"""Рынок труда в портах

{PROSE}

Список литературы

1. Ковалев П.С. Сезонная занятость в речных портах // Вопросы транспорта. – 2011. – № 3. – С. 12–18.

2. Duarte E. Ferry strikes and wages // Labour Quarterly. 2013. Vol. 28. No. 4. P. 301–322.

3. Osei K. Sensors for crowded piers // Harbour Engineering. 2019. Vol. 8. No. 2. DOI: 10.5555/he.2019.8.2

4. Закон Республики Казахстан от 21 мая 2013 г. № 94-V «О персональных данных и их защите».

5. Ковалев П.С. Зимняя занятость в речных портах // Вопросы транспорта. – 2012. – № 1. – С. 3–9.
"""

BRIDGES = f"""Crossings before bridges

{PROSE}

The tolls rose every year.¹ The ferries stayed.² Nobody counted them.³ So it was said.⁴

¹ Margaret J. Hollis, Bridges and Tolls: A History of Crossing (Chicago: Lakeside University Press, 2009), 45.

² See Elisa Duarte, “Ferry Strikes and Wages,” Labour Quarterly 28, no. 4 (2013): 301–22; Kim, A. (2018). Counting boats. Rivers, 4(1), 1–9.

³ Ibid., 46.

⁴ The word was used in 2013 by the owners of the ferries, who meant something else by it.
"""


def put(store: Store, name: str, text: str) -> str:
    """Read a text, find what it names, and store it; its id."""
    document = ingest.parse(text.encode(), name)
    passages = ingest.cut(document)
    store.put(document, "reader", f"{document.id}.txt", passages, (), ontology.extract(document, passages))
    return document.id
