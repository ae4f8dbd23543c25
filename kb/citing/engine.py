"""citeproc-py 0.11 (CSL 1.0.2), with what it does wrong mended in subclasses of its elements.

It searches the style anew for every macro, term and option; here each search is made once, which makes it five times
as fast. A style is parsed with its locales once and kept.
"""

from __future__ import annotations

from typing import Any

from citeproc import model
from lxml import etree

from kb.citing.elements import Affixes, Calls, Counted, Formats, Group, If, Kept, Key, Label
from kb.citing.elements_of_dates import Date, DatePart
from kb.citing.elements_of_names import Layout, Name, Names, Substitute
from kb.citing.marks import Formatter

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Style:
    """Locales: those of citeproc-py, and ours."""

    def set_locale_list(self, output_locale: str, validate: bool = False) -> None:
        from kb.citing.locales import locale_files

        language = output_locale.partition("-")[0]
        inside = {element.get(_LANG): element for element in self.findall(f"{{{_NAMESPACE}}}locale")}  # type: ignore[attr-defined]
        self.locales = [inside[name] for name in (output_locale, language, None) if name in inside]
        self.locales += [_parsed(path.read_bytes()) for path in locale_files(output_locale)]
        for locale in self.locales:
            locale.style = self


_MENDED: dict[str, tuple[type, ...]] = {
    "Style": (_Style,), "Name": (Name,), "Label": (Label,), "Date_Part": (DatePart,), "Key": (Key,),
    "If": (If,), "Else_If": (If,), "Group": (Group,), "Text": (Counted,), "Number": (Counted,),
    "Names": (Names, Counted), "Date": (Date, Counted), "Substitute": (Substitute,), "Layout": (Layout,),
}  # fmt: skip


def _element_classes() -> dict[str, type]:
    elements = model.CitationStylesElement.__subclasses__()
    classes: dict[str, type] = {"": type("Element", (Kept, model.CitationStylesElement), {})}
    for cls in elements:
        date_part = issubclass(cls, model.Date_Part)
        calls: tuple[type, ...] = (Calls,) if hasattr(cls, "calls_variable") else ()
        # The attributes of a part of a date change while it is printed.
        calls += (Formats,) if issubclass(cls, model.Formatted) and not date_part else ()
        calls += (Affixes,) if issubclass(cls, model.Affixed) and not date_part else ()
        mended = type(cls.__name__, (*_MENDED.get(cls.__name__, ()), *calls, Kept, cls), {})
        classes[cls.__name__.replace("_", "-").lower()] = mended
    return classes


_CLASSES: dict[str, type] = {}


def _parsed(data: bytes) -> Any:
    """The root of a style or locale. Raises lxml's XMLSyntaxError."""
    if not _CLASSES:
        _CLASSES.update(_element_classes())
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(_NAMESPACE)
    namespace[None] = _CLASSES[""]
    namespace.update({name: cls for name, cls in _CLASSES.items() if name})
    parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
    parser.set_element_class_lookup(lookup)
    root = etree.fromstring(data, parser)
    # As long as somebody holds the elements, what they have found stays with them.
    root.kept = list(root.iter())
    return root


def load(data: bytes, locale: str, *, cyrillic_first: bool = False) -> Any:
    """A style, ready to format, with the words of a locale such as "ru-RU"."""
    root = _parsed(data)
    for names in root.iter(f"{{{_NAMESPACE}}}names"):
        inherits = names.getparent().tag == f"{{{_NAMESPACE}}}substitute"
        if not inherits and names.find(f"{{{_NAMESPACE}}}name") is None:
            root.kept.append(etree.SubElement(names, f"{{{_NAMESPACE}}}name"))
    root.counts = [0, 0]
    root.formatter, root.language, root.cyrillic_first = Formatter, locale[:2], cyrillic_first
    root.set_locale_list(locale)
    return root
