"""Deadlines in their places: in the column of a table, behind a label, alone in a bracket, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.statements import Document
from loaders.duties.model import Task
from loaders.duties.tables import Row, Table, words
from loaders.lexicon.columns import DEADLINE, OPENING, meaning
from loaders.page.outline import Node, Outline, home
from loaders.page.spans import Spans
from loaders.page.text import Squeezed, Text
from loaders.times.model import STAGE, Deadline, Found, Known
from loaders.times.normal import HINT, forms, in_cell, in_sentence

_LABEL = re.compile("(?P<label>[\u4e00-\u9fff]{2,8}):")
_LABEL_END = re.compile(r"[。;)\n\]】]|(?:[\u4e00-\u9fff]{2,8}):|\Z")
_BRACKET = re.compile(r"[(\[【](?P<inside>[^()\[\]【】\n]{2,24})[)\]】]")
_SENTENCE = re.compile("[^。!?]+[。!?]?")
_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})年(?:度)?(?!\s*[—–~～至-])")
_YEARS = re.compile(
    r"20[0-9]{2}\s*年?\s*[—–~～至-]{1,2}\s*20[0-9]{2}|[两三五3-5]年(?:行动|规划|计划|攻坚|方案)|“?十[二三四五六]五”?"
)
_PLAN = re.compile("方案|计划|要点|任务|工作|通知|清单|安排|实事|报告|分解|分工|规划")
_DAY = re.compile("(?:20[0-9]{2}|二[〇○零][^年]{2})年.{1,3}月.{1,3}日")
_LINE_END, _GAP = re.compile(r"\n"), re.compile(r"\n[ ]*\n")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Owner:
    """The words that a part of an item answers for: those of its task and of its clauses."""

    start: int
    end: int
    task: tuple[int, int]


def find(
    text: Text, document: Document, tree: Outline, tables: Sequence[Table], tasks: Sequence[Task], *, signed: bool
) -> list[Found]:
    """Every deadline of a document, in the order of the text.

    Args:
        signed: whether the text consists of signed pieces, whose sentences tell of what has been.
    """
    known = known_of(document)
    found = [one for table in tables for row in table.rows for one in _in_row(text, tree, row, known)]
    if not signed:
        owners = [*_owners(tasks)]
        skip = Spans((table.start, table.end) for table in tables)
        labelled = [*_labelled(text, tree, known, owners, skip)]
        said = Spans((one.deadline.start, one.deadline.end) for one in labelled)
        sentences = (
            one
            for node in (tree.root, *tree.nodes)
            for start, end in _pieces(text, node, tree.width)
            for one in _in_text(text, node, start, end, known, owners, skip)
        )
        found += [*labelled, *(one for one in sentences if not said.touches(one.deadline.start, one.deadline.end))]
    return sorted(found, key=lambda one: (one.deadline.start, one.deadline.end, one.start))


def known_of(document: Document) -> Known:
    """What a document tells of its times: the year in its title, unless that is one of several years."""
    title, date = document.title, document.date if len(document.date) == len("YYYY-MM-DD") else ""
    if _YEARS.search(title):
        return Known(0, date, is_several=True)
    years = {match["year"] for match in _YEAR.finditer(title)}
    return Known(int(years.pop()) if len(years) == 1 and _PLAN.search(title) else 0, date)


def _owners(tasks: Iterable[Task]) -> Iterator[_Owner]:
    for task in tasks:
        if task.form in ("sentences", "prose"):
            span = task.start, task.end
            yield _Owner(*span, span)
            yield from (_Owner(hit.start, hit.end, span) for hit in task.clauses)


def _owner(owners: Sequence[_Owner], place: int) -> tuple[int, int] | None:
    """The task whose words hold a place, of several the one with the fewest."""
    around = [one for one in owners if one.start <= place < one.end]
    return min(around, key=lambda one: (one.end - one.start, one.start)).task if around else None


def _in_row(text: Text, tree: Outline, row: Row, known: Known) -> Iterator[Found]:
    """The deadlines of a row; the row is the evidence, with the cell where one cell serves several rows."""
    for what, cell in (("任务", row.task), *row.others):
        inside = words(text, cell)
        is_column = what in (DEADLINE, OPENING)
        for deadline in (in_cell if is_column else in_sentence)(inside.text, known):
            opened = replace(deadline, kind=STAGE) if what == OPENING else deadline
            span = min(row.start, cell.start), max(row.end, cell.end)
            rule = "column" if is_column else "cell"
            yield Found(_placed(inside, opened), *span, home(tree, row.start), (row.task.start, row.task.end), rule)


def _placed(inside: Squeezed, deadline: Deadline) -> Deadline:
    start, end = inside.span(deadline.start, deadline.end)
    return replace(deadline, start=start, end=end)


def _labelled(text: Text, tree: Outline, known: Known, owners: Sequence[_Owner], skip: Spans) -> Iterator[Found]:
    """Behind a label (完成时限:2026年6月), and alone in a bracket ((长期坚持))."""
    for start, end, rule in (*_labels(text), *_brackets(text, known)):
        if skip.touches(start, end):
            continue
        inside = text.squeeze(start, end)
        node = home(tree, start)
        for deadline in in_cell(inside.text, known):
            placed = _placed(inside, deadline)
            yield Found(placed, *_line(text, start, end), node, _owner(owners, placed.start), rule)


def _labels(text: Text) -> Iterator[tuple[int, int, str]]:
    for match in _LABEL.finditer(text.folded):
        label = match["label"]
        known = next((label[at:] for at in range(len(label) - 1) if meaning(label[at:]) == DEADLINE), None)
        stop = _LABEL_END.search(text.folded, match.end())
        if known is not None and stop is not None and len(known) > 2:
            start, end = text.trim(match.end(), stop.start())
            if start < end <= start + _LONGEST:
                yield start, end, "label"


def _brackets(text: Text, known: Known) -> Iterator[tuple[int, int, str]]:
    """Brackets that hold times and nothing else."""
    for match in _BRACKET.finditer(text.folded):
        inside = text.squeeze(*match.span("inside")).text
        if "—" in inside or inside.rstrip("年").replace("-", "").isdigit():
            continue
        times = forms(inside, known)
        if _DAY.fullmatch(inside):
            continue  # the day on which a paper was signed
        rest = "".join(char for at, char in enumerate(inside) if not any(t.start <= at < t.end for t in times))
        if times and not rest.strip(",、;前完成"):
            yield *match.span("inside"), "bracket"


def _line(text: Text, start: int, end: int) -> tuple[int, int]:
    """The line that holds a stretch, as far as it is no longer than a sentence may be."""
    before = text.folded.rfind("\n", max(0, start - _LONGEST), start) + 1
    after = text.folded.find("\n", end, end + _LONGEST)
    first = before if start - before < _LONGEST and before else start
    first = max(first, max((text.folded.rfind(mark, first, start) + 1 for mark in "。!?"), default=first))
    last = after if after >= 0 else min(len(text.folded), end + _LONGEST)
    stops = [at for mark in "。!?" if (at := text.folded.find(mark, end, last)) >= 0]
    return text.trim(first, min(stops, default=last - 1) + 1)


def _pieces(text: Text, node: Node, width: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of a node's own text: its lines, or where a printer broke them what blank lines part."""
    start = node.start
    for match in (_GAP if width else _LINE_END).finditer(text.folded, node.start, node.own_end):
        yield start, match.start()
        start = match.end()
    yield start, node.own_end


def _in_text(
    text: Text, node: Node, first: int, last: int, known: Known, owners: Sequence[_Owner], skip: Spans
) -> Iterator[Found]:
    """The deadlines of the sentences of a piece of a node's own text."""
    if HINT.search(text.folded, first, last) is None:
        return
    whole = text.squeeze(first, last)
    for match in _SENTENCE.finditer(whole.text):
        if HINT.search(match.group()) is None:
            continue
        span = whole.span(*match.span())
        if skip.touches(*span):
            continue
        for deadline in in_sentence(match.group(), known):
            placed = _placed(
                whole, replace(deadline, start=deadline.start + match.start(), end=deadline.end + match.start())
            )
            yield Found(placed, *span, node, _owner(owners, placed.start), "sentence")
