"""What a question and a passage may share whatever their languages: numbers of acts, dates and names.

Each becomes a term of its own beside the words. A number that "№", "No." or "N" announces is one with its sign
("№602"); a date is written as ISO 8601 ("22 июля 2011 года", "2011 жылғы 22 шілдедегі" and "July 22, 2011" are
2011-07-22); a word that begins with a capital letter gives its consonants in Latin letters ("Назарбаева",
"Nazarbayev" and "Назарбаевтың" are ~nzrbv), because alphabets and transliterations differ in vowels first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby

import regex

_NUMBER = regex.compile(r"(?:№+|\b(?:No\.?|Nr\.?|N))\s{0,2}(?P<number>\d[\p{L}\p{N}]*(?:[-–/][\p{L}\p{N}]+)*)")
_NAME = regex.compile(r"\b\p{Lu}[\p{L}’'-]{2,}")
# Short skeletons are shared by chance, less so those of longer words (Атырау).
_SHORTEST, _SHORTEST_OF_LONG, _LONG = 4, 3, 5
# Consonants as one Latin letter, so that "zh" and "ж" are the same, and all of "k", "q", "kh", "g" (Kazakhstan,
# Казахстан, Қазақстан); vowels have none.
_DIGRAPHS = (
    *(("shch", "x"), ("dzh", "j"), ("zh", "j"), ("sh", "x"), ("ch", "c"), ("kh", "k"), ("gh", "k"), ("ts", "s")),
    *(("ph", "f"), ("дж", "j")),
)
_CONSONANTS = dict(zip("бвгғджзкқлмнңпрстфхһцчшщ", "bvkkdjzkklmnnprstfkkscxx", strict=True)) | dict(
    zip("bcdfghjklmnpqrstvwxz", "bkdfkkjklmnpkrstvvxz", strict=True)
)
# Roman numerals in the numbers of acts are typed with letters of either alphabet.
_ROMAN = str.maketrans("іхмсв–", "ixmcv-")
_VOWELS = frozenset("аәеёиоөуүұыіэюяйaeiouyáéíóúäöüğ")


def links(text: str, stem: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The links in a text as (term, the words that it stands for); ``stem`` takes endings off a lower-case name."""
    for match in _NUMBER.finditer(text):
        yield "№" + match["number"].casefold().translate(_ROMAN), match[0]
    for match in _dates().finditer(text):
        if (date := _iso(match[0])).count("-") == 2:
            yield date, match[0]
    for match in _NAME.finditer(text):
        key = skeleton(stem(match[0].casefold()))
        if len(key) >= (_SHORTEST if len(match[0]) < _LONG else _SHORTEST_OF_LONG):
            yield f"~{key}", match[0]


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a lower-case word in Latin letters, after an "a" when it begins with a vowel."""
    for letters, one in _DIGRAPHS:
        word = word.replace(letters, one)
    first = "a" if word[:1] in _VOWELS else ""
    # Doubled letters come and go between alphabets: Россия, Russia, Rossiya.
    return first + "".join(letter for letter, _ in groupby(_CONSONANTS[c] for c in word if c in _CONSONANTS))


@lru_cache(maxsize=20_000)
def _iso(text: str) -> str:
    from ontology.dates import iso

    return iso(text)


@cache
def _dates() -> regex.Pattern[str]:
    """Day, month and year in the order of each language, the month by name or number."""
    from ontology.dates import month_pattern

    year, day = r"(?:1[89]|20)\d\d", r"\d{1,2}"
    english, russian, kazakh = month_pattern("en"), month_pattern("ru", "tr"), month_pattern("kk")
    return regex.compile(
        rf"\b(?:{day}(?:st|nd|rd|th)?\s(?:of\s)?{english},?\s{year}|{english}\s{day}(?:st|nd|rd|th)?,?\s{year}"
        rf"|{day}\s(?:{russian})\s{year}|{year}\s(?:жыл\p{{Ll}}*|ж\.)\s{day}[-\s](?:{kazakh})"
        rf"|{day}[./]{day}[./]{year}|{year}-\d\d-\d\d)\b",
        regex.IGNORECASE,
    )
