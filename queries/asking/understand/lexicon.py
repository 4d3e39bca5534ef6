"""The lexicon: which words of a question mean which condition, role or fold; data/rules/asking.yaml, checked once.

A rule is a pattern over words and kinds of names, and what it makes: `{牵头}` is any word of that class, `{机构}` any
name of that kind, `{家比}` a comparison with its number. The roles and the kinds are those of graph/ontology.yaml; the
lexicon only says which words mean them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import data
from graph.errors import QueryError
from graph.ontology import ontology
from queries.asking.understand import days
from queries.asking.understand.characters import number, tidy
from queries.asking.understand.marks import KINDS, char_class
from queries.asking.understand.names import Finder

FILE = data.RULES / "asking.yaml"
_MACRO = re.compile(r"\{([^\d,{}][^{}]*)\}")
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"


@dataclass(frozen=True)
class Rule:
    """One rule: where its pattern stands, `make` is done, and the stretch is eaten.

    Attributes:
        pattern: over a marked question.
        make: name of what it does, see `grammar.MAKERS`.
        more: what else the file says of it.
        many: whether it is tried again behind its first place.
    """

    pattern: re.Pattern[str]
    make: str
    more: Mapping[str, Any] = field(default_factory=dict)
    many: bool = True


@dataclass(frozen=True)
class Lexicon:
    """All words and rules.

    Attributes:
        words: class -> its words as one pattern.
        literal: every word of the classes that is plain text: what is no name.
        roles: word -> role of the ontology, or empty for any.
        views: view -> its rules, in order.
        empty: words that ask or say nothing.
        soft: words that may belong to what is asked about, but need not be found.
        measures: those of them that a question for a figure may have.
        refuse: what the graph does not hold.
        long_forms: short form -> long form.
        spoken: what people say or mistype -> what documents write.
        kinds: noun -> the kinds of the ontology that it asks for.
        other_ends: nouns for what stands at an end of a relation, where they are what a question asks for.
        every: how often something is due, in words -> as the relation 时限 has it.
    """

    words: Mapping[str, str]
    literal: frozenset[str]
    roles: Mapping[str, str]
    views: Mapping[str, tuple[Rule, ...]]
    empty: tuple[str, ...]
    soft: frozenset[str]
    measures: frozenset[str]
    long_forms: Mapping[str, str]
    spoken: Mapping[str, str]
    refuse: re.Pattern[str]
    kinds: Mapping[str, tuple[str, ...]]
    every: Mapping[str, str]
    other_ends: re.Pattern[str]

    def role(self, word: str) -> str:
        """The role that a word gives; empty for any."""
        return self.roles.get(word, "")

    @cached_property
    def empties(self) -> Finder:
        """Finds the empty words."""
        return Finder(sorted(set(self.empty)))


@cache
def lexicon() -> Lexicon:
    """The project's lexicon.

    Raises:
        QueryError: the file names a word class, kind, role or maker that there is not.
    """
    return parse(data.read(FILE))


def parse(raw: Mapping[str, Any]) -> Lexicon:
    """Make a lexicon of the content of the file.

    Raises:
        QueryError: as `lexicon`.
    """
    roles = _roles(raw["roles"])
    words = {name: _joined(str(text).split()) for name, text in {**raw["words"]}.items()}
    words |= {role: _joined(str(text).split()) for role, text in raw["roles"].items()}
    words["角色"] = _joined(sorted(roles))
    words["各角色"] = _joined([word for word, role in roles.items() if role])
    classes = _comparisons(raw) | words | {kind: f"[{char_class(kind)}]" for kind in KINDS}
    classes |= {"时日": days.pattern(), "时日前": days.bounded(), "种类": _joined(list(raw["kinds"]))}
    classes["频次"] = _joined(list(raw["days"]["every"]))
    shared = {**raw["shared"], "关系": _relations(raw["relations"])}
    views = {
        view: tuple(_rule(entry, classes, view) for entry in _with_shared(rules, shared))
        for view, rules in raw["views"].items()
    }
    empty = tuple(tidy(word) for word in str(raw["empty"]).split())
    literal = {word for text in raw["words"].values() for word in str(text).split() if word.isalnum()}
    return Lexicon(
        words=words,
        literal=frozenset({*literal, *roles, *(word for word in empty if len(word) > 1)}),
        roles=roles,
        views=views,
        empty=empty,
        soft=frozenset(tidy(word) for word in str(raw["soft"]).split()),
        measures=frozenset(tidy(word) for word in str(raw["measures"]).split()),
        long_forms=raw["long_forms"],
        spoken=raw["spoken"],
        refuse=re.compile(raw["refuse"]),
        kinds=_kinds(raw["kinds"]),
        other_ends=_other_ends(raw["relations"]),
        every={str(word): str(value) for word, value in raw["days"]["every"].items()},
    )


def _roles(raw: Mapping[str, str]) -> dict[str, str]:
    known = {*ontology().duties, "任何"}
    unknown = [role for role in raw if role not in known]
    if unknown:
        raise QueryError(
            f"{FILE.name} 的 roles 中“{'、'.join(unknown)}”不是本体中的角色。", "请核对 graph/ontology.yaml。"
        )
    return {word: "" if role == "任何" else role for role, text in raw.items() for word in str(text).split()}


def _kinds(raw: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found = {noun: tuple(str(kinds).split()) for noun, kinds in raw.items()}
    unknown = {kind for kinds in found.values() for kind in kinds} - set(ontology().kinds)
    if unknown:
        raise QueryError(
            f"{FILE.name} 的 kinds 中“{'、'.join(sorted(unknown))}”不是本体中的种类。", "请核对 graph/ontology.yaml。"
        )
    return found


_SIDES = ("verb", "named", "back", "to", "from")


def _relations(raw: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, Any]]:
    """A rule for each relation and side, the longest words first."""
    unknown = set(raw) - set(ontology().relations)
    if unknown:
        raise QueryError(
            f"{FILE.name} 的 relations 中“{'、'.join(sorted(unknown))}”不是本体中的关系。",
            "请核对 graph/ontology.yaml。",
        )
    found = [
        (word, relation, side)
        for relation, sides in raw.items()
        for side in _SIDES
        for word in str(sides.get(side, "")).split()
    ]
    found.sort(key=lambda one: (-len(re.sub(r"\(.*\)", "", one[0])), one))
    return [{"if": word, "do": "relation_word", "relation": relation, "side": side} for word, relation, side in found]


def _other_ends(raw: Mapping[str, Mapping[str, str]]) -> re.Pattern[str]:
    """The nouns for ends of relations where a question asks for them: 建设单位是谁 asks for nobody who has a duty."""
    nouns = [word for sides in raw.values() for side in ("to", "from") for word in str(sides.get(side, "")).split()]
    return re.compile(f"{_joined(nouns)}(?:都|分别|各|主要)?(?:是|为|有)?(?:谁|哪|什么|啥|何人|$|\\?)")


def _joined(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


def _comparisons(raw: Mapping[str, Any]) -> dict[str, str]:
    """Patterns of comparisons, one for each way to count: 8家以上(含8家), 不到1000人, 两家或两家以上."""
    before = "|".join(word for words in raw["compare"]["before"].values() for word in str(words).split())
    behind = "|".join(
        sorted(
            (word for words in raw["compare"]["behind"].values() for word in str(words).split()), key=len, reverse=True
        )
    )
    return {"一位数": r"[一二三四五六七八九十两]|[1-9]\d?"} | {
        name: (
            rf"(?:(?P<op1>{before})(?:了|是)?)?(?P<n>{_NUMBER})(?P<unit>{units})"
            rf"(?:(?:及|或)(?P=n)(?P=unit))?(?P<op2>{behind})?(?:\(含[^()]*\))?"
        )
        for name, units in raw["compare"]["units"].items()
    }


def _with_shared(rules: list[Any], shared: Mapping[str, list[Any]]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for rule in rules:
        if "use" in rule:
            found += shared[rule["use"]]
        else:
            found.append(rule)
    return found


def _rule(entry: Mapping[str, Any], classes: Mapping[str, str], view: str) -> Rule:
    def put(match: re.Match[str]) -> str:
        if match[1] not in classes:
            raise QueryError(
                f"{FILE.name} 的 {view} 中没有“{match[1]}”这一类词。", "请核对 words、roles 和名称的种类。"
            )
        return classes[match[1]]

    pattern = entry["if"]
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(put, pattern)
    more = {key: value for key, value in entry.items() if key not in ("if", "do", "many")}
    return Rule(re.compile(pattern), entry["do"], more, bool(entry.get("many", True)))


@cache
def operators() -> Mapping[str, str]:
    """Word of a comparison -> its sign."""
    raw = data.read(FILE)["compare"]
    return {
        word: sign for side in ("before", "behind") for sign, words in raw[side].items() for word in str(words).split()
    }


def compared(match: re.Match[str], default: str = "=") -> tuple[str, float]:
    """The sign and number of a comparison that a pattern found."""
    signs = operators()
    return signs.get(match["op1"] or "") or signs.get(match["op2"] or "") or default, number(match["n"])
