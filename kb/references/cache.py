"""Parsed references, a file for each document beside the followers: parsing them takes a few milliseconds each time.

Like a follower, the folder may be deleted at will. A knowledge base that is open for reading only writes none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.citations import PARSER, Entry, Found, Name
from kb import files
from kb.references import reading
from kb.store import Store

FOLDER = Path("followers") / "references"


def entries(store: Store, document_id: str) -> list[tuple[Entry, bool]]:
    """The references of a document, each with whether it stands in a note; read from the cache where it has them."""
    path = store.path.parent / FOLDER / f"{document_id}.json"
    document = store.document(document_id)
    version = _version(document.text)
    if kept := _load(path, version):
        return kept["entries"]  # type: ignore[no-any-return]
    found = reading.entries(document)
    if not store.read_only:
        record = {"version": version, "entries": [[asdict(entry), footnote] for entry, footnote in found]}
        files.write(path, json.dumps(record, ensure_ascii=False).encode())
    return found


def _version(text: str) -> str:
    return f"{PARSER} {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _load(path: Path, version: str) -> dict[str, Any] | None:
    """What the cache holds; None when it holds nothing, or what another version has made."""
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        # A damaged file is made anew.
        return None
    if kept.get("version") != version:
        return None
    return {"entries": [(_entry(record), footnote) for record, footnote in kept["entries"]]}


def _entry(record: dict[str, Any]) -> Entry:
    people = {name: tuple(Name(**each) for each in record[name]) for name in ("authors", "editors")}
    fields = {name: Found(**found) for name, found in record["fields"].items()}
    return Entry(**(record | people | {"fields": fields}))
