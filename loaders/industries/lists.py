"""The members of a system: the list in front of its name or behind it."""

from __future__ import annotations

import re

from loaders.industries import words as w
from loaders.lexicon.enumerations import items

Spans = tuple[tuple[int, int], ...]

_STOP = re.compile(r"[。;!?\n:,]")
_TRAIL = re.compile(r"(?:现有|等|这|共|为主的|为主|方面的|为代表的)$")
_NOT_MEMBER = re.compile(
    r"产值|为主|为特|一样|一批|现有|之一|其他|相关|以上|以下|标准|主[一二两三四]特|“(?!\d\+)|级$|(?:工作|建设|方面|措施|服务(?<!信息服务)(?<!技术服务)(?<!商务服务)(?<!健康服务)(?<!现代服务)(?<!公共服务)(?<!科技服务)|环境|机制|政策|任务|问题|项目|资金|人才|力度|水平|短板|责任|要素|单位|部门|县|市|区|政府)$"
    r"|^(?:各|全(?!屋)|有(?![色机])|是|不(?!锈)|要|使|让|更|加强|完善|优化)"
)
_CLOSED = re.compile(rf"(?:等|{w.COUNT}大)[\u4e00-\u9fff]{{0,6}}产业(?:集群|体系)?$")
ZONE = re.compile(r"(?:园区?|开发区|经开区|高新区|度假区|管理区|新区)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_OPENING = re.compile(r"[:(]|,?(?:即|包括|分别是|分别为|也就是|主要有|——|为)[:]?")
_REST = re.compile(r"[^,。;!?\n)]*")
LONGEST = 160


def before(text: str, end: int) -> Spans:
    """The members of the list that ends at a place: "A、B、C" or “A、B、C”, without the verb in front of the first."""
    end -= text.endswith("等", 0, end)
    quoted = text.endswith("”", 0, end) and not re.search(r"“\d\+\d+”$", text[max(0, end - 9) : end])
    opening = text.rfind("“", max(0, end - LONGEST), end - 1)
    quoted = quoted and "、" in text[opening:end]
    inner = end - 1 if quoted else end
    start = opening + 1 if quoted else max(0, inner - LONGEST)
    start = max((stop.end() for stop in _STOP.finditer(text, start, inner)), default=start)
    trail = _TRAIL.search(text, start, inner)
    return _members(text, start, trail.start() if trail is not None else inner)


def after(text: str, start: int) -> Spans:
    """The members that follow behind a colon, a bracket or 即."""
    opening = _OPENING.match(text, start)
    if opening is None:
        return ()
    rest = _REST.match(text, opening.end())
    stop = rest.end() if rest is not None else start
    stop -= text.endswith("等", opening.end(), stop)
    members = items(text, opening.end(), stop)
    return members if len(members) > 1 and all(fits(text, s, e) for s, e in members) else ()


def of_verb(text: str, start: int, end: int) -> Spans:
    """The members of a list whose bounds are known, its verb still in front: none where one of them cannot be one."""
    start, _ = _led(text, start, end)
    end -= text.endswith("等", start, end)
    members = items(text, start, end)
    return members if all(fits(text, s, e) for s, e in members) else ()


def _members(text: str, start: int, end: int) -> Spans:
    parts = list(items(text, start, end))
    while parts and not fits(text, *_led(text, *parts[0])) and len(parts) > 1:
        parts.pop(0)
    # A list ends where an earlier one of the same sentence does: "水稻等主导产业和茶叶、油茶等特色产业".
    cut = max((i + 1 for i, (s, e) in enumerate(parts) if _CLOSED.search(text, s, e)), default=0)
    parts = parts[cut:]
    if not parts:
        return ()
    parts[0] = _led(text, *parts[0])
    kept = [(s, e) for s, e in parts if e - s >= 2]
    return tuple(kept) if kept and all(fits(text, s, e) for s, e in kept) else ()


def _led(text: str, start: int, end: int) -> tuple[int, int]:
    """The first member without what leads to the list."""
    lead = w.lead().match(text[start:end])
    while lead is not None and end - start - lead.end() < 2:  # What looks like a verb may end the name.
        lead = w.lead().match(text[start : start + lead.end() - 1])
    start += lead.end() if lead is not None else 0
    return start + (text[start] == "“" and text[end - 1] == "”"), end - (text[start] == "“" and text[end - 1] == "”")


def fits(text: str, start: int, end: int) -> bool:
    """Whether words can name a member of a system."""
    words = text[start:end]
    return (
        2 <= len(words) <= 20
        and _HAN.search(words) is not None
        and (ZONE.search(words) is not None or _NOT_MEMBER.search(words) is None)
        and w.patterns()["plain"].fullmatch(words) is None
    )


def are_trades(text: str, members: Spans) -> bool:
    """Whether a list is one of industries: half of its members end as the name of one does."""
    return bool(members) and 2 * sum(w.is_trade(text[s:e]) for s, e in members) >= len(members)
