"""The Word file of a pack: sound by the rules of its format, with real footnotes and quotes to the letter."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import LANGUAGES
from kb import KnowledgeBase
from kb.pack import PackItem
from kb.pack.ooxml import printable
from tests.kb.pack import opening
from tests.kb.pack.shelves import item, law, paper, word

ANSWERED = "Who issues permits to employers to hire foreign workers?"
REFUSED = "What is the retirement age for women?"
TWO_SOURCES = "What was Kazakhstan's balance of external migration in 2022?"
# What XML, Word and people trip over.
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("<>&'\"\t\n\r\x00\x0b\x0c\x1f\x7f\x85\u2028\ufffe\uffff\ud800 \u00a0\u00adәғқңөұүһі—«»"),
)  # fmt: skip
TEXTS = st.text(CHARACTERS, max_size=80)


@pytest.mark.parametrize("question", [ANSWERED, TWO_SOURCES, REFUSED])
@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008", "apa", "ieee", "oscola"])
def test_packs_of_answers_are_sound(sample_kb: KnowledgeBase, question: str, style: str) -> None:
    data = sample_kb.pack(sample_kb.ask(question, written=False), style=style)
    assert isinstance(data, bytes)
    assert opening.problems(data) == []
    assert docx.Document(io.BytesIO(data)).core_properties.title == question


def test_an_answer_has_a_footnote_for_each_citation_of_each_sentence(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask(TWO_SOURCES, written=False)
    data = sample_kb.pack(answer)
    assert isinstance(data, bytes)
    cited = [answer.citations[n - 1] for sentence in answer.sentences for n in sentence.citations]
    notes = opening.footnotes(data)
    assert len(notes) == len(cited) > 1
    for note, citation in zip(notes, cited, strict=True):
        assert citation.document.title in note
        assert note.endswith(f"Annex, quote {citation.number}.")


def test_quotes_stand_in_the_annex_to_the_letter_with_their_places(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask(ANSWERED, written=False)
    data = sample_kb.pack(answer)
    assert isinstance(data, bytes)
    quotes = opening.paragraphs(data, "Quote")
    assert quotes[: len(answer.citations)] == [c.quote for c in answer.citations]
    told = "\n".join(opening.paragraphs(data, "Place"))
    for c in answer.citations:
        assert c.document.id in told
        assert f"characters {c.start}–{c.end} of the text" in told


def test_facts_have_their_evidence(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask(ANSWERED, written=False)
    data = sample_kb.pack(answer)
    assert isinstance(data, bytes)
    headings = opening.paragraphs(data, "Heading2")
    evidence = set(opening.paragraphs(data, "Quote")[len(answer.citations) :])
    assert answer.facts
    for fact in answer.facts:
        assert any(heading.endswith(f": {fact.label}") for heading in headings)
        assert {e.quote for e in fact.evidence} & evidence


def test_acts_that_quotes_name_have_their_references(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask('Which law replaced the word "oralman" by "kandas"?', written=False)
    data = sample_kb.pack(answer)
    assert isinstance(data, bytes)
    acts = [fact for fact in answer.facts if fact.kind == "instrument"]
    numbers = {act.properties["number"] for act in acts if "number" in act.properties}
    references = [line for line in opening.paragraphs(data, "Place") if line.startswith("Reference: ")]
    assert "327-VI" in numbers
    assert all(any(number in line for line in references) for number in numbers)


def test_references_keep_the_formats_of_their_style() -> None:
    data = word([item(paper(), "It fell.")], paper(container="Journal of Quotas", volume="4"), style="apa")
    formatted = opening.parts(data)["word/footnotes.xml"].xpath("//w:r[w:rPr/w:i]/w:t/text()", namespaces=opening.NS)
    assert "Journal of Quotas" in "".join(formatted)
    assert opening.problems(data) == []


def test_each_document_is_in_the_bibliography_once(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask(ANSWERED, written=False)
    data = sample_kb.pack(answer)
    assert isinstance(data, bytes)
    entries = opening.paragraphs(data, "Bibliography")
    titles = {c.document.title for c in answer.citations}
    assert len(entries) == len(titles) < len(answer.citations)
    assert all(sum(title in entry for entry in entries) == 1 for title in titles)


def test_a_refusal_is_packed_as_one(sample_kb: KnowledgeBase) -> None:
    answer = sample_kb.ask(REFUSED)
    data = sample_kb.pack(answer, language="ru")
    assert isinstance(data, bytes)
    assert opening.footnotes(data) == []
    words = "Ни в одном фрагменте нет этих слов вопроса: retirement, age, women."
    assert words in opening.paragraphs(data, "Normal")
    assert opening.paragraphs(data, "Quote") == [hit.passage.text for hit in answer.nearest[:5]]
    assert opening.paragraphs(data, "Bibliography")


def test_the_language_of_each_run_is_marked() -> None:
    told = paper("Шешімді жергілікті атқарушы орган қабылдайды.", language="kk")
    data = word([item(law(), "квота исчерпана"), item(told, "Шешімді")], law(), told, language="en")
    assert opening.languages(data) == {"en-US", "ru-RU", "kk-KZ"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_in_the_language_of_the_pack(language: str) -> None:
    headings = {"en": "Bibliography", "ru": "Список литературы", "kk": "Пайдаланылған әдебиеттер тізімі"}
    data = word([item(law(), "квота исчерпана")], law(), language=language)
    assert headings[language] in opening.paragraphs(data, "Heading1")
    assert opening.problems(data) == []


def test_the_same_content_gives_the_same_bytes() -> None:
    items = [item(law(), "квота исчерпана"), item(paper(), "0.23 per cent", "The quota fell.", "Check the year.")]
    assert word(items, law(), paper()) == word(items, law(), paper())


def test_a_drafter_s_own_sentence_and_note() -> None:
    data = word([item(paper(), "The quota was 0.23 per cent.", "The quota fell.", "Check the year.")], paper())
    assert opening.paragraphs(data, "Normal") == ["The quota fell."]
    assert opening.paragraphs(data, "Quote") == ["The quota was 0.23 per cent."]
    assert "Note: Check the year." in opening.paragraphs(data, "Place")
    assert "File: quota.pdf" in opening.paragraphs(data, "Place")


@settings(max_examples=60)
@given(before=TEXTS, quote=TEXTS.filter(str.strip), after=TEXTS, text=TEXTS, title=TEXTS, author=TEXTS, note=TEXTS)
def test_any_text_gives_a_sound_file(
    before: str, quote: str, after: str, text: str, title: str, author: str, note: str
) -> None:
    document = paper(before + quote + after, title=title, authors=(author,))
    chosen = PackItem(document.id, len(before), len(before) + len(quote), text, note)
    data = word([chosen, chosen], document, title=title)
    assert opening.problems(data) == []
    assert opening.paragraphs(data, "Quote") == [printable(quote)] * 2
    assert len(opening.footnotes(data)) == 2
    assert len(opening.paragraphs(data, "Bibliography")) == 1
    assert docx.Document(io.BytesIO(data)).paragraphs
