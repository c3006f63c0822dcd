"""References: what a user writes to name a policy, a text of it, and a day.

A REF is an id (`kaiser_wa.lumbar_mri`), a path (`policies/kaiser_wa/lumbar_mri/2024.policy`, or a folder about
one policy) or `REVISION:PATH` as git writes it, each optionally followed by `@DATE`, or by `@VERSION` to name a
version, for example a draft. A path to a file that holds only versions means just these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from policyc.model.calendar import day_before
from policyc.model.program import Epoch, Policy
from policyc.workspace.files import exists
from policyc.workspace.gathering import Gathered, from_files, from_git
from policyc.workspace.load import Loaded, heads, load, select
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic
from policylang.source import Source
from policylang.suggest import closest

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Reference:
    """A REF taken apart. `revision` is None without a colon; `at` is a date or the name of a version."""

    text: str
    target: str
    revision: str | None = None
    at: date | str | None = None

    @property
    def base(self) -> str:
        """The REF without its date or version."""
        return self.target if self.revision is None else f"{self.revision}:{self.target}"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A policy and those of its epochs that the reference means, in order of time."""

    reference: Reference
    loaded: Loaded
    policy: Policy
    epochs: tuple[Epoch, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a reference means nothing, with the texts in which the places stand."""

    diagnostics: tuple[Diagnostic, ...]
    loaded: Loaded | None = None


def parse_reference(text: str, folder: Path) -> Reference | Diagnostic:
    """Take a REF apart; a date that does not exist is an error. A file of that very name goes first."""
    if not text.strip() or len(text) > _LONGEST:
        return _bad("A reference is a policy id, a path, or REVISION:PATH")
    target, at_sign, suffix = text.rpartition("@")
    at: date | str | None = None
    if at_sign and _DATE.fullmatch(suffix):
        try:
            at = date.fromisoformat(suffix)
        except ValueError:
            return _bad(f"There is no date {suffix}")
    elif target and not exists(folder / text) and re.fullmatch(r"[A-Za-z0-9_.]+", suffix):
        at = suffix
    else:
        target = text
    revision, colon, path = target.partition(":")
    if not colon or exists(folder / target):
        return Reference(text, target, None, at) if target else _bad("Something must stand before the @")
    return Reference(text, path, revision, at) if revision else _bad("A revision must stand before the colon")


def resolve(text: str, folder: Path) -> Resolved | Unresolved:
    """What a REF means from a folder, or why it means nothing.

    Whatever could not be read might have been about this policy, so then there is no answer. Mistakes in files
    about other policies do not matter, nor do those in files of cases, which are not read for this.
    """
    reference = parse_reference(text, folder)
    if isinstance(reference, Diagnostic):
        return Unresolved((reference,))
    if reference.revision is None:
        gathered = from_files(reference.target, folder)
    else:
        gathered = from_git(reference.revision, reference.target, folder)
    if isinstance(gathered, Diagnostic):
        return Unresolved((gathered,))
    if gathered.problems:
        return Unresolved(gathered.problems)
    if not any(gathered.policy in heads(source.text).policies for source in gathered.sources):
        return Unresolved((_unknown(reference, gathered),))
    loaded = _loaded(tuple(select(gathered.sources, gathered.policy, cases=False)))
    policy = loaded.program.policies.get(gathered.policy)
    if loaded.unfit or policy is None:
        return Unresolved(loaded.unfit or (_unknown(reference, gathered),), loaded)
    epochs = _epochs(reference, policy, gathered.files)
    if not epochs:
        return Unresolved((_nothing_in_force(reference, policy),), loaded)
    return Resolved(reference, loaded, policy, epochs)


def one_epoch(resolved: Resolved) -> Epoch | Diagnostic:
    """The single epoch of a reference; where it means several, a diagnostic that lists their dates."""
    if len(resolved.epochs) == 1:
        return resolved.epochs[0]
    rows = [f"{address(resolved.reference.base, epoch)}   {_said(epoch)}" for epoch in resolved.epochs]
    return diagnostic(
        "several-texts",
        f"`{resolved.reference.text}` has {len(rows)} texts; say which one you mean",
        None,
        notes=tuple(rows),
        help=f"Add a date, for example `{address(resolved.reference.base, resolved.epochs[-1])}`.",
    )


def address(base: str, epoch: Epoch) -> str:
    """A REF that means an epoch: by its first day, or by the day before its end where it has no first."""
    if epoch.interval.start is not None:
        return f"{base}@{epoch.interval.start}"
    return f"{base}@{day_before(epoch.interval.end)}" if epoch.interval.end else base


@lru_cache(maxsize=8)
def _loaded(sources: tuple[Source, ...]) -> Loaded:
    """The checked program of some sources. A diff names the same sources twice."""
    return load(sources)


def _epochs(reference: Reference, policy: Policy, files: frozenset[str]) -> tuple[Epoch, ...]:
    everything = (*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts))
    epochs = tuple(policy.epochs) or everything
    own = tuple(epoch for epoch in everything if epoch.version.span and epoch.version.span.source in files)
    if own:
        epochs = own
    if isinstance(reference.at, str):
        return tuple(epoch for epoch in everything if epoch.version.name == reference.at)
    return tuple(epoch for epoch in epochs if reference.at is None or reference.at in epoch.interval)


def _nothing_in_force(reference: Reference, policy: Policy) -> Diagnostic:
    epochs = [*policy.epochs, *(epoch for drafts in policy.drafts.values() for epoch in drafts)]
    held = [gap for gap in policy.not_held if isinstance(reference.at, date) and reference.at in gap.interval]
    if not epochs:
        headline = f"`{policy.id}` has no version"
    elif isinstance(reference.at, str):
        headline = f"`{policy.id}` has no version {reference.at}"
    else:
        what = f"the text of `{policy.id}` is not held" if held else f"no text of `{policy.id}` is in force"
        headline = f"On {reference.at} {what}"
    return diagnostic(
        "nothing-in-force",
        headline,
        None,
        notes=tuple(gap.because for gap in held) + tuple(_said(epoch) for epoch in epochs),
        help=f"`policyc timeline {policy.id}` shows what is in force when.",
    )


def _said(epoch: Epoch) -> str:
    days = epoch.interval
    start = f" from {days.start}" if days.start else ""
    end = f" before {days.end}" if days.end else ""
    return f"{'draft' if epoch.version.draft else 'version'} {epoch.version.name}{start}{end}"


def _unknown(reference: Reference, gathered: Gathered) -> Diagnostic:
    known = sorted(frozenset[str]().union(*(heads(source.text).policies for source in gathered.sources)))
    near = closest(reference.target, known)
    return diagnostic(
        "unknown-reference",
        f"No policy here is called `{reference.target}`",
        None,
        notes=tuple(f"there is {name}" for name in known[:20]),
        help=f"Did you mean `{near}`?" if near else "Write a policy id, a path, or REVISION:PATH.",
    )


def _bad(headline: str) -> Diagnostic:
    return diagnostic(
        "bad-reference",
        headline,
        None,
        help="For example `kaiser_wa.lumbar_mri@2024-01-01` (dates YYYY-MM-DD).",
    )
