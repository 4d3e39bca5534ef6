"""A graph made anew: beside the earlier one where the engine is ours, in its place on a server or a borrowed engine."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import Neo4jError

from graph import arcadedb, consistent_reads
from graph.endpoint import open_endpoint
from graph.errors import EngineBusyError, EngineError
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store

ROOT = Path(__file__).parents[2]


def document(id_: str) -> Document:
    return Document(id_, f"方案{id_}", f"{id_}.txt")


def statements(id_: str, size: int) -> list[Statement]:
    body = Entity("机构", "局", "局", {"names": ("局",)})
    items = [Entity("事项", f"{id_}{n}", f"{n}", {"seq": n}) for n in range(size)]
    return [Statement(body, "牵头", item, id_, n, n + 1, "甲") for n, item in enumerate(items)]


def load(store: Store, **sizes: int) -> set[str]:
    for id_, size in sizes.items():
        store.replace(document(id_), statements(id_, size))
    return set(sizes)


def loaded(store: Store) -> dict[str, int]:
    return {row["id"]: row["statements"] for row in store.documents()}


def folders(settings: Settings) -> set[str]:
    return {path.name for path in (settings.home / "databases").glob("qiantou*")}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def owner(settings: Settings) -> Iterator[Store]:
    """A store with an engine of its own, and two documents."""
    with Store.open(settings) as opened:
        load(opened, a=2, b=3)
        yield opened


@pytest.fixture
def guest(owner: Store, settings: Settings) -> Iterator[Store]:
    """Another program, on the same engine."""
    with Store.open(settings) as opened:
        assert opened.endpoint.borrowed
        yield opened


# Beside the earlier one.


@pytest.mark.engine
def test_the_new_graph_takes_the_place_of_the_earlier_one(owner: Store, guest: Store, settings: Settings) -> None:
    seen: list[dict[str, int]] = []

    def fill(fresh: Store) -> set[str]:
        kept = load(fresh, b=4, c=1)
        seen.extend([loaded(owner), loaded(guest), loaded(fresh)])
        return kept

    earlier = owner.version()
    rebuilt = owner.rebuild(fill)
    assert earlier != owner.version() == guest.version()
    assert seen == [{"a": 2, "b": 3}, {"a": 2, "b": 3}, {"b": 4, "c": 1}]
    assert (rebuilt.beside, [row["id"] for row in rebuilt.gone]) == (True, ["a"])
    assert loaded(owner) == loaded(guest) == {"b": 4, "c": 1}
    assert owner.check().sound
    assert folders(settings) == {"qiantou_1"}
    guest.replace(document("d"), statements("d", 1))
    assert loaded(owner) == {"b": 4, "c": 1, "d": 1}


@pytest.mark.engine
def test_a_rebuilt_graph_is_there_after_a_restart_and_can_be_rebuilt_again(settings: Settings) -> None:
    for size, name in ((1, "qiantou_1"), (2, "qiantou_2")):
        with Store.open(settings) as store:
            store.rebuild(lambda fresh, size=size: load(fresh, a=size))  # type: ignore[misc]
        with Store.open(settings) as store:
            assert loaded(store) == {"a": size}
        assert folders(settings) == {name}


@pytest.mark.engine
def test_a_rebuild_that_fails_leaves_the_earlier_graph(owner: Store, settings: Settings) -> None:
    def fill(fresh: Store) -> set[str]:
        load(fresh, c=1)
        raise RuntimeError("out of power")

    with pytest.raises(RuntimeError):
        owner.rebuild(fill)
    assert loaded(owner) == {"a": 2, "b": 3}
    assert folders(settings) == {"qiantou"}


@pytest.mark.engine
def test_a_reading_that_a_rebuild_meets_in_the_middle_is_done_again(
    owner: Store, guest: Store, settings: Settings
) -> None:
    rebuilds: list[Callable[[Store], set[str]]] = [lambda fresh: load(fresh, c=7)]

    def ask(transaction: neo4j.Transaction) -> list[int]:
        query = "MATCH ()-[r:牵头]->() RETURN count(r) AS n"
        first = transaction.run(query).single(strict=True)["n"]
        if rebuilds:
            owner.rebuild(rebuilds.pop())
        return [first, transaction.run(query).single(strict=True)["n"]]

    assert consistent_reads.read(guest.endpoint, settings.home, ask, 30) == [7, 7]


@pytest.mark.engine
def test_writers_wait_for_a_rebuild(owner: Store, guest: Store, settings: Settings) -> None:
    code = "import sys; from tests.graph.test_rebuild import *; write(sys.argv[1])"

    def fill(fresh: Store) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", code, str(settings.home)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "另一个程序一直在写入" in done.stderr
        return load(fresh, a=2, b=3)

    owner.rebuild(fill)
    guest.replace(document("c"), statements("c", 1))
    assert loaded(owner) == {"a": 2, "b": 3, "c": 1}


def write(home: str) -> None:
    """The other program: it does not wait for long."""
    consistent_reads.WAIT_SECONDS = 0.1
    with Store.open(Settings(Path(home))) as store:
        load(store, c=1)


@pytest.mark.engine
def test_reads_of_a_rebuilt_graph_cannot_write(owner: Store) -> None:
    owner.rebuild(lambda fresh: load(fresh, a=1))
    with pytest.raises(Neo4jError), owner.endpoint.reading() as session:
        session.run("CREATE (n:机构 {id: 'x'})").consume()
    assert loaded(owner) == {"a": 1}


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.settings import Settings
from tests.graph.test_rebuild import *

def fill(fresh):
    load(fresh, c=5)
    os.kill(os.getpid(), signal.SIGKILL)

with Store.open(Settings(Path(sys.argv[1]))) as store:
    load(store, a=2, b=3)
    store.rebuild(fill)
"""


@pytest.mark.engine
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_a_kill_in_the_middle_leaves_the_earlier_graph_and_nothing_else(settings: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(settings.home)], cwd=ROOT, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    assert folders(settings) == {"qiantou", "qiantou_1"}
    with Store.open(settings) as store:
        assert loaded(store) == {"a": 2, "b": 3}
        assert store.check().sound
    assert folders(settings) == {"qiantou"}


@pytest.mark.engine
def test_an_earlier_graph_that_could_not_be_dropped_goes_at_the_next_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = arcadedb.Engine.drop

    def stuck(engine: arcadedb.Engine, name: str) -> None:
        if name == "qiantou":
            raise EngineError("文件被占用。", "")
        drop(engine, name)

    with Store.open(settings) as store:
        load(store, a=1)
        with monkeypatch.context() as broken:
            broken.setattr(
                arcadedb.Engine, "drop", lambda self, name: None if name == "qiantou_1" else stuck(self, name)
            )
            store.rebuild(lambda fresh: load(fresh, b=2))
        assert loaded(store) == {"b": 2}
    assert folders(settings) == {"qiantou", "qiantou_1"}
    with Store.open(settings) as store:
        assert loaded(store) == {"b": 2}
    assert folders(settings) == {"qiantou_1"}


@pytest.mark.parametrize(
    ("written", "there", "said"),
    [
        ("../x", ["qiantou"], "不是图数据库的名称"),
        ("图", ["qiantou"], "不是图数据库的名称"),
        ("", ["qiantou"], "不是图数据库的名称"),
        ("qiantou_2", ["qiantou", "qiantou_1"], "没有图数据库 qiantou_2，只有 qiantou、qiantou_1"),
        (None, ["qiantou_1"], "没有图数据库 qiantou，只有 qiantou_1"),
    ],
)
def test_where_the_graphs_own_database_is_not_known_nothing_is_deleted(
    settings: Settings, written: str | None, there: list[str], said: str
) -> None:
    for name in there:
        (settings.home / "databases" / name).mkdir(parents=True)
    if written is not None:
        (settings.home / "database").write_text(written, encoding="utf-8")
    with pytest.raises(EngineError, match=said):
        open_endpoint(settings)
    assert folders(settings) == set(there)


# In its place.


def test_in_place_what_belongs_to_no_document_goes(store: Store, engine_settings: Settings) -> None:
    load(store, a=2, b=3)
    with store.endpoint.writing() as session:
        session.run(
            "MATCH (n:机构) MATCH (t:事项 {id: 'a0'}) CREATE (n)-[:配合 {document: '无', id: '1'}]->(t)"
        ).consume()
        session.run("CREATE (n:企业 {id: '孤', name: '孤'})").consume()
    # A second opening borrows the engine; a server is never ours.
    with Store.open(engine_settings) as guest:
        assert (guest.check().strays, guest.check().orphans) == ({"配合": 1}, {"企业": 1})
        rebuilt = guest.rebuild(lambda same: load(same, b=3, c=1))
        assert (rebuilt.beside, [row["id"] for row in rebuilt.gone]) == (False, ["a"])
        # The item of `a` stays until its stray goes.
        assert (rebuilt.swept.removed, rebuilt.swept.nodes_removed) == (1, 2)
        assert loaded(guest) == {"b": 3, "c": 1}
        assert guest.check().sound


def test_in_place_a_failure_takes_nothing_away(store: Store, engine_settings: Settings) -> None:
    load(store, a=2, b=3)

    def fill(same: Store) -> set[str]:
        load(same, c=1)
        raise EngineBusyError("停电。", "")

    with Store.open(engine_settings) as guest, pytest.raises(EngineBusyError):
        guest.rebuild(fill)
    assert loaded(store) == {"a": 2, "b": 3, "c": 1}
