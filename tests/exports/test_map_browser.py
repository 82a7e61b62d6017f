"""The map in a browser: dots lead to their sentences, filters filter, and nothing is asked of the network.

Needs Chromium: the one that WARLOG_CHROMIUM names, else Debian's. Set WARLOG_CHROMIUM in CI, where a missing
browser has to fail rather than skip.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from map_readings import readings

from warlog.exports import write_map

CHROMIUM = os.environ.get("WARLOG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

if CHROMIUM is None:
    pytest.skip("no Chromium: apt-get install chromium, or set WARLOG_CHROMIUM", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api") if "WARLOG_CHROMIUM" not in os.environ else __import__(
    "playwright.sync_api", fromlist=["sync_api"]
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("map") / "map.html"
    write_map(path, readings())
    return path.as_uri()


@pytest.fixture(params=[(1400, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda asked: requests.append(asked.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    yield page
    context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def quotes(page: Any) -> str:
    """The highlighted words of the report."""
    return "".join(page.locator("mark.chosen").all_text_contents())


def test_every_claim_highlights_its_own_words(page: Any) -> None:
    for reading in readings():
        for claim in reading.claims:
            page.goto(page.url.split("#")[0] + f"#{claim.id}")
            page.reload()
            assert quotes(page) == claim.evidence.quote
            assert claim.evidence.trigger and claim.evidence.trigger.text in "".join(
                page.locator("mark.chosen .trigger").all_text_contents()
            )


def test_a_click_on_a_dot_leads_to_the_sentence(page: Any) -> None:
    page.locator(".dot[aria-label^='clash, Baiji']").click()
    assert quotes(page) == "Clashes around Baiji killed between 10 and 15 fighters."
    assert page.locator(".card dd", has_text="10–15 killed").count() == 1
    assert page.locator("mark.chosen").first.is_visible()


def test_a_crowded_place_opens_by_keyboard(page: Any) -> None:
    ring = page.locator(".ring[aria-label*='Tal Afar']")
    ring.focus()
    for _ in range(3):
        if page.locator(".dot[aria-label^='withdrawal']").count():
            break
        page.keyboard.press("Enter")
    page.locator(".dot[aria-label^='withdrawal']").focus()
    page.keyboard.press("Enter")
    assert quotes(page).startswith("Fighters of the Free Valley Front withdrew")
    page.keyboard.press("Escape")
    assert page.locator("mark.chosen:visible").count() == 0


def test_the_legend_filters_by_family(page: Any) -> None:
    page.locator("[data-family=politics]").click()
    assert page.locator(".item").count() == 2
    page.locator("#reset").click()
    assert page.locator(".item").count() == 25


def test_speakers_and_words_filter(page: Any) -> None:
    page.locator("#by-speaker").select_option("Hadi Mansour")
    assert page.locator(".item").count() == 1
    page.locator("#by-speaker").select_option("")
    page.locator("#find").fill("baiji hawijah")
    assert page.locator(".item").count() == 0
    page.locator("#find").fill("kirkuk protest")
    assert page.locator(".item").count() == 1


def test_the_timeline_filters_by_keyboard_and_keeps_the_undated(page: Any) -> None:
    page.locator("[role=slider]").first.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    shown = page.locator(".item").count()
    assert 4 < shown < 25
    assert page.locator(".item", has_text="undated").count() == 4
    page.locator(".lane", has_text="Undated").click()
    assert page.locator(".item").count() == shown - 4


def test_unplaced_claims_are_listed(page: Any) -> None:
    assert page.locator("h3", has_text="Not on the map (2)").count() == 1


def test_markup_in_a_report_stays_text(page: Any) -> None:
    page.locator(".item", has_text="Geneva").click()
    assert '<script>alert("never")</script>' in page.locator(".text").inner_text()
    assert "</script><b>bold</b>" in page.locator(".body h2").inner_text()


def test_the_page_does_not_scroll_sideways(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
