from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from graph import arcadedb
from graph import endpoint as module
from graph.arcadedb import Running
from graph.endpoint import Endpoint, open_endpoint
from graph.errors import EngineBusyError, EngineError, LoginError, ServerUnreachableError, SettingError
from graph.settings import Settings

ROOT = Path(__file__).parents[2]

HOLD = """
import sys, time
from pathlib import Path
from graph.endpoint import open_endpoint
from graph.settings import Settings
with open_endpoint(Settings(home=Path(sys.argv[1]))) as endpoint:
    print(endpoint.started_here, flush=True)
    time.sleep(float(sys.argv[2]))
"""


def spawn(home: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that opens the graph in `home` and keeps it open."""
    command = [sys.executable, "-c", HOLD, str(home), str(seconds)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def one(endpoint: Endpoint) -> int:
    with endpoint.reading() as session:
        return int(session.run("RETURN 1 AS n").single(strict=True)["n"])


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


embedded = pytest.mark.parametrize(
    "engine_settings", [pytest.param("arcadedb", marks=pytest.mark.engine)], indirect=True
)


@pytest.fixture
def home(engine_settings: Settings, endpoint: Endpoint) -> Path:
    """The home folder of the running embedded engine; for tests marked `embedded`."""
    assert endpoint.engine == "ArcadeDB"
    return engine_settings.home


def server_settings(tmp_path: Path, uri: str, password: str = "") -> Settings:
    return Settings(tmp_path, neo4j_uri=uri, neo4j_password=password)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(ServerUnreachableError, match=uri):
            open_endpoint(server_settings(tmp_path, uri))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_does_not_answer_is_given_up(
    tmp_path: Path, silent_port: int, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(ServerUnreachableError):
        open_endpoint(server_settings(tmp_path, f"{scheme}://127.0.0.1:{silent_port}"))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("uri", ["graph.local:7687", "http://graph.local", "bolt://", "://", "neo4j"])
def test_a_malformed_address(tmp_path: Path, uri: str) -> None:
    with pytest.raises(SettingError, match=f"QIANTOU_NEO4J_URI.*{uri}"):
        open_endpoint(server_settings(tmp_path, uri))


@pytest.mark.parametrize("uri", ["bolt://a:b:c", "bolt://no-such-host.invalid:7687"])
def test_a_host_that_does_not_exist(tmp_path: Path, uri: str) -> None:
    with pytest.raises(ServerUnreachableError, match="QIANTOU_NEO4J_URI"):
        open_endpoint(server_settings(tmp_path, uri))


@embedded
def test_a_wrong_password_is_told_apart_and_not_shown(tmp_path: Path, home: Path) -> None:
    running = arcadedb.find(home)
    assert running is not None
    with pytest.raises(LoginError, match="QIANTOU_NEO4J_PASSWORD") as caught:
        open_endpoint(server_settings(tmp_path, running.uri, password="wrong-password"))
    assert "wrong-password" not in str(caught.value)


@embedded
def test_a_missing_database(tmp_path: Path, home: Path) -> None:
    running = arcadedb.find(home)
    assert running is not None
    settings = Settings(tmp_path, running.uri, "root", running.root, "plans")
    with pytest.raises(EngineError, match="QIANTOU_NEO4J_DATABASE"):
        open_endpoint(settings)


@embedded
def test_a_server_by_its_address(tmp_path: Path, home: Path) -> None:
    running = arcadedb.find(home)
    assert running is not None
    settings = Settings(tmp_path, running.uri, "root", running.root, arcadedb.DATABASE)
    with open_endpoint(settings) as endpoint:
        assert (endpoint.engine, endpoint.started_here, endpoint.borrowed) == ("Neo4j", False, False)
        assert one(endpoint) == 1


@embedded
def test_the_engine_is_closed_to_the_outside(home: Path) -> None:
    running = arcadedb.find(home)
    assert running is not None
    assert running.uri.startswith("bolt://127.0.0.1:")
    assert running.root != running.reader
    assert running.root not in repr(running)
    assert running.reader not in repr(running)


@embedded
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells in files who listens where")
def test_nothing_but_bolt_listens(home: Path) -> None:
    """ArcadeDB's HTTP listener, which cannot be configured away, is closed."""
    running = arcadedb.find(home)
    assert running is not None
    assert _listening() == {("127.0.0.1", running.port)}


@embedded
def test_ways_into_the_engine_that_nothing_uses_are_not_loaded(home: Path) -> None:
    jpype = pytest.importorskip("jpype")
    path = str(jpype.JClass("java.lang.System").getProperty("java.class.path"))
    jars = [Path(jar).name for jar in path.split(os.pathsep)]
    assert any(jar.startswith("arcadedb-bolt-") for jar in jars)
    assert [jar for jar in jars if arcadedb.UNNEEDED.match(jar)] == []
    for name in ("com.arcadedb.postgres.PostgresProtocolPlugin", "com.arcadedb.redis.RedisProtocolPlugin"):
        with pytest.raises(TypeError):
            jpype.JClass(name)


def _listening() -> set[tuple[str, int]]:
    """Addresses and ports at which this process listens."""
    links = (str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in own:
                host, port = fields[1].split(":")
                # As the machine stores it, in words of four bytes; the last one of a mapped address is the old one.
                found.add((socket.inet_ntoa(bytes.fromhex(host[-8:])[::-1]), int(port, 16)))
    return found


@embedded
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_the_passwords_are_the_owners_only(home: Path) -> None:
    assert stat.S_IMODE((home / "engine.json").stat().st_mode) == 0o600


@embedded
def test_no_log_holds_a_password(home: Path) -> None:
    running = arcadedb.find(home)
    assert running is not None
    for path in (home / "log").iterdir():
        text = path.read_text(encoding="utf-8", errors="replace")
        assert running.root not in text
        assert running.reader not in text


@embedded
def test_a_second_opening_in_the_same_process_borrows(engine_settings: Settings, home: Path) -> None:
    with open_endpoint(engine_settings) as endpoint:
        assert (endpoint.started_here, endpoint.borrowed) == (False, True)
        assert one(endpoint) == 1


@embedded
@pytest.mark.usefixtures("endpoint")
def test_a_second_process_connects_to_the_running_engine(home: Path) -> None:
    with spawn(home, 0) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip(), err) == (0, "False", "")


@embedded
def test_a_copy_of_the_folder_has_an_engine_of_its_own(tmp_path: Path, home: Path) -> None:
    """The card of the running engine is copied too; what is written to the copy must not reach the original."""
    copy = tmp_path / "副本"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("databases"))
    assert (copy / "engine.json").exists()
    assert arcadedb.find(home) is not None
    assert arcadedb.find(copy) is None


def test_a_folder_that_is_renamed_keeps_its_card(tmp_path: Path) -> None:
    home = tmp_path / "原名"
    home.mkdir()
    running = Running(1, 2, arcadedb._identity(home), "a", "b")
    (home / "engine.json").write_text(json.dumps(asdict(running)), encoding="utf-8")
    assert arcadedb.find(home.rename(tmp_path / "改名")) == running


@pytest.mark.engine
def test_a_crash_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home")
    with spawn(settings.home, 60) as process:
        assert first_line(process) == "True"
        with open_endpoint(settings) as endpoint:
            assert endpoint.borrowed
        process.kill()
        process.communicate()
    assert arcadedb.find(settings.home) is not None, "a killed engine cannot tidy up"
    with open_endpoint(settings) as endpoint:
        assert endpoint.started_here
        assert one(endpoint) == 1


@pytest.mark.engine
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_sigterm_ends_the_process_and_tidies_up(tmp_path: Path) -> None:
    with spawn(tmp_path / "home", 60) as process:
        assert first_line(process) == "True"
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (128 + signal.SIGTERM, "")
    assert arcadedb.find(tmp_path / "home") is None


@pytest.mark.engine
@pytest.mark.parametrize("stale", ["port closed", "port of a stranger", "half written", "other fields"])
def test_a_stale_card_is_ignored(tmp_path: Path, silent_port: int, stale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    cards = {
        "port closed": json.dumps({"pid": 1, "port": 1, "root": "a", "reader": "b"}),
        "port of a stranger": json.dumps({"pid": 1, "port": silent_port, "root": "a", "reader": "b"}),
        "half written": '{"pid": 1, "po',
        "other fields": '{"pid": 1}',
    }
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()
    (settings.home / "engine.json").write_text(cards[stale], encoding="utf-8")
    with open_endpoint(settings) as endpoint:
        assert endpoint.started_here


@pytest.mark.engine
def test_a_folder_whose_holder_cannot_be_reached_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    settings = Settings(tmp_path / "home")
    with open_endpoint(settings):
        card = settings.home / "engine.json"
        running = arcadedb.find(settings.home)
        assert running is not None
        hidden = json.loads(card.read_text(encoding="utf-8")) | {"port": 1}
        card.write_text(json.dumps(hidden), encoding="utf-8")
        with pytest.raises(EngineBusyError, match=str(os.getpid())):
            open_endpoint(settings)
        card.unlink()
        with pytest.raises(EngineBusyError, match="另一个进程"):
            open_endpoint(settings)


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EngineError, match="QIANTOU_HOME"):
        open_endpoint(Settings(tmp_path / "file" / "home"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EngineError, match="QIANTOU_HOME"):
        open_endpoint(Settings(tmp_path / "home"))


@pytest.mark.parametrize("failing", [arcadedb._start_jvm, arcadedb._start_server])
def test_a_start_that_fails_frees_the_folder(
    tmp_path: Path, failing: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(arcadedb, "_start_jvm", lambda *_: None)
    monkeypatch.setattr(arcadedb, "_configure", lambda *_: None)
    monkeypatch.setattr(arcadedb, failing.__name__, fail)
    for _ in range(2):
        with pytest.raises(EngineError, match="Permission denied"):
            open_endpoint(Settings(tmp_path / "home"))


@pytest.mark.engine
def test_a_heap_that_cannot_be(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD.replace("argv[1])", "argv[1]), heap='many'"), str(tmp_path / "home"), "0"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode != 0
    assert "QIANTOU_HEAP" in done.stderr


def test_replacing_a_card_keeps_its_fields(tmp_path: Path) -> None:
    running = Running(pid=1, port=2, folder="3", root="a", reader="b")
    assert replace(running, port=3).uri == "bolt://127.0.0.1:3"
    assert arcadedb.find(tmp_path) is None
