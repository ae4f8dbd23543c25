"""Is confidence a probability? Measures it on papers with a gold set, and fits the curves of ontology/confidence.py.

    .venv/bin/python -m benchmarks.confidence GOLD CORPUS [--write]

GOLD is a folder of laws.jsonl, agencies.jsonl, programmes.jsonl, concepts.jsonl, responsibilities.jsonl,
recommendations.jsonl and facts.jsonl, whose records give ranges of the papers of the folder CORPUS (named by the three
digits that their files begin with). A mention is right when its range and that of a gold record overlap by half of the
shorter one, counted in letters and digits; for agencies, programmes and concepts, of which the gold lists each form
once, also when the gold lists that form in the paper. An observation is judged where it touches a gold fact: right
when one of those has its value and no other year.

Prints for each kind a reliability table (bins of confidence with mean confidence and share of right ones), the Brier
score and the expected calibration error before and after, and both with each paper held out from the fit. A kind gets a
curve where that lowers the Brier score of papers held out; else its rules' confidence stays. ``--write`` puts the
numbers into ontology/rules/confidence.yaml.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import ingest
import ontology
from ontology import confidence
from ontology.extraction import found
from ontology.mention import Mention

RULES = Path(confidence.__file__).parent / "rules" / "confidence.yaml"
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
# How far a slope and a shift may be from 1 and 0, as standard deviations of a normal prior: few cases change little. It
# is narrow because the cases of a paper hang together, and because the rules were written with these papers at hand.
PRIOR = 0.25
# Files of the gold, and whether they list every place (else each form once a paper).
FILES = {
    "instrument": ("laws", True), "agency": ("agencies", False), "programme": ("programmes", False),
    "concept": ("concepts", False), "responsibility": ("responsibilities", True),
    "recommendation": ("recommendations", True),
}  # fmt: skip
Range = tuple[int, int]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A mention that could be judged."""

    kind: str
    paper: str
    confidence: float
    right: bool


class Paper:
    """A paper as its letters and digits, in which ranges of the gold's text and of the document can be compared."""

    def __init__(self, path: Path) -> None:
        self.name, raw = path.name[:3], path.read_text(encoding="utf-8")
        self.letters, self._at = squeezed(raw), positions(raw)
        self.document = ingest.parse(path.read_bytes(), str(path))

    def of_gold(self, record: Record) -> Range:
        return self._at[record["start"]], self._at[record["end"]]

    def of_mention(self, mention: Mention) -> Range | None:
        """Where the paper holds a mention, with as much of its surroundings as it takes to find the place."""
        text, body = self.document.text, squeezed(mention.surface)
        for width in (80, 40, 15, 0):
            before = squeezed(text[max(0, mention.start - width) : mention.start])
            after = squeezed(text[mention.end : mention.end + width])
            at = self.letters.find(before + body + after)
            if body and at >= 0:
                return at + len(before), at + len(before) + len(body)
        return None


def squeezed(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(c for c in text.casefold() if c.isalnum())


def positions(text: str) -> list[int]:
    """How many letters and digits stand before each place of a text."""
    counts = [0]
    for c in text:
        counts.append(counts[-1] + sum(letter.isalnum() for letter in c.casefold()))
    return counts


def touch(one: Range, other: Range) -> bool:
    """Whether two ranges overlap by half of the shorter one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= min(one[1] - one[0], other[1] - other[0])


# ------------------------------------------------------------------------------------------------- judging
def cases(gold: Path, corpus: Path) -> list[Case]:
    """Every mention that the gold can judge, with its confidence as the rules give it."""
    papers = {p.document.id: p for p in map(Paper, sorted(corpus.glob("[0-9][0-9][0-9]*.txt")))}
    mentions = [m for p in papers.values() for m in found(p.document, ingest.cut(p.document))]
    used = {
        (m.document_id, m.kind, m.start, m.end, str(sorted(m.attributes.items()))): m
        for entity in ontology.resolve(mentions)
        for m in entity.mentions
    }
    places = [(m, papers[m.document_id], papers[m.document_id].of_mention(m)) for m in used.values()]
    out = []
    for kind, (file, exhaustive) in FILES.items():
        judge = Judge(records(gold / f"{file}.jsonl"), list(papers.values()), exhaustive)
        out += [Case(kind, p.name, m.confidence, judge(p, at)) for m, p, at in places if m.kind == kind and at]
    facts = records(gold / "facts.jsonl")
    out += observed(facts, [place for place in places if place[0].kind == "observation"])
    return out


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def evidence(record: Record) -> list[Record]:
    found: list[Record] = record.get("mentions", record.get("evidence", []))
    return found


class Judge:
    """Tells right ranges from wrong ones."""

    def __init__(self, gold: Sequence[Record], papers: Sequence[Paper], exhaustive: bool) -> None:
        self._places: dict[str, list[Range]] = defaultdict(list)
        self._forms: dict[str, set[str]] = defaultdict(set)
        by_name = {paper.name: paper for paper in papers}
        for place in (place for record in gold for place in evidence(record) if place["doc"] in by_name):
            self._places[place["doc"]].append(by_name[place["doc"]].of_gold(place))
            if not exhaustive and "surface" in place:
                self._forms[place["doc"]].add(squeezed(place["surface"]))

    def __call__(self, paper: Paper, at: Range) -> bool:
        form = paper.letters[at[0] : at[1]]
        return form in self._forms[paper.name] or any(touch(at, place) for place in self._places[paper.name])


def observed(facts: Sequence[Record], places: Sequence[tuple[Mention, Paper, Range | None]]) -> Iterator[Case]:
    for mention, paper, at in places:
        here = [
            f for f in facts for e in f["evidence"] if e["doc"] == paper.name and touch(paper.of_gold(e), at or (0, 0))
        ]
        if here:
            yield Case("observation", paper.name, mention.confidence, any(states(mention, fact) for fact in here))


def states(mention: Mention, fact: Record) -> bool:
    """Whether an observation has a value of a fact, and no other year."""
    said, year = float(mention.attributes["value"]), mention.attributes.get("year", "")
    values = fact["value"] if isinstance(fact["value"], list) else [fact["value"]]
    same = any(isinstance(v, int | float) and abs(said - v) <= 1e-6 * max(1.0, abs(v)) for v in values)
    return same and (not year or not fact.get("year") or str(fact["year"])[:4] == year)


# ------------------------------------------------------------------------------------------------- fitting
Floats = NDArray[np.float64]


def fitted(judged: Sequence[Case]) -> tuple[float, float]:
    """Slope and shift of the log-odds that make the cases most likely, drawn towards 1 and 0."""
    odds = np.array([confidence.log_odds(c.confidence) for c in judged])
    right = np.array([c.right for c in judged], float)

    def loss(numbers: Floats) -> float:
        slope, shift = numbers
        away = ((slope - 1) ** 2 + shift**2) / (2 * PRIOR**2)
        signed = np.where(right > 0, 1, -1) * (slope * odds + shift)
        return float(np.logaddexp(0, -signed).sum() + away)

    slope, shift = minimize(loss, [1.0, 0.0], bounds=[(0.05, 5), (-5, 5)]).x
    return round(float(slope), 3), round(float(shift), 3)


def held_out(judged: Sequence[Case]) -> Floats:
    """The probability of each case by a curve that was fitted to the other papers."""
    others = {name: fitted([c for c in judged if c.paper != name]) for name in {c.paper for c in judged}}
    return np.array([confidence.mapped(c.confidence, *others[c.paper]) for c in judged])


def brier(p: Floats, right: Floats) -> float:
    """Mean squared distance of a probability to what was (Brier 1950)."""
    return float(np.mean((p - right) ** 2))


def error(p: Floats, right: Floats) -> float:
    """Expected calibration error over ``BINS``: mean distance of confidence and share, weighted by cases."""
    bins = np.digitize(p, BINS[1:-1])
    return float(sum(abs(p[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


# ------------------------------------------------------------------------------------------------ printing
def table(p: Floats, right: Floats) -> Iterator[str]:
    bins = np.digitize(p, BINS[1:-1])
    for b in range(len(BINS) - 1):
        if (here := bins == b).any():
            share = right[here].mean()
            yield f"    {BINS[b]:.2f}-{BINS[b + 1]:.2f}  {here.sum():5d}  {p[here].mean():.3f}  {share:.3f}"


def told(kind: str, judged: Sequence[Case]) -> tuple[float, float] | None:
    """Print the figures of a kind; its slope and shift, or None where a curve does not help papers held out."""
    curve = fitted(judged)
    right = np.array([c.right for c in judged], float)
    before = np.array([c.confidence for c in judged])
    after = np.array([confidence.mapped(c.confidence, *curve) for c in judged])
    apart = held_out(judged)
    helps = brier(apart, right) < brier(before, right)
    print(f"{kind}: {len(judged)} cases, {right.mean():.3f} right; slope {curve[0]}, shift {curve[1]}", end="")
    print("" if helps else " (no curve: it does not help papers held out)")
    for name, p in (("before", before), ("after", after), ("held out", apart)):
        print(f"  {name:8}  Brier {brier(p, right):.4f}  calibration error {error(p, right):.4f}")
    for name, p in (("before", before), ("after", after)):
        print(f"  {name}: bin, cases, mean confidence, share of right ones")
        print("\n".join(table(p, right)))
    return curve if helps else None


def write(curves: dict[str, tuple[float, float]]) -> None:
    """Put the numbers into the rules, the rest of which stays."""
    lines = [f"  {kind}: {{slope: {slope}, shift: {shift}}}" for kind, (slope, shift) in curves.items()]
    text = RULES.read_text(encoding="utf-8")
    text = re.sub(r"^curves:.*\n(?:  .*\n)*", "curves:\n" + "\n".join(lines) + "\n", text, flags=re.MULTILINE)
    RULES.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="put the numbers into ontology/rules/confidence.yaml")
    options = parser.parse_args()
    every = cases(options.gold, options.corpus)
    kinds = [kind for kind in (*FILES, "observation") if any(c.kind == kind for c in every)]
    curves = {kind: told(kind, [c for c in every if c.kind == kind]) for kind in kinds}
    if options.write:
        write({kind: curve for kind, curve in curves.items() if curve})


if __name__ == "__main__":
    main()
