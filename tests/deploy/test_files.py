"""The files in deploy/ and .github/ agree with the code and with each other."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from integration import metrics
from integration.cli import VERBS
from integration.config.address import Address
from integration.config.load import parse_config
from integration.config.models import Config
from integration.config.secrets import Secret
from integration.config.web import DEFAULT_ADDRESS
from integration.monitoring.accounts import Watched
from tests.deploy.wheels import ROOT
from tests.integration.engine.harbour import Harbour

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
WORKERS: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.workers.yaml").read_text())
RULES = [
    rule for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"] for rule in group["rules"]
]
PANELS = json.loads((DEPLOY / "dashboard.json").read_text())["panels"]
EXPRESSIONS = [rule["expr"] for rule in RULES] + [
    target["expr"] for panel in PANELS for target in panel["targets"]
]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
UNITS = sorted(DEPLOY.glob("*.service"))
PAGE = (ROOT / "docs/deploy.md").read_text()
PORT = Address.parse(DEFAULT_ADDRESS).port


def unit(path: Path) -> configparser.ConfigParser:
    """A unit's settings; of one that stands there twice the last."""
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(path)
    return parsed


def pins(path: Path) -> dict[str, str]:
    """The versions that a lock or constraints file pins."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\\n]+)", path.read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def exposed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The metrics that an account has after a cycle, with their labels."""
    with Harbour(tmp_path_factory.mktemp("harbour")) as harbour:
        account = harbour.open()
        harbour.cycle(account)
        harbour.passed_around()
        harbour.cycle(account)
        metrics.count_policy_error("harbour", "passed-around")
        text = metrics.exposition_of([Watched("harbour", timedelta(minutes=1), account).seen()]).decode()
    series = re.findall(r"^(steadyhand_\w+)\{([^}]*)\}", text, re.MULTILINE)
    return {name: set(re.findall(r'(\w+)="', labels)) for name, labels in series}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_alerts_and_panels_ask_for_metrics_and_labels_that_exist(
    exposed: dict[str, set[str]], expression: str
) -> None:
    asked = re.findall(r"\b(steadyhand_\w+)(?:\{([^}]*)\})?", expression)
    assert asked
    for name, matchers in asked:
        assert name in exposed
        assert set(re.findall(r"(\w+)=[~\"]", matchers)) <= exposed[name]
    added = {"instance"}  # by Prometheus
    grouped = {word for labels in re.findall(r"\bby \(([^)]*)\)", expression) for word in labels.split(", ")}
    assert grouped <= {label for name, _ in asked for label in exposed[name]} | added


def test_every_metric_but_what_others_contain_is_on_the_dashboard(exposed: dict[str, set[str]]) -> None:
    assert {name for name in exposed if not any(name in each for each in EXPRESSIONS)} == set()


def test_every_alert_tells_a_person_what_and_where_to_look() -> None:
    for rule in RULES:
        assert rule["alert"].startswith("Steadyhand")
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert {"summary", "description"} == set(rule["annotations"])
    named = [verb for rule in RULES for verb in re.findall(r"`steadyhand (\w+)", str(rule["annotations"]))]
    assert set(named) <= set(VERBS)


def test_the_dashboards_panels_do_not_overlap() -> None:
    taken = Counter(
        (x, y)
        for place in (panel["gridPos"] for panel in PANELS)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    )
    assert set(taken.values()) == {1}
    assert max(x for x, _ in taken) == 23
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)


def test_compose_runs_a_verb_of_ours_without_rights_or_a_disk_to_write_to() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["command"][0] in VERBS
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["hostname"], "a name that stays, or a killed service is waited for"
    assert service["ports"] == [f"127.0.0.1:{PORT}:{PORT}"], "the proxy in front speaks TLS"


def test_compose_and_the_image_agree() -> None:
    (service,) = COMPOSE["services"].values()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert service["image"] == f"steadyhand:{version}"
    assert service["build"] == {"context": "..", "dockerfile": "deploy/Dockerfile"}
    mounts = [volume.split(":")[1] for volume in service["volumes"]]
    assert re.findall(r'^VOLUME \["(.+)"\]', DOCKERFILE, re.MULTILINE) == [mounts[0]]
    config = re.findall(r"STEADYHAND_CONFIG=(\S+)", DOCKERFILE)
    assert [str(Path(path).parent) for path in config] == [mounts[1]]
    assert f"EXPOSE {PORT}\n" in DOCKERFILE
    assert set(service["secrets"]) == set(COMPOSE["secrets"])


def test_workers_run_as_the_service_does_after_the_migration_and_have_names_that_differ() -> None:
    (service,) = COMPOSE["services"].values()
    worker, migrate, database = (WORKERS["services"][name] for name in ("worker", "migrate", "database"))
    same = ("build", "image", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "pids_limit")
    for each in (worker, migrate):
        assert {key: each[key] for key in same} == {key: service[key] for key in same}
        assert set(each["command"]) <= set(VERBS)
        assert each["volumes"] == [volume for volume in service["volumes"] if "/etc/" in volume]
    assert "hostname" not in worker, "a name that all share would make them one"
    assert worker["stop_grace_period"] == service["stop_grace_period"]
    assert worker["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    used = {secret for each in (worker, migrate, database) for secret in each["secrets"]}
    assert used == set(WORKERS["secrets"])


def test_the_unit_of_workers_is_the_services_but_for_the_verb_and_the_secrets() -> None:
    service, worker = (
        dict(unit(DEPLOY / name)["Service"]) for name in ("steadyhand.service", "steadyhand-worker@.service")
    )
    del service["LoadCredential"]
    assert worker.pop("EnvironmentFile") == "/etc/steadyhand/secrets/environment"
    assert worker.pop("ExecStart") == service.pop("ExecStart").replace(" run", " worker")
    assert worker == service


def test_the_image_is_built_in_two_stages_from_one_base_and_runs_as_nobody_in_particular() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    assert len(set(bases)) == 1, "the interpreter that the environment was made with"
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "STOPSIGNAL SIGTERM" in DOCKERFILE
    installs = re.findall(r"pip install (?!--no-deps)(.*?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
    assert installs
    assert all(each.startswith("--require-hashes -r deploy/") for each in installs)


def test_what_the_image_copies_passes_dockerignore() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert {word for line in copied for word in line.split()} == allowed
    assert all((ROOT / path).exists() for path in allowed)


def test_the_health_check_and_the_commands_are_verbs() -> None:
    assert set(re.findall(r"steadyhand (\w+) \|\|", DOCKERFILE)) == {"health"}
    assert re.findall(r'^CMD \["(\w+)"\]', DOCKERFILE, re.MULTILINE) == ["run"]
    commands = [unit(path)["Service"]["ExecStart"].split() for path in UNITS]
    assert {command[0] for command in commands} == {"/opt/steadyhand/bin/steadyhand"}
    assert {command[1] for command in commands} == {"run", "health", "worker"}


def test_both_units_give_away_the_same_rights_and_read_the_same_configuration() -> None:
    run, health = (
        unit(DEPLOY / name)["Service"] for name in ("steadyhand.service", "steadyhand-health.service")
    )
    hardening = [
        key
        for key in run
        if re.match(r"Capab|Device|Keyring|Lock|Memory|NoNew|Priv|Proc|Prot|Rem|Restrict|System", key)
    ]
    assert len(hardening) > 20
    differ = {key for key in hardening if run[key] != health.get(key)}
    assert differ == {"RestrictAddressFamilies"}, "who only reads a file needs no network"
    for key in ("User", "Environment", "StateDirectory", "UMask"):
        assert run[key] == health[key]


def test_the_services_pause_at_the_end_is_told_to_all_who_stop_it() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["stop_grace_period"] == "90s"
    assert unit(DEPLOY / "steadyhand.service")["Service"]["TimeoutStopSec"] == "90"


def settings_on_the_page() -> list[Config]:
    """The configurations that docs/deploy.md shows, completed by what every one needs."""
    start = '[account]\nsubdomain = "northwind"\n'
    blocks = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [parse_config(start + block, ROOT / "config.toml") for block in blocks]


def test_the_configurations_on_the_page_fit_the_files() -> None:
    container, workers, systemd = settings_on_the_page()
    of_workers = [workers.account.auth.client_secret, workers.store.url]
    assert {each.file for each in of_workers if isinstance(each, Secret)} == {
        f"/run/secrets/{name}" for name in WORKERS["services"]["worker"]["secrets"]
    }
    secrets = {f"/run/secrets/{name}" for name in COMPOSE["secrets"]}
    of_container = [container.account.auth.client_secret, container.web.token]
    assert {each.file for each in of_container if each is not None} == secrets
    assert container.store_path.parent == Path("/data")
    assert Address.parse(container.web.listen) == Address("0.0.0.0", PORT)  # noqa: S104 - within the container
    service = unit(DEPLOY / "steadyhand.service")["Service"]
    credential = service["LoadCredential"].partition(":")[0]
    assert systemd.account.auth.client_secret is not None
    assert systemd.account.auth.client_secret.file == f"/run/credentials/steadyhand.service/{credential}"
    assert systemd.store_path.parent == Path("/var/lib") / service["StateDirectory"]


@pytest.mark.parametrize("name", ["requirements.lock", "build.lock"])
def test_a_lock_pins_by_hash_what_the_constraints_pin(name: str) -> None:
    lock = DEPLOY / name
    found = pins(lock)
    assert found
    assert {each: pins(ROOT / "constraints.txt").get(each) for each in found} == found
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock.read_text())) >= len(found)


def test_the_lock_holds_every_dependency_the_pages_and_the_databases_driver() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["web"], *extras["postgres"], *extras["cluster"]]
    assert {re.split(r"[\[<>=]", each)[0] for each in wanted} <= set(pins(DEPLOY / "requirements.lock"))
    assert "psycopg-binary" in pins(DEPLOY / "requirements.lock"), "the image has no libpq"


def test_the_constraints_pin_what_every_extra_asks_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = {re.split(r"[\[<>=]", each)[0] for extra in extras.values() for each in extra}
    assert wanted <= set(pins(ROOT / "constraints.txt"))


def test_the_tools_of_make_slow_are_pinned_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [each for each in project["dependency-groups"]["slow"] if isinstance(each, str)]
    assert {re.split(r"[<>=]", each)[0] for each in wanted} <= set(pins(ROOT / "constraints-slow.txt"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_every_action_by_its_commit_says_the_version_and_starts_without_rights(
    path: Path,
) -> None:
    text = path.read_text()
    used = re.findall(r"uses: (.+)", text)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert job["timeout-minutes"] <= 30


def test_the_workflows_begin_at_the_oldest_python_and_call_what_exists() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]
    floor = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert floor == f">={jobs['test']['strategy']['matrix']['python'][0]}"
    assert jobs["test"]["steps"][-1] == {"run": ".ci/run"}
    assert (ROOT / ".ci/run").exists()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = {word for path in WORKFLOWS for word in re.findall(r"run: make (\w+)", path.read_text())}
    assert called
    assert called <= targets
