"""Text of documents and users in a prompt: it cannot leave its place.

The signs that delimiters, chat templates and citations are made of are written otherwise, so that ``</passage>``,
``<|im_end|>`` or ``[1]`` in a document are words like any others.
"""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")"})


def neutral(text: str) -> str:
    """Text in which nothing can be taken for one of our delimiters, a token of a chat template or a citation."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", kept).translate(_PLAIN)
