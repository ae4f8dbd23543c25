"""Reference lists: what the documents of a shelf cite, as records, works and links."""

from __future__ import annotations

from kb.references.bibliography import Bibliography
from kb.references.model import CitedWork, Reference

__all__ = ["Bibliography", "CitedWork", "Reference"]
