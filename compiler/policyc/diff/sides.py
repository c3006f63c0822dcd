"""What two epochs have in common: services, facts, and the patient both are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policyc.model.cases import Case
from policyc.model.facts import Fact
from policyc.model.program import Epoch, Policy


def shared_services(old: Epoch, new: Epoch) -> tuple[str, ...]:
    """The services that both sides know, in the order of the new policy."""
    return tuple(name for name in new.policy.services if name in old.policy.services)


def joint_policy(old: Policy, new: Policy) -> Policy:
    """The new policy with the facts and axioms of both: what a case for both sides is read and written with.

    Where both declare a fact, the new declaration counts.
    """
    if old.facts is new.facts and old.axioms is new.axioms:
        return new
    axioms = tuple(dict.fromkeys((*new.axioms, *old.axioms)))
    return replace(new, facts={**new.facts, **_missing(old, new)}, axioms=axioms)


def said_for_both(case: Case, old: Policy, new: Policy) -> Case:
    """The case, giving what a reader of either policy would close differently: facts with another `normally`."""
    differing = {
        name: fact.normally
        for name, fact in new.facts.items()
        if name in old.facts and name not in case.facts and name not in case.per_service
        if fact.normally != old.facts[name].normally and not fact.per_service
    }
    return replace(case, facts={**case.facts, **differing}) if differing else case


def known_to(closed: Case, policy: Policy, joint: Policy) -> Case:
    """A case closed by the joint policy, with only the facts and services that this policy knows."""
    if policy is joint or (policy.facts is joint.facts and policy.services == joint.services):
        return closed
    return replace(
        closed,
        requested=tuple(name for name in closed.requested if name in policy.services),
        facts={name: value for name, value in closed.facts.items() if name in policy.facts},
        per_service={name: values for name, values in closed.per_service.items() if name in policy.facts},
    )


def remarks(old: Epoch, new: Epoch, names: Mapping[str, str]) -> Iterator[str]:
    """What the comparison takes for the same, and what it cannot range over, in sentences."""
    for before, after in names.items():
        service = new.policy.services[after]
        codes = f"{service.system} {', '.join(service.codes)}"
        yield f"{before} of the old text and {after} of the new are the same service, {codes}."
    for here, there, side in ((old, new, "old"), (new, old, "new")):
        known = {*there.policy.services, *names, *names.values()}
        services = [name for name in here.policy.services if name not in known]
        if services:
            yield f"Only the {side} text knows {_listed(services)}; requests for it are not compared."
        facts = _missing(here.policy, there.policy)
        if facts and here.policy.facts is not there.policy.facts:
            yield (
                f"Only the {side} text's vocabulary knows {_listed(list(facts))}; the other decides without it."
            )
    if old.policy.window_clock != new.policy.window_clock:
        yield (
            f"The old text counts windows back from {old.policy.window_clock}, the new from "
            f"{new.policy.window_clock}; compared are cases in which both fall on one day."
        )
    if old.policy.undocumented_not_met != new.policy.undocumented_not_met:
        yield (
            "Only one of the texts takes undocumented facts as not met; compared are patients all of whose facts "
            "are documented."
        )
    if _declarations_differ(old.policy, new.policy):
        yield (
            "The vocabularies differ in facts or axioms that both have; patients are those that the axioms of "
            "both allow, with the facts as the new one declares them."
        )


def _missing(here: Policy, there: Policy) -> dict[str, Fact]:
    return {name: fact for name, fact in here.facts.items() if name not in there.facts}


def _declarations_differ(old: Policy, new: Policy) -> bool:
    if old.facts is new.facts and old.axioms is new.axioms:
        return False
    both = [name for name in old.facts if name in new.facts]
    facts = any(
        replace(old.facts[name], span=None) != replace(new.facts[name], span=None)
        for name in both
        if old.facts[name] is not new.facts[name]
    )
    return facts or _unplaced(old) != _unplaced(new)


def _unplaced(policy: Policy) -> set[object]:
    return {replace(axiom, span=None) for axiom in policy.axioms}


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
