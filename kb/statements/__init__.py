"""Questions to the graph: who does what on which day, what rests on a law, what was recommended, what contradicts what.

Each method runs a named query of ``ontology/queries`` and gives back entities with their evidence. What is asked for in
words is matched to the concepts of statements and to their words, in any of the three languages for concepts.
"""

from __future__ import annotations

from kb.statements.model import Advice, Duty, Gaps, Link
from kb.statements.questions import Statements

__all__ = ["Advice", "Duty", "Gaps", "Link", "Statements"]
