"""The command line ``policykb``: one command for each method of KnowledgeBase.

Exit codes: 0 all well, 1 something failed (it is listed), 2 wrong usage. Heavy libraries are imported when a
command needs them, so that ``policykb --help`` answers at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ingest.errors import KBError

if TYPE_CHECKING:
    from kb import KnowledgeBase

DEFAULT = "policy.kb"
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KBError as error:
        print(f"policykb: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("policykb: stopped. What was finished is stored; run the command again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; that is no failure. Keep Python from telling at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="policykb", description="Cited answers from a shelf of policy documents.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name, (run, help_, add_options) in COMMANDS.items():
        command = commands.add_parser(name, help=help_, description=help_)
        command.add_argument(
            "--kb", default=os.environ.get("POLICYKB", DEFAULT), metavar="DIR",
            help=f"the knowledge base (default: $POLICYKB, else ./{DEFAULT})",
        )  # fmt: skip
        command.add_argument("--json", action="store_true", help="print JSON")
        add_options(command)
        command.set_defaults(run=run)
    return top


# ------------------------------------------------------------------------------------------ commands
def init(options: argparse.Namespace) -> int:
    with _open(options) as kb:
        return _say(options, kb.status(), f"{kb.path} is ready; add documents with: policykb add --kb {kb.path} FOLDER")


def add(options: argparse.Namespace) -> int:
    from kb.bars import Bars
    from kb.printing import report_lines

    with _open(options, password=options.password) as kb, Bars() as bars:
        report = kb.add(options.paths, progress=bars)
    failed = [{"path": path, "reason": reason} for path, reason in report.failed]
    content = {
        "added": report.added,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "failed": failed,
    }
    return _say(options, content, report_lines(report)) or int(bool(failed))


def remove(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        removed = [kb.document(i) for i in options.document]
        for document in removed:
            kb.remove(document.id)
    ids = [document.id for document in removed]
    return _say(options, {"removed": ids}, "\n".join(f"removed {d.id[:12]}  {d.title}" for d in removed))


def search(options: argparse.Namespace) -> int:
    from kb.printing import hit_lines, hit_record

    with _open(options, create=False) as kb:
        hits = kb.search(options.question, k=options.k, **_filters(options))
    return _say(options, [hit_record(hit) for hit in hits], hit_lines(hits))


def ask(options: argparse.Namespace) -> int:
    from kb.printing import answer_lines, answer_record

    with _open(options, create=False) as kb:
        answer = kb.ask(options.question, **_filters(options))
    return _say(options, answer_record(answer), answer_lines(answer))


def entities(options: argparse.Namespace) -> int:
    from kb.printing import entity_lines, entity_record

    with _open(options, create=False) as kb:
        found = kb.entities(options.kind)
    return _say(options, [entity_record(entity) for entity in found], entity_lines(found))


def show(options: argparse.Namespace) -> int:
    from kb.printing import document_record, document_table, entity_record, entity_text, passage_lines

    with _open(options, create=False) as kb:
        if options.subject is None:
            documents = kb.documents()
            return _say(options, [document_record(d) for d in documents], document_table(documents))
        if "://" in options.subject:
            entity = kb.entity(options.subject)
            return _say(options, entity_record(entity), entity_text(entity))
        document = kb.document(options.subject)
        passages = kb.passages(document.id)
    content = document_record(document) | {"passages": [{"start": p.start, "end": p.end, "page": p.page,
        "section": p.section, "kind": p.kind, "language": p.language, "text": p.text} for p in passages]}  # fmt: skip
    return _say(options, content, f"{document_table([document])}\n\n{passage_lines(passages)}")


def graph(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        found = kb.provenance(options.iri)
    content = json.loads(found.serialize(format="json-ld"))
    return _say(options, content, found.serialize(format="turtle").strip())


def sparql(options: argparse.Namespace) -> int:
    from kb.printing import result_lines

    with _open(options, create=False) as kb:
        result = kb.sparql(sys.stdin.read() if options.query == "-" else options.query)
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            text = result.serialize(format="json-ld" if options.json else "turtle")
            print((text or b"").decode().strip())
            return 0
        if options.json:
            print((result.serialize(format="json") or b"").decode())
            return 0
        print(result_lines(result))
        return 0


def cite(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        ids = options.document or [document.id for document in kb.documents()]
        text = kb.cite(ids, style=options.style, format="csl-json" if options.json else options.format)
    print(text.rstrip())
    return 0


def export(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        data = kb.graph.serialize(format=options.format, encoding="utf-8")
    if options.out is None:
        sys.stdout.buffer.write(data)
        return 0
    from pathlib import Path

    from kb import files

    files.write(Path(options.out), data)
    return _say(options, {"written": options.out, "bytes": len(data)}, f"{options.out}: {len(data):,} bytes")


def eval_(options: argparse.Namespace) -> int:
    from kb.evaluate import evaluate, read_questions

    with _open(options, create=False) as kb:
        figures = evaluate(kb, read_questions(options.questions))
    return _say(options, figures, "\n".join(f"{name:28}{value}" for name, value in figures.items()))


def ui(options: argparse.Namespace) -> int:
    import subprocess

    # The app stands above this package, so it is started, not imported.
    command = [sys.executable, "-m", "ui", "--kb", options.kb, "--port", str(options.port), "--host", options.host]
    return subprocess.call(command)


def status(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        content = kb.status()
    return _say(options, content, "\n".join(f"{name.replace('_', ' '):20}{value}" for name, value in content.items()))


def reindex(options: argparse.Namespace) -> int:
    from kb.bars import Bars

    with _open(options, create=False, any_embedder=True) as kb, Bars() as bars:
        kb.reindex(progress=bars)
        return _say(options, kb.status(), f"{kb.path} is built anew with {kb.embedder.id}.")


def verify(options: argparse.Namespace) -> int:
    with _open(options, create=False) as kb:
        problems = kb.verify()
    _say(options, {"problems": problems}, "\n".join(problems) or "Nothing is wrong.")
    return int(bool(problems))


# ------------------------------------------------------------------------------------------- options
def _no_options(command: argparse.ArgumentParser) -> None:
    pass


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATH", help="files and folders")
    command.add_argument("--password", help="opens encrypted PDFs")


def _document_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", nargs="+", help="id of a document, or its first characters")


def _filter_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("question")
    command.add_argument("--language", choices=["en", "ru", "kk"], help="of the passages")
    command.add_argument("--type", help="of the documents: law, decree, paper, report …")
    command.add_argument("--year", type=_year, metavar="YEAR[-YEAR]", help="of the documents")
    command.add_argument("--document", action="append", help="id of a document, or its first characters; repeatable")
    command.add_argument("--mentions", metavar="IRI", help="an entity that the passages name")


def _search_options(command: argparse.ArgumentParser) -> None:
    _filter_options(command)
    command.add_argument("-k", type=int, default=10, help="how many passages (10)")


def _entities_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", nargs="?", help="instrument, agency; default: all")


def _show_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("subject", nargs="?", help="id of a document or IRI of an entity; default: list the documents")


def _graph_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("iri", help="an entity, as `policykb entities` prints it")


def _sparql_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", help="a reading SPARQL 1.1 query; - reads it from standard input")


def _cite_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", nargs="*", help="ids of documents, or their first characters; default: all")
    command.add_argument("--style", default="gost-r-7-0-5-2008", help="a CSL style (gost-r-7-0-5-2008)")
    command.add_argument("--format", default="text", help="text, bibtex, ris or csl-json (text)")


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", default="trig", choices=["trig", "nquads", "json-ld", "turtle"])
    command.add_argument("--out", metavar="FILE", help="default: standard output")


def _eval_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("questions", help='JSON lines of {"question": …, "answers": [{"file": …, "quote": …}]}')


def _ui_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8501)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")


COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "init": (init, "make an empty knowledge base", _no_options),
    "add": (add, "add files and folders", _add_options),
    "remove": (remove, "remove documents", _document_options),
    "search": (search, "find the passages that bear on a question", _search_options),
    "ask": (ask, "answer a question with cited quotes", _filter_options),
    "entities": (entities, "list the laws and agencies that the documents name", _entities_options),
    "show": (show, "list the documents, or show one, or an entity", _show_options),
    "graph": (graph, "what is known about an entity and from which characters, as RDF", _graph_options),
    "sparql": (sparql, "query the statements", _sparql_options),
    "cite": (cite, "references of documents", _cite_options),
    "export": (export, "all statements as RDF", _export_options),
    "eval": (eval_, "measure search and refusal on questions with known answers", _eval_options),
    "ui": (ui, "start the app in the browser", _ui_options),
    "status": (status, "counts and settings", _no_options),
    "reindex": (reindex, "read and embed every document anew", _no_options),
    "verify": (verify, "check that nothing is damaged or missing", _no_options),
}


# ------------------------------------------------------------------------------------------ plumbing
def _open(options: argparse.Namespace, *, create: bool = True, **how: Any) -> KnowledgeBase:
    from pathlib import Path

    from ingest.errors import NotFound
    from kb import KnowledgeBase

    if not create and not (Path(options.kb) / "kb.sqlite").exists():
        raise NotFound(f"There is no knowledge base at {options.kb}: make one with policykb add --kb {options.kb} FOLDER.")
    return KnowledgeBase.open(options.kb, **how)


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("language", "type", "year", "document", "mentions")}


def _year(text: str) -> int | tuple[int | None, int | None]:
    """``2017``, ``2017-2021``, ``2017-`` or ``-2021``."""
    first, dash, last = text.partition("-")
    try:
        return (int(first) if first else None, int(last) if last else None) if dash else int(first)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a year nor a range such as 2017-2021") from error


def _say(options: argparse.Namespace, content: object, text: str) -> int:
    print(json.dumps(content, ensure_ascii=False, indent=1) if options.json else text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
