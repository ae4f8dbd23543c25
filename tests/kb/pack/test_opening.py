"""The checker of Word files finds what is wrong with one."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.kb.pack import opening
from tests.kb.pack.shelves import item, paper, word


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="2"/>'),
        ("word/document.xml", '<w:pStyle w:val="Quote"/>', '<w:pStyle w:val="Unheard"/>'),
        ("word/document.xml", '<w:bookmarkEnd w:id="1"/>', ""),
        ("word/document.xml", 'r:id="rId5"', 'r:id="rId9"'),
        ("word/document.xml", '<w:pStyle w:val="Heading1"/><w:pageBreakBefore/>',
         '<w:pageBreakBefore/><w:pStyle w:val="Heading1"/>'),
        ("word/document.xml", '<w:t xml:space="preserve">Document: </w:t>', "<w:t>Document: </w:t>"),
        ("word/footnotes.xml", 'w:anchor="quote_1"', 'w:anchor="quote_2"'),
        ("word/footnotes.xml", '<w:footnote w:type="separator" w:id="-1">', '<w:footnote w:type="separator" w:id="7">'),
        ("word/settings.xml", '<w:footnote w:id="0"/>', ""),
        ("word/styles.xml", 'w:type="character" w:styleId="FootnoteReference"', 'w:type="character" w:styleId="Other"'),
        ("word/styles.xml", "<w:keepNext/><w:spacing", '<w:jc w:val="left"/><w:spacing'),
        ("[Content_Types].xml", 'PartName="/word/footnotes.xml"', 'PartName="/word/notes.xml"'),
        ("word/_rels/document.xml.rels", 'Target="footnotes.xml"', 'Target="notes.xml"'),
    ],
)  # fmt: skip
def test_damage_is_found(part: str, old: str, new: str) -> None:
    sound = word([item(paper(), "It fell.")], paper())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as archive, zipfile.ZipFile(out, "w") as damaged:
        for name in archive.namelist():
            data = archive.read(name).decode()
            assert name != part or old in data
            damaged.writestr(name, data.replace(old, new) if name == part else data)
    assert opening.problems(sound) == []
    assert opening.problems(out.getvalue())
