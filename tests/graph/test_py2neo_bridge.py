"""py2neo over the project's own settings, on both engines: it connects, reads, and cannot write; its page is true."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import py2neo
import pytest
from py2neo import ogm

import data
from graph import py2neo_bridge
from graph.endpoint import Endpoint
from graph.errors import EngineError, MissingExtraError, QueryError, ServerUnreachableError
from graph.ontology import ontology
from graph.py2neo_bridge import ReadingGraph, Thing, connect, models
from graph.settings import Settings, variable
from graph.statements import Document, Entity, Statement
from graph.store import Store
from loaders.extract import extract
from loaders.readers import read

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")

REFORM = Entity("机构", "常德市/发展和改革", "市发展改革委", {"names": ("市发展改革委",)})
WATER = Entity("机构", "常德市/水利", "市水利局", {"names": ("市水利局",)})
CITY = Entity("地区", "常德市", "常德市")
FLOOD = Entity("事项", "a#1", "防汛", {"seq": 1})
PROJECTS = Entity("项目清单", "a#十大", "十大基础设施项目", {"members": 10})
OFFICE = Entity("机构", "常德市/防汛办", "市防汛办", {"names": ("市防汛办",)})


def stated(subject: Entity, relation: str, object_: Entity, start: int, quote: str) -> Statement:
    return Statement(subject, relation, object_, "a", start, start + len(quote), quote)


STATEMENTS = [
    stated(WATER, "牵头", FLOOD, 9, "市水利局牵头防汛"),
    stated(WATER, "牵头", PROJECTS, 3, "市水利局牵头"),
    stated(WATER, "牵头", FLOOD, 30, "防汛由市水利局牵头"),
    stated(REFORM, "配合", FLOOD, 50, "市发展改革委配合"),
    stated(WATER, "属于", CITY, 60, "常德市水利局"),
    stated(OFFICE, "属于", WATER, 70, "市水利局防汛办"),
]


@pytest.fixture
def graph(store: Store, engine_settings: Settings) -> Iterator[ReadingGraph]:
    store.replace(Document("a", "方案", "a.txt"), STATEMENTS)
    with connect(engine_settings) as opened:
        yield opened


def found(graph: ReadingGraph, entity: Entity) -> Thing:
    thing: Thing = models()[entity.kind].match(graph, entity.id).first()
    return thing


# What it reads.


def test_it_is_a_py2neo_graph(graph: ReadingGraph) -> None:
    assert isinstance(graph, py2neo.Graph)
    assert graph.evaluate("MATCH (n:机构) WHERE n.name = $name RETURN n.id", name="市水利局") == WATER.id
    assert len(graph.nodes.match("机构")) == 3
    assert graph.run("MATCH (n:事项) RETURN n.name AS 事项").to_data_frame()["事项"].tolist() == ["防汛"]


def test_there_is_a_class_for_every_kind() -> None:
    assert list(models()) == list(ontology().kinds)
    assert py2neo_bridge.机构 is models()["机构"]
    assert "牵头" in dir(py2neo_bridge.事项)


def test_there_is_no_class_for_anything_else() -> None:
    with pytest.raises(AttributeError, match="机关"):
        py2neo_bridge.机关  # noqa: B018


def test_a_node_and_its_properties(graph: ReadingGraph) -> None:
    agency = found(graph, WATER)
    assert (agency.id, agency.name, agency.names) == (WATER.id, "市水利局", ["市水利局"])
    assert agency.properties == {"id": WATER.id, "name": "市水利局", "names": ["市水利局"]}
    assert repr(agency) == "<机构 市水利局>"
    assert found(graph, FLOOD).seq == 1


def test_a_list_holds_each_thing_once_in_its_own_class(graph: ReadingGraph) -> None:
    leads = found(graph, WATER).牵头
    assert [type(thing).__name__ for thing in leads] == ["项目清单", "事项"]
    assert repr(leads) == "[<项目清单 十大基础设施项目>, <事项 防汛>]"
    assert len(leads) == 2
    assert found(graph, FLOOD) in leads
    assert list(found(graph, REFORM).牵头) == []


def test_every_statement_of_a_list_with_its_evidence(graph: ReadingGraph) -> None:
    triples = [
        (relation, said["start"], said["quote"]) for _, (relation, said), _ in found(graph, WATER).牵头.triples()
    ]
    assert triples == [("牵头", 3, "市水利局牵头"), ("牵头", 9, "市水利局牵头防汛"), ("牵头", 30, "防汛由市水利局牵头")]


def test_lists_from_the_other_end(graph: ReadingGraph) -> None:
    task, agency = found(graph, FLOOD), found(graph, WATER)
    assert (repr(task.牵头), repr(task.配合)) == ("[<机构 市水利局>]", "[<机构 市发展改革委>]")
    assert (repr(agency.属于), repr(agency.属于_反向)) == ("[<地区 常德市>]", "[<机构 市防汛办>]")


def test_relationships_come_with_their_ends(graph: ReadingGraph) -> None:
    match = graph.match((found(graph, WATER).__node__, None), r_type="牵头").order_by("_.start")
    assert [(dict(lead)["start"], lead.end_node["name"]) for lead in match] == [
        (3, "十大基础设施项目"),
        (9, "防汛"),
        (30, "防汛"),
    ]
    path = graph.evaluate("MATCH p = (:机构 {name: '市发展改革委'})-[:配合]->() RETURN p")
    assert [node["name"] for node in path.nodes] == ["市发展改革委", "防汛"]


def test_a_node_is_read_again(graph: ReadingGraph) -> None:
    node = found(graph, WATER).__node__
    node["name"] = "改了"
    graph.pull(node)
    assert node["name"] == "市水利局"


# What it refuses.

SIZE = "MATCH (n) RETURN count(n)"
WRITES: list[Callable[[ReadingGraph], object]] = [
    lambda graph: graph.run("CREATE (:机构 {id: 'x'})"),
    lambda graph: graph.update("MATCH (n) DETACH DELETE n"),
    lambda graph: graph.query("MATCH (n) SET n.name = '改'"),
    lambda graph: graph.delete_all(),
    lambda graph: graph.create(py2neo.Node("机构", id="x")),
    lambda graph: graph.merge(py2neo.Node("机构", id="x"), "机构", "id"),
    lambda graph: graph.delete(found(graph, WATER).__node__),
    lambda graph: graph.push(found(graph, WATER).__node__),
    lambda graph: ogm.Repository.wrap(graph).save(found(graph, WATER)),
    lambda graph: graph.begin(readonly=False).run("CREATE (:机构 {id: 'x'})"),
    lambda graph: graph.schema.create_index("机构", "x"),
    lambda graph: graph.run("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line"),
]


@pytest.mark.parametrize("write", WRITES)
def test_it_reads_only(graph: ReadingGraph, write: Callable[[ReadingGraph], object]) -> None:
    before = graph.evaluate(SIZE)
    with pytest.raises(QueryError, match=r"查询(只能读|不能)"):
        write(graph)
    assert graph.evaluate(SIZE) == before


@pytest.mark.parametrize("begin", ["auto", "begin"])
def test_the_engine_refuses_as_well(graph: ReadingGraph, begin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = graph.evaluate(SIZE)
    monkeypatch.setattr(py2neo_bridge, "check_reads", lambda text: None)
    with pytest.raises(py2neo.errors.ClientError):
        getattr(graph, begin)(readonly=False).run("CREATE (:机构 {id: 'x'})")
    assert graph.evaluate(SIZE) == before


# Coming and going.


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    monkeypatch.delitem(sys.modules, "graph.py2neo_bridge")
    with pytest.raises(MissingExtraError, match=r"没有安装 py2neo.*pip install \"qiantou\[py2neo\]\""):
        __import__("graph.py2neo_bridge")


def test_a_server_that_py2neo_cannot_talk_to(endpoint: Endpoint) -> None:
    with pytest.raises(EngineError, match="py2neo 连接不上"):
        ReadingGraph(replace(endpoint, reader_login=("nobody", "wrong")))


def test_errors_of_the_settings_come_through(tmp_path: Path) -> None:
    with pytest.raises(ServerUnreachableError):
        connect(Settings(tmp_path, neo4j_uri="bolt://127.0.0.1:1"))


def test_the_login_is_not_printed(endpoint: Endpoint) -> None:
    assert endpoint.reader_login[1] not in repr(endpoint)


FORGETFUL = """
from graph.py2neo_bridge import connect
graph = connect()
print(graph.evaluate("RETURN 1"), graph._endpoint.started_here)
"""


@pytest.mark.engine
def test_a_process_ends_although_the_graph_was_not_closed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL],
        env={**os.environ, variable("home"): str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("1 True\n", "")


def test_the_example_of_the_documentation(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = extract(read(data.DOCUMENTS / "常德市打好发展六仗实施方案.md"))
    store.replace(plan.document, plan.statements)
    for name in ("home", "neo4j_uri", "neo4j_user", "neo4j_password"):
        monkeypatch.setenv(variable(name), str(getattr(engine_settings, name)))
    example, output = PAGE.split("```python\n", 1)[1].split("```", 1)
    exec(example, {})
    assert capsys.readouterr().out == output.split("```\n")[1]
