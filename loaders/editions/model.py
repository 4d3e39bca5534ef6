"""What is found of editions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """How long a document holds.

    Attributes:
        starts: the first day, YYYY-MM-DD, where it is not its date.
        ends: the last day.
        period: the years that it plans for: 2024 or 2024-2026.
    """

    starts: str = ""
    ends: str = ""
    period: str = ""


@dataclass(frozen=True)
class Reference:
    """What a document says of another.

    Attributes:
        relation: 修订, 废止, 依据 or 转发.
        title: the other's title, without its book marks.
        number: its document number, may be empty.
        raw: as written, book marks and number included.
        start, end: offsets of the sentence.
    """

    relation: str
    title: str
    number: str
    raw: str
    start: int
    end: int
