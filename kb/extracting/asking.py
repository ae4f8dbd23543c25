"""The mentions of a document with what a model adds: asked where that is wanted, else made anew from what is kept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath

from ingest.document import Document, Passage
from ingest.errors import BadConfiguration, EndpointFailed
from kb.endpoint import client
from kb.extracting import prompt, reply
from kb.extracting.checking import MODEL, Reading, checked, extractor
from kb.extracting.kept import Answer, Kept, any_of
from kb.extracting.merging import merged, of_rules
from kb.extracting.settings import OFF, Extractor
from kb.extracting.tally import Extraction
from kb.report import Progress
from ontology.mention import Mention

# After these nothing else can be hoped for from the endpoint; after so many other failures on end neither.
_FINAL = ("settings", "unreachable", "key", "redirected")
_PATIENCE = 3


class Asking:
    """Asks a model about the passages of documents, one document after another; ``tally`` counts.

    Without settings nobody is asked, and only what was said before counts.
    """

    def __init__(
        self,
        kb: Path,
        settings: Extractor | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._kb, self._progress = kb, progress or (lambda _: None)
        self._settings, self.tally = OFF, Extraction()
        self._failures, self._stopped = 0, False
        if settings is None:
            return
        try:
            self._settings = settings.in_environment(os.environ)
        except BadConfiguration:
            self._fail("settings")
        self.tally.host = self._settings.host(os.environ) if self._settings.url else ""
        self.tally.model = self._settings.model if self._settings.url else ""

    @property
    def failed(self) -> bool:
        """Whether the model gave no answer about some of the passages."""
        return bool(self.tally.failed)

    def __call__(self, document: Document, passages: Sequence[Passage], found: Sequence[Mention]) -> list[Mention]:
        """The mentions of the rules among ``found``, with those that the model adds, in order.

        Raises UnreadableFile when what was kept is damaged, and StorageFailed when nothing can be kept.
        """
        rules = of_rules(found)
        if not self._settings.url and not any_of(self._kb):
            return rules
        kept, asked_about = Kept(self._kb, document.id), prompt.sent(document, passages)
        if self._settings.url:
            try:
                self._ask(document, asked_about, kept)
            finally:
                kept.save(passages)
        new = [m for p in asked_about if (answer := kept.get(p)) for m in self._checked(document, p, rules, answer)]
        every, doubles = merged(rules, new)
        self.tally.dropped += Counter(known=doubles)
        self.tally.kept.update(mention.kind for mention in every if mention.extractor.startswith(MODEL))
        return every

    # ------------------------------------------------------------------------------------------- asking
    def _ask(self, document: Document, passages: Sequence[Passage], kept: Kept) -> None:
        """Ask about every passage of which this model has not yet spoken, several at once."""
        now = (self._settings.model, prompt.version())
        new = [p for p in passages if (known := kept.get(p)) is None or (known.model, known.version) != now]
        self.tally.reused += len(passages) - len(new)
        self.tally.documents += bool(new) and not self._stopped
        kinds, done = prompt.wanted(document), 0
        name = PurePath(document.source).name
        for group in _groups(new, self._settings.parallel):
            if self._stopped:
                self.tally.unasked += len(new) - done
                return
            self.tally.sent += len(group)
            for passage, said in zip(group, self._said(group, kinds), strict=True):
                if isinstance(said, str):
                    self._fail(said)
                else:
                    self._failures = 0
                    kept.put(passage, said)
            done += len(group)
            self._progress(Progress("extract", done, len(new), name))

    def _said(self, passages: Sequence[Passage], kinds: Sequence[str]) -> list[Answer | str]:
        """The model's answer about each passage, or the code of its failure."""

        def ask(passage: Passage) -> Answer | str:
            try:
                text = client.complete(self._settings, prompt.messages(passage, kinds))
                said, dropped = reply.statements(text)
            except EndpointFailed as failure:
                return str(failure)
            return Answer(self._settings.model, prompt.version(), said, dropped["form"], dropped["many"])

        with ThreadPoolExecutor(len(passages), thread_name_prefix="extractor") as threads:
            return list(threads.map(ask, passages))

    def _fail(self, code: str) -> None:
        self.tally.failed[code] += 1
        self._failures += 1
        self._stopped = self._stopped or code in _FINAL or self._failures >= _PATIENCE

    # ----------------------------------------------------------------------------------------- checking
    def _checked(
        self, document: Document, passage: Passage, rules: Sequence[Mention], answer: Answer
    ) -> Iterator[Mention]:
        """What a passage proves of what was said of it; the rest is counted."""
        self.tally.dropped += Counter(form=answer.malformed, many=answer.many)
        if not answer.said:
            return
        reading = Reading(document, passage, rules, extractor(answer.model, answer.version))
        kinds = prompt.wanted(document)
        for said in answer.said:
            result = checked(said, reading) if said.kind in kinds else "kind"
            if isinstance(result, str):
                self.tally.dropped[result] += 1
            else:
                yield result


def _groups(passages: Sequence[Passage], size: int) -> Iterator[Sequence[Passage]]:
    return (passages[i : i + size] for i in range(0, len(passages), size))
