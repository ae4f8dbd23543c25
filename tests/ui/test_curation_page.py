"""The Curation page: decisions are made in a real browser, read back from the disk, and seen on the other pages."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ingest.errors import NotAllowed
from kb import KnowledgeBase
from kb.curation import Decision
from kb.curation.statements import Statement
from kb.opening import user
from tests.ui.conftest import HERE, ROOT, _wait
from ui import serve, shelf
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.ui.conftest import Visitor

T = texts("en")
HOSTILE = """# Rules on lighthouses <img src=x onerror="window.hit=1">

The Ministry of Digital Development is responsible for <script>window.hit=2</script> the protection of personal data
<img src=x onerror="window.hit=3"> of citizens. The lamp is lit at six. The lamp is lit at six.
"""
AUTH = """[auth]
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
client_id = "x"
client_secret_env = "X"
redirect_uri = "http://127.0.0.1:9/oauth2callback"
curators = ["anna@example.org"]
readers = "everyone"
"""


@pytest.fixture(scope="module")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample knowledge base of its own, and a hostile document."""
    place = tmp_path_factory.mktemp("curation")
    path = Path(shutil.copytree(sample_folder, place / "shelf.kb"))
    (place / "lamps.md").write_text(HOSTILE, encoding="utf-8")
    with KnowledgeBase.open(path) as kb:
        assert kb.add(place / "lamps.md").failed == []
    return path


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over it."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("wb") as out, subprocess.Popen(serve.command(folder, port), stdout=out, stderr=out, cwd=ROOT) as app:
        try:
            _wait(f"http://{HERE}:{port}/_stcore/health", app, log)
            yield f"http://{HERE}:{port}"
        finally:
            app.terminate()


def statement(folder: Path, kind: str, words: str) -> Statement:
    """The only statement of a kind whose quote holds these words, as it is on the disk."""
    with KnowledgeBase.open(folder, read_only=True) as kb:
        (found,) = [s for s in kb.curate.statements(kind=kind) if words in " ".join(s.quote.split())]
    return found


def last(folder: Path) -> Decision:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        return kb.curate.decisions(include_undone=True)[-1]


def path_of(found: Statement, **more: str) -> str:
    return "/curation?" + "&".join(f"{k}={quote(v)}" for k, v in {**more, "statement": found.iri}.items())


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()


def told(page: Page, words: str) -> None:
    page.locator("[data-testid=stAlert]", has_text=words).wait_for()


def functions(page: Page) -> list[str]:
    """The functions that Who does what shows."""
    page.locator(".st-key-duties tbody tr").first.wait_for()
    shown: list[str] = page.locator(".st-key-duties tbody tr:not(.detail) td:first-child").all_text_contents()
    return shown


# -------------------------------------------------------------------------------------------------- verdicts
@pytest.mark.browser
def test_accepting_goes_on_to_the_next_and_is_kept_with_who_and_when(visitor: Visitor, folder: Path) -> None:
    before = datetime.now(UTC)
    page = visitor.visit("/curation?kind=recommendation")
    rows = page.locator(".st-key-statements tbody tr")
    rows.first.wait_for()
    sure = [float(each) for each in page.locator(".st-key-statements tbody td:nth-child(3)").all_text_contents()]
    assert sure == sorted(sure) and sure[0] < sure[-1]
    visitor.picture("curation-queue")
    first, second = (rows.nth(n).get_attribute("data-id") or "" for n in (0, 1))
    rows.first.locator("a").click()
    page.wait_for_url("**statement=*")
    accept = page.get_by_role("button", name=T("curation.accept"), exact=True)
    accept.focus()
    page.keyboard.press("Enter")
    told(page, T("curation.action.accept"))
    page.wait_for_url(f"**{quote(second.rpartition('#')[2], safe='')}*")
    decision = last(folder)
    assert (decision.action, decision.by, decision.statements) == ("accept", user(), (first,))
    assert before <= datetime.fromisoformat(decision.at) <= datetime.now(UTC)
    visitor.visit("/curation?part=history")
    entry = page.locator(f".st-key-decision_{decision.id}")
    entry.wait_for()
    shown = entry.inner_text()
    assert f"{user()} · {decision.at[:10]} {decision.at[11:16]} UTC" in shown and T("curation.action.accept") in shown
    visitor.picture("curation-history")


@pytest.mark.browser
def test_what_is_rejected_leaves_the_other_pages_and_comes_back(visitor: Visitor, folder: Path) -> None:
    words = "responsible for the protection of personal data"
    found = statement(folder, "responsibility", words)
    page = visitor.visit("/who")
    assert any(words in each for each in functions(page))
    visitor.visit(path_of(found))
    press(page, T("curation.reject"))
    told(page, T("curation.action.reject"))
    assert statement(folder, "responsibility", words).status == "rejected"
    with KnowledgeBase.open(folder, read_only=True) as kb:
        assert not any(words in duty.function for duty in kb.statements.responsible())
    visitor.visit("/who")
    assert not any(words in each for each in functions(page))
    visitor.visit(path_of(found))
    press(page, T("curation.undo"))
    told(page, T("curation.action.undo"))
    assert statement(folder, "responsibility", words).status == "extracted"
    visitor.visit("/who")
    assert any(words in each for each in functions(page))


@pytest.mark.browser
def test_an_edited_date_holds_on_the_other_pages(visitor: Visitor, folder: Path) -> None:
    found = statement(folder, "responsibility", "register foreigners and stateless persons")
    page = visitor.visit(path_of(found))
    page.locator("summary", has_text=T("curation.edit")).click()
    since = page.get_by_label(T("curation.field.valid_from"), exact=True)
    since.fill("in spring")
    press(page, T("curation.save"))
    page.get_by_text("'in spring' is no date").first.wait_for()
    assert statement(folder, "responsibility", "register foreigners and stateless persons").status == "extracted"
    visitor.picture("curation-refused")
    since.fill("2022-03-01")
    press(page, T("curation.save"))
    told(page, T("curation.action.edit"))
    assert last(folder).values == {"valid_from": "2022-03-01"}
    page.locator(".st-key-statement dd", has_text="2022-03-01").wait_for()
    visitor.picture("curation-edited")
    for day, state in (("2022-02-01", "future"), ("2022-03-01", "present")):
        visitor.visit(f"/who?date={day}")
        functions(page)
        row = page.locator(".st-key-duties tbody tr", has_text="register foreigners").first
        assert T(f"who.state.{state}") in row.inner_text()


# -------------------------------------------------------------------------------------------------- entities
@pytest.mark.browser
def test_two_names_of_one_body_are_merged_and_parted_again(visitor: Visitor, folder: Path) -> None:
    page = visitor.visit("/curation?part=merge")
    row = page.locator(".st-key-alike button.opens", has_text="General Assembly")
    row.wait_for()
    row.click()
    page.locator(".st-key-alike .detail blockquote").first.wait_for()
    press(page, T("curation.compare_open"))
    page.wait_for_url("**entities=*")
    page.locator(".st-key-compared blockquote mark").nth(1).wait_for()
    visitor.picture("curation-merge")
    page.get_by_role("radio", name="United Nations General Assembly").check(force=True)
    press(page, T("curation_merge", count=2))
    told(page, T("curation.action.merge"))

    def assemblies() -> dict[str, int]:
        with KnowledgeBase.open(folder, read_only=True) as kb:
            return {e.label: len(e.evidence) for e in kb.entities("agency") if "General Assembly" in e.label}

    assert assemblies() == {"United Nations General Assembly": 3}
    press(page, T("curation.undo"))
    told(page, T("curation.action.undo"))
    assert assemblies() == {"United Nations General Assembly": 1, "General Assembly": 2}


@pytest.mark.browser
def test_a_statement_is_about_another_entity(visitor: Visitor, folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        found = next(s for s in kb.curate.statements(kind="agency") if s.label == "President")
    page = visitor.visit(path_of(found))
    page.locator("summary", has_text=T("curation.split")).click()
    page.get_by_label(T("curation.split_name")).fill("President of the Academy")
    press(page, T("curation.split_do"))
    told(page, T("curation.action.split"))
    page.locator(".st-key-statement .name", has_text="President of the Academy").wait_for()
    with KnowledgeBase.open(folder, read_only=True) as kb:
        (made,) = [e for e in kb.entities("agency") if e.label == "President of the Academy"]
    assert [(e.document.id, e.start) for e in made.evidence] == [(found.document.id, found.start)]


# ---------------------------------------------------------------------------------------------------- adding
@pytest.mark.browser
def test_a_pasted_quote_is_found_or_said_to_be_missing_and_becomes_a_statement(visitor: Visitor, folder: Path) -> None:
    with KnowledgeBase.open(folder, read_only=True) as kb:
        (lamps,) = [d for d in kb.documents() if "lighthouses" in d.title]
    page = visitor.visit(f"/curation?part=add&kind=recommendation&document={lamps.id}")
    pasted = page.get_by_role("textbox", name=T("curation.quote"), exact=True)
    pasted.fill("The lamp is lit at seven.")
    press(page, T("curation.find"))
    told(page, T("curation.not_there"))
    pasted.fill("The lamp  is\nlit at six.")
    press(page, T("curation.find"))
    page.get_by_text(T("curation_places", count=2)).wait_for()
    pasted.fill("of citizens. The lamp  is\nlit at six.")
    press(page, T("curation.find"))
    page.locator(".st-key-place mark", has_text="of citizens. The lamp is lit at six.").wait_for()
    press(page, T("curation.add"))
    page.get_by_text("needs strength").first.wait_for()
    page.get_by_label(T("curation.required", name=T("curation.field.strength"))).click()
    page.get_by_role("option", name=T("curation.choice.explicit")).click()
    visitor.picture("curation-add")
    press(page, T("curation.add"))
    told(page, T("curation.action.add"))
    made = statement(folder, "recommendation", "of citizens. The lamp is lit at six.")
    assert made.document.text[made.start : made.end] == made.quote and made.status == "accepted"
    visitor.visit("/recommendations?by=source")
    page.locator(".st-key-board .card", has_text="The lamp is lit at six").first.wait_for(state="attached")


# ---------------------------------------------------------------------------------------------- all decisions
@pytest.mark.browser
def test_decisions_go_out_and_in(visitor: Visitor, folder: Path, tmp_path: Path) -> None:
    with KnowledgeBase.open(folder) as kb:
        kb.curate.accept(next(s for s in kb.curate.statements(kind="instrument")).iri, by="Anna")
    page = visitor.visit("/curation?part=history")
    page.locator("[class*=st-key-decision_]").first.wait_for()
    with page.expect_download() as download:
        press(page, T("curation.export"))
    lines = [json.loads(line) for line in Path(download.value.path()).read_text(encoding="utf-8").splitlines()]
    with KnowledgeBase.open(folder, read_only=True) as kb:
        kept = [d.id for d in kb.curate.decisions(include_undone=True)]
    assert [line["id"] for line in lines[1:]] == kept and lines[0]["decisions"] == len(kept) > 0
    made = lines[1] | {"by": "Somebody else"}
    made.pop("id")
    (tmp_path / "more.jsonl").write_text(f"{json.dumps(lines[0])}\n{json.dumps(made)}\n", encoding="utf-8")
    (tmp_path / "<b>bad.jsonl").write_text("no decisions", encoding="utf-8")
    chosen = page.locator("input[type=file]")
    for name, answer in (("<b>bad.jsonl", "line 1: not a file of decisions"), ("more.jsonl", "1 new decision")):
        chosen.set_input_files(tmp_path / name)
        page.locator("[data-testid=stFileChip]", has_text=name[:4]).wait_for()
        press(page, T("curation.import_do"))
        page.get_by_text(answer).first.wait_for()
        page.locator("[data-testid=stFileChipDeleteBtn] button").click()
        page.locator("[data-testid=stFileChip]").wait_for(state="detached")
    with KnowledgeBase.open(folder, read_only=True) as kb:
        assert [d.by for d in kb.curate.decisions(include_undone=True)].count("Somebody else") == 1


# ------------------------------------------------------------------------------------------------------ links
@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_shows_the_statement_on_a_phone_and_its_text_does_nothing(
    visitors: Any, folder: Path, lang: str
) -> None:
    t = texts(lang)
    found = statement(folder, "responsibility", "window.hit=2")
    phone = visitors(width=390, height=844, locale=lang, color_scheme="dark" if lang == "kk" else "light")
    page = phone.visit(path_of(found, kind="responsibility", lang=lang))
    quoted = page.locator(".st-key-statement mark")
    quoted.wait_for()
    assert "".join((quoted.text_content() or "").split()) == "".join(found.quote.split())
    page.get_by_role("button", name=t("curation.accept"), exact=True).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("window.hit") is None and page.locator("img[src='x'], .root script").count() == 0
    phone.picture(f"curation-{lang}-phone")
    page.locator(".st-key-statement .proof a").first.click()
    page.locator(".st-key-document mark, .st-key-pages mark, mark").first.wait_for()


# ---------------------------------------------------------------------------------------------------- readers
def visit(**query: str) -> AppTest:
    app = AppTest.from_string("from ui.views import curation\ncuration.show()", default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


CALLS = """
from ingest.errors import NotAllowed
import streamlit as st
from ui import curating
iri = st.query_params["statement"]
for call in (
    lambda: curating.accept(iri), lambda: curating.reject(iri), lambda: curating.edit(iri, {"valid_from": "2022"}),
    lambda: curating.merge("a", ["b"]), lambda: curating.split([iri], name="x"), lambda: curating.undo(["0"]),
    lambda: curating.add("concept", "x", (0, 1), {}), lambda: curating.take_in(b"", "x"),
):
    try:
        call()
    except NotAllowed as error:
        st.text(str(error))
"""


@pytest.fixture
def for_readers(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf where one signs in, and everyone may read."""
    path = Path(shutil.copytree(folder, tmp_path / "readers.kb"))
    (path / "kb.toml").write_text(AUTH, encoding="utf-8")
    monkeypatch.setenv(shelf.VARIABLE, str(path))
    monkeypatch.setenv("X", "y" * 40)
    return path


def test_readers_see_evidence_and_history_but_no_action(for_readers: Path) -> None:
    found = statement(for_readers, "responsibility", "window.hit=2")
    with KnowledgeBase.open(for_readers) as kb:
        kb.curate.accept(found.iri, by="Anna")
    for query in ({"statement": found.iri}, {"part": "history"}, {"part": "merge"}, {"part": "add"}):
        app = visit(**query)
        assert {b.key for b in app.button} <= {"back", "previous", "next", "page_before", "page_after"} | {
            b.key for b in app.button if str(b.key).startswith("open_")
        }
        assert T("curation.reading") in [c.value for c in app.caption]
    said = [each.value for each in visit(part="history").text]
    assert any(T("curation.action.accept") in each and "window.hit=2" in each for each in said)


def test_a_readers_direct_call_is_refused_and_writes_nothing(for_readers: Path) -> None:
    found = statement(for_readers, "responsibility", "window.hit=2")
    with KnowledgeBase.open(for_readers, read_only=True) as kb:
        before = [d.id for d in kb.curate.decisions(include_undone=True)]
    app = AppTest.from_string(CALLS, default_timeout=120)
    app.query_params["statement"] = found.iri
    app.run()
    assert not app.exception
    assert len(app.text) == 8 and {each.value for each in app.text} == {str(_refusal())}
    with KnowledgeBase.open(for_readers, read_only=True) as kb:
        assert [d.id for d in kb.curate.decisions(include_undone=True)] == before


def _refusal() -> NotAllowed:
    return NotAllowed("Only curators may change the shelf: sign in as one.")


def test_a_button_that_was_there_before_one_became_a_reader_does_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copytree(folder, tmp_path / "later.kb"))
    monkeypatch.setenv(shelf.VARIABLE, str(path))
    found = statement(path, "responsibility", "window.hit=2")
    app = visit(statement=found.iri)
    address = st.get_option("server.address")
    try:
        # The app is reached from elsewhere now, where nobody signs in: everyone is a reader.
        st.config.set_option("server.address", HERE.replace("127", "10"))
        app.button(key="accept").click().run()
    finally:
        st.config.set_option("server.address", address)
    assert str(_refusal()) in [each.value for each in app.text]
    assert statement(path, "responsibility", "window.hit=2").status == "extracted"
