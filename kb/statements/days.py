"""Days as users write them: 2022-03-01, 2022-03 or 2022."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ingest.errors import BadQuestion

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def days(text: str) -> tuple[str, str]:
    """The first and the last day of a day, month or year in ISO 8601; nothing twice for nothing. Raises BadQuestion."""
    if not text:
        return "", ""
    try:
        if not _ISO.fullmatch(text):
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in (text[:4], text[5:7], text[8:]))
        assert year is not None
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError as error:
        raise BadQuestion(f"{text!r} is no day; write it as in 2022-03-01, or 2022.") from error
    return first.isoformat(), last.isoformat()
