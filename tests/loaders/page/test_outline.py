from __future__ import annotations

import pytest

from loaders.page.outline import outline, wrap_width
from loaders.page.text import Text


def tree(raw: str) -> list[str]:
    """Each heading as "<depth> number|title"."""
    text = Text(raw)
    return [
        f"{len(node.ancestors())} {node.number}|{text.squeeze(node.title_start, node.title_end).text}"
        for node in outline(text).nodes
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "一、总体要求\n(一)目标。增长。\n1.抓项目。开工。\n(1)抓大。",
            ["0 一、|总体要求", "1 (一)|目标", "2 1.|抓项目", "3 (1)|抓大"],
        ),
        ("一、 总体要求\n（一） 目标。\n１．抓项目。", ["0 一、|总体要求", "1 (一)|目标", "2 1.|抓项目"]),
        (
            "第一章 总则\n第一条 为规范工作。\n第二条 本办法适用。",
            ["0 第一章|总则", "1 第一条|为规范工作", "1 第二条|本办法适用"],
        ),
        ("附件1\n\n甲方案\n\n一、目标\n附件2\n乙方案", ["0 附件1|甲方案", "1 一、|目标", "0 附件2|乙方案"]),
        ("附件6—1\n分解表", ["0 附件6—1|分解表"]),
        ("附件:1.甲方案\n\n2.乙方案\n\n附件1\n甲方案\n一、目标", ["0 附件1|甲方案", "1 一、|目标"]),
        ("见下表。\n附件3:分解表\n附件3\n分解表", ["0 附件3|分解表"]),
        ("# 方案\n## 一、目标\n1. 抓项目", ["0 |方案", "1 一、|目标", "2 1.|抓项目"]),
        ("1.建筑整治(含自建房)。深入推进。(市甲局牵头)", ["0 1.|建筑整治(含自建房)"]),
        ("(一) 防范债务风险(市甲局牵头)\n1.严格。", ["0 (一)|防范债务风险", "1 1.|严格"]),
        ("1.推广“一机在手。一键登录”服务。后文。", ["0 1.|推广“一机在手。一键登录”服务"]),
        # figures and dates at the start of a line are no numbers of items
        ("2.5万人就业。\n2023年目标。\n3.14亿元。", []),
        ("市甲局牵头落实。", []),
        ("", []),
    ],
)  # fmt: skip
def test_outline(raw: str, expected: list[str]) -> None:
    assert tree(raw) == expected


def test_a_node_owns_its_text_up_to_its_first_child() -> None:
    raw = "一、目标\n前言。\n1.甲。乙。\n2.丙。"
    top, first, second = outline(Text(raw)).nodes
    assert raw[top.start : top.own_end] == "一、目标\n前言。\n"
    assert raw[first.start : first.end] == "1.甲。乙。\n"
    assert (top.end, second.end) == (len(raw), len(raw))


@pytest.mark.parametrize(
    ("raw", "width"),
    [
        ("\n".join(["这一行正好是二十个汉字这一行正好是二十个"] * 6 + ["末行。"]), 20),
        ("一个很短的标题\n" + "这是一个没有断开的长段落。" * 30, 0),
        # paragraphs of one length are no broken lines
        ("\n".join(["市工信局：负责统筹协调、督促落实各项任务。"] * 5), 0),
        ("", 0),
    ],
)
def test_wrap_width(raw: str, width: int) -> None:
    assert wrap_width(raw) == width


def test_a_title_that_a_printer_broke_goes_on_in_the_next_line() -> None:
    lines = [
        "1.推动公共数据资源体系建设和高质量供给工",
        "作。完善公共数据治理机制并加强数据专项治",
        "理，持续提升公共数据治理的整体水平和质量",
        "二字。",
    ]
    assert tree("\n".join(lines)) == ["0 1.|推动公共数据资源体系建设和高质量供给工作"]


@pytest.mark.parametrize("mark", ["㈠", "⑴", "⒉", "❶", "Ⅰ.", "Ⅳ、", "壹、"])
def test_numbers_of_one_character(mark: str) -> None:
    [node] = outline(Text(f"{mark}建设园区。做大做强。", "a.txt")).nodes
    assert (node.number, node.title_start, node.title_end) == (mark, len(mark), len(mark) + 4)
