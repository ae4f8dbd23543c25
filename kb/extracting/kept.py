"""What a model said of the passages of a document, kept in the folder ``extracted`` of the knowledge base.

Passages are known by their text, so that what was said outlives reading the document again, and the statements are made
anew from it and from the present mentions, without asking anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.document import Passage
from ingest.errors import StorageFailed, UnreadableFile
from kb import files
from kb.extracting.reply import Said

FOLDER = "extracted"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model of this name said of a passage when asked with this version of the prompt.

    ``malformed`` and ``many`` count what was dropped before it could be checked.
    """

    model: str
    version: str
    said: Sequence[Said]
    malformed: int = 0
    many: int = 0


class Kept:
    """The answers about one document. Raises UnreadableFile when its file is damaged."""

    def __init__(self, kb: Path, document_id: str) -> None:
        self._path = kb / FOLDER / f"{document_id}.json"
        self._answers = _read(self._path)
        self._changed = False

    def get(self, passage: Passage) -> Answer | None:
        """What was said of a passage with this text."""
        return self._answers.get(_key(passage))

    def put(self, passage: Passage, answer: Answer) -> None:
        self._answers[_key(passage)] = answer
        self._changed = True

    def save(self, passages: Sequence[Passage]) -> None:
        """Write what is new; what was said of text that is no longer among the passages goes."""
        if not self._changed:
            return
        keys = {_key(passage) for passage in passages}
        record = {key: asdict(answer) for key, answer in sorted(self._answers.items()) if key in keys}
        try:
            files.write(self._path, json.dumps(record, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise StorageFailed(
                f"{self._path} cannot be written ({error.strerror or error}): make room on the disk."
            ) from error
        self._changed = False


def forget(kb: Path, document_id: str) -> bool:
    """Forget what was said of a document; whether there was anything."""
    path = kb / FOLDER / f"{document_id}.json"
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def any_of(kb: Path) -> bool:
    """Whether anything was ever said about documents of this knowledge base."""
    return (kb / FOLDER).is_dir()


def _key(passage: Passage) -> str:
    return hashlib.sha256(passage.text.encode()).hexdigest()[:32]


def _read(path: Path) -> dict[str, Answer]:
    if not path.exists():
        return {}
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {key: _answer(value) for key, value in record.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise UnreadableFile(
            f"{path} is damaged ({type(error).__name__}): remove it, and run policykb extract to ask the model anew."
        ) from error


def _answer(value: dict[str, Any]) -> Answer:
    return Answer(**value | {"said": [Said(**said) for said in value["said"]]})
