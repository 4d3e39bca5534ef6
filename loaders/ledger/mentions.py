"""Every mention of a body in a text, and what became of it: the books that say what was not read.

A mention is found by the gazetteer or by its shape, between the marks that part names. It ends as exactly one fate.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import yaml

import data
from graph.statements import Statement
from loaders.lexicon.alternation import any_of
from loaders.lexicon.clauses import is_party
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.known import known
from loaders.lexicon.names import is_generic
from loaders.page.spans import Signal, Spans
from loaders.page.text import Squeezed, Text

Told = Literal[
    "party", "member", "post", "stated", "collective", "addressee", "signature", "citation", "object", "task"
]
Fate = Told | Literal["signal", "other"]

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_PIECE = re.compile(r"[^、,:。;!?()〔〕\[\]【】“”\"《》〈〉|/\s—…]+")
_SUFFIX = "局委办部厅院会署社行所站处科室队校馆协联司厂场台组"
_LONG_SUFFIX = "政府 公司 集团 中心 部门 机关 办公室 委员会 银行 医院 海关 法院 学校 街道 机构 小组 指挥部"
_LONGEST = 30
_DATE = re.compile(r"\s*(?:20\d\d|19\d\d|二[〇○零])[^\n]{0,4}年[^\n]{1,6}月[^\n]{1,6}日")
_HEAD_LINES = 25
_ONE_CLAUSE = 300
"""Characters of evidence within which a name, however often it stands there, is the same party."""
_OF_GROUPS = frozenset({"成员", "召集", "副召集"})
_BY_RELATION: dict[str, Told] = {"成员": "member", "召集": "post", "副召集": "post", "任职": "post"}


@dataclass(frozen=True)
class Words:
    """The words of data/rules/ledger.yaml, as patterns."""

    front: re.Pattern[str]
    object: re.Pattern[str]
    citation: re.Pattern[str]
    imprint: re.Pattern[str]
    head: re.Pattern[str]
    makes_up: re.Pattern[str]
    announces: re.Pattern[str]
    rank: re.Pattern[str]
    rank_inside: re.Pattern[str]
    column: re.Pattern[str]
    role: re.Pattern[str]
    report: re.Pattern[str]


@cache
def words() -> Words:
    """Read once."""
    rows: dict[str, str] = yaml.safe_load((data.RULES / "ledger.yaml").read_text(encoding="utf-8"))
    told = {name: row.split() for name, row in rows.items()}
    names = r"[\u4e00-\u9fff]{1,14}?"
    ends = f"(?:[{_SUFFIX}]|{any_of(_LONG_SUFFIX.split())})"
    return Words(
        front=re.compile(any_of([*told["front"], *told["object"], *told["citation"]])),
        object=re.compile(f"(?:{any_of(told['object'])})(?:了|其)?$"),
        citation=re.compile(f"(?:{any_of(told['citation'])})$"),
        imprint=re.compile(rf"(?:^|[\s\]】]){any_of(told['imprint'])} *[:][^:]*$"),
        head=re.compile(rf"(?P<body>{names}{ends})(?={any_of(told['does'])})"),
        makes_up=re.compile("|".join(told["makes_up"])),
        announces=re.compile("|".join(told["announces"])),
        rank=re.compile(rf"^ *(?:第一|常务|执行|名誉)?{_spaced(told['ranks'])}(?:单位)? *[:]"),
        rank_inside=re.compile(rf"{any_of(told['ranks'])}(?:单位)? *[:]"),
        column=re.compile(any_of(told["columns"])),
        role=re.compile(any_of(told["roles"])),
        report=re.compile(any_of(told["reports"])),
    )


def _spaced(listed: list[str]) -> str:
    """The words with blanks between their characters, as a printer spreads them: 组 长."""
    return f"(?:{'|'.join(' {0,4}'.join(word) for word in sorted(listed, key=len, reverse=True))})"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as one place of a text names it.

    Attributes:
        start, end: offsets of the name.
        name: as the folded text has it.
        certain: whether the gazetteer knows it; else its shape tells.
        fate: what became of it; see `Fate`.
    """

    start: int
    end: int
    name: str
    certain: bool
    fate: Fate


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text with its line ends, and the bodies that it names.

    Attributes:
        start, end: places in the lined words.
        names: places of the names there.
        heads: those of them that stand at the head of a clause before something that a body does.
    """

    start: int
    end: int
    names: tuple[tuple[int, int], ...]
    heads: frozenset[tuple[int, int]]


def sentences(lined: str) -> list[Sentence]:
    """Every sentence of a text that names a body."""
    found: list[Sentence] = []
    names: list[tuple[int, int]] = []
    heads: set[tuple[int, int]] = set()
    begun, sure = _Stops(lined), _Known(lined)
    for match in _PIECE.finditer(lined):
        piece = match.group()
        if _MARKS_OF_BODIES.isdisjoint(piece):
            continue
        span, head = _name(lined, piece, match.start())
        inside = sure.within(*match.span())
        if inside and (span is None or not is_sure(lined[slice(*span)])):
            spans = inside
        elif span is not None:
            spans = [span]
        else:
            continue
        if names and begun.passed(spans[0][0]):
            found.append(Sentence(*begun.around(names[0][0]), tuple(names), frozenset(heads)))
            names, heads = [], set()
        begun.at(spans[0][0])
        names.extend(spans)
        if head:
            heads.update(spans[:1])
    if names:
        found.append(Sentence(*begun.around(names[0][0]), tuple(names), frozenset(heads)))
    return found


class _Known:
    """The gazetteer's bodies of a text."""

    def __init__(self, lined: str) -> None:
        self._spans = sorted(known(lined))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that lie in a stretch."""
        at = bisect_left(self._spans, (start, start))
        found: list[tuple[int, int]] = []
        while at < len(self._spans) and self._spans[at][1] <= end:
            if not found or self._spans[at][0] >= found[-1][1]:
                found.append(self._spans[at])
            at += 1
        return found


class _Stops:
    """The ends of sentences, looked up in the order of the text."""

    def __init__(self, lined: str) -> None:
        self._ends = [match.end() for match in _SENTENCE.finditer(lined)]
        self._starts = [match.start() for match in _SENTENCE.finditer(lined)]
        self._end = 0

    def passed(self, place: int) -> bool:
        """Whether a place lies behind the sentence that the last one was in."""
        return place >= self._end

    def at(self, place: int) -> None:
        """Remember the sentence of a place."""
        self._end = self.around(place)[1]

    def around(self, place: int) -> tuple[int, int]:
        """The sentence that holds a place."""
        number = bisect_right(self._starts, place) - 1
        return self._starts[number], self._ends[number]


def _name(lined: str, piece: str, start: int) -> tuple[tuple[int, int] | None, bool]:
    """The body of a piece between marks: the piece itself, or what stands at its head before a verb."""
    end = start + len(piece)
    number = _NUMBER.match(piece) if piece[0] in _DIGITS else None
    for first in _starts(lined, start + (number.end() if number is not None else 0), end):
        if end - first <= _LONGEST and piece[-1] in _ENDS and is_party(lined[first:end]):
            return (first, end), False
        head = words().head.match(lined, first, end)
        if head is not None and is_sure(head["body"]):
            return (first, head.end("body")), True
    return None, False


_ENDS = frozenset(_SUFFIX + "府司团心门关位行院校街道构业组园区县市镇乡村")
_MARKS_OF_BODIES = frozenset(_SUFFIX + "府司团心门关街构组指业园区县市镇乡村位")
_NUMBER = re.compile(r"(?:\d{1,3}[.、)]?|[一二三四五六七八九十]{1,3}[、.]|[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]) *")
_DIGITS = frozenset("0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩❶❷❸❹❺❻❼❽❾❿")


def _starts(lined: str, start: int, end: int) -> Iterator[int]:
    """Where the name of a piece may begin: at once, or behind words that lead to it."""
    yield start
    for _ in range(2):
        match = words().front.match(lined, start, end)
        if match is None or match.end() >= end:
            return
        start = match.end()
        yield start


def is_sure(name: str) -> bool:
    """Whether a name at the head of a clause is a body's beyond doubt: running text is full of what looks like one."""
    return gazetteer().certain(name) or (len(name) > 2 and gazetteer().function(name) is not None)


def claims(text: Text, statements: Iterable[Statement]) -> dict[Told, list[tuple[int, int]]]:
    """The places of every name that a statement gives, by what the statement makes of it."""
    found: dict[Told, set[tuple[int, int]]] = {}
    written: dict[tuple[int, int], tuple[str, Squeezed]] = {}
    longest: dict[int, int] = {}
    taken: set[tuple[int, int]] = set()
    duties = {"牵头", "配合", "负责", "指导", "联系", "考核"}
    # Longer names first: 市甲局 at the head of 市甲局主要负责人 is no mention of its own.
    for one in sorted((one for one in statements if one.raw), key=lambda one: -len(one.raw)):
        span = one.start, one.end
        if span not in written:
            squeezed = text.squeeze(*span)
            written[span] = "".join(text.raw[place] for place in squeezed.offsets[: len(squeezed.text)]), squeezed
        whole, squeezed = written[span]
        fate: Told = "party" if one.relation in duties else _BY_RELATION.get(one.relation, "stated")
        raw = "".join(one.raw.split())
        at = whole.find(raw)
        if at < 0 and (above := text.raw.rfind(one.raw, 0, one.start)) >= 0:
            # What a lead-in or a heading names, and the items below it only mean.
            found.setdefault(fate, set()).add((above, above + len(one.raw)))
        while raw and at >= 0:
            place = squeezed.span(at, at + len(raw))
            fresh = place not in taken and longest.setdefault(place[0], place[1]) == place[1]
            taken.add(place)
            found.setdefault(fate, set()).add(place)
            # What proves a fact may be a whole roster: there each fact claims one mention, not all of that name.
            if fresh and one.end - one.start > _ONE_CLAUSE:
                break
            at = whole.find(raw, at + len(raw))
    # A party is a party although its region was stated of the same words.
    return {fate: sorted(found[fate]) for fate in get_args(Told) if fate in found}


class Ledger:
    """The books of one document.

    Args:
        text: the document's text.
        statements: all that was read of it.

    Attributes:
        reforms: whether it says what becomes of bodies, as a plan of reform does, which gives nobody a duty.
    """

    def __init__(self, text: Text, statements: Sequence[Statement]) -> None:
        self.text = text
        self.lined = text.lined
        self.sentences = sentences(self.lined.text)
        self._begins = [sentence.start for sentence in self.sentences]
        self._spans = claims(text, statements)
        self._claimed = {fate: Spans(spans) for fate, spans in self._spans.items()}
        self._tasks = Spans(_task_spans(statements))
        self._in_groups = Spans((one.start, one.end) for one in statements if one.relation in _OF_GROUPS)
        self.reforms = any(one.relation == "沿革" for one in statements)
        self._fates: dict[tuple[int, int], Told | None] = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of a stretch of the lined words."""
        return self.lined.span(start, end)

    def states(self, start: int, end: int) -> bool:
        """Whether a statement names somebody in a stretch of the lined words."""
        return self.claims(*self.span(start, end))

    def claims(self, start: int, end: int) -> bool:
        """Whether a statement names somebody in a stretch of the document."""
        return any(places.touches(start, end) for fate, places in self._claimed.items() if fate != "stated")

    def named(self, start: int, end: int) -> list[tuple[int, int]]:
        """The names in a stretch of the lined words."""
        first = bisect_right(self._begins, start) - 1
        found: list[tuple[int, int]] = []
        for sentence in self.sentences[max(0, first) :]:
            if sentence.start >= end:
                break
            found.extend(name for name in sentence.names if start <= name[0] < end)
        return found

    def in_group(self, start: int, end: int) -> bool:
        """Whether a member or a leader of a group was read from a stretch of the lined words."""
        return self._in_groups.touches(*self.span(start, end))

    def parties(self) -> list[tuple[int, int]]:
        """The places of names that a duty was read of, in order."""
        return self._spans.get("party", [])

    def read(self, start: int, end: int, fates: Sequence[Told] = ("party", "member")) -> int:
        """How many names that something was read of lie in a stretch of the lined words."""
        first, last = self.span(start, end)
        return sum(first <= place < last for fate in fates for place, _ in self._spans.get(fate, ()))

    def fate(self, name: tuple[int, int]) -> Told | None:
        """What became of a name; None where nothing did."""
        if name not in self._fates:
            span = self.span(*name)
            claimed = next((fate for fate, places in self._claimed.items() if places.touches(*span)), None)
            self._fates[name] = claimed or self._told(name, span)
        return self._fates[name]

    def _told(self, name: tuple[int, int], span: tuple[int, int]) -> Told | None:
        words_, (start, end) = self.lined.text, name
        line = words_.rfind("\n", 0, start) + 1
        stop = words_.find("\n", end)
        stop = stop if stop >= 0 else len(words_)
        before = words_[max(line, start - 8) : start]
        if is_generic(words_[start:end]):
            return "collective"
        alone = not words_[line:start].strip(" 、,") and words_[line:stop].rstrip().endswith(":")
        if alone or self._addressed(line, stop):
            return "addressee"
        if not words_[line:start].strip() and not words_[end:stop].strip() and _DATE.match(words_, stop):
            return "signature"
        if words_.startswith("关于", end) or words().imprint.search(words_[line:start]):
            return "signature"
        if words_.rfind("《", line, start) > words_.rfind("》", line, start) or words().citation.search(before):
            return "citation"
        if words().object.search(before):
            return "object"
        return "task" if self._tasks.touches(*span) else None

    def _addressed(self, line: int, stop: int) -> bool:
        """Whether a line says to whom the paper goes: names alone, near its head, a colon at the end."""
        said = self.lined.text[line:stop].rstrip()
        return said.endswith(":") and "各" in said and self.lined.text.count("\n", 0, line) < _HEAD_LINES

    def mentions(self, signals: Iterable[Signal]) -> list[Mention]:
        """Every mention with its fate; one that lies under a signal and has no other is told by that."""
        signalled = Spans((signal.start, signal.end) for signal in signals)
        found = []
        for sentence in self.sentences:
            for name in sentence.names:
                span = self.span(*name)
                fate: Fate = self.fate(name) or ("signal" if signalled.touches(*span) else "other")
                shown = self.lined.text[slice(*name)]
                found.append(Mention(*span, shown, gazetteer().certain(shown), fate))
        return found


def _task_spans(statements: Iterable[Statement]) -> Iterator[tuple[int, int]]:
    """The words of tasks that somebody answers for."""
    for one in statements:
        start, end = one.object.properties.get("start"), one.object.properties.get("end")
        if one.object.kind == "事项" and one.relation != "属于" and isinstance(start, int) and isinstance(end, int):
            yield start, end
