"""What is mended in the elements of a style: each class is put before one of citeproc-py's.

The first four spare searches and calls, the others put right what citeproc-py does otherwise than CSL 1.0.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from citeproc import model
from citeproc.source import CitationItem, VariableError
from citeproc.string import String

from kb.citing.collation import collated
from kb.citing.marks import Formatter, unmarked

# The form of a term that stands in for one that a locale lacks (CSL 1.0.2, "Terms").
_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
# Numbers with letters beside them, in ranges and lists (CSL 1.0.2, is-numeric).
_NUMERIC = re.compile(r"[^\W\d_]*\d+[^\W\d_]*(?:\s*[-–—,&]\s*[^\W\d_]*\d+[^\W\d_]*)*")


class Kept:
    """Searches in the style are made once: it does not change after loading."""

    def xpath_search(self, expression: str) -> Any:
        kept = self.__dict__.setdefault("_searched", {})
        if expression not in kept:
            kept[expression] = super().xpath_search(expression)  # type: ignore[misc]
        return kept[expression]

    def get_root(self) -> Any:
        if "_top" not in self.__dict__:
            self._top = super().get_root()  # type: ignore[misc]
        return self._top

    def get_term(self, name: str, form: str | None = None, **more: Any) -> Any:
        """A term in the form asked for, or in the one that stands in for it."""
        while True:
            found = super().get_term(name, form, **more)  # type: ignore[misc]
            if found is not None or form is None or isinstance(self.get_root(), model.Locale):
                return found
            form = _FALLBACK.get(form, "long")
            form = None if form == "long" else form


class Formats:
    """Most elements have no format; the others are asked for six."""

    _NAMES = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")

    def get_formatter(self) -> type[Formatter]:
        return Formatter

    def format(self, text: Any) -> Any:
        if "_bare" not in self.__dict__:
            self._bare = not any(name in self.attrib for name in self._NAMES)  # type: ignore[attr-defined]
        if self._bare:
            return str(text) if isinstance(text, int | float) else text
        return super().format(text)  # type: ignore[misc]


class Affixes:
    def wrap(self, text: Any) -> Any:
        if "_naked" not in self.__dict__:
            self._naked = not ("prefix" in self.attrib or "suffix" in self.attrib)  # type: ignore[attr-defined]
        return text if self._naked else super().wrap(text)  # type: ignore[misc]


class Calls:
    def calls_variable(self) -> bool:
        if "_calls" not in self.__dict__:
            self._calls = super().calls_variable()  # type: ignore[misc]
        return bool(self._calls)


class Label:
    def process(self, item: Any, variable: str | None = None, plural: bool | None = None, **more: Any) -> Any:
        """The name of a variable, of one that the item has only."""
        named = variable or self.get("variable")  # type: ignore[attr-defined]
        if named == "locator" and not item.has_locator:
            return None
        if named != "locator" and named not in item.reference and named != "editortranslator":
            return None
        return super().process(item, variable, plural, **more)  # type: ignore[misc]

    def _is_plural(self, item: Any) -> bool:
        """A number is a name, whatever hyphens it has: "No. 18-2059"."""
        return self.get("variable") != "number" and bool(super()._is_plural(item))  # type: ignore[attr-defined,misc]

    def case(self, text: String, language: str | None = None) -> String:
        """Capitals as in a title are a matter of English."""
        if self.get("text-case") == "title" and self.get_root().locales[0].style.language == "en":  # type: ignore[attr-defined]
            return text.capitalize_first()
        return super().case(text, language)  # type: ignore[misc]


class Counted:
    """An element that prints a variable; the style counts those called and those printed."""

    def process(self, item: Any, *args: Any, **more: Any) -> Any:
        counts = _counts(self)
        if "_counts_as" not in self.__dict__:
            self._variable_name = self.get("variable")  # type: ignore[attr-defined]
            self._counts_as = self._variable_name is not None and self._variable_name != "year-suffix"
        counted = self._counts_as
        counts[0] += counted
        if counted and self._variable_name in item.reference.shown:
            raise VariableError
        found = super().process(item, *args, **more)  # type: ignore[misc]
        printed = found[0] if isinstance(found, tuple) else found
        counts[1] += bool(counted and printed)
        if counted and printed:
            item.reference.printed.add(self._variable_name)
        if printed and "macro" in self.attrib:  # type: ignore[attr-defined]
            _shown(counts)
        return found


class Group:
    def process(self, item: Any, context: Any = None, **more: Any) -> Any:
        """The children, unless variables were called among them and none had a value (CSL 1.0.2, cs:group)."""
        counts = _counts(self)
        called, printed = counts
        delimiter = self.get("delimiter", "")  # type: ignore[attr-defined]
        output = []
        for child in self.iterchildren():  # type: ignore[attr-defined]
            lent = {"delimiter": delimiter} if isinstance(child, model.Choose) else {}
            try:
                text = child.render(item, context=context, **lent, **more)
            except VariableError:
                continue
            if text is not None:
                output.append(text)
        if not output or (counts[0] > called and counts[1] == printed):
            raise VariableError
        _shown(counts)
        return self.join(output)  # type: ignore[attr-defined]


def _shown(counts: list[int]) -> None:
    """A group or macro that prints something counts as a variable with a value for the group around it."""
    counts[0] += 1
    counts[1] += 1


def _counts(element: Any) -> list[int]:
    """How many variables the style of an element has called, and how many of them had a value."""
    kept = element.__dict__.get("_of_style")
    if kept is not None:
        return kept  # type: ignore[no-any-return]
    root = element.get_root()
    counts: list[int] = (root.style if isinstance(root, model.Locale) else root).counts
    element._of_style = counts
    return counts


class If:
    def _type(self, item: Any) -> list[bool]:
        if "_types" not in self.__dict__:
            self._types = [type_.lower() for type_ in self.get("type").split()]  # type: ignore[attr-defined]
        return [type_ == item.reference.type for type_ in self._types]

    def _is_numeric(self, item: Any) -> list[bool]:
        values = [item.reference.get(name.replace("-", "_"), "") for name in self.get("is-numeric").split()]  # type: ignore[attr-defined]
        return [bool(_NUMERIC.fullmatch(str(value).strip())) for value in values]


class Key:
    def sort_keys(self, items: Sequence[CitationItem], context: Any) -> list[Any]:
        for item in items:
            # Each key is a text of its own: what stood in place of names in the last one is printed anew.
            item.reference.shown = set()
        first = self.get_root().cyrillic_first  # type: ignore[attr-defined]
        keys = super().sort_keys(items, context)  # type: ignore[misc]
        return [key if key is None else collated(unmarked(str(key)), bool(first)) for key in keys]
