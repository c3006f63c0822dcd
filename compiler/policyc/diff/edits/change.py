"""A change inside a condition, and the two texts whose conditions are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyc.diff.edits.edit import EditKind
from policyc.diff.edits.likeness import leaves
from policyc.diff.edits.resolved import meaning
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    RequestIncludes,
    SectionTest,
    ServiceIs,
    Waivable,
    walk,
)
from policyc.model.program import Definition


@dataclass(frozen=True, slots=True)
class Change:
    """One change inside a condition, or of a condition as a whole.

    `old_list` and `new_list` are the lists, waivable conditions or dependings directly around an item added,
    removed or reordered. `cost` counts the atoms touched. `unread` names the reading of whose alternatives none
    that is chosen contains the change. `meaning` is False for changes of the writing only,
    and for those under an alternative that neither text chooses.
    """

    kind: EditKind
    old: Condition | None
    new: Condition | None
    cost: int = 1
    meaning: bool = True
    negated: bool = False
    unread: str = ""
    old_list: Condition | None = None
    new_list: Condition | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What the conditions of one text rest on: the alternatives chosen, by reading, and the definitions."""

    chosen: Mapping[str, str]
    definitions: Mapping[str, Definition]

    def meaning(self, condition: Condition) -> Condition:
        """Equal to that of a condition of the other text only if both say the same of every patient."""
        return meaning(condition, self.chosen, self.definitions)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides, and what was compared already, so that the accounts of a change may share their parts; it is
    therefore good for two epochs and no longer.
    """

    old: Side
    new: Side
    compared: dict[tuple[int, int], tuple[Change, ...]] = field(default_factory=dict, repr=False)
    measured: dict[int, tuple[int, frozenset[object]]] = field(default_factory=dict, repr=False)

    def size(self, condition: Condition) -> int:
        """The number of atoms and references, at least 1."""
        return self._known(condition)[0]

    def subjects(self, condition: Condition) -> frozenset[object]:
        """What a condition is about; two that share nothing of it have nothing in common to tell."""
        return self._known(condition)[1]

    def _known(self, condition: Condition) -> tuple[int, frozenset[object]]:
        known = self.measured.get(id(condition))
        if known is None:
            about = frozenset(_subject(part) for part in walk(condition))
            known = self.measured[id(condition)] = (max(1, len(leaves(condition))), about - {None})
        return known

    def live(self, reading: str, alternative: str) -> bool:
        """Whether some text chooses this alternative."""
        return alternative in (self.old.chosen.get(reading), self.new.chosen.get(reading))


def _subject(part: Condition) -> object:
    """The fact, name or reading of a part; connectives are about nothing of their own."""
    match part:
        case Not() | All() | Any() | AtLeast() | Waivable():
            return None
        case Depending(reading=reading):
            return Depending, reading
        case DefinitionHolds(name=name):
            return DefinitionHolds, name
        case CriterionTest(label=label) | SectionTest(label=label):
            return type(part), label
        case ServiceIs() | RequestIncludes() | Constant():
            return type(part)
        case _:
            return part.fact
