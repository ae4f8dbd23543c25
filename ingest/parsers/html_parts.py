"""Parts of HTML pages that need more than their text: raised marks, footnotes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.clean import fold
from ingest.footnotes import MARK, raised
from ingest.rows import rectangular

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[ivxlc]{1,6}|\*{1,3}|†|‡)[\])]?")
_DIGITS = re.compile(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?")
_REFERENCE = re.compile(r"noteref|footnote|endnote|reference|cite_ref", re.I)
_BACK = re.compile(r"^[\s^↑↩⏎]+|[\s↑↩⏎︎]+$")
_BACK_WORDS = ("back", "return", "back to text", "назад", "вернуться", "обратно", "кері", "қайту")
_LEADING = re.compile(r"[\[(]?(?:\d{1,3}|[ivxlc]{1,6}|\*{1,3}|†|‡)[\])]?[.:]?\s+")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
# A layout of a page by a table has longer cells than a table of data.
_LONGEST_CELL = 600
# Attributes of hostile pages ask for spans of millions.
_MOST_SPAN = 500
_MOST_ROWS = 20_000


def text_of(node: Any) -> str:
    """The text of an element, white space folded; raised figures as raised characters."""
    return fold("".join(_texts(node)))


def _texts(node: Any) -> Iterator[str]:
    if node.tag == "sup":
        text = "".join(node.itertext())
        yield raised(text) if _DIGITS.fullmatch(text.strip()) else text
        return
    yield node.text or "" if isinstance(node.tag, str) else ""
    for child in node:
        if child.tag in ("br", "hr"):
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in ("script", "style", "template"):
            yield from _texts(child)
        yield child.tail or ""


# ------------------------------------------------------------------------------------------------- footnotes
def tie_notes(tree: Any) -> dict[Any, str]:
    """The elements that hold footnotes, with the mark of each; their references in the text become that mark.

    A reference is a link within the page whose text is a number or a sign, and which is raised or called one.
    """
    ids = {node.get("id"): node for node in tree.iter() if isinstance(node.tag, str) and node.get("id")}
    # Word names the link back from a note, which stands at its start.
    for link in tree.iter("a"):
        if link.get("name") and link.getparent() is not None and _starts(link):
            ids.setdefault(link.get("name"), link.getparent())
    found: dict[Any, str] = {}
    for link in list(tree.iter("a")):
        target = ids.get((link.get("href") or "").removeprefix("#")) if (link.get("href") or "")[:1] == "#" else None
        text = "".join(link.itertext()).strip()
        if target is None or not _NUMBER.fullmatch(text) or not _refers(link):
            continue
        if target in found or not _follows(link, target, found):
            mark = found.get(target)
        else:
            mark = found[target] = raised(text)
        if mark:
            _replace(link, mark)
    for target in found:
        _strip_back_links(target)
    return found


def _starts(link: Any) -> bool:
    """Whether a link back opens the element that it stands in."""
    before = (link.getparent().text or "").strip()
    return not before and link.getprevious() is None and (link.get("href") or "").startswith("#")


def _refers(link: Any) -> bool:
    if any(node.tag == "sup" for node in (link.getparent(), *link.iter()) if node is not None):
        return True
    named = " ".join(
        link.get(name) or "" for name in ("role", "class", "rel", "id", "{http://www.idpf.org/2007/ops}type")
    )
    return bool(_REFERENCE.search(f"{named} {link.get('epub:type') or ''}"))


def _follows(link: Any, target: Any, found: dict[Any, str]) -> bool:
    """Whether the target is a note of its own: it holds neither the reference nor another note, and words."""
    words = "".join(target.itertext()).strip()
    inside = any(outer is target or outer in found for outer in link.iterancestors())
    return not inside and len(words) > 2 and not _NUMBER.fullmatch(words)


def _replace(link: Any, mark: str) -> None:
    """Put the raised mark in the place of a link; a ``sup`` around it keeps nothing else."""
    for child in list(link):
        link.remove(child)
    link.text = mark


def _strip_back_links(note: Any) -> None:
    for link in list(note.iter("a")):
        text = "".join(link.itertext()).strip()
        known = not text or text[0] in "↩↑^⏎" or _NUMBER.fullmatch(text) or text.casefold() in _BACK_WORDS
        if known and (link.get("href") or "").startswith("#"):
            link.text = ""
            for child in list(link):
                link.remove(child)


def note_text(node: Any, mark: str) -> str:
    """The text of a footnote behind its mark, without the number and the arrows that the page prints."""
    text = _BACK.sub("", text_of(node))
    printed = MARK.match(text) or _LEADING.match(text)
    text = _BACK.sub("", text[printed.end() :] if printed else text)
    return f"{mark} {text}" if text else ""


# ---------------------------------------------------------------------------------------------------- tables
def is_data(table: Any) -> bool:
    """Whether a table holds data, and is not the layout of a page: two columns, no headings and no long cells."""
    rows = list(_rows(table))
    if max((len(cells) for _, cells in rows), default=0) < 2 or len(rows) < 2:
        return not any(inner.tag == "table" or inner.tag in _HEADINGS for inner in table.iterdescendants())
    for _, cells in rows:
        for cell in cells:
            if any(inner.tag in _HEADINGS for inner in cell.iterdescendants()) or len(own_text(cell)) > _LONGEST_CELL:
                return not _nested(table) and not any(inner.tag in _HEADINGS for inner in table.iterdescendants())
    return True


def _nested(table: Any) -> bool:
    return any(inner.tag == "table" for inner in table.iterdescendants())


def _rows(table: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The rows of a table with their cells, without those of tables in its cells."""
    for child in table:
        if child.tag == "tr":
            yield child, [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def grid(table: Any) -> tuple[str, int]:
    """A table as rectangular lines of cells, and the number of its header rows: those in ``thead``, or of ``th`` only.

    A cell that spans columns is followed by empty cells, one that spans rows has empty cells below it.
    """
    rows: list[list[str]] = []
    header = 0
    below: dict[int, int] = {}
    for index, (row, cells) in enumerate(_rows(table)):
        if index >= _MOST_ROWS:
            break
        out: list[str] = []
        waiting = iter(cells)
        cell = next(waiting, None)
        while cell is not None or any(column >= len(out) and left for column, left in below.items()):
            column = len(out)
            if below.get(column, 0):
                below[column] -= 1
                out.append("")
                continue
            if cell is None:
                out.append("")
                continue
            width, height = _span(cell, "colspan"), _span(cell, "rowspan", 0)
            out += [own_text(cell)] + [""] * (width - 1)
            for at in range(column, column + width):
                below[at] = height - 1 if height else _MOST_ROWS
            cell = next(waiting, None)
        below = {column: left for column, left in below.items() if left > 0}
        if header == index and cells and (row.getparent().tag == "thead" or all(c.tag == "th" for c in cells)):
            header += 1
        rows.append(out)
    return rectangular(rows, header)


def _span(cell: Any, name: str, least: int = 1) -> int:
    value = (cell.get(name) or "").strip()
    return max(least, min(int(value), _MOST_SPAN)) if value.isascii() and value.isdigit() else 1


def own_text(cell: Any) -> str:
    """The text of a cell without that of tables in it; its paragraphs and items parted by spaces."""
    parts: list[str] = [cell.text or ""]
    for child in cell:
        if child.tag == "table":
            parts.append(" ")
        elif child.tag in ("p", "div", "li", "ul", "ol", "br", "dl", "dt", "dd"):
            parts += [" ", own_text(child), " "]
        elif isinstance(child.tag, str) and child.tag not in ("script", "style", "template"):
            parts.append("".join(_texts(child)) if not any(c.tag == "table" for c in child.iter()) else own_text(child))
        parts.append(child.tail or "")
    return fold("".join(parts))


def nested(table: Any) -> Iterator[Any]:
    """The tables in the cells of a table, not those in their cells."""
    for _, cells in _rows(table):
        for cell in cells:
            inner = [node for node in cell.iterdescendants() if node.tag == "table"]
            yield from (node for node in inner if not any(outer in inner for outer in node.iterancestors()))
