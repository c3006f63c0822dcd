"""Regions put together as people think of them: one group per thing that happens to patients.

The change map tells every old decision from every new one. A reader asks who gains by which new criterion, who
loses the approval of which old one, and is content with a line for the rest. Criteria that no edit touched, and
that decide more or fewer patients only because of edits elsewhere, are told together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from policyc.diff.comparison import Diff
from policyc.diff.regions import Decision, Effect, Region
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Epoch


@dataclass(frozen=True, slots=True)
class Group:
    """Regions that are told together, at least one, in the order of the map.

    `plainest` is the one with the least to tell: decided by as few criteria, and by as late a line, as possible.
    """

    words: str
    regions: tuple[Region, ...]
    plainest: Region

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


def groups(found: Diff) -> tuple[Group, ...]:
    """All regions, each in one group: who loses, then who gains, approvals before the rest, as the texts run."""
    edited = frozenset(_edited(found))
    together: dict[Hashable, list[Region]] = {}
    for region in found.regions:
        key = (region.effect, group_words(region), region.requested, _key(region, found, edited))
        together.setdefault(key, []).append(region)
    made = [
        Group(group_words(same[0]), tuple(same), min(same, key=lambda region: _to_tell(region, found)))
        for same in together.values()
    ]
    return tuple(
        sorted(made, key=lambda group: (_EFFECTS.index(group.effect), not _approval(group.regions[0])))
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
    return _BY_CLASS[outcome_class(new)]


_BY_CLASS = {
    OutcomeClass.FAVOURABLE: "newly approved",
    OutcomeClass.OPEN: "newly sent to review",
    OutcomeClass.ADVERSE: "newly denied",
    None: "no longer decided",
}

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


def _key(region: Region, found: Diff, edited: frozenset[str]) -> Hashable:
    """The criterion that approves tells who gains; the one that no longer does tells who loses."""
    old, new = region.old, region.new
    if old.outcome is new.outcome:
        return old.outcome, old.services, new.services
    if _approval(region) and region.effect is Effect.FAVOURABLE:
        return new.outcome, new.line, _told_apart(new, found.new, edited)
    if _approval(region) and region.effect is Effect.ADVERSE:
        return new.outcome, old.line, _told_apart(old, found.old, edited)
    return old.outcome, new.outcome


def _told_apart(decision: Decision, epoch: Epoch, edited: frozenset[str]) -> str | None:
    """The criterion, where an edit touched it or a section around it."""
    criterion = epoch.criteria.get(decision.criterion or "")
    if criterion is None:
        return None
    around = {criterion.label}
    label = criterion.section
    while label:
        around.add(label)
        label = epoch.sections[label].parent
    return criterion.label if around & edited or not edited else None


def _edited(found: Diff) -> Iterator[str]:
    """The labels, old and new, of what an edit of meaning belongs to."""
    for edit in found.edits:
        if edit.meaning:
            yield edit.name
            yield from (site.path.split("/")[0] for site in (edit.old, edit.new))


def _to_tell(region: Region, found: Diff) -> tuple[int, int, int]:
    """How much a reader has to be told of a region's patients: the later the lines, the less is remarkable."""
    criteria = sum(decision.criterion is not None for decision in (region.old, region.new))
    places = [
        -next(place for place, line in enumerate(epoch.lines) if line.name == decision.line)
        for epoch, decision in ((found.old, region.old), (found.new, region.new))
    ]
    return criteria, places[0], places[1]
