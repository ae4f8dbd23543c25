"""What is mended in the dates of a style: Russian months, and ranges within a year (see :mod:`kb.citing.elements`)."""

from __future__ import annotations

from typing import Any

from citeproc import model
from citeproc.string import String

from kb.citing.labels import labels

_PARTS = ("year", "month", "day")


class Date:
    def render_date_range(self, range_: Any, show_parts: list[str] | None = None, context: Any = None) -> Any:
        """ "May–June 2022": what begin and end share is printed once (CSL 1.0.2, "Date Ranges").

        citeproc-py drops the year where it is not printed alone, and fails where a style shows no year.
        """
        if range_.end.is_nil():
            return super().render_date_range(range_, show_parts, context)  # type: ignore[misc]
        own = [part for part in self.iterchildren() if part.get("name") in (show_parts or _PARTS)]  # type: ignore[attr-defined]
        differs = next(
            (i for i, name in enumerate(_PARTS) if range_.begin.get(name) != range_.end.get(name)), len(_PARTS)
        )
        both = [part for part in own if part.get("name") in _PARTS[differs:]]
        if not both:
            return self.render_single_date(range_.begin, show_parts, context)  # type: ignore[attr-defined]
        first = own.index(both[0])
        begin, end = _printed(both, range_.begin, context), _printed(both, range_.end, context)
        pieces = _printed(own[:first], range_.end, context)
        style: Any = context if self.is_locale_date() else self  # type: ignore[attr-defined]
        pieces.append("–".join(filter(None, (str(style.join(begin)).rstrip(" ,"), str(style.join(end)).lstrip()))))
        pieces += _printed([part for part in own[first:] if part not in both], range_.end, context)
        return style.join(pieces)


def _printed(parts: list[Any], date: Any, context: Any) -> list[Any]:
    """Parts of a date as the style prints them, those that the date has."""
    printed = (part.render(date, context) for part in parts if part.get("name") in date)
    return [text for text in printed if text is not None]


class DatePart:
    def process(self, date: Any, context: Any = None) -> Any:
        """A part of a date; a Russian month beside a day is in the genitive, which the locale does not have."""
        found = super().process(date, context)  # type: ignore[misc]
        root = self.get_root()  # type: ignore[attr-defined]
        language = (root.style if isinstance(root, model.Locale) else root).language
        long = self.get("name") == "month" and self.get("form", "long") == "long"  # type: ignore[attr-defined]
        if language == "ru" and long and "day" in date and "month" in date:
            return String(labels("ru")["months"][date.month - 1])
        return found

    def render(self, *args: Any, **more: Any) -> Any:
        """A part of a date; the attributes that another date lends it are given back."""
        kept = dict(self.attrib)  # type: ignore[attr-defined]
        try:
            return super().render(*args, **more)  # type: ignore[misc]
        finally:
            self.attrib.clear()  # type: ignore[attr-defined]
            self.attrib.update(kept)  # type: ignore[attr-defined]
