"""A paper that names one of each, and its graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from rdflib import Graph

from ingest.document import Document
from ontology import extract, resolve, statements

TEXT = """The Law of the RK No. 477-IV of July 22, 2011 "On population migration" is applied by the Migration Service
of the Ministry of Internal Affairs of the Republic of Kazakhstan 😀 under the Concept of Migration Policy of Kazakhstan
for 2017-2021, approved by the Decree of the Government of the RK No. 602 of September 29, 2017. The draft Concept of
Migration Policy for 2022-2026 and the Treaty on the EAEU follow. Section XXVI "Labor Migration" is part of it."""


def _document(text: str = TEXT, name: str = "paper.txt") -> Document:
    identity = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        identity, name, "text/plain", text, title="A paper", authors=("A. Author",), year=2022, type="article"
    )


def _graph() -> Graph:
    paper = _document()
    return statements(paper, resolve(extract(paper, [])))


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document of a text, by default of one that names instruments and agencies of many kinds."""
    return _document


@pytest.fixture
def paper_graph() -> Graph:
    """What that document states."""
    return _graph()
