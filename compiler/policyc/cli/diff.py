"""`policyc diff OLD NEW`: what changes in the text, and for whom."""

from __future__ import annotations

import argparse

from policyc.cli.common import add_colour, add_format, colourful, single_epoch, write_output
from policyc.cli.exits import Exit

EXAMPLES = """\
examples:
  policyc diff kaiser_wa.lumbar_mri@2023-12-31 kaiser_wa.lumbar_mri@2024-01-01
  policyc diff main:ID@2024-01-01 ID@2024-01-01
  policyc diff OLD NEW --format md -o change.md
  policyc diff OLD NEW --fail-on restricts     exit 1 when somebody loses

exit codes: 0 compared (whatever the answer), 1 --fail-on found it, 2 a text
cannot be read or several are meant, 4 the comparison could not be completed
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """OLD, NEW, --fail-on, -o."""
    parser.add_argument("old", metavar="OLD", help="a REF: id, path or REVISION:PATH, each with @DATE")
    parser.add_argument("new", metavar="NEW", help="a REF")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of the screen")
    parser.add_argument(
        "--fail-on",
        choices=("restricts", "expands", "any"),
        help="exit 1 when outcomes fall, rise, or change at all",
    )
    add_format(parser, "md")
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; 0, or 1 and 4 as the gate and the completeness say."""
    from policyc.diff import diff

    _, old = single_epoch(arguments.old, arguments)
    _, new = single_epoch(arguments.new, arguments)
    found = diff(old, new)
    write_output(arguments.output, _rendered(found, arguments), arguments)
    if not found.complete:
        return Exit.NOT_COMPUTED
    failing = {
        "restricts": ("restricts", "both"),
        "expands": ("expands", "both"),
        "any": ("restricts", "expands", "both", "differs"),
    }
    return Exit.FINDINGS if arguments.fail_on and found.verdict in failing[arguments.fail_on] else Exit.DONE


def _rendered(found: object, arguments: argparse.Namespace) -> str:
    import json

    from policyc.report.style import Style

    if arguments.format == "json":
        from policyc.report.diff_json import diff_json

        return json.dumps(diff_json(found), indent=2, ensure_ascii=False)  # type: ignore[arg-type]
    if arguments.format == "md":
        from policyc.report.diff_markdown import diff_markdown

        return diff_markdown(found)  # type: ignore[arg-type]
    from policyc.report.diff_text import diff_text

    return diff_text(found, Style(arguments.output is None and colourful(arguments)))  # type: ignore[arg-type]
