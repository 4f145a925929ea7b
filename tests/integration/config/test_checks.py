"""What is allowed and probably not meant is told as a warning, with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.config.checks import CALENDAR_BLOCK
from integration.config.models import Config
from integration.config.online import missing_calendar_error, unknown_calendar_error
from integration.config.words import policy_in_words

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]

STEP = '[[policies.p.steps]]\nadd_tags = ["p"]\n'
OFFICE = '[calendars.office]\ntime_zone = "Europe/Berlin"\nmon = ["09:00-17:00"]\n'
POLICY = '[policies.p]\nkind = "reassignment"\nwindow = "3 days"\n'


def warnings_of(config: Config) -> list[str]:
    return [
        f"{warning.line}: {warning.path}: {warning.sentence.splitlines()[0]}" for warning in config.warnings
    ]


def test_a_policy_with_steps_in_plain_time_needs_no_warning(with_account: Load) -> None:
    assert warnings_of(with_account(POLICY + STEP)) == []


def test_the_end_of_api_tokens_is_told_with_its_date(load: Load) -> None:
    config = load(
        '[account]\nsubdomain = "a"\n[account.auth]\nemail = "robot@a.example"\napi_token = { env = "T" }\n'
        + POLICY
        + STEP
    )
    (warning,) = warnings_of(config)
    assert warning.startswith("5: account.auth.api_token: ")
    assert "2027-04-30" in warning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "there is no policy"),
        (POLICY, "6: policies.p: has no steps"),
        (
            POLICY + 'enforce_for = { share = "10%" }\n' + STEP,
            '9: policies.p.enforce_for: does nothing while mode = "observe"',
        ),
        (
            POLICY.replace("3 days", "4m") + STEP,
            '8: policies.p.window: "4 minutes" is shorter than 5 minutes',
        ),
        (
            POLICY + STEP + 'after = "4 business minutes"\n' + OFFICE,
            '11: policies.p.steps.0.after: "4 business minutes" is shorter',
        ),
        (
            POLICY + STEP + 'assignee = "ana@a.example"\n',
            "11: policies.p.steps.0.assignee: this step reassigns the ticket, which is itself a handoff",
        ),
        (
            POLICY + STEP + 'group = "Billing"\n',
            "policies.p.steps.0.group: this step reassigns the ticket, which is itself a handoff",
        ),
        (POLICY + STEP + OFFICE, "11: calendars.office: no policy uses this calendar"),
        (
            POLICY + 'calendar = "offise"\n' + STEP + OFFICE.replace("calendars.office", "calendars.office"),
            "did you mean 'office'?",
        ),
        (POLICY + 'calendar = "Support EMEA"\n' + STEP, "it has to be a schedule in Zendesk"),
        (
            POLICY.replace("3 days", "3 business days") + STEP,
            "6: policies.p: counts business time, and this file has no opening hours",
        ),
        (
            POLICY + STEP + STEP + 'after = "10m"\n',
            "13: policies.p.steps.1.after: comes less than 30 minutes after another step",
        ),
        (
            POLICY
            + STEP
            + 'priority = "high"\n'
            + (POLICY + STEP).replace("policies.p", "policies.q")
            + 'priority = "low"\n',
            "12: policies.q: and policy 'p' set priority differently at equal rank",
        ),
    ],
)
def test_what_is_probably_not_meant_is_told(with_account: Load, text: str, expected: str) -> None:
    assert any(expected in warning for warning in warnings_of(with_account(text)))


PROMISE = '[policies.p]\nkind = "promise"\n[[policies.p.steps]]\nbefore = "2h"\nadd_tags = ["p"]\n'
FOLLOW_UP = '[policies.f]\nkind = "follow_up"\nafter = "{after}"\nonly_if = "all"\n[[policies.f.steps]]\nadd_tags = ["f"]\n'
SILENCE = '[policies.s]\nkind = "silence"\nafter = "4h"\n[[policies.s.steps]]\nadd_tags = ["s"]\n'


ABUSE = (
    '[notify.leads]\nkind = "webhook"\nurl = { env = "LEADS" }\n'
    '[policies.a]\nkind = "abuse"\nmode = "enforce"\napprovers = ["lead@northwind.example"]\nnotify = ["leads"]\n'
)


@pytest.mark.parametrize("text", [PROMISE, FOLLOW_UP.format(after="2 days"), SILENCE, ABUSE])
def test_each_kind_in_plain_time_needs_no_warning(with_account: Load, text: str) -> None:
    assert warnings_of(with_account(text)) == []


@pytest.mark.parametrize(
    "text", [PROMISE.replace("2h", "2 business hours"), SILENCE.replace("4h", "4 business hours")]
)
def test_each_kind_that_counts_business_time_needs_opening_hours(with_account: Load, text: str) -> None:
    (warning,) = warnings_of(with_account(text))
    assert "counts business time, and this file has no opening hours" in warning
    assert warnings_of(with_account(text + CALENDAR_BLOCK)) == []


def test_a_step_before_what_is_not_known_ahead_is_an_error(problems_behind_account: Problems) -> None:
    """Of one who was passed around, and of silence, nobody knows before."""
    found = problems_behind_account(SILENCE + 'before = "2h"\n' + POLICY + STEP + 'before = "2h"\n')
    sentence = "finds is not known ahead, so nothing can come before it; use after"
    assert found == [
        f"config.toml:11: policies.s.steps.0.before: what silence {sentence}",
        f"config.toml:17: policies.p.steps.0.before: what reassignment {sentence}",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("auto_close_after = true", 'is neither a duration, as "4 days", nor false'),
        ('auto_close_after = "4 dayz"', '"4 dayz" is no duration; did you mean "4 days"?'),
        ("zones = []", "must not be empty"),
        ('remind = ["forecast"]', "must be 'contact' or 'action', is 'forecast'"),
        ('vague = "ignore"', "must be 'report', 'tag' or 'note', is 'ignore'"),
        (
            'zones = ["user"]',
            "must be 'text', 'customer', 'agent' or 'account', is 'user'; did you mean 'customer'?",
        ),
    ],
)
def test_what_is_wrong_with_a_promise_policy_is_told_in_one_sentence(
    problems_behind_account: Problems, line: str, sentence: str
) -> None:
    (problem,) = problems_behind_account(f'[policies.p]\nkind = "promise"\n{line}\n')
    assert problem.startswith("config.toml:8: policies.p.")
    assert problem.endswith(f": {sentence}")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('only_if = ["all"]', 'only_if: "all" is no entry of the list; write only_if = "all"'),
        ("only_if = true", 'only_if: true is no list; write "all", or a list as ["broken_promise"]'),
        (
            'only_if = ["reopened", 3]',
            "only_if: 3 is none of broken_promise, bad_rating, reopened, upset, abuse or tag:NAME",
        ),
        ('only_if = ["reopened", "reopened"]', "only_if: names 'reopened' twice"),
        ('only_if = ["tag:VIP Kunde"]', "only_if: 'VIP Kunde' is no Zendesk tag: use lower-case letters"),
        (
            'only_if = "all"\non_solved = false',
            "f: after is about solved tickets, and on_solved = false leaves",
        ),
        ('only_if = "all"\nplanned = ["due_date", "due_date"]', "planned: names 'due_date' twice"),
        ('only_if = "all"\nplanned = "due_date"', "planned: must be a list in [ ], is 'due_date'"),
        ('only_if = "all"\nplanned = [3]', "planned.0: must be text in quotes, is 3"),
    ],
)
def test_what_is_wrong_with_a_follow_up_policy_is_told_in_one_sentence(
    problems_behind_account: Problems, line: str, sentence: str
) -> None:
    (problem,) = problems_behind_account(f'[policies.f]\nkind = "follow_up"\nafter = "2 days"\n{line}\n')
    assert sentence in problem


@pytest.mark.parametrize(
    ("given", "written", "sentence"),
    [
        (
            'notify = ["leads"]',
            "",
            "policies.a: in enforce it needs notify, so that a lead is told of threats",
        ),
        (
            'notify = ["leads"]',
            'notify = ["leeds"]',
            "notify.0: there is no channel 'leeds'; did you mean 'leads'?",
        ),
        (
            'notify = ["leads"]\n',
            'notify = ["leads"]\n[[policies.a.steps]]\nnote = true\n',
            "policies.a: abuse has stages in place of steps",
        ),
        (
            'notify = ["leads"]\n',
            'notify = ["leads"]\n[[policies.a.stages.lead.steps]]\nnote = "{{ becaus }}"\n',
            "policies.a.stages.lead.steps.0.note: ",
        ),
        (
            'notify = ["leads"]\n',
            'notify = ["leads"]\n[[policies.a.stages.lead.steps]]\nbefore = "2h"\nnote = true\n',
            "policies.a.stages.lead.steps.0.before: what abuse finds is not known ahead",
        ),
        (
            'notify = ["leads"]\n',
            'notify = ["leads"]\n[policies.a.stages.lead]\nstrikes = 4\n',
            "policies.a.stages: each stage needs more strikes than the one before",
        ),
        (
            'notify = ["leads"]\n',
            'notify = ["leads"]\n[reading.abuse]\nallowed = [".*"]\n',
            "reading.abuse.allowed.0: '.*' is no phrase: write one to eight words",
        ),
    ],
)
def test_what_is_wrong_with_a_policy_of_abuse_is_told_in_one_sentence(
    problems_behind_account: Problems, given: str, written: str, sentence: str
) -> None:
    (problem,) = problems_behind_account(ABUSE.replace(given, written))
    assert sentence in problem


def test_a_policy_of_abuse_without_approvers_is_warned_of(with_account: Load) -> None:
    text = ABUSE.replace('approvers = ["lead@northwind.example"]\n', "")
    (warning,) = warnings_of(with_account(text))
    assert "is empty, so nobody can decide a restriction that is proposed" in warning


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SILENCE.replace("4h", "0h"), 's.after: "0 hours" would find every ticket at once'),
        (PROMISE.replace("2h", "0h"), 'p.steps.0: before = "0 hours" is when it is due; leave it out'),
    ],
)
def test_no_time_at_all_is_refused(problems_behind_account: Problems, text: str, sentence: str) -> None:
    (problem,) = problems_behind_account(text)
    assert f"policies.{sentence}" in problem


def test_a_policy_without_steps_may_do_something_all_the_same(with_account: Load) -> None:
    """A promise policy writes notes of its own kind; only one that does not is nothing but a record."""
    bare = '[policies.p]\nkind = "promise"\n'
    (warning,) = warnings_of(with_account(bare))
    assert warning.endswith(
        "what it finds is only written down, except about a time that cannot be and an answer that is due after the "
        "ticket has closed"
    )
    (warning,) = warnings_of(with_account(f'{bare}impossible = "report"\nauto_close_after = false\n'))
    assert warning.endswith("has no steps: what it finds is only written down")


GOOD = "**Moved on.** {{ because }}\\n\\n- {{ evidence[0] }}\\n\\nCould one of you take it?"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (GOOD, []),
        (GOOD.replace("Could", "You must take it. Could"), ["the note scolds: it says 'must'"]),
        (GOOD.replace("- {{ evidence[0] }}", ""), ["the note shows no evidence, as a list or a quote"]),
        (
            GOOD.replace("Could", "word " * 130 + "Could"),
            ["words; at most 120 are read"],
        ),
    ],
)
def test_a_template_whose_note_lacks_something_is_warned_of(
    with_account: Load, template: str, expected: list[str]
) -> None:
    found = warnings_of(with_account(POLICY + STEP + f'note = "{template}"\n'))
    assert len(found) == len(expected)
    for warning, sentence in zip(found, expected, strict=True):
        assert warning.startswith("11: policies.p.steps.0.note: the note ")
        assert sentence in warning


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ('{ share = "10%" }', "acts on 10% of the tickets only"),
        ('{ groups = ["Billing", 7] }', "acts on the tickets in groups Billing and 7 only"),
        (
            '{ groups = ["Billing"], share = "2.5%" }',
            "acts on 2.5% of the tickets in group Billing only",
        ),
    ],
)
def test_on_which_tickets_a_policy_acts_is_told(with_account: Load, part: str, words: str) -> None:
    config = with_account(POLICY + f'mode = "enforce"\nenforce_for = {part}\n' + STEP)
    assert warnings_of(config) == []
    assert policy_in_words(config.policies["p"]) == f"reassignment in mode enforce, {words}"


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("{}", 'enforce_for: takes in nothing; give it groups = ["NAME"] or share = "10%"'),
        ('{ share = "0%" }', 'enforce_for: share = "0%" takes in no ticket'),
        ('{ share = "ten" }', "enforce_for.share: must be a share from"),
        ('{ shares = "10%" }', "enforce_for.shares: unknown setting; did you mean 'share'?"),
    ],
)
def test_what_is_wrong_with_a_part_of_the_tickets_is_told(
    problems_behind_account: Problems, part: str, problem: str
) -> None:
    (told,) = problems_behind_account(POLICY + f"enforce_for = {part}\n" + STEP)
    assert f"policies.p.{problem}" in told


def test_policies_of_different_rank_may_set_different_values(with_account: Load) -> None:
    other = (POLICY + "rank = 5\n" + STEP).replace("policies.p", "policies.q")
    assert (
        warnings_of(with_account(POLICY + STEP + 'priority = "high"\n' + other + 'priority = "low"\n')) == []
    )


def test_the_first_calendar_is_used_by_policies_that_name_none(with_account: Load) -> None:
    assert warnings_of(with_account(POLICY.replace("3 days", "3 business days") + STEP + OFFICE)) == []


def test_the_block_that_a_warning_offers_mends_it(with_account: Load) -> None:
    business = POLICY.replace("3 days", "3 business days") + STEP
    (warning,) = with_account(business).warnings
    assert CALENDAR_BLOCK in warning.sentence
    assert with_account(business + CALENDAR_BLOCK).warnings == ()


def test_business_time_without_any_opening_hours_is_an_error_once_zendesk_is_known(
    with_account: Load,
) -> None:
    error = missing_calendar_error(with_account(POLICY.replace("3 days", "3 business days") + STEP))
    assert error is not None
    assert (error.problems[0].line, error.problems[0].path) == (6, "policies.p")
    assert CALENDAR_BLOCK in str(error)
    assert missing_calendar_error(with_account(POLICY + STEP)) is None
    assert (
        missing_calendar_error(with_account(POLICY.replace("3 days", "3 business days") + STEP + OFFICE))
        is None
    )


def test_a_calendar_that_nobody_has_is_an_error_once_zendesk_is_known(with_account: Load) -> None:
    config = with_account(POLICY + 'calendar = "Suport"\n' + STEP)
    error = unknown_calendar_error(config, ["Support", "Sales"])
    assert error is not None
    assert (
        "9: policies.p.calendar: 'Suport' is no calendar of this file and no schedule in Zendesk; did you mean 'Support'?"
        in str(error)
    )
    assert unknown_calendar_error(config, ["Suport"]) is None
