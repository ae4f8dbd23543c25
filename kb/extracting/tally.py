"""What was sent where, and what became of what the model said, in sentences for the user.

Nothing here holds words of the endpoint or of a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

RULES = "The statements of the rules are not touched by this."
# Why the model was not asked, or gave nothing, by the codes of kb.endpoint.client.
FAILURES = {
    "settings": "The settings of the extractor cannot be used; correct [extractor] in kb.toml or the environment.",
    "late": "The extractor took too long; raise seconds under [extractor] if it needs more.",
    "unreachable": "The extractor could not be reached; check its address and that it runs.",
    "key": "The extractor refused the key; check it in [extractor] or the environment.",
    "busy": "The extractor takes no more passages for now; run policykb extract later.",
    "redirected": "The extractor leads to another address, which is not followed; configure that one.",
    "status": "The extractor answered with an error; see its log.",
    "large": "The extractor sent more than an answer can be.",
    "nonsense": "The extractor sent something that is no list of statements.",
}
# Why a statement was dropped.
REASONS = {
    "form": "of another form than asked for, or of no known type",
    "many": "beyond the most that a passage can state",
    "kind": "of a kind that this document cannot state",
    "quote": "whose quote is not in the passage letter for letter",
    "length": "whose quote is too short or too long to be evidence",
    "name": "whose agency or instrument is not named in the passage, or was not found there by the rules",
    "words": "whose function or name is not in the quote",
    "figure": "whose date is not in the quote",
    "denied": "that the passage denies",
    "other": "whose name is that of an agency or an instrument",
    "known": "that the rules had found, or that were said twice",
}


@dataclass(slots=True)
class Extraction:
    """What a model was asked and what came of it.

    ``host`` and ``model`` are empty where none is configured. Of the passages, ``sent`` counts those that the model
    was asked about, ``reused`` those of which it had said something before, ``failed`` by code those that it gave no
    answer about, and ``unasked`` those that were not sent because it had failed before. Of what it said, ``kept``
    counts the statements by kind and ``dropped`` the others by reason.
    """

    host: str = ""
    model: str = ""
    documents: int = 0
    sent: int = 0
    reused: int = 0
    unasked: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def record(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        counts = {name: dict(sorted(getattr(self, name).items())) for name in ("failed", "kept", "dropped")}
        names = ("host", "model", "documents", "sent", "reused", "unasked")
        return {**{name: getattr(self, name) for name in names}, **counts}

    def sentences(self) -> Iterator[str]:
        """What the user should know; nothing when nothing was asked or reused."""
        if self.sent:
            yield (
                f"Sent to {self.host} for the model {self.model}: {self.sent} passages of {self.documents} documents."
            )
        if self.kept or self.dropped:
            yield f"Statements of the model that are kept: {_listed(self.kept)}; dropped: {sum(self.dropped.values())}."
        yield from (
            f"Dropped statements {REASONS[name]}: {self.dropped[name]}." for name in REASONS if self.dropped[name]
        )
        for code, count in sorted(self.failed.items()):
            yield f"{FAILURES[code]} {RULES}" + (f" Passages without an answer: {count}." if code != "settings" else "")
        if self.unasked:
            yield f"Passages that were not sent after that: {self.unasked}; policykb extract asks about them later."


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "none"
