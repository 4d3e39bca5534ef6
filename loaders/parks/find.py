"""Parks, zones and sights by the shape of their names: every mention, full and short names under one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

import data
from loaders.lexicon.alternation import any_of
from loaders.lexicon.gazetteer import LEVEL_PREFIX, Gazetteer, gazetteer
from loaders.page import articles
from loaders.page.articles import flow, named_region
from loaders.page.spans import Signal
from loaders.page.text import Squeezed, Text, kept
from loaders.parks.model import Place

_RULES: dict[str, list[str]] = {
    name: words.split() for name, words in yaml.safe_load((data.RULES / "parks.yaml").read_text("utf-8")).items()
}
_KIND = {
    word: kind
    for kind, words in (("weak", "weak"), ("park", "parks"), ("zone", "zones"))
    for listed in _RULES[words]
    for word in ((listed, f"{listed}区") if listed.endswith("园") else (listed,))
}
ENDINGS = list(_KIND)
_FINDER = AhoCorasick(ENDINGS, matchkind=MatchKind.LeftmostLongest)
_ENDS = re.compile(rf"{any_of(ENDINGS)}(?:\([AB]型\))?$")
_ZONE_ENDS = re.compile(rf"{any_of(_RULES['zones'])}(?:\([AB]型\))?$")
_BONDED = re.compile(r"\([AB]型\)")
_STOP = re.compile(r"[,。;、:!?\n“”\"'《》〈〉*/【】…—·\[\]|%+]")
# Words after which a name begins: what is done to a park, what joins it to the words before it.
_LEAD = re.compile("|".join(_RULES["lead"]))
_GENERIC = re.compile(f"(?:{'|'.join(_RULES['generic'])})*")
_REGION_END = re.compile(r"[省市县区州]$")
_COUNTED = re.compile(r"[两三四五六七八九十\d]大|一批|多个")
_STREET = re.compile(r"步行街|老街|古街|河街|古城|产业区|产业园区|集中区")
_TITLE = re.compile(r"^(?:国家|省|全国)(?!\w{0,2}湿地)")
_SIGHTS = re.compile(r"等(?:著名|知名|重点|核心)?(?:旅游|文化|城市)?(?:名片|景区|景点)")
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,6}){1,8}$")
_CLIMBS = re.compile(r"(?:争创|创建|创成)(?:国家|省)(?:级)?[^,。;、]{1,24}?(?:景区|示范园?区|度假区|示范基地)")
_CLIMBER = re.compile(r"(?:支持|推动|推进|助力|[,、。;\n])(?P<name>[\u4e00-\u9fff]{2,8})$")
_BARE = ("经开区", "高新区", "度假区", "管理区")
_PARTICLE = re.compile(r"[^\u4e00-\u9fff]|[在与和对的向由了将让]")
_OWN_ZONE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在与和对的向从由了将让是到])[市县区州]$")
_QUOTED_END = re.compile(rf"“[\u4e00-\u9fff]{{1,10}}?{any_of(ENDINGS)}”")
_JOIN = re.compile("[和与及]")
_JOINS = tuple("、和与及以")
_AND = re.compile(rf"{any_of(ENDINGS)}(?:和|与|及|以及)")
_JOINED = re.compile("[、和与及]|以及")
_SHARED = re.compile(r"[\u4e00-\u9fff]{2,5}(?:、[\u4e00-\u9fff]{2,5}){1,8}(?:[和与及、][\u4e00-\u9fff]{2,5})?$")
_ROW = re.compile(r"[\u4e00-\u9fff]{2,4}园区(?:、[\u4e00-\u9fff]{2,4}园区)+")
_MAY_BE_ROW = re.compile(r"园区、[\u4e00-\u9fff]{2,4}园区")
_SHORT = (
    ("国家级", ""),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
)
_THOUSAND = re.compile(r"(?:工业|产业)?[千百]亿元?(?:级)?(?:产业)?园区$")
HINT = re.compile(
    "园|区(?<=[发开新假理税片动中港业景范验行工能聚作保济]区)|物流中心|街区|示范片|小镇|街(?<=[河老古行]街)|古镇|古城|名片|景点|示范基地"
    "|[学物药康车空造品件教创材业技新]城|谷|[业流陆]港|走廊"
)
"""Without one of these a text has no such name: to look for them takes microseconds, to read milliseconds."""

_LONGEST = 32
_SHORTEST_MATE = 4
_BETWEEN = re.compile("、(?:[\u4e00-\u9fff“”]{3,16}、){1,3}")
_MEMBER = re.compile("[^、]+")
_NO_PARK = re.compile(f"{any_of(_RULES['beside'])}$")
_LONGEST_ZONE = 7


@dataclass(frozen=True, slots=True)
class _Ending:
    """The end of a name in the flowing text: its offsets, the word, and what kind of place it ends."""

    start: int
    end: int
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the flowing text: offsets there."""

    start: int
    end: int
    words: str


def ending(name: str) -> str:
    """The word for its kind that a name ends in (经开区, 产业园); empty where it has none."""
    found = _ENDS.search(name)
    return found.group() if found is not None else ""


def signals(text: Text, places: Sequence[Place]) -> Iterator[Signal]:
    """What stands in a row of parks and was not read as one: "甲经开区、某某谷、乙高新区"."""
    names = gazetteer()
    for one, following in pairwise(places):
        between = text.squeeze(one.end, max(one.end, following.start))
        if _BETWEEN.fullmatch(between.text) is None:
            continue
        for match in _MEMBER.finditer(between.text):
            words = match.group()
            if _NO_PARK.search(words) is None and not names.regions_named(words):
                yield Signal(*between.span(*match.span()), f"与园区并列的“{words}”没有读成园区")


def shown(places: Iterable[Place]) -> dict[str, str]:
    """What each park is called: by the name that stands for all its mentions where the text writes it, else in full."""
    written: dict[str, list[str]] = {}
    for place in places:
        written.setdefault(place.canonical, []).append(place.name)
    return {
        whole: whole if whole in names else next((name for name in names if _shorten(name) == whole), names[0])
        for whole, names in written.items()
    }


def is_zone(name: str) -> bool:
    """Whether a name is that of a zone with an administration of its own (经开区, 高新区, 管理区)."""
    return _ZONE_ENDS.search(name) is not None


def find(text: Text) -> list[Place]:
    """Every mention of a park, zone or sight, in the order of the text."""
    return list(_find(text)) if HINT.search(text.bare) else []


@kept
def _find(text: Text) -> tuple[Place, ...]:
    words = flow(text)
    endings = list(_endings(words.text))
    ended = list(_by_ending(words.text, endings))
    names = [*ended, *_row_mates(words.text, endings, ended), *_quoted(words.text)]
    names.extend((*_rows(words.text), *_sights(words.text)))
    canonical = _canonical({name.words for name in names})
    spans = {words.span(n.start, n.end): n.words for n in names}
    for span, name in _again(words, canonical, spans):
        spans.setdefault(span, name)
    pieces = articles.find(text)
    bare = _bare(words, endings, pieces, spans, canonical)
    found = sorted([*((*s, n, canonical[n]) for s, n in spans.items()), *bare])
    regions = _Regions(pieces, text)
    zones = sorted({c for c in canonical.values() if _ZONE_ENDS.search(c)}, key=len)
    return tuple(
        Place(name, whole, start, end, regions.of(whole, start), _within(whole, zones))
        for start, end, name, whole in found
    )


# --- names by their endings ------------------------------------------------------------------------------------


def _by_ending(text: str, endings: Iterable[_Ending]) -> Iterator[_Name]:
    names = gazetteer()
    for ending in endings:
        first = max(0, ending.start - _LONGEST)
        first = max((stop.end() for stop in _STOP.finditer(text, first, ending.start)), default=first)
        if first == ending.start:
            continue
        first = _after_lead(text, _balanced(text, first, ending.start), ending.start)
        if _JOIN.search(text, first, ending.start) is not None:
            first = max((join.end() for join in _AND.finditer(text, first, ending.start)), default=first)
        first = _from_region(names, text, first, ending.start)
        if _is_name(names, text[max(0, first - 1) : first], text[first : ending.start], ending):
            yield _Name(first, ending.end, text[first : ending.end])


def _endings(text: str) -> Iterator[_Ending]:
    for i, start, end in _FINDER.find_matches_as_indexes(text):
        bonded = _BONDED.match(text, end)
        yield _Ending(start, bonded.end() if bonded is not None else end, ENDINGS[i], _KIND[ENDINGS[i]])


def _balanced(text: str, first: int, end: int) -> int:
    """Where a name begins so that no bracket in it lacks its other half."""
    depth = 0
    for place in range(end - 1, first - 1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth < 0:
            return place + 1
    closing = text.find(")", first, end)
    return closing + 1 if depth > 0 else first


def _after_lead(text: str, first: int, end: int) -> int:
    return max((lead.end() for lead in _LEAD.finditer(text, first, end)), default=first)


def _from_region(names: Gazetteer, text: str, first: int, end: int) -> int:
    """A name begins with its region, unless the region stands in brackets or behind a company's name in front of it."""
    for start, _, written in names.find(text[first:end]):
        before = text[first : first + start]
        if before.endswith(("和", "与")):
            return first + start
        if not start:
            continue
        if len(written) < 3 and len(before) >= 2 and text[max(0, first - 1) : first] in ("、", ":"):
            return first  # A member of a list begins where the list is cut.
        if before.endswith("(") or (len(written) < 3 and text[first + start - 1 : first + start] in "国"):
            return first
        if not _REGION_END.search(before) and names.find(before)[:1] == []:
            return first + start
    return first


def _is_name(names: Gazetteer, before: str, stem: str, ending: _Ending) -> bool:
    """Whether what stands before the ending makes it the name of one place; 县经济开发区 is the county's own.

    Args:
        before: the character in front of the stem, empty where nothing stands there.
    """
    found = names.find(stem)
    region = found[0][1] if found and found[0][0] == 0 else 0
    if not region and LEVEL_PREFIX.match(stem) and ending.kind == "zone":
        return len(stem) == 1 and len(ending.word) > len("经开区") and _OWN_ZONE.search(before + stem) is not None
    rest = stem[region:]
    if _TITLE.match(stem) or _COUNTED.search(stem) or (not region and (len(stem) < 2 or _GENERIC.fullmatch(stem))):
        return False
    if ending.kind == "zone":
        return len(rest) <= _LONGEST_ZONE and (region > 0 or len(stem) <= _LONGEST_ZONE)
    if ending.kind == "weak":
        return region > 0 and 0 < len(rest.lstrip("省市县区州")) <= 10 and not _GENERIC.fullmatch(rest)
    if region == 0:
        return _STREET.fullmatch(ending.word) is None
    return bool(rest.lstrip("省市县区州")) or not ending.word.startswith("产业")


def _row_mates(text: str, endings: Sequence[_Ending], named: Iterable[_Name]) -> Iterator[_Name]:
    """Names made of words for kinds alone (现代农业产业园) that stand in a row with a name."""
    known = {name.end: name.start for name in named}
    row: list[tuple[int, int]] = []
    for ending, following in zip_longest(endings, endings[1:]):
        goes_on = following is not None and text[ending.end : ending.end + 1] in _JOINS
        if not (row or goes_on):
            continue
        first = max(0, ending.start - _LONGEST)
        first = max((stop.end() for stop in _STOP.finditer(text, first, ending.start)), default=first)
        first = _after_lead(text, first, ending.start)
        if row and _JOINED.fullmatch(text, row[-1][1], first) is None:
            yield from _mates(text, row, known)
            row = []
        row.append((known.get(ending.end, first), ending.end))
        if not goes_on:
            yield from _mates(text, row, known)
            row = []


def _mates(text: str, row: Sequence[tuple[int, int]], known: dict[int, int]) -> Iterator[_Name]:
    if any(end in known for _, end in row):
        for start, end in row:
            word = ending(text[start:end])
            stem = text[start:end].removesuffix(word)
            if end not in known and len(stem) >= _SHORTEST_MATE and not _TITLE.match(stem) and _KIND[word] == "park":
                yield _Name(start, end, text[start:end])


def _quoted(text: str) -> Iterator[_Name]:
    """A name in quotation marks right behind its region: 某市“南方药谷”."""
    names = gazetteer()
    for match in _QUOTED_END.finditer(text) if "”" in text else ():
        floor = max(0, match.start() - 6)
        behind = [
            floor + start for start, end, _ in names.find(text[floor : match.start()]) if floor + end == match.start()
        ]
        if behind:
            yield _Name(behind[-1], match.end(), text[behind[-1] : match.end()])


def _rows(text: str) -> Iterator[_Name]:
    """A row of parks by their short names: "甲园区、乙园区、高新园区"; one of them must be more than a kind of park."""
    for match in _ROW.finditer(text) if _MAY_BE_ROW.search(text) else ():
        parts = [p.span() for p in re.finditer("[^、]+", match.group())]
        words = [match.group()[s:e] for s, e in parts]
        if any(not _GENERIC.fullmatch(w.removesuffix("园区")) for w in words):
            yield from (_Name(match.start() + s, match.start() + e, w) for (s, e), w in zip(parts, words, strict=True))


def _sights(text: str) -> Iterator[_Name]:
    """Places without an ending: what is listed as sights, and what strives for the title of a national park."""
    names = gazetteer()
    for match in _SIGHTS.finditer(text):
        floor = max(0, match.start() - 70)
        floor = max((stop.end() for stop in _BREAK.finditer(text, floor, match.start())), default=floor)
        listed = _LISTED.search(text[floor : match.start()])
        if listed is None:
            continue
        for part in re.finditer("[^、]+", listed.group()):
            start = floor + listed.start() + part.start()
            yield from _sight(
                names, text, _after_verb(text, start, start + len(part.group())), start + len(part.group())
            )
    for match in _CLIMBS.finditer(text):
        climber = _CLIMBER.search(text[max(0, match.start() - 12) : match.start()])
        if climber is not None:
            start = match.start() - len(climber["name"])
            yield from _sight(names, text, _after_lead(text, start, match.start()), match.start())


_NO_SIGHT = re.compile(
    r"[市县区省州镇村业司校院]$|^(?:积极|加快|全力|深入|我|各|分别|同步|同时|共同|成功|继续|努力|抓紧|争取|力争|确保|同意|申请)"
)
_BREAK = re.compile(r"[,。;:!?\n]")
_VERB = re.compile(r"^(?:打响|擦亮|唱响|推介|推广|做强|做优|叫响|宣传|依托|提升|打造)")


def _after_verb(text: str, start: int, end: int) -> int:
    verb = _VERB.match(text[start:end])
    return start + verb.end() if verb is not None else start


def _sight(names: Gazetteer, text: str, start: int, end: int) -> Iterator[_Name]:
    found = names.find(text[start:end])
    if found and found[0][0] == 0 and end - start - found[0][1] > 1:
        start += found[0][1]
    words = text[start:end]
    if 2 <= len(words) <= 6 and _NO_SIGHT.search(words) is None and _ENDS.search(words) is None:
        yield _Name(start, end, words)


# --- one name for all mentions ---------------------------------------------------------------------------------


def _canonical(names: Iterable[str]) -> dict[str, str]:
    """Every name with the one that stands for it: short words for the kinds of zones, 旅游度假区 for 度假区."""
    whole = {name: _shorten(name) for name in names}
    full = set(whole.values())
    for name, short in whole.items():
        longer = (
            [f"{short[:-3]}旅游{short[-3:]}"] if short.endswith(("度假区", "管理区")) and "旅游" not in short else []
        )
        longer.extend(f"{short}{end}" for end in ("旅游度假区", "旅游管理区", "度假区") if not _ENDS.search(short))
        longer.extend(_with_region(short, full))
        whole[name] = next((name for name in longer if name in full), short)
    return whole


def _with_region(short: str, full: set[str]) -> list[str]:
    """The only longer name of the text that is this one behind the name of its region: 某县河西新区 for 河西新区."""
    longer = [name for name in full if name != short and name.endswith(short)]
    starts = [name[: -len(short)] for name in longer]
    return longer if len(longer) == 1 and gazetteer().regions_named(starts[0]) else []


def _shorten(name: str) -> str:
    for long, short in _SHORT:
        if name.endswith(long):
            return name[: -len(long)] + short
    for long, short in _SHORT[1:]:
        name = name.replace(long, short)
    return name


def _again(
    words: Squeezed, canonical: dict[str, str], spans: dict[tuple[int, int], str]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Mentions of known names that line breaks tore apart, as the cells of a table do."""
    shorts = {_THOUSAND.sub("", name): name for name in canonical.values() if _THOUSAND.search(name)}
    canonical.update({short: name for short, name in shorts.items() if len(short) > 2})
    known = {name for name in {*canonical, *canonical.values()} if _ENDS.search(name)} | (
        shorts.keys() & canonical.keys()
    )
    if not known:
        return
    order = sorted(known)
    breaks = [m.start() - i for i, m in enumerate(re.finditer("\n", words.text))]
    taken = sorted(spans)
    ends = [end for _, end in taken]
    finder = AhoCorasick(order, matchkind=MatchKind.LeftmostLongest)
    for i, start, end in finder.find_matches_as_indexes(words.text.replace("\n", "")):
        span = words.span(start + bisect_right(breaks, start), end - 1 + bisect_right(breaks, end - 1) + 1)
        if not _covered(taken, ends, span):
            canonical.setdefault(order[i], order[i])
            yield span, order[i]


def _covered(taken: Sequence[tuple[int, int]], ends: Sequence[int], span: tuple[int, int]) -> bool:
    """Whether a mention overlaps one of those found."""
    at = bisect_right(ends, span[0])
    return any(start < span[1] for start, _ in taken[at : at + 3])


def _bare(
    words: Squeezed,
    endings: Iterable[_Ending],
    pieces: Sequence[articles.Article],
    spans: dict[tuple[int, int], str],
    canonical: dict[str, str],
) -> Iterator[tuple[int, int, str, str]]:
    """A kind of zone alone (经开区) where its piece, else the whole text, leaves one candidate."""
    taken = sorted(spans)
    ends = [end for _, end in taken]
    near: dict[articles.Article | None, set[str]] = {}
    for (start, _), name in spans.items():
        near.setdefault(articles.at(pieces, start), set()).add(canonical[name])
    everywhere = set(canonical.values())
    for ending in endings:
        if ending.word not in _BARE or not _PARTICLE.match(words.text[ending.start - 1 : ending.start] or "\n"):
            continue
        span = words.span(ending.start, ending.end)
        if _covered(taken, ends, span):
            continue
        name = _only(ending.word, (near.get(articles.at(pieces, span[0]), set()), everywhere))
        if name:
            yield (*span, ending.word, name)


def _only(word: str, groups: Iterable[set[str]]) -> str:
    """The one zone of that kind in the first group that has any; empty where there are several."""
    for group in groups:
        fitting = [name for name in group if name.endswith(word) and name != word]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ""
    return ""


def _within(name: str, zones: Sequence[str]) -> str:
    return next((zone for zone in reversed(zones) if zone != name and name.startswith(zone)), "")


class _Regions:
    """The regions of places: by their own names, else by the piece that they stand in."""

    def __init__(self, pieces: Sequence[articles.Article], text: Text) -> None:
        self._pieces = pieces
        self._text = text.folded
        self._names = gazetteer()
        self._known: dict[str, str] = {}
        self._home = articles.first_region(text, text.folded[:400])

    def _named(self, name: str) -> str:
        """The id of the region in a name; a county's short name needs the full one in the text, or a zone behind it."""
        found = self._names.find(name)
        region = named_region(self._names, found[0][2], self._home) if found else None
        if region is None:
            return ""
        zone = _ZONE_ENDS.match(name, found[0][1])
        sure = region.level != "县" or region.name in self._text or zone is not None
        return region.id if sure else ""

    def of(self, name: str, start: int) -> str:
        """The id of a place's region, empty where nothing tells it."""
        if name not in self._known:
            self._known[name] = self._named(name)
        if self._known[name]:
            return self._known[name]
        piece = articles.at(self._pieces, start)
        if piece is not None and piece.region:
            return piece.region
        return self._home.id if self._home is not None else ""
