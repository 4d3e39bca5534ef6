"""The 台账: written out, filled in, taken back; revised plans; what is due on a fixed day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph import work
from graph.endpoint import Endpoint
from graph.errors import QueryError
from graph.settings import Settings
from graph.store import Store
from graph.timeline import Moment
from queries import reports
from queries.reports.due import due, write_calendar
from queries.reports.ledger import COLUMNS, Ledger
from tests.support.workbooks import fill
from ui import building, ledger
from ui.archive import Archive

TITLE = "梅州市2026年重点工作任务清单"
PLAN = f"""{TITLE}

2026年2月10日

一、重点任务

1.推进片区改造。完成征收和安置，9月底前开工建设。（市住房城乡建设局牵头，市财政局配合，2027年12月底前完成）

2.建设数据中心。5月底前完成选址。（市工信局牵头，市商务局等配合）

3.开展安全排查。每季度排查一次。（市应急管理局负责）

4.做好宣传引导。讲好故事。

二、清单

| 序号 | 任务 | 工作内容 | 牵头单位 | 配合单位 | 责任科室 | 责任领导 | 成果形式 | 完成时限 |
|---|---|---|---|---|---|---|---|---|
| 1 | 编制规划 | 编制专项规划 | 市发展改革委 | 市财政局 | 规划科 | 李明 | 规划文本 | 2026年10月底前 |
| 2 | 清理隐患 | 集中清理 | 市应急管理局 | 市公安局 | 监管科 | 张伟、刘芳 | 报告 | 每月5日前 |
"""
DAY = "2026-05-15"


@pytest.fixture
def store(endpoint: Endpoint, engine_settings: Settings, tmp_path: Path) -> Store:
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    opened = Store(endpoint, engine_settings)
    read(opened, engine_settings, tmp_path, PLAN)
    return opened.at(Moment(DAY))


def read(store: Store, settings: Settings, folder: Path, text: str) -> None:
    path = folder / "plan.md"
    path.write_text(text, encoding="utf-8")
    building.build(store, Archive.of(settings), [path])


def made(store: Store, home: Path, name: str = TITLE) -> Ledger:
    return ledger.made(store, home, reports.find(store, name))


def out(store: Store, home: Path, name: str = "out.xlsx") -> Path:
    ledger.write(made(store, home), home / name, ())
    return home / name


def cell(name: str, order: int) -> str:
    """The name of the cell of a column in the row of an item; PLAN leaves no column empty."""
    at = [column.heading for column in COLUMNS if column.printed].index(name)
    return f"{chr(ord('A') + at)}{order + 3}"


def said(store: Store, home: Path, field: str = "status") -> list[str]:
    return [item.value(field) for item in made(store, home).items]


def test_every_item_with_its_words_bodies_and_deadlines(store: Store, tmp_path: Path) -> None:
    found = made(store, tmp_path)
    assert [(one.number + one.item, one.content, one.leads + one.responsible, one.light) for one in found.items] == [
        ("1.推进片区改造", "完成征收和安置，9月底前开工建设。", ("市住建局",), "正常"),
        ("2.建设数据中心", "5月底前完成选址。", ("市工信局",), "临期"),
        ("3.开展安全排查", "每季度排查一次。", ("市应急局",), "无期限"),
        ("4.做好宣传引导", "讲好故事。", (), "无期限"),
        ("编制规划", "编制专项规划", ("市发展改革委",), "正常"),
        ("清理隐患", "集中清理", ("市应急局",), "无期限"),
    ]
    last = found.items[-1]
    assert (last.leaders, last.offices, last.results) == (("张伟", "刘芳"), ("监管科",), ("报告",))
    assert found.items[0].next == "2026-09-30"


def test_an_item_with_a_deadline_of_its_own_is_listed_beside_its_parts(
    store: Store, engine_settings: Settings, tmp_path: Path
) -> None:
    more = "\n\n5.推进双创。抓好园区培育。（市科技局牵头）抓好载体孵化。（市商务局牵头）8月底前总结推广。\n\n二、清单"
    read(store, engine_settings, tmp_path, PLAN.replace("\n\n二、清单", more))
    found = {one.item: [day.until for day in one.deadlines] for one in made(store, tmp_path).items}
    assert found["推进双创"] == ["2026-08-31"]
    assert {"抓好园区培育。", "抓好载体孵化。"} <= {one.rstrip("。") + "。" for one in found}


def test_a_body_has_its_own(store: Store, tmp_path: Path) -> None:
    found = made(store, tmp_path, "市财政局")
    assert [(one.item, one.anchor.relation) for one in found.items] == [("推进片区改造", "配合"), ("编制规划", "配合")]


def test_out_and_in_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    taken = ledger.take(tmp_path, out(store, tmp_path), "甲")
    assert (taken.rows, taken.written, taken.conflicts, taken.strays) == (6, 0, (), ())
    assert work.Work(tmp_path).read().entries == {}


def test_what_two_fill_in_is_merged(store: Store, tmp_path: Path) -> None:
    blank = out(store, tmp_path)
    first = fill(blank, tmp_path / "a.xlsx", {cell("状态", 1): "推进中", cell("进展情况", 1): "已完成征收"})
    other = fill(blank, tmp_path / "b.xlsx", {cell("状态", 2): "已办结", cell("责任人", 1): "王芳"})
    assert ledger.take(tmp_path, first, "甲").written == 2
    taken = ledger.take(tmp_path, other, "乙")
    assert (taken.written, taken.conflicts) == (2, ())
    assert said(store, tmp_path)[:2] == ["推进中", "已办结"]
    assert (said(store, tmp_path, "progress")[0], said(store, tmp_path, "person")[0]) == ("已完成征收", "王芳")
    assert [one.light for one in made(store, tmp_path).items][:2] == ["正常", "已办结"]
    # A second time is once, and what goes out now comes back as it is.
    assert ledger.take(tmp_path, first, "甲").written == 0
    assert ledger.take(tmp_path, out(store, tmp_path, "again.xlsx"), "丙").written == 0


def test_two_in_one_place_contradict_and_both_stay(store: Store, tmp_path: Path) -> None:
    blank = out(store, tmp_path)
    ledger.take(tmp_path, fill(blank, tmp_path / "a.xlsx", {cell("状态", 1): "推进中"}), "甲")
    taken = ledger.take(tmp_path, fill(blank, tmp_path / "b.xlsx", {cell("状态", 1): "已办结"}), "乙")
    ((order, caption, versions),) = taken.conflicts
    assert (order, caption) == (1, "状态")
    assert sorted(re.sub("@.*", "", one) for one in versions) == ["已办结（乙", "推进中（甲"]
    found = made(store, tmp_path)
    assert found.items[0].contested == ("status",)
    assert any("互相矛盾" in note for note in found.notes())
    settled = fill(out(store, tmp_path, "c.xlsx"), tmp_path / "d.xlsx", {cell("状态", 1): "已终止"})
    assert ledger.take(tmp_path, settled, "丙").conflicts == ()
    assert said(store, tmp_path)[0] == "已终止"


def test_a_cell_that_is_emptied_takes_back(store: Store, tmp_path: Path) -> None:
    ledger.take(tmp_path, fill(out(store, tmp_path), tmp_path / "a.xlsx", {cell("备注", 3): "待定"}), "甲")
    ledger.take(tmp_path, fill(out(store, tmp_path, "n.xlsx"), tmp_path / "b.xlsx", {cell("备注", 3): ""}), "甲")
    assert said(store, tmp_path, "note")[2] == ""


def test_progress_survives_a_revised_and_renumbered_plan(
    store: Store, engine_settings: Settings, tmp_path: Path
) -> None:
    blank = out(store, tmp_path)
    filled = {cell("状态", 1): "推进中", cell("状态", 2): "未启动", cell("状态", 5): "已办结"}
    ledger.take(tmp_path, fill(blank, tmp_path / "a.xlsx", filled), "甲")
    revised = PLAN.replace("1.推进片区改造", "1.培育市场主体。净增一批。（市市场监管局牵头）\n\n2.推进片区改造")
    revised = revised.replace("2.建设数据中心。5月底前", "3.建设数据中心。今年5月底前")
    revised = revised.replace("市工信局牵头，市商务局等配合", "市工信局牵头，市商务局、市财政局配合")
    read(store, engine_settings, tmp_path, revised)
    found = made(store, tmp_path)
    assert {one.item: one.value("status") for one in found.items if one.value("status")} == {
        "推进片区改造": "推进中",
        "建设数据中心": "未启动",
        "编制规划": "已办结",
    }
    assert found.lost == ()


def test_progress_of_an_item_that_is_gone_is_listed(store: Store, engine_settings: Settings, tmp_path: Path) -> None:
    ledger.take(tmp_path, fill(out(store, tmp_path), tmp_path / "a.xlsx", {cell("状态", 5): "已办结"}), "甲")
    gone = "\n".join(line for line in PLAN.split("\n") if "编制规划" not in line)
    read(store, engine_settings, tmp_path, gone)
    found = made(store, tmp_path)
    assert [(one.anchor.task, one.values["status"].said) for one in found.lost] == [("编制规划", "已办结")]
    assert [table.title for table in found.listing().tables] == ["台账", "无主进展"]


def test_columns_that_the_plan_leaves_empty_are_left_out(store: Store, tmp_path: Path) -> None:
    found = made(store, tmp_path, "市商务局")
    headings = [column.heading for column in found.columns()]
    assert "责任领导" not in headings
    assert "成果形式" not in headings
    assert {"任务", "完成时限", "状态", "进展情况"} <= set(headings)


def test_columns_are_chosen_and_remembered(store: Store, tmp_path: Path) -> None:
    assert ledger.columns(tmp_path, "") == ()
    assert ledger.columns(tmp_path, "序号，任务、状态") == ("序号", "任务", "状态")
    assert ledger.columns(tmp_path, "") == ("序号", "任务", "状态")
    assert ledger.columns(tmp_path, "默认") == ()
    with pytest.raises(QueryError, match="没有“天气”这一栏"):
        ledger.columns(tmp_path, "序号,天气")
    # Fields that a sheet does not show are left as they are.
    ledger.write(made(store, tmp_path), tmp_path / "few.xlsx", ("序号", "任务", "状态"))
    taken = ledger.take(tmp_path, fill(tmp_path / "few.xlsx", tmp_path / "f.xlsx", {"C4": "推进中"}), "甲")
    assert taken.written == 1


@pytest.mark.parametrize("suffix", ["docx", "md", "csv", "json"])
def test_other_files(store: Store, tmp_path: Path, suffix: str) -> None:
    ledger.write(made(store, tmp_path), tmp_path / f"out.{suffix}", ())
    assert (tmp_path / f"out.{suffix}").stat().st_size > 500


def test_what_is_no_ledger_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    with pytest.raises(QueryError, match="不能读取"):
        ledger.take(tmp_path, tmp_path / "x.xlsx")
    reports.write(reports.gaps(store), tmp_path / "gaps.xlsx")
    with pytest.raises(QueryError, match="不是 qiantou ledger 写出的台账"):
        ledger.take(tmp_path, tmp_path / "gaps.xlsx")
    wrong = fill(out(store, tmp_path), tmp_path / "w.xlsx", {cell("状态", 1): "差不多了"})
    with pytest.raises(QueryError, match="第 1 项的状态不能是“差不多了”"):
        ledger.take(tmp_path, wrong)


def test_due_by_hand(store: Store, tmp_path: Path) -> None:
    # Counted by hand in PLAN: 30 September, 31 December 2027, 31 May, 31 October; 每季度 and 每月 twice have no day.
    found = due(store, work.Work(tmp_path).read(), None)
    assert [(row["until"], row["light"], row["left"]) for row in found.tables[0].rows] == [
        ("2026-05-31", "临期", 16),
        ("2026-09-30", "正常", 138),
        ("2026-10-31", "正常", 169),
        ("2027-12-31", "正常", 595),
    ]
    assert "周期 2 条" in "".join(found.notes)
    later = store.at(Moment("2026-10-01"))
    past = due(later, work.Work(tmp_path).read(), None, overdue=True)
    assert [row["until"] for row in past.tables[0].rows] == ["2026-05-31", "2026-09-30"]
    before = due(later, work.Work(tmp_path).read(), reports.find(store, "市工信局"), before="2026-12-31")
    assert [row["item"] for row in before.tables[0].rows] == ["2.建设数据中心"]


def test_what_is_done_is_not_overdue(store: Store, tmp_path: Path) -> None:
    ledger.take(tmp_path, fill(out(store, tmp_path), tmp_path / "a.xlsx", {cell("状态", 2): "已办结"}), "甲")
    past = due(store.at(Moment("2026-06-15")), work.Work(tmp_path).read(), None, overdue=True)
    assert past.tables[0].rows == ()


def test_a_calendar(store: Store, tmp_path: Path) -> None:
    write_calendar(due(store, work.Work(tmp_path).read(), None), tmp_path / "x.ics")
    content = (tmp_path / "x.ics").read_bytes()
    assert content.count(b"BEGIN:VEVENT") == content.count(b"END:VEVENT") == 4
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    whole = content.replace(b"\r\n ", b"").decode("utf-8")
    assert "DTSTART;VALUE=DATE:20260531\r\nSUMMARY:2.建设数据中心" in whole
