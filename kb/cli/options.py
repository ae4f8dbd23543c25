"""The commands of ``policykb`` and their options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from kb.cli import commands

DEFAULT = "policy.kb"
Command = Callable[[argparse.Namespace], int]
AddOptions = Callable[[argparse.ArgumentParser], None]


def parser() -> argparse.ArgumentParser:
    """One parser for each command, all with ``--kb`` and ``--json``."""
    top = argparse.ArgumentParser(prog="policykb", description="Cited answers from a shelf of policy documents.")
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    under = top.add_subparsers(metavar="COMMAND", required=True)
    for name, (run, help_, add_options) in COMMANDS.items():
        command = under.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.")
        command.add_argument("--kb", default=os.environ.get("POLICYKB") or DEFAULT, metavar="DIR", help=_KB_HELP)
        command.add_argument("--json", action="store_true", help="print JSON")
        add_options(command)
        command.set_defaults(run=run)
    return top


_KB_HELP = f"folder of the knowledge base (default: $POLICYKB, else ./{DEFAULT})"


def _no_options(command: argparse.ArgumentParser) -> None:
    """Only what all commands have."""


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", type=_path, metavar="PATH", help="files and folders")
    command.add_argument("--password", help="opens encrypted PDFs")


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", nargs="+", type=_text, metavar="DOCUMENT", help=_DOCUMENT)


def _question(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", type=_text, help="in English, Russian or Kazakh")
    command.add_argument("--language", choices=["en", "ru", "kk"], help="of the passages")
    command.add_argument("--type", type=_text, help="of the documents: law, decree, paper, report …")
    command.add_argument(
        "--year", type=_year, metavar="YEAR[-YEAR]", help="of the documents; write --year=-2016 for up to"
    )
    command.add_argument("--document", action="append", type=_text, help=f"{_DOCUMENT}; repeatable")
    command.add_argument("--mentions", type=_text, metavar="IRI", help="an entity that the passages name")


def _search(command: argparse.ArgumentParser) -> None:
    _question(command)
    command.add_argument("-k", type=_at_least_one, default=10, help="how many passages (10)")


def _entities(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", nargs="?", type=_text, help="instrument, agency; default: all")


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "subject", nargs="?", type=_text, help=f"{_DOCUMENT}, or the IRI of an entity; default: list the documents"
    )


def _graph(command: argparse.ArgumentParser) -> None:
    command.add_argument("iri", type=_text, metavar="IRI", help="an entity, as `policykb entities` prints it")


def _sparql(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", type=_text, help="a reading SPARQL 1.1 query; - reads it from standard input")


def _cite(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "document", nargs="*", type=_text, metavar="DOCUMENT", help=f"{_DOCUMENT}; default: all documents"
    )
    command.add_argument("--style", type=_text, default="gost-r-7-0-5-2008", help="a style of CSL (gost-r-7-0-5-2008)")
    command.add_argument("--format", help="text, bibtex, ris or csl-json (text; with --json csl-json)")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=["trig", "nquads", "json-ld", "turtle"], help="(trig; with --json json-ld)"
    )
    command.add_argument("--out", metavar="FILE", help="default: standard output")


def _eval(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "questions", metavar="QUESTIONS", help='JSON lines of {"question": …, "answers": [{"file": …, "quote": …}]}'
    )


def _ui(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, default=8501, help="(8501)")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")


_DOCUMENT = "id of a document, or its first characters"

COMMANDS: dict[str, tuple[Command, str, AddOptions]] = {
    "init": (commands.init, "make an empty knowledge base", _no_options),
    "add": (commands.add, "add files and folders", _add),
    "remove": (commands.remove, "remove documents", _remove),
    "search": (commands.search, "find the passages that bear on a question", _search),
    "ask": (commands.ask, "answer a question with cited quotes", _question),
    "entities": (commands.entities, "list the laws and agencies that the documents name", _entities),
    "show": (commands.show, "list the documents, or show one, or an entity", _show),
    "graph": (commands.graph, "what is known about an entity and from which characters, as RDF", _graph),
    "sparql": (commands.sparql, "query the statements", _sparql),
    "cite": (commands.cite, "references of documents", _cite),
    "export": (commands.export, "all statements as RDF", _export),
    "eval": (commands.eval_, "measure search and refusal on questions with known answers", _eval),
    "ui": (commands.ui, "start the app in the browser", _ui),
    "status": (commands.status, "counts and settings", _no_options),
    "reindex": (commands.reindex, "read and embed every document anew", _no_options),
    "verify": (commands.verify, "check that nothing is damaged or missing", _no_options),
}


# ------------------------------------------------------------------------------------ kinds of values
class _Version(argparse.Action):
    """Asks for the installed version only when it is wanted: looking it up takes a while."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"policykb {version('policy-kb')}\n")


def _path(text: str) -> str:
    """A path; the empty one, which Python takes for the present folder, is a variable that was not set."""
    if not text:
        raise argparse.ArgumentTypeError("a path is empty")
    return text


def _text(text: str) -> str:
    """Text; what is not valid UTF-8 comes from the system with surrogates in it, which nothing can store or compare."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise argparse.ArgumentTypeError("the text is not valid UTF-8")
    return text


def _port(text: str) -> int:
    port = _at_least_one(text)
    if port > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port: choose one from 1 to 65535")
    return port


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def _year(text: str) -> int | tuple[int | None, int | None]:
    """``2017``, ``2017-2021``, ``2017-`` or ``-2021``."""
    first, dash, last = text.partition("-")
    try:
        return (int(first) if first else None, int(last) if last else None) if dash else int(first)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a year nor a range such as 2017-2021") from error
