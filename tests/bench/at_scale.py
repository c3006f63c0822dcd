"""`make scale`: a library of 500 policies with 100 criteria each, cold, unchanged, and with one file changed.

Takes a minute or more, so it stands apart from the other figures. A number on the command line asks for a smaller
library, whose promises are then cut down with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.library import changed_policy, write_library
from tests.bench.promises import Figure

POLICIES = 500
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, CPU seconds of all processes, and the most memory they held at one time."""

    seconds: float
    cpu: float
    bytes: int


def main() -> int:
    """Print the table; 1 when a promise is not kept."""
    policies = int(sys.argv[1]) if len(sys.argv) > 1 else POLICIES
    print("load of the machine before:", *(f"{load:.1f}" for load in os.getloadavg()))
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        library = write_library(Path(folder) / "library", policies)
        for found in figures(library, policies / POLICIES):
            print(found.row, flush=True)
            kept = kept and found.kept
    return 0 if kept else 1


def figures(library: Path, share: float) -> Iterator[Figure]:
    """Each as it is measured."""
    size = f"{round(share * POLICIES)} policies"
    cold = check(library)
    yield Figure(f"check of {size}, cold", cold.seconds, 60 * share, "s", remark=f"CPU {cold.cpu:.0f} s")
    yield Figure("the most memory at one time", cold.bytes / 1e6, 1000, "MB")
    warm = check(library)
    yield Figure("the same again, nothing changed", warm.seconds, None, "s", remark=f"CPU {warm.cpu:.1f} s")
    changed_policy(library, 3)
    one = check(library)
    yield Figure("with one file changed", one.seconds, 3, "s", remark=f"CPU {one.cpu:.1f} s")


def check(library: Path) -> Run:
    """Run `policyc check` as a process of its own and watch it."""
    begin, before = time.perf_counter(), os.times()
    running = subprocess.Popen(
        [sys.executable, "-m", "policyc", "check"], cwd=library, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    most = [0]
    watcher = threading.Thread(target=_watch, args=(running, most))
    watcher.start()
    code = running.wait()
    watcher.join()
    if code not in (0, 1):
        raise RuntimeError(f"policyc ended with {code}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - begin, cpu, most[0])


def _watch(running: subprocess.Popen[bytes], most: list[int]) -> None:
    while running.poll() is None:
        most[0] = max(most[0], sum(_resident(process) for process in _family(running.pid)))
        time.sleep(0.1)


def _family(process: int) -> Iterator[int]:
    """A process and all below it, where the system tells."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
