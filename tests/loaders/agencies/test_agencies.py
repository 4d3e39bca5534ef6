"""Every body that a text names, with its mentions."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import Record, records

HEAD = "常德市人民政府办公室\n关于印发实施方案的通知\n\n"


def read(raw: str) -> dict[str, Record]:
    found = [record for record in records(extract(Text(raw, "例.txt"))) if record["kind"] == "mention"]
    assert all(raw[record["start"] : record["end"]] == record["quote"] for record in found)
    return {record["name"]: record for record in found}


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        (
            "市发改委编制规划。市发展改革委报告,市发展改革委公布。",
            "市发展改革委",
            {"mentions": {"市发展改革委": 2, "市发改委": 1}},
        ),
        ("常德市教育局介绍,省教育厅支持。", "省教育厅", {"level": "省", "region": "湖南省", "type": "agency"}),
        ("中共常德市委宣传部发布。", "中共常德市委宣传部", {"level": "党委", "mentions_total": 1}),
        ("(市科协牵头)", "市科协", {"level": "群团"}),
        ("(市安委会成员单位按职责分工负责)", "市安委会成员单位", {"type": "collective", "generic": True}),
        ("(市安委会成员单位按职责分工负责)", "市安委会", {"mentions_total": 1}),
        ("罗桥镇中心卫生院、石门乡卫生院参加。", "罗桥镇中心卫生院", {"mentions_total": 1, "type": "事业单位"}),
        ("市里为罗桥镇中心卫生院派出医生。", "罗桥镇中心卫生院", {"mentions_total": 1}),
        ("(市第六中学、市教育局负责)", "市第六中学", {"mentions_total": 1}),
        ("成立市防汛指挥部，由市长任指挥长。", "市防汛指挥部", {"mentions_total": 1}),
    ],
)
def test_mentions(raw: str, name: str, expected: Record) -> None:
    found = read(f"{HEAD}{raw}")
    assert name in found
    assert expected.items() <= found[name].items()


@pytest.mark.parametrize(
    "raw",
    [
        "建设教育强市,加强税务部门协作。",
        "全市政协委员座谈。",
        "各县政府要抓好落实。",
        "各级各部门要压实责任。实行牵头单位周调度、分管副市长月调度。",
        "成立攻坚工作专班，由分管副市长任召集人。",
        "金锦社区党委带头清理楼道。",
        # of people's organisations the public ones only
        "“订单多了。”湖南某某新材料有限公司董事长王建国说。",
        "“生意好了。”黄山路某某粉店老板娘李小红说。",
        "“路通了。”三门镇某某村党总支书记王建国说。",
    ],
)
def test_no_mention(raw: str) -> None:
    assert set(read(f"{HEAD}{raw}")) <= {"常德市人民政府办公室"}
