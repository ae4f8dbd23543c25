"""Text in the encodings of the three languages."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import ingest
from ingest.encoding import decode
from ingest.language import detect
from ingest.parsers import is_text
from tests.conftest import SAMPLES

RUSSIAN = "Настоящий Закон регулирует общественные отношения в области миграции населения. Статья 1. Основные понятия. "
KAZAKH = (
    "Осы Заң халықтың көші-қоны саласындағы қоғамдық қатынастарды реттейді, құқықтық негіздерін айқындайды. Ұғымдар. "
)
ENGLISH = "The law governs relations in the field of migration – “as amended”. "


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866", "iso8859-5"],
)
@pytest.mark.parametrize("repeated", [1, 20])
def test_russian(encoding: str, repeated: int) -> None:
    assert decode((RUSSIAN * repeated).encode(encoding)).lstrip("\ufeff") == RUSSIAN * repeated


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "ptcp154", "kz1048"])
@pytest.mark.parametrize("repeated", [1, 20])
def test_kazakh(encoding: str, repeated: int) -> None:
    assert decode((KAZAKH * repeated).encode(encoding)) == KAZAKH * repeated


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_english(encoding: str) -> None:
    assert decode((ENGLISH * 10).encode(encoding)) == ENGLISH * 10


def test_a_character_cut_at_the_end_or_a_few_broken_bytes_leave_utf8_utf8() -> None:
    assert decode(RUSSIAN.strip().encode() + "я".encode()[:1]).startswith(RUSSIAN.strip())
    data = RUSSIAN.encode()
    assert decode(data * 5 + b"\xff" + data * 5) == RUSSIAN * 5 + "\ufffd" + RUSSIAN * 5


ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1251", "koi8-r",
    "koi8-u", "ptcp154", "kz1048", "cp866", "mac-cyrillic", "latin-1", "cp1252", "iso8859-5",
)  # fmt: skip


@cache
def samples() -> tuple[str, ...]:
    """The texts of the sample shelf, in English, Russian and Kazakh."""
    return tuple(ingest.parse(path.read_bytes(), path.name).text for path in sorted(SAMPLES.iterdir()))


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=100, deadline=None)
@given(index=st.integers(0, 11), place=st.floats(0, 1), length=st.integers(200, 3000))
def test_the_samples_in_every_encoding_that_can_hold_them(encoding: str, index: int, place: float, length: int) -> None:
    text = samples()[index]
    at = int(place * max(0, len(text) - length))
    text = text[at : at + length]
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        # Kazakh letters, dashes: of such a stretch what the encoding does hold.
        text = text.encode(encoding, errors="ignore").decode(encoding)
        assume(sum(c.isalpha() for c in text) >= 150 and "kk" not in detect(samples()[index][:2000]))
        data = text.encode(encoding)
    assert decode(data) == text


def test_the_beginning_of_a_text_that_looks_like_a_mark() -> None:
    assert decode(("яю" + RUSSIAN).encode("cp1251")) == "яю" + RUSSIAN


def test_words_in_capitals_and_few_signs() -> None:
    for text in ("ОБЩИЕ ПОЛОЖЕНИЯ. ОСНОВНЫЕ ПОНЯТИЯ В ЗАКОНЕ.", "The fee is £43 – not €50 – as “agreed”. " * 5):
        for encoding in ("cp1251", "mac-cyrillic", "koi8-r", "cp866", "cp1252", "iso8859-5"):
            if text.encode(encoding, errors="ignore").decode(encoding) == text:
                assert decode(text.encode(encoding)) == text, encoding


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name.startswith("utf")])
def test_wide_encodings_are_text(encoding: str) -> None:
    for text in (RUSSIAN * 3, KAZAKH * 3, ENGLISH * 3):
        assert is_text(text.encode(encoding))
        assert ingest.parse(text.encode(encoding), "x.txt").text == text.strip()


@given(st.text())
def test_every_text_survives_utf8(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\x00" not in data and b"\x04" not in data:
        assert decode(data) == data.decode("utf-8")


@given(st.binary())
def test_any_bytes_become_a_text(data: bytes) -> None:
    assert isinstance(decode(data), str)
