"""Forms about projects: those of a list, a place or an amount, and what one of them costs, where it is, whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.resolving import negated, topics
from queries.asking.recall.subjects import content, subject
from queries.asking.understand.form import Condition, Form
from queries.asking.understand.grammar import Draft

_WHO = re.compile("谁|牵头|配合|负责|单位|部门|成员")


@dataclass(frozen=True)
class _Asked:
    """What a question about projects comes to.

    Attributes:
        where: its conditions, those of the question before it included where it names no project.
        rest: the words that no rule took.
        said: those of them that must be used.
        follows: whether it may leave out what the question before it was about.
    """

    draft: Draft
    where: tuple[Condition, ...]
    rest: str
    said: str
    follows: bool

    @property
    def asks(self) -> tuple[str, ...]:
        """The properties that are asked for."""
        return tuple(self.draft.asks)

    @property
    def fold(self) -> str:
        """Whether the projects are counted or listed."""
        flags = self.draft.flags
        return "count" if "number" in flags and not flags & {"which", "parts"} and "投资" not in self.asks else "list"

    def of(self, kind: str) -> list[Condition]:
        """The conditions of a kind."""
        return [condition for condition in self.where if condition.kind == kind]

    def form(self, fold: str = "", *more: Condition) -> Form:
        """The form with all conditions."""
        return Form("projects", "项目", (*self.where, *more), fold=fold or self.fold)


def projects(draft: Draft, rest: str, knowledge: Knowledge, context: Form | None) -> list[Form]:
    """Forms about projects."""
    said = content(rest, knowledge)
    if draft.fold or (said and (negated(rest, knowledge) or _WHO.search(rest))):
        return []
    asked = _Asked(draft, _where(draft, said, context), rest, said, context is not None)
    if "most_money" in draft.flags:
        return [asked.form("most")] if not said and asked.asks in ((), ("投资",)) else []
    if asked.of("list"):
        return _of_list(asked)
    if asked.of("money"):
        return [asked.form()] if not said and not asked.asks else []
    if asked.of("place") and not draft.of("project") and not said:
        return _of_places(asked)
    if "named" in draft.flags and said and not asked.asks and not asked.of("place"):
        return [asked.form("", Condition("about", rest, rest))]
    if not asked.asks:
        return []
    return _of_one(asked, knowledge) if not said else _described(asked, knowledge)


def _where(draft: Draft, said: str, context: Form | None) -> tuple[Condition, ...]:
    places = draft.more.get("places", [])
    where = [*draft.where]
    if places:
        where.append(Condition("place", tuple(node.id for node in places), "、".join(node.name for node in places)))
    where += [Condition("money", bound, draft.more["money_said"], op=op) for op, bound in draft.more.get("money", [])]
    if said or draft.of("project") or context is None or context.view != "projects":
        return tuple(where)
    kinds = {condition.kind for condition in where}
    return (*(c for c in context.where if c.kind not in kinds), *where)


def _of_list(asked: _Asked) -> list[Form]:
    """The projects of a list, all or those that words are about."""
    own, flags = asked.of("project"), asked.draft.flags
    if asked.said:
        return [asked.form("", Condition("about", asked.rest, asked.said))] if not asked.asks else []
    if "parts" in flags and own:
        every = Condition("projects", tuple(str(c.value) for c in own), "、".join(c.name for c in own))
        where = (*(c for c in asked.where if c.kind != "project"), every)
        return [Form("projects", "项目", where, fold="parts")]
    if asked.asks == ("投资",) and not own:
        return [asked.form("costs_known")]
    if asked.asks and asked.asks != ("清单",):
        return []
    wanted = flags & {"which", "number", "projects", "lists", "parts", "yesno"} or asked.asks or asked.follows
    return [asked.form()] if wanted else []


def _of_places(asked: _Asked) -> list[Form]:
    """The projects of places: what they cost, which lists they are in, or just them."""
    flags = asked.draft.flags
    if not flags & {"projects", "lists"}:
        return []
    if "投资" in asked.asks:
        return [asked.form("costs")]
    return [asked.form("lists" if "lists" in flags or "清单" in asked.asks else "")]


def _of_one(asked: _Asked, knowledge: Knowledge) -> list[Form]:
    """What is asked of a project that the question names; it may mean another with the name in its own."""
    own = asked.of("project")
    if len(own) != 1:
        return []
    told = own[0].name
    named = _namesakes(asked.draft, str(own[0].value))
    meant = topics(subject(told, knowledge), told, knowledge, lambda place: place.kind == "项目")
    every = [*named, *((place.id, place.name) for place in meant)]
    return [_property(replace(own[0], value=id_, name=name), asked.asks) for id_, name in every]


def _described(asked: _Asked, knowledge: Knowledge) -> list[Form]:
    """What is asked of the project that the words mean."""
    parts = (*(c.name.replace("、", "") for c in asked.of("place")), asked.rest, *(c.name for c in asked.of("project")))
    told = "".join(parts)
    meant = topics(subject(told, knowledge), told, knowledge, lambda place: place.kind == "项目")
    return [_property(Condition("project", place.id, place.name, of="项目"), asked.asks) for place in meant[:1]]


def _property(project: Condition, asks: Sequence[str]) -> Form:
    return Form("projects", "项目", (project,), asks=tuple(asks))


def _namesakes(draft: Draft, id_: str) -> list[tuple[str, str]]:
    """The projects that the name in the question may mean."""
    for mention in draft.marked.names.values():
        nodes = mention.of("项目")
        if any(node.id == id_ for node in nodes):
            return [(node.id, node.name) for node in nodes]
    return []
