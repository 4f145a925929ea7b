"""What people write, and call things, stops nothing: every due note is there once, on both stores, and nothing was left unread."""

from __future__ import annotations

import pytest

from integration.engine import keeping
from integration.engine.columns import Heard
from integration.engine.comments import RawComment
from policies.core.actions import State
from tests.end_to_end.conduct.scenes import boundaries
from tests.end_to_end.promises.days import promises, say
from tests.integration.engine.acts import many_passed_around, policy, rows
from tests.integration.engine.harbour import Harbour

MOST = 64 * 1024
"""The longest comment that Zendesk takes."""
TEXTS = {
    "64 kB of words": "I'll call you back tomorrow, promised. " * (MOST // 39),
    "64 kB without a space": "a" * MOST,
    "64 kB of quotes": "> " * (MOST // 2),
    "64 kB of lines": "\n" * MOST,
    "64 kB of open brackets": "<div>" * (MOST // 5),
    "64 kB of insults": "idiots " * (MOST // 7),
    "64 kB of directives": "#kept\n" * (MOST // 6),
    "ten thousand marks on a letter": "e" + "\u0301" * 10_000,
    "half of a pair": "I'll call you \ud83d tomorrow. \udc00",
    "NUL": "I'll call you\x00 tomorrow.\x00",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x85",
    "turned around": "\u202eI'll call you tomorrow\u2066\u2069\u200f",
    "no character": "\ufffe\uffff\U0010ffff",
    "a bomb": "&lol9;" * 1000 + "<!ENTITY lol9 '&lol8;'>",
    "a template": "{{ticket.requester.email}} {% for x in range(10**9) %}x{% endfor %}",
    "SQL": "'; DROP TABLE ticket; --",
}


Written = tuple[Harbour, dict[str, int], int]
"""The company, the tickets by their texts, and how many comments were left unread."""


@pytest.fixture(scope="module")
def written(old_company: Harbour) -> Written:
    """Each text from the customer and in a reply or a note; as a tag, a subject and the name of a group."""
    company = old_company
    with company.sandbox.lock:
        company.world.groups[company.groups[1]] = "Tech\x00nical \ud800"
    account = company.open(policy() + promises() + boundaries(), "[limits]\nupdates_per_owner_per_day = 1000")
    company.cycle(account)
    texts = [name for name in TEXTS if company.database is None or not name.startswith("64 kB")]
    due = dict(zip(texts, many_passed_around(company, len(texts)), strict=True))
    for name, ticket in due.items():
        text = TEXTS[name]
        say(company, ticket, text, who=company.customer)
        say(company, ticket, text, public="directives" not in name)
        with company.sandbox.lock:
            company.world.tickets[ticket].subject = text
            company.world.update(
                ticket, company.agents[1], {"additional_tags": [text[:50].replace(" ", "_")]}
            )
    unread = 0
    for after in (90, 90, 1000, 90):
        unread += company.cycle(account, after=after).counts.get("unread_comments", 0)
    return company, due, unread


def test_each_ticket_has_its_note_as_any_other_and_no_comment_was_left_unread(written: Written) -> None:
    company, due, unread = written
    states, notes = {}, {}
    for name, ticket in due.items():
        mine = [row for row in rows(company.accounts[0], ticket) if row.policy == "passed-around"]
        states[name] = [row.state for row in mine]
        notes[name] = sum(mine[0].reference in note for note in company.notes(ticket))
    assert states == {key: [State.DONE] for key in due}
    assert notes == dict.fromkeys(due, 1)
    assert unread == 0


def test_a_comment_that_a_reader_cannot_bear_stops_no_other(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says nothing then, and is counted; its class is told, never its words."""
    account = harbour.open(policy() + promises())
    harbour.cycle(account)
    hear = keeping.hear

    def stumbling(comment: RawComment, *given: object, **options: object) -> Heard:
        if "poison" in comment.text:
            raise RecursionError(comment.text)
        return hear(comment, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "hear", stumbling)
    (poisoned, sound) = many_passed_around(harbour, 2)
    say(harbour, poisoned, "I'll send you the poison in ten minutes.")
    say(harbour, sound, "I'll call you back in ten minutes.")
    assert harbour.cycle(account).counts["unread_comments"] == 1
    harbour.cycle(account, after=1800)
    harbour.cycle(account)
    assert harbour.tags(poisoned) == {"passed_around"}
    assert harbour.tags(sound) == {"passed_around", "promise_overdue"}
