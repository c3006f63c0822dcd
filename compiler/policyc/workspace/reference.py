"""References: what a user writes to name a policy, a text of it, and a day.

A REF is an id (`kaiser_wa.lumbar_mri`), a path (`policies/kaiser_wa/lumbar_mri/2024.policy`) or
`REVISION:PATH` as git writes it, each optionally followed by `@DATE`, or by `@VERSION` to name a version, for
example a draft. A path to a file that holds only versions means just these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from policylang.codes import diagnostic
from policylang.suggest import suggest

from policyc.model.program import Epoch, Policy
from policyc.workspace import git
from policyc.workspace.files import read_source
from policyc.workspace.load import Loaded, heads, load, read_project, select
from policyc.workspace.project import find_project
from policylang.diagnostic import Diagnostic
from policylang.source import Source

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A REF taken apart. `at` is a date or the name of a version."""

    text: str
    target: str
    revision: str = ""
    at: date | str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A policy and those of its epochs that the reference means, in order of time."""

    reference: Reference
    loaded: Loaded
    policy: Policy
    epochs: tuple[Epoch, ...]


def parse_reference(text: str) -> Reference | Diagnostic:
    """Take a REF apart; a date that does not exist is an error."""
    target, at_sign, suffix = text.rpartition("@")
    at: date | str | None = None
    if not at_sign:
        target = text
    elif _DATE.fullmatch(suffix):
        try:
            at = date.fromisoformat(suffix)
        except ValueError:
            return diagnostic("bad-reference", f"There is no date {suffix}", None, help="Write YYYY-MM-DD.")
    elif re.fullmatch(r"[A-Za-z0-9_.]+", suffix) and target:
        at = suffix
    else:
        target = text
    revision, colon, path = target.partition(":")
    if colon and not Path(target).exists():
        return Reference(text, path, revision, at)
    return Reference(text, target, "", at)


def resolve(text: str, folder: Path) -> Resolved | tuple[Loaded | None, tuple[Diagnostic, ...]]:
    """What a REF means from a folder, or why it means nothing (with the texts, to show the places)."""
    reference = parse_reference(text)
    if isinstance(reference, Diagnostic):
        return None, (reference,)
    gathered = _from_git(reference, folder) if reference.revision else _from_files(reference, folder)
    if isinstance(gathered, Diagnostic):
        return None, (gathered,)
    sources, problems, policy_id, only_file = gathered
    loaded = load(
        select(sources, policy_id), [p for p in problems if p.span is None or policy_id in p.headline]
    )
    if loaded.errors:
        return loaded, loaded.errors
    policy = loaded.program.policies.get(policy_id)
    if policy is None:
        return loaded, (
            _unknown(reference, [head for s in sources for head in sorted(heads(s.text).policies)]),
        )
    return _epochs(reference, loaded, policy, only_file)


def one_epoch(resolved: Resolved) -> Epoch | Diagnostic:
    """The single epoch of a reference; where it means several, a diagnostic that lists their dates."""
    if len(resolved.epochs) == 1:
        return resolved.epochs[0]
    rows = tuple(
        f"{resolved.reference.target}@{epoch.interval.start}  (version {epoch.version.name}"
        f"{', before ' + str(epoch.interval.end) if epoch.interval.end else ''})"
        for epoch in resolved.epochs
    )
    return diagnostic(
        "several-texts",
        f"`{resolved.reference.text}` has {len(rows)} texts; say which day you mean",
        None,
        notes=rows,
        help=f"Add a date, for example `{resolved.reference.text}@{resolved.epochs[-1].interval.start}`.",
    )


_Gathered = tuple[list[Source], list[Diagnostic], str, str]


def _from_files(reference: Reference, folder: Path) -> _Gathered | Diagnostic:
    path = folder / reference.target
    looks_like_path = "/" in reference.target or reference.target.endswith(".policy") or path.exists()
    if not looks_like_path and _ID.fullmatch(reference.target):
        project, problems = find_project(folder)
        sources, unread = read_project(project)
        return sources, [*problems, *unread], reference.target, ""
    project, problems = find_project(path if path.exists() else folder)
    read = read_source(
        path, project.root if path.resolve().is_relative_to(project.root) else path.parent.resolve()
    )
    if isinstance(read, Diagnostic):
        return read
    sources, unread = read_project(project)
    if read.name not in {source.name for source in sources}:
        sources.append(read)
    return _of_file(reference, read, sources, [*problems, *unread])


def _from_git(reference: Reference, folder: Path) -> _Gathered | Diagnostic:
    moment = git.snapshot(folder, reference.revision)
    if isinstance(moment, Diagnostic):
        return moment
    project, problems = find_project(folder)
    top = moment.repository.resolve()
    if not project.policies.is_relative_to(top):
        return _unknown(reference, [])
    below = project.policies.relative_to(top).as_posix()
    sources, unread = git.read_files(moment, [below] if below != "." else ["."])
    if _ID.fullmatch(reference.target) and git.exists(moment, reference.target) is None:
        return sources, [*problems, *unread], reference.target, ""
    name = PurePosixPath(reference.target).as_posix()
    read = git.read_file(moment, name)
    if not isinstance(read, Source):
        return read or diagnostic(
            "file-not-found", f"`{reference.revision}` has no file `{name}`", None,
            help="Paths in REVISION:PATH start at the top of the repository.",
        )  # fmt: skip
    if read.name not in {source.name for source in sources}:
        sources.append(read)
    return _of_file(reference, read, sources, [*problems, *unread])


def _of_file(
    reference: Reference, read: Source, sources: list[Source], problems: list[Diagnostic]
) -> _Gathered | Diagnostic:
    found = heads(read.text)
    if len(found.policies) == 1:
        (policy_id,) = found.policies
        has_header = re.search(rf"^policy[ \t]+{re.escape(policy_id)}\b", read.text, re.MULTILINE)
        return sources, problems, policy_id, "" if has_header else read.name
    what = "several policies" if found.policies else "no policy"
    return diagnostic(
        "no-single-policy",
        f"`{read.name}` holds {what}",
        None,
        notes=tuple(sorted(found.policies)),
        help="Name a policy by its id, or a file that is about one policy.",
    )


def _epochs(
    reference: Reference, loaded: Loaded, policy: Policy, only_file: str
) -> Resolved | tuple[Loaded, tuple[Diagnostic, ...]]:
    everything = [*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts)]
    epochs = list(policy.epochs) or everything
    if only_file and any(_stands_in(epoch, only_file) for epoch in everything):
        epochs = [epoch for epoch in everything if _stands_in(epoch, only_file)]
    if isinstance(reference.at, str):
        epochs = [epoch for epoch in everything if epoch.version.name == reference.at]
    elif reference.at is not None:
        epochs = [epoch for epoch in epochs if reference.at in epoch.interval]
    if not epochs:
        return loaded, (_nothing_in_force(reference, policy, everything),)
    return Resolved(reference, loaded, policy, tuple(epochs))


def _stands_in(epoch: Epoch, name: str) -> bool:
    return epoch.version.span is not None and epoch.version.span.source == name


def _nothing_in_force(reference: Reference, policy: Policy, epochs: list[Epoch]) -> Diagnostic:
    held = next(
        (gap for gap in policy.not_held if isinstance(reference.at, date) and reference.at in gap.interval),
        None,
    )
    what = f"the text of `{policy.id}` is not held" if held else f"no text of `{policy.id}` is in force"
    rows = [f"{epoch.version.name}: from {epoch.interval.start or 'the beginning'}" for epoch in epochs]
    return diagnostic(
        "nothing-in-force",
        f"On {reference.at} {what}"
        if isinstance(reference.at, date)
        else f"`{policy.id}` has no version {reference.at}",
        None,
        notes=tuple([held.because] if held else []) + tuple(rows),
        help=f"`policyc timeline {policy.id}` shows what is in force when.",
    )


def _unknown(reference: Reference, known: list[str]) -> Diagnostic:
    near = suggest(reference.target, known)
    return diagnostic(
        "unknown-reference",
        f"Nothing here is called `{reference.target}`",
        None,
        notes=tuple(f"policy {name}" for name in sorted(set(known))[:20]),
        help=f"Did you mean `{near}`?" if near else "Write a policy id, a path, or REVISION:PATH.",
    )
