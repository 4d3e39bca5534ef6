"""A question as it was read: its names, its signals, and the words that are left: what it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from queries.asking.characters import is_mark, plain, tidy
from queries.asking.names import Mention, Named, Names
from queries.asking.passages import Passages, Subject
from queries.asking.rules import PARTICLE, rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_DISTINCT = {"产业", "地区", "园区", "企业", "项目", "人员", "产业体系"}
"""Kinds whose names make a question one about them: a passage without the name is about something else."""
_NUMBER_WORDS = {"多少", "是多少", "为多少", "有多少", "几", "有几", "若干"}
"""Words for a number that do not say themselves what is counted."""
_UNITS = "亩户台张座所套条家人元吨米次名件项天年处辆栋间万亿"
_LONG_UNITS = {"公里", "小时", "亿元", "万元", "万户", "万人", "人次", "万亩", "平米", "公顷", "万吨"}
_ASKING = {PARTICLE, "负责", "参与", "单位词", "事词", "列出", "最", "独自", "共同", "涉及词", "成员", "目标"}
"""Classes of soft words that a question about anything may have."""
_PURE = "的了是吗呢吧啊呀嘛和与及由被为"
"""Particles that are never part of a word worth looking for."""
_BEFORE_A_VERB = "要会能将"
"""Particles that make no word with a single character behind them: 要治多少条."""
_ROLES = {"牵头", "配合", "负责", "参与"}
_AGENCY_END = re.compile("[局委办厅部院会]")
_LEVELS = "省市县区州"
_LONGEST = 14
_PARTS = re.compile("[?;!。]+")
_CLAUSES = re.compile("[?;!。,]+")
_GAP = re.compile(r"((?:谁|哪|啥|什么|多少|几|何)\S*)[ \u3000]+(?=\S{3})")
"""White space behind a question: what follows is another one."""
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|$|\D)")


@dataclass(frozen=True)
class Reading:
    """A question, or a part of one, as it was read.

    Attributes:
        text: the question, tidied.
        tokens: each with its text, tags and mention.
        signals: the signals in it.
        joins: whether two neighbouring characters make a word of the documents: 上市, where 上 alone is a particle.
        guessed: words with a typing error, and the name that they were taken for.
    """

    text: str
    tokens: tuple[Token, ...]
    signals: tuple[str, ...]
    guessed: tuple[str, str] = ("", "")
    joins: Callable[[str], bool] = field(default=lambda pair: False, compare=False, repr=False)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names in it, from left to right."""
        return tuple(token._.mention for token in self.tokens if token._.mention is not None)

    @cached_property
    def tags(self) -> Counter[str]:
        """How many tokens, or signals, carry each tag; a name that stands twice counts once."""
        seen: dict[str, Token] = {}
        for at, token in enumerate(self.tokens):
            if not self._is_part(at):
                seen.setdefault(token.text if token._.mention is not None else f"{token.i}", token)
        return Counter([*(tag for token in seen.values() for tag in token._.tags), *self.signals])

    def parties(self) -> list[Mention]:
        """The bodies that the question itself gives a role: 市应急局牵头的…, 配合市应急局…."""
        said = [token for token in self.tokens if PARTICLE not in token._.tags]
        return [
            token._.mention
            for before, token, behind in zip([None, *said], said, [*said[1:], None], strict=False)
            if token._.mention is not None
            and "机构" in token._.tags
            and (_has(behind, _ROLES) or _has(before, {"配合"}))
        ]

    def roles(self) -> dict[int, str]:
        """Where a body is named -> the role that the words around it give it; 配合甲 makes 甲 lead."""
        found: dict[int, str] = {}
        waiting: list[int] = []
        before: Token | None = None
        for token in self.tokens:
            if token._.mention is not None and "机构" in token._.tags:
                if _has(before, {"配合"}):
                    found[token._.mention.start] = "牵头"
                else:
                    waiting.append(token._.mention.start)
            elif role := next((role for role in ("牵头", "配合") if role in token._.tags), ""):
                found |= dict.fromkeys(waiting, role)
                waiting = []
            elif not _has(token, {PARTICLE, "共同"}) and not is_mark(token.text):
                waiting = []
            before = token if not _has(token, {PARTICLE}) else before
        return found

    def has(self, *tags: str) -> bool:
        """Whether one of the tags stands in it."""
        return any(tag in self.tags for tag in tags)

    def named(self, kind: str) -> list[Named]:
        """The likeliest node of that kind of each name that may mean one, in order, none twice."""
        found = [nodes[0] for mention in self.mentions if (nodes := mention.of(kind))]
        return list({node.id: node for node in found}.values())

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years that it names."""
        return tuple(dict.fromkeys(_YEAR.findall(self.text)))

    def work(self, without: frozenset[str] = frozenset()) -> Subject:
        """What it is about, for a question that must be about something: of soft words alone, these then count."""
        subject = self.subject(without)
        return subject if subject else self.subject(without, soft=True)

    def subject(self, without: frozenset[str] = frozenset(), *, soft: bool = False) -> Subject:
        """What it is about: its words without those of asking.

        Args:
            without: names (as written) that were used otherwise, left out too.
            soft: whether soft words must be found too, but for those of asking.
        """
        chars: list[str] = []
        required: list[bool] = []
        names: list[tuple[int, int]] = []
        for at, token in enumerate(self.tokens):
            role = self._role_at(at, without, soft=soft)
            if role == "required" and token._.mention is not None and set(token._.tags) & _DISTINCT:
                names.append((len(chars), len(chars) + len(plain(token.text))))
            for char in token.text:
                if role == "cut" or char in "?;,:。":
                    chars.append(" ")
                    required.append(False)
                elif not is_mark(char):
                    chars.append(char.lower())
                    required.append(role == "required")
        return Subject("".join(chars), _without_lone(required), names)

    @property
    def asks(self) -> bool:
        """Whether it has words beside names and particles."""
        return any(
            PARTICLE not in token._.tags and token._.mention is None and not is_mark(token.text)
            for token in self.tokens
        )

    def swapped(self, new: Reading) -> str:
        """This question with the first name of another that has the kind of one of its own; empty where none has."""
        for name in new.mentions:
            kinds = {tag for node in name.nodes for tag in node.tags}
            for old in self.mentions:
                if kinds & {tag for node in old.nodes for tag in node.tags}:
                    return self.text.replace(old.text, name.text, 1)
        return ""

    def _is_unit(self, at: int) -> bool:
        """Whether a token is what is counted in: 亩 in 多少亩, both of 多少公里; but neither of 多少公厕."""
        if self.tokens[at]._.tags or at == 0:
            return False
        before, own = self.tokens[at - 1], self.tokens[at]
        if before.text in _NUMBER_WORDS:
            behind = self.tokens[at + 1 : at + 2]
            more = any(not token._.tags and not is_mark(token.text) for token in behind)
            return not more or own.text in _UNITS or own.text + behind[0].text in _LONG_UNITS
        return at > 1 and self.tokens[at - 2].text in _NUMBER_WORDS and before.text + own.text in _LONG_UNITS

    def _is_part(self, at: int) -> bool:
        """Whether a particle or soft word of one character is part of a word with an unknown character beside it."""
        word = self.tokens[at].text
        if len(word) > 1 or word in _PURE:
            return False
        before = self.tokens[at - 1] if at else None
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if word in _BEFORE_A_VERB and (at + 2 >= len(self.tokens) or self.tokens[at + 2]._.tags):
            before = behind = None
        return bool(
            (before is not None and not before._.tags and self.joins(before.text + word))
            or (behind is not None and not behind._.tags and self.joins(word + behind.text))
        )

    def words(self) -> str:
        """Its names and the words that it is about, without those of asking."""
        soft = not self.subject()
        kept = [
            token
            for at, token in enumerate(self.tokens)
            if not is_mark(token.text)
            and (
                self._role_at(at, frozenset(), soft=soft) == "required"
                or set(token._.tags) & {PARTICLE, "事词"}
                or self._continues(at)
            )
        ]
        while kept and PARTICLE in kept[-1]._.tags:
            kept.pop()
        return "".join(token.text for token in kept)

    def _continues(self, at: int) -> bool:
        """Whether a soft word stands beside words of what it is about: 园区 in 五好园区建设."""
        beside = [self.tokens[near] for near in (at - 1, at + 1) if 0 <= near < len(self.tokens)]
        return self._role(self.tokens[at], frozenset()) == "optional" and any(
            not token._.tags and not is_mark(token.text) for token in beside
        )

    def _role_at(self, at: int, without: frozenset[str], *, soft: bool) -> str:
        """Whether a token is cut out, must be found, or may be."""
        if self._is_unit(at):
            return "optional"
        role = self._role(self.tokens[at], without)
        asking = set(self.tokens[at]._.tags) & _ASKING
        return "required" if role == "optional" and (self._is_part(at) or (soft and not asking)) else role

    def _role(self, token: Token, without: frozenset[str]) -> str:
        if token._.mention is not None:
            return "cut" if token.text in without else "required"
        classes = set(token._.tags)
        if not classes or classes & rules().hard:
            return "required"
        return "optional" if classes & rules().soft or PARTICLE in classes else "cut"

    def parts(self) -> Iterator[Reading]:
        """Its questions, where it asks several."""
        return self._split(_PARTS)

    def clauses(self) -> Iterator[Reading]:
        """What stands between its commas and full stops."""
        return self._split(_CLAUSES)

    def _split(self, marks: re.Pattern[str]) -> Iterator[Reading]:
        start = 0
        for end in [*(at for at, token in enumerate(self.tokens) if marks.fullmatch(token.text)), len(self.tokens)]:
            if part := self.tokens[start:end]:
                yield _reading(part, self.joins)
            start = end + 1


def _has(token: Token | None, tags: set[str]) -> bool:
    return token is not None and bool(tags & set(token._.tags))


def _without_lone(required: list[bool]) -> list[bool]:
    """A character that stands alone has no neighbour that it could be looked for with: 改 in 要改多少个户厕."""
    around = [False, *required, False]
    return [needed and (around[at] or around[at + 2]) for at, needed in enumerate(required)]


def read(question: str, nlp: Language, names: Names, passages: Passages) -> Reading:
    """Read a question; an unknown agency that is nearly a known one is read as that."""
    joins = passages.joins
    question, spoken = _as_written(tidy(_GAP.sub(r"\1,", question)), passages)
    whole = replace(_reading(tuple(nlp(question)), joins), guessed=spoken)
    guess = None if whole.has("机构") else _typing_error(whole, names, passages)
    if guess is None:
        return whole
    wrong, right = guess
    mended = _reading(tuple(nlp(whole.text.replace(wrong, right, 1))), joins)
    return replace(mended, guessed=(wrong, right))


def in_full(question: str) -> str:
    """The question with the long forms of its short words."""
    for short, long in rules().long_forms.items():
        if long not in question:
            question = question.replace(short, long)
    return question


def _as_written(question: str, passages: Passages) -> tuple[str, tuple[str, str]]:
    """The question with the words that documents write for the spoken ones, and the last of these."""
    told = ("", "")
    for spoken, written in rules().spoken.items():
        at = question.find(spoken)
        # 消防队伍 is no 消防队.
        if at >= 0 and not passages.say(question[at : at + len(spoken) + 1]):
            question, told = question.replace(spoken, written), (spoken, written)
    return question, told


def _typing_error(reading: Reading, names: Names, passages: Passages) -> tuple[str, str] | None:
    """Words that are nearly an agency's name, and that name; words that the documents know are no error."""
    for end in (match.end() for match in _AGENCY_END.finditer(reading.text)):
        for start in range(max(0, end - _LONGEST), end - 2):
            words = reading.text[start:end]
            if words[0] in _LEVELS and (near := names.near(words)) and not passages.say(words):
                return words, near
    return None


def _reading(tokens: tuple[Token, ...], joins: Callable[[str], bool]) -> Reading:
    if not tokens:
        return Reading("", (), ())
    first, last = tokens[0].i, tokens[-1].i
    signals = tokens[0].doc.spans["signals"]
    inside = tuple(span.label_ for span in signals if span.start >= first and span.end <= last + 1)
    return Reading("".join(token.text for token in tokens), tokens, inside, joins=joins)
