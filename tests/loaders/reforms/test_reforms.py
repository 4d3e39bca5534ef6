"""What a plan of reform says becomes of bodies: forms, the wrong ones too."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.page.text import Text

PLAN = "益阳市机构改革方案\n\n益阳市人民政府\n{date}\n\n一、组建和调整\n1.{words}\n"

Told = list[tuple[str, str, str, bool]]

CASES: list[tuple[str, Told]] = [
    (
        "组建市市场监督管理局。将市工商行政管理局的职责、市质量技术监督局的职责、市商务局的反垄断执法职责等整合，"
        "组建市市场监督管理局，作为市政府工作部门。不再保留市工商行政管理局、市质量技术监督局。",
        [
            ("市工商行政管理局", "市市场监督管理局", "组建", False),
            ("市质量技术监督局", "市市场监督管理局", "组建", False),
            ("市商务局", "市市场监督管理局", "组建", True),
        ],
    ),
    ("将市扶贫开发办公室更名为市乡村振兴局，为市政府工作部门。", [("市扶贫开发办公室", "市乡村振兴局", "更名", False)]),
    ("将市人民政府法制办公室并入市司法局。", [("市人民政府法制办公室", "市司法局", "并入", False)]),
    (
        "在市粮食局基础上组建市粮食和物资储备局。不再保留市粮食局。",
        [],  # one body by the gazetteer: nothing to connect
    ),
    (
        "在市文化局的文化市场职责基础上组建市文化旅游广电体育局。不再保留市文化局。",
        [("市文化局", "市文化旅游广电体育局", "组建", False)],
    ),
    (
        "市教育局的校车管理职责划入市公安局，职业培训职责划入市人力资源和社会保障局。",
        [
            ("市教育局", "市公安局", "职责划转", True),
            ("市教育局", "市人力资源和社会保障局", "职责划转", True),
        ],
    ),
    (
        "将市水利局的职责，连同市农业局、市林业局的农田水利职责整合，组建市水务局。不再保留市水利局。2.将市农业局更名为市农业农村局。",
        [
            ("市农业局", "市水利局", "组建", True),
            ("市林业局", "市水利局", "组建", True),
            ("市农业局", "市农业农村局", "更名", False),
        ],
    ),
    ("市司法局加强法治宣传，整合普法力量。", []),
    ("把校车管理工作划入年度考核。", []),
    ("市水利局牵头组建市防汛抢险队伍。", []),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_what_becomes_of_bodies(words: str, expected: Told) -> None:
    found = extract(Text(PLAN.format(words=words, date="2018年12月20日"), "a.txt"))
    edges = [one for one in found.statements if one.relation == "沿革"]
    assert [
        (one.raw, one.object.properties["full_name"], one.attributes["event"], one.attributes["part"]) for one in edges
    ] == [(before, f"益阳{after}", event, part) for before, after, event, part in expected]
    for one in edges:
        assert found.text.raw[one.start : one.end] == one.quote


def test_the_earlier_body_is_that_of_its_time() -> None:
    found = extract(Text(PLAN.format(words=CASES[0][0], date="2018年12月20日"), "a.txt"))
    assert [one.subject.id for one in found.statements if one.relation == "沿革"] == [
        "益阳市/工商行政管理", "益阳市/质量技术监督", "益阳市/商务",
    ]  # fmt: skip
