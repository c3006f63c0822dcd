"""Conditions about one fact: the fact must be of a type that can be asked so, and the value one it can have."""

from __future__ import annotations

from policyc.check.lengths import day_range
from policyc.check.missing_vocabularies import lacks_vocabulary
from policyc.check.quantities import declared, out_of_range, read_count, read_length, read_threshold
from policyc.check.suggestions import replacement, suggestion
from policyc.check.terms import Terms
from policyc.model.calendar import Length
from policyc.model.conditions import (
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    Not,
    Since,
    Window,
    Within,
)
from policyc.model.facts import ORDERED, Fact, FactKind
from policylang import tree

# How a condition on a fact of each type is written, for the help of a finding.
SPELLINGS = {
    FactKind.YES_NO: "{0}",
    FactKind.NUMBER: "{0} >= NUMBER UNIT",
    FactKind.AGE: "{0} >= 50 years",
    FactKind.DURATION: "{0} > 6 weeks",
    FactKind.DATE: "{0} within the last 6 months` or `at least 1 year since {0}",
    FactKind.ONE_OF: "{0} is VALUE",
    FactKind.SET_OF: "{0} includes VALUE",
    FactKind.EPISODES: "at least 6 weeks of {0}",
}
UNKNOWN = Constant(value=False)
"""What stands for a condition that was found to be wrong; a program with errors is never evaluated."""


def find_fact(word: tree.Word, terms: Terms) -> Fact | None:
    """The fact of a name, noted as used; None when there is none, which is reported."""
    fact = terms.facts.get(word.text)
    if fact is None:
        if not lacks_vocabulary(word, terms):
            terms.findings.unknown("fact", word.text, word.span, terms.facts)
        return None
    terms.uses.mark("fact", fact.vocabulary, fact.name)
    return fact


def typed_fact(word: tree.Word, kinds: frozenset[FactKind], terms: Terms) -> Fact | None:
    """The fact of a name if it is of one of these types; otherwise None, which is reported."""
    fact = find_fact(word, terms)
    if fact is None or terms.findings.is_silent_about(word.text):
        return None
    if fact.kind in kinds:
        return fact
    wrong_type(word, fact, terms)
    return None


def wrong_type(word: tree.Word, fact: Fact, terms: Terms) -> None:
    """Report that a fact cannot be asked so, and how it can."""
    spelling = SPELLINGS[fact.kind].format(fact.name)
    terms.findings.add(
        "wrong-type",
        f"`{fact.name}` is of type `{_type_words(fact)}` and cannot be asked so",
        word.span,
        caption=f"of type `{_type_words(fact)}`",
        labels=declared(fact),
        help=f"write `{spelling}`",
    )


def compared(node: tree.Compared, path: str, terms: Terms) -> Condition:
    """`symptom_duration <= 6 weeks`."""
    fact = typed_fact(node.fact, ORDERED, terms)
    if fact is None:
        return UNKNOWN
    value = read_threshold(node.quantity, fact, terms.findings)
    if value is None:
        return UNKNOWN
    return Compare(fact.name, node.operator, value, path=path, span=node.span)


def is_value(node: tree.IsValue, path: str, terms: Terms) -> Condition:
    """`plan is medicare`, `last_mri is never`, and their negations."""
    never = [word for word in node.values if word.text == "never"]
    kinds = frozenset({FactKind.DATE}) if never else frozenset({FactKind.ONE_OF})
    fact = typed_fact(node.fact, kinds, terms)
    if fact is None:
        return UNKNOWN
    inner = f"{path}/1" if node.negated else path
    found: Condition
    if fact.kind is FactKind.DATE:
        if not _may_be_never(fact, node, terms):
            return UNKNOWN
        found = IsNever(fact.name, path=inner, span=node.span)
    else:
        values = [word.text for word in node.values if has_choice(word, fact, terms)]
        found = IsOneOf(fact.name, tuple(sorted(set(values))), path=inner, span=node.span)
    return Not(found, path=path, span=node.span) if node.negated else found


def includes(node: tree.Includes, path: str, terms: Terms) -> Condition:
    """`imaging includes ct`."""
    fact = typed_fact(node.fact, frozenset({FactKind.SET_OF}), terms)
    if fact is None or not has_choice(node.value, fact, terms):
        return UNKNOWN
    return IncludesValue(fact.name, node.value.text, path=path, span=node.span)


def within_last(node: tree.WithinLast, path: str, terms: Terms) -> Condition:
    """`last_mri within the last 6 months`."""
    fact = typed_fact(node.fact, frozenset({FactKind.DATE}), terms)
    length = _date_length(node.length, fact, terms)
    if fact is None or length is None:
        return UNKNOWN
    return Within(fact.name, length, path=path, span=node.span)


def time_since(node: tree.TimeSince, path: str, terms: Terms) -> Condition:
    """`at least 1 year since last_mri`, `less than 1 year since last_mri`."""
    fact = typed_fact(node.fact, frozenset({FactKind.DATE}), terms)
    length = _date_length(node.length, fact, terms)
    if fact is None or length is None:
        return UNKNOWN
    return Since(fact.name, length, less=node.operator == "<", path=path, span=node.span)


def amount(node: tree.Amount, path: str, terms: Terms) -> Condition:
    """`at least 6 weeks of physical_therapy for the current episode within the last 3 months`."""
    fact = typed_fact(node.fact, frozenset({FactKind.EPISODES}), terms)
    least = read_length(node.least, terms.findings)
    window = _window(node, fact, terms)
    if fact is None or least is None or window is None:
        return UNKNOWN
    if least.number == 0:
        impossible_count("at least 0", node.least, terms)
        return UNKNOWN
    if window.last and day_range(least)[0] > day_range(window.last)[1] + 1:
        terms.findings.add(
            "longer-than-window",
            f"the last {window.last} never hold {least}",
            node.least.span,
            caption=f"more than the window of {window.last}",
            help="ask for less, or widen the window",
        )
        return UNKNOWN
    return AtLeastDays(fact.name, least, window, path=path, span=node.span)


def visits(node: tree.Visits, path: str, terms: Terms) -> Condition:
    """`at least 1 follow_up visit of physical_therapy`."""
    fact = typed_fact(node.fact, frozenset({FactKind.EPISODES}), terms)
    window = _window(node, fact, terms)
    if fact is None or window is None or not has_choice(node.kind, fact, terms):
        return UNKNOWN
    least = read_count(node.least, terms.findings)
    if least is None:
        return UNKNOWN
    if least == 0:
        impossible_count("at least 0", node.least, terms)
        return UNKNOWN
    return AtLeastVisits(fact.name, node.kind.text, least, window, path=path, span=node.span)


def named_fact(node: tree.Named, path: str, terms: Terms) -> Condition:
    """`fever`."""
    fact = typed_fact(node.name, frozenset({FactKind.YES_NO}), terms)
    return IsYes(fact.name, path=path, span=node.span) if fact else UNKNOWN


def impossible_count(what: str, node: tree.Quantity | tree.Word, terms: Terms) -> None:
    """Report a count that every patient reaches, or none."""
    terms.findings.add(
        "impossible-count",
        f"`{what}` holds for every patient",
        node.span,
        caption="asks for nothing",
        help="write how many are needed, 1 or more",
    )


def has_choice(word: tree.Word, fact: Fact, terms: Terms) -> bool:
    """Whether a word is a declared value (or kind of visit) of a fact; reported when not."""
    known = [choice.name for choice in fact.choices]
    if word.text in known:
        return True
    meant = suggestion(word.text, known)
    kind = "kind of visit" if fact.kind is FactKind.EPISODES else "value"
    terms.findings.add(
        "unknown-value",
        f"`{word.text}` is no {kind} of `{fact.name}`",
        word.span,
        caption="not declared",
        labels=declared(fact),
        help=f"did you mean {meant}?" if meant else f"its values: {', '.join(known) or 'none'}",
        fix=replacement(word.span, meant) if meant else None,
    )
    return False


def _may_be_never(fact: Fact, node: tree.IsValue, terms: Terms) -> bool:
    if not fact.never_possible:
        wrong_type(node.fact, fact, terms)
    return fact.never_possible and len(node.values) == 1


def _date_length(quantity: tree.Quantity, fact: Fact | None, terms: Terms) -> Length | None:
    length = read_length(quantity, terms.findings)
    if length is None or fact is None:
        return None
    if day_range(length)[0] > fact.high:
        out_of_range(fact, quantity.span, terms.findings)
        return None
    return length


def _window(node: tree.Amount | tree.Visits, fact: Fact | None, terms: Terms) -> Window | None:
    last = read_length(node.last, terms.findings) if node.last else None
    if node.last and last is None:
        return None
    if node.current_episode and fact and fact.current_episode_since is None:
        terms.findings.add(
            "no-current-episode",
            f"the vocabulary does not say since when the current episode of `{fact.name}` counts",
            node.fact.span,
            caption="`for the current episode` needs an onset",
            labels=declared(fact),
            help="add `current episode since FACT` where the fact is declared, or leave the words out",
        )
        return None
    return Window(node.current_episode, last)


def _type_words(fact: Fact) -> str:
    return "date or never" if fact.never_possible else str(fact.kind)
