"""Claims: typed against the versions they are about, which the file that holds them tells.

In a file that states versions, a claim is about each of those; elsewhere about every version of its policy. A
claim may speak of what only some of the versions have; then it is about those. What none of them has is
reported as the last of them sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policyc.check.atoms import typed_fact
from policyc.check.bench import Bench, PolicyBench, StatedVersion
from policyc.check.compile import version_terms
from policyc.check.conditions import type_condition
from policyc.check.expected_cases import owner_of
from policyc.check.findings import Findings
from policyc.check.neighbourhoods import named_policies
from policyc.check.outline import Layout
from policyc.check.terms import Outline, PlacedCriterion, PlacedSection, Terms, Uses
from policyc.model.calendar import Interval
from policyc.model.cases import Claim
from policyc.model.conditions import Condition
from policyc.model.facts import ORDERED, FactKind
from policyc.model.outcome import Outcome
from policylang import tree

_MORE = ORDERED | {FactKind.YES_NO, FactKind.EPISODES}


def read_claims(bench: Bench) -> None:
    """Type the claims of every file and give them to the policy they are about."""
    found: dict[str, list[Claim]] = {}
    for file in bench.files:
        for block, word in named_policies(file):
            if isinstance(block, tree.Prove) and block.claim is not None:
                owner = owner_of(word, block.title, bench)
                if owner is not None and owner.versions:
                    stated = _versions_of(file, owner)
                    claims = _read_claim(block, block.claim, stated, _states_versions(file), owner, bench)
                    found.setdefault(owner.policy.id, []).extend(claims)
    for name, claims in found.items():
        policy = bench.policies[name]
        policy.policy = replace(policy.policy, claims=tuple(claims))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A claim typed against one version, what was found wrong with it there, and what it uses."""

    version: str
    claim: Claim
    findings: Findings
    uses: Uses


def _states_versions(file: tree.File) -> bool:
    return any(isinstance(block, tree.Version) for block in file.blocks)


def _versions_of(file: tree.File, owner: PolicyBench) -> Sequence[StatedVersion]:
    names = [block.name.text for block in file.blocks if isinstance(block, tree.Version)]
    own = [owner.versions[name] for name in dict.fromkeys(names) if name in owner.versions]
    return own or [owner.versions[version.name] for version in owner.policy.versions]


def _read_claim(
    node: tree.Prove,
    claim: tree.Claim,
    versions: Sequence[StatedVersion],
    states_versions: bool,
    owner: PolicyBench,
    bench: Bench,
) -> list[Claim]:
    attempts = [_attempt(node, claim, stated, owner, bench) for stated in versions]
    fitting = [attempt for attempt in attempts if not attempt.findings.found]
    for attempt in fitting:
        bench.uses.names |= attempt.uses.names
    if not fitting:
        bench.findings.adopt(attempts[-1].findings)
        return [attempts[-1].claim]
    alike = all(attempt.claim == fitting[0].claim for attempt in fitting)
    if isinstance(claim, tree.SameOutcome | tree.NeverWorse):
        return [fitting[0].claim]
    if alike and not states_versions and len(fitting) == len(attempts):
        return [fitting[0].claim]
    return [replace(attempt.claim, version=attempt.version) for attempt in fitting]


def _attempt(
    node: tree.Prove, claim: tree.Claim, stated: StatedVersion, owner: PolicyBench, bench: Bench
) -> _Attempt:
    findings = Findings(bench.findings.unreadable, bench.findings.damages, project=bench.findings.project)
    uses = Uses()
    terms = replace(
        version_terms(owner, stated, Interval(), bench),
        findings=findings,
        uses=uses,
        outline=_any_day(stated.layout),
    )
    typed = replace(
        _typed(node, claim, owner, terms),
        every_reading=node.every_reading,
        known_to_fail=node.known_to_fail.text if node.known_to_fail else "",
        span=node.span,
    )
    return _Attempt(stated.version.name, typed, findings, uses)


def _any_day(layout: Layout) -> Outline:
    """Every part of a version, of twins the first: a claim names labels, on whatever days they are in force."""
    sections: dict[str, PlacedSection] = {}
    for section in layout.sections:
        sections.setdefault(section.node.label.text, section)
    criteria: dict[str, PlacedCriterion] = {}
    for criterion in layout.criteria:
        criteria.setdefault(criterion.node.label.text, criterion)
    return Outline(layout.definitions, sections, criteria)


def _typed(node: tree.Prove, claim: tree.Claim, owner: PolicyBench, terms: Terms) -> Claim:
    title = node.title.text
    match claim:
        case tree.Whenever():
            outcomes = tuple(Outcome(word.text) for word in claim.outcomes)
            conditions = _conditions(claim.conditions, terms)
            return Claim(title, "whenever", conditions, outcomes, claim.negated)
        case tree.NeverOutcome():
            conditions = _conditions(claim.conditions, terms)
            return Claim(title, "never", conditions, (Outcome(claim.outcome.text),))
        case tree.MoreNeverWorsens():
            fact = typed_fact(claim.fact, _MORE, terms)
            return Claim(title, "monotone", fact=fact.name if fact else "")
        case tree.MetImplies():
            return Claim(title, "implies", _conditions((claim.condition, claim.consequence), terms))
        case tree.SameOutcome():
            versions = _known_versions(claim.versions, owner, terms)
            return Claim(title, "same", _conditions(claim.conditions, terms), versions=versions)
        case tree.NeverWorse():
            versions = _known_versions((claim.than, claim.version), owner, terms)
            return Claim(title, "never worse", _conditions(claim.conditions, terms), versions=versions)


def _known_versions(words: Sequence[tree.Word], owner: PolicyBench, terms: Terms) -> tuple[str, ...]:
    """The names of versions that are compared; one that the policy does not have is told."""
    for word in words:
        if word.text not in owner.versions:
            terms.findings.unknown("version", word.text, word.span, owner.versions)
    return tuple(word.text for word in words)


def _conditions(nodes: Sequence[tree.Condition], terms: Terms) -> tuple[Condition, ...]:
    return tuple(
        type_condition(node, f"claim/{position}", terms) for position, node in enumerate(nodes, start=1)
    )
