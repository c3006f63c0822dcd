"""Which facts of a case clash, and by which axioms: a minimal set of both.

Facts and axioms are left out one at a time, the last of the vocabulary first, while the rest still clashes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from policyc.model.facts import Axiom, Never, PartOf
from policyc.model.verdict import Contradiction
from policyc.prove.patient import Circumstances
from policyc.prove.question import consistent

_Item = TypeVar("_Item")


def contradiction(circumstances: Circumstances) -> Contradiction:
    """The clash of a case that no patient satisfies."""
    order = list(circumstances.facts)
    given = {*circumstances.known, *(name for known in circumstances.others.values() for name in known)}
    names = sorted(given, key=order.index)
    axioms = _needed(
        circumstances.axioms, lambda kept: consistent(replace(circumstances, axioms=kept)) is False
    )
    clash = replace(circumstances, axioms=axioms)
    facts = _needed(names, lambda kept: consistent(_only(clash, kept)) is False)
    axioms = _needed(axioms, lambda kept: consistent(replace(_only(clash, facts), axioms=kept)) is False)
    return Contradiction(circumstances.service, tuple(facts), tuple(axiom_words(axiom) for axiom in axioms))


def axiom_words(axiom: Axiom) -> str:
    """An axiom as it is written in the vocabulary."""
    if isinstance(axiom, PartOf):
        return f"{axiom.part} part of {axiom.whole}"
    assert isinstance(axiom, Never)
    return axiom.text


def _only(circumstances: Circumstances, names: Sequence[str]) -> Circumstances:
    """The same with only these facts known."""
    others = {
        service: {name: value for name, value in known.items() if name in names}
        for service, known in circumstances.others.items()
    }
    known = {name: value for name, value in circumstances.known.items() if name in names}
    return replace(circumstances, known=known, others=others)


def _needed(items: Sequence[_Item], clashes: Callable[[Sequence[_Item]], bool]) -> Sequence[_Item]:
    kept = list(items)
    for item in reversed(items):
        fewer = [other for other in kept if other is not item]
        if clashes(fewer):
            kept = fewer
    return kept
