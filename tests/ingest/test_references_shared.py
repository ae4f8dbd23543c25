"""The reference lists of real papers: how many entries are found, and what is read of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from ingest.citations import Entry, parse_entry


@pytest.fixture(scope="module")
def entries(shared: Path) -> list[tuple[str, Entry]]:
    """Each entry of the lists of the papers with its text."""
    out = []
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = ingest.parse(path.read_bytes(), path.name)
        texts = [document.text[b.start : b.end] for b in document.blocks if b.kind == "reference"]
        out += [(text, parse_entry(text)) for text in texts]
    return out


def share(values: list[bool]) -> float:
    return sum(values) / len(values)


def test_every_entry_is_found(shared: Path, entries: list[tuple[str, Entry]]) -> None:
    # The numbers of the list that counts its entries, and the bullets of the two that do not.
    lines = [
        line.strip() for path in (shared / "corpus").glob("*.txt") for line in path.read_text("utf-8").splitlines()
    ]
    counted = [line for line in lines if re.match(r"\d{1,2}\. [A-Z][\w-]+(?:,? .*https?:|,.*\(\d{4}\)|.*\(In R)", line)]
    read = {re.sub(r"\W+", "", text)[:30] for text, _ in entries}
    missing = [line for line in counted if re.sub(r"\W+", "", line)[:30] not in read]
    assert len(counted) >= 29
    assert len(missing) <= 0.02 * len(counted)


def test_a_printed_year_is_read(entries: list[tuple[str, Entry]]) -> None:
    dated = [
        entry for text, entry in entries if re.search(r"(?:19|20)\d\d", re.sub(r"https?:\S+|Accessed \S+", "", text))
    ]
    assert share([bool(entry.year) for entry in dated]) >= 0.97


def test_every_doi_is_read(entries: list[tuple[str, Entry]]) -> None:
    assert share([bool(entry.value("doi")) for text, entry in entries if re.search(r"\bdoi\b", text, re.I)]) >= 0.95


def test_titles_and_authors_are_whole(entries: list[tuple[str, Entry]]) -> None:
    """A title in brackets follows a title that is read up to it; as many authors are read as initials are printed."""
    bracketed = [(t, e) for t, e in entries if re.search(r"\[(?!in )[A-Z][^\]]{15,}\]", t) and e.type != "legislation"]
    cut = [bool(e.value("translation")) and t.find("[") - e.fields["title"].end <= 2 for t, e in bracketed]
    assert share(cut) >= 0.9
    listed = [(t.split(" (20")[0], e) for t, e in entries if re.match(r"[\W\d]*[A-Z][\w-]+, (?:[A-Z]\w?\. ?)+,", t)]
    assert share([len(e.authors) == len(re.findall(r"[\w-]+, (?:[A-Z][a-z]?\.[ -]?)+", t)) for t, e in listed]) >= 0.9
    assert share([e.confidence >= 0.6 for _, e in entries]) >= 0.95
