"""The items of one list as citeproc-py wants them, in the order of a style, and what the style prints of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citeproc.source import CitationItem, Locator, VariableError
from citeproc.source.json import CiteProcJSON

from kb.citing.marks import Formatter, from_html

_NAME_PARTS = frozenset(("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal"))


class Source(dict[str, Any]):
    """The variables of one item as citeproc-py wants them; names with hyphens and underscores are the same."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        super().__init__()
        # Roles whose names stand elsewhere in the reference already.
        self.hidden: frozenset[str] | set[str] = frozenset()
        # Variables that stand in place of names, and are not printed again, and those printed so far.
        self.shown: set[str] = set()
        self.printed: set[str] = set()
        self.key, self.type = str(item["id"]), str(item["type"])
        read = CiteProcJSON([])
        for name, value in item.items():
            key = name.replace("-", "_")
            if name in ("id", "type", "key") or value in ("", None, [], {}):
                continue
            if isinstance(value, Sequence) and not isinstance(value, str):
                parsed: Any = read.parse_names([_name(each) for each in value if isinstance(each, Mapping)])
            elif isinstance(value, Mapping):
                parsed = _date(read, value)
            else:
                parsed = str(value) if name == "language" else read.parse_string(_text(str(value)))
            if parsed:
                self[key] = parsed

    def __missing__(self, key: str) -> Any:
        plain = key.replace("-", "_")
        if plain != key and plain in self:
            return self[plain]
        raise VariableError

    def __getattr__(self, key: str) -> Any:
        return self[key]

    def __contains__(self, key: object) -> bool:
        return key not in self.hidden and super().__contains__(str(key).replace("-", "_"))


def _text(value: str) -> str:
    nocase = '<span class="nocase">'
    return from_html(value) if nocase not in value else value


def _name(name: Mapping[str, Any]) -> dict[str, str]:
    given = {key: str(value) for key, value in name.items() if key in _NAME_PARTS and value}
    return {"literal": given["literal"]} if "literal" in given else given


def _date(read: CiteProcJSON, date: Mapping[str, Any]) -> Any:
    parts = [list(part) for part in date.get("date-parts") or () if part and str(part[0]).lstrip("-").isdigit()]
    literal = date.get("literal") or date.get("raw")
    if parts:
        return read.parse_date({**date, "date-parts": parts[:2]})
    return read.parse_date({"literal": str(literal)}) if literal else None


class _Keys(list[str]):
    """Keys whose places are known without a search."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(keys)
        self._places = {key: place for place, key in enumerate(keys)}

    def index(self, key: str, *_: Any) -> int:
        return self._places[key]


class Shelf:
    """The items of one list: what citeproc-py calls a bibliography."""

    formatter = Formatter

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        self.source = {str(i): Source(item) for i, item in enumerate(items)}
        self.keys = _Keys(list(self.source))
        self.items = [self.cited(i) for i in range(len(items))]

    def cited(self, number: int, locator: tuple[str, str] | None = None) -> CitationItem:
        """An item, cited at a place: (label of CSL such as "page", what it says)."""
        return _Item(self, number, locator)

    def sort(self, style: Any) -> list[int]:
        """Put the items into the order of a style, whose numbers follow it; their numbers in the old order."""
        self.items = style.bibliography.sort(self.items)
        self.keys = _Keys([item.key for item in self.items])
        return [int(item.key) for item in self.items]


class _Item(CitationItem):  # type: ignore[misc]
    """An item of a shelf; citeproc-py looks it up anew for every variable."""

    reference: Any = None
    bibliography: Any = None

    def __init__(self, shelf: Shelf, number: int, locator: tuple[str, str] | None = None) -> None:
        super().__init__(str(number), **({"locator": Locator(*locator)} if locator else {}))
        object.__setattr__(self, "bibliography", shelf)
        object.__setattr__(self, "reference", shelf.source[str(number)])


def entry(style: Any, item: CitationItem) -> str:
    """The item in the bibliography of a style, with marks; empty where the style prints nothing of it."""
    found = style.bibliography.render([item])
    return str(found[0]) if found else ""


def cite(style: Any, item: CitationItem) -> str:
    """The item as the style cites it in the text or in a footnote for the first time."""
    style.citation.cites = []
    layout = style.citation.layout
    layout.repressed = {}
    rendered = layout.render_children(item)
    return str(layout.format(layout.wrap(rendered))) if rendered is not None else ""
