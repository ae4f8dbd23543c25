"""Questions with known answers, as JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import KBError, NotFound
from ingest.language import detect


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim passage that answers a question: ``quote`` in the document whose file name begins with ``file``.

    ``part`` names the part of a question of several parts that it answers; "" answers the whole question. Several
    quotes of one part, or of the whole, are alternatives.
    """

    file: str
    quote: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers; none: the shelf does not hold one, and a refusal is right.

    ``must_include`` are strings of the sources that a right answer shows.
    """

    id: str
    text: str
    language: str
    kind: str
    answers: tuple[Gold, ...]
    must_include: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What is to be found: each part once; one nameless part when the question has none."""
        return tuple(dict.fromkeys(gold.part for gold in self.answers if gold.part)) or ("",) * bool(self.answers)


def read_questions(path: str | Path) -> list[Asked]:
    """JSON lines with the fields ``question`` and ``answers`` (``file`` or ``doc``, ``quote``, ``part``), and, where
    known, ``id``, ``lang``, ``kind`` and ``must_include``.

    Raises NotFound when there is no such file, KBError naming file and line when one cannot be understood.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error.strerror}): name a file of questions.") from error
    except UnicodeDecodeError as error:
        raise KBError(f"{path} is not in UTF-8: convert it.") from error
    return [_asked(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _asked(path: str | Path, number: int, line: str) -> Asked:
    try:
        found: dict[str, Any] = json.loads(line)
        question = str(found["question"])
        return Asked(
            id=str(found.get("id") or f"{number}"),
            text=question,
            language=str(found.get("lang") or detect(question)),
            kind=str(found.get("kind") or "other"),
            answers=tuple(_gold(each) for each in found["answers"]),
            must_include=tuple(map(str, found.get("must_include") or ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KBError(
            f"{path}, line {number}: write a JSON object with question and answers, each with file and quote."
        ) from error


def _gold(found: dict[str, Any]) -> Gold:
    file = found["file"] if "file" in found else found["doc"]
    return Gold(str(file), str(found["quote"]), str(found.get("part") or ""))
