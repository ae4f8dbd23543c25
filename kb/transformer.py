"""Any model that sentence-transformers loads, from a folder or by name when it is in the local cache.

torch shares one batch between threads poorly: it waits for the slowest a thousand times a second, and where other
programs run it mostly waits. So each thread here takes batches of its own.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import regex

from ingest.errors import BadConfiguration, MissingDependency
from kb.embedding import Progress, Vectors, fingerprint, threads, unit

# Small batches of like length win on a processor: nearly no padding, and the activations stay in its cache.
_BATCH = 6
_GPU_BATCH = 64
_MEASURED_AT_ONCE = 512


class SentenceTransformer:
    """A model folder, or the name of a model in the local cache; nothing is ever fetched from a network.

    Runs on a GPU where there is one, and in bfloat16 where the hardware multiplies in it; vectors are brought to
    unit length in fp32. The model's own prompts are respected. It is loaded when first used.
    """

    def __init__(self, name: str) -> None:
        if not name:
            raise BadConfiguration('Name a model or a folder after "sentence-transformers:".')
        self._name = name
        self._lock = threading.RLock()

    @cached_property
    def id(self) -> str:
        return f"sentence-transformers {Path(self._name).name} {fingerprint(self._folder)}"

    @cached_property
    def dimension(self) -> int:
        return int(self.model.get_embedding_dimension())

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return self._encode(self.model.encode_query, texts, None)

    def encode_statement(self, texts: Sequence[str]) -> Vectors:
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._encode(self.model.encode_document, texts, progress)

    @property
    def model(self) -> Any:
        """sentence-transformers' own object."""
        with self._lock:
            return self._model

    @cached_property
    def _folder(self) -> Path:
        folder = Path(self._name).expanduser()
        if folder.is_dir():
            if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
                raise BadConfiguration(f"{folder} is no model folder: it has neither a modules.json nor a config.json.")
            return folder
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
        from safetensors import SafetensorError

        try:
            with _quiet():
                model = sentence_transformers.SentenceTransformer(str(self._folder), local_files_only=True).eval()
        except (OSError, ValueError, SafetensorError) as error:
            raise BadConfiguration(
                f"The model in {self._folder} does not load ({error}): copy it again, or name another in kb.toml."
            ) from error
        # transformers' tokenizers refuse two threads at once ("Already borrowed"); they take 1 % of the time.
        model.preprocess = _one_at_a_time(model.preprocess)
        return model

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        import torch

        device = self.model.device.type
        workers = (threads() or torch.get_num_threads()) if device == "cpu" else 1
        return ThreadPoolExecutor(workers, "embedding", _work_alone, (device, _has_bfloat16(device)))

    @cached_property
    def _control(self) -> regex.Pattern[str] | None:
        """Where a literal control token begins, for example ``[SEP]``; None for a model without any."""
        tokens = getattr(self.model.tokenizer, "all_special_tokens", [])
        inner = "|".join(f"{regex.escape(token[0])}(?={regex.escape(token[1:])})" for token in tokens if token[1:])
        return regex.compile(inner) if inner else None

    def _prepared(self, text: str) -> str:
        """Letters composed, half surrogates gone, and control tokens made plain text by a blank inside."""
        whole = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode()
        return self._control.sub(r"\g<0> ", whole) if self._control else whole

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str], progress: Progress | None) -> Vectors:
        """Encode in the order of length, in batches, and put the rows back into the order of the texts."""
        with self._lock:
            pool, most = self._pool, _BATCH if self.model.device.type == "cpu" else _GPU_BATCH
        prepared = [self._prepared(text) for text in texts]
        order = np.argsort(self._lengths(prepared), kind="stable")[::-1]
        batches = [order[first : first + most].tolist() for first in range(0, len(order), most)]
        rows, done = np.empty((len(texts), self.dimension), dtype=np.float32), 0
        for batch, found in zip(
            batches, pool.map(lambda batch: _batch(encode, [prepared[i] for i in batch]), batches), strict=True
        ):
            rows[batch] = found
            done += len(batch)
            if progress is not None:
                progress(done)
        return unit(rows)

    def _lengths(self, texts: list[str]) -> list[int]:
        """Tokens of each text: texts of as many characters differ by half between languages."""
        found: list[int] = []
        for first in range(0, len(texts), _MEASURED_AT_ONCE):
            some = texts[first : first + _MEASURED_AT_ONCE]
            mask = self.model.preprocess(some).get("attention_mask")
            found += [len(text) for text in some] if mask is None else mask.sum(dim=1).tolist()
        return found


def _batch(encode: Callable[..., Any], texts: list[str]) -> Vectors:
    found = encode(texts, batch_size=len(texts), convert_to_tensor=True, show_progress_bar=False)
    return np.asarray(found.float().cpu().numpy(), dtype=np.float32)


def _work_alone(device: str, bfloat16: bool) -> None:
    """Prepare a worker: its operations stay in its thread, and the weights are cast to bfloat16 once and for all."""
    import torch

    torch.set_num_threads(1)
    ExitStack().enter_context(torch.autocast(device, dtype=torch.bfloat16, enabled=bfloat16))  # and never left


def _has_bfloat16(device: str) -> bool:
    """Whether the hardware multiplies in bfloat16; where it is emulated, fp32 is quicker."""
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    can = torch.cpu.get_capabilities() if device == "cpu" else {}
    return bool(can.get("avx512_bf16") or can.get("amx_bf16"))


def _one_at_a_time(function: Callable[..., Any]) -> Callable[..., Any]:
    lock = threading.Lock()

    def locked(*args: Any, **options: Any) -> Any:
        with lock:
            return function(*args, **options)

    return locked


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
