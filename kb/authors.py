"""Authors as documents print them, split into family and given names or kept whole, as CSL has it."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from ingest.library import plain

_INITIAL = regex.compile(r"\p{Lu}\p{Ll}{0,2}\.")
_INITIALS = regex.compile(rf"(?:{_INITIAL.pattern}[\s-]?)+$")
_NAME = regex.compile(r"\p{Lu}[\p{L}'’ʼ-]*$")
_SUFFIX = regex.compile(r"(?:Jr|Sr)\.?$|I{2,3}$")
_ACRONYM = regex.compile(r"\p{Lu}{2,}$")
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "den",
        "der",
        "di",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ter",
        "van",
        "von",
        "ван",
        "де",
        "дер",
        "фон",
    ]
)
_PATRONYMIC = regex.compile(
    r"(?:ович|евич|ич|овна|евна|ична|инична|ұлы|улы|қызы|кызы|uly|kyzy|qyzy|ovich|evich|ovna|evna)$"
)
_BODY = regex.compile(
    r"(?i)\b(?:agency|association|authority|bank|board|bureau|cent(?:re|er)|commission|committee|council|court|"
    r"department|desk|division|federation|foundation|fund|government|group|institute|institution|ministry|"
    r"nations|office|organi[sz]ation|parliament|programme|secretariat|service|society|team|union|university|"
    r"агентств|академи|ассоциаци|банк|бюро|ведомств|департамент|институт|кафедр|комиссия|комитет|министерств|"
    r"организаци|парламент|правительств|редакция|служб|совет\b|союз|университет|управлени|фонд|центр|"
    r"агенттіг|басқармасы|департаменті|институты|комитеті|қоры\b|министрлі|орталығы|парламенті|тобы\b|"
    r"университеті|ұйымы|үкіметі)"
)


def csl_name(author: str) -> dict[str, str]:
    """One author as a CSL name (CSL-JSON schema 1.0.2): ``family`` and ``given``, or ``literal`` for a body.

    "S.T. Mussina", "Mussina S.T." and "Mussina, S.T." give family Mussina, given "S. T."; "Anna van der Berg"
    gives family "van der Berg". What is not recognised as a person's name is kept whole.
    """
    whole = " ".join(author.split())
    words, suffix = _without_suffix(whole)
    split = _with_comma(words) or _parts(words.split())
    if _BODY.search(whole) or not split:
        return {"literal": whole}
    name = {"family": split[0], "given": _spaced(split[1])}
    return name | {"suffix": suffix} if suffix else name


def written(name: Mapping[str, object]) -> str:
    """A CSL name as one text that :func:`csl_name` splits into the same parts: "Anna Kim", "García Márquez, José"."""
    part = {key: plain(value) for key, value in name.items() if isinstance(value, str)}
    names = (part.get(key) for key in ("non-dropping-particle", "dropping-particle", "family"))
    family = " ".join(filter(None, names))
    given, suffix = part.get("given", ""), part.get("suffix", "")
    if not family or not given:
        return part.get("literal", "") or family or given
    if suffix or " " in family:
        return ", ".join(filter(None, (family, given, suffix)))
    return f"{given} {family}"


def _without_suffix(name: str) -> tuple[str, str]:
    """ "King, Martin Luther, Jr." without its last word, and that word."""
    words, _, last = name.rpartition(" ")
    return (words.rstrip(","), last) if _SUFFIX.match(last) else (name, "")


def _with_comma(name: str) -> tuple[str, str] | None:
    family, comma, given = (part.strip() for part in name.partition(","))
    fits = comma and "," not in given and (_is_initials(given) or _are_names(given.split()))
    return (family, given) if fits and _are_names(family.split()) else None


def _parts(words: list[str]) -> tuple[str, str] | None:
    """Family and given names of words without a comma; None when they are no person's name."""
    leading = _count_initials(words)
    if leading:
        family = words[leading:]
        return (" ".join(family), " ".join(words[:leading])) if _are_names(family, capitals=True) else None
    trailing = _count_initials(words[::-1])
    if trailing:
        family = words[:-trailing]
        return (" ".join(family), " ".join(words[-trailing:])) if _are_names(family, capitals=True) else None
    return _full_name(words)


def _full_name(words: list[str]) -> tuple[str, str] | None:
    named = [word for word in words if not _is_initials(word)]
    if not (2 <= len(words) <= 5 and _are_names(named) and len(named) >= 2):
        return None
    if len(words) == 3 and _PATRONYMIC.search(words[2].lower()):
        return words[0], " ".join(words[1:])
    first = next((i for i, word in enumerate(words) if i and word.lower() in _PARTICLES), len(words) - 1)
    return " ".join(words[first:]), " ".join(words[:first])


def _are_names(words: list[str], capitals: bool = False) -> bool:
    """Whether all words are names or particles, and there is a name; ``capitals``: also one all in capitals."""
    fits = all(_NAME.match(word) or word.lower() in _PARTICLES for word in words)
    names = [word for word in words if _NAME.match(word)]
    return fits and bool(names) and len(words) <= 5 and (capitals or not any(map(_ACRONYM.match, names)))


def _count_initials(words: list[str]) -> int:
    """How many of the first words are initials; at least one word is left for the family name."""
    count = 0
    while count < len(words) - 1 and _is_initials(words[count]):
        count += 1
    return count


def _is_initials(text: str) -> bool:
    return bool(_INITIALS.match(text))


def _spaced(given: str) -> str:
    """ "S.T." as "S. T."; hyphens in "J.-P." stay."""
    return regex.sub(r"\.(?=\p{L})", ". ", given)
