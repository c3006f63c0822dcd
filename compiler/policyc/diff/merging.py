"""Regions of single services put together, ordered, and given their fingerprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from policyc.diff.regions import Decision, Effect, Region, Solved, effect_of
from policyc.model.program import Epoch

_DIGITS = 12
_SEVERITY = {Effect.ADVERSE: 0, Effect.FAVOURABLE: 1, Effect.NEUTRAL: 2}


def merged(found: Iterable[Solved], old: Epoch, new: Epoch) -> tuple[Region, ...]:
    """Regions with the same decisions become one, which keeps the services it holds for; in a settled order."""
    together: dict[tuple[Decision, Decision], list[Solved]] = {}
    for solved in found:
        together.setdefault((solved.old, solved.new), []).append(solved)
    order = list(dict.fromkeys((*old.policy.services, *new.policy.services)))
    regions = []
    for (before, after), same in together.items():
        same.sort(key=lambda solved: order.index(solved.service))
        requested = tuple(solved.service for solved in same)
        mark = fingerprint(old.policy.id, new.policy.id, requested, before, after)
        finders = same[0].find_witness, same[0].find_elsewhere
        regions.append(Region(mark, requested, before, after, *finders))
    return tuple(sorted(regions, key=lambda region: _rank(region, old, new, order)))


def fingerprint(
    old_policy: str, new_policy: str, requested: tuple[str, ...], old: Decision, new: Decision
) -> str:
    """A hash of the names of things only, so that it outlives reformatting."""
    said = [old_policy, new_policy, requested, _key(old), _key(new)]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _key(decision: Decision) -> list[object]:
    return [str(decision.outcome), decision.line, decision.criterion, decision.services]


def _rank(region: Region, old: Epoch, new: Epoch, order: list[str]) -> tuple[object, ...]:
    severity = _SEVERITY[effect_of(region.old.outcome, region.new.outcome)]
    places = (*_place(region.new, new), *_place(region.old, old))
    services = [order.index(name) for name in region.requested]
    return severity, places, services, region.fingerprint


def _place(decision: Decision, epoch: Epoch) -> tuple[int, int]:
    lines = [line.name for line in epoch.lines]
    criteria = list(epoch.criteria)
    criterion = -1 if decision.criterion is None else criteria.index(decision.criterion)
    return lines.index(decision.line), criterion
