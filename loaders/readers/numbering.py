"""The numbers that Word generates: 一、 （一） 1. and so on, counted as Word counts them.

ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat) say how.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_LATIN_END = re.compile(r"[A-Za-z0-9.)\]]$")
_SIMPLE, _LEGAL, _TRADITIONAL_LEGAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def counted(number: int, digits: str = _SIMPLE, units: str = "十百千") -> str:
    """A number below 10,000 in Chinese words: 12 is 十二, 105 is 一百零五; others in figures."""
    if not 0 < number < 10_000:
        return str(number) if number else digits[0]
    words = ""
    for place, figure in enumerate(reversed(str(number))):
        value = int(figure)
        if value:
            words = digits[value] + (units[place - 1] if place else "") + words
        elif words and not words.startswith(digits[0]):
            words = digits[0] + words
    ten = digits[1] + units[0]
    return words.removeprefix(digits[1]) if units[0] == "十" and words.startswith(ten) else words


def _figures(number: int, digits: str = "〇一二三四五六七八九") -> str:
    return "".join(digits[int(figure)] for figure in str(number))


def _teens(number: int) -> str:
    """Up to 99 in words, above figure by figure, as chineseCounting has it."""
    return counted(number) if number < 100 else _figures(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _letter(number: int) -> str:
    """a to z, then aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 50) if number > 0 else str(number)


def _enclosed(first: int, last: int, start: str) -> Callable[[int], str]:
    """Characters that hold a number; beyond the last one plain figures."""
    return lambda number: chr(ord(start) + number - first) if first <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _teens,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": _teens,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": _figures,
    "japaneseDigitalTenThousand": _figures,
    "taiwaneseDigital": _figures,
    "chineseLegalSimplified": lambda number: counted(number, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: counted(number, _TRADITIONAL_LEGAL, "拾佰仟"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _enclosed(1, 20, "①"),
    "decimalEnclosedCircleChinese": _enclosed(1, 20, "①"),
    "decimalEnclosedParen": _enclosed(1, 20, "⑴"),
    "decimalEnclosedFullstop": _enclosed(1, 20, "⒈"),
    "ideographEnclosedCircle": _enclosed(1, 10, "㊀"),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(c) + 0xFEE0) for c in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(c) + 0xFEE0) for c in str(number)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "none": lambda _: "",
}


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats; in figures where the format is not known."""
    return _FORMATS.get(form, str)(number)


@dataclass(frozen=True)
class Level:
    """One level of a list.

    Attributes:
        form: Word's name of the number format.
        text: the pattern, in which %1 stands for the number of the first level.
        start: the first number.
        suffix: "tab", "space" or "nothing" behind the number.
        restart: the level (from 1) whose numbers start it anew; 0 never, -1 for any above.
        legal: whether numbers of other levels show in figures.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int = -1
    legal: bool = False

    @classmethod
    def of(cls, element: etree._Element) -> Level:
        """From a `w:lvl`."""
        return cls(
            value(element, "numFmt") or "decimal",
            value(element, "lvlText"),
            whole(value(element, "start"), 1),
            value(element, "suff") or "tab",
            whole(value(element, "lvlRestart"), -1),
            element.find(f"{W}isLgl") is not None,
        )


def value(element: etree._Element, child: str) -> str:
    """The `w:val` of a child; empty where there is none."""
    found = element.find(f"{W}{child}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def whole(text: str, default: int) -> int:
    """A whole number of at most six digits as files write it."""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default


@dataclass
class Numbering:
    """The lists of a document, and how far they have counted.

    Attributes:
        levels: the levels of each abstract list, by its id.
        lists: abstract list of each list (`w:num`), by its id.
        overrides: levels that a list has otherwise than its abstract list.
        starts: numbers that a list starts a level anew with.
        styles: list and level that belong to a paragraph style.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], Level] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """From the root of numbering.xml."""
        found = cls()
        if root is None:
            return found
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for abstract in root.iterfind(f"{W}abstractNum"):
            name = str(abstract.get(f"{W}abstractNumId", ""))
            found.levels[name] = {_level(lvl): Level.of(lvl) for lvl in abstract.iterfind(f"{W}lvl")}
            if value(abstract, "styleLink"):
                by_style[value(abstract, "styleLink")] = name
            if value(abstract, "numStyleLink"):
                linked[name] = value(abstract, "numStyleLink")
            for lvl in abstract.iterfind(f"{W}lvl"):
                if value(lvl, "pStyle"):
                    found.styles[value(lvl, "pStyle")] = (name, _level(lvl))
        for name, style in linked.items():
            found.levels[name] = found.levels.get(by_style.get(style, ""), found.levels[name])
        for number in root.iterfind(f"{W}num"):
            found._list(number)
        return found

    def _list(self, number: etree._Element) -> None:
        name = str(number.get(f"{W}numId", ""))
        self.lists[name] = value(number, "abstractNumId")
        for override in number.iterfind(f"{W}lvlOverride"):
            place = (name, _level(override))
            if value(override, "startOverride"):
                self.starts[place] = whole(value(override, "startOverride"), 1)
            lvl = override.find(f"{W}lvl")
            if lvl is not None:
                self.overrides[place] = Level.of(lvl)

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph of a list, with what stands between it and the text.

        Args:
            number: id of the list; one that is not there (Word's 0 means none) gives no number.
            level: from 0.
        """
        abstract = self.lists.get(number)
        if abstract is None or not 0 <= level < _LEVELS:
            return ""
        this = self._level_of(number, level)
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(number, level, counts)
        for lower in range(level + 1, _LEVELS):
            restart = self._level_of(number, lower).restart
            if restart == -1 or level < restart:
                counts[lower] = None
        shown = _PLACE.sub(lambda match: self._shown(number, int(match[1]) - 1, this, counts), this.text)
        if this.form == "bullet":
            # Bullets are characters of symbol fonts, which plain text shows as boxes.
            shown = "•" if shown else ""
        return shown + _gap(shown, this.suffix) if shown else ""

    def _count(self, number: str, level: int, counts: list[int | None]) -> None:
        here = counts[level]
        start = self.starts.get((number, level))
        if start is not None and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = start
        else:
            counts[level] = here + 1 if here is not None else self._level_of(number, level).start
        for above in range(level):
            if counts[above] is None:
                counts[above] = self._level_of(number, above).start

    def _level_of(self, number: str, level: int) -> Level:
        own = self.overrides.get((number, level))
        return own or self.levels.get(self.lists[number], {}).get(level) or Level()

    def _shown(self, number: str, level: int, this: Level, counts: list[int | None]) -> str:
        form = self._level_of(number, level).form
        count = counts[level]
        plain = this.legal and form != "none"
        return formatted(count if count is not None else 1, "decimal" if plain else form)


def _level(element: etree._Element) -> int:
    return whole(str(element.get(f"{W}ilvl", "0")), 0)


def _gap(shown: str, suffix: str) -> str:
    """What keeps number and text apart: nothing where the number ends in a Chinese mark, 一、 or （一）."""
    return " " if suffix != "nothing" and _LATIN_END.search(shown) else ""
