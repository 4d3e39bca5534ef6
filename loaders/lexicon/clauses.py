"""The grammar of a responsibility clause: the words inside "(市工信局牵头,市科技局等按职责分工负责)".

A clause is a row of party lists, each closed by a role word ("A、B牵头") or opened by a label ("责任单位:A、B").
docs/forms.md lists the forms by number with invented examples; the tests use the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from loaders.lexicon.brackets import MASK, mask_inner
from loaders.lexicon.cues import AND_WHO, LABEL, LABELS, NO_DUTY_BEHIND, OTHER_LABEL
from loaders.lexicon.folding import ORNAMENTS
from loaders.lexicon.gazetteer import gazetteer

LEAD, COOPERATE, ANSWER, GUIDE = "牵头", "配合", "负责", "指导"

Convention = Literal["", "here", "below"]
"""A rule that the first of a list leads: not stated, stated for this clause, for this one and all below."""

_SHARE = (
    r"(?:(?:按|按照|依照|依据|依|根据|结合)(?:各自)?(?:工作|法定|部门|实际|自身)?"
    r"(?:职责|职能|职权|分工|情况)?(?:任务|范围)?(?:分工)?)"
)
_HOW = rf"(?:{_SHARE}|予以|共同|联合|分别|各自|具体|分级|分头|密切|积极|依法|配套|统一|主要|全力|认真|分工)*"
_DO = (
    r"(?:负责|落实|抓好|抓|督导|督促|推进|实施|组织|指导|办理|协调|推动|建设|承办|做好|完成|统筹|管理|执行|跟踪|抓总|研究|提出|制定|编制|相关|有关|各项|具体)*"
    r"(?:工作|任务)?"
)
_LEAD_WORD = r"(?:负责|主要|总|双)?牵头(?:单位|部门)?|主办|主抓|抓总|统筹(?:协调|推进|抓总)?"
# 县政协办 is an office, 县政协协办 a duty.
_CO_WORD = (
    r"(?:协同|参与|支持|协助|分工|参加|做好|搞好|给予)?配合(?:单位|部门)?"
    r"|(?:参与|参加|协(?<!政协)(?<!科协)办|会办|协同|协助|支持)(?:单位|部门)?"
)
_ANSWER_WORD = (
    r"各负其责|归口管理|负责|主责|落实|承办|承担|实施|推进|抓好|做好|研究(?:制定|提出)|制定|编制(?!办)"
    r"|(?<!党)(?<!社会)(?<!经济)组织|办理|执行"
)
_ROLE_AT_END = re.compile(
    rf"{_HOW}(?:(?P<lead>{_LEAD_WORD})|(?P<co>{_CO_WORD})|(?P<guide>指导|督导)|(?P<answer>{_ANSWER_WORD})){_DO}$"
)
_LONGEST_ROLE = 28
"""Characters of the longest role: 按照各自工作职责任务分工共同具体负责组织实施."""

_ROLE_WITH_TASK = re.compile(
    rf"{_HOW}(?:(?P<lead>(?:负责|主要|总|双)?牵头)|(?P<co>{_CO_WORD})|(?P<guide>指导|督导)"
    r"|(?P<answer>负责|主责|承办|承担(?=[^的]{2,12}$)|(?:落实|履行)(?=.{0,8}(?:责任|职责|任务|工作)$)))"
    rf"(?!{NO_DUTY_BEHIND})"
)
_LABEL = re.compile(
    rf"(?P<label>{LABEL}){AND_WHO}?{MASK}*(?:[:为]|是(?!指))|(?P<other>{OTHER_LABEL}){MASK}*:"
    rf"|(?P<short>牵头|配合|责任|负责|主办|协办|会办|承办|参与|参加|协同|协助|主责):|(?:^|(?<=[,;。]))(?P<bare>{LABEL})(?=[^:,;。为是])"
    r"|(?:^|(?<=[,;。]))(?P<unknown>[\u4e00-\u9fff]{2,8})(?<!单位)(?<!部门)(?<!主体):"
)
_ORNAMENT = re.compile(f"[{ORNAMENTS}]")
"""Signs that a post puts around names; they part them and say nothing else."""
_BOXED_ROLE = re.compile(r"[【\[〔](?P<label>牵头|配合|主办|协办|承办|负责|参与)[】\]〕]:?")
_BOXED_LABEL = re.compile(rf"[【\[〔(](?P<label>{LABEL}|{OTHER_LABEL}){AND_WHO}?[】\]〕)]:?")

_COMES_FIRST = (
    r"(?:名)?(?:在|于)?(?:第一位?|首位|首|最前)[^,;。]{0,8}?(?:为|是|系|即)[^,;。]{0,3}牵头(?:责任)?(?:单位|部门)?"
)
FIRST_LEADS = re.compile(
    "|".join(verb + _COMES_FIRST for verb in ("排", "列", "位列", "位于", "居", "处"))
    + r"|第一(?:位|个|家)?(?:的)?(?:责任)?(?:单位|部门)?(?:即|则)?(?:为|是|系)牵头(?:责任)?(?:单位|部门)?"
)
"""A rule that the first of a list leads, in a clause or in a sentence of its own."""

_BOXED_RULE = re.compile(r"[(〔\[](?P<rule>[^()〔〕\[\]]{6,60})[)〕\]]$")
_BELOW = re.compile(r"(?<!以)下(?:均|皆|列)?同|以下(?:均|各[项条])?(?:类?同|如此)")
_TAIL_RULE = re.compile(
    r"[,;。、]?(?=(?:以)?下(?:均|皆)?同|以下|以上(?:各|均|任务|工作|事项)|上述|排(?:名|在|第|列)|列(?:在|第|首)|第一(?:位|个|家)|不再|无牵头|未明确)"
)

_ABOVE = re.compile(rf"(?:以上|上述)(?:各项|各|任务|工作|事项|均)*[由,:]?(?={LABEL}|[省市县区州各])")
"""What the parties behind it answer for: all that stands above."""

_WITH = re.compile(
    r"会同|(?<=[局委办厅部院队])协同(?=[省市县区州各有相])|(?<=[局委办部厅院行会])商(?=[省市县区各有相])"
)
_PARTNERS = re.compile(r"(?:并|并且)?会同")
_JOIN = re.compile(r"以及|和|及|与|或者|或")
_BEGINS_A_BODY = re.compile("[省市县区州各国中团人有相驻其全]|[\u4e00-\u9fff]{1,3}各")
_FRONT = re.compile(r"由|以及|及|和(?!平)")
_BY = re.compile(r"由(?<!自由)(?<!理由)")
_PLAIN = re.compile(r"[^由以和及与或等会商协]+")
_OPEN_TAIL = re.compile(
    r"等(?P<count>\d+|[一二三四五六七八九十]+)?(?:家|个)?(?:[^,;。、和及与等]{1,20}?(?=有关|相关|成员单位))?"
    r"(?:各|有关|相关|国务院|中央|省|市|区|县|直|级|驻\w?|其他|负有\w{1,12}|职能|主管|行业|平台|骨干|国有|民营)*"
    r"(?P<noun>部门和单位|部门单位|单位和部门|部门|单位|机构|企业|成员单位|地区|地方)?(?:(?<=部门)\0{4})?"
)
_ROLE_IN_BRACKET = re.compile(
    r"^(?P<name>[^()〔〕\[\]]+)[(〔\[](?P<role>牵头|总牵头|负责|责任|主办|承办|配合|协办|协助|参与|参加)(?:单位|部门)?[)〕\]]$"
)
# How a list is ordered, what it is called from here on, whom to call: 灵川县人民政府(排名不分先后).
_NOTE = re.compile(
    r"[(〔\[](?:[^()〔〕\[\]]*(?:排名|不分先后|排序|为序|顺序)[^()〔〕\[\]]*|(?:以?下)?(?:统称|简称)[^()〔〕\[\]]+"
    r"|(?:联系人|电话|联系电话|联系方式|手机)[^()〔〕\[\]]+|[\d-]{7,})[)〕\]]$"
)
# How many a list names, without 等 before it: 县财政局3个部门, 市民政局三部门.
_COUNTED = re.compile(
    r"(?:\d+|[两二三四五六七八九十]+)(?:个|家)?(?P<noun>成员单位|部门和单位|单位和部门|部门单位|部门|单位|企业|机构)$"
)
_COUNTED_NOUNS = frozenset("门位业构")
_SEPARATOR = re.compile(r"[、,;:。·/]")
_PHRASE_END = re.compile(r"[,;。]|、(?<=牵头、|负责、|参与、|参加、|配合、|协办、|落实、)(?<!政协办、)(?<!科协办、)|$")
# One party that holds 、 inside: 各省、自治区、直辖市人民政府; 各市、县(市、区)政府; 各区、县级市; 各镇、街道.
_PLACE = (
    r"(?:(?:地级以上|地级|省辖|省?直管|设区的?|县级)?市|自治[州县]|盟市|市州|地州市?|特区|市地|州市|县市区?|市县区?|区县市?|县区|区市|旗县市?区?"
    rf"|乡镇街道|镇街道?|街镇|街乡|乡镇|县|区|州|盟(?:行政公署)?|旗|地区|[\u4e00-\u9fff]{{0,4}}林区|乡|镇|街道|园区|村|社区|林场|农场|地){MASK}*"
)
_RULE_OF_PLACE = r"(?:(?:党委[、和])?(?:人民)?政府|管委会|党委|行政公署、人民政府|办事处)"
_COLLECTIVE = re.compile(
    r"[省市县区州镇乡](?:、[县区州镇乡街村])+[两三四]级"
    r"|各省(?:[、和及](?:自治区|直辖市|计划单列市|新疆生产建设兵团))+(?:人民政府)?"
    rf"|(?:各|有关|相关)(?:有关|相关)?{_PLACE}(?:[、和]各?{_PLACE})+(?:{_RULE_OF_PLACE}|(?=[,;。、等]|$))"
    rf"|(?:各|有关|相关)(?:有关|相关)?{_PLACE}(?:党?委[、和](?:人民)?政府|行政公署、人民政府|(?:人民)?政府[、和]管委会)"
    rf"|(?:(?<![^,;。、:和及])){_PLACE}(?:、{_PLACE})+{_RULE_OF_PLACE}"
)
_COLLECTIVE_HINT = re.compile("[各关]|[市县区州盟旗乡镇][^,;。]{0,4}、[县区州旗乡镇街]")
_COLLECTIVE_HEAD = re.compile(r"(?:各|有关|相关)[市县区州盟旗地乡镇]{1,3}(?:\([市县区旗、]+\)[市县区]?)?$")
_COLLECTIVE_REST = re.compile("[市县区州盟旗镇]{0,2}(?:人民)?(?:政府|管委会)(?![^、,;。])")
_JOINED = re.compile("[、和及]")
_FUNCTION = re.compile(r"[\u4e00-\u9fff]{2,8}")
_SUFFIX = "局委办部厅院会署社行所站处科室组团队校港库馆园区县市州旗盟镇乡村街道联协群司店厂场台网矿宫"
_PARTY = re.compile(
    rf"(?:[{_SUFFIX}]|政府|中心|集团|公司|大学|[中小]学|学校|[科工农师交医]大|学院|医院|银行|单位|部门|机构|企业|平台|支队|大队|总队|基地|协会|管委会|海关"
    rf"|[车工电机]务段|客运段|党工委|党组织|团组织|[^控持入参炒]股|支部|总支|合作社|人大|政协|法院|检察院|街道|工会|金融办|指挥部|专班|领导小组|联席会议|地区|地方|主体|机关|高校|科研院所|园区|(?:高新|科技|产业|工业|创业|经开)园){MASK}*$"
)
_NO_PARTY = re.compile(
    r"^(?:\d(?!\d*[团师连])|[一二三四五六七八九十]+月)|[。:]|^(?:下同|全市|全省|全区|全县|年底|长期|常年|每|含|如|例如|比如|须|拟|鼓励|支持|允许|引导|依法|应当|移送|交由|报经)"
    r"|^(?:.|医院|大学|学院|中心|协会|管委会|企业|公司|单位|部门|机构|平台|高校|院校|政府|集团|银行|主体|地方|地区|企事业单位|社会组织)$"
    r"|(?:牵头|配合|责任|主办|承办|协办)(?:单位|部门)$|[东南西北全内外]部$"
)
_MAX_NAME = 36


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a clause.

    Attributes:
        name: as the clause's words have it.
        start, end: offsets of the name inside the clause's words.
        role: 牵头, 配合, 负责 or 指导.
        open: whether the list that it stands in ended in 等.
    """

    name: str
    start: int
    end: int
    role: str
    open: bool = False

    def given(self, role: str) -> Party:
        """The same party in a role."""
        return Party(self.name, self.start, self.end, role, self.open)

    def opened(self) -> Party:
        """The same party in a list that 等 leaves open."""
        return Party(self.name, self.start, self.end, self.role, True)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that was understood.

    Attributes:
        parties: in the order of the words.
        rule: the form that was recognised.
        leftovers: words that belong to no party and no role (deadlines, tail rules), verbatim.
        convention: whether the clause states that the first of a list leads, and how far that reaches.
    """

    parties: tuple[Party, ...]
    rule: str
    leftovers: tuple[str, ...] = ()
    convention: Convention = ""


def parse(words: str, default: str = "") -> Clause | None:
    """Read the words of a clause (folded, without white space and outer brackets); None if they are no clause.

    Args:
        default: the role of parties without any role word, e.g. from a table's heading; without it they make no clause.
    """
    words = _ORNAMENT.sub("、", words)
    if _BOXED_ROLE.match(words):
        # 【牵头】甲局【配合】乙局; behind a name such a bracket says the role of that name.
        words = _BOXED_ROLE.sub(_unboxed, words)
    words = _BOXED_RULE.sub(_opened, _BOXED_LABEL.sub(_unboxed, words))
    above = _ABOVE.match(words)
    if above is not None:
        words = "," * above.end() + words[above.end() :]
    masked = mask_inner(words)
    tail = _TAIL_RULE.search(masked)
    end = tail.start() if tail is not None else len(words)
    rest = words[end:].strip(",;。、")
    segments, rule = _segments(masked, end)
    parties, leftovers, given = _read_segments(words, masked, segments, default)
    if not parties and _convention(rest):
        # "(甲局、乙局,排在首位的为牵头单位)": the rule says that they answer for it.
        parties, leftovers, given = _read_segments(words, masked, segments, ANSWER)
    if not parties:
        return None
    if rest:
        leftovers.append(rest)
    clause = Clause(tuple(_beside(parties, given, rule)), rule, tuple(leftovers), _convention(rest))
    return first_leads(clause) if clause.convention else clause


def _opened(match: re.Match[str]) -> str:
    """A bracket with the rule that the first of a list leads, as ",…,"; any other as it is."""
    return f",{match['rule']}," if FIRST_LEADS.search(match["rule"]) else match.group()


def _unboxed(match: re.Match[str]) -> str:
    """【责任单位】 as ";责任单位:" of the same length; separators without a name between them say nothing."""
    label = match["label"]
    return f";{label}:".ljust(len(match.group()), "、")


def _convention(rest: str) -> Convention:
    if not FIRST_LEADS.search(rest):
        return ""
    return "below" if _BELOW.search(rest) else "here"


def first_leads(clause: Clause) -> Clause:
    """The clause under the rule that the first of a list leads; unchanged where it names a lead itself."""
    if any(party.role != ANSWER for party in clause.parties):
        return clause
    roles = [LEAD, *[COOPERATE] * (len(clause.parties) - 1)]
    parties = tuple(party.given(role) for party, role in zip(clause.parties, roles, strict=True))
    return replace(clause, parties=parties)


_Segment = tuple[int, int, str]
"""Offsets of a stretch and the role that its label gives; "" where it has no label, None-like "-" where not bodies."""

_NOT_BODIES = "-"


def _segments(masked: str, end: int) -> tuple[list[_Segment], str]:
    """The stretches behind labels, or all of it; and the name of the form."""
    start = len(masked) - len(masked.lstrip(";,。"))
    first = _LABEL.match(masked, start, end)
    if (
        first is None
        or _is_name(first)
        or not any(not _unknown(label) for label in _LABEL.finditer(masked, start, end))
    ):
        return [(start, end, "")], "clause:sequence"
    labels = [match for match in _LABEL.finditer(masked, start, end) if not _is_name(match)]
    ends = [label.start() for label in labels[1:]] + [end]
    return [
        (label.end(), stop, _role_of_label(label)) for label, stop in zip(labels, ends, strict=True)
    ], "clause:label"


def _unknown(match: re.Match[str]) -> bool:
    """Whether a label is none that the rules know: what stands behind it names nobody who answers."""
    return match["unknown"] is not None


def _is_name(match: re.Match[str]) -> bool:
    """Whether what stands before a colon is a body, no label: "市财政局:统筹资金"."""
    return _unknown(match) and is_party(match["unknown"])


def _role_of_label(match: re.Match[str]) -> str:
    return (
        _NOT_BODIES
        if match["other"] or _unknown(match)
        else _label_role(match["label"] or match["short"] or match["bare"])
    )


@lru_cache(maxsize=1_000)
def _label_role(label: str) -> str:
    word = next(word for word in sorted(LABELS, key=len, reverse=True) if label.startswith(word))
    return LABELS[word]


def _read_segments(
    words: str, masked: str, segments: Iterable[_Segment], default: str
) -> tuple[list[Party], list[str], set[str]]:
    parties: list[Party] = []
    leftovers: list[str] = []
    given: set[str] = set()
    for start, end, role in segments:
        if role == _NOT_BODIES:
            continue
        found, rest = _sequence(words, masked, start, end, role or default)
        parties.extend(found)
        leftovers.extend(rest)
        given |= {role} if role and found else set()
    return parties, leftovers, given | {party.role for party in parties}


def _sequence(words: str, masked: str, start: int, end: int, default: str) -> tuple[list[Party], list[str]]:
    """Party lists, each closed by a role word; a list at the end without one takes the default."""
    parties: list[Party] = []
    leftovers: list[str] = []
    waiting: list[Party] = []
    for phrase_start, phrase_end in _phrases(masked, start, end):
        role = _role(words, masked, phrase_start, phrase_end)
        front = _PARTNERS.match(masked, phrase_start, phrase_end)
        if front is not None:
            # "A牵头,会同B、C": the partners of whoever stands before.
            names, rest = _names(words, masked, front.end(), role.start() if role else phrase_end)
            parties.extend([*_settled(waiting, LEAD), *(party.given(COOPERATE) for party in names)])
            leftovers.extend(rest)
            waiting = []
            continue
        names, rest = _names(words, masked, phrase_start, role.start() if role else phrase_end)
        leftovers.extend(rest)
        joint = _WITH.search(masked, phrase_start, phrase_end) if role is None else None
        if joint is not None:
            names = [party.given(LEAD if party.end <= joint.start() else COOPERATE) for party in names]
        if role is not None and default:
            # Behind a label the names of earlier phrases have their role: "牵头单位:A,B配合".
            parties.extend(_settled(waiting, default))
            waiting = []
        if waiting and not parties and not default and role is not None and role["co"]:
            # "(A,B配合)": who stands before the comma leads.
            parties.extend(_settled(waiting, LEAD))
            waiting = []
        waiting.extend(names)
        if role is not None and default == LEAD and role["answer"] and not parties:
            # "牵头单位:A、B按职责分工负责": how they answer for it, not that they do not lead.
            parties.extend(_settled(waiting, default))
            waiting = []
        elif role is not None:
            parties.extend(_with(masked, waiting, phrase_start, role))
            waiting = []
    parties.extend(_settled(waiting, default or _last_role([*parties, *waiting])))
    return [party for party in parties if party.role], leftovers


def _settled(parties: list[Party], role: str) -> Iterable[Party]:
    """The parties in a role, but for those that carry their own in a bracket: "市工信局(牵头)、市财政局"."""
    return (party if party.role else party.given(role) for party in parties)


def _last_role(parties: list[Party]) -> str:
    """Of parties left over at the end: beside a lead they cooperate; "" where nobody has a role."""
    roles = {party.role for party in parties if party.role}
    return COOPERATE if LEAD in roles else ANSWER if roles else ""


def _phrases(masked: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretches between commas, semicolons and full stops; 、 parts too where it follows a role word."""
    for match in _PHRASE_END.finditer(masked, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()


def _role(words: str, masked: str, start: int, end: int) -> re.Match[str] | None:
    """The role word at the end of a stretch, or one between nothing but parties and a task ("A负责资金保障")."""
    role = _ROLE_AT_END.search(masked, max(start, end - _LONGEST_ROLE), end)
    if role is not None:
        return role
    role = _ROLE_WITH_TASK.search(masked, start + 2, end)
    if role is None:
        return None
    names, rest = _names(words, masked, start, role.start())
    return role if names and not rest else None


def _with(masked: str, names: list[Party], start: int, role: re.Match[str]) -> list[Party]:
    """Give the role; in "A会同B负责" A leads and B cooperates."""
    joint = _WITH.search(masked, start, role.start())
    if joint is not None:
        return [party.given(LEAD if party.end <= joint.start() else COOPERATE) for party in names]
    given = LEAD if role["lead"] else COOPERATE if role["co"] else GUIDE if role["guide"] else ANSWER
    return [*_settled(names, given)]


def _beside(parties: list[Party], given: set[str], rule: str) -> list[Party]:
    """A role word read by the others beside it.

    Who only answers cooperates where somebody leads. 责任单位 beside 配合单位 leads.
    """
    if LEAD in given:
        return [party.given(COOPERATE) if party.role == ANSWER else party for party in parties]
    if rule == "clause:label" and COOPERATE in given:
        return [party.given(LEAD) if party.role == ANSWER else party for party in parties]
    return parties


def _names(words: str, masked: str, start: int, end: int) -> tuple[list[Party], list[str]]:
    """The names of a list, and what in it is no name."""
    names: list[Party] = []
    leftovers: list[str] = []
    functions: list[Party] = []
    for piece_start, piece_end, closes, shares in _pieces(masked, start, end):
        name = words[piece_start:piece_end]
        if shares or (functions and (name.endswith("部门") or _share_company(functions, name))):
            # "审计、监察等部门", "公安、城管部门": the noun at the end is that of all.
            names.extend(functions)
            functions = []
        party = _named(name, piece_start)
        if party is not None:
            names.append(party)
        elif _FUNCTION.fullmatch(name):
            functions.append(Party(name, piece_start, piece_end, ""))
        elif name:
            leftovers.append(name)
        if closes:
            _leave_open(names)
    leftovers.extend(party.name for party in functions)
    return sorted(names, key=lambda party: party.start), leftovers


def _share_company(functions: list[Party], name: str) -> bool:
    """Whether 公司 at the end of a list is that of all: 电信、移动、铁塔公司."""
    return name.endswith("公司") and all(gazetteer().knows(f"{party.name}公司") for party in functions)


def _named(name: str, start: int) -> Party | None:
    """A piece of a list as a party; one that carries its role in a bracket has it already: "市工信局(牵头)"."""
    boxed = name[-1:] in (")", "〕", "]")
    name = _NOTE.sub("", name) if boxed else name
    marked = _ROLE_IN_BRACKET.match(name) if boxed else None
    if marked is not None and is_party(marked["name"]):
        return Party(marked["name"], start, start + len(marked["name"]), _label_role(marked["role"]))
    return Party(name, start, start + len(name), "") if is_party(name) else None


def _leave_open(names: list[Party]) -> None:
    """Mark the names since the last open ones: 等 binds to the list before it."""
    for place in range(len(names) - 1, -1, -1):
        if names[place].open:
            break
        names[place] = names[place].opened()


_Piece = tuple[int, int, bool, bool]
"""Offsets of a piece of a list; whether a 等 that leaves the list open follows, and whether a noun shared by all."""


def _pieces(masked: str, start: int, end: int) -> list[_Piece]:
    """The pieces of a list between its separators."""
    pieces: list[_Piece] = []
    if _COLLECTIVE_HINT.search(masked, start, end):
        masked = _COLLECTIVE.sub(lambda match: _JOINED.sub(MASK, match.group()), masked)
    place = start
    for match in _SEPARATOR.finditer(masked, start, end):
        _split(masked, place, match.start(), pieces)
        place = match.end()
    _split(masked, place, end, pieces)
    return pieces


def _split(masked: str, start: int, end: int, pieces: list[_Piece]) -> None:
    """Take 由, 等… and joining words off a piece, and cut "A等部门和B", "A会同B", "市A局和市B局" in two."""
    counted = _COUNTED.search(masked, start, end) if masked[end - 1 : end] in _COUNTED_NOUNS else None
    if counted is not None and _PARTY.search(masked, start, counted.start()):
        _split(masked, start, counted.start(), pieces)
        pieces.append((end, end, False, counted["noun"] in ("部门", "单位")))
        return
    if _PLAIN.fullmatch(masked, start, end):
        pieces.append((start, end, False, False))
        return
    lead = _FRONT.match(masked, start, end)
    start = lead.end() if lead is not None else start
    by = _BY.search(masked, start, end)
    if by is not None and _NO_PARTY.search(masked[start : by.start()]) is None:
        # "资金由市财政局负责": what stands before 由 is no body's. With a wish before it (例如由) nobody is named.
        pieces.append((start, by.start(), False, False))
        _split(masked, by.end(), end, pieces)
        return
    tail = _tail(masked, start, end)
    if tail is not None:
        _split(masked, start, tail.start(), pieces)
        pieces.append((end, end, tail["count"] is None, tail["noun"] in ("部门", "单位")))
        if tail.end() < end:
            _split(masked, tail.end(), end, pieces)
        return
    cut = _joint(masked, start, end)
    if cut is not None:
        pieces.append((start, cut.start(), False, False))
        _split(masked, cut.end(), end, pieces)
    elif start < end:
        pieces.append((start, end, False, False))


def _tail(masked: str, start: int, end: int) -> re.Match[str] | None:
    for match in _OPEN_TAIL.finditer(masked, start, end):
        after = masked[match.end() : match.end() + 1]
        if masked[match.start() - 1 : match.start()] in ("高", "平", "中", "初") and match.start() > start:
            continue
        if match.end() == end or match["noun"] or match["count"] or after in "和及与以会":
            return match
    return None


def _joint(masked: str, start: int, end: int) -> re.Match[str] | None:
    """A joining word between two parties, not one inside a name such as 发展和改革委员会 or 实验室与设备管理处."""
    for pattern in (_WITH, _JOIN):
        for match in pattern.finditer(masked, start + 1, end - 1):
            if not (_PARTY.search(masked, start, match.start()) and _PARTY.search(masked, match.end(), end)):
                continue
            alike = masked[match.start() - 1] == masked[end - 1]
            if pattern is _WITH or alike or _BEGINS_A_BODY.match(masked, match.end()):
                return match
    return None


def list_parties(words: str, start: int, end: int) -> tuple[Party, ...]:
    """The parties of a plain list ("A、B和C等"), without a role."""
    names, _ = _names(words, mask_inner(words), start, end)
    return tuple(names)


def goes_on_as_collective(before: str, behind: str) -> bool:
    """Whether a line end cut the name of a collective in two, both of which look whole: 各县市 / 区政府."""
    return _COLLECTIVE_HEAD.match(before) is not None and _COLLECTIVE_REST.match(behind) is not None


@lru_cache(maxsize=10_000)
def is_party(name: str) -> bool:
    """Whether the words have the shape of a body's name, or are one without it: 中国移动."""
    masked = mask_inner(name).rstrip(MASK) or name
    if len(name) > _MAX_NAME or _NO_PARTY.search(masked) is not None:
        return False
    return _PARTY.search(masked) is not None or gazetteer().knows(masked)
