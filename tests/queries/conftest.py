"""A small graph by hand: two plans of two cities, both with a 市工信局, so that each query can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph.endpoint import Endpoint
from graph.settings import Settings
from graph.statements import Document, Entity, Statement, Value
from graph.store import Store
from queries.catalogue import get

CHANGDE = """常德市产业提升实施方案
一、统筹调度
1.加强运行监测。每月会商一次。(市政府办负责)
附件1 常德市产业提升工作方案
一、重点任务
(一)培育产业
1.推动产业升级。改造一批工厂。(市工信局牵头,市发展改革委、市科技局等按职责分工负责)
2.发展现代物流。建设两个枢纽。(市商务局、市发展改革委牵头,市财政局、各县市区政府配合)
3.盘活存量资产。清理闲置厂房。(市财政局、市国资委等按职责分工负责)
4.防治自然灾害。防汛抗旱方面(市应急局、市水利局依职责牵头,市财政局配合)。森林防火方面(市林业局牵头)。
5.做好宣传引导。讲好故事。
6.抓好三大项目建设。津市车桥项目年内投产。(市发展改革委牵头)
(二)防范风险(市住建局牵头)
1.保障如期交楼。压实责任。(市发展改革委、市财政局按职责分工负责)
2.化解存量债务。逐年压降。
二、推进机制
成立产业提升工作专班,由市政府分管副市长任召集人,市工信局主要负责人任副召集人,成员单位包括市工信局、市发展改革委、市科技局、市商务局、市财政局、市应急局、市水利局、市林业局、市住建局等,专班办公室设在市工信局。
"""

YUEYANG = """岳阳市工业发展实施方案
一、工业发展
1.推动产业升级。支持技改。(市工信局牵头,市财政局配合)
2.推进数字改造。企业上云。上云企业达到800家以上,其中湘阴县承担120家。(市工信局负责)
“两主”产业包括装备制造、绿色石化,岳阳高新区主导产业为装备制造。周平任市工信局副局长。
"""


@dataclass
class Plan:
    """A document being written down: its text, its bodies and the statements about it."""

    document: Document
    text: str
    level: str = "市"
    statements: list[Statement] = field(default_factory=list)

    def party(self, function: str, name: str, full: str, **more: Value) -> Entity:
        """A body of this document's city."""
        region = self.document.region
        properties: dict[str, Value] = {"region": region, "level": self.level, "unlisted": False, "generic": False}
        names = tuple(dict.fromkeys((name, region + full)))
        properties |= {"names": names, "full_name": region + full, **more}
        return Entity("机构", f"{region}/{function}", name, properties)

    def place(self, key: str, kind: str, name: str, number: str, path: tuple[str, ...], plan: str = "") -> Entity:
        """A section or item; its order in the document is the order of calls."""
        start = self.text.index(f"{number}{name}") + len(number)
        seen = {s.subject.id for s in self.statements if s.subject.kind in ("章节", "事项")}
        properties: dict[str, Value] = {
            "number": number.strip(),
            "seq": len(seen) + 1,
            "document": self.document.id,
            "start": start,
            "end": start + len(name),
            "plan": plan or self.document.id,
            "path": path,
        }
        if kind == "章节":
            properties["level"] = len(path) + 1
        return Entity(kind, f"{self.document.region}#{key}", name, properties)

    def say(self, start: Entity, relation: str, end: Entity, quote: str, **attributes: Value) -> None:
        """Add a statement whose evidence is the first `quote` in the text."""
        at = self.text.index(quote)
        path = end.properties.get("path", ())
        assert isinstance(path, tuple)
        self.statements.append(
            Statement(
                subject=start,
                relation=relation,
                object=end,
                document=self.document.id,
                start=at,
                end=at + len(quote),
                quote=quote,
                path=path,
                rule="by hand",
                raw=start.name,
                date=self.document.date,
                attributes=attributes,
            )
        )

    def within(self, part: Entity, whole: Entity) -> Entity:
        """Put a section or item in its place and give it back."""
        number = str(part.properties.get("number", ""))
        self.say(part, "属于", whole, f"{number}{part.name}" if number[-1:] in ".)、" else part.name)
        return part

    def clause(self, task: Entity, quote: str, roles: Mapping[str, tuple[Entity, ...]], **attributes: Value) -> None:
        """Add the duties of one clause."""
        for role, parties in roles.items():
            for party in parties:
                generic = bool(party.properties["generic"])
                more: dict[str, Value] = {"open": "等按" in quote, "inherited": False, "generic": generic}
                self.say(party, role, task, quote, **(more | attributes))


def changde() -> Plan:
    """A plan with an annex: joint leads, parts of an item, a section's lead, items without agency, a 专班."""
    plan = Plan(
        Document(
            id="常政办发〔2024〕1号",
            title="常德市产业提升实施方案",
            file="changde.txt",
            number="常政办发〔2024〕1号",
            issuer="常德市人民政府办公室",
            date="2024-02-01",
            region="常德市",
            characters=len(CHANGDE),
        ),
        CHANGDE,
    )
    bodies = {
        "市政府办": plan.party("政府办公室", "市政府办", "人民政府办公室"),
        "市工信局": plan.party("工业和信息化局", "市工信局", "工业和信息化局"),
        "市发展改革委": plan.party(
            "发展和改革委员会", "市发展改革委", "发展和改革委员会", names=("市发展改革委", "市发改委")
        ),
        "市科技局": plan.party("科学技术局", "市科技局", "科学技术局"),
        "市商务局": plan.party("商务局", "市商务局", "商务局"),
        "市财政局": plan.party("财政局", "市财政局", "财政局"),
        "市国资委": plan.party("国资委", "市国资委", "国有资产监督管理委员会", unlisted=True),
        "市应急局": plan.party("应急管理局", "市应急局", "应急管理局"),
        "市水利局": plan.party("水利局", "市水利局", "水利局"),
        "市林业局": plan.party("林业局", "市林业局", "林业局"),
        "市住建局": plan.party("住房和城乡建设局", "市住建局", "住房和城乡建设局"),
        "各县市区政府": plan.party("各县市区政府", "各县市区政府", "各县市区政府", generic=True),
    }
    _changde_sections(plan, bodies)
    return plan


def _changde_sections(plan: Plan, b: Mapping[str, Entity]) -> None:
    d = plan.document.entity()
    annex_heading = "附件1 常德市产业提升工作方案"
    main = plan.within(plan.place("一", "章节", "统筹调度", "一、", ()), d)
    watch = plan.within(plan.place("一1", "事项", "加强运行监测", "1.", ("一、统筹调度",)), main)
    plan.clause(watch, "(市政府办负责)", {"负责": (b["市政府办"],)})
    annex = plan.within(plan.place("附1", "章节", "常德市产业提升工作方案", "附件1 ", (), "常德市#附1"), d)
    tasks = plan.within(plan.place("附1一", "章节", "重点任务", "一、", (annex_heading,), annex.id), annex)
    _changde_items(plan, b, tasks, (annex_heading, "一、重点任务"))
    _changde_risk(plan, b, tasks, (annex_heading, "一、重点任务"))
    method = plan.within(plan.place("附1二", "章节", "推进机制", "二、", (annex_heading,), annex.id), annex)
    _changde_workgroup(plan, b, annex, (annex_heading, f"二、{method.name}"))


def _changde_items(plan: Plan, b: Mapping[str, Entity], tasks: Entity, path: tuple[str, ...]) -> None:
    annex = str(tasks.properties["plan"])
    grow = plan.within(plan.place("附1一(一)", "章节", "培育产业", "(一)", path, annex), tasks)
    below = (*path, "(一)培育产业")

    def item(number: int, name: str) -> Entity:
        return plan.within(plan.place(f"附1一(一){number}", "事项", name, f"{number}.", below, annex), grow)

    plan.clause(
        item(1, "推动产业升级"),
        "(市工信局牵头,市发展改革委、市科技局等按职责分工负责)",
        {"牵头": (b["市工信局"],), "配合": (b["市发展改革委"], b["市科技局"])},
    )
    plan.clause(
        item(2, "发展现代物流"),
        "(市商务局、市发展改革委牵头,市财政局、各县市区政府配合)",
        {"牵头": (b["市商务局"], b["市发展改革委"]), "配合": (b["市财政局"], b["各县市区政府"])},
    )
    assets = "(市财政局、市国资委等按职责分工负责)"
    plan.clause(item(3, "盘活存量资产"), assets, {"负责": (b["市财政局"], b["市国资委"])})
    disaster = item(4, "防治自然灾害")
    inside = (*below, "4.防治自然灾害")
    flood = plan.within(plan.place("附1一(一)4a", "事项", "防汛抗旱方面", "", inside, annex), disaster)
    plan.clause(
        flood,
        "(市应急局、市水利局依职责牵头,市财政局配合)",
        {"牵头": (b["市应急局"], b["市水利局"]), "配合": (b["市财政局"],)},
    )
    fire = plan.within(plan.place("附1一(一)4b", "事项", "森林防火方面", "", inside, annex), disaster)
    plan.clause(fire, "(市林业局牵头)", {"牵头": (b["市林业局"],)})
    item(5, "做好宣传引导")
    _changde_projects(plan, b, item(6, "抓好三大项目建设"))


def _changde_projects(plan: Plan, b: Mapping[str, Entity], item: Entity) -> None:
    clause = "(市发展改革委牵头)"
    plan.clause(item, clause, {"牵头": (b["市发展改革委"],)})
    group = Entity("项目清单", "常德市/三大项目", "三大项目")
    plan.clause(group, clause, {"牵头": (b["市发展改革委"],)})
    project = Entity("项目", "常德市/津市车桥项目", "津市车桥项目")
    plan.say(project, "属于", item, "津市车桥项目年内投产", goal="年内投产", amount="20亿元")
    plan.say(project, "列入", group, "津市车桥项目", order=1)
    plan.say(project, "位于", Entity("地区", "津市市", "津市市"), "津市车桥项目")
    plan.say(Entity("项目", "常德市/车桥一期", "车桥一期"), "属于", project, "津市车桥项目")
    plan.say(b["市工信局"], "建设", project, "津市车桥项目")


def _changde_risk(plan: Plan, b: Mapping[str, Entity], tasks: Entity, path: tuple[str, ...]) -> None:
    annex = str(tasks.properties["plan"])
    risk = plan.within(plan.place("附1一(二)", "章节", "防范风险", "(二)", path, annex), tasks)
    below = (*path, "(二)防范风险")
    lead = "(市住建局牵头)"
    plan.clause(risk, lead, {"牵头": (b["市住建局"],)})
    homes = plan.within(plan.place("附1一(二)1", "事项", "保障如期交楼", "1.", below, annex), risk)
    debts = plan.within(plan.place("附1一(二)2", "事项", "化解存量债务", "2.", below, annex), risk)
    for task in (homes, debts):
        plan.clause(task, lead, {"牵头": (b["市住建局"],)}, inherited=True)
    own = "(市发展改革委、市财政局按职责分工负责)"
    plan.clause(homes, own, {"负责": (b["市发展改革委"], b["市财政局"])})


def _changde_workgroup(plan: Plan, b: Mapping[str, Entity], annex: Entity, path: tuple[str, ...]) -> None:
    quote = next(line for line in plan.text.splitlines() if line.startswith("成立"))
    name = "产业提升工作专班"
    group = Entity("议事协调机构", f"常德市/{name}", name, {"names": (name,), "path": path, "region": "常德市"})
    mayor = Entity(
        "人员", "常德市/市政府分管副市长", "市政府分管副市长", {"names": ("市政府分管副市长",), "unnamed": True}
    )
    head = Entity(
        "人员", "常德市/市工信局主要负责人", "市工信局主要负责人", {"names": ("市工信局主要负责人",), "unnamed": True}
    )
    plan.say(group, "属于", annex, name)
    plan.say(mayor, "召集", group, quote, post="召集人")
    plan.say(head, "副召集", group, quote, post="副召集人")
    plan.say(head, "任职", b["市工信局"], quote, post="主要负责人")
    members = ("工信局", "发展改革委", "科技局", "商务局", "财政局", "应急局", "水利局", "林业局", "住建局")
    for member in members:
        plan.say(b[f"市{member}"], "成员", group, quote, open=True)
    plan.say(group, "办公室设在", b["市工信局"], quote)


def yueyang() -> Plan:
    """An older plan of another city, without annexes."""
    plan = Plan(
        Document(
            id="岳政发〔2023〕5号",
            title="岳阳市工业发展实施方案",
            file="yueyang.txt",
            number="岳政发〔2023〕5号",
            issuer="岳阳市人民政府",
            date="2023-05-06",
            region="岳阳市",
            characters=len(YUEYANG),
        ),
        YUEYANG,
    )
    industry = plan.party("工业和信息化局", "市工信局", "工业和信息化局")
    finance = plan.party("财政局", "市财政局", "财政局")
    growth = plan.within(plan.place("一", "章节", "工业发展", "一、", ()), plan.document.entity())
    path = ("一、工业发展",)
    upgrade = plan.within(plan.place("一1", "事项", "推动产业升级", "1.", path), growth)
    plan.clause(upgrade, "(市工信局牵头,市财政局配合)", {"牵头": (industry,), "配合": (finance,)})
    digital = plan.within(plan.place("一2", "事项", "推进数字改造", "2.", path), growth)
    plan.clause(digital, "(市工信局负责)", {"负责": (industry,)})
    _yueyang_figures(plan, digital, growth, industry)
    return plan


def _yueyang_figures(plan: Plan, digital: Entity, growth: Entity, body: Entity) -> None:
    said: dict[str, Value] = {"comparator": "≥", "value": 800.0, "unit": "家", "year": "2023", "group": ""}
    firms = Entity("指标", "岳阳市/上云企业", "上云企业", said)
    plan.say(digital, "目标", firms, "上云企业达到800家以上")
    county = Entity("地区", "湘阴县", "湘阴县")
    plan.say(county, "承担", firms, "湘阴县承担120家", value=120.0, unit="家", figure_start=1)
    system = Entity("产业体系", "岳阳市/两主", "“两主”产业", {"declared": 2})
    listed = "“两主”产业包括装备制造、绿色石化"
    plan.say(system, "属于", growth, listed)
    for order, name in enumerate(("装备制造", "绿色石化"), 1):
        plan.say(Entity("产业", name, name), "列入", system, listed, order=order, year="2023")
    park = Entity("园区", "岳阳市/岳阳高新区", "岳阳高新区")
    plan.say(park, "主导产业", Entity("产业", "装备制造", "装备制造"), "岳阳高新区主导产业为装备制造", year="2023")
    person = Entity("人员", "岳阳市/周平", "周平", {"names": ("周平",), "unnamed": False})
    plan.say(person, "任职", body, "周平任市工信局副局长", post="副局长")


Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def graph(endpoint: Endpoint, engine_settings: Settings) -> Store:
    """Both plans in the store, for tests that only read."""
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    for plan in (changde(), yueyang()):
        store.replace(plan.document, plan.statements)
    return store


@pytest.fixture(scope="module")
def ask(graph: Store) -> Ask:
    """Ask a question of the catalogue: `ask("leads", name="物流")` gives the rows."""

    def rows(name: str, /, **values: object) -> list[dict[str, Any]]:
        result = get(name).read(graph, values)
        assert result.complete
        return result.rows

    return rows
