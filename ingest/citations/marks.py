"""What stands out in a reference whatever its style: number, DOI, address, day of access, notes of medium and language.

Each is taken out of the text (replaced by ``TAKEN``), so that what is left is authors, title and where it appeared.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from ingest.citations.entry import Found
from ingest.citations.words import TAKEN, any_of, compiled, data, take
from ingest.facts import dates

_LABEL = r"\s*(?:[-*•·]\s+)?(?:\[\d{1,3}\]\.?|\d{1,3}[.)](?=\s|\p{L})|\d{1,3}\s(?=\s*\p{Lu})|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*†‡]+)?\s*"
_DOI = r"(?:https?://)?(?:dx\.)?doi\.org/\s?(?P<doi>10\.\w{4,9}/[^\s\"<>\ue000]+)|(?<![\w.])(?P<doi>10\.\d{4,9}/\s?[^\s\"<>\ue000]+)"
_URL = r"(?:https?://|www\.|hdl\.handle\.net/)[^\s<>\"\[\]\ue000]+"
# What goes on after a blank that slipped into an address or a DOI: a part of a path, a query, the rest of a name.
_GOES_ON = (
    r"\s{1,2}(?P<more>(?:_\w|[\w%.~+-]{1,40}(?:\s[\w%.-]{1,40})?[=/])[^\s<>\"\[\]\ue000]*|"
    r"[a-z0-9_%-]{2,}(?:[./_=-][\w%-]+)+)"
)
_BARE = (
    r"(?<=[.,:;(-]\s?)(?P<url>(?:[a-z0-9-]{2,}\.)+(?:kz|ru|org|com|net|int|edu|gov|info|uk|eu|un|kg|uz|by|ua|de|fr|tr)"
    r"(?:/[^\s<>\"\[\]\ue000]*)?)(?=[\s.,;)\]]|$)"
)
_OPEN_END = r"[/?&=_\-]$"
_BEFORE_DOI = r"\(?\s*(?:doi\s*[:.]?\s*)$"


@dataclass(slots=True)
class Marked:
    """The unified text with what was understood taken out, and what that was. ``start`` is where the label ends."""

    text: str
    start: int
    fields: dict[str, Found] = field(default_factory=dict)
    language: str = ""
    online: bool = False


def marked(unified: str) -> Marked:
    """The marks of a reference; offsets count from the beginning of the text."""
    label = compiled(_LABEL).match(unified)
    out = Marked(unified, label.end() if label else 0)
    out.text = take(out.text, 0, out.start)
    _doi(out)
    _addresses(out)
    _bare_address(out)
    _accessed(out)
    _notes(out)
    _labels(out)
    return out


def _doi(out: Marked) -> None:
    for match in compiled(_DOI).finditer(out.text):
        start, end = match.span("doi")
        end = _joined_end(out.text, end)
        end = _trimmed(out.text, start, end)
        if "doi" not in out.fields:
            value = "".join(out.text[start:end].split()).lower()
            out.fields["doi"] = Found(value, start, end)
        before = compiled(_BEFORE_DOI).search(out.text, max(0, match.start() - 12), match.start())
        if match[0].lower().startswith("http") and "url" not in out.fields:
            out.fields["url"] = Found("".join(out.text[match.start() : end].split()), match.start(), end)
        out.text = take(out.text, before.start() if before else match.start(), end)


def _addresses(out: Marked) -> None:
    for match in list(compiled(_URL).finditer(out.text)):
        if TAKEN in out.text[match.start() : match.end()]:
            continue
        end = _trimmed(out.text, match.start(), _joined_end(out.text, match.end()))
        given = out.fields.get("url")
        if given is None or "doi.org" in given.value:
            out.fields["url"] = Found(_address(out.text[match.start() : end]), match.start(), end)
        out.text = take(out.text, match.start(), end)
        out.online = True


def _bare_address(out: Marked) -> None:
    """ "stat.gov.kz" behind a comma or a full stop, where there is no other address."""
    if "url" in out.fields or "doi" in out.fields:
        return
    matches = list(compiled(_BARE).finditer(out.text, out.start))
    if matches:
        start, end = matches[-1].span("url")
        end = _trimmed(out.text, start, end)
        out.fields["url"] = Found(out.text[start:end], start, end)
        out.text = take(out.text, start, end)
        out.online = True


def _joined_end(text: str, end: int) -> int:
    """Where an address ends that white space has broken: after a sign that asks for more, or before one."""
    while (more := compiled(_GOES_ON, 0).match(text, end)) and (
        compiled(_OPEN_END).search(text, max(0, end - 1), end) or more["more"][0] == "_"
    ):
        end = more.end()
    return end


def _address(text: str) -> str:
    """An address without the white space in it; between two words of a query it was an underscore once."""
    return "".join(compiled(r"(?<=[\w])\s+(?=\w+=)").sub("_", text).split())


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without punctuation, and without a bracket that was opened before the address."""
    while end > start:
        last, inside = text[end - 1], text[start:end]
        unmatched = last == ")" and inside.count(")") > inside.count("(")
        if last in ".,;:'\"]>" or unmatched:
            end -= 1
        else:
            break
    return end


# Days as Vancouver and IEEE have them: "2022 Feb 3", "12-Mar-2021".
_DAYS = (
    r"(?P<year>(?:19|20)\d\d)\s(?P<month>\p{L}{3,9})\.?\s(?P<date>\d{1,2})(?!\d)",
    r"(?P<date>\d{1,2})-(?P<month>\p{L}{3,9})\.?-(?P<year>(?:19|20)\d\d)",
)


def _iso(day: str) -> str:
    """A day in ISO form, whatever the order of its parts."""
    other = next((match for form in _DAYS if (match := compiled(form).fullmatch(day))), None)
    return dates.iso("{date} {month} {year}".format(**other.groupdict()) if other else day)


def _accessed(out: Marked) -> None:
    label = rf"[\[(]?\s*(?<!\p{{L}}){any_of('web', 'accessed')}\s*[:-]?\s*"
    others = "|".join(regex.sub(r"\?P<\w+>", "?:", form) for form in _DAYS)
    form = rf"{label}(?P<day>{others}|{dates.pattern()})\s*(?:г\.|ж\.)?\s*[\])]?"
    for match in compiled(form).finditer(out.text):
        if value := _iso(match["day"]):
            out.fields.setdefault("accessed", Found(value, *match.span("day")))
            out.text = take(out.text, *match.span())
            out.online = True


def _notes(out: Marked) -> None:
    """ "[in Russian]", "[Электронный ресурс]"."""
    for language, forms in data()["web"]["note"].items():
        # "in Russian" without brackets ends the entry.
        note = rf"(?:{'|'.join(forms)})"
        for match in compiled(rf"[\[(]\s*{note}\s*[\])]|[.,]\s*in\s+{note}(?=\W*$)").finditer(out.text):
            out.language = out.language or language
            out.text = take(out.text, *match.span())
    bare = r"(?<=\.\s?)(?:электронный|электрондық)\s+ресурс(?!\p{L})\.?"
    for match in compiled(rf"[\[(]\s*{any_of('web', 'medium')}\s*[\])]|{bare}").finditer(out.text):
        out.text = take(out.text, *match.span())
        out.online = True


def _labels(out: Marked) -> None:
    """Words that only introduce an address or a date: "Retrieved from", "Режим доступа:"."""
    form = rf"(?:\bв\s+)?(?<!\p{{L}}){any_of('web', 'label')}\s*[:-]?\s*[(\[<]?\s*(?={TAKEN})"
    for match in compiled(form).finditer(out.text):
        if match.start() > out.start:
            out.text = take(out.text, *match.span())
