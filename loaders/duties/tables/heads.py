"""Lines of a table that lost its rules, and the runs of headings among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import maxsize

from loaders.duties.tables.model import Cell, Table
from loaders.lexicon.clauses import LEAD
from loaders.lexicon.columns import DEADLINE, DUTY, PARTIES, columns, meaning
from loaders.page.text import Text

# The end of a line or a gap behind a character that headings of columns of bodies end in. Patterns that open with one
# fixed character run many times faster than any that opens with the heading's own.
_HEAD_ENDS = tuple(re.compile(rf"{end}(?<=[位门工体室构区县头合办)|]{end})") for end in ("\n", " "))
_GAP = re.compile(r"[ |]{2,}|(?<=[\u4e00-\u9fff]{2})[ ](?=[\u4e00-\u9fff]{2})")
_SPACED = re.compile(r"\S+(?:(?<=\d)[ ](?=[年月日个家项%万亿元季])\S+|(?<=[年月])[ ](?=[底\d])\S+)*")
_LINE = re.compile(r"[^\n]+")
FOOTER = re.compile(r"\s*[—–\-·]+\s*\d{1,4}\s*[—–\-·]+\s*|\s*第\s*\d+\s*页.{0,12}")
NUMBER = re.compile(r"[|(]?\s*(\d{1,3})\s*[.、)|]?")
MAX_LINE = 400
MAX_HEAD = 40
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Line:
    """A fragment on a line of its own.

    Attributes:
        cell: its offsets.
        said: its words without white space.
        gap: whether a blank line stands before it.
    """

    cell: Cell
    said: str
    gap: bool

    @property
    def number(self) -> int | None:
        """The number that it holds, if it holds nothing else."""
        match = NUMBER.fullmatch(self.said)
        return int(match[1]) if match is not None else None


@dataclass(frozen=True, slots=True)
class Run:
    """Headings of columns that follow each other: the lines that hold them, and what they mean."""

    first: int
    last: int
    meanings: tuple[str | None, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """The columns of bodies, in order."""
        found = [what for what in self.meanings if what in PARTIES]
        # "责任单位" over "牵头单位" and "配合单位" is a heading of headings.
        if LEAD in found and found[0] == DUTY and found.index(LEAD) == 1 and len(found) > 2:
            found = found[1:]
        return tuple(found)

    @property
    def texts(self) -> tuple[str | None, ...]:
        """The columns of words on that side of the bodies on which the task stands."""
        places = [i for i, what in enumerate(self.meanings) if what in PARTIES]
        middle = places[0] if places else len(self.meanings)
        side = self.meanings[middle:] if self.parties_first else self.meanings[:middle]
        return tuple(what for what in side if what not in (*PARTIES, "序号", DEADLINE))

    @property
    def parties_first(self) -> bool:
        """Whether the bodies stand left of the tasks."""
        places = [i for i, what in enumerate(self.meanings) if what in columns().task and what != "类别"]
        bodies = [i for i, what in enumerate(self.meanings) if what in PARTIES]
        return bool(places and bodies) and bodies[0] < places[0]


def spans_of(tables: Sequence[Table]) -> Spans:
    """The stretches that tables fill, without overlaps."""
    spans: Spans = []
    for start, end in sorted((table.start, table.end) for table in tables):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def taken(place: int, spans: Spans) -> bool:
    """Whether an offset lies in one of the stretches."""
    at = bisect_right(spans, (place, maxsize)) - 1
    return at >= 0 and place < spans[at][1]


def find_heads(text: Text, spans: Spans) -> list[int]:
    """Where the headings of columns of bodies end that stand alone on their lines or between gaps."""
    folded = text.folded
    ends = {match.start() for pattern in _HEAD_ENDS for match in pattern.finditer(folded)}
    return [end for end in sorted({*ends, len(folded)}) if _is_head(folded, end) and not taken(end - 1, spans)]


def _is_head(folded: str, end: int) -> bool:
    line = folded.rfind("\n", max(0, end - MAX_LINE), end) + 1 or max(0, end - MAX_LINE)
    parts = _GAP.split(folded[max(line, end - MAX_HEAD) : end].rstrip(" |"))
    heading = parts[-1]
    if not heading or len(heading) > MAX_HEAD // 2:
        return False
    previous = folded[max(0, line - MAX_LINE) : max(0, line - 1)].rsplit("\n", 1)[-1]
    known = {meaning(heading), meaning(previous[-MAX_HEAD:] + heading)}
    return not known.isdisjoint(PARTIES) or meaning(_above(folded[line:end], previous) + heading) in PARTIES


def _above(line: str, previous: str) -> str:
    """The part of a heading above the last one of a line: of headings broken over lines the one in the same column."""
    at, above = len(_GAP.split(line.strip(" |"))) - 1, _GAP.split(previous.strip(" |"))
    return above[at] if 0 < at < len(above) else ""


def read_lines(text: Text, spans: Spans) -> Iterator[Line]:
    """The lines that hold words, without page numbers; a line of headings or cells with single gaps is taken apart."""
    folded = text.folded
    end = 0
    spaced = page = False
    for match in _LINE.finditer(folded):
        start, last = text.trim(*match.span())
        while start < last and folded[start] in "| ":
            start += 1
        while start < last and folded[last - 1] in "| ":
            last -= 1
        page = page or FOOTER.fullmatch(folded, start, last) is not None
        if start >= last or FOOTER.fullmatch(folded, start, last) or taken(start, spans):
            continue
        # What stands below a page's number may go on with the cell above it.
        gap = not page and folded.count("\n", end, start) > 1
        end, page = last, False
        parts = [m.span() for m in _SPACED.finditer(folded, start, min(last, start + MAX_LINE))]
        heading = len(parts) > 2 and sum(meaning(folded[a:b]) is not None for a, b in parts) > 2
        spaced = spaced or heading
        for number, (a, b) in enumerate(parts if spaced and last - start < MAX_LINE else [(start, last)]):
            yield Line(Cell(a, b), "".join(folded[a:b].split()), gap or number > 0)


def find_runs(lines: list[Line]) -> Iterator[Run]:
    """Spans of at least two headings; up to two short unknown ones may stand between."""
    place = 0
    while place < len(lines):
        found, end = _heading(lines, place)
        if found is None:
            place += 1
            continue
        first = place
        known: list[str | None] = [found]
        last = place = end
        unknown: list[None] = []
        while place < len(lines) and len(unknown) < 3:
            found, end = _heading(lines, place)
            if found is None and (len(lines[place].said) > 8 or lines[place].number is not None):
                break
            place = end
            if found is None:
                unknown.append(None)
                continue
            known.extend([*unknown, found])
            unknown = []
            last = end
        place = last
        if len({what for what in known if what is not None}) > 1:
            yield Run(first, last, tuple(known))


def _heading(lines: list[Line], place: int) -> tuple[str | None, int]:
    """What the heading at a line means, and where it ends; it may be broken in two."""
    line = lines[place]
    if len(line.said) > 16 or line.number is not None:
        return None, place + 1
    found = meaning(line.said)
    if place + 1 < len(lines) and len(line.said) < 6 and not lines[place + 1].gap:
        second = lines[place + 1].said
        whole = meaning(line.said + second)
        if whole is not None and found in (None, whole) and meaning(second) in (None, whole, "其他"):
            return whole, place + 2
    return found, place + 1
