"""Lints of the two gazetteer files: facts that the matcher relies on, checked on the data itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

import pytest
import yaml

GAZETTEER = Path(__file__).resolve().parents[3] / "data" / "gazetteer"

LEVELS = {"国", "省", "直辖市", "市", "县"}
CLASSES = [
    "党委",
    "人大",
    "政府",
    "政府部门",
    "政协",
    "监委",
    "法院",
    "检察院",
    "群团",
    "垂直管理",
    "金融",
    "国企",
    "事业单位",
    "园区管委会",
    "军队",
    "派出机构",
    "议事协调机构",
]
STRIPPED = ("自治区", "省", "市", "县", "区", "州", "盟", "旗")
# Names whose first character belongs to the name itself.
OWN_FIRST_CHARACTER = ("市场", "市政", "市民", "市长热线", "区域")


class Region(NamedTuple):
    code: str
    name: str
    short: str
    level: str
    parent: str


class _Required(TypedDict):
    function: str
    names: dict[str, str]
    forms: list[str]


class Function(_Required, total=False):
    historic: list[str]


@cache
def regions() -> tuple[Region, ...]:
    with (GAZETTEER / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(Region._fields)
    return tuple(Region(*row) for row in rows[1:])


@cache
def by_code() -> dict[str, Region]:
    return {region.code: region for region in regions()}


@cache
def entries() -> tuple[dict[str, object], ...]:
    loaded = yaml.safe_load((GAZETTEER / "functions.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return tuple(loaded)


@cache
def functions() -> tuple[Function, ...]:
    result: list[Function] = []
    for entry in entries():
        names, forms, historic = entry["names"], entry["forms"], entry.get("historic", [])
        assert isinstance(names, dict), entry
        assert isinstance(forms, list), entry
        assert isinstance(historic, list), entry
        result.append({"function": str(entry["function"]), "names": names, "forms": forms, "historic": historic})
    return tuple(result)


def written(function: Function) -> list[str]:
    return [*function["names"].values(), *function["forms"], *function["historic"]]


@cache
def owners() -> dict[str, str]:
    return {form: function["function"] for function in functions() for form in written(function)}


# --- regions ---------------------------------------------------------------------------------------------------------


def test_region_codes_are_six_digits_unique_and_sorted() -> None:
    codes = [region.code for region in regions()]
    assert all(re.fullmatch(r"[1-9]\d{5}", code) for code in codes)
    assert codes == sorted(set(codes))


def test_region_counts() -> None:
    # 31 provincial units of the mainland, 台湾, 香港, 澳门, and the 兵团, whose departments are no province's
    # (66 in ministries' statistics; GB/T 2260 has no code for it); 293 地级市 + 30 自治州 + 7 地区 + 3 盟;
    # 2,845 county units, and 江北区 and 渝北区 of 重庆, which documents name up to their merger into 两江新区.
    assert Counter(region.level for region in regions()) == {"省": 35, "市": 333, "县": 2847}
    assert len(regions()) == 3215
    assert {region.name for region in regions() if region.code[:2] in {"71", "81", "82"}} == {
        "台湾省",
        "香港特别行政区",
        "澳门特别行政区",
    }


def test_every_parent_exists_and_stands_above() -> None:
    order = {"省": 0, "市": 1, "县": 2}
    for region in regions():
        if region.level == "省":
            assert region.parent == "", region
            assert region.code.endswith("0000"), region
            continue
        parent = by_code()[region.parent]
        assert order[parent.level] < order[region.level], region
        assert parent.code[:2] == region.code[:2], region


def test_municipalities_hold_their_districts_directly() -> None:
    for code in ("110000", "120000", "310000", "500000"):
        children = [region for region in regions() if region.parent == code]
        assert children
        assert {child.level for child in children} == {"县"}
    assert not [region for region in regions() if region.name in {"市辖区", "县"} or "直辖县级" in region.name]


def test_no_development_zone_passes_for_a_region() -> None:
    suffixes = {"省", "自治区", "兵团", "特别行政区", "市", "自治州", "地区", "盟", "县", "区", "旗"}
    for region in regions():
        assert region.name.endswith(tuple(suffixes)), region
        assert not re.search("开发区|管理区|示范区|工业园区|产业园区", region.name), region


def test_short_names() -> None:
    for region in regions():
        parts = region.short.split("|")
        assert len(parts) == len(set(parts)), region
        assert all(len(part) >= 2 for part in parts), region
        assert not [part for part in parts if part.strip() != part], region


def test_a_short_name_of_a_province_or_prefecture_is_only_its_own() -> None:
    upper: dict[str, Region] = {}
    for region in regions():
        if region.level != "县":
            for part in region.short.split("|"):
                assert part not in upper, (part, region, upper[part])
                upper[part] = region
    for region in regions():
        if region.level == "县":
            assert not [part for part in region.short.split("|") if part in upper], region


@pytest.mark.parametrize(
    ("code", "name", "short", "level", "parent"),
    [
        ("430000", "湖南省", "湖南", "省", ""),
        ("150000", "内蒙古自治区", "内蒙古", "省", ""),
        ("110000", "北京市", "北京", "省", ""),
        ("110105", "朝阳区", "朝阳区", "县", "110000"),
        ("430700", "常德市", "常德", "市", "430000"),
        ("430702", "武陵区", "武陵", "县", "430700"),
        ("430723", "澧县", "澧县", "县", "430700"),
        ("430725", "桃源县", "桃源", "县", "430700"),
        ("430781", "津市市", "津市", "县", "430700"),
        ("433100", "湘西土家族苗族自治州", "湘西州|湘西", "市", "430000"),
        ("422800", "恩施土家族苗族自治州", "恩施州|恩施", "市", "420000"),
        ("430121", "长沙县", "长沙县", "县", "430100"),
        ("220200", "吉林市", "吉林市", "市", "220000"),
        ("419001", "济源市", "济源", "县", "410000"),
        ("429021", "神农架林区", "神农架", "县", "420000"),
        ("620200", "嘉峪关市", "嘉峪关", "市", "620000"),
        ("652800", "巴音郭楞蒙古自治州", "巴州|巴音郭楞州|巴音郭楞", "市", "650000"),
        ("150521", "科尔沁左翼中旗", "科尔沁左翼中旗|科左中旗", "县", "150500"),
        ("370202", "市南区", "市南区", "县", "370200"),
        ("421022", "公安县", "公安县", "县", "421000"),
    ],
)
def test_known_regions(code: str, name: str, short: str, level: str, parent: str) -> None:
    assert by_code()[code] == Region(code, name, short, level, parent)


# --- functions -------------------------------------------------------------------------------------------------------


def test_function_keys_classes_and_levels() -> None:
    keys = [function["function"] for function in functions()]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for entry, function in zip(entries(), functions(), strict=True):
        assert set(entry) <= {"function", "class", "names", "forms", "historic"}, entry
        assert entry["class"] in CLASSES, entry
        assert function["names"], entry
        assert set(function["names"]) <= LEVELS, entry


def test_functions_are_grouped_by_class_in_order() -> None:
    positions = [CLASSES.index(str(entry["class"])) for entry in entries()]
    assert positions == sorted(positions)
    assert set(positions) == set(range(len(CLASSES)))


def test_no_form_belongs_to_two_functions() -> None:
    seen: dict[str, str] = {}
    clashes: list[tuple[str, str, str]] = []
    for function in functions():
        for form in written(function):
            owner = seen.setdefault(form, function["function"])
            if owner != function["function"]:
                clashes.append((form, owner, function["function"]))
    assert clashes == []


def test_no_form_is_listed_twice_in_one_function() -> None:
    for function in functions():
        forms = [*function["forms"], *function["historic"]]
        assert len(forms) == len(set(forms)), function["function"]
        assert not set(forms) & set(function["names"].values()), function["function"]


def test_forms_are_clean_strings() -> None:
    for form in owners():
        assert isinstance(form, str)
        assert form == re.sub(r"\s", "", form)
        assert form.count("{R}") <= 1, form
        assert not re.search(r"[{}]", form.replace("{R}", "")), form
        assert not re.search(r"[()<>〔〕【】、，,;；。]", form.replace("双随机、一公开", "")), form
        assert len(form.replace("{R}", "")) >= 1


def test_only_the_party_committee_has_a_form_of_one_character() -> None:
    assert [form for form in owners() if len(form) == 1] == ["委"]


def test_no_form_starts_with_what_the_matcher_strips() -> None:
    assert [form for form in owners() if form.startswith(STRIPPED) and not form.startswith(OWN_FIRST_CHARACTER)] == []


def test_no_form_reads_as_a_region_and_another_body() -> None:
    shorts = {part for region in regions() for part in (region.name, *region.short.split("|"))}
    clashes = [
        (form, form[:cut])
        for form, owner in owners().items()
        for cut in range(2, len(form))
        if form[:cut] in shorts and owners().get(form[cut:], owner) != owner
    ]
    # 建安委 is the building safety committee; the party committee of 建安区 is written 建安区委.
    assert clashes == [("建安委", "建安")]


def test_a_form_that_opens_with_the_region_agrees_with_its_remainder() -> None:
    for form, owner in owners().items():
        if form.startswith("{R}"):
            assert owners().get(form.removeprefix("{R}"), owner) == owner, form


WELL_KNOWN = [
    ("市|发改委", "发展和改革"),
    ("市|发展改革委", "发展和改革"),
    ("常德市|发展和改革委员会", "发展和改革"),
    ("|国家发展改革委", "发展和改革"),
    ("市|人社局", "人力资源和社会保障"),
    ("市|人力社保局", "人力资源和社会保障"),
    ("|人力资源社会保障部", "人力资源和社会保障"),
    ("省|卫生健康委", "卫生健康"),
    ("|国家卫生健康委", "卫生健康"),
    ("区|卫健局", "卫生健康"),
    ("市|工信局", "工业和信息化"),
    ("省|经信厅", "工业和信息化"),
    ("市|经信委", "工业和信息化"),
    ("|工业和信息化部", "工业和信息化"),
    ("区|城管执法局", "城市管理"),
    ("市|综合行政执法局", "城市管理"),
    ("市|文旅广体局", "文化广电旅游体育"),
    ("省|文化广电和旅游厅", "文化广电旅游体育"),
    ("|文化和旅游部", "文化广电旅游体育"),
    ("市|市场监管局", "市场监督管理"),
    ("|市场监管总局", "市场监督管理"),
    ("市|知识产权局", "知识产权"),
    ("省|药监局", "药品监督管理"),
    ("市|住建局", "住房和城乡建设"),
    ("|住房城乡建设部", "住房和城乡建设"),
    ("市|水务局", "水利"),
    ("市|自然资源和规划局", "自然资源"),
    ("市|生态环境局", "生态环境"),
    ("市|政府金融办", "地方金融管理"),
    ("省|委金融办", "金融工作"),
    ("市|委政研室", "政策研究"),
    ("市|委改革办", "全面深化改革"),
    ("市|委组织部", "组织"),
    ("省|委网信办", "网络安全和信息化"),
    ("|中央政法委", "政法"),
    ("自治区|党委宣传部", "宣传"),
    ("县|委巡察办", "巡视巡察"),
    ("市|委", "党委"),
    ("县|人民政府", "人民政府"),
    ("市|政府办", "政府办公厅"),
    ("市|政府督查室", "政府督查室"),
    ("市|人大常委会", "人大常委会"),
    ("市|政协", "政协"),
    ("市|纪委监委", "纪委监委"),
    ("市|中级人民法院", "法院"),
    ("市|人民检察院", "检察院"),
    ("|团市委", "共青团"),
    ("市|总工会", "总工会"),
    ("市|工商联", "工商联"),
    ("市|税务局", "税务"),
    ("市|消防救援支队", "消防救援"),
    ("市|公安局交警支队", "交警"),
    ("市|邮政管理局", "邮政管理"),
    ("市|通管办", "通信管理"),
    ("市|行政审批局", "行政审批政务服务"),
    ("市|优化办", "营商环境"),
    ("市|数据局", "数据管理"),
    ("市|国动办", "人民防空和国防动员"),
    ("市|机关事务局", "机关事务管理"),
    ("市|住房保障服务中心", "住房保障服务"),
    ("市|城发集团", "城市建设发展集团"),
    ("市|自来水公司", "自来水公司"),
    ("市|安委会", "安委会"),
    ("市|安委办", "安委办"),
    ("市|爱卫会", "爱卫会"),
    ("市|学安委", "学安委"),
    ("市|减灾委", "防灾减灾救灾委员会"),
    ("常德|经开区", "经济技术开发区"),
    # the region stands inside the name
    ("人行|常德市|中心支行", "人民银行"),
    ("常德|海关", "海关"),
    ("常德|银保监分局", "国家金融监督管理"),
    ("浙江|金融监管局", "国家金融监督管理"),
    ("浙江|证监局", "证券监管"),
    ("国网|常德|供电公司", "国家电网"),
    ("高警局|常德|支队", "高速公路交警"),
    ("农信联社|常德|办事处", "农村信用社"),
    ("邮储银行|湘潭市|分行", "邮政储蓄银行"),
    ("|常德|军分区战备建设处", "军分区战备建设处"),
    ("中国电信|常德|分公司", "中国电信"),
]


@pytest.mark.parametrize(("name", "function"), WELL_KNOWN, ids=[name.replace("|", "") for name, _ in WELL_KNOWN])
def test_well_known_names(name: str, function: str) -> None:
    """prefix|form, or before|region|after for a name that holds its region."""
    parts = name.split("|")
    form = f"{parts[0]}{{R}}{parts[2]}" if len(parts) == 3 else parts[1]
    assert owners().get(form) == function


def test_sizes() -> None:
    assert len(functions()) >= 800
    assert len(owners()) >= 5000
