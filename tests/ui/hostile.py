"""Files of every kind whose text, names and metadata try to act in a reader's browser."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdf

from tests.ingest.making import pdf

# In its name, too; a slash cannot be there.
NAME = '<img src=x onerror="window.hit=1">:red[n] **b**\u202e'


def trap(mark: str) -> str:
    """All tricks in one line: HTML, Markdown, Streamlit's directives, formulas, control and bidi characters."""
    return (
        f'<script>window.hit="{mark}"</script><img src=x onerror="window.hit=1">'
        f'<img src="http://evil.example/{mark}.png">![i](http://evil.example/{mark}-md.png) '
        f'[{mark}](javascript:window.hit=1) <a href="http://evil.example/{mark}">a</a> '
        f"<style>*{{display:none!important}}</style> :red[{mark}] :material/home: $x^{mark}$ **{mark}** "
        f'<b onmouseover="window.hit=1">{mark}</b> <iframe src="http://evil.example/{mark}"></iframe>'
    )


BIDI = "\u202egnp.exe\u2066\u200b"
SENTENCES = (
    "The Ministry of Quagga Affairs is responsible for issuing quagga permits {0}.",
    "Since 1 January 2021 the Agency of Quaggas {1} is responsible for the register of quaggas.",
    "It is recommended that the Ministry of Quagga Affairs {2} publish the register of quaggas.",
    "In 2020 the number of quaggas in Almaty {3} was 5,000 head.",
    "In 2020 the number of quaggas in Almaty was 50,000 head {4}.",
    'The Law of the Republic of Kazakhstan "On {5} Quaggas" No. 999-VI of 5 May 2021 regulates quagga permits.',
)


def sentences(kind: str) -> list[str]:
    return [text.format(*(trap(f"{kind}{n}") for n in range(6))) for text in SENTENCES]


def plant(folder: Path) -> list[Path]:
    """Write the files; a BibTeX file among them describes one that has an honest name."""
    made = {"html": _html(), "docx": _docx(), "pdf": _pdf(), "md": _markdown()}
    paths = []
    for kind, data in made.items():
        paths.append(folder / f"{kind} {NAME}.{kind}")
        paths[-1].write_bytes(data)
    paths.append(folder / "quagga-notes.md")
    paths[-1].write_text(f"# Notes on quaggas\n\n{trap('notes')} The quagga notes say nothing.\n", encoding="utf-8")
    paths.append(folder / "library.bib")
    paths[-1].write_text(_bibtex("quagga-notes.md"), encoding="utf-8")
    return paths


def _html() -> bytes:
    def shown(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    rows = "".join(f"<tr><td>{shown(trap(f'cell{n}'))}</td><td>{n}00</td></tr>" for n in range(3))
    body = "".join(f"<p>{shown(text)}</p>" for text in sentences("html"))
    head = f"<title>Quaggas {shown(trap('htmltitle'))}</title>"
    author = shown(trap("htmlauthor")).replace('"', "&quot;")
    return (
        f'<html lang="en"><head>{head}<meta name="author" content="{author}">'
        f'<meta name="description" content="{author}"></head><body><script>window.hit="raw"</script>'
        f"<!-- {trap('comment')} --><h1>Quaggas {shown(trap('htmltitle'))}</h1><h2>{shown(trap('heading'))}</h2>{body}"
        f"<table><tr><th>{shown(trap('head'))}</th><th>2020</th></tr>{rows}</table>"
        f'<img src="http://evil.example/raw.png" onerror="window.hit=1"><p onclick="window.hit=1">{BIDI} end.</p>'
        "</body></html>"
    ).encode()


def _docx() -> bytes:
    document = docx.Document()
    about = document.core_properties
    about.title, about.author = f"Quaggas in Word {trap('t')}"[:255], trap("a")[:255]
    about.subject, about.keywords, about.comments = trap("s")[:255], trap("k")[:255], trap("c")[:255]
    document.add_heading(f"Quaggas in Word {trap('docxtitle')}", 0)
    document.add_heading(trap("docxheading"), 1)
    for text in [*sentences("docx"), f"{BIDI} {trap('docxend')}"]:
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = trap(f"docxcell{number}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    lines = [(72.0, 90.0, 18.0, "Quaggas in PDF <script>window.hit=1</script>", True)]
    y = 130.0
    for text in sentences("pdf"):
        words = text.split(" ")
        while words:
            line = ""
            while words and (not line or len(line) + len(words[0]) < 90):
                line = f"{line} {words.pop(0)}".strip()
            lines.append((72.0, y, 9.0, line, False))
            y += 13.0
    writer = pypdf.PdfWriter(BytesIO(pdf([lines])))
    writer.add_metadata({"/Title": f"Quaggas in PDF {trap('pdftitle')} {BIDI}", "/Author": trap("pdfauthor")})
    writer.add_metadata({"/Subject": trap("pdfsubject"), "/Keywords": trap("pdfkeywords")})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _markdown() -> bytes:
    cells = f"| {trap('mdcell').replace('|', ' ')} | 1 |"
    body = "\n\n".join(sentences("md"))
    return f"# Quaggas in text {trap('mdtitle')}\n\n{body}\n\n| a | b |\n|---|---|\n{cells}\n\n{BIDI} end.\n".encode()


def _bibtex(file: str) -> str:
    """A record for the text file: by its file name, every field a trap (braces would end a field)."""

    def field(mark: str) -> str:
        return trap(mark).replace("{", "(").replace("}", ")").replace("%", "")

    names = ("journal", "publisher", "volume", "number", "pages", "address", "note", "doi", "url", "abstract")
    rest = "".join(f"  {name} = {{{field('bib' + name)}}},\n" for name in names)
    return (
        f"@article{{trap,\n  title = {{Quaggas in text {field('bibtitle')}}},\n  author = {{{field('bibauthor')}}},\n"
        f"  year = {{2021}},\n  file = {{{file}}},\n{rest}}}\n"
    )
