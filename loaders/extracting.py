"""Extraction in processes of its own, as many as there are processors, under limits of time and memory.

A document that takes too long, too much, or brings its process down is a failure of its own file: the others go on in
a new process. Results come in the order of the texts, and are the same whether one process extracts or many
(`loaders.extract` is a function of text and rules).

A frame is eight bytes of length (big-endian) and as many bytes of pickle. What comes back is made of the classes of a
list only: whatever a text may do to the process that reads it, it cannot run anything in this one.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import queue
import struct
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from graph.clauses import Edge
from graph.errors import ReadError
from graph.goal import Goal
from graph.statements import Document, Entity, Statement
from loaders.kept import Heading, Kept, Outcome
from loaders.ledger.cues import Cue
from loaders.page.spans import Signal
from loaders.page.text import Text
from loaders.readers import Failure, Limits
from loaders.readers.child import Child
from loaders.readers.sources import Source

_LENGTH = struct.Struct(">Q")
_LARGEST = 1 << 32
"""Bytes of an answer; a text of twenty million characters leaves a hundredth of it."""

_AHEAD = 2
"""Texts for each process that wait for it, or for those before them to be written."""

_MADE = (Document, Entity, Statement, Edge, Goal, Kept, Heading, Outcome, Cue, Signal)
_CLASSES = {(cls.__module__, cls.__qualname__): cls for cls in _MADE}
"""What an answer may be made of."""


class Answer(pickle.Unpickler):
    """Makes nothing but outcomes."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one of ours."""
        if (module, name) in _CLASSES:
            return _CLASSES[module, name]
        raise pickle.UnpicklingError(f"{module}.{name}")


def dump(value: object, stream: BinaryIO) -> None:
    """Write one frame."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def frame(stream: BinaryIO) -> bytes | None:
    """Read one frame; None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LARGEST:
        return None
    content = stream.read(length)
    return content if len(content) == length else None


class Extractor:
    """One process that extracts, started when it is needed; for one thread at a time.

    Args:
        limits: what one document may take.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child = Child("loaders.extracting", limits)

    def extract(self, text: Text) -> Outcome:
        """What a text says.

        Raises:
            ReadError: it took too long or too much, or the process ended.
        """
        stdin, stdout = self._child.request()
        with self._child.clock():
            answer = _exchange(stdin, stdout, text)
        if isinstance(answer, Outcome):
            return answer
        self.close()
        raise self._failure(text.file, answer)

    def _failure(self, name: str, answer: object) -> ReadError:
        if self._child.late:
            return ReadError(
                f"抽取“{name}”超过 {self._limits.seconds:g} 秒，已停止。",
                "请拆成几份再读入，或调大 QIANTOU_READ_SECONDS。",
            )
        if isinstance(answer, str) and answer:
            return ReadError(f"抽取“{name}”时程序出错（{answer}）。", "其他文件不受影响；请把这份文件交给维护者。")
        if answer is not None:
            return ReadError(f"抽取“{name}”超过了内存上限。", "请拆成几份再读入，或调大 QIANTOU_READ_MEMORY。")
        return ReadError(f"抽取“{name}”的进程中途退出。", "请拆成几份再读入，或调大 QIANTOU_READ_MEMORY。")

    def close(self) -> None:
        """End the process."""
        self._child.stop()


def _exchange(stdin: BinaryIO, stdout: BinaryIO, text: Text) -> object:
    """The outcome, the words of an error, or None where the process has ended."""
    try:
        # A copy holds the text's own fields, and nothing that was worked out from them.
        dump(replace(text), stdin)
        content = frame(stdout)
        return None if content is None else Answer(io.BytesIO(content)).load()
    except (OSError, ValueError, EOFError, pickle.UnpicklingError):
        # Broken off, or killed from the other thread.
        return None


def processes() -> int:
    """How many processes extract: as many as there are processors for this one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Found = tuple[Source, Outcome | Failure]
"""A file and what it says, or why not."""


def extract_all(
    texts: Iterable[tuple[Source, Text | Failure]], workers: int | None = None, limits: Limits | None = None
) -> Iterator[Found]:
    """What each text says, or why not, in order; texts are taken, extracted and handed on at the same time.

    Args:
        texts: files with what was read in them; what could not be read is passed on.
        workers: processes; as many as there are processors when not given.
        limits: what one document may take; those of the environment when not given.
    """
    number = workers or processes()
    made = [Extractor(limits or Limits.of()) for _ in range(number)]
    idle: queue.SimpleQueue[Extractor] = queue.SimpleQueue()
    for one in made:
        idle.put(one)

    def work(source: Source, text: Text | Failure) -> Found:
        if isinstance(text, Failure):
            return source, text
        extractor = idle.get()
        try:
            return source, extractor.extract(text)
        except ReadError as error:
            return source, Failure(source, error)
        finally:
            idle.put(extractor)

    waiting: deque[Future[Found]] = deque()
    with ThreadPoolExecutor(number) as threads:
        try:
            for source, text in texts:
                waiting.append(threads.submit(work, source, text))
                while len(waiting) > _AHEAD * number or waiting[0].done():
                    yield waiting.popleft().result()
                    if not waiting:
                        break
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            for extractor in made:
                extractor.close()


def main() -> None:
    """Answer texts until standard input ends."""
    from loaders.extract import extract
    from loaders.readers.worker import confine

    limits = Limits(*json.loads(sys.argv[1]))
    # Nothing that a library prints may get between the frames.
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # What is loaded once is not the document's.
    extract(Text("一、准备。(市工信局牵头)"))
    confine(limits.memory + _own_memory())
    while (content := frame(sys.stdin.buffer)) is not None:
        text = pickle.loads(content)  # noqa: S301  # our own parent wrote it
        try:
            answer: object = Outcome.of(extract(text))
        except MemoryError:
            answer = ""
        except Exception as error:  # noqa: BLE001  # the parent says it; this process is ended
            answer = f"{type(error).__name__}：{error}"
        dump(answer, stream)


def _own_memory() -> int:
    """Bytes of address space that this process holds already; a guess where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 30


if __name__ == "__main__":
    main()
