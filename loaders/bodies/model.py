"""A coordinating body as a text tells of it: its posts, its members, the seat of its office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon.clauses import Party
from loaders.page.text import Squeezed

_LEAD_CLAUSE = re.compile(r"(?:^|[,由])[^,;。由]{2,40}牵头(?:负责)?,[^,;。]{2,90}(?:参与|参加|配合)")
"""What a sentence that founds a body may say besides, as any other: "由甲局牵头,乙局、丙局参与"."""
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody in a post of the body.

    Attributes:
        holder: who, as written ("市发展改革委主要负责人").
        body: the part of `holder` that names a body ("市发展改革委"); may be empty.
        start, end: offsets of the words for the holder.
        post: 召集人, 副召集人, 指挥长 ...
        vice: whether it is the post of a deputy.
        person: the holder's own name, empty where the text tells the post only.
        is_aside: whether the words only describe the body ("由市长任组长的领导小组").
    """

    holder: str
    body: str
    start: int
    end: int
    post: str
    vice: bool
    person: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A coordinating body as one paragraph founds it, or as the text only mentions it.

    Attributes:
        name, start, end: its name and the offsets of that name.
        posts: who convenes it and who deputises.
        members: every member, in order; `open` where the list ends in 等.
        seat: the body that houses its office, None when not said.
        leads: who is named its 牵头单位.
        office_head: who heads its office, None when not said.
        office_task: offsets of what the seat answers for ("负责日常工作"), None when not said.
        aliases: its other names in the text.
        parts: the groups that it consists of.
        count: how many bodies the name counts ("10个专项小组"); 0 for one.
        is_mentioned: whether no founding paragraph tells its posts or members.
        is_nameless: whether the text lost its name, and the post told its kind.
    """

    name: str
    start: int
    end: int
    posts: tuple[Post, ...]
    members: tuple[Party, ...]
    seat: Party | None
    leads: tuple[Party, ...] = ()
    office_task: tuple[int, int] | None = None
    aliases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    count: int = 0
    is_mentioned: bool = False
    is_nameless: bool = False
    office_head: Post | None = None


@dataclass(frozen=True)
class FoundBody:
    """A founding paragraph, or a roster: its offsets, its words and the body read in them.

    Attributes:
        entries: of a roster: the offsets of the words that say what each entry is, in order.
        unread: of a roster: the lines that no form fits.
    """

    start: int
    end: int
    words: Squeezed
    body: Body
    entries: tuple[tuple[int, int], ...] = ()
    unread: tuple[tuple[int, int], ...] = ()

    def said(self, place: int) -> tuple[int, int]:
        """Offsets of the words that say what stands at a place of the document: of a roster the entry, else all."""
        return next(((start, end) for start, end in self.entries if start <= place < end), (self.start, self.end))

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Offsets of the sentences that say something of the body; others of its paragraph may state duties."""
        body = self.body
        if self.entries:
            yield self.start, self.end
            return
        if self.words.offsets[0] < self.start or body.is_mentioned:
            # Words of the whole text: the body's own are all that say something of it, if more than its name.
            yield from [(self.start, self.end)] if body.leads or not body.is_mentioned else []
            return
        told = body.members or body.leads or body.seat is not None or not all(post.is_aside for post in body.posts)
        if not told:
            return  # words that only describe it leave the sentence to other readers
        said = [
            body.start,
            *(post.start for post in body.posts if not post.is_aside),
            *(one.start for one in (*body.members, *body.leads)),
        ]
        said += [body.office_task[0]] if body.office_task is not None else []
        said += [body.seat.start] if body.seat is not None else []
        for match in _SENTENCE.finditer(self.words.text):
            places = [place for place in said if match.start() <= place < match.end()]
            joined = any(match.start() <= one.start < match.end() for one in (*body.members, *body.leads))
            if places and (joined or _LEAD_CLAUSE.search(match.group()) is None):
                yield self.words.span(*match.span())
