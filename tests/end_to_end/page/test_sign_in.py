"""A page that others can reach: a person types the token once, looks around, and signs out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from integration.config.address import Address
from integration.listening import listen
from integration.web.app import build_app
from integration.web.keys import Keys
from integration.web.server import serving
from integration.web.site import Site
from tests.integration.engine.harbour import Harbour

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("page")]  # one browser for all of the page's tests
TOKEN = "a-token-of-the-desk"  # noqa: S105 - of this test's own page


@pytest.fixture
def desk(harbour: Harbour, browser: Browser) -> Iterator[Page]:
    account = harbour.open()
    harbour.cycle(account)
    app = build_app(Site(account, live=True, keys=Keys(TOKEN)))
    with serving(app, listen(Address("127.0.0.1", 0))) as url:
        context = browser.new_context(viewport={"width": 375, "height": 700}, color_scheme="dark")
        page = context.new_page()
        page.goto(url + "/held")
        yield page
        context.close()


def test_the_token_opens_the_page_until_one_signs_out(desk: Page) -> None:
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert Axe().run(desk).response["violations"] == []
    desk.get_by_label("Token").fill("not the token at all")
    desk.get_by_label("Token").press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("That is not the token.")
    assert Axe().run(desk).response["violations"] == []
    desk.get_by_label("Token").fill(TOKEN)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Working")
    assert desk.evaluate("document.cookie") == "", "no script sees the cookie"
    desk.get_by_role("link", name="Held back", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Held back")
    assert Axe().run(desk).response["violations"] == []
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")
    desk.go_back()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")
