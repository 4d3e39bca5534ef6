"""The grammar of duties in running text: "由A牵头,B、C配合", "A负责T", "A会同B T", "A:负责T", "A作为T的牵头单位".

Running text says much that only looks like a duty, so a subject counts only when it is certainly a body: every name of
its list must be known to the gazetteer or carry the prefix of its level. A sentence is read phrase by phrase: a phrase
with a subject and a verb begins a duty, one with a verb alone goes on with the last subject, any other may be the task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from loaders.duties.tables import names as tables
from loaders.entries import lists
from loaders.entries.words import plain
from loaders.lexicon.brackets import MASK, mask_inner
from loaders.lexicon.clauses import ANSWER, COOPERATE, LEAD, Party, list_parties
from loaders.lexicon.clauses import parse as parse_clause
from loaders.lexicon.cues import NO_DUTY_BEHIND
from loaders.lexicon.modals import MANNER, MUST, SHARE
from loaders.lexicon.names import is_generic, strip_alias

_SHARE = r"(?:按照?|依照?|根据)?(?:各自)?(?:职责|职能)(?:任务)?(?:分工)?"
_DOES = r"(?:做好|抓好|开展|落实|推进|实施|履行|加强)"
_DOING = (
    "做好|抓好|保障|落实|强化|加强|开展|统筹|提供|指导|组织(?!部)|协调|督促|推进|推动|加快|制定|编制|完善|加大|严格|严厉|依法|查处|打击|监督|审核|审批"
    "|支持|安排|筹措|拨付|实施|承接|完成|建立|健全|深化|优化|落细|履行|把好|维护|宣传(?!部)|培育|引导|整治|排查"
)
"""What a body does in a row of duties whose first names a duty by its word."""
_HANDS = "(?:抽调|安排|选派|指派|派出|派)(?:专门|专业|骨干|精干|工作)?(?:人员|专人|力量|骨干|员)"
_MODAL = rf"(?:予以|给予|则|{_HANDS}|{MUST}|{MANNER}|将|(?<![委员协商学工合])会|可|负责|{_SHARE}|{SHARE})*"
_VERBS = {
    "牵头": LEAD,
    "主办": LEAD,
    "会同": LEAD,
    "同": LEAD,
    "负责": ANSWER,
    "承担": ANSWER,
    "承办": ANSWER,
    "配合": COOPERATE,
    "参与": COOPERATE,
    "参加": COOPERATE,
    "协助": COOPERATE,
    "协办": COOPERATE,
    "会办": COOPERATE,
    "组成": COOPERATE,
}
_VERB = (
    rf"(?P<verb>{'|'.join(verb for verb in _VERBS if verb != '同')})(?<!政协办)(?<!科协办)(?<!社会办)(?!公室|事处)"
    r"(?:单位)?(?P<too>负责|会同)?"
)
_PHRASE = re.compile(r"[^,;。!?:—…]+")
_PLAINLY = re.compile(
    rf"(?:[^由]{{1,12}}(?<=[前后时间年月季度内]))?由(?P<who>[^,;。:由]{{2,60}}?)(?P<task>(?:{MANNER})*{plain()}[^,;。:]{{3,}})"
)
_NUMBER = re.compile(
    r"(?:\[[^\[\]]{1,8}\]|(?:\d{1,2}(?:\.\d{1,2})*[\u4e00-\u9fff]{2,10})?\d{1,2}(?:\.\d{1,2})+(?![\d%万亿个])|[^,。;:()]{2,20}(?:职责|分工|任务)\(\S{1,3}\)"
    r"|\(\S{1,3}\)|第[一二三四五六七八九十百\d]+条|\d{1,3}[.、)]|[一二三四五六七八九十]+[、是])+"
)
_SUBJECT = re.compile(
    rf"(?:并)?(?:由|请|:)?(?:所?涉及的|有关的|相关的)?(?P<who>[^,;。:由]{{2,200}}?){_MODAL}{_VERB}(?P<rest>.*)"
)
_BY = re.compile(rf"(?P<task>[^由]{{2,80}})由(?P<who>[^,;。:由]{{2,80}}?){_MODAL}{_VERB}(?P<rest>.*)")
# In 委员会同 one character serves two words.
_COMMITTEE = re.compile(
    r"(?:(?P<task>[^由]{2,80})?由)?(?P<who>[^,;。:由]{2,40}?委员会)(?P<verb>同)(?P<too>)(?P<rest>[省市县区州国各有相].*)"
)
_HOW_ONLY = re.compile(
    r"(?:组织|具体|统筹|协调|抓好|实施|落实|编制|制定|制订|推进|办理|起草|开展|完成|承办|开设|筹措|调整|整治|审核|核定|发布|管理"
    r"|规定|明确|确定|公布|另行|监督|检查|调度|验收|联合|动态|统一|及时|定期|并|和)*"
)
_PREDICATE = re.compile(rf"(?:并|同时)?(?:组织或|组织)?{_MODAL}{_VERB}(?P<rest>.*)")
_LABEL_END = re.compile(
    r"(?:主办|承办|协办|会办)$|(?:主办|承办|协办|会办|责任|配合|成员)(?:单位|部门)$|^(?:部门|责任|职责|任务|工作)?分工$"
)
_PERSON_LEADS = re.compile(r"由[\u4e00-\u9fff]{2,4}(?:同志|[副常委务县市区长]{2,6})?(?:总)?牵头(?:负责)?")
_DECIDES = re.compile(r"(?:明确|决定|要求|同意|指定|确定|研究|议定)$")
_TAIL_OF_LIST = 6
_JOINS_IN = re.compile(r",[^。;]{2,60}(?:组成|参加|参与|配合)")
_ABOVE = re.compile(r"(?:以上|上述)(?:各项)?(?:工作|任务|事项|措施)")
"""What is told of all that stands above: 以上工作由甲局牵头."""
_ACTS_ON = re.compile(r"(?:指导|督促|组织(?!部)|协调|推动|要求|引导|支持)[各有相]")
"""Words that somebody acts on others, no name: 指导各区县社会办."""
_ALLOTS = re.compile(r"(?:部门|责任|职责|任务|工作)?分工")
_NOUN_END = r"(?:牵头责任|牵头|责任)(?:单位|部门|主体)"
_BODY_OF = re.compile(
    rf"(?:明确|确定|指定|由)?(?P<who>.{{2,60}}?)(?:是|为|作为|系|担任)(?P<rest>(?!(?:牵头|协同|配合|协办|共同|主要|第一)责任).{{2,40}}?)的?(?P<noun>{_NOUN_END})"
)
_HOLDS = re.compile(
    rf"(?:(?P<task>.{{2,60}}?)由|以|确定|明确)?(?P<who>.{{2,60}}?)(?:担任|任|作为|为|是)"
    rf"(?P<noun>(?:总)?牵头(?:单位|部门)|{_NOUN_END}|(?:配合|成员|参与|协同|协办)(?:责任)?(?:单位|部门))"
)
_LABELLED = re.compile(
    r"(?P<noun>责任|牵头|配合|成员|参与)单位(?:为|是|有|包括|由)?(?P<who>(?!职责|名单|分工|任务|及|和|的)[^:为是]{2,90})"
)
_DEFINES = re.compile(r"(?P<who>.{2,40}?)(?:是|为|作为).{2,40}(?:部门|单位|机关|机构)")
_SEAT = re.compile(r".{0,20}办(?:公室)?(?:设(?:立|置)?|挂靠)(?:在|于)?(?P<who>.{2,40})")
_UNDER = re.compile(r"(?P<who>.{2,40}?)(?:在.{2,24}(?:领导|指导|指挥|部署)下|受.{2,20}(?:委托|委派))")
_SETS_OUT = re.compile(rf"(?P<who>.{{2,40}}?){MUST}?(?:结合|按照|根据|围绕|依据|立足|坚持).{{2,40}}")
_SHARED_NOUN = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}?)+?(?:行政|主管|管理|监管)*部门)(?=[^、和及与等])"
)
"""Functions that share a noun behind 会同: 发展改革、水利主管部门."""
_ALIAS = re.compile(rf"{MASK}+")
_SHARING_TASK = re.compile(rf"(?P<who>.{{2,80}}?){MUST}?{SHARE}(?P<task>{_DOES}.{{2,60}})")
_SHARING_PREDICATE = re.compile(rf"{MUST}?{SHARE}(?P<task>{_DOES}.{{2,60}})")
_PARALLEL = re.compile(
    rf"(?P<who>[^,;。:]{{2,40}}?)(?:要|应当?|须)?(?:切实|及时|依法|全力|全程|积极|主动)*(?P<task>(?:{_DOING})[^,;。:]{{2,60}})"
)
_WHEN = re.compile(r"(?:20\d\d年|今年|每年)?(?:1?\d月)?(?:\d{1,2}日|[上中下]旬|月?[底初末])*(?:之?前|以前|起|以内)?")
_INTRODUCES = re.compile(r"(?:会议)?(?:议定|决定|明确|要求|强调|指出|认为|研究|确定)(?:如下|以下事项|事项)?$")
_MEETING = re.compile(r"(?:会议|会上|经研究|经会议研究)(?:还|一致)?(?:议定|决定|明确|要求|强调|指出|认为|同意|确定)?")
_SHARING = re.compile(rf"(?P<who>.{{2,80}}?){MUST}?{SHARE}")
_FUNCTIONS = re.compile(
    r"(?P<list>[\u4e00-\u9fff、和]{2,80}?)等(?:有关|相关|行政|主管|监管|职能)*(?:部门和单位|部门|单位)"
)
_PARTNER_END = re.compile(
    r"(?:各[县市区乡镇街道州盟旗]{1,4}|部门|单位|[局委办厅部院会室署]|管理[处站所]|政府|公司|集团|中心|[支总大]队|联社|银行|[分支]行|街道|妇联|残联)(?=[^、和及与部门局]|$)"
)
# A collective's name holds no verb: 各成员单位做好联席会 is 各成员单位 and what it does.
_INNER_VERB = re.compile(r"做好|开展|推进|制定|建立|完成|加强|落实|负责|组织(?!部)|编制|研究(?![院所会])|定期|对")
_ISSUES = re.compile(r"制定|制订|出台|印发|开展")
_QUOTES = "“”‘’「」…"
_WISH = re.compile(
    r"(?:(?<![号该点条件])建议|提请|请求|恳请|呼吁|鼓励|支持|希望|争取|探索|允许|拟|可以|能否)[^,。;]{0,12}$|关于(?:由)?$|(?:含|如|例如|比如|须)(?:由)?$"
)
_ENDS_WITH_ROLE = re.compile(rf"(?:{'|'.join(_VERBS)}|落实|实施|推进)(?:负责|落实|实施|组织实施|督导|推进|抓总|工作)*$")
_RULES = re.compile(r"(?:政府|管委会|办事处)$")
_NO_TASK = re.compile(rf"{NO_DUTY_BEHIND}|(?:具体)?解释$|(?:考核|考评|评分|打分)$")
_SORT = re.compile(
    r"(?:单位|机构|部门|企业|主体|项目公司|物业公司|运营商)$|^(?:督促|指导|协助|协同|监督|引导|支持|鼓励|中标|施工|建设(?!银行)|用人|定点|第三方)|[由对在将把让向的是]|职责|成员单位"
)
"""What a body is, not which (中标单位, 项目公司), or words that are in no name."""
_SHORT_NAME = 3
_PRIVATE = re.compile(r"(?:公司|企业|集团|银行|合作社|协会|[店厂场社])$")
_BY_WHOM = frozenset({"牵头", "负责", "承担"})
_OFFICE_OF_THREE = re.compile(r"[^本该我各两大新格布结全][\u4e00-\u9fff][局办委]")
"""The short name of an office behind a label: 责任单位果业局."""
_NO_PLAN = re.compile(
    r"的(?:建议|提案|请示|模式|做法|经验)|(?:制定|制订|出台|印发|开展|召开|举办|查处|起草|构建|形成|建立|打造|组建|探索|实施|完成)了"
)
"""What follows in a sentence that assigns nothing: it asks, or reports what was done."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of a sentence.

    Attributes:
        parties: who, with their roles; offsets in the sentence's words.
        task_start, task_end: offsets of the words of the task; equal where the sentence names none.
        start, end: offsets of everything that says so.
        rule: the form.
    """

    parties: tuple[Party, ...]
    task_start: int
    task_end: int
    start: int
    end: int
    rule: str


Certain = Callable[[str], bool]
"""Whether a name is certainly that of a body."""


@dataclass
class _Draft:
    """A duty in the making; `own` says that its task stands behind the verb, not before it."""

    parties: list[Party]
    start: int
    end: int
    rule: str
    task: tuple[int, int] | None = None
    own: bool = True

    def finish(self, before: tuple[int, int]) -> Duty:
        """The duty; without a task of its own it covers the words before it."""
        task = self.task or before
        roles = {party.role for party in self.parties}
        parties = [p.given(COOPERATE) if LEAD in roles and p.role == ANSWER else p for p in self.parties]
        start = min(self.start, task[0]) if task[0] < task[1] else self.start
        return Duty(tuple(parties), *task, start, max(self.end, task[1]), self.rule)


def parse(words: str, certain: Certain, *, near: bool = False) -> tuple[Duty, ...]:
    """Every duty of a sentence (folded, without white space), in order.

    Beside a duty of a certain body, a name that is only shaped like a body's counts too: 市文旅局牵头,古渡文旅公司负责.

    Args:
        near: whether such a duty stands in the sentences around.
    """
    if not near and not any(_Reader(words, certain).duties()):
        return ()
    return tuple(_Reader(words, certain, shaped=True).duties())


def _is_shaped(name: str) -> bool:
    return len(name) > _SHORT_NAME and tables.complete(name) and _SORT.search(name) is None


class _Reader:
    """Reads one sentence, phrase by phrase."""

    def __init__(self, words: str, certain: Certain, *, shaped: bool = False) -> None:
        self._words = words
        self._shaped = shaped
        self._masked = mask_inner(words)
        self._is_certain = certain
        self._subject: tuple[Party, ...] = ()
        self._drafts: list[_Draft] = []
        self._first_text: tuple[int, int] | None = None

    def duties(self) -> Iterator[Duty]:
        for match in _PHRASE.finditer(self._masked):
            number = _NUMBER.match(self._words, match.start(), match.end())
            start = number.end() if number is not None else match.start()
            inside = self._words[start : match.end()]
            start += len(inside) - len(inside.lstrip(_QUOTES))
            end = start + len(self._words[start : match.end()].rstrip(_QUOTES))
            if start < end:
                self._phrase(start, end)
        before = self._first_text or (0, 0)
        return (draft.finish(before) for draft in self._drafts)

    def _phrase(self, start: int, end: int) -> None:
        readings = (
            *(self._nominal, self._whole, self._by, self._with_subject, self._predicate),
            *(self._sharing, self._parallel, self._listed, self._plainly, self._bare),
        )
        is_label = self._words[end : end + 1] == ":" and _LABEL_END.search(self._words, start, end) is not None
        if is_label or not any(read(start, end) for read in readings):
            self._text(start, end)

    def _text(self, start: int, end: int) -> None:
        """Words of no duty: the task of the last one, or of the next."""
        last = self._drafts[-1] if self._drafts else None
        introduces = self._words[end : end + 1] == ":" and _INTRODUCES.search(self._words, start, end)
        allots = self._words[end : end + 1] == ":" and _ALLOTS.fullmatch(self._words, start, end)
        introduces = introduces or allots or _MEETING.fullmatch(self._words, start, end)
        introduces = introduces or _PERSON_LEADS.fullmatch(self._words, start, end)
        if introduces or _WHEN.fullmatch(self._words, start, end):
            return
        if last is None:
            self._first_text = (self._first_text[0] if self._first_text else start, end)
        elif last.task is None and not self._first_text:
            last.task = (start, end)
        elif last.task is not None and last.task[1] + 1 == start and self._words[start - 1] == ",":
            last.task = (last.task[0], end)

    def _certainly(self, start: int, end: int, *, generic: bool = False, labelled: bool = False) -> tuple[Party, ...]:
        """The parties of a list all of whose names are certain; none otherwise.

        Args:
            generic: whether collectives without a proper name will do, as they do behind a duty of a certain body.
            labelled: whether a label says that they are bodies.
        """
        if ")" in self._masked[start:end]:
            # "…;配合单位:甲局、乙局)各单位按…": the list of a bracket that began before the sentence.
            return ()
        functions = _FUNCTIONS.fullmatch(self._masked, start, end)
        parties = list_parties(self._words, start, end)
        if functions is not None and all(len(party.name) <= 8 for party in parties):
            return parties
        bare = start + len(self._masked[start:end].rstrip(MASK))
        if not parties or _ACTS_ON.match(parties[0].name) or parties[-1].end < bare - 8 or parties[0].start > start + 2:
            return ()
        # "美达公司等平台企业": what stands behind 等 says what they are.
        parties = tuple(p for p in parties if self._words[p.start - 1 : p.start] != "等" or not _SORT.search(p.name))
        names = [strip_alias(party.name) for party in parties]
        known = [self._is_body(name, names[-1]) or (labelled and self._is_office(name)) for name in names]
        first = known[0] or (generic and is_generic(names[0]))
        return parties if first and all(k or is_generic(n) for k, n in zip(known, names, strict=True)) else ()

    def _shaped_list(self, start: int, end: int) -> tuple[Party, ...]:
        """A list behind 由 and before a verb of duty, all of whose names have the shape of a body's."""
        parties = list_parties(self._words, start, end)
        whole = bool(parties) and parties[0].start == start and parties[-1].end == end
        names = [strip_alias(party.name) for party in parties]
        return parties if whole and all(_is_shaped(one) and _PRIVATE.search(one) is None for one in names) else ()

    def _is_body(self, name: str, last: str) -> bool:
        """Whether a name of a list is a body's; of 电信、移动、铁塔公司 each is a company."""
        shares = last.endswith("公司") and self._is_certain(f"{name}公司")
        return shares or self._is_certain(name) or (self._shaped and _is_shaped(name))

    def _is_office(self, name: str) -> bool:
        return self._shaped and _OFFICE_OF_THREE.fullmatch(name) is not None and tables.complete(name)

    def _add(self, draft: _Draft) -> bool:
        if _WISH.search(self._words, 0, draft.start) or _NO_PLAN.search(self._words, draft.start):
            return False
        self._drafts.append(draft)
        return True

    def _attach(self, parties: tuple[Party, ...], end: int) -> bool:
        """Whoever only cooperates belongs to the duty before."""
        if not self._drafts or any(party.role == LEAD for party in parties):
            return False
        self._drafts[-1].parties.extend(party.given(COOPERATE) for party in parties)
        self._drafts[-1].end = max(end, self._drafts[-1].end)
        return True

    def _whole(self, start: int, end: int) -> bool:
        """ "A、B牵头", "乙、丙协同配合": names and a role, and nothing else."""
        front = start + 1 if self._words[start] in "由请" else start
        is_label = self._words[end : end + 1] == ":"
        if (
            is_label
            or self._words.startswith("会同", front)
            or _ENDS_WITH_ROLE.search(self._masked, front, end) is None
        ):
            return False
        clause = parse_clause(self._words[front:end])
        if clause is None or clause.leftovers or clause.rule != "clause:sequence":
            return False
        parties = tuple(replace(p, start=p.start + front, end=p.end + front) for p in clause.parties)
        last = parties[-1].end
        if not self._certainly_all(parties, front, last):
            return False
        cooperate = all(party.role == COOPERATE for party in parties)
        alone = not any(party.role == LEAD for party in parties) and not (
            self._drafts and self._drafts[-1].task and self._drafts[-1].own
        )
        if (cooperate or alone) and self._attach(parties, end):
            return True
        self._subject = parties
        above = _ABOVE.match(self._words, start, end)
        return self._add(_Draft([*parties], start, end, "prose:clause", above.span() if above is not None else None))

    def _certainly_all(self, parties: tuple[Party, ...], start: int, end: int) -> bool:
        if any(_ACTS_ON.match(party.name) for party in parties):
            return False
        if self._certainly(start, end):
            return True
        names = [strip_alias(party.name) for party in parties]
        after_lead = bool(self._drafts)
        first = self._is_certain(names[0]) or (after_lead and is_generic(names[0]))
        shared = "等" in self._words[start : end + 4] or names[-1].endswith("部门")
        if after_lead and self._is_certain(names[0]) and self._words[start - 1 : start] == ",":
            # "由甲牵头,乙、武警医院参加": the first is certain, the others of its list are shaped like bodies.
            return True
        return (first or (after_lead and shared)) and all(
            self._is_certain(name) or is_generic(name) or shared for name in names
        )

    def _by(self, start: int, end: int) -> bool:
        """ "T由A负责"."""
        match = _COMMITTEE.fullmatch(self._masked, start, end) or _BY.fullmatch(self._masked, start, end)
        before = match.span("task") if match is not None and match["task"] else None
        if before is not None and _DECIDES.search(self._words, *before):
            before = None  # "会议已明确由甲局负责,T"
        return match is not None and self._verbal(match, before)

    def _with_subject(self, start: int, end: int) -> bool:
        """ "A负责T", "A牵头会同B T"."""
        match = _SUBJECT.fullmatch(self._masked, start, end)
        return match is not None and self._verbal(match, None)

    def _verbal(self, match: re.Match[str], before: tuple[int, int] | None) -> bool:
        who = self._certainly(*match.span("who"), generic=bool(self._drafts))
        if not who and before is not None and match["verb"] in _BY_WHOM:
            who = self._shaped_list(*match.span("who"))
        if who and match["rest"].startswith("的") and match["verb"] in ("参加", "参与", "组成"):
            # "甲牵头,建立由乙、丙参加的联席会议".
            return self._attach(who, match.end())
        assessed = before is None and match["rest"] in ("考核", "考评")
        if not who or assessed or match["rest"].startswith("、") or _NO_TASK.match(match["rest"]):
            return False
        role = _VERBS[match["verb"]]
        parties, rest_start = self._roles(who, role, match)
        how = before is not None and _HOW_ONLY.fullmatch(self._masked, rest_start, match.end("rest"))
        own = match.end("rest") - rest_start > 1 and not how
        task = (rest_start, match.end("rest")) if own else before
        if role == COOPERATE and task is None and self._attach(parties, match.end()):
            return True
        if match["verb"] == "组成":
            return False
        self._subject = who
        draft = _Draft(
            [*parties], match.start("who"), match.end(), "prose:by" if before else "prose:subject", task, own
        )
        return self._add(draft)

    def _roles(self, who: tuple[Party, ...], role: str, match: re.Match[str]) -> tuple[tuple[Party, ...], int]:
        """Who does what by the verb, partners behind 会同 included; and where the task begins."""
        joint = self._masked.find("协同", *match.span("who")) if "who" in match.re.groupindex else -1
        parties = tuple(party.given(role if joint < 0 or party.end <= joint else COOPERATE) for party in who)
        start, end = match.span("rest")
        if match["verb"] not in ("会同", "同") and match["too"] != "会同":
            return parties, start
        partners, start = self._partners(start, end)
        return (*parties, *partners), start

    def _partners(self, start: int, end: int) -> tuple[tuple[Party, ...], int]:
        """Who stands behind 会同, and where the task begins."""
        functions = _FUNCTIONS.match(self._masked, start, end)
        if functions is not None:
            return tuple(_by_function(self._words, functions)), functions.end()
        shared = _SHARED_NOUN.match(self._masked, start, end)
        if shared is not None and (named := lists.members(self._words, *shared.span("list"))):
            return tuple(party.given(COOPERATE) for party in named), shared.end("list")
        best: tuple[tuple[Party, ...], int] = ((), start)
        for match in _PARTNER_END.finditer(self._masked, start, end):
            parties = list_parties(self._words, start, match.end())
            whole = parties and parties[-1].end == match.end()
            if whole and all(self._is_partner(party.name) for party in parties):
                alias = _ALIAS.match(self._masked, match.end(), end)
                last = alias.end() if alias is not None else match.end()
                # An alias in brackets behind the last partner belongs to it.
                parties = (*parties[:-1], replace(parties[-1], name=self._words[parties[-1].start : last], end=last))
                best = (tuple(party.given(COOPERATE) for party in parties), last)
        return best

    def _is_partner(self, name: str) -> bool:
        """Whether a name behind 会同 is a body's; there a known short name without its level will do: 残联."""
        certain = self._is_certain(name if len(name) > 2 else f"市{name}") and _ISSUES.search(name) is None
        return certain or _is_collective(name)

    def _predicate(self, start: int, end: int) -> bool:
        """ "…,会同B对T调度,参与T检查": a verb whose subject stands before."""
        match = _PREDICATE.fullmatch(self._masked, start, end)
        if match is None or not self._subject or _NO_TASK.match(match["rest"]) or match["verb"] == "组成":
            return False
        last = self._drafts[-1] if self._drafts else None
        role = _VERBS[match["verb"]]
        of_above = last is not None and last.task is not None and _ABOVE.match(self._words, *last.task) is not None
        if last is not None and (last.task is None or of_above) and match["verb"] == "会同":
            partners, rest_start = self._partners(*match.span("rest"))
            last.parties.extend(partners)
            last.end = end
            if not of_above:
                last.task = (rest_start, end) if end - rest_start > 1 else None
            return bool(partners)
        if last is not None and last.task is None and role == ANSWER:
            last.task, last.end = match.span("rest"), end
            return True
        parties, rest_start = self._roles(self._subject, role, match)
        if role == COOPERATE and match["verb"] in ("配合", "协助"):
            # "配合甲局、乙中心做好T": whom they help is no part of what they do.
            helped = self._partners(rest_start, end)[1]
            rest_start = helped if end - helped > _SHORT_NAME else rest_start
        if end - rest_start < 2:
            return False
        chained = self._drafts and self._words[start - 1 : start] in (",", ";")
        rule = "prose:chained" if chained else "prose:subject"
        return self._add(_Draft([*parties], start, end, rule, (rest_start, end)))

    def _sharing(self, start: int, end: int) -> bool:
        """ "A、B按照各自职责做好T", "A、B:按照各自职责做好T"."""
        alone = _SHARING_PREDICATE.fullmatch(self._masked, start, end) if self._subject else None
        if alone is not None:
            parties = [party.given(ANSWER) for party in self._subject]
            return self._add(_Draft(parties, start, end, "prose:sharing", alone.span("task")))
        match = _SHARING_TASK.fullmatch(self._masked, start, end)
        who = self._certainly(*match.span("who")) if match is not None else ()
        if match is None or not who:
            return False
        self._subject = who
        parties = [party.given(ANSWER) for party in who]
        return self._add(_Draft(parties, match.start("who"), end, "prose:sharing", match.span("task")))

    def _parallel(self, start: int, end: int) -> bool:
        """ "A负责T,B保障U,C做好V": in a row of duties one without a duty word."""
        last = self._drafts[-1] if self._drafts else None
        match = _PARALLEL.fullmatch(self._masked, start, end) if last is not None and last.own else None
        if match is None or last is None or last.task is None or self._words[start - 1] not in ",;":
            return False
        who = self._certainly(*match.span("who"))
        if not who:
            return False
        self._subject = who
        parties = [party.given(ANSWER) for party in who]
        return self._add(_Draft(parties, start, end, "prose:parallel", match.span("task")))

    def _plainly(self, start: int, end: int) -> bool:
        """ "由A组织T", with those who help behind it: a duty without a duty word."""
        match = _PLAINLY.fullmatch(self._masked, start, end)
        who = self._certainly(*match.span("who")) if match is not None else ()
        if match is None or not who:
            return False
        self._subject = who
        parties = [party.given(ANSWER) for party in who]
        return self._add(_Draft(parties, match.start("who"), end, "prose:by", match.span("task")))

    def _listed(self, start: int, end: int) -> bool:
        """ "由A牵头,B、C等部门,D和有关单位组成": a list behind a lead that goes on behind a comma."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or last.task is not None or self._words[start - 1 : start] != ",":
            return False
        parties = list_parties(self._words, start, end)
        if self._words.endswith("组成", start, end):
            return self._attach(tuple(p for p in parties if self._is_certain(p.name) or is_generic(p.name)), end)
        whole = len(parties) > 1 and parties[0].start == start and parties[-1].end >= end - _TAIL_OF_LIST
        if not whole or _JOINS_IN.match(self._words, end) is None or not self._certainly_all(parties, start, end):
            return False
        return self._attach(parties, end)

    def _bare(self, start: int, end: int) -> bool:
        """ "市公安局:负责…", "A是…的综合部门,负责…", "办公室设在A,负责…": the subject of the phrases behind it."""
        patterns = (_SEAT, _SHARING, _DEFINES, _UNDER, _SETS_OUT)
        match = next((found for one in patterns if (found := one.fullmatch(self._masked, start, end))), None)
        colon = self._words[end : end + 1] in (":", "。")
        who = self._certainly(*match.span("who")) if match is not None else self._certainly(start, end) if colon else ()
        if not who:
            if self._words[end : end + 1] == "。":
                self._subject = ()
            return False
        self._subject = who
        return True

    def _nominal(self, start: int, end: int) -> bool:
        """ "A作为T的牵头单位", "由A担任牵头单位", "B为配合单位", "责任单位A"."""
        for pattern in (_BODY_OF, _HOLDS, _LABELLED):
            match = pattern.fullmatch(self._masked, start, end)
            if match is None:
                continue
            noun = match["noun"]
            # "各县区人民政府是…的责任主体" says it of each by name of its office.
            of_each = noun == "责任主体" and (_RULES.search(match["who"]) or match["who"].endswith("主管部门"))
            of_each = bool(of_each)
            who = self._certainly(*match.span("who"), generic=of_each, labelled=pattern is _LABELLED)
            if not who:
                continue
            role = LEAD if "牵头" in noun else COOPERATE if noun[0] in "配成参" else ANSWER
            parties = tuple(party.given(role) for party in who)
            if role != LEAD and (pattern is _HOLDS or role == COOPERATE) and self._attach(parties, end):
                return True
            self._subject = who
            groups = match.groupdict()
            task = match.span("rest") if groups.get("rest") else match.span("task") if groups.get("task") else None
            return self._add(_Draft([*parties], match.start("who"), end, "prose:holds", task))
        return False


def _is_collective(name: str) -> bool:
    return is_generic(name) and _INNER_VERB.search(name) is None


def _by_function(words: str, match: re.Match[str]) -> Iterator[Party]:
    """ "财税、金融、服务业等部门" names its bodies by function only: the noun behind 等 is shared by all."""
    start = match.start("list")
    for piece in match["list"].split("、"):
        yield Party(words[start : start + len(piece)], start, start + len(piece), COOPERATE, open=True)
        start += len(piece) + 1
