"""Plain text and Markdown: the text is the file's own, character by character."""

from __future__ import annotations

from graph.errors import ReadError
from loaders.readers.charset import decode
from loaders.readers.formats import TEXT, of_name
from loaders.readers.job import Job
from loaders.readers.model import Reading, too_long


def read(job: Job) -> Reading:
    """Decode a file.

    Raises:
        ReadError: it is no text, in an unknown charset, or too long.
    """
    try:
        raw, notices = decode(job.content, job.name)
    except ReadError as error:
        named = of_name(job.name)
        if named in (None, TEXT):
            raise
        happened = f"“{job.name}”不是{named.caption if named else ''}，也不是文本文件。"
        raise ReadError(happened, "请确认文件没有损坏，后缀没有写错。") from error
    if len(raw) > job.limits.characters:
        raise too_long(job.name, job.limits.characters)
    return Reading(raw, notices=notices)
