"""How well Kazakh words are stemmed: paradigms, and what BM25 finds with each way of stemming.

    python benchmarks/stemming.py [--data FOLDER]

FOLDER is the folder ``data`` of the shared ones, with ``kz-laws`` in it; without it only paradigms are measured.
Paradigms (tests/kb/data/kazakh_paradigms.txt) are split in two halves by a hash of the word, so that rules are made
on one and judged on the other: pairs of forms of one word are to meet in a stem, pairs of two words are not. UI and OI
are the under- and overstemming indices of Paice (An evaluation method for stemming algorithms, SIGIR 1994), OI in
millionths. "without lists" strikes the half's own words from the lists of roots and stems.
The title of each article of the Kazakh laws is searched among the articles' texts without titles, as it is and
spelled without Kazakh letters; the texts are stemmed in the same way. The Kazakh questions of benchmarks/questions are
searched among the articles.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

import ingest
from kb import kazakh
from kb.terms import stop_words

ROOT = Path(__file__).parent.parent
PARADIGMS = ROOT / "tests" / "kb" / "data" / "kazakh_paradigms.txt"
QUESTIONS = ROOT / "benchmarks" / "questions" / "kz-laws.jsonl"
SHORTEST_ARTICLE = 200
Stem = Callable[[str], str]
WAYS: dict[str, Stem] = {
    "no stemming": lambda word: word,
    "five letters": lambda word: word[:5],
    "four letters": lambda word: word[:4],
    "kazakh.stem": kazakh.stem,
    "kazakh.folded": kazakh.folded,
}


@dataclass(frozen=True)
class Paradigm:
    """A word, the family whose words may meet it or not, and its forms."""

    lemma: str
    family: str
    forms: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        return bool(hashlib.sha256(self.family.encode()).digest()[0] % 2)


def paradigms() -> list[Paradigm]:
    found = []
    for line in PARADIGMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names, _, forms = line.partition(":")
            lemma, _, family = names.partition(" ~")
            found.append(Paradigm(lemma, family or lemma, tuple(forms.split())))
    return found


def conflation(stem: Stem, words: Iterable[Paradigm]) -> dict[str, float]:
    """Precision, recall and F1 of the pairs of forms that meet in a stem, and Paice's indices (OI in millionths)."""
    words = list(words)
    family = {word.lemma: word.family for word in words}
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for form in word.forms:
            lemmas[form].add(word.lemma)
    lemma_of = {form: min(of) for form, of in lemmas.items() if len(of) == 1}  # a form of two words tells nothing
    meeting: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in lemma_of.items():
        meeting[stem(form)][lemma] += 1
    wanted = sum(n * (n - 1) // 2 for n in Counter(lemma_of.values()).values())
    right = sum(n * (n - 1) // 2 for of in meeting.values() for n in of.values())
    wrong = sum(
        n * m
        for of in meeting.values()
        for a, n in of.items()
        for b, m in of.items()
        if a < b and family[a] != family[b]
    )
    apart = len(lemma_of) * (len(lemma_of) - 1) // 2 - wanted
    precision, recall = right / (right + wrong) if right + wrong else 1.0, right / wanted
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"P": precision, "R": recall, "F1": f1, "UI": 1 - recall, "OI": 1e6 * wrong / apart}


def without_lists(words: Sequence[Paradigm]) -> Stem:
    """The stemmer as it would be had nobody written these words into its lists."""
    rules = kazakh.Rules()
    forms = {form for word in words for form in word.forms}
    struck = forms | {rules.stem(form) for form in forms} | {f[:-1] for f in forms if f.endswith("у")}
    return kazakh.Rules(without=struck).stem


@dataclass(frozen=True)
class Article:
    """An article of a Kazakh law: the file of the law without ending and language, number, title and text below it."""

    file: str
    number: str
    title: str
    text: str


def articles(data: Path) -> list[Article]:
    """The articles of the Kazakh laws that have a title and some text."""
    found = []
    for path in sorted((data / "kz-laws").glob("*_kz.txt")):
        document = ingest.parse(path.read_bytes(), path.name)
        for division in ingest.divisions(document):
            text = document.text[division.heading_end : division.end]
            if division.kind == "article" and division.title and len(text) >= SHORTEST_ARTICLE:
                found.append(Article(path.stem.removesuffix("_kz"), division.number, division.title, text))
    return found


def questions(found: Sequence[Article]) -> list[tuple[list[str], set[int]]]:
    """Words of each Kazakh question that one of the articles answers, with the places of those that do."""
    place = {(article.file, article.number): i for i, article in enumerate(found)}
    asked = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        answers = ((answer["file"], answer["article"]) for answer in question["answers"])
        relevant = {place[answer] for answer in answers if answer in place}
        if question["lang"] == "kk" and relevant:
            asked.append((words(question["question"]), relevant))
    return asked


def words(text: str) -> list[str]:
    found = (kazakh.spelled(word) for word in regex.findall(r"[\p{L}\p{N}]+", text.casefold()))
    return [word for word in found if word not in stop_words()]


def found_by(stem: Stem, texts: Sequence[str], asked: Sequence[tuple[list[str], set[int]]]) -> dict[str, float]:
    """nDCG@10, MRR@10 and hit@1 of tantivy's BM25; several relevant texts count as one, the first."""
    import tantivy

    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(_schema(tantivy), path=folder)
        index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(heap_size=30_000_000, num_threads=1)
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(number=number, terms=" ".join(map(stem, words(text)))))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        ranks = [_rank(index, [stem(word) for word in query], relevant) for query, relevant in asked]
    hits = [rank for rank in ranks if rank is not None]
    total = len(ranks)
    return {
        "nDCG@10": sum(1 / math.log2(rank + 2) for rank in hits) / total,
        "MRR@10": sum(1 / (rank + 1) for rank in hits) / total,
        "hit@1": hits.count(0) / total,
    }


def _schema(tantivy: Any) -> Any:
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", stored=True)
    schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return schema.build()


def _rank(index: Any, query: Iterable[str], relevant: set[int]) -> int | None:
    import tantivy

    any_term = [
        (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "terms", term, "freq"))
        for term in dict.fromkeys(query)
    ]
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.boolean_query(any_term), limit=10, count=False).hits
    numbers = [searcher.doc(address)["number"][0] for _, address in hits]
    return next((rank for rank, number in enumerate(numbers) if number in relevant), None)


def table(title: str, rows: dict[str, dict[str, float]]) -> None:
    print(f"\n{title}")
    for number, (name, row) in enumerate(rows.items()):
        if not number:
            print(f"{'':32}" + "".join(f"{column:>9}" for column in row))
        print(f"{name:32}" + "".join(f"{value:9.1f}" if c == "OI" else f"{value:9.3f}" for c, value in row.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder that holds kz-laws/")
    data = parser.parse_args().data
    for half, held_out in (("development", False), ("held out", True)):
        chosen = [word for word in paradigms() if word.held_out == held_out]
        ways = {**WAYS, "kazakh.stem without lists": without_lists(chosen)}
        ways["typed plainly, kazakh.folded"] = lambda word: kazakh.folded(kazakh.plain(word))
        forms = sum(len(word.forms) for word in chosen)
        rows = {name: conflation(stem, chosen) for name, stem in ways.items()}
        table(f"Paradigms, {half} half: {len(chosen)} words, {forms} forms", rows)
    if data is None:
        return
    found = articles(data)
    titles = [(words(article.title), {place}) for place, article in enumerate(found)]
    measure_search("Titles of articles in their texts", [article.text for article in found], titles)
    if QUESTIONS.exists():
        measure_search("Questions in articles", [f"{a.title}\n{a.text}" for a in found], questions(found))


def measure_search(title: str, texts: Sequence[str], asked: Sequence[tuple[list[str], set[int]]]) -> None:
    rows = {name: found_by(stem, texts, asked) for name, stem in WAYS.items()}
    typed = [([kazakh.plain(word) for word in query], relevant) for query, relevant in asked]
    for name in ("no stemming", "five letters", "kazakh.stem", "kazakh.folded"):
        rows[f"typed plainly, {name}"] = found_by(WAYS[name], texts, typed)
    table(f"{title}: {len(asked)} queries, {len(texts)} texts", rows)


if __name__ == "__main__":
    main()
