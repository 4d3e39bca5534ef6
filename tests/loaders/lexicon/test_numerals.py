from __future__ import annotations

import pytest

from loaders.lexicon.numerals import number, year


@pytest.mark.parametrize(
    ("words", "value"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("两百零五", 205), ("三千二百一十", 3210), ("07", 7), ("两", 2),
     ("几", 0), ("", 0)],
)  # fmt: skip
def test_numbers(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("digits", ["2012", "二〇一二", "二○一二", "二零一二", "二O一二"])
def test_years(digits: str) -> None:
    assert year(digits) == 2012
