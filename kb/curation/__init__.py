"""What curators decide of statements: accepted, rejected, edited, merged, split, added, and taken back.

A decision names what it applies to by content (a quote and the letters around it, an entity by IRI, kind and label),
so that it holds again after a document has been read anew, removed and added, or replaced by a newer version.
Decisions are only ever added; to take one back is a decision too.
"""

from kb.curation.decision import Decision, Place, Reference

__all__ = ["Decision", "Place", "Reference"]
