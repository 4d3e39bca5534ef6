"""What a Cypher text wants, judged by its words: the first of the two locks on what reads.

The second is the engine itself: a user without rights, a session in READ mode. This one refuses what an engine lets
pass although it is no question: reading files and addresses, and procedures or commands that interfere with the server.
It also says in Chinese which word is the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import QueryError

READING_PROCEDURES = frozenset(
    {
        "db.info",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.labels",
        "db.ping",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
        "dbms.components",
    }
)
"""Procedures that a question may call, in small letters: each tells about the graph and changes nothing."""

READING_FUNCTIONS = (
    "date",
    "datetime",
    "duration",
    "localdatetime",
    "localtime",
    "point",
    "time",
    "vector.similarity",
)
"""Beginnings of the names of functions with a dot that a question may use, in small letters. Others keep an engine busy
beyond its time limit (`util.sleep`) or blow texts up, and no two engines have the same."""

_OPAQUE = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`",
    re.DOTALL,
)
# A property or label may be called like a keyword (n.set, :Set, {set: 1}).
_WRITES = re.compile(
    r"(?<![.:\w$])(?:CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|INSERT(?=\s*\()|LOAD\W+CSV)(?!\w|\s*[:.])",
    re.IGNORECASE,
)
_FILES = re.compile(r"LOAD\W+CSV(?!\w)", re.IGNORECASE)
_ADMINISTERS = re.compile(
    r"^\s*(?:ALTER|DEALLOCATE|DENY|DRYRUN|ENABLE|GRANT|REALLOCATE|RENAME|REVOKE|START|STOP)(?!\w)"
    r"|(?<!\w)(?:TERMINATE\s+TRANSACTIONS?|SHOW\s+(?:CURRENT\s+)?(?:SETTINGS?|USERS?|TRANSACTIONS?))(?!\w)",
    re.IGNORECASE,
)
_CALL = re.compile(r"(?<![.:\w$])CALL(?!\w|\s*:)(?!\s*[({])", re.IGNORECASE)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"\s*((?:`[^`]*`|\w+)(?:\s*\.\s*(?:`[^`]*`|\w+))*)")
_FUNCTION = re.compile(r"(?<![.\w$`])((?:`[^`]*`|[^\W\d]\w*)(?:\s*\.\s*(?:`[^`]*`|\w+))+)\s*\(")
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


def blank(text: str) -> str:
    """The text with comments, literals and quoted names blanked out, every other character at its place."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def functions(text: str) -> Iterator[tuple[str, int]]:
    """The functions with a dot in their names that a text uses, each with its place."""
    code = _OPAQUE.sub(lambda match: match[0] if match[0][0] == "`" else re.sub(r"[^\n]", " ", match[0]), text)
    for found in _FUNCTION.finditer(code):
        if not re.search(r"(?<!\w)CALL\s*$", code[: found.start()], re.IGNORECASE):
            yield re.sub(r"[`\s]", "", found[1]), found.start()


def writes(text: str) -> tuple[str, int] | None:
    """The first word that would change the graph or read a file, and its place; None if there is none."""
    found = _WRITES.search(blank(text))
    return None if found is None else (" ".join(found[0].split()), found.start())


def calls(text: str) -> Iterator[tuple[str, int]]:
    """The procedures that a text calls, each with its place."""
    for call in _CALL.finditer(blank(text)):
        # The name comes from the text itself, since a quoted one is blanked out.
        if name := _NAME.match(_COMMENT.sub(" ", text[call.end() :])):
            yield re.sub(r"[`\s]", "", name[1]), call.start()


def check_reads(text: str) -> None:
    """Refuse a text that does anything else than ask.

    Raises:
        QueryError: it is empty, writes, reads files, administers, or uses a procedure or function that is not known to
            only read.
    """
    # Neo4j turns \uXXXX into its character before it looks for words and quotes; ArcadeDB does not.
    for read in dict.fromkeys((_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text), text)):
        _check_words(read)
        _check_calls(read)
        _check_functions(read)


def _check_words(text: str) -> None:
    code = blank(text)
    if not code.strip():
        raise QueryError("查询是空的。", "请写出要执行的 Cypher 语句。")
    if _FILES.search(code):
        raise QueryError("查询不能使用 LOAD CSV（读取文件或网址）。", "请用 qiantou build 读入文件。")
    if found := writes(text):
        raise QueryError(f"查询只能读，不能修改图（“{found[0]}”）。", "请去掉写入语句；写入请用 qiantou build。")
    if administers := _ADMINISTERS.search(code):
        word = " ".join(administers[0].split())
        raise QueryError(f"查询只能读图的内容，不能查看或管理服务器（“{word}”）。", "请改用 MATCH … RETURN …。")


def _check_calls(text: str) -> None:
    for name, _ in calls(text):
        if name.lower() not in READING_PROCEDURES:
            raise QueryError(
                f"查询不能调用过程“{name}”。", f"可以调用的只有读取图本身的：{'、'.join(sorted(READING_PROCEDURES))}。"
            )


def _check_functions(text: str) -> None:
    for name, _ in functions(text):
        if name.lower().rpartition(".")[0] not in READING_FUNCTIONS:
            known = "、".join(f"{start}.…" for start in READING_FUNCTIONS)
            raise QueryError(f"查询不能使用函数“{name}”。", f"名称带点的函数，可以使用的只有：{known}。")
