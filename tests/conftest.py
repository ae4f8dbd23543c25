"""What tests of several packages share: the sample knowledge base, and the folder of real papers and laws."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kb import KnowledgeBase

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("POLICYKB_SHARED", ROOT.parent / "shared"))

settings.register_profile("tests", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("tests")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers, laws and gold sets, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("left out: needs the folder ../shared with real papers and laws")
    return SHARED


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base of samples/, built once; copy it before you change it."""
    folder = tmp_path_factory.mktemp("sample") / "sample.kb"
    with KnowledgeBase.open(folder) as kb:
        report = kb.add(SAMPLES)
    assert report.failed == []
    return folder


@pytest.fixture(scope="session")
def sample_kb(sample_folder: Path) -> Iterator[KnowledgeBase]:
    """The knowledge base of samples/, for reading."""
    with KnowledgeBase.open(sample_folder, read_only=True) as kb:
        yield kb


@pytest.fixture
def own_copy(sample_folder: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes copies of the sample knowledge base that a test may change; their texts are embedded already."""

    def copy() -> Path:
        target = tmp_path / f"copy{len(list(tmp_path.glob('copy*')))}.kb"
        return Path(shutil.copytree(sample_folder, target))

    return copy
