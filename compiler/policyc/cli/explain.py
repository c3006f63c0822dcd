"""`policyc explain CODE`: the page of a code."""

from __future__ import annotations

import argparse
import shutil

from policyc.cli.common import complain, say
from policyc.cli.exits import Exit
from policylang.codes import CODES
from policylang.suggest import closest

EXAMPLES = "examples:\n  policyc explain P101\n  policyc explain missing-colon\n  policyc explain --list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """CODE, or --list."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code or its name")
    parser.add_argument("--list", action="store_true", help="list every code with its name")


def run(arguments: argparse.Namespace) -> int:
    """Print the page; exit 2 for a code that does not exist."""
    if arguments.list or not arguments.code:
        from policyc.report.paragraph import paragraph

        say("\n".join(f"{rule.code} {rule.name}\n{paragraph(rule.summary, 5)}" for rule in CODES.values()))
        return Exit.DONE
    wanted = arguments.code
    for rule in CODES.values():
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            from policyc.report.pages import page, wrapped

            say(wrapped(page(rule), max(20, shutil.get_terminal_size().columns)))
            return Exit.DONE

    near = closest(wanted, [name for rule in CODES.values() for name in (rule.code, rule.name)])
    complain(f"no code is called {wanted}" + (f"; did you mean {near}?" if near else ""))
    return Exit.UNREADABLE
