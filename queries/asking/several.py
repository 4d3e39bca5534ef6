"""Questions that ask several things at once, and how they are taken apart: 投资多少，占地多少亩; 甲和乙的目标各是多少.

Each part is a question of its own, with what the first was about put back where a part leaves it out. The answers are
put together under the words by which the question tells its parts apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from queries.asking.answer import Answer, Row, Value
from queries.asking.characters import is_mark
from queries.asking.reading import Reading
from queries.asking.rules import PARTICLE

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASKING = frozenset({"数", "哪", "谁", "哪家", "何处", "日期词", "名次", "做什么", "职务", "包括"})
_EMPTY = frozenset(
    {PARTICLE, "数", "哪", "谁", "哪家", "单位词", "事词", "列出", "多", "地区词", "园区词", "包括", "在"}
)
"""Classes of words that name nothing to ask for: 分别是哪些, 有几条; but 在哪个县."""
_DOES = frozenset({"负责", "参与"})
"""Classes of words that say no more than that somebody does it."""
_LABELS: Mapping[str, str] = {
    "投资": "投资", "位于": "地点", "何处": "地点", "日期词": "时间", "名次": "排名", "职务": "职务",
}  # fmt: skip
"""Class of words -> what an answer to them is called; of other classes the word itself."""
_EACH: Mapping[str, str] = {"分别": "", "各": "", "各自": "", "各是": "是", "分别是": "是"}
"""Words that share a question out to what stands before them -> what is left of them in each part."""
_AND = frozenset("、和与及跟") | {"以及"}
_SHARED = frozenset({"目标", "事词", "单位词"})
"""Classes of words before 分别 that belong to all parts: 甲和乙的任务分别是多少."""
_PLACES = frozenset({"地区", "园区", "方案", "文件"})
_LONG_ENOUGH = 4
"""So many characters of its own make a part a question by itself."""


@dataclass(frozen=True)
class Part:
    """One of the questions.

    Attributes:
        said: its words in the whole question.
        questions: the ways to put it in full, the likeliest first.
        label: what its answer is called.
        named: that its answer is always called so, whatever it is made of.
    """

    said: str
    questions: tuple[str, ...]
    label: str
    named: bool = False


def parts(reading: Reading, carried: Callable[[str, str], str]) -> list[Part]:
    """The questions that a question asks; none where it asks a single one.

    Args:
        reading: the question.
        carried: from a part and a later one that leaves out what it is about to the later one in full; may be empty.
    """
    asking = list(_asking(reading))
    if len(asking) > 1:
        first = "".join(token.text for token in asking[0])
        label = _name(asking[0]) if any(_is_a_name(part) for part in asking[1:]) else _label(asking[0])
        return [Part(first, (first,), label), *(_later(part, reading, first, carried) for part in asking[1:])]
    return list(_shared_out(reading))


def _asking(reading: Reading) -> Iterator[list[Token]]:
    """Its parts that ask for something; what only leads to a part stands before it, what only repeats is left out."""
    before: list[Token] = []
    seen = False
    for part in reading.clauses():
        tokens = list(part.tokens)
        asks = part.has(*_ASKING) or "多少" in part.text or tokens[-1].text == "呢"
        if not asks and not (seen and _is_a_name(tokens)):
            before += tokens
        elif not seen or part.has("在某地") or _asks_for(tokens):
            yield [*before, *tokens]
            before, seen = [], True


def _is_a_name(tokens: Sequence[Token]) -> bool:
    """Whether a part is but a name, that asks for the same of something else: 乙呢."""
    named = any(token._.mention is not None for token in tokens) and any(token.text == "呢" for token in tokens)
    return named and all(token._.mention or PARTICLE in token._.tags or is_mark(token.text) for token in tokens)


def _asks_for(tokens: Sequence[Token]) -> bool:
    """Whether a part names anything to ask for."""
    named = [token for token in tokens if not is_mark(token.text) and not _EMPTY & set(token._.tags)]
    return len("".join(token.text for token in named)) > 1


def _later(part: list[Token], reading: Reading, first: str, carried: Callable[[str, str], str]) -> Part:
    own = "".join(token.text for token in part)
    full = carried(first, own)
    names = any(token._.mention is not None for token in part)
    rest = "".join(token.text for token in part if not token._.tags)
    alone = names or ("谁" in own and len(rest) >= _LONG_ENOUGH)
    ways = (own, full) if names else (full, own) if alone else (full,)
    return Part(own.strip(","), tuple(dict.fromkeys(way for way in ways if way)), _label(part))


def _label(part: Sequence[Token]) -> str:
    """What the answer to a part is called: the word for what it asks, else the words beside the question word."""
    if any("在" in token._.tags for token in part) and any("地区词" in token._.tags for token in part):
        return _LABELS["位于"]
    known = [
        token for token in part if not (_EMPTY | _DOES) & set(token._.tags) and token._.tags and token._.mention is None
    ]
    for token in reversed(known):
        return next((_LABELS[tag] for tag in token._.tags if tag in _LABELS), token.text)
    at = next((at for at, token in enumerate(part) if _ASKING & set(token._.tags)), len(part))
    return _before(part[:at]) or _behind(part[at + 1 :]) or _name(part)


def _name(part: Sequence[Token]) -> str:
    """The last name in a part."""
    return next((token.text for token in reversed(part) if token._.mention is not None), "")


def _before(tokens: Sequence[Token]) -> str:
    """The last words before a question word: 占地 in 占地多少."""
    return "".join(reversed([token.text for token in _words(reversed(tokens))]))


def _behind(tokens: Sequence[Token]) -> str:
    """The first words behind a question word: 村 in 哪个村."""
    return "".join(token.text for token in _words(iter(tokens)))


def _words(tokens: Iterator[Token]) -> Iterator[Token]:
    """The first run of tokens that are neither words of asking nor marks, particles before it left out."""
    rest = dropwhile(lambda token: PARTICLE in token._.tags, tokens)
    return takewhile(lambda token: not token._.tags and not is_mark(token.text), rest)


def _shared_out(reading: Reading) -> Iterator[Part]:
    """The questions of one that is shared out to several things: 甲、乙和丙的目标各是多少."""
    tokens = reading.tokens
    each = next((at for at, token in enumerate(tokens) if token.text in _EACH), 0)
    end = each
    while end and (_SHARED & set(tokens[end - 1]._.tags) or tokens[end - 1].text == "的"):
        end -= 1
    end = _behind_name(tokens, end)
    start = _common(tokens[:end])
    items = list(_items(tokens[start:end]))
    if len(items) < 2 or not each:
        return
    begin = "".join(token.text for token in tokens[:start])
    finish = "".join(_EACH.get(token.text, token.text) for token in tokens[end:])
    for item in items:
        yield Part(item, (begin + item + finish,), item, named=True)


def _behind_name(tokens: Sequence[Token], end: int) -> int:
    """Where the last of the things ends: behind its name, where the first is a name too: 甲和乙的书记分别是谁."""
    last = max((at for at, token in enumerate(tokens[:end]) if token.text in _AND), default=0)
    names = last > 0 and tokens[last - 1]._.mention is not None and tokens[last + 1]._.mention is not None
    return last + 2 if names and (last == 1 or tokens[last - 2].text in _AND) else end


def _common(tokens: Sequence[Token]) -> int:
    """Where the first of the things begins: behind the last 的 of the first stretch, else behind its place and year."""
    first = next((at for at, token in enumerate(tokens) if token.text in _AND), len(tokens))
    behind = [at + 1 for at, token in enumerate(tokens[:first]) if token.text == "的"]
    if behind and behind[-1] < first:
        return behind[-1]
    at = 0
    while at < first and (
        _PLACES & set(tokens[at]._.tags) or PARTICLE in tokens[at]._.tags or tokens[at].text in _YEAR
    ):
        at += 1
    return at if at < first else 0


_YEAR = frozenset("0123456789年")


def _items(tokens: Sequence[Token]) -> Iterator[str]:
    item = ""
    for token in tokens:
        if token.text in _AND:
            yield item
            item = ""
        else:
            item += token.text
    yield item


def is_whole(answer: Answer, asked: Sequence[Part]) -> bool:
    """Whether an answer to the whole question answers all of its parts."""
    return answer.answered and isinstance(answer.value, Mapping) and len(answer.value) >= len(asked)


def together(asked: Sequence[Part], answers: Sequence[Answer]) -> Answer | None:
    """The answers of the parts as one; None where none of them is answered.

    A part without an answer is told as such.
    """
    given: list[tuple[Part, Answer]] = []
    lacking: list[str] = []
    for part, answer in zip(asked, answers, strict=True):
        if answer.answered and all((answer.rows, answer.value) != (other.rows, other.value) for _, other in given):
            given.append((part, answer))
        else:
            lacking.append(part.said)
    if not given:
        return None
    note = f"（“{'”、“'.join(lacking)}”没有读懂，或文件未写明，请单独问。）" if lacking else ""
    text = "".join(dict.fromkeys(answer.text for _, answer in given)) + note
    first = given[0][1]
    if len(given) == 1:
        return replace(first, text=text)
    rows: list[Row] = [row for _, answer in given for row in answer.rows]
    return replace(
        first,
        value=_value(given),
        text=text,
        rows=rows,
        understood="；".join(dict.fromkeys(answer.understood for _, answer in given if answer.understood)),
        parts=tuple(answer for _, answer in given),
    )


def _value(given: Sequence[tuple[Part, Answer]]) -> dict[str, Any]:
    """Each part's value by what it is called; of a list of one its entry where it is no list of bodies."""
    value: dict[str, Any] = {}
    labels = Counter(part.label for part, _ in given)
    for part, answer in given:
        if isinstance(answer.value, Mapping) and not part.named and not set(answer.value) & set(value):
            value |= answer.value
            continue
        own = part.label if labels[part.label] == 1 else part.said
        value[(not part.named and _of_indicator(answer)) or own or part.said] = _alone(answer)
    return value


def _alone(answer: Answer) -> Value:
    """An answer's value, a figure or place without the list around it; bodies that do a work stay a list."""
    value = answer.value
    bodies = bool(answer.rows) and "role" in answer.rows[0]
    return value[0] if isinstance(value, list) and len(value) == 1 and not bodies else value


def _of_indicator(answer: Answer) -> str:
    """The name of the indicator whose value an answer is; empty for other answers."""
    if not answer.rows or "comparator" not in answer.rows[0]:
        return ""
    name, unit = str(answer.rows[0]["indicator"]), answer.rows[0]["unit"]
    return f"{name}增长" if unit == "%" and "增" not in name else name
