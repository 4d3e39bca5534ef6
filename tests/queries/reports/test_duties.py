"""The responsibility list of a body: what is in it."""

from __future__ import annotations

import pytest

from graph.errors import NotFoundError, QueryError
from graph.store import Store
from queries.reports import Body, DutyReport, DutyRow, duty_report

QUOTE = "(市工信局牵头,市发展改革委、市科技局等按职责分工负责)"


def summary(report: DutyReport) -> list[tuple[str, list[str]]]:
    return [(section.role, [row.item for row in section.rows]) for section in report.sections]


# --- finding the agency ---


@pytest.mark.parametrize("name", ["市发改委", "市发展改革委", "常德市发展和改革委员会", "常德市/发展和改革委员会"])
def test_any_name_finds_the_body(graph: Store, name: str) -> None:
    assert duty_report(graph, name).body == Body(
        id="常德市/发展和改革委员会",
        name="市发展改革委",
        full_name="常德市发展和改革委员会",
        kind="机构",
        region="常德市",
    )


def test_unknown_name_suggests_similar_ones(graph: Store) -> None:
    with pytest.raises(
        NotFoundError, match=r"没有名为“市商业局”的单位、项目清单或产业。名称相近的有：.*市商务局"
    ) as missing:
        duty_report(graph, "市商业局")
    assert missing.value.advice.count("、") <= 4


def test_name_of_two_bodies_lists_them_with_their_regions(graph: Store) -> None:
    with pytest.raises(QueryError) as several:
        duty_report(graph, "市工信局")
    assert str(several.value) == (
        "“市工信局”指 2 个单位：岳阳市工业和信息化局（岳阳市，编号 岳阳市/工业和信息化局）；"
        "常德市工业和信息化局（常德市，编号 常德市/工业和信息化局）。请改写全称或编号。"
    )


# --- the rows ---


def test_sections_follow_the_order_of_roles(graph: Store) -> None:
    report = duty_report(graph, "市发展改革委")
    assert summary(report) == [
        ("牵头", ["发展现代物流", "抓好三大项目建设", "三大项目"]),
        ("配合", ["推动产业升级"]),
        ("负责", ["保障如期交楼"]),
        ("成员单位", ["产业提升工作专班"]),
    ]
    assert (report.total, len(report.rows), report.complete) == (6, 6, True)
    assert [section.clauses for section in report.sections] == [2, 1, 1, 1]


def test_row_in_full(graph: Store) -> None:
    [row] = duty_report(graph, "常德市工业和信息化局").sections[0].rows
    assert row == DutyRow(
        number=1,
        role="牵头",
        item="推动产业升级",
        item_number="1.",
        title="常德市产业提升实施方案",
        date="2024-02-01",
        path=("附件1 常德市产业提升工作方案", "一、重点任务", "(一)培育产业"),
        leads=("市工信局",),
        section_leads=(),
        cooperators=("市发展改革委", "市科技局"),
        responsible=(),
        open=True,
        inherited=False,
        counted=True,
        note="",
        quote=QUOTE,
        start=91,
        end=119,
        place="",
        document="常政办发〔2024〕1号",
        statement=row.statement,
        mark=row.mark,
        raw="市工信局",
        open_roles=("牵头", "配合"),
        targets=(),
    )


def test_posts_in_person_carry_a_note(graph: Store) -> None:
    report = duty_report(graph, "常德市工业和信息化局")
    notes = [(row.role, row.item, row.note) for section in report.sections[1:] for row in section.rows]
    assert notes == [
        ("成员单位", "产业提升工作专班", ""),
        ("副召集人", "产业提升工作专班", "由市工信局主要负责人担任"),
        ("办公室", "产业提升工作专班", ""),
    ]


def test_inherited_leads_are_marked_and_not_counted_as_clauses(graph: Store) -> None:
    lead = duty_report(graph, "市住建局").sections[0]
    assert [(row.number, row.item, row.inherited) for row in lead.rows] == [
        (1, "防范风险", False),
        (2, "保障如期交楼", True),
        (3, "化解存量债务", True),
    ]
    assert (lead.clauses, lead.inherited) == (1, 2)


def test_body_without_duties_has_an_empty_report(graph: Store) -> None:
    report = duty_report(graph, "产业提升工作专班")
    assert (report.sections, report.total, report.complete) == ((), 0, True)


def test_sources_are_the_documents_that_say_so(graph: Store) -> None:
    [source] = duty_report(graph, "市发展改革委").sources
    assert (source.title, source.number, source.issuer, source.date) == (
        "常德市产业提升实施方案", "常政办发〔2024〕1号", "常德市人民政府办公室", "2024-02-01",
    )  # fmt: skip


def test_targets_stand_beside_the_duty(graph: Store) -> None:
    row = duty_report(graph, "岳阳市工业和信息化局").sections[1].rows[0]
    assert (row.item, row.targets) == ("推进数字改造", ("上云企业800家以上",))


def test_a_list_ends_in_etc_where_the_sentence_does(graph: Store) -> None:
    row = duty_report(graph, "市国资委").rows[0]
    assert (row.responsible, row.open_roles) == (("市财政局", "市国资委"), ("负责",))


@pytest.mark.parametrize("name", ["财政局", "常德市财政局", "常德 市财政局"])
def test_other_ways_to_write_a_name_are_known(graph: Store, name: str) -> None:
    if name == "财政局":
        with pytest.raises(QueryError, match="“财政局”指 2 个单位"):
            duty_report(graph, name)
    else:
        assert duty_report(graph, name).body.id == "常德市/财政局"
