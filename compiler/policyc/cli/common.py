"""What commands share: printing diagnostics, colour, resolving references, writing files."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from policyc.cli.exits import Exit
from policyc.cli.streams import write
from policylang.diagnostic import Diagnostic
from policylang.source import Source

if TYPE_CHECKING:
    from policyc.model.program import Epoch
    from policyc.workspace.reference import Resolved


class Stop(SystemExit):
    """Ends a command with an exit code, after everything there is to say has been said."""


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """`--format text|json`, text by default."""
    parser.add_argument(
        "--format",
        choices=("text", "json", *formats),
        default="text",
        help="text for people, json for programs",
    )


def add_colour(parser: argparse.ArgumentParser) -> None:
    """`--color auto|always|never`."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour on a terminal only (auto)",
    )


def colourful(arguments: argparse.Namespace, stream: TextIO | None = None) -> bool:
    """Whether to colour: only on a terminal, unless asked; NO_COLOR is obeyed."""
    choice = getattr(arguments, "color", "auto")
    if choice != "auto":
        return bool(choice == "always")
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return (stream or sys.stdout).isatty()


def say(text: str) -> None:
    """Print to standard output, with exactly one newline at the end."""
    write(sys.stdout, text if text.endswith("\n") else text + "\n")


def complain(text: str) -> None:
    """Print one line to standard error; what a user typed is shown, and never sent to the terminal as it is."""
    from policyc.report.terminal import visible

    sys.stderr.write(f"policyc: {visible(text)}\n")


def say_json(data: object) -> None:
    """Print JSON: indented, in UTF-8, keys in the order given."""
    say(json.dumps(data, indent=2, ensure_ascii=False))


def tell(
    found: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    arguments: argparse.Namespace,
    to_stdout: bool = False,
    patients: Mapping[int, Sequence[str]] | None = None,
) -> None:
    """Print diagnostics for people, to standard error unless they are what was asked for.

    Of very many in one file the first are shown, and the number of the others. `patients` are the cases to show
    below a diagnostic, by its `id`.
    """
    from policyc.report.cutting import cut, cut_words
    from policyc.report.terminal import render_diagnostics

    stream = sys.stdout if to_stdout else sys.stderr
    shown, more = cut(tuple(found))
    text = render_diagnostics(shown, sources, colourful(arguments, stream), patients)
    if more:
        text += "\n" + cut_words(more, hasattr(arguments, "format"))
    if text:
        # On the screen what follows is a summary, which stands apart.
        write(stream, text.rstrip("\n") + ("\n\n" if to_stdout else "\n"))


def stop(
    found: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    arguments: argparse.Namespace,
    code: Exit = Exit.UNREADABLE,
) -> Stop:
    """Say why there is no answer, in the format asked for, and give the exit to raise."""
    if getattr(arguments, "format", "text") == "json":
        from policyc.report.diagnostics_json import diagnostics_json

        say_json(diagnostics_json(found, verdict=False))
    tell(found, sources, arguments)
    return Stop(int(code))


def reference(text: str, arguments: argparse.Namespace) -> Resolved:
    """Resolve a REF, or say why not and stop with exit code 2. Warnings about the text are not repeated here."""
    from policyc.workspace.reference import Resolved, resolve

    found = resolve(text, Path.cwd())
    if isinstance(found, Resolved):
        return found
    raise stop(found.diagnostics, found.loaded.sources if found.loaded else {}, arguments)


def single_epoch(text: str, arguments: argparse.Namespace) -> tuple[Resolved, Epoch]:
    """The one epoch a REF means, or stop with exit code 2 and the dates to choose from."""
    from policyc.workspace.reference import one_epoch

    resolved = reference(text, arguments)
    epoch = one_epoch(resolved)
    if isinstance(epoch, Diagnostic):
        raise stop([epoch], {}, arguments)
    return resolved, epoch


def failed(
    name: str,
    headline: str,
    help_text: str,
    arguments: argparse.Namespace,
    notes: tuple[str, ...] = (),
    code: Exit = Exit.UNREADABLE,
) -> Stop:
    """The exit to raise for a mistake that stands in no text, given by the name of its code."""
    from policylang.codes import diagnostic

    return stop([diagnostic(name, headline, None, help=help_text, notes=notes)], {}, arguments, code)


def write_output(path: str | None, text: str, arguments: argparse.Namespace) -> None:
    """Write a text to a file, whole or not at all, or to standard output without a path (or with `-`)."""
    if path is None or path == "-":
        say(text)
        return
    from policyc.workspace.files import write_atomically

    try:
        write_atomically(Path(path), text.encode("utf-8"))
    except (OSError, ValueError) as error:
        raise cannot_write(path, error, arguments) from None


def cannot_write(path: str | Path, error: Exception, arguments: argparse.Namespace) -> Stop:
    """The exit to raise when an output cannot be written; what stood there before still does."""
    reason = (getattr(error, "strerror", None) or "that is no name for a file").lower()
    help_text = "Nothing was written there. Name a place that you may write to and that has room."
    return failed("cannot-write", f"`{path}` cannot be written: {reason}", help_text, arguments)
