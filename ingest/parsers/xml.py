"""XML: Akoma Ntoso, JATS and XHTML, by the root element; other XML is refused."""

from __future__ import annotations

from ingest.draft import Draft
from ingest.errors import UnknownFileType
from ingest.markup import parsed
from ingest.options import Reading
from ingest.parsers import akomantoso, html, jats


def read(data: bytes, name: str, how: Reading) -> Draft:
    """The pieces of an XML file. Raises UnreadableFile for a broken one and UnknownFileType for one of another kind."""
    root = parsed(data, name)
    if root.tag == "html":
        return html.read(data, name, how)
    if root.tag == "akomaNtoso":
        return akomantoso.draft(root, name)
    # Archives wrap articles: pmc-articleset, records of OAI-PMH.
    article = next((node for node in root.iter("article") if node.find("front") is not None), None)
    if article is not None:
        return jats.draft(article)
    raise UnknownFileType(
        f"{name}: of XML files only Akoma Ntoso (laws), JATS (papers) and XHTML are read, and this one begins with "
        f"<{root.tag}>; save it as one of them, or as DOCX or HTML."
    )
