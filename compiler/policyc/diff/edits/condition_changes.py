"""The smallest changed parts of a condition.

Two conditions are compared from the head down. Items of a list have no identity but their words, so they are
aligned by content: equal ones first, then those that cost least to turn into each other. Where several
accounts of a change are possible (the head of the list changed; or the whole list became an item of a new
one), the one that touches the fewest atoms is given. Order inside a list never matters to its meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policyc.diff.edits.change import Change, Sides
from policyc.diff.edits.edit import EditKind
from policyc.diff.edits.pairing import out_of_order
from policyc.diff.edits.resolved import is_constant
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Depending,
    IsOneOf,
    Not,
    RequestIncludes,
    ServiceIs,
    Since,
    Waivable,
    Within,
    walk,
)

List = All | Any | AtLeast


def condition_changes(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...]:
    """What turns one condition into another; empty when they say the same and cite the same."""
    changes = _changes(old, new, sides)
    if any(change.meaning for change in changes) and sides.old.meaning(old) == sides.new.meaning(new):
        if [change.kind for change in changes] == [EditKind.CONDITION]:
            return (Change(EditKind.REWORDED, old, new, cost=0, meaning=False),)
        return tuple(replace(change, meaning=False) for change in changes)
    return tuple(_settled(change, sides) for change in changes)


def items_changed(
    old: Sequence[Condition], new: Sequence[Condition], sides: Sides, around: Change
) -> tuple[Change, ...]:
    """Changes of several conditions that stand together; a whole one come or gone is of the kind of `around`."""
    return tuple(_settled(change, sides) for change in _items(old, new, sides, around))


def _changes(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...]:
    known = sides.compared.get((id(old), id(new)))
    if known is None:
        known = _cited_anew(old, new) if old == new else min(_accounts(old, new, sides), key=_cost)
        sides.compared[id(old), id(new)] = known
    return known


def _settled(change: Change, sides: Sides) -> Change:
    """Without meaning where both sides mean the same, or where what came or went is always or never true."""
    if not change.meaning:
        return change
    if change.old is not None and change.new is not None:
        same = sides.old.meaning(change.old) == sides.new.meaning(change.new)
        return replace(change, meaning=False) if same else change
    side = sides.old if change.new is None else sides.new
    whole, around = change.new or change.old, change.new_list if change.old is None else change.old_list
    inert = change.kind is EditKind.REQUIREMENT or isinstance(around, All)
    if whole is not None and is_constant(whole, side.chosen, inert):
        return replace(change, meaning=False)
    return change


def aligned(
    old: Sequence[Condition], new: Sequence[Condition], sides: Sides
) -> tuple[list[tuple[int, int, tuple[Change, ...]]], list[int], list[int]]:
    """Pairs of positions with their changes, in the order of the new; then what is left of the old and of the
    new. Two conditions are paired only when changing one into the other touches less than replacing it.
    """
    pairs: dict[int, int] = {}
    for j, item in enumerate(new):
        i = next((i for i, other in enumerate(old) if i not in pairs and other == item), None)
        if i is not None:
            pairs[i] = j
    rest_old = [i for i in range(len(old)) if i not in pairs]
    rest_new = [j for j in range(len(new)) if j not in set(pairs.values())]
    ranked = []
    for i in rest_old:
        for j in rest_new:
            whole = sides.size(old[i]) + sides.size(new[j])
            cost = _cost(_changes(old[i], new[j], sides))
            if cost < whole:
                ranked.append((cost / whole, abs(i - j), i, j))
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    both = [(i, j, _changes(old[i], new[j], sides)) for i, j in pairs.items()]
    return (
        sorted(both, key=lambda pair: pair[1]),
        [i for i in range(len(old)) if i not in pairs],
        [j for j in range(len(new)) if j not in set(pairs.values())],
    )


def _items(
    old: Sequence[Condition], new: Sequence[Condition], sides: Sides, around: Change
) -> tuple[Change, ...]:
    """Changes of the items of a list; `around` gives the lists and the kind of a whole item come or gone.

    Its kind ITEM_ADDED stands for ITEM_REMOVED where an item went.
    """
    both, gone, came = aligned(old, new, sides)
    lost = EditKind.ITEM_REMOVED if around.kind is EditKind.ITEM_ADDED else around.kind
    changes = [change for _, _, inside in both for change in inside]
    changes += [replace(around, kind=lost, old=old[i], new=None, cost=sides.size(old[i])) for i in gone]
    changes += [replace(around, old=None, new=new[j], cost=sides.size(new[j])) for j in came]
    for position in sorted(out_of_order([i for i, _, _ in both])):
        j = next(j for i, j, _ in both if i == position)
        moved = replace(around, kind=EditKind.REORDERED, old=old[position], new=new[j])
        changes.append(replace(moved, cost=0, meaning=False))
    return tuple(changes)


def _accounts(old: Condition, new: Condition, sides: Sides) -> list[tuple[Change, ...]]:
    """Every way to tell the change, the plainest first: of equal costs the first is given."""
    replaced = (Change(EditKind.CONDITION, old, new, sides.size(old) + sides.size(new)),)
    if not sides.subjects(old) & sides.subjects(new):
        return [replaced]
    accounts = [
        replaced,
        _same_atom(old, new),
        _both_lists(old, new, sides),
        _both_negated(old, new, sides),
        _waivers(old, new, sides),
        _alternatives(old, new, sides),
        *_wrapped(old, new, sides),
    ]
    return [account for account in accounts if account is not None]


def _same_atom(old: Condition, new: Condition) -> tuple[Change, ...] | None:
    """The same question about the same fact, with another figure."""
    match old, new:
        case Compare(), Compare() if old.fact == new.fact:
            return (Change(EditKind.THRESHOLD, old, new),)
        case Since(), Since() if old.fact == new.fact:
            return (Change(EditKind.THRESHOLD, old, new),)
        case (Within(), Within()) if old.fact == new.fact:
            return (Change(EditKind.WINDOW, old, new),)
        case (IsOneOf(), IsOneOf()) if old.fact == new.fact:
            return (Change(EditKind.VALUES, old, new),)
        case (ServiceIs(), ServiceIs()) | (RequestIncludes(), RequestIncludes()):
            return (Change(EditKind.VALUES, old, new),)
        case AtLeastDays(), AtLeastDays() if old.fact == new.fact:
            kind = EditKind.WINDOW if old.length == new.length else EditKind.THRESHOLD
            return (Change(kind, old, new),)
        case AtLeastVisits(), AtLeastVisits() if old.fact == new.fact:
            if (old.kind, old.least) == (new.kind, new.least):
                return (Change(EditKind.WINDOW, old, new),)
            return (Change(EditKind.COUNT if old.kind == new.kind else EditKind.CONDITION, old, new),)
        case _:
            return None


def _both_lists(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...] | None:
    if not isinstance(old, List) or not isinstance(new, List):
        return None
    around = Change(EditKind.ITEM_ADDED, None, None, old_list=old, new_list=new)
    items = _items(old.items, new.items, sides, around)
    if type(old) is not type(new):
        alike = len(old.items) == len(new.items) == 1
        return (Change(EditKind.CONNECTIVE, old, new, meaning=not alike), *items)
    if isinstance(old, AtLeast) and isinstance(new, AtLeast) and old.least != new.least:
        return (Change(EditKind.COUNT, old, new), *items)
    return items


def _both_negated(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...] | None:
    match old, new:
        case Not(), Not():
            inside = _changes(old.operand, new.operand, sides)
            return tuple(replace(change, negated=not change.negated) for change in inside)
        case (Not(operand=inner), other) | (other, Not(operand=inner)):
            return (Change(EditKind.CONDITION, old, new),) if inner == other else None
        case _:
            return None


def _waivers(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...] | None:
    if not isinstance(old, Waivable) and not isinstance(new, Waivable):
        return None
    before, old_waivers = (old.condition, old.waivers) if isinstance(old, Waivable) else (old, ())
    after, new_waivers = (new.condition, new.waivers) if isinstance(new, Waivable) else (new, ())
    around = Change(EditKind.WAIVER, None, None, old_list=old, new_list=new)
    return (
        *_changes(before, after, sides),
        *_items(old_waivers, new_waivers, sides, around),
    )


def _alternatives(old: Condition, new: Condition, sides: Sides) -> tuple[Change, ...] | None:
    """The alternatives of one reading by name; or plain words that became, or were, the chosen one."""
    if isinstance(old, Depending) and isinstance(new, Depending) and old.reading == new.reading:
        return _by_name(old, new, sides)
    if isinstance(new, Depending):
        inner = dict(new.alternatives).get(sides.new.chosen.get(new.reading, ""))
        said = (Change(EditKind.READING, old, new, meaning=False),)
        return None if inner is None else (*said, *_changes(old, inner, sides))
    if isinstance(old, Depending):
        inner = dict(old.alternatives).get(sides.old.chosen.get(old.reading, ""))
        said = (Change(EditKind.READING, old, new, meaning=False),)
        return None if inner is None else (*said, *_changes(inner, new, sides))
    return None


def _by_name(old: Depending, new: Depending, sides: Sides) -> tuple[Change, ...]:
    before, after = dict(old.alternatives), dict(new.alternatives)
    changes: list[Change] = []
    for name in dict.fromkeys((*before, *after)):
        live = sides.live(old.reading, name)
        here, there = before.get(name), after.get(name)
        if here is not None and there is not None:
            inside = _changes(here, there, sides)
        else:
            inside = (Change(EditKind.READING, here, there, old_list=old, new_list=new),)
        changes += inside if live else [replace(c, meaning=False, unread=old.reading) for c in inside]
    return tuple(changes)


def _wrapped(old: Condition, new: Condition, sides: Sides) -> list[tuple[Change, ...]]:
    """A condition that became an item of a new list, or the other way round."""
    accounts = []
    if isinstance(new, List):
        around = Change(EditKind.ITEM_ADDED, None, None, old_list=old, new_list=new)
        accounts.append(_with_heading(_items((old,), new.items, sides, around), old, new))
    if isinstance(old, List):
        around = Change(EditKind.ITEM_ADDED, None, None, old_list=old, new_list=new)
        accounts.append(_with_heading(_items(old.items, (new,), sides, around), old, new))
    return accounts


def _with_heading(items: tuple[Change, ...], old: Condition, new: Condition) -> tuple[Change, ...]:
    """A list of one item says no more than the item: then only the writing changed."""
    return items or (Change(EditKind.REWORDED, old, new, cost=0, meaning=False),)


def _cited_anew(old: Condition, new: Condition) -> tuple[Change, ...]:
    """Equal conditions have equal shapes, so their parts can be walked side by side."""
    return tuple(
        Change(EditKind.CITATION, before, after, cost=0, meaning=False)
        for before, after in zip(walk(old), walk(new), strict=True)
        if before.cite != after.cite
    )


def _cost(changes: tuple[Change, ...]) -> int:
    return sum(change.cost for change in changes)
