"""Which parts of a version have no effect, on any day on which they stand in it.

A part is asked about in each epoch until somebody is found whom it matters to. Of those left, the set to be told of
must hang together: of two items that say the same each could go, but not both. So they are gone through from the
last to the first, outer parts before what is in them, and each is kept that still has no effect when all kept ones
are taken out with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policyc.analysis.holes import Holes
from policyc.analysis.near_misses import NearMisses
from policyc.analysis.parts import Key, Part, Parts, Unit
from policyc.analysis.questions import Question, Questions, own_clauses
from policyc.analysis.studied import Studied
from policyc.analysis.subject import Subject
from policyc.prove.lowering import Text


@dataclass(frozen=True, slots=True)
class Look:
    """One epoch: its parts, and the text with holes at those of them that may have no effect.

    `never` are the questions about its conditions that no patient answers. `without_effect` are the parts that are
    found to have none, as soon as that is known.
    """

    subject: Subject
    parts: Parts
    holes: Holes
    never: frozenset[Question]
    without_effect: list[Key] = field(default_factory=list, compare=False)

    def idle(self) -> tuple[Part, ...]:
        """The parts that have no effect."""
        return tuple(part for part in self.parts.parts if part.key in self.without_effect)

    @property
    def text(self) -> Text:
        """The text as it is."""
        return self.holes.text

    def asked(self) -> set[Key]:
        """What there are questions about."""
        return {part.key for part in (*self.parts.wholes, *self.parts.counts, *self.parts.parts)}

    def stands(self, key: Key) -> bool:
        """Whether the condition at a place stands in this epoch."""
        return key in self.asked()

    def part(self, key: Key) -> Part | None:
        """A part, where it stands in this epoch."""
        return next((part for part in self.parts.parts if part.key == key), None)


@dataclass(frozen=True, slots=True)
class Effects:
    """The epochs of a version as looked at, and the parts that have no effect, in the order of the text.

    `together` could all be left out at once; the others of the idle parts are met by nobody.
    """

    looks: tuple[Look, ...]
    idle: tuple[Key, ...]
    together: tuple[Key, ...]

    def standing(self, key: Key) -> Iterator[tuple[Look, Part]]:
        """The epochs in which a part stands, with the part there."""
        for look in self.looks:
            part = look.part(key)
            if part is not None:
                yield look, part


@lru_cache(maxsize=1)
def effects_of(studied: Studied) -> Effects:
    """The parts of a version without effect. Raises UndecidedError at a limit."""
    looks: list[Look] = []
    counts: set[Key] = set()
    settled: set[Key] = set()
    for each in studied.subjects:
        parts = Parts(each.epoch)
        candidates = [part for part in parts.parts if part.key not in counts]
        subject = Subject(each.epoch, each.settings)
        holes = Holes(subject, candidates)
        questions = Questions(holes.text, parts, settled)
        shown = NearMisses(holes, parts, each.crowd()).shown(questions)
        counts |= holes.selectors.keys() - holes.idle(shown, questions)
        looks.append(Look(subject, parts, holes, questions.unanswered(subject)))
        settled |= {key for look in looks for key in look.asked()} - {key for key, _, _ in looks[-1].never}
    found: dict[Key, tuple[int, ...]] = {}
    for look in looks:
        for part in look.parts.parts:
            if part.key not in counts:
                found.setdefault(part.key, part.rank)
    impossible = {key for key in found if _met_by_nobody(looks, key)}
    kept = _together(looks, {key: rank for key, rank in found.items() if key not in impossible})
    idle = tuple(sorted((*kept, *impossible), key=lambda key: found[key]))
    for look in looks:
        look.without_effect.extend(idle)
    return Effects(tuple(looks), idle, kept)


def _met_by_nobody(looks: Sequence[Look], key: Key) -> bool:
    """Whether no patient can meet a part on any day; of what is demanded, that is a matter of what demands it."""
    standing = [(look, part) for look in looks if (part := look.part(key)) is not None]
    return all(not part.neutral and not _can_be_met(look, part) for look, part in standing)


def _can_be_met(look: Look, part: Part) -> bool:
    clauses = (*own_clauses(part, look.subject.epoch), *look.parts.context(part))
    return look.subject.possible([clause.literal(look.text) for clause in clauses])


def _together(looks: Sequence[Look], ranks: dict[Key, tuple[int, ...]]) -> tuple[Key, ...]:
    """Those that still have no effect when all of them are taken out, in the order of the text.

    What nobody can meet is to be corrected, not left out: it stays, so that nothing is taken out that would let
    somebody meet it. One that has some effect at its turn may have none when more is gone, and is then tried again.
    """
    kept: list[Key] = []
    left, before = sorted(ranks, key=lambda each: tuple(-step for step in ranks[each])), -1
    while left and len(kept) > before:
        before, turned_down = len(kept), []
        for key in left:
            where = [look for look in looks if key in look.holes.selectors]
            if any(look.holes.matters(look.holes.without([*kept, key])) for look in where):
                turned_down.append(key)
            else:
                kept.append(key)
        left = turned_down
    return tuple(sorted(kept, key=lambda key: ranks[key]))


def is_inside(unit: Unit, rank: tuple[int, ...], part: Part) -> bool:
    """Whether a place is that of a part, or inside it."""
    return unit == part.unit and rank[: len(part.rank)] == part.rank
