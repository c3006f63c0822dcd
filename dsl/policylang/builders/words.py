"""Builders of the small parts: names, quantities, outcomes, citations, notes, dates of effect."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policylang.builders.common import (
    Builder,
    Children,
    Part,
    date_after,
    extent,
    first_of,
    register,
    string_in,
    word,
    words_in,
)
from policylang.lexeme import Lexeme
from policylang.tree import Cite, Damage, Effective, Quantity, Word

BUILDERS: dict[str, Builder] = {}


@register(BUILDERS, "names")
def names(children: Children) -> Part:
    """One or more names between commas."""
    return Part("names", tuple(words_in(children)), span=extent(children))


@register(BUILDERS, "version_name", "policy_name", "acknowledge_target", "code_value")
def single_word(children: Children) -> Word:
    """A rule that is one word."""
    return word(children[0])


@register(BUILDERS, "calendar_unit", "visit_word", "direction", "undocumented", "outcome")
def joined_words(children: Children) -> Word:
    """A phrase of keywords, kept as one word with single spaces."""
    return Word(" ".join(child.text for child in children), span=extent(children))


@register(BUILDERS, "unit")
def unit(children: Children) -> Word:
    """A unit of the calendar or of a number."""
    child = children[0]
    return word(child) if type(child) is Lexeme else child


@register(BUILDERS, "quantity", "unit_quantity")
def quantity(children: Children) -> Quantity:
    """A number with or without a unit."""
    return Quantity(word(children[0]), first_of(children[1:], Word), span=extent(children))


@register(BUILDERS, "because")
def because(children: Children) -> Part:
    """A reason."""
    return Part("because", string_in(children), span=extent(children))


@register(BUILDERS, "note")
def note(children: Children) -> Part:
    """A note of the author."""
    return Part("note", string_in(children), span=extent(children))


@register(BUILDERS, "cite")
def cite(children: Children) -> Cite:
    """A place in a source document."""
    source, document_place = words_in(children)
    return Cite(source, document_place, span=extent(children))


@register(BUILDERS, "these")
def these(children: Children) -> Part:
    """The number of items a list says it has."""
    return Part("these", word(children[1]), span=extent(children))


@register(BUILDERS, "lost")
def lost(children: Children) -> Damage:
    """A line that could not be read."""
    return Damage(span=extent(children))


@register(BUILDERS, "from_bound", "before", "through")
def bound(children: Children) -> Effective:
    """One end of an interval."""
    return Effective(
        date_after([*children, None], "FROM"),
        date_after([*children, None], "BEFORE"),
        date_after([*children, None], "THROUGH"),
        span=extent(children),
    )


@register(BUILDERS, "bounds")
def bounds(children: Children) -> Effective:
    """Both ends of an interval."""
    first, last = children[0], children[-1]
    return Effective(first.from_date, last.before, last.through, span=extent(children))


@register(BUILDERS, "effective")
def effective(children: Children) -> Any:
    """`effective` and the days."""
    return replace(children[1], span=extent(children))
