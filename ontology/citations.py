"""The grammar of citations, compiled from ``rules/instruments.yaml``: heads, components and what makes a citation."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from ontology.grammar import expand, load, macros, pattern
from ontology.word_starts import AtWords

_SCRIPTS = ("latin", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Component:
    """A pattern beside a head and what it may stand beside."""

    name: str
    pattern: regex.Pattern[str]
    only: frozenset[str]
    not_in: frozenset[str]
    script: str
    not_script: str
    heads: regex.Pattern[str] | None

    def fits(self, head: Head) -> bool:
        """Whether the component can stand beside this head at all."""
        return (
            (not self.only or head.type in self.only)
            and head.type not in self.not_in
            and (not self.script or self.script in head.scripts)
            and not (self.not_script and head.scripts == {self.not_script})
            and (self.heads is None or self.heads.fullmatch(head.text) is not None)
        )


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun in the text, its type and the scripts of the rules that know it."""

    start: int
    end: int
    text: str
    type: str
    scripts: frozenset[str]


@dataclass(slots=True, eq=False)
class Citation:
    """What the grammar has taken so far: a range, the components' names and what they say."""

    head: Head
    start: int
    end: int
    names: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)
    form: str = "full"


class Grammar:
    """The compiled rules file."""

    def __init__(self) -> None:
        rules = load("instruments")
        self.heads = {kind: [pattern(p, "instruments") for p in sources] for kind, sources in rules["heads"].items()}
        sources = [p for group in rules["heads"].values() for p in group]
        head = expand(r"(?<![\p{L}\d-])(?:" + "|".join(sources) + r")(?![\p{L}'-])", macros("instruments"))
        # For a few words and for a whole text.
        self.head, self.heads_of_text = regex.compile(head), AtWords(head)
        self.right = [_component(spec, "") for spec in rules["right"]]
        self.left = [_component(spec, "(?r)") for spec in rules["left"]]
        self.accept = {k: [frozenset(c.split("+")) for c in v] for k, v in rules["accept"].items()}
        self.title = next(c.pattern for c in self.right if c.name == "title")
        self.openers = frozenset(rules["openers"])
        self.not_names = {kind: frozenset(n.casefold() for n in names) for kind, names in rules["not_names"].items()}
        names = ("act_title", "list_gap", "more_right", "plural", "approved_by", "approved_next", "adopted_after")
        self.re = {
            name: pattern(rules[name], "instruments") for name in (*names, "short", "papers", "defined", "own_opening")
        }
        self.re["author_date"] = pattern(
            f"(?<={rules['author_date_before']}){rules['author_date']}", "instruments", regex.VERSION0
        )
        self.re["approves"] = pattern(rules["approves"], "instruments")
        self.re |= {f"approved_kk_{name}": pattern(p, "instruments") for name, p in rules["approved_kk"].items()}
        self.re |= {
            name: pattern(rules[name], "instruments") for name in ("name_after", "inside", "more_issued", "dated_heads")
        }
        self.re |= {name: pattern("(?r)" + rules[name], "instruments") for name in ("more_left", "more_issued_kk")}
        self.number_ends: dict[str, str] = rules["number_ends"]
        self.re["adopted_before"] = pattern(rules["adopted_before"], "instruments")
        leads = "|".join(f"(?P<{language}>{lead})" for language, lead in rules["own"].items())
        self.own = pattern(rf"(?<!\p{{L}})(?:{leads})\s+(?P<head>{'|'.join(sources)})(?![\p{{L}}'-])", "instruments")
        self.pointing = pattern(
            rf"(?<!\p{{L}})(?:{rules['short_leads']})\s+(?=\p{{Lu}})(?P<head>{'|'.join(sources)})(?![\p{{L}}'-])",
            "instruments",
        )
        self._types: dict[str, tuple[str, frozenset[str]]] = {}

    def type_of(self, text: str) -> tuple[str, frozenset[str]]:
        """Type of a head noun and the scripts whose rules know it."""
        if text not in self._types:
            for kind, patterns in self.heads.items():
                scripts = [s for s, p in zip(_SCRIPTS, patterns, strict=True) if p.fullmatch(text)]
                if scripts:
                    self._types[text] = (kind, frozenset(scripts))
                    break
        return self._types[text]


def _component(spec: dict[str, Any], flags: str) -> Component:
    return Component(
        spec["name"],
        pattern(flags + spec["pattern"], "instruments"),
        frozenset(spec.get("only", ())),
        frozenset(spec.get("not_in", ())),
        spec.get("script", ""),
        spec.get("not_script", ""),
        regex.compile(spec["heads"]) if "heads" in spec else None,
    )


@cache
def grammar() -> Grammar:
    """The rules, compiled once."""
    return Grammar()
