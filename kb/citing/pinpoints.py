"""The place in a work that is cited: page, article, paragraph, and the quote that stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from kb.citing.labels import labels

if TYPE_CHECKING:
    from kb.answer import Citation

# "Article 12", «Статья 12-1», «12-бап» in the headings above a passage.
_ARTICLE = regex.compile(
    r"(?i)\b(?:article|section|стать[яиею]+|ст\.)\s+(?P<n>\d+(?:-\d+)?)|\b(?P<n>\d+(?:-\d+)?)\s?-\s?бап"
)
# Where CSL has a label for the place, the surest first.
_LOCATORS = (("page", "page"), ("section", "article"), ("paragraph", "paragraph"), ("part", "part"))


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in a work, each part a number or range as printed ("45", "45–47", "12-1"), and the quote itself."""

    page: str = ""
    article: str = ""
    paragraph: str = ""
    part: str = ""
    quote: str = ""

    def __bool__(self) -> bool:
        """Whether it names a place; a quote alone is none."""
        return bool(self.page or self.article or self.paragraph or self.part)

    @property
    def locator(self) -> tuple[str, str] | None:
        """CSL's label of the narrowest place that can be named first, and what it says; None for no place."""
        return next(((label, getattr(self, name)) for label, name in _LOCATORS if getattr(self, name)), None)

    def words(self, language: str, page: bool = True) -> list[str]:
        """The parts in a language, the article first: ["ст. 12", "п. 3"]; without the page, if not ``page``."""
        say = labels(language)["pinpoint"]
        said = [say[name].format(value) for name in ("article", "paragraph", "part") if (value := getattr(self, name))]
        if page and self.page:
            several = "pages" if regex.search(r"\d\D+\d", self.page) else "page"
            said.append(say[several].format(self.page))
        return said


NOWHERE = Pinpoint()


def pinpoint(value: Pinpoint | Mapping[str, Any] | str | int | None) -> Pinpoint:
    """A place as callers give it: a Pinpoint, its fields, or a page."""
    if value is None:
        return NOWHERE
    if isinstance(value, Pinpoint):
        return value
    if isinstance(value, Mapping):
        return Pinpoint(**{name: str(part) for name, part in value.items() if part is not None})
    return Pinpoint(page=str(value))


def of_citation(cited: Citation) -> Pinpoint:
    """Where an answer's citation stands: its page, else the article of an act, and the quote on one line."""
    article = ""
    for match in _ARTICLE.finditer(cited.passage.section):
        article = match["n"]
    page = str(cited.page) if cited.page is not None else ""
    return Pinpoint(page=page, article=article, quote=" ".join(cited.quote.split()))
