"""The industries of parks and counties: by their systems, by what they develop, by their names, by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from loaders.industries import lists
from loaders.industries import words as w
from loaders.industries.lists import Spans as Members
from loaders.industries.model import Finding, Member, ParkIndustry, System
from loaders.industries.owners import Owners
from loaders.industries.systems import GROUPS, Hit, is_of_companies
from loaders.lexicon.enumerations import items
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.spans import Spans
from loaders.page.text import Squeezed
from loaders.parks.model import Place

RELATIONS = ("主导产业", "特色产业", "主攻方向")
"""What a park or a region can be to an industry in the graph."""

_DEVELOPED = re.compile(
    rf"(?:(?:{w.any_of('degrees')})(?:{w.any_of('develop')})|{w.any_of('develops')})于?"
    r"(?P<list>[\u4e00-\u9fff、“”()A-Za-z\d]{2,90}?)(?:等)?(?:\d+大|[一二三四五六七八九]大)?"
    rf"(?P<noun>{w.any_of('developed')})?(?=[,。;\n:]|$)"
)
_NO_MATTER = re.compile(rf"{w.any_of('no_matter')}|工程(?!{w.any_of('no_matter_but')})")
_CORE = re.compile(
    rf"以(?P<parks>[^,。;:\n]{{4,140}}?)(?:等)?(?:{w.any_of('places')})?为(?:{w.any_of('core')})(?=[,、。;\n的])"
)
_RELIED = re.compile(
    rf"依托(?P<parks>[^,。;:\n]{{4,140}}?)(?:等)?(?:{w.any_of('places')})?,?(?:{w.any_of('rely_how')})?(?:{w.any_of('rely')})"
    rf"(?P<list>[\u4e00-\u9fff、]{{2,50}}?)(?:等)?(?:{w.any_of('relied')})(?=[,。;\n]|$)"
)
_HEAD = re.compile(
    r"(?:\d{1,2}[.、]|\(?[一二三四五六七八九十]{1,3}[)、]|[①-⑳]|[●■◆▲·-])?"
    rf"(?:{w.any_of('headed')})?(?P<industry>[\u4e00-\u9fff]{{2,14}}?)(?:{w.any_of('behind_head')})?[,。:]"
)
_ENTRY = re.compile(
    r"[(:—]{1,2}(?:以)?(?P<list>[\u4e00-\u9fff、]{2,60}?)(?:等)?(?:为主(?:导)?)?(?:产业)?(?=[);。\n,]|$)"
)
_GAP = 200
_CLUSTER = re.compile("产业集群")
_DEGREE = re.compile(rf"(?:{w.any_of('cluster_degrees')})+$")
_BREAK = re.compile(rf"[,。;:!?\n“”、]|\d+[.、)]|{w.any_of('cluster_breaks')}")
_TOWN = re.compile(r"^[市县区]?(?:[\u4e00-\u9fff]{1,3}?(?:镇|乡|街道))?")
_OF_CLUSTER = re.compile(r"(?!各)[\u4e00-\u9fff()]{2,18}(?<![等的个家])")


@cache
def _park_of() -> re.Pattern[str]:
    return re.compile(rf"(?P<industry>{w.any_of('industries')})(?:专业)?(?:{w.any_of('park_of')})$")


def of_system(hit: Hit, system: System, owners: Sequence[str]) -> Iterator[ParkIndustry]:
    """What a system of a park or a county says of its members."""
    if is_of_companies(hit.kind) or hit.kind.endswith(("园区", "布局", GROUPS)):
        return
    for owner in owners:
        if not owner or is_city(owner):
            continue
        for member in system.members:
            yield ParkIndustry(owner, relation(hit, system), member.name, system.start, system.end, system.year)


def relation(hit: Hit, system: System) -> str:
    """What a system makes of its members: one of `RELATIONS`, else the word of the text."""
    plain = hit.kind if "主" in hit.kind and "特" in hit.kind else re.sub('[“”"]', "", system.name)
    if "主特" in hit.kind:
        return "主特产业"
    return next((r for r in RELATIONS if r[:2] in hit.kind and (r[2:] in hit.kind or "集群" in hit.kind)), plain)


def without_repeats(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without what a park's leading industries are called a second time: 两大产业链 for its 两大主导产业."""
    led = {(p.park_or_region, p.industry, p.year) for p in found if isinstance(p, ParkIndustry) and _is_lead(p)}
    for one in found:
        is_repeated = isinstance(one, ParkIndustry) and (one.park_or_region, one.industry, one.year) in led
        if not (is_repeated and isinstance(one, ParkIndustry) and one.relation.endswith("产业链")):
            yield one


def _is_lead(one: ParkIndustry) -> bool:
    return one.relation in RELATIONS


def is_city(owner: str) -> bool:
    """Whether an owner is a region above a county."""
    region = gazetteer().region_by_id(owner)
    return region is not None and region.level != "县"


def developed(words: Squeezed, owners: Owners, taken: Sequence[tuple[int, int]]) -> Iterator[ParkIndustry]:
    """What parks develop: "某产业园重点发展甲、乙"; "甲产业,以某园、某园为核心"; "依托某园发展甲产业"; "某园:甲、乙".

    Args:
        taken: stretches that systems have read.
    """
    text, read = words.text, Spans(taken)
    for match in _all_developed(text):
        span = match.span("list")
        if read.touches(*span) or _NO_MATTER.search(text, *span):
            continue
        members = lists.of_verb(text, *span)
        if lists.are_trades(text, members) and not _topic(text, match.start()):
            holders = [one for one in owners.holders(match.start()) if not is_city(one)]
            yield from _said(words, owners, holders, "主攻方向", members, match.span())
    for match in _CORE.finditer(text):
        members = _topic(text, match.start())
        yield from _said(words, owners, _parks(owners, *match.span("parks")), "主导产业", members, match.span())
    for match in _RELIED.finditer(text):
        members = lists.of_verb(text, *match.span("list"))
        if lists.are_trades(text, members):
            yield from _said(words, owners, _parks(owners, *match.span("parks")), "主导产业", members, match.span())


@lru_cache(maxsize=2)
def _all_developed(text: str) -> tuple[re.Match[str], ...]:
    """All that may say what is developed; looked for once, read twice."""
    return tuple(_DEVELOPED.finditer(text))


def _parks(owners: Owners, start: int, end: int) -> list[str]:
    return [park.canonical for park in owners.parks_between(start, end)]


def _said(
    words: Squeezed, owners: Owners, holders: Sequence[str], said: str, members: Members, span: tuple[int, int]
) -> Iterator[ParkIndustry]:
    start, end = words.span(*span)
    for holder in dict.fromkeys(holders):
        for first, last in members:
            yield ParkIndustry(holder, said, words.text[first:last], start, end, owners.year(start))


def _topic(text: str, place: int) -> Members:
    """The industry that begins the sentence or the item in which a place lies."""
    floor = max(0, place - _GAP)
    start = max(floor, text.rfind("\n", floor, place) + 1, text.rfind(";", floor, place) + 1)
    for at in dict.fromkeys((max(start, text.rfind("。", floor, place) + 1), start)):
        match = _HEAD.match(text, at, place)
        if match is not None and w.is_trade(match["industry"]):
            return (match.span("industry"),)
    return ()


def entries(words: Squeezed, owners: Owners, found: Sequence[Place]) -> Iterator[ParkIndustry]:
    """A park with its industries behind it: "某产业园(新材料、电子信息)", "某经开区:化工、食品"."""
    text = words.text
    for place in found:
        behind = owners.behind(place)
        match = _ENTRY.match(text, behind) if behind is not None else None
        if match is None:
            continue
        members = items(text, *match.span("list"))
        if all(lists.fits(text, s, e) and w.is_trade(text[s:e]) for s, e in members):
            yield from _said(words, owners, [place.canonical], "主导产业", members, match.span())


def under_headings(words: Squeezed, owners: Owners) -> Iterator[System]:
    """An industry as a heading, with what of it is to be developed: "1.高端装备产业集群" over "主攻甲、乙"."""
    text = words.text
    for match in _all_developed(text):
        title = owners.topic(match.start())
        members = lists.of_verb(text, *match.span("list")) if title else ()
        if len(members) > 1 and _NO_MATTER.search(text, *match.span("list")) is None:
            named = tuple(Member(text[s:e], *words.span(s, e)) for s, e in members)
            span = words.span(*match.span())
            is_open = text.startswith("等", match.end("list"))
            yield System(title, None, named, owners.of(match.start()), *span, is_open, owners.year(span[0]))


def clusters(words: Squeezed, owners: Owners) -> Iterator[ParkIndustry]:
    """The industry of a place by the name of a cluster: 某县纺织特色产业集群, 某区(医药)特色产业集群."""
    text, names = words.text, gazetteer()
    for match in _CLUSTER.finditer(text):
        floor = max(0, match.start() - 30)
        start = max((stop.end() for stop in _BREAK.finditer(text, floor, match.start())), default=floor)
        degree = _DEGREE.search(text, start, match.start())
        special = degree is not None and degree.group().endswith("特色")
        stem = text[start : degree.start() if degree is not None else match.start()]
        found = names.find(stem)
        if not found:
            continue
        first, end, written = next((f for f in reversed(found) if f[1] - f[0] > 2), found[0])
        region = owners.region(written)
        rest = _TOWN.sub("", stem[end:])
        rest = rest[1:-1] if rest[:1] == "(" and rest.find(")") == len(rest) - 1 else rest
        if (
            region
            and _OF_CLUSTER.fullmatch(rest) is not None
            and w.patterns()["plain"].fullmatch(rest + "产业") is None
        ):
            span = words.span(start + first, match.end())
            yield ParkIndustry(region, "特色产业" if special else "产业", rest, *span, owners.year(span[0]))


def by_name(found: Sequence[Place], owners: Owners) -> Iterator[ParkIndustry]:
    """Parks of one industry within a zone or a county: 某某经开区新材料产业园."""
    done: set[str] = set()
    for place in found:
        named = _park_of().search(place.canonical)
        if named is None or place.canonical in done:
            continue
        done.add(place.canonical)
        owner = place.within or (place.canonical if place.canonical.endswith("园区") else _county(place))
        if owner:
            yield ParkIndustry(owner, "专业园区", named["industry"], place.start, place.end, owners.year(place.start))


def _county(place: Place) -> str:
    region = gazetteer().region_by_id(place.region)
    starts = region is not None and place.canonical.startswith((region.name, *region.shorts))
    return place.region if starts and region is not None and region.level == "县" else ""


_BASE = re.compile(
    rf"(?:{w.any_of('titled')})[^,。;\n]{{0,8}}?[“]?(?:国家级?|全国)[“]?(?P<industry>[\u4e00-\u9fff]{{2,10}}?)(?:高新技术)?"
    rf"(?:{w.any_of('bases')})"
)
_AIM = re.compile(
    rf"打造(?:{w.any_of('aimed_at')})(?:{w.any_of('aimed_how')})*的?"
    r"(?P<list>[\u4e00-\u9fff]{2,10}(?:[和、][\u4e00-\u9fff]{2,10}){1,3}?)(?:生产)?基地"
)


def of_bases(words: Squeezed, owners: Owners) -> Iterator[ParkIndustry]:
    """What a park is or wants to be the country's base of."""
    for match in _BASE.finditer(words.text):
        owner = owners.subject(match.start()) or owners.of(match.start())
        if owner and not is_city(owner):
            span = words.span(*match.span())
            yield ParkIndustry(owner, "国家级基地", match["industry"], *span, owners.year(span[0]))
    for match in _AIM.finditer(words.text):
        owner = owners.of(match.start())
        if owner and not is_city(owner):
            span = words.span(*match.span())
            for industry in re.split("[和、]", match["list"]):
                yield ParkIndustry(owner, "产业发展目标", industry.removesuffix("生产"), *span, owners.year(span[0]))
