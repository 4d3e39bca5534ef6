"""Words of a question that ask for another edition than the one in force: 2023年3月时, 以前, 修订前后.

The words stand in data/rules/asking.yaml under `editions`. What is left is a question like any other, asked of the
documents that were in force then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import data

NOW, THEN, BEFORE, BOTH = "now", "then", "before", "both"
_FILE = data.RULES / "asking.yaml"


@dataclass(frozen=True)
class Asked:
    """Which edition is asked for.

    Attributes:
        kind: THEN (as of a day), BEFORE (the edition before the one in force), BOTH (the two beside each other).
        question: without the words that say so.
        day: the day of THEN, as `graph.timeline.Moment.of` reads it.
    """

    kind: str
    question: str
    day: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = {name: str(text).split() for name, text in data.read(_FILE)["editions"].items()}
    any_of = {name: f"(?:{'|'.join(sorted(own, key=lambda w: (-len(w), w)))})" for name, own in words.items()}
    then = re.compile(
        rf"(?:在|于|按|回到)?(?P<day>(?:19|20)\d\d年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?)(?:份|底|初)?{any_of['then']}[,]?"
    )
    # 9月之前 and 国庆节以前 are no editions: what stands before must not be a time.
    before = re.compile(
        rf"(?<![年月日号底末旬度周天节期内])(?:在|于|按)?{any_of['before']}(?:的时候|时|的话)?[,]?(?=[^,?]*(?:谁|哪|多少|几|什么|呢|吗))"
    )
    both = re.compile(
        rf"{any_of['both']}|(?:和|与|跟|同|较|比)(?:起)?{any_of['before']}(?:的)?(?:相比|比较|对比|比起来|比)?[,]?|{any_of['changed']}"
    )
    return then, before, both


def asked(question: str) -> Asked | None:
    """Which edition a tidy question asks for; None for the one in force."""
    then, before, both = _patterns()
    match = both.search(question)
    if match is not None:
        return Asked(BOTH, _whole(question[: match.start()] + question[match.end() :]))
    match = then.search(question)
    if match is not None:
        return Asked(THEN, question[: match.start()] + question[match.end() :], match["day"])
    again = re.search(r"[,](?:那)?(?:么)?(?P<w>[^,?]{2,5})呢\??$", question)
    if again is not None and before.match(f"{again['w']}呢") is not None:
        return Asked(BOTH, question[: again.start()])
    match = before.search(question)
    return Asked(BEFORE, question[: match.start()] + question[match.end() :]) if match is not None else None


def _whole(question: str) -> str:
    """A question that is left without a word that asks: 引水干渠的牵头单位 is one for who that is."""
    left = re.sub(r"[,?吗呢]+$", "", question).strip(",")
    if re.search("谁|哪|多少|几|什么", left):
        return left
    role = re.search("(?:牵头|配合|责任|负责|主管)(?:单位|部门)?$", left)
    return f"{left}{'是' if left.endswith(('单位', '部门')) else '的单位是'}哪些" if role is not None else left
