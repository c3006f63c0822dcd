"""What was found before, kept in a folder of the project and used again when nothing changed.

An entry is named by a hash of everything it follows from: every text of its slice, the settings, and policyc's own
program. Time stamps play no part. Entries are JSON and are signed with a key that lies in the user's own cache
folder, so that only what this user's policyc wrote is believed: a damaged entry, one from elsewhere, or one that
came with the project is as good as absent. An entry holds findings, and of cases only what these show.

Whatever goes wrong with the cache, the work is done anew and nobody is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from policyc import __version__
from policyc.workspace.files import write_atomically
from policyc.workspace.storing import from_data, to_data

T = TypeVar("T")

MOST_BYTES = 200_000_000
_KEY_BYTES = 32
_SUFFIX = ".json"
_OURS = re.compile(r"[0-9a-f]{64}[.]json")


@dataclass(slots=True)
class Store:
    """A folder of entries; `used` are the names of those that this run read or wrote. No folder: nothing is kept."""

    folder: Path | None
    used: set[str] = field(default_factory=set)

    def get(self, name: str, kind: type[T]) -> T | None:
        """The value kept under a name; None when there is none that can be believed."""
        secret = _secret() if self.folder is not None else None
        if self.folder is None or secret is None:
            return None
        try:
            signature, _, body = (self.folder / f"{name}{_SUFFIX}").read_bytes().partition(b"\n")
            if not hmac.compare_digest(signature, _signature(secret, name, body)):
                return None
            value = from_data(kind, json.loads(body))
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        self.used.add(name)
        return value

    def put(self, name: str, value: object) -> None:
        """Keep a value under a name, whole or not at all."""
        secret = _secret() if self.folder is not None else None
        if self.folder is None or secret is None:
            return
        body = json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":")).encode()
        with contextlib.suppress(OSError):
            _prepare(self.folder)
            path = self.folder / f"{name}{_SUFFIX}"
            # A link would be followed, and might lead out of the project.
            if not path.is_symlink():
                write_atomically(path, _signature(secret, name, body) + b"\n" + body)
                self.used.add(name)

    def tidy(self, most_bytes: int = MOST_BYTES) -> None:
        """Remove the entries that were used longest ago until the rest fits; what this run used stays longest."""
        with contextlib.suppress(OSError):
            found = sorted(self.folder.glob(f"*{_SUFFIX}")) if self.folder else []
            entries = [(path, path.stat()) for path in found if _OURS.fullmatch(path.name)]
            total = sum(status.st_size for _, status in entries)
            for path, status in sorted(
                entries, key=lambda entry: (entry[0].stem in self.used, entry[1].st_mtime_ns, entry[0])
            ):
                if total <= most_bytes:
                    return
                path.unlink(missing_ok=True)
                total -= status.st_size


def key(*parts: object) -> str:
    """The name for what follows from these parts, as JSON data, and from policyc as it is."""
    told = json.dumps([program(), *parts], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def digest(text: str) -> str:
    """A hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """A hash of everything that the answers come from: our own files, Python, the parser and the solver."""
    import policylang

    versions = f"{__version__} {sys.version} {_version('lark')} {_version('python-sat')}"
    found = hashlib.sha256(versions.encode())
    for package in (Path(__file__).resolve().parent.parent, Path(policylang.__file__).resolve().parent):
        for folder, folders, names in os.walk(package):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                if name.endswith((".py", ".lark")):
                    path = Path(folder) / name
                    found.update(f"\0{path.relative_to(package)}\0".encode() + path.read_bytes())
    return found.hexdigest()


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _signature(secret: bytes, name: str, body: bytes) -> bytes:
    return hmac.new(secret, name.encode() + b"\n" + body, hashlib.sha256).hexdigest().encode()


@cache
def _secret() -> bytes | None:
    """The user's key, made when first needed; None where it can neither be read nor kept."""
    from platformdirs import user_cache_path

    path = user_cache_path("policyc") / "check.key"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as stream:
                stream.write(secrets.token_bytes(_KEY_BYTES))
        found = path.read_bytes()
        if len(found) == _KEY_BYTES:
            return found
    return None


def _prepare(folder: Path) -> None:
    """The folder, which git is told to leave out."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ignored = folder / ".gitignore"
    if not ignored.exists() and not ignored.is_symlink():
        write_atomically(ignored, b"# Kept by policyc to answer faster; it can be removed.\n*\n")
