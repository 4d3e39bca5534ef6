"""The parent's side of the process that reads: it is started when needed, stopped when a file takes too long."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from graph.errors import ReadError
from loaders.readers import office
from loaders.readers.child import Child
from loaders.readers.containers import Member
from loaders.readers.formats import BY_NAME, Format
from loaders.readers.limits import Limits
from loaders.readers.model import Reading
from loaders.readers.worker import receive, send

_BYTES_A_CHARACTER = 16


class Reader:
    """Reads files in a process of its own; safe to use from several threads, one file at a time.

    Args:
        limits: what one file may take.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits.of()
        self._lock = Lock()
        self._child = Child("loaders.readers.worker", self.limits)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._child.stop()

    def process_id(self) -> int:
        """The id of the process that reads; it is started if it does not run."""
        with self._lock:
            return self._child.start().pid

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
            answer: dict[str, Any] | None = None
            with contextlib.suppress(BrokenPipeError, ValueError):
                answer = self._exchange(request, content)
            if answer is None:
                self._child.stop()
                raise self._ended(name)
            if "memory" in answer:
                self._child.stop()
                raise _out_of_memory(name)
        if "error" in answer:
            raise ReadError(*map(str, answer["error"]))
        return answer

    def _exchange(self, request: dict[str, Any], content: bytes) -> dict[str, Any] | None:
        """Send a request and wait for its answer; each sign of progress grants the time anew."""
        stdin, stdout = self._child.request()
        answer: dict[str, Any] | None = {"progress": True}
        while answer is not None and "progress" in answer:
            with self._child.clock():
                if request:
                    send(stdin, request)
                    stdin.write(content)
                    stdin.flush()
                request = {}
                answer = receive(stdout, self.limits.characters * _BYTES_A_CHARACTER + (1 << 20))
        return answer

    def _ended(self, name: str) -> ReadError:
        if self._child.late:
            return ReadError(
                f"读“{name}”超过 {self.limits.seconds:g} 秒，已停止。",
                "请拆成几份再读入，或调大 QIANTOU_READ_SECONDS。",
            )
        return ReadError(f"读“{name}”的进程中途退出。", "多半是文件损坏，或超过了内存上限（QIANTOU_READ_MEMORY）。")


def _out_of_memory(name: str) -> ReadError:
    return ReadError(f"读“{name}”超过了内存上限。", "请拆成几份再读入，或调大 QIANTOU_READ_MEMORY。")
