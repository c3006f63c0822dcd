"""Conditions in the words of the language: what an author would write for them on one line."""

from __future__ import annotations

from policylang import tree


def condition_text(node: tree.Condition) -> str:
    """A condition on one line, as the language spells it; of a list only the head."""
    match node:
        case tree.Named():
            return node.name.text
        case tree.Negated():
            return f"not {condition_text(node.operand)}"
        case tree.Compared():
            return f"{node.fact.text} {node.operator} {quantity_text(node.quantity)}"
        case tree.IsValue():
            return f"{node.fact.text} {_is(node.values, node.negated)}"
        case tree.Includes():
            return f"{node.fact.text} includes {node.value.text}"
        case tree.Everybody():
            return "any patient" if node.value else "no patient"
        case tree.WithinLast() | tree.TimeSince() | tree.Amount() | tree.Visits():
            return _dated_text(node)
        case _:
            return _outline_text(node)


def _dated_text(node: tree.WithinLast | tree.TimeSince | tree.Amount | tree.Visits) -> str:
    match node:
        case tree.WithinLast():
            return f"{node.fact.text} within the last {quantity_text(node.length)}"
        case tree.TimeSince():
            start = "at least" if node.operator == ">=" else "less than"
            return f"{start} {quantity_text(node.length)} since {node.fact.text}"
        case tree.Amount():
            return f"at least {quantity_text(node.least)} of {node.fact.text}{_window(node)}"
        case tree.Visits():
            plural = "visit" if node.least.text == "1" else "visits"
            return f"at least {node.least.text} {node.kind.text} {plural} of {node.fact.text}{_window(node)}"


def quantity_text(quantity: tree.Quantity) -> str:
    """`6 weeks`, `2`."""
    return f"{quantity.number.text} {quantity.unit.text}" if quantity.unit else quantity.number.text


def _outline_text(node: tree.Condition) -> str:
    match node:
        case tree.OutlineTest():
            return f"{node.label.text} {'is met' if node.test == 'met' else node.test}"
        case tree.AnyCriterion():
            return f"any criterion of {node.label.text}"
        case tree.AnySectionApplies():
            return f"any section of {node.label.text} applies" if node.label else "any section applies"
        case tree.ServiceIs():
            return f"service {_is(node.names, node.negated)}"
        case tree.RequestIncludes():
            return f"request includes {node.name.text}"
        case tree.Depending():
            return f"depending on reading {node.reading.text}"
        case tree.Listing(quantifier="at least"):
            return f"at least {node.least.text if node.least else '?'} of {len(node.items)}"
        case tree.Listing():
            return f"{node.quantifier} of {len(node.items)}"
    raise AssertionError(f"no words for {type(node).__name__}")


def _is(values: tuple[tree.Word, ...], negated: bool) -> str:
    names = ", ".join(value.text for value in values)
    return f"is {'not ' if negated else ''}{'one of ' if len(values) > 1 else ''}{names}"


def _window(node: tree.Amount | tree.Visits) -> str:
    episode = " for the current episode" if node.current_episode else ""
    return episode + (f" within the last {quantity_text(node.last)}" if node.last else "")
