"""Texts of our own, what a model may say of them, and ways to ask about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ingest
import ontology
from ingest.document import Document, Passage
from kb.extracting.asking import Asking
from kb.extracting.checking import Reading, checked
from kb.extracting.reply import Said
from kb.extracting.settings import Extractor
from ontology.mention import Mention
from tests.kb.endpoint import Reply, Server, serving

ENGLISH = """\
Work permits in the city

The Ministry of Internal Affairs of the Republic of Kazakhstan keeps the register of foreign workers on the basis of \
the Law "On Migration of Population". Since January 1, 2022 the permits are a matter for the Committee on Migration, \
which does not charge fees. The ministry plans a one-off check-up, the pilot run Open Gate of 2021, and the akimats \
would do well to open a single hall for visitors.
"""
RUSSIAN = """\
Справка о разрешениях

С 1 января 2022 года разрешения работодателям — дело Комитета миграции, а Министерство внутренних дел Республики \
Казахстан ведёт реестр иностранных работников на основании Закона «О миграции населения».
"""
KAZAKH = """\
Рұқсаттар туралы анықтама

Қазақстан Республикасының Ішкі істер министрлігі шетелдік жұмысшылардың тізілімін жүргізеді, ал 2022 жылғы \
1 қаңтардан бастап рұқсаттарды Көші-қон комитеті береді.
"""
MINISTRY = "Ministry of Internal Affairs of the Republic of Kazakhstan"
COMMITTEE = "Committee on Migration"
PERMITS = {
    "kind": "responsibility",
    "quote": "Since January 1, 2022 the permits are a matter for the Committee on Migration",
    "agency": COMMITTEE,
    "function": "the permits",
    "from": "2022-01-01",
}
HALL = {
    "kind": "recommendation",
    "quote": "the akimats would do well to open a single hall for visitors",
    "strength": "implicit",
    "addressee": "akimats",
}
GATE = {
    "kind": "programme",
    "quote": "the pilot run Open Gate of 2021",
    "name": "Open Gate",
    "type": "operation",
    "period": "2021",
}


def read(text: str, name: str = "note.txt") -> tuple[Document, list[Passage], list[Mention]]:
    """A document of one body passage, with what the rules find in it."""
    document = ingest.parse(text.encode(), name)
    passages = list(ingest.cut(document))
    return document, passages, ontology.extract(document, passages)


def check(text: str, **statement: str) -> Mention | str:
    """What becomes of a statement about the body of a text: a mention, or the reason why it is dropped."""
    document, passages, mentions = read(text)
    [body] = [p for p in passages if p.kind == "body"]
    kind, quote = statement.pop("kind"), statement.pop("quote")
    found = checked(Said(kind, quote, statement), Reading(document, body, mentions, "model/m/1"))
    if isinstance(found, Mention):
        assert body.start <= found.start < found.end <= body.end
        assert found.surface == document.text[found.start : found.end]
    return found


def answers(*statements: Any) -> str:
    """What a model writes."""
    return json.dumps({"statements": statements}, ensure_ascii=False)


def added(folder: Path, reply: Reply, text: str = ENGLISH, **settings: Any) -> tuple[list[Mention], Asking, Server]:
    """The mentions that a model with this reply adds to a text, and who was asked."""
    document, passages, mentions = read(text)
    with serving(reply) as server:
        asking = Asking(folder, Extractor(server.url, "m", "s3cret", **settings))
        every = asking(document, passages, mentions)
    assert [m for m in every if not m.extractor.startswith("model/")] == mentions
    assert all(m.surface == document.text[m.start : m.end] for m in every)
    return [m for m in every if m.extractor.startswith("model/")], asking, server
