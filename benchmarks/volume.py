"""`python -m benchmarks.volume [EDGES]`: how loading, questions, start-up, memory and disk grow with the graph.

One graph grows by generated plans (benchmarks/generated.py) to a hundredth, a tenth and all of EDGES relationships, a
million by default, by way of `Store.replace`; at each size every question of the catalogue is timed. Before that,
plans are loaded by turns by the store, by py2neo's bulk merge and by one MERGE a row, into one graph.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import neo4j
import py2neo
from py2neo.bulk import merge_nodes, merge_relationships

from benchmarks.generated import city, plan, plans
from benchmarks.timing import Timing, once, rounds
from graph import arcadedb
from graph.errors import QueryError
from graph.settings import Settings
from graph.statements import Document, Statement, Value
from graph.store import Store
from queries.catalogue import Query, catalogue
from ui import process

Plan = tuple[Document, list[Statement]]
Row = dict[str, Any]

TURNS = 4
"""Plans that each way of loading gets, after two that warm the engine up."""

BULK = 1000
"""Rows that py2neo's bulk merge gets at once."""

SINGLE = 300
"""Relationships of a plan that are merged one by one; the rate is that of these."""

ROUNDS, SECONDS = 100, 2.0
"""How often a question is asked at most, and for how many seconds; a slow one is asked once."""


RANKS = (12, 1)
"""Rank of the agencies that questions are about: one with some two hundred duties, and a busy one."""


def main(edges: int) -> None:
    """Everything, up to a number of relationships."""
    print(f"核 {os.cpu_count()}，负载 {os.getloadavg()[0]:.1f}，关系 {edges}", flush=True)
    with tempfile.TemporaryDirectory() as folder, Store.open(Settings(Path(folder))) as store:
        _peers(store)
    with tempfile.TemporaryDirectory() as folder:
        _growth(Settings(Path(folder)), (edges // 100, edges // 10, edges))


# Three ways to load.


def _peers(store: Store) -> None:
    running = arcadedb.find(store._settings.home)
    assert running is not None
    graph = py2neo.Graph(running.uri, name=arcadedb.DATABASE, user=arcadedb.ROOT, password=running.root)
    ways: dict[str, Callable[[Plan], int]] = {
        "Store.replace": lambda plan: _replaced(store, plan),
        "py2neo 批量 MERGE": lambda plan: _bulk_merged(graph, plan),
        f"驱动，每行一次 MERGE（每份 {SINGLE} 条）": lambda plan: _merged(store, plan),
    }
    store.prepare()
    for number in range(2):
        store.replace(*plan(number))
    seconds, done = dict.fromkeys(ways, 0.0), dict.fromkeys(ways, 0)
    for number in range(2, 2 + TURNS * len(ways)):
        name = list(ways)[number % len(ways)]
        made = plan(number)
        start = time.perf_counter()
        done[name] += ways[name](made)
        seconds[name] += time.perf_counter() - start
    graph.service.connector.close()
    print(f"\n{'写入的方式':<32}{'关系':>8}{'关系/秒':>10}{'倍':>8}")
    base = done["py2neo 批量 MERGE"] / seconds["py2neo 批量 MERGE"]
    for name in ways:
        rate = done[name] / seconds[name]
        print(f"{name:<32}{done[name]:>8}{rate:>10.0f}{rate / base:>8.1f}", flush=True)


def _replaced(store: Store, plan: Plan) -> int:
    return store.replace(*plan).created


def _bulk_merged(graph: py2neo.Graph, plan: Plan) -> int:
    for kind, rows in _nodes(plan[1]).items():
        for batch in _batches(rows, BULK):
            merge_nodes(graph.auto(), batch, (kind, "id"))
    for (start, relation, end), triples in _edges(plan[1]).items():
        for batch in _batches(triples, BULK):
            merge_relationships(graph.auto(), batch, (relation, "id"), (start, "id"), (end, "id"))
    return len(plan[1])


def _merged(store: Store, plan: Plan) -> int:
    statements = plan[1][:SINGLE]
    with store.endpoint.writing() as session:
        for kind, rows in _nodes(statements).items():
            for row in rows:
                _run(session, f"MERGE (n:`{kind}` {{id: $id}}) SET n = $row", id=row["id"], row=row)
        for (start, relation, end), triples in _edges(statements).items():
            text = (
                f"MATCH (a:`{start}` {{id: $start}}) MATCH (b:`{end}` {{id: $end}}) "
                f"MERGE (a)-[r:`{relation}` {{id: $id}}]->(b) SET r = $row"
            )
            for first, row, last in triples:
                _run(session, text, start=first, end=last, id=row["id"], row=row)
    return len(statements)


def _run(session: neo4j.Session, text: str, **parameters: object) -> None:
    session.run(text, parameters).consume()


def _nodes(statements: Iterable[Statement]) -> dict[str, list[Row]]:
    found = {(node.kind, node.id): _row(node.row()) for made in statements for node in (made.subject, made.object)}
    kinds: defaultdict[str, list[Row]] = defaultdict(list)
    for (kind, _), row in found.items():
        kinds[kind].append(row)
    return kinds


def _edges(statements: Iterable[Statement]) -> dict[tuple[str, str, str], list[tuple[str, Row, str]]]:
    shapes: defaultdict[tuple[str, str, str], list[tuple[str, Row, str]]] = defaultdict(list)
    for made in statements:
        shape = (made.subject.kind, made.relation, made.object.kind)
        shapes[shape].append((made.subject.id, _row(made.row()), made.object.id))
    return shapes


def _row(properties: Mapping[str, Value]) -> Row:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def _batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))


# Growth.


def _growth(settings: Settings, sizes: tuple[int, ...]) -> None:
    coming, nodes, edges = plans(sizes[-1]), set[tuple[str, str]](), 0
    for size in sizes:
        # As the interface does, which is where one question after another is asked.
        with Store.open(settings, lasting=True) as store:
            store.prepare()
            seconds, before = list[float](), edges
            while edges < size and (made := next(coming, None)) is not None:
                seconds.append(once(partial(store.replace, *made)))
                edges += len(made[1])
                nodes |= {(node.kind, node.id) for said in made[1] for node in (said.subject, said.object)}
            print(
                f"\n{edges} 条关系、{len(nodes)} 个节点（负载 {os.getloadavg()[0]:.1f}）："
                f"写入 {(edges - before) / sum(seconds):.0f} 条/秒，最慢一份 {max(seconds):.2f} 秒",
                flush=True,
            )
            process.settle()
            _questions(store)
        _size(settings.home)


def _size(home: Path) -> None:
    start = min(once(lambda: _first_answer(home)) for _ in range(2))
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"新进程答一个问题 {start:.1f} 秒，磁盘 {disk:.0f} MB，写入与查询的进程内存峰值 {memory:.0f} MB", flush=True)


def _questions(store: Store) -> None:
    values = _values()
    print(f"\n{'查询（毫秒）':<26}{'行':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'次':>5}")
    for query in catalogue().values():
        print(f"{query.name:<32}{_asked(store, query, values)}", flush=True)


def _values() -> dict[str, str]:
    """What each parameter is given; a query with another required parameter fails loudly."""
    document, statements = plan(0)
    here = city(0)
    first = {made.relation: made for made in reversed(statements)}
    one, other = (str(here.agencies[rank].properties["full_name"]) for rank in RANKS)
    return {
        "agency": one,
        "source": one,
        "first": one,
        "second": other,
        "target": other,
        "node": here.agencies[RANKS[0]].id,
        "place": here.region.id,
        "project": first["建设"].object.name,
        # Plans without these: what such a question costs that finds nothing.
        "workgroup": "工作专班",
        "list": "十大项目",
        "item": first["牵头"].object.id,
        "name": first["牵头"].object.name,
        "text": first["牵头"].object.name,
        "indicator": first["目标"].object.name,
        "statement": first["牵头"].id,
        "statements": ",".join(made.id for made in statements[:20]),
        "document": document.id,
        "documents": document.id,
    }


def _asked(store: Store, query: Query, values: Mapping[str, str]) -> str:
    given = {p.name: values[p.name] for p in query.parameters if p.required}
    start = time.perf_counter()
    try:
        rows = len(query.read(store, given).rows)
    except QueryError as error:
        return error.happened
    timing = Timing((time.perf_counter() - start,))
    if timing.median < SECONDS:
        count = max(1, min(ROUNDS, int(SECONDS / once(lambda: query.read(store, given)))))
        timing = rounds(lambda: query.read(store, given), count, warm_up=0)
    times = (timing.median, timing.percentile(95), timing.percentile(99))
    return f"{rows:>8}" + "".join(f"{seconds * 1e3:>9.1f}" for seconds in times) + f"{len(timing.seconds):>5}"


def _first_answer(home: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "query", "agency_counts", f"agency={_values()['agency']}"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "QIANTOU_HOME": str(home)})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
