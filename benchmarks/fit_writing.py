"""How near a sentence must be to what it cites: fits the threshold of kb/writing/checking.py on samples/.

    .venv/bin/python benchmarks/fit_writing.py

*Supported* is a sentence of the samples, shortened by a clause or a bracket, against the passage that it was made from;
and a sentence of kb/data/parallel against its translation. *Unsupported* is the shortened sentence against the nearest
passage of its document that does not hold it; and a sentence against the nearest translation of another one. These are
hard: neighbours speak of the same things. Prints cosines, and the threshold at which both kinds of error are equally
rare, with the errors there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import regex

from ingest.document import LANGUAGES, Passage
from kb import KnowledgeBase
from kb.centres import lines
from kb.writing.checking import Shelf

ROOT = Path(__file__).parent.parent
_CUT = regex.compile(r"\s*\([^()]+\)|,[^,]{15,}(?=[.,;]?$)|^[^,]{3,60},\s+")


def shortened(sentence: str) -> str:
    """A sentence without its brackets, its last or its first clause; empty when it has nothing of that."""
    plain = " ".join(sentence.split())
    short = _CUT.sub("", plain).strip()
    return short if 30 < len(short) < len(plain) else ""


def ranges(passage: Passage) -> list[tuple[int, int]]:
    """The ranges that the check compares a sentence with."""
    pairs = [(one[0], other[1]) for one, other in pairwise(passage.sentences)]
    return list(dict.fromkeys([(passage.start, passage.end), *passage.sentences, *pairs]))


def of_samples(kb: KnowledgeBase, shelf: Shelf) -> Iterator[tuple[float, float]]:
    """For each shortened sentence its cosine to its own passage, and to the nearest other of the document."""
    for document in kb.documents():
        passages = [passage for passage in kb.passages(document.id) if passage.kind == "body"]
        rows = [shelf.vectors([document.text[a:b] for a, b in ranges(passage)]) for passage in passages]
        for own, passage in enumerate(passages):
            for start, end in passage.sentences:
                if (short := shortened(document.text[start:end])) and len(passages) > 1:
                    vector = shelf.vectors([short])[0]
                    nearest = [float((row @ vector).max()) for row in rows]
                    yield nearest[own], max(cosine for i, cosine in enumerate(nearest) if i != own)


def of_translations(shelf: Shelf) -> Iterator[tuple[float, float]]:
    """For each sentence and pair of languages its cosine to its translation, and to the nearest other."""
    rows = {language: shelf.vectors(lines("parallel", language)) for language in LANGUAGES}
    for one in LANGUAGES:
        for other in set(LANGUAGES) - {one}:
            cosines = rows[one] @ rows[other].T
            own = np.diag(cosines).copy()
            np.fill_diagonal(cosines, -1.0)
            yield from zip(map(float, own), map(float, cosines.max(axis=1)), strict=True)


def report(name: str, pairs: list[tuple[float, float]]) -> None:
    supported, unsupported = (np.sort(np.array(column)) for column in zip(*pairs, strict=True))
    grid = np.arange(0.3, 1.0, 0.005)
    lost = [(supported < t).mean() for t in grid]
    passed = [(unsupported >= t).mean() for t in grid]
    best = int(np.argmin(np.abs(np.array(lost) - np.array(passed))))
    shown = [
        f"{p}%: {np.percentile(supported, p):.3f} / {np.percentile(unsupported, p):.3f}" for p in (2, 10, 50, 90, 98)
    ]
    print(f"{name}: {len(pairs)} pairs; supported / unsupported at " + ", ".join(shown))
    print(f"  equal errors at {grid[best]:.3f}: {lost[best]:.1%} lost, {passed[best]:.1%} passed")
    for t in (0.85, 0.875, 0.9):
        print(f"  {t:.3f}: {(supported < t).mean():.1%} lost, {(unsupported >= t).mean():.1%} passed")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, KnowledgeBase.open(Path(folder) / "samples.kb") as kb:
        kb.add(ROOT / "samples")
        loaded = kb._loaded()
        shelf = Shelf(kb.embedder, loaded.centres, loaded.dense)
        samples, translations = list(of_samples(kb, shelf)), list(of_translations(shelf))
    report("samples", samples)
    report("translations", translations)
    report("both", samples + translations)


if __name__ == "__main__":
    main()
