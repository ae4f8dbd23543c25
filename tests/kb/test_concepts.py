"""Thesauri in a knowledge base: imported, listed, used for tagging and expansion, removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import BadThesaurus, NotFound
from kb import KnowledgeBase
from kb.cli import main

Copy = Callable[[], Path]

WORDS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://x.example/> .
x:s a skos:ConceptScheme ; skos:prefLabel "Reef words"@en .
x:reef a skos:Concept ; skos:prefLabel "coral reef"@en , "коралловый риф"@ru .
x:polyp a skos:Concept ; skos:prefLabel "stony polyp"@en ; skos:altLabel "reef builder"@en ; skos:related x:reef .
x:drain a skos:Concept ; skos:prefLabel "brain drain"@en .
"""
NOTE = "Two coral reefs lie off the coast.\n\nThe reef builder is small.\n\nBrain drain is no fish."


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "Reef Words.ttl"
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    note = tmp_path / "note.txt"
    note.write_text(NOTE, encoding="utf-8")
    made = KnowledgeBase.open(tmp_path / "a.kb")
    made.add(note)
    return made


def _imported(kb: KnowledgeBase) -> dict[str, list[str]]:
    return {e.iri: [x.quote for x in e.evidence] for e in kb.entities("concept") if e.iri.startswith("http://x.")}


def test_documents_are_tagged_with_a_thesaurus_and_no_more_when_it_goes(kb: KnowledgeBase, words: Path) -> None:
    with kb:
        assert _imported(kb) == {}
        one = kb.import_thesaurus(words)
        assert (one.name, one.thesaurus.title, one.exact) == ("reef-words", "Reef words", 1)
        assert _imported(kb) == {"http://x.example/reef": ["coral reefs"], "http://x.example/polyp": ["reef builder"]}
        assert [t.name for t in kb.thesauri()] == ["reef-words"]
        kb.remove_thesaurus("reef-words")
        assert (_imported(kb), kb.thesauri()) == ({}, [])


def test_what_is_added_later_is_tagged_too_and_building_anew_gives_the_same(
    kb: KnowledgeBase, words: Path, tmp_path: Path
) -> None:
    with kb:
        kb.import_thesaurus(words)
        (tmp_path / "more.txt").write_text("A stony polyp grows.", encoding="utf-8")
        kb.add(tmp_path / "more.txt")
        before = _imported(kb)
        assert sorted(before["http://x.example/polyp"]) == ["reef builder", "stony polyp"]
        kb.reindex()
        assert _imported(kb) == before
        assert kb.verify() == []


def test_its_names_widen_questions(kb: KnowledgeBase, words: Path) -> None:
    from kb.terms import terms

    with kb:
        kb.import_thesaurus(words)
        choices = kb._loaded().names.find(terms("коралловый риф", "ru"), "коралловый риф")
        assert "coral reef" in {name.text for choice in choices for name in choice.others}


def test_a_bad_file_leaves_nothing_behind(kb: KnowledgeBase, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix a: <http://x/> .\na:b a:c q:d .", encoding="utf-8")
    with kb:
        with pytest.raises(BadThesaurus, match=r"bad\.ttl line 2"):
            kb.import_thesaurus(bad)
        assert kb.thesauri() == []
        with pytest.raises(NotFound, match="there are: none"):
            kb.remove_thesaurus("bad")
        with pytest.raises(NotFound, match="letters and digits"):
            kb.remove_thesaurus("../..")


def test_a_damaged_thesaurus_is_told(kb: KnowledgeBase, words: Path) -> None:
    with kb:
        kb.import_thesaurus(words)
        (kb.path / "thesauri" / "reef-words.json").write_text("{", encoding="utf-8")
        with pytest.raises(BadThesaurus, match="damaged"):
            kb.thesauri()


def test_the_command_imports_lists_exports_and_removes(
    own_copy: Copy, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(own_copy())

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["concepts", *arguments, "--kb", folder])
        return code, capsys.readouterr().out

    assert run("import", str(words), "--name", "reef")[1].startswith("reef: Reef words, 3 terms in en, ru; 1 are")
    listed = json.loads(run("list", "--json")[1])
    assert [(t["name"], t["terms"], t["exact_matches"]) for t in listed["thesauri"]] == [("reef", 3, 1)]
    assert "brain-drain" in {c["id"] for c in listed["concepts"]}
    assert 'skos:prefLabel "coral reef"@en' in run("export", "reef")[1]
    assert "skos:ConceptScheme" in run("export")[1]
    assert run("remove", "reef") == (0, "The thesaurus reef is removed.\n")
    assert json.loads(run("list", "--json")[1])["thesauri"] == []
    assert run("remove", "reef")[0] == 1


def test_an_import_without_a_file_is_wrong_usage(own_copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["concepts", "import", "--kb", str(own_copy())])
    assert caught.value.code == 2
    assert "policykb concepts import FILE" in capsys.readouterr().err
