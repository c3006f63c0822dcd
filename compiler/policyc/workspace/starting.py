"""Projects that policyc writes for its users: a small one to begin with, and a copy of those that ship with it."""

from __future__ import annotations

from pathlib import Path

from policyc.workspace.files import write_atomically

_PACKAGE = Path(__file__).resolve().parent.parent
_STARTER = Path(__file__).resolve().parent / "starter"


def starter_files() -> dict[str, bytes]:
    """The files of a small project by their relative path, sorted."""
    return _below(_STARTER)


def checkout() -> Path | None:
    """The top of the checkout that this runs from, or None for an installed package."""
    top = _PACKAGE.parent.parent
    return top if (top / "policies").is_dir() and (top / "pyproject.toml").is_file() else None


def sample_files() -> dict[str, bytes]:
    """The policies that ship with policyc, as a project of their own; from a checkout they are read in place."""
    top = checkout()
    folder = top / "policies" if top else _PACKAGE / "_policies"
    files = {f"policies/{name}": data for name, data in _below(folder).items() if name.endswith(".policy")}
    return {"policyc.toml": b'policies = "policies"\nbuild = "build"\n', **files}


def clashes(folder: Path, files: dict[str, bytes]) -> tuple[str, ...]:
    """The files of a folder that would be written over by others, sorted."""
    return tuple(name for name in sorted(files) if _taken(folder / name, files[name]))


def write_project(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files below a folder. Raises OSError."""
    for name in sorted(files):
        write_atomically(folder / name, files[name])


def _taken(path: Path, data: bytes) -> bool:
    if not path.exists() and not path.is_symlink():
        return False
    return not path.is_file() or path.read_bytes() != data


def _below(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
