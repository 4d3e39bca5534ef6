"""What every page repeats: headers, footers, page numbers; and the notes at the foot of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.readers.laid import Line, Page

_OF_PAGES = r"(?:\s*[,，/]?\s*共?\s*\d{1,5}\s*页?)?"
_NUMBER = re.compile(rf"[-—–·\s]*第?\s*\d{{1,5}}\s*页?{_OF_PAGES}[-—–·\s]*|[ivxlcIVXLC]{{1,6}}")
_FIGURES = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百]+(?=页)")
_LINES = 3
_REPEATS, _SHARE = 3, 0.25
FORM = re.compile(r"[^\s:：（(]{0,6}(?:单位|部门|责任人|负责人|联系人|科室|时限|任务|项目|名称)\s*[:：]")
"""A field of a form: forms of one page each repeat their fields, and often what stands in them."""
_SAYS = re.compile("[。；！？]|、.*、|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十]+[）)]")
NOTE = re.compile(r"\s*(?:[①-⑳]|[\[［〔【]\d{1,2}[\]］〕】]|\*+|[*※]|注\s*\d*\s*[:：.]|\d{1,2}\s+\D)")
_SMALLER = 0.87
_MOSTNOTES = 12


def take(pages: Sequence[Page]) -> list[str]:
    """Take headers, footers and page numbers out of the pages; the words of headers and footers."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key for _, key in _outer(page)})
    wanted = max(2, min(len(pages), max(_REPEATS, _SHARE * len(pages))))
    words: list[str] = []
    for page in pages:
        ordered = sorted(page.lines, key=lambda line: line.top)
        for line, key in _outer(page):
            number = _NUMBER.fullmatch(line.words) is not None
            # A figure further from the margin, or the same line on few pages, may be the document's own.
            near = [(key[0], key[1] + off) for off in (-1, 0, 1)]
            again = sum(seen[one] for one in near) >= wanted and not _own(line.words, wanted)
            if again or (number and line in (ordered[0], ordered[-1])):
                page.lines.remove(line)
                words.extend([] if number else [line.words])
    return list(dict.fromkeys(words))


def _own(words: str, repeats: float) -> bool:
    """Whether a line that comes again is the document's own: a field of a form, a sentence on two pages."""
    return bool(FORM.search(words)) or (repeats < _REPEATS and bool(_SAYS.search(words)))


def _outer(page: Page) -> list[tuple[Line, tuple[str, int]]]:
    """The first and last lines of a page, each with its words without figures and its height."""
    ordered = sorted(page.lines, key=lambda line: line.top)
    outer = ordered if len(ordered) <= 2 * _LINES else [*ordered[:_LINES], *ordered[-_LINES:]]
    zone = (0.12 * page.height, 0.88 * page.height)
    return [
        (line, (_FIGURES.sub("#", "".join(line.words.split())), round(line.top / 8)))
        for line in outer
        if line.bottom < zone[0] or line.top > zone[1]
    ]


def take_notes(page: Page) -> list[Line]:
    """Take the footnotes out of a page: the smaller lines at its foot (or head, where they go on), the first marked.

    A sentence that goes on over the page would else be torn by them.
    """
    lines = sorted(page.lines, key=lambda line: line.top)
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size)] += len(line.words)
    if not sizes:
        return []
    usual = max(max(sizes, key=lambda size: sizes[size]), page.usual)
    for side in (lines[::-1], lines):
        small: list[Line] = []
        for line in side:
            if line.size > _SMALLER * usual or len(small) > _MOSTNOTES:
                break
            small.append(line)
        small.sort(key=lambda line: (line.top, line.left))
        if small and NOTE.match(small[0].words):
            page.lines = [line for line in page.lines if line not in small]
            return small
    return []
