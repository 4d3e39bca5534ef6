"""One plan in every format, made from the project's own edition, to hold what is read against what was written."""

from __future__ import annotations

import html
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import openpyxl
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from benchmarks import ofd_files, pptx_files

_FONT = "Noto Serif CJK SC"
_SECONDS = 120


@dataclass(frozen=True)
class Plan:
    """A plan as paragraphs and tables in their order; a table is a list of rows."""

    parts: tuple[str | list[list[str]], ...]

    @classmethod
    def of(cls, markdown: str) -> Plan:
        """From Markdown whose tables are rows between bars."""
        blocks = [block.strip() for block in markdown.split("\n\n")]
        return cls(tuple(_rows(block) if block.startswith("|") else block for block in blocks if block))

    def without_tables(self) -> Plan:
        """Its paragraphs only."""
        return Plan(tuple(part for part in self.parts if isinstance(part, str)))

    def words(self) -> str:
        """All characters without white space, as every reading must have them."""
        cells = (part if isinstance(part, str) else "".join(map("".join, part)) for part in self.parts)
        return "".join("".join(cells).split())


def _rows(block: str) -> list[list[str]]:
    lines = [line for line in block.splitlines() if not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


# -- one function a format ---


def text(plan: Plan, path: Path, charset: str = "utf-8") -> None:
    """Plain text; rows of tables between bars."""
    path.write_bytes(as_text(plan).encode(charset))


def as_text(plan: Plan) -> str:
    """The plan as Markdown."""
    return "\n\n".join(part if isinstance(part, str) else _bars(part) for part in plan.parts)


def _bars(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def docx(plan: Plan, path: Path, columns: int = 1) -> None:
    """A Word document with a header, page numbers and real tables."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    for part in plan.parts:
        if isinstance(part, str):
            document.add_paragraph(part).paragraph_format.first_line_indent = Pt(28)
        else:
            _table(document, part)
    _margins(document, columns)
    document.save(str(path))


def _table(document: Docx, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(line.cells, row, strict=True):
            cell.text = words
            cell.paragraphs[0].style.font.size = None
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(7)


def _margins(document: Docx, columns: int) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "某某市人民政府办公室文件"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    number = footer.add_run()._r
    for kind, words in (("begin", ""), ("", " PAGE "), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        mark.text = words or None
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        number.append(mark)
    footer.add_run(" —")
    if columns > 1:
        setting = OxmlElement("w:cols")
        setting.set(qn("w:num"), str(columns))
        setting.set(qn("w:space"), "720")
        for old in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(old)
        section._sectPr.append(setting)


def web(plan: Plan, path: Path, charset: str = "gb18030") -> None:
    """A page as government sites make them: it declares gb2312, its text stands in nested tables and divs."""
    rows: list[str] = []
    for part in plan.parts:
        if isinstance(part, str):
            rows.append(f"<p>&nbsp;&nbsp;　　<span>{_lines(part)}</span></p>")
        else:
            lines = ("".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in part)
            rows.append("<table border=1>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    page = _PAGE.replace("BODY", "\n".join(rows))
    path.write_bytes(page.encode(charset))


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")


_PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ColumnName" content="政策文件"><style>p {margin: 0}</style>
<script>var a = "<p>牵头</p>";</script></head><body>
<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<table width="1000"><tr><td><div id="zoom">BODY</div></td></tr></table>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="footer"><p>主办单位：某某市人民政府办公室　技术支持：某某市数据局</p>
<p>备案号：12345678</p></div></body></html>"""


def workbook(plan: Plan, path: Path) -> None:
    """A workbook of one sheet: a paragraph a row, tables in rows of their own."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for part in plan.parts:
        if isinstance(part, str):
            sheet.append([part])
        else:
            sheet.append([])
            for row in part:
                sheet.append(row)
            sheet.append([])
    book.save(path)


def archive(plan: Plan, path: Path) -> None:
    """A zip that holds the plan as plain text."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo("plan.txt")
        info.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(info, as_text(plan).encode("utf-8"))


def office() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice")


def converted(sources: Sequence[Path], form: str, folder: Path) -> None:
    """Files in another format, made by LibreOffice in one go."""
    command = [
        str(office()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, sources)], check=True, capture_output=True, timeout=_SECONDS
    )


def pages(plan: Plan, path: Path) -> None:
    """An OFD: every character in its place, tables by their rules."""
    path.write_bytes(ofd_files.ofd(ofd_files.pages_of(plan.parts)))


def slides(plan: Plan, path: Path) -> None:
    """A presentation."""
    path.write_bytes(pptx_files.pptx(pptx_files.slides_of(plan.parts)))


def mail(plan: Plan, path: Path) -> None:
    """A mail without a word, to which the plan is attached as a Word document."""
    attached = path.with_name("attached.docx")
    docx(plan, attached)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "报送方案"
    letter.set_content("\n")
    letter.add_attachment(attached.read_bytes(), maintype="application", subtype="octet-stream", filename="方案.docx")
    attached.unlink()
    path.write_bytes(letter.as_bytes())


MAKERS: dict[str, Callable[[Plan, Path], None]] = {
    "plan.txt": text,
    "gbk.txt": lambda plan, path: text(plan, path, "gb18030"),
    "utf16.txt": lambda plan, path: text(plan, path, "utf-16"),
    "plan.docx": docx,
    "columns.docx": lambda plan, path: docx(plan.without_tables(), path, 2),
    "plan.html": web,
    "plan.xlsx": workbook,
    "plan.zip": archive,
    "plan.ofd": pages,
    "plan.pptx": slides,
    "plan.eml": mail,
}
"""File name -> the function that makes it."""


def make(markdown: str, folder: Path) -> list[Path]:
    """The plan in every format that this machine can make, in a fixed order."""
    plan = Plan.of(markdown)
    for name, maker in MAKERS.items():
        maker(plan, folder / name)
    if office() is not None:
        converted([folder / "plan.docx", folder / "columns.docx"], "pdf", folder)
        converted([folder / "plan.docx"], "doc", folder)
        converted([folder / "plan.xlsx"], "xls", folder)
        converted([folder / "plan.xlsx"], "ods", folder)
        shutil.rmtree(folder / "profile")
    return sorted(path for path in folder.iterdir() if path.is_file())
