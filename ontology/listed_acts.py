"""Further acts that stand under the head of one citation: laws "On A" and "On B"; законами от … № 1; от … № 2."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ontology.citations import Citation, grammar


def listed(text: str, citation: Citation) -> Iterator[Citation]:
    """Further acts under the same head: laws "On A" and "On B"; законами от … № 1; от … № 2."""
    rules, end = grammar(), citation.end
    while "title" in citation.names and rules.re["plural"].fullmatch(citation.head.text):
        gap = rules.re["list_gap"].match(text, end)
        match = rules.title.match(text, gap.end() if gap else end)
        if not match or not rules.re["act_title"].search(match["title"]):
            break
        start = match.start() + len(match[0]) - len(match[0].lstrip(" ,("))
        yield _sibling(citation, start, match.end(), {"title": match["title"]})
        end = match.end()
    while "number" in citation.names and (more := rules.re["more_right"].match(text, end)):
        yield _sibling(citation, more.start("cite"), more.end("cite"), _groups(more, "date", "number"))
        end = more.end()
    while {"number", "issuer"} <= citation.names and (more := rules.re["more_issued"].match(text, end)):
        yield _sibling(citation, more.start("cite"), more.end("cite"), _groups(more, "issuer", "date", "number"))
        end = more.end()
    start = citation.start
    while "kk" in citation.head.scripts and (more := rules.re["more_left"].match(text, 0, start)):
        yield _sibling(citation, more.start("cite"), more.end("cite"), _groups(more, "date", "number"))
        start = more.start()
    while "kk" in citation.head.scripts and (more := rules.re["more_issued_kk"].match(text, 0, start)):
        yield _sibling(citation, more.start("cite"), more.end("cite"), _groups(more, "issuer", "date", "number"))
        start = more.start()


def _groups(match: regex.Match[str], *names: str) -> dict[str, str]:
    return {name: match[name] for name in names if match[name]}


def _sibling(citation: Citation, start: int, end: int, said: dict[str, str]) -> Citation:
    shared = {k: v for k, v in citation.parts.items() if k in ("place", "issuer")}
    return Citation(citation.head, start, end, {"listed", *said}, shared | said)
