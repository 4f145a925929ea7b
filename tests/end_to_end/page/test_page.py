"""The page of the demo by what a person does: open, filter, follow a finding to its ticket and its explanation."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.end_to_end.page.conftest import Open

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("page")]  # the demo runs once for all of these
VIEWS = ["/", "/findings", "/held", "/ahead", "/ahead?days=30", "/policies", "/cases", "/demo/tickets"]
PHONE = 375


def test_a_finding_is_followed_to_its_explanation_and_to_the_ticket_as_its_agent_sees_it(look: Open) -> None:
    page = look()
    expect(page.get_by_role("heading", level=1)).to_have_text("Working")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Findings").click()
    page.get_by_label("Policy").select_option("kept-promises")
    page.get_by_label("State").select_option("open")
    page.get_by_role("button", name="Show").click()
    rows = page.get_by_role("row")
    assert rows.count() > 3
    for row in rows.all()[1:]:
        expect(row).to_contain_text("kept-promises")
        expect(row).to_contain_text("open")
    page.get_by_role("link", name=re.compile(r"Explain ticket \d+")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ticket #")
    judged = page.get_by_role("article", name="kept-promises")
    expect(judged).to_contain_text("found")
    expect(judged).to_contain_text("promised")
    expect(page.get_by_role("heading", name="Our ledger")).to_be_visible()
    page.get_by_role("link", name="See it as an agent").click()
    expect(page.locator(".said").first).to_be_visible()
    page.get_by_role("link", name="Explain it").click()
    expect(page.get_by_role("heading", name="What each policy says")).to_be_visible()


def test_a_notes_reference_is_looked_up_and_the_note_is_internal(look: Open) -> None:
    page = look("/demo/tickets")
    page.get_by_role("link", name=re.compile(r"Ticket \d+")).first.click()
    note = page.locator(".said-service").last
    expect(note).to_contain_text("internal note")
    found = re.search(r"SH-[0-9A-Z]{8}", note.inner_text())
    assert found is not None
    number = page.url.rpartition("/")[2]
    page.get_by_label("Explain a ticket").fill(found[0])
    page.get_by_label("Explain a ticket").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ticket #{number}")
    expect(page.get_by_role("row").filter(has_text=found[0]).first).to_be_visible()


def test_yesterday_is_one_click_away(look: Open) -> None:
    page = look()
    expect(page.get_by_role("heading", name="What it did")).to_contain_text("Wed 11 Mar")
    page.get_by_role("navigation", name="Days").get_by_role("link", name="Tue 10 Mar").click()
    expect(page.get_by_role("heading", name="What it did")).to_contain_text("Tue 10 Mar")
    expect(page.locator(".feed li").first).to_be_visible()


def test_what_is_held_back_is_narrowed_by_its_tally(look: Open) -> None:
    page = look("/held")
    page.get_by_role("link", name=re.compile("history")).first.click()
    assert "reason=history" in page.url
    for row in page.get_by_role("row").all()[1:]:
        expect(row).to_contain_text("history")
    page.get_by_role("link", name="Clear").click()
    assert page.url.endswith("/held")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.id"))


def test_the_keyboard_alone_is_enough(look: Open) -> None:
    page = look()
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page = look()
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline not in ("none", ""), focused(page)
        if focused(page) == "Findings":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings")
    page.get_by_label("Policy").focus()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show").press("Enter")
    page.wait_for_url("**/findings?policy=boundaries*")


@pytest.mark.parametrize("path", VIEWS)
def test_a_phone_shows_every_view_without_scrolling_sideways(look: Open, path: str) -> None:
    page = look(path, width=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, input:not([type=hidden]), nav a')]"
        ".filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == [], "a finger needs room"


def test_without_javascript_all_is_there(look: Open) -> None:
    page = look("/findings", java_script_enabled=False)
    page.get_by_label("Policy").select_option("passed-around")
    page.get_by_role("button", name="Show").click()
    assert "policy=passed-around" in page.url
    page.get_by_role("link", name=re.compile(r"Explain ticket \d+")).first.click()
    expect(page.get_by_role("heading", name="What each policy says")).to_be_visible()


def test_the_dark_is_dark(look: Open) -> None:
    page = look(color_scheme="dark")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", background)) < 40


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_nothing_on_any_view(look: Open, scheme: str, width: int) -> None:
    page = look(color_scheme=scheme, width=width)
    home = page.url.rstrip("/")
    tickets = [f"{kind}/{first_flagged(home)}" for kind in ("/tickets", "/demo/tickets")]
    for path in (*VIEWS, *tickets):
        page.goto(home + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        violations = Axe().run(page).response["violations"]
        told = [(v["id"], [node["html"][:200] for node in v["nodes"][:2]]) for v in violations]
        assert told == [], path


def first_flagged(home: str) -> str:
    found = re.search(r'/demo/tickets/(\d+)"', requests.get(f"{home}/demo/tickets", timeout=30).text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_refusal(look: Open, scheme: str) -> None:
    page = look("/nothing", expect=404, color_scheme=scheme)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("path", ["/demo/tickets?show=<script>", "/demo/tickets?page=0", "/demo/tickets?x=1"])
def test_a_hostile_question_about_the_demos_tickets_is_refused(demo: str, path: str) -> None:
    answer = requests.get(demo + path, timeout=20)
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_only_a_form_of_the_page_moves_the_clock(demo: str) -> None:
    before = clock_of(demo)
    for form in ({}, {"step": "day"}, {"step": "day", "token": "guessed"}, {"step": "day", "token": "ä"}):
        assert requests.post(f"{demo}/demo/clock", data=form, timeout=20).status_code == 400
    found = re.search(r'name="token" value="([^"]+)"', requests.get(demo, timeout=20).text)
    assert found is not None
    for wrong in ({"step": "year"}, {"step": ""}, {"step": "day", "back": "//evil.example"}):
        form = {"token": found[1], **wrong}
        assert requests.post(f"{demo}/demo/clock", data=form, timeout=20).status_code == 400
    right, elsewhere = {"token": found[1], "step": "hour"}, {"Origin": "http://evil.example"}
    assert requests.post(f"{demo}/demo/clock", data=right, headers=elsewhere, timeout=20).status_code == 403
    assert requests.get(f"{demo}/demo/clock", timeout=20).status_code == 405
    assert clock_of(demo) == before


def clock_of(demo: str) -> str:
    found = re.search(r"its clock stands at <time[^>]*>([^<]+)", requests.get(demo, timeout=20).text)
    assert found is not None
    return found[1]


def test_whoever_clicks_twice_moves_the_clock_once(demo: str) -> None:
    """One of the last tests: the demo's clock has moved after it."""
    found = re.search(r'name="token" value="([^"]+)"', requests.get(demo, timeout=20).text)
    assert found is not None
    form = {"token": found[1], "step": "hour"}
    assert clock_of(demo) == "Thu 12 Mar 08:00"
    with ThreadPoolExecutor(4) as hands:
        clicks = [hands.submit(requests.post, f"{demo}/demo/clock", data=form, timeout=60) for _ in range(4)]
    assert {click.result().status_code for click in clicks} == {200}
    assert clock_of(demo) == "Thu 12 Mar 09:00"


def test_a_day_forward_brings_what_that_day_brings(look: Open, demo: str) -> None:
    """The last test: the demo's clock has moved after it."""
    before = clock_of(demo)
    page = look("/held")
    page.set_default_timeout(60_000)
    with page.expect_navigation():
        page.get_by_role("button", name="A day forward").click()
    assert page.url == f"{demo}/held"
    assert clock_of(demo) != before
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Working")
    expect(page.get_by_role("heading", name="What it did")).to_contain_text("Thu 12 Mar")
