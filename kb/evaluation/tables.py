"""Figures as text for a terminal and as records for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kb.evaluation.results import ALL, Groups, Result, differences, groups, summary
from kb.evaluation.statistics import Interval

# So many groups stand side by side.
ACROSS = 5
_WIDTH = 21


# -------------------------------------------------------------------------------------------------- text
def figures_text(results: Sequence[Result], measures: Sequence[str]) -> str:
    """A column for all questions and for each language, then for each kind: the mean and its 95 % interval."""
    by = groups(results)
    kinds = [name for name in by if name.startswith("kind=")]
    tables = [[name for name in by if name not in kinds]]
    tables += [kinds[i : i + ACROSS] for i in range(0, len(kinds), ACROSS)]
    return "\n\n".join(_table({name: by[name] for name in names}, measures) for names in tables if names)


def _table(by: Groups, measures: Sequence[str]) -> str:
    columns = {name: summary(results, measures) for name, results in by.items()}
    lines = [_line("", list(by)), _line("questions", [str(len(results)) for results in by.values()])]
    for measure in measures:
        if any(measure in column for column in columns.values()):
            lines.append(_line(measure, [_cell(column.get(measure)) for column in columns.values()]))
    return "\n".join(lines)


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:20}{''.join(f'{cell:{_WIDTH}}' for cell in cells)}".rstrip()


def _cell(found: Interval | None) -> str:
    return "-" if found is None else f"{found.value:.3f} {found.low:.3f}-{found.high:.3f}"


def comparison_text(first: Sequence[Result], second: Sequence[Result], measures: Sequence[str]) -> str:
    """Two configurations side by side: all measures for all questions, those that differ for each language and kind."""
    lines = [f"{'':38}{'first':>8}{'second':>8}{'difference':>12}{'95 % interval':>18}{'p':>8}{'of':>7}"]
    one, other = groups(first), groups(second)
    for group in one:
        means = summary(one[group], measures), summary(other[group], measures)
        for measure, found in differences(one[group], other[group], measures).items():
            if group == ALL or found.low or found.high:
                values = "".join(f"{mean[measure].value:8.3f}" for mean in means)
                bounds = f"{found.low:+.3f} to {found.high:+.3f}"
                name = f"{group:18}{measure:20}"
                lines.append(f"{name}{values}{found.value:+12.3f}{bounds:>18}{found.p:8.3f}{found.count:7}")
    return "\n".join(lines)


def changes_text(first: Sequence[Result], second: Sequence[Result]) -> str:
    """A line for each question whose rank or outcome changed."""
    lines = [f"{_state(one):>9} -> {_state(other):9}{one.id:8}{one.question}" for one, other in changed(first, second)]
    return "\n".join(lines) if lines else "No question changed."


def questions_text(results: Sequence[Result]) -> str:
    """A line for each question with its rank or outcome."""
    return "\n".join(f"{_state(result):>9}  {result.id:8}{result.question}" for result in results)


def changed(first: Sequence[Result], second: Sequence[Result]) -> Iterator[tuple[Result, Result]]:
    """The questions whose rank or outcome differs between two configurations."""
    for one, other in zip(first, second, strict=True):
        if _state(one) != _state(other):
            yield one, other


def _state(result: Result) -> str:
    """The rank of a search's first right hit; of an answer, whether it was given and cites rightly."""
    if not result.outcome:
        return "none" if result.rank is None else str(result.rank)
    return "right" if result.values.get("cited right") else result.outcome


# -------------------------------------------------------------------------------------------------- JSON
def figures_record(results: Sequence[Result], measures: Sequence[str]) -> dict[str, Any]:
    """By group, the number of questions and each measure with its interval."""
    return {
        name: {"questions": len(of), **{m: _rounded(asdict(i)) for m, i in summary(of, measures).items()}}
        for name, of in groups(results).items()
    }


def comparison_record(first: Sequence[Result], second: Sequence[Result], measures: Sequence[str]) -> dict[str, Any]:
    """By group and measure, the second configuration less the first."""
    one, other = groups(first), groups(second)
    return {
        name: {m: _rounded(asdict(d)) for m, d in differences(one[name], other[name], measures).items()} for name in one
    }


def question_record(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "question": result.question,
        "lang": result.language,
        "kind": result.kind,
        **({"outcome": result.outcome} if result.outcome else {"rank": result.rank}),
        **_rounded(dict(result.values)),
    }


def changes_record(first: Sequence[Result], second: Sequence[Result]) -> list[dict[str, Any]]:
    """The questions whose rank or outcome changed, in both configurations."""
    return [{"first": question_record(one), "second": question_record(other)} for one, other in changed(first, second)]


def _rounded(record: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in record.items()}
