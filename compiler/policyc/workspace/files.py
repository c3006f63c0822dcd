"""Reading policy files safely: inside the project, of bounded size, as UTF-8, and never half."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from policylang.codes import diagnostic

from policylang.diagnostic import Diagnostic
from policylang.source import Source, Span

MAX_BYTES = 10_000_000
MAX_FILES = 20_000
SUFFIX = ".policy"


def policy_files(folder: Path, recursive: bool = True) -> list[Path]:
    """The policy files below a folder, sorted, hidden folders left out; links to folders are not followed."""
    found: list[Path] = []
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if recursive else []
        found += [Path(directory) / name for name in names if name.endswith(SUFFIX)]
        if len(found) > MAX_FILES:
            break
    return sorted(found)


def read_source(path: Path, root: Path) -> Source | Diagnostic:
    """The text of a file under its path relative to the project, or what is wrong with it."""
    name = _name(path, root)
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        return diagnostic("file-not-found", f"There is no file `{name}`", None, help="Check the spelling.")
    except (OSError, RuntimeError) as error:
        return _unreadable(name, error)
    if not real.is_relative_to(root.resolve()):
        return diagnostic(
            "file-outside-project",
            f"`{name}` leads out of the project",
            Span(name, 1, 1, 1, 1),
            help="Copy the file into the project; links that leave it are not followed.",
        )
    return read_bytes(real, name)


def read_bytes(path: Path, name: str) -> Source | Diagnostic:
    """The text of a regular file of at most MAX_BYTES bytes; anything else is a diagnostic."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return diagnostic(
                "not-a-file", f"`{name}` is not a file", None, help="Name a policy file, or run `policyc check` on the folder."
            )  # fmt: skip
        if status.st_size > MAX_BYTES:
            return too_large(name)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(name, error)
    return decode(data, name)


def read_standard_input(name: str = "-") -> Source | Diagnostic:
    """Standard input under the same limits as a file."""
    return decode(sys.stdin.buffer.read(MAX_BYTES + 1), name)


def decode(data: bytes, name: str) -> Source | Diagnostic:
    """Bytes as a source, or what is wrong with them: too many, or not UTF-8."""
    if len(data) > MAX_BYTES:
        return too_large(name)
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        return diagnostic(
            "not-utf8",
            f"`{name}` is not written in UTF-8",
            Span(name, line, column, line, column + 1),
            help="Save the file as UTF-8 text (not as a Word or UTF-16 file) and try again.",
        )


def too_large(name: str) -> Diagnostic:
    """The diagnostic for a text above the limit."""
    return diagnostic(
        "file-too-large",
        f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB",
        None,
        help="Split the file: one file per version, and cases in files of their own.",
    )


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a temporary file beside it, then renamed over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, _mode_of(path))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def relative_names(paths: list[Path], root: Path) -> Iterator[tuple[Path, str]]:
    """Each path with its name in messages."""
    return ((path, _name(path, root)) for path in paths)


def _mode_of(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _name(path: Path, root: Path) -> str:
    absolute = Path(os.path.abspath(path))
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.as_posix()


def _unreadable(name: str, error: Exception) -> Diagnostic:
    reason = getattr(error, "strerror", None) or "it goes round in circles"
    return diagnostic(
        "unreadable-file",
        f"`{name}` cannot be read: {reason.lower()}",
        None,
        help="Check that the file exists, is a plain file, and that you may read it.",
    )
