"""Names as written -> region + function. One line a name; the region of the document stands in front."""

from __future__ import annotations

import pytest

from loaders.lexicon.gazetteer import NATION, gazetteer
from loaders.lexicon.names import Resolver, strip_alias


def resolver(place: str) -> Resolver:
    names = gazetteer()
    return Resolver(names, NATION if place == "全国" else names.region(place), "某文.txt")


@pytest.mark.parametrize(
    ("place", "raw", "expected"),
    [
        # region + function: every way to write one body is one body
        ("常德市", "市发展改革委", "常德市/发展和改革"),
        ("常德市", "市发改委", "常德市/发展和改革"),
        ("常德市", "常德市发展和改革委员会", "常德市/发展和改革"),
        ("常德市", "发展改革委", "常德市/发展和改革"),
        ("常德市", "市工信局", "常德市/工业和信息化"),
        # the prefix decides the level
        ("常德市", "省教育厅", "湖南省/教育"),
        ("桃源县", "县教育局", "桃源县/教育"),
        ("桃源县", "市教育局", "常德市/教育"),
        ("桃源县", "省教育厅", "湖南省/教育"),
        ("武陵区", "区教育局", "武陵区/教育"),
        # in a county-level city 市 is that city
        ("津市市", "市教育局", "津市市/教育"),
        # another region's own body
        ("常德市", "岳阳市工信局", "岳阳市/工业和信息化"),
        ("常德市", "桃源县农业农村局", "桃源县/农业农村"),
        # the nation's bodies
        ("全国", "发展改革委", "全国/发展和改革"),
        ("全国", "市场监管总局", "全国/市场监督管理"),
        ("常德市", "国家发展改革委", "全国/发展和改革"),
        ("常德市", "财政部", "全国/财政"),
        # 市 at the start of a word is no prefix
        ("常德市", "市场监管局", "常德市/市场监督管理"),
        ("常德市", "市市场监管局", "常德市/市场监督管理"),
        # the region inside the name
        ("常德市", "人行常德市中心支行", "常德市/人民银行"),
        ("常德市", "常德海关", "常德市/海关"),
        ("常德市", "常德银保监分局", "常德市/国家金融监督管理"),
        ("常德市", "国网常德供电公司", "常德市/国家电网"),
        ("常德市", "省高警局常德支队", "常德市/高速公路交警"),
        ("常德市", "常德军分区战备建设处", "常德市/军分区战备建设处"),
        # an alias in brackets belongs to the name before it
        ("常德市", "市委政研室〈市委改革办〉", "常德市/政策研究"),
        ("常德市", "市政府督查室(市为民办实事办公室)", "常德市/政府督查室"),
        # party bodies
        ("常德市", "市委组织部", "常德市/组织"),
        ("常德市", "团市委", "常德市/共青团"),
        ("常德市", "市委", "常德市/党委"),
        ("常德市", "市政府", "常德市/人民政府"),
        # not in the gazetteer: region + the rest
        ("常德市", "市某某办", "常德市/某某办"),
        ("常德市", "桃花源机场", "常德市/桃花源机场"),
        # prefectures that are still 地区
        ("阿克苏地区", "地区财政局", "阿克苏地区/财政"),
        ("阿克苏地区", "地区某某办", "阿克苏地区/某某办"),
        ("常德市", "地区财政局", "常德市/地区财政局"),
        # a region itself may be a party
        ("常德市", "桃源县", "桃源县"),
        # a county's name that several cities use carries its city
        ("南京市", "鼓楼区教育局", "南京市鼓楼区/教育"),
        ("福州市", "鼓楼区教育局", "福州市鼓楼区/教育"),
        # a street or a town that is called like a county elsewhere
        ("株洲市", "黄山路社区卫生服务站", "株洲市/黄山路社区卫生服务站"),
        ("株洲市", "三门镇政务服务站", "株洲市/三门镇政务服务站"),
        ("常德市", "工作指挥部", "常德市/工作指挥部"),
        # what there is only once belongs to no region
        ("常德市", "中国科大", "全国/中国科学技术大学"),
        ("常德市", "合肥工大", "全国/合肥工业大学"),
        # a chain of places leads to its last
        ("湖南省", "益阳市赫山区教育局", "赫山区/教育"),
        ("湖南省", "湖南省怀化市鹤城区财政局", "鹤城区/财政"),
        ("湖南省", "湘西州泸溪县政府", "泸溪县/人民政府"),
        ("常德市", "常德市津市市财政局", "津市市/财政"),
        ("江苏省", "国家税务总局徐州市鼓楼区税务局", "徐州市鼓楼区/税务"),
        # the city before it tells which; without it nobody is chosen
        ("江苏省", "南京市鼓楼区财政局", "南京市鼓楼区/财政"),
        ("江苏省", "鼓楼区财政局", "江苏省/鼓楼区财政局"),
        ("福建省", "鼓楼区财政局", "福州市鼓楼区/财政"),
        # a county that is no more is not the city of its short name, nor another city's county
        ("安徽省", "芜湖县财政局", "芜湖县/财政"),
        ("河北省", "邢台市桥东区财政局", "邢台市桥东区/财政"),
        # behind a short name no second place begins
        ("海南省", "三亚崖州湾科技城管理局", "三亚市/崖州湾科技城管理局"),
        # a street in another city, and bodies whose place is part of their name
        ("上海市", "南京东路街道", "上海市/南京东路街道"),
        ("上海市", "广西北路社区中心", "上海市/广西北路社区中心"),
        ("株洲市", "上海银行", "上海市/上海银行"),
        ("株洲市", "西安外国语大学", "西安市/西安外国语大学"),
        ("新疆生产建设兵团", "兵团财政局", "新疆生产建设兵团/财政"),
        # only the nation's own ends so; a department that no list has is its document's
        (None, "证监会", "全国/证券监管"),
        ("常德市", "证监局", "常德市/证券监管"),
        (None, "质量安全部", "未定地区（某文）/质量安全部"),
        # a document that does not tell its region shares no body with others
        (None, "市教育局", "未定地区（某文）/教育"),
        (None, "教育局", "未定地区（某文）/教育"),
        (None, "省教育厅", "未定地区（某文）·省/教育"),
        (None, "市某某办", "未定地区（某文）/某某办"),
        (None, "财政部", "全国/财政"),
        (None, "湖南省教育厅", "湖南省/教育"),
    ],
)
def test_resolve(place: str | None, raw: str, expected: str) -> None:
    names = gazetteer()
    found = Resolver(names, None, "某文.txt") if place is None else resolver(place)
    assert found.resolve(raw).id == expected


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (("教育局",), ["教育局"]),
        (("市教育局",), ["市教育局"]),
        (("市教育局", "教育局", "财政局"), ["市教育局", "市教育局", "财政局"]),
        (("团委", "外汇局"), ["团委", "国家外汇管理局分局"]),
        (("省教育厅", "县教育局"), ["省教育厅", "县教育局"]),
        (("财政部",), ["财政部"]),
    ],
)
def test_a_document_without_a_region_shows_names_without_one(written: tuple[str, ...], shown: list[str]) -> None:
    found = Resolver(gazetteer(), None, "某文.txt")
    assert [found.resolve(name).name for name in written] == shown


@pytest.mark.parametrize(
    ("place", "raw", "shown"),
    [
        ("湖南省", "省教育厅", "省教育厅"),
        ("广西壮族自治区", "自治区教育厅", "自治区教育厅"),
        ("上海市", "市教委", "市教育委员会"),
        ("上海市", "市财政局", "市财政局"),
        ("重庆市", "市政府办公厅", "市政府办公厅"),
        ("北京市", "市住房城乡建设委", "市住房和城乡建设委员会"),
        ("常德市", "市教育局", "市教育局"),
        ("湘西土家族苗族自治州", "州教育局", "州教育局"),
        ("锡林郭勒盟", "盟教育局", "盟教育局"),
        ("阿克苏地区", "地区教育局", "地区教育局"),
        ("桃源县", "县教育局", "县教育局"),
        ("浦东新区", "区教育局", "区教育局"),
        ("常德市", "省教育厅", "省教育厅"),
    ],
)
def test_the_short_name_that_is_shown(place: str, raw: str, shown: str) -> None:
    assert resolver(place).resolve(raw).name == shown


@pytest.mark.parametrize(
    ("raw", "kind", "unlisted", "generic"),
    [
        ("市工信局", "机构", False, False),
        ("人行常德市中心支行", "机构", False, False),
        ("常德银保监分局", "机构", False, False),
        ("市安委会", "议事协调机构", False, False),
        ("国网常德供电公司", "企业", False, False),
        ("市某某集团", "企业", True, False),
        ("桃源县", "地区", False, False),
        ("某某经开区", "园区", True, False),
        ("市某案风险处置工作领导小组", "议事协调机构", True, False),
        ("各县市区政府", "机构", False, True),
        ("相关成员单位", "机构", False, True),
        ("市学安委成员单位", "机构", False, True),
        ("各有关单位", "机构", False, True),
        ("县市区人民政府(管委会)", "机构", False, True),
        ("市直相关单位", "机构", False, True),
        # a department by its function is a body, by its place or by none a collective
        ("水行政主管部门", "机构", False, False),
        ("市农业农村主管部门", "机构", False, False),
        ("各级教育主管部门", "机构", False, True),
        ("行业主管部门", "机构", False, True),
        ("行政主管部门", "机构", False, True),
        ("业务主管部门", "机构", False, True),
    ],
)
def test_kinds(raw: str, kind: str, unlisted: bool, generic: bool) -> None:
    found = resolver("常德市").resolve(raw)
    assert (found.kind, found.properties["unlisted"], found.properties["generic"]) == (kind, unlisted, generic)


@pytest.mark.parametrize(
    ("raw", "kept", "gone"),
    [
        ("市政府", "市人民政府", "国务院 中央人民政府"),
        ("市政府办", "市政府办公室", "国务院办公厅 国办"),
        ("市发改委", "市发展改革委", "国家发展改革委 国家发展和改革委员会"),
        ("市司法局", "市法制办", "司法部 国务院法制办"),
        ("市委宣传部", "市宣传部", "中宣部 中央宣传部 中共中央宣传部"),
        ("市生态环境局", "市环保局", "生态环境部 环保部 国家环保总局"),
        ("市税务局", "市国家税务局", "国家税务总局"),
        ("市气象局", "市气象局", "中国气象局"),
        ("市法院", "市中级人民法院", "最高人民法院"),
    ],
)
def test_no_city_bears_a_name_of_the_nation(raw: str, kept: str, gone: str) -> None:
    names = resolver("常德市").resolve(raw).properties["names"]
    assert isinstance(names, tuple)
    assert kept in names
    assert not {*names} & {place + name for name in gone.split() for place in ("市", "常德市", "")}


@pytest.mark.parametrize(
    ("place", "raw", "name", "full"),
    [
        ("常德市", "市工信局", "市工信局", "常德市工业和信息化局"),
        ("湖南省", "省工信厅", "省工信厅", "湖南省工业和信息化厅"),
        ("常德市", "市发改委", "市发展改革委", "常德市发展和改革委员会"),
        ("常德市", "市商务局", "市商务局", "常德市商务局"),
        ("常德市", "市工商联", "市工商联", "常德市工商业联合会"),
        ("常德市", "市安委会", "市安委会", "常德市安全生产委员会"),
        ("桃源县", "县发改局", "县发展改革局", "桃源县发展和改革局"),
    ],
)
def test_shown_names(place: str, raw: str, name: str, full: str) -> None:
    found = resolver(place).resolve(raw)
    assert (found.name, found.properties["full_name"]) == (name, full)
    known = found.properties["names"]
    assert isinstance(known, tuple)
    assert {name, full, raw} <= set(known)


@pytest.mark.parametrize(
    ("name", "base"),
    [("甲办〈乙办〉", "甲办"), ("甲局(乙局)", "甲局"), ("县(市、区)政府", "县(市、区)政府"), ("(筹)甲", "(筹)甲")],
)
def test_strip_alias(name: str, base: str) -> None:
    assert strip_alias(name) == base


@pytest.mark.parametrize(
    ("raw", "carried", "expected"),
    [
        ("教育局", "市", "常德市/教育"),
        ("教育局", "", "桃源县/教育"),
        ("县教育局", "市", "桃源县/教育"),
        ("财政部", "市", "全国/财政"),
        ("某某办", "市", "桃源县/某某办"),
    ],
)
def test_a_prefix_is_shared_by_the_names_behind_it(raw: str, carried: str, expected: str) -> None:
    assert resolver("桃源县").resolve(raw, carried).id == expected
