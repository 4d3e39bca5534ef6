"""The build backend: setuptools, and a wheel in which the rooms of the house stand under one name.

In the repository the rooms are packages at the top: graph, loaders, queries, ui, data. In somebody's environment such
names may be taken. The wheel therefore has one package, `qiantou`, with the rooms below `qiantou/rooms/`, a folder that
is no package; `qiantou` puts that folder first on the path of its own process. Nothing else in the environment sees it.
"""

from __future__ import annotations

import base64
import configparser
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from setuptools import build_meta

ROOMS = ("graph", "loaders", "queries", "ui", "data")
FOLDER = "qiantou/rooms"

_INIT = '''"""牵头图谱: `import qiantou` makes its rooms (graph, loaders, queries, ui, data) known to this process."""

import os
import sys
from pathlib import Path

ROOMS = str(Path(__file__).with_name("rooms"))
if ROOMS not in sys.path:
    sys.path.insert(0, ROOMS)


def main() -> int:
    """The command line."""
    # What it starts needs the rooms as well.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [ROOMS, os.environ.get("PYTHONPATH", "")]))
    from ui.cli import main

    return main()
'''
_MAIN = "import sys\n\nfrom qiantou import main\n\nsys.exit(main())\n"

Settings = Mapping[str, Any] | None

get_requires_for_build_wheel = build_meta.get_requires_for_build_wheel
get_requires_for_build_editable = build_meta.get_requires_for_build_editable
get_requires_for_build_sdist = build_meta.get_requires_for_build_sdist
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable
build_editable = build_meta.build_editable
build_sdist = build_meta.build_sdist


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """Build the wheel; its file name."""
    name = str(build_meta.build_wheel(wheel_directory, dict(config_settings or {}), None))
    path = Path(wheel_directory) / name
    with zipfile.ZipFile(path) as wheel:
        files = {info.filename: wheel.read(info) for info in wheel.infolist() if not info.is_dir()}
    draft = path.with_suffix(".new")
    write(dict(housed(files)), draft)
    draft.replace(path)
    return name


def housed(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a wheel with the rooms under one name, its record left out.

    Args:
        files: as setuptools packs them: path in the wheel -> content.
    """
    yield "qiantou/__init__.py", _INIT.encode()
    yield "qiantou/__main__.py", _MAIN.encode()
    for name, content in files.items():
        top, _, rest = name.partition("/")
        if top in ROOMS:
            yield f"{FOLDER}/{name}", content
        elif rest == "top_level.txt":
            yield name, b"qiantou\n"
        elif rest == "entry_points.txt":
            points = _entry_points(content.decode())
            yield name, points.encode()
            yield from _doors(content.decode())
        elif rest != "RECORD":
            yield name, content


def _read(text: str) -> configparser.ConfigParser:
    points = configparser.ConfigParser(delimiters=("=",))
    points.optionxform = str  # type: ignore[assignment, method-assign]
    points.read_string(text)
    return points


def _entry_points(text: str) -> str:
    """The entry points by way of `qiantou`, which knows where the rooms are."""
    points = _read(text)
    for group in points.sections():
        for name, value in points[group].items():
            module, _, attribute = value.partition(":")
            command = (group, name) == ("console_scripts", "qiantou")
            points[group][name] = "qiantou:main" if command else f"qiantou.{_door(module)}:{attribute}"
    out = io.StringIO()
    points.write(out)
    return out.getvalue()


def _doors(text: str) -> Iterator[tuple[str, bytes]]:
    """A module of `qiantou` for each module of a room that other programs' entry points lead to."""
    points = _read(text)
    wanted: dict[str, list[str]] = {}
    for group in points.sections():
        for value in points[group].values():
            module, _, attribute = value.partition(":")
            wanted.setdefault(module, []).append(attribute)
    for module, attributes in wanted.items():
        names = ", ".join(sorted(set(attributes)))
        yield f"qiantou/{_door(module)}.py", f"import qiantou  # noqa: F401\n\nfrom {module} import {names}\n".encode()


def _door(module: str) -> str:
    return module.replace(".", "_")


def write(files: Mapping[str, bytes], path: Path) -> None:
    """Write a wheel with a record of its files."""
    [info] = {name.partition("/")[0] for name in files if name.partition("/")[0].endswith(".dist-info")}
    record = f"{info}/RECORD"
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in sorted(files.items()):
            _add(wheel, name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.writerow([name, f"sha256={digest}", len(content)])
        rows.writerow([record, "", ""])
        _add(wheel, record, lines.getvalue().encode())


def _add(wheel: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Always with the same time, so that the same files make the same wheel."""
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    wheel.writestr(info, content)
