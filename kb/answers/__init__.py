"""How the quotes that bear on a question become an answer; :mod:`kb.answer` holds the nouns that users see.

``units``      the sentences and windows that may be quoted, scored
``demands``    what a question demands of its evidence beside nearness
``figures``    figures, years and names: what a question and a sentence share
``tables``     a table's cell as a statement, found by row and column
``lists``      the items of a list
``comparison`` two sides, and sources that disagree
``similar``    sentences that say the same
``choosing``   which of all these answer, by what is asked for
``grouping``   their order
``lookup``     what the shelf knows beside the quotes: mentions, vectors of short labels
"""
