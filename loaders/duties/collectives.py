"""Duties of collectives and of those without a duty word: "各部门应…", "财政、税务等部门严格落实…", "实行市长季调度".

No clause and no duty cue marks them, so only sure forms are read: a collective with a modal verb, departments named by
their function that do something, those who hold meetings in turn, the supervisor of the plan, and the addressees of
the notice that issues it. All but the supervisor are kept as collectives (`generic`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.model import COLLECTIVE, Found, Task
from loaders.lexicon.clauses import ANSWER, Clause, Party
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.modals import MUST
from loaders.page.articles import flow
from loaders.page.outline import Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Squeezed, Text

SUPERVISION = "prose:supervision"

_MODAL = rf"(?:也|都|均)?{MUST}"
_COLLECTIVE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<who>各级各(?:有关|相关)?部门|各(?:地|级)?各?(?:有关|相关|成员|责任)?(?:部门|单位)|各县市区[\u4e00-\u9fff、()]{{0,12}}?)"
    rf"{_MODAL}(?P<task>[^。;\n]{{4,}})"
)
_DEPARTMENTS = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,6}){1,14})$")
_AND_MORE = re.compile(
    r"等部门(?P<task>(?:严格|重点|依法|及时|全面|加强|落实|查处|开展|做好|联合|定期|加大|加快|主动|认真)[^,。;\n]*)"
)
_BRINGS = re.compile(r"^(?:组织|协调|督促|指导|推动|引导|会同|联合|由)")
_IN_TURN = re.compile(
    r"(?:实行|建立|执行|落实)(?P<list>[^,。;\n]{2,16}?[日周旬月季年]度?调度(?:、[^,。;、\n]{2,16}?调度)*)"
)
_TURN = re.compile(r"(?P<who>[^、]{2,12}?)(?P<task>[日周旬月季年]度?调度)")
_SUPERVISES = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<who>[省市县区州][\u4e00-\u9fff]{2,12}?(?:督查室|督查局|督察室))(?:将|会)"
    r"(?P<task>(?:(?:不?定期|适时|及时)*(?:开展|组织|进行|实施)|对[^,。;\n]{1,20}(?:开展|进行))[^,。;\n]{0,12}(?:督查|督导|检查|考核)[^,。;\n]*)"
)
_ADDRESSED = re.compile(r"(?m)^(?P<who>[^。;:\n]{4,300}(?:单位|部门|政府|管委会|办公室)):\n")
_ISSUED = re.compile(r"(?:现)?印发给你们,请(?:你们)?(?P<task>[^。;\n]{2,40})")
_FIRST, _LONGEST = 3000, 110
_SHARED = re.compile("(?:管委会|管理委员会)$")
_ZONE = re.compile("[^、]+")
_GROUPED = re.compile(r"[^,]+")


def find(text: Text, tree: Outline, read: Sequence[tuple[int, int]] = ()) -> list[Task]:
    """The duties of collectives in the running text, in its order.

    Args:
        read: the stretches that are read otherwise; whom a sentence of a supervisor is of, it says there.
    """
    taken = Spans(read)
    words = flow(text)
    found = [*_addressed(words), *_with_modal(words.text), *_departments(words.text), *_in_turn(words.text)]
    tasks = [_task(tree, words, parties, task, COLLECTIVE) for parties, task in found]
    for match in _SUPERVISES.finditer(words.text):
        parties = (_party(match, words.text),)
        if not taken.touches(*words.span(*match.span())):
            tasks.append(_task(tree, words, parties, match.span("task"), SUPERVISION))
    return sorted(tasks, key=lambda task: (task.clauses[0].start, task.start))


_Stated = tuple[tuple[Party, ...], tuple[int, int]]


def _party(match: re.Match[str], text: str) -> Party:
    start, end = match.span("who")
    return Party(text[start:end], start, end, ANSWER)


def _task(tree: Outline, words: Squeezed, parties: tuple[Party, ...], task: tuple[int, int], rule: str) -> Task:
    start = min(task[0], *(party.start for party in parties))
    end = max(task[1], *(party.end for party in parties))
    found = Found(*words.span(start, end), words, Clause(parties, rule))
    return Task(home(tree, found.start), *words.span(*task), "prose", (found,))


def _with_modal(text: str) -> Iterator[_Stated]:
    for match in _COLLECTIVE.finditer(text):
        yield (_party(match, text),), match.span("task")


def _departments(text: str) -> Iterator[_Stated]:
    """ "财政、税务、住建等部门严格落实…": each department by its function."""
    for more in _AND_MORE.finditer(text):
        match = _DEPARTMENTS.search(text, max(0, more.start() - _LONGEST), more.start())
        if match is None:
            continue
        start = match.start("who")
        brings = _BRINGS.match(match["who"])
        start += brings.end() if brings is not None else 0
        spans = [m.span() for m in re.compile("[^、]+").finditer(text, start, match.end("who"))]
        if all(_is_function(text[s:e]) for s, e in spans):
            yield tuple(Party(f"{text[s:e]}部门", s, e, ANSWER, open=True) for s, e in spans), more.span("task")


def _is_function(word: str) -> bool:
    return any(gazetteer().function(word + ending) is not None for ending in ("局", "委", "厅", "办"))


def _in_turn(text: str) -> Iterator[_Stated]:
    """ "实行牵头单位周调度、市长季调度"."""
    for match in _IN_TURN.finditer(text):
        for turn in _TURN.finditer(text, *match.span("list")):
            yield (_party(turn, text),), turn.span("task")


def _addressed(words: Squeezed) -> Iterator[_Stated]:
    """To whom a notice is sent, and what it asks of them."""
    head = words.text[:_FIRST]
    asked, addressed = _ISSUED.search(head), _ADDRESSED.search(head)
    if asked is None or addressed is None or addressed.end() > asked.start():
        return
    start, end = addressed.span("who")
    spans = [m.span() for m in _GROUPED.finditer(words.text, start, end)]
    yield tuple(party for s, e in spans for party in _sharing(words.text, s, e)), asked.span("task")


def _sharing(text: str, start: int, end: int) -> Iterator[Party]:
    """ "甲区、乙区、丙区管委会" is a body for each; anything else is one addressee."""
    shared = _SHARED.search(text, start, end)
    zones = [match.span() for match in _ZONE.finditer(text, start, shared.start())] if shared is not None else []
    whole = shared is not None and len(zones) > 1 and zones[-1][1] == shared.start()
    if shared is None or not whole or not all(text[s:e].endswith("区") for s, e in zones):
        yield Party(text[start:end], start, end, ANSWER)
        return
    yield from (Party(text[s:e] + shared.group(), s, e, ANSWER) for s, e in zones[:-1])
    yield Party(text[zones[-1][0] : end], zones[-1][0], end, ANSWER)
