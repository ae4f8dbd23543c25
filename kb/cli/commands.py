"""What each command of ``policykb`` does: open the knowledge base, call its method, print; the exit code."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from ingest.errors import Busy, MissingDependency, NotFound, StorageFailed
from kb.cli.plumbing import filters, open_kb, print_text, require, say
from kb.cli.progress import progress_of, stop_when_asked

if TYPE_CHECKING:
    from kb import KnowledgeBase


# ----------------------------------------------------------------------------------------- the shelf
def init(options: argparse.Namespace) -> int:
    with open_kb(options, create=True) as kb:
        return say(options, kb.status(), f"{kb.path} is ready; add documents: policykb add --kb {kb.path} FOLDER")


def add(options: argparse.Namespace) -> int:
    from kb.cli.lines import report_lines
    from kb.cli.records import report_record

    if options.watch:
        _watchable(options.paths)
    if options.progress == "json":
        stop_when_asked()
    # On the command line, others who use the machine could see it.
    password = sys.stdin.readline().rstrip("\r\n") if options.password == "-" else options.password
    with open_kb(options, create=True, password=password, person=options.by) as kb:
        with progress_of(options.progress) as progress:
            report = kb.add(options.paths, progress, uploaded=options.uploaded)
        say(options, report_record(report), report_lines(report))
        if options.watch:
            _watch(options, kb)
    return int(bool(report.failed))


def _watchable(paths: list[str]) -> None:
    """Raises NotFound when one of the paths is no folder."""
    from pathlib import Path

    for path in paths:
        if not Path(path).is_dir():
            raise NotFound(f"{path} is no folder: --watch takes folders; name the one that holds it.")


def _watch(options: argparse.Namespace, kb: KnowledgeBase) -> None:
    """Add what appears in the folders, a report for each time, until interrupted."""
    from pathlib import Path

    from kb.cli.lines import report_lines
    from kb.cli.records import report_record
    from kb.watching import changes

    print(f"Watching {', '.join(options.paths)}; Ctrl-C ends it.", file=sys.stderr, flush=True)
    # What appeared while the folders were first added, or could not be added because another process was writing.
    waiting: dict[str, None] = dict.fromkeys(options.paths)
    for paths in changes([Path(path) for path in options.paths]):
        waiting |= dict.fromkeys(map(str, paths))
        if not waiting:
            continue
        try:
            with progress_of(options.progress) as progress:
                report = kb.add(list(waiting), progress)
        except Busy as error:
            print(f"policykb: {error}", file=sys.stderr, flush=True)
            continue
        waiting.clear()
        if report.added or report.updated or report.failed:
            say(options, report_record(report), report_lines(report))


def remove(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        removed = {document.id: document for document in map(kb.document, options.document)}
        for document_id in removed:
            kb.remove(document_id)
    text = "\n".join(f"removed {document.id[:12]}  {document.title}" for document in removed.values())
    return say(options, {"removed": list(removed)}, text)


def status(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        content = kb.status()
    return say(options, content, "\n".join(f"{name.replace('_', ' '):20}{value}" for name, value in content.items()))


def reindex(options: argparse.Namespace) -> int:
    from kb.cli.bars import Bars

    with open_kb(options, any_embedder=True) as kb, Bars() as bars:
        failed = kb.reindex(progress=bars)
        lines = [f"{kb.path} is built anew with {kb.embedder.id}.", *(reason for _, reason in failed)]
        say(options, kb.status(), "\n".join(lines))
    return int(bool(failed))


def verify(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        problems = kb.verify()
    say(options, {"problems": problems}, "\n".join(problems) or "Nothing is wrong.")
    return int(bool(problems))


# -------------------------------------------------------------------------------- search and answers
def search(options: argparse.Namespace) -> int:
    from kb.cli.lines import hit_lines
    from kb.cli.records import hit_record

    with open_kb(options) as kb:
        hits = kb.search(options.question, k=options.k, **filters(options))
    return say(options, [hit_record(hit) for hit in hits], hit_lines(hits))


def ask(options: argparse.Namespace) -> int:
    from kb.cli.lines import answer_lines
    from kb.cli.records import answer_record

    with open_kb(options) as kb:
        answer = kb.ask(options.question, **filters(options))
    return say(options, answer_record(answer), answer_lines(answer))


def cite(options: argparse.Namespace) -> int:
    if options.styles:
        from kb.citation import style_names

        names = style_names()
        return say(options, names, "\n".join(names))
    with open_kb(options) as kb:
        ids = options.document or [document.id for document in kb.documents()]
        format_ = options.format or ("csl-json" if options.json else "text")
        cited = kb.cite(ids, options.style, format_, options.locale, options.at and _places(options.at, ids))
    if options.out:
        from pathlib import Path

        Path(options.out).write_bytes(cited if isinstance(cited, bytes) else cited.encode())
        return 0
    if isinstance(cited, bytes):
        raise NotFound("A Word file is no text for the terminal; name a file for it with --out references.docx.")
    return print_text(cited.rstrip())


def _places(pages: list[str], ids: list[str]) -> list[str | None]:
    """A page for each of the first documents, none for the others."""
    if len(pages) > len(ids):
        raise NotFound(f"There are {len(pages)} places (--at) for {len(ids)} documents; give one for each.")
    return [page or None for page in pages] + [None] * (len(ids) - len(pages))


# -------------------------------------------------------------------------------------- the ontology
def entities(options: argparse.Namespace) -> int:
    from kb.cli.lines import entity_table
    from kb.cli.records import entity_record

    with open_kb(options) as kb:
        found = kb.entities(options.kind)
    return say(options, [entity_record(entity) for entity in found], entity_table(found))


def graph(options: argparse.Namespace) -> int:
    if options.iri == "export":
        return export(options)
    with open_kb(options) as kb:
        found = kb.provenance(options.iri)
    return print_text(found.serialize(format="json-ld" if options.json else "turtle").strip())


def sparql(options: argparse.Namespace) -> int:
    from kb.cli.lines import result_lines

    with open_kb(options) as kb:
        result = kb.sparql(sys.stdin.read() if options.query == "-" else options.query, options.timeout)
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            data = result.serialize(format="json-ld" if options.json else "turtle")
        elif options.json:
            data = result.serialize(format="json")
        else:
            return print_text(result_lines(result))
    return print_text((data or b"").decode().strip())


def export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from kb import files

    format_ = options.format or ("json-ld" if options.json and not options.out else "trig")
    with open_kb(options) as kb:
        data: bytes = kb.graph.serialize(format=format_, encoding="utf-8")
    if options.out is None:
        return print_text(data.decode().rstrip())
    try:
        files.write(Path(options.out), data)
    except OSError as error:
        raise StorageFailed(f"{options.out} cannot be written ({error.strerror}): choose another place.") from error
    return say(options, {"written": options.out, "bytes": len(data)}, f"{options.out}: {len(data):,} bytes")


# ------------------------------------------------------------------------------------------- the app
def ui(options: argparse.Namespace) -> int:
    """Give this process over to the app, which stands above this package and so is started, not imported."""
    from importlib.util import find_spec

    if find_spec("streamlit") is None:
        raise MissingDependency("The app needs Streamlit: pip install 'policy-kb[ui]'.")
    require(options.kb)
    # -P: a folder "ui" where the user happens to stand is not our app.
    command = ["-P", "-m", "ui", "--kb", options.kb, "--port", str(options.port), "--host", options.host]
    if options.curators_without_sign_in:
        command.append("--curators-without-sign-in")
    os.execv(sys.executable, [sys.executable, *command])
