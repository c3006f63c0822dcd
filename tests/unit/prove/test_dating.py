"""Dating against brute force: every way to lay out a whole and its part over a few days."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

import pytest

from policyc.prove.dating import Amount, Arrangement, Bound, OnsetBound, Puzzle, arrange, clashing

DAYS = range(7)
ONSETS = range(5)


@cache
def layouts() -> list[tuple[frozenset[int], frozenset[int]]]:
    """All pairs of a whole and a part of it."""
    found = []
    for row in product(range(3), repeat=len(DAYS)):
        whole = frozenset(day for day in DAYS if row[day])
        found.append((whole, frozenset(day for day in whole if row[day] == 2)))
    return found


def within(days: frozenset[int], amount: Amount, onset: int) -> bool:
    reach = min(
        [*([amount.days] if amount.days is not None else []), *([onset] if amount.onset else [])], default=99
    )
    count = sum(day <= reach for day in days)
    return count >= amount.value if amount.at_least else count <= amount.value


def allowed(bound: Bound, whole: frozenset[int], part: frozenset[int], onset: int) -> bool:
    if isinstance(bound, OnsetBound):
        return onset >= bound.value if bound.at_least else onset <= bound.value
    return within(whole if bound.series[0] == "whole" else part, bound, onset)


def possible(bounds: tuple[Bound, ...], known_part: frozenset[int] | None) -> bool:
    return any(
        all(allowed(bound, whole, part, onset) for bound in bounds)
        for whole, part in layouts()
        if known_part is None or part == known_part
        for onset in ONSETS
    )


def random_bounds(rng: Random, facts: tuple[str, ...]) -> tuple[Bound, ...]:
    """Bounds on windows of up to three days and on the rest; the days beyond have room for all of them."""
    bounds: list[Bound] = [
        Amount(
            (rng.choice(facts), ""),
            rng.choice(("", "onset")),
            rng.choice((0, 1, 2, 3, None)),
            rng.random() < 0.6,
            rng.randint(0, 3),
            number,
        )
        for number in range(2, rng.randint(4, 8))
    ]
    if rng.random() < 0.5:
        bounds.append(OnsetBound("onset", True, rng.randint(0, 4), 1))
    return tuple(bounds)


@pytest.mark.parametrize("seed", range(60))
def test_a_history_is_found_exactly_when_there_is_one(seed: int) -> None:
    rng = Random(seed)
    puzzle = Puzzle((), (("part", "whole"),), (("onset", (0, 4)),))
    bounds = random_bounds(rng, ("whole", "part"))
    found = arrange(puzzle, bounds)
    assert (found is not None) == possible(bounds, None)
    if found is None:
        clash = clashing(puzzle, bounds)
        assert not possible(clash, None)
        for bound in clash:
            assert possible(tuple(other for other in clash if other is not bound), None)
    else:
        check_arrangement(found, bounds)


@pytest.mark.parametrize("seed", range(40))
def test_a_known_part_lies_within_its_whole(seed: int) -> None:
    rng = Random(seed)
    part = frozenset(rng.sample(DAYS[:4], rng.randint(1, 3)))
    puzzle = Puzzle((("part", tuple(sorted(part))),), (("part", "whole"),), (("onset", (2, 4)),))
    bounds = random_bounds(rng, ("whole",))
    found = arrange(puzzle, bounds)
    assert (found is not None) == possible(bounds, part)


def test_the_onset_is_the_possible_day_nearest_to_the_preferred_one() -> None:
    puzzle = Puzzle((), (), (("onset", (40, None)),))
    enough = Amount(("care", ""), "onset", None, True, 56, 2)
    found = arrange(puzzle, (enough, OnsetBound("onset", False, 400, 3)))
    assert found is not None
    assert found.onsets == {"onset": 55}


def check_arrangement(found: Arrangement, bounds: tuple[Bound, ...]) -> None:
    """The days of the segments, taken from their beginning, keep to the bounds."""
    days = {name: set[int]() for name in ("whole", "part")}
    start = 0
    for k, end in enumerate(found.ends):
        for (fact, _), counts in found.counts.items():
            assert end is None or counts[k] <= end - start + 1
            days[fact] |= set(range(start, start + counts[k]))
        start = start if end is None else end + 1
    whole, part = frozenset(days["whole"]), frozenset(days["part"])
    assert part <= whole
    assert all(allowed(bound, whole, part, found.onsets["onset"]) for bound in bounds)
