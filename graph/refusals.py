"""What an engine's refusal of a query means, in Chinese, whichever way the query went to it."""

from __future__ import annotations

import re

from graph.errors import DamagedError, QiantouError, QueryError
from graph.settings import variable

LESS = f"请缩小范围或加上 LIMIT；内置图数据库的内存由设置 {variable('heap')} 决定。"

_MEMORY = ("查询用尽了图数据库的内存，已停止", LESS)
_READ_ONLY = ("查询只能读，不能修改图", "请去掉 CREATE、MERGE、SET、DELETE 等写入语句。")
_TIME = ("查询超过了时限，已停止", f"请缩小范围或加上 LIMIT，或调大设置 {variable('timeout')}。")
_PARAMETER = ("查询缺少参数", "请为查询中的每个 $参数 给出值。")
_SYNTAX = ("查询有语法错误", "请按括号中指出的位置改正。")

_KNOWN = {
    "OutOfMemoryError": _MEMORY,
    "MemoryPoolOutOfMemoryError": _MEMORY,
    "Forbidden": _READ_ONLY,
    "AccessMode": _READ_ONLY,
    "TransactionTimedOut": _TIME,
    "TransactionTimedOutClientConfiguration": _TIME,
    "ParameterMissing": _PARAMETER,
    "SyntaxError": _SYNTAX,
    # The embedded engine's own words, where no protocol lies between.
    "HeapLimitExceededException": _MEMORY,
    "QueryHeapBudgetExceededException": _MEMORY,
    "DatabaseIsReadOnlyException": _READ_ONLY,
    "QueryNotIdempotentException": _READ_ONLY,
    "TimeoutException": _TIME,
    "CommandParameterMissingException": _PARAMETER,
    "CommandParsingException": _SYNTAX,
}
"""Last part of an engine's code, or name of its exception -> what happened and what to do."""


_DAMAGE = re.compile(
    r"Record #\S+ not found|Cannot find record type|Error on reading page|corrupt|Checksum", re.IGNORECASE
)
"""Words by which the embedded engine tells that a file of its own makes no sense."""


def refusal(code: str, reason: str) -> QiantouError:
    """Our error for a refused query, or for a damaged graph that cannot answer it.

    Args:
        code: last part of the engine's code, or name of its exception.
        reason: the engine's own words.
    """
    if code not in _KNOWN and _DAMAGE.search(reason):
        return damaged(reason)
    happened, advice = _KNOWN.get(code, ("查询无法执行", "请按括号中的原因改正。"))
    return QueryError(f"{happened}（{reason}）。", advice)


def limited(error: QueryError) -> bool:
    """Whether a query was stopped because it took more time or memory than it may."""
    return error.happened.startswith((_MEMORY[0], _TIME[0]))


def damaged(reason: str) -> DamagedError:
    """Our error for a graph whose files make no sense.

    Args:
        reason: the engine's own words, or what makes no sense.
    """
    return DamagedError(
        f"数据库损坏（{reason}）。",
        "请用 qiantou restore 恢复备份；没有备份的，用 qiantou restore --empty 清空图谱，再用 qiantou build 重建。",
    )
