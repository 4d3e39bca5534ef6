"""Projects in running text: named beside their investment, between a verb and a stage, or before 等项目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.projects import words as w
from loaders.projects.facts import INVESTED
from loaders.projects.sentences import Sentence

_GROUP = re.compile(
    rf"(?P<etc>等)(?<![同平均中初]等)(?!(?<=高等)(?:教育|学校|院校|职业|法院))(?![级于待])(?:(?:\d+|[两三四五六七八九十]+)[个大项条座家处]|一批|一大批)?"
    rf"(?P<kind>[^,。;、等]{{0,24}}?)(?P<noun>{w.WORKS}|{w.TOGETHER}|“(?<=等“)[^“”]{{2,14}}”(?=建设))"
)
_ITEM = re.compile(r"[^、]+")
_ETC = re.compile(
    rf"等(?<![同平均中初]等)(?!(?<=高等)(?:教育|学校|院校|职业|法院))(?![级于待])(?!{w.STRONG_STAGE.pattern})"
)
_JOIN = re.compile(r"以及|和|及")
_OWNED = re.compile(r".*的")
_LEAD = re.compile(r"(?:(?:世界|中国|民营企业|民营)*\d+强(?:企业)?|以|对|在|了|好|的|其中|包括|为)+")
_INCLUDED = re.compile(r".*(?:包括了?|包含|其中有|分别是|分别为|暨)")
_COUNTED = re.compile(r"等(?:\d+|[两三四五六七八九十]+)[个项]|等.*(?:项目|工程)(?=(?:共)?\d+[个项])")
_SIZE = re.compile(r"(?:总面积|总建筑面积|建筑面积|占地面积|占地|全长)?\d[\d.]*万?(?:平方米|平方公里|亩|公里)")
_QUOTED = re.compile(r"“(?P<inside>[^“”]+)”(?P<head>项目|工程)?")
_OF_A_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区州]")
_SHORTEST, _LONGEST = 3, 45
_WHOLE = 4
"""Of so many characters a name needs one that is no word for a kind: 天河水厂 is one, 水厂 none."""
_OWN = 4
"""In front of 项目 or 工程 a name has at least this many characters: 狠抓项目 names nothing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence.

    Attributes:
        start, end: offsets of the name within the sentence.
        verb: where the words in front of it that belong to it begin.
        amount: offsets of its investment, None where none is said.
        together: offsets of what it and its neighbours are called together ("重大能源项目"), None where nothing is.
    """

    start: int
    end: int
    verb: int
    amount: tuple[int, int] | None = None
    together: tuple[int, int] | None = None


@dataclass
class _Frame:
    """The words of a clause that may name projects, behind its verb where it `has_verb`."""

    sentence: Sentence
    verb: int
    start: int
    end: int
    has_verb: bool

    @cached_property
    def is_staged(self) -> bool:
        """Whether the words say that something is being built."""
        return self.has_verb or w.STAGE.search(self.sentence.masked, self.start, self.end) is not None


def mentions(sentence: Sentence, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Mention]:
    """The projects that a sentence names, in order.

    Args:
        taken: stretches of the sentence that are read as lists.
    """
    masked = sentence.masked
    for start, end in sentence.clauses():
        if taken and any(first < end and start < last for first, last in taken):
            continue
        group = _GROUP.search(masked, start, end)
        first = group or w.ANY_END.search(masked, start, end)
        if first is not None:
            yield from max(_readings(sentence, start, end, first.start(), group), key=len, default=[])


def _readings(
    sentence: Sentence, start: int, end: int, first: int, group: re.Match[str] | None
) -> Iterator[list[Mention]]:
    """The names behind the verb of a clause, and those of the clause read without one, for a name may hold a verb.

    Args:
        first: where the first word stands that may end a name.
    """
    chain = w.chain(sentence.masked, start, end)
    if chain is not None:
        yield _clause(_Frame(sentence, *chain, end, has_verb=True), group)
    listed = chain is not None and sentence.includes and _INCLUDED.match(sentence.masked, 0, start) is not None
    if chain is None or listed or (chain[0] > start and first <= chain[1]):
        yield _clause(_Frame(sentence, start, start, end, has_verb=False), group)


def _clause(frame: _Frame, group: re.Match[str] | None) -> list[Mention]:
    """The names in a clause: those before 等项目, and those behind."""
    if group is None or group.start() < frame.start:
        return list(_single(frame))
    found = _grouped(frame, group)
    join = _JOIN.match(frame.sentence.masked, group.end())
    if join is not None:
        found.extend(_single(_Frame(frame.sentence, frame.verb, join.end(), frame.end, frame.has_verb)))
    return found


def _grouped(frame: _Frame, group: re.Match[str]) -> list[Mention]:
    """The members of "A、B等项目", unless they are kinds of projects."""
    masked = frame.sentence.masked
    called = group["kind"] + group["noun"]
    if not (frame.has_verb or _is_counted(masked, frame, group)) or w.is_banned(called):
        return []
    includes = frame.sentence.includes
    items = [
        _trim(masked, *match.span(), includes=includes) for match in _ITEM.finditer(masked, frame.start, group.start())
    ]
    items = [part for item in items for part in _joined(masked, *item)]
    names = [(start, end) for start, end in items if _may_be_name(masked[start:end])]
    mixed = any(_is_kind(masked[start:end]) for start, end in names)
    amount = INVESTED.search(masked, group.start(), group.end())
    span = amount.span("sum") if amount is not None else None
    together = (group.start("kind"), group.end()) if re.fullmatch(w.WORKS, group["noun"]) else None
    found = [
        Mention(start, end, frame.verb, span, together)
        for start, end in names
        if not _is_kind(masked[start:end]) and (not mixed or _is_sure(masked[start:end]))
    ]
    return _with_noun(found, masked, group, items[-1], frame.verb) if found else []


def _is_counted(masked: str, frame: _Frame, group: re.Match[str]) -> bool:
    """Whether a group is one of projects although no verb leads to it: by its stage, its number, or 包括 before it."""
    return (
        w.STAGE.search(masked, group.end(), frame.end) is not None
        or _COUNTED.match(masked, group.start(), min(len(masked), group.end() + 6)) is not None
        or (frame.sentence.includes and _INCLUDED.match(masked, 0, group.start()) is not None)
    )


def _with_noun(
    found: list[Mention], masked: str, group: re.Match[str], last: tuple[int, int], verb: int
) -> list[Mention]:
    """ "丙等物流基地" names nothing without its noun; a name that says itself what it is does."""
    if (
        re.fullmatch(w.WORKS, group["noun"])
        or group["noun"][0] == "“"
        or w.ENDS_IN_HEAD.search(masked[: last[1]])
        or last[1] != group.start()
    ):
        return found
    rest = [mention for mention in found if mention.start != last[0]]
    return [*rest, Mention(last[0], group.end(), verb)] if last[1] - last[0] > 1 else rest


def _joined(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names on both sides of 和, where each is one by itself."""
    for join in _JOIN.finditer(masked, start + 2, min(end - 2, start + _LONGEST * 2)):
        left, right = masked[start : join.start()], masked[join.end() : end]
        if w.ENDS_IN_HEAD.search(left) and w.own_words(right) >= 2 and w.own_words(left) >= 2:
            yield start, join.start()
            yield from _joined(masked, join.end(), end)
            return
    yield start, end


def _single(frame: _Frame) -> Iterator[Mention]:
    """Names that end in what is built: "推进甲项目、乙大桥建设", "丙电站并网", "总投资3亿元的丁大楼"."""
    masked = frame.sentence.masked
    if frame.has_verb and masked.endswith("主要", 0, frame.verb):
        return  # "主要建设标准厂房" says what a project consists of.
    begin = _last(_ETC, masked, frame.start, frame.end)
    for item in _ITEM.finditer(masked, frame.start, frame.end):
        if item.start() < begin or w.ANY_END.search(masked, *item.span()) is None:
            continue
        named = max(match.end() for match in w.ANY_END.finditer(masked, *item.span()))
        start, _ = _trim(masked, item.start(), named, includes=frame.sentence.includes)
        if masked.find("的", named, item.end()) >= 0 and w.FACILITY.search(masked[start:named]) is None:
            continue  # "项目建设的各个领域" names no project.
        for first, last in _joined(masked, start, item.end()):
            stop = _name_end(masked, first, last, frame)
            if stop is None or not _may_be_name(masked[first:stop]):
                continue
            invested = INVESTED.search(masked, item.start(), start) or _invested_before(frame, item.start())
            if _is_named(masked[first:stop], frame, measured=bool(invested or _is_measured(masked, item, first, stop))):
                yield Mention(*_unquoted(masked, first, stop), frame.verb, _sum(invested))


def _is_measured(masked: str, item: re.Match[str], start: int, end: int) -> bool:
    """Whether a size stands in front of the name, or an investment behind it."""
    return _SIZE.search(masked, item.start(), start) is not None or INVESTED.match(masked, end) is not None


def _last(pattern: re.Pattern[str], masked: str, start: int, end: int) -> int:
    """Where the last match ends; `start` where there is none. What stands before 等 belongs to what follows it."""
    place = start
    for match in pattern.finditer(masked, start, end):
        place = match.end()
    return place


def _sum(invested: re.Match[str] | None) -> tuple[int, int] | None:
    return invested.span("sum") if invested is not None else None


def _unquoted(masked: str, start: int, end: int) -> tuple[int, int]:
    """A name without the quotation marks around all of it."""
    quoted = _QUOTED.fullmatch(masked, start, end)
    return quoted.span("inside") if quoted is not None and quoted["head"] is None else (start, end)


def _invested_before(frame: _Frame, start: int) -> re.Match[str] | None:
    """The investment that the words before name: "总投资3亿元、年产5万吨的某项目", "投入3亿元新建某水厂"."""
    if start <= frame.start:
        match = INVESTED.search(frame.sentence.masked, max(0, frame.verb - 16), frame.verb)
        return match if match is not None and match.end() == frame.verb else None
    before = frame.sentence.masked.rfind("、", 0, start - 1)
    return INVESTED.search(frame.sentence.masked, max(before, frame.start), start)


def _trim(masked: str, start: int, end: int, *, includes: bool) -> tuple[int, int]:
    """A piece without what describes the name: "占地9亩的", "总投资3亿元的", "其中包括", and small words."""
    included = _INCLUDED.match(masked, start, end) if includes else None
    if included is not None and included.end() < end:
        start = included.end()
    owned = _OWNED.match(masked, start, end)
    if owned is not None and owned.end() < end:
        start = owned.end()
    for pattern in (_LEAD, w.ADVERBS, _SIZE):
        lead = pattern.match(masked, start, end)
        start = lead.end() if lead is not None else start
    return start, end


def _name_end(masked: str, start: int, end: int, frame: _Frame) -> int | None:
    match = w.NAME_END.search(masked, start, end)
    if match is None and w.STRONG_STAGE.search(masked, start, frame.end) is not None:
        match = w.WEAK_END.search(masked, start, end)
    return match.end() if match is not None else None


def _may_be_name(name: str) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST or w.is_sentence(name) or w.is_counted(name) or w.is_banned(name):
        return False
    quoted = _QUOTED.fullmatch(name)
    if quoted is None:
        return True
    inside = quoted["inside"]
    return quoted["head"] is None and w.ENDS_IN_HEAD.search(inside) is not None and not w.is_counted(inside)


def _is_kind(name: str) -> bool:
    """Whether a member of a group names a kind of works: words of the trade alone, without a facility."""
    own = w.own_words(name)
    if w.has_mark(name) or own >= 2 or (own == 1 and len(name) >= _WHOLE):
        return False
    head = w.FACILITY.search(name)
    return head is None or head.start() < 2


def _is_sure(name: str) -> bool:
    return w.has_mark(name) or (w.own_words(name) >= 2 and w.ENDS_IN_HEAD.search(name) is not None)


def _is_named(name: str, frame: _Frame, *, measured: bool) -> bool:
    """Whether a name that ends in what is built is that of one project.

    Args:
        measured: whether its investment or its size stands beside it.
    """
    if not (measured or frame.is_staged or name.endswith("项目区")):
        return False
    own = w.own_words(name)
    head = w.ENDS_IN_HEAD.search(name)
    before = head.start() if head is not None else len(name)
    if measured:
        return before > 1 and (own >= 1 or w.has_mark(name) or w.FACILITY.search(name) is not None)
    if head is None:
        return w.has_mark(name) or _OF_A_PLACE.match(name) is not None
    works = w.FACILITY.search(name) is None
    return w.has_mark(name) or (own >= 2 and (before >= _OWN or not works)) or (own == 1 and before == 2 and not works)
