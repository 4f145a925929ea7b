"""Several accounts in one file: what each has of its own, what they share, and what is wrong with one alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.config.load import ConfigFile, load_config, load_file
from integration.config.problems import ConfigError

HANDOFFS = """\
[policies.handoffs]
kind = "reassignment"
max_handoffs = 3
[[policies.handoffs.steps]]
add_tags = ["passed_around"]
"""
FILES = {
    "config.toml": """\
sets = ["sets/handoffs.toml"]
[store]
path = "all.db"
[limits]
updates_per_hour = 50

[[accounts]]
subdomain = "northwind"
sets = ["sets/office.toml"]
auth = { client_id = "steadyhand", client_secret = { env = "NORTHWIND" } }

[[accounts]]
name = "harbour"
base_url = "https://harbour.example.com"
interval = "30s"
[accounts.auth]
client_id = "robot"
client_secret = { file = "harbour.secret" }
[accounts.policies.handoffs]
max_handoffs = 5
[accounts.calendars.pier]
time_zone = "Europe/Lisbon"
sun = ["08:00-20:00"]
""",
    "sets/handoffs.toml": HANDOFFS,
    "sets/office.toml": '[calendars.office]\ntime_zone = "Europe/Berlin"\nmon = ["09:00-17:00"]\n',
}
Write = Callable[..., ConfigFile]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the files, some of them anew, and load the first."""

    def write_and_load(**changed: str) -> ConfigFile:
        for name, text in (
            FILES | {key.replace("__", "/") + ".toml": text for key, text in changed.items()}
        ).items():
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        return load_file(tmp_path / "config.toml")

    return write_and_load


def told(file: ConfigFile, folder: Path) -> dict[str, list[str]]:
    """The problems of each broken account, without the folder's name."""
    return {each.label: str(each.error).replace(f"{folder}/", "").splitlines() for each in file.broken}


def test_each_account_has_its_own_and_what_is_shared(write: Write) -> None:
    file = write()
    northwind, harbour = file.accounts
    assert file.labels == ("northwind", "harbour")
    assert file.broken == ()
    assert list(northwind.calendars) == ["office"]
    assert list(harbour.calendars) == ["pier"]
    assert {config.limits.updates_per_hour for config in file.accounts} == {50}
    assert {config.store_path for config in file.accounts} == {file.path.parent / "all.db"}
    assert harbour.account.interval.seconds == 30


def test_an_accounts_own_value_goes_before_a_shared_one_and_leaves_its_neighbours(write: Write) -> None:
    northwind, harbour = write().accounts
    assert getattr(northwind.policies["handoffs"], "max_handoffs", None) == 3
    assert getattr(harbour.policies["handoffs"], "max_handoffs", None) == 5
    assert harbour.policies["handoffs"].steps == northwind.policies["handoffs"].steps


def test_a_file_with_one_account_may_take_sets_in_too(tmp_path: Path) -> None:
    (tmp_path / "handoffs.toml").write_text(HANDOFFS)
    file = tmp_path / "config.toml"
    file.write_text(
        'sets = ["handoffs.toml"]\n[account]\nsubdomain = "northwind"\n'
        'auth = { client_id = "a", client_secret = { env = "A" } }\n[policies.handoffs]\nmax_handoffs = 4\n'
    )
    policy = load_config(file).policies["handoffs"]
    assert getattr(policy, "max_handoffs", None) == 4


def test_a_problem_names_the_file_and_the_line_where_it_stands(write: Write, tmp_path: Path) -> None:
    file = write(sets__handoffs=HANDOFFS.replace("max_handoffs = 3", "max_handofs = 3"))
    assert file.accounts == ()
    sentence = (
        "sets/handoffs.toml:3: policies.handoffs.max_handofs: unknown setting; did you mean 'max_handoffs'?"
    )
    assert told(file, tmp_path) == {"northwind": [sentence], "harbour": [sentence]}
    with pytest.raises(ConfigError) as caught:
        file.require_good()
    assert len(caught.value.problems) == 1, "what is wrong in a shared file is told once"


def test_a_mistake_in_an_accounts_own_table_breaks_this_account_alone(write: Write, tmp_path: Path) -> None:
    file = write(config=FILES["config.toml"].replace("max_handoffs = 5", "max_handoffs = -5"))
    assert file.labels == ("northwind",)
    assert told(file, tmp_path) == {
        "harbour": ["config.toml:20: accounts.1.policies.handoffs.max_handoffs: must be at least 1, is -5"]
    }


def test_a_setting_of_the_account_is_named_as_it_stands_in_its_entry(write: Write, tmp_path: Path) -> None:
    file = write(config=FILES["config.toml"].replace('interval = "30s"', 'interval = "3s"'))
    (problem,) = told(file, tmp_path)["harbour"]
    assert problem.startswith("config.toml:15: accounts.1.interval: ")


@pytest.mark.parametrize(
    ("old", "new", "label", "sentence"),
    [
        (
            'sets = ["sets/office.toml"]',
            'sets = ["sets/ofice.toml"]',
            "northwind",
            "config.toml:9: accounts.0.sets.0: there is no file sets/ofice.toml",
        ),
        (
            'sets = ["sets/office.toml"]',
            'sets = "sets/office.toml"',
            "northwind",
            'config.toml:9: accounts.0.sets: is a list of files, as ["sets/promises.toml"]',
        ),
        (
            "[accounts.calendars.pier]",
            "[accounts.web]\nlisten = 8480\n[accounts.calendars.pier]",
            "harbour",
            "config.toml:21: accounts.1.web: is the process's own; write [web] at the top of the file",
        ),
        (
            'name = "harbour"',
            'account = "harbour"',
            "harbour.example.com",
            (
                "config.toml:13: accounts.1.account: unknown setting; known are name, subdomain, base_url, history_start, "
                "interval and auth"
            ),
        ),
        (
            'name = "harbour"\nbase_url = "https://',
            'base_url = "https://robot:s3cret@',
            "accounts.1",
            (
                "config.toml:13: accounts.1.base_url: must not carry a user or a password; credentials belong into "
                "[account.auth]"
            ),
        ),
        (
            'subdomain = "northwind"',
            'subdomian = "northwind"',
            "accounts.0",
            "config.toml:8: accounts.0.subdomian: unknown setting; did you mean 'subdomain'?",
        ),
        (
            "[accounts.policies.handoffs]",
            "[accounts.polices.handoffs]",
            "harbour",
            "config.toml:19: accounts.1.polices: unknown setting; did you mean 'policies'?",
        ),
        (
            'base_url = "https://harbour.example.com"',
            'subdomain = "northwind"',
            "harbour",
            "config.toml:14: accounts.1.subdomain: northwind is this very account; every note would be written twice",
        ),
        (
            'name = "harbour"',
            'name = "northwind"',
            "accounts.1",
            "config.toml:13: accounts.1.name: another account is called 'northwind' already",
        ),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_with_its_line(
    write: Write, tmp_path: Path, old: str, new: str, label: str, sentence: str
) -> None:
    file = write(config=FILES["config.toml"].replace(old, new))
    assert told(file, tmp_path)[label] == [sentence]
    assert len(file.accounts) == 1, "the other account is none the worse"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "accounts = 3\n",
            "config.toml:1: accounts: is a list of tables; write [[accounts]] above each account",
        ),
        (
            "accounts = []\n",
            "config.toml:1: accounts: is a list of tables; write [[accounts]] above each account",
        ),
        (
            '[account]\nsubdomain = "a"\n[[accounts]]\nsubdomain = "b"\n',
            "config.toml:1: account: stands beside [[accounts]]; keep one of the two",
        ),
    ],
)
def test_a_file_has_one_of_the_two_forms(write: Write, tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        write(config=text)
    assert str(caught.value).replace(f"{tmp_path}/", "") == sentence


def test_two_shared_files_may_not_set_the_same_value(write: Write, tmp_path: Path) -> None:
    file = write(sets__office=FILES["sets/office.toml"] + "[policies.handoffs]\nmax_handoffs = 2\n")
    assert file.labels == ("harbour",)
    assert told(file, tmp_path)["northwind"] == [
        (
            "sets/office.toml:5: policies.handoffs.max_handoffs: stands in sets/handoffs.toml:3 too; keep one, "
            "or set it in the account's own"
        )
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("~nobody-here/x.toml", "there is no file"), ("x" * 300, "cannot be read: File name too long")],
)
def test_a_set_that_cannot_lie_anywhere_is_told_as_any_other(write: Write, name: str, sentence: str) -> None:
    file = write(config=FILES["config.toml"].replace("sets/office.toml", name))
    assert sentence in str(file.broken[0].error)
    assert file.labels == ("harbour",)


def test_a_set_that_is_named_twice_counts_once(write: Write) -> None:
    file = write(
        config=FILES["config.toml"].replace(
            'sets = ["sets/office', 'sets = ["sets/handoffs.toml", "sets/office'
        )
    )
    assert file.labels == ("northwind", "harbour")


@pytest.mark.parametrize("table", ["account", "store", "web", "sets"])
def test_a_set_holds_nothing_that_is_the_accounts_or_the_processes_own(
    write: Write, tmp_path: Path, table: str
) -> None:
    file = write(sets__office=f"[{table}]\nx = 1\n" if table != "sets" else 'sets = ["more.toml"]\n')
    assert told(file, tmp_path)["northwind"] == [
        f"sets/office.toml:1: {table}: belongs into the configuration's own file, not into a set"
    ]


def test_a_broken_account_has_the_label_that_it_has_when_it_is_right(write: Write) -> None:
    """By it a running account learns that its settings are wrong now."""
    text = FILES["config.toml"].replace('name = "harbour"\n', "")
    (_, right) = write(config=text).labels
    (broken,) = write(config=text.replace("max_handoffs = 5", "max_handoffs = -5")).broken
    assert broken.label == right == "harbour.example.com"


def test_one_account_is_chosen_by_its_label(write: Write, tmp_path: Path) -> None:
    path = write().path
    assert load_config(path, "harbour").account.label == "harbour"
    for account, sentence in (
        (None, "config.toml: it has 2 accounts; say which with --account: northwind and harbour"),
        (
            "harbor",
            "config.toml: it has northwind and harbour, and no account 'harbor'; did you mean 'harbour'?",
        ),
    ):
        with pytest.raises(ConfigError) as caught:
            load_config(path, account)
        assert str(caught.value).replace(f"{tmp_path}/", "") == sentence


def test_an_account_that_is_chosen_does_not_suffer_from_the_others(write: Write) -> None:
    path = write(config=FILES["config.toml"].replace("max_handoffs = 5", "max_handoffs = -5")).path
    assert load_config(path, "northwind").account.label == "northwind"
    with pytest.raises(ConfigError, match="max_handoffs"):
        load_config(path, "harbour")


def test_the_example_of_the_documentation_is_right(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "accounts.md").read_text()
    file = tmp_path / "config.toml"
    file.write_text(text.partition("```toml\n")[2].partition("```")[0])
    sets = {
        "house": '[calendars.office]\ntime_zone = "Europe/Berlin"\nmon = ["09:00-17:00"]\n',
        "promises": '[policies.kept-promises]\nkind = "promise"\ncalendar = "office"\n'
        '[[policies.kept-promises.steps]]\nadd_tags = ["promise_due"]\n',
        "boundaries": "[reading.abuse]\n",
    }
    (tmp_path / "sets").mkdir()
    for name, content in sets.items():
        (tmp_path / "sets" / f"{name}.toml").write_text(content)
    northwind, harbourline = load_file(file).accounts
    assert northwind.policies["kept-promises"].mode == "observe"
    assert harbourline.policies["kept-promises"].mode == "enforce"
    assert list(harbourline.calendars) == ["office", "pier"]
    assert northwind.limits.updates_per_hour == 200
