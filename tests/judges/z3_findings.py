"""z3's own answer to every question of the analysis that is about one patient.

Names are those of the text: a criterion's label, a line's name, the path of a condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import z3

from policyc.model import conditions as c
from tests.judges.z3_subject import FreeText, WithoutPart, Z3Subject
from tests.judges.z3_text import Term

DIFFERENT = ""


def contradictory(subject: Z3Subject) -> Iterator[str]:
    """Criteria that no patient meets, lists that no patient satisfies, lines that hold for nobody.

    What says `no patient` is meant to hold for nobody.
    """
    text = subject.text
    for label, criterion in subject.epoch.criteria.items():
        if not deliberate(criterion.condition, subject) and not subject.possible(text.met(label)):
            yield label
    for line in subject.epoch.lines[:-1]:
        if not deliberate(line.condition, subject) and not subject.possible(text.own(line)):
            yield line.name
    for condition in subject.every_condition():
        asks = isinstance(condition, c.All | c.AtLeast) and not deliberate(condition, subject)
        if asks and not subject.possible(text.truth(condition)):
            yield condition.path


def deliberate(condition: c.Condition, subject: Z3Subject) -> bool:
    """Whether a condition is settled by the words `any patient` and `no patient` under the chosen readings."""
    return settled(condition, subject) is not None


def settled(condition: c.Condition, subject: Z3Subject) -> bool | None:
    """What those words make of a condition, where they settle it; definitions are followed."""
    match condition:
        case c.Constant(value=value):
            return value
        case c.Not(operand=operand):
            inner = settled(operand, subject)
            return None if inner is None else not inner
        case c.All(items=items):
            return _all_settled([settled(item, subject) for item in items])
        case c.Any(items=items):
            return _negated(_all_settled([_negated(settled(item, subject)) for item in items]))
        case c.Waivable(condition=inner, waivers=waivers):
            return _negated(_all_settled([_negated(settled(each, subject)) for each in (inner, *waivers)]))
        case c.Depending(reading=reading, alternatives=alternatives):
            return settled(dict(alternatives)[subject.text.read[reading]], subject)
        case c.DefinitionHolds(name=name):
            return settled(subject.epoch.definitions[name].condition, subject)
        case _:
            return None


def _negated(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all_settled(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def unreachable(subject: Z3Subject) -> Iterator[str]:
    """Lines that hold for somebody and decide nobody, `otherwise` aside.

    A line that only ever fails for the service still decides: that another service is supported.
    """
    lines = {line.name: line for line in subject.epoch.lines}
    return (name for name in dead_lines(subject) if subject.possible(subject.text.effective(lines[name])))


def dead_lines(subject: Z3Subject) -> Iterator[str]:
    """Lines that decide nobody, `otherwise` aside."""
    ways: dict[str, list[Term]] = {line.name: [] for line in subject.epoch.lines[:-1]}
    for line, _, when in subject.text.decisions():
        if line.name in ways:
            ways[line.name].append(when)
    return (name for name, terms in ways.items() if not subject.possible(z3.Or(terms)))


def blockers(subject: Z3Subject, name: str) -> set[frozenset[str]]:
    """The minimal sets of earlier lines that together take every patient of a line."""
    lines = subject.epoch.lines
    place = next(number for number, line in enumerate(lines) if line.name == name)
    own, found = subject.text.effective(lines[place]), set[frozenset[str]]()
    for size in range(1, place + 1):
        for some in combinations(lines[:place], size):
            names = frozenset(line.name for line in some)
            if any(smaller <= names for smaller in found):
                continue
            if not subject.possible(own, *(z3.Not(subject.text.effective(line)) for line in some)):
                found.add(names)
    return found


def overlaps(subject: Z3Subject, text: FreeText | None = None) -> Iterator[tuple[str, str]]:
    """Pairs of lines of different outcomes, neither under `first`, of which the earlier decides a patient of both.

    `text` is another text about the same patients.
    """
    text, before = text or subject.text, list[Term]()
    lines = text.epoch.lines[:-1]
    for place, one in enumerate(lines):
        for other in lines[place + 1 :]:
            deliberate_here = one.first or other.first or one.outcome is other.outcome
            both = text.effective(one), text.effective(other)
            if not deliberate_here and subject.possible(*both, *before):
                yield one.name, other.name
        before.append(z3.Not(text.effective(one)))


def redundant(subject: Z3Subject) -> Iterator[str]:
    """Paths of the parts without which every patient has the same outcome and the same services.

    A part is a criterion (by its label), an item of a list, an exception, a waiver, a requirement or a scope.
    """
    parts = _without_a_part(subject)
    for path in [name for name in parts if name != DIFFERENT]:
        if not subject.possible(*_only(path, parts)):
            yield path


def is_redundant(subject: Z3Subject, path: str) -> bool:
    """Whether one part is redundant; a part that the text never comes to is."""
    parts = _without_a_part(subject)
    return path not in parts or not subject.possible(*_only(path, parts))


def _without_a_part(subject: Z3Subject) -> dict[str, Term]:
    """The parts by path, `DIFFERENT` being that somebody is decided differently."""
    without = WithoutPart(subject.epoch, subject.patients)
    differs = subject.differs(subject.text.decision(), without.decision())
    return {**without.parts, DIFFERENT: subject.named(differs)}


def _only(path: str, parts: dict[str, Term]) -> list[Term]:
    return [term if name in (path, DIFFERENT) else z3.Not(term) for name, term in parts.items()]


def always_true(subject: Z3Subject) -> Iterator[str]:
    """Paths of conditions that hold for every patient of whom what encloses them holds.

    What encloses a condition: the scopes and requirements around its criterion, and, in `all of`, nothing else.
    """
    epoch, text = subject.epoch, subject.text
    for criterion in epoch.criteria.values():
        around = [term for each in text.around(criterion.section) for term in text.imposed(each)]
        for condition in _asked_together(criterion.condition):
            if not deliberate(condition, subject) and not subject.possible(
                *around, z3.Not(text.truth(condition))
            ):
                yield condition.path
    for section in epoch.sections.values():
        inherited = [term for each in text.around(section.parent) for term in text.scope(each)]
        scopes = () if section.scope is None else tuple(_asked_together(section.scope))
        for condition in scopes:
            if not deliberate(condition, subject) and not subject.possible(
                *inherited, z3.Not(text.truth(condition))
            ):
                yield condition.path


def _asked_together(condition: c.Condition) -> Iterator[c.Condition]:
    """The condition, and the items of `all of`."""
    yield condition
    if isinstance(condition, c.All):
        for item in condition.items:
            yield from _asked_together(item)


def collapsed_counts(subject: Z3Subject) -> Iterator[str]:
    """Paths of `at least N of` where, for the patients of its criterion's scope, one more or one fewer is the same.

    Or where an item holds for all of those patients, or for none: then the count is another one of fewer items.
    """
    epoch, text = subject.epoch, subject.text
    for criterion in epoch.criteria.values():
        around = [term for each in text.around(criterion.section) for term in text.imposed(each)]
        for condition, beside in _counts(criterion.condition, []):
            inside = [*around, *(text.truth(each) for each in beside)]
            if _collapses(condition, inside, subject):
                yield condition.path


def _counts(
    condition: c.Condition, beside: list[c.Condition]
) -> Iterator[tuple[c.AtLeast, list[c.Condition]]]:
    """The counts of a condition, each with what must hold beside it."""
    if isinstance(condition, c.AtLeast):
        yield condition, beside
    for part in c.parts(condition):
        others = (
            [each for each in c.parts(condition) if each is not part] if isinstance(condition, c.All) else []
        )
        yield from _counts(part, [*beside, *others])


def _collapses(condition: c.AtLeast, inside: list[Term], subject: Z3Subject) -> bool:
    held = [subject.text.truth(item) for item in condition.items]
    count = z3.Sum([z3.If(term, 1, 0) for term in held])
    exact = [subject.possible(*inside, count == number) for number in (condition.least - 1, condition.least)]
    each = [subject.possible(*inside, term) and subject.possible(*inside, z3.Not(term)) for term in held]
    return not all(exact) or not all(each)
