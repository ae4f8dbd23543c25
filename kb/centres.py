"""Where languages and hubs lie among the vectors, which is taken out before vectors are compared.

*Languages.* In the space of multilingual E5 each language has a corner of its own. It is estimated from parallel
sentences and questions of our own that ship in ``kb/data``: since they say the same in each language, the difference
between a language's mean and the mean of all is the language and nothing else.

*Hubs.* Some vectors, of short and general texts, are near to everything (Radovanović et al. 2010, "Hubs in space").
How near a vector is to its nearest sentences among ours says how much of a hub it is; a share of that is taken off
its cosine, as cross-domain similarity local scaling does (Conneau et al. 2018, "Word translation without parallel
data", section 2.3). It is kept as one more component, so that an inner product is all that a comparison costs.

Both are fixed, so that adding a document never moves the vectors of another one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.document import LANGUAGES
from kb.files import write as replace

Vectors = npt.NDArray[np.float32]
# Changes when the same sentences give other vectors.
VERSION = "3"
# The sentences nearest to a vector that tell how much of a hub it is, and what of that questions and statements take
# off. Statements lie nearer to passages, and so to hubs, than questions do.
HUB_SENTENCES = 30
# The components beside an embedder's: how much of a hub, and zeros. FAISS is three times as quick in steps of eight.
BESIDE = 8
QUESTION_HUBS, STATEMENT_HUBS = 0.5, 1.0


class Encoder(Protocol):
    """The part of an embedder that is needed here."""

    @property
    def id(self) -> str: ...

    def encode_query(self, texts: Sequence[str]) -> Vectors: ...

    def encode_document(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors: ...


@dataclass(frozen=True)
class Centres:
    """Offsets of documents and of questions by language from the mean of all, each of shape (dimension,), and the
    sentences that hubs are near to, unit rows of shape (n, dimension), already without their offsets."""

    of_documents: Mapping[str, Vectors]
    of_questions: Mapping[str, Vectors]
    sentences: Vectors

    def documents(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, dimension), less the offsets of their languages, of unit length again, and as a last
        component before zeros how much of a hub each is: shape (n, dimension + BESIDE)."""
        centred = _unit(vectors - np.stack([self._of(self.of_documents, language) for language in languages]))
        found = np.zeros((len(centred), centred.shape[1] + BESIDE), dtype=np.float32)
        found[:, :-BESIDE], found[:, -BESIDE] = centred, self._nearness(centred)
        return found

    def question(self, vector: Vectors, language: str) -> Vectors:
        """A question's unit vector, shape (dimension,), to be compared with documents: shape (dimension + BESIDE,)."""
        return self._asking(vector, self._of(self.of_questions, language), QUESTION_HUBS)

    def statement(self, vector: Vectors, language: str) -> Vectors:
        """As :meth:`question`, of a statement, whose vector is made as those of documents are."""
        return self._asking(vector, self._of(self.of_documents, language), STATEMENT_HUBS)

    def _asking(self, vector: Vectors, offset: Vectors, hubs: float) -> Vectors:
        beside = np.zeros(BESIDE, dtype=np.float32)
        beside[0] = -hubs
        return np.concatenate([_unit(vector - offset), beside])

    @staticmethod
    def _of(means: Mapping[str, Vectors], language: str) -> Vectors:
        """The offset of a language; none for one that there are no parallel sentences in."""
        return means[language] if language in means else np.zeros_like(next(iter(means.values())))

    def _nearness(self, centred: Vectors) -> Vectors:
        """Mean cosine of each row to the sentences nearest to it, over what is usual among the sentences."""
        if not len(self.sentences):
            return np.zeros(len(centred), dtype=np.float32)
        return _nearest(centred @ self.sentences.T) - self._usual

    @cached_property
    def _usual(self) -> float:
        among = self.sentences @ self.sentences.T
        np.fill_diagonal(among, -1.0)
        return float(_nearest(among).mean())

    def to_text(self) -> str:
        """The offsets as base64 of fp32, documents first, languages in the order of ``LANGUAGES``; on a second line
        the sentences in fp16."""
        both = [means[language] for means in (self.of_documents, self.of_questions) for language in LANGUAGES]
        return "\n".join(
            base64.b64encode(part.tobytes()).decode()
            for part in (np.stack(both).astype("<f4"), self.sentences.astype("<f2"))
        )

    @classmethod
    def none(cls, dimension: int) -> Centres:
        """Centres that change nothing."""
        zeros = {language: np.zeros(dimension, dtype=np.float32) for language in LANGUAGES}
        return cls(zeros, zeros, np.empty((0, dimension), dtype=np.float32))

    @classmethod
    def from_text(cls, stored: str) -> Centres:
        first, second = (base64.b64decode(line) for line in stored.split("\n"))
        halves = np.frombuffer(first, dtype="<f4").astype(np.float32).reshape(2, len(LANGUAGES), -1)
        sentences = np.frombuffer(second, dtype="<f2").astype(np.float32).reshape(-1, halves.shape[-1])
        documents, questions = (dict(zip(LANGUAGES, half, strict=True)) for half in halves)
        return cls(documents, questions, _unit(sentences))


def estimate(embedder: Encoder) -> Centres:
    """The centres of an embedder; takes seconds, so callers keep the result."""
    documents = {code: embedder.encode_document(lines("parallel", code)) for code in LANGUAGES}
    questions = {code: embedder.encode_query(lines("questions", code)) for code in LANGUAGES}
    offsets = _offsets({code: vectors.mean(axis=0) for code, vectors in documents.items()})
    sentences = np.concatenate([_unit(documents[code] - offsets[code]) for code in LANGUAGES])
    return Centres(offsets, _offsets({code: v.mean(axis=0) for code, v in questions.items()}), sentences)


def estimated_once(embedder: Encoder, cache: Path) -> Centres:
    """The centres of an embedder from the folder ``cache``, where they are kept when they have been estimated."""
    digest = hashlib.sha256(f"{embedder.id} {data_version()}".encode()).hexdigest()[:16]
    path = cache / f"centres-{digest}.txt"
    if path.exists():
        return Centres.from_text(path.read_text(encoding="ascii"))
    found = estimate(embedder)
    replace(path, found.to_text().encode("ascii"))
    return found


@cache
def lines(folder: str, language: str) -> list[str]:
    """The sentences of ``kb/data/<folder>/<language>.txt``, one a line; line i says the same in each language."""
    text = files("kb").joinpath("data", folder, f"{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


@cache
def data_version() -> str:
    """Changes when the sentences, or what is made of them, change."""
    text = "\n".join(line for folder in ("parallel", "questions") for code in LANGUAGES for line in lines(folder, code))
    return hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()[:12]


def _offsets(means: Mapping[str, Vectors]) -> dict[str, Vectors]:
    of_all = np.mean(list(means.values()), axis=0)
    return {language: mean - of_all for language, mean in means.items()}


def _nearest(cosines: Vectors) -> Vectors:
    """The mean of the greatest cosines of each row."""
    count = min(HUB_SENTENCES, cosines.shape[1])
    return np.asarray(np.partition(cosines, -count, axis=1)[:, -count:].mean(axis=1), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
