"""The Library page in a real browser: files come in while one reads on, fail with a reason, and are removed."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from kb import KnowledgeBase
from kb.messages import of_file
from tests.ui.conftest import HERE, ROOT, _wait
from tests.ui.test_jobs import locked_pdf
from ui import serve
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.ui.conftest import Visitor

pytestmark = pytest.mark.browser

T = texts("en")
GOOD = """Note on Beekeeping Permits

The Bureau of Zubrowka Apiaries issues beekeeping permits to farmers of the northern districts every third year.
The fee for a beekeeping permit is 4,200 tenge, and the bureau answers an application within eleven days.
"""
QUESTION = "Who issues beekeeping permits to farmers?"
TINY = '[reading]\nsize = 1\nocr = "off"\n'


@pytest.fixture(scope="module")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of its own, with two files of one text and a small limit of size."""
    place = tmp_path_factory.mktemp("library")
    path = Path(shutil.copytree(sample_folder, place / "shelf.kb"))
    (path / "kb.toml").write_text(TINY, encoding="utf-8")
    for name in ("twin.txt", "<b onmouseover=window.hit=1>twin.md"):
        (place / name).write_text("# Twins\n\nOne text lies here in two files.\n" + "\n" * len(name), encoding="utf-8")
    with KnowledgeBase.open(path) as kb:
        assert kb.add(sorted(place.glob("*twin*"))).failed == []
    return path


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over it."""
    yield from app_on(folder, tmp_path_factory.mktemp("log") / "server.log", HERE)


@pytest.fixture
def public_address(folder: Path, tmp_path: Path) -> Iterator[str]:
    """The app where others can reach it and nobody signs in: its visitors are readers."""
    yield from app_on(folder, tmp_path / "server.log", "0.0.0.0")


def app_on(folder: Path, log: Path, host: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    command = serve.command(folder, port, host)
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT) as app:
        url = f"http://{HERE}:{port}"
        try:
            _wait(f"{url}/_stcore/health", app, log)
            yield url
        finally:
            app.terminate()


def files(*given: tuple[str, bytes]) -> list[dict[str, Any]]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in given]


def upload(page: Page, *given: tuple[str, bytes]) -> None:
    page.locator("input[type=file]").set_input_files(files(*given))
    page.get_by_role("button", name=T("library.begin")).wait_for()
    for name, _ in given:
        page.locator("[data-testid=stFileChip]", has_text=name).wait_for()
    page.get_by_role("button", name=T("library.begin")).click()


def step(page: Page, name: str) -> Locator:
    return page.locator("[class*=st-key-steps_] li", has_text=name)


def settled(page: Page, name: str, state: str) -> Locator:
    found = step(page, name).and_(page.locator(f'li[data-state="{state}"]'))
    found.wait_for(timeout=120_000)
    return found


def test_files_come_in_while_the_page_is_left(visitor: Visitor, folder: Path) -> None:
    page = visitor.visit("/library")
    upload(page, ("beekeeping.txt", GOOD.encode()), ("broken.pdf", b"%PDF-1.7 nothing else"),
           ("program.pdf", b"MZ\x90\x00" + bytes(range(256)) * 20))  # fmt: skip
    step(page, "beekeeping.txt").wait_for()
    visitor.picture("library-job")
    page.get_by_role("link", name=T("ask.page"), exact=True).click()
    page.get_by_label(T("ask.label"), exact=True).wait_for()
    page.get_by_role("link", name=T("library.page"), exact=True).click()
    settled(page, "beekeeping.txt", "added")
    assert "broken" in settled(page, "broken.pdf", "failed").inner_text()
    assert settled(page, "program.pdf", "failed").locator("p").inner_text().strip()
    page.reload()
    settled(page, "beekeeping.txt", "added")
    page.get_by_text(T("library.state.finished")).first.wait_for()
    row = page.locator(".st-key-holdings tbody tr", has_text="Beekeeping")
    row.wait_for()
    assert "beekeeping.txt" in row.inner_text() and "upload:" not in row.inner_text()
    visitor.picture("library-coverage")
    visitor.visit("/?q=" + quote(QUESTION))
    page.locator(".sentence", has_text="Zubrowka").wait_for()
    with KnowledgeBase.open(folder, read_only=True) as kb:
        (added,) = [d for d in kb.documents() if "Zubrowka" in d.text]
        assert added.source.startswith("upload:") and added.source.endswith("/beekeeping.txt")
    assert list((folder / "uploads").glob("*/*")) == []


def test_reasons_are_in_the_language_of_the_reader(visitors: Any) -> None:
    visitor = visitors(locale="ru-RU", color_scheme="dark")
    page = visitor.visit("/library")
    t = texts("ru")
    page.locator("input[type=file]").set_input_files(files(("пустой.txt", b"   ")))
    page.locator("[data-testid=stFileChip]").wait_for()
    page.get_by_role("button", name=t("library.begin")).click()
    shown = settled(page, "пустой.txt", "failed")
    why = of_file("ru", "The file is empty; check that it was saved or downloaded completely.")
    assert why and why in shown.inner_text() and t("library.step.failed") in shown.inner_text()
    visitor.picture("library-ru-dark")


@pytest.mark.parametrize(("language", "locale"), [("ru", "ru-RU"), ("kk", "kk-KZ"), ("en", "en-GB")])
def test_the_box_for_files_speaks_the_language_of_the_reader(visitors: Any, language: str, locale: str) -> None:
    visitor, t = visitors(locale=locale), texts(language)
    page = visitor.visit("/library")
    box = page.locator("[data-testid=stFileUploader]")
    box.get_by_role("button", name=t("library.upload.choose"), exact=False).wait_for()
    zone = page.locator("[data-testid=stFileUploaderDropzone]")
    carried = page.evaluate_handle("""() => { const all = new DataTransfer();
      all.items.add(new File(["x"], "a.txt")); return all; }""")
    zone.dispatch_event("dragenter", {"dataTransfer": carried})
    zone.get_by_text(t("library.upload.drop"), exact=True).wait_for()
    visitor.picture(f"library-drop-{language}")
    zone.dispatch_event("dragleave", {"dataTransfer": carried})
    page.locator("input[type=file]").set_input_files(
        files(("Upload", b"x"), ("note.txt", b"x" * 1500), ("huge.txt", b"word " * 300_000))
    )
    for name in ("note.txt", "huge.txt"):
        box.get_by_role("button", name=t("library.upload.take_out", name=name), exact=True).wait_for()
    box.get_by_role("button", name=t("library.upload.more"), exact=True).wait_for()
    units = t("library.upload.units").split()
    shown = box.inner_text()
    assert all(re.search(rf"\b1[.,]5 {unit}", shown) for unit in units[1:3])
    wrong = box.locator("[role=alert]").all_text_contents()
    assert wrong == [t("library.upload.wrong_type"), t("library.upload.too_big", size=f"1 {units[2]}")]
    box.locator("[data-testid=stFileChip][aria-invalid=true]", has_text="huge.txt").hover()
    tip = page.locator("[data-testid=stTooltipErrorContent]")
    tip.get_by_text(wrong[1], exact=True).wait_for()
    visitor.picture(f"library-box-{language}")
    box.get_by_role("button", name=t("library.upload.take_out", name="huge.txt"), exact=True).click()
    page.locator("[data-testid=stFileChip]", has_text="huge.txt").wait_for(state="detached")


def test_the_box_follows_when_the_language_is_changed(visitor: Visitor) -> None:
    page = visitor.visit("/library")
    box = page.locator("[data-testid=stFileUploader]")
    for now, other in (("en", "kk"), ("kk", "ru"), ("ru", "en")):
        box.get_by_role("button", name=texts(now)("library.upload.choose")).wait_for()
        page.get_by_label(texts(now)("app.language")).click()
        page.get_by_role("option", name=LANGUAGES[other], exact=True).click()
        box.get_by_role("button", name=texts(other)("library.upload.choose")).wait_for()
        assert box.get_by_role("button", name=texts(now)("library.upload.choose")).count() == 0


def test_a_file_that_is_too_big_does_not_come_in(visitor: Visitor) -> None:
    page = visitor.visit("/library")
    page.locator("input[type=file]").set_input_files(files(("huge.txt", b"word " * 300_000)))
    page.locator("[data-testid=stFileChip][aria-invalid=true]", has_text="huge.txt").wait_for()
    page.get_by_role("button", name=T("library.begin")).click()
    page.locator(".st-key-holdings tbody tr").first.wait_for()
    assert step(page, "huge.txt").and_(page.locator('li[data-state="added"]')).count() == 0


def test_duplicates_stand_side_by_side_and_one_is_removed(visitor: Visitor, folder: Path) -> None:
    page = visitor.visit("/library?view=duplicates")
    work = page.locator(".st-key-works li", has_text="Twins")
    work.wait_for()
    assert T("library.alike.same") in work.inner_text() and work.locator(".side").count() == 2
    assert "<b onmouseover=window.hit=1>twin.md" in work.inner_text() and page.evaluate("window.hit") is None
    links = [link.get_attribute("href") for link in work.locator("a").all()]
    assert all(link and link.startswith("documents?document=") for link in links) and len(set(links)) == 2
    visitor.picture("library-duplicates")
    work.locator("button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(T("library.remove_note")).wait_for()
    visitor.picture("library-remove")
    assert "remove=" in page.url
    dialog.get_by_role("button", name=T("library.keep")).click()
    dialog.wait_for(state="hidden")
    assert work.locator(".side").count() == 2
    work.locator("button").first.click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name=T("library.save_source")).click()
    assert b"One text lies here in two files." in Path(download.value.path()).read_bytes()
    dialog.get_by_role("button", name=T("library.remove_now"), exact=True).click()
    page.get_by_text(T("library.no_duplicates")).wait_for()
    with KnowledgeBase.open(folder, read_only=True) as kb:
        assert sum("One text lies here" in d.text for d in kb.documents()) == 1 and kb.works() == []
        assert [change.action for change in kb.changes()].count("remove") == 1


def test_readers_see_the_same_and_can_do_nothing(visitors: Any, public_address: str, folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        document = kb.documents()[0]
    visitor = visitors()
    visitor.address = public_address
    page = visitor.visit(f"/library?remove={document.id}")
    page.locator(".st-key-holdings tbody tr").first.wait_for()
    page.get_by_text(T("library.reading")).wait_for()
    assert page.locator("input[type=file]").count() == page.get_by_role("dialog").count() == 0
    assert page.get_by_text(T("library.remove")).count() == page.get_by_text(T("library.jobs")).count() == 0
    visitor.picture("library-reader")


def test_axe_finds_nothing_serious(visitor: Visitor) -> None:
    page = visitor.visit("/library")
    page.locator(".st-key-holdings tbody tr").first.wait_for()
    page.wait_for_timeout(1_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_coverage_filters_and_downloads(visitor: Visitor, folder: Path, tmp_path: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        needing = {each.id for each in kb.inventory() if each.needs}
        everything = {each.id for each in kb.inventory()}
    assert needing and needing < everything
    page = visitor.visit("/library?attention=1")
    rows = page.locator(".st-key-holdings tbody tr")
    rows.first.wait_for()
    assert {row.get_attribute("data-id") for row in rows.all()} == needing
    with page.expect_download() as download:
        page.get_by_role("button", name=T("library.csv")).click()
    download.value.save_as(tmp_path / "coverage.csv")
    assert len((tmp_path / "coverage.csv").read_text(encoding="utf-8-sig").splitlines()) == len(needing) + 1
    visitor.visit("/library?find=nosuchword")
    page.get_by_role("button", name=T("filters.clear")).click()
    rows.first.wait_for()
    assert {row.get_attribute("data-id") for row in rows.all()} == everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_reads_well_on_a_phone(visitors: Any, language: str) -> None:
    visitor = visitors(width=390, height=844)
    page = visitor.visit(f"/library?lang={language}")
    page.locator(".st-key-holdings tbody tr").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.picture(f"library-phone-{language}")


def test_a_locked_file_asks_for_its_password(visitors: Any, folder: Path) -> None:
    visitor, t = visitors(locale="ru-RU"), texts("ru")
    page = visitor.visit("/library")
    page.locator("input[type=file]").set_input_files(files(("тайна _1_.pdf", locked_pdf("секрет 1"))))
    page.locator("[data-testid=stFileChip]").wait_for()
    page.get_by_role("button", name=t("library.begin")).click()
    assert t("library.fault.passwordneeded") in settled(page, "тайна", "failed").inner_text()
    field = page.get_by_label(t("library.password"), exact=True)
    field.fill("не тот")
    visitor.picture("library-password")
    page.get_by_role("button", name=t("library.unlock")).click()
    page.get_by_text(t("library.fault.passwordwrong")).first.wait_for()
    field.fill("секрет 1")
    field.press("Enter")
    settled(page, "тайна", "added")
    assert page.get_by_role("button", name=t("library.unlock")).count() == 0
    with KnowledgeBase.open(folder, read_only=True) as kb:
        (document,) = (each for each in kb.documents() if "тайна" in each.source)
    # What may not be drawn is read as text, and says why.
    page = visitor.visit(f"/documents?document={document.id}")
    page.get_by_text("PDF закрыт паролем").wait_for()
    page.locator(".st-key-document .root").get_by_text(document.title).first.wait_for()
    visitor.picture("document-locked")
