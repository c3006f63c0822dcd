"""`policyc timeline ID`: which text binds when, who approved it, and whether notice was kept."""

from __future__ import annotations

import argparse

from policyc.cli.common import add_colour, add_format, colourful, reference, say, say_json
from policyc.cli.exits import Exit

EXAMPLES = "examples:\n  policyc timeline kaiser_wa.lumbar_mri\n  policyc timeline kaiser_wa.lumbar_mri --format json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, --format."""
    parser.add_argument("ref", metavar="REF", help="a policy id, a path, or REVISION:PATH")
    add_format(parser)
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the timeline."""
    from policyc.report.style import Style
    from policyc.report.timeline import timeline_json, timeline_text

    policy = reference(arguments.ref, arguments).policy
    if arguments.format == "json":
        say_json(timeline_json(policy))
    else:
        say(timeline_text(policy, Style(colourful(arguments))))
    return Exit.DONE
