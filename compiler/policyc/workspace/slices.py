"""Cutting a project into slices that can be examined apart.

A quick look at the first words of each line tells what a file is about, without parsing it. What the parser then
reads is exact: where a slice was cut by a quick look that the parser does not bear out, the project is cut anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyc.check.neighbourhoods import About, Elsewhere, neighbourhoods
from policyc.workspace.examining import Examined, Slice
from policyc.workspace.load import heads
from policylang.source import Source


def first_look(sources: Sequence[Source]) -> dict[str, About]:
    """What each file is about, as far as a quick look can tell."""
    found = {}
    for source in sources:
        seen = heads(source.text)
        found[source.name] = About(seen.policies, seen.vocabularies, seen.uses)
    return found


def slices(sources: Sequence[Source], files: Mapping[str, About]) -> tuple[Slice, ...]:
    """The slices of a project, given what its files are about. Every file is some slice's own."""
    by_name = {source.name: source for source in sources}
    places = {name: place for place, name in enumerate(by_name)}
    found = []
    for group in neighbourhoods(files):
        members = sorted((*group.own, *group.shared), key=places.__getitem__)
        found.append(Slice(tuple(by_name[name] for name in members), frozenset(group.own)))
    return tuple(found)


def with_elsewhere(wanted: Slice, examined: Mapping[Slice, Examined]) -> Slice:
    """A slice that knows what all other slices declare."""
    others = [found for other, found in examined.items() if other != wanted]
    facts: dict[str, tuple[str, ...]] = {}
    for found in others:
        for name, shared in found.vocabularies.items():
            facts.setdefault(name, shared.declared)
    policies = frozenset(name for found in others for name in found.policies)
    return Slice(wanted.sources, wanted.own, Elsewhere(policies, facts))
