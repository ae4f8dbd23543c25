"""How long visitors of the app wait.

    python benchmarks/app.py KB [--people 30] [--questions FILE] [--rounds 5]

Starts the app over the knowledge base KB as users start it and speaks Streamlit's own protocol over websockets, as a
browser does; the time of an answer is from sending the question until the page is complete, retrieval included. Prints
one JSON object: seconds from the start of the process to the first page, a warm question, and for PEOPLE sessions that
ask different questions in the same moment, ROUNDS times, the median, the 95th percentile and the worst. FILE holds
questions as JSONL with a field ``question``, as those in docs/samples. With Chromium installed, ``first_paint_s`` is
taken in it. A benchmark is no test: run it on an idle machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui import serve
from ui.texts import texts

HERE = "127.0.0.1"
QUESTIONS = Path(__file__).parent.parent / "docs" / "samples" / "questions.jsonl"
WARMING = texts("en")("app.warming")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kb", type=Path)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    print(json.dumps(measured(options.kb, questions, options.people, options.rounds), indent=1))


def measured(kb: Path, questions: Sequence[str], people: int, rounds: int) -> dict[str, float]:
    figures = {}
    with app(kb) as (port, started):
        asyncio.run(_first_page(port))
        figures["first_page_s"] = time.perf_counter() - started
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        figures["first_paint_s"] = _first_paint(chromium, kb)
    with app(kb) as (port, started):
        _until(lambda: WARMING not in asyncio.run(_first_page(port)), 120)
        figures["warm_after_s"] = time.perf_counter() - started
        asyncio.run(_asked(port, questions[:1]))
        alone = [asyncio.run(_asked(port, [question]))[0] for question in questions[:10]]
        figures["warm_question_s"] = statistics.median(alone)
        together: list[float] = []
        for number in range(rounds):
            chosen = [questions[(number * people + n) % len(questions)] for n in range(people)]
            together += asyncio.run(_asked(port, chosen))
        figures |= {
            f"{people}_at_once_p50_s": statistics.median(together),
            f"{people}_at_once_p95_s": statistics.quantiles(together, n=20)[-1],
            f"{people}_at_once_worst_s": max(together),
        }
    return {name: round(value, 3) for name, value in figures.items()}


@contextmanager
def app(kb: Path) -> Iterator[tuple[int, float]]:
    """The app in a process of its own: its port, and when the process was started."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        with subprocess.Popen(serve.command(kb, port), stdout=log, stderr=log) as process:
            try:
                _until(lambda: _healthy(port) or process.poll() is not None, 60)
                if process.poll() is not None:
                    log.seek(0)
                    sys.exit(log.read().decode("utf-8", "replace"))
                yield port, started
            finally:
                process.terminate()


def _until(holds: Callable[[], bool], seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not holds():
        if time.perf_counter() > end:
            sys.exit(f"The app did not answer within {seconds:.0f} seconds.")
        time.sleep(0.01)


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HERE}:{port}/_stcore/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


async def _first_page(port: int) -> str:
    """The words of the first page that are set as captions."""
    async with _session(port) as session:
        return await _run(session, "lang=en")


async def _asked(port: int, questions: Sequence[str]) -> list[float]:
    """Seconds until each question's page is complete, all asked in the same moment by sessions that stand ready."""
    begin = asyncio.Event()

    async def one(question: str, ready: asyncio.Semaphore) -> float:
        async with _session(port) as session:
            await _run(session, "")
            ready.release()
            await begin.wait()
            sent = time.perf_counter()
            await _run(session, urlencode({"q": question}))
            return time.perf_counter() - sent

    ready = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(one(question, ready)) for question in questions]
    for _ in tasks:
        await ready.acquire()
    begin.set()
    return list(await asyncio.gather(*tasks))


def _session(port: int) -> websockets.connect:
    return websockets.connect(
        f"ws://{HERE}:{port}/_stcore/stream", origin=f"http://{HERE}:{port}", subprotocols=["streamlit"],
        max_size=None, compression=None, open_timeout=60,
    )  # fmt: skip


async def _run(session: websockets.ClientConnection, query: str) -> str:
    """Run the page at ``?query`` and take all that it sends; its Markdown. Exits when the page fails."""
    words = ""
    message = BackMsg()
    message.rerun_script.query_string = query
    await session.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(await session.recv())
        if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            sys.exit(f"The page failed: {answer.delta.new_element.exception.message}")
        words += answer.delta.new_element.markdown.body
        finished = answer.WhichOneof("type") == "script_finished"
        if finished and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return words


def _first_paint(chromium: str, kb: Path) -> float:
    """Seconds from the start of the app until a browser that is open already shows the box for questions."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=chromium, args=FLAGS).new_page()
        with app(kb) as (port, started):
            page.goto(f"http://{HERE}:{port}/")
            page.get_by_role("textbox").first.wait_for()
            return time.perf_counter() - started


if __name__ == "__main__":
    main()
