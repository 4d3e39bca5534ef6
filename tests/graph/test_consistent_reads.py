"""What a reader sees while a writer publishes; on both engines."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import neo4j
import pytest
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError, ServiceUnavailable, TransientError

from graph import consistent_reads
from graph.endpoint import Endpoint
from graph.errors import EngineBusyError, QueryError
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store

PLAN = Document("甲", "方案", "甲.txt")
LEADS = "MATCH ()-[r:牵头]->() WHERE r.document = '甲' RETURN count(r) AS n"


def leads(number: int) -> list[Statement]:
    return [
        Statement(
            Entity("机构", "局", "局", {"names": ("局",)}),
            "牵头",
            Entity("事项", f"{n}", f"{n}", {"seq": n}),
            "甲",
            n,
            n + 1,
            "甲",
        )
        for n in range(number)
    ]


def number(transaction: neo4j.Transaction) -> int:
    return int(transaction.run(LEADS).single(strict=True)["n"])


@pytest.fixture
def home(engine_settings: Settings) -> Path:
    return engine_settings.home


@pytest.fixture
def loaded(store: Store) -> Store:
    store.replace(PLAN, leads(2))
    return store


def state(endpoint: Endpoint) -> str:
    return consistent_reads.now(endpoint)


def enter(endpoint: Endpoint, number: str) -> None:
    consistent_reads._run(endpoint, consistent_reads._ENTER, number)


def test_a_write_in_the_middle_of_a_reading_makes_it_read_again(loaded: Store, endpoint: Endpoint, home: Path) -> None:
    sizes = iter([3, 5])
    seen: list[tuple[int, int]] = []

    def ask(transaction: neo4j.Transaction) -> tuple[int, int]:
        first = number(transaction)
        if (size := next(sizes, None)) is not None:
            loaded.replace(PLAN, leads(size))
        seen.append((first, number(transaction)))
        return seen[-1]

    assert consistent_reads.read(endpoint, home, ask, 30) == (5, 5)
    assert seen == [(2, 3), (3, 5), (5, 5)]


def test_nobody_reads_while_somebody_publishes(loaded: Store, endpoint: Endpoint, home: Path) -> None:
    with consistent_reads.publishing(endpoint, home):
        assert consistent_reads._try(endpoint, number, 30) is None
    assert consistent_reads._try(endpoint, number, 30) == consistent_reads._Found(2)


def test_a_reader_waits_for_the_writer_who_publishes(
    loaded: Store, endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consistent_reads, "QUICK_SECONDS", 0.05)
    monkeypatch.setattr(consistent_reads, "SETTLE_SECONDS", 0.0)
    found: list[int] = []
    reader = threading.Thread(target=lambda: found.append(consistent_reads.read(endpoint, home, number, 30)))
    with consistent_reads.publishing(endpoint, home):
        reader.start()
        reader.join(1.0)
        # However long it takes: a writer of this machine that lives is not taken for dead.
        assert (found, reader.is_alive()) == ([], True)
    reader.join()
    assert found == [2]


def test_a_writer_that_died_is_waited_for_once(
    loaded: Store, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consistent_reads, "QUICK_SECONDS", 0.05)
    monkeypatch.setattr(consistent_reads, "SETTLE_SECONDS", 0.1)
    enter(endpoint, "-00000001")
    assert state(endpoint) == "-00000001-00000001"
    assert loaded.read(LEADS, {}).rows == [{"n": 2}]
    assert state(endpoint) == "-00000001"


def test_a_writer_of_this_machine_that_holds_on_is_an_error(
    loaded: Store, endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consistent_reads, "QUICK_SECONDS", 0.05)
    with consistent_reads.publishing(endpoint, home):
        monkeypatch.setattr(consistent_reads, "WAIT_SECONDS", 0.1)
        with pytest.raises(EngineBusyError, match="一直在写入"):
            loaded.read(LEADS, {})


def test_writers_of_other_machines_that_leave_no_gap_are_an_error(
    loaded: Store, endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consistent_reads, "QUICK_SECONDS", 0.05)
    numbers = iter(range(10, 99))

    def ask(transaction: neo4j.Transaction) -> int:
        own = f"-000000{next(numbers)}"
        enter(endpoint, own)
        consistent_reads._strike(endpoint, own)
        return number(transaction)

    with pytest.raises(EngineBusyError, match="另一台机器"):
        consistent_reads.read(endpoint, home, ask, 30)


def test_a_slow_reader_lets_writers_through(
    loaded: Store, endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer writes all the time, a query takes longer than the reader may hold it back."""
    monkeypatch.setattr(consistent_reads, "QUICK_SECONDS", 0.05)
    monkeypatch.setattr(consistent_reads, "HOLD_SECONDS", 0.3)
    reading, written = threading.Event(), list[int]()

    def write() -> None:
        size = 3
        while not reading.is_set():
            size = 5 - size + 3
            loaded.replace(PLAN, leads(size))
            written.append(size)

    def ask(transaction: neo4j.Transaction) -> int:
        first = number(transaction)
        time.sleep(1.5)
        assert consistent_reads.TURNS < 10
        return first

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with pytest.raises(EngineBusyError, match="查询太慢，其间一直有人写入"):
            consistent_reads.read(endpoint, home, ask, 30)
    finally:
        reading.set()
        writer.join()
    assert len(written) > consistent_reads.TURNS


def test_of_two_writers_the_last_one_opens_the_graph(store: Store, endpoint: Endpoint) -> None:
    store.prepare()
    enter(endpoint, "-00000001")
    enter(endpoint, "-00000002")
    assert state(endpoint) == "-00000002-00000001-00000002"
    consistent_reads._strike(endpoint, "-00000002")
    assert consistent_reads._published_at(state(endpoint))
    consistent_reads._strike(endpoint, "-00000001")
    assert state(endpoint) == "-00000002"


REFUSED = Neo4jError._hydrate_neo4j(code="Neo.ClientError.Schema.ConstraintValidationFailed", message="twice")


@pytest.mark.parametrize(("error", "open_"), [(REFUSED, False), (ServiceUnavailable("gone"), True)])
def test_a_commit_that_fails(store: Store, endpoint: Endpoint, home: Path, error: Exception, open_: bool) -> None:
    """Refused, nobody publishes; where the answer is lost, the engine may be at it still."""
    with pytest.raises(type(error)), consistent_reads.publishing(endpoint, home):
        raise error
    assert consistent_reads._published_at(state(endpoint)) == open_


def test_what_writes_nothing_disturbs_no_reader(loaded: Store, endpoint: Endpoint) -> None:
    before = state(endpoint)
    loaded.replace(PLAN, leads(2))
    assert state(endpoint) == before
    loaded.replace(PLAN, leads(3))
    assert state(endpoint) != before


@pytest.fixture
def failing(endpoint: Endpoint) -> Callable[[neo4j.Transaction], int]:
    """Fails at its first call, as a query may whose node another transaction deletes."""
    left = [1]

    def ask(transaction: neo4j.Transaction) -> int:
        if left and left.pop():
            enter(endpoint, "-00000001")
            consistent_reads._strike(endpoint, "-00000001")
            transaction.run("RETURN 1 / 0").consume()
        return number(transaction)

    return ask


def test_an_error_that_a_writer_may_have_caused_is_tried_again(
    loaded: Store, endpoint: Endpoint, home: Path, failing: Callable[[neo4j.Transaction], int]
) -> None:
    assert consistent_reads.read(endpoint, home, failing, 30) == 2


def test_an_error_of_the_querys_own_is_one_at_once(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistent_reads, "ATTEMPTS", 0)
    with pytest.raises(QueryError, match="by zero"):
        loaded.read("RETURN 1 / 0", {})


def test_every_write_gives_the_graph_another_version_and_nothing_else_does(loaded: Store) -> None:
    first = loaded.version()
    loaded.replace(PLAN, leads(2))
    loaded.read(LEADS, {})
    assert loaded.version() == first
    loaded.replace(PLAN, leads(3))
    second = loaded.version()
    # The relationships are the same; only what a node says of itself is not.
    loaded.replace(replace(PLAN, title="另一题"), leads(3))
    third = loaded.version()
    loaded.withdraw(PLAN.id)
    assert len({first, second, third, loaded.version()}) == 4


def coded(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message="x")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (TransientError("deadlock"), True),
        (ConstraintError("twice"), True),
        (coded("Neo.ClientError.Statement.EntityNotFound"), True),
        (coded("Neo.ClientError.Statement.SyntaxError"), False),
        (ServiceUnavailable("gone"), False),
        (DriverError("closed"), False),
    ],
)
def test_which_errors_another_writer_may_have_caused(error: DriverError | Neo4jError, again: bool) -> None:
    assert consistent_reads.disturbed(error) is again


class Failing:
    """An endpoint whose writes fail a number of times."""

    engine = "ArcadeDB"

    def __init__(self, error: Exception, times: int) -> None:
        self.error, self.left, self.done = error, times, 0

    @contextlib.contextmanager
    def writing(self) -> Iterator[Failing]:
        yield self

    def run(self, *_: object) -> Failing:
        self.left -= 1
        if self.left >= 0:
            raise self.error
        return self

    def consume(self) -> None:
        self.done += 1


class TestDisturbedWrites:
    @pytest.fixture
    def slept(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        found: list[float] = []
        monkeypatch.setattr(consistent_reads, "_POLL_SECONDS", 1)
        monkeypatch.setattr(consistent_reads.time, "sleep", found.append)
        return found

    def test_they_wait_longer_each_time(self, slept: list[float]) -> None:
        endpoint = Failing(TransientError("deadlock"), consistent_reads.ATTEMPTS - 1)
        enter(cast("Endpoint", endpoint), "-1")
        assert (endpoint.done, slept) == (1, [1, 2, 4, 8, 16, 32])

    def test_in_the_end_they_fail(self, slept: list[float]) -> None:
        with pytest.raises(TransientError):
            enter(cast("Endpoint", Failing(TransientError("deadlock"), consistent_reads.ATTEMPTS)), "-1")
        assert len(slept) == consistent_reads.ATTEMPTS - 1

    def test_other_errors_fail_at_once(self, slept: list[float]) -> None:
        with pytest.raises(ServiceUnavailable):
            enter(cast("Endpoint", Failing(ServiceUnavailable("gone"), 1)), "-1")
        assert slept == []


class TestLock:
    def test_the_data_folder_is_made_for_its_owner_alone(self, tmp_path: Path) -> None:
        home = tmp_path / "a" / "b"
        for _ in range(2):
            with consistent_reads.lock(cast("Endpoint", Failing(OSError(), 0)), home, "commit.lock") as held:
                assert held is not None
        assert home.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("engine", ["ArcadeDB", "Neo4j"])
    def test_only_a_server_needs_no_folder(self, engine: str, tmp_path: Path) -> None:
        endpoint = Failing(OSError(), 0)
        endpoint.engine = engine
        (tmp_path / "file").write_text("x")
        locked = consistent_reads.lock(cast("Endpoint", endpoint), tmp_path / "file" / "home", "commit.lock")
        if engine == "Neo4j":
            with locked as held:
                assert held is None
        else:
            with pytest.raises(OSError, match="file"), locked:
                pass


def test_who_holds_writers_back_lets_go_in_time_and_leaves_no_clock(
    loaded: Store, endpoint: Endpoint, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks: list[Any] = []

    class Clock(threading.Timer):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            clocks.append(self)

    monkeypatch.setattr(consistent_reads.threading, "Timer", Clock)
    assert consistent_reads._try_alone(endpoint, home, number, 30) == consistent_reads._Found(2)
    (clock,) = clocks
    assert clock.daemon
    assert clock.finished.is_set()
