"""Ask in a real browser: quotes under the pointer, facets, copying and the basket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from kb import KnowledgeBase
from kb.citing.styles import STYLES
from kb.desk import Desk
from kb.facets import Narrowing
from kb.pack.places import Places, Quoted
from kb.pack.references import References
from tests.ui.test_browser import QUESTION, REFUSED, shown_address, squeezed
from tests.ui.test_views import data, said, visit
from ui import links, shelf
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from tests.ui.conftest import Visitor

pytestmark = pytest.mark.usefixtures("open_shelf")
browser = pytest.mark.browser
WORKERS = "Who issues work permits to foreign workers?"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


# ------------------------------------------------------------------------------ what pages are given
def test_facets_are_those_of_the_shelf(kb: KnowledgeBase) -> None:
    shown = {group["facet"]: group["values"] for group in data(visit(q=WORKERS), "facets")["groups"]}
    for facet, counts in kb.facets(WORKERS).items():
        assert [(each["value"], each["count"]) for each in shown[facet]] == [(c.value, c.count) for c in counts]


def test_filters_of_the_address_narrow_the_answer(kb: KnowledgeBase) -> None:
    app = visit(q=WORKERS, language="ru", year="2020-2030")
    expected = kb.ask(WORKERS, **Narrowing(language="ru", year=(2020, 2030)).filters)
    shown = data(app, "answer_view")
    assert [s["text"] for s in shown["sentences"]] == [s.text for s in expected.sentences]
    assert all("language=ru" in each["href"] and "year=2020-2030" in each["href"] for each in shown["sources"])
    chips = data(app, "facets")["chips"]
    assert [chip["text"] for chip in chips] == ["Language: Russian", "Year: 2020–2030"]
    assert chips[0]["href"] == links.ask(WORKERS, filters={"year": "2020-2030"})


@pytest.mark.parametrize("facet", ["language", "type", "year", "agency", "instrument"])
def test_a_filter_that_is_not_known_is_said_and_left_out(facet: str) -> None:
    app = visit(q=WORKERS, **{facet: "![x](http://a.b)"})
    (told,) = [element.value for element in app.info]
    assert "\\!\\[x\\]" in told
    assert data(app, "facets")["chips"] == [] and data(app, "answer_view")["sentences"]


def test_filters_that_leave_nothing_are_said_with_the_way_back() -> None:
    app = visit(q=WORKERS, year="1801", language="ru")
    assert texts("en")("ask.no_hits") in said(app)
    app.button(key="without").click().run()
    assert data(app, "answer_view")["sentences"]
    assert "year" not in app.query_params and "language" not in app.query_params


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_come_with_their_evidence(kb: KnowledgeBase, language: str) -> None:
    answer = kb.ask(WORKERS)
    shown = data(visit(q=WORKERS, lang=language), "stated")["rows"]
    assert [row["id"] for row in shown] == [fact.iri for fact in answer.facts][:20]
    for row in shown:
        (fact,) = [fact for fact in answer.facts if fact.iri == row["id"]]
        assert {proof["quote"] for proof in row["proofs"]} <= {evidence.quote for evidence in fact.evidence}
        assert row["proofs"]


def test_what_is_in_another_language_is_told_apart(kb: KnowledgeBase) -> None:
    answer = kb.ask(WORKERS)
    shown = data(visit(q=WORKERS), "hits")["hits"]
    others = [bool(hit["tags"][0].get("other")) for hit in shown]
    assert others == [hit.passage.language != "en" for hit in answer.nearest] and any(others)
    for source, citation in zip(data(visit(q=WORKERS), "answer_view")["sources"], answer.citations, strict=True):
        assert bool(source["language"]) == (citation.passage.language != "en")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_kept_language_is_used_until_an_address_says_another(
    open_shelf: shelf.Shelf, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import access

    monkeypatch.setattr(access, "reader", lambda: f"keeps {language}")
    Desk(open_shelf.kb.path).choose(f"keeps {language}", "language", language)
    assert texts(language)("ask.title") in said(visit())
    assert texts("en")("ask.title") in said(visit(lang="en"))
    assert Desk(open_shelf.kb.path).choice(f"keeps {language}", "language") == language


# ------------------------------------------------------------------------------ in the browser
@browser
@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_the_quote_shows_at_its_number(visitor: Visitor, kb: KnowledgeBase, way: str) -> None:
    citation = kb.ask(QUESTION).citations[0]
    page = visitor.visit("/?q=" + quote(QUESTION))
    chip = page.locator(".sentence .chip").first
    chip.wait_for()
    assert page.locator(".tip:visible").count() == 0
    chip.hover() if way == "pointer" else chip.focus()
    tip = page.locator(".tip:visible")
    tip.wait_for()
    assert squeezed(tip.locator(".said-there").inner_text()) == squeezed(citation.quote)
    assert chip.get_attribute("aria-describedby") == tip.get_attribute("id")
    visitor.picture(f"ask-quote-{way}")
    if way == "pointer":
        page.mouse.move(2, 2)
    else:
        page.keyboard.press("Escape")
    tip.wait_for(state="hidden")


@browser
def test_facets_filter_by_keyboard_and_the_link_works_elsewhere(visitors: Any, kb: KnowledgeBase) -> None:
    visitor = visitors()
    page = visitor.visit("/?q=" + quote(WORKERS))
    page.locator(".sentence").first.wait_for()
    page.get_by_role("button", name=texts("en")("ask.facet.language")).focus()
    page.keyboard.press("Enter")
    page.locator('[data-value="kk"]').focus()
    page.keyboard.press("Enter")
    page.locator(".chip", has_text="Kazakh").wait_for()
    page.wait_for_url(lambda address: "language=kk" in address)
    expected = kb.ask(WORKERS, language="kk")
    page.locator(f'.st-key-hits li [lang="kk"]:text-is("{expected.nearest[0].document.title}")').first.wait_for()
    assert page.locator(".st-key-hits li").count() == len(expected.nearest)
    assert page.locator(".st-key-hits li .text:not([lang=kk])").count() == 0
    visitor.picture("ask-facets")
    other = visitors(locale="ru-RU", color_scheme="dark", width=390, height=844)
    shown = other.visit(page.url.removeprefix(other.address))
    shown.locator(".chip", has_text="казахский").wait_for()
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    other.picture("ask-facets-phone-ru-dark")
    page.go_back()
    page.locator(".sentence").first.wait_for()
    page.locator(".chip", has_text="Kazakh").wait_for(state="detached")
    assert shown_address(visitor) == {"q": [WORKERS]}


@browser
def test_a_range_of_years_is_chosen_and_taken_back(visitor: Visitor) -> None:
    page = visitor.visit("/?q=" + quote(WORKERS))
    page.get_by_role("button", name=texts("en")("ask.facet.year")).click()
    page.get_by_label(texts("en")("ask.facet.from")).fill("2024")
    page.get_by_label(texts("en")("ask.facet.until")).fill("2025")
    page.get_by_role("button", name=texts("en")("ask.facet.apply")).click()
    chip = page.locator(".chip", has_text="Year: 2024–2025")
    chip.wait_for()
    assert shown_address(visitor) == {"q": [WORKERS], "year": ["2024-2025"]}
    chip.click()
    chip.wait_for(state="detached")
    page.wait_for_url(lambda address: "year" not in address)
    assert shown_address(visitor) == {"q": [WORKERS]}


@browser
def test_a_quote_is_copied_with_its_reference(visitors: Any, kb: KnowledgeBase) -> None:
    citation = kb.ask(QUESTION).citations[0]
    visitor = visitors(permissions=CLIPBOARD)
    page = visitor.visit("/?q=" + quote(QUESTION))
    button = page.locator(".st-key-answer_view").get_by_role("button", name=texts("en")("basket.copy")).first
    button.click()
    page.locator('.st-key-answer_view [role="status"]:text-is("Copied")').wait_for()
    passage = citation.passage
    where = Places().of(
        Quoted(1, citation.document, citation.start, citation.end, passage.section, passage.language)
    )  # fmt: skip
    footnote = References(STYLES[0], "en").footnote(citation.document, where).text
    marks = "“{}”" if passage.language == "en" else "«{}»"
    expected = f"{marks.format(' '.join(citation.quote.split()))} ({footnote.removesuffix('.')})"
    assert page.evaluate("navigator.clipboard.readText()") == expected
    hit = page.locator(".st-key-hits li").first
    hit.get_by_role("button", name=texts("en")("basket.copy")).click()
    page.locator('.st-key-hits [role="status"]:text-is("Copied")').wait_for()
    start, end = kb.ask(QUESTION).nearest[0].quote
    quoted = " ".join(kb.ask(QUESTION).nearest[0].document.text[start:end].split())
    assert quoted in page.evaluate("navigator.clipboard.readText()")


@browser
def test_without_a_clipboard_it_is_copied_all_the_same(visitors: Any) -> None:
    visitor = visitors(permissions=CLIPBOARD)
    visitor.page.add_init_script("Object.defineProperty(navigator.clipboard, 'writeText', { value: undefined });")
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator(".st-key-answer_view").get_by_role("button", name=texts("en")("basket.copy")).first.click()
    page.locator('.st-key-answer_view [role="status"]:text-is("Copied")').wait_for()
    assert "(" in page.evaluate("navigator.clipboard.readText()")


@browser
def test_a_citation_and_a_passage_go_into_the_basket_by_keyboard(visitor: Visitor) -> None:
    t = texts("en")
    page = visitor.visit("/?q=" + quote(QUESTION))
    for number, key in enumerate(("answer_view", "hits"), 1):
        button = page.locator(f".st-key-{key}").get_by_role("button", name=t("basket.keep")).last
        button.focus()
        page.keyboard.press("Enter")
        page.locator(f'.st-key-{key} [role="status"]:text-is("{t("basket.kept_now")}")').wait_for()
        page.locator(f'.st-key-{key} .done:text-is("{t("basket.kept")}")').first.wait_for()
        page.get_by_role("link", name=t("basket_count", count=number)).wait_for()
    page.reload()
    page.locator(f'.st-key-answer_view .done:text-is("{t("basket.kept")}")').first.wait_for()
    assert page.get_by_role("link", name=t("basket_count", count=2)).count() == 1


@browser
def test_nothing_under_filters_is_said(visitor: Visitor) -> None:
    page = visitor.visit("/?" + urlencode({"q": WORKERS, "year": "1801"}))
    page.get_by_text(texts("en")("ask.no_hits"), exact=True).wait_for()
    visitor.picture("ask-no-hits")
    assert page.locator(".sentence").count() == 0
    page.get_by_role("button", name=texts("en")("ask.without_filters")).click()
    page.locator(".sentence").first.wait_for()
    assert shown_address(visitor) == {"q": [WORKERS]}


@browser
def test_the_chosen_language_is_there_in_the_next_visit(visitors: Any) -> None:
    visitor = visitors()
    page = visitor.visit("/")
    page.get_by_role("combobox", name=texts("en")("app.language")).click()
    page.get_by_role("option", name="Русский").click()
    page.get_by_text(texts("ru")("ask.title")).wait_for()
    again = visitor.context.new_page()
    again.goto(visitor.address + "/?q=" + quote(REFUSED))
    again.get_by_text(texts("ru")("ask.refused")).wait_for()
    other = visitors().visit("/")
    other.get_by_text(texts("en")("ask.title")).wait_for()
    assert other.get_by_text(texts("ru")("ask.title")).count() == 0
