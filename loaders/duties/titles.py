"""What a task of running text is called: its own words, without those that only say when, how or why it is done.

The title of an item stands for the whole of it: "1.普查组。由甲局牵头,…" names a group, "整改措施:由甲局…" stands below
the problem that it removes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import yaml

import data
from loaders.duties.model import Task
from loaders.lexicon.clauses import LEAD
from loaders.page.text import Text

_GROUP = re.compile(r"[\u4e00-\u9fff、()]{2,16}(?:组|专班|小分队|分队|应急委|指挥部)")
_GROUP_AT = re.compile(
    r"(?:^|[\n。;:])[ \-—–•·]*"
    r"(?:\([\d一二三四五六七八九十]{1,3}\)|\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}、|[①-⑳])?\s*"
    r"(?P<name>(?![\u4e00-\u9fff]*(?:下设|设立|成立|[\d一二三四五六七八九十两]个))"
    r"[\u4e00-\u9fff、]{2,16}(?:组|专班|分队|应急委|指挥部))(?:\([^()]{1,12}\))?[。:\n]\s*由?\s*$"
)
"""A group named right before the words that say who leads it, without a number or in a line of several."""
_WHEN = re.compile(
    r"(?:力争|确保|争取)?(?:于|在)?(?:20\d\d年|今年|当年|明年|每年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|[一二三四1-4]季度|[上下]半年)?(?:年?[底初末中])?"
    r"(?:之?前|以前|底前|末前|起|内),?(?=[\u4e00-\u9fff]{2}.{2})"
)
_SHORTEST = 4
_LONGEST = 40


@dataclass(frozen=True)
class _Words:
    measure: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _words() -> _Words:
    rules = yaml.safe_load((data.RULES / "titles.yaml").read_text(encoding="utf-8"))
    before = [*rules["grounds"].split(), f"(?:{'|'.join(rules['manner'].split())}),"]
    return _Words(
        re.compile(
            rf"(?:^|[\n。;])\s*(?:{'|'.join(rules['measures'].split())})\s*:\s*(?:由|责成|请)?\s*(?:包[片保联抓]单位)?\s*$"
        ),
        re.compile(f"(?:{'|'.join(before)})"),
    )


def titled(text: Text, tasks: Iterable[Task]) -> list[Task]:
    """The tasks of running text, each by its title."""
    return [_titled(text, task) if task.form == "prose" else task for task in tasks]


def _titled(text: Text, task: Task) -> Task:
    node = task.node
    start = min((hit.start for hit in task.clauses), default=task.start)
    if node.parent is not None and node.title_end <= start < node.own_end:
        title = text.squeeze(node.title_start, node.title_end).text.rstrip(":。;")
        leads = _leads(task)
        between = text.folded[node.title_end : start]
        is_group = leads and _GROUP.fullmatch(title) and not between.strip(" \n。:;,由")
        if is_group or _words().measure.search(text.folded, node.title_end - 1, start):
            return replace(task, start=node.title_start, end=node.title_end)
    named = _GROUP_AT.search(text.folded, max(0, start - _LONGEST), start) if _leads(task) else None
    if named is not None:
        return replace(task, start=named.start("name"), end=named.end("name"))
    return replace(task, start=_begin(text, task.start, task.end))


def _leads(task: Task) -> bool:
    return any(party.role == LEAD for hit in task.clauses for party in hit.clause.parties)


def _begin(text: Text, start: int, end: int) -> int:
    """Where the words of a task begin, behind its time and its grounds."""
    words = text.squeeze(start, end)
    place = 0
    while True:
        found = _WHEN.match(words.text, place) or _words().before.match(words.text, place)
        if found is None or found.end() == place or len(words.text) - found.end() < _SHORTEST:
            return words.offsets[place]
        place = found.end()
