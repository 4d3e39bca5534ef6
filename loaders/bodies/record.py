"""From coordinating bodies to JSON records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.statements import Document
from loaders.bodies.find import kind_of
from loaders.bodies.model import FoundBody, Post
from loaders.document import Record
from loaders.page import articles
from loaders.page.articles import Article
from loaders.page.headings import Headings
from loaders.page.outline import Outline, home, part_of
from loaders.page.text import Text


def records(
    text: Text, document: Document, tree: Outline, pieces: Sequence[Article], found: Sequence[FoundBody]
) -> Iterator[Record]:
    """One record for each body, as the text names it."""
    for one in found:
        yield _record(text, _plan_of(text, document, tree, pieces, one), one)


def _record(text: Text, plan: str | None, found: FoundBody) -> Record:
    body = found.body
    return {
        "kind": "workgroup",
        "doc": text.file,
        "name": body.name + ("（名称残缺）" if body.is_nameless else ""),
        "aliases": list(body.aliases),
        "type": kind_of(body.name),
        "plan": plan,
        "convener": [_held(post) for post in body.posts if not post.vice],
        "vice_convener": [_held(post) for post in body.posts if post.vice],
        "posts": [{"post": p.post, "holder": p.holder, "person": p.person or None} for p in body.posts],
        "members": [m.name for m in body.members],
        "open": any(m.open for m in body.members),
        "lead_agency": "、".join(lead.name for lead in body.leads) or None,
        "office_at": body.seat.name if body.seat is not None else None,
        "subordinate": list(body.parts),
        "count": body.count or None,
        "mentioned_only": body.is_mentioned,
        "start": found.start,
        "end": found.end,
        "quote": text.quote(found.start, found.end),
    }


def _held(post: Post) -> str:
    """A convener is called by who it is; other posts are named ("市长任指挥长"), as a body has several of them."""
    return post.holder if post.person or post.post.endswith("召集人") else f"{post.holder}任{post.post}"


def _plan_of(text: Text, document: Document, tree: Outline, pieces: Sequence[Article], found: FoundBody) -> str | None:
    """The plan that a body serves: its annex, else the action in the body's own name."""
    part = part_of(home(tree, found.start))
    if part is not None:
        return Headings(text).heading(part)
    action = _ACTION.search(found.body.name)
    if action is not None:
        return action.group()
    piece = articles.at(pieces, found.start)
    title = piece.title if piece is not None else document.title
    return title if title != document.file else None


_ACTION = re.compile(
    r"(?<=[省市县区州])[^省市县区州]{4,40}?(?:行动|工作|战略|工程)|^[^省市县区州]{4,40}?(?:行动|战略|工程)"
)
