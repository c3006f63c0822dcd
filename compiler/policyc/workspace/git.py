"""Reading a project as it was at a git revision, without a checkout.

Only plumbing that runs no hook, filter or external program is used (`rev-parse`, `ls-tree`, `cat-file`), with
every transport forbidden by GIT_ALLOW_PROTOCOL, which no setting of a repository can override, so that a partial
clone cannot be made to fetch. A revision that could be an option is refused before git sees it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policyc.workspace.files import MAX_BYTES, MAX_FILES, SUFFIX, decode, too_large, too_many_files
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Source

_SECONDS = 60
_SAFE = ("-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "-c", "core.hooksPath=/dev/null")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A commit of a repository; `label` is the revision as the user wrote it."""

    repository: Path
    commit: str
    label: str


def snapshot(folder: Path, revision: str) -> Snapshot | Diagnostic:
    """The commit that a revision names in the repository around a folder."""
    import shutil

    if shutil.which("git") is None:
        return _failed(revision, "git is not installed")
    if not revision or revision.startswith("-") or not revision.isprintable() or " " in revision:
        return _failed(revision, "that is not the name of a revision")
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        return _failed(revision, "this folder is not in a git repository that may be read")
    name = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if name is None:
        return _failed(revision, "the repository has no such commit, branch or tag")
    return Snapshot(Path(os.fsdecode(top.rstrip(b"\n"))), name.decode().strip(), revision)


def kind_of(moment: Snapshot, path: str) -> str | None:
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
    """The policy files below the folders (or the files named), sorted by path; links are left out."""
    wanted = _listing(moment, folders)
    if len(wanted) > MAX_FILES:
        return [], [too_many_files()]
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    sizes = _sizes(moment, list(wanted.values()))
    small = [name for name, identity in wanted.items() if 0 <= sizes.get(identity, -1) <= MAX_BYTES]
    texts = dict(zip(small, _blobs(moment, [wanted[name] for name in small]), strict=True))
    for name, identity in wanted.items():
        label = f"{moment.label}:{name}"
        if name not in texts:
            problems.append(too_large(label) if sizes.get(identity, -1) >= 0 else _missing(label))
            continue
        read = decode(texts[name], label)
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            sources.append(read)
    return sources, problems


def _listing(moment: Snapshot, folders: list[str]) -> dict[str, str]:
    """The wanted files of a snapshot, path to blob, in order of path."""
    listing = _git(moment.repository, "ls-tree", "-r", "-z", moment.commit, "--", *folders) or b""
    wanted: dict[str, str] = {}
    for row in filter(None, listing.split(b"\0")):
        description, path = row.split(b"\t", 1)
        mode, kind, identity = description.split()
        name = path.decode("utf-8", "replace")
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
        if (
            kind == b"blob"
            and mode != b"120000"
            and (name in folders or (name.endswith(SUFFIX) and not hidden))
        ):
            wanted[name] = identity.decode()
    return dict(sorted(wanted.items()))


def _sizes(moment: Snapshot, identities: list[str]) -> dict[str, int]:
    """How large each blob is; one that this copy of the repository does not hold is left out."""
    given = "".join(f"{identity}\n" for identity in identities)
    output = _git(moment.repository, "cat-file", "--batch-check", given=given) or b""
    rows = [row.split() for row in output.decode().splitlines()]
    return {row[0]: int(row[2]) for row in rows if len(row) == 3}


def _blobs(moment: Snapshot, identities: list[str]) -> list[bytes]:
    given = "".join(f"{identity}\n" for identity in identities)
    output = _git(moment.repository, "cat-file", "--batch", given=given) or b""
    found, place = [], 0
    for _ in identities:
        end = output.index(b"\n", place)
        size = int(output[place:end].split()[2])
        found.append(output[end + 1 : end + 1 + size])
        place = end + 1 + size + 1
    return found


def _git(folder: Path, *arguments: str, given: str | None = None) -> bytes | None:
    import subprocess

    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    # Whose repositories may be read is for the user's own settings to say, also when they come this way.
    kept = ("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", "GIT_CONFIG_GLOBAL")
    environment |= {key: value for key, value in os.environ.items() if key.startswith(kept)}
    try:
        done = subprocess.run(
            ["git", *_SAFE, "-C", str(folder), *arguments],
            input=given.encode() if given is not None else None,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            env=environment | _ENVIRONMENT,
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


def _missing(name: str) -> Diagnostic:
    return diagnostic(
        "unreadable-file",
        f"`{name}` is not in this copy of the repository",
        None,
        help="It is a partial clone, and nothing is fetched here. Fetch the revision with git, then run again.",
    )
