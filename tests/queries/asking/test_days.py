"""Words of time in a question as days."""

from __future__ import annotations

import re
from datetime import date

import pytest

from queries.asking.understand.days import Days, bounded, days, pattern

TODAY, YEAR = date(2025, 5, 14), 2025


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("9月底前", "", "2025-09-30"),
        ("今年9月底", "", "2025-09-30"),
        ("9月前", "", "2025-08-31"),
        ("9月", "2025-09-01", "2025-09-30"),
        ("9月份", "2025-09-01", "2025-09-30"),
        ("九月底以前", "", "2025-09-30"),
        ("十二月底前", "", "2025-12-31"),
        ("2023年底前", "", "2023-12-31"),
        ("2023年年底", "", "2023-12-31"),
        ("2024年前", "", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("年底前", "", "2025-12-31"),
        ("明年上半年", "2026-01-01", "2026-06-30"),
        ("下半年", "2025-07-01", "2025-12-31"),
        ("三季度", "2025-07-01", "2025-09-30"),
        ("第三季度末", "", "2025-09-30"),
        ("四季度前", "", "2025-09-30"),
        ("6月30日前", "", "2025-06-30"),
        ("6月30日", "2025-06-30", "2025-06-30"),
        ("10月中旬", "2025-10-11", "2025-10-20"),
        ("本月", "2025-05-01", "2025-05-31"),
        ("下个月", "2025-06-01", "2025-06-30"),
        ("月底前", "", "2025-05-31"),
        ("本季度", "2025-04-01", "2025-06-30"),
        ("本周", "2025-05-12", "2025-05-18"),
        ("30天内", "2025-05-14", "2025-06-13"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("今天", "2025-05-14", "2025-05-14"),
    ],
)
def test_words_of_time(words: str, first: str, last: str) -> None:
    assert re.fullmatch(f"{pattern()}(?:{bounded()})?", words)
    assert days(words, TODAY, YEAR) == Days(first, last)


@pytest.mark.parametrize("words", ["13月", "2月30日", "以前"])
def test_words_that_are_no_time(words: str) -> None:
    assert days(words, TODAY, YEAR) is None


def test_the_year_may_be_that_of_the_plan() -> None:
    assert days("今年6月底前", TODAY, 2023) == Days("", "2023-06-30")
    assert days("本月", TODAY, 2023) == Days("2025-05-01", "2025-05-31")
