"""Which mentions of instruments name the same act.

In this order: number and date; the gazetteer's entry; title with year, period or the only choice; then what
only points ("(Zakon, 2011)", "the Law", "Section XXVI") within its document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ontology import titles
from ontology.act import Act, class_of, entities
from ontology.approved_acts import by_approval
from ontology.mention import Entity, Mention

# A short form points at most this many characters back, a section this many.
_SHORT_REACH, _SECTION_REACH = 6000, 1500


def resolve_instruments(mentions: list[Mention]) -> list[Entity]:
    """Entities of instruments from their mentions, which are in the order of ``resolve.order``."""
    acts: list[Act] = []
    named = [m for m in mentions if m.attributes.get("form") not in ("short", "author-date")]
    sections = [m for m in named if m.attributes["type"] == "section"]
    plural = [m for m in named if _is_plural(m)]
    rest = [m for m in named if m not in sections and m not in plural] if sections or plural else named
    _by_number(acts, [m for m in rest if m.attributes.get("number")])
    _by_gazetteer(acts, [m for m in rest if not m.attributes.get("number") and m.attributes.get("gazetteer")])
    _by_title(acts, [m for m in rest if not m.attributes.get("number") and not m.attributes.get("gazetteer")])
    _plurals(acts, plural)
    by_document = _by_document(acts)
    _pointing(acts, by_document, [m for m in mentions if m.attributes.get("form") == "author-date"])
    _short_forms(acts, by_document, [m for m in mentions if m.attributes.get("form") == "short"])
    _sections(acts, by_document, sections)
    return entities(by_approval(acts))


# ------------------------------------------------------------------------------------------- the four ways
def _by_number(acts: list[Act], mentions: list[Mention]) -> None:
    groups: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for m in sorted(mentions, key=lambda m: -len(m.attributes.get("date", ""))):
        group = groups[class_of(m), m.attributes["number"]]
        fits = [act for act in group if act.agrees(m)]
        exact = [act for act in fits if act.date == m.attributes.get("date")]
        chosen = exact[:1] if exact else (fits if len(fits) == 1 and _same_title(fits[0], m) else [])
        if not chosen:
            chosen = [Act()]
            group.append(chosen[0])
            acts.append(chosen[0])
        chosen[0].add(m)


def _same_title(act: Act, mention: Mention) -> bool:
    """Titles agree, or one of the two has none; a bare number in another text is not enough."""
    ours = {titles.key(t) for t in act.said.get("title", ())}
    theirs = mention.attributes.get("title")
    if not ours or not theirs:
        return bool(mention.attributes.get("date")) or any(m.document_id == mention.document_id for m in act.mentions)
    return titles.key(theirs) in ours


def _by_gazetteer(acts: list[Act], mentions: list[Mention]) -> None:
    groups: dict[str, Act] = {}
    for m in mentions:
        key = m.attributes["gazetteer"]
        if key not in groups:
            groups[key] = Act()
            acts.append(groups[key])
        groups[key].add(m)


def _by_title(acts: list[Act], mentions: list[Mention]) -> None:
    keys = {titles.key(t) for act in acts for t in act.said.get("title", ())}
    keys |= {titles.key(m.attributes["title"]) for m in mentions if m.attributes.get("title")}
    same = titles.representatives(keys)
    groups: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in acts:
        if not act.said.get("gazetteer"):
            for key in {same[titles.key(t)] for t in act.said.get("title", ())}:
                groups[class_of(act.mentions[0]), key].append(act)
    # What says most comes first, so that what says less finds it.
    ranked = sorted(mentions, key=lambda m: (-len(_date(m)) - 20 * ("period" in m.attributes), not _is_own(m)))
    dated = [m for m in ranked if _when(m)]
    for m in [*dated, *(m for m in ranked if not _when(m))]:
        _join(acts, groups[class_of(m), same.get(titles.key(m.attributes.get("title", "")), "") or _bare(m)], m)


def _join(acts: list[Act], group: list[Act], mention: Mention) -> None:
    fits = [act for act in group if act.agrees(mention) and not (_is_own(mention) and _cited_there(act, mention))]
    if len(fits) > 1:
        fits = [act for act in fits if _when(mention) and act.identified()] or fits
    if len(fits) > 1:
        here = [act for act in fits if any(m.document_id == mention.document_id for m in act.mentions)]
        fits = here if here else [act for act in fits if not act.identified()]
    if len(fits) != 1:
        fits = [Act()]
        group.append(fits[0])
        acts.append(fits[0])
    fits[0].add(mention)


def _cited_there(act: Act, own: Mention) -> bool:
    """Whether the text of an act cites a dated act of its own title: that is its predecessor, not the act itself."""
    return any(m.document_id == own.document_id and _date(m) and not _is_own(m) for m in act.mentions)


def _plurals(acts: list[Act], mentions: list[Mention]) -> None:
    """ "The Concepts of Migration Policy" names every such concept that its document names one by one."""
    for m in mentions:
        key = titles.key(m.attributes.get("title", ""))
        meant = [
            act
            for act in acts
            if act.most("type") == m.attributes["type"]
            and any(x.document_id == m.document_id for x in act.mentions)
            and key in {titles.key(t) for t in act.said.get("title", ())}
        ]
        if meant:
            for act in meant:
                act.mentions.append(m)
        else:
            acts.append(Act())
            acts[-1].add(m)


def _pointing(acts: list[Act], by_document: dict[str, list[tuple[int, Act]]], mentions: list[Mention]) -> None:
    """ "(Zakon, 2011)" points at the one law of 2011 that its document names."""
    for m in mentions:
        year = m.attributes["date"][:4]
        near = {
            id(act): act
            for _, act in by_document.get(m.document_id, ())
            if class_of(act.mentions[0]) == class_of(m)
            and act.date[:4] == year
            and act.most("type") == m.attributes["type"]
        }
        if len(near) == 1:
            next(iter(near.values())).mentions.append(m)
        else:
            _own(acts, by_document, m)


def _short_forms(acts: list[Act], by_document: dict[str, list[tuple[int, Act]]], mentions: list[Mention]) -> None:
    """ "The Law" is the law named last before it; with a date of its own that no such law has, it is another."""
    for m in mentions:
        adopted = m.attributes.get("adopted", "")
        if defined := [act for start, act in by_document.get(m.document_id, ()) if _defines(m, start)]:
            defined[0].mentions.append(m)
            continue
        before = [
            act
            for start, act in by_document.get(m.document_id, ())
            if m.start - _SHORT_REACH < start < m.start and act.most("type") == m.attributes["type"]
        ]
        if before and (not adopted or not before[-1].date or before[-1].date.startswith(adopted)):
            before[-1].mentions.append(m)
        elif adopted:
            _own(acts, by_document, m)


def _defines(mention: Mention, start: int) -> bool:
    return mention.attributes.get("defined_at") == str(start)


def _sections(acts: list[Act], by_document: dict[str, list[tuple[int, Act]]], mentions: list[Mention]) -> None:
    """A section cited with its title is a part of the treaty or code named last before it."""
    for m in mentions:
        before = [
            act
            for start, act in by_document.get(m.document_id, ())
            if m.start - _SECTION_REACH < start < m.start and class_of(act.mentions[0]) in ("treaty", "law")
        ]
        if before:
            part = Act(part_of=before[-1])
            part.add(m)
            same = [a for a in acts if a.part_of is before[-1] and a.most("number") == m.attributes["number"]]
            if same:
                same[0].add(m)
            else:
                acts.append(part)


def _own(acts: list[Act], by_document: dict[str, list[tuple[int, Act]]], mention: Mention) -> None:
    acts.append(Act())
    acts[-1].add(mention)
    by_document.setdefault(mention.document_id, []).append((mention.start, acts[-1]))
    by_document[mention.document_id].sort(key=lambda pair: pair[0])


def _by_document(acts: Iterable[Act]) -> dict[str, list[tuple[int, Act]]]:
    index: dict[str, list[tuple[int, Act]]] = defaultdict(list)
    for act in acts:
        for m in act.mentions:
            index[m.document_id].append((m.start, act))
    for pairs in index.values():
        pairs.sort(key=lambda pair: pair[0])
    return index


def _is_own(mention: Mention) -> bool:
    return "own_act" in mention.attributes


def _date(mention: Mention) -> str:
    return mention.attributes.get("date", "")


def _when(mention: Mention) -> str:
    said = mention.attributes
    return said.get("period") or said.get("date") or said.get("adopted", "")


def _bare(mention: Mention) -> str:
    """What stands for the title of a mention without one: what it says, so that only equal ones meet."""
    said = mention.attributes
    if said.get("own_act"):
        return f"own {mention.document_id}"
    words = said.get("jurisdiction", "") or mention.document_id
    return f"bare {said['type']} {words} {said.get('date', '')}"


def _is_plural(mention: Mention) -> bool:
    said = mention.attributes
    return bool(said.get("plural")) and said["type"] == "concept" and not _when(mention)
