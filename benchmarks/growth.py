"""How the time of extraction grows with the length of hostile texts: twice the text should take twice the time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchmarks.timing import once
from loaders.extract import extract
from loaders.page.text import Text

_TEXTS: dict[str, Callable[[int], str]] = {
    "左括号": lambda n: "（" * n,
    "右括号": lambda n: "）" * n,
    "层层括号": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "顿号": lambda n: "、" * n,
    "竖线": lambda n: "|" * n,
    "一行名称": lambda n: "市工信局、" * (n // 5),
    "一条长条款": lambda n: "(" + "市工信局、" * (n // 5) + "牵头)",
    "许多条款": lambda n: "(市工信局牵头)" * (n // 8),
    "半个条款": lambda n: "(牵头" * (n // 3),
    "牵头": lambda n: "牵头" * (n // 2),
    "由": lambda n: "由" * n,
    "成立": lambda n: "成立" * (n // 2),
    "标签": lambda n: "责任单位:" * (n // 5),
    "编号": lambda n: "1.项目\n" * (n // 5),
    "空行": lambda n: "\n" * n,
    "页码": lambda n: "— 3 —\n" * (n // 6),
    "无句号": lambda n: "市工信局负责推进项目建设" * (n // 12),
    "责任句": lambda n: "市工信局负责推进。此项由甲方配合。\n" * (n // 19),
    "分工行": lambda n: "二、责任分工\n" + "市财政局：统筹资金。市工信局负责推进。\n" * (n // 20),
}


def run(length: int) -> None:
    """Print seconds for texts of a length and of twice that length, in characters, and their ratio."""
    print(f"\n{'文本':<12}{f'{length} 字 秒':>16}{f'{2 * length} 字 秒':>16}{'倍':>8}")
    for name, make in _TEXTS.items():
        first, second = (once(partial(extract, text)) for text in (Text(make(length)), Text(make(2 * length))))
        print(f"{name:<12}{first:>16.3f}{second:>16.3f}{second / first:>8.1f}", flush=True)
