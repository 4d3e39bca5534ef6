"""Which words a clause covers: an item, a section, or the sentences since the clause before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import components as pipeline
from loaders.duties import labels, tables
from loaders.duties.sentences import Duty
from loaders.duties.tables import Cell, Row, Table
from loaders.ledger import cues as coverage
from loaders.ledger.cues import SUBJECTLESS, Cue
from loaders.lexicon.brackets import pairs
from loaders.lexicon.clauses import ANSWER, COOPERATE, FIRST_LEADS, Clause, first_leads, goes_on_as_collective, is_party
from loaders.lexicon.cues import LABEL_HINT, LABEL_IN_TEXT, WEAK_LABEL
from loaders.lexicon.gazetteer import Gazetteer
from loaders.lexicon.names import is_generic, strip_alias
from loaders.page.outline import RANKS, Node, Outline
from loaders.page.spans import Stretches
from loaders.page.text import Squeezed, Text

_MAX_CLAUSE = 2000
_MAX_DEPTH = 3
_SHORT_LINE = 40
_PART_END = re.compile(r"[。;!?\n]")
_GOES_ON_ALONE = re.compile(r"\s*(?:并|同时)?(?:承担|参与|参加|组织)")
_LONGEST_PART = 200
_NEAR = 120
"""Characters between two sentences that speak of the same matter."""
_TORN = 8
_TORN_NAME = re.compile(r"由[省市县区州]?$")
_GAP = re.compile(r"(?<=[^\s、,;:])(?:[ ]+|[ ]*\n[ ]*)(?=[\u4e00-\u9fff])")
_OPENS = re.compile(r"各|自治[区州县旗]|[省市县区州盟旗](?![场域级直])|国家")
_NAME_BEFORE, _NAME_BEHIND = re.compile(r"[^ \n、,;:。(]{2,20}$"), re.compile(r"[^ \n、,;:。(]{2,20}")
# Nothing of a body follows on the name of a small office: 党政办 综合执法队, but 市公安局 交警支队.
_DESK = re.compile(r"..[办科股站所]$")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_CLOSING_BRACKET = re.compile(
    r"(?P<bracket>\([^()\n]{3,200}(?:\n[^()\n]{2,100}){0,3}\)(?=\s*(?:\n|$))|\([^()]{3,300}\Z"
    r"|[【〔\[][^【】〔〕\[\]\n]{3,200}(?:\n[^【】〔〕\[\]\n]{2,100}){0,3}[】〕\]](?=\s*(?:\n|$)))"
)
_ROLES_BESIDE = re.compile(
    r"(?:——|--|:) *(?P<list>(?:[^()、,;:。\n—-]{2,30}"
    r"\((?:总?牵头|主办|配合|协办|责任|负责|参与|承办)(?:单位|部门)?\)[、,;]?){1,30})(?= *(?:\n|。|\Z))"
)
_AFTER_SENTENCE = re.compile(r"[。;!」”》…]\s*$")
_INLINE_NUMBER = re.compile(r"(?:\(\s*\d{1,2}\s*\)|\d{1,2}\)|[①-⑳])\s*")
_BLANK_LINE, _NEW_LINE = re.compile(r"\n[ ]*\n"), re.compile(r"\n")
_LABELLED = re.compile(r"[^\n:]{0,12}[位门构室员]:")
_MARKS = "、,;:。()"
_MAX_NAME = 40
_OF_ALL = re.compile(r"(?:以上|上述)(?:各项|任务|工作|事项)")
_BETWEEN = re.compile(r"[\s。;;,,]*")


@dataclass(frozen=True)
class Found:
    """A clause in its place.

    Attributes:
        start, end: offsets of the clause with its brackets.
        words: its words, which know their offsets.
        clause: what was read in them.
    """

    start: int
    end: int
    words: Squeezed
    clause: Clause


@dataclass(frozen=True)
class Task:
    """What one or more clauses cover.

    Attributes:
        node: the heading or item that the words stand under.
        start, end: offsets of the words of the task.
        form: "item" (all of a numbered item), "section" (a heading with items below), "sentences" (a part), "prose"
            (words of a sentence of running text) or "row" (a row of a table).
        clauses: the clauses that cover it; none for an item that names nobody.
        inherits: whether the items below take the lead over (the clause stands on the heading itself).
        name: what the task is called, where it is not simply its words.
    """

    node: Node
    start: int
    end: int
    form: str
    clauses: tuple[Found, ...]
    inherits: bool = False
    name: str = ""


def find(text: Text, tree: Outline, names: Gazetteer, taken: Sequence[tuple[int, int]] = ()) -> dict[Node, list[Found]]:
    """Every clause of a document, in brackets or behind labels, by the node whose own text it stands in.

    Args:
        taken: stretches that are read otherwise: tables.
    """
    hints = sorted([*(start for start, _ in coverage.words(text)), *_places(WEAK_LABEL, text)])
    marks = _places(LABEL_IN_TEXT, text) if LABEL_HINT.search(text.folded) else []
    assigns, ordered = bool(marks) and labels.assigns(text), bool(marks) and labels.orders(text)
    brackets, beside = _places(_CLOSING_BRACKET, text), _places(_ROLES_BESIDE, text)
    found: dict[Node, list[Found]] = {}
    for node in (tree.root, *tree.nodes):
        start, end = node.start, node.own_end
        hits = _in_brackets(text, hints, node) if _has(hints, start, end) else []
        if _has(marks, start, end):
            plan = ordered or (assigns and node.parent is not None)
            hits.extend(_behind_labels(text, node, tree.width, tuple(hits), plan=plan))
        if _has(beside, start, end):
            hits.extend(_roles_beside(text, node, tuple(hits)))
        if _has(brackets, start, end):
            hits.extend(_names_only(text, node, tuple(hits), names))
        hits = [hit for hit in hits if not any(first <= hit.start < last for first, last in taken)]
        if hits:
            found[node] = sorted(hits, key=lambda hit: hit.start)
    return _under_conventions(text, found)


def _places(pattern: re.Pattern[str], text: Text) -> list[int]:
    return [match.start() for match in pattern.finditer(text.folded)]


def _read(text: Text, start: int, end: int, words: Squeezed, default: str = "") -> Found | None:
    """The clause that the words are, by the spaCy pipeline."""
    clause: Clause | None = pipeline.read(pipeline.CLAUSE, words.text, default=default)["clause"]
    return Found(start, end, words, clause) if clause is not None else None


def _list_words(text: Text, start: int, end: int) -> Squeezed:
    """The words of a list without white space; where spaces alone part two names, or a name and a person, stands 、."""
    words = text.squeeze_list(start, end)
    cuts = [gap.start() for gap in _GAP.finditer(text.folded, start, end) if _parts_names(text.folded, gap)]
    if not cuts:
        return words
    chars, offsets = [*words.text], [*words.offsets]
    for cut in reversed(cuts):
        at = bisect_left(offsets, cut)
        if 0 < at < len(chars) and chars[at] not in _MARKS and chars[at - 1] not in _MARKS:
            chars.insert(at, "、")
            offsets.insert(at, cut)
    return Squeezed("".join(chars), offsets)


def _parts_names(folded: str, gap: re.Match[str]) -> bool:
    before = _NAME_BEFORE.search(folded, max(0, gap.start() - _MAX_NAME), gap.start())
    behind = _NAME_BEHIND.match(folded, gap.end())
    if before is None or behind is None or not is_party(before.group()):
        return False
    name = is_party(behind.group())
    if name and _DESK.search(before.group()) and len(behind.group()) > 2:
        return True
    if "\n" in gap.group():
        return (
            name
            and _OPENS.match(behind.group()) is not None
            and not goes_on_as_collective(before.group(), behind.group())
        )
    return name if len(gap.group()) > 1 else not name and _PERSON.fullmatch(behind.group()) is not None


def _has(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _in_brackets(text: Text, hints: Sequence[int], node: Node) -> list[Found]:
    """Brackets that hold a cue or a label, outer before inner; what lies in a clause already read is passed over."""
    hits: list[Found] = []
    for pair in pairs(text.folded, node.start, node.own_end):
        if hits and pair.start < hits[-1].end:
            continue
        if pair.depth < _MAX_DEPTH and pair.end - pair.start <= _MAX_CLAUSE and _has(hints, pair.start, pair.end):
            inside = pair.end - 1 if pair.closed else pair.end
            hit = _read(text, pair.start, pair.end, _list_words(text, pair.start + 1, inside))
            if hit is not None:
                hits.append(hit)
    return hits


def _behind_labels(text: Text, node: Node, width: int, taken: Sequence[Found], *, plan: bool) -> Iterator[Found]:
    for start, end in labels.blocks(text, node.start, node.own_end, width, plan=plan):
        if end - start <= _MAX_CLAUSE and not any(hit.start < end and start < hit.end for hit in taken):
            hit = _read(text, start, end, _list_words(text, start, end))
            if hit is not None:
                yield hit


def _roles_beside(text: Text, node: Node, taken: Sequence[Found]) -> Iterator[Found]:
    """ "T——甲局(牵头)、乙局(配合)": a list behind a dash or a colon, each name with its role."""
    for match in _ROLES_BESIDE.finditer(text.folded, node.start, node.own_end):
        start, end = match.span("list")
        if not any(hit.start < end and start < hit.end for hit in taken):
            hit = _read(text, start, end, _list_words(text, start, end))
            if hit is not None:
                yield hit


def _names_only(text: Text, node: Node, taken: Sequence[Found], names: Gazetteer) -> Iterator[Found]:
    """A bracket at the end of a paragraph that holds names of certain bodies, with at most a plain verb behind them.

    "(工信部、应急部)", "(县水利局、县住建局组织实施)": no word in it announces a duty, so every name must be certain.
    Behind words that end no sentence the bracket must close a numbered item and name two bodies at least.
    """
    for match in _CLOSING_BRACKET.finditer(text.folded, node.start, node.own_end):
        start, end = match.start("bracket"), match.end("bracket")
        if any(hit.start < end and start < hit.end for hit in taken):
            continue
        after_sentence = _AFTER_SENTENCE.search(text.folded, max(0, start - 9), start) is not None
        # Outside of items other brackets name who wrote a report.
        if node.parent is None and not (after_sentence and text.folded[start] == "("):
            continue
        # The last bracket of an excerpt may be cut off, in the middle of a name too.
        closed = text.folded[end - 1] in ")】〕]"
        hit = _read(text, start, end, _list_words(text, start + 1, end - closed), default=ANSWER)
        if hit is None or not (after_sentence or len(hit.clause.parties) > 1):
            continue
        if _all_certain(hit.clause, names, "" if closed else hit.words.text):
            yield hit


def _all_certain(clause: Clause, names: Gazetteer, cut: str) -> bool:
    """Whether every name is certain and nothing is left over but the torn name that cut-off words end in."""
    first, *others = sorted((strip_alias(party.name) for party in clause.parties), key=is_generic)
    return (
        all(cut.endswith(rest) and len(rest) < _TORN for rest in clause.leftovers if cut or rest)
        and (names.certain(first) or (names.function(first) is not None and any(map(names.certain, others))))
        and all(names.certain(name) or is_generic(name) or tables.is_name(name) for name in others)
    )


def _under_conventions(text: Text, found: dict[Node, list[Found]]) -> dict[Node, list[Found]]:
    """Apply "the first of a list leads" as far as its own words reach.

    Stated in a clause with 下同 it holds from there on; stated in a sentence of its own, for the whole document.
    """
    hits = [hit for clauses in found.values() for hit in clauses]
    stated = _stated(text)
    in_force = any(not any(hit.start <= place < hit.end for hit in hits) for place in stated)
    if not stated:
        return found
    result: dict[Node, list[Found]] = {}
    for node, clauses in found.items():
        result[node] = []
        for hit in clauses:
            in_force = in_force or hit.clause.convention == "below"
            result[node].append(replace(hit, clause=first_leads(hit.clause)) if in_force else hit)
    return result


def _stated(text: Text) -> list[int]:
    """Where a text says that the first of a list leads."""
    return [match.start() for match in FIRST_LEADS.finditer(text.folded)]


def tasks(text: Text, tree: Outline, found: dict[Node, list[Found]], *, signed: bool = False) -> list[Task]:
    """Every task of a document in order: items with and without clauses, parts of items, sections with a lead.

    Args:
        signed: whether the text consists of signed pieces, whose headings are items only where they have clauses.
    """
    owned = dict(found)
    _close_blocks(text, tree, owned)
    items = _items(tree, owned)
    if signed:
        items = {node for node in items if owned.get(node)}
    result: list[Task] = []
    for node in (tree.root, *tree.nodes):
        clauses = owned.get(node, [])
        if node in items:
            result.extend(_item_tasks(text, tree.width, node, clauses))
        elif clauses:
            result.extend(_section_tasks(text, tree.width, node, clauses))
    return result


def _items(tree: Outline, found: dict[Node, list[Found]]) -> set[Node]:
    """The nodes that are items: leaves on the levels on which their part of the document states responsibilities.

    A part is an annex, or what stands outside of all annexes. Where no part states any, every leaf is an item.
    """
    level: dict[Node | None, int] = {}
    for node, clauses in found.items():
        if clauses and node.parent is not None and (not node.children or _closed_below(node, clauses)):
            part = part_of(node)
            level[part] = min(level.get(part, node.rank), node.rank)
    if not level:
        return {node for node in tree.nodes if not node.children}
    return {
        node
        for node in tree.nodes
        if node.rank >= level.get(part_of(node), RANKS["point"] + 1)
        and (not node.children or _closed_below(node, found.get(node, [])))
    }


def _closed_below(node: Node, clauses: list[Found]) -> bool:
    return bool(node.children and clauses and clauses[-1].start >= node.own_end)


def part_of(node: Node) -> Node | None:
    """The annex that a node stands in (or is), None outside of all annexes."""
    here: Node | None = node
    while here is not None and here.numbering != "annex":
        here = here.parent
    return here


def _close_blocks(text: Text, tree: Outline, found: dict[Node, list[Found]]) -> None:
    """A clause alone on the line after sub-items (1)(2)(3) that name nobody closes the item above them."""
    for node in tree.nodes:
        last = node.children[-1] if node.children else None
        if last is None or len(node.children) < 2:
            continue
        clauses = found.get(last, [])
        if last.rank < RANKS["digit_bracket"] and not any(_OF_ALL.match(hit.words.text) for hit in clauses):
            continue
        if len(clauses) == 1 and not any(found.get(child) for child in node.children[:-1]):
            before = text.folded[last.start : clauses[0].start]
            if before.rstrip(" ").endswith("\n"):
                found[node] = [*found.get(node, []), *found.pop(last)]


def _item_tasks(text: Text, width: int, node: Node, clauses: list[Found]) -> list[Task]:
    if len(clauses) < 2:
        # A title without a full stop runs up to the bracket that closes it.
        closed_by = clauses[0].start if clauses and clauses[0].start > node.title_start else node.title_end
        start, end = text.trim(node.title_start, min(node.title_end, closed_by))
        return [Task(node, start, end, "item", tuple(clauses))]
    whole = Task(node, node.title_start, node.title_end, "item", ())
    return [whole, *_sentences(text, width, node, clauses, _after_title(text, node))]


def _section_tasks(text: Text, width: int, node: Node, clauses: list[Found]) -> list[Task]:
    """Clauses in the own text of a heading that has items below, or of no heading at all."""
    if node.parent is None:
        return _sentences(text, width, node, clauses, 0)
    on_heading = _BETWEEN.fullmatch(text.folded, node.title_end, clauses[0].start) is not None
    if on_heading or len(clauses) == 1:
        first = Task(node, node.title_start, node.title_end, "section", (clauses[0],), inherits=on_heading)
        return [first, *_sentences(text, width, node, clauses[1:], clauses[0].end)]
    return _sentences(text, width, node, clauses, _after_title(text, node))


def _after_title(text: Text, node: Node) -> int:
    match = _BETWEEN.match(text.folded, node.title_end)
    return match.end() if match is not None else node.title_end


def _sentences(text: Text, width: int, node: Node, clauses: Sequence[Found], place: int) -> list[Task]:
    """Each clause covers the words since the last one, within its paragraph; one that follows on another, its words."""
    covered: list[tuple[int, int, list[Found]]] = []
    for hit in clauses:
        start, end = _words_before(text, width, place, hit.start)
        place = hit.end
        if start < end:
            covered.append((start, end, [hit]))
        elif covered:
            covered[-1][2].append(hit)
        elif node.parent is not None:
            covered.append((node.title_start, node.title_end, [hit]))
        else:
            covered.append((start, end, [hit]))
    return [Task(node, start, end, "sentences", tuple(hits)) for start, end, hits in covered]


def _words_before(text: Text, width: int, place: int, end: int) -> tuple[int, int]:
    """The words of a paragraph between a place and a clause, without white space and the number in front of them."""
    start, end = text.trim(_paragraph(text, width, place, end), end)
    number = _INLINE_NUMBER.match(text.folded, start, end)
    return (number.end() if number is not None else start), end


def _paragraph(text: Text, width: int, place: int, end: int) -> int:
    """Where the paragraph that ends at `end` begins, not before `place`."""
    last = place + len(text.folded[place:end].rstrip())
    break_ = _BLANK_LINE if width else _NEW_LINE
    starts = [match.end() for match in break_.finditer(text.folded, place, last)]
    return starts[-1] if starts else place


def row_tasks(text: Text, tree: Outline, found: Sequence[Table], others: Sequence[Task] = ()) -> list[Task]:
    """Each row of the tables as a task, with a clause for each cell that names bodies.

    Args:
        others: the tasks outside of the tables, whose clauses may state that the first of a list leads.
    """
    result: list[Task] = []
    spans = [(hit.start, hit.end) for task in others for hit in task.clauses if hit.clause.convention != "below"]
    rules = [place for place in _stated(text) if not any(start <= place < end for start, end in spans)]
    for table in found:
        # A rule in a table is for that table, one outside of all for each.
        first = any(_holds(table, place) or not any(_holds(other, place) for other in found) for place in rules)
        for row in table.rows:
            hits = [hit for label, cell in row.parties if (hit := _in_cell(text, table, row, label, cell)) is not None]
            hits = _first_leads(hits) if first else hits
            name = tables.words(text, row.task).text
            node = home(tree, row.start)
            result.append(Task(node, row.task.start, row.task.end, "row", tuple(hits), name=name))
    return result


def _holds(table: Table, place: int) -> bool:
    return table.start <= place < table.end


def _first_leads(hits: list[Found]) -> list[Found]:
    """The cells of a row under the rule that the first of a list leads; a list may fill several cells."""
    if any(party.role != ANSWER for hit in hits for party in hit.clause.parties):
        return hits
    first = [replace(hit, clause=first_leads(hit.clause)) for hit in hits[:1]]
    others = [
        replace(hit, clause=replace(hit.clause, parties=tuple(party.given(COOPERATE) for party in hit.clause.parties)))
        for hit in hits[1:]
    ]
    return [*first, *others]


def _in_cell(text: Text, table: Table, row: Row, label: str, cell: Cell) -> Found | None:
    """The bodies of a cell; the row is the evidence, with the cell where one cell serves several rows."""
    start, end = min(row.start, cell.start), max(row.end, cell.end)
    return _read(text, start, end, tables.words(text, cell), default=tables.role(label, table.roles))


def prose_tasks(
    text: Text, tree: Outline, cues: Sequence[Cue], stated: Sequence[Task] = (), members: Iterable[str] = ()
) -> list[Task]:
    """Duties in running text: what the sentences of unread cues say of certain bodies.

    Args:
        stated: the document's other tasks; who has a duty in a clause or table is certainly a body in a sentence, too.
        members: names of the members of its coordinating bodies; so are they.
    """
    parties = (party.name for task in stated for hit in task.clauses for party in hit.clause.parties)
    known = frozenset((*parties, *members))
    result = _prose_pass(text, tree, cues, known, Stretches(()))
    if not result:
        return result
    read = Stretches((hit.start, hit.end) for task in result for hit in task.clauses)
    left = [cue for cue in cues if not read.touches(cue.start, cue.end)]
    return [*result, *_prose_pass(text, tree, left, known, read)]


def _prose_pass(text: Text, tree: Outline, cues: Sequence[Cue], known: frozenset[str], read: Stretches) -> list[Task]:
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
            duties = _prose_duties(tree, words, known, near=near)
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
        if not own or not 0 < last - end <= _LONGEST_PART or _has(cues, end, last):
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


def _prose_duties(tree: Outline, words: Squeezed, known: frozenset[str], *, near: bool) -> list[Task]:
    told = {"near": "yes"} if near else {}
    duties: Sequence[Duty] = pipeline.read(pipeline.PROSE, words.text, known=known, **told)["duties"]
    tasks: list[Task] = []
    for duty in duties:
        found = Found(*words.span(duty.start, duty.end), words, Clause(duty.parties, duty.rule))
        node = home(tree, found.start)
        span = words.span(duty.task_start, duty.task_end) if duty.task_start < duty.task_end else _own(node, found)
        tasks.append(Task(node, *span, "prose", (found,)))
    return tasks


def _own(node: Node, found: Found) -> tuple[int, int]:
    """The words of a duty that names no task: its item's title, or the sentence itself."""
    return (node.title_start, node.title_end) if node.parent is not None else (found.start, found.end)


def home(tree: Outline, place: int) -> Node:
    """The lowest heading whose own text holds a place; the root above the first heading."""
    at = bisect_right(tree.nodes, place, key=lambda node: node.start) - 1
    return tree.nodes[at] if at >= 0 else tree.root
