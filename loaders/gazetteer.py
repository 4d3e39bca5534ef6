"""The gazetteer in data/: regions of China, and bodies by function with every way to write their names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

import data

NATION = "全国"
_LEVELS = ("国", "省", "市", "县")
_SUFFIXES = ("省", "市", "县", "区", "州", "盟", "旗")


@dataclass(frozen=True)
class Region:
    """A province, prefecture or county (or the nation).

    Attributes:
        code: six digits of GB/T 2260; empty for the nation.
        shorts: names without the suffix, as people write them.
        level: 国, 省, 市 or 县.
        parent: the region above; None for the nation.
    """

    code: str
    name: str
    shorts: tuple[str, ...]
    level: str
    parent: Region | None

    def chain(self) -> Iterator[Region]:
        """The region itself and those above it."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def above(self, suffix: str) -> Region | None:
        """The nearest region, itself first, whose name ends in `suffix` (省 also finds autonomous regions)."""
        for region in self.chain():
            if region.name.endswith(suffix) or (suffix in ("省", "自治区") and region.level == "省"):
                return region
        return None


@dataclass(frozen=True)
class Function:
    """A body by what it does, whatever its region.

    Attributes:
        key: unique name of the function.
        group: 党委, 政府部门, 垂直管理 ...
        names: full name by level, without the region unless `{R}` marks its place.
        forms: every other way to write it, the official short form first.
    """

    key: str
    group: str
    names: dict[str, str]
    forms: tuple[str, ...]

    def full_name(self, region: Region) -> str:
        """The full name in a region; the nearest level's name where its own level has none."""
        at = _LEVELS.index(region.level)
        order = sorted(range(len(_LEVELS)), key=lambda i: (abs(i - at), i))
        name = next((self.names[_LEVELS[i]] for i in order if _LEVELS[i] in self.names), self.forms[0])
        return place_region(name, region)

    def short_name(self, region: Region, prefix: str) -> str:
        """The first short form that ends as the full name does, behind the prefix of its level."""
        ending = self.full_name(region)[-1].replace("会", "委")
        form = next((f for f in self.forms if f[-1] == ending), None) or self.forms[0] if self.forms else ""
        return place_region(form, region, prefix) if form else self.full_name(region)


def place_region(name: str, region: Region, prefix: str | None = None) -> str:
    """The name with its region: in the place of `{R}`, else in front of it."""
    if "{R}" in name:
        return name.replace("{R}", region.shorts[0] if region.shorts else region.name)
    if region.level == "国":
        return name
    return (region.name if prefix is None else prefix) + name


class Gazetteer:
    """Regions and functions, and how to find them in a name."""

    def __init__(self, regions: list[Region], functions: list[Function]) -> None:
        self.nation = Region("", NATION, (), "国", None)
        self.regions = regions
        self.functions = functions
        self._by_name: dict[str, list[Region]] = {}
        for region in regions:
            for name in {region.name, *region.shorts}:
                self._by_name.setdefault(name, []).append(region)
        self._names = list(self._by_name)
        self._finder = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        self._forms = {form: f for f in functions for form in (*f.names.values(), *f.forms)}

    def function(self, form: str) -> Function | None:
        """The function that is written so (without prefix and region)."""
        return self._forms.get(form)

    def regions_named(self, name: str) -> list[Region]:
        """All regions of that full or short name."""
        return self._by_name.get(name, [])

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Every region name in a text, leftmost and longest: start, end and the name."""
        return [(start, end, self._names[i]) for i, start, end in self._finder.find_matches_as_indexes(text)]

    def region(self, name: str, near: Region | None = None) -> Region | None:
        """The region of that name; of several the one nearest to `near`, None if that does not decide."""
        named = self.regions_named(name)
        if len(named) < 2:
            return named[0] if named else None
        if near is not None:
            around = set(near.chain())
            for rank in (
                [r for r in named if r in around],
                [r for r in named if set(r.chain()) & (around - {self.nation})],
            ):
                if rank:
                    return rank[0]
        full = [r for r in named if r.name == name]
        return full[0] if len(full) == 1 else None


def read_regions(path: Path) -> list[Region]:
    """Read regions.csv: code, name, short, level, parent; parents before or after their children."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    nation = Region("", NATION, (), "国", None)
    done: dict[str, Region] = {"": nation}

    def make(code: str) -> Region:
        if code not in done:
            row = rows[code]
            shorts = tuple(s for s in row["short"].split("|") if s)
            done[code] = Region(code, row["name"], shorts, row["level"], make(row["parent"]))
        return done[code]

    return [make(code) for code in rows]


def read_functions(path: Path) -> list[Function]:
    """Read functions.yaml; historic names count as forms, after all others."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return [
        Function(r["function"], r["class"], r.get("names", {}), (*r.get("forms", ()), *r.get("historic", ())))
        for r in raw
    ]


@cache
def gazetteer() -> Gazetteer:
    """The project's own gazetteer, read once."""
    folder = data.GAZETTEER
    return Gazetteer(read_regions(folder / "regions.csv"), read_functions(folder / "functions.yaml"))
