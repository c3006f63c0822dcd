"""Two epochs compared in full: edits, change map, verdict."""

from __future__ import annotations

from dataclasses import dataclass

from policyc.diff.change_map import change_map
from policyc.diff.edits import TextEdit, text_edits
from policyc.diff.edits.correspondence import alike, corresponding
from policyc.diff.edits.pairing import LIKE
from policyc.diff.regions import ChangeMap, Region, Verdict
from policyc.model.program import Epoch

_UNRELATED = "These are two different policies, so their texts are not compared clause by clause."


@dataclass(frozen=True, slots=True)
class Diff:
    """What `policyc diff` answers. `notes` are remarks on the comparison as a whole."""

    old: Epoch
    new: Epoch
    edits: tuple[TextEdit, ...]
    change_map: ChangeMap
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """As of the change map."""
        return self.change_map.verdict

    @property
    def complete(self) -> bool:
        """Whether it is proved that there are no other changes."""
        return self.change_map.complete

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions of the change map."""
        return self.change_map.regions


def diff(old: Epoch, new: Epoch) -> Diff:
    """Compare two epochs. Two policies that share no text are compared by what they decide alone."""
    related = same_document(old, new)
    found = change_map(old, new)
    notes = found.notes if related else (_UNRELATED, *found.notes)
    return Diff(old, new, text_edits(old, new) if related else (), found, notes)


def same_document(old: Epoch, new: Epoch) -> bool:
    """Whether the two are texts of one policy, by its id or by sharing half of their criteria."""
    if old.policy.id == new.policy.id:
        return True
    pairs = corresponding(old, new).criteria.both
    shared = sum(alike(before, after) >= LIKE for before, after in pairs)
    return 2 * shared >= max(1, min(len(old.criteria), len(new.criteria)))
