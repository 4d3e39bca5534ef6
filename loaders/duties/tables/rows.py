"""One row of a table with a cell a line: which lines name bodies, which the task.

What a line says (a number, bodies, a deadline, other words) decides where it belongs, together with the order of the
columns: printers tear cells apart, and dumps put them out of order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from loaders.duties.tables import names
from loaders.duties.tables.heads import Line, Run
from loaders.duties.tables.model import Cell, Row, join
from loaders.lexicon.columns import DEADLINE, columns
from loaders.page.text import Text

_MAX_CELL = 8
_ITEM = re.compile(r"(?:\d{1,3}[.、](?!\d)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))(?=.)")
_PLACES = ("镇", "乡", "街道", "村", "社区", "镇(街道)")
Kind = Literal["party", "nobody", "time", "text"]


def kind_of(said: str) -> Kind:
    """What a line says, by its words alone."""
    if names.nobody(said):
        return "nobody"
    if names.is_time(said):
        return "time"
    return "party" if names.reads(said.strip("、,;")) else "text"


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Lines of a row that follow each other and name bodies; deadlines and words of the task may stand between them."""

    first: int
    last: int
    lines: tuple[Line, ...]
    between: tuple[Line, ...] = ()


def read_row(
    text: Text, chunk: list[Line], run: Run, inherited: tuple[tuple[str, Cell], ...], *, last: bool
) -> Row | None:
    """The row that some lines make; None where they name no bodies, or no task.

    Args:
        inherited: the bodies of the row above, for tables in which they stand left of several tasks.
        last: whether nothing tells where the row ends.
    """
    found = _clusters(chunk)
    if not found:
        return _inherit(chunk, run, inherited)
    # A title may look like a body's name (城西医院): where the end is not known, the first with words before it.
    named = [cluster for cluster in found if cluster.first > 0] or found
    if last and "其他" in run.meanings:
        # A column of places may stand before that of bodies.
        named = [cluster for cluster in named if not _is_place(cluster)] or named[-1:]
        if _is_place(named[0]) and len(chunk) < len(run.meanings) - 1:
            return None
    cluster = found[0] if run.parties_first else named[0] if last else found[-1]
    if not run.parties_first and _broken_by(chunk, found, len(run.parties)):
        cluster = _one(chunk, found)
    parties = _assign(text, cluster, run.parties)
    first = chunk[:1] if run.parties_first else chunk[: cluster.first]
    rest = chunk[cluster.last :] if run.parties_first else _tail(chunk, cluster, last=last)
    before = [line for line in (rest if run.parties_first else first) if kind_of(line.said) in ("text", "party")]
    if not parties or not before:
        return None
    task = _task(text, before, [] if run.parties_first else rest, run)
    spans = [task, *(cell for _, cell in parties)]
    times = tuple((DEADLINE, line.cell) for line in chunk if DEADLINE in run.meanings and kind_of(line.said) == "time")
    return Row(min(c.start for c in spans), max(c.end for c in spans), task, parties, times)


def _is_place(cluster: _Cluster) -> bool:
    return all(line.said.endswith(_PLACES) for line in cluster.lines)


def _inherit(chunk: list[Line], run: Run, inherited: tuple[tuple[str, Cell], ...]) -> Row | None:
    """A body that stands left of several tasks is written once."""
    before = [line for line in chunk if kind_of(line.said) == "text"]
    if not run.parties_first or not inherited or not before:
        return None
    return Row(before[0].cell.start, before[-1].cell.end, _block(before, run), inherited)


def _broken_by(chunk: list[Line], found: list[_Cluster], count: int) -> bool:
    """Whether the first of two columns of bodies stands in the middle of a task that broke off at a comma."""
    first = found[0]
    return len(found) == count == 2 and first.first > 0 and chunk[first.first - 1].said[-1] in "、,;"


def _one(chunk: list[Line], found: list[_Cluster]) -> _Cluster:
    """The bodies of a row whose task goes on between them."""
    first, second = found
    between = [line for line in chunk[first.last : second.first] if kind_of(line.said) == "text"]
    lines = (*first.lines, *second.lines)
    return _Cluster(first.first, second.last, lines, (*first.between, *between, *second.between))


def _clusters(chunk: list[Line]) -> list[_Cluster]:
    """The longest stretches of lines that read as bodies."""
    found: list[_Cluster] = []
    place = 0
    while place < len(chunk):
        end, lines = _reach(chunk, place)
        if not lines:
            place += 1
            continue
        between = [line for line in chunk[place:end] if line not in lines and kind_of(line.said) == "text"]
        if found and all(kind_of(line.said) == "time" for line in chunk[found[-1].last : place]):
            before = found.pop()
            place, lines, between = before.first, [*before.lines, *lines], [*before.between, *between]
        if any(not names.nobody(line.said) for line in lines):
            found.append(_Cluster(place, end, tuple(lines), tuple(between)))
        place = end
    return found


def _reach(chunk: list[Line], place: int) -> tuple[int, list[Line]]:
    """Where the bodies that begin at a line end, and the lines that name them; none if none do."""
    if names.nobody(chunk[place].said):
        return place + 1, [chunk[place]]
    said, end = "", place
    taken: list[Line] = []
    whole: list[Line] = []
    for number in range(place, min(len(chunk), place + _MAX_CELL)):
        line = chunk[number].said
        if number > place and (names.is_time(line) or _breaks_in(said, chunk[number])):
            continue
        if number > place and chunk[number].gap and said[-1] not in "、,;":
            break
        if whole and whole == taken and not names.goes_on(said, line):
            break
        said += line
        taken.append(chunk[number])
        if len(said) > 300 or (number == place and not _begins(chunk[number])):
            break
        if names.reads(said.strip("、,;")):
            end, whole = number + 1, [*taken]
    return end, whole


def torn(lines: list[Line], place: int) -> int:
    """Where the lines end that together name bodies though the one at `place` breaks off in a name; `place` if none.

    "省林业局、贵州" above "大学".
    """
    if kind_of(lines[place].said) != "text":
        return place
    chunk = lines[place : place + _MAX_CELL]
    return place + _reach(chunk, 0)[0] if _begins(chunk[0]) else place


def _breaks_in(said: str, line: Line) -> bool:
    """Whether a line is words of the task between two lines of bodies, of which the first ends in a comma."""
    return said[-1] in "、,;" and not line.gap and kind_of(line.said) == "text" and not names.opens(line.said)


def _begins(line: Line) -> bool:
    """Whether a line may be the first of a cell of bodies: it opens with a whole name, or with a torn one."""
    first = names.first(line.said)
    torn = first == line.said and len(first) > 1 and (line.gap or names.opens(first))
    return torn or names.reads(first) or names.clause(line.said)


def _assign(text: Text, cluster: _Cluster, roles: tuple[str, ...]) -> tuple[tuple[str, Cell], ...]:
    """Give each line of bodies its column."""
    groups = _columns(text, cluster, len(roles))
    if len(groups) > len(roles):
        return ()
    result: list[tuple[str, Cell]] = []
    for role, group in zip(roles, groups, strict=False):
        said = [line for line in group if not names.nobody(line.said)]
        result.extend((role, cell) for cell in names.cells(text, [line.cell for line in said]))
    return tuple(result)


def _columns(text: Text, cluster: _Cluster, count: int) -> list[list[Line]]:
    lines = cluster.lines
    if count == 1:
        return [list(lines)]
    if len(lines) == count and (count > 2 or not any(line.said[-1] in "、,;" for line in lines[:-1])):
        return [[line] for line in lines]
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not line.gap and not names.nobody(line.said):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if len(blocks) > 1:
        return blocks
    made = names.cells(text, [line.cell for line in lines])
    return [[line for line in lines if cell.start <= line.cell.start < cell.end] for cell in made]


def _tail(chunk: list[Line], cluster: _Cluster, *, last: bool) -> list[Line]:
    """Words behind the bodies that go on with the task, with no blank line before them.

    Where nothing tells where the row ends, they do so only if the task broke off at a comma.
    """
    rest = [*cluster.between]
    ended = last and (cluster.first == 0 or chunk[cluster.first - 1].said[-1] not in "、,;")
    for line in chunk[cluster.last :]:
        if ended or line.gap or line.number is not None or kind_of(line.said) != "text":
            break
        rest.append(line)
    return rest


def _task(text: Text, before: list[Line], rest: list[Line], run: Run) -> Cell:
    """The cell that names the task; words behind the bodies join it if it is the cell that they broke into."""
    numbered = [place for place, line in enumerate(before) if _ITEM.match(line.said)]
    # Headings of parts stand above the first row below them: "一、…", "(一)…", "1.…".
    cell = _block(before[numbered[-1] :] if numbered else before, run)
    if rest and cell.end == before[-1].cell.end and not run.parties_first:
        return join([cell, *(line.cell for line in rest)])
    return cell


def _block(lines: list[Line], run: Run) -> Cell:
    """Of the words of a row, the cell in the column that names the task."""
    texts = run.texts or (None,)
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not line.gap:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if len(blocks) == 1 and len(texts) > 1 and len(lines) > 1:
        blocks = [[lines[0]], lines[1:]]
    best = min(range(len(texts)), key=lambda place: _rank(texts[place]))
    # Fewer cells than columns: the first ones span several rows and stand further up.
    place = max(0, min(len(blocks) - 1, best - max(0, len(texts) - len(blocks))))
    return join([line.cell for line in blocks[place]]) if len(texts) > 1 else join([line.cell for line in lines])


def _rank(what: str | None) -> int:
    order = columns().task
    return order.index(what) if what in order else len(order) + (what is not None)
