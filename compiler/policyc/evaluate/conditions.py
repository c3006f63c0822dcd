"""Truth of conditions: connectives and references, and what sections and criteria mean.

Every item of a list is looked at, even when the first settles it, so that the truths tell the whole story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any as Whatever

from policyc.evaluate import kleene
from policyc.evaluate.atoms import TRUTH_OF_ATOM
from policyc.evaluate.closing import close_case
from policyc.evaluate.keys import criterion_key, definition_key, section_key
from policyc.evaluate.situation import Situation, requested_services, values_for
from policyc.model.cases import Case
from policyc.model.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    CriterionTest,
    DefinitionHolds,
    Depending,
    Not,
    SectionTest,
    Waivable,
)
from policyc.model.program import Epoch, Section
from policyc.model.verdict import Truth


def truth_of(
    epoch: Epoch, condition: Condition, case: Case, service: str, readings: Mapping[str, str] | None = None
) -> Truth:
    """Kleene's value of a condition of the epoch for one service of a case."""
    return look(condition, situation_of(epoch, case, service, readings))


def situation_of(
    epoch: Epoch, case: Case, service: str, readings: Mapping[str, str] | None = None
) -> Situation:
    """The situation of one service of a case; `nothing_else` is worked out first where it is set.

    Raises KeyError where the case lacks the policy's window clock: whoever reads a case asks for its clocks.
    """
    policy = epoch.policy
    case = close_case(case, policy)
    return Situation(
        policy=policy,
        service=service,
        requested=requested_services(case, policy),
        clock=case.clocks[policy.window_clock],
        values=values_for(case, service),
        epoch=epoch,
        readings=readings or {},
    )


def look(condition: Condition, situation: Situation) -> Truth:
    """The value of a condition, kept under its path."""
    truth = _READ[type(condition)](condition, situation)
    situation.truths[condition.path] = truth
    return truth


def look_at_all(conditions: tuple[Condition, ...], situation: Situation) -> list[Truth]:
    """The values of several conditions."""
    return [look(condition, situation) for condition in conditions]


def holds_unless(condition: Condition, exceptions: tuple[Condition, ...], situation: Situation) -> Truth:
    """The condition, and none of the exceptions."""
    if not exceptions:
        return look(condition, situation)
    lifted = [kleene.negation(truth) for truth in look_at_all(exceptions, situation)]
    return kleene.all_of([look(condition, situation), *lifted])


# --- Named parts of the text, each looked at once ---------------------------------------------------------


def definition(name: str, situation: Situation) -> Truth:
    """A definition holds when its condition does."""
    key = definition_key(name)
    if key not in situation.truths:
        situation.truths[key] = look(situation.epoch.definitions[name].condition, situation)
    return situation.truths[key]


def criterion(label: str, scoped: bool, situation: Situation) -> Truth:
    """A criterion by its own words, or with the scopes and requirements of its sections."""
    key = criterion_key(label, scoped)
    if key not in situation.truths:
        read = _criterion_met if scoped else _criterion_holds
        situation.truths[key] = read(label, situation)
    return situation.truths[key]


def section(label: str, test: str, situation: Situation) -> Truth:
    """A test of a section: applies, met, holds, any criterion; or `required`, its requirements alone."""
    key = section_key(label, test)
    if key not in situation.truths:
        situation.truths[key] = _SECTION_TESTS[test](label, situation)
    return situation.truths[key]


def sections_around(epoch: Epoch, label: str) -> Iterator[Section]:
    """The section and those around it, the innermost first."""
    while label:
        found = epoch.sections[label]
        yield found
        label = found.parent


def _criterion_holds(label: str, situation: Situation) -> Truth:
    found = situation.epoch.criteria[label]
    return holds_unless(found.condition, found.exceptions, situation)


def _criterion_met(label: str, situation: Situation) -> Truth:
    home = situation.epoch.criteria[label].section
    imposed = [section(home, "applies", situation), section(home, "required", situation)] if home else []
    return kleene.all_of([*imposed, criterion(label, False, situation)])


def _applies(label: str, situation: Situation) -> Truth:
    found = situation.epoch.sections[label]
    around = [section(found.parent, "applies", situation)] if found.parent else []
    own = [look(found.scope, situation)] if found.scope is not None else []
    return kleene.all_of(around + own)


def _required(label: str, situation: Situation) -> Truth:
    found = situation.epoch.sections[label]
    around = [section(found.parent, "required", situation)] if found.parent else []
    return kleene.all_of(around + look_at_all(found.requirements, situation))


def _any_criterion(label: str, situation: Situation) -> Truth:
    found = situation.epoch.sections[label]
    own = [criterion(each, False, situation) for each in found.criteria]
    return kleene.any_of(own + [_met_inside(each, situation) for each in found.subsections])


def _met_inside(label: str, situation: Situation) -> Truth:
    """A subsection with its own scope and requirements, without what the sections around it impose."""
    found = situation.epoch.sections[label]
    scope = look_at_all((found.scope,), situation) if found.scope is not None else []
    required = look_at_all(found.requirements, situation)
    return kleene.all_of([*scope, *required, section(label, "any criterion", situation)])


def _holds(label: str, situation: Situation) -> Truth:
    return kleene.all_of([section(label, "required", situation), section(label, "any criterion", situation)])


def _met(label: str, situation: Situation) -> Truth:
    return kleene.all_of([section(label, "applies", situation), section(label, "holds", situation)])


_SECTION_TESTS: Mapping[str, Callable[[str, Situation], Truth]] = {
    "applies": _applies,
    "required": _required,
    "any criterion": _any_criterion,
    "holds": _holds,
    "met": _met,
}


# --- Conditions by kind -----------------------------------------------------------------------------------


def _not(condition: Not, situation: Situation) -> Truth:
    return kleene.negation(look(condition.operand, situation))


def _all(condition: All, situation: Situation) -> Truth:
    return kleene.all_of(look_at_all(condition.items, situation))


def _any(condition: Any, situation: Situation) -> Truth:
    return kleene.any_of(look_at_all(condition.items, situation))


def _at_least(condition: AtLeast, situation: Situation) -> Truth:
    return kleene.at_least(condition.least, look_at_all(condition.items, situation))


def _waivable(condition: Waivable, situation: Situation) -> Truth:
    return kleene.any_of(look_at_all((condition.condition, *condition.waivers), situation))


def _depending(condition: Depending, situation: Situation) -> Truth:
    return look(dict(condition.alternatives)[situation.chosen(condition.reading)], situation)


def _definition_holds(condition: DefinitionHolds, situation: Situation) -> Truth:
    return definition(condition.name, situation)


def _criterion_test(condition: CriterionTest, situation: Situation) -> Truth:
    return criterion(condition.label, condition.scoped, situation)


def _section_test(condition: SectionTest, situation: Situation) -> Truth:
    return section(condition.label, condition.test, situation)


# As for atoms, a table rather than a match, for speed.
_READ: Mapping[type, Callable[[Whatever, Situation], Truth]] = {
    **TRUTH_OF_ATOM,
    DefinitionHolds: _definition_holds,
    CriterionTest: _criterion_test,
    SectionTest: _section_test,
    Not: _not,
    All: _all,
    Any: _any,
    AtLeast: _at_least,
    Waivable: _waivable,
    Depending: _depending,
}
