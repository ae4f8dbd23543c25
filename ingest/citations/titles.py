"""Where a title ends: at the end of a sentence, of a quotation, or at a mark of punctuation that the style has."""

from __future__ import annotations

from functools import cache

import regex

from ingest.citations.words import TAKEN, any_of, compiled

_OPENING, _CLOSING = "([{", ")]}"
_NUMBERS = r"[,.]?\s*(?:\d{1,4}\s?\(|\d{1,4}\s?,\s*\d|(?:vol|no|№|pp?)\b\.?\s?\d)"


@cache
def _small_abbreviation() -> regex.Pattern[str]:
    return compiled(rf"(?<![\p{{L}}\d.])(?:{any_of('numbers', 'abbreviation')})$")


def sentence_end(text: str, start: int, end: int) -> int:
    """The position after the last character of the sentence that begins at ``start``, without its full stop."""
    depth, quoted = 0, False
    at = start
    while at < end:
        sign = text[at]
        if sign == TAKEN and not depth:
            return at
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(depth - 1, 0)
        elif sign == '"':
            quoted = not quoted
        elif sign in ".?!…" and not depth and not (quoted and '"' in text[at:end]) and _ends(text, at, start, end):
            return at + (sign in "?!…")
        at += 1
    return end


def _ends(text: str, at: int, start: int, end: int) -> bool:
    """Whether the sign at a position ends a sentence."""
    after = text[at + 1 : end]
    if after and not after[0].isspace() and after[0] not in f'{TAKEN}"[':
        # "development.Bulletin": a blank that was lost.
        glued = after[0].isupper() and text[at - 1].islower() and after[1:2].islower()
        return text[at] == "." and glued and len(text[start:at].split()) > 2
    following = after.lstrip()
    if following[:1].islower() or (text[at] == "." and following[:1] in (",", ";", ":")):
        return False
    if text[at] == ".":
        before = text[max(start, at - 12) : at]
        one_letter = compiled(r"(?<![\p{L}\d'-])\p{Lu}\p{Ll}?$", 0).search(before)
        small = _small_abbreviation().search(before)
        return not ((one_letter or small) and following and len(following.strip(f" .{TAKEN}")) > 2)
    # After a question another sentence of the title may come: then a full stop ends it before the numbers do.
    more = compiled(r"[^.?!\ue000\[]{8,200}\.\s+(?:\p{Lu}[^.\ue000]{3,150}?" + _NUMBERS + r"|In:?\s+\p{Lu})", 0).match(
        following
    )
    return more is None


def quotation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range inside the quotation marks that open at ``start``: doubled ones, or single ones."""
    sign = text[start]
    close = start + 1
    while 0 < (close := text.find(sign, close)) < end:
        after = text[close + 1 : close + 2]
        inside = sign == "'" and after.isalpha()
        nested = sign == '"' and text[close - 1].isspace() and after.isalpha()
        if not inside and not nested and close > start + 1 and text[start:close].count(sign) % 2:
            return start + 1, close
        close += 1
    return None


def marks_end(text: str, start: int, end: int) -> int:
    """Where a title of GOST ends: before "/", "//", ". –", a date, or what was taken out."""
    match = compiled(
        rf"\s*/+(?=[\s{TAKEN}])|\s/+(?=\S)|(?<=\p{{Ll}})//?(?=\p{{Lu}}\.)|\.\s?-\s|{TAKEN}|\.\s*(?=\d{{1,2}}\.\d{{1,2}}\.\d{{4}})|"
        r"[.,]\s*-?\s*(?=(?:1[89]|20)\d\d\s*(?:г\.|ж\.|года?)?\s*[.,;:\ue000/]|(?:1[89]|20)\d\d\W*$)|"
        r"\.\s*(?=(?:С|С|с|P|p|Б|S)\.\s?\d+\s?-)|[.,]\s*(?=(?:№|Vol\.|Т\.|No\.)\s?\d)|;\s*(?=(?:под|отв|ред|пер|сост|науч)\.?\s)",
        0,
    ).search(text, start + 3, end)
    return match.start() if match else end


def before_place(text: str, start: int, stop: int) -> int:
    """Where a title ends before ". Алматы: Арна" or ". Алматы" that its year follows: GOST may set no dash there."""
    city = rf"(?:{any_of('numbers', 'city')}\.|\p{{Lu}}[\p{{L}}-]{{2,}}(?:[\s-]\p{{Lu}}[\p{{L}}-]+)?)"
    dated = compiled(r"[.,]?\s*(?:19|20)\d\d").match(text, stop)
    form = rf"(?<=[\p{{L}}\d)\"])\.\s+(?={city}(?:\s?:\s?[^.:/]{{2,80}})?$)"
    match = compiled(form, 0).search(text, start + 3, stop) if dated else None
    return match.start() if match else stop
