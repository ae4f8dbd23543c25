"""A reference as text with marks for italics and the like, and what is made of it: plain text, HTML, runs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeproc.string import String

# Noncharacters (Unicode 23.7): no text may hold them, so they can stand for the begin and end of a format.
_FIRST = 0xFDD0
_FORMATS = ("i", "b", "sup", "sub", "sc", "u")
OPEN = {name: chr(_FIRST + 2 * i) for i, name in enumerate(_FORMATS)}
CLOSE = {name: chr(_FIRST + 2 * i + 1) for i, name in enumerate(_FORMATS)}
MARKS = f"{chr(_FIRST)}-{chr(_FIRST + 31)}"
_MARK = re.compile(f"[{MARKS}]")
# The HTML that CSL-JSON allows in texts.
_TAG = re.compile(
    r"<(?P<end>/)?(?:(?P<name>i|b|sup|sub|sc)|span(?P<style>\s+style=[\"']font-variant:\s*small-caps;?[\"'])?)>"
)
_LINK = re.compile(r"(?:https?://|doi:\s?|DOI:\s)\S+", re.I)
_TAGS = {"sc": ('<span style="font-variant:small-caps">', "</span>")}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a reference in one format: names of ``i b sup sub sc u``; ``link`` is its address, if it is one."""

    text: str
    formats: frozenset[str] = frozenset()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A formatted reference: ``marked`` is its text with marks, ``language`` that of the record, ``id`` its item's."""

    id: str
    marked: str
    language: str

    @property
    def text(self) -> str:
        """Without formats, on one line."""
        return _MARK.sub("", self.marked)

    @property
    def html(self) -> str:
        """HTML of one line, with links."""
        return "".join(map(_html, self.runs()))

    def runs(self) -> Iterator[Run]:
        """The text in stretches of one format."""
        formats: list[str] = []
        for piece in re.split(f"([{MARKS}])", self.marked):
            if not _MARK.match(piece):
                yield from _linked(piece, frozenset(formats))
                continue
            name = _FORMATS[(ord(piece) - _FIRST) // 2]
            if piece == OPEN[name]:
                formats.append(name)
            elif name in formats:
                formats.remove(name)


class Formatter:
    """What citeproc-py calls to format a text (its ``formatter`` modules)."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> String:
        return _marked("i", text)

    @staticmethod
    def Bold(text: object) -> String:
        return _marked("b", text)

    @staticmethod
    def Superscript(text: object) -> String:
        return _marked("sup", text)

    @staticmethod
    def Subscript(text: object) -> String:
        return _marked("sub", text)

    @staticmethod
    def SmallCaps(text: object) -> String:
        return _marked("sc", text)

    @staticmethod
    def Underline(text: object) -> String:
        return _marked("u", text)

    @staticmethod
    def Light(text: object) -> String:
        return String(str(text))

    Oblique = Italic


def _marked(name: str, text: object) -> String:
    return String(f"{OPEN[name]}{text}{CLOSE[name]}")


def unmarked(text: str) -> str:
    """Text without marks, wherever it comes from."""
    return _MARK.sub("", text)


def from_html(text: str) -> str:
    """Marks for the HTML that CSL-JSON allows in a text; an element without its end stays as it is."""
    found = list(_TAG.finditer(text))
    names = [match["name"] or ("sc" if match["style"] else "span") for match in found]
    pairs: dict[int, str] = {}
    stack: list[int] = []
    for at, match in enumerate(found):
        if not match["end"]:
            stack.append(at)
        elif stack and (names[stack[-1]] == names[at] or (names[at] == "span" and names[stack[-1]] == "sc")):
            name = names[stack[-1]]
            pairs |= {stack.pop(): OPEN.get(name, ""), at: CLOSE.get(name, "")}
    out, end = [], 0
    for at, match in enumerate(found):
        if at in pairs:
            out += [text[end : match.start()], pairs[at]]
            end = match.end()
    return "".join([*out, text[end:]])


def _linked(text: str, formats: frozenset[str]) -> Iterator[Run]:
    end = 0
    for match in _LINK.finditer(text):
        address = match[0].rstrip(".,;:>)]»”’\"'")
        if match.start() > end:
            yield Run(text[end : match.start()], formats)
        end = match.start() + len(address)
        doi = re.match(r"doi:\s?(.*)", address, re.I)
        yield Run(address, formats, f"https://doi.org/{doi[1]}" if doi else address)
    if text[end:]:
        yield Run(text[end:], formats)


def _html(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    if run.link:
        text = f'<a href="{html.escape(run.link)}">{text}</a>'
    for name in sorted(run.formats):
        begin, end = _TAGS.get(name, (f"<{name}>", f"</{name}>"))
        text = f"{begin}{text}{end}"
    return text
