"""The catalogue: what its files must look like, and what users are told when a value does not fit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import QueryError
from graph.ontology import ontology
from graph.store import Result, Store
from queries.catalogue import Parameter, Query, catalogue, get, load, parse, run

NAMES = [
    "agencies",
    "agencies_by_leads",
    "agencies_in_every_clause",
    "agencies_without_workgroup",
    "agency_counts",
    "agency_counts_by_plan",
    "agency_pairs",
    "allotments",
    "annexes",
    "assignments",
    "bodies",
    "charges",
    "collective_tasks",
    "common_members",
    "common_workgroups",
    "cooperators",
    "deadlines",
    "document_facts",
    "documents",
    "duties",
    "duty_targets",
    "earlier_parties",
    "evidence",
    "facts",
    "facts_between",
    "find",
    "industries",
    "industry_systems",
    "item_parties",
    "leads",
    "ledger_document",
    "ledger_items",
    "left_out",
    "lineage",
    "list_projects",
    "lists_of_project",
    "memberships",
    "most_cooperators",
    "names",
    "names_as_written",
    "namesakes",
    "neighbour_counts",
    "neighbourhood",
    "node",
    "nodes",
    "open_lists",
    "outline",
    "outsiders",
    "partners",
    "passages",
    "path_between",
    "places_without_share",
    "plans",
    "plans_named",
    "posts",
    "project_amounts",
    "project_leads",
    "project_places",
    "projects",
    "projects_of_place",
    "reviews",
    "shared_tasks",
    "shares",
    "shares_that_differ",
    "sole_leads",
    "sums_that_differ",
    "target_values",
    "targets",
    "task_parties",
    "tasks_with_several_leads",
    "tasks_without_agency",
    "tasks_without_lead",
    "workgroup_members",
    "workgroup_tasks",
    "workgroups",
    "workgroups_of_agency",
]

# These count or list nodes; every other question states facts and brings their evidence.
WITHOUT_EVIDENCE = {
    "agencies",
    "agencies_by_leads",
    "agencies_in_every_clause",
    "agency_counts",
    "agency_counts_by_plan",
    "agency_pairs",
    "bodies",
    "documents",
    "find",
    "ledger_document",
    "neighbour_counts",
    "node",
    "nodes",
    "names",
    "names_as_written",
    "partners",
    "plans",
    "namesakes",
    "plans_named",
    "annexes",
    "left_out",
    "lineage",
}

GOOD = """// 名称: leads
// 问题: 谁牵头？
// 参数: name: text 事项名称的一部分
// 参数: least: integer=2 至少几家
// 列: agency: text 机构
MATCH (a:机构)-[r:牵头]->(t) WHERE t.name CONTAINS $name AND size(a.names) > $least
RETURN a.name AS agency ORDER BY agency
"""


def edited(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_words_in_braces_come_from_the_ontology() -> None:
    query = parse(
        edited("[r:牵头]", "[r:{duties}]").replace("ORDER BY agency", "ORDER BY {rank}, agency"), Path("x.cypher")
    )
    assert "[r:牵头|配合|负责|指导|联系|考核]" in query.text
    assert "ORDER BY CASE type(r) WHEN '牵头' THEN 0 WHEN '配合' THEN 2" in query.text


def test_an_unknown_word_in_braces_is_refused_with_its_line() -> None:
    with pytest.raises(QueryError, match=r"x.cypher 第 6 行.*dutys"):
        parse(edited("[r:牵头]", "[r:{dutys}]"), Path("x.cypher"))


# --- the project's own files ---


def test_names_are_the_golden_list() -> None:
    assert list(catalogue()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_file_is_named_after_the_question(name: str) -> None:
    query = catalogue()[name]
    assert query.file.name == f"{name}.cypher"
    assert query.question.endswith("？")


@pytest.mark.parametrize("name", NAMES)
def test_facts_bring_their_evidence(name: str) -> None:
    columns = {column.name for column in catalogue()[name].columns}
    evidence = {"title", "date", "path", "quote", "start", "end", "document"}
    assert (evidence <= columns) == (name not in WITHOUT_EVIDENCE)
    assert ("quote" in columns) == (name not in WITHOUT_EVIDENCE)


@pytest.mark.parametrize("name", NAMES)
def test_answers_come_in_a_fixed_order(name: str) -> None:
    # A subquery in braces has an order and a limit of its own.
    outer = re.sub(r"COLLECT \{[^{}]*\}", "", catalogue()[name].text)
    if catalogue()[name].order:
        assert "ORDER BY" not in outer.rpartition("RETURN")[2]
        return
    last_return = outer.rpartition("RETURN")[2]
    assert "ORDER BY" in last_return or outer.rpartition("ORDER BY")[2].strip()
    assert "LIMIT" not in last_return


SORTED = edited("AS agency ORDER BY agency", "AS agency, size(a.name) AS length").replace(
    "// 列: agency", "// 次序: length agency\n// 列: agency"
)


class Rows:
    """A store that answers everything with the same rows."""

    def read(self, cypher: str, parameters: object, *, limit: int | None = None) -> Result:
        assert limit is None
        return Result(
            ("agency", "length"), [{"agency": name, "length": len(name)} for name in ("丙丙", "乙", "甲")], True
        )


def test_rows_may_be_sorted_here_by_what_is_no_column() -> None:
    query = parse(SORTED, Path("leads.cypher"))
    found = query.read(Rows(), {"name": "园区"}, limit=2)  # type: ignore[arg-type]
    assert found == Result(("agency",), [{"agency": "乙"}, {"agency": "甲"}], False)


@pytest.mark.parametrize("name", NAMES)
def test_long_lists_of_kinds_and_relations_are_those_of_the_ontology(name: str) -> None:
    lead = ontology().relations["牵头"]
    kinds = set(ontology().kinds)
    known = [lead.starts, lead.starts - {"人员"}, lead.ends, set(ontology().duties), set(ontology().relations)]
    known += [kinds, kinds - {"事项", "指标"}]
    for group in re.findall(r":([\u4e00-\u9fff]+(?:\|[\u4e00-\u9fff]+){4,})", catalogue()[name].text):
        assert set(group.split("|")) in known


def test_a_question_is_found_by_its_file_alone() -> None:
    assert all(query.file.stem == query.name for query in catalogue().values())
    assert get("duties") == catalogue()["duties"]


def test_values_are_never_part_of_a_text() -> None:
    assert not [name for name, query in catalogue().items() if re.search(r"[{%]\s*(agency|name)\s*[}%]", query.text)]


# --- files that are wrong ---

WRONG = [
    ("unknown key", edited("// 参数: name", "// 参数们: name"), 3, "看不懂头部行"),
    ("no colon", edited("// 问题: 谁牵头？", "// 谁牵头？"), 2, "看不懂头部行"),
    ("no name", edited("// 名称: leads\n", ""), 1, "没有“名称”"),
    ("no question", edited("// 问题: 谁牵头？\n", ""), 1, "没有“问题”"),
    ("empty question", edited("谁牵头？", ""), 2, "“问题”为空或重复"),
    ("two names", edited("// 问题: 谁牵头？", "// 名称: other"), 2, "“名称”为空或重复"),
    ("name in Chinese", edited("leads", "谁牵头"), 1, "名称“谁牵头”不可用"),
    ("name in capitals", edited("leads", "Leads"), 1, "名称“Leads”不可用"),
    ("sorted by what is not returned", SORTED.replace("AS length", "AS size"), 1, "次序中的 length 没有被返回"),
    ("no columns", edited("// 列: agency: text 机构\n", ""), 1, "没有“列”"),
    ("unknown type", edited("name: text", "name: string"), 3, "写法不对"),
    ("no description", edited("name: text 事项名称的一部分", "name: text"), 3, "写法不对"),
    ("column with default", edited("agency: text", "agency: text=无"), 5, "写法不对"),
    ("default of another type", edited("integer=2", "integer=二"), 4, "默认值“二”不是 integer"),
    ("parameter twice", edited("// 参数: least: integer=2", "// 参数: name: text"), 4, "参数 name 重复"),
    ("parameter unused", edited(" AND size(a.names) > $least", ""), 4, "参数 least 没有用到"),
    ("used in a comment only", edited("> $least", "> 2 // $least"), 4, "参数 least 没有用到"),
    ("parameter undeclared", edited("$least", "$most"), 6, "参数 $most 没有在头部声明"),
    ("column not returned", edited("AS agency ORDER BY agency", "AS body"), 5, "列 agency 没有被返回"),
    ("column undeclared", edited("AS agency ORDER", "AS agency, a.id AS id ORDER"), 7, "返回的列 id 没有在头部声明"),
    ("column without name", edited("a.name AS agency ORDER BY agency", "a.name"), 7, "没有名称"),
    (
        "returned in a subquery only",
        edited("RETURN a.name AS agency ORDER BY agency", "CALL { RETURN 1 AS agency }"),
        7,
        "没有 RETURN",
    ),
    ("CREATE", edited("RETURN", "CREATE (:机构)\nRETURN"), 7, "“CREATE”会写入"),
    ("merge in small letters", edited("RETURN", "merge (:机构)\nRETURN"), 7, "“merge”会写入"),
    ("SET", edited("RETURN", "SET a.name = ''\nRETURN"), 7, "“SET”会写入"),
    ("DETACH DELETE", edited("RETURN", "DETACH DELETE a\nRETURN"), 7, "“DETACH”会写入"),
    ("REMOVE", edited("RETURN", "REMOVE a.name\nRETURN"), 7, "“REMOVE”会写入"),
    ("LOAD CSV", edited("MATCH", "LOAD  CSV FROM 'x' AS l MATCH"), 6, "“LOAD CSV”会写入"),
    ("procedure", edited("MATCH", "CALL db.labels() YIELD label MATCH"), 6, "“CALL db.labels”会写入"),
    ("unknown label", edited("(a:机构)", "(a:机关)"), 6, "本体中没有“机关”"),
    ("unknown relation", edited("[r:牵头]", "[r:牵头|主办]"), 6, "本体中没有“主办”"),
]


@pytest.mark.parametrize(("text", "line", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_file_is_refused_with_file_and_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=re.escape(message)) as refused:
        load(tmp_path)
    assert refused.value.happened.startswith(f"wrong.cypher 第 {line} 行：")
    assert refused.value.advice


def test_name_used_twice_is_refused(tmp_path: Path) -> None:
    for file in ("one.cypher", "two.cypher"):
        (tmp_path / file).write_text(GOOD, encoding="utf-8")
    with pytest.raises(QueryError, match=r"two\.cypher 第 1 行：名称“leads”已用于 one\.cypher"):
        load(tmp_path)


def test_folder_without_files_gives_an_empty_catalogue(tmp_path: Path) -> None:
    assert load(tmp_path) == {}


RIGHT = [
    ("write words in literals", edited("CONTAINS $name", "CONTAINS $name AND t.name <> 'SET DELETE // CALL x'")),
    ("write words in comments", edited("RETURN", "// CREATE nothing\nRETURN")),
    ("property named like a write word", edited("a.names", "a.set")),
    ("subquery", edited("RETURN", "CALL { MATCH (x:事项) RETURN count(x) AS n }\nRETURN")),
    ("full-width colon", edited("// 名称: leads", "// 名称：leads")),
    ("commas inside brackets", edited("a.name AS agency", "coalesce(a.name, [1, 2][0]) AS agency")),
]


@pytest.mark.parametrize("text", [r[1] for r in RIGHT], ids=[r[0] for r in RIGHT])
def test_right_file_is_read(text: str) -> None:
    query = parse(text, Path("leads.cypher"))
    assert query.counting.endswith("\nRETURN sum(1) AS total")
    assert replace(query, counting="") == Query(
        name="leads",
        question="谁牵头？",
        note="",
        parameters=(Parameter("name", "text", "事项名称的一部分"), Parameter("least", "integer", "至少几家", 2)),
        columns=query.columns,
        text=text,
        file=Path("leads.cypher"),
    )
    assert [(c.name, c.type, c.caption) for c in query.columns] == [("agency", "text", "机构")]


def test_columns_follow_the_text_not_the_header() -> None:
    text = edited("// 列: agency: text 机构", "// 列: id: text 编号\n// 列: agency: text 机构")
    query = parse(text.replace("AS agency ORDER", "AS agency, a.id AS id ORDER"), Path("leads.cypher"))
    assert [column.name for column in query.columns] == ["agency", "id"]


# --- binding values ---

ALL_TYPES = """// 名称: probe
// 问题: 各种参数？
// 参数: t: text 文字
// 参数: i: integer=1 整数
// 参数: n: number=0.5 数
// 参数: f: flag=否 开关
// 参数: l: list= 几项
// 参数: o: text= 可省的文字
// 列: x: text 无
RETURN [$t, $i, $n, $f, $l, $o] AS x
"""


@pytest.fixture(scope="module")
def probe() -> Query:
    return parse(ALL_TYPES, Path("probe.cypher"))


def test_defaults_fill_what_is_not_given(probe: Query) -> None:
    assert probe.bind({"t": "甲"}) == {"t": "甲", "i": 1, "n": 0.5, "f": False, "l": [], "o": ""}


CONVERTED: list[tuple[str, object, object]] = [
    ("t", " 市工信局 ", "市工信局"),
    ("i", "3", 3),
    ("i", 3, 3),
    ("n", "2.5", 2.5),
    ("n", 2, 2),
    ("f", "是", True),
    ("f", "FALSE", False),
    ("f", True, True),
    ("l", "牵头、配合，负责;指导,", ["牵头", "配合", "负责", "指导"]),
    ("l", ["牵头"], ["牵头"]),
    ("l", "", []),
    ("o", "", ""),
]


@pytest.mark.parametrize(("name", "given", "bound"), CONVERTED)
def test_values_are_converted_by_type(probe: Query, name: str, given: object, bound: object) -> None:
    assert probe.bind({"t": "甲", name: given})[name] == bound


REFUSED: list[tuple[dict[str, object], str]] = [
    ({}, "缺少参数 t（文字）"),
    ({"t": "甲", "x": "1", "y": "2"}, "没有参数 x、y"),
    ({"t": ""}, "参数 t（文字）的值“”不能用"),
    ({"t": "  "}, "不能用"),
    ({"t": 3}, "参数 t（文字）的值“3”不能用"),
    ({"t": "甲", "i": "三"}, "参数 i（整数）的值“三”不能用"),
    ({"t": "甲", "i": "2.5"}, "不能用"),
    ({"t": "甲", "i": True}, "不能用"),
    ({"t": "甲", "n": "多"}, "不能用"),
    ({"t": "甲", "f": "也许"}, "参数 f（开关）的值“也许”不能用"),
    ({"t": "甲", "f": 1}, "不能用"),
    ({"t": "甲", "l": [1]}, "不能用"),
    ({"t": None}, "不能用"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_values_that_do_not_fit_are_refused(probe: Query, given: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as refused:
        probe.bind(given)
    assert refused.value.advice.startswith("请")


def test_missing_parameter_tells_how_to_write_it() -> None:
    with pytest.raises(QueryError, match=re.escape("shared_tasks first=… second=… [region=…]")):
        get("shared_tasks").bind({"first": "市工信局"})


def test_unknown_question_names_similar_ones() -> None:
    with pytest.raises(QueryError, match=r"没有名为“duty”的问题。您是否要问 duties"):
        get("duty")


def test_unknown_question_without_similar_ones() -> None:
    with pytest.raises(QueryError, match=r"没有名为“天气”的问题。用 qiantou queries 查看全部问题"):
        get("天气")


# --- asking ---


def test_run_takes_a_parameter_called_name(graph: Store) -> None:
    result = run(graph, "leads", name="物流")
    assert result.complete
    assert [row["agency"] for row in result.rows] == ["市商务局", "市发展改革委"]


def test_limit_says_that_it_cut(graph: Store) -> None:
    cut = get("agencies").read(graph, {}, limit=3)
    assert (len(cut.rows), cut.complete) == (3, False)
