"""What the solver holds possible of amounts in windows is what sets of days and an onset can be, no more, no less."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from random import Random

import pytest

from policyc.model.calendar import Length
from policyc.model.conditions import AtLeastDays, Compare, Condition, Window
from policyc.model.facts import Fact, FactKind, PartOf
from policyc.prove.atoms import literal_of
from policyc.prove.calendars import calendar_on
from policyc.prove.engine import Engine
from policyc.prove.gates import Gates
from policyc.prove.patient import Circumstances, Patient

HORIZON = range(6)
LONGEST_WAIT = 4

FACTS = {
    "wait": Fact("wait", "sample", FactKind.DURATION, "Wait", low=0, high=LONGEST_WAIT),
    "care": Fact("care", "sample", FactKind.EPISODES, "Care", current_episode_since="wait"),
    "therapy": Fact("therapy", "sample", FactKind.EPISODES, "Therapy", current_episode_since="wait"),
}


def random_atom(rng: Random, names: tuple[str, ...]) -> Condition:
    """An amount in a window of up to three days, which no day beyond the horizon can change, or the wait."""
    if rng.random() < 0.2:
        return Compare("wait", ">=", Length(rng.randint(1, LONGEST_WAIT), "day"))
    window = Window(rng.random() < 0.5, Length(rng.randint(0, 3), "day"))
    return AtLeastDays(rng.choice(names), Length(rng.randint(1, 3), "day"), window)


def holds(atom: Condition, days: dict[str, frozenset[int]], wait: int) -> bool:
    if isinstance(atom, Compare):
        assert isinstance(atom.value, Length)
        return wait >= atom.value.number
    assert isinstance(atom, AtLeastDays)
    assert atom.window.last is not None
    reach = min(atom.window.last.number, wait if atom.window.current_episode else 99)
    return sum(day <= reach for day in days[atom.fact]) >= atom.length.number


def realised(atoms: list[Condition], part_of: bool) -> set[tuple[bool, ...]]:
    sets = [frozenset(some) for size in range(len(HORIZON) + 1) for some in combinations(HORIZON, size)]
    wholes = sets if part_of else [frozenset[int]()]
    pairs = [
        {"care": whole if part_of else part, "therapy": part}
        for part in sets
        for whole in wholes
        if not part_of or part <= whole
    ]
    return {
        tuple(holds(atom, days, wait) for atom in atoms) for days in pairs for wait in range(LONGEST_WAIT + 1)
    }


def allowed(atoms: list[Condition], axioms: tuple[PartOf, ...]) -> set[tuple[bool, ...]]:
    patient = Patient(Gates(), Circumstances(FACTS, axioms, calendar_on(date(2024, 3, 1)), "plain"))
    literals = [literal_of(patient, atom) for atom in atoms]
    engine = Engine(patient)
    found = set()
    for row in product((False, True), repeat=len(atoms)):
        fixed = [literal if value else -literal for literal, value in zip(literals, row, strict=True)]
        if engine.ask(fixed).model is not None:
            found.add(row)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_one_treatment(seed: int) -> None:
    rng = Random(seed)
    atoms = [random_atom(rng, ("care",)) for _ in range(5)]
    assert allowed(atoms, ()) == realised(atoms, part_of=False)


@pytest.mark.parametrize("seed", range(25))
def test_a_part_and_its_whole(seed: int) -> None:
    rng = Random(seed)
    atoms = [random_atom(rng, ("care", "therapy")) for _ in range(5)]
    assert allowed(atoms, (PartOf("therapy", "care"),)) == realised(atoms, part_of=True)
