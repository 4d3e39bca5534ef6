"""How much a file may cost."""

from __future__ import annotations

import sys
from typing import NamedTuple

from graph.settings import Settings, from_environment, size

RECOGNITION = 1 << 30
"""Bytes of address space that recognising pictures (rapidocr) may take beyond what reading may."""
DEPTH = 3
"""How many archives may stand in each other."""
MEMBERS = 10_000
"""How many files an archive may hold, those of archives inside it counted."""


class Limits(NamedTuple):
    """What the reading of one file may take.

    Attributes:
        seconds: time, from one sign of progress (a scanned page) to the next.
        memory: bytes of address space of the process that reads; not enforced on Windows.
        size: bytes of the file, and of each part that is unpacked from it.
        characters: of the plain text.
        pages: of the file.
    """

    seconds: float
    memory: int
    size: int
    characters: int
    pages: int

    @classmethod
    def of(cls, settings: Settings | None = None) -> Limits:
        """The limits that the settings name; those of the environment when not given.

        Raises:
            SettingError: a setting holds a value that cannot be used.
        """
        given = settings or from_environment()
        return cls(
            given.read_seconds,
            size(given.read_memory, "read_memory"),
            size(given.read_size, "read_size"),
            given.read_characters,
            given.read_pages,
        )


def widen() -> None:
    """Let this process have the memory that recognising pictures needs, if it was set apart (`worker.confine`)."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
