"""`python -m benchmarks.scans`: a scanned page of prose and one of a ruled table, read by each program installed.

The pages are drawn (200 dpi), laid askew by a degree, strewn with noise and stamped with a red seal. Told are the share
of characters and of duties that are right, processor time and memory.
"""

from __future__ import annotations

import difflib
import io
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from loaders.extract import extract
from loaders.page.text import Text
from loaders.readers import job, scans
from loaders.readers.limits import Limits
from loaders.records import records

_DPI, _SKEW, _SEED = 200, 1.0, 7
_WIDE, _HIGH = round(8.27 * _DPI), round(11.69 * _DPI)
_SIZE, _MARGIN, _PITCH = 44, 170, 78
_SPECKS = 6000
_FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "simsun.ttc", "wqy-zenhei.ttc")
PROSE = (
    "青山市2026年产业提升实施方案",
    "一、加快园区建设。推进高新区标准厂房建设，完善道路和管网配套。（市工信局牵头，市财政局、市自然资源局配合）",
    "二、做强龙头企业。培育百亿企业两家，支持企业技术改造。（牵头单位：市发展改革委；配合单位：市商务局、市市场监管局）",
    "三、优化营商环境。全面推行一网通办，压减审批时限。（市行政审批局负责）",
    "四、强化人才保障。引进高层次人才一百名以上。（市人社局牵头，市教育局、市科技局配合）",
)
TABLE = (
    ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "建设标准厂房二十万平方米", "市工信局", "市财政局", "6月底"),
    ("2", "引进龙头企业三家", "市商务局", "市投促局", "9月底"),
    ("3", "培育专精特新企业", "市科技局", "市财政局、市工信局", "12月底"),
    ("4", "改造老旧小区", "市住建局", "市城管局", "10月底"),
    ("5", "开展技能培训", "市人社局", "市教育局", "11月底"),
)
_COLUMNS = (0, 110, 570, 830, 1110, 1310)


def _font(size: int) -> ImageFont.FreeTypeFont:
    for name in _FONTS:
        for found in sorted(Path("/usr/share/fonts").rglob(name)):
            return ImageFont.truetype(str(found), size)
    raise SystemExit("没有找到中文字体，测不了。")


def _lines(words: str, room: int) -> list[str]:
    return [words[at : at + room] for at in range(0, len(words), room)]


def prose() -> Image.Image:
    """A page of paragraphs."""
    page = Image.new("RGB", (_WIDE, _HIGH), "white")
    draw, font, top = ImageDraw.Draw(page), _font(_SIZE), 240
    room = (_WIDE - 2 * _MARGIN) // _SIZE
    for number, words in enumerate(PROSE):
        for line in _lines(("\u3000\u3000" if number else "") + words, room):
            draw.text((_MARGIN if number else (_WIDE - _SIZE * len(line)) // 2, top), line, "black", font)
            top += _PITCH
    return page


def table() -> Image.Image:
    """A page with a title and a ruled table."""
    page = Image.new("RGB", (_WIDE, _HIGH), "white")
    draw, font, top = ImageDraw.Draw(page), _font(36), 360
    draw.text((_WIDE // 2 - 300, 240), "青山市重点任务分工表", "black", _font(_SIZE))
    for row in TABLE:
        cells = [
            _lines(cell, (right - left - 20) // 36)
            for cell, left, right in zip(row, _COLUMNS, _COLUMNS[1:], strict=False)
        ]
        bottom = top + 30 + 56 * max(map(len, cells))
        for lines, left, right in zip(cells, _COLUMNS, _COLUMNS[1:], strict=False):
            draw.rectangle((_MARGIN + left, top, _MARGIN + right, bottom), outline="black", width=3)
            for number, line in enumerate(lines):
                draw.text((_MARGIN + left + 12, top + 14 + 56 * number), line, "black", font)
        top = bottom
    return page


def scanned(page: Image.Image) -> bytes:
    """A page as a scanner gives it: with a seal on it, askew, a little unsharp, with noise."""
    draw, dice = ImageDraw.Draw(page), random.Random(_SEED)
    seal = (_WIDE - 720, 560, _WIDE - 720 + 330, 890)
    draw.ellipse(seal, outline=(220, 30, 40), width=12)
    draw.text((seal[0] + 60, seal[1] + 140), "青山市政府", (220, 30, 40), _font(42))
    turned = page.rotate(_SKEW, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(0.7))
    for _ in range(_SPECKS):
        turned.putpixel((dice.randrange(_WIDE), dice.randrange(_HIGH)), (dice.randrange(160),) * 3)
    stored = io.BytesIO()
    turned.save(stored, "PNG", dpi=(_DPI, _DPI))
    return stored.getvalue()


def duties(text: Text) -> set[tuple[str, str, str]]:
    """Who does what in which role."""
    found = (record for record in records(extract(text)) if record["kind"] == "responsibility")
    return {(str(one["agency"]), str(one["role"]), "".join(str(one["task"]).split())) for one in found}


def _bare(words: str) -> str:
    """Without white space, bars, and the difference between marks of full and half width."""
    table_ = str.maketrans("，：；（）", ",:;()")
    return "".join(char for char in words.translate(table_) if not char.isspace() and char != "|")


def measure(name: str) -> None:
    """Read one page and print what came of it."""
    pages: dict[str, tuple[Image.Image, str]] = {
        "正文": (prose(), "\n\n".join(PROSE)),
        "表格": (table(), "青山市重点任务分工表\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in TABLE)),
    }
    page, wanted = pages[name]
    content = scanned(page)
    before, clock = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    reading = job.read(job.Job(content, "扫描.png", Limits.of()))
    seconds = time.perf_counter() - clock
    after, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    right = _right(_bare(wanted), _bare(reading.raw))
    had = duties(Text(reading.raw, "扫描.png", reading.blocks, reading.sheets, reading.facts, reading.notices))
    goal = duties(Text(wanted, "扫描.md"))
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime + others.ru_utime + others.ru_stime
    memory = max(after.ru_maxrss, others.ru_maxrss) // 1024
    print(
        f"| {scans.program_name()} | {name} | {right:.3f} | {len(goal & had)}/{len(goal)} | {len(had - goal)} "
        f"| {used:.1f} | {seconds:.1f} | {memory} |"
    )


def _right(wanted: str, read: str) -> float:
    same = difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) / len(wanted)


def main(arguments: Sequence[str]) -> None:
    """Measure each page in a process of its own; `--tesseract NAME` leaves rapidocr out."""
    if arguments[:1] == ["--tesseract"]:
        scans.has_rapidocr = lambda: False  # type: ignore[assignment]
        arguments = arguments[1:]
    if arguments:
        measure(arguments[0])
        return
    print("| 程序 | 页 | 字对的比例 | 责任对 | 责任错 | 处理器秒 | 秒 | 内存 MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for options in ([], ["--tesseract"]) if scans.has_rapidocr() else ([],):
        for name in ("正文", "表格"):
            subprocess.run([sys.executable, "-m", "benchmarks.scans", *options, name], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
