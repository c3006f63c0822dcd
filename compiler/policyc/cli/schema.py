"""`policyc schema NAME`: the shape of an input or output, for programs that read and write it."""

from __future__ import annotations

import argparse

from policyc.cli.common import complain, say
from policyc.cli.exits import Exit

EXAMPLES = "examples:\n  policyc schema --list\n  policyc schema case\n  policyc schema verdict > verdict.schema.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME, or --list."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of a schema")
    parser.add_argument("--list", action="store_true", help="list the names")


def run(arguments: argparse.Namespace) -> int:
    """Print a schema; exit 2 for a name that does not exist."""
    from policyc.report.schemas import schema_names, schema_text

    if arguments.list or not arguments.name:
        say("\n".join(schema_names()))
        return Exit.DONE
    text = schema_text(arguments.name)
    if text is None:
        known = ", ".join(schema_names())
        complain(f"no schema is called {arguments.name}; there are {known}")
        return Exit.UNREADABLE
    say(text)
    return Exit.DONE
