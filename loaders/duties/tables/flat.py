"""Tables whose cells stand in one line with nothing between them: "1湿地公园续建5000市城投公司区林业局张某某".

The headings that run together tell the order of the columns. A row runs from its number to the next one; in it the
names of bodies are found, beside the persons and deadlines that their neighbours hold; before them stands the task.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from loaders.duties.tables import names
from loaders.duties.tables.model import Cell, Row, Table
from loaders.lexicon.brackets import mask_inner
from loaders.lexicon.columns import CONTACT, DEADLINE, LEADER, PARTIES, columns, meaning
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.text import Squeezed, Text

_HEAD = re.compile(r"(?:序号|编号)(?=[\u4e00-\u9fff(])")
_OF_BODIES = re.compile(r"[位门体构]")
_BODIES = re.compile(r"(?:单位|部门|主体|业主)$")
_HAN = re.compile(r"[\u4e00-\u9fff“《(]")
_PAGE_MARK = re.compile(r"\s*(\d{1,2})、")
_FIRST_ROW = re.compile(r"\s*1(?:[.、)]|(?!\d))")
_LONGEST, _MOST, _UNKNOWN, _REGION = 18, 14, 8, 30_000
_MIN_COLUMNS, _MIN_TASK, _MAX_BODIES, _MAX_NAME = 3, 2, 240, 24
_ENDS = frozenset("局委办厅部院会处团司府心道镇乡队站校园区县市州社行旗所馆中联店集班)")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*")
_SEVERAL, _ONE = re.compile(r"(?:[\u4e00-\u9fff]{2,4}?、)+"), re.compile(r"[\u4e00-\u9fff]+(?<![省市县区镇乡])")
_SENTENCE = re.compile(r"[。;!]")
_TITLE_END = re.compile(r"[,。;:!]")
_CONTENT = re.compile(r"(?:实施|落实|完成|新建|建成|新增|开展|推进|启动)")
"""Words that the description of an item begins with, behind its title."""
_JOINS = "、,/和及与"
_PAIRS = frozenset({"乡镇", "镇街", "县区", "县市", "市区", "区县", "委办", "局委"})
"""Two ends of which the second still belongs to the name: 事发地乡镇."""
_PLACE = re.compile(r"..[市县区镇乡]")
_INNER = re.compile(r"办公[室厅]|[^市县区镇乡省州]{2,4}部$|政研室|改革办|党校")
_BROKEN = re.compile(r"[,;。:、\d]")

_TEXT, _PERSONS, _TIME, _PARTY, _OTHER_BODY = "words", "persons", "time", "party", "body"


@dataclass(frozen=True)
class _Columns:
    """The columns right of the number: what each holds, and what the columns of bodies mean."""

    kinds: tuple[str, ...]
    roles: tuple[str | None, ...]

    @property
    def behind(self) -> tuple[str, ...]:
        """The kinds of columns behind the last one of words."""
        last = max((at for at, kind in enumerate(self.kinds) if kind == _TEXT), default=-1)
        return self.kinds[last + 1 :]

    @property
    def at_the_end(self) -> bool:
        """Whether the bodies stand behind all columns of words."""
        return _PARTY in self.behind

    @property
    def group(self) -> tuple[str, ...]:
        """The columns of bodies and what stands among them: persons before, deadlines behind."""
        if self.at_the_end:
            return self.behind
        first = next(at for at, kind in enumerate(self.kinds) if kind in (_PARTY, _OTHER_BODY))
        last = max(at for at, kind in enumerate(self.kinds) if kind in (_PARTY, _OTHER_BODY))
        while first > 0 and self.kinds[first - 1] in (_PERSONS, _TIME):
            first -= 1
        return self.kinds[first : last + 1]


_Span = tuple[int, int]


@dataclass(frozen=True)
class _Group:
    """The bodies of a row: where the group begins and ends, and the lists of its columns."""

    start: int
    end: int
    cells: tuple[_Span, ...]


def flat(text: Text) -> Iterator[Table]:
    """Tables below headings that run together, of which one names bodies."""
    done = 0
    for match in _HEAD.finditer(text.folded):
        if match.start() < done or not _OF_BODIES.search(text.folded, match.end(), match.end() + _LONGEST * _MOST):
            continue
        heads, end = _headings(text.folded, match.start())
        done = end
        known = _columns(heads)
        if len(heads) < _MIN_COLUMNS or _PARTY not in known.kinds or not _FIRST_ROW.match(text.folded, end):
            continue
        table = _table(text, match.start(), end, known)
        if table is not None:
            done = table.end
            yield table


def _headings(folded: str, place: int) -> tuple[list[str], int]:
    """The headings that follow each other from a place on, and where they end; unknown words may stand between."""
    found: list[str] = []
    while len(found) < _MOST:
        known = _heading(folded, place)
        skipped = 0
        while known == place and skipped < _UNKNOWN and _HAN.match(folded, place + skipped):
            skipped += 1
            known = _heading(folded, place + skipped) if skipped > 1 else place
            known = place if known == place + skipped else known
        if known == place:
            break
        if skipped:
            found.append(folded[place : place + skipped])
        found.append(folded[place + skipped : known])
        place = known
    return found, place


def _heading(folded: str, place: int) -> int:
    """Where the longest heading that begins at a place ends; the place itself where none does."""
    ends = [end for end in range(min(len(folded), place + _LONGEST), place + 1, -1) if _is_heading(folded, place, end)]
    if not ends:
        return place
    # 重点任务责任单位 is one heading of bodies in a table with lines, and two headings where they run together.
    bodies = meaning(folded[place : ends[0]]) in PARTIES
    two = (
        end for end in ends[1:] if meaning(folded[place:end]) in columns().task and _is_heading(folded, end, ends[0])
    )
    return next(two, ends[0]) if bodies else ends[0]


def _is_heading(folded: str, place: int, end: int) -> bool:
    words = folded[place:end]
    whole = words[-1] not in "(、" and folded[end : end + 1] not in (")", "(") and not any(c in " \n\t" for c in words)
    return whole and meaning(words) is not None


def _columns(heads: Sequence[str]) -> _Columns:
    kinds: list[str] = []
    roles: list[str | None] = []
    for head in heads[1:]:
        what = meaning(head)
        if what in PARTIES:
            kinds.append(_PARTY)
        elif _BODIES.search(head):
            kinds.append(_OTHER_BODY)
        else:
            kinds.append(
                {LEADER: _PERSONS, CONTACT: _PERSONS, "人员": _PERSONS, DEADLINE: _TIME}.get(what or "", _TEXT)
            )
        roles.append(what if what in PARTIES else None)
    return _Columns(tuple(kinds), tuple(roles))


def _table(text: Text, start: int, end: int, columns: _Columns) -> Table | None:
    said = _words(text, start, end)
    rows: list[Row] = []
    skipped: list[Cell] = []
    place, number = 0, 1
    mark = _number(said, place, number)
    last = end
    while mark is not None:
        stop, following = _row_end(text, said, mark, number + 1, columns)
        found = [*_rows(said, mark, stop, columns)]
        rows.extend(found)
        if found:
            last = max(row.end for row in found)
        elif following is not None or stop - mark < _MAX_BODIES:
            skipped.append(Cell(*said.span(mark, stop)))
        number += 1
        mark = following
    if not rows:
        return None
    roles = frozenset(what for what in columns.roles if what is not None)
    kept = [cell for cell in skipped if cell.start < cell.end]
    last = max([last, *(cell.end for cell in kept)])
    return Table(start, last, "flat", roles, tuple(rows), tuple(kept))


def _words(text: Text, start: int, end: int) -> Squeezed:
    """The words behind the headings, without the numbers of a platform's pages and repetitions of the headings."""
    folded = text.folded
    limit = min(len(folded), end + _REGION)
    head = folded[start:end]
    cuts = [match.span() for match in re.finditer(re.escape(head), folded[end:limit])]
    cuts = [(end + a, end + b) for a, b in cuts]
    line = folded.rfind("\n", 0, start) + 1
    page = _PAGE_MARK.match(folded, line, start)
    while page is not None:
        mark = re.compile(rf"\n\s*{int(page[1]) + 1}、").search(folded, page.end() if not cuts else end, limit)
        page = _PAGE_MARK.match(folded, mark.start()) if mark is not None else None
        if mark is not None:
            cuts.append(mark.span())
    chars: list[str] = []
    offsets: list[int] = []
    place = end
    for first, stop in (*sorted(cuts), (limit, limit)):
        part = text.squeeze(place, max(place, first))
        chars.append(part.text)
        offsets.extend(list(part.offsets)[: len(part.text)])
        place = max(place, stop)
    return Squeezed("".join(chars), [*offsets, limit])


def _fresh(said: Squeezed, at: int) -> bool:
    """Whether a figure begins at a place: none stands right before it."""
    return at == 0 or said.text[at - 1] not in "0123456789.-~—%+×" or said.offsets[at - 1] + 1 < said.offsets[at]


def _number(said: Squeezed, place: int, number: int) -> int | None:
    """Behind the next place where a row of that number may begin."""
    return next((end for _, end in _numbers(said, place, number)), None)


def _numbers(said: Squeezed, place: int, number: int) -> Iterator[_Span]:
    for match in re.finditer(rf"{number}[.、)]?(?=[\u4e00-\u9fff“《(])", said.text[place:]):
        start, end = place + match.start(), place + match.end()
        if _fresh(said, start):
            yield start, end


def _row_end(text: Text, said: Squeezed, start: int, number: int, columns: _Columns) -> tuple[int, int | None]:
    """Where the row that begins at a place ends, and where the next one begins, if there is one."""
    for end, following in _numbers(said, start + _MIN_TASK, number):
        if columns.at_the_end:
            if _at_end(said.text, start, end, columns) is not None:
                return end, following
            if said.text[end - 1] in "。;" and _inside(said.text, start, end, columns):
                return end, following
        elif said.text[end - 1] in "。;" or said.offsets[end - 1] + 1 < said.offsets[end]:
            return end, following
    return _last_end(text, said, start), None


def _last_end(text: Text, said: Squeezed, start: int) -> int:
    """The last row ends with its line."""
    line = text.folded.find("\n", said.offsets[start])
    return bisect_left(said.offsets, line) if line >= 0 else len(said.text)


def _rows(said: Squeezed, start: int, end: int, columns: _Columns) -> Iterator[Row]:
    """The row between two places; parts of it that each have bodies of their own are rows of their own."""
    words = said.text
    if not columns.at_the_end:
        group = _behind_task(words, start, end, columns)
        groups = [group] if group is not None else []
    else:
        groups = _inside(words, start, end, columns)
        closing = _at_end(words, groups[-1].end if groups else start, end, columns)
        groups = [*groups, *([closing] if closing is not None else [])]
    place = start
    for nth, group in enumerate(groups):
        title = _title(words, place, group.start, divided=nth == 0 and len(groups) > 1)
        if title is not None:
            stop = group.end if nth + 1 < len(groups) else end
            yield _row(said, title, group, (place, stop), columns)
        place = group.end


def _title(words: str, start: int, end: int, *, divided: bool) -> _Span | None:
    """The words of a row before its bodies, up to the first comma; of a divided row without the title of all parts."""
    mark = _TITLE_END.search(words, start, end)
    stop = mark.start() if mark is not None and mark.start() - start >= _MIN_TASK else end
    stop -= len(words[start:stop]) - len(words[start:stop].rstrip("0123456789."))
    if divided:
        content = _CONTENT.search(words, start + 4, stop)
        start = content.start() if content is not None else start
    return (start, stop) if stop - start >= _MIN_TASK else None


def _row(said: Squeezed, title: _Span, group: _Group, whole: _Span, columns: _Columns) -> Row:
    roles = [what for what, kind in zip(columns.roles, columns.kinds, strict=True) if kind in (_PARTY, _OTHER_BODY)]
    cells = [*group.cells]
    # One column takes one list; what is more belongs to the last.
    placed = [*zip(roles, cells, strict=False)]
    placed += [(roles[-1], cell) for cell in cells[len(roles) :]]
    parties = tuple((what, _cell(said, *cell)) for what, cell in placed if what is not None)
    return Row(*said.span(*whole), _cell(said, *title), parties)


def _cell(said: Squeezed, start: int, end: int) -> Cell:
    """A cell; what was taken out of the words is a hole in it."""
    offsets = [said.offsets[at] for at in range(start, end)]
    holes = tuple((a + 1, b) for a, b in pairwise(offsets) if b > a + 1)
    return replace(Cell(offsets[0], offsets[-1] + 1), holes=holes)


def _at_end(words: str, start: int, end: int, columns: _Columns) -> _Group | None:
    """The group of bodies that a row ends in; the first place from which its columns fill the rest of the row."""
    for begin in range(max(start + _MIN_TASK, end - _MAX_BODIES), end - 1):
        cells = _fill(words, begin, end, columns.behind, sure=_bounded(words, begin, start))
        if cells is not None:
            return _Group(begin, end, cells)
    return None


def _inside(words: str, start: int, end: int, columns: _Columns) -> list[_Group]:
    """Groups of bodies behind a sentence in the middle of a row."""
    found: list[_Group] = []
    for stop in _SENTENCE.finditer(words, start, end):
        begin = stop.end()
        if found and begin < found[-1].end:
            continue
        for last in range(min(end - 1, begin + _MAX_BODIES), begin + 2, -1):
            if words[last - 1] in _ENDS or columns.behind[-1] not in (_PARTY, _OTHER_BODY):
                cells = _fill(words, begin, last, columns.behind, sure=False)
                if cells is not None and words[last] not in "、,;。(" and _name(words, last, end) == last:
                    found.append(_Group(begin, last, cells))
                    break
    return found


def _behind_task(words: str, start: int, end: int, columns: _Columns) -> _Group | None:
    """The group of bodies between the task and what is said of it: the first that a known body opens."""
    first = _SENTENCE.search(words, start, end)
    for begin in range(start + _MIN_TASK, first.start() if first is not None else end):
        for kinds in [columns.group] if columns.group[0] == _PARTY else [columns.group, columns.group[1:]]:
            stop = _known_until(words, begin, end)
            cells = _fill(words, begin, stop, kinds, sure=False) if stop > begin else None
            if cells is not None:
                return _Group(begin, stop, cells)
    return None


def _known_until(words: str, begin: int, end: int) -> int:
    """Where names that follow each other end, of which the first is known."""
    place = _name(words, begin, end)
    if place == begin or not gazetteer().knows(words[begin:place]):
        return begin
    while place < end:
        after = place + (words[place] in _JOINS)
        following = _name(words, after, end)
        if following == after or not gazetteer().certain(words[after:following]):
            break
        place = following
    return place


def _bounded(words: str, at: int, start: int) -> bool:
    """Whether a sentence or a bracket ends right before a place."""
    return at > start and words[at - 1] in "。;!)”"


def _fill(words: str, place: int, end: int, kinds: Sequence[str], *, sure: bool) -> tuple[_Span, ...] | None:
    """The lists of bodies that columns of these kinds hold from a place to an end, exactly; None if they do not fit.

    Args:
        sure: whether something ends before the place, so that a body's shape is enough; else the first must be known.
    """
    if not kinds:
        return () if place == end else None
    if kinds[0] == _PERSONS:
        return _behind_person(words, place, end, kinds[1:], sure=sure)
    if kinds[0] == _TIME:
        for stop in range(end, place, -1):
            rest = _fill(words, stop, end, kinds[1:], sure=True) if names.is_time(words[place:stop]) else None
            if rest is not None:
                return rest
        return _fill(words, place, end, kinds[1:], sure=sure)
    count = next((at for at, kind in enumerate(kinds) if kind not in (_PARTY, _OTHER_BODY)), len(kinds))
    cells = _cells(words, place, end)
    while cells:
        first = cells[0]
        rest = _fill(words, cells[-1][1], end, kinds[count:], sure=True)
        name = _first(words, first)
        if rest is not None and ((sure and _PLACE.fullmatch(name) is None) or gazetteer().certain(name)):
            return (*cells, *rest)
        cells.pop()
    return None


def _first(words: str, cell: _Span) -> str:
    return words[cell[0] : _name(words, *cell)]


def _behind_person(words: str, place: int, end: int, kinds: Sequence[str], *, sure: bool) -> tuple[_Span, ...] | None:
    """A column of persons: one with two to four characters before what follows, or nobody, or the last of the row."""
    if not kinds:
        return () if place == end or _PERSON.fullmatch(words, place, end) else None
    several = _SEVERAL.match(words, place, end)
    first = several.end() if several is not None else place
    ends = [first + length for length in (3, 2, 4) if _ONE.fullmatch(words, first, first + length)]
    # Behind a sentence any three characters before a body are a person; elsewhere the body must be a known one.
    tries = [*((stop, False) for stop in ends), *((stop, True) for stop in ends[:2] if sure)]
    found = (_fill(words, stop, end, kinds, sure=any_body) for stop, any_body in tries)
    return next((cells for cells in found if cells is not None), None) or _fill(words, place, end, kinds, sure=sure)


def _cells(words: str, place: int, end: int) -> list[_Span]:
    """The lists of bodies that follow each other from a place on: names that marks join are one list."""
    found: list[_Span] = []
    joined = False
    while place < end:
        stop = _name(words, place, end)
        if stop == place:
            break
        if joined and found:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((place, stop))
        joined = stop < end and words[stop] in _JOINS
        place = stop + joined
    return found


def _name(words: str, place: int, end: int) -> int:
    """Where the body's name that begins at a place ends: the longest known one, else the shortest of a body's shape."""
    shaped = place
    known = place
    for stop in range(place + 2, min(end, place + _MAX_NAME) + 1):
        if words[stop - 1] not in _ENDS or words[stop - 1 : stop + 1] in _PAIRS or not _shaped(words[place:stop]):
            continue
        if gazetteer().knows(words[place:stop]) and not (known > place and _second(words[known:stop])):
            known = stop
        elif shaped == place or words[stop - 1] == ")":
            shaped = stop
    # An alias in brackets belongs to the name before it.
    best = known if known > place else shaped
    alias = re.compile(r"\([^()]{1,12}\)").match(words, best, end) if best > place else None
    return alias.end() if alias is not None else best


def _second(rest: str) -> bool:
    """Whether the words behind a known name are a second one, not an office of the first: 县住建局|东湖街道."""
    return len(rest) > 2 and _INNER.match(rest) is None and gazetteer().certain(rest)


@lru_cache(maxsize=20_000)
def _shaped(name: str) -> bool:
    return "各" not in name[2:] and _BROKEN.search(mask_inner(name)) is None and names.complete(name)
