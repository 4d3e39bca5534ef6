"""`python -m benchmarks.formats`: writes docs/formats.md, with one plan in every format held against itself."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import data
from benchmarks import samples
from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import Failure, discover, read_all
from loaders.readers.formats import FORMATS, READ
from loaders.records import Record, records

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"
_FRAME = Path(__file__).with_suffix(".md")
_MARKS = re.compile(r"[\s|\ufeff]|-{3,}")
_OFFSETS = frozenset({"doc", "start", "end", "task_start", "task_end", "sentence", "place"})
_ROWS = (
    ("plan.txt", "txt，UTF-8"),
    ("gbk.txt", "txt，GB18030"),
    ("utf16.txt", "txt，UTF-16"),
    ("plan.html", "网页，声明 gb2312，正文在嵌套的表格中，有导航和页脚"),
    ("plan.docx", "docx，有页眉页脚和表格"),
    ("columns.docx", "docx，两栏，无表格"),
    ("plan.pdf", "pdf，由 LibreOffice 从 docx 转成，有页眉页脚和 20 列的表格"),
    ("columns.pdf", "pdf，两栏，无表格"),
    ("plan.xlsx", "xlsx，一段一行"),
    ("plan.xls", "xls"),
    ("plan.doc", "doc，经 LibreOffice"),
    ("plan.zip/plan.txt", "zip 中的 txt"),
    ("plan.ofd", "ofd，有线的表格"),
    ("plan.pptx", "pptx，几段一页，一表一页"),
    ("plan.eml/方案.docx", "邮件的附件 docx"),
    ("plan.ods", "ods"),
)


@dataclass(frozen=True)
class Result:
    """What was read of one file, held against what was written.

    Attributes:
        written: characters without white space.
        lost, more: characters that the reading lacks, or has beside these.
        edges: facts found.
        missing, extra: facts that the same plan as Markdown has and this reading has not, or the other way round.
    """

    written: int
    lost: int
    more: int
    edges: int
    missing: int
    extra: int


def facts(text: Text) -> Counter[tuple[str, ...]]:
    """The records of a document without their offsets: what must be the same whatever the format."""
    return Counter(map(_fact, filter(lambda record: record["kind"] != "signal", records(extract(text)))))


def _fact(record: Record) -> tuple[str, ...]:
    return tuple(f"{key}={_bare(value)}" for key, value in record.items() if key not in _OFFSETS)


def _bare(value: object) -> str:
    """A value without offsets and white space."""
    if isinstance(value, dict):
        return "".join(f"{key}={_bare(one)}" for key, one in value.items() if key not in _OFFSETS)
    if isinstance(value, list):
        return "".join(map(_bare, value))
    return _MARKS.sub("", str(value))


def compare(folder: Path) -> Iterator[tuple[str, Result]]:
    """Every file that `samples.make` makes, read and compared with the edition that it was made of.

    Raises:
        ReadError: one cannot be read.
    """
    markdown = next(data.DOCUMENTS.glob("*六仗*.md")).read_text(encoding="utf-8")
    samples.make(markdown, folder)
    whole = samples.Plan.of(markdown)
    plans = {"plan": whole, "columns": whole.without_tables()}
    wanted = {name: facts(Text(samples.as_text(plan))) for name, plan in plans.items()}
    sources = discover([folder])[0]
    for source, found in zip(sources, read_all(sources), strict=True):
        if isinstance(found, Failure):
            raise found.error
        name = "columns" if source.name.startswith("columns") else "plan"
        yield source.name, _result(plans[name], found, wanted[name])


def _result(plan: samples.Plan, found: Text, wanted: Counter[tuple[str, ...]]) -> Result:
    written, read = plan.words(), _MARKS.sub("", found.raw)
    had = facts(found)
    return Result(
        len(written),
        (Counter(written) - Counter(read)).total(),
        (Counter(read) - Counter(written)).total(),
        had.total(),
        (wanted - had).total(),
        (had - wanted).total(),
    )


def page(results: dict[str, Result]) -> str:
    """The page of the documentation."""
    kinds = "".join(f"| {one.caption} | {' '.join(one.suffixes) or '（看内容）'} |\n" for one in READ)
    others = "".join(f"| {one.caption} | {' '.join(one.suffixes)} | {one.advice} |\n" for one in FORMATS if one.advice)
    rows = "".join(_row(caption, results[name]) for name, caption in _ROWS)
    return (
        _FRAME.read_text(encoding="utf-8").replace("KINDS\n", kinds).replace("OTHERS\n", others).replace("ROWS\n", rows)
    )


def _row(caption: str, one: Result) -> str:
    figures = (one.written, one.lost, one.more, one.edges, one.missing, one.extra)
    return f"| {caption} | {' | '.join(map(str, figures))} |\n"


def main() -> None:
    """Write the page, where LibreOffice, which makes half of the files, is installed."""
    if samples.office() is None:
        print("没有找到 LibreOffice，docs/formats.md 没有重写。")
        return
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(dict(compare(Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
