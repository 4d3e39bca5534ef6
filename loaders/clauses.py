"""The grammar of a responsibility clause: the words inside "(市工信局牵头,市科技局等按职责分工负责)".

A clause is a row of party lists, each closed by a role word ("A、B牵头"), or opened by a label ("责任单位:A、B").
The forms are those of GB/T 9704 plans as catalogued in docs/forms.md; the names of the rules are its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.brackets import mask_inner

LEAD, COOPERATE, ANSWER = "牵头", "配合", "负责"

_SHARE = r"(?:(?:按|按照|依照|依|根据|结合)(?:各自)?(?:工作|法定|部门)?(?:职责|职能|职权)(?:任务|范围)?(?:分工)?)"
_HOW = rf"(?:{_SHARE}|共同|联合|分别|各自|具体|分级|分头|密切|积极|依法)*"
_DO = r"(?:负责|落实|抓好|督导|推进|实施|组织|指导|办理|协调|推动|建设)*"
_ROLE = re.compile(
    rf"(?:{_HOW}(?:负责|主要|总)?(?P<lead>牵头)(?:单位|部门)?{_DO}(?:工作)?"
    rf"|{_HOW}(?P<co>参与|参加|配合|协办|协同|协助|支持)(?:做好|单位|部门)?{_DO}(?:工作)?"
    rf"|{_HOW}(?P<answer>负责|主办|主责|落实|承办){_DO}(?:工作)?)$"
)
_LABEL_ROLE = {
    **dict.fromkeys(("牵头", "主办", "主责", "总牵头", "牵头责任", "第一责任"), LEAD),
    **dict.fromkeys(("配合", "协办", "协助", "参与", "参加", "协作", "协同", "配合责任", "配合实施"), COOPERATE),
    **dict.fromkeys(("责任", "负责", "落实", "实施", "承办", "承担", "完成", "责任落实"), ANSWER),
}
_LABEL = re.compile(rf"(?P<word>{'|'.join(sorted(_LABEL_ROLE, key=len, reverse=True))})(?:单位|部门|机构|处室)?:")
_WITH = re.compile(r"会同|(?<=[局委办部厅院行会])商(?=[省市县区各有相])")
_JOIN = re.compile(r"以及|和|及|与")
_FRONT = re.compile(r"由|以及")
_PLAIN = re.compile(r"[^由以和及与等会商]+")
_OPEN_TAIL = re.compile(
    r"等(?P<count>\d+|[一二三四五六七八九十]+)?(?:家|个)?(?:各|有关|相关|国务院|中央|省|市|区|县|直|级|驻\w?|负有\w{1,12})*"
    r"(?P<noun>部门和单位|部门单位|单位和部门|部门|单位|机构|企业|成员单位|地区|地方)?"
)
_PHRASE_END = re.compile(r"[,;。]|、(?<=牵头、|负责、|参与、|参加、|配合、|协办、|落实、)|$")
_SEPARATOR = re.compile(r"[、,;。]")
_SUFFIX = "局委办部厅院会署社行所站处科室组团队校港库馆园区县市州旗盟镇乡村街道联协群司店厂场台网矿"
_PARTY = re.compile(
    rf"(?:[{_SUFFIX}]|政府|中心|集团|公司|大学|学院|医院|银行|单位|部门|机构|企业|平台|支队|大队|总队|基地|协会|管委会|海关"
    r"|党工委|人大|政协|法院|检察院|街道|工会|金融办|指挥部|专班|领导小组|联席会议|地区|地方|主体|高校|科研院所|园区|负责人)\0*$"
)
_MAX_NAME = 36


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a clause.

    Attributes:
        name: as written, without white space.
        start, end: offsets of the name inside the clause's words.
        role: 牵头, 配合 or 负责.
        open: whether the list that it stands in ended in 等.
    """

    name: str
    start: int
    end: int
    role: str
    open: bool = False

    def given(self, role: str) -> Party:
        """The same party in a role."""
        return Party(self.name, self.start, self.end, role, self.open)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that was understood.

    Attributes:
        parties: in the order of the words.
        rule: the form that was recognised.
        leftovers: words that belong to no party and no role (deadlines, tail rules), verbatim.
    """

    parties: tuple[Party, ...]
    rule: str
    leftovers: tuple[str, ...] = ()


def parse(words: str) -> Clause | None:
    """Read the words of a clause (folded, without white space and outer brackets); None if they are no clause."""
    masked = mask_inner(words)
    labels = list(_LABEL.finditer(masked))
    if labels and labels[0].start() == 0:
        return _labelled(words, masked, labels)
    return _sequence(words, masked)


def _labelled(words: str, masked: str, labels: list[re.Match[str]]) -> Clause | None:
    parties: list[Party] = []
    leftovers: list[str] = []
    ends = [label.start() for label in labels[1:]] + [len(words)]
    for label, end in zip(labels, ends, strict=True):
        names, rest = _names(words, masked, label.end(), end)
        role = _LABEL_ROLE[label["word"]]
        parties.extend(party.given(role) for party in names)
        leftovers.extend(rest)
    given = {_LABEL_ROLE[label["word"]] for label in labels}
    return _finish([_beside(party, given, labelled=True) for party in parties], "label", leftovers)


def _sequence(words: str, masked: str) -> Clause | None:
    parties: list[Party] = []
    leftovers: list[str] = []
    waiting: list[Party] = []
    given: set[str] = set()
    for start, end in _phrases(masked):
        role = _ROLE.search(masked, start, end)
        if role is None:
            names, rest = _names(words, masked, start, end)
            waiting.extend(names)
            leftovers.extend(rest)
            continue
        given.add(_role_of(role))
        names, rest = _names(words, masked, start, role.start())
        leftovers.extend(rest)
        parties.extend(_with(words, masked, [*waiting, *names], start, role))
        waiting = []
    if not given:
        return None
    given |= {party.role for party in parties}
    tail = COOPERATE if LEAD in given else ANSWER
    parties.extend(party.given(tail) for party in waiting)
    return _finish([_beside(party, given, labelled=False) for party in parties], "sequence", leftovers)


def _phrases(masked: str) -> Iterator[tuple[int, int]]:
    """The stretches between commas, semicolons and full stops; 、 parts too where it follows a role word."""
    start = 0
    for match in _PHRASE_END.finditer(masked):
        if match.start() > start:
            yield start, match.start()
        start = match.end()


def _role_of(match: re.Match[str]) -> str:
    return LEAD if match["lead"] else COOPERATE if match["co"] else ANSWER


def _with(words: str, masked: str, names: list[Party], start: int, role: re.Match[str]) -> list[Party]:
    """Give the role; in "A会同B负责" A leads and B cooperates."""
    joint = _WITH.search(masked, start, role.start())
    if joint is None:
        return [party.given(_role_of(role)) for party in names]
    return [party.given(LEAD if party.end <= joint.start() else COOPERATE) for party in names]


def _beside(party: Party, given: set[str], *, labelled: bool) -> Party:
    """A role word read by the others beside it: who only answers cooperates where somebody leads."""
    if party.role == ANSWER and LEAD in given:
        return party.given(COOPERATE)
    if labelled and party.role == ANSWER and COOPERATE in given:
        return party.given(LEAD)
    return party


def _names(words: str, masked: str, start: int, end: int) -> tuple[list[Party], list[str]]:
    """The names of a list, and what in it is no name."""
    names: list[Party] = []
    leftovers: list[str] = []
    for piece_start, piece_end, closes in _pieces(masked, start, end):
        name = words[piece_start:piece_end]
        if is_party(name):
            names.append(Party(name, piece_start, piece_end, ""))
        elif name:
            leftovers.append(name)
        if closes:
            _leave_open(names)
    return names, leftovers


def _leave_open(names: list[Party]) -> None:
    """Mark the names since the last open ones: 等 binds to the list before it."""
    for place in range(len(names) - 1, -1, -1):
        if names[place].open:
            break
        names[place] = replace(names[place], open=True)


_Piece = tuple[int, int, bool]
"""Offsets of a piece of a list, and whether a 等 that leaves the list open follows it."""


def _pieces(masked: str, start: int, end: int) -> list[_Piece]:
    """The pieces of a list between its separators."""
    pieces: list[_Piece] = []
    place = start
    for match in _SEPARATOR.finditer(masked, start, end):
        _split(masked, place, match.start(), pieces)
        place = match.end()
    _split(masked, place, end, pieces)
    return pieces


def _split(masked: str, start: int, end: int, pieces: list[_Piece]) -> None:
    """Take 由, 等… and joining words off a piece, and cut "A等部门和B", "A会同B", "市A局和市B局" in two."""
    if _PLAIN.fullmatch(masked, start, end):
        pieces.append((start, end, False))
        return
    lead = _FRONT.match(masked, start, end)
    start = lead.end() if lead is not None else start
    tail = _tail(masked, start, end)
    if tail is not None:
        _split(masked, start, tail.start(), pieces)
        pieces.append((end, end, tail["count"] is None))
        joint = _JOIN.match(masked, tail.end(), end)
        if tail.end() < end:
            _split(masked, joint.end() if joint else tail.end(), end, pieces)
        return
    cut = _joint(masked, start, end)
    if cut is not None:
        pieces.append((start, cut.start(), False))
        _split(masked, cut.end(), end, pieces)
    elif start < end:
        pieces.append((start, end, False))


def _tail(masked: str, start: int, end: int) -> re.Match[str] | None:
    for match in _OPEN_TAIL.finditer(masked, start, end):
        after = masked[match.end() : match.end() + 1]
        if masked[match.start() - 1 : match.start()] in ("高", "平", "中", "初") and match.start() > start:
            continue
        if match.end() == end or match["noun"] or match["count"] or after in "和及与以":
            return match
    return None


def _joint(masked: str, start: int, end: int) -> re.Match[str] | None:
    """A joining word between two parties, not one inside a name such as 发展和改革委员会."""
    for pattern in (_WITH, _JOIN):
        for match in pattern.finditer(masked, start + 1, end - 1):
            if _PARTY.search(masked, start, match.start()) and _PARTY.search(masked, match.end(), end):
                return match
    return None


def list_parties(words: str, start: int, end: int) -> tuple[Party, ...]:
    """The parties of a plain list ("A、B和C等"), without a role."""
    names, _ = _names(words, mask_inner(words), start, end)
    return tuple(names)


@lru_cache(maxsize=10_000)
def is_party(name: str) -> bool:
    """Whether the words have the shape of a body's name."""
    base = name.rstrip("\0")
    masked = mask_inner(base).split("\0", 1)[0] or base
    return len(name) <= _MAX_NAME and _PARTY.search(masked) is not None


def _finish(parties: list[Party], rule: str, leftovers: list[str]) -> Clause | None:
    if not parties:
        return None
    return Clause(tuple(parties), rule, tuple(leftovers))
