"""The small rooms of asking: characters, citations, sentences, rules."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from graph.errors import QueryError
from graph.ontology import ontology
from queries.asking.answer.cite import cite, first_words
from queries.asking.answer.sentences import counted, lists
from queries.asking.answer.written import written_value
from queries.asking.recall.passages import Passage, Passages, Place, Subject, sentences
from queries.asking.recall.views import OTHERWISE, compiled, views
from queries.asking.recall.views import parse as parse_view
from queries.asking.understand.characters import figures, plain, tidy
from queries.asking.understand.form import Condition, Form
from queries.asking.understand.grammar import MAKERS
from queries.asking.understand.lexicon import FILE, lexicon, parse
from queries.asking.understand.marks import Marked
from queries.asking.understand.parts import parts, shared_out

ANNEX = "附件3 常德市打好优化发展环境持久仗工作方案"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“五好”园区　建设", "五好园区建设"),
        ("（三、四期）总投资", "(三、四期)总投资"),
        ("过百亿企业", "过100亿企业"),
        ("《方案》 ", "方案"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("100亿", "100亿"), ("五十亿", "50亿"), ("千亿园区", "1000亿园区"), ("十分", "十分")]
)
def test_figures(text: str, expected: str) -> None:
    assert figures(text) == expected


def test_plain_has_no_marks() -> None:
    assert plain("“4+4”产业（含 A）") == "4+4产业含a"


@pytest.mark.parametrize(
    ("item", "number", "path", "expected"),
    [
        ("推进信用监管", "5.", [ANNEX, "二、工作任务", "(四)提升法治保障环境"], "附件3 (四) 5.推进信用监管"),
        ("提升法治保障环境", "(四)", [ANNEX, "二、工作任务"], "附件3 (四) 提升法治保障环境"),
        (
            "建立台账,按月通报",
            "",
            [ANNEX, "二、工作任务", "(四)提升法治保障环境", "5.推进信用监管"],
            "附件3 (四) 5.推进信用监管——建立台账",
        ),
        ("加强监测", "1.", ["一、重点任务"], "1.加强监测"),
        ("产业专项小组", "", ["围绕中心服务大局"], "围绕中心服务大局 产业专项小组"),
    ],
)
def test_cite(item: str, number: str, path: list[str], expected: str) -> None:
    assert cite({"item": item, "number": number, "path": path, "item_kind": "事项"}) == expected


def test_lists_are_cited_by_name() -> None:
    assert cite({"item": "十大产业项目", "number": "", "path": [ANNEX], "item_kind": "项目清单"}) == "十大产业项目"


@pytest.mark.parametrize(
    ("name", "expected"), [("防汛方面:不溃一堤", "防汛方面"), ("全面推广", "全面推广"), (",x", ",x")]
)
def test_first_words(name: str, expected: str) -> None:
    assert first_words(name) == expected


def test_sentences_know_their_place() -> None:
    text = "1.题目。第一句，没完；第二句。\n\n第三句(某局牵头)"
    assert [text[a:b] for a, b in sentences(text)] == ["1.题目。", "第一句，没完；", "第二句。", "第三句(某局牵头)"]


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "quote", "expected"),
    [
        (6.0, "亿元", "≥", "新增贷款不低于6亿元", "不低于6亿元"),
        (800.0, "亿元", "≥", "产值达到800亿元以上", "800亿元以上"),
        (35.0, "亿元", "≥", "产值突破35\n亿元", "突破35亿元"),
        (1000.0, "亿元", "≥", "力争产值突破千亿", "1000亿元以上"),
        (0.9, "‰", "≤", "受害率控制在0.9‰以内", "控制在0.9‰以内"),
    ],
)
def test_a_value_as_it_is_written(value: float, unit: str, comparator: str, quote: str, expected: str) -> None:
    assert written_value({"value": value, "unit": unit, "comparator": comparator, "quote": quote}) == expected


def passage(words: str, name: str = "") -> Passage:
    from queries.asking.understand.characters import pairs

    place = Place("事项", name or words, name or words)
    return Passage(place, words, 0, len(words), frozenset(pairs(plain(words))))


def subject(text: str, optional: str = "") -> Subject:
    return Subject(text, [char not in optional for char in text])


def test_the_sentence_that_covers_a_subject_comes_first() -> None:
    found = Passages([passage("改造农村户厕"), passage("改造农村公路"), passage("新建城区公厕")])
    [best, *_] = found.search(subject("农村户厕"), lambda place: True)
    assert (best.passage.words, best.covered, best.missing) == ("改造农村户厕", 1.0, "")


def test_what_is_nowhere_is_missing() -> None:
    found = Passages([passage("改造农村户厕"), passage("改造农村公路")])
    best = found.match(subject("农村地铁站"), found.all[0].pairs)
    assert found.search(subject("农村地铁站"), lambda place: True) == []
    assert best.missing == "地铁站"
    assert best.covered < 0.5


def test_optional_words_need_not_be_found() -> None:
    found = Passages([passage("改造农村户厕"), passage("改造农村公路")])
    [best, *_] = found.search(subject("农村户厕项目", optional="项目"), lambda place: True)
    assert best.covered == 1.0


def lexicon_with(**changes: Any) -> dict[str, Any]:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {**raw, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"roles": {"没有的角色": "主理"}},
        {"views": {"clauses": [{"if": "{没有的类}", "do": "skip"}]}},
    ],
)
def test_a_lexicon_that_names_what_there_is_not_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match=r"没有|不是"):
        parse(lexicon_with(**changes))


def test_every_rule_does_what_there_is() -> None:
    done = {rule.make for rules in lexicon().views.values() for rule in rules}
    assert done <= set(MAKERS)
    assert set(lexicon().roles.values()) - {""} <= set(ontology().duties)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("投资多少，占地多少亩？", ["投资多少", "占地多少亩"]),
        ("有多少家养老机构、多少张养老床位？", ["有多少家养老机构", "多少张养老床位"]),
        ("六个专班里，哪个成员最少？", ["六个专班里,哪个成员最少"]),
        ("甲局、乙局牵头哪些事项？", ["甲局、乙局牵头哪些事项"]),
    ],
)
def test_a_question_taken_apart(question: str, asked: list[str]) -> None:
    assert [part.said for part in parts(Marked(tidy(question)))] == asked


def test_a_question_shared_out_to_years() -> None:
    found = shared_out(Marked("总收入2023年和2025年的目标分别是多少"))
    assert [(part.said, part.label) for part in found] == [
        ("总收入2023年的目标分别是多少", "2023年"),
        ("总收入2025年的目标分别是多少", "2025年"),
    ]


@pytest.mark.parametrize("name", sorted(views()))
def test_every_view_tells_what_it_is(name: str) -> None:
    view = views()[name]
    assert view.question.endswith("？")
    assert view.columns
    assert set(view.begins) - {OTHERWISE} <= set(view.tests)
    assert "rows" in view.endings


def test_a_view_without_its_header_is_refused() -> None:
    with pytest.raises(QueryError, match="缺少"):
        parse_view("MATCH (n) RETURN n", FILE)
    with pytest.raises(QueryError, match="没有名称"):
        parse_view("// 条件: x", FILE)
    with pytest.raises(QueryError, match="写法不对"):
        parse_view("// 列: x", FILE)


@pytest.mark.parametrize(
    "condition",
    [Condition("nothing", 1), Condition("size", 1, op="LIKE"), Condition("has", "x", of="不是种类")],
)
def test_what_a_view_does_not_know_is_refused(condition: Condition) -> None:
    with pytest.raises(QueryError, match="没有"):
        compiled(Form("clauses", "条款", (condition,)))


def test_values_are_parameters() -> None:
    asked = compiled(Form("clauses", "条款", (Condition("has", "甲' OR 1=1", role="牵头", of="机构"),)))
    assert "甲" not in asked.cypher
    assert asked.params == {"v0": "甲' OR 1=1"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("先后成立甲城、乙城、丙城3大招商服务中心。", [["甲城", "乙城", "丙城"]]),
        ("成立茶叶、柑橘、油茶和中药材四大产业小组，聚焦提质。", [["茶叶", "柑橘", "油茶", "中药材"]]),
        ("构建了“大阅读”“大舞台”等两大平台。", [["大阅读", "大舞台"]]),
        ("成立茶叶、柑橘三大产业小组。", []),
        ("抓好茶叶、柑橘、油茶产业。", []),
    ],
)
def test_things_that_a_sentence_lists_and_counts(sentence: str, expected: list[list[str]]) -> None:
    assert list(lists(sentence)) == expected


@pytest.mark.parametrize(
    ("question", "noun"), [("有多少家养老机构？", "养老机构"), ("引进多少个项目", "项目"), ("床位有多少张", "")]
)
def test_the_noun_that_a_question_counts(question: str, noun: str) -> None:
    assert counted(question) == noun
