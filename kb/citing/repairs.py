"""What is put right before and after citeproc-py: acts of other states, what surrounds missing parts, quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kb.citing.gost import ACTS
from kb.citing.labels import act, date_parts, labels, spoken_day
from kb.citing.locales import language_of
from kb.citing.marks import CLOSE, MARKS

_ENDS = "".join(CLOSE.values())
_SPACES = re.compile(r"[ \t\u2002\u2003]+")
# What stands around a part that is missing: " : IOM" without a place, "// 2011" without a journal, ". , 2011".
_HOLES = (
    (re.compile(r"(?<=[.?!]) : (?=\S)"), " "),
    (re.compile(r"\.? // ?(?=\d{4}\b|\.|$)"), ". "),
    (re.compile(r"\. ,(?= \d{4}\b)"), "."),
    (re.compile(r" ?\(\s*\)| ?\[\s*\]"), ""),
    (re.compile(r"(^|\s)[,;:]\s+(?=[,.;:])"), r"\1"),
    (re.compile(r"\s+([,;.])(?=\s|$)"), r"\1"),
)
_NUMBER = re.compile(r"^(\[\d+\]|\d+\.)(?=\S)")
_QUOTED = re.compile(rf"([{_ENDS}]*)([”’][{_ENDS}]*)([.,])")


def tidy(reference: str, *, holes: bool = True, inside_quotes: bool = False) -> str:
    """A reference on one line, without the traces of missing parts if ``holes``: our own styles leave none.

    ``inside_quotes``: full stops and commas stand before the closing quote, as in the United States.
    """
    text = _NUMBER.sub(r"\1 ", " ".join(_SPACES.sub(" ", reference).split()))
    for pattern, instead in _HOLES if holes else ():
        text = pattern.sub(instead, text)
    if inside_quotes:
        text = _QUOTED.sub(r"\3\1\2", text)
    text = re.sub(rf"([.,])([{MARKS}”’]*)\1(?!\1)(?<!\.\.\.)", r"\1\2", text)
    text = re.sub(rf"([?!…][{MARKS}”’»]*)\.(?!\.)", r"\1", text)
    return " ".join(text.split())


# Chapters of Acts and statutory instruments of the United Kingdom: "2014 c. 22", "SI 2020/1309", "2020 No. 1309".
_CHAPTER = re.compile(r"(?:\d{4} )?c(?:h?\.|h|hapter)? ?(\d+)", re.I)
_INSTRUMENT = re.compile(r"S\.?I\.? ?(?P<si>\d{4}/\d+)|(?P<year>\d{4}) No\. ?(?P<number>\d+)", re.I)


def british(item: Mapping[str, Any], *, chapters: bool = True) -> dict[str, Any]:
    """An act of the United Kingdom with its number behind its short title, which is how it is told there.

    Others stay as they are. ``chapters``: also that of an Act, which OSCOLA leaves out (4th edition, 2.4.1 and 2.5.1).
    """
    out, number = dict(item), str(item.get("number", ""))
    chapter, instrument = _CHAPTER.fullmatch(number), _INSTRUMENT.fullmatch(number)
    if item["type"] not in ACTS or item.get("genre") or not (chapter or instrument):
        return out
    del out["number"]
    title, year = str(item.get("title", "")), date_parts(item)[:1]
    if year and not re.search(rf"\b{year[0]}$", title):
        title = f"{title} {year[0]}"
    out.pop("issued", None)
    said = f'<span class="nocase">c. {chapter[1]}</span>' if chapter else ""
    if instrument:
        said = f"SI {instrument['si'] or '{year}/{number}'.format(**instrument.groupdict())}"
    return out | {"title": f"{title}, {said}" if instrument or chapters else title}


def _untitled(item: Mapping[str, Any]) -> bool:
    """Whether an act is only called by its kind, day and number, which are then its title."""
    return bool(item.get("genre")) and item.get("title") == act(item, language_of(item), "named")


def named_act(item: Mapping[str, Any]) -> dict[str, Any]:
    """An act for styles that print kind and number: number of a public law in the United States where it is no other.

    Other states' acts without a kind have their number in their title.
    """
    if item["type"] not in ACTS:
        return without_repeats(item)
    foreign = item.get("number") and not item.get("genre") and item.get("jurisdiction", "US") != "US"
    return titled_act(item) if foreign or _untitled(item) else dict(item)


def titled_act(item: Mapping[str, Any]) -> dict[str, Any]:
    """An act with its kind and number in its title, for styles that would drop them."""
    out = dict(item)
    if item["type"] in ACTS and _untitled(item):
        out.pop("number", None), out.pop("genre", None)
    elif item["type"] in ACTS and (item.get("number") or item.get("genre")):
        language = language_of(item)
        said = act({key: value for key, value in out.items() if key != "issued"}, language, "named")
        out["title"] = ", ".join(filter(None, (str(item.get("title", "")), said)))
        out.pop("number", None), out.pop("genre", None)
    return out


def without_repeats(item: Mapping[str, Any]) -> dict[str, Any]:
    """A publisher or a site that is the author is not named again (APA, 7th edition, 9.29 and 9.32)."""
    out = dict(item)
    names = {str(name.get("literal", "")) for name in item.get("author", ()) if isinstance(name, Mapping)}
    for field in ("publisher", "container-title") if item["type"] in ("report", "book", "webpage", "document") else ():
        if out.get(field) in names:
            out.pop(field)
    return out


def legal_report(item: Mapping[str, Any]) -> dict[str, Any]:
    """A report as OSCOLA has it (4th edition, 3.4.5): italic title, then kind, number and year in brackets."""
    out = without_repeats(item) if item["type"] == "report" else dict(item)
    if item["type"] == "report":
        number = " ".join(str(out.pop(name)) for name in ("genre", "number") if out.get(name))
        out |= {"type": "book"} | ({"publisher": f"{number},"} if number else {})
    return out


def own_number(text: str, item: Mapping[str, Any]) -> str:
    """A reference to an act with the sign of a number in the act's own language: «№ 477-IV» for "No. 477-IV"."""
    number = str(item.get("number", ""))
    if item.get("type") not in ACTS or not number:
        return text
    return text.replace(f"No. {number}", labels(language_of(item))["number"].format(number))


def own_act(item: Mapping[str, Any]) -> dict[str, Any]:
    """An act as its own state cites it, as one title (OSCOLA, 4th edition, 2.8); a treaty's date stays apart.

    An act with a short title only is "Title Year" (2.4.1): a year that the title has already is not said again.
    """
    if item["type"] not in ACTS:
        return legal_report(item)
    out = dict(item)
    parts, language = date_parts(item), language_of(item)
    if item["type"] == "treaty" and not item.get("number") and len(parts) == 3:
        return _treaty(item, language)
    if item.get("genre") and (item.get("number") or len(parts) == 3):
        words = labels(language).get("own", labels(language)["act"])
        said = act(item, language, "own")
        titled = item.get("title") and not _untitled(item)
        own = words["title"].format(act=said, title=item["title"]) if titled else said
        return {"id": item["id"], "type": "legislation", "title": own, "language": item.get("language", "")}
    if parts and re.search(rf"\b{parts[0]}$", str(item.get("title", ""))):
        out.pop("issued", None)
    return out


def _treaty(item: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Title (adopted day, entered into force day) volume series page (OSCOLA, 4th edition, International, 1.1)."""
    say = labels(language)
    force = date_parts(item, "event-date")
    days = [say["adopted"].format(spoken_day(date_parts(item), language, say["day"]))]
    days += [say["in_force"].format(spoken_day(force, language, say["day"]))] if len(force) == 3 else []
    series = [str(item[name]) for name in ("volume", "container-title", "page") if item.get(name)]
    title = " ".join([str(item.get("title", "")), f"({', '.join(days)})", *series])
    return {"id": item["id"], "type": "legislation", "title": title, "language": item.get("language", "")}
