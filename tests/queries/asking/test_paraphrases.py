"""A hundred ways to ask each kind of question: each line must be understood as that kind, with that subject."""

from __future__ import annotations

from itertools import product

import pytest

from queries.asking import Asker
from queries.asking.understand.form import Ranks

# --- who does a piece of work: ways to ask x titles of items ---

ITEMS = {
    "矿山安全专项整治": "矿山安全专项整治",
    "特种设备安全专项整治": "特种设备安全专项整治",
    "危险化学品专项整治": "危险化学品专项整治",
    "现代农业发展": "现代农业发展",
    "“五好”园区建设": "“五好”园区建设",
    "口岸平台建设": "口岸平台建设",
    "传统产业转型": "传统产业转型",
    "知识产权服务能力提升": "知识产权服务能力",
    "数字技术转化": "数字技术转化",
    "山水林田湖草沙一体化保护和修复": "山水林田湖草沙一体化保护和修复",
}
WHO_LEADS = [
    "{}由谁牵头？",
    "{}由哪个部门牵头",
    "谁牵头{}？",
    "哪家单位牵头{}？",
    "{}的牵头单位是谁？",
    "{}的牵头单位是哪家",
    "请问{}归哪个单位牵头？",
    "{}这项工作由哪个单位总牵头？",
    "我想知道{}是谁主抓的",
    "{}，牵头部门是哪个？",
]
WHO_HELPS = [
    "{}由谁配合？",
    "{}由哪些部门配合",
    "哪些单位配合{}？",
    "{}的配合单位有哪些？",
    "{}的配合单位是谁",
    "请问{}有哪些配合部门？",
    "{}这项工作哪些单位参与配合？",
    "配合{}的单位有哪些？",
    "{}，协助的单位是哪些？",
    "{}需要谁来配合？",
]


@pytest.mark.parametrize(("ask", "item"), list(product(WHO_LEADS, ITEMS)))
def test_who_leads(ask: str, item: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(item))
    assert (answer.query, answer.answered) == ("item_parties", True)
    assert ITEMS[item] in answer.understood
    leads = [row["raw"] for row in answer.rows if row["role"] == "牵头"]
    assert answer.value == leads


@pytest.mark.parametrize(("ask", "item"), list(product(WHO_HELPS, ITEMS)))
def test_who_cooperates(ask: str, item: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(item))
    assert (answer.query, answer.answered) == ("item_parties", True)
    assert ITEMS[item] in answer.understood
    assert answer.value == [row["raw"] for row in answer.rows if row["role"] == "配合"]


# --- what an agency does: ways to ask x agencies, each by some way to write it ---

AGENCIES = {
    "市商务局": "常德市/商务",
    "市发改委": "常德市/发展和改革",
    "市科学技术局": "常德市/科学技术",
    "常德市应急管理局": "常德市/应急管理",
    "市住建局": "常德市/住房和城乡建设",
    "市人社局": "常德市/人力资源和社会保障",
    "农业农村局": "常德市/农业农村",
    "市卫健委": "常德市/卫生健康",
    "市场监管局": "常德市/市场监督管理",
    "市交通运输局": "常德市/交通运输",
}
LEADS_WHAT = [
    "{}牵头了哪些任务？",
    "{}牵头哪些事项",
    "{}牵头的工作有哪些？",
    "列出{}牵头的事项。",
    "哪些任务由{}牵头？",
    "{}牵头什么工作？",
    "请列举{}牵头的任务",
    "{}都牵头了什么事？",
    "{}主抓哪些工作？",
    "帮我查一下{}牵头的事项有哪些",
]
DOES_WHAT = [
    "{}的全部责任清单",
    "{}承担哪些任务？",
    "{}要负责哪些工作？",
    "{}有哪些责任？",
    "{}参与哪些任务",
    "{}的职责有哪些？",
    "列出{}的责任，注明角色",
    "给我{}的任务清单",
    "{}在方案里承担什么工作？",
    "{}有什么任务？",
]


@pytest.mark.parametrize(("ask", "agency"), list(product(LEADS_WHAT, AGENCIES)))
def test_what_an_agency_leads(ask: str, agency: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(agency))
    assert answer.form is not None
    assert [(c.kind, c.value, c.role) for c in answer.form.where] == [("has", AGENCIES[agency], "牵头")]
    assert (answer.form.find, answer.form.fold, answer.answered) == ("条款", "list", True)


@pytest.mark.parametrize(("ask", "agency"), list(product(DOES_WHAT, AGENCIES)))
def test_what_an_agency_does(ask: str, agency: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(agency))
    assert answer.form is not None
    assert [(c.kind, c.value, c.role) for c in answer.form.where] == [("has", AGENCIES[agency], "")]
    assert answer.form.fold in ("list", "roles")
    body = AGENCIES[agency]
    assert all(any(body in row[column] for row in answer.rows) for column in ("leads", "cooperators"))


# --- two agencies ---

PAIRS = [
    ("市发展改革委", "市财政局"),
    ("市科技局", "市工信局"),
    ("市住建局", "市水利局"),
    ("市民政局", "市卫健委"),
    ("市商务局", "市农业农村局"),
    ("市公安局", "市市场监管局"),
    ("市教育局", "市科技局"),
    ("市应急局", "市水利局"),
    ("市财政局", "市国资委"),
    ("市人社局", "市委组织部"),
]
BOTH = [
    "{}和{}同时出现在哪些责任条款里？",
    "{}与{}共同承担哪些任务？",
    "哪些事项{}和{}都参加？",
    "{}、{}一起出现的条款有几条？",
    "{}跟{}有哪些共同的任务",
    "{}和{}共同的责任条款",
    "{}与{}都承担的工作有哪些？",
    "有多少条款同时写了{}和{}？",
    "{}和{}的任务交集是什么？",
    "{}、{}同一条款的事项有哪些？",
]


@pytest.mark.parametrize(("ask", "pair"), list(product(BOTH, PAIRS)))
def test_two_agencies(ask: str, pair: tuple[str, str], asker: Asker) -> None:
    answer = asker.ask(ask.format(*pair))
    assert answer.form is not None
    assert (answer.query, answer.answered) == ("clauses", True)
    named = {asker.knowledge.names.spellings[name][0].id for name in pair}
    assert {c.value for c in answer.form.where} == named
    assert all(named <= set(row["parties"]) for row in answer.rows)


# --- bodies set up for one purpose ---

GROUPS = ["经济增长主动仗", "科技创新攻坚仗", "优化发展环境持久仗", "防范化解风险阻击仗", "安全生产翻身仗"]
OF_GROUP = {
    "{}专班的办公室设在哪里？": "办公室",
    "{}工作专班办公室设在哪个单位": "办公室",
    "打好{}工作专班的办公室在哪？": "办公室",
    "{}专班办公室放在哪个部门？": "办公室",
    "{}专班的召集人是谁？": "召集人",
    "谁是{}工作专班的副召集人": "副召集人",
    "{}专班由谁任召集人？": "召集人",
    "{}专班的召集人和副召集人分别是谁？": "副召集人、召集人",
    "{}专班有哪些成员单位？": "成员单位",
    "{}工作专班有多少家成员单位": "成员单位",
    "列出{}专班的成员单位": "成员单位",
    "{}专班的成员名单": "成员单位",
    "{}专班成员单位有几家？": "成员单位",
    "{}里哪个部门领了任务却不是专班成员？": "不在专班",
    "{}中有没有单位领了任务但不在成员单位名单里？": "不在专班",
    "{}方案里哪些单位没有列入专班成员？": "不在专班",
    "市财政局是不是{}专班的成员单位？": "成员单位",
    "市工信局是否参加{}专班": "成员单位",
    "{}和重点民生保障仗两个专班共同的成员单位有哪些？": "成员单位",
    "哪些单位同时是{}专班和重点民生保障仗专班的成员？": "成员单位",
}


@pytest.mark.parametrize(("ask", "group"), list(product(OF_GROUP, GROUPS)))
def test_bodies_set_up(ask: str, group: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(group))
    assert answer.form is not None
    asked = answer.form.asks or (answer.form.find if answer.form.fold != "outsiders" else "不在专班",)
    assert OF_GROUP[ask] == "、".join(asked)
    assert group in answer.understood
    assert answer.answered


# --- figures shared out to regions ---

PLACES = ["武陵区", "鼎城区", "桃源县", "石门", "澧县"]
SHARES = {
    "城镇新增就业": "城镇新增就业",
    "失业人员再就业": "失业人员再就业",
    "新增家庭养老床位": "新增家庭养老床位",
    "新建城区公厕": "新建城区公厕",
    "既有住宅加装电梯": "既有住宅加装电梯",
}
HOW_MUCH_THERE = [
    "{place}{share}任务多少？",
    "{place}的{share}任务数是多少",
    "{share}在{place}分到多少？",
    "{place}要完成多少{share}？",
]


@pytest.mark.parametrize(("ask", "place", "share"), list(product(HOW_MUCH_THERE, PLACES, SHARES)))
def test_figure_of_a_place(ask: str, place: str, share: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(place=place, share=share))
    assert (answer.query, f"任务是{SHARES[share]}" in answer.understood) == ("shares", True)
    [row] = answer.rows
    assert row["place"].startswith(place)
    assert answer.value == row["value"]


MORE_SHARES = [*SHARES, "新增义务教育学位", "新增路外停车位", "改造农村户厕", "转型床位", "新增机构养老床位"]
ACROSS = {
    "{}怎么分配到各地？": ("地方", "list", None),
    "{}任务分到了哪些县？": ("地方", "list", None),
    "{}各区县怎么分的": ("地方", "list", None),
    "{}任务在各地的分布": ("地方", "list", None),
    "哪些区县没有{}任务？": ("没有任务的地方", "list", None),
    "哪些地方没有{}的任务": ("没有任务的地方", "list", None),
    "{}任务最多的是哪个县？": ("地方", "most", Ranks()),
    "哪里的{}任务最重？": ("地方", "most", Ranks()),
    "{}哪个区县最多": ("地方", "most", Ranks()),
    "{}任务数最少的是哪里？": ("地方", "most", Ranks(least=True)),
}


@pytest.mark.parametrize(("ask", "share"), list(product(ACROSS, MORE_SHARES)))
def test_figures_across_places(ask: str, share: str, asker: Asker) -> None:
    answer = asker.ask(ask.format(share))
    assert answer.form is not None
    assert (answer.form.find, answer.form.fold, answer.form.ranks) == ACROSS[ask]
    assert share in answer.understood
