"""What the documents do not hold is declined, with what was looked for; never guessed."""

from __future__ import annotations

from itertools import product

import pytest

from queries.asking import UNKNOWN, Asker
from queries.asking.answer.answer import NOT_ANSWERED

# Things that no document speaks of, asked in ways that have answers for other things.
UNHEARD_OF = [
    "湘雅医院扩建",
    "地铁三号线建设",
    "火星探测工程",
    "南极科考站运维",
    "量子计算机采购",
    "校园足球联赛",
    "跨海大桥加固",
    "熊猫繁育基地",
    "赛马场改建",
    "核电站选址",
]
WAYS = [
    "{}由谁牵头？",
    "{}由哪些部门配合？",
    "谁负责{}？",
    "{}的目标是多少？",
    "{}总投资多少？",
    "{}在哪里？",
    "{}的牵头单位和配合单位是谁？",
    "{}列入哪个清单？",
    "武陵区{}任务多少？",
    "哪些区县没有{}任务？",
]


@pytest.mark.parametrize(("way", "thing"), list(product(WAYS, UNHEARD_OF)))
def test_what_nobody_speaks_of(way: str, thing: str, asker: Asker) -> None:
    answer = asker.ask(way.format(thing))
    assert not answer.answered
    assert answer.value is None
    assert answer.text.startswith((UNKNOWN, NOT_ANSWERED))


@pytest.mark.parametrize(
    "question",
    [
        "市教育局局长叫什么名字？",
        # A number of other things is none of clauses, and no share of them.
        "市教育局要改多少规矩？",
        "没有配合单位的任务占多少？",
        "桃源县县长是谁？",
        "徐荩担任什么职务？",
        "“4+4”产业具体是哪八个产业？",
        "西洞庭管理区的主导产业是什么？",
        "桃花源旅游管理区的特色产业有哪些？",
        "十大产业项目的总投资一共多少亿元？",
        "常德国际农产品交易中心（三、四期）总投资是多少？",
        "十大技术攻关与成果转化项目分别由哪家企业承担？",
        "烟草产业专项小组由谁牵头？",
        "三年攻坚行动中生物医药产业专项小组由哪个部门牵头？",
        "2022年武陵区城镇新增就业任务是多少？",
        "2030年全市新增城镇就业目标是多少？",
        "市工信局的办公电话是多少？",
        "市公安局有多少名警察？",
        "长沙市哪个部门负责招商引资？",
        "今天常德天气怎么样？",
        "你好",
        "谁是美国总统？",
        "你叫什么名字？",
        "牵头",
        "市审计局配合哪些任务？",
        "市妇联配合哪些事项？",
        "市公安局牵头的燃气整治由谁配合？",
        "市气象队牵头搞哪块的整治",
        "市工信局排名第二的任务是什么",
        "市档案局牵头排第几",
        "安化县改造农村户厕排第几",
        "石门县有多少家医院",
        "全市有几所大学",
        "常德站什么时候开通",
        # another year's figure, and a bound that nothing was made of
        "常德2023年全年出生了多少人?",
        "公积金中心牵头啥事",
        "？",
        "谁",
    ],
)
def test_what_the_documents_do_not_say(question: str, asker: Asker) -> None:
    answer = asker.ask(question)
    assert (answer.answered, answer.value, answer.rows) == (False, None, ())
    assert answer.text.startswith((UNKNOWN, NOT_ANSWERED))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("纵深推进财源建设工程由谁牵头？", ["财源建设工程", "没有写明牵头单位", "市财政局、市税务局"]),
        ("西洞庭管理区的主导产业是什么？", ["主导产业", "西洞庭管理区"]),
        ("推动科技兴安由谁牵头？", ["推动科技兴安", "没有写明牵头单位"]),
        ("公积金中心牵头啥事", ["文件里没有“公积金", "可以问的有"]),
        ("市审计局配合哪些任务？", ["市审计局配合", "可以这样问：市审计局牵头哪些事项？"]),
        ("鼎城区的书记今年多大", ["提到“鼎城区”", "可以这样问：鼎城区的任务数有哪些？"]),
        ("你好", ["没有读懂“你好”", "某单位牵头、配合哪些事项"]),
    ],
)
def test_a_decline_tells_what_was_looked_for(question: str, said: list[str], asker: Asker) -> None:
    answer = asker.ask(question)
    assert not answer.answered
    assert all(words in answer.text for words in said)
