"""Public test collections: documents, topics and judgements of who finds what, in folders as BEIR or TREC has them."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import regex

from ingest.errors import KBError, NotFound

_FIELD = r"<{0}>\s*(?P<value>.*?)\s*(?=</{0}>|<\w+>|\Z)"
_SNIFFED = 4096
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Record:
    """A document of a collection."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question of a collection."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, topics, and by topic the relevance of the documents that were judged (0: looked at, not relevant)."""

    name: str
    records: tuple[Record, ...]
    topics: tuple[Topic, ...]
    judgements: Mapping[str, Mapping[str, int]]


def is_collection(path: Path) -> bool:
    """Whether a path is a folder, and so a collection and not a file of questions."""
    return path.is_dir()


def read_collection(folder: Path) -> Collection:
    """A BEIR folder (``corpus.jsonl``, ``queries.jsonl``, ``qrels/test.tsv``) or a TREC folder (files of ``<doc>``, of
    ``<top>``, and of judgements with four columns, told by what they hold).

    Only topics with a relevant document count. Raises NotFound when files are missing, KBError naming file and line
    when one cannot be read.
    """
    read = _beir if (folder / "corpus.jsonl").exists() else _trec
    records, topics, judgements = read(folder)
    judged = tuple(t for t in topics if any(grade > 0 for grade in judgements.get(t.id, {}).values()))
    if not judged:
        raise KBError(f"{folder}: no topic has a relevant document; check that topics and judgements belong together.")
    return Collection(folder.resolve().name, tuple(records), judged, judgements)


_Parts = tuple[list[Record], list[Topic], dict[str, dict[str, int]]]


# -------------------------------------------------------------------------------------------------- BEIR
def _beir(folder: Path) -> _Parts:
    """https://github.com/beir-cellar/beir/wiki/Load-your-custom-dataset"""
    records = _each(folder / "corpus.jsonl", lambda line: _record(json.loads(line)), "an object with _id and text")
    topics = _each(folder / "queries.jsonl", lambda line: _topic(json.loads(line)), "an object with _id and text")
    tables = sorted((folder / "qrels").glob("*.tsv"), key=lambda path: (path.stem != "test", path.name))
    if not tables:
        raise NotFound(f"{folder}: there are no judgements; put them into qrels/test.tsv.")
    header, *lines = _lines(tables[0])
    if header.split("\t")[-1].strip().isdigit():
        lines.insert(0, header)
    first = 1 if len(lines) > 0 and header.split("\t")[-1].strip().isdigit() else 2
    return records, topics, _judgements(tables[0], lines, first, lambda f: (f[0], f[1], f[2]), 3)


def _record(found: dict[str, Any]) -> Record:
    return Record(str(found["_id"]), str(found.get("title") or ""), str(found["text"]))


def _topic(found: dict[str, Any]) -> Topic:
    return Topic(str(found["_id"]), str(found["text"]))


def _each(path: Path, read: Callable[[str], _T], wanted: str) -> list[_T]:
    found = []
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            try:
                found.append(read(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise KBError(f"{path}, line {number}: write {wanted}.") from error
    return found


# -------------------------------------------------------------------------------------------------- TREC
def _trec(folder: Path) -> _Parts:
    """Documents and topics marked up as https://trec.nist.gov/data/test_coll.html says; judgements as for trec_eval."""
    records: list[Record] = []
    topics: list[Topic] = []
    judgements: dict[str, dict[str, int]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        head = _head(path)
        if regex.search(r"<top>", head, regex.IGNORECASE):
            topics += _elements(path, "top", _trec_topic)
        elif regex.search(r"<doc>", head, regex.IGNORECASE):
            records += _elements(path, "doc", _trec_record)
        elif regex.match(r"\S+\s+\S+\s+\S+\s+-?\d+\s*$", head.lstrip().splitlines()[0] if head.strip() else ""):
            judgements |= _judgements(path, _lines(path), 1, lambda f: (f[0], f[2], f[3]), 4)
    missing = [
        what
        for what, found in (("documents (<doc>)", records), ("topics (<top>)", topics), ("judgements", judgements))
        if not found
    ]
    if missing:
        raise NotFound(f"{folder} is neither a BEIR nor a TREC folder: it holds no {' and no '.join(missing)}.")
    return records, _renumbered(folder, topics, judgements), judgements


def _trec_record(element: str) -> Record:
    return Record(_field(element, "docno"), _field(element, "title", "headline"), _field(element, "text", "abstract"))


def _trec_topic(element: str) -> Topic:
    number = regex.sub(r"^Number:\s*", "", _field(element, "num"))
    return Topic(number, " ".join(_field(element, "title", "desc").split()))


def _renumbered(folder: Path, topics: Sequence[Topic], judgements: Mapping[str, object]) -> list[Topic]:
    """Topics as the judgements number them: by their number, or, as Cranfield's do, by their order in the file."""
    if set(judgements) <= {topic.id for topic in topics}:
        return list(topics)
    if set(judgements) <= {str(order) for order in range(1, len(topics) + 1)}:
        return [Topic(str(order), topic.text) for order, topic in enumerate(topics, 1)]
    raise KBError(f"{folder}: the judgements name topics that are not there; check that the files belong together.")


def _elements(path: Path, tag: str, read: Callable[[str], _T]) -> Iterator[_T]:
    text = "\n".join(_lines(path))
    for match in regex.finditer(rf"<{tag}>(.*?)</{tag}>", text, regex.IGNORECASE | regex.DOTALL):
        try:
            yield read(match[1])
        except KeyError as error:
            line = text.count("\n", 0, match.start()) + 1
            raise KBError(f"{path}, line {line}: the <{tag}> lacks its <{error.args[0]}>.") from error


def _field(element: str, *tags: str) -> str:
    """The content of the first of the tags that is there. Raises KeyError with the first when none is."""
    for tag in tags:
        match = regex.search(_FIELD.format(tag), element, regex.IGNORECASE | regex.DOTALL)
        if match:
            return html.unescape(match["value"])
    raise KeyError(tags[0])


# ------------------------------------------------------------------------------------------------ files
def _judgements(
    path: Path, lines: Sequence[str], first: int, pick: Callable[[list[str]], tuple[str, str, str]], columns: int
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        fields = next(csv.reader([line], delimiter="\t")) if columns == 3 else line.split()
        try:
            topic, document, grade = pick(fields)
            found.setdefault(topic, {})[document] = int(grade)
        except (IndexError, ValueError) as error:
            raise KBError(f"{path}, line {number}: a judgement has {columns} columns, the last a number.") from error
    return found


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_SNIFFED).decode("utf-8", errors="replace")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error.strerror}): check the folder.") from error
    except UnicodeDecodeError as error:
        raise KBError(f"{path} is not in UTF-8: convert it.") from error
