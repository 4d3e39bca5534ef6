"""Questions that ask several things at once, taken apart: 投资多少，占地多少亩; 甲和乙的目标各是多少."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from queries.asking.understand.marks import ANY_MARK, Marked

_ENDS = re.compile("[?;。!,]+")
_ASKS = re.compile(
    "谁|哪|多少|几(?!乎)|什么|啥|何时|何处|何人|几时|吗|是不是|是否|有没有|在不在|有无|多大|多高|呢$|牵头单位|配合单位|牵头部门|配合部门"
)
_WANTS = re.compile("列|清单|名单|导出|比较|对比|汇总|统计|怎么|如何|为何|啥|么$|没有|不")
"""Words that want something without a question word."""
_AND = "(?:、|和|与|及|以及|跟)"
_ITEM = "[^、和与及跟,?的]{1,24}"
_SHARED = re.compile(
    f"(?P<items>{_ITEM}(?:{_AND}{_ITEM})+)(?P<tail>的?(?:目标|任务数|任务|增速|书记|产值|投资|占地|[^,?]{{0,6}}))(?:分别|各自|各是|各)(?P<ask>[^,?]+)"
)
_EXTREMES = re.compile("最(?P<a>[多高大早])(?:的)?(?:和|与|及|、)最(?P<b>[少低小晚])")
_FIGURE = "[^、和与及跟,?]{1,24}(?:数量|数|率|额|总量|投资|面积|产值|收入|人次)"
_FIGURES = re.compile(
    f"(?P<items>{_FIGURE}(?:{_AND}{_FIGURE})+)(?P<tail>的?(?:目标)?)(?:是|为|达到|有)?(?P<ask>多少[^,?]*)"
)
"""Several figures at once: 项目数量和总投资额是多少."""
_COMPARED = re.compile(
    f"^(?:请问|比较一?下?|对比一?下?)?(?P<a>{_ITEM})(?:和|与|跟|同|比|、)(?P<b>{_ITEM}?)(?:的)?(?:相比|比起来|相比较|比)?"
    f"(?P<tail>的?[^,?的]{{0,8}}(?:目标|增速|总量|任务|任务数|数量|率|额|收入|产值|人数))?(?:相比|比起来)?,?(?:到底|究竟)?"
    f"(?:是)?(?:哪个|哪一个|哪边|哪家|哪项|哪一项|谁)(?:的)?(?:目标|增速|任务)?(?:定得|要求|更|比较|要|最|些)*"
    f"(?P<w>[高多大快低少小慢])(?:一些|一点|些|点)?[?。]?$"
)
_LEAST = "低少小慢"
_SIDE_BY_SIDE = re.compile(
    f"(?:比较|对比)(?:一下)?(?P<names>{ANY_MARK.pattern}(?:{_AND}{ANY_MARK.pattern})+)(?:在|的)?"
    f"(?P<items>{_ITEM}?(?:{_AND}{_ITEM}?)*?)(?:[两三四五](?:项|个方面))?(?:上|方面)?的?(?:任务量|任务数|任务|目标|情况)?[?。]?$"
)
_TAIL = re.compile("(?:任务数|任务|目标)$")
_ALL_OF_THEM = re.compile("[两二三四五六](?:家|个|地|县|项|者)$")
"""甲、乙、丙三家各…"""
_YEARS = re.compile(f"(?P<a>20\\d\\d年){_AND}(?P<b>20\\d\\d年)")


@dataclass(frozen=True)
class Part:
    """One of the questions: its words, and what its answer is called (empty where the answer tells)."""

    said: str
    label: str = ""


def parts(marked: Marked) -> list[Part]:
    """The questions that a question asks one after the other; one where it asks a single one."""
    found: list[Part] = []
    before = ""
    for piece in _pieces(marked.text):
        if _ASKS.search(piece) is None:
            before += f"{piece},"
            continue
        found.append(Part(marked.written(f"{before}{piece}"), label(piece, marked)))
        before = ""
    if before and found:
        last = found.pop()
        found.append(Part(f"{last.said},{marked.written(before.rstrip(','))}", last.label))
    return found


def _pieces(text: str) -> Iterator[str]:
    """Stretches between marks; 、 is one where something is asked on both sides of it."""
    for piece in _ENDS.split(text):
        parts = piece.split("、")
        yield from parts if len(parts) > 1 and all(_ASKS.search(part) for part in parts) else [piece] if piece else []


_NUMBER_ALONE = re.compile(r"(?:一共|总共|各自|各|分别|都|是|有|要|共|,)*(?:多少|几)[一-龥]{0,3}")


def is_number_alone(part: Part) -> bool:
    """Whether a part asks for nothing but the number of what the part before asks for."""
    return _NUMBER_ALONE.fullmatch(part.said) is not None


def asks(text: str) -> bool:
    """Whether some word of it asks."""
    return _ASKS.search(text) is not None or _WANTS.search(text) is not None


def shared_out(marked: Marked) -> list[Part]:
    """The questions of one that is shared out to years or things: 2023年和2025年的目标分别是多少."""
    text = marked.text
    both = _YEARS.search(text)
    if both is not None:
        ways = [f"{text[: both.start()]}{both[name]}{text[both.end() :]}" for name in ("a", "b")]
        return [Part(marked.written(way), both[name]) for way, name in zip(ways, ("a", "b"), strict=True)]
    match = _SHARED.search(text) or _FIGURES.search(text)
    if match is None:
        return []
    items = re.split(_AND, match["items"])
    head, first = _head(text[: match.start()], items[0])
    items[0] = first
    items[-1] = _ALL_OF_THEM.sub("", items[-1])
    ask = match["ask"]
    rest = text[match.end() :]
    tail = match["tail"]
    return [
        Part(marked.written(f"{head}{item}{tail}{ask}{rest}"), _TAIL.sub("", marked.written(item)))
        for item in items
        if item
    ]


@dataclass(frozen=True)
class Compared:
    """Two figures that are compared: their questions, the word that is asked for, whether it is the lower one."""

    parts: tuple[Part, Part]
    word: str
    least: bool


def compared(marked: Marked) -> Compared | None:
    """甲与乙的增速目标，哪个更高: the questions for both."""
    match = _COMPARED.search(marked.text)
    if match is None:
        return None
    tail = marked.written(match["tail"] or "")
    one, other = (marked.written(match[name]) for name in "ab")
    first, second = (Part(f"{name}{tail}是多少", name) for name in (one, other))
    return Compared((first, second), match["w"], match["w"] in _LEAST)


def side_by_side(marked: Marked) -> list[Part]:
    """比较甲县与乙县在丙、丁两项上的任务量: a question for each of the things."""
    match = _SIDE_BY_SIDE.search(marked.text)
    if match is None:
        return []
    names = marked.written("、".join(ANY_MARK.findall(match["names"])))
    items = [marked.written(item) for item in re.split(_AND, match["items"])]
    return [Part(f"{names}的{item}任务数各是多少", item) for item in items]


def extremes(marked: Marked) -> list[Part]:
    """The two questions of one for both ends of an order: 最多和最少的是哪里."""
    text = marked.text
    ends = _EXTREMES.search(text)
    if ends is None:
        return []
    ways = [f"{text[: ends.start()]}最{ends[name]}{text[ends.end() :]}" for name in ("a", "b")]
    return [Part(marked.written(way), f"最{ends[name]}") for way, name in zip(ways, ("a", "b"), strict=True)]


def _head(before: str, item: str) -> tuple[str, str]:
    """What stands before the first of the things and belongs to all: its place and its year."""
    match = re.match(
        f"(?:全市|我市|今年)?(?:到|至)?(?:20\\d\\d年)?(?:{ANY_MARK.pattern})?(?:到|至)?(?:20\\d\\d年)?(?=.)", item
    )
    common = match.group() if match is not None and match.end() < len(item) else ""
    return before + common, item[len(common) :]


_LABELS = (
    ("召集人", "(?<!副)召集"),
    ("投资", "投资|多少钱|造价"),
    ("占地", "占地|多大地"),
    ("地点", "在哪|哪里|何处|哪个[县区市村]|地点"),
    ("牵头", "牵头|主抓|挂帅"),
    ("配合", "配合|协助"),
    ("办公室", "办公室"),
    ("成员单位", "成员"),
    ("时间", "什么时候|何时|哪年"),
    ("排名", "第几|排名"),
    ("负责", "负责"),
    ("合计", "一共|总共|合计"),
    ("事项", "哪一?[件项条]|哪几[件项条]"),
    ("单位", "哪家的"),
)
"""What an answer is called -> words of its question."""


def label(piece: str, marked: Marked) -> str:
    """What the answer to a part is called: the word for what it asks; else the words before its question word."""
    told = next((name for name, pattern in _LABELS if re.search(pattern, piece)), "")
    if told:
        return told
    written = marked.written(piece)
    before = re.split("多少|几|是什么|是谁|由谁|归|哪|吗|呢|达|有", written)[0]
    before = re.split("今年|今后|全市|我市|要|的|里", before.rstrip("要的是达到"))[-1] or before
    return before.strip("那的是到在由为") or written
