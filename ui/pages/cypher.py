"""Cypher: the user's own query, read only; the questions of the catalogue as examples."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from graph.errors import QiantouError
from graph.store import Result
from queries.catalogue import PAST, Query, catalogue
from ui.web import lists, pictures, resources

_HEADER = re.compile(r"(?:^//.*\n)+", re.MULTILINE)
_FACT = frozenset({"source_id", "source_kind", "source", "relation", "target_id", "target_kind", "target", "statement"})
"""What rows need so that they can be drawn."""


def example(query: Query) -> str:
    """A question's text without its header."""
    return _HEADER.sub("", query.text, count=1).strip()


def parameters(text: str) -> list[str]:
    """The names of the parameters that a user fills in, in their order; what is past comes by itself."""
    return [name for name in dict.fromkeys(re.findall(r"\$(\w+)", text)) if name != PAST]


def run(text: str, values: Mapping[str, object]) -> Result:
    """Run a query; at most as many rows as the settings say.

    Raises:
        QueryError: malformed, wants to write, or ran out of time.
    """
    return resources.read(text, dict(values))


def drawable(result: Result) -> bool:
    """Whether each row states a fact with both of its ends."""
    return bool(result.rows) and frozenset(result.columns) >= _FACT


def draw() -> None:
    """Draw the page."""
    settings = resources.settings()
    st.caption(
        f"只能读，不能修改；最多取 {settings.rows:,} 行，最多用 {settings.timeout:g} 秒。参数写作 $名称，在下面填值。"
    )
    questions = catalogue()
    picked = st.selectbox(
        "例子",
        list(questions),
        index=None,
        format_func=lambda name: f"{questions[name].question}　（{name}）",
        placeholder="从问题目录中选一个例子",
        label_visibility="collapsed",
        key="cypher.example",
    )
    if picked is not None and st.session_state.get("cypher.filled") != picked:
        st.session_state["cypher.text"] = example(questions[picked])
        st.session_state["cypher.filled"] = picked
    text = st.text_area(
        "Cypher",
        key="cypher.text",
        height=190,
        placeholder="MATCH (a:机构)-[r:牵头]->(t) RETURN a.name, t.name",
        label_visibility="collapsed",
    )
    values = _values(text, questions.get(picked or ""))
    if st.button("执行", type="primary"):
        st.session_state["cypher.asked"] = (text, values)
    if "cypher.asked" in st.session_state:
        _answer(*st.session_state["cypher.asked"])


def _values(text: str, query: Query | None) -> dict[str, object]:
    names = parameters(text)
    known = {parameter.name: parameter for parameter in query.parameters} if query else {}
    values: dict[str, object] = {}
    for column, name in zip(st.columns(max(1, min(4, len(names)))) * len(names), names, strict=False):
        parameter = known.get(name)
        default = "" if parameter is None or parameter.default is None else _written(parameter.default)
        typed = column.text_input(
            f"${name}" + (f"　{parameter.description}" if parameter else ""), default, key=f"cypher.${name}"
        )
        try:
            values[name] = parameter.read(typed) if parameter else typed
        except QiantouError as error:
            column.caption(str(error))
            values[name] = typed
    return values


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, list) else str(value)


def _answer(text: str, values: Mapping[str, object]) -> None:
    began = time.perf_counter()
    result = run(text, values)
    seconds = time.perf_counter() - began
    more = "" if result.complete else f"（还有更多，只取了前 {len(result.rows):,} 行；请加条件或 LIMIT）"
    st.caption(f"{len(result.rows):,} 行，{seconds:.2f} 秒{more}")
    if not result.rows:
        st.info("没有符合条件的内容。")
        return
    columns = [lists.Column(name, name, number=_numbers(result, name)) for name in result.columns]
    if not drawable(result):
        lists.choose(result.rows, columns, key="cypher.rows", height=360, lines=1)
        return
    table, picture = st.columns([1, 1], gap="small")
    with table:
        lists.choose(result.rows, columns, key="cypher.rows", height=0.95, lines=1)
    with picture:
        selection = pictures.draw(result.rows, key="cypher.picture", height=440, view_key=f"cypher:{text}:{values}")
    if {"quote", "title", "path", "document", "start", "end", "date"} <= set(result.columns):
        pictures.panel(result.rows, selection)


def _numbers(result: Result, name: str) -> bool:
    return all(_is_number(row[name]) for row in result.rows)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
