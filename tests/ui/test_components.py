"""Marks stand on the right characters, and text of documents stays text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, Passage
from kb.provenance import Edge, Node
from ui.components import drawing, packed
from ui.components.drawing import dot, quoted
from ui.components.notice import plain
from ui.components.reader import page_of_passages, place, rows, runs, title, trimmed
from ui.texts import texts

COMPONENTS = Path(__file__).parent.parent.parent / "ui" / "components"
KINDS = {kind: kind for kind in drawing.KINDS}


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ((12, 14), ("ab", "cd", "ef")),
        ((10, 16), ("", "abcdef", "")),
        ((0, 99), ("", "abcdef", "")),
        ((0, 12), ("", "ab", "cdef")),
        ((16, 20), ("abcdef", "", "")),
        ((3, 9), ("abcdef", "", "")),
        (None, ("abcdef", "", "")),
    ],
)
def test_runs(mark: tuple[int, int] | None, expected: tuple[str, str, str]) -> None:
    assert runs("abcdef", 10, mark) == expected


@given(st.text(), st.integers(0, 50), st.integers(0, 80), st.integers(0, 80))
def test_runs_are_the_text_and_the_mark_its_characters(text: str, start: int, first: int, length: int) -> None:
    before, marked, after = runs(text, start, (first, first + length))
    assert before + marked + after == text
    whole = " " * start + text
    assert marked == whole[max(first, start) : first + length] or not marked


@given(st.text("ab\t\n", min_size=1), st.integers(0, 9), st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_rows_are_the_text(text: str, start: int, mark: tuple[int, int]) -> None:
    cells = rows(text, start, mark)
    assert "\n".join("\t".join("".join(cell) for cell in row) for row in cells) == text
    marked = "".join(cell[1] for row in cells for cell in row)
    assert marked == re.sub(r"[\t\n]", "", runs(text, start, mark)[1])


def test_trimmed_runs_keep_the_mark_and_whole_words() -> None:
    before, marked, after = trimmed(("one two " * 50, "MARK", " three four" * 50), 30)
    assert (before[:2], marked, after[-2:]) == ("… ", "MARK", " …")
    assert set(before.split()) == {"…", "one", "two"} and set(after.split()) == {"…", "three", "four"}
    assert trimmed(("a", "b", "c")) == ("a", "b", "c")


def test_places_and_titles() -> None:
    t = texts("ru")
    assert place(t, 3, "Глава 1 › Статья 2") == "стр. 3 · Глава 1 › Статья 2"
    assert place(t, None, "") == ""
    assert title(t, Document("a", "C:\\shelf\\note.txt", "text/plain", "x")) == "note.txt"
    assert title(t, Document("a", "/shelf/note.txt", "text/plain", "x", title="A note")) == "A note"


def test_the_page_that_holds_the_mark() -> None:
    passages = [Passage("d", 10 * i, 10 * i + 9, "x" * 9) for i in range(7)]
    assert [page_of_passages(passages, mark, 3) for mark in (None, (0, 5), (35, 39), (62, 70), (999, 1000))] == [
        1, 1, 2, 3, 1,
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_graphviz_strings_end_where_they_should(text: str) -> None:
    inner = quoted(text)[1:-1]
    assert re.fullmatch(r'(?:[^"\\]|\\[\\"])*', inner)
    assert inner.replace('\\"', '"').replace("\\\\", "\\").replace("&amp;", "&") == text


def test_a_drawing_links_documents_and_holds_no_html() -> None:
    nodes = [Node("a", "answer", 'Who "rules"?'), Node("d", "document", "<b>bold</b>\\N")]
    drawn = dot(nodes, [Edge("a", "d")], {"d": "documents?document=d"}, KINDS, dark=False)
    assert 'label="Who \\"rules\\"?"' in drawn and 'label="<b>bold</b>\\\\N"' in drawn
    assert 'URL="documents?document=d"' in drawn and "n0 -> n1;" in drawn
    assert "=<" not in drawn
    assert dot(nodes, [], {}, KINDS, dark=True) != dot(nodes, [], {}, KINDS, dark=False)


def test_data_of_components_are_json() -> None:
    data = {"rows": [Edge("a", "b"), (1, None)], "counts": {2017: 3}, "text": "Қазақстан </script>"}
    said = {"rows": [["a", "b"], [1, None]], "counts": {"2017": 3}, "text": "Қазақстан </script>"}
    assert json.loads(packed(data)) == said
    with pytest.raises(TypeError, match="PosixPath"):
        packed({"path": Path("x")})


def test_labels_of_widgets_are_escaped() -> None:
    assert plain("![x](http://a.b) **c** :red[d]") == (r"\!\[x\]\(http\:\/\/a\.b\) \*\*c\*\* \:red\[d\]")


def test_scripts_of_components_never_make_elements_from_text() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in COMPONENTS.glob("*.js")}
    assert scripts
    ways = r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b"
    assert {name for name, script in scripts.items() if re.search(ways, script)} == set()
