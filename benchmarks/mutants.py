"""Does a test notice? Small changes, one at a time, to the modules that keep strangers out and the graph whole.

`python -m benchmarks.mutants [MODULE...] [--most N]`: each change is made in a copy of the project, where the tests of
that module run until one fails. A change that none notices is printed: a hole in the tests, or a change without effect.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 25
"""Changes of a module that are tried, chosen by chance that is the same every time."""
SECONDS = 180

TESTS = {
    "ui/passwords.py": ["tests/ui/test_login.py", "-k", "TestPasswords or TestLogin or a_key_costs"],
    "ui/attempts.py": ["tests/ui/test_login.py", "-k", "TestAttempts"],
    "ui/guard.py": ["tests/ui/test_login.py", "-k", "TestGuard"],
    "ui/launch.py": ["tests/ui/test_login.py", "-k", "TestLaunch"],
    "ui/web/access.py": ["tests/ui/test_login.py", "-k", "TestLogin or TestOidc"],
    "ui/web/gate.py": ["tests/ui/test_gate.py"],
    "ui/web/uploads.py": ["tests/ui/test_pages.py", "-k", "an_upload_stays"],
    "graph/cypher.py": ["tests/graph/test_cypher.py"],
    "graph/locks.py": ["tests/graph/test_consistent_reads.py"],
    "graph/consistent_reads.py": ["tests/graph/test_consistent_reads.py"],
    "graph/journal.py": ["tests/graph/test_journal.py"],
    "loaders/judged.py": ["tests/loaders/test_judged.py"],
    "graph/sums.py": ["tests/graph/test_store.py", "-k", "sums or changed or earlier or rebuild"],
    "loaders/readers/child.py": ["tests/loaders/readers/test_worker.py", "tests/loaders/test_extracting.py"],
    "loaders/readers/process.py": ["tests/loaders/readers/test_worker.py"],
    "loaders/readers/worker.py": ["tests/loaders/readers/test_worker.py"],
}
"""The modules, and the tests that should notice."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def changes(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Each changed tree, with what was changed where."""
    told = {id(part) for node in ast.walk(tree) for hint in _hints(node) for part in ast.walk(hint)}
    for number, node in enumerate(ast.walk(tree)):
        # A hint of a type is never run.
        for said in () if id(node) in told else _ways(node):
            other = copy.deepcopy(tree)
            _change(list(ast.walk(other))[number], said)
            yield f"{getattr(node, 'lineno', 0)}: {said}", ast.fix_missing_locations(other)


def _hints(node: ast.AST) -> Iterator[ast.AST]:
    found = (getattr(node, name, None) for name in ("annotation", "returns"))
    return (hint for hint in found if isinstance(hint, ast.AST))


def _ways(node: ast.AST) -> Iterator[str]:
    """What can be changed at a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield f"{type(node.ops[0]).__name__} -> {_COMPARED[type(node.ops[0])].__name__}"
    elif isinstance(node, ast.BoolOp):
        yield "and <-> or"
    elif isinstance(node, ast.BinOp) and type(node.op) in _RECKONED and not isinstance(node.left, ast.JoinedStr):
        yield f"{type(node.op).__name__} -> {_RECKONED[type(node.op)].__name__}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not gone"
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition turned"
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield f"{node.value!r} + 1"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"not {node.value!r}"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"call gone: {ast.unparse(node)[:50]}"
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Call | ast.Compare | ast.BoolOp | ast.Name):
        yield "returns None"
    elif isinstance(node, ast.Raise):
        yield "raises nothing"


def _change(node: ast.AST, said: str) -> None:
    match node:
        case ast.Compare():
            node.ops[0] = _COMPARED[type(node.ops[0])]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BinOp():
            node.op = _RECKONED[type(node.op)]()
        case ast.UnaryOp():
            # `not x` becomes `not not x`.
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
        case ast.Expr():
            node.value = ast.Constant(None)
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Raise():
            # Still a statement, and no error.
            node.__class__ = ast.Pass  # type: ignore[assignment]
        case _:
            raise AssertionError(said)


def _noticed(folder: Path, module: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS[module]]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        found = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False, text=True
        )
    except subprocess.TimeoutExpired:
        return True
    if found.returncode == 5 or "no tests ran" in found.stdout:
        raise SystemExit(f"no tests for {module}: {found.stdout[-300:]}")
    return found.returncode != 0


def _copied(target: Path) -> None:
    for name in ("graph", "loaders", "queries", "ui", "data", "tests", "benchmarks", "pyproject.toml", "README.md"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, target / name)


def _tried(folder: Path, module: str, most: int) -> tuple[int, list[str]]:
    """How many changes were tried, and those that nothing noticed."""
    source = (ROOT / module).read_text(encoding="utf-8")
    if _noticed(folder, module):
        raise SystemExit(f"the tests of {module} fail already")
    every = [(said, ast.unparse(tree)) for said, tree in changes(ast.parse(source))]
    plain = ast.unparse(ast.parse(source))
    every = [(said, text) for said, text in every if text != plain]
    chosen = random.Random(module).sample(every, min(most, len(every)))
    missed = []
    for said, text in sorted(chosen, key=lambda one: int(one[0].partition(":")[0])):
        (folder / module).write_text(text, encoding="utf-8")
        if not _noticed(folder, module):
            missed.append(said)
            print(f"  not noticed: {module}:{said}", flush=True)
    (folder / module).write_text(source, encoding="utf-8")
    return len(chosen), missed


def main() -> None:
    """Try the modules that are named, or all."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("modules", nargs="*")
    reading.add_argument("--most", type=int, default=MOST)
    given = reading.parse_args()
    wanted = [module for module in TESTS if not given.modules or Path(module).stem in given.modules]
    with tempfile.TemporaryDirectory() as name:
        _copied(Path(name))
        for module in wanted:
            number, missed = _tried(Path(name), module, given.most)
            print(f"{module}: {number} changes, {number - len(missed)} noticed, {len(missed)} not", flush=True)


if __name__ == "__main__":
    main()
