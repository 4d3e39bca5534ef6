"""From a grid of cells, however it was written down, to the rows that state responsibilities."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from loaders.duties.tables import matrix, names
from loaders.duties.tables.cards import turned
from loaders.duties.tables.model import Box, Cell, Grid, Row, Table, join, words
from loaders.lexicon.columns import DEADLINE, DUTY, OFFICE, PARTIES, among_powers, columns, is_office, meaning
from loaders.page.text import Text

_MAX_HEADING = 24
_MAX_GUESS = 60
_CLAUSE = "职责"
_MOST_BETWEEN, _LONGEST_BETWEEN, _LONGEST_NUMBER = 3, 60, 8
_CAPTION_ABOVE = 60
_ASSESSES = re.compile(r"(?:考核|考评|评分|评价|评估)[^\n]{0,8}(?:细则|标准|表|办法|指标|清单|方案)\W*$")
_CAPTION = re.compile(r"附件|附表|表\d|(?!.{0,8}续).{0,40}(?:表|清单|台账|名单|目录)$")


@dataclass
class _Reader:
    """Reads the rows of one grid from top to bottom.

    Attributes:
        task: the column that named the task of the row above.
    """

    text: Text
    form: str
    start: int
    task: int = -1
    headings: dict[int, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    skipped: list[Cell] = field(default_factory=list)
    last: dict[int, Box] = field(default_factory=dict)

    @property
    def parties(self) -> list[int]:
        return [place for place, what in self.headings.items() if what in PARTIES]

    def close(self) -> None:
        """End the table that is being read."""
        if self.rows:
            roles = frozenset(self.headings[place] for place in self.parties)
            end = max([*(row.end for row in self.rows), *(cell.end for cell in self.skipped)])
            self.tables.append(Table(self.start, end, self.form, roles, tuple(self.rows), tuple(self.skipped)))
        self.rows, self.skipped, self.last = [], [], {}

    def head(self, headings: dict[int, str], start: int) -> None:
        """Begin a table, unless the headings only repeat those of the page before."""
        if not (self.rows and headings and headings.items() <= self.headings.items()):
            self.close()
            self.start = start
            self.headings = headings
        self.last = {}

    def groups(self, rows: Sequence[Sequence[Box]]) -> list[frozenset[int]]:
        """For each row of a table the columns that name no task of its own, but one that it shares with others.

        Such a cell reaches into the row below, which names its own task right of it and its own bodies. If both columns
        have headings of one meaning (重点事项, 具体任务), the left one groups tasks everywhere, over a single row too.
        """
        ranked = sorted(place for place, what in self.headings.items() if what in columns().task)
        found: list[frozenset[int]] = []
        everywhere: set[int] = set()
        below: frozenset[int] = frozenset()
        for boxes in reversed(rows):
            found.append(below)
            own = {place for place, box in enumerate(boxes) if box.fragments and not box.repeated}
            first = next((place for place in ranked if place in own), 0)
            below = frozenset(place for place in ranked if place < first)
            if _is_section(boxes) or own.isdisjoint(self.parties):
                below = frozenset()
            everywhere.update(place for place in below if self.headings[place] == self.headings[first])
        return [places | everywhere for places in reversed(found)]

    def row(self, boxes: Sequence[Box], groups: frozenset[int]) -> None:
        """Read a row of data, in which the columns of `groups` name no task of its own."""
        if len(boxes) <= min(self.parties) or _is_section(boxes) or self._adds_up(boxes):
            return
        filled = {place: self._box(boxes, place) for place in range(len(boxes))}
        task = self._task(filled, boxes, groups)
        parties = [found for place in self.parties for found in self._named(place, filled.get(place))]
        before, self.last = self.last, filled
        above, self.task = self.task, task
        if before and task == above and self._repeats(boxes, task):
            return
        self._take(filled, task, parties, boxes)

    def _adds_up(self, boxes: Sequence[Box]) -> bool:
        """Whether a row names no bodies but sums: 合计."""
        first = next((box for box in boxes if box.fragments), Box())
        named = (boxes[place] for place in self.parties if place < len(boxes))
        return _said(self.text, first).startswith(columns().sums) and not any(
            box.fragments for box in named if box is not first
        )

    def _take(self, filled: dict[int, Box], task: int, parties: list[tuple[str, Cell]], boxes: Sequence[Box]) -> None:
        own = [cell for box in boxes if not box.repeated for cell in box.fragments]
        title = filled[task].fragments if task >= 0 else ()
        readable = [(role, cell) for role, cell in parties if names.may_read(words(self.text, cell).text)]
        if title and readable:
            every = own or [*title, *(cell for _, cell in readable)]
            span = min(c.start for c in every), max(c.end for c in every)
            self.rows.append(Row(*span, self._whole(title), tuple(readable), tuple(self._others(filled, task))))
        dropped = [cell for pair in parties if pair not in readable for cell in [pair[1]]]
        if dropped:
            self.skipped.extend(dropped)
        elif own and (title or parties) and not (title and readable) and not self._names_nobody(filled):
            self.skipped.append(Cell(own[0].start, max(cell.end for cell in own)))

    def _others(self, filled: Mapping[int, Box], task: int) -> Iterator[tuple[str, Cell]]:
        """The cells that say something of the task besides its name and its bodies."""
        for place, box in filled.items():
            what = self.headings.get(place, "")
            if what not in PARTIES and place != task and box.fragments:
                yield what, self._whole(box.fragments)

    def _names_nobody(self, filled: dict[int, Box]) -> bool:
        return any(names.nobody(_said(self.text, filled[place])) for place in self.parties if place in filled)

    def _whole(self, fragments: Sequence[Cell]) -> Cell:
        cell = join(list(fragments))
        holes = [hole for hole in cell.holes if not self.text.raw[hole[0] : hole[1]].isspace()]
        return Cell(cell.start, cell.end, tuple(holes))

    def _box(self, boxes: Sequence[Box], place: int) -> Box:
        """A box with its words; a party's empty one left of the task goes on with the one above."""
        box = boxes[place]
        if place not in self.parties:
            return box
        above = self.last.get(place)
        said = _said(self.text, box)
        inherits = said in columns().above or (not said and place < self._first_task())
        return Box(above.fragments, repeated=True) if inherits and above is not None else box

    def _first_task(self) -> int:
        found = [place for place, what in self.headings.items() if what in columns().task and what != "类别"]
        return min(found, default=-1)

    def _named(self, place: int, box: Box | None) -> Iterator[tuple[str, Cell]]:
        """The bodies of a cell with the label role of their column, or of a label above them in the cell."""
        role = self.headings[place]
        lines: list[Cell] = []
        for cell in box.fragments if box is not None else ():
            label = meaning(words(self.text, cell).text)
            if label in PARTIES:
                yield from ((role, body) for body in self._cells(lines))
                role, lines = label, []
            else:
                lines.append(cell)
        yield from ((role, body) for body in self._cells(lines))

    def _cells(self, lines: Sequence[Cell]) -> list[Cell]:
        said = [(cell, words(self.text, cell).text) for cell in lines]
        # A deadline between the lines of a cell slipped over from the column beside it.
        return names.cells(self.text, [cell for cell, of in said if not names.nobody(of) and not names.is_time(of)])

    def _task(self, filled: dict[int, Box], boxes: Sequence[Box], groups: frozenset[int]) -> int:
        """The column that names the task of a row: the best one whose cell is the row's own."""
        ranked = [
            place for what in columns().task for place, other in sorted(self.headings.items()) if other == what
        ] or self._unknown(filled)
        ranked.sort(key=lambda place: place in groups)
        own = [place for place in ranked if place < len(boxes) and boxes[place].fragments]
        fresh = [place for place in own if not boxes[place].repeated]
        if fresh and (not own or fresh[0] == own[0] or not self._repeats(boxes, own[0])):
            return fresh[0]
        return own[0] if own else -1

    def _repeats(self, boxes: Sequence[Box], task: int) -> bool:
        """Whether a row only goes on with the task and the bodies of the one above."""
        places = [task, *(place for place in self.parties if place < len(boxes))]
        return task >= 0 and all(boxes[place].repeated for place in places)

    def _unknown(self, filled: dict[int, Box]) -> list[int]:
        """Where no heading is known to name tasks: the column with most words among the unknown ones."""
        lengths = {place: len(_said(self.text, box)) for place, box in filled.items() if place not in self.headings}
        return sorted(lengths, key=lambda place: -lengths[place])[:1]


@dataclass(frozen=True, slots=True)
class _Above:
    """What a part of a table leaves to the next one: its headings by column, how wide it is, where it ends."""

    headings: dict[int, str]
    width: int
    end: int


def read_parts(text: Text, grids: Iterable[Grid], form: str) -> Iterator[Table]:
    """The tables in grids that follow each other; one without headings of its own goes on with the one before.

    So do the parts of a table that a page, a note, 续表, the heading of a part or a sheet keeps apart, where their
    columns hold what the headings say.
    """
    above: _Above | None = None
    for grid in (turned(text, grid) for grid in grids):
        filled = [cell for boxes in grid for box in boxes for cell in box.fragments]
        if not filled:
            continue
        start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
        width = max(len(boxes) for boxes in grid)
        headings = _headings_of(text, grid)
        part = above is not None and not headings and _goes_on(text, above.end, start)
        fits = part and above is not None and above.width == width and _agrees(text, grid, above.headings)
        carried = above.headings if fits and above is not None else {}
        found = [*read(text, grid, form, carried)]
        yield from found
        if part and not found and _names_bodies(text, grid):
            # It has bodies and no heading that tells what they do: somebody must look.
            first = [cell for box in grid[0] for cell in box.fragments] or filled
            yield Table(start, end, form, frozenset(), (), (Cell(first[0].start, max(c.end for c in first)),))
        above = _Above(headings or carried, width, end) if headings or carried else None


def _names_bodies(text: Text, grid: Grid) -> bool:
    """Whether a column of a grid holds nothing but names of bodies, in more than one row or beside other words."""
    for place in range(max(len(boxes) for boxes in grid)):
        column = [said for boxes in grid if place < len(boxes) and (said := _said(text, boxes[place]))]
        if column and len(column) == len(grid) and all(names.reads(said) for said in column):
            return any(len(boxes) > 1 for boxes in grid)
    return False


def _headings_of(text: Text, grid: Grid) -> dict[int, str]:
    """The headings that are in force at the end of a grid; those of two rows are put together."""
    last: dict[int, str] = {}
    heading = False
    for number, boxes in enumerate(grid):
        found = _headings(text, boxes, first=number == 0)
        if found is not None:
            last = {**last, **found} if heading else found
        heading = found is not None
    return last


def _goes_on(text: Text, end: int, start: int) -> bool:
    """Whether nothing stands between two grids but notes, 续表 or the heading of a part of the table."""
    lines = [line.strip(" |") for line in text.folded[end:start].split("\n") if line.strip(" |")]
    return len(lines) <= _MOST_BETWEEN and all(
        len(line) <= _LONGEST_BETWEEN and not _CAPTION.match("".join(line.split())) for line in lines
    )


def _agrees(text: Text, grid: Grid, headings: dict[int, str]) -> bool:
    """Whether the columns of a grid hold what headings say: bodies, times, numbers, and words where tasks are named."""
    named = False
    for place, what in headings.items():
        cells = [
            said
            for boxes in grid
            if place < len(boxes) and not _is_section(boxes)
            if (said := _said(text, boxes[place]))
        ]
        if what in PARTIES:
            named = named or bool(cells)
            fits = all(names.reads(said) or names.nobody(said) or said in columns().above for said in cells)
        elif what == "序号":
            fits = all(len(said) < _LONGEST_NUMBER for said in cells)
        elif what in columns().task:
            fits = bool(cells) and not all(names.nobody(said) or said.isdigit() for said in cells)
        else:
            fits = True
        if not fits:
            return False
    return named


def read(text: Text, grid: Grid, form: str, carried: dict[int, str] | None = None) -> Iterator[Table]:
    """The tables of responsibilities in a grid: each begins with a row of headings of which one names bodies.

    Args:
        carried: the headings of the grid before, where this one goes on with it.
    """
    marked = [*_marked(text, grid)]
    if marked:
        roles = frozenset(role for row in marked for role, _ in row.parties)
        start = min(cell.start for box in grid[0] for cell in box.fragments)
        yield Table(start, max(row.end for row in marked), form, roles, tuple(marked))
        return
    grid = _aligned(text, turned(text, grid))
    reader = _Reader(text, form, 0)
    heads: dict[int, str] = {}
    ahead: deque[frozenset[int]] = deque()
    if grid and _headings(text, grid[0], first=True) is None:
        reader.head(carried or _guess(text, grid), min((c.start for box in grid[0] for c in box.fragments), default=0))
    for number, boxes in enumerate(grid):
        found = _headings(text, boxes, first=number == 0)
        if found is not None:
            heads = {**heads, **found}
            start = min(cell.start for box in boxes for cell in box.fragments)
            reader.head({} if "诉求" in heads.values() else heads, start)
            continue
        if heads or not ahead:
            rows = takewhile(lambda below: _headings(text, below, first=False) is None, grid[number:])
            ahead = deque(reader.groups([*rows]))
        heads, groups = {}, ahead.popleft()
        if reader.parties:
            reader.row(boxes, groups)
    reader.close()
    yield from reader.tables


def _aligned(text: Text, grid: Grid) -> Grid:
    """Rows that lost the cells which a row above them shares with them, moved to the columns that they fill."""
    rows: list[Sequence[Box]] = []
    headings: dict[int, str] = {}
    width = 0
    for number, boxes in enumerate(grid):
        found = _headings(text, boxes, first=number == 0)
        if found is not None:
            headings, width = {**headings, **found}, len(boxes)
        elif 1 < len(boxes) < width and _moved(text, boxes, headings, width - len(boxes)):
            boxes = [Box()] * (width - len(boxes)) + [*boxes]
        rows.append(boxes)
    return rows


def _moved(text: Text, boxes: Sequence[Box], headings: dict[int, str], by: int) -> bool:
    """Whether numbers and bodies stand so many columns left of their headings."""
    numbers = [place for place, what in headings.items() if what == "序号"]
    bodies = [place for place, what in headings.items() if what in PARTIES]

    filled = [boxes[place - by].fragments for place in bodies if by <= place < len(boxes) + by]
    cells = [cell for fragments in filled for cell in names.cells(text, [*fragments])]
    counted = all(by <= place and _said(text, boxes[place - by]).isdigit() for place in numbers)
    return counted and bool(cells) and all(names.may_read(words(text, cell).text) for cell in cells)


def _marked(text: Text, grid: Sequence[Sequence[Box]]) -> Iterator[Row]:
    """The rows of a table whose marks tell the roles of the bodies at the heads of its columns."""
    said = [[_said(text, box) for box in boxes] for boxes in grid]
    head = matrix.heads(said)
    if head is None:
        return
    place = _task_of(said[: head + 1])
    for number, parties in matrix.rows(text.folded, said[head:]):
        boxes = grid[head + number]
        task, own = boxes[place].fragments, [cell for box in boxes if not box.repeated for cell in box.fragments]
        if task:
            named = tuple((role, join(list(grid[head][column].fragments))) for role, column in parties)
            yield Row(min(c.start for c in own), max(c.end for c in own), join(list(task)), named)


def _task_of(heads: Sequence[Sequence[str]]) -> int:
    """The column whose heading names tasks, else the first."""
    known = {place: meaning(heading) for row in heads for place, heading in enumerate(row) if heading}
    return next((place for what in columns().task for place, other in sorted(known.items()) if other == what), 0)


def _guess(text: Text, grid: Sequence[Sequence[Box]]) -> dict[int, str]:
    """Columns of a grid whose headings are lost, where what the cells say leaves no doubt; empty where it does."""
    width = max((len(boxes) for boxes in grid), default=0)
    full = max((sum(bool(box.fragments) for box in boxes) for boxes in grid[:_MAX_GUESS]), default=0)
    # A row of sums above or below the others has hardly a cell.
    rows = [boxes for boxes in grid[:_MAX_GUESS] if 2 * sum(bool(box.fragments) for box in boxes) > full]
    found: dict[int, str] = {}
    for place in range(width if width < _MAX_GUESS else 0):
        said = [_said(text, boxes[place]) for boxes in rows if place < len(boxes)]
        found[place] = _column([words for words in said if words])
    bodies = [place for place, what in found.items() if what in (DUTY, _CLAUSE)]
    number = next((place for place, what in found.items() if what == "序号"), -1)
    certain = DEADLINE in found.values() or _CLAUSE in found.values() or (bodies and bodies[0] < number)
    if not certain and len(rows) > 1 and len([what for what in found.values() if what == "序号"]) > 1:
        # A second column of figures below a caption of assessments: what each point is worth.
        start = min((cell.start for box in grid[0] for cell in box.fragments), default=0)
        certain = _ASSESSES.search(text.folded, max(0, start - _CAPTION_ABOVE), start) is not None
    if len(bodies) != 1 or not certain or "任务" not in found.values() or number < 0:
        return {}
    return {place: DUTY if what == _CLAUSE else what for place, what in found.items() if what}


def _column(said: list[str]) -> str:
    """What a column holds, by all of its cells."""
    if not said:
        return ""
    if all(names.is_time(cell) for cell in said):
        return DEADLINE
    if all(cell.rstrip(".、").isdigit() for cell in said):
        return "序号"
    if all(names.reads(cell) or names.nobody(cell) for cell in said):
        return _CLAUSE if any(names.clause(cell) for cell in said) else DUTY
    return "任务" if all(len(cell) > 3 for cell in said) else ""


def _said(text: Text, box: Box) -> str:
    return "".join(words(text, cell).text for cell in box.fragments)


def _headings(text: Text, boxes: Sequence[Box], *, first: bool) -> dict[int, str] | None:
    """What the columns are about; None for a row of data."""
    said = {place: _said(text, box) for place, box in enumerate(boxes)}
    filled = {place: heading for place, heading in said.items() if heading}
    if not filled or any(len(heading) > _MAX_HEADING for heading in filled.values()):
        return None
    known = {place: what for place, heading in filled.items() if (what := meaning(heading)) is not None}
    known = among_powers(filled, known)
    bodies = {place for place, what in known.items() if what in PARTIES}
    offices = {place for place in bodies if is_office(filled[place])}
    if offices < bodies:
        known |= dict.fromkeys(offices, OFFICE)
    several = len({filled[place] for place in known}) > 1 and len(known) * 2 >= len(filled)
    return known if several or (first and not set(known.values()).isdisjoint(PARTIES)) else None


def _is_section(boxes: Sequence[Box]) -> bool:
    """A row of one cell only: the name of a part of the table."""
    own = [box for box in boxes if box.fragments and not box.repeated]
    return len(own) <= 1 and len({box.fragments for box in boxes if box.fragments}) <= 1
