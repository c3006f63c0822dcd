"""`policyc consolidate REF`: the full text of a version that amends another."""

from __future__ import annotations

import argparse

from policyc.cli.common import reference, stop, write_output
from policyc.cli.exits import Exit
from policylang.diagnostic import Diagnostic

EXAMPLES = "examples:\n  policyc consolidate kaiser_wa.lumbar_mri@2024-03-01\n  policyc consolidate ID@DRAFT -o full.policy"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """REF, -o."""
    parser.add_argument("ref", metavar="REF", help="a policy id or path, with @DATE or @VERSION")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of the screen")


def run(arguments: argparse.Namespace) -> int:
    """Print the consolidated version as policy text; it is checked text and formats to itself."""
    from policyc.workspace.consolidating import consolidated_text

    resolved = reference(arguments.ref, arguments)
    versions = list(dict.fromkeys(epoch.version.name for epoch in resolved.epochs))
    if len(versions) != 1:
        from policylang.codes import diagnostic

        problem = diagnostic(
            "several-texts", f"`{arguments.ref}` has {len(versions)} versions; say which you mean", None,
            notes=tuple(f"{resolved.reference.target}@{name}" for name in versions),
            help="Add a date or the name of a version.",
        )  # fmt: skip
        raise stop([problem], {}, arguments)
    text = consolidated_text(resolved.loaded, resolved.policy.id, versions[0])
    if isinstance(text, Diagnostic):
        raise stop([text], resolved.loaded.sources, arguments)
    write_output(arguments.output, text)
    return Exit.DONE
