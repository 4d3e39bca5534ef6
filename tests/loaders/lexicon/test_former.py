"""Ten bodies of the reforms, by their old and new names, in documents of three dates."""

from __future__ import annotations

import pytest

from loaders.lexicon.former import formers
from loaders.lexicon.gazetteer import gazetteer
from loaders.lexicon.names import Resolver

DATES = ("2017-06-01", "2020-06-01", "2024-06-01")

# Old name, new name; what the old name means in 2017, 2020 and 2024; what the new name always means.
BODIES = [
    ("市扶贫办", "市乡村振兴局", ("扶贫开发", "扶贫开发", "乡村振兴"), "乡村振兴"),
    ("市卫计委", "市卫生健康委", ("卫生和计划生育", "卫生健康", "卫生健康"), "卫生健康"),
    ("市国土资源局", "市自然资源和规划局", ("国土资源", "自然资源", "自然资源"), "自然资源"),
    ("市环保局", "市生态环境局", ("环境保护", "生态环境", "生态环境"), "生态环境"),
    ("市安监局", "市应急管理局", ("安全生产监督管理", "应急管理", "应急管理"), "应急管理"),
    ("市农业局", "市农业农村局", ("农业", "农业农村", "农业农村"), "农业农村"),
    ("市工商局", "市市场监管局", ("工商行政管理",) * 3, "市场监督管理"),
    ("市质监局", "市市场监管局", ("质量技术监督",) * 3, "市场监督管理"),
    ("市食药监局", "市市场监管局", ("食品药品监督管理",) * 3, "市场监督管理"),
    ("市政府法制办", "市司法局", ("政府法制", "司法行政", "司法行政"), "司法行政"),
    ("市地税局", "市税务局", ("地方税务", "税务", "税务"), "税务"),
    ("人行益阳市中心支行", "人行益阳市分行", ("人民银行中心支行", "人民银行中心支行", "人民银行"), "人民银行"),
    ("市文化局", "市文旅广体局", ("文化", "文化广电旅游体育", "文化广电旅游体育"), "文化广电旅游体育"),
    ("银监分局", "金融监管分局", ("银行业监督管理", "国家金融监督管理", "国家金融监督管理"), "国家金融监督管理"),
    ("银保监分局", "金融监管分局", ("银行保险监督管理", "银行保险监督管理", "国家金融监督管理"), "国家金融监督管理"),
]


def resolver(date: str = "") -> Resolver:
    return Resolver(gazetteer(), gazetteer().region_by_id("益阳市"), "a.txt", date)


@pytest.mark.parametrize(("old", "new", "meant", "today"), BODIES)
def test_a_name_means_the_body_of_its_time(old: str, new: str, meant: tuple[str, ...], today: str) -> None:
    assert tuple(resolver(date).resolve(old).id for date in DATES) == tuple(f"益阳市/{key}" for key in meant)
    assert {resolver(date).resolve(new).id for date in DATES} == {f"益阳市/{today}"}


def test_a_former_body_keeps_its_name_and_knows_what_became_of_it() -> None:
    body = resolver("2017-06-01").resolve("市扶贫办")
    assert (body.name, body.properties["until"], body.properties["event"]) == ("市扶贫办", "2021-12-31", "更名")
    assert body.properties["successors"] == ("益阳市/乡村振兴",)
    assert {"市扶贫办", "益阳市扶贫开发办公室"} <= set(body.properties["names"])  # type: ignore[arg-type]  # a tuple


def test_a_name_with_its_region_inside_is_shown_as_it_was() -> None:
    body = resolver("2023-02-17").resolve("人行益阳市中心支行")
    assert (body.name, body.properties["full_name"]) == ("人行益阳市中心支行", "中国人民银行益阳市中心支行")
    assert {"人行益阳中心支行", "人民银行益阳市中心支行"} <= set(body.properties["names"])  # type: ignore[arg-type]


def test_the_centre_changed_earlier_than_the_cities() -> None:
    nation = Resolver(gazetteer(), gazetteer().region_by_id("全国"), "a.txt", "2018-06-01")
    assert nation.resolve("环境保护部").id == "全国/生态环境"
    assert resolver("2018-06-01").resolve("市环保局").id == "益阳市/环境保护"


def test_a_document_without_a_date_is_read_as_of_today() -> None:
    assert resolver().resolve("市扶贫办").id == "益阳市/乡村振兴"


def test_former_bodies_have_keys_of_their_own_and_known_successors() -> None:
    keys = [former.key for former in formers()]
    assert len(set(keys)) == len(keys)
    for former in formers():
        assert all(gazetteer().by_key(key) is not None for key in former.into)
