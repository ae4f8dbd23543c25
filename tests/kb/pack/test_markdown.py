"""Markdown of a pack, read by a CommonMark parser: what documents say is text in it, never markup."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb import KnowledgeBase
from kb.pack import PackItem, pack
from kb.pack.markdown import escaped
from kb.pack.ooxml import printable
from tests.kb.pack.shelves import DAY, STYLE, Shelf, item, law, paper

HOSTILE = (
    "<script>a()</script> ![x](http://a) [b](c) **d** `e` _f_ ~g~ $h$ &amp; | i\n# j\n- k\n1. l\n2) m\n> n\n===\n    o"
)


def markdown(items: list[PackItem], shelf: Shelf, style: str = STYLE) -> str:
    text = pack(items, shelf, "my.kb", style, "markdown", day=DAY)
    assert isinstance(text, str)
    return text


def shown(text: str) -> str:
    """The text of Markdown as a reader sees it; fails on anything that is no plain text in paragraphs."""
    paragraphs = []
    for token in MarkdownIt().parse(text):
        assert token.type in ("paragraph_open", "paragraph_close", "inline"), token.type
        for child in token.children or []:
            assert child.type in ("text", "text_special", "hardbreak", "softbreak"), child.type
        if token.children is not None:
            paragraphs.append("".join("\n" if c.type.endswith("break") else c.content for c in token.children))
    return "\n\n".join(paragraphs)


@given(st.one_of(st.text(), st.text("ab \n\t#-+=*_`~<>[]()!&;|\\$.1234567890ә"), st.just(HOSTILE)))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    lines = re.sub(r"\n{2,}", "\n\n", printable(text).strip("\n"))
    assert shown(escaped(text)) == lines


def test_the_whole_of_a_basket() -> None:
    document = law()
    items = [item(document, "квота исчерпана", "В разрешении отказывают."), item(paper(), "It fell.", note="Check.")]
    assert markdown(items, Shelf([document, paper()])) == (
        "# Цитаты и ссылки\n\n"
        "Подготовлено 9 марта 2026 г. по базе знаний «my.kb».\n\n"
        "## Текст\n\n"
        "В разрешении отказывают.[^1]\n\n"
        "It fell.[^2]\n\n"
        "## Список литературы\n\n"
        f"{bibliography(items)}\n"
        "## Приложение: цитаты\n\n"
        "### Цитата 1\n\n"
        "- Документ: О разрешениях\n- Файл: zakon.html\n- SHA-256 файла: " + "a" * 64 + "\n"
        "- Место: знаки 206–221 текста\n\n> квота исчерпана\n\n"
        "### Цитата 2\n\n"
        "- Документ: Labour quotas\n- Файл: quota.pdf\n- SHA-256 файла: " + "b" * 64 + "\n"
        "- Место: страница 1 (напечатано: 17); знаки 29–37 текста\n- Примечание: Check.\n\n> It fell.\n\n"
    ) + footnotes(items)


def bibliography(items: list[PackItem]) -> str:
    """As in the file itself: the words of references are the business of their own tests."""
    text = markdown(items, Shelf([law(), paper()]))
    found = text.partition("## Список литературы\n\n")[2].partition("\n## ")[0]
    assert found.count("О разрешениях") == found.count("Labour quotas") == 1
    return found


def footnotes(items: list[PackItem]) -> str:
    text = markdown(items, Shelf([law(), paper()]))
    found = text[text.index("\n[^1]: ") :]
    first, second = found.strip().split("\n")
    assert first.startswith("[^1]: ") and first.endswith("Ст. 12, п. 2, подп. 2. Приложение, цитата 1.")
    assert second.startswith("[^2]: ") and second.endswith("P. 17. Приложение, цитата 2.")
    return found


def test_hostile_documents_stay_text() -> None:
    document = paper(HOSTILE, title=HOSTILE, authors=(HOSTILE,))
    text = markdown([PackItem(document.id, 0, len(HOSTILE), HOSTILE, HOSTILE)], Shelf([document], HOSTILE))
    for token in MarkdownIt().parse(text):
        assert "html" not in token.type
        for child in token.children or []:
            assert child.type in ("text", "text_special", "hardbreak"), child.type


def test_answers_and_refusals(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask("Who issues permits to employers to hire foreign workers?", written=False)
    text = sample_kb.pack(answer, format="markdown", style="apa")
    assert isinstance(text, str)
    for sentence in answer.sentences:
        assert re.search(re.escape(escaped(sentence.text)) + r"(\[\^\d+\])+", text)
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == sum(len(s.citations) for s in answer.sentences)
    refused = sample_kb.pack(sample_kb.ask("What is the retirement age for women?"), format="markdown")
    assert isinstance(refused, str)
    assert "## Nearest passages" in refused and "[^" not in refused
