"""Where the graph is: a Neo4j server, an ArcadeDB that runs already, or one started here.

The only module that knows which engine it is. Everything else gets sessions of the neo4j driver, and errors in Chinese.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from graph import arcadedb, driver
from graph.errors import (
    EngineBusyError,
    EngineError,
    LoginError,
    QiantouError,
    QueryError,
    ServerUnreachableError,
    SettingError,
)
from graph.inprocess import Local, Reading, Writing
from graph.refusals import LESS, refusal
from graph.settings import Settings, variable

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")

CONNECT_SECONDS = 5.0
"""How long one connection may take; a server that does not answer is given up within twice this time."""

BUSY_SECONDS = 10.0
"""How long another process may take to start or stop its engine before the folder counts as busy."""

# What the driver logs stays off the user's screen unless a program sets up logging: it ends as an error of ours anyway.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


Transaction: TypeAlias = "driver.Transaction | Reading"
"""What reads run in."""

Work: TypeAlias = "driver.Transaction | Writing"
"""What writes run in."""


@dataclass(frozen=True)
class Endpoint:
    """An open way to the graph; a context manager. Sessions may be taken from any thread.

    Attributes:
        engine: `ArcadeDB` or `Neo4j`.
        address: where it listens, for messages.
        started_here: whether the engine runs in this process and ends with this endpoint.
        borrowed: whether the engine belongs to another endpoint and may end at any time.
        still: whether nobody can write while it is open, not even through it.
        reader_login: name and password of what reads, for a client other than the driver; never printed.
    """

    engine: str
    address: str
    started_here: bool
    borrowed: bool
    _writer: driver.Driver | None
    _reader: driver.Driver | Local
    _name: Callable[[], str]
    reader_login: tuple[str, str] = field(repr=False)
    _bookmarks: driver.BookmarkManager | None = None
    _owned: arcadedb.Engine | None = None
    _direct: Callable[[str], Any] | None = None
    still: bool = False

    @property
    def database(self) -> str:
        """Name of the database that holds the graph now; another one after a rebuild."""
        return self._name()

    def writing(self) -> driver.Session:
        """A session that may change the graph; close it after use. What is `still` has none."""
        assert self._writer is not None, "opened only to be read"
        return self._writer.session(database=self.database, bookmark_manager=self._bookmarks)

    def loading(self) -> driver.Session | Writing:
        """The same for much that is written in one transaction, which one thread begins and ends: the faster way."""
        return self.writing() if self._direct is None else Writing(self._direct(self.database))

    def reading(self) -> driver.Session | Reading:
        """A session in which the engine refuses every change; close it after use."""
        return self._reader.session(
            database=self.database, bookmark_manager=self._bookmarks, default_access_mode="READ"
        )

    def answers(self) -> bool:
        """Whether the engine answers a new session."""
        try:
            _greet(self)
        except (driver.DriverError, driver.Neo4jError):
            return False
        return True

    def close(self) -> None:
        """Close the connections, and the engine if it was started here."""
        if self._writer is not None:
            self._writer.close()
        self._reader.close()
        if self._owned is not None:
            self._owned.stop()

    def make_beside(self) -> Endpoint | None:
        """A way to a new, empty graph beside this one, which shares its connections.

        Returns:
            None where there is no place for one: on a server, whose database has its name from the settings, and on an
            engine that another program runs.

        Raises:
            EngineError: the engine cannot make one.
        """
        if self._owned is None:
            return None
        name = self._owned.make()
        return replace(self, started_here=False, _name=lambda: name, _owned=None)

    def take_over(self, beside: Endpoint) -> None:
        """Let what was made beside take the place of the graph, for everybody and in one step; the earlier one goes.

        Raises:
            EngineError: the data folder cannot be written; the graph is then the earlier one.
        """
        assert self._owned is not None
        self._owned.switch(beside.database)

    def drop(self, beside: Endpoint) -> None:
        """Take away what was made beside.

        Raises:
            EngineError: the engine cannot.
        """
        assert self._owned is not None
        self._owned.drop(beside.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_endpoint(settings: Settings, *, lasting: bool = False, brief: bool = False) -> Endpoint:
    """Open the way to the graph that the settings name.

    Args:
        settings: where the graph is.
        lasting: whether an engine that is started here shall answer for hours; see `arcadedb.start`.
        brief: whether it is only read, and closed within seconds: an embedded graph is then opened without a server,
            which takes half the time, and meanwhile nobody can write to it.

    Raises:
        SettingError: the server's address is malformed.
        ServerUnreachableError: the server does not answer.
        LoginError: it refuses name or password.
        EngineBusyError: another process holds the data folder and cannot be reached.
        EngineError: the data folder cannot be used, or the database is missing.
    """
    if settings.neo4j_uri:
        return _server(settings)
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        endpoint = _borrow(settings) or (_peek(settings) if brief else None) or _start(settings, lasting=lasting)
        if endpoint is not None:
            return endpoint
        if time.monotonic() > give_up:
            raise _busy(settings)
        time.sleep(0.1)


def _server(settings: Settings) -> Endpoint:
    login = reader_login = (settings.neo4j_user, settings.neo4j_password)
    if settings.neo4j_reader:
        # A user with the server's own role "reader", where its edition has roles; READ sessions hold either way.
        reader_login = (settings.neo4j_reader, settings.neo4j_reader_password)
    try:
        uri = _checked(settings.neo4j_uri)
        writer = _driver(uri, login)
        reader = writer if reader_login == login else _driver(uri, reader_login)
    except (driver.ConfigurationError, ValueError) as error:
        raise SettingError(
            f"设置 {variable('neo4j_uri')} 的值“{settings.neo4j_uri}”不是图数据库地址（{error}）。",
            "请改为 neo4j://主机:7687 或 bolt://主机:7687 的形式。",
        ) from error
    endpoint = Endpoint(
        engine="Neo4j",
        address=settings.neo4j_uri,
        started_here=False,
        borrowed=False,
        _writer=writer,
        _reader=reader,
        _name=lambda: settings.neo4j_database,
        reader_login=reader_login,
        # On a cluster, a read must see what this process has just written.
        _bookmarks=driver.GraphDatabase.bookmark_manager(),
    )
    try:
        _greet(endpoint)
    except (driver.DriverError, driver.Neo4jError) as error:
        endpoint.close()
        raise write_error(error, settings.neo4j_uri) from error
    except ValueError as error:
        # The driver's way of saying that the host's name leads nowhere.
        endpoint.close()
        raise _silent(str(error), settings.neo4j_uri) from error
    return endpoint


def _checked(uri: str) -> str:
    # The driver would also take http://, a preview without transactions.
    scheme, _, rest = uri.partition("://")
    if scheme not in SCHEMES or not rest:
        raise ValueError(f"不以 {'、'.join(f'{known}://' for known in SCHEMES)} 之一开头")
    return uri


def _borrow(settings: Settings) -> Endpoint | None:
    running = arcadedb.find(settings.home)
    if running is None:
        return None
    endpoint = _embedded(settings.home, running, engine=None)
    if endpoint.answers():
        return endpoint
    # Left over from a crash: nobody listens there, or somebody else does.
    endpoint.close()
    return None


def _peek(settings: Settings) -> Endpoint | None:
    opened = arcadedb.peek(settings)
    if opened is None:
        return None
    return Endpoint(
        engine="ArcadeDB",
        address=str(settings.home),
        started_here=True,
        borrowed=False,
        _writer=None,
        _reader=Local(opened),
        _name=lambda: arcadedb.database(settings.home),
        reader_login=("", ""),
        still=True,
    )


def _greet(endpoint: Endpoint) -> None:
    with endpoint.reading() as session:
        session.run("RETURN 1").consume()


def _start(settings: Settings, *, lasting: bool) -> Endpoint | None:
    engine = arcadedb.start(settings, lasting=lasting)
    return None if engine is None else _embedded(settings.home, engine.running, engine)


def _embedded(home: Path, running: arcadedb.Running, engine: arcadedb.Engine | None) -> Endpoint:
    reader_login = (arcadedb.READER, running.reader)
    return Endpoint(
        engine="ArcadeDB",
        address=running.uri,
        started_here=engine is not None,
        borrowed=engine is None,
        _writer=_driver(running.uri, (arcadedb.ROOT, running.root)),
        _reader=_driver(running.uri, reader_login),
        # Read anew for each session: another program may have put a rebuilt graph in its place.
        _name=lambda: arcadedb.database(home),
        reader_login=reader_login,
        _owned=engine,
        _direct=None if engine is None else engine.direct,
    )


def _driver(uri: str, login: tuple[str, str]) -> driver.Driver:
    return driver.GraphDatabase.driver(
        uri,
        auth=login,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=CONNECT_SECONDS,
        max_transaction_retry_time=CONNECT_SECONDS,
    )


def _busy(settings: Settings) -> EngineBusyError:
    running = arcadedb.find(settings.home)
    who = f"进程 {running.pid}" if running else "另一个进程"
    return EngineBusyError(
        f"数据目录 {settings.home} 正被{who}占用，而且连接不上。",
        f"请先结束那个进程，或用 {variable('home')} 另指一个目录。",
    )


def read_error(
    error: driver.DriverError | driver.Neo4jError, address: str, answers: Callable[[], bool] = lambda: False
) -> QiantouError:
    """Our error for what the driver raised during a read.

    Args:
        error: what the driver raised.
        address: where the graph listens.
        answers: tells whether the engine answers others: then the query itself has cost the connection.
    """
    if isinstance(error, driver.ServiceUnavailable | driver.SessionExpired) and answers():
        return QueryError(f"查询中断（{_reason(error)}），多半是它用尽了图数据库的内存。", LESS)
    return _no_way_in(error, address) or _refused(error)


def write_error(error: driver.DriverError | driver.Neo4jError, address: str) -> QiantouError:
    """Our error for what the driver raised during a write, which the engine has undone.

    Args:
        error: what the driver raised.
        address: where the graph listens.
    """
    return _no_way_in(error, address) or EngineError(
        f"写入图数据库 {address} 时出错（{_reason(error)}）。", "图仍是写入之前的样子；请排除原因后重试。"
    )


def _no_way_in(error: driver.DriverError | driver.Neo4jError, address: str) -> EngineError | None:
    if isinstance(error, driver.AuthError):
        return LoginError(
            f"图数据库 {address} 不接受用户名或密码（{_reason(error)}）。",
            f"请检查设置 {variable('neo4j_user')} 和 {variable('neo4j_password')}。",
        )
    if isinstance(
        error,
        driver.ServiceUnavailable | driver.SessionExpired | driver.ConnectionPoolError | driver.DatabaseUnavailable,
    ):
        return _silent(_reason(error), address)
    if _code(error).endswith("DatabaseNotFound"):
        return EngineError(
            f"图数据库 {address} 上没有所要的数据库（{_reason(error)}）。",
            f"请检查设置 {variable('neo4j_database')}。",
        )
    return None


def _silent(reason: str, address: str) -> ServerUnreachableError:
    return ServerUnreachableError(
        f"图数据库 {address} 没有应答（{reason}）。",
        f"请确认它已启动、网络可达，或检查设置 {variable('neo4j_uri')}。",
    )


def _refused(error: driver.DriverError | driver.Neo4jError) -> QiantouError:
    code = "SyntaxError" if isinstance(error, driver.CypherSyntaxError) else _code(error).rsplit(".", 1)[-1]
    return refusal(code, _reason(error))


def _code(error: driver.DriverError | driver.Neo4jError) -> str:
    return (error.code or "") if isinstance(error, driver.Neo4jError) else ""


def _reason(error: driver.DriverError | driver.Neo4jError) -> str:
    text = (error.message if isinstance(error, driver.Neo4jError) else None) or str(error) or type(error).__name__
    return " ".join(text.split())
