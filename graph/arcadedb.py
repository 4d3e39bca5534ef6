"""ArcadeDB inside this process: start it, find the one that runs already, stop it.

Only graph/endpoint.py imports this module. The home folder holds:

- `databases/`, `config/`, `log/`: ArcadeDB's own folders;
- `database`: the name of the database that holds the graph; written in one step when a rebuilt graph takes its place;
- `engine.lock`: locked for as long as an engine runs, by the operating system, so that a crash frees it;
- `engine.json`: pid, port and passwords of the running engine, and which folder it runs on; readable by the owner only.

The passwords are random and new at every start, so that there is nothing to lose, to leak or to reset.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

from graph import aot
from graph.errors import EngineBusyError, EngineError
from graph.locks import FileLock
from graph.refusals import damaged
from graph.settings import Settings, variable

T = TypeVar("T")

DATABASE = "qiantou"
"""Name of the first database; those of rebuilt graphs add a number."""

HOST = "127.0.0.1"
ROOT = "root"
READER = "reader"

_QUICK_START = "-XX:TieredStopAtLevel=1"
"""Leaves the JVM's second compiler out: a third off the start-up time, but queries stay two to three times as slow."""

_JVM_FLAGS = (
    "-XX:+UseSerialGC",
    # Leaves signals to Python; the JVM would swallow SIGTERM.
    "-Xrs",
    # Keeps a warning about one of ArcadeDB's own libraries off the screen.
    "--sun-misc-unsafe-memory-access=allow",
)

FLAGS = (_QUICK_START, *_JVM_FLAGS)
"""What commands start Java with; its cache is made with them, and serves an engine that lasts as well."""

_READ_ONLY = {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}}
_ALL = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_ADMIN = {
    "resultSetLimit": -1,
    "readTimeout": -1,
    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    "types": {"*": {"access": _ALL}},
}
_GROUPS = {"databases": {"*": {"groups": {"admin": _ADMIN, READER: _READ_ONLY}}}, "version": 2}

_FSYNC, _NO_FSYNC = 2, 0
"""Values of txWalFlush: wait for data and metadata at every commit, or leave both to the operating system."""

_LOGGING = """handlers=java.util.logging.FileHandler
.level=WARNING
java.util.logging.FileHandler.pattern={folder}/arcadedb.%g.log
java.util.logging.FileHandler.limit=5000000
java.util.logging.FileHandler.count=2
java.util.logging.FileHandler.append=true
java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
"""


@dataclass(frozen=True)
class Running:
    """Where an engine listens and how to log in; its text shows no password.

    Attributes:
        pid, port: of the engine.
        folder: which folder it runs on; see `_identity`.
        root, reader: passwords.
    """

    pid: int
    port: int
    folder: str
    root: str = field(repr=False)
    reader: str = field(repr=False)

    @property
    def uri(self) -> str:
        """The Bolt address."""
        return f"bolt://{HOST}:{self.port}"


def find(home: Path) -> Running | None:
    """The engine that says it runs on this folder; whether it still does, only a connection can tell.

    A card that was copied along with its folder speaks of the folder that it was copied from: it counts as none.
    """
    try:
        running = Running(**json.loads(_card(home).read_text(encoding="utf-8")))
        return running if running.folder == _identity(home) else None
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        # A half-written card is as good as none: the lock decides.
        return None
    except OSError as error:
        raise _unusable(home, error) from error


def database(home: Path) -> str:
    """Name of the database that holds the graph.

    Raises:
        EngineError: the file that names it cannot be read, or holds something else.
    """
    try:
        name = _pointer(home).read_text(encoding="ascii")
    except FileNotFoundError:
        return DATABASE
    except OSError as error:
        raise _unusable(home, error) from error
    except ValueError:
        name = ""
    if not _OURS.fullmatch(name):
        raise EngineError(
            f"文件 {_pointer(home)} 的内容不是图数据库的名称。",
            f"请在其中写上 {home / 'databases'} 中要用的那个文件夹的名称，如 {DATABASE}。",
        )
    return name


_OURS = re.compile(rf"{DATABASE}(?:_([1-9]\d*))?")


class Engine:
    """A running ArcadeDB; `stop` it when done. The end of the process stops it too."""

    def __init__(self, home: Path, lock: FileLock, server: Any, running: Running) -> None:
        self.running = running
        self._home = home
        self._lock = lock
        self._server = server
        self._give_back_signal = _end_on_sigterm()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Stop it and free the folder; a second call does nothing."""
        if not self._lock.held:
            return
        atexit.unregister(self.stop)
        self._give_back_signal()
        with contextlib.suppress(OSError):
            _card(self._home).unlink(missing_ok=True)
        try:
            self._server.stop()
        finally:
            self._lock.release()

    def direct(self, name: str) -> Any:
        """A database, for queries without a protocol.

        Raises:
            EngineError: it cannot be opened.
        """
        return self._calling(lambda: self._server.get_database(name))

    def make(self) -> str:
        """Make an empty database beside that of the graph; returns its name.

        Raises:
            EngineError: it cannot be made.
        """
        number = int(_number(database(self._home))) + 1
        name = f"{DATABASE}_{number}"
        self.drop(name)
        self._calling(lambda: self._server.create_database(name))
        return name

    def switch(self, name: str) -> None:
        """Let another database hold the graph, for everybody and in one step, and drop the earlier one.

        Raises:
            EngineError: the data folder cannot be written; the earlier database still holds the graph.
        """
        earlier = database(self._home)
        try:
            _write_private(_pointer(self._home), name)
        except OSError as error:
            raise _unusable(self._home, error) from error
        # The graph is the new one by now; what cannot be dropped goes at the next start.
        with contextlib.suppress(EngineError):
            self.drop(earlier)

    def drop(self, name: str) -> None:
        """Take a database away; one that is not there is no error.

        Raises:
            EngineError: it cannot be taken away.
        """
        java = self._server._java_server

        def work() -> None:
            if java.existsDatabase(name):
                java.getDatabase(name).getEmbedded().drop()
                java.removeDatabase(name)

        self._calling(work)

    def _calling(self, work: Callable[[], T]) -> T:
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError

        try:
            return work()
        except (ArcadeDBError, jpype.JException) as error:
            raise EngineError(
                f"内置图数据库做不到（{error}）。", f"请检查磁盘空间，并查看 {self._home / 'log'} 中的日志。"
            ) from error


def train(settings: Settings, draft: Path) -> None:
    """Start Java so that at the end of this process it writes its cache; engines started later here use it as it is.

    Raises:
        EngineError: the folder cannot be written, or Java does not start.
    """
    try:
        lock = _take(settings.home)
        if lock is not None:
            lock.release()
    except OSError as error:
        raise _unusable(settings.home, error) from error
    _start_jvm(settings.home, settings.heap, aot.training(FLAGS, draft))


def start(settings: Settings, *, lasting: bool = False) -> Engine | None:
    """Start an engine on the home folder.

    Args:
        settings: the data folder, the memory and the limits.
        lasting: whether it shall answer for hours: it then starts more slowly and answers faster.

    Returns:
        The engine, or None when another engine holds the folder.

    Raises:
        EngineError: the folder cannot be written, or ArcadeDB does not start.
        EngineBusyError: a foreign program holds the database files.
    """
    home = settings.home
    try:
        lock = _take(home)
    except OSError as error:
        raise _unusable(home, error) from error
    if lock is None:
        return None
    with contextlib.ExitStack() as undo:
        undo.callback(lock.release)
        try:
            engine = _launch(settings, lock, lasting=lasting)
        except OSError as error:
            raise _unusable(home, error) from error
        undo.pop_all()
    return engine


class Peek:
    """The database, open in this process and only to be read; `close` it when done."""

    def __init__(self, lock: FileLock, java: Any) -> None:
        from arcadedb_embedded.core import Database

        self.database = Database(java)
        self._lock = lock
        self._java = java

    def close(self) -> None:
        """Close it and free the folder; a second call does nothing."""
        if self._lock.held:
            try:
                self._java.close()
            finally:
                self._lock.release()


def peek(settings: Settings) -> Peek | None:
    """Open the database of the home folder in this process, only to be read and without a server.

    Others may do so at the same time; who wants to write waits.

    Returns:
        None where that cannot be: another engine holds the folder, there is no graph yet, or the database was left in
        the middle of a write, which only `start` can mend.

    Raises:
        EngineError: the folder cannot be used, or Java does not start.
    """
    home = settings.home
    folder = home / "databases" / database(home)
    if not folder.is_dir():
        return None
    _look_at_schema(folder)
    try:
        lock = _take(home, shared=True)
    except OSError as error:
        raise _unusable(home, error) from error
    if lock is None:
        return None
    with contextlib.ExitStack() as undo:
        undo.callback(lock.release)
        _start_jvm(home, settings.heap, aot.using(FLAGS, FLAGS))
        _configure(settings)
        java = _open_read_only(folder)
        if java is None:
            return None
        opened = Peek(lock, java)
        undo.pop_all()
    return opened


def _open_read_only(folder: Path) -> Any:
    import jpype

    mode = jpype.JClass("com.arcadedb.engine.ComponentFile").MODE.READ_ONLY
    try:
        return jpype.JClass("com.arcadedb.database.DatabaseFactory")(str(folder)).open(mode)
    except jpype.JException:
        return None


def _look_at_schema(folder: Path) -> None:
    """ArcadeDB takes a database whose schema makes no sense for an empty one, and writes an empty schema over it.

    Raises:
        DamagedError: neither the schema nor the one before it can be read, where there are records.
    """
    if any(folder.glob("*.bucket")) and not any(map(_is_json, (folder / "schema.json", folder / "schema.prev.json"))):
        raise damaged(f"{folder / 'schema.json'} 读不了")


def _is_json(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
    except (OSError, ValueError):
        return False


def _take(home: Path, *, shared: bool = False) -> FileLock | None:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "log").mkdir(exist_ok=True)
    (home / "config").mkdir(exist_ok=True)
    lock = FileLock(home / "engine.lock", shared=shared)
    return lock if lock.held else None


def _launch(settings: Settings, lock: FileLock, *, lasting: bool) -> Engine:
    home = settings.home
    running = Running(os.getpid(), _free_port(), _identity(home), secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    _clear_leftovers(home)
    _look_at_schema(home / "databases" / database(home))
    _start_jvm(home, settings.heap, aot.using(FLAGS, _JVM_FLAGS if lasting else FLAGS))
    _configure(settings)
    _appoint(home)
    server = _start_server(home, running)
    engine = Engine(home, lock, server, running)
    try:
        _open_doors(server, running)
        _write_private(_card(home), json.dumps(asdict(running)))
    except BaseException:
        engine.stop()
        raise
    return engine


def _clear_leftovers(home: Path) -> None:
    """Delete databases that an interrupted rebuild has left: half made, or already replaced.

    Raises:
        EngineError: the graph's own database is missing while there are others: deleting these could be the end of it.
    """
    folders = home / "databases"
    found = {path.name for path in folders.glob(f"{DATABASE}*") if _OURS.fullmatch(path.name)}
    wanted = database(home)
    if found and wanted not in found:
        raise EngineError(
            f"{folders} 中没有图数据库 {wanted}，只有 {'、'.join(sorted(found))}。",
            f"请在文件 {_pointer(home)} 中写上要用的那一个的名称；都不要时，删去 {folders} 后重新构建。",
        )
    for name in found - {wanted}:
        shutil.rmtree(folders / name)


def _start_jvm(home: Path, heap: str, flags: tuple[str, ...]) -> None:
    # Imported here: it costs a tenth of a second that commands without a graph need not pay.
    with _without_numpy():
        import jpype
        from arcadedb_embedded.exceptions import ArcadeDBError
        from arcadedb_embedded.jvm import start_jvm

    if jpype.isJVMStarted():
        return
    os.environ.setdefault("ARCADEDB_JVM_ERROR_FILE", str(home / "log" / "jvm_crash_%p.log"))
    try:
        with _stderr_to(home / "log" / "jvm.log"), _needed_jars():
            start_jvm(heap_size=heap, jvm_args=flags)
    except ArcadeDBError as error:
        raise EngineError(
            f"Java 虚拟机无法启动（{error}）。", f"请检查设置 {variable('heap')}（当前为“{heap}”）和可用内存。"
        ) from error


@contextlib.contextmanager
def _without_numpy() -> Iterator[None]:
    """Let the way to Java come without numpy, which it would import for arrays; none of ours cross.

    A program that has numpy already gets all of it.
    """
    if "numpy" in sys.modules:
        yield
        return
    # What stands there as None counts as not installed.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["numpy"]


UNNEEDED = re.compile(r"arcadedb-(?:postgresw|redisw|mcp|graphql|console)-")
"""Jars of the engine that nothing here uses: ways into it for Postgres, Redis and agents, another language, a shell."""


@contextlib.contextmanager
def _needed_jars() -> Iterator[None]:
    """Leave those out of Java's class path; the package itself would take every jar that it brings."""
    import jpype

    start = jpype.startJVM

    def lean(*arguments: Any, classpath: str, **options: Any) -> None:
        jars = sorted(jar for jar in classpath.split(os.pathsep) if not UNNEEDED.match(Path(jar).name))
        start(*arguments, classpath=os.pathsep.join(jars), **options)

    jpype.startJVM = lean
    try:
        yield
    finally:
        jpype.startJVM = start


def _configure(settings: Settings) -> None:
    import jpype

    home = settings.home
    logging = home / "log" / "logging.properties"
    # A .properties file is Latin-1; json escapes everything else the way Java reads it.
    folder = json.dumps((home / "log").as_posix().replace("%", "%%"))[1:-1]
    logging.write_text(_LOGGING.format(folder=folder), encoding="ascii")
    # Set from inside: paths among the JVM's arguments break where they are not in the system's own encoding.
    jpype.JClass("java.lang.System").setProperty("java.util.logging.config.file", str(logging))
    jpype.JClass("java.util.logging.LogManager").getLogManager().readConfiguration()
    # A thread of ArcadeDB that runs out of memory writes its last words there, for the user's screen no place.
    errors = jpype.JClass("java.io.FileOutputStream")(str(home / "log" / "jvm.log"), True)
    jpype.JClass("java.lang.System").setErr(jpype.JClass("java.io.PrintStream")(errors, True))
    options = jpype.JClass("com.arcadedb.GlobalConfiguration")
    for key, value in {
        "arcadedb.server.logsDirectory": str(home / "log"),
        # For passwords that people make up; ours are random and last as long as the engine. A quarter of a second each.
        "arcadedb.server.saltIterations": 1,
        "arcadedb.txWalFlush": _FSYNC if settings.fsync else _NO_FSYNC,
        # Cypher reads it from here only: not from the server's own configuration, nor from the driver.
        "arcadedb.command.timeout": int(settings.timeout * 1000),
    }.items():
        options.findByKey(key).setValue(value)


def _appoint(home: Path) -> None:
    """Say which groups of users there are, and leave it to the start to make the users."""
    (home / "config" / "server-groups.json").write_text(json.dumps(_GROUPS), encoding="utf-8")
    # Without the file ArcadeDB makes the root user anew, with the password of this start.
    (home / "config" / "server-users.jsonl").unlink(missing_ok=True)


def _start_server(home: Path, running: Running) -> Any:
    from arcadedb_embedded.exceptions import ArcadeDBError
    from arcadedb_embedded.server import ArcadeDBServer

    options = {
        "host": HOST,
        "http_port": _free_port(),
        # In "production" every error reads "Check the server log".
        "mode": "development",
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": running.port,
        "bolt_defaultDatabase": database(home),
    }
    server = ArcadeDBServer(str(home), running.root, options)
    try:
        server.start()
    except ArcadeDBError as error:
        raise _no_start(home, error) from error
    return server


def _open_doors(server: Any, running: Running) -> None:
    """Open the database, let the reader in, and close the HTTP listener that cannot be configured away."""
    import jpype
    from arcadedb_embedded.exceptions import ArcadeDBError

    java = server._java_server
    home = Path(str(java.getRootPath()))
    try:
        java.getHttpServer().stopService()
        server.create_database(database(home))
    except (ArcadeDBError, jpype.JException) as error:
        raise _no_start(home, error) from error
    try:
        security = java.getSecurity()
        user = {
            "name": READER,
            "password": str(security.encodePassword(running.reader)),
            "databases": {"*": [READER]},
        }
        security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))
    except (ArcadeDBError, jpype.JException) as error:
        raise _no_start(home, error) from error


_UNREADABLE = re.compile(r"DatabaseOperationException|DatabaseMetadataException|SchemaException|[Cc]orrupt")
"""Exceptions of ArcadeDB about the files of a database."""


def _no_start(home: Path, error: Exception) -> EngineError:
    if "locked" in str(error):
        return EngineBusyError(f"数据目录 {home} 正被另一个程序占用。", "请先关闭那个程序，再试一次。")
    if _UNREADABLE.search(str(error)):
        return damaged(str(error))
    return EngineError(
        f"内置图数据库无法启动（{error}）。",
        f"请查看 {home / 'log'} 中的日志；图可以由文件重建，必要时把 {home} 改名后重新构建。",
    )


def _unusable(home: Path, error: OSError) -> EngineError:
    return EngineError(
        f"数据目录 {home} 无法读写（{error.strerror}）。",
        f"请检查目录权限和磁盘空间，或用 {variable('home')} 另指一个可写的目录。",
    )


def _identity(home: Path) -> str:
    """A word that a folder keeps when it is renamed, and that its copy has not: its place in the file system."""
    about = home.stat()
    return f"{about.st_dev}:{about.st_ino}"


def _card(home: Path) -> Path:
    return home / "engine.json"


def _pointer(home: Path) -> Path:
    return home / "database"


def _number(name: str) -> str:
    match = _OURS.fullmatch(name)
    return (match and match[1]) or "0"


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, in one step: a reader sees all of it or nothing."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def _stderr_to(path: Path) -> Iterator[None]:
    """Send what native code writes to standard error into a file: the JVM's greeting is no message for the user."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with path.open("ab") as log:
            os.dup2(log.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _end_on_sigterm() -> Callable[[], None]:
    """Let SIGTERM end the process by way of its `finally` blocks.

    Returns:
        What puts the earlier handler back.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return lambda: None
    signal.signal(signal.SIGTERM, _leave)

    def give_back() -> None:
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is _leave:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    return give_back


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
