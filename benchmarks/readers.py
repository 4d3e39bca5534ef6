"""How fast files become text: pages and MB a second for each format, beside markitdown on the same files, in one run.

Both are asked by a pipe, turn by turn, in processes that stand: starting is not counted. Memory is each process's peak.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2

import data
from benchmarks import samples
from benchmarks.timing import in_turn
from loaders.readers import Reader

_PEER = Path(__file__).parents[1] / ".venv-bench" / "bin" / "python"
_FILES = ("plan.docx", "plan.pdf", "columns.pdf", "plan.html", "plan.xlsx", "plan.txt")
_ROUNDS = 5


class Peer:
    """markitdown in its own environment: `convert` has it read a file."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("peer.py")
        self.process = subprocess.Popen(
            [str(_PEER), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def convert(self, path: Path) -> str:
        """The characters of the file's text, as markitdown says."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


def peak(process: int) -> str:
    """The most memory that a process has had, in MB; empty where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return ""
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return f"{int(line.split()[1]) / 1000:.0f} MB"


def _pages(path: Path) -> int:
    """Pages of the plan, as LibreOffice sets them."""
    made = path.with_suffix(".pdf")
    document = pypdfium2.PdfDocument(made)
    count = len(document)
    document.close()
    return count


def run() -> None:
    """Measure, and print a table."""
    if samples.office() is None:
        print("\n读文件：需要 LibreOffice 来生成样本，没有测。")
        return
    peer = Peer() if _PEER.exists() else None
    if peer is None:
        print("没有 .venv-bench，不与 markitdown 比较（make bench 会建立）。")
    print("\n| 文件 | MB | 页 | 页/秒 | MB/秒 | markitdown 页/秒 | 倍数 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        place = Path(folder)
        samples.make(next(data.DOCUMENTS.glob("*六仗*.md")).read_text(encoding="utf-8"), place)
        for name in _FILES:
            _measure(place / name, reader, peer)
        ours = peak(reader.process_id())
    print(f"峰值内存：{ours}" + (f"，markitdown {peak(peer.process.pid)}" if peer is not None else ""))
    if peer is not None:
        peer.close()


def _measure(path: Path, reader: Reader, peer: Peer | None) -> None:
    megabytes, pages = path.stat().st_size / 1e6, _pages(path)
    works: list[Callable[[], object]] = [lambda: reader.read(path.name, path)]
    if peer is not None:
        works.append(lambda: peer.convert(path))
    ours, *others = (timing.median for timing in in_turn(works, _ROUNDS))
    theirs = f"{pages / others[0]:.0f} | {others[0] / ours:.1f}" if others else " | "
    print(f"| {path.name} | {megabytes:.2f} | {pages} | {pages / ours:.0f} | {megabytes / ours:.1f} | {theirs} |")


if __name__ == "__main__":
    run()
