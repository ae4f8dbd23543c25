"""What users call, by subject: each module holds some methods of :class:`kb.knowledge_base.KnowledgeBase`."""
