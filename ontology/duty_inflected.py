"""Duties that a Russian or Kazakh clause states: the case of the body says whether it acts, the verb what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ontology.duties import BODY, MEANT, Duty, Masked, Sentence, rule, rules
from ontology.duty_words import opened
from ontology.mention import Mention

Range = tuple[int, int]
_RUN = regex.compile(f"[{BODY}{MEANT}]+")
_BODIES = regex.compile(f"(?:[{BODY}{MEANT}]+\\s*)+$")
# A Kazakh clause behind its body is this short when its object stands before it.
_SHORT = 15


def clauses(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    """The duties that one sentence states, of any rule but lists and transfers; each clause has its own dates."""
    for part in _parts(masked, sentence):
        yield from _clause(masked, part)


def _parts(masked: Masked, sentence: Sentence) -> Iterator[Sentence]:
    """The clauses of a sentence that set one thing against another («…, а с 2022 года …», «…, ал …»)."""
    start = sentence.start
    for match in rule(sentence.language, "against").finditer(masked.masked, sentence.start, sentence.end):
        yield replace(sentence, start=start, end=match.start())
        start = match.end()
    yield replace(sentence, start=start)


def _clause(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    language, text = sentence.language, masked.masked
    found = False
    for match in rule(language, "subject").finditer(text, sentence.start, sentence.end, overlapped=True):
        if _subject_of(masked, match, sentence) and not _wished(text, sentence, language):
            yield from _of_other(masked, match, sentence, f"active-{language}", _function(masked, match, sentence))
            found = True
            break
    if language == "kk" and not found:
        yield from _ceased(masked, sentence)
    if language == "ru":
        if not found:
            yield from _entitled(masked, sentence)
            yield from _inverted(masked, sentence)
        yield from _russian_agents(masked, sentence, found)
    for pattern in rules(language, "assigned"):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if _in_case(masked, match, language) and not _leads(masked, match, sentence):
                yield from _of_other(masked, match, sentence, f"assigned-{language}", _given(masked, match, sentence))


def _named_group(match: regex.Match[str]) -> str:
    """The group that holds the body; its name says in which case the body must be."""
    return next(name for name in ("dative", "instrumental", "nominative", "body") if name in match.re.groupindex)


def _in_case(masked: Masked, match: regex.Match[str], language: str) -> bool:
    """Whether a body stands in the case that its pattern asks for."""
    group = _named_group(match)
    surface = masked.text[slice(*match.span(group))]
    if group in ("dative", "instrumental"):
        return rule(language, group).search(surface) is not None
    return group == "body" or rule("kk", "oblique").search(surface) is None


def _function(masked: Masked, match: regex.Match[str], sentence: Sentence) -> Range:
    """Where the words of the function stand; what precedes the body is of it when it is the object.

    A Kazakh verb ends the clause; in Russian «Квоту Министерство утверждает» is rarer than verb and object.
    """
    behind = match.end("coord") if match.groupdict().get("coord") else match.end("body")
    before = masked.text[opened(masked, sentence.start, match.start(), sentence.language) : match.start()]
    if sentence.language == "ru":
        if masked.text[match.end("verb") : sentence.end].strip(" .;,"):
            return match.start("verb"), sentence.end
        return (sentence.start if before.strip() else behind), sentence.end
    fronted = rule("kk", "accusative").search(before.rstrip()) is not None or len(match["rest"]) <= _SHORT
    colon = masked.text.rfind(": ", sentence.start, match.start()) + 1
    return (max(sentence.start, colon) if fronted else match.start("rest")), sentence.end


def _wished(text: str, sentence: Sentence, language: str) -> bool:
    return rule(language, "unreal").search(text, sentence.start, sentence.end) is not None


def _subject_of(masked: Masked, match: regex.Match[str], sentence: Sentence) -> bool:
    """Whether the body is in the nominative and the verb is one of doing in a finite form."""
    surface, verb = masked.text[slice(*match.span("body"))], match["verb"]
    if sentence.language == "kk":
        # «А және В-ның …»: where the last of the joined bodies is no subject, none of them is.
        names = [surface, *(masked.surface(run.start()) for run in _RUN.finditer(masked.masked, *match.span("coord")))]
        nominative = not any(rule("kk", "oblique").search(name) for name in names)
        return nominative and not rule("kk", "passive").search(verb) and _is_verb(verb, "kk")
    return _nominative(masked, match, sentence) and _is_verb(verb, "ru")


def _entitled(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    """«Комитет отвечает за …», «Аким вправе …»: what a body answers for or may do."""
    match = rule("ru", "predicate").search(masked.masked, sentence.start, sentence.end)
    if match and not _wished(masked.masked, sentence, "ru") and _nominative(masked, match, sentence):
        yield from _of_other(masked, match, sentence, "active-ru", _function(masked, match, sentence))


def _ceased(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    """«Министрлік үш іспен айналыспайды: …»: what a body no longer does, as a list or before the verb."""
    match = rule("kk", "ceased").search(masked.masked, sentence.start, sentence.end)
    if match is None or rule("kk", "oblique").search(masked.text[slice(*match.span("body"))]):
        return
    for duty in _of_other(
        masked, match, sentence, "active-kk", match.span("function" if match["function"] else "before")
    ):
        duty.ended = True
        yield duty


def _inverted(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    """«Реестр ведёт Комитет»: what is done stands first, then the verb, then who does it."""
    for match in rule("ru", "inverted").finditer(masked.masked, sentence.start, sentence.end):
        surface, verb = masked.text[slice(*match.span("body"))], match["verb"]
        does = _is_verb(verb, "ru") or rule("ru", "answers_for").search(verb) is not None
        object_before = bool(masked.masked[sentence.start : match.start()].strip())
        nominative = is_nominative(surface, verb)
        if does and nominative and object_before and not _wished(masked.masked, sentence, "ru"):
            yield from _of_other(masked, match, sentence, "active-ru", (sentence.start, match.start("body")))
            return


def _nominative(masked: Masked, match: regex.Match[str], sentence: Sentence) -> bool:
    """Whether a Russian body is a subject by its form and by what stands before it."""
    before = masked.masked[max(sentence.start, match.start() - 60) : match.start()]
    form = is_nominative(masked.text[slice(*match.span("body"))], match["verb"])
    return form and rule("ru", "not_subject").search(before) is None


def is_nominative(surface: str, verb: str = "") -> bool:
    """Whether a Russian name has the form of a subject; «министерства» has it before a verb in the plural alone."""
    if rule("ru", "nominative").search(surface):
        return True
    plural = rule("ru", "nominative_plural").search(surface) and rule("ru", "plural_verb").search(verb)
    return plural is not None


def _is_verb(word: str, language: str) -> bool:
    return bool(rule(language, "verb_stems").match(word) and rule(language, "verb_form").search(word))


def _russian_agents(masked: Masked, sentence: Sentence, found: bool) -> Iterator[Duty]:
    """«утверждается Правительством»: a reflexive or a short participle, then a body in the instrumental."""
    text = masked.masked
    for match in rule("ru", "agent").finditer(text, sentence.start, sentence.end, overlapped=True):
        surface, verb = masked.text[slice(*match.span("body"))], match["verb"]
        # What is done as a rule is of any verb of doing; what has been done, of those that tell a function.
        known = rule("ru", "passive_word").match(verb) or (
            verb.endswith("тся") and rule("ru", "verb_stems").match(verb)
        )
        if not known or not rule("ru", "passive_form").search(verb):
            continue
        instrumental = rule("ru", "instrumental").search(surface) or rule("ru", "acronym").search(surface)
        if instrumental and not found and not _wished(text, sentence, "ru"):
            yield from _of_other(masked, match, sentence, "passive-ru", (sentence.start, match.start("body")))
            return


def _of_other(
    masked: Masked, match: regex.Match[str], sentence: Sentence, name: str, function: Range
) -> Iterator[Duty]:
    joined = _joined(masked, match) if "coord" in match.re.groupindex else []
    group = _named_group(match)
    last = "by" if "by" in match.re.groupindex else "coord" if joined else group
    bodies = (_owned(masked, match.start(group), sentence), match.end(last))
    for body, meant in [masked.body(match.start(group)), *joined]:
        if body is not None:
            ended = "verb" in match.re.groupindex and _negated(masked, match, sentence)
            duty = Duty(sentence.start, sentence.end, body, function, name, sentence.language, meant, ended)
            duty.without.append(bodies)
            yield duty


def _joined(masked: Masked, match: regex.Match[str]) -> list[tuple[Mention, bool]]:
    """The bodies joined to a subject, without those that they are part of («… и комитет министерства»)."""
    runs = _RUN.finditer(masked.masked, *match.span("coord"))
    heads = (run.start() for run in runs if not _follows_body(masked, run.start()))
    pairs = (masked.body(start) for start in heads)
    return [(body, meant) for body, meant in pairs if body is not None]


def _follows_body(masked: Masked, position: int) -> bool:
    return masked.masked[:position].rstrip()[-1:] in (BODY, MEANT)


def _owned(masked: Masked, start: int, sentence: Sentence) -> int:
    """Where the name of a body begins with what it is part of («… министрлігінің комитеті», «… саласындағы орган»)."""
    found = _BODIES.search(masked.masked, sentence.start, start)
    first = found.start() if found else start
    if sentence.language == "kk":
        before = masked.text[sentence.start : first]
        if match := rule("kk", "object").search(before):
            return sentence.start + match.end()
    return first


def _leads(masked: Masked, match: regex.Match[str], sentence: Sentence) -> bool:
    """Whether a clause only leads in a list that it does not hold: «К ведению Сената относится:»."""
    return not masked.text[match.end() : sentence.end].strip(" :") and masked.text[
        sentence.start : sentence.end
    ].endswith(":")


def _given(masked: Masked, match: regex.Match[str], sentence: Sentence) -> Range:
    """What is assigned: the words before «возложено на», else those behind; a Kazakh body stands before its verb."""
    group = _named_group(match)
    if group == "nominative":
        return sentence.start, sentence.end
    end = match.start() if sentence.language == "ru" else match.start(group)
    start = opened(masked, sentence.start, end, sentence.language)
    if len(masked.text[start:end].split()) > 1:
        return start, end
    return (
        (match.end(), sentence.end)
        if len(masked.text[match.end() : sentence.end].split()) > 1
        else (
            sentence.start,
            sentence.end,
        )
    )


def _negated(masked: Masked, match: regex.Match[str], sentence: Sentence) -> bool:
    """«не занимается»: what a body does not do; Kazakh verbs that deny are no verbs of doing to the rules."""
    if sentence.language != "ru":
        return False
    return rule("ru", "negated").search(masked.masked[sentence.start : match.start("verb")]) is not None
