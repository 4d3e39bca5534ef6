"""Who holds a post: which bodies a question means, and whether a row's post is the one it asks for."""

from __future__ import annotations

import re
from typing import Any

from queries.asking.answer import Row
from queries.asking.slots import Slots

_LEADING = re.compile("^[省市县区州]?(?:委|政府|人大常委会|政协)$|人民政府$|委员会$")
"""The bodies that a region's own posts belong to: 常德市市长 is of its government."""


def bodies_asked(slots: Slots) -> dict[str, Any]:
    """The parameter of the query `posts` for the body or region that a question names; empty when it names none."""
    body = slots.node("机构") or slots.node("议事协调机构")
    if body is not None:
        slots.named["单位"] = body.name
        return {"body": body.id}
    park = slots.node("园区")
    if park is not None:
        found = slots.knowledge.names.bodies_of(park)
        slots.named["单位"] = park.name
        return {"body": found.id} if found is not None else {}
    region = slots.node("地区")
    if region is not None:
        slots.named["单位"] = region.name
        return {"region": region.id}
    return {}


def posts_asked(slots: Slots) -> list[str]:
    """The posts that a question names."""
    return [token.text for token in slots.reading.tokens if "职务词" in token._.tags]


def holds(row: Row, slots: Slots) -> bool:
    """Whether a row tells of a named person who holds a post that is asked for."""
    asked = posts_asked(slots)
    slots.named["职务"] = "、".join(asked)
    if row["unnamed"] or (
        slots.node("机构") is None and slots.node("园区") is None and not _LEADING.search(row["body"])
    ):
        return False
    return any(_same(post, word) for post in re.split("[、，]", row["post"]) for word in asked)


def _same(post: str, word: str) -> bool:
    if post.startswith("副") != word.startswith("副"):
        return False
    return word in ("一把手", "领导", "负责人") or post.endswith(word) or word.endswith(post)
