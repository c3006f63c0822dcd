"""Builders of conditions and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policylang import tree
from policylang.builders.common import (
    Builder,
    Children,
    Part,
    all_of,
    cite_of,
    extent,
    first_of,
    register,
    value,
    values,
    word,
    words_in,
)
from policylang.tree import Condition, Quantity, Word

BUILDERS: dict[str, Builder] = {}


@dataclass(frozen=True, slots=True)
class Statement(tree.Node):
    """A condition on a line of its own with what stands below it, for the node around it."""

    condition: Condition
    cite: tree.Cite | None
    waivers: tuple[Condition, ...]
    exceptions: tuple[Condition, ...]
    notes: tuple[Word, ...]


@register(BUILDERS, "plain")
def plain(children: Children) -> Statement:
    """A test on a line."""
    return statement(children, children[0])


@register(BUILDERS, "listing")
def listing(children: Children) -> Statement:
    """A list: its head and its items."""
    head: Part = children[0]
    if head.kind == "depending":
        alternatives = all_of(children, tree.Alternative)
        return statement(children, tree.Depending(head.value, alternatives, span=extent(children)))
    kind, least, checksum = head.value
    damaged = first_of(children, tree.Damage) is not None
    items = tuple(as_item(child) for child in children if isinstance(child, tree.Item | tree.Alternative))
    condition = tree.Listing(
        kind, items, least, None if damaged else checksum, damaged=damaged, span=extent(children)
    )
    return statement(children, condition)


def statement(children: Children, condition: Condition) -> Statement:
    """A condition with the citation, waivers, exceptions and notes among the children."""
    return Statement(
        condition,
        cite_of(children),
        values(children, "waived"),
        values(children, "unless"),
        values(children, "note"),
        span=extent(children),
    )


def as_item(child: Any) -> tree.Item:
    """An item of a list; one that is written like an alternative is taken for its condition."""
    return child if isinstance(child, tree.Item) else tree.Item(child.condition, span=child.span)


@register(BUILDERS, "item")
def item(children: Children) -> tree.Item:
    """`- condition`, and what lifts it."""
    lifted: Statement = children[1]
    return tree.Item(lifted.condition, lifted.waivers, lifted.cite, lifted.notes, span=extent(children))


@register(BUILDERS, "alternative_item")
def alternative_item(children: Children) -> tree.Alternative:
    """`- name: condition` below `depending on reading`."""
    return tree.Alternative(word(children[1]), children[-1].condition, span=extent(children))


@register(BUILDERS, "waived")
def waived(children: Children) -> Part:
    """`waived when condition`."""
    return Part("waived", children[-1].condition, span=extent(children))


@register(BUILDERS, "exception")
def exception(children: Children) -> Part:
    """`unless condition`."""
    return Part("unless", children[-1].condition, span=extent(children))


@register(BUILDERS, "all_of", "any_of", "none_of", "at_least")
def listing_head(children: Children) -> Part:
    """How many items of a list must hold."""
    kind = "at least" if children[0].type == "AT" else children[0].text
    least = word(children[2]) if kind == "at least" else None
    return Part("listing", (kind, least, value(children, "these")), span=extent(children))


@register(BUILDERS, "depending_on")
def depending_on(children: Children) -> Part:
    """`depending on reading name:`."""
    return Part("depending", word(children[3]), span=extent(children))


@register(BUILDERS, "named")
def named(children: Children) -> tree.Named:
    """A yes/no fact or a definition."""
    return tree.Named(word(children[0]), span=extent(children))


@register(BUILDERS, "negated")
def negated(children: Children) -> tree.Negated:
    """`not condition`."""
    return tree.Negated(children[1], span=extent(children))


@register(BUILDERS, "compared")
def compared(children: Children) -> tree.Compared:
    """A fact against a quantity."""
    fact, comparison, quantity = children
    return tree.Compared(word(fact), comparison.text, quantity, span=extent(children))


@register(BUILDERS, "is_values")
def is_values(children: Children) -> Part:
    """The values after `is`."""
    listed = value(children, "names") or tuple(words_in(children))
    return Part("values", listed, span=extent(children))


@register(BUILDERS, "is_value")
def is_value(children: Children) -> tree.IsValue:
    """`fact is value`."""
    return tree.IsValue(word(children[0]), value(children, "values"), span=extent(children))


@register(BUILDERS, "is_not_value")
def is_not_value(children: Children) -> tree.IsValue:
    """`fact is not value`."""
    return tree.IsValue(word(children[0]), value(children, "values"), negated=True, span=extent(children))


@register(BUILDERS, "includes")
def includes(children: Children) -> tree.Includes:
    """A value of a set."""
    return tree.Includes(word(children[0]), word(children[2]), span=extent(children))


@register(BUILDERS, "within_last")
def within_last(children: Children) -> tree.WithinLast:
    """`fact within the last length`."""
    return tree.WithinLast(word(children[0]), children[-1], span=extent(children))


@register(BUILDERS, "since_at_least", "since_less_than")
def time_since(children: Children) -> tree.TimeSince:
    """Time since a date fact."""
    operator = ">=" if children[0].type == "AT" else "<"
    return tree.TimeSince(operator, children[2], word(children[4]), span=extent(children))


@register(BUILDERS, "amount")
def amount(children: Children) -> tree.Amount:
    """Days of an episodes fact inside a window."""
    current, last = window(children)
    return tree.Amount(children[2], word(children[4]), current, last, span=extent(children))


@register(BUILDERS, "visits")
def visits(children: Children) -> tree.Visits:
    """Visits of an episodes fact inside a window."""
    least, kind, fact = words_in(children)[:3]
    current, last = window(children)
    return tree.Visits(least, kind, fact, current, last, span=extent(children))


def window(children: Children) -> tuple[bool, Quantity | None]:
    """The window of an amount: whether it begins with the current episode, and how long it is."""
    return value(children, "current episode", False), value(children, "last")


@register(BUILDERS, "current_episode")
def current_episode(children: Children) -> Part:
    """`for the current episode`."""
    return Part("current episode", True, span=extent(children))


@register(BUILDERS, "last")
def last(children: Children) -> Part:
    """`within the last length`."""
    return Part("last", children[-1], span=extent(children))


@register(BUILDERS, "is_met", "holds", "applies")
def outline_test(children: Children) -> tree.OutlineTest:
    """A test of a section or criterion."""
    return tree.OutlineTest(word(children[0]), children[-1].text, span=extent(children))


@register(BUILDERS, "any_criterion")
def any_criterion(children: Children) -> tree.AnyCriterion:
    """`any criterion of label`."""
    return tree.AnyCriterion(word(children[-1]), span=extent(children))


@register(BUILDERS, "any_section_applies")
def any_section_applies(children: Children) -> tree.AnySectionApplies:
    """`any section applies`."""
    labels = words_in(children)
    return tree.AnySectionApplies(labels[0] if labels else None, span=extent(children))


@register(BUILDERS, "service_is")
def service_is(children: Children) -> tree.ServiceIs:
    """`service is name`."""
    return tree.ServiceIs(value(children, "values"), span=extent(children))


@register(BUILDERS, "service_is_not")
def service_is_not(children: Children) -> tree.ServiceIs:
    """`service is not name`."""
    return tree.ServiceIs(value(children, "values"), negated=True, span=extent(children))


@register(BUILDERS, "request_includes")
def request_includes(children: Children) -> tree.RequestIncludes:
    """`request includes name`."""
    return tree.RequestIncludes(word(children[2]), span=extent(children))


@register(BUILDERS, "any_patient", "no_patient")
def everybody(children: Children) -> tree.Everybody:
    """`any patient`, `no patient`."""
    return tree.Everybody(children[0].type == "ANY", span=extent(children))
