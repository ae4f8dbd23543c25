"""What acts are called in references: their kind with whose it is, and their title in a language (acts.yaml)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import regex
import yaml

from kb.citing.locales import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.entities import KBEntity

# A title in its quotes; those of Kazakh texts end before the name of the state.
_QUOTED = regex.compile(r"[«\"“](?P<title>[^»\"”]*(?:«[^»]*»[^»\"”]*)*)[»\"”]")
_KAZAKH = regex.compile(r"(?i)[әғқңөұүһі]|\bтуралы\b")
_ABOUT = regex.compile(r"(?i)(?:on|about|of)\s|об?\s|.*\sтуралы$")
_LOCAL = regex.compile(r"(?i)\b(?:аким|маслихат|әкім|мәслихат|akim|maslikhat)")


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / "acts.yaml").read_text(encoding="utf-8"))
    return found


def kind(type: str, language: str, state: str, issuer: str = "") -> str:
    """«Закон Республики Казахстан», «Қазақстан Республикасы Үкіметінің қаулысы»; empty where it is not known.

    ``type`` is that of a document or entity, ``state`` a code of ISO 3166-1, ``issuer`` a body in any language.
    """
    table = _table()
    name, whose = table["kinds"].get(type, {}).get(language, ""), table["states"].get(state.upper(), {})
    if not name or (state and not whose):
        return ""
    body = _body(type, language, issuer)
    # An akimat or maslikhat is of its town or oblast, not of the state.
    of = {} if _LOCAL.search(body) else whose.get(language, {})
    if language == "kk":
        return " ".join(filter(None, (of.get("bare" if body else "of"), body, name)))
    if language == "en":
        return " ".join(filter(None, (name, f"of {body}" if body else "", f"of {of['of']}" if of else "")))
    return " ".join(filter(None, (name, body, of.get("of"))))


def _body(type: str, language: str, issuer: str) -> str:
    """The body that issued an act, as it stands in a reference; empty for one that has no name in the language."""
    bodies = _table()["issuers"]
    for names in bodies.values():
        if any(issuer.casefold().startswith(begin.casefold()) for begin in names["begins"]):
            return str(names[language])
    if issuer and spoken(issuer) == language:
        return f"the {issuer}" if language == "en" and not issuer.startswith("the ") else issuer
    by = _table()["by"].get(type)
    return str(bodies[by][language]) if by else ""


def named(title: str, type: str, language: str, state: str, issuer: str = "", number: str = "") -> dict[str, str]:
    """``genre`` of an act, and its ``title`` without its kind and quotes where it begins with them.

    A title that only says kind and number («Закон РК № 421-V») is none: it is then empty.
    """
    name = kind(type, language, state, issuer)
    if not name:
        return {}
    word = name.rpartition(" ")[2] if language == "kk" else name.partition(" ")[0]
    if word.casefold()[:5] not in title.casefold():
        return {"genre": name}
    quoted = _QUOTED.search(title)
    if quoted and _ABOUT.match(quoted["title"]):
        return {"genre": name, "title": quoted["title"]}
    return {"genre": name, "title": ""} if number and regex.search(rf"№\s*{regex.escape(number)}", title) else {}


def title(entity: KBEntity, language: str) -> tuple[str, str]:
    """The title of an act in a language, or in another one where it has none, and the language that it is in.

    Empty for an act that is only called by its kind, day and number: that is no title.
    """
    said = entity.properties
    names = [entity.labels[language]] if language in entity.labels else []
    names += [*entity.labels.values(), said.get("title", ""), entity.label, *entity.aliases]
    found: dict[str, list[str]] = {}
    for name in filter(None, names):
        quoted = _QUOTED.search(name)
        bare = quoted["title"] if quoted else name
        # A title that begins small was cut out of a sentence: "the Law on migration".
        if quoted or _ABOUT.match(bare) or (name == said.get("title") and not name[:1].islower()):
            found.setdefault(spoken(bare), []).append(bare)
    for wanted in (language, *found):
        if wanted in found:
            return max(found[wanted], key=lambda text: bool(_ABOUT.match(text))), wanted
    known = language if language in entity.labels else next(iter(entity.labels), spoken(entity.label))
    spoken_by = _spoken_by(said, language or known)
    return ("", spoken_by) if _only_kind(said, spoken_by) else (entity.labels.get(known, entity.label), known)


def _spoken_by(said: Mapping[str, str], language: str) -> str:
    """The language to call an act in that has no title: another one where its issuer has no name in the first."""
    issuer = said.get("issuer", "")
    return language if not issuer or _body(said.get("type", ""), language, issuer) else spoken(issuer)


def _only_kind(said: Mapping[str, str], language: str) -> bool:
    """Whether kind, state, day and number tell which act it is: «Закон Республики Казахстан … № 421-V»."""
    told = said.get("number") or said.get("type") == "constitution"
    return bool(told and kind(said.get("type", ""), language, said.get("jurisdiction", ""), said.get("issuer", "")))


def spoken(text: str) -> str:
    """The language of a name by its letters: "kk", "ru" or "en"."""
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if regex.search(r"\p{Cyrillic}", text) else "en"
