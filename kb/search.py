"""Search: which passages bear on a question, whatever the language of either.

Two legs. The dense one compares the question with each passage, with each window of two sentences and with each
sentence in it, centred by language, and works across languages. The lexical one (BM25) is worth as much inside a
language; across languages it sees what :mod:`kb.links` and :mod:`kb.expansion` know to be the same. It counts by
the share of the question's weight that it matched, so that a question in another language loses nothing to
passages that happen to share a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ingest.document import Document, Passage
from ingest.errors import BadQuestion
from ingest.language import detect
from kb import candidates, kazakh, reranking, scoring
from kb.asked import extreme_asked, figures_asked, form, references_asked
from kb.candidates import Candidate, Scored, Window
from kb.distinct import Chosen, distinct
from kb.embedding import Embedder
from kb.expansion import weights
from kb.filters import Filters, Ids, allowed
from kb.followers import Loaded
from kb.lexical import every_term
from kb.question import Question, checked, rarity
from kb.rows import Place
from kb.store import Store
from kb.terms import linked, terms
from kb.tuning import DEFAULT, Search

SPANS = 250
PASSAGES = 100
# So many of the passages that the legs find are compared in full.
SHORTLIST = 60
# The largest BM25 factor of a term beside its weight, k1 + 1 (tantivy: k1 = 1.2).
BM25_CEILING = 2.2
UNFILTERED = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that bears on a question.

    ``score`` orders the hits of one question, save those that stand back behind others; ``why`` holds its parts, the
    matched terms and the terms that were added to the question; ``quote`` is the range of the window (in the
    document's text) that bears on the question most, ``windows`` are all of the passage's in reading order; a short
    passage is its own window. ``same`` are passages that say the same in nearly the same words.
    """

    rank: int
    score: float
    why: Mapping[str, Any]
    passage: Passage
    document: Document
    quote: tuple[int, int]
    same: tuple[Passage, ...] = ()
    windows: tuple[Window, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class Asked:
    """A question that was embedded, and the passages of the whole shelf that the legs found for it, roughly best
    first; None while they were not looked for. Kept, so that what is like them can be counted without another look."""

    question: Question
    nearest: list[int] | None = None


class Searcher:
    """Search over one loaded state of the followers; ``tuning`` switches parts of it on and off.

    ``asked`` is the latest question.
    """

    def __init__(self, store: Store, loaded: Loaded, embedder: Embedder, tuning: Search = DEFAULT) -> None:
        self._store, self._loaded, self._embedder, self.tuning = store, loaded, embedder, tuning
        self.asked: Asked | None = None

    def question(self, text: str) -> Question:
        """Check, embed and weigh a question. Raises BadQuestion when it is empty or overlong."""
        text = checked(text)
        language = "kk" if kazakh.typed_plainly(text) else detect(text)
        centres = self._loaded.centres
        if (kind := form(text)) == "statement":
            vector = centres.statement(self._embedder.encode_statement([text])[0], language)
        else:
            vector = centres.question(self._embedder.encode_query([text])[0], language)
        words, links = terms(text, language), dict(linked(text, language))
        names = self._loaded.names if self.tuning.expansion and self.tuning.lexical else None
        choices = [] if names is None else names.find(words, text) + names.find(list(links))
        added = [term for choice in choices for name in choice.others for term in name.terms]
        known, total = self._loaded.lexical.frequencies([*words, *links, *added])
        weights_of = {term: rarity(count, total) for term, count in known.items()}
        own = {term: weights_of[term] for term in [*words, *links]}
        question = Question(text, language, vector, own, links, tuple(choices), weights_of, known, kind)
        self.asked = Asked(question)
        return question

    def search(self, question: Question, k: int = 10, filters: Filters = UNFILTERED) -> list[Hit]:
        """At most ``k`` passages, best first; fewer only when fewer pass the filters."""
        if k < 1:
            raise BadQuestion(f"k is the number of passages to find, at least 1; it was {k}.")
        among = allowed(self._store, filters)
        if self.tuning.kinds and references_asked(question.text) and (found := self._references(question, k, among)):
            return found
        shortlist, passages = self._shortlist(question, k, among)
        scoring.weigh(question, shortlist, self.tuning)
        if self.tuning.feedback and (first := scoring.best_of_long(question, shortlist)):
            vectors = self._loaded.dense.vectors([candidate.passage_id for candidate in shortlist])
            scoring.compare(shortlist, first, vectors[:, : self._embedder.dimension])
        scores = [candidate.score for candidate in shortlist]
        return self._hits(question, candidates.best(shortlist, scores), passages, k)

    def near(self, asked: Asked, k: int, filters: Filters = UNFILTERED) -> list[Place]:
        """Where about ``k`` passages stand that either leg finds, by its rough score: to be counted, not to be read."""
        among = allowed(self._store, filters)
        nearest = asked.nearest if among is None else None
        if nearest is None:
            found = self._dense_candidates(asked.question, SPANS, among)
            self._add_lexical(asked.question, found, among)
            nearest = [candidate.passage_id for candidate in scoring.roughly_best(asked.question, found.values())]
        if among is None:
            asked.nearest = nearest
        places = self._store.places(nearest[:k])
        return [places[passage_id] for passage_id in nearest[:k] if passage_id in places]

    # --------------------------------------------------------------------------------------- legs
    def _shortlist(
        self, question: Question, k: int, among: tuple[Ids, Ids] | None
    ) -> tuple[list[Candidate], dict[int, Passage]]:
        """The candidates that both legs find best, compared in full, and their passages by id."""
        depth, wanted = SPANS, max(SHORTLIST, 4 * k)
        found = self._dense_candidates(question, depth, among)
        # A few long passages may hold all of the nearest windows.
        while len(found) < k and depth < self._loaded.dense.size:
            depth *= 4
            found = self._dense_candidates(question, depth, among)
        self._add_lexical(question, found, among)
        ranked = scoring.roughly_best(question, found.values())
        if among is None and depth == SPANS and self.asked is not None and self.asked.question is question:
            self.asked.nearest = [candidate.passage_id for candidate in ranked]
        shortlist = {candidate.passage_id: candidate for candidate in ranked[:wanted]}
        # A passage that another process has just removed is still in the indexes, but not in the store.
        passages = self._store.passages_by_id(shortlist)
        self._complete(question, shortlist, passages)
        return [c for c in shortlist.values() if c.whole != -1.0 and c.passage_id in passages], passages

    def _dense_candidates(self, question: Question, depth: int, among: tuple[Ids, Ids] | None) -> dict[int, Candidate]:
        hits = self._loaded.dense.search(question.vector, depth, None if among is None else among[0])
        scores = {hit.span_id: hit.score for hit in hits}
        found: dict[int, Candidate] = {}
        for span_id, passage_id, start, end, sentences in self._loaded.spans.by_id(list(scores)).tolist():
            span = Scored(start, end, sentences, scores[span_id])
            found.setdefault(passage_id, Candidate(passage_id)).note(span)
        return found

    def _add_lexical(self, question: Question, found: dict[int, Candidate], among: tuple[Ids, Ids] | None) -> None:
        if self.tuning.lexical:
            for passage_id, share in self._lexical(question, PASSAGES, among).items():
                found.setdefault(passage_id, Candidate(passage_id)).lexical = share

    def _lexical(
        self, question: Question, k: int, among: tuple[Ids, Ids] | None, references: bool = False
    ) -> dict[int, float]:
        """By passage, the share of the question's weight that it matches."""
        named = {term for choice in question.choices for term in choice.own}
        hits = self._loaded.lexical.search(
            (term for term in question.weights if term not in named),
            k,
            None if among is None or references else among[1],
            choices=[
                [dict.fromkeys(choice.own, 1.0), *weights(choice, question.rarity)] for choice in question.choices
            ],
            headings=self.tuning.headings,
            references=references,
        )
        total = sum(question.weights.values()) * BM25_CEILING
        return {hit.passage_id: min(1.0, hit.score / total) for hit in hits} if total else {}

    def _complete(self, question: Question, found: Mapping[int, Candidate], passages: Mapping[int, Passage]) -> None:
        """Exact cosines of all spans of the candidates, and what their kind adds."""
        rows = self._loaded.spans.of_passages(list(found))
        # Another process may have stored passages since the dense index was loaded; they wait for the next question.
        rows = rows[self._loaded.dense.holds(rows["id"])]
        vectors, meaning = self._loaded.dense.vectors(rows["id"]), self._embedder.dimension
        cosines = vectors[:, :meaning] @ question.vector[:meaning]
        scores = cosines + vectors[:, meaning:] @ question.vector[meaning:]
        candidates.complete(found, rows, scores, cosines)
        bonus = scoring.TABLE_FOR_FIGURE if figures_asked(question.text) else scoring.TABLE_OTHERWISE
        for passage_id, passage in passages.items():
            found[passage_id].bonus = bonus if passage.kind == "table" and self.tuning.kinds else 0.0
            found[passage_id].same_language = passage.language == question.language

    # --------------------------------------------------------------------------------------- hits
    def _hits(
        self, question: Question, ranked: Sequence[Candidate], passages: Mapping[int, Passage], k: int
    ) -> list[Hit]:
        texts = [passages[candidate.passage_id] for candidate in ranked]
        if self.tuning.kinds and extreme_asked(question.text):
            ranked, texts = scoring.joined(ranked, texts)
        if self.tuning.reranker:
            ranked, texts = self._reranked(question, ranked, texts)
        chosen = [Chosen(number, ()) for number in range(min(k, len(ranked)))]
        if self.tuning.distinct:
            chosen = distinct(texts, self._loaded.dense.vectors([p.id for p in texts]), k)
        return [
            self._hit(rank, question, ranked[one.number], texts[one.number], tuple(texts[n] for n in one.same))
            for rank, one in enumerate(chosen, 1)
        ]

    def _reranked(
        self, question: Question, ranked: Sequence[Candidate], texts: Sequence[Passage]
    ) -> tuple[list[Candidate], list[Passage]]:
        """The first candidates in the order of the reranker."""
        first = range(min(reranking.DEPTH, len(ranked)))
        said = reranking.scores(self.tuning.reranker, question.text, [texts[n].text for n in first])
        order = sorted(first, key=lambda n: -said[n])
        # The reranker's scores have a scale of their own: the candidates exchange the scores that they have.
        scores = [ranked[n].score for n in first]
        for n, score in zip(order, scores, strict=True):
            ranked[n].moved, ranked[n].score = score - ranked[n].score, score
        order += range(len(first), len(ranked))
        return [ranked[n] for n in order], [texts[n] for n in order]

    def _hit(
        self, rank: int, question: Question, candidate: Candidate, passage: Passage, same: tuple[Passage, ...]
    ) -> Hit:
        there = _distinct(passage.text, passage.language)
        why = {
            "passage": round(candidate.whole, 4),
            "window": round(candidate.window, 4),
            "sentence": round(candidate.sentence, 4),
            "heading": round(candidate.heading, 4),
            "cosine": round(candidate.cosine if candidate.cosine != -1.0 else candidate.whole_cosine, 4),
            "lexical": round(candidate.lexical, 4),
            "kind": round(candidate.bonus, 4),
            "like": round(candidate.like, 4),
            "reranker": round(candidate.moved, 4),
            "terms": _matched(question, there),
            "added": _added(question, there),
        }
        document = self._store.document(passage.document_id)
        quote = candidate.quote or candidate.range
        return Hit(rank, round(candidate.score, 6), why, passage, document, quote, same, candidate.windows())

    def _references(self, question: Question, k: int, among: tuple[Ids, Ids] | None) -> list[Hit]:
        """Reference entries by their words alone: they have no vectors."""
        shares = self._lexical(question, k, among, references=True)
        passages = self._store.passages_by_id(shares)
        documents = None if among is None else {p.document_id for p in self._store.passages_by_id(among[1]).values()}
        found = [
            (passages[i], share)
            for i, share in shares.items()
            if i in passages and (documents is None or passages[i].document_id in documents)
        ]
        return [
            self._hit(rank, question, Candidate(p.id, 0.0, (p.start, p.end), lexical=share, score=share), p, ())
            for rank, (p, share) in enumerate(found, 1)
        ]


def _matched(question: Question, there: frozenset[str]) -> list[str]:
    """The question's terms that a passage holds; a name whose word is among them is not shown again."""
    words = [term for term in question.weights if term in there and term not in question.links]
    names = [question.links[term] for term in question.weights if term in there and term in question.links]
    return words + [name for name in names if name.casefold() not in words]


def _added(question: Question, there: frozenset[str]) -> list[str]:
    """The other names of what the question names that a passage holds, or the terms of them that it does."""
    found: dict[str, None] = {}
    for choice in question.choices:
        for name in choice.others:
            held = [term for term in name.terms if term in there and term not in question.weights]
            for text in [name.text] if there.issuperset(name.terms) and held else held:
                found[text] = None
    return list(found)


@lru_cache(maxsize=4096)
def _distinct(text: str, language: str) -> frozenset[str]:
    """The different terms of a passage and the links in it; the same ones are looked at by many questions."""
    return frozenset(every_term(text, language))
