"""The pages over the graph: who does what on which day, recommendations, the timeline and figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kb import KnowledgeBase
from kb.overview import Overview, overview
from tests.ui.conftest import running
from ui import links, shelf
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from tests.ui.conftest import Visitor

PAGES = {"who": "who", "recommendations": "recommended", "timeline": "timeline"}
BEFORE, AFTER = "2021-10-01", "2022-04-01"
OLD, NEW = "Ministry of Internal Affairs", "Ministry of Labor and Social Protection of the Population"
STATING = """# Transfer of migration functions

By: A. Writer

Until 1 January 2022 the Ministry of Internal Affairs issued work permits to migrant workers. Since 1 January 2022 the
Ministry of Labor and Social Protection of the Population issues work permits to migrant workers in accordance with the
Law of the Republic of Kazakhstan of 22 July 2011 No. 477-IV "On Migration of Population".

From January 1, 2022, the function of assigning refugee status was transferred from the Ministry of Internal Affairs to
the Ministry of Labor and Social Protection of the Population.

The Ministry of Internal Affairs registers foreigners and stateless persons. Local executive bodies register foreigners
and stateless persons.

The Ministry of Labor and Social Protection of the Population runs the State Program "Enbek" for 2017-2021.

The Ministry of Digital Development is responsible for <script>window.hit=2</script> the protection of personal data
<img src=x onerror="window.hit=1"> of citizens.

In 2019, 25,000 foreign workers arrived in Kazakhstan. In 2021, 14,000 foreign workers arrived in Kazakhstan.
"""
RECOMMENDING = """# Regulation of work permits: recommendations

By: B. Reader

The Government should simplify the issue of work permits to migrant workers.

The Ministry of Labor and Social Protection of the Population should publish the quota for foreign labour every year.

- <img src=x onerror="window.hit=3"> should be rejected by local executive bodies.

In 2021, 17,540 foreign workers arrived in Kazakhstan. In 2019, 25,000 foreign workers arrived in Kazakhstan.

The Law of the Republic of Kazakhstan of 6 April 2020 No. 320-VI "On Work Permits for Migrant Workers" came into force.
"""


# -------------------------------------------------------------------------------------------------- a shelf
@pytest.fixture(scope="module")
def stating(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that states transfers, a basis, an overlap, recommendations and figures that disagree."""
    place = tmp_path_factory.mktemp("stating")
    for name, text in (("a.md", STATING), ("b.md", RECOMMENDING)):
        (place / name).write_text(text, encoding="utf-8")
    with KnowledgeBase.open(place / "stating.kb") as kb:
        assert kb.add([place / "a.md", place / "b.md"]).failed == []
        (advising,) = (d for d in kb.documents() if "recommendations" in d.title)
        kb.edit(advising.id, by="test", year=2018)
    return place / "stating.kb"


@pytest.fixture(scope="module")
def everything(stating: Path) -> Iterator[Overview]:
    with KnowledgeBase.open(stating, read_only=True) as kb:
        yield overview(kb)


@pytest.fixture
def on_shelf(stating: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(stating))


def visit(page: str, **address: str) -> AppTest:
    view = PAGES[page]
    app = AppTest.from_string(f"from ui.views import {view}\n{view}.show()", default_timeout=120)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def data(app: AppTest, key: str) -> Any:
    """What a component of ours was given; None where it is not on the page."""
    found = [e.proto for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}")]
    return json.loads(found[0].bytes) if found else None


def said(app: AppTest) -> list[str]:
    return [e.value for kind in (app.title, app.subheader, app.caption, app.text, app.markdown) for e in kind]


def states(app: AppTest) -> dict[tuple[str, str], str]:
    """The state of each function that was shown, by its beginning and its agency."""
    return {(row["cells"][0][:11], row["cells"][1]): row["cells"][5] for row in data(app, "duties")["rows"]}


def on_the_shelf(kb: Overview, proof: dict[str, Any]) -> bool:
    """Whether the link of a quote leads to exactly its characters."""
    address = parse_qs(urlsplit(proof["href"]).query)
    every = [e for entity in kb.entities.values() for e in entity.evidence]
    texts_by_id = {e.document.id: e.document.text for e in every}
    text = texts_by_id[address["document"][0]]
    return text[int(address["start"][0]) : int(address["end"][0])] == proof["quote"]


# --------------------------------------------------------------------------------------------- who does what
@pytest.mark.usefixtures("on_shelf")
class TestWho:
    def test_a_responsibility_moves_when_the_date_does(self) -> None:
        was, now, will = (texts("en")(f"who.state.{state}") for state in ("past", "present", "future"))
        before, after = states(visit("who", date=BEFORE)), states(visit("who", date=AFTER))
        for function in ("issued work", "issues work"):
            agency = OLD if function.startswith("issued") else NEW
            assert {OLD: (now, was), NEW: (will, now)}[agency] == (before[function, agency], after[function, agency])
        only = states(visit("who", date=AFTER, only="1"))
        assert set(only.values()) == {now} and ("issued work", OLD) not in only

    def test_each_row_has_its_quotes_with_the_way_to_their_characters(self, everything: Overview) -> None:
        rows = data(visit("who"), "duties")["rows"]
        assert {row["id"] for row in rows} == {duty.entity.iri for duty in everything.duties}
        assert all(row["proofs"] and all(on_the_shelf(everything, p) for p in row["proofs"]) for row in rows)
        (resting,) = (row["cells"] for row in rows if row["cells"][2])
        assert "477-IV" in resting[2] and resting[3] == "2022-01-01"

    @pytest.mark.parametrize(
        "name", [OLD, "министерство внутренних дел", "https://policy-kb.org/id/agency/kz/internal-affairs"]
    )
    def test_an_agency_is_found_by_any_of_its_names(self, name: str) -> None:
        app = visit("who", agency=name)
        assert {agency for _, agency in states(app)} == {OLD}
        assert app.query_params["agency"] == "https://policy-kb.org/id/agency/kz/internal-affairs"

    def test_words_choose_functions_in_any_language(self) -> None:
        assert (
            states(visit("who", about="work permits")).keys()
            == states(visit("who", about="разрешение на работу")).keys()
        )
        assert all("permits" in row["cells"][0] for row in data(visit("who", about="work permits"), "duties")["rows"])

    def test_the_drawing_has_agencies_then_functions_bases_and_programmes(self) -> None:
        first = " ".join(node["label"] for node in data(visit("who"), "network")["nodes"])
        assert OLD in first and "issues work" not in first
        chosen = data(visit("who", agency=NEW, date=AFTER), "network")
        labels = " ".join(node["label"] for node in chosen["nodes"])
        assert all(part in labels for part in ("issues work", "477-IV", "Enbek"))
        words = {arrow["word"] for arrow in chosen["arrows"] if "word" in arrow}
        assert words >= {texts("en")("who.link.basis"), texts("en")("who.link.owner")}
        (other,) = (node for node in chosen["nodes"] if node["label"] == OLD)
        assert parse_qs(urlsplit(other["href"]).query) == {"agency": [other["id"]], "date": [AFTER]}

    def test_overlaps_stand_side_by_side(self, everything: Overview) -> None:
        app = visit("who", agency=OLD)
        (pair,) = data(app, "overlaps")["pairs"]
        assert {side["head"] for side in pair["sides"]} == {OLD, "local executive bodies"}
        assert all(on_the_shelf(everything, proof) for side in pair["sides"] for proof in side["proofs"])
        lacking = len(everything.gaps_of(everything.statements.responsible(agency=OLD)).without_basis)
        assert texts("en")("who_without_basis", count=lacking) in said(app)

    def test_fields_write_into_the_address_and_close_what_was_open(self, everything: Overview) -> None:
        app = visit("who", row=everything.duties[0].entity.iri)
        app.text_input(key="who_about").set_value(" permits ").run()
        assert app.query_params["about"] == "permits"
        assert "row" not in app.query_params
        app.checkbox(key="who_any").uncheck().run()
        today = app.query_params["date"]
        app.select_slider(key="who_day").set_value("2022-01-01").run()
        assert app.query_params["date"] == "2022-01-01" and today > "2022-01-01"
        app.checkbox(key="who_any").check().run()
        assert "date" not in app.query_params

    @pytest.mark.parametrize("date", ["yesterday", "2022-13-01", "1.3.2022", "99999"])
    def test_what_is_no_date_is_said(self, date: str, everything: Overview) -> None:
        app = visit("who", date=date)
        assert texts("en")("who.bad_date", date=date) in said(app)
        assert len(data(app, "duties")["rows"]) == len(everything.duties)

    def test_an_unknown_agency_and_words_that_nothing_fits_are_said(self) -> None:
        app = visit("who", agency="Ministry of <b>Magic</b>")
        assert texts("en")("filters.unknown_agency", name="Ministry of <b>Magic</b>") in said(app)
        app = visit("who", about="zebra crossings")
        assert f"**{texts('en')('filters.none')}**" in said(app)
        next(b for b in app.button if b.label == texts("en")("filters.clear")).click().run()
        assert data(app, "duties")["rows"] and "about" not in app.query_params


# -------------------------------------------------------------------------------------------- recommendations
@pytest.mark.usefixtures("on_shelf")
class TestRecommendations:
    @pytest.mark.parametrize("by", ["concept", "addressee", "source", "year"])
    def test_each_card_stands_in_a_group_with_its_quote(self, by: str, everything: Overview) -> None:
        board = data(visit("recommendations", by=by), "board")
        iris = {each.entity.iri for each in everything.advice}
        assert set(board["cards"]) == iris == {card for group in board["groups"] for card in group["cards"]}
        proofs = [proof for card in board["cards"].values() for proof in card["proofs"]]
        assert len(proofs) >= len(iris) and all(on_the_shelf(everything, proof) for proof in proofs)

    def test_no_card_begins_with_the_mark_of_a_list(self, everything: Overview) -> None:
        cards = data(visit("recommendations"), "board")["cards"].values()
        shown = [proof for card in cards for proof in card["proofs"]]
        assert all(on_the_shelf(everything, proof) for proof in shown)
        # In the document it is an item of a list.
        assert any(proof["quote"].startswith("<img") for proof in shown)
        assert not any(proof["quote"].startswith("- ") for proof in shown)

    def test_groups_are_named_in_the_language_of_the_reader(self) -> None:
        names = {group["name"] for group in data(visit("recommendations", lang="ru"), "board")["groups"]}
        assert {"разрешение на работу", texts("ru")("recommended.without.concept")} <= names

    def test_what_came_later_is_a_candidate_only(self) -> None:
        board = data(visit("recommendations", about="work permits"), "board")
        (card,) = board["cards"].values()
        assert card["year"] == "2018" and card["to"] == "Government"
        assert [(each["date"], "320-VI" in each["text"]) for each in card["later"]] == [("2020-04-06", True)]
        assert "Candidates only" in board["words"]["candidates"] and card["taken"] == ""

    def test_filters_narrow_the_board(self) -> None:
        assert len(data(visit("recommendations", agency=NEW), "board")["cards"]) == 1
        assert data(visit("recommendations", year="2018"), "board") is not None
        assert f"**{texts('en')('filters.none')}**" in said(visit("recommendations", about="zebra crossings"))
        app = visit("recommendations")
        app.radio(key="recommendations_by").set_value("year").run()
        assert app.query_params["by"] == "year" and data(app, "board")["groups"][0]["key"] == "2018"

    @pytest.mark.parametrize("page", ["recommendations", "timeline"])
    def test_contradictions_stand_side_by_side_with_both_quotes(self, page: str, everything: Overview) -> None:
        (pair,) = data(visit(page), "contradictions")["pairs"]
        assert {side["sub"] for side in pair["sides"]} == {
            "14000 foreign workers · 2021 · Kazakhstan",
            "17540 foreign workers · 2021 · Kazakhstan",
        }
        assert all(on_the_shelf(everything, proof) for side in pair["sides"] for proof in side["proofs"])
        assert data(visit(page, about="refugee status"), "contradictions") is None


# ------------------------------------------------------------------------------------------------- the timeline
@pytest.mark.usefixtures("on_shelf")
class TestTimeline:
    def test_laws_programmes_and_transfers_have_their_places(self, everything: Overview) -> None:
        app = visit("timeline")
        drawn = data(app, "spans")
        items = {lane["title"]: [item["date"] for item in lane["items"]] for lane in drawn["lanes"]}
        lanes = {lane: texts("en")(f"timeline.lanes.{lane}") for lane in ("instrument", "programme", "transfer")}
        assert items == {
            lanes["instrument"]: ["2011-07-22", "2020-04-06"],
            lanes["programme"]: ["2017–2021"],
            lanes["transfer"]: ["2022-01-01"],
        }
        assert drawn["years"] == [2011, 2022]
        rows = data(app, "dates")["rows"]
        assert {row["id"] for row in rows} == {item["id"] for lane in drawn["lanes"] for item in lane["items"]}
        assert all(on_the_shelf(everything, proof) for row in rows for proof in row["proofs"])

    def test_years_and_words_narrow_it(self) -> None:
        def dates(**address: str) -> list[str]:
            drawn = data(visit("timeline", **address), "spans")
            return [item["date"] for lane in drawn["lanes"] for item in lane["items"]] if drawn else []

        assert dates(**{"from": "2021"}) == ["2017–2021", "2022-01-01"]
        assert dates(until="2015") == ["2011-07-22"]
        assert dates(about="work permits") == ["2020-04-06"]
        assert dates(about="zebra crossings") == []

    def test_points_of_charts_lead_to_their_sources_and_show_contradictions(self, everything: Overview) -> None:
        (chart,) = data(visit("timeline"), "figures")["series"]
        points = [(p["time"], p["value"], p["contradicted"]) for p in chart["points"]]
        assert points == [("2019", 25000, False), ("2021", 14000, True), ("2021", 17540, True)]
        for point, row in zip(chart["points"], data(visit("timeline"), "values")["rows"], strict=True):
            assert point["id"] == row["id"] and row["cells"][3] == point["value"]
            assert point["href"] == row["proofs"][0]["href"] and on_the_shelf(everything, row["proofs"][0])

    def test_places_choose_figures(self) -> None:
        assert len(data(visit("timeline", place="Kazakhstan"), "values")["rows"]) == 3
        assert data(visit("timeline", place="Atlantis"), "values") is None

    def test_fields_write_years_into_the_address(self) -> None:
        app = visit("timeline", row="x")
        app.number_input(key="timeline_from").set_value(2020).run()
        assert app.query_params["from"] == "2020" and "row" not in app.query_params


# ------------------------------------------------------------------------------------------------- empty shelves
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_shelf_says_how_to_fill_it(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KnowledgeBase.open(tmp_path / "empty.kb"):
        pass
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "empty.kb"))
    app = visit(page)
    assert texts("en")("ask.empty_shelf") in said(app) and "empty.kb" in app.code[0].value


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bare")
    (place / "note.txt").write_text("A walk in the park.\n\nThe trees were green and the birds sang.", encoding="utf-8")
    with KnowledgeBase.open(place / "bare.kb") as kb:
        assert kb.add(place / "note.txt").failed == []
    return place / "bare.kb"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_documents_that_state_nothing_say_what_to_add(
    page: str, language: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(bare))
    assert texts(language)(f"{PAGES[page]}.nothing_do") in said(visit(page, lang=language))


def test_links_of_pages_leave_out_what_is_empty() -> None:
    assert (
        links.page(links.WHO, "ru", agency="a&b", about="", date="2022-03-01")
        == "who?agency=a%26b&date=2022-03-01&lang=ru"
    )
    assert links.page(links.TIMELINE) == "timeline"


# --------------------------------------------------------------------------------------------- in a real browser
@pytest.fixture(scope="module")
def stating_address(stating: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(stating, tmp_path_factory.mktemp("log") / "stating.log") as url:
        yield url


@pytest.fixture
def guest(visitor: Visitor, stating_address: str) -> Visitor:
    visitor.address = stating_address
    return visitor


def shown_states(guest: Visitor) -> dict[str, str]:
    """The last cell of each row by its agency and the beginning of its function."""
    rows = guest.page.locator(".st-key-duties tbody tr:not(.detail)")
    found = {}
    for index in range(rows.count()):
        cells = rows.nth(index).locator("td").all_text_contents()
        found[cells[0].lstrip("▸▾")[:11]] = cells[5]
    return found


@pytest.mark.browser
def test_the_slider_moves_a_responsibility_by_keyboard(guest: Visitor) -> None:
    t = texts("en")
    page = guest.visit("/who?about=work+permits&date=2021-10-01")
    page.locator(".st-key-duties tbody tr").first.wait_for()
    assert shown_states(guest) == {"issued work": t("who.state.present"), "issues work": t("who.state.future")}
    guest.picture("who-before")
    slider = page.get_by_role("slider", name=t("who.day"))
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**date=2022-01-01*")
    page.locator(".st-key-duties th", has_text="2022-01-01").wait_for()
    assert shown_states(guest) == {"issues work": t("who.state.present"), "issued work": t("who.state.past")}
    guest.picture("who-after")
    page.go_back()
    page.locator(".st-key-duties th", has_text="2021-10-01").wait_for()


@pytest.mark.browser
def test_a_row_opens_to_its_quote_and_the_quote_to_its_document(guest: Visitor, visitors: Any) -> None:
    page = guest.visit("/who?agency=" + quote(NEW))
    row = page.locator(".st-key-duties button.opens", has_text="issues work permits")
    row.focus()
    page.keyboard.press("Enter")
    quoted = page.locator(".st-key-duties .detail blockquote").first
    quoted.wait_for()
    words = "".join((quoted.text_content() or "").split())
    page.wait_for_url("**row=*")
    # The open row is in the address, so it opens for somebody else in another language.
    other = visitors(locale="kk-KZ", color_scheme="dark")
    other.address = guest.address
    other.visit(page.url.removeprefix(guest.address))
    other.page.locator(".st-key-duties .detail blockquote").first.wait_for()
    other.page.get_by_text(texts("kk")("who.drawing"), exact=True).wait_for()
    other.picture("who-kk-dark")
    page.locator(".st-key-duties .detail a").first.click()
    marks = page.locator(".st-key-document mark")
    marks.first.wait_for()
    assert "".join("".join(marks.all_text_contents()).split()) == words


@pytest.mark.browser
def test_the_table_of_functions_sorts_and_downloads(guest: Visitor, everything: Overview) -> None:
    page = guest.visit("/who?date=2022-04-01")
    page.get_by_role("button", name=texts("en")("who.agency")).click()
    cells = page.locator(".st-key-duties tbody tr:not(.detail) td:nth-child(2)").all_text_contents()
    assert cells == sorted(cells, key=str.casefold) and len(set(cells)) > 2
    with page.expect_download() as download:
        page.get_by_role("button", name=texts("en")("who.csv")).click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert {row["function"] for row in rows} == {duty.function for duty in everything.duties}
    documents = {e.document.id: e.document.text for duty in everything.duties for e in duty.evidence}
    assert all(documents[r["document"]][int(r["start"]) : int(r["end"])] == r["quote"].removeprefix("'") for r in rows)


@pytest.mark.browser
def test_the_board_groups_and_opens(guest: Visitor) -> None:
    t = texts("en")
    page = guest.visit("/recommendations")
    page.locator(".st-key-board .card").first.wait_for()
    page.get_by_text(t("recommended.by_addressee"), exact=True).click()
    page.wait_for_url("**by=addressee*")
    closed = page.locator(".st-key-board summary", has_text="Ministry of Labor")
    closed.click()
    page.wait_for_url("**group=*")
    card = page.locator(".st-key-board details[open] .card", has_text="publish the quota")
    card.wait_for()
    assert "2018" in card.inner_text()
    page.reload()
    card.wait_for()
    page.locator(".st-key-contradictions blockquote").nth(1).wait_for()
    guest.picture("recommendations")


@pytest.mark.browser
def test_stages_of_a_programme_have_a_lane_of_their_own(visitors: Any, tmp_path: Path) -> None:
    note = tmp_path / "stages.md"
    note.write_text(
        "# The Roads Programme\n\nStage 1 (2023–2024) is for roads. The second stage (2025-2027) is for bridges.",
        encoding="utf-8",
    )
    with KnowledgeBase.open(tmp_path / "stages.kb") as kb:
        assert kb.add(note).failed == []
    with running(tmp_path / "stages.kb", tmp_path / "server.log") as address:
        visitor = visitors(at=address)
        page = visitor.visit("/timeline")
        lane = page.locator(".st-key-spans .root")
        lane.get_by_text(texts("en")("timeline.lanes.stage"), exact=True).wait_for()
        assert "2023–2024" in lane.inner_text() and "2025–2027" in lane.inner_text()
        visitor.picture("timeline-stages")


@pytest.mark.browser
def test_a_line_of_the_timeline_opens_its_row(guest: Visitor) -> None:
    page = guest.visit("/timeline?from=2017")
    page.locator(".st-key-spans svg a", has_text="Enbek").click()
    page.locator(".st-key-dates .detail blockquote", has_text="Enbek").first.wait_for()
    page.wait_for_url("**row=*")
    assert page.locator(".st-key-figures path.against").count() == 2
    guest.picture("timeline")
    page.locator(".st-key-figures svg a").first.focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-document mark", has_text="25,000").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ru", "kk"])
@pytest.mark.parametrize("page", PAGES)
def test_pages_fit_a_phone_in_each_language_and_text_does_nothing(
    visitors: Any, stating_address: str, page: str, lang: str
) -> None:
    phone = visitors(width=390, height=844, locale=lang, color_scheme="dark" if lang == "kk" else "light")
    phone.address = stating_address
    shown = phone.visit(f"/{page}?lang={lang}" + ("&group=none" if page == "recommendations" else ""))
    shown.get_by_role("heading", name=texts(lang)(f"{PAGES[page]}.title")).wait_for()
    shown.locator(
        f".st-key-{ {'who': 'duties', 'recommendations': 'board', 'timeline': 'spans'}[page] } .root"
    ).wait_for()
    shown.wait_for_timeout(500)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    assert shown.evaluate("window.hit") is None
    assert shown.locator("img[src='x'], .root script, .root img").count() == 0
    if page == "who":
        assert "<script>window.hit=2</script>" in shown.locator(".st-key-duties .root").inner_text()
    phone.picture(f"{page}-{lang}-phone")
