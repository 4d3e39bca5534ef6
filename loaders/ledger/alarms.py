"""When a body that nothing was read of needs a look. No mention alarms by itself: each rule here is a positive one.

What each is worth was counted on real papers: of the duties that a reader misses, how many no other signal tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from loaders.entries.words import verbs
from loaders.ledger import heads
from loaders.ledger.mentions import Ledger, Sentence, is_sure, words
from loaders.lexicon.clauses import is_party
from loaders.lexicon.gazetteer import gazetteer
from loaders.page.spans import Signal, Spans

_NEAR_HEAD = 40
_COLUMNS = 3
_BEHIND_HEAD = 600
_FEW = 3
_FIELD = re.compile(r"[ |]*[^\s|:]{2,12}(?: ?:|[ ]*\|)[ ]*[^\s|][^\n|]*\|?[ ]*(?:\n|$)")
"""A line that holds a label and one value: 任务名称：…, | 任务名称 | … |."""
_DEPARTMENTS = re.compile("部门(?=[^。;]{0,14}(?:按照|应当|要|负责|做好|协同|配合|加强))")
_FUNCTIONS = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,10})+?)等?(?:有关|相关|行政)?(?:主管|负有[^、,。;]{2,20}的)?$"
)
_LONGEST_LIST = 120
_ROSTER_LINE = re.compile(r"^(?:[ ]*[\u4e00-\u9fff]{1,2} {0,4}[\u4e00-\u9fff]{1,3}[ (,]{1,4}[^ ,。;:]{2,40}){1,4}$")
_ITEM = re.compile(r"^ *(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳])")
_ITEMS = 40


def signals(ledger: Ledger, reported: Sequence[tuple[int, int]] = ()) -> list[Signal]:
    """The signals of a document, one a sentence at most and one a block.

    Args:
        reported: stretches of the document that report what was done, as the pieces of a newspaper do.
    """
    blocks = (_nothing_read, _announced, _flat_heads, _roster_lines, _cells, _ranked, _sharing_a_noun, _two_in_one)
    found = [*_in_sentences(ledger, reported), *(signal for rule in blocks for signal in rule(ledger))]
    told = Spans((signal.start, signal.end) for signal in found)
    found += [one for one in heads.signals(ledger) if not reported and not told.touches(one.start, one.end)]
    return sorted(set(found), key=lambda signal: (signal.start, signal.end, signal.reason))


def _open(ledger: Ledger, sentence: Sentence) -> list[tuple[int, int]]:
    """The names of a sentence that nothing became of."""
    return [name for name in sentence.names if ledger.fate(name) is None]


def _in_sentences(ledger: Ledger, reported: Sequence[tuple[int, int]]) -> Iterator[Signal]:
    for sentence in ledger.sentences:
        names = _open(ledger, sentence)
        start, end = ledger.span(sentence.start, sentence.end)
        said = ledger.lined.text[sentence.start : sentence.end]
        if not names or (any(a <= start < b for a, b in reported) and words().report.search(said)):
            continue
        reason = next((reason for rule, reason in _RULES if rule(ledger, sentence, said, names)), None)
        if reason is not None:
            yield Signal(start, end, reason)


_Rule = Callable[[Ledger, Sentence, str, list[tuple[int, int]]], bool]


def _only_names(ledger: Ledger, sentence: Sentence, said: str, names: list[tuple[int, int]]) -> bool:
    """A cell, a line or what stands behind a label, made of names alone, one of which is certainly a body's."""
    text = ledger.lined.text
    first, last = sentence.names[0][0], sentence.names[-1][1]
    before, behind = text[sentence.start : first].strip(" |"), text[last : sentence.end].strip(" |。;\n")
    left = len(_JOINED.sub("", text[first:last]))
    named = sum(end - start for start, end in sentence.names)
    alone = (not before or before[-1] in ":|") and (not behind or _OPEN_END.fullmatch(behind) is not None)
    return alone and named >= left - 2 and any(_sure(text[slice(*name)]) for name in names)


_JOINED = re.compile(r"[、,;:\s|()及和与]")
_OPEN_END = re.compile(r"等(?:\d+个)?(?:有关|相关)?(?:部门|单位)?")
_ZONE = re.compile(r"(?:管理区|经开区|高新区|开发区|度假区|园区|新区)$")


def _sure(name: str) -> bool:
    """Whether a name is certainly a body's, and not a place that figures are given for."""
    return is_sure(name) and not gazetteer().regions_named(name) and _ZONE.search(name) is None


def _makes_up(ledger: Ledger, sentence: Sentence, said: str, names: list[tuple[int, int]]) -> bool:
    sure = [name for name in names if _sure(ledger.lined.text[slice(*name)])]
    return len(names) > 1 and bool(sure) and words().makes_up.search(said) is not None


def _subject(_ledger: Ledger, sentence: Sentence, said: str, names: list[tuple[int, int]]) -> bool:
    """A body at the head of a clause, before something that it does."""
    return any(name in sentence.heads for name in names)


def _beside_role(ledger: Ledger, sentence: Sentence, said: str, names: list[tuple[int, int]]) -> bool:
    said = _EXPLAINS.sub("", said)
    return words().role.search(said) is not None and any(_sure(ledger.lined.text[slice(*name)]) for name in names)


_EXPLAINS = re.compile("负责(?:具体)?(?:应用)?(?:的)?解释(?:工作)?")
"""Who interprets a paper has no duty in it."""


def _labelled(ledger: Ledger, sentence: Sentence, said: str, names: list[tuple[int, int]]) -> bool:
    """A body at the head of a sentence, a colon, and words that are its own: 市甲局:负责…, 综合科。组织…"""
    text = ledger.lined.text
    start, end = names[0]
    opens = not _NUMBERED.sub("", text[sentence.start : start]).strip(" ]")
    # A line that a printer broke may begin with the end of any word.
    parted = sentence.start == 0 or text[: sentence.start].rstrip(" ")[-1:] in "。;:!?" or text[start - 1] != "\n"
    named = is_sure(text[start:end]) or (parted and end - start <= _SHORT and not _BEGINS.match(text, start, end))
    return opens and named and text[end : end + 1] in (":", "。") and _stops_behind(text, end)


_BEGINS = re.compile(verbs()[0])
"""What begins with a verb is a heading: 培育龙头企业."""
_NUMBERED = re.compile(r"^\s*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|[①-⑳])?")
_SHORT = 10
_WORDS = 6


def _stops_behind(text: str, end: int) -> bool:
    stop = text.find("\n", end)
    return (stop if stop >= 0 else len(text)) - end > _WORDS


_RULES: tuple[tuple[_Rule, str], ...] = (
    (_makes_up, "列出的单位没有读成成员或责任单位"),
    (_only_names, "这里只有单位名称，没有读成责任或成员"),
    (_labelled, "单位名称之后的职责没有读成责任"),
    (_subject, "句中的单位要做什么，没有读成责任"),
    (_beside_role, "句中有单位和责任用语，没有读成责任"),
)


def _announced(ledger: Ledger) -> Iterator[Signal]:
    """Duties that a lead-in announces: from the body before it to the last of its items, where none was read."""
    lined = ledger.lined.text
    names = [name for sentence in ledger.sentences for name in sentence.names]
    for match in words().announces.finditer(lined):
        end = _last_item(lined, match.end())
        at = bisect_right(names, (match.start(), match.start())) - 1
        line = lined.rfind("\n", 0, match.start()) + 1
        start = names[at][0] if at >= 0 and names[at][0] >= line - _NEAR_OWNER else line
        if end > match.end() and not ledger.states(start, end):
            yield Signal(*ledger.span(start, end), "前面列出的职责没有读成责任")


_NEAR_OWNER = 120
"""Characters from the line that announces duties back to the body whose they are."""


def _last_item(lined: str, place: int) -> int:
    """Where the numbered items behind a place end."""
    end = place
    for _ in range(_ITEMS):
        line = lined.find("\n", end)
        stop = lined.find("\n", line + 1)
        stop = stop if stop >= 0 else len(lined)
        if line < 0 or not (_ITEM.match(lined[line + 1 : stop]) or not lined[line + 1 : stop].strip()):
            break
        end = stop
    if end == place:
        stop = lined.find("\n", place)
        end = stop if stop >= 0 else len(lined)
    return end


def _line(words: str, place: int) -> int:
    """Where the line of a place begins."""
    return words.rfind("\n", 0, place) + 1


def _flat_heads(ledger: Ledger) -> Iterator[Signal]:
    """The head of a table whose rows lost their form: three headings of columns together, and next to nothing read."""
    lined, done = ledger.lined.text, 0
    found = [match.span() for match in words().column.finditer(lined)]
    for first, last in zip(found, found[_COLUMNS - 1 :], strict=False):
        if first[0] < done or last[1] - first[0] > _NEAR_HEAD or "。" in lined[first[0] : last[1]]:
            continue
        end = min(len(lined), last[1] + _BEHIND_HEAD)
        if ledger.read(first[0], end) and all(
            _FIELD.match(lined, _line(lined, place)) for place in (first[0], last[0])
        ):
            continue  # a card: each label stands before its own value
        if ledger.read(first[0], end) < _FEW and any(first[0] <= s.start < end for s in ledger.sentences):
            yield Signal(*ledger.span(first[0], end), "像是一张表，表头之后几乎没有读出责任")
            done = end


def _roster_lines(ledger: Ledger) -> Iterator[Signal]:
    """Lines of ranks, persons and posts of which a name or all is unread; those that stand together are one signal.

    Behind a line with a rank, a line that names a body for certain makes it a member: that its person is known is not
    enough.
    """
    lined, block, inside = ledger.lined.text, list[int](), False
    if words().rank_inside.search(lined.replace(" ", "")) is None:
        return
    place = 0
    for line in [*lined.split("\n"), ""]:
        end = place + len(line)
        label = words().rank.match(line)
        rank = label is not None and bool(line[label.end() :].strip())
        listed = rank or (inside and _ROSTER_LINE.match(line) is not None)
        inside = listed or label is not None or (inside and not line.strip())
        if listed and not _OF_LEADER.search(line) and _is_unread(ledger, line, place, rank=rank):
            block = [block[0] if block else place, end]
        elif block:
            yield Signal(*ledger.span(*block), "名单中的这几行没有读成成员或职务")
            block = []
        place = end + 1


def _is_unread(ledger: Ledger, line: str, place: int, *, rank: bool) -> bool:
    """Whether nothing was read of a line of a roster, or not all."""
    end = place + len(line)
    if not ledger.states(place, end):
        return True
    names, text = ledger.named(place, end), ledger.lined.text
    if rank and any(ledger.fate(name) is None for name in names):
        return not (_LED.match(line) and ledger.in_group(place, end))
    if ledger.in_group(place, end) or ledger.read(place, end):
        return False
    return any(_sure(said) and not _LEADS.search(said) for said in (text[slice(*name)] for name in names))


_LED = re.compile("[^:成委]*[长挥人](?:单位)? *:")
"""A line of those who lead: of them no body becomes a member."""
_OF_LEADER = re.compile(r"(?:[省市县区州盟旗乡镇]长|书记|常委|秘书长|主席)[ ]*$")
_LEADS = re.compile("(?:政府|[省市县区州]委|人大(?:常委会)?|政协)$")
"""Bodies whose leaders are no members for them."""


def _cells(ledger: Ledger) -> Iterator[Signal]:
    """A row between bars with a cell of names alone that nothing was read of."""
    lined = ledger.lined.text
    for sentence in ledger.sentences:
        row = lined[sentence.start : sentence.end]
        if row.count("|") < _BARS:
            continue
        place = sentence.start
        for cell in row.split("|"):
            names = [n for n in sentence.names if place <= n[0] < place + len(cell)]
            left = len(_JOINED.sub("", cell)) - sum(end - start for start, end in names)
            sure = any(_sure(lined[slice(*name)]) for name in names)
            if sure and left <= _LEFT and all(ledger.fate(name) is None for name in names):
                yield Signal(*ledger.span(sentence.start, sentence.end), "表格这一行的单位没有读成责任")
                break
            place += len(cell) + 1


_BARS = 2
_LEFT = 2
"""Characters of a cell that may be no name: 等, 各."""


def _nothing_read(ledger: Ledger) -> Iterator[Signal]:
    """A text that names bodies and of which no duty and no membership was read."""
    text = ledger.lined.text
    if not ledger.states(0, len(text)) and not ledger.reforms:
        named = [name for s in ledger.sentences for name in s.names if is_sure(text[slice(*name)])]
        named = [name for name in named if ledger.fate(name) is None]
        if named:
            yield Signal(*ledger.span(*named[0]), f"全文提到单位 {len(named)} 处，没有读出一条责任")


def _sharing_a_noun(ledger: Ledger) -> Iterator[Signal]:
    """Functions that share one noun: 发展改革、财政等部门按照各自职责."""
    lined = ledger.lined.text
    for noun in _DEPARTMENTS.finditer(lined):
        listed = _FUNCTIONS.search(lined, max(0, noun.start() - _LONGEST_LIST), noun.start())
        if listed is None:
            continue
        told = sum(gazetteer().function(word + "局") is not None for word in listed["list"].split("、"))
        if told > 1 and not ledger.states(listed.start(), noun.end()):
            yield Signal(*ledger.span(listed.start(), noun.end()), "按职能列出的部门没有读成责任")


def _ranked(ledger: Ledger) -> Iterator[Signal]:
    """A roster whose lines lost their ends: ranks with colons and posts one behind the other, few of them read."""
    lined = ledger.lined.text
    for line in _LINE.finditer(lined):
        if words().rank_inside.search(lined, *line.span()) is None:
            continue
        posts = len(_POST.findall(lined, *line.span()))
        if posts >= _POSTS and ledger.read(*line.span(), fates=("member", "post")) * 2 < posts:
            yield Signal(*ledger.span(*line.span()), "名单中的这几行没有读成成员或职务")


_LINE = re.compile(r"[^\n]+")
_POST = re.compile(r"[部局厅委办院社署处科]长|主任|书记|主席|秘书长|总经理|董事长|行长|校长|院长")
_POSTS = 3


def _two_in_one(ledger: Ledger) -> Iterator[Signal]:
    """One name as read that holds two, parted by a blank."""
    for start, end in ledger.parties():
        said = ledger.text.folded[start:end]
        parts = said.split(" ")
        if len(parts) > 1 and "\n" not in said and all(len(part) > 2 and is_party(part) for part in parts):
            yield Signal(start, end, "这里可能是两个单位，读成了一个")
