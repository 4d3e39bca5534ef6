"""Whose a stretch of text is: the zone or region that its sentence names, else the one that its piece is about."""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.lexicon.gazetteer import gazetteer
from loaders.page import articles
from loaders.page.articles import Article, flow
from loaders.page.text import Text
from loaders.parks import find as places

_LONGEST_SENTENCE = 400
_TITLE, _OPENING = 10, 120
"""Within so many characters the title's first line ends; the zone whose text it is stands within so many."""


def _is_addressed(text: Text, end: int) -> bool:
    """Whether a zone is one of those that a paper is sent to."""
    return text.folded.startswith(("管委会", "管理委员会", "、"), end)


class Attribution:
    """Whose system, industry or target a stretch of the text speaks of."""

    def __init__(self, text: Text) -> None:
        self._words = flow(text)
        self._pieces = articles.find(text)
        self._places = found = places.find(text)
        self._zones = [
            place for place in found if re.search(r"(?:经开区|高新区|度假区|管理区|开发区)$", place.canonical)
        ]
        self._home = articles.first_region(text, text.folded[:400])
        self._document = "" if self._pieces else self._of_document(text)

    def year(self, place: int) -> str:
        """The year of the piece at a place in the document."""
        piece = articles.at(self._pieces, place)
        return piece.date[:4] if piece is not None and piece.date[:4].isdigit() else ""

    def subject(self, place: int) -> str:
        """The place that stands right before the words at a place."""
        start = self._words.offsets[place]
        i = bisect_left(self._places, start, key=lambda one: one.start) - 1
        return self._places[i].canonical if i >= 0 and 0 <= start - self._places[i].end <= 2 else ""

    def of(self, place: int) -> str:
        """The zone or region that the sentence names, else the one that the piece is about."""
        text = self._words.text
        floor = max(0, place - _LONGEST_SENTENCE)
        sentence = max(floor, *(text.rfind(mark, floor, place) + 1 for mark in "。\n"))
        first, last = self._words.span(sentence, place)
        i = bisect_left(self._zones, last, key=lambda zone: zone.start) - 1
        if i >= 0 and self._zones[i].start >= first:
            return self._zones[i].canonical
        told = "我市" in text[sentence:place] or "全市" in text[sentence:place]
        piece = articles.at(self._pieces, first)
        if piece is None:
            return self._document or self._told_home(place)
        region = self._city(piece.region) if told else piece.region
        return region if told else self._zone_of(piece) or region

    def region_at(self, place: int) -> str:
        """The zone or region that the piece at a place in the document is about; empty where it is about the whole.

        A text whose pieces are all of one region is about that region as a whole, and so is a plan.
        """
        piece = articles.at(self._pieces, place)
        if piece is None:
            return ""
        home = self._home.id if self._home is not None and self._home.level != "县" else ""
        is_one = len({one.region for one in self._pieces}) == 1
        return self._zone_of(piece) or ("" if is_one or piece.region == home else piece.region)

    def _told_home(self, place: int) -> str:
        """The region of the text; a county counts only where the text has named it."""
        home = self._home
        if home is None or home.level != "县":
            return home.id if home is not None else ""
        named = min((at for name in (home.name, *home.shorts) if (at := self._words.text.find(name)) >= 0), default=0)
        return home.id if named <= place else ""

    def _of_document(self, text: Text) -> str:
        """The zone whose paper the text is: its title names it, or it opens the text and no other is named."""
        title = text.folded[: max(text.folded.find("\n", _TITLE), 0) or _OPENING]
        named = {z.canonical for z in self._zones if z.end <= len(title) and not _is_addressed(text, z.end)}
        first = next((z for z in self._zones if z.start < _OPENING and not _is_addressed(text, z.end)), None)
        everywhere = {z.canonical for z in self._zones}
        if len(everywhere) == 1 and first is not None:
            return first.canonical
        return named.pop() if len(named) == 1 and len(title) < _OPENING else ""

    def _zone_of(self, piece: Article) -> str:
        """The zone that a piece is about: its author's or its headline's own."""
        named = {z.canonical for z in self._zones if z.canonical in piece.title}
        if not named and piece.author_post and "、" not in piece.author_post:
            named = {z.canonical for z in self._zones if z.canonical in piece.author_post}
        if not named and not piece.author_post:
            named = self._only_zone(piece)
        return named.pop() if len(named) == 1 else ""

    def _only_zone(self, piece: Article) -> set[str]:
        """The zone that a piece without an office behind its author names again and again."""
        inside = [z.canonical for z in self._zones if piece.start <= z.start < piece.end]
        return {inside[0]} if len(inside) > 2 and len(set(inside)) == 1 else set()

    def _city(self, id_: str) -> str:
        region = gazetteer().region_by_id(id_)
        city = region.above("市") if region is not None and region.level != "市" else region
        return city.id if city is not None else id_
