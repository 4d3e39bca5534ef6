"""Entity resolution of bodies: a name as written in a document becomes region + function."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.statements import Entity, Value, digest
from loaders.lexicon.brackets import mask_inner
from loaders.lexicon.former import Former, former_of
from loaders.lexicon.gazetteer import (
    LEVEL_PREFIX,
    NATION,
    Function,
    Gazetteer,
    Region,
    gazetteer,
    place_region,
)

_LEVEL_OF = {"省": "省", "自治区": "省", "市": "市", "州": "市", "自治州": "市", "盟": "市"}
_NATIONAL = re.compile(r"(?:(?<!指挥)(?<!党支)(?<!总支)部|总局|总署|署|国务院|中央)$|^(?:国家|中央|国务院|全国|中国)")
_OF_NATION = re.compile(r"^(?:国家|中央|国务院|全国|中国)|(?:总局|总署)$")
_GENERIC = re.compile(
    r"^(?:各|其下属|其所属|下属|有关|相关|其他|其它|所有|全市|全省|[省市县区]直(?!(?:机关)?党?工委|机关事务)|属地|所在|涉及|承担|负有)"
    r"|(?:成员单位|(?:有关|相关|主管|涉及|责任|职能|监管)(?:部门|单位|企业|机构)|部门和单位|各(?:部门|单位))$"
    r"|^.{1,5}各(?:有关)?(?:[省市州盟县区旗乡镇街村]|部门|单位)"
    r"|^[省市县区州盟旗乡镇、]{2,}(?:级|区)?(?:人民)?政府(?:管委会)?$|^(?:县市区|区县市|市县区|乡镇|县区|区县)|^街道(?:办事处)?$"
)
_IN_CHARGE = re.compile(r"(?:主管|监管)部门$")
_INNER = re.compile(r"[(〔\[〈][^()〔〕\[\]〈〉]*[)〕\]〉]")
_COORDINATING = re.compile(r"(?:领导小组|工作小组|专项小组|指挥部|专班|联席会议|协调小组|攻坚组|安委会|委员会)$")
_BARE_BODY = re.compile(r"^(?:工作|协调|专项)?(?:专班|领导小组|指挥部|联席会议|委员会|小组)$")
_ENTERPRISE = re.compile(r"(?:公司|集团|银行|企业|厂)$")
_COMPANY = re.compile(r"(?:公司|集团|银行|联合社|联社)")
_ZONE = re.compile(r"(?:经开区|高新区|开发区|度假区|管理区|园区|产业园|保税区|新区|示范区)$")
_KIND_OF_GROUP = {"议事协调机构": "议事协调机构", "国企": "企业"}
_OWN_PLACE = re.compile(r"(?:银行|大学|学院)$")
"""What bears the name of a place as part of its own: 北京银行."""
_NO_LEVEL = re.compile("市(?:场(?!所)|政(?![府协务])|容|民(?!政)|值|域)|县域|区(?:域|块)|州际|盟友|旗舰")
"""Words that begin with the character of a level: a 市场部 is no city's 场部."""
_TOWN = re.compile(r"镇|乡|街道")
_ALIAS = re.compile(r"[(〈〔\[【].*[)〉〕\]】]$")


@dataclass(frozen=True, slots=True)
class _Reading:
    region: Region
    function: Function


def _unknown(file: str) -> Region:
    """What stands for the region of a document that does not tell it; no name shows it."""
    return Region("", f"未定地区（{Path(file).stem}）", "", (), "市", None)


class Resolver:
    """Resolves the names of one document.

    Args:
        names: the gazetteer.
        region: the region of the document, None where it is unknown.
        file: the document's file name; it stands for the region where that is unknown, so that two such documents
            share no body.
        date: the document's date, as far as it is known; an old name in a document of its time means the old body.
    """

    def __init__(self, names: Gazetteer, region: Region | None, file: str = "", date: str = "") -> None:
        self._date = date
        self._gazetteer = names
        self._told = region is not None
        self._home = region or _unknown(file)
        self._known: dict[str, Entity] = {}
        self._first: dict[str, Entity] = {}

    def resolve(self, raw: str, carried: str = "") -> Entity:
        """The body that a name (folded, without white space) stands for; the same name always gives the same body.

        Args:
            carried: the level prefix of a name before it in the same list ("市发展改革局、教育局"), which it shares.
        """
        if carried and self._shares(raw):
            raw = carried + raw
        entity = self._known.get(raw)
        if entity is None:
            entity = self._resolve(raw)
            # Without a region 市教育局 and 教育局 are one body: it goes by the name that the document writes first.
            entity = self._known[raw] = entity if self._told else self._first.setdefault(entity.id, entity)
        return entity

    def shared(self, raw: str) -> list[Region]:
        """The places that a name may be of, where several bear the one it begins with and nothing tells which."""
        return self._gazetteer.shared(raw, self._home)

    def prefix(self, raw: str) -> str:
        """The level prefix that a name gives to those behind it; none where it is the word's own: 市场监管总局."""
        level = self._level(raw)
        return level.group() if level is not None and self._gazetteer.function(raw) is None else ""

    def _shares(self, raw: str) -> bool:
        """Whether a name lacks a prefix that it may share: a known form that is not the nation's own."""
        return self._gazetteer.function(raw) is not None and _NATIONAL.search(raw) is None

    def body(self, name: str, document: str) -> Entity:
        """A coordinating body that a document founds, by its name.

        One that the document calls by nothing but its kind ("联席会议") is the document's own.
        """
        region, rest = self._split(name)
        place, level = region.id, region.level
        own = f"/{digest(document)}" if _BARE_BODY.match(rest) else ""
        names = tuple(dict.fromkeys((name, rest, place + rest)))
        return _entity("议事协调机构", f"{place}/{rest}{own}", name, names, place + rest, place, level)

    def collective(self, raw: str) -> Entity:
        """A collective by its name, whether or not the name alone tells that it is one: 税务部门, 牵头单位."""
        return self._generic(raw)

    def region(self, id_: str) -> Entity:
        """The node of a body's region; a stand-in where the document does not tell its region."""
        region = self._gazetteer.region_by_id(id_)
        if region is not None:
            return region_entity(region)
        return _entity("地区", id_, id_, (id_,), id_, id_, "", unlisted=True)

    def _resolve(self, raw: str) -> Entity:
        if is_generic(raw):
            return self._generic(raw)
        base = strip_alias(raw)
        head = self._gazetteer.head(base, self._home)
        if head is not None and head[1] == len(base):
            return region_entity(head[0])
        reading = self._read(base) or self._read(raw)
        former = self._former(base, reading)
        if former is not None:
            return former
        if reading is not None:
            return _listed(reading.region, reading.function)
        return self._unlisted(base)

    def _former(self, name: str, reading: _Reading | None) -> Entity | None:
        """The body of that name as it was before a reform; None where the name means a body of today.

        A name that today's gazetteer has too (扶贫办) means the old body only in a document from before its end.
        """
        known = former_of(name)
        if known is None:
            return None
        former, form = known
        functions = [function for key in former.into if (function := self._gazetteer.by_key(key)) is not None]
        if reading is not None and reading.function.key == former.key:
            return _as_it_was(reading.region, former, tuple(functions))
        if not functions or (reading is not None and reading.function not in functions):
            return None
        place = reading or self._in_place_of(name.removesuffix(form), functions[0])
        if place is None or (reading is not None and not self._date):
            return None
        if reading is not None and self._date > former.until_at(place.region.level):
            return None
        return _as_it_was(place.region, former, tuple(functions))

    def _in_place_of(self, front: str, function: Function) -> _Reading | None:
        """How a successor's name would be read behind the same words: its region is that of the former body."""
        forms = dict.fromkeys((*function.names.values(), *function.forms))
        readings = (self._read(front + form) for form in forms if "{R}" not in form)
        return next((found for found in readings if found is not None and found.function is function), None)

    def _read(self, name: str) -> _Reading | None:
        """By level prefix, else as a whole, else with a region in front or inside."""
        level = self._level(name)
        if level is not None:
            function = self._gazetteer.function(name[level.end() :])
            region = self._of_level(level.group())
            if function is not None and region is not None:
                return _Reading(region, function)
        function = self._gazetteer.function(name)
        if function is not None:
            return _Reading(self._unprefixed(name, function), function)
        return self._with_region(name, level.end() if level else 0)

    def _with_region(self, name: str, skip: int) -> _Reading | None:
        """A function behind a place (常德市武陵区|教育局), or around it (国家税务总局|常德市|税务局)."""
        starts = dict.fromkeys([0, *(start for start, _, _ in self._gazetteer.find(name))])
        for start in starts:
            head = self._gazetteer.head(name[start:], self._home)
            if head is None:
                continue
            region, rest = head[0], name[start + head[1] :]
            forms = (
                (rest, "{R}" + rest) if start == 0 else (name[skip:start] + "{R}" + rest, name[:start] + "{R}" + rest)
            )
            function = next((f for form in forms if (f := self._gazetteer.function(form)) is not None), None)
            if function is not None:
                return _Reading(region, function)
        return None

    def _level(self, name: str) -> re.Match[str] | None:
        """The level prefix of a name; a town's only in a document of its own: elsewhere 镇安 may be a county."""
        level = LEVEL_PREFIX.match(name) if _NO_LEVEL.match(name) is None else None
        return level or (_TOWN.match(name) if self._home.level == "乡" else None)

    def _of_level(self, level: str) -> Region | None:
        """The region that a level prefix stands for; a stand-in of that level where the document's is unknown."""
        if self._told:
            return self._home.above(level)
        own = self._home.id if level == "市" else f"{self._home.id}·{level}"
        return Region("", own, level, (), _LEVEL_OF.get(level, "县"), None)

    def _unprefixed(self, name: str, function: Function) -> Region:
        """A name without a region: the nation's body if it is written as one, else the document's own region's."""
        only_one = function.group == "事业单位" and [*function.names] == ["国"]  # a university under its short name
        if (
            only_one
            or _is_nations_own(name, function)
            or self._home.level == "国"
            or _NATIONAL.search(name)
            or name == function.names.get("国")
        ):
            return NATION
        return self._home

    def _unlisted(self, name: str) -> Entity:
        region, rest = self._split(name)
        full = f"{region.id}{rest}" if self._told and region.level != "国" else name
        names = tuple(dict.fromkeys((name, full)))
        kind = _kind_by_shape(name)
        return _entity(kind, f"{region.id}/{rest}", name, names, full, region.id, region.level, unlisted=True)

    def _split(self, name: str) -> tuple[Region, str]:
        """Region and the rest of a name that the gazetteer lacks."""
        level = self._level(name)
        head = self._gazetteer.head(name, self._home)
        if head is not None and not (level is not None and not head[2] and self._home.name.endswith(level.group())):
            region, end, whole = head
            own = not whole and _OWN_PLACE.search(name)
            return region, name if own else name[end:] or name
        if level is not None and level.end() < len(name):
            region_of_level = self._of_level(level.group())
            if region_of_level is not None:
                return region_of_level, name[level.end() :]
        if _OF_NATION.search(name):
            return NATION, name
        return self._home, name

    def _generic(self, raw: str) -> Entity:
        place = self._home
        return _entity("机构", f"{place.id}/{raw}", raw, (raw,), raw, place.id, place.level, generic=True)


def _is_nations_own(name: str, function: Function) -> bool:
    """Whether only the nation's body of a function ends as the name does: 证监会, whose branches are 证监局."""
    ends = {level: full[-1] for level, full in function.names.items()}
    others = {end for level, end in ends.items() if level != "国"}
    return bool(others) and name[-1] == ends.get("国") and name[-1] not in others and "{R}" not in name


def region_entity(region: Region) -> Entity:
    """A region as a node, and as the party that its name stands for in a clause."""
    names = tuple(dict.fromkeys((region.id, region.name, *region.shorts)))
    return _entity("地区", region.id, region.name, names, region.id, region.id, region.level)


def strip_alias(name: str) -> str:
    """The name without the bracket at its end that gives another name of the same body."""
    masked = mask_inner(name)
    return name[: masked.index("\0")] if _ALIAS.search(name) and not masked.startswith("\0") else name


def is_generic(name: str) -> bool:
    """Whether a name is that of a collective without a proper name: 各县市区政府, 有关部门.

    A department by its function has one: 水行政主管部门.
    """
    bare = _INNER.sub("", name)
    told = _IN_CHARGE.search(bare) and (
        bare[0] not in "各有相其所" and gazetteer().certain(bare) and "行业" not in bare
    )
    return _GENERIC.search(bare) is not None and not told


def _kind_by_shape(name: str) -> str:
    if _COORDINATING.search(name):
        return "议事协调机构"
    if _ENTERPRISE.search(name):
        return "企业"
    return "园区" if _ZONE.search(name) else "机构"


_WITH_BRANCHES = frozenset({"垂直管理", "金融", "国企"})
"""Groups whose local bodies bear the nation's name with their own (国家税务局, 中国农业银行)."""

_UNDER_ONE_NAME = frozenset({"金融", "国企", "群团"})
"""Groups whose local bodies are called as the whole is: 交通银行, 九三学社."""

_SAYS_NATION = re.compile(r"国务院|中央(?!商务区)|^(?:国家|全国|中国|中华|中[宣组统办纪]|国[办研])")
_MINISTRY = re.compile(r"(?:(?<!指挥)(?<!管理)(?<!政治)部|总局|总?署)$")
"""What says that a name is the nation's, unless a body of a place is called so itself (市委宣传部, 国家安全局)."""

_OF_A_RANK = re.compile(r"^国家.*[馆库园区](?:管理[局处]|管委会)?$")
"""What a place may have although its name says 国家: 国家经开区, 国家湿地公园管理处."""


def _only_of_nation(form: str, function: Function) -> bool:
    """Whether a form is the nation's body's alone: no city has a 国务院, a 国家发改委, a 司法部 or a 中宣部."""
    if "{R}" in form or "{N}" in form or not function.names.keys() - {"国"}:
        return False
    elsewhere = {name for level, name in function.names.items() if level != "国"}
    if form in elsewhere:
        return False
    if form == function.names.get("国"):
        return function.group not in _UNDER_ONE_NAME or _SAYS_NATION.search(form) is not None
    if function.group in _WITH_BRANCHES or _OF_A_RANK.search(form):
        return False
    marks = (_SAYS_NATION, _MINISTRY)
    return any(mark.search(form) and not any(map(mark.search, elsewhere)) for mark in marks)


@lru_cache(maxsize=20_000)
def _listed(region: Region, function: Function) -> Entity:
    """A body of the gazetteer; the same object for all documents that name it."""
    prefix = _prefix(region)
    forms = dict.fromkeys((*function.names.values(), *function.forms))
    if region.level != "国":
        forms = {form: None for form in forms if not _only_of_nation(form, function)}
    forms = {form: None for form in forms if region.level != "国" or _OF_BRANCHES.search(form) is None}
    names = dict.fromkeys(name for form in forms for name in _spelled(form, region, prefix))
    full = function.full_name(region)
    short = function.short_name(region, prefix)
    kind = _KIND_OF_GROUP.get(function.group, "机构")
    if function.group == "金融" and _COMPANY.search(full):
        kind = "企业"
    return _entity(
        kind, f"{region.id}/{function.key}", short, (*names, full), full, region.id, region.level, function.group
    )


@lru_cache(maxsize=2_000)
def _as_it_was(region: Region, former: Former, functions: tuple[Function, ...]) -> Entity:
    """A former body; the same object for all documents that name it."""
    prefix = _prefix(region)
    short = _placed(former.short.get("国" if region.level == "国" else "地", former.forms[0]), region, prefix)
    own = [form for form in former.forms if region.level != "国" or _OF_BRANCHES.search(form) is None]
    names = [_placed(form, region, front) for form in own for front in (prefix, region.id)]
    full = _placed(former.full_at(region.level), region)
    entity = _entity(
        "机构", f"{region.id}/{former.key}", short, (*names, full), full, region.id, region.level, functions[0].group
    )
    more: dict[str, Value] = {
        "until": former.until_at(region.level),
        "event": former.event,
        "successors": tuple(f"{region.id}/{function.key}" for function in functions),
    }
    return Entity(entity.kind, entity.id, entity.name, {**entity.properties, **more})


_OF_BRANCHES = re.compile(r"(?:分局|支局|分行|支行|支行营业部|监管组)$")
"""How the names of branches end: they are none of the nation's body, which shares a function with them."""


def _spelled(form: str, region: Region, prefix: str) -> tuple[str, ...]:
    """A form with its region: before it, or inside by its short name and as it is called."""
    if "{R}" in form:
        return place_region(form, region), form.replace("{R}", region.name)
    return place_region(form, region, prefix), place_region(form, region, region.id)


def _placed(form: str, region: Region, prefix: str | None = None) -> str:
    """The name with its region, which a form may hold as it is called: 人行{N}中心支行."""
    return form.replace("{N}", region.name) if "{N}" in form else place_region(form, region, prefix)


def _prefix(region: Region) -> str:
    """What stands for a region before the name of a body: 省, 自治区, 市, 地区 ..."""
    if region.level == "国":
        return ""
    return next((ending for ending in ("自治区", "地区", "街道") if region.name.endswith(ending)), region.name[-1:])


def _entity(
    kind: str,
    id_: str,
    name: str,
    names: tuple[str, ...],
    full_name: str,
    region: str,
    level: str,
    group: str = "",
    *,
    unlisted: bool = False,
    generic: bool = False,
) -> Entity:
    properties: dict[str, Value] = {
        "names": tuple(dict.fromkeys(names)),
        "full_name": full_name,
        "region": region,
        "level": level,
        "group": group,
        "unlisted": unlisted,
        "generic": generic,
    }
    return Entity(kind, id_, name, properties)
