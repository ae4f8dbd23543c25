"""What is mended in the names of a style, and in what stands in their place (see :mod:`kb.citing.elements`)."""

from __future__ import annotations

import re
from typing import Any

from citeproc.source import VariableError

_INITIAL = re.compile(r"([^\W\d_]{1,4})\.\s*")
# "JAG" stands for three names; longer words in capitals are one.
_CAPITALS = 3


class Name:
    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        """An option of names, from the element or from what is around it, looked up once."""
        if sort_options:
            return super().get_option(name, context, sort_options)  # type: ignore[misc]
        at: Any = self if context is None else context
        area = at.xpath_search("./ancestor::*[self::cs:citation or self::cs:bibliography][1]")[0].tag
        kept = self.__dict__.setdefault("_options", {})
        if (area, name) not in kept:
            kept[area, name] = super().get_option(name, context, sort_options)  # type: ignore[misc]
        return kept[area, name]

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """Initials: "Zh." and «Дж.» stay whole, "Jean-Paul" gives "J.-P."."""
        whole = self.get("initialize") == "false"  # type: ignore[attr-defined]
        hyphen = self.get_option("initialize-with-hyphen", context)
        parts = given.split("-") if hyphen or whole else [given.replace("-", " ")]
        return "-".join(_initials(part, mark, whole) for part in parts)


def _initials(given: str, mark: str, whole: bool) -> str:
    """Given names as initials with a mark behind each; ``whole``: names that are written out stay so."""
    out: list[str] = []
    for word in _INITIAL.sub(r"\1. ", given).split():
        short = _INITIAL.fullmatch(word)
        if word.isalpha() and word.isupper() and 1 < len(word) <= _CAPITALS and not whole:
            out += (f"{letter}{mark}" for letter in word)
        elif short or (word[:1].isupper() and not whole):
            out.append(f"{short[1] if short else word[0]}{mark}")
        else:
            out.append(f" {word} ")
    return " ".join("".join(out).split())


class Names:
    def process(self, item: Any, names_context: Any = None, context: Any = None, **more: Any) -> Any:
        """Names, unless they stand already for others that the item lacks: an editor in place of an author."""
        at: Any = self if context is None else context
        layout = at.get_layout()
        shown = layout.repressed.setdefault("names in place of others", set())
        roles = set(self.get("variable").split())  # type: ignore[attr-defined]
        if roles <= shown:
            raise VariableError
        item.reference.hidden = roles & shown
        try:
            found = super().process(item, names_context, context, **more)  # type: ignore[misc]
        finally:
            item.reference.hidden = frozenset()
        if found and self.xpath_search("./ancestor::cs:substitute"):  # type: ignore[attr-defined]
            shown |= roles
        return found


class Substitute:
    def render(self, item: Any, context: Any = None, **more: Any) -> Any:
        """What stands in place of names; all that it prints is empty in what follows (CSL 1.0.2, cs:substitute)."""
        before, item.reference.printed = item.reference.printed, set()
        try:
            found = super().render(item, context=context, **more)  # type: ignore[misc]
            if found:
                item.reference.shown |= item.reference.printed
        finally:
            item.reference.printed |= before
        return found

    def add_to_repressed_list(self, *_: Any) -> None:
        """The list of citeproc-py knows the element that stands in, and not what that prints."""


class Layout:
    def render_children(self, item: Any, **more: Any) -> Any:
        """A reference, in which nothing is printed yet."""
        item.reference.shown, item.reference.printed = set(), set()
        return super().render_children(item, **more)  # type: ignore[misc]
