"""Duties of collectives: one line a form, wrong ones included."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text
from loaders.records import records


def duties(raw: str) -> list[tuple[str, str, bool]]:
    extraction = extract(Text(raw, "例.txt"))
    stated = [s for s in extraction.statements if s.rule in ("prose:collective", "prose:supervision")]
    assert all(raw[s.start : s.end] == s.quote for s in stated)
    return [(s.raw, s.object.name, bool(s.attributes["generic"])) for s in stated]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("各级各部门要对照方案细化任务。", [("各级各部门", "对照方案细化任务", True)]),
        ("各部门应依法尽职履责。", [("各部门", "依法尽职履责", True)]),
        (
            "财政、税务等部门严格落实优惠政策。",
            [("财政部门", "严格落实优惠政策", True), ("税务部门", "严格落实优惠政策", True)],
        ),
        (
            "持续开展整治,组织公安、人社等部门重点查处欠薪。",
            [("公安部门", "重点查处欠薪", True), ("人社部门", "重点查处欠薪", True)],
        ),
        (
            "实行牵头单位周调度、市长季调度。",
            [("牵头单位", "周调度", True), ("市长", "季调度", True)],
        ),
        ("市政府督查室将开展定期专项督查。", [("市政府督查室", "开展定期专项督查", False)]),
        (
            "双河经开区、青石管理区管委会,市直有关单位:\n\n《方案》现印发给你们,请认真组织实施。\n",
            [
                ("双河经开区管委会", "认真组织实施", True),
                ("青石管理区管委会", "认真组织实施", True),
                ("市直有关单位", "认真组织实施", True),
            ],
        ),
        (
            "各县市区人民政府,市直有关单位:\n\n《方案》现印发给你们,请认真组织实施。\n",
            [("各县市区人民政府", "认真组织实施", True), ("市直有关单位", "认真组织实施", True)],
        ),
    ],
)
def test_duties(raw: str, expected: list[tuple[str, str, bool]]) -> None:
    assert duties(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "财政、税务等部门和单位的资料。",
        "经济、生态等部门严格落实。",
        "市财政局各部门应邀参加。",
        "现将有关事项通知如下。",
        # an exhortation; only what the supervisor will do is told
        "市政府督查室要对进展情况进行督查通报。",
    ],
)
def test_no_duty(raw: str) -> None:
    assert duties(raw) == []


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("各责任单位要高度重视,切实加强组织领导。", ["exhortation"]),
        ("各级各部门要认真抓好落实。", ["exhortation"]),
        ("市政府督查室将开展定期专项督查。", ["responsibility"]),
        ("推进修缮。(市工信局负责)", ["responsibility"]),
    ],
)
def test_what_is_demanded_of_all_is_no_responsibility(raw: str, kinds: list[str]) -> None:
    found = [record["kind"] for record in records(extract(Text(raw, "例.txt")))]
    assert [kind for kind in found if kind in ("responsibility", "exhortation")] == kinds
