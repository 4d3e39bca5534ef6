"""Runs in the environment of benchmarks/requirements.lock: reads paths line by line, answers each with a length."""

from __future__ import annotations

import sys

from markitdown import MarkItDown


def main() -> None:
    """Convert what is asked for until standard input ends."""
    converter = MarkItDown()
    for line in sys.stdin:
        print(len(converter.convert(line.strip()).text_content), flush=True)


if __name__ == "__main__":
    main()
