"""PDF pages drawn by fpdf2 for tests: columns, ruled tables, watermarks."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

fpdf = pytest.importorskip("fpdf")
WORDS = [
    "policy", "migration", "region", "labour", "market", "state", "programme", "register", "quota", "permit",
    "employer", "foreign", "worker", "national", "economy", "growth", "income", "statistics", "border", "service",
    "return", "citizen", "ministry", "report", "measure", "development", "analysis",
]  # fmt: skip


def page_maker() -> fpdf.FPDF:
    """An empty A4 document; what is drawn stays where it is put."""
    pdf = fpdf.FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=9)
    return pdf


def prose(seed: int, sentences: int) -> str:
    """A paragraph of random words."""
    chosen = random.Random(seed)
    out = []
    for _ in range(sentences):
        words = [chosen.choice(WORDS) for _ in range(chosen.randrange(7, 14))]
        out.append(" ".join(words).capitalize() + ".")
    return " ".join(out)


def broken(pdf: fpdf.FPDF, text: str, width: float) -> list[str]:
    """The lines of a paragraph set to a width in millimetres."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdf.get_string_width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def journal(columns: int, across: bool, watermark: str = "", pages: int = 3) -> tuple[bytes, str]:
    """A journal set in columns, and its text in reading order. ``across``: the file draws it row by row."""
    pdf = page_maker()
    gap, whole = 8.0, 174.0
    width = (whole - gap * (columns - 1)) / columns
    lines = [line for seed in range(80) for line in broken(pdf, prose(seed, 4), width)]
    read: list[str] = []
    for number in range(pages):
        pdf.add_page()
        pdf.text(18, 10, f"Journal of Registers {number + 1}")
        top = 20.0
        if number == 0:
            pdf.set_font("Helvetica", "B", 16)
            pdf.text(18, 25, "A study of labour migration in the regions")
            pdf.set_font("Helvetica", size=9)
            for row, line in enumerate(broken(pdf, prose(999, 4), whole)):
                pdf.text(18, 33 + 4 * row, line)
            top = 55.0
        rows = int((285 - top) // 4)
        places = [(column, row) for column in range(columns) for row in range(rows)]
        taken = {place: lines.pop(0) for place in places}
        read += taken.values()
        for column, row in sorted(places, key=lambda place: place[::-1]) if across else places:
            pdf.text(18 + column * (width + gap), top + 4 * row, taken[column, row])
        if watermark:
            stamp(pdf, watermark)
    return bytes(pdf.output()), " ".join(read)


def stamp(pdf: fpdf.FPDF, text: str) -> None:
    """Large light letters across the page."""
    pdf.set_font("Helvetica", "B", 60)
    pdf.set_text_color(225, 225, 225)
    with pdf.rotation(45, 105, 148):
        pdf.text(50, 150, text)
    pdf.set_text_color(0, 0, 0)
    pdf.set_font("Helvetica", size=9)


def ruled(
    pdf: fpdf.FPDF,
    rows: Sequence[Sequence[str]],
    top: float,
    widths: Sequence[float],
    style: str,
    height: float = 10.0,
    left: float = 20.0,
) -> float:
    """Draws a table and returns where it ends, in millimetres.

    ``style``: "grid" is a frame around each cell, "lines" rulings from end to end, "flat" rulings below each row in
    stretches of the columns, "fills" backgrounds. An empty string goes on with the cell to its left, "^" with the one
    above (in a grid only).
    """
    ends = [left + sum(widths[:at]) for at in range(len(widths) + 1)]
    bottom = top + height * len(rows)
    for number, row in enumerate(rows):
        y = top + height * number
        column = 0
        while column < len(row):
            last = column + 1
            while style == "grid" and last < len(row) and row[last] == "":
                last += 1
            tall = 1
            while style == "grid" and number + tall < len(rows) and rows[number + tall][column] == "^":
                tall += 1
            x, width = ends[column], ends[last] - ends[column]
            if style == "grid" and row[column] != "^":
                pdf.rect(x, y, width, height * tall)
            if style == "fills":
                pdf.set_fill_color(235 if number % 2 else 215)
                pdf.rect(x, y, width, height, style="F")
            if style == "flat":
                pdf.line(x, y + height, x + width, y + height)
            if row[column] != "^":
                pdf.set_font("Helvetica", "B" if number == 0 else "", 9)
                for at, line in enumerate(broken(pdf, row[column], width - 3)):
                    pdf.text(x + 1.5, y + 4 + 4 * at, line)
            column = last
    if style == "lines":
        for number in range(len(rows) + 1):
            pdf.line(ends[0], top + height * number, ends[-1], top + height * number)
        for x in ends:
            pdf.line(x, top, x, bottom)
    pdf.set_font("Helvetica", size=9)
    return bottom
