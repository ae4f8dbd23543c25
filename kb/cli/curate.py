"""``policykb curate``: what curators decide of statements, each a decision that is kept with who made it and when."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.cli.plumbing import open_kb, say

if TYPE_CHECKING:
    from kb.curation import Decision
    from kb.curation.curating import Curation
    from kb.curation.statements import Statement

Record = dict[str, Any]
_ENTITY = "an entity, by IRI or name"
_STATEMENT = "IRI of a statement, as `policykb curate statements` prints it"


def add_actions(command: argparse.ArgumentParser) -> None:
    """The actions of ``policykb curate`` and their options."""
    under = command.add_subparsers(metavar="ACTION", required=True)
    for name, (run, help_, add_options) in _ACTIONS.items():
        action = under.add_parser(name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.")
        # Before the action or behind it; what is not given leaves the other as it is.
        action.add_argument("--kb", default=argparse.SUPPRESS, metavar="DIR", help="folder of the knowledge base")
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
        add_options(action)
        action.set_defaults(act=run)


def curate(options: argparse.Namespace) -> int:
    """Run one action; its exit code."""
    return int(options.act(options))


# --------------------------------------------------------------------------------------------- options
def _text(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise argparse.ArgumentTypeError("the text is not valid UTF-8")
    return text


def _by(action: argparse.ArgumentParser) -> None:
    try:
        login = getpass.getuser()
    except (KeyError, OSError):  # a process without a name, as in some containers, has to say who it is
        login = None
    action.add_argument(
        "--by", default=login, required=login is None, type=_text, metavar="NAME", help="who decides (your login name)"
    )


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = _text(text).partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return _name(name.strip()), value


def _name(text: str) -> str:
    """The name of a value; that of an argument of the methods is none."""
    if text in ("by", "kind", "document", "quote", "statement"):
        raise argparse.ArgumentTypeError(f"a statement has no {text!r} that can be set")
    return _text(text)


def _range(text: str) -> tuple[int, int]:
    start, dash, end = text.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a range such as 120-180")
    return int(start), int(end)


def _list_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("--all", action="store_true", help="with what was taken back")
    action.add_argument("--without-place", action="store_true", help="only what bears on nothing now")


def _statements_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("entity", nargs="?", default="", type=_text, metavar="ENTITY", help=f"about {_ENTITY}")
    action.add_argument("--document", default="", type=_text, help="id of a document, or its first characters")
    action.add_argument("--kind", default="", type=_text, help="instrument, agency, responsibility …")
    action.add_argument("--status", default="", choices=["extracted", "accepted", "rejected", "edited"])


def _statement_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("statement", type=_text, metavar="STATEMENT", help=_STATEMENT)
    _by(action)


def _set_options(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--set", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="what it says; repeatable"
    )


def _edit_options(action: argparse.ArgumentParser) -> None:
    _statement_options(action)
    _set_options(action)
    action.add_argument("--unset", action="append", default=[], type=_name, metavar="NAME", help="repeatable")


def _merge_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("entity", type=_text, metavar="ENTITY", help=f"{_ENTITY}: it stays")
    action.add_argument("other", type=_text, metavar="OTHER", help=f"{_ENTITY}: it becomes the same")
    _by(action)


def _split_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("statement", nargs="+", type=_text, metavar="STATEMENT", help=_STATEMENT)
    target = action.add_mutually_exclusive_group(required=True)
    target.add_argument("--name", default="", type=_text, help="of the new entity that they are about")
    target.add_argument("--to", default="", type=_text, metavar="ENTITY", help=f"{_ENTITY}, that they are about")
    _by(action)


def _add_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("kind", type=_text, metavar="KIND", help="instrument, agency, responsibility …")
    action.add_argument("document", type=_text, metavar="DOCUMENT", help="id of a document, or its first characters")
    place = action.add_mutually_exclusive_group(required=True)
    place.add_argument("--quote", type=_text, help="the words that state it; they stand in the document once")
    place.add_argument("--range", type=_range, metavar="START-END", help="the characters that state it")
    _set_options(action)
    _by(action)


def _undo_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("decision", type=_text, metavar="DECISION", help="id of a decision, or its first characters")
    _by(action)


def _file_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("file", type=_text, metavar="FILE", help="JSON lines, a decision a line")


# --------------------------------------------------------------------------------------------- actions
def _list(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        found = kb.curate.decisions(include_undone=options.all)
    shown = [d for d in found if d.problem or not options.without_place]
    return say(options, [decision_record(d) for d in shown], "\n\n".join(map(_lines, shown)) or "No decisions.")


def _statements(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        found = kb.curate.statements(options.entity, options.document, options.kind, options.status)
    return say(options, [_statement_record(s) for s in found], "\n\n".join(map(_statement_lines, found)) or "None.")


def _deciding(decide: Callable[[Curation, argparse.Namespace], Decision]) -> Callable[[argparse.Namespace], int]:
    """An action that decides something and prints the decision."""

    def run(options: argparse.Namespace) -> int:
        with open_kb(options) as kb:
            decision = decide(kb.curate, options)
        return say(options, decision_record(decision), _lines(decision))

    return run


def _edit(curation: Curation, options: argparse.Namespace) -> Decision:
    return curation.edit(options.statement, by=options.by, **_values(options.set), **dict.fromkeys(options.unset))


def _split(curation: Curation, options: argparse.Namespace) -> Decision:
    return curation.split(options.statement, by=options.by, name=options.name, to=options.to)


def _add(curation: Curation, options: argparse.Namespace) -> Decision:
    quote = options.range if options.range is not None else options.quote
    return curation.add(options.kind, options.document, quote, by=options.by, **_values(options.set))


def _values(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What is given once is a text, what is given again a list."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: each[0] if len(each) == 1 else each for name, each in values.items()}


def _export(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        count = kb.curate.export(Path(options.file))
    return say(options, {"written": options.file, "decisions": count}, f"{options.file}: {count} decisions")


def _import(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        count = kb.curate.import_file(Path(options.file))
    return say(options, {"new": count}, f"{options.file}: {count} new decisions")


_ACTIONS: dict[str, tuple[Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]]] = {
    "statements": (_statements, "list statements with their IRIs and review status", _statements_options),
    "list": (_list, "list the decisions, and what each bears on", _list_options),
    "accept": (
        _deciding(lambda curation, options: curation.accept(options.statement, by=options.by)),
        "say that a statement is right",
        _statement_options,
    ),
    "reject": (
        _deciding(lambda curation, options: curation.reject(options.statement, by=options.by)),
        "say that a statement is wrong",
        _statement_options,
    ),
    "edit": (_deciding(_edit), "correct what a statement says", _edit_options),
    "merge": (
        _deciding(lambda curation, options: curation.merge(options.entity, options.other, by=options.by)),
        "make two entities one",
        _merge_options,
    ),
    "split": (_deciding(_split), "say that statements are about another entity", _split_options),
    "add": (_deciding(_add), "add what a quote states", _add_options),
    "undo": (
        _deciding(lambda curation, options: curation.undo(options.decision, by=options.by)),
        "take a decision back",
        _undo_options,
    ),
    "export": (_export, "write all decisions to one file", _file_options),
    "import": (_import, "take in the decisions of such a file", _file_options),
}


# --------------------------------------------------------------------------------------------- showing
def decision_record(decision: Decision) -> Record:
    """A decision as JSON, with what it bears on."""
    from kb.curation.decision import to_record

    told = {"undone": decision.undone, "statements": list(decision.statements), "problem": decision.problem}
    return to_record(decision) | told


def _lines(decision: Decision) -> str:
    undone = "  (taken back)" if decision.undone else ""
    lines = [f"{decision.id}  {decision.action}  {decision.by}, {decision.at[:19]}{undone}"]
    lines += [
        f"  {place.kind}: “{_short(place.quote)}”  {place.title or place.document[:12]}" for place in decision.places
    ]
    lines += [f"  {entity.kind}: {entity.label}  {entity.iri}" for entity in decision.entities]
    for name, value in decision.values.items():
        several = [each.label for each in value] if isinstance(value, tuple) else [value or "(taken away)"]
        lines.append(f"  {name} = {'; '.join(several)}")
    lines += [f"  takes back {decision.undoes}"] if decision.undoes else []
    lines += [f"  bears on {iri}" for iri in decision.statements]
    return "\n".join((*lines, *_problem(decision)))


def _problem(decision: Decision) -> Iterable[str]:
    return [f"  without a place: {decision.problem}"] if decision.problem else []


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 100 else f"{flat[:99]}…"


def _statement_record(statement: Statement) -> Record:
    return {
        "iri": statement.iri,
        "kind": statement.kind,
        "entity": statement.entity,
        "label": statement.label,
        "document": statement.document.id,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "confidence": statement.confidence,
        "status": statement.status,
        "decisions": list(statement.decisions),
    }


def _statement_lines(statement: Statement) -> str:
    title = statement.document.title or statement.document.id[:12]
    head = f"{statement.status}  {statement.kind}: {_short(statement.label)}  ({statement.confidence:.2f})"
    return f"{statement.iri}\n  {head}\n  “{_short(statement.quote)}”  {title}"
