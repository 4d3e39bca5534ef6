"""Two figures beside each other: which one is the higher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from queries.asking.answer.answer import Answer
from queries.asking.understand.parts import Compared

_FIGURE = re.compile(r"(\d[\d.]*)\s*([万亿]?)\s*([^\d以左的]*)")
_SCALE = {"": 1.0, "万": 1e4, "亿": 1e8}


def answer(two: Compared, found: Sequence[Answer | None]) -> Answer | None:
    """The two figures and which is the higher, or the lower; None where they are not of one unit."""
    told = [_one_value(one) for one in found]
    figures = [_figure(words) for words in told]
    first, second = found
    if first is None or second is None or None in figures or (told[0] == told[1] and first.rows == second.rows):
        return None
    (one, unit), (other, other_unit) = (figure or (0.0, "") for figure in figures)
    if unit != other_unit:
        return None
    names = [part.label for part in two.parts]
    best = "一样" if one == other else names[0] if (one > other) != two.least else names[1]
    value = {f"更{two.word}": best, **dict(zip(names, told, strict=True))}
    text = "，".join(f"{name}{words}" for name, words in zip(names, told, strict=True))
    return replace(
        first,
        value=value,
        text=f"{text}：{best if best == '一样' else f'{best}更{two.word}'}。",
        rows=[*first.rows, *second.rows],
        understood=f"比较：{first.understood}；{second.understood}",
        parts=(first, second),
    )


def _one_value(found: Answer | None) -> str:
    """The only value of an answer, as it is told."""
    if found is None or not found.answered:
        return ""
    value = found.value
    values = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return str(values[0]) if len(values) == 1 else ""


def _figure(words: str) -> tuple[float, str] | None:
    match = _FIGURE.search(words)
    return (float(match[1]) * _SCALE[match[2]], match[3].strip()) if match is not None else None
