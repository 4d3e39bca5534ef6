"""Blocks of duties: what a lead-in or a heading announces, entry by entry.

Two shapes. A division names who does what: "职责分工如下:" and below "甲局:…", "乙部门。…", "丙处负责…". Functions
are one body's: "甲局主要职责是:" (or a title "甲局职能配置、内设机构和人员编制规定") and (一)(二) with verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.entries import heads, owners
from loaders.entries.heads import Head
from loaders.entries.model import Named
from loaders.entries.segments import NONE, Piece, pieces
from loaders.entries.words import plain, verbs
from loaders.lexicon.clauses import ANSWER, Party
from loaders.lexicon.departments import is_department
from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer
from loaders.lexicon.modals import MANNER, MUST
from loaders.lexicon.names import is_generic
from loaders.page.text import Squeezed, Text, kept

_DIVIDES = re.compile(
    r"(?:职责|责任|任务|工作|部门|单位|职能)(?:及|和|与)?(?:任务|责任|职责)?(?:分工|划分)(?:如下|方案|表|为)?:?$|(?:单位|部门|机构|科室|办公室)(?:及?有关部门)?(?:的)?(?:主要|工作|具体|应急)*(?:职责|任务)(?:任务|分工)?(?:如下|为|是)?:?$"
    r"|(?:责任|牵头)(?:单位|部门):$|职责任务(?:如下)?:?$|(?:职责|任务|分工)(?:作如下明确|明确如下|分解如下|如下|为):$|任务分解$|(?:职责|责任)分工(?:落实)?$|机构职能$|内设机构(?:及其?职责|和职责)?(?:是|如下)?:?$"
)
_ENDS_OF_LEADS = frozenset("工下案表为:责务确实构解能是")
"""What every lead-in of a division ends in: cheap to look at, and most pieces do not."""
_HOW = rf"(?:{MUST}|{MANNER})*"
_HOW_BEHIND = re.compile(rf"(?:{MUST}|{MANNER})+$")
_FUNCTIONS = re.compile(
    r"(?P<who>[^,。;:]{0,40}?)(?:的)?(?:主要|工作|具体|基本|承担以下|履行以下|履行下列|承担下列)*(?:职责|职能|任务)(?:任务)?(?P<mark>(?:是|为|有|包括|如下)+:?|:)$"
    rf"|(?P<doer>[^,。;:]{{2,40}}?){_HOW}(?:承担|履行)(?:以下|下列|如下)(?:主要|工作)?(?:职责|职能|任务|工作|义务):?$"
    rf"|(?P<opens>[^,。;:]{{2,40}}?){_HOW}(?:开展|负责|做好)(?:以下|下列|如下)(?:工作|事项)?:$"
    r"|(?P<main>[^,。;:]{2,40}?)(?:承担|负责)[^。;:]{2,40},(?:主要|具体)(?:是|包括|为|职责是|职责为):$"
)
_OWN_LEAD = re.compile(
    r"(?:职责|分工|任务)(?:如下|为|是):|(?:各|成员|部门|单位|科室)[^,。;:]{0,6}(?:职责|分工)(?:任务)?:"
)
_TITLE = re.compile(
    r"^(?P<who>[^,。;:]{0,40}?)(?:的)?(?:主要职责|职能配置|机构职能|主要职能|工作职责|部门职责|职责|基本职责|职能)"
    r"(?:[、,和及与]?(?:内设机构|人员编制|机构设置|机构编制|职责)+)*(?:的)?(?:规定|方案|清单|配置)?(?:\([^()]*\))?$"
)
_TITLE_IN_FRONT = re.compile(
    r"^(?P<who>[^,。;:]{4,30}?)(?:主要职责|职能配置|机构职能)(?:[、,和]?(?:内设机构|人员编制|机构设置))+(?:的)?规定"
)
_FOUNDED = re.compile(r"设立(?P<who>[\u4e00-\u9fff]{4,24}?)(?=[,。(])")
_ITS = re.compile(r"^(?:其|该局|本局|主要|它的|根据以上职能调整|具体|基本|工作)+$|^$")
_SUBJECT = re.compile(r"^(?P<who>[^,。;:]{2,30}?)(?:负责|贯彻落实|贯彻执行|是|为|承担|依法|作为|在.{2,12}领导下)")
_CARRIES_OUT = re.compile(
    r"(?P<who>[^,。;:]{2,30}?)(?:负责)?(?P<task>贯彻(?:落实|执行)[^。]{4,}?)(?=,(?:其)?(?:主要|工作)*(?:职责|职能)(?:是|为|如下|:)|。|$)"
)
_INLINE = re.compile(
    r"(?P<who>[^,。;:]{2,30}?)(?:的)?(?:主要|工作|具体|基本)*(?:职责|职能|任务)(?:任务|分工)?(?:是|为)?:(?P<task>[^:]{6,})$"
)
"""A body, the word for its duties, and behind a colon what they are: "领导小组职责:统筹T"."""
_DUTY_LABEL = re.compile(r"^(?:主要|工作|其)?(?:职责|职能|任务)(?:任务)?(?:是|为)?:")
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_VERBS = re.compile(verbs()[1])
_DOES = re.compile(verbs()[0])
_PLAIN = re.compile(plain())
_SEVERAL = ("单位", "部门", "机构", "成员", "科室", "人员")
_OF_LEVEL = re.compile(
    rf"(?:{LEVEL_PREFIX.pattern})(?!直|级|内|各|有关|相关)[\u4e00-\u9fff]{{2,16}}(?<!成员|参与|配合|责任)(?:部门|机构)$"
)
"""A department or an office of a level, by what it does: 市民政部门, 县精神文明建设工作机构."""
_LONGEST_LEAD, _LONGEST_TITLE = 90, 50
_FAR = 40
_LEAST = 3
"""Entries of a row that has no colons, or some names of which are not certain."""
_NAMED_BY_WORK = re.compile(
    r"(?![各本该其有相主成用上])[\u4e00-\u9fff]{2,8}(?<![关他务级位])(?:部门|机关|(?<=监督管理)机构)"
)
"""A department by what it does: 电力部门, 保险部门."""
_REPORTS = re.compile("了|已|万元|去年|共(?=\\d)|累计")
_MANY = 3
"""Items below a body alone on its line that make it their owner beyond doubt."""
_SHORT = 30
_DESCRIBED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,14})[ ]+(?=(?:19|20)\d\d年|[正副]?[处科股]级|现有|行政编制|工作人员)"
)
_SAID = re.compile(r"[。,;](?:其|主要|工作)*(?:职能|职责|任务)(?:是|为|:)|[。,;](?=(?:主要|具体)?负责)")
_STANDS = re.compile("(?:领导小组|指挥部|联席会议|委员会|专班)$")
"""Groups that have duties of their own; what a working group does is told with the group."""
_CALLED = re.compile(r"\((?:以下|下文)?(?:均|统一)?简称[^()]*\)$")
_LONGEST_NAME = 20
_PREAMBLE = re.compile("为了|根据.{2,40}(?:制定|设立)|本(?:规定|办法|条例|方案)")


@dataclass(frozen=True, slots=True)
class Duty:
    """One entry of a block.

    Attributes:
        words: the words of the entry, with the owner's name in front where the entry does not name who does it.
        parties: who, with roles; offsets in `words`.
        task: offsets of the task in the document: the first sentence.
        start, end: offsets of the entry in the document.
        is_function: whether it is a function of the owner of its block, whom the entry itself does not name.
    """

    words: Squeezed
    parties: tuple[Party, ...]
    task: tuple[int, int]
    start: int
    end: int
    is_function: bool


def names(text: Text) -> frozenset[str]:
    """The names at the heads of entries that a lead-in announces: certainly bodies, whatever their shape."""
    found: set[str] = set()
    for _, head, _ in _divided(text):
        found.update(party.name for party in head.parties if not is_generic(party.name))
    return frozenset(found)


def find(text: Text) -> list[Duty]:
    """Every entry of a block of duties, in the order of the text."""
    found = {duty.task: duty for duty in (*_below_names(text), *_functions(text), *_described(text))}
    found.update((duty.task, duty) for duty in (_entry(text, *one) for one in _divided(text)))
    return sorted(found.values(), key=lambda duty: (duty.start, duty.end))


# --- divisions -------------------------------------------------------------------------------------------------


@kept
def _divided(text: Text) -> tuple[tuple[Piece, Head, int], ...]:
    """The entries of divisions: their piece, their head, and where their words end in the piece."""
    return tuple(_each_divided(text))


def _each_divided(text: Text) -> Iterator[tuple[Piece, Head, int]]:
    listed = pieces(text)
    done = -1
    for i, piece in enumerate(listed):
        inside = _own_lead(piece)
        if inside is not None:
            yield from _in_one(piece, inside)
        if i <= done or not _announces(piece):
            continue
        for j in _zone(listed, i):
            done = j
            head = heads.read(listed[j].text)
            if head is not None:
                yield from _in_one(listed[j], 0)
    yield from _in_a_row(listed)


def _announces(piece: Piece) -> bool:
    if piece.text[-1:] not in _ENDS_OF_LEADS:
        return False
    last = max(piece.text.rfind(mark, 0, len(piece.text) - 1) for mark in "。;") + 1
    divides = len(piece.text) - last <= _LONGEST_LEAD and _DIVIDES.search(piece.text, last) is not None
    return divides and not _of_one(piece)


def _of_one(piece: Piece) -> bool:
    """Whether a lead-in names one body, whose functions follow: "旅游部门职责:"."""
    title = _TITLE.match(piece.text.rstrip(":"))
    return title is not None and len(title["who"]) > 2 and _as_body(piece, *title.span("who")) is not None


def _own_lead(piece: Piece) -> int | None:
    """Where the words begin that the first sentence of a piece announces: "2.落实责任分工。甲部门要…"."""
    stop = piece.text.find("。", 0, 40)
    if 0 < stop < len(piece.text) - 10 and _DIVIDES.search(piece.text, 0, stop) and piece.rank != NONE:
        return stop + 1
    colon = _OWN_LEAD.search(piece.text)
    return colon.end() if colon is not None and colon.end() < len(piece.text) - 10 else None


def _zone(listed: tuple[Piece, ...], i: int) -> Iterator[int]:
    """The pieces that a lead-in stands above: up to the next piece of its own rank or a higher one."""
    lead, first = listed[i], listed[i + 1] if i + 1 < len(listed) else None
    if first is None:
        return
    limit = lead.rank if lead.rank != NONE else first.rank - 1 if first.rank != NONE else NONE - 1
    for j in range(i + 1, len(listed)):
        if listed[j].rank <= limit and not (lead.rank == NONE and first.rank == NONE and j == i + 1):
            return
        yield j


def _in_one(piece: Piece, start: int) -> Iterator[tuple[Piece, Head, int]]:
    """The entries of one piece, sentence by sentence; a sentence without a head goes on with the entry before."""
    found: list[tuple[Head, int]] = []
    for match in _SENTENCE.finditer(piece.text, start):
        head = heads.read(piece.text, match.start())
        if head is not None and (head.mark != "。" or match.start() == start):
            found.append((head, match.end()))
        elif found:
            found[-1] = (found[-1][0], match.end())
        if found and found[-1][1] == match.end():
            found[-1:] = _joined(piece, found[-1][0], match.end())
    for head, end in found:
        if head.task < end:
            yield piece, head, end


def _joined(piece: Piece, head: Head, end: int) -> list[tuple[Head, int]]:
    """An entry, and those that its last sentence joins to it: "甲局组织T,乙局指导U"."""
    found = [(head, end)]
    for comma in re.finditer(",", piece.text[head.task : end]):
        place = head.task + comma.end()
        if not heads.may_open(piece.text, place, end):
            continue
        follows = heads.read(piece.text, place)
        if follows is None or not follows.certain or follows.mark or follows.parties[0].role != ANSWER:
            continue
        if follows.task < end and _PLAIN.match(piece.text, follows.task):
            found[-1] = (found[-1][0], place - 1)
            found.append((follows, end))
    return found


def _in_a_row(listed: tuple[Piece, ...]) -> Iterator[tuple[Piece, Head, int]]:
    """ "甲局:T" line by line without a lead-in, or "甲局组织T": so many beside each other that nothing else can be."""
    row: list[tuple[Piece, Head, int]] = []
    for piece in listed:
        read = [*_colons(piece)]
        row.extend(read)
        if not read:
            yield from _sure_row(row)
            row = []
    yield from _sure_row(row)
    for piece in listed:
        head = heads.read(piece.text)
        if head is not None and not head.mark and _is_sure(head) and not _reports(piece.text, head.task):
            row.append((piece, head, len(piece.text)))
        elif piece.rank == NONE or len(piece.text) > _LONGEST_NAME:
            yield from _sure_row(row, least=_LEAST)
            row = []
    yield from _sure_row(row, least=_LEAST)


def _sure_row(row: list[tuple[Piece, Head, int]], least: int = 2) -> Iterator[tuple[Piece, Head, int]]:
    """A row of which every name is certain, or of more than a few two in three."""
    sure = sum(_is_sure(head) for _, head, _ in row)
    if len(row) >= least and (sure == len(row) or (sure >= _LEAST and sure * 3 >= len(row) * 2)):
        yield from row


def _is_sure(head: Head) -> bool:
    """Whether the names are certain, or of departments by what they do; governments and sorts of bodies are not."""
    names = [party.name for party in head.parties]
    known = head.certain or _NAMED_BY_WORK.fullmatch(names[-1]) is not None
    return known and not any(name.endswith(("政府", "单位", "政府相关部门", "政府有关部门")) for name in names)


def _reports(words: str, task: int) -> bool:
    """Whether the first sentence tells what was done, or what a body is."""
    return words[task] in "是为在" or _REPORTS.search(words, 0, _first(words, 0, len(words))) is not None


def _colons(piece: Piece) -> Iterator[tuple[Piece, Head, int]]:
    places = [0, *(match.end() for match in re.finditer("。", piece.text))]
    found = [
        (place, head)
        for place in places
        if piece.text.find(":", place, place + heads.LONGEST) >= 0
        and (head := heads.read(piece.text, place)) is not None
        and head.mark == ":"
    ]
    ends = [*(place for place, _ in found[1:]), len(piece.text)][: len(found)]
    for (_, head), end in zip(found, ends, strict=True):
        if (
            _VERBS.match(piece.text, head.task)
            or _DOES.match(piece.text, head.task)
            or piece.text[head.task - 2 : head.task] == "负责"
        ):
            yield piece, head, end


def _entry(text: Text, piece: Piece, head: Head, end: int) -> Duty:
    stop = _first(piece.text, head.task, end)
    task = text.trim(*piece.words.span(head.task, stop))
    start = piece.words.offsets[min(party.start for party in head.parties)]
    return Duty(piece.words, head.parties, task, start, piece.words.span(head.task, end)[1], is_function=False)


def _first(words: str, start: int, end: int) -> int:
    """Where the first sentence ends, without its stop."""
    match = _SENTENCE.match(words, start, end)
    return match.end() - (words[match.end() - 1] in "。;!?") if match is not None else end


# --- functions -------------------------------------------------------------------------------------------------


def _functions(text: Text) -> Iterator[Duty]:
    listed = pieces(text)
    done = -1
    for i, piece in enumerate(listed):
        if i <= done:
            continue
        label = _DUTY_LABEL.match(piece.text)
        owner = _body_above(listed, i) if label is not None and label.end() < len(piece.text) - 4 else None
        if label is not None and owner is not None:
            yield _function(text, owner, piece, label.end())
            continue
        inline = _INLINE.match(piece.text) if ":" in piece.text[:_SHORT] else None
        owner = _as_body(piece, *inline.span("who")) if inline is not None else None
        if inline is not None and owner is not None and heads.read(piece.text, inline.start("task")) is None:
            yield _function(text, owner, piece, inline.start("task"))
            continue
        owner = _owner(text, listed, i) or _alone(listed, i)
        if owner is None:
            continue
        led = piece.text.endswith((":", "是", "如下", "为"))
        items = [j for j in _items(listed, i, led=led) if not _PREAMBLE.match(listed[j].text)]
        items = items or ([i + 1] if led and _goes_on(listed, i) else [])
        if not items:
            continue
        carried = _CARRIES_OUT.match(piece.text)
        if carried is not None and owner.name.endswith(carried["who"]):
            yield _function(text, owner, piece, *carried.span("task"))
        for j in items:
            done = j
            yield _function(text, owner, listed[j], 0)


def _owner(text: Text, listed: tuple[Piece, ...], i: int) -> Named | None:
    """The body whose functions the pieces below are; None where a piece announces none."""
    piece = listed[i]
    words = piece.text
    if len(words) > 400:
        return None
    last = max(words.rfind(mark, 0, len(words) - 1) for mark in "。;") + 1
    leads = words.endswith((":", "是", "如下", "为"))
    lead = _FUNCTIONS.search(words, max(last, words.rfind(",", 0, max(0, len(words) - 14)) + 1)) if leads else None
    if lead is not None:
        group = next(name for name, value in lead.groupdict().items() if name != "mark" and value is not None)
        who = lead[group]
        if _ITS.match(who):
            return _subject(piece) or _body_above(listed, i)
        start, end = lead.span(group)
        how = _HOW_BEHIND.search(words, start, end)
        return _as_body(piece, start, how.start() if how is not None else end) or _subject(piece)
    title = _TITLE.match(words) if len(words) <= 50 else None
    if title is not None:
        if not title["who"] or _ITS.match(title["who"]):
            return _body_above(listed, i)
        return _as_body(piece, *title.span("who"))
    return None


def _below_names(text: Text) -> Iterator[Duty]:
    """Departments alone on their lines, and the sentence below each: in a division, or where two such follow."""
    listed = pieces(text)
    announced = {j for i, piece in enumerate(listed) if _announces(piece) for j in _zone(listed, i)}
    heads_ = [i for i in range(len(listed) - 1) if _heads_sentence(listed, i)]
    certain = [i for i in heads_ if _is_certain(listed[i].text.rstrip(":"))]
    for i in heads_:
        if i in announced or (i in certain and len(certain) > 1):
            name = listed[i].text.rstrip(":")
            yield _function(text, Named(name, *listed[i].words.span(0, len(name))), listed[i + 1], 0)


def _heads_sentence(listed: tuple[Piece, ...], i: int) -> bool:
    """Whether a piece is a body's name and nothing else, and the next one says without a subject what it does."""
    name, below = listed[i].text.rstrip(":"), listed[i + 1].text
    if not 2 < len(name) <= _LONGEST_NAME or not heads.is_body(name) or _collects(name):
        return False
    return listed[i + 1].rank >= listed[i].rank and _VERBS.match(below) is not None and heads.read(below) is None


def _is_certain(name: str) -> bool:
    return gazetteer().certain(name) or is_department(name) or _NAMED_BY_WORK.fullmatch(name) is not None


def _alone(listed: tuple[Piece, ...], i: int) -> Named | None:
    """A certain body alone on a line above numbered items, where another such line stands, or the items are many."""
    if not _is_alone(listed, i):
        return None
    many = len([*_items(listed, i, led=False)]) >= _MANY
    if not many and not any(_is_alone(listed, j) for j in range(len(listed)) if j != i):
        return None
    name = listed[i].text.rstrip(":。")
    return Named(name, *listed[i].words.span(0, len(name)))


def _is_alone(listed: tuple[Piece, ...], i: int) -> bool:
    name = listed[i].text.rstrip(":。")
    if not 3 < len(name) <= 20 or i + 1 >= len(listed) or listed[i + 1].rank == NONE:
        return False
    below = listed[i].rank == NONE or listed[i + 1].rank > listed[i].rank
    return below and heads.is_body(name) and _is_certain(name) and not _collects(name)


def _as_body(piece: Piece, start: int, end: int) -> Named | None:
    name = re.sub(r"^(?:关于|印发|附件\d*:?)+", "", piece.text[start:end])
    start = end - len(name)
    name = _CALLED.sub("", name)
    end = start + len(name)
    if _collects(name) or "关于" in name or (name.endswith("组") and not name.endswith("领导小组")):
        return None
    if not (heads.is_body(name) or owners.is_group(name) or _OF_LEVEL.match(name)):
        return None
    return Named(name, *piece.words.span(start, end))


def _collects(name: str) -> bool:
    """Whether a name stands for several bodies, whose duties are a division: 成员单位, 各部门."""
    known = _OF_LEVEL.match(name) or _NAMED_BY_WORK.fullmatch(name) or gazetteer().certain(name)
    return is_generic(name) or (name.endswith(_SEVERAL) and not known)


def _subject(piece: Piece) -> Named | None:
    match = _SUBJECT.match(piece.text)
    return _as_body(piece, *match.span("who")) if match is not None else None


def _body_above(listed: tuple[Piece, ...], i: int) -> Named | None:
    """The body that a heading or the title above names; of a group only what names it in the lead-in is its own."""
    for j in range(i - 1, max(-1, i - _FAR), -1):
        piece = listed[j]
        titled = _TITLE_IN_FRONT.match(piece.text)
        if titled is not None and (owner := _as_body(piece, *titled.span("who"))) is not None:
            return owner
        founded = _FOUNDED.search(piece.text) if "编制规定" in piece.text else None
        if founded is not None:
            return _as_body(piece, *founded.span("who"))
        if len(piece.text) > _LONGEST_TITLE:
            continue
        alone = piece.text.rstrip(":。")
        headed = j == i - 1 or piece.rank < listed[i].rank
        if headed and (heads.is_body(alone) or owners.is_group(alone)):
            return None if owners.is_group(alone) and not _STANDS.search(alone) else _as_body(piece, 0, len(alone))
        title = _TITLE.match(piece.text)
        if title is not None and title["who"] and not _ITS.match(title["who"]):
            return _as_body(piece, *title.span("who"))
    return None


def _items(listed: tuple[Piece, ...], i: int, *, led: bool) -> Iterator[int]:
    """The numbered pieces below a lead-in; sub-items belong to theirs.

    Args:
        led: whether the lead-in says that they are functions; else each must begin with a verb.
    """
    if i + 1 >= len(listed) or listed[i + 1].rank == NONE:
        return
    rank = listed[i + 1].rank
    if rank < listed[i].rank != NONE:
        return
    for j in range(i + 1, len(listed)):
        piece = listed[j]
        if piece.rank < rank or (piece.rank == rank and rank == listed[i].rank):
            return
        if piece.rank == NONE and _ends_items(listed, j):
            return
        if piece.rank == rank:
            head = heads.read(piece.text)
            if head is not None and head.certain:
                return
            if led and _speaks_of_others(piece.text):
                continue
            if led or _VERBS.match(piece.text):
                yield j


def _goes_on(listed: tuple[Piece, ...], i: int) -> bool:
    """Whether one sentence without a number says what a lead-in announces."""
    below = listed[i + 1] if i + 1 < len(listed) else None
    return below is not None and below.rank == NONE and _VERBS.match(below.text) is not None


def _ends_items(listed: tuple[Piece, ...], j: int) -> bool:
    """Whether a piece without a number ends the items before it; the rest of one that a line end tore does not."""
    words = listed[j].text
    torn = not _is_certain(words.rstrip(":")) and listed[j - 1].text.endswith((";", ",", "、")) and words.endswith("。")
    return not torn and (len(words) < _SHORT or words.endswith(":"))


def _speaks_of_others(words: str) -> bool:
    """Whether a sentence behind the first names who does it: an item on divisions of work, no function."""
    places = [match.end() for match in re.finditer("[。;]", words)]
    found = (heads.read(words, place) for place in places)
    return any(head is not None and head.certain for head in found)


def _described(text: Text) -> Iterator[Duty]:
    """ "综合科 1993年设立,正科级。职能是T": a department, words about it, and below the lead-in what it does."""
    listed = pieces(text)
    announced = {j for i, piece in enumerate(listed) if _announces(piece) for j in _zone(listed, i)}
    for j in sorted(announced):
        piece = listed[j]
        named = _DESCRIBED.match(text.folded, piece.body, piece.end)
        if named is None or not (heads.is_body(named["name"]) or is_department(named["name"])):
            continue
        said = _SAID.search(piece.text, len(named["name"]))
        if said is not None:
            yield _function(text, Named(named["name"], *named.span("name")), piece, said.end())


def _function(text: Text, owner: Named, piece: Piece, start: int, end: int | None = None) -> Duty:
    """What an owner does by one item, whose words end at the end of their piece or before."""
    front = text.squeeze(owner.start, owner.end)
    words = Squeezed(f"{front.text}。{piece.text}", [*front.offsets, *piece.words.offsets])
    party = Party(front.text, 0, len(front.text), ANSWER)
    begin = heads.strip(piece.text, start)
    stop = _first(piece.text, begin, len(piece.text) if end is None else end)
    task = text.trim(*piece.words.span(begin, stop))
    return Duty(words, (party,), task, piece.words.offsets[start], piece.end, is_function=True)
