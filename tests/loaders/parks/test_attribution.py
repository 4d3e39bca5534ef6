"""What the piece around a mention tells: where projects and parks lie, whose committee and whose school it is."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.extract import extract
from loaders.page.text import Text
from loaders.people import find as people
from loaders.records import Record, records

PAGE = """# 石门县加快建设

● 张明

加快推进云帆数控三期、云帆大厦等重点项目建设。市委书记李华到石门县调研。

（作者系中共石门县委书记）

# 青山经开区争当先锋

● 王强

青山经开区做强产业,加快推进双河电子二期建设,建设合成材料产业园。青山经开区提速。青山经开区提质。

（作者系青山经开区党工委书记）

# 桃源县教书育人

● 赵刚

副校长孙丽走进课堂。

（作者系市第九中学党委书记）
"""


def told(kind: str, name: str, key: str) -> Record:
    found = [record for record in records(extract(Text(PAGE, "页.txt"))) if record["kind"] == kind]
    return next(record for record in found if record[key].startswith(name))


@pytest.mark.parametrize(
    ("kind", "key", "name", "expected"),
    [
        ("project", "name", "云帆数控三期", {"location": "石门县"}),
        ("project", "name", "双河电子二期", {"location": "青山经开区"}),
        ("park", "name", "合成材料产业园", {"region": "青山经开区", "level": "园中园"}),
        ("park", "name", "青山经开区", {"level": "经开区"}),
        ("person", "person", "张明", {"organisation": ["中共石门县委"]}),
        ("person", "person", "孙丽", {"organisation": ["市第九中学"]}),
    ],
)
def test_what_a_piece_tells(kind: str, key: str, name: str, expected: dict[str, Any]) -> None:
    record = told(kind, name, key)
    assert {field: record[field] for field in expected} == expected


def test_a_project_of_a_piece_lies_there_in_the_graph() -> None:
    stated = extract(Text(PAGE, "页.txt")).statements
    places = {s.subject.name: (s.object.name, s.rule) for s in stated if s.relation == "位于"}
    assert places["云帆数控三期"] == ("石门县", "projects:piece")


def test_a_masthead_belongs_to_its_periodical() -> None:
    text = Text("本刊顾问 王建国\n编委会主任 李立新\n编 辑 赵小刚\n", "刊.txt")
    found = people.of_periodical(people.find(text, []), "云帆通讯2023年第3期(总第9期)")
    assert {one.person: one.organisation for one in found} == {
        "王建国": "《云帆通讯》",
        "李立新": "《云帆通讯》",
        "赵小刚": "《云帆通讯》编辑部",
    }


def test_headings_of_signed_pieces_are_no_items_without_a_clause() -> None:
    assert extract(Text(PAGE, "页.txt")).items == []
