"""Whose graph this is: the region and the unit of the people who use it, as they said themselves.

A name that means several things means the one of their own region first. The answer is kept in the data folder, in a
file that people can read and mend; without it nothing is preferred.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import SettingError

FILE = "own.json"


@dataclass(frozen=True)
class Own:
    """The own region and unit.

    Attributes:
        region: a region's name as in the gazetteer, e.g. 常德市; empty where nobody said.
        unit: the id of a body of the graph; empty where nobody said.
        asked: whether people were asked, so that they are not asked again.
    """

    region: str = ""
    unit: str = ""
    asked: bool = False


def read(home: Path) -> Own:
    """What people said in a data folder; a file that cannot be understood counts as nothing said."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return Own(str(found["region"]), str(found["unit"]), asked=True)
    except (OSError, ValueError, KeyError, TypeError):
        return Own()


def write(home: Path, own: Own) -> None:
    """Keep what people said, in one step.

    Raises:
        SettingError: the folder cannot be written.
    """
    draft = home / f"{FILE}.{os.getpid()}.new"
    said = {key: value for key, value in asdict(own).items() if key != "asked"}
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        draft.replace(home / FILE)
    except OSError as error:
        raise SettingError(
            f"本地区和本单位写不进文件夹 {home}（{error.strerror}）。", "请检查目录权限和磁盘空间后重试。"
        ) from error
