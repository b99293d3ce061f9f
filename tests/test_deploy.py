"""What deploy/ says is what the server knows: settings, ports, addresses, users, times."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from assistant.cli.server import GRACE_SECONDS
from assistant.settings import PREFIX, Settings, unknown_settings
from assistant.web import operations

TOP = Path(__file__).parents[1]
CONTAINERFILE = (TOP / "deploy/Containerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((TOP / "deploy/compose.yaml").read_text("utf-8"))
KUBERNETES = {each["kind"]: each for each in yaml.safe_load_all((TOP / "deploy/kubernetes.yaml").read_text("utf-8"))}
POD = KUBERNETES["Deployment"]["spec"]["template"]["spec"]
CONTAINER = POD["containers"][0]
DEFAULT = re.compile(r"\$\{[A-Z_]+(?::?-([^}]*)|:\?[^}]*)\}")  # of a variable of compose
SCRATCH = "/tmp"  # noqa: S108 - the container's own


def containerfile_environment() -> dict[str, str]:
    (line,) = re.findall(r"^ENV (.+)$", CONTAINERFILE.replace("\\\n", " "), re.MULTILINE)
    return dict(part.split("=", 1) for part in line.split())


def environments() -> dict[str, dict[str, str]]:
    """The environment that each file gives to the server."""
    return {
        "Containerfile": containerfile_environment(),
        "compose.yaml": COMPOSE["services"]["assistant"]["environment"],
        "kubernetes.yaml": KUBERNETES["ConfigMap"]["data"],
    }


def test_every_setting_is_one_and_can_be_read() -> None:
    for file, given in environments().items():
        assert unknown_settings(given) == [], file
        filled = {name: DEFAULT.sub(r"\1", str(value)) for name, value in given.items()}
        names = {name.removeprefix(PREFIX).lower(): value for name, value in filled.items() if name.startswith(PREFIX)}
        Settings(**{name: value for name, value in names.items() if value})


def test_what_the_image_copies_is_there_and_is_let_through_to_the_builder() -> None:
    lines = re.findall(r"^COPY (?!--from)(.+)", CONTAINERFILE, re.MULTILINE)
    copied = [name for line in lines for name in line.split()[:-1]]
    assert {"src", "intents", "responses", "requirements.lock"} <= set(copied)
    passed = (TOP / "deploy/Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert sorted(copied) == sorted(line[1:] for line in passed if line.startswith("!"))
    assert [name for name in copied if not (TOP / name).exists()] == []


def test_what_the_server_writes_lies_where_a_read_only_container_lets_it() -> None:
    given = containerfile_environment()
    assert given["ASSISTANT_DATABASE_URL"].startswith("sqlite:////data/")
    assert given["ASSISTANT_PID_FILE"].startswith(f"{SCRATCH}/")
    assert COMPOSE["services"]["assistant"]["tmpfs"] == [SCRATCH]
    assert CONTAINER["securityContext"]["readOnlyRootFilesystem"]
    assert [each["mountPath"] for each in CONTAINER["volumeMounts"]] == [SCRATCH]
    assert re.search(r"useradd .*--uid (\d+)", CONTAINERFILE)[1] == str(POD["securityContext"]["runAsUser"])  # type: ignore[index]


def test_probes_ask_what_the_server_answers_on_its_port() -> None:
    (port,) = [each["containerPort"] for each in CONTAINER["ports"]]
    assert f"EXPOSE {port}" in CONTAINERFILE
    assert COMPOSE["services"]["assistant"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    paths = {name: CONTAINER[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    live, ready = (next(iter(handler.paths)) for handler in (operations.live, operations.ready))
    assert paths == {"startup": live, "liveness": live, "readiness": ready}
    assert live in CONTAINERFILE
    assert KUBERNETES["Service"]["spec"]["selector"] == KUBERNETES["Deployment"]["spec"]["selector"]["matchLabels"]


def test_a_server_is_given_time_to_finish() -> None:
    before_stop = int(CONTAINER["lifecycle"]["preStop"]["exec"]["command"][-1])
    assert POD["terminationGracePeriodSeconds"] > GRACE_SECONDS + before_stop
    assert seconds(COMPOSE["services"]["assistant"]["stop_grace_period"]) > GRACE_SECONDS
    assert "STOPSIGNAL SIGTERM" in CONTAINERFILE


def test_several_servers_share_a_database_and_limits() -> None:
    environment = COMPOSE["services"]["assistant"]["environment"]
    assert int(environment["ASSISTANT_WORKERS"]) > 1
    assert {"ASSISTANT_DATABASE_URL", "ASSISTANT_REDIS_URL"} <= environment.keys()
    deployment: dict[str, Any] = KUBERNETES["Deployment"]["spec"]
    assert deployment["replicas"] > KUBERNETES["PodDisruptionBudget"]["spec"]["minAvailable"] > 0
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert {"secretRef": {"name": "assistant"}} in CONTAINER["envFrom"]  # the addresses, which hold passwords


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))
