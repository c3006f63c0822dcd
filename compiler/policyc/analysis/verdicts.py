"""What to tell of the parts without effect: one finding each, the outermost, under the code that says most.

Nothing is told of what stands inside a part that is told, or of what only such parts and dead lines refer to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyc.analysis.because import Because, alone, clash, covered, guaranteed, settled
from policyc.analysis.effects import Effects, Look, effects_of, is_inside
from policyc.analysis.lines import dead_lines
from policyc.analysis.parts import Key, Part, Parts, Unit
from policyc.analysis.studied import Studied
from policyc.analysis.whole import always_met, count_changes, met_by_nobody
from policyc.model.conditions import walk

CONTRADICTORY, REDUNDANT, ALWAYS_TRUE, COUNT = "contradictory", "redundant", "always-true", "count-collapse"


@dataclass(frozen=True, slots=True)
class Told:
    """A part that is told of: under which code, in which epoch it was looked at, and why it is so.

    Of a count, `really` says what it amounts to.
    """

    code: str
    part: Part
    look: Look
    because: Because
    really: str = ""


@lru_cache(maxsize=1)
def told_of(studied: Studied) -> tuple[Told, ...]:
    """Everything to tell about the parts of a version, in the order of the text."""
    effects = effects_of(studied)
    telling = _Telling(effects, frozenset(dead.name for dead in dead_lines(studied)))
    telling.whole(always_met(effects))
    telling.idle()
    telling.counted(count_changes(effects))
    return tuple(sorted(telling.told, key=lambda told: told.part.rank))


class _Telling:
    """What was told so far, and with it what must not be told any more."""

    def __init__(self, effects: Effects, dead: frozenset[str]) -> None:
        self.effects = effects
        self.dead = dead
        self.told: list[Told] = []

    def whole(self, found: Iterable[tuple[Look, Part, Because]]) -> None:
        """Criteria that everyone meets, where they are met at all.

        One that everyone meets because of a part without effect is left out: the part is told, and only one can go.
        """
        idle = set(self.effects.idle)
        for look, part, because in found:
            swallowed = any(
                is_inside(part.unit, part.rank, each) for each in look.parts.parts if each.key in idle
            )
            if not swallowed and not _rests_on(because, idle) and self._is_news(look, part):
                self.told.append(Told(ALWAYS_TRUE, part, look, because))

    def idle(self) -> None:
        """The parts without effect; definitions last, since what uses them may be told already."""
        idle = set(self.effects.idle)
        turns = sorted(idle.union(self._impossible()), key=self._turn)
        # Clashes come first: what is said twice inside one is no news beside it.
        for clashes in (True, False):
            for key in turns:
                standing = list(self.effects.standing(key))
                if all(self._is_news(look, part) for look, part in standing):
                    told = _of_all(standing)
                    due = (told.code == CONTRADICTORY) is clashes and (clashes or key in idle)
                    if due and not self._follows(told):
                        self.told.append(told)

    def _impossible(self) -> tuple[Key, ...]:
        policy = self.effects.looks[-1].subject.epoch.policy
        return met_by_nobody(self.effects) if policy.undocumented_not_met else ()

    def counted(self, found: Iterable[tuple[Look, Part, str, Because]]) -> None:
        """Counts that amount to another, unless one of their items was told."""
        for look, part, really, because in found:
            items = [told for told in self.told if is_inside(told.part.unit, told.part.rank, part)]
            if not items and self._is_news(look, part):
                self.told.append(Told(COUNT, part, look, because, really))

    def _turn(self, key: Key) -> tuple[bool, tuple[int, ...]]:
        _, part = next(self.effects.standing(key))
        first = part.rank[0]
        is_definition = part.unit[0] == "definition"
        return is_definition, (-first if is_definition else first, *part.rank[1:])

    def _is_news(self, look: Look, part: Part) -> bool:
        told = [each.part for each in self.told]
        if any(is_inside(part.unit, part.rank, each) for each in told):
            return False
        return _is_live(part.unit, look.parts, told, self.dead, set())

    def _follows(self, told: Told) -> bool:
        """Whether nothing but parts that were told makes it so, or a clash that was told elsewhere.

        Of a condition that is true where it is asked, what makes it so is not told besides: one of them can go.
        """
        reasons = {reason.key for reason in told.because.reasons}
        if any(_takes_part(told.part, other) for other in self.told if other.code == ALWAYS_TRUE):
            return True
        clashes = [other for other in self.told if other.code == CONTRADICTORY and other.because.reasons]
        if told.code == CONTRADICTORY:
            return any(reasons == {each.key for each in other.because.reasons} for other in clashes)
        if any(reasons >= {each.key for each in other.because.reasons} for other in clashes):
            return True
        whole = {(each.part.unit[1], each.part.span) for each in self.told if each.part.kind == "whole"}
        return bool(reasons) and all((path, span) in whole for path, span, _ in reasons)


def _rests_on(because: Because, idle: Collection[Key]) -> bool:
    """Whether a reason stands in a part without effect."""
    paths = {path for path, _ in idle}
    return any(
        "/".join(steps[:most]) in paths
        for path, _, _ in (reason.key for reason in because.reasons)
        for steps in [path.split("/")]
        for most in range(2, len(steps) + 1)
    )


def _takes_part(part: Part, told: Told) -> bool:
    """Whether a part, or what stands in it, is among what makes another true where it is asked."""
    inside = {each.span for each in walk(part.condition)}
    return any(reason.span in inside for reason in told.because.reasons if reason.span is not None)


def _is_live(unit: Unit, parts: Parts, told: Sequence[Part], dead: frozenset[str], seen: set[Unit]) -> bool:
    """Whether a unit is used anywhere but in what was told."""
    if unit[0] == "line":
        return unit[1] not in dead
    if unit in seen:
        return False
    seen.add(unit)
    return any(
        not any(is_inside(use.user, use.rank, part) for part in told)
        and _is_live(use.user, parts, told, dead, seen)
        for use in parts.uses.get(unit, ())
    )


def _of_all(standing: Sequence[tuple[Look, Part]]) -> Told:
    """One finding for all epochs: what holds in each of them, as of the last one."""
    found = [_by_its_place(look, part) for look, part in standing]
    last = found[-1]
    if last is not None and all(each is not None and each.code == last.code for each in found):
        return last
    look, part = standing[-1]
    return Told(REDUNDANT, part, look, settled(look, part) or covered(look, part))


def _by_its_place(look: Look, part: Part) -> Told | None:
    """A part that everyone meets in its place, or nobody; None where its place does not tell."""
    because = guaranteed(look, part) if part.neutral else clash(look, part)
    if because is None:
        return None
    if part.neutral:
        return Told(ALWAYS_TRUE, part, look, because)
    lifts = part.kind in {"exception", "waiver"} and alone(look, part)
    return Told(REDUNDANT if lifts else CONTRADICTORY, part, look, because)


def told_under(studied: Studied, code: str) -> Iterator[Told]:
    """What is told under one code."""
    return (told for told in told_of(studied) if told.code == code)
