"""Which language a text is written in.

Two detectors. A light one tells English, Russian and Kazakh from letters and a few function words, which needs no
model: a question in a fresh process pays nothing for it. Where neither tells, Latin letters are English and Cyrillic
ones Russian. Passages are read with lingua restricted to the configured languages: for the three by default the light
one decides what it is sure of and lingua the rest, which is better than either alone (docs/reading.md has figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ingest.document import LANGUAGES
from ingest.errors import BadConfiguration

if TYPE_CHECKING:
    from lingua import Language

_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_KAZAKH = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_RUSSIAN = re.compile(r"[ЁёЩщЪъЬьЭэЦц]")
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_WORDS = re.compile(
    r"мен|бен|пен|және|туралы|осы|бар|жоқ|бойынша|не|ма|ме|ба|бе|па|пе|кім|қай|бір|екі|жыл|жылы|жылдары|заң|заңы|бап|"
    r"бабы|баптар|тарау|бұл|ол|олар|сол|деп|еді|емес|немесе|арналған|дейін|кейін|бастап|сондай|көшу|халық|мемлекет|"
    r"министрлік|органдар|органы|адам|адамдар|саясат|саясаты|саны|сан|нешеу|калай|қалай|берген|берді|болды|болып|"
    r"болады|керек|тиіс|дегеніміз|ал|андатпа|аңдатпа|әдебиеттер|кіріспе|кестесі|кандай|казакстан"
)
_RUSSIAN_WORDS = re.compile(
    r"и|в|во|не|на|что|с|со|по|из|за|о|об|от|до|для|при|как|это|кто|где|когда|какой|какая|какие|каких|какова|чем|или|"
    r"но|а|у|к|ко|же|ли|бы|был|была|было|были|есть|их|его|ее|её|она|они|мы|вы|все|также|если|согласно|между|сколько|"
    r"почему|статья|статьи|закон|год|года|году|которые|который|которая|лица|лиц|может|таблица|введение|"
    r"республики|республике|казахстан|казахстана|казахстане|правительство|правительства|министра|министерство|"
    r"министерства|труда|приказ|указ|постановление|закона|статьями"
)
_KAZAKH_ENDINGS = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|мыз|міз|лық|лік|дық|дік|тық|тік|ған|ген|ды|ді|лы|лі|сы|сі|"
    r"да|де|та|те|ға|ге|ына|іне|ында|інде|дан|ден|тан|тен|бен|пен|мын|сын)$"
)
# Of the letters of Kazakh text a sixth and more are its own; in a Russian text they only spell names.
_SHARE = 1 / 12
# One word more of one language than of the other is no sure sign.
_SURE = 1.0
# Kazakh is often typed with a Latin i, which lingua takes for a word in Latin letters.
_LATIN_I = re.compile(r"(?<=[Ѐ-ӿ])[iI]|[iI](?=[Ѐ-ӿ])")


def detect(text: str, languages: Sequence[str] | None = None) -> str:
    """Language of a text, one of ``languages`` (ISO 639-1); the first of them where it has no letters.

    Without ``languages`` one of ``en``, ``ru`` and ``kk``, without loading anything. Raises BadConfiguration for a
    language that cannot be told.
    """
    return _light(text)[0] if languages is None else detector(tuple(languages))(text)


@cache
def detector(languages: tuple[str, ...]) -> Callable[[str], str]:
    """What tells some languages apart; loading it takes less than a tenth of a second for the three by default.

    Raises BadConfiguration for a language that cannot be told.
    """
    known = _supported()
    if missing := [code for code in languages if code not in known]:
        raise BadConfiguration(
            f"the language {missing[0]!r} under [reading] in kb.toml cannot be told from others; there are: "
            f"{', '.join(sorted(known))}."
        )
    if len(languages) < 2:
        return lambda _: languages[0] if languages else LANGUAGES[0]
    return _Detector(languages)


class _Detector:
    """Tells two and more languages apart."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        from lingua import LanguageDetectorBuilder

        known = _supported()
        self._languages = languages
        # Where all are among those that the light detector knows, it decides what it is sure of.
        self._light = set(languages) <= set(LANGUAGES)
        builder = LanguageDetectorBuilder.from_languages(*(known[code] for code in languages))
        # The small models are as good on sentences for the three, the large ones for languages of one script.
        self._model = (builder.with_low_accuracy_mode() if self._light else builder).build()

    def __call__(self, text: str) -> str:
        if self._light:
            found, margin = _light(text)
            if margin > _SURE and found in self._languages:
                return found
        best = self._model.detect_language_of(_LATIN_I.sub("і", text))
        return best.iso_code_639_1.name.lower() if best is not None else self._languages[0]


@cache
def _supported() -> dict[str, Language]:
    """The languages that lingua knows, by code."""
    from lingua import Language

    return {language.iso_code_639_1.name.lower(): language for language in Language.all()}


def _light(text: str) -> tuple[str, float]:
    """``en``, ``ru`` or ``kk``, and how much speaks for it: in words more than for the next one."""
    cyrillic = len(_CYRILLIC.findall(text))
    if not cyrillic or 2 * cyrillic < len(_LETTERS.findall(text)):
        return LANGUAGES[0], float("inf")
    own = len(_KAZAKH.findall(text)) / cyrillic
    if own >= _SHARE:
        return "kk", float("inf")
    words = _WORD.findall(text.casefold())
    kazakh = sum(bool(_KAZAKH_WORDS.fullmatch(word)) for word in words) + own / _SHARE
    russian = 6 * len(_RUSSIAN.findall(text)) / cyrillic
    russian += sum(bool(_RUSSIAN_WORDS.fullmatch(word)) for word in words)
    if kazakh == russian:
        long = [word for word in words if len(word) > 4]
        return "kk" if sum(bool(_KAZAKH_ENDINGS.search(word)) for word in long) * 2 > len(long) else "ru", 0.0
    return ("kk" if kazakh > russian else "ru"), abs(kazakh - russian)
