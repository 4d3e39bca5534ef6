"""What is said where there is no answer: how the question was read, what the documents lack, what to ask instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from queries.asking.answer import UNKNOWN, Answer
from queries.asking.characters import is_mark
from queries.asking.intents import own_region
from queries.asking.knowledge import Knowledge
from queries.asking.names import PLAN
from queries.asking.passages import Match
from queries.asking.reading import Reading

_ASKED = {
    "牵头": "牵头", "配合": "配合", "负责": "负责", "成员": "成员单位", "办公室": "办公室", "召集": "召集人",
    "职务词": "职务", "投资": "投资", "在某地": "地点", "何处": "地点", "日期词": "时间", "目标": "目标",
    "名次": "排名", "最": "排名", "数": "数目", "哪单位": "单位", "谁": "单位或人",
}  # fmt: skip
"""Class of words or signal -> what a question with it asks for."""
_INSTEAD = {
    "机构": ("{}牵头哪些事项？", "{}承担哪些任务？", "{}在哪些专班里？"),
    "企业": ("{}承担哪些任务？",),
    "议事协调机构": ("{}有哪些成员单位？", "{}的办公室设在哪里？"),
    PLAN: ("“{}”里哪个单位牵头最多？",),
    "项目": ("{}由谁牵头？", "{}列入哪个清单？", "{}投资多少？"),
    "项目清单": ("{}有哪些项目？",),
    "人员": ("{}担任什么职务？",),
    "园区": ("{}的主导产业是什么？", "{}有哪些项目？", "{}的任务数有哪些？"),
    "地区": ("{}的任务数有哪些？", "{}有哪些项目？"),
    "产业体系": ("{}包括哪些产业？",),
}
"""Kind of a name -> questions about it."""
_FORMS = "某项工作由谁牵头、谁配合；某单位牵头、配合哪些事项；某地的某项任务是多少；某专班有哪些成员单位"
_ENOUGH = 4
"""So many characters beside its names make a question that a sentence may be like."""
_LIKE, _WORDS, _SUGGESTED, _A_WORD = 0.55, 160, 2, 6
"""Least share of a question that a sentence covers to be shown; so many characters of it; so many questions instead; so
many characters may make a word."""

Answers = Callable[[str], bool]


def declined(answer: Answer, reading: Reading, knowledge: Knowledge, answers: Answers) -> str:
    """The words of an answer that is none.

    Args:
        answer: what was found, with the words of the one who looked; empty words where nobody knew what to look for.
        reading: the question.
        knowledge: of the graph.
        answers: whether a question has an answer, so that none is suggested that has not.
    """
    said = answer.text
    if not said:
        lacking = _lacking(reading, knowledge)
        said = f"{UNKNOWN}。{_read(reading)}{lacking or _like(reading, knowledge)}"
    return f"{said}{_instead(reading, knowledge, answers)}"


def _read(reading: Reading) -> str:
    names = list(dict.fromkeys(mention.text for mention in reading.mentions))
    asked = list(dict.fromkeys(words for tag, words in _ASKED.items() if reading.has(tag)))
    parts = [
        f"提到“{'”、“'.join(names)}”" if names else "",
        f"问的是{'、'.join(asked)}" if asked else "",
    ]
    told = "，".join(part for part in parts if part)
    return f"理解为：{told}。" if told else f"没有读懂“{reading.text}”。"


def _lacking(reading: Reading, knowledge: Knowledge) -> str:
    """The words of a question that no document has."""
    runs = "".join(" " if token._.tags or is_mark(token.text) else token.text for token in reading.tokens).split()
    strange = [run for run in runs if 1 < len(run) <= _A_WORD and not knowledge.passages.say(run)]
    return f"文件里没有“{'”、“'.join(strange)}”。" if strange else ""


def _like(reading: Reading, knowledge: Knowledge) -> str:
    """The sentence that is most like the question, for the reader to judge; none for a question of names alone."""
    subject = reading.work(own_region(reading, knowledge))
    if len(reading.subject(frozenset(mention.text for mention in reading.mentions)).bare) < _ENOUGH:
        return ""
    found = knowledge.passages.search(subject, lambda place: place.kind in ("事项", "章节", "文件"))
    best: Match | None = next((match for match in found if not match.passage.title), None)
    if best is None or best.covered < _LIKE:
        return ""
    words = "".join(best.passage.words.split())
    words = words if len(words) <= _WORDS else f"{words[:_WORDS]}……"
    file = knowledge.files.get(best.place.document, best.place.document)
    return f"相近的一句（{file}）：“{words}”。"


def _instead(reading: Reading, knowledge: Knowledge, answers: Answers) -> str:
    """Questions that have an answer and are about the same names or work; else the forms of questions."""
    own = [question for question in _questions(reading, knowledge) if question != reading.text and answers(question)]
    return f"可以这样问：{''.join(own[:_SUGGESTED])}" if own else f"可以问的有：{_FORMS}。"


def _questions(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    for mention in reading.mentions[:_SUGGESTED]:
        for kind in dict.fromkeys(node.kind for node in mention.nodes[:1]):
            yield from (form.format(mention.text) for form in _INSTEAD.get(kind, ()))
    if reading.mentions:
        return
    subject = reading.work(own_region(reading, knowledge))
    found = knowledge.passages.search(subject, lambda place: place.kind in ("事项", "项目") and place.parties > 0)
    yield from (f"“{match.place.name}”由谁牵头？" for match in found[:1] if match.covered >= _LIKE)
