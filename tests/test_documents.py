"""The documents that come with the project hold what they claim to hold."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import data
from benchmarks.evaluation.compare import squash
from graph.ontology import ontology
from loaders.extract import Extraction, extract
from loaders.passes import BODIES
from loaders.readers import discover, read
from loaders.records import Record, records

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
FILES = [source.path for source in discover([data.DOCUMENTS])[0] if source.path is not None]


@pytest.fixture(scope="module")
def plan() -> Extraction:
    return extract(read(data.DOCUMENTS / f"{PLAN}.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_statement_is_sound(path: Path) -> None:
    found = extract(read(path))
    for statement in found.statements:
        statement.check(ontology())
        assert found.text.raw[statement.start : statement.end] == statement.quote


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_cue_is_left_unread(path: Path) -> None:
    assert [cue for cue in extract(read(path)).cues if cue.fate == "signal"] == []


def test_the_plan_is_whole(plan: Extraction) -> None:
    clauses = [f for task in plan.tasks for f in task.clauses if not f.clause.rule.startswith("prose:")]
    duties = [s for s in plan.statements if s.rule.startswith("clause:") and not s.attributes["inherited"]]
    assert (len(plan.items), len(clauses), len(duties), len(plan.orphans)) == (162, 194, 561, 11)
    assert len([found for found in plan.doc[BODIES] if not found.body.is_mentioned]) == 7
    assert len(plan.doc[BODIES]) == 14


def test_the_plan_stands_for_the_original(plan: Extraction) -> None:
    document = plan.document
    assert (document.issuer, document.date, document.region) == ("常德市人民政府办公室", "2023-02-17", "常德市")
    assert document.id == "|".join((document.title, document.issuer, document.date))


MAGAZINE, NEWSPAPER = "常德通讯2023年第3期", "常德产业立市经验2020"
PROVINCE_2023, PROVINCE_2021 = "湖南日报2023年11月6日市州新闻", "湖南日报2021年12月市州新闻"


@cache
def said(name: str) -> tuple[Record, ...]:
    return tuple(records(extract(read(data.DOCUMENTS / f"{name}.md"))))


@pytest.mark.parametrize(
    ("document", "kind", "expected"),
    [
        (MAGAZINE, "project", {"name": "桃源抽水蓄能电站项目", "amount": "83亿元"}),
        (MAGAZINE, "person", {"person": "车世忠", "posts": ["常德经开区党工委书记"], "date": "2023"}),
        (MAGAZINE, "responsibility", {"agency": "市发改委", "role": "牵头"}),
        (MAGAZINE, "responsibility", {"agency": "市科技局", "role": "牵头"}),
        (MAGAZINE, "industry", {"system": "“4+4+1”优势主导产业", "members": []}),
        (MAGAZINE, "industry", {"park": "常德经开区", "relation": "主攻方向", "industry": "新能源制备"}),
        (MAGAZINE, "industry", {"industry": "文化旅游", "indicator": "总收入", "value": 680, "target_year": "2023"}),
        (MAGAZINE, "target", {"indicator": "地区生产总值", "comparator": "≥", "value": 540, "year": "2025"}),
        (NEWSPAPER, "person", {"person": "李育智", "posts": ["常德经开区党工委书记"], "date": "2020"}),
        (NEWSPAPER, "person", {"person": "徐荩", "posts": []}),
        (NEWSPAPER, "industry", {"system": "四大千亿产业集群", "declared": 4}),
        (
            NEWSPAPER,
            "industry",
            {"park": "常德经开区", "relation": "特色产业", "industry": "电子信息", "as_of": "2020"},
        ),
        (NEWSPAPER, "project", {"name": "常德工业互联网创新中心", "owner": "华为"}),
        (PROVINCE_2023, "project", {"name": "湖南轻盐集团年产100万吨纯碱项目", "amount": "75亿元"}),
        (PROVINCE_2023, "project", {"name": "市疾病预防控制中心综合大楼", "amount": "4137万元"}),
        (PROVINCE_2023, "industry", {"park": "娄底经开区", "relation": "主导产业", "industry": "钢铁新材"}),
        (PROVINCE_2021, "industry", {"system": "“3+3+2”现代产业体系", "members": []}),
        (PROVINCE_2021, "workgroup", {"name": "娄底市养老服务领导小组", "convener": ["市长任组长"]}),
        (PROVINCE_2021, "project", {"name": "株洲克林纳德国地桩项目"}),
    ],
)
def test_the_other_editions_hold_their_facts(document: str, kind: str, expected: Record) -> None:
    found = [record for record in said(document) if record["kind"] == kind]
    assert any(expected.items() <= record.items() for record in found if _fits(record, expected)), expected


def _fits(record: Record, expected: Record) -> bool:
    return all(key in record for key in expected)


def test_the_magazine_stands_for_the_original() -> None:
    assert (
        extract(read(data.DOCUMENTS / f"{MAGAZINE}.md")).document.id
        == "常德通讯2023年第3期(总第365期)|中共常德市委|2023"
    )


PLAN = "常德市打好发展六仗实施方案"
ORIGINALS = {PLAN: "001", MAGAZINE: "000", NEWSPAPER: "002", PROVINCE_2023: "003", PROVINCE_2021: "004"}
HEADS = re.compile("任(?:召集人|指挥长)")
LONGEST = 45
"""Names, headings and figures carry over from the originals, sentences do not.

No piece between 、 and brackets is as long in both, but for who heads a body.
"""


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize(("name", "number"), ORIGINALS.items())
def test_sentences_are_our_own(name: str, number: str) -> None:
    original = squash(next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8"))
    paragraphs = (data.DOCUMENTS / f"{name}.md").read_text("utf-8").splitlines()
    ours = [line for line in paragraphs if len(line) > LONGEST and not line.startswith("#") and not HEADS.search(line)]
    assert ours
    pieces = [piece for line in ours for piece in re.split(r"[、()“”《》〈〉]", squash(line))]
    runs = {piece[i : i + LONGEST] for piece in pieces for i in range(len(piece) - LONGEST + 1)}
    assert {run for run in runs if run in original} == set()
