"""The least change that axioms force: no real patient lies between the two.

Between two patients who differ in some facts lies who has, of each of them, the value of the one or of the other, or,
of an ordered fact, one in between.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyc.analysis.neighbours import Change, Neighbours
from policyc.prove.families import Family, Ordered
from policyc.prove.solver import Model
from policyc.prove.twins import of_left, of_right


def between(
    both: Neighbours, change: Change, models: tuple[Model, Model], changed: tuple[str, ...]
) -> Model | None:
    """Another real patient with the fact changed, who lies between the two."""
    left, right = models
    families, gates = both.patient.families, both.patient.gates
    same = sorted(change.near.difference(changed))
    alike = [pin for name in same for pin in families[name].pins(left)]
    own = families[change.fact].pins(right)
    nearer = {name: _nearer(families[name], left, right) for name in changed}
    within = [
        gates.disjunction((near, gates.conjunction(families[name].pins(right))))
        for name, near in nearer.items()
    ]
    some = gates.disjunction(list(nearer.values()))
    return both.subject.find([*alike, *_day(both, left), *own, *within, some])


def around(
    both: Neighbours, change: Change, models: tuple[Model, Model], changed: tuple[str, ...], third: Model
) -> tuple[int, ...]:
    """A clause that rules out what of two models makes somebody lie between them."""
    left, right = models
    families, fact = both.patient.families, change.fact
    tied = frozenset[str]().union(
        *(names for axiom in both.never if (names := _facts(axiom)) & {fact, *changed})
    )
    same = sorted(tied.difference(changed, [fact]))
    pins = [of_left(pin) for name in same for pin in families[name].pins(left)]
    pins += [of_right(pin) for pin in families[fact].pins(right)]
    for name in changed:
        pins += _apart(families[name], left, right, third)
    return tuple(-pin for pin in (*pins, *map(of_left, _day(both, left))))


def _day(both: Neighbours, model: Model) -> list[int]:
    return [literal for literal in both.patient.classes if model.holds(literal)]


def _facts(axiom: Sequence[tuple[int, frozenset[str]]]) -> frozenset[str]:
    return frozenset[str]().union(*(names for _, names in axiom))


def _nearer(family: Family, left: Model, right: Model) -> int:
    """The literal of a value nearer to the left patient's than the right one's is, on the way from one to the other."""
    gates = family.gates
    same = gates.conjunction(family.pins(left))
    if not isinstance(family, Ordered):
        return same
    ours, theirs = family.order.span(left), family.order.span(right)
    if ours.low < theirs.low:
        way = [family.order.at_least(ours.low), -family.order.at_least(theirs.low)]
    else:
        assert theirs.high is not None
        beyond = [] if ours.high is None else [-family.order.at_least(ours.high + 1)]
        way = [family.order.at_least(theirs.high + 1), *beyond]
    return gates.disjunction((same, gates.conjunction(way)))


def _apart(family: Family, left: Model, right: Model, between: Model) -> list[int]:
    """Literals of both that keep the value of a third model between theirs."""
    if isinstance(family, Ordered):
        ours, middle, theirs = (family.order.span(model) for model in (left, between, right))
        if ours.low <= middle.low < theirs.low:
            edge = family.order.at_least((middle.high or 0) + 1)
            return [-of_left(edge), of_right(edge)]
        if theirs.low < middle.low <= ours.low:
            edge = family.order.at_least(middle.low)
            return [of_left(edge), -of_right(edge)]
    return [*map(of_left, family.pins(left)), *map(of_right, family.pins(right))]
