"""The commands of ``policykb`` and their options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from kb.cli import changing, commands, concepts, curate, curating, evaluating, extracting, facts, packing, references
from kb.cli.details import FIELDS

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
    command.add_argument("paths", nargs="+", type=_path, metavar="PATH", help="files, folders, archives, addresses")
    command.add_argument("--password", help="opens encrypted PDFs; - reads it from standard input")
    command.add_argument("--watch", action="store_true", help="go on adding what appears in the folders")
    command.add_argument("--uploaded", action="store_true", help="the files are copies, known by their names alone")
    command.add_argument("--by", type=_text, metavar="NAME", help="whom the change log names; default: you")
    command.add_argument(
        "--progress", choices=("bars", "json"), default="bars", help="bars, or JSON a line on standard error"
    )


def _remove(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", nargs="+", type=_text, metavar="DOCUMENT", help=_DOCUMENT)


def _question(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", type=_text, help="in English, Russian or Kazakh")
    _filters(command)


def _filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", type=_text, help="of the passages: en, ru, kk")
    command.add_argument("--type", type=_text, help="of the documents: law, decree, paper, report …")
    command.add_argument(
        "--year", type=_year, metavar="YEAR[-YEAR]", help="of the documents; write --year=-2016 for up to"
    )
    command.add_argument("--document", action="append", type=_text, help=f"{_DOCUMENT}; repeatable")
    for name, what in (("agency", "an agency"), ("instrument", "a law or other act"), ("mentions", "anything")):
        command.add_argument(
            f"--{name}",
            dest="mentions",
            action="append",
            default=[],
            type=_text,
            metavar="NAME",
            help=f"{what} that the passages name, by name, number or IRI; repeatable",
        )


def _search(command: argparse.ArgumentParser) -> None:
    _question(command)
    command.add_argument("-k", type=_at_least_one, default=10, help="how many passages (10)")


def _entities(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "kind", nargs="?", type=_text, help="instrument, agency, programme, concept, responsibility …; default: all"
    )


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "subject", nargs="?", type=_text, help=f"{_DOCUMENT}, or the IRI of an entity; default: list the documents"
    )


def _edit(command: argparse.ArgumentParser) -> None:
    command.add_argument("document", type=_text, metavar="DOCUMENT", help=_DOCUMENT)
    for name in FIELDS:
        if name in ("author", "affiliation", "editor"):
            command.add_argument(f"--{name}", action="append", type=_text, help="repeatable, in their order")
        else:
            command.add_argument(f"--{name}", type=_text, help=_FIELD_HELP.get(name))
    command.add_argument(
        "--reset", action="append", choices=list(FIELDS), help="take an edit back; repeatable", metavar="FIELD"
    )
    command.add_argument("--by", required=True, type=_text, metavar="NAME", help="who says so")


_FIELD_HELP = {
    "type": "law, decree, concept, programme, paper, report, guidance, web page …",
    "container": "the journal, book or site that it appeared in",
    "pages": "printed pages there, such as 45–67",
    "jurisdiction": "code of the state, such as KZ (ISO 3166-1)",
    "number": "of an act",
    "date": "2011-07-22; of an act, or of this version",
    "place": "where it was published",
    "accessed": "2026-11-21; when its address was visited",
    "short": "short title",
    "archive": "where it is kept",
}


def _graph(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "iri", type=_text, metavar="IRI", help="an entity, as `policykb entities` prints it; or export: the whole graph"
    )
    _export(command)


def _facts(command: argparse.ArgumentParser) -> None:
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = "\n".join(f"  {name:16} {help_}" for name, (_, help_) in facts.QUESTIONS.items())
    command.add_argument("question", choices=list(facts.QUESTIONS), metavar="QUESTION", help="one of those below")
    command.add_argument("subject", nargs="?", default="", type=_text, metavar="SUBJECT", help="what it is about")
    command.add_argument("--on", default="", type=_text, metavar="DAY", help="2022-03-01, or a year")
    command.add_argument("--agency", default="", type=_text, metavar="NAME", help="a public body by name or IRI")
    command.add_argument("--year", type=_year, metavar="YEAR[-YEAR]", help="of the documents")
    command.add_argument("--place", default="", type=_text, help="a country, region or city")
    command.add_argument("--from", dest="start", default="", type=_text, metavar="DAY", help="of the timeline")
    command.add_argument("--until", default="", type=_text, metavar="DAY", help="of the timeline, this day included")


def _pack(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", nargs="?", type=_text, help="in English, Russian or Kazakh")
    _filters(command)
    for name, metavar, help_ in _OF_PACK:
        command.add_argument(f"--{name}", type=_path if metavar == "FILE" else _text, metavar=metavar, help=help_)
    command.set_defaults(style="gost-r-7-0-5-2008")


_OF_PACK = (
    ("basket", "FILE", 'JSON list of {"document": ID, "start": 0, "end": 100}, in place of a question'),
    ("out", "FILE", "the file to write; without it Markdown is printed"),
    ("style", "STYLE", "a style of CSL (gost-r-7-0-5-2008)"),
    ("format", "FORMAT", "docx or markdown (markdown for FILE.md, else docx)"),
    ("locale", "LANGUAGE", "of the headings: en, ru, kk (the question's)"),
    ("title", "TITLE", "in place of the question"),
)


def _sparql(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", type=_text, help="a reading SPARQL 1.1 query; - reads it from standard input")
    command.add_argument(
        "--timeout", type=_at_least_one, default=60, metavar="SECONDS", help="give up after so long (60)"
    )


def _cite(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "document",
        nargs="*",
        type=_text,
        metavar="DOCUMENT|IRI",
        help=f"{_DOCUMENT}, or the IRI of a law or other instrument; default: all documents",
    )
    command.add_argument(
        "--style", type=_text, default="gost-r-7-0-5-2008", help="of CSL, or a .csl file (gost-r-7-0-5-2008)"
    )
    command.add_argument(
        "--format", help="text, html, docx, bibtex, biblatex, ris or csl-json (text; with --json csl-json)"
    )
    command.add_argument("--locale", type=_text, help="of the labels: en, ru, kk, en-GB …; default: by the style")
    command.add_argument("--at", action="append", type=_text, metavar="PAGE", help="cited; one for each document")
    command.add_argument("--styles", action="store_true", help="list the styles")
    command.add_argument("--out", type=_path, metavar="FILE", help="default: standard output")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=["trig", "nquads", "json-ld", "turtle"], help="(trig; with --json json-ld)"
    )
    command.add_argument("--out", metavar="FILE", help="default: standard output")


def _eval(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", type=_what_to_measure, metavar="WHAT", help=" or ".join(evaluating.MEASURED))
    command.add_argument(
        "source",
        type=_path,
        metavar="FILE",
        help='JSON lines of {"question": …, "answers": [{"file": …, "quote": …}]}, or a folder of a BEIR or TREC '
        "collection",
    )
    for name, what in (("set", "measure with a setting of the search"), ("against", "compare with another")):
        command.add_argument(
            f"--{name}",
            action="append",
            default=[],
            type=_text,
            metavar="NAME=VALUE",
            help=f"{what}, such as expansion=false; repeatable",
        )
    command.add_argument("--per-question", action="store_true", help="list the questions, with --against the changed")
    command.add_argument("--work", type=_path, metavar="DIR", help="keep the knowledge base of a collection here")


def _ui(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, default=8501, help="(8501)")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    command.add_argument(
        "--curators-without-sign-in", action="store_true", help="whoever reaches the app may add, edit and remove"
    )


_DOCUMENT = "id of a document, or its first characters"

COMMANDS: dict[str, tuple[Command, str, AddOptions]] = {
    "init": (commands.init, "make an empty knowledge base", _no_options),
    "add": (commands.add, "add files and folders", _add),
    "remove": (commands.remove, "remove documents", _remove),
    "search": (commands.search, "find the passages that bear on a question", _search),
    "ask": (commands.ask, "answer a question with cited quotes", _question),
    "entities": (
        commands.entities,
        "list the laws, agencies and other things that the documents name and state",
        _entities,
    ),
    "show": (curating.show, "list the documents, or show one, or an entity", _show),
    "edit": (curating.edit, "correct what is known of a document", _edit),
    "library": (
        references.library,
        "take what is known of documents from a library of references",
        references.add_library_options,
    ),
    "references": (references.references, "what documents cite, and who cites what", references.add_options),
    "curate": (
        curate.curate,
        "accept, reject, edit, merge, split and add statements",
        curate.add_actions,
    ),
    "duplicates": (
        curating.duplicates,
        "list documents with the same text, or nearly the same",
        _no_options,
    ),
    "facts": (facts.facts, "ask what the documents state: who does what since when, what rests on a law …", _facts),
    "concepts": (concepts.concepts, "list, import, remove or export concepts and thesauri", concepts.add_options),
    "extract": (extracting.extract, "ask a language model for more statements", extracting.add_options),
    "graph": (commands.graph, "what is known about an entity and from which characters, as RDF", _graph),
    "sparql": (commands.sparql, "query the statements", _sparql),
    "cite": (commands.cite, "references of documents and laws", _cite),
    "pack": (packing.pack, "make a document of an answer or of quotes, with footnotes and bibliography", _pack),
    "export": (commands.export, "all statements as RDF", _export),
    "eval": (evaluating.eval_, "measure search and answers on questions with known answers", _eval),
    "ui": (commands.ui, "start the app in the browser", _ui),
    "changes": (changing.changes, "list what was done to the knowledge base, when and by whom", changing.add_options),
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


def _what_to_measure(text: str) -> str:
    if text not in evaluating.MEASURED:
        words = " or ".join(evaluating.MEASURED)
        raise argparse.ArgumentTypeError(f"write {words} before the file: policykb eval {evaluating.MEASURED[0]} FILE")
    return text


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
