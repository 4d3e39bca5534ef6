"""Targets: invented sentences, right and wrong, one line a case; and the real plan against its answers.

Each expected line is "indicator comparator value unit", with "@year" and "#scope" where the sentence names them.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.page.outline import outline
from loaders.page.text import Text
from loaders.readers import read
from loaders.targets.find import find
from loaders.targets.model import Target

SHARED = Path(__file__).parents[4] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))
TITLE = "青山县高质量发展实施方案\n\n"


def line(target: Target) -> str:
    upper = f"-{target.upper:g}" if target.upper is not None else ""
    year = f" @{target.year}" if target.year else ""
    scope = f" #{target.scope}" if target.scope else ""
    return f"{target.indicator} {target.comparator} {target.value:g}{upper} {target.unit}".rstrip() + year + scope


def targets(raw: str) -> list[str]:
    text = Text(raw)
    return [line(target) for target in find(text, outline(text))]


# fmt: off
RIGHT = [
    # comparators
    ("地区生产总值增长6.5%以上。", ["地区生产总值 增长≥ 6.5 %"]),
    ("第一产业增加值增长4%。", ["第一产业增加值 增长= 4 %"]),
    ("外贸额突破30亿元。", ["外贸额 ≥ 30 亿元"]),
    ("力争农机产业产值突破千亿。", ["农机产业产值 ≥ 1000 亿元"]),
    ("标志性项目总数破十。", ["标志性项目总数 ≥ 10"]),
    ("新增发明专利120件左右。", ["新增发明专利 ≈ 120 件"]),
    ("贷款余额超过8亿元。", ["贷款余额 > 8 亿元"]),
    ("税收占比超过70%以上。", ["税收占比 ≥ 70 %"]),
    ("培训合格率不低于92%。", ["培训合格率 ≥ 92 %"]),
    ("火灾受害率控制在0.7‰以内。", ["火灾受害率 ≤ 0.7 ‰"]),
    ("亿元产值死亡率控制在0.5以内。", ["亿元产值死亡率 ≤ 0.5"]),
    ("平均住院日缩减到7.5天。", ["平均住院日 = 7.5 天"]),
    ("单位能耗下降3%以上。", ["单位能耗 下降≥ 3 %"]),
    ("补助经费最高可按15%对个人进行奖励。", ["补助经费 ≤ 15 %"]),
    ("规上服务业营业收入年均增长10%以上。", ["规上服务业营业收入 增长≥ 10 %"]),
    ("旅游总收入增长到1,200亿元。", ["旅游总收入 = 1200 亿元"]),
    # one value for several, several in turn
    ("进出口总额、实际利用外资均增长9%以上。", ["进出口总额 增长≥ 9 %", "实际利用外资 增长≥ 9 %"]),
    ("进出口总额和实际利用外资均增长9%。", ["进出口总额 增长= 9 %", "实际利用外资 增长= 9 %"]),
    (
        "小微企业、高新技术企业各净增30家以上,分别达到400家、90家。",
        ["小微企业净增 ≥ 30 家", "高新技术企业净增 ≥ 30 家", "小微企业总数 = 400 家", "高新技术企业总数 = 90 家"],
    ),
    ("审结率、结案率分别达到60%、30%以上。", ["审结率 ≥ 60 %", "结案率 ≥ 30 %"]),
    (
        "新引进、新开工、新投产过3000万元产业项目30个、20个、10个以上。",
        ["新引进过3000万元产业项目 ≥ 30 个", "新开工过3000万元产业项目 ≥ 20 个", "新投产过3000万元产业项目 ≥ 10 个"],
    ),
    (
        "食品产业产值达到90亿元以上,建材、纺织产业均达到50亿元以上。",
        ["食品产业产值 ≥ 90 亿元", "建材产业产值 ≥ 50 亿元", "纺织产业产值 ≥ 50 亿元"],
    ),
    ("钢铁、陶瓷“一主一特”两大产业产值分别突破20亿元、6亿元。", ["钢铁产业产值 ≥ 20 亿元", "陶瓷产业产值 ≥ 6 亿元"]),
    ("对标改造率、预警系统建成率100%。", ["对标改造率 = 100 %", "预警系统建成率 = 100 %"]),
    ("推进气体检测、紧急切断、雷电预警“三个系统”建成率100%。", ["“三个系统”建成率 = 100 %"]),
    # what the sentence leaves out
    ("地区生产总值突破900亿元,增长7%以上。", ["地区生产总值 ≥ 900 亿元", "地区生产总值 增长≥ 7 %"]),
    ("新建高标准农田12.5万亩,改造提升3万亩,建成20万亩以上。",
     ["新建高标准农田 = 12.5 万亩", "改造提升高标准农田 = 3 万亩", "建成高标准农田 ≥ 20 万亩"]),
    ("开工建设过亿元工业项目50个以上、建成投产30个以上。",
     ["开工建设过亿元工业项目 ≥ 50 个", "过亿元工业项目建成投产 ≥ 30 个"]),
    ("新增产值过百亿企业1家以上、过十亿企业8家以上。", ["新增产值过百亿企业 ≥ 1 家", "新增产值过十亿企业 ≥ 8 家"]),
    ("净增规上企业80家以上,其中工业企业20家以上。", ["净增规上企业 ≥ 80 家", "净增工业企业 ≥ 20 家"]),
    ("新增国家级平台2家以上、省级5家以上。", ["新增国家级平台 ≥ 2 家", "新增省级平台 ≥ 5 家"]),
    ("新增学位90个,其中新增小学学位60个。", ["新增学位 = 90 个", "新增小学学位 = 60 个"]),
    ("再就业2万人(含困难人员就业0.5万人)。", ["再就业 = 2 万人", "困难人员就业 = 0.5 万人"]),
    ("压缩通关时间,力争压缩至进口30小时、出口1小时以内。", ["进口通关时间 = 30 小时", "出口通关时间 ≤ 1 小时"]),
    ("高标准农田新建2万亩、改造1万亩。", ["高标准农田新建 = 2 万亩", "高标准农田改造 = 1 万亩"]),
    # what is counted stands behind the number
    ("3个以上园区进入全省十强。", ["进入全省十强的园区 ≥ 3 个"]),
    ("建设10支消防队伍。", ["建设消防队伍 = 10 支"]),
    ("培育3—5个创业团队。", ["培育创业团队 ≥ 3-5 个"]),
    ("2370套租赁住房建设项目全部开工。", ["租赁住房开工 = 2370 套"]),
    ("完成40公里公路安防设施建设、25座危桥改造任务。", ["公路安防设施 = 40 公里", "危桥改造 = 25 座"]),
    ("招引3个400万美元以上的外资项目。", ["招引400万美元以上的外资项目 = 3 个"]),
    ("梳理80件高频事项“掌上办”清单。", ["高频事项 = 80 件"]),
    # shares of those who do it
    ("确保100%按期整改到位。", ["按期整改率 = 100 %"]),
    ("所有入园企业100%做到安全设施“三同时”要求。", ["入园企业安全设施“三同时”率 = 100 %"]),
    # thresholds inside a name
    ("新引进过十亿产业项目12个,其中50亿元以上100亿元以下项目3个,100亿元以上项目1个。",
     ["新引进过十亿产业项目 = 12 个", "新引进50亿元以上100亿元以下项目 = 3 个", "新引进100亿元以上项目 = 1 个"]),
    ("力争每年引进亿元以上工业项目9个以上。", ["引进亿元以上工业项目 ≥ 9 个 @每年"]),
    # years and places
    ("力争2023年底上线事项500项以上,集成证照30类以上。", ["上线事项 ≥ 500 项 @2023年底", "集成证照 ≥ 30 类 @2023年底"]),
    ("到2025年,森林覆盖率达到60%。", ["森林覆盖率 = 60 % @2025"]),
    ("2026年年底前更新燃气管道50公里、立管20公里。",
     ["更新燃气管道 = 50 公里 @2026年年底前", "更新立管 = 20 公里 @2026年年底前"]),
    ("接待游客达到3000万人次,2027年突破5000万人次。", ["接待游客 = 3000 万人次", "接待游客 ≥ 5000 万人次 @2027"]),
    ("在浏阳经开区开展试点工作,新增贷款不低于6亿元。", ["新增贷款 ≥ 6 亿元 #浏阳经开区"]),
    ("浏阳高新区每年完成投入15亿元以上,开工建设工业项目9个以上。",
     ["投入 ≥ 15 亿元 @每年 #浏阳高新区", "开工建设工业项目 ≥ 9 个 @每年 #浏阳高新区"]),
    ("园区亩均税收达到18万元以上。", ["园区亩均税收 ≥ 18 万元 #园区"]),
    ("力争园区土地处置率50%以上,闲置土地处置率85%以上。",
     ["园区土地处置率 ≥ 50 % #园区", "闲置土地处置率 ≥ 85 % #园区"]),
    ("试点期间新增抵押贷款不低于3亿元。", ["试点期间新增抵押贷款 ≥ 3 亿元 @试点期间"]),
    # what a clause leaves out stands in the one before it
    ("新增专精特新企业30家以上,单项冠军企业3个以上。", ["新增专精特新企业 ≥ 30 家", "新增单项冠军企业 ≥ 3 个"]),
    ("力争外贸企业业绩“破零”30家、“倍增”8家。", ["外贸企业业绩“破零” = 30 家", "外贸企业业绩“倍增” = 8 家"]),
    ("实施中小企业“两化”行动,力争“上云”300家以上。", ["“上云”中小企业 ≥ 300 家"]),
    ("引导银行加大信用贷款力度,年贷款额达到2亿元。", ["信用贷款年贷款额 = 2 亿元"]),
    ("对排查出来的重大隐患进行回头看,确保100%按期整改到位。", ["重大隐患按期整改率 = 100 %"]),
    ("推动化工企业风险评估、装备改造“两项清零”100%达标。", ["化工企业“两项清零”达标率 = 100 %"]),
    ("矿山企业对标改造率、预警系统建成率100%。", ["矿山企业对标改造率 = 100 %", "矿山企业预警系统建成率 = 100 %"]),
    # form
    ("2.全年净增商贸企业60家以上。(市商务局牵头)", ["净增商贸企业 ≥ 60 家"]),
    ("新建５Ｇ基站２００个以上；", ["新建5G基站 ≥ 200 个"]),
    ("农业从业人员(含劳务派遣、灵活用工人员)培训率达95%。", ["农业从业人员培训率 = 95 %"]),
]
# fmt: on
WRONG = [
    "青政办发〔2023〕2号文件要求,2022年5月1日起施行。",
    "办好12345热线,建设110千伏电网和5A级景区。",
    "总投资83亿元的抽水蓄能电站项目。",
    "建成2×66万千瓦扩能工程。",
    "围绕“4+4”产业和“三类500强”企业。",
    "深化20户以上自然村网络覆盖。",
    "摸清65岁以上老年人情况,提前3个月分析。",
    "去年完成税收12亿元,增长8%。",
    "目前已有企业30家。",
    "由国家发展改革委等12个部门组成。",
    "打造“15分钟生活圈”。",
    "重型货车(总质量为12吨及以上的车辆)要安装终端。",
    "每季度开展一次检查。",
    "电话:0736-7786733,邮编415000。",
]
NEWS = [
    ("今年前三季度引进84个项目,合同引资总额246.6亿元。", []),
    ("园区新增高新技术企业19家,申请专利272项。", []),
    ("截止到2021年,科研平台仅77家。", []),
    ("目前有企业60家,力争到2025年高新技术企业达到80家。", ["高新技术企业 = 80 家 @2025"]),
    ("年内可新增规模企业20家、高新技术企业20家。", ["新增规模企业 = 20 家", "高新技术企业 = 20 家"]),
]


@pytest.mark.parametrize(("raw", "expected"), RIGHT)
def test_targets(raw: str, expected: list[str]) -> None:
    assert targets(TITLE + raw) == expected


@pytest.mark.parametrize("raw", WRONG)
def test_numbers_that_are_no_targets(raw: str) -> None:
    assert targets(TITLE + raw) == []


@pytest.mark.parametrize(("raw", "expected"), NEWS)
def test_running_text_needs_a_word_that_sets_a_target(raw: str, expected: list[str]) -> None:
    assert targets(raw) == expected


@pytest.mark.parametrize("raw", [raw for raw, _ in RIGHT])
def test_offsets_point_into_the_text(raw: str) -> None:
    text = Text(TITLE + raw)
    for target in find(text, outline(text)):
        assert 0 <= target.start <= target.value_start < target.value_end <= target.end <= len(text.raw)
        assert text.folded[target.value_start].isdigit() or text.folded[target.value_start] in "千十"


def test_a_damaged_decimal_point_is_mended_and_marked() -> None:
    text = Text(TITLE + "改造提升农田19\ue01073万亩,在线率达到95%。")
    found = find(text, outline(text))
    assert [(target.value, target.suspect) for target in found] == [(19.73, True), (95.0, False)]
    assert text.raw[found[0].value_start : found[0].value_end] == "19\ue01073"


def test_a_printer_breaks_lines_anywhere() -> None:
    filler = "全县上下要认真贯彻落实各项部署要求扎实推进各项工作\n" * 30
    text = Text(TITLE + filler + "。力争三大主导产业产值分\n别过50\n0亿元,新增规模企业2\n0家。".replace("50\n0", "500"))
    assert [line(target) for target in find(text, outline(text))][:1] == ["三大主导产业产值 > 500 亿元"]


def test_a_target_knows_its_item() -> None:
    text = Text(TITLE + "一、工作目标\n\n税收增长5%。\n\n二、工作任务\n\n1.建设公厕。新建公厕6座。\n")
    nodes = [text.raw[t.node.title_start : t.node.title_end] for t in find(text, outline(text))]
    assert nodes == ["工作目标", "建设公厕"]


_PIECES = [
    *["新增", "企业", "10", "个", "家", "以上", "%", "、", ",", "。", "(", ")", "“", "”", "均", "分别", "达到", "增长"],
    *["2023年", "其中", "亿元", "和", "的", "\n", " ", "100%", "突破", "千亿", "3—5"],
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_no_text_breaks_it(raw: str) -> None:
    text = Text(TITLE + raw)
    for target in find(text, outline(text)):
        assert target.indicator
        assert target.start <= target.value_start < target.value_end <= target.end


@pytest.mark.parametrize(
    "raw",
    [
        "新增企业10家、" * 20_000,
        "新增企业10家。" * 20_000,
        "1" * 300_000,
        "10个" * 100_000,
        "10家\n" * 50_000,
        "(" * 200_000,
        "“" * 200_000,
    ],
    ids=lambda raw: raw[:8],
)
def test_long_texts_take_linear_time(raw: str) -> None:
    text = Text(TITLE + raw)
    tree = outline(text)
    began = time.process_time()
    find(text, tree)
    assert time.process_time() - began < 20


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="the real documents are not here")
def test_the_plans_targets_are_those_of_the_gold() -> None:
    text = read(next(path for path in SEEDS if path.name.startswith("001")))
    found = find(text, outline(text))
    rows = [json.loads(row) for row in (SHARED / "gold" / "targets.jsonl").read_text(encoding="utf-8").splitlines()]
    hits = [row for row in rows if any(_same(row, target) for target in found)]
    assert len(hits) / len(rows) >= 0.94
    assert len(found) <= 2 * len(rows)


def _same(row: dict[str, object], target: Target) -> bool:
    name, start, end = str(row["indicator"]), int(str(row["evidence_start"])), int(str(row["evidence_end"]))
    return (
        (target.value, target.unit) == (row["value"], row["unit"])
        and target.comparator == str(row["comparator"]).removesuffix("(突破)")
        and (name in target.indicator or target.indicator in name)
        and target.start < end
        and start < target.end
    )
