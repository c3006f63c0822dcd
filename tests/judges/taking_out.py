"""Taking a part out of a typed text by rewriting it, and telling decisions apart by evaluating both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policyc.evaluate import evaluate
from policyc.model.cases import Case
from policyc.model.conditions import All, Any, AtLeast, Condition, Constant, Depending, Not, Waivable
from policyc.model.outcome import Outcome, OutcomeClass, outcome_class
from policyc.model.program import Criterion, Definition, Epoch, Line, Recommend, Section
from tests.generators.finishing import finished


def without(epoch: Epoch, paths: Iterable[str]) -> Epoch:
    """The epoch without the parts at these paths; a criterion among them is met by nobody."""
    gone = frozenset(paths)
    return finished(
        replace(
            epoch,
            definitions={name: _definition(each, gone) for name, each in epoch.definitions.items()},
            sections={label: _section(each, gone) for label, each in epoch.sections.items()},
            criteria={label: _criterion(each, gone) for label, each in epoch.criteria.items()},
            lines=tuple(_line(each, gone) for each in epoch.lines),
        )
    )


def decided(epoch: Epoch, case: Case, service: str) -> tuple[object, ...]:
    """What a complete patient is told: the outcome, the services, and the reason where it is not favourable."""
    told = evaluate(epoch, case, service)
    assert len(told.possible) == 1
    favourable = outcome_class(Outcome(told.possible[0])) is OutcomeClass.FAVOURABLE
    line = None if favourable or told.decided_by is None else told.decided_by.line
    return told.possible, tuple(sorted(told.services)), line


def _rewritten(condition: Condition, gone: frozenset[str]) -> Condition:
    match condition:
        case Not(operand=operand):
            return replace(condition, operand=_rewritten(operand, gone))
        case All(items=items) | Any(items=items) | AtLeast(items=items):
            return replace(condition, items=_left(items, gone))
        case Waivable(condition=inner, waivers=waivers):
            return replace(condition, condition=_rewritten(inner, gone), waivers=_left(waivers, gone))
        case Depending(alternatives=alternatives):
            pairs = tuple((name, _rewritten(each, gone)) for name, each in alternatives)
            return replace(condition, alternatives=pairs)
        case _:
            return condition


def _left(items: tuple[Condition, ...], gone: frozenset[str]) -> tuple[Condition, ...]:
    return tuple(_rewritten(item, gone) for item in items if item.path not in gone)


def _definition(each: Definition, gone: frozenset[str]) -> Definition:
    return replace(each, condition=_rewritten(each.condition, gone))


def _criterion(each: Criterion, gone: frozenset[str]) -> Criterion:
    condition = Constant(False) if each.label in gone else _rewritten(each.condition, gone)
    recommends = tuple(_recommend(one, gone) for one in each.recommends)
    return replace(each, condition=condition, exceptions=_left(each.exceptions, gone), recommends=recommends)


def _section(each: Section, gone: frozenset[str]) -> Section:
    scope = None if each.scope is None or each.scope.path in gone else _rewritten(each.scope, gone)
    recommends = tuple(_recommend(one, gone) for one in each.recommends)
    return replace(each, scope=scope, requirements=_left(each.requirements, gone), recommends=recommends)


def _recommend(each: Recommend, gone: frozenset[str]) -> Recommend:
    return each if each.when is None else replace(each, when=_rewritten(each.when, gone))


def _line(each: Line, gone: frozenset[str]) -> Line:
    return replace(each, condition=_rewritten(each.condition, gone), exceptions=_left(each.exceptions, gone))
