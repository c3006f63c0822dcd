"""Questions about single conditions of an epoch, put together: is there a patient who has, or misses, this here?

Most of them have one, and many patients turn up while other questions are answered; what is left of the questions
then is asked. So it is asked whether any of them has a patient, the patient found answers some, and it is asked
again of the rest, until there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policyc.analysis.clauses import Clause, clauses_of
from policyc.analysis.columns import Columns
from policyc.analysis.parts import Key, Part, Parts
from policyc.analysis.subject import Subject
from policyc.model.conditions import AtLeast
from policyc.model.program import Epoch
from policyc.prove.gates import Gates
from policyc.prove.lowering import Text
from policyc.prove.solver import Model

Question = tuple[Key, str, int]
"""Of a part: somebody misses it (`missed`) or meets it (`met`); of a count also: somebody has `exactly` so many, or
misses the `item` at a place."""


class Questions:
    """The questions about an epoch that no patient has answered yet, each with the literals such a patient has.

    Of a count there are also its items: the patient has exactly so many of them.
    """

    def __init__(self, text: Text, parts: Parts, settled: Collection[Key] = ()) -> None:
        self._text = text
        self._literals: dict[object, int] = {}
        self.left: dict[Question, tuple[list[int], list[int]]] = {}
        for part in (*parts.wholes, *parts.counts, *_ways(parts)):
            if part.key not in settled:
                around = [self._literal(clause) for clause in parts.context(part)]
                for about, number, literals, items in self._about(part, parts):
                    self.left[part.key, about, number] = ([*around, *literals], items)

    def answer(self, model: Model) -> None:
        """Drop the questions that a patient answers."""
        values = model.values
        answered = []
        for question, (literals, items) in self.left.items():
            for literal in literals:
                place = abs(literal) - 1
                if (values[place] if place < len(values) else -abs(literal)) != literal:
                    break
            else:
                if not items or sum(map(model.holds, items)) == question[2]:
                    answered.append(question)
        for question in answered:
            del self.left[question]

    def literals(self) -> Iterator[int]:
        """Everything that the questions left are asked with."""
        for literals, items in self.left.values():
            yield from literals
            yield from items

    def answer_all(self, columns: Columns, real: int) -> None:
        """Drop the questions that some of the real patients answer."""
        for question, (literals, items) in list(self.left.items()):
            found = columns.exactly(question[2], items) & real if items else real
            for literal in literals:
                found &= columns.of(literal)
            if found:
                del self.left[question]

    def unanswered(self, subject: Subject) -> frozenset[Question]:
        """The questions that no patient answers. Raises UndecidedError at a limit."""
        gates = subject.gates
        some = gates.variable()
        asked = {question: gates.variable() for question in self.left}
        for question, probe in asked.items():
            literals, items = self.left[question]
            for literal in (*literals, *([exactly(gates, items, question[2])] if items else ())):
                gates.require(-probe, literal)
        gates.clauses.append([-some, *asked.values()])
        while self.left:
            model = subject.find([some])
            if model is None:
                break
            before = tuple(self.left)
            self.answer(model)
            for question in before:
                if question not in self.left:
                    gates.require(-asked[question])
        return frozenset(self.left)

    def _literal(self, clause: Clause) -> int:
        if clause.key not in self._literals:
            self._literals[clause.key] = clause.literal(self._text)
        return self._literals[clause.key]

    def _about(self, part: Part, parts: Parts) -> Iterator[tuple[str, int, list[int], list[int]]]:
        text = self._text
        if part.kind == "whole":
            yield "missed", 0, [-text.condition(part.condition)], []
        elif part.kind == "count":
            yield from _about_count(part, parts, text)
        else:
            yield "met", 0, [self._literal(clause) for clause in own_clauses(part, parts.epoch)], []


def _about_count(part: Part, parts: Parts, text: Text) -> Iterator[tuple[str, int, list[int], list[int]]]:
    count = part.condition
    assert isinstance(count, AtLeast)
    if any(parts.deliberate.value(item) is not None for item in count.items):
        return
    items, met = [text.condition(item) for item in count.items], text.condition(count)
    yield "met", 0, [met], []
    yield "missed", 0, [-met], []
    for number in (count.least - 1, count.least):
        if 0 < number < len(count.items):
            yield "exactly", number, [], items
    for place, item in enumerate(items):
        yield "item", place, [-item], []


def _ways(parts: Parts) -> list[Part]:
    """The parts that may be met by nobody and still have an effect: see `verdicts`."""
    strict = parts.epoch.policy.undocumented_not_met
    return [part for part in parts.parts if not part.neutral] if strict else []


def own_clauses(part: Part, epoch: Epoch) -> tuple[Clause, ...]:
    """What a part says."""
    return clauses_of(epoch.criteria[part.path]) if part.kind == "criterion" else (Clause(part.condition),)


def exactly(gates: Gates, items: Sequence[int], number: int) -> int:
    """The literal of exactly so many of the items holding."""
    return gates.conjunction((gates.at_least(number, items), -gates.at_least(number + 1, items)))
