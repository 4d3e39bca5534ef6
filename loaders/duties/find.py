"""Every clause of a document, in brackets or behind labels, by the heading or item whose words hold it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.duties import labels, tables
from loaders.duties.model import Found
from loaders.ledger import cues as coverage
from loaders.lexicon.brackets import pairs
from loaders.lexicon.clauses import (
    ANSWER,
    COOPERATE,
    FIRST_LEADS,
    Clause,
    first_leads,
    goes_on_as_collective,
    is_party,
    parse,
)
from loaders.lexicon.cues import LABEL_HINT, LABEL_IN_TEXT, WEAK_LABEL
from loaders.lexicon.gazetteer import Gazetteer
from loaders.lexicon.names import is_generic, strip_alias
from loaders.page.outline import Node, Outline
from loaders.page.spans import holds
from loaders.page.text import Squeezed, Text

_MAX_CLAUSE = 2000
_MAX_DEPTH = 3
_TORN = 8
_GAP = re.compile(r"(?<=[^\s、,;:])(?:[ ]+|[ ]*\n[ ]*)(?=[\u4e00-\u9fff])")
_OPENS = re.compile(r"各|自治[区州县旗]|[省市县区州盟旗](?![场域级直])|国家")
_NAME_BEFORE, _NAME_BEHIND = re.compile(r"[^ \n、,;:。(]{2,20}$"), re.compile(r"[^ \n、,;:。(]{2,20}")
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
_RUN_ON = re.compile(
    r"(?<![\u4e00-\u9fff])(?:派出|司法|财政|工商|[\u4e00-\u9fff]{2,3}监)所(?=[\u4e00-\u9fff]{2,5}[站所](?![\u4e00-\u9fff]))"
)
"""Two small offices in one cell with nothing between them: 派出所工商所."""
_CHIEF = re.compile(r"[河湖林田路段库]长 *:")
_HELPS_CHIEF = re.compile(r"协助(?:单位|部门)? *:(?P<list>[^\n。;:]{2,120})(?=[\n。;]|\Z)")
_MARKS = "、,;:。()"
_MAX_NAME = 40


def find(text: Text, tree: Outline, names: Gazetteer, taken: Sequence[tuple[int, int]] = ()) -> dict[Node, list[Found]]:
    """Every clause of a document, in brackets or behind labels, by the node whose own text it stands in.

    Args:
        taken: stretches that are read otherwise: tables.
    """
    hints = sorted([*(start for start, _ in coverage.words(text)), *_places(WEAK_LABEL, text)])
    marks = _places(LABEL_IN_TEXT, text) if LABEL_HINT.search(text.folded) else []
    assigns, ordered = bool(marks) and labels.assigns(text), bool(marks) and labels.orders(text)
    brackets, beside = _places(_CLOSING_BRACKET, text), _places(_ROLES_BESIDE, text)
    helped = _places(_HELPS_CHIEF, text) if _CHIEF.search(text.folded) else []
    found: dict[Node, list[Found]] = {}
    for node in (tree.root, *tree.nodes):
        start, end = node.start, node.own_end
        hits = _in_brackets(text, hints, node) if holds(hints, start, end) else []
        if holds(marks, start, end):
            plan = ordered or (assigns and node.parent is not None)
            hits.extend(_behind_labels(text, node, tree.width, tuple(hits), plan=plan))
        if holds(beside, start, end):
            hits.extend(_roles_beside(text, node, tuple(hits)))
        if holds(helped, start, end):
            hits.extend(_beside_chiefs(text, node))
        if holds(brackets, start, end):
            hits.extend(_names_only(text, node, tuple(hits), names))
        hits = [hit for hit in hits if not any(first <= hit.start < last for first, last in taken)]
        if hits:
            found[node] = sorted(hits, key=lambda hit: hit.start)
    return _under_conventions(text, found)


def _places(pattern: re.Pattern[str], text: Text) -> list[int]:
    return [match.start() for match in pattern.finditer(text.folded)]


def read(text: Text, start: int, end: int, words: Squeezed, default: str = "") -> Found | None:
    """The clause that the words are."""
    clause = parse(words.text, default)
    return Found(start, end, words, clause) if clause is not None else None


def list_words(text: Text, start: int, end: int, *, cell: bool = False) -> Squeezed:
    """The words of a list without white space; where spaces alone part two names, or a name and a person, stands 、.

    Args:
        cell: whether they fill a cell of a column of bodies: there a single space parts two whole names.
    """
    words = text.squeeze_list(start, end)
    cuts = [gap.start() for gap in _GAP.finditer(text.folded, start, end) if _parts_names(text.folded, gap, cell=cell)]
    if cell:
        cuts = sorted({*cuts, *(match.end() for match in _RUN_ON.finditer(text.folded, start, end))})
    if not cuts:
        return words
    chars, offsets = [*words.text], [*words.offsets]
    for cut in reversed(cuts):
        at = bisect_left(offsets, cut)
        if 0 < at < len(chars) and chars[at] not in _MARKS and chars[at - 1] not in _MARKS:
            chars.insert(at, "、")
            offsets.insert(at, cut)
    return Squeezed("".join(chars), offsets)


def _parts_names(folded: str, gap: re.Match[str], *, cell: bool) -> bool:
    before = _NAME_BEFORE.search(folded, max(0, gap.start() - _MAX_NAME), gap.start())
    behind = _NAME_BEHIND.match(folded, gap.end())
    if before is None or behind is None or not is_party(before.group()):
        return False
    name = is_party(behind.group())
    if name and _DESK.search(before.group()) and len(behind.group()) > 2:
        return True
    if cell and name and tables.is_name(before.group()) and _OPENS.match(behind.group()):
        return True
    if "\n" in gap.group():
        return (
            name
            and _OPENS.match(behind.group()) is not None
            and not goes_on_as_collective(before.group(), behind.group())
        )
    return name if len(gap.group()) > 1 else not name and _PERSON.fullmatch(behind.group()) is not None


def _in_brackets(text: Text, hints: Sequence[int], node: Node) -> list[Found]:
    """Brackets that hold a cue or a label, outer before inner; what lies in a clause already read is passed over."""
    hits: list[Found] = []
    for pair in pairs(text.folded, node.start, node.own_end):
        if hits and pair.start < hits[-1].end:
            continue
        if pair.depth < _MAX_DEPTH and pair.end - pair.start <= _MAX_CLAUSE and holds(hints, pair.start, pair.end):
            inside = pair.end - 1 if pair.closed else pair.end
            hit = read(text, pair.start, pair.end, list_words(text, pair.start + 1, inside))
            if hit is not None:
                hits.append(hit)
    return hits


def _behind_labels(text: Text, node: Node, width: int, taken: Sequence[Found], *, plan: bool) -> Iterator[Found]:
    for start, end in labels.blocks(text, node.start, node.own_end, width, plan=plan):
        if end - start <= _MAX_CLAUSE and not any(hit.start < end and start < hit.end for hit in taken):
            hit = read(text, start, end, list_words(text, start, end))
            if hit is not None:
                yield hit


def _roles_beside(text: Text, node: Node, taken: Sequence[Found]) -> Iterator[Found]:
    """ "T——甲局(牵头)、乙局(配合)": a list behind a dash or a colon, each name with its role."""
    for match in _ROLES_BESIDE.finditer(text.folded, node.start, node.own_end):
        start, end = match.span("list")
        if not any(hit.start < end and start < hit.end for hit in taken):
            hit = read(text, start, end, list_words(text, start, end))
            if hit is not None:
                yield hit


def _beside_chiefs(text: Text, node: Node) -> Iterator[Found]:
    """ "河长:甲某 市委书记协助:市水利局": who helps the chief of a river or forest, on the line that names him."""
    for match in _HELPS_CHIEF.finditer(text.folded, node.start, node.own_end):
        if _CHIEF.search(text.folded, text.folded.rfind("\n", 0, match.start()) + 1, match.start()):
            start, end = text.trim(*match.span("list"))
            hit = read(text, start, end, list_words(text, start, end), default=COOPERATE)
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
        hit = read(text, start, end, list_words(text, start + 1, end - closed), default=ANSWER)
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
    rules = stated(text)
    in_force = any(not any(hit.start <= place < hit.end for hit in hits) for place in rules)
    if not rules:
        return found
    result: dict[Node, list[Found]] = {}
    for node, clauses in found.items():
        result[node] = []
        for hit in clauses:
            in_force = in_force or hit.clause.convention == "below"
            result[node].append(replace(hit, clause=first_leads(hit.clause)) if in_force else hit)
    return result


def stated(text: Text) -> list[int]:
    """Where a text says that the first of a list leads."""
    return [match.start() for match in FIRST_LEADS.finditer(text.folded)]
