"""`make bench`: all measurements on the project's own documents and, where they are, on the real ones."""

from __future__ import annotations

from pathlib import Path

import data
from benchmarks import extraction, graph, growth, readers


def main() -> None:
    """Run every benchmark."""
    own = sorted(data.DOCUMENTS.glob("*.md"))
    real = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
    extraction.run([*own, *real])
    readers.run()
    graph.run(real or own)
    growth.run(200_000)


if __name__ == "__main__":
    main()
