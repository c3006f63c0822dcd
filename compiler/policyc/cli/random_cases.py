"""`policyc test --random N`: generated cases, read by evaluator, graph and solver."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from policyc.cli.common import colourful, failed, say, say_json, stop, tell
from policyc.cli.exits import Exit

_SEEDS = 10**9


def run_random(arguments: argparse.Namespace) -> int:
    """Test, print failures with their cases, then branch by branch what was reached; 0, 1, 2 or 4."""
    _require_hypothesis(arguments)
    from policyc.report.random_runs import is_undecided, random_json, random_text
    from policyc.report.style import Style
    from policyc.testing.random_tests import random_test
    from policyc.workspace.testing import wanted_policies

    found = wanted_policies([Path(path) for path in arguments.paths], Path.cwd())
    if found.unfit:
        raise stop(found.unfit, found.sources, arguments)
    seed = random.SystemRandom().randrange(_SEEDS) if arguments.seed is None else arguments.seed
    runs = [
        run
        for policy in found.policies
        for run in random_test(policy, arguments.random, seed, _show_progress)
    ]
    _end_progress()
    if not runs:
        where = " ".join(arguments.paths) or "the project"
        raise failed(
            "no-cases", f"There is no policy in {where}, so nothing was tested", "Write one.", arguments
        )
    if arguments.format == "json":
        say_json(random_json(runs, seed))
    else:
        for failure in (each for run in runs for each in run.failures):
            tell([failure.diagnostic], found.sources, arguments, to_stdout=True)
            say("\n".join(failure.blocks) + "\n")
        say(random_text(runs, seed, Style(colourful(arguments))))
    if any(run.failures for run in runs):
        return Exit.FINDINGS
    return Exit.NOT_COMPUTED if is_undecided(runs) else Exit.DONE


def _require_hypothesis(arguments: argparse.Namespace) -> None:
    from importlib.util import find_spec

    if find_spec("hypothesis") is None:
        raise failed(
            "engine-unavailable",
            "Random tests need Hypothesis, which is not installed here",
            "Install policyc with it, as `policyc[testing]`.",
            arguments,
        )


def _show_progress(text: str, done: int, number: int) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty() and done % max(1, number // 50) == 0:
        sys.stderr.write(f"\r\x1b[K{text}: {done} of {number} cases")
        sys.stderr.flush()


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
