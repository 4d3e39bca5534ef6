"""Which words a clause covers: an item, a section, or the sentences since the clause before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.duties.model import Found, Task
from loaders.lexicon.folding import ORNAMENTS
from loaders.page.outline import RANKS, Node, Outline, part_of
from loaders.page.text import Text

_INLINE_NUMBER = re.compile(
    rf"[{ORNAMENTS} ]*(?:\(\s*\d{{1,2}}\s*\)|\d{{1,2}}\)|[①-⑳]|第[一二三四五六七八九十]{{1,3}}[,、])?\s*"
)
_PART_OF_ITEM = re.compile(
    r"(?:治理|整治|整改|工作|主要|具体|实施|重点)?(?:措施|重点|举措|内容|要求|目标|步骤|任务)[:。]?"
)
_MEASURES = re.compile(r"(?:措施|举措|要求|内容|任务) *:$")
_INNER_NUMBER = re.compile(
    r"(?:(?<=[。;:])|(?<![第条款项])(?=\())\s*(?:\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)\s*(?=[\u4e00-\u9fff“])"
)
"""The number of an item in a text whose line ends were stripped."""
_BLANK_LINE, _NEW_LINE = re.compile(r"\n[ ]*\n"), re.compile(r"\n")
_OF_ALL = re.compile(r"(?:以上|上述)(?:各项|任务|工作|事项)")
_BETWEEN = re.compile(r"[\s。;;,,]*")


def tasks(text: Text, tree: Outline, found: dict[Node, list[Found]], *, signed: bool = False) -> list[Task]:
    """Every task of a document in order: items with and without clauses, parts of items, sections with a lead.

    Args:
        signed: whether the text consists of signed pieces, whose headings are items only where they have clauses.
    """
    owned = dict(found)
    _close_blocks(text, tree, owned)
    items = _items(tree, owned)
    if signed:
        items = {node for node in items if owned.get(node)}
    result: list[Task] = []
    for node in (tree.root, *tree.nodes):
        clauses = owned.get(node, [])
        if node in items:
            result.extend(_item_tasks(text, tree.width, node, clauses))
        elif clauses:
            result.extend(_section_tasks(text, tree.width, node, clauses))
    return result


def _items(tree: Outline, found: dict[Node, list[Found]]) -> set[Node]:
    """The nodes that are items: leaves on the levels on which their part of the document states responsibilities.

    A part is an annex, or what stands outside of all annexes. Where no part states any, every leaf is an item.
    """
    level: dict[Node | None, int] = {}
    for node, clauses in found.items():
        if clauses and node.parent is not None and (not node.children or _closed_below(node, clauses)):
            part = part_of(node)
            level[part] = min(level.get(part, node.rank), node.rank)
    if not level:
        return {node for node in tree.nodes if not node.children}
    return {
        node
        for node in tree.nodes
        if node.rank >= level.get(part_of(node), RANKS["point"] + 1)
        and (not node.children or _closed_below(node, found.get(node, [])))
    }


def _closed_below(node: Node, clauses: list[Found]) -> bool:
    return bool(node.children and clauses and clauses[-1].start >= node.own_end)


def _close_blocks(text: Text, tree: Outline, found: dict[Node, list[Found]]) -> None:
    """A clause alone on the line after sub-items (1)(2)(3) that name nobody closes the item above them."""
    for node in tree.nodes:
        last = node.children[-1] if node.children else None
        if last is None or len(node.children) < 2:
            continue
        clauses = found.get(last, [])
        if _below_measures(text, node, clauses) and not any(found.get(child) for child in node.children[:-1]):
            found[node] = [*found.get(node, []), *found.pop(last)]
            continue
        if last.rank < RANKS["digit_bracket"] and not any(_OF_ALL.match(hit.words.text) for hit in clauses):
            continue
        if len(clauses) == 1 and not any(found.get(child) for child in node.children[:-1]):
            before = text.folded[last.start : clauses[0].start]
            if before.rstrip(" ").endswith("\n"):
                whole = _whole_item(text, node)
                found[whole] = [*found.get(whole, []), *found.pop(last)]


def _whole_item(text: Text, node: Node) -> Node:
    """The item that a part of it stands for: "2.治理措施" below "(一)开展市场治理"."""
    above = node.parent
    title = text.squeeze(node.title_start, node.title_end).text
    part = above is not None and above.parent is not None and _PART_OF_ITEM.fullmatch(title) is not None
    return _whole_item(text, above) if part and above is not None else node


def _below_measures(text: Text, node: Node, clauses: Sequence[Found]) -> bool:
    """Whether labels on lines of their own close an item whose measures are numbered: 整改措施:1.…2.…责任单位:…"""
    if not clauses or any(hit.clause.rule != "clause:label" for hit in clauses):
        return False
    own = text.folded[node.title_end : node.own_end].rstrip()
    before = text.folded[: clauses[0].start].rstrip(" ")
    return _MEASURES.search(own) is not None and before.endswith("\n")


def _item_tasks(text: Text, width: int, node: Node, clauses: list[Found]) -> list[Task]:
    if len(clauses) < 2:
        # A title without a full stop runs up to the bracket that closes it.
        closed_by = clauses[0].start if clauses and clauses[0].start > node.title_start else node.title_end
        start, end = text.trim(node.title_start, min(node.title_end, closed_by))
        return [Task(node, start, end, "item", tuple(clauses))]
    whole = Task(node, node.title_start, node.title_end, "item", ())
    return [whole, *_sentences(text, width, node, clauses, _after_title(text, node))]


def _section_tasks(text: Text, width: int, node: Node, clauses: list[Found]) -> list[Task]:
    """Clauses in the own text of a heading that has items below, or of no heading at all."""
    if node.parent is None:
        return _sentences(text, width, node, clauses, 0)
    on_heading = _BETWEEN.fullmatch(text.folded, node.title_end, clauses[0].start) is not None
    if on_heading or len(clauses) == 1:
        first = Task(node, node.title_start, node.title_end, "section", (clauses[0],), inherits=on_heading)
        return [first, *_sentences(text, width, node, clauses[1:], clauses[0].end)]
    return _sentences(text, width, node, clauses, _after_title(text, node))


def _after_title(text: Text, node: Node) -> int:
    match = _BETWEEN.match(text.folded, node.title_end)
    return match.end() if match is not None else node.title_end


def _sentences(text: Text, width: int, node: Node, clauses: Sequence[Found], place: int) -> list[Task]:
    """Each clause covers the words since the last one, within its paragraph; one that follows on another, its words."""
    covered: list[tuple[int, int, list[Found]]] = []
    for hit in clauses:
        start, end = _words_before(text, width, place, hit.start)
        place = hit.end
        if start < end:
            covered.append((start, end, [hit]))
        elif covered:
            covered[-1][2].append(hit)
        elif node.parent is not None:
            covered.append((node.title_start, node.title_end, [hit]))
        else:
            covered.append((start, end, [hit]))
    return [Task(node, start, end, "sentences", tuple(hits)) for start, end, hits in covered]


def _words_before(text: Text, width: int, place: int, end: int) -> tuple[int, int]:
    """The words of a paragraph between a place and a clause, without white space and the number in front of them."""
    start, end = text.trim(_paragraph(text, width, place, end), end)
    end = start + len(text.folded[start:end].rstrip(f"{ORNAMENTS} "))
    inner = [match.end() for match in _INNER_NUMBER.finditer(text.folded, max(place, start - 1), end)]
    if inner:
        return inner[-1], end
    number = _INLINE_NUMBER.match(text.folded, start, end)
    return (number.end() if number is not None else start), end


def _paragraph(text: Text, width: int, place: int, end: int) -> int:
    """Where the paragraph that ends at `end` begins, not before `place`."""
    last = place + len(text.folded[place:end].rstrip())
    break_ = _BLANK_LINE if width else _NEW_LINE
    starts = [match.end() for match in break_.finditer(text.folded, place, last)]
    return starts[-1] if starts else place
