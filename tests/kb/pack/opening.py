"""Opens Word files by their parts, and checks them against the rules of ECMA-376 that Word enforces."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
W, R = f"{{{NS['w']}}}", f"{{{NS['r']}}}"
# Children in the order of the schema (ECMA-376-1, annex A.1); for the last group, any order after the first.
_ORDER = {
    "document": "body",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation "
    "characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
_MAY_HOLD = {
    "body": {"p", "sectPr"},
    "p": {"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"},
    "hyperlink": {"r"},
    "r": {"rPr", "t", "br", "tab", "footnoteRef", "footnoteReference", "separator", "continuationSeparator", "fldChar",
          "instrText"},
    "footnotes": {"footnote"},
    "footnote": {"p"},
    "ftr": {"p"},
}  # fmt: skip
_FIRST = {"p": "pPr", "r": "rPr"}


def parts(data: bytes) -> dict[str, Any]:
    """The XML of each part by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def text_of(element: Any) -> str:
    """Text as Word shows it: breaks are line ends, tabs are tabs."""
    shown = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(shown.get(e.tag, e.text or "") for e in element.iter(f"{W}t", f"{W}br", f"{W}tab"))


def paragraphs(data: bytes, style: str) -> list[str]:
    """The texts of the paragraphs of the body in a style."""
    found = parts(data)["word/document.xml"].xpath(f"w:body/w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=NS)
    return [text_of(each) for each in found]


def footnotes(data: bytes) -> list[str]:
    """The texts of the footnotes in the order of their marks in the body."""
    all_ = parts(data)
    marks = all_["word/document.xml"].xpath("//w:footnoteReference/@w:id", namespaces=NS)
    by_number = {each.get(f"{W}id"): text_of(each) for each in all_["word/footnotes.xml"]}
    return [by_number[mark] for mark in marks]


def languages(data: bytes) -> set[str]:
    """The languages that runs of the body are marked with."""
    return set(parts(data)["word/document.xml"].xpath("//w:r/w:rPr/w:lang/@w:val", namespaces=NS))


# ------------------------------------------------------------------------------------------ the rules
def problems(data: bytes) -> list[str]:
    """What a strict reader would refuse; empty for a sound file."""
    all_ = parts(data)
    return [
        *_packaging(all_),
        *(problem for name, root in all_.items() if name.startswith("word/") for problem in _order(name, root)),
        *_styles(all_),
        *_notes(all_),
        *_links(all_["word/document.xml"], all_["word/footnotes.xml"]),
    ]


def _packaging(all_: dict[str, Any]) -> Iterator[str]:
    """Every part has a content type, every relationship a target, every part but the first a relationship."""
    types = all_["[Content_Types].xml"]
    known = set(types.xpath("ct:Override/@PartName", namespaces=NS))
    suffixes = set(types.xpath("ct:Default/@Extension", namespaces=NS))
    if next(iter(all_)) != "[Content_Types].xml":
        yield "the content types do not come first"
    yield from (f"{name}: overridden but absent" for name in known if name[1:] not in all_)
    targets = set()
    for name, root in all_.items():
        if name.rpartition(".")[2] not in suffixes and f"/{name}" not in known:
            yield f"{name}: no content type"
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            targets |= {
                posixpath.join(folder, target) for target in root.xpath("rel:Relationship/@Target", namespaces=NS)
            }
    yield from (f"{target}: related but absent" for target in targets - set(all_))
    lonely = {name for name in all_ if not name.endswith(".rels")} - targets - {"[Content_Types].xml"}
    yield from (f"{name}: nothing is related to it" for name in lonely)
    ids = set(all_["word/_rels/document.xml.rels"].xpath("rel:Relationship/@Id", namespaces=NS))
    yield from (f"{used}: no such relationship" for used in all_["word/document.xml"].xpath("//@r:id", namespaces=NS)
                if used not in ids)  # fmt: skip


def _order(name: str, root: Any) -> Iterator[str]:
    for element in root.iter(f"{W}*"):
        kind = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element]
        if kind in _ORDER:
            order = _ORDER[kind].split()
            if unknown := set(children) - set(order):
                yield f"{name}: {kind} holds {unknown}"
            elif [order.index(child) for child in children] != sorted(order.index(child) for child in children):
                yield f"{name}: {kind} holds {children}, in the wrong order"
        if kind in _MAY_HOLD and set(children) - _MAY_HOLD[kind]:
            yield f"{name}: {kind} holds {set(children) - _MAY_HOLD[kind]}"
        if _FIRST.get(kind) in children[1:]:
            yield f"{name}: {kind} has its properties late"
        if kind == "body" and children[-1:] != ["sectPr"]:
            yield f"{name}: the section does not close the body"
        if kind == "t" and (element.text or "").strip() != element.text and "preserve" not in element.values():
            yield f"{name}: white space would be lost in {element.text!r}"


def _styles(all_: dict[str, Any]) -> Iterator[str]:
    defined = {(s.get(f"{W}type"), s.get(f"{W}styleId")) for s in all_["word/styles.xml"].iter(f"{W}style")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        for tag, type_ in (("pStyle", "paragraph"), ("rStyle", "character")):
            for used in {e.get(f"{W}val") for e in all_[name].iter(f"{W}{tag}")}:
                if (type_, used) not in defined:
                    yield f"{name}: there is no {type_} style {used}"


def _notes(all_: dict[str, Any]) -> Iterator[str]:
    """The separators that the settings name, then notes from 1 up, each with one mark in the body."""
    notes = [(note.get(f"{W}id"), note.get(f"{W}type")) for note in all_["word/footnotes.xml"]]
    special = [number for number, type_ in notes if type_]
    if notes[:2] != [("-1", "separator"), ("0", "continuationSeparator")]:
        yield f"the separators are {notes[:2]}"
    if all_["word/settings.xml"].xpath("w:footnotePr/w:footnote/@w:id", namespaces=NS) != special:
        yield "the settings name other separators"
    numbers = [number for number, type_ in notes if not type_]
    marks = all_["word/document.xml"].xpath("//w:footnoteReference/@w:id", namespaces=NS)
    if not numbers == marks == [str(i) for i in range(1, len(marks) + 1)]:
        yield f"footnotes {numbers}, marks {marks}"
    for note in all_["word/footnotes.xml"][2:]:
        if len(list(note.iter(f"{W}footnoteRef"))) != 1:
            yield "a footnote does not begin with its number"


def _links(document: Any, notes: Any) -> Iterator[str]:
    starts = document.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    names = document.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    yield from (f"{what}: twice" for each in (starts, names) for what, count in Counter(each).items() if count > 1)
    if sorted(starts) != sorted(document.xpath("//w:bookmarkEnd/@w:id", namespaces=NS)):
        yield "bookmarks that do not end"
    for root in (document, notes):
        yield from (f"{anchor}: no such bookmark" for anchor in root.xpath("//w:hyperlink/@w:anchor", namespaces=NS)
                    if anchor not in names)  # fmt: skip
