"""Builders of versions: definitions, sections, criteria, decisions, amendments."""

from __future__ import annotations

from dataclasses import replace

from policylang import tree
from policylang.builders.common import (
    Builder,
    Children,
    Part,
    all_of,
    cite_of,
    dates_in,
    extent,
    first_of,
    register,
    value,
    values,
    word,
    word_after,
    words_in,
)
from policylang.builders.conditions import Statement

BUILDERS: dict[str, Builder] = {}


@register(BUILDERS, "version")
def version(children: Children) -> tree.Version:
    """A version with its parts by kind."""
    decide = next((child for child in children if type(child) is Part and child.kind == "decide"), None)
    name = children[1]
    return tree.Version(
        name,
        policy=word_after(children, "OF"),
        effective=first_of(children, tree.Effective),
        draft=bool(values(children, "draft")),
        amends=word_after(children, "AMENDS"),
        approved=value(children, "approved"),
        definitions=all_of(children, tree.Definition),
        sections=all_of(children, tree.Section),
        lines=decide.value[0] if decide else (),
        decide_span=decide.span if decide else None,
        amendments=tuple(child for child in children if isinstance(child, tree.Amendment)),
        cite=cite_of(children),
        notes=values(children, "note") + (decide.value[1] if decide else ()),
        span=extent(children),
    )


@register(BUILDERS, "draft")
def draft(children: Children) -> Part:
    """A version that is not adopted."""
    return Part("draft", True, span=extent(children))


@register(BUILDERS, "approved")
def approved(children: Children) -> Part:
    """The day of approval."""
    return Part("approved", dates_in(children)[0], span=extent(children))


@register(BUILDERS, "definition")
def definition(children: Children) -> tree.Definition:
    """A named condition."""
    name, title = words_in(children)
    body = first_of(children, Statement)
    return tree.Definition(
        name,
        title,
        body.condition if body else None,
        cite=cite_of(children) or (body.cite if body else None),
        notes=values(children, "note") + (body.notes if body else ()),
        span=extent(children),
    )


@register(BUILDERS, "section")
def section(children: Children) -> tree.Section:
    """A section with its layers."""
    label, title = words_in(children)
    return tree.Section(
        label,
        title,
        effective=first_of(children, tree.Effective),
        scope=value(children, "scope"),
        requirements=all_of(children, tree.Requirement),
        recommends=all_of(children, tree.Recommend),
        children=tuple(child for child in children if isinstance(child, tree.Criterion | tree.Section)),
        cite=cite_of(children),
        notes=values(children, "note"),
        span=extent(children),
    )


@register(BUILDERS, "scope")
def scope(children: Children) -> Part:
    """`applies when condition`."""
    return Part("scope", children[-1].condition, span=extent(children))


@register(BUILDERS, "requirement")
def requirement(children: Children) -> tree.Requirement:
    """`requires condition`, and what waives it."""
    lifted: Statement = children[1]
    return tree.Requirement(
        lifted.condition, lifted.waivers, lifted.cite, lifted.notes, span=extent(children)
    )


@register(BUILDERS, "criterion")
def criterion(children: Children) -> tree.Criterion:
    """A criterion with its condition and exceptions."""
    label, title = words_in(children)
    body = first_of(children, Statement)
    return tree.Criterion(
        label,
        title,
        body.condition if body else None,
        exceptions=values(children, "unless"),
        recommends=all_of(children, tree.Recommend),
        cite=cite_of(children) or (body.cite if body else None),
        notes=values(children, "note") + (body.notes if body else ()),
        span=extent(children),
    )


@register(BUILDERS, "recommend")
def recommend(children: Children) -> tree.Recommend:
    """Services, for everybody."""
    return tree.Recommend(value(children, "names"), None, cite_of(children), span=extent(children))


@register(BUILDERS, "recommend_when")
def recommend_when(children: Children) -> tree.Recommend:
    """Services, for whom."""
    when: Statement = children[-1]
    return tree.Recommend(value(children, "names"), when.condition, when.cite, span=extent(children))


@register(BUILDERS, "decide")
def decide(children: Children) -> Part:
    """The lines of a decision in order, and its notes."""
    lines: list[tree.Line] = []
    notes: tuple[tree.Word, ...] = values(children, "note")
    for child in children:
        if isinstance(child, tree.Line):
            lines.append(child)
        elif type(child) is Part and child.kind == "lines":
            lines += child.value[0]
            notes += child.value[1]
    return Part("decide", (tuple(lines), notes), span=extent(children))


@register(BUILDERS, "first_lines", "then_lines")
def line_block(children: Children) -> Part:
    """The lines under `first` or `then`, and their notes."""
    first = children[0].type == "FIRST"
    lines = tuple(replace(line, first=first) for line in all_of(children, tree.Line))
    return Part("lines", (lines, values(children, "note")), span=extent(children))


@register(BUILDERS, "line")
def line(children: Children) -> tree.Line:
    """A decision line."""
    body: Statement = children[-1]
    return tree.Line(
        word(children[0]),
        children[2],
        body.condition,
        exceptions=body.exceptions,
        effective=first_of(children, tree.Effective),
        cite=cite_of(children) or body.cite,
        notes=body.notes,
        span=extent(children),
    )


@register(BUILDERS, "otherwise")
def otherwise(children: Children) -> tree.Line:
    """The line that takes everybody else."""
    return tree.Line(
        tree.Word("otherwise", span=children[0].span),
        children[1],
        None,
        effective=first_of(children, tree.Effective),
        cite=cite_of(children),
        span=extent(children),
    )


@register(BUILDERS, "replace")
def replace_parts(children: Children) -> tree.Replace:
    """Parts that take the place of the parent's."""
    return tree.Replace(parts(children), span=extent(children))


@register(BUILDERS, "add")
def add_parts(children: Children) -> tree.Add:
    """Parts that the parent does not have."""
    where, anchor = value(children, "place", ("", None))
    return tree.Add(where, anchor, parts(children), span=extent(children))


def parts(children: Children) -> tuple[tree.Definition | tree.Criterion | tree.Section | tree.Line, ...]:
    """The whole parts among the children."""
    kinds = tree.Definition | tree.Criterion | tree.Section | tree.Line
    return tuple(child for child in children if isinstance(child, kinds))


@register(BUILDERS, "in_place", "after_place", "before_place")
def place(children: Children) -> Part:
    """Where an addition goes."""
    return Part("place", (children[0].text, word(children[1])), span=extent(children))


@register(BUILDERS, "remove")
def remove(children: Children) -> tree.Remove:
    """A part of the parent that goes."""
    kind, target = value(children, "remove")
    return tree.Remove(kind, target, span=extent(children))


@register(BUILDERS, "remove_criterion", "remove_section", "remove_definition", "remove_line")
def remove_kind(children: Children) -> Part:
    """What is removed."""
    return Part("remove", (children[0].text, word(children[1])), span=extent(children))
