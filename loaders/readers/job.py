"""From the bytes of one file to its reading: find out what it is, hand it to the module that reads such files."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePath

from graph.errors import ReadError
from graph.spreadsheet import OWN_EXPORT
from loaders.readers import archives
from loaders.readers.formats import BY_NAME, HEAD, OLE, TEXT, Format, of_name, of_start
from loaders.readers.limits import Limits
from loaders.readers.model import Notice, Reading

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRIES = 16 * 128
_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)


class ConversionNeeded(Exception):  # noqa: N818 (no error: a word to the process that may start programs)
    """The file must first be turned into another format by LibreOffice.

    Attributes:
        form: what the file is.
        content: its bytes.
    """

    def __init__(self, form: Format, content: bytes) -> None:
        super().__init__(form.name)
        self.form = form
        self.content = content


@dataclass(frozen=True)
class Job:
    """A file that is to be read.

    Attributes:
        content: its bytes.
        name: for messages, and to choose between formats that begin alike.
        form: what it is.
        progress: to be called whenever a slow part (a scanned page) is done.
    """

    content: bytes = field(repr=False)
    name: str
    limits: Limits
    form: Format = TEXT
    progress: Callable[[], None] = lambda: None

    def broken(self, detail: str = "") -> ReadError:
        """The error of a file whose content is not as its format asks."""
        why = f"（{detail}）" if detail else ""
        return ReadError(f"“{self.name}”已损坏，或不是完整的{self.form.caption}{why}。", "请换一份完好的文件。")

    def too_large(self, what: str) -> ReadError:
        """The error of a file that would grow over the limits."""
        return ReadError(f"“{self.name}”{what}。", "请确认文件来源可靠；确需读入，可调大 QIANTOU_READ_SIZE。")

    def locked(self) -> ReadError:
        """The error of a file with a password."""
        return ReadError(f"“{self.name}”有密码，打不开。", "请先取消密码再读入。")


def read(job: Job) -> Reading:
    """Read a file, whatever it is.

    Raises:
        ReadError: it is empty, broken, too large, locked, or of no kind that is read.
        ConversionNeeded: LibreOffice must turn it into another format first.
    """
    if not job.content.strip():
        raise ReadError(f"“{job.name}”是空文件。", "请换成有内容的文件。")
    job = replace(job, form=_sniff(job))
    if job.form.reader == "office":
        raise ConversionNeeded(job.form, job.content)
    if job.form.advice:
        raise ReadError(f"“{job.name}”是{job.form.caption}，读不了。", job.form.advice)
    if not job.form.reader:
        raise ReadError(f"“{job.name}”是{job.form.caption}，不能当作一份文件来读。", "请先解开再读入。")
    if job.form.name in ("docx", "xlsx") and _is_own(job):
        raise ReadError(f"“{job.name}”是本项目导出的清单，不是文件原文，没有读入。", "请读入它所依据的文件。")
    reading: Reading = import_module(f"loaders.readers.{job.form.reader}").read(job)
    if not reading.raw.strip():
        raise ReadError(f"“{job.name}”中没有文字。", "请确认是不是空文件，或只有图片。")
    return _with_suffix_notice(job, reading)


def _is_own(job: Job) -> bool:
    """Whether a file's properties tell that this project wrote it."""
    archive = archives.opened(job.content, job.name)
    told = next((info for info in archive.infolist() if info.filename == _PROPERTIES), None)
    if told is None or told.file_size > _LONGEST_PROPERTIES:
        return False
    return OWN_EXPORT.encode() in archives.part(archive, told, job.name, _LONGEST_PROPERTIES)


_PROPERTIES, _LONGEST_PROPERTIES = "docProps/core.xml", 1 << 16


def _with_suffix_notice(job: Job, reading: Reading) -> Reading:
    named = of_name(job.name)
    if named is None or named.reader == job.form.reader or job.form.name in ("docx", "xlsx", "pptx"):
        return reading
    notice = Notice(f"后缀与内容不符，按{job.form.caption}读", PurePath(job.name).suffix)
    return replace(reading, notices=(*reading.notices, notice))


def _sniff(job: Job) -> Format:
    """What a file is, by its content."""
    found = of_start(job.content[:HEAD], job.name)
    if found is not None:
        return found
    if job.content.startswith(OLE):
        return _old_office(job)
    return archives.kind(job.content, job.name)


def _old_office(job: Job) -> Format:
    """Which office program an OLE file is of, by the names in its directory.

    Layout of the header: [MS-CFB] 2.2 (sector size at 30, first sector of the directory at 48).
    """
    if len(job.content) < 512:
        raise replace(job, form=of_name(job.name) or BY_NAME["doc"]).broken()
    shift, first = struct.unpack_from("<H", job.content, 30)[0], struct.unpack_from("<I", job.content, 48)[0]
    start = (first + 1) << min(shift, 16)
    if _ENCRYPTED in job.content:
        raise job.locked()
    # Objects inside a document have such streams too, further down: the first entries are the document's own.
    for names in (job.content[start : start + _ENTRIES], job.content):
        for stream, form in _STREAMS:
            if stream.encode("utf-16-le") in names:
                return BY_NAME[form]
    named = of_name(job.name)
    if named is not None and named.name in ("doc", "xls", "ppt", "msg"):
        return named
    raise ReadError(f"“{job.name}”是认不出的旧式文件。", "请用 Word、WPS 等另存为 .docx 再读入。")
