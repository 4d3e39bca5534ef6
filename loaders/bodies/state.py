"""From coordinating bodies to statements: where they belong, posts, members, the seat of their office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.statements import Entity, Value
from loaders.bodies.model import FoundBody, Post
from loaders.builder import Builder
from loaders.lexicon.counts import miscounted
from loaders.page.spans import Signal


def state(builder: Builder, bodies: Sequence[FoundBody]) -> None:
    """Every body that the text founds or mentions."""
    for found in bodies:
        _body(builder, found)


def _body(builder: Builder, found: FoundBody) -> None:
    body = found.body
    if body.count:
        return  # it stands for several, and the text names none of them
    path = builder.path_at(found.start)
    entity = builder.coordinating(body.name)
    span = (found.start, found.end)
    builder.add(entity, "属于", builder.annex(found.start), span, path, "body", body.name)
    for post in body.posts:
        _post(builder, entity, "副召集" if post.vice else "召集", post, found, path)
    if body.office_head is not None:
        # Where the holder has a post of the body too, it has stated already whom it is of.
        said = any(post.holder == body.office_head.holder for post in body.posts)
        head = replace(body.office_head, body="") if said else body.office_head
        _post(builder, entity, "任职", head, found, path)
    for member in sorted([*body.members, *body.leads], key=lambda party: party.start):
        party = builder.party(member.name, found.words, member, path)
        raw = builder.written(found.words, member)
        if member in body.leads:
            _duty(builder, party, "牵头", entity, span, path, "body:lead", raw)
            continue
        generic = bool(party.properties["generic"])
        words = found.said(found.words.offsets[member.start])
        rule = "roster:members" if found.entries else "body:members"
        builder.add(party, "成员", entity, words, path, rule, raw, open=member.open, generic=generic)
    if body.seat is not None:
        seat = builder.party(body.seat.name, found.words, body.seat, path)
        raw = builder.written(found.words, body.seat)
        builder.add(entity, "办公室设在", seat, span, path, "body:office", raw)
        if body.office_task is not None:
            words = found.words.span(body.seat.start, body.office_task[1])
            _duty(builder, seat, "负责", entity, words, path, "body:office", raw)


def _duty(
    builder: Builder,
    party: Entity,
    role: str,
    target: Entity,
    span: tuple[int, int],
    path: tuple[str, ...],
    rule: str,
    raw: str,
) -> None:
    generic = bool(party.properties["generic"])
    builder.add(party, role, target, span, path, rule, raw, open=False, inherited=False, generic=generic)


def _post(builder: Builder, entity: Entity, relation: str, post: Post, found: FoundBody, path: tuple[str, ...]) -> None:
    span = found.said(found.words.offsets[post.start])
    region = entity.properties["region"]
    name = post.person or post.holder
    place = (builder.document.region or builder.document.id) if post.person else region
    properties: dict[str, Value] = {"names": (name,), "unnamed": not post.person}
    if post.body and post.body == post.holder and relation != "任职":  # only people hold posts
        person = builder.party(post.body, found.words, post, path)  # a body convenes it itself
    else:
        person = Entity("人员", f"{place}/{name}", name, properties)
    raw = builder.written(found.words, post)
    rule = "roster:posts" if found.entries else "body:aside" if post.is_aside else "body:posts"
    builder.add(person, relation, entity, span, path, rule, raw, post=post.post)
    if post.body not in ("", post.holder) and not post.person:  # a person's own posts are stated with the person
        seat = builder.party(post.body, found.words, post, path)
        builder.add(
            person, "任职", seat, span, path, "body:posts", post.holder, post=post.holder.rpartition(post.body)[2]
        )


def signals(bodies: Sequence[FoundBody]) -> set[Signal]:
    """Bodies without a name, and members that are not as many as the text says."""
    nameless = {Signal(one.start, one.end, "议事协调机构的名称残缺") for one in bodies if one.body.is_nameless}
    counted = {
        Signal(one.start, one.end, f"写明 {told} 个单位，读到 {named} 个")
        for one in bodies
        for told, named in miscounted(one.words.text, one.body.members)
    }
    unread = {Signal(*span, "名单中的这一行没有读懂") for one in bodies for span in one.unread}
    return nameless | counted | unread
