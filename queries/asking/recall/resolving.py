"""Forms that need the graph to be made: which figure, which project, which piece of work the words of a question mean.

The rest of a question is held against names and sentences (recall/passages.py). A match must hold the words: nearly
all of their weight, no run of three characters missing, every distinct name, and every year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from queries.asking.recall.knowledge import Knowledge
from queries.asking.recall.passages import Match, Place, Subject, matched
from queries.asking.recall.subjects import content, subject
from queries.asking.understand.finish import NEGATIVE
from queries.asking.understand.form import Condition, Form
from queries.asking.understand.grammar import Draft

COVERED = 0.72
"""Least share of the subject's weight that must be found for an answer; measured on benchmarks/questions.jsonl."""
MISSING = 2
"""So many characters in a row that are nowhere make the question one about something else."""
_NEAR = 0.05
"""Topics that cover as much, but for this share, may be meant too."""
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|$|\D)")


_THIS_YEAR = re.compile("今年|本年|当年|年内")
"""That of the document: a figure for a later year is none of it."""


def trusted(match: Match) -> bool:
    """Whether a passage covers enough of a subject to be what is asked about."""
    return match.covered >= COVERED and len(match.missing) < MISSING and match.names


_PREFIXES = "非无"
"""Characters that begin words as often as they deny something: 非煤矿山, 无障碍."""


def negated(said: str, knowledge: Knowledge, *, most: bool = True) -> bool:
    """Whether words turn round or bound what is asked for; not where they are part of a word of the documents.

    Args:
        said: the words.
        knowledge: of the graph.
        most: whether 最长 does so even where the documents say it: not where the sentence that answers must say it.
    """
    for match in NEGATIVE.finditer(said):
        around = said[max(0, match.start() - 1) : match.end() + 1]
        whole = len(around) == len(match.group()) + 2 and " " not in around
        word = said[match.start() : match.end() + 2]
        if not most and match.group() == "最" and knowledge.passages.say(word[:2]):
            continue
        if match.group() in _PREFIXES and len(word) == 3 and knowledge.passages.say(word):
            continue
        if not (whole and knowledge.passages.say(around)):
            return True
    return False


def years(text: str) -> list[str]:
    """The years that a text names."""
    return list(dict.fromkeys(_YEAR.findall(text)))


def years_agree(text: str, match: Match, knowledge: Knowledge) -> bool:
    """Whether each year of a question is one of the passage, of its indicator, or of its document."""
    place = match.place
    date = str(knowledge.documents.get(place.document, {}).get("date", ""))
    told = knowledge.years(place.id)
    named = years("".join(f"{year}年" for year in told))
    if _THIS_YEAR.search(text) and named and date[:4] not in named:
        return False
    said = f"{match.passage.words}{place.name}{''.join(place.above)}{date}{''.join(told)}"
    return all(year in said for year in years(text))


def topics(wanted: Subject, text: str, knowledge: Knowledge, accept: Callable[[Place], bool]) -> list[Place]:
    """The things that a subject may mean, the likeliest first."""
    if not wanted:
        return []
    found = [
        match
        for match in knowledge.passages.search(wanted, accept)
        if trusted(match) and years_agree(text, match, knowledge)
    ]
    near = [match.place for match in found if match.covered >= found[0].covered - _NEAR]
    return list({place.id: place for place in near}.values())


_ITEMS = ("事项", "章节")


def items_meant(form: Form, knowledge: Knowledge) -> list[Place]:
    """The items that the words of a form's `about` mean, the likeliest first."""
    said = next((str(c.value) for c in form.where if c.kind == "about"), "")
    wanted = subject(said, knowledge) or subject(said, knowledge, soft=frozenset())
    if not wanted:
        return []
    found = [
        match
        for match in knowledge.passages.search(wanted, lambda place: place.kind in _ITEMS)
        if trusted(match) and years_agree(said, match, knowledge)
    ]
    near = [match.place for match in found if match.score >= found[0].score - _NEAR]
    # A heading holds the words of all that stands below it.
    places = [place for place in near if place.kind == "事项"] or near
    return list({place.id: place for place in places}.values())


def shares(draft: Draft, rest: str, knowledge: Knowledge, context: Form | None) -> list[Form]:
    """Forms about figures shared out to places."""
    places = draft.more.get("places", [])
    where = [c for c in draft.where if c.kind == "amount"]
    if places:
        where.append(Condition("place", tuple(node.id for node in places), "、".join(node.name for node in places)))
    told = f"{rest}{draft.more.get('kept', '')}"
    said = content(told, knowledge)
    if negated(told, knowledge):
        return []
    if said:
        found = topics(subject(told, knowledge), told, knowledge, lambda place: place.kind == "任务数")
        several = (places and not draft.fold) or (draft.fold == "most" and not places)
        if len(found) > 1 and several and not any(_is_said(place, told) for place in found):
            # 停车位 are those beside the road and those off it.
            every = tuple(place.id for place in found), "、".join(place.name for place in found)
            indicators = [Condition("indicators", *every)]
        else:
            indicators = [Condition("indicator", place.id, place.name) for place in found]
    elif context is not None and context.view == "shares":
        indicators = [c for c in context.where if c.kind in ("indicator", "indicators")]
        if not where and draft.fold in ("", "rank"):
            where = [c for c in context.where if c.kind == "place"]
    else:
        return _of_place(draft, where)
    forms = [_share(draft, (indicator, *where), len(places)) for indicator in indicators]
    return [form for form in forms if form is not None]


def _is_said(place: Place, said: str) -> bool:
    """Whether words have the whole name of an indicator, but for 新增 and the like before it."""
    return _ADDED.sub("", matched(place.name)) in matched(said)


_ADDED = re.compile("^(?:新增|新建|改造|新改建|完成)")


def _of_place(draft: Draft, where: list[Condition]) -> list[Form]:
    """What falls to one place: 石门县的任务数有哪些."""
    if len(where) != 1 or where[0].kind != "place" or len(where[0].value) != 1:  # type: ignore[arg-type]
        return []
    if not re.search("任务|六位|实事", draft.marked.text) or not draft.flags & {"which", "number"}:
        return []
    if draft.fold == "most":
        return [Form("shares", "任务", tuple(where), fold="top", ranks=draft.ranks)]
    return [
        Form(
            "shares", "任务", tuple(where), fold="count" if draft.flags & {"which", "number"} == {"number"} else "list"
        )
    ]


def _share(draft: Draft, where: tuple[Condition, ...], places: int) -> Form | None:
    flags = draft.flags
    figures = bool(flags & {"number", "each", "spread"})
    amount = any(c.kind == "amount" for c in where)
    count = "number" in flags and not flags & {"which", "each", "spread"}
    fold = "count" if count else "list"
    alone = not places and not amount
    if "without" in flags:
        asked = bool(flags & {"places", "which"}) and not draft.fold
        return Form("shares", "没有任务的地方", where[:1], fold=fold) if asked and alone else None
    match draft.fold:
        case "most":
            most = Form("shares", "地方", where, fold="most", ranks=draft.ranks, figures=figures)
            return most if alone else None
        case "rank":
            return Form("shares", "地方", where, fold="rank") if places == 1 else None
        case "compare":
            return Form("shares", "任务数", where, fold="compare") if places > 1 else None
    if draft.fold:
        return None
    if flags & {"share", "total"}:
        ask = "占比" if "share" in flags else "合计"
        return Form("shares", "任务数", where, asks=(ask,)) if places and not amount else None
    if any(c.kind == "place" for c in where) and not amount:
        return Form("shares", "任务数", where, fold="list")
    if amount:
        listing = Form("shares", "地方", where, figures=bool(flags & {"each", "spread"}), fold=fold)
        return listing if flags & {"places", "which"} and not places else None
    if flags & {"spread", "places"}:
        return Form("shares", "地方", where, figures=True)
    return None


__all__: Sequence[str] = [
    "items_meant",
    "negated",
    "shares",
    "topics",
    "trusted",
    "years",
    "years_agree",
]
