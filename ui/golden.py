"""Checked documents as a test set: the format that `score.py docs` reads, NAME.gold.jsonl beside NAME.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import QueryError
from loaders.document import Record
from loaders.duties import record
from loaders.page.text import Text
from ui.review import Paper

SUFFIX = ".gold.jsonl"
_KEYS = ("agency", "role", "task", "open", "generic")


def places(papers: Sequence[Paper], gold: Path, *, chosen: bool) -> Iterator[tuple[Paper, Path]]:
    """Which documents go into which files.

    Args:
        papers: what may be written.
        gold: a file for the only one, or a folder for all that are wholly checked.
        chosen: whether somebody has named the document: then it is written however far it is checked.

    Raises:
        QueryError: nothing is checked, or a file is given for several documents.
    """
    ready = [one for one in papers if chosen or (one.checked[0] == one.checked[1] > 0)]
    if not ready:
        raise QueryError("没有校核完的文件。", "请先校核（qiantou review list --todo），或用 --doc 指定一份文件。")
    if not gold.name.endswith(".jsonl"):
        for paper in ready:
            yield paper, gold / f"{Path(paper.document.file).stem}{SUFFIX}"
    elif len(ready) > 1:
        raise QueryError(
            f"校核完的文件有 {len(ready)} 份，{gold} 只能写一份。", "请用 --doc 指定一份，或写一个文件夹。"
        )
    else:
        yield ready[0], gold


def rows(paper: Paper) -> list[Record]:
    """The duties of a document as people have left them, as lines of gold."""
    text = Text(paper.text, file=paper.document.file)
    found = record.records(text, paper.document, paper.judged.statements)
    return [
        {key: one[key] for key in _KEYS} | {"form": one["rule"], "near": one["clause"]}
        for one in found
        if one["kind"] == "responsibility" and not one["inherited"]
    ]


def write(paper: Paper, path: Path) -> int:
    """Write gold and text of a document; how many duties.

    Raises:
        QueryError: the files cannot be written.
    """
    made = rows(paper)
    lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in made)
    text = path.with_name(f"{path.name.removesuffix(SUFFIX).removesuffix('.jsonl')}.txt")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines, encoding="utf-8")
        # Offsets count every character, line ends included.
        text.write_bytes(paper.text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise QueryError(f"不能写入 {path}（{error.strerror}）。", "请换一个有写入权限的位置。") from error
    return len(made)
