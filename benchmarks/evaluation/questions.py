"""Questions in plain Chinese against answers made by hand: the visible ones of ../shared, and our own fifty.

What counts as right, by the form of the hand-made answer:

- 无: the question is declined (`answered` is false); for all others it must be answered.
- a list: the same entries in any order, marks and white space aside; a role behind an entry, "(配合)", is a remark; of
  a long entry its beginning is enough. An answer that gives the number beside the list is right too.
- a number: that number.
- an object: every key has a counterpart of the same value. Keys are the answer's own words: one holds the other, or
  half of their pairs of characters agree. Further keys are wrong, but for figures: a question for one figure and those
  under it may be answered with all of them.
- a scalar: one holds the other when remarks in brackets are left out, or it is the only entry of a list; 否 may also be
  an empty list.

An answer of several things of which some are right and none is wrong (others are said to be unanswered) is right in
part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluation.compare import Row, alike, bare, core, is_number
from benchmarks.evaluation.tally import Tally
from graph.settings import Settings
from graph.store import Store
from queries.asking import Answer, Asker
from ui.archive import Archive
from ui.building import build

NONE = "无"
OWN = Path(__file__).parents[1] / "questions.jsonl"


def rows(path: Path) -> list[Row]:
    """The questions of a file with their answers."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def score(seeds: Iterable[Path], *files: Path) -> list[Tally]:
    """Build a graph of its own of the documents and ask the questions of each file."""
    with TemporaryDirectory() as home, Store.open(settings := Settings(home=Path(home))) as store:
        build(store, Archive.of(settings), tuple(seeds))
        asker = Asker(store)
        return [_tally(asker, rows(file)) for file in files]


def _tally(asker: Asker, asked: list[Row]) -> Tally:
    tally = Tally(shown=len(asked), whole=len(asked))
    for row in asked:
        answer = asker.ask(row["question"])
        tally.records += answer.answered
        if right(row["answer"], answer):
            tally.right += 1
            continue
        tally.wrong += answer.answered
        given = json.dumps(answer.value, ensure_ascii=False) if answer.answered else answer.text
        tally.notes.append(
            f"{row['id']} {row['question']} 应为 {json.dumps(row['answer'], ensure_ascii=False)}，答 {given}"
        )
    return tally


def right(gold: Any, answer: Answer) -> bool:
    """Whether an answer is that of the gold."""
    if gold == NONE:
        return not answer.answered
    return answer.answered and same(gold, answer.value)


VERDICTS = ("right", "part", "declined", "wrong")


def verdict(gold: Any, answer: Answer) -> str:
    """One of `VERDICTS`."""
    if right(gold, answer):
        return "right"
    if not answer.answered:
        return "declined"
    return (
        "part"
        if isinstance(gold, dict) and isinstance(answer.value, dict) and _in_part(gold, answer.value)
        else "wrong"
    )


def _in_part(gold: dict[str, Any], value: dict[str, Any]) -> bool:
    """Whether every value that is given is one of the gold, and some are."""
    given = {key: item for key, item in value.items() if item is not None}
    held = [
        any(_same_key(name, key) and same(wanted, item) for name, wanted in gold.items()) for key, item in given.items()
    ]
    return bool(held) and all(held)


def same(gold: Any, value: Any) -> bool:
    """Whether two values are the same in the sense of this module."""
    if isinstance(gold, list):
        return _same_list(gold, value)
    if isinstance(gold, dict):
        return isinstance(value, dict) and _same_object(gold, value)
    if gold == "否" and value == []:
        return True
    if isinstance(value, list):
        return len(value) == 1 and same(gold, value[0])
    if is_number(gold) or is_number(value):
        return is_number(gold) and is_number(value) and gold == value
    one, two = bare(gold), bare(value)
    return bool(one and two) and (one in two or two in one)


def _same_list(gold: list[Any], value: Any) -> bool:
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list)]
        others = [item for item in value.values() if not isinstance(item, list)]
        return len(lists) == 1 and others == [len(lists[0])] and _same_list(gold, lists[0])
    if not isinstance(value, list):
        return len(gold) == 1 and same(gold[0], value)
    wanted, given = {_entry(item) for item in gold}, {_entry(item) for item in value}
    return len(wanted) == len(given) and all(any(_begins(one, two) for two in given) for one in wanted)


_BEGINNING = 12
"""So many characters of a long entry are enough."""


def _begins(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return one == two or (len(short) >= _BEGINNING and long.startswith(short))


def _entry(item: Any) -> str:
    words = str(item)
    for role in ("牵头", "配合", "负责"):
        words = words.removesuffix(f"({role})")
    return core(words)


def _same_object(gold: dict[str, Any], value: dict[str, Any]) -> bool:
    left = dict(value)
    for key, wanted in gold.items():
        found = next((other for other in left if _same_key(key, other) and same(wanted, left[other])), None)
        if found is None:
            return False
        del left[found]
    named = {bare(key) for key in gold}
    return all(is_number(item) or item is None or bare(str(item)) in named for item in left.values())


_SAME_KEYS = (
    {"单位", "部门", "机构"},
    {"仗", "方案", "附件"},
    {"家数", "数量", "个数", "条数", "次数", "专班数"},
    {"姓名", "书记"},
)


def _same_key(one: str, other: str) -> bool:
    if any({one, other} <= same for same in _SAME_KEYS):
        return True
    return alike(bare(one) or one, bare(other) or other)
