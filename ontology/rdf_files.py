"""Reading RDF files of users: by what they hold rather than by their suffix, without fetching anything.

What is wrong is told with the file and, where the parser knows it, the line.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

from ingest.errors import BadThesaurus, NotFound

_SUFFIXES = {
    ".ttl": "turtle", ".n3": "turtle", ".turtle": "turtle", ".rdf": "xml", ".owl": "xml", ".xml": "xml",
    ".jsonld": "json-ld", ".json": "json-ld", ".nt": "nt", ".nq": "nquads", ".trig": "trig",
}  # fmt: skip
_NAMES = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD", "nt": "N-Triples", "nquads": "N-Quads"}


def parsed(path: Path) -> Any:
    """The rdflib graph of a file. Raises NotFound or BadThesaurus."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be opened ({error.strerror}); check the path.") from error
    return parse(data, path.name)


def parse(data: bytes, name: str) -> Any:
    """The rdflib graph of the bytes of a file called ``name``. Raises BadThesaurus."""
    from rdflib import Dataset, Graph

    form = _form(data, name)
    if form == "json-ld":
        _check_contexts(data, name)
    graph: Any = Dataset(default_union=True) if form in ("nquads", "trig", "json-ld") else Graph()
    log = logging.getLogger("rdflib.term")
    level = log.level
    # Odd dates and numbers in a thesaurus are no concern of ours, and rdflib prints each.
    log.setLevel(logging.CRITICAL)
    try:
        graph.parse(data=data, format=form, publicID="https://policy-kb.org/imported/")
    except Exception as error:  # every parser of rdflib has exceptions of its own, without a common base
        raise BadThesaurus(
            f"{name}{_line(error, data)} is not {_NAMES.get(form, form)} ({_reason(error)}); correct it there."
        ) from error
    finally:
        log.setLevel(level)
    return graph


def _form(data: bytes, name: str) -> str:
    """The format by the beginning of the data, else by the suffix."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") or re.match(rb"<(?:rdf:RDF|RDF)\b", start):
        return "xml"
    if start.startswith((b"{", b"[{", b"[ {", b"[\n")):
        return "json-ld"
    return _SUFFIXES.get(Path(name).suffix.lower(), "turtle")


def _check_contexts(data: bytes, name: str) -> None:
    """Refuses contexts that lie elsewhere, which the parser would fetch."""
    try:
        waiting: list[Any] = [json.loads(data)]
    except ValueError as error:
        line = f" line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadThesaurus(f"{name}{line} is not JSON ({_reason(error)}); correct it there.") from error
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            context = value.get("@context")
            for one in context if isinstance(context, list) else [context]:
                if isinstance(one, str):
                    raise BadThesaurus(
                        f"{name} refers to a context at {one}, and nothing is fetched; convert the file to Turtle."
                    )
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _line(error: Exception, data: bytes) -> str:
    """`` line 12``, where the parser's error knows it."""
    if callable(number := getattr(error, "getLineNumber", None)):
        return f" line {number()}"
    text = str(error)
    if found := re.search(r"\bline (\d+)", text):
        return f" line {found[1]}"
    if found := re.search(r"Invalid line[^:]*: ?(?:'|\")?(.+?)(?:'|\")?$", text, re.DOTALL):
        part = found[1].strip()[:60].encode()
        if (at := data.find(part)) >= 0:
            return f" line {data[:at].count(10) + 1}"
    return ""


def _reason(error: Exception) -> str:
    text = getattr(error, "getMessage", lambda: None)() or getattr(error, "_why", None) or str(error)
    words = " ".join(str(text).split()).rstrip(".;")
    return words[:120] or type(error).__name__
