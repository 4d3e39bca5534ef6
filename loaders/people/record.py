"""From people to JSON records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.statements import Entity, Statement
from loaders.document import Record
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.text import Text
from loaders.people.model import PersonPost


def records(
    text: Text, found: Sequence[PersonPost], statements: Iterable[Statement], coordinating: Mapping[str, str]
) -> Iterator[Record]:
    """One record for each person and place, with all posts that the words there give."""
    held_at = _bodies(statements)
    for held in _held_together(found):
        ordered = _as_written(text, held)
        bodies = (_organisation(held_at, coordinating, one) for one in ordered)
        yield {
            "kind": "person",
            "doc": text.file,
            "person": held[0].person,
            "posts": list(dict.fromkeys(post for one in ordered for post in one.posts)),
            "organisation": list(dict.fromkeys(name for name in bodies if name)),
            "date": held[0].date or None,
            "rule": held[0].rule,
            **text.evidence(held[0].start, held[0].end),
        }


def _held_together(found: Sequence[PersonPost]) -> list[list[PersonPost]]:
    """The posts of one person that overlapping words give; a masthead gives all of its posts at once."""
    groups: list[list[PersonPost]] = []
    open_: dict[tuple[str, bool], list[PersonPost]] = {}
    for one in sorted(found, key=lambda one: (one.start, one.end, one.person)):
        is_masthead = one.rule == "masthead"
        group = open_.get((one.person, is_masthead))
        if group is None or not (is_masthead or one.start < max(other.end for other in group)):
            group = open_[(one.person, is_masthead)] = []
            groups.append(group)
        group.append(one)
    return groups


def _organisation(bodies: Mapping[Held, Entity], coordinating: Mapping[str, str], one: PersonPost) -> str:
    """The body of a post; the party committee, the government and their like with the region that was found for it."""
    head, body = _HEADS.fullmatch(one.organisation), bodies.get(_held(one))
    if head is None or body is None:
        return coordinating.get(one.organisation, one.organisation)
    region = gazetteer().region_by_id(str(body.properties["region"]))
    if region is None:
        return one.organisation
    kind = head["body"]
    return f"中共{region.name}委" if kind == "委" else f"{region.name}{'人民政府' if kind == '政府' else kind}"


Held = tuple[int, int, str, str]
"""Where a post is told, of whom, and its body as written."""


def _held(one: PersonPost) -> Held:
    return one.start, one.end, one.person, one.organisation


def _bodies(statements: Iterable[Statement]) -> dict[Held, Entity]:
    """The bodies that the posts were found to be of."""
    return {
        (one.start, one.end, one.raw, str(one.attributes.get("organisation", ""))): one.object
        for one in statements
        if one.relation == "任职" and one.rule.startswith("people:")
    }


_HEADS = re.compile(r"(?:中共)?(?P<level>[省市县区州])(?P<body>委|人民政府|政府|政协|人大)")


_LONGEST_PHRASE = 200


def _as_written(text: Text, held: list[PersonPost]) -> list[PersonPost]:
    """The posts that the same words give, in the order of these words."""
    start, end = min(one.start for one in held), max(one.end for one in held)
    words = text.squeeze(start, end).text if end - start < _LONGEST_PHRASE else ""

    def place(one: PersonPost) -> int:
        first = one.posts[0] if one.posts else ""
        return max(words.find(first), words.find(first[-2:]) if first not in words else 0)

    return sorted(held, key=place)
