"""What answers tell their readers has words in three languages, with the same values in them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
import regex
from pypdf import PdfWriter

from ingest.document import LANGUAGES
from ingest.errors import KBError
from ingest.pdf.pdfium import opened
from kb import KnowledgeBase
from kb.answer import DISAGREE, UNSURE
from kb.desk import MOST, Desk, Pin
from kb.entities import named
from kb.fields import checked
from kb.messages import explained, messages, missing, noticed
from kb.support import REASONS, Reason
from kb.writing.notices import FAILURES, LEFT_OUT


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_for_refusals_are_in_every_language(language: str) -> None:
    assert set(messages(language)["reasons"]) == set(REASONS)
    for code, english in REASONS.items():
        assert fields(messages(language)["reasons"][code]) == fields(english)
        values = {"asked": "2023", "found": "2021, 2022"}
        assert ("2023" in missing(language, Reason(code, values))) == ("{asked}" in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_that_code_can_give_is_in_every_language(language: str) -> None:
    given = [UNSURE, DISAGREE.format(2, 5), *FAILURES.values(), *(text.format(count=3) for text in LEFT_OUT.values())]
    said = [noticed(language, text) for text in given]
    assert set(messages(language)["notices"]) == {re.sub(r"\d+", "#", text) for text in given}
    assert [re.findall(r"\d+", text) for text in said] == [re.findall(r"\d+", text) for text in given]
    assert (said == given) == (language == "en")


def test_a_notice_that_is_not_known_stays_as_it_is() -> None:
    assert noticed("ru", "Another notice [3].") == "Another notice [3]."


def raised(act: Callable[[], object]) -> KBError:
    with pytest.raises(KBError) as caught:
        act()
    return caught.value


def test_what_goes_wrong_for_readers_is_said_in_their_language(sample_kb: KnowledgeBase, tmp_path: Path) -> None:
    """Each error is raised by the code that raises it, so that a sentence which changes there is missed here."""
    everything, ask = sample_kb.entities(), sample_kb.statements
    (tmp_path / "desk.sqlite").write_bytes(b"no database" * 99)
    desk = tmp_path / "desk"
    desk.mkdir()
    found = {
        "0a1b": raised(lambda: sample_kb.document("0a1b")),
        "'Ministry of Labur'": raised(lambda: named(everything, "Ministry of Labur", ("agency",))),
        "'xyzzy'": raised(lambda: named(everything, "xyzzy", ("agency",))),
        "": raised(lambda: sample_kb.ask(" ")),
        "9,999": raised(lambda: sample_kb.ask("a" * 9_999)),
        "'soon'": raised(lambda: ask.responsible(on="soon")),
        str(MOST): raised(lambda: Desk(desk).put("me", [Pin(str(n)) for n in range(MOST + 1)])),
        "desk.sqlite": raised(lambda: Desk(tmp_path).basket("me")),
        "'MMXX'": raised(lambda: checked("year", "MMXX", LANGUAGES)),
        "'10/10'": raised(lambda: checked("date", "10/10", LANGUAGES)),
        "'example'": raised(lambda: checked("url", "example", LANGUAGES)),
        "'doi'": raised(lambda: checked("doi", "doi", LANGUAGES)),
    }
    for value, error in found.items():
        said = {language: explained(language, error) for language in LANGUAGES}
        assert all(value in text for text in said.values()) and len(set(said.values())) == 3, said
        assert "policykb" not in said["en"] and regex.search(r"\p{Cyrillic}", said["ru"])
    locked_file = raised(lambda: opened(_locked(), "a.pdf", None))
    assert "--password" in str(locked_file) and "--password" not in explained("en", locked_file)


def _locked() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(99, 99)
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_values_in_every_language(language: str) -> None:
    table = messages(language)["errors"]
    assert set(table) == set(messages("en")["errors"])
    assert all(fields(said) <= fields(template) for template, said in table.items())


def test_an_error_that_is_not_known_stays_as_it_is() -> None:
    assert explained("kk", KBError("The disk {x} is full.")) == "The disk {x} is full."
    assert explained("ru", KBError("{day} is no day; write it as in 2022-03-01.")).startswith("{day} – не дата")
