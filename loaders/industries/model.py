"""Systems of industries with their members, the industries of parks, and output targets, as found."""

from __future__ import annotations

from dataclasses import dataclass

_UNLISTED = "未列明"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a system as the text names it."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class System:
    """A group of industries that is put forward under one name.

    Attributes:
        name: as written: “4+4”产业, 三大主导产业.
        declared: how many members the name says, None where it says nothing.
        members: those that the text names beside it; none means 未列明.
        owner: canonical name of the park, else id of the region, whose system it is; may be empty.
        start, end: offsets of the name with its members.
        open: whether the list of members ends in 等 without being complete.
        year: the year of the piece, as far as it tells it.
    """

    name: str
    declared: int | None
    members: tuple[Member, ...]
    owner: str
    start: int
    end: int
    open: bool = False
    year: str = ""

    @property
    def listing(self) -> str:
        """未列明 where the text names no member, else their names."""
        return "、".join(member.name for member in self.members) or _UNLISTED


@dataclass(frozen=True, slots=True)
class ParkIndustry:
    """An industry of a park or a county.

    Attributes:
        park_or_region: canonical name of the park, or id of the region.
        relation: 主导产业, 特色产业 or 主攻方向; else the word of the text (五大产业体系), or 专业园区.
        industry: its name as written.
        start, end: offsets of the words that say so.
        year: the year of the piece, as far as it tells it.
    """

    park_or_region: str
    relation: str
    industry: str
    start: int
    end: int
    year: str = ""


@dataclass(frozen=True, slots=True)
class IndustryTarget:
    """A figure that an industry is to reach.

    Attributes:
        industry: as written, or the name of a whole system (三大主导产业).
        value: in `unit`; words such as 千亿 are numbers too (1000, 亿元).
        comparator: one of =, ≥, >, ≤, ≈; of growth 增长= or 增长≥.
        indicator: 产值, 增加值, 总收入 ...; 产值 where only a sum is named.
        year: the year that the figure is for; the period as written (3至5年); empty where the text names none.
        owner: as in `System`.
        each: whether the figure is for each of several (分别, 均).
    """

    industry: str
    value: float
    unit: str
    comparator: str
    start: int
    end: int
    indicator: str = ""
    year: str = ""
    owner: str = ""
    each: bool = False


Finding = System | ParkIndustry | IndustryTarget
