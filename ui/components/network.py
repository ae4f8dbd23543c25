"""A graph of agencies, functions, legal bases and programmes that grows where a reader opens it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from kb.overview.network import short, whole
from ui import session, vendored
from ui.components import browser_component
from ui.components.drawing import looks
from ui.components.evidence import language_of
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.overview.network import Arrow, Drawing
    from kb.provenance import Node

# The nodes that a reader opened, in the address.
OPENED = "open"
_MOST = 40
_KEY = "network"
_WORDS = ("help", "closer", "wider", "fit", "full", "save", "failed", "legend")
_component = browser_component("network", "network_look", "network_picture")


class Way(NamedTuple):
    """Where a node leads: an address, and what is there in words."""

    href: str
    words: str


def opened() -> list[str]:
    """The IRIs of the nodes that the address says are open, in the order in which they were opened."""
    return [whole(name) for name in st.query_params.get_all(OPENED)[:_MOST]]


def network(t: Texts, drawn: Drawing, ways: Mapping[str, Way], states: Mapping[str, str], title: str, day: str) -> None:
    """The drawing. ``states`` are past, present or future by IRI; title and day stand on the picture of it."""
    joined = Counter(end for arrow in drawn.arrows for end in {arrow.source, arrow.target})
    kinds = dict.fromkeys(node.kind for node in drawn.nodes.values())
    data = {
        "label": t("who.drawing_alt"),
        "engine": vendored.address(),
        "words": {name: t(f"who.graph.{name}") for name in _WORDS},
        "kinds": {kind: _kind(t, kind) for kind in kinds},
        "nodes": [_node(t, drawn, node, ways, states, joined[node.iri]) for node in drawn.nodes.values()],
        "arrows": [_arrow(t, arrow, states) for arrow in drawn.arrows],
        "picture": {"title": title, "note": t("who.on", date=day), "file": f"who-does-what-{day}.png"},
    }
    _component(key=_KEY, data=data, on_pressed_change=lambda: _press(drawn.opened))
    if drawn.left_out:
        st.caption(t("who_left_out", count=len(drawn.left_out)))


def _press(open_now: list[str]) -> None:
    """Open a node that is closed, close one that is open, and forget what is not drawn any more."""
    iri = st.session_state[_KEY].pressed
    if iri:
        kept = [each for each in open_now if each != iri]
        st.query_params[OPENED] = [short(each) for each in (kept if iri in open_now else [*kept, iri])]


def _kind(t: Texts, kind: str) -> dict[str, str]:
    line, fill = looks(kind, session.dark())
    return {"line": line, "fill": fill, "word": t(f"provenance.{kind}")}


def _node(
    t: Texts, drawn: Drawing, node: Node, ways: Mapping[str, Way], states: Mapping[str, str], joined: int
) -> dict[str, Any]:
    state, more, way = states.get(node.iri, ""), drawn.hidden[node.iri], ways.get(node.iri)
    word = t(f"provenance.{node.kind}")
    # What holds on the day needs no word; what does not, says when.
    when = t(f"who.state.{state}") if state in ("past", "future") else ""
    told = [f"{word}: {node.label}.", f"{when}." if when else "", t("who_joined", count=joined)]
    if more:
        told.append(t("who_hidden", count=more))
    elif node.iri in drawn.opened:
        told.append(t("who.graph.closes"))
    return {
        "id": node.iri, "kind": node.kind, "label": node.label, "lang": language_of(node.label), "word": word,
        "state": state, "when": when, "more": more, "open": node.iri in drawn.opened,
        "said": " ".join(part for part in told if part),
    } | ({"href": way.href, "leads": way.words} if way else {})  # fmt: skip


def _arrow(t: Texts, arrow: Arrow, states: Mapping[str, str]) -> dict[str, Any]:
    """Arrows that are not "has this function" say what they are."""
    said = {} if arrow.link == "responsible" else {"word": f"{t(f'who.link.{arrow.link}')} {arrow.date}".strip()}
    state = states.get(arrow.target if arrow.link == "responsible" else arrow.source, "")
    name = " ".join((arrow.source, arrow.link, arrow.date, arrow.target))
    return {"id": name, "source": arrow.source, "target": arrow.target, "link": arrow.link, "state": state} | said
