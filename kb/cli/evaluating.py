"""The command ``eval``: search and answers measured on questions with known answers; configurations compared."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import BadConfiguration, NotFound
from kb.cli.plumbing import open_kb, say

if TYPE_CHECKING:
    from kb.evaluation import Result
    from kb.tuning import Search

MEASURED = ("retrieval", "answers")
_SWITCH = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}


@dataclass(frozen=True, slots=True)
class _Compared:
    """Settings of the first configuration, and what the second has otherwise; nothing: there is no second."""

    settings: dict[str, object]
    against: dict[str, object]

    def measured(
        self, base: Search, measure: Callable[[Search], list[Result]]
    ) -> tuple[list[Result], list[Result] | None]:
        """The results of both. Raises BadConfiguration before anything is measured."""
        from kb import tuning

        first = tuning.search(self.settings, base)
        second = tuning.search(self.against, first) if self.against else None
        return measure(first), None if second is None else measure(second)


def eval_(options: argparse.Namespace) -> int:
    """``retrieval|answers FILE_OR_FOLDER``."""
    path, compared = Path(options.source), _Compared(settings_of(options.set), settings_of(options.against))
    if not path.is_dir():
        return _questions(options, path, compared)
    if options.what == "answers":
        raise NotFound(f"{path} is a folder with judgements of documents, which say nothing of answers: name a file.")
    return _collection(options, path, compared)


def _questions(options: argparse.Namespace, path: Path, compared: _Compared) -> int:
    from kb.cli.bars import Bars
    from kb.evaluation import ANSWERS, RETRIEVAL, evaluate_answers, evaluate_questions, read_questions

    questions = read_questions(path)
    search = options.what == "retrieval"
    evaluate, measures = (evaluate_questions, RETRIEVAL) if search else (evaluate_answers, tuple(ANSWERS))
    with open_kb(options) as kb, Bars() as bars:
        first, second = compared.measured(kb.config.search, lambda tuning: evaluate(kb, questions, tuning, bars))
    return _say(options, first, second, measures)


def _collection(options: argparse.Namespace, path: Path, compared: _Compared) -> int:
    from kb.cli.bars import Bars
    from kb.evaluation import RETRIEVAL, evaluate_collection, open_shelf, read_collection

    collection = read_collection(path)
    with tempfile.TemporaryDirectory() as temporary, Bars() as bars:
        kb, records = open_shelf(collection, Path(options.work or temporary), bars)
        with kb:
            first, second = compared.measured(
                kb.config.search, lambda tuning: evaluate_collection(kb, records, collection, tuning, bars)
            )
    return _say(options, first, second, RETRIEVAL)


def _say(options: argparse.Namespace, first: list[Result], second: list[Result] | None, measures: Sequence[str]) -> int:
    """Print the figures of one configuration, or two beside each other."""
    from kb.evaluation import tables

    record: dict[str, Any] = {"figures": tables.figures_record(first, measures)}
    if second is None:
        text = tables.figures_text(first, measures)
        if options.per_question:
            record["per_question"] = [tables.question_record(result) for result in first]
            text += f"\n\n{tables.questions_text(first)}"
        return say(options, record, text)
    record["against"] = tables.figures_record(second, measures)
    record["differences"] = tables.comparison_record(first, second, measures)
    text = f"second: {' '.join(options.against)}\n{tables.comparison_text(first, second, measures)}"
    if options.per_question:
        record["changed"] = tables.changes_record(first, second)
        text += f"\n\n{tables.changes_text(first, second)}"
    return say(options, record, text)


def settings_of(given: Sequence[str]) -> dict[str, object]:
    """``NAME=VALUE`` as settings of the search; what a setting may be is checked by :func:`kb.tuning.search`."""
    from kb.tuning import DEFAULT, Search

    switches = {field.name for field in fields(Search) if isinstance(getattr(DEFAULT, field.name), bool)}
    found: dict[str, object] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise BadConfiguration(f"{each!r} is no setting: write NAME=VALUE, such as expansion=false.")
        found[name] = _SWITCH.get(value.casefold(), value) if name in switches else value
    return found
