"""What tests of several packages share: the sample knowledge base, and the folder of real papers and laws."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from kb import KnowledgeBase

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("POLICYKB_SHARED") or ROOT.parent / "shared")
IN_CI = os.environ.get("CI") == "true"

settings.register_profile("tests", deadline=None)
settings.register_profile("ci", settings.get_profile("tests"), derandomize=True)
settings.load_profile("ci" if IN_CI else "tests")


# ------------------------------------------------------------------------------------ real papers and laws
@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers, laws and gold sets, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("left out: needs ../shared, a folder of real papers and laws that is not part of the project")
    return SHARED


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the folder is marked so, and thus left out of ``make test``."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where the folder is, no test on it may be skipped."""
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if report.skipped and not expected_to_fail and item.get_closest_marker("shared") and SHARED.is_dir():
        report.outcome = "failed"
        report.longrepr = f"skipped although {SHARED} is there: {report.longrepr}"
    return report


# ----------------------------------------------------------------------------------------- knowledge bases
@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base of samples/, built once for all workers; copy it before you change it."""
    base = tmp_path_factory.getbasetemp()
    shared_by_workers = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared_by_workers / "sample.kb"
    # The workers that come second find every file unchanged.
    with FileLock(shared_by_workers / "sample.lock"), KnowledgeBase.open(folder) as kb:
        assert kb.add(SAMPLES).failed == []
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
