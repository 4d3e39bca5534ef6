"""Numbered items that each describe a project: its name, then what it costs, where it is, who builds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.page.outline import Node, Outline
from loaders.page.text import Squeezed, Text
from loaders.projects import words as w
from loaders.projects.lists import is_built, may_be_listed

_NAME = re.compile(r"[^,。:;、—\n]{3,45}?(?:\([^()]{1,20}\))?(?=[,。:;—\n(]|$)")
_LIST = re.compile(
    r"^(?:\d{4}年(?:度)?)?(?P<name>[^,。;:]{0,30}(?:项目|工程)(?:\((?!共|\d)[^()]*\))?)(?:建设)?"
    rf"{w.SAID['list']}?(?:\(?(?:共计|共)?(?P<count>\d+)[个项]\)?)?$"
)
_COUNT_BEFORE = re.compile(r"(?P<count>\d+|[一二三四五六七八九十]+)[个大项](?=[^,。]{0,12}(?:项目|工程)$)")
_SUM = re.compile(
    rf"{w.SAID['amount']}{w.SAID['amount_of']}?(?:\([^()]*\))?{w.SAID['amount_is']}*"
    r"(?P<said>\d[\d,.]*(?:余|多)?(?:万亿|亿|万)?(?:美|欧|港)?元)"
)
_END = r"(?=[,。;:\n]|$)"
_PLACE = re.compile(rf"{w.SAID['place']}{w.SAID['place_is']}*(?P<said>[^,。;:\n]{{2,24}}?){_END}")
_OWNER = re.compile(rf"{w.SAID['owner']}{w.SAID['owner_is']}*(?P<said>[^,。;:\n]{{3,30}}?){_END}")
_HALF, _FEWEST = 2, 2


@dataclass(frozen=True, slots=True)
class Described:
    """An item: offsets in the document of its name, of the item, and of what it says of the project."""

    node: Node
    name: tuple[int, int]
    quote: tuple[int, int]
    amount: tuple[int, int] | None
    place: tuple[int, int] | None
    owner: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Itemised:
    """Items below a heading that is called a list of projects, with those of them that name none."""

    node: Node
    name: tuple[int, int] | None
    declared: int | None
    items: tuple[Described, ...]
    unread: tuple[tuple[int, int], ...]


def find(text: Text, tree: Outline) -> Iterator[Itemised]:
    """The headings whose items describe projects."""
    parents = {id(node.parent): node.parent for node in tree.nodes if node.parent is not None and not node.children}
    for parent in parents.values():
        leaves = [child for child in parent.children if not child.children]
        if len(leaves) < _FEWEST:
            continue
        name, declared = _heading(text, parent)
        if name is None and w.DESCRIBED.search(text.folded, parent.start, parent.end) is None:
            continue
        read = [(leaf, _described(text, leaf, listed=name is not None)) for leaf in leaves]
        items = tuple(one for _, one in read if one is not None)
        # Among what is to be done, an item that speaks of an investment is not yet a project.
        if len(items) >= _FEWEST and _HALF * len(items) >= len(leaves):
            unread = tuple((leaf.start, leaf.title_end) for leaf, one in read if one is None)
            yield Itemised(parent, name, declared, items, unread)


def _heading(text: Text, node: Node) -> tuple[tuple[int, int] | None, int | None]:
    """What a heading calls the list of projects below it, and how many it says there are."""
    if node.parent is None or node.title_end - node.title_start > 80:
        return None, None
    words = text.squeeze(node.title_start, node.title_end)
    match = _LIST.match(words.text)
    if match is None or w.DOING.search(match["name"]) is not None:
        return None, None
    before = _COUNT_BEFORE.search(match["name"])
    count = match["count"] or (before["count"] if before is not None else None)
    return words.span(*match.span("name")), int(count) if count is not None and count.isdigit() else None


def _described(text: Text, node: Node, *, listed: bool) -> Described | None:
    words = text.squeeze(node.title_start, node.own_end)
    match = _NAME.match(words.text)
    if match is None or not may_be_listed(match.group()) or w.is_banned(match.group()):
        return None
    name, behind = match.group(), words.text[match.end() :]
    told = w.DESCRIBED.search(behind) is not None or w.DESCRIBED.search(name) is not None
    if w.own_words(name) < _FEWEST or not (told or (listed and is_built(name))) or w.DESCRIBED.search(name):
        return None
    if _begins_with_verb(name):
        return None
    return Described(
        node,
        words.span(*match.span()),
        words.span(0, len(words.text)),
        _said(words, _SUM, match.end()),
        _said(words, _PLACE, match.end()),
        _said(words, _OWNER, match.end()),
    )


def _begins_with_verb(words: str) -> bool:
    chain = w.chain(words, 0, len(words))
    return chain is not None and chain[0] == 0


def _said(words: Squeezed, pattern: re.Pattern[str], start: int) -> tuple[int, int] | None:
    match = pattern.search(words.text, start)
    return words.span(*match.span("said")) if match is not None else None
