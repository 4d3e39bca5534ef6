"""Bodies as they were before a reform: a name in a document from before it means the body of that time.

The national reforms of 2018 and 2023 and the change of 2021 stand in data/gazetteer/former.yaml, each name with the day
until which it was in use, at the centre and below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

import data


@dataclass(frozen=True, eq=False)
class Former:
    """A body that a reform has ended.

    Attributes:
        key: unique among functions and former bodies.
        into: keys of the functions that have taken over.
        event: 组建, 更名, 并入 or 合并.
        until: the last day of the name, for 国 and for 地 (all levels below).
        short: the name to show, for 国 and for 地; without a region.
        full: its whole name, for 国, 省 and 地; where a level has none, that of the level below or above.
        forms: every way to write it, the longest first; `{R}` or `{N}` where the region stands inside, by its short
            name or as it is called.
    """

    key: str
    into: tuple[str, ...]
    event: str
    until: dict[str, str]
    short: dict[str, str]
    full: dict[str, str]
    forms: tuple[str, ...]

    def form_of(self, name: str) -> str:
        """The form that a name ends with; empty where it ends with none."""
        return next((hit.group() for form in self.forms if (hit := _pattern(form).search(name)) is not None), "")

    def full_at(self, level: str) -> str:
        """The whole name at a level, without its region."""
        order = {"国": ("国", "省", "地"), "省": ("省", "地", "国")}.get(level, ("地", "省", "国"))
        return next(self.full[key] for key in order if key in self.full)

    def until_at(self, level: str) -> str:
        """The last day of the name at a level."""
        return self.until["国" if level == "国" else "地"]


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[RN]\\\}", r"[\\u4e00-\\u9fff]{1,8}", re.escape(form)) + "$")


@cache
def formers() -> tuple[Former, ...]:
    """Every former body of data/gazetteer/former.yaml."""
    rows = yaml.safe_load((data.GAZETTEER / "former.yaml").read_text(encoding="utf-8"))
    return tuple(
        Former(
            key=row["former"],
            into=tuple(row["into"]),
            event=row["event"],
            until={level: str(day) for level, day in row["until"].items()},
            short=row["short"],
            full=row["full"],
            forms=tuple(sorted(row["forms"], key=lambda form: (-len(form), form))),
        )
        for row in rows
    )


@cache
def former_of(name: str) -> tuple[Former, str] | None:
    """The former body that a name ends with, by the longest form, and that form."""
    found = [(one, form) for one in formers() if (form := one.form_of(name))]
    return max(found, key=lambda hit: (len(hit[1]), hit[0].key), default=None)
