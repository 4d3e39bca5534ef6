"""Whose a block is: the group that is named last before it, its name made whole where the text shortens it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import yaml

import data
from loaders.entries.model import Named
from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer
from loaders.page.articles import flow
from loaders.page.outline import wrap_width
from loaders.page.text import Squeezed, Text, kept

_FOUNDING = r"(?:成立|组建|设立|建立健全|建立|下设|增设|调整(?:充实|完善)?|充实|健全)"
_SENTENCE = re.compile(r"[^。;\n]+")
_INSIDE = r"(?:[^,。;:、\s()“”《》!?|]|“[^”]{1,24}”|《[^》]{1,30}》|\((?![一二三四五六七八九十\d]{1,3}\))[^()]{1,10}\))"
_CUT = re.compile(
    rf"^.*(?:{_FOUNDING}(?:了|由|后的?)?|关于(?:印发)?|决定|同意|现将|[担兼]任(?!.*的)|简称(?:为|:)?[“]?)|^.{{0,12}}(?<![行作])(?:为|由|在)(?!民)"
)
_FRONT = re.compile(
    r"(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+、|对|经|将|向|报请|提请|报|提交|该|本|特|现|即|并|及|以及|请|和|与|各)+"
)
_BARE = re.compile(
    r"^(?:[全本该我]?[省市县区州镇乡校园村])?(?:级)?(?:应急|工作|总|协调|领导)*(?:领导小组|指挥部|联席会议|专班|委员会|小组|工作组|协调组)$"
)
_OFFICE = re.compile(r"(?:下设)?(?:的)?办公室(?:主要|工作)?(?=组成|成员|人员|职责|及|由|\n|[:。 ])")
_HEAD = re.compile(
    r"(?:^|\n|(?<=[。;)]))(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+(?:\.\d+)*[.、)]?)"
    r"(?P<name>[\u4e00-\u9fff、]{2,14}[组部队]|办公室)(?=[:。(\n,]|$)"
)
_BROKEN_TITLE = re.compile(
    r"关于[^\n。;:]{2,60}(?P<end>\n)(?=[^\n。;:]{2,60}(?:通知|意见|方案|决定|办法|批复|函|预案|制度)[ ]*(?:\n|$))"
)
_TITLE_WITHIN = 2000
_BELOW = 1000
_GROUP = re.compile(r"[\u4e00-\u9fff]{2,16}(?:组|指挥部办公室|小组办公室|专班办公室)")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A group in the flowing text, and whether its name is no more than what kind of group it is."""

    name: str
    start: int
    end: int
    bare: bool


@cache
def _kinds_of_groups() -> str:
    rules = yaml.safe_load((data.RULES / "bodies.yaml").read_text(encoding="utf-8"))
    return "|".join(sorted({*rules["kinds"], "委员会", "工作组", "小组", "专家组"}, key=len, reverse=True))


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_INSIDE}{{0,48}}?(?:{_kinds_of_groups()}))(?![长员]|织)")


@cache
def _kind_of_group() -> re.Pattern[str]:
    return re.compile(_kinds_of_groups())


@kept
def _lines(text: Text) -> Squeezed:
    """The text without spaces; line ends are kept but where a printer broke the lines."""
    if wrap_width(text.folded):
        return flow(text)
    folded = text.folded
    # A title that a printer broke is one line: 关于成立甲市⏎乙工作领导小组的通知.
    for match in _BROKEN_TITLE.finditer(folded, 0, _TITLE_WITHIN):
        folded = f"{folded[: match.start('end')]} {folded[match.end('end') :]}"
    offsets = [place for place, char in enumerate(folded) if char != " "]
    return Squeezed(folded.replace(" ", ""), [*offsets, len(folded)])


@kept
def _mentions(text: Text) -> tuple[_Mention, ...]:
    """Every group that a text names, in order."""
    words = _lines(text)
    found: list[_Mention] = []
    # Most sentences hold no kind of group, and the search for a name before one is slow.
    named = (
        part.span() for part in _SENTENCE.finditer(words.text) if _kind_of_group().search(words.text, *part.span())
    )
    for match in (match for span in named for match in _mention().finditer(words.text, *span)):
        start, end = match.span("name")
        start += _cut(match["name"])
        office = _OFFICE.match(words.text, end)
        name = words.text[start:end]
        if _is_department(name) or len(name) < 2:
            continue
        if office is not None:
            name, end = words.text[start : office.end()], office.end()
        found.append(_Mention(name, *words.span(start, end), _BARE.match(name) is not None))
    for match in _HEAD.finditer(words.text):
        if _mention().search(match["name"]) is None:
            found.append(_Mention(match["name"], *words.span(*match.span("name")), bare=False))
    return tuple(sorted(found, key=lambda one: one.start))


def _cut(name: str) -> int:
    """How many characters stand in front of the name itself."""
    place = 0
    for pattern in (_CUT, _FRONT):
        cut = pattern.match(name, place) if pattern is _FRONT else pattern.match(name)
        if cut is not None and cut.end() < len(name) - 1:
            place = cut.end()
    return place


def _is_department(name: str) -> bool:
    """Whether a 委员会 is a department of a government, not a group: 市发展和改革委员会."""
    if not name.endswith("委员会"):
        return False
    level = LEVEL_PREFIX.match(name)
    function = gazetteer().function(name) or (gazetteer().function(name[level.end() :]) if level else None)
    if function is not None:
        return function.group != "议事协调机构"
    return name.endswith(("管理委员会", "居民委员会", "村民委员会", "常务委员会")) or gazetteer().knows(name)


def is_group(name: str) -> bool:
    """Whether the words are the name of a group and nothing else."""
    match = _mention().fullmatch(name) or _GROUP.fullmatch(name)
    return match is not None and not _is_department(name)


def of(text: Text, place: int) -> Named | None:
    """The group that a block at a place is of, under its whole name; None where the text names none before it."""
    mentions = _mentions(text)
    at = bisect_left(mentions, place, key=lambda one: one.start) - 1
    while at >= 0 and mentions[at].end > place:
        at -= 1
    if at < 0:
        # A text that begins with its roster may name the group below it only.
        after = next((one for one in mentions if place <= one.start < place + _BELOW), None)
        return whole(text, Named(after.name, after.start, after.end)) if after is not None else None
    return whole(text, _named(mentions[at]))


def _named(one: _Mention) -> Named:
    return Named(one.name, one.start, one.end)


def whole(text: Text, short: Named) -> Named:
    """A group under its whole name: "领导小组" is the one of that kind that was named last with a name of its own."""
    name, office = short.name, ""
    if name == "办公室":
        above = [one for one in _mentions(text) if one.start < short.start and one.name.endswith(_KINDS)]
        return Named(whole(text, _named(above[-1])).name + name, short.start, short.end) if above else short
    if name.endswith("办公室") and not _BARE.match(name):
        bare = re.sub(r"(?:下设)?(?:的)?办公室$", "", name)
        if _BARE.match(bare):
            name, office = bare, "办公室"
    if not _BARE.match(name):
        return short
    kind = _kind(name)
    named = [one for one in _mentions(text) if not one.bare and _kind(one.name) == kind]
    before = [one for one in named if one.start < short.start]
    chosen = before[-1] if before else named[0] if named else None
    if chosen is None:
        return short
    return Named(chosen.name + office, chosen.start, chosen.end)


def _kind(name: str) -> str:
    return next((kind for kind in _KINDS if name.endswith(kind)), name[-2:])


_KINDS = ("领导小组", "指挥部", "联席会议", "专班", "委员会", "小组", "工作组")
