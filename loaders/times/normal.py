"""Words of time as deadlines: the pure reader of a cell, of a label's words or of a sentence. Nothing is guessed.

Words come in as `Text.squeeze` gives them: widths made alike, no white space. In a cell every time is a deadline; in a
sentence only one that something is to be done by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from loaders.lexicon.alternation import any_of
from loaders.lexicon.numerals import number
from loaders.times.calendar import NUMBER, Moment, added, moment, rows
from loaders.times.model import BY, LASTING, REPEATED, STAGE, Deadline, Known

HINT = re.compile("[年月季旬末底前]|每|[日天周时]以?内")
"""What a sentence without which no deadline is in."""
_STARTS = re.compile(
    r"[0-9一二三四五六七八九十两半今本当明次每逐按长持常全随适经日始不贯立即年上下第春清端中秋元汛主供采冬入开暑寒高国劳儿教建自从即收接“印发方月季周]"
)
_TO = re.compile("[-—–~～至到]{1,2}")
_LIMIT = re.compile(r"(?:\([^()]{1,6}\))?(?:2?[0-9](?:时|点))?(?P<limit>之前|以前|前(?![三期沿置提景列])|之内)?")
_FROM = re.compile("(?:自|从)?(?:即日|现在|目前)起?(?:[-—–~～至到]{1,2})")
_ACT = re.compile("(?P<act>开工|启动|动工)|(?:竣工|完工|完成|投产)")
_LABEL = re.compile("(?P<act>开工|启动|动工)?(?:竣工|完工|完成|计划|时间|时限|日期)?[::]$")
_LENGTH = re.compile(rf"(?P<count>{NUMBER}|半)个?(?P<unit>工作日|小时|日|天|月|年|周|星期)(?:之内|以内|内)")
_YEARS = re.compile(r"(?P<first>20[0-9]{2})年?[-—–~～至到]{1,2}(?P<last>20[0-9]{2})年(?:度|底前?|末)?")
_MONTHS = re.compile(r"(?P<first>1[0-2]|0?[1-9])[-—–~～至到]{1,2}(?=(?:1[0-2]|0?[1-9])月)")
_CLAUSE_END = re.compile("[,。;:!?]")
_BEHIND = re.compile("(?:、|的(?!.{0,8}前)|以来|以后|起(?!至|到)|开始|是|出生|号文|第|[省市县区州]?《)")
_BOUNDS = re.compile(r"[,。;:、|!?()\n]+")
_WRAPPED = re.compile("《[^《》]*》|〔[^〔〕]*〕|“[^“”]*”|\\([0-9—–~～至-]{4,12}年?\\)")


@dataclass(frozen=True)
class _Patterns:
    """What data/rules/times.yaml makes of its words."""

    repeated: re.Pattern[str]
    own: re.Pattern[str]
    other: re.Pattern[str]
    lasting: re.Pattern[str]
    at_once: re.Pattern[str]
    aim: re.Pattern[str]
    work: re.Pattern[str]
    past: re.Pattern[str]
    rate: re.Pattern[str]
    length: re.Pattern[str]
    lapsed: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = rows()
    behind = "(?:第?[一二三四五六七八九十最后]{1,2}(?:个月的?|个?周|个工作日))?"
    close = (
        "(?:的?(?:(?:1[0-2]|0?[1-9])月)?(?:[0-9]{1,2}[日号]|年?[底末]|[上中下]旬|月初)|[一二三四五六日](?=下班|之?前))?"
    )
    return _Patterns(
        repeated=re.compile(
            rf"(?:每隔?(?P<every>{any_of(words['every'])}){behind}|(?P<often>{any_of(words['often'])}))"
            rf"{close}(?:下班)?(?:之前|以前|前)?(?:推进)?"
        ),
        own=re.compile(
            rf"[自从]?(?:[本该]?{any_of(words['papers'])})?(?:正式)?{any_of(words['issued'])}(?:之日起|后|之后|起)的?"
        ),
        other=re.compile("(?:收到|接到)[^,。;:]{0,16}?(?:之日起|后|起)|[自从][^,。;:]{1,16}?(?:之日起|后|起)"),
        lasting=re.compile(
            rf"{any_of(words['long'])}(?:性|化|地)?(?:推进|坚持|执行|实施|开展|抓好|进行|落实|保持|整改|组织|做好)?"
        ),
        at_once=re.compile(any_of(words["at_once"])),
        aim=re.compile(f"{any_of(words['aims'])}$"),
        work=re.compile(any_of(words["works"])),
        past=re.compile(any_of(words["past"])),
        rate=re.compile(f"{any_of(words['rates'])}$"),
        length=re.compile(f"{any_of(words['lengths'])}.?$"),
        lapsed=re.compile(any_of(words["lapsed"])),
    )


def in_cell(words: str, known: Known) -> list[Deadline]:
    """The deadlines of a cell or behind a label; words that are none of the forms are one without a day."""
    found = forms(words, known)
    if found or not words.strip("/-—–、,;:。.无 "):
        return found
    return [Deadline(*_trimmed(words), BY)]


def in_sentence(words: str, known: Known) -> list[Deadline]:
    """The deadlines of a sentence: not what tells of the past, of a rate, or of a paper's date."""
    return [*_read(words, known, is_cell=False)] if HINT.search(words) else []


def forms(words: str, known: Known) -> list[Deadline]:
    """The deadlines of a cell that have one of the forms."""
    return [*_read(words, known, is_cell=True)]


def _trimmed(words: str) -> tuple[int, int]:
    return len(words) - len(words.lstrip("、,;。")), len(words.rstrip("、,;。"))


def _read(words: str, known: Known, *, is_cell: bool) -> Iterator[Deadline]:
    """From left to right, the longest form at each place; a year holds on to the end of the sentence."""
    wrapped = [] if is_cell else [match.span() for match in _WRAPPED.finditer(words)]
    place = carried = 0
    while (match := _STARTS.search(words, place)) is not None:
        start = match.start()
        stop = next((end for first, end in wrapped if first <= start < end), 0)
        carried = 0 if "。" in words[place:start] else carried
        found = _at(words, start, replace(known, year=carried or known.year), is_cell=is_cell)
        if found is None:
            place = start + 1
            continue
        deadline, year, end = found
        if stop and not (deadline is not None and deadline.end >= stop):
            place = stop
            continue
        carried = year or carried
        place = end
        if deadline is not None:
            yield deadline


def _at(words: str, start: int, known: Known, *, is_cell: bool) -> tuple[Deadline | None, int, int] | None:
    """What a place holds: a deadline, or a time that is none; the year that it tells; where it ends."""
    for form in (_repeated, _counted, _stretch, _dated, _lasting):
        found = form(words, start, known, is_cell)
        if found is not None:
            return found
    return None


_DIGITS = tuple("0123456789.")
_TREND = re.compile("度|[^,。;]{0,2}(?:下降|提高|增加|递增|增长|减少|提升|扩大|递减|降低|上升)")
_REPORTS = ("月报", "季报", "周报")
_Found = tuple[Deadline | None, int, int] | None


def _repeated(words: str, start: int, known: Known, is_cell: bool) -> _Found:
    match = _patterns().repeated.match(words, start)
    if match is None:
        return None
    every = rows()["every"].get(match["every"] or "") or rows()["often"][match["often"]]
    if not is_cell and (_patterns().rate.search(words, max(0, start - 4), start) or words[match.end() :][:1] in "的元"):
        return None, 0, match.end()
    if not is_cell and (every == "每日" or match["often"] in _REPORTS):
        return None, 0, match.end()  # a manner of working, the name of a report: no deadline
    if not is_cell and match["often"] and _TREND.match(words, match.end()):
        return None, 0, match.end()
    return Deadline(start, match.end(), REPEATED, every=every), 0, match.end()


def _counted(words: str, start: int, known: Known, is_cell: bool) -> _Found:
    """A length of time: from the day of the document, or from a day that only its reader knows."""
    own = _patterns().own.match(words, start)
    other = _patterns().other.match(words, start) if own is None else None
    origin = own or other
    place = origin.end() if origin is not None else start
    match = _LENGTH.match(words, place)
    if match is None or (origin is None and words[start - 1 : start] in _DIGITS):
        return None
    end = match.end()
    if not is_cell and origin is None:
        behind = words[end : end + 4]
        if _patterns().length.search(words, max(0, start - 5), start) or _patterns().lapsed.match(behind):
            return None, 0, end
    until: date | None = None
    if own is not None and known.date and match["count"] != "半":
        until = added(date.fromisoformat(known.date), number(match["count"]), match["unit"])
    return Deadline(start, end, BY, until.isoformat() if until else "", computed=until is not None), 0, end


def _stretch(words: str, start: int, known: Known, is_cell: bool) -> _Found:
    """From one time to another: the second is the last day."""
    years = _YEARS.match(words, start)
    if years is not None:
        end = years.end()
        if not is_cell and _is_past(words, end, date(int(years["last"]), 12, 31), known):
            return None, 0, end
        return Deadline(start, end, STAGE, f"{years['last']}-12-31"), 0, end
    first = _first(words, start)
    if first is None:
        return None
    year, place = first
    last = moment(words, place)
    if last is None:
        return None
    told = _resolved(replace(last, year=last.year or year), known)
    limit = _LIMIT.match(words, last.end)
    end = limit.end() if limit is not None else last.end
    if not is_cell and (_is_past(words, end, told, known) or not _works(words, start, end)):
        return None, year, end
    return Deadline(start, end, STAGE, told.isoformat() if told else ""), last.year or year, end


def _first(words: str, start: int) -> tuple[int, int] | None:
    """The year that the first time of a stretch tells, and where the second begins."""
    months = _MONTHS.match(words, start)
    if months is not None and not words[start - 1 : start].isdigit():
        return 0, months.end()
    now = _FROM.match(words, start)
    if now is not None:
        return 0, now.end()
    opening = 1 if words[start] in "自从" else 0
    first = moment(words, start + opening)
    if first is None:
        month = _MONTHS.match(words, start)
        return (0, month.end()) if month else None
    place = first.end + (words[first.end : first.end + 1] == "起")
    to = _TO.match(words, place)
    if to is None:
        months = _MONTHS.match(words, first.end) if first.grain == "年" else None
        return (first.year, months.end()) if months is not None else None
    return first.year, to.end()


def _dated(words: str, start: int, known: Known, is_cell: bool) -> _Found:
    """A place in the calendar, with what limits it."""
    if words[start - 1 : start].isdigit():
        return None
    found = moment(words, start)
    if found is None:
        return None
    limit = _LIMIT.match(words, found.end)
    word = limit["limit"] if limit is not None else None
    end = limit.end() if limit is not None and (word or is_cell) else found.end
    act = _ACT.match(words, end)
    opens = bool(act and act["act"] not in (None, "启动")) and not word
    label = _LABEL.search(words, max(0, start - 8), start) if is_cell else None
    opens = opens or bool(label and label["act"])
    until = _resolved(found, known, before=word not in (None, "之内") and not found.is_edge)
    is_ours = is_cell or _is_due(words, found, end, until, known, limited=bool(word))
    opens = opens or found.grain == "五年"
    deadline = Deadline(start, end, STAGE if opens else BY, until.isoformat() if until else "")
    return (deadline if is_ours else None), found.year or (until.year if until and is_ours else 0), end


def _resolved(found: Moment, known: Known, *, before: bool = False) -> date | None:
    """The last day that is meant; None where the year or the day cannot be known."""

    def last(year: int) -> date | None:
        return found.eve(year) if before and found.grain not in ("日",) else found.last_day(year)

    dated = date.fromisoformat(known.date) if known.date else None
    own = dated.year if dated is not None else known.year
    if found.year:
        return last(found.year)
    if found.added is not None:
        return last(own + found.added) if own else None
    if known.year:
        return last(known.year)
    if known.is_several:
        return None
    day = last(own) if own else None
    return day if day is not None and dated is not None and day >= dated else None


def _is_due(words: str, found: Moment, end: int, until: date | None, known: Known, *, limited: bool) -> bool:
    """Whether something is to be done by a time that a sentence names."""
    before, behind = words[max(0, found.start - 6) : found.start], words[end:]
    clause = _CLAUSE_END.split(behind, maxsplit=1)[0]
    if _BEHIND.match(clause):
        return False
    if clause[:3].startswith(("未", "没", "已", "前已")) or before.endswith(
        ("第", "截至", "截止", "截至到", "自", "从", "去年")
    ):
        return False
    if limited or found.grain in ("年内", "全年"):
        return limited or found.grain == "年内"
    if _is_past(words, end, until, known):
        return False
    if found.grain == "日":
        return before.endswith(("最迟于", "最迟", "不迟于"))
    aimed = _patterns().aim.search(before) is not None and not before.endswith("关于")
    reach = {"年": 3, "月": 6}.get(found.grain, 12)
    rest = "" if clause else _CLAUSE_END.split(behind[1:], maxsplit=1)[0]
    return aimed or _patterns().work.search(clause[:reach] or rest[:reach]) is not None


def _works(words: str, start: int, end: int) -> bool:
    """Whether a stretch of time is one in which something is to be done, not one that something was about."""
    behind = words[end:].lstrip(",:")
    return (
        words[start - 1 : start] != "了"
        and _patterns().work.search(_CLAUSE_END.split(behind, maxsplit=1)[0][:20]) is not None
    )


def _is_past(words: str, end: int, until: date | None, known: Known) -> bool:
    """Whether the clause behind a time tells what has been."""
    if until is not None and known.date and until.isoformat() < known.date:
        return True
    rest = words[end:].lstrip(",")
    clause = _CLAUSE_END.split(rest, maxsplit=1)[0]
    return _patterns().past.search(clause[:16]) is not None


def _lasting(words: str, start: int, known: Known, is_cell: bool) -> _Found:
    """Work without an end, and what is to be done at once: only where a cell says so."""
    if not is_cell:
        return None
    if (match := _patterns().lasting.match(words, start)) is not None:
        return Deadline(start, match.end(), LASTING), 0, match.end()
    if (match := _patterns().at_once.match(words, start)) is not None:
        return Deadline(start, match.end(), BY), 0, match.end()
    return None
