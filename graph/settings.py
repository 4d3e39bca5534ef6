"""Settings, each read from one environment variable. docs/settings.md lists them; a test keeps the two the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from graph.errors import SettingError


@dataclass(frozen=True)
class Settings:
    """Where the graph lives and how its engine is reached.

    Attributes:
        home: folder of the embedded graph, its log and its passwords (`QIANTOU_HOME`).
        neo4j_uri: address of a Neo4j server; empty means the embedded engine (`QIANTOU_NEO4J_URI`).
        neo4j_user: name to log in with (`QIANTOU_NEO4J_USER`).
        neo4j_password: password to log in with, never printed (`QIANTOU_NEO4J_PASSWORD`).
        neo4j_database: database on that server (`QIANTOU_NEO4J_DATABASE`).
        heap: memory of the embedded engine, e.g. `512m` (`QIANTOU_HEAP`).
        timeout: seconds after which a read is stopped (`QIANTOU_TIMEOUT`).
    """

    home: Path
    neo4j_uri: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: str = ""
    neo4j_database: str = "neo4j"
    heap: str = "512m"
    timeout: float = 30.0

    def __repr__(self) -> str:
        shown = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "neo4j_password"}
        return f"Settings({shown})"


def variable(name: str) -> str:
    """The environment variable that sets the field `name`."""
    return f"QIANTOU_{name.upper()}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        environment: variables to read; the process's own when not given.

    Raises:
        SettingError: a value is not of its setting's form.
    """
    env = os.environ if environment is None else environment
    given = {f.name: env[variable(f.name)] for f in fields(Settings) if env.get(variable(f.name))}
    home = Path(given.pop("home", "") or platformdirs.user_data_dir("qiantou", appauthor=False))
    timeout = _seconds(given.pop("timeout", "30"))
    return Settings(home=home.expanduser().absolute(), timeout=timeout, **given)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if value <= 0:
        raise SettingError(f"设置 {variable('timeout')} 的值“{text}”不是正数。", "请改为秒数，例如 30。")
    return value
