"""Reading policy files safely: inside the project, of bounded size, as UTF-8, and never half."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Source, Span

MAX_BYTES = 2_000_000
MAX_FILES = 20_000
SUFFIX = ".policy"


def policy_files(folder: Path, recursive: bool = True) -> tuple[list[Path], list[Diagnostic]]:
    """The policy files below a folder, sorted, and what kept any from being found.

    Hidden folders are left out, and links to folders are not followed, so that no walk goes round in circles.
    Where there are more than MAX_FILES none is given, since a part of a project means something else.
    """
    found: list[Path] = []
    problems: list[Diagnostic] = []

    def refused(error: OSError) -> None:
        problems.append(_unreadable(_name(Path(str(error.filename)), folder), error))

    for directory, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if recursive else []
        found += [Path(directory) / name for name in names if name.endswith(SUFFIX)]
        if len(found) > MAX_FILES:
            return [], [too_many_files()]
    return sorted(found), problems


def exists(path: Path) -> bool:
    """Whether there is something under a path; a path that no file can have is one that is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder under a path, by the same rule."""
    return exists(path) and path.is_dir()


def is_file(path: Path) -> bool:
    """Whether there is a plain file under a path, by the same rule."""
    return exists(path) and path.is_file()


def resolved(path: Path) -> Path:
    """A path with its links followed; one whose links lead nowhere or round in circles stays as it is written."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return Path(os.path.abspath(path))  # noqa: PTH100


def not_there(path: Path, name: str) -> Diagnostic | None:
    """Why there is nothing under a path; None where there is something."""
    try:
        path.resolve(strict=True)
    except FileNotFoundError:
        return _no_file(path, name)
    except (OSError, RuntimeError, ValueError) as error:
        return _unreadable(name, error)
    return None


def read_source(path: Path, root: Path) -> Source | Diagnostic:
    """The text of a file under its path relative to the project, or what is wrong with it."""
    name = _name(path, root)
    missing = not_there(path, name)
    if missing is not None:
        return missing
    real = resolved(path)
    if not real.is_relative_to(resolved(root)):
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
            what = "folder" if stat.S_ISDIR(status.st_mode) else "device or pipe"
            return diagnostic(
                "not-a-file", f"`{name}` is a {what}, not a file", None, help="Name a file that holds text."
            )
        if status.st_size > MAX_BYTES:
            return too_large(name)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _no_file(path, name)
    except (OSError, ValueError) as error:
        return _unreadable(name, error)
    return decode(data, name)


def read_standard_input(name: str = "-") -> Source | Diagnostic:
    """Standard input under the same limits as a file."""
    return decode(sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"", name)


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
            "not-utf-8",
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


def no_policy_files(folder: Path) -> Diagnostic:
    """The diagnostic for a project in which there is nothing to read."""
    return diagnostic(
        "no-policy-files",
        f"There is no policy file in `{folder.name or folder}`",
        None,
        help="Go to the project's folder, or name one; `policyc init DIR` starts a project.",
    )


def too_many_files() -> Diagnostic:
    """The diagnostic for a project above the limit."""
    return diagnostic(
        "too-many-files",
        f"The project holds more than {MAX_FILES:,} policy files",
        None,
        help="Set `policies` in policyc.toml to the folder that matters, or split the project.",
    )


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a temporary file beside it, then renamed over it.

    A link stays a link: the file it leads to is written. A device or pipe is written as it is. Raises OSError.
    """
    try:
        path = path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(_mode_of(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_of(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _name(path: Path, root: Path) -> str:
    # A link keeps its own name, so it must not be followed here.
    absolute = Path(os.path.abspath(path))  # noqa: PTH100
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.as_posix()


def _no_file(path: Path, name: str) -> Diagnostic:
    if path.is_symlink():
        headline, help_text = (
            f"`{name}` is a link, and there is no file where it leads",
            "Mend or remove the link.",
        )
    else:
        headline, help_text = f"There is no file `{name}`", "Check the spelling."
    return diagnostic("file-not-found", headline, None, help=help_text)


def _unreadable(name: str, error: Exception) -> Diagnostic:
    reason = getattr(error, "strerror", None) or "it goes round in circles"
    return diagnostic(
        "unreadable-file",
        f"`{name}` cannot be read: {reason.lower()}",
        None,
        help="Check that the file exists, is a plain file, and that you may read it.",
    )
