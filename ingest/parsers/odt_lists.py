"""Numbers of list items in ODT files, which the word processor counts and the file does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.parsers.numerals import LONGEST, numeral


@dataclass(frozen=True, slots=True)
class Level:
    """How items of one depth are marked: ``form`` is 1, a, A, i, I, empty for none; ``above`` how many levels show."""

    form: str
    before: str
    after: str
    start: int
    above: int


def list_styles(root: Any) -> dict[str, dict[int, Level]]:
    """The styles of lists by name and depth; elements and attributes without namespaces."""
    return {
        style.get("name") or "": {
            _number(node, "level", 1): Level(
                node.get("num-format") or "",
                node.get("num-prefix") or "",
                node.get("num-suffix") or "",
                _number(node, "start-value", 1),
                _number(node, "display-levels", 1),
            )
            for node in style
            if node.tag == "list-level-style-number"
        }
        for style in root.iter("list-style")
    }


class Counter:
    """Counts the items of the lists of a document."""

    def __init__(self, styles: Mapping[str, Mapping[int, Level]]) -> None:
        self._styles = styles
        self._counts: dict[tuple[str, int], int] = {}

    def begin(self, style: str, depth: int, node: Any) -> None:
        """A list begins; it counts on from the one before where it says so."""
        if node.get("continue-numbering") != "true" and not node.get("continue-list"):
            self._counts.pop((style, depth), None)

    def mark(self, style: str, depth: int, item: Any) -> str:
        """What stands before the next item: "3.", "2.1.", "b)", or "-" where it has no number."""
        level = self._styles.get(style, {}).get(depth)
        if level is None:
            return "-"
        count = _number(item, "start-value", self._counts.get((style, depth), level.start - 1) + 1)
        self._counts[style, depth] = count
        for deeper in range(depth + 1, 11):
            self._counts.pop((style, deeper), None)
        if not level.form:
            return "-"
        shown = [self._written(style, at) for at in range(max(1, depth - level.above + 1), depth + 1)]
        return f"{level.before}{'.'.join(filter(None, shown))}{level.after}"

    def _written(self, style: str, depth: int) -> str:
        level = self._styles[style].get(depth)
        count = self._counts.get((style, depth), 1)
        if level is None or not level.form:
            return ""
        return numeral(level.form, count)


def _number(node: Any, name: str, default: int) -> int:
    value = node.get(name) or ""
    return min(int(value), LONGEST) if value.isascii() and value.isdigit() else default
