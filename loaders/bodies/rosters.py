"""Coordinating bodies as rosters state them: their posts with the people who hold them, and their members."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from loaders.bodies.model import Body, FoundBody, Post
from loaders.entries.model import Entry, Named, Roster
from loaders.entries.posts import makes_member
from loaders.lexicon.clauses import Party
from loaders.page.text import Squeezed, Text


def bodies(text: Text, rosters: Sequence[Roster]) -> list[FoundBody]:
    """Each roster as the body that it is of."""
    return [_body(text, roster) for roster in rosters]


def _body(text: Text, roster: Roster) -> FoundBody:
    words = text.squeeze(roster.start, roster.end)
    posts = tuple(_post(words, entry) for entry in roster.entries if entry.place != "member")
    members: dict[tuple[str, int], Party] = {}
    for entry in roster.entries:
        if entry.place == "member":
            for one in entry.bodies:
                if makes_member(one.name):
                    members[one.name, one.start] = _party(words, one, entry)
    owner = Body(roster.owner.name, 0, 0, posts, tuple(members.values()), None)
    said = tuple((entry.start, entry.end) for entry in roster.entries)
    return FoundBody(roster.start, roster.end, words, owner, said, roster.unread)


def _place(words: Squeezed, one: Named) -> tuple[int, int]:
    return bisect_left(words.offsets, one.start), bisect_left(words.offsets, one.end - 1) + 1


def _party(words: Squeezed, one: Named, entry: Entry) -> Party:
    return Party(one.name, *_place(words, one), "", entry.open)


def _post(words: Squeezed, entry: Entry) -> Post:
    """A post of the body; its words are the person's name, or the post alone of somebody unnamed."""
    named = entry.person or entry.post
    if named is None:
        raise ValueError(f"an entry without person and post leads nobody: {entry}")
    holder = entry.post.name if entry.post is not None else named.name
    body = entry.bodies[-1].name if entry.bodies else ""
    person = entry.person.name if entry.person is not None else ""
    return Post(holder, body, *_place(words, named), entry.rank, entry.place == "vice", person)
