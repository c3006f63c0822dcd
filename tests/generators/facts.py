"""Random vocabularies: facts of every kind, and axioms that a patient without findings obeys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from policyc.model.calendar import Length
from policyc.model.conditions import Compare, Condition, IsOneOf, IsYes, Not
from policyc.model.facts import (
    Axiom,
    Choice,
    Documentation,
    Fact,
    FactKind,
    Moment,
    Never,
    PartOf,
)

VOCABULARY = "sample"

# A date fact that declares no range lies at most 120 years back.
DAYS_OF_120_YEARS = 43830

LENGTHS = (
    Length(10, "day"),
    Length(4, "week"),
    Length(6, "week"),
    Length(1, "month"),
    Length(3, "month"),
    Length(6, "month"),
    Length(1, "year"),
)
SHARES = {
    FactKind.YES_NO: 10,
    FactKind.NUMBER: 2,
    FactKind.AGE: 1,
    FactKind.DURATION: 2,
    FactKind.DATE: 2,
    FactKind.ONE_OF: 2,
    FactKind.SET_OF: 1,
    FactKind.EPISODES: 2,
}
"""How often each kind of fact occurs among the others."""

_NAMES = {
    FactKind.YES_NO: "sign",
    FactKind.NUMBER: "score",
    FactKind.AGE: "age",
    FactKind.DURATION: "wait",
    FactKind.DATE: "event",
    FactKind.ONE_OF: "plan",
    FactKind.SET_OF: "imaging",
    FactKind.EPISODES: "treatment",
}


def random_facts(rng: Random, count: int) -> dict[str, Fact]:
    """So many facts, the kinds mixed as in real policies; the first is a duration that episodes may refer to."""
    kinds = [FactKind.DURATION, FactKind.YES_NO]
    kinds += rng.choices(list(SHARES), weights=list(SHARES.values()), k=max(0, count - 2))
    facts: dict[str, Fact] = {}
    for number, kind in enumerate(kinds[: max(count, 2)], 1):
        fact = random_fact(rng, f"{_NAMES[kind]}_{number}", kind, facts)
        facts[fact.name] = fact
    return facts


def random_fact(rng: Random, name: str, kind: FactKind, earlier: Mapping[str, Fact]) -> Fact:
    """A fact of a kind with what that kind can say."""
    label = name.replace("_", " ").capitalize()
    common = {
        "name": name,
        "vocabulary": VOCABULARY,
        "kind": kind,
        "label": label,
        "question": f"What is known of {label.lower()}?",
        "documentation": Documentation(("clinic_note",), rng.choice((None, Length(6, "month")))),
    }
    match kind:
        case FactKind.YES_NO:
            return Fact(
                **common,
                normally=False,
                worse_when=rng.choice(("yes", None)),
                per_service=rng.random() < 0.1,
                changes_by=("documenting",),
            )
        case FactKind.NUMBER:
            step = rng.choice((Decimal(1), Decimal("0.5")))
            return Fact(
                **common, unit="points", step=step, low=0, high=rng.choice((4, 10, 40)), worse_when="higher"
            )
        case FactKind.AGE:
            return Fact(**common, unit="years", low=0, high=120)
        case FactKind.DURATION:
            return Fact(**common, unit="days", low=0, high=rng.choice((200, 800)), worse_when="higher")
        case FactKind.DATE:
            never = rng.random() < 0.6
            normally = Moment.NEVER if never else None
            return Fact(**common, high=DAYS_OF_120_YEARS, never_possible=never, normally=normally)
        case FactKind.ONE_OF:
            choices = random_choices(rng, name)
            return Fact(**common, choices=choices, normally=choices[0].name)
        case FactKind.SET_OF:
            return Fact(**common, choices=random_choices(rng, name), normally=frozenset())
        case _:
            onsets = [
                fact.name for fact in earlier.values() if fact.kind in {FactKind.DURATION, FactKind.DATE}
            ]
            kinds = (Choice("evaluation", "Initial evaluation"), Choice("follow_up", "Follow-up"))
            return Fact(
                **common,
                high=DAYS_OF_120_YEARS,
                choices=kinds if rng.random() < 0.7 else (),
                normally=(),
                current_episode_since=rng.choice(onsets) if onsets else None,
            )


def random_choices(rng: Random, name: str) -> tuple[Choice, ...]:
    """Two to four values."""
    letters = "abcd"[: rng.randint(2, 4)]
    return tuple(Choice(f"{name}_{letter}", f"Choice {letter.upper()}") for letter in letters)


def random_axioms(rng: Random, facts: Mapping[str, Fact], count: int) -> tuple[Axiom, ...]:
    """Axioms, none of which a patient whose answers are all `no` can break.

    Each `never` has a yes/no fact that is yes among its conditions, so that saying no repairs a case. The part
    of `part of` was declared before the whole, so that no two treatments are parts of each other.
    """
    axioms: list[Axiom] = []
    signs = [fact.name for fact in facts.values() if fact.kind is FactKind.YES_NO and not fact.per_service]
    treatments = [fact.name for fact in facts.values() if fact.kind is FactKind.EPISODES]
    if len(treatments) > 1 and count:
        part, whole = sorted(rng.sample(treatments, 2), key=treatments.index)
        axioms.append(PartOf(part, whole, because="one kind is counted with the other"))
    for _ in range(count if len(signs) > 1 else 0):
        first, second = rng.sample(signs, 2)
        other = rng.choice(
            (IsYes(second), Not(IsYes(second)), random_axiom_atom(rng, facts) or IsYes(second))
        )
        axioms.append(Never((IsYes(first), other), because="medicine says so"))
    return tuple(axioms)


def random_axiom_atom(rng: Random, facts: Mapping[str, Fact]) -> Condition | None:
    """An atom over a number, an age or a choice."""
    kinds = {FactKind.NUMBER, FactKind.AGE, FactKind.ONE_OF}
    some = [fact for fact in facts.values() if fact.kind in kinds]
    if not some:
        return None
    fact = rng.choice(some)
    if fact.kind is FactKind.ONE_OF:
        return IsOneOf(fact.name, (fact.choices[-1].name,))
    return Compare(fact.name, rng.choice(("<", ">=")), rng.randint(fact.low + 1, fact.high))
