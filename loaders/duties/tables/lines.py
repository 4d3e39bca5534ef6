"""Tables written one cell a line, with or without headings above (or behind) the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from loaders.duties.tables import names
from loaders.duties.tables.heads import (
    MAX_HEAD,
    MAX_LINE,
    NUMBER,
    Line,
    Run,
    Spans,
    find_heads,
    find_runs,
    read_lines,
    spans_of,
    taken,
)
from loaders.duties.tables.layout import layout
from loaders.duties.tables.model import Cell, Row, Table, words
from loaders.duties.tables.rows import kind_of, read_row, torn
from loaders.lexicon.columns import DEADLINE, DUTY, PARTIES
from loaders.page.text import Text

_ALONE = re.compile(r"\n[ |(]{0,20}\d{1,3}[ .、)|]{0,20}\n")
_ROLE_ENDS = "牵头|负责|参与|配合|参加|协办|落实"
# A line that ends in a role word, or one that holds a deadline.
_CLOSING = re.compile(
    rf"\n(?:(?<=(?:{_ROLE_ENDS})\n)|(?<=(?:{_ROLE_ENDS})[ ]\n)"
    r"|\s{0,9}(?:20\d\d[ ]?年|1?\d[ ]?月|持续|长期|全年|常态|每|按|立行|年)[^\n]{0,12}\n)"
)
_MAX_CHUNK = 40
_MAX_LAST = 20
_MAX_SKIPPED = 4
_MIN_TASK = 4


def lines(text: Text, tables: Sequence[Table]) -> list[Table]:
    """Tables without rules, outside those already found."""
    heads = find_heads(text, spans_of(tables))
    found = [*layout(text, heads)]
    spans = spans_of([*tables, *found])
    return [*found, *_cells(text, [place for place in heads if not taken(place - 1, spans)], spans)]


def _cells(text: Text, heads: Sequence[int], spans: Spans) -> Iterator[Table]:
    """Tables written one cell a line, with or without headings above (or behind) the rows."""
    if heads:
        lines = [*read_lines(text, spans)]
        runs = [*find_runs(lines)]
        for run, body in _joined(lines, [*_parts(runs, len(lines))]):
            yield from _table(text, lines[run.first], body, run)
    elif _may_hold_rows(text.folded):
        yield from _headless(text, [*read_lines(text, spans)])


def _may_hold_rows(folded: str) -> bool:
    """Whether the last line of a row stands somewhere below a number that is alone on its line."""
    closings = [match.start() for match in _CLOSING.finditer(folded)]
    closings += [len(folded)] if _CLOSING.search(folded[-MAX_HEAD:] + "\n") else []
    starts = ((max(0, end - MAX_LINE), end) for end in closings)
    return any(
        _ALONE.search(folded, start, end) is not None
        or (start == 0 and NUMBER.fullmatch(folded[:end].split("\n", 1)[0].strip()) is not None)
        for start, end in starts
    )


def _parts(runs: list[Run], count: int) -> Iterator[tuple[Run, int, int]]:
    """The stretches of rows, each with the columns that hold for it.

    A page may repeat only some headings, and a dump may put the last ones behind the rows.
    """
    held: Run | None = None
    for number, run in enumerate(runs):
        following = runs[number + 1] if number + 1 < len(runs) else None
        stop = following.first if following is not None else count
        if run.parties and (run.texts or "序号" in run.meanings or len({*run.parties}) > 1):
            held = Run(run.first, run.last, run.meanings)
        elif held is not None and set(run.meanings) <= set(held.meanings):
            held = Run(run.first, run.last, held.meanings)
        elif run.texts and following is not None and following.parties and not following.texts:
            held = Run(run.first, run.last, (*run.meanings, *following.meanings))
        else:
            held = None
        if held is not None and "诉求" not in held.meanings:
            yield held, run.last, stop


def _joined(lines: list[Line], parts: list[tuple[Run, int, int]]) -> Iterator[tuple[Run, list[Line]]]:
    """The rows of each table, over all of its pages: a page's end may tear a cell apart."""
    held: Run | None = None
    body: list[Line] = []
    for run, start, stop in parts:
        page = lines[start:stop]
        numbers = [line.number for line in page if line.number is not None]
        if held is not None and held.meanings == run.meanings and numbers[:1] != [1]:
            body += [replace(page[0], gap=False), *page[1:]] if page else []
            continue
        if held is not None:
            yield held, body
        held, body = run, page
    if held is not None:
        yield held, body


def _table(text: Text, head: Line, body: list[Line], run: Run) -> Iterator[Table]:
    rows: list[Row] = []
    skipped: list[Cell] = []
    inherited: tuple[tuple[str, Cell], ...] = ()
    for chunk, last in _chunks(body, run):
        row = read_row(text, chunk, run, inherited, last=last)
        if row is not None:
            rows.append(row)
            inherited = row.parties
        elif chunk:
            skipped.append(Cell(chunk[0].cell.start, chunk[: _MAX_SKIPPED if last else None][-1].cell.end))
    if rows:
        end = max([*(row.end for row in rows), *(cell.end for cell in skipped)])
        yield Table(head.cell.start, end, "cells", frozenset(run.parties), tuple(rows), tuple(skipped))


def _headless(text: Text, lines: list[Line]) -> Iterator[Table]:
    """Rows whose headings are lost: a number, words, a clause or bodies with a deadline behind them."""
    run = Run(0, 0, ("序号", "任务", "内容", DUTY, DEADLINE))
    rows = [row for chunk, last in _chunks(lines, run) if (row := _certain(text, chunk, run, last)) is not None]
    if rows:
        yield Table(rows[0].start, rows[-1].end, "cells", frozenset({DUTY}), tuple(rows))


def _certain(text: Text, chunk: list[Line], run: Run, last: bool) -> Row | None:
    kinds = [kind_of(line.said) for line in chunk[:_MAX_LAST]]
    if "party" not in kinds and not any(names.is_time(line.said) for line in chunk):
        return None
    row = read_row(text, chunk, run, (), last=last)
    if row is None or len(words(text, row.task).text) < _MIN_TASK:
        return None
    end = max(cell.end for _, cell in row.parties)
    rest = _behind(chunk, max(end, row.task.end))
    inside = [line for line in chunk if row.task.end <= line.cell.start < end]
    timed = any(names.is_time(line.said) for line in [*inside, *rest[:1]])
    roles = any(names.clause(words(text, cell).text) for _, cell in row.parties)
    closed = timed or not rest or last
    return row if closed and (roles or timed) else None


def _behind(chunk: list[Line], end: int) -> list[Line]:
    """What stands behind the bodies of a row, without the rest of words that broke off at a comma before them."""
    rest = [line for line in chunk if line.cell.start >= end]
    broke_off = any(line.said[-1] in "、,;" and kind_of(line.said) == "text" for line in chunk)
    return [*dropwhile(lambda line: kind_of(line.said) == "text" and not line.gap, rest)] if broke_off else rest


def _chunks(lines: list[Line], run: Run) -> Iterator[tuple[list[Line], bool]]:
    """The lines of each row, and whether nothing tells where they end."""
    marks: list[int] = []
    for place, line in enumerate(lines):
        number = line.number
        if number is None:
            continue
        last = lines[marks[-1]].number if marks else None
        if last is None or number == last + 1 or (run.parties_first and number > last):
            marks.append(place)
    if not marks or "序号" not in run.meanings:
        yield from _scan(lines, run)
        return
    if run.parties_first and marks[0] > 0 and run.meanings.index("序号") > _first_party(run):
        yield from _numbers_after_parties(lines, marks)
        return
    for this, following in zip(marks, [*marks[1:], len(lines)], strict=True):
        last = following == len(lines)
        yield lines[this + 1 : min(following, this + 1 + (_MAX_LAST if last else _MAX_CHUNK))], last


def _first_party(run: Run) -> int:
    return next(i for i, what in enumerate(run.meanings) if what in PARTIES)


def _numbers_after_parties(lines: list[Line], marks: list[int]) -> Iterator[tuple[list[Line], bool]]:
    """Bodies stand left of the number: those right before a number belong to its row."""
    starts = []
    for mark in marks:
        start = mark
        while start > 0 and kind_of(lines[start - 1].said) == "party" and start - 1 not in marks:
            start -= 1
        starts.append(start)
    for start, mark, following in zip(starts, marks, [*starts[1:], len(lines)], strict=True):
        last = following == len(lines)
        stop = min(following, mark + 4) if last else following
        yield [line for line in lines[start:stop] if line is not lines[mark]], last


def _scan(lines: list[Line], run: Run) -> Iterator[tuple[list[Line], bool]]:
    """Without numbers a row ends behind its bodies and its deadline."""
    chunk: list[Line] = []
    ending = False
    cell_end = 0
    for place, line in enumerate(lines):
        # A row begins with its task: there a name that a line end tore in two is none of bodies.
        cell_end = max(cell_end, torn(lines, place)) if chunk and not ending else cell_end
        kind = "party" if place < cell_end else kind_of(line.said)
        if ending and kind == "text":
            yield chunk, False
            chunk, ending = [], False
        if len(chunk) > _MAX_LAST:
            return
        chunk.append(line)
        ending = ending or (kind == "party" and len(chunk) > 1) or (kind == "time" and ending)
    if chunk and ending:
        yield chunk, False
