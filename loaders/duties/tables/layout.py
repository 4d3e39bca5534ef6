"""Tables whose columns are kept apart by spaces only; one visual row may take several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from loaders.duties.tables import names
from loaders.duties.tables.aligned import WAYS, Lines
from loaders.duties.tables.grid import read
from loaders.duties.tables.heads import FOOTER, MAX_LINE
from loaders.duties.tables.model import Box, Cell, Table, words
from loaders.lexicon.columns import DEADLINE, PARTIES, columns, meaning
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.text import Text

_SEGMENT = re.compile(r"[^\s\u3000]+(?:[ \u3000][^\s\u3000]+)*")
_WORD = re.compile(r"[^\s\u3000]+")
_NUMBER = re.compile(r"\d{1,3}[.、]?(?= |$)")
_NAME = re.compile(r"[^、,;]+")
_SLACK = 2
_PROSE = 40
_PARTS_OF_HEAD = 6
_NEXT_ROWS = 4
_TORN, _MISSING = 2.0, 0.6
"""What a row costs that names no task or no whole bodies, and each column of bodies that it leaves empty."""
_CUT = 4
_NOT_ENDED, _BROKEN = 0.4, 1.0
"""What a row costs whose last line ends in the middle of a sentence, or at a comma."""
_NO_HEADING = re.compile(r"\d|[。,;]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: its offset, its cells, and whether a blank line or the headings of a page stand above it."""

    start: int
    cells: list[tuple[int, int]]
    gap: bool
    page: bool = False


_Lines = list[_Line]


def layout(text: Text, heads: Sequence[int]) -> Iterator[Table]:
    """Tables whose columns are kept apart by two or more spaces, or tabs; a visual row may take several lines."""
    end = 0
    for place in heads:
        if place < end:
            continue
        start = text.raw.rfind("\n", 0, place) + 1
        end = start + 1 if start >= end else _end_of_line(text, place)
        head = _headings(text, start)
        known = [meaning(text.raw[a:b]) for a, b in head]
        told = _told([text.raw[a:b] for a, b in head]) if len(head) > 2 else 0
        broken = _broken_head(text, start)
        if broken is not None and broken[1] != _words(text, head) and _told(broken[1]) >= told:
            tables_found = [*_below(text, *broken)]
            end = max((table.end for table in tables_found), default=end)
            yield from tables_found
            continue
        if told < 2:
            continue
        if "\t" in text.raw[head[0][1] : head[-1][0]]:
            tables_found = [*read(text, [*_tabbed(text, start)], "layout")]
            end = max((table.end for table in tables_found), default=place + 1)
            yield from tables_found
            continue
        lines = _body(text, _end_of_line(text, start), head)
        end = max((b for line in lines for _, b in line.cells[-1:]), default=_end_of_line(text, start))
        yield from _best(text, start, head, lines, "序号" in known)


def _broken_head(text: Text, start: int) -> tuple[_Line, list[str], int] | None:
    """Headings broken over two or three lines ("序" above "号" left of "牵头部门"): put together, and where they end.

    Each column goes by its part on the line of the heading that was found, or by its first part. Dumps count a
    character as one or as two columns.
    """
    above = text.raw.rfind("\n", 0, max(0, start - 1)) + 1 if start else start
    below = _end_of_line(text, start)
    lines = [line for line in dict.fromkeys((above, start, below)) if line == start or _is_part_of_head(text, line)]
    for wide in (True, False):
        columns_ = _joined_parts(text, lines, wide=wide)
        said = ["".join(_words(text, [cell for _, _, cell in column])) for column in columns_]
        known = [meaning(words_) for words_ in said]
        if len(columns_) >= 3 and any(what in PARTIES for what in known) and ("序号" in known or _told(said) >= 3):
            cells = [
                max((cell for _, _, cell in column), key=lambda cell: start <= cell[0] < below) for column in columns_
            ]
            return _Line(start, cells, True), said, max(_end_of_line(text, line) for line in lines)
    return None


def _told(headings: Sequence[str]) -> int:
    return sum(meaning(words_) is not None for words_ in headings)


def _joined_parts(text: Text, lines: list[int], *, wide: bool) -> list[list[tuple[int, int, tuple[int, int]]]]:
    """The parts of headings on several lines, those that stand above each other together, from left to right."""
    columns_: list[list[tuple[int, int, tuple[int, int]]]] = []
    for line in lines:
        for segment in _headings(text, line) or _segments(text, line):
            first, last = _span(text, line, segment, wide=wide)
            column = next((c for c in columns_ if any(a < last and first < b for a, b, _ in c)), None)
            if column is None:
                columns_.append([(first, last, segment)])
            else:
                column.append((first, last, segment))
    return sorted(columns_, key=lambda column: column[0][0])


def _is_part_of_head(text: Text, line: int) -> bool:
    """Whether a line may hold parts of headings: few short words without a figure."""
    parts = ["".join(text.folded[slice(*segment)].split()) for segment in _segments(text, line)]
    return 0 < len(parts) <= _PARTS_OF_HEAD and all(len(part) <= 4 and not _NO_HEADING.search(part) for part in parts)


def _below(text: Text, head: _Line, said: list[str], place: int) -> Iterator[Table]:
    """The table below headings that are broken over lines."""
    lines = _body(text, place, head.cells, said)
    numbered = "序号" in map(meaning, said)
    yield from _best(text, head.start, head.cells, lines, numbered=numbered, said=said)


def _tabbed(text: Text, place: int) -> Iterator[list[Box]]:
    """Lines of cells with one tab between them, down to the first line without."""
    while place < len(text.raw):
        end = _end_of_line(text, place)
        if "\t" not in text.raw[place:end]:
            return
        boxes: list[Box] = []
        for piece in re.finditer(r"[^\t\n]*(?:\t|$|\n)", text.raw[place:end]):
            start, last = text.trim(place + piece.start(), place + piece.end())
            boxes.append(Box((Cell(start, last),) if start < last else ()))
        yield boxes
        place = end


def _end_of_line(text: Text, place: int) -> int:
    found = text.raw.find("\n", place)
    return found + 1 if found >= 0 else len(text.raw)


def _segments(text: Text, start: int) -> list[tuple[int, int]]:
    end = min(_end_of_line(text, start), start + 4 * MAX_LINE)
    return [match.span() for match in _SEGMENT.finditer(text.raw, start, end)]


def _headings(text: Text, start: int) -> list[tuple[int, int]]:
    """The headings of a line; two that one space parts stay apart if both are known."""
    segments = _segments(text, start)
    found: list[tuple[int, int]] = []
    for segment in segments if len(segments) > 2 else ():
        parts = [match.span() for match in _WORD.finditer(text.raw, *segment)]
        apart = len(parts) > 1 and all(meaning(text.raw[a:b]) is not None for a, b in parts)
        found.extend(parts if apart else [segment])
    return found


def _body(text: Text, place: int, head: list[tuple[int, int]], parts: Sequence[str] = ()) -> _Lines:
    """The lines below the headings, each as segments, up to where running text begins; headings do not come again.

    Args:
        parts: the headings, where they are broken over lines.
    """
    lines: _Lines = []
    blank = 0
    page = False
    said = _words(text, head)
    while place < len(text.raw) and blank < 6:
        segments = _segments(text, place)
        end = _end_of_line(text, place)
        prose = len(segments) == 1 and segments[0][1] - segments[0][0] > _PROSE and segments[0][0] - place < 4
        titled = len(segments) == 1 and len(head) > 2 and _is_title(text, segments[0])
        if titled and lines is not None and _goes_on(text, end):
            place, blank = end, 0
            continue
        if prose or titled:
            break
        footer = FOOTER.fullmatch(text.raw, place, end) is not None
        again = len(segments) > 2 and _words(text, _headings(text, place)) == said
        again = again or (bool(parts and segments) and _holds_parts(_words(text, segments), parts))
        if segments and not footer and not again:
            lines.append(_Line(place, segments, blank > 0, page))
            page = False
        page = page or again
        blank = 0 if segments else blank + 1
        place = end
    return lines


def _goes_on(text: Text, place: int) -> bool:
    """Whether rows of a table follow below a title inside it: a number, and two columns of words."""
    numbered = columns_ = False
    for _ in range(_NEXT_ROWS):
        segments = _segments(text, place)
        numbered = numbered or (bool(segments) and _NUMBER.match(text.raw[slice(*segments[0])]) is not None)
        columns_ = columns_ or len(segments) > 1
        place = _end_of_line(text, place)
    return numbered and columns_


def _words(text: Text, cells: list[tuple[int, int]]) -> list[str]:
    return ["".join(text.folded[slice(*cell)].split()) for cell in cells]


def _holds_parts(said: list[str], parts: Sequence[str]) -> bool:
    """Whether a line holds nothing but parts of headings."""
    return all(any(word in part for part in parts) for word in said)


def _is_title(text: Text, segment: tuple[int, int]) -> bool:
    return re.match(r"附件?\s*\d|[一二三四五六七八九十]+、", text.raw[slice(*segment)]) is not None


def _best(
    text: Text,
    start: int,
    head: list[tuple[int, int]],
    lines: _Lines,
    numbered: bool,
    said: Sequence[str] = (),
) -> Iterator[Table]:
    """Dumps count a character as one or as two columns: the count under which more cells of bodies read is right."""
    found: list[tuple[int, list[Table]]] = []
    known = [meaning(words_) for words_ in said or [text.raw[a:b] for a, b in head]]
    for wide in (False, True):
        headings = [Box((Cell(a, b),)) for a, b in head]
        edges = _edges(text, _Line(start, head, True), lines, wide=wide)
        placed = [_place(text, line, edges, known, wide=wide) for line in lines]
        grid = [headings, *(_merge(group) for group in _groups(text, lines, placed, known, numbered))]
        told = {place: what for place, what in enumerate(known) if what is not None} if said else None
        tables = [*read(text, grid[1:] if told else grid, "layout", told)]
        # Under the right count cells stand below each other, few columns begin anywhere and few cells are cut.
        begins = {_column(text, line.start, cell[0], wide=wide) for line in lines for cell in line.cells}
        cuts = sum(len(box.fragments) for boxes in placed for box in boxes) - sum(len(line.cells) for line in lines)
        found.append((sum(_weight(text, table) for table in tables) - len(begins) - _CUT * cuts, tables))
    yield from max(found, key=lambda counted: counted[0])[1]


def _weight(text: Text, table: Table) -> int:
    cells = [words(text, cell).text for row in table.rows for _, cell in row.parties]
    each = [name for said in cells for name in _NAME.findall(said)]
    known = sum(gazetteer().knows(name) - (not gazetteer().certain(name)) for name in each)
    return sum(2 if names.reads(said) else -1 for said in cells) + known - len(table.skipped)


def _column(text: Text, line: int, place: int, *, wide: bool) -> int:
    """How many columns stand left of an offset in its line."""
    ahead = text.raw[line:place]
    return len(ahead) + (sum(char > "\u2e80" for char in ahead) if wide else 0)


def _edges(text: Text, head: _Line, lines: _Lines, *, wide: bool) -> list[float]:
    """Where each column ends: between the middles of two headings, in the widest gap that fewest cells reach into."""
    spans = [_span(text, line.start, cell, wide=wide) for line in lines for cell in line.cells]
    titles = [_span(text, head.start, cell, wide=wide) for cell in head.cells]
    size = max((end for _, end in [*spans, *titles]), default=0) + 1
    steps = [0] * (size + 1)
    for weight, some in ((1, spans), (len(spans) + 1, titles)):
        for first, last in some:
            steps[first] += weight
            steps[last] -= weight
    covered = [*accumulate(steps)]
    middles = [(first + last) // 2 for first, last in titles]
    return [_gap(covered, left, right) for left, right in pairwise(middles)]


def _span(text: Text, line: int, cell: tuple[int, int], *, wide: bool) -> tuple[int, int]:
    first = _column(text, line, cell[0], wide=wide)
    return first, first + _column(text, *cell, wide=wide)


def _gap(covered: list[int], left: int, right: int) -> float:
    """The middle of the widest run of least covered columns between two."""
    stretch = covered[left : right + 1] or [0]
    least = min(stretch)
    runs = [[*run] for low, run in groupby(range(len(stretch)), key=lambda at: stretch[at] == least) if low]
    best = max(runs, key=len)
    return left + (best[0] + best[-1] + 1) / 2


def _place(text: Text, line: _Line, edges: list[float], known: list[str | None], *, wide: bool) -> list[Box]:
    """The cells of a line in their columns; one that reaches over an edge is cut at a space beside it."""
    boxes: list[list[Cell]] = [[] for _ in range(len(edges) + 1)]
    exact = len(line.cells) == len(boxes)
    fixed = {} if exact else _from_deadline(text, line, known)
    for number, cell in enumerate(line.cells):
        for part in [cell] if exact or number in fixed else _cut(text, line.start, cell, edges, wide=wide):
            first, last = _span(text, line.start, part, wide=wide)
            column = number if exact else sum(edge < (first + last) / 2 for edge in edges)
            boxes[fixed.get(number, column)].append(Cell(*part))
    return [Box(tuple(cells)) for cells in boxes]


def _from_deadline(text: Text, line: _Line, known: list[str | None]) -> dict[int, int]:
    """Cell -> column from a deadline on, where as many cells follow it as columns: their order is surer than space."""
    behind = len(known) - known.index(DEADLINE) if known.count(DEADLINE) == 1 else 0
    if not 1 < behind <= len(line.cells):
        return {}
    at = len(line.cells) - behind
    said = "".join(text.folded[slice(*line.cells[at])].split())
    return {at + place: len(known) - behind + place for place in range(behind)} if names.is_time(said) else {}


def _cut(text: Text, line: int, cell: tuple[int, int], edges: list[float], *, wide: bool) -> Iterator[tuple[int, int]]:
    start, end = cell
    for match in re.finditer(r"[ \u3000]", text.raw[start:end]):
        place = cell[0] + match.start()
        column = _column(text, line, place, wide=wide)
        if any(abs(edge - column) <= _SLACK for edge in edges) and start < place:
            yield start, place
            start = place + 1
    yield start, end


def _merge(rows: list[list[Box]]) -> list[Box]:
    """The lines of one visual row, column by column."""
    return [Box(tuple(cell for box in column for cell in box.fragments)) for column in zip(*rows, strict=True)]


def _groups(
    text: Text, lines: _Lines, placed: list[list[Box]], known: list[str | None], numbered: bool
) -> Iterator[list[list[Box]]]:
    """The lines of each visual row: by blank lines or numbers if they tell, else by what the cells hold."""
    marks = [i for i, line in enumerate(lines) if numbered and _NUMBER.match(text.raw[slice(*line.cells[0])])]
    blocks = [i for i, line in enumerate(lines) if line.gap or i == 0]
    if marks and len(blocks) == len(marks) and all(a <= b for a, b in zip(blocks, marks, strict=True)):
        yield from (placed[a:b] for a, b in pairwise([*blocks, len(lines)]))
    elif marks:
        yield from (placed[a:b] for a, b in _on_pages(text, lines, placed, known, marks))
    elif placed:
        of = _aligned(text, lines, placed, known)
        yield from (placed[a:b] for a, b in min(of.unnumbered(way=way) for way in (None, 0.0))[1])


def _aligned(text: Text, lines: _Lines, placed: list[list[Box]], known: list[str | None]) -> Lines:
    """The lines of a page with what decides which of them are one row."""
    bodies = _bodies(known)
    tasks = [place for place, what in enumerate(known) if what in columns().task]
    closing = [_closing(text, line) for line in lines]
    if 0.0 not in closing:  # Where no cell ends a sentence, the middle of one tells nothing.
        closing = [cost if cost > _NOT_ENDED else 0.0 for cost in closing]

    def torn(start: int, stop: int) -> float:
        merged = _merge(placed[start:stop])
        missing = sum(not merged[place].fragments for place in bodies)
        if missing == len(bodies) or not any(merged[place].fragments for place in tasks):
            return _TORN
        return _MISSING * missing if _whole(text, merged, bodies) else _TORN

    filled = [[bool(box.fragments) for box in boxes] for boxes in placed]
    return Lines(filled, closing, torn)


def _on_pages(
    text: Text, lines: _Lines, placed: list[list[Box]], known: list[str | None], marks: list[int]
) -> list[tuple[int, int]]:
    """The lines of each row, page by page; a row whose bodies are not whole goes on at the head of the next page."""
    rows: list[tuple[int, int]] = []
    pages = [i for i, line in enumerate(lines) if line.page and i > marks[0]]
    bounds = [*pairwise([0, *pages, len(lines)])]
    costs = [0.0 for _ in WAYS]
    for start, stop in bounds:
        own = [mark - start for mark in marks if start <= mark < stop]
        of = _aligned(text, lines[start:stop], placed[start:stop], known)
        costs = [cost + (of.numbered(own, way=way)[0] if own else 0.0) for cost, way in zip(costs, WAYS, strict=True)]
    way = WAYS[costs.index(min(costs))]
    for start, stop in bounds:
        own = [mark for mark in marks if start <= mark < stop]
        if rows and not (own and _whole(text, _merge(placed[slice(*rows[-1])]), _bodies(known))):
            start = own[0] if own else stop
            rows[-1] = (rows[-1][0], start)
        if own:
            of = _aligned(text, lines[start:stop], placed[start:stop], known)
            found = of.numbered([mark - start for mark in own], way=way)[1]
            rows.extend((start + a, start + b) for a, b in found)
    return rows


def _bodies(known: list[str | None]) -> list[int]:
    return [place for place, what in enumerate(known) if what in PARTIES]


def _closing(text: Text, line: _Line) -> float:
    """What it costs to end a row with a line: its longest cell may end a sentence, or break off at a comma."""
    longest = max(line.cells, key=lambda cell: cell[1] - cell[0])
    last = text.folded[longest[1] - 1]
    return 0.0 if last in "。;!" else _BROKEN if last in ",、" else _NOT_ENDED


def _whole(text: Text, boxes: list[Box], bodies: list[int]) -> bool:
    said = ["".join(words(text, cell).text for cell in boxes[place].fragments) for place in bodies]
    return all(not cell or (cell[-1] not in "、,;" and (names.reads(cell) or names.nobody(cell))) for cell in said)
