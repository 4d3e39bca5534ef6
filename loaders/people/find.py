"""People and their posts: named in sentences, signed below articles, listed in mastheads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

import data
from loaders.lexicon.alternation import any_of, branches
from loaders.lexicon.gazetteer import LEVEL_PREFIX, gazetteer
from loaders.page import articles
from loaders.page.articles import Article, flow, is_name, name_tokens
from loaders.page.text import Squeezed, Text
from loaders.people.model import PersonPost


@dataclass(frozen=True)
class _Words:
    """The words of data/rules/people.yaml, as the patterns need them."""

    not_names: re.Pattern[str]
    follow: re.Pattern[str]
    never: frozenset[str]
    unnamed: frozenset[str]
    posts: tuple[str, ...]
    named: re.Pattern[str]
    post_end: re.Pattern[str]
    national: re.Pattern[str]
    label: re.Pattern[str]
    reporter: re.Pattern[str]
    picture: re.Pattern[str]
    group: re.Pattern[str]
    becomes: re.Pattern[str]
    label_first: frozenset[str]
    picture_end: re.Pattern[str]


@cache
def _words() -> _Words:
    rules: dict[str, str] = yaml.safe_load((data.RULES / "people.yaml").read_text(encoding="utf-8"))
    posts, groups = any_of(rules["posts"].split()), any_of(rules["groups"].split())
    surnames = "".join(rules["surnames"].split())
    compound = "|".join(rules["compound_surnames"].split())
    spaced = "|".join(r"\s*".join(label) for label in sorted(rules["labels"].split(), key=len, reverse=True))
    return _Words(
        not_names=re.compile(branches(rules["not_names"].split())),
        follow=re.compile(rf"[,。;:、!?(\n”\"]|{branches(rules['follow'].split())}|$"),
        never=frozenset(rules["never_in_names"]),
        unnamed=frozenset(rules["unnamed"].split()),
        posts=tuple(rules["posts"].split()),
        named=re.compile(rf"(?:{compound}|[{surnames}])[\u4e00-\u9fff]|[\u4e00-\u9fff]{{2,5}}·"),
        post_end=re.compile(rf"{posts}$"),
        national=re.compile(rf"{any_of(rules['national'].split())}$"),
        label=re.compile(rf"\s*(?P<label>{spaced})\s*[:：]?\s+(?=\S)"),
        reporter=re.compile(
            rf"(?P<label>{branches(rules['reporters'].split())})\s*[:]?\s*"
            r"(?=(?P<names>[\u4e00-\u9fff]{1,4}(?:[ 、]+[\u4e00-\u9fff]{1,4}){0,9}))"
        ),
        picture=re.compile(
            r"^[ ]*(?P<who>[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4}){0,3})[ ]+"
            rf"(?P<label>{branches(rules['picture'].split())})[ ]*$",
            re.MULTILINE,
        ),
        group=re.compile(
            rf"(?P<count>[\d两三四五六七八九十](?:(?<=\d)\d{{1,2}})?)(?:位|名)(?P<role>[\u4e00-\u9fff、]{{0,14}}?{groups}(?:、?{groups}){{0,3}})"
            rf"(?:为(?P<as>[\u4e00-\u9fff]{{2,16}}))?"
        ),
        becomes=re.compile(rf"(?:担任|兼任|出任|作为|任)(?P<post>[\u4e00-\u9fff]{{2,24}}?{posts})(?=[,。;:、\n]|$)"),
        label_first=frozenset(label[0] for label in rules["labels"].split()),
        picture_end=re.compile(rf"[ ]{any_of(rules['picture'].split())}[ ]*$", re.MULTILINE),
    )


def find(text: Text, pieces: Sequence[Article]) -> list[PersonPost]:
    """Everybody whom the text names with a post, and every author.

    Args:
        pieces: the pieces of the text, as `articles.find` gives them; their authors and dates are used.
    """
    found = [
        *_signed(text, pieces),
        *_mastheads(text),
        *_bracketed(text),
        *_reporters(text, pieces),
        *_pictures(text),
        *_in_sentences(text),
        *_groups(text),
    ]
    dated = [_dated(one, pieces) for one in _once(list(_without_run_on(found)))]
    return sorted(dated, key=lambda one: (one.start, one.end, one.person, one.posts))


def _without_run_on(found: Sequence[PersonPost]) -> Iterator[PersonPost]:
    """Without sentences read over the lines of a masthead, where the name above runs into the next label."""
    listed = {(one.person, one.end) for one in found if one.rule == "masthead"}
    return (one for one in found if one.rule == "masthead" or (one.person, one.end) not in listed)


def _once(found: Sequence[PersonPost]) -> Iterator[PersonPost]:
    """Without what a later rule reads again in the words of an earlier one."""
    kept: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]] = {}
    for one in found:
        spans = kept.setdefault((one.person, one.posts), [])
        i = bisect_left(spans, (one.start, one.end))
        if not any(start < one.end and one.start < end for start, end in spans[max(0, i - 1) : i + 1]):
            spans.insert(i, (one.start, one.end))
            yield one


def _dated(one: PersonPost, pieces: Sequence[Article]) -> PersonPost:
    piece = articles.at(pieces, one.start)
    if piece is None:
        return one
    return replace(one, date=piece.date, organisation=one.organisation or _of_piece(one, piece))


def _of_piece(one: PersonPost, piece: Article) -> str:
    """The body that the piece around a post tells: its author's for a 课题组成员, a school for a 副校长."""
    label = next(iter(one.posts), "")
    if label.startswith(_TEAM) and piece.author.endswith(_TEAM):
        return piece.author.removesuffix(_TEAM)
    body = _split(re.split("[、,]", piece.author_post)[0])[0]
    return body if any(label.endswith(post) and body.endswith(ends) for post, ends in _HEADS_OF.items()) else ""


_TEAM = "课题组"
_HEADS_OF = {
    "校长": ("中学", "小学", "学校", "大学", "学院"),
    "院长": ("医院", "卫生院", "学院"),
    "主任医师": ("医院",),
}


def of_periodical(found: Sequence[PersonPost], title: str) -> list[PersonPost]:
    """The same, with the periodical as the body of those in its masthead.

    Args:
        title: of the document ("某某通讯2023年第3期").
    """
    named = _ISSUE_OF.match(title)
    if named is None:
        return list(found)
    return [replace(one, organisation=_desk(one, named.group())) if one.rule == "masthead" else one for one in found]


_ISSUE_OF = re.compile(r"[\u4e00-\u9fff]{2,12}?(?=\s*(?:20\d\d年)?\s*第\s*[\d一二三四五六七八九十]+\s*期)")


def _desk(one: PersonPost, periodical: str) -> str:
    """编辑 and their head belong to the editors' office, advisers and the board to the periodical."""
    is_editor = any("编辑" in post for post in one.posts)
    return f"《{periodical}》编辑部" if is_editor else f"《{periodical}》"


# --- posts -----------------------------------------------------------------------------------------------------

_DEGREE = r"(?:第一|常务|执行|名誉|代理?|主持工作的)?(?:副)?"
_TITLE = re.compile(
    rf"(?:党组|党委|党总支|党支部|总支|支部|项目)?{_DEGREE}"
    r"(?:书记|主任|局长|厅长|司长|处长|科长|股长|部长|院长|校长|所长|站长|会长|行长|社长|台长|馆长|园长|厂长|董事长|总经理|经理|总裁|主席|秘书长|政委|指挥长"
    r"|总指挥|组长|队长|支队长|大队长|主编|总编辑|理事长|检察长|庭长|法人代表|法定代表人|(?:主要)?负责人|(?:主要)?负责同志|老板娘|老板|委员|常委|代表|顾问|导师)$"
)
_HEAD_OF = re.compile(rf"^(?P<body>[\u4e00-\u9fff]*?){_DEGREE}(?:副)?(?P<level>[省市县区州镇乡])长$")
_COMPANY = re.compile(r"(?:公司|集团|企业|银行|分行|支行|厂|店|社|合作社|科技|股份|[A-Za-z])$")
_IN_FRONT = re.compile(
    r"^(?:近日|日前|今天|今年|连日来|投资方|承建方|施工方|业主|据|由|经(?![开济信贸])|在|向(?!阳)|对(?!外)|让|聘?请|邀请|以及|及|和(?![平县田顺林静龙政])|与|该"
    r"|时任|现任|原(?![平阳])|[一二三四五六七八九十]是)+|^.*(?:的|由|\d岁)"
)


def _phrase(text: str, start: int, end: int, body: str = "") -> list[tuple[str, str]]:
    """Each post of a phrase ("市委副书记、市长") with the body that it names or takes over from the one before it."""
    read: list[tuple[str, str]] = []
    for part in re.split(r"[、,]|(?<=[长记任])兼", text[start:end]):
        own, title = _split(part)
        area = _area(body, own)
        own, part = area + own, area + part
        leans = not own and body and _TITLE.fullmatch(part) is not None
        own = own or (body if leans else "")
        body = own or body
        read.append(
            (own, own + title if leans and not _COMPANY.search(own) else part if not _COMPANY.search(own) else title)
        )
    return read


def _area(before: str, own: str) -> str:
    """The region that a body shares with the one before it: 某市医改办主任、卫健局局长."""
    found = gazetteer().find(before)
    if not found or found[0][0] or not own or LEVEL_PREFIX.match(own) or own.startswith("中共"):
        return ""
    region = before[: found[0][1]]
    own_region = gazetteer().find(own)
    return (
        region if LEVEL_PREFIX.match(region[-1]) and not own_region and own.endswith(("局", "委", "办", "中心")) else ""
    )


def _split(part: str) -> tuple[str, str]:
    """The body and the bare post of one post as written; the head of a region heads its government."""
    head = _HEAD_OF.match(part)
    if head is not None:
        body = head["body"]
        return (body if body.endswith("政府") else f"{body}{head['level']}人民政府"), part
    title = _TITLE.search(part)
    if title is None:
        return "", part
    return part[: title.start()], part[title.start() :]


def _records(person: str, phrase: Sequence[tuple[str, str]], span: tuple[int, int], rule: str) -> Iterator[PersonPost]:
    """One record for each body."""
    bodies: dict[str, list[str]] = {}
    for body, post in phrase:
        bodies.setdefault(body, []).append(post)
    for body, posts in bodies.items():
        yield PersonPost(person, tuple(posts), body, *span, rule=rule)


# --- sentences -------------------------------------------------------------------------------------------------


def _in_sentences(text: Text) -> Iterator[PersonPost]:
    """ "市委副书记、市长张三表示", "某公司董事长李四"."""
    words = flow(text)
    sharing: list[tuple[str, int, int]] = []
    body = ""
    for place in _posts_before_names(words.text):
        end = _name_end(words.text, place)
        if end == 0:
            continue
        start = _phrase_start(words.text, place, sharing[-1][2] if sharing else 0)
        written = words.text[start:place]
        if not written or _words().national.search(written):
            continue
        person = words.text[place:end]
        near = sharing and start - sharing[-1][2] <= 1 and words.text[start - 1] == "、"
        phrase = _phrase(words.text, start, place, body if near else "")
        body = phrase[-1][0]
        yield from _records(person, phrase, words.span(start, end), "sentence")
        sharing = [s for s in sharing if re.search(r"[,。;\n]", words.text[s[2] : start]) is None]
        sharing.append((person, start, end))
        yield from _becomes(words, sharing, end)


@cache
def _post_finder() -> AhoCorasick:
    return AhoCorasick(list(_words().posts), matchkind=MatchKind.LeftmostLongest)


def _posts_before_names(text: str) -> Iterator[int]:
    """Where a post ends and a surname follows."""
    named = _words().named
    for _, _, end in _post_finder().find_matches_as_indexes(text):
        if named.match(text, end):
            yield end


def _becomes(words: Squeezed, sharing: Sequence[tuple[str, int, int]], end: int) -> Iterator[PersonPost]:
    """What people are made right behind their names: "甲及乙担任领导小组组长"."""
    post = _words().becomes.match(words.text, end)
    if post is None:
        return
    for person, start, _ in sharing:
        span = words.span(start, post.end())
        yield from _records(person, _phrase(words.text, *post.span("post")), span, "sentence")


_FULL_REGION = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县](?![\u4e00-\u9fff]?[,。、])")


def _name_end(text: str, start: int) -> int:
    """Where the name that begins at a place ends; 0 where no name does for certain."""
    foreign = re.compile(r"[\u4e00-\u9fff]{2,6}(?:·[\u4e00-\u9fff]{1,3}[\u4e00-\u9fff]?)").match(text, start)
    if foreign is not None:
        return _foreign_end(text, start, foreign.end())
    if _words().not_names.match(text, start) or _FULL_REGION.match(text, start):
        return 0
    compound = is_name(text[start : start + 4])
    sizes = (4, 3) if compound else (3, 2)
    long, short = start + sizes[0], start + sizes[1]
    if _can_be(text[start:short]) and (text[short : short + 1] in _words().never or not _can_be(text[start:long])):
        return short if _words().follow.match(text, short) or text[short : short + 1] in _words().never else 0
    if _can_be(text[start:long]) and _words().follow.match(text, long):
        return long
    if _can_be(text[start:short]) and _words().follow.match(text, short):
        return short
    return long if _can_be(text[start:long]) and text.count(text[start:long]) > 1 else 0


def _foreign_end(text: str, start: int, end: int) -> int:
    dot = text.index("·", start)
    for stop in range(dot + 2, end + 3):
        if _words().follow.match(text, stop):
            return stop
    return 0


def _can_be(name: str) -> bool:
    if name[1:] in _words().unnamed:
        return False
    return is_name(name) and not _words().never.intersection(name[1:]) and not _words().post_end.search(name)


def _phrase_start(text: str, end: int, floor: int) -> int:
    """Where the posts in front of a name begin: back over 、 as long as a post stands before it."""
    floor = max(floor, end - 60)
    start = max((m.end() for m in re.finditer(r"[,。;:!?\n“”*\"]", text[floor:end])), default=0) + floor
    parts = [(m.start() + start, m.end() + start) for m in re.finditer("[^、]+", text[start:end])]
    while len(parts) > 1 and not all(_words().post_end.search(text, s, e) for s, e in parts):
        parts.pop(0)
    if not parts:
        return end
    first, last = parts[0]
    lead = _IN_FRONT.match(text[first:last])
    return first + lead.end() if lead is not None else first


# --- signatures ------------------------------------------------------------------------------------------------


def _signed(text: Text, pieces: Sequence[Article]) -> Iterator[PersonPost]:
    """The authors of the pieces, with the posts of 作者系 where one author signs."""
    for piece in pieces:
        names = [name for name in piece.author.split("、") if is_name(name)]
        if not names or "、".join(names) != piece.author or _reported(text, piece):
            continue
        if piece.author_post and len(names) == 1:
            phrase = _phrase(piece.author_post, 0, len(piece.author_post))
            yield from _records(names[0], phrase, (piece.post_start, piece.post_end), "byline")
            continue
        line = text.folded.find("\n", piece.author_start)
        span = text.trim(piece.author_start, line if line >= 0 else len(text.folded))
        yield from (PersonPost(name, (), "", *span, rule="byline") for name in names)


def _reported(text: Text, piece: Article) -> bool:
    """Whether a piece is signed by reporters, who are read elsewhere."""
    return "记者" in text.folded[piece.author_start : piece.author_start + 40].split("\n")[0]


_BRACKET = re.compile(r"[(\[【](?P<label>[\u4e00-\u9fff]{2,8})[:](?P<names>[^()\[\]【】\n]{2,60})[)\]】]")


def _bracketed(text: Text) -> Iterator[PersonPost]:
    """ "(课题组成员:张三、李四)"."""
    for match in _BRACKET.finditer(text.folded):
        if (
            not re.search(r"成员|组长|执笔|作者|整理|撰稿|摄影|编辑|供稿|撰文", match["label"])
            or "记者" in match["label"]
        ):
            continue
        names = name_tokens(text.folded, *match.span("names"))
        for _, _, name in names or ():
            yield PersonPost(name, (match["label"],), "", *match.span(), rule="byline")


_LONGEST_LABEL = 80


def _mastheads(text: Text) -> Iterator[PersonPost]:
    """Lines of a label and names ("主 编 张 三"), and the lines of nothing but names below them."""
    words, label = _words(), ""
    place = 0
    for line in text.folded.splitlines(keepends=True):
        start, place = place, place + len(line)
        may_be_label = len(line) < _LONGEST_LABEL and line.lstrip()[:1] in words.label_first
        if not label and not may_be_label:
            continue
        named = words.label.match(line) if may_be_label else None
        label = "".join(named["label"].split()) if named is not None else label
        first = named.end() if named is not None else _after_note(line)
        names = name_tokens(text.folded, start + first, place) if label and line.strip() else None
        if names is None:
            label = "" if line.strip() else label
            continue
        yield from (PersonPost(name, (label,), "", s, e, rule="masthead") for s, e, name in names)


def _after_note(line: str) -> int:
    """Where names begin on a line that starts with a note in brackets ("(按姓氏笔画为序)")."""
    note = re.match(r"\s*\([^()]{2,20}\)\s*", line)
    return note.end() if note is not None else 0


def _reporters(text: Text, pieces: Sequence[Article]) -> Iterator[PersonPost]:
    """ "(全媒体记者 张三 通讯员 李四 王五)", "本报记者 张三"; their newspaper where the words before them name it."""
    paper = ""
    for match in _words().reporter.finditer(text.folded):
        before = text.folded[max(0, match.start() - 24) : match.start()]
        named = re.search(r"([\u4e00-\u9fff]{2,4}(?:日报|晚报|时报|商报)|新华社)[^\n。]*$", before)
        near = named is not None or re.search(r"[\u4e00-\u9fff] *\n?\s*$", before)
        paper = named[1] if named is not None else paper if near else ""
        for start, end, name in _leading_names(text.folded, *match.span("names")):
            first = match.start() if start == match.start("names") else start
            yield PersonPost(name, (match["label"],), paper, first, end, rule="reporter")


def _leading_names(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The names at the beginning of a stretch, up to the first word that is none."""
    spots = [start + m.end() for m in re.finditer(r"[^ 、]+", folded[start:end])]
    for spot in reversed(spots):
        names = name_tokens(folded, start, spot)
        if names is not None and not any(_words().not_names.match(name) for _, _, name in names):
            yield from names
            return


def _pictures(text: Text) -> Iterator[PersonPost]:
    """ "张三 摄"."""
    for match in _words().picture.finditer(text.folded) if _words().picture_end.search(text.folded) else ():
        names = name_tokens(text.folded, *match.span("who"))
        label = "摄影" if match["label"].startswith("摄") else match["label"]
        for start, _, name in names or ():
            yield PersonPost(name, (label,), "", start, match.end("label"), rule="picture")


_NAME_LIST = re.compile(r"(?P<names>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,3}?){1,7})(?:等)?$")


def _groups(text: Text) -> Iterator[PersonPost]:
    """ "张三、李四三位村干部代表", "聘请张三、李四等8名专家为科技顾问和创业导师"."""
    words = flow(text)
    for match in _words().group.finditer(words.text):
        listed = _NAME_LIST.search(words.text[max(0, match.start() - 44) : match.start()])
        if listed is None:
            continue
        parts = listed["names"].split("、")
        parts[0] = next((parts[0][-n:] for n in (3, 2) if is_name(parts[0][-n:]) and _starts(parts[0], n)), "")
        if not all(_can_be(part) for part in parts):
            continue
        posts = tuple(re.split("和|、", match["as"])) if match["as"] else (match["role"],)
        span = words.span(listed.end("names") + match.start() - listed.endpos - len("、".join(parts)), match.end())
        yield from (PersonPost(name, posts, "", *span, rule="group") for name in parts)


def _starts(words: str, size: int) -> bool:
    """Whether a name of that size at the end of words stands alone or behind a verb."""
    return len(words) == size or re.search(r"(?:聘请|邀请|请|由|与|和|对|向|给|了)$", words[:-size]) is not None
