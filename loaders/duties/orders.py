"""Duties that a document orders without a duty word: "甲局要做好T", "责成乙中心T", "整改措施:由丙局T", "由丁局考评".

Minutes, replies to requests, notices of inspection and lists of rectification speak so. Only certain bodies count, and
only at the head of a clause. Statutes are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import data
from loaders.duties.model import Found, Task
from loaders.entries import heads, lists
from loaders.entries.segments import Piece, pieces
from loaders.entries.words import plain
from loaders.lexicon.clauses import ANSWER, Clause, Party
from loaders.lexicon.columns import ASSESS
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.modals import MANNER, SHARE
from loaders.lexicon.names import is_generic, strip_alias
from loaders.page.outline import Node, Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

_RULES: dict[str, str] = data.read(data.RULES / "orders.yaml")


def _words(key: str) -> str:
    """The words of a key of data/rules/orders.yaml, as branches of a pattern."""
    return "|".join(_RULES[key].split())


RULE, ASSESSES = "prose:order", "prose:assess"
_HINT = re.compile(
    rf"[局委办厅部院会室府道镇乡队司团心处校行联社站所科)](?:{MANNER}|必?须|要|应|尽快|抓紧|加快|定期|每|立即|对|{plain()})"
    "|责成|责令|措施:|考评|考核|评分|打分"
)
_SENTENCE = re.compile(r"[^。!?]+[。!?]?")
_PHRASE = re.compile(r"[^,;]+")
_NUMBER = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳])+")
_MUST = re.compile(r"(?:必?须|要(?!求|是|么|闻|素|点|件)|应当?(?!急|用|邀))(?!不)")
_PLANS = re.compile(_words("plans"))
_REPORTS = re.compile(rf"(?:{_words('reports')})[^,。]{{0,6}}$")
"""Papers that tell what was done, or in which everybody is called upon."""
_SPEECH = re.compile("讲话|致辞|同志们")
_GOVERNS = re.compile(r"(?:政府|[省市县区州]委|党委|管委会|街道|办事处|[乡镇村])$")
_PLAIN = re.compile(
    rf"(?:{MANNER}|{SHARE}|尽快|抓紧|加快|每[季月半年度]+|定期|随时|则|立即|迅速)*(?:{plain()}|对[^,。;]{{2,30}}?(?:进行|开展))"
)
"""What a body does where a sentence says no more than that: 甲局、乙局联合开展T."""
_NARRATES = re.compile(_words("narrates"))
_BY = re.compile(
    r"(?:[^,。;:由请]{1,12}(?<=[前后时间年月季度内])|(?:因此,)?(?:[此该这]项|上述|以上|具体)工作)?(?:由|请)(?!于|此|示)"
)
_SPOKEN = re.compile(r"(?:会议|会上|领导|同志|[市县区省]长|书记)(?:还|并)?(?:要求|强调|指出|认为|表示)")
"""What a meeting or somebody calls for is no order; what it resolves is."""
_ORDERED = re.compile(rf"(?:{_words('ordered')})(?:由)?")
_BELOW_LABEL = re.compile(r"(?:整改|落实|处置|解决|工作)(?:措施|要求|意见):(?:由)(?:包[片保联抓]单位|责任单位|属地)?")
_ASSESSED = re.compile(
    rf"由(?P<who>[^,。;:由]{{2,60}}?)(?:{_words('assess_how')})*(?:负责)?(?:{_words('assess')})(?:打分|评分)?(?=[,。;)]|$)"
)
_ELSEWHERE = re.compile(_words("elsewhere"))
_WISH = re.compile(_words("wishes"))
_GROUP = re.compile(rf"(?:{_words('groups')})$")
_LONGEST_NAME = 30
_HEAD, _LONGEST_HEADING, _OPENING = 300, 60, 1500
_AS_FOLLOWS = re.compile("(?:通知|批复|函复|纪要|部署|安排|分工|议定|明确)(?:事项)?如下")
_WHEREVER = re.compile(_words("wherever"))
_SHAPED = re.compile(r"[\u4e00-\u9fff()]{3,20}(?:[局委办厅]|[分支]行|银行|公司|[大支总中]队|联社|集团|中心)")
_ONLY_HOW = re.compile(_words("only_how"))
_BRACKETS = ("(", "[", "〔", "【")
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
    plan = _is_plan(text, title)
    for piece in pieces(text):
        if _HINT.search(piece.text) is None:
            continue
        for parties, task, rule in _in_piece(piece, plan=plan):
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


def _is_plan(text: Text, title: str) -> bool:
    """Whether a text is one that gives duties, by its title or the headings among its first lines."""
    lines = [line for line in text.folded[:_HEAD].split("\n") if len(line) <= _LONGEST_HEADING and "。" not in line]
    told = any(map(_PLANS.search, [title, *lines])) or _AS_FOLLOWS.search(text.folded, 0, _OPENING) is not None
    return told and _REPORTS.search(title) is None and not any(map(_SPEECH.search, lines))


def _assessed(text: Text, node: Node, start: int) -> tuple[Node, tuple[int, int]]:
    """What is assessed: the item, or behind the last of several, on a line of its own, the group that they make."""
    line = text.folded.rfind("\n", 0, start) + 1
    alone = node.start < line and not text.folded[line:start].strip(" 由(")
    above = node.parent
    if alone and above is not None and above.parent is not None and above.children[-1] is node:
        node = above
    return node, (node.title_start, node.title_end)


def _in_piece(piece: Piece, *, plan: bool) -> Iterator[_Stated]:
    words = piece.text
    for sentence in _SENTENCE.finditer(words):
        if (
            _WISH.search(words, *sentence.span())
            or _SPOKEN.match(words, *sentence.span())
            or words[sentence.end() - 1] == ":"
        ):
            continue
        for assessed in _ASSESSED.finditer(words, *sentence.span()):
            if parties := _certain(words, *assessed.span("who")):
                yield tuple(party.given(ASSESS) for party in parties), assessed.span(), ASSESSES
        yield from _clauses(words, *sentence.span(), plan=plan)


def _clauses(words: str, start: int, end: int, *, plan: bool) -> Iterator[_Stated]:
    """The clauses of a sentence that each begin with a body; what stands before the next one is the task."""
    heads_: list[tuple[int, _Stated]] = []
    for phrase in _PHRASE.finditer(words, start, end):
        number = _NUMBER.match(words, *phrase.span())
        begin = number.end() if number is not None and phrase.start() == start else phrase.start()
        stated = _ordered(words, begin, end)
        if stated is None and plan:
            stated = _told(words, begin, end, follows=bool(heads_), first=phrase.start() == start)
        if stated is not None:
            heads_.append((begin, stated))
    for nth, (begin, (parties, task, rule)) in enumerate(heads_):
        stop = heads_[nth + 1][0] - 1 if nth + 1 < len(heads_) else end
        elsewhere = _ELSEWHERE.search(words, begin, stop)
        if elsewhere is not None:
            # What a word of duty behind a comma says is read elsewhere; in the first clause nothing is left.
            stop = words.rfind(",", begin, elsewhere.start())
            stop = begin if _ONLY_HOW.match(words, task[0], max(task[0], stop)) else stop
        stop -= words[stop - 1] in "。!?;,"
        if stop - task[0] >= _SHORTEST_TASK:
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


def _told(words: str, begin: int, end: int, *, follows: bool, first: bool) -> _Stated | None:
    """ "甲局要T"; at the head of a sentence or behind such a clause one with a verb alone; "由甲局T", "请甲局T".

    Args:
        follows: whether a clause of the sentence was read before.
        first: whether the clause opens its sentence.
    """
    if words[begin : begin + 1] in _BRACKETS:
        return None
    by = _BY.match(words, begin, end)
    begin = by.end() if by is not None else begin
    head = heads.read(words, begin) if heads.may_open(words, begin, end) else None
    if head is None or head.mark or head.task >= end:
        return None
    if not (head.certain or by is not None or (follows and _all_shaped(head))):
        return None
    names = [strip_alias(party.name) for party in head.parties]
    behind = max(party.end for party in head.parties)
    must = _MUST.match(words, behind)
    if any(map(_GROUP.search, names)) or any(map(is_generic, names)) or any(map(_WHEREVER.match, names)):
        return None
    if must is None and not ((first or follows or by is not None) and _says(words, behind, end, names)):
        return None
    return head.parties, (max(head.task, must.end() if must is not None else 0), end), RULE


def _all_shaped(head: heads.Head) -> bool:
    """Whether every name is long and ends like a body's: enough beside a body that is certain."""
    return all(_SHAPED.fullmatch(party.name) is not None for party in head.parties)


def _says(words: str, behind: int, end: int, names: Sequence[str]) -> bool:
    """Whether a sentence without 要 gives these bodies a duty, and does not tell what was."""
    stop = _PLAIN.match(words, behind, end) if words[end - 1] in "。;" else None
    return stop is not None and not any(map(_GOVERNS.search, names)) and _NARRATES.search(words, behind, end) is None


def _certain(words: str, start: int, end: int) -> tuple[Party, ...]:
    found = lists.members(words, start, end)
    sure = found and all(gazetteer().certain(strip_alias(party.name)) for party in found)
    return tuple(found) if sure else ()
