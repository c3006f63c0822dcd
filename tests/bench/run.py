"""`make bench`: every promise about speed, what was measured, and whether it is kept.

Exit code 1 when one is not. The machine is shared: quote the medians, and ratios within one run.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.measure import in_shell  # noqa: E402  the project's root is not on the path of a script
from tests.bench.promises import Promise, cases_per_second, diff_in_process, parsing_against_lark  # noqa: E402

KAISER = "kaiser_wa.lumbar_mri"


def main() -> int:
    """Print the table."""
    promises = [
        Promise("policyc --help", in_shell(["--help"]).median, 0.150, "s"),
        Promise(
            "policyc check policies/kaiser_wa", in_shell(["check", "policies/kaiser_wa"]).median, 0.600, "s"
        ),
        Promise(
            "policyc diff, from the shell",
            in_shell(["diff", f"{KAISER}@2023-12-31", f"{KAISER}@2024-01-01"]).median,
            0.500,
            "s",
        ),
        Promise("diff, in process", diff_in_process().median, 0.050, "s"),
        Promise("cases through the evaluator with trace", cases_per_second(), 2000, "/s", at_least=True),
        Promise("parsing against bare Lark", parsing_against_lark(), 2.0, "times"),
    ]
    for promise in promises:
        print(promise.row)
    return 0 if all(promise.kept for promise in promises) else 1


if __name__ == "__main__":
    sys.exit(main())
