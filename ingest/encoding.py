"""Bytes of a text file to text: UTF-8, UTF-16, and the eight-bit encodings of the three languages."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EIGHT_BIT = ("cp1251", "koi8-r", "ptcp154", "kz1048", "cp866")
_SAMPLE = 60_000
# A letter of the wrong case after a lower-case one, or a sign inside a word, betrays the wrong table.
_ODD = re.compile(
    r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]|[^\W\d_][^\w\s.,:;!?()«»\"'’/№%\[\]-][^\W\d_]|[ЃЄЅЇЈЉЊЋЌЎЏђѓєѕїјљњћќўџ]"
)
_FINE = re.compile(r"[а-яёәғқңөұүһі]{2}")
_COMMON = re.compile(r"[оеаинтсрвлкмдпуыәіңғқү]")


def decode(data: bytes) -> str:
    """The text of a file's bytes; never fails: what no encoding explains is read with U+FFFD in place."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if (wide := _wide(data)) is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(data, error):
            return data.decode("utf-8", errors="replace")
    return _eight_bit(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is nearly always the same, 0 or 4."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 8:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if sum(byte in (0, 4) for byte in high) > 0.9 * len(high):
            return data.decode(name, errors="replace")
    return None


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """A few broken bytes in a UTF-8 file, such as a character cut at its end."""
    if error.start >= len(data) - 4 and error.start > 0:
        return True
    text = data.decode("utf-8", errors="replace")
    beyond = sum(byte >= 0x80 for byte in data)
    return text.count("\ufffd") < 0.02 * beyond


def _eight_bit(data: bytes) -> str:
    sample = data[:_SAMPLE]
    cyrillic = sorted(((_quality(sample, name), -rank, name) for rank, name in enumerate(EIGHT_BIT)), reverse=True)
    if cyrillic[0][0] > 0.25:
        return data.decode(cyrillic[0][2], errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _quality(sample: bytes, name: str) -> float:
    """How much a sample read with an encoding looks like Russian or Kazakh; 1 is perfect, 0 and less is not."""
    text = sample.decode(name, errors="replace")
    beyond = max(1, sum(ord(c) > 0x7F for c in text))
    good = 2 * len(_FINE.findall(text)) + len(_COMMON.findall(text))
    bad = 3 * len(_ODD.findall(text)) + 3 * text.count("\ufffd")
    return (good / 2 - bad) / beyond
