"""`make bench`: every promise about speed, what was measured, and whether it is kept; then figures without one.

Exit code 1 when a promise is not kept. The machine is shared: quote the medians, and ratios within one run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.analysis import all_findings, findings_of_a_hundred, z3_against_findings
from tests.bench.figures import figures
from tests.bench.measure import in_shell
from tests.bench.promises import (
    Figure,
    cases_per_second,
    diff_in_process,
    parsing_against_lark,
    seconds,
)

KAISER = "kaiser_wa.lumbar_mri"
TEXTS = (f"{KAISER}@2023-12-31", f"{KAISER}@2024-01-01")


def main() -> int:
    """Print the table, a line as soon as it is known."""
    print("load of the machine before:", *(f"{load:.1f}" for load in os.getloadavg()))
    kept = True
    for found in chain(promises(), figures()):
        print(found.row, flush=True)
        kept = kept and found.kept
    return 0 if kept else 1


def promises() -> Iterator[Figure]:
    """What is promised."""
    yield seconds("policyc --help", in_shell(["--help"]), 0.150)
    yield seconds("policyc check policies/kaiser_wa", in_shell(["check", "policies/kaiser_wa"]), 0.600)
    yield seconds("policyc diff, from the shell", in_shell(["diff", *TEXTS]), 0.500)
    yield seconds("diff, in process", diff_in_process(), 0.050)
    yield Figure(
        "cases through the evaluator with their truths", cases_per_second(), 2000, "/s", at_least=True
    )
    yield Figure("parsing against bare Lark", parsing_against_lark(), 2.0, "times")
    yield all_findings()
    yield findings_of_a_hundred()
    yield z3_against_findings()


if __name__ == "__main__":
    sys.exit(main())
