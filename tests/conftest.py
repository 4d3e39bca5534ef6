"""Shared by all tests: a clean environment, and one graph engine for the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.endpoint import Endpoint, open_endpoint
from graph.settings import Settings
from graph.store import Store

# A second engine joins here: its name, and in `engine_settings` how it is reached.
ENGINES = [pytest.param("arcadedb", marks=pytest.mark.engine)]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the developer's leaks in; whatever a test writes by default goes to its own folder."""
    for name in [name for name in os.environ if name.startswith("QIANTOU_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QIANTOU_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session", params=ENGINES)
def engine_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the engine that the whole run shares."""
    homes = {"arcadedb": lambda: Settings(home=tmp_path_factory.mktemp("引擎"))}
    return homes[request.param]()


@pytest.fixture(scope="session")
def endpoint(engine_settings: Settings) -> Iterator[Endpoint]:
    """The engine, started once."""
    with open_endpoint(engine_settings) as opened:
        yield opened


@pytest.fixture
def store(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """An empty graph; the engine outlives it, so it is not to be closed."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return Store(endpoint, engine_settings)
