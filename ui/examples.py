"""Questions to begin with, in each language, that this shelf answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ui.texts import LANGUAGES

if TYPE_CHECKING:
    from kb import KnowledgeBase

PER_LANGUAGE = 2
_AGENCIES_TRIED = 6


def answered(kb: KnowledgeBase) -> list[str]:
    """At most ``PER_LANGUAGE`` questions in each language: those of ``examples.yaml``, else about the agencies that
    the documents name most. None on an empty shelf."""
    if not kb.documents():
        return []
    data = candidates()
    found: list[str] = []
    for language in LANGUAGES:
        of_ours = list(islice(_answered(kb, data[language]), PER_LANGUAGE))
        found += of_ours or islice(_answered(kb, _of_agencies(kb, language, data["agency"][language])), PER_LANGUAGE)
    return found


def candidates() -> dict[str, Any]:
    """``examples.yaml``."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


def _answered(kb: KnowledgeBase, questions: Iterable[str]) -> Iterator[str]:
    return (question for question in questions if not kb.ask(question, written=False).refused)


def _of_agencies(kb: KnowledgeBase, language: str, question: str) -> Iterator[str]:
    named = [agency for agency in kb.entities("agency") if language in agency.labels]
    most = sorted(named, key=lambda agency: -len(agency.evidence))[:_AGENCIES_TRIED]
    return (question.format(agency=agency.labels[language]) for agency in most)
