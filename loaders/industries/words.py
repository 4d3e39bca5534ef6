"""The words of data/rules/industries.yaml as patterns."""

from __future__ import annotations

import re
from functools import cache

import yaml

import data
from loaders.lexicon.alternation import any_of as _any_of
from loaders.lexicon.alternation import branches

# A search is fast where a pattern begins with a set of characters, or each of its branches with a letter of its own:
# hence what stands before a word is often looked for behind its first letter.
COUNT = r"(?:[一两二三四五六七八九十\d](?:(?<=\d)\d)?)"

HINT = re.compile("产业|主攻|主.特|园|体系|链条|集群|[亿%]|基地|摇篮|之[乡都]|发展|核心|制造业|服务业|区")
"""Without one of these a text speaks of no industry."""


@cache
def rules() -> dict[str, list[str]]:
    """The words by key."""
    loaded = yaml.safe_load((data.RULES / "industries.yaml").read_text(encoding="utf-8"))
    return {key: words.split() for key, words in loaded.items()}


def any_of(key: str) -> str:
    """A pattern for the words of a key; each of its branches begins with a letter of its own."""
    return branches(rules()[key])


@cache
def trade() -> re.Pattern[str]:
    """What the name of an industry ends in."""
    return re.compile(rf"{_any_of(rules()['industries'] + rules()['trades'])}(?:产业|行业|业|产业链|产业集群)?$")


def is_trade(words: str) -> bool:
    """Whether words end as the name of an industry does: 高端装备, 农产品加工, 新材料产业."""
    return words.endswith(("产业", "制造", "制造业", "加工业")) or trade().search(words) is not None


@cache
def told() -> re.Pattern[str]:
    """The words by which a place says what its industries are: "主导产业为"."""
    return re.compile(
        rf"{_any_of(rules()['told'])}(?:分别|主要)?(?:为(?!{_any_of(rules()['no_list'])})|是|包括|:)(?=[^,。;\n]{{2}})"
    )


@cache
def lead() -> re.Pattern[str]:
    """All that stands before the first member of a list, verbs included."""
    verbs = _any_of([*rules()["verbs"], *rules()["led_by"]])
    return re.compile(rf"^.*(?:{verbs}|有(?![色机]))")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """How each form of a system looks."""
    scale = r"(?:\d{2,5}|[一二三四五六七八九两]?[千百十万]{1,2})亿元?级?"
    kind = rf"(?:(?:{scale}|{any_of('adjectives')}|[和及、的])){{0,4}}(?:制造业基地|{any_of('heads')})"
    level = rf"(?:{scale}|世界级|国家级|省级|先进|战略性|特色|优势)"
    tail = rf"(?:{COUNT}大)?(?:的?(?:{any_of('layouts')})|(?:{any_of('adjectives')}){{0,4}}(?:{any_of('heads')}))?"
    area = rf"[一二三四五六七八九十两多数N\d]{{1,2}}{_any_of(rules()['areas'])}"
    return {
        "plain": re.compile(rf"(?:{any_of('adjectives')}){{0,4}}(?:产业|产业集群|集群|产业链|产业体系|产业链条|企业)"),
        "formula": re.compile(
            rf"[“\"](?P<form>\d{{1,2}}(?:\+[\dNnXx]{{1,2}}){{1,4}}|[1-9]\d{{2,3}}|[一两三四五六七八九]主[一两三四五六七八九]特"
            rf"|(?:{area}){{2,5}})[”\"](?P<tail>{tail})"
        ),
        "sum": re.compile(rf"(?P<form>\d(?<![“\"\d+.]\d)\d?(?:\+[\dNnXx]{{1,2}}){{1,4}})(?P<tail>{tail})"),
        "told": re.compile(
            rf"(?P<kind>{any_of('told')})(?:分别|主要)?(?:为|是|有|包括|[:])+(?P<list>[\u4e00-\u9fff、“”()A-Za-z\d]{{2,80}}?)(?:等)?(?:产业)?(?=[,。;\n]|$)"
        ),
        "made": re.compile(rf"(?:作)?为(?P<kind>{any_of('made')})(?:产业|方向)?(?=[、,。;的\n和]|协同|配套|支撑|$)"),
        "pair": re.compile(r"主特产业(?:体系|格局)?"),
        "counted": re.compile(
            rf"(?P<count>{COUNT})(?:大|个|条|类)(?P<kind>{kind}|(?:{any_of('adjectives')})[”\"](?:产业集群|产业)|[“\"](?:{any_of('companies')})[”\"])(?!发展项目|项目|工程|基金|工人|人才|生态圈|[、和及]十大)"
        ),
        "listed": re.compile(
            rf"等(?:\d+个|[一二三四五六七八九十]+大)?(?:{any_of('between')})?(?P<kind>{kind}|特色[“\"](?:{any_of('inner')})[”\"])"
        ),
        "cluster": re.compile(rf"(?P<kind>(?<=[\u4e00-\u9fff、]){level}[\u4e00-\u9fff]{{0,6}}集群)$"),
        "bare": re.compile(
            r"(?P<kind>百(?<=[\u4e00-\u9fff]百)亿(?:级|元)?[\u4e00-\u9fff]{0,4}产业(?!集群)"
            r"|千(?<=[\u4e00-\u9fff]千)亿(?:级|元)?[\u4e00-\u9fff]{0,4}产业(?!集群)"
            r"|产(?<=[\u4e00-\u9fff]产)业市场|主(?<=[\u4e00-\u9fff]主)特产业体系)"
        ),
        "broken": re.compile(
            r"(?:突破|攻克|攻关)(?P<list>[\u4e00-\u9fff、]{4,60}?)等(?P<kind>(?:关键|共性|核心|前沿|瓶颈){1,3}技术)(?!攻关)"
        ),
    }
