"""Systems of industries: "三大主导产业", “4+4”产业, "甲、乙等特色产业", each with the members that stand beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.industries import lists
from loaders.industries import words as w
from loaders.industries.lists import Spans
from loaders.lexicon.enumerations import items
from loaders.lexicon.numerals import number


@dataclass(frozen=True, slots=True)
class Hit:
    """A system in the flowing text: offsets there.

    Attributes:
        kind: what the name says its members are, which makes the relation of an owner to them.
        is_told: whether it is told of a park or a county (主导产业为…) and not put forward by whoever speaks.
    """

    name: str
    kind: str
    declared: int | None
    members: Spans
    start: int
    end: int
    open: bool
    is_told: bool = False
    is_formula: bool = False


_MADE_OF = re.compile(
    r"(?:以|围绕|确定|形成(?!以)|为(?:主导|特色|主攻|支柱|首位|支撑)(?:产业)?[、,和])(?P<list>(?:(?!为)[\u4e00-\u9fff、“”]){2,60})$"
)
_SAYING = re.compile(r"是|为(?!主)|重点|龙头|的|了|应|要|在|不|和谐|发展$|增长|持续|加快|进一步")
_PLUS = re.compile(r"\+([\u4e00-\u9fff]{2,6})")
GROUPS = "专项小组"
"""Behind a list of industries: it says for which of them there are working groups, not which a county has."""
_TOPIC = re.compile(
    r"(?:^|[。;,])(?:[一二三四五六七八九]是)?(?:在|围绕)?(?P<topic>[\u4e00-\u9fff]{2,10}产业)(?:上|方面|领域)?,"
)
_CLUSTER = re.compile("集群")
_LONGEST_SCALE = 14
_FAR = 600
_BARE = str.maketrans("", "", '“”"')
_FEWEST = 2
_NO_SYSTEM = ("园", "工人", "企业", "项目", "人才", "基金")
"""Behind the word for a system they make it a word for something else: 重点制造业企业."""


def find(text: str) -> list[Hit]:
    """Every system; of two readings of the same words the one whose rule stands first."""
    found: list[Hit] = []
    for rule, read in _READ.items():
        for match in _matches(rule, text):
            i = bisect_left(found, match.start(), key=lambda hit: hit.start)
            if not any(hit.start < match.end() and match.start() < hit.end for hit in found[max(0, i - 2) : i + 1]):
                hit = read(text, match)
                if hit is not None:
                    insort(found, hit, key=lambda hit: hit.start)
    return [_spelled(text, found, i, hit) for i, hit in enumerate(found)]


def _matches(rule: str, text: str) -> Iterator[re.Match[str]]:
    """Where a rule may read something; a cluster is looked for from its end, which few texts hold."""
    pattern = w.patterns()[rule]
    if rule != "cluster":
        yield from pattern.finditer(text)
        return
    for end in _CLUSTER.finditer(text):
        match = pattern.search(text, max(0, end.start() - _LONGEST_SCALE), end.end())
        if match is not None:
            yield match


def _spelled(text: str, found: list[Hit], i: int, hit: Hit) -> Hit:
    """A formula with the members of the systems behind it that spell it out: “421”体系 by 四大…、两大…、一大…."""
    digits = [int(part) for part in re.findall(r"\d", hit.kind)] if hit.is_formula and not hit.members else []
    parts: list[Hit] = []
    for one in found[i + 1 :]:
        if len(parts) == len(digits) or one.start - hit.end > _FAR or "\n" in text[hit.end : one.start]:
            break
        if one.declared == digits[len(parts)] and one.members:
            parts.append(one)
    if len(parts) < _FEWEST:
        return hit
    return replace(hit, members=tuple(member for part in parts for member in part.members))


def _formula(text: str, match: re.Match[str]) -> Hit | None:
    form, tail = match["form"], match["tail"]
    quoted = match.group()[0] in '“"'
    if form[0].isdigit() or form.endswith(("N", "X")):
        if re.search("产业|工业体系|集群|制造业|服务业", tail) is None or (
            text[match.start() - 1] in "0123456789." and not quoted
        ):
            return None
    elif "主" not in form or "特" not in form:  # 一区六园 is a system where it is that of industries or parks.
        if not quoted or re.search("产业|园区|布局", tail) is None:
            return None
    elif not quoted:
        return None
    members = lists.before(text, match.start())
    if len(members) < 2 or any(lists.ZONE.search(text, s, e) or text[s] in "“”" for s, e in members):
        members = ()
    start = members[0][0] if members else match.start()
    open_ = bool(members) and text[match.start() - 1] == "等"
    is_layout = tail.endswith(("布局", "格局"))
    name = match.group().removesuffix(tail if is_layout else "")
    name = name if quoted else name.strip('“”"')
    return Hit(name, tail if is_layout else form, _declared(form), members, start, match.end(), open_, is_formula=True)


def _declared(form: str) -> int | None:
    """How many members a formula says; nothing where one of its parts is open or no plus stands between them."""
    if "+" in form and form.replace("+", "").isdigit():
        return sum(int(part) for part in form.split("+"))
    return number(form[0]) + number(form[2]) if re.fullmatch(".主.特", form) else None


def _counted(text: str, match: re.Match[str]) -> Hit | None:
    count = number(match["count"])
    if match.start() and text[match.start() - 1] in "第十百千万.0123456789":
        return None
    if (
        re.search(r"产业|主攻|集群|制造业|服务业|[\u4e00-\u9fff]行业", match["kind"]) is None
        and not is_of_companies(match["kind"])
    ) or text.startswith(("园", "化"), match.end()):
        return None
    if match["kind"] == "产业" and text[match.start("kind") - 1] in "个类":
        return None
    if text[match.start("kind") - 1] in "条类" and "产业" not in match["kind"]:
        return None
    plus = _PLUS.match(text, match.end())
    if plus is not None and count > 1:
        return Hit(
            text[match.start() : plus.end()], match["kind"], count, (plus.span(1),), match.start(), plus.end(), True
        )
    open_ = text[match.start() - 1 : match.start()] == "等"
    quoted = match.start() > 0 and text[match.start() - 1] in '“"' and match["kind"][0] not in '“"'
    open_ = open_ or (quoted and text[match.start() - 2 : match.start() - 1] == "等")
    before = lists.before(text, match.start() - quoted)
    members = before if len(before) > 1 or (count == 1 and before) else lists.after(text, match.end())
    if count == 1 and len(members) != 1:
        return None
    if not members and "产业" in match["kind"]:
        members = _topics(text, match.end(), count)
    start = members[0][0] if members and members[0][0] < match.start() else match.start()
    near = members and members[-1][1] - match.end() < lists.LONGEST
    end = max(match.end(), members[-1][1]) if near else match.end()
    name, kind = match.group(), match["kind"].translate(_BARE)
    if kind != match["kind"] and text[match.start() - 1] in '“"' and match["kind"][0] not in '“"':
        name, start = text[match.start() - 1] + name, min(start, match.start() - 1)
    kind = f"{kind}{GROUPS}" if text.startswith(GROUPS, match.end()) else match["kind"]
    if text[max(0, match.start() - 2) : match.start()] == "主攻" and kind == "产业":
        kind = "主攻方向"
    return Hit(name, kind, count, members, start, end, open_ and len(members) != count)


def _topics(text: str, end: int, count: int) -> Spans:
    """What the sentences behind are about, one each: "在新材料产业上,…。在食品产业上,…"; as many as the name says."""
    line = text.find("\n", end)
    stop = min(end + _FAR, line if line >= 0 else len(text))
    found = {match["topic"]: match.span("topic") for match in _TOPIC.finditer(text, end, stop)}
    return tuple(found.values()) if len(found) == count else ()


def _listed(text: str, match: re.Match[str]) -> Hit | None:
    members = lists.before(text, match.start() + 1)
    kind = match["kind"]
    if len(members) < 2 or kind == "产业" or not re.search(rf"产业|链条|集群|服务业|制造业|{w.any_of('inner')}", kind):
        return None
    if text.startswith(_NO_SYSTEM, match.end()):
        return None
    return Hit(kind, kind, None, members, members[0][0], match.end(), True)


def _unmarked(text: str, match: re.Match[str]) -> Hit | None:
    members = lists.before(text, match.start())
    scaled = len(members) == 1 and "亿" in match["kind"] and w.is_trade(text[slice(*members[0])])
    if len(members) < _FEWEST and not scaled:
        return None
    return Hit(match["kind"], match["kind"], None, members, members[0][0], match.end(), False)


def _pair(text: str, match: re.Match[str]) -> Hit | None:
    members = lists.before(text, match.start())
    start, end = match.span()
    return Hit(text[start:end], "主特产业", None, members, members[0][0], end, False) if len(members) > 1 else None


def _told(text: str, match: re.Match[str]) -> Hit | None:
    """ "主导产业为甲、乙"."""
    start, end = match.span("list")
    parts = items(text, start, end - text.endswith("等", start, end))
    if not all(lists.fits(text, s, e) and _SAYING.search(text, s, e) is None for s, e in parts):
        return None
    if len(parts) == 1 and not w.is_trade(text[slice(*parts[0])]):
        return None
    kind = match["kind"] if match["kind"].endswith(("产业", "方向")) else "主攻方向"
    return Hit(match["kind"], kind, None, parts, match.start(), end, text.startswith("等", end), is_told=True)


def _made(text: str, match: re.Match[str]) -> Hit | None:
    """ "以甲、乙为主导、丙为特色"."""
    before = _MADE_OF.search(text[max(0, match.start() - 70) : match.start()])
    if before is None:
        return None
    start = match.start() - len(before["list"])
    parts = items(text, start, match.start() - text.endswith("等", start, match.start()))
    word = match["kind"]
    kind = "主攻方向" if word == "主攻" else word + "产业"
    if not all(lists.fits(text, s, e) for s, e in parts):
        return None
    if word not in ("主导", "特色", "主攻", "支柱", "首位") and not lists.are_trades(text, parts):
        return None
    return Hit(kind, kind, None, parts, start, match.end(), False, is_told=True)


def _broken(text: str, match: re.Match[str]) -> Hit | None:
    """ "突破甲、乙等核心技术": the fields that are to be broken through."""
    members = lists.before(text, match.start("kind") - 1)
    return (
        Hit(match["kind"], match["kind"], None, members, members[0][0], match.end(), True) if len(members) > 1 else None
    )


def is_of_companies(name: str) -> bool:
    """Whether a system lists companies."""
    return any(word in name for word in w.rules()["companies"])


_READ = {
    "formula": _formula,
    "sum": _formula,
    "counted": _counted,
    "listed": _listed,
    "cluster": _unmarked,
    "bare": _unmarked,
    "pair": _pair,
    "told": _told,
    "made": _made,
    "broken": _broken,
}
