"""Whole questions with whole answers, over the project's own editions."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store import Store
from queries.asking import Asker, Conversation
from queries.catalogue import TYPES, catalogue, example_values, run

CASES: list[tuple[str, Any]] = [
    ("森林防灭火工作哪两家依职责牵头,哪些单位配合?", {
        "牵头": ["市应急局", "市林业局"],
        "配合": ["市发展改革委", "市财政局", "市机关事务局", "常德军分区战备建设处", "市气象局"],
    }),
    ("常德经开区搞动产抵质押融资试点,由谁牵头?", ["人行常德市中心支行"]),
    ("农村改厕归哪个部门管？", ["市乡村振兴局"]),
    ("防范化解房地产风险这一块总牵头单位是哪家?", ["市住建局"]),
    ("老旧小区改造涉及哪些单位", ["市住建局", "市住房保障服务中心", "国网常德供电公司"]),
    ("今年新建高标准农田多少万亩，哪个部门牵头？", {"目标": "24.38万亩", "牵头": ["市农业农村局"]}),
    ("市总工会在“发展六仗”方案里参与了什么工作?", ["附件1 (二) 1.积极开展促消费活动"]),
    ("市住建局、市水利局共同出现的责任条款有几条？", 7),
    ("市财政局的责任一共多少条，牵头多少？", {"合计": 26, "牵头": 5}),
    ("哪个部门牵头事项最多?牵头多少项?", {"部门": "市发展改革委", "条数": 13}),
    ("配合别人最多的是哪个部门，有多少条？", {"部门": "市发展改革委", "条数": 24}),
    ("由两家或两家以上单位共同牵头的条款有多少条?", 28),
    ("没有任何责任单位的事项有几个？", 11),
    ("整个方案一共有多少条责任条款？", 194),
    ("安全生产翻身仗工作专班有多少家成员单位？", 27),
    ("科技创新攻坚仗里，有没有单位领了任务却不是专班成员？", []),
    ("“发展六仗”指挥部的指挥长、第一副指挥长由谁担任?", {
        "指挥长": "市委副书记、市长", "第一副指挥长": "市委常委、市政府常务副市长",
    }),
    ("十大社会民生项目里市住建局牵头的是哪两个？", [
        "附件6 (四) 1.城镇老旧小区及配套设施改造项目", "附件6 (四) 2.乡镇保障性租赁住房建设项目",
    ]),
    ("津市有几个项目进了“十大产业项目”?叫什么?", ["津市绿色新材料园(化工)", "津市中联重科工程车桥智能制造项目"]),
    ("十大技术攻关与成果转化项目里和航空有关的是哪几个？", [
        "航空用钛合金材料及紧固件关键技术", "航空用高速燃油泵技术",
    ]),
    ("石澧航道属于哪个项目清单？", ["十大基础设施项目"]),
    ("桃源抽水蓄能电站总投资多少?", ["83亿元"]),
    ("娄底经开区重点发展哪两大主导产业?", ["钢铁新材", "工程机械"]),
    ("武陵区新增城镇就业任务多少?", 7900),
    ("既有住宅加装电梯任务是30台的有哪些区县?", ["鼎城区", "汉寿县", "桃源县", "澧县"]),
    ("新增路外停车位任务上了1000个的有哪几个地方?", ["武陵区", "安乡县"]),
    ("老旧小区改造该找哪个部门对接？", ["市住建局", "市住房保障服务中心"]),
    ("老旧小区改造除了市住建局还有哪些单位参加？", ["市住房保障服务中心", "国网常德供电公司"]),
    ("市住建局是老旧小区改造的牵头单位吗？", "是"),
    ("市财政局牵不牵头老旧小区改造？", "否"),
    ("市住建局在老旧小区改造里是什么角色？", ["牵头"]),
    ("市商务局需要配合谁？", ["市市场监管局", "市发展改革委", "市工信局", "市消防救援支队", "市应急局"]),
    ("市商务局独立完成的任务有哪些？", ["附件3 (一) 3.提高现代物流运行水平"]),
    ("哪些单位同时在六个专班里？", ["市发展改革委", "市工信局", "市财政局", "市人社局"]),
    ("森林防灭火是由哪两个部门牵头的？", ["市应急局", "市林业局"]),
    ("市发展改革委和市工信局哪个牵头的任务多？", {"更多": "市发展改革委", "市发展改革委": 13, "市工信局": 10}),
    ("沅北水厂迁建由市水利局牵头吗？", "否"),
    ("市自来水公司牵头几个项目？", 2),
    ("民生保障那一仗的专班办公室摆在哪", ["市政府督查室(市为民办实事办公室)"]),
    ("经济增长专班有市商务局没有", "是"),
    ("改造农村户厕任务最多和最少的地方是哪里", {"最多": {"石门县": 5000}, "最少": {"津市市": 84}}),
    ("六个工作方案里配合任务最多的是哪个单位？前两名是谁？", ["市发展改革委", "市工信局"]),
    ("科技创新攻坚仗涉及多少个环节？哪一项没有标明牵头单位？", {
        "牵头": [
            "附件2 (二) 1.培育科技创新主体", "附件2 (二) 2.深化产学研合作", "附件2 (二) 4.优化科技成果转化服务",
            "附件2 (三) 1.对接省“四大实验室”建设", "附件2 (四) 2.深入推行科技特派员制度",
        ],
        "科技创新攻坚仗涉及多少个环节": None,
    }),
    ("规模工业增加值和固定资产投资的增长目标哪个高", {
        "更高": "固定资产投资", "规模工业增加值": "7.5%以上", "固定资产投资": "8.5%以上",
    }),
    ("武陵区要建多少公办学位，全市一共多少", {"武陵区": 1080, "全市": 7660}),
    ("石门县改造农村户厕占全市几成", {"石门县": 5000, "全市": 16381, "占比": "30.5%"}),
    ("比较桃源县与澧县在机构养老床位、家庭养老床位两项上的任务量", {
        "机构养老床位": {"桃源县": 150, "澧县": 100}, "家庭养老床位": {"桃源县": 600, "澧县": 700},
    }),
    ("市教育局和哪个单位出现在同一条任务里的次数最多", {"单位": "市工信局", "次数": 7}),
    ("市乡村振兴局牵头的事项有哪些？请逐条列出。", ["附件6 (三) 5.“厕位”实事惠民行动——农村改厕"]),
    ("学生安全专项整治由市教育局牵头，谁配合？", ["市学安委成员单位"]),
    ("知识产权这块由哪个局牵头，市科技局是配合吗？", {"牵头": ["市市场监管局"], "配合": "是"}),
    ("知识产权这块由哪个局牵头，市水利局是配合吗？", {"牵头": ["市市场监管局"], "配合": "否"}),
    ("疫情监测研判由几家单位负责？", 1),
    ("改造农村户厕全市任务是多少个?哪个部门牵头?", {"目标": "16381个", "牵头": ["市乡村振兴局"]}),
    ("科技创新攻坚仗工作专班的副召集人是哪两位?", ["市政府分管副秘书长", "市科技局主要负责人"]),
    ("进出口总额要增长百分之多少？", ["15%以上"]),
    ("2023年常德经开区的主导产业是哪些？", ["医药化工", "装备制造", "轻工食品", "电力电子"]),
    ("新增高中(含职高)阶段教育学位落在哪里?", {"石门县": 550}),
    ("600张新增医疗床位怎么分配到各地的?", {"鼎城区": 200, "石门县": 50, "津市市": 50, "市本级": 300}),
    ("哪些区县或园区没有既有住宅加装电梯任务?", ["常德高新区", "桃花源旅游管理区"]),
    ("改造农村户厕任务最重的是哪里，多少个？", {"石门县": 5000}),
    ("澧县和临澧县哪个新增就业任务多", {"更多": "澧县", "澧县": 5400, "临澧县": 4420}),
    ("常德经开区党工委书记是谁?", {"2023年": "车世忠", "2020年": "李育智"}),
    ("李碧波是什么职务？", ["市工信局党组书记、局长"]),
    ("发展六仗方案是什么时候印发的", ["2023-02-17"]),
    ("图谱里一共有几份文件", 7),
    ("全市GDP增长目标是多少", ["7%以上"]),
    # as people type
    ("金融风险防范化解这一摊子,总牵头的是谁?", ["市政府金融办"]),
    ("市消防救援支队要配合别人做的有哪几项?", [
        "附件5 (二) 1.建筑领域专项整治(含自建房)", "附件5 (二) 4.危险化学品专项整治",
        "附件5 (二) 8.工贸企业安全专项整治", "附件5 (二) 9.危险废物及辐射安全专项整治",
        "附件5 (二) 14.自然灾害防治——防汛抗旱及地灾方面",
    ]),
    ("民生保障仗专班的召集人、副召集人都是谁?", {
        "召集人": "市政府分管副市长", "副召集人": ["市政府分管副秘书长", "市人社局主要负责人"],
    }),
    ("三年攻坚行动指挥部的政委是哪位?", ["曹志强"]),
    ("市住建局和市商务局,谁牵头的任务多?", {"更多": "市商务局", "市商务局": 11, "市住建局": 10}),
]  # fmt: skip


RANKS: list[tuple[str, Any]] = [
    ("牵头条数排第二的是哪个单位?有多少?", {"单位": "市商务局", "条数": 11}),
    ("配合次数最多的前三名是哪些单位?", ["市发展改革委", "市工信局", "市科技局"]),
    ("牵头条款数位列前两名的部门是哪两个，各多少条？", {"市发展改革委": 13, "市商务局": 11}),
    ("配合条款数第二名和第三名是谁", ["市工信局", "市科技局"]),
    ("附件5里牵头最多的是哪个单位", {"单位": "市应急局", "条数": 6}),
    ("牵头第一多的单位是谁", {"单位": "市发展改革委", "条数": 13}),
    ("市商务局牵头数排第几？", {"排名": 2, "牵头": 11}),
    ("市住建局在牵头榜上排几", {"排名": 3, "牵头": 10}),
    ("市工信局配合的条数在各部门里排名第几", {"排名": 2, "配合": 20}),
    ("新增农村劳动力转移就业任务数排前三名的是哪些区县?", ["桃源县", "澧县", "鼎城区"]),
    ("路外停车位任务排前两名的是哪两个地方,各多少个?", {"武陵区": 1800, "安乡县": 1264}),
    ("城镇新增就业任务倒数第一的是哪里？", {"桃花源旅游管理区": 200}),
    ("改造农村户厕任务最少的两个地方是哪两个", ["津市市", "西湖管理区"]),
    ("哪个区县的新增医疗床位任务第二高？", {"石门县": 50, "津市市": 50}),
    ("农村户厕改造,汉寿县的任务数在全市排第几?", {"排名": 3, "任务": 3190}),
    ("澧县的失业人员再就业任务在全市排第几位？", {"排名": 3, "任务": 2750}),
    ("哪个专班的成员单位最少？", {"专班": "打好科技创新攻坚仗工作专班", "家数": 17}),
    ("成员单位数排第二的专班是哪个，有多少家？", {"专班": "打好经济增长主动仗工作专班", "家数": 35}),
    ("哪些单位同时是六个专班的成员?", ["市发展改革委", "市工信局", "市财政局", "市人社局"]),
]  # fmt: skip
TOGETHER: list[tuple[str, Any]] = [
    ("哪两个部门同时出现在同一责任条款里的次数最多?一共多少次?", {"部门": ["市工信局", "市科技局"], "次数": 20}),
    ("合作最多的两个部门是谁和谁", {"部门": ["市工信局", "市科技局"], "次数": 20}),
    ("哪两个单位联合牵头最多", {"部门": ["市住房保障服务中心", "市住建局"], "次数": 3}),
    ("打好科技创新攻坚仗工作方案的各项任务中,有没有哪个部门每一项都参与?", ["市科技局"]),
    ("安全生产翻身仗方案里有没有哪家单位每一条都参加？", []),
    ("市住建局和市财政局共同牵头的事项有哪些", []),
    ("市应急局和市水利局联合牵头的有几项", 1),
    ("市工信局牵头的事项里市科技局配合的有几项？", 4),
    ("由市科技局配合、市委组织部牵头的有哪些？", [
        "附件1 (六) 4.加强人才保障", "附件2 (四) 3.建立健全人才评价发现机制", "附件2 (四) 4.营造良好人才发展环境",
    ]),
    ("市科技局和市工信局谁配合得多？", {"更多": "市工信局", "市工信局": 20, "市科技局": 14}),
    ("消防和人员密集场所整治,有哪些单位要配合消防救援支队?", [
        "市公安局", "市住建局", "市工信局", "市商务局", "市应急局",
    ]),
    ("有没有四家单位一起牵头的事?是哪一件?", [
        "附件3 (四) 5.深入推进信用监管——建立拖欠账款线索台账和长效清欠机制",
    ]),
]  # fmt: skip
SPOKEN: list[tuple[str, Any]] = [
    ("常德经开区今年要改造多少公厕", 8),
    ("哪些县的加装电梯任务超过30台", ["武陵区"]),
    ("既有住宅加装电梯任务在30台以上的有哪些区县", ["武陵区", "鼎城区", "汉寿县", "桃源县", "澧县"]),
    ("市民政局牵头了几项，配合了几项，负责了几项", {"牵头": 4, "配合": 2, "负责": 5}),
    ("鼎城区委书记是谁？桃源县委书记呢？", {"鼎城区委书记是谁": "朱金平", "桃源县委书记呢": "庞波"}),
    ("消防队牵头搞哪块的整治", ["附件5 (二) 2.消防和人员密集场所专项整治"]),
    ("检查院自己一家牵头的有几个", 2),
    ("发改委跟住建局一块儿干的事有几件", 10),
    ("石门今年要改多少个农村户厕", 5000),
    ("木旺溪那个电站是十大什么项目里头的", ["十大基础设施项目"]),
    ("市林业局作为配合单位的条款有几条?", 5),
]  # fmt: skip
STATED: list[tuple[str, Any]] = [
    ("飞沃打算啥时候上市", ["2023年上半年"]),
    ("纯碱项目什么时候开工？", ["明年春节后"]),
]
SEVERAL: list[tuple[str, Any]] = [
    ("现代装备制造配套产业园投资多少，占地多少亩？", {"投资": "50亿元", "占地": "2000亩"}),
    ("石门县城镇新增就业和失业人员再就业任务分别是多少？", {"城镇新增就业": 5150, "失业人员再就业": 2600}),
    ("矿山安全专项整治和烟花爆竹安全专项整治分别由谁牵头？", {
        "矿山安全专项整治": ["市应急局"], "烟花爆竹安全专项整治": ["市应急局"],
    }),
    ("市科技局和市教育局分别牵头多少项？", {"市科技局": 7, "市教育局": 4}),
    ("常德经开区和常德高新区的书记分别是谁", {
        "常德经开区": {"2023年": "车世忠", "2020年": "李育智"}, "常德高新区": "朱金平",
    }),
    ("桃源抽水蓄能电站投资多少？在哪个县？", {"投资": "83亿元", "地点": "桃源县"}),
    ("李碧波什么职务？戴林军呢？", {"李碧波": "市工信局党组书记、局长", "戴林军": "市科技局党组书记"}),
    ("今年我市GDP目标多少,增速多少?", {"地区生产总值": "迈过4500亿元", "地区生产总值增长": "7%以上"}),
    ("农村黑臭水体要治多少条,归哪个部门?", {"牵头": ["市生态环境局"], "目标": "65条"}),
    ("矿山安全专项整治谁牵头 农村改厕归谁管", {
        "矿山安全专项整治谁牵头": ["市应急局"], "农村改厕归谁管": ["市乡村振兴局"],
    }),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), [*CASES, *RANKS, *TOGETHER, *SPOKEN, *STATED, *SEVERAL])
def test_answer(question: str, value: Any, asker: Asker) -> None:
    answer = asker.ask(question)
    assert answer.answered, answer.text
    assert answer.value == value


def test_the_first_part_of_a_question_is_answered_and_the_rest_is_told(asker: Asker) -> None:
    answer = asker.ask("桃源县委书记叫什么?还兼着什么职务?")
    assert answer.value == {"书记": "庞波", "还兼着什么职务": None}
    assert "“还兼着什么职务”没有答" in answer.text


def test_the_parts_of_a_question_are_told_apart(asker: Asker) -> None:
    answer = asker.ask("矿山安全专项整治谁牵头？农村改厕归谁管？")
    assert [part.value for part in answer.parts] == [["市应急局"], ["市乡村振兴局"]]
    assert [part["answer"] for part in answer.as_json()["parts"]] == [["市应急局"], ["市乡村振兴局"]]
    assert {source["quote"] for part in answer.parts for source in part.evidence} == {
        source["quote"] for source in answer.evidence
    }


def test_json_of_an_answer(asker: Asker) -> None:
    found = asker.ask("矿山安全专项整治由谁牵头？").as_json()
    assert set(found) == {
        "question", "answered", "answer", "answer_text", "query", "cypher", "params", "rows", "total", "evidence",
        "understood", "others", "parts", "form", "earlier", "left_out",
    }  # fmt: skip
    assert (found["answer"], found["query"], found["total"]) == (["市应急局"], "item_parties", 2)
    assert found["cypher"] == catalogue()["item_parties"].text
    [source] = found["evidence"]
    assert source["doc"].endswith(".md")
    assert "市应急局牵头" in source["quote"]
    assert source["end"] - source["start"] == len(source["quote"])


def test_every_row_of_a_long_answer_has_its_sentence(asker: Asker) -> None:
    answer = asker.ask("列出市商务局牵头的事项")
    assert len(answer.value or []) == 11  # type: ignore[arg-type]
    spans = {(source["start"], source["end"]) for source in answer.evidence}
    assert {(row["start"], row["end"]) for row in answer.rows} == spans


def test_an_agency_of_two_cities_is_told_with_the_other(asker: Asker) -> None:
    answer = asker.ask("市工信局牵头哪些任务？")
    assert answer.others == {"岳阳市的市工信局": "岳阳市工信局牵头哪些任务?"}
    assert "也可能问的是：岳阳市的市工信局" in answer.text
    assert "岳阳市/工业和信息化" in asker.ask(answer.others["岳阳市的市工信局"]).params.values()


def test_a_typing_error_is_told(asker: Asker) -> None:
    answer = asker.ask("市工新局牵头哪些任务？")
    assert "常德市/工业和信息化" in answer.params.values()
    assert "“市工新局”按“市工信局”理解" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("市残联要干些什么？", ["附件6 (一) 8.开展残疾人关爱服务"]),
        ("市残联做什么", ["附件6 (一) 8.开展残疾人关爱服务"]),
        ("哪个专班把办公室放在市财政局？", ["打好防范化解风险阻击仗工作专班"]),
        ("办公室设在市优化办的是哪个专班？", ["打好优化发展环境持久仗工作专班"]),
        ("重点民生保障仗专班由谁召集？", ["市政府分管副市长"]),
        ("“发展六仗”指挥部的办公室主任由谁兼任？", ["市政府秘书长"]),
        ("“发展六仗”指挥部的总指挥是谁", ["市委副书记、市长"]),
        ("科技金融风险补偿资金池要达到多大规模？", ["4000万元"]),
        ("安全生产翻身仗里，哪些单位有任务但不是专班成员单位？", ["市安委办"]),
        ("防范化解风险阻击仗里哪些单位领了任务却不在专班成员单位名单里", ["市纪委监委"]),
        ("改造城区公厕的任务如何分布？", {"桃源县": 1, "临澧县": 2, "澧县": 1, "安乡县": 3, "常德经开区": 8}),
        ("全市今年要改造多少户农村厕所？", 16381),
        ("市妇联和市残联都在哪个专班？", ["打好重点民生保障仗工作专班"]),
        ("市妇联和市科协都在哪些专班里", []),
        ("安全生产翻身仗工作专班有没有市教育局？", "是"),
        ("市科协在不在安全生产翻身仗工作专班里", "否"),
        ("新增城镇就业的事情哪个局在管？", ["市人社局"]),
        ("全社会研发经费投入增长目标", ["15%以上"]),
        ("园区批而未供土地处置率要完成多少？", ["50%以上"]),
        ("六仗方案由哪个单位印发？", ["常德市人民政府办公室"]),
        ("市文旅广体局一家牵头、没有配合单位的事项是哪项？", ["附件1 (二) 4.全面激活旅游消费"]),
        ("娄底经开区铸镁铝深加工项目的总投资是多少？", ["30亿元"]),
    ],
)
def test_other_ways_to_ask(question: str, value: object, asker: Asker) -> None:
    assert asker.ask(question).value == value


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("市科技局牵头和配合的事项分别有哪些", ["牵头", "配合"]),
        ("把市卫健委的任务按牵头、配合、负责分别列出来", ["牵头", "配合", "负责"]),
        ("市卫健委的责任清单", ["牵头", "配合", "负责"]),
    ],
)
def test_roles_that_are_named_are_told_apart(question: str, roles: list[str], asker: Asker) -> None:
    value = asker.ask(question).value
    assert isinstance(value, dict)
    assert list(value) == roles


@pytest.mark.parametrize(
    "question", ["市统计局牵头哪些任务？", "市体育局牵头哪些任务？", "常宁市人民医院归哪个部门管？"]
)
def test_a_known_agency_or_word_is_no_typing_error(question: str, asker: Asker) -> None:
    answer = asker.ask(question)
    assert not answer.answered
    assert "”理解" not in answer.text


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        (["矿山安全专项整治由谁牵头？", "那配合单位呢？"], ["市自然资源和规划局"]),
        (["武陵区城镇新增就业任务多少", "鼎城区呢？"], 5800),
        (["武陵区城镇新增就业任务多少", "那鼎城区呢", "桃源县呢？"], 5400),
        (["科技创新攻坚仗专班的办公室设在哪里？", "安全生产翻身仗呢？"], ["市应急局"]),
        (["科技创新攻坚仗专班的办公室设在哪里？", "有多少成员单位？"], 17),
        (["市妇联牵头哪些任务？", "矿山安全专项整治由谁牵头？"], ["市应急局"]),
        (["谁牵头推进“五好”园区建设？", "那牵头单位呢？"], ["市工信局"]),
        (["把市审计局的责任按角色列出来", "哪个单位牵头的条款最多？"], {"单位": "市发展改革委", "条数": 13}),
    ],
)
def test_a_conversation_keeps_its_subject(questions: list[str], value: Any, asker: Asker) -> None:
    conversation = Conversation(asker)
    answers = [conversation.ask(question) for question in questions]
    assert answers[-1].value == value
    assert answers[-1].question == questions[-1]


def test_the_first_question_of_a_conversation_has_nothing_to_keep(asker: Asker) -> None:
    assert not Conversation(asker).ask("那配合单位呢？").answered


# --- the examples of the catalogue ---

# These want an id, which only another answer tells: name -> parameter, another question, its column.
BY_ID = {
    "evidence": ("statement", "leads"),
    "facts": ("statements", "leads"),
    "item_parties": ("item", "leads"),
    "annexes": ("documents", "leads"),
    "ledger_items": ("document", "leads"),
    "ledger_document": ("node", "outline"),
}

_COLUMNS = {"item": "item_id", "documents": "document", "document": "document", "node": "id"}

# These find something only where the graph holds what is no longer in force, what does not add up, or whom
# a list names as persons in charge.
NOTHING = {"sums_that_differ", "shares_that_differ", "left_out", "earlier_parties", "lineage", "charges", "reviews"}


@pytest.mark.parametrize("name", sorted(set(catalogue()) - NOTHING))
def test_the_example_of_a_question_has_an_answer_of_the_declared_types(name: str, own_graph: Store) -> None:
    query = catalogue()[name]
    assert query.example or not query.parameters
    given: dict[str, str] = example_values(query.example)
    if name in BY_ID:
        parameter, other = BY_ID[name]
        asked = {"document": "发展六仗"} if other == "outline" else {"name": "现代农业"}
        [row, *_] = run(own_graph, other, **asked).rows
        given = {parameter: row[_COLUMNS.get(parameter, "statement")]}
    result = query.read(own_graph, given)
    assert result.rows
    assert result.columns == tuple(column.name for column in query.columns)
    wrong = [
        (column.name, row[column.name])
        for row in result.rows
        for column in query.columns
        if not TYPES[column.type].holds(row[column.name])
    ]
    assert wrong == []
