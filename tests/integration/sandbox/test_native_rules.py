"""What Zendesk does by itself: reopening, and finding new holders for the tickets of an agent who leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from integration.sandbox.records import SYSTEM, BusinessRule, Via
from tests.integration.sandbox.account import Account


@pytest.mark.parametrize("status", ["pending", "hold", "solved"])
def test_a_customers_public_answer_opens_a_ticket_again(account: Account, status: str) -> None:
    ticket = account.ticket(status=status)
    account.world.update(ticket.id, account.ann, comment="Not yet!", via=Via("email"))
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1]
    change = audit["events"][-1]
    assert (change["field_name"], change["previous_value"], change["value"]) == ("status", status, "open")
    assert audit["author_id"] == account.ann
    assert account.get(f"tickets/{ticket.id}.json")["ticket"]["status"] == "open"


@pytest.mark.parametrize("status", ["new", "open"])
def test_an_answer_to_a_ticket_that_does_not_wait_changes_no_status(account: Account, status: str) -> None:
    ticket = account.ticket(status=status)
    account.world.update(ticket.id, account.ann, comment="And?")
    assert ticket.status == status
    assert [event["type"] for event in ticket.audits[-1].events] == ["Comment"]


def test_what_else_is_said_reopens_nothing(account: Account) -> None:
    ticket = account.ticket(status="solved")
    account.world.update(ticket.id, account.bo, comment="Closed, I hope.")
    account.note(ticket)
    account.world.update(ticket.id, account.ann, comment="Not for the public", public=False)
    account.world.update(ticket.id, account.ann, {"priority": "low"})
    assert ticket.status == "solved"


def test_a_status_that_the_answer_brings_itself_counts(account: Account) -> None:
    ticket = account.ticket(status="pending")
    account.world.update(ticket.id, account.ann, {"status": "solved"}, comment="Found it, thank you.")
    assert ticket.status == "solved"


def test_reopening_takes_a_custom_status_back_to_the_default(account: Account) -> None:
    waiting = account.world.add_custom_status("pending", "Waiting for the carrier")
    ticket = account.ticket(status="open")
    account.put(ticket.id, custom_status_id=waiting)
    account.world.update(ticket.id, account.ann, comment="It came.")
    shown = account.get(f"tickets/{ticket.id}.json")["ticket"]
    assert shown["custom_status_id"] == account.world.default_status("open")


def test_who_leaves_a_group_loses_open_tickets_and_solved_ones_go_to_the_longest_serving_member(
    account: Account,
) -> None:
    group = account.world.add_group("Claims")
    gone = account.world.add_user("Fay Example", role="agent", groups=[group], suspended=True)
    leaver, oldest, newest = (
        account.world.add_user(f"{name} Example", role="agent", groups=[group])
        for name in ("Di", "El", "Flo")
    )
    held = {
        status: account.ticket(assignee_id=leaver, group_id=group, status=status)
        for status in ("open", "solved", "closed")
    }
    others = account.ticket(assignee_id=newest, group_id=group, status="solved")
    account.world.remove_from_group(leaver, group)
    assert {status: ticket.assignee_id for status, ticket in held.items()} == {
        "open": None,
        "solved": oldest,
        "closed": leaver,
    }
    assert (others.assignee_id, gone) != (oldest, oldest)
    audit = account.get(f"tickets/{held['solved'].id}/audits.json")["audits"][-1]
    assert (audit["author_id"], audit["via"]["channel"]) == (SYSTEM, "system")
    (change,) = audit["events"]
    assert (change["previous_value"], change["value"]) == (str(leaver), str(oldest))


def test_solved_tickets_of_the_last_member_stay(account: Account) -> None:
    group = account.world.add_group("Lonely")
    leaver = account.world.add_user("Gil Example", role="agent", groups=[group])
    ticket = account.ticket(assignee_id=leaver, group_id=group, status="solved")
    account.world.remove_from_group(leaver, group)
    assert (ticket.assignee_id, len(ticket.audits)) == (leaver, 1)


def test_an_automation_closes_at_the_full_hour_what_has_been_solved_long_enough(account: Account) -> None:
    account.world.switches.close_after_hours = 96
    ticket = account.ticket(assignee_id=account.bo)
    account.pass_time(60)
    account.world.update(ticket.id, account.bo, {"status": "solved"})
    solved = account.clock.now()
    account.pass_time(96 * 3600)
    account.sign_in()
    assert account.get(f"tickets/{ticket.id}.json")["ticket"]["status"] == "solved"
    account.pass_time(3600)
    account.sign_in()
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][-1]
    assert (audit["author_id"], audit["via"]["source"]["rel"]) == (SYSTEM, "automation")
    assert (audit["events"][0]["value"], ticket.status) == ("closed", "closed")
    closed = ticket.audits[-1].at
    assert (closed.minute, closed.second) == (0, 0)
    assert timedelta(hours=96) <= closed - solved < timedelta(hours=97)


def test_what_was_opened_again_is_closed_by_its_second_solving_only(account: Account) -> None:
    account.world.switches.close_after_hours = 2
    ticket = account.ticket(assignee_id=account.bo)
    account.world.update(ticket.id, account.bo, {"status": "solved"})
    account.pass_time(3600)
    account.world.say(ticket.id, account.ann, "It broke again.")
    account.world.update(ticket.id, account.bo, {"status": "solved"})
    account.pass_time(2 * 3600 - 300)
    account.sign_in()
    assert account.get(f"tickets/{ticket.id}.json")["ticket"]["status"] == "solved"
    account.pass_time(2 * 3600)
    account.sign_in()
    assert account.get(f"tickets/{ticket.id}.json")["ticket"]["status"] == "closed"


def test_rules_are_listed_with_what_they_wait_for(account: Account) -> None:
    assert account.get("automations.json")["automations"] == []
    account.world.switches.close_after_hours = 96
    (row,) = account.get("automations.json")["automations"]
    assert {"field": "SOLVED", "operator": "greater_than", "value": "96"} in row["conditions"]["all"]
    assert row["actions"] == [{"field": "status", "value": "closed"}]
    (row,) = account.get("triggers.json", **{"page[size]": 100})["triggers"]
    assert (row["title"], row["active"]) == ("Notify assignee of comment update", True)
    account.world.switches.notify_assignee = False
    assert account.get("triggers.json")["triggers"][0]["active"] is False


def test_lists_of_rules_hold_the_active_ones_where_these_are_asked_for(account: Account) -> None:
    rule = BusinessRule("Tidy up", every=(("NEW", "is", "240"),), actions=(("remove_tags", "old"),))
    account.world.add_rule("automations", rule)
    account.world.add_rule("automations", replace(rule, title="Asleep", active=False))
    every = account.get("automations.json", **{"page[size]": 100})["automations"]
    assert [(row["title"], row["active"]) for row in every] == [("Tidy up", True), ("Asleep", False)]
    (row,) = account.get("automations.json", active="true")["automations"]
    assert row["conditions"] == {"all": [{"field": "NEW", "operator": "is", "value": "240"}], "any": []}
    account.world.business_rules.clear()


def test_macros_have_no_conditions_and_sla_policies_a_filter(account: Account) -> None:
    rule = BusinessRule("VIP", every=(("current_tags", "includes", "vip"),), actions=(("priority", "high"),))
    account.world.add_rule("macros", rule)
    account.world.add_rule("sla_policies", rule)
    (macro,) = account.get("macros.json")["macros"]
    assert macro["actions"] == [{"field": "priority", "value": "high"}]
    assert "conditions" not in macro
    (policy,) = account.get("slas/policies.json")["sla_policies"]
    assert policy["filter"]["all"] == [{"field": "current_tags", "operator": "includes", "value": "vip"}]
    assert "actions" not in policy
    account.world.business_rules.clear()


def test_organizations_that_do_not_exist_are_silently_missing(account: Account) -> None:
    number = account.world.add_organization("Acme Example")
    rows = account.get("organizations/show_many.json", ids=f"{number},77")["organizations"]
    assert [row["id"] for row in rows] == [number]


def test_a_drop_down_lists_the_tags_of_its_options(account: Account) -> None:
    number = account.world.add_ticket_field("Topic", "tagger", ["refund"])
    rows = {row["id"]: row for row in account.get("ticket_fields.json")["ticket_fields"]}
    assert [option["value"] for option in rows[number]["custom_field_options"]] == ["refund"]
