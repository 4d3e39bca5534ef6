"""Where the lines of a text would end whose line ends were stripped, as publishing platforms do.

Breaks are proposed, the text stays as it is: `Text.lined` is the text with them, every character with its offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from loaders.lexicon.numerals import number

LONGEST = 200
"""Characters of a line that is surely several: in official papers no paragraph without a heading is as long."""

_AVERAGE = 120
"""Characters a line of a text that lost its line ends: long paragraphs beside headings make 40 to 90."""

_LINE = re.compile(rf"[^\n]{{{LONGEST},}}")
_RUN = re.compile(r"(?<=[^ ]{2}) {2,}(?=\S{2})")
_KINDS = "通知|意见|方案|规划|计划|办法|措施|要点|规定|规则|细则|决定|批复|函|通告|公告|预案|条例"
_TITLE = re.compile(
    rf"[^。;!?:\n]{{2,30}}?关于[^。;!?\n]{{4,80}}?(?:的(?:{_KINDS})|(?:{_KINDS})的通知)(?:\([^()\n]{{1,8}}\))?(?![》」”\")的])"
)
_SIGNED = re.compile(
    r"(?<=[。!:])\s*(?P<who>[\u4e00-\u9fff]{2,24}(?:政府|办公室|办公厅|委员会|领导小组|[局厅部委院办]))\s*"
    r"(?P<date>(?:20\d\d|二[〇○零O]{1}[一二三四五六七八九〇○零O]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)"
)
_LABEL = re.compile(
    r"(?<=[。;\s):])(?=(?:(?:责任|牵头|配合|协办|主办|承办|参与|成员)(?:单位|部门)|主要职责|工作职责|职\s*责|(?:常务|第一)?副?(?:组|总指挥|指挥)\s*长|召集人|成\s*员)\s*[:])"
)
_NOT_CITED = "(?<![本依据按照《“条款及和至、违反])"
_MARKS: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = (
    (re.compile(r"(?<![\u4e00-\u9fff\d]|[《(“])(?P<n>[一二三四五六七八九十]{1,3}) *、"), number),
    (re.compile(r"(?<![第条款项《“])\( *(?P<n>[一二三四五六七八九十]{1,3}) *\)(?![项款条、]*[项款条])"), number),
    (re.compile(r"(?<![本依据按照《“条款及和至、])第(?P<n>[一二三四五六七八九十百零]{1,6})[章节] *"), number),
    (
        re.compile(
            r"(?<![本依据按照《“条款及和至、违反])第(?P<n>[一二三四五六七八九十百零]{1,6})条(?![第款项规的、和之]) *"
        ),
        number,
    ),
    (re.compile(r"(?<=[。;!?:)\s\u4e00-\u9fff])(?<!第)(?P<n>\d{1,2}) *[.、](?!\d)"), int),
    (re.compile(r"(?<=[。;!?:\s])\( *(?P<n>\d{1,2}) *\)"), int),
)


def breaks(folded: str) -> list[int]:
    """Offsets at which a new line would begin, in order; none in a text that has its line ends.

    Args:
        folded: the text with widths made alike.
    """
    found: set[int] = set()
    lines = folded.count("\n") - folded.count("\n\n") + 1
    if len(folded) < lines * _AVERAGE:
        return []
    for line in _LINE.finditer(folded):
        found.update(_in_line(folded, *line.span()))
    return sorted(found)


def _in_line(folded: str, start: int, end: int) -> Iterator[int]:
    title = _TITLE.match(folded, start, end)
    if title is not None:
        yield title.end()
    for match in _SIGNED.finditer(folded, start, end):
        yield from (match.start("who"), match.start("date"), match.end())
    inner = [match.end() for match in _RUN.finditer(folded, start, end)]
    marks = [place for pattern, value in _MARKS for place in _counted(pattern, value, folded, start, end)]
    if len(inner) > 2 or marks:
        yield from inner
        yield from (match.start() for match in _LABEL.finditer(folded, start, end))
    yield from (place for place in marks if place > start)


def _counted(pattern: re.Pattern[str], value: Callable[[str], int], folded: str, start: int, end: int) -> Iterator[int]:
    """The places of numbers that count: each one more than one before it, or one behind it; 1 begins anew."""
    found = [(match.start(), value(match["n"])) for match in pattern.finditer(folded, start, end)]
    follows = {after for (_, first), after in pairwise(found) if after[1] == first + 1}
    leads = {before for before, after in pairwise(found) if after[1] == before[1] + 1}
    yield from (place for place, n in found if (place, n) in follows or (place, n) in leads)
