from __future__ import annotations

from pathlib import Path

import pytest

from loaders.page import articles
from loaders.page.text import Text
from loaders.readers import read

SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))

BODY = "近日,临澧县召开会议,研究部署全年工作,要求各单位抓好落实。"


def pieces(raw: str) -> list[tuple[str, str, str, str]]:
    found = articles.find(Text(raw))
    assert all(0 <= piece.start < piece.end <= len(raw) for piece in found)
    return [(piece.title, piece.author, piece.author_post, piece.date) for piece in found]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # a plan is one piece
        (f"某市工作方案\n\n一、总体要求\n{BODY}\n", []),
        # a magazine: heading, byline with a bullet, post at the end
        (
            f"2023.3\n# 抓好园区\n\n● 张三丰\n\n{BODY}\n\n(作者系某县委书记)\n\n# 抓好项目\n\n● 市某某局\n\n{BODY}\n",
            [
                ("", "", "", "2023"),
                ("抓好园区", "张三丰", "某县委书记", "2023"),
                ("抓好项目", "市某某局", "", "2023"),
            ],
        ),
        # a name split by a space; two headings are one headline
        (f"# 甲\n\n## 乙\n\n● 王 芳\n\n{BODY}\n", [("甲 乙", "王芳", "", "")]),
        # the dateline of a newspaper
        (
            f"某县\n\n项目开工忙\n\n某某日报11月6日讯(记者 李小明 通讯员 王芳){BODY}\n",
            [("某县 项目开工忙", "李小明、王芳", "", "--11-06")],
        ),
        # names in brackets close a piece, names run together stand under a headline
        (f"招贤榜发布\n\n{BODY}\n\n(张祖华 田尧)\n", [("招贤榜发布", "张祖华、田尧", "", "")]),
        (f"支持实体经济\n\n赵琼谭杰周雯\n\n{BODY}\n", [("支持实体经济", "赵琼、谭杰、周雯", "", "")]),
        # a bracket that holds no names, a list of names without a headline or a text
        (f"{BODY}\n\n(具体负责)\n", []),
        ("目录\n\n01 甲文章\n\n张三丰\n\n15 乙文章\n\n王芳\n", []),
    ],
)
def test_find(raw: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert pieces(raw) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("王芳", True),
        ("欧阳修文", True),
        ("王某某", True),
        ("王", False),
        ("王芳芳芳", False),
        ("的人", False),
        ("王”", False),
    ],
)
def test_is_name(word: str, expected: bool) -> None:
    assert articles.is_name(word) is expected


@pytest.mark.parametrize(
    ("raw", "flowing"),
    [
        # a printer's lines are joined, finished ones are not
        (
            "我们要持续推进园区建设,不断完善各项配\n套设施。\n二、下一步\n",
            "我们要持续推进园区建设,不断完善各项配套设施。\n二、下一步\n",
        ),
        # the cells of a table hold halves of one name
        ("某某湖旅游\n\n度假区\n\n12\n", "某某湖旅游度假区\n12\n"),
        ("张 三\n", "张三\n"),
        ("", ""),
    ],
)
def test_flow(raw: str, flowing: str) -> None:
    words = articles.flow(Text(raw))
    assert words.text == flowing
    assert [raw[words.offsets[i]] for i, c in enumerate(flowing) if c != "\n"] == [c for c in flowing if c != "\n"]


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        # quotes do not pair over the break
        (
            "坚持高位推动,一以贯之抓好全县上下各项工作,始终以奋发有为的状态扛\n\n理念”,举全县之力推进园区建设,抓好各项工作。\n",
            1,
        ),
        # the text knows the seam: sound
        (
            "坚持高位推动,一以贯之抓好全县上下各项工作,大力培育高新技\n\n术企业,举全县之力推进建设,高新技术企业数量不断增加。\n",
            0,
        ),
        ("坚持高位推动,一以贯之抓好各项工作。\n\n下一步,举全县之力推进建设,抓好各项工作。\n", 0),
    ],
)
def test_signals(raw: str, count: int) -> None:
    assert len(articles.signals(Text(raw))) == count


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
class TestSeeds:
    @pytest.mark.parametrize(("number", "signed"), [("000", 15), ("001", 0), ("002", 2), ("003", 6), ("004", 7)])
    def test_every_signed_piece_is_found(self, number: str, signed: int) -> None:
        found = articles.find(read(next(p for p in SEEDS if p.name.startswith(number))))
        assert sum(1 for piece in found if piece.author) == signed

    def test_headline_and_byline_at_the_end_belong_to_the_text_above(self) -> None:
        found = articles.find(read(next(p for p in SEEDS if p.name.startswith("002"))))
        assert [(piece.author, bool(piece.author_post)) for piece in found] == [
            ("", True),
            ("徐荩", False),
            ("李育智", True),
        ]

    def test_pieces_of_a_page_have_their_own_regions(self) -> None:
        found = articles.find(read(next(p for p in SEEDS if p.name.startswith("003"))))
        assert [p.region for p in found if p.title] == ["娄底市", "岳阳市", "衡东县", "临澧县", "常宁市"]
