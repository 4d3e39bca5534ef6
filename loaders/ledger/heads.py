"""Heads that look like a department's and that nobody read: "供销部门。做好T", "教务处:T", "后勤处尽快恢复T".

Whether a gazetteer knows the name does not matter here: its shape and what stands behind it do. What a head can be is
the block reader's own grammar; what it means was for the readers, who took nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.entries import heads, owners
from loaders.entries.segments import NONE, Piece, pieces
from loaders.entries.words import verbs
from loaders.ledger.mentions import Ledger, is_sure, words
from loaders.lexicon.departments import is_department
from loaders.lexicon.modals import MANNER, MUST
from loaders.lexicon.names import is_generic
from loaders.page.spans import Signal

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_BY_WORK = re.compile(
    r"(?![各本该其有相主成用上两多]|(?:牵头|配合|责任|主办|协办|承办|起草|参与|实施|使用|申请|建设)[^监管]*部门)[\u4e00-\u9fff]{2,14}(?<![关他务级位责直能])(?:部门|机关|(?<=监督管理)机构)"
)
"""A department by what it does: 供销部门, 市安全生产综合监管部门."""
_VERB = re.compile(verbs()[1])
_NO_HEAD = re.compile(
    r"[的了在是为把被将从对以并由]|负责|应当|必须|要求|协助|协同|配合|督促|主任|组长|希望|哪些|负责人|同志"
)
_CONTACT = re.compile(r"\d{5,}|老师|先生|女士|电话")
_DUTIES_OF = re.compile(
    r"^(?P<who>[^,。;:]{3,30}?)(?:的)?(?:主要|工作|具体|应急)*(?:职责|职能|任务)(?:任务)?(?:如下|是|为)?:?$"
)
_ROW = re.compile(r"(?P<first>[^、,。;:]{3,20})、[^,。;:]{3,120},(?:在[^,。;]{2,30},)?")
_DOES = re.compile(rf"(?:{MANNER})*(?:{MUST}|{verbs()[1]})")
_IS = "是为由"
"""Behind these a sentence tells what a body is, or who acts."""
_REASON = "像是部门的职责，没有读成责任"
_LONGEST_NAME = 20


def signals(ledger: Ledger) -> Iterator[Signal]:
    """One signal an entry whose head is shaped like a department's and of which nothing was read."""
    listed = pieces(ledger.text)
    for i, piece in enumerate(listed):
        below = listed[i + 1] if i + 1 < len(listed) else None
        if len(piece.text) <= _LONGEST_NAME and below is not None:
            if _heads_block(piece, below) and not _reads(ledger, piece.start, below.end):
                yield Signal(piece.start, below.end, _REASON)
            continue
        yield from _in_piece(ledger, piece)


def _in_piece(ledger: Ledger, piece: Piece) -> Iterator[Signal]:
    for match in _SENTENCE.finditer(piece.text):
        # What costs nothing first: most sentences begin with no body, or are read.
        if not heads.may_open(piece.text, *match.span()) or ledger.claims(*piece.words.span(*match.span())):
            continue
        end = _end_of_entry(piece.text, *match.span())
        if end and not _reads(ledger, *(span := piece.words.span(match.start(), end))):
            yield Signal(*span, _REASON)


def _reads(ledger: Ledger, start: int, end: int) -> bool:
    return ledger.claims(start, end) or words().report.search(ledger.text.folded, start, end) is not None


def _end_of_entry(said: str, start: int, end: int) -> int:
    """Where an entry ends that begins with bodies by their shape and goes on with what they do; 0 for others."""
    if _listed(said, start, end):
        return end
    head = heads.read(said, start)
    if head is None or said[head.task] in _IS or not any(_is_shaped(party.name) for party in head.parties):
        return 0
    behind = _SENTENCE.match(said, head.task)
    if behind is None or (head.mark == ":" and _CONTACT.search(behind.group())):
        return 0
    return behind.end()


def _listed(said: str, start: int, end: int) -> bool:
    """ "甲厅、乙局,提前做好T": bodies at the head, a comma, and what they do."""
    match = _ROW.match(said, start, end)
    return (
        match is not None
        and is_sure(match["first"])
        and not is_generic(match["first"])
        and _DOES.match(said, match.end(), end) is not None
    )


def _is_shaped(name: str) -> bool:
    if is_generic(name) or _NO_HEAD.search(name) or _VERB.match(name):
        return False
    return is_department(name) or _BY_WORK.fullmatch(name) is not None or is_sure(name)


def _heads_block(piece: Piece, below: Piece) -> bool:
    """Whether a department stands alone on its line, or "甲部职责", and what it does below."""
    alone = piece.text.rstrip(":。")
    titled = _DUTIES_OF.match(alone)
    name = titled["who"] if titled is not None else alone
    numbered = below.rank != NONE and below.rank > piece.rank
    follows = (
        _VERB.match(below.text) or (titled is not None and numbered) or (titled is None and piece.text[-1] == "。")
    )
    return bool(follows) and (_is_shaped(name) or owners.is_group(name))
