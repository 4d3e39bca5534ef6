"""The wheel: the rooms stand under one name, and whatever leads into them still does."""

from __future__ import annotations

import configparser
import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from release import backend

INFO = "qiantou-1.0.dist-info"
POINTS = """[console_scripts]
qiantou = ui.cli:main

[others]
finder = loaders.components:find
"""
NATURAL = {
    "graph/__init__.py": b"",
    "graph/store.py": b"NAME = 'ours'\n",
    "loaders/__init__.py": b"",
    "loaders/components.py": b"from graph.store import NAME\ndef find():\n    return NAME\n",
    "ui/__init__.py": b"",
    "ui/cli.py": b"import os, subprocess, sys\ndef main():\n    print(sys.argv[1:])\n    return 3\n",
    "data/list.txt": "名录".encode(),
    f"{INFO}/METADATA": b"Name: qiantou\n",
    f"{INFO}/top_level.txt": b"data\ngraph\nloaders\nui\n",
    f"{INFO}/entry_points.txt": POINTS.encode(),
    f"{INFO}/RECORD": b"natural,,\n",
}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "qiantou-1.0-py3-none-any.whl"
    backend.write(dict(backend.housed(NATURAL)), path)
    return path


def test_the_only_name_at_the_top_is_ours(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        assert {name.partition("/")[0] for name in names} == {"qiantou", INFO}
        assert packed.read("qiantou/rooms/data/list.txt").decode() == "名录"
        assert packed.read(f"{INFO}/top_level.txt") == b"qiantou\n"
        record = list(csv.reader(io.StringIO(packed.read(f"{INFO}/RECORD").decode())))
        assert sorted(row[0] for row in record) == sorted(names)
        points = configparser.ConfigParser()
        points.read_string(packed.read(f"{INFO}/entry_points.txt").decode())
    assert points["console_scripts"]["qiantou"] == "qiantou:main"
    assert points["others"]["finder"] == "qiantou.loaders_components:find"


def test_names_that_are_taken_stay_what_they_are(wheel: Path, tmp_path: Path) -> None:
    """Somebody's environment has a `graph` of its own; each process gets its own one."""
    site = tmp_path / "site"
    (site / "graph").mkdir(parents=True)
    (site / "graph" / "__init__.py").write_text("NAME = 'theirs'\n", encoding="utf-8")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", *command],
            cwd=tmp_path,
            env={"PYTHONPATH": str(site)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("-c", "import graph; print(graph.NAME)").stdout == "theirs\n"
    assert run("-c", "from qiantou.loaders_components import find; print(find())").stdout == "ours\n"
    done = run("-m", "qiantou", "duty", "x")
    assert (done.returncode, done.stdout) == (3, "['duty', 'x']\n")


def test_the_same_files_make_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.whl"
    backend.write(dict(reversed(dict(backend.housed(NATURAL)).items())), again)
    assert again.read_bytes() == wheel.read_bytes()
