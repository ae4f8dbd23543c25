"""Text in the encodings of the three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import decode

RUSSIAN = "Настоящий Закон регулирует общественные отношения в области миграции населения. Статья 1. Основные понятия. "
KAZAKH = (
    "Осы Заң халықтың көші-қоны саласындағы қоғамдық қатынастарды реттейді, құқықтық негіздерін айқындайды. Ұғымдар. "
)
ENGLISH = "The law governs relations in the field of migration – “as amended”. "


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866"]
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


@given(st.text())
def test_every_text_survives_utf8(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and b"\x00" not in data and b"\x04" not in data:
        assert decode(data) == data.decode("utf-8")


@given(st.binary())
def test_any_bytes_become_a_text(data: bytes) -> None:
    assert isinstance(decode(data), str)
