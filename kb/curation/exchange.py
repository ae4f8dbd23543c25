"""Decisions as one file: JSON lines, a header and then a decision a line, in the order of their times."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import BadDecision, NotFound, StorageFailed
from kb import files
from kb.curation import attributes
from kb.curation.decision import Decision, from_record, to_record

FORMAT = "policy-kb decisions"
VERSION = 1


def content(decisions: Sequence[Decision]) -> bytes:
    """What a file of decisions holds."""
    records = [to_record(decision) for decision in decisions]
    lines = [{"format": FORMAT, "version": VERSION, "decisions": len(records)}, *records]
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines).encode()


def write(path: Path, decisions: Sequence[Decision]) -> int:
    """Write decisions to a file; how many. Raises StorageFailed."""
    try:
        files.write(path, content(decisions))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    return len(decisions)


def read(path: Path, known: Collection[str] = ()) -> list[Decision]:
    """The decisions of a file; ``known`` are the ids of those that may be undone though the file lacks them.

    Raises NotFound, or BadDecision naming the line that is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error.strerror}); check the path.") from error
    return parse(data, str(path), known)


def parse(data: bytes, path: str, known: Collection[str] = ()) -> list[Decision]:
    """The decisions of a file's bytes, as in :func:`read`; ``path`` is its name in messages. Raises BadDecision."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadDecision(f"{path} is no UTF-8 text; give a file that `policykb curate export` has written.") from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        raise BadDecision(f"{path} is empty; give a file that `policykb curate export` has written.")
    _check_header(path, numbered[0][1])
    found = [_decision(path, number, line) for number, line in numbered[1:]]
    ids = {*known, *(decision.id for decision in found)}
    for (number, _), decision in zip(numbered[1:], found, strict=True):
        if decision.action == "undo" and decision.undoes not in ids:
            raise BadDecision(f"{path}, line {number}: it undoes {decision.undoes}, which is neither there nor here.")
    return found


def _check_header(path: str, line: str) -> None:
    header = _json(line)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise BadDecision(f"{path}, line 1: not a file of decisions; `policykb curate export` writes one.")
    if header.get("version") != VERSION:
        raise BadDecision(
            f"{path}, line 1: it has version {header.get('version')}, and this version of Policy KB reads {VERSION}: "
            "install the newer version that wrote it."
        )


def _decision(path: str, number: int, line: str) -> Decision:
    try:
        record = _json(line)
        if record is None:
            raise BadDecision("it is no JSON")
        decision = from_record(record)
        if decision.action in ("edit", "add"):
            attributes.reviewed(decision.places[0].kind, decision.values)
        if decision.action == "add":
            attributes.complete(decision.places[0].kind, _with_defaults(decision))
        attributes.consistent(decision.places[0].kind if decision.places else "", decision.values)
    except BadDecision as error:
        said = str(error).rstrip(".")
        raise BadDecision(f"{path}, line {number}: {said[0].lower()}{said[1:]}; nothing was imported.") from error
    return decision


def _with_defaults(decision: Decision) -> dict[str, Any]:
    return {"text": decision.places[0].quote, **decision.values}


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
