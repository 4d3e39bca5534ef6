"""The outline of a document: its headings and numbered items as a tree, each with the stretch of text it owns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.lexicon.cues import DUTY_BRACKET
from loaders.page.text import Squeezed, Text

_NUMERAL = "一二三四五六七八九十百零〇"
# Each numbering and its rank: a heading stands below the nearest earlier one of a smaller rank.
# GB/T 9704-2012 gives 一、 (一) 1. (1) as the four levels of an official document; 章 节 条 are those of regulations.
_NUMBERINGS: tuple[tuple[str, int, str], ...] = (
    ("annex", 10, rf"附\ *[件表]?\ *(?:\d+|[{_NUMERAL}]+)(?:\ *[—–-]+\ *\d+)?(?=\ *[:\n]|\ *$)\ *[:]?"),
    ("chapter", 20, rf"第[{_NUMERAL}\d]+[章编篇部分]+"),
    ("section", 21, rf"第[{_NUMERAL}\d]+节"),
    ("legal", 25, r"[壹贰叁肆伍陆柒捌玖拾]+\ *、"),
    ("roman", 26, r"[Ⅰ-Ⅻ]+\ *[.、]"),
    ("cn", 30, rf"[{_NUMERAL}]+\ *、"),
    ("article", 35, rf"第[{_NUMERAL}\d]+条"),
    ("cn_bracket", 40, rf"\(\ *[{_NUMERAL}]+\ *\)、?|[㈠-㈩]、?"),
    ("digit", 50, r"\d{1,3}\ *(?:[.](?!\d)|、)|[⒈-⒛]"),
    ("digit_bracket", 60, r"\(\ *\d{1,3}\ *\)、?|\d{1,3}\)|[⑴-⒇]"),
    ("circled", 70, r"[①-⑳❶-❿➀-➓]"),
    ("point", 80, rf"[{_NUMERAL}]+是"),
)
RANKS = {name: rank for name, rank, _ in _NUMBERINGS}
_HASH_RANK = 0
_HEADING = re.compile(
    r"^[ ]*(?:-[ ]+)?(?P<hash>#{1,6}[ ]*)?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, _, pattern in _NUMBERINGS)
    + r")?[ ]*",
    re.MULTILINE,
)
_ANNEX_LIST = re.compile(r"^[ ]*附[ ]*件?[ ]*[:][ ]*(?=\S)[^\n]*(?:\s*\n[ ]*\d{1,2}[.、][^\n]*)*", re.MULTILINE)
_LINE = re.compile(r"[^\n]*")
_HANGING = 40
"""Lines of about equal length, none longer than this many characters, are lines broken by a printer, not paragraphs."""


@dataclass(eq=False)
class Node:
    """A heading or a numbered item.

    Attributes:
        numbering: which kind of number it has (a key of `RANKS`, or "hash", or "root").
        number: the number as written, e.g. "(一)" or "附件1"; empty for a bare heading.
        start: offset of the number (or heading); the node's own text runs from here to its first child.
        title_start, title_end: offsets of its title, without number and full stop.
        own_end: where its own text ends.
        end: where its last descendant ends.
    """

    numbering: str
    number: str
    start: int
    title_start: int
    title_end: int
    rank: int
    own_end: int = 0
    end: int = 0
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> list[Node]:
        """From the top of the document (without the root) down to the node's parent."""
        above: list[Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            above.append(node)
            node = node.parent
        return above[::-1]


@dataclass(frozen=True)
class Outline:
    """A document's tree.

    Attributes:
        nodes: all but the root, in the order of the text.
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
    """

    root: Node
    nodes: list[Node]
    width: int = 0


def wrap_width(folded: str) -> int:
    """Characters a line, where lines are broken by a printer; 0 where a line is a paragraph."""
    lines = [line for line in folded.split("\n") if len(line) > 12]
    total = len(lines)
    if total < 3:
        return 0
    longest = max(map(len, lines))
    # A printer breaks lines where they are full, hardly ever behind a full stop.
    near = sum(len(line) >= longest * 0.85 and line[-1] not in "。;!?" for line in lines)
    return longest if longest <= _HANGING * 2 and near * 3 >= total else 0


def outline(text: Text, skip: Sequence[tuple[int, int]] = ()) -> Outline:
    """Read the tree of headings and numbered items.

    Args:
        skip: stretches that hold no headings: tables, whose numbered rows would look like items.
    """
    folded, lined = text.folded, text.lined
    width = wrap_width(folded)
    heads = _heads(lined.text, width, skip if len(lined.text) == len(folded) else ())
    if len(lined.text) > len(folded):
        heads = [_moved(head, lined) for head in heads if not _within(lined.offsets[head.start], skip)]
    root = Node("root", "", 0, 0, 0, -1, end=len(folded))
    stack = [root]
    for head in heads:
        while stack[-1].rank >= head.rank:
            stack.pop().end = head.start
        head.parent = stack[-1]
        stack[-1].children.append(head)
        stack.append(head)
    for node in stack:
        node.end = len(folded)
    for node in (root, *heads):
        node.own_end = node.children[0].start if node.children else node.end
    return Outline(root, heads, width)


def _moved(head: Node, lined: Squeezed) -> Node:
    """A heading that was found with the line ends put back, with its offsets in the text as it is."""
    start, title = lined.offsets[head.start], lined.span(head.title_start, head.title_end)
    return Node(head.numbering, head.number, start, *title, head.rank)


def _within(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _heads(folded: str, width: int, skip: Sequence[tuple[int, int]]) -> list[Node]:
    lists = [*skip, *(match.span() for match in _ANNEX_LIST.finditer(folded))]
    heads: list[Node] = []
    for match in _HEADING.finditer(folded):
        numbering = match.lastgroup
        if numbering is None or (numbering == "hash" and match.end() == len(folded)):
            continue
        if _within(match.start(), lists):
            continue
        node = _node(folded, match, numbering, width)
        if node is not None:
            heads.append(node)
    return _drop_references(heads, folded)


def _node(folded: str, match: re.Match[str], numbering: str, width: int) -> Node | None:
    number = match.group(numbering).strip() if numbering != "hash" else ""
    start = match.start(numbering)
    title_start = match.end()
    if numbering == "annex" and folded[title_start : title_start + 1] in ("\n", ""):
        title_start = _next_text(folded, title_start)
    title_end = _title_end(folded, title_start, width)
    if title_end <= title_start:
        return None
    rank = _HASH_RANK + len(match.group("hash").strip()) if numbering == "hash" else RANKS[numbering]
    return Node(numbering, number, start, title_start, title_end, rank)


def _next_text(folded: str, place: int) -> int:
    while place < len(folded) and folded[place] in "\n ":
        place += 1
    return place


def _title_end(folded: str, start: int, width: int) -> int:
    """A title ends at its full stop, before a bracket with a responsibility, or with its line."""
    line = _LINE.match(folded, start)
    end = line.end() if line else start
    stop = _stop(folded, start, end)
    while stop < 0 and width and end - _line_start(folded, end) >= width * 0.85 and end + 1 < len(folded):
        following = _LINE.match(folded, end + 1)
        if following is None or not following.group().strip() or _is_heading(folded, end + 1):
            break
        end = following.end()
        stop = _stop(folded, start, end)
    end = stop if stop >= 0 else end
    return start + len(folded[start:end].rstrip(" :;*"))


def _line_start(folded: str, place: int) -> int:
    return folded.rfind("\n", 0, place) + 1


def _is_heading(folded: str, place: int) -> bool:
    match = _HEADING.match(folded, place)
    return match is not None and match.lastgroup is not None


_OPEN = re.compile(r"[(〔\[【《“「]|[)〕\]】》”」]|[。!?]|$")
_OPENING = "(〔[【《“「"


def _stop(folded: str, start: int, end: int) -> int:
    """Offset of the first full stop outside brackets and quotes, or of the bracket of a responsibility; -1 if none."""
    depth = 0
    for match in _OPEN.finditer(folded, start, end):
        char = match.group()
        if not char:
            break
        if char in _OPENING:
            if depth == 0 and DUTY_BRACKET.match(folded, match.start(), end):
                return match.start()
            depth += 1
        elif char in "。!?":
            if depth == 0:
                return match.start()
        else:
            depth = max(0, depth - 1)
    return -1


def _drop_references(heads: list[Node], folded: str) -> list[Node]:
    """ "附件1:名称" in running text points to the annex that stands further down under the same number."""
    last = {node.number.rstrip(":"): node.start for node in heads if node.numbering == "annex"}
    return [n for n in heads if n.numbering != "annex" or last[n.number.rstrip(":")] == n.start]


def part_of(node: Node) -> Node | None:
    """The annex that a node stands in (or is), None outside of all annexes."""
    here: Node | None = node
    while here is not None and here.numbering != "annex":
        here = here.parent
    return here


def home(tree: Outline, place: int) -> Node:
    """The lowest heading whose own text holds a place; the root above the first heading."""
    at = bisect_right(tree.nodes, place, key=lambda node: node.start) - 1
    return tree.nodes[at] if at >= 0 else tree.root
