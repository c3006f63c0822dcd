"""What an impossibility rests on besides the text: axioms of the vocabulary, and how readings are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from policyc.analysis.because import Impossible
from policyc.analysis.effects import Look
from policyc.analysis.holes import Holes
from policyc.analysis.subject import Subject
from policyc.graph.words import joined
from policyc.model.facts import Axiom, Never, PartOf
from policyc.prove.cores import minimal_sets, possible
from policyc.prove.laws import axiom_condition

MOST_READINGS = 3
Reading = tuple[str, str]


def axioms_behind(look: Look, impossible: Impossible) -> tuple[Axiom, ...]:
    """A minimal set of axioms without which there would be such a patient, in the order of the vocabulary."""
    policy = look.subject.epoch.policy
    if not policy.axioms:
        return ()
    bare = _bare(look, ())
    if not bare.subject.possible(impossible(bare)):
        return ()
    nevers = tuple(axiom for axiom in policy.axioms if isinstance(axiom, Never))
    wholes = tuple(axiom for axiom in policy.axioms if isinstance(axiom, PartOf))
    if bare.subject.possible([*impossible(bare), *_asserted(bare.subject, nevers)]):
        bare = _bare(look, wholes)
    else:
        wholes = ()
    literals = dict(zip(_asserted(bare.subject, nevers), nevers, strict=True))
    core = bare.subject.core(impossible(bare), list(literals)) or ()
    return (*wholes, *(literals[each] for each in core))


def readings_behind(look: Look, impossible: Impossible) -> tuple[tuple[Reading, ...], ...]:
    """Minimal sets of readings, (policy, name), that would have to be read otherwise for such a patient to be.

    None: it holds under every reading. Sets of one are all given; only where there are none, a few larger ones.
    """
    free = _free(look)
    ask, literals = free.subject.engine.ask, impossible(free)
    chosen = {literal: reading for reading, literal in _chosen(free.subject)}
    if not possible(ask, literals):
        return ()
    suspects = [each for each in ask([*literals, *chosen]).core if each in chosen]
    alone = [each for each in suspects if possible(ask, [*literals, *(one for one in chosen if one != each)])]
    if alone:
        return tuple((chosen[each],) for each in chosen if each in alone)
    found = minimal_sets(ask, literals, list(chosen), MOST_READINGS)
    return tuple(tuple(chosen[each] for each in one) for one in found.corrections if one)


def readings_note(look: Look, impossible: Impossible) -> str:
    """In words, how a finding depends on readings; nothing where the policy has none."""
    if not look.subject.epoch.policy.readings:
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


@lru_cache(maxsize=4)
def _free(look: Look) -> Holes:
    """The epoch with its readings left open."""
    free = Subject(look.subject.epoch, look.subject.settings, free_readings=True)
    return Holes(free, look.idle())


@lru_cache(maxsize=4)
def _bare(look: Look, axioms: tuple[Axiom, ...]) -> Holes:
    """The epoch with these axioms alone."""
    epoch = look.subject.epoch
    alone = replace(epoch, policy=replace(epoch.policy, axioms=axioms))
    return Holes(Subject(alone, look.subject.settings), look.idle())


def _asserted(bare: Subject, nevers: Sequence[Never]) -> list[int]:
    """For each axiom a literal under which it holds."""
    return [
        bare.gates.disjunction([-axiom_condition(bare.patient, each) for each in axiom.conditions])
        for axiom in nevers
    ]
