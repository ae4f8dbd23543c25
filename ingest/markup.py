"""XML, parsed without danger: no entities of its own, nothing from the network, no bottomless trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from ingest.clean import clean, fold
from ingest.errors import UnreadableFile

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Stands before the mark of a note, which belongs to the word before it, whatever white space the file has there.
TIED = "\ue000"
_BEFORE_MARK = re.compile(rf"\s*{TIED}")
# An entity that stands for a word or a sign is harmless, one that stands for others is how traps are made.
_LONGEST_ENTITY = 200


def parsed(data: bytes, name: str, what: str = "XML") -> Any:
    """The root element, without comments and processing instructions, all names without their namespaces.

    ``what`` names the format in messages. Raises UnreadableFile for what is no well-formed XML, and for files with
    entities that stand for other entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        reason = str(error).split("\n")[0].rstrip(".")
        raise UnreadableFile(
            f"{name}: the {what} file is broken ({reason}); download it anew, or save it anew in its program."
        ) from error
    own = _own_entities(root, name)
    for node in list(root.iter()):
        if isinstance(node.tag, str):
            node.tag = node.tag.rpartition("}")[2]
    for node in list(root.iter(etree.Entity)):
        word = node.name
        _put(node, own.get(word) or html5.get(f"{word};") or "\ufffd")
    return root


def _own_entities(root: Any, name: str) -> dict[str, str]:
    declared = root.getroottree().docinfo.internalDTD
    own: dict[str, str] = {}
    for entity in declared.iterentities() if declared is not None else ():
        content = entity.content or ""
        if len(content) > _LONGEST_ENTITY or "&" in content or "<" in content:
            raise UnreadableFile(
                f"{name} declares entities that stand for others, as traps for programs do; save it without them."
            )
        own[entity.name] = content
    return own


def _put(node: Any, text: str) -> None:
    """Put text in the place of a node."""
    parent, before = node.getparent(), node.getprevious()
    text += node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text
    if parent is not None:
        node.tail = None
        parent.remove(node)


def detach(node: Any) -> None:
    """Take an element out of its parent; the text behind it stays."""
    _put(node, "")


def words(node: Any) -> str:
    """All text of an element, cleaned, white space folded; empty for None."""
    return fold(clean("".join(node.itertext()))) if node is not None else ""


def tidy(text: str) -> str:
    """Text put together from parts, cleaned and folded; marks of notes behind :data:`TIED` follow their word."""
    return fold(clean(_BEFORE_MARK.sub("", text)))


def first(root: Any, *paths: str) -> str:
    """The text of the first element with text that one of some paths finds."""
    return next((text for path in paths for node in root.iterfind(path) if (text := words(node))), "")


def language(node: Any) -> str:
    """The language (ISO 639-1) that ``xml:lang`` of an element or of one around it names; empty without one."""
    around: Iterator[Any] = iter((node, *node.iterancestors()))
    return next((found[:2].lower() for outer in around if (found := outer.get(_LANGUAGE))), "")
