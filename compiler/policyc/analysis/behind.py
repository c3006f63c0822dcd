"""What an impossibility rests on besides the text: axioms of the vocabulary, and how readings are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from policyc.analysis.because import Impossible
from policyc.analysis.effects import Look
from policyc.analysis.holes import Holes
from policyc.analysis.subject import Subject
from policyc.graph.words import joined
from policyc.model.conditions import Depending, walk
from policyc.model.facts import Axiom, Never, PartOf
from policyc.model.program import Epoch
from policyc.prove.cores import minimal_sets, possible
from policyc.prove.laws import axiom_condition
from policyc.prove.pair import conditions_of

MOST_READINGS = 3
Reading = tuple[str, str]


def axioms_behind(look: Look, impossible: Impossible) -> tuple[Axiom, ...]:
    """A minimal set of axioms without which there would be such a patient, in the order of the vocabulary."""
    policy = look.subject.epoch.policy
    if not policy.axioms:
        return ()
    loose = _loose(look)
    core = loose.holes.subject.core(impossible(loose.holes), list(loose.axioms)) or ()
    parts = tuple(axiom for axiom in policy.axioms if isinstance(axiom, PartOf))
    if parts and not core:
        bare = _bare(look)
        parts = parts if bare.subject.possible(impossible(bare)) else ()
    return (*(parts if not core else ()), *(loose.axioms[each] for each in core))


def readings_behind(look: Look, impossible: Impossible) -> tuple[tuple[Reading, ...], ...]:
    """Minimal sets of readings, (policy, name), that would have to be read otherwise for such a patient to be.

    None: it holds under every reading. Sets of one are all given; only where there are none, a few larger ones.
    """
    loose = _loose(look)
    ask, literals = loose.holes.subject.engine.ask, [*loose.axioms, *impossible(loose.holes)]
    chosen = {literal: reading for reading, literal in _chosen(loose.holes.subject)}
    if not possible(ask, literals):
        return ()
    suspects = [each for each in ask([*literals, *chosen]).core if each in chosen]
    alone = [each for each in suspects if possible(ask, [*literals, *(one for one in chosen if one != each)])]
    if alone:
        return tuple((chosen[each],) for each in chosen if each in alone)
    found = minimal_sets(ask, literals, list(chosen), MOST_READINGS)
    return tuple(tuple(chosen[each] for each in one) for one in found.corrections if one)


def readings_note(look: Look, impossible: Impossible) -> str:
    """In words, how a finding depends on readings; nothing where the text depends on none."""
    if not any(
        isinstance(part, Depending) for each in conditions_of(look.subject.epoch) for part in walk(each)
    ):
        return ""
    sets = readings_behind(look, impossible)
    if not sets:
        return "Under every reading."
    said = [joined([f"`{name}`" for _, name in one], "and") for one in sets]
    return f"Rests on how {joined(said, 'or')} {'is' if all(len(one) == 1 for one in sets) else 'are'} read."


def _chosen(free: Subject) -> Iterator[tuple[Reading, int]]:
    policy = free.epoch.policy
    for name, reading in policy.readings.items():
        literal = free.readings.of(policy.id, name).get(reading.chosen)
        if literal is not None:
            yield (policy.id, name), literal


@dataclass(frozen=True, slots=True)
class _Loose:
    """An epoch with its readings left open, and a literal under which each axiom of the vocabulary holds."""

    holes: Holes
    axioms: dict[int, Never]


@lru_cache(maxsize=4)
def _loose(look: Look) -> _Loose:
    subject = Subject(_under(look, PartOf), look.subject.settings, free_readings=True)
    holes = Holes(subject, look.idle())
    nevers = [axiom for axiom in look.subject.epoch.policy.axioms if isinstance(axiom, Never)]
    return _Loose(holes, {_asserted(subject, axiom): axiom for axiom in nevers})


@lru_cache(maxsize=4)
def _bare(look: Look) -> Holes:
    """The epoch without what is part of what."""
    return Holes(Subject(_under(look, Never), look.subject.settings), look.idle())


def _under(look: Look, kind: type[Axiom]) -> Epoch:
    """The epoch under axioms of one kind."""
    epoch = look.subject.epoch
    axioms = tuple(axiom for axiom in epoch.policy.axioms if isinstance(axiom, kind))
    return replace(epoch, policy=replace(epoch.policy, axioms=axioms))


def _asserted(subject: Subject, axiom: Never) -> int:
    return subject.gates.disjunction([-axiom_condition(subject.patient, each) for each in axiom.conditions])
