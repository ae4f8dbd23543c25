"""The syntax of RTF: groups, control words, and bytes in the code page of the font that is set."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
# Code pages by the character sets of fonts.
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
_SYMBOL = 2
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "line": " ", "enspace": " ", "emspace": " ", "qmspace": " ", "softline": " ", "column": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n", b"\t": " "}
# Groups that hold no text of the document.
_SILENT = frozenset(
    ("pict", "object", "objdata", "colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
     "footerf", "fldinst", "annotation", "bkmkstart", "bkmkend", "listtable", "listoverridetable", "filetbl", "revtbl",
     "sp", "nonshppict", "private", "xe", "tc", "txe", "rxe", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
     "aftncn", "template", "stextflow", "themedata", "datastore", "pgptbl", "nesttableprops", "nonesttables", "upr",
     "mmathPr", "atnid", "atnauthor", "atntime", "atnref", "generator", "userprops", "xmlnstbl", "background")
)  # fmt: skip
# Groups marked as ones that older programs may skip, which hold text all the same.
_KEPT = frozenset(("shptxt", "shpinst", "ud", "footnote", "listtext", "pntext", "docpart"))
_INFO = frozenset(("title", "author", "creatim"))


@dataclass(slots=True)
class Style:
    """A style of paragraphs: its name, and its outline level from 0."""

    name: str = ""
    level: int | None = None


@dataclass(slots=True)
class Group:
    """What is set inside a pair of braces, the paragraph's properties among it."""

    silent: bool = False
    holds: str = ""
    code_page: str = "cp1252"
    skip: int = 1
    superscript: bool = False
    hidden: bool = False
    in_table: bool = False
    style: Style | None = None
    level: int | None = None
    note: bool = False


@dataclass(slots=True)
class Reader:
    """Goes through an RTF file and tells what it holds.

    ``control(group, word, number)`` hears of control words, ``put(group, text)`` of the document's text,
    ``leave(group)`` of the end of a group. ``info`` gets title, author and year.
    """

    data: bytes
    control: Callable[[Group, str, int | None], None]
    put: Callable[[Group, str], None]
    leave: Callable[[Group], None]
    info: dict[str, str] = field(default_factory=dict)
    _page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _styles: dict[int, Style] = field(default_factory=dict)
    _style: int = 0
    _pending: bytearray = field(default_factory=bytearray)
    _text: str = ""
    _left_out: int = 0

    def run(self) -> None:
        """Go through the file to its end, or to where its braces end."""
        group, stack = Group(), [Group()]
        at, optional = 0, False
        while stack and (match := _TOKEN.search(self.data, at)):
            at = match.end()
            kind = match.lastgroup
            if kind == "brace":
                self._flush(group)
                if match["brace"] == b"{":
                    stack.append(group)
                    group = replace(group, note=False)
                else:
                    self.leave(group)
                    group = stack.pop()
                optional, self._left_out, self._style = False, 0, -1
            elif kind == "symbol" and match["symbol"] == b"*":
                optional = True
            elif match["word"] is not None:
                word = match["word"].decode("ascii")
                number = int(match["number"]) if match["number"] is not None else None
                if word == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(group, word, number, optional)
                optional = False
            else:
                self._bytes(group, match)
        self._flush(group)

    # ------------------------------------------------------------------------------------------- characters
    def _bytes(self, group: Group, match: re.Match[bytes]) -> None:
        if match["hex"] is not None:
            added = bytes([int(match["hex"], 16)])
        elif match["symbol"] is not None:
            if self._left_out:
                self._left_out -= 1
            elif sign := _SYMBOLS.get(match["symbol"], ""):
                self._sign(group, sign)
            return
        else:
            added = match["text"]
        # What follows \u for programs that do not know it.
        if self._left_out:
            left_out = min(self._left_out, len(added))
            self._left_out -= left_out
            added = added[left_out:]
        self._pending += added

    def _sign(self, group: Group, sign: str) -> None:
        self._decode(group)
        self._text += sign

    def _decode(self, group: Group) -> None:
        if self._pending:
            if group.code_page == "symbol":
                self._text += "".join("• "[byte not in (0xB7, 0xA7)] if byte > 0x7F else " " for byte in self._pending)
            else:
                self._text += self._pending.decode(group.code_page, errors="replace")
            self._pending.clear()

    def _flush(self, group: Group) -> None:
        """Hand over the text so far, before something else is set."""
        self._decode(group)
        text, self._text = self._text, ""
        if not text or group.silent or group.hidden:
            return
        # \u gives characters beyond 16 bits in two halves.
        if any("\ud800" <= c <= "\udfff" for c in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if group.holds == "stylesheet":
            self._styles.setdefault(self._style, Style()).name += text.partition(";")[0]
        elif group.holds in ("title", "author"):
            self.info[group.holds] = self.info.get(group.holds, "") + text
        elif not group.holds:
            self.put(group, text)

    # ---------------------------------------------------------------------------------------- control words
    def _word(self, group: Group, word: str, number: int | None, optional: bool) -> None:
        if word == "u" and number is not None:
            self._sign(group, chr(number & 0xFFFF))
            self._left_out = group.skip
            return
        if word in _SIGNS:
            self._sign(group, _SIGNS[word])
            return
        self._flush(group)
        self._left_out = 0
        if word in _SILENT or (optional and word not in _KEPT):
            group.silent = True
        elif not group.silent:
            self._set(group, word, number)
            if not group.holds and not group.hidden:
                self.control(group, word, number)

    def _set(self, group: Group, word: str, number: int | None) -> None:
        value = number or 0
        if word in ("fonttbl", "stylesheet", "info") or (group.holds == "info" and word in _INFO):
            group.holds = word
        elif group.holds == "creatim" and word == "yr":
            self.info["year"] = str(value)
        elif word == "ansicpg" or (word == "cpg" and group.holds != "fonttbl"):
            self._page = group.code_page = _known(f"cp{value}")
        elif word in ("mac", "pc", "pca"):
            self._page = group.code_page = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "f":
            self._set_font(group, value)
        elif word == "fcharset" and group.holds == "fonttbl":
            # The character set "ANSI" is that of the whole file.
            self._fonts[self._font] = "symbol" if value == _SYMBOL else _CHARSETS.get(value, "")
        elif word == "uc":
            group.skip = max(0, min(value, 10))
        elif word in ("super", "nosupersub", "plain", "sub"):
            group.superscript = word == "super" and number != 0
            if word == "plain":
                group.hidden, group.code_page = False, self._page
        elif word in ("v", "deleted"):
            group.hidden = number != 0
        elif word == "pard":
            group.in_table, group.style, group.level = False, None, None
        elif word == "intbl":
            group.in_table = True
        elif word == "s":
            self._set_style(group, value)
        elif word == "outlinelevel":
            self._set_level(group, value)

    def _set_font(self, group: Group, value: int) -> None:
        if group.holds == "fonttbl":
            self._font = value
        else:
            group.code_page = self._fonts.get(value, "") or self._page

    def _set_style(self, group: Group, value: int) -> None:
        if group.holds == "stylesheet":
            self._style = value
        else:
            group.style = self._styles.get(value)

    def _set_level(self, group: Group, value: int) -> None:
        level = value if 0 <= value <= 8 else None
        if group.holds == "stylesheet":
            self._styles.setdefault(self._style, Style()).level = level
        else:
            group.level = level


def _known(page: str) -> str:
    try:
        codecs.lookup(page)
    except LookupError:
        return "cp1252"
    return page
