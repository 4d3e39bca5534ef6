"""Rosters: "组长:张三 市政府副市长 / 成员:李四 市甲局局长", line by line or in one, of people, of posts or of bodies.

A label gives its rank to all that follows up to the next label or to words that no form fits. One line that no form
fits is passed over, and told, where the next one fits again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.entries import lists, owners, posts
from loaders.entries.model import Entry, Named, Place, Roster
from loaders.entries.words import words
from loaders.lexicon.clauses import is_party
from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer
from loaders.page.articles import is_name
from loaders.page.text import Text

_NUMERAL = "[一二三四五六七八九十百]"
_HEADING = re.compile(rf"[ ]*(?:第[{_NUMERAL[1:-1]}\d]+[章节条]|{_NUMERAL}+[ ]*、|\([ ]*{_NUMERAL}+[ ]*\)|#|附[ ]*件)")
_NUMBERED = re.compile(r"[ ]*(?:\(?\d{1,3}(?:[.、)]+|(?=[ ]))(?!\d)(?:\d+[.]?)*|[①-⑳])[ ]*")
_SECTION_NUMBER = re.compile(r"[ ]*\d{1,2}(?:\.\d{1,2})+[ ]*[\u4e00-\u9fff]")
_HEADING_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff。;)])[ ]*(?:{_NUMERAL}{{1,3}}、|\({_NUMERAL}{{1,3}}\))(?=[ ]*[\u4e00-\u9fff])"
)
_TOKEN = re.compile(r"[^ \t|]+")
_BOXED = re.compile(
    r"[ 、,;|]*(?:和|及)?(?P<name>[\u4e00-\u9fff·]{1,6}(?:[ ]{1,4}[\u4e00-\u9fff]{1,2})?)[ ]*"
    r"\((?P<post>[^()]{1,60}(?:\([^()]*\)[^()]{0,20})?)\)[。;,]?"
)
_SHARED_POST = re.compile(
    r"(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:有关|相关|成员|各)*(?:部门和单位|单位和部门|部门|单位)?的?"
    r"(?:主要|分管|有关|相关|各|工作|具体|党政)*(?:负责人|负责同志|领导同志|领导|人员|同志|同志们|主任|局长)?(?:各?[一1]名|参加|组成|担任|为成员)*$"
)
_ETC = re.compile(r"等(?:$|有关|相关|部门|单位|\d)")
_NO_NAME = re.compile("^[各省市县区镇乡村本该有相其]|[局委办厅部院会站所科处室队厂司校村社镇乡街县区市省组]$")
_CANNOT_BEGIN = re.compile(r"^(?:[省市县区镇乡州](?![\u4e00-\u9fff]{1,2}$)|国务院|中央|中共)")
_NO_LAST = "副正总常省市县区镇乡国党中全"
_HELD_BY = re.compile(r"[ ]*由(?P<who>[^,。;:]{2,40}?)(?:担任|兼任)(?=[,。;]|[ ]*$)")
_BESIDES = re.compile(r"[ ]*(?:兼|兼任|代|女|男)[ ]*")
"""What a bracket behind a name says that is no post: "舒燕(兼)"."""
_OFFICE_ABOVE = re.compile(r"(?:^|[\n)、. ])[\u4e00-\u9fff]{0,12}办公室[ ]*\n[ ]*$")
_CONTEXT = 40
_LABELS_OF_TASKS = re.compile(r"(?:牵头|责任|配合|主办|协办)[ ]*(?:单位|部门)|(?:工作|主要)任务")
_LONGEST_UNREAD = 40
_LONGEST_LIST = 600
_BODY_AND_POST = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:局|部|委|署|厅|办)(?:党组|副|总|局长|部长|主任|署长|厅长)")
_SHORTEST_FORM, _LONGEST_FORM = 3, 10
_AND = re.compile("[和及与]")


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    rank: str
    place: Place
    strong: bool
    marked: bool


def find(text: Text) -> list[Roster]:
    """Every roster of a text, in its order."""
    labels = list(_labels(text.folded))
    if not any(label.strong for label in labels) and words().announces.search(text.folded) is None:
        return []
    return [*_Reader(text, labels).rosters()]


def _labels(folded: str) -> Iterator[_Label]:
    known = words()
    for match in known.label.finditer(folded):
        rank = "".join(match.group().split("(")[0].split()).rstrip(":")
        strong, marked = match["strong"] is not None, bool(match["mark"])
        bare = "".join((match["strong"] or match["weak"]).split())
        before = folded[match.start() - 1 : match.start()]
        alone = before in ("", "\n", " ", "。", ";", ",", ")", "、", "|")
        if alone or (strong and marked):
            if not marked and not _opens_line(folded, match.start()):
                continue
            if folded.rfind("(", max(0, match.start() - 60), match.start()) > folded.rfind(
                ")", max(0, match.start() - 60), match.start()
            ):
                continue
            yield _Label(match.start(), match.end(), rank, known.place[bare], strong, marked)


def _opens_line(folded: str, place: int) -> bool:
    line = folded[folded.rfind("\n", 0, place) + 1 : place]
    number = _NUMBERED.match(line)
    return not (line[number.end() :] if number is not None else line).strip(" |(一二三四五六七八九十)、.")


class _Reader:
    """Reads the rosters of one text."""

    def __init__(self, text: Text, labels: Sequence[_Label]) -> None:
        self._text = text
        self._folded = text.folded
        self._labels = labels

    def rosters(self) -> Iterator[Roster]:
        run: list[Entry] = []
        unread: list[tuple[int, int]] = []
        first = last = -1
        for i, label in enumerate(self._labels):
            if label.start < last:
                continue
            joined = bool(run) and not self._folded[last : label.start].strip(" \n\t,;。、|")
            restarts = joined and label.place == "lead" and any(entry.place != "lead" for entry in run)
            if run and (not joined or restarts):
                yield from self._close(run, unread, first, last)
                run, unread, first, last = [], [], -1, -1
            if not label.strong and not (run or self._announced(label.start) or self._ranked(i)):
                continue
            limit = self._labels[i + 1].start if i + 1 < len(self._labels) else len(self._folded)
            entries, missed, end = self._segment(label, limit)
            if not entries:
                continue
            first = first if run else label.start
            run.extend(entries)
            unread.extend(missed)
            last = end
        if run:
            yield from self._close(run, unread, first, last)

    def _announced(self, place: int) -> bool:
        return words().announces.search(self._folded, max(0, place - _CONTEXT), place) is not None

    def _ranked(self, i: int) -> bool:
        """Whether a weak label stands below the heading of an office, or above another rank on a line of its own."""
        label, place = self._labels[i], self._labels[i].start
        below = self._labels[i + 1] if i + 1 < len(self._labels) else None
        if _OFFICE_ABOVE.search(self._folded, max(0, place - _CONTEXT), place) is not None:
            return True
        pair = below is not None and label.marked and below.marked and below.place != label.place
        return pair and below is not None and all(_opens_line(self._folded, one.start) for one in (label, below))

    def _close(self, run: list[Entry], unread: list[tuple[int, int]], first: int, last: int) -> Iterator[Roster]:
        ranked = any(entry.place != "member" for entry in run) or any(entry.person for entry in run)
        around = self._folded[max(0, first - _CONTEXT) : first], self._folded[last : last + _CONTEXT]
        if not ranked and any(_LABELS_OF_TASKS.search(words_) for words_ in around):
            return
        owner = owners.of(self._text, first)
        if owner is not None:
            yield Roster(owner, tuple(run), tuple(unread), first, last)

    # --- the words behind one label -----------------------------------------------------------------------

    def _segment(self, label: _Label, limit: int) -> tuple[list[Entry], list[tuple[int, int]], int]:
        """The entries behind a label, the stretches passed over, and where the last entry ends."""
        entries: list[Entry] = []
        unread: list[tuple[int, int]] = []
        skipped: list[tuple[int, int]] = []
        end = label.end
        for start, stop in self._lines(label.end, limit):
            read = self._line(label, start, stop, bool(entries))
            if read:
                unread.extend(skipped)
                skipped = []
                entries.extend(read)
                end = max(stop if limit > stop else min(stop, limit), read[-1].end)
                end = len(self._folded[:end].rstrip(" \n|"))
                continue
            if not entries or skipped or stop - start > _LONGEST_UNREAD or self._ends(start, stop):
                break
            skipped.append((start, stop))
        return entries, unread, end

    def _lines(self, start: int, limit: int) -> Iterator[tuple[int, int]]:
        """The lines of a stretch, up to one that is a heading or where a heading stands inside."""
        place = start
        while place < limit:
            stop = self._folded.find("\n", place, limit)
            stop = stop if stop >= 0 else limit
            inside = _HEADING_INSIDE.search(self._folded, place, stop)
            end = inside.start() if inside is not None else stop
            if self._folded[place:end].strip():
                if place != start and (
                    _HEADING.match(self._folded, place) or _SECTION_NUMBER.match(self._folded, place)
                ):
                    return
                yield place, end
            if inside is not None:
                return
            place = stop + 1

    def _ends(self, start: int, stop: int) -> bool:
        """Whether a line that no form fits is prose."""
        line = self._folded[start:stop]
        return any(mark in line for mark in "。;:") or "负责" in line or "办公室" in line

    def _line(self, label: _Label, start: int, stop: int, goes_on: bool) -> list[Entry]:
        number = _NUMBERED.match(self._folded, start, stop) if goes_on or start != label.end else None
        start = number.end() if number is not None else start
        start, stop = self._trim(start, stop)
        if start >= stop:
            return []
        for form in (self._boxed, self._columns, self._run_on, self._behind_bodies, self._names):
            people = form(start, stop)
            if people:
                first = label.start if not goes_on else start
                read = [self._person(label, *one) for one in people]
                return [replace(read[0], start=min(first, read[0].start)), *read[1:]]
        if label.rank in ("秘书长", "副秘书长", "顾问", "联络员"):
            return []
        if label.place != "member":
            return self._holders(label, start, stop)
        return self._members(label, start, stop)

    def _trim(self, start: int, stop: int) -> tuple[int, int]:
        line = self._folded[start:stop]
        return start + len(line) - len(line.lstrip(" 、,;:|")), start + len(line.rstrip(" 、,;。|"))

    # --- people ------------------------------------------------------------------------------------------------

    def _person(self, label: _Label, name: tuple[int, int], post: tuple[int, int] | None) -> Entry:
        person = self._named(*name)
        start, end = name
        if post is None or post[0] >= post[1] or _BESIDES.fullmatch(self._folded, *post):
            return Entry(label.place, label.rank, person, None, (), start, end)
        squeezed = self._text.squeeze(*post)
        held = self._named(*post)
        found = tuple(
            Named(squeezed.text[first:last], *squeezed.span(first, last)) for first, last in posts.bodies(squeezed.text)
        )
        return Entry(label.place, label.rank, person, held, found, min(start, post[0]), max(end, post[1]))

    def _named(self, start: int, end: int) -> Named:
        return Named(self._text.squeeze(start, end).text, start, end)

    def _boxed(self, start: int, stop: int) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        """ "张三(市甲局局长)李四(上村)"."""
        found: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
        place = start
        while match := _BOXED.match(self._folded, place, stop):
            name = "".join(match["name"].split())
            if not _may_be_name(name):
                return []
            found.append((match.span("name"), match.span("post")))
            place = match.end()
        return found if not self._folded[place:stop].strip(" 、,;。") else []

    def _columns(self, start: int, stop: int) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        """ "张 三  市甲局局长", several to a line too; or the post first."""
        tokens = self._tokens(start, stop)
        if len(tokens) < 2:
            return []
        name = self._word(tokens[0])
        if _may_be_name(name) and (is_name(name) or posts.is_post(self._word(tokens[-1])) or self._is_body(tokens[1])):
            if all(is_name(self._word(token)) for token in tokens):
                return []
            return self._name_first(tokens)
        if self._closes(tokens[-1]) and (posts.is_post(self._word(tokens[-2])) or is_party(self._word(tokens[-2]))):
            return self._post_first(tokens)
        return []

    def _name_first(self, tokens: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        found: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
        for i, token in enumerate(tokens):
            is_next = i == 0 or (
                is_name(self._word(token))
                and not posts.is_post(self._word(token))
                and i + 1 < len(tokens)
                and found[-1][1] is not None
            )
            if is_next:
                found.append((token, None))
            else:
                name, post = found[-1]
                found[-1] = (name, (post[0] if post else token[0], token[1]))
        return found

    def _post_first(self, tokens: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        found: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
        post: tuple[int, int] | None = None
        for token in tokens:
            if post is not None and self._closes(token) and not posts.is_post(self._word(token)):
                found.append((token, post))
                post = None
            else:
                post = (post[0] if post else token[0], token[1])
        return found if post is None else []

    def _closes(self, token: tuple[int, int]) -> bool:
        """Whether a word behind a post is a name; there one has a surname on no list, too."""
        word = self._word(token)
        return is_name(word) or (len(word) < 4 and _may_be_name(word))

    def _behind_bodies(self, start: int, stop: int) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        """ "教务处:张三、李四": the body that they are of, and its people."""
        mark = self._folded.find(":", start, stop)
        body = start, len(self._folded[:mark].rstrip()) if mark > start else start
        if mark < 0 or not self._is_body(body):
            return []
        return [(name, body) for name, _ in self._names(mark + 1, stop)]

    def _run_on(self, start: int, stop: int) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        """ "张三市甲局局长李四市乙局副局长": names and posts with nothing between them."""
        squeezed = self._text.squeeze(start, stop)
        whole = squeezed.text
        if len(whole) < 4:
            return []
        parts = _split_run(whole, 0)
        if parts is not None and len(parts) == 1 and not _begins_body(whole, parts[0][1], sure=True):
            parts = None
        if parts is None:
            last = next((n for n in (3, 2) if is_name(whole[-n:]) and posts.is_post(whole[:-n])), 0)
            if not last or "、" in whole[-last - 1 :]:
                return []
            parts = [(len(whole) - last, len(whole), 0, len(whole) - last)]
        return [(squeezed.span(n, m), squeezed.span(p, q)) for n, m, p, q in parts]

    def _names(self, start: int, stop: int) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
        """ "张三、李四、王五": people without posts."""
        found: list[tuple[tuple[int, int], tuple[int, int] | None]] = []
        for match in re.compile(r"[^、,;]+").finditer(self._folded, start, stop):
            for token in self._tokens(*match.span()):
                if not is_name(self._word(token)) or posts.is_post(self._word(token)):
                    return []
                found.append((token, None))
        return found

    def _tokens(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The words between blanks; single characters beside each other are a name set wide."""
        tokens: list[tuple[int, int]] = []
        wide = False
        for match in _TOKEN.finditer(self._folded, start, stop):
            single = match.end() - match.start() == 1 and "\u4e00" <= match.group() <= "\u9fff"
            if single and wide and tokens[-1][1] - tokens[-1][0] < 12 and len(self._word(tokens[-1])) < 3:
                tokens[-1] = (tokens[-1][0], match.end())
            else:
                tokens.append(match.span())
            wide = single or (wide and single)
        return tokens

    def _word(self, token: tuple[int, int]) -> str:
        return "".join(self._folded[token[0] : token[1]].split())

    def _is_body(self, token: tuple[int, int]) -> bool:
        return posts.is_body(self._word(token))

    # --- posts and bodies without persons ------------------------------------------------------------------

    def _holders(self, label: _Label, start: int, stop: int) -> list[Entry]:
        """ "市甲局主要负责人、市乙局局长": leaders told by their posts."""
        held = _HELD_BY.match(self._folded, start, stop)
        start, stop = held.span("who") if held is not None else (start, stop)
        squeezed = self._text.squeeze(start, stop)
        found: list[Entry] = []
        for match in re.compile(r"[^、,;和及]+").finditer(squeezed.text):
            part = match.group()
            if not (posts.is_post(part) or is_party(part)) or lists.is_verbal(part):
                return []
            span = squeezed.span(*match.span())
            named = tuple(
                Named(part[a:b], *squeezed.span(match.start() + a, match.start() + b)) for a, b in posts.bodies(part)
            )
            post = Named(part, *span)
            found.append(Entry(label.place, label.rank, None, post, named, self._from(label, span[0]), span[1]))
        return found

    def _from(self, label: _Label, place: int) -> int:
        """Where the words begin that give an entry its rank: at the label, if its line or list is short enough."""
        return label.start if place - label.start < _LONGEST_LIST else place

    def _members(self, label: _Label, start: int, stop: int) -> list[Entry]:
        """ "甲局、乙局、丙局有关负责人": bodies, and those whose posts name their bodies."""
        squeezed = self._text.squeeze_list(start, stop)
        whole = squeezed.text.rstrip("。;,")
        parties = lists.members(whole, 0, len(whole), strict=False)
        names = [Named(party.name, *squeezed.span(party.start, party.end)) for party in parties]
        if not names:
            return []
        first, end, is_open = self._from(label, names[0].start), names[-1].end, any(party.open for party in parties)
        return [Entry(label.place, label.rank, None, None, (name,), first, end, is_open) for name in names]


def _may_be_name(name: str) -> bool:
    """Whether a word where a roster has names is one: lists of surnames are never complete."""
    if is_name(name):
        return not posts.is_post(name) or len(name) == 2
    return 2 <= len(name) <= 4 and not _NO_NAME.search(name) and not gazetteer().knows(name) and not posts.is_post(name)


def _begins_body(words_: str, place: int, *, sure: bool = False, shaped: bool = True) -> bool:
    """Whether a body's name or a post begins at a place; `sure`: by a level, the nation or a region."""
    rest = words_[place:]
    if LEVEL_PREFIX.match(rest) or rest.startswith(
        ("国家", "国务院", "中央", "中国", "全国", "团", "党", "副", "武警")
    ):
        return True
    if not sure and any(gazetteer().function(rest[:size]) is not None for size in range(_SHORTEST_FORM, _LONGEST_FORM)):
        return True
    if shaped and not sure and _BODY_AND_POST.match(rest):
        return True
    regions = gazetteer().find(rest[:8])
    return bool(regions) and regions[0][0] == 0


_Run = list[tuple[int, int, int, int]]
"""Offsets of names and posts in turn."""


def _split_run(whole: str, place: int, known: dict[int, _Run | None] | None = None) -> _Run | None:
    """Names and posts in turn, from a place to the end; None where they do not come out even.

    Behind the first person a name may have a surname that is on no list.
    """
    if place == len(whole):
        return []
    known = {} if known is None else known
    if place not in known:
        known[place] = None
        sizes = [size for size in (3, 2, 4) if is_name(whole[place : place + size])]
        sizes += [size for size in (3, 2) if size not in sizes and place and _may_be_name(whole[place : place + size])]
        # A body that is known behind the name comes before one that only has the shape.
        sizes.sort(key=lambda size: not _begins_body(whole, place + size, shaped=False))
        known[place] = next((run for size in sizes if (run := _person_first(whole, place, size, known))), None)
    return known[place]


def _person_first(whole: str, place: int, size: int, known: dict[int, _Run | None]) -> _Run | None:
    """A name of a size with its post, and all behind them."""
    begin = place + size
    if begin >= len(whole) or whole[begin - 1] in _NO_LAST or not _begins_body(whole, begin):
        return None
    for tail in words().post_inside.finditer(whole, begin):
        if tail.end() - begin > _LONGEST_UNREAD:
            return None
        rest = _split_run(whole, tail.end(), known)
        if rest is not None:
            return [(place, begin, begin, tail.end()), *rest]
    return None
