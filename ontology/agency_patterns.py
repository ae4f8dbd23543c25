"""The patterns of ``rules/agencies.yaml``, compiled."""

from __future__ import annotations

from functools import cache

import regex

from ontology.grammar import load, pattern
from ontology.literals import Sought


class Patterns:
    """The compiled rules file."""

    def __init__(self) -> None:
        rules = load("agencies")
        self.bodies = [
            (rule["type"], rule["language"], Sought(self._body(rule["pattern"])), self._near(rule))
            for rule in rules["patterns"]
        ]
        names = (
            "not_bodies",
            "place",
            "person",
            "acronym",
            "parent_gap",
            "child_gap",
            "genitive",
            "bare_acronym",
            "tells",
            "goes_on",
        )
        self.re = {name: pattern(rules[name], "agencies") for name in names}
        for name in ("place_before", "adjective_before"):
            self.re[name] = pattern("(?r)" + rules[name], "agencies")
        self.fields = {lang: pattern(source, "agencies") for lang, source in rules["fields"].items()}
        self.openers = frozenset(rules["openers"])
        self.types = [(kind, regex.compile(source)) for kind, source in rules["types"].items()]
        government = load("international", "gazetteer")["generic"]["government"]["patterns"]
        self.government = Sought(pattern("|".join(government), "agencies"))

    @staticmethod
    def _near(rule: dict[str, str]) -> Sought | None:
        """What stands in every name that a rule finds, if the rule says that."""
        return Sought(regex.compile(rule["near"])) if "near" in rule else None

    @staticmethod
    def _body(source: str) -> regex.Pattern[str]:
        return pattern(rf"(?<![\p{{L}}\d-]){source}(?![\p{{L}}\d])", "agencies")


@cache
def patterns() -> Patterns:
    """The rules, compiled once."""
    return Patterns()
