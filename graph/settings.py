"""Settings, each read from one environment variable. docs/settings.md lists them; a test keeps the two the same."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from graph.errors import SettingError


def _about(text: str) -> dict[str, str]:
    return {"about": text}


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
        rows: rows after which the answer to a Cypher text of the user's own is cut (`QIANTOU_ROWS`).
        fsync: whether the embedded engine waits for the disk at every commit (`QIANTOU_FSYNC`).
        neo4j_reader: name that reads log in with, where the server has roles (`QIANTOU_NEO4J_READER`).
        neo4j_reader_password: its password, never printed (`QIANTOU_NEO4J_READER_PASSWORD`).
    """

    home: Path = field(metadata=_about("内置图数据库、日志和口令所在的文件夹"))
    neo4j_uri: str = field(default="", metadata=_about("Neo4j 服务器地址，如 neo4j://主机:7687；不设则用内置图数据库"))
    neo4j_user: str = field(default="neo4j", metadata=_about("服务器的用户名"))
    neo4j_password: str = field(default="", metadata=_about("服务器的口令，不会显示或记入日志"))
    neo4j_database: str = field(default="neo4j", metadata=_about("服务器上的数据库名"))
    heap: str = field(default="512m", metadata=_about("内置图数据库的内存上限，如 512m、4g"))
    timeout: float = field(default=30.0, metadata=_about("一次查询最多用多少秒"))
    rows: int = field(default=10000, metadata=_about("自己写的 Cypher 最多返回多少行，超出时会说明"))
    fsync: bool = field(
        default=True, metadata=_about("内置图数据库每次写入是否等到落盘；“否”较快，断电可能丢失最近的写入")
    )
    neo4j_reader: str = field(default="", metadata=_about("服务器上只读用户的名称；不设则查询也用上面的用户，但只读"))
    neo4j_reader_password: str = field(default="", metadata=_about("只读用户的口令，不会显示或记入日志"))

    def __repr__(self) -> str:
        shown = {f.name: getattr(self, f.name) for f in fields(self) if "password" not in f.name}
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
    home = given.pop("home", "") or platformdirs.user_data_dir("qiantou", appauthor=False)
    read: dict[str, Any] = {name: _READERS.get(name, str)(text) for name, text in given.items()}
    return Settings(home=Path(home).expanduser().absolute(), **read)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < math.inf:
        raise SettingError(f"设置 {variable('timeout')} 的值“{text}”不是正数。", "请改为秒数，例如 30。")
    return value


def _rows(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise SettingError(f"设置 {variable('rows')} 的值“{text}”不是正整数。", "请改为行数，例如 10000。")
    return int(text)


def _fsync(text: str) -> bool:
    known = {"是": True, "1": True, "true": True, "否": False, "0": False, "false": False}
    if text.lower() not in known:
        raise SettingError(f"设置 {variable('fsync')} 的值“{text}”看不懂。", "请改为“是”或“否”。")
    return known[text.lower()]


_READERS: Mapping[str, Callable[[str], Any]] = {"timeout": _seconds, "rows": _rows, "fsync": _fsync}
"""How the settings that are not text are read."""
