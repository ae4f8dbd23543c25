"""What long work tells while it goes on and at its end."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work is: ``done`` of ``total`` files (read), pages (recognise) or texts (embed).

    ``item`` is what it is at now, ``pages`` how many pages the files read so far have. Of a file ``path`` is what
    reports call it. When it is settled, ``outcome`` names the list of the report that it belongs to; of a failure
    ``reason`` says why, and ``fault`` is the name of the error.
    """

    stage: str
    done: int
    total: int
    item: str
    pages: int = 0
    path: str = ""
    outcome: str = ""
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file of references: (id of the document, title of the entry) for the entries that describe
    one, (title, reason) for those that do not, and a sentence for each that is broken."""

    path: str
    matched: list[tuple[str, str]]
    unmatched: list[tuple[str, str]]
    broken: list[str]


@dataclass(slots=True)
class Report:
    """What became of each path, as the user named it.

    ``failed`` holds (path, reason), ``needs_ocr`` those paths among them that are pictures of text, ``libraries`` the
    files of references, which describe documents (``imported`` says which), and ``notices`` (path, sentence) what the
    user should know.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    needs_ocr: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    imported: list[Imported] = field(default_factory=list)
