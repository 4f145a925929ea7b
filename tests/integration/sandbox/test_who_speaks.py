"""Every kind of person and machine that writes into a ticket, and what happens to their words afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from integration.sandbox.records import Ticket, Via
from tests.integration.sandbox.account import Account


def children(account: Account, ticket: Ticket, start: int) -> list[dict[str, Any]]:
    """What the event export tells of a ticket, update by update."""
    account.pass_time(120)
    page = account.get("incremental/ticket_events.json", start_time=start, include="comment_events")
    return [row for row in page["ticket_events"] if row["ticket_id"] == ticket.id]


def audits(account: Account, ticket: Ticket) -> list[dict[str, Any]]:
    return list(account.get(f"tickets/{ticket.id}/audits.json")["audits"])


def user(account: Account, number: int) -> dict[str, Any]:
    return dict(account.get("users/show_many.json", ids=str(number))["users"][0])


def test_staff_say_things_on_the_web_and_customers_by_mail(account: Account) -> None:
    ticket = account.ticket()
    account.world.say(ticket.id, account.bo, "I'll look into it today.", changes={"status": "pending"})
    account.world.say(ticket.id, account.ann, "Thanks!")
    channels = [audit["via"]["channel"] for audit in audits(account, ticket)]
    assert channels == ["email", "web", "email"]
    assert ticket.status == "open"


def test_a_light_agent_only_ever_writes_internal_notes(account: Account) -> None:
    light = account.world.add_user("Li Example", role="agent", role_type=1, groups=[account.parcels])
    ticket = account.ticket()
    account.world.say(ticket.id, light, "The warehouse says Thursday.", public=True)
    assert audits(account, ticket)[-1]["events"][0]["public"] is False
    row = user(account, light)
    assert (row["role"], row["role_type"], row["only_private_comments"]) == ("agent", 1, True)


def test_who_was_demoted_looks_like_a_customer_everywhere_from_then_on(account: Account) -> None:
    gone = account.world.add_user("Gus Example", role="agent", groups=[account.parcels])
    ticket = account.ticket()
    account.world.say(ticket.id, gone, "I'll call you tomorrow.")
    account.world.demote(gone)
    assert audits(account, ticket)[-1]["author_id"] == gone
    assert user(account, gone)["role"] == "end-user"
    members = account.get("group_memberships.json", **{"page[size]": 100})["group_memberships"]
    assert gone not in {row["user_id"] for row in members}


def test_a_ticket_opened_by_an_agent_for_a_customer_begins_with_the_agents_words(account: Account) -> None:
    ticket = account.ticket("As agreed on the phone, I'll send the label by noon.", submitter_id=account.bo)
    row = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert (row["submitter_id"], row["requester_id"]) == (account.bo, account.ann)
    (audit,) = audits(account, ticket)
    assert (audit["author_id"], audit["events"][0]["author_id"]) == (account.bo, account.bo)
    assert audit["events"][0]["public"] is True


def test_a_third_party_in_copy_is_neither_the_requester_nor_staff(account: Account) -> None:
    carrier = account.world.add_user("Carrier Desk", email="desk@carrier.example")
    ticket = account.ticket(email_cc_ids=(carrier,))
    assert account.get(f"tickets/{ticket.id}.json")["ticket"]["email_cc_ids"] == [carrier]
    account.world.say(ticket.id, carrier, "We deliver tomorrow.")
    comment = account.get(f"tickets/{ticket.id}/comments.json")["comments"][-1]
    assert (comment["author_id"], comment["public"]) == (carrier, True)
    assert user(account, carrier)["role"] == "end-user"


@pytest.mark.parametrize("where", ["audit", "comment"])
def test_an_automatic_reply_carries_flag_four(account: Account, where: str) -> None:
    account.world.switches.comment_flags = where
    ticket, start = account.ticket(), account.second()
    account.world.auto_reply(ticket.id, account.ann, "I am out of the office until Monday.")
    event, audit = children(account, ticket, start)[-1], audits(account, ticket)[-1]
    told = [event, audit] if where == "audit" else [event["child_events"][0], audit["events"][0]]
    for one in told:
        assert one["metadata"]["flags"] == [4]
    assert ("metadata" in audit["events"][0]) is (where == "comment")
    comment = account.get(f"tickets/{ticket.id}/comments.json")["comments"][-1]
    assert (comment["metadata"]["flags"], comment["metadata"]["trusted"]) == ([4], False)


def test_an_app_writes_as_an_agent_through_the_api(account: Account) -> None:
    app = account.world.add_user("Parcel Bot", role="agent", groups=[account.parcels])
    ticket = account.ticket()
    account.world.update(ticket.id, app, comment="Scanned in Leeds.", via=Via("api"))
    audit = audits(account, ticket)[-1]
    assert (audit["author_id"], audit["via"]["channel"]) == (app, "api")


def test_a_redaction_inks_over_words_in_all_that_was_told_before(account: Account) -> None:
    ticket, start = account.ticket("My card is 1234 5678, thanks."), account.second()
    comment = ticket.comments[0].id
    path = f"tickets/{ticket.id}/comments/{comment}/redact.json"
    answer = account.call("PUT", path, json={"text": "1234 5678"})
    assert answer.json()["comment"]["body"] == "My card is ▇▇▇▇ ▇▇▇▇, thanks."
    event = audits(account, ticket)[-1]["events"][0]
    assert (event["type"], event["comment_id"]) == ("CommentRedactionEvent", comment)
    rows = children(account, ticket, start)
    assert "1234" not in str(rows)
    assert rows[-1]["child_events"][0]["comment_id"] == comment
    account.world.redact(ticket.id, comment, account.bo)
    assert account.get(f"tickets/{ticket.id}/comments.json")["comments"][0]["plain_body"] == "▇" * 8


def test_a_call_loses_its_transcript_too(account: Account) -> None:
    ticket = account.ticket()
    account.world.call(ticket.id, agent_id=account.bo, seconds=30, transcript="My card is 1234")
    account.world.redact(ticket.id, ticket.comments[-1].id, account.bo)
    assert "1234" not in str(audits(account, ticket))


def test_words_of_closed_tickets_and_of_nobody_are_not_redacted_here(account: Account) -> None:
    closed = account.ticket(status="closed")
    path = f"tickets/{closed.id}/comments/{closed.comments[0].id}/redact.json"
    assert account.call("PUT", path, json={"text": "parcel"}).status_code == 422
    assert account.call("PUT", f"tickets/{closed.id}/comments/1/redact.json", json={}).status_code == 404
    assert account.call("PUT", f"tickets/{closed.id}/comments/1/make_private.json").status_code == 404


def test_a_comment_that_is_made_private_is_told_so(account: Account) -> None:
    ticket = account.ticket()
    account.world.say(ticket.id, account.bo, "I'll call you tomorrow.")
    comment = ticket.comments[-1].id
    answer = account.call("PUT", f"tickets/{ticket.id}/comments/{comment}/make_private.json")
    assert answer.status_code == 200
    said, changed = audits(account, ticket)[1:]
    assert said["events"][0]["public"] is False
    event = changed["events"][0]
    assert (event["type"], event["comment_id"], event["public"]) == ("CommentPrivacyChange", comment, False)


def test_people_have_zones_locales_and_tags_also_beside_the_export(account: Account) -> None:
    world, start = account.world, account.second()
    eva = world.add_user("Eva Example", time_zone="Berlin", locale="de", tags=["vip"])
    world.users[account.bo].tags = ("out_of_office",)
    account.ticket(requester_id=eva, assignee_id=account.bo)
    account.pass_time(120)
    page = account.get("incremental/tickets/cursor.json", start_time=start, include="users")
    people = {row["id"]: row for row in page["users"]}
    assert people[eva] == user(account, eva)
    assert (people[eva]["time_zone"], people[eva]["iana_time_zone"]) == ("Berlin", "Europe/Berlin")
    assert (people[eva]["locale"], people[eva]["tags"]) == ("de", ["vip"])
    assert people[account.bo]["tags"] == ["out_of_office"]
    assert people[account.bo]["time_zone"] == people[account.bo]["iana_time_zone"] == "Europe/London"


def test_a_task_has_a_due_date_and_a_change_of_it_is_told(account: Account) -> None:
    start = account.second()
    ticket = account.ticket(type="task", due_at="2026-03-06T17:00:00Z")
    account.put(ticket.id, due_at="2026-03-09T17:00:00Z")
    rows = children(account, ticket, start)
    row = account.get("incremental/tickets/cursor.json", start_time=start)["tickets"][0]
    assert (row["type"], row["due_at"]) == ("task", "2026-03-09T17:00:00Z")
    change = rows[-1]["child_events"][0]
    assert (change["due_at"], change["previous_value"]) == ("2026-03-09T17:00:00Z", "2026-03-06T17:00:00Z")


def test_a_customers_verdict_is_a_change_of_their_own(account: Account) -> None:
    ticket, start = account.ticket(status="solved"), account.second()
    account.world.rate(ticket.id, "offered")
    account.world.rate(ticket.id, "bad", "Nobody called me.")
    offered, rated = children(account, ticket, start)[1:]
    assert offered["updater_id"] == -1
    assert offered["child_events"][0]["satisfaction_score"] == "offered"
    assert rated["updater_id"] == account.ann
    score, words = rated["child_events"]
    assert (score["satisfaction_score"], score["previous_value"]) == ("bad", "offered")
    assert words["satisfaction_comment"] == "Nobody called me."
    row = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert row["satisfaction_rating"]["score"] == "bad"


def test_agents_statuses_are_told_where_the_plan_has_them(account: Account) -> None:
    account.world.users[account.bo].status = "away"
    page = account.get("agent_availabilities.json", **{"page[size]": 100})
    (row,) = page["data"]
    assert (row["type"], row["id"]) == ("agent_availabilities", f"agent_availabilities|{account.bo}")
    assert row["attributes"]["agent_id"] == account.bo
    assert row["attributes"]["agent_status"]["name"] == "away"
    assert row["attributes"]["group_ids"] == [account.parcels]
    assert page["meta"]["has_more"] is False
    account.world.switches.agent_statuses = False
    assert account.call("GET", "agent_availabilities.json").status_code == 403
