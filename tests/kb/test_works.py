"""Documents that are the same text, nearly the same, or versions of one another."""

from __future__ import annotations

import html
import importlib.util
import random
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from ingest.document import Block, Document
from kb import fingerprints
from kb.store import Store
from kb.works import edition, notices, works
from tests.conftest import ROOT
from tests.kb.storing import made, put

WORDS = [f"word{i}" for i in range(3000)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def prose(seed: int, words: int = 1200) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def changed(words: list[str], count: int, seed: int = 0) -> list[str]:
    chance, out = random.Random(seed), list(words)
    for place in chance.sample(range(len(words)), count):
        out[place] = f"new{place}"
    return out


def jaccard(one: list[str], other: list[str]) -> float:
    a, b = (set(zip(*(words[i:] for i in range(5)), strict=False)) for words in (one, other))
    return len(a & b) / len(a | b)


# ------------------------------------------------------------------------------- the same text in formats
def sources() -> list[Path]:
    return sorted((ROOT / "docs" / "samples" / "source").glob("*.md"))


def render(source: Path, folder: Path) -> list[Path]:
    """A text as PDF, DOCX, HTML, Markdown and plain text."""
    spec = importlib.util.spec_from_file_location("make_samples", ROOT / "docs" / "samples" / "make.py")
    assert spec is not None and spec.loader is not None
    maker: Any = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up there.
    sys.modules[spec.name] = maker
    spec.loader.exec_module(maker)
    text = source.read_text(encoding="utf-8")
    parts, stem = list(maker.blocks(text)), source.name.partition(".")[0]
    paths = [folder / f"{stem}.{suffix}" for suffix in ("pdf", "docx", "md", "html", "txt")]
    maker.write_pdf(parts, paths[0])
    maker.write_docx(parts, paths[1])
    paths[2].write_text(text, encoding="utf-8")
    paths[3].write_text(as_html(parts), encoding="utf-8")
    paths[4].write_text("\n\n".join(as_text(part) for part in parts), encoding="utf-8")
    return paths


def as_html(parts: list[Any]) -> str:
    out: list[str] = []
    for part in parts:
        tag = {"1": "h1", "2": "h2", "-": "li", "1.": "li"}.get(part.kind, "p")
        if part.kind == "|":
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
            out.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            out.append(f"<{tag}>{html.escape(part.text)}</{tag}>")
    page = "\n".join(out).replace("</li>\n<li>", "</li><li>")
    page = page.replace("\n<li>", "\n<ul><li>").replace("</li>\n", "</li></ul>\n")
    return f"<!DOCTYPE html><html><head><title>x</title></head><body><article>{page}</article></body></html>"


def as_text(part: Any) -> str:
    if part.kind == "|":
        return "\n".join("\t".join(row) for row in part.rows)
    return textwrap.fill(f"• {part.text}" if part.kind == "-" else part.text, 78)


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.name)
def test_one_text_in_five_formats_is_one_work(source: Path, tmp_path: Path) -> None:
    found = {
        path.suffix: fingerprints.of(ingest.parse(path.read_bytes(), path.name)) for path in render(source, tmp_path)
    }
    assert len({fingerprint.text for fingerprint in found.values()}) == 1
    assert len({fingerprint.signature for fingerprint in found.values()}) == 1


def test_line_breaks_hyphens_and_page_numbers_do_not_matter() -> None:
    one = made("The high-demand pro-\nfessions “are” listed.\n\n12\n\nThe list is long.")
    other = made('The high­demand professions "are" listed.\n\nThe list\nis long.')
    assert fingerprints.of(one).text == fingerprints.of(other).text
    assert fingerprints.of(one).text != fingerprints.of(made("The high-demand professions are not listed.")).text


# ------------------------------------------------------------------------------------------ alike texts
@given(st.integers(0, 300), st.integers(0, 10_000))
def test_signatures_estimate_the_similarity(count: int, seed: int) -> None:
    one = prose(seed)
    other = changed(one, count, seed)
    estimate = fingerprints.similarity(fingerprints.minhash(one), fingerprints.minhash(other))
    # Five standard errors of 128 drawings.
    assert abs(estimate - jaccard(one, other)) < 5 * 0.045


@given(st.lists(st.sampled_from(WORDS[:5]), min_size=1, max_size=6))
def test_the_shortest_texts_have_signatures(words: list[str]) -> None:
    assert fingerprints.similarity(fingerprints.minhash(words), fingerprints.minhash(list(words))) == 1.0


def test_the_kinds_of_works(store: Store) -> None:
    base = prose(1)
    same = made(" ".join(base).upper(), "/shelf/same.pdf", year=2020)
    old = made(" ".join(base), "/shelf/old.txt", year=2020)
    new = made(" ".join(changed(base, 15)), "/shelf/new.txt", year=2023)
    near = made(" ".join(prose(2)), "/shelf/b.txt", year=2021)
    nearly = made(" ".join(changed(prose(2), 15)), "/shelf/c.txt", year=2021)
    other = made(" ".join(prose(3)), "/shelf/other.txt")
    put(store, same, old, new, near, nearly, other)
    found = {work.kind: work for work in works(store)}
    assert set(found) == {"same", "newer", "near"} and len(works(store)) == 3
    assert {d.source for d in found["same"].documents} == {"/shelf/same.pdf", "/shelf/old.txt"}
    assert [d.year for d in found["newer"].documents] == [2020, 2020, 2023]
    assert found["newer"].documents[-1].source == "/shelf/new.txt"
    assert {d.source for d in found["near"].documents} == {"/shelf/b.txt", "/shelf/c.txt"}
    assert found["same"].similarity == 1.0 and 0.8 <= found["near"].similarity < 1.0


def test_notices_name_the_others(store: Store) -> None:
    base = prose(1)
    old = made(" ".join(base), "/shelf/old.txt", year=2020)
    same = made(" ".join(base), "/other/same.txt", year=2020)
    new = made(" ".join(changed(base, 10)), "/shelf/new.txt", year=2023)
    put(store, old, same, new, made(" ".join(prose(3)), "/shelf/other.txt"))
    told = notices(store, [same.id])
    assert [source for source, _ in told] == ["/other/same.txt"] * 2
    assert any("the same text as old.txt" in sentence for _, sentence in told)
    assert any("a version of the same document as" in sentence for _, sentence in told)
    [(_, version)] = notices(store, [new.id])
    assert version.startswith("new.txt: a version") and "(2020)" in version and "(2023)" in version
    assert notices(store, []) == []


def act(text: str, source: str, note: str, language: str = "ru") -> Document:
    document = made(f"{text}\n\n{note}", source, type="law", number="477-IV", date="2011-07-22", language=language)
    body, last = document.blocks
    return replace(document, blocks=(body, Block(last.start, last.end, "note")))


def test_two_texts_of_one_act_are_versions_by_their_amendments(store: Store) -> None:
    old = act(" ".join(prose(5)), "/shelf/z.txt", "Сноска. В редакции Закона РК от 01.07.2013 № 1-V.")
    new = act(" ".join(prose(6)), "/shelf/a.txt", "Сноска. С изменениями от 01.07.2013 и от 24.11.2021 № 75-VII.")
    kazakh = act(" ".join(prose(7)), "/shelf/kk.txt", "Ескерту.", language="kk")
    put(store, new, old, kazakh)
    assert (edition(old), edition(new)) == ("2013-07-01", "2021-11-24")
    [work] = works(store)
    assert work.kind == "newer" and [d.source for d in work.documents] == ["/shelf/z.txt", "/shelf/a.txt"]


@pytest.mark.parametrize(("seed", "kind", "words"), [(6, "newer", "a version of the same"), (5, "near", "nearly the")])
def test_texts_of_one_act_that_are_not_alike_are_not_called_so(store: Store, seed: int, kind: str, words: str) -> None:
    whole = act(" ".join(prose(5)), "/shelf/whole.txt", "Сноска первая.")
    other = act(" ".join(changed(prose(seed), 5)), "/shelf/other.txt", "Сноска вторая.")
    put(store, whole, other)
    [work] = works(store)
    [(_, told)] = notices(store, [other.id])
    assert work.kind == kind and words in told


def test_references_alone_make_no_duplicate(store: Store) -> None:
    references = "\n\n".join(f"Kim A. ({1990 + i}). Registers of people, {i}." for i in range(30))
    each = [made(f"{' '.join(prose(i, 300))}\n\n{references}", f"/shelf/{i}.txt") for i in (1, 2)]
    each = [replace(d, blocks=(d.blocks[0], *(Block(b.start, b.end, "reference") for b in d.blocks[1:]))) for d in each]
    put(store, *each)
    assert works(store) == []


def test_hundreds_of_documents(store: Store) -> None:
    """Every near-duplicate among 300 is found, and nothing else."""
    wanted = set()
    for seed in range(250):
        document = made(" ".join(prose(seed, 400)), f"/shelf/{seed}.txt")
        put(store, document)
        if seed % 5 == 0:
            copy = made(" ".join(changed(prose(seed, 400), 4, seed)), f"/shelf/{seed}-copy.txt")
            put(store, copy)
            wanted.add(frozenset((document.id, copy.id)))
    assert {frozenset(d.id for d in work.documents) for work in works(store)} == wanted


def test_fingerprints_are_kept_and_made_where_they_lack(store: Store) -> None:
    documents = [made(" ".join(prose(1)), f"/shelf/{name}.txt") for name in "ab"]
    put(store, *documents)
    kept = store.all("SELECT * FROM fingerprints")
    assert len(kept) == 2
    with store.writing() as db:
        db.execute("DELETE FROM fingerprints")
    sequence = store.sequence
    assert [work.kind for work in works(store)] == ["same"]
    assert [tuple(row) for row in store.all("SELECT * FROM fingerprints")] == [tuple(row) for row in kept]
    assert store.sequence == sequence
    store.remove(documents[0].id)
    assert len(store.all("SELECT * FROM fingerprints")) == 1


def test_a_reader_finds_works_too(store: Store) -> None:
    put(store, *(made(" ".join(prose(1)), f"/shelf/{name}.txt") for name in "ab"))
    with store.writing() as db:
        db.execute("DELETE FROM fingerprints")
    reader = Store(store.path.parent, read_only=True)
    assert [work.kind for work in works(reader)] == ["same"]
