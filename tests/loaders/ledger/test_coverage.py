"""What a duty cue is when it is no duty: one line a form. The cue in question is the last one of the sentence."""

from __future__ import annotations

import pytest

from loaders.ledger.cues import cover, non_duties
from loaders.page.text import Text


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("各牵头单位要切实抓好落实。", "泛指单位"),
        ("实行牵头单位周调度。", "泛指单位"),
        ("坚持谁的资质谁负责。", "谁…谁负责"),
        ("各部门应依法履责,相互配合。", "互相配合"),
        ("各部门要强化协作配合。", "互相配合"),
        ("实行行长负责制。", "负责制"),
        ("对申报材料的完整性、真实性负责。", "对…负责"),
        ("支持龙头企业牵头组建创新联合体。", "鼓励支持"),
        ("承担起牵头抓总责任。", "牵头抓总"),
        ("对整治工作不负责。", "认真负责"),
        ("2.配合建好用好专区。", "无主语的动词"),
        ("会同职能部门摸清风险。", "无主语的动词"),
        ("即牵头单位每周调度。", "泛指单位"),
        ("分类管理,分级负责。", "分级负责"),
        ("明确负责安全监督管理的有关工作机构。", "负责…的机构"),
        ("工作职责:承担宣传,负责信息报送。", "职责说明"),
        ("本办法由市甲局会同市乙局负责解释。", "负责解释"),
        ("注:★为牵头单位。", "图例"),
    ],
)
def test_non_duties(words: str, rule: str) -> None:
    cue = cover(Text(words), [])[-1]
    assert (cue.fate, cue.rule) == ("non-duty", rule)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("本办法所称牵头单位,是指承担组织协调工作的部门。", "名词解释"),
        ("本规定所称协办机构是指按照职责提供帮助的机构。", "名词解释"),
        ("注:列首位的责任单位为牵头单位。", "次序的约定"),
        ("没有写明配合单位的,由牵头单位自行落实。", "没有列明的"),
        ("恳请省甲厅牵头研究解决。", "请求建议"),
        ("建议责任单位:省甲厅。", "请求建议"),
        ("哪些单位负责这件事?", "提问"),
        ("两家联合申报的,须明确一家牵头。", "联合申报"),
        ("企业可以牵头组织攻关。", "由企业牵头"),
        ("对牵头制定国家标准的单位给予补助。", "对…给予"),
        ("本院牵头承担国家重点研发计划3项。", "业绩"),
        ("该公司曾配合多家工厂试制新车。", "业绩"),
        ("下一步,将会同有关方面制定细则。", "新闻口吻"),
        ("由市协会主办、市中心协办的年会在本市召开。", "会议消息"),
        ("发挥好市甲局的牵头作用。", "发挥…作用"),
        ("健全党委领导、政府负责、部门协同的格局。", "工作格局"),
        ("专家对所提意见负责。", "对…负责任"),
        ("任务完成情况由牵头单位评价。", "泛指的单位"),
        ("明确一名牵头领导。", "泛指的单位"),
        ("各成员单位要按照职责分工抓好落实。", "各单位按职责"),
        ("中标单位负责三年维护。", "合同双方"),
        ("招聘岗位:会计1名,负责日常账务。", "招聘岗位"),
        ("由分管负责同志具体负责。", "负责同志"),
        ("配合单位:无", "空白栏"),
        ("注:“/”表示无责任单位。", "空白栏"),
        ("注:责任单位栏中“——”表示无。", "空白栏"),
        ("牵头单位:______(盖章)", "空白栏"),
    ],
)
def test_non_duties_among_what_no_reader_took(words: str, rule: str) -> None:
    cue = cover(Text(words), [], late=True)[-1]
    assert (cue.fate, cue.rule) == ("non-duty", rule)


@pytest.mark.parametrize(
    "words",
    [
        "责任单位:市甲局,配合单位:市乙局。",
        "对接工作由市甲局负责。",
        "市甲局对照清单逐项负责落实。",
        "由市企业服务中心牵头。",
        "省政府负责、市政府配合推进。",
        "由市甲局牵头完成国家考核。",
        "市甲局要会同市乙局按照职责办理。",
    ],
)
def test_a_duty_that_no_reader_took_stays_a_signal(words: str) -> None:
    assert {cue.fate for cue in cover(Text(words), [], late=True)} == {"signal"}


@pytest.mark.parametrize(
    "words", ["区农业局负责河道清理工作。", "由市发改委牵头负责专项小组。", "省数据局会同各行业主管部门建立机制。"]
)
def test_what_no_rule_knows_is_a_signal(words: str) -> None:
    assert {cue.fate for cue in cover(Text(words), [])} == {"signal"}


@pytest.mark.parametrize("words", ["单位负责人到会。", "主要负责人审签。", "没有任何用语。"])
def test_what_is_no_cue(words: str) -> None:
    assert cover(Text(words), []) == []


def test_a_cue_inside_a_clause_is_an_edge() -> None:
    words = "抓项目。(市甲局牵头)另有配合。"
    fates = [cue.fate for cue in cover(Text(words), [(4, 11)])]
    assert fates == ["edge", "signal"]


def test_a_cue_behind_a_stretch_that_stands_in_another() -> None:
    words = "甲乙牵头丙丁负责"
    assert [cue.fate for cue in cover(Text(words), [(0, 8), (1, 4)])] == ["edge", "edge"]


def test_names_of_rules_are_unique_and_each_has_its_reason() -> None:
    names = [rule.name for rule in non_duties()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("甲。乙牵头;丙", 0, ["乙牵头;"]),
        ("甲\n乙牵头\n\n丙", 0, ["乙牵头\n"]),
        ("甲\n乙牵头\n\n丙", 20, ["甲\n乙牵头\n\n"]),
        ("牵头甲,牵头乙。牵头丙", 0, ["牵头甲,牵头乙。", "牵头甲,牵头乙。", "牵头丙"]),
        ("长" * 700 + "牵头" + "长" * 700, 0, ["长" * 600 + "牵头" + "长" * 600]),
    ],
)
def test_the_sentence_of_a_cue(words: str, width: int, expected: list[str]) -> None:
    cues = cover(Text(words), [], width)
    assert [words[cue.sentence_start : cue.sentence_end] for cue in cues] == expected
