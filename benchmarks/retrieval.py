"""Search and answers on the public data sets, beside the figures to reach.

    python benchmarks/retrieval.py SHARED_DATA_FOLDER [--work DIR] [--only NAME] [--set NAME=VALUE ...]

Builds knowledge bases of the sets, below --work where the next run finds them again (without it in a temporary
folder; building takes about twenty minutes on two cores), asks them through KnowledgeBase.search and ask, and prints
one table. Sets: cranfield, udhr, kz-laws, kz-laws-sentences, second-language, speed. The last two also need the
folders corpus/ and eval/ beside the data.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest import Division, Document, divisions
from ingest.sentences import sentences
from kb import KnowledgeBase
from kb.cli.evaluating import settings_of
from kb.evaluation import evaluate_collection, open_shelf, read_collection, read_questions
from kb.evaluation.matching import found_at
from kb.evaluation.measures import measured
from kb.evaluation.ranking import ranking
from kb.question import LONGEST_QUESTION
from kb.search import Hit
from kb.tuning import DEFAULT, Search, search

UDHR = {"English": "eng", "Russian": "rus", "Kazakh": "kaz"}
PAIR_SUFFIX = "_kz"
ARTICLES = ("hit@1", "hit@10")
# So many sentences of an article are searched for at once; shorter ones than these letters are no sentences.
OPENINGS = (1, 4)
SHORTEST_OPENING = 40
# Questions that are asked before the clock runs.
WARM_UP = 5


@dataclass(frozen=True)
class Row:
    """A line of the table: how many questions, what was measured, and what is to be reached."""

    name: str
    queries: int
    figures: Mapping[str, float]
    target: str


@dataclass(frozen=True)
class Paths:
    """``data`` holds the public sets, ``corpus`` and ``eval`` lie beside it; ``work`` takes what is built.

    ``tuning`` says which parts of the search are at work.
    """

    data: Path
    work: Path
    tuning: Search = DEFAULT

    @property
    def corpus(self) -> Path:
        return self.data.parent / "corpus"

    @property
    def questions(self) -> Path:
        return self.data.parent / "eval" / "questions.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="SHARED_DATA_FOLDER")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep what is built here")
    parser.add_argument("--only", choices=SETS, metavar="NAME", help=", ".join(SETS))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the search")
    options = parser.parse_args()
    print(f"{'set':60}{'queries':>8}  {'measured':52}to reach")
    with tempfile.TemporaryDirectory() as temporary:
        paths = Paths(options.data.resolve(), options.work or Path(temporary), search(settings_of(options.set)))
        for name, rows in SETS.items():
            if options.only in (None, name):
                for row in rows(paths):
                    figures = "  ".join(f"{measure} {value:g}" for measure, value in row.figures.items())
                    print(f"{row.name:60}{row.queries:8}  {figures:52}{row.target}", flush=True)


# ------------------------------------------------------------------------------------------- collections
def cranfield(paths: Paths) -> Iterator[Row]:
    collection = read_collection(paths.data / "cranfield")
    kb, records = open_shelf(collection, paths.work)
    with kb:
        results = evaluate_collection(kb, records, collection, paths.tuning)
    values = {result.id: result.values for result in results}
    yield Row("cranfield", len(results), means(values, ("nDCG@10", "MRR@10", "recall@50")), "nDCG@10 >= 0.42")


# ------------------------------------------------------------------------------ articles in two languages
@dataclass(frozen=True)
class Article:
    """An article of a text, with the number by which its counterpart in another language is known."""

    document: Document
    division: Division

    @property
    def id(self) -> tuple[str, str]:
        return self.document.id, self.division.number

    def opening(self, count: int = 1) -> str:
        """Its first sentences; empty where there is none."""
        body = self.document.text[self.division.heading_end : self.division.end]
        first = sentences(body)[:count]
        return body[first[0][0] : first[-1][1]] if first else ""


def articles(document: Document) -> dict[str, Article]:
    """By number, the first article that bears it."""
    found: dict[str, Article] = {}
    for division in divisions(document):
        if division.kind == "article":
            found.setdefault(division.number, Article(document, division))
    return found


def udhr(paths: Paths) -> Iterator[Row]:
    folder = paths.data / "udhr" / "declaration"
    with shelf(paths.work / "udhr.kb", [folder / f"{code}.html" for code in UDHR.values()]) as kb:
        texts = {language: articles(document_of(kb, f"{code}.html")) for language, code in UDHR.items()}
        for source in UDHR:
            for target in UDHR:
                if source != target:
                    asked = {n: a.opening() for n, a in texts[source].items() if n in texts[target]}
                    values = found_articles(kb, asked, texts[target], paths.tuning)
                    yield Row(f"udhr {source} to {target}", len(asked), means(values, ARTICLES), "hit@1 >= 0.90")


def kz_laws(paths: Paths) -> Iterator[Row]:
    for way, asked, among, kb in laws_in_two_languages(paths):
        titles = {n: a.division.title for n, a in asked.items() if n in among and a.division.title}
        values = found_articles(kb, titles, among, paths.tuning)
        yield Row(f"kz-laws {way}", len(titles), means(values, ARTICLES), "hit@1 >= 0.72, hit@10 >= 0.97")


def kz_laws_sentences(paths: Paths) -> Iterator[Row]:
    """How each article begins, as one sentence and as four."""
    for way, asked, among, kb in laws_in_two_languages(paths):
        for count in OPENINGS:
            texts = {n: a.opening(count) for n, a in asked.items() if n in among}
            long = {n: text for n, text in texts.items() if SHORTEST_OPENING <= len(text) <= LONGEST_QUESTION}
            values = found_articles(kb, long, among, paths.tuning)
            yield Row(f"kz-laws-sentences {way}, at most {count}", len(long), means(values, ARTICLES), "")


def laws_in_two_languages(paths: Paths) -> Iterator[tuple[str, dict[str, Article], dict[str, Article], KnowledgeBase]]:
    """Each way, the articles of the laws that ask and those that are sought, by law and number."""
    folder = paths.data / "kz-laws"
    with shelf(paths.work / "laws.kb", [folder]) as kb:
        pairs = [(path.name.replace(PAIR_SUFFIX, ""), path.name) for path in sorted(folder.glob(f"*{PAIR_SUFFIX}.txt"))]
        for way, (asking, sought) in {"Russian to Kazakh": (0, 1), "Kazakh to Russian": (1, 0)}.items():
            sides = [[articles(document_of(kb, pair[side])) for pair in pairs] for side in (asking, sought)]
            asked, among = ({f"{law}/{n}": a for law, s in enumerate(side) for n, a in s.items()} for side in sides)
            yield way, asked, among, kb


def found_articles(
    kb: KnowledgeBase, asked: Mapping[str, str], among: Mapping[str, Article], tuning: Search
) -> dict[str, dict[str, float]]:
    """Texts that are searched for in the documents of ``among``, each of which should find the article of its key."""
    places = [(a.document.id, a.division.start, a.division.end, key) for key, a in among.items()]
    documents = sorted({document for document, *_ in places})

    def articles_of(hit: Hit) -> list[str]:
        """The article in which a passage begins."""
        at = hit.passage.start
        return [key for document, start, end, key in places if document == hit.document.id and start <= at < end]

    def search(text: str) -> Callable[[int], list[Hit]]:
        return lambda k: kb.search(text, k=k, document=documents, tuning=tuning)

    found = {key: ranking(search(text), articles_of, 10) for key, text in asked.items()}
    return measured(found, {key: {key: 1} for key in asked}, ARTICLES)


# ------------------------------------------------------------------------------------------ whole shelves
def second_language(paths: Paths) -> Iterator[Row]:
    if not beside(paths):
        return
    questions = [q for q in read_questions(paths.questions) if q.answers and q.language == "en"]
    shares = []
    for name, kb in (("alone", corpus(paths)), ("with Russian and Kazakh laws", mixed(paths))):
        with kb:
            ranks = [found_at(kb.search(q.text, k=10, tuning=paths.tuning), q) for q in questions]
        shares.append(statistics.fmean(rank is not None and rank <= 3 for rank in ranks))
        yield Row(f"second-language: English papers {name}", len(questions), {"hit@3": round(shares[-1], 4)}, "")
    yield Row("second-language: cost", len(questions), {"hit@3": round(shares[0] - shares[1], 4)}, "<= 0.02")


def speed(paths: Paths) -> Iterator[Row]:
    if not beside(paths):
        return
    questions = [q.text for q in read_questions(paths.questions)]
    with large(paths) as kb:
        passages = kb.status()["passages"]
        for name, ask in (("search", kb.search), ("ask", kb.ask)):
            taken = timed(kb, partial(ask, tuning=paths.tuning), questions)
            yield Row(f"speed: {name}, {passages:,} passages", len(questions) - WARM_UP, taken, "p50 <= 40")


def timed(kb: KnowledgeBase, ask: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds that one question takes, each asked once after some others."""
    kb.warm()
    for question in questions[-WARM_UP:]:
        ask(question)
    taken = []
    for question in questions[:-WARM_UP]:
        begun = time.perf_counter()
        ask(question)
        taken.append(1000 * (time.perf_counter() - begun))
    cuts = statistics.quantiles(taken, n=20)
    return {"p50 ms": round(cuts[9], 1), "p95 ms": round(cuts[18], 1)}


def corpus(paths: Paths) -> KnowledgeBase:
    return shelf(paths.work / "corpus.kb", [paths.corpus])


def mixed(paths: Paths) -> KnowledgeBase:
    """The English papers together with the Russian and Kazakh laws."""
    shelf(paths.work / "laws.kb", [paths.data / "kz-laws"]).close()
    return shelf(paths.work / "mixed.kb", [paths.corpus], base=paths.work / "laws.kb")


def large(paths: Paths) -> KnowledgeBase:
    """Some 10,000 passages of all kinds."""
    mixed(paths).close()
    kb, _ = open_shelf(read_collection(paths.data / "cranfield"), paths.work)
    kb.close()
    more = [paths.data / "uk-immigration", paths.data / "cyrillic-pdf", Path(kb.path).parent / "documents"]
    return shelf(paths.work / "large.kb", more, base=paths.work / "mixed.kb")


# ------------------------------------------------------------------------------------------------ shelves
def shelf(place: Path, sources: Sequence[Path], base: Path | None = None) -> KnowledgeBase:
    """The knowledge base at ``place`` with the files of ``sources``; it begins as a copy of ``base``, if given."""
    if base is not None and not place.exists():
        shutil.copytree(base, place)
    kb = KnowledgeBase.open(place)
    kb.add(sources)
    return kb


def document_of(kb: KnowledgeBase, name: str) -> Document:
    return next(document for document in kb.documents() if Path(document.source).name == name)


def beside(paths: Paths) -> bool:
    """Whether papers and gold questions lie beside the data."""
    return paths.corpus.is_dir() and paths.questions.is_file()


def means(values: Mapping[str, Mapping[str, float]], measures: Sequence[str]) -> dict[str, float]:
    """The mean of each measure over the questions."""
    return {name: round(statistics.fmean(row[name] for row in values.values()), 4) for name in measures}


SETS: dict[str, Callable[[Paths], Iterator[Row]]] = {
    "cranfield": cranfield,
    "udhr": udhr,
    "kz-laws": kz_laws,
    "kz-laws-sentences": kz_laws_sentences,
    "second-language": second_language,
    "speed": speed,
}


if __name__ == "__main__":
    main()
