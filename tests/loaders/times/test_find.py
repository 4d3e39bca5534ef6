"""Deadlines, persons, offices and results of a whole document, as facts with evidence."""

from __future__ import annotations

from functools import cache

from graph.ontology import ontology
from loaders.extract import Extraction, extract
from loaders.page.text import Text
from loaders.records import records

PLAN = """某市2026年重点工作任务清单

2026年2月10日

各县市区人民政府：

请于2月28日前将实施方案报市政府办公室，每季度末报送进展。

一、重点任务

1.推进片区改造。完成征收和安置，9月底前开工建设。（市住房城乡建设局牵头，市财政局配合，2027年12月底前完成）

2.建设数据中心。上半年完成选址。（责任单位：市工信局；责任领导：王小明；完成时限：2026年6月30日）

3.开展安全排查。全面排查隐患。（市应急管理局负责）（长期坚持）

二、清单

| 序号 | 任务 | 工作举措及计划 | 牵头单位 | 配合单位 | 责任科室 | 责任领导 | 成果形式 | 完成时限 |
|---|---|---|---|---|---|---|---|---|
| 1 | 编制规划 | 7月底前完成初稿 | 市发展改革委 | 市财政局 | 规划科 | 李明 | 规划文本 | 2026年10月底前 |
| 2 | 清理隐患 | 集中清理 | 市应急管理局 | 市公安局 | 监管科 | 张伟、刘芳 | 报告 | 每月5日前 |
"""


@cache
def _read() -> Extraction:
    return extract(Text(PLAN, "plan.md"))


def _facts(relation: str) -> list[tuple[str, str]]:
    return [(one.subject.name, one.object.name) for one in _read().statements if one.relation == relation]


def test_deadlines_belong_to_their_tasks() -> None:
    report = "某市2026年重点工作任务清单"
    assert _facts("时限") == [
        (report, "2026-02-28"),
        (report, "每季度"),
        ("推进片区改造", "2026-09-30"),
        ("推进片区改造", "2027-12-31"),
        ("建设数据中心", "2026-06-30"),
        ("建设数据中心", "2026-06-30"),
        ("开展安全排查", "长期坚持"),
        ("编制规划", "2026-07-31"),
        ("编制规划", "2026-10-31"),
        ("清理隐患", "每月"),
    ]


def test_every_fact_has_its_words() -> None:
    for one in _read().statements:
        one.check(ontology())
        assert PLAN[one.start : one.end] == one.quote
        if one.relation == "时限":
            said = PLAN[int(str(one.attributes["words_start"])) : int(str(one.attributes["words_end"]))]
            assert said == one.raw
            assert said in one.quote


def test_persons_offices_and_results() -> None:
    assert _facts("责任人") == [
        ("王小明", "建设数据中心"),
        ("李明", "编制规划"),
        ("张伟", "清理隐患"),
        ("刘芳", "清理隐患"),
    ]
    assert _facts("经办") == [("规划科", "编制规划"), ("监管科", "清理隐患")]
    assert _facts("提交") == [("编制规划", "规划文本"), ("清理隐患", "报告")]
    assert ("规划科", "市发展改革委") in _facts("属于")


def test_an_office_beside_its_body_cooperates_in_nothing() -> None:
    assert not {"规划科", "监管科"} & {name for name, _ in _facts("配合")}


def test_records_carry_deadlines_and_persons() -> None:
    (found,) = [one for one in records(_read()) if one["kind"] == "responsibility" and one["agency"] == "市工信局"]
    assert found["deadline"] == [
        {"until": "2026-06-30", "text": "上半年", "kind": "截止", "every": "", "computed": False},
        {"until": "2026-06-30", "text": "2026年6月30日", "kind": "截止", "every": "", "computed": False},
    ]
    assert found["persons"] == ["王小明"]


def test_a_magazine_tells_of_what_has_been() -> None:
    piece = "打造一流环境\n\n本报记者 王小明\n\n年底前，全区将建成标准厂房。\n\n2026年6月底前完成征收。\n"
    whole = piece + "\n" + piece.replace("王小明", "李小红")
    assert [one for one in extract(Text(whole, "magazine.txt")).statements if one.relation == "时限"] == []


def test_the_words_of_an_item_are_what_stands_between_its_title_and_its_clause() -> None:
    found = {one.object.name: one.object.properties for one in _read().statements if one.relation in ("牵头", "负责")}
    assert {name: said.get("content") for name, said in found.items()} == {
        "推进片区改造": "完成征收和安置，9月底前开工建设。",
        "建设数据中心": "上半年完成选址。",
        "开展安全排查": "全面排查隐患。",
        "编制规划": "编制规划",
        "清理隐患": "清理隐患",
    }
