"""`make fuzz`: minutes of random documents of the words that the reader knows: no crash, no hang, no wrong offset."""

from __future__ import annotations

import json
import random
import sys
from time import perf_counter, process_time

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import records

_WORDS = """
市工信局 省财政厅 各县（市、区）政府 市政府分管副市长 产业提升工作专班 常德经开区 津市车桥智能制造项目 市 局 张三
牵头 配合 负责 会同 参与 按职责分工 等8个部门 由 和 下同 列第一位的为牵头单位 责任单位： 牵头单位: 配合单位： 主办单位：
完成时限： 、 ， 。 ； ： ( ) （ ） 〔 〕 【 】 [ ] “ ” 一、 二、 （一） 1. 2. 附件1 附件6—1 第一条
— | |---| 序号 任务 合计 53000
<table><tr><td> </td><td> </td></tr></table> <br> &nbsp; {"lead":" "} 成立 办公室设在 成员单位包括 任召集人
“十大产业项目” “4+4”产业 主导产业为 总投资3亿元 增长7%以上 达到 2023年 万人 𠮷 a 5 商務(wù)局
"""
_PIECES = (*_WORDS.split(), " ", "\u3000", "\u200b", "\n", "\n\n", "\n— 3 —\n", "\ue010")
_LONGEST = 400
_SLOW = 2e-4
"""Seconds a character beyond which a text counts as a hang: the usual is a twentieth of it."""


class Fuzzer:
    """Makes texts from a seed and reads them; every finding tells its seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def text(self) -> str:
        """A text of up to 400 pieces; some repeat a few pieces many times."""
        rng = random.Random(self._seed)
        pieces = rng.choices(_PIECES, k=rng.randint(1, _LONGEST))
        return "".join(pieces) if rng.random() < 0.8 else "".join(pieces[:6]) * rng.randint(2, 300)

    def read(self) -> float:
        """Read the text twice and check it; seconds of processor time a character of the first reading.

        Raises:
            AssertionError: a quote is not the text at its offsets, or two readings differ.
        """
        words = self.text()
        start = process_time()  # Other programs of the machine must not count.
        found = extract(Text(words, "fuzz.txt"))
        seconds = process_time() - start
        lines = [json.dumps(record, ensure_ascii=False) for record in records(found)]
        for statement in found.statements:
            assert words[statement.start : statement.end] == statement.quote, statement
        again = extract(Text(words, "fuzz.txt"))
        assert lines == [json.dumps(record, ensure_ascii=False) for record in records(again)]
        assert [s.id for s in found.statements] == [s.id for s in again.statements]
        return seconds / max(200, len(words))


def run(seconds: float, seed: int) -> int:
    """Read texts for so many seconds; the number of texts that failed."""
    extract(Text("市工信局牵头。", "fuzz.txt"))  # The gazetteer is read once.
    end = perf_counter() + seconds
    count = failed = 0
    slowest = (0.0, seed)
    while perf_counter() < end:
        try:
            slowest = max(slowest, (Fuzzer(seed).read(), seed))
        except Exception as error:  # noqa: BLE001 - each failure is reported with the seed that repeats it
            failed += 1
            print(f"种子 {seed}：{type(error).__name__}: {str(error)[:300]}", flush=True)
        count += 1
        seed += 1
    too_slow = slowest[0] > _SLOW
    told = f"{slowest[0] * 1e6:.1f} 微秒（种子 {slowest[1]}）{'，过慢' if too_slow else ''}"
    print(f"{count} 篇，失败 {failed} 篇；最慢每字 {told}")
    return failed + too_slow


if __name__ == "__main__":
    length, first = (float(sys.argv[1]) if len(sys.argv) > 1 else 180.0), (int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    sys.exit(min(1, run(length, first)))
