"""Several accounts on one page: a list, each account's pages below its own address, and what is said of one that is not open."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from integration.config.address import Address
from integration.config.load import load_file
from integration.fleet import Fleet
from integration.keeper import REST_S
from integration.listening import listen
from integration.sandbox.auth import CLIENT_SECRET
from integration.store.access import Store
from integration.web.accounts import Entry, Sites, entries_of
from integration.web.app import build_app_of_all
from integration.web.beside import Beside
from integration.web.keys import Keys
from integration.web.server import serving
from integration.web.site import base_of, label_of
from tests.integration.test_fleet import Agency
from tests.integration.web.several import three

TOKEN = "a-token-of-the-desk"  # noqa: S105 - of this test's own page
ODD = 'A & B/<script> "50%"'
VIEWS = ("/", "/findings", "/held", "/ahead", "/policies", "/cases")
Show = Callable[..., str]


@pytest.fixture
def show() -> Iterator[Show]:
    """Serve the pages of these accounts until the test ends; their address."""
    with ExitStack() as stack:

        def start(entries: Callable[[], tuple[Entry, ...]], *, token: str | None = None) -> str:
            sites = Sites(entries, live=True, keys=None if token is None else Keys(token))
            return stack.enter_context(serving(build_app_of_all(sites), listen(Address("127.0.0.1", 0))))

        yield start


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """The three before their first round."""
    with three(tmp_path) as agency:
        yield agency


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """The three after a round, for tests that only look."""
    with three(tmp_path_factory.mktemp("three")) as agency:
        agency.companies["harbour"].passed_around()
        fleet = agency.fleet()
        agency.round(fleet)
        yield fleet
        fleet.close()


def get(url: str, **options: object) -> requests.Response:
    return requests.get(url, timeout=60, allow_redirects=False, **options)  # type: ignore[arg-type] # as requests has it


def words(answer: requests.Response) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def addresses(answer: requests.Response) -> list[str]:
    """All that a page leads to on its own host."""
    found = re.findall(r'(?:href|action)="([^"]*)"', answer.text)
    return [unescape(each) for each in found if each.startswith("/")]


def test_the_list_has_every_account_and_first_those_that_somebody_should_look_at(
    fleet: Fleet, show: Show
) -> None:
    url = show(lambda: entries_of(fleet))
    answer = get(url)
    told = words(answer)
    rows = re.findall(r'<th scope="row"[^>]*><a href="/accounts/(\w+)/">', answer.text)
    assert rows == ["wharf", "quay", "harbour"]
    assert "3 accounts, 2 of them to look at." in told
    assert "Its settings cannot be used" in told
    assert "Resting after a failure" in told
    assert str(fleet.keepers["quay"].trouble) in told
    assert re.search(r"Working Zendesk is read up to .* ago Wed 4 Mar 10:\d\d 1 1 0 ", told), told
    assert CLIENT_SECRET not in answer.text
    assert "<script" not in answer.text


def test_an_account_that_is_not_open_says_why_on_each_of_its_pages(fleet: Fleet, show: Show) -> None:
    url = show(lambda: (*entries_of(fleet), Entry("pier")))
    for path in ("/", "/findings", "/tickets/1", "/nothing"):
        answers = {label: get(f"{url}/accounts/{label}{path}") for label in ("wharf", "quay", "pier")}
        if path == "/nothing":
            assert {answer.status_code for answer in answers.values()} == {404}
            continue
        assert {answer.status_code for answer in answers.values()} == {503}
        assert "accounts.1.scope" not in answers["quay"].text
        assert "wharf: Its settings cannot be used" in words(answers["wharf"])
        assert "accounts.2.scope" in answers["wharf"].text, (
            "behind the door each problem is named with its line"
        )
        assert str(fleet.keepers["quay"].trouble) in words(answers["quay"])
        assert "pier: Not open yet" in words(answers["pier"])
        assert "/" in addresses(answers["pier"])
    stranger = get(f"{url}/accounts/nobody/")
    assert (stranger.status_code, "nobody" in stranger.text) == (404, False)


def test_all_that_an_accounts_pages_lead_to_is_below_its_own_address(fleet: Fleet, show: Show) -> None:
    account = fleet.keepers["harbour"].account
    assert account is not None
    url, base = show(lambda: (Entry(ODD, account), Entry("quay")), token=TOKEN), base_of(ODD)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    listed = get(url, headers=headers)
    assert ODD in words(listed)
    assert f"{base}/" in addresses(listed)
    of_all = {"/", "/static/style.css", "/static/favicon.svg", "/sign-out"}
    seen: set[str] = set()
    for path in (*VIEWS, "/nothing", "/findings?page=x"):
        answer = get(f"{url}{base}{path}", headers=headers)
        assert answer.status_code == (200 if path in VIEWS else 404 if path == "/nothing" else 400)
        assert "<script" not in answer.text
        own = {each for each in addresses(answer) if each not in of_all}
        assert own
        assert all(each.startswith(f"{base}/") for each in own), own
        seen |= own
    assert any("/tickets/" in each for each in seen)
    for each in seen:
        assert get(url + each, headers=headers).status_code in (200, 400), each  # 400: a search without words
    there = get(f"{url}{base}/tickets?of=1", headers=headers)
    assert (there.status_code, there.headers["Location"]) == (303, f"{base}/tickets/1")
    whole = get(url + base, headers=headers)
    assert (whole.status_code, whole.headers["Location"]) == (303, f"{base}/")


def test_a_store_that_cannot_be_read_and_a_cycle_that_failed_are_said_beside_the_others(
    fleet: Fleet, show: Show, tmp_path: Path
) -> None:
    account = fleet.keepers["harbour"].account
    assert account is not None
    store = Store.open(tmp_path / "store.db", "north")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("drop table account")
    entries = (Entry("harbour", account, "Zendesk is out."), Entry("north", replace(account, store=store)))
    url = show(lambda: entries)
    told = words(get(url))
    assert re.search(r"north ! The store could not be read just now .* harbour ✓ Working .*", told), told
    assert "Its last cycle: Zendesk is out." in told
    assert get(f"{url}/health").json() == {"state": "unreadable"}
    assert get(f"{url}/accounts/north/").status_code == 503
    assert get(f"{url}/accounts/harbour/").status_code == 200
    figures = get(f"{url}/metrics").text
    assert 'steadyhand_brake{account="harbour"}' in figures
    assert 'steadyhand_brake{account="north"}' not in figures
    store.close()


def test_no_page_of_an_account_is_reached_past_the_door(fleet: Fleet, show: Show) -> None:
    url = show(lambda: entries_of(fleet), token=TOKEN)
    paths = ["/", "/metrics", "/accounts/harbour", "/accounts/quay/", "/accounts/nobody/", "/accounts"]
    for path in (*paths, *(f"/accounts/harbour{view}" for view in VIEWS), "/accounts/harbour/health"):
        answer = get(url + path)
        assert answer.status_code == 401, path
        assert not re.search("harbour|quay|wharf", answer.text)
    for path in ("/static/x", "/sign-in/x", "/sign-in"):
        assert not re.search("harbour|quay|wharf", get(url + path).text)
    entered = requests.post(f"{url}/sign-in", data={"token": TOKEN}, timeout=60, allow_redirects=False)
    cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
    assert entered.headers["Location"] == "/"
    assert "Sign out" in get(url, headers=cookie).text
    assert "Sign out" in get(f"{url}/accounts/harbour/", headers=cookie).text


def test_nothing_is_changed_and_no_redirect_takes_its_host_from_the_request(fleet: Fleet, show: Show) -> None:
    url = show(lambda: entries_of(fleet), token=TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "evil.example"}
    for path in ("/", "/accounts/harbour/", "/accounts/harbour/findings"):
        assert requests.post(url + path, headers=headers, timeout=60).status_code == 405
    for path in ("/accounts/harbour/findings/", "/accounts/harbour", "/accounts/harbour//evil.example/"):
        assert "evil.example" not in get(url + path, headers=headers).headers.get("Location", "")


def test_machines_ask_once_for_all_accounts(agency: Agency, show: Show) -> None:
    fleet = agency.fleet()
    url = show(lambda: entries_of(fleet), token=TOKEN)
    agency.round(fleet)
    answer = get(f"{url}/health")
    assert (answer.status_code, answer.json()) == (503, {"state": "broken"})
    agency.write()
    fleet.refresh()
    answer = get(f"{url}/health")
    assert (answer.status_code, answer.json()) == (503, {"state": "failed"})
    (agency.folder / "quay.secret").write_text(CLIENT_SECRET)
    agency.seconds += REST_S
    agency.round(fleet)
    answer = get(f"{url}/health")
    assert (answer.status_code, answer.json()) == (200, {"state": "working"})
    figures = get(f"{url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    families = list(text_string_to_metric_families(figures.text))
    names = [family.name for family in families]
    assert sorted(set(names)) == sorted(names), "each family stands there once"
    (brakes,) = (family for family in families if family.name == "steadyhand_brake")
    assert [sample.labels["account"] for sample in brakes.samples] == ["harbour", "quay", "wharf"]
    fleet.close()


def test_the_page_alone_opens_each_account_beside_and_says_which_cannot_be(agency: Agency) -> None:
    fleet = agency.fleet()
    agency.round(fleet)
    fleet.close()
    beside = Beside(load_file(agency.file))
    assert [entry.open for entry in beside.entries()] == [None, None, None], "nobody waits for them"
    beside.start()
    opened = {entry.label: entry for entry in _settled(beside)}
    assert opened["harbour"].open is not None
    assert opened["harbour"].open.store.load_account().holder is None, "it takes no lease"
    assert opened["quay"].open is None
    assert "gives no access token" in str(opened["quay"].trouble)
    assert opened["wharf"].broken is not None
    assert agency.companies["harbour"].sandbox.writes() == []
    beside.close()


def test_before_there_is_a_store_the_page_alone_says_so_and_makes_none(agency: Agency) -> None:
    beside = Beside(load_file(agency.file))
    beside.start()
    assert "`steadyhand run` makes it" in str(_settled(beside)[0].trouble)
    assert not (agency.folder / "store.db").exists()
    beside.close()


def _settled(beside: Beside) -> tuple[Entry, ...]:
    """The entries once it is told of each what came of the first try."""
    turn = threading.Event()
    while any(not (each.open or each.trouble or each.broken) for each in beside.entries()):
        turn.wait(0.01)
    return beside.entries()


def test_every_label_has_an_address_of_its_own_that_leads_back_to_it() -> None:
    signs = [chr(number) for number in range(1, 0x250)]
    labels = [*signs, "..", "...", "%2F", "%2E", "%", "a/../b", "?x#y", "North Desk", "Norðurljós 🛟", ODD]
    assert len({base_of(label) for label in labels}) == len(set(labels))
    for label in labels:
        base = base_of(label)
        assert base.isascii()
        assert urlsplit(f"http://127.0.0.1{base}").path == base
        name = unquote(base.removeprefix("/accounts/"))  # as the server reads it
        assert "/" not in name
        assert name not in (".", "..")
        assert label_of(name) == label
