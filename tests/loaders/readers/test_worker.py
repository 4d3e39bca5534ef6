"""The process that reads: what it refuses to do, and how its parent deals with its end."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ReadError
from loaders.readers import Limits, Reader, worker
from loaders.readers.containers import Member
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


def archive(*names: str) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        for name in names:
            made.writestr(name, f"市工信局牵头{name}")
    return stored.getvalue()


def test_what_an_archive_holds_and_one_of_it(limits: Limits) -> None:
    content = archive("甲.txt", "乙/丙.html")
    with Reader(limits) as reader:
        found = reader.members("卷.zip", None, content)
        assert found == [Member((1,), "乙/丙.html", "", 30), Member((0,), "甲.txt", "", 25)]
        assert reader.read("丙.html", None, content, chain=found[0].chain).raw == "市工信局牵头乙/丙.html"


class Ended:
    """A process that has ended without an answer."""

    def __init__(self, *, late: bool) -> None:
        self.late, self.stopped = late, 0

    def stop(self) -> None:
        self.stopped += 1


@pytest.mark.parametrize(
    ("late", "answer", "says"),
    [
        (True, None, "读“页.html”超过 60 秒，已停止。"),
        (False, None, "读“页.html”的进程中途退出。"),
        (False, {"memory": True}, "读“页.html”超过了内存上限。"),
    ],
)
def test_a_process_without_an_answer_is_ended_and_said(
    late: bool, answer: dict[str, Any] | None, says: str, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(limits._replace(seconds=60))
    ended = Ended(late=late)
    monkeypatch.setattr(reader, "_child", ended)
    monkeypatch.setattr(reader, "_exchange", lambda *_: answer)
    with pytest.raises(ReadError, match=re.escape(says)):
        reader.read("页.html", None, b"<p>x")
    assert ended.stopped == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_it_leaves_no_core_and_grows_no_file() -> None:
    code = (
        "import resource as r; from loaders.readers.worker import confine; confine(2**30)\n"
        "print(r.getrlimit(r.RLIMIT_CORE), r.getrlimit(r.RLIMIT_FSIZE), r.getrlimit(r.RLIMIT_AS)[0])"
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    assert done.stdout.strip() == f"(0, 0) (0, 0) {2**30}"


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (
            PermissionError(13, "Permission denied"),
            {"error": ["打不开“页.html”（Permission denied）。", "请检查读取权限。"]},
        ),
        (OSError("odd"), {"error": ["打不开“页.html”（OSError）。", "请检查读取权限。"]}),
        (RecursionError(), {"error": ["“页.html”中的层次套得太深。", "请确认文件来源可靠。"]}),
        (MemoryError(), {"memory": True}),
    ],
)
def test_what_goes_wrong_in_it_is_an_answer(
    error: Exception, answer: dict[str, object], limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(worker.containers, "member", fail)
    request = {"do": "read", "name": "页.html", "path": "", "chain": (), "size": 0}
    assert worker._answer(request, b"", limits, io.BytesIO()) == answer


def test_what_a_library_prints_gets_between_no_frames(limits: Limits) -> None:
    code = (
        "import os, sys; from loaders.readers import worker\n"
        "def read(job):\n"
        "    os.write(1, b'noise'); print('noise', flush=True)\n"
        "    raise worker.ReadError('一', '二')\n"
        "worker.read = read\n"
        "worker.main()"
    )
    request = io.BytesIO()
    send(request, {"do": "read", "name": "页.html", "path": "", "chain": [], "size": 1})
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(limits)],
        input=request.getvalue() + b"x", capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    assert receive(io.BytesIO(done.stdout), 1000) == {"error": ["一", "二"]}
    assert done.stderr.count(b"noise") == 2
