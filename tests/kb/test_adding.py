"""Adding files: what becomes of each, and what they carry or say of one another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from ingest.errors import BadQuestion
from ingest.options import Options
from ingest.pdf import ocr
from kb import KnowledgeBase
from tests.ingest.making import pdf, wrapped

NOTE = "The Ministry of Labour issues work permits. It does so since 2022, under the Law of 22 July 2011 No. 477-IV."
ANNEX = "The annex says how many permits were issued in each region. Its figures are those of the Ministry."


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase.open(tmp_path / "my.kb")


def with_attachments(files: dict[str, bytes]) -> bytes:
    writer = PdfWriter()
    for page in PdfReader(_stream(pdf([wrapped(NOTE)]))).pages:
        writer.add_page(page)
    for name, data in files.items():
        writer.add_attachment(name, data)
    out = _stream(b"")
    writer.write(out)
    return out.getvalue()


def _stream(data: bytes):  # type: ignore[no-untyped-def]
    from io import BytesIO

    return BytesIO(data)


def test_files_that_a_pdf_carries_are_documents_of_their_own(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(with_attachments({"annex.txt": ANNEX.encode(), "sheet.xlsx": b"PK\x03\x04 no document"}))
    report = kb.add(path)
    assert report.added == [str(path), f"{path}!/annex.txt"] and report.failed == []
    ((place, notice),) = report.notices
    assert place == f"{path}!/sheet.xlsx" and "not read" in notice
    assert {document.source for document in kb.documents()} == {str(path), f"{path}!/annex.txt"}
    assert kb.add(path).unchanged == [str(path)]


def test_a_library_beside_the_files_describes_them_and_is_no_document(kb: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "note.txt").write_text(NOTE)
    entry = {"type": "report", "title": "Permits to work", "issued": {"date-parts": [[2023]]}, "DOI": "10.1000/x1"}
    (folder / "note.json").write_text(json.dumps([entry]))
    report = kb.add(folder)
    assert (report.added, report.libraries) == ([str(folder / "note.txt")], [str(folder / "note.json")])
    assert [notice for _, notice in report.notices if "1 of its entries" in notice]
    (document,) = kb.documents()
    assert (document.title, document.year, document.doi) == ("Permits to work", 2023, "10.1000/x1")


def test_the_same_bytes_in_two_places_are_one_document(kb: KnowledgeBase, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(NOTE)
    report = kb.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (len(report.added), len(report.unchanged)) == (1, 1)
    assert kb.locations(kb.documents()[0].id) == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_the_same_text_in_two_formats_is_noticed(kb: KnowledgeBase, tmp_path: Path) -> None:
    text = " ".join(f"{ANNEX} In region {number} there were {number * 17} of them." for number in range(8))
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "a.pdf").write_bytes(pdf([wrapped(text)]))
    report = kb.add([tmp_path / "a.txt", tmp_path / "a.pdf"])
    assert len(report.added) == 2 and any("the same text as" in notice for _, notice in report.notices)


def test_a_scan_needs_ocr_where_it_is_off(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("L", (1240, 1754), 255).save(path, "PDF", resolution=150)
    (tmp_path / "my.kb").mkdir()
    (tmp_path / "my.kb" / "kb.toml").write_text('[reading]\nocr = "off"\n')
    with KnowledgeBase.open(tmp_path / "my.kb") as kb:
        report = kb.add(path)
    assert report.needs_ocr == [str(path)] == [place for place, _ in report.failed]
    assert "needs OCR" in report.failed[0][1] and "kb.toml" in report.failed[0][1]


def mixed(path: Path, tmp_path: Path) -> None:
    """A PDF of a page of text and a page that is a picture of text."""
    from tests.ingest.test_ocr import page, printed

    page(printed("ru")[:6], 200).save(tmp_path / "picture.pdf", "PDF", resolution=200)
    writer = PdfWriter()
    for source in (_stream(pdf([wrapped(NOTE)])), tmp_path / "picture.pdf"):
        for sheet in PdfReader(source).pages:
            writer.add_page(sheet)
    writer.write(path)


@pytest.mark.slow
@pytest.mark.skipif(not ocr.ready(Options()), reason="needs tesseract with kaz, rus and eng")
def test_pages_left_unread_are_read_when_that_has_become_possible(tmp_path: Path) -> None:
    path, folder = tmp_path / "mixed.pdf", tmp_path / "my.kb"
    mixed(path, tmp_path)
    folder.mkdir()
    (folder / "kb.toml").write_text('[reading]\nocr = "off"\n')
    with KnowledgeBase.open(folder) as kb:
        report = kb.add(path)
        assert report.added == [str(path)] and "page 2 is a picture" in report.notices[0][1]
        assert kb.documents()[0].unread_pages == (2,)
        assert kb.add(path).unchanged == [str(path)]
    (folder / "kb.toml").write_text('[reading]\nocr = "auto"\n')
    with KnowledgeBase.open(folder) as kb:
        assert kb.add(path).unchanged == []
        (document,) = kb.documents()
        assert document.unread_pages == ()
        assert {p.page for p in kb.passages(document.id) if p.ocr} == {2}
        assert {p.page for p in kb.passages(document.id) if not p.ocr} == {1}


def test_what_cannot_be_read_anew_stays_as_it_was(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE)
    kb.add(tmp_path / "a.txt")
    (document,) = kb.documents()
    kept = next((kb.path / "sources").iterdir())
    kept.write_bytes(b"")
    ((place, reason),) = kb.reindex()
    assert place == document.source and "empty" in reason
    assert kb.documents() == [document] and kb.search("work permits")[0].document.id == document.id


def test_a_kept_source_that_is_lost_stops_no_reindexing_and_comes_back(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE)
    kb.add(tmp_path / "a.txt")
    (document,) = kb.documents()
    kept = next((kb.path / "sources").iterdir())
    kept.unlink()
    ((place, reason),) = kb.reindex()
    assert place == document.source and kept.name in reason and "add the file again" in reason
    assert kb.documents() == [document] and kb.search("work permits")[0].document.id == document.id
    assert kb.add(tmp_path / "a.txt").unchanged == [str(tmp_path / "a.txt")]
    assert kept.read_text() == NOTE and kb.verify() == []


def test_json_that_is_no_library_is_refused(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"colour": "blue"}')
    ((_, reason),) = kb.add(tmp_path / "settings.json").failed
    assert "CSL-JSON" in reason


def test_the_boxes_of_a_quote_are_measured_in_the_kept_source(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([wrapped(NOTE)]))
    (tmp_path / "a.txt").write_text(NOTE)
    kb.add(tmp_path)
    printed, plain = sorted(kb.documents(), key=lambda document: document.media_type)
    start = printed.text.index("work permits")
    (box,) = kb.boxes(printed.id, start, start + len("work permits"))
    assert box.page == 1 and 40 < box.right - box.left < 90 and 5 < box.bottom - box.top < 25
    assert kb.boxes(plain.id, 0, 10) == []


def test_another_language_that_is_configured_is_told_and_found(tmp_path: Path) -> None:
    (tmp_path / "my.kb").mkdir()
    (tmp_path / "my.kb" / "kb.toml").write_text('[reading]\nlanguages = ["en", "ru", "kk", "de"]\n')
    german = "Das Ministerium erteilt ausländischen Arbeitskräften seit dem Jahr 2022 die Erlaubnis zur Arbeit."
    (tmp_path / "a.txt").write_text(german)
    with KnowledgeBase.open(tmp_path / "my.kb") as kb:
        kb.add(tmp_path / "a.txt")
        assert kb.documents()[0].language == "de"
        (hit,) = kb.search("Who issues work permits?", language="de")
        assert hit.passage.text == german
        with pytest.raises(BadQuestion):
            kb.search("Who issues work permits?", language="fr")
