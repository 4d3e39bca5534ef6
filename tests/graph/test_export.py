"""Exports, read back by the programs they are for."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest
import rdflib

from graph import export, ontology
from graph.errors import EngineError, QiantouError
from graph.settings import Settings
from graph.statements import Document, Entity, Statement
from graph.store import Store

SERVER = Path(__file__).parents[1] / "neo4j" / "server.py"
SOURCE = Document("文〔2024〕1号", '方案"甲"', "a.txt", date="2024-01-31")
QUOTE = '=市工信局,"牵头"；\n反斜杠\\，控制符\x02。'
BODY = Entity("机构", "常德市/工信 <1>", "@市工信局", {"names": ("市工信局", "工信;局"), "generic": False, "note": ""})
TASK = Entity("事项", "文#1", "园区\n建设", {"seq": 1, "number": ""})
TARGET = Entity("指标", "文#值", "产值", {"value": 0.1})


def said(subject: Entity, relation: str, object_: Entity, **attributes: Any) -> Statement:
    return Statement(
        subject, relation, object_, SOURCE.id, 3, 3 + len(QUOTE), QUOTE, ("一、总则", "(二)"), attributes=attributes
    )


@pytest.fixture
def contents(store: Store, monkeypatch: pytest.MonkeyPatch) -> export.Contents:
    """Texts with everything that a format could stumble over; one column holds whole numbers and fractions."""
    wider = ontology.FILE.read_text("utf-8").replace("[open, inherited, generic]", "[open, inherited, generic, value]")
    monkeypatch.setattr(store, "_ontology", ontology.parse(wider))
    store.replace(
        SOURCE,
        [
            said(BODY, "牵头", TASK, open=True, value=2),
            said(BODY, "牵头", Entity("事项", "文#2", "二", {"seq": 2}), value=0.5),
            said(TASK, "目标", TARGET),
            said(TASK, "属于", SOURCE.entity()),
        ],
    )
    return export.read(store)


def test_nothing_is_left_out(contents: export.Contents, store: Store) -> None:
    counts = store.counts()
    assert len(contents.nodes) == sum(counts["nodes"].values()) == 5
    assert len(contents.edges) == sum(counts["relationships"].values()) == 4


def test_jsonl_holds_everything(contents: export.Contents, tmp_path: Path) -> None:
    export.write(contents, "jsonl", tmp_path / "a" / "图.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a" / "图.jsonl").read_text("utf-8").split("\n")[:-1]]
    nodes = {(row["node"], row["properties"]["id"]): row["properties"] for row in rows if "node" in row}
    edges = [
        export.Edge(tuple(row["start"]), row["relationship"], tuple(row["end"]), row["properties"])
        for row in rows[len(nodes) :]
    ]
    assert export.Contents(nodes, edges) == contents


def test_csv_tables(contents: export.Contents, tmp_path: Path) -> None:
    export.write(contents, "csv", tmp_path / "表")
    names = sorted(path.name for path in (tmp_path / "表").iterdir())
    assert names == sorted(f"{n}.csv" for n in ("文件", "事项", "机构", "指标", "关系-牵头", "关系-目标", "关系-属于"))
    with (tmp_path / "表" / "关系-牵头.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert list(first)[:6] == ["起点种类", "起点", "起点编号", "终点种类", "终点", "终点编号"]
    assert {first["终点编号"], second["终点编号"]} == {"文#1", "文#2"}
    assert (first["起点"], first["quote"], first["path"]) == ("'@市工信局", f"'{QUOTE}", "一、总则；(二)")


def read_back(form: str, path: Path) -> nx.Graph[str]:
    return nx.read_graphml(path, force_multigraph=True) if form == "graphml" else nx.read_gexf(path)


@pytest.mark.parametrize(("form", "start"), [("graphml", "start"), ("gexf", "start_character")])
def test_networks(contents: export.Contents, tmp_path: Path, form: str, start: str) -> None:
    export.write(contents, form, tmp_path / "图")
    network = read_back(form, tmp_path / "图")
    body = network.nodes["机构/常德市/工信 <1>"]
    assert (body["label"], body["kind"], body["names"]) == ("@市工信局", "机构", "市工信局；工信;局")
    assert network.number_of_nodes() == 5
    edges = network.edges("机构/常德市/工信 <1>", data=True)
    [edge] = [data for _, task, data in edges if task == "事项/文#1"]
    assert (edge["relation"], edge["value"], edge[start], edge["open"]) == ("牵头", 2, 3, True)
    ids = [data["id"] for *_, data in network.edges(data=True)]
    assert len(set(ids)) == 4
    assert edge["quote"] == QUOTE.replace("\x02", "\ufffd")


def test_rdf(contents: export.Contents, tmp_path: Path) -> None:
    export.write(contents, "rdf", tmp_path / "图.ttl")
    network = rdflib.Graph().parse(tmp_path / "图.ttl", format="turtle")
    rows = network.query(
        """SELECT ?name ?task ?quote ?value ?path WHERE {
          ?s a rdf:Statement ; rdf:subject ?a ; rdf:predicate ?r ; rdf:object ?t ; <urn:qiantou:ontology:quote> ?quote ;
             <urn:qiantou:ontology:value> ?value ; <urn:qiantou:ontology:path>/rdf:rest/rdf:first ?path .
          ?a ?r ?t ; rdfs:label ?name . ?t rdfs:label ?task . FILTER(?value > 1) }"""
    )
    assert [tuple(term.toPython() for term in row) for row in rows] == [
        ("@市工信局", "园区\n建设", QUOTE, 2, "(二)"),
    ]
    assert len(set(network.subjects(rdflib.RDF.type, rdflib.RDF.Statement))) == 4


def test_what_became_of_a_body_is_a_change_event_in_rdf(tmp_path: Path) -> None:
    before, after = ("机构", "益阳市/扶贫开发"), ("机构", "益阳市/乡村振兴")
    nodes = {key: {"id": key[1], "name": key[1]} for key in (before, after)}
    edge = export.Edge(before, "沿革", after, {"id": "s1", "quote": "更名"})
    export.write(export.Contents(nodes, [edge]), "rdf", tmp_path / "图.ttl")
    network = rdflib.Graph().parse(tmp_path / "图.ttl", format="turtle")
    [event] = network.subjects(rdflib.RDF.type, rdflib.ORG.ChangeEvent)
    ends = (rdflib.ORG.originalOrganization, rdflib.ORG.resultingOrganization)
    assert [str(network.value(event, end)).rsplit(":", 1)[1] for end in ends] == [
        quote(key[1], safe="") for key in (before, after)
    ]


def test_the_same_graph_gives_the_same_files(contents: export.Contents, store: Store, tmp_path: Path) -> None:
    for form in export.FILES:
        export.write(contents, form, tmp_path / f"1.{form}")
        export.write(export.read(store), form, tmp_path / f"2.{form}")
        first, second = (re.sub(rb"lastmodifieddate=\S+", b"", (tmp_path / f"{n}.{form}").read_bytes()) for n in (1, 2))
        assert first == second, form


def test_a_folder_that_holds_something_is_left_alone(contents: export.Contents, tmp_path: Path) -> None:
    (tmp_path / "旧.csv").write_text("留着", encoding="utf-8")
    with pytest.raises(QiantouError, match="不是空的"):
        export.write(contents, "csv", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["旧.csv"]


def test_a_place_that_cannot_be_written(contents: export.Contents, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    for form in ("csv", "rdf"):
        with pytest.raises(QiantouError, match="写不了"):
            export.write(contents, form, tmp_path / "文件" / "图")


def test_a_write_in_between_is_noticed(contents: export.Contents, store: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(export, "_nodes", lambda *_: [])
    with pytest.raises(EngineError, match="别的程序正在写入"):
        export.read(store)


# A real import.


def server(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(SERVER), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode == 3 and "没有" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def imported(contents: export.Contents, tmp_path: Path) -> Iterator[Store]:
    """A Neo4j of its own, filled by neo4j-admin."""
    files, home = tmp_path / "出", tmp_path / "neo4j"
    export.write(contents, "neo4j-admin", files)
    server("admin", str(home), "database", "import", "full", "neo4j", "@import.args", cwd=files)
    printed = server("start", str(home), cwd=tmp_path)
    try:
        given = dict(pair.split("=", 1) for pair in shlex.split(printed) if "=" in pair)
        settings = {name.removeprefix("QIANTOU_").lower(): value for name, value in given.items()}
        with Store.open(Settings(tmp_path / "home", **settings)) as store:
            yield store
    finally:
        server("stop", str(home), cwd=tmp_path)


@pytest.mark.neo4j
def test_neo4j_admin_imports_what_was_exported(imported: Store, contents: export.Contents) -> None:
    found = export.read(imported)
    assert found.nodes == contents.nodes
    # neo4j-admin takes an empty list for none.
    assert [_told(edge) for edge in found.edges] == [_told(edge) for edge in contents.edges]
    # What neo4j-admin writes has no sums of its nodes yet; its documents are whole.
    assert all(document.sound for document in imported.check().documents)


def _told(edge: export.Edge) -> export.Edge:
    return edge._replace(row={key: value for key, value in edge.row.items() if value != []})
