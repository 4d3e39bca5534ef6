"""The parent's side of the process that reads: it is started when needed, stopped when a file takes too long."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock, Timer
from typing import Any, BinaryIO, cast

from graph.errors import ReadError
from loaders.readers import office
from loaders.readers.containers import Member
from loaders.readers.formats import BY_NAME, Format
from loaders.readers.limits import Limits
from loaders.readers.model import Reading
from loaders.readers.worker import receive, send

_ROOT = Path(__file__).parents[2]
_FILES = 500
"""After so many files a new process is started, so that what libraries leave in memory does not add up."""
_BYTES_A_CHARACTER = 16
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


class Reader:
    """Reads files in a process of its own; safe to use from several threads, one file at a time.

    Args:
        limits: what one file may take.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits.of()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._late = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop()

    def process_id(self) -> int:
        """The id of the process that reads; it is started if it does not run."""
        with self._lock:
            return self._start().pid

    def members(self, name: str, path: Path | None, content: bytes = b"") -> list[Member]:
        """What an archive holds.

        Raises:
            ReadError: it could not be listed.
        """
        answer = self._ask("list", name, path, content)
        return [Member(tuple(map(int, one[0])), str(one[1]), str(one[2]), int(one[3])) for one in answer["members"]]

    def read(self, name: str, path: Path | None, content: bytes = b"", chain: Sequence[int] = ()) -> Reading:
        """Read a file.

        Args:
            name: for messages.
            path: where it is; None if `content` is given.
            chain: the place of a member in the archive.

        Raises:
            ReadError: it could not be read.
        """
        answer = self._ask("read", name, path, content, chain)
        if "convert" in answer:
            form: Format = BY_NAME[answer["convert"]]
            converted = office.convert(base64.b64decode(answer["content"]), name, form, self.limits)
            answer = self._ask("read", name, None, converted)
        return Reading.from_json(answer["reading"])

    def _ask(
        self, what: str, name: str, path: Path | None, content: bytes = b"", chain: Sequence[int] = ()
    ) -> dict[str, Any]:
        request = {"do": what, "name": name, "path": str(path or ""), "chain": chain, "size": len(content)}
        with self._lock:
            process = self._start()
            answer: dict[str, Any] | None = None
            with contextlib.suppress(BrokenPipeError, ValueError):
                answer = self._exchange(process, request, content)
            if answer is None:
                self._stop()
                raise self._ended(name)
            if "memory" in answer:
                self._stop()
                raise _out_of_memory(name)
        if "error" in answer:
            raise ReadError(*map(str, answer["error"]))
        return answer

    def _exchange(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], content: bytes
    ) -> dict[str, Any] | None:
        """Send a request and wait for its answer; each sign of progress grants the time anew."""
        stdin, stdout = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        self._files += 1
        answer: dict[str, Any] | None = {"progress": True}
        while answer is not None and "progress" in answer:
            clock = Timer(self.limits.seconds, self._too_late, (process,))
            clock.daemon = True
            clock.start()
            try:
                if request:
                    send(stdin, request)
                    stdin.write(content)
                    stdin.flush()
                request = {}
                answer = receive(stdout, self.limits.characters * _BYTES_A_CHARACTER + (1 << 20))
            finally:
                clock.cancel()
        return answer

    def _too_late(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        kill(process)

    def _ended(self, name: str) -> ReadError:
        if self._late:
            return ReadError(
                f"读“{name}”超过 {self.limits.seconds:g} 秒，已停止。",
                "请拆成几份再读入，或调大 QIANTOU_READ_SECONDS。",
            )
        return ReadError(f"读“{name}”的进程中途退出。", "多半是文件损坏，或超过了内存上限（QIANTOU_READ_MEMORY）。")

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._process.poll() is not None or self._files >= _FILES):
            self._stop()
        if self._process is None:
            self._late, self._files = False, 0
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter)
                [sys.executable, "-B", "-P", "-X", "utf8", "-m", "loaders.readers.worker", json.dumps(self.limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,
            )
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            kill(self._process)
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    cast(BinaryIO, stream).close()
            self._process = None


def environment() -> dict[str, str]:
    """What the process may know: where its code and programs are, and no password."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1"}


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _out_of_memory(name: str) -> ReadError:
    return ReadError(f"读“{name}”超过了内存上限。", "请拆成几份再读入，或调大 QIANTOU_READ_MEMORY。")
