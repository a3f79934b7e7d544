"""Ten questions that people come with, each answered in a browser the way a person would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: First page and map, as transferred (bytes): what issue 6 promises at most.
_FIRST, _MAP = 350_000, 1_200_000


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto("/")
    yield page
    context.close()
    assert faults == []


def the_night(page: Page) -> None:
    """From the board to the clashes of the night of 11 to 12 October."""
    page.get_by_label("From").fill("2025-10-11")
    page.get_by_label("To", exact=True).fill("2025-10-12")
    page.get_by_label("Verdict").select_option("contested")
    page.get_by_role("button", name="Filter").click()
    page.locator("article h2 a").first.click()


def test_is_torkham_open_to_cargo(page: Page) -> None:
    page.get_by_role("link", name="Crossings", exact=True).click()
    page.get_by_role("link", name="Torkham", exact=True).click()
    page.get_by_label("State on the day").fill("2025-10-13")
    page.locator("form.card").get_by_role("button", name="Show").click()
    cargo = page.locator(".gate > li", has_text="cargo").first
    assert "CLOSED" in cargo.inner_text()
    assert "since" in cargo.inner_text() or "first told" in cargo.inner_text()
    # the words behind it, one click away
    page.locator("blockquote a").first.click()
    assert page.locator(".record:target").is_visible()


def test_what_did_each_side_say_about_its_own_dead(page: Page) -> None:
    the_night(page)
    own = page.locator("section", has=page.get_by_role("heading", name="Pakistan: killed", exact=True))
    assert own.locator(".account", has_text="Pakistan").first.locator(".figure").first.inner_text() == "23"
    assert "admitted" in own.inner_text()
    theirs = page.locator("section", has=page.get_by_role("heading", name="Taliban: killed", exact=True))
    assert theirs.locator(".account").first.locator(".figure").first.inner_text() == "9"


def test_who_denied_it(page: Page) -> None:
    page.get_by_label("Words").fill("Ansongo")
    page.get_by_role("button", name="Filter").click()
    page.locator("article h2 a").first.click()
    denials = page.locator("section", has=page.get_by_role("heading", name="Who denies what"))
    first = denials.locator("li").first
    assert "JNIM" in first.locator(".from").inner_text()
    assert "denies" in first.locator(".arrow").inner_text()
    first.locator(".to a").click()
    assert page.locator("mark").first.is_visible()


def test_which_of_these_nine_papers_are_one_wire(page: Page) -> None:
    page.get_by_label("Words").fill("Ansongo")
    page.get_by_role("button", name="Filter").click()
    page.locator("article h2 a").first.click()
    page.get_by_role("link", name="independent voice").click()
    wire = page.locator(".heard > li", has_text="Paper A")
    wire.locator("summary").click()
    assert all(f"Paper {letter}" in wire.inner_text() for letter in "ABCDE")
    assert "Own 1" not in wire.inner_text()
    assert "r_" not in wire.inner_text()


def test_what_did_we_know_on_the_12th_at_noon(page: Page) -> None:
    page.get_by_label("What was known by").fill("2025-10-12T12:00")
    page.locator(".asof").get_by_role("button", name="Show").click()
    assert "As known by 12 Oct 2025 12:00" in page.locator(".asof").inner_text()
    assert "December 2025" not in page.locator("main").inner_text()
    page.locator("article h2 a").first.click()
    assert "As known by 12 Oct 2025 12:00" in page.locator(".asof").inner_text()
    page.get_by_role("link", name="Back to now").click()
    assert "All that is known now" in page.locator(".asof").inner_text()


def test_this_reading_is_wrong_mend_and_undo(page: Page) -> None:
    the_night(page)
    page.locator("blockquote a").first.click()
    page.locator(".record:target").get_by_role("link", name="is it right?").click()
    page.wait_for_load_state()
    page.keyboard.press("e")
    page.locator("textarea").fill("25 soldiers killed (Pakistan)")
    with page.expect_response("**/review") as answered:
        page.get_by_role("button", name="Write it down").click()
    assert answered.value.ok
    page.reload()
    assert "25 soldiers killed" in page.locator(".decisions").inner_text()
    assert "The machine reads" in page.locator("main").inner_text()
    with page.expect_response("**/review/undo"):
        page.keyboard.press("z")
    page.goto("/review/history")
    assert "25 soldiers killed" in page.locator("tbody tr").first.inner_text()
    assert page.locator("tbody tr").first.get_by_role("button").count() == 0


def test_give_me_the_csv(page: Page) -> None:
    the_night(page)
    found = page.request.get(page.get_by_role("link", name="CSV").get_attribute("href") or "")
    rows = list(csv.DictReader(io.StringIO(found.text())))
    assert {"voice", "low", "words", "outlet", "claim"} <= rows[0].keys()
    assert any(row["voice"] == "Pakistan" and row["low"] == "23" for row in rows)


def test_where_was_it_and_what_is_not_placed(page: Page) -> None:
    page.get_by_text("Map of these incidents").click()
    page.locator(".leaflet-interactive").first.wait_for()
    assert page.locator(".leaflet-marker-icon").count() == 0, (
        "no pin: every place is as wide as it is uncertain"
    )
    placed = {one["incident"] for one in page.request.get("/map?format=json").json()["data"]["placed"]}
    page.locator(".leaflet-interactive").last.click(force=True)
    assert page.locator(".popup a").first.get_attribute("href").rpartition("/")[2] in placed  # type: ignore[union-attr]
    page.get_by_role("link", name="The same as a list").click()
    assert "within some" in page.locator("table").inner_text()


def test_who_said_so_and_where_is_it_printed(page: Page) -> None:
    page.get_by_role("searchbox").fill("torkham closed")
    page.get_by_role("button", name="Search").click()
    page.locator("article h2 a").first.click()
    page.locator("sup a").first.click()
    assert page.locator(".record:target").is_visible()


def test_check_readings_with_one_key_each(page: Page) -> None:
    page.get_by_role("link", name="Review").click()
    page.wait_for_load_state()
    items = page.locator("[data-item]")
    first = items.nth(0).inner_text()
    with page.expect_response("**/review"):
        page.keyboard.press("a")
    assert items.nth(0).is_hidden()
    assert items.nth(1).is_visible()
    with page.expect_response("**/review"):
        page.keyboard.press("r")
    for _ in range(2):
        with page.expect_response("**/review/undo"):
            page.keyboard.press("z")
    assert items.nth(0).inner_text() == first
    page.keyboard.press("?")
    assert page.get_by_text("take the last one back, as often as you like").is_visible()


def test_the_first_page_and_the_map_are_light(page: Page) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < _FIRST
    page.get_by_text("Map of these incidents").click()
    page.locator(".leaflet-interactive").first.wait_for()
    assert sum(sizes) < _MAP


def test_without_javascript(browser: Browser, desk: str) -> None:
    context = browser.new_context(base_url=desk, java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/review")
    before = page.locator("[data-item]").count()
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_role("button", name="Take the last one back").click()
    assert page.locator("[data-item]").count() == before
    page.goto("/map")
    assert page.locator("tbody tr").count() > 0
    context.close()
