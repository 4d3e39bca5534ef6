"""What a duty cue is when it is no duty: one line a form. The cue in question is the last one of the sentence."""

from __future__ import annotations

import pytest

from loaders.coverage import cover, non_duties
from loaders.text import Text


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("各牵头单位要切实抓好落实。", "泛指单位"),
        ("实行牵头单位周调度。", "泛指单位"),
        ("坚持谁的资质谁负责。", "谁…谁负责"),
        ("各部门应依法履责,相互配合。", "互相配合"),
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
