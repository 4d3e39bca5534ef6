"""The pages without a browser: what their functions answer, and that each page draws what the store holds."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from graph import views
from graph.errors import EngineError, QueryError
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Result, Store
from queries import catalogue, reports
from queries.asking import Asker
from queries.catalogue import get, run
from queries.reports import Subject
from tests.ui.conftest import PLAN
from ui import pages
from ui.archive import Archive
from ui.graphview import Selection
from ui.graphview.payload import payload
from ui.pages import asking, cooperation, cypher, documents, duties, graph, importing, overview, places, search
from ui.pages.cooperation import Scope
from ui.pages.duties import Filter
from ui.pages.graph import Opened, Walk
from ui.passwords import Person
from ui.web import access, errors, lists, nodes, pictures, resources

AGENCY = "常德市/工业和信息化"
TIMEOUT = 60

pytestmark = pytest.mark.usefixtures("shown")


def draw(page: str, **values: str | list[str]) -> AppTest:
    """A page of the interface, run with an address's values."""

    def script(page: str) -> None:
        import importlib

        importlib.import_module(f"ui.pages.{page}").draw()

    test = AppTest.from_function(script, kwargs={"page": page}, default_timeout=TIMEOUT)
    for name, value in values.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    """Everything that is written on a page as text."""
    parts = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error, *test.subheader]
    return "\n".join(str(part.value) for part in parts)


def tables(test: AppTest) -> list[pd.DataFrame]:
    """The tables of a page as they are drawn, from the top."""
    drawn = [found.proto for found in test.get("bidi_component") if found.proto.component_name == "qiantou_table"]
    data = [json.loads(proto.json) for proto in drawn]
    return [pd.DataFrame(one["rows"], columns=[column[0] for column in one["columns"]]) for one in data]


def told(test: AppTest) -> str:
    """What the lines above the tables of a page say."""
    drawn = [found.proto for found in test.get("bidi_component") if found.proto.component_name == "qiantou_table"]
    return "\n".join(json.loads(proto.json)["told"] for proto in drawn)


# --- 总览 ---


def test_a_search_leads_to_the_page_that_shows_it() -> None:
    kinds = ("文件", "机构", "园区", "事项", "项目", "项目清单", "产业")
    assert {kind: overview.target(nodes.Named(kind, "名称", "", "编号")).page for kind in kinds} == {
        "文件": "documents",
        "机构": "duties",
        "园区": "duties",
        "事项": "graph",
        "项目": "duties",
        "项目清单": "duties",
        "产业": "duties",
    }


def test_signals_of_documents_are_their_own_words(graph: Store) -> None:
    rows = overview.documents()
    kept = resources.kept(rows[0]["id"])
    assert kept is not None
    assert rows[0]["signals"] == len(kept.signals)
    assert all(kept.text[row["start"] : row["end"]] == row["quote"] for row in overview.signals(rows))


def test_the_overview_shows_the_numbers_of_the_store(graph: Store) -> None:
    test = draw("overview")
    counts = graph.counts()
    shown = {metric.label: metric.value for metric in test.metric}
    assert shown["机构"] == f"{counts['nodes']['机构']:,}"
    assert shown["责任关系"] == f"{sum(counts['relationships'].get(name, 0) for name in ontology().duties):,}"
    assert list(tables(test)[0]["文件"]) == [row["name"] for row in reversed(graph.documents())]


def test_a_node_is_found_by_its_key() -> None:
    assert nodes.named(f"机构|{AGENCY}") == nodes.Named("机构", "市工信局", "常德市", AGENCY)
    assert nodes.named("机构|没有") is None
    assert nodes.named("") is None


@pytest.mark.parametrize(
    ("words", "first", "note"),
    [
        ("市工信局", "市工信局", "机构 · 常德市"),
        ("工信局", "市工信局", "机构 · 常德市"),
        ("市经信局", "市工信局（市经信局）", "机构 · 常德市"),
        ("常德市工业和信息化局", "市工信局（常德市工业和信息化局）", "机构 · 常德市"),
        ("传统产业转型", "传统产业转型", "事项 · (一)关键核心技术攻坚"),
        (AGENCY, "市工信局", "机构 · 常德市"),
    ],
)
def test_a_search_finds_names_aliases_and_full_names(words: str, first: str, note: str) -> None:
    best = nodes.suggest(words).found[0]
    assert (best.words, best.note) == (first, note)
    assert nodes.named(best.key)


@pytest.mark.parametrize("typed", ["市 工信局", "gongxinju", "sgxj", "市工性局", "市工信居"])
def test_a_name_is_found_by_sound_and_by_likeness(typed: str) -> None:
    assert "市工信局" in [one.words for one in nodes.suggest(typed).found[:3]]


def test_no_city_has_a_body_of_the_nation() -> None:
    assert not any("市国家" in one.words for one in nodes.suggest("发改委", ["机构"]).found)
    assert nodes.suggest("发改委", ["机构"]).found[0].words.startswith("市发展改革委")


def test_the_last_suggestion_leads_to_the_sentences(graph: Store) -> None:
    last = nodes.suggest("五好 园区").found[-1]
    node = nodes.named(last.key)
    assert node is not None
    assert overview.target(node) == overview.Target("search", {"q": "五好 园区"})
    test = draw("search", q="五好 园区", roles="牵头")
    rows = search.found("五好 园区")
    shown = [row for row in rows if "牵头" in row["roles"]]
    assert f"共 {len(rows)} 句，列出 {len(shown)} 句" in told(test)
    assert 0 < len(shown) <= len(rows)
    kept = resources.kept(rows[0]["document"])
    assert kept is not None
    assert all(kept.text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_a_search_states_its_total() -> None:
    assert nodes.suggest("市工信局").told == f"共 {len(nodes.suggest('市工信局').found) - 1} 个。"
    assert nodes.suggest("没有这样的").told.startswith("没有名称含“没有这样的”的内容")
    many = nodes.suggest("市")
    assert len(many.found) == nodes.MOST + 1
    assert re.fullmatch(r"(共 \d+ 个|\d+ 个以上)，列出前 50 个；再输入几个字可缩小范围。", many.told)


def test_exact_names_come_before_aliases_beginnings_and_parts() -> None:
    found = run(resources.store(), "find", text="常德经开区").rows
    ranks = [
        0
        if row["name"] == "常德经开区"
        else 1
        if row["matched"] == "常德经开区"
        else 2
        if row["name"].startswith("常德经开区")
        else 3
        if "常德经开区" in row["name"]
        else 4
        for row in found
    ]
    assert ranks == sorted(ranks)
    assert {0, 2, 3} <= set(ranks)


# --- 责任清单 ---


def test_the_list_on_the_page_is_the_report(graph: Store) -> None:
    report = reports.duty_report(graph, AGENCY)
    test = draw("duties", agency=AGENCY)
    assert f"共 {report.total} 项，列出 {report.total} 项；出自 {report.clauses} 个条款" in told(test)
    table = tables(test)[0]
    assert list(table["事项"]) == [f"{row.item_number}{row.item}" for row in report.rows]
    assert list(table["角色"]) == [row.role for row in report.rows]
    assert [button.label for button in test.get("download_button")] == [
        f"下载 {name}" for suffix, name in duties.DOWNLOADS.items() if suffix in reports.SUFFIXES
    ]


def test_the_picture_beside_a_list_shows_its_lines(graph: Store) -> None:
    report = reports.duty_report(graph, AGENCY)
    rows = duties.facts(report.body, report.rows)
    assert [row["statement"] for row in rows] == [row.statement for row in report.rows]


def test_what_a_page_has_asked_is_asked_again_only_when_the_graph_has_changed(
    graph: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = resources.ask("agency_counts", agency=AGENCY)
    subject = duty_subject(graph)
    report = resources.duties(subject)
    monkeypatch.setattr(graph, "read", lambda *_: pytest.fail("asked again"))
    assert resources.ask("agency_counts", agency=AGENCY) == first
    assert resources.duties(subject) == report
    monkeypatch.undo()
    monkeypatch.setattr(resources, "store", lambda: graph)
    monkeypatch.setattr(graph, "version", lambda: "another")
    monkeypatch.setattr(graph, "read", lambda *_, **__: Result((), [], complete=True))
    assert resources.ask("agency_counts", agency=AGENCY) == []


def test_each_filter_leaves_the_lines_that_it_names(graph: Store) -> None:
    rows = reports.duty_report(graph, AGENCY).rows

    def left(which: Filter) -> list[reports.DutyRow]:
        return [row for row in rows if which.keeps(row)]

    assert left(Filter()) == list(rows)
    assert {row.role for row in left(Filter(roles=("牵头",)))} == {"牵头"}
    plan = duties.plan(rows[0])
    assert {duties.plan(row) for row in left(Filter(plan=plan))} == {plan}
    assert all("园区" in f"{row.item}{row.quote}{row.leads}{row.cooperators}" for row in left(Filter(words="园区")))
    assert not any(row.inherited for row in left(Filter(own=True)))
    assert 0 < len(left(Filter(words="园区"))) < len(rows)


def test_targets_stand_beside_the_duty_that_they_belong_to(graph: Store) -> None:
    rows = duties.table(reports.duty_report(graph, AGENCY).rows)
    assert "亩均产值300万元以上" in next(row["targets"] for row in rows if "园区建设" in row["item"])


def duty_subject(graph: Store) -> Subject:
    return reports.find(graph, f"机构|{AGENCY}")


def test_what_is_seen_is_what_is_taken_along(graph: Store) -> None:
    report = reports.duty_report(graph, AGENCY)
    kept = duties.narrowed(report, Filter(roles=("牵头",), words="园区"))
    assert 0 < kept.total < report.total
    assert {row.role for row in kept.rows} == {"牵头"}
    assert {row.number for row in kept.rows} <= {row.number for row in report.rows if row.role == "牵头"}
    written = duties.written(lambda: reports.assembled(graph, report.body, kept, ()), ".csv")().decode("utf-8-sig")
    assert written.count("\n") >= kept.total
    assert all(row.item in written for row in kept.rows)
    assert not any(row.item in written for row in report.rows if row.role == "配合")


def test_the_address_says_what_is_seen(graph: Store) -> None:
    test = draw("duties", agency=AGENCY, roles="牵头", sort="-事项", row="2", hide="目标")
    report = reports.duty_report(graph, AGENCY)
    items = list(tables(test)[0]["事项"])
    leads = [f"{row.item_number}{row.item}" for row in report.rows if row.role == "牵头"]
    assert sorted(items) == sorted(leads)
    assert items == sorted(leads, reverse=True)
    assert (
        leads[1] in "".join(html.unescape(str(part.proto)) for part in test.get("html"))
        or test.session_state["duties.fact"] == report.rows[1].statement
    )
    kept = {name: test.query_params[name] for name in ("agency", "roles", "sort", "row", "hide")}
    assert {name: value[0] if isinstance(value, list) else value for name, value in kept.items()} == {
        "agency": AGENCY, "roles": "牵头", "sort": "-事项", "row": "2", "hide": "目标",
    }  # fmt: skip


def test_every_kind_has_a_page_with_the_rows_of_the_command(graph: Store) -> None:
    seen = set()
    for row in run(graph, "names").rows:
        if row["kind"] not in reports.KINDS or row["kind"] in seen:
            continue
        seen.add(row["kind"])
        [subject] = reports.meanings(graph, f"{row['kind']}|{row['id']}")
        listed = reports.report_about(graph, subject).listing()
        test = draw("duties", agency=subject.key)
        assert subject.full_name in html.unescape(words(test)).replace("\\", "")
        if listed.total:
            shown = tables(test)[0]
            assert len(shown) in {len(table.rows) for table in listed.tables} | {listed.total}
    assert {"机构", "议事协调机构", "园区", "地区", "项目清单", "项目", "产业", "文件", "章节", "人员"} <= seen


def test_an_ambiguous_and_an_unknown_name_in_an_address(graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    test = draw("duties", agency="没有这个")
    assert "图谱里没有“没有这个”" in words(test)
    one = Subject("甲市/x", "市工信局", "甲市工信局", "机构", "甲市")
    other = Subject("乙市/x", "市工信局", "乙市工信局", "机构", "乙市")
    monkeypatch.setattr(resources, "meanings", lambda _: (one, other))
    test = draw("duties", agency="工信局")
    assert "“工信局”有 2 种所指，请选择" in words(test)
    assert [button.label for button in test.button] == ["甲市工信局　机构　甲市", "乙市工信局　机构　乙市"]
    assert not tables(test)


@pytest.mark.parametrize(
    ("suffix", "first"), {".xlsx": b"PK", ".docx": b"PK", ".md": b"# ", ".csv": b"\xef\xbb\xbf"}.items()
)
def test_a_download_is_the_file_of_the_report(graph: Store, suffix: str, first: bytes) -> None:
    assert suffix in duties.DOWNLOADS
    assert duties.written(lambda: reports.duty_report(graph, AGENCY), suffix)().startswith(first)


def test_the_word_file_of_the_page_holds_every_line(graph: Store) -> None:
    report = reports.duty_report(graph, AGENCY)
    paper = Document(io.BytesIO(duties.written(lambda: report, ".docx")()))
    assert paper.paragraphs[0].text == f"{report.body.full_name}责任清单"
    items = [row.cells[1].text for table in paper.tables for row in table.rows[1:]]
    assert len(items) == report.total
    assert {f"{row.item_number}{row.item}" for row in report.rows} <= {item.split("（由")[0] for item in items}


def test_a_workgroup_shows_its_members(graph: Store) -> None:
    group = run(graph, "workgroups").rows[0]
    test = draw("duties", agency=f"议事协调机构|{group['workgroup_id']}", part="组成")
    members = run(graph, "workgroup_members", name=group["workgroup"]).rows
    assert list(tables(test)[-1]["单位或人员"]) == [row["party"] for row in members]


# --- 问答 ---


@pytest.fixture(scope="module")
def asker(graph: Store) -> Asker:
    return Asker(graph)


@pytest.fixture
def asked(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> Asker:
    """The page asks this one."""
    monkeypatch.setattr(resources, "asker", lambda: asker)
    return asker


def said(test: AppTest) -> list[str]:
    """Questions and answers of a conversation, as they stand on the page."""
    found = [
        re.search("<div class='qt-said'>(.*?)</div>", str(part.proto.body), re.DOTALL) for part in test.get("html")
    ]
    return [html.unescape(match[1]) for match in found if match]


def test_an_answer_with_its_reading_rows_and_query(asked: Asker) -> None:
    question = "市工信局牵头哪些事项？"
    answer = asked.ask(question)
    test = draw("asking", q=question)
    assert said(test) == [question, asking.broken(answer.text)]
    assert f"理解为：{answer.understood}" in words(test)
    table = tables(test)[0]
    assert list(table["事项"]) == [row["item"] for row in answer.rows]
    assert [button.label for button in test.button if button.label.startswith("改问")] == [
        f"改问：{other}" for other in answer.others
    ]
    assert test.code[0].value == answer.cypher
    assert [chip.proto.popover.label for chip in test.get("popover")] == ["日期", "市工信局牵头"]


def test_a_conversation_in_an_address_is_held_again(asked: Asker) -> None:
    test = draw("asking", q=["谁牵头推进“五好”园区建设？", "那配合单位呢？"])
    assert "市委政研室" in said(test)[3]
    see = next(button for button in test.button if button.label == "看依据（1 处原句）")
    see.click().run()
    assert not test.exception
    next(button for button in test.button if button.label == "清空对话").click().run()
    assert said(test) == []
    assert "q" not in test.query_params


def test_a_question_typed_into_the_page_goes_into_the_address(asked: Asker) -> None:
    test = draw("asking")
    test.chat_input[0].set_value("矿山安全专项整治由谁牵头？").run()
    assert "市应急局" in said(test)[1]
    assert "".join(test.query_params["q"]) == "矿山安全专项整治由谁牵头？"


def test_what_no_document_says_is_said_to_be_so(asked: Asker) -> None:
    test = draw("asking", q="市教育局局长叫什么名字？")
    assert said(test)[1].startswith("文件未写明。列出人，条件：单位是市教育局，职务是局长：没有找到。")
    assert "文件未写明：没有找到与“市教育局局长叫什么名字？”相符的原句。" in words(test)


def test_every_example_has_an_answer(asked: Asker) -> None:
    found = asking.examples()
    assert len(found) > 4
    assert [question for question in found if not asked.ask(question).answered] == []


# --- 子图 ---


def test_a_walk_remembers_what_was_opened_in_which_order() -> None:
    walk = Walk().open("机构|甲", ("牵头",)).open("事项|乙").open("机构|甲", ("配合",))
    assert [opened.write() for opened in walk.opened] == ["机构|甲~牵头,配合", "事项|乙"]
    assert walk.open("机构|甲").opened[0] == Opened("机构|甲")
    assert [opened.key for opened in walk.close("机构|甲").opened] == ["事项|乙"]
    assert [Opened.read(opened.write()) for opened in walk.opened] == list(walk.opened)


def test_the_graph_shows_what_is_opened_and_not_what_is_hidden(graph: Store) -> None:
    everything = graph_rows(Walk().open(f"机构|{AGENCY}"))
    known = run(graph, "neighbourhood", node=AGENCY, kind="机构").rows
    assert everything == [row["statement"] for row in known]
    some = run(graph, "neighbourhood", node=AGENCY, kind="机构", relations=["牵头"]).rows
    assert graph_rows(Walk().open(f"机构|{AGENCY}", ("牵头",))) == [row["statement"] for row in some]
    item = some[0]["target_id"]
    hidden = graph_rows(Walk().open(f"机构|{AGENCY}").hide(item))
    assert set(everything) - set(hidden) == {row["statement"] for row in known if item in (row["target_id"],)}


def graph_rows(walk: Walk) -> list[str]:
    return [row["statement"] for row in graph.rows(walk)]


def test_the_way_between_two_nodes_is_marked_in_the_picture(graph: Store) -> None:
    walk = Walk(to="机构|常德市/财政").open(f"机构|{AGENCY}")
    steps = run(graph, "path_between", source=AGENCY, target="常德市/财政").rows
    way = pages.graph.path(walk)
    assert [row["statement"] for row in way] == [step["statement"] for step in steps]
    assert set(graph_rows(walk)) >= {row["statement"] for row in way}


def test_the_graph_page_counts_before_it_expands(graph: Store) -> None:
    test = draw("graph", node=f"机构|{AGENCY}")
    assert f"共 {len(run(graph, 'neighbourhood', node=AGENCY, kind='机构').rows)} 条" in test.expander[0].label
    assert [row["source"] for row in graph_table(test)]


def graph_table(test: AppTest) -> list[dict[str, str]]:
    return [{"source": value} for value in tables(test)[0]["起点"]]


# --- 文件 ---


def test_every_mark_is_a_stretch_of_the_text(graph: Store) -> None:
    [document] = graph.documents()
    kept = resources.kept(document["id"])
    assert kept is not None
    facts = run(graph, "document_facts", document=document["id"]).rows
    marked = {(mark.start, mark.end): mark.sort for mark in documents.marks(facts, kept)}
    for row in facts:
        if row["relation"] in ontology().duties:
            assert marked[row["start"], row["end"]] == "duty"
            assert kept.text[row["start"] : row["end"]] == row["quote"]
    duty = next(row for row in facts if row["relation"] == "牵头")
    here = documents.stated_at(facts, duty["start"])
    assert duty["statement"] in [row["statement"] for row in here]
    assert all(row["start"] <= duty["start"] < row["end"] for row in here)


def test_the_document_page_states_coverage_and_signals(graph: Store) -> None:
    [document] = graph.documents()
    kept = resources.kept(document["id"])
    assert kept is not None
    said = words(draw("documents", document=document["id"]))
    assert f"责任用语 {len(kept.cues)} 处：成为关系 {kept.fates()['edge']}" in said
    assert f"需要看一看 {len(kept.signals)} 处" in said


def test_without_its_text_a_document_still_shows_its_facts(
    graph: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(resources, "archive", lambda: Archive(PLAN.parent / "没有"))
    test = draw("documents")
    assert "这台机器上没有保存这份文件的原文" in words(test)
    assert len(tables(test)[0]) == graph.documents()[0]["statements"]


# --- 项目·产业·园区 ---


def test_projects_of_a_list_in_a_park_have_their_leads(graph: Store) -> None:
    found = places.projects(run(graph, "projects").rows, "十大产业项目", "常德经开区")
    assert [row["order"] for row in found] == [1, 2, 3]
    assert {tuple(row["leads"]) for row in found} == {("市工信局",)}
    numbers = places.project_lists(run(graph, "projects").rows)
    assert {name: number for name, number in numbers.items() if name.startswith("十大")} == {
        "十大产业项目": 10,
        "十大技术攻关与成果转化项目": 10,
        "十大基础设施项目": 10,
        "十大社会民生项目": 10,
    }


def test_shares_stand_in_their_cell(graph: Store) -> None:
    rows = run(graph, "allotments").rows
    table = places.shares(rows)
    for row in rows:
        line = table.loc[(row["group"], f"{row['indicator']}（{row['unit']}）")]
        assert line[row["place"]] == row["value"]
        assert line["合计"] == row["total"]
    line = table.iloc[0].dropna()
    shades = places.heat(line.to_dict())
    assert "合计" not in shades
    assert max(shades, key=shades.__getitem__) == line.drop("合计").idxmax()
    assert max(shades.values()) == 0.75
    assert places.heat({"类别": "甲", "合计": 3.0, "某县": None}) == {}


@pytest.mark.parametrize(
    ("part", "column", "query", "key"),
    [
        ("项目", "项目", "projects", "project"),
        ("指标", "指标", "targets", "indicator"),
    ],
)
def test_a_part_of_the_page_lists_what_the_question_answers(
    graph: Store, part: str, column: str, query: str, key: str
) -> None:
    table = tables(draw("places", part=part))[0]
    assert sorted(table[column]) == sorted(lists.shown(row[key]) for row in run(graph, query).rows)


@pytest.mark.parametrize("part", ["产业", "园区", "任务分解"])
def test_the_other_parts_draw(part: str) -> None:
    assert draw("places", part=part).get("button_group")


def test_a_project_is_led_by_whom_its_item_and_its_list_name(graph: Store) -> None:
    leads = places.project_leads()
    by_name = {row["project"]: leads.get(row["project_id"], []) for row in run(graph, "projects").rows}
    assert by_name["沅北水厂迁建"] == ["市政府办", "市自来水公司"]
    assert by_name["常德经开区新材料产业园"] == ["市工信局"]


def test_an_industry_in_an_address_is_shown_with_who_answers_for_it(graph: Store) -> None:
    found = run(graph, "task_parties", name="新能源").rows
    test = draw("places", part="产业", name="新能源")
    assert f"**谁负责“新能源”**（{len(found)} 条）" in words(test)
    assert list(tables(test)[0]["单位"]) == [row["agency"] for row in found]


def test_a_list_of_projects_in_an_address_is_shown_for_a_place(graph: Store) -> None:
    rows = [row for row in run(graph, "projects", place="常德经开区").rows if row["list"] == "十大产业项目"]
    test = draw("places", list="十大产业项目", place="常德经开区")
    assert list(tables(test)[0]["项目"]) == [row["project"] for row in rows]
    assert set(tables(test)[0]["牵头单位"]) == {"市工信局"}


# --- 协同分析 ---


def test_an_edge_of_the_network_has_the_clauses_that_it_counts(graph: Store) -> None:
    network = cooperation.network(Scope())
    assert network.number_of_edges() > 400
    wrong = []
    for first, second, data in network.edges(data=True):
        rows = cooperation.shared(network.nodes[first]["id"], network.nodes[second]["id"], "")
        if len({(row["document"], row["start"], row["end"]) for row in rows}) != data["weight"]:
            wrong.append((first, second))
    assert wrong == []


def test_the_network_begins_with_the_pairs_that_share_the_most() -> None:
    network = cooperation.network(Scope())
    bound = cooperation.least(network)
    weights = cooperation.weights_of(network)
    assert 0 < sum(weight >= bound for weight in weights) <= cooperation.PAIRS
    assert sum(weight >= bound - 1 for weight in weights) > cooperation.PAIRS
    view = cooperation.view(network, bound)
    assert sorted(edge.weight for edge in view.edges) == sorted(weight for weight in weights if weight >= bound)
    assert {end for edge in view.edges for end in (edge.source, edge.target)} == {node.id for node in view.nodes}


def test_a_network_is_told_apart_by_its_groups() -> None:
    found = cooperation.network(Scope())
    rows = cooperation.measures(Scope())
    numbers = {f"机构/{row['id']}" if f"机构/{row['id']}" in found else "": row["group"] for row in rows}
    view = cooperation.view(found, 1, {key: number for number, key in enumerate(sorted(found), 1)})
    assert [node.kind for node in sorted(view.nodes, key=lambda node: node.id)][:10] == [
        *(f"群组 {number}" for number in range(1, 9)),
        *["其他单位"] * 2,
    ]
    grouped = cooperation._grouped(resources.state(), "", "")
    assert {key: number for key, number in numbers.items() if key} == {
        key: number for key, number in grouped.items() if key in numbers
    }
    drawn = payload(view, layout="force", view_key="")
    assert {node["kind"] for node in drawn["nodes"]} <= set(drawn["kinds"])


def test_a_large_network_is_cut_and_says_so() -> None:
    network: nx.Graph[str] = nx.Graph()
    for number in range(600):
        network.add_node(f"机构/{number}", id=f"{number}", kind="机构", name=f"局{number}", region="")
        network.add_edge("机构/0", f"机构/{number}", weight=1 + number % 7, led=0)
    network.remove_edge("机构/0", "机构/0")
    assert cooperation.least(network) == 7
    view = cooperation.view(network, 1)
    assert (len(view.nodes), view.total_nodes) == (500, 600)
    assert "只画出 500 个节点（共 600 个）" in view.notice


def test_every_body_with_its_closest_partners() -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from("甲乙丙丁戊己", name="局", kind="机构", region="")
    weights = {"甲乙": 9, "甲丙": 8, "甲丁": 7, "甲戊": 6, "甲己": 5, "乙丙": 1, "丙丁": 1}
    network.add_edges_from((a, b, {"weight": weight, "led": 0}) for (a, b), weight in weights.items())
    found = cooperation.closest(network)
    # 甲 would drop 戊 and 己, for whom it is the closest of all.
    assert nx.utils.graphs_equal(found, network)
    network.add_edges_from((a, b, {"weight": 20, "led": 0}) for a, b in ("己戊", "戊丁", "己丁", "己乙", "戊乙"))
    dropped = {frozenset(edge) for edge in network.edges} - {
        frozenset(edge) for edge in cooperation.closest(network).edges
    }
    assert dropped == {frozenset("甲戊"), frozenset("甲己")}
    test = draw("cooperation", ties="all")
    every = cooperation.network(Scope())
    assert f"画出 {len(every) - len(list(nx.isolates(every)))} 个单位" in words(test)
    assert "**群组 1**" in words(test)


def test_bodies_of_the_same_name_are_told_apart() -> None:
    network: nx.Graph[str] = nx.Graph()
    for region in ("常德市", "岳阳市"):
        network.add_node(region, id=region, kind="机构", name="市工信局", region=region)
    assert cooperation.called(network) == {"常德市": "市工信局（常德市）", "岳阳市": "市工信局（岳阳市）"}


def test_a_scope_leaves_what_it_names(graph: Store) -> None:
    [document] = graph.documents()
    every = cooperation.network(Scope())
    assert nx.utils.graphs_equal(cooperation.network(Scope(document=document["id"])), every)
    of_region = cooperation.network(Scope(region="常德市"))
    assert set(of_region) == {key for key, body in every.nodes(data=True) if body["region"] == "常德市"}
    assert len(cooperation.network(Scope(document="没有"))) == 0


def test_the_page_shows_the_network(graph: Store) -> None:
    test = draw("cooperation")
    network = cooperation.network(Scope())
    assert f"共 {len(network)} 个单位、{network.number_of_edges()} 对协同" in words(test)


def test_the_workload_on_the_page_is_the_questions_answer(graph: Store) -> None:
    test = draw("cooperation", part="工作量")
    rows = run(graph, "agencies_by_leads").rows
    table = tables(test)[0]
    assert dict(zip(table["单位"], table["牵头"], strict=True)) == {row["agency"]: row["leads"] for row in rows}
    assert list(table["条款总数"]) == sorted((row["clauses"] for row in rows), reverse=True)


def test_every_body_is_measured_and_stands_in_a_group() -> None:
    test = draw("cooperation", part="中心与群组")
    network = cooperation.network(Scope())
    rows = cooperation.measures(Scope())
    assert {row["id"]: row["degree"] for row in rows} == {network.nodes[k]["id"]: network.degree[k] for k in network}
    assert len(tables(test)[0]) == len(network)
    assert all(f"**群组 {number}**（{len(of)} 个）" in words(test) for number, of in cooperation.groups(rows).items())


@pytest.mark.parametrize("which", cooperation.GAPS)
def test_gaps_are_the_rows_of_their_question(which: str, graph: Store) -> None:
    rows = run(graph, which).rows
    test = draw("cooperation", part="空白与重叠", which=which)
    assert f"**{get(which).question}**　共 {len(rows)} 行" in words(test)
    assert len(tables(test)[0]) == len(rows) if rows else "没有这样的内容" in words(test)


def test_a_long_answer_begins_with_its_first_rows(graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    which, values = "most_cooperators", {"part": "空白与重叠", "which": "most_cooperators"}
    rows = run(graph, which).rows
    with monkeypatch.context() as patch:
        patch.setattr(lists, "FIRST", 2)
        patch.setattr(resources, "ask", lambda name, **_: pytest.fail(name) if name == which else [])
        test = draw("cooperation", **values)
        assert f"共 {len(rows)} 行，先列出前 2 行" in told(test)
        assert len(tables(test)[0]) == 2
        [every] = [button for button in test.get("download_button") if "CSV" in button.proto.label]
        assert every.proto.label == f"下载 CSV（{len(rows)} 行）"
        assert len(lists.begun(which, "elsewhere", document="").every()) == len(rows)
    assert len(tables(test.button("cooperation.gaps:rest").click().run())[0]) == len(rows)
    assert len(tables(draw("cooperation", **values, sort="-配合单位数"))[0]) == len(rows)


def test_a_table_taken_along_holds_every_row_and_no_formula() -> None:
    rows = [{"name": "=1+1", "clauses": 3}, {"name": "甲、乙", "clauses": 0}]
    columns = [lists.Column("name", "单位"), lists.Column("clauses", "条款", number=True)]
    text = lists.written(rows, columns).decode("utf-8-sig")
    assert text.splitlines() == ["单位,条款", "'=1+1,3", "甲、乙,0"]


def test_two_documents_or_years_are_compared_side_by_side(graph: Store) -> None:
    [document] = [row for row in graph.documents() if row["statements"]]
    assert list(cooperation.parts()) == [document["date"][:4], document["id"]]
    test = draw("cooperation", part="比较", one=document["id"], two=document["date"][:4], region="常德市")
    bodies, pairs = tables(test)
    # The year has no other document.
    assert set(bodies["增减"]) == set(pairs["增减"]) == {0}
    of_region = cooperation.network(Scope(region="常德市"))
    assert set(bodies["单位"]) >= {name for _, name in of_region.nodes(data="name")}
    assert len(pairs) == of_region.number_of_edges()
    assert sum(pairs["现在"]) == sum(cooperation.weights_of(of_region))
    found = cooperation.compared(views.Part(year="1900"), views.Part(document=document["id"]), "常德市")
    rows = cooperation.side_by_side(found, 1)
    assert rows[0]["more"] == rows[0]["second"] == max(row["second"] for row in rows)


# --- Cypher ---


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_every_question_is_an_example_that_runs(name: str) -> None:
    query = catalogue.get(name)
    text = cypher.example(query)
    assert "// 名称" not in text
    given = {p.name: "无" for p in query.parameters if p.required}
    assert set(cypher.parameters(text)) == {parameter.name for parameter in query.parameters}
    assert cypher.run(text, query.bind(given)).complete


@pytest.mark.parametrize(
    "text", ["CREATE (n:机构 {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n:机构) SET n.name = 'x'"]
)
def test_a_query_that_writes_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="查询只能读"):
        cypher.run(text, {})


def test_a_result_with_both_ends_can_be_drawn(graph: Store) -> None:
    assert cypher.drawable(
        graph.read(catalogue.get("neighbourhood").text, {"node": AGENCY, "kind": "", "relations": []})
    )
    assert not cypher.drawable(graph.read("MATCH (n:机构) RETURN n.name AS name", {}))


def test_a_cut_result_says_so(engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(engine_settings, rows=2)
    monkeypatch.setattr(resources, "settings", lambda: few)
    test = draw("cypher")
    test.text_area[0].set_value("MATCH (a:机构) RETURN a.name AS name ORDER BY name").run()
    test.button[0].click().run()
    assert "2 行" in words(test)
    assert "还有更多，只取了前 2 行" in words(test)


# --- 导入 ---


@dataclass
class Upload:
    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def test_uploads_are_read_and_nothing_is_written(graph: Store) -> None:
    before = graph.documents()
    good = Upload("../../方案.txt", "市级方案\n一、任务\n1.抓项目。(市工信局牵头)\n".encode())
    told: list[float] = []
    bad = [Upload("坏.txt", b"\x00\x01"), Upload("空.txt", b"")]
    reading = importing.read([good, *bad], lambda share, _: told.append(share))
    assert told == sorted(told)
    assert [extraction.document.file for extraction in reading.read] == ["方案.txt"]
    assert [failure.source.name for failure in reading.failed] == ["坏.txt", "空.txt"]
    assert importing.roles(reading.read[0].statements)["牵头"] == 1
    assert graph.documents() == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("方案.txt", "方案.txt"),
        ("../../方案.txt", "方案.txt"),
        ("/etc/passwd", "passwd"),
        ("C:\\文件\\方案.txt", "方案.txt"),
        ("..\\..\\方案.txt", "方案.txt"),
        ("..", "文件"),
        (".", "文件"),
        ("", "文件"),
        ("a/..", "文件"),
        ("a/", "文件"),
        (" . ", "文件"),
        (".ssh", "ssh"),
        ("方\x00案\n.txt", "方_案_.txt"),
        ("CON:流.txt", "CON_流.txt"),
        ("\u202etxt.exe", "_txt.exe"),
        ("坏\ud800.txt", "坏_.txt"),
        ("长" * 500 + ".docx", "长" * 65 + ".docx"),
        ("长" * 500, "长" * 66),
        ("a." + "长" * 500, "a." + "长" * 66),
    ],
)
def test_an_upload_stays_in_its_folder_whatever_its_name(sent: str, kept: str, tmp_path: Path) -> None:
    folder = tmp_path / "里" / "0"
    folder.parent.mkdir()
    path = importing._save(folder, Upload(sent, b"x"))
    assert (path.parent, path.name, path.read_bytes()) == (folder, kept, b"x")
    inside = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert inside == [path], "nothing is written anywhere else"


def test_an_archive_is_read_member_by_member_and_what_is_left_out_is_said() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("方案.txt", "市级方案\n一、任务\n1.抓项目。(市工信局牵头)\n")
        archive.writestr("程序.exe", b"MZ")
    reading = importing.read([Upload("一包.zip", packed.getvalue())], lambda *_: None)
    assert [extraction.file for extraction in reading.read] == ["一包.zip/方案.txt"]
    assert [skipped.name for skipped in reading.skipped] == ["一包.zip/程序.exe"]


def test_only_those_allowed_see_the_import() -> None:
    every = [entry.name for entry in pages.entries(may_import=True)]
    assert [name for name in every if name != "import"] == [entry.name for entry in pages.entries(may_import=False)]
    assert "import" in every


# --- errors and login ---


def fails(error: Exception) -> Callable[[], None]:
    def draw() -> None:
        raise error

    return draw


def test_labels_of_links_are_made_plain_once() -> None:
    pages_ = [path.read_text(encoding="utf-8") for path in Path(pages.__file__).parent.glob("*.py")]
    twice = [found for text in pages_ for found in re.findall(r"links\.link\((?:[^()]|\([^()]*\))*?plain\(.*", text)]
    assert twice == []


def test_an_error_of_ours_is_shown_as_it_is() -> None:
    def script() -> None:
        from graph.errors import EngineError
        from ui.web import errors

        def draw() -> None:
            raise EngineError("图数据库没有应答。", "请重试。")

        errors.safely(draw)

    test = AppTest.from_function(script, default_timeout=TIMEOUT).run()
    assert [error.value for error in test.error] == ["图数据库没有应答。请重试。"]


def test_an_unexpected_error_goes_to_the_log_and_shows_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def script() -> None:
        from ui.web import errors

        errors.safely(lambda: [][1])

    errors._log.cache_clear()
    resources.settings.clear()
    test = AppTest.from_function(script, default_timeout=TIMEOUT).run()
    log = errors.log_file().read_text(encoding="utf-8")
    [error] = test.error
    number = error.value.split("编号 ")[1][:6]
    assert "IndexError" not in error.value
    # Words of a page are escaped for Markdown; what is shown are the words.
    assert str(errors.log_file()) in error.value.replace("\\", "")
    assert f"error {number}" in log
    assert "IndexError" in log
    resources.settings.clear()


def test_a_page_that_loses_its_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Store:
        raise EngineError("内置图数据库无法启动。", "请查看日志。")

    monkeypatch.setattr(resources, "store", gone)

    def script() -> None:
        from ui.pages import duties
        from ui.web import errors

        errors.safely(duties.draw)

    test = AppTest.from_function(script, default_timeout=TIMEOUT).run()
    assert [error.value for error in test.error] == ["内置图数据库无法启动。请查看日志。"]


def test_on_this_machine_everybody_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.get_option", lambda name: {"server.address": "127.0.0.1"}.get(name))
    assert access.person() == Person("", may_import=True, may_review=True)


def test_a_click_on_nothing_explains_the_picture() -> None:
    def script() -> None:
        from ui.web import pictures

        pictures.panel([], None)

    test = AppTest.from_function(script, default_timeout=TIMEOUT).run()
    assert "点击一条连线" in test.caption[0].value
    assert pictures.fact([], Selection("edge", "x").id) is None
