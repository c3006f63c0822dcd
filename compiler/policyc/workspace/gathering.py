"""Which texts a reference needs: those of its project, as they are in the working folder or at a revision.

A project is gathered whole, since names are shared across its files; what belongs to one policy is picked later
(`policyc.workspace.load.select`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policyc.workspace import git
from policyc.workspace.files import exists, is_folder, read_source, resolved
from policyc.workspace.load import heads, read_project
from policyc.workspace.project import Project, find_project
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Source

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The texts of a project, what could not be read, and the policy that is meant.

    `files` names the files that a path meant, where these do not hold the policy's header; then the versions
    that stand in them are meant.
    """

    sources: tuple[Source, ...]
    problems: tuple[Diagnostic, ...]
    policy: str
    files: frozenset[str] = frozenset()


def from_files(target: str, folder: Path) -> Gathered | Diagnostic:
    """The project in the working folder that an id, file or folder belongs to."""
    path = folder / target
    if _ID.fullmatch(target) and not target.endswith(".policy") and not exists(path):
        project, problems = find_project(folder)
        sources, unread = read_project(project)
        return Gathered(tuple(sources), (*problems, *unread), target)
    project, problems = find_project(path if exists(path) else folder)
    sources, unread = read_project(project)
    if is_folder(path):
        below = [source for source in sources if (project.root / source.name).is_relative_to(resolved(path))]
        return _about_one_policy(target, below, sources, (*problems, *unread))
    read = read_source(path, _root_for(path, project))
    if isinstance(read, Diagnostic):
        return read
    if read.name not in {source.name for source in sources}:
        sources.append(read)
    return _about_one_policy(target, [read], sources, (*problems, *unread))


def from_git(revision: str, target: str, folder: Path) -> Gathered | Diagnostic:
    """The project as it was at a revision; its settings are those of the working folder."""
    moment = git.snapshot(folder, revision)
    if isinstance(moment, Diagnostic):
        return moment
    project, problems = find_project(folder)
    top = resolved(moment.repository)
    if not project.policies.is_relative_to(top):
        return _no_such_path(moment, target)
    sources, unread = git.read_files(moment, [project.policies.relative_to(top).as_posix()])
    if _ID.fullmatch(target) and git.kind_of(moment, target) is None:
        return Gathered(tuple(sources), (*problems, *unread), target)
    name = PurePosixPath(target).as_posix()
    if name.startswith("/") or ".." in PurePosixPath(name).parts:
        return _no_such_path(moment, target)
    if git.kind_of(moment, name) == "folder":
        below = [each for each in sources if name == "." or each.name.startswith(f"{moment.label}:{name}/")]
        return _about_one_policy(target, below, sources, (*problems, *unread))
    read = git.read_file(moment, name)
    if not isinstance(read, Source):
        return read or _no_such_path(moment, target)
    if read.name not in {source.name for source in sources}:
        sources.append(read)
    return _about_one_policy(target, [read], sources, (*problems, *unread))


def _root_for(path: Path, project: Project) -> Path:
    """A file outside every project may be read where it lies."""
    return project.root if path.absolute().is_relative_to(project.root) else path.absolute().parent


def _about_one_policy(
    target: str, meant: list[Source], sources: list[Source], problems: tuple[Diagnostic, ...]
) -> Gathered | Diagnostic:
    found = frozenset[str]().union(*(heads(source.text).policies for source in meant))
    if len(found) != 1:
        return diagnostic(
            "no-single-policy",
            f"`{target}` is about {'several policies' if found else 'no policy'}",
            None,
            notes=tuple(sorted(found)),
            help="Name a policy by its id, or a file that is about one policy.",
        )
    (policy,) = found
    header = re.compile(rf"^policy[ \t]+{re.escape(policy)}(?![\w.])", re.MULTILINE)
    whole = any(header.search(source.text) for source in meant)
    files = frozenset() if whole else frozenset(source.name for source in meant)
    return Gathered(tuple(sources), problems, policy, files)


def _no_such_path(moment: git.Snapshot, target: str) -> Diagnostic:
    return diagnostic(
        "file-not-found",
        f"`{moment.label}` has no file `{target}`",
        None,
        help="Paths in REVISION:PATH start at the top of the repository.",
    )
