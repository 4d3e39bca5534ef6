"""Lists of projects: announced in a sentence ("甲、乙等“十大产业项目”") or as numbered items below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon.cues import DUTY_BRACKET
from loaders.lexicon.numerals import number
from loaders.page.outline import Node, Outline
from loaders.page.text import Text
from loaders.projects import words as w
from loaders.projects.sentences import Sentence

_NUMBER = "[一二三四五六七八九十]{1,3}"
_TITLE = rf"[“]?(?P<name>(?P<count>{_NUMBER})大(?P<kind>[^,。;:、“”()等]{{0,16}}?)(?:项目|工程))[”]?"
_ETC = re.compile(rf"(?P<etc>等){_TITLE}|(?<=[\u4e00-\u9fff)]){_TITLE.replace('?P<', '?P<bare_')}")
_ANNOUNCED = re.compile(rf"{_TITLE}(?:建设)?(?:,?(?:即|包括|分别是|分别为|具体为|主要有|主要包括)[:]?|[:])")
_EQUATED = re.compile(rf"{_TITLE}(?:为|是)")
"""为 and 是 also open other statements, so what follows must have as many members as the name says."""
_HEADING = re.compile(rf"^[^,。;:、]{{0,14}}?{_TITLE}(?:建设|清单|名单|任务)?(?:\([^()]*\))?$")
_SECTION = re.compile(r"^(?:\d{4}年(?:度)?)?(?P<name>[^,。;:、]{2,16}项目)(?:\([^()]*\))?$")
_COUNTED = re.compile("[一二三四五六七八九十]大")
_ITEM = re.compile(r"[^、]+")
_JOIN = re.compile(r"以及|和|及")
_BRACKET = re.compile(r"\0+$")
_PHASES = re.compile(r"[一二三四五六七八九十\d]+期?")
_FEWEST = 2
_LONGEST = 45
_PUBLISHED = 10
"""Lists of ten are published under that number alone: 十大项目."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A list in a sentence: offsets within the sentence of its name and of its members, each with its parts.

    Attributes:
        named: whether it has a name; "三大工程" only counts.
    """

    name: tuple[int, int]
    declared: int | None
    named: bool
    members: tuple[tuple[int, int], ...]
    parts: tuple[tuple[tuple[int, int], ...], ...]
    stop: int


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a detailed list: its node, and the offsets of its goal in the document."""

    node: Node
    goal: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Detailed:
    """A list as items below a heading: offsets of its name in the document."""

    node: Node
    start: int
    end: int
    declared: int
    items: tuple[Item, ...]


def announced(sentence: Sentence) -> Iterator[Announced]:
    """The lists that a sentence spells out."""
    if _COUNTED.search(sentence.words.text) is None:
        return
    masked = sentence.masked
    last = 0
    for match in _ETC.finditer(masked):
        found = _before(sentence, match, last)
        last = match.end()
        if found is not None:
            yield found
    yield from _behind(sentence, _ANNOUNCED)
    for found in _behind(sentence, _EQUATED):
        if len(found.members) == found.declared:
            yield found


_CALLED = re.compile(
    r"(?:项目|工程)(?:共?(?:有)?(?P<count>\d+|[一二三四五六七八九十]+)[个项])?,?"
    rf"(?P<verb>{w.INCLUDE}|具体为|即|为|是|有|:)+(?=[^,。;:])"
)
_INCLUDE = re.compile(w.INCLUDE)
_CLASS = re.compile(
    r"(?:其中|目前|今年|第[一二三四五六七八九十]批|[一二三四五六七八九十]是)?(?P<name>[^,。;:、“”()]{2,16}(?:项目|工程))"
)
_BARE = re.compile(r"(?P<name>项目)")
_ETC_END = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?[个项大]?[^等]{0,14}$")
_COUNTED_CLASS = re.compile("亿|投资|的")
_NO_CLASS = re.compile(r"^(?:该|此|本|这|每|各|全部|所有|上述|以上|其他)|我|投资项目")


def called(sentence: Sentence) -> Iterator[Announced]:
    """The projects of a class, by the class in front of them: "社会事业项目为甲学校、乙医院".

    What follows must be names of projects, two of three at least; a single one must say itself what is built.
    """
    masked = sentence.masked
    for match in _CALLED.finditer(masked):
        head = max(masked.rfind(mark, 0, match.start()) for mark in ",;。:") + 1
        name = _CLASS.fullmatch(masked, head, match.start() + 2) or _bare(masked, head, match)
        if name is None:
            continue
        end = _end(masked, match.end(), len(masked))
        comma = masked.find(",", match.end(), end)
        end = comma if comma >= 0 else end
        members = [span.span() for span in _ITEM.finditer(masked, match.end(), end)]
        count = number(match["count"]) if match["count"] and not match["count"].isdigit() else int(match["count"] or 0)
        if count and len(members) == count - 1:
            members = [*members[:-1], *_halves(masked, *members[-1])]
        ends = _ETC_END.search(masked, *members[-1]) if members else None
        etc = ends is not None
        if ends is not None:
            members = [*members[:-1], (members[-1][0], ends.start())]
        members = [part for member in members for part in _apart(masked, *member)]
        names = [(s, e) for s, e in members if may_be_listed(masked[s:e])]
        sure = sum(w.own_words(masked[s:e]) >= _FEWEST for s, e in names)
        heads = sum(is_built(masked[s:e]) for s, e in names)
        enough = 3 * sure >= 2 * len(members) and heads >= 1
        if not names or len(names) < len(members) or not enough or _NO_CLASS.search(name["name"]):
            continue
        split = [_parts(sentence, *name) for name in names]
        yield Announced(
            name.span("name"),
            count if count and not etc else None,
            len(name["name"]) > _FEWEST and _COUNTED_CLASS.search(name["name"]) is None,
            tuple(name for name, _ in split),
            tuple(parts for _, parts in split),
            end,
        )


def _bare(masked: str, head: int, match: re.Match[str]) -> re.Match[str] | None:
    """ "项目" alone in front of the list, where a verb tells that it is one of several."""
    several = _INCLUDE.fullmatch(match["verb"]) is not None and "、" in masked[match.end() : match.end() + _LONGEST]
    return _BARE.fullmatch(masked, head, match.start() + 2) if several else None


def _apart(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The two names that 以及 joins; 和 may stand within one."""
    at = masked.find("以及", start + 1, end - 1)
    yield from [(start, end)] if at < 0 else [(start, at), (at + 2, end)]


def is_built(name: str) -> bool:
    """Whether the name of a member of a list says what is built."""
    return w.ENDS_IN_HEAD.search(name) is not None or w.LISTED.search(name) is not None


def may_be_listed(name: str) -> bool:
    """Whether a member of a list can be a name: no sentence, no number of things."""
    return 2 < len(name) <= _LONGEST and not w.is_sentence(name) and not w.is_counted(name)


def _behind(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[Announced]:
    """The lists that stand behind their names, each up to the next stop or the next name."""
    masked = sentence.masked
    matches = list(pattern.finditer(masked))
    for at, match in enumerate(matches):
        limit = matches[at + 1].start() if at + 1 < len(matches) else len(masked)
        end = _end(masked, match.end(), limit)
        end -= masked.endswith(",", match.end(), end)
        yield from _list(sentence, match.span("name"), number(match["count"]), (match.end(), end), end)


def _end(masked: str, start: int, limit: int) -> int:
    stops = [place for mark in "。;" if (place := masked.find(mark, start, limit)) >= 0]
    return min(stops, default=limit)


def _before(sentence: Sentence, match: re.Match[str], last: int) -> Announced | None:
    """The list whose members stand before its name, behind the verb of their clause and the name of the last list."""
    masked = sentence.masked
    bare = match["etc"] is None
    name = match.span("bare_name" if bare else "name")
    stop = name[0] - masked.startswith("“", name[0] - 1) if bare else match.start("etc")
    start = max(last, *(masked.rfind(mark, last, stop) + 1 for mark in ",;:。"))
    chain = w.chain(masked, start, stop)
    start = chain[1] if chain is not None else start
    count = number(match["bare_count" if bare else "count"])
    if bare and masked.count("、", start, stop) + 1 < count - 1:
        return None
    return next(_list(sentence, name, count, (start, stop), match.end()), None)


def _list(
    sentence: Sentence, name: tuple[int, int], declared: int, span: tuple[int, int], stop: int
) -> Iterator[Announced]:
    masked = sentence.masked
    members = [match.span() for match in _ITEM.finditer(masked, *span)]
    if len(members) == declared - 1:
        members = [*members[:-1], *_halves(masked, *members[-1])]
    members = [member for member in members if member[1] - member[0] > 1]
    if len(members) >= _FEWEST:
        split = [_parts(sentence, *member) for member in members]
        named = declared >= _PUBLISHED or name[1] - name[0] > len("三大项目")
        yield Announced(name, declared, named, tuple(m for m, _ in split), tuple(p for _, p in split), stop)


def _halves(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last two members, joined by 和; of several joints the one behind what is built, else the last."""
    joints = list(_JOIN.finditer(masked, start + 2, end - 2))
    if not joints:
        return [(start, end)]
    closed = [joint for joint in joints if w.ENDS_IN_HEAD.search(masked[start : joint.start()])]
    joint = (closed or joints)[-1]
    return [(start, joint.start()), (joint.end(), end)]


def _parts(sentence: Sentence, start: int, end: int) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    """A member without the bracket that names its parts, and those; other brackets belong to the name."""
    bracket = _BRACKET.search(sentence.masked, start, end)
    if bracket is None:
        return (start, end), ()
    words = sentence.words.text
    inside = [match.span() for match in _ITEM.finditer(words, bracket.start() + 1, end - 1)]
    if len(inside) < _FEWEST or all(_PHASES.fullmatch(words, *piece) for piece in inside):
        return (start, end), ()
    return (start, bracket.start()), tuple(inside)


def detailed(text: Text, tree: Outline) -> Iterator[Detailed]:
    """The headings that are named as a list and have its projects as items."""
    for node in tree.nodes:
        if len(node.children) < _FEWEST or node.title_end - node.title_start > 80:
            continue
        match = _HEADING.match(text.squeeze(node.title_start, node.title_end).text)
        if match is None:
            continue
        start, end = text.squeeze(node.title_start, node.title_end).span(*match.span("name"))
        items = tuple(Item(child, _goal(text, child)) for child in node.children)
        yield Detailed(node, start, end, number(match["count"]), items)


def _goal(text: Text, node: Node) -> tuple[int, int] | None:
    """What an item says behind its title, up to its bracket of agencies or the end of the paragraph."""
    start = node.title_end
    while start < node.own_end and text.folded[start] in "。:; \n":
        start += 1
    line = text.folded.find("\n", start, node.own_end)
    end = line if line >= 0 else node.own_end
    bracket = DUTY_BRACKET.search(text.folded, start, end)
    start, end = text.trim(start, bracket.start() if bracket is not None else end)
    end = start + len(text.folded[start:end].rstrip("。; "))
    return (start, end) if end > start else None


def _begins_with_verb(name: str) -> bool:
    chain = w.chain(name, 0, len(name))
    return chain is not None and chain[0] == 0


def section_name(text: Text, node: Node) -> str | None:
    """The name of the section that a node stands in, where that is a kind of projects: "省重点民生实事项目"."""
    for above in (node, *node.ancestors()[::-1]):
        if above.parent is None or not above.children or above.title_end - above.title_start > 60:
            continue
        match = _SECTION.match(text.squeeze(above.title_start, above.title_end).text)
        if match is not None and not _begins_with_verb(match["name"]):
            return match["name"]
    return None
