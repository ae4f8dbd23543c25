"""Citations in published laws of Kazakhstan, in Russian and Kazakh, and in papers of the United Kingdom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from ontology.instruments import find, own_act

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


@pytest.mark.shared
@pytest.mark.parametrize("name", ["law_on_public_service", "law_on_public_service_kz"])
def test_a_law_speaks_of_itself_and_names_its_articles(shared: Path, name: str) -> None:
    path = shared / "data" / "kz-laws" / f"{name}.txt"
    document = ingest.parse(path.read_bytes(), str(path))
    itself = re.compile(r"(?<!\w)(?:настоящ\w+ Закон|осы Заң)\w*(?!\w)", re.I)
    own = [m for m in find(document.id, document.text, own_act(document)) if "own_act" in m.attributes]
    said = [m.span() for m in itself.finditer(document.text)]
    assert len(said) > 40
    assert all(any(m.start < end and start < m.end for m in own) for start, end in said)
    assert sum("article" in m.attributes for m in own) > 10


@pytest.mark.shared
def test_sections_of_acts_and_appendices_of_the_rules_are_found(shared: Path) -> None:
    path = shared / "data" / "uk-immigration" / "Immigration Rules part 9_ grounds for refusal.pdf"
    document = ingest.parse(path.read_bytes(), str(path))
    found = find(document.id, document.text)
    rules = [m for m in found if m.attributes.get("gazetteer") == "gb:immigration-rules"]
    assert sum(m.attributes.get("article", "").startswith("Appendix") for m in rules) > 20
    assert {"1971", "2003", "2006"} <= {m.attributes.get("date") for m in found}
