"""XML parts of office files, parsed so that nothing outside of them is ever looked at."""

from __future__ import annotations

import zipfile

from lxml import etree

from graph.errors import ReadError
from loaders.readers import archives
from loaders.readers.job import Job

_MOST = 1 << 27
"""Bytes of the largest part: its tree takes some ten times as much memory."""
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://purl.oclc.org/ooxml/officeDocument/math")
_TRANSITIONAL = (
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math",
)


def parse(content: bytes, job: Job) -> etree._Element:
    """The root of an XML part.

    Raises:
        ReadError: it is no XML, nests too deep, or brings a document type of its own, which no office program writes
            and entity bombs and thefts of files need.
    """
    for strict, transitional in zip(_STRICT, _TRANSITIONAL, strict=True):
        if strict in content[:4096]:
            content = content.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error) or "xmlSAX2" in str(error):
            raise ReadError(f"“{job.name}”中的层次套得太深。", "请确认文件来源可靠。") from error
        raise job.broken() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"“{job.name}”带有文档类型定义，可能是恶意文件，没有读。", "请确认文件来源可靠。")
    return root


def part(archive: zipfile.ZipFile, member: str, job: Job) -> etree._Element | None:
    """The root of a part of an office file; None where it has no such part.

    Raises:
        ReadError: as `parse`, or the part is too large.
    """
    if member not in archive.NameToInfo:
        return None
    return parse(archives.part(archive, member, job.name, min(job.limits.size, _MOST)), job)
