"""Samples, their medians, and the lines that are printed."""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.stand import Stand

__all__ = ["Operation", "Sample", "alternate", "cpu_seconds", "print_ratio", "print_samples", "ratio", "take"]

Operation = Callable[[int], Awaitable[object]]
"""Does one thing; it is told how many were begun before it."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one stretch of time gave."""

    per_second: float
    median_ms: float
    slowest_ms: float
    """The 99th percentile."""
    own_cpu_us: float
    """CPU microseconds of the process that works, an operation."""
    mongod_cpu_us: float
    """CPU microseconds of mongod an operation."""


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used, 0 where /proc does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def take(
    stand: Stand, operation: Operation, tasks: int, seconds: float | None = None, pid: int | None = None
) -> Sample:
    """Let `tasks` tasks repeat the operation for the stand's seconds. `pid` is the process that works, if not this."""
    pid = pid or os.getpid()
    numbers = count()
    took: list[float] = []
    clock = time.perf_counter
    began, own, mongod = clock(), cpu_seconds(pid), cpu_seconds(stand.mongod)
    end = began + (seconds or stand.seconds)

    async def work() -> None:
        while (started := clock()) < end:
            await operation(next(numbers))
            took.append(clock() - started)

    await asyncio.gather(*(work() for _ in range(tasks)))
    elapsed, own, mongod = clock() - began, cpu_seconds(pid) - own, cpu_seconds(stand.mongod) - mongod
    took.sort()
    done = len(took)
    return Sample(
        done / elapsed, took[done // 2] * 1e3, took[done * 99 // 100] * 1e3, own / done * 1e6, mongod / done * 1e6
    )


async def alternate(
    stand: Stand,
    sides: Mapping[str, Operation],
    tasks: int,
    *,
    pids: Sequence[int] = (),
    tasks_of: Mapping[str, int] | None = None,
) -> dict[str, list[Sample]]:
    """Samples of every side in turn, each round begun by another side, so that what the machine does meets all alike.

    `pids` are the sides' processes, where they are not this one; `tasks_of` has what differs from `tasks`.
    A short stretch before the first round is thrown away.
    """
    samples: dict[str, list[Sample]] = {name: [] for name in sides}
    workers = {name: (tasks_of or {}).get(name, tasks) for name in sides}
    for name, operation in sides.items():
        await take(stand, operation, workers[name], min(stand.seconds, 0.5))
    names = list(sides)
    pid_of = dict(zip(names, pids, strict=False))
    for turn in range(stand.rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            samples[name].append(await take(stand, sides[name], workers[name], pid=pid_of.get(name)))
    return samples


def ratio(ours: Sequence[Sample], floor: Sequence[Sample]) -> float:
    """The median of the rounds' own ratios."""
    return statistics.median(a.per_second / b.per_second for a, b in zip(ours, floor, strict=True))


def print_samples(name: str, tasks: int, samples: dict[str, list[Sample]]) -> None:
    """One line a side: medians of its samples."""
    for side, taken in samples.items():
        middle = {
            field: statistics.median(getattr(sample, field) for sample in taken)
            for field in Sample.__dataclass_fields__
        }
        print(
            f"  {name} {tasks:>3} {side:<22} {middle['per_second']:>9.0f}/s  p50 {middle['median_ms']:>8.2f} ms  "
            f"p99 {middle['slowest_ms']:>8.2f} ms  CPU/op {middle['own_cpu_us']:>6.0f} us + mongod "
            f"{middle['mongod_cpu_us']:>6.0f} us",
            flush=True,
        )


def print_ratio(name: str, tasks: int, value: float) -> None:
    """The line that tools read."""
    print(f"ratio {name} {tasks} {value:.2f}", flush=True)
