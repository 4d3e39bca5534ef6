"""What every list for spreadsheet programs needs."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the beginning of a formula."""


def guarded(cell: T) -> T | str:
    """The cell, with an apostrophe in front of a text that would be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
