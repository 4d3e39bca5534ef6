"""Make the JVM's cache that `graph.aot` describes: work that is typical of the program, in a process of its own.

`make` does it once. Where nobody has, the first command that starts the engine leaves a process behind that does it,
out of the user's sight; whatever goes wrong there costs only the speed of later starts.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import data
from graph import aot, arcadedb
from graph.errors import QiantouError
from graph.locks import FileLock
from graph.settings import Settings

_KEPT_SECONDS = 30 * 86400
"""How long a cache of another Java, or of an earlier release, is kept."""

_APART: dict[str, Any] = {"creationflags": 0x00000208} if sys.platform == "win32" else {"start_new_session": True}
"""What lets a process outlive its parent: on Windows DETACHED_PROCESS and CREATE_NEW_PROCESS_GROUP."""

_QUIET: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def start_where_needed() -> None:
    """Leave a process behind that makes the cache, if the engine has started here and there is none."""
    jpype = sys.modules.get("jpype")
    if jpype is None or not jpype.isJVMStarted() or aot.path(arcadedb.FLAGS).is_file():
        return
    with contextlib.suppress(OSError):
        left = subprocess.Popen(_program(), **_QUIET, **_APART)  # noqa: S603  # our own words
        # Nobody waits for it.
        left.returncode = 0


def make() -> bool:
    """Make the cache unless it is there or another process is at it; returns whether it is there now."""
    made = aot.path(arcadedb.FLAGS)
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(made.with_suffix(".lock")) as lock:
            if lock.held and not made.is_file():
                _forget(made.parent)
                _train(made)
    except OSError:
        return False
    return made.is_file()


def _forget(folder: Path) -> None:
    old = time.time() - _KEPT_SECONDS
    for file in folder.glob(f"*{aot.SUFFIX}"):
        if file.stat().st_mtime < old:
            file.unlink()


def _train(made: Path) -> None:
    """Java writes the cache when its process ends: hence a process."""
    draft = made.with_suffix(".new")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        subprocess.run([*_program(), home, str(draft)], **_QUIET, check=False)  # noqa: S603  # our own words
    if draft.is_file():
        draft.replace(made)


def _program() -> list[str]:
    # By its place: the working directory may be anywhere, and hold anything.
    return [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from ui import training; training.main()",
    ]


_ROOT = Path(__file__).parents[1]


def work(home: Path, draft: Path) -> None:
    """What the program does all day, once: read documents, answer by way of the server, answer without it."""
    from graph.store import Store
    from ui import building
    from ui.archive import Archive

    settings = Settings(home, fsync=False)
    arcadedb.train(settings, draft)
    with Store.open(settings) as store:
        building.build(store, Archive.of(settings), [data.DOCUMENTS])
        _ask(store)
    with Store.open(settings, brief=True) as store:
        _ask(store)


def _ask(store: Any) -> None:
    from queries.catalogue import catalogue, example_values
    from queries.reports import report

    for query in catalogue().values():
        # An example may be about a document that is not among these.
        with contextlib.suppress(QiantouError):
            query.read(store, example_values(query.example))
    report(store, "市工信局").listing()


def main() -> int:
    """Without arguments make the cache; with a home and a draft do the work under which Java writes it."""
    if hasattr(os, "nice"):
        os.nice(10)
    if len(sys.argv) == 3:
        work(Path(sys.argv[1]), Path(sys.argv[2]))
        return 0
    return 0 if make() else 1


if __name__ == "__main__":
    sys.exit(main())
