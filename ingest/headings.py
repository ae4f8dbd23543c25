"""What a heading looks like: divisions of laws, names of sections, captions and openings of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

LONGEST = 600
_NUMBER = (
    r"(?P<number>(?:\d+(?:[-–.]\d+)*|[IVXLC]+(?:-\d+)?|[A-ZА-Я])(?![\w-])|\d+(?:-\d+)?[A-ZА-Я]{1,2}\b|\d+[¹²³⁴⁵⁶⁷⁸⁹]+)"
)
_TITLE = r"(?:\s*[.:–—-]*\s*|\s*)(?P<title>.*)$"
# (level, kind, word before its number, word after it): levels 1 to 5 of a law, 1 the highest.
_WORDS = (
    (1, "part", r"part|book|title|часть|раздел|книга", r"бөлім|бөлімі"),
    (1, "schedule", r"appendix|annex|schedule|приложение", r"қосымша"),
    (2, "chapter", r"chapter|глава", r"тарау|тарауы"),
    (3, "section", r"section|sub-?section|division|§|параграф|подраздел", r"параграф|кіші бөлім"),
    (4, "article", r"article|статья", r"бап"),
)
_BEFORE = tuple(
    (level, kind, re.compile(rf"(?:{before})\s*{_NUMBER}{_TITLE}", re.I)) for level, kind, before, _ in _WORDS
)
_AFTER = tuple(
    (level, kind, re.compile(rf"(?P<number>\d+(?:-\d+)?[а-я]?|[IVXLC]+)\s?-?\s?(?:{after})(?![\w-]){_TITLE}", re.I))
    for level, kind, _, after in _WORDS
)
_SECTION_OF_ACT = re.compile(r"(?P<number>\d{1,3}[A-Z]{0,2})\.?\s+(?P<title>[A-Z][^\n]{2,150}[^.;:,\s])")
_PARTS = re.compile(r"(?:общая|особенная) часть|(?:жалпы|ерекше) бөлім|general part|special part|preamble", re.I)
_FIRST = re.compile(
    r"\W*(?:part|book|title|часть|раздел|книга|appendix|annex|schedule|приложение|chapter|глава|sub|section|division|§|"
    r"параграф|подраздел|article|статья|\d|[IVXLC]+[\s-]|общая|особенная|жалпы|ерекше|general|special|preamble)",
    re.I,
)
_CAPTION = re.compile(
    r"(?P<what>table|таблица|кесте|figure|fig|chart|diagram|graph|рисунок|рис|диаграмма|график|сурет|box|врезка)"
    r"\.?\s*(?:№\s*)?(?P<number>[A-ZА-Я]?\d+(?:[.-]\d+)*)\s*(?P<mark>[.:–—-]+\s|[.:]?$)", re.I
)  # fmt: skip
_CAPTION_AFTER = re.compile(
    r"(?P<number>\d+(?:[.-]\d+)*)\s?-?\s?(?P<what>кесте|сурет|диаграмма)\s*(?P<mark>[.:–—-]|$)", re.I
)
_NOTE = re.compile(
    r"(?:note|notes|source|sources|примечани[ея]|источник(?:и)?|ескерту|ескертпе|дереккөз|дереккөзі|сноска|footnote)"
    r"(?:\s+(?:РЦПИ|ИЗПИ|ЗҚАИ))?\s*[.:!–—-]|сноска\s+(?=[А-Я])|ЗҚАИ-ның ескертпесі|"
    r"(?:құқықтық )?РҚАО-ның ескертпесі", re.I
)  # fmt: skip
_NOTE_HEAD = re.compile(
    r"(?:примечание\s+\w+|\w+-ның ескертпесі|вниманию пользователей|қолданушылар назарына)\s*!", re.I
)
_STRIP = re.compile(r"^\W*(?:(?:\d+(?:\.\d+)*|[IVXLC]+)[.)]?\s+)?|[\W_]+$")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5})(?P<dot>\.?)\s+(?P<title>[^\W\d_«\"“].*)$")
_INNER_END = re.compile(r"[.!?;]\s+\S|;$")
_TABLES = frozenset({"table", "таблица", "кесте"})


@dataclass(frozen=True, slots=True)
class Division:
    """A heading of a law or code: its level, number and title; ``bare`` when the title is not on the line.

    ``kind`` is part, schedule, chapter, section or article. A general or special part has no number but a title.
    """

    level: int
    number: str
    title: str
    kind: str = ""

    @property
    def bare(self) -> bool:
        """Whether the line holds no title."""
        return not self.title


def division(text: str) -> Division | None:
    """The division of a law that a line names as its heading ("Статья 12. Title", "12-бап", "Chapter 2"), if any."""
    if len(text) > LONGEST or not _FIRST.match(text):
        return None
    text = text.strip(" *_")
    if text[:1].islower():
        return None
    if _PARTS.fullmatch(text):
        return Division(1, text, "", "part")
    for level, kind, pattern in _BEFORE + _AFTER:
        match = pattern.match(text)
        if match and _heads(match["title"], text[match.end("number") : match.start("title")], level):
            return Division(level, match["number"], match["title"].strip(), kind)
    return None


def general_part(text: str) -> bool:
    """Whether a heading is that of a general or special part, which holds the numbered parts."""
    return bool(_PARTS.fullmatch(text.strip(" *_")))


def section_of_act(text: str) -> Division | None:
    """The section of a British act that a line names by number and title only ("3 Power to detain"), if it can be."""
    match = _SECTION_OF_ACT.fullmatch(text)
    return Division(4, match["number"], match["title"], "section") if match else None


def opening(text: str) -> int:
    """Where the text of an article begins that stands on the line of its number ("Article 5. No one …"); 0 if none."""
    if not _FIRST.match(text) or text[:1].islower():
        return 0
    for level, _, pattern in _BEFORE + _AFTER:
        match = pattern.match(text) if level == 4 else None
        if match and match["title"] and any(c in ".:–—" for c in text[match.end("number") : match.start("title")]):
            return match.start("title")
    return 0


def _heads(title: str, mark: str, level: int) -> bool:
    """Whether what follows the number is a title and not the rest of a sentence."""
    if not title:
        return True
    if title[0].islower() or title[0] in ",;)/%" or title[-1] in ";:,":
        return False
    if any(c in mark for c in ".:–—"):
        # A title that ends like a sentence may be one, but not several sentences or a long one.
        return title[-1] not in ".!?" or (len(title) < 150 and not _INNER_END.search(title[:-1]))
    if not title[0].isupper() or title[-1] in ".!?" or len(title) >= 160:
        return False
    # Parts and chapters may name several subjects: «Раздел VII Суды и правосудие. Прокуратура».
    return not _INNER_END.search(title) or (level < 3 and all(len(p.split()) < 6 for p in title.split(". ")))


@cache
def _sections() -> dict[str, str]:
    import tomllib
    from importlib.resources import files

    data = tomllib.loads(files("ingest").joinpath("data/sections.toml").read_text(encoding="utf-8"))
    return {name: kind for kind, entry in data.items() for name in entry["names"]}


def known(text: str) -> Literal["abstract", "reference", "note", "body", "contents"] | None:
    """The kind of what follows a heading with a usual name ("References", "Кіріспе"), or None."""
    if len(text) > 70:
        return None
    name = _STRIP.sub("", text).casefold()
    kind = _sections().get(name)
    return kind if kind != "keywords" else None  # type: ignore[return-value]


def keywords(text: str) -> bool:
    """Whether a paragraph lists the keywords of a paper."""
    name = re.split(r"[:.—–]", text[:40], maxsplit=1)[0].strip(" *_").casefold()
    return _sections().get(name) == "keywords"


def caption(text: str) -> Literal["table", "figure"] | None:
    """Whether a paragraph is the caption of a table or of a figure."""
    text = text.lstrip(" *_")
    match = _CAPTION.match(text) or _CAPTION_AFTER.match(text)
    if not match or len(text) > 500:
        return None
    return "table" if match["what"].casefold() in _TABLES else "figure"


def note(text: str) -> bool:
    """Whether a paragraph opens with what notes open with: "Note —", «Сноска.», «Ескерту.», "Source:"."""
    text = text.lstrip(" *_")
    return bool(_NOTE.match(text) or _NOTE_HEAD.match(text))


def note_head(text: str) -> bool:
    """Whether a line only announces a note that follows: «Примечание ИЗПИ!»."""
    match = _NOTE_HEAD.match(text.lstrip(" *_"))
    return bool(match) and len(text) - match.end() < 3 if match else False


def opens(text: str) -> bool:
    """Whether a line begins a caption, a note or the keywords."""
    return caption(text) is not None or note(text) or keywords(text)


def numbered(text: str) -> tuple[int, str] | None:
    """Depth and title of a numbered heading ("2.1 Methods" is 2), where the line can be one."""
    match = _NUMBERED.match(text.strip(" *_"))
    if not match or len(text) > 120 or _INNER_END.search(match["title"]) or text.rstrip(" *_")[-1] in ".;,:":
        return None
    if not match["title"][0].isupper() or (not match["dot"] and "." not in match["number"] and len(text) > 60):
        return None
    return match["number"].count(".") + 1, match["title"]


def short_title(text: str) -> bool:
    """Whether a line without markup can be a heading by its form: short, capital first, no end of sentence."""
    if not 3 <= len(text) <= 120 or len(text.split()) > 14 or text[-1] in ".;,:!?–—-" or _INNER_END.search(text):
        return False
    first = next((c for c in text if c.isalpha()), "")
    return (
        first.isupper()
        and (text[0].isalnum() or text[0] in '«"“')
        and text[0] not in "¹²³⁴⁵⁶⁷⁸⁹"
        and "@" not in text
        and "http" not in text
        and "\t" not in text
    )


def shouted(text: str) -> bool:
    """Whether a line is set in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
