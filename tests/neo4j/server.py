"""A real Neo4j server for the tests, assembled by Maven from pom.xml beside this file; also its neo4j-admin tool.

    python tests/neo4j/server.py run COMMAND...       runs a command with a server beside it
    python tests/neo4j/server.py start FOLDER         prints the settings that lead to it, as shell `export` lines
    python tests/neo4j/server.py stop FOLDER
    python tests/neo4j/server.py admin FOLDER ARGUMENT...

It listens on 127.0.0.1 alone, on a free port, with a random password. It needs Java 17 or later and Maven, whose cache
keeps what was fetched once. Exit code 3: it cannot be had here, with the reason in one line.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import neo4j

POM = Path(__file__).with_name("pom.xml")
MAVEN_SECONDS = 1500
START_SECONDS = 120
STOP_SECONDS = 30
_SERVER = "org.neo4j.server.CommunityEntryPoint"
_ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
_JAVA = (
    "java",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.lang", "java.nio", "java.io", "sun.nio.ch")),
)
_CONFIGURATION = """server.bolt.listen_address=127.0.0.1:{port}
server.default_listen_address=127.0.0.1
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""


class UnavailableError(Exception):
    """Neo4j cannot be had on this machine."""


def start(folder: Path) -> dict[str, str]:
    """Start a server that keeps everything in an empty or missing folder; returns the settings that lead to it.

    Raises:
        UnavailableError: Java or Maven is missing, nothing can be fetched, or the server does not come up.
    """
    paths = class_path(folder)
    # Hexadecimal: one that begins with "-" would be an option to neo4j-admin.
    password, port = secrets.token_hex(16), _free_port()
    (folder / "conf").mkdir()
    (folder / "conf" / "neo4j.conf").write_text(_CONFIGURATION.format(port=port), encoding="utf-8")
    admin(folder, "dbms", "set-initial-password", password)
    command = [*_JAVA, "-cp", paths, _SERVER, f"--home-dir={folder}", f"--config-dir={folder / 'conf'}"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    (folder / "pid").write_text(str(process.pid), encoding="ascii")
    uri = f"bolt://127.0.0.1:{port}"
    _await(uri, password, process)
    return {"QIANTOU_NEO4J_URI": uri, "QIANTOU_NEO4J_USER": "neo4j", "QIANTOU_NEO4J_PASSWORD": password}


def stop(folder: Path) -> None:
    """Stop the server of a folder and wait for its end."""
    pid = int((folder / "pid").read_text(encoding="ascii"))
    try:
        os.kill(pid, signal.SIGTERM)
        for _ in range(STOP_SECONDS * 10):
            time.sleep(0.1)
            with contextlib.suppress(ChildProcessError):  # started by another process: its end shows in `kill`
                os.waitpid(pid, os.WNOHANG)
            os.kill(pid, 0)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def admin(folder: Path, *arguments: str) -> str:
    """Run neo4j-admin on a folder's databases, which no server may have open; returns what it prints.

    Raises:
        UnavailableError: as `start`; or the tool fails, with its own words.
    """
    command = [*_JAVA, "-cp", class_path(folder), _ADMIN, *arguments]
    environment = {**os.environ, "NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder / "conf")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise UnavailableError(f"neo4j-admin {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def class_path(folder: Path) -> str:
    """The Java class path, asked of Maven once a folder; the first time on a machine it downloads 200 MB.

    Raises:
        UnavailableError: Java or Maven is missing, or nothing can be fetched.
    """
    kept = folder / "classpath"
    if not kept.exists():
        for program in ("java", "mvn"):
            if shutil.which(program) is None:
                raise UnavailableError(f"没有 {program}")
        folder.mkdir(parents=True, exist_ok=True)
        if not _maven(kept, "--offline"):
            print("正在由 Maven 取得 Neo4j（首次约 200 MB）……", file=sys.stderr, flush=True)
            if not _maven(kept):
                raise UnavailableError("Maven 取不到 Neo4j")
    return kept.read_text(encoding="utf-8")


def _maven(out: Path, *options: str) -> bool:
    goal = ["dependency:build-classpath", f"-Dmdep.outputFile={out}"]
    command = ["mvn", "--batch-mode", "--quiet", *options, "--file", str(POM), *goal]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAVEN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and out.exists()


def _await(uri: str, password: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
        while not _answers(driver.verify_connectivity):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise UnavailableError("Neo4j 没有启动，见其文件夹中的 server.log")
            time.sleep(0.3)


def _answers(call: Callable[[], None]) -> bool:
    try:
        call()
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: Sequence[str]) -> int:
    """Run a command with a server beside it, or without one where it cannot be had; returns the command's exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "neo4j"
        try:
            settings = start(folder)
        except UnavailableError as error:
            print(f"没有 Neo4j 可用（{error}）；标记为 neo4j 的测试会跳过。", file=sys.stderr, flush=True)
            return subprocess.run(command, check=False).returncode
        try:
            return subprocess.run(command, env={**os.environ, **settings}, check=False).returncode
        finally:
            stop(folder)


def main(action: str, *arguments: str) -> int:
    """The command line."""
    if action == "run":
        return run(arguments)
    folder = Path(arguments[0]).absolute()
    try:
        if action == "start":
            for name, value in start(folder).items():
                print(f"export {name}={shlex.quote(value)}")
        elif action == "stop":
            stop(folder)
        else:
            print(admin(folder, *arguments[1:]))
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
