"""The app as people meet it: in a real Chromium, over the network, with nothing that leaves the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import bibtexparser
import docx
import pytest
import rispy
from playwright.sync_api import expect
from rdflib import Graph

from kb import KnowledgeBase
from ui.texts import texts

if TYPE_CHECKING:
    from tests.ui.conftest import Visitor

pytestmark = pytest.mark.browser

QUESTION = 'Which law replaced the word "oralman" by "kandas"?'
IN_KAZAKH = "Қандас мәртебесі туралы шешімді кім қабылдайды?"
REFUSED = "What is the boiling point of tungsten?"


def squeezed(text: str) -> str:
    return "".join(text.split())


def ask(visitor: Visitor, question: str, lang: str = "en") -> Any:
    page = visitor.page
    box = page.get_by_label(texts(lang)("ask.label"), exact=True)
    box.fill(question)
    box.press("Enter")
    return page


def marked(visitor: Visitor, component: str = "source") -> str:
    """The marked text in the document."""
    marks = visitor.page.locator(f".st-key-{component} mark")
    marks.first.wait_for()
    return squeezed("".join(marks.all_text_contents()))


def shown_address(visitor: Visitor) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visitor.page.url).query)


def test_a_question_is_answered_and_each_citation_shows_its_quote(visitor: Visitor, kb: KnowledgeBase) -> None:
    answer = kb.ask(IN_KAZAKH)
    visitor.visit("/")
    page = ask(visitor, IN_KAZAKH)
    page.locator(".sentence").first.wait_for()
    texts_shown = page.locator(".sentence > .words").all_text_contents()
    # Words for screen readers only are a pixel wide.
    assert all(
        (words.bounding_box() or {"width": 0})["width"] > 50 for words in page.locator(".sentence > .words").all()
    )
    assert texts_shown == [sentence.text for sentence in answer.sentences]
    for citation in answer.citations:
        page.locator(".sentence .chip", has_text=str(citation.number)).first.click()
        page.locator(f'.chip[aria-current="true"]:text-is("{citation.number}")').first.wait_for()
        page.locator(f'.st-key-source .more a[href*="{citation.document.id}&start={citation.start}&"]').wait_for()
        assert marked(visitor) == squeezed(citation.quote)
        assert page.locator(".st-key-source header .title").text_content() == citation.document.title
        assert page.locator(".st-key-source mark").first.is_visible()
    # The address follows the page, a moment after what it shows.
    last = str(answer.citations[-1].number)
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query) == {"q": [IN_KAZAKH], "cite": [last]})
    visitor.picture("ask-answer")


def test_a_citation_opens_by_keyboard_and_keeps_its_place(visitor: Visitor, kb: KnowledgeBase) -> None:
    last = kb.ask(IN_KAZAKH).citations[-1]
    page = visitor.visit("/?q=" + quote(IN_KAZAKH))
    chip = page.locator(".sentence .chip").last
    chip.focus()
    page.keyboard.press("Enter")
    page.locator(f'.st-key-source .more a[href*="start={last.start}&"]').wait_for()
    assert marked(visitor) == squeezed(last.quote)
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => e.shadowRoot?.activeElement?.matches('.chip'))"
    )


def test_the_drawing_shows_how_the_answer_was_built(visitor: Visitor, kb: KnowledgeBase) -> None:
    answer = kb.ask(QUESTION)
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator("[data-testid=stGraphVizChart] svg g.node").first.wait_for()
    assert 3 <= page.locator("[data-testid=stGraphVizChart] svg g.node").count() <= 20
    links = page.locator("[data-testid=stGraphVizChart] svg a")
    found = {links.nth(i).get_attribute("href") for i in range(links.count())}
    assert {f"documents?document={c.document.id}" for c in answer.citations} <= found
    named = page.locator(".st-key-named tbody td:first-child").all_text_contents()
    assert {fact.label for fact in answer.facts} & set(named)


def test_references_download_and_parse(visitor: Visitor, kb: KnowledgeBase, tmp_path: Path) -> None:
    documents = {c.document.title for c in kb.ask(QUESTION).citations}
    page = visitor.visit("/?q=" + quote(QUESTION))
    files = {}
    for name in ("BibTeX", "RIS", texts("en")("provenance.download"), texts("en")("cite.pack")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    pack = files.pop(texts("en")("cite.pack"))
    assert docx.Document(str(pack)).core_properties.title == QUESTION
    bibtex, ris, turtle = (path.read_text(encoding="utf-8") for path in files.values())
    library = bibtexparser.parse_string(bibtex)
    assert library.failed_blocks == [] and {e["title"].strip("{}") for e in library.entries} == documents
    assert {record["title"] for record in rispy.loads(ris)} == documents
    assert len(Graph().parse(data=turtle, format="turtle")) > 10


def test_a_refusal_shows_the_nearest_passages(visitor: Visitor) -> None:
    visitor.visit("/")
    page = ask(visitor, REFUSED)
    page.get_by_text(texts("en")("ask.refused")).wait_for()
    page.get_by_text(texts("en")("ask.nearest"), exact=True).wait_for()
    page.locator(".st-key-hits li").first.wait_for()
    assert page.locator(".sentence").count() == 0
    visitor.picture("ask-refusal")


@pytest.mark.parametrize(("lang", "locale"), [("ru", "ru-RU"), ("kk", "kk-KZ")])
def test_links_work_in_a_new_browser_in_another_language(
    visitors: Any, kb: KnowledgeBase, lang: str, locale: str
) -> None:
    citation = kb.ask(QUESTION).citations[-1]
    visitor = visitors(locale=locale, color_scheme="dark")
    page = visitor.visit(f"/?q={quote(QUESTION)}&cite={citation.number}")
    assert marked(visitor) == squeezed(citation.quote)
    page.get_by_text(texts(lang)("provenance.title")).wait_for()
    expect(page.get_by_label(texts(lang)("ask.label"), exact=True)).to_have_value(QUESTION)
    visitor.picture(f"ask-{lang}-dark")


def test_back_returns_to_the_question_before(visitor: Visitor) -> None:
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator(".sentence").first.wait_for()
    ask(visitor, REFUSED)
    page.get_by_text(texts("en")("ask.refused")).wait_for()
    page.go_back()
    page.locator(".sentence").first.wait_for()
    expect(page.get_by_label(texts("en")("ask.label"), exact=True)).to_have_value(QUESTION)


def test_back_from_another_page_shows_the_question_in_its_box(visitor: Visitor) -> None:
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator(".sentence").first.wait_for()
    page.get_by_role("link", name=texts("en")("documents.page"), exact=True).click()
    page.get_by_text(texts("en")("documents.title")).wait_for()
    page.go_back()
    page.locator(".sentence").first.wait_for()
    expect(page.get_by_label(texts("en")("ask.label"), exact=True)).to_have_value(QUESTION)


def test_the_language_changes_and_stays(visitor: Visitor) -> None:
    page = visitor.visit("/")
    page.get_by_role("combobox", name=texts("en")("app.language")).click()
    page.get_by_role("option", name="Қазақша").click()
    page.get_by_text(texts("kk")("ask.title")).wait_for()
    page.get_by_role("link", name=texts("kk")("documents.page")).click()
    page.get_by_text(texts("kk")("documents.title")).wait_for()
    assert shown_address(visitor)["lang"] == ["kk"]
    page.reload()
    page.get_by_text(texts("kk")("documents.title")).wait_for()


def test_examples_ask(visitor: Visitor) -> None:
    page = visitor.visit("/")
    example = page.locator(".st-key-example2 button")
    example.wait_for()
    visitor.picture("first-page")
    question = example.text_content()
    example.click()
    page.locator(".sentence").first.wait_for()
    assert shown_address(visitor)["q"] == [question]


def test_the_table_lists_all_documents_and_sorts(visitor: Visitor, kb: KnowledgeBase) -> None:
    page = visitor.visit("/documents")
    rows = page.locator(".st-key-shelf tbody tr")
    rows.first.wait_for()
    expected = {d.title for d in kb.documents()}
    assert set(page.locator(".st-key-shelf tbody td:first-child").all_text_contents()) == expected
    page.get_by_role("button", name=texts("en")("documents.year")).click()
    years = page.locator(".st-key-shelf tbody td:nth-child(3)").all_text_contents()
    assert years == sorted(years, key=lambda year: (not year, year)) and len(years) == len(expected)
    visitor.picture("documents")


def test_a_document_opens_from_the_table_and_from_a_link(visitor: Visitor, kb: KnowledgeBase) -> None:
    citation = kb.ask(QUESTION).citations[0]
    document = citation.document
    page = visitor.visit("/documents")
    page.get_by_role("link", name=document.title).click()
    page.locator(".st-key-document .passage").first.wait_for()
    shown = page.locator(".st-key-document .passage").count()
    assert shown == min(40, len(kb.passages(document.id)))
    visitor.visit(f"/documents?document={document.id}&start={citation.start}&end={citation.end}")
    assert marked(visitor, "document") == squeezed(citation.quote)
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => { const m = e.shadowRoot?.querySelector('mark');"
        " if (!m) return false; const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })"
    )
    visitor.picture("document")


def test_the_app_reads_well_on_a_phone(visitors: Any) -> None:
    visitor = visitors(width=390, height=844)
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator("[data-testid=stGraphVizChart] svg").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.picture("phone")


@pytest.mark.parametrize("place", ["answer", "document", "table"])
def test_text_of_documents_does_nothing(visitor: Visitor, kb: KnowledgeBase, place: str) -> None:
    (hostile,) = (d for d in kb.documents() if "quagga" in d.text)
    path, key, words = {
        "answer": ("/?q=" + quote("Who issues quagga permits to gardeners?"), "hits", "<script>window.hit=3</script>"),
        "document": (f"/documents?document={hostile.id}", "document", "![i](http://evil.example/b.png)"),
        "table": ("/documents", "shelf", hostile.title),
    }[place]
    page = visitor.visit(path)
    page.locator(f".st-key-{key} .root").wait_for()
    page.wait_for_timeout(1_000)
    assert words in page.locator(f".st-key-{key} .root").inner_text()
    assert page.evaluate("window.hit") is None
    made = "img[src='x'], img[src*='evil'], .root script, .root style, .root b, a[href^='javascript']"
    assert page.locator(made).count() == 0
    visitor.picture(f"hostile-{place}")


def test_the_policy_of_the_page_refuses_scripts_and_other_machines(visitor: Visitor) -> None:
    page = visitor.visit("/")
    page.get_by_text(texts("en")("ask.title")).wait_for()
    page.evaluate("""() => {
        window.refused = [];
        document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.hit = 8";
        const image = document.createElement("img");
        image.src = "http://evil.example/c.png";
        document.body.append(script, image);
    }""")
    page.wait_for_function("() => window.refused.length >= 2")
    assert set(page.evaluate("window.refused")) == {"script-src-elem", "img-src"}
    assert page.evaluate("window.hit") is None
    refusals = [p for p in visitor.problems if "Content Security Policy" in p]
    assert refusals == visitor.problems and len(refusals) == 2
    visitor.problems.clear()
