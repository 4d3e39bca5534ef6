"""The package for a computer without a network: what is in it, and that it can be set up with no index."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from release import offline
from release.offline import PackageError

LOCK = (offline.ROOT / "requirements.user.lock").read_text(encoding="utf-8")
DIST = offline.ROOT / "dist"


def wheel(folder: Path, name: str, *, content: str = "") -> None:
    """A wheel of one module."""
    stem, info = name.partition("-")[0], f"{'-'.join(name.split('-')[:2])}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as packed:
        packed.writestr(f"{stem}/__init__.py", content)
        packed.writestr(f"{stem}/__main__.py", content)
        packed.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {stem}\nVersion: {name.split('-')[1]}\n")
        packed.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr(f"{info}/RECORD", "")


@pytest.mark.parametrize("system", ["linux", "windows"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_users_get_what_they_need_and_no_more(system: str, python: str) -> None:
    found = {pin.name: pin for pin in offline.needed(offline.pins(LOCK), offline.environment(system, python))}
    assert {"streamlit", "arcadedb-embedded", "spacy", "pip", "click", "numpy"} <= set(found)
    assert {"pytest", "mypy", "playwright", "hypothesis", "jieba", "py2neo"}.isdisjoint(found)
    assert all(pin.hashes for pin in found.values())
    assert ("colorama" in found) == (system == "windows")


def test_one_version_of_each_for_an_interpreter() -> None:
    entry = 'a=={0} ; python_full_version {1} "3.12" \\\n    --hash=sha256:{0}{0}\n'
    lock = entry.format(1, "<") + entry.format(2, ">=")
    assert [(pin.version, pin.hashes) for pin in offline.pins(lock)] == [("1", ("sha256:11",)), ("2", ("sha256:22",))]


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_the_scripts_name_files_that_are_there(system: str, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "qiantou-1.0")
    wheel(tmp_path / "wheels", "pip-26")
    folder = tmp_path / "包"
    folder.mkdir()
    offline.lay_out(folder, tmp_path / "wheels", system, "3.11", None)
    script = (folder / ("启动.sh" if system == "linux" else "启动.bat")).read_bytes()
    named = set(re.findall(r"[\w\\]+\.(?:py|exe)\b", script.decode().replace("%~dp0", "")))
    assert named - {"python\\python.exe"} == {"start.py"}
    assert all((folder / name).is_file() for name in named - {"python\\python.exe"})
    assert (b"\r\n" in script) == (system == "windows")
    assert b"{python}" not in script
    listed = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"qiantou==1\.0 --hash=sha256:[0-9a-f]{64}\n", listed)
    assert json.loads((folder / "package.json").read_text(encoding="utf-8")) == {"system": system, "python": "3.11"}
    assert "要装有 Python 3.11" in (folder / "使用说明.txt").read_text(encoding="utf-8-sig")


def test_the_interpreter_is_the_one_that_was_meant(tmp_path: Path) -> None:
    archive = tmp_path / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("python.exe", "MZ")
        packed.writestr("python311._pth", "python311.zip\n.\n")
    with pytest.raises(PackageError, match="没有文件"):
        offline.checked(tmp_path / "没有.zip", "00")
    with pytest.raises(PackageError, match=r"SHA-256 是 .*与给出的“00”不同"):
        offline.checked(archive, "00")
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "pip-26")
    folder = tmp_path / "包"
    folder.mkdir()
    digest = offline._digest(archive)
    offline.lay_out(folder, tmp_path / "wheels", "windows", "3.11", offline.checked(archive, digest.upper()))
    assert (folder / "python" / "python.exe").is_file()
    paths = (folder / "python" / "python311._pth").read_text(encoding="utf-8").split()
    assert paths[2:] == ["..\\env\\site-packages", "..\\env\\site-packages\\qiantou\\rooms"]
    assert "不需要另装" in (folder / "使用说明.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("python", ["3.11", "3.12"])
def test_the_script_of_windows_keeps_the_rules_of_cmd(python: str, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels", "qiantou-1.0")
    folder = tmp_path / "包"
    folder.mkdir()
    offline.lay_out(folder, tmp_path / "wheels", "windows", python, None)
    script = (folder / "启动.bat").read_bytes()
    # A byte order mark is a command that does not exist; of lines without CR cmd loses labels and words.
    assert script.startswith(b"@echo off\r\n")
    assert script.count(b"\n") == script.count(b"\r\n")
    lines = script.decode("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if not line.isascii())
    assert "chcp 65001 >nul" in lines[:first]
    # In a folder with blanks or brackets, on a share (where `cd` fails), called from another folder.
    assert not any(re.match(r"\s*(?:cd|pushd)\b", line) for line in lines)
    assert all(line.count('"') % 2 == 0 and re.search(r'"%~dp0[^"]+"', line) for line in lines if "%~dp0" in line)
    # A closing bracket in a block ends it, wherever it stands.
    assert not any(set("()") & set(re.sub(r"^\s*\(|\($|^\) else \($|^\)$", "", line)) for line in lines)
    assert f"py -{python} " in script.decode("utf-8")


def test_paths_of_an_installation_leave_room_for_the_folder() -> None:
    """Windows takes 259 characters of a path; 100 of them are the user's."""
    names = [pin.name for pin in offline.needed(offline.pins(LOCK), offline.environment("linux", "3.11"))]
    installed = {name for name in names if name in {one.metadata["Name"].lower() for one in metadata.distributions()}}
    # Nothing is compiled when it is installed.
    paths = [str(path) for name in installed for path in metadata.files(name) or ()]
    longest = max(len(path) for path in paths if "__pycache__" not in path)
    ours = [path.relative_to(offline.ROOT).as_posix() for path in (offline.ROOT / "ui").rglob("*.*")]
    own = max(len(path) for path in ours if "node_modules" not in path)
    inside = max(longest, len("qiantou/rooms/") + own)
    assert len("\\env\\Lib\\site-packages\\") + inside + 100 < 260


def test_pip_runs_from_its_wheel_in_an_interpreter_that_looks_nowhere(tmp_path: Path) -> None:
    """As the embeddable interpreter of Windows does: isolated, with nothing but what its file of paths names."""
    _pip(tmp_path)
    [packed] = tmp_path.glob("pip-*.whl")
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(packed / "pip"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("pip "), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="包是 Linux 用的")
def test_a_package_sets_itself_up_without_an_index(tmp_path: Path) -> None:
    """With an invented program in place of ours, and the real pip."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel(wheels, "qiantou-1.0", content="import os, sys\nif __name__ == '__main__': print(sys.argv[1:])\n")
    _pip(wheels)
    folder = tmp_path / "一个 文件夹"
    folder.mkdir()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    offline.lay_out(folder, wheels, "linux", version, None)
    environment = {
        "PATH": f"{Path(sys.executable).resolve().parent}:{os.environ['PATH']}",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
    }

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(folder / "启动.sh"), *arguments], env=environment, capture_output=True, text=True, check=False
        )

    first = start("duty", "市工信局")
    assert first.returncode == 0, first.stderr
    assert "装好了" in first.stdout
    assert first.stdout.endswith("['duty', '市工信局']\n")
    assert "装好了" not in start("--version").stdout
    # A changed wheel is not installed.
    shutil.rmtree(folder / "env")
    path = next((folder / "wheels").glob("qiantou-*"))
    path.write_bytes(path.read_bytes() + b"x")
    broken = start("--version")
    assert broken.returncode == 1
    assert "没有装成" in broken.stdout
    (folder / "package.json").write_text('{"system": "windows", "python": "3.11"}', encoding="utf-8")
    assert "这个包是 windows 用的" in start("--version").stdout


def _pip(folder: Path) -> None:
    """Pack the installed pip as the wheel that it was."""
    # Importing pip warns where setuptools has been imported before it.
    pip = metadata.distribution("pip")
    home = Path(str(pip.locate_file("pip")))
    with zipfile.ZipFile(folder / f"pip-{pip.version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in home.rglob("*.py"):
            packed.write(path, f"pip/{path.relative_to(home).as_posix()}")
        for path in home.rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                packed.write(path, f"pip/{path.relative_to(home).as_posix()}")


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_a_package_that_was_made_holds_every_wheel_of_the_lock(system: str) -> None:
    made = sorted(DIST.glob(f"qiantou-*-{system}-*.zip"))
    if not made:
        pytest.skip("dist/ 中没有离线包：先 make offline")
    with zipfile.ZipFile(made[-1]) as packed:
        names = packed.namelist()
        [described] = [name for name in names if name.endswith("/package.json")]
        python = json.loads(packed.read(described))["python"]
    wheels = {tuple(name.rpartition("/")[2].split("-")[:2]) for name in names if name.endswith(".whl")}
    wanted = offline.needed(offline.pins(LOCK), offline.environment(system, python))
    assert {(pin.name.replace("-", "_"), pin.version) for pin in wanted} <= {
        (n.lower().replace(".", "_"), v) for n, v in wheels
    }
