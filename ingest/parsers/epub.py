"""EPUB (2 and 3): the chapters of a book in the order of its spine, read as one page; metadata of its package file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from ingest.draft import Draft
from ingest.encoding import decode
from ingest.errors import PasswordNeeded
from ingest.markup import parsed, words
from ingest.options import Reading
from ingest.packages import Package
from ingest.parsers.html import whole

MEDIA_TYPE = "application/epub+zip"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_OBFUSCATED = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of a book. Raises PasswordNeeded for an encrypted one and UnreadableFile for a broken one."""
    package = Package(data, name, "EPUB")
    if _locked(package):
        raise PasswordNeeded(f"{name} is protected against copying; add a version of it that is not.")
    where = _package_file(package, name)
    book = parsed(package.read(where), name, "EPUB")
    body = _merged(list(_chapters(package, book, where)))
    draft = Draft(MEDIA_TYPE, whole(body))
    _describe(draft, book)
    return draft


def _locked(package: Package) -> bool:
    """Whether more than the fonts is encrypted."""
    if "META-INF/encryption.xml" not in package.names:
        return False
    listed = package.read("META-INF/encryption.xml")
    return listed.count(b"EncryptionMethod ") > sum(map(listed.count, _OBFUSCATED))


def _package_file(package: Package, name: str) -> str:
    if "META-INF/container.xml" in package.names:
        container = parsed(package.read("META-INF/container.xml"), name, "EPUB")
        for node in container.iter("rootfile"):
            if (path := node.get("full-path") or "") in package.names:
                return path
    found = next((path for path in sorted(package.names) if path.endswith(".opf")), "")
    if not found:
        raise package.broken()
    return found


def _chapters(package: Package, book: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Path and body of each chapter in the order of reading; the table of contents is left out."""
    from lxml import html

    folder = posixpath.dirname(where)
    items = {item.get("id"): item for item in book.iterfind("manifest/item")}
    for reference in book.iterfind("spine/itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if path not in package.names:
            continue
        source = _DECLARATION.sub("", decode(package.read(path)))
        try:
            tree = html.document_fromstring(source.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
        except (ValueError, html.etree.LxmlError):
            # A chapter without any element, such as a cover that is a picture.
            continue
        yield path, tree.find("body")


def _merged(chapters: list[tuple[str, Any]]) -> str:
    """One page of all chapters; links from one to another (to notes at the end of the book) become links in it."""
    from lxml import html

    page = html.document_fromstring("<html><body></body></html>")
    numbers = {path: number for number, (path, _) in enumerate(chapters)}
    for path, body in chapters:
        if body is None:
            continue
        for node in body.iter():
            if not isinstance(node.tag, str):
                continue
            if node.get("id"):
                node.set("id", f"c{numbers[path]}-{node.get('id')}")
            if node.tag == "a" and "#" in (node.get("href") or ""):
                to, _, place = node.get("href").partition("#")
                to = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(to))) if to else path
                if to in numbers:
                    node.set("href", f"#c{numbers[to]}-{place}")
        body.tag = "div"
        page.find("body").append(body)
    return str(html.tostring(page, encoding="unicode"))


def _describe(draft: Draft, book: Any) -> None:
    """Title, authors, publisher and date as the package file gives them (Dublin Core)."""
    meta = book.find("metadata")
    if meta is None:
        return
    found: dict[str, list[str]] = {}
    for node in meta.iter():
        if isinstance(node.tag, str) and (text := words(node)):
            found.setdefault(node.tag.lower(), []).append(text)
    draft.title = next(iter(found.get("title", ())), "")
    draft.authors = tuple(dict.fromkeys(found.get("creator", ())))
    dates = [match[0] for text in found.get("date", ()) if (match := _DATE.match(text))]
    draft.year = int(dates[0][:4]) if dates else None
    facts = {"publisher": next(iter(found.get("publisher", ())), ""), "date": dates[0] if dates else ""}
    facts["doi"] = next((text for text in found.get("identifier", ()) if "10." in text and "/" in text), "")
    draft.facts |= {field: value for field, value in facts.items() if value}
