"""What every list for office programs needs."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

OWN_EXPORT = "牵头图谱导出的清单"
"""The category among a file's properties that tells a list of ours: read as a paper it would state its duties again."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the beginning of a formula."""


def guarded(cell: T) -> T | str:
    """The cell, with an apostrophe in front of a text that would be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
