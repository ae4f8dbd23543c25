"""What pages show for an address, by Streamlit's own simulation; clicks and looks are the browser tests' part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kb import KnowledgeBase
from ui import links, serve, shelf
from ui.texts import LANGUAGES, texts

APP = str(serve.HERE / "app.py")
ANSWERED = 'Which law replaced the word "oralman" by "kandas"?'
REFUSED = "What is the boiling point of tungsten?"
DOCUMENTS = "from ui.views import documents\ndocuments.show()"


def visit(**address: str) -> AppTest:
    return run(AppTest.from_file(APP, default_timeout=120), address)


def visit_documents(**address: str) -> AppTest:
    return run(AppTest.from_string(DOCUMENTS, default_timeout=120), address)


def run(app: AppTest, address: dict[str, str]) -> AppTest:
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def data(app: AppTest, key: str) -> Any:
    """What a component of ours was given."""
    (found,) = [e.proto for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}")]
    return json.loads(found.bytes)


def said(app: AppTest) -> list[str]:
    return [e.value for kind in (app.title, app.subheader, app.caption, app.text, app.markdown) for e in kind]


pytestmark = pytest.mark.usefixtures("open_shelf")


def test_the_first_page_offers_questions_that_the_shelf_answers(open_shelf: shelf.Shelf) -> None:
    app = visit()
    assert texts("en")("ask.title") in said(app)
    assert len(app.button) == 1 + len(open_shelf.examples)
    app.button(key="example0").click().run()
    assert app.query_params["q"] == open_shelf.examples[0]
    assert data(app, "answer_view")["sentences"]


def test_an_answer_has_sentences_with_sources(kb: KnowledgeBase) -> None:
    answer = kb.ask(ANSWERED)
    shown = data(visit(q=ANSWERED), "answer_view")
    assert [s["text"] for s in shown["sentences"]] == [s.text for s in answer.sentences]
    assert [s["number"] for s in shown["sources"]] == [c.number for c in answer.citations]
    assert shown["active"] == 1


def test_the_address_chooses_the_open_source(kb: KnowledgeBase) -> None:
    answer = kb.ask(ANSWERED)
    for citation in answer.citations:
        shown = data(visit(q=ANSWERED, cite=str(citation.number)), "source")
        cells = [cell for p in shown["passages"] for row in p.get("rows", [[p.get("runs")]]) for cell in row]
        marked = "".join(cell[1] for cell in cells)
        assert "".join(marked.split()) == "".join(citation.quote.split())
        assert citation.document.id in shown["more"]["href"]


def test_an_answer_can_be_taken_along_as_a_document() -> None:
    buttons = visit(q=ANSWERED, lang="ru").get("download_button")
    assert texts("ru")("cite.pack") in [button.proto.label for button in buttons]
    assert not visit(q=REFUSED).get("download_button")


@pytest.mark.parametrize("cite", ["99", "0", "-1", "x", "1e9", "²"])
def test_a_source_that_is_not_there_is_the_first(cite: str) -> None:
    assert data(visit(q=ANSWERED, cite=cite), "answer_view")["active"] == 1


def test_a_refusal_says_so_and_shows_the_nearest_passages() -> None:
    app = visit(q=REFUSED)
    assert texts("en")("ask.refused") in said(app) and texts("en")("ask.nearest") in said(app)
    assert data(app, "hits")["hits"]
    assert [e for e in app.get("bidi_component") if e.proto.id.endswith("-answer_view")] == []


def test_a_question_from_the_box_goes_into_the_address() -> None:
    app = visit()
    app.text_input(key="question").set_value(f"  {ANSWERED} ")
    app.button[0].click().run()
    assert app.query_params["q"] == ANSWERED
    assert "cite" not in app.query_params


def test_an_overlong_question_is_not_asked() -> None:
    app = visit()
    app.text_input(key="question").set_value("x" * 20_000)
    app.button[0].click().run()
    assert [w.value for w in app.warning] == [texts("en")("ask.too_long", count=20_000, most=links.LONGEST)]
    assert "q" not in app.query_params


@pytest.mark.parametrize("question", ["?", "...", "y" * 3_000])
def test_what_is_no_question_is_answered_by_a_sentence(question: str) -> None:
    app = visit(q=question)
    assert texts("en")("app.wrong") in " ".join(said(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_chooses_the_language(language: str) -> None:
    app = visit(lang=language, q=REFUSED)
    assert texts(language)("ask.refused") in said(app)
    assert not any("The shelf does not hold" in text for text in said(app)) or language == "en"


@pytest.mark.parametrize(("locale", "language"), [("kk-KZ", "kk"), ("ru", "ru"), ("de-DE", "en")])
def test_the_browser_chooses_when_nobody_has(locale: str, language: str) -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    app.context["locale"] = locale
    assert texts(language)("ask.title") in said(run(app, {}))
    assert "lang" not in app.query_params


def test_a_chosen_language_stays_in_the_address() -> None:
    app = visit(q=REFUSED)
    app.selectbox(key="language_picker").select("kk").run()
    assert app.query_params["lang"] == "kk" and app.query_params["q"] == REFUSED
    assert texts("kk")("ask.refused") in said(app)


def test_the_table_lists_every_document(kb: KnowledgeBase) -> None:
    shown = data(visit_documents(), "shelf")
    assert {row["id"] for row in shown["rows"]} == {document.id for document in kb.documents()}
    for row in shown["rows"]:
        assert row["cells"][-1] == len(kb.passages(row["id"]))


def test_documents_are_found_by_words_of_title_author_and_file() -> None:
    app = visit_documents()
    app.text_input(key="sought").set_value("DIGEST migration").run()
    titles = [row["cells"][0] for row in data(app, "shelf")["rows"]]
    assert "Digest of the Law on Population Migration" in titles and len(titles) < 5
    app.text_input(key="sought").set_value("no such thing").run()
    assert texts("en")("documents.none") in said(app)


def test_a_document_is_shown_whole_with_the_linked_characters_marked(kb: KnowledgeBase) -> None:
    citation = kb.ask(ANSWERED).citations[0]
    document = citation.document
    app = visit_documents(document=document.id, start=str(citation.start), end=str(citation.end))
    shown = data(app, "document")
    assert shown["head"]["title"] == document.title
    assert [p["start"] for p in shown["passages"]] == [p.start for p in kb.passages(document.id)][:40]
    assert [p["runs"][1] for p in shown["passages"] if "runs" in p and p["runs"][1]] == [citation.quote]


@pytest.mark.parametrize("address", [{"start": "5"}, {"start": "x", "end": "9"}, {"start": "9", "end": "5"}])
def test_a_link_without_a_range_marks_nothing(address: dict[str, str], kb: KnowledgeBase) -> None:
    document = kb.documents()[0]
    shown = data(visit_documents(document=document.id, **address), "document")
    assert not any(p["runs"][1] for p in shown["passages"] if "runs" in p)


def test_a_range_outside_the_document_is_said(kb: KnowledgeBase) -> None:
    app = visit_documents(document=kb.documents()[0].id, start="5", end="99999999")
    assert texts("en")("documents.outside") in said(app)


def test_an_unknown_document_is_said_and_the_others_listed(kb: KnowledgeBase) -> None:
    app = visit_documents(document="f" * 64)
    assert texts("en")("documents.unknown") in said(app)
    assert len(data(app, "shelf")["rows"]) == len(kb.documents())


def test_links_are_relative_and_escaped() -> None:
    assert links.ask("a&b=c ?", 2, "ru") == "./?q=a%26b%3Dc+%3F&cite=2&lang=ru"
    assert links.document("abc", 3, 9) == "documents?document=abc&start=3&end=9"
    assert links.document("abc") == "documents?document=abc"


def test_an_empty_shelf_says_how_to_fill_it(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with KnowledgeBase.open(tmp_path / "empty.kb"):
        pass
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "empty.kb"))
    for app in (visit(), visit_documents()):
        assert texts("en")("ask.empty_shelf") in said(app)
        assert "empty.kb" in app.code[0].value


def test_a_missing_shelf_is_said(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "none.kb"))
    assert any("none.kb" in text for text in said(visit()))
