"""Citations in a real browser: the basket ordered and edited, every format downloaded and read by other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bibtexparser
import docx
import pytest
import rispy
from playwright.sync_api import expect

from kb import KnowledgeBase
from kb.basket import called, footnotes, looked_up, reference_list
from kb.citing.styles import STYLES
from kb.desk import Desk, Pin
from tests.ui.test_browser import QUESTION
from tests.ui.test_views import data, said, visit
from ui import shelf
from ui import visitor as browsers
from ui.texts import LANGUAGES, texts
from ui.views import citations

browser = pytest.mark.browser
PAGE = "from ui.views import citations\ncitations.show()"
HERE = "/citations"


@pytest.fixture
def chosen(kb: KnowledgeBase) -> list[Pin]:
    """Two quotes, a whole document and an act."""
    quotes = [Pin(c.document.id, c.start, c.end, quote=c.quote) for c in kb.ask(QUESTION).citations]
    hits = [Pin(h.document.id, *h.quote, quote=h.document.text[slice(*h.quote)]) for h in kb.ask(QUESTION).nearest]
    two = list(dict.fromkeys([*quotes, *hits]))[:2]
    whole = next(d.id for d in kb.documents() if d.id not in {pin.subject for pin in two} and d.authors)
    return [*two, Pin(whole), Pin(kb.entities("instrument")[0].iri)]


@pytest.fixture
def with_basket(visitors: Any, folder: Path) -> Callable[..., Any]:
    """A browser whose basket holds these."""

    def make(pins: list[Pin], **options: Any) -> Any:
        made = visitors(**options)
        made.visit("/")
        (name,) = [c["value"] for c in made.context.cookies() if c["name"] == browsers.COOKIE]
        Desk(folder).keep(name, pins)
        made.reader = name
        return made

    return make


def order(page: Any) -> list[str]:
    return [item.get_attribute("data-id") for item in page.locator(".st-key-basket_items .item").all()]


def download(page: Any, label: str, place: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name=label, exact=True).click()
    path = place / found.value.suggested_filename
    found.value.save_as(path)
    return path


# ------------------------------------------------------------------------------ what the page is given
@pytest.fixture
def reader(open_shelf: shelf.Shelf, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A reader of the simulated page."""
    from ui import access

    monkeypatch.setattr(access, "reader", lambda: request.node.name)
    yield request.node.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_basket_says_how_to_fill_it(reader: str, language: str) -> None:
    assert texts(language)("citations.empty_do") in said(cited(lang=language))


def test_what_is_gone_or_changed_is_said_and_the_rest_works(
    reader: str, folder: Path, chosen: list[Pin], kb: KnowledgeBase
) -> None:
    gone = Pin("f" * 64, 1, 5, quote="<b>gone</b>")
    changed = replace(chosen[0], start=0, end=10, quote="said otherwise")
    Desk(folder).keep(reader, [gone, changed, chosen[1]])
    items = data(cited(), "basket_items")["items"]
    t = texts("en")
    assert [item["warning"] for item in items] == [t("citations.gone"), t("citations.changed"), ""]
    assert [item["quote"] for item in items][:2] == ["<b>gone</b>", "said otherwise"]
    assert len(data(cited(), "reference_list")["entries"]) == len({changed.subject, chosen[1].subject})


def test_an_unknown_style_is_said(reader: str, folder: Path, chosen: list[Pin], kb: KnowledgeBase) -> None:
    Desk(folder).keep(reader, chosen)
    app = cited(style="../no *style*")
    assert ["no" in info.value for info in app.info] == [True]
    shown = [entry["text"] for entry in data(app, "reference_list")["entries"]]
    assert shown == [r.text for r in reference_list(looked_up(chosen, kb), STYLES[0], None)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("labels", ["", "kk"])
def test_the_preview_is_what_the_style_prints(
    reader: str, folder: Path, chosen: list[Pin], kb: KnowledgeBase, style: str, labels: str
) -> None:
    Desk(folder).keep(reader, chosen)
    app = cited(style=style, labels=labels)
    items = looked_up(chosen, kb)
    shown = [entry["text"] for entry in data(app, "reference_list")["entries"]]
    assert shown == [reference.text for reference in reference_list(items, style, labels or None)]
    notes = [entry["text"] for entry in data(app, "footnotes")["entries"]]
    assert notes == [text for _, text, _ in footnotes(items, style, labels or "en")]


def cited(**address: str) -> Any:
    from streamlit.testing.v1 import AppTest

    from tests.ui.test_views import run

    return run(AppTest.from_string(PAGE, default_timeout=120), address)


def test_every_page_knows_the_basket(reader: str, folder: Path, chosen: list[Pin]) -> None:
    Desk(folder).keep(reader, chosen)
    (link,) = visit().sidebar.get("page_link")
    assert link.proto.label == texts("en")("basket_count", count=len(chosen))


# ------------------------------------------------------------------------------ in the browser
@browser
def test_from_the_answer_to_the_reference_list(visitors: Any, kb: KnowledgeBase) -> None:
    t, visitor = texts("en"), visitors()
    page = visitor.visit("/?q=" + quote(QUESTION))
    page.locator(".st-key-answer_view").get_by_role("button", name=t("basket.keep")).first.click()
    link = page.get_by_role("link", name=t("basket_count", count=1))
    link.wait_for()
    link.click()
    item = page.locator(".st-key-basket_items .item")
    item.wait_for()
    citation = kb.ask(QUESTION).citations[0]
    assert item.locator("blockquote").text_content() == citation.quote
    page.reload()
    item.wait_for()
    assert order(page) == [called(Pin(citation.document.id, citation.start, citation.end))]
    stranger = visitors(locale="kk-KZ").visit(HERE)
    stranger.get_by_text(texts("kk")("citations.empty")).wait_for()
    assert stranger.locator(".st-key-basket_items").count() == 0


@browser
def test_order_by_keyboard_taking_out_and_undo(with_basket: Any, chosen: list[Pin], folder: Path) -> None:
    t, visitor = texts("en"), with_basket(chosen)
    page = visitor.visit(HERE)
    names = [called(pin) for pin in chosen]
    page.locator(".st-key-basket_items .item").first.wait_for()
    down = page.get_by_role("button", name=f"{t('citations.down')}: 1")
    down.focus()
    page.keyboard.press("Enter")
    wait_for_desk(page, folder, visitor.reader, [names[1], names[0], names[2], names[3]])
    page.keyboard.press("Enter")
    expected = [names[1], names[2], names[0], names[3]]
    wait_for_desk(page, folder, visitor.reader, expected)
    assert order(page) == expected
    page.locator(f'[data-place="out {names[2]}"]').focus()
    page.keyboard.press("Enter")
    page.get_by_text(t("citations_taken", count=1)).wait_for()
    wait_for_desk(page, folder, visitor.reader, [names[1], names[0], names[3]])
    page.get_by_role("button", name=t("citations.undo")).click()
    wait_for_desk(page, folder, visitor.reader, expected)
    page.get_by_role("button", name=t("citations.clear")).click()
    page.get_by_text(t("citations.empty"), exact=True).wait_for()
    visitor.picture("citations-empty")
    page.get_by_role("button", name=t("citations.undo")).click()
    wait_for_desk(page, folder, visitor.reader, expected)


def wait_for_desk(page: Any, folder: Path, reader: str, names: list[str]) -> None:
    for _ in range(150):
        if [called(pin) for pin in Desk(folder).basket(reader)] == names:
            return
        page.wait_for_timeout(100)
    assert [called(pin) for pin in Desk(folder).basket(reader)] == names


@browser
def test_the_drafter_says_place_sentence_and_note(with_basket: Any, chosen: list[Pin], folder: Path) -> None:
    t, visitor = texts("en"), with_basket(chosen[:1])
    page = visitor.visit(HERE)
    items = page.locator(".st-key-basket_items")
    said = {"page": "45–47", "article": "12-1", "paragraph": "3", "text": "My <b>own</b> **line**.", "note": "check"}
    for field, value in said.items():
        items.get_by_label(t(f"citations.field.{field}"), exact=True).fill(value)
        page.keyboard.press("Tab")
    page.locator(".st-key-footnotes li", has_text="12-1").filter(has_text="45–47").wait_for()
    for _ in range(100):
        (pin,) = Desk(folder).basket(visitor.reader)
        if pin.note == "check":
            break
        page.wait_for_timeout(100)
    assert pin == replace(chosen[0], **said)
    page.reload()
    for field, value in said.items():
        expect(items.get_by_label(t(f"citations.field.{field}"), exact=True)).to_have_value(value)
    assert page.locator(".item b").count() == 0


@browser
def test_each_format_downloads_and_parses(
    with_basket: Any, chosen: list[Pin], kb: KnowledgeBase, tmp_path: Path
) -> None:
    t, visitor = texts("en"), with_basket([replace(chosen[0], text="My sentence."), *chosen[1:]])
    page = visitor.visit(f"{HERE}?style=apa&places=1")
    page.locator(".st-key-reference_list li").first.wait_for()
    visitor.picture("citations")
    files = {f: download(page, t(f"citations.format.{f}"), tmp_path) for f in citations._FILES}
    titles = {kb.document(pin.subject).title for pin in chosen if "://" not in pin.subject}
    works = len({pin.subject for pin in chosen})
    text = files["text"].read_text(encoding="utf-8")
    listed = page.locator(".st-key-reference_list li .text").all_text_contents()
    assert len(text.splitlines()) == works == len(listed)
    assert all(line.startswith(entry) for line, entry in zip(text.splitlines(), listed, strict=True))
    assert files["html"].read_text(encoding="utf-8").count('class="csl-entry"') == works
    assert len(docx.Document(str(files["docx"])).paragraphs) == works
    for name in ("bibtex", "biblatex"):
        library = bibtexparser.parse_string(files[name].read_text(encoding="utf-8"))
        assert library.failed_blocks == [] and len(library.entries) == works
        assert titles <= {entry["title"].replace("{", "").replace("}", "") for entry in library.entries}
    assert titles <= {record["title"] for record in rispy.loads(files["ris"].read_text(encoding="utf-8"))}
    records = json.loads(files["csl-json"].read_text(encoding="utf-8"))
    assert len(records) == works and titles <= {record["title"] for record in records}
    quotes = {" ".join(pin.quote.split()) for pin in chosen if pin.quote}
    assert any(quote in record.get("annote", "") for record in records for quote in quotes)
    word = download(page, t("citations.pack_docx"), tmp_path)
    assert "My sentence." in "\n".join(p.text for p in docx.Document(str(word)).paragraphs)
    markdown = download(page, t("citations.pack_markdown"), tmp_path).read_text(encoding="utf-8")
    assert "My sentence." in markdown and "[^2]" in markdown and "[^3]" not in markdown


@browser
def test_a_style_is_found_and_kept(with_basket: Any, chosen: list[Pin], kb: KnowledgeBase) -> None:
    t, visitor = texts("en"), with_basket(chosen)
    page = visitor.visit(HERE)
    page.get_by_label(t("citations.find_style")).fill("vancouver")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name=t("citations.style")).click()
    # Not "Vancouver (NLM)", which is among the common styles before the search is done.
    page.get_by_role("option", name="vancouver nlm", exact=True).click()
    page.wait_for_url(lambda address: "style=vancouver-nlm" in address)
    style = page.url.partition("style=")[2].partition("&")[0]
    expected = [reference.text for reference in reference_list(looked_up(chosen, kb), style, None)]
    page.locator(".st-key-reference_list li .text", has_text=expected[0]).wait_for()
    again = visitor.context.new_page()
    again.goto(visitor.address + HERE)
    again.locator(".st-key-reference_list li .text", has_text=expected[0]).wait_for()


@browser
@pytest.mark.parametrize(("lang", "locale"), [("ru", "ru-RU"), ("kk", "kk-KZ")])
def test_the_page_reads_well_on_a_phone(with_basket: Any, chosen: list[Pin], lang: str, locale: str) -> None:
    visitor = with_basket(chosen, locale=locale, color_scheme="dark", width=390, height=844)
    page = visitor.visit(HERE)
    # The link to this page has the count, too.
    count = texts(lang)("citations_count", count=len(chosen))
    page.get_by_test_id("stMainBlockContainer").get_by_text(count).wait_for()
    page.locator(".st-key-footnotes li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.picture(f"citations-phone-{lang}")
