"""Timing: several runs after a warm-up, the median to quote, the spread to judge the machine by."""

from __future__ import annotations

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
    """Seconds of several runs."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.runs)

    @property
    def words(self) -> str:
        """`12.3 ms (11.9 to 14.0)`."""
        return f"{self.median * 1000:8.1f} ms ({min(self.runs) * 1000:.1f} to {max(self.runs) * 1000:.1f})"


def in_process(work: Callable[[], object], runs: int = 15) -> Timing:
    """Time a function in this process, once unmeasured first."""
    work()
    return Timing(tuple(_seconds(work) for _ in range(runs)))


def in_shell(arguments: Sequence[str], runs: int = 9) -> Timing:
    """Wall time of `policyc` with these arguments as a process of its own, caches warm."""
    command = [sys.executable, "-m", "policyc", *arguments]

    def work() -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())

    return in_process(work, runs)


def in_turn(
    first: Callable[[], object], second: Callable[[], object], runs: int = 9
) -> tuple[Timing, Timing, float]:
    """Two functions in turn, A B A B …, and the median of the ratios of neighbours."""
    first(), second()
    pairs = [(_seconds(first), _seconds(second)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    return Timing(tuple(a for a, _ in pairs)), Timing(tuple(b for _, b in pairs)), ratio


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
