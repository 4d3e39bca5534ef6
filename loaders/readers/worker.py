"""The process that reads untrusted files: one request after the other from standard input, answers to standard output.

It takes limits of memory and time upon itself, writes no file, opens no connection and starts no program but the one
that reads scans. Whatever goes wrong in it, at worst it ends, and its parent says which file it was reading.

A frame is four bytes of length (big-endian) and as many bytes of JSON; behind a request may follow the file's content.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import sys
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from graph.errors import ReadError
from loaders.readers import containers
from loaders.readers.job import ConversionNeeded, Job, read
from loaders.readers.limits import RECOGNITION, Limits

_LENGTH = struct.Struct(">I")
_PROGRAMS = frozenset({"tesseract"})
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "urllib.Request",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "os.chmod",
)

# A file opened for reading alone can still be cut to nothing.
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def send(stream: BinaryIO, value: dict[str, Any]) -> None:
    """Write one frame."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: BinaryIO, limit: int) -> dict[str, Any] | None:
    """Read one frame; None at the end of the stream.

    Raises:
        ValueError: the frame is longer than `limit` bytes, or no JSON object.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > limit:
        raise ValueError(f"a frame of {length} bytes")
    content = stream.read(length)
    if len(content) < length:
        return None
    value = json.loads(content.decode("utf-8", "surrogatepass"))
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what a reader never needs (an audit hook).

    Raises:
        PermissionError: on connections, writing, and programs other than that for scans.
    """
    if event in _FORBIDDEN:
        raise PermissionError(event)
    if event == "subprocess.Popen" and PurePath(str(arguments[0])).stem not in _PROGRAMS:
        raise PermissionError(event)
    if event == "open":
        _, mode, flags = arguments
        writes = isinstance(flags, int) and bool(flags & _WRITES)
        if writes and not isinstance(arguments[0], int) and not str(arguments[0]).startswith(os.devnull):
            raise PermissionError(f"{event} {mode}")


def confine(memory: int) -> None:
    """Take the limits upon this process that the system offers.

    Args:
        memory: bytes of address space.
    """
    sys.addaudithook(guard)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + RECOGNITION))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(request: dict[str, Any], content: bytes, limits: Limits, stream: BinaryIO) -> dict[str, Any]:
    """The answer to one request: a reading, the members of an archive, a file to convert, or an error."""
    name = request["name"]
    try:
        if request["path"]:
            content = Path(request["path"]).read_bytes()
        if request["do"] == "list":
            return {"members": containers.members(content, name, limits)}
        content = containers.member(content, name, request["chain"], limits)
        job = Job(content, name, limits, progress=lambda: send(stream, {"progress": True}))
        return {"reading": read(job).to_json()}
    except ReadError as error:
        return {"error": [error.happened, error.advice]}
    except ConversionNeeded as needed:
        return {"convert": needed.form.name, "content": base64.b64encode(needed.content).decode("ascii")}
    except OSError as error:
        return {"error": [f"打不开“{name}”（{error.strerror or type(error).__name__}）。", "请检查读取权限。"]}
    except RecursionError:
        return {"error": [f"“{name}”中的层次套得太深。", "请确认文件来源可靠。"]}
    except MemoryError:
        return {"memory": True}


def main() -> None:
    """Answer requests until standard input ends."""
    limits = Limits(*json.loads(sys.argv[1]))
    # Nothing that a library prints may get between the frames.
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    confine(limits.memory)
    while (request := receive(sys.stdin.buffer, 1 << 20)) is not None:
        content = sys.stdin.buffer.read(request["size"])
        send(stream, _answer(request, content, limits, stream))


if __name__ == "__main__":
    main()
