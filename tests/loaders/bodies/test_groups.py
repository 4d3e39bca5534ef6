"""Coordinating bodies wherever a text names them: one line a form, wrong ones included."""

from __future__ import annotations

import pytest

from graph.goal import goal
from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import Record, records


def read(raw: str) -> list[Record]:
    text = Text(raw, "例.txt")
    found = [record for record in records(extract(text)) if record["kind"] == "workgroup"]
    assert all(raw[record["start"] : record["end"]] == record["quote"] for record in found)
    return found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("发挥纾困帮扶专班协调作用,化解风险。", {"name": "纾困帮扶专班", "type": "工作专班"}),
        ("加强演练。(市安委会相关成员单位按职责分工负责)", {"name": "市安委会", "type": "议事协调机构"}),
        ("改厕到位。(市爱乙会成员单位按职责分工负责)", {"name": "市爱乙会"}),
        ("化解风险。(市“丙丁”案处置工作领导小组各成员单位负责)", {"name": "市“丙丁”案处置工作领导小组"}),
        ("市商务局牵头负责甲与乙产业专项小组。", {"name": "甲与乙产业专项小组", "lead_agency": "市商务局"}),
        ("市商务局作为甲产业专项小组的牵头单位,要摸清底数。", {"name": "甲产业专项小组", "lead_agency": "市商务局"}),
        ("甲产业专项小组由市商务局牵头。", {"name": "甲产业专项小组", "lead_agency": "市商务局"}),
        ("全市设立了12个专项小组。", {"name": "12个专项小组", "count": 12}),
        ("桃源县成立工作专班,聚集40多个部门。", {"name": "桃源县工作专班"}),
        ("成立项目总指挥部,设立综合组、招商组、用地组等3个专班。", {"subordinate": ["综合组", "招商组", "用地组"]}),
        ("甲银行常德分行联动乙中心及丙促进会,组成金融服务团。", {"members": ["甲银行常德分行", "乙中心", "丙促进会"]}),
        (
            "成立由市长任组长,分管副市长任副组长,相关部门主要负\n组。每年研究。",
            {"name": "领导小组（名称残缺）", "convener": ["市长任组长"], "vice_convener": ["分管副市长任副组长"]},
        ),
        (
            "成立由市委书记任政委、市长任指挥长的产业指挥部。",
            {"name": "产业指挥部", "convener": ["市委书记任政委", "市长任指挥长"]},
        ),
        (
            "市委书记、市指挥部政委王建国主持会议。会上,常德市产业攻坚行动指挥部公布分工。",
            {"name": "常德市产业攻坚行动指挥部", "convener": ["市委书记、市指挥部政委王建国"], "aliases": ["市指挥部"]},
        ),
        (
            "关于成立临江市\n粮食安全工作领导小组的通知\n（3）救护组:县卫计局为组长单位,县农业局为成员单位。",
            {"name": "救护组", "lead_agency": "县卫计局", "members": ["县农业局"], "convener": []},
        ),
        (
            "2.1县护粮指挥部\n总指挥由分管副县长担任。成员单位有县财政局、县农业局、县红十字会。\n2.2指挥部各成员单位职责\n另行规定。",
            {"name": "县护粮指挥部", "members": ["县财政局", "县农业局", "县红十字会"]},
        ),
        (
            "建立护粮联席会议。联席会议总召集人由副市长担任,市府办主任和市粮食局局长担任联席会议召集人。",
            {"convener": ["市府办主任", "市粮食局局长", "副市长"]},
        ),
        ("市安委会要加强督查。市安委办每月通报。", {"name": "市安委会", "aliases": ["市安委办"]}),
    ],
)
def test_bodies(raw: str, expected: Record) -> None:
    found = read(raw)
    assert any(expected.items() <= record.items() for record in found), found


@pytest.mark.parametrize(
    "raw",
    [
        "按照一个项目、一名领导、一个专班的模式推进。",
        "专班推进、挂图作战,力促项目落地。",
        "实行领导小组集体研究。",
        "每个乡镇都成立工作专班。",
        "各县市区也要成立工作专班,抓好落实。",
        "按照市委部署和指挥部要求,抓好落实。",
        "通过组建学习小组,提高本领。",
        "市安委办每月通报。",
    ],
)
def test_no_body_of_its_own(raw: str) -> None:
    assert read(raw) == []


def test_who_is_asked_to_found_a_body_is_no_member_of_it() -> None:
    raw = "省民政厅牵头,会同省财政厅、省医保局,建立养老服务联席会议制度。"
    assert [record["members"] for record in read(raw)] == [[]]


def test_a_county_lists_its_groups() -> None:
    raw = "县域突围\n\n张明\n\n依托本地实际,成立烟草、白酒、建材三大产业专项小组,聚焦招商。\n\n(作者系石门县委书记)"
    found = [record["name"] for record in read(raw)]
    assert found == ["石门县烟草产业专项小组", "石门县白酒产业专项小组", "石门县建材产业专项小组"]


def test_a_lead_becomes_an_edge_to_the_body() -> None:
    extraction = extract(Text("市商务局牵头负责甲产业专项小组。", "例.txt"))
    edges = [(s.raw, s.relation, s.object.name) for s in extraction.statements if s.object.kind == "议事协调机构"]
    assert edges == [("市商务局", "牵头", "甲产业专项小组")]


def test_a_name_that_the_text_lost_is_a_signal() -> None:
    extraction = extract(Text("成立由市长任组长,分管副市长任副组长,相关部门主要负责组。", "例.txt"))
    assert "议事协调机构的名称残缺" in [signal.reason for signal in extraction.signals]


def test_only_people_hold_the_office_of_a_body() -> None:
    found = extract(Text("成立甲镇文明行动领导小组。领导小组办公室设在交警大队,办公室主任由何毅兼任。", "例.txt"))
    assert {one.subject.kind for one in found.statements if one.relation == "任职"} == {"人员"}
    assert goal(found.document, found.statements).document == found.document.id


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("做好现场应急指挥部的保障。", ["现场应急指挥部"]),
        ("向市卫生局 市教育局 市防汛抗旱指挥部报告。", ["市防汛抗旱指挥部"]),
        (
            "参加国务院东部开发领导小组和国务院西部振兴领导小组会议。",
            ["国务院东部开发领导小组", "国务院西部振兴领导小组"],
        ),
        ("9.2应急救援指挥部要落实。", ["应急救援指挥部"]),
        ("1.县防汛指挥部\n县防汛指挥部下设办公室。", ["县防汛指挥部"]),
        (
            "一、县粮食应急指挥部及工作职责\n成立县粮食应急指挥部。\n二、县粮食应急指挥部组成机构及工作职责\n县粮食应急指挥部每月例会。",
            ["县粮食应急指挥部"],
        ),
        ("成立县护粮联席会议。成员由所在单位提出,报联席会议确定。", ["县护粮联席会议"]),
        ("建立双河市湿地保护联席会议(以下简称联席会议)制度。", ["双河市湿地保护联席会议"]),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(raw: str, expected: list[str]) -> None:
    assert [record["name"] for record in read(raw)] == expected
