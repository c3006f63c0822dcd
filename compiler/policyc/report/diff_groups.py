"""Regions put together as people think of them: one group per thing that happens to patients.

The change map tells every old decision from every new one. A reader asks who gains by which new criterion, who
loses the approval of which old one, and is content with a line for the rest.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from policyc.diff.regions import Decision, Effect, Region
from policyc.model.facts import Stretch
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class


@dataclass(frozen=True, slots=True)
class Group:
    """Regions that are told together, at least one, in the order of the map."""

    words: str
    regions: tuple[Region, ...]

    @property
    def effect(self) -> Effect:
        """What happens is the same to all."""
        return self.regions[0].effect

    @property
    def requested(self) -> tuple[str, ...]:
        """Asked for by all."""
        return self.regions[0].requested

    @property
    def old(self) -> tuple[Decision, ...]:
        """How the patients were decided, each way once."""
        return tuple(dict.fromkeys(region.old for region in self.regions))

    @property
    def new(self) -> tuple[Decision, ...]:
        """How the patients are decided, each way once."""
        return tuple(dict.fromkeys(region.new for region in self.regions))

    @property
    def plainest(self) -> Region:
        """The region whose witness has the least to tell."""
        return min(self.regions, key=_told)


def groups(regions: Sequence[Region]) -> tuple[Group, ...]:
    """All regions, each in one group: who loses, then who gains, approvals before the rest, as the texts run."""
    together: dict[Hashable, list[Region]] = {}
    for region in regions:
        together.setdefault((region.effect, group_words(region), region.requested, _key(region)), []).append(
            region
        )
    found = [Group(group_words(same[0]), tuple(same)) for same in together.values()]
    return tuple(
        sorted(found, key=lambda group: (_EFFECTS.index(group.effect), not _approval(group.regions[0])))
    )


def group_words(region: Region) -> str:
    """What happens to the patients of a region: `newly approved`, `newly denied`, …"""
    old, new = region.old.outcome, region.new.outcome
    if old is new:
        return "supported for other services"
    if region.effect is Effect.NEUTRAL:
        return "decided in other terms"
    if new in _NEWLY:
        return _NEWLY[new]
    return {
        OutcomeClass.FAVOURABLE: "newly approved",
        OutcomeClass.OPEN: "newly sent to review",
        OutcomeClass.ADVERSE: "newly denied",
    }[outcome_class(new) or OutcomeClass.OPEN]


_NEWLY = {
    Outcome.REVIEW_NOT_REQUIRED: "newly free of review",
    Outcome.SUPPORTED: "newly supported",
    Outcome.PEND: "newly held for more information",
    Outcome.INCOMPLETE: "newly incomplete",
    Outcome.OTHER_SERVICE_SUPPORTED: "newly pointed to another service",
    Outcome.EXPERIMENTAL: "newly denied as experimental",
    Outcome.NOT_COVERED: "newly denied as not covered",
}


_EFFECTS = (Effect.ADVERSE, Effect.FAVOURABLE, Effect.NEUTRAL)


def _approval(region: Region) -> bool:
    """Whether an approval is gained or lost."""
    outcomes = region.old.outcome, region.new.outcome
    return any(outcome_class(outcome) is OutcomeClass.FAVOURABLE for outcome in outcomes)


def _key(region: Region) -> Hashable:
    """The criterion that approves tells who gains; the one that no longer does tells who loses."""
    old, new = region.old, region.new
    if old.outcome is new.outcome:
        return old.outcome, old.services, new.services
    if region.effect is Effect.FAVOURABLE and _approval(region):
        return new.outcome, new.line, new.criterion
    if region.effect is Effect.ADVERSE and _approval(region):
        return new.outcome, old.line, old.criterion
    return old.outcome, new.outcome


def _told(region: Region) -> int:
    """How many things a reader of the witness is told."""
    values = region.witness.facts.values()
    return sum(
        len([episode for episode in value if isinstance(episode, Stretch)]) + 1
        if isinstance(value, tuple)
        else 1
        for value in values
    )
