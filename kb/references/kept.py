"""Entries of libraries that describe no document of the shelf, kept as records without a text.

They lie in ``library.json`` in the folder of the knowledge base, each a CSL-JSON item with an id of its own by which it
is cited. When its document comes, the record gives it its fields, as it would have done on import.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import NotFound, StorageFailed
from ingest.library import Record, plain
from kb import files, libraries
from kb.store import Store

FILE = "library.json"
_FORMAT = 1
_Kept = dict[str, Any]


def records(folder: Path, store: Store) -> list[dict[str, Any]]:
    """The kept records whose documents are not on the shelf, as CSL-JSON items, by their ids."""
    shelf = set(store.document_ids())
    items = [kept["item"] for kept in _load(folder) if kept["document"] not in shelf]
    return sorted(items, key=lambda item: str(item["id"]))


def record(folder: Path, store: Store, id: str) -> dict[str, Any]:
    """The kept record with this id. Raises NotFound."""
    found = next((item for item in records(folder, store) if item["id"] == id), None)
    if found is None:
        raise NotFound(f"There is no record {id!r}; `policykb library` lists those that are kept.")
    return found


def keep(folder: Path, by: str, left: Sequence[Record]) -> list[str]:
    """Keep the entries that a library left over, in place of those that it left before; their ids.

    ``by`` is the place of the library. Raises StorageFailed when the file cannot be written.
    """
    others = [kept for kept in _load(folder) if kept["by"] != by]
    known = {kept["item"]["id"] for kept in others}
    new: dict[str, _Kept] = {}
    for each in left:
        item = {**each.item, "id": record_id(each.item)}
        if item["id"] not in known:
            new[item["id"]] = {"item": item, "files": list(each.files), "by": by, "document": ""}
    _save(folder, [*others, *new.values()])
    return [record_id(each.item) for each in left]


def forget(folder: Path, id: str) -> None:
    """Take a record out. Raises NotFound."""
    before = _load(folder)
    after = [kept for kept in before if kept["item"]["id"] != id]
    if len(after) == len(before):
        raise NotFound(f"There is no record {id!r}; `policykb library` lists those that are kept.")
    _save(folder, after)


def match(folder: Path, store: Store) -> list[tuple[str, str]]:
    """Give documents that have come the fields of the records that describe them; (document id, title) of each."""
    from kb.edits import put

    before = _load(folder)
    present = set(store.document_ids())
    open_ = [kept for kept in before if kept["document"] not in present]
    if not open_:
        return []
    shelf = libraries.Shelf(store)
    found: list[tuple[str, str]] = []
    for kept in open_:
        record = Record(kept["item"], tuple(kept["files"]))
        match = shelf.match(record, kept["by"], alone=False)
        kept["document"] = "" if isinstance(match, str) else match.document_id
        if kept["document"]:
            values, _ = libraries.fields_of(record, store.document(kept["document"]))
            put(store, kept["document"], values, "library", kept["by"])
            found.append((kept["document"], record.title))
    if found:
        _save(folder, before)
    return found


def record_id(item: Mapping[str, Any]) -> str:
    """``kim2020-1a2b3c4d``: of the first author and year, and of all that identifies the entry."""
    names = item.get("author")
    first: Any = names[0] if isinstance(names, list) and names and isinstance(names[0], Mapping) else {}
    name = re.sub(r"[^\w]", "", str(first.get("family") or first.get("literal") or "").casefold())[:20] or "record"
    told = [plain(str(item.get(key, ""))).casefold() for key in ("type", "title", "DOI", "container-title", "number")]
    digest = hashlib.sha256(json.dumps([*told, item.get("issued"), names], sort_keys=True, default=str).encode())
    return f"{name}{_year(item)}-{digest.hexdigest()[:8]}"


def _year(item: Mapping[str, Any]) -> str:
    found = re.search(r"(?<!\d)\d{4}(?!\d)", json.dumps(item.get("issued", ""), default=str))
    return found[0] if found else ""


# --------------------------------------------------------------------------------------------- the file
def _load(folder: Path) -> list[_Kept]:
    path = folder / FILE
    if not path.exists():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] > _FORMAT:
            raise StorageFailed(f"{path} was written by a newer version; update policy-kb to read it.")
        return [{name: kept[name] for name in ("item", "files", "by", "document")} for kept in content["records"]]
    except (ValueError, KeyError, TypeError) as error:
        raise StorageFailed(f"{path} is damaged; move it away and import the libraries again with --keep.") from error


def _save(folder: Path, records: Iterable[_Kept]) -> None:
    path = folder / FILE
    content = {"format": _FORMAT, "records": sorted(records, key=lambda kept: str(kept["item"]["id"]))}
    try:
        files.write(path, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written ({error.strerror or error}): make room on the disk.") from error
