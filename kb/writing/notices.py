"""What the user is told about a written answer, or about why it is not written.

Nothing here holds words of the endpoint or of a document: interfaces look these sentences up to translate them.
"""

from __future__ import annotations

QUOTES = "The answer consists of quotes instead."
# Why there is no written answer.
FAILURES = {
    "settings": f"The settings of the writer cannot be used; correct [writer] in kb.toml or the environment. {QUOTES}",
    "late": f"The writer took too long; raise seconds under [writer] if it needs more. {QUOTES}",
    "unreachable": f"The writer could not be reached; check its address and that it runs. {QUOTES}",
    "key": f"The writer refused the key; check it in [writer] or the environment. {QUOTES}",
    "busy": f"The writer takes no more questions for now; ask again later. {QUOTES}",
    "redirected": f"The writer leads to another address, which is not followed; configure that one. {QUOTES}",
    "status": f"The writer answered with an error; see its log. {QUOTES}",
    "large": f"The writer sent more than an answer can be. {QUOTES}",
    "nonsense": f"The writer sent something that is no answer; check that its address is OpenAI-compatible. {QUOTES}",
    "empty": f"The writer found no answer in the passages. {QUOTES}",
    "unsupported": f"Nothing that the writer said held against its passages. {QUOTES}",
}
# Why a sentence is not shown, or shown as a quote.
LEFT_OUT = {
    "uncited": "Sentences of the writer left out because they cite no passage: {count}.",
    "unknown": "Sentences of the writer left out because they cite a passage that was not there: {count}.",
    "markup": "Sentences of the writer left out because they hold code or addresses: {count}.",
    "facts": "Sentences of the writer left out or replaced by quotes because a number, date or name is not in the "
    "passages that they cite: {count}.",
    "meaning": "Sentences of the writer left out or replaced by quotes because the passages that they cite do not say "
    "that: {count}.",
}
