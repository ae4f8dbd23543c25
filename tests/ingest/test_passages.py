"""Cutting: what holds for the passages of any document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.document import Document, Passage
from ingest.passages import LONGEST, TARGET, tokens
from tests.ingest.making import pdf, wrapped

WORD = st.sampled_from(
    ["keeps", "register", "people", "халық", "саны", "көші-қон", "закон", "2022", "al.", "г.", "(Kim,", "2020)", "“so”"]
)
SENTENCE = st.builds(
    "{} {}{}".format,
    st.sampled_from(["The ministry", "Министерство труда", "Министрлік", "Article 5", "1)", "No."]),
    st.lists(WORD, max_size=90).map(" ".join),
    st.sampled_from([".", "!", ";", ":", "", "…"]),
)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=5).map(" ".join)
HEADING = st.sampled_from(
    ["# Title", "## Methods", "Статья 12. Понятия", "12-бап. Ұғымдар", "Abstract", "References", "Article 3"]
)
TABLE = st.lists(
    st.lists(st.sampled_from(["a", "12", "", "Astana city"]), min_size=2, max_size=4).map("\t".join),
    min_size=1,
    max_size=60,
).map("\n".join)
OTHER = st.sampled_from(
    [
        "Table 1. People",
        "Note — by the authors",
        "Сноска. Статья 2 изменена:",
        "Keywords: a, b",
        "1. Kim, A. (2020). Paper. https://x.y",
    ]
)
TEXT = st.lists(st.one_of(PARAGRAPH, HEADING, TABLE, OTHER), min_size=1, max_size=14).map("\n\n".join)


def check(document: Document, passages: list[Passage]) -> None:
    """The invariants of passages."""
    position = 0
    covered: set[int] = set()
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.document_id == document.id
        assert position <= passage.start < passage.end
        position = passage.end
        assert len(passage.text) <= LONGEST and tokens(passage.text) < 500
        assert passage.text == passage.text.strip()
        assert passage.page == document.page_at(passage.start)
        last = passage.start
        assert passage.sentences[0][0] == passage.start and passage.sentences[-1][1] == passage.end
        for start, end in passage.sentences:
            assert last <= start < end <= passage.end
            covered |= set(range(start, end))
            last = end
    for block in document.blocks:
        missing = [i for i in range(block.start, block.end) if i not in covered and not document.text[i].isspace()]
        assert not missing


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_passages_of_any_text(text: str) -> None:
    data = text.encode()
    if not any(c.isalnum() for c in text):
        return
    document = ingest.parse(data, "x.txt")
    passages = ingest.cut(document)
    check(document, passages)
    assert passages == ingest.cut(ingest.parse(data, "x.txt"))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), max_size=4), min_size=1, max_size=3))
def test_pages_of_any_pdf(plan: list[list[int]]) -> None:
    pages = [
        [line for i, n in enumerate(page) for line in wrapped("Word " * n + "ends.", 80 + 150 * i)] for page in plan
    ]
    if not any(plan):
        return
    document = ingest.parse(pdf(pages), "x.pdf")
    check(document, ingest.cut(document))
    assert [page.number for page in document.pages] == list(range(1, len(plan) + 1))
    assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text)
    assert all(a.end == b.start for a, b in zip(document.pages, document.pages[1:], strict=False))


def test_passages_are_about_as_long_as_wanted() -> None:
    paragraph = "The ministry keeps a register of people who have moved to the region. " * 40
    document = ingest.parse("\n\n".join([paragraph.strip()] * 6).encode(), "x.txt")
    lengths = [len(p.text) for p in ingest.cut(document)]
    assert 0.7 * TARGET < sum(lengths) / len(lengths) < 1.2 * TARGET and min(lengths) > TARGET / 2


def test_sections_are_paths_of_headings_without_the_title() -> None:
    source = (
        "# A law\n\n## Chapter 2. Rights\n\n### Article 12. Permits\n\nA permit is issued by the body.\n\n"
        "## Chapter 3\n\nIt ends.\n"
    )
    passages = ingest.cut(ingest.parse(source.encode(), "law.md"))
    assert [(p.kind, p.section) for p in passages if p.kind == "body"] == [
        ("body", "Chapter 2. Rights › Article 12. Permits"),
        ("body", "Chapter 3"),
    ]


def test_a_long_table_keeps_its_head() -> None:
    rows = "\n".join(f"Region {n}\t{n * 1000}\t{n * 7}" for n in range(120))
    document = ingest.parse(
        f"Text before.\n\nTable 1. People by region\n\nRegion\tPeople\tMoved\n{rows}\n".encode(), "x.txt"
    )
    tables = [p for p in ingest.cut(document) if p.kind == "table"]
    assert len(tables) > 2
    assert all(p.section == "Table 1. People by region: Region, People, Moved" for p in tables[1:])
    assert all(document.text[a:b].count("\n") == 0 for p in tables for a, b in p.sentences)


def test_languages_and_kinds_do_not_share_a_passage() -> None:
    source = (
        "The ministry keeps a register of people who moved.\n\nМинистерство ведёт реестр людей, которые переехали.\n"
    )
    assert [p.language for p in ingest.cut(ingest.parse(source.encode(), "x.txt"))] == ["en", "ru"]
