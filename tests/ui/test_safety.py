"""Text of documents never acts, nothing leaves the machine, and no address makes the app stumble."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from kb import KnowledgeBase
from tests.ui.conftest import HERE, running
from tests.ui.hostile import plant
from ui.texts import texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.ui.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Everything that a document could have made in the page, in our components, too.
MADE = """() => {
  const bad = [];
  const look = (root) => { for (const e of root.querySelectorAll("*")) {
    const html = e.outerHTML.slice(0, 200);
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) && a.value.includes("window.hit")) bad.push("handler: " + html);
      if (["src", "href", "action", "data", "srcset", "xlink:href"].includes(a.name)
          && /evil\\.example|^\\s*javascript:|^x$/i.test(a.value)) bad.push(a.name + ": " + html);
    }
    if (["SCRIPT", "STYLE"].includes(e.tagName) && /window\\.hit|display:none!important/.test(e.textContent))
      bad.push(e.tagName + ": " + html);
    if (e.matches("iframe, object, embed")) bad.push("frame: " + html);
    if (e.matches(".katex, .stMarkdownColoredText")) bad.push("directive: " + html);
    if (e.matches("[data-testid=stIconMaterial]") && e.textContent === "home") bad.push("icon: " + html);
    if (e.shadowRoot) look(e.shadowRoot);
  } };
  look(document);
  return bad;
}"""
SAID = """() => {
  const parts = [];
  const look = (root) => { for (const n of root.childNodes) {
    if (n.nodeType === 3) parts.push(n.data);
    if (n.shadowRoot) look(n.shadowRoot);
    if (!["SCRIPT", "STYLE"].includes(n.tagName)) look(n);
    if (n.tagName === "INPUT" || n.tagName === "TEXTAREA") parts.push(n.value);
  } };
  look(document.body);
  return parts.join("");
}"""
WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.effectiveDirective + e.blockedURI));
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => { window.hit = name; };"""
PAGES = {
    "first": "/",
    "answer": "/?q=" + quote("Who is responsible for issuing quagga permits?"),
    "documents": "/documents",
    "who": "/who?about=quagga",
    "recommendations": "/recommendations?about=quagga",
    "timeline": "/timeline?about=quagga",
    "citations": "/citations",
    "library": "/library",
    "curation": "/curation?about=quagga",
    "changes": "/changes",
}
# Where a line of a trap must be readable.
SHOWN = {"answer", "documents", "who", "recommendations", "library", "curation", "changes", "citations"}


@pytest.fixture(scope="module")
def planted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples and a hostile file of each kind."""
    place = tmp_path_factory.mktemp("planted")
    path = Path(shutil.copytree(folder, place / "planted.kb"))
    with KnowledgeBase.open(path, person='<img src=x onerror="window.hit=1">:red[p]') as kb:
        assert kb.add(plant(place)).failed == []
        [notes] = [d for d in kb.documents() if d.source.endswith("quagga-notes.md")]
        assert "<script>" in notes.title, "the library did not describe its document"
    return path


@pytest.fixture(scope="module")
def hostile(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(planted, tmp_path_factory.mktemp("log") / "planted.log") as url:
        yield url


@pytest.fixture(scope="module")
def papers(planted: Path) -> dict[str, str]:
    """Ids of the hostile documents by the suffix of their file."""
    with KnowledgeBase.open(planted, read_only=True) as kb:
        found = {
            d.source.rpartition(".")[2]: d.id for d in kb.documents() if "onerror" in d.source and "\u202e" in d.source
        }
    assert set(found) == {"html", "docx", "pdf", "md"}
    return found


def settled(page: Page) -> None:
    """Wait until the page is drawn and its components have had the time to do what they do."""
    page.locator("[data-testid=stMain]").locator("h1, h2, input, button").first.wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')")
    page.wait_for_timeout(1_200)


def said(page: Page) -> None:
    """Wait until a trap can be read as text."""
    page.wait_for_function(f"() => ({SAID})().includes('window.hit')")


def nothing_acted(page: Page) -> None:
    page.mouse.move(500, 300)
    assert page.evaluate("window.hit") is None
    assert page.evaluate("window.refused") == []
    assert page.evaluate(MADE) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.stMain')).display") != "none"
    assert urlsplit(page.url).hostname == HERE and len(page.context.pages) == 1


def arrived(visitors: Any, at: str, **options: Any) -> Visitor:
    visitor: Visitor = visitors(at=at, **options)
    visitor.page.add_init_script(WATCH)
    visitor.page.on("dialog", lambda dialog: visitor.problems.append(f"dialog: {dialog.message}"))
    visitor.page.on("download", lambda file: visitor.problems.append(f"download: {file.suggested_filename}"))
    return visitor


@pytest.mark.parametrize("name", PAGES)
def test_no_page_lets_text_of_documents_act(visitors: Any, hostile: str, papers: dict[str, str], name: str) -> None:
    visitor = arrived(visitors, hostile)
    if name == "citations":
        _into_the_basket(visitor, papers)
    page = visitor.visit(PAGES[name])
    settled(page)
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    if name in SHOWN:
        said(page)
    page.wait_for_timeout(600)
    nothing_acted(page)
    visitor.picture(f"hostile-{name}")


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "md"])
def test_no_document_acts_when_it_is_read(visitors: Any, hostile: str, papers: dict[str, str], kind: str) -> None:
    visitor = arrived(visitors, hostile, color_scheme="dark")
    page = visitor.visit(f"/documents?document={papers[kind]}&start=0&end=60")
    settled(page)
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    said(page)
    page.wait_for_timeout(600)
    nothing_acted(page)
    visitor.picture(f"hostile-{kind}")


def _into_the_basket(visitor: Visitor, papers: dict[str, str]) -> None:
    for kind in ("html", "docx"):
        page = visitor.visit(f"/documents?document={papers[kind]}")
        settled(page)
        page.get_by_role("button", name=texts("en")("document.keep"), exact=True).click()
        page.get_by_role("button", name=texts("en")("document.kept"), exact=True).wait_for()


def test_every_page_of_the_menu_was_looked_at(visitors: Any, hostile: str) -> None:
    page = arrived(visitors, hostile).visit("/")
    settled(page)
    links = page.locator("[data-testid=stSidebarNavLink]")
    paths = {urlsplit(links.nth(i).get_attribute("href") or "").path or "/" for i in range(links.count())}
    assert paths == {urlsplit(path).path for path in PAGES.values()}


# ----------------------------------------------------------------------------------------- addresses
ODD = [
    "/?q=%00%0d%0aSet-Cookie:%20x=1",
    "/?q=" + "a" * 10_000,
    "/?q=quagga&cite=99999999999999999999999999",
    "/?q=%F0%9F%92%A9&language=%00&year=99999999999999999999&type=../../etc",
    "/documents?document=%00",
    "/documents?document=" + "f" * 10_000,
    "/documents?document=../../../../etc/passwd",
    "/who?agency=javascript:window.hit=1&date=99999-99-99",
    "/who?date=2022-02-30&about=" + "x" * 10_000,
    "/timeline?from=-99999999999&until=%E2%80%AE&place=%00",
    "/curation?statement=%00&page=99999999999",
    "/library?remove=%00",
    "/changes?shown=99999999999999&document=%00",
    "/?lang=../../etc/passwd",
]


@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:30])
def test_an_odd_address_is_answered_by_a_page(visitors: Any, hostile: str, path: str) -> None:
    page = arrived(visitors, hostile).visit(path)
    settled(page)
    nothing_acted(page)
    shown = page.inner_text("body")
    assert "Traceback" not in shown and texts("en")("error.title") not in shown
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "//evil.example/", "/%2f%2fevil.example/", "/\\evil.example/", "/documents/",
        "/auth/login?provider=x&next=http://evil.example", "/auth/logout?next=//evil.example",
        "/oauth2callback?state=x&redirect=http://evil.example", "/?q=a%0d%0aSet-Cookie:%20hit=1",
        "/%0d%0aLocation:%20http://evil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(hostile: str, path: str) -> None:
    connection = http.client.HTTPConnection(HERE, urlsplit(hostile).port or 80, timeout=20)
    connection.putrequest("GET", path, skip_host=False)
    connection.endheaders()
    answer = connection.getresponse()
    target = answer.headers.get("Location", "")
    assert not urlsplit(target).netloc and not target.startswith(("//", "/\\"))
    assert not any("hit=1" in cookie for cookie in answer.headers.get_all("Set-Cookie", []))
    assert answer.status < 500
    connection.close()


# -------------------------------------------------------------------------------------------- errors
def test_what_nobody_foresaw_has_an_id_that_is_in_the_log(visitors: Any, folder: Path, tmp_path: Path) -> None:
    """A document's record in the database is damaged: the page that lists it fails, and says how to find out why."""
    import sqlite3

    broken = Path(shutil.copytree(folder, tmp_path / "broken.kb"))
    log = tmp_path / "broken.log"
    with running(broken, log) as url:
        visitor = arrived(visitors, url, locale="ru-RU")
        page = visitor.visit("/")
        settled(page)
        with sqlite3.connect(broken / "kb.sqlite") as db:
            db.execute("UPDATE documents SET record = '{' || record")
        db.close()
        page = visitor.visit("/documents")
        page.get_by_text(texts("ru")("error.title")).wait_for()
        said = page.get_by_text(texts("ru")("error.text", id="")[:40]).inner_text()
        number = said.split()[-1]
        assert len(number) == 8 and "Traceback" not in page.inner_text("body")
        visitor.picture("error-ru")
        kept = (broken / "logs" / "app.log").read_text(encoding="utf-8")
        assert (broken / "logs" / "app.log").stat().st_mode & 0o077 == 0
        page.close()
    for text in (kept, log.read_text(encoding="utf-8")):
        _, _, after = text.partition(f"error {number} ")
        assert "JSONDecodeError" in after and "Traceback" in after


def test_what_the_shelf_says_is_shown_as_it_is(visitors: Any, folder: Path, tmp_path: Path) -> None:
    """A table of the database is gone: the shelf's own message is shown, without an id."""
    import sqlite3

    broken = Path(shutil.copytree(folder, tmp_path / "gone.kb"))
    with running(broken, tmp_path / "gone.log") as url:
        visitor = arrived(visitors, url)
        page = visitor.visit("/")
        settled(page)
        with sqlite3.connect(broken / "kb.sqlite") as db:
            db.execute("ALTER TABLE documents RENAME TO gone")
        db.close()
        page = visitor.visit("/documents")
        page.get_by_text("kb.sqlite").first.wait_for()
        shown = page.inner_text("body")
        assert texts("en")("app.wrong") in shown and texts("en")("error.title") not in shown
        assert "Traceback" not in shown
        page.close()
