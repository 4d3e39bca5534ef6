"""Output targets of industries: a figure with its unit behind the industry that is to reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.industries import words as w
from loaders.industries.model import IndustryTarget
from loaders.industries.owners import Owners
from loaders.lexicon.numerals import number
from loaders.page.text import Squeezed

_NUMBER = r"(?P<value>\d+(?:\.\d+)?|[一二两三五]?[千百万](?=亿))"
_MEASURED = re.compile(r"千亿|百亿|亿(?<=[\d万]亿)元?|%(?<=\d%)|万(?<=\d万)人次")
"""The unit of a figure, behind its number."""
_UNIT = r"(?P<unit>万亿元|亿元|万元|万人次|亿人次|亿|%)"


@cache
def _target() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<what>[^,。;!?\n:]{{0,60}}?)(?P<indicator>{w.any_of('indicators')}|接待(?:国内外)?游客)?"
        rf"(?P<how>年?均?增长|年均增长|(?:均|分别)?(?:达到|达|突破|超过|超|过|实现|完成|为|增长至)+|(?=\d))"
        rf"{_NUMBER}{_UNIT}(?P<rest>(?:、\d+(?:\.\d+)?(?:亿元|亿|%))*)(?P<least>以上|左右|以内)?"
    )


_TARGET_LEAD = re.compile(
    r"^.*(?:力争|争取|确保|实现|推动|力促|促进|年|今年|全市|全县|全区|全省|预计|目标是|到\d{4}年|使|其中|园区)(?=[\u4e00-\u9fff\d])"
)
_INDUSTRY_WORD = re.compile(r"产业|制造|旅游|集群|物流|加工|能源|材料|信息")
_NO_INDUSTRY = re.compile(r"第[一二三]产业|产业项目|房地产|产业(?:投资|基金|引导)|产业化项目|企业|项目$|服务业$")
_OF_CLUSTER = re.compile("级[\u4e00-\u9fff]{0,4}集群")
_SHARED = re.compile("分别(?:实现|完成|达到)?$")
_PERIOD = re.compile(r"(?P<year>20\d\d)年|(?P<span>\d+至\d+年|\d+年内|“十[一二三四五六七八九]五”末?)")
_TOTAL = {"千": 1000.0, "百": 100.0, "万": 10000.0}


_SCALE = re.compile(
    rf"(?P<how>形成|打造成?|建成|培育成?|达到|突破)为?{_NUMBER}亿元?级?的?(?:产业|产值)?(?P<indicator>规模)(?P<least>以上|左右)?"
)
_TOPIC = re.compile(r"(?:在|围绕)?(?P<topic>[\u4e00-\u9fff]{2,12}产业)(?:上|方面|领域)?,")


def _of_topics(words: Squeezed, owners: Owners) -> Iterator[IndustryTarget]:
    """ "在新材料产业上,…,形成200亿级产业规模": the industry is what the sentence is about."""
    text = words.text
    for match in _SCALE.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        topic = _TOPIC.match(text, start, match.start())
        if topic is None:
            continue
        span = words.span(topic.start("topic"), match.end())
        comparator = "≥" if match["least"] == "以上" or match["how"] == "突破" else "="
        year = _period(text, match)
        yield IndustryTarget(
            topic["topic"],
            _value(match["value"]),
            "亿元",
            comparator,
            *span,
            "产业规模",
            year,
            owners.of(match.start()),
        )


@dataclass(slots=True)
class _Last:
    """The industry that a sentence spoke of last, and the tourism that the text did."""

    sentence: int = -1
    industry: str = ""
    indicator: str = ""
    tourism: str = "旅游"


def targets(words: Squeezed, owners: Owners) -> Iterator[IndustryTarget]:
    """The figures that a text sets for its industries, and those that it reports of them."""
    text = words.text
    last = _Last()
    for match in _figures(text):
        sentence = max(text.rfind(mark, 0, match.start()) for mark in "。\n")
        if sentence != last.sentence:
            last = _Last(sentence, tourism=last.tourism)
        industries = _industries(match["what"], last, match["indicator"] or "")
        if not industries and match["indicator"] and (topic := owners.topic(match.start())):
            industries = [topic]
        indicator = _indicator(match, last)
        if not industries or not indicator or not _measures(match, indicator):
            last = _Last(sentence, tourism=last.tourism)
            continue
        tourism = industries[-1] if "旅游" in industries[-1] else last.tourism
        last = _Last(sentence, industries[-1], indicator, tourism)
        yield from _figured(words, match, industries, indicator, owners)
    yield from _of_topics(words, owners)


def _figures(text: str) -> Iterator[re.Match[str]]:
    """Every figure with the words of its stretch in front of it."""
    target = _target()
    for unit in _MEASURED.finditer(text):
        floor = max(0, unit.end() - 100)
        start = max(floor, *(text.rfind(stop, floor, unit.start()) + 1 for stop in ",。;!?\n:"))
        match = target.match(text, start)
        is_name = _OF_CLUSTER.match(text, unit.end()) is not None
        if match is not None and not is_name and match.end() >= unit.end() and match.start("value") <= unit.start():
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
    formula = re.search(rf"[“\"][^”\"]+[”\"](?:{w.COUNT}大产业)?$", words)
    words = words[: formula.start()] if formula is not None else words
    counted = re.search(rf"{w.COUNT}大[\u4e00-\u9fff]{{0,6}}产业(?:链|集群)?$", words)
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
    owners: Owners,
) -> Iterator[IndustryTarget]:
    values = [_value(match["value"]), *(float(v) for v in re.findall(r"\d+(?:\.\d+)?", match["rest"]))]
    growth = "增长" in match["how"] and match["unit"] == "%"
    start, end = words.span(match.start() + len(match["what"]) - len(match["what"].lstrip()), match.end())
    unit = match["unit"] + ("元" if match["unit"] == "亿" else "")
    each = "均" in match["how"] or "分别" in match["what"] + match["how"]
    for i, industry in enumerate(industries):
        value = values[i] if len(values) == len(industries) else values[0]
        yield IndustryTarget(
            _SHARED.sub("", industry),
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
