"""What each language adds to a vector, which is subtracted before vectors are compared.

Estimated from parallel sentences and questions of our own that ship in ``kb/data``: since they say the same in
each language, the difference between a language's mean and the mean of all is the language and nothing else.
They are fixed, so that adding a document never moves the vectors of another one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.document import LANGUAGES
from kb.files import write as replace

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """The part of an embedder that is needed here."""

    @property
    def id(self) -> str: ...

    def encode_query(self, texts: Sequence[str]) -> Vectors: ...

    def encode_document(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors: ...


@dataclass(frozen=True)
class Centres:
    """Offsets of documents and of questions by language from the mean of all, each of shape (dimension,)."""

    of_documents: Mapping[str, Vectors]
    of_questions: Mapping[str, Vectors]

    def documents(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, dimension), less the offsets of their languages, of unit length again."""
        return _unit(vectors - np.stack([self.of_documents[language] for language in languages]))

    def question(self, vector: Vectors, language: str) -> Vectors:
        """A question's unit vector, shape (dimension,), less the offset of questions in its language."""
        return _unit(vector - self.of_questions[language])

    def to_text(self) -> str:
        """The offsets as base64 of fp32, documents first, languages in the order of ``LANGUAGES``."""
        both = [means[language] for means in (self.of_documents, self.of_questions) for language in LANGUAGES]
        return base64.b64encode(np.stack(both).astype("<f4").tobytes()).decode()

    @classmethod
    def none(cls, dimension: int) -> Centres:
        """Centres that change nothing."""
        zeros = {language: np.zeros(dimension, dtype=np.float32) for language in LANGUAGES}
        return cls(zeros, zeros)

    @classmethod
    def from_text(cls, stored: str) -> Centres:
        means = np.frombuffer(base64.b64decode(stored), dtype="<f4").astype(np.float32)
        halves = means.reshape(2, len(LANGUAGES), -1)
        return cls(*(dict(zip(LANGUAGES, half, strict=True)) for half in halves))


def estimate(embedder: Encoder) -> Centres:
    """The centres of an embedder; takes seconds, so callers keep the result."""
    documents = {code: embedder.encode_document(lines("parallel", code)).mean(axis=0) for code in LANGUAGES}
    questions = {code: embedder.encode_query(lines("questions", code)).mean(axis=0) for code in LANGUAGES}
    return Centres(_offsets(documents), _offsets(questions))


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
    """Changes when the sentences change."""
    text = "\n".join(line for folder in ("parallel", "questions") for code in LANGUAGES for line in lines(folder, code))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _offsets(means: Mapping[str, Vectors]) -> dict[str, Vectors]:
    of_all = np.mean(list(means.values()), axis=0)
    return {language: mean - of_all for language, mean in means.items()}


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
