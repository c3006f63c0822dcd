"""Conditions, thresholds, values and outcomes in the words of a clinic.

Everything is a phrase that begins with a capital and says one thing: "Age over 50 years", "At least 6 weeks of
conservative treatment in the current episode", "Last lumbar MRI within the last 12 months". Names of the code
appear only where nothing has a label. A connective gives the head of its list ("Any of these 3"), for readers
that show the items below it; `sentence_words` spells the items out as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any as Whatever

from policyc.graph.chosen import as_chosen
from policyc.graph.value_words import (
    capitalised,
    choice_words,
    counted,
    fact_words,
    joined,
    length_words,
    mid_sentence,
    outcome_words,
    quantity_words,
    service_words,
    threshold_words,
    value_words,
)
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    AtLeastDays,
    AtLeastVisits,
    Compare,
    Condition,
    Constant,
    CriterionTest,
    DefinitionHolds,
    Depending,
    IncludesValue,
    IsNever,
    IsOneOf,
    IsYes,
    Not,
    RequestIncludes,
    SectionTest,
    ServiceIs,
    Since,
    Waivable,
    Window,
    Within,
    parts,
)
from policyc.model.program import Epoch

__all__ = [
    "capitalised",
    "choice_words",
    "condition_words",
    "counted",
    "fact_words",
    "joined",
    "length_words",
    "mid_sentence",
    "negated_words",
    "outcome_words",
    "quantity_words",
    "sentence_words",
    "service_words",
    "threshold_words",
    "value_words",
]


def condition_words(condition: Condition, epoch: Epoch) -> str:
    """A condition as a phrase; of a connective the head of its list."""
    return _WORDS[type(condition)](condition, epoch, True)


def negated_words(condition: Condition, epoch: Epoch) -> str:
    """The opposite of a condition as a phrase, in positive words where there are some ("Age 50 years or less")."""
    return _WORDS[type(condition)](condition, epoch, False)


def sentence_words(condition: Condition, epoch: Epoch) -> str:
    """A condition in full, the items of its lists included; references keep to their titles."""
    if isinstance(condition, Not):
        inner = condition.operand
        head = negated_words(inner, epoch)
        return _with_items(head, inner, epoch)
    return _with_items(condition_words(condition, epoch), condition, epoch)


# --- Atoms ------------------------------------------------------------------------------------------------

_OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!="}


def _is_yes(condition: IsYes, epoch: Epoch, positive: bool) -> str:
    label = fact_words(epoch.policy, condition.fact)
    return label if positive else f"{label}: no"


def _compare(condition: Compare, epoch: Epoch, positive: bool) -> str:
    operator = condition.operator if positive else _OPPOSITES[condition.operator]
    quantity = quantity_words(epoch.policy.facts[condition.fact], condition.value)
    return f"{fact_words(epoch.policy, condition.fact)} {threshold_words(operator, quantity)}"


def _is_one_of(condition: IsOneOf, epoch: Epoch, positive: bool) -> str:
    fact = epoch.policy.facts[condition.fact]
    values = joined((choice_words(fact, value) for value in condition.values), "or")
    return f"{fact_words(epoch.policy, condition.fact)}: {'' if positive else 'other than '}{values}"


def _includes_value(condition: IncludesValue, epoch: Epoch, positive: bool) -> str:
    value = choice_words(epoch.policy.facts[condition.fact], condition.value)
    verb = "includes" if positive else "does not include"
    return f"{fact_words(epoch.policy, condition.fact)} {verb} {value}"


def _is_never(condition: IsNever, epoch: Epoch, positive: bool) -> str:
    return f"{fact_words(epoch.policy, condition.fact)}: {'never' if positive else 'at some time'}"


def _within(condition: Within, epoch: Epoch, positive: bool) -> str:
    words = f"within the last {length_words(condition.length)}"
    return f"{fact_words(epoch.policy, condition.fact)} {'' if positive else 'not '}{words}"


def _since(condition: Since, epoch: Epoch, positive: bool) -> str:
    words = f"{'less than' if condition.less else 'at least'} {length_words(condition.length)} ago"
    return f"{fact_words(epoch.policy, condition.fact)} {'' if positive else 'not '}{words}"


def _at_least_days(condition: AtLeastDays, epoch: Epoch, positive: bool) -> str:
    label = mid_sentence(fact_words(epoch.policy, condition.fact))
    many = "At least" if positive else "Less than"
    return f"{many} {length_words(condition.length)} of {label}{_window_words(condition.window)}"


def _at_least_visits(condition: AtLeastVisits, epoch: Epoch, positive: bool) -> str:
    label = mid_sentence(fact_words(epoch.policy, condition.fact))
    kind = mid_sentence(choice_words(epoch.policy.facts[condition.fact], condition.kind))
    kind = kind.removesuffix(" visit")
    many = "At least" if positive else "Fewer than"
    visits = counted(condition.least, f"{kind} visit")
    return f"{many} {visits} of {label}{_window_words(condition.window)}"


def _service_is(condition: ServiceIs, epoch: Epoch, positive: bool) -> str:
    labels = joined((service_words(epoch.policy, each) for each in condition.services), "or")
    return f"Requested service: {'' if positive else 'other than '}{labels}"


def _request_includes(condition: RequestIncludes, epoch: Epoch, positive: bool) -> str:
    labels = joined((service_words(epoch.policy, each) for each in condition.services), "or")
    return f"The request {'includes' if positive else 'does not include'} {labels}"


def _constant(condition: Constant, _epoch: Epoch, positive: bool) -> str:
    return "Any patient" if condition.value is positive else "No patient"


# --- References and connectives ---------------------------------------------------------------------------


def _definition(condition: DefinitionHolds, epoch: Epoch, positive: bool) -> str:
    found = epoch.definitions.get(condition.name)
    title = capitalised(
        found.title if found is not None and found.title else condition.name.replace("_", " ")
    )
    return title if positive else f"Not: {mid_sentence(title)}"


def _criterion(condition: CriterionTest, epoch: Epoch, positive: bool) -> str:
    found = epoch.criteria.get(condition.label)
    named = f"Criterion {_named(condition.label, found.title if found is not None else '')}"
    if condition.scoped:
        return f"{named} is {'met' if positive else 'not met'}"
    section = found.section if found is not None else ""
    around = f" whether or not section {section} applies" if section else ""
    return f"{named} {'holds' if positive else 'does not hold'}{around}"


def _section(condition: SectionTest, epoch: Epoch, positive: bool) -> str:
    found = epoch.sections.get(condition.label)
    named = _named(condition.label, found.title if found is not None else "")
    if condition.test == "any criterion":
        return f"{'Any' if positive else 'No'} criterion of section {named.removesuffix(',')}"
    return f"Section {named} {_SECTION_TESTS[condition.test][0 if positive else 1]}"


def _named(label: str, title: str) -> str:
    """`I.C, spine infection,`: a label with its title in apposition."""
    return f"{label}, {mid_sentence(title)}," if title else label


_SECTION_TESTS = {
    "applies": ("applies", "does not apply"),
    "met": ("is met", "is not met"),
    "holds": ("holds whether or not it applies", "does not hold, even without its scope"),
}


def _not(condition: Not, epoch: Epoch, positive: bool) -> str:
    return _WORDS[type(condition.operand)](condition.operand, epoch, not positive)


def _all(condition: All, _epoch: Epoch, positive: bool) -> str:
    return f"{'All' if positive else 'Not all'} of these {len(condition.items)}"


def _any(condition: Any, _epoch: Epoch, positive: bool) -> str:
    return f"{'Any' if positive else 'None'} of these {len(condition.items)}"


def _at_least(condition: AtLeast, _epoch: Epoch, positive: bool) -> str:
    return f"{'At least' if positive else 'Fewer than'} {condition.least} of these {len(condition.items)}"


def _waivable(condition: Waivable, epoch: Epoch, positive: bool) -> str:
    inner = _WORDS[type(condition.condition)](condition.condition, epoch, positive)
    if not _lifting(condition, epoch):
        return inner
    return f"{inner}, unless waived" if positive else f"{inner}, and not waived"


def _depending(condition: Depending, epoch: Epoch, positive: bool) -> str:
    reading = epoch.policy.readings.get(condition.reading)
    chosen = dict(condition.alternatives).get(reading.chosen) if reading is not None else None
    if chosen is None:
        return "As the source is read"
    return f"{_WORDS[type(chosen)](chosen, epoch, positive)} (as the source is read here)"


_WORDS: Mapping[type, Callable[[Whatever, Epoch, bool], str]] = {
    IsYes: _is_yes,
    Compare: _compare,
    IsOneOf: _is_one_of,
    IncludesValue: _includes_value,
    IsNever: _is_never,
    Within: _within,
    Since: _since,
    AtLeastDays: _at_least_days,
    AtLeastVisits: _at_least_visits,
    ServiceIs: _service_is,
    RequestIncludes: _request_includes,
    Constant: _constant,
    DefinitionHolds: _definition,
    CriterionTest: _criterion,
    SectionTest: _section,
    Not: _not,
    All: _all,
    Any: _any,
    AtLeast: _at_least,
    Waivable: _waivable,
    Depending: _depending,
}


def _with_items(head: str, condition: Condition, epoch: Epoch) -> str:
    if isinstance(condition, Waivable):
        inner = sentence_words(condition.condition, epoch)
        waivers = [mid_sentence(sentence_words(each, epoch)) for each in _lifting(condition, epoch)]
        return f"{inner}, unless waived by: {joined(waivers, 'or')}" if waivers else inner
    if not isinstance(condition, All | Any | AtLeast):
        return head
    items = "; ".join(mid_sentence(sentence_words(each, epoch)) for each in parts(condition))
    return f"{head} ({items})"


def _lifting(condition: Waivable, epoch: Epoch) -> list[Condition]:
    """The waivers that can lift something as the source is read."""
    idle = Constant(False)
    return [each for each in condition.waivers if as_chosen(each, epoch.policy) != idle]


def _window_words(window: Window) -> str:
    episode = " in the current episode" if window.current_episode else ""
    last = f" within the last {length_words(window.last)}" if window.last is not None else ""
    return episode + last
