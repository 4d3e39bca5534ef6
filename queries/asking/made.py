"""What forms of answers are made of: the value with its words, figures, names and columns of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.asking.answer import Row, Value
from queries.asking.cite import cite
from queries.asking.names import Names
from queries.asking.reading import Reading
from queries.asking.written import figure


@dataclass(frozen=True)
class Made:
    """An answer as a form makes it: its value, how many there are, the value in words, names for the sentence."""

    value: Value
    count: int
    words: str
    names: Mapping[str, str]


Form = Callable[[Sequence[Row], Mapping[str, Any], Reading, Names], Made]


def words(value: Any) -> str:
    """A value as a sentence tells it."""
    match value:
        case dict():
            return "；".join(f"{key}：{words(item)}" for key, item in value.items())
        case list() | tuple():
            return (
                "、".join(words(item) for item in value)
                if all(len(str(v)) < 30 for v in value)
                else "；".join(words(item) for item in value)
            )
        case _:
            return str(figure(value))


def unique(values: Iterable[Any]) -> list[Any]:
    """Each value once, in order; empty ones left out."""
    return list(dict.fromkeys(value for value in values if value not in ("", None, [])))


def made(value: Value, count: int, **names: str) -> Made:
    """A value that is told as it is."""
    return Made(value, count, words(value), names)


def column(row: Row, template: str, names: Names) -> Any:
    """What a row says in a column: its citation, a name as documents write it, several columns in braces, a value."""
    if template == "cite":
        return cite(row)
    if template == "pair":
        return [names.show(row["first_id"], row["first"]), names.show(row["second_id"], row["second"])]
    if template == "agency":
        return names.show(str(row.get("agency_id", "")), str(row["agency"]))
    if "{" in template:
        return template.format(**row)
    return figure(row[template])
