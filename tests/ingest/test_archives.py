"""Documents in ZIP archives: found, read and cited in their place; archives that are traps are refused."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest import archives
from ingest.errors import UnknownFileType, UnreadableFile
from ingest.options import DEFAULT, Options
from ingest.sources import Attachment, FileSource, Held
from tests.ingest.making import pdf, word, wrapped

TEXT = b"The ministry keeps a register of migrants."


def packed(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def renamed(data: bytes, name: str, raw: bytes, utf8: bool = False) -> bytes:
    """The archive with the bytes of one name replaced by others as long, as a program of another system writes them."""
    assert len(name.encode()) == len(raw)
    data = data.replace(name.encode(), raw)
    if not utf8:
        return data
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = out.find(mark)
        while begin >= 0:
            flags = struct.unpack_from("<H", out, begin + at)[0] | 0x800
            struct.pack_into("<H", out, begin + at, flags)
            begin = out.find(mark, begin + 4)
    return bytes(out)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "shelf.zip"
        path.write_bytes(data)
        return path

    return write


def found(path: Path, options: Options = DEFAULT) -> tuple[list[str], list[tuple[str, str]]]:
    sources, refused = ingest.find_sources([path], options)
    start = f"{path.absolute()}!/"
    assert all(source.place.startswith(start) and source.shown.startswith(f"{path}!/") for source in sources)
    assert all(shown in reason and reason.endswith(".") for shown, reason in refused)
    return [source.place[len(start) :] for source in sources], refused


# ---------------------------------------------------------------------------------------- what is in archives
def test_documents_of_an_archive_are_read_in_their_place(archive: Callable[[bytes], Path]) -> None:
    report = pdf([wrapped("A report on registers. " * 9)])
    path = archive(packed([("deep/report.pdf", report), ("a.txt", TEXT), ("no-suffix", report), ("deep/", b"")]))
    sources, refused = ingest.find_sources([path])
    assert refused == []
    assert [source.place.partition("!/")[2] for source in sources] == ["deep/report.pdf", "a.txt", "no-suffix"]
    assert [source.read() for source in sources] == [report, TEXT, report]
    document = ingest.parse(sources[1].read(), sources[1].place)
    assert document.source.endswith("shelf.zip!/a.txt") and document.text == TEXT.decode()


def test_archives_in_folders_are_opened_and_hidden_members_left_out(archive: Callable[[bytes], Path]) -> None:
    path = archive(packed([("__MACOSX/._a.txt", b"x"), (".git/a.txt", b"x"), ("Thumbs.db", b"x"), ("a.txt", TEXT)]))
    (path.parent / "b.txt").write_bytes(TEXT)
    sources, refused = ingest.find_sources([path.parent, path])
    assert [Path(source.place).name for source in sources] == ["b.txt", "a.txt"] and refused == []


def test_archives_in_archives_to_a_depth_of_two(archive: Callable[[bytes], Path]) -> None:
    third = packed([("c.txt", TEXT)])
    second = packed([("b.txt", TEXT), ("third.zip", third)])
    path = archive(packed([("a.txt", TEXT), ("second.zip", second), ("unnamed", second)]))
    names, refused = found(path)
    assert names == ["a.txt", "second.zip!/b.txt", "unnamed!/b.txt"]
    assert [shown.partition("!/")[2] for shown, _ in refused] == ["second.zip!/third.zip", "unnamed!/third.zip"]
    assert all(source.read() == TEXT for source in ingest.find_sources([path])[0])


def test_a_word_file_is_a_document_and_not_an_archive(archive: Callable[[bytes], Path]) -> None:
    report = word([("Title", "On registers"), ("Normal", TEXT.decode())])
    assert found(archive(packed([("report.docx", report), ("report.zip", report)])))[0] == ["report.docx", "report.zip"]
    path = archive(report)
    (source,) = ingest.find_sources([path])[0]
    assert source.place == str(path) and ingest.parse(source.read(), source.place).title == "On registers"


def test_what_cannot_be_read_in_an_archive_has_a_reason(archive: Callable[[bytes], Path]) -> None:
    names, refused = found(archive(packed([("a.txt", TEXT), ("b/table.xlsx", packed([("[Content_Types].xml", b"")]))])))
    assert names == ["a.txt"] and [shown[-12:] for shown, _ in refused] == ["b/table.xlsx"]
    assert "convert it" in refused[0][1]


def test_an_archive_without_documents_has_a_reason(archive: Callable[[bytes], Path]) -> None:
    assert "no document" in found(archive(packed([])))[1][0][1]


def test_files_that_other_files_carry_can_be_archives() -> None:
    carrier = Attachment(FileSource(Path("report.pdf")), "annex.zip", packed([("a.txt", TEXT)]))
    (source,), _ = archives.members(carrier)
    assert source.shown == "report.pdf!/annex.zip!/a.txt" and source.read() == TEXT


# ------------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
@pytest.mark.parametrize("name", ["Закон о миграции.txt", "Приказ № 5.txt", "Отчёт/Приложение.txt"])
def test_names_that_windows_wrote(archive: Callable[[bytes], Path], name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    path = archive(renamed(packed([("x" * len(raw), TEXT)]), "x" * len(raw), raw))
    assert found(path) == ([name], [])
    assert ingest.find_sources([path])[0][0].read() == TEXT


def test_kazakh_names(archive: Callable[[bytes], Path]) -> None:
    for name, encoding in (("Халықтың көші-қоны туралы заң.txt", "kz1048"), ("Еңбек қызметі.txt", "utf-8")):
        raw = name.encode(encoding)
        assert found(archive(renamed(packed([("x" * len(raw), TEXT)]), "x" * len(raw), raw)))[0] == [name]


def test_names_marked_as_utf8(archive: Callable[[bytes], Path]) -> None:
    assert found(archive(packed([("Заң/бап.txt", TEXT)])))[0] == ["Заң/бап.txt"]


def test_the_unicode_name_beside_a_plain_one(archive: Callable[[bytes], Path]) -> None:
    import zlib

    info = zipfile.ZipInfo("plain.txt")
    extra = struct.pack("<BI", 1, zlib.crc32(b"plain.txt")) + "Заң.txt".encode()
    info.extra = struct.pack("<HH", 0x7075, len(extra)) + extra
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, TEXT)
    assert found(archive(out.getvalue()))[0] == ["Заң.txt"]


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/../../b.txt", "a/b.txt"),
        ("a\r\nb\x1b[31m.txt", "ab[31m.txt"),
    ],
)
def test_names_that_lead_out_of_the_archive(archive: Callable[[bytes], Path], name: str, inside: str) -> None:
    path = archive(packed([(name, TEXT)]))
    assert found(path)[0] == [inside]
    assert ingest.find_sources([path])[0][0].read() == TEXT
    assert sorted(p.name for p in path.parent.iterdir()) == ["shelf.zip"]


def test_of_two_members_of_one_name_the_later_counts(archive: Callable[[bytes], Path]) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = archive(packed([("a.txt", b"first"), ("a.txt", TEXT)]))
    (source,), _ = ingest.find_sources([path])
    assert source.read() == TEXT


# ------------------------------------------------------------------------------------------------ traps
def test_encrypted_members_are_refused(archive: Callable[[bytes], Path]) -> None:
    data = bytearray(packed([("a.txt", TEXT)]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    names, refused = found(archive(bytes(data)))
    assert names == [] and "password" in refused[0][1]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", packed([("a.txt", TEXT)])[:-30]])
def test_broken_archives_are_refused(archive: Callable[[bytes], Path], data: bytes) -> None:
    sources, ((shown, reason),) = ingest.find_sources([archive(data)])
    assert sources == [] and "broken" in reason and reason.startswith(shown)


def test_a_broken_member_is_refused_when_it_is_read(archive: Callable[[bytes], Path]) -> None:
    data = packed([("a.txt", TEXT)], zipfile.ZIP_STORED).replace(b"register", b"REGISTER")
    (source,), _ = ingest.find_sources([archive(data)])
    with pytest.raises(UnreadableFile, match="broken"):
        source.read()


def test_a_member_that_packs_too_well(archive: Callable[[bytes], Path]) -> None:
    names, refused = found(archive(packed([("bomb.txt", b"a" * (8 << 20)), ("a.txt", TEXT)])))
    assert names == ["a.txt"] and "times its size" in refused[0][1]


def test_a_member_larger_than_files_may_be(archive: Callable[[bytes], Path]) -> None:
    data = bytes(range(256)) * 5000
    names, refused = found(archive(packed([("a.txt", data)], zipfile.ZIP_STORED)), Options(size=1))
    assert names == [] and "more than 1 MiB" in refused[0][1]


def test_members_that_are_too_much_together(archive: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "TOTAL", 2)
    data = packed([(f"{i}.txt", b"a" * 1_000_000) for i in range(5)], zipfile.ZIP_STORED)
    names, refused = found(archive(packed([("in.zip", data)], zipfile.ZIP_STORED)), Options(size=6))
    assert names == ["in.zip!/0.txt", "in.zip!/1.txt", "in.zip!/2.txt", "in.zip!/3.txt", "in.zip!/4.txt"]
    names, refused = found(archive(data), Options(size=1))
    assert names == ["0.txt", "1.txt"] and all("2 MiB" in reason for _, reason in refused)


def test_too_many_members(archive: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS", 3)
    names, refused = found(archive(packed([(f"{i}.txt", TEXT) for i in range(4)])))
    assert names == [] and "more than 3 files" in refused[0][1]


def test_a_list_of_members_that_would_fill_the_memory(archive: Callable[[bytes], Path]) -> None:
    data = bytearray(packed([("a.txt", TEXT)]))
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 1 << 30)
    assert "too many files" in found(archive(bytes(data)))[1][0][1]


def test_a_size_that_is_a_lie_does_not_unpack_more(archive: Callable[[bytes], Path]) -> None:
    data = bytearray(packed([("a.txt", b"a" * 3_000_000)]))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + at, 100)
    (source,), _ = ingest.find_sources([archive(bytes(data))])
    with pytest.raises(UnreadableFile, match="broken"):
        source.read()


def test_methods_without_a_bound_are_refused(archive: Callable[[bytes], Path]) -> None:
    assert "Deflate" in found(archive(packed([("a.txt", TEXT)], zipfile.ZIP_BZIP2)))[1][0][1]


def test_an_archive_that_changed_after_it_was_listed(archive: Callable[[bytes], Path]) -> None:
    path = archive(packed([("a.txt", TEXT)]))
    (source,), _ = ingest.find_sources([path])
    archive(packed([("a.txt", b"another text")]))
    with pytest.raises(UnreadableFile, match="changed"):
        source.read()
    path.unlink()
    with pytest.raises(UnreadableFile, match="opened"):
        source.read()


SEED = packed([("a/Закон.txt", TEXT), ("in.zip", packed([("b.txt", TEXT)])), ("report.docx", word([("Normal", "x")]))])
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 8), st.binary(max_size=8))


@settings(max_examples=150, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=6))
def test_mutated_archives(edits: list[tuple[float, int, bytes]]) -> None:
    data = SEED
    for place, removed, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + removed :]
    sources, refused = archives.members(Held("shelf.zip", "shelf.zip", data))
    assert all(shown.startswith("shelf.zip") and reason.startswith(shown) for shown, reason in refused)
    for source in sources:
        source.place.encode()
        try:
            source.read()
        except UnreadableFile as error:
            assert str(error).startswith("shelf.zip")


@pytest.mark.parametrize("name", ["x.tar.gz", "x.rar", "x.7z"])
def test_other_archives_are_to_be_unpacked(name: str) -> None:
    with pytest.raises(UnknownFileType, match="unpack it and add the folder"):
        ingest.parse(b"\x1f\x8b\x08\x00" + bytes(range(256)), name)
