"""axe-core in Chromium: every page, light and dark, narrow and wide; and nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")
#: What is wrong, with the first places where it is.
_RUN = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
PAGES = (
    "board",
    "board, nothing fits",
    "map",
    "incident",
    "places",
    "report",
    "crossings",
    "crossing",
    "sources",
    "source",
    "search",
    "runs",
    "run",
    "review",
    "review of links",
    "review of one claim",
    "history",
    "error",
    "as of",
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def addresses(page: Page, desk: str) -> dict[str, str]:
    """Where each page is."""

    def asked(path: str) -> Any:
        return page.request.get(desk + path, headers={"Accept": "application/json"}).json()["data"]

    night = asked("/?on=2025-10-12&verdict=contested")["incidents"][0]["id"]
    found = asked("/search?q=Torkham")[0]["report"]["id"]
    claim = asked("/review?why=contested")["items"][0]["key"]
    number = asked("/sources")[0]["number"]
    return {
        "board": "/",
        "board, nothing fits": "/?place=Nowhere",
        "map": "/",
        "incident": f"/incidents/{night}",
        "places": "/map",
        "report": f"/reports/{found}",
        "crossings": "/crossings",
        "crossing": "/crossings/torkham",
        "sources": "/sources",
        "source": f"/sources/{number}",
        "search": "/search?q=Torkham",
        "runs": "/runs",
        "run": "/runs/1",
        "review": "/review",
        "review of links": "/review?why=links",
        "review of one claim": f"/review?claim={claim}",
        "history": "/review/history",
        "error": "/incidents/none",
        "as of": "/?as_of=2025-10-12T12:00",
    }


@pytest.mark.parametrize("name", PAGES)
def test_no_violation(page: Page, desk: str, addresses: dict[str, str], name: str) -> None:
    asked: list[str] = []

    def noted(request: Request) -> None:
        asked.append(request.url)

    page.on("request", noted)
    page.goto(desk + addresses[name])
    if name == "map":
        page.locator("details[data-map] > summary").click()
        page.locator(".leaflet-interactive").first.wait_for()
    page.evaluate("for (const d of document.querySelectorAll('main details:not([data-map])')) d.open = true")
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        for width in (360, 1440):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(_RUN)
            assert found == [], f"{name}, {scheme}, {width} px"
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{name}, {scheme}, {width} px: the page is {wide} px too wide"
    page.remove_listener("request", noted)
    assert [url for url in asked if not url.startswith((desk, "data:", "blob:"))] == []
