from __future__ import annotations

import pytest

from loaders.bodies.founding import parse


def read(words: str) -> dict[str, object]:
    body = parse(words)
    assert body is not None
    assert words[body.start : body.end] == body.name
    return {
        "name": body.name,
        "posts": [f"{p.post}:{p.holder}" for p in body.posts],
        "members": [m.name for m in body.members],
        "seat": body.seat.name if body.seat else None,
    }


@pytest.mark.parametrize(
    ("words", "name", "posts", "members", "seat"),
    [
        (
            "成立数据攻坚工作专班,由市政府分管副市长任召集人,市政府分管副秘书长、市甲局主要负责人任副召集人,"
            "成员单位包括市甲局、市乙局(市丙办)等,专班办公室设在市甲局,负责日常工作。",
            "数据攻坚工作专班",
            ["召集人:市政府分管副市长", "副召集人:市政府分管副秘书长", "副召集人:市甲局主要负责人"],
            ["市甲局", "市乙局(市丙办)"],
            "市甲局",
        ),
        # a post shared by two bodies belongs to both
        (
            "成立数据专班,由副市长任组长,市甲局、市乙局主要负责人任副组长,成员单位包括市丙局,专班办公室设在市乙局。",
            "数据专班",
            ["组长:副市长", "副组长:市甲局主要负责人", "副组长:市乙局主要负责人"],
            ["市丙局"],
            "市乙局",
        ),
        # a party post and a government post before 任 are one person
        (
            "成立由市委副书记、市长任指挥长,市委常委、常务副市长任第一副指挥长,各县区政府主要负责人为成员的全市“三大行动”指挥部,"
            "指挥部下设办公室,办公室设市政府办。",
            "全市“三大行动”指挥部",
            ["指挥长:市委副书记、市长", "第一副指挥长:市委常委、常务副市长"],
            ["各县区政府"],
            "市政府办",
        ),
        (
            "联席会议由甲部、乙委、丙局等3个部门和单位组成,甲部为牵头单位。",
            "联席会议",
            [],
            ["甲部", "乙委", "丙局"],
            None,
        ),
        # a short name in a bracket behind the name, posts first
        (
            "市供气应急指挥部(以下简称市指挥部)由副市长任指挥长,市甲局局长任副指挥长,市乙局、各县(市、区)政府为成员单位。",
            "市供气应急指挥部",
            ["指挥长:副市长", "副指挥长:市甲局局长"],
            ["市乙局", "各县(市、区)政府"],
            None,
        ),
        # founded with a short name in a bracket, who makes it up behind a post of all
        (
            "市人民政府设立青河市卫生应急指挥部(以下简称指挥部),分管副市长任指挥长,市甲局主要负责人任副指挥长,"
            "市乙局、市丙局、青河海关等部门(单位)负责人为指挥部成员。",
            "青河市卫生应急指挥部",
            ["指挥长:分管副市长", "副指挥长:市甲局主要负责人"],
            ["市乙局", "市丙局", "青河海关"],
            None,
        ),
        # who heads the office is no deputy of the body
        (
            "指挥部下设办公室,办公室设在县甲局,由李某同志兼任办公室主任,县甲局局长张某同志任副主任,负责日常事务。",
            "指挥部",
            [],
            [],
            "县甲局",
        ),
        ("领导小组办公室设在民政部,承担领导小组日常工作。", "领导小组", [], [], "民政部"),
        ("市创建办设在市甲局,负责日常工作。", "市创建办", [], [], "市甲局"),
        (
            "联席会议由甲部、乙委组成。联席会议由甲部主要负责同志担任召集人,各成员单位有关负责同志为成员。",
            "联席会议",
            ["召集人:甲部主要负责同志"],
            ["甲部", "乙委"],
            None,
        ),
    ],
)
def test_parse(words: str, name: str, posts: list[str], members: list[str], seat: str | None) -> None:
    assert read(words) == {"name": name, "posts": posts, "members": members, "seat": seat}


@pytest.mark.parametrize(
    "words",
    ["要成立工作专班,抓好落实。", "建立健全工作机制。", "设立产业发展基金管理委员会办公地点。", ""],
)
def test_no_body(words: str) -> None:
    assert parse(words) is None


def test_a_complete_list_is_not_open() -> None:
    body = parse("联席会议由甲部、乙委等2个部门组成,甲部为牵头单位。")
    assert body is not None
    assert [m.open for m in body.members] == [False, False]
    assert [lead.name for lead in body.leads] == ["甲部"]


def test_what_the_office_answers_for() -> None:
    words = "领导小组办公室设在民政部,承担领导小组日常工作。"
    body = parse(words)
    assert body is not None
    assert body.office_task is not None
    assert words[slice(*body.office_task)] == "承担领导小组日常工作"


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("办公室设在市甲局,办公室主任由市政府秘书长兼任。", "市政府秘书长"),
        ("办公室设在市甲局,由市甲局局长任办公室主任,负责日常工作。", "市甲局局长"),
        ("办公室设在市甲局,承担日常工作,由市甲局局长兼任办公室主任。", "市甲局局长"),
        ("办公室设在市甲局,负责日常工作。", None),
        ("办公室设在市甲局,报办公室主任批准后执行。", None),
    ],
)
def test_who_heads_the_office(words: str, head: str | None) -> None:
    body = parse(f"成立数据工作专班,由副市长任召集人,{words}")
    assert body is not None
    assert (body.office_head.holder if body.office_head else None) == head
    assert [post.holder for post in body.posts] == ["副市长"]
