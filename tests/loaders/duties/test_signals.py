from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text


@pytest.mark.parametrize(
    ("raw", "reasons"),
    [
        ("1.抓项目。(市甲局牵头,市乙局、市丙局等3个部门配合)", ["写明 3 个单位，读到 2 个"]),
        ("1.抓项目。(市甲局、市乙局等2个部门负责)", []),
        ("联席会议由甲部、乙委等三个部门组成,甲部为牵头单位。", ["写明 3 个单位，读到 2 个"]),
        ("1.抓项目。(市甲局牵头,某某某配合)", ["条款中的“某某某”没有认出是单位还是要求"]),
        ("1.抓项目。(市甲局牵头,2025年6月底前完成)", []),
        ("1.抓项目。(责任单位:市甲局,列第一位的为牵头单位,下同)", []),
        ("由某某同志牵头抓总协调。另由某某牵头一事。", ["未读懂的责任语句"]),
        ("没有用语。", []),
    ],
)
def test_signals(raw: str, reasons: list[str]) -> None:
    found = extract(Text(raw, "文.txt")).signals
    assert [signal.reason for signal in found] == reasons
    assert all(raw[signal.start : signal.end] for signal in found)
