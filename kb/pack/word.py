"""A pack as a Word document: sentences with real footnotes, the bibliography, and the quotes in an annex."""

from __future__ import annotations

from datetime import date

from kb.pack import ooxml
from kb.pack.contents import Contents, Said
from kb.pack.ooxml import Element, footnote_reference, paragraph, run
from kb.pack.package import packed
from kb.pack.places import Places, Quoted, lines
from kb.pack.references import Entry, References
from kb.pack.words import words


def docx(contents: Contents, references: References, name: str, day: date) -> bytes:
    """The Word file. ``name``: of the knowledge base; ``day``: when it was made."""
    return _Writer(contents, references).written(name, day)


class _Writer:
    def __init__(self, contents: Contents, references: References) -> None:
        self._contents, self._references, self._places = contents, references, Places()
        self._words = words(contents.language)
        self._quotes = {quote.number: quote for quote in contents.quotes}
        self._body: list[Element] = []
        self._notes: list[Element] = []

    def written(self, name: str, day: date) -> bytes:
        contents, said = self._contents, self._words
        self._body.append(paragraph("Title", run(contents.title, contents.title_language)))
        self._add("Subtitle", said("prepared", day=said.day(day), name=name))
        for notice in contents.notices:
            self._add("Notice", notice)
        self._refusal() if contents.refused else self._sentences()
        self._add("Heading1", said("bibliography"))
        for entry in self._references.bibliography(contents.works):
            number = [run(f"{entry.number}\t", entry.language)] if entry.number else []
            self._body.append(paragraph("Bibliography", *number, *_runs(entry)))
        self._annex()
        self._facts()
        document = ooxml.w("document", ooxml.w("body", *self._body, ooxml.section()))
        return packed(document, self._notes, contents.title, ooxml.locale(contents.language), day)

    def _add(self, style: str, text: str, *, new_page: bool = False) -> None:
        """A paragraph in the language of the pack."""
        self._body.append(paragraph(style, run(text, self._contents.language), new_page=new_page))

    # ------------------------------------------------------------------------------ what is said
    def _sentences(self) -> None:
        self._add("Heading1", self._words("text" if self._contents.basket else "answer"))
        for sentence in self._contents.sentences:
            self._body.append(paragraph("Normal", run(sentence.text, sentence.language), *self._marks(sentence)))

    def _marks(self, sentence: Said) -> list[Element]:
        """The marks of the footnotes of a sentence, with commas between them."""
        marks: list[Element] = []
        for number in dict.fromkeys(sentence.quotes):
            if marks:
                marks.append(run(",", self._contents.language, "FootnoteReference"))
            marks.append(footnote_reference(self._note(self._quotes[number])))
        return marks

    def _note(self, quote: Quoted) -> int:
        """A new footnote with the reference of a quote and a link to it in the annex; its number."""
        number = len(self._notes) + 1
        entry = self._references.footnote(quote.document, self._places.of(quote))
        see = run(self._words("see_quote", number=quote.number), self._contents.language)
        first, last, stop = (run(text, self._contents.language) for text in (" ", " ", "."))
        content = (first, *_runs(entry), last, ooxml.link(_bookmark(quote), see), stop)
        self._notes.append(ooxml.footnote(number, *content))
        return number

    def _refusal(self) -> None:
        self._add("Heading1", self._words("refused"))
        self._add("Normal", self._contents.refused)
        if self._contents.nearest:
            self._add("Heading1", self._words("nearest"))
            self._add("Normal", self._words("nearest_note"))
        for quote in self._contents.nearest:
            self._quoted(quote)

    # ------------------------------------------------------------------------------- the annexes
    def _annex(self) -> None:
        if not self._contents.quotes:
            return
        self._add("Heading1", self._words("annex"), new_page=True)
        for quote in self._contents.quotes:
            heading = run(self._words("quote", number=quote.number), self._contents.language)
            marked = ooxml.bookmarked(_bookmark(quote), quote.number, heading)
            self._body.append(paragraph("Heading2", *marked))
            self._quoted(quote)

    def _quoted(self, quote: Quoted) -> None:
        """A quote under the lines that say where it stands."""
        for key, text, language in lines(quote, self._contents.language):
            name = run(f"{self._words(key)}: ", self._contents.language, "Strong")
            self._body.append(paragraph("Place", name, run(text, language)))
        self._body.append(paragraph("Quote", run(quote.text, quote.language)))

    def _facts(self) -> None:
        if self._contents.facts:
            self._add("Heading1", self._words("facts"))
        for fact in self._contents.facts:
            kind = run(f"{self._words.kind(fact.entity.kind)}: ", self._contents.language)
            self._body.append(paragraph("Heading2", kind, run(fact.entity.label, fact.language)))
            if fact.entity.kind == "instrument":
                name = run(f"{self._words('reference')}: ", self._contents.language, "Strong")
                self._body.append(paragraph("Place", name, *_runs(self._references.act(fact.entity))))
            for quote in fact.evidence:
                self._evidence(quote)

    def _evidence(self, quote: Quoted) -> None:
        place = ooxml.link(
            _bookmark(quote), run(self._words("see_quote", number=quote.number), self._contents.language)
        )
        characters = self._words("characters", start=quote.start, end=quote.end)
        self._body.append(paragraph("Place", place, run(f", {characters}", self._contents.language)))
        self._body.append(paragraph("Quote", run(quote.text, quote.language)))


def _runs(entry: Entry) -> list[Element]:
    return [run(each.text, entry.language, formats=each.formats) for each in entry.runs]


def _bookmark(quote: Quoted) -> str:
    return f"quote_{quote.number}"
