"""Every body that a text names, with how often and under which names: by the gazetteer, and by who answers for what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from graph.statements import Document, Entity
from loaders.lexicon.clauses import is_party
from loaders.lexicon.gazetteer import LEVEL_PREFIX, Region, gazetteer
from loaders.lexicon.known import NOT_BEFORE, known
from loaders.lexicon.names import Resolver, is_generic
from loaders.page import articles
from loaders.page.articles import Article, flow
from loaders.page.text import Squeezed, Text

_ZONE = re.compile("(?:经开区|高新区|开发区|管理区|度假区)(?:党|管委会|工委)")
_PRIVATE = re.compile("(?:公司|集团|店|厂|场|合作社|超市|村|社区)$")
_INSTITUTION = re.compile("(?:医院|卫生院|卫生服务中心|[中小]学|学校|幼儿园)$")
# No gazetteer lists the towns; a name that begins with its town begins its phrase or stands behind a joining word.
_OF_TOWN = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[与和及由在为对向到给]))"
    "(?![为对向到给])[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?:中心卫生院|卫生院|社区卫生服务中心|派出所)"
)
_LEVELS = {"党委": "党委", "群团": "群团", "法院": "司法", "检察院": "司法", "监委": "司法", "垂直管理": "央属"} | {
    "军队": "军队",
    "园区管委会": "园区",
    "国企": "国企",
    "金融": "国企",
}


@dataclass(frozen=True)
class Agency:
    """A body with all its mentions in one document.

    Attributes:
        entity: the body; `names` of the entity are those of the gazetteer, not of the text.
        names: each name as the text writes it (without white space), with its number of mentions; the most used first.
        start, end: offsets of the first mention.
    """

    entity: Entity
    names: dict[str, int]
    start: int
    end: int

    @property
    def level(self) -> str:
        """省, 市, 县 by its region; for a prefecture's bodies outside the government their class: 党委, 群团 ..."""
        name = next(iter(self.names))
        if _ZONE.search(name):
            return "园区"
        level = "县" if name[0] in "县区" else str(self.entity.properties["level"])
        return _LEVELS.get(str(self.entity.properties["group"]), level) if level == "市" else level

    @property
    def type(self) -> str:
        """A collective without a proper name, a public institution, or an agency."""
        if self.entity.properties["generic"]:
            return "collective"
        institution = self.entity.properties["group"] == "事业单位" or _INSTITUTION.search(self.entity.name)
        return "事业单位" if institution else "agency"


def find(text: Text, document: Document, pieces: Sequence[Article], named: Mapping[str, str]) -> list[Agency]:
    """Every body that a text names, in the order of its first mention.

    Args:
        pieces: the pieces of the text; 市委 is that of the piece's region.
        named: names that were read as bodies' elsewhere (parties of clauses, members), so that all their mentions
            count, each with the name to resolve: the same one, or the whole name of which it is a short form.
    """
    words = flow(text)
    told = {name for name in named if len(name) > 2}
    collectives = {name for name in told if is_generic(name)}
    # A collective holds the name of another body: 市安委会成员单位. Both count.
    in_text = {*(words.text[start:end] for start, end in known(words.text)), *_OF_TOWN.findall(words.text)}
    mentions = [*_mentions(words.text, {*in_text, *told} - collectives)]
    mentions += _mentions(words.text, collectives)
    return _grouped(
        words, _Resolvers(document, pieces, named), sorted(mentions, key=lambda mention: (mention[1], mention[2]))
    )


def public(organisations: Iterable[str]) -> Iterator[str]:
    """Of the organisations of people the public bodies: no business, no village, nothing not named like a body."""
    known = gazetteer().knows
    return (name for name in organisations if known(name) or (is_party(name) and not _PRIVATE.search(name)))


def standing(groups: Mapping[str, str]) -> dict[str, str]:
    """Of the names of coordinating bodies those of bodies that are known, or whose whole name tells whose they are.

    A 专班 or a 小组 that a plan makes for itself has a record of its own and is no agency.
    """
    return {name: whole for name, whole in groups.items() if gazetteer().knows(whole) or _tells_whose(whole)}


def _tells_whose(name: str) -> bool:
    regions = gazetteer().find(name)
    return LEVEL_PREFIX.match(name) is not None or (bool(regions) and regions[0][0] == 0)


def _mentions(text: str, names: set[str]) -> Iterator[tuple[str, int, int]]:
    """Every mention of the names, the longest where several begin in one place."""
    order = sorted(names)
    if order:
        finder = AhoCorasick(order, matchkind=MatchKind.LeftmostLongest)
        yield from ((order[i], start, end) for i, start, end in finder.find_matches_as_indexes(text))


def _grouped(words: Squeezed, resolvers: _Resolvers, mentions: Sequence[tuple[str, int, int]]) -> list[Agency]:
    first: dict[str, tuple[Entity, int, int]] = {}
    counts: dict[str, Counter[str]] = {}
    for name, start, end in mentions:
        if _inside_another(words.text, start):
            continue
        span = words.span(start, end)
        entity = resolvers.resolve(name, span[0])
        first.setdefault(entity.id, (entity, *span))
        counts.setdefault(entity.id, Counter())[name] += 1
    return [Agency(entity, dict(counts[id_].most_common()), s, e) for id_, (entity, s, e) in first.items()]


def _inside_another(text: str, start: int) -> bool:
    """Whether the level in front of a name belongs to a longer word: 全市委办."""
    return LEVEL_PREFIX.match(text, start) is not None and text[start - 1 : start] in tuple(NOT_BEFORE)


class _Resolvers:
    """Resolves names within the region of their piece, else of the document."""

    def __init__(self, document: Document, pieces: Sequence[Article], whole: Mapping[str, str]) -> None:
        self._document = document
        self._pieces = pieces
        self._whole = whole
        self._known: dict[str, Resolver] = {}

    def resolve(self, name: str, place: int) -> Entity:
        """The body that a name stands for at a place of the text."""
        piece = articles.at(self._pieces, place)
        region = (piece.region if piece is not None else "") or self._document.region
        if region not in self._known:
            home: Region | None = gazetteer().region_by_id(region) if region else None
            self._known[region] = Resolver(gazetteer(), home, self._document.file, self._document.date)
        return self._known[region].resolve(self._whole.get(name, name).removeprefix("中共"))
