"""One invented table laid out by blanks in many ways, as programs dump it: cells at the top or in the middle, headings
broken over two lines, a character as one or as two columns, the number on the first or the middle line, two pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from loaders.duties.tables import find, words
from loaders.page.text import Text

HEADS = {"n": "序号", "t": "工作任务", "l": "牵头单位", "c": "责任单位", "d": "完成时限"}
WIDTHS = {"n": 3, "t": 14, "l": 9, "c": 12, "d": 8}
ROWS = [
    {
        "t": "推进县域充换电设施建设，年内建成公共充电桩八百个，实现乡镇全覆盖",
        "l": "县发展改革局",
        "c": "县自然资源局、县住房城乡建设局、国网云溪县供电公司",
        "d": "2026年6月",
    },
    {"t": "开展高标准农田提质改造", "l": "县农业农村局", "c": "县财政局、县水利局", "d": "年底前"},
    {
        "t": "完善农村客货邮融合发展网络，新增合作线路十二条，打造示范样板",
        "l": "县交通运输局",
        "c": "县商务局、县邮政管理局、各乡镇人民政府",
        "d": "长期",
    },
    {"t": "实施老旧小区加装电梯三十台", "l": "县住房城乡建设局", "c": "县市场监管局、各街道", "d": "2026年9月"},
]


def laid(columns: str, *, middle: bool, wide: bool, broken: bool, number: bool, pages: bool) -> str:
    """The table as text.

    Args:
        columns: letters of `HEADS`.
        middle: whether cells stand in the middle of their row; `number`: the number too.
        wide: whether a character counts as two columns.
        broken: whether headings are broken over two lines.
        pages: whether the last row stands on a second page.
    """
    size = 1 + wide

    def row(cells: Sequence[str], limits: Sequence[int]) -> list[str]:
        parts = [
            [cell[i : i + limit] for i in range(0, len(cell), limit)] for cell, limit in zip(cells, limits, strict=True)
        ]
        height = max(map(len, parts))
        lines = []
        for line in range(height):
            said, place = "", 0
            for column, part in zip(columns, parts, strict=True):
                down = (height - len(part)) // 2 if middle and (column != "n" or number) else 0
                at = line - down
                wanted = part[at] if 0 <= at < len(part) else ""
                taken = sum(size if char > "\u2e80" else 1 for char in said)
                said += " " * (place - taken if wanted else 0) + wanted
                place += WIDTHS[column] * size + 2
            lines.append(said)
        return lines

    heads = [HEADS[column] for column in columns]
    top = row(heads, [len(head) // 2 if broken else len(head) for head in heads])
    lines = [*top]
    for number_, cells in enumerate(ROWS, 1):
        if pages and number_ == len(ROWS):
            lines.extend(["", "- 1 -", "", *top])
        lines.extend(row([{**cells, "n": str(number_)}[column] for column in columns], [WIDTHS[c] for c in columns]))
    return "\n".join(lines) + "\n"


def read(raw: str) -> list[tuple[str, list[tuple[str, str]]]]:
    text = Text(raw)
    (table,) = find(text)
    assert table.form == "layout"
    assert not table.skipped
    return [
        (words(text, row.task).text, [(role, words(text, cell).text) for role, cell in row.parties])
        for row in table.rows
    ]


@pytest.mark.parametrize("columns", ["ntlcd", "nltc", "tlc", "ntc", "ntl"])
def test_every_way_to_lay_a_table_out(columns: str) -> None:
    expected = [
        (row["t"].replace("，", ","), [(what, row[c]) for what, c in (("牵头", "l"), ("责任", "c")) if c in columns])
        for row in ROWS
    ]
    for middle, wide, broken, pages in product((False, True), repeat=4):
        raw = laid(columns, middle=middle, wide=wide, broken=broken, number=middle, pages=pages)
        assert read(raw) == expected, raw


def test_a_number_on_the_first_line_beside_cells_in_the_middle() -> None:
    raw = laid("ntlc", middle=True, wide=True, broken=False, number=False, pages=False)
    assert [task for task, _ in read(raw)] == [row["t"].replace("，", ",") for row in ROWS]
