"""`policyc init DIR`: a small project to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from policyc.cli.common import add_colour, cannot_write, failed, say
from policyc.cli.exits import Exit

EXAMPLES = "examples:\n  policyc init knee-policies\n  cd knee-policies && policyc check && policyc test"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """DIR."""
    parser.add_argument(
        "folder", metavar="DIR", help="the folder to make; it may exist, but nothing is written over"
    )
    add_colour(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the project, or write nothing and exit 2 where something would be written over."""
    from policyc.workspace.starting import clashes, starter_files, write_project

    folder, files = Path(arguments.folder), starter_files()
    try:
        taken = clashes(folder, files)
        if taken:
            raise failed(
                "not-empty",
                f"`{arguments.folder}` already holds files that would be written over",
                "Name another folder; nothing was written.",
                arguments,
                taken,
            )
        write_project(folder, files)
    except (OSError, ValueError) as error:
        raise cannot_write(getattr(error, "filename", None) or folder, error, arguments) from None
    say("\n".join([*(f"{arguments.folder}/{name}" for name in files), "", "Next:"]))
    say(f"  cd {arguments.folder}\n  policyc check\n  policyc test\n  policyc build")
    return Exit.DONE
