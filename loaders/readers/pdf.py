"""PDF files: text in the order of reading, tables by their rules, without what every page repeats; scans by OCR."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from graph.errors import ReadError
from loaders.readers import columns, flow, margins, overlays, pdf_page, scans
from loaders.readers.charset import is_garbled
from loaders.readers.job import Job
from loaders.readers.laid import Line, Page
from loaders.readers.model import Notice, Reading, Writer

_FEW = 20
"""Characters below which a page that shows a picture counts as scanned."""
_GARBAGE = 0.1
"""The share of characters that mean nothing (controls, private ones) above which a text layer is garbage."""
_NOTHING = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MISSING = re.compile(
    "(?<=[\u4e00-\u9fff])[\ue000-\ue00f\ue011-\ue5e4\ue5e6-\uefff\uf100-\uf8ff]"
    "|[\ue000-\ue00f\ue011-\ue5e4\ue5e6-\uefff\uf100-\uf8ff](?=[\u4e00-\u9fff])"
)
"""Private characters beside Chinese ones: their font alone knows them. Not U+E010 and U+E5E5, which `Text` reads, nor
the bullets of symbol fonts (U+F0xx)."""
_GETA = "\u3013"
_PICTURE = 0.03
"""The share of a page that a picture fills at least which may hold words; emblems and seals are smaller."""


def read(job: Job) -> Reading:
    """Read a PDF.

    Raises:
        ReadError: it is broken, locked, has too many pages, or only pictures while tesseract is not installed.
    """
    try:
        document = pypdfium2.PdfDocument(job.content)
    except pypdfium2.PdfiumError as error:
        raise job.locked() if "password" in str(error).lower() else job.broken() from error
    try:
        if len(document) > job.limits.pages:
            raise ReadError(
                f"“{job.name}”有 {len(document)} 页，超过 {job.limits.pages} 页。",
                "请拆成几份再读入，或调大 QIANTOU_READ_PAGES。",
            )
        document.init_forms()
        return _Document(job, document).read()
    except pypdfium2.PdfiumError as error:
        raise job.broken() from error
    finally:
        document.close()


@dataclass
class _Document:
    """One document while it is read."""

    job: Job
    document: pypdfium2.PdfDocument
    scanned: list[int] = field(default_factory=list)
    garbage: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    added: overlays.Added = field(default_factory=overlays.Added)
    missing: int = 0
    columns: int = 0
    recognised: scans.Recognised = field(default_factory=scans.Recognised)

    def read(self) -> Reading:
        """All pages, then what they repeat taken out, then paragraphs."""
        pages = self._pages()
        left_out = margins.take(pages)
        sizes = Counter[float]()
        for page in pages:
            for line in page.lines:
                sizes[round(line.size)] += len(line.words)
        notes: list[tuple[int, list[Line]]] = []
        for page in pages:
            page.usual = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
            if page.number not in (*self.scanned, *self.garbage):
                notes.append((page.number, margins.take_notes(page)))
            page.lines = columns.in_columns(page)
            self.columns = max(self.columns, *(line.column for line in page.lines), 0)
        writer = Writer(self.job.limits.characters, self.job.name)
        flow.write(writer, pages)
        flow.write_notes(writer, notes)
        notices = [*self._notices(len(pages), left_out), *self._unseen(pages)]
        title = self.document.get_metadata_value("Title")
        return writer.reading(facts={"title": title}, notices=notices, doubtful=self.recognised.doubtful)

    def _pages(self) -> list[Page]:
        pages: list[Page] = []
        for number in range(1, len(self.document) + 1):
            page = self.document[number - 1]
            found = pdf_page.read(page, number, pages[-1].tables[-1].edges if pages and pages[-1].tables else ())
            seen = _pictures(page)
            if _is_garbage(found):
                self.garbage.append(number)
                found = self._recognised(page, number)
            elif len(found.words()) < _FEW and seen:
                self.scanned.append(number)
                found = self._recognised(page, number)
            else:
                self.pictures.extend([number] * sum(share > _PICTURE for share in seen))
                self._mend(found)
            overlays.add(page, found, self.added, self.document.formenv)
            pages.append(found)
            page.close()
        unread = [*self.scanned, *self.garbage]
        if unread and len(unread) == len(pages) and not scans.available():
            what = "是扫描件，没有文字" if self.scanned else "的文字层是乱码（字体没有注明字符编码）"
            raise ReadError(f"“{self.job.name}”{what}。", scans.HINT)
        return pages

    def _mend(self, page: Page) -> None:
        """Put a sign in the place of characters that nobody knows, so that none is passed over."""
        page.lines = [line._replace(words=self._mended(line.words)) for line in page.lines]
        for table in page.tables:
            table.cells = [cell._replace(words=self._mended(cell.words)) for cell in table.cells]

    def _mended(self, words: str) -> str:
        if not _NOTHING.search(words):
            return words
        mended, count = _MISSING.subn(_GETA, words)
        while count:
            self.missing += count
            mended, count = _MISSING.subn(_GETA, mended)
        return mended

    def _recognised(self, page: pypdfium2.PdfPage, number: int) -> Page:
        """What is recognised on the picture of a page; nothing where no program for it is installed."""
        left, bottom, right, top = page.get_bbox()
        if not scans.available():
            return Page(number, right - left, top - bottom, [], [])
        image = scans.picture(page)
        found = scans.page(image, self.job, number, scans.dots(page, image), self.recognised)
        self.job.progress()
        return found

    def _notices(self, count: int, left_out: list[str]) -> Iterator[Notice]:
        for numbers, what, why in (
            (self.scanned, "扫描的页", ""),
            (self.garbage, "文字层是乱码的页", "（字体没有注明字符编码）"),
        ):
            if numbers:
                told = f"第 {'、'.join(map(str, numbers))} 页" if len(numbers) < count else f"全部 {count} 页"
                if not scans.available():
                    yield Notice(f"{what}没有读{why}，需要识别文字的程序", told)
                else:
                    yield Notice(f"{what}由 {scans.program_name()} 识别，可能有错字", told)
        yield from self.recognised.notices()
        if self.missing:
            yield Notice("有字符只有字体认得（没有编码），以 〓 代替", f"{self.missing} 处")
        if left_out:
            yield Notice("页眉页脚没有读入正文", "、".join(left_out))
        if self.pictures:
            pages = "、".join(map(str, dict.fromkeys(self.pictures)))
            yield Notice("图片没有读", f"{len(self.pictures)} 处，第 {pages} 页")
        if self.columns > 2:
            yield Notice("有页面分成三栏或更多，按栏从左到右读", f"{self.columns} 栏")
        yield from self.added.notices()
        attached = overlays.attachments(self.document)
        if attached:
            yield Notice("附件没有读，请另存后再读入", "、".join(attached))
        if b"%%EOF" not in self.job.content[-2048:]:
            yield Notice("文件末尾不完整，可能缺页", f"读到 {count} 页")

    def _unseen(self, pages: Sequence[Page]) -> Iterator[Notice]:
        """What was left out because it cannot be seen, or is printed over the words."""
        found: dict[str, list[str]] = {}
        for page in pages:
            for reason, words in page.unseen.words.items():
                found.setdefault(reason, []).extend(words)
        for reason, words in found.items():
            yield Notice(reason, "、".join(dict.fromkeys(words))[:200])


def _is_garbage(found: Page) -> bool:
    """Whether a text layer means nothing: private characters, controls, letters that nobody writes together."""
    words = found.words()
    if len(words) < _FEW:
        return False
    return len(_NOTHING.findall(words)) > _GARBAGE * len(words) or is_garbled(words)


def _pictures(page: pypdfium2.PdfPage) -> list[float]:
    """The pictures on a page, each by the share of the page that it fills."""
    left, bottom, right, top = page.get_bbox()
    shares: list[float] = []
    for place in range(min(1000, pdfium.FPDFPage_CountObjects(page))):
        item = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
            sides = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
            x0, y0, x1, y1 = (side.value for side in sides)
            shares.append(abs((x1 - x0) * (y1 - y0)) / max(1.0, (right - left) * (top - bottom)))
    return shares
