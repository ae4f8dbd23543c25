"""Who signs in where may do what: against a real provider on this machine, in a real Chromium, and in the shelf."""

from __future__ import annotations

import base64
import json
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread

from ingest.errors import BadConfiguration
from kb import KnowledgeBase
from kb.auth import OFF, Auth
from kb.desk import Desk, Pin
from tests.ui.conftest import HERE, free_port, running
from ui import auth, serve
from ui.texts import texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.ui.conftest import Visitor

pytestmark = pytest.mark.browser

T = texts("en")
PEOPLE = [
    User(sub="anna", claims={"email": "Anna@Example.org", "email_verified": True, "name": "Anna <i>*A*</i>"}),
    User(sub="boris", claims={"email": "boris@example.org", "email_verified": True, "name": "Boris"}),
    User(sub="mallory", claims={"email": "anna@example.org", "email_verified": False, "name": "Mallory"}),
]
# Keeps the sockets of a page, so that a test can send through them what the page itself never would.
SOCKETS = """window.sockets = [];
window.WebSocket = class extends WebSocket { constructor(...a) { super(...a); window.sockets.push(this); } };"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real OpenID Connect provider; its people sign in with one press."""
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://{HERE}:{server.server_port}"


@pytest.fixture(scope="module")
def guarded_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(folder, tmp_path_factory.mktemp("guarded") / "guarded.kb"))


@pytest.fixture(scope="module")
def guarded(guarded_folder: Path, provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a sign-in: Anna is curator, who has an address of example.org reads."""
    with signing_in(guarded_folder, provider, '["*@example.org"]', tmp_path_factory.mktemp("log")) as url:
        yield url


@contextmanager
def signing_in(folder: Path, provider: str, readers: str, log: Path) -> Iterator[str]:
    """The app over a folder in which Anna is curator."""
    port = free_port()
    (folder / "kb.toml").write_text(
        f"""[auth]
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        client_id = "policy-kb"
        client_secret_env = "SECRET_OF_THE_CLIENT"
        redirect_uri = "http://{HERE}:{port}/oauth2callback"
        curators = ["anna@example.org"]
        readers = {readers}
        """,
        encoding="utf-8",
    )
    with running(folder, log / "guarded.log", port=port, environment={"SECRET_OF_THE_CLIENT": "s" * 40}) as url:
        yield url


@pytest.fixture
def arrive(visitors: Any, guarded: str, provider: str) -> Iterator[Any]:
    """``arrive()`` makes a visitor of the guarded app; what goes wrong at the provider is no problem of the app."""
    made: list[Visitor] = []

    def make(at: str = guarded) -> Visitor:
        visitor: Visitor = visitors(at=at)
        visitor.page.add_init_script(SOCKETS)
        # The provider's page wants a style sheet from the web, and its logo.
        visitor.page.route(lambda url: urlsplit(url).hostname != HERE, lambda route: route.abort())
        made.append(visitor)
        return visitor

    yield make
    for visitor in made:
        ours = [p for p in visitor.problems if provider not in p and "net::ERR_FAILED" not in p]
        visitor.problems[:] = ours


def sign_in(page: Page, who: str) -> None:
    page.get_by_role("button", name=T("access.sign_in"), exact=True).click()
    page.get_by_role("button", name=who, exact=True).click()
    page.get_by_role("button", name=T("access.sign_out"), exact=True).wait_for()


def open_page(visitor: Visitor, path: str) -> Page:
    page = visitor.visit(path)
    page.locator("[data-testid=stMain]").locator("h1, h2, button").first.wait_for()
    return page


def test_nothing_is_shown_before_the_sign_in_and_the_link_works_after_it(arrive: Any, kb: KnowledgeBase) -> None:
    document = next(d for d in kb.documents() if d.title.startswith("Digest of the Law"))
    visitor = arrive()
    page = visitor.visit(f"/documents?document={document.id}&lang=ru")
    page.get_by_role("button", name=texts("ru")("access.sign_in"), exact=True).wait_for()
    shown = page.inner_text("body")
    assert document.title not in shown and texts("ru")("who.page") not in shown
    visitor.picture("sign-in")
    page.get_by_role("button", name=texts("ru")("access.sign_in"), exact=True).click()
    page.get_by_role("button", name="boris", exact=True).click()
    page.get_by_text(texts("ru")("access.role.reader", name="Boris")).wait_for()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("document") == [document.id])
    page.get_by_text(document.title).first.wait_for()


def test_a_curator_signs_in_works_and_signs_out(arrive: Any) -> None:
    visitor = arrive()
    page = open_page(visitor, "/")
    sign_in(page, "anna")
    page.get_by_text(T("access.role.curator", name="Anna <i>*A*</i>")).wait_for()
    page.get_by_role("link", name=T("changes.page"), exact=True).click()
    page.locator(".st-key-changes table").wait_for()
    visitor.picture("changes")
    page.get_by_role("button", name=T("access.sign_out"), exact=True).click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("button", name=T("access.sign_in"), exact=True).wait_for()
    assert not [c for c in visitor.context.cookies() if c["name"].startswith("_streamlit_user")]


def test_a_reader_sees_no_actions(arrive: Any, kb: KnowledgeBase) -> None:
    document = kb.documents()[0]
    visitor = arrive()
    page = open_page(visitor, "/")
    sign_in(page, "boris")
    page.get_by_text(T("access.role.reader", name="Boris")).wait_for()
    assert page.get_by_role("link", name=T("changes.page"), exact=True).count() == 0
    page = open_page(visitor, f"/documents?document={document.id}&show=about")
    page.get_by_role("button", name=T("access.sign_out"), exact=True).wait_for()
    page.wait_for_timeout(1_000)
    assert page.get_by_text(T("document.edit"), exact=True).count() == 0


def test_an_address_that_is_not_verified_opens_nothing(arrive: Any) -> None:
    page = open_page(arrive(), "/")
    sign_in(page, "mallory")
    page.get_by_text(T("access.unread")).wait_for()
    page.get_by_text(T("access.refused", name="Mallory")).wait_for()
    assert page.get_by_role("link", name=T("documents.page"), exact=True).count() == 0


def test_a_readers_direct_call_of_a_curators_action_is_refused(arrive: Any, guarded_folder: Path) -> None:
    """What the curator's browser sends when she edits, a reader's browser sends too: word for word."""
    with KnowledgeBase.open(guarded_folder, read_only=True) as kb:
        document = next(d for d in kb.documents() if d.title.startswith("Digest of the Law"))
        before = kb.changes()
        path = f"/documents?document={document.id}&show=about"
        sent: list[bytes] = []
        curator, reader = arrive(), arrive()
        curator.page.on(
            "websocket", lambda ws: ws.on("framesent", lambda f: sent.append(f) if isinstance(f, bytes) else None)
        )
        page = open_page(curator, "/")
        sign_in(page, "anna")
        page = open_page(curator, path)
        page.get_by_text(T("document.edit"), exact=True).click()
        page.get_by_label(T("document.field.publisher"), exact=True).fill("Publisher of Anna")
        sent.clear()
        page.get_by_role("button", name=T("document.save"), exact=True).click()
        page.get_by_text("Publisher of Anna").first.wait_for()
        calls = [frame for frame in sent if b"Publisher of Anna" in frame]
        assert calls, "the edit was not seen on the socket"
        [change] = [c for c in kb.changes() if c not in before]
        assert (change.action, change.by) == ("edit", "Anna@Example.org")
        after = kb.changes()

        page = open_page(reader, "/")
        sign_in(page, "boris")
        page = open_page(reader, path)
        page.get_by_role("button", name=T("access.sign_out"), exact=True).wait_for()
        page.wait_for_timeout(1_500)
        for frame in calls:
            forged = base64.b64encode(frame.replace(b"Publisher of Anna", b"Publisher of Bory")).decode()
            page.evaluate(
                "(text) => window.sockets.at(-1).send(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)))", forged
            )
        page.wait_for_timeout(2_500)
        # The session goes on: the message was read, and did nothing.
        page.get_by_role("link", name=T("who.page"), exact=True).click()
        page.get_by_role("heading", name=T("who.title"), exact=True).wait_for()
        assert kb.changes() == after and kb.document(document.id).publisher == "Publisher of Anna"


def test_a_basket_goes_with_the_person_who_signs_in(
    arrive: Any, folder: Path, provider: str, kb: KnowledgeBase, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(folder, tmp_path / "open.kb"))
    one, other = (Pin(document.id) for document in kb.documents()[:2])
    anna = f"{provider} anna"
    Desk(own).put(anna, [one])
    with signing_in(own, provider, '"everyone"', tmp_path) as url:
        visitor = arrive(url)
        page = open_page(visitor, "/library")
        page.get_by_role("button", name=T("access.sign_in"), exact=True).wait_for()
        (browser,) = (c["value"] for c in visitor.context.cookies() if c["name"] == "policykb_visitor")
        Desk(own).put(browser, [other, one])
        sign_in(page, "anna")
        page.get_by_role("link", name=T("basket_count", count=2)).wait_for()
        assert Desk(own).basket(anna) == [one, other] and Desk(own).basket(browser) == []
        page.goto("about:blank")


def test_a_cookie_that_was_changed_opens_nothing(arrive: Any) -> None:
    visitor = arrive()
    page = open_page(visitor, "/")
    sign_in(page, "boris")
    [cookie] = [c for c in visitor.context.cookies() if c["name"] == "_streamlit_user"]
    forged = cookie["value"].strip('"').split(".")
    forged[-3] = _with_another_address(forged[-3])
    visitor.context.add_cookies([cookie | {"value": ".".join(forged)}])
    page = open_page(visitor, "/")
    page.get_by_role("button", name=T("access.sign_in"), exact=True).wait_for()
    assert page.get_by_role("link", name=T("documents.page"), exact=True).count() == 0


def _with_another_address(payload: str) -> str:
    """The payload of a signed cookie (base64 of compressed JSON) with Anna's address instead of Boris's."""
    data = zlib.decompress(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert b"boris@example.org" in data
    changed = zlib.compress(data.replace(b"boris@example.org", b"anna@example.org"))
    return base64.urlsafe_b64encode(changed).decode().rstrip("=")


def test_beyond_this_machine_visitors_only_read(folder: Path, visitors: Any, kb: KnowledgeBase, tmp_path: Path) -> None:
    log = tmp_path / "wide.log"
    with running(folder, log, host="0.0.0.0") as url:
        page = open_page(visitors(at=url), "/")
        page.get_by_text(T("access.only_reading")).wait_for()
        assert page.get_by_role("link", name=T("changes.page"), exact=True).count() == 0
        page.close()
    assert "only read" in log.read_text(encoding="utf-8")
    with running(folder, log, "--curators-without-sign-in", host="0.0.0.0") as url:
        page = open_page(visitors(at=url), "/")
        page.get_by_role("link", name=T("changes.page"), exact=True).wait_for()
        page.close()
    assert "Everyone who reaches the app" in log.read_text(encoding="utf-8")


def test_whoever_comes_through_a_proxy_only_reads(visitors: Any) -> None:
    page = open_page(visitors(extra_http_headers={"X-Forwarded-For": "203.0.113.7"}), "/")
    page.get_by_text(T("access.only_reading")).wait_for()
    assert page.get_by_role("link", name=T("changes.page"), exact=True).count() == 0


def test_the_user_of_this_machine_is_curator(visitor: Visitor) -> None:
    page = open_page(visitor, "/")
    page.get_by_role("link", name=T("changes.page"), exact=True).wait_for()
    assert page.get_by_role("button", name=T("access.sign_in"), exact=True).count() == 0


# ------------------------------------------------------------------------------------ without a browser
def test_a_missing_secret_is_said_before_the_app_starts(
    guarded_folder: Path, guarded: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_OF_THE_CLIENT", raising=False)
    monkeypatch.setenv("POLICYKB", "")
    assert serve.main(["--kb", str(guarded_folder), "--port", str(free_port())]) == 1
    said = capsys.readouterr().err
    assert "SECRET_OF_THE_CLIENT" in said and str(guarded_folder / "kb.toml") in said


def test_secrets_lie_in_no_file(tmp_path: Path) -> None:
    found = Auth("http://127.0.0.1/x", "id", "SECRET", redirect_uri="http://127.0.0.1/oauth2callback")
    made = auth.secrets(found, tmp_path, {"SECRET": "hunter2"})["auth"]
    assert made["client_secret"] == "hunter2" and "hunter2" not in repr(found)
    assert auth.secrets(OFF, tmp_path, {}) == {}
    with pytest.raises(BadConfiguration):
        auth.secrets(found, tmp_path, {})
    assert list(tmp_path.iterdir()) == [] and json.dumps(made)
