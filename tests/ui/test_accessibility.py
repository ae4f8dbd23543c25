"""axe-core finds nothing serious on any page; the app is legible at 200 % and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from kb import KnowledgeBase
from ui.texts import texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.ui.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = quote('Which law replaced the word "oralman" by "kandas"?')
PAGES = {
    "first": "/",
    "answer": f"/?q={QUESTION}",
    "refusal": "/?q=" + quote("What is the boiling point of tungsten?"),
    "documents": "/documents",
    "pdf": "/documents?document={pdf}",
    "html": "/documents?document={html}",
    "who": "/who",
    "duties": "/who?about=migration&date=2022-03-01",
    "recommendations": "/recommendations",
    "timeline": "/timeline",
    "citations": "/citations",
    "library": "/library",
    "curation": "/curation",
    "changes": "/changes",
}
SERIOUS = ("serious", "critical")
# 200 % on a window of 1280 × 1024 leaves half of it in each direction.
ZOOMED = {"width": 640, "height": 512}


@pytest.fixture(scope="module")
def addresses(kb: KnowledgeBase) -> dict[str, str]:
    by_kind = {d.source.rpartition(".")[2]: d.id for d in kb.documents()}
    return {name: path.format(**by_kind) for name, path in PAGES.items()}


def opened(visitor: Visitor, path: str) -> Page:
    page = visitor.visit(path)
    page.locator("[data-testid=stMain]").locator("h1, h2, input, button").first.wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')")
    page.wait_for_timeout(1_500)
    return page


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, a line for each element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious(visitors: Any, addresses: dict[str, str], name: str, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme)
    assert serious(opened(visitor, addresses[name])) == []
    visitor.picture(f"page-{name}-{scheme}")


@pytest.mark.parametrize("lang", ["ru", "kk"])
@pytest.mark.parametrize("name", ["first", "answer", "who", "curation", "changes"])
def test_nothing_serious_in_the_other_languages(visitors: Any, addresses: dict[str, str], name: str, lang: str) -> None:
    visitor = visitors(locale={"ru": "ru-RU", "kk": "kk-KZ"}[lang])
    page = opened(visitor, addresses[name])
    assert serious(page) == []
    assert texts(lang)("app.language") in page.inner_text("body")
    visitor.picture(f"page-{name}-{lang}")


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_each_page_without_moving_sideways(visitors: Any, addresses: dict[str, str], name: str) -> None:
    visitor = visitors(width=375, height=800)
    page = opened(visitor, addresses[name])
    assert _width(page) <= 375
    visitor.picture(f"phone-{name}")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_legible_at_twice_the_size(visitors: Any, addresses: dict[str, str], name: str) -> None:
    visitor = visitors(**ZOOMED, device_scale_factor=2)
    page = opened(visitor, addresses[name])
    assert _width(page) <= ZOOMED["width"]
    visitor.picture(f"zoom-{name}")


def _width(page: Page) -> int:
    """How wide what scrolls as a whole is."""
    return int(
        page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth,"
            " ...[...document.querySelectorAll('.stMain, .stMainBlockContainer')].map((e) => e.scrollWidth))"
        )
    )
