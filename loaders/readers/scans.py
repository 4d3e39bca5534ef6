"""Scanned pages and pictures: tesseract, where it is installed, reads them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError

from graph.errors import ReadError
from loaders.readers import flow
from loaders.readers.job import Job
from loaders.readers.model import Notice, Reading, Writer
from loaders.readers.pdf_page import CJK, Line, Page

HINT = "识别文字需要 tesseract 及其中文数据（chi_sim），请安装后再读入。"
_USUAL = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
_LANGUAGE = "chi_sim"
_DPI = 200
_MOST_PIXELS = 60_000_000
_MOST_SIDE = 4000
_WIDTH_OF_A4 = 8.27
_DARK, _STRIPS, _GUTTER = 128, 200, 4


def available() -> bool:
    """Whether anything is installed that reads pictures."""
    return program() is not None


def program_name() -> str:
    """What reads pictures here."""
    return "tesseract"


def page(image: Image.Image, job: Job, number: int, source: pypdfium2.PdfPage) -> Page:
    """What is recognised on the picture of a page."""
    found = lines(image, job, dots(source, image))
    return Page(number, image.width, image.height, found, [])


@cache
def program() -> str | None:
    """Where tesseract is; None where it, or its Chinese data, is not installed."""
    found = shutil.which("tesseract") or (str(_USUAL) if _USUAL.exists() else None)
    if found is None:
        return None
    listed = subprocess.run(  # noqa: S603 (a program that the user installed)
        [found, "--list-langs"], capture_output=True, check=False, timeout=20
    )
    return found if _LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else None


def read(job: Job) -> Reading:
    """Read a picture of a page, or of several (tif).

    Raises:
        ReadError: it is no picture, too large, holds no words, or tesseract is not installed.
    """
    if program() is None:
        raise ReadError(f"“{job.name}”是图片。", HINT)
    writer = Writer(job.limits.characters, job.name)
    pages: list[Page] = []
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(job.content)) as image:
            count = getattr(image, "n_frames", 1)
            if count > job.limits.pages:
                raise ReadError(f"“{job.name}”有 {count} 页，超过 {job.limits.pages} 页。", "请拆成几份再读入。")
            for number in range(count):
                image.seek(number)
                grey = image.convert("L")
                found = lines(grey, job, _dots(image))
                pages.append(Page(number + 1 if count > 1 else 0, grey.width, grey.height, found, []))
                job.progress()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise job.too_large("的像素过多") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise job.broken() from error
    flow.write(writer, pages)
    if not writer.parts:
        raise ReadError(f"“{job.name}”中没有认出文字。", "请确认是不是清晰的扫描件。")
    return writer.reading(notices=[Notice("图片由 tesseract 识别，可能有错字")])


def picture(page: pypdfium2.PdfPage) -> Image.Image:
    """A page of a PDF as a grey picture, sharp enough to be read."""
    width, height = page.get_size()
    scale = min(_DPI / 72, _MOST_SIDE / max(1.0, width, height))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def dots(page: pypdfium2.PdfPage, image: Image.Image) -> int:
    """Pixels an inch of the picture of a page."""
    width: float = page.get_width()
    return round(72 * image.width / max(1.0, width))


def _dots(image: Image.Image) -> int:
    """Pixels an inch of a picture: what it says, if that can be, else as if it showed a page of A4."""
    said = image.info.get("dpi", (0, 0))[0]
    return round(said) if 100 <= said <= 1200 else max(100, min(1200, round(image.width / _WIDTH_OF_A4)))


def lines(image: Image.Image, job: Job, resolution: int) -> list[Line]:
    """The lines that tesseract reads, in its order, places in pixels.

    Args:
        resolution: pixels an inch; tesseract guesses wrong without it and loses characters.

    Raises:
        ReadError: tesseract fails.
    """
    found = program()
    if found is None:
        raise ReadError(f"“{job.name}”是图片。", HINT)
    width = image.width
    image.thumbnail((_MOST_SIDE, _MOST_SIDE))
    resolution = round(resolution * image.width / width)
    stored = io.BytesIO()
    image.save(stored, "PNG")
    command = [found, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(resolution), "--psm", _layout(image), "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 (a program that the user installed)
            command, input=stored.getvalue(), capture_output=True, check=True, timeout=job.limits.seconds
        )
    except subprocess.SubprocessError as error:
        raise ReadError(f"tesseract 没有读成“{job.name}”。", "请确认是不是清晰的扫描件。") from error
    return _from_table(done.stdout.decode("utf-8", "replace"))


def _layout(image: Image.Image) -> str:
    """How tesseract is to look for lines: in one block, which is surer, or wherever they are if there are columns."""
    ink = image.point(lambda value: 255 if value < _DARK else 0).resize((_STRIPS, 1), Image.Resampling.BOX).tobytes()
    middle = range(int(0.35 * _STRIPS), int(0.65 * _STRIPS))
    gutter = any(max(ink[place : place + _GUTTER]) <= 1 for place in middle) and max(ink[middle.stop :]) > 1
    return "3" if gutter else "6"


def _from_table(table: str) -> list[Line]:
    """tesseract's table of words as lines: without the spaces that it puts between Chinese characters."""
    rows: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and (row["text"] or "").strip():
            rows.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    found: list[Line] = []
    for words in rows.values():
        text = ""
        for word in words:
            gap = " " if text and not CJK.match(text[-1]) and not CJK.match(word["text"]) else ""
            text += gap + word["text"]
        left, top = float(words[0]["left"]), min(float(word["top"]) for word in words)
        right = float(words[-1]["left"]) + float(words[-1]["width"])
        bottom = max(float(word["top"]) + float(word["height"]) for word in words)
        found.append(Line(text, left, top, right, bottom, max(1.0, bottom - top)))
    return found
