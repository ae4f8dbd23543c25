"""Duties that an English clause states: a body as subject, as agent of a passive, or as the one a task is given to."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ontology.duties import BODY, MEANT, Duty, Form, Masked, Sentence, rule, rules, verbs
from ontology.duty_words import opened
from ontology.grammar import load

_EITHER = regex.compile(f"[{BODY}{MEANT}]+")
_WORD = regex.compile(r"\p{Ll}+")
# Which forms of a verb may follow which auxiliary, by the auxiliary's last word.
_AFTER = {
    "": ("s", "past", "base"),
    "has": ("participle",),
    "have": ("participle",),
    "had": ("participle",),
    "been": ("ing",),
    "is": ("ing",),
    "are": ("ing",),
    "was": ("ing",),
    "were": ("ing",),
    "be": ("ing",),
}


def clauses(masked: Masked, sentence: Sentence, law: bool) -> Iterator[Duty]:
    """The duties that one sentence states, of any rule but lists and transfers; laws also bind by "must"."""
    text, start, end = masked.masked, sentence.start, sentence.end
    several = rule("en", "bodies").search(text, start, end)
    if several and rule("en", "bodies_do").search(text, start, end) and not _unreal(text, start, several.end()):
        for body, meant in masked.all(several.start("list"), several.end("list")):
            yield Duty(start, end, body, (start, several.start("list")), "bodies", "en", meant)
        return
    # What "must" be done under an act that the sentence names is a duty outside of laws as well.
    binding = law or rule("en", "under_act").search(text, start, end) is not None
    low, subjects = start, set()
    for subject in _EITHER.finditer(text, start, end):
        if subject.start() < low:
            continue
        governed = not is_subject(text, start, subject.start())
        for name in ("predicate", "subject", "far_subject", "late_subject", *(("law_subject",) if binding else ())):
            match = rule("en", name).match(text, subject.start(), end)
            if match is None or (governed and not match.groupdict().get("rel")):
                continue
            if not _unreal(text, start, subject.start()) and _does(match, masked.text, name == "law_subject"):
                yield from _of_subject(masked, match, sentence, "predicate" if name == "predicate" else "active")
                low = match.end()
                subjects.add(subject.start())
                break
    agents = list(_agents(masked, sentence)) if " by " in text[start:end] else []
    yield from agents
    known = subjects | {duty.body.start for duty in agents if duty.body}
    for name in ("assigned", "competence", "instrument_of", "recipient"):
        for duty, at in _told(masked, sentence, name):
            # "The Commission licenses projects" and "permits are issued by A" have been read by their verbs.
            if name != "instrument_of" or at not in known:
                yield duty


def given(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    """Tasks that a sentence gives to somebody whom no gazetteer knows: the duty has no body, only its words."""
    for duty, _ in _told(masked, sentence, "assigned"):
        yield duty


def _told(masked: Masked, sentence: Sentence, name: str) -> Iterator[tuple[Duty, int]]:
    """What a list of patterns says, each with where its body stands."""
    for pattern in rules("en", name):
        for match in pattern.finditer(masked.masked, sentence.start, sentence.end):
            unreal = "unreal" if name in ("assigned", "competence") else "unreal_firm"
            end = match.end("function") if match.groupdict().get("function") else match.start()
            if not rule("en", unreal).search(masked.masked, max(sentence.start, match.start() - 200), end):
                duty = _plain(masked, match, sentence, name)
                if "activity" not in match.re.groupindex or _is_activity(masked, duty):
                    yield duty, match.start("body")


def _is_activity(masked: Masked, duty: Duty) -> bool:
    """Whether the words of a function name something to do, or point back at what does."""
    words = masked.text[slice(*duty.function)].strip(" ,")
    return any(rule("en", name).search(words) is not None for name in ("activity", "again"))


def is_subject(text: str, low: int, position: int) -> bool:
    """Whether a body may be the subject: no preposition governs it, not even across "A and B"."""
    before = text[max(low, position - 80) : position]
    if rule("en", "head_of").search(before):
        return True
    if rule("en", "not_subject").search(before):
        return False
    if joined := rule("en", "joined").search(before):
        head = before[: joined.start()].rstrip()
        if head.endswith((BODY, MEANT)) and joined[0].startswith((" and", "and", " or")):
            first = len(head) - len(head.rstrip(BODY + MEANT))
            return is_subject(text, low, max(low, position - 80) + len(head) - first)
    return True


def _does(match: regex.Match[str], text: str, law: bool = False) -> bool:
    """Whether the verb that follows the subject is one of doing, in a form that fits its auxiliary."""
    if "aux" not in match.re.groupindex:
        return True
    words = (match["aux"] or "").split()
    allowed = _AFTER.get(words[-1] if words else "", ("base",)) if not law else ("base",)
    plural = bool(match["staff"] or match["coord"] or rule("en", "plural").search(text[slice(*match.span("body"))]))
    return any(_fits(form, allowed, match, plural) for form in verbs().get(match["verb"], ()))


def _is_noun(match: regex.Match[str]) -> bool:
    """Whether a form that is a noun as often is one here: far from its body, or with no object behind it."""
    if match["verb"] not in load("responsibilities")["en"]["nouns_too"]:
        return False
    bare = "aux" in match.re.groupindex and not match["aux"]
    return bool(match.groupdict().get("where")) or (
        bare and rule("en", "after_noun").match(match.string, match.end()) is not None
    )


def _fits(form: Form, allowed: tuple[str, ...], match: regex.Match[str], plural: bool) -> bool:
    if _is_noun(match) or form.form not in allowed or (form.form == "base" and allowed == _AFTER[""] and not plural):
        return False
    if form.habitual and (form.form not in ("s", "base") or _supposed(match)):
        return False
    if form.needs:
        return regex.compile(form.needs).match(match.string, match.end()) is not None
    bare = form.form == "past" and not match["aux"]
    return not (bare and rule("en", "no_object").match(match.string, match.end()))


def _supposed(match: regex.Match[str]) -> bool:
    """Whether a subject opens a clause that supposes a case: "Where the Tribunal notifies the parties, …"."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    return rule("en", "supposed").search(before) is not None


def _of_subject(masked: Masked, match: regex.Match[str], sentence: Sentence, name: str) -> Iterator[Duty]:
    """One duty for the subject and one for each body joined to it by a comma or an "and"."""
    start, end = _clause(masked.text, sentence, match.start(), match.end())
    function = (match.start("verb"), end)
    main = _main_verb(masked, match, end)
    functions = [(function[0], main.start()), (main.start("verb"), end)] if main else [function]
    joined = masked.all(*match.span("coord")) if match["coord"] else []
    for body, meant in [masked.body(match.start("body")), *joined]:
        for part in functions if body is not None else ():
            yield Duty(start, end, body, part, name, sentence.language, meant, bool(match["neg"]))


def _main_verb(masked: Masked, match: regex.Match[str], end: int) -> regex.Match[str] | None:
    """The verb behind a relative clause between commas: "the Agency, which keeps the register, licenses wells"."""
    if not (match.groupdict().get("rel") or "").startswith(","):
        return None
    found = rule("en", "main_verb").search(masked.masked, match.end(), end)
    forms = verbs().get(found["verb"], ()) if found else ()
    return found if any(form.form in ("s", "past") and not form.needs for form in forms) else None


def _clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause around a match: to the semicolons, and to a "while" that begins another one."""
    low, high = sentence.start, sentence.end
    for match in rule("en", "clause").finditer(text, sentence.start, sentence.end):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    lead = len(text[low:high]) - len(text[low:high].lstrip())
    return low + lead, low + len(text[low:high].rstrip())


def _unreal(text: str, start: int, end: int) -> bool:
    return rule("en", "unreal").search(text, max(start, end - 200), end) is not None


def _agents(masked: Masked, sentence: Sentence) -> Iterator[Duty]:
    text = masked.masked
    for match in rule("en", "agent").finditer(text, sentence.start, sentence.end):
        span = _participle(text, sentence.start, match.start())
        if span is None:
            continue
        before = text[sentence.start : span[0]]
        # "Reports are published by" says what is done as a rule; "the report was published by" names a source.
        habit = _habitual(text[slice(*span)])
        unsaid = rule("en", "case" if habit else "sources").search(before if habit else before[-60:])
        if unsaid or rule("en", "unreal_agent").search(before):
            continue
        if not _unreal(text, sentence.start, span[0]):
            yield from _passive(masked, match, sentence, span[1])


def _participle(text: str, low: int, end: int) -> tuple[int, int] | None:
    """The participle of a verb of doing at most five words before the "by" at ``end``."""
    gap = rule("en", "agent_gap").search(text, max(low, end - 90), end)
    words = list(_WORD.finditer(text, gap.start(), end)) if gap else []
    for word in reversed(words):
        forms = [form for form in verbs().get(word[0], ()) if form.form == "participle"]
        if forms and (not _habitual(word[0]) or _is_habit(text, low, word.start())):
            particle = rule("en", "particle").match(text, word.end())
            return word.start(), particle.end() if particle else word.end()
    return None


def _habitual(words: str) -> bool:
    """Whether a participle is of a verb that tells a function only where it tells a habit."""
    forms = [form for form in verbs().get(words.split()[0], ()) if form.form == "participle"]
    return bool(forms) and all(form.habitual for form in forms)


def _is_habit(text: str, low: int, position: int) -> bool:
    return rule("en", "habit").search(text, max(low, position - 40), position) is not None


def _passive(masked: Masked, match: regex.Match[str], sentence: Sentence, verb_end: int) -> Iterator[Duty]:
    start, end = _clause(masked.text, sentence, match.start(), match.end())
    joined = masked.all(*match.span("coord")) if match["coord"] else []
    for body, meant in [masked.body(match.start("body")), *joined]:
        if body is not None:
            # "Licences, which were issued by A, are issued by B": what is said of A is no part of what B does.
            others = rule("dates", "en", "relative").finditer(masked.masked, start, verb_end)
            without = [m.span() for m in others if BODY in m[0]]
            yield Duty(start, end, body, (start, verb_end), "passive", sentence.language, meant, without=without)


def _plain(masked: Masked, match: regex.Match[str], sentence: Sentence, name: str) -> Duty:
    """A duty whose pattern says which body has it; its function is the named part or the clause."""
    start, end = _clause(masked.text, sentence, match.start(), match.end())
    inside = _EITHER.search(masked.masked, *match.span("body"))
    body, meant = masked.body(inside.start()) if inside else (None, False)
    duty = Duty(start, end, body, _given(masked, match, (start, end), name), name, sentence.language, meant)
    if body is None:
        duty.said["body"] = " ".join(masked.text[slice(*match.span("body"))].split())
    return duty


def _given(masked: Masked, match: regex.Match[str], clause: tuple[int, int], name: str) -> tuple[int, int]:
    """What is assigned: the named part, what "its tasks include", what "falls within its competence", or the clause."""
    if match.groupdict().get("function"):
        return match.span("function")
    start, end = clause
    if "activity" in match.re.groupindex:
        # "From 2019 it belongs to B": one word may stand for what was said before.
        return opened(masked, start, match.start(), "en"), match.start()
    if name == "competence":
        part = (match.end(), end)
    elif name == "assigned" and match.start() > start:
        part = (start, match.start())
    elif name == "recipient":
        to = rule("en", "addressed").search(masked.text, start, match.start("body"))
        part = (start, to.start() if to else match.start("body"))
    else:
        part = clause
    return part if len(masked.text[slice(*part)].split()) > 1 else clause
