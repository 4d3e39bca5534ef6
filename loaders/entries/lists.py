"""The bodies of a list of members: "甲局、乙局和丙办负责人", "公安、消防等部门", "甲局局长、乙局副局长"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.entries import posts
from loaders.lexicon.clauses import Party, is_party, list_parties
from loaders.lexicon.departments import is_department
from loaders.lexicon.gazetteer import gazetteer

_SHARED_POST = re.compile(
    r"(?:的|各|有关|相关|分管|主要|主管|部分|具体|党政|一名|1名|等(?:单位|部门)?)*"
    r"(?:负责人员?|负责同志|领导同志|领导|人员|同志|代表|主任|局长|分管副职|副职)(?:各?[一二两三1-9]+[名人]|参加|为成员)*$"
)
_ETC_OF_SORT = re.compile(
    r"等(?:有关|相关|职能|主要|成员)*(?:部门|单位|科室)的?(?:主要|分管|有关)*(?:负责人|负责同志|领导)$"
    r"|(?<=[局委办厅部司站队])等[\u4e00-\u9fff]{2,8}(?:部门|单位)$"
)
_DOES = re.compile("(?:共同|分别|具体|主要|全面)*(?:负责|参与|参加|承担|协调|组织|开展|研究)")
_HOW_MANY = re.compile(r"(?:各)?[一二两三四五\d]+[人名]$")
_TAIL = re.compile(
    r"(?P<etc>等)?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|成员|职能|主管|行政|管理|监管|执法|各|[省市县区]级)*"
    r"(?:负有[^、,。;]{2,16}职责的)?(?:部门和单位|单位和部门|部门、单位|单位、部门|部门(?:\(单位\))?|单位|[科处股]室)?$"
)
_NOUNS = ("部门", "单位", "(单位)")
_PIECE = re.compile(r"[^、,;]+")
_AND = re.compile("以及|和|及|与")
_FRONT = re.compile("^(?:由|和|及|以及|包括|为|有(?!关)|:)+")
_FUNCTION = re.compile(r"(?:[省市县区州]?(?:人民)?政府)?[\u4e00-\u9fff]{2,8}")
_VERBS = re.compile(
    r"负责|担任|组成|设在|兼任|会议|工作|研究(?!生?[院所会室])|开展|组织(?![部人处科室])|协调|职责|成立|参加|牵头|配合"
)
_NO_VERBS = re.compile(
    r"负责(?:人|同志)|工作的|委员会办公室|工作部|分管[^、]{2,12}工作|工作(?:委员会|办公室|局|站|中心|部|办|队)"
)
_LONGEST_NAME = 36
_PASSED = 3
"""Pieces that must be read for each that is passed over."""
_RANK = re.compile("(?:及|和|以及)?(?:总|副)*(?:召集人|组长|指挥长|总指挥|秘书长|联络员)|(?:各)?成员单位")


def members(words: str, start: int, end: int, *, strict: bool = True) -> tuple[Party, ...]:
    """The bodies that a list of members names, without their posts; none where something else stands among them.

    Args:
        strict: whether every piece must be read; else one in four may be passed over, which the ledger tells.
    """
    shared = _SHARED_POST.search(words, start, end)
    stop = shared.start() if shared is not None else end
    tail = _TAIL.search(words, start, stop)
    noun = tail is not None and tail.group().endswith(_NOUNS)
    is_open = tail is not None and tail["etc"] is not None and not _counted(tail.group().removeprefix("等"))
    last = tail.start() if tail is not None and (tail["etc"] or _counted(tail.group())) else stop
    found: list[Party] = []
    read_pieces = passed = 0
    for first, finish in _pieces(words, start, last):
        name = words[first:finish]
        if is_verbal(name):
            if strict:
                return ()
            if words[first - 1] == "," and _DOES.match(name):
                break  # what the members do together
            passed += 1
            continue
        read = [*_named(name, first, functions=noun)]
        if not read and (_RANK.fullmatch(name) or (not strict and posts.is_post(name))):
            continue
        if not read and strict:
            return ()
        passed += not read
        read_pieces += bool(read)
        found.extend(party.opened() if is_open else party for party in read)
    return tuple(found) if passed * _PASSED <= read_pieces else ()


def _counted(tail: str) -> bool:
    return re.match(r"\d|[一二三四五六七八九十]", tail) is not None


def _pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between the separators that stand in no bracket."""
    depth, place = 0, start
    for at in range(start, end):
        char = words[at]
        depth += (char in "(〔[〈") - (char in ")〕]〉")
        if depth <= 0 and char in "、,;":
            if place < at:
                yield place, at
            place = at + 1
    if place < end:
        yield place, end


def _named(name: str, start: int, *, functions: bool) -> Iterator[Party]:
    """The bodies of one piece: one, or several that 和 joins, or the body behind a post."""
    name = _ETC_OF_SORT.sub("", _HOW_MANY.sub("", name)) or name
    front = _FRONT.match(name)
    if front is not None and front.end() < len(name):
        start, name = start + front.end(), name[front.end() :]
    plain = list_parties(name, 0, len(name))
    if "/" in name and len(plain) > 1 and all(posts.is_body(part) for part in name.split("/")):
        yield Party(name, start, start + len(name), "")  # one office under two names, among others that 、 parts
        return
    if functions and any(gazetteer().function(name + ending) is not None for ending in "局委厅部办"):
        yield Party(name, start, start + len(name), "")
        return
    whole = len(plain) == 1 and plain[0].end - plain[0].start == len(name)
    if not whole or not gazetteer().knows(name):
        for match in _AND.finditer(name, 1, len(name) - 1):
            left = [*_named(name[: match.start()], start, functions=functions)]
            right = [*_named(name[match.end() :], start + match.end(), functions=functions)]
            if left and (right or posts.is_post(name[match.end() :])):
                yield from (*left, *right)  # "校医室负责人及各年级组长": the second is of no body
                return
    if _RANK.fullmatch(name):
        return
    if posts.is_post(name):
        yield from (Party(name[a:b], start + a, start + b, "") for a, b in posts.bodies(name))
    elif plain:
        yield from (Party(p.name, start + p.start, start + p.end, "", p.open) for p in plain)
    elif posts.is_body(name) or is_party(name) or (functions and _is_function(name)):
        yield Party(name, start, start + len(name), "")


def _is_function(name: str) -> bool:
    """Whether a word can be what a department does: 公安, 食品药品监管."""
    return _FUNCTION.fullmatch(name) is not None


def is_verbal(name: str) -> bool:
    """Whether words of a list say that somebody does something, or are too long for a name."""
    verbal = _VERBS.search(_NO_VERBS.sub("", name)) is not None and not is_department(name)
    return len(name) > _LONGEST_NAME or verbal
