"""A figure, a date or a place in an order that a sentence of the documents states and no node holds.

The sentence must cover what the question is about. Where it has several values of the kind that is asked for, the one
is meant that stands between the same two marks as the words beside the question word: 占地多少 is 2000亩 of
投资50亿元、占地2000亩. Where that leaves several, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from queries.asking.answer.answer import Answer, Row
from queries.asking.answer.world import World
from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import Match, Passage, Place, Subject, matched
from queries.asking.recall.resolving import trusted, years, years_agree
from queries.asking.recall.subjects import subject
from queries.asking.understand.characters import number, pairs
from queries.asking.understand.form import Form
from queries.catalogue import get

_NUMBER = r"\d[\d,.]*\s*(?:余|多)?[万亿]?"
_UNITS = (
    "亩|家|户|块|个百分点|个月|个|台|座|所|平方公里|公里|平方米|公顷|张|套|条|名|人次|人|次|万?吨|[万亿]?元|批|项|场|起|间|辆|倍|天|小时"
    "|分钟|件|栋|株|棵|万?千瓦|兆瓦|位|支|处|期|篇|部|门|米|度|级|岁|%"
)
_UNIT_ASKED = re.compile(f"(?:多少|几)({_UNITS})")
_MONEY_ASKED = re.compile("(?:多少|几)(?:个)?(?:亿|万)(?!亩|户|人|吨|平|千|家)")
_SHARE = re.compile(
    r"(?:率|比例|占比|比重|增速|增幅|增长|同比|下降)(?:是|为|达|了|到|有|约)*(?:(?:19|20)\d\d年)?(?:的)?(?:目标|指标|要求)?(?:是|为|达|了|到|有)*(?:多少|几)$"
)
_MONEY_BEHIND = re.compile("(?:多少|几)(?:钱|资金|贷款|投资|补助|补贴|奖励|奖金|税收|利润|经费|款)(?:[^一-龥]|$)")
_COUNT = re.compile("(?:数量|[^参指负总人次户岁]数|总数)(?:的)?(?:目标)?(?:是|为|有|达)*多少$")
"""A number of things without a unit: 项目数量是多少."""
_MONEY = re.compile(
    "(?:收入|产值|投资额?|资金|金额|总额|补助|补贴|奖励|贷款|利润|税收|引资|月薪|工资|薪酬|造价|销售额|营收|价格?|费用?)(?:是|为|达|了|到|有|约|最高|最低|要)*(?:多少|几)(?:钱)?$"
)
_LISTING = re.compile(r"列举(\d+)")
_ITEM = "[^、，,。；;：:！!？?（）()]{1,18}"
_QUOTED = re.compile("(?:“[^“”]{1,16}”[、,，和与及]?){2,}")
_LIST = re.compile(f"{_ITEM}(?:、{_ITEM})+")
_LEAD_IN = re.compile(
    "^.*(?:成立了?|设立了?|建立了?|包括|包含|分为|分别为|分别是|即|培育|打造|形成|建设|组建|设有|设在|有|为|是|在|于|以|对|把|将|从|向|到|推动|聚焦|围绕|依托|坚持|按照|抓好|推进|实施|开展|发展|壮大)(?=.)"
)
_TOLD = re.compile(
    r"(?:等)?(\d+|[两二三四五六七八九十]+)(?:大|个|家|项|类|种|本|座|所|条|位|处|名|张|支|件|部|场|级|批|地|市|县)"
)
"""How many things a list has, behind its last one."""
_AREA = re.compile("占地|面积|多大地")
_AREAS = "亩|平方公里|平方米|公顷"
_DATE = (
    r"(?:(?:19|20)\d{2}\s*年)\s*(?:\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[上下]半年|第?[一二三四]季度|年?底|年末|年初)?"
    r"|\d{1,2}月\d{1,2}日|[明今后]年(?:春节[前后]?|[上下]半年|年?底|年?初)?"
)
_PLACE = "第[一二三四五六七八九十]{1,3}[名位]?"
_STRETCH = re.compile(r"[^,，、;；。!！?？:：]+")
_KINDS = ("事项", "章节", "文件")
_REGION_END = re.compile("(?<=..)[市县区州]$")
_SHORTEST = 3
"""Fewer characters tell of no sentence."""
_SHORTLY = 1000
"""Characters before a sentence in which its article names the place that it is about."""
_AS_WELL = 0.03
"""Sentences that cover as much of a question, but for this share, may be meant too."""


@dataclass(frozen=True)
class Value:
    """A value in a sentence: its words and the stretch between two marks that it stands in."""

    words: str
    stretch: str
    match: Match


def answer(form: Form, world: World) -> Answer | None:
    """The one value of a sentence that a question asks for; None where there is none, or several fit."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    places = [c.name for c in form.where if c.kind == "place"]
    [ask, beside] = form.asks
    pattern = wanted(ask)
    about = subject(said, world.knowledge)
    if pattern is None or len(about.bare) < _SHORTEST:
        return None
    here = [
        match
        for match in _sentences(about, said, world.knowledge)
        if all(_is_about(place, match, world.knowledge) for place in places)
    ]
    listed = _LISTING.fullmatch(ask)
    if listed is not None:
        return _enumerated(form, here, int(listed[1]), world)
    found = [value for match in here for value in _values(match, pattern) if _is_of_year(said, value)]
    # A number without a unit may be of anything: only that which stands beside the word is meant.
    noun = set(pairs(matched(counted(ask))))
    found = [value for value in found if len(noun & set(pairs(matched(value.stretch)))) * 2 >= len(noun)]
    meant = _meant(found if _COUNT.search(ask) is None else _next_to(found, beside), beside, about)
    return _answer(form, meant, world) if meant is not None else None


def wanted(ask: str) -> re.Pattern[str] | None:
    """What the value looks like that words ask for; None where they ask for none."""
    if ask == "名次":
        return re.compile(_PLACE)
    if _LISTING.fullmatch(ask):
        return _LIST
    words = ask.rstrip("?？。 呢啊")
    unit = _UNIT_ASKED.search(words)
    if unit is not None:
        return re.compile(f"{_NUMBER}{unit[1]}(?:以上|以内|左右)?")
    if any(asked.search(words) is not None for asked in (_MONEY_ASKED, _MONEY, _MONEY_BEHIND)):
        return re.compile(f"{_NUMBER}元(?:以上|以内|左右)?")
    if _SHARE.search(words) is not None:
        return re.compile(r"\d[\d.]*\s*%(?:以上|以内|左右)?")
    if _AREA.search(words) is not None:
        return re.compile(f"{_NUMBER}(?:{_AREAS})")
    if _COUNT.search(words) is not None:
        return re.compile(f"{_NUMBER}(?:{_UNITS})(?:以上|以内|左右)?")
    return re.compile(_DATE) if ask == "日期" else None


def counted(question: str) -> str:
    """The noun that a question counts: 养老机构 of 多少家养老机构; empty where none stands behind the unit."""
    match = re.search(rf"(?:多少|几)(?:{_UNITS})([\dA-Za-z\u4e00-\u9fff]{{2,12}})", question)
    return match[1] if match is not None else ""


def listing(many: int) -> str:
    """What a form asks for that wants things which a sentence lists: so many, or 0 where no number is said."""
    return f"列举{many}"


def _sentences(about: Subject, said: str, knowledge: Knowledge) -> list[Match]:
    """The sentences that cover a subject best."""
    found = [
        match
        for match in knowledge.passages.search(about, lambda place: place.kind in _KINDS)
        if not match.passage.title and trusted(match) and years_agree(said, match, knowledge)
    ]
    most = max((match.covered for match in found), default=0.0)
    return [match for match in found if match.covered >= most - _AS_WELL]


def _is_about(place: str, match: Match, knowledge: Knowledge) -> bool:
    """Whether a sentence, a heading above it or what stands shortly before it names a place."""
    short = _REGION_END.sub("", place)
    if short in "".join(match.place.above):
        return True
    at, document = match.passage.start, match.place.document
    return any(
        short in passage.words
        for passage in knowledge.passages.all
        if passage.place.document == document and at - _SHORTLY < passage.start <= at and passage.place.kind in _KINDS
    )


def _is_of_year(said: str, value: Value) -> bool:
    """Whether the one year that a sentence or its part names is the question's: what was in 2022 is not of 2023."""
    asked = years(said)
    told = years(value.stretch) or years(value.match.passage.words)
    return not asked or len(told) != 1 or told[0] in asked


def _values(match: Match, wanted: re.Pattern[str]) -> Iterator[Value]:
    for stretch in _STRETCH.finditer("".join(match.passage.words.split())):
        for value in wanted.finditer(stretch.group()):
            yield Value(value.group(), stretch.group(), match)


def _meant(values: Sequence[Value], beside: str, subject: Subject) -> Value | None:
    """The one value that is meant: the only one, that next to the words beside the question word, or that near them."""
    for chosen in (values, _next_to(values, beside), _near(values, beside, subject)):
        if len({value.words for value in chosen}) == 1:
            return chosen[0] if not _said_of_others(chosen[0], beside) else None
    return None


_OWN = 4
"""So many characters at the end of the words beside a question word name what is asked for."""


def _said_of_others(value: Value, beside: str) -> bool:
    """Whether the sentence says what is asked for a second time, without a value that could be read: 一线城市平均月薪
    10000元，我市平均月薪仅…."""
    name = matched(beside)[-_OWN:]
    stretches = [matched(part) for part in _STRETCH.findall("".join(value.match.passage.words.split()))]
    return len(name) == _OWN and sum(name in part for part in stretches) > 1 and not re.search(r"\d", name)


def _next_to(values: Sequence[Value], beside: str) -> list[Value]:
    said = [("".join(value.stretch.split()), value) for value in values]
    return [
        value for words, value in said if beside and (beside + value.words in words or value.words + beside in words)
    ]


def _near(values: Sequence[Value], beside: str, subject: Subject) -> list[Value]:
    wanted, own = set(pairs(matched(beside))), {pair for _, pair in subject.pairs}
    here = [(value, set(pairs(matched(value.stretch)))) for value in values]
    here = [(value, held) for value, held in here if wanted & held]
    most = max((len(own & held) for _, held in here), default=0)
    return [value for value, held in here if len(own & held) == most]


def _enumerated(form: Form, here: Sequence[Match], many: int, world: World) -> Answer | None:
    """The things that the sentence lists, where they are as many as it, or the question, says; None where none are."""
    found = [(items, match) for match in here for items in lists(match.passage.words) if _is_so_many(items, many)]
    told = {tuple(items) for items, _ in found}
    if len(told) != 1:
        return None
    [items, match] = found[0]
    return replace(_answer(form, Value("、".join(items), "", match), world), value=list(items))


def lists(sentence: str) -> Iterator[list[str]]:
    """The lists of a sentence whose number it tells behind them: 烟草、白酒、文旅三大产业."""
    text = "".join(sentence.split())
    for match in _QUOTED.finditer(text):
        told = _TOLD.match(text, match.end())
        items = re.findall("“([^“”]+)”", match.group())
        if told is not None and len(items) == number(told[1]):
            yield items
    for match in _LIST.finditer(text):
        items = match.group().split("、")
        told = _TOLD.search(items[-1])
        if told is None:
            continue
        items[-1] = items[-1][: told.start()]
        items[0] = _LEAD_IN.sub("", items[0])
        items = [*items[:-1], *re.split("[和与及]", items[-1])] if len(items) == number(told[1]) - 1 else items
        if all(items) and len(items) == number(told[1]):
            yield [item.strip("“”\"'") for item in items]


def _is_so_many(items: Sequence[str], many: int) -> bool:
    return len(items) > 1 and many in (0, len(items))


def _answer(form: Form, value: Value, world: World) -> Answer:
    query = get("passages")
    place = value.match.place
    return Answer(
        question="", answered=True, value=[value.words],
        text=f"{value.words}（原句：{''.join(value.match.passage.words.split())}）。",
        query=query.name, cypher=query.text, params=query.bind({"document": place.document}),
        rows=[_row(place, value.match.passage, world.knowledge)], files=world.knowledge.files,
        understood=f"{form.say()}（原句所说：{place.name}）", form=form,
    )  # fmt: skip


def _row(place: Place, sentence: Passage, knowledge: Knowledge) -> Row:
    """A sentence as the question `passages` tells of its place."""
    document = knowledge.documents.get(place.document, {})
    return {
        "kind": place.kind,
        "id": place.id,
        "name": place.name,
        "number": place.number,
        "level": len(place.above),
        "path": list(place.above[1:]),
        "quote": sentence.words,
        "start": sentence.start,
        "end": sentence.end,
        "parties": place.parties,
        "parent": place.parent,
        "plan": place.plan,
        "document": place.document,
        "title": place.above[0] if place.above else "",
        "date": str(document.get("date", "")),
    }
