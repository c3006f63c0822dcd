"""`policyc`: finds the command, runs it, and turns what happened into an exit code.

A command's module is imported only when it is the one asked for, so that `policyc --help` answers at once. A bug
of ours never reaches the user as a traceback, and what is printed about it holds nothing of a case.
"""

from __future__ import annotations

import argparse
import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from policyc import __version__
from policyc.cli.exits import Exit
from policyc.cli.streams import silence_output

COMMANDS = {
    "check": "check policies, vocabularies and cases; say what is wrong where",
    "fmt": "write policy files in the one canonical layout",
    "eval": "decide a case, with the reasons",
    "test": "run the cases that stand in policy files",
    "prove": "answer the claims of policies: proved, or refuted by a patient",
    "cases": "write cases for what a policy's own cases do not show",
    "render": "draw a policy: flowchart, text, Mermaid, DOT",
    "diff": "say what changes between two texts, and for whom",
    "timeline": "show versions, the days they bind, approvals and notice",
    "consolidate": "print the full text of a version that amends another",
    "build": "write flowcharts, graphs and diffs of all policies of the project",
    "init": "start a small project that checks clean",
    "demo": "a tour on the policies that ship with policyc",
    "explain": "explain a code such as P101",
    "schema": "print the JSON schema of an output or of a case",
}

_EPILOG = """\
examples:
  policyc check policies/
  policyc eval kaiser_wa.lumbar_mri --case case.json
  policyc diff kaiser_wa.lumbar_mri@2023-12-31 kaiser_wa.lumbar_mri@2024-01-01
  policyc render kaiser_wa.lumbar_mri@2024-01-01 --as flowchart -o lumbar.svg

exit codes: 0 done, 1 findings, 2 usage or unreadable input, 3 a bug of ours,
4 an answer could not be computed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises, never prints a traceback."""
    if arguments is None:
        # A command ends before there is garbage worth looking for: what it makes is needed or freed at once.
        gc.disable()
        # Lark loads this where it finds it, for its strict mode, which only the tests use. None forbids the import.
        sys.modules.setdefault("interegular", None)  # type: ignore[arg-type]
    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    try:
        return _run(words)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else Exit.UNREADABLE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        silence_output()
        return _CUT_OFF
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            silence_output()
            print(f"policyc: the output cannot be written: {error.strerror}", file=sys.stderr)
            return Exit.UNREADABLE
        if os.environ.get("POLICYC_DEBUG"):
            raise
        _apologise(error)
        return Exit.OUR_BUG


def _run(words: list[str]) -> int:
    name = next((word for word in words if not word.startswith("-")), "")
    if name in COMMANDS and words[0] == name:
        module = importlib.import_module(f"policyc.cli.{_module(name)}")
        parser = _Parser(
            prog=f"policyc {name}",
            description=COMMANDS[name][0].upper() + COMMANDS[name][1:] + ".",
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(parser)
        result = module.run(parser.parse_args(words[1:]))
        # Whoever reads may have seen enough, as `head` does; a gate behind the pipe still counts.
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            silence_output()
        return int(result)
    if name and words[0] == name:
        return _no_command(name)
    _overview().parse_args(words or ["--help"])
    return Exit.DONE


def _no_command(name: str) -> int:
    """One line on a word that is no command, with the nearest one."""
    from policyc.cli.common import complain
    from policylang.suggest import closest

    near = closest(name, list(COMMANDS))
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    hint = f"did you mean {near}?" if near else "policyc --help lists them"
    complain(f"no command is called {shown}; {hint}")
    return Exit.UNREADABLE


def _overview() -> argparse.ArgumentParser:
    rows = "\n".join(f"  {name:<12} {what}" for name, what in COMMANDS.items())
    parser = _Parser(
        prog="policyc",
        usage="policyc COMMAND …",
        description="Medical-necessity criteria as text: checked, decided, drawn and compared.\n\n"
        f"commands:\n{rows}\n\n`policyc COMMAND --help` explains one, with examples.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"policyc {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=tuple(COMMANDS), help=argparse.SUPPRESS)
    return parser


class _Parser(argparse.ArgumentParser):
    """Shows what a user typed wrongly, and never sends it to the terminal as it is."""

    def error(self, message: str) -> NoReturn:
        from policyc.report.terminal import visible

        super().error(visible(message))


def _module(name: str) -> str:
    return {"fmt": "format_files", "eval": "evaluate", "test": "run_cases"}.get(name, name)


def _apologise(error: Exception) -> None:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    print(
        f"policyc: a bug of ours ({type(error).__name__} at {place}, version {__version__}).\n"
        "No answer was computed; nothing above is a verdict. Please report the line above and\n"
        "the command; leave out the case, which is health data. POLICYC_DEBUG=1 shows the details,\n"
        "which may hold the case, on this machine only.",
        file=sys.stderr,
    )


# As a shell counts a program that ended because nobody reads on.
_CUT_OFF = 141

# A line about a longer word would not fit 80 columns.
_LONGEST_SHOWN = 20

# What the system says when standard output leads to a place without room.
_NO_ROOM = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT)


def _prepare_streams() -> None:
    """Words are UTF-8 whatever the locale says; what cannot be written so is escaped, not a crash."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
