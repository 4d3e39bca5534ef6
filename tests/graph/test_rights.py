"""What reads cannot write, cannot reach out of the graph, and cannot run for ever: on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import arcadedb
from graph import store as module
from graph.endpoint import Endpoint
from graph.errors import QueryError
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store

# Each changes the graph; the engine itself must refuse it, whatever our own check of words says.
CHANGES = [
    "CREATE (n:机构 {id: 'x'}) RETURN n",
    "CREATE (n:新种类 {id: 'x'})",
    "create (:机构)-[:牵头]->(:事项)",
    "MERGE (n:机构 {id: 'x'})",
    "MERGE (n:机构 {id: 'x'}) ON CREATE SET n.name = '新'",
    "MATCH (n:机构) SET n.name = '改' RETURN n.name",
    "MATCH (n:机构) SET n += {name: '改'}",
    "MATCH (n:机构) SET n:新种类",
    "MATCH (n:机构) REMOVE n.name",
    "MATCH ()-[r:牵头]->() SET r.quote = '改'",
    "MATCH ()-[r:牵头]->() DELETE r",
    "MATCH (n:事项) DETACH DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (a:机构), (b:事项) CREATE (a)-[r:负责]->(b) RETURN r",
    "MATCH (n:机构) FOREACH (x IN [1] | SET n.name = '改')",
    "FOREACH (x IN [1] | CREATE (:机构))",
    "UNWIND range(1, 3) AS x CREATE (:机构 {id: toString(x)})",
    "MATCH (n) CALL { WITH n DETACH DELETE n } RETURN 1 AS x",
    "MATCH (n:机构) CALL { WITH n SET n.x = 1 } RETURN 1 AS x UNION MATCH (m) RETURN 1 AS x",
    "CREATE INDEX sneaky IF NOT EXISTS FOR (n:机构) ON (n.sneaky)",
    "CREATE CONSTRAINT sneaky IF NOT EXISTS FOR (n:机构) REQUIRE n.sneaky IS UNIQUE",
    "DROP CONSTRAINT `机构_id` IF EXISTS",
    "CREATE USER eve SET PASSWORD 'abcd12345'",
    "ALTER USER neo4j SET PASSWORD 'abcd12345'",
    "DROP USER neo4j",
    "PROFILE MATCH (n:机构) SET n.name = '改'",
]

# Each is refused by its words, and would do harm on at least one engine.
HARMS = [
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("load csv from 'http://127.0.0.1:1/' as line return line", "LOAD CSV"),
    ("load\n\tCSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("LOAD/* 绕开 */CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("LOAD // 绕开\n CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("LO\\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("//\\u000aLOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("RETURN '\\u0027 AS a LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line //'", "LOAD CSV"),
    ("CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line", "LOAD CSV"),
    ("CYPHER runtime=slotted LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ("EXPLAIN CREATE (n:机构)", "CREATE"),
    ("EXPLAIN MATCH (n) DETACH DELETE n", "DETACH"),
    ("INSERT (:机构 {id: 'x'})", "INSERT"),
    ("MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS OF 10 ROWS", "DELETE"),
    ("CALL dbms.killConnection('bolt-1')", "dbms.killConnection"),
    ("CALL dbms.killQueries(['query-1'])", "dbms.killQueries"),
    ("CALL dbms.setConfigValue('db.logs.query.enabled', 'OFF')", "dbms.setConfigValue"),
    ("CALL dbms.listConfig() YIELD name RETURN name", "dbms.listConfig"),
    ("CALL db.clearQueryCaches()", "db.clearQueryCaches"),
    ("CALL db.resampleOutdatedIndexes()", "db.resampleOutdatedIndexes"),
    ("CALL /* 绕开 */ db . `clearQueryCaches` ()", "db.clearQueryCaches"),
    ("C\\u0041LL db.clearQueryCaches()", "db.clearQueryCaches"),
    ("CALL db.createLabel('新')", "db.createLabel"),
    ("CALL apoc.create.node(['机构'], {id: 'x'})", "apoc.create.node"),
    ("CALL apoc.load.json('file:///etc/passwd')", "apoc.load.json"),
    ("CALL apoc.cypher.runWrite('CREATE (n)', {})", "apoc.cypher.runWrite"),
    ("CALL apoc.export.csv.all('out.csv', {})", "apoc.export.csv.all"),
    ("CALL merge.node(['机构'], {id: 'x'}, {}) YIELD node RETURN node", "merge.node"),
    ("MATCH (n) WITH n CALL apoc.refactor.setType(n, 'x') YIELD output RETURN 1", "apoc.refactor.setType"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "TERMINATE"),
    ("SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id", "TRANSACTIONS"),
    ("SHOW SETTINGS", "SHOW SETTINGS"),
    ("SHOW USERS", "SHOW USERS"),
    ("STOP DATABASE neo4j", "STOP"),
    ("START DATABASE neo4j", "START"),
    ("GRANT ROLE admin TO neo4j", "GRANT"),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcd12345'", "SET"),
    ("DROP DATABASE neo4j", "DROP"),
    ("CREATE DATABASE evil", "CREATE"),
    ("RETURN apoc.util.sleep(60000)", "apoc.util.sleep"),
    ("RETURN util.sleep(60000)", "util.sleep"),
    ("RETURN UTIL.Sleep(60000)", "UTIL.Sleep"),
    ("RETURN `apoc`.util . /* 绕开 */ sleep (60000)", "apoc.util.sleep"),
    ("RETURN [x IN range(1, 9) | util.sleep(60000)]", "util.sleep"),
    ("RETURN util.sl\\u0065ep(60000)", "util.sleep"),
    ("MATCH (n) WHERE util.sleep(1000) IS NULL RETURN n", "util.sleep"),
    ("RETURN util.decompress('x')", "util.decompress"),
    ("RETURN text.lpad('a', 9999999, 'x')", "text.lpad"),
    ("RETURN apoc.load.json('file:///etc/passwd')", "apoc.load.json"),
    ("RETURN '`', util.sleep(60000), '`'", "util.sleep"),
]

QUESTIONS = [
    "MATCH (n:机构) WHERE n.name CONTAINS 'CREATE (x) SET y DELETE z LOAD CSV FROM' RETURN n",
    "MATCH (n) WHERE n.set = 1 OR n.create = 2 OR n.load = 3 RETURN n.delete AS deleted // SET",
    "RETURN {set: 1, merge: 2} AS call",
    "MATCH (n:`CREATE`) RETURN n AS `DELETE`",
    "CALL db.labels() YIELD label RETURN label",
    "CALL { RETURN 1 AS x } RETURN x",
    "UNWIND [1] AS start RETURN start AS stop",
    "/* CALL dbms.listConfig() */ RETURN 'CALL dbms.listConfig()' AS x",
    "RETURN '\\u0041' AS x",
    "RETURN date.truncate('month', date('2024-01-05')) AS x, duration.between(date('2024-01-05'), date()).days AS y",
    "RETURN point.distance(point({x: 1, y: 2}), point({x: 1, y: 3})) AS x",
    "MATCH (n)-[r:牵头]->(m) WHERE r.document = 'a' AND (n.name IN ['x'] OR n.name = (m.name)) RETURN r.quote",
    "RETURN 'util.sleep(1000)' AS `util.sleep(1)`",
]


@pytest.fixture(scope="module")
def graph(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """One duty. No test here changes it: that is what they check."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return filled(Store(endpoint, engine_settings))


def filled(store: Store) -> Store:
    agency = Entity("机构", "市水利局", "市水利局", {"names": ("市水利局",)})
    item = Entity("事项", "a#1", "防汛", {"seq": 1})
    duty = Statement(agency, "牵头", item, "a", 0, 4, "防汛牵头", raw="市水利局")
    store.replace(Document("a", "方案", "a.txt"), [duty])
    return store


@pytest.fixture
def untouched(graph: Store) -> Iterator[Store]:
    """The graph, which must be the same after the test."""
    before = contents(graph)
    yield graph
    assert contents(graph) == before


def contents(store: Store) -> list[object]:
    rows = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, labels(n) AS labels, r, m.id AS m", {}).rows
    return [*sorted(rows, key=repr), sorted(str(row["name"]) for row in store.read("SHOW INDEXES", {}).rows)]


@pytest.mark.parametrize("cypher", CHANGES)
def test_the_engine_refuses_to_write(untouched: Store, cypher: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as unguarded:
        unguarded.setattr(module, "check_reads", lambda text: None)
        for limit in (None, 0):
            with pytest.raises(QueryError):
                untouched.read(cypher, {}, limit=limit)


@pytest.mark.parametrize("cypher", CHANGES)
def test_the_read_path_says_that_it_only_reads(graph: Store, cypher: str) -> None:
    with pytest.raises(QueryError, match="只能读"):
        graph.read(cypher, {})


@pytest.mark.parametrize(("cypher", "word"), HARMS)
def test_the_read_path_refuses_what_is_no_question(untouched: Store, cypher: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"查询.*{word}"):
        untouched.read(cypher, {})


@pytest.mark.parametrize("cypher", QUESTIONS)
def test_questions_with_such_words_pass(graph: Store, cypher: str) -> None:
    assert graph.read(cypher, {}).complete


def test_there_are_enough_of_them() -> None:
    assert len({*CHANGES, *(cypher for cypher, _ in HARMS)}) >= 40


@pytest.fixture
def hasty(engine_settings: Settings, endpoint: Endpoint, tmp_path: Path) -> Iterator[Store]:
    """A store that gives up soon."""
    with Store.open(replace(engine_settings, home=tmp_path / "hasty", timeout=0.5)) as store:
        yield filled(store)
    if endpoint.engine == "ArcadeDB":
        # One limit holds for all engines of a process.
        arcadedb._configure(engine_settings)


PRODUCT = ", ".join(f"(n{number})" for number in range(20))


@pytest.mark.parametrize(
    "cypher",
    [
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n",
        f"UNWIND range(1, 100000) AS x MATCH {PRODUCT} RETURN count(*) AS n",
    ],
    ids=["a product of numbers", "a product of the whole graph"],
)
def test_a_query_that_takes_too_long_is_stopped(hasty: Store, cypher: str) -> None:
    with pytest.raises(QueryError, match="QIANTOU_TIMEOUT"):
        hasty.read(cypher, {})


def test_a_query_that_eats_the_memory_leaves_the_engine_alive(
    untouched: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(QueryError, match="内存"):
        untouched.read("RETURN size(reduce(s = 'x', x IN range(1, 40) | s + s)) AS x", {})
    assert capfd.readouterr().err == ""
