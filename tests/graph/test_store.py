from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from graph import consistent_reads
from graph import store as module
from graph.anchors import marks
from graph.endpoint import Endpoint
from graph.errors import (
    DamagedError,
    EngineBusyError,
    EngineError,
    NotFoundError,
    OntologyError,
    QueryError,
    ServerUnreachableError,
)
from graph.locks import FileLock
from graph.ontology import ontology
from graph.settings import Settings, variable
from graph.statements import Document, Entity, Statement, Value, digest
from graph.store import Change, Store, plain

TEXT = "1. 壮大实体经济。由市发展改革委牵头，市工信局配合。2. 建设园区。由市工信局牵头。"
ROOT = Path(__file__).parents[2]


def document(id_: str = "常政发〔2024〕1号", date: str = "2024-01-31") -> Document:
    return Document(id_, "行动方案", f"{id_}.docx", date=date, characters=len(TEXT), sha256="0" * 64)


def agency(name: str, *names: str) -> Entity:
    return Entity("机构", f"常德市/{name}", name, {"names": names or (name,), "region": "常德市"})


def task(source: Document, number: int, name: str) -> Entity:
    return Entity("事项", f"{source.id}#{number}", name, {"seq": number, "document": source.id})


def fact(source: Document, subject: Entity, relation: str, object_: Entity, quote: str, **more: Value) -> Statement:
    start = TEXT.index(quote)
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        document=source.id,
        start=start,
        end=start + len(quote),
        quote=quote,
        path=("附件1 工作方案", "二、工作任务"),
        rule="lead",
        raw=subject.name,
        date=source.date,
        attributes=({"open": False} if relation in ontology().duties else {}) | more,
    )


REFORM = agency("市发展改革委", "市发展改革委", "市发改委")
INDUSTRY = agency("市工信局")


def duties(source: Document) -> list[Statement]:
    """Three duties and two memberships: 5 relationships over 5 nodes, the document's own included."""
    economy, park = task(source, 1, "壮大实体经济"), task(source, 2, "建设园区")
    return [
        fact(source, REFORM, "牵头", economy, "由市发展改革委牵头，市工信局配合"),
        fact(source, INDUSTRY, "配合", economy, "由市发展改革委牵头，市工信局配合"),
        fact(source, INDUSTRY, "牵头", park, "由市工信局牵头"),
        fact(source, economy, "属于", source.entity(), "1. 壮大实体经济。"),
        fact(source, park, "属于", source.entity(), "2. 建设园区。"),
    ]


FIRST, SECOND = document(), document("常政发〔2024〕2号", date="2024-02-01")
FIVE = Change(created=5, nodes_created=5)


def contents(store: Store) -> tuple[list[Any], list[Any]]:
    """The whole graph, to compare."""
    nodes = store.read(f"MATCH (n) WHERE NOT n:`{consistent_reads.LABEL}` RETURN n", {}).rows
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b", {}).rows
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def names(store: Store, kind: str) -> list[str]:
    return [row["name"] for row in store.read(f"MATCH (n:`{kind}`) RETURN n.name AS name ORDER BY name", {}).rows]


# What duties carry.

CARRIED = (
    "MATCH ()-[r]->() WHERE r.document = $document AND r.clause IS NOT NULL "
    "RETURN r.raw AS raw, r.leads AS leads, r.cooperators AS cooperators, r.item AS item, r.at AS at, r.nth AS nth "
    "ORDER BY r.start, nth"
)


def carried(store: Store, source: Document) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.read(CARRIED, {"document": source.id}).rows]


def test_duties_carry_their_clause(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    assert carried(store, FIRST) == [
        ("市发展改革委", ["市发展改革委"], ["市工信局"], "壮大实体经济", 1, 0),
        ("市工信局", ["市发展改革委"], ["市工信局"], "壮大实体经济", 10, 1),
        ("市工信局", ["市工信局"], [], "建设园区", 1, 0),
    ]


def test_duties_follow_when_another_document_renames_their_bodies(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    renamed = replace(INDUSTRY, name="市工业和信息化局")
    store.replace(SECOND, [replace(duties(SECOND)[2], subject=renamed)])
    assert carried(store, FIRST) == [
        ("市发展改革委", ["市发展改革委"], ["市工业和信息化局"], "壮大实体经济", 1, 0),
        ("市工信局", ["市发展改革委"], ["市工业和信息化局"], "壮大实体经济", 10, 1),
        ("市工信局", ["市工业和信息化局"], [], "建设园区", 1, 0),
    ]
    assert store.check().sound
    # The first one again, as it was: its own names hold again, in its own duties and in the other's.
    store.replace(FIRST, duties(FIRST))
    assert [row[1:3] for row in carried(store, SECOND)] == [(["市工信局"], [])]
    assert store.replace(FIRST, duties(FIRST)) == Change(unchanged=5)


def test_duties_follow_when_another_document_renames_what_they_are_about(store: Store) -> None:
    project = Entity("项目", "一个项目", "车桥项目", {"number": "1"})
    quote = "由市工信局牵头"
    store.replace(FIRST, [fact(FIRST, INDUSTRY, "牵头", project, quote)])
    later = replace(project, name="车桥二期项目")
    store.replace(SECOND, [fact(SECOND, REFORM, "负责", later, quote)])
    assert [row[3] for row in carried(store, FIRST)] == ["车桥二期项目"]


# Replacing.


def test_an_empty_graph(store: Store) -> None:
    assert store.documents() == []
    assert store.counts() == {"nodes": {}, "relationships": {}}


def test_a_first_load(store: Store) -> None:
    assert store.replace(FIRST, duties(FIRST)) == FIVE
    assert store.counts() == {
        "nodes": {"文件": 1, "事项": 2, "机构": 2},
        "relationships": {"牵头": 2, "配合": 1, "属于": 2},
    }


def test_what_is_stored_in_full(store: Store) -> None:
    lead = duties(FIRST)[0]
    store.replace(FIRST, [lead])
    rows = store.read("MATCH (a)-[r]->(t) RETURN a, r, t", {}).rows
    assert rows == [
        {
            "a": {
                "标签": ["机构"],
                "id": "常德市/市发展改革委",
                "name": "市发展改革委",
                "names": ["市发展改革委", "市发改委"],
                "region": "常德市",
            },
            "r": {
                "类型": "牵头",
                "id": lead.id,
                "mark": marks(FIRST, [lead])[lead.id],
                "document": "常政发〔2024〕1号",
                "date": "2024-01-31",
                "start": 10,
                "end": 26,
                "quote": "由市发展改革委牵头，市工信局配合",
                "path": ["附件1 工作方案", "二、工作任务"],
                "rule": "lead",
                "raw": "市发展改革委",
                "open": False,
                # What it carries of its clause and its item.
                "clause": digest(FIRST.id, 10, 26),
                "nth": 0,
                "at": 1,
                "leads": ["市发展改革委"],
                "cooperators": [],
                "responsible": [],
                "guides": [],
                "liaisons": [],
                "assessors": [],
                "collectives": [],
                "section_leads": [],
                "open_roles": [],
                "parties": [lead.subject.id],
                "clause_facts": [lead.id],
                "item": "壮大实体经济",
                "item_id": "常政发〔2024〕1号#1",
                "item_kind": "事项",
                "item_path": ["附件1 工作方案", "二、工作任务"],
                "item_start": 10,
                "number": "",
                "first": "",
                "plan": "",
                "title": "行动方案",
            },
            "t": {
                "标签": ["事项"],
                "id": "常政发〔2024〕1号#1",
                "name": "壮大实体经济",
                "seq": 1,
                "document": "常政发〔2024〕1号",
            },
        }
    ]


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    before = contents(store)
    assert store.replace(FIRST, duties(FIRST)) == Change(unchanged=5)
    assert contents(store) == before


def test_an_unchanged_document_writes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.replace(FIRST, duties(FIRST))
    # Sessions for writing that may only read: any write would be refused.
    monkeypatch.setattr(Endpoint, "writing", Endpoint.reading)
    monkeypatch.setattr(Endpoint, "loading", Endpoint.reading)
    assert store.replace(FIRST, duties(FIRST)) == Change(unchanged=5)
    with pytest.raises(EngineError, match="写入"):
        store.replace(FIRST, [])


def test_the_order_of_the_statements_does_not_matter(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    assert store.replace(FIRST, duties(FIRST)[::-1]) == Change(unchanged=5)


def test_the_same_statement_twice_counts_once(store: Store) -> None:
    assert store.replace(FIRST, duties(FIRST) * 2) == FIVE


@pytest.mark.parametrize("turn", [1, -1])
def test_of_two_statements_with_one_id_the_same_one_always_wins(store: Store, turn: int) -> None:
    lead = duties(FIRST)[0]
    twins = [lead, replace(lead, attributes={"open": True})]
    store.replace(FIRST, twins[::turn])
    assert store.read("MATCH ()-[r:牵头]->() RETURN r.open AS open", {}).rows == [{"open": True}]


def test_a_replace_removes_exactly_what_is_gone(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    lead, support, _, member, _ = duties(FIRST)
    left = [lead, support, member]
    change = store.replace(FIRST, left)
    # The document's own node is written too: it carries the counts.
    assert change == Change(removed=2, unchanged=3, nodes_removed=1, nodes_updated=1)
    assert names(store, "事项") == ["壮大实体经济"]
    kept = store.read("MATCH ()-[r]->() RETURN r.id AS id", {}).rows
    assert {row["id"] for row in kept} == {statement.id for statement in left}


def test_a_replace_adds_what_is_new(store: Store) -> None:
    lead, *rest = duties(FIRST)
    store.replace(FIRST, rest)
    assert store.replace(FIRST, [lead, *rest]) == Change(created=1, unchanged=4, nodes_created=1, nodes_updated=1)


def test_what_is_said_about_a_fact_is_written_anew(store: Store) -> None:
    lead, *rest = duties(FIRST)
    store.replace(FIRST, [lead, *rest])
    changed = replace(lead, attributes={"open": True, "inherited": True})
    assert store.replace(FIRST, [changed, *rest]) == Change(created=1, removed=1, unchanged=4, nodes_updated=1)
    row = store.read("MATCH (:机构)-[r:牵头]->({seq: 1}) RETURN r.open AS open, r.inherited AS inherited", {}).rows
    assert row == [{"open": True, "inherited": True}]


def test_a_new_gazetteer_reaches_the_nodes(store: Store) -> None:
    lead = duties(FIRST)[0]
    store.replace(FIRST, [lead])
    renamed = replace(lead.subject, properties={"names": ("市发展改革委", "市发改委", "市发展和改革委员会")})
    assert store.replace(FIRST, [replace(lead, subject=renamed)]) == Change(unchanged=1, nodes_updated=1)
    row = store.read("MATCH (n:机构) RETURN n.names AS names, n.region AS region", {}).rows
    assert row == [{"names": ["市发展改革委", "市发改委", "市发展和改革委员会"], "region": None}]


def project(names: tuple[str, ...]) -> Entity:
    return Entity("项目", "常德市/沅东水厂迁建", "沅东水厂迁建", {"names": names})


def test_what_documents_call_a_project_does_not_depend_on_their_order(store: Store) -> None:
    short, long = project(("沅东水厂迁建",)), project(("沅东水厂迁建", "沅东水厂迁建工程"))
    called = "MATCH (n:项目) RETURN n.names AS names"
    for turn in ((FIRST, SECOND), (SECOND, FIRST)):
        for source in turn:
            named = long if source is FIRST else short
            store.replace(source, [fact(source, named, "属于", source.entity(), "2. 建设园区。")])
        assert store.read(called, {}).rows == [{"names": ["沅东水厂迁建", "沅东水厂迁建工程"]}]
        assert store.replace(SECOND, [fact(SECOND, short, "属于", SECOND.entity(), "2. 建设园区。")]).nodes_updated == 0
        store.withdraw(FIRST.id)
        assert store.read(called, {}).rows == [{"names": ["沅东水厂迁建"]}]
        store.withdraw(SECOND.id)


def test_a_document_that_names_a_project_no_more_takes_its_own_words_along(store: Store) -> None:
    for source, words in ((FIRST, "沅东水厂迁建工程"), (SECOND, "沅东水厂迁建项目")):
        named = project(("沅东水厂迁建", words))
        store.replace(source, [fact(source, named, "属于", source.entity(), "2. 建设园区。")])
    store.replace(FIRST, [])
    assert store.read("MATCH (n:项目) RETURN n.names AS names", {}).rows == [
        {"names": ["沅东水厂迁建", "沅东水厂迁建项目"]}
    ]


def test_an_agency_of_two_documents_stays_until_the_last_lets_go(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    assert store.replace(SECOND, duties(SECOND)) == Change(created=5, nodes_created=3)
    assert store.replace(FIRST, []) == Change(removed=5, nodes_removed=2, nodes_updated=1)
    assert names(store, "机构") == ["市发展改革委", "市工信局"]
    assert store.replace(SECOND, []) == Change(removed=5, nodes_removed=4, nodes_updated=1)
    assert store.counts() == {"nodes": {"文件": 2}, "relationships": {}}


def test_an_empty_document_is_kept_as_loaded(store: Store) -> None:
    assert store.replace(FIRST, []) == Change(nodes_created=1)
    assert store.replace(FIRST, []) == Change()
    assert [row["statements"] for row in store.documents()] == [0]


def test_more_than_a_batch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    assert store.replace(FIRST, duties(FIRST)) == FIVE
    assert store.replace(FIRST, duties(FIRST)) == Change(unchanged=5)
    assert store.replace(FIRST, []) == Change(removed=5, nodes_removed=4, nodes_updated=1)


def test_progress_ends_at_the_total(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    store.replace(FIRST, duties(FIRST), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (10, 10)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


# Refusing and failing.


@pytest.mark.parametrize(
    "broken",
    [
        replace(duties(FIRST)[0], relation="列入"),
        replace(duties(FIRST)[0], end=99),
        replace(duties(FIRST)[0], subject=Entity("机构", "a", "甲")),
        replace(duties(FIRST)[0], document="别的文件"),
    ],
)
def test_one_broken_statement_keeps_the_whole_document_out(store: Store, broken: Statement) -> None:
    store.replace(FIRST, duties(FIRST)[:2])
    before = contents(store)
    with pytest.raises(OntologyError):
        store.replace(FIRST, [*duties(FIRST), broken])
    assert contents(store) == before


@pytest.mark.parametrize("stage", range(5))
def test_a_failure_in_the_middle_leaves_the_old_version(store: Store, stage: int) -> None:
    store.replace(FIRST, duties(FIRST))
    before = contents(store)
    countdown = iter(range(stage))

    def stumble(_done: int, _total: int) -> None:
        if next(countdown, None) is None:
            raise RuntimeError("out of power")

    other = [fact(FIRST, agency("市科技局"), "牵头", task(FIRST, 3, "数字化"), TEXT), *duties(FIRST)[3:]]
    with pytest.raises(RuntimeError):
        store.replace(FIRST, other, progress=stumble)
    assert contents(store) == before


def answered(code: str) -> Neo4jError:
    """What the driver makes of an engine's failure message."""
    return Neo4jError._hydrate_neo4j(code=code, message="another writer was faster")


TWICE = answered("Neo.ClientError.Schema.ConstraintValidationFailed")
LOCKED = answered("Neo.TransientError.Transaction.DeadlockDetected")


@pytest.mark.parametrize("error", [TWICE, LOCKED])
def test_a_write_that_another_writer_disturbed_is_tried_again(
    store: Store, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([error, error])
    merge = module._merge_nodes

    def disturbed(*arguments: Any) -> None:
        merge(*arguments)
        for failure in failures:
            raise failure

    monkeypatch.setattr(module, "_merge_nodes", disturbed)
    assert store.replace(FIRST, duties(FIRST)) == FIVE


def test_a_node_that_another_writer_took_away_meanwhile(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter([True, True])
    merge = module._merge_nodes
    monkeypatch.setattr(module, "_merge_nodes", lambda *a: next(rounds, False) or merge(*a))
    assert store.replace(FIRST, duties(FIRST)) == FIVE


def test_a_writer_waits_for_the_one_of_another_process(
    store: Store, engine_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.prepare()
    monkeypatch.setattr(consistent_reads, "WAIT_SECONDS", 0.1)
    with FileLock(engine_settings.home / "writing.lock") as lock:
        assert lock.held
        with pytest.raises(EngineBusyError, match="另一个程序一直在写入"):
            store.replace(FIRST, duties(FIRST))
    assert store.replace(FIRST, duties(FIRST)) == FIVE


WRITER = """
import contextlib
import sys
from pathlib import Path
from graph import consistent_reads
from graph.settings import from_environment
from graph.store import Store
if sys.argv[2] == "apart":
    Store._writing = lambda self: contextlib.nullcontext()
    consistent_reads.lock = lambda *_: contextlib.nullcontext()
sys.path.insert(0, str(Path("tests/graph").absolute()))
import test_store as given

source = given.document(sys.argv[1])
with Store.open(from_environment()) as store:
    for _ in range(6):
        store.replace(source, given.duties(source))
        store.replace(source, given.duties(source)[3:])
        store.withdraw(source.id)
    store.replace(source, given.duties(source))
"""


@pytest.mark.parametrize("lock", ["together", "apart"])
def test_several_processes_write_at_once(store: Store, engine_settings: Settings, lock: str) -> None:
    """They make and lose the same two agencies all the time; `apart`: without the locks, as if on other machines."""
    names = ("home", "neo4j_uri", "neo4j_user", "neo4j_password", "neo4j_database")
    environment = os.environ | {variable(name): str(getattr(engine_settings, name)) for name in names}
    store.prepare()
    ids = ["甲", "乙", "丙"]
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, id_, lock], cwd=ROOT, env=environment, stderr=subprocess.PIPE)
        for id_ in ids
    ]
    assert [process.communicate(timeout=300)[1].decode()[-500:] for process in processes] == [""] * 3
    assert [row["id"] for row in store.documents()] == sorted(ids)
    assert store.check().sound
    assert store.counts()["nodes"] == {"文件": 3, "事项": 6, "机构": 2}


def test_a_write_that_never_succeeds_ends_as_our_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def disturbed(*_: Any) -> None:
        raise TWICE

    monkeypatch.setattr(module, "_merge_nodes", disturbed)
    monkeypatch.setattr(module, "ATTEMPTS", 2)
    with pytest.raises(EngineError, match="another writer"):
        store.replace(FIRST, duties(FIRST))
    assert store.counts()["nodes"] == {}


def test_an_engine_that_loses_rows_is_found_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_merge_nodes", lambda *_: None)
    with pytest.raises(EngineError, match="只写入了 0 条"):
        store.replace(FIRST, duties(FIRST))


# Withdrawing.


def test_withdrawing_the_only_document_empties_the_graph(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    assert store.withdraw(FIRST.id) == Change(removed=5, nodes_removed=5)
    assert contents(store) == ([], [])


def test_withdrawing_one_of_two_leaves_the_other_untouched(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    alone = contents(store)
    store.replace(SECOND, duties(SECOND))
    assert store.withdraw(SECOND.id) == Change(removed=5, nodes_removed=3)
    assert contents(store) == alone


def test_a_withdrawn_document_that_another_refers_to_is_no_longer_loaded(store: Store) -> None:
    store.replace(FIRST, [])
    store.replace(SECOND, [fact(SECOND, task(SECOND, 1, "壮大实体经济"), "属于", FIRST.entity(), "1. 壮大实体经济。")])
    store.replace(FIRST, [])
    assert store.withdraw(FIRST.id) == Change()
    assert [row["id"] for row in store.documents()] == [SECOND.id]
    assert store.counts()["nodes"] == {"文件": 2, "事项": 1}
    store.withdraw(SECOND.id)
    assert contents(store) == ([], [])


def test_withdrawing_what_is_not_loaded(store: Store) -> None:
    with pytest.raises(NotFoundError, match="没有文件“无此文件”"):
        store.withdraw("无此文件")


def test_a_document_without_a_relationship_is_no_orphan(store: Store) -> None:
    """What is loaded stays, though nothing hangs on it."""
    store.replace(FIRST, duties(FIRST))
    store.replace(FIRST, [])
    assert names(store, "文件") == ["行动方案"]
    assert store.check().orphans == {}
    assert not store.sweep().writes
    assert [row["id"] for row in store.documents()] == [FIRST.id]


# What a check sees.


def behind_its_back(endpoint: Endpoint, *changes: str) -> None:
    with endpoint.writing() as session:
        for change in changes:
            session.run(change).consume()


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("MATCH (n:机构 {name: '市工信局'}) SET n.name = '市公信局'", ["机构"]),
        ("MATCH (n:事项 {seq: 1}) SET n.seq = 2", ["事项"]),
        ("MATCH (n:机构 {name: '市工信局'}) SET n.names = ['市工信局', '别名']", ["机构"]),
        ("MATCH (n:机构 {name: '市工信局'}) REMOVE n.region", ["机构"]),
        ("MATCH (n:文件) SET n.date = '2025-01-31'", ["文件"]),
        ("MATCH (n:事项) WHERE n.id ENDS WITH '1号#1' SET n.id = 'x'", ["事项"]),
        ("CREATE (:机构 {id: 'x', name: 'x'})-[:牵头 {document: 'x'}]->(:事项 {id: 'y', name: 'y'})", ["事项", "机构"]),
    ],
)
def test_nodes_that_were_changed_behind_the_stores_back(
    store: Store, endpoint: Endpoint, change: str, kinds: list[str]
) -> None:
    store.replace(FIRST, duties(FIRST))
    store.replace(SECOND, duties(SECOND))
    assert store.check().sound
    behind_its_back(endpoint, change)
    found = store.check()
    assert sorted(found.altered) == kinds
    assert not found.sound


def test_the_sums_follow_every_write(store: Store) -> None:
    """Made, replaced by another document's words, left by one of two, withdrawn: always what a scan adds up to."""
    renamed = replace(INDUSTRY, properties={"names": ("市工信局", "市经信局"), "region": "常德市"})
    others = [fact(SECOND, renamed, "牵头", task(SECOND, 1, "建设园区"), "由市工信局牵头")]
    steps = [
        lambda: store.replace(FIRST, duties(FIRST)),
        lambda: store.replace(SECOND, others),
        lambda: store.replace(FIRST, duties(FIRST)[:2]),
        lambda: store.replace(replace(FIRST, title="另一题"), duties(FIRST)[:2]),
        lambda: store.replace(FIRST, []),
        lambda: store.withdraw(SECOND.id),
        lambda: store.withdraw(FIRST.id),
    ]
    for step in steps:
        step()
        found = store.check()
        assert found.sound, found
    assert contents(store) == ([], [])


def test_a_graph_of_an_earlier_release_gets_its_sums_with_the_next_write(store: Store, endpoint: Endpoint) -> None:
    store.replace(FIRST, duties(FIRST))
    behind_its_back(endpoint, f"MATCH (g:`{consistent_reads.LABEL}` {{key: 2}}) DELETE g")
    assert store.check().altered == []
    store.replace(SECOND, duties(SECOND))
    assert store.check().sound
    behind_its_back(endpoint, "MATCH (n:机构) SET n.region = '别处'")
    assert store.check().altered == ["机构"]


def test_what_was_changed_is_as_written_again_after_a_rebuild_in_place(store: Store, endpoint: Endpoint) -> None:
    store.replace(FIRST, duties(FIRST))
    behind_its_back(endpoint, "MATCH (n:机构) SET n.region = '别处'")
    store.replace(FIRST, duties(FIRST))
    assert store.sweep().writes
    assert store.check().sound
    assert not store.sweep().writes


@pytest.mark.parametrize(
    ("reason", "damaged"),
    [("Record #-67108865:-1 not found", True), ("Cannot find record type '19'", True), ("/ by zero", False)],
)
def test_an_engine_that_cannot_read_its_files_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, reason: str, damaged: bool
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise Neo4jError._hydrate_neo4j(code="Neo.DatabaseError.General.UnknownError", message=reason)

    monkeypatch.setattr(neo4j.Transaction, "run", fail)
    with pytest.raises(DamagedError if damaged else QueryError) as caught:
        store.read("RETURN 1", {})
    assert ("数据库损坏（" in str(caught.value)) is damaged
    with pytest.raises(DamagedError, match="qiantou restore"):
        store.check()


class Scrambled:
    """An index that leads to other nodes than those that lie there."""

    def __init__(self, led: list[dict[str, Any]]) -> None:
        self.led = led

    def run(self, query: str, parameters: dict[str, Any] | None = None, /) -> Any:
        assert parameters is not None
        return [record for record in self.led if record["value"] in parameters["values"] or record["value"] == "c"]


@pytest.mark.parametrize(
    ("led", "wrong"),
    [
        ([{"value": "a", "n": 1}, {"value": "b", "n": 2}], 0),
        ([{"value": "a", "n": 1}, {"value": "b", "n": 1}], 1),
        ([{"value": "a", "n": 1}], 2),
        ([{"value": "a", "n": 2}, {"value": "b", "n": 2}], 1),
        ([{"value": "c", "n": 1}, {"value": "b", "n": 2}], 2),
    ],
)
def test_an_index_that_does_not_lead_to_what_is_there(led: list[dict[str, Any]], wrong: int) -> None:
    assert module._unfound(Scrambled(led), "机构", "id", [{"id": "a"}, {"id": "b"}, {"id": "b"}, {}]) == wrong


# What a document's node says.


def test_documents_come_by_date_with_their_counts(store: Store) -> None:
    store.replace(SECOND, [])
    store.replace(FIRST, duties(FIRST))
    first, second = store.documents()
    assert first == {
        "id": "常政发〔2024〕1号",
        "name": "行动方案",
        "file": "常政发〔2024〕1号.docx",
        "number": "",
        "issuer": "",
        "date": "2024-01-31",
        "region": "",
        "characters": len(TEXT),
        "sha256": "0" * 64,
        "source": "",
        "rules": "",
        "work": "常政发〔2024〕1号",
        "stage": "印发",
        "nodes": 5,
        "statements": 5,
        "digest": first["digest"],
        "format": module.FORMAT,
    }
    assert (second["id"], second["nodes"], second["statements"]) == (SECOND.id, 1, 0)
    assert first["digest"] != second["digest"]


def test_check_finds_what_was_changed_behind_the_stores_back(store: Store, endpoint: Endpoint) -> None:
    store.replace(FIRST, duties(FIRST))
    assert store.check().sound
    with endpoint.writing() as session:
        session.run("MATCH ()-[r:配合]->() SET r.quote = '改过'").consume()
    assert [document.sound for document in store.check().documents] == [False]
    store.replace(FIRST, duties(FIRST))
    assert store.check().sound


# Reading.


def test_columns_and_parameters(store: Store) -> None:
    result = store.read("UNWIND $list AS x RETURN x AS 数, $name AS 名 ORDER BY 数", {"list": [2, 1], "name": "甲"})
    assert result.columns == ("数", "名")
    assert result.rows == [{"数": 1, "名": "甲"}, {"数": 2, "名": "甲"}]
    assert result.complete


@pytest.mark.parametrize(("limit", "shown", "complete"), [(0, 0, False), (2, 2, False), (3, 3, True), (9, 3, True)])
def test_a_cut_is_never_silent(store: Store, limit: int, shown: int, complete: bool) -> None:
    result = store.read("UNWIND [1, 2, 3] AS x RETURN x", {}, limit=limit)
    assert (len(result.rows), result.complete) == (shown, complete)


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("", "空的"),
        ("MATCH (a RETURN a", "语法错误"),
        ("RETURN 没有的函数(1)", "语法错误"),
        ("RETURN $谁", "缺少参数"),
        ("RETURN 1 / 0", "by zero"),
    ],
)
def test_a_query_that_cannot_run(store: Store, cypher: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        store.read(cypher, {})


# Life.


def test_the_schema_is_made_once(store: Store, endpoint: Endpoint) -> None:
    store.prepare()
    with endpoint.reading() as session:
        assert module._missing_schema(session, ontology()) == []


@pytest.mark.engine
def test_a_borrowed_engine_that_goes_away_is_replaced(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home")
    with Store.open(settings) as owner, Store.open(settings) as borrower:
        assert borrower.endpoint.borrowed
        owner.replace(FIRST, duties(FIRST))
        owner.close()
        assert len(borrower.documents()) == 1
        assert borrower.endpoint.started_here


def test_an_engine_of_our_own_that_goes_away_is_an_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise ServiceUnavailable("gone")

    monkeypatch.setattr(neo4j.Session, "run", gone)
    monkeypatch.setattr(neo4j.Session, "begin_transaction", gone)
    with pytest.raises(ServerUnreachableError, match="gone"):
        store.read("RETURN 1", {})


@pytest.mark.engine
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from graph.settings import Settings
from graph.statements import Document
from graph.store import Store
store = Store.open(Settings(home=Path(sys.argv[1])))
store.replace(Document("a", "行动方案", "a.docx"), [])
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, timeout=60, check=False)
    with Store.open(Settings(home=tmp_path)) as store:
        assert [row["id"] for row in store.documents()] == ["a"]


# Values.


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("RETURN null AS x", None),
        ("RETURN [1, 2.5, 'a', true] AS x", [1, 2.5, "a", True]),
        ("RETURN {a: [{b: 1}]} AS x", {"a": [{"b": 1}]}),
        ("RETURN date('2024-01-31') AS x", "2024-01-31"),
        ("RETURN duration('P1M') AS x", "P1M"),
        ("MATCH (x:机构 {id: '常德市/市工信局'})-[:牵头]->() RETURN x.name AS x", "市工信局"),
    ],
)
def test_values_become_plain(store: Store, cypher: str, expected: Any) -> None:
    store.replace(FIRST, duties(FIRST))
    assert store.read(cypher, {}).rows == [{"x": expected}]


def test_a_path_becomes_its_nodes_and_relationships(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    path = store.read("MATCH p = (:机构)-[:配合]->(:事项) RETURN p", {}).rows[0]["p"]
    assert [node["标签"] for node in path["节点"]] == [["机构"], ["事项"]]
    assert [edge["类型"] for edge in path["关系"]] == ["配合"]


def test_plain_leaves_plain_values_alone() -> None:
    assert plain({"a": (1, "二", None)}) == {"a": [1, "二", None]}


def test_statements_come_back_as_they_were_written(store: Store) -> None:
    store.replace(FIRST, duties(FIRST))
    row, found = store.statements(FIRST.id)
    assert row["id"] == FIRST.id
    written = sorted(duties(FIRST), key=lambda one: (one.start, one.end, one.id))
    assert found == written
    assert [(one.id, one.row()) for one in found] == [(one.id, one.row()) for one in written]
    # The document's own node says more by now than the statements did.
    for one, was in zip(found, written, strict=True):
        for end, before in ((one.subject, was.subject), (one.object, was.object)):
            assert end.row().items() >= before.row().items()
    with pytest.raises(NotFoundError):
        store.statements("无此文件")
