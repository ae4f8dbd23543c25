"""How well a knowledge base searches and answers, on questions whose answers are known.

Questions with quotes that answer them (``questions``) are asked of a knowledge base; public test collections
(``collections``) become knowledge bases of their own (``shelves``). ``retrieval`` and ``answers`` give a result for
each question, ``results`` and ``statistics`` the means of groups with intervals, ``tables`` what is printed.
"""

from kb.evaluation.answers import ANSWERS, evaluate_answers
from kb.evaluation.collections import Collection, is_collection, read_collection
from kb.evaluation.questions import Asked, Gold, read_questions
from kb.evaluation.results import Result, differences, groups, summary
from kb.evaluation.retrieval import RETRIEVAL, evaluate_collection, evaluate_questions
from kb.evaluation.shelves import open_shelf

__all__ = [
    "ANSWERS",
    "RETRIEVAL",
    "Asked",
    "Collection",
    "Gold",
    "Result",
    "differences",
    "evaluate_answers",
    "evaluate_collection",
    "evaluate_questions",
    "groups",
    "is_collection",
    "open_shelf",
    "read_collection",
    "read_questions",
    "summary",
]
