"""Records as references in a style: the list, one citation in the text or a footnote, with the place cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kb.citing import gost, repairs
from kb.citing.labels import date_parts
from kb.citing.locales import language_of
from kb.citing.marks import Reference, unmarked
from kb.citing.pinpoints import NOWHERE, Pinpoint
from kb.citing.styles import Style, locale, style

Item = Mapping[str, Any]


def bibliography(
    items: Sequence[Item],
    style_name: str,
    language: str | None = None,
    pinpoints: Sequence[Pinpoint] | None = None,
) -> list[Reference]:
    """References of CSL-JSON items in a style, in the order of the style, each on one line.

    ``language`` ("ru", "kk-KZ", "en-GB") is that of the labels; without it, GOST labels each reference in the
    language of its record, and other styles have their own. ``pinpoints``, one for each item, are places in the works.
    Raises NotFound for a style or locale that nobody knows, UnreadableFile for a broken style.
    """
    from kb.citing.shelf import Shelf, cite, entry

    how, wanted = style(style_name), locale(language)
    places = list(pinpoints or [NOWHERE] * len(items))
    languages = [_language(item, how, wanted) for item in items]
    each = [_prepared(*one, how) for one in zip(items, languages, places, strict=True)]
    if not each:
        return []
    leading = how.ready(how.locale_for(wanted, "ru" if how.gost else "en"))
    shelf = Shelf(each)
    has_list = leading.bibliography is not None
    order = shelf.sort(leading) if has_list and leading.bibliography.sort is not None else list(range(len(each)))
    _tell_years_apart([(each[number], shelf.source[str(number)]) for number in order], leading)
    out = []
    for number in order:
        words = how.ready(how.locale_for(wanted, languages[number]))
        if has_list and not (how.notes and places[number]):
            marked = entry(words, shelf.cited(number))
        else:
            marked = cite(words, shelf.cited(number, places[number].locator))
        text = repairs.tidy(marked, holes=not how.gost, inside_quotes=_inside_quotes(words))
        text = text if how.gost else repairs.own_number(text, items[number])
        if how.treaty and each[number]["type"] == "treaty":
            # Name, day, address (APA, 7th edition, 11.9).
            text = text.replace(". http", f"{how.treaty}http")
        if not unmarked(text).strip():
            text = str(items[number].get("title", ""))
        text = _with_place(text, how, languages[number], places[number])
        out.append(Reference(str(items[number]["id"]), text, language_of(items[number])))
    return out


def citation(
    item: Item, style_name: str, language: str | None = None, pinpoint: Pinpoint = NOWHERE, number: int = 1
) -> Reference:
    """How a style cites an item in the text, or in a footnote: "(Smith, 2017, p. 45)", "[3, с. 45]".

    ``number`` is that of the item in the list, which numeric styles print. Raises as :func:`bibliography`.
    """
    from kb.citing.shelf import Shelf, cite

    how, wanted = style(style_name), locale(language)
    said = _language(item, how, wanted)
    shelf = Shelf([{"id": i, "type": "document"} for i in range(number - 1)] + [_prepared(item, said, NOWHERE, how)])
    words = how.ready(how.locale_for(wanted, said))
    text = repairs.tidy(cite(words, shelf.cited(number - 1, pinpoint.locator)), inside_quotes=_inside_quotes(words))
    return Reference(str(item["id"]), text, language_of(item))


def _language(item: Item, how: Style, wanted: str | None) -> str:
    """The language of a reference's labels."""
    if wanted:
        return wanted[:2]
    return language_of(item) if how.by_record else (how.locale or "en-US")[:2]


def _prepared(item: Item, language: str, place: Pinpoint, how: Style) -> dict[str, Any]:
    out = {key: value for key, value in item.items() if key not in ("note", "annote", "abstract", "keyword")}
    out["type"] = out.get("type") or "document"
    out = {key: unmarked(value) if isinstance(value, str) else value for key, value in out.items()}
    out = repairs.british(out, chapters=how.acts != "own")
    if how.gost:
        if place.page:
            # The place cited stands instead of the pages of the whole (GOST R 7.0.5-2008, 4.11).
            out["page"] = place.page
        return gost.prepared(out, language, how.gost)
    if how.acts == "own":
        return repairs.own_act(out)
    return repairs.titled_act(out) if how.acts == "titled" else repairs.named_act(out)


def _with_place(text: str, how: Style, language: str, place: Pinpoint) -> str:
    """A reference with the place cited, where the style has no way to say it in a list."""
    if not place or how.notes:
        return text
    said = place.words(language)
    if not how.gost:
        return f"{text} [{', '.join(said)}]"
    rest = [f"{word[:1].upper()}{word[1:]}" for word in place.words(language, page=False)]
    dash = ". – " if how.gost == "7.1" else ". "
    return dash.join([text.rstrip("."), *rest]) + "." if rest else text


def _inside_quotes(words: Any) -> bool:
    return str(words.get_locale_option("punctuation-in-quote")).lower() == "true"


def _tell_years_apart(items: list[tuple[dict[str, Any], dict[str, Any]]], words: Any) -> None:
    """2010a, 2010b for works of the same people in one year, where the style wants it (CSL 1.0.2, disambiguation).

    ``items``: each in the order of the list, with what the engine prints of it.
    """
    if str(words.citation.get("disambiguate-add-year-suffix")).lower() != "true":
        return
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item, printed in items:
        if item.get("author") and (year := date_parts(item)[:1]):
            names = [name.get("family") or name.get("literal", "") for name in item["author"]]
            groups[f"{names} {year}"].append(printed)
    for same in groups.values():
        for number, printed in enumerate(same if len(same) > 1 else ()):
            printed["year_suffix"] = _letters(number)


def _letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)
