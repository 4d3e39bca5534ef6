"""Chinese numerals as numbers."""

from __future__ import annotations

DIGITS = dict(zip("一二三四五六七八九两〇零○OΟ", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 0, 0, 0, 0, 0), strict=True))
"""A numeral of one character below ten."""

_POWERS = {"十": 10, "百": 100, "千": 1000}


def number(words: str) -> int:
    """The value of a numeral in figures or in characters below a myriad (三, 十二, 两百零五); 0 for others."""
    if words.isdecimal():
        return int(words)
    total = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _POWERS:
            total += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            return 0
    return total + digit


def year(digits: str) -> int:
    """A year written digit by digit: 2012, 二〇一二, 二○一二; the zero has several shapes."""
    return int("".join(str(DIGITS.get(char, char)) for char in digits))
