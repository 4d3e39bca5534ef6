"""Web pages: the words of the document that a page shows, without what a site puts around it.

Frames are read where their pages are at hand: written into the page, or kept beside it in a single-file archive.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

import data
from graph.errors import ReadError
from loaders.page.blocks import Kind
from loaders.readers.charset import decode
from loaders.readers.job import Job
from loaders.readers.model import Cell, Notice, Reading, Writer
from loaders.readers.numbering import formatted

_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "button",
        "option",
        "datalist",
        "dialog",
        "nav",
        "rt",
        "rp",
        "-comment",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.、]|[①-⑳])")
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->")
_GAP = re.compile(r"[ \t\r\n\f]+")
_CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f，。、；：“”（）]")
_UNSEEN = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)|color\s*:\s*transparent)",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STRIKES = frozenset(["del", "s", "strike"])
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:[a-z]+\d?)?([.#][\w-]+)", re.IGNORECASE)
_ATTACHED = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|ceb|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_ALT = re.compile(r"[\u4e00-\u9fff（）()〔〕\d]{1,16}")
_ASKS = re.compile("请|搜索|输入|关键|查询")
_MARKUP = re.compile(r"<(?:p|div|table|br|span)\b", re.IGNORECASE)
_MOST_FRAMES, _FEWEST_WORDS = 50, 20
_FRAMES, _FIELDS = frozenset(["iframe", "frame"]), frozenset(["input", "select"])
_DATE = re.compile(r"\s*((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_MAIN = 0.5
"""The share of a page's running text that the innermost element around its document holds at least."""
_FOOT = 2
"""Different words of a page's foot that a foot has at least."""
_MOST_LINKS = 0.5
_LONGEST_FOOT = 1000
_MOST_ROWS, _MOST_COLUMNS, _MOST_PLACES = 5000, 200, 500_000
_OPENS = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|table|tbody|section|article|center|ul|ol|dl|blockquote|a|main|form)\b", re.I
)
_DEEPEST = 500
_FACTS = {
    "title": ("articletitle", "og:title"),
    "date": ("pubdate", "article:published_time", "publishdate"),
    "issuer": ("contentsource",),
    "source": ("url", "og:url"),
}


def read(job: Job) -> Reading:
    """Read a web page, or the page in a single-file archive of one.

    Raises:
        ReadError: it is no text.
    """
    parts = [_Part(job.content)] if job.form.name == "html" else _parts_of(job)
    raw, notices = _decoded(parts[0], job)
    page = _Page(LexborHTMLParser(raw), Writer(job.limits.characters, job.name), job, parts)
    page.walk()
    kept = [*notices, *page.notices()]
    return page.writer.reading(facts=_facts(page.parser, raw), notices=kept)


@dataclass(frozen=True)
class _Part:
    """A page of a single-file archive: its bytes, its charset, and the names that frames know it by."""

    content: bytes = field(repr=False)
    charset: str = ""
    names: tuple[str, ...] = ()


def _decoded(part: _Part, job: Job) -> tuple[str, tuple[Notice, ...]]:
    found = _DECLARED.search(part.content[:8192])
    declared = part.charset or (found[1].decode("ascii") if found is not None else "")
    raw, notices = decode(part.content, job.name, declared)
    if _depth(raw) > _DEEPEST:
        raise ReadError(f"“{job.name}”中的层次套得太深。", "请确认文件来源可靠。")
    return raw, notices


def _depth(raw: str) -> int:
    """How deep the elements of a page nest that nothing but their own end closes: parsing takes its square."""
    depth = deepest = 0
    for tag in _OPENS.finditer(raw):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _parts_of(job: Job) -> list[_Part]:
    """The pages in a MIME archive, that which it was saved for first."""
    message = email.message_from_bytes(job.content, policy=email.policy.default)
    found: list[_Part] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            names = (str(part.get("Content-Location", "")), f"cid:{str(part.get('Content-ID', '')).strip('<> ')}")
            charset = str(part.get_content_charset() or "")
            found.append(_Part(content if isinstance(content, bytes) else b"", charset, names))
    if not found:
        raise job.broken()
    return found


def _facts(parser: LexborHTMLParser, raw: str) -> dict[str, str]:
    """What the page says of its document: by the labels that government sites must carry, else by common ones."""
    named: dict[str, str] = {}
    for meta in parser.css("meta"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        named.setdefault(name, meta.attributes.get("content") or "")
    facts = {key: next((named[n] for n in names if named.get(n)), "") for key, names in _FACTS.items()}
    title, canonical = parser.css_first("head title"), parser.css_first("link[rel=canonical]")
    facts["title"] = facts["title"] or (title.text(strip=True) if title is not None else "")
    saved = _SAVED_FROM.search(raw[:4096])
    facts["source"] = facts["source"] or (canonical.attributes.get("href") or "" if canonical is not None else "")
    facts["source"] = facts["source"] or (saved[1] if saved is not None else "")
    date = _DATE.match(facts["date"])
    facts["date"] = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date is not None else ""
    return facts


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the names and for the words of what is no part of a document."""
    rows = yaml.safe_load((data.RULES / "webpages.yaml").read_text(encoding="utf-8"))
    names = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, rows['names']))})s?(?![a-z])")
    return names, re.compile("|".join(map(re.escape, rows["foot"])))


@dataclass
class _Weight:
    """How much text an element holds, and how much of it in links."""

    words: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: _Weight) -> None:
        """Count what a child holds."""
        self.words += other.words
        self.linked += other.linked
        self.links += other.links


@dataclass
class _Page:
    """One page while it is read; `emit` takes each paragraph."""

    parser: LexborHTMLParser
    writer: Writer
    job: Job
    pages: list[_Part]
    weights: dict[int, _Weight] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    emit: Callable[[str, Kind, int], None] = field(init=False)
    main: int = 0
    inside: bool = False
    kind: Kind = "paragraph"
    level: int = 0
    left_out: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    frames: list[LexborHTMLParser] = field(default_factory=list)
    seen: set[int] = field(default_factory=lambda: {0})
    hidden: frozenset[str] = frozenset()
    in_cell: bool = False

    def __post_init__(self) -> None:
        self.emit = self._write

    def walk(self) -> None:
        """Read the page from its top."""
        self.hidden = _hidden_names(self.parser)
        body = self.parser.body
        if body is not None:
            self._weigh(body, linked=False)
            self.main = self._innermost(body)
            self._element(body)
            self.flush()
        for frame in self.parser.css("frameset frame"):
            self._frame(frame)
        # Excel shows one sheet of a workbook in a frame and keeps the others beside it.
        for number, part in enumerate(self.pages):
            if number not in self.seen and re.search(r"sheet\d+\.html?$", part.names[0]):
                self._inside_of(number)

    def notices(self) -> Iterator[Notice]:
        """What was left out."""
        if self.left_out:
            yield Notice("网页的导航、页脚等没有读入正文", f"{self.left_out} 字")
        for reason, count in self.counts.items():
            yield Notice(reason, f"{count} 字" if reason.endswith("文字没有读") else f"{count} 处")
        for reason, names in self.told.items():
            yield Notice(reason, "、".join(dict.fromkeys(names))[:200])
        if len(self.pages) > len(self.seen):
            yield Notice("单文件网页中另有页面（框架）没有读", f"{len(self.pages) - len(self.seen)} 个")

    def _count(self, reason: str, number: int = 1) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + number

    # -- frames ------------------------------------------------------------------------------------------------------

    def _frame(self, node: LexborNode) -> None:
        """A page inside the page: written into it, or beside it in the archive; else it is told."""
        attributes = node.attributes
        if words := attributes.get("srcdoc"):
            self._embedded(words)
            return
        source = (attributes.get("src") or "").strip()
        number = self._part_named(source)
        if number is not None:
            self._inside_of(number)
        elif source and not source.startswith(("about:", "javascript:")):
            self.told.setdefault("框架（iframe）中的网页没有读", []).append(source)

    def _part_named(self, source: str) -> int | None:
        """The number of the part that a frame shows; None where it is not in the archive."""
        name = source.rsplit("/", 1)[-1]
        for number, part in enumerate(self.pages):
            if number in self.seen or not source:
                continue
            if source in part.names or (name and part.names and part.names[0].rsplit("/", 1)[-1] == name):
                return number
        return None

    def _inside_of(self, number: int) -> None:
        self.seen.add(number)
        raw, notices = _decoded(self.pages[number], self.job)
        for reason, detail in notices:
            self.told.setdefault(reason, []).append(detail)
        self._embedded(raw)

    def _embedded(self, raw: str) -> None:
        """Read a page that stands inside this one."""
        if len(self.frames) >= _MOST_FRAMES or _depth(raw) > _DEEPEST:
            self._count("框架（iframe）中的网页没有读")
            return
        parser = LexborHTMLParser(raw)
        # Its nodes are known by their addresses, which are given away again once it is gone.
        self.frames.append(parser)
        body = parser.body
        if body is None:
            return
        weight = self._weigh(body, linked=False)
        if weight.words - weight.linked < _FEWEST_WORDS:
            self.left_out += weight.words
            return
        self.flush()
        before, self.inside, hidden = self.inside, True, self.hidden
        self.hidden = _hidden_names(parser)
        self._children(body)
        self.flush()
        self.inside, self.hidden = before, hidden

    def _write(self, words: str, kind: Kind, level: int) -> None:
        self.writer.paragraph(words, kind=kind, level=level)

    # -- what belongs to the document --------------------------------------------------------------------------------

    def _weigh(self, node: LexborNode, *, linked: bool) -> _Weight:
        weight = _Weight()
        linked = linked or node.tag == "a"
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                words = len("".join((child.text_content or "").split()))
                weight.add(_Weight(words, words if linked else 0))
            elif child.tag not in _UNSHOWN:
                weight.add(self._weigh(child, linked=linked))
        weight.links += node.tag == "a"
        self.weights[node.mem_id] = weight
        return weight

    def _innermost(self, body: LexborNode) -> int:
        """The innermost element that holds most of the running text."""
        whole = self.weights[body.mem_id]
        wanted = _MAIN * (whole.words - whole.linked)
        node = body
        while True:
            heavy = [
                child
                for child in node.iter()
                if (w := self.weights.get(child.mem_id)) is not None and w.words - w.linked >= wanted
            ]
            if not heavy or not wanted or heavy[0].tag in ("p", "span"):
                return int(node.mem_id)
            node = heavy[0]

    def _foreign(self, node: LexborNode) -> bool:
        """Whether an element outside of the document's own is the site's: navigation, links, the foot of the page."""
        weight = self.weights.get(node.mem_id)
        if weight is None or not weight.words or self._holds_main(node):
            return False
        names, foot = _rules()
        if weight.links > 2 and weight.linked > _MOST_LINKS * weight.words:
            return True
        if weight.words > _LONGEST_FOOT:
            return False
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        apart = re.sub("(?<=[a-z])(?=[A-Z])", " ", named).lower()
        return node.tag == "footer" or bool(names.search(apart)) or len(set(foot.findall(node.text()))) >= _FOOT

    def _holds_main(self, node: LexborNode) -> bool:
        whole, main = self.weights[node.mem_id], self.weights[self.main]
        return whole.words - whole.linked >= main.words - main.linked

    # -- words -------------------------------------------------------------------------------------------------------

    def _element(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _UNSHOWN or self._left_out(node, tag):
            return
        if tag in _FRAMES or tag == "textarea" or tag in _FIELDS:
            self._special(node, tag)
            return
        outside = not self.inside
        if outside and tag in _BLOCKS and self._foreign(node):
            self.left_out += self.weights[node.mem_id].words
            return
        self.inside = self.inside or node.mem_id == self.main
        if tag == "table" and (cells := _cells(node)):
            self._table(cells)
        elif tag in _BLOCKS:
            self.flush()
            self._block(node, tag)
            self.flush()
        else:
            self._children(node)
        self.inside = self.inside and not outside

    def _left_out(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is hidden, struck out or only drawn; what it is is counted."""
        words = self.weights[node.mem_id].words if node.mem_id in self.weights else 0
        if tag == "textarea":
            # Some sites keep the document in a field that is not shown, and show it by a script.
            return False
        if _unseen(node) or self._named_hidden(node):
            self._count("网页中隐藏的文字没有读", words) if words else None
            return True
        if tag in _STRIKES or _STRUCK.search(node.attributes.get("style") or ""):
            self._count("带删除线（已删除）的文字没有读", words) if words else None
            return True
        if tag in ("object", "embed"):
            source = node.attributes.get("data") or node.attributes.get("src") or ""
            self.told.setdefault("嵌入的文件没有读", []).append(source or tag)
            return not words
        if tag == "img":
            self._picture(node)
            return True
        return False

    def _named_hidden(self, node: LexborNode) -> bool:
        """Whether a rule of the page's own style hides an element."""
        if not self.hidden:
            return False
        names = [f".{name}" for name in (node.attributes.get("class") or "").split()]
        return any(name in self.hidden for name in (*names, f"#{node.attributes.get('id') or ''}"))

    def _picture(self, node: LexborNode) -> None:
        """A picture in the midst of words stands for a word, which its alternative text gives; others are told."""
        alt = (node.attributes.get("alt") or "").strip()
        if _ALT.fullmatch(alt) and "".join(self.parts).strip():
            self.parts.append(alt)
            self._count("图片按替代文字读")
            return
        sizes = [node.attributes.get(side) or "" for side in ("width", "height")]
        small = any(re.fullmatch(r"\d{1,2}(?:px)?", size) and int(size[:2].rstrip("px")) < 60 for size in sizes)
        if self.inside and not small:
            self._count("图片没有读")

    def _special(self, node: LexborNode, tag: str) -> None:
        """Frames, and fields that hold words."""
        if tag in _FRAMES:
            self._frame(node)
        elif tag == "textarea":
            words = node.text()
            if _MARKUP.search(words):
                self._count("正文在网页的隐藏文本框（textarea）中，照样读了")
                self._embedded(words)
            elif words.strip():
                self.told.setdefault("文本框（textarea）中的文字没有读", []).append(_tidy(words)[:60])
        else:
            self._field(node, tag)

    def _field(self, node: LexborNode, tag: str) -> None:
        """What is filled in or chosen in a form, where it stands in a sentence or in a cell."""
        if tag == "select":
            chosen = node.css_first("option[selected]")
            words = _tidy(chosen.text()) if chosen is not None else ""
        else:
            shown = (node.attributes.get("type") or "text").lower() in ("text", "search", "number", "date")
            words = (node.attributes.get("value") or "").strip() if shown else ""
        beside = self.in_cell or "".join(self.parts).strip()
        if re.search(r"[\u4e00-\u9fff\d]", words) and not _ASKS.search(words) and beside:
            self.parts.append(words)
            self._count("表单中填写的内容读在其所在的行")

    def _block(self, node: LexborNode, tag: str) -> None:
        before = self.kind, self.level
        if re.fullmatch("h[1-6]", tag):
            self.kind, self.level = "heading", int(tag[1])
        if tag == "ol":
            self._list(node)
        else:
            self._children(node)
        self.flush()
        self.kind, self.level = before

    def _children(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self.parts.append(_GAP.sub(_gap, child.text_content or ""))
            elif child.tag == "br":
                self.parts.append("\n")
            elif child.tag == "a" and _ATTACHED.search(child.attributes.get("href") or "") and self.inside:
                self.told.setdefault("网页链接的附件没有读，请下载后读入", []).append(_tidy(child.text()) or "附件")
                self._element(child)
            else:
                self._element(child)

    def _list(self, node: LexborNode) -> None:
        """The items of a numbered list, with the numbers that a browser shows."""
        form = _LISTS.get(node.attributes.get("type") or "1", "decimal")
        start = node.attributes.get("start") or "1"
        number = int(start) if re.fullmatch(r"\d{1,6}", start, re.ASCII) else 1
        for child in node.iter():
            self.flush()
            if child.tag == "li" and not _NUMBERED.match(child.text()[:40]):
                self.parts.append(f"{formatted(number, form)}. ")
            number += child.tag == "li"
            self._element(child) if child.tag != "li" else self._children(child)

    def flush(self) -> None:
        """End a paragraph."""
        words = _tidy("".join(self.parts))
        self.parts = []
        if words:
            self.emit(words, self.kind, self.level)

    # -- tables ------------------------------------------------------------------------------------------------------

    def _table(self, cells: list[tuple[LexborNode, int, int, int, int]]) -> None:
        self.flush()
        self.writer.table([Cell(self._words(node), *place) for node, *place in cells])

    def _words(self, cell: LexborNode) -> str:
        """The words of a cell, a paragraph a line."""
        lines: list[str] = []
        emit, self.emit = self.emit, lambda words, *_: lines.append(words)
        outer, self.in_cell = self.in_cell, True
        self._children(cell)
        self.flush()
        self.emit, self.in_cell = emit, outer
        return "\n".join(lines)


def _hidden_names(parser: LexborHTMLParser) -> frozenset[str]:
    """The classes and ids that the page's own style hides, with a dot or a hash before them."""
    found: set[str] = set()
    for style in parser.css("style"):
        for selectors, rules in _RULE.findall(style.text()[:100_000]):
            if _UNSEEN.search(rules) and "@" not in selectors:
                alone = (_CLASS.fullmatch(selector.strip()) for selector in selectors.split(","))
                found.update(match[1] for match in alone if match is not None)
    return frozenset(found)


def _unseen(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style") or "") is not None


def _gap(match: re.Match[str]) -> str:
    """White space shows as one space; a line end between two Chinese characters as none."""
    text, (start, end) = match.string, match.span()
    inside = start > 0 and end < len(text)
    broken = "\n" in match.group() and inside
    return "" if broken and _CJK.match(text[start - 1]) and _CJK.match(text[end]) else " "


def _tidy(words: str) -> str:
    return re.sub(r" ?\n ?", "\n", re.sub(" {2,}", " ", words)).strip()


def _cells(table: LexborNode) -> list[tuple[LexborNode, int, int, int, int]]:
    """The cells of a table with row, column and how many of them each fills; none if it only lays out the page."""
    found: list[tuple[LexborNode, int, int, int, int]] = []
    taken: dict[tuple[int, int], bool] = {}
    rows = list(_rows(table))
    for number, row in enumerate(rows, 1):
        column = 1
        for cell in (child for child in row.iter() if child.tag in ("td", "th")):
            if cell.css_first("table") is not None:
                return []
            while (number, column) in taken:
                column += 1
            # 0 reaches to the end of the table.
            to_end = (cell.attributes.get("rowspan") or "").strip() == "0"
            down = len(rows) - number + 1 if to_end else _span(cell, "rowspan", _MOST_ROWS)
            across = _span(cell, "colspan", _MOST_COLUMNS)
            if len(taken) + down * across > _MOST_PLACES:
                return []
            if down > 1:
                taken.update(((number + y, column + x), True) for y in range(1, down) for x in range(across))
            found.append((cell, number, column, down, across))
            column += across
            if column > 10 * _MOST_COLUMNS:
                return []
    last = max((row for _, row, *_ in found), default=0)
    fitted = [(cell, row, column, min(down, last - row + 1), across) for cell, row, column, down, across in found]
    return fitted if any(column > 1 for _, _, column, *_ in found) else []


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _span(cell: LexborNode, way: str, most: int) -> int:
    said = (cell.attributes.get(way) or "").strip()
    return max(1, min(most, int(said))) if re.fullmatch(r"\d{1,9}", said, re.ASCII) else 1
