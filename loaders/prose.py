"""The grammar of duties in running text: "由A牵头负责T", "A负责T", "A会同B T", "A作为T的牵头单位", "T,责任单位A".

Running text says much that only looks like a duty, so a subject counts only when it is certainly a body: every name of
its list must be known to the gazetteer or carry the prefix of its level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from loaders.brackets import mask_inner
from loaders.clauses import ANSWER, COOPERATE, LEAD, Party, list_parties
from loaders.clauses import parse as parse_clause
from loaders.cues import NO_DUTY_BEHIND
from loaders.names import is_generic

_MODAL = r"(?:要|应当|应|须|将|会|可|负责)?(?:切实|主要|具体|统一|全面|依法|按职责|共同|分别)*"
_VERB = r"(?P<verb>牵头会同|牵头负责|牵头|负责|会同|配合)"
_FURTHER = r"(?P<verb>牵头会同|牵头负责|牵头|负责|会同|配合|参与|协助)"
_BY = re.compile(rf"由(?P<who>[^,。;:由]{{2,80}}?)(?:具体|主要|统一|共同|分别|按职责)*{_VERB}(?P<rest>[^。;!?]*)")
_NUMBER = r"(?:\d+[.、]|\(\S{1,3}\)|[一二三四五六七八九十]+、)"
_BY_ANY = re.compile(r"(?:由|:)(?P<who>[^,。;:由])")
_SUBJECT = re.compile(rf"(?:^|[,;。:]){_NUMBER}?(?P<who>[^,。;:]{{2,80}}?){_MODAL}{_VERB}(?P<rest>[^。;!?]*)")
_BODY_OF = re.compile(
    r"(?:^|[,;。:])(?P<who>[^,。;:]{2,60}?)(?:是|为|作为|系)(?P<rest>[^,。;:]{2,40}?)的(?P<noun>牵头|责任|主管)(?:单位|部门|主体)"
)
_HOLDS = re.compile(r"(?:^|[,;。:])(?P<who>[^,。;:]{2,60}?)(?:担任|为|是)(?:总)?牵头(?:单位|部门)(?=[,。;]|$)")
_LABELLED = re.compile(
    r"(?:^|[,;。“])(?P<rest>[^,;。“”:]{2,40})[,](?P<noun>责任|牵头)单位(?P<who>[^,;。:“”…]{2,60})(?=[;。…”]|$)"
)
_CHAIN = re.compile(rf"[,;](?:并)?(?:组织或|组织)?{_MODAL}{_FURTHER}(?P<rest>[^,。;!?]*)")
_DEFINES = re.compile(r"(?:^|[,;。:])(?P<who>[^,。;:]{2,40}?)(?:是|为)[^,。;]{2,40}(?:部门|单位),")
_ROLES = {
    "牵头会同": LEAD,
    "牵头负责": LEAD,
    "牵头": LEAD,
    "会同": LEAD,
    "负责": ANSWER,
    "配合": COOPERATE,
    "参与": COOPERATE,
    "协助": COOPERATE,
}
_PARTNER_END = re.compile(r"(?:部门|单位|[局委办厅部院会]|政府|公司|中心)(?=[^、,和及与部门局]|$)")
_FUNCTIONS = re.compile(r"(?P<list>[^,。;:等]{2,80})等(?:有关|相关)*(?:部门|单位)")
_WISH = re.compile(r"(?:建议|提请|请求|恳请|呼吁|鼓励|支持|希望|争取|探索|允许|拟)[^,。;]{0,12}$")
_NO_TASK = re.compile(NO_DUTY_BEHIND)


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of a sentence.

    Attributes:
        parties: who, with their roles; offsets in the sentence's words.
        task_start, task_end: offsets of the words of the task.
        start, end: offsets of everything that says so.
        rule: the form.
    """

    parties: tuple[Party, ...]
    task_start: int
    task_end: int
    start: int
    end: int
    rule: str


Certain = Callable[[str], bool]
"""Whether a name is certainly that of a body."""


def parse(words: str, certain: Certain) -> tuple[Duty, ...]:
    """Every duty of a sentence (folded, without white space), in order, without overlaps."""
    masked = mask_inner(words)
    kept: list[Duty] = []
    for duty in sorted(_all(words, masked, certain), key=lambda duty: (duty.start, -duty.end)):
        if not kept or duty.start >= kept[-1].end:
            kept.extend((duty, *_chained(words, masked, duty, certain)))
    return tuple(kept)


def _all(words: str, masked: str, certain: Certain) -> Iterator[Duty]:
    for match in _BY_ANY.finditer(masked):
        yield from _clausal(words, match.start("who"), certain)
    for pattern, rule in ((_BY, "prose:by"), (_SUBJECT, "prose:subject")):
        for match in _searched(pattern, masked):
            yield from _verbal(words, masked, match, rule, certain)
    for match in _DEFINES.finditer(masked):
        yield from _defined(words, masked, match, certain)
    for pattern, rule in ((_BODY_OF, "prose:body-of"), (_LABELLED, "prose:labelled"), (_HOLDS, "prose:holds")):
        for match in pattern.finditer(masked):
            yield from _nominal(words, match, rule, certain)


def _searched(pattern: re.Pattern[str], masked: str) -> Iterator[re.Match[str]]:
    """All matches, each searched for from where the words behind the last verb begin."""
    match = pattern.search(masked)
    while match is not None:
        yield match
        match = pattern.search(masked, match.start("rest"))


def _clausal(words: str, start: int, certain: Certain) -> Iterator[Duty]:
    """ "T由A牵头,B、C配合": what stands behind 由 is a clause such as a bracket holds, to the sentence's end."""
    end = len(words.rstrip("。;!?"))
    clause = parse_clause(words[start:end])
    if clause is None or clause.leftovers or clause.rule != "clause:sequence":
        return
    if not certain(clause.parties[0].name) or not all(certain(p.name) or is_generic(p.name) for p in clause.parties):
        return
    parties = tuple(replace(p, start=p.start + start, end=p.end + start) for p in clause.parties)
    task = _before(words, start)
    if task[0] < task[1] and len(parties) > 1:
        yield Duty(parties, *task, task[0], end, "prose:clause")


def _who(words: str, match: re.Match[str], certain: Certain) -> tuple[Party, ...]:
    """The subject's parties; none if any piece of the list is not certainly a body."""
    start, end = match.span("who")
    parties = list_parties(words, start, end)
    covered = sum(party.end - party.start for party in parties)
    rest = (end - start) - covered - words[start:end].count("、")
    return parties if parties and rest <= 4 and all(certain(party.name) for party in parties) else ()


def _verbal(words: str, masked: str, match: re.Match[str], rule: str, certain: Certain) -> Iterator[Duty]:
    who = _who(words, match, certain)
    if not who or _NO_TASK.match(match["rest"]) or _WISH.search(masked, 0, match.start("who")):
        return
    start, end = match.span("rest")
    end = _task_end(words, masked, start, end, certain)
    parties, start = _roles(words, masked, who, match["verb"], (start, end), certain)
    start += len(masked[start:end]) - len(masked[start:end].lstrip(","))
    task = (start, end) if end - start > 1 else _before(masked, match.start("who"))
    if task[0] < task[1]:
        first = min(task[0], match.start("who"))
        yield Duty(parties, *task, first, max(end, task[1]), rule)


def _task_end(words: str, masked: str, start: int, end: int, certain: Certain) -> int:
    """Where the task ends: before the next predicate of the same subject, or the next subject with its own."""
    further = _CHAIN.search(masked, start, end)
    end = further.start() if further is not None else end
    for match in _SUBJECT.finditer(masked, start, end):
        if match.start() > start and _who(words, match, certain):
            return match.start()
    return end


def _roles(
    words: str, masked: str, who: tuple[Party, ...], verb: str, rest: tuple[int, int], certain: Certain
) -> tuple[tuple[Party, ...], int]:
    """Who does what by the verb, partners behind 会同 included; and where the task begins."""
    parties = tuple(party.given(_ROLES[verb]) for party in who)
    if not verb.endswith("会同"):
        return parties, rest[0]
    partners, start = _partners(words, masked, *rest, certain)
    return (*parties, *partners), start


def _partners(words: str, masked: str, start: int, end: int, certain: Certain) -> tuple[tuple[Party, ...], int]:
    """Who stands behind 会同, and where the task begins.

    "财税、金融、服务业等部门" names its bodies by function only: the noun behind 等 is shared by all.
    """
    functions = _FUNCTIONS.match(masked, start, end)
    if functions is not None:
        return tuple(_by_function(words, functions)), _task_behind(masked, functions.end())
    comma = masked.find(",", start, end)
    best: tuple[tuple[Party, ...], int] = ((), start)
    for match in _PARTNER_END.finditer(masked, start, comma if comma >= 0 else end):
        parties = list_parties(words, start, match.end())
        whole = parties and parties[-1].end == match.end()
        if whole and all(certain(party.name) or is_generic(party.name) for party in parties):
            best = (tuple(party.given(COOPERATE) for party in parties), _task_behind(masked, match.end()))
    return best


def _task_behind(masked: str, place: int) -> int:
    return place + 1 if masked[place : place + 1] == "," else place


def _by_function(words: str, match: re.Match[str]) -> Iterator[Party]:
    start = match.start("list")
    for piece in match["list"].split("、"):
        yield Party(words[start : start + len(piece)], start, start + len(piece), COOPERATE, open=True)
        start += len(piece) + 1


def _before(masked: str, place: int) -> tuple[int, int]:
    """The words of the same sentence before a place, e.g. T in "T由A牵头负责"."""
    stop = place - 1 if masked[place - 1 : place] == "由" else place
    start = max(masked.rfind(mark, 0, stop) for mark in "。;!?") + 1
    number = re.match(r"(?:\d+[.、]|\(\S{1,3}\)|[一二三四五六七八九十]+、)", masked[start:stop])
    start += number.end() if number else 0
    return start, start + len(masked[start:stop].rstrip(","))


def _nominal(words: str, match: re.Match[str], rule: str, certain: Certain) -> Iterator[Duty]:
    who = _who(words, match, certain)
    if not who:
        return
    lead = rule == "prose:holds" or match["noun"] == "牵头"
    parties = tuple(party.given(LEAD if lead else ANSWER) for party in who)
    task = match.span("rest") if rule != "prose:holds" else _before(match.string, match.start("who"))
    if task[0] < task[1]:
        start = min(task[0], match.start("who"))
        yield Duty(parties, *task, start, max(match.end(), task[1]), rule)


def _defined(words: str, masked: str, match: re.Match[str], certain: Certain) -> Iterator[Duty]:
    """ "A是…的部门,负责T": the predicate stands behind the definition."""
    who = _who(words, match, certain)
    predicate = _CHAIN.match(masked, match.end() - 1) if who else None
    if predicate is not None and predicate["verb"] == "负责":
        parties = tuple(party.given(ANSWER) for party in who)
        yield Duty(parties, *predicate.span("rest"), match.start("who"), predicate.end(), "prose:defined")


def _chained(words: str, masked: str, first: Duty, certain: Certain) -> Iterator[Duty]:
    """Further predicates of the same subject: "…,会同B对T调度,参与T检查"."""
    if first.rule not in ("prose:defined", "prose:subject"):
        return
    subject = tuple(party for party in first.parties if party.start < first.task_start)
    match = _CHAIN.match(masked, first.end)
    while match is not None:
        end = match.end("rest")
        parties, start = _roles(words, masked, subject, match["verb"], match.span("rest"), certain)
        yield Duty(parties, start, end, match.start() + 1, match.end(), "prose:chained")
        match = _CHAIN.match(masked, match.end())
