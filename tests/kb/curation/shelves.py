"""A shelf of three documents in three languages, its statements, and decisions on them.

What curators decide takes effect at once, names what it is about by content, and outlives re-reading.
"""

from __future__ import annotations

from pathlib import Path

from ingest.document import Document
from kb import KnowledgeBase
from kb.curation.statements import Statement
from ontology.terms import POL

PORTS = """# Registers of movement

The Law of the Republic of Kazakhstan No. 88-V of March 3, 2012 "On River Ports" sets the rules for all ports.
Since January 1, 2019, the Ministry of Water Works of the Republic of Kazakhstan issues licences to owners of ferries.
The Ministry of Ponds of the Republic of Kazakhstan keeps the register of boats.

In 2021 the ports of Kazakhstan served 41,500 migrant workers, and labour migration went on in all seasons.
It is necessary to open a school for sailors in every port. A decree said otherwise in those years.
"""
RIVERS = """# Обзор рек

Закон Республики Казахстан от 3 марта 2012 года № 88-V «О речных портах» действует с того дня.
Министерство речных дел Республики Казахстан ведёт учёт судов на всех реках страны. Трудовая миграция растёт.
"""
LAKES = """# Көлдер

Қазақстан Республикасының Көл шаруашылығы министрлігі кемелерге рұқсат береді. Бұл жұмыс көп жылдан бері жүреді.
"""
TEXTS = {"ports.md": PORTS, "rivers.md": RIVERS, "lakes.md": LAKES}
WATER = "Ministry of Water Works of the Republic of Kazakhstan"
PONDS = "Ministry of Ponds of the Republic of Kazakhstan"
WATER_RU = "Министерство речных дел Республики Казахстан"
RELOADS = ("reindex", "removed and added", "added again", "a newer version")


def source(kb: KnowledgeBase, name: str) -> Document:
    return next(document for document in kb.documents() if document.source.endswith(name))


def one(kb: KnowledgeBase, kind: str, quote: str) -> Statement:
    """The only statement of a kind whose quote holds these words."""
    (found,) = [s for s in kb.curate.statements(kind=kind) if quote in " ".join(s.quote.split())]
    return found


def entity(kb: KnowledgeBase, kind: str, label: str) -> str:
    (found,) = [e.iri for e in kb.entities(kind) if e.label.startswith(label)]
    return found


def labels(kb: KnowledgeBase, kind: str) -> set[str]:
    return {e.label for e in kb.entities(kind)}


def status(kb: KnowledgeBase, statement: str) -> str:
    found = kb.sparql(f"SELECT ?v WHERE {{ <{statement}> <{POL}status> ?v }}")
    return str(next(iter(found))[0]).removeprefix(POL)  # type: ignore[index]


def read_anew(kb: KnowledgeBase, how: str) -> None:
    """Make the knowledge base read its documents anew."""
    path = Path(source(kb, "ports.md").source)
    if how == "reindex":
        kb.reindex()
    elif how == "removed and added":
        kb.remove(source(kb, "ports.md").id)
        kb.add(path)
    elif how == "added again":
        kb.add(path)
    else:
        # Longer before, so that all positions move; another word far from all quotes.
        text = PORTS.replace(
            "# Registers of movement", "# Registers of movement\n\nA new line opens the second edition."
        )
        path.write_text(text.replace("otherwise", "something else"), encoding="utf-8")
        assert kb.add(path).updated == [str(path)]


def decided(kb: KnowledgeBase) -> None:
    """A decision of each action."""
    ports = source(kb, "ports.md")
    kb.curate.reject(one(kb, "responsibility", "register of boats").iri, by="Anna")
    kb.curate.accept(one(kb, "observation", "41,500").iri, by="Anna")
    kb.curate.edit(one(kb, "responsibility", "owners of ferries").iri, by="Анна", valid_until="2025", basis="88-V")
    kb.curate.merge(WATER, WATER_RU, by="Anna")
    kb.curate.split([one(kb, "agency", PONDS).iri], by="Anna", name="Small ponds")
    kb.curate.add("agency", ports.id, "school for sailors", by="Anna", type="other")
    kb.curate.undo(kb.curate.accept(one(kb, "recommendation", "school").iri, by="Anna").id, by="Anna")
