"""Running every pass over every version of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from policyc.analysis.always_true import find_always_true
from policyc.analysis.cliffs import find_cliffs
from policyc.analysis.contradictions import find_contradictions
from policyc.analysis.counts import find_count_collapses
from policyc.analysis.dead_text import find_dead_offers, find_dead_text
from policyc.analysis.documentation_cliffs import find_documentation_cliffs
from policyc.analysis.gaps import find_gaps
from policyc.analysis.matters import facts_mentioned, facts_that_matter
from policyc.analysis.nobody import find_nobody
from policyc.analysis.overlaps import find_overlaps
from policyc.analysis.reachability import find_unreachable
from policyc.analysis.readings import find_readings
from policyc.analysis.redundancy import find_redundancies
from policyc.analysis.studied import Studied, studied_versions
from policyc.model.program import Policy
from policyc.prove.cores import UndecidedError
from policyc.prove.solver import DEFAULT, SolverSettings
from policylang.codes import diagnostic
from policylang.diagnostic import Diagnostic

Pass = Callable[[Studied], Iterable[Diagnostic]]
T = TypeVar("T")
Found = TypeVar("Found")
PolicyPass = Callable[[Sequence[Studied]], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in a policy, at default levels and before any acknowledgement, in a settled order.

    `matters` are the facts on which some outcome or supported service depends, with those that axioms tie to them;
    where that could not be found out, all of them. `mentioned` are those that a condition asks for. `undecided` has one
    diagnostic for each check that could not be finished: of what it looks for, nothing is known.
    """

    found: tuple[Diagnostic, ...]
    matters: frozenset[str]
    undecided: tuple[Diagnostic, ...]
    mentioned: frozenset[str] = frozenset()


def analyse(policy: Policy, settings: SolverSettings = DEFAULT) -> Analysis:
    """Run every pass over every version of a policy without errors, then those over all versions together."""
    found: list[Diagnostic] = []
    undecided: list[Diagnostic] = []
    versions = tuple(studied_versions(policy, settings))
    nobody, _ = _run(find_nobody, versions)
    if nobody:
        return Analysis(tuple(nobody), frozenset(policy.facts), (), facts_mentioned(policy))
    for studied in versions:
        for name, look in PASSES:
            told, reason = _run(look, studied)
            found += told
            undecided += [_undecided(studied, name, reason)] if reason else []
    for name, look_at_all in POLICY_PASSES if versions else ():
        told, reason = _run(look_at_all, versions)
        found += told
        undecided += [_undecided(versions[-1], name, reason)] if reason else []
    matters, reason = _run(facts_that_matter, versions)
    if reason:
        undecided.append(_undecided(versions[-1], "idle-fact", reason))
        matters = list(policy.facts)
    return Analysis(tuple(found), frozenset(matters), tuple(undecided), facts_mentioned(policy))


PASSES: tuple[tuple[str, Pass], ...] = (
    ("contradictory", find_contradictions),
    ("unreachable", find_unreachable),
    ("redundant", find_redundancies),
    ("always-true", find_always_true),
    ("count-collapse", find_count_collapses),
    ("overlap", find_overlaps),
    ("boundary-gap", find_gaps),
    ("cliff", find_cliffs),
    ("documentation-cliff", find_documentation_cliffs),
    ("dead-text", find_dead_text),
)

# What belongs to the policy rather than to a version. They come last, since they add readings to the subjects.
POLICY_PASSES: tuple[tuple[str, PolicyPass], ...] = (
    ("dead-text", find_dead_offers),
    ("reading-matters", find_readings),
)


def _run(look: Callable[[T], Iterable[Found]], studied: T) -> tuple[list[Found], str]:
    """What a pass found, or why it could not be finished; a failure of ours in one pass leaves the others alone."""
    found: list[Found] = []
    try:
        found.extend(look(studied))
    except UndecidedError as error:
        return found, str(error)
    except Exception as error:
        return found, f"a mistake of ours, {type(error).__name__}"
    return found, ""


def _undecided(studied: Studied, name: str, reason: str) -> Diagnostic:
    version = studied.version
    return diagnostic(
        "analysis-undecided",
        f"`{name}` could not be finished for version `{version.name}`: {reason}",
        version.span,
        caption="not everything is known about this version",
        help="nothing follows from its silence; split the version, or report it if the reason is ours",
    )
