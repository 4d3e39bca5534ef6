"""The words of data/rules/projects.yaml as patterns, and what they tell about a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

import data
from loaders.lexicon.alternation import any_of, branches

# As safe as SafeLoader, and ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RULES: dict[str, Any] = yaml.load((data.RULES / "projects.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506


def _pairs(words: Iterable[str]) -> str:
    """A pattern that the last two characters of every word fit, and few other characters do."""
    last = [word[-2:] for word in words if len(word) > 1]
    return rf"[{''.join(sorted({pair[0] for pair in last}))}]\s{{0,4}}[{''.join(sorted({pair[1] for pair in last}))}]"


_NUMERALS = "一二三四五六七八九十0123456789"
# A search is fast where each branch begins with a letter of its own: hence one branch for each numeral.
_PHASE = "|".join(f"{numeral}[{_NUMERALS}、]{{0,4}}期" for numeral in _NUMERALS)
_HEAD = f"{branches(_RULES['works'] + _RULES['facilities'])}|{_PHASE}"
_TAIL = rf"(?!建设(?:项目|工程))(?:{branches(_RULES['stages'] + _RULES['between'])}|[、,;:。!?]|建$|\d+[个座处条家])"

WORKS = any_of(_RULES["works"])
_BUILT = _RULES["works"] + _RULES["facilities"] + _RULES["weak"]
_BEHIND = "".join(sorted({word[0] for word in _RULES["stages"] + _RULES["between"]}))
HINT = re.compile(
    _pairs([*_BUILT, *_RULES["together"], *(numeral + "期" for numeral in _NUMERALS)])
    + rf"\s{{0,4}}(?=$|[{_BEHIND}()“”、,;:。!?和及\d]|(?<=项目)[为是有共包]|(?<=工程)[为是有共包])"
)
"""What a sentence holds that names a project, in text as read."""
NAME_END = re.compile(rf"(?:{_HEAD})\0*[”]?(?=$|{_TAIL})")
"""Where a name may end: at the word for what is built, brackets included, before a stage or the end of the words."""
STRONG_STAGE = re.compile(any_of(set(_RULES["stages"]) - {"建设", "前期", "施工", "落地"}))
# The same, for names that end in a weak word too.
ANY_END = re.compile(rf"(?:{branches(_BUILT)}|{_PHASE})\0*[”]?(?=$|{_TAIL})")
WEAK_END = re.compile(rf"{any_of(_RULES['weak'])}(?=$|{_TAIL})")
ENDS_IN_HEAD = re.compile(rf"(?P<head>{_HEAD})\0*$")
FACILITY = re.compile(rf"{any_of(_RULES['facilities'])}\0*$")
BODY = re.compile(rf"{any_of(_RULES['bodies'])}\0*$")
STAGE = re.compile(any_of(_RULES["stages"]))
TOGETHER = any_of(_RULES["together"])
LISTED = re.compile(f"{any_of(_RULES['listed'])}$")
"""What the name of a project in a list may end in, beside `ENDS_IN_HEAD`."""
INCLUDE = any_of(_RULES["include"])
SAID: Mapping[str, str] = {what: any_of(listed) for what, listed in _RULES["said"].items()}
"""What an item says of its project, as patterns: the words that lead to its cost, its place, its builder."""
DOING = re.compile(any_of(_RULES["doing"]))
DESCRIBED = re.compile(any_of(_RULES["described"]))
"""What an item says of a project behind its name."""
COLUMNS: Mapping[str, Sequence[str]] = {
    what: [word.replace("（", "(").replace("）", ")") for word in listed] for what, listed in _RULES["columns"].items()
}
"""The headings of the columns of a table of projects, by what the column says."""

_WORD = any_of(_RULES["adverbs"] + _RULES["verbs"])
_CHAIN = re.compile(rf"(?:{_WORD})(?:{_WORD}){{0,7}}+")
ADVERBS = re.compile(rf"{any_of(word for word in _RULES['adverbs'] if len(word) > 1)}{{1,6}}+")
"""Words before a verb; in front of a name without one they are no part of it."""
_VERB = re.compile(any_of(_RULES["verbs"]))

_NOT = re.compile(any_of(_RULES["not_projects"] + _RULES["despite"]))
_DESPITE = frozenset(_RULES["despite"])
_KIND = re.compile(any_of(_RULES["kinds"] + _BUILT))
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARK = re.compile(rf"{_PHASE}|[A-Z]{{2,}}|[A-Z]\d|\d[GX×]|\d+(?:万吨|万千瓦|兆瓦|千伏|万立方米)|“[^”]{{2,12}}”")
_COUNTED = re.compile(
    r"(?:约|近|超|超过)?\d[\d.,]*(?:余|多)?(?:[个座套条台处家项批亩张所公户口]|万?平方)|[两二三四五六七八九十\d]+大|[一每某本该其各]"
)
_MONEY = re.compile(r"(?:约|近|超|超过)?\d[\d,.]*(?:余|多)?(?:万亿|亿|万)?(?:美|欧|港)?元(?:以上|左右)?")
# Words of sentences, which no name holds.
_SENTENCE = re.compile(
    r"[\1把将使让被向从不是我他这那都就更很也还又只已的了在:;,。《》]|落户|签约|入驻|投产|开工|竣工|位于|总投资|以(?!及)|为(?!民)|有(?!色|机|限)"
)


def chain(words: str, start: int, end: int) -> tuple[int, int] | None:
    """The first words that say that something is being done, in front of the names of what: "将加快推进"."""
    for match in _CHAIN.finditer(words, start, end):
        if _VERB.search(words, *match.span()) is not None:
            return match.span()
    return None


def is_banned(words: str) -> bool:
    """Whether the words say something else than a project."""
    return any(match.group() not in _DESPITE for match in _NOT.finditer(words))


def is_sentence(words: str) -> bool:
    """Whether the words are more than a name."""
    return _SENTENCE.search(words) is not None


def is_counted(words: str) -> bool:
    """Whether the words are a number of things, no single one."""
    return _COUNTED.match(words) is not None


def has_mark(words: str) -> bool:
    """Whether the words hold what only names have: a phase, letters, a capacity, quotation marks."""
    return _MARK.search(words) is not None


def own_words(words: str) -> int:
    """How many characters of a name remain beyond words that name a kind."""
    return len(_HAN.findall(_KIND.sub(" ", words)))


def has_han(words: str) -> bool:
    """Whether there is a Chinese character in the words."""
    return _HAN.search(words) is not None


def is_sum(words: str) -> bool:
    """Whether the words are a sum of money and nothing else."""
    return _MONEY.fullmatch(words) is not None
