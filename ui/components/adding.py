"""The form that takes new documents, and the jobs that read them: each file with how far it is or why it failed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ingest.errors import KBError
from kb.messages import of_file
from ui import jobs, shelf
from ui.components import browser_component
from ui.components.notice import plain, why
from ui.job import GIVEN, NEEDED, WRONG, Item, Job
from ui.texts import Texts
from ui.uploads import TYPES, Uploaded

_FILES, _ADDRESS, _WRONG = "library_files", "library_address", "library_add_wrong"
_EVERY = 1.0
_LIBRARY_TITLES = 20
_LONGEST_PASSWORD = 200
_steps = browser_component("steps")


def form(t: Texts) -> None:
    """Files and an address to add."""
    size = shelf.current().kb.config.reading.size
    st.header(t("library.add"), anchor=False)
    with st.form("add", clear_on_submit=True):
        st.file_uploader(
            t("library.files", most=size), list(TYPES), accept_multiple_files=True, key=_FILES,
            max_upload_size=min(size, int(st.get_option("server.maxUploadSize"))),
        )  # fmt: skip
        st.text_input(t("library.address"), key=_ADDRESS, placeholder="https://", max_chars=2_000)
        st.form_submit_button(t("library.begin"), type="primary", on_click=_begin)
    if wrong := st.session_state.pop(_WRONG, None):
        st.error(plain(wrong))


def _begin() -> None:
    files = [Uploaded(file.name, file.getbuffer()) for file in st.session_state.get(_FILES) or ()]
    address = st.session_state.get(_ADDRESS, "").strip()
    if files or address:
        _tried(lambda: jobs.add(files, [address] if address else []))


def _tried(action: Any) -> None:
    try:
        action()
    except KBError as error:
        st.session_state[_WRONG] = why(error)


def panel(t: Texts) -> None:
    """All jobs; while one goes on, it is looked at every second."""
    found = jobs.current().every()
    if any(job.active for job in found):
        _watch(t)
    elif found:
        _show(t, found)


@st.fragment(run_every=_EVERY)
def _watch(t: Texts) -> None:
    found = jobs.current().every()
    _show(t, found)
    if not any(job.active for job in found):
        # What came in shows in the rest of the page.
        st.rerun()


def _show(t: Texts, found: list[Job]) -> None:
    st.header(t("library.jobs"), anchor=False)
    # What goes on, and the last that has ended; the others can be opened.
    ended = [job for job in found if not job.active]
    for job in (job for job in found if job.active or job is ended[0]):
        with st.container(border=True):
            _job(t, job)
    if len(ended) > 1:
        with st.expander(t("library.earlier")):
            for job in ended[1:]:
                _job(t, job)
    if ended:
        st.button(t("library.forget"), key="forget_jobs", type="tertiary", on_click=_tried, args=(jobs.forget_ended,))


def _job(t: Texts, job: Job) -> None:
    state, files = t(f"library.state.{job.state}"), t("library_files", count=len(job.items))
    st.markdown(f"**{state}** · {files}")
    st.caption(t("library.begun", by=plain(job.by), at=plain(f"{job.at[:10]} {job.at[11:16]} UTC")))
    if job.active:
        settled = sum(item.settled for item in job.items.values())
        st.progress(min(job.share, 1.0), t("library.done", done=settled, total=len(job.items)))
        st.caption(t("library.leave"))
    if job.state == "failed":
        st.text(job.error or t("library.crashed"))
    steps = [_step(t, item) for item in job.items.values()]
    _steps(key=f"steps_{job.id}", data={"label": t("library.jobs"), "steps": steps})
    for each in job.imported:
        _imported(t, each)
    if not job.active:
        for name in job.locked:
            _locked(t, job, name)
    if job.active:
        label = t("library.cancel")
        st.button(label, key=f"cancel_{job.id}", on_click=_tried, args=(lambda: jobs.cancel(job.id),))


def _locked(t: Texts, job: Job, name: str) -> None:
    """Asks for the password of a file; nobody sees it, and it is kept nowhere."""
    key = f"password_{job.id}_{name}"

    def read() -> None:
        if password := st.session_state.get(key, ""):
            _tried(lambda: jobs.unlock(job.id, name, password))

    # Not in the label: Streamlit reads that to screen readers with every mark that keeps a name from being Markdown.
    st.text(name)
    box = st.form(f"{key}_form", clear_on_submit=True, border=False)
    with box, st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("library.password"), type="password", key=key, autocomplete="off", max_chars=_LONGEST_PASSWORD)
        st.form_submit_button(t("library.unlock"), key=f"{key}_read", on_click=read)


def _step(t: Texts, item: Item) -> dict[str, Any]:
    kind = "going" if not item.settled else "failed" if item.state in ("failed", "cancelled") else "done"
    return {
        "name": item.path.replace("!/", " › "), "state": item.state, "word": t(f"library.step.{item.state}"),
        "kind": kind, "share": item.share, "said": _said(t, item),
    }  # fmt: skip


def _said(t: Texts, item: Item) -> list[dict[str, str | None]]:
    """Why it failed and what to do, and what to know: in English only where the reader's language has no words."""
    fault = item.fault.lower()
    if item.fault in (NEEDED, WRONG, GIVEN):
        # What the command line would have to be told is of no use here.
        return [{"text": t(f"library.fault.{fault}"), "lang": None}]
    said = [_told(t, notice) for notice in item.notices]
    if item.reason:
        said.insert(0, _told(t, item.reason))
    if item.fault and (not item.reason or (said[0]["lang"] and t.language != "en")):
        most = shelf.current().kb.config.reading.size
        ours = t.get(f"library.fault.{fault}", t("library.fault.unreadablefile")).replace("{most}", str(most))
        said.insert(0, {"text": ours, "lang": None})
    return said


def _told(t: Texts, sentence: str) -> dict[str, str | None]:
    """What the reading said of a file, which is in English, in the reader's language where that has words for it."""
    ours = of_file(t.language, sentence)
    return {"text": ours or sentence, "lang": None if ours else "en"}


def _imported(t: Texts, each: dict[str, Any]) -> None:
    """What a library of references said of the documents."""
    st.text(each["path"])
    matched, unmatched = each["matched"], each["unmatched"]
    st.caption(t("library_matched", count=len(matched)) + " · " + t("library_unmatched", count=len(unmatched)))
    for entry in unmatched[:_LIBRARY_TITLES]:
        st.text(f"— {entry['title']}")
    for sentence in each["broken"][:_LIBRARY_TITLES]:
        st.text(sentence)
