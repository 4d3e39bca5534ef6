"""Reads that see a document before or after a write, never in the middle of it.

Neither engine gives a query a snapshot: while a transaction is published, page by page or record by record, a query may
see a part of it (measured: docs/reliability.md). So a node of the store's own says which writers are publishing. A
writer enters itself there, commits, and strikes itself out, each in a transaction of its own; a reader looks there
before and after its query, and asks again unless both times nobody was entered and nobody had been meanwhile.

The node holds all of it in one short string, which both engines read in one piece: the number of the last writer that
was entered, then the numbers of those that still are. It has a label of its own and neither id nor name, so that no
question of the catalogue, no count and no export meets it. Its key is 1; graph/sums.py has another one beside it.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from graph import driver
from graph.endpoint import Endpoint, Transaction
from graph.errors import EngineBusyError, QueryError
from graph.locks import FileLock

LABEL, KEY = "_图谱", "key"
"""Of the node, which has neither id nor name: no question about a node can be about it."""

ATTEMPTS = 7
"""How often a transaction is tried that others disturb."""

QUICK_SECONDS = 1.0
"""How long a reader goes on asking beside writers, before it holds back those of this machine."""

HOLD_SECONDS = 15.0
"""How long a reader holds back writers of this machine at a time, at most: they go on then, and it may have to ask
again. Without this bound a query of ten seconds made a write wait 37."""

TURNS = 2
"""How often a reader holds writers back."""

SETTLE_SECONDS = 5.0
"""How long a writer may stay entered without holding the lock before it counts as dead; a commit takes milliseconds."""

WAIT_SECONDS = 300.0
"""How long one waits for another program of this machine that holds a lock."""

_POLL_SECONDS = 0.02
_WIDTH = 9
_STATE = f"MATCH (g:`{LABEL}` {{{KEY}: 1}}) RETURN g.state AS state"
_ENTER = (
    f"MERGE (g:`{LABEL}` {{{KEY}: 1}}) ON CREATE SET g.state = $number + $number "
    f"ON MATCH SET g.state = $number + substring(g.state, {_WIDTH}) + $number"
)
_STRIKE = (
    f"MATCH (g:`{LABEL}` {{{KEY}: 1}}) "
    f"SET g.state = left(g.state, {_WIDTH}) + replace(substring(g.state, {_WIDTH}), $number, '')"
)
_BURY = f"MATCH (g:`{LABEL}` {{{KEY}: 1}}) WHERE g.state = $seen SET g.state = left(g.state, {_WIDTH})"

T = TypeVar("T")


def disturbed(error: driver.DriverError | driver.Neo4jError) -> bool:
    """Whether another writer was the reason, and the same may succeed the next time."""
    if isinstance(error, driver.TransientError | driver.ConstraintError):
        return True
    return isinstance(error, driver.Neo4jError) and (error.code or "").endswith("EntityNotFound")


# Writing.


@contextlib.contextmanager
def publishing(endpoint: Endpoint, home: Path) -> Iterator[None]:
    """Around a commit: tell readers that what they see may be half of it.

    Args:
        endpoint: the graph.
        home: the data folder, whose lock lets a reader hold back the commits of this machine.

    Raises:
        EngineBusyError: a reader of this machine has not let go in time.
        DriverError, Neo4jError: the engine cannot be told; nothing may be committed then.
    """
    number = f"-{secrets.randbelow(10 ** (_WIDTH - 1)):0{_WIDTH - 1}}"
    with lock(endpoint, home, "commit.lock"):
        _run(endpoint, _ENTER, number)
        try:
            yield
        except driver.Neo4jError:
            # The engine itself says that it has committed nothing. After any other error it may be at it still.
            _strike(endpoint, number)
            raise
        _strike(endpoint, number)


@contextlib.contextmanager
def lock(endpoint: Endpoint, home: Path, name: str) -> Iterator[FileLock | None]:
    """Hold a lock of the data folder; a server needs no such folder, and where it has none there is nothing to hold.

    Yields:
        The lock, for who wants to let go early; None where there is none.

    Raises:
        EngineBusyError: another program of this machine has not let go in time.
    """
    taken: FileLock | None = None
    with contextlib.ExitStack() as held:
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            taken = held.enter_context(FileLock(home / name, wait=WAIT_SECONDS))
        except OSError:
            if endpoint.engine != "Neo4j":
                raise
        else:
            if not taken.held:
                raise EngineBusyError("另一个程序一直在写入图谱。", "请等它结束，或先结束那个程序，再试一次。")
        yield taken


def _strike(endpoint: Endpoint, number: str) -> None:
    # The write is done, whatever becomes of this: readers take a number that stays for that of a dead writer.
    with contextlib.suppress(driver.DriverError, driver.Neo4jError):
        _run(endpoint, _STRIKE, number)


def _run(endpoint: Endpoint, query: str, number: str) -> None:
    for attempt in range(ATTEMPTS):
        try:
            with endpoint.writing() as session:
                session.run(query, {"number": number}).consume()
                return
        except (driver.DriverError, driver.Neo4jError) as error:
            if attempt == ATTEMPTS - 1 or not disturbed(error):
                raise
            time.sleep(_POLL_SECONDS * 2**attempt)


# Reading.


@dataclass(frozen=True)
class _Found(Generic[T]):
    """What a reading has found while nobody was publishing."""

    value: T


def read(endpoint: Endpoint, home: Path, ask: Callable[[Transaction], T], timeout: float) -> T:
    """What `ask` finds in a transaction that reads, while no writer was publishing.

    Args:
        endpoint: the graph.
        home: the data folder.
        ask: runs the queries; called again when a writer came in between.
        timeout: seconds for one call.

    Raises:
        EngineBusyError: writers leave no gap that is as long as the query, or one of this machine does not let go.
        DriverError, Neo4jError: the engine cannot be reached, or a query fails.
    """
    if endpoint.still:
        with endpoint.reading() as session, session.begin_transaction(timeout=timeout) as transaction:
            return ask(transaction)
    give_up = time.monotonic() + QUICK_SECONDS
    while time.monotonic() < give_up:
        if found := _try(endpoint, ask, timeout):
            return found.value
        time.sleep(_POLL_SECONDS)
    for _ in range(TURNS):
        if found := _try_alone(endpoint, home, ask, timeout):
            return found.value
    raise EngineBusyError(
        "查询太慢，其间一直有人写入图谱，读不到完整的一刻。", "请缩小查询的范围，使它更快读完，或等写入结束后再试。"
    )


def _try_alone(endpoint: Endpoint, home: Path, ask: Callable[[Transaction], T], timeout: float) -> _Found[T] | None:
    """What `ask` finds while no writer of this machine can publish; None where it took too long and one has published.

    Raises:
        EngineBusyError: writers on other machines leave no gap.
    """
    with lock(endpoint, home, "commit.lock") as held:
        # The lock keeps writers away, it makes nothing true: whether one has published, `_try` sees without it.
        let_go = threading.Timer(HOLD_SECONDS, held.release if held is not None else _nothing)
        let_go.daemon = True
        let_go.start()
        give_up = time.monotonic() + HOLD_SECONDS
        try:
            for _ in range(ATTEMPTS):
                _bury(endpoint)
                if found := _try(endpoint, ask, timeout):
                    return found
                if time.monotonic() > give_up:
                    return None
        finally:
            let_go.cancel()
    raise EngineBusyError(
        "图谱正被另一台机器不断写入，读不到完整的一刻。", "请稍后再试，或缩小查询的范围，使它更快读完。"
    )


def _nothing() -> None:
    pass


def _try(endpoint: Endpoint, ask: Callable[[Transaction], T], timeout: float) -> _Found[T] | None:
    """What `ask` finds, or None when somebody was publishing meanwhile."""
    before, database = None, endpoint.database
    try:
        with endpoint.reading() as session, session.begin_transaction(timeout=timeout) as transaction:
            before = state(transaction)
            if _published_at(before):
                return None
            found = ask(transaction)
            after = state(transaction)
            # ArcadeDB refuses some writes only at the commit.
            transaction.commit()
    except (driver.Neo4jError, QueryError):
        # What is being deleted, the whole database in a rebuild, may be an error to a query, not only a row less.
        if endpoint.database == database and (before is None or now(endpoint) == before):
            raise
        return None
    return _Found(found) if after == before else None


def _bury(endpoint: Endpoint) -> None:
    """Strike out who has stayed entered too long: a writer that died, whose commit the engine has ended by now."""
    seen, since = now(endpoint), time.monotonic()
    while _published_at(seen) and time.monotonic() < since + SETTLE_SECONDS:
        time.sleep(_POLL_SECONDS)
        if (state := now(endpoint)) != seen:
            seen, since = state, time.monotonic()
    if _published_at(seen):
        with endpoint.writing() as session:
            session.run(_BURY, {"seen": seen}).consume()


def now(endpoint: Endpoint) -> str:
    """Which writers are publishing, and which was the last: another word after every write.

    Raises:
        DriverError, Neo4jError: the engine cannot be reached.
    """
    with endpoint.reading() as session, session.begin_transaction() as transaction:
        return state(transaction)


def state(transaction: Transaction) -> str:
    """Which writers are publishing, as a transaction sees it; see `now`."""
    found = transaction.run(_STATE).single()
    return "" if found is None else str(found["state"])


def _published_at(state: str) -> bool:
    return len(state) > _WIDTH
