"""A document's text as read, and views of it for matching whose every character knows its place in that text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\r\t", " ")
_ALIKE = {"﹙": "(", "﹚": ")", "﹒": ".", "［": "[", "］": "]", "︰": ":", "﹑": "、"}
FOLD = {**_WIDE, **_SPACES, **_ALIKE}
"""One character to one character: full width to half width, every kind of space to a plain one."""

# Few characters of a text change; str.translate looks every one up and took ten times as long.
_FOLDED = re.compile("[" + re.escape("".join(FOLD)) + "]")

# White space, or a line that holds nothing but a page number ("— 3 —", "-3-", "3").
_GAP = re.compile(r"\s*\n\s*[—–\-·]*\s*\d{1,4}\s*[—–\-·]*\s*\n\s*|\s+")


@dataclass(frozen=True)
class Squeezed:
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


@dataclass(frozen=True)
class Text:
    """A document's text.

    Attributes:
        raw: the text as read; all offsets count its characters.
        file: name of the file it came from.
    """

    raw: str
    file: str = ""

    @cached_property
    def folded(self) -> str:
        """`raw` with widths and spaces made alike; the same length, so an offset is good for both."""
        return _FOLDED.sub(lambda match: FOLD[match.group()], self.raw)

    def quote(self, start: int, end: int) -> str:
        """The characters from `start` to `end`, verbatim."""
        return self.raw[start:end]

    def squeeze(self, start: int, end: int) -> Squeezed:
        """The folded text from `start` to `end` without white space and page-number lines."""
        folded = self.folded
        gaps = list(_GAP.finditer(folded, start, end))
        if not gaps:
            return Squeezed(folded[start:end], range(start, end + 1))
        kept: list[int] = []
        place = start
        for gap in gaps:
            kept.extend(range(place, gap.start()))
            place = gap.end()
        kept.extend(range(place, end))
        return Squeezed("".join([folded[i] for i in kept]), [*kept, end])

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch without white space at its two ends."""
        stretch = self.folded[start:end]
        lead = len(stretch) - len(stretch.lstrip())
        return start + lead, max(start + lead, start + len(stretch.rstrip()))
