"""People as rosters list them: each with the posts that one body gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.entries.model import Entry, Roster
from loaders.page.spans import Spans
from loaders.people.model import PersonPost

_PARTED = re.compile("[、,]")


def people(rosters: Sequence[Roster]) -> Iterator[PersonPost]:
    """Everybody on a roster; with the rank in the group where the roster tells no other post."""
    for roster in rosters:
        for entry in roster.entries:
            if entry.person is not None:
                yield from _posts(entry)


def _posts(entry: Entry) -> Iterator[PersonPost]:
    assert entry.person is not None
    if entry.post is None:
        yield PersonPost(entry.person.name, (entry.rank,), "", entry.start, entry.end, rule="roster")
        return
    held: dict[str, list[str]] = {}
    body = ""
    named = {one.name for one in entry.bodies}
    for part in _PARTED.split(entry.post.name):
        own = next((name for name in sorted(named, key=len, reverse=True) if part.startswith(name)), "")
        body = own or body
        held.setdefault(own or (body if not own and part.startswith("副") else ""), []).append(part)
    for organisation, posts in held.items():
        yield PersonPost(entry.person.name, tuple(posts), organisation, entry.start, entry.end, rule="roster")


def beside(found: Sequence[PersonPost], rosters: Sequence[Roster]) -> list[PersonPost]:
    """All people: those of rosters, and of the others who stand in none."""
    taken = Spans((roster.start, roster.end) for roster in rosters)
    others = [one for one in found if not taken.touches(one.start, one.end)]
    return sorted([*others, *people(rosters)], key=lambda one: (one.start, one.end, one.person, one.posts))
