"""The fields of a document that can be edited, and the values that each may have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from ingest.document import LANGUAGES
from ingest.errors import BadEdit
from ingest.facts.imprint import plain_doi

FIELDS = (
    "title", "authors", "affiliations", "year", "type", "language", "container", "volume", "issue", "page_range", "doi",
    "url", "publisher", "jurisdiction", "number", "date", "place", "edition",
    "editors", "isbn", "issn", "accessed", "short_title", "archive", "csl",
)  # fmt: skip
_LONGEST = 2000
_LONGEST_JSON = 100_000
_YEAR = re.compile(r"\d{4}")


def checked(name: str, value: Any, languages: Collection[str] = LANGUAGES) -> Any:
    """The value of a field in its usual form; an empty one says that the document has none. Raises BadEdit."""
    known(name)
    if name in ("authors", "affiliations", "editors"):
        return _list(name, value)
    if name == "year":
        return _year(value)
    if name == "csl":
        return _variables(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadEdit(f"The {name} must be a text of at most {_LONGEST:,} characters.")
    text = " ".join(value.split())
    if any("\ud800" <= character <= "\udfff" or ord(character) < 32 for character in text):
        raise BadEdit(f"The {name} holds characters that are no text; type it anew.")
    if name == "language" and text not in languages:
        raise BadEdit(f"There is no language {text!r}; there are: {', '.join(languages)}.")
    return _FORMS[name](text) if text and name in _FORMS else _needed(name, text)


def known(name: str) -> None:
    """Raise BadEdit when there is no such field."""
    if name not in FIELDS:
        raise BadEdit(f"A document has no field {name!r} that can be edited; there are: {', '.join(FIELDS)}.")


def _needed(name: str, text: str) -> str:
    if not text and name in ("title", "type"):
        raise BadEdit(f"A document needs a {name}; take the edit back with --reset {name} instead.")
    return text


def _list(name: str, value: Any) -> list[str]:
    each = [value] if isinstance(value, str) else value
    if not isinstance(each, list | tuple) or not all(isinstance(part, str) for part in each):
        raise BadEdit(f"The {name} must be a list of texts.")
    return [text for part in each if (text := checked("publisher", part))]


def _year(value: Any) -> int | None:
    if value == "":
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not _YEAR.fullmatch(text) or not 1500 <= int(text) <= 2100:
        raise BadEdit(f"{value!r} is not a year; give one from 1500 to 2100.")
    return int(text)


def _variables(value: object) -> str:
    """A JSON object in a fixed form."""
    try:
        found = json.loads(value) if isinstance(value, str) and value else {}
    except ValueError as error:
        raise BadEdit("The csl must be the JSON of an object of CSL variables.") from error
    if not isinstance(found, dict) or len(str(value)) > _LONGEST_JSON:
        raise BadEdit(f"The csl must be an object of CSL variables of at most {_LONGEST_JSON:,} characters.")
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def _doi(text: str) -> str:
    found = plain_doi(text)
    if not found:
        raise BadEdit(f"{text!r} is not a DOI; one looks like 10.1000/xyz123.")
    return found


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text, re.I):
        raise BadEdit(f"{text!r} is not a web address; one begins with https://.")
    return text


def _state(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise BadEdit(f"{text!r} is not the code of a state; one has two letters, such as KZ or GB (ISO 3166-1).")
    return text.upper()


def _day(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}(?:-\d\d)?", text):
            date.fromisoformat(f"{text}-01-01"[:10])
            return text
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadEdit(f"{text!r} is not a date; write it as 2011-07-22, 2011-07 or 2011.") from error


def _type(text: str) -> str:
    if not re.fullmatch(r"[^\W\d_][\w -]{1,39}", text):
        raise BadEdit(f"{text!r} is not a type of document; give a word such as law, report, paper or guidance.")
    return text.casefold()


_FORMS: dict[str, Callable[[str], str]] = {
    "doi": _doi, "url": _url, "jurisdiction": _state, "date": _day, "accessed": _day,
    "type": _type,
}  # fmt: skip
