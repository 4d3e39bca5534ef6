"""The form of a question: what is looked for, under which conditions, and what is made of it.

A form is plain data: the lexicon makes it from words, a model may make it from words that the lexicon does not know,
and the page shows its conditions as chips. Conditions are joined by AND, so combinations that nobody wrote down work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

Value = str | int | float | tuple[str, ...]

OPERATORS: Mapping[str, str] = {"=": "恰为", ">=": "不少于", "<=": "不超过", ">": "超过", "<": "少于"}
_ROLE_NAMES = {"": "责任"}


@dataclass(frozen=True)
class Condition:
    """One condition.

    Attributes:
        kind: which one, as the view calls it: has (a body has a role in the clause), size (so many bodies of a role),
            unled (nobody leads it, nor its headings), plan, heading, document (where it stands), party (a body of a
            kind; in groups a body), named (no collectives), open (the list ends with 等), about (the words that it is
            about), said (words that a document has), group, called (its name ends so), place, indicator, indicators,
            until (due by a day), every, lasting, dated, items (ids of the items that are meant), from, to, from_kind,
            to_kind (the ends of a relation), year, amount, project, projects, list, owner, money, trade, relation,
            system, person, body, region, post.
        value: an id, a number, a text, or several.
        name: how it is shown.
        role: of `has` and `size`; empty for any.
        op: a comparison.
        neg: that it must not hold.
        of: the kind of the node that `value` is the id of; empty where it is none.
    """

    kind: str
    value: Value = ""
    name: str = ""
    role: str = ""
    op: str = ""
    neg: bool = False
    of: str = ""

    def say(self) -> str:
        """In words that the lexicon reads back."""
        match self.kind:
            case "has" if self.role == "负责":
                return f"{self.name}{'不' if self.neg else ''}列为负责"
            case "has" if self.role:
                return f"{'不由' if self.neg else ''}{self.name}{self.role}"
            case "has":
                return f"{self.name}{'没有参与' if self.neg else '参与'}"
            case "size":
                return f"{_ROLE_NAMES.get(self.role, self.role)}单位{OPERATORS[self.op]}{self.value}家"
            case "plan" | "heading" | "document":
                return f"{'不' if self.neg else ''}在“{self.name}”内"
            case "party":
                return f"责任单位中{'没' if self.neg else ''}有{self.value}"
            case "named":
                return "单位具名"
            case "open":
                return f"名单{'不' if self.neg else ''}以“等”结尾"
            case "said":
                return f"写到“{self.name}”"
            case "about":
                return f"说到“{self.name}”"
            case "unled":
                return "没有写明牵头单位"
            case "called":
                return self.name
            case "until":
                return f"{chinese_day(str(self.value))}{'后' if self.op in ('>', '>=') else '前'}到期"
            case "every":
                return f"{self.value}一次"
            case "lasting":
                return "长期推进"
            case "dated":
                return "写明时限"
            case "from" | "to":
                return f"{'起点' if self.kind == 'from' else '终点'}是{self.name}"
            case "from_kind" | "to_kind":
                return f"{'起点' if self.kind == 'from_kind' else '终点'}是{self.name}"
            case "money":
                return f"{self.name}"
            case "amount":
                return f"{self.name or '任务数'}{OPERATORS[self.op]}{self.value}"
            case _:
                return f"{_CAPTIONS.get(self.kind, self.kind)}{'不' if self.neg else ''}是{self.name or self.value}"


def chinese_day(day: str) -> str:
    """YYYY-MM-DD as 2023年9月30日."""
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


_CAPTIONS: Mapping[str, str] = {
    "group": "专班", "place": "地方", "indicator": "任务",
    "indicators": "任务", "project": "项目", "list": "清单", "owner": "建设单位",
    "trade": "产业", "relation": "关系", "system": "产业体系", "person": "人", "body": "单位", "region": "地区",
    "post": "职务", "year": "年份", "role": "角色", "member": "成员",
}  # fmt: skip


@dataclass(frozen=True)
class Ranks:
    """The places from `first` to `last` (1-based) of an order, counted from the least where `least` is set."""

    first: int = 1
    last: int = 1
    least: bool = False

    @property
    def words(self) -> str:
        """As a sentence tells them: 最多, 排第二, 排前三."""
        if self.first == self.last == 1:
            return "最少" if self.least else "最多"
        end = "倒数" if self.least else ""
        if self.first == 1:
            return f"排{end}前{numeral(self.last)}"
        until = f"至第{numeral(self.last)}" if self.last > self.first else ""
        return f"排{end}第{numeral(self.first)}{until}"


def numeral(number: int) -> str:
    """A small number in Chinese."""
    return "零一二三四五六七八九十"[number] if 0 <= number <= 10 else str(number)


@dataclass(frozen=True)
class Form:
    """A question.

    Attributes:
        view: which findings are looked at.
        find: what is asked for: 条款, 单位, 方案, 搭档 ... of the view.
        where: the conditions.
        role: of the bodies that are looked for; empty for any.
        asks: the properties or roles that are asked for, where several may be: 召集人, 办公室; 投资, 地点; 牵头, 配合.
        fold: list, count, both (list and number), exists, roles (by role), map (each with its own), most (an order),
            rank (one's place in the order), having (those with so many), every (those in all), compare.
        ranks: the places of the order that are asked for.
        op: comparison of `having`.
        n: its number.
        without: ids of bodies that are left out of the answer.
        figures: whether the numbers are asked for as well.
    """

    view: str
    find: str
    where: tuple[Condition, ...] = ()
    role: str = ""
    asks: tuple[str, ...] = ()
    fold: str = "list"
    ranks: Ranks | None = None
    op: str = ""
    n: int = 0
    without: frozenset[str] = frozenset()
    figures: bool = False

    def say(self) -> str:
        """The paraphrase that stands beside every answer."""
        asked = "、".join(self.asks)
        what = f"{self.role}{self.find}" if self.find == "单位" and self.role else asked or self.find
        what = f"责任{what}" if what in ("条款", "单位") else what
        if self.view == "sentences" and self.asks:
            what = f"原句写的{self.asks[-1] or self.asks[0]}"
        what = {"from": "起点", "to": "终点"}.get(what, what)
        if self.view in ("deadlines", "undated") and self.find == "事项":
            what = "有时限的事项" if self.view == "deadlines" else "没有写明时限的事项"
        if self.view == "deadlines" and self.fold == "most":
            what = f"时限最{'早' if (self.ranks or Ranks()).least else '晚'}的{self.find}"
            return f"找{what}" + (f"，条件：{'，'.join(c.say() for c in self.where)}" if self.where else "")
        match self.fold:
            case "count":
                told = f"有多少{what}"
            case "exists":
                told = f"有没有{what}"
            case "most":
                told = f"找{what}中{(self.ranks or Ranks()).words}的"
            case "rank":
                told = f"{what}数的排名"
            case "having":
                told = f"列出条款数{OPERATORS[self.op]}{self.n}的{what}"
            case "every":
                told = f"列出处处都有的{what}"
            case "compare":
                told = f"比较{what}的条数"
            case "roles":
                told = f"按角色列出{what}"
            case "map":
                told = f"逐项列出{what}"
            case _:
                told = f"列出{what}"
        conditions = "，".join(condition.say() for condition in self.where)
        return f"{told}，条件：{conditions}" if conditions else told

    def without_condition(self, at: int) -> Form:
        """The form with one condition taken away: what a click on its chip asks."""
        gone = self.where[at]
        left = self.without - {str(gone.value)} if gone.kind == "has" else self.without
        return replace(self, where=self.where[:at] + self.where[at + 1 :], without=left)

    def as_json(self) -> dict[str, Any]:
        """The form as plain data."""
        raw = asdict(self)
        raw["without"] = sorted(self.without)
        return raw
