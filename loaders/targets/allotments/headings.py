"""What the words of a cell are: a region, a total, a number, a unit."""

from __future__ import annotations

import re

from loaders.lexicon.gazetteer import gazetteer
from loaders.targets.allotments.model import Cell, Figure
from loaders.targets.words import words

MIN_REGIONS = 3
_PARK = (
    "经开区|高新区|经济(?:技术)?开发区|高新技术(?:产业)?开发区|度假区|管理区|开发区|园区|示范区|风景区|新区|街道|集中区|"
    "试验区|新城|农场|林场"
)
_REGION = re.compile(rf"[\u4e00-\u9fff]{{1,12}}?(?:[县市区州盟旗镇乡]|{_PARK}|本级)")
_NO_REGION = re.compile(
    "^(?:全|各|合|地|所属|责任|牵头|行政|城|小|社|辖|片|分|园|景|厂)[县市区州镇乡]|^(?:城市|地市|城镇|乡镇)$|县市区|县区|市区$"
)
_TAIL = re.compile(rf"(?:旅游|风景|高新|经济|技术|产业|工业)?(?:{_PARK})")
_OF_ALL, _TAIL_OF_ALL = re.compile("全[国省市县区州]"), re.compile("(?:总?任务|目标|计划|指标)(?:数|值|量)?|合计|总计")
_TOTAL = re.compile(
    r"(?:全[国省市县区州]|合计|总计|总量|小计|总数|汇总)(?:总?任务|目标|合计|总计|计划|指标|数)?(?:数|值|量)?"
    r"|(?:总|年度|目标)任务(?:数|量)?"
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_NOTHING = re.compile(r"[/—–\-－﹣·]{1,3}|无")
_UNIT = re.compile(r"^(?P<name>.{2,}?)\((?:单位:)?(?P<unit>[^()]{1,8})\)$")
_UNITS = re.compile("单位|计量单位|指标单位")
_SEQUENCE = re.compile("序号|编号|序")


def is_region(said: str) -> bool:
    """Whether a heading is the name of a region or park, or of the level's own share."""
    if not 2 <= len(said) <= 16 or _TOTAL.fullmatch(said) or _NO_REGION.search(said):
        return False
    return _REGION.fullmatch(said) is not None or bool(gazetteer().regions_named(said))


def is_total(said: str) -> bool:
    """Whether a heading says that its figures are of all regions together."""
    return _TOTAL.fullmatch(said) is not None


def goes_on(heading: str, below: str) -> bool:
    """Whether a heading that the width of its column broke goes on in the cell below: 柳叶湖旅游, 度假区."""
    if _OF_ALL.fullmatch(heading):
        return _TAIL_OF_ALL.fullmatch(below) is not None
    return _TAIL.fullmatch(below) is not None and not _is_whole(heading)


def _is_whole(heading: str) -> bool:
    """Whether a heading needs no more: 津市市 does not, 常德 and 西湖 do."""
    return heading[-1] in "县区盟旗镇乡" or (heading[-1] in "市州" and is_region(heading)) or heading.endswith("本级")


def is_unit_heading(said: str) -> bool:
    """Whether a heading stands above units."""
    return _UNITS.fullmatch(said) is not None


def is_sequence(said: str) -> bool:
    """Whether a heading stands above running numbers."""
    return _SEQUENCE.fullmatch(said) is not None


def is_nothing(said: str) -> bool:
    """Whether a cell only says that it is empty."""
    return not said or _NOTHING.fullmatch(said) is not None


def figure(cell: Cell | None) -> Figure | None:
    """The number that a cell holds and nothing else."""
    if cell is None or not cell.said[:1].isdigit() or _NUMBER.fullmatch(cell.said) is None:
        return None
    return Figure(float(cell.said.replace(",", "").rstrip("%")), cell.start, cell.end)


def name_and_unit(said: str) -> tuple[str, str]:
    """城镇新增就业(人) is an indicator with its unit; 学位(含职高) has none."""
    match = _UNIT.match(said)
    if match is None:
        return said, ""
    unit = match["unit"]
    kinds = words().kinds
    known = unit in kinds or unit.lstrip("万亿千百") in kinds or "/" in unit or unit[:1] in "万亿"
    return (match["name"], unit) if known else (said, "")
