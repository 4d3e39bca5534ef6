"""Questions about a figure that is aimed at: how much, how many, by how much more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.store import Store
from queries.asking.answer import Answer, Row
from queries.asking.forms import ranked_targets, targets
from queries.asking.intents import own_region, trusted, years_agree
from queries.asking.knowledge import Knowledge
from queries.asking.passages import Match, Passage
from queries.asking.reading import Reading
from queries.catalogue import get

_NOT_ASKED_FOR = ("谁", "牵头", "配合", "哪单位", "成员", "没", "名次")
_OF_WHICH = "其中"
_GROWTH = ("增", "速", "幅")
_SAME = 3
"""Characters with which the names of indicators begin that are parts of one."""
_AS_WELL, _EXACT, _MOST = 0.02, 0.6, 6
"""Indicators whose words are covered as well; a name that the question says to this share is meant; at most so many."""
_ELSEWHERE = 0.15
"""How much more of a question an indicator of another document must cover to be meant."""
_NEAR_BY = 400
"""Characters within which the figures of a second question stand by those of the first."""


def attempt(reading: Reading, knowledge: Knowledge, store: Store) -> Answer | None:
    """The answer to a question for one or several figures; None when the question asks for something else."""
    if not reading.has("数", "目标", "产值词") or reading.has(*_NOT_ASKED_FOR):
        return None
    found = list(_indicators(reading, knowledge))
    rows = [row for passage in found for row in _rows(passage, store)]
    form = targets
    if reading.has("最"):
        rows = rows if _comparable(rows) else []
        form = ranked_targets
    if not rows:
        return None
    query = get("target_values")
    made = form(rows, {}, reading, knowledge.names)
    return Answer(
        question=reading.text,
        answered=True,
        value=made.value,
        text=f"{made.words}。",
        query=query.name,
        cypher=query.text,
        params={"indicator": found[0].place.id},
        rows=rows,
        files=knowledge.files,
        understood=f"指标：{'、'.join(dict.fromkeys(passage.place.name for passage in found))}",
    )


def _comparable(rows: Sequence[Row]) -> bool:
    """Whether rows are of several indicators in one unit."""
    return len({row["indicator"] for row in rows}) > 1 and len({row["unit"] for row in rows}) == 1


def _indicators(reading: Reading, knowledge: Knowledge) -> Iterator[Passage]:
    """The indicator that each part of the question means, with those that the document names under it (其中)."""
    first: Passage | None = None
    for part in _parts(reading):
        found = _best(part, reading, knowledge, first)
        if not found and first is None:
            return
        yield from found
        if found and first is None:
            first = found[0]
            if len(found) == 1:
                yield from _under(first, knowledge) if _OF_WHICH in reading.text else ()


def _parts(reading: Reading) -> list[Reading]:
    parts = [part for part in reading.parts() if part.has("数", "目标") and part.subject()]
    return parts if len(parts) > 1 else [reading]


def _best(part: Reading, whole: Reading, knowledge: Knowledge, first: Passage | None) -> list[Passage]:
    """The indicator that the words mean; all that fit as well where each of them is called more than the words say."""
    subject = part.subject(own_region(part, knowledge))
    if not subject:
        return []
    found = [
        match
        for match in knowledge.passages.search(subject, lambda place: place.kind == "指标")
        if _is_near(match, first) and trusted(match) and years_agree(whole, match, knowledge)
    ]
    found = _growth_or_not(found, whole)
    if not found:
        return []
    # A question that names no other place means the plan itself before what a county's article says.
    found.sort(key=lambda match: -match.covered + _ELSEWHERE * (match.place.document != knowledge.main_document))
    alike = [m for m in found if m.covered > found[0].covered - _AS_WELL and m.place.above == found[0].place.above]
    exact = [m for m in alike if m.title_said >= _EXACT]
    best = exact[:1] or alike
    return list({m.place.name: m.passage for m in best[:_MOST]}.values())


def _growth_or_not(found: list[Match], reading: Reading) -> list[Match]:
    """Of indicators of one name those in per cent where growth is asked for, else those that are not; or all."""
    names = Counter(map(_named, found))
    growth = any(word in reading.text for word in _GROWTH)
    wanted = [match for match in found if ("%" in match.passage.words) == growth]
    both = {name for name in map(_named, wanted) if names[name] > 1}
    return [match for match in found if match in wanted or _named(match) not in both]


def _named(match: Match) -> tuple[str, str]:
    return match.place.name, match.place.document


def _is_near(match: Match, first: Passage | None) -> bool:
    return first is None or (
        match.place.document == first.place.document and abs(match.passage.start - first.start) < _NEAR_BY
    )


def _under(first: Passage, knowledge: Knowledge) -> Iterator[Passage]:
    """The figures behind 其中 that share the beginning of their names with the one they are part of."""
    sentence = next((p for p in knowledge.passages.all if _holds(p, first)), None)
    if sentence is None:
        return
    behind = sentence.words[first.end - sentence.start :].lstrip("，,(（ \n")
    if not behind.startswith(_OF_WHICH):
        return
    after = [
        p for p in knowledge.passages.all if p.place.kind == "指标" and _holds(sentence, p) and p.start > first.start
    ]
    for passage in sorted(after, key=lambda p: (p.start, p.end)):
        if passage.place.name[:_SAME] != first.place.name[:_SAME]:
            return
        yield passage


def _holds(sentence: Passage, part: Passage) -> bool:
    return (
        sentence.place.kind in ("事项", "章节", "文件")
        and not sentence.title
        and sentence.place.document == part.place.document
        and sentence.start <= part.start
        and part.end <= sentence.end
    )


def _rows(passage: Passage, store: Store) -> Sequence[Row]:
    rows = get("target_values").read(store, {"indicator": passage.place.id}).rows
    return [row for row in rows if row["start"] == passage.start] or rows
