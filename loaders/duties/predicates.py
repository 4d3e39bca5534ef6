"""Duties that a sentence states without a duty word: "甲局承担T", "T由甲局承担", "甲室要对T进行督查", "甲局主管T".

Only sure forms are read: every name must be certain, or stand where nothing but a body can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.model import Found, Task
from loaders.entries import heads, lists
from loaders.entries.segments import Piece, pieces
from loaders.entries.words import verbs
from loaders.lexicon.clauses import ANSWER, COOPERATE, Clause, Party
from loaders.lexicon.columns import ASSESS
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.modals import MANNER, MUST, SHARE
from loaders.lexicon.names import is_generic, strip_alias
from loaders.page.outline import Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Text

RULE = "prose:predicate"
_HINT = re.compile(
    "部门应当|承担|履行|主管|督查|督办|督导|通报|考核|考评|各自|设在|设于|挂靠|主体责任|统一监督|工作机构|综合部门|协同|会同"
    rf"|[局委办厅部院会处科室队所站司社门关心]{MANNER}?(?:(?!要){MUST}|对)"
    rf"|[局委办厅部司站门],(?:在|提前|{MANNER}|{MUST})"
)
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_SURE = re.compile(
    r"(?:具体|主要|统一)*(?:承担(?!以下|下列)|履行.{2,30}(?:职责|责任|职能)|行使.{2,30}(?:职责|职能|职权)|主管(?!部门|单位|机关|领导|的))"
    r"|对[^,。;]{2,40}(?:负(?:主体|监管|属地|领导|直接|总)*责任?|(?:实行|实施|履行|进行)(?:统一|综合|专项|行业|属地)*(?:监督管理|监管|监督|管理)(?:职责|责任)?)"
    r"|是(?:负责|承担)[^,。;]{2,60}的(?:工作|办事|职能|主管|综合)*(?:机构|部门)"
    r"|是[^,。;]{2,40}的(?:综合|主管|职能|行政主管|责任)(?:管理)?(?:机构|部门),(?:主要|具体)?负责"
)
_SUPERVISES = re.compile(
    r"(?:严格|定期|适时|及时|不定期|全程|加强|根据|按照|依据|对|将|把|会同|采取|通过)[^。;]{2,120}?(?:督查|督办|督导|通报|考核|考评|跟踪问效|督促)"
)
_SHARE = re.compile(SHARE)
_MARK = re.compile("[,;]")
_BEFORE_TASK = re.compile(r"(?:具体|主要|统一)*(?:主管|是(?:负责|承担))|是[^,。;]{2,40},(?:主要|具体)?负责")
_OF = re.compile(r"的(?:工作|办事|职能|主管|综合)*(?:机构|部门)$")
_OF_OFFICE = re.compile(r"[室办局委会部处组]$")
# In a speech everybody 要; what 应当 says is a duty.
_MUST, _WILL = re.compile(rf"(?:{MANNER}|{SHARE})*(?!要){MUST}"), re.compile("将|会|要")
_BY = re.compile(
    r"(?:^|[,;])(?P<task>[^,。;:由]{2,40}?)由(?P<who>[^,。;:由]{2,60}?)(?:具体|共同|分别)*承担(?=[,。;]|$|并)"
)
_BY_FIRST = re.compile(r"(?:^|[,;])由(?P<who>[^,。;:由]{2,60}?)(?P<task>(?:具体|共同|分别)*承担[^,。;]{3,60})")
_SEATED = (
    r"(?:设(?:立|置)?|挂靠)(?:在|于)?(?P<who>[^,。;:]{2,40}?)[,。;](?:(?:由|办公室主任由|主任由)[^。;]{2,60}?[,。;])?"
    r"(?:由[^,。;]{2,40}?,)?(?P<task>(?:具体|主要)*(?:负责|承担)(?!人)[^。;]{2,})"
)
_SEAT, _SEAT_BELOW = re.compile(rf"办(?:公室)?,?{_SEATED}"), re.compile(rf"^{_SEATED}")
_FUNCTIONS = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,12}(?:[、和及与][\u4e00-\u9fff]{2,14}){0,20}?(?:等)?"
    r"(?:有关|相关|行政|主管|管理|监管|执法|职能)*(?:负有[^,。;]{2,16}职责的)?部门(?:和单位)?),?"
    rf"(?:(?P<share>{MUST}?{SHARE})|(?:在[^,。;]{{2,30}}[时中],)?应当),?(?:{MANNER}|{MUST})*"
    r"(?P<task>[^。;]{4,})"
)
_ASSESSED = re.compile(r"(?:^|[,。;])由(?P<who>[^,。;:由]{2,60}?)(?:负责)?(?P<how>考评|考核)(?=[。,;]|$)")
_LISTED = re.compile(
    rf"(?P<who>[^,。;:]{{5,120}}?),(?:在[^,。;]{{2,30}},)?(?:{MANNER})*(?P<task>(?:{MUST}|{verbs()[1]})[^。;]{{3,}})"
)
_SEVERAL = 2
_ANSWERS = re.compile(r"(?:依法|具体|分别|共同)?(?:负责|承担)")
_NOBODY = re.compile(r"^(?:其|本|该|个人|申请|当事|违法|侵权|责任|建设单位|用人)|(?:单位|机构|部门|企业|主体|者|人)$")
_WISH = re.compile(r"建议|希望|请求|提请|鼓励|支持|可以|不得|违反|责令|处罚")


def find(text: Text, tree: Outline, read: Sequence[tuple[int, int]]) -> list[Task]:
    """Such duties, in the order of the text.

    Args:
        read: the stretches that are read otherwise.
    """
    if _HINT.search(text.bare) is None:
        return []
    taken = Spans(read)
    found: list[Task] = []
    before = ""
    for piece in pieces(text):
        above, before = before, piece.text
        if _HINT.search(piece.text) is None:
            continue
        for parties, task in _in_piece(piece, seat=_SEAT_BELOW if above.endswith("办公室") else _SEAT):
            spans = [piece.words.span(*task), *(piece.words.span(party.start, party.end) for party in parties)]
            start, end = min(first for first, _ in spans), max(last for _, last in spans)
            if taken.touches(start, end):
                continue
            hit = Found(start, end, piece.words, Clause(parties, RULE))
            found.append(Task(home(tree, spans[0][0]), *text.trim(*spans[0]), "prose", (hit,)))
        found.extend(
            task for task in _assessed(tree, piece) if not taken.touches(task.clauses[0].start, task.clauses[0].end)
        )
    return sorted(found, key=lambda task: (task.start, task.end))


def _assessed(tree: Outline, piece: Piece) -> Iterator[Task]:
    """ "由甲局考评" behind an item, or alone on a line below the items of a section: who assesses it."""
    for match in _ASSESSED.finditer(piece.text):
        parties = _bodies(piece.text, *match.span("who"), shaped=True)
        start, end = piece.words.span(match.start("who"), match.end("how"))
        node = home(tree, start)
        if match.start() == 0 and node.start < piece.start and node.parent is not None:
            node = node.parent
        if parties and node.parent is not None:
            clause = Clause(tuple(party.given(ASSESS) for party in parties), RULE)
            hit = Found(start, end, piece.words, clause)
            yield Task(node, node.title_start, node.title_end, "prose", (hit,))


_Stated = tuple[tuple[Party, ...], tuple[int, int]]


def _in_piece(piece: Piece, seat: re.Pattern[str]) -> Iterator[_Stated]:
    words = piece.text
    seated = seat.search(words)
    if seated is not None and (parties := _bodies(words, *seated.span("who"), shaped=True)):
        yield parties, _task(words, seated.start("task"), seated.end("task"))
    for match in _SENTENCE.finditer(words):
        start, end = match.span()
        if _WISH.search(words, start, end):
            continue
        if words[end - 1] != ":":
            places = (start, *(mark.end() for mark in _MARK.finditer(words, start, end)))
            yield from _apart([stated for place in places for stated in _headed(words, place, end)])
        yield from _functions(words, start, end)
        yield from _listed(words, start, end)
        for form in (_BY, _BY_FIRST):
            for by in form.finditer(words, start, end):
                if parties := _bodies(words, *by.span("who"), shaped=True):
                    yield parties, by.span("task")


def _apart(stated: list[_Stated]) -> Iterator[_Stated]:
    """Duties of one sentence, the task of each up to the head of the next."""
    for i, (parties, (start, end)) in enumerate(stated):
        limits = [min(party.start for party in behind) - 1 for behind, _ in stated[i + 1 : i + 2]]
        yield parties, (start, max(start + 1, min([end, *limits])))


def _headed(words: str, start: int, end: int) -> Iterator[_Stated]:
    """ "甲局承担T", "甲室要对T进行督查": a certain body at the head of its sentence."""
    head = heads.read(words, start)
    if head is None or not head.certain or head.mark or head.task >= end:
        return
    behind = max(party.end for party in head.parties)
    sure = _SURE.match(words, behind) or _SURE.match(words, head.task)
    if sure is not None:
        strip = _BEFORE_TASK.match(words, sure.start())
        begin = strip.end() if strip is not None and strip.end() < end - 2 else sure.start()
        stop = _task(words, begin, end)[1]
        behind_of = _OF.search(words, begin, stop)
        yield head.parties, (begin, behind_of.start() if behind_of is not None else stop)
    elif _MUST.match(words, behind) or _SHARE.match(words, behind):
        yield head.parties, _task(words, head.task, end)
    elif (modal := _WILL.match(words, behind)) is not None and _supervises(words, head, modal.end(), end):
        yield head.parties, _task(words, modal.end(), end)


def _supervises(words: str, head: heads.Head, start: int, end: int) -> bool:
    return _OF_OFFICE.search(head.parties[0].name) is not None and _SUPERVISES.match(words, start, end) is not None


def _listed(words: str, start: int, end: int) -> Iterator[_Stated]:
    """ "甲厅、乙厅,提前做好T", "甲厅、乙局等T部门,在…期间,应准备U": bodies at the head, a comma, and what they do."""
    match = _LISTED.match(words, start, end)
    parties = lists.members(words, *match.span("who"), strict=False) if match is not None else ()
    if match is None or len(parties) < _SEVERAL or words.find("了", match.end(), end) >= 0:
        return
    sure = sum(gazetteer().certain(strip_alias(party.name)) for party in parties)
    if sure * 2 > len(parties):
        yield tuple(party.given(ANSWER) for party in parties), _task(words, match.start("task"), end)


def _functions(words: str, start: int, end: int) -> Iterator[_Stated]:
    """ "财政、农业、卫生等部门按照各自职责,做好T": departments by their functions."""
    match = _FUNCTIONS.match(words[start:end])
    if match is None:
        return
    parties = lists.members(words, start, start + match.end("who"))
    if len(parties) < 2 or any(len(party.name) > 12 or is_generic(party.name) for party in parties):
        return
    own = match["share"] is None or _ANSWERS.match(match["task"])
    role = ANSWER if own else COOPERATE
    begin = heads.strip(words, start + match.start("task"))
    yield tuple(party.given(role) for party in parties), _task(words, begin, end)


def _bodies(words: str, start: int, end: int, *, shaped: bool = False) -> tuple[Party, ...]:
    """The bodies of a list: certain ones, or where nothing else can stand whatever is shaped like one."""
    found = lists.members(words, start, end)
    names = [strip_alias(party.name) for party in found]
    sure = all(gazetteer().certain(name) or (shaped and _is_shaped(name)) for name in names)
    return tuple(party.given(ANSWER) for party in found) if found and sure else ()


def _is_shaped(name: str) -> bool:
    return heads.is_body(name) and _NOBODY.search(name) is None


def _task(words: str, start: int, end: int) -> tuple[int, int]:
    """A task without the stop at its end."""
    start = heads.strip(words, start)
    return start, end - (words[end - 1 : end] in ("。", ";", "!", "?"))
