"""The words of one bracket -> parties and roles. One line a form or a bug; numbers are those of docs/forms.md."""

from __future__ import annotations

import pytest

from loaders.lexicon.clauses import is_party, list_parties, parse
from loaders.page.text import Text


def said(words: str) -> str:
    """The clause's parties as "牵头 甲局 | 配合 乙局*"; * marks a list that 等 leaves open."""
    text = Text(words)
    clause = parse(text.squeeze(0, len(words)).text)
    if clause is None:
        return ""
    return " | ".join(f"{p.role} {p.name}{'*' if p.open else ''}" for p in clause.parties)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # 1 A牵头,B、C配合
        ("区交通局牵头,区财政局、各镇配合", "牵头 区交通局 | 配合 区财政局 | 配合 各镇"),
        ("区交通局牵头，区财政局、各镇配合", "牵头 区交通局 | 配合 区财政局 | 配合 各镇"),
        ("区交通局牵头、区财政局配合", "牵头 区交通局 | 配合 区财政局"),
        ("由区交通局牵头，区财政局配合", "牵头 区交通局 | 配合 区财政局"),
        # 2 A牵头,B、C按职责分工负责
        ("省能源厅牵头，省住建厅、省交通厅按照职责分工负责", "牵头 省能源厅 | 配合 省住建厅 | 配合 省交通厅"),
        ("市甲局牵头,市乙局、市丙局等按职责分工负责", "牵头 市甲局 | 配合 市乙局* | 配合 市丙局*"),
        ("市甲局、市乙局牵头,市丙局等按职责分工负责", "牵头 市甲局 | 牵头 市乙局 | 配合 市丙局*"),
        ("市甲局、市乙局依职责牵头,市丙局按职责分工负责", "牵头 市甲局 | 牵头 市乙局 | 配合 市丙局"),
        # 3 A、B按职责分工负责
        ("市消防局、市商务局按职责分工负责", "负责 市消防局 | 负责 市商务局"),
        ("市消防局、市商务局等按各自职责分工负责", "负责 市消防局* | 负责 市商务局*"),
        # 4 A负责
        ("统计局负责", "负责 统计局"),
        ("市甲局、市乙局共同负责", "负责 市甲局 | 负责 市乙局"),
        # 5 责任单位:A、B
        ("责任单位：市水务局、市城管局", "负责 市水务局 | 负责 市城管局"),
        ("责任部门:市水务局,市城管局", "负责 市水务局 | 负责 市城管局"),
        # 6 牵头单位:A;责任单位:B, with a comma too; 责任单位 is read by the label beside it
        ("牵头单位：团市委，配合单位：市教育局，各区", "牵头 团市委 | 配合 市教育局 | 配合 各区"),
        ("牵头单位：市甲局；责任单位：市乙局", "牵头 市甲局 | 配合 市乙局"),
        ("责任单位：市甲局；配合单位：市乙局", "牵头 市甲局 | 配合 市乙局"),
        # 8 brackets of the same width inside
        ("责任部门：市交通委（市道运局）、市气象局", "负责 市交通委(市道运局) | 负责 市气象局"),
        ("市委政研室〈市委改革办〉牵头,市丙局配合", "牵头 市委政研室〈市委改革办〉 | 配合 市丙局"),
        # 9 参与、参加
        ("市生态局牵头，公安局、水务局参与", "牵头 市生态局 | 配合 公安局 | 配合 水务局"),
        # 10 three tiers
        (
            "市林业局牵头，财政局参与，各县区政府负责落实",
            "牵头 市林业局 | 配合 财政局 | 配合 各县区政府",
        ),
        # 11 牵头督导, 牵头负责
        ("市应急局、住建局牵头督导，各区配合", "牵头 市应急局 | 牵头 住建局 | 配合 各区"),
        ("市应急局牵头负责", "牵头 市应急局"),
        # 12 a deadline at the end is no party
        (
            "牵头单位:州教育局;责任单位:州财政局,各县市政府,9月底完成",
            "牵头 州教育局 | 配合 州财政局 | 配合 各县市政府",
        ),
        # 13 等 closes the list before it only
        (
            "商务部、供销社等和各有关省级人民政府负责",
            "负责 商务部* | 负责 供销社* | 负责 各有关省级人民政府",
        ),
        (
            "区甲局牵头,区乙局、区丙局等部门,区国投公司、各街道办事处配合",
            "牵头 区甲局 | 配合 区乙局* | 配合 区丙局* | 配合 区国投公司 | 配合 各街道办事处",
        ),
        # 14 等国务院相关部门及各地区
        ("财政部、教育部等国务院相关部门及各地区按职责分工负责", "负责 财政部* | 负责 教育部* | 负责 各地区"),
        # 15 会同
        ("科技部会同有关部门负责", "牵头 科技部 | 配合 有关部门"),
        ("市甲局会同各事项涉及单位牵头", "牵头 市甲局 | 配合 各事项涉及单位"),
        ("市财政局商市乙局负责", "牵头 市财政局 | 配合 市乙局"),
        ("市工商联、市工信局牵头", "牵头 市工商联 | 牵头 市工信局"),
        # a joining word between two names is no part of them; inside a name it is
        ("市发展和改革局、市甲局和市商务局负责", "负责 市发展和改革局 | 负责 市甲局 | 负责 市商务局"),
        ("市自然资源和规划局负责", "负责 市自然资源和规划局"),
        ("市委、市政府负责", "负责 市委 | 负责 市政府"),
        ("省高等法院、市高等学校负责", "负责 省高等法院 | 负责 市高等学校"),
        # one agency in a clause twice stays twice: the store keeps one edge
        ("市甲局、市甲局负责", "负责 市甲局 | 负责 市甲局"),
        # white space and a page number inside a name
        ("市甲局牵头，市乙\n— 3 —\n局配合", "牵头 市甲局 | 配合 市乙局"),
        ("市甲 局牵 头", "牵头 市甲局"),
        # 18 the first listed leads
        ("税务局、海关负责，排在第一位的部门为牵头部门，下同", "牵头 税务局 | 配合 海关"),
        ("责任单位：甲厅、乙厅，列第一位的为牵头单位", "牵头 甲厅 | 配合 乙厅"),
        ("甲厅牵头，乙厅配合，列第一位的为牵头单位", "牵头 甲厅 | 配合 乙厅"),
        # 17, 19 a tail rule, a full stop
        ("责任单位:市人社局。以下各项均需各县区落实,不再列出", "负责 市人社局"),
        ("责任单位：省经信厅、省科技厅。", "负责 省经信厅 | 负责 省科技厅"),
        # a label in a box, a label without a colon, one with 为
        ("【牵头单位】市甲局【责任单位】市乙局", "牵头 市甲局 | 配合 市乙局"),
        ("责任单位为市甲局", "负责 市甲局"),
        # a role word in the bracket behind a name
        ("市甲局（牵头）、市乙局", "牵头 市甲局 | 配合 市乙局"),
        # behind a label the names before a role word have the label's role
        ("牵头单位：市甲局，市乙局配合", "牵头 市甲局 | 配合 市乙局"),
        # one party with 、 inside, three parties with a shared suffix
        ("市甲局，各市、县（市、区）政府负责", "负责 市甲局 | 负责 各市、县(市、区)政府"),
        ("市甲局牵头，各市、县人民政府负责落实", "牵头 市甲局 | 配合 各市、县人民政府"),
        ("杭州市、宁波市、湖州市人民政府负责", "负责 杭州市 | 负责 宁波市 | 负责 湖州市人民政府"),
        # each with a task of its own
        ("市甲局负责项目申报，市乙局负责资金保障", "负责 市甲局 | 负责 市乙局"),
        # people and dates behind labels of their own
        ("责任领导：张三；责任单位：市甲局；完成时限：6月", "负责 市甲局"),
        # who stands alone before those who cooperate leads
        ("省广电局，省应急管理厅配合", "牵头 省广电局 | 配合 省应急管理厅"),
        ("主责：市城管局；协同：市园林局", "牵头 市城管局 | 配合 市园林局"),
        # all that stands above, the list's last rule, one word that closes for all
        ("以上各项牵头单位：市自规局；责任单位：市审批局", "牵头 市自规局 | 配合 市审批局"),
        ("责任单位：市金融办、市生态局。无牵头单位的，第一责任单位即为牵头单位", "牵头 市金融办 | 配合 市生态局"),
        ("省残联会同省教育厅、医保局研究制定", "牵头 省残联 | 配合 省教育厅 | 配合 医保局"),
        ("市应急局牵头，电信、移动、铁塔公司配合", "牵头 市应急局 | 配合 电信 | 配合 移动 | 配合 铁塔公司"),
        ("市林业局（牵头）、市财政局（配合）、各县区（责任单位）", "牵头 市林业局 | 配合 市财政局 | 配合 各县区"),
        ("责任部门（单位）：市林草局；中国移动市分公司", "负责 市林草局 | 负责 中国移动市分公司"),
        # what a group does is no party
        ("牵头单位：县卫健局；成员单位：县红十字会主要职责：负责伤员救治", "牵头 县卫健局 | 配合 县红十字会"),
        # a truncated clause
        ("市甲局牵头督导，市乙局、市丙局、", "牵头 市甲局 | 配合 市乙局 | 配合 市丙局"),
        # no clause
        ("含由企业牵头的项目", ""),
        ("具体指标待全省任务分解后确定", ""),
        ("负责人签字", ""),
        ("试行", ""),
        ("", ""),
    ],
)
def test_parse(words: str, expected: str) -> None:
    assert said(words) == expected


def test_parse_says_what_is_no_party() -> None:
    clause = parse("牵头单位:州教育局,9月底完成")
    assert clause is not None
    assert clause.leftovers == ("9月底完成",)


@pytest.mark.parametrize(
    "name", ["市甲局", "市残联", "常德海关", "市乙委(市丙办)", "某集团", "中国移动", "各县(市、区)政府"]
)
def test_is_party(name: str) -> None:
    assert is_party(name)


@pytest.mark.parametrize("name", ["", "9月底", "长期坚持", "局" * 40, "下同"])
def test_is_no_party(name: str) -> None:
    assert not is_party(name)


def test_party_offsets_point_at_the_name() -> None:
    words = "由市甲局牵头,市乙局(市丙办)、市丁局等配合"
    clause = parse(words)
    assert clause is not None
    assert [words[p.start : p.end] for p in clause.parties] == ["市甲局", "市乙局(市丙办)", "市丁局"]


def test_list_parties_of_a_stretch() -> None:
    words = "成员为市甲局、市乙局和市丙局等。"
    assert [p.name for p in list_parties(words, 3, len(words) - 1)] == ["市甲局", "市乙局", "市丙局"]
