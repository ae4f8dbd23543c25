"""A pack as Markdown with footnotes; what documents say is escaped, so that it is text and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kb.pack.contents import Contents, Said
from kb.pack.ooxml import printable
from kb.pack.places import Places, Quoted, lines
from kb.pack.references import Entry, References
from kb.pack.words import words

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$])")
# What begins a heading, a list or a rule at the start of a line.
_MARK, _NUMBER = re.compile(r"^([#+=-])"), re.compile(r"^(\d{1,9})([.)])")


def markdown(contents: Contents, references: References, name: str, day: date) -> str:
    """The pack as CommonMark with footnotes as GitHub, Pandoc and Obsidian read them."""
    return "\n".join(_Writer(contents, references).written(name, day)) + "\n"


def escaped(text: str) -> str:
    """Text of any characters as Markdown that shows them; line breaks stay, three and more become two."""
    paragraphs = re.split(r"\n{2,}", printable(text).strip("\n"))
    return "\n\n".join("\\\n".join(map(_line, paragraph.split("\n"))) for paragraph in paragraphs)


def _line(text: str) -> str:
    text = _MARKUP.sub(r"\\\1", text)
    text = _NUMBER.sub(r"\1\\\2", _MARK.sub(r"\\\1", text))
    # White space at the ends of a line means something to Markdown, and tabs are columns.
    text = re.sub(r"^\s+|\s+$", lambda match: "".join(f"&#{ord(c)};" for c in match[0]), text)
    return text.replace("\t", "&#9;")


class _Writer:
    def __init__(self, contents: Contents, references: References) -> None:
        self._contents, self._references, self._places = contents, references, Places()
        self._words = words(contents.language)
        self._quotes = {quote.number: quote for quote in contents.quotes}
        self._notes: list[str] = []

    def written(self, name: str, day: date) -> Iterator[str]:
        contents, said = self._contents, self._words
        yield f"# {_inline(contents.title)}\n"
        yield f"{_inline(said('prepared', day=said.day(day), name=name))}\n"
        for notice in contents.notices:
            yield f"> {_inline(notice)}\n"
        yield from self._refusal() if contents.refused else self._sentences()
        yield f"## {said('bibliography')}\n"
        yield from map(_entry, self._references.bibliography(contents.works))
        yield from self._annex()
        yield from self._facts()
        yield from self._notes and ["", *self._notes]

    def _sentences(self) -> Iterator[str]:
        yield f"## {self._words('text' if self._contents.basket else 'answer')}\n"
        for sentence in self._contents.sentences:
            yield f"{_inline(sentence.text)}{self._marks(sentence)}\n"

    def _marks(self, sentence: Said) -> str:
        return "".join(f"[^{self._note(self._quotes[number])}]" for number in dict.fromkeys(sentence.quotes))

    def _note(self, quote: Quoted) -> int:
        number = len(self._notes) + 1
        reference = _inline(self._references.footnote(quote.document, self._places.of(quote)).text)
        self._notes.append(f"[^{number}]: {reference} {self._words('see_quote', number=quote.number)}.")
        return number

    def _refusal(self) -> Iterator[str]:
        yield f"## {self._words('refused')}\n"
        yield f"{_inline(self._contents.refused)}\n"
        if self._contents.nearest:
            yield f"## {self._words('nearest')}\n\n{self._words('nearest_note')}\n"
        for quote in self._contents.nearest:
            yield from self._quoted(quote)

    def _annex(self) -> Iterator[str]:
        if self._contents.quotes:
            yield f"\n## {self._words('annex')}\n"
        for quote in self._contents.quotes:
            yield f"### {self._words('quote', number=quote.number)}\n"
            yield from self._quoted(quote)

    def _quoted(self, quote: Quoted) -> Iterator[str]:
        for key, text, _ in lines(quote, self._contents.language):
            yield f"- {self._words(key)}: {_inline(text)}"
        yield f"\n{_block(quote.text)}\n"

    def _facts(self) -> Iterator[str]:
        if self._contents.facts:
            yield f"## {self._words('facts')}\n"
        for fact in self._contents.facts:
            yield f"### {self._words.kind(fact.entity.kind)}: {_inline(fact.entity.label)}\n"
            if fact.entity.kind == "instrument":
                yield f"{self._words('reference')}: {_inline(self._references.act(fact.entity).text)}\n"
            for quote in fact.evidence:
                characters = self._words("characters", start=quote.start, end=quote.end)
                yield f"{self._words('see_quote', number=quote.number)}, {characters}:\n\n{_block(quote.text)}\n"


def _inline(text: str) -> str:
    """Text on one line."""
    return _line(" ".join(printable(text).split()))


def _entry(entry: Entry) -> str:
    """An item of a list, which has the number of the reference where that has one such as "1."."""
    if entry.number[:-1].isdigit():
        return f"{entry.number} {_inline(entry.text)}"
    return f"- {_inline(f'{entry.number} {entry.text}')}"


def _block(text: str) -> str:
    return "\n".join(f"> {line}" for line in escaped(text).split("\n"))
