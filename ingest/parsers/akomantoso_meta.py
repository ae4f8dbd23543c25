"""What an Akoma Ntoso document says of itself: title, number, date, country, kind (FRBR metadata and preface)."""

from __future__ import annotations

import re
from typing import Any

from ingest.clean import fold
from ingest.draft import Draft
from ingest.markup import first

_TYPES = frozenset(
    ("law", "decree", "resolution", "order", "concept", "strategy", "programme", "treaty", "guidance", "report")
)
# Names of elements and of kinds of acts, as documents in several countries write them.
_NAMED = {
    "act": "law", "bill": "law", "loi": "law", "code": "law", "zakon": "law", "constitution": "law", "statute": "law",
    "ukaz": "decree", "postanovlenie": "resolution", "prikaz": "order", "statutory-instrument": "order",
    "regulation": "order", "convention": "treaty", "agreement": "treaty",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def identify(draft: Draft, document: Any) -> None:
    """Fill title and facts of a draft from the metadata and the preface of a document without namespaces."""
    work = document.find("meta/identification/FRBRWork")
    draft.title = first(document, "preface//shortTitle", "preface//docTitle", "coverPage//docTitle")
    kind = _kind(document, work)
    if kind:
        draft.facts["type"] = kind
    if work is None:
        draft.title = draft.title or first(document, "preface//longTitle")
        return
    draft.title = draft.title or _alias(document) or first(document, "preface//longTitle")
    country = _value(work, "FRBRcountry").upper()
    number = first(document, "preface//docNumber") or _value(work, "FRBRnumber")
    date = _date(document, work)
    draft.year = int(date[:4]) if date else None
    publisher = document.find("meta/publication")
    facts = {
        "jurisdiction": country[:2] if re.fullmatch(r"[A-Z]{2}(?:-\w+)?", country) else "",
        "number": re.sub(r"^(?:№|no\.?|n[°º]?\.?)\s*(?=\d)", "", number, flags=re.I),
        "date": date,
        "container": fold(publisher.get("showAs") or publisher.get("name") or "") if publisher is not None else "",
    }
    draft.facts |= {field: value for field, value in facts.items() if value}


def _kind(document: Any, work: Any) -> str:
    """The type of document: as its subtype or name says, else by its element."""
    subtype = _value(work, "FRBRsubtype") if work is not None else ""
    said: list[str] = [subtype, document.get("name") or "", document.tag]
    for name in (name.strip().casefold() for name in said):
        if name in _TYPES or name in _NAMED:
            return _NAMED.get(name, name)
    return ""


def _alias(document: Any) -> str:
    """The title by which the metadata name the work or its expression, a long one before a short one."""
    for path in ("FRBRExpression", "FRBRWork"):
        part = document.find(f"meta/identification/{path}")
        if part is None:
            continue
        for node in (*part.iterfind("FRBRtitle"), *part.iterfind("FRBRalias")):
            if value := fold(node.get("value") or ""):
                return value
    return ""


def _date(document: Any, work: Any) -> str:
    """The date of the act: that of its preface, else that of the work."""
    for node in (*document.iterfind("preface//docDate"), *work.iterfind("FRBRdate")):
        match = _DATE.fullmatch((node.get("date") or "")[:10])
        # Editors put the first of January of year 1 where a date must stand and none is known.
        if match and not match[0].startswith("0"):
            return match[0]
    return ""


def _value(parent: Any, tag: str) -> str:
    node = parent.find(tag)
    return str(node.get("value") or "").strip() if node is not None else ""
