"""Whatever stands in a configuration, `check` answers with sentences and their lines, and soon; never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from integration import exits
from integration.cli import main

HEAD = '[account]\nsubdomain = "birchlane"\n[account.auth]\nclient_id = "steadyhand"\nclient_secret = { env = "NONE" }\n'
POLICY = '[policies.p]\nkind = "reassignment"\nmax_handoffs = 3\nwindow = "1 day"\n'
FILES = {
    "nested arrays": HEAD + "x = " + "[" * 5000 + "]" * 5000,
    "nested tables": HEAD + "x = " + "{a=" * 900 + "1" + "}" * 900,
    "a key of many parts": HEAD + ".".join("a" for _ in range(1500)) + " = 1",
    "a huge number": HEAD + POLICY.replace("= 3", "= " + "9" * 5000),
    "a number beyond 64 bits": HEAD + POLICY.replace("= 3", "= " + "9" * 30),
    "a negative number": HEAD + POLICY.replace("= 3", "= -9223372036854775808"),
    "no number": HEAD + POLICY.replace("= 3", "= nan"),
    "endless": HEAD + POLICY.replace("= 3", "= inf"),
    "a duration of ages": HEAD + POLICY.replace("1 day", "9" * 4000 + " days"),
    "odd keys": HEAD + '["\\u0000"]\n"\\u202e" = 1\n"" = 2\n"a.b\\n" = 3\n',
    "a name of 64 kB": HEAD + POLICY.replace(".p]", f'."{"p" * 65536}"]'),
    "a name of marks": HEAD + POLICY.replace(".p]", '."e\u0301\u0301\u202e"]'),
    "a name with a NUL": HEAD + POLICY.replace(".p]", '."\\u0000"]'),
    "many policies": HEAD + "".join(f"[policies.p{n}]\nkind = 'nobody'\n" for n in range(1000)),
    "a pattern that explodes": HEAD + POLICY + 'scope = { tags_any = ["' + "(a+)+$" * 50 + '"] }\n',
    "wrong types everywhere": "account = 1\npolicies = []\nlimits = '{'\nnotify = nan\ncalendars = 2026-02-28\n",
}
NOTES = {
    "out of the sandbox": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "into the globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "through a filter": "{{ reference|attr('__class__') }}",
    "through a format": "{{ '{0.__class__}'.format(reference) }}",
    "an endless loop": "{% for x in range(10**9) %}x{% endfor %}",
    "a loop in a loop": "{% for a in evidence %}" * 12 + "x" + "{% endfor %}" * 12,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a huge text": "{{ 'a' * 10**9 }}",
    "a huge power": "{{ 10**10**10 }}",
    "another file": "{% include '/etc/passwd' %}",
    "a base": "{% extends 'x' %}",
    "an import": "{% import 'os' as os %}",
    "brackets": "{{" + "(" * 900 + ")" * 900 + "}}",
}


def checked(folder: Path, text: str) -> str:
    """What `check` says of a file that is wrong."""
    file = folder / "config.toml"
    file.write_text(text)
    result = CliRunner().invoke(main, ["check", "--no-secrets", "--config", str(file)])
    assert result.exit_code == exits.USAGE, result.output[:2000]
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_in_sentences(tmp_path: Path, name: str) -> None:
    said = checked(tmp_path, FILES[name])
    assert f"{tmp_path}/config.toml:" in said
    assert all(line.isprintable() for line in said.split("\n"))
    assert len(said) < 600_000


@pytest.mark.parametrize("name", NOTES)
def test_a_hostile_template_is_refused_at_its_line(tmp_path: Path, name: str) -> None:
    step = f"[[policies.p.steps]]\nnote = '''{NOTES[name]}'''\n"
    said = checked(tmp_path, HEAD + POLICY + step)
    assert f"{tmp_path}/config.toml:11: policies.p.steps.0.note" in said
