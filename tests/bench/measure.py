"""Timing: several runs after a warm-up; the median to quote, the spread and the CPU time to judge the machine by."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of several runs by the clock, and of CPU time."""

    runs: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.runs)

    @property
    def remark(self) -> str:
        """What tells a slow program from a busy machine."""
        fastest, slowest = min(self.runs) * 1000, max(self.runs) * 1000
        return f"{fastest:,.1f} to {slowest:,.1f} ms, CPU {statistics.median(self.cpu) * 1000:,.1f} ms"


def in_process(work: Callable[[], object], runs: int = 15) -> Timing:
    """Time a function in this process, once unmeasured first."""
    work()
    return _timing([_seconds(work) for _ in range(runs)])


def in_shell(arguments: Sequence[str], runs: int = 9) -> Timing:
    """Time `policyc` with these arguments as a process of its own, caches warm: bytecode, grammar, files."""
    command = [sys.executable, "-m", "policyc", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def work() -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())

    return in_process(work, runs)


def in_turn(
    first: Callable[[], object], second: Callable[[], object], runs: int = 9
) -> tuple[Timing, Timing, float]:
    """Two functions in turn, A B A B …, and the median of the ratios of neighbours, in CPU time."""
    first(), second()
    pairs = [(_seconds(first), _seconds(second)) for _ in range(runs)]
    ratio = statistics.median(a[1] / b[1] for a, b in pairs)
    return _timing([a for a, _ in pairs]), _timing([b for _, b in pairs]), ratio


def _timing(runs: Sequence[tuple[float, float]]) -> Timing:
    return Timing(tuple(wall for wall, _ in runs), tuple(cpu for _, cpu in runs))


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    begin, busy = time.perf_counter(), _cpu()
    work()
    return time.perf_counter() - begin, _cpu() - busy


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
