"""Cards: forms whose labels stand beside what they name, in a grid (任务名称 | T) or on lines (任务名称：T).

A card may hold one task or several, side by side or one below the other; the labels come in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.duties.tables import names
from loaders.duties.tables.model import Box, Cell, Grid, Row, Table, words
from loaders.lexicon.columns import PARTIES, columns, fold, meaning
from loaders.page.text import Text

_LONGEST_LABEL, _MOST_ROWS = 12, 2_000
_LINE = re.compile(rf"[ \n]*(?P<label>[^\s:][^\n:]{{1,{_LONGEST_LABEL}}}) ?:(?P<value>[^\n]+)(?:\n|\Z)")
_HINT = re.compile(r"(?:名称|标题|题目) ?:")

_Record = dict[str, tuple[Box, Box]]
"""What a card says: label -> the box of the label and that of the value."""


def turned(text: Text, grid: Grid) -> Grid:
    """The grid of a card as rows below headings; any other grid as it is."""
    if not 1 < len(grid) <= _MOST_ROWS or not _is_card(text, grid):
        return grid
    records = [*_records(text, grid)]
    labels = {label: pair[0] for record in records for label, pair in record.items()}
    # The first place of a label makes the heading.
    for record in reversed(records):
        labels.update({label: pair[0] for label, pair in record.items()})
    if not any(_names_bodies(text, record) for record in records):
        return grid
    nothing = (Box(), Box())
    return [[*labels.values()], *([record.get(label, nothing)[1] for label in labels] for record in records)]


def _is_card(text: Text, grid: Grid) -> bool:
    """Whether the first column of a grid holds labels, and no row is one of headings."""
    labels: list[str | None] = []
    for boxes in grid:
        own = [box for box in boxes if box.fragments and not box.repeated]
        if len(boxes) < 2 or (len(own) < 2 and own == [boxes[0]] and not boxes[1].fragments):
            continue  # a title
        label = _said(text, boxes[0])
        if not label or len(label) > _LONGEST_LABEL or _meaning(text, boxes[1]) is not None:
            return False
        labels.append(meaning(label))
    known = [label for label in labels if label is not None]
    tasks = set(columns().task) - {"类别"}
    return 2 * len(known) > len(labels) and not tasks.isdisjoint(known) and not set(PARTIES).isdisjoint(known)


def _records(text: Text, grid: Grid) -> Iterator[_Record]:
    """The cards of a grid; a label that a card has already begins the next one."""
    open_: list[_Record] = []
    for boxes in grid:
        pairs = [*_pairs(text, boxes)]
        said = [_said(text, label) for label, _, _ in pairs]
        if any(label in record for record in open_ for label in said):
            yield from open_
            open_ = []
        for label, (box, value, column) in zip(said, pairs, strict=True):
            while len(open_) <= column:
                open_.append({})
            if value.fragments:
                open_[column][label] = box, value
    yield from open_


def _pairs(text: Text, boxes: Sequence[Box]) -> Iterator[tuple[Box, Box, int]]:
    """Label, value and number of the card for each value of a row."""
    side_by_side = len(boxes) > 3 and _meaning(text, boxes[2]) is not None
    if side_by_side:
        yield from ((boxes[at], boxes[at + 1], 0) for at in range(0, len(boxes) - 1, 2) if boxes[at].fragments)
    elif boxes and boxes[0].fragments:
        last = boxes[1:2]
        for column, box in enumerate(boxes[1:]):
            # A value over the whole width belongs to one card.
            if not (box.repeated and last and box.fragments == last[0].fragments and column):
                yield boxes[0], box, column


def _names_bodies(text: Text, record: _Record) -> bool:
    return any(meaning(label) in PARTIES and names.reads(_said(text, pair[1])) for label, pair in record.items())


def _meaning(text: Text, box: Box) -> str | None:
    return meaning(_said(text, box))


def _said(text: Text, box: Box) -> str:
    return "".join(words(text, cell).text for cell in box.fragments)


# -- cards on lines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """A line of a card: where it begins, what its label says, its value."""

    start: int
    label: str
    value: Cell


def cards(text: Text) -> Iterator[Table]:
    """The tasks of lines with a label and a colon, of which one is the task's name."""
    if not _HINT.search(text.folded):
        return
    for run in _runs(text):
        rows = [_row(record) for record in _split(run)]
        if all(row is not None for row in rows):
            found = tuple(row for row in rows if row is not None)
            roles = frozenset(role for row in found for role, _ in row.parties)
            yield Table(found[0].start, found[-1].end, "cards", roles, found)


def _runs(text: Text) -> Iterator[list[_Field]]:
    """Lines with known labels that follow each other."""
    run: list[_Field] = []
    end = 0
    for match in _LINE.finditer(text.folded):
        label = fold(match["label"])
        if meaning(label) is None or text.in_table(match.start("label")):
            continue
        if text.folded[end : match.start()].strip() and run:
            yield run
            run = []
        run.append(_Field(match.start("label"), label, Cell(*text.trim(*match.span("value")))))
        end = match.end()
    if run:
        yield run


def _split(run: Sequence[_Field]) -> Iterator[list[_Field]]:
    record: list[_Field] = []
    for field in run:
        if any(field.label == one.label for one in record):
            yield record
            record = []
        record.append(field)
    yield record


def _row(record: Sequence[_Field]) -> Row | None:
    """The row that a card makes; None where it names no task, or nobody."""
    task = next((field for field in record if _is_title(field.label)), None)
    said = [(meaning(field.label) or "", field) for field in record if field is not task]
    parties = tuple((what, field.value) for what, field in said if what in PARTIES)
    if task is None or not parties:
        return None
    others = tuple((what, field.value) for what, field in said if what not in PARTIES)
    return Row(record[0].start, max(field.value.end for field in record), task.value, parties, others)


def _is_title(label: str) -> bool:
    return meaning(label) in columns().task and label.endswith(columns().titles)
