"""What a document says of itself: title, document number, issuer, date, region."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import takewhile

from graph.statements import Document
from loaders import version
from loaders.lexicon import columns
from loaders.lexicon.folding import FOLD
from loaders.lexicon.gazetteer import NATION, Gazetteer, Region
from loaders.lexicon.numerals import number, year
from loaders.page.text import Text

_KINDS = "通知|意见|方案|规划|计划|办法|措施|要点|规定|条例|清单|细则|决定|公报|报告|函|批复|公告|通告|纲要|分工|政策"
_TITLE = re.compile(rf"(?:关于.*(?:{_KINDS})|(?:{_KINDS}))(?:[((][^))]*[))])?$")
_NUMBER = re.compile(r"^[((]?(?P<number>[\u4e00-\u9fff]{1,12}[〔\[(]20\d\d[〕\])]\d{1,4}号)[))]?$")
_DATE = re.compile(r"^(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日$")
# 二〇一二年五月三日, as letters were dated until about 2012; the zero has several shapes.
_OLD_DATE = re.compile(
    r"^(?P<y>[一二][九〇○零OΟ一二三四五六七八]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日$"
)
_STAMP = re.compile(r"^(?P<y>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:\s|$)")
_ISSUER = re.compile(r"(?:政府|办公室|办公厅|委员会|国务院|[局厅部委办院会])$")
# What stands above a title and is none: the head of the paper, drafts, what a page says of the text, rows, headings.
_NO_TITLE = re.compile(
    r"文件(?:[((][^()()]{0,8}稿[))])?$|^[((][^()()]{0,8}稿[))]$|[|<>]|\S[ ]{3,}\S"
    r"|^附件 *\d*(?:[-—–]\d+)?[::]?$|^\d{1,3}$"
    r"|^(?:[一二三四五六七八九十]+、|[((][一二三四五六七八九十\d]+[))]|\d+[.、])"
    r"|^第[一二三四五六七八九十\d]+[章节条]"
    r"|(?:来源|作者|日期|次数|索引号|机关|机构|主题词|当前位置|公开方式)[]】]? *[::]"
)
_ANNEX = re.compile(r"^附件 *\d*(?:[-—–]\d+)?[:: ] *")
_SHORTEST_TITLE = 5
# Behind these words of a title the name of a region may begin.
_OPENS = re.compile(r"(?:^|《|印发|转发|发布|公布|关于|附件\d*[::]?|年) *$")
_GOES_ON = re.compile(r"[河江湖海山路桥]|新[区城]|自贸")
_TOWN_NAME = r"(?P<above>(?:[\u4e00-\u9fff]{2,9}?[省市县区州旗])*)(?P<town>[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道))"
_TOWN = re.compile(rf"^(?:中共)?{_TOWN_NAME}(?:人民政府|政府|党委|委员会|党工委|办事处)")
_TOWN_OF_TITLE = re.compile(rf"{_TOWN_NAME}(?:20\d\d年|人民政府|办事处)")
_ISSUE = re.compile(r"^(?P<y>20\d\d)(?:\.|年 *第 *)(?P<n>\d{1,2})期?(?: |$)")
_RUNNING = re.compile(r"总第 *\d+ *期")
_PUBLISHER = re.compile(r"^(?P<who>[\u4e00-\u9fff]{3,30}?) *主办$")
_FOLDED = str.maketrans(FOLD)
_HEAD_LINES = 40
_LONGEST_TITLE = 90


@dataclass(frozen=True)
class _Lines:
    """The non-empty lines of a text, trimmed, and how many of them count as its head."""

    all: list[str]

    @property
    def head(self) -> list[str]:
        return self.all[:_HEAD_LINES]


def describe(text: Text, names: Gazetteer) -> tuple[Document, Region | None]:
    """The document's own data, and the region that its agencies belong to (None when the text does not tell).

    What the text says comes before what the file says of itself.
    """
    lines = _Lines([line.strip(" #*") for line in text.lined.text.split("\n") if line.strip(" #*")])
    number = _first(_NUMBER, lines.head)
    title, issuer, date = _periodical(lines.head) or _official(text, lines)
    region = _region(issuer, title, names)
    identity = number or ("|".join((title, issuer, date)) if title and (issuer or date) else text.file)
    document = Document(
        id=identity,
        title=title or text.file,
        file=text.file,
        number=number,
        issuer=issuer,
        date=date,
        region=region.id if region is not None else "",
        characters=len(text.raw),
        source=text.facts.get("source", ""),
        sha256=hashlib.sha256(text.raw.encode("utf-8", "surrogatepass")).hexdigest(),
        rules=version.rules(),
    )
    return document, region


def _official(text: Text, lines: _Lines) -> tuple[str, str, str]:
    """Title, issuer and date of a plan, a notice, or whatever else begins with a heading."""
    first = text.folded.lstrip()
    headed = first.startswith("# ") or (bool(text.blocks) and text.blocks[0].kind == "heading")
    title = _title(lines.head) or _title([text.facts.get("title", "").translate(_FOLDED)])
    title = title or (lines.head[0] if headed else "")
    facts = text.facts
    return title, _issuer(title, lines) or facts.get("issuer", ""), _date(lines) or facts.get("date", "")


def _periodical(head: list[str]) -> tuple[str, str, str] | None:
    """Title, publisher and year of an issue of a periodical: 某某通讯, 中共某市委 主办, 2023.3, 总第365期."""
    issue = next((match for line in head if (match := _ISSUE.match(line))), None)
    running = next((match for line in head if (match := _RUNNING.search(line))), None)
    publisher = next((match for line in head if (match := _PUBLISHER.match(line))), None)
    if issue is None or running is None or publisher is None:
        return None
    title = f"{head[0]}{issue['y']}年第{issue['n']}期({running.group().replace(' ', '')})"
    return title, publisher["who"], issue["y"]


def _title(head: list[str]) -> str:
    """The first line that ends as an official title does; a title may be broken over up to three lines."""
    for i in range(len(head)):
        if i and (head[i - 1].isdecimal() or columns.meaning(head[i - 1]) is not None):
            continue  # a cell of a table whose rows are lines
        lines = [*takewhile(_may_be_title, head[i : i + 3])]
        for count in range(1, len(lines) + 1):
            joined = _ANNEX.sub("", "".join(lines[:count]))
            if _SHORTEST_TITLE <= len(joined) <= _LONGEST_TITLE and _TITLE.search(joined):
                return joined
    return ""


def _may_be_title(line: str) -> bool:
    """Whether a line may be a title or part of one."""
    if _DATE.match(line) or _OLD_DATE.match(line):
        return False
    if _NO_TITLE.search(line) or _NUMBER.match(line) or re.search(r"[。;!?]|:$", line):
        return False
    return columns.meaning(line) is None


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    for line in lines:
        match = pattern.match(line)
        if match is not None:
            return match["number"]
    return ""


def _issuer(title: str, lines: _Lines) -> str:
    """Who stands before 关于 in the title, else who signs above the date."""
    before = title.partition("关于")[0] if "关于" in title else ""
    if before and _ISSUER.search(before):
        return before
    for above, line in zip(lines.all, lines.all[1:], strict=False):
        dated = _DATE.match(line) or _OLD_DATE.match(line)
        if dated and _ISSUER.search(above) and len(above) <= 30:
            return above
    return ""


def _date(lines: _Lines) -> str:
    """The date of signing, else the date of publication, as YYYY-MM-DD."""
    dated = [line for line in lines.all if line[0] in "12一二"]
    for pattern in (_DATE, _OLD_DATE, _STAMP):
        for line in dated:
            match = pattern.match(line)
            if match is not None:
                return f"{year(match['y']):04d}-{number(match['m']):02d}-{number(match['d']):02d}"
    return ""


def _named(words: str, start: int, end: int, written: str, names: Gazetteer) -> Region | None:
    """The region of a name in a title; a short name counts only where names may begin, and where it is whole."""
    region = names.region(written)
    if region is None or written == region.name:
        return region
    whole = _GOES_ON.match(words, end) is None and (words[end : end + 1] != "省" or region.level == "省")
    return region if whole and _OPENS.search(words[:start]) is not None else None


def _town(issuer: str, title: str, names: Gazetteer) -> Region | None:
    """The town that issues a document, behind its county where that is told; no list has the towns."""
    match = _TOWN.search(issuer) or _TOWN_OF_TITLE.match(title)
    if match is None:
        return None
    above = names.head(match["above"])
    parent = above[0] if above is not None and above[1] == len(match["above"]) else None
    return Region("", (parent.id if parent is not None else "") + match["town"], match["town"], (), "乡", parent)


def region_of(title: str, names: Gazetteer) -> Region | None:
    """The region that a title names at its beginning or as its issuer's; None where it names none."""
    return _region(title.partition("关于")[0] if "关于" in title else "", title, names)


def _region(issuer: str, title: str, names: Gazetteer) -> Region | None:
    """The town or the lowest region that the issuer names, else the one that the title begins with."""
    town = _town(issuer, title, names)
    if town is not None:
        return town
    for words in (issuer, title):
        found = [_named(words, *hit, names) for hit in names.find(words)]
        regions = [region for region in found if region is not None]
        if regions:
            return regions[-1] if words is issuer else regions[0]
    if issuer.startswith(("国务院", "中共中央", "国家")) or re.search(r"部|总局|总署", issuer):
        return NATION
    return None
