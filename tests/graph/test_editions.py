"""Which work a title is an edition of, and how far the edition has come."""

from __future__ import annotations

import pytest

from graph.editions import plain, stage, work

TITLES = [
    ("某市水网建设方案", "某市水网建设方案", "印发"),
    ("某市人民政府关于印发《某市水网建设方案》的通知", "某市水网建设方案", "印发"),
    ("某市人民政府关于印发某市水网建设方案的通知", "某市水网建设方案", "印发"),
    ("某市水网建设方案（试行）", "某市水网建设方案", "印发"),
    ("某市 水网建设方案(2024年修订)", "某市水网建设方案", "修订"),
    ("某市人民政府办公室关于修订印发《某市水网建设方案》的通知", "某市水网建设方案", "修订"),
    ("某市水网建设方案（征求意见稿）", "某市水网建设方案", "征求意见稿"),
    ("关于公开征求《某市水网建设方案（征求意见稿）》意见的公告", "某市水网建设方案", "征求意见稿"),
    ("某市水利局关于《某市水网建设方案（征求意见稿）》公开征求意见的公告", "某市水网建设方案", "征求意见稿"),
    ("关于《某市水网建设方案》向社会公开征求意见的通知", "某市水网建设方案", "征求意见稿"),
    ("关于《某市水网建设方案》实施情况的通知", "关于某市水网建设方案实施情况的通知", "印发"),
    ("某市水网建设方案送审稿", "某市水网建设方案", "送审稿"),
    ("某市负面清单（2022年版）", "某市负面清单", "修订"),
    # Years planned for stay; an amendment and a shortened print are no editions of the same work.
    ("某市水网建设方案（2024-2026年）", "某市水网建设方案(2024-2026年)", "印发"),
    ("某市2023年重点工作分工方案", "某市2023年重点工作分工方案", "印发"),
    ("某市人民政府关于修改《某市水网建设方案》的决定", "某市人民政府关于修改某市水网建设方案的决定", "印发"),
    ("某市水网建设方案精简版", "某市水网建设方案精简版", "印发"),
]


@pytest.mark.parametrize(("title", "core", "how_far"), TITLES)
def test_a_title_tells_the_work_and_the_stage(title: str, core: str, how_far: str) -> None:
    assert (plain(title), stage(title)) == (core, how_far)


def test_a_work_is_of_a_region_and_a_title_that_names_none_stands_alone() -> None:
    assert work("水网建设工作方案", "甲市", "", "d1") == work("甲市水网建设工作方案", "甲市", "甲市水利局", "d2")
    assert work("水网建设工作方案", "甲市", "", "d1") != work("水网建设工作方案", "乙市", "", "d2")
    assert work("实施方案", "甲市", "", "d1") == "d1"
    assert work("水网建设工作方案", "", "", "d1") == "d1"
