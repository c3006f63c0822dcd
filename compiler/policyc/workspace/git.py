"""Reading a project as it was at a git revision, without a checkout.

Only plumbing that runs no hook, filter or external program is used (`rev-parse`, `ls-tree`, `cat-file`), with
transports switched off, so that a partial clone cannot be made to fetch. A revision that could be an option is
refused before git sees it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policylang.codes import diagnostic

from policyc.workspace.files import MAX_BYTES, SUFFIX, decode, too_large
from policylang.diagnostic import Diagnostic
from policylang.source import Source

_SECONDS = 60
_SAFE = ("-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A commit of a repository; `label` is the revision as the user wrote it."""

    repository: Path
    commit: str
    label: str


def snapshot(folder: Path, revision: str) -> Snapshot | Diagnostic:
    """The commit that a revision names in the repository around a folder."""
    if shutil.which("git") is None:
        return _failed(revision, "git is not installed")
    if not revision or revision.startswith("-") or any(ord(letter) < 33 for letter in revision):
        return _failed(revision, "that is not the name of a revision")
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        return _failed(revision, "this folder is not in a git repository")
    name = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if name is None:
        return _failed(revision, "the repository has no such commit, branch or tag")
    return Snapshot(Path(top.decode().rstrip("\n")), name.decode().strip(), revision)


def exists(moment: Snapshot, path: str) -> str | None:
    """`file` or `folder` when the snapshot has that path (from the repository's top), else None."""
    if path in ("", "."):
        return "folder"
    row = _git(moment.repository, "ls-tree", "-z", moment.commit, "--", path.rstrip("/"))
    if not row:
        return None
    return "folder" if row.split(b"\0")[0].split()[1] == b"tree" else "file"


def read_file(moment: Snapshot, path: str) -> Source | Diagnostic | None:
    """One file of the snapshot, or None when it has none of that path."""
    sources, problems = read_files(moment, [path])
    return sources[0] if sources else (problems[0] if problems else None)


def read_files(moment: Snapshot, folders: list[str]) -> tuple[list[Source], list[Diagnostic]]:
    """The policy files below the folders (or the files named), sorted; links are left out."""
    listing = _git(moment.repository, "ls-tree", "-r", "-z", "--long", moment.commit, "--", *folders) or b""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    wanted: list[tuple[str, str]] = []
    for row in sorted(filter(None, listing.split(b"\0"))):
        description, path = row.split(b"\t", 1)
        mode, kind, identity, size = description.split()
        name = path.decode("utf-8", "replace")
        if kind != b"blob" or mode == b"120000" or not (name.endswith(SUFFIX) or name in folders):
            continue
        if int(size) > MAX_BYTES:
            problems.append(too_large(f"{moment.label}:{name}"))
        elif not any(part.startswith(".") for part in PurePosixPath(name).parts):
            wanted.append((name, identity.decode()))
    wanted.sort()
    for (name, _), data in zip(wanted, _blobs(moment, [identity for _, identity in wanted]), strict=True):
        read = decode(data, f"{moment.label}:{name}")
        (problems.append if isinstance(read, Diagnostic) else sources.append)(read)  # type: ignore[arg-type]
    return sources, problems


def _blobs(moment: Snapshot, identities: list[str]) -> list[bytes]:
    if not identities:
        return []
    output = _git(moment.repository, "cat-file", "--batch", given="\n".join(identities) + "\n") or b""
    found, place = [], 0
    for _ in identities:
        end = output.index(b"\n", place)
        size = int(output[place:end].split()[2])
        found.append(output[end + 1 : end + 1 + size])
        place = end + 1 + size + 1
    return found


def _git(folder: Path, *arguments: str, given: str | None = None) -> bytes | None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            ["git", *_SAFE, "-C", str(folder), *arguments],
            input=given.encode() if given is not None else None,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def _failed(revision: str, why: str) -> Diagnostic:
    return diagnostic(
        "unknown-revision",
        f"Cannot read the git revision `{revision}`: {why}",
        None,
        help="Write REVISION:PATH, for example `HEAD~1:policies/kaiser_wa/lumbar_mri/policy.policy`.",
    )
