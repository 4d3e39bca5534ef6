"""PDF files: text in the order of reading, tables by their rules, without what every page repeats; scans by OCR."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from graph.errors import ReadError
from loaders.readers import flow, pdf_page, scans
from loaders.readers.job import Job
from loaders.readers.model import Notice, Reading, Writer
from loaders.readers.pdf_page import Line, Page

_OF_PAGES = r"(?:\s*[,，/]?\s*共?\s*\d{1,5}\s*页?)?"
_NUMBER = re.compile(rf"[-—–·\s]*第?\s*\d{{1,5}}\s*页?{_OF_PAGES}[-—–·\s]*|[ivxlcIVXLC]{{1,6}}")
_FIGURES = re.compile(r"\d+|(?<=第)[一二三四五六七八九十百]+(?=页)")
_MARGIN_LINES = 3
_REPEATS, _SHARE = 3, 0.25
_FEW = 20
"""Characters below which a page that shows a picture counts as scanned."""
_GARBAGE = 0.2


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

    def read(self) -> Reading:
        """All pages, then what they repeat taken out, then paragraphs."""
        pages, scanned = self._pages()
        left_out = _take_margins(pages)
        for page in pages:
            page.lines = pdf_page.in_columns(page)
        writer = Writer(self.job.limits.characters, self.job.name)
        flow.write(writer, pages)
        notices = list(self._notices(scanned, len(pages), left_out))
        title = self.document.get_metadata_value("Title")
        return writer.reading(facts={"title": title}, notices=notices)

    def _pages(self) -> tuple[list[Page], list[int]]:
        pages: list[Page] = []
        scanned: list[int] = []
        for number in range(1, len(self.document) + 1):
            page = self.document[number - 1]
            found = pdf_page.read(page, number, pages[-1].tables[-1].edges if pages and pages[-1].tables else ())
            if _is_scanned(page, found):
                scanned.append(number)
                found = self._recognised(page, number)
            pages.append(found)
            page.close()
        if scanned and len(scanned) == len(pages) and scans.program() is None:
            raise ReadError(f"“{self.job.name}”是扫描件，没有文字。", scans.HINT)
        return pages, scanned

    def _recognised(self, page: pypdfium2.PdfPage, number: int) -> Page:
        """What tesseract reads on a page; nothing where it is not installed."""
        width, height = page.get_size()
        if scans.program() is None:
            return Page(number, width, height, [], [])
        image = scans.picture(page)
        lines = scans.lines(image, self.job, scans.dots(page, image))
        self.job.progress()
        return Page(number, width, height, lines, [])

    def _notices(self, scanned: list[int], count: int, left_out: list[str]) -> Iterator[Notice]:
        if scanned:
            numbers = f"第 {'、'.join(map(str, scanned))} 页" if len(scanned) < count else f"全部 {count} 页"
            if scans.program() is None:
                yield Notice("扫描的页没有读，需要 tesseract", numbers)
            else:
                yield Notice("扫描的页由 tesseract 识别，可能有错字", numbers)
        if left_out:
            yield Notice("页眉页脚没有读入正文", "、".join(left_out))
        if b"%%EOF" not in self.job.content[-2048:]:
            yield Notice("文件末尾不完整，可能缺页", f"读到 {count} 页")


def _is_scanned(page: pypdfium2.PdfPage, found: Page) -> bool:
    """Whether a page's words are to be had from its picture only: hardly any text, or one that means nothing."""
    words = found.words()
    if len(words) >= _FEW:
        return sum(1 for char in words if char == "\ufffd" or "\ue000" <= char <= "\uf8ff") > _GARBAGE * len(words)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for place in range(min(1000, pdfium.FPDFPage_CountObjects(page)))
    )


def _take_margins(pages: Sequence[Page]) -> list[str]:
    """Take headers, footers and page numbers out of the pages; the words of headers and footers."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key for _, key in _margins(page)})
    wanted = max(2, min(len(pages), max(_REPEATS, _SHARE * len(pages))))
    words: list[str] = []
    for page in pages:
        ordered = sorted(page.lines, key=lambda line: line.top)
        for line, key in _margins(page):
            number = _NUMBER.fullmatch(line.words) is not None
            # A figure further from the margin, or the same line on few pages, may be the document's own.
            near = [(key[0], key[1] + off) for off in (-1, 0, 1)]
            if sum(seen[one] for one in near) >= wanted or (number and line in (ordered[0], ordered[-1])):
                page.lines.remove(line)
                words.extend([] if number else [line.words])
    return list(dict.fromkeys(words))


def _margins(page: Page) -> list[tuple[Line, tuple[str, int]]]:
    """The first and last lines of a page, each with its words without figures and its height."""
    ordered = sorted(page.lines, key=lambda line: line.top)
    outer = ordered if len(ordered) <= 2 * _MARGIN_LINES else [*ordered[:_MARGIN_LINES], *ordered[-_MARGIN_LINES:]]
    zone = (0.12 * page.height, 0.88 * page.height)
    return [
        (line, (_FIGURES.sub("#", "".join(line.words.split())), round(line.top / 8)))
        for line in outer
        if line.bottom < zone[0] or line.top > zone[1]
    ]
