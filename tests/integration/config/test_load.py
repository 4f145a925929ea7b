"""A right file becomes settings; a wrong one is refused with all its problems, each on its line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.config.example import render_example
from integration.config.load import load_config, parse_config
from integration.config.models import Config
from integration.config.problems import ConfigError, Problem
from policies.core.durations import Duration
from policies.reassignment import Reassignment

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]

POLICY = """
[policies.passed-around]
kind = "reassignment"
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
"""


def test_what_is_left_out_has_the_documented_default(with_account: Load) -> None:
    config = with_account("")
    limits = config.limits
    assert (limits.updates_per_ticket_per_day, limits.updates_per_owner_per_day) == (3, 10)
    assert (limits.updates_per_policy_per_cycle, limits.updates_per_hour) == (200, 1000)
    assert (limits.min_gap.total_seconds(), limits.exports_per_minute) == (1800, 6)
    assert (limits.brake.tickets, limits.brake.share) == (200, 0.05)
    assert limits.quarantine == Duration.parse("15m")
    assert config.scope.tags_none == ("steadyhand_off",)
    assert (config.account.interval, config.account.history_start) == (
        Duration.parse("60s"),
        Duration.parse("30 days"),
    )


def test_a_policy_is_of_its_kind_and_named_by_its_table(with_account: Load) -> None:
    config = with_account(POLICY)
    policy = config.policies["passed-around"]
    assert isinstance(policy, Reassignment)
    assert policy.name == "passed-around"
    assert config.policies_in_order == (policy,)


def test_a_base_address_takes_the_place_of_the_subdomain(load: Load) -> None:
    text = '[account]\nbase_url = "http://127.0.0.1:8900/"\nauth = { client_id = "a", client_secret = { env = "B" } }'
    assert (load(text).account.url, load(text).account.label) == ("http://127.0.0.1:8900", "127.0.0.1:8900")


def test_relative_paths_start_at_the_files_folder(with_account: Load, tmp_path: Path) -> None:
    assert with_account("").store_path == tmp_path / "steadyhand.db"
    assert with_account('[store]\npath = "/var/lib/x.db"').store_path == Path("/var/lib/x.db")


def test_tomls_own_dates_are_understood(with_account: Load) -> None:
    config = with_account(
        '[calendars.office]\ntime_zone = "UTC"\nmon = ["09:00-17:00"]\nholidays = [2026-12-25]\n'
        '[policies.p]\nkind = "reassignment"\neffective_from = 2026-12-01T09:00:00+01:00\n'
    )
    assert config.policies["p"].effective_from == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert config.calendars["office"].holidays == ("2026-12-25",)


def test_five_mistakes_give_five_lines_with_their_line_numbers(problems: Problems) -> None:
    text = """\
[account]
subdomain = "northwind"
intervall = "60s"
[account.auth]
client_id = "steadyhand"
client_secret = { env = "NORTHWIND_SECRET" }

[limits]
updates_per_hour = 0

[policies.passed-around]
kind = "reasignment"

[policies.bounced]
kind = "reassignment"
window = "5 bussiness days"
[[policies.bounced.steps]]
add_tags = [
  "bounced",
  "Bounced Again",
]
"""
    assert problems(text) == [
        "config.toml:3: account.intervall: unknown setting; did you mean 'interval'?",
        "config.toml:9: limits.updates_per_hour: must be at least 1, is 0",
        (
            "config.toml:12: policies.passed-around.kind: 'reasignment' is no kind of policy; "
            "did you mean 'reassignment'? (reassignment, promise, follow_up, silence, abuse)"
        ),
        'config.toml:16: policies.bounced.window: "5 bussiness days" is no duration; did you mean "5 business days"?',
        (
            "config.toml:20: policies.bounced.steps.0.add_tags.1: 'Bounced Again' is no Zendesk tag: "
            "use lower-case letters, digits and _ - : / only"
        ),
    ]


def test_a_problem_across_tables_is_told_beside_the_problems_of_single_settings(
    problems_behind_account: Problems,
) -> None:
    found = problems_behind_account(
        '[limits]\nupdates_per_hour = 0\n[policies.a]\nkind = "reassignment"\nwas = "b"\n[policies.b]\nkind = "reassignment"'
    )
    assert found == [
        "config.toml:7: limits.updates_per_hour: must be at least 1, is 0",
        "config.toml:10: policies.a.was: there still is a policy 'b'; a policy can only take over the past of one that is gone",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[limits]\nbrake = { tickets = true }", "limits.brake.tickets: must be a whole number, is true"),
        ('[limits]\nupdates_per_hour = "9"', "limits.updates_per_hour: must be a whole number, is '9'"),
        ("[limits]\nexports_per_minute = 31", "limits.exports_per_minute: must be at most 30, is 31"),
        ("[limits]\nexports_per_minute = 1", "limits.exports_per_minute: must be at least 2, is 1"),
        ("[limits]\nexports_per_minute = 6.5", "limits.exports_per_minute: must be a whole number, is 6.5"),
        (
            '[limits]\nbrake = { share = "120%" }',
            'limits.brake.share: must be a share from "0%" to "100%" in quotes, as "5%"',
        ),
        ('[limits]\nquarantine = "1 business day"', "write it without business"),
        ("[scope]\ninclude_ai_only = 1", "scope.include_ai_only: must be true or false, is 1"),
        (
            "[scope]\nignore_actors = [1.5]",
            "scope.ignore_actors.0: must be text in quotes or a whole number, is 1.5",
        ),
        ('[scope]\ntags_none = "vip"', "scope.tags_none: must be a list in [ ], is 'vip'"),
        (
            '[polices.x]\nkind = "reassignment"',
            "config.toml:6: polices: unknown setting; did you mean 'policies'?",
        ),
        ("[policies]\nx = 5", "policies.x: must be a table"),
        ("[policies.x]", 'policies.x: has no kind; write kind = "reassignment"'),
        (
            '[policies.x]\nkind = "sla"',
            "policies.x.kind: 'sla' is no kind of policy; write kind = \"reassignment\"",
        ),
        (
            '[policies."my policy"]\nkind = "reassignment"',
            'policies."my policy": a policy\'s name has letters, digits, - and _ only',
        ),
        (
            '[policies.x]\nkind = "reassignment"\nname = "y"',
            "policies.x.name: unknown setting; the table's own name",
        ),
        ('[policies.x]\nkind = "reassignment"\nmode = "enforced"', "is 'enforced'; did you mean 'enforce'?"),
        ('[policies.x]\nkind = "reassignment"\nwindow = 5', "policies.x.window: a duration"),
        (
            '[policies.x]\nkind = "reassignment"\nmax_handoff = 5',
            "unknown setting; did you mean 'max_handoffs'?",
        ),
        ('[policies.x]\nkind = "reassignment"\nadd_tags = ["a"]', "it belongs into [policies.NAME.steps]"),
        ('[policies.x]\nkind = "reassignment"\neffective_from = 2026-12-01', "a moment with its zone"),
        ('[policies.x]\nkind = "reassignment"\nwas = "x"', "policies.x.was: is the policy's present name"),
        (
            '[policies.x]\nkind = "reassignment"\n[[policies.x.steps]]\nnote = 5',
            "must be true or false or text in quotes, is 5",
        ),
        (
            '[policies.x]\nkind = "reassignment"\n[[policies.x.steps]]\nstatus = "solved"',
            "must be 'open', 'pending' or 'hold', is 'solved'; solving and closing stay a person's decision",
        ),
        (
            '[policies.x]\nkind = "reassignment"\n[[policies.x.steps]]\nstatus = "closed"',
            "must be 'open', 'pending' or 'hold', is 'closed'; solving and closing stay a person's decision",
        ),
        (
            '[policies.x]\nkind = "reassignment"\n[[policies.x.steps]]\nstatus = "opened"',
            "must be 'open', 'pending' or 'hold', is 'opened'; did you mean 'open'?",
        ),
        (
            '[policies.x]\nkind = "reassignment"\n[[policies.x.steps]]\nafter = "4h"',
            "policies.x.steps.0: this step does nothing",
        ),
        ('[quiet_hours]\ndaily = "20:00-07:00"', "config.toml:6: quiet_hours.time_zone: is missing"),
    ],
)
def test_a_mistake_is_told_in_plain_words(
    problems_behind_account: Problems, text: str, expected: str
) -> None:
    found = problems_behind_account(text)
    assert len(found) == 1
    assert expected in found[0]


def test_a_value_in_place_of_a_table_is_told(problems: Problems) -> None:
    assert "config.toml:1: policies: must be a table, is 5" in problems("policies = 5")


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ('subdomain = "https://northwind.zendesk.com/agent"', "did you mean 'northwind'?"),
        ('subdomain = "northwind.zendesk.com"', "did you mean 'northwind'?"),
        ("", "needs subdomain"),
        ('subdomain = "a"\nbase_url = "https://b.example"', "has both subdomain and base_url; keep one"),
        (
            'base_url = "http://proxy.example.com"',
            "must be https: credentials would travel to proxy.example.com unencrypted",
        ),
        (
            'base_url = "https://proxy.example.com/api/v2"',
            "must end after the host, as https://proxy.example.com",
        ),
        ('base_url = "proxy.example.com"', "must be an address"),
        ('base_url = "https://proxy.example.com:port"', "must be an address"),
        ('subdomain = "a"\ninterval = "5s"', 'must be at least "15s", is "5 seconds"'),
        ('subdomain = "a"\nhistory_start = "3 business days"', 'write it without business, as "3 days"'),
        ('subdomain = "a"\ninterval = "1 business day"', 'write it without business, as "1 day"'),
        ('subdomain = "a"\nclient_id = "b"', "unknown setting; it belongs into [account.auth]"),
    ],
)
def test_an_account_needs_one_safe_address(problems: Problems, account: str, expected: str) -> None:
    found = problems(f'[account]\n{account}\nauth = {{ client_id = "a", client_secret = {{ env = "B" }} }}')
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        ("", "account.auth: needs both client_id and client_secret"),
        ('client_id = "a"', "account.auth: needs both client_id and client_secret"),
        ('email = "a@b.example"', "account.auth: needs both email and api_token"),
        ('client_id = "a"\nemail = "a@b.example"', "account.auth: two ways to sign in"),
        ('client_id = "a"\nclient_secret = {}', 'account.auth.client_secret: needs either env = "NAME"'),
        (
            'client_id = "a"\nclient_secret = { env = "A", file = "b" }',
            'account.auth.client_secret: needs either env = "NAME"',
        ),
        (
            'client_id = "a"\nclient_secret = { environment = "A" }',
            "account.auth.client_secret.environment: unknown setting",
        ),
        ('client_id = "a"\nclient_secret = 5', "account.auth.client_secret: must be a table"),
    ],
)
def test_an_account_needs_one_whole_way_to_sign_in(problems: Problems, auth: str, expected: str) -> None:
    found = problems(f'[account]\nsubdomain = "a"\n[account.auth]\n{auth}')
    assert any(expected in line for line in found)


@pytest.mark.parametrize(
    "text",
    [
        '[account]\nsubdomain = "a"\n[account.auth]\nclient_id = "a"\nclient_secret = "hunter2-hunter2"',
        '[account]\nsubdomain = "a"\n[account.auth]\nemail = "a@b.example"\napi_token = "hunter2-hunter2"',
        '[account]\nsubdomain = "a"\nclient_secret = "hunter2-hunter2"\n[account.auth]',
        '[account]\nbase_url = "https://me:hunter2-hunter2@proxy.example"\n[account.auth]',
        '[account]\nsubdomain = "a"\n[account.auth]\nclient_secret = "hunter2-hunter2',
        '[account]\nsubdomain = "a"\n[account.auth]\nclient_secret = ["hunter2-hunter2"]',
        '[account]\nsubdomain = "a"\n[account.auth]\nclient_secret = { value = "hunter2-hunter2" }',
    ],
)
def test_a_secret_in_the_file_is_refused_and_never_repeated(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    shown = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in shown + repr((caught.value.__context__, caught.value.__cause__))


def test_a_literal_secret_is_told_where_it_belongs(problems: Problems) -> None:
    found = problems('[account]\nsubdomain = "a"\n[account.auth]\nclient_id = "a"\nclient_secret = "hunter2"')
    assert found == [
        (
            "config.toml:5: account.auth.client_secret: a secret must not stand in this file; "
            'write { env = "NAME" } or { file = "/run/secrets/name" }'
        )
    ]


def _refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value)


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert _refusal(path) == f"{path}: there is no such file; `steadyhand init` writes one"


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == f"{tmp_path}: is a folder; name the file in it"


def test_a_path_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in _refusal(tmp_path / "a\0b")


def test_a_file_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'[account]\nname = "B\xfccher"\n')
    assert _refusal(path) == f"{path}:2: is not in UTF-8; save it in this encoding"


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_told(problems: Problems, content: str) -> None:
    assert problems(content) == ["config.toml: holds no settings; `steadyhand init` writes one"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[account]\nname = northwind\n", 2),
        ('[account]\n\nname = """open\n\n', 3),
    ],
)
def test_a_syntax_error_is_told_with_its_line(problems: Problems, text: str, line: int) -> None:
    found = problems(text)
    assert len(found) == 1
    assert found[0].startswith(f"config.toml:{line}: is not valid TOML: ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[a.b]\nx = 3\ny = 1\nx = [\n  4,\n]\nz = 1\n",
            "config.toml:4: a.b.x: is set twice in this table (first on line 2); keep one",
        ),
        ("a = 1\na = 2", "config.toml:2: a: is set twice in this table (first on line 1); keep one"),
        (
            "a = { b = 1, b = 2 }",
            "config.toml:1: a.b: is set twice in this table (first on line 1); keep one",
        ),
        (
            "[[s]]\nx = 1\n[[s]]\nx = 1\nx = 2\n",
            "config.toml:5: s.1.x: is set twice in this table (first on line 4); keep one",
        ),
        (
            "[account]\na = 1\n[account]\nb = 1",
            "config.toml:3: account: this table stands twice (first on line 1); join the two",
        ),
        (
            "[a.b]\nx = 1\n[a]\ny = 1\n[c]\n[a.b]\n",
            "config.toml:6: a.b: this table stands twice (first on line 1); join the two",
        ),
    ],
)
def test_what_is_written_twice_is_told_with_both_lines(problems: Problems, text: str, expected: str) -> None:
    assert problems(text) == [expected]


@pytest.mark.parametrize("value", ["", " ", "northwind", "[1, northwind]"])
def test_a_value_that_is_missing_or_has_no_quotes_is_told(problems: Problems, value: str) -> None:
    (found,) = problems(f"[account]\nname ={value}\nsubdomain = 'a'\n")
    assert found.startswith(
        "config.toml:2: is not valid TOML: a value is missing, or text is not in quotes (col"
    )


def test_nesting_without_end_is_refused_not_a_crash(problems: Problems) -> None:
    assert len(problems("a = " + "[" * 50_000 + "]" * 50_000)) == 1


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    assert "larger than 4 MB" in _refusal(path)


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path, with_account: Load) -> None:
    path = tmp_path / "windows.toml"
    text = (tmp_path / "config.toml").read_text() if with_account("") else ""
    path.write_bytes(
        b"\xef\xbb\xbf" + (text + "[limits]\nupdates_per_hour = 0\n").replace("\n", "\r\n").encode()
    )
    assert _refusal(path) == f"{path}:7: limits.updates_per_hour: must be at least 1, is 0"


def test_the_digest_is_of_the_rules_not_of_their_spelling_or_secrets(with_account: Load, load: Load) -> None:
    digest = with_account(POLICY).digest
    spelt = POLICY.replace(
        'kind = "reassignment"',
        'window = "5  business days"  # the default'.replace("  b", " b") + '\nkind = "reassignment"',
    )
    assert with_account(spelt).digest == digest
    other = '[account]\nsubdomain = "northwind"\nauth = { client_id = "steadyhand", client_secret = { file = "/x" } }\n'
    assert load(other + POLICY).digest == digest
    assert with_account(POLICY.replace("passed_around", "bounced")).digest != digest
    config = with_account(POLICY)
    assert config.digest == digest
    assert config.model_copy(update={"web": None}).digest != digest, "a copy makes its own"


def test_a_template_that_cannot_be_rendered_is_refused(problems_behind_account: Problems) -> None:
    text = POLICY + 'note = "Hello {{ nobody_knows_this }}"\n'
    found = problems_behind_account(text)
    assert len(found) == 1
    assert found[0].startswith("config.toml:11: policies.passed-around.steps.0.note: ")


@pytest.mark.parametrize(("block", "end"), [("if days_open > 3", "if"), ("for line in evidence", "for")])
def test_a_template_whose_block_has_no_end_is_told_which_one(
    problems_behind_account: Problems, block: str, end: str
) -> None:
    (found,) = problems_behind_account(POLICY + f'note = "{{% {block} %}}x"\n')
    assert found.endswith(f".note: line 1: the {{% {end} %}} is never closed; write {{% end{end} %}}")


EXAMPLE = render_example().split("\n")
WORDS = st.sampled_from(
    [
        "",
        "=",
        "x = 1",
        '"',
        "[",
        "]]",
        "[a]",
        "[[policies.x.steps]]",
        "kind = 5",
        "5",
        "{}",
        "true",
        "'a'",
        "name = []",
        "1.5",
    ]
)


@given(st.data())
def test_any_damaged_file_gives_problems_with_lines_and_never_another_error(data: st.DataObject) -> None:
    rows = list(EXAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(rows) - 1))
        key, equals, _ = rows[place].removeprefix("# ").partition(" = ")
        rows[place] = data.draw(WORDS) if not equals else f"{key} = {data.draw(WORDS)}"
    problems = _problems_in("\n".join(rows))
    assert all(0 <= problem.line <= len(rows) for problem in problems)
    assert all(
        not re.search("pydantic|Input should|Field required", problem.sentence) for problem in problems
    )


def _problems_in(text: str) -> tuple[Problem, ...]:
    try:
        parse_config(text, Path("config.toml"))
    except ConfigError as error:
        return error.problems
    return ()
