"""`policyc test`: the cases that stand in policy files, and which criteria they exercise."""

from __future__ import annotations

import argparse
from pathlib import Path

from policyc.cli.common import add_colour, add_format, colourful, failed, say, say_json, stop, tell
from policyc.cli.exits import Exit

EXAMPLES = """\
examples:
  policyc test                      every case of the project around this folder
  policyc test policies/kaiser_wa   only the cases that stand in these files
  policyc test --format json
  policyc test --random 200         generated cases instead, 200 for each text
  policyc test --random 200 --seed 7

exit codes: 0 every case passed, 1 a case failed or expects nothing, 2 a text
cannot be read or has errors, or there is no case at all (so nothing was
tested), 4 with --random: whether a branch can be reached stayed undecided
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, --format, --color."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the project)")
    parser.add_argument("--coverage", action="store_true", help="show every criterion, not only the gaps")
    parser.add_argument(
        "--random",
        type=_number,
        metavar="N",
        help="test each text on N generated cases: evaluator, graph and solver must agree, and no case may refute "
        "a claim",
    )
    parser.add_argument("--seed", type=int, metavar="S", help="draw the cases that seed S drew before")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the cases, print failures, the summary and the coverage; 0, 1 or 2."""
    if arguments.random is not None:
        from policyc.cli.random_cases import run_random

        return run_random(arguments)
    from policyc.report.cases_json import cases_json
    from policyc.report.cases_text import cases_text, failures
    from policyc.report.claims import unanswered_claims
    from policyc.report.style import Style
    from policyc.workspace.testing import run_project_cases

    found = run_project_cases([Path(path) for path in arguments.paths], Path.cwd())
    if found.unfit:
        raise stop(found.unfit, found.sources, arguments)
    if not any(ran.results for ran in found.ran):
        where = " ".join(arguments.paths) or "the project"
        raise failed(
            "no-cases", f"There is no case in {where}, so nothing was tested", "Write a `case`.", arguments
        )
    if arguments.format == "json":
        say_json(cases_json(found.ran, found.claims))
    else:
        tell(failures(found.ran), found.sources, arguments, to_stdout=True)
        say(cases_text(found.ran, Style(colourful(arguments)), every_criterion=arguments.coverage))
        if found.claims:
            say("\n" + unanswered_claims(found.claims))
    good = all(result.passed for ran in found.ran for result in ran.results)
    return Exit.DONE if good else Exit.FINDINGS


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST:,}")
    return int(text)


_MOST = 1_000_000
