"""Facts of a case that no patient can have together: the cheap check, by the axioms alone.

Known facts decide axioms, and an axiom with one open condition decides that one; so it goes on until nothing
new follows. What this finds is certain. The exact answer, which also reasons over cases, is `decide`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.check.axioms import axiom_facts
from policyc.check.known import Known, known_truth
from policyc.model.cases import Case
from policyc.model.conditions import Condition, IsNever, IsOneOf, IsYes, Not, walk
from policyc.model.facts import Axiom, Episodes, Moment, Never, PartOf, Stretch, Value
from policyc.model.program import Policy


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that no patient has together, in order, and the axioms that say so."""

    facts: tuple[str, ...]
    axioms: tuple[Axiom, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """An axiom, and the facts of each of its conditions."""

    axiom: Never
    facts: tuple[frozenset[str], ...]


def rules_of(axioms: Iterable[Axiom]) -> tuple[Rule, ...]:
    """The axioms that facts of one day can break, ready to be looked through for many cases."""
    return tuple(
        Rule(axiom, tuple(_facts_of(condition) for condition in axiom.conditions))
        for axiom in axioms
        if isinstance(axiom, Never)
    )


def find_clash(case: Case, policy: Policy, rules: Sequence[Rule], service: str) -> Clash | None:
    """A clash among the facts given for one service, or None where this check finds none.

    `rules` are those of the policy's axioms.
    """
    values = {name: value for name, value in _given(case, service) if value is not None}
    reasons: dict[str, tuple[tuple[str, ...], tuple[Axiom, ...]]] = {name: ((name,), ()) for name in values}
    known = Known(values, case.clocks[policy.window_clock])
    derived = True
    while derived:
        derived = False
        for axiom in _touched(rules, values):
            truths = [known_truth(condition, known) for condition in axiom.conditions]
            if all(truth is True for truth in truths):
                return _clash(axiom, reasons)
            forced = _forced(axiom, truths, values)
            if forced is not None:
                name, value = forced
                values[name] = value
                reasons[name] = _joined(axiom, name, reasons)
                derived = True
    return _clash_of_episodes(policy, values)


def _touched(rules: Sequence[Rule], values: Mapping[str, Value]) -> list[Never]:
    """The axioms that known facts could decide: at most one of their conditions is about none of them."""
    known = values.keys()
    return [rule.axiom for rule in rules if sum(known.isdisjoint(facts) for facts in rule.facts) <= 1]


def _facts_of(condition: Condition) -> frozenset[str]:
    """The facts of a condition."""
    names = (getattr(node, "fact", "") for node in walk(condition))
    return frozenset(name for name in names if name)


def _given(case: Case, service: str) -> Iterator[tuple[str, Value | None]]:
    yield from case.facts.items()
    for name, by_service in case.per_service.items():
        yield name, by_service.get(service)


def _forced(axiom: Never, truths: list[bool | None], values: Mapping[str, Value]) -> tuple[str, Value] | None:
    """The value that an axiom forces on an open fact, all its other conditions being true."""
    if truths.count(None) != 1 or truths.count(True) != len(truths) - 1:
        return None
    forced = _opposite(axiom.conditions[truths.index(None)])
    return forced if forced is not None and forced[0] not in values else None


def _opposite(condition: Condition) -> tuple[str, Value] | None:
    """The one value that makes a condition false, where there is only one."""
    match condition:
        case IsYes(fact=fact):
            return fact, False
        case Not(operand=IsYes(fact=fact)):
            return fact, True
        case Not(operand=IsNever(fact=fact)):
            return fact, Moment.NEVER
        case Not(operand=IsOneOf(fact=fact, values=(value,))):
            return fact, value
    return None


def _joined(
    axiom: Axiom, name: str, reasons: Mapping[str, tuple[tuple[str, ...], tuple[Axiom, ...]]]
) -> tuple[tuple[str, ...], tuple[Axiom, ...]]:
    involved = [reasons[fact] for fact in axiom_facts(axiom) if fact != name and fact in reasons]
    facts = tuple(dict.fromkeys(fact for given, _ in involved for fact in given))
    axioms = tuple(dict.fromkeys(used for _, earlier in involved for used in earlier))
    return facts, (*axioms, axiom)


def _clash(axiom: Never, reasons: Mapping[str, tuple[tuple[str, ...], tuple[Axiom, ...]]]) -> Clash:
    facts, axioms = _joined(axiom, "", reasons)
    return Clash(facts, tuple(dict.fromkeys(axioms)))


def _clash_of_episodes(policy: Policy, values: Mapping[str, Value]) -> Clash | None:
    """A day of a part that is no day of the whole; episodes once given are complete."""
    for axiom in policy.axioms:
        if not isinstance(axiom, PartOf):
            continue
        part, whole = values.get(axiom.part), values.get(axiom.whole)
        if isinstance(part, tuple) and isinstance(whole, tuple) and not _covers(whole, part):
            return Clash((axiom.part, axiom.whole), (axiom,))
    return None


def _covers(whole: Episodes, part: Episodes) -> bool:
    days = set(_days(whole))
    return all(day in days for day in _days(part))


def _days(episodes: Episodes) -> Iterator[int]:
    for episode in episodes:
        if isinstance(episode, Stretch):
            yield from range(episode.start.toordinal(), episode.end.toordinal() + 1)
