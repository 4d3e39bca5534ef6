"""The pieces of a magazine or a newspaper page, and the text as it flows on over broken lines, columns and pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest

import yaml

import data
from loaders.lexicon.gazetteer import Gazetteer, Region, gazetteer
from loaders.page.outline import wrap_width
from loaders.page.spans import Signal
from loaders.page.text import Squeezed, Text, kept

_WORD = re.compile(r"[^ \n]+")
_FINISHED = re.compile(r"(?:[。!?;:…]|\*\*)[”’'\")》】\]*]*$")
_STARTS = re.compile(
    r"\s*(?:#|[●□■○◎◆▲【—*]|[-·]\s*\S|第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]{1,3}、"
    r"|\(?[一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))"
)
_SENTENCE = re.compile(r"[,、。;!?]")
_ALL_HAN = re.compile("[\u4e00-\u9fff]+")
_HAN = re.compile("[\u4e00-\u9fff]{2}")
# A narrow cell of a table parts the name of a zone: 某某旅游 / 度假区.
_NAME_END = re.compile(r"\s*(?:度假区|管理区|开发区|高新区|经开区|保税区|示范区)\s*")
_NAME = re.compile(r"\s*[\u4e00-\u9fff]{2,8}")
_QUOTES = re.compile("[“”]")
_BULLET = re.compile(r"\s*[●□■○◎◆▲]\s*(?P<who>[^\s,。;:][^,。;:]{1,20}?)\s*$")
_AUTHOR = re.compile(r"[(\[【](?:本文)?作者(?:系|为|单位)?[:]?(?P<post>[^\n。]{2,80}?)[)\]】][ ]*$", re.MULTILINE)
_CLOSING_NAMES = re.compile(
    r"(?:(?<=[。!?”)])|^)[ ]*\((?P<who>[\u4e00-\u9fff]{2,4}(?: +[\u4e00-\u9fff]{1,4}){0,6})\)[ ]*$", re.MULTILINE
)
_PAPER = r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|时报|商报|早报|通讯社|新华社|社|网)"
DATELINE = re.compile(
    rf"^[ ]*(?:(?P<paper>{_PAPER}|新华社|本报))?[\u4e00-\u9fff]{{0,6}}?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:讯|电)"
    r"\s*(?:\((?P<who>[^()\n]{2,80})\))?",
    re.MULTILINE,
)
_REPORTER = re.compile(r"\s*(?:[\u4e00-\u9fff]{2,12}?)?(?:记者|通讯员)\s+[\u4e00-\u9fff ]{2,40}$")
_TAIL = re.compile(r"\s*(?:摄影报道|报道|摄影|文/图|摄)\s*$")
# Each branch begins with a letter of its own, which makes a search fast. Few lines pass.
_MAY_SIGN = re.compile(r"●|□|■|○|◎|◆|▲|记者|通讯员|日讯|日电|\([\u4e00-\u9fff ]+\)[ ]*$")
_REPORTERS = re.compile(r"(?:记者|通讯员)\s+([\u4e00-\u9fff ]{2,30}?)(?=\s*(?:通讯员|记者|[^\u4e00-\u9fff ]|$))")
_NOT_TITLE = re.compile(r"[。;]|[:,、,]$|\d{6,}|摄$|报道$|^[\d\s.%]+$")
_HEAD = re.compile(r"\s*#|\s*[^\n]{0,30}$")
_OPENING = re.compile(r"\s*(?:近日|近年来|近期|日前|连日来|今年|去年|刚刚|今天|昨日|\d{1,2}月|20\d\d年|\")")
_FIRST_POINT = re.compile(r"^[ ]*一、", re.MULTILINE)
_INDENTED = re.compile(r"^[ ]+(?=[^\s])", re.MULTILINE)
_ISSUE = re.compile(r"(?:19|20)\d\d(?=\s*(?:年\s*第|\.\d))")
_MONTH = re.compile(r"20\d\d(?= *年 *\d{1,2} *月)")
_LONGEST_TITLE = 60
_TAIL_OF_LINE = 12
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a text that holds several.

    Attributes:
        title: its headline, lines joined by a space; empty where it was not found.
        start, end: offsets from its headline to its last word.
        author: who wrote it, names joined by "、"; a body's name where no person signs.
        author_post: the words behind 作者系, empty where none are.
        date: as far as the piece or the publication tells it: 2023, 2023-11-06 or --11-06.
        region: id of the region that its headline, its author's post or its dateline names; may be empty.
        author_start: offset of the byline, -1 without one.
        post_start, post_end: offsets of the whole bracket with 作者系, -1 without one.
    """

    title: str
    start: int
    end: int
    author: str
    author_post: str
    date: str
    region: str
    author_start: int = -1
    post_start: int = -1
    post_end: int = -1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its offsets, its words, how many blank lines stand before it."""

    start: int
    end: int
    words: str
    blanks: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A byline or a headline: the lines of the headline, who signs, the offset of the byline.

    Attributes:
        first, last: numbers of the first and the last line of the mark.
        closes: whether the byline stands at the end of its piece.
    """

    first: int
    last: int
    title: str
    author: str
    author_start: int
    closes: bool = False


# --- names of people -------------------------------------------------------------------------------------------


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    rules = yaml.safe_load((data.RULES / "people.yaml").read_text(encoding="utf-8"))
    return frozenset("".join(rules["surnames"].split())), frozenset(rules["compound_surnames"].split())


def is_name(word: str) -> bool:
    """Whether a word by itself can be a person's name: a surname and one or two characters more."""
    single, compound = _surnames()
    if _ALL_HAN.fullmatch(word) is None:
        return False
    if word[:2] in compound:
        return len(word) in (3, 4)
    return len(word) in (2, 3) and word[0] in single


def name_tokens(folded: str, start: int, end: int) -> list[tuple[int, int, str]] | None:
    """The names that a stretch consists of, with their offsets; None where something else stands among them.

    A name may be split by a space ("张 三"); names may be separated by spaces or 、.
    """
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s、,]+", folded[start:end])]
    names: list[tuple[int, int, str]] = []
    i = 0
    while i < len(words):
        first, last = words[i]
        if last - first == 1 and i + 1 < len(words) and words[i + 1][1] - words[i + 1][0] == 1:
            i, last = i + 1, words[i + 1][1]
        name = "".join(folded[start + first : start + last].split())
        if not is_name(name):
            return None
        names.append((start + first, start + last, name))
        i += 1
    return names or None


def run_together(words: str) -> list[str] | None:
    """Names written without anything between them, where there is only one way to part them."""
    ways: list[list[str]] = []
    single, _ = _surnames()
    if not 4 <= len(words) <= 12:
        return None

    def part(rest: str, names: list[str]) -> None:
        if not rest:
            ways.append(names)
        for size in (2, 3):
            if len(rest) >= size and rest[0] in single:
                part(rest[size:], [*names, rest[:size]])

    part(words, [])
    return ways[0] if len(ways) == 1 and len(ways[0]) > 1 else None


# --- the flow of the text --------------------------------------------------------------------------------------


@kept
def flow(text: Text) -> Squeezed:
    """The folded text without spaces; a line that goes on is joined to the next, a finished one ends in a newline."""
    kept: list[int] = []
    parts: list[str] = []
    lines = _lines(text)
    width = wrap_width(text.folded)
    for line, following in zip_longest(lines, lines[1:]):
        if " " not in line.words:
            kept.extend(range(line.start, line.end))
            parts.append(line.words)
        else:
            for word in _WORD.finditer(text.folded, line.start, line.end):
                kept.extend(range(word.start(), word.end()))
                parts.append(word.group())
        if following is None or not _goes_on(text.folded, line, following, width):
            kept.append(min(line.end, len(text.folded)))
            parts.append("\n")
    return Squeezed("".join(parts), [*kept, len(text.folded)])


@kept
def _lines(text: Text) -> tuple[_Line, ...]:
    """The lines that are not blank."""
    found: list[_Line] = []
    start = blanks = 0
    for words in text.folded.split("\n"):
        end = start + len(words)
        if not words or words.isspace():
            blanks += 1
        else:
            found.append(_Line(start, end, words, blanks))
            blanks = 0
        start = end + 1
    return tuple(found)


def _goes_on(folded: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the sentence of a line is carried on by the next one, as far as that is certain."""
    words = line.words.rstrip()
    if _FINISHED.search(words[-_TAIL_OF_LINE:]) or words.startswith("#") or _STARTS.match(following.words):
        return False
    if following.blanks <= 1 and _NAME_END.fullmatch(following.words) and _NAME.fullmatch(words):
        return True
    if following.blanks == 0:
        return len(words) >= (width * 0.7 if width else 12) and not line.words.endswith("  ")
    return _broken(line, following) and _fits(folded, words, following.words.lstrip())


def _broken(line: _Line, following: _Line) -> bool:
    """Whether a long line ends within a sentence, and the line behind the blank one is running text too."""
    words = line.words.rstrip()
    if len(words) < 15 or _FINISHED.search(words[-_TAIL_OF_LINE:]) or not _SENTENCE.search(words):
        return False
    return len(following.words) >= 15 and _SENTENCE.search(following.words) is not None


def _fits(folded: str, before: str, after: str) -> bool:
    """Whether two ends of a break are the halves of one sentence: quotes pair, and the text knows their seam."""
    quote = _QUOTES.search(after)
    open_ = before.count("“") - before.count("”") > 0
    if quote is not None and (quote.group() == "”") != open_:
        return False
    if before[-1] in ",、“" or after[0] in "“《" or folded.find(before[-1] + after[0]) >= 0:
        return True
    return _known(folded, before[-2:]) and _known(folded, after[:2])


def _known(folded: str, word: str) -> bool:
    """Whether two characters beside a break stand together elsewhere too."""
    return _HAN.fullmatch(word) is not None and folded.find(word, folded.find(word) + 1) >= 0


def signals(text: Text) -> list[Signal]:
    """Places where the columns of a page were torn: a sentence breaks off and what follows does not carry it on."""
    lines = _lines(text)
    found: list[Signal] = []
    for line, following in pairwise(lines):
        if following.blanks == 0 or _HEAD.match(line.words) or _STARTS.match(following.words):
            continue
        if _OPENING.match(following.words) or DATELINE.match(following.words):
            continue
        if _broken(line, following) and not _fits(text.folded, line.words.rstrip(), following.words.lstrip()):
            start, end = text.trim(max(line.start, line.end - 24), min(following.end, following.start + 24))
            found.append(Signal(start, end, "分栏或换页处语句断裂，上下文接不上"))
        elif _caption_between(line, following):
            found.append(
                Signal(*text.trim(max(line.start, line.end - 24), line.end), "语句被图片说明隔断，下文不能确定")
            )
    return found


def _caption_between(line: _Line, following: _Line) -> bool:
    """Whether a sentence breaks off before a short line without punctuation: the caption of a picture."""
    words = line.words.rstrip()
    if len(words) < 30 or not _SENTENCE.search(words) or re.search(r"[。!?;:”)\]*]$", words):
        return False
    return len(following.words.strip()) < 25 and not _SENTENCE.search(following.words)


# --- the pieces ------------------------------------------------------------------------------------------------


def find(text: Text) -> list[Article]:
    """The pieces of a text, in its order; none where the text is one piece without a byline."""
    return list(_find(text))


@kept
def _find(text: Text) -> tuple[Article, ...]:
    lines = _lines(text)
    marks = _marks(text, lines)
    posts = list(_AUTHOR.finditer(text.folded)) if "作者" in text.folded else []
    if not marks and not posts:
        return ()
    spans = _spans(text, lines, marks, posts)
    articles = [_article(text, lines, mark, start, end, posts) for mark, start, end in spans]
    return tuple(_shared_region([a for a in articles if a.end > a.start]))


def at(articles: Sequence[Article], place: int) -> Article | None:
    """The piece that a place lies in."""
    i = bisect_right(articles, place, key=lambda article: article.start) - 1
    return articles[i] if i >= 0 and place < articles[i].end else None


def _marks(text: Text, lines: Sequence[_Line]) -> list[_Mark]:
    found: list[_Mark] = []
    for i, line in enumerate(lines):
        mark = _byline(text, lines, i)
        if mark is not None and found and _continues_byline(found[-1], mark, lines):
            found[-1] = replace(found[-1], last=i, author=f"{found[-1].author}、{mark.author}")
        elif mark is not None and (mark.closes or not found or not found[-1].author or mark.first > found[-1].last):
            found.append(mark)
        elif line.words.startswith("# "):
            last = i + 1 if i + 1 < len(lines) and lines[i + 1].words.startswith("#") else i
            found.append(_Mark(i, last, _title(lines, i, last), "", -1))
    return _headed(found)


def _continues_byline(last: _Mark, mark: _Mark, lines: Sequence[_Line]) -> bool:
    """Whether a line of reporters stands right below another one."""
    signed = last.author and lines[mark.last].blanks == 0 and _REPORTER.match(lines[last.last].words)
    return bool(signed) and last.last == mark.last - 1 and _REPORTER.match(lines[mark.last].words) is not None


def _headed(marks: list[_Mark]) -> list[_Mark]:
    """Headings count as pieces only where some piece is signed; a byline takes the heading above it over."""
    if not any(mark.author for mark in marks):
        return []
    kept: list[_Mark] = []
    for mark in marks:
        while kept and not kept[-1].author and mark.first <= kept[-1].last and not mark.closes:
            kept.pop()
        kept.append(mark)
    return kept


def _byline(text: Text, lines: Sequence[_Line], i: int) -> _Mark | None:
    line = lines[i]
    if _MAY_SIGN.search(line.words) is None:
        return _bare_names(text, lines, i)
    bullet = _BULLET.match(line.words)
    if bullet is not None:
        first = _above(lines, i)
        return _Mark(first, i, _title(lines, first, i - 1), _joined(bullet["who"]), line.start + bullet.start("who"))
    if DATELINE.match(line.words) or _REPORTER.match(line.words):
        return _reported(lines, i)
    closing = _CLOSING_NAMES.search(line.words)
    if closing is None:
        return _bare_names(text, lines, i)
    names = name_tokens(line.words, *closing.span("who"))
    if names is None:
        return None
    first = _opening(lines, i)
    title = _title(lines, first, _heads_end(lines, first))
    return _Mark(first, i, title, _names(names), line.start + closing.start(), closes=True)


def _reported(lines: Sequence[_Line], i: int) -> _Mark | None:
    """A dateline or a line of reporters below a headline; below a sentence the line closes it."""
    line = lines[i]
    who = "、".join(_reporters(line.words))
    if not who:
        return None
    first = _above(lines, i)
    if first == i and i and _REPORTER.match(line.words):
        return _Mark(i - 1, i, "", who, line.start, closes=True)
    return _Mark(first, i, _title(lines, first, i - 1), who, line.start)


def _bare_names(text: Text, lines: Sequence[_Line], i: int) -> _Mark | None:
    """A line of nothing but names, below a headline and above running text."""
    line = lines[i]
    if i + 1 >= len(lines) or line.words.endswith("  ") or len(words := line.words.strip()) > 40:
        return None
    after = lines[i + 1].words
    if not (after.startswith("【") or (len(after) >= 25 and _SENTENCE.search(after))):
        return None
    names = name_tokens(text.folded, line.start, line.end)
    who = _names(names) if names else "、".join(run_together(words) or ())
    first = _above(lines, i)
    if not who or (first == i and not after.startswith("【")):
        return None
    return _Mark(first, i, _title(lines, first, i - 1), who, line.start)


def _reporters(words: str) -> Iterator[str]:
    for match in _REPORTERS.finditer(_TAIL.sub("", words)):
        yield from (name for _, _, name in name_tokens(match[1], 0, len(match[1])) or ())


def _names(names: Sequence[tuple[int, int, str]]) -> str:
    return "、".join(name for _, _, name in names)


def _joined(who: str) -> str:
    names = name_tokens(who, 0, len(who))
    return _names(names) if names else "".join(who.split())


def _above(lines: Sequence[_Line], i: int) -> int:
    """The number of the first line of the headline above a byline."""
    first = i
    while first > 0 and i - first < _TITLE_LINES and _title_like(lines[first - 1]):
        first -= 1
        if lines[first].words.startswith("# "):
            break
    return first


def _title_like(line: _Line) -> bool:
    words = line.words.strip()
    if _BULLET.match(words) or _AUTHOR.search(words) or _REPORTER.fullmatch(words) or words.startswith("("):
        return False
    return len(words) <= _LONGEST_TITLE and (words.endswith(":") or _NOT_TITLE.search(words) is None)


def _opening(lines: Sequence[_Line], i: int) -> int:
    """The first line of the piece that a byline closes: the nearest headline above an opening sentence."""
    for place in range(i, 0, -1):
        if _OPENING.match(lines[place].words) and len(lines[place].words) > 15 and _title_like(lines[place - 1]):
            return _above(lines, place) if lines[_above(lines, place)].words.strip() else place
        if place < i and (_CLOSING_NAMES.search(lines[place].words) or _AUTHOR.search(lines[place].words)):
            return place + 1
    return 0


def _heads_end(lines: Sequence[_Line], first: int) -> int:
    last = first
    while last + 1 < len(lines) and last - first < _TITLE_LINES - 1 and _title_like(lines[last + 1]):
        last += 1
    return last


def _title(lines: Sequence[_Line], first: int, last: int) -> str:
    return " ".join(lines[n].words.strip(" #*") for n in range(first, last + 1))


def _spans(
    text: Text, lines: Sequence[_Line], marks: Sequence[_Mark], posts: Sequence[re.Match[str]]
) -> list[tuple[_Mark, int, int]]:
    """Where each piece begins and ends: from its headline to the next one's, or up to a byline that closes it."""
    starts = [lines[mark.first].start for mark in marks]
    ends = [*starts[1:], len(text.folded)][: len(starts)]
    spans = [(m, s, e) for m, s, e in zip(marks, starts, ends, strict=True)]
    if not marks or starts[0] > 0:
        spans.insert(0, (_Mark(0, 0, "", "", -1), 0, starts[0] if starts else len(text.folded)))
    last, start, end = spans[-1]
    if last.author and not last.closes and not text.folded[lines[last.last].end : end].strip() and len(spans) > 1:
        spans[-2:] = _trailing(text, spans[-2], (last, start, end), posts)
    return [(m, *text.trim(s, lines[m.last].end if m.closes else e)) for m, s, e in spans]


def _trailing(
    text: Text, before: tuple[_Mark, int, int], last: tuple[_Mark, int, int], posts: Sequence[re.Match[str]]
) -> list[tuple[_Mark, int, int]]:
    """Headline and byline at the very end belong to the piece above them, from where its numbering starts anew."""
    mark, start, end = before
    firsts = [m.start() for m in _FIRST_POINT.finditer(text.folded, start, end)]
    indents = [m.start() for m in _INDENTED.finditer(text.folded, start, firsts[-1])] if len(firsts) > 1 else []
    if indents and indents[-1] > start:
        return [(mark, start, indents[-1]), (last[0], indents[-1], last[2])]
    if any(start < post.start() < end for post in posts) and not mark.author:
        return [(last[0], start, last[2])]
    return [before, last]


def _article(
    text: Text, lines: Sequence[_Line], mark: _Mark, start: int, end: int, posts: Sequence[re.Match[str]]
) -> Article:
    post = next((p for p in posts if start <= p.start() < end), None)
    stop = end
    title = mark.title or _title_below(lines, start, end)
    words = "".join(post["post"].split()) if post is not None else ""
    article = Article(title, start, stop, mark.author, words, _date(text, start, end), "", mark.author_start)
    if post is not None:
        article = replace(article, post_start=post.start(), post_end=post.end())
    return replace(article, region=_region(text, article))


def _title_below(lines: Sequence[_Line], start: int, end: int) -> str:
    """A headline that the page set below the beginning of its piece: a short line above one that begins with a dash."""
    for line, following in pairwise(lines):
        if start <= line.start < end and following.words.startswith("——") and _title_like(line):
            return f"{line.words.strip()} {following.words.strip()}"
    return ""


def _date(text: Text, start: int, end: int) -> str:
    """The day of the dateline; else the year that the publication's first lines name."""
    dateline = DATELINE.search(text.folded, start, min(end, start + 300))
    year = _year(text)
    if dateline is None:
        return year
    return f"{year or '-'}-{int(dateline['m']):02d}-{int(dateline['d']):02d}"


@kept
def _year(text: Text) -> str:
    """The year of the issue that the first lines name; else the last year of which the text tells a month."""
    issue = _ISSUE.search(text.folded, 0, 400)
    if issue is not None:
        return issue.group()
    return max((match.group() for match in _MONTH.finditer(text.folded)), default="")


def _region(text: Text, article: Article) -> str:
    head = text.folded[article.start : min(article.end, article.start + 200)]
    is_citys = article.author_post.startswith(("市", "省"))  # whatever counties its piece names
    for words in (article.author_post, article.title, article.author, "" if is_citys else head):
        region = first_region(text, words)
        if region is not None:
            return region.id
    return ""


def _shared_region(articles: list[Article]) -> list[Article]:
    """Pieces that name no region get the one that most others name."""
    named = Counter(article.region for article in articles if article.region)
    most = named.most_common(1)[0][0] if named else ""
    return [article if article.region else replace(article, region=most) for article in articles]


def first_region(text: Text, words: str) -> Region | None:
    """The first region that words name; a county's short name counts where the text has the full one too."""
    names = gazetteer()
    for _, _, written in names.find(words):
        region = named_region(names, written)
        if region is not None and (region.level != "县" or region.name in text.folded):
            return region
    return None


def named_region(names: Gazetteer, written: str, near: Region | None = None) -> Region | None:
    """The region of a name; of several of different levels the city."""
    region = names.region(written, near)
    if region is not None:
        return region
    cities = [r for r in names.regions_named(written) if r.level == "市"]
    return cities[0] if len(cities) == 1 else None
