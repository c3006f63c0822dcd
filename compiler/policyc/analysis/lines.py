"""Which decision lines decide nobody: nobody meets them, or earlier lines take everyone who does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from policyc.analysis.because import Because, Reason, clash
from policyc.analysis.clauses import Clause, flat
from policyc.analysis.effects import Effects, Look, effects_of
from policyc.analysis.holes import Holes
from policyc.analysis.studied import Studied
from policyc.graph.words import mid_sentence
from policyc.prove.lowering import Reached


@dataclass(frozen=True, slots=True)
class DeadLine:
    """A line that decides nobody in any epoch in which it is in force.

    `met` when some patient meets it in one of them. `look` is the last one, or the last one where it is met.
    """

    look: Look
    reached: Reached
    met: bool
    places: int

    @property
    def name(self) -> str:
        """The name of the line."""
        return self.reached.line.name


@lru_cache(maxsize=1)
def dead_lines(studied: Studied) -> tuple[DeadLine, ...]:
    """The dead lines of a version in order, those left out that name contradictory criteria alone."""
    effects = effects_of(studied)
    names = dict.fromkeys(line.name for look in effects.looks for line in look.subject.epoch.lines[:-1])
    found = [dead for name in names if (dead := _dead(effects, name)) is not None]
    return tuple(dead for dead in found if dead.met or not _rests_on_contradictions(dead))


def _dead(effects: Effects, name: str) -> DeadLine | None:
    looks = [
        (look, reached)
        for look in effects.looks
        for reached in _open_lines(look)
        if reached.line.name == name
    ]
    if not looks or any(_decides(look, reached) for look, reached in looks):
        return None
    met = [(look, reached) for look, reached in looks if look.subject.possible([reached.effective])]
    look, reached = (met or looks)[-1]
    return DeadLine(look, reached, bool(met), len(looks))


def _open_lines(look: Look) -> Iterator[Reached]:
    for reached in look.text.reached[:-1]:
        if look.parts.deliberate.value(reached.line.condition) is not False:
            yield reached


def _decides(look: Look, reached: Reached) -> bool:
    literals = [each.literal for each in look.text.decisions if each.line == reached.line.name]
    return look.subject.possible([look.subject.gates.disjunction(literals)])


def _rests_on_contradictions(dead: DeadLine) -> bool:
    labels = {named.label for named in dead.reached.line.names}
    parts = [part for part in dead.look.parts.parts if part.kind == "criterion" and part.path in labels]
    return bool(parts) and all(clash(dead.look, part) is not None for part in parts)


def line_clauses(reached: Reached) -> tuple[Clause, ...]:
    """What a line says: its condition, and none of its exceptions."""
    line = reached.line
    return (Clause(line.condition), *(Clause(each, False) for each in line.exceptions))


def line_clash(dead: DeadLine) -> Because:
    """Why nobody meets a line."""
    look, text = dead.look, dead.look.text
    pieces: dict[int, Reason] = {}
    for clause in line_clauses(dead.reached):
        for piece in flat(clause, look.subject.epoch):
            words = mid_sentence(piece.words(look.subject.epoch))
            pieces.setdefault(piece.literal(text), Reason(piece.key, piece.condition.span, words))
    served = look.subject.gates.disjunction([literal for _, _, literal in dead.reached.named])
    if dead.reached.named and dead.reached.own != dead.reached.effective:
        line = dead.reached.line
        words = "a criterion that it names is met and supports the requested service"
        pieces.setdefault(served, Reason((line.name, line.span, True), line.span, words))
    core = look.subject.core([], list(pieces))
    if core is None:
        core = look.subject.core([dead.reached.effective], list(pieces)) or ()
    return Because("clash", tuple(pieces[literal] for literal in core), lambda holes: _met(holes, dead.name))


def _met(holes: Holes, name: str) -> list[int]:
    return [reached.effective for reached in holes.text.reached if reached.line.name == name]


def blockers(dead: DeadLine, most: int) -> tuple[Sequence[tuple[Reached, ...]], bool]:
    """The minimal sets of earlier lines that take everyone who meets a line, and whether these are all."""
    earlier: list[Reached] = []
    for reached in dead.look.text.reached:
        if reached.line.name == dead.name:
            break
        earlier.append(reached)
    alike: dict[int, list[Reached]] = {}
    for reached in earlier:
        alike.setdefault(-reached.effective, []).append(reached)
    found = dead.look.subject.cores([dead.reached.effective], list(alike), most)
    # Lines that hold for the same patients take each other's place in a set.
    sets = [one for core in found.cores for one in product(*(alike[literal] for literal in core))]
    return sets[:most], found.complete and len(sets) <= most
