"""``policykb facts``: questions to the statements of the shelf, each answered by a named query of the ontology."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ingest.errors import BadQuestion
from kb.cli.plumbing import open_kb, say

if TYPE_CHECKING:
    from kb.entities import Contradiction, Evidence, KBEntity
    from kb.statements import Advice, Duty, Gaps, Link, Statements
    from ontology.imbalances import Imbalance

# What may be asked, and whether a subject must, may or must not stand after it.
QUESTIONS: dict[str, tuple[str, str]] = {
    "responsible": ("may", "who has a function, on a day (--on), under which law; SUBJECT: words or a concept"),
    "agency": ("must", "everything that an agency did, does and will do; SUBJECT: its name"),
    "rests": ("must", "what rests on a law or other act; SUBJECT: its name, number or IRI"),
    "recommendations": ("may", "what is recommended on SUBJECT, to an agency (--agency), in years (--year)"),
    "timeline": ("no", "instruments, programmes, stages and transfers by their dates (--from, --until)"),
    "indicators": ("may", "figures of an indicator (SUBJECT), of a place (--place), over time"),
    "contradictions": ("no", "pairs of statements that cannot both hold"),
    "imbalances": ("no", "totals of tables that are not the sum of their parts"),
    "gaps": ("no", "functions without a legal basis, and functions that overlap"),
}


def facts(options: argparse.Namespace) -> int:
    _check(options)
    with open_kb(options) as kb:
        found = _ASK[options.question](kb.statements, options)
        record, lines = _SAID[options.question]
        return say(options, record(found), lines(found))


def _check(options: argparse.Namespace) -> None:
    needs, help_ = QUESTIONS[options.question]
    if needs == "must" and not options.subject:
        raise BadQuestion(f"`policykb facts {options.question}` needs a subject: {help_}.")
    if needs == "no" and options.subject:
        raise BadQuestion(f"`policykb facts {options.question}` takes no subject: {help_}.")


def _recommendations(asked: Statements, options: argparse.Namespace) -> list[Advice]:
    year = options.year
    if isinstance(year, tuple):
        year = (year[0] or 0, year[1] or 9999)
    return asked.recommendations(options.subject, agency=options.agency, year=year)


_ASK: dict[str, Callable[[Statements, argparse.Namespace], Any]] = {
    "responsible": lambda asked, o: asked.responsible(o.subject, on=o.on, agency=o.agency),
    "agency": lambda asked, o: asked.agency(o.subject),
    "rests": lambda asked, o: asked.rests_on(o.subject),
    "recommendations": _recommendations,
    "timeline": lambda asked, o: asked.timeline(o.start, o.until),
    "indicators": lambda asked, o: asked.indicators(o.subject, place=o.place),
    "contradictions": lambda asked, _: asked.contradictions(),
    "imbalances": lambda asked, _: asked.imbalances(),
    "gaps": lambda asked, _: asked.gaps(),
}


# ---------------------------------------------------------------------------------------------- records
Record = dict[str, Any]


def _evidence(places: Iterable[Evidence]) -> list[Record]:
    return [
        {
            "document": e.document.id,
            "page": e.document.page_at(e.start),
            "start": e.start,
            "end": e.end,
            "quote": e.quote,
            "confidence": e.confidence,
        }
        for e in places
    ]


def _entity(entity: KBEntity) -> Record:
    return {"iri": entity.iri, "kind": entity.kind, "label": entity.label, **dict(entity.properties)}


def _stated(entity: KBEntity, **more: object) -> Record:
    return {**_entity(entity), **more, "evidence": _evidence(entity.evidence)}


def _named(entity: KBEntity | None) -> Record | None:
    return None if entity is None else {"iri": entity.iri, "label": entity.label}


def _duty(duty: Duty) -> Record:
    return _stated(duty.entity, agency=_named(duty.agency), basis=_named(duty.basis))


def _advice(advice: Advice) -> Record:
    lists = {"addressees": advice.addressees, "concepts": advice.concepts, "taken_up_by": advice.taken_up_by}
    return _stated(advice.entity, year=advice.year, **{name: list(map(_named, those)) for name, those in lists.items()})


def _link(link: Link) -> Record:
    named = {"document": link.document.id} if link.document else {}
    return {**_entity(link.entity), "link": link.link, "date": link.date, **named, "evidence": _evidence(link.places)}


def _conflict(found: Contradiction) -> Record:
    sides = ((found.first, found.first_place), (found.second, found.second_place))
    statements = [{**_entity(entity), "evidence": _evidence([place])} for entity, place in sides]
    return {"kind": found.kind, "reason": found.reason, "statements": statements}


def _imbalance(found: tuple[Evidence, Imbalance]) -> Record:
    place, each = found
    return {"of": each.of, "total": str(each.total), "sum": str(each.sum), "evidence": _evidence([place])}


def _gaps(gaps: Gaps) -> Record:
    overlaps = [[_duty(one), _duty(other)] for one, other in gaps.overlaps]
    return {"without_basis": list(map(_duty, gaps.without_basis)), "overlaps": overlaps}


def _each(record: Callable[[Any], Record]) -> Callable[[Sequence[Any]], list[Record]]:
    return lambda found: [record(each) for each in found]


# ------------------------------------------------------------------------------------------------ lines
def _places(places: Sequence[Evidence]) -> list[str]:
    """The first places that state something, as quotes with their document and page."""
    from kb.cli.lines import quoted

    return [quoted(e.document, e.start, e.quote) for e in places[:2]]


def _block(head: str, places: Sequence[Evidence]) -> str:
    return "\n".join((head, *_places(places)))


def _duty_line(duty: Duty) -> str:
    who = duty.agency.label if duty.agency else "?"
    since = f" since {duty.valid_from}" if duty.valid_from else ""
    until = f" until {duty.valid_until}" if duty.valid_until else ""
    basis = f" under {duty.basis.label}" if duty.basis else ""
    return _block(f"{who}: {duty.function}{since}{until}{basis}", duty.evidence)


def _advice_line(advice: Advice) -> str:
    to = f" (to {', '.join(each.label for each in advice.addressees)})" if advice.addressees else ""
    taken = f"; taken up by {', '.join(each.label for each in advice.taken_up_by)}" if advice.taken_up_by else ""
    year = f"{advice.year}: " if advice.year else ""
    return _block(f"{year}{advice.entity.label}{to}{taken}", advice.entity.evidence)


def _link_line(link: Link) -> str:
    what = link.document.title if link.document else f"{link.entity.kind}: {link.entity.label}"
    return _block(f"{link.date:10}  {link.link:12}  {what}", link.places[:1])


def _figure_line(entity: KBEntity) -> str:
    said = entity.properties
    where = ", ".join(str(said[name]) for name in ("place", "year") if name in said)
    value = " ".join(str(said[name]) for name in ("qualifier", "value", "unit") if name in said)
    return _block(f"{entity.label} ({where}): {value}", entity.evidence)


def _conflict_line(found: Contradiction) -> str:
    return _block(f"{found.kind}: {found.reason}", (found.first_place, found.second_place))


def _imbalance_line(found: tuple[Evidence, Imbalance]) -> str:
    place, each = found
    return _block(f"{each.of}: the total is {each.total:,}, its parts add up to {each.sum:,}", [place])


def _gap_lines(gaps: Gaps) -> str:
    lacking = "\n\n".join(map(_duty_line, gaps.without_basis)) or "None."
    overlaps = "\n\n".join(f"{_duty_line(one)}\n{_duty_line(other)}" for one, other in gaps.overlaps) or "None."
    return f"Functions for which no text names a legal basis:\n\n{lacking}\n\nFunctions that overlap:\n\n{overlaps}"


def _all(line: Callable[[Any], str]) -> Callable[[Sequence[Any]], str]:
    return lambda found: "\n\n".join(map(line, found)) or "The shelf states nothing of that."


_SAID: dict[str, tuple[Callable[[Any], Any], Callable[[Any], str]]] = {
    "responsible": (_each(_duty), _all(_duty_line)),
    "agency": (_each(_link), _all(_link_line)),
    "rests": (_each(_link), _all(_link_line)),
    "recommendations": (_each(_advice), _all(_advice_line)),
    "timeline": (_each(_link), _all(_link_line)),
    "indicators": (_each(_stated), _all(_figure_line)),
    "contradictions": (_each(_conflict), _all(_conflict_line)),
    "imbalances": (_each(_imbalance), _all(_imbalance_line)),
    "gaps": (_gaps, _gap_lines),
}
