"""The patterns of ``rules/observations.yaml``, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import regex

from ontology.grammar import alternatives, expand, load
from ontology.word_starts import AtWords


class Patterns:
    """The patterns of ``rules/observations.yaml``, compiled."""

    def __init__(self) -> None:
        self.rules: dict[str, Any] = load("observations")
        self._numbers()
        self._units()
        self._surroundings()

    def _numbers(self) -> None:
        """Numbers in digits and in words, and ratios of them."""
        self.numerals: dict[str, int] = {}
        for forms in self.rules["numerals"].values():
            self.numerals |= forms["one"] | forms["ten"]
        word = "|".join(sorted(self.numerals, key=len, reverse=True))
        digits = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:[.,]\d+)?"
        said = "|".join(f"(?P<f{i}>{each['pattern']})" for i, each in enumerate(self.rules["fractions"]))
        numeral = rf"(?:{word})(?:[\s-](?:{word}))?"
        # A number may stand nowhere inside a word, a decimal or a name such as "COVID-19".
        self.trigger = AtWords(
            rf"(?<![\p{{L}}\d.,/№:_]|[\p{{L}}\d)]-)(?P<digits>{digits})(?:\s?-\s?(?P<upper>{digits}))?(?!\d)"
            rf"|(?<![\p{{L}}\d-])(?:(?P<words>{numeral})|{said})(?![\p{{L}}]|-\p{{L}})",
            regex.IGNORECASE,
        )
        ratio = self.rules["ratio"].replace("{numeral}", numeral)
        self.ratio = regex.compile(ratio, regex.IGNORECASE)
        self.of_them = regex.compile(self.rules["of_them"], regex.IGNORECASE)
        self.scale = _labelled(self.rules["scales"])

    def _units(self) -> None:
        """What is counted or measured, and columns of tables that tell it."""
        self.of_whom: str = self.rules["of_whom"]
        units = [unit | {"pattern": self._whole(unit["pattern"])} for unit in self.rules["units"]]
        self.unit = _labelled(units)
        bases = "|".join(f"(?P<g{i}>{self._whole(each['pattern'])})" for i, each in enumerate(self.rules["bases"]))
        self.base = regex.compile(bases, regex.IGNORECASE)
        self.often = regex.compile(self.rules["often"], regex.IGNORECASE)
        self.case = regex.compile(self.rules["case"])
        self.limit = regex.compile(self.rules["limit"])
        of_kind = {
            kind: "|".join(unit["pattern"] for unit in units if unit["kind"] == kind)
            for kind in ("rate", "size", "money")
        }
        self.in_header = regex.compile(expand(self.rules["unit_in_header"], of_kind), regex.IGNORECASE)
        self.money_in_header = regex.compile(self.rules["money_in_header"], regex.IGNORECASE)
        self.when_column = regex.compile(self.rules["when_column"])
        self.unit_column = regex.compile(self.rules["unit_column"])
        self.not_counted = frozenset(self.rules["not_counted"])
        self.plurals = frozenset(self.rules["plurals"])
        self.not_plural = frozenset(self.rules["not_plural"])
        self.currency = regex.compile(rf"(?<!\p{{L}})\\?({alternatives(self.rules['currencies'])})\s?$")

    def _surroundings(self) -> None:
        """What stands before and after a number."""
        self.vague = regex.compile(self.rules["vague"])
        self.after = _labelled(self.rules["after"])
        before = "|".join(f"(?P<q{i}>{q['pattern']})" for i, q in enumerate(self.rules["qualifiers"]))
        self.before = regex.compile(rf"(?<!\p{{L}})(?:{before})\s+(?:the\s+|a\s+|чем\s+)?$", regex.IGNORECASE)
        self.not_after = regex.compile(rf"(?<![\p{{L}}]){self.rules['not_after']}\s*(?:\d+\s*(?:,|and|и|-)\s*)?$")
        self.not_before = regex.compile(self.rules["not_before"])
        self.spans = regex.compile(self.rules["spans"], regex.IGNORECASE)
        self.says = regex.compile(rf"(?<!\p{{L}}){self.rules['says']}", regex.IGNORECASE)
        self.says_kk = regex.compile(self.rules["says_kk"])
        self.measures = regex.compile(rf"(?<!\p{{L}}){self.rules['measures']}(?!\p{{L}})", regex.IGNORECASE)
        self.adjectives = regex.compile(self.rules["adjectives"])
        self.verbs = regex.compile(self.rules["verbs"])
        self.verbs_kk = regex.compile(self.rules["verbs_kk"])
        self.minus = regex.compile(r"(?:^|[\s(:])-$")

    def base_name(self, match: regex.Match[str]) -> str:
        """The unit of a rate of so many, which ``base`` has found."""
        name: str = self.rules["bases"][int((match.lastgroup or "g0")[1:])]["name"]
        return name

    def _whole(self, source: str) -> str:
        return source.replace("{of_whom}", self.of_whom)


def _labelled(entries: Sequence[dict[str, Any]]) -> tuple[regex.Pattern[str], Sequence[dict[str, Any]]]:
    source = "|".join(f"(?P<g{i}>{entry['pattern']})" for i, entry in enumerate(entries))
    return regex.compile(rf"\s?-?\s?(?:{source})(?![\p{{L}}\d])", regex.IGNORECASE), entries


@cache
def patterns() -> Patterns:
    """The compiled patterns, made once."""
    return Patterns()
