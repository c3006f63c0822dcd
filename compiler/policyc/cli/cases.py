"""`policyc cases REF`: cases for what the policy's own cases do not show, ready to paste or to keep as a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from policyc.cli.common import add_colour, add_format, failed, reference, tell, write_output
from policyc.cli.exits import Exit

EXAMPLES = """\
examples:
  policyc cases kaiser_wa.lumbar_mri@2024-03-01
  policyc cases kaiser_wa.lumbar_mri@2024-03-01 --only boundaries
  policyc cases kaiser_wa.lumbar_mri -o policies/kaiser_wa/more_cases.policy

What is written expects what the text decides now: read each case against the
source before you keep it. Cases of a draft belong into the draft's own file.

exit codes: 0 done, 2 the reference means no text that can be read, 4 done, but
the solver reached a limit (a comment says where)
"""

_KINDS = ("criteria", "boundaries", "mcdc")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, -o, --only, --format, --color."""
    parser.add_argument(
        "reference", metavar="REF", help="a policy id, a path, REVISION:PATH; each with @DATE"
    )
    parser.add_argument(
        "-o", dest="output", metavar="FILE", help="write to a file (default: standard output)"
    )
    parser.add_argument(
        "--only",
        choices=_KINDS,
        action="append",
        help="criteria met, not met and unknown; limits from both sides; or pairs of patients of whom one "
        "condition makes the difference (mcdc)",
    )
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find the cases and write them; 0, 2 or 4."""
    from policyc.report.missing_cases import missing_json, missing_text
    from policyc.testing.missing_project import missing_of

    _keep_texts(arguments)
    resolved = reference(arguments.reference, arguments)
    found = missing_of(resolved, Path.cwd(), tuple(arguments.only or _KINDS), _show_progress)
    _end_progress()
    if found.wrong:
        tell(found.wrong, {}, arguments)
    if arguments.format == "json":
        text = json.dumps(missing_json(found.runs), indent=2, ensure_ascii=False)
    else:
        text = missing_text(found.runs)
    write_output(arguments.output, text, arguments)
    undecided = any(each.limit for run in found.runs for each in run.not_shown)
    return Exit.NOT_COMPUTED if undecided else Exit.DONE


def _keep_texts(arguments: argparse.Namespace) -> None:
    """Refuse to write over a policy file, whose cases may be somebody's work."""
    output = arguments.output or ""
    if output.endswith(".policy") and Path(output).exists():
        raise failed(
            "not-empty",
            f"`{output}` is there already, and policy files are not written over",
            "Name another file, or remove that one first.",
            arguments,
        )


def _show_progress(text: str, what: str) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}: {what}")
        sys.stderr.flush()


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
