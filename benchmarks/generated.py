"""Plans that nobody wrote, as large as wanted: the real ontology, and properties as extraction leaves them.

Every city has five plans and some forty agencies of its own, so a larger graph has more cities, and an agency's list
stays as long as it is: what grows with the graph then grows because of the graph. The same seed gives the same plans.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.statements import Document, Entity, Statement, Value, digest

PLANS_PER_CITY = 5
STATEMENTS = (1000, 3000)
"""The fewest and the most statements of a plan; each number between is as likely."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FUNCTIONS = _words(
    "发展改革委 教育局 科技局 工信局 公安局 民政局 司法局 财政局 人社局 自然资源局 生态环境局 住建局 "
    "交通运输局 水利局 农业农村局 商务局 文旅广体局 卫生健康委 退役军人局 应急局 审计局 国资委 市场监管局 "
    "统计局 乡村振兴局 医保局 城管执法局 林业局 金融办 数据局 税务局 气象局 消防支队 供销社 总工会 团委 "
    "妇联 工商联 科协 残联"
)
_ACTIONS = _words("推进 加快 实施 开展 完善 建设 培育 推动 落实 加强 优化 提升 整治 改造 打造 深化")
_THINGS = _words(
    "数字经济 农村公路 污水管网 老旧小区 产业园区 高标准农田 义务教育 养老服务 湿地保护 粮食仓储 港口码头 "
    "物流枢纽 中医药 文化旅游 安全生产 营商环境 人才引进 科技创新 乡村振兴 森林防火 防汛抗旱 食品安全 "
    "电网改造 充电设施 信用体系 金融服务 职业教育 公共卫生 应急救援 社会治安"
)
_ENDS = _words("工程 行动 攻坚 试点 专项整治 三年计划 提质增效 示范创建 能力建设 项目 机制建设 体系建设")
_INDUSTRIES = _words("装备制造 生物医药 电子信息 新材料 新能源 食品加工 现代物流 文化旅游 纺织服装 烟草")
_UNITS = ("万元", "个", "公里", "％", "亿元", "户")


@dataclass(frozen=True)
class City:
    """A prefecture and what its plans have in common."""

    name: str
    region: Entity
    agencies: tuple[Entity, ...]
    parks: tuple[Entity, ...]
    firms: tuple[Entity, ...]


@dataclass
class _Plan:
    """A plan while it is being made; `at` is the length of its text so far."""

    chance: random.Random
    city: City
    document: Document
    statements: list[Statement] = field(default_factory=list)
    at: int = 0
    seq: int = 0

    def state(
        self, subject: Entity, relation: str, object_: Entity, quote: str, path: tuple[str, ...], **more: Value
    ) -> None:
        found = Statement(
            subject,
            relation,
            object_,
            self.document.id,
            self.at,
            self.at + len(quote),
            quote,
            path,
            rule=f"clause:{relation}",
            raw=subject.name,
            date=self.document.date,
            attributes=more,
        )
        self.statements.append(found)


def plans(edges: int, seed: int = 1) -> Iterator[tuple[Document, list[Statement]]]:
    """Plans one after another, until they hold `edges` statements; the last one is cut to that number."""
    number = 0
    while edges > 0:
        document, statements = plan(number, seed)
        yield document, statements[:edges]
        edges -= len(statements)
        number += 1


def plan(number: int, seed: int = 1) -> tuple[Document, list[Statement]]:
    """The plan with a number, counted from 0."""
    chance = random.Random(f"{seed}/{number}")
    here = city(number // PLANS_PER_CITY)
    title = f"{here.name}{chance.choice(_THINGS)}第{number}号实施方案"
    date = f"20{chance.randint(18, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    id_ = f"{here.name[:-1]}政发〔{date[:4]}〕{number}号"
    document = Document(id_, title, f"{title}.docx", id_, f"{here.name}人民政府", date, here.name, 0, digest(title))
    draft = _Plan(chance, here, document)
    wanted = chance.randint(*STATEMENTS)
    while len(draft.statements) < wanted:
        _section(draft)
    return document, draft.statements[:wanted]


def city(number: int) -> City:
    """The city with a number, counted from 0."""
    name = f"第{number}市"
    region = Entity("地区", name, name, {"names": (name,), "level": "市"})
    return City(
        name,
        region,
        tuple(_agency(name, function) for function in _FUNCTIONS),
        tuple(_named("园区", name, f"{part}产业园") for part in ("东区", "西区", "南区", "北区", "高新", "经开")),
        tuple(_named("企业", name, f"{part}有限公司") for part in _INDUSTRIES),
    )


def _agency(place: str, function: str) -> Entity:
    names = (f"市{function}", f"{place}{function}", function)
    known: dict[str, Value] = {
        "names": names,
        "full_name": f"{place}{function}",
        "region": place,
        "level": "市",
        "group": "政府部门",
        "unlisted": False,
        "generic": False,
    }
    return Entity("机构", f"{place}/{function}", f"市{function}", known)


def _named(kind: str, place: str, name: str) -> Entity:
    return Entity(kind, f"{place}/{name}", name, {"names": (name, f"{place}{name}"), "region": place})


def _section(draft: _Plan) -> None:
    title = f"{draft.chance.choice(_ACTIONS)}{draft.chance.choice(_THINGS)}"
    head = _node(draft, "章节", title, (), f"## {title}")
    draft.state(head, "属于", draft.document.entity(), f"## {title}", ())
    draft.at += len(title) + 5
    for _ in range(draft.chance.randint(6, 16)):
        _item(draft, head, (head.name,))


def _item(draft: _Plan, head: Entity, path: tuple[str, ...]) -> None:
    chance = draft.chance
    name = f"{chance.choice(_ACTIONS)}{chance.choice(_THINGS)}{chance.choice(_THINGS)}{chance.choice(_ENDS)}"
    parties = _parties(draft)
    clause = f"（{parties[0].name}牵头，{'、'.join(p.name for p in parties[1:])}等按职责分工负责）"
    text = f"{name}。坚持问题导向、目标导向，细化举措，压实责任，确保按期完成年度任务。{clause}"
    item = _node(draft, "事项", name, path, text)
    draft.state(item, "属于", head, name, path)
    draft.at += len(text) - len(clause)
    for party, role in zip(parties, ["牵头"] + ["配合"] * (len(parties) - 1), strict=True):
        draft.state(party, role, item, clause, path, open=role == "配合", inherited=False, generic=False)
    draft.at += len(clause) + 1
    if chance.random() < 0.3:
        _target(draft, item, path)
    if chance.random() < 0.15:
        _project(draft, item, path)


def _parties(draft: _Plan) -> list[Entity]:
    agencies = draft.city.agencies
    weights = [1 / (rank + 5) for rank in range(len(agencies))]
    drawn = draft.chance.choices(agencies, weights, k=draft.chance.randint(3, 10))
    return list(dict.fromkeys(drawn))


def _node(draft: _Plan, kind: str, name: str, path: tuple[str, ...], text: str) -> Entity:
    draft.seq += 1
    id_ = digest(draft.document.id, kind, draft.seq)
    known: dict[str, Value] = {
        "number": f"{draft.seq}.",
        "seq": draft.seq,
        "level": len(path) + 1,
        "document": draft.document.id,
        "start": draft.at,
        "end": draft.at + len(name),
        "plan": draft.document.id,
        "path": path,
        "text": text,
        "text_start": draft.at,
        "text_end": draft.at + len(text),
    }
    return Entity(kind, id_, name, known)


def _target(draft: _Plan, item: Entity, path: tuple[str, ...]) -> None:
    name, value, unit = f"{item.name}完成量", float(draft.chance.randint(1, 900)), draft.chance.choice(_UNITS)
    known: dict[str, Value] = {"value": value, "unit": unit, "comparator": "≥", "indicator": name, "year": "2025"}
    goal = Entity("指标", digest(item.id, name), name, known)
    draft.state(item, "目标", goal, f"{name}{value:.0f}{unit}", path)


def _project(draft: _Plan, item: Entity, path: tuple[str, ...]) -> None:
    name = f"{item.name}{draft.seq}期"
    project = Entity("项目", f"{draft.city.name}/{draft.document.id}/{name}", name, {"names": (name,), "amount": 1.5})
    draft.state(project, "属于", item, name, path)
    draft.state(project, "位于", draft.chance.choice(draft.city.parks), name, path)
    draft.state(draft.chance.choice(draft.city.firms), "建设", project, name, path)
