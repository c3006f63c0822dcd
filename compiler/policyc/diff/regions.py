"""What happens to patients: regions, the change map, and the verdict it amounts to.

A *region* holds the patients with complete facts whom the old text decides by one line and criterion and the new
text by another, for one requested service, where the outcome or the supported services differ. Regions are
disjoint by construction, since a patient is decided once by each text. A patient outside all of them is decided
alike by both, if the map is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from policyc.model.cases import Case
from policyc.model.outcome import Outcome, outcome_class


@dataclass(frozen=True, slots=True)
class Decision:
    """How one text decides the patients of a region.

    `services` are those that the deciding line supports for every patient of the region.
    """

    outcome: Outcome
    line: str
    criterion: str | None
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Services that every patient of a region is supported for by another line than the one that decides.

    `old` lists those of the new line's services that another line of the old text supported; `new` those of the
    old line's services that another line of the new text supports.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]


class Effect(StrEnum):
    """What a change is to the patient: the class of the outcome falls, rises, or does neither."""

    ADVERSE = "adverse"
    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """What a change map amounts to."""

    EQUIVALENT = "equivalent"
    EXPANDS = "expands"
    RESTRICTS = "restricts"
    BOTH = "both"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Region:
    """Patients decided by `old` before and by `new` after, when one of the services `requested` is asked for.

    `fingerprint` depends on the decisions and names alone, not on where or how the texts are written.
    """

    fingerprint: str
    requested: tuple[str, ...]
    old: Decision
    new: Decision
    find_witness: Callable[[], Case] = field(compare=False, repr=False)
    find_elsewhere: Callable[[], Elsewhere] = field(compare=False, repr=False)

    @property
    def elsewhere(self) -> Elsewhere:
        """Which services that only the other side's line supports this side supports by another line."""
        return self.find_elsewhere()

    @property
    def witness(self) -> Case:
        """Such a patient, asking for the first of the services, as plain as the vocabulary allows.

        It is worked out when first asked for; the evaluator then gave exactly these decisions for it on both
        sides. Raises ReplayError when it did not, which is a mistake of ours.
        """
        return self.find_witness()

    @property
    def effect(self) -> Effect:
        """How the class of the outcome moves; outcomes without a class compare with nothing."""
        return effect_of(self.old.outcome, self.new.outcome)


@dataclass(frozen=True, slots=True)
class ChangeMap:
    """The regions, adverse ones first, then favourable, then neutral, each in the order of the texts.

    `complete`: a proof was found that no patient outside the regions is decided differently. Else `reason` says
    why not, and there may be more. `notes` say what the comparison could not range over.
    """

    regions: tuple[Region, ...]
    complete: bool
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Equivalent only when proved so. Of an incomplete map only `both` is certain already."""
        found = verdict_of({region.effect for region in self.regions}, bool(self.regions))
        return found if self.complete or found is Verdict.BOTH else Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Solved:
    """A region of one requested service, as it was found."""

    service: str
    old: Decision
    new: Decision
    find_witness: Callable[[], Case] = field(compare=False, repr=False)
    find_elsewhere: Callable[[], Elsewhere] = field(compare=False, repr=False)


def effect_of(old: Outcome, new: Outcome) -> Effect:
    """What moving from one outcome to another is to the patient."""
    before, after = outcome_class(old), outcome_class(new)
    if before is None or after is None or before == after:
        return Effect.NEUTRAL
    return Effect.FAVOURABLE if after > before else Effect.ADVERSE


def verdict_of(effects: set[Effect], regions: bool) -> Verdict:
    """The verdict of a complete map with these effects."""
    if {Effect.ADVERSE, Effect.FAVOURABLE} <= effects:
        return Verdict.BOTH
    if Effect.FAVOURABLE in effects:
        return Verdict.EXPANDS
    if Effect.ADVERSE in effects:
        return Verdict.RESTRICTS
    return Verdict.DIFFERS if regions else Verdict.EQUIVALENT
