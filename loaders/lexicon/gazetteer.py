"""The gazetteer in data/: regions of China, and bodies by function with every way to write their names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

import data

_LEVELS = ("国", "省", "市", "县", "乡")
MUNICIPALITY = "直辖市"
"""The key of a name that bodies of the four municipalities have, where it is not a city's."""
_DEPARTMENT_OF_PROVINCE = re.compile(r"(?<!办公)厅$")
_SUFFIXES = ("省", "市", "县", "区", "州", "盟", "旗")
_ABOLISHED = frozenset("县区")
"""What a short name may bear of a county that the gazetteer no longer has."""
_OWN = re.compile(r"[东西南北中前后]?[一二三四五]?(?:路|街|大道|镇|乡(?!村)|村|社区)")
"""What stands behind a short name that is a street's or a town's of another place: 南京|西路街道, 三门|镇."""


@dataclass(frozen=True, eq=False)
class Region:
    """A province, prefecture or county (or the nation).

    Attributes:
        code: six digits of GB/T 2260; empty for the nation.
        id: its name, behind that of the region above where several regions share it (南京市鼓楼区).
        shorts: names without the suffix, as people write them.
        level: 国, 省, 市, 县 or 乡; towns are in no list, a document that one issues tells them.
        parent: the region above; None for the nation.
    """

    code: str
    id: str
    name: str
    shorts: tuple[str, ...]
    level: str
    parent: Region | None

    @property
    def is_municipality(self) -> bool:
        """Whether it is a 直辖市: of a province's rank, with bodies named as a city's (局 and 委, not 厅)."""
        return self.level == "省" and self.name.endswith("市")

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


NATION = Region("", "全国", "全国", (), "国", None)


@dataclass(frozen=True, eq=False)
class Function:
    """A body by what it does, whatever its region.

    Attributes:
        key: unique name of the function.
        group: 党委, 政府部门, 垂直管理 ...
        names: full name by level, without the region unless `{R}` marks its place.
        forms: every other way to write it.
        shorts: short names to show it under.
    """

    key: str
    group: str
    names: dict[str, str]
    forms: tuple[str, ...]
    shorts: tuple[str, ...] = ()

    def _named(self, region: Region) -> str:
        """The name at a region's level, or at the nearest level that has one, still without the region."""
        at = _LEVELS.index(region.level)
        order = sorted(range(len(_LEVELS)), key=lambda i: (abs(i - at), i))
        levels = [_LEVELS[i] for i in order if _LEVELS[i] in self.names]
        if region.is_municipality and _DEPARTMENT_OF_PROVINCE.search(self.names.get("省", "")):
            levels = [level for level in (MUNICIPALITY, "市") if level in self.names] or levels
        return (*(self.names[level] for level in levels), *self.forms)[0]

    def full_name(self, region: Region) -> str:
        """The full name in a region."""
        return place_region(self._named(region), region)

    def short_name(self, region: Region, prefix: str) -> str:
        """The name to show: the only short form, or the first that ends as the full name does, behind the prefix."""
        name = self._named(region)
        endings = {name[-1], name.replace("委员会", "委").replace("办公室", "办")[-1]}
        fitting = [form for form in self.shorts if form[-1] in endings or len(self.shorts) == 1]
        form = fitting[0] if fitting else name
        return place_region(form, region, prefix)


def _highest(regions: list[Region]) -> Region | None:
    """The region that the others lie in, as 恩施州 and its 恩施市; None where they stand beside each other."""
    return next((one for one in regions if all(one in other.chain() for other in regions)), None)


def place_region(name: str, region: Region, prefix: str | None = None) -> str:
    """The name with its region: in the place of `{R}`, else in front of it."""
    if "{R}" in name:
        return name.replace("{R}", region.shorts[0] if region.shorts else region.name)
    if region.level == "国":
        return name
    return (region.id if prefix is None else prefix) + name


LEVEL_PREFIX = re.compile(r"自治[区州县旗]|地区|省|市|县|区|州|盟|旗")
"""What stands in front of a body's name in place of its region."""


# Not the first character of 市场, 县级, 区域: what follows must be a body's own name.
_LEVEL = (
    r"(?:省(?![级域会内外份属直])|市(?![场民级域容值内区属直外辖]|政(?![府协务法]))|县(?![级域乡城内属直])|区(?![域级位块分内间属直])"
    r"|州|盟|旗(?![舰下帜])|自治[区州县旗]|地区(?![生间差性各有])|师市|兵团)"
)
NAMED_BY_WORK = re.compile("(?![各其本该有相行业上县设地区市项属])[\u4e00-\u9fff]{2,8}行政主管部门$")
"""A department that a statute names by its work, whether or not the gazetteer knows it: 农业机械行政主管部门."""

# No second agency's word inside: 市教育局制定办 is 市教育局 and a verb.
_EACH = re.compile("^各[级地]")
_DEPARTMENT = re.compile(r"(?:行政|业务|监督)*(?:主管|管理|监管|执法)?部门$")
_CERTAIN = re.compile(
    rf"{_LEVEL}(?:委|人民政府|政府)?[^局厅部办院,、。;]{{2,12}}"
    r"(?:局|厅|委|办|委员会|办公室|中心|集团|公司|队|指挥部|专班|领导小组|小组|管委会|协会|联合会|医院|督[查察考][室办]|研究室)$"
    rf"|{_LEVEL}[^局厅部办院,、。;]{{2,8}}[局厅委][^局厅部办院,、。;]{{2,10}}(?:[支总大分]队|分局|中心|[处科股]室?)$"
    rf"|(?:国务院|{_LEVEL}(?:人民政府|政府)?)(?![直级各有相])[^,、。;]{{2,12}}?(?:行政|主管|管理|执法|监管|监督)+(?:部门|机关)$"
    r"|(?!各)[\u4e00-\u9fff]{2,3}[省市县区州](?:委|人民政府|政府)(?:办公室|办|督查室)$"
    rf"|{_LEVEL}[^,、。;]{{2,30}}(?:专班|领导小组|指挥部|联席会议|委员会)(?:办公室|办)$"
    r"|(?:镇|乡|街道)[^局厅部办院,、。;]{2,8}(?:办|办公室|站|所|中心|[大中]队)$"
    r"|(?:中国)?(?:人民银行|人行)[^,、。;]{0,10}(?:分行|支行|营业管理部)$"
    r"|(?![^,、。;]*(?:希望|建议|要求|请|让|支持|鼓励|由|对|在|到))[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)(?:政府|人民政府|党委|办事处)?$"
    r"|(?:新区|经开区|高新区|开发区|示范区|度假区)[^局厅部办院,、。;]{2,12}(?:局|办|办公室|中心|支队|大队)$"
    r"|(?:国网|中国|中石)[^,、。;]{2,16}公司$"
    r"|(?:中国|国家)[^,、。;]{2,14}(?:研究院|科学院|工程院|中心|协会|联合会|学会|集团|银行)$"
    r"|[\u4e00-\u9fff]{2,6}(?:供电|电力|邮政|铁路)局$"
    r"|[\u4e00-\u9fff]{2,6}(?:电信|移动|联通|铁塔|供电|供水|自来水|燃气|热力|公交|石油|石化|邮政|烟草|盐业)(?:分|集团|总)?公司$"
)


class Gazetteer:
    """Regions and functions, and how to find them in a name."""

    def __init__(self, regions: list[Region], functions: list[Function]) -> None:
        self._keys = {function.key: function for function in functions}
        self.regions = regions
        self.functions = functions
        self._by_id = {region.id: region for region in (NATION, *regions)}
        self._by_name: dict[str, list[Region]] = {}
        for region in regions:
            for name in {region.name, *region.shorts}:
                self._by_name.setdefault(name, []).append(region)
        self._names = list(self._by_name)
        self._finder = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        self._forms = {form: f for f in functions for form in (*f.names.values(), *f.forms)}

    def by_key(self, key: str) -> Function | None:
        """The function of that key."""
        return self._keys.get(key)

    def function(self, form: str) -> Function | None:
        """The function that is written so (without prefix and region)."""
        return self._forms.get(form) or self._department(form)

    def _department(self, form: str) -> Function | None:
        """The function that "…主管部门" is named by: 市场监督管理部门, 教育行政部门 (条例 write so)."""
        if not form.endswith("部门"):
            return None
        stems = (_DEPARTMENT.sub("", form), form.removesuffix("部门"))
        # Of 行政主管部门 and 人民政府主管部门 nothing is left that tells a function.
        told = [stem for stem in stems if len(stem) > 1 and not stem.endswith("政府")]
        found = (self._forms.get(stem + ending) for stem in told for ending in "局委厅办")
        return next((function for function in found if function is not None), None)

    def knows(self, name: str) -> bool:
        """Whether a name, alone or behind a level prefix or a region, is that of a body in the gazetteer."""
        level = LEVEL_PREFIX.match(name)
        if self.function(name) is not None or (level is not None and self.function(name[level.end() :]) is not None):
            return len(name) > 2
        for start, end, _ in self.find(name):
            inside = name[:start] + "{R}" + name[end:]
            if inside in self._forms or inside.removeprefix("{R}市") in self._forms or name[end:] in self._forms:
                return True
        return False

    def certain(self, name: str) -> bool:
        """Whether a name in running text is certainly a body's: known, or a level prefix before an agency's word."""
        bare = _EACH.sub("", name)
        return self.knows(bare) or _CERTAIN.match(bare) is not None or NAMED_BY_WORK.match(bare) is not None

    def region_by_id(self, id_: str) -> Region | None:
        """The region of that id."""
        return self._by_id.get(id_)

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
            for around in near.chain():
                inside = [r for r in named if around is not NATION and around in r.chain()]
                if inside:
                    return _highest(inside)
        full = [r for r in named if r.name == name]
        return full[0] if len(full) == 1 else None

    def head(self, name: str, near: Region | None = None) -> tuple[Region, int, bool] | None:
        """The place that a name begins with: the last of a chain (湖南省|长沙市|岳麓区|政府).

        A county that is no more is a region of its own, within the one that bears its name still: 九江县.

        Args:
            near: where the name stands; of several places of one name the nearest counts.

        Returns:
            The region, where its name ends, and whether it is written whole, not as a short name; None where a name
            begins with no place, or with one that several share.
        """
        found: tuple[Region, int, bool] | None = None
        while True:
            start = found[1] if found is not None else 0
            hit = next(iter(self.find(name[start:])), None)
            if hit is None or hit[0] != 0:
                return found
            step = self._step(name, start, start + hit[1], hit[2], found[0] if found is not None else None, near)
            # Behind a short name no second place begins: 三亚|崖州湾科技城.
            if step is None or (found is not None and not found[2]):
                return found
            found = step

    def _step(
        self, name: str, start: int, end: int, written: str, above: Region | None, near: Region | None
    ) -> tuple[Region, int, bool] | None:
        """The place at one place of a name, inside the one before it."""
        if above is not None:
            named = self.regions_named(written)
            inside = [r for r in named if above in r.chain() and r is not above]
            region = inside[0] if len(inside) == 1 else None
            if not inside and any(r.level == "县" and r.name == written for r in named):
                # Other cities have a county of that name; this one's is no more: 邢台市桥西区.
                region = Region("", above.id + written, written, (), "县", above)
        else:
            region = self.region(written, near)
        if region is None:
            return None
        # 湘西州 is whole, 湖州 is not.
        if written == region.name or (written[-1] in _SUFFIXES and written[:-1] in region.shorts):
            return region, end, True
        suffix = name[end : end + 1]
        if suffix in _SUFFIXES and region.name.endswith(suffix):
            return region, end + 1, True
        if suffix in _ABOLISHED and self.knows_form(name[end + 1 :]):
            return Region("", written + suffix, written + suffix, (), "县", region), end + 1, True
        return None if _OWN.match(name, end) else (region, end, False)

    def shared(self, name: str, near: Region | None = None) -> list[Region]:
        """The places of one name that a name begins with, where nothing tells which of them is meant; else none."""
        hit = next(iter(self.find(name)), None)
        if hit is None or hit[0] != 0 or self.region(hit[2], near) is not None:
            return []
        around = [
            r for r in self.regions_named(hit[2]) if near is not None and set(r.chain()) & {*near.chain()} - {NATION}
        ]
        return around or self.regions_named(hit[2])

    def knows_form(self, words: str) -> bool:
        """Whether words behind a place are a body's: 教育局, 政府."""
        return self.function(words) is not None


def read_regions(path: Path) -> list[Region]:
    """Read regions.csv: code, name, short, level, parent; parents before or after their children."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    shared = Counter(row["name"] for row in rows.values())
    done: dict[str, Region] = {"": NATION}

    def make(code: str) -> Region:
        if code not in done:
            row = rows[code]
            shorts = tuple(s for s in row["short"].split("|") if s)
            parent, name = make(row["parent"]), row["name"]
            id_ = name if shared[name] == 1 else parent.name + name
            done[code] = Region(code, id_, name, shorts, row["level"], parent)
        return done[code]

    return [make(code) for code in rows]


def read_functions(functions: Path, short_names: Path) -> list[Function]:
    """Read functions.yaml and short_names.yaml; historic names count as forms, after all others."""
    rows: list[dict[str, Any]] = _yaml(functions)
    shorts: dict[str, list[str]] = _yaml(short_names)
    return [
        Function(
            key=row["function"],
            group=row["class"],
            names=row.get("names", {}),
            forms=(*row.get("forms", ()), *row.get("historic", ())),
            shorts=tuple(shorts.get(row["function"], ())),
        )
        for row in rows
    ]


def _yaml(path: Path) -> Any:
    # The C loader reads the 3,600 lines in a tenth of the time; it is as safe.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


@cache
def gazetteer() -> Gazetteer:
    """The project's own gazetteer, read once."""
    folder = data.GAZETTEER
    return Gazetteer(
        read_regions(folder / "regions.csv"), read_functions(folder / "functions.yaml", folder / "short_names.yaml")
    )
