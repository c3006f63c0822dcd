"""Writing a typed policy down in the language, so that parser, checker and formatter read random policies too.

The text is canonical enough to be read, and no more: what `policyc fmt` would make of it is the formatter's
business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from policyc.graph.atom_text import atom_text
from policyc.model.calendar import Interval, Length
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastVisits,
    Compare,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    IsNever,
    IsOneOf,
    Not,
    SectionTest,
    ServiceIs,
    Waivable,
)
from policyc.model.facts import Axiom, Fact, FactKind, Moment, Never, PartOf, Value
from policyc.model.program import Citation, Criterion, Epoch, Line, Policy, Recommend, Section

Lines = Iterator[str]


def to_text(policy: Policy) -> str:
    """One file with the vocabulary, the header and every version of the policy."""
    return "\n".join(
        [vocabulary_text(policy), header_text(policy), *(version_text(each) for each in policy.epochs)]
    )


def vocabulary_text(policy: Policy) -> str:
    """The vocabulary block."""
    name = policy.vocabularies[0]
    rows = [f'vocabulary {name} "A sample vocabulary"', '  document clinic_note "Clinic note"']
    for fact in policy.facts.values():
        rows += indented(fact_rows(fact), 1)
    rows += indented((axiom_row(axiom, policy) for axiom in policy.axioms), 1)
    return "\n".join(rows) + "\n"


def header_text(policy: Policy) -> str:
    """The policy block."""
    return "\n".join([f'policy {policy.id} "{policy.title}"', *indented(header_rows(policy), 1)]) + "\n"


def version_text(epoch: Epoch) -> str:
    """One version, as its epoch has it."""
    rows = [f"version {epoch.version.name} of {epoch.policy.id} effective {bounds(epoch.version.interval)}"]
    for definition in epoch.definitions.values():
        rows += indented([f'define {definition.name} "{definition.title}"{cited(definition.cite)}'], 1)
        rows += indented(statement("", definition.condition, epoch.policy), 2)
    for section in epoch.sections.values():
        if not section.parent:
            rows += indented(section_rows(section, epoch), 1)
    rows += indented(decide_rows(epoch), 1)
    return "\n".join(rows) + "\n"


def condition_rows(condition: Condition, policy: Policy) -> list[str]:
    """A condition as it stands in a statement: its first row, and the items of a list below it."""
    return list(statement("", condition, policy))


# --- Vocabulary -------------------------------------------------------------------------------------------


def fact_rows(fact: Fact) -> Lines:
    """A fact with its properties."""
    yield f'fact {fact.name} "{fact.label}"'
    properties = [*type_rows(fact)]
    if fact.question:
        properties.append(f'ask "{fact.question}"')
    if fact.documentation is not None:
        within = fact.documentation.within
        properties.append(f"documented by clinic_note{f' within the last {within}' if within else ''}")
    if fact.normally is not None:
        properties.append(f"normally {value_text(fact.normally)}")
    if fact.worse_when is not None:
        direction = {"higher": "longer"} if fact.kind is FactKind.DURATION else {}
        properties.append(f"worse when {direction.get(fact.worse_when, fact.worse_when)}")
    if fact.changes_by:
        properties.append(f"changes by {', '.join(fact.changes_by)}")
    if fact.per_service:
        properties.append("per service")
    if fact.current_episode_since is not None:
        properties.append(f"current episode since {fact.current_episode_since}")
    yield from indented(properties, 1)


def type_rows(fact: Fact) -> Lines:
    """The `type` property."""
    low, high = fact.low * fact.step, fact.high * fact.step
    match fact.kind:
        case FactKind.YES_NO:
            yield "type yes or no"
        case FactKind.NUMBER:
            yield f"type number in {fact.unit} from {low} {fact.unit} to {high} {fact.unit} step {fact.step}"
        case FactKind.AGE:
            yield f"type age from {fact.low} years to {fact.high} years"
        case FactKind.DURATION:
            yield f"type duration from {fact.low} days to {fact.high} days"
        case FactKind.DATE:
            yield "type date or never" if fact.never_possible else "type date"
        case FactKind.EPISODES:
            visits = ", ".join(f'{choice.name} "{choice.label}"' for choice in fact.choices)
            yield f"type episodes{f' with visits {visits}' if visits else ''}"
        case _:
            yield f"type {fact.kind.value} these {len(fact.choices)}:"
            yield from indented((f'- {choice.name} "{choice.label}"' for choice in fact.choices), 1)


def value_text(value: Value) -> str:
    """A value of `normally`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Moment():
            return value.value
        case str():
            return value
    return "none"


def axiom_row(axiom: Axiom, policy: Policy) -> str:
    """An axiom with its reason."""
    because = f' because "{axiom.because}"'
    if isinstance(axiom, PartOf):
        return f"axiom {axiom.part} part of {axiom.whole}{because}"
    assert isinstance(axiom, Never)
    return f"axiom never {' and '.join(one_row(each, policy) for each in axiom.conditions)}{because}"


# --- Header -----------------------------------------------------------------------------------------------


def header_rows(policy: Policy) -> Lines:
    """What all versions share."""
    yield f'payer "{policy.payer}"'
    yield from (f"vocabulary {name}" for name in policy.vocabularies)
    yield from (f'source {source.name} "{source.title}"' for source in policy.sources.values())
    yield "services"
    for service in policy.services.values():
        yield f'  {service.system} {", ".join(service.codes)} as {service.name} "{service.label}"'
    yield from (f"  group {name}: {', '.join(members)}" for name, members in policy.groups.items())
    yield f"version selected by {policy.version_clock}"
    yield f"windows counted back from {policy.window_clock}"
    yield f"undocumented facts are {'not met' if policy.undocumented_not_met else 'unknown'}"
    for reading in policy.readings.values():
        yield f'reading {reading.name} "{reading.question}"'
        for number, each in enumerate(reading.alternatives):
            yield f'  {"or" if number else "chosen"} {each.name} "{each.reason}"'


# --- Versions ---------------------------------------------------------------------------------------------


def section_rows(section: Section, epoch: Epoch) -> Lines:
    """A section with its layers, criteria and subsections."""
    policy = epoch.policy
    yield f'section {section.label} "{section.title}"{cited(section.cite)}'
    if section.scope is not None:
        yield from indented(statement("applies when ", section.scope, policy), 1)
    for requirement in section.requirements:
        yield from indented(lifted("requires ", requirement, policy), 1)
    yield from indented(recommend_rows(section.recommends, policy), 1)
    for label in section.order:
        if label in epoch.criteria:
            yield from indented(criterion_rows(epoch.criteria[label], policy), 1)
        else:
            yield from indented(section_rows(epoch.sections[label], epoch), 1)


def criterion_rows(criterion: Criterion, policy: Policy) -> Lines:
    """A criterion."""
    yield f'criterion {criterion.label} "{criterion.title}"{cited(criterion.cite)}'
    yield from indented(statement("", criterion.condition, policy), 1)
    for exception in criterion.exceptions:
        yield from indented(statement("unless ", exception, policy), 1)
    yield from indented(recommend_rows(criterion.recommends, policy), 1)


def recommend_rows(recommends: Iterable[Recommend], policy: Policy) -> Lines:
    """Recommendations."""
    for each in recommends:
        when = f" when {one_row(each.when, policy)}" if each.when is not None else ""
        yield f"recommend {', '.join(each.services)}{when}"


def decide_rows(epoch: Epoch) -> Lines:
    """The lines of `decide`."""
    yield "decide"
    first = [line for line in epoch.lines if line.first]
    rest = [line for line in epoch.lines[:-1] if not line.first]
    if first:
        yield "  first"
        for line in first:
            yield from indented(line_rows(line, epoch.policy), 2)
        if rest:
            yield "  then"
    for line in rest:
        yield from indented(line_rows(line, epoch.policy), 2 if first else 1)
    yield f"  otherwise {epoch.lines[-1].outcome}{cited(epoch.lines[-1].cite)}"


def line_rows(line: Line, policy: Policy) -> Lines:
    """A decision line with its exceptions."""
    yield from statement(f"{line.name}: {line.outcome}{cited(line.cite)} when ", line.condition, policy)
    for exception in line.exceptions:
        yield from indented(statement("unless ", exception, policy), 1)


# --- Conditions -------------------------------------------------------------------------------------------


def statement(before: str, condition: Condition, policy: Policy) -> Lines:
    """A condition after these words; a list brings its items below it."""
    head, items = heading(condition)
    if not head:
        yield before + one_row(condition, policy)
        return
    yield before + head
    for name, item in items:
        if name:
            yield from indented(statement(f"- {name}: ", item, policy), 1)
        else:
            yield from indented(lifted("- ", item, policy), 1)


def lifted(before: str, condition: Condition, policy: Policy) -> Lines:
    """A condition that may be waived, after these words."""
    if not isinstance(condition, Waivable):
        yield from statement(before, condition, policy)
        return
    yield from statement(before, condition.condition, policy)
    for waiver in condition.waivers:
        yield from indented(statement("waived when ", waiver, policy), 1)


def heading(condition: Condition) -> tuple[str, list[tuple[str, Condition]]]:
    """The head of a list and its items with their names; an empty head for what fits on one row."""
    match condition:
        case All(items=items):
            return f"all of these {len(items)}:", [("", item) for item in items]
        case Any(items=items):
            return f"any of these {len(items)}:", [("", item) for item in items]
        case Not(operand=Any(items=items)):
            return f"none of these {len(items)}:", [("", item) for item in items]
        case AtLeast(items=items, least=least):
            return f"at least {least} of these {len(items)}:", [("", item) for item in items]
        case Depending(reading=reading, alternatives=alternatives):
            return f"depending on reading {reading}:", list(alternatives)
    return "", []


def one_row(condition: Condition, policy: Policy) -> str:
    """An atom, a reference or the negation of one, on one row."""
    match condition:
        case Not(operand=operand):
            return f"not {one_row(operand, policy)}"
        case DefinitionHolds(name=name):
            return name
        case CriterionTest(label=label, scoped=scoped):
            return f"{label} {'is met' if scoped else 'holds'}"
        case SectionTest(label=label, test=test):
            words = {"met": "is met", "any criterion": ""}.get(test, test)
            return f"any criterion of {label}" if test == "any criterion" else f"{label} {words}"
        case ServiceIs(services=names) | IsOneOf(values=names):
            subject = "service" if isinstance(condition, ServiceIs) else condition.fact
            return f"{subject} is {'one of ' if len(names) > 1 else ''}{', '.join(names)}"
        case Compare(fact=fact, operator=operator, value=value):
            return f"{fact} {operator} {value if isinstance(value, Length) else steps(policy.facts[fact], value)}"
        case AtLeastVisits(least=1):
            return atom_text(condition).replace(" visits of ", " visit of ", 1)
        case IsNever(fact=fact):
            return f"{fact} is never"
        case _:
            return atom_text(condition)


def steps(fact: Fact, value: int) -> str:
    """A threshold in the fact's unit."""
    return f"{value} years" if fact.kind is FactKind.AGE else f"{value * fact.step:f} {fact.unit}"


# --- Layout -----------------------------------------------------------------------------------------------


def indented(rows: Iterable[str], levels: int) -> list[str]:
    """The rows so many levels deeper."""
    return ["  " * levels + row for row in rows]


def cited(cite: Citation | None) -> str:
    """The citation at the end of a row."""
    return f' cite {cite.source} "{cite.place}"' if cite is not None else ""


def bounds(interval: Interval) -> str:
    """`from D` and `before D`."""
    ends: list[tuple[str, date | None]] = [("from", interval.start), ("before", interval.end)]
    return " ".join(f"{word} {day}" for word, day in ends if day is not None)
