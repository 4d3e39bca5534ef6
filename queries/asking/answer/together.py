"""The answers to the parts of a question, put together under what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.written import written_value
from queries.asking.understand.parts import Part

_GOAL = "目标"


def together(asked: Sequence[Part], answers: Sequence[Answer | None], *, named: bool = False) -> Answer | None:
    """The answers as one; a part without an answer is told as such. None where none is answered.

    Args:
        asked: the parts.
        answers: one for each.
        named: that every answer is called by its part, whatever it is made of.
    """
    given: list[tuple[Part, Answer]] = []
    lacking: list[str] = []
    for part, answer in zip(asked, answers, strict=True):
        same = [a for _, a in given if answer is not None and (a.rows, a.value) == (answer.rows, answer.value)]
        if answer is not None and answer.answered and not same:
            given.append((part, replace(answer, question=part.said)))
        else:
            lacking.append(part.said)
    lists = {a.form.where for _, a in given if a.form is not None and a.form.fold != "exists"}
    # 有没有…？是哪一件？ The list says that there is.
    given = [(p, a) for p, a in given if a.form is None or a.form.fold != "exists" or a.form.where not in lists]
    if len(given) < (len(asked) + 1) // 2 if named else not given:
        return None
    note = f"（“{'”、“'.join(lacking)}”没有答：没有读懂，或文件未写明，请单独问。）" if lacking else ""
    text = "".join(dict.fromkeys(answer.text for _, answer in given)) + note
    first = given[0][1]
    if len(given) == 1 and not named:
        return replace(first, text=text, value=_single(given[0], lacking))
    rows: list[Row] = [row for _, answer in given for row in answer.rows]
    return replace(
        first,
        value=_value(given, named=named),
        text=text,
        rows=rows,
        understood="；".join(dict.fromkeys(answer.understood for _, answer in given if answer.understood)),
        parts=tuple(answer for _, answer in given),
    )


def _single(given: tuple[Part, Answer], lacking: Sequence[str]) -> Any:
    """The only answer of several questions, by what it is called, with the others as not written."""
    part, answer = given
    if isinstance(answer.value, Mapping):
        return answer.value
    return {_called(part, answer, [given], part.label or part.said, named=False): _alone(answer)} | dict.fromkeys(
        lacking, None
    )


def _value(given: Sequence[tuple[Part, Answer]], *, named: bool) -> dict[str, Any]:
    value: dict[str, Any] = {}
    labels = Counter(part.label for part, _ in given)
    called = Counter(_called(part, answer, given, part.label, named=named) for part, answer in given)
    for part, answer in given:
        if isinstance(answer.value, Mapping) and not named and not set(answer.value) & set(value):
            value |= answer.value
            continue
        own = part.label if part.label and labels[part.label] == 1 else part.said
        name = _called(part, answer, given, own, named=named)
        name = name if called[name] < 2 and name not in value else part.said
        value[name] = written_value(answer.rows[0]) if name == _GOAL and _is_figure(answer) else _alone(answer)
    return value


def _called(part: Part, answer: Answer, given: Sequence[tuple[Part, Answer]], own: str, *, named: bool) -> str:
    """By its part; a figure beside who does the work is what that is to reach."""
    if named or answer.form is None:
        return own
    if answer.form.view == "posts" and answer.form.find == "职务":
        return next((c.name for c in answer.form.where if c.kind == "person"), own)
    if answer.form.view == "sentences" and answer.form.asks[1]:
        return answer.form.asks[1]
    if answer.form.view == "posts":
        return next((str(c.value) for c in answer.form.where if c.kind == "post"), own)
    if answer.form.view == "work" and len(answer.form.asks) == 1:
        ask = answer.form.asks[0]
        mine = [a for _, a in given if a.form is not None and a.form.view == "work"]
        if len(mine) == 1 or len({a.form.asks for a in mine if a.form is not None}) == len(mine):
            return "牵头" if ask == "责任单位" and _leads(answer) else ask
        return own
    if answer.form.view == "figures":
        views = Counter(a.form.view for _, a in given if a.form is not None)
        if views["figures"] == 1 and views["work"]:
            return _GOAL
        name, unit = str(answer.rows[0]["indicator"]), answer.rows[0]["unit"]
        return f"{name}增长" if unit == "%" and "增" not in name else name
    return own


def _is_figure(answer: Answer) -> bool:
    return len(answer.rows) == 1 and "comparator" in answer.rows[0] and isinstance(answer.value, (int, float))


def _leads(answer: Answer) -> bool:
    return any(row.get("role") == "牵头" for row in answer.rows)


def _alone(answer: Answer) -> Any:
    """An answer's value, a figure or place without the list around it; bodies that do a work stay a list."""
    value = answer.value
    bodies = bool(answer.rows) and ("role" in answer.rows[0] or "leads" in answer.rows[0])
    return value[0] if isinstance(value, list) and len(value) == 1 and not bodies else value
