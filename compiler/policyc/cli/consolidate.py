"""`policyc consolidate REF`: the full text of a version that amends another."""

from __future__ import annotations

import argparse

from policyc.cli.common import add_colour, failed, reference, write_output
from policyc.cli.exits import Exit

EXAMPLES = """\
examples:
  policyc consolidate kaiser_wa.lumbar_mri@2024-03-01
  policyc consolidate ID@2027 -o full.policy        a draft, by its name
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, -o."""
    parser.add_argument("ref", metavar="REF", help="a policy id or path, with @DATE or @VERSION")
    add_colour(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of the screen")


def run(arguments: argparse.Namespace) -> int:
    """Print the consolidated version as policy text; it is checked text and formats to itself."""
    from policyc.workspace.consolidating import consolidated_text

    resolved = reference(arguments.ref, arguments)
    versions = list(dict.fromkeys(epoch.version.name for epoch in resolved.epochs))
    if len(versions) != 1:
        raise failed(
            "several-texts",
            f"`{arguments.ref}` has {len(versions)} versions; say which one you mean",
            "Add a date or the name of a version.",
            arguments,
            tuple(f"{resolved.reference.base}@{name}" for name in versions),
        )
    write_output(
        arguments.output, consolidated_text(resolved.loaded, resolved.policy.id, versions[0]), arguments
    )
    return Exit.DONE
