"""What lies on the pages of a PDF: fields that were filled in, boxes of text, comments; and files attached to it.

ISO 32000-1, 12.5 (annotations) and 12.7 (forms). Fields and boxes are read where they stand, comments are told.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.readers.laid import Line, Page
from loaders.readers.model import Notice, clean

_MOST, _LONGEST = 2000, 20_000
_HIDDEN = 0x2 | 0x20
"""Flags of annotations that are not shown: hidden, no view (12.5.3)."""
_WRITTEN = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_COMMENTS = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_CARET,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_INK,
)


@dataclass
class Added:
    """What annotations say.

    Attributes:
        filled: values of fields and boxes of text, which are read.
        comments: words of comments, which are not.
        struck: pages on which words are struck out by an annotation.
        files: how many files are pinned to a page.
    """

    filled: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)
    files: int = 0

    def notices(self) -> Iterator[Notice]:
        """What the user should know of them."""
        if self.filled:
            yield Notice("表单中填写的内容、文本框批注读在其所在的行", "、".join(self.filled)[:200])
        if self.comments:
            yield Notice("批注没有读", "、".join(self.comments)[:200])
        if self.struck:
            yield Notice("有用批注划的删除线，划去的文字照样读了", f"第 {'、'.join(map(str, self.struck))} 页")
        if self.files:
            yield Notice("页面上的附件没有读", f"{self.files} 个")


def add(page: pypdfium2.PdfPage, found: Page, added: Added, form: pypdfium2.PdfFormEnv | None = None) -> None:
    """Put what is filled in and written in boxes among the lines of a page, and note the rest.

    Args:
        form: the document's form, which knows the values that fields have from those above them; None without one.
    """
    left, _, _, top = page.get_bbox()
    for place in range(min(_MOST, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                continue
            if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
                filled = kind == pdfium.FPDF_ANNOT_WIDGET
                words = clean(_value(annotation, form) if filled else _string(annotation, "Contents"))
                box = pdfium.FS_RECTF()
                if words and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
                    found.lines.extend(_lines(found, words, box, left, top))
                    added.filled.append(words)
            elif kind in _COMMENTS:
                words = clean(_string(annotation, "Contents"))
                added.comments.extend([words] if words else [])
                if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
                    added.struck.append(found.number)
            elif kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                added.files += 1
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _value(annotation: pdfium.FPDF_ANNOTATION, form: pypdfium2.PdfFormEnv | None) -> str:
    """What is written or chosen in a field; nothing for a box that is ticked or not."""
    if form is None or pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _WRITTEN:
        return ""
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < length <= _LONGEST:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (length // 2))()
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _string(annotation: pdfium.FPDF_ANNOTATION, key: str) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key.encode(), None, 0)
    if not 2 < length <= _LONGEST:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key.encode(), buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _lines(page: Page, words: str, box: pdfium.FS_RECTF, zero: float, height: float) -> Iterator[Line]:
    """The lines of a box, the first on that line of the page that it stands beside."""
    rows = words.split("\n")
    left, top, right, bottom = box.left - zero, height - box.top, box.right - zero, height - box.bottom
    pitch = (bottom - top) / len(rows)
    for number, row in enumerate(rows):
        middle = top + (number + 0.5) * pitch
        beside = min(page.lines, key=lambda line: abs((line.top + line.bottom) / 2 - middle), default=None)
        if beside is not None and beside.top - pitch / 2 < middle < beside.bottom + pitch / 2:
            yield beside._replace(words=row, left=left, right=max(right, left + 1))
        else:
            yield Line(row, left, middle - pitch / 2, right, middle + pitch / 2, max(1.0, min(12.0, pitch)))


def attachments(document: pypdfium2.PdfDocument) -> list[str]:
    """The names of the files that a document carries."""
    names: list[str] = []
    for number in range(min(_MOST, pdfium.FPDFDoc_GetAttachmentCount(document))):
        attachment = pdfium.FPDFDoc_GetAttachment(document, number)
        length = pdfium.FPDFAttachment_GetName(attachment, None, 0)
        buffer = (pdfium.FPDF_WCHAR * max(1, min(length, _LONGEST) // 2))()
        pdfium.FPDFAttachment_GetName(attachment, buffer, min(length, _LONGEST))
        names.append(bytes(buffer).decode("utf-16-le", "replace").rstrip("\0") or f"附件{number + 1}")
    return names
