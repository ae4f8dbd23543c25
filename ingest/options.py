"""How files are read: languages, recognition of scans, and the limits that one file may not exceed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.document import LANGUAGES


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of reading, in ``kb.toml`` under ``[reading]``.

    ``languages`` (ISO 639-1) may passages be in. ``ocr`` is "auto" (scanned pages are recognised where tesseract is
    installed) or "off"; ``ocr_languages`` are tesseract's names. ``seconds`` may a file take without recognising
    a page, ``memory`` and ``size`` are in MiB, ``pages`` is the longest PDF; ``workers`` is the number of processes
    that read, 0 for one less than there are cores. ``private_addresses`` allows web addresses in the local network.
    """

    languages: tuple[str, ...] = LANGUAGES
    ocr: str = "auto"
    ocr_languages: str = "kaz+rus+eng"
    seconds: float = 120.0
    memory: int = 3072
    size: int = 300
    pages: int = 5000
    workers: int = 0
    private_addresses: bool = False


DEFAULT = Options()


def _nobody(done: int, total: int) -> None:
    """Hears of a page that was read, and does nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one file is read. ``tell`` hears of each page that was recognised: how many are done, of how many.

    ``cache`` is a folder that keeps what was recognised on pages, so that interrupted work goes on from there.
    """

    password: str | None = None
    options: Options = DEFAULT
    tell: Callable[[int, int], None] = _nobody
    cache: Path | None = None
