"""Bytes of a text file to text: UTF-8, UTF-16, UTF-32, and the eight-bit encodings of the three languages."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from unicodedata import category

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of two that explain the bytes equally well the earlier one is taken.
EIGHT_BIT = ("cp1251", "koi8-r", "cp1252", "kz1048", "ptcp154", "cp866", "mac-cyrillic", "koi8-u", "iso8859-5")
# So many bytes are looked at, those beyond ASCII with what stands around them.
_SAMPLE = 16_000
_AROUND = re.compile(rb"[\x00-\x7f]{0,12}[\x80-\xff](?:[\x00-\x7f]{0,3}[\x80-\xff])*[\x00-\x7f]{0,12}")
# Below this quality none of them explains the bytes.
_LEAST = 0.2

_LOWER, _UPPER = "а-яёәғқңөұүһі", "А-ЯЁӘҒҚҢӨҰҮҺІ"
_RARE = "ЃЄЅЇЈЉЊЋЌЎЏђѓєѕїјљњћќўџҐґҖҗҶҷҸҹҠҡӢӣӮӯҲҳҝҜ"
_ACCENTED = "ßà-öø-ÿœšž"
_ACCENTED_UPPER = "À-ÖØ-ÞŒŠŽŸ"
# The most frequent pairs of letters in Russian and Kazakh texts.
_PAIRS = (
    "ст ра ен ни да ан но на го ре та ов ко пр ны од от за то ос ел во ка тр ер нн он ес ор ли по со ат те ль ет аз "
    "че ве до де ва ит ия ро об ми не ле ме ал ар қа ын нд ды ін ек ға ыл ла ке лы ас ті ғы ай бе са лғ рд ші кө "
    "гі ау ық"
).replace(" ", "|")
# What each form adds to the quality of a reading, for each time that it is found.
_FORMS = tuple(
    (weight, re.compile(form))
    for weight, form in (
        # letters of Russian and Kazakh words, the frequent ones twice; words in capitals; single-letter words
        (1.0, rf"(?<=[{_LOWER}{_UPPER}])[{_LOWER}]|[{_LOWER}](?=[{_LOWER}])"),
        (0.3, r"[оеаинтсрвлкмдпуыәіңғқүОЕАИНТСРВЛКМДПУЫӘІҢҒҚҮ]"),
        (0.7, rf"(?<![{_LOWER}\w])[{_UPPER}](?=[{_LOWER}{_UPPER}.])"),
        (1.0, rf"(?<=[{_UPPER}])[{_UPPER}]"),
        (0.8, rf"{_PAIRS}|{_PAIRS.upper()}"),
        (1.2, r"(?<!\w)[авикосуяАВИКОСУЯ](?!\w)"),
        # letters with accents in Latin words
        (0.9, rf"(?<=[A-Za-z])[{_ACCENTED}]|[{_ACCENTED}{_ACCENTED_UPPER}](?=[a-z])"),
        # marks where they belong
        (0.9, r"(?:(?<![^\s(\[])[«“„‘]|[“‘](?=[A-Z]))(?=\w)|(?<=[\w.,!?;:)%…])[»”“’](?!\w)|(?<=[A-Za-z])’(?=[a-z])"),
        (
            0.9,
            r"(?<!\S)[•·](?=\s)|(?<=\s)[–—](?=\s)|(?<=\d)[–—](?=\d)|(?<=\w)[–—](?=\w)|(?<=\w)…|№(?=\s?\d)|§(?=\s?\d)|(?<=\d)°|\xa0",
        ),
        (0.4, r"(?<=\s)[£€](?=\d)|(?<!\w)[©®§№](?!\w)|™|(?<![^\s–—-])[–—]|[–—](?![^\s])"),
        # what no real text holds: a case that changes inside a word, two scripts or a sign in one, strange letters
        (-3.0, rf"[{_LOWER}][{_UPPER}]|[a-z][{_ACCENTED_UPPER}]"),
        # (but the Roman one is often typed as a Kazakh letter)
        (-3.0, rf"[A-Za-z](?!І)[{_LOWER}{_UPPER}{_RARE}]|(?!І)[{_LOWER}{_UPPER}{_RARE}][A-Za-z]"),
        (-3.0, rf"([{_LOWER}{_UPPER}])\1\1"),
        (-1.0, r"(?<!\w)[ҢҺ]"),
        (-3.0, r"(?<=[^\W\d_])[^\w\s.,:;!?()«»“”„\"'’/№%\[\]…–—\xad\xa0*§°²³-](?=[^\W\d_])"),
        (-2.0, rf"[{_RARE}]|[\x80-\x9f¤¦¬¶¯¸¨\u2500-\u25a1∙√≈≤≥⌠⌡†‡‰¡¿]|(?<!\w)[ёъыьЁЪЫЬ](?!\w)"),
        (-0.7, rf"(?<!\w)[{_LOWER}{_UPPER}](?![\w.)])"),
        (-1.0, rf"(?<!\w)[{_ACCENTED}{_ACCENTED_UPPER}](?!\w)|[{_ACCENTED}{_ACCENTED_UPPER}]{{2}}"),
        (-3.0, "\ufffd"),
    )
)


def decode(data: bytes) -> str:
    """The text of a file's bytes; never fails: what no encoding explains is read with U+FFFD in place."""
    for mark, name in _MARKS:
        if data.startswith(mark) and _assigned(text := data.decode(name, errors="replace")):
            return text
    if name_of_wide := wide(data):
        return data.decode(name_of_wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(data, error):
            return data.decode("utf-8", errors="replace")
    return _eight_bit(data)


def _assigned(text: str) -> bool:
    """Whether a text has hardly any characters that are none: «яю» in cp1251 looks like the mark of UTF-16."""
    sample = text[:1000]
    return sum(category(c) in ("Cn", "Co") for c in sample) <= 0.02 * len(sample)


def wide(data: bytes) -> str | None:
    """UTF-32 or UTF-16 without a mark, by the bytes that are nearly always 0 or 4; None for what is neither."""
    sample = data[: 60_000 // 4 * 4]
    if len(sample) < 8:
        return None
    for zeros, name in (((2, 3), "utf-32-le"), ((0, 1), "utf-32-be")):
        if all(_share(sample[offset::4], (0,)) > 0.99 for offset in zeros):
            return name
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if _share(sample[offset::2], (0, 4)) > 0.9:
            return name
    return None


def _share(sample: bytes, values: Sequence[int]) -> float:
    return sum(map(sample.count, values)) / len(sample)


def _nearly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """A few broken bytes in a UTF-8 file, such as a character cut at its end."""
    if error.start >= len(data) - 4 and error.start > 0 and not data[: error.start].isascii():
        return True
    text = data.decode("utf-8", errors="replace")
    beyond = sum(byte >= 0x80 for byte in data)
    return text.count("\ufffd") < 0.02 * beyond


def _eight_bit(data: bytes) -> str:
    if name := likeliest(data):
        return data.decode(name, errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:60_000]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def likeliest(data: bytes, names: Sequence[str] = EIGHT_BIT) -> str | None:
    """Which of some eight-bit encodings bytes are in; None when a text in none of them looks like one."""
    sample = bytearray()
    for match in _AROUND.finditer(data):
        sample += b" " + match[0]
        if len(sample) > _SAMPLE:
            break
    found = [(_quality(bytes(sample), name), -rank, name) for rank, name in enumerate(names)]
    quality, _, name = max(found)
    return name if quality > _LEAST else None


def _quality(sample: bytes, name: str) -> float:
    """How much a sample read with an encoding looks like a text; 1 and more is good, 0 and less is not."""
    text = sample.decode(name, errors="replace")
    beyond = sum(c > "\x7f" for c in text)
    return sum(weight * len(form.findall(text)) for weight, form in _FORMS) / max(1, beyond)
