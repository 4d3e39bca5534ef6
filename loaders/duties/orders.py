"""Duties that a document orders without a duty word: "甲局要做好T", "责成乙中心T", "整改措施:由丙局T", "由丁局考评".

Minutes, replies to requests, notices of inspection and lists of rectification speak so. Only certain bodies count, and
only at the head of a clause. Statutes are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.model import Found, Task
from loaders.entries import heads, lists
from loaders.entries.segments import Piece, pieces
from loaders.lexicon.clauses import ANSWER, Clause, Party
from loaders.lexicon.columns import ASSESS
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import strip_alias
from loaders.page.outline import Node, Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

RULE, ASSESSES = "prose:order", "prose:assess"
_HINT = re.compile(
    r"[局委办厅部院会室府道镇乡队司团心处校行联)](?:必?须|要|应)|责成|责令|措施:|考评|考核|评分|打分|[局委办部]指导"
)
_SENTENCE = re.compile(r"[^。!?]+[。!?]?")
_PHRASE = re.compile(r"[^,;]+")
_NUMBER = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳])+")
_MUST = re.compile(r"(?:必?须|要(?!求|是|么|闻|素|点|件)|应当?(?!急|用|邀))(?!不)")
_OPERATIVE = re.compile(r"(?:批复|复函|通报|督办|督查)[^,。]{0,6}$")
_ORDERED = re.compile(r"(?:责成|责令|指定)(?:由)?")
_BELOW_LABEL = re.compile(r"(?:整改|落实|处置|解决|工作)(?:措施|要求|意见):(?:由)(?:包[片保联抓]单位|责任单位|属地)?")
_ASSESSED = re.compile(
    r"由(?P<who>[^,。;:由]{2,60}?)(?:共同|分别|具体|统一|联合|组织|进行)*(?:负责)?(?:考评|考核|评分|打分)(?:打分|评分)?(?=[,。;)]|$)"
)
_ELSEWHERE = re.compile(r"牵头|负责(?!人|同志)|会同|责任单位|配合|承担|协助|协同")
_WISH = re.compile(r"建议|希望|请求|提请|恳请|鼓励|可以|不得|违反|处罚|如需|必要时")
_GROUP = re.compile(r"(?:小组|指挥部|专班|联席会议|委员会|工作组)$")
_LONGEST_NAME = 30
_SHORTEST_TASK = 3

_Stated = tuple[tuple[Party, ...], tuple[int, int], str]


def find(text: Text, tree: Outline, title: str, read: Sequence[tuple[int, int]]) -> list[Task]:
    """Such duties, in the order of the text.

    Args:
        title: the document's: in a reply or a notice of inspection "甲局要T" is what it is written for.
        read: the stretches that are read otherwise.
    """
    if _HINT.search(text.bare) is None:
        return []
    taken = Spans(read)
    found: list[Task] = []
    operative = _OPERATIVE.search(title) is not None
    for piece in pieces(text):
        if _HINT.search(piece.text) is None:
            continue
        for parties, task, rule in _in_piece(piece, operative=operative):
            places = [piece.words.span(party.start, party.end) for party in parties]
            span = piece.words.span(*task)
            start, end = min(a for a, _ in (*places, span)), max(b for _, b in (*places, span))
            node = home(tree, places[0][0])
            if taken.touches(start, end) or node.numbering == "article":
                continue
            if rule == ASSESSES:
                node, span = _assessed(text, node, start)
            hit = Found(start, end, piece.words, Clause(parties, rule))
            found.append(Task(node, *text.trim(*span), "prose", (hit,)))
    return sorted(found, key=lambda task: (task.start, task.end))


def _assessed(text: Text, node: Node, start: int) -> tuple[Node, tuple[int, int]]:
    """What is assessed: the item, or behind the last of several, on a line of its own, the group that they make."""
    line = text.folded.rfind("\n", 0, start) + 1
    alone = node.start < line and not text.folded[line:start].strip(" 由(")
    above = node.parent
    if alone and above is not None and above.parent is not None and above.children[-1] is node:
        node = above
    return node, (node.title_start, node.title_end)


def _in_piece(piece: Piece, *, operative: bool) -> Iterator[_Stated]:
    words = piece.text
    for sentence in _SENTENCE.finditer(words):
        if _WISH.search(words, *sentence.span()) or words[sentence.end() - 1] == ":":
            continue
        for assessed in _ASSESSED.finditer(words, *sentence.span()):
            if parties := _certain(words, *assessed.span("who")):
                yield tuple(party.given(ASSESS) for party in parties), assessed.span(), ASSESSES
        yield from _clauses(words, *sentence.span(), operative=operative)


def _clauses(words: str, start: int, end: int, *, operative: bool) -> Iterator[_Stated]:
    """The clauses of a sentence that each begin with a body; what stands before the next one is the task."""
    heads_: list[tuple[int, _Stated]] = []
    for phrase in _PHRASE.finditer(words, start, end):
        number = _NUMBER.match(words, *phrase.span())
        begin = number.end() if number is not None and phrase.start() == start else phrase.start()
        stated = _ordered(words, begin, end)
        if stated is None and operative:
            stated = _told(words, begin, end, follows=bool(heads_))
        if stated is not None:
            heads_.append((begin, stated))
    for nth, (begin, (parties, task, rule)) in enumerate(heads_):
        stop = heads_[nth + 1][0] - 1 if nth + 1 < len(heads_) else end
        stop -= words[stop - 1] in "。!?;,"
        if stop - task[0] >= _SHORTEST_TASK and _ELSEWHERE.search(words, begin, stop) is None:
            yield parties, (task[0], stop), rule


def _ordered(words: str, begin: int, end: int) -> _Stated | None:
    """ "责成甲中心T", "整改措施:由甲局T"."""
    order = _ORDERED.match(words, begin) or _BELOW_LABEL.match(words, begin)
    if order is None:
        return None
    stop = next(
        (
            stop
            for stop in range(min(end, order.end() + _LONGEST_NAME), order.end() + 1, -1)
            if gazetteer().certain(words[order.end() : stop])
        ),
        0,
    )
    if not stop:
        return None
    name = Party(words[order.end() : stop], order.end(), stop, ANSWER)
    return (name,), (stop, end), RULE


def _told(words: str, begin: int, end: int, *, follows: bool) -> _Stated | None:
    """ "甲局要T"; behind such a clause one with a verb alone, too.

    Args:
        follows: whether a clause of the sentence was read before.
    """
    head = heads.read(words, begin)
    if head is None or not head.certain or head.mark or head.task >= end:
        return None
    behind = max(party.end for party in head.parties)
    if not (follows or _MUST.match(words, behind)):
        return None
    if any(_GROUP.search(strip_alias(party.name)) for party in head.parties):
        return None
    return head.parties, (head.task, end), RULE


def _certain(words: str, start: int, end: int) -> tuple[Party, ...]:
    found = lists.members(words, start, end)
    sure = found and all(gazetteer().certain(strip_alias(party.name)) for party in found)
    return tuple(found) if sure else ()
