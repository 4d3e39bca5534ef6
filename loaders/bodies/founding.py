"""The grammar of 推进机制 sentences: a coordinating body, its posts, its members and the seat of its office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.bodies.model import Body, FoundBody, Post
from loaders.entries import lists, owners
from loaders.entries.model import Named
from loaders.lexicon.brackets import mask_inner
from loaders.lexicon.clauses import LEAD, Party, is_party, list_parties
from loaders.lexicon.clauses import parse as parse_clause
from loaders.page.spans import Spans
from loaders.page.text import Squeezed, Text

_BODY_NAME = (
    r"[^,;。、:由任为的]{0,40}?(?:[“][^”]{1,20}[”])?[^,;。、:由任为的]{0,30}?"
    r"(?:工作专班|专班|指挥部|领导小组|联席会议|工作小组|专项小组|协调小组|委员会|工作组)"
)
_FOUND = re.compile(
    r"(?:成立|组建|设立|建立)(?P<after>[^由,。;]{2,60}?(?:专班|指挥部|小组|联席会议|委员会|工作组))(?=(?:制度|机制)?[,。;:由(])"
)
_FOUND_LATE = re.compile(rf"(?:成立|组建|设立|建立)由(?P<roll>[^。]{{4,300}}?)的(?P<late>{_BODY_NAME})(?=[,。;])")
_POST_HEAD = r"召集人|指挥长|总指挥|组长|主任|政委|主席|会长|链长|团长"
_KIND = r"(?:联席会议|领导小组|工作小组|专项小组|协调小组|指挥部|工作专班|专班|委员会|工作组|小组)"
_ROLL = r"(?P<list>(?:(?!(?<!自)由|任(?:组长|总指挥|指挥长|召集人))[^。;]){2,900}?)"
_ALIAS = r"(?:\([^()]{2,20}\))?"
_NAMED_SHORT = re.compile(r"\([^()]{2,24}\)")
_COMPOSED = re.compile(
    rf"(?P<name>[^,。;:、]{{0,30}}?{_KIND}){_ALIAS}(?:(?:办公室)?成员(?:单位)?)?(?:主要|共同|一般)*由{_ROLL}(?:共同|联合)?组成"
)
_COMPOSES = re.compile(rf"(?:^|[,。;])由{_ROLL}(?:共同|联合)?组成(?P<name>[^,。;:、由]{{2,40}}?{_KIND})(?=[,。;]|$)")
_OFFICE_COMPOSED = re.compile(rf"办公室成员(?:单位)?(?:主要|共同)*由{_ROLL}(?:共同)?组成")
_LED_BY = re.compile(rf"由(?P<who>[^,。;由]{{2,60}}?)牵头的(?P<name>[^,。;]{{2,40}}?{_KIND})")
_MADE_UP = re.compile(rf"(?:^|[,;。:])(?:成员(?:单位)?)?(?:主要|共同)*由{_ROLL}(?:共同|联合)?组成")
_STAFFED = re.compile(
    rf"(?P<name>[^,。;:、由]{{0,30}}?{_KIND}){_ALIAS}由(?=[^。;]{{2,60}}?(?:任|担任|为)(?:{_POST_HEAD}))"
)
_SEATED = re.compile(
    rf"(?P<name>[^,。;:()]{{0,24}}?(?:{_KIND}|委会|委员会|总指挥部|[河湖林田路链]长制))(?:下设)?(?:办公室,)?办公室,?设"
    r"|(?P<office>[^,。;:()]{1,16}办)设在"
)
_LISTED = re.compile(
    rf"(?P<name>[^,。;:、]{{0,30}}?{_KIND}){_ALIAS}(?:的)?(?:主要)?(?:成员|组成)(?:单位|部门)?(?:主要)?(?:包括|有|为|:)"
)
_LEADS = re.compile(r"(?:^|[,。;:])(?P<who>[^,。;]{2,40}?)(?:为|是|担任)(?:总?牵头|组长)(?:单位|部门)")
_OFFICE_TASK = re.compile(
    r"[,。](?:(?:由)?[^,。;]{2,40}(?:任|担任)(?:办公室)?(?:副)?主任[,。]|(?:办公室)?(?:副)?主任由[^,。;]{2,40}[,。]|由[^,。;]{2,40}参加,)*"
    r"(?:(?:主要|具体|工作|其)*(?:职责|任务)(?:是|为)?:)?(?P<task>(?:具体|主要)?(?:负责|承担)[^。;]+)"
)
_POST = re.compile(
    rf"(?:(?<!主)任|担任|为|兼任)(?:[^,。;、:的]{{0,16}}?{_KIND})?(?P<post>(?:第一|常务|执行|总|联合|共同)*(?P<vice>副)?(?:总)?(?:{_POST_HEAD}))(?:(?<!组长)单位)?(?=[,。;的、]|$)"
)
_MEMBERS = re.compile(
    r"(?<![为是])(?:成员单位(?!由)(?:主要)?(?:包括|为|有)?|成员(?:主要)?(?:包括|为|有)|组成(?:单位|部门)(?:主要)?(?:包括|为|有)?):?(?P<list>[^。;]+?)(?P<etc>等)?(?=[,。;](?:专班|领导小组|指挥部|联席会议|下设|办公室|由)|[。;]|$)"
)
_MEMBERS_AS = re.compile(
    rf"(?:^|[,;。])(?:另外|其他|另|由)?,?(?P<list>(?:(?!由)[^。;])+?)(?:为|任|担任|是)(?:[^,。;、:]{{0,20}}?{_KIND})?(?:的)?(?:领导)?成员(?:单位)?(?=[,。;的]|$)"
)
_MEMBERS_ARE = re.compile(r"(?:^|[,;。])成员(?:单位)?(?:主要)?(?:包括|为|有|是):?(?P<list>[^。;]+?)(?=[。;]|$)")
_OFFICE = re.compile(r"(?:办公室,?设(?:立|置)?(?:在|于)?|办设在)(?P<seat>[^,;。、]{2,30}?)(?=[,;。]|$)")
_OFFICE_HEAD = re.compile(
    r"办公室主任由(?P<named>[^,。;]{2,40}?)(?:兼任|担任)(?=[,。;]|$)|由(?P<holding>[^,。;由]{2,40}?)(?:兼任|担任|任)办公室主任"
)
_HOLDER = re.compile(
    r"(?:分管|常务|主要|有关|相关|其他|副|党组|秘书长|负责人|负责同志|书记|市长|省长|县长|区长|州长|局长|主任|厅长|部长).*$"
)
_POST_FIRST = re.compile(
    rf"(?<!各)(?<!各组)(?P<post>(?:第一|常务|执行|总|联合)*(?P<vice>副)?(?:{_POST_HEAD}))由(?P<who>[^,。;由]{{2,60}}?)(?:担任|兼任)(?=[,。;]|$)"
)
_CONVENED = re.compile(r"由(?P<who>[^,。;由]{2,40}?)(?P<post>召集)(?=[,。;]|$)")
_ANSWERS = re.compile(
    r"由(?P<who>[^,。;由]{2,40}?(?:长|主任|书记|领导|负责人))(?P<post>负责)(?=,[^。;]{2,120}?(?:为|任)成员)"
)
_WHO = re.compile(r"[^,、;。:由][^;。]*$")
_TOLD = re.compile("[担兼]任,")
"""Where a clause that told who holds another post ends."""
_PARTY_POST = re.compile(r"(?:书记|常委|委员)$")
_ETC = re.compile(r"等(?:有关|相关)?(?:单位|部门)?(?:的)?(?P<post>(?:主要|分管|有关|相关)*(?:负责人|负责同志|领导))$")
_SHARED_POST = re.compile(r"(?:主要|分管)?(?:负责人|负责同志|领导)$")


_BEFORE_NAME = re.compile(r".*(?:调整|充实|成立|组建|设立|建立)(?:后|了)?的?(?=[^的]{5})")
_HEADED = re.compile(r"组成|由[^,。;]{2,40}负责,|任(?:组长|召集人|指挥长|总指挥)|担任|为成员|召集")
_POSTS_OF = re.compile(rf"(?:担任|任|为)(?:{_KIND})?(?:的)?(?:召集人|组长|指挥长|总指挥|成员)")
_HEAD_NEAR = 60
_LABEL = 8
"""Characters before a group's name at the head of its line: its number."""
_NEXT = 5
"""Characters between two paragraphs that follow each other."""
_BREAK = re.compile(
    r"\n[ ]*\n|(?<=[。:;])\n(?=[ ]{2})|\n(?=[ ]*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]))"
)
_LONGEST = 4_000
"""Characters of the longest paragraph that is read as the founding of a body."""
CANDIDATE = re.compile(
    r"成立|组建|设立|建立|组成|办公室,?设|办公室,设|办设在|成员(?:单位)?(?:包括|有|为|:)|任(?:组长|召集人|指挥长|总指挥|主任)|为成员"
    r"|(?:组长|指挥长?|召集人)由"
)
KIND = re.compile(rf"{_KIND}|委会|长制办公室|办设在")
"""A paragraph is read as the founding of a body if it holds both a word of founding and a kind of body."""


def parse(words: str, owner: str = "") -> Body | None:
    """Read a paragraph (folded, without white space) that founds a body; None if it names no post, member or office.

    Args:
        owner: the body of a paragraph that does not name it, by the heading above.
    """
    named = _named(words)
    if named is None and owner:
        return _nameless(words, owner)
    if named is None:
        return None
    (start, end), (roll_start, roll_end) = named
    posts = _posts(words, roll_start, roll_end)
    members = _members(words, roll_start, roll_end)
    seat = _seat(words, end - 1)
    if not (posts or members or seat):
        return None
    task = _OFFICE_TASK.match(words, seat.end) if seat is not None else None
    leads = tuple(p for match in _LEADS.finditer(words, end) for p in list_parties(words, *match.span("who")))
    composed = _COMPOSED.search(words)
    leads += tuple(p for p in _composed(words, composed) if p.role == LEAD) if composed is not None else ()
    span = task.span("task") if task else None
    head = _office_head(words, end - 1)
    return Body(words[start:end], start, end, posts, members, seat, leads, span, office_head=head)


def _nameless(words: str, owner: str) -> Body | None:
    """A paragraph that tells posts and members of the body in the heading above."""
    composed = _MADE_UP.search(words)
    members = lists.members(words, *composed.span("list")) if composed is not None else ()
    label = words.find(f"{owner}:", 0, len(owner) + _LABEL) + 1
    start = label + len(owner) if label else 0
    led = [(match, list_parties(words, *match.span("who"))) for match in _LEADS.finditer(words, max(0, start - 1))]
    leads = tuple(party for _, parties in led for party in parties)
    start = max([start, *(match.end() for match, _ in led)])
    if composed is None and (listed := _MEMBERS_AS.search(words, start)) is not None:
        members = lists.members(words, *listed.span("list"))
    elif composed is None and (told := _MEMBERS_ARE.search(words, start)) is not None:
        members = lists.members(words, *told.span("list"))
    posts = _posts(words, start, len(words))
    return Body(owner, 0, 0, posts, members, None, leads) if posts or members or leads else None


def _named(words: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Offsets of the body's name, and of the words that may name its people and members."""
    late = _FOUND_LATE.search(words)
    if late is not None:
        return late.span("late"), late.span("roll")
    founded = _FOUND.search(words)
    if founded is not None:
        alias = _NAMED_SHORT.match(words, founded.end("after"))
        return founded.span("after"), (alias.end() if alias is not None else founded.end("after"), len(words))
    staffed, composed = _STAFFED.search(words), _COMPOSED.search(words)
    if staffed is not None and (composed is None or staffed.start() < composed.start()):
        return staffed.span("name"), (staffed.end(), len(words))
    match = composed or _COMPOSES.search(words) or _SEATED.search(words) or _LISTED.search(words)
    if match is None:
        return None
    group = "office" if match.groupdict().get("office") else "name"
    start, end = match.span(group)
    before = _BEFORE_NAME.match(words, start, end)
    return (before.end() if before is not None else start, end), (match.start(), len(words))


def _office_head(words: str, start: int) -> Post | None:
    match = _OFFICE_HEAD.search(words, start)
    if match is None:
        return None
    group = "named" if match["named"] else "holding"
    return Post(match[group], _body_of(match[group]), *match.span(group), "办公室主任", False)


def _posts(words: str, start: int, end: int) -> tuple[Post, ...]:
    masked = mask_inner(words)
    posts: list[Post] = []
    place = start
    for match in _POST.finditer(masked, start, end):
        who = _WHO.search(masked, place, match.start())
        place = match.end()
        if who is None or _is_of_office(masked, match, start):
            continue
        begin = max(who.start(), masked.rfind("由", who.start(), who.end()) + 1)
        begin = max([begin, *(told.end() for told in _TOLD.finditer(masked, begin, who.end()))])
        for holder_start, holder_end, shared in _holders(masked, begin, who.end()):
            holder = words[holder_start:holder_end] + shared
            body = _body_of(holder)
            aside = words[match.end() : match.end() + 1] == "的"
            vice = match["vice"] is not None
            posts.append(Post(holder, body, holder_start, holder_end, match["post"], vice, is_aside=aside))
    for form in (_POST_FIRST, _CONVENED, _ANSWERS):
        for match in form.finditer(masked, start, end):
            if _is_of_office(masked, match, start):
                continue
            for holder_start, holder_end, shared in _holders(masked, *match.span("who")):
                holder = words[holder_start:holder_end] + shared
                post = match["post"] if form is _POST_FIRST else "召集人"
                vice = "vice" in match.groupdict() and match["vice"] is not None
                posts.append(Post(holder, _body_of(holder), holder_start, holder_end, post, vice))
    return tuple(posts)


def _is_of_office(masked: str, match: re.Match[str], start: int) -> bool:
    """Whether a post is of the office, whose head is told elsewhere: "办公室主任由甲兼任;常务副主任由乙兼任"."""
    return "主任" in match["post"] and "办公室" in masked[max(start, match.start() - 60) : match.start()]


def _body_of(holder: str) -> str:
    """The body that a holder's last post names; of "市委副书记、市长" the one of the first post."""
    named = [_HOLDER.sub("", part) for part in re.split("[、,]", holder)]
    return next((body for body in reversed(named) if body), "")


def _holders(masked: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Each holder's offsets, and the post that it shares with a later one ("A局、B局主要负责人").

    A party post before a government post ("市委副书记、市长") is one person with two posts.
    """
    pieces = [m.span() for m in re.finditer(r"[^、,和及]+(?:和[^、,和]{0,3}$)?", masked[start:end])]
    joined: list[tuple[int, int]] = []
    for piece in pieces:
        if joined and _PARTY_POST.search(masked, start + joined[-1][0], start + joined[-1][1]):
            joined[-1] = (joined[-1][0], piece[1])
        else:
            joined.append(piece)
    holders: list[tuple[int, int, str]] = []
    shared = ""
    for piece in reversed(joined):
        s, e = start + piece[0], start + piece[1]
        etc = _ETC.search(masked, s, e)
        if etc is not None:
            # "甲局、乙局等单位领导": the post is that of all.
            shared = etc["post"]
            holders.append((s, etc.start(), shared))
            continue
        tail = _SHARED_POST.search(masked, s, e)
        named = _HOLDER.search(masked, s, e) is not None
        shared = tail.group() if tail else "" if named else shared
        holders.append((s, e, "" if named else shared))
    return holders[::-1]


def _members(words: str, start: int, end: int) -> tuple[Party, ...]:
    match = _MEMBERS.search(words, start, end)
    if match is not None:
        last = match.end("etc") if match["etc"] else match.end("list")
        # "各成员单位有关负责同志为成员" names nobody.
        if members := _bodies(words, match.start("list"), last):
            return members
    composed = next((m for form in (_COMPOSED, _COMPOSES, _MADE_UP) if (m := form.search(words, start, end))), None)
    if composed is not None:
        return tuple(p for p in _composed(words, composed) if p.role != LEAD)
    match = _MEMBERS_AS.search(words, _last_post(words, start, end), end)
    if match is None:
        return ()
    return _bodies(words, *match.span("list"))


def _bodies(words: str, start: int, end: int) -> tuple[Party, ...]:
    """The bodies of a list; those that can be told where something else stands among them."""
    found = lists.members(words, start, end, strict=False)
    if found:
        return found
    tail = _SHARED_POST.search(words, start, end)
    return list_parties(words, start, tail.start() if tail else end)


def _composed(words: str, match: re.Match[str]) -> tuple[Party, ...]:
    """Everybody in "由A牵头,B、C等部门组成", who leads included."""
    start, end = match.span("list")
    if "牵头" not in match["list"] and (found := lists.members(words, start, end, strict=False)):
        return found
    shared = _SHARED_POST.search(words, start, end)
    clause = parse_clause(words[start : shared.start() if shared else end], default="成员")
    parties = [p for p in clause.parties if not p.name.endswith("成员单位")] if clause is not None else []
    return tuple(replace(party, start=party.start + start, end=party.end + start) for party in parties)


def _last_post(words: str, start: int, end: int) -> int:
    place = start
    for match in _POST.finditer(words, start, end):
        place = match.end()
    return place


def _seat(words: str, start: int) -> Party | None:
    match = _OFFICE.search(words, start)
    if match is None or not is_party(match["seat"]):
        return None
    return Party(match["seat"], match.start("seat"), match.end("seat"), "")


def find(text: Text, width: int, taken: Sequence[tuple[int, int]] = ()) -> list[FoundBody]:
    """Every paragraph that founds a coordinating body.

    Args:
        width: characters a line where a printer broke the lines, 0 where a line is a paragraph.
        taken: what is read otherwise: rosters.
    """
    folded, read = text.folded, Spans(taken)
    found: list[FoundBody] = []
    led: list[FoundBody] = []
    done = 0
    for candidate in CANDIDATE.finditer(folded):
        if candidate.start() < done or read.touches(*candidate.span()):
            continue
        start, done = _paragraph(text, candidate.start(), candidate.end(), width)
        named = KIND.search(folded, start, done) is not None
        owner = _owner(text, start, candidate.start()) if _HEADED.search(folded, start, done) else ""
        if not owner and _POSTS_OF.search(folded, start, done) and found and start - found[-1].end < _NEXT:
            owner = found[-1].body.name  # the paragraph below the one that founds it
        if not named and not owner:
            continue
        words = text.squeeze(start, done)
        body = parse(words.text, owner)
        if body is not None:
            short = Named(body.name, *words.span(body.start, body.end))
            name = body.name if body.name == owner else owners.whole(text, short).name
            found.append(FoundBody(start, done, words, replace(body, name=name)))
        found.extend(_office(start, done, words, found[-1].body.name if body is not None else owner))
        led.extend(_led(start, done, words))
    told = {one.body.name for one in found if one.body.leads}
    found.extend(one for one in led if one.body.name not in told)
    return found


def _office(start: int, end: int, words: Squeezed, name: str) -> Iterator[FoundBody]:
    """The office of a body as a group with members of its own: "办公室成员由甲局、乙局有关人员组成"."""
    match = _OFFICE_COMPOSED.search(words.text)
    members = lists.members(words.text, *match.span("list")) if match is not None else ()
    if members and name:
        office = f"{name.removesuffix('办公室')}办公室"
        yield FoundBody(start, end, words, Body(office, *match.span() if match else (0, 0), (), members, None))


def _led(start: int, end: int, words: Squeezed) -> Iterator[FoundBody]:
    """A body told only with who leads it: "建立由甲局牵头的某联席会议制度"."""
    for match in _LED_BY.finditer(words.text):
        leads = tuple(party.given(LEAD) for party in lists.members(words.text, *match.span("who")))
        if leads:
            body = Body(match["name"], *match.span("name"), (), (), None, leads, is_mentioned=False)
            yield FoundBody(start, end, words, body)


def _owner(text: Text, start: int, place: int) -> str:
    """The group that a paragraph is of, where its first words or the line above name it as a heading."""
    owner = owners.of(text, place)
    return owner.name if owner is not None and start - _HEAD_NEAR <= owner.start < place else ""


def _paragraph(text: Text, start: int, end: int, width: int) -> tuple[int, int]:
    """The paragraph around a stretch: its line, or where a printer broke lines all up to a gap or a heading."""
    if not width:
        before, after = text.folded.rfind("\n", 0, start), text.folded.find("\n", end)
        return text.trim(before + 1, after if after >= 0 else len(text.folded))
    first = max(0, start - _LONGEST)
    first = max((match.end() for match in _BREAK.finditer(text.folded, first, start)), default=first)
    stop = _BREAK.search(text.folded, end)
    return text.trim(first, stop.start() if stop is not None else len(text.folded))
