"""Where a paper appeared and where its authors work, as the lines around its title print it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from ingest.facts.names import authors_of

LONGEST = 500
DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s\"<>]+", re.I)
_DOI_LABEL = re.compile(r"\bdoi\b|doi\.org/", re.I)
_URL = re.compile(r"https?://[^\s<>\"]+")
_URL_LABEL = re.compile(r"\W*(?:url|available (?:at|from)|address|режим доступа|адрес|source url|сілтеме)\b", re.I)
_DASH = r"\s?[-–—]+\s?"
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§✉"
_CONTACT = re.compile(
    r"e-?mail|эл\. ?пошта|@|orcid|scopus|researcher ?id|https?://|received|accepted|author id|автор для корр", re.I
)


@cache
def _words() -> dict[str, str]:
    data = tomllib.loads(files("ingest").joinpath("data/imprint.toml").read_text(encoding="utf-8"))
    return {name: f"(?:{'|'.join(patterns)})" for name, patterns in data.items()}


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form.format(**_words(), dash=_DASH), re.I)


_VOLUME = (r"(?<!\w){volume}\s*(?P<found>\d+)(?!\d)", r"(?<!\w)(?P<found>\d+)\s?-?\s?{volume_after}(?!\w)")
_ISSUE = (
    r"(?<!\w){issue}\s*(?P<found>\d+(?:[-–/]\d{{1,3}}(?!\d))?(?:\s?\(\d+\))?)",
    r"(?<!\w)(?P<found>\d+)\s?-?\s?{issue_after}(?!\w)",
    r"(?<=\d)\s?\((?P<found>\d+(?:[-–]\d+)?)\)",
)
_PAGES = (
    r"(?<!\w){pages}\s*(?P<found>[A-Z]?\d+{dash}[A-Z]?\d+)",
    r"(?<![\w–—-])(?P<found>\d+{dash}\d+)\s*{pages_after}(?!\w)",
    r"(?:\d\)|\d)\s*[,:]\s*(?P<found>\d+{dash}\d+)(?=\W*(?:$|doi|https?))",
)
# "28(3)", the volume before the bracketed issue.
_SHORT = re.compile(r"(?<![\d(])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:[-–]\d+)?)\)")


def doi_of(lines: Iterable[str]) -> str:
    """The first DOI, lower case, without the address and the punctuation around it; a labelled one before others."""
    lines = list(lines)
    labelled = [line for line in lines if _DOI_LABEL.search(line)]
    for line in (*labelled, *lines):
        if match := DOI.search(line):
            return plain_doi(match[0])
    return ""


def plain_doi(text: str) -> str:
    """ "https://doi.org/10.1000/ABC." gives 10.1000/abc; empty when there is no DOI in the text."""
    match = DOI.search(text)
    if match is None:
        return ""
    found = match[0].rstrip(".,;:'”’»]}")
    # A bracket that closes what was opened before the DOI does not belong to it.
    while found.endswith(")") and found.count(")") > found.count("("):
        found = found[:-1].rstrip(".,;")
    return found.lower()


def url_of(lines: Iterable[str]) -> str:
    """The address that a line names as that of the document itself ("URL: …", "Available at: …")."""
    for line in lines:
        label = re.match(
            r"\W*(?:url|available (?:at|from)|address|режим доступа|адрес|source url|сілтеме)\b", line, re.I
        )
        if label and (match := _URL.search(line)):
            return match[0].rstrip(".,;)")
    return ""


# ------------------------------------------------------------------------------------ the journal
def journal(lines: Iterable[str], title: str = "") -> dict[str, str]:
    """Container, volume, issue, page_range and year as a line of the front matter gives them, as far as it does.

    A line counts that opens with a label ("For citation:") or names a journal with a volume or an issue.
    """
    lines = [" ".join(line.split()) for line in lines if len(line) <= LONGEST]
    for index, line in enumerate(lines):
        found = _journal_line(line, title)
        if not found:
            continue
        if not found["container"] and index and _is_serial(lines[index - 1]):
            found["container"] = lines[index - 1].strip(" .,;:")
        if found["container"]:
            return {name: value for name, value in found.items() if value}
    return {}


def _journal_line(line: str, title: str) -> dict[str, str]:
    label = _pattern(r"^\W*{label}\s*[:.–—]\s*").match(line)
    rest = line[label.end() :] if label else line
    if title and (at := rest.casefold().find(title.casefold())) >= 0:
        rest = rest[at + len(title) :].lstrip(' .,;:/–—»”"')
    rest = re.split(r"\b(?:doi\b|https?:|issn\b|e-issn\b|ISSN)", rest, maxsplit=1)[0]
    volume, issue, short = _find(_VOLUME, rest), _find(_ISSUE[:2], rest), _SHORT.search(rest)
    pages = _find(_PAGES, rest)
    marks = [m.start() for m in (volume, issue, pages) if m] + ([short.start()] if short else [])
    year = re.search(r"[.,(\s]*(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)", rest)
    if not marks or not (volume or issue or short):
        return {}
    container = rest[: min([*marks, year.start()] if year and year.start() > 5 else marks)].strip(' .,;:([«»"“”/–—-')
    sure = label or _is_serial(container) or (bool(volume or short) and bool(issue or short or pages))
    if len(container) > 150 or (container and not sure) or (not label and _prose(rest[len(container) :])):
        return {}
    return {
        "container": container,
        "volume": volume["found"] if volume else short["volume"] if short and not issue else "",
        "issue": issue["found"].replace(" ", "") if issue else short["issue"] if short else "",
        "page_range": re.sub(_DASH, "–", pages["found"]) if pages else "",
        "year": year["year"] if year else "",
    }


def _find(forms: Sequence[str], text: str) -> re.Match[str] | None:
    return next((m for form in forms if (m := _pattern(form).search(text))), None)


def _is_serial(text: str) -> bool:
    """Whether a short text holds a word that names of journals and series have."""
    return len(text) < 150 and bool(_pattern(r"(?<!\w){serial}(?!\w)").search(text))


def _prose(rest: str) -> bool:
    """Whether more than a few words follow the name of a journal: numbers and their labels are no words."""
    return len(re.findall(r"[^\W\d_]{3,}", _pattern(r"(?<!\w)(?:{volume}|{issue}|{pages})(?!\w)").sub("", rest))) > 2


# ------------------------------------------------------------------------------------ places of work
def affiliations(lines: Sequence[str], title: str) -> tuple[str, ...]:
    """The institutions under the line of authors, without marks, up to the title or the text that follows."""
    start = next((i for i, line in enumerate(lines) if authors_of(line)), None)
    if start is None:
        return ()
    found: list[str] = []
    for line in lines[start + 1 :]:
        if line == title:
            if found:
                break
            continue
        parts = [part for part in _marked(line) if not _CONTACT.search(part)]
        kept = [part for part in parts if _pattern(r"(?<!\w){institution}(?!\w)").search(part) and len(part) < 250]
        if not kept and not _CONTACT.search(line) and len(line) > 40:
            break
        if len(line) > 600 or authors_of(line):
            break
        found += (part for part in kept if not part.endswith((".", "!", "?")) or line[0] in _MARKS or "," in part)
    return tuple(dict.fromkeys(part.rstrip(" .;,") for part in found))


def _marked(line: str) -> Iterator[str]:
    """The stretches of a line that each begin with a raised mark; the whole line when none does."""
    for part in re.split(rf"[;,]?\s*(?=(?<!\w)[{_MARKS}]+)|;\s+", line):
        text = re.sub(rf"^[\s\d{_MARKS}^{{}}]+(?=\D)", "", part).strip(" ,;")
        if text:
            yield text
