"""Whose industries a stretch of text speaks of: the parks or the county that its sentence, line or heading names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from loaders.industries import words as w
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.articles import flow
from loaders.page.outline import Node, Outline, home
from loaders.page.text import Text
from loaders.parks.attribution import Attribution
from loaders.parks.model import Place

_JOINED = re.compile(r"[、和与及]|以及|[,]")
_HEAD_OF_LINE = re.compile(r"[\s\d.、()一二三四五六七八九十—·●■◆▲*#-]*(?:园区名称|园区|名称)?[::]?")
_LABELLED = 240
_THIS = re.compile("该(?:园|开发|经开|高新|功能|集聚|工业园|产业园)区|该(?:产业|工业)?园")
_INDUSTRY = re.compile(r"[\u4e00-\u9fff]{2,14}(?:产业|产业集群|产业链)")
_LONGEST_SENTENCE = 400
_LONGEST_LABEL = 24


class Owners(Attribution):
    """The attribution of a text, by its sentences, lines and headings too."""

    def __init__(self, text: Text, tree: Outline, parks: Sequence[Place]) -> None:
        super().__init__(text)
        self._text = text
        self._tree = tree
        self._flow = flow(text)
        self._parks = parks
        self._starts = [park.start for park in parks]

    def parks_between(self, start: int, end: int) -> list[Place]:
        """The parks that a stretch of the flowing text names, the longest of those that lie in each other."""
        first, last = self._flow.span(start, end)
        inside = [
            p for p in self._parks[bisect_left(self._starts, first) : bisect_left(self._starts, last)] if p.end <= last
        ]
        return [p for p in inside if not any(q is not p and q.start <= p.start and p.end <= q.end for q in inside)]

    def region(self, written: str) -> str:
        """The id of the region that a name means here; empty where it means none."""
        region = gazetteer().region(written, self._home)
        return region.id if region is not None else ""

    def topic(self, place: int) -> str:
        """The industry that the heading above a place of the flowing text names; empty where it names none."""
        node = home(self._tree, self._flow.offsets[place])
        title = self._text.squeeze(node.title_start, node.title_end).text.rstrip("。:;")
        is_industry = node.parent is not None and _INDUSTRY.fullmatch(title) is not None and w.is_trade(title)
        return title if is_industry else ""

    def behind(self, park: Place) -> int | None:
        """Where the flowing text goes on behind a park; None where its name was torn apart."""
        at = bisect_left(self._flow.offsets, park.end - 1)
        whole = at < len(self._flow.text) and self._flow.offsets[at] == park.end - 1
        return at + 1 if whole else None

    def of(self, place: int) -> str:
        """As told by the sentence; "该园区" is the park that the text named last."""
        words = self._flow.text
        floor = max(0, place - _LONGEST_SENTENCE)
        start = max(floor, *(words.rfind(mark, floor, place) + 1 for mark in "。;\n"))
        if _THIS.match(words, start, place) is not None:
            last = bisect_left(self._starts, self._flow.offsets[start]) - 1
            if last >= 0:
                return self._parks[last].canonical
        return super().of(place)

    def holders(self, place: int) -> tuple[str, ...]:
        """The parks, or the county, that the words at a place of the flowing text are said of."""
        words = self._flow.text
        floor = max(0, place - _LONGEST_SENTENCE)
        start = max(floor, *(words.rfind(mark, floor, place) + 1 for mark in "。;\n"))
        return (
            self._labelled(place)
            or self._in_row(start, place)
            or self._county(start, place)
            or self._of_line(place)
            or self._of_heading(place)
        )

    def _labelled(self, place: int) -> tuple[str, ...]:
        """The park or county whose name and a colon begin the line: what follows is told of it, whoever else is named.

        The county may stand behind its city: "岳阳平江县:".
        """
        words = self._flow.text
        line = words.rfind("\n", 0, place) + 1
        head = _HEAD_OF_LINE.match(words, line)
        first = head.end() if head is not None else line
        colon = words.find(":", first, min(place, first + _LONGEST_LABEL))
        if colon < 0:
            return ()
        parks = self.parks_between(first, colon)
        if len(parks) == 1 and self._flow.span(first, colon) == (parks[0].start, parks[0].end):
            return (parks[0].canonical,)
        chain = gazetteer().find(words[first:colon])
        if not chain or [0, *(end for _, end, _ in chain)] != [*(start for start, _, _ in chain), colon - first]:
            return ()
        region = gazetteer().region(chain[-1][2], self._home)
        return (region.id,) if region is not None and region.level == "县" else ()

    def _in_row(self, start: int, place: int) -> tuple[str, ...]:
        """The last parks of a stretch that stand in one row."""
        row: list[Place] = []
        for park in reversed(self.parks_between(start, place)):
            if row and _JOINED.fullmatch(self._between(park.end, row[0].start)) is None:
                break
            row.insert(0, park)
        return tuple(dict.fromkeys(park.canonical for park in row))

    def _between(self, start: int, end: int) -> str:
        return self._text.squeeze(start, end).text if start < end else ""

    def _county(self, start: int, place: int) -> tuple[str, ...]:
        """The county or district that begins a sentence."""
        head = _HEAD_OF_LINE.match(self._flow.text, start, place)
        first = head.end() if head is not None else start
        names = gazetteer()
        found = names.find(self._flow.text[first : min(place, first + 12)])
        if not found or found[0][0] != 0:
            return ()
        region = names.region(found[0][2], self._home)
        return (region.id,) if region is not None and region.level == "县" else ()

    def _of_line(self, place: int) -> tuple[str, ...]:
        """The park that begins the line; under a label (主导产业: …) the one of the lines above."""
        words = self._flow.text
        line = words.rfind("\n", 0, place) + 1
        begun = self._begins(line)
        if begun or place - line > 8:
            return begun
        above, floor = line, max(0, line - _LABELLED)
        while (above := words.rfind("\n", floor, max(above - 1, 0)) + 1) > floor:
            if begun := self._begins(above):
                return begun
        return ()

    def _begins(self, line: int) -> tuple[str, ...]:
        head = _HEAD_OF_LINE.match(self._flow.text, line)
        first = self._flow.offsets[head.end() if head is not None else line]
        at = bisect_left(self._starts, first)
        return (self._parks[at].canonical,) if at < len(self._parks) and self._parks[at].start == first else ()

    def _of_heading(self, place: int) -> tuple[str, ...]:
        """The only park or zone that the heading above a place names, its own first."""
        node = home(self._tree, self._flow.offsets[place])
        for above in (node, *reversed(node.ancestors())):
            named = self._in_title(above)
            if named:
                return named
        return ()

    def _in_title(self, node: Node) -> tuple[str, ...]:
        first, last = bisect_left(self._starts, node.title_start), bisect_right(self._starts, node.title_end)
        named = {park.canonical for park in self._parks[first:last] if park.end <= node.title_end}
        return (named.pop(),) if len(named) == 1 else ()
