"""A real model on this machine is asked; whatever it says, only what its passage proves is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.extracting.asking import Asking
from kb.extracting.settings import Extractor
from tests.kb.extracting.said import ENGLISH, KAZAKH, RUSSIAN, read
from tests.kb.local_model import absent, served


@pytest.fixture(scope="module")
def model_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and name of SmolLM2-135M-Instruct."""
    if reason := absent():
        pytest.skip(reason)
    with served(tmp_path_factory.mktemp("model")) as server:
        yield server


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, KAZAKH], ids=["en", "ru", "kk"])
def test_a_real_model_adds_only_what_holds(tmp_path: Path, model_server: tuple[str, str], text: str) -> None:
    url, model = model_server
    document, passages, mentions = read(text)
    asking = Asking(tmp_path, Extractor(url, model, seconds=300, max_tokens=150))
    every = asking(document, passages, mentions)
    assert all(m.surface == document.text[m.start : m.end] for m in every)
    assert [m for m in every if not m.extractor.startswith("model/")] == mentions
    # It was reached and answered, though so small a model seldom writes JSON that is whole.
    assert asking.tally.sent == 1 and set(asking.tally.failed) <= {"nonsense"}
