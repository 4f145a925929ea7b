"""The verb `read`: one text told to a person, or lines of JSON answered for a program."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bench.lines import ALLOWED, FEW, MANY, peak_of
from integration import exits
from integration.cli import main

AT = "2026-03-04T10:00:00+00:00"  # a Wednesday
LONDON = ("--at", AT, "--tz", "Europe/London")
CONFIG = """
[account]
subdomain = "northwind"
[account.auth]
client_id = "steadyhand"
client_secret = { env = "STEADYHAND_CLIENT_SECRET" }
[calendars.workshop]
time_zone = "Europe/Berlin"
mon = ["09:00-18:30"]
tue = ["09:00-18:30"]
wed = ["09:00-18:30"]
thu = ["09:00-18:30"]
fri = ["09:00-18:30"]
holidays = ["2026-03-06"]
"""


NO_ABUSE = {
    "directed": False,
    "category": None,
    "severity": None,
    "target": None,
    "manner": None,
    "confidence": None,
    "words": [],
}


def read(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *arguments], input=stdin, catch_exceptions=False)


def told(text: str, *arguments: str) -> dict[str, Any]:
    result = read(text, *LONDON, *arguments, "--json")
    assert (result.exit_code, result.stderr) == (exits.FINE, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def one_promise(text: str, *arguments: str) -> dict[str, Any]:
    answer = told(text, *arguments)
    assert len(answer["promises"]) == 1, answer
    promise: dict[str, Any] = answer["promises"][0]
    return promise


def lines(*rows: object) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def test_a_promise_is_told_with_its_quote_its_due_moment_and_the_reasons() -> None:
    text = "Thanks for the photo. I'll get back to you by Friday at 3pm."
    promise = one_promise(text)
    assert promise["due"] == "2026-03-06T15:00:00+00:00"
    assert promise["about"] == "contact"
    assert promise["vague"] is False
    assert 0 < promise["confidence"] <= 1
    assert promise["why"]
    assert promise["quote"].startswith("I'll get back to you by Friday")
    assert text[promise["start"] : promise["end"]] == promise["quote"]


def test_due_has_the_offset_that_holds_in_the_rows_zone_then() -> None:
    promise = one_promise("We will send it on 30 March at noon.")
    assert promise["due"] == "2026-03-30T12:00:00+01:00"


def test_a_zone_that_is_said_in_the_text_goes_before_the_rows() -> None:
    assert one_promise("I'll call you tomorrow at 3pm EST.")["due"] == "2026-03-05T20:00:00+00:00"


def test_a_promise_without_a_time_is_vague_and_never_due() -> None:
    promise = one_promise("I'll get back to you soon.")
    assert (promise["vague"], promise["due"]) == (True, None)


def test_a_customer_promises_and_commands_nothing() -> None:
    answer = told("I'll get back to you by Friday.\n#followup Friday", "--role", "customer")
    assert (answer["promises"], answer["directives"]) == ([], [])
    assert answer["unread"].startswith("A customer's words")


def test_a_customers_words_are_read_for_abuse_anger_and_distress() -> None:
    text = "Hello. You are idiots! This is unacceptable. My husband died in May, and he was your customer."
    answer = told(text, "--role", "customer")
    assert answer["abuse"]["directed"] is True
    assert (answer["abuse"]["category"], answer["abuse"]["target"]) == ("insult", "staff")
    assert answer["abuse"]["words"] == ["idiots"]
    [remark] = answer["remarks"]
    assert text[remark["start"] : remark["end"]] == remark["quote"]
    assert remark.items() >= answer["abuse"].items()
    assert (answer["upset"], answer["crisis"], answer["language"]) == (1, ["bereavement"], "en")


def test_where_nothing_is_rough_that_is_the_reason() -> None:
    answer = told("Where is my order?", "--role", "customer")
    assert answer["abuse"] == NO_ABUSE | {"why": "Nothing in it is rough."}
    assert (answer["remarks"], answer["upset"], answer["crisis"]) == ([], 0, [])


def test_an_agents_words_are_not_read_for_abuse() -> None:
    answer = told("You idiots!!! This is unacceptable.")
    assert answer["abuse"] == NO_ABUSE | {"why": "An agent's words are not read for abuse."}
    assert (answer["remarks"], answer["upset"], answer["crisis"]) == ([], 0, [])


def test_a_remark_that_is_aimed_at_nobody_is_told_and_is_no_abuse() -> None:
    answer = told("Where is my damn parcel?", "--role", "customer")
    assert (answer["abuse"]["directed"], answer["abuse"]["category"]) == (False, "profanity")


def test_a_person_is_told_whether_it_is_abuse_how_upset_and_in_what_distress() -> None:
    shown = read("My battery died.", "--role", "customer").stdout
    assert "abuse of the staff: no. Nothing in it is rough." in shown
    assert "upset: not upset (0 of 3)" in shown
    assert "distress: none" in shown
    shown = read("I am furious. My wife is in intensive care.", "--role", "customer").stdout
    assert "upset: angry (2 of 3)" in shown
    assert "distress: illness" in shown


def test_a_configurations_own_words_are_used(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    own = (
        '[reading.abuse]\nallowed = ["idiots"]\ncrisis = ["food bank*"]\n'
        '[[reading.abuse.phrases]]\nwords = "bunch of turnip*"\nseverity = 1\n'
    )
    file.write_text(CONFIG + own)
    rows = [
        {"text": text, "role": "customer"}
        for text in ("You idiots.", "What a bunch of turnips", "We went to the food banks.")
    ]
    result = read("--config", str(file), stdin=lines(*rows))
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert first["abuse"]["directed"] is False
    assert (second["abuse"]["directed"], second["abuse"]["severity"]) == (True, 1)
    assert third["crisis"] == ["other"]


def test_an_agents_directives_are_told_with_their_meaning() -> None:
    text = (
        "#followup Friday 3pm ask for the label\n#snooze 2 business days\n#kept SH-SDTKF75M\n#folowup one day"
    )
    planned, snoozed, kept, unknown = told(text)["directives"]
    assert (planned["order"], planned["due"]) == ("followup", "2026-03-06T15:00:00+00:00")
    assert (snoozed["order"], snoozed["duration"]) == ("snooze", "2 business days")
    assert (kept["order"], kept["reference"]) == ("kept", "SH-SDTKF75M")
    assert unknown["order"] is None
    assert unknown["problem"]
    assert text[kept["start"] : kept["end"]] == "#kept SH-SDTKF75M"


def test_html_is_read_as_what_it_shows_and_offsets_are_of_the_html() -> None:
    text = "<p>Hello <b>Ada</b>,</p><p>we&#39;ll call you <i>tomorrow</i> at 9am.</p>"
    promise = one_promise(text, "--html")
    assert promise["due"] == "2026-03-05T09:00:00+00:00"
    assert text[promise["start"] : promise["end"]].startswith("we&#39;ll call you")


def test_every_time_is_told_when_asked_for_whoever_names_it() -> None:
    text = "I sent it on Monday; I need it by Friday at noon."
    times = told(text, "--times", "--role", "customer")["times"]
    assert [text[time["start"] : time["end"]] for time in times]
    assert times[-1]["due"] == "2026-03-06T12:00:00+00:00"
    assert "Friday" in times[-1]["text"]
    noon = times[-1]["readings"][0]
    assert noon["from"] == noon["to"] == times[-1]["due"]
    assert "times" not in told(text)


def test_lines_are_answered_one_by_one_in_their_order() -> None:
    rows = [
        {
            "id": "b",
            "text": "I'll call you tomorrow at noon.",
            "role": "agent",
            "at": AT,
            "tz": "Asia/Tokyo",
            "x": 1,
        },
        {"id": 2, "text": "I'll call you tomorrow at noon.", "role": "customer", "at": AT},
        {"text": "How can I help you?", "role": "agent", "at": AT, "tz": "UTC"},
    ]
    result = read(stdin=lines(*rows))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (exits.FINE, "")
    assert [answer["id"] for answer in answers] == ["b", 2, None]
    assert answers[0]["promises"][0]["due"] == "2026-03-05T12:00:00+09:00"
    assert [answer["promises"] for answer in answers[1:]] == [[], []]
    assert all(answer["directives"] == [] for answer in answers)


def test_a_bad_line_is_answered_with_an_error_and_the_next_is_read() -> None:
    result = read(stdin=lines({"id": 1}, "nonsense", {"id": 3, "text": "I'll call you on Friday.", "at": AT}))
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert first == {"id": 1, "line": 1, "error": "text is missing."}
    assert (second["id"], second["line"]) == (None, 2)
    assert third["promises"][0]["due"] == "2026-03-06T17:00:00+00:00"
    assert (result.exit_code, result.stderr) == (exits.USAGE, "2 of 3 lines could not be read.\n")


def test_nothing_on_the_input_is_answered_by_nothing() -> None:
    result = read(stdin="")
    assert (result.exit_code, result.stdout, result.stderr) == (exits.FINE, "", "")


def test_options_stand_for_what_lines_leave_out() -> None:
    result = read(*LONDON, "--role", "customer", stdin=lines({"text": "I'll call you on Friday."}))
    assert json.loads(result.stdout)["promises"] == []


def test_the_first_calendar_of_a_configuration_gives_closing_time_holidays_and_zone(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG)
    text = "You will have our answer within 2 business days."
    result = read(text, "--at", "2026-03-04T10:00:00", "--config", str(file), "--json")
    assert json.loads(result.stdout)["promises"][0]["due"] == "2026-03-09T18:30:00+01:00"
    assert one_promise(text)["due"] == "2026-03-06T17:00:00+00:00"


def test_a_configuration_that_is_wrong_is_told_as_check_tells_it(tmp_path: Path) -> None:
    result = read("Hello", "--config", str(tmp_path / "none.toml"))
    assert result.exit_code == exits.USAGE
    assert "there is no such file" in result.stderr


def test_a_person_is_told_what_was_understood_when_it_is_due_and_why() -> None:
    shown = read("I'll get back to you by Friday at 3pm.", *LONDON).stdout
    assert "I'll get back to you by Friday at 3pm" in shown
    assert "contact, due Fri 6 March 2026 15:00 (Europe/London), 2 d 5 h after it was said" in shown
    assert "confidence" in shown
    assert "\x1b" not in shown


def test_a_person_is_told_that_a_vague_promise_is_never_due() -> None:
    assert "no time was said, so it is never due" in read("I'll get back to you soon.", *LONDON).stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("How can I help you today?",), "Nothing promised: no sentence in it commits the writer's side"),
        (
            ("I'll call by Friday.", "--role", "customer"),
            "Nothing promised: a customer's words promise nothing",
        ),
    ],
)
def test_a_person_is_told_why_nothing_was_promised(arguments: tuple[str, ...], why: str) -> None:
    assert why in read(*arguments, *LONDON).stdout


def test_colours_are_for_terminals_and_no_color_switches_them_off() -> None:
    arguments = ["read", "I'll call you by Friday.", *LONDON]
    coloured = CliRunner().invoke(main, arguments, color=True)
    plain = CliRunner().invoke(main, arguments, color=True, env={"NO_COLOR": "1"})
    assert "\x1b[1m" in coloured.stdout
    assert "\x1b" not in plain.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--tz", "Europe/Berlim"), "did you mean 'Europe/Berlin'?"),
        (("--at", "yesterday"), "it has to be a moment such as"),
        (("--role", "boss"), "'boss' is not one of 'agent', 'customer'"),
    ],
)
def test_a_wrong_option_is_a_usage_error_for_one_text_and_for_many(
    arguments: tuple[str, ...], sentence: str
) -> None:
    for result in (read("Hello", *arguments), read(*arguments, stdin=lines({"text": ""}))):
        assert (result.exit_code, result.stdout) == (exits.USAGE, "")
        assert sentence in result.stderr


def test_without_a_text_on_a_terminal_it_says_what_to_hand_in() -> None:
    leader, follower = pty.openpty()
    try:
        result = subprocess.run(
            [sys.executable, "-c", "from integration.cli import main; main(['read'])"],
            stdin=follower,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert result.returncode == exits.USAGE
    assert "Say the TEXT to be read" in result.stderr


def test_reading_loads_neither_the_network_nor_the_store_nor_the_configuration() -> None:
    code = (
        "import sys; from integration.cli import main\n"
        "try: main(['read', 'I will call you by Friday.', '--json'])\n"
        "except SystemExit as end: print('exit', end.code)\n"
        "print({'requests', 'sqlalchemy', 'zenpy', 'jinja2', 'rich'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert shown.stdout.splitlines()[-2:] == ["exit 0", "set()"]


def test_the_page_about_it_shows_what_it_prints() -> None:
    page = (Path(__file__).parents[2] / "docs/read.md").read_text()
    examples = re.findall(r"^\$ (.+)\n([^`]*)^```", page, re.MULTILINE)
    assert len(examples) == 3
    for command, shown in examples:
        line, _, verb = command.rpartition(" | ")
        arguments = shlex.split(verb)[2:]
        stdin = "".join(shlex.split(line)[1:])
        assert read(*arguments, stdin=stdin or None).stdout == shown, command


@pytest.mark.slow
def test_ten_times_the_lines_take_no_more_memory() -> None:
    few, many = peak_of(FEW), peak_of(MANY)
    assert many <= ALLOWED * few


@pytest.mark.parametrize("name", ["-", "notes.jsonl", "replies.TXT"])
def test_the_name_of_a_file_in_place_of_a_text_is_told_apart(name: str) -> None:
    result = CliRunner().invoke(main, ["read", name])
    assert result.exit_code == 2
    assert "steadyhand read < FILE" in result.stderr
