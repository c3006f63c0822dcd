"""Reading the lines of `decide` in order: what may decide, what does, and which services that supports.

A false line is passed, an unknown one adds its outcome to the possible ones, a true one ends the reading. The
condition of a line with a service outcome includes that some met criterion it names supports the service.
Where `otherwise` is reached, every earlier line is false; so a service line whose own condition holds has
failed for the service alone, and the first such line decides `other service supported`.

Under `undocumented facts are not met` each mention of an unknown fact is false in negation normal form. In that
form a condition is true exactly where Kleene's value is TRUE, so what is UNKNOWN counts as FALSE: a line, a
named criterion, and the condition of a recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from policyc.evaluate.conditions import (
    criterion,
    holds_unless,
    look,
    look_at_all,
    sections_around,
    situation_of,
)
from policyc.evaluate.keys import line_key
from policyc.evaluate.kleene import FALSE, TRUE, UNKNOWN, all_of, any_of
from policyc.evaluate.situation import Situation
from policyc.model.cases import Case
from policyc.model.conditions import Citation
from policyc.model.outcome import SERVICE_OUTCOMES, Outcome
from policyc.model.program import Epoch, Line, NamedCriterion, Recommend
from policyc.model.verdict import DecidedBy, Evaluation, Truth


def evaluate(epoch: Epoch, case: Case, service: str, readings: Mapping[str, str] | None = None) -> Evaluation:
    """What the epoch gives for one service of a case, in Kleene's logic and without the solver.

    `possible` and `possible_lines` contain every outcome and every deciding line of a completion, and may
    contain more. `services` and `also_supported` hold in every completion, and may lack some that do. `readings`
    replaces the chosen alternative of the readings it names.
    """
    situation = situation_of(epoch, case, service, readings)
    read = [_read(line, situation) for line in _until_true(situation)]
    candidates = _candidates(read, situation)
    outcomes = tuple(dict.fromkeys(candidate.outcome for candidate in candidates))
    names = {candidate.read.line.name for candidate in candidates}
    lines = tuple(line.name for line in epoch.lines if line.name in names)
    services, also = _services(candidates, read, situation)
    return Evaluation(
        service=service,
        possible=outcomes,
        possible_lines=lines,
        decided_by=_decided_by(candidates[0], situation) if len(outcomes) == len(lines) == 1 else None,
        services=services,
        also_supported=also,
        truths=situation.truths,
    )


def citations_of(epoch: Epoch, decided_by: DecidedBy) -> tuple[Citation, ...]:
    """The places that a decision rests on: its line, its criterion, and the sections around that."""
    line = next(line for line in epoch.lines if line.name == decided_by.line)
    found = epoch.criteria.get(decided_by.criterion or "")
    places = [line.cite]
    if found is not None:
        places += [found.cite, *(section.cite for section in sections_around(epoch, found.section))]
    return tuple(dict.fromkeys(place for place in places if place is not None))


@dataclass(frozen=True, slots=True)
class _Support:
    """The services that a criterion supports for certain, and those that it may support."""

    certain: frozenset[str]
    possible: frozenset[str]

    def of(self, service: str) -> Truth:
        if service in self.certain:
            return TRUE
        return UNKNOWN if service in self.possible else FALSE


@dataclass(frozen=True, slots=True)
class _Named:
    """A criterion that a line names: whether it is met there, and which services it supports."""

    label: str
    met: Truth
    support: _Support


@dataclass(frozen=True, slots=True)
class _Read:
    """A line: its own condition, whether the service is supported through it, and both together."""

    line: Line
    own: Truth
    supported: Truth
    truth: Truth
    named: tuple[_Named, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may decide, with the outcome it would give; `failed` where it did for the service alone."""

    read: _Read
    outcome: Outcome
    failed: bool = False


def _until_true(situation: Situation) -> Iterator[Line]:
    """The lines up to the first true one, which is `otherwise` at the latest."""
    for line in situation.epoch.lines:
        yield line
        if situation.truths[line_key(line.name)] is TRUE:
            return


def _read(line: Line, situation: Situation) -> _Read:
    own = _settled(holds_unless(line.condition, line.exceptions, situation), situation)
    named = _named(line, situation)
    supported = _settled(_support(line, named, situation.service), situation)
    truth = situation.truths[line_key(line.name)] = all_of([own, supported])
    return _Read(line, own, supported, truth, named)


def _candidates(read: list[_Read], situation: Situation) -> list[_Candidate]:
    found = [_Candidate(each, each.line.outcome) for each in read if each.truth is not FALSE]
    if read[-1].line is not situation.epoch.lines[-1]:
        return found
    failed = list(_failed_for_the_service(read[:-1]))
    others = [_Candidate(each, Outcome.OTHER_SERVICE_SUPPORTED, failed=True) for each in failed]
    certain = bool(failed) and failed[-1].own is TRUE
    return found[:-1] + others + ([] if certain else found[-1:])


def _failed_for_the_service(read: Iterable[_Read]) -> Iterator[_Read]:
    """The lines that, once `otherwise` is reached, may have failed for the service alone, up to one that has."""
    for each in read:
        promises = each.line.outcome in SERVICE_OUTCOMES and each.line.names
        # A line that is false although the service is supported is false by its own condition.
        if promises and each.own is not FALSE and each.supported is not TRUE:
            yield each
            if each.own is TRUE:
                return


def _settled(truth: Truth, situation: Situation) -> Truth:
    """The truth as it counts here: what is unknown is not met where the policy says so."""
    return FALSE if truth is UNKNOWN and situation.policy.undocumented_not_met else truth


# --- Named criteria and the services they support ---------------------------------------------------------


def _named(line: Line, situation: Situation) -> tuple[_Named, ...]:
    """The criteria that a line names as its readings are read, in order."""
    return tuple(
        _Named(named.label, _settled(_met(named, situation), situation), _supports(named.label, situation))
        for named in line.names
        if all(situation.chosen(reading) == alternative for reading, alternative in named.readings)
    )


def _met(named: NamedCriterion, situation: Situation) -> Truth:
    return all_of([criterion(named.label, named.scoped, situation), *look_at_all(named.given, situation)])


def _support(line: Line, named: tuple[_Named, ...], service: str) -> Truth:
    """Whether a line that promises services does so for this one; one that names no criterion supports all.

    A line that names criteria only as another reading has it supports none.
    """
    if line.outcome not in SERVICE_OUTCOMES or not line.names:
        return TRUE
    return any_of([all_of([each.met, each.support.of(service)]) for each in named])


def _supports(label: str, situation: Situation) -> _Support:
    """What a criterion supports: the services of its first recommendation that matches.

    Those of the sections around it follow its own, the nearest first; where none matches, it supports every service.
    """
    answers: list[frozenset[str]] = []
    for recommend in _recommendations(label, situation.epoch):
        truth = TRUE if recommend.when is None else _settled(look(recommend.when, situation), situation)
        if truth is not FALSE:
            answers.append(frozenset(recommend.services))
        if truth is TRUE:
            break
    else:
        answers.append(frozenset(situation.policy.services))
    return _Support(frozenset.intersection(*answers), frozenset.union(*answers))


def _recommendations(label: str, epoch: Epoch) -> Iterator[Recommend]:
    yield from epoch.criteria[label].recommends
    for section in sections_around(epoch, epoch.criteria[label].section):
        yield from section.recommends


# --- What the verdict says --------------------------------------------------------------------------------


def _decided_by(candidate: _Candidate, situation: Situation) -> DecidedBy:
    """The line with the first met criterion it names that supports the service, where that is certain.

    A line that failed for the service supports it through none, and a line that promises none, such as a denial,
    has nothing to support: there it is the first met criterion.
    """
    any_service = candidate.failed or candidate.read.line.outcome not in SERVICE_OUTCOMES
    for named in candidate.read.named:
        supports = TRUE if any_service else named.support.of(situation.service)
        truth = all_of([named.met, supports])
        if truth is not FALSE:
            return DecidedBy(candidate.read.line.name, named.label if truth is TRUE else None)
    return DecidedBy(candidate.read.line.name)


def _services(
    candidates: list[_Candidate], read: list[_Read], situation: Situation
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the deciding line supports and what other lines support besides, whichever line it turns out to be."""
    named = {each.line.name: each.named for each in read}
    promising = [line for line in situation.epoch.lines if line.outcome in SERVICE_OUTCOMES]
    named |= {line.name: _named(line, situation) for line in promising if line.name not in named}
    through = {name: _through_criteria(criteria) for name, criteria in named.items()}
    own, others = [], []
    for candidate in candidates:
        line = candidate.read.line
        if line.outcome not in SERVICE_OUTCOMES:
            own.append(set[str]())
        else:
            own.append(through[line.name] if line.names else set(situation.policy.services))
        others.append({service for each in promising if each is not line for service in through[each.name]})
    services = set.intersection(*own)
    return _in_order(services, situation), _in_order(set.intersection(*others) - services, situation)


def _through_criteria(named: tuple[_Named, ...]) -> set[str]:
    return {service for each in named if each.met is TRUE for service in each.support.certain}


def _in_order(services: Set[str], situation: Situation) -> tuple[str, ...]:
    return tuple(service for service in situation.policy.services if service in services)
