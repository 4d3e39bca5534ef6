"""Responsibilities without brackets: "牵头单位:…" and "责任单位:…" on lines of their own or behind a sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from loaders.duties.tables import names
from loaders.lexicon.clauses import is_party
from loaders.lexicon.cues import LABEL_IN_TEXT, OTHER_LABEL
from loaders.lexicon.folding import ORNAMENTS
from loaders.page.text import Text

_BEFORE = frozenset("\n 。;,!?)】」”*-|" + ORNAMENTS)
_BOXES = ("【", "[", "〔")
_GROUPS = ("组:", "队:")
_TASK_WORDS = ("项目", "工作", "任务", "事项", "行动", "工程")
# Labels that events and websites use too: alone they say nothing of a duty.
_WEAK = re.compile(r"^[【\[〔]?\s*(?:主\s*办|承\s*办|协\s*办|参\s*[加与]|成\s*员|完\s*成)")
_OTHER_LINE = re.compile(rf"\s*[【\[〔]?{OTHER_LABEL}(?:[】\]〕]:?|:)")
_DATED = re.compile(r"(?:完成时[限间]|(?:牵头|责任|分管|包保)领导)\s*[】\]〕]?:")
_ORDERED = re.compile(
    r"(?:督办|交办|承办|办理|转办)(?:事项|任务|编号)\s*[】\]〕]?:|(?:办结|办理)(?:时限|期限|时间)\s*[】\]〕]?:"
)
_STOP = re.compile(r"[。!?]|\n|$")
_BLANK = re.compile(r"\s*")
_LIST_GOES_ON = re.compile(r"[、,和及与] *$")
_NEW_ITEM = re.compile(
    r"\s*(?:\d+[.、]|\(|[一二三四五六七八九十]+、|(?:备?注|说明)\s*:"
    r"|(?:[重主]\w)?(?:任务|事项|工作|项目|举措)[一二三四五六七八九十\d]+ *[:、.])"
)
_PAGE = re.compile(r"\s*[—–-]\s*\d{1,4}\s*[—–-]\s*\n\s*")


def is_strong(label: str) -> bool:
    """Whether a label says a duty by itself; events and websites have a 主办单位 too."""
    return _WEAK.match(label) is None


def orders(text: Text) -> bool:
    """Whether a text is a sheet by which work is handed out (督办事项, 办结时限): its weak labels count anywhere."""
    return _ORDERED.search(text.folded) is not None


def assigns(text: Text) -> bool:
    """Whether a text that has labels assigns duties: by a strong label, or by one for a deadline or a leader."""
    folded = text.folded
    strong = any(is_strong(match.group()) for match in LABEL_IN_TEXT.finditer(folded))
    return strong or _DATED.search(folded) is not None


def blocks(text: Text, start: int, end: int, width: int, *, plan: bool = False) -> list[tuple[int, int]]:
    """Each run of labels with their lists: offsets from the first label to the end of the last list.

    Labels of people and dates between two labels of bodies belong to the run; the grammar passes over them.

    Args:
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
        plan: whether the stretch is an item of a text that assigns duties, where weak labels count too.
    """
    runs: list[tuple[int, int]] = []
    strong: set[int] = set()
    for match in LABEL_IN_TEXT.finditer(text.folded, start, end):
        place = match.start()
        boxed = text.folded[place - 1 : place] in _BOXES
        if boxed != (match["close"][0] not in ":为是"):
            continue
        place -= boxed
        before = text.folded[max(0, place - 2) : place]
        if place > 0 and before[-1] not in _BEFORE and before not in _TASK_WORDS and before not in _GROUPS:
            continue
        stop = _list_end(text.folded, match.end(), end, width)
        place = _other_lines_above(text.folded, place, max(start, runs[-1][1] if runs else start))
        if runs and _only_other_labels(text.folded, runs[-1][1], place):
            runs[-1] = (runs[-1][0], max(runs[-1][1], stop))
        else:
            runs.append((place, stop))
        if plan or is_strong(match.group()):
            strong.add(runs[-1][0])
    return [run for run, after in pairwise([*runs, (end, end)]) if run[1] <= after[0] and run[0] in strong]


def _list_end(folded: str, start: int, end: int, width: int) -> int:
    """A list ends with its sentence or its line; it goes on in the next line where the printer broke it."""
    blank = _BLANK.match(folded, start, end)
    place = blank.end() if blank is not None else start
    stop = _STOP.search(folded, place, end)
    while stop is not None and stop.group() == "\n":
        page = _PAGE.match(folded, stop.end(), end)
        below = page.end() if page is not None else stop.end()
        column = "\n" in folded[start:place]
        if not _goes_on(folded, stop.start(), below, end, width, column=column):
            break
        stop = _STOP.search(folded, below, end)
    at = stop.start() if stop is not None else end
    return place + len(folded[place:at].rstrip()) if at > place else start


def _goes_on(folded: str, at: int, below: int, end: int, width: int, *, column: bool) -> bool:
    """Whether the list that the line end at `at` breaks goes on in the next line, which begins at `below`.

    Args:
        column: whether the list begins below its label, and may name one body a line.
    """
    line_start = folded.rfind("\n", 0, at) + 1
    next_end = folded.find("\n", below, end)
    following = folded[below : next_end if next_end >= 0 else end]
    if not following.strip() or _OTHER_LINE.match(following) or _NEW_ITEM.match(following):
        return False
    if LABEL_IN_TEXT.match(folded, below):
        return False
    if _LIST_GOES_ON.search(folded, line_start, at) or (width > 0 and at - line_start >= width * 0.8):
        return True
    if column and names.names(following.strip()):
        return True
    # A name that the line end cut in two: "市数" / "据局".
    last = re.split(r"[、,;:]", folded[line_start:at].rstrip())[-1].strip()
    joined = last + re.split(r"[、,;。]", following.strip(), maxsplit=1)[0]
    return bool(last) and not is_party(last) and is_party(joined)


def _only_other_labels(folded: str, start: int, end: int) -> bool:
    """Whether nothing but white space, separators and lines with other labels stands between two labels."""
    return all(_says_nothing_of_bodies(line) for line in folded[start:end].split("\n"))


def _says_nothing_of_bodies(line: str) -> bool:
    """Whether a line is empty or has a label for people, dates or tasks: "责 任 人:"."""
    bare = "".join(line.split()).strip(";,。•#")
    return not bare or _OTHER_LINE.match(bare) is not None


def _other_lines_above(folded: str, place: int, floor: int) -> int:
    """Where the lines with other labels right above a label begin; `place` itself where there are none."""
    first = place
    while True:
        end = folded.rfind("\n", floor, first)
        above = folded.rfind("\n", floor, end) + 1 if end >= 0 else -1
        line = folded[max(above, floor) : end] if end >= 0 else ""
        if not line.strip() or not _says_nothing_of_bodies(line):
            return first
        first = max(above, floor) + len(line) - len(line.lstrip())
