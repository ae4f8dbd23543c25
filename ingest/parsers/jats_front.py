"""What the front of a JATS article says of it: journal, title, authors with their affiliations, date and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.clean import fold
from ingest.draft import Draft
from ingest.markup import detach, first, words

# Dates of publication, the one that is cited first.
_DATES = ("ppub", "pub", "collection", "epub", "epub-ppub", "")


def front(draft: Draft, article: Any) -> None:
    """Fill the facts of a draft from the front matter."""
    journal, meta = article.find("front/journal-meta"), article.find("front/article-meta")
    draft.facts["type"] = "paper"
    if journal is not None:
        _put(draft, "container", first(journal, ".//journal-title", ".//abbrev-journal-title"))
        _put(draft, "publisher", first(journal, "publisher/publisher-name"))
    if meta is None:
        return
    draft.title = _title(meta)
    draft.authors = tuple(dict.fromkeys(_authors(meta)))
    draft.affiliations = tuple(dict.fromkeys(filter(None, map(_affiliation, meta.iter("aff", "aff-alternatives")))))
    for field, path in (("volume", "volume"), ("issue", "issue"), ("doi", "article-id[@pub-id-type='doi']")):
        _put(draft, field, first(meta, path))
    pages = [first(meta, "fpage"), first(meta, "lpage")]
    _put(draft, "page_range", "–".join(dict.fromkeys(filter(None, pages))) or first(meta, "elocation-id"))
    date = _date(meta)
    draft.year = int(date[:4]) if date else None
    _put(draft, "date", date)


def _put(draft: Draft, field: str, text: str) -> None:
    if text:
        draft.facts[field] = text


def _title(meta: Any) -> str:
    group = meta.find("title-group")
    if group is None:
        return ""
    for mark in list(group.iter("xref", "fn")):
        detach(mark)
    title, subtitle = first(group, "article-title"), first(group, "subtitle")
    return f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title


def _authors(meta: Any) -> Iterator[str]:
    for contributor in meta.iterfind("contrib-group/contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        names = contributor.find("name-alternatives")
        holder = contributor if names is None else names
        # Of names in several scripts the first is the one of the article.
        name = next((node for node in holder if node.tag in ("name", "string-name", "collab")), None)
        if name is None:
            continue
        if name.find("surname") is None:
            yield words(name)
        else:
            parts = (first(name, part) for part in ("prefix", "given-names", "surname", "suffix"))
            yield fold(" ".join(parts))


def _affiliation(node: Any) -> str:
    """An affiliation without its mark; of several languages the first."""
    if node.tag == "aff" and node.getparent().tag == "aff-alternatives":
        return ""
    node = next(node.iterfind("aff"), None) if node.tag == "aff-alternatives" else node
    if node is None:
        return ""
    for mark in list(node.iter("label", "xref", "email", "institution-id")):
        detach(mark)
    for mark in [sup for sup in node.iter("sup") if len(words(sup)) < 3]:
        detach(mark)
    plain = words(node)
    parts = [words(child) for child in node.iter() if len(child) == 0 and words(child)]
    # Elements without signs between them run together.
    tight = not any(child.tail and child.tail.strip() for child in node.iter() if child is not node)
    return ", ".join(dict.fromkeys(parts)) if tight and len(parts) > 1 and not (node.text or "").strip() else plain


def _date(meta: Any) -> str:
    """The date of publication, as precise as it is given (ISO)."""
    found: dict[str, str] = {}
    for node in meta.iterfind("pub-date"):
        year, month, day = (first(node, part) for part in ("year", "month", "day"))
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            continue
        date = year
        if month.isascii() and month.isdigit() and 1 <= int(month) <= 12:
            date += f"-{int(month):02}"
            if day.isascii() and day.isdigit() and 1 <= int(day) <= 31:
                date += f"-{int(day):02}"
        found.setdefault(node.get("pub-type") or node.get("date-type") or "", date)
    return next((found[kind] for kind in _DATES if kind in found), next(iter(found.values()), ""))
