"""Conditions as clauses: what binds at a place, taken apart into what an author wrote.

A clause is a condition that holds, or one that does not. Taken apart, a list of demands is its items, a definition
or a criterion what it says, a reading its chosen alternative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyc.graph.words import condition_words, negated_words
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.program import Criterion, Epoch, Section
from policyc.prove.lowering import Text
from policylang.source import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition that holds at a place or, not `positive`, fails there."""

    condition: Condition
    positive: bool = True

    @property
    def key(self) -> tuple[str, Span | None, bool]:
        """What tells the clause from those of other places that read the same."""
        return self.condition.path, self.condition.span, self.positive

    def literal(self, text: Text) -> int:
        """The clause in a text."""
        return text.condition(self.condition) if self.positive else text.refuted(self.condition)

    def words(self, epoch: Epoch) -> str:
        """The clause as a phrase."""
        return (condition_words if self.positive else negated_words)(self.condition, epoch)


def distinct(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses, each place once, in order."""
    return tuple({clause.key: clause for clause in clauses}.values())


def clauses_of(criterion: Criterion) -> tuple[Clause, ...]:
    """What a criterion says: its condition, and none of its exceptions."""
    return (Clause(criterion.condition), *(Clause(each, False) for each in criterion.exceptions))


def flat(clause: Clause, epoch: Epoch) -> Iterator[Clause]:
    """A clause taken apart under the chosen readings, as far as all of it must hold."""
    condition, positive = clause.condition, clause.positive
    match condition:
        case Not(operand=operand):
            yield from flat(Clause(operand, not positive), epoch)
        case Depending(reading=reading, alternatives=alternatives):
            chosen = dict(alternatives).get(epoch.policy.readings[reading].chosen)
            yield from (clause,) if chosen is None else flat(Clause(chosen, positive), epoch)
        case DefinitionHolds(name=name):
            yield from flat(Clause(epoch.definitions[name].condition, positive), epoch)
        case _ if positive:
            yield from _flat_demand(clause, epoch)
        case Any(items=items):
            yield from (each for item in items for each in flat(Clause(item, False), epoch))
        case Waivable(condition=inner, waivers=waivers):
            yield from (each for item in (inner, *waivers) for each in flat(Clause(item, False), epoch))
        case _:
            yield clause


def _flat_demand(clause: Clause, epoch: Epoch) -> Iterator[Clause]:
    match clause.condition:
        case All(items=items):
            yield from (each for item in items for each in flat(Clause(item), epoch))
        case AtLeast(least=least, items=items) if least == len(items):
            yield from (each for item in items for each in flat(Clause(item), epoch))
        case CriterionTest(label=label, scoped=scoped):
            criterion = epoch.criteria[label]
            around = layers(epoch, criterion.section) if scoped else ()
            yield from (each for one in (*around, *clauses_of(criterion)) for each in flat(one, epoch))
        case SectionTest(label=label, test="applies"):
            around = tuple(Clause(each.scope) for each in chain(epoch, label) if each.scope is not None)
            yield from (each for one in around for each in flat(one, epoch))
        case SectionTest(label=label, test="met") as met:
            yield from (each for one in layers(epoch, label) for each in flat(one, epoch))
            yield Clause(SectionTest(label, "any criterion", path=met.path, span=met.span))
        case _:
            yield clause


def chain(epoch: Epoch, label: str) -> tuple[Section, ...]:
    """A section and those around it, the outermost first."""
    found: list[Section] = []
    while label in epoch.sections:
        found.insert(0, epoch.sections[label])
        label = found[0].parent
    return tuple(found)


def layers(epoch: Epoch, label: str) -> tuple[Clause, ...]:
    """Scopes and requirements of a section and of those around it."""
    around = chain(epoch, label)
    scopes = [Clause(each.scope) for each in around if each.scope is not None]
    return (*scopes, *(Clause(each) for section in around for each in section.requirements))
