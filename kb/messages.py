"""What answers tell their readers, in three languages: why there is none, and what to know of one; and what errors say.

The English sentences are made where the answer is (kb/support.py, kb/answer.py, kb/writing/notices.py) and where the
error is; interfaces and the drafting pack look them up here. The words are data: ``kb/data/messages/<language>.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from kb.support import Reason

_FOLDER = Path(__file__).parent / "data" / "messages"
_NUMBER = re.compile(r"\d+")


@cache
def messages(language: str) -> Mapping[str, Mapping[str, str]]:
    """The tables ``reasons``, ``notices``, ``errors`` and ``files`` of a language (en, ru, kk).

    Raises FileNotFoundError for others.
    """
    tables: Mapping[str, Mapping[str, str]] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return tables


def noticed(language: str, notice: str) -> str:
    """A notice of an answer in a language, its numbers in their order; one that is not known stays as it is."""
    said = messages(language)["notices"].get(_NUMBER.sub("#", notice), notice)
    for number in _NUMBER.findall(notice):
        said = said.replace("#", number, 1)
    return said


def explained(language: str, error: Exception) -> str:
    """What an error says, in a language and in words for who has no command line; as it is where it is not known."""
    said = str(error)
    for template, pattern in _errors().items():
        if found := pattern.fullmatch(said):
            return messages(language)["errors"][template].format(**found.groupdict())
    return said


def of_file(language: str, sentence: str) -> str:
    """What reading says of a file, such as why it failed, in a language and without the file's name; "" where unknown.

    ``sentence`` is as the reading said it, in English, with the name of the file before it or without.
    """
    for template, pattern in _of_files().items():
        if found := pattern.fullmatch(sentence):
            said = messages(language)["files"][template]
            return (said[:1].upper() + said[1:]).format(**found.groupdict())
    return ""


@cache
def _of_files() -> Mapping[str, re.Pattern[str]]:
    """What is said of files, as patterns; the name of the file may stand before it, and a capital at its beginning."""
    return {
        template: re.compile(r"(?:.+?: )?" + _pattern(template), re.DOTALL | re.IGNORECASE)
        for template in messages("en")["files"]
    }


def _pattern(template: str) -> str:
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))


@cache
def _errors() -> Mapping[str, re.Pattern[str]]:
    """What errors say, as patterns that find what stands in the braces."""
    return {template: re.compile(_pattern(template), re.DOTALL) for template in messages("en")["errors"]}


def missing(language: str, reason: Reason) -> str:
    """Why the shelf does not answer, in a language."""
    return messages(language)["reasons"][reason.code].format(**reason.values)
