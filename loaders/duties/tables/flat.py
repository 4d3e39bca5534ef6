"""Tables whose cells stand in one line with nothing between them: "1湿地公园续建5000市城投公司区林业局张某某"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.duties.tables import names
from loaders.duties.tables.heads import MAX_LINE
from loaders.duties.tables.model import Cell, Row, Table
from loaders.lexicon.columns import PARTIES, meaning
from loaders.page.text import Text

_HEAD = re.compile(r"序号(?=[\u4e00-\u9fff(])")
_BODIES = re.compile(r"(?:单位|部门|主体|业主)$")
_LONGEST, _MOST = 12, 14
_ROW = re.compile(r"\s*\d{1,3}[.、]?\s*(?=[\u4e00-\u9fff“《])")
_WORDS = re.compile(r"[^\d\n]+")
_ENDS = re.compile(r"(?<=[局委办厅部院会处团司府心道镇乡队站校园区县社])")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*")
_MIN_COLUMNS, _MIN_TASK, _MAX_BODIES = 4, 4, 60


def flat(text: Text) -> Iterator[Table]:
    """Tables below a line that is nothing but headings of columns, of which one names bodies."""
    for match in _HEAD.finditer(text.folded):
        end = text.folded.find("\n", match.end())
        end = end if end >= 0 else len(text.folded)
        if end - match.start() > MAX_LINE:
            continue
        heads = _headings("".join(text.folded[match.start() : end].split()))
        if len(heads) < _MIN_COLUMNS or not any(meaning(head) in PARTIES for head in heads):
            continue
        rows, skipped, last = _rows(text, end, heads)
        if rows:
            roles = frozenset(what for head in heads if (what := meaning(head)) in PARTIES and what is not None)
            yield Table(match.start(), last, "flat", roles, tuple(rows), tuple(skipped))


def _headings(line: str) -> list[str]:
    """The headings that a line is made of; none where some words are no heading."""
    found: list[str] = []
    place = 0
    while place < len(line) and len(found) < _MOST:
        ends = range(min(len(line), place + _LONGEST + 6), place + 1, -1)
        end = next((end for end in ends if meaning(line[place:end]) is not None and _closed(line, end)), None)
        if end is None:
            return []
        found.append(line[place:end])
        place = end
    return found if place == len(line) else []


def _closed(line: str, end: int) -> bool:
    return line[end : end + 1] not in (")", "(")


def _rows(text: Text, place: int, heads: Sequence[str]) -> tuple[list[Row], list[Cell], int]:
    rows: list[Row] = []
    skipped: list[Cell] = []
    columns = [head for head in heads if meaning(head) in PARTIES or _BODIES.search(head)]
    while (match := _ROW.match(text.folded, place + 1)) is not None:
        last, place = place, text.folded.find("\n", match.end())
        place = place if place >= 0 else len(text.folded)
        row = _row(text, match.end(), place, columns)
        if row is None:
            skipped.append(Cell(*text.trim(last + 1, place)))
        else:
            rows.append(row)
    return rows, skipped, place


def _row(text: Text, start: int, end: int, columns: Sequence[str]) -> Row | None:
    """The row between two offsets: its first words are the task, the last that are bodies its bodies."""
    runs = [match.span() for match in _WORDS.finditer(text.folded, start, end)]
    for first, last in reversed(runs):
        for begin in range(max(first, last - _MAX_BODIES), last):
            cells = _bodies(text, begin, last, len(columns)) if names.opens(text.folded[begin:last]) else None
            if cells is not None and begin - start >= _MIN_TASK:
                parties = [(meaning(head), cell) for head, cell in zip(columns, cells, strict=True)]
                named = tuple((what, cell) for what, cell in parties if what in PARTIES and what is not None)
                task_end = runs[0][1] if runs[0][1] < begin else begin
                return Row(start, end, Cell(*text.trim(start, task_end)), named)
    return None


def _bodies(text: Text, start: int, end: int, count: int) -> list[Cell] | None:
    """So many lists of bodies, one behind the other, and nothing behind the last but persons' names."""
    if count == 0:
        rest = text.folded[start:end].strip()
        return [] if not rest or _PERSON.fullmatch(rest) else None
    for match in _ENDS.finditer(text.folded, start, end):
        stop = match.start()
        said = "".join(text.folded[start:stop].split())
        if said and said[0] != "、" and names.names(said):
            behind = _bodies(text, stop, end, count - 1)
            if behind is not None:
                return [Cell(*text.trim(start, stop)), *behind]
    return None
