"""Rosters of many layouts -> whose they are and who stands on them. Every text is invented."""

from __future__ import annotations

import pytest

from loaders.entries import rosters
from loaders.entries.model import Entry, Roster
from loaders.page.text import Text


def _line(entry: Entry) -> str:
    person = entry.person.name if entry.person is not None else "-"
    post = entry.post.name if entry.post is not None else "-"
    return f"{entry.rank} {person} {post} {'+'.join(one.name for one in entry.bodies) or '-'}"


def _read(text: str) -> list[Roster]:
    found = rosters.find(Text(text))
    for roster in found:
        for entry in roster.entries:
            for one in (*entry.bodies, *filter(None, (entry.person, entry.post))):
                assert "".join(text[one.start : one.end].split()) == one.name
    return found


@pytest.mark.parametrize(
    ("text", "owner", "lines"),
    [
        pytest.param(
            "市政府决定成立青河市古井普查领导小组，组成人员如下：\n组　长：周万里　　市政府副市长\n副组长：罗　青　　市文旅局局长\n"
            "成　员：丁立群　　市财政局副局长\n　　　　吴　桐　　市档案馆馆长\n领导小组办公室设在市文旅局。",
            "青河市古井普查领导小组",
            ["组长 周万里 市政府副市长 -", "副组长 罗青 市文旅局局长 市文旅局", "成员 丁立群 市财政局副局长 市财政局"]
            + ["成员 吴桐 市档案馆馆长 市档案馆"],
            id="name-post",
        ),
        pytest.param(
            "决定成立青坪镇河道清漂领导小组。\n组 长：卢有田（党委委员、副镇长）\n成 员：石磊（派出所） 田喜（上湾村）\n秦川（青坪社区）",
            "青坪镇河道清漂领导小组",
            ["组长 卢有田 党委委员、副镇长 -", "成员 石磊 派出所 派出所", "成员 田喜 上湾村 上湾村"]
            + ["成员 秦川 青坪社区 青坪社区"],
            id="name-in-front-of-a-bracket",
        ),
        pytest.param(
            "青河市统计工作联席会议组成人员名单\n召集人：\n段永年 市统计局局长\n成 员：\n恽启文 市编办副主任\n秦 岚 市政府副秘书长、市发展改革委主任",
            "青河市统计工作联席会议",
            ["召集人 段永年 市统计局局长 市统计局", "成员 恽启文 市编办副主任 市编办"]
            + ["成员 秦岚 市政府副秘书长、市发展改革委主任 市政府+市发展改革委"],
            id="label-alone-and-a-surname-on-no-list",
        ),
        pytest.param(
            "2.1 市防汛应急指挥部\n总指挥：市应急局主要负责人。\n副总指挥：市水利局分管负责人、市气象局局长。\n成员：市公安局、市财政局有关负责人。",
            "市防汛应急指挥部",
            ["总指挥 - 市应急局主要负责人 市应急局", "副总指挥 - 市水利局分管负责人 市水利局"]
            + ["副总指挥 - 市气象局局长 市气象局", "成员 - - 市公安局", "成员 - - 市财政局"],
            id="posts-without-persons",
        ),
        pytest.param(
            "(一)水上搜救组\n组 长:镇分管领导,成 员:石桥派出所和水管站负责人\n主要职责:搜救。",
            "水上搜救组",
            ["组长 - 镇分管领导 -", "成员 - - 石桥派出所", "成员 - - 水管站"],
            id="one-line-below-the-heading-of-a-group",
        ),
        pytest.param(
            "成立全省古井普查领导小组。二、组成人员组长:卢遥副省长副组长:田野省政府副秘书长成员:罗启文省委宣传部副部长贺松省水利厅总工程师"
            "三、工作机构领导小组办公室设在省文物局。",
            "全省古井普查领导小组",
            ["组长 卢遥 副省长 -", "副组长 田野 省政府副秘书长 省政府"]
            + ["成员 罗启文 省委宣传部副部长 省委宣传部", "成员 贺松 省水利厅总工程师 省水利厅"],
            id="nothing-between-names-and-posts",
        ),
        pytest.param(
            "调整清水江经济带联席会议制度\n总召集人：甲省省长\n成员单位：\n青河市、清江市人民政府，甲省发展改革委、财政厅。",
            "清水江经济带联席会议",
            ["总召集人 - 甲省省长 -", "成员单位 - - 青河市", "成员单位 - - 清江市人民政府"]
            + ["成员单位 - - 甲省发展改革委", "成员单位 - - 财政厅"],
            id="list-on-the-next-line",
        ),
        pytest.param(
            "成立湿地保护委员会，组成人员如下：\n主任：卢遥 副市长\n副主任：田野 市林业局局长\n委员：贺松 市水利局副局长",
            "湿地保护委员会",
            ["主任 卢遥 副市长 -", "副主任 田野 市林业局局长 市林业局", "委员 贺松 市水利局副局长 市水利局"],
            id="weak-labels-where-a-roster-is-announced",
        ),
    ],
)
def test_roster(text: str, owner: str, lines: list[str]) -> None:
    (found,) = _read(text)
    assert found.owner.name == owner
    assert [_line(entry) for entry in found.entries] == lines
    assert not found.unread


def test_an_unread_line_ends_no_list_and_is_told() -> None:
    text = "成立普查领导小组。\n组长：卢遥 副市长\n成员：贺松 市水利局副局长\n待定三人\n尹波 市商务局局长\n"
    (found,) = _read(text)
    assert [entry.person.name for entry in found.entries if entry.person] == ["卢遥", "贺松", "尹波"]
    assert [text[start:end] for start, end in found.unread] == ["待定三人"]


@pytest.mark.parametrize(
    "text",
    [
        "牵头单位：市发展改革委\n成员单位：市财政局、市水利局",
        "成立领导小组，成员由市财政局、市水利局组成。",
        "（课题组组长：张三，成员：李四、王五）",
        "办公室主任：由市水利局局长兼任。",
    ],
)
def test_no_roster(text: str) -> None:
    assert not _read(text)
