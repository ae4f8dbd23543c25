"""One document more, one less, in any order: the graph is the one that a rebuild gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.linking import FINGERPRINTS
from tests.kb.papers import write

# The paper that comes last knows a number that another one lacks, states a figure again, and shares agencies.
MORE = """# Nurses, a third time

## Data

In Kazakhstan much was said. In 2018, 640 nurses came to Georgia from abroad. In 2019, 733 nurses came to Georgia from \
abroad. The Ministry of Justice of the Republic of Kazakhstan issues residence cards to refugees. The Law of the \
Republic of Kazakhstan dated May 5, 2023 No. 700-VII "On Refugees" is new.
"""


def quads(kb: KnowledgeBase) -> set[str]:
    return {f"{s.n3()} {p.n3()} {o.n3()} {g}" for s, p, o, g in kb.graph.quads()}


def test_adding_one_gives_what_building_all_at_once_gives(tmp_path: Path) -> None:
    papers = write(tmp_path / "papers")
    last = tmp_path / "papers" / "more.md"
    last.write_text(MORE, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "grown.kb") as grown, KnowledgeBase.open(tmp_path / "whole.kb") as whole:
        grown.add(papers)
        before = quads(grown)
        grown.add(last)
        whole.add([last, *reversed(papers)])
        assert quads(grown) == quads(whole) != before
        assert grown.entities() == whole.entities()
        assert [c.reason for c in grown.statements.contradictions()] == [
            c.reason for c in whole.statements.contradictions()
        ]
        grown.reindex()
        assert quads(grown) == quads(whole)


def test_removing_the_last_one_gives_what_was_before(tmp_path: Path) -> None:
    papers = write(tmp_path / "papers")
    last = tmp_path / "papers" / "more.md"
    last.write_text(MORE, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        kb.add(papers)
        before = quads(kb)
        kb.add(last)
        kb.remove(next(each.id for each in kb.documents() if each.source == str(last)))
        assert quads(kb) == before


def test_only_documents_whose_statements_change_are_written_again(
    own_copy: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ontology import PolicyGraph

    folder, paper = own_copy(), tmp_path / "georgia.md"
    # It names a ministry that the samples name in other cases and languages, which is nothing new about it.
    paper.write_text(
        "# Nurses in Georgia\n\nКазахстан. Министерством внутренних дел Республики Казахстан учтены все.\n",
        encoding="utf-8",
    )
    written: list[str] = []
    put = PolicyGraph.put
    monkeypatch.setattr(PolicyGraph, "put", lambda self, name, graph: (written.append(name), put(self, name, graph))[1])
    with KnowledgeBase.open(folder) as kb:
        fingerprints = json.loads((folder / "followers" / FINGERPRINTS).read_text(encoding="utf-8"))
        kb.add(paper)
        after = json.loads((folder / "followers" / FINGERPRINTS).read_text(encoding="utf-8"))
        changed = {name for name in after if after[name] != fingerprints.get(name)}
        assert set(written) == changed
        assert changed == {next(each.id for each in kb.documents() if each.source == str(paper))}


def test_a_document_that_completes_another_changes_it(tmp_path: Path) -> None:
    """The number that one paper gives identifies the law that another names by its title."""
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_text('# Refugees\n\nIn Kazakhstan, the Law "On Refugees" of 2009 sets rules.\n', encoding="utf-8")
    second.write_text(
        '# Law\n\nLaw of the Republic of Kazakhstan dated December 4, 2009 No. 216-IV "On Refugees" is in force.\n',
        encoding="utf-8",
    )
    with KnowledgeBase.open(tmp_path / "shelf.kb") as kb:
        kb.add(first)
        (before,) = kb.entities("instrument")
        assert "number" not in before.properties
        kb.add(second)
        (after,) = kb.entities("instrument")
        assert after.properties["number"] == "216-IV"
        assert len({each.document.id for each in after.evidence}) == 2
        assert all(before.iri not in quad for quad in quads(kb))
        assert kb.validate() == []
