"""Epochs: the text of a version on days in which nothing of it changes, typed whole.

A definition has no days of its own. What it refers to may be missing on days on which nothing refers to the
definition: then nobody asks, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policyc.check.conditions import lifted, type_condition
from policyc.check.epoch_conditions import definitions_in_use
from policyc.check.intervals import read_bounds
from policyc.check.line_names import with_names
from policyc.check.terms import Absences, PlacedCriterion, PlacedSection, Terms, read_cite, read_services
from policyc.model.calendar import Interval
from policyc.model.conditions import Condition, Constant
from policyc.model.outcome import Outcome
from policyc.model.program import (
    Criterion,
    Definition,
    Epoch,
    Line,
    Policy,
    Recommend,
    Section,
    Version,
)
from policylang import tree

NOTHING_TO_DECIDE_WITH = frozenset({Outcome.NOT_IN_FORCE, Outcome.TEXT_NOT_HELD})


def read_epoch(policy: Policy, version: Version, terms: Terms) -> Epoch:
    """The epoch of the terms' outline and days; what is wrong in it is reported there."""
    outline = terms.outline
    absences = {name: Absences() for name in outline.definitions}
    definitions = {
        name: _definition(node, replace(terms, absences=absences[name]))
        for name, node in outline.definitions.items()
    }
    sections = {label: _section(placed, terms) for label, placed in outline.sections.items()}
    criteria = {label: _criterion(placed, terms) for label, placed in outline.criteria.items()}
    lines = tuple(_line(node, terms) for node in outline.lines)
    epoch = Epoch(policy, version, terms.days, definitions, sections, criteria, _closed(lines))
    for name in definitions_in_use(epoch):
        terms.absences.join(absences[name])
    return with_names(epoch)


def _closed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with `otherwise` last; where it is missing, which is an error, nothing is decided."""
    last = [line for line in lines if line.name == "otherwise"]
    rest = [line for line in lines if line.name != "otherwise"]
    return (
        *rest,
        last[0] if last else Line("otherwise", Outcome.PEND, Constant(True, path="otherwise/when")),
    )


def _definition(node: tree.Definition, terms: Terms) -> Definition:
    name = node.name.text
    return Definition(
        name,
        node.title.text,
        _required_condition(node.condition, f"{name}/condition", name, terms),
        read_cite(node.cite, terms),
        _texts(node.notes),
        span=node.span,
    )


def _section(placed: PlacedSection, terms: Terms) -> Section:
    node = placed.node
    label = node.label.text
    _require_cite(node.cite, "section", node.label, terms)
    requirements = tuple(
        lifted(part.condition, part.waivers, part.cite, f"{label}/requires/{position}", terms)
        for position, part in enumerate(node.requirements, start=1)
    )
    order = [child.label.text for child in node.children if _is_in_force(child, label, terms)]
    return Section(
        label,
        node.title.text,
        placed.parent,
        placed.interval,
        type_condition(node.scope, f"{label}/scope", terms) if node.scope else None,
        requirements,
        _recommends(node.recommends, label, terms),
        tuple(child for child in order if child in terms.outline.criteria),
        tuple(child for child in order if child in terms.outline.sections),
        tuple(order),
        read_cite(node.cite, terms),
        _texts(node.notes),
        span=node.span,
    )


def _is_in_force(child: tree.Criterion | tree.Section, parent: str, terms: Terms) -> bool:
    """Whether this very child, and not a twin elsewhere, is the text of its label on these days."""
    if isinstance(child, tree.Criterion):
        criterion = terms.outline.criteria.get(child.label.text)
        return criterion is not None and criterion.node is child and criterion.section == parent
    section = terms.outline.sections.get(child.label.text)
    return section is not None and section.node is child


def _criterion(placed: PlacedCriterion, terms: Terms) -> Criterion:
    node = placed.node
    label = node.label.text
    _require_cite(node.cite, "criterion", node.label, terms)
    condition = _required_condition(node.condition, f"{label}/condition", label, terms)
    return Criterion(
        label,
        node.title.text,
        placed.section,
        condition,
        _exceptions(node.exceptions, label, terms),
        _recommends(node.recommends, label, terms),
        read_cite(node.cite, terms),
        _texts(node.notes),
        span=node.span,
    )


def _required_condition(node: tree.Condition | None, path: str, below: str, terms: Terms) -> Condition:
    """The condition of a part; a part without one was reported when the text was read, and is never met."""
    return type_condition(node, path, terms, below) if node is not None else Constant(False, path=path)


def _exceptions(nodes: Iterable[tree.Condition], owner: str, terms: Terms) -> tuple[Condition, ...]:
    return tuple(
        type_condition(node, f"{owner}/unless/{position}", terms)
        for position, node in enumerate(nodes, start=1)
    )


def _recommends(nodes: Iterable[tree.Recommend], owner: str, terms: Terms) -> tuple[Recommend, ...]:
    found = []
    for position, node in enumerate(nodes, start=1):
        read_cite(node.cite, terms)
        when = type_condition(node.when, f"{owner}/recommend/{position}", terms) if node.when else None
        found.append(Recommend(read_services(node.services, terms), when, span=node.span))
    return tuple(found)


def _line(node: tree.Line, terms: Terms) -> Line:
    name = node.name.text
    _require_cite(node.cite, "line", node.name, terms)
    path = f"{name}/when"
    condition = type_condition(node.condition, path, terms) if node.condition else Constant(True, path=path)
    return Line(
        name,
        _outcome(node.outcome, terms),
        condition,
        node.first,
        _exceptions(node.exceptions, name, terms),
        (),
        _own_days(node, terms),
        read_cite(node.cite, terms),
        _texts(node.notes),
        span=node.span,
    )


def _own_days(node: tree.Line, terms: Terms) -> Interval:
    return read_bounds(node.effective, terms.findings) or Interval()


def _outcome(word: tree.Word, terms: Terms) -> Outcome:
    outcome = Outcome(word.text)
    if outcome in NOTHING_TO_DECIDE_WITH:
        terms.findings.add(
            "no-outcome",
            f"`{word.text}` says that there is no text to decide with, so no line can give it",
            word.span,
            caption="not an outcome of a line",
            help="use `effective` to say when a text is in force, and `text not held` in the header",
        )
    return outcome


def _require_cite(cite: tree.Cite | None, kind: str, name: tree.Word, terms: Terms) -> None:
    if cite is None and not terms.findings.damaged_at(name.span):
        terms.findings.add(
            "missing-cite",
            f"{kind} `{name.text}` cites no place in a source",
            name.span,
            caption="which place says so?",
            help='add `cite SOURCE "PLACE"` at the end of the line',
        )


def _texts(notes: Iterable[tree.Word]) -> tuple[str, ...]:
    return tuple(note.text for note in notes)
