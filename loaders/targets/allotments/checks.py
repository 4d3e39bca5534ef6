"""Sums that must hold: a row and its total, a row and the rows below that are its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.page.spans import Signal
from loaders.targets.allotments.model import Row

_MEAN = ("%", "‰", "个百分点")
_PART = "其中"


def doubts(rows: Sequence[Row]) -> Iterator[Signal]:
    """Every sum that fails."""
    for row in rows:
        yield from _row(row)
    for place, row in enumerate(rows):
        parts = _parts(row, rows[place + 1 :])
        if parts:
            yield from _whole(row, parts)


def adds_up(values: Sequence[float], total: float) -> bool:
    """Whether values make up a total, but for the error of decimal fractions."""
    return abs(sum(values) - total) < 1e-6 * max(1.0, abs(total))


def is_sum(row: Row) -> bool:
    """Whether the total of a row is the sum of its figures and no mean."""
    return row.unit not in _MEAN and not row.indicator.endswith("率")


def _row(row: Row) -> Iterator[Signal]:
    values = [figure.value for figure in row.figures if figure is not None]
    if row.total is not None and values and is_sum(row) and not adds_up(values, row.total.value):
        yield Signal(row.start, row.end, f"“{row.indicator}”各地之和 {sum(values):g} 与合计 {row.total.value:g} 不符")


def _parts(whole: Row, below: Sequence[Row]) -> list[Row]:
    """The rows right below that are parts of a row: they say so, or the first one's name extends its name.

    As many of them count as make up the total; where none do, all of them.
    """
    if not below or not is_sum(whole):
        return []
    said = below[0].indicator.startswith(_PART)
    if not said and not _extends(whole.indicator, below[0].indicator):
        return []
    parts: list[Row] = []
    for row in below:
        alike = row.indicator.startswith(_PART) if said else _alike(whole, row)
        if row.group != whole.group or row.unit != whole.unit or not alike:
            break
        parts.append(row)
        if whole.total is not None and adds_up(_totals(parts), whole.total.value):
            return parts
    return parts if said or len(parts) > 1 else []


def _totals(rows: Sequence[Row]) -> list[float]:
    return [row.total.value for row in rows if row.total is not None]


def _extends(name: str, longer: str) -> bool:
    """Whether a name is another one with words put in: 新增学位, 新增小学学位."""
    if len(longer) <= len(name) or longer[:1] != name[:1] or longer[-1:] != name[-1:]:
        return False
    rest = iter(longer)
    return all(char in rest for char in name)


def _alike(whole: Row, row: Row) -> bool:
    """Whether two names begin and end alike."""
    return row.indicator[:2] == whole.indicator[:2] and row.indicator[-2:] == whole.indicator[-2:]


def _whole(whole: Row, parts: Sequence[Row]) -> Iterator[Signal]:
    """The totals first; where they hold, every column."""
    open_ = parts[0].indicator.startswith(_PART)
    end = parts[-1].end
    if whole.total is not None:
        reached = sum(_totals(parts))
        if not _fits(reached, whole.total.value, open_=open_):
            yield Signal(whole.start, end, f"“{whole.indicator}”分项之和 {reached:g} 与 {whole.total.value:g} 不符")
            return
    for column, figure in enumerate(whole.figures):
        own = [part.figures[column] for part in parts]
        reached = sum(value.value for value in own if value is not None)
        expected = figure.value if figure is not None else 0.0
        if not _fits(reached, expected, open_=open_):
            place = figure if figure is not None else next(value for value in own if value is not None)
            yield Signal(
                place.start,
                place.end,
                f"“{whole.indicator}”第 {column + 1} 列分项之和 {reached:g} 与 {expected:g} 不符",
            )


def _fits(reached: float, expected: float, *, open_: bool) -> bool:
    """Rows that say 其中 may leave a rest."""
    return adds_up([reached], expected) or (open_ and reached < expected)
