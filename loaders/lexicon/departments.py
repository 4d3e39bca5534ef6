"""Departments inside a body, by the words that their names are made of: 教务处, 招商合作局, 水资源与河湖管理股."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import yaml

import data
from loaders.lexicon.alternation import any_of

_PLAN = re.compile(r"方案|办法|制度|预案|规定|细则|规程|意见|计划|要点|章程|职责|分工|条例|规则|机构")
_NO_PLAN = re.compile(r"招聘|公告|启事|招标|采购公告")


def in_a_plan(head: str) -> bool:
    """Whether a text is one where departments have duties, by the headings among its first lines.

    News and adverts name departments in passing.
    """
    lines = [line for line in head.split("\n") if len(line) <= _LONGEST_HEADING and "。" not in line]
    return any(map(_PLAN.search, lines)) and not any(map(_NO_PLAN.search, lines))


@lru_cache(maxsize=20_000)
def is_department(name: str) -> bool:
    """Whether a name is made of nothing but what a department deals with and what a department is."""
    return len(name) <= _LONGEST and _pattern().fullmatch(name) is not None


_LONGEST = 18
_LONGEST_HEADING = 60


@cache
def _pattern() -> re.Pattern[str]:
    rules = yaml.safe_load((data.RULES / "departments.yaml").read_text(encoding="utf-8"))
    fields, ends, whole, joints = (rules[key].split() for key in ("fields", "ends", "whole", "joints"))
    field = any_of(dict.fromkeys(fields))
    named = rf"(?:{field}{any_of(joints)}?)*{field}(?:\([^()]{{2,12}}\))?{any_of(ends)}"
    return re.compile(rf"(?:[镇乡校园区县市村]?(?:{named})|{any_of(whole)})")
