"""Conditions that do have an effect and not the one they seem to have: met by everyone, by nobody, or miscounted."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.analysis.because import Because, core_of, guaranteed
from policyc.analysis.effects import Effects, Look
from policyc.analysis.parts import Key, Part
from policyc.analysis.questions import exactly
from policyc.model.conditions import AtLeast
from policyc.prove.lowering import Text


def always_met(effects: Effects) -> Iterator[tuple[Look, Part, Because]]:
    """The criteria whose condition is met by everyone for whom it is asked, in each epoch."""
    found = {part.key: (look, part) for look in effects.looks for part in look.parts.wholes}
    for key in _in_every_epoch(effects, "missed"):
        look, part = found.get(key, (None, None))
        because = guaranteed(look, part) if look and part else None
        if look and part and because is not None:
            yield look, part, because


def met_by_nobody(effects: Effects) -> tuple[Key, ...]:
    """The criteria, and the ways of several, that no patient can meet in any epoch, whatever they have an effect on.

    Where undocumented facts are not met, to fail a criterion is more than not to meet it: one that nobody can meet
    may still keep others from being denied, and so have an effect.
    """
    ways = {part.key for look in effects.looks for part in look.parts.parts if not part.neutral}
    return tuple(key for key in _in_every_epoch(effects, "met") if key in ways)


def count_changes(effects: Effects) -> Iterator[tuple[Look, Part, str, Because]]:
    """The counts that amount to another one wherever they stand, with what they amount to and why."""
    found: dict[Key, list[tuple[Look, Part, str, Because] | None]] = {}
    for look in effects.looks:
        for part in look.parts.counts:
            never = {(about, number) for key, about, number in look.never if key == part.key}
            really = _amounts_to(look, part, never)
            found.setdefault(part.key, []).append(None if really is None else (look, part, *really))
    for each in found.values():
        last = each[-1]
        if last is not None and all(one is not None and one[2] == last[2] for one in each):
            yield last


def _in_every_epoch(effects: Effects, about: str) -> tuple[Key, ...]:
    """The parts of which nobody was found for this question in any epoch in which they stand."""
    never = {key for look in effects.looks for key, what, _ in look.never if what == about}
    return tuple(
        sorted(
            key
            for key in never
            if all((key, about, 0) in look.never for look in effects.looks if look.stands(key))
        )
    )


def _amounts_to(look: Look, part: Part, never: set[tuple[str, int]]) -> tuple[str, Because] | None:
    """What a count really is, given what nobody has; None where it is what it says, or is always met, or never."""
    count = part.condition
    assert isinstance(count, AtLeast)
    if not never or ("met", 0) in never or ("missed", 0) in never:
        return None
    around = look.parts.context(part)
    sure = [place for place in range(len(count.items)) if ("item", place) in never]
    if sure:
        item = count.items[sure[0]]
        because = core_of(look, "guaranteed", lambda text: [-text.condition(item)], around)
        said = _of_the_others(count.least - len(sure), len(count.items) - len(sure))
        return None if because is None else (said, because)
    number = count.least if ("exactly", count.least) in never else count.least - 1
    because = core_of(look, f"exactly {number}", lambda text: [_exactly(text, count, number)], around)
    least = count.least + 1 if number == count.least else count.least - 1
    return None if because is None else (f"at least {least} of these {len(count.items)}", because)


def _of_the_others(least: int, left: int) -> str:
    if left == 1:
        return "the other one"
    return f"all of the other {left}" if least == left else f"at least {least} of the other {left}"


def _exactly(text: Text, count: AtLeast, number: int) -> int:
    return exactly(text.gates, [text.condition(item) for item in count.items], number)
