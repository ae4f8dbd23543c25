"""One job: its files and how far each is, from the lines that ``policykb add --progress json`` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

# What a file is at, and which share of the work on it lies behind it then and before the next step.
_STEPS = {"read": ("reading", 0.05, 0.1), "recognise": ("recognising", 0.1, 0.4), "embed": ("embedding", 0.4, 0.95)}
WAITING = "waiting"
_UNSETTLED = frozenset((WAITING, *(state for state, _, _ in _STEPS.values())))
_INSIDE = "!/"
# Faults of files that a password may open, the second where one did not; then of one that another job reads with one.
NEEDED, WRONG, GIVEN = "PasswordNeeded", "PasswordWrong", "PasswordGiven"


@dataclass(slots=True)
class Item:
    """A file or an address. ``state`` is waiting, reading, recognising or embedding; added, updated, unchanged or
    libraries; failed or cancelled. ``reason`` is a sentence, ``fault`` the name of an error or a key of ours."""

    path: str
    state: str = WAITING
    share: float = 0.0
    reason: str = ""
    fault: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def locked(self) -> bool:
        """Whether a password may open it: only PDFs can be opened so."""
        return self.state == "failed" and self.fault in (NEEDED, WRONG) and self.path.lower().endswith(".pdf")

    @property
    def file(self) -> str:
        """What was uploaded: the file itself, or the archive that it lies in."""
        return self.path.partition(_INSIDE)[0]

    @property
    def settled(self) -> bool:
        return self.state not in _UNSETTLED


@dataclass(slots=True)
class Job:
    """What ``by`` asked for ``at`` a time. ``state`` is waiting, running, finished, failed or cancelled; ``error``
    says why as a whole it failed. ``imported``: what libraries of references said, as ``policykb add --json`` has it.
    """

    id: str
    by: str
    at: str
    state: str = WAITING
    error: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    imported: list[dict[str, Any]] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (WAITING, "running")

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1."""
        return sum(item.share for item in self.items.values()) / len(self.items) if self.items else 1.0

    @property
    def locked(self) -> list[str]:
        """The uploaded files that are, or hold, a PDF that needs a password."""
        return list(dict.fromkeys(item.file for item in self.items.values() if item.locked))

    def count(self, *states: str) -> int:
        """How many files are in one of these states."""
        return sum(item.state in states for item in self.items.values())

    def refuse(self, path: str, why: str) -> None:
        """Note a file that is not even read; ``why`` is a key of ours."""
        name, number = path, 1
        while name in self.items:
            number += 1
            name = f"{path} ({number})"
        self.items[name] = Item(path, "failed", 1.0, "", why)

    def hear(self, line: str) -> bool:
        """Take in a line of progress; whether it was one."""
        try:
            said = json.loads(line)
        except ValueError:
            return False
        if not isinstance(said, dict) or "stage" not in said:
            return False
        if path := said.get("path"):
            self._hear_of(self._item(str(path)), said)
        return True

    def read_report(self, data: bytes) -> bool:
        """Take in the report at the end; whether there is one."""
        try:
            report = json.loads(data)
        except ValueError:
            return False
        self.imported = report.get("imported", [])
        libraries = set(report.get("libraries", ()))
        for said in report.get("notices", ()):
            item = self.items.get(said["path"])
            if item is not None and said["path"] not in libraries:
                item.notices.append(said["notice"])
        return True

    def in_vain(self) -> None:
        """Note that a password was given and did not open what still needs one."""
        for item in self.items.values():
            if item.locked:
                item.fault = WRONG

    def end(self, state: str, error: str = "") -> None:
        """Nothing more happens; files that are not settled are cancelled, or failed with the whole."""
        self.state, self.error = state, error
        for item in self.items.values():
            if not item.settled:
                item.state, item.share = ("failed" if state == "failed" else "cancelled"), 1.0

    def _item(self, path: str) -> Item:
        """The files in an archive take its place as they are found."""
        archive = path.partition(_INSIDE)[0]
        if _INSIDE in path and archive in self.items and self.items[archive].state == WAITING:
            del self.items[archive]
        return self.items.setdefault(path, Item(path))

    @staticmethod
    def _hear_of(item: Item, said: dict[str, Any]) -> None:
        if outcome := said.get("outcome"):
            item.state, item.share = str(outcome), 1.0
            item.reason = _without(str(said.get("reason", "")), item.path)
            item.fault = str(said.get("fault", ""))
        elif not item.settled and (step := _STEPS.get(str(said["stage"]))):
            state, least, most = step
            done = said["done"] / said["total"] if said["total"] and said["stage"] != "read" else 0.0
            item.state, item.share = state, max(item.share, least + (most - least) * done)


def _without(reason: str, path: str) -> str:
    """A reason without the name of the file, beside which it is shown."""
    rest = reason.removeprefix(f"{path}: ")
    return rest[:1].upper() + rest[1:]
