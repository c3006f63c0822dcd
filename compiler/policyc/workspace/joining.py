"""What can only be said of a project as a whole: facts that nobody uses, and what acknowledgements silence.

Everything comes from what was found in the slices (`policyc.workspace.examining`); no text is read for this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policyc.check.acknowledgements import silences, unused_acknowledgements
from policyc.check.levels import with_levels
from policyc.check.usage import with_related
from policyc.model.cases import Acknowledgement
from policyc.workspace.examining import Analysed, Examined, Finding, SharedFacts
from policylang.codes import CODES
from policylang.diagnostic import Diagnostic, Level


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding that somebody accepted, and the reason given."""

    finding: Finding
    because: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What is told of a project, and what was acknowledged, at configured levels; unsorted.

    `undecided` are the checks that could not be finished, and that nobody has accepted, whatever their level.
    """

    findings: tuple[Finding, ...]
    acknowledged: tuple[Acknowledged, ...]
    analysed: Mapping[str, Analysed]
    undecided: tuple[Diagnostic, ...]


def join(examined: Sequence[Examined], levels: Mapping[str, str], whole_project: bool) -> Joined:
    """Put together what was found in the slices of a project."""
    found = [finding for one in examined for finding in one.findings]
    if whole_project:
        found += [Finding(one) for one in facts_of_nobody(examined)]
    acknowledgements = [each for one in examined for each in one.acknowledgements]
    unused = [Finding(one) for one in _unused(examined, found, levels)] if whole_project else []
    told, accepted = _parted(_leveled(found, levels), acknowledgements)
    undecided = [one for one in found if one.diagnostic.name == _UNDECIDED]
    return Joined(
        (*told, *_leveled(unused, levels)),
        accepted,
        {name: state for one in examined for name, state in one.policies.items()},
        tuple(one.diagnostic for one in _parted(undecided, acknowledgements)[0]),
    )


_UNDECIDED = "analysis-undecided"


def facts_of_nobody(examined: Sequence[Examined]) -> Iterator[Diagnostic]:
    """A finding for each fact that no policy of the project uses, and for each whose use changes no outcome."""
    policies = {name: state for one in examined for name, state in one.policies.items()}
    if not policies:
        return
    damaged = any(one.damaged for one in examined)
    used = frozenset[tuple[str, str]]().union(*(one.used for one in examined))
    meant = frozenset[str]().union(*(one.meant for one in examined))
    vocabularies: dict[str, SharedFacts] = {}
    for one in () if damaged else examined:
        for name, shared in one.vocabularies.items():
            vocabularies.setdefault(name, shared)
    for name, shared in vocabularies.items():
        around = with_related({fact for of, fact in used if of == name}, shared.relations)
        for fact, finding in shared.unused.items():
            if fact not in around and fact not in meant:
                yield finding
        others = {fact for other, each in vocabularies.items() if other != name for fact in each.declared}
        yield from _idle(name, shared, others, policies.values())


def _idle(
    vocabulary: str, shared: SharedFacts, elsewhere: Collection[str], policies: Iterable[Analysed]
) -> Iterator[Diagnostic]:
    """What is asked for, and changes no outcome; nothing unless every policy that may depend on it was looked at.

    A name that another vocabulary declares too is left alone, as in `policyc.analysis.idle_facts`.
    """
    using = [policy for policy in policies if vocabulary in policy.vocabularies]
    if not all(policy.looked and not policy.undecided for policy in using):
        return
    matters = frozenset[str]().union(*(policy.matters for policy in using))
    asked = frozenset[str]().union(*(policy.mentioned for policy in using))
    for group in shared.groups:
        if group.facts & asked and group.facts.isdisjoint(matters) and group.facts.isdisjoint(elsewhere):
            yield from (finding for fact, finding in group.of_facts.items() if fact in asked)
            yield from group.of_axioms


def _unused(
    examined: Sequence[Examined], found: Sequence[Finding], levels: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Acknowledgements that silence nothing, where everything that could be silenced was looked for."""
    if any(one.diagnostic.level is Level.ERROR for one in _leveled(found, levels)):
        return
    by_code: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_code.setdefault(one.diagnostic.code, []).append(one.diagnostic)
    for slice_of in examined:
        for policy, state in slice_of.policies.items():
            looked_for = frozenset(_looked_for(state))
            for each in slice_of.acknowledgements:
                if each.policy == policy:
                    yield from unused_acknowledgements([each], by_code.get(each.code, ()), looked_for)


def _looked_for(state: Analysed) -> Iterator[str]:
    for code in CODES:
        if "P2" <= code[:2] <= "P6" or (code[:2] == "P7" and state.looked and not state.undecided):
            yield code


def _parted(
    found: Iterable[Finding], acknowledgements: Iterable[Acknowledgement]
) -> tuple[tuple[Finding, ...], tuple[Acknowledged, ...]]:
    by_code: dict[str, list[Acknowledgement]] = {}
    for each in acknowledgements:
        by_code.setdefault(each.code, []).append(each)
    told, accepted = [], []
    for one in found:
        about = by_code.get(one.diagnostic.code, ())
        reason = next((each.because for each in about if silences(each, one.diagnostic)), None)
        if reason is None:
            told.append(one)
        else:
            accepted.append(Acknowledged(one, reason))
    return tuple(told), tuple(accepted)


def _leveled(found: Iterable[Finding], levels: Mapping[str, str]) -> Iterator[Finding]:
    for one in found:
        for at_level in with_levels([one.diagnostic], levels):
            yield replace(one, diagnostic=at_level)
