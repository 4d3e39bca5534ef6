"""The JVM's ahead-of-time cache: its classes loaded, linked and profiled beforehand, a second off every start.

A run that trains (`ui.training`) lets Java write it; every later start may use it. It belongs to one Java, one set of
jars and one set of flags, which its name says: another of them has no cache, and starts as it would without this
module. Java checks the rest, and a cache that does not fit, is damaged or is gone costs nothing but time.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import platformdirs

from graph.statements import digest

SUFFIX = ".aot"

_SILENT = "-Xlog:disable"
"""Java would say on the screen why it does not use a cache."""


def path(flags: Sequence[str]) -> Path:
    """Where the cache for a JVM with these flags is, or would be."""
    return folder() / f"{digest(_version(), *flags)}{SUFFIX}"


def folder() -> Path:
    """The user's own folder for what can be made again at any time."""
    return platformdirs.user_cache_path("qiantou", appauthor=False)


def using(made_with: Sequence[str], flags: Sequence[str]) -> tuple[str, ...]:
    """Flags to start with, and that for the cache if there is one.

    Args:
        made_with: the flags that the cache was made with.
        flags: those to start with; they may differ in which compilers they use.
    """
    made = path(made_with)
    # Java reads its arguments in the system's own encoding.
    return (*flags, _SILENT, f"-XX:AOTCache={made}") if made.is_file() and str(made).isascii() else tuple(flags)


def training(flags: Sequence[str], draft: Path) -> tuple[str, ...]:
    """Those flags, with that for a run at whose end Java writes the cache into `draft`."""
    return (*flags, _SILENT, f"-XX:AOTCacheOutput={draft}")


@cache
def _version() -> str:
    """A word for the Java and the jars that the engine comes with; empty where they are not found."""
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        return ""
    package = Path(found.origin).parent
    files = [package / "jre" / "release", *sorted((package / "jars").glob("*.jar"))]
    states = [(str(file), file.stat()) for file in files if file.is_file()]
    # The word "lean": since some of the jars are left out, a cache that was made with all of them does not fit.
    return digest(sys.platform, "lean", *((name, state.st_size, state.st_mtime_ns) for name, state in states))
