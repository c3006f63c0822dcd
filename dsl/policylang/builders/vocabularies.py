"""Builders of vocabularies: document kinds, facts and their types, axioms, values."""

from __future__ import annotations

from policylang import tree
from policylang.builders.common import (
    Builder,
    Children,
    Part,
    after,
    all_of,
    dates_in,
    extent,
    first_of,
    register,
    string_in,
    value,
    values,
    word,
    word_after,
    words_in,
)
from policylang.lexeme import Lexeme

BUILDERS: dict[str, Builder] = {}


@register(BUILDERS, "vocabulary")
def vocabulary(children: Children) -> tree.Vocabulary:
    """A vocabulary with its parts by kind."""
    name, title = words_in(children)
    return tree.Vocabulary(
        name,
        title,
        all_of(children, tree.DocumentKind),
        all_of(children, tree.Fact),
        tuple(child for child in children if isinstance(child, tree.Axiom)),
        values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "document_kind")
def document_kind(children: Children) -> tree.DocumentKind:
    """A kind of document."""
    name, label = words_in(children)
    return tree.DocumentKind(name, label, span=extent(children))


@register(BUILDERS, "fact")
def fact(children: Children) -> tree.Fact:
    """A fact with its properties."""
    name, label = words_in(children)[:2]
    return tree.Fact(
        name,
        label,
        first_of(children, tree.FactType),
        question=value(children, "ask"),
        documented=first_of(children, tree.Documented),
        codes=all_of(children, tree.Code),
        normally=value(children, "normally"),
        worse_when=value(children, "worse"),
        urgent_when=first_of(children, tree.Urgent),
        changes_by=value(children, "changes", ()),
        per_service=value(children, "per service", False),
        current_episode_since=value(children, "current episode since"),
        notes=values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "fact_type_line")
def fact_type_line(children: Children) -> tree.FactType | None:
    """`type …`."""
    return first_of(children, tree.FactType)


@register(BUILDERS, "question")
def question(children: Children) -> Part:
    """`ask "…"`."""
    return Part("ask", string_in(children), span=extent(children))


@register(BUILDERS, "documented")
def documented(children: Children) -> tree.Documented:
    """What documents a fact, and how far back that may date."""
    return tree.Documented(value(children, "names"), first_of(children, tree.Quantity), span=extent(children))


@register(BUILDERS, "code")
def code(children: Children) -> tree.Code:
    """A terminology code."""
    return tree.Code(*words_in(children), span=extent(children))


@register(BUILDERS, "normally")
def normally(children: Children) -> Part:
    """What an uneventful patient has."""
    return Part("normally", children[1], span=extent(children))


@register(BUILDERS, "worse_when")
def worse_when(children: Children) -> Part:
    """The direction of a sicker patient."""
    return Part("worse", children[2], span=extent(children))


@register(BUILDERS, "urgent_when")
def urgent_when(children: Children) -> tree.Urgent:
    """What makes a fact urgent; without an operator it is equality."""
    second = children[2]
    operator = second.text if type(second) is Lexeme else "="
    urgent = first_of(children, tree.Value)
    assert urgent is not None
    return tree.Urgent(operator, urgent, span=extent(children))


@register(BUILDERS, "changes_by")
def changes_by(children: Children) -> Part:
    """What can change a fact."""
    return Part("changes", value(children, "names"), span=extent(children))


@register(BUILDERS, "per_service")
def per_service(children: Children) -> Part:
    """`per service`."""
    return Part("per service", True, span=extent(children))


@register(BUILDERS, "current_episode_since")
def current_episode_since(children: Children) -> Part:
    """The date fact the current episode begins with."""
    return Part("current episode since", word_after(children, "SINCE"), span=extent(children))


@register(BUILDERS, "yes_no_type", "date_type", "date_or_never_type")
def simple_type(children: Children) -> tree.FactType:
    """A type that is named by its words."""
    kind = " ".join(child.text for child in children[:-1])
    return tree.FactType(kind, span=extent(children))


@register(BUILDERS, "number_type", "age_type", "duration_type")
def ranged_type(children: Children) -> tree.FactType:
    """A type with a unit, a range and a step."""
    return tree.FactType(
        children[0].text,
        unit=word_after(children, "IN"),
        low=after(children, "FROM"),
        high=after(children, "TO"),
        step=word_after(children, "STEP"),
        span=extent(children),
    )


@register(BUILDERS, "one_of_type", "set_of_type")
def choice_type(children: Children) -> tree.FactType:
    """A type whose values are listed."""
    kind = "one of" if children[0].type == "ONE" else "set of"
    listed = value(children, "choices")
    damaged = first_of(list(listed), tree.Damage) is not None
    return tree.FactType(
        kind,
        choices=all_of(list(listed), tree.Choice),
        checksum=None if damaged else value(children, "these"),
        span=extent(children),
    )


@register(BUILDERS, "episodes_type")
def episodes_type(children: Children) -> tree.FactType:
    """Episodes, with the kinds of visit they know."""
    return tree.FactType("episodes", choices=value(children, "visit kinds", ()), span=extent(children))


@register(BUILDERS, "choices")
def choices(children: Children) -> Part:
    """The listed values of a type."""
    kept = tuple(child for child in children if isinstance(child, tree.Choice | tree.Damage))
    return Part("choices", kept, span=extent(children))


@register(BUILDERS, "choice", "visit_kind")
def choice(children: Children) -> tree.Choice:
    """A listed value, or a kind of visit."""
    return tree.Choice(*words_in(children), span=extent(children))


@register(BUILDERS, "visit_kinds")
def visit_kinds(children: Children) -> Part:
    """Kinds of visit."""
    return Part("visit kinds", all_of(children, tree.Choice), span=extent(children))


@register(BUILDERS, "part_of")
def part_of(children: Children) -> tree.PartOf:
    """`axiom A part of B`."""
    part, whole = words_in(children)
    return tree.PartOf(part, whole, value(children, "because"), span=extent(children))


@register(BUILDERS, "implies")
def implies(children: Children) -> tree.Implies:
    """`axiom A implies B`."""
    return tree.Implies(children[1], children[3], value(children, "because"), span=extent(children))


@register(BUILDERS, "never_together")
def never_together(children: Children) -> tree.NeverTogether:
    """`axiom never A and B`."""
    conditions = tuple(child for child in children if isinstance(child, tree.Condition))
    return tree.NeverTogether(conditions, value(children, "because"), span=extent(children))


@register(BUILDERS, "yes", "no", "unknown", "never", "some_day", "none")
def plain_value(children: Children) -> tree.Value:
    """A value that is named by its words."""
    return tree.Value(" ".join(child.text for child in children), span=extent(children))


@register(BUILDERS, "quantity_value")
def quantity_value(children: Children) -> tree.Value:
    """A quantity as a value."""
    return tree.Value("quantity", quantity=children[0], span=extent(children))


@register(BUILDERS, "date_value", "since_value")
def date_value(children: Children) -> tree.Value:
    """A day, or the time since it."""
    kind = "since" if len(children) == 2 else "date"
    return tree.Value(kind, on=dates_in(children)[0], span=extent(children))


@register(BUILDERS, "name_value")
def name_value(children: Children) -> tree.Value:
    """A listed value."""
    return tree.Value("name", name=word(children[0]), span=extent(children))


@register(BUILDERS, "stretch")
def stretch(children: Children) -> tree.Value:
    """An episode from a day through another."""
    start, end = dates_in(children)
    return tree.Value("stretch", on=start, through=end, span=extent(children))


@register(BUILDERS, "visit")
def visit(children: Children) -> tree.Value:
    """A visit on a day."""
    return tree.Value("visit", on=dates_in(children)[0], name=word(children[0]), span=extent(children))
