"""Examining many slices: in this process where that is quickest, else in as many as there are processors.

Starting a process and loading the compiler in it costs about as much as examining half a megabyte of text, so a
small project stays in this process. Processes are spawned, not forked, the same on every system. Where they cannot
be had or one is killed, what is left is done here.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import repeat

from policyc.workspace.examining import Examined, Slice, examine

# Characters of text below which one process is quicker than several.
WORTH_PROCESSES = 600_000

Tell = Callable[[int, int], None]
Job = tuple[Slice, bool, date | None]


def examine_all(
    wanted: Sequence[Slice], whole_project: bool, on: date | None, tell: Tell = lambda _, __: None
) -> Iterator[Examined]:
    """What is found in each slice, in order. `tell` hears how many of how many are done."""
    jobs = list(zip(wanted, repeat(whole_project), repeat(on), strict=False))
    every = _in_processes(jobs) if worth_processes(wanted) else map(_examine, jobs)
    for done, found in enumerate(every, start=1):
        tell(done, len(jobs))
        yield found


def worth_processes(wanted: Sequence[Slice]) -> bool:
    """Whether several processes are quicker."""
    texts = sum(len(source.text) for one in wanted for source in one.sources)
    return len(wanted) > 1 and texts >= WORTH_PROCESSES and (os.cpu_count() or 1) > 1


def _examine(job: Job) -> Examined:
    return examine(*job)


def _examine_apart(job: Job) -> Examined:
    found = examine(*job)
    # A program holds circles, and so many of them would not fit into memory side by side.
    gc.collect()
    return found


def _in_processes(jobs: Sequence[Job]) -> Iterator[Examined]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    done = 0
    try:
        count = min(os.cpu_count() or 1, len(jobs))
        with ProcessPoolExecutor(count, get_context("spawn"), _begin) as pool:
            try:
                for found in pool.map(_examine_apart, jobs, chunksize=1):
                    done += 1
                    yield found
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except (BrokenProcessPool, OSError):
        yield from map(_examine_apart, jobs[done:])


def _begin() -> None:
    import sys

    gc.disable()
    # As in `policyc.cli.main`: Lark loads this where it finds it, for a mode that only the tests use.
    sys.modules.setdefault("interegular", None)  # type: ignore[arg-type]
