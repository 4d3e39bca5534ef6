"""Extraction on other machines: Dask's workers read and extract files, this process alone writes what they give.

A task is a function of a file's bytes and the rules, so it may run anywhere and twice: what a dead worker had in hand
another one does. A worker with other rules is refused, since its results would be others. In a worker the same
processes read and extract as on one machine (`loaders.readers.process`, `loaders.extracting`), under the same limits,
so that a bad file ends one of these and not the worker.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from graph.errors import EngineError, MissingExtraError, ReadError
from loaders import version
from loaders.extracting import Answer, Extractor, Found
from loaders.kept import Outcome
from loaders.page.text import Text
from loaders.readers import Failure, Limits, Reader, Source, attempt

CONNECT_SECONDS = 10
_AHEAD = 4
"""Files for each thread of the cluster that are sent ahead."""

_LARGEST = 256 << 20
"""Bytes of one result that are sent: more would fill the scheduler's machine, where all of them pass through."""

_RETRIES = 3
"""How many workers may die over one file before it counts as what kills them."""

_OTHER_RULES = "other rules"


def extract_all(sources: Iterable[Source], address: str, limits: Limits | None = None) -> Iterator[Found]:
    """What each file says, or why not, in order.

    Args:
        sources: the files; members of archives are read here, and only extracted there.
        address: of Dask's scheduler, such as `tcp://10.0.0.5:8786`.
        limits: what one file may take; those of the environment when not given.

    Raises:
        MissingExtraError: Dask is not installed.
        EngineError: the scheduler does not answer, has no workers, or a worker has other rules.
    """
    client = _connect(address)
    with client, Reader(limits) as reader:
        bound = limits or Limits.of()
        waiting: deque[tuple[Source, Any]] = deque()
        for source in sources:
            waiting.append((source, _submit(client, source, reader, bound)))
            if len(waiting) > _AHEAD * _threads(client, address):
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"没有安装 {error.name}，不能用别的机器抽取。", '请执行 python -m pip install "qiantou[scale]"，再试一次。'
        ) from error
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise EngineError(
            f"调度器 {address} 没有应答（{error}）。", "请确认 dask scheduler 已启动，地址写成 tcp://主机:8786。"
        ) from error


def _threads(client: Any, address: str) -> int:
    number = sum(client.nthreads().values())
    if not number:
        with contextlib.suppress(TimeoutError):
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        number = sum(client.nthreads().values())
    if not number:
        raise EngineError(f"调度器 {address} 没有工作进程。", "请在各台机器上执行 dask worker，见 docs/scale.md。")
    return int(number)


def _submit(client: Any, source: Source, reader: Reader, limits: Limits) -> Any:
    """The task of a file, or why there is none."""
    if source.chain or source.error is not None or source.path is None:
        found = attempt(source, reader)
        if isinstance(found, Failure):
            return found
        given: Source | Text = replace(found)
    else:
        try:
            if source.path.stat().st_size > limits.size:
                # The reader says it in its own words.
                return attempt(source, reader)
            given = Source(source.name, None, source.path.read_bytes())
        except OSError:
            return attempt(source, reader)
    return client.submit(work, given, tuple(limits), version.rules(), pure=False, retries=_RETRIES)


def _result(source: Source, task: Any) -> Found:
    if isinstance(task, Failure):
        return source, task
    from distributed import KilledWorker

    try:
        answer = task.result()
    except KilledWorker:
        words = "几个工作进程先后在它上面退出", "请把它从这次读入的文件中去掉，单独在一台机器上读入。"
        return source, Failure(source, ReadError(f"读“{source.name}”没有成功：{words[0]}。", words[1]))
    if answer == _OTHER_RULES:
        raise EngineError("有工作进程的程序与本机不是同一版本，读出的会不一样。", "请在各台机器上安装同一版本。")
    if isinstance(answer, bytes):
        return source, Answer(io.BytesIO(answer)).load()
    return source, Failure(source, ReadError(*answer))


# In a worker.

_HERE = threading.local()


def work(given: Source | Text, limits: tuple[Any, ...], rules: str) -> bytes | tuple[str, str] | str:
    """What a file says: a pickled outcome, the two sentences of an error, or that this worker has other rules."""
    if rules != version.rules():
        return _OTHER_RULES
    bound = Limits(*limits)
    if getattr(_HERE, "limits", None) != bound:
        _HERE.limits, _HERE.reader, _HERE.extractor = bound, Reader(bound), Extractor(bound)
    try:
        found: Outcome = _HERE.extractor.extract(_text(given))
    except ReadError as error:
        return error.happened, error.advice
    content = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    if len(content) > _LARGEST:
        size = f"{len(content) / 2**20:.0f} MB"
        return f"“{found.file}”读出的内容有 {size}，太大，没有传回。", "请拆成几份，或在一台机器上读入。"
    return content


def _text(given: Source | Text) -> Text:
    if isinstance(given, Text):
        return given
    found = attempt(given, _HERE.reader)
    if isinstance(found, Failure):
        raise found.error
    return found
