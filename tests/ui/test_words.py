"""The interface speaks one language: the page itself, words of Streamlit, times, relations, why a file failed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from ingest import parse
from ingest.errors import KBError
from kb import KnowledgeBase
from kb.changes import Change
from kb.messages import messages, of_file
from tests.ui.conftest import ROOT, running
from ui import shelf
from ui.components import facts, times
from ui.components.adding import _said
from ui.components.evidence import name
from ui.job import Item
from ui.texts import LANGUAGES, texts
from ui.views import changes

if TYPE_CHECKING:
    from tests.ui.conftest import Visitor

IN_KAZAKH = "Қандас мәртебесі туралы шешімді кім қабылдайды?"
LOCALES = [("en", "en-GB"), ("ru", "ru-RU"), ("kk", "kk-KZ")]


# ------------------------------------------------------------------------------------------------ times
@pytest.mark.parametrize(
    ("time", "en", "ru", "kk"),
    [
        ("2019", "2019", "2019", "2019"),
        ("2019-05", "May 2019", "май 2019 г.", "2019 жылғы мамыр"),
        ("2024-08-24", "24 August 2024", "24 августа 2024 г.", "2024 жылғы 24 тамыз"),
        ("2024-08-24/..", "since 24 August 2024", "с 24 августа 2024 г.", "2024 жылғы 24 тамыздан бастап"),
        ("2024-09/", "since September 2024", "с сентября 2024 г.", "2024 жылғы қыркүйектен бастап"),
        ("2020/..", "since 2020", "с 2020 года", "2020 жылдан бастап"),
        ("../2022-01-01", "until 1 January 2022", "до 1 января 2022 г.", "2022 жылғы 1 қаңтарға дейін"),
        ("/2020", "until 2020", "до 2020 года", "2020 жылға дейін"),
        ("2020/2024", "2020–2024", "2020–2024", "2020–2024"),
        ("2020-01/2020-03", "January 2020 – March 2020", "январь 2020 г. – март 2020 г.",
         "2020 жылғы қаңтар – 2020 жылғы наурыз"),
        ("in spring", "in spring", "in spring", "in spring"), ("2020-13", "2020-13", "2020-13", "2020-13"),
        ("../..", "../..", "../..", "../.."), ("", "", "", ""),
    ],
)  # fmt: skip
def test_times_are_said_in_words(time: str, en: str, ru: str, kk: str) -> None:
    assert [times.said(texts(language), time) for language in ("en", "ru", "kk")] == [en, ru, kk]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_has_its_name(language: str) -> None:
    for form in ("day", "month", "since", "until"):
        assert len(set(texts(language)(f"time.months.{form}").split())) == 12


def test_what_begins_or_ends_is_said_with_what_is_known() -> None:
    t = texts("en")
    assert times.between(t, "2020", "") == "since 2020" and times.between(t, "", "2022-01-01") == "until 1 January 2022"
    assert times.between(t, "2020", "2022") == "2020–2022" and times.between(t, "", "") == ""


# -------------------------------------------------------------------------- names that readers understand
@pytest.mark.parametrize("language", LANGUAGES)
def test_relations_are_named_in_the_language_of_the_reader(
    open_shelf: shelf.Shelf, kb: KnowledgeBase, language: str
) -> None:
    t, known = texts(language), {entity.iri: entity for entity in kb.entities()}
    relations = kb.entities("relation")
    assert relations
    for each in relations:
        ends = [name(t, known[each.properties[end]]) for end in ("subject", "object")]
        verb = t(f"curation.choice.{each.properties['type']}")
        assert name(t, each) == t("relation.said", subject=ends[0], verb=verb, object=ends[1])


@pytest.mark.parametrize(
    ("details", "about", "more"),
    [
        ({"decision": "merge", "names": ["Ministry A", "Ministry B"]}, "Ministry A ← Ministry B", ""),
        ({"decision": "undo", "undoes": "merge", "names": ["A", "B"]}, "A ← B", ""),
        ({"decision": "split", "names": ["Office C"]}, "Office C", ""),
        ({"decision": "split", "title": "Law", "quote": "the office", "names": ["Office C"]}, "Law",
         "the office · Office C"),
        ({"source": "upload:ab54b9617d5f/law.pdf"}, "law.pdf", ""),
    ],
)  # fmt: skip
def test_changes_are_about_what_people_call_it(details: dict[str, Any], about: str, more: str) -> None:
    change = Change(1, "2026-01-01T10:00:00+00:00", "anna", "decide", "8a460353d06952d3c7483b08", details)
    assert changes._about(change) == about
    assert changes._more(texts("en"), change) == more


def test_of_an_uploaded_file_the_name_is_shown() -> None:
    assert facts._place("upload:ab54b9617d5f/Закон о миграции.pdf") == "Закон о миграции.pdf"
    assert facts._place("/srv/papers/law.pdf") == "/srv/papers/law.pdf"


# --------------------------------------------------------------------------------------- why a file failed
CUT = (ROOT / "samples" / "personal-data-law-digest-ru.pdf").read_bytes()[:3000]
BROKEN = [
    ("cut.pdf", CUT), ("blank.txt", b" \n "), ("empty.txt", b""), ("word.docx", b"PK\x03\x04 no word"),
    ("plain.rtf", b"no rtf"), ("sheet.xlsx", b"x"), ("old.7z", b"x"), ("feed.xml", b"<feed><a/></feed>"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("binary.txt", b"\x00\x01\x02\x03" * 99),
]  # fmt: skip


@pytest.mark.parametrize(("file", "content"), BROKEN, ids=[file for file, _ in BROKEN])
def test_what_to_do_with_a_file_that_failed_is_said_in_each_language(
    file: str, content: bytes, open_shelf: shelf.Shelf
) -> None:
    """Each error is raised by the code that raises it, so that a sentence which changes there is missed here."""
    with pytest.raises(KBError) as caught:
        parse(content, file)
    reason = str(caught.value).removeprefix(f"{file}: ")
    item = Item(file, "failed", 1.0, reason[:1].upper() + reason[1:], type(caught.value).__name__)
    for language in LANGUAGES:
        (said,) = _said(texts(language), item)
        assert said["lang"] is None and ";" in str(said["text"])
        assert (str(said["text"]) == item.reason) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_files_has_its_values_in_every_language(language: str) -> None:
    table = messages(language)["files"]
    assert set(table) == set(messages("en")["files"])
    for template, said in table.items():
        assert set(re.findall(r"{\w+}", said)) <= set(re.findall(r"{\w+}", template))


def test_a_reason_without_words_stays_in_english_under_one_that_has_them(open_shelf: shelf.Shelf) -> None:
    t, item = texts("kk"), Item("a.pdf", "failed", 1.0, "The moon is full.", "UnreadableFile")
    assert of_file("kk", item.reason) == ""
    ours, theirs = _said(t, item)
    assert ours == {"text": t("library.fault.unreadablefile"), "lang": None}
    assert theirs == {"text": item.reason, "lang": "en"}


# ----------------------------------------------------------------------------------------- in a browser
@pytest.mark.browser
@pytest.mark.parametrize(("language", "locale"), LOCALES)
def test_the_page_and_the_words_of_streamlit_are_in_the_language_of_the_reader(
    visitors: Any, language: str, locale: str
) -> None:
    visitor, t = visitors(locale=locale), texts(language)
    page = visitor.visit("/documents")
    page.locator(f"html[lang={language}]").wait_for(state="attached")
    page.get_by_role("navigation", name=t("frame.pages"), exact=True).wait_for()
    page.get_by_label(t("frame.sidebar"), exact=True).wait_for()
    # It shows where the mouse is near.
    page.locator(f"button[aria-label='{t('frame.collapse')}']").wait_for(state="attached")
    page.get_by_text(t("frame.skip"), exact=True).wait_for(state="attached")
    page.get_by_label(t("app.language")).fill("qqq")
    page.get_by_text(t("frame.none"), exact=True).wait_for()
    visitor.visit("/curation?part=history")
    page.locator(f"[data-testid=stFileUploader] input[aria-label='{t('frame.files')}']").wait_for(state="attached")
    assert not page.locator("[data-testid=stFileUploaderDropzoneInstructions]").is_visible()
    visitor.visit("/nosuchpage")
    page.get_by_role("dialog", name=t("frame.not_found")).get_by_text(t("frame.not_found_do"), exact=True).wait_for()
    visitor.picture(f"page-not-found-{language}")
    # Streamlit tells the console of it, too.
    visitor.problems[:] = [each for each in visitor.problems if "does not seem to exist" not in each]


@pytest.mark.browser
def test_the_words_follow_when_the_language_is_changed(visitor: Visitor) -> None:
    page = visitor.visit("/documents")
    for now, other in (("en", "kk"), ("kk", "ru"), ("ru", "en")):
        page.get_by_role("navigation", name=texts(now)("frame.pages"), exact=True).wait_for()
        page.get_by_label(texts(now)("app.language")).click()
        page.get_by_role("option", name=LANGUAGES[other], exact=True).click()
        page.locator(f"html[lang={other}]").wait_for(state="attached")
        page.get_by_role("navigation", name=texts(other)("frame.pages"), exact=True).wait_for()
        assert page.get_by_role("navigation", name=texts(now)("frame.pages"), exact=True).count() == 0


@pytest.mark.browser
def test_an_app_that_was_stopped_says_so_in_the_language_of_the_reader(
    folder: Path, tmp_path: Path, visitors: Any
) -> None:
    t = texts("ru")
    with running(folder, tmp_path / "server.log") as address:
        visitor = visitors(locale="ru-RU", at=address)
        page = visitor.visit("/documents")
        page.locator(".st-key-shelf tbody tr").first.wait_for()
        problems = list(visitor.problems)
    dialog = page.get_by_role("dialog", name=t("frame.cut_off"))
    dialog.get_by_text(t("frame.cut_off_do"), exact=True).wait_for()
    assert "Streamlit" not in dialog.inner_text()
    visitor.picture("stopped-ru")
    # The browser tells of each attempt to connect again.
    visitor.problems[:] = problems


@pytest.mark.browser
def test_typing_a_name_and_enter_takes_one_entity_and_not_all_that_match(visitor: Visitor) -> None:
    page = visitor.visit("/curation?part=merge&kind=instrument")
    box = page.locator("[data-testid=stMultiSelect] input").first
    box.fill("law")
    listed = page.locator("[data-testid=stMultiSelectDropdown] [role=option]")
    listed.nth(1).wait_for()
    box.press("Enter")
    page.wait_for_url("**entities=*")
    assert len(parse_qs(urlsplit(page.url).query)["entities"][0].split()) == 1


@pytest.mark.browser
def test_titles_in_tables_are_marked_with_their_language(visitors: Any, kb: KnowledgeBase) -> None:
    page = visitors(locale="ru-RU").visit("/changes")
    spoken = {document.title: document.language for document in kb.documents() if document.title}
    page.locator(".st-key-changes tbody tr").first.wait_for()
    shown = page.locator(".st-key-changes td:first-child").evaluate_all("all => all.map(e => [e.innerText, e.lang])")
    found = {title: lang for title, lang in shown if title in spoken}
    assert found == {title: spoken[title] for title in found} and set(found.values()) == {"en", "ru", "kk"}
    page.goto(page.url.replace("changes", "curation"))
    page.locator(".st-key-statements tbody tr").first.wait_for()
    shown = page.locator(".st-key-statements td:last-child").evaluate_all("all => all.map(e => [e.title, e.lang])")
    assert shown and all(lang in LANGUAGES for _, lang in shown)


@pytest.mark.browser
@pytest.mark.parametrize(("path", "key", "last"), [("/documents", "shelf", "passages"), ("/changes", "changes", "")])
def test_on_a_phone_no_column_is_out_of_sight(visitors: Any, path: str, key: str, last: str) -> None:
    visitor = visitors(width=390, height=844)
    page = visitor.visit(path)
    row = page.locator(f".st-key-{key} tbody tr").first
    row.wait_for()
    cells = [cell.bounding_box() for cell in row.locator("td:not(:empty)").all()]
    assert len(cells) >= 4 and all(cell and cell["x"] >= 0 and cell["x"] + cell["width"] <= 390 for cell in cells)
    heads = row.locator("td").evaluate_all("all => all.slice(1).map(e => e.dataset.title)")
    assert (texts("en")(f"documents.{last}") if last else texts("en")("changes.more")) == heads[-1]
    visitor.picture(f"phone-{key}")


@pytest.mark.browser
def test_the_page_that_the_keyboard_is_at_has_a_ring(visitor: Visitor) -> None:
    page = visitor.visit("/documents")
    link = page.get_by_role("link", name=texts("en")("who.page"), exact=True)
    link.wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    style = link.evaluate("e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth]; }")
    assert style == ["solid", "2px"]


@pytest.mark.browser
def test_the_citation_of_a_pdf_shows_its_page(visitor: Visitor, kb: KnowledgeBase) -> None:
    (cited, *_) = kb.ask(IN_KAZAKH).citations
    assert cited.document.media_type == "application/pdf"
    page = visitor.visit("/?q=" + quote(IN_KAZAKH))
    page.locator(".st-key-source mark").first.wait_for()
    page.get_by_text(texts("en")("document.as_page"), exact=True).click()
    page.locator(".st-key-page_view .rect").first.wait_for()
    assert cited.quote[:40] in page.locator(".st-key-page_view .aside").inner_text()
    assert page.locator(".st-key-source").count() == 0
    href = page.locator(".st-key-page_view .more a").get_attribute("href")
    assert href and f"{cited.document.id}&start={cited.start}&end={cited.end}" in href
    page.wait_for_url("**view=page*")
    visitor.picture("ask-page")
