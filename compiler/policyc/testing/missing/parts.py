"""The parts of a text whose conditions are to be shown one by one: criteria, what sections ask for, and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyc.model.conditions import All, Condition, CriterionTest, Not, SectionTest, walk
from policyc.model.program import Epoch
from policyc.model.verdict import Truth
from policyc.testing.goals import atoms_of, meaning
from policyc.testing.missing.shown import Shown


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its own conditions over facts.

    `test` is what makes the part met; None for a line, which is met when it decides.
    """

    name: str
    kind: str
    atoms: tuple[Condition, ...]
    test: Condition | None

    def truth(self, one: Shown) -> Truth:
        """Whether a case meets it."""
        if self.test is not None:
            return one.truth(self.test)
        by = one.evaluation.decided_by
        return Truth.TRUE if by is not None and by.line == self.name else Truth.FALSE


def parts_of(epoch: Epoch) -> Iterator[Part]:
    """The parts in the order of the text. What a part refers to by a label has its turn there."""
    for label, section in epoch.sections.items():
        own = [each for each in (section.scope, *section.requirements) if each is not None]
        yield Part(label, "section", _own_atoms(own, epoch), All((SectionTest(label, "applies"), *own)))
    for label in epoch.criteria:
        own = list(_words(label, epoch))
        yield Part(label, "criterion", _own_atoms(own, epoch), CriterionTest(label, True))
    for line in epoch.lines[:-1]:
        own = [line.condition, *line.exceptions]
        atoms = dict.fromkeys(each for item in own for each in walk(item) if hasattr(each, "fact"))
        yield Part(line.name, "line", tuple(atoms), None)


def _words(label: str, epoch: Epoch) -> Iterator[Condition]:
    whole = meaning(CriterionTest(label, False), epoch)
    assert isinstance(whole, All)
    yield from whole.items


def _own_atoms(conditions: list[Condition], epoch: Epoch) -> tuple[Condition, ...]:
    """The conditions over facts, through definitions, but not through criteria and sections that are named."""
    without = [each for each in conditions if not _names_a_part(each)]
    return tuple(dict.fromkeys(atom for each in without for atom in atoms_of(each, epoch)))


def _names_a_part(condition: Condition) -> bool:
    inner = condition.operand if isinstance(condition, Not) else condition
    return isinstance(inner, CriterionTest | SectionTest)
