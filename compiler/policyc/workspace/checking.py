"""What commands about many files work on: paths that users give, and the projects around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from policyc.workspace.files import (
    is_folder,
    no_policy_files,
    policy_files,
    read_source,
    read_standard_input,
    resolved,
)
from policyc.workspace.load import Loaded, read_project
from policyc.workspace.project import Project, find_project
from policylang import tree
from policylang.diagnostic import Diagnostic
from policylang.source import Source, Span

# Where one of these is found, something was not read, and so nothing can be said about it.
UNREADABLE = frozenset(
    {
        "bad-setting",
        "file-not-found",
        "file-outside-project",
        "file-too-large",
        "no-policy-files",
        "not-a-file",
        "not-utf-8",
        "too-many-files",
        "unreadable-file",
    }
)


def sources_of(
    paths: Sequence[Path], folder: Path
) -> tuple[list[tuple[Path | None, Source]], list[Diagnostic]]:
    """The texts that paths mean, each with its file (None for standard input), and what cannot be read."""
    found: list[tuple[Path | None, Source]] = []
    problems: list[Diagnostic] = []
    given = paths or [find_project(folder)[0].policies]
    for path in _files_of(given, problems):
        if path == Path("-"):
            read, place = read_standard_input(), None
        else:
            read, place = read_source(path, find_project(path)[0].root), path
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            found.append((place, read))
    if not found and not problems:
        problems.append(no_policy_files(resolved(given[0])))
    return found, problems


def _files_of(paths: Sequence[Path], problems: list[Diagnostic]) -> Iterator[Path]:
    for given in paths:
        if given == Path("-") or not is_folder(given):
            yield given
            continue
        below, refused = policy_files(given)
        problems += refused
        yield from below


def projects_of(paths: Sequence[Path], folder: Path) -> dict[Project, list[Path]]:
    """The projects around the paths, each with its paths; the one around `folder` when there is none."""
    projects: dict[Project, list[Path]] = {}
    for path in paths or [folder]:
        project, _ = find_project(folder / path)
        projects.setdefault(project, []).extend([folder / path] if paths else [])
    return projects


def read_wanted(project: Project, wanted: Sequence[Path]) -> tuple[list[Source], list[Diagnostic]]:
    """Every text of a project and the files that were named besides, and what could not be read."""
    _, settings = find_project(project.root)
    sources, problems = read_project(project)
    known = {source.name for source in sources}
    for path in wanted:
        if not is_folder(path):
            read = read_source(path, project.root)
            if isinstance(read, Diagnostic):
                problems += [read] if read not in problems else []
            elif read.name not in known:
                sources.append(read)
    if not sources and not problems:
        problems.append(no_policy_files(project.policies))
    return sources, [*settings, *problems]


def concerns(span: Span | None, wanted: Sequence[Path], project: Project) -> bool:
    """Whether a place stands in or below one of the paths; everything does where no path was given."""
    if not wanted or span is None:
        return True
    place = project.root / span.source
    return any(place == path.absolute() or place.is_relative_to(resolved(path)) for path in wanted)


def stated_claims(loaded: Loaded, wanted: Sequence[Path], project: Project) -> int:
    """How many claims stand in or below the paths (everywhere when there is none)."""
    return sum(
        isinstance(block, tree.Prove) and concerns(block.title.span, wanted, project)
        for file in loaded.files.values()
        for block in file.blocks
    )
