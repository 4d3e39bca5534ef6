"""Targets: what a plan wants to reach, as indicator, comparator, value and unit, each with its words in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from loaders.page import articles
from loaders.page.articles import Article
from loaders.page.outline import Outline, home
from loaders.page.text import Squeezed, Text
from loaders.targets.model import Target
from loaders.targets.places import general
from loaders.targets.reader import Reading, Sentence
from loaders.targets.words import Words, words

_STOP = re.compile(r"[。;!?\n]")
_FULL_STOP = re.compile(r"[。;!?]")
_STOP_WRAPPED = re.compile(r"[。;!?]|\n[ ]*\n|\n(?=[ ]*(?:[(]?[一二三四五六七八九十]{1,3}[、)]|\d{1,2}[.、]\D))")
_WHEN = re.compile("(?<=.)(?:每年|全年|力争|确保)")
# Words that name no indicator by themselves: what they count stood in a clause that was not understood.
_THIN = re.compile("项目|企业|园区|单位|平台|人员|任务|工程|份额|增加值|产值")
_HEAD = 60
_TITLE = 300
_MEASURE = 3
_MAX_SENTENCE = 3000
_LONGEST = 60
_WRAPPED = 40
_DAMAGED = "\ue010"
_YEAR = re.compile(
    r"(?P<year>2(?<!\d2)0\d\d)年(?P<end>(?:年?底|末)?(?:之?前)?)(?![\d、和至—-])|每年|试点期间|“十[一二三四五六七八九]五”期间"
)
# A plan for several years does not tell in which of them a figure is due.
_SEVERAL_YEARS = re.compile(
    r"20\d\d\s*年?\s*[—–~～至-]{1,2}\s*20\d\d|[两三四五六七八九十\d]年(?!\d|[月级])[^年]{0,4}(?:行动|规划|计划|攻坚|方案)|“?十[一二三四五六七八九]五”?"
)


def find(
    text: Text,
    tree: Outline,
    date: str = "",
    pieces: Sequence[Article] = (),
    around: Callable[[int], str] = lambda _place: "",
) -> list[Target]:
    """Every target that the running text states, in the order of the text.

    Args:
        date: of the document, whose year counts where a sentence names none and the plan is not one for several years.
        pieces: the pieces of the text; a piece's own date comes first.
        around: the zone or region that the piece at a place is about, for targets whose sentence names none.
    """
    year = year_of(text, date)

    def now(place: int) -> str:
        piece = articles.at(pieces, place)
        return piece.date[:4] if piece is not None and piece.date[:4].isdecimal() else year

    found = [_dated(target, now(target.start)) for target in _find(text, tree, now)]
    return [_placed(target, around) for target in _torn(text, found)] if pieces else found


def _torn(text: Text, found: Sequence[Target]) -> Iterator[Target]:
    """Targets whose sentence goes on over a column or a page are of the place that it named before."""
    words = articles.flow(text)
    last: Target | None = None
    for target in found:
        if last is not None and last.scope is not None and target.scope is None:
            first = bisect_left(words.offsets, last.end)
            between = words.text[first : bisect_left(words.offsets, target.value_start)]
            if _FULL_STOP.search(between) is None:
                target = replace(target, scope=last.scope)
        last = target
        yield target


def _placed(target: Target, around: Callable[[int], str]) -> Target:
    return target if target.scope is not None else replace(target, scope=around(target.start) or None)


def year_of(text: Text, date: str) -> str:
    """The year that counts where a sentence names none: that of the text's date, empty for a plan of several years."""
    return "" if _SEVERAL_YEARS.search(text.folded[:_TITLE]) else date[:4]


def _dated(target: Target, year: str) -> Target:
    return target if target.year is not None else replace(target, year=year or None, is_year_told=False)


def _find(text: Text, tree: Outline, now: Callable[[int], str]) -> list[Target]:
    rules = words()
    folded = text.folded
    plan = _is_plan(text, rules)
    wrapped = _is_wrapped(folded, tree)
    found: list[Target] = []
    hint = rules.hint.search(folded)
    while hint is not None:
        start, end = _sentence(folded, hint.start(), wrapped=wrapped)
        if end - start <= _MAX_SENTENCE:
            said = text.squeeze(start, end)
            later = [] if plan else _later(said.text, now(start))
            found.extend(_targets(text, tree, said, rules, plan=plan, later=later))
        hint = rules.hint.search(folded, max(end, hint.end()))
    return found


def _is_wrapped(folded: str, tree: Outline) -> bool:
    """Whether lines end where a printer broke them: half of all lines of text are short."""
    if tree.width:
        return True
    lengths = sorted(len(line) for line in folded.split("\n") if len(line) > 12)
    return len(lengths) >= 20 and lengths[len(lengths) // 2] <= _WRAPPED


def _is_plan(text: Text, rules: Words) -> bool:
    """Whether one of the first lines is the title of a document that states targets."""
    lines = [line.strip() for line in text.folded[:4000].split("\n", _HEAD)[:_HEAD]]
    return any(rules.plan.search(line[-8:]) for line in lines if len(line) > 5 and line[-1] not in "。,;:")


def _sentence(folded: str, place: int, *, wrapped: bool) -> tuple[int, int]:
    """The sentence around a place; a line ends one unless a printer broke the lines."""
    stop = _STOP_WRAPPED if wrapped else _STOP
    after = stop.search(folded, place)
    end = after.start() if after is not None else len(folded)
    marks = "。;!?" if wrapped else "。;!?\n"
    floor = max(0, place - _MAX_SENTENCE)
    start = max(floor - 1, *(folded.rfind(mark, floor, place) for mark in marks)) + 1
    blank = folded.rfind("\n\n", start, place) if wrapped else -1
    return (blank + 2 if blank >= 0 else start), end


def _later(said: str, year: str) -> list[int]:
    """Where the years end that lie behind that of the piece: what is said of them is still to come."""
    return [match.end() for match in _YEAR.finditer(said) if year and (match["year"] or "") > year]


def _targets(
    text: Text, tree: Outline, said: Squeezed, rules: Words, *, plan: bool, later: list[int]
) -> Iterator[Target]:
    if not plan and not later and rules.goal.search(said.text) is None:
        return
    sentence = Sentence(said.text, rules)
    readings = [reading for reading in sentence.read() if _fits(reading, rules)]
    facts = [match.end() for match in rules.fact.finditer(sentence.masked)] if readings else []
    goals = [match.end() for match in rules.goal.finditer(sentence.masked)] if facts or not plan else []
    goals.extend(later)
    years = _years(sentence.masked) if readings else []
    node = home(tree, said.offsets[0])
    for reading, scope in zip(readings, _scopes(readings), strict=True):
        if not _sets(goals, facts, reading.value.start, plan=plan):
            continue
        start, end = said.span(reading.start, reading.end)
        first, last = said.span(reading.value.start, reading.value.end)
        yield Target(
            indicator=_WHEN.sub("", reading.indicator),
            comparator=reading.comparator,
            value=reading.value.value,
            unit=reading.value.unit,
            start=start,
            end=end,
            value_start=first,
            value_end=last,
            year=next((year for place, year in years if place <= reading.value.start), None),
            scope=scope,
            node=node,
            suspect=_DAMAGED in text.raw[first:last],
            upper=reading.value.upper,
        )


def _scopes(readings: Sequence[Reading]) -> Iterator[str | None]:
    """Where each target holds; 园区…处置率50%,…处置率95%: the second is one of parks, too."""
    last: tuple[str | None, str] = (None, "")
    for reading in readings:
        scope, ending = reading.scope or general(reading.indicator), reading.indicator[-_MEASURE:]
        last = scope or (last[0] if ending == last[1] else None), ending
        yield last[0]


def _fits(reading: Reading, rules: Words) -> bool:
    """Whether the indicator can be one: neither a whole sentence nor the size of a project."""
    size = reading.value.kind != "rate" and reading.comparator in ("=", "≥", "≈", ">")
    wrong = rules.condition.search(reading.indicator) or (size and rules.size.search(reading.indicator))
    return 2 <= len(reading.indicator) <= _LONGEST and not wrong and _THIN.fullmatch(reading.indicator) is None


def _sets(goals: list[int], facts: list[int], place: int, *, plan: bool) -> bool:
    """Whether the last cue before a number says that the sentence sets it and does not merely report it."""
    goal = max((end for end in goals if end <= place), default=-1)
    fact = max((end for end in facts if end <= place), default=-1)
    return goal > fact or (plan and fact < 0)


def _years(masked: str) -> list[tuple[int, str]]:
    """The years that a sentence names and where each ends, the last one first."""

    def written(match: re.Match[str]) -> str:
        return f"{match['year']}年{match['end']}" if match["end"] else match["year"] or match.group()

    return [(match.end(), written(match)) for match in _YEAR.finditer(masked)][::-1]
