"""Number and title of an act as its citation gives them."""

from __future__ import annotations

from ontology import characters, known_acts, titles
from ontology.citations import Citation, grammar

# Letters that numbers of the European Union have in Cyrillic: «2000/60/ЕС».
_LATIN = str.maketrans("ЕСОК", "ECOK")


def number(citation: Citation) -> str:
    parts = citation.parts
    if "si" in parts:
        return f"{parts['date']}/{parts['si']}"
    if "paper" in citation.names and parts.get("number", "").isdigit():
        return f"{citation.head.text} {parts['number']}"
    bare = characters.number(parts.get("number", ""))
    if "eu_number" in citation.names:
        return bare.translate(_LATIN)
    end = grammar().number_ends.get(citation.head.text, "")
    return bare if not bare or bare.endswith(end) else bare + end


def title(citation: Citation) -> str:
    parts = citation.parts
    if quoted := parts.get("title"):
        return " ".join(quoted.split()).rstrip(".,;")
    if "field" in citation.names:
        return known_acts.code_title(parts["name"]) or titles.nominative(parts["name"], citation.head.text)
    if "small" in citation.names:
        return titles.nominative(parts["fore"], citation.head.text)
    if fore := parts.get("fore"):
        return " ".join(f"{fore} {citation.head.text} {parts.get('named', '')}".split())
    if "year_name" in citation.names:
        return f"{parts['name']} {citation.head.text}"
    words = parts.get("name") or parts.get("theme") or ""
    return " ".join(words.split())
