"""The cases of a policy know its boundaries: move any threshold by one step, and some case comes out otherwise.

Every threshold, count, window and strictness of the chosen readings is changed a little, one at a time, in every
version of every policy that ships. A change that no case notices is a boundary with cases on one side only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any as Anything

import pytest

from policyc.check import check_files
from policyc.evaluate import close_case, evaluate, requested_services
from policyc.model.calendar import Length
from policyc.model.cases import Case
from policyc.model.conditions import (
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Depending,
    Since,
    Window,
    Within,
    parts,
)
from policyc.model.program import Epoch, Policy, Version
from policyc.model.verdict import Evaluation
from policylang import parse
from policylang.source import Source
from tests.generators.cases import conditions_of
from tests.tidy.tracked import ROOT

FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
Decided = dict[tuple[int, str], Evaluation]


@cache
def policies() -> dict[str, Policy]:
    paths = sorted((ROOT / "policies").rglob("*.policy"))
    files = [parse(Source(path.name, path.read_text(encoding="utf-8"))).file for path in paths]
    return dict(check_files(files).program.policies)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(policies()))
def test_some_case_notices_every_moved_boundary(name: str) -> None:
    policy = policies()[name]
    noticed: dict[tuple[str, str, str], bool] = defaultdict(bool)
    for epoch in policy.epochs:
        cases = [
            close_case(each.case, policy) for each in policy.cases if day_of(each.case) in epoch.interval
        ]
        before = decided(epoch, cases)
        for place in boundaries(epoch):
            for moved in neighbours(place):
                key = (epoch.version.name, place.path, str(replace(moved, path="", span=None, cite=None)))
                noticed[key] = noticed[key] or notices(epoch, place, moved, cases, before)
    assert len(noticed) > 20
    assert not [key for key, seen in noticed.items() if not seen]


def day_of(case: Case) -> Anything:
    return case.date_of_service


def decided(epoch: Epoch, cases: list[Case]) -> Decided:
    return {
        (number, service): evaluate(epoch, case, service)
        for number, case in enumerate(cases)
        for service in requested_services(case, epoch.policy)
    }


def notices(epoch: Epoch, place: Condition, moved: Condition, cases: list[Case], before: Decided) -> bool:
    """Whether a case that looked at the place is decided otherwise with the place moved."""
    changed = swapped(epoch, place, moved)
    for (number, service), old in before.items():
        if place.path in old.truths:
            new = evaluate(changed, cases[number], service)
            if (old.possible, old.decided_by, old.services) != (new.possible, new.decided_by, new.services):
                return True
    return False


def boundaries(epoch: Epoch) -> Iterator[Condition]:
    """Every part with a threshold or a count, alternatives that were not chosen left out."""
    open_parts = list(conditions_of(epoch))
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, Depending):
            chosen = epoch.policy.readings[part.reading].chosen
            open_parts += [condition for name, condition in part.alternatives if name == chosen]
            continue
        open_parts += parts(part)
        if isinstance(part, Compare | Within | Since | AtLeastDays | AtLeastVisits | AtLeast):
            yield part


def neighbours(part: Condition) -> Iterator[Condition]:
    """The part with one figure a step lower or higher, or with the other strictness."""
    match part:
        case Compare(operator=operator, value=value):
            yield from (replace(part, operator=FLIPPED[each]) for each in [operator] if each in FLIPPED)
            yield from (replace(part, value=each) for each in steps(value))
        case AtLeast(least=least, items=items):
            yield from (
                replace(part, least=each) for each in (least - 1, least + 1) if 0 < each <= len(items)
            )
        case AtLeastVisits(least=least, window=window):
            yield from (replace(part, least=each) for each in (least - 1, least + 1) if each)
            yield from (replace(part, window=each) for each in windows(window))
        case AtLeastDays(length=length, window=window):
            yield from (replace(part, length=each) for each in steps(length))
            yield from (replace(part, window=each) for each in windows(window))
        case Within(length=length) | Since(length=length):
            yield from (replace(part, length=each) for each in steps(length))


def steps(value: int | Length) -> list[Anything]:
    if isinstance(value, int):
        return [value - 1, value + 1]
    return [Length(each, value.unit) for each in (value.number - 1, value.number + 1) if each]


def windows(window: Window) -> Iterator[Window]:
    if window.current_episode:
        yield replace(window, current_episode=False)
    if window.last is not None:
        yield from (replace(window, last=each) for each in steps(window.last))


def swapped(value: Anything, place: Condition, new: Condition) -> Anything:
    """A value with one condition inside it, found by identity, exchanged; what does not hold it stays itself."""
    if value is place:
        return new
    if isinstance(value, tuple):
        items = tuple(swapped(each, place, new) for each in value)
        return value if all(one is other for one, other in zip(items, value, strict=True)) else items
    if isinstance(value, Mapping):
        return {key: swapped(each, place, new) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, Policy | Version | type):
        found = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        inside = {name: swapped(each, place, new) for name, each in found.items()}
        changed = {name: each for name, each in inside.items() if each is not found[name]}
        return replace(value, **changed) if changed else value
    return value
