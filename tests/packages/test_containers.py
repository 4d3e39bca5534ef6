"""The Dockerfile and the compose file, as far as they can be looked at without Docker: what they name is there."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from graph.settings import Settings, variable
from release.offline import ROOT
from ui.cli import app

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def test_what_the_image_is_built_from_goes_into_it() -> None:
    [lock] = re.findall(r"-r (\S+)", DOCKERFILE)
    needed = {lock, "pyproject.toml", "README.md", "release", "ui", "graph", "loaders", "queries", "data"}
    assert {name for name in needed if not (ROOT / name).exists()} == set()
    assert needed.isdisjoint(IGNORED)
    assert {".git", ".venv"} <= set(IGNORED)


def test_the_image_runs_a_command_that_there_is_as_nobody_special() -> None:
    [command] = [json.loads(line.removeprefix("CMD ")) for line in DOCKERFILE.splitlines() if line.startswith("CMD ")]
    program, name, *options = command
    assert program == "qiantou"
    known = {option for parameter in app.commands[name].params for option in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known
    # Whatever comes after the last change of the user is run by that one.
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "qiantou"


def test_the_variables_that_are_set_are_settings() -> None:
    known = {variable(field.name) for field in fields(Settings)}
    assert set(re.findall(r"\bQIANTOU_\w+", DOCKERFILE + COMPOSE)) <= known
    # Each name of a volume and of a service that is used stands there.
    services = re.findall(r"^  (\w+):$", COMPOSE, re.MULTILINE)
    assert {"neo4j", "qiantou"} <= set(services)
    assert set(re.findall(r"^      - (\w+):/", COMPOSE, re.MULTILINE)) <= set(services)


def test_the_port_of_the_image_is_the_one_that_is_published() -> None:
    [port] = re.findall(r"^EXPOSE (\d+)", DOCKERFILE, re.MULTILINE)
    assert f"127.0.0.1:{port}:{port}" in COMPOSE
    [usual] = [parameter.default for parameter in app.commands["ui"].params if "--port" in parameter.opts]
    assert port == str(usual)
