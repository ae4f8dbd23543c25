"""Provenance as a small drawing: an outline of kb.provenance in Graphviz's language, drawn in the browser."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.provenance import Edge, Node

# Kind -> (shape, line in light, fill in light, line in dark, fill in dark)
_LOOKS = {
    "answer": ("box", "#1b5e85", "#e3eff6", "#8cc4ea", "#1d3442"),
    "quote": ("circle", "#8a6a00", "#fbf0c8", "#e0c25a", "#3a3213"),
    "document": ("note", "#4d5a64", "#f3f5f7", "#a3aeb8", "#262d34"),
    "instrument": ("box", "#7a4a86", "#f4eaf6", "#cfa3da", "#352439"),
    "agency": ("box", "#2f6f4f", "#e6f3ec", "#8fd0ae", "#1b3328"),
    "programme": ("box", "#8a4b2a", "#f8ece5", "#e0a888", "#3a2418"),
    "stage": ("box", "#1f7078", "#e2f2f3", "#86cdd4", "#16343a"),
    "responsibility": ("box", "#3d5c8f", "#e8eef8", "#9db9ea", "#202e45"),
    "recommendation": ("box", "#6b6a1f", "#f4f4df", "#cfcd7a", "#33330f"),
    "observation": ("box", "#5a5a5a", "#f0f0f0", "#bdbdbd", "#2c2c2c"),
}
# Every kind of node that can be drawn.
KINDS = tuple(_LOOKS)


def looks(kind: str, dark: bool) -> tuple[str, str]:
    """The colours of a kind of node: line and fill."""
    _, *colours = _LOOKS[kind]
    line, fill = colours[2:] if dark else colours[:2]
    return line, fill


def dot(nodes: Sequence[Node], edges: Sequence[Edge], links: Mapping[str, str], kinds: Mapping[str, str],
        dark: bool) -> str:  # fmt: skip
    """A graph from left to right; ``links`` are addresses by IRI, ``kinds`` the words for kinds of node."""
    names = {node.iri: f"n{index}" for index, node in enumerate(nodes)}
    text = "#e4e8eb" if dark else "#1d2429"
    lines = [
        "digraph {",
        '  rankdir=LR; bgcolor="transparent"; nodesep=0.14; ranksep=0.55; margin=0.05;',
        f'  node [fontname="sans-serif", fontsize=11, style="filled,rounded", penwidth=1, margin="0.14,0.07",'
        f' fontcolor="{text}"];',
        f'  edge [color="{"#6b7681" if dark else "#9aa5ae"}", arrowsize=0.55];',
        *(f"  {names[node.iri]} [{_node(node, links, kinds, dark)}];" for node in nodes),
        *(f"  {names[edge.source]} -> {names[edge.target]};" for edge in edges),
        "}",
    ]
    return "\n".join(lines)


def _node(node: Node, links: Mapping[str, str], kinds: Mapping[str, str], dark: bool) -> str:
    shape = _LOOKS[node.kind][0]
    line, fill = looks(node.kind, dark)
    attributes = {
        "label": "\n".join(textwrap.wrap(node.label, 34, max_lines=3, placeholder="…")),
        "shape": shape, "color": line, "fillcolor": fill, "tooltip": f"{kinds[node.kind]}: {node.label}",
    }  # fmt: skip
    if node.iri in links:
        attributes |= {"URL": links[node.iri], "target": "_self"}
    return ", ".join(f"{name}={quoted(value)}" for name, value in attributes.items())


def quoted(text: str) -> str:
    """A string of Graphviz that means exactly these characters: no escape, no entity, no HTML.

    Control characters, of which it refuses some, are blanks.
    """
    text = "".join(c if c >= " " or c == "\n" else " " for c in text)
    plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'
