"""Instruments that a text only proposes: a card, a fund, a visa that it wants introduced.

In a sentence that demands, recommends or plans, or begins with what is to be done, the object of a verb such as
"create" is one when its head noun names such things, and its other words tell it from any other of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ontology import modality
from ontology.literals import Sought
from ontology.programme_rules import Found, key, rules
from ontology.tagging import tagger


def asked(sentence: str, language: str) -> bool:
    """Whether a sentence demands, recommends or plans anything."""
    entry = rules().proposed.get(language) or rules().proposed["en"]
    return bool(entry["modal"].search(sentence))


def find(sentence: str, offset: int, language: str) -> Iterator[Found]:
    """What a sentence (unified characters) that begins at ``offset`` of its text proposes."""
    entry = rules().proposed.get(language)
    if entry is None:
        return
    confidence = rules().confidence
    modal, recommends = asked(sentence, language), bool(rules().re["recommends"].search(sentence))
    acts = modality.action(sentence) == "imperative" or (
        modality.action(sentence) != "" and not entry["past"].search(sentence)
    )
    for match in entry["pattern"].finditer(sentence) if modal or acts else ():
        weak = rules().re["weak"].match(match["trigger"])
        if _tells(match) and (recommends or acts or not weak):
            yield _proposal(match, offset, language, confidence["proposed" if modal else "proposed_opening"])
            if "more" in entry:
                yield from _further(entry["more"], sentence, match.end("name"), offset, language)
    for rule in ("passive", "label", "title", "subject"):
        # A passive has "be", a subject its auxiliary: without them there is no need to look.
        if rule not in entry or (rule == "passive" and " be " not in sentence) or (rule == "subject" and not modal):
            continue
        for match in entry[rule].finditer(sentence):
            if _tells(match, plain=rule == "label"):
                yield _proposal(match, offset, language, confidence[rule])


def _further(more: Sought, sentence: str, at: int, offset: int, language: str) -> Iterator[Found]:
    while (match := more.match(sentence, at)) is not None:
        if _tells(match):
            yield _proposal(match, offset, language, rules().confidence["more"])
        at = match.end("name")


def _tells(match: regex.Match[str], plain: bool = False) -> bool:
    """Whether a proposed thing is told from any other of its kind: "the system" is not, "a tracking system" is.

    What the scheme of concepts has a name for ("residence permits") is nothing new, unless ``plain``.
    """
    if not plain and any(m.end - m.start >= len(match["name"].strip('" ')) for m in tagger().matches(match["name"])):
        return False
    rule = rules().re
    if rule["not_proposed"].search(match["name"]):
        return False
    before = match.string[match.start("name") : match.start("head")].replace('"', " ").split()
    before = [word.strip(",") for word in before if not rule["general_words"].match(word.strip(","))]
    after = match.string[match.end("head") : match.end("name")].split()
    if rule["general_heads"].match(match["head"]):
        carried = rule["carriers"].match(match["head"]) and after and after[0] in ("of", "for", "для", "по")
        return bool(before) or (bool(carried) and len(after) > 3)
    return bool(before) or len(after) > 1


def _proposal(match: regex.Match[str], offset: int, language: str, confidence: float) -> Found:
    name = match["name"].rstrip(" ,;:")
    start = offset + match.start("name")
    return Found(start, start + len(name), key(name), "proposed_instrument", language, confidence)
