"""Two editions of one plan in one graph: the one in force answers, as of any day, and nothing is counted twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

import pytest

from graph.endpoint import Endpoint
from graph.settings import Settings
from graph.store import Result, Store
from graph.timeline import Moment
from loaders.extract import extract
from loaders.page.text import Text
from queries import catalogue, reports
from queries.asking import Asker
from queries.reports import Subject

PLAN = """益阳市人民政府办公室关于印发《益阳市水网建设实施方案》的通知

{letter}

益阳市人民政府办公室
{date}

益阳市水网建设实施方案

一、重点任务

1.建设引水干渠。完成干渠勘察，年内开工。（{lead}牵头，{helpers}按职责分工负责）

2.修复河岸湿地。修复湿地二十处。（市林业局牵头，市水利局配合）

3.推广节水器具。{more}

二、推进机制

成立益阳市水网建设工作专班，由市政府分管副市长任召集人，市水利局局长任副召集人，成员单位包括市水利局、市发展改革委、市财政局、市林业局，专班办公室设在市水利局。
"""


@dataclass(frozen=True)
class Edition:
    """What differs between the editions."""

    date: str
    lead: str
    helpers: str
    letter: str = "现印发给你们，请认真组织实施。"
    more: str = "（市水利局负责）"

    def text(self) -> str:
        return PLAN.format(**vars(self))


OLD = Edition("2023年2月17日", "市水利局", "市发展改革委、市财政局")
NEW = Edition("2023年9月1日", "市发展改革委", "市财政局、市水利局", more="鼓励家家使用。")
MARCH, TODAY, EVERY = Moment("2023-03-01"), Moment(), Moment(every=True)


@cache
def reading(edition: Edition) -> tuple[object, ...]:
    found = extract(Text(edition.text(), f"{edition.date}.txt"))
    return found.document, found.statements


def fill(store: Store, *editions: Edition) -> None:
    for edition in editions:
        document, statements = reading(edition)
        store.replace(document, statements)  # type: ignore[arg-type]  # kept as a plain pair


@pytest.fixture(scope="module", params=["the old one first", "the new one first"])
def both(endpoint: Endpoint, engine_settings: Settings, request: pytest.FixtureRequest) -> Store:
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    fill(store, *([OLD, NEW] if request.param == "the old one first" else [NEW, OLD]))
    return store


def roles(store: Store, agency: str) -> list[tuple[str, str]]:
    report = reports.duty_report(store, agency)
    return [(section.role, row.item) for section in report.sections for row in section.rows]


OF_OLD = [
    ("牵头", "建设引水干渠"),
    ("配合", "修复河岸湿地"),
    ("负责", "推广节水器具"),
    ("副召集人", "益阳市水网建设工作专班"),
    ("成员单位", "益阳市水网建设工作专班"),
    ("办公室", "益阳市水网建设工作专班"),
]
OF_NEW = [("配合", "建设引水干渠"), *OF_OLD[1:2], *OF_OLD[3:]]


def test_a_list_holds_the_edition_in_force_and_each_of_its_facts_once(both: Store) -> None:
    found = roles(both, "市水利局")
    assert sorted(found) == sorted(OF_NEW)
    assert sorted(roles(both.at(MARCH), "市水利局")) == sorted(OF_OLD)
    assert sorted(roles(both.at(EVERY), "市水利局")) == sorted(OF_OLD + OF_NEW)
    assert roles(both.at(Moment("2022-01-01")), "市水利局") == []


@pytest.mark.parametrize(("moment", "lead"), [(TODAY, "市发展改革委"), (MARCH, "市水利局")])
def test_the_lead_of_the_day_is_named(both: Store, moment: Moment, lead: str) -> None:
    rows = catalogue.run(both.at(moment), "leads", name="引水干渠").rows
    assert [row["agency"] for row in rows] == [lead]


@pytest.mark.parametrize("edition", [OLD, NEW], ids=["old", "new"])
def test_every_question_answers_as_if_the_edition_were_alone(
    endpoint: Endpoint, engine_settings: Settings, edition: Edition
) -> None:
    """No join crosses documents and none lacks its filter: whatever is asked, the other makes no difference."""
    given = {
        "agency": "市水利局",
        "document": "水网建设",
        "name": "干渠",
        "node": "市水利局",
        "first": "市水利局",
        "second": "市财政局",
        "workgroup": "益阳市水网建设工作专班",
    }
    store = Store(endpoint, engine_settings).at(MARCH if edition is OLD else TODAY)
    # Names stay known, whoever names them; the others say what they are about, or hold the documents themselves.
    apart = {
        "agencies",
        "bodies",
        "documents",
        "evidence",
        "facts",
        "document_facts",
        "outline",
        "node",
        "path_between",
    }
    asked = {
        name: {parameter.name: given[parameter.name] for parameter in query.parameters if parameter.required}
        for name, query in catalogue.catalogue().items()
        if name not in apart and all(p.name in given for p in query.parameters if p.required)
    }

    def answers() -> dict[str, list[dict[str, object]]]:
        found = {name: catalogue.run(store, name, **values).rows for name, values in asked.items()}
        counted = ("facts", "uses")  # how often a name is met is counted over all documents
        return {
            name: sorted([{k: v for k, v in row.items() if k not in counted} for row in rows], key=str)
            for name, rows in found.items()
        }

    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    fill(store, edition)
    alone = answers()
    fill(store, NEW if edition is OLD else OLD)
    assert len(asked) > 40
    for name, rows in answers().items():
        assert rows == alone[name], name


def test_standings_say_by_which_document(both: Store) -> None:
    (old, first), (new, second) = both.standings()
    assert (old.date, first.state, first.by) == ("2023-02-17", "已被取代", new.id)
    assert (second.state, second.listed) == ("现行", True)
    assert [one.state for _, one in both.at(MARCH).standings()] == ["现行", "未生效"]


def test_a_list_says_what_it_leaves_out_and_how_to_see_it(both: Store) -> None:
    def sentences(moment: Moment) -> tuple[str, ...]:
        store = both.at(moment)
        subject = reports.find(store, "市水利局")
        return reports.dated(store, reports.report_about(store, subject).listing(), subject).left_out

    assert sentences(TODAY) == ("另有 1 份旧版（2023-02-17）的 6 项未列入；--all 全列，--as-of 2023-02-17 看当时。",)
    assert sentences(MARCH) == (
        "另有 1 份尚未施行的文件（2023-09-01）的 5 项未列入；--all 全列，--as-of 2023-09-01 看当时。",
    )
    assert sentences(EVERY) == ()


def test_the_report_of_gaps_says_which_documents_it_leaves_out(both: Store) -> None:
    found = reports.dated(both, reports.gaps(both))
    assert found.left_out == ("另有 1 份旧版（2023-02-17）未列入；--all 全列，--as-of 2023-02-17 看当时。",)
    assert found.facts["left_out"] == list(found.left_out)


def test_an_answer_tells_who_led_before_with_both_sentences(both: Store) -> None:
    answer = Asker(both).ask("引水干渠由谁牵头？")
    assert answer.text.endswith("现行的是 2023-09-01 印发的一版；此前（2023-02-17）由市水利局牵头。")
    assert [source["quote"] for source in answer.evidence] == [
        "（市发展改革委牵头，市财政局、市水利局按职责分工负责）",
        "（市水利局牵头，市发展改革委、市财政局按职责分工负责）",
    ]
    assert answer.left_out == "另有 1 份不是现行的文件（2023-02-17）未计入；--all 一并查。"
    then = Asker(both.at(MARCH)).ask("引水干渠由谁牵头？")
    assert (then.value, then.earlier) == (["市水利局"], ())
    assert "此前" not in Asker(both).ask("修复河岸湿地由谁牵头？").text


RULES = """益阳市人民政府关于印发《益阳市{name}管理办法》的通知

{words}

益阳市人民政府
{date}

一、任务

1.{task}。（市水利局牵头）
"""
HISTORY = {
    # What is asked on a day -> the items of the body in force then.
    "2023-01-15": ["听取意见"],
    "2023-02-15": ["修建渠道"],
    "2024-03-01": ["修建渠道", "巡查水库"],
    "2024-06-30": ["修建渠道", "巡查水库"],
    "2024-07-01": ["修建渠道", "巡查水库", "疏浚湖泊"],
    "2029-02-28": ["修建渠道", "巡查水库", "疏浚湖泊"],
    "2029-03-01": ["修建渠道", "疏浚湖泊"],
}


def test_drafts_validity_and_what_takes_effect_later(store: Store) -> None:
    for name, words, date, task in (
        ("渠道", "现就《益阳市渠道管理办法（征求意见稿）》公开征求意见。", "2023年1月10日", "听取意见"),
        ("渠道", "现印发给你们。", "2023年2月10日", "修建渠道"),
        ("水库", "本办法自印发之日起施行，有效期5年。", "2024年2月29日", "巡查水库"),
        ("湖泊", "本办法自2024年7月1日起施行。", "2024年5月1日", "疏浚湖泊"),
    ):
        text = RULES.format(name=name, words=words, date=date, task=task)
        if task == "听取意见":
            text = text.replace(
                "印发《益阳市渠道管理办法》的通知", "《益阳市渠道管理办法（征求意见稿）》公开征求意见的公告"
            )
        found = extract(Text(text, f"{task}.txt"))
        store.replace(found.document, found.statements)
    for day, items in HISTORY.items():
        rows = catalogue.run(store.at(Moment(day)), "duties", agency="益阳市/水利").rows
        assert sorted(row["item"] for row in rows) == sorted(items), day


def test_two_that_repeal_each_other_are_told_and_both_stay(store: Store) -> None:
    for name, other in (("渠道", "水库"), ("水库", "渠道")):
        words = f"现印发给你们，《益阳市{other}管理办法》同时废止。"
        found = extract(Text(RULES.format(name=name, words=words, date="2023年2月10日", task=f"修建{name}"), name))
        store.replace(found.document, found.statements)
    assert len(store.contradictions()) == 1
    assert [one.state for _, one in store.standings()] == ["现行", "现行"]


def test_an_annex_that_the_revision_does_not_restate_is_told(endpoint: Endpoint, engine_settings: Settings) -> None:
    annex = "\n附件1\n\n益阳市干渠工作方案\n\n一、工作任务\n\n1.疏通干渠。（市水利局牵头）\n"
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    for edition, more in ((OLD, annex), (NEW, "")):
        found = extract(Text(edition.text() + more, f"{edition.date}.txt"))
        store.replace(found.document, found.statements)
    subject = reports.find(store, "市水利局")
    _, missing = reports.dated(store, reports.report_about(store, subject).listing(), subject).left_out
    assert missing == "旧版（2023-02-17）的附件1益阳市干渠工作方案，新版没有重列，是否仍然有效请核对原文。"


def test_a_body_of_before_a_reform_keeps_its_name_and_is_tied_to_its_successor(
    endpoint: Endpoint, engine_settings: Settings
) -> None:
    with endpoint.writing() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    store = Store(endpoint, engine_settings)
    for year, body in (("2017", "市扶贫办"), ("2024", "市乡村振兴局")):
        plan = f"益阳市{year}年饮水工程方案\n\n益阳市人民政府\n{year}年5月1日\n\n一、任务\n1.改造水厂。（{body}牵头）\n"
        found = extract(Text(plan, f"{year}.txt"))
        store.replace(found.document, found.statements)

    def listed(name: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
        subject = reports.find(store, name)
        made = reports.dated(store, reports.report_about(store, subject).listing(), subject)
        return [row["leads"] for table in made.tables for row in table.rows], made.left_out

    assert listed("市乡村振兴局") == (
        [("市乡村振兴局",)],
        (
            "前身市扶贫办（名称用到 2021-12-31）另有 1 项未列入；"
            "加 --with-former 一并列出，或用 qiantou duty 益阳市/扶贫开发 查看。",
        ),
    )
    rows, told = listed("益阳市/扶贫开发")
    assert rows == [("市扶贫办",)]
    assert told == ("市扶贫办是旧名称，最迟用到 2021-12-31，此后更名为市乡村振兴局。",)


# Name before, name behind, how often each answers as of 2017, 2020 and 2024.
REFORMED = [
    ("市扶贫办", "市乡村振兴局", (1, 2, 2), (0, 0, 1)),
    ("市卫计委", "市卫生健康委", (1, 1, 1), (0, 1, 2)),
    ("市国土资源局", "市自然资源和规划局", (1, 1, 1), (0, 1, 2)),
    ("市环保局", "市生态环境局", (1, 1, 1), (0, 1, 2)),
    ("市安监局", "市应急管理局", (1, 1, 1), (0, 1, 2)),
    ("市农业局", "市农业农村局", (1, 1, 1), (0, 1, 2)),
    ("市工商局", "市市场监管局", (1, 1, 1), (0, 1, 2)),
    ("市政府法制办", "市司法局", (1, 1, 1), (0, 1, 2)),
    ("市地税局", "市税务局", (1, 1, 1), (0, 1, 2)),
    ("银保监分局", "金融监管分局", (1, 2, 2), (0, 0, 1)),
    ("人行益阳市中心支行", "人行益阳市分行", (1, 2, 2), (0, 0, 1)),
]
YEARS = ("2017", "2020", "2024")
REFORM = """益阳市机构改革方案

益阳市人民政府
2018年12月20日

一、组建和调整

1.将市粮油局的职责、市农业局的种子管理职责整合，组建市粮食产业局。不再保留市粮油局。
"""


def test_bodies_of_the_reforms_by_both_names_as_of_three_days(store: Store) -> None:
    for at, year in enumerate(YEARS):
        bodies = [
            old if before[at] > sum(before[:at]) or (at and before[at] > before[at - 1]) else new
            for old, new, before, _ in REFORMED
        ]
        rows = "\n".join(f"{n}.改造第{n}水厂。（{body}牵头）" for n, body in enumerate(bodies, 1))
        plan = f"益阳市{year}年饮水工程方案\n\n益阳市人民政府\n{year}年5月1日\n\n一、任务\n{rows}\n"
        found = extract(Text(plan, f"{year}.txt"))
        store.replace(found.document, found.statements)
    moments = [store.at(Moment(f"{year}-12-31")) for year in YEARS]
    for old, new, before, behind in REFORMED:
        reports_of = [[reports.duty_report(at, name) for at in moments] for name in (old, new)]
        assert tuple(tuple(one.total for one in each) for each in reports_of) == (before, behind), old
        # Every line is listed under the name of its document's time.
        assert {row.raw for one in reports_of[0] for row in one.rows} == {old}
    assert Asker(store).ask("市国土资源局牵头哪些工作？").value == ["3.改造第3水厂"]
    subject = reports.find(store, "市乡村振兴局")
    made = reports.with_formers(store, reports.report_about(store, subject).listing(), subject)
    assert made.counted == "共 3 项：牵头 1 项，前身市扶贫办（名称用到 2021-12-31）：牵头 2 项"
    assert reports.dated(store, made, subject).left_out == ()


def test_a_plan_of_reform_ties_bodies_that_no_gazetteer_knows(store: Store) -> None:
    for file, text in (
        ("改革.txt", REFORM),
        (
            "旧.txt",
            "益阳市2017年口粮工程方案\n\n益阳市人民政府\n2017年5月1日\n\n一、任务\n1.修建粮仓。（市粮油局牵头）\n2.选育良种。（市农业局牵头）\n",
        ),
        (
            "新.txt",
            "益阳市2020年口粮工程方案\n\n益阳市人民政府\n2020年5月1日\n\n一、任务\n1.修建粮库。（市粮食产业局牵头）\n",
        ),
    ):
        found = extract(Text(text, file))
        store.replace(found.document, found.statements)
    subject = reports.find(store, "市粮食产业局")
    own = reports.report_about(store, subject).listing()
    assert reports.dated(store, own, subject).left_out == (
        "前身市粮油局（名称用到 2018-12-20）另有 1 项未列入；"
        "加 --with-former 一并列出，或用 qiantou duty 益阳市/粮油局 查看。",
        "2018-12-20 有一部分职责从市农业局 1 项转入（各为此前文件中的项数），哪些随之转入文件没有写明，没有列入。",
    )
    both = reports.with_formers(store, own, subject)
    assert (both.total, [one["agency"] for one in both.facts["former"]]) == (2, ["市粮油局"])
    earlier = reports.find(store, "市粮油局")
    assert reports.left_out(store, earlier) == ("市粮油局是旧名称，最迟用到 2018-12-20，此后组建为市粮食产业局。",)


def test_an_id_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"relation": "后身", "agency": "甲市/粮食", "agency_id": "甲市/粮食", "until": "2018-12-20", "event": "更名"}
    left_out = import_module("queries.reports.left_out")
    monkeypatch.setattr(left_out, "run", lambda *_, **__: Result((), [{**row, "items": 0}], complete=True))
    told = list(left_out._lineage(None, Subject("甲市/粮油局", "市粮油局", "", "机构", "甲市"), set()))
    assert told == ["市粮油局是旧名称，最迟用到 2018-12-20，此后改用新的名称；新的机构没有出现在已读入的文件中。"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("引水干渠现在由谁牵头？", ["市发展改革委"]),
        ("2023年3月时引水干渠由谁牵头？", ["市水利局"]),
        ("引水干渠在2023年3月的时候由谁牵头？", ["市水利局"]),
        ("引水干渠以前由谁牵头？", ["市水利局"]),
        ("修订前引水干渠由谁牵头？", ["市水利局"]),
        ("上一版里引水干渠由谁牵头？", ["市水利局"]),
        ("修订前后引水干渠由谁牵头？", {"现行": ["市发展改革委"], "此前": ["市水利局"], "变化": "有"}),
        ("引水干渠的牵头单位有没有变化？", {"现行": ["市发展改革委"], "此前": ["市水利局"], "变化": "有"}),
        ("与上一版比，修复河岸湿地由谁牵头？", {"现行": ["市林业局"], "此前": ["市林业局"], "变化": "没有"}),
        ("引水干渠现在由谁牵头，以前呢？", {"现行": ["市发展改革委"], "此前": ["市水利局"], "变化": "有"}),
        ("市水利局以前牵头哪些事项？", ["1.建设引水干渠"]),
    ],
)
def test_questions_about_editions(question: str, value: object, both: Store) -> None:
    answer = Asker(both).ask(question)
    assert (answer.answered, answer.value) == (True, value)


def test_both_sentences_stand_beside_a_changed_lead(both: Store) -> None:
    answer = Asker(both).ask("引水干渠的牵头单位有没有变化？")
    assert "2023-09-01 起的一版；此前为市水利局" in answer.text
    assert len(answer.evidence) == 2


def test_an_edition_that_there_is_not(both: Store) -> None:
    assert not Asker(both).ask("2022年3月时引水干渠由谁牵头？").answered
    assert not Asker(both.at(MARCH)).ask("以前引水干渠由谁牵头？").answered
