"""The package for a computer without a network: every wheel, a start script, and on Windows the interpreter.

    python -m release.offline --system linux|windows [--python 3.11] [--interpreter ZIP --sha256 DIGEST] [--out dist]

The wheels are those of requirements.user.lock, by their digests, that the system and the interpreter need. The
package is a zip: unpacked anywhere, 启动.sh or 启动.bat sets it up in its own folder, without administrator's rights
and without a network, and opens the browser. For Windows the interpreter is the official embeddable zip, whose path and
digest are given; without it the package uses the Python that is installed, and says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILES = Path(__file__).with_name("files")

PLATFORMS = {
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in (35, 34, 31, 28, 27, 24, 17, 12, 5)]
    + ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"],
    "windows": ["win_amd64"],
}
"""System -> the platforms whose wheels it takes."""

_MARKERS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}


class PackageError(Exception):
    """The package cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Pin:
    """A package of the lock: its name, the version, the condition under which it is needed, its digests."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(lock: str) -> list[Pin]:
    """The packages of a lock file; one may be there several times, for different interpreters."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock.replace("\\\n", " ")):
        head, *hashes = re.split(r"\s--hash=", " ".join(entry.split()))
        requirement = Requirement(head)
        [version] = [one.version for one in requirement.specifier]
        name = canonicalize_name(requirement.name)
        found.append(Pin(name, version, str(requirement.marker or ""), tuple(hashes)))
    return found


def environment(system: str, python: str) -> dict[str, str]:
    """What markers ask for, on a system and for an interpreter.

    Args:
        system: linux or windows.
        python: version of the interpreter there, e.g. 3.11.
    """
    here = {name: str(value) for name, value in default_environment().items()}
    return {**here, **_MARKERS[system], "python_version": python, "python_full_version": f"{python}.0", "extra": ""}


def needed(lock: Iterable[Pin], where: Mapping[str, str]) -> list[Pin]:
    """What users need, of the lock: the project's own requirements and theirs, and pip to install them.

    Args:
        lock: its packages.
        where: what markers ask for.

    Raises:
        PackageError: something that is needed is not in the lock.
    """
    known = {pin.name: pin for pin in lock if not pin.marker or Marker(pin.marker).evaluate(dict(where))}
    found: dict[str, Pin] = {}
    waiting = [Requirement(line) for line in (*_project(), "pip")]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate(dict(where)):
            continue
        if name not in known:
            raise PackageError(f"requirements.user.lock 里没有 {name}。请先 make lock。")
        fresh = name not in found
        found[name] = known[name]
        if fresh or requirement.extras:
            waiting += _required(name, requirement.extras, where)
    return [found[name] for name in sorted(found)]


def _project() -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [str(line) for line in project["dependencies"]]


def _required(name: str, extras: Iterable[str], where: Mapping[str, str]) -> Iterator[Requirement]:
    """What a package needs, with the extras asked for; one that this machine has no need of has needs of its own."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return
    for line in lines:
        requirement = Requirement(line)
        wanted = [dict(where), *({**where, "extra": extra} for extra in extras)]
        if requirement.marker is None or any(requirement.marker.evaluate(one) for one in wanted):
            requirement.marker = None
            yield requirement


def download(wanted: Iterable[Pin], system: str, python: str, folder: Path) -> None:
    """Put the wheels into a folder, by their digests.

    Raises:
        PackageError: a package has no wheel for that system.
    """
    listed = folder.parent / "wanted.txt"
    listed.write_text("\n".join(map(_line, wanted)) + "\n", encoding="utf-8")
    platforms = [part for platform in PLATFORMS[system] for part in ("--platform", platform)]
    abis = [part for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for part in ("--abi", abi)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--implementation", "cp", "--python-version", python]
    done = subprocess.run([*command, *platforms, *abis, "-d", str(folder), "-r", str(listed)], check=False)  # noqa: S603
    listed.unlink()
    if done.returncode:
        raise PackageError(f"有软件包没有 {system}、Python {python} 的 wheel，或下载不了；见上面的说明。")


def _line(pin: Pin) -> str:
    return f"{pin.name}=={pin.version} " + " ".join(f"--hash={digest}" for digest in pin.hashes)


def own_wheel(folder: Path) -> Path:
    """Build the project's wheel into a folder.

    Raises:
        PackageError: it cannot be built.
    """
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run([*command, "--no-build-isolation", "-w", str(folder), str(ROOT)], check=False)  # noqa: S603
    if done.returncode:
        raise PackageError("自己的 wheel 没有建成；见上面的说明。")
    return next(folder.glob("qiantou-*.whl"))


def lay_out(folder: Path, wheels: Path, system: str, python: str, interpreter: Path | None) -> None:
    """Make the folder of a package from its wheels.

    Args:
        folder: the new folder.
        wheels: a folder with every wheel, the project's own and pip's among them.
        system: linux or windows.
        python: version of the interpreter.
        interpreter: the embeddable zip for Windows; None where the Python that is installed is to be used.
    """
    shutil.copytree(wheels, folder / "wheels")
    lines = [
        f"{name}=={version} --hash=sha256:{_digest(path)}"
        for path in sorted((folder / "wheels").glob("*.whl"))
        for name, version in [path.name.split("-")[:2]]
        if name != "pip"
    ]
    (folder / "requirements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "package.json").write_text(json.dumps({"system": system, "python": python}), encoding="utf-8")
    shutil.copy(FILES / "start.py", folder / "start.py")
    for name in ("启动.sh",) if system == "linux" else ("启动.bat",):
        text = (FILES / name).read_text(encoding="utf-8").replace("{python}", python)
        (folder / name).write_text(text, encoding="utf-8", newline="\n" if system == "linux" else "\r\n")
    if system == "linux":
        (folder / "启动.sh").chmod(0o755)
    note = (FILES / "使用说明.txt").read_text(encoding="utf-8")
    own = "包里带有 Python，不需要另装。" if interpreter else f"这台电脑上要装有 Python {python}（64 位）。"
    (folder / "使用说明.txt").write_text(note.format(own=own), encoding="utf-8-sig", newline="\r\n")
    if interpreter is not None:
        _unpack_interpreter(interpreter, folder / "python", python)


def _unpack_interpreter(archive: Path, folder: Path, python: str) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)  # its digest was checked
    # The embeddable interpreter looks where this file says, and nowhere else.
    version = python.replace(".", "")
    paths = [f"python{version}.zip", ".", "..\\env\\site-packages", "..\\env\\site-packages\\qiantou\\rooms"]
    (folder / f"python{version}._pth").write_text("\r\n".join(paths) + "\r\n", encoding="utf-8")


def checked(archive: Path, digest: str) -> Path:
    """The interpreter's archive, if it is what was meant.

    Raises:
        PackageError: it is missing or has another digest.
    """
    if not archive.is_file():
        raise PackageError(f"没有文件 {archive}。请给出官方的 embeddable zip 的位置。")
    if not digest or _digest(archive) != digest.lower():
        raise PackageError(
            f"{archive.name} 的 SHA-256 是 {_digest(archive)}，与给出的“{digest}”不同。请核对官方公布的值。"
        )
    return archive


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pack(folder: Path, target: Path) -> None:
    """Zip a package's folder, scripts that can be run among it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")


def make(system: str, python: str, interpreter: Path | None, out: Path) -> Path:
    """Make a package; its path.

    Raises:
        PackageError: it cannot be made.
    """
    with tempfile.TemporaryDirectory() as temporary:
        wheels = Path(temporary) / "wheels"
        wheels.mkdir()
        lock = pins((ROOT / "requirements.user.lock").read_text(encoding="utf-8"))
        download(needed(lock, environment(system, python)), system, python, wheels)
        version = own_wheel(wheels).name.split("-")[1]
        folder = Path(temporary) / f"qiantou-{version}-{system}"
        lay_out(folder, wheels, system, python, interpreter)
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"{folder.name}-py{python.replace('.', '')}.zip"
        pack(folder, target)
    return target


def main() -> int:
    """Read the command line, make the package, say where it is."""
    parser = argparse.ArgumentParser(description="离线安装包")
    parser.add_argument("--system", choices=list(PLATFORMS), required=True)
    parser.add_argument("--python", default=f"{sys.version_info.major}.{sys.version_info.minor}")
    parser.add_argument("--interpreter", type=Path)
    parser.add_argument("--sha256", default="")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    try:
        interpreter = checked(given.interpreter, given.sha256) if given.interpreter else None
        made = make(given.system, given.python, interpreter, given.out)
    except PackageError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    print(f"已写入 {made}（{made.stat().st_size / 2**20:.0f} MB）。")
    if given.system == "windows" and interpreter is None:
        print(f"没有给出 embeddable zip：用户的电脑上要装有 Python {given.python}（64 位）。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
