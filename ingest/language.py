"""Which of the project's three languages a text is written in.

Decided from letters and a few function words, which needs no model: a question in a fresh process pays
nothing for it. Figures on sentences are in docs and tests; what neither script nor letters tell is English
for Latin and Russian for Cyrillic.
"""

from __future__ import annotations

import re

from ingest.document import LANGUAGES

_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_KAZAKH = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_RUSSIAN = re.compile(r"[ЁёЩщЪъЬьЭэЦц]")
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_WORDS = frozenset(
    "мен бен пен және туралы осы бар жоқ бойынша не ма ме ба бе па пе кім кандай қай бір екі жыл жылы жылдары "
    "заң заңы бап баптар бабы тарау бұл ол олар сол деп еді емес немесе арналған дейін кейін бастап сондай көшу "
    "халық халықаралық мемлекет министр министрлік орган органы органдар адам адамдар саясат саясаты саны сан "
    "нешеу нешінші калай қалай берген берді болды болып болады керек керекпін тиіс дегеніміз дамыту ал".split()
)
_RUSSIAN_WORDS = frozenset(
    "и в во не на что с со по из за о об от до для при как это кто где когда какой какая какие каких какова чем "
    "или но а у к ко же ли бы был была было были есть их его ее она он они мы вы все также если согласно между "
    "сколько почему статья закон год года году которые который которая лица лиц государственный может".split()
)
_KAZAKH_ENDINGS = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|мыз|міз|лық|лік|дық|дік|тық|тік|ған|ген|ды|ді|лы|лі|сы|сі|"
    r"да|де|та|те|ға|ге|ына|іне|ында|інде|дан|ден|тан|тен|бен|пен|мын|сын|сын ба)$"
)


def detect(text: str) -> str:
    """Language of a text: ``en``, ``ru`` or ``kk``; ``en`` where it has no letters."""
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic * 2 < len(_LETTERS.findall(text)) or not cyrillic:
        return LANGUAGES[0]
    own = len(_KAZAKH.findall(text))
    if own * 12 >= cyrillic:
        return "kk"
    words = _WORD.findall(text.casefold())
    kazakh = sum(word in _KAZAKH_WORDS for word in words) + own * 12 / cyrillic
    russian = sum(word in _RUSSIAN_WORDS for word in words) + len(_RUSSIAN.findall(text)) * 6 / cyrillic
    if kazakh == russian:
        kazakh += sum(bool(_KAZAKH_ENDINGS.search(word)) for word in words if len(word) > 4) > len(words) / 2
    return "kk" if kazakh > russian else "ru"
