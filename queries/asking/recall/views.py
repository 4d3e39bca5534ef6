"""The views: one `.cypher` file for each kind of finding, to which a form adds its conditions and its fold.

A file of queries/views/ is a comment header and one Cypher text that only reads:

    // 视图: clauses
    // 问题: 哪些责任条款符合条件？
    // 说明: 一处条款一行
    // 列: item: text 事项
    // 起点: has: MATCH (x:{kind} {id: $v})-[:{duties}]->(t) WITH DISTINCT t
    // 条件: has: $v IN {role}
    // 起点
    MATCH …
    WITH …
    // 条件
    // 收束: rows
    RETURN …

`起点: NAME: …` is put before the text where a form has a condition of that name, so that the engine starts from the
named node instead of reading all, and `起点: 其他: …` where it has none of those; `条件: NAME: …` is the test that such
a condition adds; `列` is what people see of a row; `收束: NAME` begins one way to end. In a test `$v` is the value of
the condition (always a parameter), and `{role}`, `{op}`, `{kind}`, `{roles}` are words of closed lists: a column, a
comparison, a kind and the roles of the ontology; in the text `{related}` is the relation and `{wanted}` the role that a
form asks for, or any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graph.errors import QueryError
from graph.ontology import ontology
from graph.store import Store
from queries.asking.understand.form import Condition, Form
from queries.catalogue import Column, Query, get, words

FOLDER = Path(__file__).parents[2] / "views"
COLUMNS: Mapping[str, str] = {
    "": "parties", "牵头": "leads", "配合": "cooperators", "负责": "responsible", "指导": "guides", "联系": "liaisons",
    "考核": "assessors",
}  # fmt: skip
"""Role -> the column of a clause that holds the bodies with it."""
OPERATORS = frozenset({"=", "<>", ">", ">=", "<", "<="})
OTHERWISE = "其他"
"""The name of where a view begins when no condition names a node."""
_COLUMN = re.compile(r"(\w+):\s*(\w+)\s+(\S.*)")
_WORD = re.compile(r"\{(\w+)\}")
_ENTRY = re.compile(r"//\s*(?P<key>起点|条件|收束|视图|问题|说明|列)(?:\s*[:：]\s*(?P<rest>.*))?")


@dataclass(frozen=True)
class View:
    """One kind of finding.

    Attributes:
        name: what forms call it.
        question: what it answers, in Chinese.
        note: what to know of its rows; may be empty.
        columns: what people see of a row.
        begins: condition -> the text put before it.
        tests: condition -> its test.
        text: from its first line to where the conditions go.
        endings: fold -> the last lines.
    """

    name: str
    question: str
    note: str
    columns: tuple[Column, ...]
    begins: Mapping[str, str]
    tests: Mapping[str, str]
    text: str
    endings: Mapping[str, str]


def asked(name: str) -> View | Query:
    """The view, or the question of the catalogue, that an answer names.

    Raises:
        QueryError: there is neither.
    """
    return views().get(name) or get(name)


@dataclass
class _File:
    single: dict[str, str] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    begins: dict[str, str] = field(default_factory=dict)
    tests: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=lambda: {"text": []})


@cache
def views() -> dict[str, View]:
    """All views by name.

    Raises:
        QueryError: naming the file that is malformed.
    """
    found = [parse(file.read_text(encoding="utf-8"), file) for file in sorted(FOLDER.glob("*.cypher"))]
    return {view.name: view for view in found}


def parse(text: str, file: Path) -> View:
    """Read one view.

    Raises:
        QueryError: a header line is missing, or a test has no name.
    """
    read, part = _File(), "text"
    text = _WORD.sub(lambda word: words().get(word[1], word.group()), text)
    for line in text.splitlines():
        entry = _ENTRY.fullmatch(line.strip())
        if entry is None:
            read.parts[part].append(line)
        elif entry["key"] == "收束":
            part = (entry["rest"] or "").strip()
            read.parts[part] = []
        elif entry["rest"] is not None:
            _header(read, entry["key"], entry["rest"], file)
    if not {"视图", "问题"} <= set(read.single) or len(read.parts) == 1:
        raise QueryError(f"{file.name} 缺少“视图”“问题”或“收束”。", "请对照 queries/views 中的其他文件。")
    return View(
        name=read.single["视图"],
        question=read.single["问题"],
        note=read.single.get("说明", ""),
        columns=tuple(read.columns),
        begins=read.begins,
        tests=read.tests,
        text="\n".join(read.parts.pop("text")).strip(),
        endings={name: "\n".join(lines).strip() for name, lines in read.parts.items()},
    )


def _header(read: _File, key: str, rest: str, file: Path) -> None:
    if key == "列":
        column = _COLUMN.fullmatch(rest.strip())
        if column is None:
            raise QueryError(f"{file.name} 的“列: {rest}”写法不对。", "请写成“列: 名称: 类型 说明”。")
        read.columns.append(Column(column[1], column[2], column[3]))
        return
    if key not in ("起点", "条件"):
        read.single[key] = rest.strip()
        return
    name, colon, cypher = rest.partition(":")
    if not colon or not cypher.strip():
        raise QueryError(f"{file.name} 的“{key}: {rest}”没有名称或内容。", "请写成“条件: 名称: Cypher”。")
    (read.begins if key == "起点" else read.tests)[name.strip()] = cypher.strip()


@dataclass(frozen=True)
class Asked:
    """A form as one Cypher text with its parameters."""

    view: View
    cypher: str
    params: Mapping[str, Any]

    def rows(self, store: Store) -> list[dict[str, Any]]:
        """What the engine answers.

        Raises:
            EngineError: the graph could not be read.
        """
        return [dict(row) for row in store.read(self.cypher, self.params).rows]


def compiled(form: Form, *, ending: str = "rows") -> Asked:
    """A form as Cypher.

    Raises:
        QueryError: the view has no test for one of the form's conditions.
    """
    view = views()[form.view]
    params: dict[str, Any] = {}
    tests: list[str] = []
    begins: dict[str, str] = {}
    for at, condition in enumerate(form.where):
        if condition.kind in ("about", "said"):
            continue
        if condition.kind not in view.tests:
            raise QueryError(f"视图“{view.name}”没有条件“{condition.kind}”。", "请换一种问法。")
        params[f"v{at}"] = list(condition.value) if isinstance(condition.value, tuple) else condition.value
        test = _filled(view.tests[condition.kind], condition, at)
        tests.append(f"NOT ({test})" if condition.neg else test)
        if condition.kind in view.begins and not condition.neg and _may_begin(condition):
            begins[condition.kind] = _filled(view.begins[condition.kind], condition, at)
    # In the order of the file: a named node before a look at all.
    begin = next((begins[kind] for kind in view.begins if kind in begins), view.begins.get(OTHERWISE, ""))
    end = view.endings[ending]
    if "$without" in end:
        params["without"] = sorted(form.without)
    where = "WHERE " + "\n  AND ".join(tests) if tests else ""
    text = "\n".join(
        part
        for part in (begin, _related(view.text, form), where, end.replace("{role}", COLUMNS.get(form.role, "")))
        if part
    )
    return Asked(view, text, params)


def _related(text: str, form: Form) -> str:
    """The text with the relation, or the role, that a form is about; any where it names none."""
    text = text.replace("{wanted}", form.role or "|".join(ontology().duties))
    if "{related}" not in text:
        return text
    known = ontology().relations
    named = [str(c.value) for c in form.where if c.kind == "relation"]
    unknown = [name for name in named if name not in known]
    if unknown:
        raise QueryError(f"本体中没有关系“{'、'.join(unknown)}”。", "请核对 graph/ontology.yaml。")
    return text.replace("{related}", "|".join(named or known))


_DISTINCT = "size([i IN range(0, size(parties) - 1) WHERE NOT parties[i] IN parties[0..i]])"
"""How many bodies a clause names: one that has two roles in it counts once."""


def _size(role: str) -> str:
    """How many bodies of a role a clause names."""
    return f"size({COLUMNS[role]})" if role else _DISTINCT


def _may_begin(condition: Condition) -> bool:
    """Whether a clause's lists tell enough to begin with: one that has two roles stands in them twice."""
    return condition.kind != "size" or bool(condition.role) or condition.op in (">", ">=")


def _filled(template: str, condition: Condition, at: int) -> str:
    operator = condition.op or "="
    if operator not in OPERATORS:
        raise QueryError(f"没有“{operator}”这种比较。", f"可用的有 {' '.join(sorted(OPERATORS))}。")
    kind = condition.of or "机构"
    if kind not in ontology().kinds:
        raise QueryError(f"本体中没有“{kind}”。", "请核对 graph/ontology.yaml。")
    return (
        template.replace("$v", f"$v{at}")
        .replace("{role}", COLUMNS[condition.role])
        .replace("{size}", _size(condition.role))
        .replace("{listed}", f"size(r.{COLUMNS[condition.role]})")
        .replace("{op}", operator)
        .replace("{kind}", kind)
        .replace("{roles}", condition.role or "|".join(ontology().duties))
    )
