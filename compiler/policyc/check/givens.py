"""What a case gives: facts with their values, for the patient or for one requested service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policyc.check.atoms import find_fact
from policyc.check.quantities import declared
from policyc.check.terms import Terms, Uses, read_services
from policyc.check.values import read_value
from policyc.model.facts import Fact, FactKind, Stretch, Value, Visit
from policylang import tree
from policylang.diagnostic import Label
from policylang.source import Span

_ADD_UP = frozenset({FactKind.SET_OF, FactKind.EPISODES})


@dataclass(slots=True)
class Givens:
    """Values by fact, those per service apart, and where each fact was given first."""

    facts: dict[str, Value | None] = field(default_factory=dict)
    per_service: dict[str, dict[str, Value | None]] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def under(self, own: Givens) -> Givens:
        """These givens where the other ones say nothing."""
        per_service = {
            fact: {**self.per_service.get(fact, {}), **own.per_service.get(fact, {})}
            for fact in dict.fromkeys((*self.per_service, *own.per_service))
        }
        return Givens({**self.facts, **own.facts}, per_service, {**self.places, **own.places})


def read_givens(nodes: Sequence[tree.Given], clock: date, requested: tuple[str, ...], terms: Terms) -> Givens:
    """The values given, in order; what does not fit its fact, or contradicts itself, is reported."""
    givens = Givens()
    # A case uses facts, but that alone does not make them matter to a policy.
    quiet = replace(terms, uses=Uses())
    for node in nodes:
        fact = find_fact(node.fact, quiet)
        if fact is None or not _may_be_per_service(node, fact, terms):
            continue
        unknown = node.value.kind == "unknown"
        value = None if unknown else read_value(node.value, fact, clock, terms)
        if value is None and not unknown:
            continue
        for service in _services(node, fact, requested, terms):
            _put(givens, node, fact, service, value, terms)
    return givens


def join(fact: Fact, earlier: Value | None, later: Value | None) -> Value | None:
    """Two values of a set or of episodes as one; episodes in order of time."""
    if isinstance(earlier, frozenset) and isinstance(later, frozenset):
        return earlier | later
    if isinstance(earlier, tuple) and isinstance(later, tuple) and fact.kind is FactKind.EPISODES:
        return ordered_episodes((*earlier, *later))
    return later


def ordered_episodes(episodes: tuple[Stretch | Visit, ...]) -> tuple[Stretch | Visit, ...]:
    """Episodes in order of their first day, stretches before visits.

    A stretch given twice is one stretch, since its days count once; two visits on one day are two visits.
    """
    stretches = dict.fromkeys(episode for episode in episodes if isinstance(episode, Stretch))
    visits = [episode for episode in episodes if isinstance(episode, Visit)]
    return tuple(sorted([*stretches, *visits], key=_episode_key))


def _episode_key(episode: Stretch | Visit) -> tuple[date, int, str]:
    if isinstance(episode, Stretch):
        return episode.start, 0, str(episode.end)
    return episode.on, 1, episode.kind


def _put(
    givens: Givens, node: tree.Given, fact: Fact, service: str, value: Value | None, terms: Terms
) -> None:
    table: dict[str, Value | None] = givens.facts
    key = fact.name
    if service:
        table, key = givens.per_service.setdefault(fact.name, {}), service
    if key in table:
        earlier = table[key]
        if not _agree(fact, earlier, value):
            _report_conflict(givens, node, fact, terms)
            return
        table[key] = join(fact, earlier, value) if fact.kind in _ADD_UP else value
        return
    table[key] = value
    givens.places.setdefault(fact.name, node.span)


def _agree(fact: Fact, earlier: Value | None, later: Value | None) -> bool:
    """Whether both can be said: the same value twice, or parts of a set. `none` stands alone."""
    if earlier == later:
        return True
    if fact.kind not in _ADD_UP or earlier is None or later is None:
        return False
    return bool(earlier) and bool(later)


def _report_conflict(givens: Givens, node: tree.Given, fact: Fact, terms: Terms) -> None:
    first = givens.places.get(fact.name)
    terms.findings.add(
        "conflicting-givens",
        f"`{fact.name}` is given twice, and differently",
        node.span,
        caption="given again, with another value",
        labels=(Label(first, "given first here"),) if first else (),
        help="keep one of the two",
    )


def _may_be_per_service(node: tree.Given, fact: Fact, terms: Terms) -> bool:
    if node.service is None or fact.per_service:
        return True
    terms.findings.add(
        "not-per-service",
        f"`{fact.name}` is one answer for the patient, not one for each service",
        node.service.span,
        caption="not asked per service",
        labels=declared(fact),
        help=f"leave out `for {node.service.text}`, or mark the fact `per service` in its vocabulary",
    )
    return False


def _services(node: tree.Given, fact: Fact, requested: tuple[str, ...], terms: Terms) -> Sequence[str]:
    """For which services a value is given; "" stands for the patient."""
    if not fact.per_service:
        return ("",)
    if node.service is None:
        return requested or tuple(terms.services)
    return read_services((node.service,), terms)
