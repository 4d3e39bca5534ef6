"""The words of data/rules/targets.yaml as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

import data
from loaders.lexicon.alternation import any_of, branches

GROWTH, DECLINE = "增长", "下降"
_NOUNS_LIKE_VERBS = r"(?!率|用地|资金|项目|力度|规模|标准)"


@dataclass(frozen=True)
class Words:
    """What the rules of this package look for.

    Attributes:
        opening: where a value may begin, or the character before it.
        value: a number with its unit (or without one, where a word before it and a boundary behind it leave no doubt).
        hint: a first look for one, in text that a printer may have broken.
        kinds: for each unit without its power of ten its kind: classifier, quantity, measure, rate or money.
        before: the words right before a number, with the groups shared, growth, decline and op.
        ops: for each word before or behind a number its comparator.
    """

    opening: re.Pattern[str]
    value: re.Pattern[str]
    hint: re.Pattern[str]
    kinds: dict[str, str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    ops: dict[str, str]
    lead: re.Pattern[str]
    reach: re.Pattern[str]
    shared: re.Pattern[str]
    verbs: re.Pattern[str]
    last_verbs: re.Pattern[str]
    any_verb: re.Pattern[str]
    light: re.Pattern[str]
    intransitive: re.Pattern[str]
    becoming: re.Pattern[str]
    done: re.Pattern[str]
    measure: re.Pattern[str]
    tail: re.Pattern[str]
    cut: re.Pattern[str]
    size: re.Pattern[str]
    goal: re.Pattern[str]
    fact: re.Pattern[str]
    condition: re.Pattern[str]
    plan: re.Pattern[str]


@cache
def words() -> Words:
    """The words, read once."""
    rules: dict[str, Any] = yaml.safe_load((data.RULES / "targets.yaml").read_text(encoding="utf-8"))
    units, powers = rules["units"], any_of(rules["units"]["powers"])
    kinds = {unit: kind for kind, names in units.items() if kind != "powers" for unit in names}
    counted = any_of(unit for unit, kind in kinds.items() if kind != "rate")
    unit = rf"(?:{any_of(units['rate'])}|{powers}?{counted}(?!月|多月|强|名单|体|性|人|头企|地生|层面)|[万亿]|万亿)"
    verb = any_of(rules["verbs"])
    lead = any_of(rules["lead"])
    time = (
        r"(?:到|至)?20\d\d年(?:年?底|末)?(?:之?前)?|[一二三四]季度(?:之?前|末)?|\d{1,2}月底?(?:之?前)?|"
        r"“十[一二三四五六七八九]五”(?:期间|末)"
    )
    return Words(
        opening=re.compile(r"[\d破到过达](?:(?<=\d)|(?=[一二两三四五六七八九十百千万亿]))"),
        value=_value(unit),
        hint=_hint(kinds, rules["units"]["powers"]),
        kinds=kinds,
        before=_before(rules),
        behind=re.compile(rf"(?:\(.\))?{any_of(word for names in rules['behind'].values() for word in names)}"),
        ops={word: op for side in ("before", "behind") for op, names in rules[side].items() for word in names},
        lead=re.compile(
            rf"(?:{time}|{lead}|要(?![素点求地])|将|使(?!用)|为(?!主)|[的和]|对(?=已)|[\u4e00-\u9fff]{{2,6}}方面)+"
        ),
        reach=re.compile(any_of(op for op in rules["before"]["="] if len(op) > 2 and op[-1] in "到至")),
        shared=re.compile(
            "(?<![合共协相不会])"
            + any_of(rules["shared"])
            + r"(?!类|级|自(?!净)|比|时|步|意|等|样|一|地|县|市|区|部|园|项|种|城|乡|方|行|院|校)"
        ),
        verbs=re.compile(rf"(?:{verb}{_NOUNS_LIKE_VERBS}[和并、]?){{1,4}}"),
        last_verbs=re.compile(rf"(?:{verb}[和并、]?){{1,4}}$"),
        any_verb=re.compile(verb),
        light=re.compile(any_of(rules["light"])),
        intransitive=re.compile(any_of(rules["intransitive"])),
        becoming=re.compile(any_of(rules["becoming"])),
        done=re.compile(rf"(?:项目)?(?:全部|全面)?({any_of(rules['intransitive'])})$"),
        measure=re.compile(any_of(rules["measures"]) + "$"),
        tail=re.compile(any_of(rules["tails"]) + "$"),
        cut=re.compile(any_of(rules["cut"]) + "$"),
        size=re.compile(any_of(rules["sizes"]) + "$"),
        goal=re.compile(
            rf"{branches(rules['goals'])}|到(?<![止至]到)20\d\d年|20\d\d年底前|用\d至?\d?年(?:左右)?(?:的?时间)?"
        ),
        fact=re.compile(rf"(?<!对){any_of(rules['facts'])}|[^为除]了(?!解)"),
        condition=re.compile(any_of(rules["conditions"])),
        plan=re.compile(any_of(rules["plans"])),
    )


def _hint(kinds: dict[str, str], powers: Iterable[str]) -> re.Pattern[str]:
    """A cheap look for places where a value may stand; one that a printer broke, too."""
    first = "".join(sorted({name[0] for name in (*kinds, *powers)}))
    return re.compile(
        rf"[\d破到过达](?:(?<=\d)[\d.,]{{0,16}}[ \n]?[{re.escape(first)}以左,、;。)—–~～至-]"
        r"|(?<=[破到过达])[一二两三四五六七八九十百千万])"
    )


def _value(unit: str) -> re.Pattern[str]:
    number = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?:\.\d{1,6})?)"
    edge = r"(?=以内|以上|以下|左右|[,、;。)]|$)"
    return re.compile(
        rf"(?<![A-Za-z\d.+×/〔-])(?:(?P<low>{number})(?P<lowunit>{unit})?[—–~～至-]{{1,2}})?(?P<num>{number})(?P<unit>{unit})"
        rf"|(?<=[在破到过于达])(?!(?:19|20)\d\d)(?P<bare>\d{{1,12}}(?:\.\d{{1,6}})?){edge}"
        rf"|(?:(?<=[破到达])|(?<=超过))(?P<han>[一二两三四五六七八九]?[十百千万]{{1,2}}亿?|[一二两三四五六七八九]?亿)(?P<hanunit>元|{unit})?{edge}"
    )


def _before(rules: dict[str, Any]) -> re.Pattern[str]:
    """The words between an indicator and its number; a search finds them at the end of a stretch."""
    op = any_of(word for names in rules["before"].values() for word in names)
    return re.compile(
        rf"(?P<shared>{any_of(rules['shared'])})?(?:(?P<growth>{any_of(rules['growth'])})|(?P<decline>{any_of(rules['decline'])}))?"
        rf"(?:已|可|要|将)?(?:{any_of(rules['shared'])})?(?P<op>{op})?$"
    )
