"""``policykb concepts``: the scheme of concepts, and thesauri that are imported beside it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kb.cli.plumbing import open_kb, print_text, say

if TYPE_CHECKING:
    from kb.concepts import Imported

ACTIONS = ("list", "import", "remove", "export")


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=ACTIONS, help="list, import FILE, remove NAME, or export as SKOS")
    command.add_argument(
        "what",
        nargs="?",
        metavar="FILE|NAME",
        help="a SKOS file to import (Turtle, RDF/XML, JSON-LD, N-Triples), or the name of a thesaurus",
    )
    command.add_argument("--name", default="", help="what to call an imported thesaurus (its file's name)")


def concepts(options: argparse.Namespace) -> int:
    """Run one of the actions; wrong usage ends with 2 as argparse does."""
    if options.action in ("import", "remove") and not options.what:
        wanted = "FILE" if options.action == "import" else "NAME"
        raise SystemExit(_usage(f"write what to {options.action}: policykb concepts {options.action} {wanted}"))
    run = {"list": _list, "import": _import, "remove": _remove, "export": _export}
    return run[options.action](options)


def _list(options: argparse.Namespace) -> int:
    from ontology import scheme

    with open_kb(options) as kb:
        imported = kb.thesauri()
    ours = scheme.concepts()
    content = {
        "concepts": [{"id": c.id, "iri": c.iri, "labels": dict(c.labels)} for c in ours],
        "thesauri": [_record(one) for one in imported],
    }
    lines = [f"{c.id}: {' · '.join(c.labels.values())}" for c in ours]
    lines += ["", f"{len(ours)} concepts of the project."]
    lines += [_line(one) for one in imported]
    return say(options, content, "\n".join(lines))


def _import(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        imported = kb.import_thesaurus(options.what, options.name)
    return say(options, _record(imported), _line(imported))


def _remove(options: argparse.Namespace) -> int:
    with open_kb(options) as kb:
        kb.remove_thesaurus(options.what)
    return say(options, {"removed": options.what}, f"The thesaurus {options.what} is removed.")


def _export(options: argparse.Namespace) -> int:
    """The project's scheme, or a thesaurus with its matches, as Turtle; with ``--json`` as JSON-LD."""
    from kb import concepts as shelf
    from ontology import scheme, thesaurus

    with open_kb(options) as kb:
        one = shelf.one_of(kb.path, options.what) if options.what else None
    graph = scheme.graph() if one is None else thesaurus.graph(one.thesaurus, one.matches)
    return print_text(graph.serialize(format="json-ld" if options.json else "turtle").rstrip())


def _record(one: Imported) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.thesaurus.title,
        "iri": one.thesaurus.iri,
        "terms": len(one.thesaurus.terms),
        "languages": one.thesaurus.languages,
        "exact_matches": one.exact,
        "close_matches": len(one.matches) - one.exact,
    }


def _line(one: Imported) -> str:
    found = _record(one)
    return (
        f"{one.name}: {found['title']}, {found['terms']:,} terms in {', '.join(found['languages'])}; "
        f"{found['exact_matches']} are concepts of the project, {found['close_matches']} are close to one."
    )


def _usage(message: str) -> int:
    import sys

    print(f"policykb concepts: {message}", file=sys.stderr)
    return 2
