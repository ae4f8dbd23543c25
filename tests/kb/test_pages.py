"""Pages of PDFs as pictures: right in size and turn, small whatever the page, and harmless whatever the file."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import fpdf
import pypdf
import pytest
from PIL import Image

from ingest.document import Document
from ingest.errors import NotFound, PasswordNeeded, UnreadableFile
from ingest.pdf.render import LONGEST, PIXELS
from kb import KnowledgeBase, pages
from kb.pages import page_image


def pdf(width: float = 595, height: float = 842, password: str = "", turn: int = 0) -> bytes:
    made = fpdf.FPDF(unit="pt", format=(width, height))
    made.set_font("helvetica", size=20)
    made.add_page()
    # A black square in the upper left quarter tells how the page is turned.
    made.rect(0, 0, width / 4, height / 4, style="F")
    made.add_page()
    made.text(50, 50, "the second page")
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    data = bytes(made.output())
    if not turn:
        return data
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def kept(folder: Path, data: bytes) -> tuple[Document, Path]:
    path = folder / "kept.pdf"
    path.write_bytes(data)
    return Document("0" * 64, "here/file.pdf", "application/pdf", ""), path


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def test_a_page_has_the_size_of_its_points(tmp_path: Path) -> None:
    found = page_image(*kept(tmp_path, pdf()), 1, 2.0, None)
    assert (found.number, found.width, found.height, found.scale) == (1, 595, 842, 2.0)
    assert picture(found.png).size == (1190, 1684)


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_turned_page_is_shown_turned(tmp_path: Path, turn: int, corner: tuple[int, int]) -> None:
    found = page_image(*kept(tmp_path, pdf(turn=turn)), 1, 1.0, None)
    assert (found.width, found.height) == ((842, 595) if turn in (90, 270) else (595, 842))
    shown = picture(found.png)
    corners = {(x, y): shown.getpixel((5 + x * (shown.width - 10), 5 + y * (shown.height - 10)))
               for x in (0, 1) for y in (0, 1)}  # fmt: skip
    assert [at for at, value in corners.items() if value == 0] == [corner]


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 10)])
def test_a_page_of_any_size_gives_a_picture_of_limited_size(tmp_path: Path, size: tuple[int, int]) -> None:
    found = page_image(*kept(tmp_path, pdf(*size)), 1, 4.0, None)
    shown = picture(found.png)
    assert shown.width * shown.height <= PIXELS * 1.01 and max(shown.size) <= LONGEST + 1
    assert found.scale < 4.0 and (found.width, found.height) == size


def test_a_locked_file_opens_with_its_password_alone(tmp_path: Path) -> None:
    locked = kept(tmp_path, pdf(password="tulip"))
    with pytest.raises(PasswordNeeded):
        page_image(*locked, 1, 1.0, None)
    with pytest.raises(PasswordNeeded):
        page_image(*locked, 1, 1.0, "rose")
    assert page_image(*locked, 1, 1.0, "tulip").width == 595


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there(tmp_path: Path, number: int) -> None:
    with pytest.raises(NotFound, match="has no page"):
        page_image(*kept(tmp_path, pdf()), number, 1.0, None)


def test_a_file_that_is_damaged_or_gone(tmp_path: Path) -> None:
    document, path = kept(tmp_path, b"%PDF-1.7 nothing")
    with pytest.raises(UnreadableFile):
        page_image(document, path, 1, 1.0, None)
    path.unlink()
    with pytest.raises(UnreadableFile, match="cannot be read"):
        page_image(document, path, 1, 1.0, None)


def unpacking(width: int) -> bytes:
    """A PDF of a few kilobytes whose only picture takes three bytes for each of ``width`` squared points."""
    packed = zlib.compress(bytes(3 * width * width), 9)
    image = (f"<< /Type /XObject /Subtype /Image /Width {width} /Height {width} /ColorSpace /DeviceRGB "
             f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>")  # fmt: skip
    drawn = b"q 500 0 0 500 0 0 cm /I Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        image.encode() + b"\nstream\n" + packed + b"\nendstream",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(out),
    )  # fmt: skip


def test_a_picture_of_hundreds_of_megabytes_is_drawn_in_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_idle", [])
    monkeypatch.setattr(pages, "MEMORY", 300)
    found = page_image(*kept(tmp_path, unpacking(11_000)), 1, 4.0, None)
    assert picture(found.png).getpixel((1000, 1000)) == 0
    pages._close_all()


def test_a_process_without_the_memory_that_it_needs_harms_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_idle", [])
    paper = kept(tmp_path, pdf())
    with monkeypatch.context() as narrow:
        narrow.setattr(pages, "MEMORY", 48)
        with pytest.raises(UnreadableFile, match="memory"):
            page_image(*paper, 1, 4.0, None)
    assert page_image(*paper, 2, 1.0, None).number == 2
    pages._close_all()


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_idle", [])
    monkeypatch.setattr(pages, "SECONDS", 0.0)
    with pytest.raises(UnreadableFile, match="too much time"):
        page_image(*kept(tmp_path, pdf()), 1, 1.0, None)
    assert pages._idle == []


def test_pages_of_the_shelf(sample_kb: KnowledgeBase) -> None:
    papers = {document.media_type: document for document in sample_kb.documents()}
    found = sample_kb.page_image(papers["application/pdf"].id, 2)
    assert found.number == 2 and picture(found.png).width == round(found.width * 2)
    with pytest.raises(NotFound, match="no PDF"):
        sample_kb.page_image(papers["text/html"].id, 1)
