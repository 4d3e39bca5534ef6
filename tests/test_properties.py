"""What holds for every text: offsets point at their quotes, ids are stable, every cue has a fate, nothing crashes."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.ontology import ontology
from loaders.extract import Extraction, extract
from loaders.lexicon.cues import CUE
from loaders.page.text import Text
from loaders.records import records

AGENCIES = [
    "市工信局",
    "市发展改革委",
    "市委政研室〈市委改革办〉",
    "各县（市、区）政府",
    "常德海关",
    "市某某办",
    "相关成员单位",
]
ROLES = ["牵头", "依职责牵头", "配合", "参与", "等按职责分工负责", "按职责分工负责", "负责", "会同有关部门负责", ""]
HEADS = [
    "一、工作任务",
    "（一）抓项目。",
    "(二) 防风险",
    "1.建园区。",
    "２．促消费。",
    "附件1\n\n某方案",
    "第一条 总则",
    "",
]
NOISE = [
    "\n",
    "\r\n",
    "\u3000",
    " ",
    "。",
    "（",
    "）",
    "〔",
    "〕",
    "——",
    "\n— 3 —\n",
    "“引号”",
    "2023年",
    "\ue010",
    "𠮷",
]

clause = st.builds(
    lambda names, role, open_, close: f"{open_}{'、'.join(names)}{role}{close}",
    st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=4),
    st.sampled_from(ROLES),
    st.sampled_from(["（", "(", "〔", "（责任单位：", "(牵头单位:", ""]),
    st.sampled_from(["）", ")", "〕", ""]),
)
piece = st.one_of(clause, st.sampled_from(HEADS), st.sampled_from(NOISE), st.text(max_size=8))
document = st.lists(piece, max_size=25).map("".join)
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


def read(raw: str) -> Extraction:
    return extract(Text(raw, "文.txt"))


@relaxed
@given(document)
def test_every_statement_is_sound_and_its_quote_is_in_its_place(raw: str) -> None:
    for statement in read(raw).statements:
        statement.check(ontology())
        assert raw[statement.start : statement.end] == statement.quote


@relaxed
@given(document)
def test_the_same_text_gives_the_same_ids(raw: str) -> None:
    assert [s.id for s in read(raw).statements] == [s.id for s in read(raw).statements]


@relaxed
@given(document)
def test_every_cue_has_one_fate(raw: str) -> None:
    found = read(raw)
    assert [(c.start, c.end) for c in found.cues] == [m.span() for m in CUE.finditer(found.text.folded)]
    assert all(cue.rule for cue in found.cues if cue.fate == "non-duty")


@relaxed
@given(document)
@example("（市工信局牵头〕（一）抓项目。<*1.建园区。")
def test_every_record_points_into_the_text(raw: str) -> None:
    for record in records(read(raw)):
        quote = record.get("clause", record.get("quote"))
        assert raw[record["start"] : record["end"]] == quote
        if record["kind"] == "responsibility":
            assert Text(record["agency"]).bare in Text(quote).squeeze(0, len(quote)).text
