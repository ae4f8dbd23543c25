"""Citations in published laws of Kazakhstan, in Russian and Kazakh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.instruments import find

# An act cited by its day and number, as amendment notes do; nothing else in these laws looks like it.
_CITED = re.compile(r"(?<![\d.])\d{2}\.\d{2}\.\d{4}\s*№\s*\d+-[IVXІХ]+")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["law_on_education", "law_on_public_service", "law_on_personal_data_protection"])
@pytest.mark.parametrize("language", ["", "_kz"])
def test_nine_of_ten_numbered_acts_are_found_and_nothing_overlaps(shared: Path, name: str, language: str) -> None:
    text = (shared / "data" / "kz-laws" / f"{name}{language}.txt").read_text(encoding="utf-8")
    mentions = find("d", text)
    cited = [m.span() for m in _CITED.finditer(text)]
    covered = [c for c in cited if any(m.start <= c[0] and c[1] <= m.end for m in mentions)]
    assert len(cited) > 40
    assert len(covered) >= 0.9 * len(cited)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
