"""`policyc prove`: the claims that stand in policy files, proved for every patient or refuted by one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.cli.common import add_colour, add_format, colourful, failed, say, say_json, stop, tell
from policyc.cli.exits import Exit

if TYPE_CHECKING:
    from policyc.analysis.claims import ClaimAnswer
    from policyc.report.style import Style
    from policyc.workspace.proving import PolicyProof, ProjectProof

EXAMPLES = """\
examples:
  policyc prove                     every claim of this project
  policyc prove policies/kaiser_wa  only the claims that stand in these files
  policyc prove --claim "cauda equina" --show
  policyc prove --format json

exit codes: 0 every claim was proved, or refuted as it is known to be, 1 a claim
is refuted, or holds although it is said to fail, 2 a text cannot be read or has
errors, or there is no claim at all, 4 a claim is undecided
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, --claim, --show, --format, --color."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: the project)")
    parser.add_argument("--claim", default="", metavar="TEXT", help="only claims with TEXT in the title")
    parser.add_argument("--show", action="store_true", help="show the patients of known refutations too")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer the claims, print a line each and the patients that nobody expected; 0, 1, 2 or 4."""
    from policyc.workspace.proving import prove_project

    progress = _Progress(arguments)
    found = prove_project(
        [Path(path) for path in arguments.paths], Path.cwd(), arguments.claim, progress.before
    )
    progress.end()
    if found.unfit:
        raise stop(found.unfit, found.sources, arguments)
    if not found.proved:
        raise _no_claims(arguments)
    if arguments.format == "json":
        from policyc.report.claims_json import answers_json

        say_json(
            answers_json([(each, one.shared_with(each)) for one in found.proved for each in one.answers])
        )
    else:
        _print(found, arguments)
    return _exit([answer for one in found.proved for answer in one.answers])


def _print(found: ProjectProof, arguments: argparse.Namespace) -> None:
    from policyc.report.claims_text import claims_text
    from policyc.report.style import Style

    style = Style(colourful(arguments))
    for one in found.proved:
        say(claims_text(one.policy, one.answers, style))
    for one in found.proved:
        for answer in one.answers:
            _print_details(answer, one, found, arguments, style)


def _print_details(
    answer: ClaimAnswer, one: PolicyProof, found: ProjectProof, arguments: argparse.Namespace, style: Style
) -> None:
    from policyc.report.claims_diagnostics import claim_diagnostic
    from policyc.report.claims_text import known_text, pasted

    wrong = claim_diagnostic(answer)
    shared = one.shared_with(answer)
    if wrong is not None:
        say("")
        tell([wrong], found.sources, arguments, to_stdout=True)
        cases = pasted(answer, shared)
        if cases:
            say("\n".join(cases))
    elif arguments.show and answer.refutations:
        say("\n" + known_text(answer, shared, style))


def _exit(answers: Sequence[ClaimAnswer]) -> Exit:
    from policyc.analysis.claims import Status

    if any(answer.status is Status.UNDECIDED for answer in answers):
        return Exit.NOT_COMPUTED
    return Exit.DONE if all(answer.expected for answer in answers) else Exit.FINDINGS


def _no_claims(arguments: argparse.Namespace) -> SystemExit:
    where = " ".join(arguments.paths) or "the project"
    of_title = f" with “{arguments.claim}” in its title" if arguments.claim else ""
    return failed(
        "no-claims",
        f"There is no claim{of_title} in {where}, so nothing was proved",
        "Write a `prove`.",
        arguments,
    )


class _Progress:
    """One line on a terminal that says which claim is being answered, and goes when all are."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._shown = sys.stderr.isatty() and arguments.format == "text"

    def before(self, told: int, number: int, title: str) -> None:
        """Say which claim is next."""
        if self._shown:
            from policyc.report.terminal import visible

            words = f"claim {told + 1} of {number}: {visible(title)}"
            sys.stderr.write(f"\r\x1b[K{words[:79]}")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
