"""What answers are made with: the graph, what is known of it, and words for values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from queries.asking.answer.answer import Answer, Row, Value
from queries.asking.answer.written import figure
from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.views import Asked, compiled
from queries.asking.understand.form import Form, Ranks


@dataclass(frozen=True)
class World:
    """The graph and what is known of it beforehand."""

    store: Store
    knowledge: Knowledge

    def ask(self, form: Form, ending: str = "rows") -> tuple[Asked, list[dict[str, Any]]]:
        """A form as Cypher, and its rows.

        Raises:
            EngineError: the graph could not be read.
        """
        asked = compiled(form, ending=ending)
        return asked, asked.rows(self.store)

    def show(self, id_: str) -> str:
        """A node's name as the documents write it most often."""
        return self.knowledge.named.get(id_, id_)

    def answer(
        self, form: Form, asked: Asked, value: Value, rows: Sequence[Row], told: str, *, answered: bool = True
    ) -> Answer:
        """An answer of a view."""
        return Answer(
            question="",
            answered=answered,
            value=value if answered else None,
            text=told if answered else "",
            query=asked.view.name,
            cypher=asked.cypher,
            params=asked.params,
            rows=rows if answered else (),
            files=self.knowledge.files,
            understood=form.say(),
            form=form,
        )


def words(value: Any) -> str:
    """A value as a sentence tells it."""
    match value:
        case dict():
            return "；".join(f"{key}：{words(item)}" for key, item in value.items())
        case list() | tuple():
            short = all(len(str(item)) < 30 for item in value)
            return ("、" if short else "；").join(words(item) for item in value)
        case _:
            return str(figure(value))


def unique(values: Iterable[Any]) -> list[Any]:
    """Each value once, in order; empty ones left out."""
    return list(dict.fromkeys(value for value in values if value not in ("", None, [])))


def chosen(found: Mapping[Any, float], ranks: Ranks) -> dict[Any, float]:
    """What stands at the places of an order that are asked for, with what stands even with one of them."""
    order = sorted(found, key=lambda key: found[key] if ranks.least else -found[key])
    at = {found[key] for key in order[ranks.first - 1 : ranks.last]}
    return {key: found[key] for key in order if found[key] in at}


def holds(op: str, value: float, bound: float) -> bool:
    """Whether a value keeps a bound."""
    return {"=": value == bound, ">=": value >= bound, "<=": value <= bound, ">": value > bound, "<": value < bound}[op]
