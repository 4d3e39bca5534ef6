"""Settings, each read from one environment variable. docs/settings.md lists them; a test keeps the two the same."""

from __future__ import annotations

import math
import os
import re
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
        read_seconds: seconds after which the reading of a file is stopped (`QIANTOU_READ_SECONDS`).
        read_memory: memory that the reading of a file may take, e.g. `1g` (`QIANTOU_READ_MEMORY`).
        read_size: the largest file that is read, e.g. `100m` (`QIANTOU_READ_SIZE`).
        read_characters: the longest text that is taken from a file (`QIANTOU_READ_CHARACTERS`).
        read_pages: the most pages that a file may have (`QIANTOU_READ_PAGES`).
        importers: who may load documents after an OIDC login, separated by commas (`QIANTOU_IMPORTERS`).
        model_url: address of an OpenAI-compatible server on the own network, asked where the rules understand no
            question; empty means none (`QIANTOU_MODEL_URL`).
        hosts: names by which others reach the interface, separated by commas (`QIANTOU_HOSTS`).
        journal: folder that several computers share, through which their corrections reach each other
            (`QIANTOU_JOURNAL`).
        reviewers: who may correct after an OIDC login, separated by commas (`QIANTOU_REVIEWERS`).
        four_eyes: whether a correction counts only once a second person has confirmed it (`QIANTOU_FOUR_EYES`).
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
    read_seconds: float = field(default=60.0, metadata=_about("读一份文件最多用多少秒；扫描件按每页计"))
    read_memory: str = field(default="1g", metadata=_about("读一份文件最多用多少内存，如 512m、1g（Windows 不限）"))
    read_size: str = field(default="100m", metadata=_about("读入的文件最大多大，压缩包按解开后计，如 100m"))
    read_characters: int = field(default=20_000_000, metadata=_about("一份文件最多取多少字"))
    read_pages: int = field(default=5_000, metadata=_about("一份文件最多有多少页"))
    importers: str = field(
        default="", metadata=_about("用 OIDC 登录网页界面后可以导入文件的人：邮箱，用英文逗号隔开；不设则都不可以")
    )
    model_url: str = field(
        default="",
        metadata=_about(
            "内网中 OpenAI 兼容服务的地址（…/v1），规则读不懂的问题由它译成查询条件，只发问题、不发文件；不设则不用"
        ),
    )
    hosts: str = field(
        default="", metadata=_about("别的电脑打开网页界面时所用的主机名，用英文逗号隔开；用地址打开的不必写")
    )
    journal: str = field(default="", metadata=_about("几台电脑共用的校核文件夹，同事的校核由它互通；不设则只在本机"))
    reviewers: str = field(
        default="", metadata=_about("用 OIDC 登录网页界面后可以校核的人：邮箱，用英文逗号隔开；不设则都不可以")
    )
    four_eyes: bool = field(default=False, metadata=_about("校核是否要第二个人确认（采纳同一结论）才生效"))

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
    given: dict[str, Any] = {f.name: env[variable(f.name)] for f in fields(Settings) if env.get(variable(f.name))}
    home = given.pop("home", "") or platformdirs.user_data_dir("qiantou", appauthor=False)
    given.update({name: read(given[name], name) for name, read in _READERS.items() if name in given})
    return Settings(home=Path(home).expanduser().absolute(), **given)


def size(text: str, name: str) -> int:
    """Bytes that a size such as `512m` or `1g` stands for.

    Args:
        name: the field that holds it, for the error.

    Raises:
        SettingError: it is no such size, or nothing.
    """
    match = re.fullmatch(r"([1-9]\d{0,8})([kmg]?)b?", text.strip().lower())
    if match is None:
        raise SettingError(f"设置 {variable(name)} 的值“{text}”不是大小。", "请写成 512m、1g 这样的数。")
    return int(match[1]) * {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}[match[2]]


def _size(text: str, name: str) -> str:
    size(text, name)
    return text


def _seconds(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < math.inf:
        raise SettingError(f"设置 {variable(name)} 的值“{text}”不是正数。", "请改为秒数，例如 30。")
    return value


def _count(text: str, name: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise SettingError(f"设置 {variable(name)} 的值“{text}”不是正整数。", "请改为个数，例如 10000。")
    return int(text)


def _switch(text: str, name: str) -> bool:
    known = {"是": True, "1": True, "true": True, "否": False, "0": False, "false": False}
    if text.lower() not in known:
        raise SettingError(f"设置 {variable(name)} 的值“{text}”看不懂。", "请改为“是”或“否”。")
    return known[text.lower()]


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "timeout": _seconds,
    "rows": _count,
    "fsync": _switch,
    "four_eyes": _switch,
    "read_seconds": _seconds,
    "read_memory": _size,
    "read_size": _size,
    "read_characters": _count,
    "read_pages": _count,
}
"""How the settings that are not text are read."""
