"""A document's text as read, and views of it for matching whose every character knows its place in that text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, wraps
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import opencc
import yaml

import data
from loaders.lexicon.folding import FOLD, FOLDED, LINE_END, WITHOUT_UNSEEN
from loaders.page.blocks import Block, Grid, at, cells, grid
from loaders.page.reflow import breaks

# Characters of duty words and names of bodies that only Traditional text has. Without one of them nothing is converted:
# characters such as 於 and 乾 stand in Simplified names too.
_TRADITIONAL = re.compile("[牽頭負責單會務發國縣區與據辦處廳員組織設總長門產業項]")

# Some typesetting systems put a private character in the place of a decimal point: 19\ue01073万亩 is 19.73万亩.
_POINT = re.compile("\ue010(?<=[0-9].)(?=[0-9])")

# Two names in a list with nothing but spaces between them: 区财政局 各街道.
_LIST_GAP = re.compile(" (?<=[局委办厅部院会处] )(?= {0,3}[省市县区州各] ?[^ ])")

# A label at the head of its line with a space in the place of its colon: 责任单位　市人社局.
_MARKDOWN = re.compile(r"(?m)\*\*|^ *- (?=[^-\n])")
_LABEL_DASH = re.compile(r"(?P<label>(?:牵头|责任|配合|协同|参与|负责|主办|协办|承办|落实)(?:单位|部门))——")
_LABEL_GAP = re.compile(
    r"(?m)(?P<label>^ *(?:牵头|责任|配合|负责|主办|协办|落实|实施)(?:单位|部门)) "
    r"(?= *[省市县区州各国][^\s:]{1,16}?(?:[局委办厅部院会府处署]|中心|公司|集团)(?:[ 、,。;]|$))"
)

# Quotation marks in the place of brackets: 「牵头单位：市工信局」.
_LABEL_QUOTED = re.compile(
    r"[「『](?P<inside>(?:牵头|责任|配合|协同|参与|负责|主办|协办|承办|落实)(?:单位|部门)?:[^「」『』\n]{2,300})[」』]"
)

# Mark-up that was left in the text, and escapes of a JSON string: they end lines or mean nothing. Tables keep theirs.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|em|font|u|li|ul|ol|section|h[1-6])\b[^<>]{0,300}>|\\[rn]"
    r"|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);",
    re.IGNORECASE,
)
_BREAKS_LINE = re.compile(r"</?(?:p|br|div|li|h[1-6])\b|\\n", re.IGNORECASE)

# White space, or a line that holds nothing but a page number ("— 3 —", "-3-", "3").
# It begins with a single white space: a search then skips all else by its first character, five times as fast.
_GAP = re.compile(r"\s(?:(?:(?<=\n)|[^\S\n]*\n)\s*[—–\-·]*\s*\d{1,4}\s*[—–\-·]*\s*\n\s*|\s*)")

# The reading of a character in brackets behind it, as some pages print it: 商務(wù)局. A tone mark tells it from (km).
_GLOSS = r"(?<=[\u4e00-\u9fff])\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)"
_GLOSS_HERE = re.compile(_GLOSS)
_GAP_OR_GLOSS = re.compile(f"{_GAP.pattern}|{_GLOSS}")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


@cache
def _to_simplified() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every character that OpenCC turns into another single one, one at a time: words are not swapped."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    table: dict[str, str] = {}
    # Hong Kong writes some characters (衞) in forms of its own, which the general table leaves as they are.
    for form in ("hk2s", "t2s"):
        simple = opencc.OpenCC(form).convert("\n".join(han)).split("\n")
        table.update((old, new) for old, new in zip(han, simple, strict=True) if old != new)
    return re.compile("[" + "".join(table) + "]"), table


@cache
def _reposted_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of data/rules/reposted_words.yaml.

    Raises:
        ValueError: a word and what it stands for differ in length, which would move all offsets.
    """
    table: dict[str, str] = yaml.safe_load((data.RULES / "reposted_words.yaml").read_text(encoding="utf-8"))
    if any(len(old) != len(new) for old, new in table.items()):
        raise ValueError("reposted_words.yaml: both words of a pair must have the same length")
    return re.compile("|".join(map(re.escape, table))), table


def _swap(rules: tuple[re.Pattern[str], dict[str, str]], text: str) -> str:
    pattern, table = rules
    return pattern.sub(lambda match: table[match.group()], text)


def _blank(match: re.Match[str]) -> str:
    """Spaces of the same length; a tag that breaks a line becomes a line break and spaces."""
    first = "\n" if _BREAKS_LINE.match(match.group()) else " "
    return first + " " * (len(match.group()) - 1)


class Squeezed(NamedTuple):
    """A stretch of text without its white space and page-number lines.

    Attributes:
        text: what is left.
        offsets: for each character of `text`, and for its end, the offset in the document.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of `text[start:end]`; end exclusive."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


class _View:
    """A folded text and the gaps in it, found once: most stretches hold none and are a mere slice."""

    def __init__(self, folded: str, gap: re.Pattern[str]) -> None:
        self._folded = folded
        self._gap = gap
        spans = [match.span() for match in gap.finditer(folded)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def squeeze(self, start: int, end: int) -> Squeezed:
        """The text from `start` to `end` without its gaps."""
        folded = self._folded
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= last:
            return Squeezed(folded[start:end], range(start, end + 1))
        parts: list[str] = []
        offsets: list[int] = []
        place = start
        for gap_start, gap_end in self._gaps(first, last, start, end):
            parts.append(folded[place:gap_start])
            offsets.extend(range(place, gap_start))
            place = gap_end
        parts.append(folded[place:end])
        offsets.extend(range(place, end + 1))
        return Squeezed("".join(parts), offsets)

    def _gaps(self, first: int, last: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The gaps of a stretch; one that reaches beyond it may be another one within."""
        if self._starts[first] < start or self._ends[last - 1] > end:
            return (match.span() for match in self._gap.finditer(self._folded, start, end))
        return zip(self._starts[first:last], self._ends[first:last], strict=True)


@dataclass(frozen=True)
class Text:
    """A document's text.

    Attributes:
        raw: the text as read; all offsets count its characters.
        file: name of the file it came from.
        blocks: where its words stand in the file (page, table, row, column); empty for files that are plain text.
        sheets: names of its tables by number, where they have names.
        facts: what the file says of itself: "title", "issuer", "date", "source".
        notices: pairs of a reason and a detail: what was guessed, mended or left out when it was read.
        doubtful: lines of a picture that were recognised without much certainty.
    """

    raw: str
    file: str = ""
    blocks: Sequence[Block] = field(default=(), hash=False)
    sheets: Sequence[str] = field(default=(), hash=False)
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    notices: Sequence[tuple[str, str]] = field(default=(), hash=False)
    doubtful: Sequence[str] = field(default=(), hash=False)

    @cached_property
    def folded(self) -> str:
        """`raw` for matching: widths, spaces, Traditional characters and reposted words made alike.

        It has the same length, so an offset is good for both.
        """
        raw = LINE_END.sub("\n", self.raw)
        folded = _swap((FOLDED, FOLD), raw)
        if _TRADITIONAL.search(folded):
            folded = _swap(_to_simplified(), folded)
        if any(mark in folded for mark in "<\\&"):
            folded = _MARKUP.sub(_blank, folded)
        if "**" in folded or "\n- " in folded or folded.startswith("- "):
            folded = _MARKDOWN.sub(lambda match: " " * len(match.group()), folded)
        if "——" in folded:
            folded = _LABEL_DASH.sub(r"\g<label>: ", folded)
        if "「" in folded or "『" in folded:
            folded = _LABEL_QUOTED.sub(r"(\g<inside>)", folded)
        if "单位 " in folded or "部门 " in folded:
            folded = _LABEL_GAP.sub(r"\g<label>:", folded)
        return _swap(_reposted_words(), _POINT.sub(".", folded))

    @cached_property
    def lined(self) -> Squeezed:
        """`folded` with the line ends that a platform stripped put back in; most texts have theirs."""
        places = breaks(self.folded)
        if not places:
            return Squeezed(self.folded, range(len(self.folded) + 1))
        pieces = [self.folded[first:last] for first, last in pairwise([0, *places, len(self.folded)])]
        offsets: list[int] = []
        for number, (first, last) in enumerate(pairwise([0, *places, len(self.folded)])):
            offsets.extend([*([first] if number else []), *range(first, last)])
        return Squeezed("\n".join(pieces), [*offsets, len(self.folded)])

    @cached_property
    def bare(self) -> str:
        """`folded` without any white space, to ask whether a word stands in it; it knows no offsets."""
        return "".join(self.folded.split())

    @cached_property
    def _gap(self) -> re.Pattern[str]:
        return _GAP_OR_GLOSS if _TONE.search(self.folded) else _GAP

    @cached_property
    def made(self) -> dict[Callable[..., Any], Any]:
        """What functions marked `kept` have made of this text."""
        return {}

    @cached_property
    def grids(self) -> list[Grid]:
        """The tables that the file itself marks as such, merged cells in every place that they fill."""
        return [grid(table) for table in cells(self.blocks)]

    @cached_property
    def tables(self) -> list[tuple[int, int]]:
        """The stretches that these tables fill."""
        return [(table[0].start, table[-1].end) for table in cells(self.blocks)]

    def in_table(self, offset: int) -> bool:
        """Whether a character stands in one of these tables."""
        after = bisect_right(self.tables, (offset, len(self.raw)))
        return after > 0 and offset < self.tables[after - 1][1]

    def place(self, offset: int) -> str:
        """Where a character stands in the file, as a person would look for it: 第7页，表2第3行; empty if unknown."""
        return "，".join(self._place(offset)) if self.blocks else ""

    def _place(self, offset: int) -> Iterator[str]:
        block = at(self.blocks, offset)
        if block is None:
            return
        if block.page:
            yield f"第{block.page}页"
        if block.table:
            named = block.table <= len(self.sheets)
            table = f"工作表“{self.sheets[block.table - 1]}”" if named else f"表{block.table}"
            yield f"{table}第{block.row}行"
        if block.kind == "note":
            yield "注释"

    def evidence(self, start: int, end: int) -> dict[str, Any]:
        """A stretch as records give it: its offsets and its words."""
        return {"start": start, "end": end, "quote": self.quote(start, end)}

    def quote(self, start: int, end: int) -> str:
        """The characters from `start` to `end`, verbatim."""
        return self.raw[start:end]

    def written(self, start: int, end: int) -> str:
        """The characters from `start` to `end` as the document writes them, without white space and page numbers.

        Nor does a name that is shown carry what nobody sees in it.

        A gloss behind the last character belongs to it.
        """
        gloss = _GLOSS_HERE.match(self.folded, end)
        words = self.raw[start : gloss.end() if gloss is not None else end]
        return _GAP.sub("", _MARKUP.sub("", words.translate(WITHOUT_UNSEEN)))

    def squeeze(self, start: int, end: int) -> Squeezed:
        """The folded text from `start` to `end` without white space, page-number lines and glosses."""
        return self._plain.squeeze(start, end)

    def squeeze_list(self, start: int, end: int) -> Squeezed:
        """As `squeeze`, but a space that alone parts two names of a list becomes 、."""
        return self._as_list.squeeze(start, end)

    @cached_property
    def _plain(self) -> _View:
        return _View(self.folded, self._gap)

    @cached_property
    def _as_list(self) -> _View:
        parted = _LIST_GAP.sub("、", self.folded)
        return self._plain if parted == self.folded else _View(parted, self._gap)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch without white space at its two ends."""
        stretch = self.folded[start:end]
        lead = len(stretch) - len(stretch.lstrip())
        return start + lead, max(start + lead, start + len(stretch.rstrip()))


Made = TypeVar("Made")


def kept(make: Callable[[Text], Made]) -> Callable[[Text], Made]:
    """A function of a text that several finders ask for: worked out once, and kept with the text, no longer than it."""

    @wraps(make)
    def once(text: Text) -> Made:
        if make not in text.made:
            text.made[make] = make(text)
        result: Made = text.made[make]
        return result

    return once
