"""Shared by all tests: a clean environment, and each graph engine once for the whole run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import consistent_reads
from graph.endpoint import Endpoint, open_endpoint
from graph.settings import Settings, variable
from graph.store import Store

ENGINES = [pytest.param("arcadedb", marks=pytest.mark.engine), pytest.param("neo4j", marks=pytest.mark.neo4j)]

IDLE = pytest.StashKey[int]()
# Read before `clean_environment` takes them away.
SERVER = {name: os.environ.get(variable(name), "") for name in ("neo4j_uri", "neo4j_user", "neo4j_password")}


NEO4J = re.compile(r"[\[-]neo4j(?!-admin)[\]-]")
"""The parameter that sends a test to the server, in its id."""
ASKING = "tests/queries/asking/"
"""All of its files read one graph, built once."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Neo4j server its tests are left out, with one notice instead of a line for each."""
    on_server = [item for item in items if item.get_closest_marker("neo4j")]
    if on_server and not SERVER["neo4j_uri"]:
        config.hook.pytest_deselected(items=on_server)
        items[:] = [item for item in items if item not in on_server]
        config.stash[IDLE] = len(on_server)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What one process runs: files that share a graph; all of the one Neo4j, which each test empties."""
    from xdist.scheduler import LoadFileScheduling

    class ByEngine(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if NEO4J.search(nodeid):
                return "neo4j"
            return ASKING if nodeid.startswith(ASKING) else str(super()._split_scope(nodeid))

    return ByEngine(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The notice, where it is seen."""
    if idle := config.stash.get(IDLE, 0):
        terminalreporter.write_line(
            f"NOTICE: {idle} tests not run for want of a Neo4j server: make test-neo4j, or set QIANTOU_NEO4J_URI"
        )


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's leaks in; whatever a test writes by default goes to its own folder."""
    for name in [name for name in os.environ if name.startswith("QIANTOU_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QIANTOU_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session", params=ENGINES)
def engine_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the engine that the whole run shares."""
    home = tmp_path_factory.mktemp("引擎")
    server = {name: value for name, value in SERVER.items() if value}
    return Settings(home) if request.param == "arcadedb" else Settings(home, **server)


@pytest.fixture(scope="session")
def endpoint(engine_settings: Settings) -> Iterator[Endpoint]:
    """The engine, started once; a server that holds anything is not touched, since tests begin with an empty graph."""
    with open_endpoint(engine_settings) as opened:
        with opened.reading() as session:
            if session.run(f"MATCH (n) WHERE NOT n:`{consistent_reads.LABEL}` RETURN n LIMIT 1").single() is not None:
                pytest.exit(f"{opened.address} is not empty: the tests would delete what is there", returncode=1)
        yield opened
        with opened.writing() as session:
            session.run("MATCH (n) DETACH DELETE n").consume()


@pytest.fixture
def store(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """An empty graph; the engine outlives it, so it is not to be closed."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return Store(endpoint, engine_settings)
