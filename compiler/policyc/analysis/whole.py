"""Questions about conditions that do have an effect: what everyone meets, and counts that are really others.

Most conditions are no finding. So it is asked whether any of them is missed by somebody, that patient is found to
miss many, and it is asked again of the rest, until nobody misses any of those left.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from policyc.analysis.because import Because, core_of, guaranteed, own_clauses
from policyc.analysis.effects import Effects, Look
from policyc.analysis.parts import Key, Part
from policyc.model.conditions import AtLeast
from policyc.prove.lowering import Text

Question = TypeVar("Question", bound=Hashable)

CountQuestion = tuple[Key, str, int]
"""Of a count: somebody has `exactly` so many, misses the `item` at a place, meets (`met`) or misses (`missed`) it."""


def always_met(effects: Effects) -> Iterator[tuple[Look, Part, Because]]:
    """The criteria whose condition is met by everyone for whom it is asked, in each epoch."""
    found: dict[Key, tuple[Look, Part]] = {}
    missed: set[Key] = set()
    for look in effects.looks:
        questions = {part.key: _missed(look, part) for part in look.parts.wholes if part.key not in missed}
        never = nobody_has(look, questions)
        missed |= questions.keys() - never
        found.update({part.key: (look, part) for part in look.parts.wholes})
    for key, (look, part) in found.items():
        because = None if key in missed else guaranteed(look, part)
        if because is not None:
            yield look, part, because


def count_changes(effects: Effects) -> Iterator[tuple[Look, Part, str, Because]]:
    """The counts that amount to another one wherever they stand, with what they amount to and why."""
    found: dict[Key, list[tuple[Look, Part, str, Because] | None]] = {}
    for look in effects.looks:
        never = nobody_has(look, dict(_count_questions(look)))
        for part in look.parts.counts:
            own = {(about, number) for key, about, number in never if key == part.key}
            really = _amounts_to(look, part, own)
            found.setdefault(part.key, []).append(None if really is None else (look, part, *really))
    for each in found.values():
        if None not in each and len({one[2] for one in each if one is not None}) == 1:
            last = each[-1]
            assert last is not None
            yield last


def met_by_nobody(effects: Effects) -> tuple[Key, ...]:
    """The criteria, and the ways of several, that no patient can meet in any epoch, whatever they have an effect on.

    Where undocumented facts are not met, to fail a criterion is more than not to meet it: one that nobody can meet
    may still keep others from being denied, and so have an effect.
    """
    found: dict[Key, bool] = {}
    for look in effects.looks:
        ways = [part for part in look.parts.parts if not part.neutral]
        never = nobody_has(look, {part.key: _met_there(look, part) for part in ways})
        for part in ways:
            found[part.key] = found.get(part.key, True) and part.key in never
    return tuple(key for key, nobody in found.items() if nobody)


def nobody_has(look: Look, questions: Mapping[Question, Sequence[int]]) -> set[Question]:
    """The questions whose literals no patient has together. Raises UndecidedError at a limit."""
    gates = look.subject.gates
    left = {question: gates.conjunction(literals) for question, literals in questions.items()}
    while left:
        model = look.subject.find([gates.disjunction(list(left.values()))])
        if model is None:
            break
        left = {question: literal for question, literal in left.items() if not model.holds(literal)}
    return set(left)


def _met_there(look: Look, part: Part) -> list[int]:
    own = own_clauses(part, look.subject.epoch)
    return [*_around(look, part), *(clause.literal(look.text) for clause in own)]


def _missed(look: Look, part: Part) -> list[int]:
    return [*_around(look, part), -look.text.condition(part.condition)]


def _around(look: Look, part: Part) -> list[int]:
    return [clause.literal(look.text) for clause in look.parts.context(part)]


# --- Counts -----------------------------------------------------------------------------------------------


def _count_questions(look: Look) -> Iterator[tuple[CountQuestion, list[int]]]:
    for part in look.parts.counts:
        count = _count(part)
        if any(look.parts.deliberate.value(item) is not None for item in count.items):
            continue
        around = _around(look, part)
        met = look.text.condition(count)
        yield (part.key, "met", 0), [*around, met]
        yield (part.key, "missed", 0), [*around, -met]
        for number in (count.least - 1, count.least):
            if 0 < number < len(count.items):
                yield (part.key, "exactly", number), [*around, _exactly(look.text, count, number)]
        for place, item in enumerate(count.items):
            yield (part.key, "item", place), [*around, -look.text.condition(item)]


def _amounts_to(look: Look, part: Part, never: set[tuple[str, int]]) -> tuple[str, Because] | None:
    """What a count really is, given what nobody has; None where it is what it says, or is always met, or never."""
    count = _count(part)
    if not never or ("met", 0) in never or ("missed", 0) in never:
        return None
    sure = [place for place in range(len(count.items)) if ("item", place) in never]
    if sure:
        because = core_of(
            look,
            "guaranteed",
            lambda text: [-text.condition(count.items[sure[0]])],
            look.parts.context(part),
        )
        said = _of_the_others(count.least - len(sure), len(count.items) - len(sure))
        return None if because is None else (said, because)
    number = count.least if ("exactly", count.least) in never else count.least - 1
    because = core_of(
        look, f"exactly {number}", lambda text: [_exactly(text, count, number)], look.parts.context(part)
    )
    least = count.least + 1 if number == count.least else count.least - 1
    return None if because is None else (f"at least {least} of these {len(count.items)}", because)


def _count(part: Part) -> AtLeast:
    assert isinstance(part.condition, AtLeast)
    return part.condition


def _of_the_others(least: int, left: int) -> str:
    if left == 1:
        return "the other one"
    return f"all of the other {left}" if least == left else f"at least {least} of the other {left}"


def _exactly(text: Text, count: AtLeast, number: int) -> int:
    items = [text.condition(item) for item in count.items]
    return text.gates.conjunction(
        (text.gates.at_least(number, items), -text.gates.at_least(number + 1, items))
    )
