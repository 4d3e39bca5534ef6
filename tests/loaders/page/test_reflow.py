"""Texts without line ends: where their lines would end. Every text is invented."""

from __future__ import annotations

import pytest

from loaders.lexicon.gazetteer import gazetteer
from loaders.page.metadata import describe
from loaders.page.outline import outline
from loaders.page.reflow import LONGEST
from loaders.page.text import Text

FILLER = "各单位要提高认识,加强协作,按时报送进展,确保各项工作落到实处,并将有关情况及时向社会公开。" * 5


def lines(raw: str) -> list[str]:
    lined = Text(raw, "a.txt").lined
    kept = [line.strip() for line in lined.text.split("\n")]
    return [line for line in kept if line not in ("", FILLER)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # numbers that count, tight behind a sentence, a bracket, a heading
        (
            f"{FILLER}一、优化服务(一)简化流程。(市甲局负责)(二)提高效率。分级。二、加强监管(三)完善制度。",
            ["一、优化服务", "(一)简化流程。(市甲局负责)", "(二)提高效率。分级。", "二、加强监管", "(三)完善制度。"],
        ),
        (
            f"{FILLER}1.建设园区。责任单位:市甲局。2.修缮道路。责任单位:市乙局。",
            ["1.建设园区。", "责任单位:市甲局。", "2.修缮道路。", "责任单位:市乙局。"],
        ),
        # articles of a statute, with cited ones inside
        (
            f"{FILLER}第一条 为加强管理,依据第九条的规定,制定本办法。第二条 市甲局负责监督。",
            ["第一条 为加强管理,依据第九条的规定,制定本办法。", "第二条 市甲局负责监督。"],
        ),
        # runs of spaces in the place of line ends; not those that set a short heading wide
        (
            f"{FILLER}　　组织机构　　市甲局负责统筹。　　保障措施　　市乙局负责资金。",
            ["组织机构", "市甲局负责统筹。", "保障措施", "市乙局负责资金。"],
        ),
        # title and signature
        (
            f"甲乙市人民政府关于印发园区办法的通知各县区:{FILLER}甲乙市人民政府2023年9月5日第一章 总则第二章 职责",
            [
                "甲乙市人民政府关于印发园区办法的通知",
                f"各县区:{FILLER}",
                "甲乙市人民政府",
                "2023年9月5日",
                "第一章 总则",
                "第二章 职责",
            ],
        ),
        # one number alone, a decimal, an item of a cited article: nothing begins there
        (f"{FILLER}总投资达到12.5亿元,依照第(三)项执行。", [f"{FILLER}总投资达到12.5亿元,依照第(三)项执行。"]),
        # a text that has its line ends
        (
            "一、优化服务(一)简化流程。(二)提高效率。\n二、加强监管。",
            ["一、优化服务(一)简化流程。(二)提高效率。", "二、加强监管。"],
        ),
    ],
)
def test_lines(raw: str, expected: list[str]) -> None:
    assert len(FILLER) > LONGEST
    assert lines(raw) == expected


def test_every_character_keeps_its_offset() -> None:
    text = Text(f"{FILLER}一、优化服务(一)简化流程。(二)提高效率。", "a.txt")
    lined = text.lined
    assert len(lined.offsets) == len(lined.text) + 1
    assert all(char in ("\n", text.folded[place]) for char, place in zip(lined.text, lined.offsets, strict=False))


def test_headings_issuer_and_title_are_found() -> None:
    raw = f"常德市人民政府关于印发园区方案的通知各区县:{FILLER}一、目标(一)扩量。做大。(二)提质。做强。二、措施"
    text = Text(raw, "a.txt")
    document, region = describe(text, gazetteer())
    assert (document.title, document.issuer) == ("常德市人民政府关于印发园区方案的通知", "常德市人民政府")
    assert region is not None
    tree = outline(text)
    assert [(n.number, raw[n.title_start : n.title_end]) for n in tree.nodes] == [
        ("一、", "目标"), ("(一)", "扩量"), ("(二)", "提质"), ("二、", "措施"),
    ]  # fmt: skip
