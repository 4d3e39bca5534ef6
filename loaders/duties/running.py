"""Duties in running text: sentences of unread duty words, alone, with a line beside them, under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.duties import sentences
from loaders.duties.model import Found, Task
from loaders.ledger.cues import SUBJECTLESS, Cue
from loaders.lexicon.clauses import COOPERATE, Clause
from loaders.lexicon.departments import in_a_plan, is_department
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.outline import Node, Outline, home
from loaders.page.spans import Spans, holds
from loaders.page.text import Squeezed, Text

_SHORT_LINE = 40
_PART_END = re.compile(r"[。;!?\n]")
_GOES_ON_ALONE = re.compile(r"\s*(?:并|同时)?(?:承担|参与|参加|组织)")
_LONGEST_PART = 200
_HEAD = 300
_NEAR = 120
"""Characters between two sentences that speak of the same matter."""
_NEXT = 40
"""Characters between a duty and the sentence that says who helps."""
_THIS = re.compile("(?:此|该|这|本)项(?:工作|任务)")
_TORN_NAME = re.compile(r"由[省市县区州]?$")
_LABELLED = re.compile(r"[^\n:]{0,12}[位门构室员]:")


def find(
    text: Text, tree: Outline, cues: Sequence[Cue], stated: Sequence[Task] = (), members: Iterable[str] = ()
) -> list[Task]:
    """Duties in running text: what the sentences of unread cues say of certain bodies.

    Args:
        stated: the document's other tasks; who has a duty in a clause or table is certainly a body in a sentence, too.
        members: names of the members of its coordinating bodies; so are they.
    """
    parties = (party.name for task in stated for hit in task.clauses for party in hit.clause.parties)
    known = frozenset((*parties, *members))
    plan = in_a_plan(text.folded[:_HEAD])

    def certain(name: str) -> bool:
        sure = gazetteer().certain(name) or (plan and is_department(name))
        return sure or (len(name) > 2 and name in known)

    result = _prose_pass(text, tree, cues, certain, Spans(()))
    if not result:
        return result
    read = Spans((hit.start, hit.end) for task in result for hit in task.clauses)
    left = [cue for cue in cues if not read.touches(cue.start, cue.end)]
    return [*result, *_prose_pass(text, tree, left, certain, read)]


def _prose_pass(text: Text, tree: Outline, cues: Sequence[Cue], certain: sentences.Certain, read: Spans) -> list[Task]:
    """One pass over the sentences of unread cues.

    Args:
        read: the stretches that were read as duties before; none in the first pass, and then only what stands near
            them is looked at.
    """
    result: list[Task] = []
    done = 0
    places = [cue.start for cue in cues]
    unread = [cue for cue in cues if cue.fate == "signal" or cue.rule == SUBJECTLESS]
    first_cue = {(cue.sentence_start, cue.sentence_end): cue for cue in reversed(unread)}
    for (start, end), cue in sorted(first_cue.items(), key=lambda item: item[0]):
        whole = _to_full_stop(text.folded, end, places)
        wider = _stretches(text.folded, start, whole) if whole > end else ()
        spans = [(max(first, done), last) for first, last in (*wider, *_stretches(text.folded, start, end))]
        spans = [span for span in spans if cue.fate == "signal" and not read.touches(*span)]
        near = read.touches(start - _NEAR, end + _NEAR)
        if read and (not near or read.touches(start, end)):
            continue
        stretches = [text.squeeze(first, last) for first, last in spans if first < last]
        above = _under_heading(text, tree, cue.start, end)
        for words in [*stretches, above] if above is not None else stretches:
            duties = _prose_duties(tree, words, certain, result, near=near)
            last = words.offsets[-1]
            if duties:
                result.extend(duties)
                done = last
                break
    return result


def _to_full_stop(folded: str, end: int, cues: Sequence[int]) -> int:
    """Where the sentence ends whose part before a semicolon holds a cue, as far as its next parts hold none."""
    while folded[end - 1 : end] == ";":
        stop = _PART_END.search(folded, end)
        last = stop.end() if stop is not None else len(folded)
        own = _GOES_ON_ALONE.match(folded, end) is None
        if not own or not 0 < last - end <= _LONGEST_PART or holds(cues, end, last):
            break
        end = last
    return end


def _stretches(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; with the line before it and with the line after it, where only a line end parts them."""
    before = folded.rfind("\n", 0, max(0, start - 1)) + 1
    if _TORN_NAME.search(folded, before, max(before, start - 1)):
        yield before, end
    yield start, end
    parted = folded[start - 1 : start]
    names_itself = parted == "。" and len(folded[before : start - 1]) <= _SHORT_LINE
    line_above = parted == "\n" and folded[before : start - 1].strip() and not _LABELLED.match(folded, before)
    if names_itself or line_above:
        yield before, end
    after = folded.find("\n", end)
    if folded[end - 1 : end] == "\n" and folded[end : after if after >= 0 else None].strip():
        yield start, after if after >= 0 else len(folded)


def _under_heading(text: Text, tree: Outline, cue: int, end: int) -> Squeezed | None:
    """A duty word at the head of an item behind the heading above it, where that is short enough to name who does it.

    "一、市发展改革委" above "1.牵头编制规划。": the heading is the subject of what stands below.
    """
    node = home(tree, cue)
    above = node.parent
    if text.trim(node.title_start, end)[0] != cue:
        return None
    if above is None or above.parent is None or above.title_end - above.title_start > _SHORT_LINE:
        return None
    head, words = text.squeeze(above.title_start, above.title_end), text.squeeze(cue, end)
    return Squeezed(f"{head.text}。{words.text}", [*head.offsets, *words.offsets])


def _prose_duties(
    tree: Outline, words: Squeezed, certain: sentences.Certain, before: Sequence[Task], *, near: bool
) -> list[Task]:
    duties = sentences.parse(words.text, certain, near=near)
    tasks: list[Task] = []
    for duty in duties:
        found = Found(*words.span(duty.start, duty.end), words, Clause(duty.parties, duty.rule))
        node = home(tree, found.start)
        named = duty.task_start < duty.task_end
        if named and _THIS.fullmatch(words.text, duty.task_start, duty.task_end) and node.parent is not None:
            span = node.title_start, node.title_end
        elif named:
            span = words.span(duty.task_start, duty.task_end)
        else:
            span = _of_helpers(node, found, tasks or before) or _own(node, found)
        tasks.append(Task(node, *span, "prose", (found,)))
    return tasks


def _of_helpers(node: Node, found: Found, before: Sequence[Task]) -> tuple[int, int] | None:
    """What those help with who only cooperate, and name no task: what the sentence before gives somebody to do."""
    last = before[-1] if before else None
    helps = all(party.role == COOPERATE for party in found.clause.parties)
    near = last is not None and last.node is node and 0 <= found.start - last.clauses[-1].end <= _NEXT
    return (last.start, last.end) if last is not None and helps and near else None


def _own(node: Node, found: Found) -> tuple[int, int]:
    """The words of a duty that names no task: its item's title, or the sentence itself."""
    return (node.title_start, node.title_end) if node.parent is not None else (found.start, found.end)
