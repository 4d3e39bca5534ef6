"""Questions about work: when things are due, which people and offices are in charge, what is handed in."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from graph.endpoint import Endpoint
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Store
from graph.timeline import Moment
from loaders.extract import extract
from loaders.page.text import Text
from queries.asking import Asker, Condition, Conversation, Form
from queries.asking.understand.lexicon import lexicon

PLAN = """益阳市人民政府办公室关于印发《益阳市校园食堂提升工作方案》的通知

为做好校园食堂工作，根据《益阳市食品安全管理办法》制定本方案，2022年印发的《益阳市校园食堂试点方案》同时废止。

益阳市人民政府办公室
2025年3月1日

益阳市校园食堂提升工作方案

附件1

任务分工表

| 重点任务 | 牵头单位 | 配合单位 | 责任领导 | 责任科室 | 完成时限 | 成果形式 | 考核单位 |
| 完成校园食堂摸底 | 市教育局 | 市市场监管局 | 王建国 | 基础教育科 | 2025年6月底前 | 摸底报告 | 市委督查室 |
| 改造老旧食堂操作间 | 市住建局 | 市教育局、市财政局 | 李红梅 | 工程管理科 | 2025年9月30日前 | 验收清单 | 市委督查室 |
| 推行明厨亮灶 | 市市场监管局 | 市教育局 | 王建国 | 餐饮监管科 | 2025年12月底前 | 工作总结 | 市委督查室 |
| 开展供货商抽查 | 市市场监管局 | 市农业农村局 | 李红梅 | 餐饮监管科 | 每季度 | 抽查通报 | 市委督查室 |
| 培训食堂从业人员 | 市人社局 | 市教育局 | 赵海 | 培训科 | 长期坚持 | | 市委组织部 |
| 评选放心食堂 | 市教育局 | 市总工会 | 赵海 | 培训科 | | | 市委组织部 |
"""
SURVEY, KITCHENS, GLASS, CHECKS, TRAINING, CHOICE = (
    f"附件1 {item}"
    for item in (
        "完成校园食堂摸底",
        "改造老旧食堂操作间",
        "推行明厨亮灶",
        "开展供货商抽查",
        "培训食堂从业人员",
        "评选放心食堂",
    )
)


@pytest.fixture(scope="module")
def asker(endpoint: Endpoint, engine_settings: Settings) -> Asker:
    """An asker of the plan on a day in May of its year."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    found = extract(Text(PLAN, "plan.txt"))
    store.replace(found.document, found.statements)
    return Asker(store.at(Moment("2025-07-15")))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("哪些事项今年9月底前完成？", [SURVEY, KITCHENS]),
        ("哪些事项9月底前完成？", [SURVEY, KITCHENS]),
        ("2025年9月30日前要办结的有哪些？", [SURVEY, KITCHENS]),
        ("9月到期的任务有哪些？", [KITCHENS]),
        ("下半年要完成的任务有哪些？", [KITCHENS, GLASS]),
        ("本季度到期的有哪些任务？", [KITCHENS]),
        ("年底前到期的任务有几项？", 3),
        ("市教育局有哪些任务年底前到期？", [SURVEY, KITCHENS, GLASS]),
        ("市教育局牵头的任务哪些年底前到期？", [SURVEY]),
        ("由市教育局配合、年底前要完成的任务有哪些？", [KITCHENS, GLASS]),
        ("哪些单位有9月底前要完成的任务？", ["市教育局", "市住建局"]),
        ("谁的任务最早到期？", ["市教育局"]),
        ("哪项任务的时限最晚？", [GLASS]),
        ("市市场监管局的任务里哪项最早到期？", [SURVEY]),
        ("每季度开展的任务有哪些？", [CHECKS]),
        ("要按季度报送的有哪些？", [CHECKS]),
        ("长期坚持的任务有哪些？", [TRAINING]),
        ("逾期的任务有哪些？", [SURVEY]),
        ("哪些任务没有写明完成时限？", [CHOICE]),
        ("市教育局牵头、没有时限的任务有几项？", 1),
        ("推行明厨亮灶什么时候完成？", ["2025年12月底前"]),
        ("推行明厨亮灶的完成时限是什么？", ["2025年12月底前"]),
        ("改造老旧食堂操作间最迟哪天完成？", ["2025年9月30日前"]),
        ("改造老旧食堂操作间的责任领导是谁？", ["李红梅"]),
        ("改造老旧食堂操作间由哪个科室承办？", ["工程管理科"]),
        ("推行明厨亮灶的责任科室是哪个？", ["餐饮监管科"]),
        ("完成校园食堂摸底的成果形式是什么？", ["摸底报告"]),
        ("推行明厨亮灶由谁考核？", ["市委督查室"]),
        ("培训食堂从业人员的考核单位是哪个？", ["市委组织部"]),
        ("市委组织部考核哪些任务？", [TRAINING, CHOICE]),
        ("由市委组织部考核、市教育局牵头的任务有哪些？", [CHOICE]),
        ("王建国负责哪些任务？", [SURVEY, GLASS]),
        ("餐饮监管科经办几项任务？", 2),
        ("校园食堂试点方案被哪个文件废止了？", ["益阳市人民政府办公室关于印发《益阳市校园食堂提升工作方案》的通知"]),
        ("校园食堂提升工作方案废止了哪些文件？", ["益阳市校园食堂试点方案"]),
        ("校园食堂提升工作方案的制定依据是什么？", ["益阳市食品安全管理办法"]),
    ],
)
def test_questions_of_work(question: str, value: Any, asker: Asker) -> None:
    answer = asker.ask(question)
    assert (answer.answered, answer.value) == (True, value)
    assert answer.evidence


@pytest.mark.parametrize(
    "question",
    [
        "市教育局去年完成了几项任务？",
        "推行明厨亮灶完成了吗？",
        "哪些任务13月前完成？",
        "推行明厨亮灶的建设单位是谁？",
        "评选放心食堂什么时候完成？",
        "改造老旧食堂操作间的前身是什么？",
        "市教育局的上级单位是哪个？",
        "哪些任务年底前没有完成？",
    ],
)
def test_what_no_document_says(question: str, asker: Asker) -> None:
    answer = asker.ask(question)
    assert (answer.answered, answer.value) == (False, None)


def test_one_work_asked_of_on_and_on(asker: Asker) -> None:
    conversation = Conversation(asker)
    assert conversation.ask("改造老旧食堂操作间由谁牵头？").value == ["市住建局"]
    assert conversation.ask("那时限呢？").value == ["2025年9月30日前"]
    assert conversation.ask("责任领导呢？").value == ["李红梅"]
    assert conversation.ask("那配合的呢？").value == ["市教育局", "市财政局"]


def test_whether_bodies_have_a_part_in_one_work(asker: Asker) -> None:
    conversation = Conversation(asker)
    assert conversation.ask("改造老旧食堂操作间由谁牵头？").value == ["市住建局"]
    assert conversation.ask("市财政局参与吗？").value == "是"
    assert conversation.ask("那市总工会呢？").value == "否"


def test_a_list_narrowed_by_another_body(asker: Asker) -> None:
    conversation = Conversation(asker)
    assert conversation.ask("市教育局牵头的任务哪些年底前到期？").value == [SURVEY]
    assert conversation.ask("那市住建局呢？").value == [KITCHENS]


def test_a_day_that_is_told(asker: Asker) -> None:
    answer = asker.ask("今年9月底前要完成的有哪些？")
    assert answer.understood == "列出有时限的事项，条件：2025年9月30日前到期"
    assert asker.ask(answer.understood).value == answer.value


OWN_VIEWS = {
    "成员": "groups", "召集": "groups", "副召集": "groups", "办公室设在": "groups", "时限": "deadlines",
    "目标": "figures", "承担": "shares",
}  # fmt: skip
"""Relations that a view of their own is for, as all duties have the view of clauses."""


@pytest.mark.parametrize("name", sorted(ontology().relations))
def test_every_relation_can_be_asked_for(name: str) -> None:
    relation = ontology().relations[name]
    words = {rule.more["relation"] for rule in lexicon().views["relations"] if rule.make == "relation_word"}
    assert relation.duty or name in OWN_VIEWS or name in words
    assert not relation.duty or name in {*lexicon().roles.values(), "负责"}


MANY, SEED = 300, 20


def test_a_form_about_deadlines_is_read_back(asker: Asker) -> None:
    asker.refresh()
    chance = random.Random(SEED)
    nodes = {node.id: node for group in asker.knowledge.names.spellings.values() for node in group}
    bodies = [Condition("has", id_, n.name, of="机构") for id_, n in sorted(nodes.items()) if n.name.startswith("市")]
    wrong = []
    for _ in range(MANY):
        day = f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        where = [chance.choice((Condition("until", day, op="<="), Condition("every", "每季度", "每季度")))]
        if chance.random() < 0.7:
            role = chance.choice(("牵头", "配合", "考核", ""))
            where.append(replace(chance.choice(bodies), role=role))
        form = Form("deadlines", "事项", tuple(where), fold=chance.choice(("list", "count", "exists")))
        found = asker.forms(form.say())
        if not found or (found[0].view, set(found[0].where), found[0].fold) != (form.view, set(where), form.fold):
            wrong.append(form.say())
    assert len(bodies) > 5
    assert wrong == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("市市场监管局牵头的任务哪些年底前到期？", ("市市场监管局", "牵头", "年底前")),
        ("由市教育局配合、9月底前要完成的任务有几项？", ("配合", "9月底前", "有几项")),
        ("市市场监管局每季度开展的任务有哪些？", ("每季度开展的",)),
        ("推行明厨亮灶的责任科室是哪个？", ("推行明厨亮灶的", "科室")),
    ],
)
def test_a_word_that_is_dropped_changes_the_answer(question: str, words: tuple[str, ...], asker: Asker) -> None:
    whole = asker.ask(question)
    assert whole.answered
    for word in words:
        assert word in question
        less = asker.ask(question.replace(word, ""))
        assert (less.answered, less.value) != (True, whole.value), word
