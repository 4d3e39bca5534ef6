"""Systems of industries with their members, the leading industries of parks and counties, and output targets."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

import data
from loaders.industries.model import Finding, IndustryTarget, Member, ParkIndustry, System
from loaders.lexicon.alternation import branches
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.numerals import number
from loaders.page.articles import flow
from loaders.page.outline import Outline
from loaders.page.spans import Signal
from loaders.page.text import Squeezed, Text
from loaders.parks import find as places
from loaders.parks.attribution import Attribution
from loaders.parks.model import Place

# A search is fast where a pattern begins with a set of characters, or each of its branches with a letter of its own:
# hence what stands before a word is often looked for behind its first letter.
_COUNT = r"(?:[两一二三四五六七八九十\d](?:(?<=\d)\d)?)"


# --- the words of the trade ------------------------------------------------------------------------------------


@cache
def _rules() -> dict[str, list[str]]:
    rules = yaml.safe_load((data.RULES / "industries.yaml").read_text(encoding="utf-8"))
    return {key: words.split() for key, words in rules.items()}


def _any(key: str) -> str:
    return branches(_rules()[key])


_NAME = r"[\u4e00-\u9fffA-Za-z0-9+()“”]{2,16}?"
_ITEM = r"(?:[\u4e00-\u9fffA-Za-z0-9()]{2,20}(?:“\d+\+\w+”)?)"
_LIST = rf"{_ITEM}(?:[、和及]{_ITEM}){{0,14}}"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kind = rf"(?:(?:{_any('adjectives')}|[和及、的])){{0,4}}(?:{_any('heads')})"
    return {
        "formula": re.compile(
            rf"[“\"](?P<form>\d(?:\+\d){{1,3}}|[一两三四五六七八九]主[一两三四五六七八九]特)[”\"]"
            rf"(?P<tail>(?:{_COUNT}大)?(?:(?:{_any('adjectives')}){{0,4}}(?:{_any('heads')}))?)"
        ),
        "told": re.compile(
            r"(?P<kind>主导产业|特色产业|主攻方向|支柱产业)(?:分别)?(?:为|是|包括|:)(?P<list>[\u4e00-\u9fff、]{2,60}?)(?:等)?(?=[,。;\n]|$)"
        ),
        "made": re.compile(r"为(?P<kind>主导|特色|主攻|支柱)(?:产业|方向)?(?=[、,。;的\n])"),
        "pair": re.compile(r"主特产业(?:体系|格局)?"),
        "counted": re.compile(
            rf"(?P<count>{_COUNT})(?:大|个)(?P<kind>{kind}|[“\"](?:{_any('companies')})[”\"])(?!发展项目|项目|工程|基金|工人|人才|生态圈|[、和及]十大)"
        ),
        "listed": re.compile(rf"等(?:{_any('between')})?(?P<kind>{kind}|特色[“\"](?:{_any('inner')})[”\"])"),
        "bare": re.compile(
            r"(?P<kind>百(?<=[\u4e00-\u9fff]百)亿(?:级|元)?[\u4e00-\u9fff]{0,4}产业|千(?<=[\u4e00-\u9fff]千)亿(?:级|元)?[\u4e00-\u9fff]{0,4}产业"
            r"|产(?<=[\u4e00-\u9fff]产)业市场|主(?<=[\u4e00-\u9fff]主)特产业体系)"
        ),
    }


# Without one of these a text speaks of no industry.
_HINT = re.compile("产业|主攻|主.特|园|链条|集群|[亿%]|基地|摇篮|之[乡都]")
_STOP = re.compile(r"[。;!?\n:,]")
_SEPARATOR = re.compile(r"[、]|(?<=[\u4e00-\u9fff”)])和(?=[\u4e00-\u9fff]{2})")
_LEAD = re.compile(
    r"^.*(?:重点打造|重点发展|重点拓展|重点围绕|加速打造|加快打造|着力打造|聚力培育|培育壮大|做大做强|发展壮大|优先发展|紧紧围绕|大力发展|大力推进|加快发展|聚力发展|加快构建"
    r"|打造|围绕|聚焦|培育|发展|构建|推动|推进|支持|突破|赋能|服务|覆盖|惠及|形成|成立|拓展|壮大|做强|做优|提升|紧盯|包括|即|依托|瞄准|主攻|以及|立足|明确|确定|园区|企业|为|以|将|把|对|的|由|与我市|有|在)"
)
_TRAIL = re.compile(r"(?:现有|等|这|共|为主的|为主|方面的)$")
_NOT_MEMBER = re.compile(
    r"产值|为主|为特|以上|以下|标准|主[一二两三四]特|“(?!\d\+)|级$|(?:工作|建设|方面|措施|服务|环境|机制|政策|任务|问题|项目|资金|人才|力度|水平|短板|责任|要素|单位|部门|县|市|区|政府)$|^(?:各|全|有(?![色机])|是|不|要|使|让|更|加强|完善|优化)"
)
_CLOSED = re.compile(rf"(?:等|{_COUNT}大)[\u4e00-\u9fff]{{0,6}}产业(?:集群|体系)?$")
_ZONE = re.compile(r"(?:园区?|开发区|经开区|高新区|度假区|管理区|新区)$")
_CHAR_ANY = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A system in the flowing text: offsets there."""

    name: str
    kind: str
    declared: int | None
    members: tuple[tuple[int, int], ...]
    start: int
    end: int
    open: bool


# --- the room's door -------------------------------------------------------------------------------------------


def find(text: Text, tree: Outline) -> list[Finding]:
    """Systems, industries of parks and output targets, in the order of the text.

    Args:
        tree: the outline, whose headings tell the year and whose numbers are not counts.
    """
    parks = places.find(text)
    if not parks and _HINT.search(text.bare) is None:
        return []
    words = flow(text)
    owners = Attribution(text)
    hits = [hit for hit in _systems(words.text) if not _is_number(tree, words.span(hit.start, hit.end)[0])]
    found: list[Finding] = []
    systems = [_system(words, hit, owners) for hit in hits]
    for hit, system in _told_best(list(zip(hits, systems, strict=True))):
        found.append(system)
        found.extend(_of_park(hit, system))
    found = list(_without_repeats(found))
    found.extend(_by_name(text, words, owners))
    found.extend(_of_bases(words, owners))
    found.extend(_targets(words, owners))
    return sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end, type(one).__name__))


def _told_best(pairs: list[tuple[_Hit, System]]) -> list[tuple[_Hit, System]]:
    """Of each owner's systems of one name the first that names most members; other members are another system."""
    full = {(s.owner, core(s.name)) for _, s in pairs if s.members}
    kept: dict[tuple[object, ...], tuple[_Hit, System]] = {}
    for hit, system in pairs:
        key = (system.owner, core(system.name))
        if system.members or key not in full:
            kept.setdefault((*key, tuple(m.name for m in system.members)), (hit, system))
    return list(kept.values())


def core(name: str) -> str:
    """The name of a system without what varies between its mentions."""
    return re.sub(r"集群|体系|[“”\"]", "", name)


def signals(found: Sequence[Finding]) -> list[Signal]:
    """Systems that name a different number of members than they declare."""
    return [
        Signal(one.start, one.end, f"“{one.name}”写明 {one.declared} 个，读到 {len(one.members)} 个")
        for one in found
        if isinstance(one, System) and one.members and not one.open and one.declared not in (None, len(one.members))
    ]


def _is_number(tree: Outline, place: int) -> bool:
    """Whether a place is the number of a heading: "三、大产业"."""
    return any(node.start <= place < node.title_start for node in tree.nodes)


# --- systems ---------------------------------------------------------------------------------------------------


def _systems(text: str) -> list[_Hit]:
    """Every system; of two readings of the same words the one whose rule stands first."""
    found: list[_Hit] = []
    for rule in ("formula", "counted", "listed", "bare", "pair", "told", "made"):
        for match in _patterns()[rule].finditer(text):
            i = bisect_left(found, match.start(), key=lambda hit: hit.start)
            if not any(hit.start < match.end() and match.start() < hit.end for hit in found[max(0, i - 2) : i + 1]):
                hit = _READ[rule](text, match)
                if hit is not None:
                    insort(found, hit, key=lambda hit: hit.start)
    return found


def _formula(text: str, match: re.Match[str]) -> _Hit | None:
    form = match["form"]
    if "主" not in form and "产业" not in match["tail"]:
        return None
    declared = sum(int(n) for n in re.findall(r"\d", form)) if "主" not in form else number(form[0]) + number(form[2])
    members = _before(text, match.start())
    if len(members) < 2 or any(_ZONE.search(text, s, e) or text[s] in "“”" for s, e in members):
        members = ()
    start = members[0][0] if members else match.start()
    open_ = bool(members) and text[match.start() - 1] == "等"
    return _Hit(match.group(), form, declared, members, start, match.end(), open_)


def _counted(text: str, match: re.Match[str]) -> _Hit | None:
    count = number(match["count"])
    if count < 2 or text[match.start() - 1 : match.start()] in "第十百千万.0123456789":
        return None
    if (re.search(r"产业|主攻", match["kind"]) is None and not is_of_companies(match["kind"])) or text.startswith(
        ("园", "化"), match.end()
    ):
        return None
    if match["kind"] == "产业" and text[match.start("kind") - 1] == "个":
        return None
    plus = _PLUS.match(text, match.end())
    if plus is not None:
        return _Hit(
            text[match.start() : plus.end()], match["kind"], count, (plus.span(1),), match.start(), plus.end(), True
        )
    open_ = text[match.start() - 1 : match.start()] == "等"
    before = _before(text, match.start())
    members = before if len(before) > 1 else _after(text, match.end())
    start = members[0][0] if members and members[0][0] < match.start() else match.start()
    end = max(match.end(), members[-1][1]) if members else match.end()
    kind = f"{match['kind']}{_GROUPS}" if text.startswith(_GROUPS, match.end()) else match["kind"]
    return _Hit(match.group(), kind, count, members, start, end, open_ and len(members) != count)


def _listed(text: str, match: re.Match[str]) -> _Hit | None:
    members = _before(text, match.start() + 1)
    if len(members) < 2 or match["kind"] == "产业" or not re.search(rf"产业|链条|集群|{_any('inner')}", match["kind"]):
        return None
    if text.startswith(("园", "工人"), match.end()):
        return None
    return _Hit(match["kind"], match["kind"], None, members, members[0][0], match.end(), True)


def _unmarked(text: str, match: re.Match[str]) -> _Hit | None:
    members = _before(text, match.start())
    if len(members) < 2:
        return None
    return _Hit(match["kind"], match["kind"], None, members, members[0][0], match.end(), False)


def _pair(text: str, match: re.Match[str]) -> _Hit | None:
    return _unmarked_pair(text, match.start(), match.end())


def _unmarked_pair(text: str, start: int, end: int) -> _Hit | None:
    members = _before(text, start)
    return _Hit(text[start:end], "主特产业", None, members, members[0][0], end, False) if len(members) > 1 else None


def _told(text: str, match: re.Match[str]) -> _Hit | None:
    """ "主导产业为甲、乙"."""
    start, end = match.span("list")
    parts = _split(text, start, end - text.endswith("等", start, end))
    if not all(_fits(text, s, e) and _SAYING.search(text, s, e) is None for s, e in parts):
        return None
    return _Hit(match["kind"], match["kind"], None, parts, match.start(), end, text.startswith("等", end))


def _made(text: str, match: re.Match[str]) -> _Hit | None:
    """ "以甲、乙为主导、丙为特色"."""
    before = _MADE_OF.search(text[max(0, match.start() - 60) : match.start()])
    if before is None:
        return None
    start = match.start() - len(before["list"])
    parts = _split(text, start, match.start() - text.endswith("等", start, match.start()))
    kind = "主攻方向" if match["kind"] == "主攻" else match["kind"] + "产业"
    return (
        _Hit(kind, kind, None, parts, start, match.end(), False) if all(_fits(text, s, e) for s, e in parts) else None
    )


_MADE_OF = re.compile(r"(?:以|为(?:主导|特色|主攻|支柱)(?:产业)?[、,])(?P<list>(?:(?!为)[\u4e00-\u9fff、]){2,50})$")
_SAYING = re.compile(r"是|为|重点|龙头|的|了|应|要|在|不|和谐|发展|增长|持续|加快")
_PLUS = re.compile(r"\+([\u4e00-\u9fff]{2,6})")
_GROUPS = "专项小组"
"""Behind a list of industries: it says for which of them there are working groups, not which a county has."""
_READ = {
    "formula": _formula,
    "counted": _counted,
    "listed": _listed,
    "bare": _unmarked,
    "pair": _pair,
    "told": _told,
    "made": _made,
}


def _before(text: str, end: int) -> tuple[tuple[int, int], ...]:
    """The members of the list that ends at a place: "A、B、C" or “A、B、C”, without the verb in front of the first."""
    end -= text.endswith("等", 0, end)
    quoted = text.endswith("”", 0, end) and not re.search(r"“\d\+\d+”$", text[max(0, end - 9) : end])
    inner = end - 1 if quoted else end
    floor = max(0, inner - 160)
    start = text.rfind("“", floor, inner) + 1 if quoted else floor
    start = max((stop.end() for stop in _STOP.finditer(text, start, inner)), default=start)
    trail = _TRAIL.search(text, start, inner)
    inner = trail.start() if trail is not None else inner
    return _members(text, start, inner)


def _after(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """The members that follow behind a colon, a bracket or 即."""
    opening = re.compile(r"[:(]|,?(?:即|包括|分别是|分别为|也就是)[:]?").match(text, start)
    if opening is None:
        return ()
    end = re.compile(r"[^,。;!?\n)]*").match(text, opening.end())
    stop = end.end() if end is not None else start
    stop -= text.endswith("等", opening.end(), stop)
    members = _split(text, opening.end(), stop)
    return members if len(members) > 1 and all(_fits(text, s, e) for s, e in members) else ()


def _members(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    parts = list(_split(text, start, end))
    while parts and not _fits(text, *_led(text, *parts[0])) and len(parts) > 1:
        parts.pop(0)
    if not parts:
        return ()
    # A list ends where an earlier one of the same sentence does: "水稻等主导产业和茶叶、油茶等特色产业".
    cut = 0
    for i, (s, e) in enumerate(parts):
        if _CLOSED.search(text, s, e):
            cut = i + 1
    parts = parts[cut:]
    if not parts:
        return ()
    parts[0] = _led(text, *parts[0])
    kept = [(s, e) for s, e in parts if e - s >= 2]
    return tuple(kept) if kept and all(_fits(text, s, e) for s, e in kept) else ()


def _led(text: str, start: int, end: int) -> tuple[int, int]:
    """The first member without what leads to the list."""
    lead = _LEAD.match(text[start:end])
    if lead is not None and end - start - lead.end() >= 2:
        return start + lead.end(), end
    return start, end


def _split(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    parts: list[tuple[int, int]] = []
    place = start
    for mark in _SEPARATOR.finditer(text, start, end):
        parts.append((place, mark.start()))
        place = mark.end()
    return (*parts, (place, end))


def _fits(text: str, start: int, end: int) -> bool:
    """Whether words can name a member of a system."""
    words = text[start:end]
    return (
        2 <= len(words) <= 20
        and _CHAR_ANY.search(words) is not None
        and (_ZONE.search(words) is not None or _NOT_MEMBER.search(words) is None)
    )


def _system(words: Squeezed, hit: _Hit, owners: Attribution) -> System:
    members = tuple(Member(words.text[s:e], *words.span(s, e)) for s, e in hit.members)
    span = words.span(hit.start, hit.end)
    name = hit.name
    return System(name, hit.declared, members, owners.of(hit.start), *span, hit.open, owners.year(span[0]))


def is_of_companies(name: str) -> bool:
    """Whether a system lists companies."""
    return any(word in name for word in _rules()["companies"])


# --- industries of parks and counties --------------------------------------------------------------------------

RELATIONS = ("主导产业", "特色产业", "主攻方向")
"""What a park or a region can be to an industry in the graph."""


def _of_park(hit: _Hit, system: System) -> Iterator[ParkIndustry]:
    """What a system of a park or a county says of its members."""
    is_no_park = not system.owner or _is_city(system.owner) or is_of_companies(hit.kind)
    if is_no_park or hit.kind.endswith(("园区", _GROUPS)):
        return
    plain = hit.kind if "主" in hit.kind and "特" in hit.kind else re.sub('[“”"]', "", system.name)
    word = next((r for r in RELATIONS if r[:2] in hit.kind and (r[2:] in hit.kind or "集群" in hit.kind)), plain)
    relation = "主特产业" if "主特" in hit.kind else word
    for member in system.members:
        yield ParkIndustry(system.owner, relation, member.name, system.start, system.end, system.year)


def _without_repeats(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without what a park's leading industries are called a second time: 两大产业链 for its 两大主导产业."""
    led = {(p.park_or_region, p.industry, p.year) for p in found if isinstance(p, ParkIndustry) and _is_lead(p)}
    for one in found:
        is_repeated = isinstance(one, ParkIndustry) and (one.park_or_region, one.industry, one.year) in led
        if not (is_repeated and isinstance(one, ParkIndustry) and one.relation.endswith("产业链")):
            yield one


def _is_lead(one: ParkIndustry) -> bool:
    return one.relation in RELATIONS


def _is_city(owner: str) -> bool:
    region = gazetteer().region_by_id(owner)
    return region is not None and region.level != "县"


def _by_name(text: Text, words: Squeezed, owners: Attribution) -> Iterator[ParkIndustry]:
    """Parks of one industry within a zone or a county: 某某经开区新材料产业园."""
    shape = re.compile(rf"(?P<industry>{_any('industries')})(?:专业)?(?:产业园区|产业园|工业园|园区|材料园|科技园|园)$")
    done: set[str] = set()
    for place in places.find(text):
        named = shape.search(place.canonical)
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
    r"(?:获批|成为|获评|入选|是)[^,。;\n]{0,8}?[“]?(?:国家级?|全国)[“]?(?P<industry>[\u4e00-\u9fff]{2,10}?)(?:高新技术)?(?:产业化基地|产业示范基地|产业基地|摇篮|之乡|之都)"
)
_AIM = re.compile(
    r"打造(?:全国|国家|全球|中部|世界|全省)(?:重要|知名|一流|领先)*的?(?P<list>[\u4e00-\u9fff]{2,10}(?:[和、][\u4e00-\u9fff]{2,10}){1,3}?)(?:生产)?基地"
)


def _of_bases(words: Squeezed, owners: Attribution) -> Iterator[ParkIndustry]:
    """What a park is or wants to be the country's base of."""
    for match in _BASE.finditer(words.text):
        owner = owners.subject(match.start()) or owners.of(match.start())
        if owner and not _is_city(owner):
            span = words.span(*match.span())
            yield ParkIndustry(owner, "国家级基地", match["industry"], *span, owners.year(span[0]))
    for match in _AIM.finditer(words.text):
        owner = owners.of(match.start())
        if owner and not _is_city(owner):
            span = words.span(*match.span())
            for industry in re.split("[和、]", match["list"]):
                yield ParkIndustry(owner, "产业发展目标", industry.removesuffix("生产"), *span, owners.year(span[0]))


# --- targets ---------------------------------------------------------------------------------------------------

_NUMBER = r"(?P<value>\d+(?:\.\d+)?|[一二两三五]?[千百万](?=亿))"
_MEASURED = re.compile(r"千亿|百亿|亿(?<=[\d万]亿)元?|%(?<=\d%)|万(?<=\d万)人次")
"""The unit of a figure, behind its number."""
_UNIT = r"(?P<unit>万亿元|亿元|万元|万人次|亿人次|亿|%)"


@cache
def _target() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<what>[^,。;!?\n:]{{0,60}}?)(?P<indicator>{_any('indicators')}|接待(?:国内外)?游客)?"
        rf"(?P<how>年?均?增长|年均增长|(?:均|分别)?(?:达到|达|突破|超过|超|过|实现|完成|为|增长至)+|(?=\d))"
        rf"{_NUMBER}{_UNIT}(?P<rest>(?:、\d+(?:\.\d+)?(?:亿元|亿|%))*)(?P<least>以上|左右|以内)?"
    )


_TARGET_LEAD = re.compile(
    r"^.*(?:力争|争取|确保|实现|推动|力促|促进|年|今年|全市|全县|全区|全省|预计|目标是|到\d{4}年|使|其中|园区)(?=[\u4e00-\u9fff\d])"
)
_INDUSTRY_WORD = re.compile(r"产业|制造|旅游|集群|物流|加工|能源|材料|信息")
_NO_INDUSTRY = re.compile(r"第[一二三]产业|产业项目|房地产|产业(?:投资|基金|引导)|产业化项目|企业|项目$|服务业$")
_PERIOD = re.compile(r"(?P<year>20\d\d)年|(?P<span>\d+至\d+年|\d+年内)")
_TOTAL = {"千": 1000.0, "百": 100.0, "万": 10000.0}


@dataclass(slots=True)
class _Last:
    """The industry that a sentence spoke of last, and the tourism that the text did."""

    sentence: int = -1
    industry: str = ""
    indicator: str = ""
    tourism: str = "旅游"


def _targets(words: Squeezed, owners: Attribution) -> Iterator[IndustryTarget]:
    text = words.text
    last = _Last()
    for match in _figures(text):
        sentence = max(text.rfind(mark, 0, match.start()) for mark in "。\n")
        if sentence != last.sentence:
            last = _Last(sentence, tourism=last.tourism)
        industries = _industries(match["what"], last, match["indicator"] or "")
        indicator = _indicator(match, last)
        if not industries or not indicator or not _measures(match, indicator):
            last = _Last(sentence, tourism=last.tourism)
            continue
        tourism = industries[-1] if "旅游" in industries[-1] else last.tourism
        last = _Last(sentence, industries[-1], indicator, tourism)
        yield from _figured(words, match, industries, indicator, owners)


def _figures(text: str) -> Iterator[re.Match[str]]:
    """Every figure with the words of its stretch in front of it."""
    target = _target()
    for unit in _MEASURED.finditer(text):
        floor = max(0, unit.end() - 100)
        start = max(floor, *(text.rfind(stop, floor, unit.start()) + 1 for stop in ",。;!?\n:"))
        match = target.match(text, start)
        if match is not None and match.end() >= unit.end() and match.start("value") <= unit.start():
            yield match


def _industries(what: str, last: _Last, indicator: str) -> list[str]:
    """The industries that a figure is of; those of the stretch before it where it names none."""
    lead = _TARGET_LEAD.match(what)
    words = what[lead.end() :] if lead is not None else what
    words = re.sub(r"^.*?(?:力争|确保|争取)", "", words)
    if "游客" in indicator:
        return [last.tourism]
    if not words.strip("的") or re.fullmatch(r"20\d\d年", what):
        return [last.industry] if last.industry else []
    if _NO_INDUSTRY.search(words) or not _INDUSTRY_WORD.search(words) or len(words) > 50:
        return []
    formula = re.search(rf"[“\"][^”\"]+[”\"](?:{_COUNT}大产业)?$", words)
    words = words[: formula.start()] if formula is not None else words
    counted = re.search(rf"{_COUNT}大[\u4e00-\u9fff]{{0,6}}产业(?:链|集群)?$", words)
    if counted is not None:
        return [counted.group()] if counted.start() == 0 or "、" not in words else [words]
    return [part for part in words.split("、") if part]


def _indicator(match: re.Match[str], last: _Last) -> str:
    if match["indicator"]:
        return str(match["indicator"])
    if re.search(r"产业(?:链|集群)?$", match["what"]):
        return "产值"
    return last.indicator if not match["what"] or re.search(r"年$", match["what"]) else ""


def _measures(match: re.Match[str], indicator: str) -> bool:
    """Whether a figure's unit can measure the indicator."""
    if "游客" in indicator:
        return "人次" in match["unit"]
    return "人次" not in match["unit"] and (match["unit"] != "%" or "增长" in match["how"])


def _figured(
    words: Squeezed,
    match: re.Match[str],
    industries: Sequence[str],
    indicator: str,
    owners: Attribution,
) -> Iterator[IndustryTarget]:
    values = [_value(match["value"]), *(float(v) for v in re.findall(r"\d+(?:\.\d+)?", match["rest"]))]
    growth = "增长" in match["how"] and match["unit"] == "%"
    start, end = words.span(match.start() + len(match["what"]) - len(match["what"].lstrip()), match.end())
    unit = match["unit"] + ("元" if match["unit"] == "亿" else "")
    each = "均" in match["how"] or "分别" in match["what"] + match["how"]
    for i, industry in enumerate(industries):
        value = values[i] if len(values) == len(industries) else values[0]
        yield IndustryTarget(
            industry.removesuffix("分别"),
            value,
            unit,
            ("增长" if growth else "") + _comparator(match),
            start,
            end,
            indicator + ("增长" if growth else ""),
            _period(words.text, match),
            owners.of(match.start("value")),
            each,
        )


def _value(written: str) -> float:
    if written[-1] in _TOTAL:
        return _TOTAL[written[-1]] * ((number(written[0]) or 1) if len(written) > 1 else 1)
    return float(written)


def _comparator(match: re.Match[str]) -> str:
    if match["least"]:
        return {"以上": "≥", "左右": "≈", "以内": "≤"}[match["least"]]
    if "突破" in match["how"]:
        return "≥"
    return ">" if "过" in match["how"] or "超" in match["how"] else "="


def _period(text: str, match: re.Match[str]) -> str:
    """The last year or period that the sentence names up to the figure."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。\n;") + 1
    named = [m["year"] or m["span"] for m in _PERIOD.finditer(text, start, match.start("value"))]
    return named[-1] if named else ""
