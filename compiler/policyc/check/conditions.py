"""Conditions: from what was written to the typed condition, on the days of one epoch.

Paths follow one law: a part stands at the path of its whole, a slash, and its position from 1 in the order of
`policyc.model.conditions.parts`. What was found to be wrong becomes a constant, so that the rest of the text is
still checked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain

from policyc.check import atoms
from policyc.check.missing_vocabularies import lacks_vocabulary
from policyc.check.quantities import MOST_DIGITS, read_count, shown_number
from policyc.check.terms import Terms, read_cite, read_services
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    RequestIncludes,
    SectionTest,
    ServiceIs,
    Waivable,
)
from policylang import tree
from policylang.diagnostic import Edit, Fix, Label

# More places than that do not help to find the item that stands at the wrong depth.
MOST_LABELS = 8


def type_condition(node: tree.Condition, path: str, terms: Terms, children: str = "") -> Condition:
    """The typed condition at a path; `children` is where its parts stand when that is not below the path."""
    below = children or path
    match node:
        case tree.Named():
            return _named(node, path, terms)
        case tree.Negated():
            return Not(type_condition(node.operand, f"{below}/1", terms), path=path, span=node.span)
        case tree.Everybody():
            return Constant(node.value, path=path, span=node.span)
        case tree.Listing():
            return _listing(node, path, below, terms)
        case tree.Depending():
            return _depending(node, path, below, terms)
        case tree.OutlineTest() | tree.AnyCriterion() | tree.AnySectionApplies():
            return _outline_test(node, path, terms)
        case tree.ServiceIs() | tree.RequestIncludes():
            return _service_test(node, path, terms)
        case _:
            return _about_a_fact(node, path, terms)


def _about_a_fact(node: tree.Condition, path: str, terms: Terms) -> Condition:
    match node:
        case tree.Compared():
            return atoms.compared(node, path, terms)
        case tree.IsValue():
            return atoms.is_value(node, path, terms)
        case tree.Includes():
            return atoms.includes(node, path, terms)
        case tree.WithinLast():
            return atoms.within_last(node, path, terms)
        case tree.TimeSince():
            return atoms.time_since(node, path, terms)
        case tree.Amount():
            return atoms.amount(node, path, terms)
        case tree.Visits():
            return atoms.visits(node, path, terms)
    raise AssertionError(f"no reading for {type(node).__name__}")


def _named(node: tree.Named, path: str, terms: Terms) -> Condition:
    name = node.name.text
    if name in terms.outline.definitions:
        terms.uses.mark("definition", terms.text, name)
        return DefinitionHolds(name, path=path, span=node.span)
    if name in terms.facts:
        return atoms.named_fact(node, path, terms)
    if name in terms.services or name in terms.groups:
        terms.findings.add(
            "wrong-type",
            f"`{name}` is a service, not a finding",
            node.span,
            caption="a service",
            help=f"write `service is {name}` or `request includes {name}`",
        )
        return atoms.UNKNOWN
    if not lacks_vocabulary(node.name, terms):
        known = chain(terms.outline.definitions, terms.facts)
        terms.findings.unknown("fact or definition", name, node.name.span, known)
    return atoms.UNKNOWN


# --- Lists ------------------------------------------------------------------------------------------------


def _listing(node: tree.Listing, path: str, below: str, terms: Terms) -> Condition:
    _check_counts(node, terms)
    inner = f"{below}/1" if node.quantifier == "none" else below
    items = tuple(
        _item(item, f"{inner}/{position}", terms) for position, item in enumerate(node.items, start=1)
    )
    match node.quantifier:
        case "all":
            return All(items, path=path, span=node.span)
        case "any":
            return Any(items, path=path, span=node.span)
        case "none":
            return Not(Any(items, path=inner, span=node.span), path=path, span=node.span)
    least = read_count(node.least, terms.findings) if node.least else None
    return AtLeast(least or 0, items, path=path, span=node.span)


def _item(item: tree.Item, path: str, terms: Terms) -> Condition:
    return lifted(item.condition, item.waivers, item.cite, path, terms)


def lifted(
    condition: tree.Condition,
    waivers: tuple[tree.Condition, ...],
    cite: tree.Cite | None,
    path: str,
    terms: Terms,
) -> Condition:
    """A condition with what waives it; without waivers, the condition alone."""
    citation = read_cite(cite, terms)
    if not waivers:
        typed = type_condition(condition, path, terms)
        return replace(typed, cite=citation) if citation else typed
    typed = type_condition(condition, f"{path}/1", terms)
    typed_waivers = tuple(
        type_condition(waiver, f"{path}/{position}", terms)
        for position, waiver in enumerate(waivers, start=2)
    )
    return Waivable(typed, typed_waivers, path=path, span=condition.span, cite=citation)


def _check_counts(node: tree.Listing, terms: Terms) -> None:
    count = len(node.items)
    if node.checksum is not None and node.checksum.text != str(count):
        terms.findings.add(
            "wrong-count",
            f"`these {shown_number(node.checksum.text)}` heads a list of {_items(count)}",
            node.checksum.span,
            caption=f"{_items(count)} below",
            labels=tuple(
                Label(item.span, f"item {position}")
                for position, item in enumerate(node.items[:MOST_LABELS], start=1)
            ),
            help="look for an item indented one step too little or too much; if none is, correct the number",
            fix=Fix(f"write `{count}`", (Edit(node.checksum.span, str(count)),)),
        )
    if node.quantifier == "at least" and node.least is not None and _is_impossible(node.least.text, count):
        _impossible_least(node.least, count, terms)
    elif count == 1:
        terms.findings.add(
            "single-item-list",
            "a list of one item says no more than the item",
            node.span,
            caption="one item",
            help="write the item without a list, or add the missing items",
        )


def _is_impossible(least: str, count: int) -> bool:
    return "." not in least and not 1 <= int(least[:MOST_DIGITS]) <= count


def _impossible_least(least: tree.Word, count: int, terms: Terms) -> None:
    nobody = int(least.text[:MOST_DIGITS]) > 0
    terms.findings.add(
        "impossible-count",
        f"`at least {shown_number(least.text)} of` {_items(count)} holds for {'no' if nobody else 'every'} patient",
        least.span,
        caption=f"of {_items(count)}",
        help=f"write a number from 1 to {count}" if nobody else "write how many are needed, 1 or more",
    )


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _depending(node: tree.Depending, path: str, below: str, terms: Terms) -> Condition:
    reading = terms.readings.get(node.reading.text)
    if reading is None:
        terms.findings.unknown("reading", node.reading.text, node.reading.span, terms.readings)
    else:
        terms.uses.mark("reading", terms.owner, reading.name)
        _check_alternatives(node, {choice.name for choice in reading.alternatives}, terms)
        if not reading.modelled:
            terms.findings.add(
                "reading-is-modelled",
                f"reading `{reading.name}` is said to be `not modelled`, yet a condition depends on it",
                node.reading.span,
                caption="a condition depends on it here",
                labels=(Label(reading.span, "said to be not modelled"),) if reading.span else (),
                help="remove `not modelled` from the reading",
            )
    alternatives = tuple(
        (branch.name.text, type_condition(branch.condition, f"{below}/{position}", terms))
        for position, branch in enumerate(node.alternatives, start=1)
    )
    return Depending(node.reading.text, alternatives, path=path, span=node.span)


def _check_alternatives(node: tree.Depending, known: set[str], terms: Terms) -> None:
    written = Counter(branch.name.text for branch in node.alternatives)
    for branch in node.alternatives:
        if branch.name.text not in known:
            terms.findings.unknown("alternative", branch.name.text, branch.name.span, known)
    doubled = sorted(name for name, times in written.items() if times > 1)
    # A misspelt alternative is one mistake: the name it should have been is not also missing.
    missing = sorted(known - set(written)) if set(written) <= known else []
    if missing or doubled:
        said = [f"`{name}` is missing" for name in missing] + [f"`{name}` stands twice" for name in doubled]
        terms.findings.add(
            "alternatives-mismatch",
            f"reading `{node.reading.text}` needs one item per alternative: {', '.join(said)}",
            node.reading.span,
            caption=", ".join(said),
            help="write one `- NAME: condition` for each alternative of the reading",
        )


# --- Sections, criteria and services ----------------------------------------------------------------------


def _outline_test(
    node: tree.OutlineTest | tree.AnyCriterion | tree.AnySectionApplies, path: str, terms: Terms
) -> Condition:
    if terms.in_vocabulary:
        terms.findings.add(
            "policy-in-axiom",
            "an axiom speaks of patients; sections and criteria belong to a policy",
            node.span,
            help="write the axiom with facts alone",
        )
        return atoms.UNKNOWN
    if isinstance(node, tree.AnySectionApplies):
        return _any_section(node, path, terms)
    label = node.label.text
    test = "any criterion" if isinstance(node, tree.AnyCriterion) else node.test
    if label in terms.outline.sections:
        terms.uses.mark("scope" if test == "applies" else "section", terms.text, label)
        return SectionTest(label, test, path=path, span=node.span)
    if label in terms.outline.criteria:
        return _criterion_test(node.label, test, path, terms)
    _missing_label(node.label, isinstance(node, tree.AnyCriterion), terms)
    return atoms.UNKNOWN


def _criterion_test(label: tree.Word, test: str, path: str, terms: Terms) -> Condition:
    terms.uses.mark("criterion", terms.text, label.text)
    if test in {"met", "holds"}:
        return CriterionTest(label.text, scoped=test == "met", path=path, span=label.span)
    terms.findings.add(
        "wrong-type",
        f"`{label.text}` is a criterion; only a section {'applies' if test == 'applies' else 'has criteria'}",
        label.span,
        caption="a criterion",
        labels=(Label(terms.outline.criteria[label.text].node.label.span, "declared here"),),
        help=f"write `{label.text} is met` or `{label.text} holds`",
    )
    return atoms.UNKNOWN


def _any_section(node: tree.AnySectionApplies, path: str, terms: Terms) -> Condition:
    parent = node.label.text if node.label else ""
    if node.label is not None and parent not in terms.outline.sections:
        _missing_label(node.label, True, terms)
        return atoms.UNKNOWN
    inside = [label for label, placed in terms.outline.sections.items() if placed.parent == parent]
    for label in (parent, *inside):
        terms.uses.mark("scope", terms.text, label)
    if not inside:
        terms.findings.add(
            "no-subsections",
            f"`{parent}` has no sections of its own" if parent else "the version has no sections",
            node.span,
            caption="never true",
            help=f"write `{parent} applies`" if parent else "declare a section first",
        )
        return atoms.UNKNOWN
    tests = tuple(
        SectionTest(label, "applies", path=f"{path}/{position}", span=node.span)
        for position, label in enumerate(inside, start=1)
    )
    return Any(tests, path=path, span=node.span)


def _missing_label(label: tree.Word, section_only: bool, terms: Terms) -> None:
    if label.text in terms.ever:
        terms.absences.note(label.span, label.text, terms.days)
        return
    known = chain(terms.outline.sections, () if section_only else terms.outline.criteria)
    kind = "section" if section_only else "section or criterion"
    terms.findings.unknown(kind, label.text, label.span, known)


def _service_test(node: tree.ServiceIs | tree.RequestIncludes, path: str, terms: Terms) -> Condition:
    if terms.in_vocabulary:
        terms.findings.add(
            "policy-in-axiom",
            "an axiom speaks of patients; services belong to a policy",
            node.span,
            help="write the axiom with facts alone",
        )
        return atoms.UNKNOWN
    if isinstance(node, tree.RequestIncludes):
        return RequestIncludes(read_services((node.name,), terms), path=path, span=node.span)
    services = read_services(node.names, terms)
    if not node.negated:
        return ServiceIs(services, path=path, span=node.span)
    return Not(ServiceIs(services, path=f"{path}/1", span=node.span), path=path, span=node.span)
