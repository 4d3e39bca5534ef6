"""Scanned pages and pictures: rapidocr reads them where it is installed (the extra `ocr`), else tesseract.

Before, the page is turned upright and rid of its seals; the rules drawn on it make tables, as in a PDF.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import yaml
from PIL import Image, UnidentifiedImageError

import data
from graph.errors import ReadError
from loaders.readers import flow, pictures, placed
from loaders.readers.assembling import CJK
from loaders.readers.job import Job
from loaders.readers.laid import Line, Page
from loaders.readers.limits import widen
from loaders.readers.model import Notice, Reading, Writer
from loaders.readers.placed import Glyph
from loaders.readers.ruled import Rules

HINT = '识别文字需要另装组件（pip install "qiantou[ocr]"），或 tesseract 及其中文数据（chi_sim），请安装后再读入。'
SEALS = "红色印章盖住的地方按去掉红色后识别"
TURNED = "横放或倒置的页已转正再识别"
_USUAL = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
_LANGUAGE = "chi_sim"
_DPI = 200
_MOST_PIXELS = 60_000_000
_MOST_SIDE = 4000
_WIDTH_OF_A4 = 8.27
_DARK, _STRIPS, _GUTTER = 128, 200, 4
_GLANCE, _COLOURED, _FEW_COLOURS = 0.4, 60, 0.0003
_LATIN = 0.55
"""How wide a Latin letter or a figure is beside a Chinese character."""
_DOUBTFUL = 0.8
"""How sure rapidocr is of a line, from 0 to 1: below this something in it is wrong more often than not."""
_DOUBTFUL_WORD = 0.4
"""The same of a word of tesseract's."""
_LEVEL, _SURE = 0.6, 0.85
"""The share of lines that run level, and of characters surely read, below which a page may lie on its side.

Pages drawn for it (prose and a ruled table, in four ways): upright .84 to 1.0 level, .99 sure; upside down .60 to .69
sure; on their sides 0 to .27 level.
"""


@dataclass
class Recognised:
    """What was told beside the words.

    Attributes:
        doubtful: words whose recognition is uncertain.
        seals: how many seals were taken out.
        wrong: words of duty that were misread and put right.
        turned: how many pages lay on their side or upside down.
    """

    doubtful: list[str] = field(default_factory=list)
    seals: int = 0
    wrong: list[str] = field(default_factory=list)
    turned: int = 0

    def mended(self, words: str) -> str:
        """Words with those of duty put right that such programs misread (data/rules/recognised.yaml)."""
        for read, meant in _misread().items():
            if read in words:
                self.wrong.append(f"{read} 作 {meant}")
                words = words.replace(read, meant)
        return words

    def notices(self) -> Iterator[Notice]:
        """What the user should know."""
        if self.doubtful:
            yield Notice("识别把握不大，请对照原件", "、".join(dict.fromkeys(self.doubtful))[:300])
        if self.wrong:
            yield Notice("识别错的责任用语已改", "、".join(dict.fromkeys(self.wrong)))
        if self.seals:
            yield Notice(SEALS, f"{self.seals} 处")
        if self.turned:
            yield Notice(TURNED, f"{self.turned} 页")


def available() -> bool:
    """Whether anything is installed that reads pictures."""
    return has_rapidocr() or program() is not None


def program_name() -> str:
    """What reads pictures here."""
    return "rapidocr" if has_rapidocr() else "tesseract"


def page(image: Image.Image, job: Job, number: int, resolution: float, told: Recognised) -> Page:
    """What is recognised on the picture of a page, as a page whose places are in points.

    Args:
        resolution: pixels an inch.
    """
    image.thumbnail((_MOST_SIDE, _MOST_SIDE))
    scale = 72 / resolution
    look = _look(image, job, resolution)
    if look.is_suspect:
        # What lies on its side is read badly, or in columns; only then is the page read in other ways too.
        others = (_look(image.rotate(turn, expand=True), job, resolution) for turn in look.turns)
        best = max((look, *others), key=lambda one: one.worth)
        told.turned += best is not look
        look = best
    told.seals += look.seals
    doubtful = [line.words for line, score in zip(look.lines, look.scores, strict=True) if score < look.doubtful]
    told.doubtful += [told.mended(words) for words in doubtful]
    grey, ruled, found = look.grey, look.ruled, look.lines
    glyphs = [glyph for line in _of_one_size(found) for glyph in _glyphs(line, scale)]
    made = placed.page(number, grey.width * scale, grey.height * scale, glyphs, ruled)
    made.lines = [
        line._replace(words=told.mended(line.words), size=max(1.0, line.bottom - line.top)) for line in made.lines
    ]
    for table in made.tables:
        table.cells = [cell._replace(words=told.mended(cell.words)) for cell in table.cells]
    return made


@dataclass
class _Look:
    """A page as it is read when it lies in one way.

    Attributes:
        grey, ruled: the page upright and without its seals, and the rules on it.
        lines, scores: what was read, and how sure the program is of it, from 0 to 1.
        seals: how many seals were taken out.
        level: the share of the lines that are wider than high.
        doubtful: below which score a line is doubtful.
    """

    grey: Image.Image
    ruled: Rules
    lines: list[Line]
    scores: list[float]
    seals: int
    level: float
    doubtful: float

    @property
    def sure(self) -> float:
        """How many characters are surely right."""
        return sum(len(line.words) * score for line, score in zip(self.lines, self.scores, strict=True))

    @property
    def worth(self) -> float:
        """How much is read, in lines that run level."""
        return self.sure * self.level

    @property
    def is_suspect(self) -> bool:
        """Whether the page may lie on its side or upside down."""
        characters = sum(len(line.words) for line in self.lines)
        return bool(characters) and (self.level < _LEVEL or self.sure < _SURE * characters)

    @property
    def turns(self) -> tuple[int, ...]:
        """By how many degrees to turn it, to see whether it reads better."""
        if not has_rapidocr():
            return (90, 180, 270)
        return (90, 270) if self.level < _LEVEL else (180,)


def _look(image: Image.Image, job: Job, resolution: float) -> _Look:
    turned, _ = pictures.upright(image)
    grey, seals = pictures.without_seals(turned, resolution)
    scale = 72 / resolution
    ruled = pictures.rules(grey, scale)
    if has_rapidocr():
        found, scores = _by_rapidocr(grey)
        level = sum(line.right - line.left > line.bottom - line.top for line in found) / max(1, len(found))
        return _Look(grey, ruled, found, scores, seals, level, _DOUBTFUL)
    # tesseract takes rules for characters; rapidocr does not, and loses some where they are painted over.
    found, scores = lines(pictures.without_rules(grey, ruled, scale), job, round(resolution))
    return _Look(grey, ruled, found, scores, seals, _level(found), _DOUBTFUL_WORD)


def _level(words: list[Line]) -> float:
    """The share of tesseract's lines that are wider than high: it reads those of a page on its side downwards."""
    rows: dict[tuple[float, float], list[Line]] = {}
    for word in words:
        rows.setdefault((word.top, word.bottom), []).append(word)
    long = [row for row in rows.values() if sum(len(word.words) for word in row) > 1]
    level = sum(max(w.right for w in row) - min(w.left for w in row) > row[0].bottom - row[0].top for row in long)
    return level / len(long) if long else 1.0


def _of_one_size(lines: list[Line]) -> list[Line]:
    """Lines of nearly the usual size get it: what is recognised is boxed now tighter, now looser.

    The size of a line is the width of its characters, which is surer than the height of its box.
    """
    sizes = [(line.right - line.left) / _width(line.words) for line in lines if len(line.words) > 3]
    if not sizes:
        return lines
    usual = sorted(sizes)[len(sizes) // 2]
    made: list[Line] = []
    for line in lines:
        own = (line.right - line.left) / _width(line.words) if len(line.words) > 3 else usual
        size = usual if 0.7 * usual < own < 1.4 * usual else own
        middle = (line.top + line.bottom) / 2
        made.append(line._replace(top=middle - size / 2, bottom=middle + size / 2, size=size))
    return made


def _width(words: str) -> float:
    """How wide words are, in sizes of a Chinese character."""
    return max(0.1, sum(1.0 if char > "\u2000" else _LATIN for char in words))


def _glyphs(line: Line, scale: float) -> Iterator[Glyph]:
    """The characters of a line, spread over it by their widths."""
    step = (line.right - line.left) / _width(line.words)
    left = line.left
    for char in line.words:
        right = left + step * _width(char)
        if not char.isspace():
            yield Glyph(char, left * scale, line.top * scale, right * scale, line.bottom * scale)
        left = right


@cache
def _misread() -> dict[str, str]:
    rows = yaml.safe_load((data.RULES / "recognised.yaml").read_text(encoding="utf-8"))
    return {str(read): str(meant) for read, meant in rows.items()}


@cache
def has_rapidocr() -> bool:
    """Whether rapidocr is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    widen()
    one = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "critical", **one})


def _by_rapidocr(grey: Image.Image) -> tuple[list[Line], list[float]]:
    """The lines that rapidocr reads, places in pixels, and how sure it is of each."""
    # Turning single lines round would hide that the page is upside down, and leave them in the wrong order.
    made = _engine()(np.asarray(grey.convert("RGB")), use_cls=False)
    found: list[Line] = []
    scores: list[float] = []
    if made.boxes is None or made.txts is None:
        return found, scores
    for box, words, score in zip(made.boxes, made.txts, made.scores, strict=True):
        left, top = float(box[:, 0].min()), float(box[:, 1].min())
        right, bottom = float(box[:, 0].max()), float(box[:, 1].max())
        if words.strip():
            found.append(Line(words.strip(), left, top, right, bottom, max(1.0, bottom - top)))
            scores.append(float(score))
    return found, scores


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
    if not available():
        raise ReadError(f"“{job.name}”是图片。", HINT)
    told = Recognised()
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
                resolution = float(_dots(image))
                one = image.convert("L" if image.mode in ("1", "L", "I;16") else "RGB")
                smaller = min(1.0, _MOST_SIDE / max(one.size))
                pages.append(page(one, job, number + 1 if count > 1 else 0, resolution * smaller, told))
                job.progress()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise job.too_large("的像素过多") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise job.broken() from error
    for one_page in pages:
        one_page.lines = placed.in_order(one_page)
    flow.write(writer, pages)
    if not writer.parts:
        raise ReadError(f"“{job.name}”中没有认出文字。", "请确认是不是清晰的扫描件。")
    return writer.reading(
        notices=[Notice(f"图片由 {program_name()} 识别，可能有错字"), *told.notices()], doubtful=told.doubtful
    )


def picture(page: pypdfium2.PdfPage) -> Image.Image:
    """A page of a PDF as a picture, sharp enough to be read."""
    width, height = page.get_size()
    scale = min(_DPI / 72, _MOST_SIDE / max(1.0, width, height))
    # Without colours the strokes come out cleaner.
    small = np.asarray(page.render(scale=_GLANCE).to_pil().convert("RGB")).astype(np.int16)
    coloured = (small.max(axis=2) - small.min(axis=2) > _COLOURED).mean() > _FEW_COLOURS
    image: Image.Image = page.render(scale=scale, grayscale=not coloured).to_pil()
    return image


def dots(page: pypdfium2.PdfPage, image: Image.Image) -> int:
    """Pixels an inch of the picture of a page."""
    width: float = page.get_width()
    return round(72 * image.width / max(1.0, width))


def _dots(image: Image.Image) -> int:
    """Pixels an inch of a picture: what it says, if that can be, else as if it showed a page of A4."""
    said = image.info.get("dpi", (0, 0))[0]
    return round(said) if 100 <= said <= 1200 else max(100, min(1200, round(image.width / _WIDTH_OF_A4)))


def lines(image: Image.Image, job: Job, resolution: int) -> tuple[list[Line], list[float]]:
    """The lines that tesseract reads, in its order, places in pixels, and how sure it is of each, from 0 to 1.

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


def _from_table(table: str) -> tuple[list[Line], list[float]]:
    """tesseract's table of words, each as a line of its own: their places tell what stands together."""
    found: list[Line] = []
    rows: dict[tuple[str, str, str], list[Line]] = {}
    scores: dict[tuple[str, str, str], list[float]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        words = (row["text"] or "").strip()
        if row["level"] != "5" or not words:
            continue
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        line = Line(words, left, top, right, bottom, max(1.0, bottom - top))
        key = row["block_num"], row["par_num"], row["line_num"]
        rows.setdefault(key, []).append(line)
        scores.setdefault(key, []).append(max(0.0, float(row["conf"])) / 100)
    for words_of in rows.values():
        # A mark or a stroke such as 一 is boxed as low as it is: every word is as high as its line.
        top, bottom = min(word.top for word in words_of), max(word.bottom for word in words_of)
        size = max(1.0, bottom - top)
        last = 0.0
        for word, following in zip(words_of, [*words_of[1:], None], strict=True):
            # Boxes of words may overlap; their order is that of the line.
            left = max(last, word.left)
            right = max(left + 1, word.right)
            if following is not None and following.left - right < size and (_is_han(word, -1) or _is_han(following, 0)):
                right = max(right, following.left)
            found.append(word._replace(top=top, bottom=bottom, size=size, left=left, right=right))
            last = right
    return found, [score for of_line in scores.values() for score in of_line]


def _is_han(word: Line, place: int) -> bool:
    """Whether a word begins (0) or ends (-1) in a Chinese character: tesseract parts these with spaces anywhere."""
    return CJK.match(word.words[place]) is not None
