"""The types of facts: units, ranges and steps as whole numbers, and the values that a fact can have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from policyc.check.duplicates import first_of_each
from policyc.check.findings import Findings
from policyc.check.lengths import LONGEST, day_range
from policyc.check.quantities import bound_words, read_length, read_steps, read_years
from policyc.model.facts import Choice, Fact, FactKind
from policylang import tree
from policylang.diagnostic import Edit, Fix, Label

OLDEST_YEARS = 120


def read_fact_type(node: tree.FactType, fact: Fact, findings: Findings) -> Fact | None:
    """The fact with its type; None where the type does not make sense, which is reported."""
    match node.kind:
        case "yes or no":
            return replace(fact, kind=FactKind.YES_NO)
        case "number":
            return _number(node, fact, findings)
        case "age":
            return _age(node, fact, findings)
        case "duration":
            return _duration(node, fact, findings)
        case "date" | "date or never":
            never = node.kind == "date or never"
            return replace(fact, kind=FactKind.DATE, high=_longest_days(), never_possible=never)
        case "one of" | "set of":
            kind = FactKind.ONE_OF if node.kind == "one of" else FactKind.SET_OF
            return replace(fact, kind=kind, choices=_choices("value", node, findings))
    return replace(
        fact,
        kind=FactKind.EPISODES,
        high=_longest_days(),
        choices=_choices("kind of visit", node, findings),
    )


def _number(node: tree.FactType, fact: Fact, findings: Findings) -> Fact | None:
    step = Decimal(node.step.text) if node.step else Decimal(1)
    if node.step is not None and not step:
        findings.add("not-whole", "a step of 0 leads nowhere", node.step.span, help="write a step above 0")
        return None
    fact = replace(fact, kind=FactKind.NUMBER, unit=node.unit.text if node.unit else "", step=step)
    if node.low is None or node.high is None:
        findings.add(
            "missing-range",
            f"number `{fact.name}` needs the range it can have",
            node.span,
            caption="from what to what?",
            help=f"write `type number{f' in {fact.unit}' if fact.unit else ''} from LOWEST to HIGHEST`",
        )
        return None
    bounds = [_bound(quantity, fact, findings) for quantity in (node.low, node.high)]
    return _ranged(node, fact, bounds[0], bounds[1], findings)


def _bound(quantity: tree.Quantity, fact: Fact, findings: Findings) -> int | None:
    """A bound of a number may leave out the unit, which stands in the same line."""
    unit = quantity.unit or (tree.Word(fact.unit, span=quantity.span) if fact.unit else None)
    return read_steps(replace(quantity, unit=unit), fact, findings)


def _age(node: tree.FactType, fact: Fact, findings: Findings) -> Fact | None:
    fact = replace(fact, kind=FactKind.AGE, unit="years")
    if node.low is None or node.high is None:
        return replace(fact, low=0, high=OLDEST_YEARS)
    low = read_years(node.low, fact, findings)
    return _ranged(node, fact, low, read_years(node.high, fact, findings), findings)


def _duration(node: tree.FactType, fact: Fact, findings: Findings) -> Fact | None:
    fact = replace(fact, kind=FactKind.DURATION, unit="days")
    if node.low is None or node.high is None:
        return replace(fact, low=0, high=_longest_days())
    low = read_length(node.low, findings)
    high = read_length(node.high, findings)
    if low is None or high is None:
        return None
    return _ranged(node, fact, day_range(low)[0], day_range(high)[1], findings)


def _ranged(
    node: tree.FactType, fact: Fact, low: int | None, high: int | None, findings: Findings
) -> Fact | None:
    if low is None or high is None:
        return None
    if low < high:
        return replace(fact, low=low, high=high)
    findings.add(
        "empty-range",
        f"`{fact.name}` cannot lie from {bound_words(fact, low)} to {bound_words(fact, high)}",
        node.span,
        caption="the range holds no two values",
        help="write the lower bound first, and a higher one after it",
    )
    return None


def _choices(kind: str, node: tree.FactType, findings: Findings) -> tuple[Choice, ...]:
    kept = first_of_each(kind, [(choice.name, choice) for choice in node.choices], findings)
    count = len(node.choices)
    if node.checksum is not None and node.checksum.text != str(count):
        findings.add(
            "wrong-count",
            f"`these {node.checksum.text}` heads a list of {count}",
            node.checksum.span,
            caption=f"{count} below",
            labels=tuple(
                Label(choice.span, f"value {position}")
                for position, choice in enumerate(node.choices, start=1)
            ),
            help="look for a missing value; if none is, correct the number",
            fix=Fix(f"write `{count}`", (Edit(node.checksum.span, str(count)),)),
        )
    return tuple(
        Choice(name, choice.label.text if choice.label else name.replace("_", " "))
        for name, choice in kept.items()
    )


def _longest_days() -> int:
    return day_range(LONGEST)[1]
