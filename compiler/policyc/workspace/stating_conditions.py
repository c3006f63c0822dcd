"""Conditions of the syntax tree as the lines an author would write, with their depths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policylang import tree

Lines = Iterator[tuple[int, str]]


def statement(lead: str, condition: tree.Condition, depth: int, cite: tree.Cite | None = None) -> Lines:
    """A condition behind a lead such as `unless `, with the items of a list one level deeper."""
    yield depth, f"{lead}{in_a_line(condition)}{cited(cite)}"
    yield from items(condition, depth + 1)


def items(condition: tree.Condition, depth: int) -> Lines:
    """The items of a list, or nothing for a condition that is none."""
    match condition:
        case tree.Listing(items=listed):
            for item in listed:
                yield from statement("- ", item.condition, depth, item.cite)
                yield from lifted(item.waivers, item.notes, depth + 1)
        case tree.Depending(alternatives=alternatives):
            for each in alternatives:
                yield from statement(f"- {each.name.text}: ", each.condition, depth)


def lifted(waivers: Sequence[tree.Condition], noted: Sequence[tree.Word], depth: int) -> Lines:
    """What waives a requirement or an item, and what is said about it."""
    for waiver in waivers:
        yield from statement("waived when ", waiver, depth)
    yield from notes(noted, depth)


def notes(noted: Sequence[tree.Word], depth: int) -> Lines:
    """Notes, each on its line."""
    for note in noted:
        yield depth, f"note {quoted(note)}"


def cited(cite: tree.Cite | None) -> str:
    """` cite kp "II.A"`, or nothing."""
    return f" cite {cite.source.text} {quoted(cite.place)}" if cite is not None else ""


def quoted(word: tree.Word) -> str:
    """A text in quotation marks, with the two escapes of the language."""
    escaped = word.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def in_a_line(condition: tree.Condition) -> str:
    """A test, or the head of a list."""
    match condition:
        case tree.Named(name=name):
            return name.text
        case tree.Negated(operand=operand):
            return f"not {in_a_line(operand)}"
        case tree.Listing():
            return _list_head(condition)
        case tree.Depending(reading=reading):
            return f"depending on reading {reading.text}:"
        case tree.OutlineTest(label=label, test=test):
            return f"{label.text} {'is met' if test == 'met' else test}"
        case tree.AnyCriterion(label=label):
            return f"any criterion of {label.text}"
        case tree.AnySectionApplies(label=within):
            return f"any section{f' of {within.text}' if within else ''} applies"
        case tree.Everybody(value=value):
            return "any patient" if value else "no patient"
        case _:
            return _about_facts(condition)


def length(quantity: tree.Quantity) -> str:
    """`6 weeks`, `2`."""
    return quantity.number.text + (f" {quantity.unit.text}" if quantity.unit else "")


def _about_facts(condition: tree.Condition) -> str:
    match condition:
        case tree.Compared(fact=fact, operator=operator, quantity=quantity):
            return f"{fact.text} {operator} {length(quantity)}"
        case tree.IsValue(fact=fact, values=values, negated=negated):
            return f"{fact.text} is {_one_of(values, negated)}"
        case tree.Includes(fact=fact, value=value):
            return f"{fact.text} includes {value.text}"
        case tree.WithinLast(fact=fact, length=within):
            return f"{fact.text} within the last {length(within)}"
        case tree.TimeSince(operator=operator, length=passed, fact=fact):
            return f"{'at least' if operator == '>=' else 'less than'} {length(passed)} since {fact.text}"
        case tree.Amount(least=least, fact=fact):
            return f"at least {length(least)} of {fact.text}{_window(condition)}"
        case tree.Visits(least=least, kind=kind, fact=fact):
            visits = "visit" if least.text == "1" else "visits"
            return f"at least {least.text} {kind.text} {visits} of {fact.text}{_window(condition)}"
        case tree.ServiceIs(names=names, negated=negated):
            return f"service is {_one_of(names, negated)}"
        case tree.RequestIncludes(name=name):
            return f"request includes {name.text}"
        case _:
            raise TypeError(f"no way to write {type(condition).__name__}")


def _list_head(listing: tree.Listing) -> str:
    many = f"at least {listing.least.text}" if listing.least else listing.quantifier
    return f"{many} of {f'these {listing.checksum.text}' if listing.checksum else ''}".rstrip() + ":"


def _one_of(words: Sequence[tree.Word], negated: bool) -> str:
    names = ", ".join(word.text for word in words)
    return f"{'not ' if negated else ''}{names if len(words) == 1 else f'one of {names}'}"


def _window(counted: tree.Amount | tree.Visits) -> str:
    episode = " for the current episode" if counted.current_episode else ""
    return episode + (f" within the last {length(counted.last)}" if counted.last else "")
