"""Forms as such: said in words and read back, joined and turned round, counted and listed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from queries.asking import Asker, Condition, Conversation, Form
from queries.asking.asker import EXACT
from queries.asking.understand.form import Ranks

MANY, SEED = 1000, 22
_COLLECTIVE = re.compile("各|有关|相关|单位|部门|等$")
"""Bodies without a name of their own are not asked for by name."""
ROLES = ("牵头", "配合", "负责", "")


def bodies(asker: Asker) -> list[Condition]:
    """Every named body that has a duty and that nothing else is called like, as a condition without a role."""
    knowledge = asker.knowledge
    spellings = knowledge.names.spellings
    nodes = {node.id: node for group in spellings.values() for node in group if node.kind == "机构" and node.uses > 1}
    found = [Condition("has", id_, knowledge.names.show(id_, node.name), of="机构") for id_, node in nodes.items()]
    alone = (c for c in found if len(spellings.get(c.name, ())) == 1 and not _COLLECTIVE.search(c.name))
    return sorted(alone, key=lambda c: str(c.value))


def plans(asker: Asker) -> list[Condition]:
    """Every annex as a condition."""
    nodes = {node.id: node for group in asker.knowledge.names.spellings.values() for node in group}
    return [Condition("plan", node.id, node.name) for _, node in sorted(nodes.items()) if node.kind == "方案"]


def random_forms(asker: Asker) -> Iterator[Form]:
    """Forms of clauses with conditions that nobody has put together."""
    chance = random.Random(SEED)
    every, annexes = bodies(asker), plans(asker)
    for _ in range(MANY):
        where = [
            replace(body, role=chance.choice(ROLES), neg=chance.random() < 0.3)
            for body in chance.sample(every, chance.choice((1, 1, 2, 2, 3)))
        ]
        if chance.random() < 0.4:
            op = chance.choice(("=", ">=", "<=", ">", "<"))
            where.append(Condition("size", chance.randint(1, 8), role=chance.choice(ROLES[:2]), op=op))
        if chance.random() < 0.4:
            where.append(chance.choice(annexes))
        yield Form("clauses", "条款", tuple(where), fold=chance.choice(("list", "count", "exists")))


def essence(form: Form) -> tuple[Any, ...]:
    return form.view, form.find, frozenset(form.where), form.role, form.fold


def test_a_form_said_in_words_is_read_back(asker: Asker) -> None:
    asker.refresh()
    wrong = []
    for form in random_forms(asker):
        found = asker.forms(form.say(), EXACT)
        if not found or essence(found[0]) != essence(form):
            wrong.append(form.say())
    assert wrong == []


def clauses(asker: Asker, *where: Condition) -> set[tuple[Any, ...]]:
    answer = asker.answer(Form("clauses", "条款", where))
    assert answer is not None
    return {(row["document"], row["start"], row["end"]) for row in answer.rows}


@pytest.mark.parametrize(("one", "other"), [("市发展改革委", "市财政局"), ("市住建局", "市水利局")])
def test_a_condition_and_its_negation_part_what_there_is(one: str, other: str, asker: Asker) -> None:
    named = {condition.name: condition for condition in bodies(asker)}
    first, second = named[one], named[other]
    whole = clauses(asker, replace(first, role="牵头"))
    with_it = clauses(asker, replace(first, role="牵头"), second)
    without = clauses(asker, replace(first, role="牵头"), replace(second, neg=True))
    assert with_it | without == whole
    assert with_it & without == set()
    assert without


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("市商务局牵头哪些事项？", "市商务局牵头多少项？"),
        ("市发展改革委牵头、市财政局没有参与的事项有哪些？", "市发展改革委牵头、市财政局没有参与的事项有多少？"),
        ("配合单位不少于8家的事项有哪些？", "配合单位不少于8家的事项有多少？"),
        ("附件5里没有写明牵头单位的事项有哪些？", "附件5里没有写明牵头单位的事项有多少？"),
        ("市商务局牵头的事，都有哪些单位来配合？", "市商务局牵头的事，有多少家单位配合？"),
        ("安全生产翻身仗专班的成员单位有哪些？", "安全生产翻身仗专班的成员单位有多少家？"),
        ("十大产业项目有哪些项目？", "十大产业项目有多少个项目？"),
    ],
)
def test_a_count_is_the_length_of_the_list(question: str, count: str, asker: Asker) -> None:
    listed, counted = asker.ask(question), asker.ask(count)
    assert isinstance(listed.value, list)
    assert counted.value == len(listed.value)


COMBINED: list[tuple[str, list[tuple[str, str, bool]]]] = [
    ("市发展改革委牵头的事项里，哪些没有市财政局？", [("市发展改革委", "牵头", False), ("市财政局", "", True)]),
    ("哪些事项不用市财政局配合，但由市商务局牵头？", [("市财政局", "配合", True), ("市商务局", "牵头", False)]),
    ("由市科技局配合、市委组织部牵头的有哪些？", [("市科技局", "配合", False), ("市委组织部", "牵头", False)]),
    ("市卫健委参与但不牵头的事项有哪些？", [("市卫健委", "", False), ("市卫健委", "牵头", True)]),
]


@pytest.mark.parametrize(("question", "wanted"), COMBINED)
def test_combinations_that_nobody_wrote_down(question: str, wanted: list[tuple[str, str, bool]], asker: Asker) -> None:
    form = asker.ask(question).form
    assert form is not None
    assert {(c.name, c.role, c.neg) for c in form.where} == set(wanted)


@pytest.mark.parametrize(
    "question",
    [
        "附件9里市住建局牵头哪些任务？",
        "第八部分由哪些单位牵头？",
        "市商务局有哪些成员单位？",
        "市商务局牵头的事项里哪些最难？",
        "市工信局牵头的任务去年完成了几项？",
        "十大产业项目分别由哪家企业承担？",
        "常德经开区和常德高新区的局长分别是谁",
        "市商务局为什么牵头？",
    ],
)
def test_words_without_use_leave_no_answer(question: str, asker: Asker) -> None:
    answer = asker.ask(question)
    assert (answer.answered, answer.value) == (False, None)


@pytest.mark.parametrize(
    ("ranks", "words"),
    [(Ranks(), "最多"), (Ranks(least=True), "最少"), (Ranks(2, 2), "排第二"), (Ranks(1, 3, True), "排倒数前三"),
     (Ranks(2, 4), "排第二至第四")],
)  # fmt: skip
def test_places_in_an_order(ranks: Ranks, words: str) -> None:
    assert ranks.words == words


def test_a_chip_taken_away_asks_again(asker: Asker) -> None:
    conversation = Conversation(asker)
    form = conversation.ask("市发展改革委牵头、市财政局配合的事项有哪些？").form
    assert form is not None
    wider = conversation.change(form.without_condition(1))
    assert [c.name for c in form.where] == ["市发展改革委", "市财政局"]
    assert wider.question == "列出责任条款，条件：市发展改革委牵头"
    assert set(asker.ask(wider.question).value or []) == set(wider.value or [])  # type: ignore[arg-type]
    assert conversation.ask("配合的呢？").form == replace(
        form.without_condition(1), where=(replace(form.where[0], role="配合"),)
    )
