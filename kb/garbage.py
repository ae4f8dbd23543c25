"""Python's search for reference cycles, which looks at all objects that are not frozen."""

from __future__ import annotations

import gc


def settle() -> None:
    """Leave what is loaded out of the search, and search rarely: reading and answering make hardly a cycle, and many
    small objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
