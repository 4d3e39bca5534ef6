"""Who stands at the head of an entry: "甲局:T", "甲部门。T", "甲处负责T", "甲部门要T"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.entries import lists
from loaders.entries.words import verbs
from loaders.lexicon.clauses import ANSWER, COOPERATE, LEAD, Party, is_party
from loaders.lexicon.departments import is_department
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.modals import MANNER, MUST, SHARE
from loaders.lexicon.names import is_generic, strip_alias

_MODAL = rf"(?:{MUST}|将(?=[对严根按会继切进加组定适开]))"
_HOW = rf"(?:{SHARE}|按照?(?:规定|程序|各自|职责|职能|分工|要求|有关)*(?:的)?|{MANNER})*"
_CUT = re.compile(rf"(?P<how>则?{_MODAL}?{_HOW}{_MODAL}?)(?={verbs()[0]})")
_SUFFIX = re.compile(
    r"[局委办厅部院会署社行所站处科室组团队校港库馆园区县市州旗盟镇乡村道协群司店厂场台网矿宫府心门位构关业)联企段社]"
)
_LEADS = re.compile(r"(?:主要|具体)?(?:负责)?牵头")
_HELPS = re.compile(
    r"(?:主要|积极|密切|共同)*(?:配合|参与|参加|协同|协助做好|协助(?=[省市县区镇各有相][^,。;]{1,12}(?:局|委|办|厅|部门|单位)))"
)
_STRIP = re.compile(r"(?:主要|具体|统一|全面|共同)*负责(?!人|同志|任)")
_NO_HEAD = re.compile(
    "协同|督促|承担|履行|拟[订定]|起草|贯彻|协助|领导|会同|配合|组织(?![部人处科室])|指导|督促|督查(?!室)|检查|负责|联系|分管|协管|主持|对|向|在|由|为|经(?![济信贸委开发])"
    "|将|按|根据|依托|加强|建立|支持|通过|凡|如|本"
    "|(?:省|自治区|直辖市|市|县|区|各市|各县|地方)?[县乡镇市]?级?(?:以上)?(?:地方)?(?:各级)?人民政府$"
)
_SAID = re.compile("应当|必须|不得|负责(?!人|同志)")
_OPENS = re.compile(
    r"(?![在为对按将要把从以各本根加推建完强])[\u4e00-\u9fff()、]{2,20}?[局委办厅部会院署社行所站处科室股组队门关构心司道团联中府]"
    rf"(?:[:。、,和及与]|则?(?:{MUST}|{MANNER}|{verbs()[0]}))"
)
LONGEST = 60
_MARK = re.compile("[,。;:!?]")
_JUNK = re.compile(r"^(?:\[[^\[\]]{1,12}\]|【[^【】]{1,16}】|[一二三四五六七八九十]是)+")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an entry.

    Attributes:
        parties: who, in the role that the words behind give; offsets in the words of the piece.
        task: where the task begins.
        certain: whether every name is certainly that of a body.
        mark: what parts head and task: ":", "。", "" for a verb.
    """

    parties: tuple[Party, ...]
    task: int
    certain: bool
    mark: str


def may_open(words: str, start: int, end: int) -> bool:
    """Whether words begin like the head of an entry: a name by its end, then a mark or a verb. Cheap to ask first."""
    return _OPENS.match(words, start, end) is not None


def read(words: str, start: int = 0) -> Head | None:
    """The head of an entry whose words begin at a place; None where no list of bodies stands there."""
    junk = _JUNK.match(words[start:])
    start += junk.end() if junk is not None else 0
    stop = _MARK.search(words, start, start + LONGEST)
    end = stop.start() if stop is not None else min(len(words), start + LONGEST)
    if stop is not None and stop.group() in ":。" and end + 2 < len(words):
        named = _named(words, start, end)
        if named is not None:
            return _head(words, named, end + 1, stop.group())
    for place in range(start + 2, end):
        if _SUFFIX.match(words, place - 1) is None:
            continue
        cut = _CUT.match(words, place)
        if cut is None or cut.end() >= len(words) - 2:
            continue
        named = _named(words, start, place)
        if named is not None:
            return _head(words, named, cut.end(), "")
    return None


def _named(words: str, start: int, end: int) -> tuple[tuple[Party, ...], bool] | None:
    found = lists.members(words, start, end) if _NO_HEAD.match(words, start) is None else ()
    if not found or found[0].start > start + 1:
        return None
    names = [strip_alias(party.name) for party in found]
    if any(_SAID.search(name) for name in names):
        return None
    if not all(len(name) > 2 or gazetteer().knows(f"市{name}") or name != names[-1] for name in names):
        return None
    sure = all(gazetteer().certain(name) or is_department(name) or is_generic(name) for name in names)
    certain = sure and not all(map(is_generic, names))
    return found, certain


def _head(words: str, named: tuple[tuple[Party, ...], bool], task: int, mark: str) -> Head:
    parties, certain = named
    role = LEAD if _LEADS.match(words, task) else COOPERATE if _HELPS.match(words, task) else ANSWER
    begin = strip(words, task) if role == ANSWER else task
    return Head(tuple(party.given(role) for party in parties), begin, certain, mark)


def strip(words: str, start: int) -> int:
    """Where a task begins behind 负责."""
    match = _STRIP.match(words, start)
    return match.end() if match is not None and match.end() < len(words) - 1 else start


def is_body(words: str) -> bool:
    """Whether the words are one body's name and nothing else."""
    return 2 < len(words) <= 30 and is_party(words) and not lists.is_verbal(words) and not is_generic(words)
