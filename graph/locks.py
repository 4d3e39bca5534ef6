"""A lock on a file that the operating system frees when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self


class FileLock:
    """Held from its making, or not: see `held`. A context manager that frees it."""

    def __init__(self, path: Path, *, wait: float = 0.0, shared: bool = False) -> None:
        """Take the lock.

        Args:
            path: the file, made where it is missing; it stays.
            wait: how many seconds to go on trying while another holds it.
            shared: let others that share it hold it too; Windows knows no such lock, there they take turns.

        Raises:
            OSError: the file cannot be made or opened.
        """
        self._ending = Lock()
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        give_up = time.monotonic() + wait
        self.held = _taken(self._handle, shared)
        while not self.held and time.monotonic() < give_up:
            time.sleep(0.05)
            self.held = _taken(self._handle, shared)
        if not self.held:
            os.close(self._handle)

    def release(self) -> None:
        """Free the file, from whatever thread; a second call does nothing."""
        with self._ending:
            if self.held:
                self.held = False
                os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _taken(handle: int, shared: bool) -> bool:
    try:
        _lock(handle, shared)
    except (BlockingIOError, PermissionError):
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, _shared: bool) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int, shared: bool) -> None:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
