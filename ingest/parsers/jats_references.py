"""One entry of the reference list of a JATS article as a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.clean import fold
from ingest.markup import detach, first, words

_WRITTEN = ("mixed-citation", "citation", "nlm-citation", "element-citation", "note")


def reference(ref: Any) -> str:
    """The entry as it is written, else put together from its parts; with its number where it has one."""
    citation = next((node for tag in _WRITTEN for node in ref.iter(tag)), None)
    if citation is None:
        return ""
    for number in list(citation.iterfind("label")):
        detach(number)
    loose = any((child.tail or "").strip() for child in citation) or bool((citation.text or "").strip())
    text = words(citation) if loose or not len(citation) else fold(". ".join(filter(None, _parts(citation))) + ".")
    label = first(ref, "label")
    return f"{label.rstrip('.')}. {text}" if label.rstrip(".").isdigit() else fold(f"{label} {text}")


def _parts(citation: Any) -> Iterator[str]:
    """Authors and year, title, where it appeared, DOI or address."""
    names = ", ".join(filter(None, (_name(node) for node in citation.iter("name", "string-name", "collab"))))
    year = first(citation, ".//year")
    yield f"{names} ({year})" if names and year else names or year
    for tag in ("article-title", "chapter-title", "data-title"):
        yield first(citation, f".//{tag}").rstrip(".")
    yield ", ".join(filter(None, _place(citation)))
    doi = first(citation, ".//pub-id[@pub-id-type='doi']")
    yield f"https://doi.org/{doi}" if doi and not doi.startswith("http") else doi
    yield first(citation, ".//uri", ".//ext-link").rstrip(".")


def _name(node: Any) -> str:
    surname, given = first(node, "surname"), first(node, "given-names")
    return ", ".join(filter(None, (surname, given))) if surname else words(node)


def _place(citation: Any) -> Iterator[str]:
    volume, issue = first(citation, ".//volume"), first(citation, ".//issue")
    yield first(citation, ".//source")
    yield f"{volume}({issue})" if issue else volume
    yield "–".join(filter(None, (first(citation, ".//fpage"), first(citation, ".//lpage"))))
    yield first(citation, ".//publisher-name")
    yield first(citation, ".//publisher-loc")
