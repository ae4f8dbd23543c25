"""Numbers of paragraphs in DOCX files, which Word counts and the file does not hold (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.parsers.numerals import LONGEST, numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "russianLower": "а",
    "russianUpper": "А",
}  # fmt: skip
_SILENT = ("bullet", "none")
_PLACE = re.compile(r"%([1-9])")
_DEPTHS = 9
# Styles may be based on each other; a broken file may do so in a ring.
_MOST_BASES = 12


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    """The levels of a list; ``counts`` are the numbers that its items have reached."""

    levels: dict[int, _Level]
    styles: dict[str, int]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._nums: dict[str, tuple[_List, dict[int, int]]] = {}
        self._styles = {s.get(_W + "styleId") or "": s for s in document.styles.element.iterfind(_W + "style")}
        for node in _numbering(document):
            if node.tag == _W + "abstractNum":
                self._lists[node.get(_W + "abstractNumId") or ""] = _read(node)
            elif node.tag == _W + "num":
                self._number(node)

    def _number(self, node: Any) -> None:
        found = self._lists.get(_value(node, "abstractNumId"))
        if found is None:
            return
        starts = {
            _int(over.get(_W + "ilvl"), 0): _int(_value(over, "startOverride"), 1)
            for over in node.iterfind(_W + "lvlOverride")
            if over.find(_W + "startOverride") is not None
        }
        self._nums[node.get(_W + "numId") or ""] = (found, starts)

    def mark(self, paragraph: Any) -> str | None:
        """What stands before a paragraph ("3.", "2.1.", "b)"), "-" for a bullet; None for one that is no item."""
        properties = paragraph.find(_W + "pPr")
        num, depth = self._named(properties)
        style = _value(properties, "pStyle") if properties is not None else ""
        for _ in range(_MOST_BASES):
            node = self._styles.get(style)
            if num or node is None:
                break
            num, depth = self._named(node.find(_W + "pPr"))
            depth = self._nums[num][0].styles.get(style, depth) if num in self._nums else depth
            style = _value(node, "basedOn")
        if num not in self._nums:
            return None
        return self._next(*self._nums[num], depth)

    def _named(self, properties: Any) -> tuple[str, int]:
        """The number of a list and the depth in it that properties name; "0" takes a paragraph out of its list."""
        node = properties.find(_W + "numPr") if properties is not None else None
        return (_value(node, "numId"), _int(_value(node, "ilvl"), 0)) if node is not None else ("", 0)

    def _next(self, found: _List, starts: dict[int, int], depth: int) -> str | None:
        level = found.levels.get(depth)
        if level is None:
            return None
        first = starts.pop(depth, None)
        found.counts[depth] = first if first is not None else found.counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _DEPTHS):
            found.counts.pop(deeper, None)
        if level.form in _SILENT:
            return "-" if level.form == "bullet" else None
        return _PLACE.sub(lambda match: _shown(found, int(match[1]) - 1), level.text).strip() or None


def _shown(found: _List, depth: int) -> str:
    level = found.levels.get(depth)
    if level is None or level.form in _SILENT:
        return ""
    return numeral(_FORMS.get(level.form, "1"), found.counts.get(depth, level.start))


def _numbering(document: Any) -> list[Any]:
    """The definitions of lists; none in a file without lists."""
    relation = "/numbering"
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith(relation)), None)
    if part is None:
        return []
    nodes = list(part._element) if hasattr(part, "_element") else []
    return sorted(nodes, key=lambda node: node.tag != _W + "abstractNum")


def _read(node: Any) -> _List:
    found = _List({}, {})
    for level in node.iterfind(_W + "lvl"):
        depth = _int(level.get(_W + "ilvl"), 0)
        form = _value(level, "numFmt") or "decimal"
        found.levels[depth] = _Level(form, _value(level, "lvlText"), _int(_value(level, "start"), 1))
        if style := _value(level, "pStyle"):
            found.styles[style] = depth
    return found


def _value(node: Any, name: str) -> str:
    child = node.find(_W + name)
    return (child.get(_W + "val") or "") if child is not None else ""


def _int(text: str | None, default: int) -> int:
    return min(int(text), LONGEST) if text and text.isascii() and text.isdigit() else default
