"""A running app over the samples and one hostile document, and a real browser that tells what goes wrong in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from kb import KnowledgeBase
from ui import serve, shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

ROOT = Path(__file__).parent.parent.parent
OUTPUT = ROOT / "test-output"
HERE = "127.0.0.1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "no Chromium: sudo apt-get install chromium (or set POLICYKB_CHROMIUM to its path)"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Milliseconds, long enough for a machine that does much else: a test times nothing.
PATIENCE = 90_000
# A test presses faster than a hand: what still unfolds would slip away between the press and its release.
AT_ONCE = """
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) {
  const animation = animate.apply(this, how);
  if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
  return animation;
};
"""
HOSTILE = """<img src=x onerror="window.hit=1">![i](http://evil.example/title.png)

By: <script>window.hit=2</script>

The Bureau of Tulip Licences issues quagga permits to **gardeners** <script>window.hit=3</script> every second spring
<img src="http://evil.example/a.png" onerror="window.hit=4"> ![i](http://evil.example/b.png) [see](javascript:hit=5)
<style>* { display: none !important }</style>
<b onmouseover="window.hit=6">:red[hover]</b> $x^2$ &lt;i&gt; \\n "quoted".
"""


@pytest.fixture(scope="session")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of the samples and a document whose title, text and file name are hostile."""
    place = tmp_path_factory.mktemp("ui")
    path = Path(shutil.copytree(sample_folder, place / "shelf.kb"))
    hostile = place / "<img src=x onerror=window.hit=7>.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    with KnowledgeBase.open(path) as kb:
        assert kb.add(hostile).failed == []
    return path


@pytest.fixture(scope="session")
def kb(folder: Path) -> Iterator[KnowledgeBase]:
    """The knowledge base that the app shows."""
    with KnowledgeBase.open(folder, read_only=True) as kb:
        yield kb


@pytest.fixture
def open_shelf(folder: Path, monkeypatch: pytest.MonkeyPatch) -> shelf.Shelf:
    """The app's own shelf over it, in this process."""
    monkeypatch.setenv(shelf.VARIABLE, str(folder))
    opened = shelf.current()
    assert opened.ready.wait(120)
    return opened


@pytest.fixture(scope="session")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started as users start it."""
    with running(folder, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    folder: Path, log: Path, *options: str, port: int = 0, host: str = HERE, environment: dict[str, str] | None = None
) -> Iterator[str]:
    """The app over a knowledge base, in a process of its own; its address on this machine."""
    port = port or free_port()
    command = [*serve.command(folder, port, host), *options]
    known = os.environ | (environment or {})
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT, env=known) as app:
        url = f"http://{HERE}:{port}"
        try:
            _wait(f"{url}/_stcore/health", app, log)
            yield url
        finally:
            app.terminate()


def _wait(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            assert app.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
    raise AssertionError(f"the app did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser. Without one, tests are skipped with what to install; with CI=true they fail."""
    path = os.environ.get("POLICYKB_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A fresh browser profile on the app. ``problems`` is what must not happen in it."""

    address: str
    context: BrowserContext
    page: Page
    problems: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def picture(self, name: str) -> None:
        """Keep a screenshot of what is on the screen in test-output/."""
        OUTPUT.mkdir(exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=OUTPUT / f"{name}.png")

    def watch(self) -> None:
        page, told = self.page, self.problems.append
        page.on("pageerror", lambda error: told(f"page error: {error}"))
        page.on("console", lambda m: told(f"console: {m.text} {m.location}") if _is_bad(m) else None)
        page.on("response", lambda r: told(f"{r.status} {r.url}") if r.status >= 400 and not _harmless(r.url) else None)
        page.on("websocket", lambda ws: told(f"left: {ws.url}") if urlsplit(ws.url).hostname != HERE else None)
        self.context.route("**/*", self._stay_here)

    def _stay_here(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == HERE:
            route.continue_()
        else:
            self.problems.append(f"left: {route.request.url}")
            route.abort()


def _is_bad(message: Any) -> bool:
    return message.type == "error" and not _harmless(message.location.get("url", ""))


def _harmless(url: str) -> bool:
    """Streamlit first looks for its server beside a page, then above it."""
    path = urlsplit(url).path
    return path.endswith(("/_stcore/health", "/_stcore/host-config")) and not path.startswith("/_stcore/")


_VISITORS = pytest.StashKey[list[Visitor]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What visitors saw when a test failed tells more than what it waited for."""
    from playwright.sync_api import Error

    report = yield
    if report.when == "call" and report.failed:
        for visitor in item.stash.get(_VISITORS, []):
            try:
                seen = visitor.page.inner_text("body", timeout=5_000)
                visitor.picture(f"failed-{item.name}")
            except Error as error:
                seen = f"nothing: {error.message}"
            report.sections.append((f"seen at {visitor.page.url}", seen))
    return report


@pytest.fixture
def visitors(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Makes visitors: ``visitors(locale="ru-RU", color_scheme="dark")``; afterwards none of them has had a problem."""
    made: list[Visitor] = request.node.stash.setdefault(_VISITORS, [])

    def make(width: int = 1360, height: int = 950, at: str = address, **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": height}, **{"locale": "en-GB"} | options)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(AT_ONCE)
        made.append(Visitor(at, context, context.new_page()))
        made[-1].watch()
        return made[-1]

    yield make
    for visitor in made:
        visitor.context.close()
    assert [problem for visitor in made for problem in visitor.problems] == []


@pytest.fixture
def visitor(visitors: Any) -> Visitor:
    """A visitor with an English browser."""
    made: Visitor = visitors()
    return made
