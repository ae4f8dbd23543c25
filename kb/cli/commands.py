"""What each command of ``policykb`` does: open the knowledge base, call its method, print; the exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from ingest.errors import MissingDependency, NotFound, StorageFailed

if TYPE_CHECKING:
    from kb import KnowledgeBase


# ----------------------------------------------------------------------------------------- the shelf
def init(options: argparse.Namespace) -> int:
    with _open(options, create=True) as kb:
        return _say(options, kb.status(), f"{kb.path} is ready; add documents: policykb add --kb {kb.path} FOLDER")


def add(options: argparse.Namespace) -> int:
    from kb.cli.bars import Bars
    from kb.cli.lines import report_lines
    from kb.cli.records import report_record

    with _open(options, create=True, password=options.password) as kb, Bars() as bars:
        report = kb.add(options.paths, progress=bars)
    _say(options, report_record(report), report_lines(report))
    return int(bool(report.failed))


def remove(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        removed = {document.id: document for document in map(kb.document, options.document)}
        for document_id in removed:
            kb.remove(document_id)
    text = "\n".join(f"removed {document.id[:12]}  {document.title}" for document in removed.values())
    return _say(options, {"removed": list(removed)}, text)


def show(options: argparse.Namespace) -> int:
    from kb.cli.lines import document_lines, entity_lines, passage_lines
    from kb.cli.records import document_record, entity_record, passage_record

    with _open(options) as kb:
        if options.subject is None:
            documents = kb.documents()
            return _say(options, [document_record(d) for d in documents], document_lines(documents))
        if ":" in options.subject:
            entity = kb.entity(options.subject)
            return _say(options, entity_record(entity), entity_lines(entity))
        document = kb.document(options.subject)
        passages = kb.passages(document.id)
    content = document_record(document) | {"passages": [passage_record(passage) for passage in passages]}
    return _say(options, content, f"{document_lines([document])}\n\n{passage_lines(passages)}")


def status(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        content = kb.status()
    return _say(options, content, "\n".join(f"{name.replace('_', ' '):20}{value}" for name, value in content.items()))


def reindex(options: argparse.Namespace) -> int:
    from kb.cli.bars import Bars

    with _open(options, any_embedder=True) as kb, Bars() as bars:
        kb.reindex(progress=bars)
        return _say(options, kb.status(), f"{kb.path} is built anew with {kb.embedder.id}.")


def verify(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        problems = kb.verify()
    _say(options, {"problems": problems}, "\n".join(problems) or "Nothing is wrong.")
    return int(bool(problems))


# -------------------------------------------------------------------------------- search and answers
def search(options: argparse.Namespace) -> int:
    from kb.cli.lines import hit_lines
    from kb.cli.records import hit_record

    with _open(options) as kb:
        hits = kb.search(options.question, k=options.k, **_filters(options))
    return _say(options, [hit_record(hit) for hit in hits], hit_lines(hits))


def ask(options: argparse.Namespace) -> int:
    from kb.cli.lines import answer_lines
    from kb.cli.records import answer_record

    with _open(options) as kb:
        answer = kb.ask(options.question, **_filters(options))
    return _say(options, answer_record(answer), answer_lines(answer))


def cite(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        ids = options.document or [document.id for document in kb.documents()]
        text = kb.cite(ids, style=options.style, format=options.format or ("csl-json" if options.json else "text"))
    return _print(text.rstrip())


def eval_(options: argparse.Namespace) -> int:
    from kb.evaluate import evaluate, read_questions

    questions = read_questions(options.questions)
    with _open(options) as kb:
        figures = evaluate(kb, questions)
    return _say(options, figures, "\n".join(f"{name:24}{value}" for name, value in figures.items()))


# -------------------------------------------------------------------------------------- the ontology
def entities(options: argparse.Namespace) -> int:
    from kb.cli.lines import entity_table
    from kb.cli.records import entity_record

    with _open(options) as kb:
        found = kb.entities(options.kind)
    return _say(options, [entity_record(entity) for entity in found], entity_table(found))


def graph(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        found = kb.provenance(options.iri)
    return _print(found.serialize(format="json-ld" if options.json else "turtle").strip())


def sparql(options: argparse.Namespace) -> int:
    from kb.cli.lines import result_lines

    with _open(options) as kb:
        result = kb.sparql(sys.stdin.read() if options.query == "-" else options.query)
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            data = result.serialize(format="json-ld" if options.json else "turtle")
        elif options.json:
            data = result.serialize(format="json")
        else:
            return _print(result_lines(result))
    return _print((data or b"").decode().strip())


def export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kb import files

    format_ = options.format or ("json-ld" if options.json and not options.out else "trig")
    with _open(options) as kb:
        data: bytes = kb.graph.serialize(format=format_, encoding="utf-8")
    if options.out is None:
        return _print(data.decode().rstrip())
    try:
        files.write(Path(options.out), data)
    except OSError as error:
        raise StorageFailed(f"{options.out} cannot be written ({error.strerror}): choose another place.") from error
    return _say(options, {"written": options.out, "bytes": len(data)}, f"{options.out}: {len(data):,} bytes")


# ------------------------------------------------------------------------------------------- the app
def ui(options: argparse.Namespace) -> int:
    """Give this process over to the app, which stands above this package and so is started, not imported."""
    from importlib.util import find_spec

    if find_spec("streamlit") is None:
        raise MissingDependency("The app needs Streamlit: pip install 'policy-kb[ui]'.")
    _require(options.kb)
    # -P: a folder "ui" where the user happens to stand is not our app.
    command = ["-P", "-m", "ui", "--kb", options.kb, "--port", str(options.port), "--host", options.host]
    os.execv(sys.executable, [sys.executable, *command])


# ------------------------------------------------------------------------------------------ plumbing
def _open(options: argparse.Namespace, *, create: bool = False, **how: Any) -> KnowledgeBase:
    from kb import KnowledgeBase

    if not create:
        _require(options.kb)
    return KnowledgeBase.open(options.kb, **how)


def _require(path: str) -> None:
    """Raises NotFound when there is no knowledge base: a mistyped --kb must not leave an empty one behind."""
    from pathlib import Path

    if not (Path(path) / "kb.sqlite").exists():
        raise NotFound(f"There is no knowledge base at {path}: make one with policykb add --kb {path} FOLDER.")


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("language", "type", "year", "document", "mentions")}


def _say(options: argparse.Namespace, content: object, text: str) -> int:
    return _print(json.dumps(content, ensure_ascii=False, indent=1) if options.json else text)


def _print(text: str) -> int:
    """Print and exit with 0. Raises StorageFailed when standard output is a file on a full disk."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageFailed(f"The output cannot be written ({error.strerror}): make room on the disk.") from error
    return 0
