"""The same plan in every format: no character lost, the same facts, and the page of the documentation as measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import formats, samples
from loaders.readers import read


@pytest.mark.skipif(samples.office() is None, reason="LibreOffice makes half of the files")
def test_every_format_gives_the_same_facts(tmp_path: Path) -> None:
    results = dict(formats.compare(tmp_path))
    wrong = {name: one for name, one in results.items() if one.lost or one.more or one.missing or one.extra}
    assert not wrong
    assert formats.page(results) == formats.PAGE.read_text(encoding="utf-8"), "run: python -m benchmarks.formats"


PLAN = samples.Plan(
    (
        "某某市人民政府办公室关于印发重点任务分工的通知",
        "一、总体要求",
        "推进园区建设。（市工信局牵头，市科技局配合）",
        [
            ["序号", "工作任务", "牵头单位", "配合单位"],
            ["1", "建设标准厂房", "市自然资源和规划局", "市财政局、市商务局"],
            ["2", "培育链主企业", "市工信局", "市科技局"],
        ],
    )
)


@pytest.mark.parametrize("name", ["plan.docx", "plan.html", "plan.xlsx"])
def test_a_table_of_duties_is_read_alike(name: str, tmp_path: Path) -> None:
    samples.MAKERS["plan.txt"](PLAN, tmp_path / "plan.txt")
    samples.MAKERS[name](PLAN, tmp_path / name)
    wanted = formats.facts(read(tmp_path / "plan.txt"))
    assert sum(count for fact, count in wanted.items() if "kind=responsibility" in fact) == 7
    assert formats.facts(read(tmp_path / name)) == wanted


@pytest.mark.parametrize(
    ("name", "place"),
    [("plan.docx", "表1第2行"), ("plan.html", "表1第2行"), ("plan.xlsx", "工作表“Sheet”第6行"), ("plan.txt", "")],
)
def test_a_place_in_a_table_is_told(name: str, place: str, tmp_path: Path) -> None:
    samples.MAKERS[name](PLAN, tmp_path / name)
    text = read(tmp_path / name)
    assert text.place(text.raw.index("标准厂房")) == place
