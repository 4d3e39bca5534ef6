"""A process of our own interpreter that does one thing after another, and is ended when one takes too long."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import BinaryIO, cast

from loaders.readers.limits import Limits

_ROOT = Path(__file__).parents[2]
_MOST = 500
"""After so many requests a new process is started, so that what libraries leave in memory does not add up."""
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


class Child:
    """A process that is started when it is needed; for one thread at a time.

    Args:
        module: what it runs; its one argument are the limits, as JSON.
        limits: what one request may take.

    Attributes:
        late: whether it was ended because it took too long.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        self.late = False
        self._module = module
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._requests = 0

    def start(self) -> subprocess.Popen[bytes]:
        """The process, a new one where there is none or it has done enough."""
        if self._process is not None and (self._process.poll() is not None or self._requests >= _MOST):
            self.stop()
        if self._process is None:
            self.late, self._requests = False, 0
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter
                [sys.executable, "-B", "-P", "-X", "utf8", "-m", self._module, json.dumps(self._limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        return self._process

    def request(self) -> tuple[BinaryIO, BinaryIO]:
        """Where a request is written and its answer read; it counts as one."""
        process = self.start()
        self._requests += 1
        return cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)

    @contextlib.contextmanager
    def clock(self) -> Iterator[None]:
        """End the process that was asked if this takes longer than the limits grant."""
        clock = Timer(self._limits.seconds, self._too_late, (cast("subprocess.Popen[bytes]", self._process),))
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _too_late(self, process: subprocess.Popen[bytes]) -> None:
        self.late = True
        _kill(process)

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            _kill(self._process)
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    cast(BinaryIO, stream).close()
            self._process = None


def _environment() -> dict[str, str]:
    """What the process may know: where its code and programs are, and no password."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1"}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
