"""Figures that stand in no sentence: the data labels of charts, and lists that are longer or shorter than announced.

A chart whose labels were recognised as text leaves lines of numbers around its caption; round numbers are its axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ingest.document import Block, Document
from ontology.grammar import load
from ontology.mention import Mention
from ontology.quantity_patterns import patterns

_CAPTION = regex.compile(
    r"\s*(?P<label>(?:Figure|Fig\.?|Рисунок|Рис\.?|Сурет)\s*(?P<number>\d+))[.:]?\s*(?P<title>.*)", regex.I
)
_NUMBERS = regex.compile(r"[\s\d.,%A-Z-]+")
_LABEL = regex.compile(r"(?<![\d.,])\d{4,}(?![\d.,])")
_ITEM = regex.compile(r"(?:^|\n|(?<=[:;.]\s))[ \t*_]*(?P<number>\d{1,2})\)\s")
# A chart's labels stand in so many blocks before its caption, a list begins so many characters behind its lead.
_BLOCKS = 6
_LEAD = 1500
_APART = 6000
_SIGNIFICANT = 4


def find(document: Document, text: str, sentences: Sequence[tuple[int, int]], extractor: str) -> list[Mention]:
    """Data labels of charts, and pairs of announced and listed counts that differ; ``text`` is unified."""
    sure: dict[str, float] = load("observations")["confidence"]
    found = [
        Mention(
            document.id, a, b, "observation", document.text[a:b], said, extractor, sure[said["rule"].partition("/")[0]]
        )
        for a, b, said in (*_charts(text, document.blocks), *_lists(text, sentences))
    ]
    return found


def _charts(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, dict[str, str]]]:
    for index, block in enumerate(blocks):
        caption = _CAPTION.fullmatch(" ".join(text[block.start : block.end].split()))
        if caption is None or block.kind != "note":
            continue
        for near in reversed(blocks[max(0, index - _BLOCKS) : index]):
            if near.kind != "note" or not _NUMBERS.fullmatch(text, near.start, near.end):
                break
            for label in _LABEL.finditer(text, near.start, near.end):
                if _is_label(label[0]):
                    said = {
                        "indicator": caption["title"].strip() or caption["label"],
                        "value": label[0],
                        "source": "figure",
                        "context": f"{block.start},{block.end}",
                        "rule": "figure/label",
                        "figure": caption["number"],
                    }
                    yield label.start(), label.end(), said


def _is_label(digits: str) -> bool:
    """Whether a number is a value and no tick of an axis or year."""
    year = len(digits) == 4 and digits[:2] in ("18", "19", "20")
    return not year and len(digits.rstrip("0")) >= _SIGNIFICANT


def _lists(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, dict[str, str]]]:
    """ "seven areas" before a numbered list of ten: both counts. A list that keeps its promise states nothing."""
    firsts = [m for m in _ITEM.finditer(text) if m["number"] == "1"]
    for first in firsts:
        last = _last_item(text, first)
        lead = [(a, b) for a, b in sentences if first.start() - _LEAD < b and a < first.start()]
        announced = [m for a, b in reversed(lead) for m in _announcement().finditer(text, a, min(b, first.start()))][:1]
        count = int(last["number"])
        if not announced or count < 2:
            continue
        start, end = next((a, b) for a, b in lead if a <= announced[0].start() < b)
        value = patterns().numerals[announced[0]["count"].casefold()]
        if value == count or value < 2:
            continue
        noun = announced[0]["noun"]
        stop = text.find("\n", last.end())
        item = (last.start("number"), stop if stop > 0 else len(text))
        common = {"indicator": f"number of {noun}", "unit": noun, "source": "text"}
        yield start, end, common | {"value": str(value), "rule": "list/announced"}
        yield *item, common | {"value": str(count), "rule": "list/listed", "context": f"{start},{end}"}


def _last_item(text: str, first: regex.Match[str]) -> regex.Match[str]:
    last = first
    for item in _ITEM.finditer(text, first.end()):
        if item.start() - last.end() > _APART or item["number"] == "1":
            break
        if int(item["number"]) == int(last["number"]) + 1:
            last = item
    return last


@cache
def _announcement() -> regex.Pattern[str]:
    words = "|".join(sorted(patterns().numerals, key=len, reverse=True))
    nouns = load("observations")["listed_nouns"]
    return regex.compile(
        rf"(?<![\p{{L}}-])(?P<count>{words})\s+(?:[\p{{L}}-]+\s+){{0,2}}?(?P<noun>{nouns})(?!\p{{L}})", regex.IGNORECASE
    )
