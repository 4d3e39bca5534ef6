"""What becomes of every mention of a body, and when one of which nothing was read is a signal. Invented texts."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.ledger.mentions import Fate
from loaders.page.text import Text

MEMBERS = (
    "市教育局、市科技局、市公安局、市民政局、市司法局、市财政局、市水利局、市商务局、市审计局、"
    "市统计局、市医保局、市林业局、市应急管理局、市人力资源和社会保障局、市自然资源和规划局、"
    "市住房和城乡建设局、市文化旅游广电体育局、市市场监督管理局、市城市管理和综合执法局、"
    "市退役军人事务局、市农业农村局、市生态环境局、市交通运输局、市工业和信息化局、"
    "市卫生健康委员会、市发展和改革委员会、市行政审批服务局、市气象局、市税务局、市邮政管理局、"
    "市消防救援支队、市总工会、市妇联、市残联、市科协、市工商联、市信访局、市国资委、"
    "市机关事务局、市乡村振兴局"
)
HEAD = "常德市人民政府办公室关于印发工作方案的通知\n"


def fates(raw: str) -> list[tuple[str, Fate]]:
    return [(one.name, one.fate) for one in extract(Text(raw, "a.txt")).mentions]


@pytest.mark.parametrize(
    ("raw", "name", "fate"),
    [
        ("1.建设园区。（市商务局牵头，市财政局配合）", "市财政局", "party"),
        ("成立工作专班，市长任召集人，成员单位包括市商务局、市财政局。", "市商务局", "member"),
        ("各县区人民政府，市商务局：\n现将方案印发给你们。", "市商务局", "addressee"),
        ("请认真抓好落实。\n常德市商务局\n2024年3月1日", "常德市商务局", "signature"),
        ("根据市财政局的意见，经研究决定如下。1.建设园区。（市商务局负责）", "市财政局", "citation"),
        ("1.建设园区。按季度向市政府办公室、市财政局报送进展。（市商务局负责）", "市政府办公室", "object"),
        ("各县区政府、市直各部门要高度重视。", "各县区政府", "collective"),
    ],
)
def test_fates(raw: str, name: str, fate: Fate) -> None:
    assert (name, fate) in fates(raw)


@pytest.mark.parametrize(
    ("raw", "quote", "reason"),
    [
        # a body before what it does
        ("市财政局在预算中统筹安排经费。", "市财政局在预算中统筹安排经费。", "没有读成责任"),
        # what stands behind a label that nobody knows
        ("包保科室：市财政局、市商务局\n", "市财政局、市商务局", "只有单位名称"),
        # the head of a table whose rows lost their form
        ("序号 工作任务 责任单位 完成时限 建设园区 市财政局 六月", "序号", "像是一张表"),
        # heads by their shape alone, known to nobody, that no reader took
        (
            "旱情严重时，运销部门尽快调运粮草，保障牧区供应。\n运销部门尽快调运粮草，保障牧区供应。",
            "运销部门尽快",
            "像是部门",
        ),
        ("（七）运销部门。\n粮草、饲料的调运和储备。", "运销部门。\n粮草", "像是部门"),
        # a person is known, the membership of the body is not
        ("名单\n成　员：\n王小明　甲乙中学校长\n李　文　市商务局局长\n", "李　文　市商务局局长", "名单"),
        # nothing at all was read of a text that names somebody
        ("会议听取了市财政局的汇报。", "市财政局", "没有读出一条责任"),
    ],
)
def test_what_needs_a_look(raw: str, quote: str, reason: str) -> None:
    found = extract(Text(HEAD + raw, "a.txt"))
    assert [s for s in found.signals if reason in s.reason and quote in found.text.raw[s.start : s.end]], found.signals


@pytest.mark.parametrize(
    "raw",
    [
        "1.建设园区。（市商务局牵头，市财政局配合）",
        "1.支持企业、高校、医院参与建设。（市商务局负责）",
        "1.推动医疗机构落实疾病预防要求。（市卫健委负责）",
        "1.建设园区。（市商务局负责）\n石门县\n桃源县\n",
        "1.办好招聘会。（市商务局负责）\n人事处：赵老师，0000-1112222；\n",
        "1.落实部门主管责任。（市商务局负责）\n",
        "1.建设园区。（市商务局负责）\n希望住建部门牵头，尽快修好道路。（网民留言）\n",
        # evidence longer than a clause: deputy's body, member and seat of the office are three mentions of one name
        f"成立建设园区工作专班，由副市长任召集人，市财政局主要负责人任副召集人，成员单位包括{MEMBERS}等，"
        "专班办公室设在市财政局。\n",
    ],
)
def test_what_needs_none(raw: str) -> None:
    assert extract(Text(HEAD + raw, "a.txt")).signals == []


def test_every_mention_has_one_fate_and_its_words() -> None:
    raw = HEAD + "1.建设园区。（市商务局牵头，市财政局配合）市教育局在六月前完成。\n市民政局\n2024年3月1日"
    found = extract(Text(raw, "a.txt"))
    assert all(found.text.folded[one.start : one.end] == one.name for one in found.mentions)
    assert len({(one.start, one.end) for one in found.mentions}) == len(found.mentions)


@pytest.mark.parametrize(
    ("raw", "quote", "reason"),
    [
        # a name in a line of ranks that has been read but for that name
        ("领导小组成员名单\n组长：张三（市长）\n成员：市商务局抽调2人、市财政局\n", "市商务局抽调2人", "名单中的"),
        # a cell of names in a row whose other cells say something else
        ("清江 | 田永 | 市委书记 | 市水利局 |\n沙溪 | 冉茂 | 副市长 | 市财政局 |\n", "市水利局", "表格这一行"),
    ],
)
def test_names_that_stand_beside_what_was_read(raw: str, quote: str, reason: str) -> None:
    found = extract(Text(HEAD + raw, "a.txt"))
    assert [s for s in found.signals if reason in s.reason and quote in found.text.raw[s.start : s.end]], found.signals
