"""Fit the weights by which kb/support.py judges whether the shelf holds an answer.

    python benchmarks/fit_support.py [--out FILE]

Builds a knowledge base of samples/ in a temporary place and asks it some seven hundred questions, of which it is known
whether they have an answer there. Each question of docs/samples/questions.jsonl is asked of the whole shelf. One that
has an answer is made unanswerable in four ways: by taking the documents, or only the passages, that answer it off the
shelf, and by asking for a year or a place that the shelf does not speak of. Questions of kb/data/questions on matters
of which the samples say nothing are asked in three languages. Prints the weights of a logistic regression for
kb/support.py, and what it decides for questions that were left out of the fit. --out keeps the signals of each asking
as JSON lines.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from ingest.document import LANGUAGES
from kb import KnowledgeBase
from kb.centres import lines
from kb.evaluation.matching import holds
from kb.quotes import best_quotes
from kb.search import Hit
from kb.support import signals

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "docs" / "samples" / "questions.jsonl"
# Inverse strength of the ridge penalty: the samples are few, and the signals lie close together.
STRENGTH = 0.1
FOLDS = 10
# Of the answerable questions, which are harder than most, so many are to be answered at a threshold of 0.5.
ANSWERED = 0.81
# What the unanswerable askings of each way count together. Questions that somebody wrote as near misses say most.
COUNTS = {
    "whole shelf": 2.0,
    "without its documents": 1.0,
    "without its passages": 1.0,
    "another year": 0.5,
    "another place": 0.5,
    "another matter": 0.5,
}
# Hits that are looked at, and that are searched for where some of them are on passages that are off the shelf.
HITS, MORE = 10, 60
# A passage holds an answer when it holds this share of the quote's letters in one run.
HELD = 0.4
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ANOTHER_YEAR = {"en": " in 1987?", "ru": " в 1987 году?", "kk": "1987 жылы "}
ANOTHER_PLACE = {
    "en": (" in Brazil?", " in Portugal?", " in Kenya?", " in Japan?"),
    "ru": (" в Бразилии?", " в Португалии?", " в Кении?", " в Японии?"),
    "kk": ("Бразилияда ", "Португалияда ", "Кенияда ", "Жапонияда "),
}
# Lines of kb/data/questions that are about something else than the samples are, counted from 1.
ELSEWHERE = (
    *(1, 2, 4, 5, 8, 10, 12, 15, 20, 24, 25, 31, 33, 35, 42, 45, 47, 50, 51, 53, 59, 60, 62, 65, 68, 81, 82, 83, 85),
    *(89, 90, 91, 92, 94, 96, 97, 100, 101, 102, 103, 104, 105, 106, 107, 111, 114, 115, 116, 119, 120),
)
Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Asking:
    """One question asked of the shelf, and whether that holds its answer.

    ``without`` are answers that are off the shelf: with ``whole`` their documents, else the passages that hold them.
    """

    question: int
    text: str
    answerable: bool
    how: str
    without: Sequence[Mapping[str, str]] = ()
    whole: bool = False

    def leaves(self, hit: Hit) -> bool:
        """Whether a hit is on the shelf."""
        name = Path(hit.document.source).name
        return not any(
            answer["file"] == name and (self.whole or holds(hit.passage.text, answer["quote"], HELD))
            for answer in self.without
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep the signals of each asking as JSON lines")
    options = parser.parse_args()
    askings = list(asked())
    with tempfile.TemporaryDirectory() as place, KnowledgeBase.open(Path(place) / "fit.kb") as kb:
        kb.add(ROOT / "samples")
        found = [signals_of(kb, asking) for asking in askings]
    if options.out:
        both = zip(askings, found, strict=True)
        rows = ({"how": a.how, "answerable": a.answerable, "text": a.text, **signal} for a, signal in both)
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    fit(askings, found)


def fit(askings: Sequence[Asking], found: Sequence[Mapping[str, float]]) -> None:
    """Print the weights, and what is decided for questions that were left out."""
    names = list(found[0])
    rows = np.array([[signal[name] for name in names] for signal in found])
    answerable = np.array([asking.answerable for asking in askings])
    groups = np.array([asking.question for asking in askings])
    counts = shares(askings)
    odds = left_out(rows, answerable, groups, counts)
    # The askings are chosen, not met with, so the odds of a fit are as arbitrary as their mixture.
    shift = -float(np.quantile(odds[answerable], 1 - ANSWERED))
    found_weights = weights(fitted(rows, answerable, counts), names)
    found_weights["intercept"] += shift
    print(json.dumps({name: round(weight, 2) for name, weight in found_weights.items()}))
    report(askings, answerable, odds + shift)


def asked() -> Iterator[Asking]:
    """Every asking of every question."""
    number = 0
    for number, line in enumerate(QUESTIONS.read_text(encoding="utf-8").splitlines()):
        question = json.loads(line)
        text, language, answers = question["question"], question["lang"], question["answers"]
        yield Asking(number, text, bool(answers), "whole shelf")
        if answers:
            yield Asking(number, text, False, "without its documents", answers, whole=True)
            yield Asking(number, text, False, "without its passages", answers)
            yield Asking(number, of_another_year(text, language), False, "another year")
            other = ANOTHER_PLACE[language][number % len(ANOTHER_PLACE[language])]
            yield Asking(number, beside(text, other), False, "another place")
    for line_number in ELSEWHERE:
        for language in LANGUAGES:
            number += 1
            yield Asking(number, lines("questions", language)[line_number - 1], False, "another matter")


def of_another_year(text: str, language: str) -> str:
    """A question about a year that no document speaks of."""
    return YEAR.sub("1987", text) if YEAR.search(text) else beside(text, ANOTHER_YEAR[language])


def beside(text: str, words: str) -> str:
    """A question with words at its end, or, where these are no end, at its beginning."""
    return text.rstrip("?") + words if words.endswith("?") else words + text[0].lower() + text[1:]


def signals_of(kb: KnowledgeBase, asking: Asking) -> dict[str, float]:
    searcher = kb._searcher()
    question = searcher.question(asking.text)
    hits = searcher.search(question, HITS + (MORE if asking.without else 0))
    left = [hit for hit in hits if asking.leaves(hit)][:HITS]
    return signals(question, best_quotes(question, left))


def shares(askings: Sequence[Asking]) -> Array:
    """What each asking counts: the answerable together as much as the others."""
    ways = [None if asking.answerable else asking.how for asking in askings]
    total = sum(COUNTS.values())
    return np.array([(1.0 if way is None else COUNTS[way] / total) / ways.count(way) for way in ways]) * len(ways) / 2


def fitted(rows: Array, answerable: Flags, counts: Array) -> Pipeline:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))
    return model.fit(rows, answerable, logisticregression__sample_weight=counts)


def weights(model: Pipeline, names: list[str]) -> dict[str, float]:
    """The intercept and the weight of each signal as it is, not standardised."""
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - slopes @ scaler.mean_)
    return {"intercept": intercept, **dict(zip(names, slopes.tolist(), strict=True))}


def left_out(rows: Array, answerable: Flags, groups: Array, counts: Array) -> Array:
    """The log odds of each asking by a model that has not seen its question."""
    found = np.zeros(len(rows))
    for seen, unseen in GroupKFold(FOLDS).split(rows, answerable, groups):
        found[unseen] = fitted(rows[seen], answerable[seen], counts[seen]).decision_function(rows[unseen])
    return found


def report(askings: Sequence[Asking], answerable: Flags, odds: Array) -> None:
    """What is decided at several thresholds, and at 0.5 by the way of asking."""
    probability = 1 / (1 + np.exp(-odds))
    print(f"{len(askings)} askings of {len({a.question for a in askings})} questions, each question left out in turn:")
    ways = list(dict.fromkeys(asking.how for asking in askings))
    others = {way: np.array([a.how == way and not a.answerable for a in askings]) for way in ways}
    print(f"{'threshold':>24} {'answered':>9} " + " ".join(f"{way:>22}" for way in ways) + "  refused")
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        refused = probability < threshold
        cells = [f"{refused[others[way]].mean():>22.2f}" for way in ways]
        print(f"{threshold:>24} {1 - refused[answerable].mean():>9.2f} {' '.join(cells)}")
    areas = [roc_auc_score(answerable[answerable | others[way]], odds[answerable | others[way]]) for way in ways]
    print(f"{'area under the curve':>24} {'':>9} {' '.join(f'{area:>22.3f}' for area in areas)}")


if __name__ == "__main__":
    main()
