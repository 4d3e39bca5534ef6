"""What a document says of itself: the head of a text -> title, issuer, number, date, region. Every text is invented."""

from __future__ import annotations

import pytest

from loaders.lexicon.gazetteer import gazetteer
from loaders.page.metadata import describe
from loaders.page.text import Text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("常德市人民政府关于做好某项工作的通知\n\n各县市区:", "常德市人民政府关于做好某项工作的通知"),
        (
            "常德市人民政府办公室\n关于印发《某某行动方案》的通知\n正文。",
            "常德市人民政府办公室关于印发《某某行动方案》的通知",
        ),
        ("某某县2024年稳就业行动计划\n(2024—2026年)\n", "某某县2024年稳就业行动计划"),
        # the number of the document stands above the title
        ("常政发〔2025〕9号\n常德市人民政府\n关于做好某项工作的意见", "常德市人民政府关于做好某项工作的意见"),
        # the head of the paper, drafts, what a page says beside the text
        ("常德市人民政府办公室文件\n(送审稿)\n常德市帮扶工作方案", "常德市帮扶工作方案"),
        ("常德市人民政府办公室文件(送审稿)\n常德市帮扶工作方案", "常德市帮扶工作方案"),
        ("| [ 成文日期 ] | 2025-02-17 |\n常德市保护工作方案", "常德市保护工作方案"),
        ("当前位置:首页 >> 文件  来源:市府办\n常德市保护工作方案", "常德市保护工作方案"),
        # an annex
        ("附件2\n常德市重点任务清单", "常德市重点任务清单"),
        ("附件:常德市重点任务清单", "常德市重点任务清单"),
        # no titles: headings, rows and headings of tables, sentences
        ("三、工作分工\n(一)市甲局。", "某文.txt"),
        ("1\n编制某某发展规划\n市甲局", "某文.txt"),
        ("责任单位\n进度要求\n编制某某发展规划", "某文.txt"),
        ("强化牵引      在各领域发布场景清单\n", "某文.txt"),
        ("建设内容</td><td>责任分工\n", "某文.txt"),
        ("各单位要落实好工作方案。\n", "某文.txt"),
        ("分工\n", "某文.txt"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert describe(Text(head, "某文.txt"), gazetteer())[0].title == title


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("常德市人民政府关于做好某项工作的通知", "常德市"),
        ("关于印发常德市某某工作方案的通知", "常德市"),
        ("关于印发《桃源县某某工作方案》的通知", "桃源县"),
        ("湖南高速公路建设方案", "湖南省"),
        ("2024年常德市某某工作要点", "常德市"),
        ("常德经济技术开发区某某工作方案", "常德市"),
        ("国务院关于做好某项工作的意见", "全国"),
        # a short name is that of a region only where its own words begin
        ("某某市推动设备更新和换新实施方案", ""),
        ("关于产业更新和提升的意见", ""),
        # nor is it one that goes on as the name of a river, a new town or another level
        ("黑水河市级河长制工作要点", ""),
        ("海东新区自贸片区行动计划", ""),
        ("白河省人民政府关于做好某项工作的意见", ""),
    ],
)
def test_region(head: str, region: str) -> None:
    assert describe(Text(head, "某文.txt"), gazetteer())[0].region == region


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025年5月2日", "2025-05-02"),
        ("2025 年 12 月 21 日", "2025-12-21"),
        ("2025-05-02 10:30", "2025-05-02"),
        ("二〇一二年五月三日", "2012-05-03"),
        ("二○○九年十二月二十一日", "2009-12-21"),
        ("二零一一年十月十日", "2011-10-10"),
        ("一九九八年十一月三十日", "1998-11-30"),
        ("二〇一二年五月三日起施行", ""),
        ("2025年5月2日通过", ""),
    ],
)
def test_date(line: str, date: str) -> None:
    text = Text(f"市某局\n{line}\n", "某文.txt")
    assert describe(text, gazetteer())[0].date == date


@pytest.mark.parametrize("date", ["2025年5月2日", "二〇一二年五月三日"])
def test_who_signs_above_the_date(date: str) -> None:
    text = Text(f"工作方案。\n常德市财政局\n{date}\n", "某文.txt")
    assert describe(text, gazetteer())[0].issuer == "常德市财政局"


def test_number_issuer_and_date() -> None:
    text = Text(
        "常政办发〔2025〕9号\n常德市人民政府办公室\n关于做好某项工作的通知\n各县:\n正文。\n2025年5月2日\n", "某文.txt"
    )
    document, _ = describe(text, gazetteer())
    assert (document.number, document.issuer, document.date) == (
        "常政办发〔2025〕9号",
        "常德市人民政府办公室",
        "2025-05-02",
    )
