"""Every question of the catalogue, asked of the small graph; the answers are spelled out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]
Ask = Callable[..., list[Row]]

CHANGDE = "常政办发〔2024〕1号"
YUEYANG = "岳政发〔2023〕5号"
ANNEX = "附件1 常德市产业提升工作方案"
GROW = [ANNEX, "一、重点任务", "(一)培育产业"]
RISK = [ANNEX, "一、重点任务", "(二)防范风险"]


def pick(rows: list[Row], *columns: str) -> list[Any]:
    """Some columns of the rows, as tuples; a single column as plain values."""
    if len(columns) == 1:
        return [row[columns[0]] for row in rows]
    return [tuple(row[column] for column in columns) for row in rows]


# --- one agency ---


def test_duties_of_two_cities_oldest_document_first(ask: Ask) -> None:
    rows = ask("duties", agency="市工信局")
    assert pick(rows, "agency_id", "role", "number", "item", "date") == [
        ("岳阳市/工业和信息化局", "牵头", "1.", "推动产业升级", "2023-05-06"),
        ("岳阳市/工业和信息化局", "负责", "2.", "推进数字改造", "2023-05-06"),
        ("常德市/工业和信息化局", "牵头", "1.", "推动产业升级", "2024-02-01"),
    ]


def test_duties_row_in_full(ask: Ask) -> None:
    [row] = ask("duties", agency="常德市工业和信息化局")
    assert row.pop("statement")
    assert row.pop("mark")
    assert row == {
        "role": "牵头",
        "number": "1.",
        "item": "推动产业升级",
        "first_sentence": "",
        "item_kind": "事项",
        "item_id": "常德市#附1一(一)1",
        "leads": ["市工信局"],
        "cooperators": ["市发展改革委", "市科技局"],
        "responsible": [],
        "others": [],
        "collectives": [],
        "section_leads": [],
        "open": True,
        "open_roles": ["牵头", "配合"],
        "inherited": False,
        "counted": True,
        "raw": "市工信局",
        "agency": "市工信局",
        "agency_region": "常德市",
        "agency_id": "常德市/工业和信息化局",
        "title": "常德市产业提升实施方案",
        "date": "2024-02-01",
        "path": GROW,
        "quote": "(市工信局牵头,市发展改革委、市科技局等按职责分工负责)",
        "start": 91,
        "end": 119,
        "place": "",
        "document": CHANGDE,
    }


def test_duties_by_alias_in_the_order_of_the_document(ask: Ask) -> None:
    rows = ask("duties", agency="市发改委")
    assert pick(rows, "role", "item", "leads", "collectives", "section_leads") == [
        ("配合", "推动产业升级", ["市工信局"], [], []),
        ("牵头", "发展现代物流", ["市商务局", "市发展改革委"], ["各县市区政府"], []),
        ("牵头", "抓好三大项目建设", ["市发展改革委"], [], []),
        ("牵头", "三大项目", ["市发展改革委"], [], []),
        ("负责", "保障如期交楼", [], [], ["市住建局"]),
    ]


def test_duties_of_one_role_and_one_region(ask: Ask) -> None:
    assert pick(ask("duties", agency="市工信局", role="负责"), "item") == ["推进数字改造"]
    assert pick(ask("duties", agency="市财政局", role="配合", region="岳阳市"), "item") == ["推动产业升级"]


def test_duties_mark_leads_taken_from_the_heading(ask: Ask) -> None:
    rows = ask("duties", agency="市住建局")
    assert pick(rows, "item_kind", "item", "inherited", "quote") == [
        ("章节", "防范风险", False, "(市住建局牵头)"),
        ("事项", "保障如期交楼", True, "(市住建局牵头)"),
        ("事项", "化解存量债务", True, "(市住建局牵头)"),
    ]


def test_unknown_agency_has_no_duties(ask: Ask) -> None:
    assert ask("duties", agency="市气象局") == []


def test_sole_leads_with_and_without_cooperators(ask: Ask) -> None:
    assert pick(ask("sole_leads", agency="市发展改革委"), "item") == ["抓好三大项目建设", "三大项目"]
    rows = ask("sole_leads", agency="市工信局")
    assert pick(rows, "agency_region", "item", "cooperators") == [
        ("岳阳市", "推动产业升级", ["市财政局"]),
        ("常德市", "推动产业升级", ["市发展改革委", "市科技局"]),
    ]
    assert ask("sole_leads", agency="市工信局", alone="是") == []
    assert pick(ask("sole_leads", agency="市林业局", alone="是"), "item") == ["森林防火方面"]


def test_sole_leads_leave_out_what_the_heading_gives(ask: Ask) -> None:
    assert pick(ask("sole_leads", agency="市住建局"), "item") == ["防范风险"]


COUNTS = ("leads", "cooperations", "responsibilities", "guidances", "liaisons", "clauses")


def test_agency_counts_count_clauses_once(ask: Ask) -> None:
    # One clause of the 发展改革委 covers an item and a list of projects.
    assert pick(ask("agency_counts", agency="市发展改革委"), *COUNTS, "memberships") == [(2, 1, 1, 0, 0, 4, 1)]
    assert pick(ask("agency_counts", agency="市财政局"), "agency_region", *COUNTS, "memberships") == [
        ("岳阳市", 0, 1, 0, 0, 0, 1, 0),
        ("常德市", 0, 2, 2, 0, 0, 4, 1),
    ]


def test_agency_counts_leave_out_inherited_leads(ask: Ask) -> None:
    assert pick(ask("agency_counts", agency="市住建局"), *COUNTS) == [(1, 0, 0, 0, 0, 1)]


def test_agency_without_duties_counts_nothing(ask: Ask) -> None:
    assert pick(ask("agency_counts", agency="市工信局主要负责人"), *COUNTS, "memberships") == [(0, 0, 0, 0, 0, 0, 0)]


def test_agency_counts_by_plan(ask: Ask) -> None:
    assert pick(ask("agency_counts_by_plan", agency="市财政局"), "plan", *COUNTS) == [
        ("岳阳市工业发展实施方案", 0, 1, 0, 0, 0, 1),
        ("常德市产业提升工作方案", 0, 2, 2, 0, 0, 4),
    ]
    assert pick(ask("agency_counts_by_plan", agency="市政府办"), "plan", "plan_id", "clauses") == [
        ("常德市产业提升实施方案", CHANGDE, 1)
    ]


def test_partners(ask: Ask) -> None:
    rows = ask("partners", agency="市财政局", region="常德市")
    assert pick(rows, "partner", "clauses", "led", "followed") == [
        ("市发展改革委", 2, 0, 1),
        ("市商务局", 1, 0, 1),
        ("市国资委", 1, 0, 0),
        ("市应急局", 1, 0, 1),
        ("市水利局", 1, 0, 1),
    ]
    assert pick(ask("partners", agency="市工信局", region="岳阳市"), "partner_id", "led") == [("岳阳市/财政局", 1)]


# --- one task ---


def test_leads_in_both_cities(ask: Ask) -> None:
    assert pick(ask("leads", name="产业升级"), "agency_id", "role", "via", "title") == [
        ("岳阳市/工业和信息化局", "牵头", "本身", "岳阳市工业发展实施方案"),
        ("常德市/工业和信息化局", "牵头", "本身", "常德市产业提升实施方案"),
    ]


@pytest.mark.parametrize("document", [YUEYANG, "岳阳市工业"])
def test_leads_in_one_document(ask: Ask, document: str) -> None:
    assert pick(ask("leads", name="产业升级", document=document), "agency_id") == ["岳阳市/工业和信息化局"]


def test_task_parties_of_all_roles_as_written(ask: Ask) -> None:
    assert pick(ask("task_parties", name="物流"), "role", "agency", "generic") == [
        ("牵头", "市商务局", False),
        ("牵头", "市发展改革委", False),
        ("配合", "市财政局", False),
        ("配合", "各县市区政府", True),
    ]


def test_task_parties_through_the_parts_of_an_item(ask: Ask) -> None:
    rows = ask("task_parties", name="自然灾害")
    assert pick(rows, "role", "agency", "item", "via") == [
        ("牵头", "市应急局", "防汛抗旱方面", "组成部分"),
        ("牵头", "市水利局", "防汛抗旱方面", "组成部分"),
        ("配合", "市财政局", "防汛抗旱方面", "组成部分"),
        ("牵头", "市林业局", "森林防火方面", "组成部分"),
    ]
    assert rows[0]["path"] == [*GROW, "4.防治自然灾害"]


def test_task_parties_of_a_project_are_those_of_its_list(ask: Ask) -> None:
    rows = ask("task_parties", name="车桥")
    assert pick(rows, "role", "agency", "item_kind", "item", "via") == [
        ("牵头", "市发展改革委", "事项", "抓好三大项目建设", "所在事项"),
        ("牵头", "市发展改革委", "项目清单", "三大项目", "所属清单"),
    ]


def test_projects_of_a_list_come_with_place_owner_amount_and_goal(ask: Ask) -> None:
    columns = ("list", "order", "project", "parts", "places", "owners", "amount", "goal", "item")
    assert pick(ask("projects", name="三大"), *columns) == [
        (
            "三大项目",
            1,
            "津市车桥项目",
            ["车桥一期"],
            ["津市市"],
            ["市工信局"],
            "20亿元",
            "年内投产",
            "抓好三大项目建设",
        )
    ]
    assert pick(ask("projects", place="津市"), "project") == ["津市车桥项目"]
    assert not ask("projects", place="澧县")


def test_task_parties_with_a_lead_from_the_heading(ask: Ask) -> None:
    assert pick(ask("task_parties", name="交楼"), "role", "agency", "inherited") == [
        ("牵头", "市住建局", True),
        ("负责", "市发展改革委", False),
        ("负责", "市财政局", False),
    ]


def test_cooperators(ask: Ask) -> None:
    assert pick(ask("cooperators", name="物流"), "agency") == ["市财政局", "各县市区政府"]
    assert ask("cooperators", name="交楼") == []


def test_shared_tasks(ask: Ask) -> None:
    rows = ask("shared_tasks", first="市发改委", second="市财政局")
    assert pick(rows, "item", "first_role", "second_role", "path") == [
        ("发展现代物流", "牵头", "配合", GROW),
        ("保障如期交楼", "负责", "负责", RISK),
    ]


def test_same_item_but_another_clause_is_not_shared(ask: Ask) -> None:
    assert ask("shared_tasks", first="市住建局", second="市财政局") == []


def test_an_agency_shares_nothing_with_itself(ask: Ask) -> None:
    assert ask("shared_tasks", first="市发展改革委", second="市发改委") == []


# --- all tasks ---


def test_tasks_without_lead(ask: Ask) -> None:
    assert pick(ask("tasks_without_lead"), "item", "parties", "roles", "open") == [
        ("推进数字改造", ["市工信局"], ["负责"], False),
        ("加强运行监测", ["市政府办"], ["负责"], False),
        ("盘活存量资产", ["市财政局", "市国资委"], ["负责", "负责"], True),
    ]
    assert pick(ask("tasks_without_lead", document=YUEYANG), "item") == ["推进数字改造"]


def test_tasks_without_agency(ask: Ask) -> None:
    [row] = ask("tasks_without_agency")
    assert (row["number"], row["item"], row["path"]) == ("5.", "做好宣传引导", GROW)
    assert row["quote"] == "5.做好宣传引导"


def test_tasks_with_several_leads(ask: Ask) -> None:
    assert pick(ask("tasks_with_several_leads"), "item", "leads", "lead_count") == [
        ("发展现代物流", ["市商务局", "市发展改革委"], 2),
        ("防汛抗旱方面", ["市应急局", "市水利局"], 2),
    ]
    assert ask("tasks_with_several_leads", least="3") == []
    assert len(ask("tasks_with_several_leads", most="2")) == 2
    assert ask("tasks_with_several_leads", most="1") == []


def test_most_cooperators_count_named_bodies(ask: Ask) -> None:
    assert pick(ask("most_cooperators"), "cooperator_count", "item", "cooperators", "document") == [
        (2, "推动产业升级", ["市发展改革委", "市科技局"], CHANGDE),
        (1, "推动产业升级", ["市财政局"], YUEYANG),
        (1, "发展现代物流", ["市财政局"], CHANGDE),
        (1, "防汛抗旱方面", ["市财政局"], CHANGDE),
    ]
    assert pick(ask("most_cooperators", least=2), "item") == ["推动产业升级"]


def test_collective_tasks(ask: Ask) -> None:
    rows = ask("collective_tasks")
    assert pick(rows, "role", "agency", "item", "leads") == [
        ("配合", "各县市区政府", "发展现代物流", ["市商务局", "市发展改革委"])
    ]
    assert ask("collective_tasks", name="乡镇") == []


def test_agencies_by_leads(ask: Ask) -> None:
    assert pick(ask("agencies_by_leads"), "agency_id", *COUNTS) == [
        ("常德市/发展和改革委员会", 2, 1, 1, 0, 0, 4),
        ("岳阳市/工业和信息化局", 1, 0, 1, 0, 0, 2),
        ("常德市/住房和城乡建设局", 1, 0, 0, 0, 0, 1),
        ("常德市/商务局", 1, 0, 0, 0, 0, 1),
        ("常德市/工业和信息化局", 1, 0, 0, 0, 0, 1),
        ("常德市/应急管理局", 1, 0, 0, 0, 0, 1),
        ("常德市/林业局", 1, 0, 0, 0, 0, 1),
        ("常德市/水利局", 1, 0, 0, 0, 0, 1),
        ("常德市/财政局", 0, 2, 2, 0, 0, 4),
        ("常德市/国资委", 0, 0, 1, 0, 0, 1),
        ("常德市/政府办公室", 0, 0, 1, 0, 0, 1),
        ("常德市/科学技术局", 0, 1, 0, 0, 0, 1),
        ("岳阳市/财政局", 0, 1, 0, 0, 0, 1),
    ]


def test_agencies_by_leads_of_one_document_region_and_with_collectives(ask: Ask) -> None:
    assert pick(ask("agencies_by_leads", document=YUEYANG), "agency_id") == ["岳阳市/工业和信息化局", "岳阳市/财政局"]
    assert pick(ask("agencies_by_leads", region="岳阳市"), "agency") == ["市工信局", "市财政局"]
    assert ask("agencies_by_leads", document="没有这份文件") == []
    assert "各县市区政府" in pick(ask("agencies_by_leads", generic="是"), "agency")


def test_agency_pairs(ask: Ask) -> None:
    rows = ask("agency_pairs")
    assert pick(rows, "first", "second", "clauses", "joint_leads")[:2] == [
        ("市发展改革委", "市财政局", 2, 0),
        ("市发展改革委", "市商务局", 1, 1),
    ]
    joint = [(row["first"], row["second"]) for row in rows if row["joint_leads"]]
    assert sorted(joint) == [("市发展改革委", "市商务局"), ("市应急局", "市水利局")]
    assert ask("agency_pairs", document="没有这份文件") == []


def test_agencies_in_every_clause(ask: Ask) -> None:
    assert pick(ask("agencies_in_every_clause"), "plan", "agency", "clauses") == [
        ("岳阳市工业发展实施方案", "市工信局", 2)
    ]
    assert ask("agencies_in_every_clause", document=CHANGDE) == []


# --- 专班 ---


def test_workgroup_members(ask: Ask) -> None:
    rows = ask("workgroup_members", name="产业提升")
    members = ["工信局", "发展改革委", "科技局", "商务局", "财政局", "应急局", "水利局", "林业局", "住建局"]
    assert pick(rows, "role", "party") == [
        ("召集人", "市政府分管副市长"),
        ("副召集人", "市工信局主要负责人"),
        ("办公室", "市工信局"),
        *(("成员单位", f"市{member}") for member in members),
    ]
    assert {row["plan"] for row in rows} == {"常德市产业提升工作方案"}
    assert rows[-1]["open"] is True


def test_workgroups_of_agency_in_person_too(ask: Ask) -> None:
    assert pick(ask("workgroups_of_agency", agency="市工信局"), "role", "person", "agency_region") == [
        ("副召集人", "市工信局主要负责人", "常德市"),
        ("办公室", "", "常德市"),
        ("成员单位", "", "常德市"),
    ]
    assert ask("workgroups_of_agency", agency="市工信局", region="岳阳市") == []


def test_workgroups(ask: Ask) -> None:
    rows = ask("workgroups")
    assert pick(rows, "workgroup", "conveners", "vice_conveners", "offices", "member_count", "members_open") == [
        ("产业提升工作专班", ["市政府分管副市长"], ["市工信局主要负责人"], ["市工信局"], 9, True)
    ]
    assert ask("workgroups", document=YUEYANG) == []


def test_outsiders(ask: Ask) -> None:
    # The 政府办 has its task in the main text, outside the plan of the 专班; the counties have no proper name.
    rows = ask("outsiders")
    assert pick(rows, "workgroup", "agency", "role", "item", "hosts_office", "heads", "members_open") == [
        ("产业提升工作专班", "市国资委", "负责", "盘活存量资产", False, False, True)
    ]
    assert rows[0]["quote"] == "(市财政局、市国资委等按职责分工负责)"
    assert ask("outsiders", name="安全生产") == []
    assert ask("outsiders", name="常德市产业提升") == rows


# --- documents and nodes ---


def test_documents(ask: Ask) -> None:
    assert pick(ask("documents"), "document", "title", "issuer", "date", "region", "file") == [
        (YUEYANG, "岳阳市工业发展实施方案", "岳阳市人民政府", "2023-05-06", "岳阳市", "yueyang.txt"),
        (CHANGDE, "常德市产业提升实施方案", "常德市人民政府办公室", "2024-02-01", "常德市", "changde.txt"),
    ]


def test_plans_count_an_item_with_parts_once(ask: Ask) -> None:
    assert pick(ask("plans"), "plan", "items", "clauses", "parties") == [
        ("岳阳市工业发展实施方案", 2, 2, 2),
        ("常德市产业提升实施方案", 1, 1, 1),
        ("常德市产业提升工作方案", 8, 8, 10),
    ]


def test_outline(ask: Ask) -> None:
    assert pick(ask("outline", document=CHANGDE), "level", "number", "name", "leads", "party_count") == [
        (1, "一、", "统筹调度", [], 0),
        (2, "1.", "加强运行监测", [], 1),
        (1, "附件1", "常德市产业提升工作方案", [], 0),
        (2, "一、", "重点任务", [], 0),
        (3, "(一)", "培育产业", [], 0),
        (4, "1.", "推动产业升级", ["市工信局"], 3),
        (4, "2.", "发展现代物流", ["市商务局", "市发展改革委"], 4),
        (4, "3.", "盘活存量资产", [], 2),
        (4, "4.", "防治自然灾害", [], 0),
        (5, "", "防汛抗旱方面", ["市应急局", "市水利局"], 3),
        (5, "", "森林防火方面", ["市林业局"], 1),
        (4, "5.", "做好宣传引导", [], 0),
        (4, "6.", "抓好三大项目建设", ["市发展改革委"], 1),
        (3, "(二)", "防范风险", ["市住建局"], 1),
        (4, "1.", "保障如期交楼", ["市住建局"], 3),
        (4, "2.", "化解存量债务", ["市住建局"], 1),
        (2, "二、", "推进机制", [], 0),
    ]


def test_outline_knows_parents(ask: Ask) -> None:
    assert pick(ask("outline", document="岳阳"), "id", "parent_id") == [
        ("岳阳市#一", YUEYANG),
        ("岳阳市#一1", "岳阳市#一"),
        ("岳阳市#一2", "岳阳市#一"),
    ]


def test_assignments(ask: Ask) -> None:
    rows = ask("assignments", name="常德市产业提升工作方案")
    assert pick(rows, "item", "leads", "cooperators", "responsible", "section_leads") == [
        ("推动产业升级", ["市工信局"], ["市发展改革委", "市科技局"], [], []),
        ("发展现代物流", ["市商务局", "市发展改革委"], ["市财政局", "各县市区政府"], [], []),
        ("盘活存量资产", [], [], ["市财政局", "市国资委"], []),
        ("防汛抗旱方面", ["市应急局", "市水利局"], ["市财政局"], [], []),
        ("森林防火方面", ["市林业局"], [], [], []),
        ("做好宣传引导", [], [], [], []),
        ("抓好三大项目建设", ["市发展改革委"], [], [], []),
        ("防范风险", ["市住建局"], [], [], []),
        ("保障如期交楼", [], [], ["市发展改革委", "市财政局"], ["市住建局"]),
        ("化解存量债务", [], [], [], ["市住建局"]),
    ]
    assert rows[5]["quote"] == "5.做好宣传引导"
    assert [len(row["statements"]) for row in rows] == [3, 4, 2, 3, 1, 1, 1, 1, 2, 1]


def test_find_puts_the_exact_name_first(ask: Ask) -> None:
    assert pick(ask("find", text="市工信局"), "kind", "id") == [
        ("机构", "常德市/工业和信息化局"),
        ("机构", "岳阳市/工业和信息化局"),
        ("人员", "常德市/市工信局主要负责人"),
    ]
    assert pick(ask("find", text="市发改委"), "name", "matched") == [("市发展改革委", "市发改委")]
    assert pick(ask("find", text="常德市发展和改革委员会"), "name") == ["市发展改革委"]
    assert pick(ask("find", text="产业", kind="议事协调机构"), "name") == ["产业提升工作专班"]


def test_bodies_by_short_name_full_name_and_id(ask: Ask) -> None:
    assert pick(ask("bodies", agency="市工信局"), "agency_id", "full_name") == [
        ("岳阳市/工业和信息化局", "岳阳市工业和信息化局"),
        ("常德市/工业和信息化局", "常德市工业和信息化局"),
    ]
    # A document writes the first name; the second is one of the body's, but no document's.
    assert pick(ask("bodies", agency="市工信局"), "as_written") == [True, True]
    assert pick(ask("bodies", agency="市发改委"), "as_written") == [False]
    # The full name is found even where the list of names lacks it.
    assert pick(ask("bodies", agency="常德市发展和改革委员会"), "agency") == ["市发展改革委"]
    assert pick(ask("bodies", agency="岳阳市/财政局"), "agency") == ["市财政局"]


def test_agencies_can_be_narrowed(ask: Ask) -> None:
    assert pick(ask("agencies", region="岳阳市"), "agency_id") == ["岳阳市/工业和信息化局", "岳阳市/财政局"]
    assert pick(ask("agencies", unlisted="是"), "agency") == ["市国资委"]
    assert pick(ask("agencies", kind="议事协调机构"), "agency") == ["产业提升工作专班"]


def test_a_node_is_known_by_id_and_kind(ask: Ask) -> None:
    [row] = ask("node", node="岳阳市/财政局", kind="机构")
    assert pick([row], "kind", "name", "full_name", "region", "level") == [
        ("机构", "市财政局", "岳阳市财政局", "岳阳市", "市")
    ]
    assert ask("node", node="岳阳市/财政局", kind="企业") == []
    assert ask("node", node="市财政局") == []


def test_nodes_of_a_kind_and_of_a_region(ask: Ask) -> None:
    assert pick(ask("nodes", kind="园区"), "name", "id") == [("岳阳高新区", "岳阳市/岳阳高新区")]
    assert pick(ask("nodes", region="岳阳市", kind="机构"), "id") == ["岳阳市/工业和信息化局", "岳阳市/财政局"]
    assert {row["kind"] for row in ask("nodes")} >= {"文件", "机构", "事项", "指标"}


def test_what_an_agencys_tasks_shall_reach(ask: Ask) -> None:
    [row] = ask("duty_targets", agency="岳阳市/工业和信息化局")
    assert pick([row], "role", "item", "indicator", "comparator", "value", "unit", "quote") == [
        ("负责", "推进数字改造", "上云企业", "≥", 800.0, "家", "上云企业达到800家以上")
    ]
    duties = ask("duties", agency="岳阳市/工业和信息化局", role="负责")
    assert pick(duties, "statement") == [row["duty"]]


# --- edges ---

ENDS = ("source_kind", "source", "relation", "target_kind", "target")


def test_neighbourhood_by_id_in_the_direction_of_the_facts(ask: Ask) -> None:
    assert pick(ask("neighbourhood", node="常德市#附1一(一)3"), *ENDS) == [
        ("事项", "盘活存量资产", "属于", "章节", "培育产业"),
        ("机构", "市财政局", "负责", "事项", "盘活存量资产"),
        ("机构", "市国资委", "负责", "事项", "盘活存量资产"),
    ]


def test_neighbourhood_of_some_relations_and_one_kind(ask: Ask) -> None:
    rows = ask("neighbourhood", node="市工信局", relations="牵头,成员")
    assert pick(rows, "source_id", "relation", "target") == [
        ("岳阳市/工业和信息化局", "牵头", "推动产业升级"),
        ("常德市/工业和信息化局", "牵头", "推动产业升级"),
        ("常德市/工业和信息化局", "成员", "产业提升工作专班"),
    ]
    assert ask("neighbourhood", node="市工信局", kind="企业") == []


def test_neighbours_are_counted_by_relation_and_direction(ask: Ask) -> None:
    counted = ("relation", "neighbour_kind", "outgoing", "facts", "neighbours")
    assert pick(ask("neighbour_counts", node="岳阳市/工业和信息化局", kind="机构"), *counted) == [
        ("任职", "人员", False, 1, 1),
        ("牵头", "事项", True, 1, 1),
        ("负责", "事项", True, 1, 1),
    ]


def test_facts_of_a_document_stand_in_the_order_of_its_text(ask: Ask) -> None:
    rows = ask("document_facts", document=YUEYANG)
    assert {row["document"] for row in rows} == {YUEYANG}
    assert pick(rows, "start") == sorted(pick(rows, "start"))
    assert ("机构", "市财政局", "配合", "事项", "推动产业升级") in pick(rows, *ENDS)
    assert ask("document_facts", document="没有") == []


def test_facts_between_two_nodes(ask: Ask) -> None:
    rows = ask("facts_between", first="产业提升工作专班", second="市工信局")
    assert pick(rows, *ENDS) == [
        ("议事协调机构", "产业提升工作专班", "办公室设在", "机构", "市工信局"),
        ("机构", "市工信局", "成员", "议事协调机构", "产业提升工作专班"),
    ]


def test_evidence_of_one_statement(ask: Ask) -> None:
    [edge] = ask("facts_between", first="市国资委", second="盘活存量资产")
    [row] = ask("evidence", statement=edge["statement"])
    assert pick([row], *ENDS, "rule", "file", "path") == [
        ("机构", "市国资委", "负责", "事项", "盘活存量资产", "by hand", "changde.txt", GROW)
    ]
    assert ask("evidence", statement="没有") == []


def test_facts_of_several_statements(ask: Ask) -> None:
    edges = ask("duties", agency="市工信局")
    facts = ask("facts", statements=[edge["statement"] for edge in edges])
    assert pick(facts, "source_id", "relation", "target", "start", "statement") == pick(
        edges, "agency_id", "role", "item", "start", "statement"
    )
    assert ask("facts", statements=["没有"]) == []
    # Where the documents are named, only they are looked into.
    wanted = [edge["statement"] for edge in edges]
    assert ask("facts", statements=wanted, documents=[edge["document"] for edge in edges]) == facts
    assert ask("facts", statements=wanted, documents=["没有"]) == []


STEP = ("step", "from", "relation", "forward", "to")


def test_path_between_two_agencies(ask: Ask) -> None:
    rows = ask("path_between", source="市国资委", target="市林业局")
    assert pick(rows, *STEP) == [
        (1, "市国资委", "负责", True, "盘活存量资产"),
        (2, "盘活存量资产", "负责", False, "市财政局"),
        (3, "市财政局", "成员", True, "产业提升工作专班"),
        (4, "产业提升工作专班", "成员", False, "市林业局"),
    ]
    assert rows[0]["quote"] == "(市财政局、市国资委等按职责分工负责)"


def test_path_takes_the_nearest_of_several_bodies_with_that_name(ask: Ask) -> None:
    rows = ask("path_between", source="市工信局", target="推进数字改造")
    assert pick(rows, "from_id", "relation", "to_id") == [("岳阳市/工业和信息化局", "负责", "岳阳市#一2")]


def test_no_path_between_two_cities_and_from_a_node_to_itself(ask: Ask) -> None:
    assert ask("path_between", source="市国资委", target="推进数字改造") == []
    assert ask("path_between", source="市国资委", target="市国资委") == []


# --- what plans say beyond duties ---


def test_targets_come_with_owner_and_leads(ask: Ask) -> None:
    columns = ("indicator", "comparator", "value", "unit", "year", "owner_kind", "owner", "leads")
    assert pick(ask("targets", name="上云"), *columns) == [
        ("上云企业", "≥", 800.0, "家", "2023", "事项", "推进数字改造", [])
    ]
    assert not ask("targets", name="物流")


def test_allotments_are_the_shares_of_places(ask: Ask) -> None:
    columns = ("place", "indicator", "value", "unit", "total")
    assert pick(ask("allotments", place="湘阴"), *columns) == [("湘阴县", "上云企业", 120.0, "家", 800.0)]
    assert not ask("allotments", place="澧县")


def test_industries_of_a_park(ask: Ask) -> None:
    columns = ("place", "relation", "industry", "year")
    assert pick(ask("industries", place="高新区"), *columns) == [("岳阳高新区", "主导产业", "装备制造", "2023")]
    assert not ask("industries", name="石化")


def test_members_of_a_system_of_industries(ask: Ask) -> None:
    columns = ("system", "declared", "owner", "member")
    assert pick(ask("industry_systems", name="两主"), *columns) == [
        ("“两主”产业", 2, "工业发展", "装备制造"),
        ("“两主”产业", 2, "工业发展", "绿色石化"),
    ]


def test_posts_of_people(ask: Ask) -> None:
    assert pick(ask("posts", name="周平"), "post", "body") == [("副局长", "市工信局")]


def test_who_is_called_so_behind_a_region(ask: Ask) -> None:
    assert pick(ask("namesakes", name="财政局"), "agency_id") == ["岳阳市/财政局", "常德市/财政局"]
    assert pick(ask("plans_named", name="产业提升"), "kind")[0] == "文件"


def test_what_writes_an_industry_writes_no_name_of_its_park(ask: Ask) -> None:
    assert [row["raw"] for row in ask("names_as_written") if row["name"] == "岳阳高新区"] == []
