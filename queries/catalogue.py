"""The catalogue of questions: every `*.cypher` file beside this module, read and checked once.

A file is a comment header and one Cypher text that only reads:

    // 名称: leads
    // 问题: 某事项由谁牵头？
    // 说明: 包括承自标题的牵头。
    // 参数: name: text 事项名称的一部分
    // 参数: document: text= 只看一份文件；留空为全部
    // 示例: name=口岸平台
    // 列: agency: text 机构
    MATCH …

`名称` and `问题` stand once, `说明` and `示例` (values as on a command line) at most once. A parameter is
`name: type description`, with `type=value` where it has a default (nothing after `=` is the empty text or list). Types
are those of `TYPES`; in a text, list values are separated by commas or 、, flags are 是 or 否.

A list of hundreds of rows may leave their order to `// 次序: date document …`: the rows are then sorted here, by
columns and by values that the text returns for it alone, because the engine works out each key at every comparison.

What the ontology says already is written as a word in braces and put in when the file is read (`words`): `{duties}` the
relations that make somebody answer for something, `{parties}` and `{bodies}` the kinds that may, `{rank}` the place of
the role of `r` in lists, `{kinds}` all kinds of nodes.

A question over the whole graph begins with `{asked}`, the loaded documents `d` that it is about (by its parameter
`document` and in force), and goes on to their tallies (graph/tallies.py). Where it sorts right before its last RETURN,
which makes one row of each, only the rows that are shown are made.

A text with `{relation}` is asked once for each relation, in one transaction, and leaves its order to `// 次序:`: the
engines find relationships of a document by an index only where one type is written. Such a text may look into the
documents of its parameter `documents` by `r.document IN $documents`; without any it looks where the statements of its
parameter `statement` or `statements` are, or everywhere.

Every question may use `$past`, which no header declares: the documents that are not to be listed as of the day that is
asked about (`Store.at`). Whatever a question says of a document it filters by `$past[r.document] IS NULL`; a document
that is asked for by its id is always told. Two relationships of one fact stand in one document, and say so:
`s.document = r.document`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import NoReturn

from graph import cypher
from graph.errors import QueryError
from graph.ontology import ontology
from graph.store import Result, Store

FOLDER = Path(__file__).parent

Value = str | int | float | bool | list[str]
"""What a parameter may hold once bound."""

PAST = "past"
"""The parameter that every question may use without declaring it: documents not to be listed; see `Store.read`."""

_YES = frozenset({"是", "true", "yes", "1"})
_NO = frozenset({"否", "false", "no", "0"})


def _flag(text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise ValueError(text)


def _list(text: str) -> list[str]:
    return [part.strip() for part in re.split("[、,，;；]", text) if part.strip()]


def _is_number(value: object, kinds: tuple[type, ...]) -> bool:
    # In Python a bool is an int; a question that asks for a number does not mean True.
    return isinstance(value, kinds) and not isinstance(value, bool)


@dataclass(frozen=True)
class Type:
    """A type of parameters and columns.

    Attributes:
        caption: what to tell the user to write.
        read: text -> value; raises ValueError on other texts.
        holds: whether a value is of this type already.
    """

    caption: str
    read: Callable[[str], Value]
    holds: Callable[[object], bool]


TYPES: Mapping[str, Type] = {
    "text": Type("文字", str, lambda value: isinstance(value, str)),
    "integer": Type("整数，如 3", int, lambda value: _is_number(value, (int,))),
    "number": Type("数，如 3.5", float, lambda value: _is_number(value, (int, float))),
    "flag": Type("“是”或“否”", _flag, lambda value: isinstance(value, bool)),
    "list": Type(
        "用逗号隔开的几项",
        _list,
        lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    ),
}


@dataclass(frozen=True)
class Column:
    """A result column: its name, the name of its type, and its Chinese caption."""

    name: str
    type: str
    caption: str


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, the name of its type, what it means; None as default means that it must be given."""

    name: str
    type: str
    description: str
    default: Value | None = None

    @property
    def required(self) -> bool:
        """Whether the parameter must be given."""
        return self.default is None

    def read(self, given: object) -> Value:
        """The value to send, converted when it comes as text.

        Raises:
            QueryError: the value is not of the parameter's type, or a required one is empty.
        """
        kind = TYPES[self.type]
        value = given.strip() if isinstance(given, str) else given
        if isinstance(value, str):
            value = self._from_text(value)
        if not kind.holds(value) or (self.required and value in ("", [])):
            raise self._refusal(given)
        return value  # type: ignore[return-value]  # `holds` has just checked it

    def _from_text(self, text: str) -> Value:
        try:
            return TYPES[self.type].read(text)
        except ValueError as error:
            raise self._refusal(text) from error

    def _refusal(self, given: object) -> QueryError:
        return QueryError(
            f"参数 {self.name}（{self.description}）的值“{given}”不能用。", f"请写成{TYPES[self.type].caption}。"
        )


@dataclass(frozen=True)
class Page:
    """The first rows of an answer, and how many it has in all."""

    result: Result
    total: int


@dataclass(frozen=True)
class Query:
    """One question of the catalogue.

    Attributes:
        name: what commands call it.
        question: the question it answers, in Chinese.
        note: what to know when reading the answer; may be empty.
        parameters: in the header's order.
        columns: in the order in which the text returns them.
        example: values for the parameters, as written on a command line; may be empty.
        text: the file as it is sent to the engine, its words in braces expanded.
        file: where it was read from.
        order: columns, and values returned besides, by which the rows are sorted here; empty where the text sorts them.
        each: the text for each relation, where it is asked for one after the other; else empty.
        counting: a text that counts the rows; empty where the engine has to make all of them for the first one.
    """

    name: str
    question: str
    note: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    file: Path
    example: str = ""
    order: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    counting: str = ""

    def bind(self, given: Mapping[str, object]) -> dict[str, Value]:
        """All parameters with their values: given ones converted by type, others by default.

        Args:
            given: parameter name -> value, or the value's text as typed on a command line.

        Raises:
            QueryError: a parameter is missing, unknown, or its value is not of its type.
        """
        usage = f"请按这样写：{self.usage()}。"
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = [name for name in given if name not in known]
        if unknown:
            raise QueryError(f"问题“{self.name}”没有参数 {'、'.join(unknown)}。", usage)
        missing = [p for p in self.parameters if p.required and p.name not in given]
        if missing:
            named = "、".join(f"{p.name}（{p.description}）" for p in missing)
            raise QueryError(f"问题“{self.name}”缺少参数 {named}。", usage)
        return {p.name: self._value(p, given) for p in self.parameters}

    @staticmethod
    def _value(parameter: Parameter, given: Mapping[str, object]) -> Value:
        if parameter.name in given or parameter.default is None:
            return parameter.read(given[parameter.name])
        return parameter.default

    def usage(self) -> str:
        """The query's name and parameters as written on a command line, optional ones in brackets."""
        parts = [f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in self.parameters]
        return " ".join([self.name, *parts])

    def example_usage(self) -> str:
        """The query with the values of its example, as written on a command line."""
        return " ".join(part for part in (self.name, self.example) if part)

    def read(self, store: Store, given: Mapping[str, object], *, limit: int | None = None) -> Result:
        """Ask the store; at most `limit` rows, and the result says whether that cut it.

        Raises:
            QueryError: as `bind`.
            EngineError: the engine could not be used.
        """
        names = tuple(column.name for column in self.columns)
        values = self.bind(given)
        if self.each:
            everywhere = not values.get("documents", True)
            if everywhere and (wanted := _statements(values)):
                # Which documents hold them is told at once; every relationship of the graph is not.
                values["documents"], everywhere = sorted(store.holding(*wanted)), False
            texts = [text.replace(_WITHIN, "true") if everywhere else text for text in self.each]
            result = store.read_all(texts, values)
        else:
            text = self.text if self.order or limit is None else _bounded(self.text, limit)
            result = store.read(text, values, limit=None if self.order else limit)
        # ArcadeDB names no columns when there are no rows.
        result = replace(result, columns=names)
        return self._ordered(result, limit) if self.order else result

    def first(self, store: Store, given: Mapping[str, object], rows: int) -> Page:
        """Ask the store for the first rows at once; the others are counted and not made.

        Raises:
            QueryError: as `bind`.
            EngineError: the engine could not be used.
        """
        if not self.counting:
            result = self.read(store, given)
            cut = replace(result, rows=result.rows[:rows], complete=len(result.rows) <= rows)
            return Page(cut, len(result.rows))
        result, total = store.page(_bounded(self.text, rows), self.counting, self.bind(given), rows)
        return Page(replace(result, columns=tuple(column.name for column in self.columns)), total)

    def _ordered(self, result: Result, limit: int | None) -> Result:
        ordered = sorted(result.rows, key=itemgetter(*self.order))
        rows = [{column: row[column] for column in result.columns} for row in ordered[:limit]]
        return replace(result, rows=rows, complete=len(rows) == len(ordered))


def _statements(values: Mapping[str, Value]) -> list[str]:
    """The statements that are asked for by their ids."""
    one, several = values.get("statement"), values.get("statements")
    return [one] if isinstance(one, str) else several if isinstance(several, list) else []


@cache
def catalogue() -> dict[str, Query]:
    """The project's own questions by name, read and checked once.

    Raises:
        QueryError: naming file and line of what is wrong.
    """
    return load(FOLDER)


def load(folder: Path) -> dict[str, Query]:
    """Read and check every `*.cypher` file of a folder; sorted by name.

    Raises:
        QueryError: a file is malformed, at odds with its header, writes, or repeats a name.
    """
    queries: dict[str, Query] = {}
    for file in sorted(folder.glob("*.cypher")):
        query = parse(file.read_text(encoding="utf-8"), file)
        if query.name in queries:
            _fail(file, 1, f"名称“{query.name}”已用于 {queries[query.name].file.name}", "请换一个名称。")
        queries[query.name] = query
    return dict(sorted(queries.items()))


def get(name: str) -> Query:
    """The question of that name.

    Raises:
        QueryError: there is none; names the most similar ones.
    """
    if (query := _of_file(name)) is not None:
        return query
    queries = catalogue()
    if name not in queries:
        near = get_close_matches(name, queries, n=3, cutoff=0.5)
        hint = f"您是否要问 {'、'.join(near)}？" if near else ""
        raise QueryError(f"没有名为“{name}”的问题。", f"{hint}用 qiantou queries 查看全部问题。")
    return queries[name]


@cache
def _of_file(name: str) -> Query | None:
    """The question in the file of that name, read alone: all of them take a tenth of a second, a list needs six."""
    file = FOLDER / f"{name}.cypher"
    if not _NAME.fullmatch(name) or not file.is_file():
        return None
    return parse(file.read_text(encoding="utf-8"), file)


def run(store: Store, name: str, /, **values: object) -> Result:
    """Ask a question of the catalogue by name and get all rows.

    Raises:
        QueryError: there is no such question, or a value does not fit its parameter.
        EngineError: the engine could not be used.
    """
    return get(name).read(store, values)


# --- reading a file ---------------------------------------------------------------------------------------------------

_HEADER_LINE = re.compile(r"//\s*(\S+?)\s*[:：]\s*(.*?)\s*")
_ENTRY = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*[:：]\s*(?P<type>\w+)(?P<default>=\S*)?\s+(?P<about>\S.*)", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"\{([a-z_]+)\}")
_WITHIN = "r.document IN $documents"
_HEADER_KEYS = ("名称", "问题", "说明", "参数", "示例", "次序", "列")


@dataclass
class _Header:
    """What the comment lines at the top of a file say, each entry with its line."""

    file: Path
    single: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, tuple[Parameter, int]] = field(default_factory=dict)
    columns: dict[str, tuple[Column, int]] = field(default_factory=dict)

    def add(self, line: str, number: int) -> None:
        """Take in one header line."""
        match = _HEADER_LINE.fullmatch(line)
        if match is None or match[1] not in _HEADER_KEYS:
            _fail(self.file, number, f"看不懂头部行“{line}”", f"头部行以 {'、'.join(_HEADER_KEYS)} 加冒号开头。")
        key, content = match[1], match[2]
        if key in ("参数", "列"):
            self._add_entry(key, content, number)
        elif not content or key in self.single:
            _fail(self.file, number, f"“{key}”为空或重复", "每个文件写一次。")
        else:
            self.single[key] = content

    def _add_entry(self, key: str, content: str, number: int) -> None:
        match = _ENTRY.fullmatch(content)
        if match is None or match["type"] not in TYPES or (key == "列" and match["default"] is not None):
            advice = f"请写成“名称: 类型 说明”，类型为 {'、'.join(TYPES)} 之一；只有参数可写“类型=默认值”。"
            _fail(self.file, number, f"{key}“{content}”写法不对", advice)
        name, kind, about = match["name"], match["type"], match["about"]
        if name in (self.parameters if key == "参数" else self.columns):
            _fail(self.file, number, f"{key} {name} 重复", "请删去一处。")
        if key == "列":
            self.columns[name] = Column(name, kind, about), number
        else:
            default = None if match["default"] is None else self._default(match["default"][1:], kind, number)
            self.parameters[name] = Parameter(name, kind, about, default), number

    def _default(self, text: str, kind: str, number: int) -> Value:
        try:
            return TYPES[kind].read(text)
        except ValueError:
            _fail(self.file, number, f"默认值“{text}”不是 {kind}", f"请写成{TYPES[kind].caption}。")

    @property
    def order(self) -> tuple[str, ...]:
        """What the rows are sorted by here."""
        return tuple(self.single.get("次序", "").split())

    def finish(self) -> None:
        """Refuse a header without its single entries or without columns."""
        for key in ("名称", "问题"):
            if key not in self.single:
                _fail(self.file, 1, f"头部没有“{key}”", f"请加一行“// {key}: …”。")
        if not _NAME.fullmatch(self.single["名称"]):
            _fail(self.file, 1, f"名称“{self.single['名称']}”不可用", "请只用小写字母、数字和下划线，以字母开头。")
        if not self.columns:
            _fail(self.file, 1, "头部没有“列”", "请为每个返回的列加一行“// 列: 名称: 类型 说明”。")


def parse(text: str, file: Path) -> Query:
    """Read one query file and check its text against its header.

    Raises:
        QueryError: naming file and line of what is wrong.
    """
    header = _Header(file)
    relations = ontology().relations if "{relation}" in text else ()
    each = tuple(_expanded(text.replace("{relation}", relation), file) for relation in relations)
    text = _expanded(text, file)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            break
        header.add(line.rstrip(), number)
    header.finish()
    code = cypher.blank(text)
    _check_reads_only(text, file)
    _check_vocabulary(code, file)
    _check_parameters(code, header)
    columns = _check_columns(code, header)
    query = Query(
        name=header.single["名称"],
        question=header.single["问题"],
        note=header.single.get("说明", ""),
        parameters=tuple(parameter for parameter, _ in header.parameters.values()),
        columns=tuple(header.columns[name][0] for name in columns),
        text=text,
        file=file,
        example=header.single.get("示例", ""),
        order=header.order,
        each=each,
        counting="" if header.order else _counting(text, code),
    )
    _check_example(query)
    return query


@cache
def words() -> Mapping[str, str]:
    """What stands for each word in braces: no file lists duties, kinds of parties or ranks of roles a second time."""
    known = ontology()
    ranks = " ".join(f"WHEN '{r.name}' THEN {r.rank}" for r in known.relations.values() if r.duty)
    return {
        "duties": "|".join(known.duties),
        "parties": "|".join(known.groups["party"]),
        "bodies": "|".join(known.groups["body"]),
        "relation": "|".join(known.relations),
        "kinds": "|".join(known.kinds),
        # Items and figures are called by what they say, not by a name that anybody else would use.
        "titled": "|".join(kind for kind in known.kinds if kind not in ("事项", "指标")),
        # The loaded documents that a question is about: where one over the whole graph begins.
        "asked": (
            "MATCH (d:文件)\n"
            "WHERE d.digest IS NOT NULL AND (d.id = $document OR $past[d.id] IS NULL)\n"
            "  AND ($document = '' OR d.id = $document OR d.name CONTAINS $document)"
        ),
        "rank": f"CASE type(r) {ranks} END",
        # What counts as a clause in lists, answers and pages alike: not what a heading hands down, running text, or the
        # daily work of an office.
        "counted": (
            "coalesce(r.inherited, false) = false AND NOT r.rule STARTS WITH 'prose' AND r.item_kind <> '议事协调机构'"
        ),
    }


def _expanded(text: str, file: Path) -> str:
    def word(found: re.Match[str]) -> str:
        if found[1] not in words():
            advice = f"可用 {'、'.join(f'{{{name}}}' for name in words())}。"
            _fail(file, _line(text, found.start()), f"没有“{found[0]}”这个词", advice)
        return words()[found[1]]

    return _WORD.sub(word, text)


def example_values(text: str) -> dict[str, str]:
    """The parameters of an example: its words are `name=value`."""
    return dict(part.split("=", 1) for part in text.split())


def _check_example(query: Query) -> None:
    try:
        if query.example:
            query.bind(example_values(query.example))
    except (QueryError, ValueError) as error:
        _fail(query.file, 1, f"示例“{query.example}”不能用（{error}）", "请写成 参数=值，用空格隔开。")


def _fail(file: Path, line: int, happened: str, advice: str) -> NoReturn:
    raise QueryError(f"{file.name} 第 {line} 行：{happened}。", advice)


# --- checking a Cypher text -------------------------------------------------------------------------------------------

_PARAMETER = re.compile(r"\$(\w+)")
_VOCABULARY = re.compile(r":\s*!?(_?[\u4e00-\u9fff][\u4e00-\u9fff|&!]*)")
_STRUCTURE = re.compile(r"[({\[]|[)}\]]|,|\bRETURN\b|\b(?:ORDER\s+BY|SKIP|OFFSET|LIMIT)\b", re.IGNORECASE)
_ALIAS = re.compile(r"(?:.*\bAS\s+)?(\w+)\s*", re.IGNORECASE | re.DOTALL)


def _line(code: str, offset: int) -> int:
    return code.count("\n", 0, offset) + 1


def _check_reads_only(text: str, file: Path) -> None:
    called = next(cypher.calls(text), None)
    # The two engines have few procedures in common, and none that a question of ours needs.
    found = cypher.writes(text) or (called and (f"CALL {called[0]}", called[1]))
    if found:
        word, start = found
        _fail(file, _line(text, start), f"“{word}”会写入数据或调用过程", "目录中的问题只能读取。")


def _check_vocabulary(code: str, file: Path) -> None:
    # An unknown label is no error to the engines: the query would just never find anything.
    known = {*ontology().kinds, *ontology().relations, *ontology().tallies}
    for found in _VOCABULARY.finditer(code):
        unknown = [word for word in re.split("[|&!]+", found[1]) if word and word not in known]
        if unknown:
            line = _line(code, found.start())
            _fail(file, line, f"本体中没有“{'、'.join(unknown)}”", "请核对 graph/ontology.yaml 中的种类和关系。")


def _check_parameters(code: str, header: _Header) -> None:
    used = {found[1]: _line(code, found.start()) for found in _PARAMETER.finditer(code)}
    if PAST in header.parameters:
        _fail(header.file, header.parameters[PAST][1], f"参数不能叫 {PAST}", "这个名称留给不再现行的文件，不必声明。")
    for name, line in used.items():
        if name not in header.parameters and name != PAST:
            _fail(header.file, line, f"参数 ${name} 没有在头部声明", f"请加一行“// 参数: {name}: 类型 说明”。")
    for name, (_, line) in header.parameters.items():
        if name not in used:
            _fail(header.file, line, f"参数 {name} 没有用到", "请删去这一行或在查询中使用它。")


def _check_columns(code: str, header: _Header) -> list[str]:
    """Names of the returned columns, in order, after checking that header and text name the same ones."""
    returned = dict(_returned(code, header.file))
    for name, (_, line) in header.columns.items():
        if name not in returned:
            _fail(header.file, line, f"列 {name} 没有被返回", f"请在最后的 RETURN 中加上“… AS {name}”。")
    for name in header.order:
        if name not in returned:
            _fail(header.file, 1, f"次序中的 {name} 没有被返回", f"请在最后的 RETURN 中加上“… AS {name}”。")
    for name, line in returned.items():
        if name not in header.columns and name not in header.order:
            _fail(header.file, line, f"返回的列 {name} 没有在头部声明", f"请加一行“// 列: {name}: 类型 说明”。")
    return [name for name in returned if name in header.columns]


def _returned(code: str, file: Path) -> Iterator[tuple[str, int]]:
    """Name and line of each column of the final RETURN."""
    found = list(_returns(code))
    if not found:
        _fail(file, _line(code, len(code.rstrip())), "没有 RETURN", "请返回头部声明的列。")
    for start, end in found[-1][1]:
        yield _column(code, start, end, file)


_AGGREGATE = re.compile(r"\b(?:count|sum|min|max|avg|collect)\s*\(|\bRETURN\s+DISTINCT\b", re.IGNORECASE)


def _counting(text: str, code: str) -> str:
    """The text with its final RETURN counting the rows; empty where that one folds them."""
    *_, (begin, columns) = _returns(code)
    if _AGGREGATE.search(_outside(code[begin:])):
        return ""
    if presorted := _presorted(code):
        return f"{text[: presorted[0]]}\nRETURN sum(1) AS total"
    # The columns stay, except for those that count something else: without a use of what a MATCH has named, ArcadeDB
    # forgets it, and finds nothing in the next MATCH that needs it.
    kept = ",".join(text[start:end] for start, end in columns if "{" not in code[start:end])
    return f"{text[:begin]}WITH{kept}\nRETURN sum(1) AS total"


def _returns(code: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each outer RETURN: where it begins, and the spans of its columns."""
    tokens = [*_outer_tokens(code), ("", len(code), len(code))]
    for index, (word, at, begin) in enumerate(tokens):
        if word == "RETURN":
            columns = []
            for follows, start, end in tokens[index + 1 :]:
                columns.append((begin, start))
                if follows != ",":
                    break
                begin = end
            yield at, columns


def _outside(code: str) -> str:
    """Without what stands in braces, which folds rows of its own."""
    shorter = re.sub(r"\{[^{}]*\}", "", code)
    return code if shorter == code else _outside(shorter)


def _bounded(text: str, rows: int) -> str:
    """The text for so many rows and one more, which tells that there are more: the engine keeps no others."""
    if presorted := _presorted(cypher.blank(text)):
        at = presorted[1]
        text = f"{text[:at]}LIMIT {rows + 1}\n{text[at:]}"
    return f"{text}\nLIMIT {rows + 1}"


def _presorted(code: str) -> tuple[int, int] | None:
    """Where a text sorts its rows right before the final RETURN, which makes one of each, and where that begins.

    So only the rows that are shown are made: an engine works out all columns of all rows before it sorts by them.
    """
    words = [token for token in _outer_tokens(code) if token[0] != ","]
    last = max((at for at, token in enumerate(words) if token[0] == "RETURN"), default=0)
    if not last or not words[last - 1][0].startswith("ORDER"):
        return None
    order, returned = words[last - 1][1], words[last][1]
    return None if _CLAUSE.search(code, order, returned) else (order, returned)


_CLAUSE = re.compile(r"\b(?:MATCH|WITH|WHERE|UNWIND|CALL)\b", re.IGNORECASE)
"""What makes other rows of those that were sorted."""


def _outer_tokens(code: str) -> Iterator[tuple[str, int, int]]:
    """Commas and clause words outside all brackets, each with its span."""
    depth = 0
    for found in _STRUCTURE.finditer(code):
        if found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth -= 1
        elif depth == 0:
            yield found[0].upper(), found.start(), found.end()


def _column(code: str, start: int, end: int, file: Path) -> tuple[str, int]:
    expression = code[start:end]
    line = _line(code, start + len(expression) - len(expression.lstrip()))
    match = _ALIAS.fullmatch(expression.strip())
    if match is None:
        _fail(file, line, f"返回的“{expression.strip()}”没有名称", "请用 AS 给它一个名称。")
    return match[1], line
