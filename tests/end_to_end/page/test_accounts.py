"""The list of several accounts in a browser: read on any screen, and followed to one account's pages and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from integration.config.address import Address
from integration.listening import listen
from integration.web.accounts import Entry, Sites, entries_of
from integration.web.app import build_app_of_all
from integration.web.keys import Keys
from integration.web.server import serving
from tests.integration.web.several import three

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("page")]  # one browser for all of the page's tests
TOKEN = "a-token-of-the-desk"  # noqa: S105 - of this test's own page
LONG = "Northwind-Traders-Wholesale/Support & Returns <Scandinavia>"
PHONE = 375


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with four accounts, of which one is open."""
    with three(tmp_path_factory.mktemp("desk")) as agency:
        fleet = agency.fleet()
        agency.companies["harbour"].passed_around()
        agency.round(fleet)
        sites = Sites(lambda: (*entries_of(fleet), Entry(LONG)), live=True, keys=Keys(TOKEN))
        with serving(build_app_of_all(sites), listen(Address("127.0.0.1", 0))) as url:
            yield url
        fleet.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", PHONE)])
def test_the_list_is_read_on_any_screen_and_leads_to_each_account_and_back(
    browser: Browser, desk: str, scheme: str, width: int
) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        extra_http_headers=headers,
    )
    page = context.new_page()
    page.goto(desk)
    for name, heading in (
        (None, "Accounts"),
        ("harbour", "Working"),
        ("quay", "quay: Resting after a failure"),
        ("wharf", "wharf: Its settings cannot be used"),
        (LONG, f"{LONG}: Not open yet"),
    ):
        if name is not None:
            page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in violations] == [], heading
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading
        if name == "harbour":
            page.get_by_role("link", name="Findings", exact=True).click()
            assert page.url == f"{desk}/accounts/harbour/findings"
            page.get_by_role("link", name="All accounts").click()
        elif name is not None:
            page.get_by_role("link", name="To the overview").click()
        assert page.url == f"{desk}/"
    context.close()
