"""The graph of who does what: it grows where it is opened, by mouse and by keyboard, and leaves as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from PIL import Image

from kb import KnowledgeBase
from kb.overview.network import ALL, short
from tests.ui.conftest import OUTPUT, running
from tests.ui.test_graph_pages import NEW, OLD, STATING, data, visit
from ui import shelf, vendored
from ui.components import network as component
from ui.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.ui.conftest import Visitor

AGENCY = "https://policy-kb.org/id/agency/kz/"
GIVER, TAKER = f"{AGENCY}internal-affairs", f"{AGENCY}labor"
HOSTILE = "<script>window.hit=2</script>"
OVERLAPPING = """graph.nodes().toArray().flatMap((a, i, all) => all.slice(i + 1).filter((b) =>
  Math.abs(a.position('x') - b.position('x')) < (a.data('wide') + b.data('wide')) / 2
  && Math.abs(a.position('y') - b.position('y')) < (a.data('high') + b.data('high')) / 2
).map((b) => [a.id(), b.id()]))"""


@pytest.fixture(scope="module")
def stating(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("graph")
    (place / "a.md").write_text(STATING, encoding="utf-8")
    with KnowledgeBase.open(place / "stating.kb") as kb:
        assert kb.add(place / "a.md").failed == []
    return place / "stating.kb"


@pytest.fixture
def on_shelf(stating: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(stating))


def drawn(**address: Any) -> Any:
    return data(visit("who", **address), "network")


def labels(shown: Any) -> set[str]:
    return {node["label"] for node in shown["nodes"]}


def node(shown: Any, label: str) -> Any:
    """The node of these words, or the shortest that has them."""
    return min((each for each in shown["nodes"] if label in each["label"]), key=lambda each: len(each["label"]))


# ----------------------------------------------------------------------------------------- what is sent
@pytest.mark.usefixtures("on_shelf")
class TestData:
    def test_at_first_there_are_agencies_and_transfers_and_how_much_each_could_bring(self) -> None:
        shown = drawn()
        assert {each["kind"] for each in shown["nodes"]} == {"agency"} and {OLD, NEW} <= labels(shown)
        assert {(a["source"], a["target"], a["word"]) for a in shown["arrows"]} == {
            (GIVER, TAKER, f"{texts('en')('who.link.transferred')} 2022-01-01")
        }
        for each in shown["nodes"]:
            assert texts("en")("who_hidden", count=each["more"]) in each["said"] and each["more"] > 0

    def test_what_is_opened_brings_functions_bases_and_programmes(self) -> None:
        shown = drawn(open=[short(TAKER)])
        assert node(shown, NEW)["more"] == 0 and node(shown, NEW)["open"]
        assert texts("en")("who.graph.closes") in node(shown, NEW)["said"]
        function = node(shown, "issues work permits")
        assert "Enbek" in " ".join(labels(shown)) and function["more"] == 1
        further = drawn(open=[short(TAKER), short(function["id"])])
        (basis,) = (each for each in further["nodes"] if each["kind"] == "instrument")
        assert "477-IV" in basis["label"]
        assert {a["word"] for a in further["arrows"] if basis["id"] in (a["source"], a["target"])} == {
            texts("en")("who.link.basis")
        }

    def test_what_is_not_there_cannot_be_opened(self) -> None:
        assert drawn(open=["agency/kz/atlantis", "<script>", short(TAKER) + "/x"])["nodes"] == drawn()["nodes"]
        assert len(drawn(open=[short(TAKER)] * 500)["nodes"]) <= ALL

    def test_functions_say_when_they_hold(self) -> None:
        for date, issued, issues in (("2021-12-31", "present", "future"), ("2022-01-01", "past", "present")):
            shown = drawn(about="work permits", date=date)
            assert [node(shown, f"{word} work permits")["state"] for word in ("issued", "issues")] == [issued, issues]
            states = {a["target"]: a["state"] for a in shown["arrows"] if a["link"] == "responsible"}
            assert states[node(shown, "issues work permits")["id"]] == issues

    def test_only_what_holds_is_brought_in(self) -> None:
        before = drawn(open=[short(TAKER)], date="2021-10-01", only="1")
        assert not any("issues work permits" in label for label in labels(before))
        after = drawn(open=[short(TAKER)], date="2022-04-01", only="1")
        assert any("issues work permits" in label for label in labels(after))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_word_is_of_the_language(self, language: str) -> None:
        shown, t = drawn(lang=language, agency=TAKER), texts(language)
        assert shown["kinds"]["agency"]["word"] == t("provenance.agency")
        assert set(shown["words"].values()) <= {t(f"who.graph.{name}") for name in component._WORDS}

    def test_the_library_is_named_not_sent(self) -> None:
        shown = drawn()
        assert shown["engine"] == vendored.address() and len(str(shown)) < 50_000


# ------------------------------------------------------------------------------------- in a real browser
@pytest.fixture(scope="module")
def address(stating: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In the place of the app over the samples: all visitors here come to this shelf."""
    with running(stating, tmp_path_factory.mktemp("log") / "graph.log") as url:
        yield url


@pytest.fixture
def guest(visitor: Visitor) -> Visitor:
    return visitor


def opened(guest: Visitor, path: str) -> Page:
    page = guest.visit(path)
    shown(page, "canvas")
    return page


def shown(page: Page, what: str = "", **has: Any) -> Locator:
    found = page.locator(f".st-key-network {what}", **has).first
    found.wait_for()
    return found


def in_graph(page: Page, ask: str) -> Any:
    """What the drawing library says of its graph."""
    found = page.locator(".st-key-network .canvas").evaluate(
        f"(canvas) => {{ const graph = canvas._cyreg?.cy; return graph ? ({ask}) : null; }}"
    )
    return found


def wait_for(page: Page, ask: str, wanted: Any) -> None:
    for _ in range(200):
        if in_graph(page, ask) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{ask} is {in_graph(page, ask)}, not {wanted}")


def place_of(page: Page, label: str) -> tuple[float, float]:
    """Where the middle of a node is on the screen: that of these words, or the shortest that has them."""
    named = f"graph.nodes().toArray().filter((n) => n.data('label').includes({label!r}))"
    at = in_graph(
        page, f"{named}.sort((a, b) => a.data('label').length - b.data('label').length)[0].renderedPosition()"
    )
    box = page.locator(".st-key-network .canvas").bounding_box()
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def brings(label: str) -> str:
    return f"graph.nodes().some((n) => n.data('label').includes({label!r}))"


@pytest.mark.browser
def test_a_click_brings_in_what_a_node_is_joined_to(guest: Visitor, visitors: Any) -> None:
    page = opened(guest, "/who?date=2022-04-01")
    wait_for(page, brings(NEW), True)
    assert in_graph(page, brings("issues work permits")) is False
    page.locator(".st-key-network .canvas").scroll_into_view_if_needed()
    page.mouse.click(*place_of(page, NEW))
    wait_for(page, brings("issues work permits"), True)
    guest.picture("who-graph-open")
    assert in_graph(page, OVERLAPPING) == []
    assert page.url.endswith("open=agency%2Fkz%2Flabor")
    # What is open is in the address, for somebody else in another language as well.
    other = visitors(locale="ru-RU", color_scheme="dark")
    other.visit(page.url.removeprefix(guest.address))
    wait_for(other.page, brings("issues work permits"), True)
    other.page.locator(".st-key-network .canvas").scroll_into_view_if_needed()
    other.picture("who-graph-ru-dark")
    # A first press after that tells, a second one takes the neighbours away.
    page.mouse.click(*place_of(page, NEW))
    wait_for(page, brings("issues work permits"), False)
    page.go_back()
    wait_for(page, brings("issues work permits"), True)


@pytest.mark.browser
def test_the_keyboard_walks_and_opens(guest: Visitor) -> None:
    t = texts("en")
    page = opened(guest, "/who?date=2022-04-01")
    wait_for(page, brings(NEW), True)
    canvas = page.locator(".st-key-network .canvas")
    canvas.focus()
    told = shown(page, "[role=status]")
    here = "graph.nodes('.here').map((n) => n.id())"
    wait_for(page, f"{here}.length", 1)
    (start,) = in_graph(page, here)
    assert start in (GIVER, TAKER) and t("who_joined", count=1) in (told.text_content() or "")
    other = GIVER if start == TAKER else TAKER
    way = "((a, b) => [b.x - a.x, b.y - a.y])"
    ends = ", ".join(f"graph.getElementById('{iri}').position()" for iri in (start, other))
    across, down = in_graph(page, f"{way}({ends})")
    sideways = "ArrowRight" if across > 0 else "ArrowLeft"
    straight = sideways if abs(across) > abs(down) else ("ArrowDown" if down > 0 else "ArrowUp")
    page.keyboard.press(straight)
    wait_for(page, here, [other])
    page.keyboard.press("Home")
    count = in_graph(page, "graph.nodes().length")
    for _ in range(count):
        page.keyboard.press("PageDown")
    wait_for(page, here, [start])
    page.keyboard.press("Enter")
    wait_for(page, f"graph.getElementById('{start}').data('open')", True)
    assert in_graph(page, "graph.nodes().length") > count
    assert t("who.graph.closes") in (told.text_content() or "")
    # The arrow keys lead from the agency to what came in, and the card leads to its quotes.
    seen = set()
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Home")
        page.keyboard.press(key)
        seen |= set(in_graph(page, here))
    near = set(in_graph(page, f"graph.getElementById('{start}').neighborhood('node').map((n) => n.id())"))
    assert len(seen & near) > 1
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    wait_for(page, "graph.nodes().length", count)


@pytest.mark.browser
def test_moving_the_date_moves_the_responsibility_in_the_drawing(guest: Visitor) -> None:
    t = texts("en")
    page = opened(guest, "/who?about=work+permits&date=2021-10-01")
    state = (
        "Object.fromEntries(graph.nodes('.responsibility').map((n) => [n.data('label').slice(0, 6), n.data('state')]))"
    )
    wait_for(page, state, {"issued": "present", "issues": "future"})
    stand = "graph.nodes().map((n) => [n.id(), Math.round(n.position('x')), Math.round(n.position('y'))]).sort()"
    before = in_graph(page, stand)
    page.get_by_role("slider", name=t("who.day")).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**date=2022-01-01*")
    wait_for(page, state, {"issued": "past", "issues": "present"})
    page.keyboard.press("ArrowLeft")
    wait_for(page, state, {"issued": "present", "issues": "future"})
    # What was there has not moved, so that the change can be seen.
    assert in_graph(page, stand) == before


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_a_png_of_the_whole_drawing(visitors: Any, scheme: str) -> None:
    guest = visitors(color_scheme=scheme)
    page = opened(guest, "/who?date=2022-04-01&open=agency/kz/labor")
    wait_for(page, brings("Enbek"), True)
    size = in_graph(page, "(({ w, h }) => [w, h])(graph.elements().boundingBox())")
    with page.expect_download() as download:
        page.get_by_role("button", name=texts("en")("who.graph.save")).click()
    assert download.value.suggested_filename == "who-does-what-2022-04-01.png"
    OUTPUT.mkdir(exist_ok=True)
    kept = OUTPUT / f"who-download-{scheme}.png"
    download.value.save_as(kept)
    with Image.open(kept) as image:
        assert image.format == "PNG" and image.width >= 2 * size[0] and image.height >= 2 * size[1]
        assert image.width < 2 * size[0] + 1000 and image.height < 2 * size[1] + 600
        colours = image.convert("RGB").getcolors(1 << 24)
        assert colours is not None and len(colours) > 50
        share = max(count for count, _ in colours) / (image.width * image.height)
        # Not an empty sheet; the paper is the ground of the page, light or dark.
        assert 0.3 < share < 0.97
        assert (sum(max(colours)[1]) > 600) is (scheme == "light")


@pytest.mark.browser
def test_tools_zoom_fit_and_the_wheel_leaves_the_page_alone(guest: Visitor) -> None:
    t = texts("en")
    page = opened(guest, "/who?agency=" + TAKER.replace("/", "%2F"))
    wait_for(page, brings(NEW), True)
    page.locator(".st-key-network .canvas").scroll_into_view_if_needed()
    first = in_graph(page, "graph.zoom()")
    page.get_by_role("button", name=t("who.graph.closer")).click()
    assert in_graph(page, "graph.zoom()") == pytest.approx(first * 1.3)
    page.get_by_role("button", name=t("who.graph.wider")).click()
    assert in_graph(page, "graph.zoom()") == pytest.approx(first)
    page.mouse.move(*place_of(page, NEW))
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(200)
    assert in_graph(page, "graph.zoom()") == pytest.approx(first)
    page.get_by_role("button", name=t("who.graph.fit")).click()
    inside = "((all, seen) => all.x1 >= seen.x1 && all.x2 <= seen.x2 && all.y1 >= seen.y1 && all.y2 <= seen.y2)"
    assert in_graph(page, f"{inside}(graph.elements().boundingBox(), graph.extent())")


INSIDE = """((all, seen) => all.x1 >= seen.x1 && all.x2 <= seen.x2 && all.y1 >= seen.y1 && all.y2 <= seen.y2)(
  graph.elements().boundingBox(), graph.extent())"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("path", ["/who", "/who?date=2022-04-01&open=agency/kz/labor&open=agency/kz/internal-affairs"])
def test_a_drawing_begins_inside_its_frame_and_stays_there_until_it_is_moved(
    visitors: Any, width: int, path: str
) -> None:
    page = opened(visitors(width=width), path)
    wait_for(page, brings(NEW), True)
    wait_for(page, INSIDE, True)
    for narrower in (width - 60, width + 200):
        page.set_viewport_size({"width": narrower, "height": 700})
        wait_for(page, f"{INSIDE} && Math.abs(graph.width() - graph.container().clientWidth) < 2", True)
    zoom = in_graph(page, "graph.zoom()")
    page.get_by_role("button", name=texts("en")("who.graph.closer")).click()
    page.set_viewport_size({"width": width, "height": 800})
    wait_for(page, "Math.abs(graph.width() - graph.container().clientWidth) < 2", True)
    assert in_graph(page, "graph.zoom()") == pytest.approx(zoom * 1.3)


@pytest.mark.browser
def test_hostile_words_are_words_in_the_drawing_and_below_it(guest: Visitor) -> None:
    page = opened(guest, "/who?about=personal+data")
    wait_for(page, brings(HOSTILE), True)
    page.locator(".st-key-network .canvas").scroll_into_view_if_needed()
    page.mouse.click(*place_of(page, HOSTILE))
    assert HOSTILE in (shown(page, ".card").text_content() or "")
    assert page.evaluate("window.hit") is None
    shown(page, ".card a").click()
    page.locator(".st-key-duties .detail blockquote").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark"), (640, "light")])
def test_the_page_is_accessible_and_fits(visitors: Any, width: int, scheme: str) -> None:
    """640 pixels are what 1280 are at 200 %."""
    from axe_playwright_python.sync_playwright import Axe

    guest = visitors(width=width, color_scheme=scheme, bypass_csp=True)
    page = opened(guest, "/who?date=2022-04-01&open=agency/kz/labor")
    wait_for(page, brings("Enbek"), True)
    page.locator(".st-key-network .canvas").focus()
    guest.picture(f"who-graph-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
def test_the_library_is_fetched_once_and_not_by_the_first_page(chromium: Browser, address: str) -> None:
    # Without the fixture's watcher: a browser that is watched keeps nothing.
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    sizes = (
        "performance.getEntriesByType('resource').filter((r) => r.name.includes('/vendor/')).map((r) => r.transferSize)"
    )
    page.goto(f"{address}/")
    page.get_by_text(texts("en")("ask.title"), exact=True).wait_for()
    assert page.evaluate(sizes) == []
    page.goto(f"{address}/who")
    wait_for(page, brings(NEW), True)
    (first,) = page.evaluate(sizes)
    assert 100_000 < first < 200_000
    page.goto(f"{address}/who?about=permits")
    wait_for(page, brings(NEW), True)
    assert page.evaluate(sizes) == [0]
    context.close()


@pytest.mark.browser
def test_the_library_comes_as_a_script_that_may_be_kept(address: str) -> None:
    with urlopen(f"{address}/{vendored.address()}", timeout=10) as answer:
        assert answer.read() == vendored.FILE.read_bytes()
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        assert "script-src 'self'" in answer.headers["content-security-policy"]
