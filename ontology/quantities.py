"""Quantities in running text: a number in digits or words with its scale, unit and what says how exact it is.

The words are those of ``rules/observations.yaml``. Years, numbers of articles, ordinals and numbers of lists are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from ontology.quantity_patterns import patterns

_GROUPED = regex.compile(r"[ ,\u00a0\u202f](?=\d{3}(?!\d))")
_WORD = regex.compile(r"\s*(?P<word>\p{L}[\p{L}'-]*)")
_REST = regex.compile(
    r"\s(?:(\d{1,3}[, ]\d{3})(?![\d,])|(\d{1,3}(?:[.,]\d+)?)\s(?:thousand|тыс\.|тысяч\p{L}*|мың\p{Ll}{0,3})(?!\p{L}))"
)
_PERCENT = regex.compile(r"\s*\(\d+(?:[.,]\d+)?\s?%\)")
_IN = regex.compile(r"(?<!\p{L})[Ii]n\s+$")
_SHORT = regex.compile(r"\s?(m|bn|tr?n|k)(?!\p{L})")
_SHORTS = {"k": "thousand", "m": "million", "bn": "billion", "tn": "trillion", "trn": "trillion"}
_CLOSES = regex.compile(r"\s*(?:[.;,]|$)")
_LATIN = regex.compile(r"[A-Za-z]")

# In a list a number of so many digits is an amount without saying so: "stateless persons - 358".
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and its range, from the qualifier to the unit.

    ``value`` is a decimal number, ``upper`` the end of a range of values ("86-94 %"). ``kind`` is that of the unit
    (percent, rate, money, time, times, people), ``counted`` for things that a noun names, ``bare`` without either;
    ``noun`` is where that noun begins and ends.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    qualifier: str = ""
    upper: Decimal | None = None
    noun: tuple[int, int] | None = None
    words: bool = False


def may_state(text: str, start: int, end: int) -> bool:
    """Whether there is a number or a word for one between two positions, be it that of a year."""
    return patterns().trigger.search(text, start, end) is not None


def quantities(text: str, start: int, end: int, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """The quantities between two positions of unified text; ``taken`` are ranges of dates and names to leave out."""
    at = start
    bases = [m.span() for m in patterns().base.finditer(text, start, end)]
    for match in patterns().trigger.finditer(text, start, end):
        if match.start() < at or any(a < match.end() and match.start() < b for a, b in (*taken, *bases)):
            continue
        found = _quantity(text, match, start, end)
        if found is not None:
            at = found.end
            yield found


def _quantity(text: str, match: regex.Match[str], low: int, high: int) -> Quantity | None:
    rules = patterns()
    left = text[max(low, match.start() - 40) : match.start()]
    if rules.not_after.search(left):
        return None
    if match["digits"] is None and match["words"] is None:
        return _fraction(match, left)
    if match["digits"] and (_names(text, match, low, high) or _heads(text, match, low)):
        return None
    if ratio := _ratio(text, match, left, high):
        return ratio
    amount = _amount(text, match, high)
    if amount is None:
        return None
    value, upper, factor, scale, at = amount
    money = rules.currency.search(left)
    qualifier, start = _qualifier(left[: money.start()] if money else left, match.start())
    if money:
        start -= len(money[0])
    sign, start = _sign(text, start, low)
    if not sign and (after := rules.after[0].match(text, at, high)) and _of_kazakh(after[0]):
        qualifier, at = _entry(after, rules.after[1])["sign"], after.end()
    unit, kind, at, noun = _unit(text, at, high, bool(scale or factor > 1))
    if case := rules.case.match(text, at, high):
        at = case.end()
    elif kind != "counted" and (limit := rules.limit.match(text, at, high)):
        qualifier, at = qualifier or "<=", limit.end()
    if money := money or rules.currency.search(left.removesuffix(text[start : match.start()]) or left):
        unit, kind, start = rules.rules["currencies"][money[1]], "money", min(start, match.start() - len(money[0]))
        if short := _SHORT.match(text, match.end(), high):
            scale, at = _SHORTS[short[1]], short.end()
    if sign == "-" and upper is None:
        value = -value
    if not kind and not _stands_alone(text, start, match, scale or qualifier, factor, low):
        return None
    if match["words"] and not _worth(kind, value, scale or qualifier, factor):
        return None
    if _is_year(match, factor, unit, kind, scale):
        return None
    if kind == "time" and (
        rules.spans.search(left) or rules.often.search(left) or (unit == "years" and _IN.search(left))
    ):
        return None
    unit = " ".join(filter(None, (scale, unit)))
    return Quantity(start, at, value, unit, kind or "bare", qualifier, upper, noun, bool(match["words"]))


def _amount(text: str, match: regex.Match[str], high: int) -> tuple[Decimal, Decimal | None, Decimal, str, int] | None:
    """The number, its upper end if it is a range, both times their factor; the factor, the scale and where it ends.
    None for a range that ends below its beginning."""
    value = _number(match["digits"]) if match["digits"] else Decimal(_spoken(match["words"]))
    upper = _number(match["upper"]) if match["digits"] and match["upper"] else None
    if upper is not None and upper <= value:
        return None
    factor, scale, at = _scales(text, match.end(), high)
    if scale == "million" and (more := _REST.match(text, at, high)):
        # "1 million 101,000" or "1 million 101 thousand"
        value, factor, scale, at = value * 1_000_000, Decimal(1), "", more.end()
        value += _number(more[1]) if more[1] else _number(more[2]) * 1000
    return value * factor, upper * factor if upper is not None else None, factor, scale, at


def _fraction(match: regex.Match[str], left: str) -> Quantity:
    index = next(int(name[1:]) for name, text in match.groupdict().items() if name[0] == "f" and text)
    entry = patterns().rules["fractions"][index]
    qualifier, start = _qualifier(left, match.start())
    kind = entry.get("kind") or ("times" if entry["unit"] == "times" else "fraction")
    return Quantity(start, match.end(), Decimal(str(entry["value"])), entry["unit"], kind, qualifier, words=True)


def _names(text: str, match: regex.Match[str], low: int, high: int) -> bool:
    """Whether a number is that of a list, an article, an ordinal or a part of a compound."""
    found = patterns().not_before.match(text, match.end(), high)
    # "(12)" and "(stateless persons - 358)" are no items of a list.
    return found is not None and not (
        found[0] == ")" and text.rfind("(", low, match.start()) > text.rfind(")", low, match.start())
    )


def _heads(text: str, match: regex.Match[str], low: int) -> bool:
    """Whether a number opens a sentence as that of a section does: "5.34 Changes are …"."""
    opens = not text[low : match.start()].strip() and "." in match[0]
    return opens and regex.match(r"\s+\p{Lu}", text, pos=match.end()) is not None


def _ratio(text: str, match: regex.Match[str], left: str, high: int) -> Quantity | None:
    """ "7 out of 10 migrants" is 70 %."""
    found = patterns().ratio.match(text, match.end(), high)
    if found is None:
        return None
    part, whole = (Decimal(w) if w.isdigit() else Decimal(_spoken(w)) for w in (match[0], found["whole"]))
    if not 0 < part < whole or whole > 100:
        return None
    qualifier, start = _qualifier(left, match.start())
    return Quantity(start, found.end(), 100 * part / whole, "%", "fraction", qualifier, words=True)


def _number(digits: str) -> Decimal:
    """``13,467`` and ``13 467`` are 13467, ``1,35`` and ``0,003`` have a decimal comma."""
    bare = digits if digits.startswith("0,") else _GROUPED.sub("", digits)
    return Decimal(bare.replace(",", ".").replace(" ", ""))


def _spoken(words: str) -> int:
    return sum(patterns().numerals.get(word, 0) for word in regex.split(r"[\s-]", words.casefold()))


def _scales(text: str, at: int, high: int) -> tuple[Decimal, str, int]:
    """What the words behind a number multiply it by, the scale that stays in the unit, and where they end."""
    pattern, entries = patterns().scale
    factor, unit = Decimal(1), ""
    while scale := pattern.match(text, at, high):
        entry, at = _entry(scale, entries), scale.end()
        if "unit" in entry:
            unit = entry["unit"]
        else:
            factor *= entry["factor"]
    return factor, unit, at


def _entry(match: regex.Match[str], entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return entries[int((match.lastgroup or "g0")[1:])]


def _qualifier(left: str, start: int) -> tuple[str, int]:
    if found := patterns().before.search(left):
        index = next(int(name[1:]) for name, text in found.groupdict().items() if text)
        sign: str = patterns().rules["qualifiers"][index]["sign"]
        return sign, start - len(found[0])
    return "", start


def _sign(text: str, start: int, low: int) -> tuple[str, int]:
    found = patterns().minus.search(text, max(low, start - 3), start)
    return ("-", start - 1) if found else ("", start)


def _of_kazakh(words: str) -> bool:
    return not _LATIN.search(words)


def _unit(text: str, at: int, high: int, scaled: bool) -> tuple[str, str, int, tuple[int, int] | None]:
    """Unit, its kind, where it ends, and the range of the counted noun."""
    pattern, entries = patterns().unit
    if found := pattern.match(text, at, high):
        entry = _entry(found, entries)
        return entry["name"], entry["kind"], found.end(), None
    if noun := _noun(text, at, high, scaled):
        # "25 doctors per 10,000 people"
        if base := patterns().base.match(text, noun[1] + 1, high):
            return patterns().base_name(base), "rate", base.end(), noun
        return " ".join(text[slice(*noun)].split()), "counted", at, noun
    return "", "", at, None


def _noun(text: str, at: int, high: int, scaled: bool) -> tuple[int, int] | None:
    """The words that name what is counted: in English up to a plural, else the word behind the number."""
    rules, begin, words = patterns(), at, 0
    while words < 4 and (word := _WORD.match(text, at, high)):
        lower = word["word"].casefold()
        if lower in rules.not_counted:
            break
        begin = begin if words else word.start("word")
        if not _LATIN.match(lower):
            if not word["word"].islower() or words == 2 or rules.verbs.search(lower):
                return None
            if rules.verbs_kk.search(lower) and _CLOSES.match(text, word.end()):
                return None
            if not rules.adjectives.search(lower):
                return begin, word.end()
            at, words = word.end(), words + 1
            continue
        plural = lower.endswith("s") and not lower.endswith(("ss", "ous", "'s")) and len(lower) > 3
        if (plural and lower not in rules.not_plural) or lower in rules.plurals:
            return begin, word.end()
        at, words = word.end(), words + 1
    return None


def _stands_alone(text: str, start: int, match: regex.Match[str], sure: str, factor: Decimal, low: int) -> bool:
    """Whether a number without unit and noun is a quantity: it is scaled, or its clause says a measure by it."""
    rules = patterns()
    if factor > 1 or sure:
        return True
    left = text[max(low, start - 160) : start]
    if _PERCENT.match(text, match.end()) or rules.of_them.match(text, match.end()):
        return True
    if not rules.says.search(left):
        told = rules.says_kk.match(text, match.end()) is not None
        return told and (rules.measures.search(left) is not None or rules.base.search(left) is not None)
    digits = match["digits"] or ""
    # "The refugees were 2,300": nothing but an amount is written in groups.
    if regex.search(r"\d[ ,]\d{3}$", digits) or rules.measures.search(left):
        return True
    if rules.base.search(left):
        return True
    listed = regex.search(r"(?:\p{L}[)»\"]?\s?(?:-|:|\()\s?)$", left) is not None
    return listed and len(digits) >= _LISTED and digits.isdigit()


def _worth(kind: str, value: Decimal, sure: str, factor: Decimal) -> bool:
    """Whether a number in words is a figure: "two parts" is none, "two months" and "twenty bodies" are."""
    return bool(sure) or factor > 1 or kind in ("percent", "money", "time", "times", "rate") or value > 10


def _is_year(match: regex.Match[str], factor: Decimal, unit: str, kind: str, scale: str) -> bool:
    digits = match["digits"] or ""
    year = len(digits) == 4 and digits.isdigit() and digits[:2] in ("18", "19", "20")
    return year and factor == 1 and not scale and kind not in ("people", "money", "percent")
