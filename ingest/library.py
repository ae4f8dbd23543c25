"""Libraries of references as Zotero and EndNote write them: CSL-JSON, BibTeX and RIS, read into CSL-JSON items."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath
from typing import Any

from ingest.encoding import decode
from ingest.errors import UnreadableFile

SUFFIXES = frozenset((".json", ".bib", ".bibtex", ".ris"))
_RIS = re.compile(r"\s*TY {2}- ?\w", re.I)


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: a CSL-JSON item (CSL 1.0.2) and the names of the files that the library ties to it."""

    item: Mapping[str, Any]
    files: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title without markup, on one line."""
        return plain(str(self.item.get("title", "")))


def is_library(name: str, data: bytes) -> bool:
    """Whether a file holds references and no document: by its suffix, JSON also by its content."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json":
        return _is_csl(_json(data))
    return suffix in SUFFIXES or (suffix == ".txt" and bool(_RIS.match(data[:200].decode("latin-1").lstrip("ï»¿"))))


def refusal(name: str) -> str:
    """Why a JSON file that is no library is not read."""
    return (
        f"{name}: this JSON is no CSL-JSON, a list of references; export it from Zotero as CSL JSON, or leave it out."
    )


def read(data: bytes, name: str) -> tuple[list[Record], list[str]]:
    """The records of a library, and a sentence for each entry that is broken; the rest is read.

    Raises UnreadableFile when the file as a whole is none of the three formats.
    """
    suffix = PurePath(name).suffix.lower()
    reader = _READERS.get(suffix, "ris" if _RIS.match(decode(data).lstrip("\ufeff")) else "")
    if not reader:
        raise UnreadableFile(f"{name}: this is no library of references; export one as CSL-JSON, BibTeX or RIS.")
    records, broken = _formats()[reader](data, name)
    if not records and not broken:
        raise UnreadableFile(f"{name}: the file holds no reference; check that the export has finished.")
    return records, broken


_READERS = {".json": "csl-json", ".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}


def _formats() -> dict[str, Callable[[bytes, str], tuple[list[Record], list[str]]]]:
    from ingest import bibtex, ris

    return {"csl-json": _csl_json, "bibtex": bibtex.read, "ris": ris.read}


def plain(text: str) -> str:
    """Text without the HTML that CSL allows in it, on one line."""
    return " ".join(unescape(re.sub(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>", "", text)).split())


# ----------------------------------------------------------------------------------------- CSL-JSON
def _json(data: bytes) -> Any:
    try:
        return json.loads(decode(data).lstrip("\ufeff"))
    except (ValueError, RecursionError):  # RecursionError: brackets in thousands of brackets
        return None


def _items(content: Any) -> list[Any]:
    """The items of CSL-JSON: a list, one item, or a list under "items"."""
    if isinstance(content, dict):
        content = content["items"] if isinstance(content.get("items"), list) else [content]
    return content if isinstance(content, list) else []


def _is_csl(content: Any) -> bool:
    items = _items(content)
    return bool(items) and any(isinstance(item, dict) and "type" in item and "title" in item for item in items)


def _csl_json(data: bytes, name: str) -> tuple[list[Record], list[str]]:
    content = _json(data)
    if content is None:
        raise UnreadableFile(f"{name}: the file is not valid JSON; export it again as CSL JSON.")
    if not _is_csl(content):
        raise UnreadableFile(refusal(name))
    records, broken = [], []
    for number, item in enumerate(_items(content), 1):
        if not isinstance(item, dict) or not isinstance(item.get("title"), str) or not plain(item["title"]):
            broken.append(f"{name}: entry {number} has no title; mend it in the library and export again.")
        else:
            records.append(Record(item, _files(item)))
    return records, broken


def _files(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Files that an item names in "file" or "attachments", which some exporters add to CSL-JSON."""
    given = item.get("file", item.get("attachments", ()))
    named = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    paths = [entry.get("path", "") if isinstance(entry, dict) else entry for entry in named]
    return tuple(file_name(path) for path in paths if isinstance(path, str) and path)


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rpartition("/")[2]
