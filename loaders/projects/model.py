"""What is found about projects. All offsets count the characters of `Text.raw`; ends are exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.page.outline import Node
from loaders.page.spans import Signal


@dataclass(frozen=True, slots=True)
class Part:
    """A project that another one consists of.

    Attributes:
        name: as written, without line breaks.
        start, end: offsets of the name.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Project:
    """A named project in one place of a text.

    Attributes:
        name: as written, without line breaks.
        start, end: offsets of the name.
        order: its place in the list, from 1; None outside of lists that count.
        list_name: the list that it stands in, None outside of lists.
        parts: the projects that it consists of.
        place: the park or area that its name or its sentence gives, as written.
        amount: the investment, as written ("83亿元").
        owner: who builds or invests, as written, where the sentence says so.
        goal: what is to be reached, for an item of a detailed list.
        goal_span: offsets of the goal.
        node: the heading or item that the words stand under.
        start_quote, end_quote: offsets of the sentence that says it.
    """

    name: str
    start: int
    end: int
    node: Node
    start_quote: int
    end_quote: int
    order: int | None = None
    list_name: str | None = None
    parts: tuple[Part, ...] = ()
    place: str | None = None
    amount: str | None = None
    owner: str | None = None
    goal: str | None = None
    goal_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A list that projects are published in.

    Attributes:
        name: as written, without quotation marks.
        start, end: offsets of the name.
        node: the heading or item that announces it.
        declared: how many projects it says it has, None where it does not.
        projects: its projects in order.
    """

    name: str
    start: int
    end: int
    node: Node
    declared: int | None
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """Two projects that are one.

    Attributes:
        first, second: in the order of the text.
        certain: whether the text makes it so; else they are alike and no more.
    """

    first: Project
    second: Project
    certain: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything about projects in one document, each sequence in the order of the text.

    Attributes:
        lists: the lists; a list that one section announces and another details is here twice.
        projects: every project, those of the lists included.
        same: projects under several names.
        signals: lists that do not hold what they declare.
    """

    lists: Sequence[ProjectList]
    projects: Sequence[Project]
    same: Sequence[Same]
    signals: Sequence[Signal]
