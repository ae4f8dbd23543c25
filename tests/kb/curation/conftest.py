"""The shelf of ``shelves.py`` as a knowledge base, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import KnowledgeBase
from tests.kb.curation.shelves import TEXTS


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the texts and a knowledge base of them."""
    folder = tmp_path_factory.mktemp("curated")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(folder / "x.kb") as kb:
        assert kb.add([folder / name for name in TEXTS]).failed == []
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A knowledge base, ``x.kb``, that a test may change; its files lie where they were added from."""
    for name, text in TEXTS.items():
        (built / name).write_text(text, encoding="utf-8")
    return Path(shutil.copytree(built / "x.kb", tmp_path / "x.kb"))


@pytest.fixture
def kb(folder: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(folder) as kb:
        yield kb


@pytest.fixture(scope="module")
def refusing(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base for tests of what is refused: it must stay as it is."""
    folder = Path(shutil.copytree(built / "x.kb", tmp_path_factory.mktemp("refusing") / "x.kb"))
    with KnowledgeBase.open(folder) as kb:
        yield kb
        assert kb.curate.decisions(include_undone=True) == []
