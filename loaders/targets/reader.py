"""One sentence: its clauses, the parts of their lists, and what each number in them is a target for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.targets.places import places
from loaders.targets.values import Value, comparator, mask, values
from loaders.targets.words import Words

_CLAUSE = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|:|(?<=[上内右家个项%])且")
_LIST = re.compile("、")
_INNER = re.compile(r"\(((?:含|其中|包括)[^()]{2,60})\)")
_NUMBERING = re.compile(
    r"^\s*(?:\([^()]{3,400}\))?(?:[(]?[一二三四五六七八九十\d]{1,3}(?:[)、]|\.(?!\d))|[一二三四五六七八九十]是){0,3}"
)
_REMARK = re.compile(r"\((?=[^()]{7,300}\))[^()]*\)")
_LEVEL = re.compile("^(?:国家|省|市|县|区)级$")
_ANY_LEVEL = re.compile("(?:国家|省|市|县|区)级")
_SUMMARY = re.compile(r"^[^“]{1,30}?(?=“[^“”]{2,30}”)")
_GROUP = re.compile(
    r"^(?P<last>.{2,20}?)(?:“[^“”]{1,12}”)?[两三四五六七八九十]大(?P<tail>产业|领域|行业|园区)(?P<measure>.{1,12})$"
)
_CLOSED = re.compile(r"(?:的?(?:目标|任务|水平|标准|要求)|[并和及且]|的?$|\()")
_GAIN = re.compile("(?:净|新)增加?")
_ONLY_QUOTED = re.compile("“[^“”]{1,12}”$")
_ENTERPRISES = re.compile("(?:中小|小微|规模|规上|工业|外贸)*企业")
_THIN_MEASURE = re.compile("^年[^,]{1,4}额$")
_EFFORT = re.compile(r"加大(?P<thing>[^,]{2,30})力度,$")
_TOPIC = re.compile(r"对(?P<thing>[^,;]{2,60}?)(?:开展|进行|实施)|(?:^|,)(?P<subject>[^,;对]{4,24}?)(?:及时|严格)")
_SINCE = re.compile("^.*(?:的|等|涉及)")
_OF_ENTERPRISES = re.compile("^[^“”、,]{2,12}?企业")
_AND = re.compile("和|与|及")
_OVER = re.compile("过|超")
_AS_RATE = re.compile(r"^(?:做到|实现|完成|达到)")
_NO_THING = re.compile(r"(?:到位|建设|要求|工作|任务)+$")
_FROM = re.compile(r"(?:从|由|每|第|近|原|×)$")
_BODIES = re.compile("[^,、]{0,8}(?:部门|单位|机构|组成|地区|成员)")
_OWN_LEVEL = re.compile("^(?:国家|省|市|县|区)级(?:以上)?")
_CHANGE = re.compile("^(?:增幅|增速|增长率|占比)$")
_LONGEST, _WHOLE_LIST, _LONGEST_TOPIC = 48, 40, 16


class Reading(NamedTuple):
    """A target in the coordinates of its sentence.

    Attributes:
        start, end: the words that state it.
        value: the number.
        scope: the region or park that the clause or one before it begins with; "" for none.
    """

    indicator: str
    comparator: str
    value: Value
    start: int
    end: int
    scope: str


@dataclass(slots=True)
class _Part:
    """A member of a list, with the number that counts in it.

    Attributes:
        start, end: the part; `begin` is its start without leading words.
    """

    start: int
    end: int
    begin: int
    value: Value


@dataclass
class _State:
    """What the clauses read so far lend to those that leave it out."""

    indicator: str = ""
    verb: str = ""
    thing: str = ""
    measure: str = ""
    unit: str = ""
    kind: str = ""
    carried: str = ""
    inverted: bool = False
    group: list[str] = field(default_factory=list)
    gained: bool = False


class Sentence:
    """Reads the targets of one sentence."""

    def __init__(self, said: str, words: Words) -> None:
        self.said, self.words = said, words
        self.masked = mask(said)
        self.values = list(values(self.masked, 0, len(said), words))
        self.state = _State()
        self.scope = ""
        self.places = places(self.masked)
        self._begins: dict[int, int] = {}

    def read(self) -> Iterator[Reading]:
        """The targets, in the order of the text."""
        for start, end in self._clauses():
            found = [value for value in self.values if start <= value.start < end]
            if self.places and (found or self.said[start : start + 1] == "在" or ")在" in self.said[start:end]):
                self._begin(start, end)
            if self._source(start) is self.said:
                found = list(values(self.said, start, end, self.words))
            if found:
                yield from self._clause(start, end, found)

    def _clauses(self) -> Iterator[tuple[int, int]]:
        """The clauses; a bracket that goes into detail is one behind the clause that holds it."""
        inner = [match.span(1) for match in _INNER.finditer(self.said)] if "(" in self.masked else []
        for start, end in _split(_CLAUSE, self.masked, 0, len(self.masked)):
            yield start, end
            yield from (span for span in inner if start <= span[0] < end)

    def _source(self, start: int) -> str:
        """The sentence with what is hidden blotted out; inside a bracket, as written."""
        return self.said if self.masked[start : start + 1] == "\0" else self.masked

    def _clause(self, start: int, end: int, found: Sequence[Value]) -> Iterator[Reading]:
        parts = list(_split(_LIST, self._source(start), start, end))
        pending: list[tuple[int, int]] = []
        at = 0
        first = True
        while at < len(parts):
            part = self._part(parts[at], found)
            if part is None:
                pending.append(parts[at])
                at += 1
                continue
            run = self._run(parts, at, part, found) if pending or self.state.group or self._in_turn(part) else [part]
            readings = list(self._targets(pending, run, continued=not first))
            yield from readings
            consumed = max([part.end, *(reading.end for reading in readings)])
            at += len(run)
            while at < len(parts) and parts[at][0] < consumed:
                at += 1
            pending, first = [], False

    def _begin(self, start: int, end: int) -> int:
        """Where a clause or part begins behind its number, leading words, and the place that it is about."""
        if start not in self._begins:
            self._begins[start] = self._find_begin(start, end)
        return self._begins[start]

    def _find_begin(self, start: int, end: int) -> int:
        number = _NUMBERING.match(self.said, start, end) if start == 0 else None
        begin = self._led(number.end() if number is not None else start, end)
        inside = begin + 1 if self.said[begin : begin + 1] in ("在", "对") else begin
        place = self.places.get(inside, end)
        if place >= end:
            return begin
        self.scope = self.said[inside:place]
        return self._led(place, end) if inside == begin else begin

    def _led(self, start: int, end: int) -> int:
        lead = self.words.lead.match(self._source(start), start, end)
        return lead.end() if lead is not None else start

    def _part(self, span: tuple[int, int], found: Sequence[Value]) -> _Part | None:
        """The number that counts in a part of a list; None where none does."""
        start, end = span
        own = [value for value in found if start <= value.start < end]
        begin = self._begin(start, end) if own else start
        for number, value in enumerate(own):
            if self._counts(begin, value, end, last=number == len(own) - 1):
                return _Part(start, end, begin, value)
        return None

    def _counts(self, begin: int, value: Value, end: int, *, last: bool) -> bool:
        """Whether a number is a target's and not the size of something."""
        masked = self._source(begin)
        if _FROM.search(masked, begin, value.start):
            return False
        if value.stop >= end or _CLOSED.match(masked, value.stop, end):
            return True
        if value.kind == "rate":
            return last and masked[value.stop] != "的"
        return self._counts_first(begin, value)

    def _counts_first(self, begin: int, value: Value) -> bool:
        """Whether what is counted stands behind the number: 建设10支队伍, 5个以上园区进入前列."""
        masked = self._source(begin)
        if value.kind == "classifier":
            said = masked[: value.start]
            if said.endswith("等"):
                return _BODIES.match(masked, value.stop) is None
            return begin >= value.start or self.words.any_verb.search(said) is not None
        if value.kind != "quantity" or value.behind:
            return False
        return self.words.last_verbs.search(masked, max(0, begin - 6), value.start) is not None or begin >= value.start

    def _in_turn(self, part: _Part) -> bool:
        return "分别" in self.said[part.begin : part.value.start]

    def _run(self, parts: Sequence[tuple[int, int]], at: int, first: _Part, found: Sequence[Value]) -> list[_Part]:
        """The part and those behind it that hold a number only: 分别达到10家、20家."""
        run = [first]
        for span in parts[at + 1 :]:
            part = self._part(span, found)
            if part is None or part.begin < part.value.start or part.value.stop < part.end:
                break
            run.append(part)
        return run

    def _targets(self, pending: list[tuple[int, int]], run: list[_Part], *, continued: bool) -> Iterator[Reading]:
        part = run[0]
        if part.value.stop < part.end and not _CLOSED.match(self._source(part.start), part.value.stop, part.end):
            reading = self._as_rate(part, pending) if part.value.kind == "rate" else self._counted(part, pending)
            if reading is not None:
                yield reading
            return
        before = self._before(part)
        subjects = self._subjects(pending, part, before, len(run), continued=continued)
        start = self._begin(*pending[0]) if pending else part.begin
        behind = run[-1].value.behind
        for number, subject in enumerate(subjects):
            here = run[number] if len(run) == len(subjects) else part
            op = comparator(before, here.value, self.words)
            if behind and not here.value.behind:
                op = comparator(before, run[-1].value, self.words)
            yield Reading(subject, op, here.value, min(start, here.value.start), here.value.stop, self.scope)
        self.state.unit, self.state.kind = part.value.unit, part.value.kind

    def _before(self, part: _Part) -> re.Match[str]:
        found = self.words.before.search(
            self._source(part.start), max(part.begin, part.value.start - 16), part.value.start
        )
        if found is None:
            raise AssertionError("the pattern matches nothing at all, too")
        return found

    def _name_end(self, before: re.Match[str], value: Value) -> int:
        """Where the words before a number begin that are no part of the indicator; 改造提升 10公里 is no growth."""
        if value.kind == "rate" or (not before["growth"] and not before["decline"]):
            return before.start()
        return before.start() if before["op"] else before.end()

    def _text(self, start: int, end: int) -> str:
        said = _REMARK.sub("", self.said[start:end]) if "(" in self.said[start:end] else self.said[start:end]
        return said.strip(" 的,、")

    def _subjects(
        self, pending: list[tuple[int, int]], part: _Part, before: re.Match[str], count: int, *, continued: bool
    ) -> list[str]:
        """The indicators that the number (or the numbers, one each) stand for."""
        end = self._name_end(before, part.value)
        items = [self._text(self._begin(*span), span[1]) for span in pending]
        own = self._text(part.begin, end)
        if count > 1 and not own and len(self.state.group) == count:
            return [self._in_all(name, part, before) for name in self.state.group]
        shared = self.words.shared.search(self.masked, part.begin, part.value.start)
        if shared is not None:
            base = self._text(part.begin, min(shared.start(), end))
            action = self.said[shared.end() : end] if shared.end() < end else ""
            items, base = self._coupled(items, base, count)
            if items and count in (1, len(items) + 1):
                self.state.group = self._complete(items, base)
                self.state.gained = _GAIN.fullmatch(action) is not None
                return self._keep([self._measured(name + action, part, before) for name in self.state.group])
        elif count > 1 and count == len(items) + 1:
            return self._keep(self._complete(items, own))
        elif items and self._same_measure(items, own):
            whose = _OF_ENTERPRISES.match(items[0])
            first = whose.group() if whose is not None and "企业" not in own else ""
            return self._keep([*items, first + own])
        name = self._whole(pending, part, end, own) if items else own
        return self._one(name, part, before, continued=continued)

    def _in_all(self, name: str, part: _Part, before: re.Match[str]) -> str:
        """各净增100家,达到1400家: the second number is how many there are then."""
        reached = before["op"] and part.value.kind == "classifier" and self.state.gained
        return f"{name}总数" if reached else name

    def _coupled(self, items: list[str], base: str, count: int) -> tuple[list[str], str]:
        """A和B均增长10% is two, where A is an indicator by its ending; so is the last pair of a list."""
        couple = _AND.search(base)
        if couple is None:
            return items, base
        first, second = base[: couple.start()], base[couple.end() :]
        apart = len(items) + 2 == count if count > 1 else self.words.measure.search(first) is not None
        return ([*items, first], second) if apart and len(second) > 1 else (items, base)

    def _complete(self, items: list[str], own: str) -> list[str]:
        """The members of a list, with what only the first or the last of them says."""
        verbs = self.words.verbs.match(own)
        if verbs is not None and all(self.words.verbs.fullmatch(item) for item in items):
            return [item + own[verbs.end() :] for item in (*items, verbs.group())]
        group = _GROUP.match(own)
        if group is not None:
            ending = group["tail"] + group["measure"]
            return [item.removesuffix(group["tail"]) + ending for item in (*items, group["last"])]
        level = _OWN_LEVEL.match(own)
        if level is not None:
            items = [item + own[level.end() :] if _OWN_LEVEL.fullmatch(item) else item for item in items]
        head = _OVER.split(items[0], maxsplit=1)[0]
        items = [head + item if _OVER.match(item) else item for item in items]
        own = head + own if _OVER.match(own) else own
        return [*(self._ended(item, own) for item in items), own]

    def _ended(self, item: str, own: str) -> str:
        """烟草、电子信息产业: the ending of the last member belongs to the others, too."""
        if self.words.tail.search(item) or self.words.measure.search(item):
            return item
        ending = self.words.tail.search(own) or self.words.measure.search(own)
        if ending is None or len(ending.group()) < 2:
            return item
        return item + ("的" if own[ending.start() - 1] == "的" else "") + ending.group()

    def _same_measure(self, items: list[str], own: str) -> bool:
        """A率、B率100%: each of them."""
        last = self.words.measure.search(own)
        return last is not None and own != last.group() and all(item.endswith(last.group()[-1]) for item in items)

    def _whole(self, pending: list[tuple[int, int]], part: _Part, end: int, own: str) -> str:
        """The words of a list that has one number, unless a word in quotes sums it up (A、B“两个系统”达标率)."""
        summary = _SUMMARY.match(own)
        if summary is not None and not own.endswith("企业"):
            return self._whose(pending) + own[summary.end() :]
        whole = self._text(self._begin(*pending[0]), end)
        return own if len(whole) > _WHOLE_LIST or self.words.size.search(own) else whole

    def _whose(self, pending: list[tuple[int, int]]) -> str:
        """Whose list is summed up: 化工企业甲、乙、丙“三项清零”."""
        first = self._text(self._begin(*pending[0]), pending[0][1]) if pending else ""
        whose = _OF_ENTERPRISES.match(first)
        return whose.group() if whose is not None and whose.end() < len(first) else ""

    def _topic(self, part: _Part) -> str:
        """What the clauses before a part are about: 对…的隐患进行回头看,确保100%整改."""
        found = [*_TOPIC.finditer(self.masked, 0, part.start)]
        said = (found[-1]["thing"] or found[-1]["subject"]) if found else ""
        thing = _SINCE.sub("", said)
        return thing if 2 <= len(thing) <= _LONGEST_TOPIC and "\0" not in thing and "\1" not in thing else ""

    def _one(self, name: str, part: _Part, before: re.Match[str], *, continued: bool) -> list[str]:
        state = self.state
        opening = self._source(part.start)[part.start : part.begin]
        verbs = self.words.verbs.match(name)
        if _CHANGE.match(name) and state.indicator:
            return [state.indicator + name]
        if not name:
            return self._keep([state.indicator], again=True) if state.indicator else []
        if _ONLY_QUOTED.match(name):
            return self._keep([self._quoted(name, part)])
        if name.startswith("“") and part.value.kind == "rate":
            return self._keep([self._topic(part) + name])
        if _THIN_MEASURE.match(name) and (effort := _EFFORT.search(self.masked[: part.start])):
            return self._keep([effort["thing"] + name])
        if _LEVEL.match(name) and _ANY_LEVEL.search(state.indicator):
            return self._keep([_ANY_LEVEL.sub(name, state.indicator, count=1)])
        if verbs is not None and verbs.end() == len(name):
            return self._of_thing(name)
        if _OVER.match(name) and _OVER.search(state.indicator):
            return self._keep([_OVER.split(state.indicator, maxsplit=1)[0] + name])
        sized = name[0].isdigit()
        listed = part.value.kind == "classifier" and state.kind == "classifier" and not before["op"]
        goes_on = continued or "其中" in opening or sized or listed
        if verbs is None and state.verb and goes_on and self._is_thing(name):
            return self._keep([state.verb + name])
        return self._keep([self._measured(self._reached(name, part, continued=continued), part, before)])

    def _quoted(self, name: str, part: _Part) -> str:
        """业绩“破零”60家、“倍增”15家; 中小企业“两化”行动,“上云”400家: what stands before the first such word."""
        first = _ONLY_QUOTED.search(self.state.indicator)
        if first is not None and first.start() > 0:
            return self.state.indicator[: first.start()] + name
        firms = [match.group() for match in _ENTERPRISES.finditer(self.masked, 0, part.start)]
        return name + firms[-1] if firms and part.value.unit == "家" else name

    def _reached(self, name: str, part: _Part, *, continued: bool) -> str:
        """压缩通关时间,压缩至进口37小时、出口2小时: what is to be shortened stands in the clause before."""
        state = self.state
        reach = self.words.reach.match(name)
        if reach is not None and reach.end() < len(name):
            said = re.search(re.escape(name[:2]) + "([^,、;:]{2,14}),", self.said[: part.start])
            state.carried = said[1] if said is not None else ""
            return name[reach.end() :] + state.carried
        carries = continued and part.value.kind == "measure" and part.value.unit == state.unit
        return name + state.carried if carries else name

    def _of_thing(self, verb: str) -> list[str]:
        """A verb alone goes with the thing of the last indicator: 建成56万亩, 建成投产70个."""
        thing = self.state.thing
        if not thing:
            return []
        behind = self.state.inverted or self.words.intransitive.fullmatch(verb) is not None
        name = thing + verb if behind else verb + thing
        self.state.indicator, self.state.verb = name, verb
        return [name]

    def _is_thing(self, name: str) -> bool:
        return self.words.measure.search(name) is None

    def _measured(self, name: str, part: _Part, before: re.Match[str]) -> str:
        """烟草产业达到700亿元 goes on with the 产值 of the indicator before it."""
        lacks = part.value.kind == "money" and before["op"] and self.words.tail.search(name)
        return name + self.state.measure if lacks and self.state.unit == part.value.unit else name

    def _keep(self, names: list[str], *, again: bool = False) -> list[str]:
        """Remember what the following clauses may leave out."""
        state = self.state
        if names and not again:
            last = names[-1]
            verbs = self.words.verbs.match(last)
            state.indicator = last
            state.verb = verbs.group() if verbs is not None and verbs.end() < len(last) else ""
            thing = last[verbs.end() :] if verbs is not None else last
            behind = self.words.last_verbs.search(thing)
            state.inverted = behind is not None and behind.start() > 0 and verbs is None
            state.thing = thing[: behind.start()] if behind is not None and state.inverted else thing
            measure = self.words.measure.search(last)
            state.measure = measure.group() if measure is not None else ""
        return names

    def _counted(self, part: _Part, pending: list[tuple[int, int]]) -> Reading | None:
        """What is counted stands behind its number."""
        masked, value = self._source(part.start), part.value
        end = self._thing_end(part)
        before = self._before(part)
        thing = self._thing(self.said[value.stop : end].strip(" 的"))
        verbs = self.words.last_verbs.search(masked, part.begin, self._name_end(before, value))
        verb = verbs.group() if verbs is not None else ""
        verb = "" if self.words.light.fullmatch(verb) else verb
        if len(thing) < 2 or not (thing[0].isalnum() or thing[0] in '“"('):
            return None
        self.state.indicator, self.state.verb, self.state.thing = verb + thing, verb, thing
        start = part.begin if verbs is None and not pending else (verbs.start() if verbs is not None else value.start)
        return Reading(verb + thing, comparator(before, value, self.words), value, start, end, self.scope)

    def _thing_end(self, part: _Part) -> int:
        """The thing goes on over the parts of the list behind it that have no number."""
        masked = self._source(part.start)
        stop = _CLAUSE.search(masked, part.value.stop)
        end = stop.start() if stop is not None else len(masked)
        if masked is self.said:
            return part.end
        later = next((value for value in self.values if part.end <= value.start < end), None)
        cut = masked.rfind("、", part.end, later.start) if later is not None else end
        return cut if cut >= part.end else part.end

    def _thing(self, said: str) -> str:
        """The name of what is counted, without what merely says that it is to be done."""
        becoming = self.words.becoming.search(said)
        if becoming is not None and 0 < becoming.start() < len(said) - 2:
            return f"{said[becoming.start() :]}的{said[: becoming.start()]}"
        quote = said.find("“")
        said = said[:quote] if quote >= 4 else said
        done = self.words.done.search(said)
        if done is None:
            return self.words.cut.sub("", said)
        thing = said[: done.start()] or "项目"
        return (
            self.words.cut.sub("", thing if thing.endswith("建设") else said[: done.start(1)].removesuffix("全部"))
            + done[1]
        )

    def _as_rate(self, part: _Part, pending: list[tuple[int, int]]) -> Reading | None:
        """企业100%配备设备: how many of them do."""
        before = self._before(part)
        end = self._thing_end(part)
        own = self._text(part.begin, before.start())
        if before["op"] or before["growth"] or (part.value.value < 100 and self.said[part.value.start - 1] == "的"):
            names = self._one(own, part, before, continued=False)
            op = comparator(before, part.value, self.words)
            return Reading(names[0], op, part.value, part.begin, part.value.stop, self.scope) if names else None
        if pending and (summary := _SUMMARY.match(own)) is not None:
            own = self._whose(pending) + own[summary.end() :]
        own = own or self._topic(part)
        done = _NO_THING.sub("", _AS_RATE.sub("", self.said[part.value.stop : end]))
        name = f"{own}{done or '完成'}率"
        self._keep([name])
        return (
            Reading(name, part.value.behind or "=", part.value, part.begin, end, self.scope)
            if len(name) < _LONGEST
            else None
        )


def _split(pattern: re.Pattern[str], masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between separators."""
    for match in pattern.finditer(masked, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end
