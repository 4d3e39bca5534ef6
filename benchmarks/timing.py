"""How a thing is timed: several rounds after a warm-up, the median and the best of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds of several rounds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    def percentile(self, percent: float) -> float:
        """The value that `percent` of the rounds stay under."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def once(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of one call."""
    start = clock()
    work()
    return clock() - start


def rounds(work: Callable[[], object], count: int, warm_up: int = 2) -> Timing:
    """Time one thing several times."""
    for _ in range(warm_up):
        work()
    return Timing(tuple(once(work) for _ in range(count)))


def in_turn(
    works: Sequence[Callable[[], object]], count: int, clock: Callable[[], float] = time.perf_counter
) -> list[Timing]:
    """Time several things A B C A B C …, so that a machine that drifts drifts for all.

    Args:
        clock: `time.process_time` leaves out what else the machine does; it knows nothing of work in another process.
    """
    for work in works:
        work()
    times: list[list[float]] = [[] for _ in works]
    for _ in range(count):
        for seconds, work in zip(times, works, strict=True):
            seconds.append(once(work, clock))
    return [Timing(tuple(seconds)) for seconds in times]
