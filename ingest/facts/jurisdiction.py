"""Which state a document belongs to, and which public body published it, by data/jurisdictions.toml."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

# Documents of these types belong to a state; a paper about one does not.
OFFICIAL = frozenset(("law", "decree", "resolution", "order", "concept", "strategy", "programme", "guidance"))
# So many mentions of one state, and this share of all, say whose an official document is.
_MENTIONS, _SHARE = 3, 0.6
# So many characters of a text are enough to tell.
_ENOUGH = 60_000
# Bodies of many states are named alike: "Ministry of Labour of …", «Министерство труда …», «… министрлігі».
_BODY = (
    r"(?:(?:Ministry|Department|Agency|Committee|Office|Bureau|Secretariat|Parliament|Government) (?:of|for) "
    r"[^.;:\n]{3,100}|"
    r"(?:Министерство|Агентство|Комитет|Правительство|Управление|Администрация) [^.;:\n]{3,100}|"
    r"[^.;:\n]{3,100} (?:министрлігі|агенттігі|комитеті|басқармасы|Үкіметі))"
)


@dataclass(frozen=True, slots=True)
class _State:
    code: str
    names: re.Pattern[str]
    hosts: tuple[str, ...]
    bodies: re.Pattern[str] | None
    sites: tuple[str, ...]


@cache
def _states() -> tuple[_State, ...]:
    data = tomllib.loads(files("ingest").joinpath("data/jurisdictions.toml").read_text(encoding="utf-8"))
    return tuple(
        _State(
            entry["code"],
            re.compile(rf"(?<!\w)(?:{'|'.join(entry['names'])})(?!\w)"),
            tuple(entry.get("hosts", ())),
            _any(entry["bodies"]) if "bodies" in entry else None,
            tuple(entry.get("sites", ())),
        )
        for entry in data["jurisdiction"]
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})")


def of_address(url: str) -> str:
    """The code of the state whose official site an address names; empty for other sites."""
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").casefold()
    for state in _states():
        if any(host == end.lstrip(".") or host.endswith(f".{end.lstrip('.')}") for end in state.hosts):
            return state.code
    return ""


def named(text: str) -> str:
    """The code of the first state that a short text names, such as the line of an act; empty when it names none."""
    found = [(match.start(), state.code) for state in _states() if (match := state.names.search(text))]
    return min(found)[1] if found else ""


def of_body(name: str) -> str:
    """The code of the state that a public body belongs to; empty when its name does not tell."""
    known = next((state.code for state in _states() if state.bodies and state.bodies.search(name)), "")
    return known or named(name)


def most_named(texts: Iterable[str]) -> str:
    """The code of the state that an official text speaks of again and again; empty when several are, or none."""
    text = "\n".join(texts)[:_ENOUGH]
    counted = Counter({state.code: sum(1 for _ in state.names.finditer(text)) for state in _states()})
    (code, most), total = counted.most_common(1)[0], counted.total()
    return code if most >= _MENTIONS and most >= _SHARE * total else ""


def site(title: str) -> tuple[str, str]:
    """A page's title without the name of its site at the end, and that name ("Student visa - GOV.UK")."""
    for known in (name for state in _states() for name in state.sites):
        match = re.search(rf"\s+[-–—|]\s+{re.escape(known)}\s*$", title, re.I)
        if match:
            return title[: match.start()].strip(), known
    return title, ""


@cache
def _publishers() -> tuple[re.Pattern[str], ...]:
    known = "|".join(state.bodies.pattern for state in _states() if state.bodies)
    body = rf"(?P<body>(?:{known})|{_BODY})"
    return tuple(
        re.compile(form, re.M)
        for form in (
            rf"^\W*(?:From|Published by|Publisher|Issued by|Издатель|Издано|Баспагер|Шығарушы)\s*:?\s+(?:the )?{body}",
            rf"^\W*(?P<body_>{known})\W*$",
            rf"[Pp]ublished for (?P<body_>{known}) staff",
            rf"(?:has been|was|is) (?:prepared|published|issued) by the (?P<body_>{known})\b",
            rf"(?:©|\(c\)|[Cc]opyright)\s*(?:\d{{4}}\s*,?\s*)?(?:the )?{body}",
            rf"(?:[Qq]uer(?:y|ies)|[Ee]nquir(?:y|ies))[^.\n]{{0,80}} (?:to|at) the (?P<body_>{known})\b",
        )
    )


def publisher(lines: Iterable[str]) -> str:
    """The public body that the first pages name as publisher, the surest sign first; empty when they name none."""
    text = "\n".join(lines)
    for form in _publishers():
        if match := form.search(text):
            groups = match.groupdict()
            found = groups.get("body") or groups.get("body_") or ""
            return re.sub(r"[\s,]*(?:\(.*|\b(?:19|20)\d\d\b.*)$", "", found).strip()
    return ""
