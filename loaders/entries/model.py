"""What a block is: the words that announce a list, its owner, and its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["lead", "vice", "member"]
"""What a rank makes of its holder: who leads a body, who deputises, who belongs to it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in its place: of a body, a person or a group.

    Attributes:
        name: folded, without white space.
        start, end: offsets of the name in the document.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a roster: a person with a post, somebody known by the post only, or a body.

    Attributes:
        place: what its rank makes of it.
        rank: the label that it stands behind (组长, 成员 ...).
        person: its name; None where the roster tells none.
        post: its post, or the post alone of somebody unnamed; None for a body.
        bodies: the bodies that the post belongs to, or the body itself.
        open: whether its list ends in 等.
        start, end: offsets of the words of the entry.
    """

    place: Place
    rank: str
    person: Named | None
    post: Named | None
    bodies: tuple[Named, ...]
    start: int
    end: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of who leads a body and who belongs to it.

    Attributes:
        owner: the body; its offsets are those of the mention that names it whole.
        entries: in the order of the text.
        unread: stretches between the entries that no form fits.
        start, end: from the first label to the end of the last entry.
    """

    owner: Named
    entries: tuple[Entry, ...]
    unread: tuple[tuple[int, int], ...]
    start: int
    end: int
