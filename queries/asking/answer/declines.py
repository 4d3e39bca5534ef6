"""What is said where there is no answer: what was understood, which words were of no use, what to ask instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from queries.asking.answer.answer import NOT_ANSWERED, Answer
from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import matched
from queries.asking.recall.subjects import content, cuts, subject
from queries.asking.understand.characters import pairs
from queries.asking.understand.lexicon import lexicon
from queries.asking.understand.marks import Marked
from queries.asking.understand.names import PLAN

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
_LIKE, _WORDS, _SUGGESTED, _A_WORD = 0.55, 160, 2, range(3, 7)
"""Least share of a question that a sentence covers to be shown; so many characters of it; so many questions instead; so
many characters make a word of which it can be said that no document has it."""

Answers = Callable[[str], bool]


def declined(answer: Answer | None, read: Marked, knowledge: Knowledge, answers: Answers) -> str:
    """The words of an answer that is none.

    Args:
        answer: what was found, with the words of the one who looked; None where nobody knew what to look for.
        read: the question.
        knowledge: of the graph.
        answers: whether a question has an answer, so that none is suggested that has not.
    """
    said = answer.text if answer is not None else ""
    if not said:
        # What was not understood may well be written.
        said = f"{NOT_ANSWERED}。{_read(read)}{_lacking(read, knowledge) or _like(read, knowledge)}"
    return f"{said}{_instead(read, knowledge, answers)}"


def _read(read: Marked) -> str:
    names = list(dict.fromkeys(mention.text for mention in read.names.values()))
    told = f"提到“{'”、“'.join(names)}”，" if names else ""
    return f"{told}没有读懂“{read.written(read.text)}”，没有把握就不答。"


def _lacking(read: Marked, knowledge: Knowledge) -> str:
    """The words of a question that no document has: what was asked for by another word, or is not there."""
    found = cuts(read.written(read.text), knowledge)
    runs = "".join(word if kind == "words" else " " for word, kind in found).split()
    known = knowledge.passages.knows
    # A run of which two characters stand together somewhere was only cut wrongly.
    strange = [
        run
        for run in runs
        if len(run) in _A_WORD and run not in lexicon().long_forms and not any(map(known, pairs(matched(run))))
    ]
    return f"文件里没有“{'”、“'.join(strange)}”这样的字，也许换一个说法就有。" if strange else ""


def _like(read: Marked, knowledge: Knowledge) -> str:
    """The sentence that is most like the question, for the reader to judge; none for a question of names alone."""
    words = read.written(read.text)
    for mention in read.names.values():
        words = words.replace(mention.text, " ")
    if len(content(words, knowledge)) < _ENOUGH:
        return ""
    wanted = subject(read.written(read.text), knowledge)
    found = knowledge.passages.search(wanted, lambda place: place.kind in ("事项", "章节", "文件"))
    best = next((match for match in found if not match.passage.title), None)
    if best is None or best.covered < _LIKE:
        return ""
    told = "".join(best.passage.words.split())
    told = told if len(told) <= _WORDS else f"{told[:_WORDS]}……"
    file = knowledge.files.get(best.place.document, best.place.document)
    return f"相近的一句（{file}）：“{told}”。"


def _instead(read: Marked, knowledge: Knowledge, answers: Answers) -> str:
    """Questions that have an answer and are about the same names or work; else the forms of questions."""
    asked = read.written(read.text)
    own = [question for question in _questions(read, knowledge) if question != asked and answers(question)]
    return f"可以这样问：{''.join(own[:_SUGGESTED])}" if own else f"可以问的有：{_FORMS}。"


def _questions(read: Marked, knowledge: Knowledge) -> Iterator[str]:
    for mention in list(read.names.values())[:_SUGGESTED]:
        for kind in dict.fromkeys(node.kind for node in mention.nodes[:1]):
            yield from (form.format(mention.text) for form in _INSTEAD.get(kind, ()))
    if read.names:
        return
    wanted = subject(read.written(read.text), knowledge)
    found = knowledge.passages.search(wanted, lambda place: place.kind in ("事项", "项目") and place.parties > 0)
    yield from (f"“{match.place.name}”由谁牵头？" for match in found[:1] if match.covered >= _LIKE)
