"""Characters made alike for matching, and what a stretch of them shares with another.

Chinese has no spaces, and no word list knows the words of next year's plans. So two texts are compared by their pairs
of neighbouring characters, rare ones weighing more: the measure needs no dictionary and forgives word order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = (
    str.maketrans({"　": " ", "﹙": "(", "﹚": ")", "〈": "(", "〉": ")", "—": "-", "–": "-", "－": "-", "·": "·"})
    | _WIDE
)
CHINESE_NUMBERS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "俩": 2, "双": 2, "仨": 3}
_NUMBERS = {
    "十": "10",
    "二十": "20",
    "三十": "30",
    "五十": "50",
    "百": "100",
    "五百": "500",
    "千": "1000",
    "万": "10000",
}
_QUOTES = re.compile("[\\s\"'“”‘’「」『』《》]+")
_HUNDREDS = re.compile("(二十|三十|五十|五百|十|百|千|万)亿")
_MARKS = re.compile(r"""[\s"'“”‘’「」『』《》()\[\]【】、,.;:!?。…·~-]+""")


def fold(text: str) -> str:
    """The same length, widths and dashes made alike."""
    return text.translate(_ALIKE)


def tidy(text: str) -> str:
    """Folded, without quotation marks and white space, amounts in figures: how questions and names in them are read."""
    return figures(_QUOTES.sub("", fold(text)))


def plain(text: str) -> str:
    """Folded, small letters, without marks and white space: what names are compared by."""
    return _MARKS.sub("", fold(text)).lower()


def is_mark(char: str) -> bool:
    """Whether a folded character is a mark or white space."""
    return _MARKS.fullmatch(char) is not None


def number(word: str) -> float:
    """A number in figures, or below a hundred in Chinese: 8, 2.5, 两, 十二, 三十五."""
    if word[0].isdigit():
        return float(word)
    tens, ten, ones = word.rpartition("十")
    return float((CHINESE_NUMBERS.get(tens, 1) * 10 if ten else 0) + CHINESE_NUMBERS.get(ones, 0))


def figures(text: str) -> str:
    """Round amounts in figures: 百亿 becomes 100亿, so that both ways of writing meet."""
    return _HUNDREDS.sub(lambda match: f"{_NUMBERS[match[1]]}亿", text)


def pairs(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters of a plain text."""
    return (text[at : at + 2] for at in range(len(text) - 1))
