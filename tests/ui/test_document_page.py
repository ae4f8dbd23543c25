"""The Document page: pages as printed with the quote framed, outline, mentions, citations, a law on a day, details."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest

from ingest.document import Document
from ingest.pdf.pdfium import LOCK, Frame
from kb import KnowledgeBase
from tests.kb.test_laws_at import LAW
from tests.ui.conftest import running
from ui import shelf
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.ui.conftest import Visitor

T = texts("en")
SAMPLES = Path(__file__).parent.parent.parent / "samples"
PDF = SAMPLES / "personal-data-law-digest-ru.pdf"
REAL = "Immigration Rules part 13_ deportation.pdf"
HOSTILE = """<img src=x onerror="window.hit=1"> Roads of tulips: a study

## <script>window.hit=2</script> Who guards the roads

The Ministry of Internal Affairs guards the roads <b onclick="window.hit=3">every spring</b> under the Law of the
Republic of Kazakhstan of 5 March 2010 No. 300-IV "On Roads of Tulips".

## References

Smith, J. (2019). <img src=x onerror="window.hit=4"> Tulips of the steppe. Astana: Flower Press. 120 p.
"""


# -------------------------------------------------------------------------------------------------- a shelf
@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A law with notes, a study that names it, a PDF, and the same PDF with its pages turned."""
    place = tmp_path_factory.mktemp("papers")
    (place / "law.txt").write_text(LAW, encoding="utf-8")
    (place / "study.md").write_text(HOSTILE, encoding="utf-8")
    shutil.copy(PDF, place / "upright.pdf")
    writer = pypdf.PdfWriter(clone_from=PDF)
    for page in writer.pages:
        page.rotate(90)
    writer.write(place / "turned.pdf")
    with KnowledgeBase.open(place / "papers.kb") as kb:
        assert kb.add([place / name for name in ("law.txt", "study.md", "upright.pdf", "turned.pdf")]).failed == []
    return place / "papers.kb"


@pytest.fixture(scope="module")
def by_name(papers: Path) -> dict[str, Document]:
    with KnowledgeBase.open(papers, read_only=True) as kb:
        return {Path(document.source).name: document for document in kb.documents()}


@pytest.fixture
def on_shelf(papers: Path, monkeypatch: pytest.MonkeyPatch) -> shelf.Shelf:
    monkeypatch.setenv(shelf.VARIABLE, str(papers))
    return shelf.current()


@pytest.fixture(scope="module")
def papers_address(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(papers, tmp_path_factory.mktemp("log") / "papers.log") as url:
        yield url


@pytest.fixture
def guest(visitors: Any, papers_address: str) -> Visitor:
    found: Visitor = visitors(at=papers_address)
    return found


def visit(document: Document, **address: object) -> AppTest:
    app = AppTest.from_string("from ui.views import documents\ndocuments.show()", default_timeout=120)
    for name, value in {"document": document.id, **address}.items():
        app.query_params[name] = str(value)
    app.run()
    assert not app.exception
    return app


def data(app: AppTest, key: str) -> Any:
    """What a component of ours was given; None where it is not on the page."""
    import json

    found = [e.proto for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}")]
    return json.loads(found[0].bytes) if found else None


def said(app: AppTest) -> str:
    return " ".join(e.value for kind in (app.title, app.caption, app.text, app.markdown) for e in kind)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def quote_on(document: Document, page: int, length: int = 220) -> tuple[int, int]:
    """Whole words that run over several lines in the middle of a page."""
    shown = next(p for p in document.pages if p.number == page)
    start = document.text.index(" ", (shown.start + shown.end) // 2) + 1
    return start, document.text.rindex(" ", start, start + length)


# ------------------------------------------------------------------------------------------------ its logic
@pytest.mark.usefixtures("on_shelf")
class TestPage:
    @pytest.mark.parametrize("name", ["upright.pdf", "turned.pdf"])
    def test_a_link_to_a_quote_opens_its_page(self, by_name: dict[str, Document], name: str) -> None:
        document = by_name[name]
        start, end = quote_on(document, 2)
        shown = data(visit(document, start=start, end=end), "page_view")
        assert (shown["number"], shown["count"]) == (2, 2) and len(shown["rects"]) >= 2
        assert all(0 <= part <= 100 for rect in shown["rects"] for part in rect)
        assert (shown["width"] > shown["height"]) == (name == "turned.pdf")
        assert shown["quoted"] == document.text[start:end]

    def test_another_page_says_where_the_quote_is(self, by_name: dict[str, Document]) -> None:
        document = by_name["upright.pdf"]
        start, end = quote_on(document, 2)
        shown = data(visit(document, start=start, end=end, page=1), "page_view")
        assert shown["number"] == 1 and shown["rects"] == []
        (note,) = shown["notes"]
        assert note["text"] == T("document.elsewhere") and note["page"] == 2 and "page=2" in note["href"]

    def test_a_quote_over_two_pages_goes_on(self, by_name: dict[str, Document]) -> None:
        document = by_name["upright.pdf"]
        border = document.pages[1].start
        first, second = (data(visit(document, start=border - 60, end=border + 60, page=n), "page_view") for n in (1, 2))
        assert first["rects"] and second["rects"]
        assert [note["text"] for note in first["notes"]] == [T("document.goes_on")] and second["notes"] == []

    @pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
    def test_a_page_that_is_not_there_is_the_first(self, by_name: dict[str, Document], page: str) -> None:
        assert data(visit(by_name["upright.pdf"], page=page), "page_view")["number"] == 1

    def test_the_text_is_there_too(self, by_name: dict[str, Document]) -> None:
        document = by_name["upright.pdf"]
        start, end = quote_on(document, 1)
        app = visit(document, start=start, end=end, view="text")
        assert data(app, "page_view") is None
        marked = "".join(p["runs"][1] for p in data(app, "document")["passages"] if "runs" in p)
        assert letters(marked) == letters(document.text[start:end])

    def test_a_law_on_a_day(self, by_name: dict[str, Document]) -> None:
        law = by_name["law.txt"]
        items = data(visit(law, show="law", date="2012-01-01"), "law")["groups"][0]["items"]
        tags = {item["name"].split(".")[0]: item["tag"] for item in items}
        assert tags["Статья 2-1"] == T("document.state.not_yet") and tags["Статья 2"] == T("document.state.printed")
        (third,) = (item for item in items if item["name"].startswith("Статья 3"))
        (proof,) = third["proofs"]
        assert "исключена Законом РК от 04.04.2017" in proof["quote"] and "2018-01-01" in proof["sub"]
        assert law.text[slice(*proof["place"]["go"])] == proof["quote"]
        app = visit(law, show="law", date="2012-01-01", state="not_yet")
        assert [i["name"] for i in data(app, "law")["groups"][0]["items"]] == ["Статья 2-1. Тюльпановый фонд"]
        assert T("document.law_note") in said(app)
        app.date_input[0].set_value("2016-07-01").run()
        assert app.query_params["date"] == "2016-07-01"

    def test_a_day_before_the_law_was_made(self, by_name: dict[str, Document]) -> None:
        app = visit(by_name["law.txt"], show="law", date="2009-12-31")
        assert T("document.law_not_adopted", day="2009-12-31", adopted="2010-03-05") in said(app)

    def test_what_is_named_and_by_whom_the_law_is(self, by_name: dict[str, Document]) -> None:
        study, law = by_name["study.md"], by_name["law.txt"]
        groups = {group["key"]: group["items"] for group in data(visit(study, show="named"), "named_here")["groups"]}
        (ministry,) = (item for item in groups["agency"] if "Internal Affairs" in item["name"])
        assert ministry["href"].startswith("who?agency=") and ministry["places"]
        assert "instrument" in groups
        naming = {g["key"]: g["items"] for g in data(visit(law, show="cited"), "cited_here")["groups"]}
        assert [item["key"] for item in naming["named_by"]] == [study.id]

    def test_references_lead_into_the_text(self, by_name: dict[str, Document]) -> None:
        study = by_name["study.md"]
        shown = data(visit(study, show="cited"), "cited_here")
        (reference,) = next(g["items"] for g in shown["groups"] if g["key"] == "cites")
        assert study.text[slice(*reference["places"][0]["go"])] == reference["name"]

    def test_details_are_corrected_and_taken_back(self, by_name: dict[str, Document], on_shelf: shelf.Shelf) -> None:
        study = by_name["study.md"]
        app = visit(study, show="about")
        (title,) = (box for box in app.text_input if box.label == T("document.field.title"))
        title.set_value("Roads of tulips")
        app.button(key=next(b.key for b in app.button if b.label == T("document.save"))).click().run()
        assert on_shelf.kb.document(study.id).title == "Roads of tulips"
        rows = {row["field"]: row for row in data(visit(study, show="about"), "facts")["rows"]}
        assert rows["title"]["value"] == "Roads of tulips" and rows["title"]["origin"].startswith("edited by")
        app = visit(study, show="about")
        (year,) = (box for box in app.text_input if box.label == T("document.field.year"))
        year.set_value("the year of tulips")
        app.button(key=next(b.key for b in app.button if b.label == T("document.save"))).click().run()
        assert "is not a year" in said(app)
        app.button(key=f"back:{study.id}:title").click().run()
        assert on_shelf.kb.document(study.id).title == study.title


# --------------------------------------------------------------------------------------------- in a browser
def rectangles(page: Page) -> list[tuple[float, float, float, float]]:
    """The rectangles as shares of the picture, measured on the screen: left, top, right and bottom."""
    page.locator(".st-key-page_view .rect").first.wait_for()
    found: list[tuple[float, float, float, float]] = page.locator(".st-key-page_view .sheet").evaluate("""(sheet) => {
        const all = sheet.querySelector("img").getBoundingClientRect();
        return [...sheet.querySelectorAll(".rect")].map((rect) => {
            const box = rect.getBoundingClientRect();
            return [(box.left - all.left) / all.width, (box.top - all.top) / all.height,
                    (box.right - all.left) / all.width, (box.bottom - all.top) / all.height];
        });
    }""")
    return found


def words_under(data: bytes, number: int, shares: list[tuple[float, float, float, float]]) -> str:
    """What pdfium reads under rectangles of a page, given as shares of the page as shown."""
    with LOCK, pypdfium2.PdfDocument(data) as pdf:
        page = pdf[number - 1]
        frame, words = Frame(page), []
        source = page.get_textpage()
        for left, top, right, bottom in shares:
            # A little in from the borders, where letters of neighbours begin.
            box = (left * frame.width + 0.3, top * frame.height + 1, right * frame.width - 0.3,
                   bottom * frame.height - 1)  # fmt: skip
            words.append(_bounded(source, *frame.inside(*box)))
        source.close()
        page.close()
    return " ".join(words)


def _bounded(source: Any, left: float, bottom: float, right: float, top: float) -> str:
    text: str = source.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    return text


def same_letters(found: str, wanted: str) -> bool:
    """Hyphens at line ends come and go; nothing else may."""
    return letters(found.replace("\ufffe", "").replace("\x02", "")) == letters(wanted)


@pytest.mark.browser
@pytest.mark.parametrize(("name", "number"), [("upright.pdf", 1), ("upright.pdf", 2), ("turned.pdf", 2)])
def test_the_words_under_the_rectangles_are_the_quote(
    guest: Visitor, papers: Path, by_name: dict[str, Document], name: str, number: int
) -> None:
    document = by_name[name]
    start, end = quote_on(document, number)
    page = guest.visit(f"/documents?document={document.id}&start={start}&end={end}")
    shares = rectangles(page)
    source = (papers / "sources" / f"{document.id}.pdf").read_bytes()
    assert same_letters(words_under(source, number, shares), document.text[start:end])
    assert page.locator(".st-key-page_view .rect").first.is_visible()
    guest.picture(f"document-page-{Path(name).stem}-{number}")


@pytest.mark.browser
def test_the_words_under_the_rectangles_of_a_real_paper(shared: Path, visitors: Any, tmp_path: Path) -> None:
    path = shared / "data" / "uk-immigration" / REAL
    with KnowledgeBase.open(tmp_path / "real.kb") as kb:
        assert kb.add(path).failed == []
        (document,) = kb.documents()
    with running(tmp_path / "real.kb", tmp_path / "real.log") as url:
        guest = visitors(at=url)
        for number in (2, 4):
            start, end = quote_on(document, number)
            page = guest.visit(f"/documents?document={document.id}&start={start}&end={end}&lang=kk")
            assert same_letters(words_under(path.read_bytes(), number, rectangles(page)), document.text[start:end])
        guest.picture("document-real")


@pytest.mark.browser
def test_pages_turn_by_keys_buttons_and_number(guest: Visitor, by_name: dict[str, Document]) -> None:
    document = by_name["upright.pdf"]
    page = guest.visit(f"/documents?document={document.id}")
    picture = page.locator(".st-key-page_view img")
    picture.wait_for()
    assert picture.get_attribute("alt") == T("document.picture", page=1)
    assert picture.evaluate("(image) => image.complete && image.naturalWidth > 1000")
    page.locator(".st-key-page_view .frame").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**page=2*")
    page.get_by_alt_text(T("document.picture", page=2)).wait_for()
    page.get_by_role("link", name=T("document.previous")).click()
    page.get_by_alt_text(T("document.picture", page=1)).wait_for()
    box = page.get_by_label(T("document.number"), exact=True)
    box.fill("2")
    box.press("Enter")
    page.get_by_alt_text(T("document.picture", page=2)).wait_for()
    page.go_back()
    page.get_by_alt_text(T("document.picture", page=1)).wait_for()
    page.get_by_text(T("document.as_text"), exact=True).click()
    page.wait_for_url("**view=text*")
    page.locator(".st-key-document .passage").first.wait_for()


@pytest.mark.browser
def test_the_outline_finds_an_article_and_goes_there(guest: Visitor, by_name: dict[str, Document]) -> None:
    law = by_name["law.txt"]
    page = guest.visit(f"/documents?document={law.id}&show=outline")
    page.locator(".st-key-outline .line").first.wait_for()
    assert page.locator(".st-key-outline .line").count() == 9
    page.get_by_role("link", name="Статья 5. Ответственность").press("Enter")
    start = law.text.index("Статья 5. Ответственность")
    page.wait_for_url(f"**start={start}*")
    page.locator(".st-key-document mark", has_text="Статья 5. Ответственность").wait_for()
    page.locator('.st-key-outline [aria-current="location"]', has_text="Статья 5").wait_for()


@pytest.mark.browser
def test_a_law_moves_with_the_date_and_its_note_is_shown(guest: Visitor, by_name: dict[str, Document]) -> None:
    law = by_name["law.txt"]
    page = guest.visit(f"/documents?document={law.id}&show=law&date=2017-12-31")
    item = page.locator(".st-key-law .item", has_text="Статья 3.")
    item.locator(".tag", has_text=T("document.state.repealed_later")).wait_for()
    item.locator("summary").click()
    item.locator("blockquote", has_text="Статья 3 исключена").wait_for()
    guest.picture("document-law")
    page.goto(page.url.replace("2017-12-31", "2018-01-01"))
    item.locator(".tag").wait_for()
    assert item.locator(".tag").text_content() == T("document.state.repealed")


@pytest.mark.browser
def test_a_document_and_a_quote_go_into_the_basket(guest: Visitor, by_name: dict[str, Document]) -> None:
    document = by_name["upright.pdf"]
    start, end = quote_on(document, 1)
    page = guest.visit(f"/documents?document={document.id}&start={start}&end={end}")
    for key in ("keep", "keep_quote"):
        page.locator(f".st-key-{key} button:not([disabled])").click()
        page.locator(f".st-key-{key} button[disabled]", has_text=T("document.kept")).wait_for()
    page.reload()
    page.locator(".st-key-keep_quote button[disabled]").wait_for()
    assert page.locator(".st-key-keep button[disabled]").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beside_fits_a_phone_is_accessible_and_does_nothing(
    visitors: Any, papers_address: str, by_name: dict[str, Document], language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    phone = visitors(width=390, height=844, at=papers_address, color_scheme="dark" if language == "ru" else "light")
    views = {("study.md", "named"): "named_here", ("study.md", "cited"): "cited_here", ("study.md", "about"): "facts",
             ("law.txt", "law"): "law", ("upright.pdf", "outline"): "outline"}  # fmt: skip
    for (name, show), key in views.items():
        page = phone.visit(f"/documents?document={by_name[name].id}&show={show}&lang={language}")
        page.locator(f".st-key-{key} .root").wait_for()
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("window.hit") is None
        assert page.locator("img[src='x'], .root script, .root b").count() == 0
        serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in serious] == []
        page.locator(f".st-key-{key}").scroll_into_view_if_needed()
        phone.picture(f"document-{show}-{language}-phone")
