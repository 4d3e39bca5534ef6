"""Writing without a protocol, where the engine runs in this process; and goals that were worked out elsewhere."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from graph.endpoint import Endpoint
from graph.errors import EngineError, OntologyError
from graph.goal import Goal, goal
from graph.inprocess import DisturbedError, Writing
from graph.statements import Document, Entity, Statement
from graph.store import Store

VALUES: list[Any] = [0, 1, 2**40, -3, 1.0, 0.1, True, "", "第一项𠀀“”\n", ["甲", "乙"], []]


@pytest.fixture
def direct(store: Store, endpoint: Endpoint) -> Endpoint:
    """The embedded engine, empty."""
    if endpoint.engine != "ArcadeDB":
        pytest.skip("a server is in no process of ours")
    store.prepare()
    return endpoint


@pytest.mark.engine
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_the_same_as_over_the_protocol(direct: Endpoint, value: Any) -> None:
    query = "UNWIND $rows AS row CREATE (n:`机构` {id: row[0], name: 'x', value: row[1]})"
    with direct.writing() as session:
        session.run(query, {"rows": [["1", value]]}).consume()
    with direct.loading() as session, session.begin_transaction() as transaction:
        assert isinstance(transaction, Writing)
        transaction.run(query, {"rows": [["2", value]]}).consume()
        transaction.commit()
    with direct.reading() as session:
        found = session.run("MATCH (n:`机构`) RETURN n.value AS value, count(n) AS n").fetch(3)
    assert [(type(row["value"]), row["value"], row["n"]) for row in found] == [(type(value), value, 2)]


@pytest.mark.engine
def test_what_was_not_committed_is_undone(direct: Endpoint) -> None:
    def broken_off() -> None:
        with direct.loading() as session, session.begin_transaction() as transaction:
            transaction.run("CREATE (:`机构` {id: '1', name: 'x'})").consume()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    with direct.loading() as session, session.begin_transaction() as transaction:
        assert transaction.run("MATCH (n:`机构`) RETURN count(n) AS n").single(strict=True)["n"] == 0


@pytest.mark.engine
def test_what_the_engine_refuses(direct: Endpoint) -> None:
    with pytest.raises(EngineError, match=r"写入图数据库时出错.*图仍是写入之前的样子"), direct.loading() as session:
        session.begin_transaction().run("CREATE (:`机构` {id: ")


@pytest.mark.engine
def test_who_comes_second_is_told_that_it_was_disturbed(direct: Endpoint) -> None:
    with direct.writing() as session:
        session.run("CREATE (:`机构` {id: '1', name: 'x'})").consume()
    rename = "MATCH (n:`机构` {id: '1'}) SET n.name = $name"

    def other() -> None:
        with direct.loading() as session, session.begin_transaction() as transaction:
            transaction.run(rename, {"name": "乙"}).consume()
            transaction.commit()

    with direct.loading() as session, session.begin_transaction() as transaction:
        transaction.run(rename, {"name": "甲"}).consume()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with pytest.raises(DisturbedError):
            transaction.commit()
    with direct.reading() as session:
        assert session.run("MATCH (n:`机构`) RETURN n.name AS name").single(strict=True)["name"] == "乙"


DOCUMENT = Document("甲", "甲", "甲")
LEAD = Statement(
    Entity("机构", "局", "局", {"names": ("局",)}),
    "牵头",
    Entity("事项", "甲#1", "一", {"plan": "甲", "number": "", "seq": 1}),
    "甲",
    0,
    1,
    "局",
    attributes={"open": False, "inherited": False, "generic": False},
)
SOUND = goal(DOCUMENT, [LEAD])


@pytest.mark.parametrize(
    ("nodes", "edges", "words"),
    [
        ({("机构`) DELETE (n", "x"): {}}, {}, "这种节点"),
        ({}, {"x": SOUND.edges[LEAD.id]._replace(relation="牵头`]->() DELETE r")}, "这种关系"),
        ({}, {"x": SOUND.edges[LEAD.id]._replace(end=("事项", "别处"))}, "没有提到的节点"),
    ],
)
def test_a_goal_of_another_process_cannot_become_a_query(
    nodes: dict[Any, Any], edges: dict[str, Any], words: str
) -> None:
    """What extracts may have been taken over by the text that it reads."""
    from graph.ontology import ontology

    SOUND.check(ontology())
    with pytest.raises(OntologyError, match=words):
        Goal("甲", SOUND.nodes | nodes, SOUND.edges | edges, SOUND.tallies).check(ontology())


@pytest.mark.parametrize(
    ("tallies", "words"),
    [
        ({"_条款`) DELETE (n": [{}]}, "这种记录"),
        ({"_卷": [{"document": "甲", "facts`: 1}) DELETE (n": ""}]}, "不完整"),
        ({"_卷": [{"document": "乙", "facts": ""}]}, "不完整"),
    ],
)
def test_nor_can_its_tallies(tallies: dict[str, Any], words: str) -> None:
    from graph.ontology import ontology

    with pytest.raises(OntologyError, match=words):
        Goal("甲", SOUND.nodes, SOUND.edges, tallies).check(ontology())
