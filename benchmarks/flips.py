"""Bytes flipped at random places of a data folder after a clean stop: detected, healed, or without effect on answers.

`python -m benchmarks.flips [NUMBER]`: each time one byte of a copy is changed; the copy is opened, its state is asked
for, and every node, relationship and text is compared with the original's. What may not happen is an answer that
differs while `status` says 一致.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from graph.errors import QiantouError
from graph.settings import Settings
from graph.store import Store
from queries import catalogue
from ui import building, state
from ui.archive import Archive
from ui.passwords import Passwords

DOCUMENTS = {
    "甲.txt": "甲市园区方案\n一、任务\n1.抓项目。(市工信局牵头,市财政局配合)\n2.抓园区。(市发改委牵头,市教育局配合)\n",
    "乙.txt": "乙市产业方案\n一、任务\n1.抓产业。(市工信局牵头,市商务局配合)\n2.抓招商。(市商务局牵头)\n",
}


def main() -> None:
    """Flip, look, count."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(17)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "原"
        original = _made(home)
        outcomes: Counter[str] = Counter()
        for turn in range(number):
            copy = Path(folder) / "改"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(home, copy)
            place = _flip(copy, chance)
            outcome = _outcome(copy, original)
            outcomes[outcome.partition("：")[0]] += 1
            print(f"{turn:3} {place}：{outcome}", flush=True)
    print("；".join(f"{name} {count}" for name, count in outcomes.most_common()))
    sys.exit(1 if outcomes["答错而称一致"] else 0)


def _made(home: Path) -> dict[str, Any]:
    sources = home.parent / "文件"
    sources.mkdir()
    for name, text in DOCUMENTS.items():
        (sources / name).write_text(text, encoding="utf-8")
    Passwords(home).add("张三", "一个够长的口令123", may_import=True)
    settings = Settings(home=home)
    with Store.open(settings) as store:
        building.build(store, Archive.of(settings), [sources])
        return _answers(store, settings)


def _flip(home: Path, chance: random.Random) -> str:
    """Change one byte, any byte of the folder as likely as another; where files are small, any file as another."""
    files = sorted(path for path in home.rglob("*") if path.is_file() and path.stat().st_size)
    weights = [path.stat().st_size for path in files] if chance.random() < 0.5 else None
    path = chance.choices(files, weights)[0]
    content = bytearray(path.read_bytes())
    used = [at for at, byte in enumerate(content) if byte] or [0]
    at = chance.choice(used)
    content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"{path.relative_to(home)}[{at}]"


def _outcome(home: Path, original: dict[str, Any]) -> str:
    settings = Settings(home=home)
    try:
        with Store.open(settings) as store:
            found = state.of(store, Archive.of(settings))
            if not found.sound:
                return "发现：" + " ".join(found.errors())
            answers = _answers(store, settings)
    except QiantouError as error:
        return f"发现：{error}"
    except Exception as error:  # noqa: BLE001  # what nobody expected is what is looked for
        return f"意外的错误：{type(error).__name__} {error}"
    differing = [name for name, value in original.items() if answers[name] != value]
    if not differing:
        return "没有影响"
    # A text that is missed is said, and so is a page without it; nothing is answered that is not so.
    return "发现：" + " ".join(found.notices()) if differing == ["原文"] else f"答错而称一致：{differing}"


def _answers(store: Store, settings: Settings) -> dict[str, Any]:
    """All that anybody can ask."""
    nodes = store.read("MATCH (n) WHERE n.id IS NOT NULL RETURN n", {}).rows
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b", {}).rows
    documents = store.documents()
    return {
        "节点": sorted(map(repr, nodes)),
        "关系": sorted(map(repr, edges)),
        "文件": [sorted(row.items()) for row in documents],
        "清单": catalogue.run(store, "duties", agency="市工信局").rows,
        "原文": [Archive.of(settings).get(str(row["sha256"])) for row in documents],
        "用户": Passwords(settings.home).check("张三", "一个够长的口令123"),
    }


if __name__ == "__main__":
    main()
