"""Coordinating bodies wherever a text names them: founded without a list of members, counted, listed or only mentioned.

`bodies` reads the paragraph that founds a body with its posts and members. This module finds the rest over the flowing
text, puts the names of one body together (市指挥部 for the headquarters that the piece calls by its whole name), and
adds who leads it and who holds its posts where other sentences say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

import data
from loaders.bodies.founding import parse as parse_founding
from loaders.bodies.model import Body, FoundBody, Post
from loaders.lexicon.clauses import LEAD, Party, list_parties
from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer
from loaders.lexicon.numerals import number
from loaders.page import articles
from loaders.page.articles import Article, flow
from loaders.page.text import Squeezed, Text
from loaders.people.model import PersonPost

_BREAK = re.compile(r"[,。;:、!?\n(〈《》〉)#*]")
_COUNT = re.compile(r"(?P<count>\d{1,2}|[两二三四五六七八九十]{1,2})个$")
_TOGETHER = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12}){1,19})(?P<count>\d{1,2}|[两三四五六七八九十]{1,2})(?:大|个)"
    r"(?P<shared>[\u4e00-\u9fff]{0,6})$"
)
_LISTS = re.compile(r"[\d两三四五六七八九十](?:大|个)")
_PARTS = re.compile(
    r"(?:下设|设立|分设|设)(?P<list>[\u4e00-\u9fff]{2,12}组(?:[、和][\u4e00-\u9fff]{2,12}组){1,29})(?:等(?P<count>\d{1,2})个)?"
)
_NOBODY = re.compile(r"[每各](?!界)|通过$|^(?:要|须|应|可|都|也|并)+$")
_LED_AS = re.compile(r"(?P<who>[^,。;:\n]{2,30}?)(?:作为|为|是|担任)$")
_LEADS = re.compile(r"(?P<who>[^,。;:\n]{2,30}?)(?:总)?牵头(?:负责|抓好|组建)?$")
_LED_BY = re.compile(r"由(?P<who>[^,。;:\n]{2,30}?)(?:总)?牵头")
_LED_BEHIND = re.compile(r"的(?:总)?牵头(?:单位|部门)")
_JOINING = ("组成", "组建")
_JOINED = re.compile(r"(?P<list>[^。;:\n]{4,120}?),(?:共同|联合)?$")
_TOGETHER_WITH = re.compile(r"联动|联合|会同|携手|协同")
_FOUNDED_BY = re.compile(
    r"(?:成立|组建|设立|建立)由[^。;\n]{2,80}?任(?P<post>组长|指挥长|总指挥|召集人)[^。;\n]*(?=[。;\n])"
)


@dataclass(frozen=True)
class _Rules:
    """The words of data/rules/bodies.yaml."""

    kinds: dict[str, str]
    founded: frozenset[str]
    kind: re.Pattern[str]
    founding: re.Pattern[str]
    before: re.Pattern[str]
    posts: dict[str, str]
    held: re.Pattern[str]


@cache
def _rules() -> _Rules:
    rows = yaml.safe_load((data.RULES / "bodies.yaml").read_text(encoding="utf-8"))
    kinds: dict[str, str] = rows["kinds"] | rows["founded_kinds"]
    order = "|".join(sorted(kinds, key=len, reverse=True))
    before = "|".join(sorted(rows["before"].split(), key=len, reverse=True))
    return _Rules(
        kinds,
        frozenset(rows["founded_kinds"]),
        re.compile(order),
        re.compile(rf"(?:{'|'.join(rows['founding'].split())})了?"),
        re.compile(rf"(?:{before})了?"),
        rows["posts"],
        re.compile(rf"(?P<body>.*?(?:{order}))(?P<post>(?:第一|常务|执行|联合|副)*(?:{'|'.join(rows['posts'])}))$"),
    )


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """What kind of body a name ends in: 指挥部, 领导小组 ...; 议事协调机构 where its end does not tell."""
    found = [kind for kind in _rules().kinds if name.endswith(kind)]
    return _rules().kinds[max(found, key=len)] if found else "议事协调机构"


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention in the flowing text.

    Attributes:
        name: as written, without what founds it.
        start, end: offsets of the name.
        first, last: offsets of the words that prove it.
        short: whether the name is no more than the kind of body ("指挥部", "市指挥部").
        count: how many bodies the name counts ("10个专项小组"); 0 for one.
        office: whether it is the body's office ("市安委办"), which stands for it.
    """

    name: str
    start: int
    end: int
    first: int
    last: int
    short: bool = False
    count: int = 0
    office: bool = False
    members: tuple[Party, ...] = ()
    leads: tuple[Party, ...] = ()


def find(
    text: Text, pieces: Sequence[Article], people: Sequence[PersonPost], founded: Sequence[FoundBody]
) -> list[FoundBody]:
    """Every coordinating body of a text, in its order; the founding paragraphs first where a body has one.

    Args:
        pieces: the pieces of the text; a name is understood within its piece.
        people: who holds which post; posts of a body ("市指挥部政委") become the body's.
        founded: the bodies that founding paragraphs told.
    """
    words = flow(text)
    groups = _Groups(pieces, [*founded, *_by_posts(words, founded)])
    reader = _Reader(words, pieces)
    for mention in sorted(reader.mentions(), key=lambda mention: (mention.short or mention.office, mention.start)):
        groups.add(mention, words)
    for parts in _PARTS.finditer(words.text):
        groups.divide(words.span(*parts.span()), tuple(re.split("[、和]", parts["list"])))
    for one in people:
        groups.post(one, words)
    groups.name_holders(people)
    return sorted(groups.found, key=lambda found: (found.start, found.end))


def names(found: Sequence[FoundBody]) -> dict[str, str]:
    """For each name of each body its whole name; an office goes by its own."""
    return {
        name: one.body.name
        for one in found
        if not one.body.count
        for name in (one.body.name, *one.body.aliases)
        if not name.endswith(OFFICES)
    }


def standing(text: Text, found: Sequence[FoundBody]) -> list[str]:
    """The names by which a text's bodies and their offices do something in its sentences: certainly bodies there."""
    own = [name for name in names(found) if len(name) > _SHORTEST_STEM and _STANDS.search(name)]
    offices = [f"{name}办公室" for name in own]
    return [*own, *offices, *(["办公室"] if _HAS_OFFICE.search(text.bare) else [])]


_STANDS = re.compile("(?:领导小组|指挥部|专班|联席会议|委员会|[委会办])$")
"""Groups that act in their own name; what a working group of a plan does is told with the group."""
_HAS_OFFICE = re.compile("(?:下设|设立|设)办公室|办公室设|[组部会班]办公室")


def _by_posts(words: Squeezed, founded: Sequence[FoundBody]) -> Iterator[FoundBody]:
    """ "成立由市长任指挥长的某指挥部" over broken lines; the post tells the kind where the name is lost."""
    ends = [body.end for body in founded]
    for match in _FOUNDED_BY.finditer(words.text):
        start, end = words.span(*match.span())
        at = bisect_right(ends, start)
        if at < len(founded) and founded[at].start < end:
            continue
        body = parse_founding(f"{match.group()}。")
        if body is not None:
            yield FoundBody(start, end, words, _moved(body, match.start()))
            continue
        kind = _rules().posts[match["post"]]
        body = parse_founding(f"{match.group().replace('由', f'{kind},由', 1)}。")
        if body is not None:
            shift = match.start() - len(kind) - 1
            yield FoundBody(start, end, words, replace(_moved(body, shift), is_nameless=True))


def _moved(body: Body, by: int) -> Body:
    posts = tuple(replace(post, start=post.start + by, end=post.end + by) for post in body.posts)
    members = tuple(replace(party, start=party.start + by, end=party.end + by) for party in body.members)
    head = body.office_head
    head = replace(head, start=head.start + by, end=head.end + by) if head is not None else None
    return replace(body, posts=posts, members=members, office_head=head)


# --- mentions --------------------------------------------------------------------------------------------------


class _Reader:
    """Reads the mentions of the flowing text."""

    def __init__(self, words: Squeezed, pieces: Sequence[Article]) -> None:
        self._words = words
        self._text = words.text
        self._pieces = pieces

    def mentions(self) -> Iterator[_Mention]:
        """By the word for a kind of body, and by the gazetteer."""
        for match in _rules().kind.finditer(self._text):
            yield from self._named(match)
        yield from self._listed()

    def _named(self, kind: re.Match[str]) -> Iterator[_Mention]:
        text, end = self._text, kind.end()
        floor = _floor(text, kind.start(), _BREAK)
        founding = [*_rules().founding.finditer(text, floor, kind.start())]
        if not founding and kind.group() in _rules().founded:
            return
        if _COUNT.search(text, floor, kind.start()):
            yield from self._counted(kind)
            return
        is_listed = _LISTS.search(text, max(0, kind.start() - 9), kind.start()) is not None
        together = _TOGETHER.search(text, _floor(text, kind.start(), _PAUSE), kind.start()) if is_listed else None
        if together is not None:
            yield from self._together(together, kind)
            return
        start = founding[-1].end() if founding else _name_start(text, floor, kind.start())
        if founding and (heading := _HEADING.match(text, start, kind.start())) is not None:
            start = heading.end()  # "指挥部组成机构及工作职责" above the line that names it
        if founding and start == kind.start():
            yield from self._of_founder(founding[-1].start(), kind)
            return
        alias = _ALIAS.search(text, start, kind.start())
        if alias is not None:
            start = alias.end()
        name = text[start:end]
        if not _is_whole(name) or _NOBODY.search(text, floor, start):
            return
        short = _is_short(name, kind.group()) or alias is not None
        if not (short or founding or LEVEL_PREFIX.match(name)) and len(name) - len(kind.group()) < _SHORTEST_STEM:
            return
        first = founding[-1].start() if founding else start
        members = self._joined(first) if founding and text.startswith(_JOINING, founding[-1].start()) else ()
        leads, (before, after) = self._leads(start, end)
        spanned = min(first, before, *(party.start for party in members)), max(end, after)
        yield _Mention(name, start, end, *spanned, short, members=members, leads=leads)

    def _counted(self, kind: re.Match[str]) -> Iterator[_Mention]:
        """ "设立10个专项小组": bodies of which the text tells the number only."""
        count = _COUNT.search(self._text, max(0, kind.start() - 4), kind.start())
        if count is None or self._text[count.start() - 1 : count.start()] == "等":
            return
        told = number(count["count"])
        if told > 1:
            span = (count.start(), kind.end())
            yield _Mention(self._text[slice(*span)], *span, *span, count=told)

    def _together(self, together: re.Match[str], kind: re.Match[str]) -> Iterator[_Mention]:
        """ "成立甲、乙、丙三大产业专项小组": one body for each, named after the piece's county where it is of one."""
        text = self._text
        founding = _rules().founding.search(text, _floor(text, together.start(), _PAUSE), together.end("list"))
        if founding is None:
            return
        names = text[max(founding.end(), together.start("list")) : together.end("list")].split("、")
        if len(names) != number(together["count"]):
            return
        place = self._region(together.start())
        span = (founding.start(), kind.end())
        for name in names:
            yield _Mention(f"{place}{name}{together['shared']}{kind.group()}", *span, *span)

    def _of_founder(self, end: int, kind: re.Match[str]) -> Iterator[_Mention]:
        """ "某区成立工作专班": a body without a name but its founder's."""
        start = _floor(self._text, end, _PAUSE)
        found = gazetteer().find(self._text[start:end])
        if not found or found[0][0] != 0:
            return
        founder = self._text[start:end]
        rest = founder[found[0][1] :]
        if _AUTHORITIES.fullmatch(rest):
            founder = found[0][2]
        if len(founder) <= _LONGEST_FOUNDER and "、" not in founder:
            yield _Mention(founder + kind.group(), kind.start(), kind.end(), start, kind.end())

    def _region(self, place: int) -> str:
        piece = articles.at(self._pieces, self._words.span(place, place + 1)[0])
        region = gazetteer().region_by_id(piece.region) if piece is not None else None
        return region.name if region is not None and region.level == "县" else ""

    def _joined(self, first: int) -> tuple[Party, ...]:
        """ "甲行联动乙、丙,组成某服务团": its members."""
        match = _JOINED.search(self._text, max(0, first - 122), first)
        with_ = _TOGETHER_WITH.search(match["list"]) if match is not None else None
        if match is None or with_ is None:
            return ()
        start, middle = match.start("list"), match.start("list") + with_.start()
        rest = match.start("list") + with_.end()
        names = [m.span() for m in re.compile("[^、及]+").finditer(self._text, rest, match.end("list"))]
        return tuple(party for span in [(start, middle), *names] for party in list_parties(self._text, *span))

    def _leads(self, start: int, end: int) -> tuple[tuple[Party, ...], tuple[int, int]]:
        """Who leads the body that is named there, and the words that say so."""
        floor = _floor(self._text, start, _PAUSE)
        by, behind = _LED_BY.match(self._text, end), _LED_BEHIND.match(self._text, end)
        match = by or (_LED_AS if behind is not None else _LEADS).search(self._text, floor, start)
        if match is None:
            return (), (start, end)
        parties = list_parties(self._text, *match.span("who"))
        if not parties or not all(gazetteer().certain(party.name) for party in parties):
            return (), (start, end)
        last = max(end, *(found.end() for found in (by, behind) if found is not None), parties[-1].end)
        return tuple(p.given(LEAD) for p in parties), (min(start, parties[0].start), last)

    def _listed(self) -> Iterator[_Mention]:
        """By the gazetteer ("市安委会"), and what has members ("市某某委成员单位")."""
        finder, forms = _known_bodies()
        for i, start, end in finder.find_matches_as_indexes(self._text):
            front = LEVEL_PREFIX.match(self._text, start - 1) if start else None
            if front is not None and front.end() == start:
                span = (start - 1, end)
                yield _Mention(self._text[slice(*span)], *span, *span, office=forms[i])
        for match in _WITH_MEMBERS.finditer(self._text):
            yield _Mention(match["name"], *match.span("name"), *match.span("name"))


_PAUSE = re.compile(r"[,。;:!?\n]")
_AUTHORITIES = re.compile(r"(?:[省市县区州]?(?:委|人民政府|政府)|[、和])*")
_WITH_MEMBERS = re.compile(r"(?P<name>[省市县区州](?<![一-鿿].)[一-鿿]{1,5}[委会])(?:各|相关|有关)?成员单位")
_LONGEST = 44
_SHORTEST_STEM = 3
_LONGEST_FOUNDER = 12


def _floor(text: str, end: int, stops: re.Pattern[str]) -> int:
    """Where the stretch before `end` begins: behind the last stop."""
    first = max(0, end - (_LONGEST if stops is _BREAK else 160))
    return max((stop.end() for stop in stops.finditer(text, first, end)), default=first)


def _name_start(text: str, floor: int, end: int) -> int:
    """A name without a word of founding begins behind the last word that leads to one, or with its region."""
    start = max((word.end() for word in _rules().before.finditer(text, floor, end)), default=floor)
    start = max((cut.end() for cut in _CUT.finditer(text, start, end)), default=start)
    regions = gazetteer().find(text[start:end])
    return start + regions[0][0] if regions and len(regions[0][2]) > 2 else start


_CUT = re.compile(
    r"(?<![\u4e00-\u9fff])\d[\d.]*(?=[\u4e00-\u9fff]|$)|(?:[校局处科所站]长|主任|书记|负责人|同志)$|(?<=[局部委办厅会队署院处])(?=[省市县区州][\u4e00-\u9fff]{3})"
    r"|(?:指挥部|领导小组|联席会议|专班)[和及与]|(?:组成|成员|下设|内设)?(?:机构|人员|单位)?(?:及其?|和|与)(?:工作|主要)?职责(?:分工|任务)?(?:序号)?"
)
"""What ends before a name begins: its number, the body in a row before it, the one that it is joined to."""
_HEADING = re.compile("(?:机构|人员|单位|成员)?(?:(?:及其?|和|与)?(?:工作|主要)?(?:职责|任务|分工))+")
_ALIAS = re.compile("(?:以下|下|现)?(?:统一|均)?简称")
_NO_NAME = re.compile(r"^[”一该本此两]|的|\d个|序号|分工")


def _is_whole(name: str) -> bool:
    return name.count("“") == name.count("”") and _NO_NAME.search(name) is None


def _is_short(name: str, kind: str) -> bool:
    rest = LEVEL_PREFIX.sub("", name.removesuffix(kind), count=1)
    return rest in ("", "工作") or rest.endswith(("和", "与", "及"))


@cache
def _known_bodies() -> tuple[AhoCorasick, list[bool]]:
    """The gazetteer's forms of coordinating bodies, and of each whether it is that of an office."""
    forms = {form: f for f in gazetteer().functions if f.group == "议事协调机构" for form in f.forms if len(form) > 2}
    order = sorted(forms)
    return AhoCorasick(order, matchkind=MatchKind.LeftmostLongest), [form.endswith(OFFICES) for form in order]


OFFICES = ("办", "办公室")
"""What the name of a body's office ends in."""


# --- one body for all its names --------------------------------------------------------------------------------


class _Groups:
    """The bodies found so far, and the names that they are found by."""

    def __init__(self, pieces: Sequence[Article], founded: Sequence[FoundBody]) -> None:
        self._pieces = pieces
        self.found: list[FoundBody] = []
        self._whole: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._of_kind: dict[tuple[str, Article | None], list[int]] = {}
        self._ordered: list[tuple[int, int]] = []
        self._named: dict[str, list[int]] = {}
        for one in founded:
            self._append(one)

    def _append(self, one: FoundBody) -> None:
        at = len(self.found)
        self.found.append(one)
        if not one.body.is_nameless:
            self._know(one.body.name, at)
        if not one.body.count:
            kind, piece = kind_of(one.body.name), articles.at(self._pieces, one.start)
            for key in {(kind, piece), (kind, None)}:
                self._of_kind.setdefault(key, []).append(at)

    def _know(self, name: str, at: int) -> None:
        bare = _bare_name(name)
        for key in (bare, name, _full(bare)):
            if key:
                self._whole.setdefault(key, at)
        if not self.found[at].body.count:
            for start in range(len(bare) - _SHORTEST):
                self._ends.setdefault(bare[start:], at)

    def add(self, mention: _Mention, words: Squeezed) -> None:
        """A body, or one more name of one that is known."""
        start, end = words.span(mention.first, mention.last)
        if mention.short:
            self._short(mention.name, start)
            return
        known = self._find(mention.name, start)
        if known is not None and not mention.count:
            self._merge(known, mention, FoundBody(start, end, words, self.found[known].body))
        elif known is None and not mention.office:
            span, members, leads = (mention.start, mention.end), mention.members, mention.leads
            body = Body(mention.name, *span, (), members, None, leads, count=mention.count, is_mentioned=True)
            self._append(FoundBody(start, end, words, body))

    def _find(self, name: str, start: int) -> int | None:
        """The body of that name: the same, the end of a longer one, or in the same piece its abbreviation."""
        bare = _bare_name(name)
        for key in (bare, name, _full(bare)):
            if key in self._whole:
                return self._whole[key]
        ends = (bare[first:] for first in range(1, len(bare) - _SHORTEST))
        at = self._ends.get(bare, next((self._whole[end] for end in ends if end in self._whole), None))
        if at is not None and not self.found[at].body.count:
            return at
        piece = articles.at(self._pieces, start)
        near = self._of_kind.get((kind_of(bare), piece), [])[-_NEAREST:] if piece is not None else []
        return next((i for i in near if _is_short_for(_bare_name(self.found[i].body.name), bare)), None)

    def _merge(self, at: int, mention: _Mention, here: FoundBody) -> None:
        one = self.found[at]
        can_rename = one.body.is_mentioned and not mention.office
        name = max(one.body.name, mention.name, key=len) if can_rename else one.body.name
        other = mention.name if name == one.body.name else one.body.name
        aliases = tuple(dict.fromkeys(a for a in (*one.body.aliases, other) if a != name))
        body = replace(one.body, name=name, aliases=aliases)
        if mention.leads and not body.leads and body.is_mentioned:
            self.found[at] = replace(here, body=replace(body, leads=mention.leads))
        else:
            self.found[at] = replace(one, body=body)
        self._know(mention.name, at)

    def _short(self, name: str, start: int) -> None:
        """ "指挥部" is the only body of its kind in the piece, else in the text; with several, nobody knows."""
        at = self._only(name, start)
        if at is not None and name != self.found[at].body.name:
            body = self.found[at].body
            aliases = tuple(dict.fromkeys((*body.aliases, name)))
            self.found[at] = replace(self.found[at], body=replace(body, aliases=aliases))

    def _only(self, name: str, start: int) -> int | None:
        kind, piece = kind_of(name), articles.at(self._pieces, start)
        for key in ((kind, piece), (kind, None)):
            if len(self._of_kind.get(key, ())) == 1:
                return self._of_kind[key][0]
        return None

    def divide(self, span: tuple[int, int], parts: tuple[str, ...]) -> None:
        """The groups that a body consists of, told in the sentence that names it or the next."""
        self._ordered = self._ordered or sorted((one.end, at) for at, one in enumerate(self.found))
        before = bisect_right(self._ordered, (span[0], len(self.found))) - 1
        if before >= 0 and span[0] <= self._ordered[before][0] + _NEAR:
            at = self._ordered[before][1]
            one = self.found[at]
            self.found[at] = replace(one, end=span[1], body=replace(one.body, parts=parts))

    def post(self, one: PersonPost, words: Squeezed) -> None:
        """A person's post at a body that the text names elsewhere ("市指挥部政委")."""
        for title in one.posts:
            held = _rules().held.fullmatch(title)
            at = self._holding(held["body"], one.start) if held is not None else None
            if held is None or at is None:
                continue
            found = self.found[at]
            start = bisect_right(words.offsets, one.start) - 1
            end = bisect_right(words.offsets, one.end - 1)
            vice = "副" in held["post"]
            post = Post(words.text[start:end], "", start, end, held["post"], vice, one.person)
            body = replace(found.body, posts=(*found.body.posts, post))
            told = any(p.person for p in found.body.posts)
            span = (min(found.start, one.start), max(found.end, one.end)) if told else (one.start, one.end)
            self.found[at] = FoundBody(*span, words, body)

    def name_holders(self, people: Sequence[PersonPost]) -> None:
        """Whoever holds a post in a founding paragraph by name ("由市委书记某某任组长")."""
        starts = [one.start for one in people]
        for at, found in enumerate(self.found):
            if not found.body.posts:
                continue
            near = people[bisect_left(starts, found.start) : bisect_left(starts, found.end)]
            inside = sorted({one.person for one in near if one.end <= found.end})
            posts = tuple(
                replace(post, person=post.person or next((p for p in inside if post.holder.endswith(p)), ""))
                for post in found.body.posts
            )
            self.found[at] = replace(found, body=replace(found.body, posts=posts))

    def _holding(self, name: str, start: int) -> int | None:
        """The mentioned body of that name; one that a paragraph founds has its posts there."""
        if not self._named:
            for i, one in enumerate(self.found):
                for other in (one.body.name, *one.body.aliases):
                    self._named.setdefault(other, []).append(i)
        exact = self._named.get(name, [])
        at = exact[0] if len(exact) == 1 else self._only(name, start) if _is_short(name, _kind(name)) else None
        return at if at is not None and self.found[at].body.is_mentioned else None


_NEAREST = 40
_SHORTEST = 5
_NEAR = 40


def _kind(name: str) -> str:
    found = [match.group() for match in _rules().kind.finditer(name)]
    return found[-1] if found else ""


def _bare_name(name: str) -> str:
    """The name without the region or the level in front."""
    found = gazetteer().find(name)
    if found and found[0][0] == 0:
        return name[found[0][1] :]
    level = LEVEL_PREFIX.match(name)
    return name[level.end() :] if level is not None else name


def _full(name: str) -> str:
    """The full name of a body of the gazetteer, for its office too; empty for others."""
    function = gazetteer().function(name)
    if function is None or function.group != "议事协调机构":
        return ""
    return next(iter(function.names.values())).removesuffix("办公室") if function.names else ""


def _is_short_for(one: str, other: str) -> bool:
    """Whether the characters of the shorter name stand in the longer in their order: 医改领导小组."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > _SHORTEST and all(character in rest for character in short)
