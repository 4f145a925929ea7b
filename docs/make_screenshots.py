"""Make the pictures of docs/page.md from the demo: python docs/make_screenshots.py, with Debian's chromium."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import structlog
from playwright.sync_api import Browser, sync_playwright

from integration.config.address import Address
from integration.console.demo import run_demo
from integration.listening import listen
from integration.web.app import build_app
from integration.web.demo import DemoRoom
from integration.web.server import serving
from integration.web.site import Site

FOLDER = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE, PHONE = (1120, 740), (375, 740)
EXPLAINED = 1537
"""A ticket of the demo that was passed around, and whose promise was not kept."""
PICTURES = (
    ("overview", "/", WIDE, "light"),
    ("findings", "/findings?policy=kept-promises", WIDE, "light"),
    ("ahead", "/ahead", WIDE, "light"),
    ("explain", f"/tickets/{EXPLAINED}", WIDE, "light"),
    ("ticket", f"/demo/tickets/{EXPLAINED}", WIDE, "light"),
    ("policies-dark", "/policies", WIDE, "dark"),
    ("overview-phone", "/", PHONE, "light"),
    ("explain-phone-dark", f"/tickets/{EXPLAINED}", PHONE, "dark"),
)


def main() -> None:
    """Run the demo, look at its page, and write a picture of each view."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        result, sandbox = run_demo(Path(folder), lambda _text, _share: None)
        app = build_app(Site(result.account, live=True, room=DemoRoom(result, sandbox)))
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with serving(app, listen(Address("127.0.0.1", 0))) as url:
            for name, path, size, scheme in PICTURES:
                _picture(browser, f"{url}{path}", FOLDER / f"{name}.png", size, scheme)
        browser.close()
        result.leads.stop()
        sandbox.stop()


def _picture(browser: Browser, url: str, file: Path, size: tuple[int, int], scheme: str) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    main()
