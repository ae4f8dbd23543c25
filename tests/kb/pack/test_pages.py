"""Packs as pages: rendered by LibreOffice, read and looked at by pdfium."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from tests.kb.pack.shelves import item, law, paper, word

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice Writer (soffice)")

# In points; the margins are 2 cm, and 3 cm on the left.
A4 = (595.3, 841.9)
MARGIN = 50
KAZAKH = "Ұлттық жобаның әдістемесін өңірлік кеңес қараша айында бекітіп, ғылыми қауымға һәм көпшілікке ұсынды."
SENTENCES = [
    f"Sentence number {n} of the explanatory note says what its source says, in the drafter's own words, "
    f"and goes on for a while so that the note fills more pages than one, as such notes do, end{n}mark."
    for n in range(1, 31)
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, np.ndarray]]:
    """Text without white space and picture of each page of a pack with thirty footnotes in three languages."""
    kazakh = paper(KAZAKH, id="c" * 64, title="Әдістеме", language="kk", authors=("Ғ. Өтегенов",))
    documents = [law(), paper(), kazakh]
    quotes = ["квота исчерпана", "The quota was 0.23 per cent.", KAZAKH]
    items = [item(documents[n % 3], quotes[n % 3], text) for n, text in enumerate(SENTENCES)]
    folder = tmp_path_factory.mktemp("pages")
    (folder / "pack.docx").write_bytes(word(items, *documents, language="en"))
    command = [
        str(SOFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf",
        "--outdir", str(folder), str(folder / "pack.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return _pages(folder / "pack.pdf")


def _pages(path: Path) -> list[tuple[str, np.ndarray]]:
    with pypdfium2.PdfDocument(path) as pdf:
        assert all(page.get_size() == pytest.approx(A4, abs=1) for page in pdf)
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
        return [(text, page.render(scale=1).to_numpy()) for text, page in zip(texts, pdf, strict=True)]


def _page_of(rendered: list[tuple[str, np.ndarray]], text: str) -> int:
    (found,) = [i for i, (said, _) in enumerate(rendered) if "".join(text.split()) in said]
    return found


def test_a_footnote_stands_on_the_page_of_its_sentence(rendered: list[tuple[str, np.ndarray]]) -> None:
    where = [(_page_of(rendered, f"end{n}mark."), _page_of(rendered, f"Annex, quote {n}.")) for n in range(1, 31)]
    assert all(sentence == note for sentence, note in where)
    assert len({sentence for sentence, _ in where}) > 1


def test_pages_are_numbered(rendered: list[tuple[str, np.ndarray]]) -> None:
    assert all(text.endswith(str(number)) for number, (text, _) in enumerate(rendered, 1))


def test_letters_of_three_languages_are_printed(rendered: list[tuple[str, np.ndarray]]) -> None:
    printed = "".join(text for text, _ in rendered)
    assert "квотаисчерпана" in printed
    # Where a font lacks Kazakh letters, they are printed in another and read apart from the others.
    assert Counter("".join(KAZAKH.split())) <= Counter(printed)


def test_nothing_is_printed_into_the_margins(rendered: list[tuple[str, np.ndarray]]) -> None:
    for _, picture in rendered:
        assert picture[MARGIN:-MARGIN, MARGIN:-MARGIN].min() < 100
        assert min(picture[:, :MARGIN].min(), picture[:, -MARGIN:].min(), picture[:40].min()) == 255
