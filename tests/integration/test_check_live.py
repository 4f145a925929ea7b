"""`check --live` against the embedded Zendesk, over a socket: it only reads, tells all at once, and goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from integration import exits
from integration.cli import main
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET, LEGACY_EMAIL, LEGACY_TOKEN
from integration.sandbox.clock import Clock
from integration.sandbox.faults import Fault
from integration.sandbox.records import BusinessRule
from integration.sandbox.server import Sandbox
from integration.sandbox.week.company import found_company
from integration.sandbox.world import World

POLICY = """
[policies.passed-around]
kind = "reassignment"
mode = "{mode}"
scope = {{ groups = ["Billing"] }}
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
"""
CLIENT = f"""
client_id = "{CLIENT_ID}"
client_secret = {{ env = "SECRET" }}
"""


class Desk:
    """An account, a configuration for it, and the command."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "config.toml"
        self.world = World(Clock(datetime.now(UTC)))
        self.sandbox = Sandbox(self.world)
        billing = self.world.add_group("Billing")
        self.world.add_user(
            "Ana Reyes", role="agent", groups=[billing], email="ana.reyes@harbourline.example"
        )
        office = [(day * 1440 + 9 * 60, day * 1440 + 17 * 60) for day in range(1, 6)]
        self.world.add_schedule("Office", "London", office)

    def write(self, policies: str = POLICY, auth: str = CLIENT, *, mode: str = "enforce") -> None:
        """Write the configuration."""
        address = f'[account]\nbase_url = "{self.sandbox.url}"\n[account.auth]{auth}'
        self.path.write_text(address + policies.format(mode=mode))

    def check(self, *options: str, secret: str = CLIENT_SECRET) -> Result:
        """Run the command."""
        arguments = ["check", "--config", str(self.path), "--live", *options]
        return CliRunner().invoke(main, arguments, env={"SECRET": secret}, catch_exceptions=False)

    def found(self, *options: str) -> list[dict[str, Any]]:
        """What the command finds, as programs have it."""
        return list(json.loads(self.check("--json", *options).stdout)["live"]["findings"])

    def problems(self) -> list[str]:
        """The sentences of the problems."""
        return [each["sentence"] for each in self.found() if each["level"] == "problem"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The account, served, and its configuration."""
    made = Desk(tmp_path)
    with made.sandbox:
        made.write()
        yield made


def test_a_healthy_account_has_neither_problem_nor_warning(desk: Desk) -> None:
    result = desk.check("--strict")
    assert result.exit_code == exits.FINE, result.stdout
    assert "nothing was written" in result.stdout
    assert "0 problems, 0 warnings." in result.stdout
    for area in ("Access", "Names", "Notes", "Calendars", "Rules"):
        assert f"\n{area}\n" in result.stdout


def test_nothing_but_reading_is_asked_of_zendesk(desk: Desk) -> None:
    desk.check()
    asked = {(request.method, request.path) for request in desk.sandbox.requests}
    assert ("POST", "/oauth/tokens") in asked
    assert {method for method, path in asked if path != "/oauth/tokens"} == {"GET"}
    assert desk.sandbox.writes() == []


def test_it_costs_about_twenty_calls_and_one_export(desk: Desk) -> None:
    live = json.loads(desk.check("--json").stdout)["live"]
    exports = [request for request in desk.sandbox.requests if "/incremental/" in request.path]
    assert live["calls"] <= 20
    assert len(exports) == 1


def test_no_store_is_opened_for_it(desk: Desk) -> None:
    desk.check()
    assert [path.name for path in desk.path.parent.iterdir()] == ["config.toml"]


def test_programs_get_json_alone_and_people_are_told_what_takes_a_moment(desk: Desk) -> None:
    result = desk.check("--json")
    data = json.loads(result.stdout)
    assert data["ok"] is True
    assert {"level", "area", "title", "sentence", "remedy", "place"} == set(data["live"]["findings"][0])
    assert f"Asking {desk.sandbox.url} …" in result.stderr


def test_the_sign_in_and_the_scopes_that_the_policies_need_are_told(desk: Desk) -> None:
    told = {each["title"]: each["sentence"] for each in desk.found()}
    assert "Steadyhand Service (admin, id " in told["Sign-in"]
    assert told["Scopes"] == (
        "The token has read and tickets:write; needed are read, and tickets:write for passed-around."
    )
    assert told["Calls"].startswith("The plan allows 700 calls a minute; the service uses at most half")
    assert told["Exports a minute"] == "Zendesk allows 10; the service takes at most 6."


def test_while_all_policies_observe_a_token_that_only_reads_is_enough(desk: Desk) -> None:
    desk.world.switches.scopes = "read"
    desk.write(mode="observe")
    assert desk.check("--strict").exit_code == exits.FINE
    assert any("before one is set to enforce, add tickets:write" in each["sentence"] for each in desk.found())
    desk.write(mode="enforce")
    assert desk.check().exit_code == exits.ZENDESK
    assert "lacks the scope tickets:write" in desk.problems()[0]


@pytest.mark.parametrize(
    ("switches", "said"),
    [
        ({"role": "agent"}, "has the role 'agent'"),
        ({"restriction": "groups"}, "sees only a part of the tickets"),
        ({"scopes": "read"}, "lacks the scope tickets:write"),
        ({"scopes": "tickets:read"}, "scope"),
        ({"scopes": "raed"}, "scope"),
        ({"client_scopes": "read"}, "may not ask for the scope"),
        ({"anonymous": True}, "anonymous visitor"),
        ({"login_page": True}, "a sign-in page or a proxy stands before it"),
        ({"unknown_subdomain": True}, "There is no help desk"),
    ],
)
def test_what_zendesk_refuses_is_a_problem_and_the_exit_code_is_3(
    desk: Desk, switches: dict[str, Any], said: str
) -> None:
    for name, value in switches.items():
        setattr(desk.world.switches, name, value)
    result = desk.check()
    assert result.exit_code == exits.ZENDESK
    assert said in " ".join(result.stdout.split())


def test_a_wrong_secret_is_a_problem_and_is_nowhere_shown(desk: Desk) -> None:
    result = desk.check(secret="wrong-and-secret")  # noqa: S106 - what must not be shown
    assert result.exit_code == exits.ZENDESK
    assert "gives no access token to OAuth client 'steadyhand'" in result.stdout
    assert "wrong-and-secret" not in result.stdout + result.stderr


def test_several_refusals_are_told_at_once_and_the_rest_goes_on(desk: Desk) -> None:
    desk.world.switches.role, desk.world.switches.scopes = "agent", "read"
    found = desk.found()
    refused = [each["sentence"] for each in found if each["level"] == "problem"]
    assert any("role 'agent'" in sentence for sentence in refused)
    assert any("tickets:write" in sentence for sentence in refused)
    assert {"names", "notes", "calendars", "rules"} <= {each["area"] for each in found}


def test_a_token_that_may_more_than_it_needs_is_a_warning(desk: Desk) -> None:
    desk.world.switches.scopes = "read write impersonate"
    assert desk.check().exit_code == exits.FINE
    assert desk.check("--strict").exit_code == exits.WARNED
    assert "act as any other user" in desk.check().stdout


def test_an_api_token_is_a_warning_that_tells_its_end(desk: Desk) -> None:
    desk.world.users[desk.world.service_user_id].email = LEGACY_EMAIL
    desk.write(auth=f'\nemail = "{LEGACY_EMAIL}"\napi_token = {{ env = "SECRET" }}\n')
    result = desk.check(secret=LEGACY_TOKEN)
    assert result.exit_code == exits.FINE, result.stdout
    assert "2027-04-30" in result.stdout


NAMES = """
[policies.passed-around]
kind = "reassignment"
scope = {{ groups = ["Biling"], brands = ["Nowhere"], organizations = [77] }}
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
add_followers = ["ana.reyes@harbourline.exmaple"]
"""


def test_every_unknown_name_is_told_with_its_line_and_what_was_perhaps_meant(desk: Desk) -> None:
    desk.write(NAMES)
    result = desk.check()
    assert result.exit_code == exits.USAGE
    problems = [each for each in desk.found() if each["level"] == "problem"]
    assert [each["title"] for each in problems] == [
        "policies.passed-around.scope.groups",
        "policies.passed-around.scope.brands",
        "policies.passed-around.steps.0.add_followers",
        "policies.passed-around.scope.organizations.0",
    ]
    assert problems[0]["sentence"] == "The account has no group 'Biling'; did you mean 'Billing'?"
    assert problems[0]["place"] == f"{desk.path}:9"
    assert "did you mean 'ana.reyes@harbourline.example'?" in problems[2]["sentence"]
    assert problems[3]["sentence"] == "The account has no organization 77."
    assert any(each["area"] == "rules" for each in desk.found())


def test_a_calendar_that_nobody_has_is_told_among_the_names(desk: Desk) -> None:
    desk.write(POLICY.replace("kind =", 'calendar = "Offcie"\nkind =', 1))
    assert any("did you mean 'Office'?" in sentence for sentence in desk.problems())


def test_schedules_are_told_with_their_zones_and_who_counts_in_them(desk: Desk) -> None:
    told = [each["sentence"] for each in desk.found() if each["area"] == "calendars"]
    assert told == [
        "Found in Zendesk: 'Office' (Europe/London).",
        "passed-around counts in 'Office' (Europe/London), unless Zendesk gives a ticket another schedule.",
    ]


def test_a_schedule_that_is_never_open_is_left_out_and_told(desk: Desk) -> None:
    desk.world.add_schedule("Empty", "London", [])
    desk.world.add_schedule("Elsewhere", "Atlantis", [(1980, 2460)])
    warned = [each for each in desk.found() if each["level"] == "warning"]
    assert [each["title"] for each in warned] == ["Schedule 'Empty'", "Schedule 'Elsewhere'"]
    assert desk.check().exit_code == exits.FINE


PEOPLE = """
[policies.passed-around]
kind = "reassignment"
scope = {{ custom_fields = {{ Topic = "xyz" }} }}
[[policies.passed-around.steps]]
group = "Returns"
assignee = "ana.reyes@harbourline.example"
custom_fields = {{ Topic = "refnd" }}
add_followers = ["gone@harbourline.example"]
"""


def test_people_who_cannot_act_and_values_that_a_field_does_not_take_are_warned_of(desk: Desk) -> None:
    desk.world.add_user("Gone Example", role="agent", email="gone@harbourline.example", suspended=True)
    desk.world.add_ticket_field("Topic", "tagger", ["refund", "parcel"])
    desk.world.add_group("Returns")
    desk.write(PEOPLE)
    warned = {each["title"]: each["sentence"] for each in desk.found() if each["level"] == "warning"}
    assert warned == {
        "policies.passed-around.steps.0.add_followers": (
            "'gone@harbourline.example' is suspended, and sees nothing of it."
        ),
        "policies.passed-around.steps.0.assignee": (
            "'ana.reyes@harbourline.example' is no member of the group 'Returns', so Zendesk refuses the step."
        ),
        "policies.passed-around.steps.0.custom_fields.Topic": (
            "'refnd' is no option of the field 'Topic'; did you mean 'refund'?"
        ),
        "policies.passed-around.scope.custom_fields.Topic": (
            "'xyz' is no option of the field 'Topic'; it takes refund or parcel."
        ),
    }
    assert desk.check().exit_code == exits.FINE


def test_an_organization_that_exists_is_found(desk: Desk) -> None:
    number = desk.world.add_organization("Acme Example")
    desk.write(POLICY.replace("scope = {{", f"scope = {{{{ organizations = [{number}],"))
    assert desk.check("--strict").exit_code == exits.FINE


def test_statuses_of_agents_are_asked_for_only_where_absences_name_them(desk: Desk) -> None:
    absences = '[absences]\nagent_statuses = ["Away"]\n'
    desk.world.switches.agent_statuses = False
    assert desk.check("--strict").exit_code == exits.FINE
    desk.write(POLICY + absences)
    (warned,) = [each for each in desk.found() if each["level"] == "warning"]
    assert warned["title"] == "absences.agent_statuses"
    desk.world.switches.agent_statuses = True
    assert desk.check("--strict").exit_code == exits.FINE


def test_a_missing_calendar_comes_with_a_table_to_paste(desk: Desk) -> None:
    desk.world.schedules.clear()
    result = desk.check()
    assert result.exit_code == exits.USAGE
    assert '\n             [calendars.office]\n             time_zone = "Europe/Berlin"\n' in result.stdout


def test_the_files_own_calendar_and_templates_are_told_too(desk: Desk) -> None:
    office = '[calendars.office]\ntime_zone = "Europe/Berlin"\nmon = ["09:00-17:00"]\n'
    desk.world.schedules.clear()
    template = "{{{{ because }}}} {{{{ evidence }}}} {{{{ ask }}}} It would help to see this through."
    desk.write(POLICY.replace("note = true", f'note = "{template}"') + office)
    told = [each["sentence"] for each in desk.found()]
    assert "Zendesk shows none; the file's own calendars are used." in told
    assert any("passed-around counts in 'office' (Europe/Berlin)" in sentence for sentence in told)
    assert any(
        "1 note rendered with sample findings, 1 of them by a template" in sentence for sentence in told
    )


def test_without_policies_there_is_little_to_say_and_nothing_wrong(desk: Desk) -> None:
    desk.write("")
    assert desk.check().exit_code == exits.FINE
    assert "notes" not in {each["area"] for each in desk.found()}


def test_a_directory_that_is_not_shown_leaves_the_rules_to_be_looked_at(desk: Desk) -> None:
    desk.sandbox.faults.add(Fault("status", path="/groups", status=403, times=None, code="Forbidden"))
    found = desk.found()
    assert any(each["title"] == "The directory" for each in found)
    assert {"notes", "rules"} <= {each["area"] for each in found}


@pytest.mark.parametrize("path", ["/groups", "/ticket_fields", "/incremental/tickets"])
@pytest.mark.parametrize("status", [403, 404])
def test_where_the_service_would_not_run_the_check_ends_as_it_would(
    desk: Desk, path: str, status: int
) -> None:
    desk.sandbox.faults.add(Fault("status", path=path, status=status, times=None, code="Forbidden"))
    assert [each["level"] for each in desk.found() if each["level"] != "ok"] == ["problem"]
    assert desk.check().exit_code == exits.ZENDESK
    run = ["run", "--once", "--config", str(desk.path)]
    assert CliRunner().invoke(main, run, env={"SECRET": CLIENT_SECRET}).exit_code == exits.ZENDESK


@pytest.mark.parametrize("path", ["/triggers", "/automations", "/macros", "/account/settings"])
def test_a_list_that_the_role_may_not_see_is_a_finding_and_the_rest_goes_on(desk: Desk, path: str) -> None:
    desk.sandbox.faults.add(Fault("status", path=path, status=403, times=None, code="Forbidden"))
    warned = [each for each in desk.found() if each["level"] == "warning"]
    assert len(warned) == 1
    assert "Not shown to this user or plan, status 403" in warned[0]["sentence"]


def test_a_plan_without_sla_policies_is_nothing_to_warn_of(desk: Desk) -> None:
    desk.sandbox.faults.add(Fault("status", path="/slas/policies", status=404, times=None, code="Missing"))
    assert desk.check("--strict").exit_code == exits.FINE
    assert any(each["title"] == "The list of SLA policies" for each in desk.found())


def test_a_connection_that_breaks_midway_ends_the_look_and_keeps_what_was_found(desk: Desk) -> None:
    desk.sandbox.faults.add(Fault("status", path="/triggers", status=404, times=None, code="InvalidEndpoint"))
    desk.sandbox.faults.add(Fault("status", path="/automations", status=400, times=None, code="Odd"))
    result = desk.check()
    assert result.exit_code == exits.ZENDESK
    assert "Scopes: The token has" in result.stdout
    assert "(400, Odd" in result.stdout
    assert "The look at the account: " in result.stdout, "the sign-in was fine"
    assert "ended there, so that more may be wrong" in " ".join(result.stdout.split())


def test_a_list_in_a_shape_that_nobody_has_seen_hides_no_other(desk: Desk) -> None:
    desk.world.business_rules["macros"] = [BusinessRule("Odd", id=None)]  # type: ignore[arg-type] # as Zendesk never was
    desk.world.add_rule("triggers", BusinessRule("Clears", actions=(("remove_tags", "passed_around"),)))
    warned = {each["title"]: each["sentence"] for each in desk.found() if each["level"] == "warning"}
    assert set(warned) == {"The list of macros", "trigger 'Clears'"}
    assert "what they make of our updates is not known" in warned["The list of macros"]
    assert desk.check().exit_code == exits.FINE


def test_rules_that_fight_or_follow_us_are_named_with_what_to_add(desk: Desk) -> None:
    fights = BusinessRule(
        "Vouchers clear the flag",
        every=(("update_type", "is", "Change"),),
        actions=(("remove_tags", "passed_around"),),
    )
    loud = BusinessRule(
        "Tell the customer of everything",
        every=(("update_type", "is", "Change"),),
        actions=(("notification_user", ["requester_id", "News", "{{ticket.latest_comment_html}}"]),),
    )
    slow = BusinessRule(
        "Remind",
        every=(("status", "less_than", "solved"), ("updated_at", "greater_than", "48")),
        actions=(("priority", "high"),),
    )
    desk.world.add_rule("triggers", fights)
    desk.world.add_rule("triggers", loud)
    desk.world.add_rule("automations", slow)
    warned = {each["title"]: each for each in desk.found() if each["level"] == "warning"}
    assert set(warned) == {
        "trigger 'Vouchers clear the flag'",
        "trigger 'Tell the customer of everything'",
        "automation 'Remind'",
    }
    loudest = warned["trigger 'Tell the customer of everything'"]
    assert loudest["sentence"] == "Mails the customer when we write a note or change tags."
    assert "Current user > Is not > Steadyhand Service" in loudest["remedy"]
    assert desk.check("--strict").exit_code == exits.WARNED
    desk.world.business_rules.clear()
    excluded = BusinessRule(
        loud.title, (*loud.every, ("role", "is_not", str(desk.world.service_user_id))), actions=loud.actions
    )
    desk.world.add_rule("triggers", excluded)
    assert desk.check("--strict").exit_code == exits.FINE


def test_whether_assignees_are_mailed_of_notes_is_said_either_way(desk: Desk) -> None:
    def said() -> str:
        return next(each["sentence"] for each in desk.found() if each["title"] == "Owners and our notes")

    assert said().startswith("Zendesk mails assignees of our internal notes")
    desk.world.switches.notify_assignee = False
    assert said().startswith("No active trigger mails assignees")


def test_a_name_in_the_account_steers_no_terminal(desk: Desk) -> None:
    desk.world.users[desk.world.service_user_id].name = "Evil\x1b[2J\u202eName"
    desk.world.add_schedule("Never\x1b]0;x\x07", "London", [])
    told = desk.check().stdout
    assert "Evil [2J Name" in " ".join(told.split())
    assert not any(sign in told for sign in ("\x1b", "\x07", "\u202e"))


def test_live_needs_the_secrets(desk: Desk) -> None:
    result = desk.check("--no-secrets")
    assert result.exit_code == exits.USAGE
    assert "leave --no-secrets out" in result.stderr


def test_a_configuration_that_is_wrong_is_told_before_anything_is_asked(desk: Desk) -> None:
    desk.write(POLICY + "nonsense = 1\n")
    assert CliRunner().invoke(main, ["check", "--config", str(desk.path), "--live"]).exit_code == exits.USAGE
    assert desk.sandbox.requests == []


def test_the_company_of_the_demo_has_rules_that_are_worth_a_look(tmp_path: Path) -> None:
    made = Desk(tmp_path)
    now = datetime.now(UTC)
    found_company(made.world, Random(1), now, now)  # noqa: S311 - chance for names
    made.world.switches.close_after_hours = 48
    with made.sandbox:
        made.write()
        found = made.found()
    warned = [each["title"] for each in found if each["level"] == "warning"]
    assert warned == [
        "automation 'Remind after two days of silence'",
        "trigger 'Vouchers clear the flag'",
        "automation 'Tidy up old tags'",
    ]
    (closing,) = [each["sentence"] for each in found if each["title"] == "Closing"]
    assert (
        "'Close ticket 48 hours after status is set to solved' closes a ticket 2 d after solving" in closing
    )
