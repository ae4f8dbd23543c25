"""A basket as the shelf has it: places, references, what is gone, and what a reader does to it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from kb import KnowledgeBase
from kb.basket import (
    arranged,
    called,
    edited,
    exported,
    footnotes,
    looked_up,
    pack_items,
    reference_list,
    restored,
    whole_works,
)
from kb.citing.styles import STYLES, matching
from kb.desk import Pin
from kb.pack.places import Place

ANSWERED = 'Which law replaced the word "oralman" by "kandas"?'
IN_KAZAKH = "Қандас мәртебесі туралы шешімді кім қабылдайды?"
GOST = STYLES[0]


def pins(kb: KnowledgeBase, question: str = ANSWERED) -> list[Pin]:
    return [Pin(c.document.id, c.start, c.end, quote=c.quote) for c in kb.ask(question).citations]


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def act(kb: KnowledgeBase) -> Pin:
    return Pin(kb.entities("instrument")[0].iri)


def test_a_quote_stands_where_it_stood(sample_kb: KnowledgeBase) -> None:
    (item,) = looked_up(pins(sample_kb, IN_KAZAKH), sample_kb)
    assert item.quotable and not item.gone and not item.changed
    assert item.quote == item.pin.quote and item.language == "kk" and item.section == "Мәртебені кім береді"
    assert item.computed.page == "1" and item.places == (Place("page", "1"),)


def test_what_is_no_longer_there_is_told_and_left_out(sample_kb: KnowledgeBase) -> None:
    gone, act_gone = Pin("f" * 64, 3, 9, quote="gone"), Pin("https://policy-kb.org/id/instrument/none")
    changed = replace(pins(sample_kb)[0], quote="It said something else.")
    outside = Pin(changed.subject, 10**8, 10**8 + 5, quote="")
    items = looked_up([gone, act_gone, changed, outside], sample_kb)
    assert [item.gone for item in items] == [True, True, False, False]
    assert [item.changed for item in items] == [False, False, True, True]
    assert [item.quote for item in items] == ["gone", "", "It said something else.", ""]
    assert pack_items(items) == []
    assert len(reference_list(items, GOST, None)) == 1
    assert exported(items[:2], GOST, "text") == ""


def test_the_drafter_says_the_place(sample_kb: KnowledgeBase) -> None:
    pin = replace(pins(sample_kb, IN_KAZAKH)[0], page="45–47", article="12", paragraph="3")
    (item,) = looked_up([pin], sample_kb)
    assert item.places == (Place("pages", "45–47"), Place("article", "12"), Place("paragraph", "3"))
    ((_, note, language),) = footnotes([item], GOST, "en")
    assert language == "kk" and "45–47" in note and "12-бап" in note and "3-тармақ" in note
    (none,) = looked_up([replace(pin, page="", article=None, paragraph=None)], sample_kb)
    assert none.places == ()


@pytest.mark.parametrize("style", STYLES)
def test_footnotes_are_those_of_the_drafting_pack(sample_kb: KnowledgeBase, style: str) -> None:
    own = [replace(pin, page="7", text="My sentence.", note="My note.") for pin in pins(sample_kb)]
    items = looked_up(own, sample_kb)
    pack = sample_kb.pack(pack_items(items), style, "markdown", "en", "My paper")
    assert isinstance(pack, str) and "My sentence." in pack and "My note." in pack and "# My paper" in pack
    letters = "".join(c for c in pack if c.isalnum())
    for _, note, _ in footnotes(items, style, "en"):
        assert "".join(c for c in note if c.isalnum()) in letters and "7" in note


def test_a_work_is_listed_once_and_an_act_too(sample_kb: KnowledgeBase) -> None:
    basket = [*pins(sample_kb), *pins(sample_kb), act(sample_kb)]
    items = looked_up(basket, sample_kb)
    assert len(reference_list(items, "apa", "en")) == len({pin.subject for pin in basket})
    assert len(footnotes(items, "apa", "en")) == len(basket)


@pytest.mark.parametrize("format", ["markdown", "docx"])
def test_whole_works_stand_in_the_bibliography_of_the_pack(sample_kb: KnowledgeBase, format: str) -> None:
    quoted, law = pins(sample_kb)[0], act(sample_kb)
    document = next(d for d in sample_kb.documents() if d.id != quoted.subject and d.title)
    items = looked_up([quoted, Pin(document.id), Pin(quoted.subject), law, Pin("f" * 64)], sample_kb)
    works = whole_works(items)
    assert works == [document.id, quoted.subject, law.subject]
    made = sample_kb.pack(pack_items(items), "apa", format, "en", also=works)
    text = made if isinstance(made, str) else "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
    listed = letters(text.split("Bibliography")[1].split("Annex")[0])
    for work in (document, sample_kb.document(quoted.subject)):
        assert listed.count(letters(work.title)) == 1
    (reference,) = reference_list(looked_up([law], sample_kb), "apa", "en")
    assert listed.count(letters(reference.text)) == 1


def test_records_carry_places_and_quotes_when_wanted(sample_kb: KnowledgeBase) -> None:
    items = looked_up([replace(pin, page="7") for pin in pins(sample_kb)[:1]], sample_kb)
    (plain,) = json.loads(exported(items, GOST, "csl-json"))
    (pinned,) = json.loads(exported(items, GOST, "csl-json", pinned=True))
    assert "note" not in plain and "annote" not in plain
    assert "7" in pinned["note"] and pinned["annote"] == " ".join(items[0].quote.split())


def test_what_is_pasted_has_the_quote_and_the_place(sample_kb: KnowledgeBase) -> None:
    (item,) = looked_up(pins(sample_kb, IN_KAZAKH), sample_kb)
    ((_, note, _),) = footnotes([item], GOST, "en")
    assert item.copied(note) == f"«{' '.join(item.quote.split())}» ({note.removesuffix('.')})"
    assert replace(item, changed=True).copied(note) == note


ONE, TWO, THREE = Pin("a", 1, 2), Pin("a", 3, 4, text="Mine."), Pin("b")


@pytest.mark.parametrize(
    ("order", "out", "expected"),
    [
        (["b", "a 1 2", "a 3 4"], [], [THREE, ONE, TWO]),
        (["a 3 4"], [], [TWO, ONE, THREE]),
        (["b", "a 1 2"], ["a 3 4"], [THREE, ONE]),
        ([], ["nothing"], [ONE, TWO, THREE]),
    ],
)
def test_order(order: list[str], out: list[str], expected: list[Pin]) -> None:
    assert arranged([ONE, TWO, THREE], order, out) == expected
    assert [called(pin) for pin in (ONE, TWO, THREE)] == ["a 1 2", "a 3 4", "b"]


def test_undo_brings_back_what_was_taken_out_and_keeps_what_came_since() -> None:
    later, changed = Pin("c"), replace(THREE, note="new")
    assert restored([ONE, TWO, THREE], [changed, later]) == [ONE, TWO, changed, later]


def test_fields_are_edited_and_places_follow_the_document_again(sample_kb: KnowledgeBase) -> None:
    (pin,) = pins(sample_kb, IN_KAZAKH)
    (page,) = edited([pin], called(pin), "page", " 9 ", sample_kb)
    assert page.page == "9"
    (back,) = edited([page], called(pin), "page", "1", sample_kb)
    assert back.page is None
    (text,) = edited([pin], called(pin), "text", " Mine. " * 5_000, sample_kb)
    assert text.text.startswith("Mine. ") and len(text.text) == 4_000
    assert edited([pin], called(pin), "subject", "x", sample_kb) == [pin]
    assert edited([pin], "another", "note", "x", sample_kb) == [pin]


def test_a_removed_document_is_told(own_copy: Callable[[], Path]) -> None:
    with KnowledgeBase.open(own_copy()) as kb:
        pin = pins(kb)[0]
        kb.remove(pin.subject)
        (item,) = looked_up([pin], kb)
        assert item.gone and item.quote == pin.quote


def test_styles_are_found_by_words() -> None:
    assert "vancouver" in matching("Vancouver")[0]
    assert all("nature" in name and "genetics" in name for name in matching("genetics nature"))
    assert matching("no such style at all") == [] and matching("  ") == []
