"""From tasks to statements: who leads, cooperates, answers for the items of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.statements import Entity
from loaders.builder import Builder
from loaders.duties.model import COLLECTIVE, Found, Task
from loaders.page.outline import Node
from loaders.page.text import Text

_BEHIND_TITLE = re.compile(r"[\s。:;,]*")
_CLOSING = re.compile(r"[\s。;]*(?:[(\[【][^()\[\]【】]*[)\]】][\s。;]*)*")
_TITLE = 60
"""A part of an item is named by its first sentence, at most this many characters of it."""


def state(builder: Builder, tasks: Sequence[Task]) -> None:
    """Every heading and item, and who has which duty there."""
    builder.outline({task.node for task in tasks if task.form == "item"}, _contents(builder.text, tasks))
    for task in tasks:
        _task(builder, task, tasks)


def _contents(text: Text, tasks: Sequence[Task]) -> dict[Node, tuple[int, int]]:
    """The words of each item behind its title, up to the clause that closes it."""
    found: dict[Node, tuple[int, int]] = {}
    clauses: dict[Node, list[Found]] = {}
    for task in tasks:
        clauses.setdefault(task.node, []).extend(task.clauses)
    for task in tasks:
        node = task.node
        if task.form == "item" and node not in found:
            ends = [
                hit.start
                for hit in clauses[node]
                if node.title_end <= hit.start and _CLOSING.fullmatch(text.folded, hit.end, node.own_end)
            ]
            start = _BEHIND_TITLE.match(text.folded, node.title_end)
            found[node] = (start.end() if start is not None else node.title_end, min([*ends, node.own_end]))
    return found


def _task(builder: Builder, task: Task, tasks: Sequence[Task]) -> None:
    node = task.node
    path, target = builder.headings.above(node), builder.entity(node)
    if task.form in ("sentences", "prose", "row"):
        path, target = builder.path_in(node), _part(builder, task)
    for found in task.clauses:
        _duties(builder, found, target, path, inherited=False)
        if task.inherits:
            for below in _items_below(node, tasks):
                _duties(builder, found, builder.entity(below), builder.headings.above(below), inherited=True)


def _items_below(node: Node, tasks: Sequence[Task]) -> Iterator[Node]:
    inside = set(node.walk()) - {node}
    return (task.node for task in tasks if task.form == "item" and task.node in inside)


def _part(builder: Builder, task: Task) -> Entity:
    """The sentences that one clause of an item covers, as an item of their own."""
    whole = builder.text.squeeze(task.start, task.end).text
    words = task.name or whole
    name = words.split("。", 1)[0][:_TITLE] or words[:_TITLE]
    own = builder.own_text(task.start, task.end)
    if task.name and task.name != whole:
        own["text"] = task.name  # words of other columns stand between its own
    own |= builder.content(*(task.content or (task.start, task.end)))
    return builder.part(task.node, (task.start, task.end), name, own, task.form)


def _duties(builder: Builder, found: Found, target: Entity, path: tuple[str, ...], *, inherited: bool) -> None:
    rule = found.clause.rule
    carried = ""
    for party in found.clause.parties:
        # A comma ends what a list shares: "市发展改革局、教育局,海事局".
        if found.words.text[party.start - 1 : party.start] != "、":
            carried = ""
        if rule == COLLECTIVE:
            entity = builder.resolver.collective(party.name)
        else:
            entity = builder.party(party.name, found.words, party, path, carried)
        generic = entity.properties["generic"]  # 市直有关单位 gives its level to nobody
        carried = "" if generic else builder.resolver.prefix(party.name) or carried
        builder.add(
            entity,
            party.role,
            target,
            (found.start, found.end),
            path,
            rule,
            party.name if rule == COLLECTIVE else builder.written(found.words, party),
            open=party.open,
            inherited=inherited,
            generic=bool(entity.properties["generic"]),
        )
