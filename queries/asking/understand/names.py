"""The names of the graph as people write them, and where they stand in a question.

A name is known by all its spellings, by how documents write it, and by what is left when its affixes go: 工信局 for
市工信局, 津市 for 津市市, 安全生产翻身仗 for 打好安全生产翻身仗工作专班. One spelling may mean several nodes; which of
them a question means is decided where it is used.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

import data
from queries.asking.understand.characters import plain, tidy

PLAN = "方案"
"""The tag of a part of a document that people call by its own name: an annex, a section with its own 专班."""

_LEVEL = re.compile("^[省市县区州](?=..)")
_REGION_END = re.compile("(?<=..)(?:特别行政区|自治州|自治县|[省市县区州盟旗])$")
_BRANCH = re.compile("(?:分局|分行|中心支行|支行)$")
_AGENCY_END = re.compile("[局委办厅部院会处署]$|中心$|支队$")
_OWN_REGION = re.compile("^[\u4e00-\u9fff]{1,4}?[省市州县](?=.{4})")
_BOOK = re.compile("《([^《》]+)》")
_SET_UP = re.compile("(?:专班|指挥部|小组|联席会议|工作组)$")
_QUOTED = re.compile('[“"]([^“”"]{2,12})[”"]')
_BRACKET_END = re.compile(r"\([^()]*\)$")
_SHORTEST_TAIL = 6
_TYPING_ERROR = 0.75
"""Least share of right characters at which an unknown agency is taken for a known one: one wrong in four."""


@cache
def affixes() -> Mapping[str, tuple[str, ...]]:
    """What names are also known without: prefixes and suffixes."""
    return {side: tuple(str(words).split()) for side, words in data.read(data.RULES / "names.yaml").items()}


@cache
def functions() -> frozenset[str]:
    """Every way to write an agency of the gazetteer, without its region: 统计局 is no typing error for 审计局."""
    rows = data.read(data.GAZETTEER / "functions.yaml")
    return frozenset(
        form for row in rows for form in (*row["names"].values(), *row.get("forms", ()), *row.get("historic", ()))
    )


@dataclass(frozen=True)
class Named:
    """A node that has a name: kind (章节 is `PLAN`), id, the name to show, region, document, how often it is used."""

    kind: str
    id: str
    name: str
    region: str = ""
    document: str = ""
    uses: int = 0

    @property
    def tags(self) -> tuple[str, ...]:
        """What intents may call it: its kind; 机构 too, for companies and standing bodies that have duties."""
        standing = self.kind == "企业" or (self.kind == "议事协调机构" and not self.is_set_up)
        return ("机构", self.kind) if standing else (self.kind,)

    @property
    def is_set_up(self) -> bool:
        """Whether it is a coordinating body set up for one purpose, as a 专班 is; 安委办 is a standing one."""
        return self.kind == "议事协调机构" and _SET_UP.search(self.name) is not None


@dataclass(frozen=True)
class Mention:
    """A name in a question: its place, and the nodes that it may mean, the likeliest first.

    Attributes:
        guessed: the spelling that it was taken for, where the question has a typing error.
    """

    start: int
    end: int
    text: str
    nodes: tuple[Named, ...]
    guessed: str = ""

    def of(self, kind: str) -> tuple[Named, ...]:
        """The nodes of one kind."""
        return tuple(node for node in self.nodes if node.kind == kind)


@dataclass(frozen=True)
class Names:
    """Every spelling with the nodes it may mean."""

    spellings: Mapping[str, tuple[Named, ...]]
    shown: Mapping[str, str] = field(default_factory=dict)
    """Id of a body -> how the documents write it most often."""

    @classmethod
    def of(
        cls,
        rows: Iterable[Mapping[str, Any]],
        written: Sequence[Mapping[str, Any]],
        affixes: Mapping[str, Sequence[str]],
    ) -> Names:
        """Make the index from the rows of `names` and `names_as_written`."""
        rows = list(rows)
        found: defaultdict[str, dict[tuple[str, str], Named]] = defaultdict(dict)
        nodes: dict[tuple[str, str], Named] = {}
        for row in rows:
            kind = PLAN if row["kind"] == "章节" else row["kind"]
            node = Named(kind, row["id"], row["name"], row["region"], row["document"], row["uses"])
            nodes[row["kind"], row["id"]] = node
            for spelling in _spellings(row, affixes):
                found[spelling][kind, node.id] = node
        for row in written:
            node = nodes[row["kind"], row["id"]]
            found[tidy(row["raw"])][node.kind, node.id] = node
        for tail, node in _tails(nodes.values()).items():
            if tail not in found:
                found[tail][node.kind, node.id] = node
        for spelling, later in _of_former_bodies(rows):
            found[spelling].pop(("机构", later), None)
        ranked = {spelling: tuple(sorted(group.values(), key=_likeliest)) for spelling, group in found.items()}
        return cls(ranked, _shown(written))

    def with_sections(self, sections: Iterable[Any]) -> Names:
        """The same with the headings of sections (id, name, document) that no other section and no name has."""
        found: defaultdict[str, list[Named]] = defaultdict(list)
        for section in sections:
            node = Named("章节", section.id, section.name, "", section.document)
            for heading in headings(section.name):
                found[heading].append(node)
        more = {
            heading: (nodes[0],) for heading, nodes in found.items() if len({n.name for n in nodes}) == len(nodes) == 1
        }
        return Names({**more, **self.spellings}, self.shown)

    def show(self, id_: str, name: str) -> str:
        """A body's name as the documents write it, else the name of its node."""
        return self.shown.get(id_, name)

    @cached_property
    def _order(self) -> list[str]:
        return sorted(spelling for spelling in self.spellings if spelling)

    @cached_property
    def _agencies(self) -> list[str]:
        return [spelling for spelling in self._order if any(node.kind == "机构" for node in self.spellings[spelling])]

    def near(self, words: str) -> str:
        """The agency's spelling that words with a typing error most likely mean, or nothing."""
        if not _AGENCY_END.search(words) or _LEVEL.sub("", words) in functions():
            return ""
        same_length = [spelling for spelling in self._agencies if abs(len(spelling) - len(words)) <= 1]
        best = process.extractOne(
            words, same_length, scorer=Levenshtein.normalized_similarity, score_cutoff=_TYPING_ERROR
        )
        return str(best[0]) if best is not None else ""

    def bodies_of(self, park: Named) -> Named | None:
        """The party committee, else the administration, of a park: the body whose name begins with the park's."""
        found = [
            node
            for spelling in self._order
            if spelling.startswith(park.name) and spelling != park.name
            for node in self.spellings[spelling]
            if node.kind == "机构"
        ]
        return min(found, key=_likeliest, default=None)

    def words(self) -> list[str]:
        """All spellings, in a fixed order."""
        return self._order


_YEAR = re.compile(r"^(?:19|20)\d{2}年")
_SHORTEST_HEADING = 5


def headings(name: str) -> set[str]:
    """A section's heading and what it is called without its year, its remark in brackets and its 市."""
    whole = _BRACKET_END.sub("", tidy(name))
    core = _YEAR.sub("", whole)
    return {found for found in (whole, core, core.removeprefix("市")) if len(plain(found)) >= _SHORTEST_HEADING}


def with_region(node: Named) -> str:
    """An agency's name that no agency elsewhere has: 岳阳市工信局 for 市工信局 in 岳阳市."""
    return node.name if node.name.startswith(node.region) else node.region + _LEVEL.sub("", node.name)


def _likeliest(node: Named) -> tuple[int, str, str]:
    return (-node.uses, node.kind, node.id)


def _tails(nodes: Iterable[Named]) -> dict[str, Named]:
    """What a 专班 or 指挥部 is called for short where no other ends so: 攻坚行动指挥部."""
    found: defaultdict[str, dict[str, Named]] = defaultdict(dict)
    for node in nodes:
        name = tidy(node.name) if node.is_set_up else ""
        for start in range(1, len(name) - _SHORTEST_TAIL + 1):
            found[name[start:]][node.id] = node
    return {tail: next(iter(group.values())) for tail, group in found.items() if len(group) == 1}


def _of_former_bodies(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The names of bodies that a reform has ended, each with a successor: they mean the body of before, not that."""
    for row in rows:
        for later in row["successors"]:
            for name in (row["name"], *row["names"]):
                yield tidy(name), later
                yield tidy(_LEVEL.sub("", name)), later


def _shown(written: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in written:
        if row["kind"] != "人员":
            counts[row["id"]][row["raw"]] += row["times"]
    return {id_: min(raws, key=lambda raw: (-raws[raw], len(raw), raw)) for id_, raws in counts.items()}


def _spellings(row: Mapping[str, Any], affixes: Mapping[str, Sequence[str]]) -> set[str]:
    names = {row["name"], *row["names"]}
    more: set[str] = set(names)
    match row["kind"]:
        case "机构" | "企业":
            more |= {short for name in names if _AGENCY_END.search(short := _LEVEL.sub("", name)) and len(short) > 1}
            more |= {_without_level(name, row["region"]) for name in names}
            more |= {short for name in names for short in _without_place(name, row["region"])}
        case "地区":
            more |= {_REGION_END.sub("", name) for name in names}
        case "章节" | "文件" | "议事协调机构" | "项目清单" | "产业体系" | "项目":
            more |= {core for name in names for core in _cores(name, affixes)}
            more |= {row["number"]} if row["number"] else set()
    return {tidy(spelling) for spelling in more if len(plain(spelling)) > 1}


def _without_level(name: str, region: str) -> str:
    """常德市经开区党工委 as 常德经开区党工委."""
    return _REGION_END.sub("", region) + name.removeprefix(region) if region and name.startswith(region) else name


def _without_place(name: str, region: str) -> set[str]:
    """银保监 for 常德银保监分局, 人行 for 人行常德市中心支行: branches that people call by their authority."""
    place = _REGION_END.sub("", region)
    if not place or place not in name or _BRANCH.search(name) is None:
        return set()
    before, _, behind = name.partition(place)
    return {before} if before else {behind, _BRANCH.sub("", behind)}


def _cores(name: str, affixes: Mapping[str, Sequence[str]]) -> set[str]:
    """What is left of a name when its affixes go, and what stands in its quotation marks."""
    core = _OWN_REGION.sub("", name)
    inner = _BOOK.search(name)
    core = inner[1] if inner is not None else core
    cores: set[str] = set()
    for _ in range(3):
        core = _OWN_REGION.sub("", core)
        for prefix in affixes["prefixes"]:
            core = core.removeprefix(prefix)
        for suffix in affixes["suffixes"]:
            core = core.removesuffix(suffix)
        cores.add(core)
    quoted = set(_QUOTED.findall(name))
    bare = _BRACKET_END.sub("", name)
    return {found for found in (*cores, bare, *quoted) if len(plain(found)) > 2}


class Finder:
    """Finds the longest known words of a text, names and others, in one pass."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._search = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and word of each, from left to right, none within another."""
        return [(start, end, self._words[at]) for at, start, end in self._search.find_matches_as_indexes(text)]
