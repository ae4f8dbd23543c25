"""Policy KB: cited answers from a shelf of policy documents.

>>> from kb import KnowledgeBase
>>> kb = KnowledgeBase.open("my.kb")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.knowledge_base import KnowledgeBase

__all__ = ["KnowledgeBase"]


def __getattr__(name: str) -> Any:
    # The command line answers --help without loading indexes and models.
    if name == "KnowledgeBase":
        from kb.knowledge_base import KnowledgeBase

        return KnowledgeBase
    raise AttributeError(f"module 'kb' has no attribute {name!r}")
