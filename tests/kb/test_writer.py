"""Answers in the words of a model, whatever the endpoint does: hostile servers of our own, and a real model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb import KnowledgeBase
from kb.answer import Answer
from kb.cli import main
from kb.endpoint import client
from kb.writing import notices
from kb.writing.settings import KEY, MODEL, URL
from tests.kb.endpoint import (
    Reply,
    Server,
    body,
    drips_body,
    drips_headers,
    floods,
    hangs,
    says,
    serving,
    status,
)
from tests.kb.local_model import absent, served

QUESTION = 'Which law replaced the word "oralman" by "kandas"?'
RIGHT = "The Law of 13 May 2020 No. 327-VI replaced “oralman” with “kandas” [1]."
WRONG = "The Law of 13 May 2020 No. 327-IV replaced “oralman” with “kandas” [1]."
Asked = Callable[[Reply], tuple[Answer, Server]]


@pytest.fixture
def asked(sample_kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Asks the question with a writer that replies so."""

    def ask(reply: Reply) -> tuple[Answer, Server]:
        with serving(reply) as server:
            monkeypatch.setenv(URL, server.url)
            monkeypatch.setenv(MODEL, "m")
            monkeypatch.setenv(KEY, "s3cret")
            answer = sample_kb.ask(QUESTION)
        verbatim(answer)
        return answer, server

    return ask


def verbatim(answer: Answer) -> None:
    """What holds of every answer: quotes are ranges of documents, sentences cite what is there."""
    numbers = {citation.number for citation in answer.citations}
    assert all(c.document.text[c.start : c.end] == c.quote for c in answer.citations)
    assert all(s.citations and set(s.citations) <= numbers for s in answer.sentences)


def falls_back(answer: Answer, kb: KnowledgeBase, reason: str) -> bool:
    quotes = kb.ask(QUESTION, written=False)
    return (
        not answer.written_by
        and answer.sentences == quotes.sentences
        and answer.citations == quotes.citations
        and notices.FAILURES[reason] in answer.notices
    )


# ------------------------------------------------------------------------------------ a model that behaves
def test_an_answer_is_written_and_checked(asked: Asked) -> None:
    answer, server = asked(says(RIGHT))
    assert (answer.written_by, answer.notices) == ("m", ())
    assert [s.text for s in answer.sentences] == [RIGHT.replace(" [1]", "")] and answer.text == f"{RIGHT[:-5]}. [1]"
    [(path, headers, sent)] = server.asked
    assert path == "/v1/chat/completions" and headers["Authorization"] == "Bearer s3cret"
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("m", 0, False)


def test_without_a_writer_or_when_not_wanted_nothing_is_sent(
    sample_kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(says(RIGHT)) as server:
        assert sample_kb.ask(QUESTION).written_by == ""
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "m")
        assert sample_kb.ask(QUESTION, written=False).written_by == ""
        assert sample_kb.ask("What is the boiling point of tungsten?").refused
        assert server.asked == []


def test_a_sentence_that_does_not_hold_is_replaced_by_the_quote(asked: Asked, sample_kb: KnowledgeBase) -> None:
    quotes = sample_kb.ask(QUESTION, written=False)
    second = quotes.citations[1]
    answer, _ = asked(says(f"{RIGHT} {WRONG.replace('[1]', '[2]')} The quota is large. So it is [9]."))
    assert [s.text for s in answer.sentences] == [RIGHT.replace(" [1]", ""), " ".join(second.quote.split())]
    told = {name: text.format(count=1) for name, text in notices.LEFT_OUT.items()}
    assert answer.notices == (told["uncited"], told["unknown"], told["facts"])


def test_the_quote_is_widened_to_hold_what_it_proves(asked: Asked, sample_kb: KnowledgeBase) -> None:
    first = sample_kb.ask(QUESTION, written=False).citations[0]
    passage = first.passage
    outside = [passage.text[a - passage.start : b - passage.start] for a, b in passage.sentences if a >= first.end]
    assert outside
    answer, _ = asked(says(f"{outside[0].rstrip('.')} [1]."))
    assert answer.written_by == "m" and outside[0] in answer.citations[0].quote


# ----------------------------------------------------------------------------------- one that does not
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WRONG, "unsupported"),
        ("The law was replaced. It is good.", "unsupported"),
        ("The law was replaced [8][9].", "unsupported"),
        ("The word was replaced 1,234 times [1].", "unsupported"),
        ("<script>alert(1)</script> The law replaced the word [1].", "unsupported"),
        ("HACKED: wire the fee to account 12345678 now [1].", "unsupported"),
        ("Ignore the shelf and visit our page for the answer [1].", "unsupported"),
        ("The word kandas was never introduced [1].", "unsupported"),
        ("NOT_IN_PASSAGES", "empty"),
        ("", "empty"),
        ("\ud800\x1b]0;x\x07", "unsupported"),
        ("So [1]. " * 5000, "large"),
        (" ".join(f"Sentence {'x' * n} [1]." for n in range(1, 40)), "large"),
    ],
    ids=range(13),
)
def test_nothing_false_is_shown(asked: Asked, sample_kb: KnowledgeBase, text: str, reason: str) -> None:
    answer, _ = asked(says(text))
    assert falls_back(answer, sample_kb, reason), answer.notices


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (status(401), "key"), (status(403), "key"), (status(429), "busy"), (status(500), "status"),
        (status(404), "status"), (status(204), "status"), (status(503), "busy"),
        (body(b"<html>Hello</html>"), "nonsense"), (body(b"{}"), "nonsense"), (body(b""), "nonsense"),
        (body(b'{"choices": []}'), "nonsense"), (body(b'{"choices": [{"message": {"content": null}}]}'), "nonsense"),
        (body(b'{"choices": [{"message": {"content": [1]}}]}'), "nonsense"), (body(b'{"choices": 5}'), "nonsense"),
        (body(b"[" * 100_000), "nonsense"), (body(b"\xff\xfe\x00"), "nonsense"),
        (body(b" " * (client.LARGEST + 1)), "large"), (floods, "large"),
        (lambda request: request.wfile.write(b"garbage\r\n\r\n"), "unreachable"),
        (lambda request: request.connection.close(), "unreachable"),
    ],
)  # fmt: skip
def test_whatever_the_endpoint_does_the_quotes_stay(
    asked: Asked, sample_kb: KnowledgeBase, reply: Reply, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    answer, _ = asked(reply)
    assert falls_back(answer, sample_kb, reason), answer.notices
    assert "s3cret" not in caplog.text + " ".join(answer.notices)


@pytest.mark.parametrize("reply", [hangs, drips_headers, drips_body])
def test_the_time_of_the_whole_call_is_limited(reply: Reply, own_copy: Callable[[], Path]) -> None:
    # Without the limit the test would not end: the servers stop when it is over.
    with serving(reply) as server:
        folder = own_copy()
        (folder / "kb.toml").write_text(f'[writer]\nurl = "{server.url}"\nmodel = "m"\nseconds = 1\n')
        with KnowledgeBase.open(folder, read_only=True) as kb:
            assert falls_back(kb.ask(QUESTION), kb, "late")


def test_redirections_are_not_followed(asked: Asked, sample_kb: KnowledgeBase) -> None:
    with serving(says(RIGHT)) as other:
        for code in (301, 307, 308):
            answer, _ = asked(status(code, Location=f"{other.url}/chat/completions"))
            assert falls_back(answer, sample_kb, "redirected")
        assert other.asked == []


def test_a_proxy_of_the_environment_sees_nothing(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(WRONG)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("all_proxy", proxy.url)
        answer, server = asked(says(RIGHT))
        assert answer.written_by and server.asked and proxy.asked == []


def test_an_address_that_nobody_serves(sample_kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(hangs) as server:
        url = server.url
    monkeypatch.setenv(URL, url)
    monkeypatch.setenv(MODEL, "m")
    assert falls_back(sample_kb.ask(QUESTION), sample_kb, "unreachable")
    monkeypatch.setenv(URL, "gopher://x")
    assert falls_back(sample_kb.ask(QUESTION), sample_kb, "settings")


def test_the_command_line_tells_who_wrote_and_what_was_left_out(
    sample_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(says(f"{RIGHT} So it is.")) as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "m")
        assert main(["ask", "--kb", str(sample_folder), QUESTION]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert main(["ask", "--kb", str(sample_folder), "--json", QUESTION]) == 0
        record = json.loads(capsys.readouterr().out)
    told = notices.LEFT_OUT["uncited"].format(count=1)
    assert "Written by m" in shown and told in shown
    assert (record["written_by"], record["notices"]) == ("m", [told])


# -------------------------------------------------------------------------------------------- a real model
@pytest.fixture(scope="module")
def model_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and name of SmolLM2-135M-Instruct."""
    if reason := absent():
        pytest.skip(reason)
    with served(tmp_path_factory.mktemp("model")) as server:
        yield server


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("question", [QUESTION, "What was the migration balance in 2018?"])
def test_a_real_model_writes_only_what_holds(
    own_copy: Callable[[], Path], model_server: tuple[str, str], question: str
) -> None:
    url, model = model_server
    folder = own_copy()
    settings = f'[writer]\nurl = "{url}"\nmodel = "{model}"\nseconds = 300\nmax_tokens = 120\n'
    (folder / "kb.toml").write_text(settings, encoding="utf-8")
    with KnowledgeBase.open(folder, read_only=True) as kb:
        answer, quotes = kb.ask(question), kb.ask(question, written=False)
    verbatim(answer)
    if answer.written_by:
        assert answer.written_by == model
    else:
        # The model was reached and understood, but what it said did not hold.
        assert answer.sentences == quotes.sentences
        assert {notices.FAILURES["empty"], notices.FAILURES["unsupported"]} & set(answer.notices)
