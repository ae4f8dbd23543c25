"""Where a work appeared, as the end of a reference says: container, volume, issue, pages, year, place and publisher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import regex

from ingest.citations import names
from ingest.citations.entry import Found
from ingest.citations.words import TAKEN, any_of, clean, compiled
from ingest.facts import dates

_RANGE = r"[A-Z]{0,2}\d{1,6}\s?(?:-+\s?[A-Z]{0,2}\d{1,6}|(?<=\d)(?=\D|$))"
_PAIR = r"[A-Z]{0,2}\d{1,6}\s?-+\s?[A-Z]{0,2}\d{1,6}"
_YEAR = r"(?:(?<=(?<!\d)\d{1,2}\.\d\d\.)|(?<![\d/]|\d\s?[.-]))(?P<year>(?:1[6-9]|20)\d\d)(?![\d/]|-\d)"
_UNLABELLED = r"(?:[\d)]\s?[:,]|[,:.])"
_STRIP = f" .,;:/-([{TAKEN}"


@dataclass(slots=True)
class Appearance:
    """What the end of a reference says; ``first`` is where its first number or label begins."""

    fields: dict[str, Found] = field(default_factory=dict)
    first: int = 0


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Patterns with groups named like the fields; earlier ones are surer."""
    volume, issue, pages = (any_of("numbers", name) for name in ("volume", "issue", "pages"))
    dot = r"(?<![\p{L}\d])"
    number = r"\d{1,5}(?:\s?[-/]\s?\d{1,4})?"
    return {
        "pages": (
            rf";\s?\d+\s?(?:\([^)]{{1,12}}\))?\s?:\s?(?P<pages>{_RANGE})",
            rf"{dot}{pages}\s?(?P<pages>{_PAIR}(?:,\s?{_PAIR})*)",
            rf"{dot}{pages}\s?(?P<pages>{_RANGE})(?!\d)",
            rf"{_UNLABELLED}\s?(?P<pages>{_PAIR})(?=\s*(?:[.,;)\]{TAKEN}]|$|\s[\[(]))",
            r"(?<![\d-])(?P<pages>\d{1,4}(?:-+\d{1,4})?)-бб?(?:\.|(?!\p{L}))",
            r"\)\s?[,:]\s?(?P<pages>[eE]?\d{1,6})(?=\s*(?:[.,;]|$))",
            r"\d\s?:\s?(?P<pages>\d{1,5})(?=\s*(?:[.,;)]|$))",
            r",\s?\d{1,4},\s(?P<pages>\d{1,5})(?=\s*[.;]?\s*$)",
            rf"(?<=(?:[\d)]|{dot}б)\.\s?|[,-]\s?)(?P<pages>{_PAIR})\s?(?:б|бет|с|p)(?:\.|\b)",
        ),
        "extent": (rf"(?<![\d-])(?P<extent>\d{{2,4}})\s?{any_of('numbers', 'extent')}(?!\p{{L}})(?!\s?\d)",),
        "volume": (
            rf"{dot}{volume}\s?(?P<volume>\d{{1,5}}(?:\s?-\s?\d{{1,3}})?|[IVXLC]{{1,7}}(?=\W))",
            rf"(?<!\d)(?P<volume>\d{{1,4}})\s?{any_of('numbers', 'volume_after')}(?!\p{{L}})",
            rf"(?<![\d(])(?<!{issue}\s?)(?P<volume>\d{{1,4}}(?:-\d{{1,3}})?)\s?\((?:no\.\s?)?{number}(?:\s?,\s?\d+)*\)",
            r";\s?(?P<volume>\d{1,4})\s?(?:\([^)]{1,12}\))?\s?:",
            r"\(\d{4}\)\s(?P<volume>\d{1,4})\s(?:\(\d+\)\s)?\p{Lu}",
            rf"[\s,](?P<volume>\d{{1,4}})\s?,?\s(?={issue}\s?\d)",
            rf"[,.]\s?(?P<volume>\d{{1,4}}(?:-\d{{1,3}})?)\s?,\s?(?:\d|{pages})",
            r"\p{L}[\"']?,?\s(?P<volume>\d{1,3})(?=\s?(?:\((?:1[89]|20)\d\d\)\s?)?:\s?\d)",
            r"\p{L},\s(?P<volume>\d{1,3})(?=\s*\.?\s*$)",
        ),
        "issue": (
            rf"{dot}{issue}\s?(?P<issue>{number}(?:\s?\((?!(?:19|20)\d\d)\d+\))?)(?![\d])",
            rf"(?<!\()\b\d{{1,4}}(?:-\d{{1,3}})?\s?\((?:no\.\s?)?(?P<issue>{number})\)",
            r",\s?\((?P<issue>\d{1,4}(?:-\d+)?)\)",
        ),
    }  # fmt: skip


def appearance(text: str, original: str, start: int, end: int) -> Appearance:
    """The numbers that a stretch of a reference holds; ``text`` is unified, ``original`` has its true letters."""
    out = Appearance(first=end)
    for name, forms in _forms().items():
        match = _first(forms, text, start, end)
        if match is None:
            continue
        span = match.span(name)
        value = clean(original[slice(*span)]).replace(" ", "")
        if name == "extent" and "pages" in out.fields and _over(span, out.fields["pages"]):
            continue
        out.fields[name] = Found(regex.sub("[-–—−‑]+", "–", value), *span)
        out.first = min(out.first, max(match.start(), start))
    _drop_years(out)
    return out


def _first(forms: Iterable[str], text: str, start: int, end: int) -> regex.Match[str] | None:
    for form in forms:
        found = list(compiled(form).finditer(text, start, end))
        if found:
            # Volumes that are ranges ("64-4, 1368-1385") stand before the pages.
            return found[-1] if form.startswith(_UNLABELLED) else found[0]
    return None


def _over(span: tuple[int, int], found: Found) -> bool:
    return span[0] < found.end and found.start < span[1]


def _drop_years(out: Appearance) -> None:
    """A year is neither volume nor, behind one, issue; and a volume is no issue's number."""
    volume, issue = out.fields.get("volume"), out.fields.get("issue")
    if volume and issue and regex.fullmatch(r"(?:19|20)\d\d", issue.value):
        del out.fields["issue"]
        issue = None
    if (volume and regex.fullmatch(r"(?:19|20)\d\d", volume.value)) or (
        volume and issue and _over((volume.start, volume.end), issue)
    ):
        del out.fields["volume"]


def year(text: str, start: int, end: int, taken: Iterable[Found]) -> Found | None:
    """The last year of a stretch that is no page, number or part of a day of access."""
    taken = list(taken)
    found = [
        Found(match["year"], *match.span("year"))
        for match in compiled(_YEAR).finditer(text, start, end)
        if not any(_over(match.span("year"), other) for other in taken)
    ]
    return found[-1] if found else None


def day(text: str, original: str, start: int, end: int, year: Found | None) -> Found | None:
    """A whole date of publication around the year: "04.12.2020", "2021. 8 сент.", "May 3, 2020"."""
    if year is None:
        return None
    for match in compiled(rf"(?<!\d){dates.pattern()}(?!\d)").finditer(text, start, end):
        value = dates.iso(match[0])
        if match.start() <= year.start < match.end() and len(value) == 10:
            return Found(value, *match.span())
    # "2021. 14 сентября", "2021. – 14 қыркүйек".
    behind = compiled(r"\s?(?:г\.|ж\.)?[.,]?\s?-?\s?(?P<day>\d{1,2}\s\p{L}{3,11}\.?)(?!\p{L})").match(
        text, year.end, end
    )
    for form in ("{day} {year}", "{year} жылғы {day}") if behind else ():
        value = dates.iso(form.format(day=behind["day"].rstrip("."), year=year.value))  # type: ignore[index]
        if len(value) == 10:
            return Found(value, year.start, behind.end("day"))  # type: ignore[union-attr]
    return None


_PLACE = (
    r"(?:(?!In\s?:)\p{Lu}[\p{L}'-]+(?:[\s-]\p{Lu}[\p{L}'-]+){0,3}(?:,\s?\p{Lu}{2})?"
    r"(?:\s?[;,]\s?\p{Lu}[\p{L}'. -]{1,20})?)"
)


def published(text: str, original: str, start: int, end: int) -> dict[str, Found]:
    """Place and publisher: "М.: ВАКО, 2014", "New York: Norton", "Алма-Ата, 2001"."""
    cities = rf"(?-i:{any_of('numbers', 'city')})\."
    after = rf"(?=\s*[,.;)]?\s*(?:\(?(?:1[5-9]|20)\d\d)|\s*[.;)](?:\s|$)|\s*,\s*(?:\d|pp?\.)|\s*[{TAKEN}]|\s*$)"
    named = rf"(?<![\p{{L}}])(?P<place>{cities}(?:[;,]\s?{cities})?|{_PLACE})\s?:\s?"
    dated = rf"(?P<publisher>[\p{{L}}\"$][^:;{TAKEN}/]{{1,150}}?),\s?(?=(?:1[5-9]|20)\d\d)"
    both = compiled(named + dated, 0).search(text, start, end) or compiled(
        rf"{named}(?P<publisher>[\p{{L}}\"'][^:;{TAKEN}/]{{1,120}}?){after}", 0
    ).search(text, start, end)
    if both:
        return {
            name: Found(clean(original[slice(*both.span(name))]).strip(' "'), *both.span(name))
            for name in ("place", "publisher")
        }
    alone = compiled(rf"(?:^|[.({TAKEN}-]\s?)(?P<place>{cities}|{_PLACE}),\s?(?=(?:1[5-9]|20)\d\d)", 0).search(
        text, start, end
    )
    if alone:
        return {"place": Found(clean(original[slice(*alone.span("place"))]), *alone.span("place"))}
    return {}


def stretch(text: str, original: str, start: int, end: int) -> Found | None:
    """What is left of a stretch without the punctuation around it; None when nothing is."""
    while start < end and (text[start] in _STRIP or text[start] in ")]"):
        start += 1
    while end > start and text[end - 1] in " ,;:/-([" + TAKEN:
        end -= 1
    if text[start:end].endswith(".") and not _abbreviated(text[start:end]):
        end -= 1
    value = clean(original[start:end].replace(TAKEN, " ")).strip()
    if value.startswith(("«", '"', "“", "„")) and value.endswith(("»", '"', "”", "“")) and end - start > 2:
        return Found(clean(original[start + 1 : end - 1]), start + 1, end - 1)
    return Found(value, start, end) if any(c.isalpha() for c in value) else None


def _abbreviated(text: str) -> bool:
    """Whether the last word has more full stops before it: "Pop. Stud."."""
    return bool(regex.search(r"(?<!\p{L}{7})\p{L}\.\s(?:[^.]*\s)?\p{Lu}\p{Ll}{1,5}\.$", text)) and not names.body(
        text, 0, len(text)
    )
