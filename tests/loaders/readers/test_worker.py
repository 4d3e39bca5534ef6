"""The process that reads: what it refuses to do, and how its parent deals with its end."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import ReadError
from loaders.readers import Limits, Reader
from loaders.readers.worker import guard, receive, send

_GUARDED = """
import os, socket, subprocess, sys
sys.path.insert(0, {root!r})
from loaders.readers.worker import confine
confine({memory})
def refused(work):
    try:
        work()
    except PermissionError:
        return True
    except OSError as error:
        return type(error).__name__
    return False
print([refused(work) for work in (
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: open({path!r}, "w"),
    lambda: open({path!r}, "ab"),
    lambda: os.open({path!r}, os.O_CREAT),
    lambda: os.mkdir({path!r}),
    lambda: os.remove({path!r}),
    lambda: os.system("true"),
    lambda: subprocess.run(["true"]),
    lambda: open(sys.executable, "rb").close(),
)])
"""


def test_it_writes_nothing_calls_nobody_and_starts_no_program(tmp_path: Path) -> None:
    code = _GUARDED.format(root=str(Path(__file__).parents[3]), memory=2**30, path=str(tmp_path / "x"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == str([True] * 9 + [False])


@pytest.mark.parametrize(
    ("event", "arguments", "refused"),
    [
        ("open", ("页", "r", os.O_RDONLY), False),
        ("open", ("页", "w", os.O_WRONLY), True),
        ("open", ("页", "r+", os.O_RDWR), True),
        ("open", ("页", None, os.O_RDONLY | os.O_CREAT), True),
        ("open", ("页", None, os.O_RDONLY | os.O_TRUNC), True),
        ("open", ("页", "r", None), False),
        ("open", (os.devnull, "w", os.O_WRONLY), False),
        ("open", (3, "w", os.O_WRONLY), False),
        ("subprocess.Popen", ("/usr/bin/tesseract", [], None, None), False),
        ("subprocess.Popen", ("/usr/bin/true", [], None, None), True),
        ("socket.connect", (None, ("127.0.0.1", 9)), True),
        ("import", ("json", None, None, None, None), False),
    ],
)
def test_what_it_refuses(event: str, arguments: tuple[object, ...], refused: bool) -> None:
    if refused:
        with pytest.raises(PermissionError):
            guard(event, arguments)
    else:
        guard(event, arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_its_memory_is_limited(tmp_path: Path) -> None:
    code = _GUARDED.format(root=str(Path(__file__).parents[3]), memory=2**28, path=str(tmp_path / "x"))
    done = subprocess.run([sys.executable, "-c", code + "b'x' * 2**29"], capture_output=True, check=False, text=True)
    assert "MemoryError" in done.stderr


@pytest.fixture
def limits() -> Limits:
    return Limits.of()


def test_it_knows_no_password(monkeypatch: pytest.MonkeyPatch, limits: Limits) -> None:
    monkeypatch.setenv("QIANTOU_NEO4J_PASSWORD", "geheim-1")
    with Reader(limits) as reader:
        environment = Path(f"/proc/{reader.process_id()}/environ")
        if not environment.exists():
            pytest.skip("the system does not show what a process knows")
        assert b"geheim-1" not in environment.read_bytes()


def test_one_process_reads_many_files_and_a_new_one_takes_over_from_a_dead_one(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "页.html"
    path.write_text("<p>市工信局牵头</p>", encoding="utf-8")
    with Reader(limits) as reader:
        first = reader.process_id()
        assert [reader.read("页.html", path).raw for _ in range(3)] == ["市工信局牵头"] * 3
        assert reader.process_id() == first
        reader.close()
        assert reader.read("页.html", path).raw == "市工信局牵头"
        assert reader.process_id() != first


def test_a_file_that_ends_the_process_is_named(limits: Limits) -> None:
    with (
        Reader(limits._replace(memory=2**26)) as reader,
        pytest.raises(ReadError, match=r"读“页\.html”(的进程中途退出|超过了内存上限)"),
    ):
        reader.read("页.html", None, b"<p>" + b"x" * 2**25)


def test_frames() -> None:
    stream = io.BytesIO()
    send(stream, {"字": "\ud800甲"})
    assert receive(io.BytesIO(stream.getvalue()), 100) == {"字": "\ud800甲"}
    assert receive(io.BytesIO(stream.getvalue()[:-1]), 100) is None
    assert receive(io.BytesIO(b""), 100) is None
    with pytest.raises(ValueError, match="a frame of"):
        receive(io.BytesIO(stream.getvalue()), 3)
