"""Lists of competence: "The Ministry: 1) develops …; 2) …", and articles «Компетенция …» of laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from ontology.duties import Duty, Masked, Sentence, rule, verbs
from ontology.duty_inflected import is_nominative
from ontology.mention import Mention

# The ending of any verb of the plural: the verbs of a list stand in its items.
_PLURAL = "ют"


@dataclass(slots=True)
class Lead:
    """The sentence that opens a list, and the bodies whose functions the items are.

    ``of_competence``: it says that they are functions ("The tasks of the Ministry are:"), so items need no verb.
    """

    bodies: list[Mention]
    sentence: Sentence
    of_competence: bool


def listed(masked: Masked, sentences: Sequence[Sentence], law: bool) -> Iterator[Duty]:
    """A duty for each item of each list whose lead names a body; items end with the next unnumbered sentence."""
    lead: Lead | None = None
    inside = False
    for sentence in sentences:
        text = masked.text[sentence.start : sentence.end]
        yield from _inline(masked, sentence, law)
        opened = _opens(masked, sentence, text)
        if opened is not None:
            lead, inside = opened, False
            continue
        item = _as_item(text, lead, law)
        if lead is None or item is None or _elsewhere(lead, sentence):
            lead = None
            continue
        # Lines without a mark below an item that ends with a colon are parts of it.
        part = inside and item.re is rule("lists", "bullet")
        inside = part or text.rstrip().endswith(":")
        if part or rule("lists", "gone").search(text) or not _is_function(item["function"], lead, sentence.language):
            continue
        yield from _item(lead, sentence, item, law)


def _inline(masked: Masked, sentence: Sentence, law: bool) -> Iterator[Duty]:
    """The items of a list that stands in one sentence."""
    if ":" not in masked.text[sentence.start : sentence.end] or not masked.has_body(sentence.start, sentence.end):
        return
    match = rule("lists", "inline").search(masked.masked, sentence.start, sentence.end)
    body = masked.body(match.start("body"))[0] if match else None
    if match is None or body is None or not _may_do(masked, match.start("body"), sentence.language):
        return
    named = _names_functions(masked.text[sentence.start : match.end()], sentence.language)
    lead = Lead([body], replace(sentence, end=match.end()), named)
    marks = [m.span() for m in rule("lists", "mark").finditer(masked.text, match.end(), sentence.end)]
    for (_, start), (end, _) in pairwise([*marks, (sentence.end, sentence.end)]):
        words = masked.text[start:end].rstrip(" .;,\n")
        if words and _is_function(words, lead, sentence.language):
            context, span = [(sentence.start, match.end())], (start, start + len(words))
            said = own_act(sentence.section) if law else {}
            yield Duty(*span, body, span, "item", sentence.language, context=context, said=said)


def _as_item(text: str, lead: Lead | None, law: bool) -> regex.Match[str] | None:
    """A sentence as an item of a list. In laws "1." numbers a paragraph and ends the list before it."""
    if lead is None:
        return None
    names = ("item", "bullet") if law else ("item", "bullet", "number")
    return next((found for name in names if (found := rule("lists", name).match(text))), None)


def _elsewhere(lead: Lead, sentence: Sentence) -> bool:
    """Whether a sentence stands under another article or heading than the lead."""
    return _article(lead.sentence.section) != _article(sentence.section)


def _article(section: str) -> str:
    match = rule("lists", "article").search(section)
    return match[0] if match else section.split(" › ")[0]


def _opens(masked: Masked, sentence: Sentence, text: str) -> Lead | None:
    """The lead of a list: it ends with a colon and its body is the subject or has the competence."""
    if not text.rstrip().endswith(":") or not masked.has_body(sentence.start, sentence.end):
        return None
    match = rule("lists", "lead", sentence.language).search(masked.masked[sentence.start : sentence.end])
    if match is None or rule("lists", "other").search(text):
        return None
    at = sentence.start + match.start("body")
    body, _ = masked.body(at)
    if body is None or not (match["of"] or _may_do(masked, at, sentence.language)):
        return None
    bodies = [body, *(joined for joined, _ in masked.all(*(sentence.start + at for at in match.span("coord"))))]
    return Lead(bodies, sentence, bool(match["of"]) or _names_functions(text, sentence.language))


def _may_do(masked: Masked, at: int, language: str) -> bool:
    """Whether the body masked at a position stands in the nominative, as the subject of the items' verbs does."""
    if language == "kk":
        return rule("kk", "oblique").search(masked.surface(at)) is None
    return language == "en" or is_nominative(masked.surface(at), _PLURAL)


def _names_functions(lead: str, language: str) -> bool:
    """Whether the items of a list are functions without a verb of their own ("carries out:", «осуществляет:»)."""
    return rule("lists", "functions", language).search(lead.rstrip()) is not None


def _is_function(item: str, lead: Lead, language: str) -> bool:
    """Whether an item says what is done: by its verb, or because the list is one of competence."""
    if lead.of_competence:
        return True
    words = regex.findall(r"\p{L}+", item)
    if language == "kk":
        return rule("kk", "verb_form").search(words[-1]) is not None
    if language == "ru":
        finite = [w for w in words[:5] if rule("ru", "verb_form").search(w)]
        return finite[:1] == words[:1] or any(rule("ru", "verb_stems").match(w) for w in finite)
    return any(form.form in ("s", "base", "ing") for form in verbs().get(words[0], ()))


def _item(lead: Lead, sentence: Sentence, item: regex.Match[str], law: bool) -> Iterator[Duty]:
    end = sentence.end
    function = (sentence.start + item.start("function"), end)
    context = [(lead.sentence.start, lead.sentence.end)]
    for body in lead.bodies:
        duty = Duty(sentence.start, end, body, function, "item", sentence.language, context=list(context))
        if law:
            duty.said |= own_act(sentence.section)
        yield duty


def own_act(section: str) -> dict[str, str]:
    """That a duty rests on the law that states it, and on which article: ``{"own_act": "1", "article": "11"}``."""
    match = rule("lists", "article").search(section)
    return {"own_act": "1"} | ({"article": match["article"]} if match else {})
